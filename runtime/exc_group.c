/* runtime/exc_group.c -- exception groups (PEP 654): construction, split, subgroup, and what `except*` needs.
 *
 * A split walks the tree of groups; each level that keeps some but not all of its leaves is rebuilt by the
 * group's own derive(), so that subclasses stay what they are. */
#include "runtime/dict.h"
#include "runtime/exc_types.h"
#include "runtime/generic_alias.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

Type *type_ExceptionGroup;

static bool is_group(Ref v) { return value_is_instance(v, &type_BaseExceptionGroup); }
static bool is_exception_class(Ref v)
{
    return value_is_type(v) && type_is_subtype(value_as_type(v), &type_BaseException);
}
static Ref group_items(Ref group) { return VALUE_AS(ExcGroup, group)->exceptions; }

/* ---- construction ---- */

static bool is_sequence(Ref v)
{
    if (value_is_list(v) || value_is_tuple(v))
        return true;
    if (value_is_dict(v))
        return false;
    Type *type = value_type(v);
    return type->item != NULL || (type->subscript != NULL && (type->flags & TYPE_HEAP));
}

/* Every item is an exception; *only_exceptions tells whether all are Exceptions. */
static int check_items(Ref items, bool *only_exceptions)
{
    *only_exceptions = true;
    for (int64_t i = 0; i < tuple_len(items); i++) {
        Ref item = tuple_at(items, i);
        if (!value_is_instance(item, &type_BaseException))
            return exc_raise_int(&type_ValueError, "Item %lld of second argument (exceptions) is not an exception",
                                 (long long)i);
        if (!value_is_instance(item, &type_Exception))
            *only_exceptions = false;
    }
    return 0;
}

/* BaseExceptionGroup of Exceptions only becomes an ExceptionGroup. NULL: base exceptions have no place here. */
static Type *choose_type(Type *type, bool only_exceptions)
{
    if (type == &type_BaseExceptionGroup)
        return only_exceptions ? type_ExceptionGroup : type;
    if (only_exceptions)
        return type;
    if (type == type_ExceptionGroup)
        exc_raise(&type_TypeError, "Cannot nest BaseExceptions in an ExceptionGroup");
    else if (type_is_subtype(type, &type_Exception))
        exc_raise(&type_TypeError, "Cannot nest BaseExceptions in '%N'", type);
    else
        return type;
    return NULL;
}

static Value group_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    (void)kwnames; /* a subclass may take some in __init__ */
    if (n_args != 2)
        return exc_raise(&type_TypeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%zu given)", n_args);
    if (!value_is_str(args[0]))
        return exc_raise(&type_TypeError, "BaseExceptionGroup.__new__() argument 1 must be str, not %T", args[0]);
    if (!is_sequence(args[1]))
        return exc_raise(&type_TypeError, "second argument (exceptions) must be a sequence");
    Value items = tuple_from_iterable(args[1]);
    if (value_is_error(items))
        return VALUE_ERROR;
    bool only_exceptions;
    Value self = VALUE_ERROR;
    if (tuple_len(items) == 0) {
        exc_raise(&type_ValueError, "second argument (exceptions) must be a non-empty sequence");
    } else if (check_items(items, &only_exceptions) == 0) {
        type = choose_type(type, only_exceptions);
        if (type)
            self = exc_alloc(type, tuple_from_refs(args, 2));
    }
    if (value_is_error(self)) {
        value_drop(items);
        return VALUE_ERROR;
    }
    VALUE_AS(ExcGroup, self)->message = value_dup(args[0]);
    VALUE_AS(ExcGroup, self)->exceptions = items;
    return self;
}

static Value group_str(Ref self)
{
    ExcGroup *g = VALUE_AS(ExcGroup, self);
    int64_t n = value_is_tuple(g->exceptions) ? tuple_len(g->exceptions) : 0;
    return str_format("%S (%lld sub-exception%s)", value_or_none(g->message), (long long)n, n == 1 ? "" : "s");
}

NATIVE(group_derive_m)
{
    Ref args[2] = {VALUE_AS(ExcGroup, self)->message, a[0]};
    return object_call(value_from_obj(&type_BaseExceptionGroup), args, 2, VALUE_ABSENT);
}

/* ---- splitting ---- */

typedef enum MatchKind { MATCH_TYPE, MATCH_PREDICATE, MATCH_INSTANCES } MatchKind;
typedef struct Matcher {
    MatchKind kind;
    Ref what;       /* class or tuple of classes; callable; list of exceptions (by identity of leaves) */
} Matcher;

static int make_matcher(Ref value, Matcher *m)
{
    m->what = value;
    m->kind = MATCH_TYPE;
    if (is_exception_class(value))
        return 0;
    if (value_is_tuple(value)) {
        int64_t i = 0;
        while (i < tuple_len(value) && is_exception_class(tuple_at(value, i)))
            i++;
        if (i == tuple_len(value))
            return 0;
    } else if (!value_is_type(value) && object_is_callable(value)) {
        m->kind = MATCH_PREDICATE;
        return 0;
    }
    return exc_raise_int(&type_TypeError, "expected an exception type, a tuple of exception types, or a callable "
                                          "(other than a class)");
}

static int matches(const Matcher *m, Ref exc)
{
    switch (m->kind) {
    case MATCH_TYPE:
        return exc_matches(exc, m->what);
    case MATCH_PREDICATE: {
        Value answer = object_call1(m->what, exc);
        if (value_is_error(answer))
            return -1;
        int truth = object_truth(answer);
        value_drop(answer);
        return truth;
    }
    case MATCH_INSTANCES:
        if (is_group(exc))
            return 0;
        for (int64_t i = 0; i < list_len(m->what); i++)
            if (value_is(list_at(m->what, i), exc))
                return 1;
        return 0;
    }
    return 0;
}

static int copy_notes(Ref from, Ref to)
{
    Value notes = object_getattr_or_absent(from, NAME(__notes__));
    if (value_is_absent(notes))
        return 0;
    if (value_is_error(notes))
        return -1;
    int failed = 0;
    if (is_sequence(notes)) { /* anything else is dropped silently */
        Value copy = list_from_iterable(notes);
        failed = value_is_error(copy) || object_setattr(to, NAME(__notes__), copy);
        value_drop(copy);
    }
    value_drop(notes);
    return failed ? -1 : 0;
}

/* A group like `original` with these items (a list, taken): ABSENT when there are none. */
static Value subset(Ref original, Value items)
{
    if (value_is_error(items) || list_len(items) == 0) {
        Value none = value_is_error(items) ? VALUE_ERROR : VALUE_ABSENT;
        value_drop(items);
        return none;
    }
    Value derive = object_getattr_cstr(original, "derive");
    Value group = value_is_error(derive) ? VALUE_ERROR : object_call1(derive, items);
    value_drop(derive);
    value_drop(items);
    if (value_is_error(group))
        return VALUE_ERROR;
    if (!is_group(group)) {
        value_drop(group);
        return exc_raise(&type_TypeError, "derive must return an instance of BaseExceptionGroup");
    }
    Exc *from = VALUE_AS(Exc, original);
    exc_set_traceback(group, value_or_none(exc_traceback(original)));
    exc_set_context(group, dup_or_none(from->context));
    exc_set_cause(group, dup_or_none(from->cause));
    if (copy_notes(original, group)) {
        value_drop(group);
        return VALUE_ERROR;
    }
    return group;
}

static int split(Ref exc, const Matcher *m, bool want_rest, Value *match, Value *rest);

/* The parts of each item go to the two lists. */
static int split_items(Ref items, const Matcher *m, bool want_rest, Value match_list, Value rest_list)
{
    for (int64_t i = 0; i < tuple_len(items); i++) {
        Value match, rest;
        if (split(tuple_at(items, i), m, want_rest, &match, &rest))
            return -1;
        int failed = 0;
        if (!value_is_absent(match))
            failed |= list_append_owned(match_list, match);
        if (!value_is_absent(rest))
            failed |= list_append_owned(rest_list, rest);
        if (failed)
            return -1;
    }
    return 0;
}

/* *match and *rest are owned, ABSENT when empty. */
static int split(Ref exc, const Matcher *m, bool want_rest, Value *match, Value *rest)
{
    *match = *rest = VALUE_ABSENT;
    int whole = matches(m, exc);
    if (whole < 0)
        return -1;
    if (whole) {
        *match = value_dup(exc);
        return 0;
    }
    if (!is_group(exc)) {
        if (want_rest)
            *rest = value_dup(exc);
        return 0;
    }
    if (c_stack_check(" in exceptiongroup_split_recursive"))
        return -1;
    Value match_list = list_new(0), rest_list = list_new(0), items = value_dup(group_items(exc));
    int failed = value_is_error(match_list) || value_is_error(rest_list) ||
                 split_items(items, m, want_rest, match_list, rest_list);
    value_drop(items);
    if (failed) {
        value_drop(match_list);
        value_drop(rest_list);
        return -1;
    }
    *match = subset(exc, match_list);
    if (value_is_error(*match)) {
        value_drop(rest_list);
        return -1;
    }
    *rest = subset(exc, rest_list);
    if (value_is_error(*rest)) {
        value_drop(*match);
        return -1;
    }
    return 0;
}

NATIVE(group_split_m)
{
    Matcher m;
    Value match, rest;
    if (make_matcher(a[0], &m) || split(self, &m, true, &match, &rest))
        return VALUE_ERROR;
    Value pair = tuple_of2(value_or_none(match), value_or_none(rest));
    value_drop(match);
    value_drop(rest);
    return pair;
}

NATIVE(group_subgroup_m)
{
    Matcher m;
    Value match, rest;
    if (make_matcher(a[0], &m) || split(self, &m, false, &match, &rest))
        return VALUE_ERROR;
    value_drop(rest);
    return value_is_absent(match) ? VALUE_NONE : match;
}

/* ---- except* ---- */

/* Was e re-raised as (a part of) orig by a bare raise?  Then it carries orig's metadata. */
static bool same_metadata(Ref a, Ref b)
{
    Exc *x = VALUE_AS(Exc, a), *y = VALUE_AS(Exc, b);
    return value_is(exc_traceback(a), exc_traceback(b)) && value_is(x->cause, y->cause) && value_is(x->context, y->context);
}

/* Put the leaves of exc into the list. */
static int collect_leaves(Ref exc, Value leaves)
{
    if (!is_group(exc))
        return list_append(leaves, exc);
    if (c_stack_check(" in collect_exception_group_leaf_ids"))
        return -1;
    Ref items = group_items(exc);
    for (int64_t i = 0; i < tuple_len(items); i++)
        if (collect_leaves(tuple_at(items, i), leaves))
            return -1;
    return 0;
}

static int part_raised(Ref orig, Ref raised_list, Value raised, Value reraised_leaves)
{
    for (int64_t i = 0; i < list_len(raised_list); i++) {
        Ref e = list_at(raised_list, i);
        if (value_is_none(e))
            continue;
        if (same_metadata(e, orig) ? collect_leaves(e, reraised_leaves) : list_append(raised, e))
            return -1;
    }
    return 0;
}

static Value reraise_groups(Ref orig, Ref raised_list)
{
    Value raised = list_new(0), leaves = list_new(0), result = VALUE_ERROR, match = VALUE_ABSENT, rest = VALUE_ABSENT;
    Matcher m = {MATCH_INSTANCES, leaves};
    if (value_is_error(raised) || value_is_error(leaves) || part_raised(orig, raised_list, raised, leaves) ||
        split(orig, &m, false, &match, &rest))
        goto done;
    if (list_len(raised) == 0) {
        result = value_dup(value_or_none(match));
        goto done;
    }
    if (!value_is_absent(match) && list_append(raised, match))
        goto done;
    if (list_len(raised) == 1) {
        result = value_dup(list_at(raised, 0));
        goto done;
    }
    Ref args[2] = {str_empty(), raised};
    result = object_call(value_from_obj(&type_BaseExceptionGroup), args, 2, VALUE_ABSENT);
    value_drop(args[0]);
done:
    value_drop(raised);
    value_drop(leaves);
    value_drop(match);
    value_drop(rest);
    return result;
}

Value exc_group_reraise(Ref orig, Ref raised_list)
{
    if (list_len(raised_list) == 0)
        return VALUE_NONE;
    if (is_group(orig))
        return reraise_groups(orig, raised_list);
    /* A naked exception: at most one clause ran; the list holds what it raised, or the exception itself. */
    for (int64_t i = 0; i < list_len(raised_list); i++)
        if (!value_is_none(list_at(raised_list, i)))
            return value_dup(list_at(raised_list, i));
    return VALUE_NONE;
}

/* ---- the types ---- */

NATIVE(group_class_getitem_m) { return generic_alias_new(self, a[0]); }

static const Method group_methods[] = {
    {"derive(object, /)", group_derive_m, NULL},
    {"split(object, /)", group_split_m, NULL},
    {"subgroup(object, /)", group_subgroup_m, NULL},
    {"__class_getitem__(object, /)", group_class_getitem_m, "See PEP 585", METHOD_CLASS},
    {0},
};
static const Member group_members[] = {
    {"message", MEMBER_VALUE_OR_NONE, offsetof(ExcGroup, message), true, "exception message"},
    {"exceptions", MEMBER_VALUE_OR_NONE, offsetof(ExcGroup, exceptions), true, "nested exceptions"},
    {0},
};
Type type_BaseExceptionGroup = {
    .base = STATIC_OBJ(&type_type), .name = "BaseExceptionGroup", .super_type = &type_BaseException,
    .doc = "A combination of multiple unrelated exceptions.", .basic_size = sizeof(ExcGroup),
    .dict_offset = offsetof(Exc, dict), .flags = TYPE_BASETYPE | TYPE_GC | TYPE_SUB_EXC,
    .methods = group_methods, .members = group_members, .dealloc = exc_dealloc, .traverse = exc_traverse,
    .clear = exc_clear_fields, .new = group_new, .init = exc_init_args, .str = group_str,
};

int exc_init_group(void)
{
    Value name = str_from_cstr("ExceptionGroup"), namespace = dict_new();
    Value bases = tuple_of2(value_from_obj(&type_BaseExceptionGroup), value_from_obj(&type_Exception));
    Value type = VALUE_ERROR;
    if (value_is_ok(name) && value_is_ok(namespace) && value_is_ok(bases) &&
        dict_set(namespace, NAME(__module__), NAME(builtins)) == 0)
        type = type_new_heap(&type_type, name, bases, namespace, VALUE_ABSENT, NULL);
    value_drop(name);
    value_drop(namespace);
    value_drop(bases);
    if (value_is_error(type))
        return -1;
    type_ExceptionGroup = value_as_type(type);
    return 0;
}
