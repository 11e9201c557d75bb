/* stdlib/operator/getters.c -- itemgetter, attrgetter, methodcaller. */
#include "stdlib/operator/operator.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* inspect.signature(itemgetter(2)) */
static Value get_text_signature(Ref self) { return str_from_cstr("(obj, /)"); }

static const Getter call_getters[] = {
    {"__text_signature__", get_text_signature, NULL, NULL},
    {0},
};

/* One argument, no keywords: what the calls of the first two take. */
static int check_call(const char *name, size_t n_args, Ref kwnames)
{
    if (args_no_keywords(name, kwnames))
        return -1;
    return args_count(name, n_args, 1, 1);
}

/* ---- itemgetter and attrgetter: what to get, from whom ---- */

typedef struct Getters {
    Obj base;
    Value wanted;      /* tuple: keys, or per attribute the str or the tuple of a dotted path */
    Value shown;       /* tuple of the arguments as given */
} Getters;

/* Takes wanted. */
static Value getters_new(Type *type, Value wanted, const Ref *args, size_t n_args)
{
    Value shown = value_is_error(wanted) ? VALUE_ERROR : tuple_from_refs(args, (int64_t)n_args);
    Getters *g = value_is_error(shown) ? NULL : object_alloc(type);
    if (g == NULL) {
        value_drop(wanted);
        value_drop(shown);
        return VALUE_ERROR;
    }
    g->wanted = wanted;
    g->shown = shown;
    gc_track(g);
    return value_from_obj(g);
}

static void getters_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((Getters *)o)->wanted);
    value_drop(((Getters *)o)->shown);
    object_free(o);
}

static int getters_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((Getters *)o)->wanted);
    GC_VISIT(((Getters *)o)->shown);
    return 0;
}

static Value getters_repr(Ref self)
{
    int entered = object_repr_enter(self);
    if (entered != 0)
        return entered < 0 ? VALUE_ERROR : str_format("%V(...)", self);
    Getters *g = VALUE_AS(Getters, self);
    Value text = tuple_len(g->shown) == 1 ? str_format("%V(%R)", self, tuple_at(g->shown, 0))
                                          : str_format("%V%R", self, g->shown);
    object_repr_leave(self);
    return text;
}

NATIVE(getters_reduce_m)
{
    return tuple_of2(value_from_obj(value_type(self)), VALUE_AS(Getters, self)->shown);
}

static const Method getters_methods[] = {
    {"__reduce__()", getters_reduce_m, "Return state information for pickling"},
    {0},
};

/* get(object, wanted) for the one, or a tuple for several. */
static Value get_all(Ref self, Ref object, Value (*get)(Ref, Ref))
{
    Ref wanted = VALUE_AS(Getters, self)->wanted;
    int64_t n = tuple_len(wanted);
    if (n == 1)
        return get(object, tuple_at(wanted, 0));
    Value result = tuple_new(n);
    for (int64_t i = 0; !value_is_error(result) && i < n; i++) {
        Value v = get(object, tuple_at(wanted, i));
        if (value_is_error(v)) {
            value_drop(result);
            return VALUE_ERROR;
        }
        VALUE_AS(Tuple, result)->items[i] = v;
    }
    return result;
}

/* ---- itemgetter ---- */

static Value item_getter_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_no_keywords("itemgetter", kwnames) || (n_args == 0 && args_count("itemgetter", n_args, 1, 1)))
        return VALUE_ERROR;
    return getters_new(type, tuple_from_refs(args, (int64_t)n_args), args, n_args);
}

static Value get_item(Ref object, Ref key)
{
    if (value_is_int(key) && value_is_exact_tuple(object)) {
        int64_t i = value_as_int(key);
        if (i >= 0 && i < tuple_len(object))
            return value_dup(tuple_at(object, i));
    }
    return object_subscript(object, key);
}

static Value item_getter_call(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    return check_call("itemgetter", n_args, kwnames) ? VALUE_ERROR : get_all(self, args[0], get_item);
}

Type type_item_getter = {
    .base = STATIC_OBJ(&type_type), .name = "itemgetter", .module = "operator", .basic_size = sizeof(Getters),
    .flags = TYPE_GC, .methods = getters_methods, .getters = call_getters, .new = item_getter_new, .call = item_getter_call,
    .dealloc = getters_dealloc, .traverse = getters_traverse, .repr = getters_repr,
    .doc = "itemgetter(item, /, *items)\n--\n\n"
           "Return a callable object that fetches the given item(s) from its operand.\n"
           "After f = itemgetter(2), the call f(r) returns r[2].\n"
           "After g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])",
};

/* ---- attrgetter ---- */

/* "a.b" -> ("a", "b"), a plain name -> itself, interned. */
static Value parse_path(Ref name)
{
    if (!value_is_str(name))
        return exc_raise(&type_TypeError, "attribute name must be a string");
    Value dot = str_from_char('.'), path = VALUE_ERROR;
    if (value_is_error(dot))
        return VALUE_ERROR;
    if (str_find(name, dot, 0, str_len(name)) < 0) {
        value_drop(dot);
        return str_intern(value_is_exact_str(name) ? value_dup(name) : str_slice(name, 0, str_len(name)));
    }
    Value parts = object_call_method1(name, NAME(split), dot);
    value_drop(dot);
    if (value_is_error(parts))
        return VALUE_ERROR;
    List *l = VALUE_AS(List, parts);
    for (int64_t i = 0; i < l->len; i++)
        l->items[i] = str_intern(l->items[i]);
    path = list_to_tuple(parts);
    value_drop(parts);
    return path;
}

static Value attr_getter_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_no_keywords("attrgetter", kwnames) || (n_args == 0 && args_count("attrgetter", n_args, 1, 1)))
        return VALUE_ERROR;
    Value paths = tuple_new((int64_t)n_args);
    for (size_t i = 0; !value_is_error(paths) && i < n_args; i++) {
        Value path = parse_path(args[i]);
        if (value_is_error(path)) {
            value_drop(paths);
            return VALUE_ERROR;
        }
        VALUE_AS(Tuple, paths)->items[i] = path;
    }
    return getters_new(type, paths, args, n_args);
}

static Value get_path(Ref object, Ref path)
{
    if (value_is_str(path))
        return object_getattr(object, path);
    Value v = value_dup(object);
    for (int64_t i = 0; !value_is_error(v) && i < tuple_len(path); i++) {
        Value next = object_getattr(v, tuple_at(path, i));
        value_drop(v);
        v = next;
    }
    return v;
}

static Value attr_getter_call(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    return check_call("attrgetter", n_args, kwnames) ? VALUE_ERROR : get_all(self, args[0], get_path);
}

Type type_attr_getter = {
    .base = STATIC_OBJ(&type_type), .name = "attrgetter", .module = "operator", .basic_size = sizeof(Getters),
    .flags = TYPE_GC, .methods = getters_methods, .getters = call_getters, .new = attr_getter_new, .call = attr_getter_call,
    .dealloc = getters_dealloc, .traverse = getters_traverse, .repr = getters_repr,
    .doc = "attrgetter(attr, /, *attrs)\n--\n\n"
           "Return a callable object that fetches the given attribute(s) from its operand.\n"
           "After f = attrgetter('name'), the call f(r) returns r.name.\n"
           "After g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).\n"
           "After h = attrgetter('name.first', 'name.last'), the call h(r) returns\n"
           "(r.name.first, r.name.last).",
};

/* ---- methodcaller ---- */

typedef struct MethodCaller {
    Obj base;
    Value name;
    Value args;        /* tuple: room for the object, positionals, then values of kwnames */
    Value kwnames;     /* tuple or ABSENT */
    int64_t n_positional;
} MethodCaller;

static Value method_caller_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (n_args < 1)
        return exc_raise(&type_TypeError, "methodcaller needs at least one argument, the method name");
    if (!value_is_str(args[0]))
        return exc_raise(&type_TypeError, "method name must be a string");
    int64_t n_keywords = value_is_absent(kwnames) ? 0 : tuple_len(kwnames);
    Value name = str_intern(value_is_exact_str(args[0]) ? value_dup(args[0]) : str_slice(args[0], 0, str_len(args[0])));
    Value rest = value_is_error(name) ? VALUE_ERROR : tuple_from_refs(args + 1, (int64_t)n_args - 1 + n_keywords);
    MethodCaller *m = value_is_error(rest) ? NULL : object_alloc(type);
    if (m == NULL) {
        value_drop(name);
        value_drop(rest);
        return VALUE_ERROR;
    }
    m->name = name;
    m->args = rest;
    m->kwnames = n_keywords ? value_dup(kwnames) : VALUE_ABSENT;
    m->n_positional = (int64_t)n_args - 1;
    gc_track(m);
    return value_from_obj(m);
}

static Value method_caller_call(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    if (check_call("methodcaller", n_args, kwnames))
        return VALUE_ERROR;
    MethodCaller *m = VALUE_AS(MethodCaller, self);
    Value method = object_getattr(args[0], m->name);
    if (value_is_error(method))
        return VALUE_ERROR;
    Value result = object_call(method, VALUE_AS(Tuple, m->args)->items, (size_t)m->n_positional, m->kwnames);
    value_drop(method);
    return result;
}

static void method_caller_dealloc(Obj *o)
{
    MethodCaller *m = (MethodCaller *)o;
    gc_untrack(o);
    value_drop(m->name);
    value_drop(m->args);
    value_drop(m->kwnames);
    object_free(o);
}

static int method_caller_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((MethodCaller *)o)->args);
    return 0;
}

static int append_repr(StrBuilder *b, Ref v)
{
    Value text = object_repr(v);
    if (value_is_error(text))
        return -1;
    str_builder_str(b, text);
    value_drop(text);
    return 0;
}

static Value method_caller_repr(Ref self)
{
    int entered = object_repr_enter(self);
    if (entered != 0)
        return entered < 0 ? VALUE_ERROR : str_format("%V(...)", self);
    MethodCaller *m = VALUE_AS(MethodCaller, self);
    StrBuilder b;
    str_builder_init(&b);
    int failed = 0;
    Value head = str_format("%V(%R", self, m->name);
    if (value_is_error(head))
        failed = -1;
    else
        str_builder_str(&b, head);
    value_drop(head);
    for (int64_t i = 0; !failed && i < tuple_len(m->args); i++) {
        str_builder_ascii(&b, ", ", 2);
        if (i >= m->n_positional) {
            str_builder_str(&b, tuple_at(m->kwnames, i - m->n_positional));
            str_builder_char(&b, '=');
        }
        failed = append_repr(&b, tuple_at(m->args, i));
    }
    str_builder_char(&b, ')');
    object_repr_leave(self);
    if (!failed)
        return str_builder_finish(&b);
    str_builder_free(&b);
    return VALUE_ERROR;
}

/* type, (name, *args) -- or, with keywords, partial(type, name, **kwargs), args */
NATIVE(method_caller_reduce_m)
{
    MethodCaller *m = VALUE_AS(MethodCaller, self);
    Ref type = value_from_obj(value_type(self));
    const Ref *items = VALUE_AS(Tuple, m->args)->items;
    if (value_is_absent(m->kwnames)) {
        Value args = tuple_new(m->n_positional + 1);
        if (value_is_error(args))
            return VALUE_ERROR;
        VALUE_AS(Tuple, args)->items[0] = value_dup(m->name);
        values_dup(VALUE_AS(Tuple, args)->items + 1, items, m->n_positional);
        return tuple_of2_owned(value_dup(type), args);
    }
    Value partial = import_attr("functools", "partial"), keywords = VALUE_ERROR, made = VALUE_ERROR;
    Value args = VALUE_ERROR, bound = VALUE_ERROR;
    if (!value_is_error(partial))
        keywords = dict_new();
    if (!value_is_error(keywords) && !dict_set_keywords(keywords, m->kwnames, items + m->n_positional))
        bound = tuple_of2(type, m->name);
    if (!value_is_error(bound))
        made = object_call_tuple(partial, bound, keywords);
    if (!value_is_error(made))
        args = tuple_from_refs(items, m->n_positional);
    value_drop(bound);
    value_drop(keywords);
    value_drop(partial);
    if (!value_is_error(args))
        return tuple_of2_owned(made, args);
    value_drop(made);
    return VALUE_ERROR;
}

static const Method method_caller_methods[] = {
    {"__reduce__()", method_caller_reduce_m, "Return state information for pickling"},
    {0},
};

Type type_method_caller = {
    .base = STATIC_OBJ(&type_type), .name = "methodcaller", .module = "operator", .basic_size = sizeof(MethodCaller),
    .flags = TYPE_GC, .methods = method_caller_methods, .getters = call_getters, .new = method_caller_new, .call = method_caller_call,
    .dealloc = method_caller_dealloc, .traverse = method_caller_traverse, .repr = method_caller_repr,
    .doc = "methodcaller(name, /, *args, **kwargs)\n--\n\n"
           "Return a callable object that calls the given method on its operand.\n"
           "After f = methodcaller('name'), the call f(r) returns r.name().\n"
           "After g = methodcaller('name', 'date', foo=1), the call g(r) returns\nr.name('date', foo=1).",
};
