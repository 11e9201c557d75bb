/* runtime/object_number.c -- operators on any objects.
 *
 * left + right: the slots of both types are asked, right's first when its type is a subclass with a slot
 * of its own; NotImplemented passes the question on; sequences answer + and * last. */
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/slot.h"

const char *const binary_symbols[] = {
    "+", "-", "*", "@", "/", "//", "%", "** or pow()", "<<", ">>", "&", "|", "^", "divmod()",
};
static const char *const inplace_symbols[] = {
    "+=", "-=", "*=", "@=", "/=", "//=", "%=", "**=", "<<=", ">>=", "&=", "|=", "^=", "divmod()",
};

static COLD Value raise_unsupported(const char *symbol, Ref a, Ref b)
{
    return exc_raise(&type_TypeError, "unsupported operand type(s) for %s: '%T' and '%T'", symbol, a, b);
}

static COLD Value raise_binary(BinaryOp op, Ref a, Ref b)
{
    if (op == BINARY_RSHIFT && value_has_type(a, &type_native)
        && strcmp(VALUE_AS(Native, a)->method->signature, "") != 0
        && strncmp(VALUE_AS(Native, a)->method->signature, "print(", 6) == 0)
        return exc_raise(&type_TypeError,
                         "unsupported operand type(s) for %s: '%T' and '%T'. Did you mean \"print(<message>, "
                         "file=<output_stream>)\"?",
                         binary_symbols[op], a, b);
    return raise_unsupported(binary_symbols[op], a, b);
}

/* Ask the binary slots; NotImplemented when neither answers. */
static Value binary_by_slots(BinaryOp op, Ref a, Ref b)
{
    Type *type_a = value_type(a), *type_b = value_type(b);
    BinaryFn from_a = type_a->binary[op], from_b = NULL;
    if (type_b != type_a) {
        from_b = type_b->binary[op];
        if (from_b == from_a)
            from_b = NULL;
    }
    if (from_a) {
        if (from_b && type_is_subtype(type_b, type_a)) {
            Value result = from_b(a, b);
            if (!value_is_not_implemented(result))
                return result;
            from_b = NULL;
        }
        Value result = from_a(a, b);
        if (!value_is_not_implemented(result))
            return result;
    }
    return from_b ? from_b(a, b) : VALUE_NOT_IMPLEMENTED;
}

static Value repeat_by(Value (*repeat)(Ref, int64_t), Ref sequence, Ref count)
{
    if (!value_is_any_int(count) && value_type(count)->index == NULL)
        return exc_raise(&type_TypeError, "can't multiply sequence by non-int of type '%T'", count);
    int64_t n;
    if (object_as_index_or(count, &n, &type_OverflowError))
        return VALUE_ERROR;
    return repeat(sequence, n);
}

/* What sequences do for + and *; NotImplemented when neither operand is one. */
static Value sequence_binary(BinaryOp op, Ref a, Ref b, bool inplace)
{
    const Type *type_a = value_type(a), *type_b = value_type(b);
    if (op == BINARY_ADD) {
        if (inplace && type_a->inplace_concat)
            return type_a->inplace_concat(a, b);
        return type_a->concat ? type_a->concat(a, b) : VALUE_NOT_IMPLEMENTED;
    }
    if (op != BINARY_MUL)
        return VALUE_NOT_IMPLEMENTED;
    if (inplace && type_a->inplace_repeat)
        return repeat_by(type_a->inplace_repeat, a, b);
    if (type_a->repeat)
        return repeat_by(type_a->repeat, a, b);
    if (type_b->repeat)
        return repeat_by(type_b->repeat, b, a);
    return VALUE_NOT_IMPLEMENTED;
}

static inline Value binary_numbers(BinaryOp op, Ref a, Ref b)
{
    if (value_are_ints(a, b)) {
        int64_t x = value_as_int(a), y = value_as_int(b);
        if (op == BINARY_ADD)
            return int_new(x + y); /* 51 bits at most */
        if (op == BINARY_SUB)
            return int_new(x - y);
        return int_binary(op, a, b);
    }
    return VALUE_NOT_IMPLEMENTED;
}

Value object_binary(BinaryOp op, Ref a, Ref b)
{
    if (op == BINARY_POW)
        return object_pow(a, b, VALUE_NONE);
    Value result = binary_numbers(op, a, b);
    if (!value_is_not_implemented(result))
        return result;
    result = binary_by_slots(op, a, b);
    if (!value_is_not_implemented(result))
        return result;
    result = sequence_binary(op, a, b, false);
    if (!value_is_not_implemented(result))
        return result;
    return raise_binary(op, a, b);
}

static Value pow_by_slots(Ref a, Ref b, Ref mod)
{
    Type *type_a = value_type(a), *type_b = value_type(b), *type_mod = value_type(mod);
    TernaryFn from_a = type_a->pow, from_b = type_b->pow;
    if (from_b == from_a)
        from_b = NULL;
    if (from_a) {
        if (from_b && type_is_subtype(type_b, type_a)) {
            Value result = from_b(a, b, mod);
            if (!value_is_not_implemented(result))
                return result;
            from_b = NULL;
        }
        Value result = from_a(a, b, mod);
        if (!value_is_not_implemented(result))
            return result;
    }
    if (from_b) {
        Value result = from_b(a, b, mod);
        if (!value_is_not_implemented(result))
            return result;
    }
    if (type_mod->pow && type_mod->pow != type_a->pow && type_mod->pow != type_b->pow)
        return type_mod->pow(a, b, mod);
    return VALUE_NOT_IMPLEMENTED;
}

Value object_pow(Ref a, Ref b, Ref mod)
{
    Value result = pow_by_slots(a, b, mod);
    if (!value_is_not_implemented(result))
        return result;
    if (value_is_none(mod))
        return raise_unsupported(binary_symbols[BINARY_POW], a, b);
    return exc_raise(&type_TypeError, "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'", a, b, mod);
}

Value object_inplace(BinaryOp op, Ref a, Ref b)
{
    Value result = binary_numbers(op, a, b);
    if (op != BINARY_POW && !value_is_not_implemented(result))
        return result;
    if (op == BINARY_POW) {
        TernaryFn inplace = value_type(a)->inplace_pow;
        result = inplace ? inplace(a, b, VALUE_NONE) : VALUE_NOT_IMPLEMENTED;
        if (value_is_not_implemented(result))
            result = pow_by_slots(a, b, VALUE_NONE);
    } else {
        BinaryFn inplace = value_type(a)->inplace[op];
        result = inplace ? inplace(a, b) : VALUE_NOT_IMPLEMENTED;
        if (value_is_not_implemented(result))
            result = binary_by_slots(op, a, b);
        if (value_is_not_implemented(result))
            result = sequence_binary(op, a, b, true);
    }
    return value_is_not_implemented(result) ? raise_unsupported(inplace_symbols[op], a, b) : result;
}

/* ---- one operand ---- */

static Value unary(UnaryFn function, Ref o, const char *symbol)
{
    if (LIKELY(function != NULL))
        return function(o);
    return exc_raise(&type_TypeError, "bad operand type for %s: '%T'", symbol, o);
}

Value object_negative(Ref o) { return unary(value_type(o)->negative, o, "unary -"); }
Value object_positive(Ref o) { return unary(value_type(o)->positive, o, "unary +"); }
Value object_invert(Ref o) { return unary(value_type(o)->invert, o, "unary ~"); }
Value object_absolute(Ref o) { return unary(value_type(o)->absolute, o, "abs()"); }

/* ---- conversions ---- */

/* An __index__ or __int__ result: ints pass; other int types are deprecated. Takes `result`. */
static Value check_int_result(Value result, const char *dunder)
{
    if (value_is_int(result) || value_is_error(result) || value_has_type(result, &type_int))
        return result;
    if (!value_is_any_int(result)) {
        exc_raise(&type_TypeError, "%s returned non-int (type %T)", dunder, result);
        value_drop(result);
        return VALUE_ERROR;
    }
    if (exc_warn(&type_DeprecationWarning, 1,
                 "%s returned non-int (type %T).  The ability to return an instance of a strict subclass of int "
                 "is deprecated, and may not be supported in a future version of Python.",
                 dunder, result)) {
        value_drop(result);
        return VALUE_ERROR;
    }
    return result;
}

Value object_index(Ref o)
{
    if (LIKELY(value_is_int(o)))
        return o;
    if (value_is_any_int(o))
        return value_dup(o);
    UnaryFn index = value_type(o)->index;
    if (index == NULL)
        return exc_raise(&type_TypeError, "'%T' object cannot be interpreted as an integer", o);
    return check_int_result(index(o), "__index__");
}

int object_as_index_or(Ref o, int64_t *out, Type *error)
{
    if (LIKELY(value_is_int(o))) {
        *out = value_as_int(o);
        return 0;
    }
    Value index = object_index(o);
    if (value_is_error(index))
        return -1;
    int result = 0;
    if (error == NULL) {
        *out = int_as_i64_clip(index);
    } else if (int_as_i64(index, out)) {
        exc_clear();
        result = exc_raise_int(error, "cannot fit '%T' into an index-sized integer", o);
    }
    value_drop(index);
    return result;
}

int object_as_size(Ref o, int64_t *out)
{
    Value index = object_index(o);
    if (value_is_error(index))
        return -1;
    int result = int_as_i64(index, out);
    if (result) {
        exc_clear();
        exc_raise(&type_OverflowError, "Python int too large to convert to C ssize_t");
    }
    value_drop(index);
    return result;
}

int object_as_index(Ref o, int64_t *out, bool clip)
{
    return object_as_index_or(o, out, clip ? NULL : &type_IndexError);
}

/* An exact int of the same value; takes v, an int of any kind. */
static Value exact_int(Value v)
{
    if (value_is_int(v) || value_has_type(v, &type_int) || value_is_error(v))
        return v;
    Value exact = int_binary(BINARY_ADD, v, value_from_int(0));
    value_drop(v);
    return exact;
}

Value object_to_int(Ref o)
{
    if (value_is_int(o) || value_has_type(o, &type_int))
        return value_dup(o);
    Type *type = value_type(o);
    if (type->to_int)
        return exact_int(check_int_result(type->to_int(o), "__int__"));
    if (type->index)
        return exact_int(object_index(o));
    Value truncated = slot_call(o, NAME(__trunc__), NULL, 0);
    if (!value_is_absent(truncated)) {
        if (value_is_error(truncated))
            return VALUE_ERROR;
        if (exc_warn(&type_DeprecationWarning, 1, "The delegation of int() to __trunc__ is deprecated.")) {
            value_drop(truncated);
            return VALUE_ERROR;
        }
        if (!value_is_any_int(truncated) && value_type(truncated)->index == NULL) {
            exc_raise(&type_TypeError, "__trunc__ returned non-Integral (type %T)", truncated);
            value_drop(truncated);
            return VALUE_ERROR;
        }
        Value result = object_index(truncated);
        value_drop(truncated);
        return exact_int(result);
    }
    return exc_raise(&type_TypeError, "int() argument must be a string, a bytes-like object or a real number, not '%T'",
                     o);
}

Value object_to_float(Ref o)
{
    if (value_is_double(o))
        return o;
    Type *type = value_type(o);
    if (type->to_float) {
        Value result = type->to_float(o);
        if (value_is_error(result) || value_is_double(result))
            return result;
        if (!value_is_any_float(result)) {
            exc_raise(&type_TypeError, "%N.__float__ returned non-float (type %T)", type, result);
            value_drop(result);
            return VALUE_ERROR;
        }
        double d = float_value(result);
        int warned = 0;
        if (type->to_float == type_slot_to_float)
            warned = exc_warn(&type_DeprecationWarning, 1,
                              "%N.__float__ returned non-float (type %T).  The ability to return an instance of a "
                              "strict subclass of float is deprecated, and may not be supported in a future version "
                              "of Python.", type, result);
        value_drop(result);
        return warned ? VALUE_ERROR : value_from_double_bits_safe(d);
    }
    if (value_is_any_float(o))
        return value_from_double_bits_safe(float_value(o));
    if (type->index) {
        Value index = object_index(o);
        double d;
        int failed = value_is_error(index) || int_as_double(index, &d);
        value_drop(index);
        return failed ? VALUE_ERROR : value_from_double(d);
    }
    if (value_is_str(o) || type->buffer_get)
        return float_from_str(o);
    return exc_raise(&type_TypeError, "float() argument must be a string or a real number, not '%T'", o);
}
