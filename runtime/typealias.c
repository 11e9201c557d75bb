/* runtime/typealias.c -- TypeAliasType: what the type statement makes (PEP 695). */
#include "runtime/exc.h"
#include "runtime/generic_alias.h"
#include "runtime/lazy_value.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/typevar.h"
#include "runtime/union_type.h"

typedef struct TypeAlias {
    Obj base;
    Value name, module, params; /* params: tuple or ABSENT */
    LazyValue value;
} TypeAlias;

static TypeAlias *as_alias(Ref self) { return VALUE_AS(TypeAlias, self); }

Value typealias_new(Ref name, Ref params, Ref evaluate, Ref module)
{
    TypeAlias *a = object_alloc(&type_typealias);
    if (a == NULL)
        return VALUE_ERROR;
    a->name = value_dup(name);
    a->module = value_dup(module);
    a->params = value_is_none(params) ? VALUE_ABSENT : value_dup(params);
    a->value = (LazyValue){VALUE_ABSENT, value_dup(evaluate)};
    gc_track(a);
    return value_from_obj(a);
}

static void alias_clear(Obj *o)
{
    lazy_value_clear(&((TypeAlias *)o)->value);
    value_clear(&((TypeAlias *)o)->params);
}
static void alias_dealloc(Obj *o)
{
    TypeAlias *a = (TypeAlias *)o;
    gc_untrack(o);
    alias_clear(o);
    value_drop(a->name);
    value_drop(a->module);
    object_free(o);
}
static int alias_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((TypeAlias *)o)->params);
    return lazy_value_traverse(&((TypeAlias *)o)->value, visit, arg);
}
static Value alias_repr(Ref self) { return value_dup(as_alias(self)->name); }
static Value alias_get_value(Ref self) { return lazy_value_get(&as_alias(self)->value, VALUE_NONE); }
static Value alias_get_params(Ref self)
{
    Ref params = as_alias(self)->params;
    return value_is_absent(params) ? tuple_empty() : value_dup(params);
}
/* __parameters__: TypeVarTuples unpacked, as generic aliases want them */
static Value alias_get_parameters(Ref self)
{
    Value params = alias_get_params(self);
    Value unpacked = typeparams_unpack(params);
    value_drop(params);
    return unpacked;
}
static Value alias_subscript(Ref self, Ref args)
{
    if (value_is_absent(as_alias(self)->params))
        return exc_raise(&type_TypeError, "Only generic type aliases are subscriptable");
    return generic_alias_new(self, args);
}
NATIVE(alias_reduce_m) { return value_dup(as_alias(self)->name); }

static Value alias_from_python(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[3];
    if (args_bind(&spec, "typealias(name, value, *, type_params=<absent>)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "typealias() argument 'name' must be str, not %T", a[0]);
    if (!value_is_absent(a[2]) && !value_is_tuple(a[2]))
        return exc_raise(&type_TypeError, "type_params must be a tuple");
    Value module = typeparam_caller_module();
    Value made = typealias_new(a[0], value_is_absent(a[2]) || tuple_len(a[2]) == 0 ? VALUE_NONE : a[2],
                               VALUE_ABSENT, module);
    value_drop(module);
    if (!value_is_error(made))
        as_alias(made)->value.known = value_dup(a[1]);
    return made;
}
static const Getter alias_getters[] = {
    {"__value__", alias_get_value, NULL, NULL},
    {"__type_params__", alias_get_params, NULL, NULL},
    {"__parameters__", alias_get_parameters, NULL, NULL},
    {0},
};
static const Member alias_members[] = {
    {"__name__", MEMBER_VALUE, offsetof(TypeAlias, name), true, NULL},
    {"__module__", MEMBER_VALUE, offsetof(TypeAlias, module), true, NULL},
    {0},
};
static const Method alias_methods[] = {{"__reduce__()", alias_reduce_m, NULL}, {0}};
Type type_typealias = {
    .base = STATIC_OBJ(&type_type), .name = "TypeAliasType", .module = "typing", .basic_size = sizeof(TypeAlias),
    .flags = TYPE_GC | TYPE_IMMUTABLE, .dealloc = alias_dealloc, .traverse = alias_traverse,
    .clear = alias_clear, .repr = alias_repr, .getters = alias_getters, .members = alias_members,
    .methods = alias_methods, .subscript = alias_subscript, .new = alias_from_python,
    .binary[BINARY_OR] = union_type_or, .doc = "Type alias: what the type statement makes.\n\n"
           "    type ListOrSet[T] = list[T] | set[T]\n\n"
           "Its __value__ is evaluated when first asked for.",
};
