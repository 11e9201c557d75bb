/* runtime/object_compare.c -- comparing any two objects; isinstance and issubclass. */
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/slot.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/union_type.h"

const char *const compare_symbols[] = {"<", "<=", "==", "!=", ">", ">="};

/* ---- comparing ---- */

static const CompareOp swapped[] = {CMP_GT, CMP_GE, CMP_EQ, CMP_NE, CMP_LT, CMP_LE};

static inline bool ordered(CompareOp op, int sign)
{
    switch (op) {
    case CMP_LT: return sign < 0;
    case CMP_LE: return sign <= 0;
    case CMP_EQ: return sign == 0;
    case CMP_NE: return sign != 0;
    case CMP_GT: return sign > 0;
    case CMP_GE: return sign >= 0;
    }
    return false;
}

static inline bool compare_doubles(double x, double y, CompareOp op)
{
    switch (op) {
    case CMP_LT: return x < y;
    case CMP_LE: return x <= y;
    case CMP_EQ: return x == y;
    case CMP_NE: return x != y;
    case CMP_GT: return x > y;
    case CMP_GE: return x >= y;
    }
    return false;
}

static Value compare_by_slots(Ref a, Ref b, CompareOp op)
{
    Type *type_a = value_type(a), *type_b = value_type(b);
    bool tried_b = false;
    if (type_a != type_b && type_b->compare && type_is_subtype(type_b, type_a)) {
        tried_b = true;
        Value result = type_b->compare(b, a, swapped[op]);
        if (!value_is_not_implemented(result))
            return result;
    }
    if (type_a->compare) {
        Value result = type_a->compare(a, b, op);
        if (!value_is_not_implemented(result))
            return result;
    }
    if (!tried_b && type_b->compare) {
        Value result = type_b->compare(b, a, swapped[op]);
        if (!value_is_not_implemented(result))
            return result;
    }
    if (op == CMP_EQ)
        return value_from_bool(value_is(a, b));
    if (op == CMP_NE)
        return value_from_bool(!value_is(a, b));
    return exc_raise(&type_TypeError, "'%s' not supported between instances of '%T' and '%T'",
                     compare_symbols[op], a, b);
}

/* Ints, doubles and exact strs without a call through slots; NotImplemented for others. */
static inline Value compare_simple(Ref a, Ref b, CompareOp op)
{
    if (value_are_ints(a, b)) {
        int64_t x = value_as_int(a), y = value_as_int(b);
        return value_from_bool(ordered(op, (x > y) - (x < y)));
    }
    if (value_is_double(a) && value_is_double(b))
        return value_from_bool(compare_doubles(value_as_double(a), value_as_double(b), op));
    if (value_is_exact_str(a) && value_is_exact_str(b)) {
        if (op == CMP_EQ || op == CMP_NE)
            return value_from_bool(str_equal(a, b) == (op == CMP_EQ));
        return value_from_bool(ordered(op, str_compare(a, b)));
    }
    return VALUE_NOT_IMPLEMENTED;
}

Value object_compare(Ref a, Ref b, CompareOp op)
{
    Value simple = compare_simple(a, b, op);
    if (!value_is_not_implemented(simple))
        return simple;
    if (c_stack_check(" in comparison"))
        return VALUE_ERROR;
    return compare_by_slots(a, b, op);
}

int object_compare_bool(Ref a, Ref b, CompareOp op)
{
    if (value_is(a, b)) {
        if (op == CMP_EQ)
            return 1;
        if (op == CMP_NE)
            return 0;
    }
    Value result = object_compare(a, b, op);
    if (value_is_error(result))
        return -1;
    int truth = value_truth(result);
    value_drop(result);
    return truth;
}

/* ---- isinstance, issubclass ---- */

/* __bases__ when it is a tuple; ABSENT when there is none. */
static Value abstract_bases(Ref class)
{
    Value bases = object_getattr_or_absent(class, NAME(__bases__));
    if (value_is_ok(bases) && !value_is_tuple(bases)) {
        value_drop(bases);
        return VALUE_ABSENT;
    }
    return bases;
}

/* Things that are no types but have __bases__ may take part (old proxies, mock classes). */
static int abstract_is_subclass(Ref derived, Ref class)
{
    if (value_is(derived, class))
        return 1;
    Value bases = abstract_bases(derived);
    if (!value_is_ok(bases))
        return value_is_error(bases) ? -1 : 0;
    int result = c_stack_check(" in __issubclass__");
    for (int64_t i = 0; result == 0 && i < tuple_len(bases); i++)
        result = abstract_is_subclass(tuple_at(bases, i), class);
    value_drop(bases);
    return result;
}

static int check_class(Ref class, const char *error)
{
    Value bases = abstract_bases(class);
    if (value_is_error(bases))
        return -1;
    if (value_is_absent(bases))
        return exc_raise_int(&type_TypeError, "%s", error);
    value_drop(bases);
    return 0;
}

int object_real_is_instance(Ref o, Ref class)
{
    if (LIKELY(value_is_type(class))) {
        Type *type = value_as_type(class);
        if (value_is_instance(o, type))
            return 1;
        /* A proxy may claim another __class__. */
        Type *real = value_type(o);
        if (real->getattr == object_generic_getattr
            && value_is(type_lookup(real, NAME(__class__)), type_lookup(&type_object, NAME(__class__))))
            return 0;
        Value claimed = object_getattr_or_absent(o, NAME(__class__));
        if (!value_is_ok(claimed))
            return value_is_error(claimed) ? -1 : 0;
        int result = 0;
        if (value_is_type(claimed) && value_as_type(claimed) != real)
            result = type_is_subtype(value_as_type(claimed), type);
        value_drop(claimed);
        return result;
    }
    if (check_class(class, "isinstance() arg 2 must be a type, a tuple of types, or a union"))
        return -1;
    Value claimed = object_getattr_or_absent(o, NAME(__class__));
    if (!value_is_ok(claimed))
        return value_is_error(claimed) ? -1 : 0;
    int result = abstract_is_subclass(claimed, class);
    value_drop(claimed);
    return result;
}

int object_real_is_subclass(Ref c, Ref class)
{
    if (value_is_type(c) && value_is_type(class))
        return type_is_subtype(value_as_type(c), value_as_type(class));
    if (check_class(c, "issubclass() arg 1 must be a class")
        || (!value_is_type(class)
            && check_class(class, "issubclass() arg 2 must be a class, a tuple of classes, or a union")))
        return -1;
    return abstract_is_subclass(c, class);
}

typedef int (*Check)(Ref o, Ref class);

static int check_any(Ref o, Ref classes, Check check)
{
    if (c_stack_check(" in __instancecheck__"))
        return -1;
    Value held = value_dup(classes);
    int result = 0;
    for (int64_t i = 0; result == 0 && i < tuple_len(held); i++)
        result = check(o, tuple_at(held, i));
    value_drop(held);
    return result;
}

static int ask(Ref class, Ref name, Ref o, bool *asked)
{
    *asked = false;
    if (c_stack_check(" in __instancecheck__"))
        return -1;
    Value answer = slot_call(class, name, &o, 1);
    if (value_is_absent(answer))
        return 0;
    *asked = true;
    if (value_is_error(answer))
        return -1;
    int truth = object_truth(answer);
    value_drop(answer);
    return truth;
}

int object_is_instance(Ref o, Ref class)
{
    if (value_is_obj(class) && value_from_obj(value_type(o)).bits == class.bits)
        return 1;
    if (value_has_type(class, &type_type))
        return object_real_is_instance(o, class);
    if (value_is_union(class))
        class = VALUE_AS(UnionType, class)->args;
    if (value_is_tuple(class))
        return check_any(o, class, object_is_instance);
    if (value_is_none(class)) /* a member of a union: X | None */
        return exc_raise_int(&type_TypeError, "isinstance() arg 2 must be a type, a tuple of types, or a union");
    bool asked;
    int answer = ask(class, NAME(__instancecheck__), o, &asked);
    return asked || answer ? answer : object_real_is_instance(o, class);
}

int object_is_subclass(Ref c, Ref class)
{
    if (value_has_type(class, &type_type)) {
        if (value_is(c, class))
            return 1;
        return object_real_is_subclass(c, class);
    }
    if (value_is_union(class))
        class = VALUE_AS(UnionType, class)->args;
    if (value_is_tuple(class))
        return check_any(c, class, object_is_subclass);
    bool asked;
    int answer = ask(class, NAME(__subclasscheck__), c, &asked);
    return asked || answer ? answer : object_real_is_subclass(c, class);
}
