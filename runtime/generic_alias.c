/* runtime/generic_alias.c -- types.GenericAlias: list[int]. It stands for its origin in calls and attributes and
 * remembers the arguments. Substituting type variables is in generic_subst.c. */
#include "runtime/generic_alias.h"
#include "runtime/descr.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/union_type.h"

static inline GenericAlias *as_alias(Ref v) { return VALUE_AS(GenericAlias, v); }

/* ---- making ---- */

static Value alloc_alias(Type *type, Ref origin, Ref args)
{
    Value tuple = value_is_tuple(args) ? value_dup(args) : tuple_of1(args);
    if (value_is_error(tuple))
        return VALUE_ERROR;
    GenericAlias *alias = object_alloc(type);
    if (alias == NULL) {
        value_drop(tuple);
        return VALUE_ERROR;
    }
    alias->origin = value_dup(origin);
    alias->args = tuple;
    alias->parameters = VALUE_ABSENT;
    alias->starred = false;
    gc_track(alias);
    return value_from_obj(alias);
}

Value generic_alias_new(Ref origin, Ref args) { return alloc_alias(&type_generic_alias, origin, args); }

Value generic_alias_class_getitem(Ref self, const Ref *a, size_t n, Ref kwnames)
{
    return generic_alias_new(self, a[0]);
}

static Value alias_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_no_keywords("GenericAlias", kwnames))
        return VALUE_ERROR;
    if (n_args != 2)
        return exc_raise(&type_TypeError, "GenericAlias expected 2 arguments, got %zu", n_args);
    return alloc_alias(type, args[0], args[1]);
}

static void alias_dealloc(Obj *o)
{
    GenericAlias *alias = (GenericAlias *)o;
    gc_untrack(o);
    value_clear(&alias->origin);
    value_clear(&alias->args);
    value_clear(&alias->parameters);
    object_free(o);
}

static int alias_traverse(Obj *o, GcVisit visit, void *arg)
{
    GenericAlias *alias = (GenericAlias *)o;
    GC_VISIT(alias->origin);
    GC_VISIT(alias->args);
    GC_VISIT(alias->parameters);
    return 0;
}

static void alias_clear(Obj *o)
{
    value_clear(&((GenericAlias *)o)->parameters);
}

/* ---- looks ---- */

/* module.qualname of a class-like thing, without "builtins."; repr when it has no names. */
int generic_alias_repr_item(StrBuilder *b, Ref item)
{
    if (item.bits == VALUE_ELLIPSIS.bits) {
        str_builder_cstr(b, "...");
        return 0;
    }
    Value qualname = VALUE_ABSENT, module = VALUE_ABSENT, text = VALUE_ABSENT;
    int result = -1;
    Value origin = object_getattr_or_absent(item, NAME(__origin__));
    Value args = value_is_ok(origin) ? object_getattr_or_absent(item, NAME(__args__)) : VALUE_ABSENT;
    bool parameterised = value_is_ok(origin) && value_is_ok(args);
    if (value_is_error(origin) || value_is_error(args))
        goto done;
    if (!parameterised) {
        qualname = object_getattr_or_absent(item, NAME(__qualname__));
        if (value_is_error(qualname))
            goto done;
        if (!value_is_absent(qualname))
            module = object_getattr_or_absent(item, NAME(__module__));
        if (value_is_error(module))
            goto done;
    }
    if (value_is_absent(module) || value_is_none(module) || value_is_absent(qualname)) {
        text = object_repr(item);
    } else if (value_is_str(module) && str_equals_cstr(module, "builtins")) {
        text = object_str(qualname);
    } else {
        text = str_format("%S.%S", module, qualname);
    }
    if (!value_is_error(text)) {
        str_builder_str(b, text);
        result = 0;
    }
done:
    value_drop(text);
    value_drop(module);
    value_drop(qualname);
    value_drop(args);
    value_drop(origin);
    return result;
}

/* A list among the arguments (of a Callable-like class) shows its items as types. */
static int repr_argument(StrBuilder *b, Ref item)
{
    if (!value_is_list(item))
        return generic_alias_repr_item(b, item);
    Value items = list_to_tuple(item);
    if (value_is_error(items))
        return -1;
    int result = 0;
    str_builder_char(b, '[');
    for (int64_t i = 0; result == 0 && i < tuple_len(items); i++) {
        if (i)
            str_builder_cstr(b, ", ");
        result = c_stack_check(" while getting the repr of an object") ? -1 : repr_argument(b, tuple_at(items, i));
    }
    str_builder_char(b, ']');
    value_drop(items);
    return result;
}

static Value alias_repr(Ref self)
{
    GenericAlias *alias = as_alias(self);
    StrBuilder b;
    str_builder_init(&b);
    if (alias->starred)
        str_builder_char(&b, '*');
    int failed = generic_alias_repr_item(&b, alias->origin);
    str_builder_char(&b, '[');
    for (int64_t i = 0; !failed && i < tuple_len(alias->args); i++) {
        if (i)
            str_builder_cstr(&b, ", ");
        failed = repr_argument(&b, tuple_at(alias->args, i));
    }
    if (tuple_len(alias->args) == 0)
        str_builder_cstr(&b, "()");
    str_builder_char(&b, ']');
    if (failed) {
        str_builder_free(&b);
        return VALUE_ERROR;
    }
    return str_builder_finish(&b);
}

static int64_t alias_hash(Ref self)
{
    int64_t origin = object_hash(as_alias(self)->origin);
    if (origin == -1)
        return -1;
    int64_t args = object_hash(as_alias(self)->args);
    if (args == -1)
        return -1;
    int64_t hash = origin ^ args;
    return hash == -1 ? -2 : hash;
}

static Value alias_compare(Ref a, Ref b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !value_is_instance(a, &type_generic_alias)
        || !value_is_instance(b, &type_generic_alias))
        return VALUE_NOT_IMPLEMENTED;
    GenericAlias *x = as_alias(a), *y = as_alias(b);
    int equal = x->starred == y->starred;
    if (equal)
        equal = object_equal(x->origin, y->origin);
    if (equal > 0)
        equal = object_equal(x->args, y->args);
    return equal < 0 ? VALUE_ERROR : value_from_bool(equal == (op == CMP_EQ));
}

/* ---- standing for the origin ---- */

static Value alias_call(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    if (c_stack_check(""))
        return VALUE_ERROR;
    Value origin = value_dup(as_alias(self)->origin);
    Value made = object_call(origin, args, n_args, kwnames);
    value_drop(origin);
    if (value_is_ok(made) && object_setattr(made, NAME(__orig_class__), self)) {
        /* Most built-ins have no room for it; any other error a __setattr__ raises is its own. */
        if (!exc_pending_is(&type_AttributeError) && !exc_pending_is(&type_TypeError)) {
            value_drop(made);
            return VALUE_ERROR;
        }
        exc_clear();
    }
    return made;
}

/* __bases__ is nobody's: a generic alias is no class. Copying is not the origin's business either. */
static bool is_own_name(Ref name)
{
    static const char *const own[] = {
        "__class__", "__origin__", "__args__", "__unpacked__", "__parameters__", "__typing_unpacked_tuple_args__",
        "__mro_entries__", "__reduce_ex__", "__reduce__", "__copy__", "__deepcopy__", "__bases__",
    };
    for (size_t i = 0; i < N_ELEMENTS(own); i++)
        if (str_equals_cstr(name, own[i]))
            return true;
    return false;
}

static Value alias_getattr(Ref self, Ref name)
{
    if (c_stack_check(""))
        return VALUE_ERROR;
    if (value_is_str(name) && !is_own_name(name))
        return object_getattr(as_alias(self)->origin, name);
    return object_generic_getattr(self, name);
}

static Value get_parameters(Ref self)
{
    GenericAlias *alias = as_alias(self);
    if (value_is_absent(alias->parameters)) {
        if (c_stack_check(""))
            return VALUE_ERROR;
        Value parameters = generic_alias_collect_parameters(alias->args);
        if (value_is_error(parameters))
            return VALUE_ERROR;
        value_replace(&alias->parameters, parameters);
    }
    return value_dup(alias->parameters);
}

static Value alias_subscript(Ref self, Ref item)
{
    Value parameters = get_parameters(self);
    if (value_is_error(parameters))
        return VALUE_ERROR;
    Value args = generic_alias_substitute(self, as_alias(self)->args, parameters, item);
    value_drop(parameters);
    if (value_is_error(args))
        return VALUE_ERROR;
    Value result = generic_alias_new(as_alias(self)->origin, args);
    value_drop(args);
    if (value_is_ok(result))
        as_alias(result)->starred = as_alias(self)->starred;
    return result;
}

static Value alias_or(Ref left, Ref right) { return union_type_or(left, right); }

/* *tuple[int, ...]: one item, the starred alias. */
typedef struct AliasIterator {
    Obj base;
    Value alias; /* ABSENT once exhausted */
} AliasIterator;
extern Type type_generic_alias_iterator;

static Value alias_iter(Ref self)
{
    AliasIterator *it = object_alloc(&type_generic_alias_iterator);
    if (it == NULL)
        return VALUE_ERROR;
    it->alias = value_dup(self);
    gc_track(it);
    return value_from_obj(it);
}

static Value iterator_next(Ref self)
{
    AliasIterator *it = VALUE_AS(AliasIterator, self);
    if (value_is_absent(it->alias))
        return VALUE_ABSENT;
    GenericAlias *alias = as_alias(it->alias);
    Value starred = alloc_alias(value_type(it->alias), alias->origin, alias->args);
    if (value_is_error(starred))
        return VALUE_ERROR;
    as_alias(starred)->starred = true;
    value_clear(&it->alias);
    return starred;
}

static Value iterator_iter(Ref self) { return value_dup(self); }

NATIVE(iterator_reduce)
{
    Ref alias = VALUE_AS(AliasIterator, self)->alias;
    Value iter = import_attr("builtins", "iter"), result = VALUE_ERROR;
    if (value_is_error(iter))
        return VALUE_ERROR;
    Value empty = tuple_empty();
    Value args = tuple_of1(value_is_absent(alias) ? empty : alias);
    if (!value_is_error(args))
        result = tuple_of2(iter, args);
    value_drop(args);
    value_drop(empty);
    value_drop(iter);
    return result;
}

static void iterator_dealloc(Obj *o)
{
    gc_untrack(o);
    value_clear(&((AliasIterator *)o)->alias);
    object_free(o);
}

static int iterator_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((AliasIterator *)o)->alias);
    return 0;
}

static void iterator_clear(Obj *o)
{
    value_clear(&((AliasIterator *)o)->alias);
}

static const Method iterator_methods[] = {
    {"__reduce__()", iterator_reduce, "Support for pickling."},
    {0},
};

Type type_generic_alias_iterator = {
    .base = STATIC_OBJ(&type_type),
    .name = "generic_alias_iterator",
    .basic_size = sizeof(AliasIterator),
    .flags = TYPE_GC,
    .methods = iterator_methods,
    .dealloc = iterator_dealloc,
    .traverse = iterator_traverse,
    .clear = iterator_clear,
    .iter = iterator_iter,
    .next = iterator_next,
};

/* ---- methods ---- */

NATIVE(alias_mro_entries_m) { return tuple_of1(as_alias(self)->origin); }

NATIVE(alias_instancecheck_m)
{
    return exc_raise(&type_TypeError, "isinstance() argument 2 cannot be a parameterized generic");
}

NATIVE(alias_subclasscheck_m)
{
    return exc_raise(&type_TypeError, "issubclass() argument 2 cannot be a parameterized generic");
}

NATIVE(alias_reduce_m)
{
    GenericAlias *alias = as_alias(self);
    if (alias->starred) {
        Value plain = alloc_alias(value_type(self), alias->origin, alias->args);
        Value it = value_is_error(plain) ? VALUE_ERROR : object_iter(plain);
        value_drop(plain);
        Value next = value_is_error(it) ? VALUE_ERROR : import_attr("builtins", "next");
        Value args = value_is_error(next) ? VALUE_ERROR : tuple_of1(it);
        Value result = value_is_error(args) ? VALUE_ERROR : tuple_of2(next, args);
        value_drop(args);
        value_drop(next);
        value_drop(it);
        return result;
    }
    Value args = tuple_of2(alias->origin, alias->args);
    if (value_is_error(args))
        return VALUE_ERROR;
    Value result = tuple_of2(value_from_obj(value_type(self)), args);
    value_drop(args);
    return result;
}

NATIVE(alias_dir_m)
{
    static const char *const own[] = {
        "__origin__", "__args__", "__parameters__", "__mro_entries__", "__reduce_ex__", "__reduce__",
        "__copy__", "__deepcopy__", "__unpacked__", "__typing_unpacked_tuple_args__", "__class__",
    };
    Value dir = object_call_method0(as_alias(self)->origin, NAME(__dir__));
    if (value_is_type(as_alias(self)->origin)) {
        value_drop(dir);
        exc_clear();
        Ref function = type_lookup(&type_type, NAME(__dir__));
        dir = object_call1(function, as_alias(self)->origin);
    }
    if (value_is_error(dir))
        return VALUE_ERROR;
    for (size_t i = 0; i < N_ELEMENTS(own); i++) {
        Value name = str_intern_cstr(own[i]);
        int there = value_is_error(name) ? -1 : object_contains(dir, name);
        if (there < 0 || (!there && list_append(dir, name))) {
            value_drop(name);
            value_drop(dir);
            return VALUE_ERROR;
        }
        value_drop(name);
    }
    return dir;
}

static Value get_unpacked_args(Ref self)
{
    GenericAlias *alias = as_alias(self);
    if (alias->starred && value_is(alias->origin, value_from_obj(&type_tuple)))
        return value_dup(alias->args);
    return VALUE_NONE;
}

static const Method alias_methods[] = {
    {"__mro_entries__(bases, /)", alias_mro_entries_m, "The origin stands in a class statement."},
    {"__instancecheck__(instance, /)", alias_instancecheck_m, "Not possible."},
    {"__subclasscheck__(subclass, /)", alias_subclasscheck_m, "Not possible."},
    {"__reduce__()", alias_reduce_m, "Support for pickling."},
    {"__dir__()", alias_dir_m, "Names of the attributes."},
    {0},
};

static const Member alias_members[] = {
    {"__origin__", MEMBER_VALUE, offsetof(GenericAlias, origin), true, NULL},
    {"__args__", MEMBER_VALUE, offsetof(GenericAlias, args), true, NULL},
    {"__unpacked__", MEMBER_BOOL, offsetof(GenericAlias, starred), true, NULL},
    {0},
};

static const Getter alias_getters[] = {
    {"__parameters__", get_parameters, NULL, "Type variables in the GenericAlias."},
    {"__typing_unpacked_tuple_args__", get_unpacked_args, NULL, NULL},
    {0},
};

Type type_generic_alias = {
    .base = STATIC_OBJ(&type_type),
    .name = "types.GenericAlias",
    .doc = "GenericAlias(origin, args, /)\n--\n\nA generic type with its arguments, such as list[int].",
    .basic_size = sizeof(GenericAlias),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF,
    .methods = alias_methods,
    .members = alias_members,
    .getters = alias_getters,
    .dealloc = alias_dealloc,
    .traverse = alias_traverse,
    .clear = alias_clear,
    .new = alias_new,
    .repr = alias_repr,
    .hash = alias_hash,
    .compare = alias_compare,
    .call = alias_call,
    .getattr = alias_getattr,
    .setattr = object_generic_setattr,
    .iter = alias_iter,
    .subscript = alias_subscript,
    .binary[BINARY_OR] = alias_or,
};
