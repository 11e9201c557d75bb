/* runtime/singletons.c -- None, Ellipsis, NotImplemented: immediates without objects. */
#include "runtime/exc.h"
#include "runtime/object.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* Types by the low bits of the word; ABSENT and ERROR never reach a caller that asks. */
Type *value_immediate_type(Ref v)
{
    if (value_is_bool(v))
        return &type_bool;
    if (value_is_none(v))
        return &type_none;
    if (v.bits == VALUE_ELLIPSIS.bits)
        return &type_ellipsis;
    assert(value_is_not_implemented(v));
    return &type_not_implemented;
}

static Value only(Value v, const char *type_name_text, size_t n_args, Ref kwnames)
{
    if (n_args || (!value_is_absent(kwnames) && tuple_len(kwnames)))
        return exc_raise(&type_TypeError, "%s takes no arguments", type_name_text);
    return v;
}

static void never_dies(Obj *o)
{
}

/* ---- None ---- */

static Value none_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    return only(VALUE_NONE, "NoneType", n_args, kwnames);
}
static Value none_repr(Ref self) { return str_intern_cstr("None"); }
static int none_truth(Ref self) { return 0; }
static int64_t none_hash(Ref self) { return 0xFCA86420; }

/* Identity, as everywhere; here so that None == 1 asks no further than it must. */
static Value none_compare(Ref a, Ref b, CompareOp op)
{
    if (op == CMP_EQ && value_is(a, b))
        return VALUE_TRUE;
    if (op == CMP_NE && value_is(a, b))
        return VALUE_FALSE;
    return VALUE_NOT_IMPLEMENTED;
}

Type type_none = {
    .base = STATIC_OBJ(&type_type),
    .name = "NoneType",
    .doc = "NoneType()\n--\n\nThe type of the None singleton.",
    .basic_size = sizeof(Obj),
    .dealloc = never_dies,
    .new = none_new,
    .repr = none_repr,
    .hash = none_hash,
    .compare = none_compare,
    .truth = none_truth,
};

/* ---- Ellipsis ---- */

static Value ellipsis_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    return only(VALUE_ELLIPSIS, "EllipsisType", n_args, kwnames);
}
static Value ellipsis_repr(Ref self) { return str_intern_cstr("Ellipsis"); }
static int64_t ellipsis_hash(Ref self) { return 0xE111959; }

/* Pickles by name. */
NATIVE(ellipsis_reduce) { return str_from_cstr("Ellipsis"); }

static const Method ellipsis_methods[] = {
    {"__reduce__()", ellipsis_reduce, "Support for pickling."},
    {0},
};

Type type_ellipsis = {
    .base = STATIC_OBJ(&type_type),
    .name = "ellipsis",
    .doc = "ellipsis()\n--\n\nThe type of the Ellipsis singleton.",
    .basic_size = sizeof(Obj),
    .methods = ellipsis_methods,
    .dealloc = never_dies,
    .new = ellipsis_new,
    .repr = ellipsis_repr,
    .hash = ellipsis_hash,
};

/* ---- NotImplemented ---- */

static Value not_implemented_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    return only(VALUE_NOT_IMPLEMENTED, "NotImplementedType", n_args, kwnames);
}
static Value not_implemented_repr(Ref self) { return str_intern_cstr("NotImplemented"); }
static int64_t not_implemented_hash(Ref self) { return 0x4E07134; }

/* Nearly always a forgotten check of an operator's answer. */
static int not_implemented_truth(Ref self)
{
    if (exc_warn(&type_DeprecationWarning, 1, "NotImplemented should not be used in a boolean context"))
        return -1;
    return 1;
}

NATIVE(not_implemented_reduce) { return str_from_cstr("NotImplemented"); }

static const Method not_implemented_methods[] = {
    {"__reduce__()", not_implemented_reduce, "Support for pickling."},
    {0},
};

Type type_not_implemented = {
    .base = STATIC_OBJ(&type_type),
    .name = "NotImplementedType",
    .doc = "NotImplementedType()\n--\n\nThe type of the NotImplemented singleton.",
    .basic_size = sizeof(Obj),
    .methods = not_implemented_methods,
    .dealloc = never_dies,
    .new = not_implemented_new,
    .repr = not_implemented_repr,
    .hash = not_implemented_hash,
    .truth = not_implemented_truth,
};
