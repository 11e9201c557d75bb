/* runtime/union_type.c -- types.UnionType: what `int | str` makes. Members are flat and differ. */
#include "runtime/union_type.h"
#include "runtime/exc.h"
#include "runtime/generic_alias.h"
#include "runtime/module.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/list.h"
#include "runtime/tuple.h"

static inline UnionType *as_union(Ref v) { return VALUE_AS(UnionType, v); }

/* ---- making ---- */

static bool is_module_type(Ref v, const char *module, const char *name)
{
    const Type *type = value_type(v);
    if (strcmp(type->name, name) != 0)
        return false;
    Value text = type_module_name(type);
    bool same = value_is_str(text) && str_equals_cstr(text, module);
    value_drop(text);
    return same;
}

static bool is_unionable(Ref v)
{
    return value_is_none(v) || value_is_type(v) || value_is_instance(v, &type_generic_alias)
           || value_is_union(v) || is_module_type(v, "typing", "TypeAliasType");
}

/* Append v, or the members of v, unless they are there; None stands for its type. */
static int add_member(Ref members, Ref v)
{
    if (value_is_union(v)) {
        Ref args = as_union(v)->args;
        for (int64_t i = 0; i < tuple_len(args); i++)
            if (add_member(members, tuple_at(args, i)))
                return -1;
        return 0;
    }
    if (value_is_none(v))
        v = value_from_obj(&type_none);
    for (int64_t i = 0; i < list_len(members); i++) {
        Ref other = list_at(members, i);
        bool both_aliases = value_is_instance(other, &type_generic_alias)
                            && value_is_instance(v, &type_generic_alias);
        int same = both_aliases || !(value_is_type(v) && value_is_type(other)) ? object_equal(other, v)
                                                                                : value_is(other, v);
        if (same)
            return same < 0 ? -1 : 0;
    }
    return list_append(members, v);
}

/* Takes `args`. */
static Value new_union(Value args)
{
    if (value_is_error(args))
        return VALUE_ERROR;
    UnionType *u = object_alloc(&type_union);
    if (u == NULL) {
        value_drop(args);
        return VALUE_ERROR;
    }
    u->args = args;
    u->parameters = VALUE_ABSENT;
    gc_track(u);
    return value_from_obj(u);
}

/* The union of a list of members, or the member itself when there is one. Takes `members`. */
static Value finish(Value members)
{
    Value result;
    if (list_len(members) == 1)
        result = value_dup(list_at(members, 0));
    else
        result = new_union(list_to_tuple(members));
    value_drop(members);
    return result;
}

Value union_type_or(Ref left, Ref right)
{
    if (!is_unionable(left) || !is_unionable(right))
        return VALUE_NOT_IMPLEMENTED;
    Value members = list_new(2);
    if (value_is_error(members))
        return VALUE_ERROR;
    if (add_member(members, left) || add_member(members, right)) {
        value_drop(members);
        return VALUE_ERROR;
    }
    return finish(members);
}

/* ---- looks ---- */

static Value union_repr(Ref self)
{
    Ref args = as_union(self)->args;
    StrBuilder b;
    str_builder_init(&b);
    for (int64_t i = 0; i < tuple_len(args); i++) {
        if (i)
            str_builder_cstr(&b, " | ");
        if (value_is(tuple_at(args, i), value_from_obj(&type_none))) {
            str_builder_cstr(&b, "None");
        } else if (generic_alias_repr_item(&b, tuple_at(args, i))) {
            str_builder_free(&b);
            return VALUE_ERROR;
        }
    }
    return str_builder_finish(&b);
}

static int64_t union_hash(Ref self)
{
    Value set = frozenset_new(as_union(self)->args);
    if (value_is_error(set))
        return -1;
    int64_t hash = object_hash(set);
    value_drop(set);
    return hash;
}

static Value union_compare(Ref a, Ref b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !value_is_union(a) || !value_is_union(b))
        return VALUE_NOT_IMPLEMENTED;
    Value x = set_new(as_union(a)->args);
    Value y = value_is_error(x) ? VALUE_ERROR : set_new(as_union(b)->args);
    Value result = value_is_error(y) ? VALUE_ERROR : object_compare(x, y, op);
    value_drop(x);
    value_drop(y);
    return result;
}

static Value get_parameters(Ref self)
{
    UnionType *u = as_union(self);
    if (value_is_absent(u->parameters)) {
        if (c_stack_check(""))
            return VALUE_ERROR;
        Value parameters = generic_alias_collect_parameters(u->args);
        if (value_is_error(parameters))
            return VALUE_ERROR;
        value_replace(&u->parameters, parameters);
    }
    return value_dup(u->parameters);
}

/* (list[T] | int)[str] */
static Value union_subscript(Ref self, Ref item)
{
    Value parameters = get_parameters(self);
    if (value_is_error(parameters))
        return VALUE_ERROR;
    Value args = generic_alias_substitute(self, as_union(self)->args, parameters, item);
    value_drop(parameters);
    if (value_is_error(args))
        return VALUE_ERROR;
    Value result = tuple_len(args) ? value_dup(tuple_at(args, 0)) : VALUE_NONE;
    for (int64_t i = 1; i < tuple_len(args) && !value_is_error(result); i++)
        value_replace(&result, object_binary(BINARY_OR, result, tuple_at(args, i)));
    value_drop(args);
    return result;
}

/* ---- attributes ---- */


NATIVE(union_instancecheck_m)
{
    Ref args = as_union(self)->args;
    for (int64_t i = 0; i < tuple_len(args); i++)
        if (value_is_instance(tuple_at(args, i), &type_generic_alias))
            return exc_raise(&type_TypeError, "isinstance() argument 2 cannot be a parameterized generic");
    int result = object_is_instance(a[0], args);
    return result < 0 ? VALUE_ERROR : value_from_bool(result);
}

NATIVE(union_subclasscheck_m)
{
    if (!value_is_type(a[0]))
        return exc_raise(&type_TypeError, "issubclass() arg 1 must be a class");
    Ref args = as_union(self)->args;
    for (int64_t i = 0; i < tuple_len(args); i++)
        if (value_is_instance(tuple_at(args, i), &type_generic_alias))
            return exc_raise(&type_TypeError, "issubclass() argument 2 cannot be a parameterized generic");
    int result = object_is_subclass(a[0], args);
    return result < 0 ? VALUE_ERROR : value_from_bool(result);
}

static const Method union_methods[] = {
    {"__instancecheck__(instance, /)", union_instancecheck_m, "isinstance() of any member."},
    {"__subclasscheck__(subclass, /)", union_subclasscheck_m, "issubclass() of any member."},
    {0},
};

static const Member union_members[] = {
    {"__args__", MEMBER_VALUE, offsetof(UnionType, args), true, NULL},
    {0},
};

static const Getter union_getters[] = {
    {"__parameters__", get_parameters, NULL, "Type variables in the types.UnionType."},
    {0},
};

/* ---- life ---- */

static void union_dealloc(Obj *o)
{
    UnionType *u = (UnionType *)o;
    gc_untrack(o);
    value_clear(&u->args);
    value_clear(&u->parameters);
    object_free(o);
}

static int union_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((UnionType *)o)->args);
    GC_VISIT(((UnionType *)o)->parameters);
    return 0;
}

static void union_clear(Obj *o)
{
    value_clear(&((UnionType *)o)->parameters);
}

Type type_union = {
    .base = STATIC_OBJ(&type_type),
    .name = "types.UnionType",
    .doc = "A union of types: int | str.",
    .basic_size = sizeof(UnionType),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .methods = union_methods,
    .members = union_members,
    .getters = union_getters,
    .dealloc = union_dealloc,
    .traverse = union_traverse,
    .clear = union_clear,
    .repr = union_repr,
    .hash = union_hash,
    .compare = union_compare,
    .subscript = union_subscript,
    .binary[BINARY_OR] = union_type_or,
};
