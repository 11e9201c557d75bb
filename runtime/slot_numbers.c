/* runtime/slot_numbers.c -- operators of classes: from binary, in-place and unary slots to Python's dunders.
 *
 * A binary slot is called as f(left, right) with either operand of the class.  Left's method goes first, unless
 * right is of a subclass that overrides the reflected method. */
#include "runtime/slot.h"
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/str.h"

static Value call_or_not_implemented(Ref self, Ref name, Ref other)
{
    Value result = slot_call(self, name, &other, 1);
    return value_is_absent(result) ? VALUE_NOT_IMPLEMENTED : result;
}

/* Does right's class have another `name` than left's? */
static bool overrides(Ref left, Ref right, Ref name)
{
    Ref theirs = type_lookup(value_type(right), name);
    return !value_is_absent(theirs) && !value_is(theirs, type_lookup(value_type(left), name));
}

static Value binary(Ref a, Ref b, Ref name, Ref reflected, bool a_has_slot, bool b_has_slot)
{
    Type *type_a = value_type(a), *type_b = value_type(b);
    bool try_b = type_a != type_b && b_has_slot;
    if (a_has_slot) {
        if (try_b && type_is_subtype(type_b, type_a) && overrides(a, b, reflected)) {
            Value result = call_or_not_implemented(b, reflected, a);
            if (!value_is_not_implemented(result))
                return result;
            try_b = false;
        }
        Value result = call_or_not_implemented(a, name, b);
        if (!value_is_not_implemented(result) || type_a == value_type(b))
            return result;
    }
    return try_b ? call_or_not_implemented(b, reflected, a) : VALUE_NOT_IMPLEMENTED;
}

#define DEFINE(stem, op)                                                                          \
    Value type_slot_##stem(Ref a, Ref b)                                                          \
    {                                                                                             \
        return binary(a, b, NAME(__##stem##__), NAME(__r##stem##__),                              \
                      value_type(a)->binary[op] == type_slot_##stem,                              \
                      value_type(b)->binary[op] == type_slot_##stem);                             \
    }                                                                                             \
    Value type_slot_i##stem(Ref a, Ref b)                                                         \
    {                                                                                             \
        return call_or_not_implemented(a, NAME(__i##stem##__), b);                                \
    }
SLOT_BINARY_OPS(DEFINE)
#undef DEFINE

Value type_slot_divmod(Ref a, Ref b)
{
    return binary(a, b, NAME(__divmod__), NAME(__rdivmod__),
                  value_type(a)->binary[BINARY_DIVMOD] == type_slot_divmod,
                  value_type(b)->binary[BINARY_DIVMOD] == type_slot_divmod);
}

Value type_slot_pow(Ref a, Ref b, Ref mod)
{
    if (value_is_none(mod))
        return binary(a, b, NAME(__pow__), NAME(__rpow__), value_type(a)->pow == type_slot_pow,
                      value_type(b)->pow == type_slot_pow);
    /* Three arguments have no reflected form. */
    if (value_type(a)->pow != type_slot_pow)
        return VALUE_NOT_IMPLEMENTED;
    Value result = slot_call(a, NAME(__pow__), (Ref[]){b, mod}, 2);
    return value_is_absent(result) ? VALUE_NOT_IMPLEMENTED : result;
}

Value type_slot_ipow(Ref a, Ref b, Ref mod)
{
    return call_or_not_implemented(a, NAME(__ipow__), b);
}

static Value unary(Ref self, Ref name)
{
    Value result = slot_call(self, name, NULL, 0);
    if (UNLIKELY(value_is_absent(result)))
        return exc_raise_attribute(self, name, "'%T' object has no attribute '%U'", self, name);
    return result;
}

Value type_slot_negative(Ref self) { return unary(self, NAME(__neg__)); }
Value type_slot_positive(Ref self) { return unary(self, NAME(__pos__)); }
Value type_slot_absolute(Ref self) { return unary(self, NAME(__abs__)); }
Value type_slot_invert(Ref self) { return unary(self, NAME(__invert__)); }
Value type_slot_to_int(Ref self) { return unary(self, NAME(__int__)); }
Value type_slot_to_float(Ref self) { return unary(self, NAME(__float__)); }
Value type_slot_index(Ref self) { return unary(self, NAME(__index__)); }

int type_slot_truth(Ref self)
{
    Value result = unary(self, NAME(__bool__));
    if (value_is_error(result))
        return -1;
    if (LIKELY(value_is_bool(result)))
        return value_is_true(result);
    exc_raise(&type_TypeError, "__bool__ should return bool, returned %T", result);
    value_drop(result);
    return -1;
}
