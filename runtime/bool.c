/* runtime/bool.c -- bool: two immediate words that are ints by type. */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/str.h"

static Value bool_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_no_keywords("bool", kwnames))
        return VALUE_ERROR;
    if (n_args > 1)
        return exc_raise(&type_TypeError, "bool expected at most 1 argument, got %zu", n_args);
    if (n_args == 0)
        return VALUE_FALSE;
    int truth = value_truth(args[0]);
    return truth < 0 ? VALUE_ERROR : value_from_bool(truth);
}

static Value bool_repr(Ref self) { return str_intern_cstr(value_is_true(self) ? "True" : "False"); }

#define BOOL_SLOT(name, op, symbol)                                              \
    static Value bool_##name(Ref a, Ref b)                                       \
    {                                                                            \
        if (value_is_bool(a) && value_is_bool(b))                                \
            return value_from_bool((int)value_is_true(a) symbol (int)value_is_true(b));    \
        if (value_is_any_int(a) && value_is_any_int(b))                          \
            return int_binary(op, a, b);                                         \
        return VALUE_NOT_IMPLEMENTED;                                            \
    }
BOOL_SLOT(and, BINARY_AND, &)
BOOL_SLOT(or, BINARY_OR, |)
BOOL_SLOT(xor, BINARY_XOR, ^)

static Value bool_invert(Ref self)
{
    if (exc_warn(&type_DeprecationWarning, 1,
                 "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. "
                 "This returns the bitwise inversion of the underlying int object and is usually not "
                 "what you expect from the negation of a bool object. Use the 'not' operator for "
                 "boolean negation or ~int(x) for the bitwise inversion of the underlying int."))
        return VALUE_ERROR;
    return value_from_int(value_is_true(self) ? -2 : -1);
}

Type type_bool = {
    .base = STATIC_OBJ(&type_type),
    .name = "bool",
    .doc = "bool(object=False, /)\n--\n\nTrue when the argument is true, False otherwise.\n"
           "True and False are the only instances; the class cannot be subclassed.",
    .super_type = &type_int,
    .basic_size = sizeof(Int),
    .item_size = sizeof(mp_limb_t),
    .flags = TYPE_SUB_INT | TYPE_MATCH_SELF,
    .new = bool_new,
    .repr = bool_repr,
    .binary = {[BINARY_AND] = bool_and, [BINARY_OR] = bool_or, [BINARY_XOR] = bool_xor},
    .invert = bool_invert,
};
