/* runtime/type.c -- the type `type`: names, the attributes of type objects, calling them, their end.
 *
 * Where the rest is: lookup in type_attr.c, orders and layouts in type_mro.c, class statements in
 * type_new.c, static types in type_ready.c, slots in type_slots.c. */
#include "runtime/descr.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/generic_alias.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/shape.h"
#include "runtime/slot.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/union_type.h"

/* ---- names ---- */

/* Static types may be named "collections.deque": messages show all of it, __name__ the last part. */
static const char *last_part(const char *dotted)
{
    const char *dot = strrchr(dotted, '.');
    return dot ? dot + 1 : dotted;
}

Value type_name(const Type *type)
{
    if (type->flags & TYPE_HEAP)
        return value_dup(type->name_value);
    return str_from_cstr(last_part(type->name));
}

Value type_qualname(const Type *type)
{
    if (type->flags & TYPE_HEAP)
        return value_dup(type->qualname);
    return str_from_cstr(last_part(type->name));
}

Value type_module_name(const Type *type)
{
    if (type->flags & TYPE_HEAP) {
        Ref module = dict_get_str(type->dict, NAME(__module__));
        return value_dup(module);
    }
    const char *dot = strrchr(type->name, '.');
    if (dot)
        return str_from_ascii(type->name, (size_t)(dot - type->name));
    return type->module ? str_from_cstr(type->module) : value_dup(NAME(builtins));
}

Value type_message_name(const Type *type)
{
    if (type->flags & TYPE_HEAP)
        return value_dup(type->name_value);
    if (type->module && !strchr(type->name, '.') && strcmp(type->module, "builtins") != 0)
        return str_format("%s.%s", type->module, type->name);
    return str_from_cstr(type->name);
}

Value type_full_name(const Type *type)
{
    Value module = type_module_name(type);
    if (value_is_error(module))
        return VALUE_ERROR;
    Value qualname = type_qualname(type);
    if (value_is_str(module) && !str_equal(module, NAME(builtins)) && !value_is_error(qualname)) {
        Value full = str_format("%U.%U", module, qualname);
        value_drop(qualname);
        qualname = full;
    }
    value_drop(module);
    return qualname;
}

/* Without the name of a module the qualified name says nothing more than the plain one: the reference shows that. */
static Value type_repr(Ref self)
{
    const Type *type = value_as_type(self);
    Value module = type_module_name(type);
    bool plain = (type->flags & TYPE_HEAP) && (!value_is_str(module) || str_equal(module, NAME(builtins)));
    value_drop(module);
    Value name = plain ? value_dup(type->name_value) : type_full_name(type);
    if (value_is_error(name))
        return VALUE_ERROR;
    Value result = str_format("<class '%U'>", name);
    value_drop(name);
    return result;
}

/* ---- calling ---- */

static Value make_instance(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    Value made = type->new(type, args, n_args, kwnames);
    if (UNLIKELY(!value_is_obj(made))) {
        /* An immediate: no init of a built-in does anything to one. */
        return made;
    }
    Obj *o = value_as_obj(made);
    Type *made_type = o->type;
    if ((made_type->flags & (TYPE_HEAP | TYPE_GC)) == (TYPE_HEAP | TYPE_GC) && !gc_is_tracked(o))
        gc_track(o); /* the class added attributes to a base that is no container */
    if (made_type != type && !type_is_subtype(made_type, type))
        return made; /* __new__ answered something else: not ours to initialise */
    InitFn init = made_type->init;
    if (init && UNLIKELY(init(made, args, n_args, kwnames) < 0)) {
        value_drop(made);
        return VALUE_ERROR;
    }
    return made;
}

Value type_call(Ref callable, const Ref *args, size_t n_args, Ref kwnames)
{
    Type *type = value_as_type(callable);
    if (type == &type_type) {
        if (n_args == 1 && (value_is_absent(kwnames) || tuple_len(kwnames) == 0))
            return value_dup_obj(value_type(args[0]));
        if (n_args != 3)
            return exc_raise(&type_TypeError, "type() takes 1 or 3 arguments");
    }
    if (UNLIKELY(type->new == NULL))
        return exc_raise(&type_TypeError, "cannot create '%N' instances", type);
    obj_hold(type);
    Value result = make_instance(type, args, n_args, kwnames);
    obj_drop(type);
    return result;
}

/* ---- attributes ---- */

static int refuse_delete_or_static(Type *type, Ref value, const char *name)
{
    if (!(type->flags & TYPE_HEAP) || type->flags & TYPE_IMMUTABLE)
        return exc_raise_int(&type_TypeError, "cannot set '%s' attribute of immutable type '%N'", name, type);
    if (value_is_absent(value))
        return exc_raise_int(&type_TypeError, "cannot delete '%s' attribute of immutable type '%N'", name, type);
    return 0;
}

static Value get_name(Ref self) { return type_name(value_as_type(self)); }

static int set_name(Ref self, Ref value)
{
    Type *type = value_as_type(self);
    if (refuse_delete_or_static(type, value, "__name__"))
        return -1;
    if (!value_is_str(value))
        return exc_raise_int(&type_TypeError, "can only assign string to %N.__name__, not '%T'", type, value);
    size_t n;
    const char *utf8 = str_utf8(value, &n);
    if (utf8 == NULL)
        return -1;
    if (strlen(utf8) != n)
        return exc_raise_int(&type_ValueError, "type name must not contain null characters");
    Value old = type->name_value;
    type->name_value = value_dup(value);
    type->name = utf8;
    value_drop(old);
    return 0;
}

static Value get_qualname(Ref self) { return type_qualname(value_as_type(self)); }

static int set_qualname(Ref self, Ref value)
{
    Type *type = value_as_type(self);
    if (refuse_delete_or_static(type, value, "__qualname__"))
        return -1;
    if (!value_is_str(value))
        return exc_raise_int(&type_TypeError, "can only assign string to %N.__qualname__, not '%T'", type, value);
    value_replace(&type->qualname, value_dup(value));
    return 0;
}

static Value get_module(Ref self)
{
    Value module = type_module_name(value_as_type(self));
    if (value_is_absent(module))
        return exc_raise_attribute(self, NAME(__module__), "__module__");
    return module;
}

static int set_module(Ref self, Ref value)
{
    Type *type = value_as_type(self);
    if (refuse_delete_or_static(type, value, "__module__"))
        return -1;
    type_modified(type);
    if (dict_set(type->dict, NAME(__module__), value))
        return -1;
    Value old = dict_pop(type->dict, NAME(__firstlineno__));
    value_drop(old);
    return value_is_error(old) ? -1 : 0;
}

static Value get_bases(Ref self) { return value_dup(value_as_type(self)->bases); }
static Value get_mro(Ref self)
{
    Ref mro = value_as_type(self)->mro;
    return value_is_absent(mro) ? VALUE_NONE : value_dup(mro);
}
static Value get_base(Ref self)
{
    Type *base = value_as_type(self)->super_type;
    return base ? value_dup_obj(base) : VALUE_NONE;
}
static Value get_dict(Ref self)
{
    Ref own = type_namespace(value_as_type(self));
    return value_is_absent(own) ? exc_raise_memory() : mapping_proxy_new(own);
}

/* "name(parameters)\n--\n\n" in front of a C type's doc is its __text_signature__. */
static const char *doc_without_signature(const char *doc)
{
    const char *end = strstr(doc, "\n--\n\n");
    return end ? end + strlen("\n--\n\n") : doc;
}

Value type_doc(const Type *type)
{
    return type->doc ? str_from_cstr(doc_without_signature(type->doc)) : VALUE_NONE;
}

static Value get_doc(Ref self)
{
    Type *type = value_as_type(self);
    if (!(type->flags & TYPE_HEAP) && type->doc)
        return type_doc(type); /* __doc__ in its dict may be the instances' */
    Ref doc = type->flags & TYPE_HEAP ? dict_get_str(type->dict, NAME(__doc__)) : type_lookup(type, NAME(__doc__));
    if (value_is_absent(doc))
        return VALUE_NONE;
    if (!value_is_obj(doc) || value_as_obj(doc)->type->descr_get == NULL)
        return value_dup(doc);
    Value held = value_dup(doc);
    Value result = value_as_obj(held)->type->descr_get(held, VALUE_ABSENT, self);
    value_drop(held);
    return result;
}

static int set_doc(Ref self, Ref value)
{
    Type *type = value_as_type(self);
    if (refuse_delete_or_static(type, value, "__doc__"))
        return -1;
    type_modified(type);
    return dict_set(type->dict, NAME(__doc__), value);
}

/* The text in front of which a signature may stand; NULL when there is none.  Valid until the next call. */
static const char *own_doc(const Type *type)
{
    if (!(type->flags & TYPE_HEAP))
        return type->doc;
    Ref doc = dict_get_str(type->dict, NAME(__doc__));
    return value_is_ok(doc) && value_is_str(doc) ? str_utf8_lossy(doc) : NULL;
}

static Value get_text_signature(Ref self)
{
    Type *type = value_as_type(self);
    const char *doc = own_doc(type);
    /* A doc that begins with "name(...)\n--\n\n" carries a signature. */
    size_t n = strlen(last_part(type->name));
    if (doc == NULL || strncmp(doc, last_part(type->name), n) != 0 || doc[n] != '(')
        return VALUE_NONE;
    const char *end = strstr(doc, "\n--\n\n");
    return end ? str_from_utf8(doc + n, (size_t)(end - doc) - n) : VALUE_NONE;
}

static Value get_abstract_methods(Ref self)
{
    Ref found = VALUE_ABSENT;
    if (value_as_type(self)->flags & TYPE_HEAP)
        found = dict_get_str(value_as_type(self)->dict, NAME(__abstractmethods__));
    if (value_is_absent(found))
        return exc_raise_attribute(self, NAME(__abstractmethods__), "__abstractmethods__");
    return value_dup(found);
}

static int set_abstract_methods(Ref self, Ref value)
{
    Type *type = value_as_type(self);
    int abstract = 0, result;
    if (!(type->flags & TYPE_HEAP))
        return exc_raise_int(&type_TypeError,
                             "cannot set '__abstractmethods__' attribute of immutable type '%N'", type);
    if (value_is_absent(value)) {
        result = dict_delete(type->dict, NAME(__abstractmethods__));
        if (result == 0)
            return exc_raise_attribute(self, NAME(__abstractmethods__), "__abstractmethods__"), -1;
    } else {
        abstract = object_truth(value);
        result = abstract < 0 ? -1 : dict_set(type->dict, NAME(__abstractmethods__), value);
    }
    if (result < 0)
        return -1;
    type_modified(type);
    type->flags &= ~(uint32_t)TYPE_ABSTRACT;
    if (abstract)
        type->flags |= TYPE_ABSTRACT;
    return 0;
}

static Value get_annotations(Ref self)
{
    Type *type = value_as_type(self);
    if (!(type->flags & TYPE_HEAP))
        return exc_raise_attribute(self, NAME(__annotations__),
                                   "type object '%N' has no attribute '__annotations__'", type);
    Ref found = dict_get_str(type->dict, NAME(__annotations__));
    if (!value_is_absent(found)) {
        if (!value_is_obj(found) || value_as_obj(found)->type->descr_get == NULL)
            return value_dup(found);
        Value held = value_dup(found);
        Value result = value_as_obj(held)->type->descr_get(held, VALUE_ABSENT, self);
        value_drop(held);
        return result;
    }
    Value fresh = dict_new();
    if (value_is_error(fresh))
        return VALUE_ERROR;
    if (dict_set(type->dict, NAME(__annotations__), fresh)) {
        value_drop(fresh);
        return VALUE_ERROR;
    }
    type_modified(type);
    return fresh;
}

static int set_annotations(Ref self, Ref value)
{
    Type *type = value_as_type(self);
    if (!(type->flags & TYPE_HEAP))
        return exc_raise_int(&type_TypeError, "cannot set '__annotations__' attribute of immutable type '%N'",
                             type);
    type_modified(type);
    if (!value_is_absent(value))
        return dict_set(type->dict, NAME(__annotations__), value);
    int result = dict_delete(type->dict, NAME(__annotations__));
    if (result == 0)
        return exc_raise_attribute(self, NAME(__annotations__), "__annotations__"), -1;
    return result < 0 ? -1 : 0;
}

static Value get_type_params(Ref self)
{
    Type *type = value_as_type(self);
    Ref found = type->flags & TYPE_HEAP ? dict_get_str(type->dict, NAME(__type_params__)) : VALUE_ABSENT;
    return value_is_absent(found) ? tuple_empty() : value_dup(found);
}

static int set_type_params(Ref self, Ref value)
{
    Type *type = value_as_type(self);
    if (refuse_delete_or_static(type, value, "__type_params__"))
        return -1;
    type_modified(type);
    return dict_set(type->dict, NAME(__type_params__), value);
}

static Value get_basic_size(Ref self) { return value_from_int(value_as_type(self)->basic_size); }
static Value get_item_size(Ref self) { return value_from_int(value_as_type(self)->item_size); }

static Value get_dict_offset(Ref self)
{
    const Type *type = value_as_type(self);
    if (type->flags & TYPE_VAR_ATTRS)
        return value_from_int(-1);
    if (type->flags & TYPE_SUB_TYPE)
        return value_from_int(offsetof(Type, dict));
    return value_from_int(type->flags & TYPE_ATTRS ? type->attrs_offset : type->dict_offset);
}

/* Weak references hang in a side table, so there is no offset; code only asks whether it is 0. */
static Value get_weakref_offset(Ref self)
{
    return value_from_int(value_as_type(self)->flags & TYPE_WEAKREF ? (int64_t)sizeof(Obj) : 0);
}

/* The bits that Python libraries look at, at the places CPython documents. */
static Value get_flags(Ref self)
{
    static const struct { uint32_t ours; int64_t theirs; } map[] = {
        {TYPE_ATTRS, 1 << 2 | 1 << 4}, {TYPE_SEQUENCE, 1 << 5}, {TYPE_MAPPING, 1 << 6}, {TYPE_NO_NEW, 1 << 7}, {TYPE_HEAP, 1 << 9},
        {TYPE_BASETYPE, 1 << 10}, {TYPE_READY, 1 << 12}, {TYPE_GC, 1 << 14}, {TYPE_METHOD_DESCR, 1 << 17},
        {TYPE_ABSTRACT, 1 << 20}, {TYPE_MATCH_SELF, 1 << 22}, {TYPE_SUB_INT, 1 << 24},
        {TYPE_SUB_LIST, 1 << 25}, {TYPE_SUB_TUPLE, 1 << 26}, {TYPE_SUB_BYTES, 1 << 27},
        {TYPE_SUB_STR, 1 << 28}, {TYPE_SUB_DICT, 1 << 29}, {TYPE_SUB_EXC, 1 << 30},
        {TYPE_SUB_TYPE, 1ll << 31},
    };
    const Type *type = value_as_type(self);
    int64_t flags = type->flags & TYPE_HEAP && !(type->flags & TYPE_IMMUTABLE) ? 0 : 1 << 8;
    for (size_t i = 0; i < N_ELEMENTS(map); i++)
        if (type->flags & map[i].ours)
            flags |= map[i].theirs;
    /* Pickling takes a class without this flag for one whose instances have a value beside attributes. */
    if (type->new == object_new && type != &type_object)
        flags |= 1 << 9;
    return value_from_int(flags);
}

const Getter type_getters[] = {
    {"__name__", get_name, set_name, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL},
    {"__module__", get_module, set_module, NULL},
    {"__bases__", get_bases, type_set_bases, NULL},
    {"__mro__", get_mro, NULL, NULL},
    {"__base__", get_base, NULL, NULL},
    {"__dict__", get_dict, NULL, NULL},
    {"__doc__", get_doc, set_doc, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL},
    {"__abstractmethods__", get_abstract_methods, set_abstract_methods, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL},
    {"__type_params__", get_type_params, set_type_params, NULL},
    {"__basicsize__", get_basic_size, NULL, NULL},
    {"__itemsize__", get_item_size, NULL, NULL},
    {"__dictoffset__", get_dict_offset, NULL, NULL},
    {"__weakrefoffset__", get_weakref_offset, NULL, NULL},
    {"__flags__", get_flags, NULL, NULL},
    {0},
};

/* ---- methods ---- */

NATIVE(type_mro_m)
{
    Value mro = type_default_mro(value_as_type(self));
    if (value_is_error(mro))
        return VALUE_ERROR;
    Value list = list_from_iterable(mro);
    value_drop(mro);
    return list;
}

NATIVE(type_subclasses_m)
{
    Type *type = value_as_type(self);
    Value list = list_new(type->n_subclasses);
    if (value_is_error(list))
        return VALUE_ERROR;
    for (uint32_t i = 0; i < type->n_subclasses; i++) {
        Type *sub = type->subclasses[i];
        if (sub && sub->base.refcount > 0 && list_append(list, value_from_obj(sub))) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}

NATIVE(type_prepare_m)
{
    return dict_new();
}

NATIVE(type_instancecheck_m)
{
    int result = object_real_is_instance(a[0], self);
    return result < 0 ? VALUE_ERROR : value_from_bool(result);
}

NATIVE(type_subclasscheck_m)
{
    int result = object_real_is_subclass(a[0], self);
    return result < 0 ? VALUE_ERROR : value_from_bool(result);
}

/* Names of a class and its bases, subclass entries first; attributes are not evaluated. */
static int merge_class_dict(Ref names, Ref class)
{
    Value dict = object_getattr_or_absent(class, NAME(__dict__));
    if (value_is_error(dict))
        return -1;
    if (!value_is_absent(dict)) {
        int result = dict_merge(names, dict, 1);
        value_drop(dict);
        if (result)
            return -1;
    }
    Value bases = object_getattr_or_absent(class, NAME(__bases__));
    if (!value_is_ok(bases))
        return value_is_error(bases) ? -1 : 0;
    int result = c_stack_check("");
    for (int64_t i = 0; result == 0 && value_is_tuple(bases) && i < tuple_len(bases); i++)
        result = merge_class_dict(names, tuple_at(bases, i));
    value_drop(bases);
    return result;
}

int object_merge_class_names(Ref names, Ref class)
{
    return merge_class_dict(names, class);
}

NATIVE(type_dir_m)
{
    Value names = dict_new();
    if (value_is_error(names))
        return VALUE_ERROR;
    Value result = merge_class_dict(names, self) ? VALUE_ERROR : dict_keys_list(names);
    value_drop(names);
    return result;
}

NATIVE(type_sizeof_m)
{
    return value_from_int(sizeof(Type));
}

static Value type_or(Ref left, Ref right)
{
    return union_type_or(left, right);
}

const Method type_methods[] = {
    {"mro()", type_mro_m, "Return a type's method resolution order."},
    {"__subclasses__()", type_subclasses_m, "Return a list of immediate subclasses."},
    {"__prepare__(name, bases, /, **kwds)", type_prepare_m, "Return the namespace for a class statement.",
     METHOD_CLASS | METHOD_RAW}, /* in truth it takes anything */
    {"__instancecheck__(instance, /)", type_instancecheck_m, "Check if an object is an instance."},
    {"__subclasscheck__(subclass, /)", type_subclasscheck_m, "Check if a class is a subclass."},
    {"__dir__()", type_dir_m, "Names of the attributes of a class."},
    {"__sizeof__()", type_sizeof_m, "Return memory consumption of the type object."},
    {0},
};

/* ---- life ---- */

static int type_traverse(Obj *o, GcVisit visit, void *arg)
{
    Type *type = (Type *)o;
    if (!(type->flags & TYPE_HEAP))
        return 0;
    GC_VISIT(type->dict);
    GC_VISIT(type->bases);
    GC_VISIT(type->mro);
    GC_VISIT(type->slot_names);
    GC_VISIT_OBJ(type->super_type);
    GC_VISIT_OBJ(type->base.type);
    return 0;
}

/* The MRO holds the type itself; base and bases stay, for instances that die after it. */
static void type_clear(Obj *o)
{
    Type *type = (Type *)o;
    if (!(type->flags & TYPE_HEAP))
        return;
    type_modified(type);
    if (value_is_obj(type->dict))
        dict_clear(type->dict);
    value_clear(&type->mro);
}

static void type_dealloc(Obj *o)
{
    Type *type = (Type *)o;
    assert(type->flags & TYPE_HEAP);
    gc_untrack(type);
    type_modified(type);
    if (value_is_obj(type->bases))
        for (int64_t i = 0; i < tuple_len(type->bases); i++)
            type_remove_subclass(value_as_type(tuple_at(type->bases, i)), type);
    value_clear(&type->dict);
    value_clear(&type->mro);
    value_clear(&type->bases);
    value_clear(&type->slot_names);
    value_clear(&type->name_value);
    value_clear(&type->qualname);
    if (type->super_type)
        obj_drop(type->super_type);
    if (type->shape)
        shape_free_tree(type->shape);
    mem_free(type->subclasses);
    object_free(type);
}

Type type_type = {
    .base = STATIC_OBJ(&type_type),
    .name = "type",
    .doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    .basic_size = sizeof(Type),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_SUB_TYPE | TYPE_WEAKREF,
    .methods = type_methods,
    .getters = type_getters,
    .dealloc = type_dealloc,
    .traverse = type_traverse,
    .clear = type_clear,
    .new = type_new,
    .init = type_init,
    .call = type_call,
    .repr = type_repr,
    .getattr = type_getattr,
    .setattr = type_setattr,
    .binary[BINARY_OR] = type_or,
};
