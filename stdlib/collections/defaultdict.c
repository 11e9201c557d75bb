/* stdlib/collections/defaultdict.c -- dict whose missing keys are made by a factory. */
#include "runtime/dict_table.h"
#include "stdlib/collections/collections.h"

static Ref factory_of(Ref self) { return VALUE_AS(DefaultDict, self)->factory; }

static Value default_dict_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    DefaultDict *d = object_alloc_instance(type, 0);
    if (d == NULL)
        return VALUE_ERROR;
    dict_init_empty(&d->dict);
    d->factory = VALUE_NONE;
    if (!gc_is_tracked(&d->dict.base))
        gc_track(d);
    return value_from_obj(d);
}

static int default_dict_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    Ref factory = VALUE_NONE;
    if (n_args > 0) {
        factory = args[0];
        if (!value_is_none(factory) && !object_is_callable(factory))
            return exc_raise_int(&type_TypeError, "first argument must be callable or None");
        args++;
        n_args--;
    }
    value_replace(&VALUE_AS(DefaultDict, self)->factory, value_dup(factory));
    return dict_update_from(self, args, n_args, kwnames, "dict");
}

static void default_dict_dealloc(Obj *o)
{
    gc_untrack(o);
    value_clear(&((DefaultDict *)o)->factory);
    dict_dealloc(o);
}

static int default_dict_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((DefaultDict *)o)->factory);
    return dict_traverse(o, visit, arg);
}

static void default_dict_clear(Obj *o)
{
    value_clear(&((DefaultDict *)o)->factory);
    dict_clear_slot(o);
}

static Value default_dict_repr(Ref self)
{
    Value items = dict_len(self) ? dict_repr_items(self) : str_from_cstr("{}");
    if (value_is_error(items))
        return VALUE_ERROR;
    Value factory = value_dup(factory_of(self)), text = VALUE_ERROR;
    int entered = object_repr_enter(factory);
    if (entered == 0) {
        text = object_repr(factory);
        object_repr_leave(factory);
    } else if (entered > 0) {
        text = str_from_cstr("...");
    }
    Value name = value_is_error(text) ? VALUE_ERROR : type_name(value_type(self));
    Value result = value_is_error(name) ? VALUE_ERROR : str_format("%U(%U, %U)", name, text, items);
    value_drop(name);
    value_drop(text);
    value_drop(factory);
    value_drop(items);
    return result;
}

static Value make_copy(Ref self)
{
    Ref args[2] = {factory_of(self), self};
    return object_call(value_from_obj(value_type(self)), args, 2, VALUE_ABSENT);
}

static Value default_dict_or(Ref a, Ref b)
{
    Ref self = value_is_instance(a, &type_default_dict) ? a : b;
    if (!value_is_dict(a) || !value_is_dict(b))
        return VALUE_NOT_IMPLEMENTED;
    Ref args[2] = {factory_of(self), a};
    Value result = object_call(value_from_obj(value_type(self)), args, 2, VALUE_ABSENT);
    if (value_is_error(result))
        return VALUE_ERROR;
    if (!value_is_dict(result)) {
        exc_raise(&type_TypeError, "%T() must return a dict, not %T", self, result);
    } else if (!dict_merge(result, b, 1)) {
        return result;
    }
    value_drop(result);
    return VALUE_ERROR;
}

NATIVE(default_dict_missing_m)
{
    Value factory = value_dup(factory_of(self));
    if (value_is_none(factory))
        return exc_raise_key(a[0]);
    Value v = object_call0(factory);
    value_drop(factory);
    if (value_is_error(v))
        return VALUE_ERROR;
    if (object_set_subscript(self, a[0], v)) {
        value_drop(v);
        return VALUE_ERROR;
    }
    return v;
}

NATIVE(default_dict_copy_m) { return make_copy(self); }

NATIVE(default_dict_reduce_m)
{
    Value args = value_is_none(factory_of(self)) ? tuple_empty() : tuple_of1(factory_of(self));
    Value items = VALUE_ERROR, it = VALUE_ERROR, result = VALUE_ERROR;
    if (!value_is_error(args))
        items = object_call_method0(self, NAME(items));
    if (!value_is_error(items))
        it = object_iter(items);
    if (!value_is_error(it)) {
        Ref parts[5] = {value_from_obj(value_type(self)), args, VALUE_NONE, VALUE_NONE, it};
        result = tuple_from_refs(parts, 5);
    }
    value_drop(it);
    value_drop(items);
    value_drop(args);
    return result;
}

static const Method default_dict_methods[] = {
    {"__missing__(key, /)", default_dict_missing_m,
     "__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n"
     "  if self.default_factory is None: raise KeyError((key,))\n"
     "  self[key] = value = self.default_factory()\n  return value"},
    {"__class_getitem__(object, /)", generic_alias_class_getitem, "See PEP 585", METHOD_CLASS},
    {"__copy__()", default_dict_copy_m, "D.copy() -> a shallow copy of D."},
    {"__reduce__()", default_dict_reduce_m, "Return state information for pickling."},
    {"copy()", default_dict_copy_m, "D.copy() -> a shallow copy of D."},
    {0},
};

static const Member default_dict_members[] = {
    {"default_factory", MEMBER_VALUE_OR_NONE, offsetof(DefaultDict, factory), false,
     "Factory for default value called by __missing__()."},
    {0},
};

Type type_default_dict = {
    .base = STATIC_OBJ(&type_type), .name = "defaultdict", .module = "collections", .super_type = &type_dict,
    .basic_size = sizeof(DefaultDict),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_SUB_DICT | TYPE_MAPPING | TYPE_MATCH_SELF | TYPE_WEAKREF,
    .doc = "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\n"
           "The default factory is called without arguments to produce\n"
           "a new value when a key is not present, in __getitem__ only.\n"
           "A defaultdict compares equal to a dict with the same items.\n"
           "All remaining arguments are treated the same as if they were\n"
           "passed to the dict constructor, including keyword arguments.",
    .methods = default_dict_methods, .members = default_dict_members,
    .new = default_dict_new, .init = default_dict_init, .dealloc = default_dict_dealloc,
    .traverse = default_dict_traverse, .clear = default_dict_clear, .repr = default_dict_repr,
    .binary = {[BINARY_OR] = default_dict_or},
};
