/* runtime/mapping_proxy.c -- types.MappingProxyType: a read-only view of a mapping. C.__dict__ is one. */
#include "runtime/descr.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/generic_alias.h"
#include "runtime/str.h"

typedef struct MappingProxy {
    Obj base;
    Value mapping;
} MappingProxy;

static inline Ref mapping_of(Ref self) { return VALUE_AS(MappingProxy, self)->mapping; }

Value mapping_proxy_new(Ref mapping)
{
    MappingProxy *p = object_alloc(&type_mapping_proxy);
    if (p == NULL)
        return VALUE_ERROR;
    p->mapping = value_dup(mapping);
    gc_track(p);
    return value_from_obj(p);
}

static bool is_mapping(Ref o)
{
    const Type *type = value_type(o);
    return type->subscript != NULL && !(type->flags & (TYPE_SUB_LIST | TYPE_SUB_TUPLE)) && !value_is_type(o);
}

static Value proxy_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[1];
    if (args_bind(&spec, "mappingproxy(mapping)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    if (!is_mapping(a[0]))
        return exc_raise(&type_TypeError, "mappingproxy() argument must be a mapping, not %T", a[0]);
    return mapping_proxy_new(a[0]);
}

static void proxy_dealloc(Obj *o)
{
    gc_untrack(o);
    Value mapping = ((MappingProxy *)o)->mapping;
    object_free(o);
    value_drop(mapping);
}

static int proxy_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((MappingProxy *)o)->mapping);
    return 0;
}

static void proxy_clear(Obj *o)
{
    value_replace(&((MappingProxy *)o)->mapping, VALUE_NONE);
}

static Value proxy_repr(Ref self) { return str_format("mappingproxy(%R)", mapping_of(self)); }

/* Proxies of proxies may be stacked without end. */
#define TOO_DEEP c_stack_check("")

static Value proxy_str(Ref self) { return TOO_DEEP ? VALUE_ERROR : object_str(mapping_of(self)); }
static int64_t proxy_hash(Ref self) { return TOO_DEEP ? -1 : object_hash(mapping_of(self)); }
static int64_t proxy_length(Ref self) { return TOO_DEEP ? -1 : object_length(mapping_of(self)); }
static Value proxy_subscript(Ref self, Ref key)
{
    return TOO_DEEP ? VALUE_ERROR : object_subscript(mapping_of(self), key);
}
static int proxy_contains(Ref self, Ref key) { return TOO_DEEP ? -1 : object_contains(mapping_of(self), key); }
static Value proxy_iter(Ref self) { return TOO_DEEP ? VALUE_ERROR : object_iter(mapping_of(self)); }

static Value proxy_compare(Ref a, Ref b, CompareOp op)
{
    if (!value_has_type(a, &type_mapping_proxy))
        return VALUE_NOT_IMPLEMENTED;
    return object_compare(mapping_of(a), b, op);
}

static Ref unwrap(Ref v)
{
    return value_has_type(v, &type_mapping_proxy) ? mapping_of(v) : v;
}

static Value proxy_or(Ref left, Ref right)
{
    return TOO_DEEP ? VALUE_ERROR : object_binary(BINARY_OR, unwrap(left), unwrap(right));
}

static Value proxy_ior(Ref self, Ref other)
{
    return exc_raise(&type_TypeError, "'|=' is not supported by %T; use '|' instead", self);
}

NATIVE(proxy_get_m) { return TOO_DEEP ? VALUE_ERROR : object_call_method(mapping_of(self), NAME(get), a, 2); }
NATIVE(proxy_keys_m) { return TOO_DEEP ? VALUE_ERROR : object_call_method0(mapping_of(self), NAME(keys)); }
NATIVE(proxy_values_m) { return TOO_DEEP ? VALUE_ERROR : object_call_method0(mapping_of(self), NAME(values)); }
NATIVE(proxy_items_m) { return TOO_DEEP ? VALUE_ERROR : object_call_method0(mapping_of(self), NAME(items)); }
NATIVE(proxy_copy_m) { return TOO_DEEP ? VALUE_ERROR : object_call_method0(mapping_of(self), NAME(copy)); }
NATIVE(proxy_reversed_m) { return TOO_DEEP ? VALUE_ERROR : object_call_method0(mapping_of(self), NAME(__reversed__)); }

static const Method proxy_methods[] = {
    {"get(key, default=None, /)", proxy_get_m, "The value for key, or default."},
    {"keys()", proxy_keys_m, "A view of the keys."},
    {"values()", proxy_values_m, "A view of the values."},
    {"items()", proxy_items_m, "A view of the (key, value) pairs."},
    {"copy()", proxy_copy_m, "A shallow copy of the mapping."},
    {"__reversed__()", proxy_reversed_m, "A reverse iterator over the keys."},
    {"__class_getitem__(object, /)", generic_alias_class_getitem, "See PEP 585.", METHOD_CLASS},
    {0},
};

Type type_mapping_proxy = {
    .base = STATIC_OBJ(&type_type),
    .name = "mappingproxy",
    .doc = "mappingproxy(mapping)\n--\n\nA read-only proxy of a mapping.",
    .basic_size = sizeof(MappingProxy),
    .flags = TYPE_GC | TYPE_MAPPING,
    .methods = proxy_methods,
    .dealloc = proxy_dealloc,
    .traverse = proxy_traverse,
    .clear = proxy_clear,
    .new = proxy_new,
    .repr = proxy_repr,
    .str = proxy_str,
    .hash = proxy_hash,
    .compare = proxy_compare,
    .iter = proxy_iter,
    .length = proxy_length,
    .contains = proxy_contains,
    .subscript = proxy_subscript,
    .binary[BINARY_OR] = proxy_or,
    .inplace[BINARY_OR] = proxy_ior,
};
