/* runtime/iter.c -- iterators over sequences and callables, reversed(), and what all iterators share. */
#include "runtime/iter.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/tuple.h"

/* ---- shared ---- */

Value iterator_self(Ref it) { return value_dup(it); }

Value builtin_named(const char *name)
{
    Ref found = dict_get_cstr(module_builtins_dict, name);
    if (value_is_absent(found))
        return exc_raise(&type_AttributeError, "module 'builtins' has no attribute '%s'", name);
    return value_dup(found);
}

Value iterator_reduce(const char *builtin, Ref sequence, Value (*empty)(void), int64_t index)
{
    bool done = value_is_absent(sequence);
    Value held = done ? empty() : value_dup(sequence);
    Value function = value_is_error(held) ? VALUE_ERROR : builtin_named(builtin);
    Value args = VALUE_ERROR, state = VALUE_ERROR, result = VALUE_ERROR;
    if (!value_is_error(function))
        args = tuple_of1(held);
    if (!value_is_error(args))
        state = int_new(index);
    if (!value_is_error(state))
        result = done ? tuple_of2(function, args) : tuple_of3(function, args, state);
    value_drop(state);
    value_drop(args);
    value_drop(function);
    value_drop(held);
    return result;
}

/* ---- iterator: x[0], x[1], ... until IndexError ---- */

typedef struct SequenceIter {
    Obj base;
    Value sequence;    /* ABSENT once exhausted */
    int64_t index;
} SequenceIter;

Value sequence_iterator_new(Ref sequence)
{
    SequenceIter *it = mem_alloc_sized(sizeof *it);
    if (it == NULL)
        return exc_raise_memory();
    *it = (SequenceIter){{1, 0, &type_sequence_iterator}, value_dup(sequence), 0};
    gc_track(it);
    return value_from_obj(it);
}

static Value sequence_next(Ref self)
{
    SequenceIter *it = VALUE_AS(SequenceIter, self);
    if (value_is_absent(it->sequence))
        return VALUE_ABSENT;
    if (it->index == INT64_MAX)
        return exc_raise(&type_OverflowError, "iter index too large");
    Value sequence = value_dup(it->sequence);
    Value item = object_get_item(sequence, it->index);
    value_drop(sequence);
    if (LIKELY(!value_is_error(item))) {
        it->index++;
        return item;
    }
    if (!exc_pending_is(&type_IndexError) && !exc_pending_is(&type_StopIteration))
        return VALUE_ERROR;
    exc_clear();
    value_clear(&it->sequence);
    return VALUE_ABSENT;
}

static void sequence_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((SequenceIter *)o)->sequence);
    mem_free_sized(o, sizeof(SequenceIter));
}

static int sequence_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((SequenceIter *)o)->sequence);
    return 0;
}

NATIVE(sequence_length_hint_m)
{
    SequenceIter *it = VALUE_AS(SequenceIter, self);
    if (value_is_absent(it->sequence))
        return value_from_int(0);
    if (value_type(it->sequence)->length == NULL)
        return VALUE_NOT_IMPLEMENTED;
    Value sequence = value_dup(it->sequence);
    int64_t len = object_length(sequence);
    value_drop(sequence);
    if (len < 0)
        return VALUE_ERROR;
    return int_new(len > it->index ? len - it->index : 0);
}

NATIVE(sequence_reduce_m)
{
    SequenceIter *it = VALUE_AS(SequenceIter, self);
    return iterator_reduce("iter", it->sequence, tuple_empty, it->index);
}

NATIVE(sequence_setstate_m)
{
    SequenceIter *it = VALUE_AS(SequenceIter, self);
    int64_t index;
    if (object_as_index(a[0], &index, false))
        return VALUE_ERROR;
    if (!value_is_absent(it->sequence))
        it->index = index < 0 ? 0 : index;
    return VALUE_NONE;
}

static const Method sequence_methods[] = {
    {"__length_hint__()", sequence_length_hint_m, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", sequence_reduce_m, "Return state information for pickling."},
    {"__setstate__(state, /)", sequence_setstate_m, "Set state information for unpickling."},
    {0},
};

Type type_sequence_iterator = {
    .base = STATIC_OBJ(&type_type), .name = "iterator", .basic_size = sizeof(SequenceIter),
    .flags = TYPE_GC | TYPE_NO_NEW, .methods = sequence_methods,
    .dealloc = sequence_dealloc, .traverse = sequence_traverse,
    .iter = iterator_self, .next = sequence_next,
};

/* ---- callable_iterator: f(), f(), ... until it answers the sentinel ---- */

typedef struct CallableIter {
    Obj base;
    Value callable, sentinel; /* both ABSENT once exhausted */
} CallableIter;

Value callable_iterator_new(Ref callable, Ref sentinel)
{
    CallableIter *it = mem_alloc_sized(sizeof *it);
    if (it == NULL)
        return exc_raise_memory();
    *it = (CallableIter){{1, 0, &type_callable_iterator}, value_dup(callable), value_dup(sentinel)};
    gc_track(it);
    return value_from_obj(it);
}

static void callable_finish(CallableIter *it)
{
    Value callable = it->callable, sentinel = it->sentinel;
    it->callable = it->sentinel = VALUE_ABSENT;
    value_drop(callable);
    value_drop(sentinel);
}

static Value callable_next(Ref self)
{
    CallableIter *it = VALUE_AS(CallableIter, self);
    if (value_is_absent(it->callable))
        return VALUE_ABSENT;
    Value callable = value_dup(it->callable);
    Value item = object_call0(callable);
    value_drop(callable);
    if (value_is_error(item)) {
        if (!exc_pending_is(&type_StopIteration))
            return VALUE_ERROR;
        exc_clear();
        callable_finish(it);
        return VALUE_ABSENT;
    }
    /* The call may have run us to the end. */
    if (value_is_absent(it->callable)) {
        value_drop(item);
        return VALUE_ABSENT;
    }
    Value sentinel = value_dup(it->sentinel);
    int same = object_compare_bool(sentinel, item, CMP_EQ);
    value_drop(sentinel);
    if (same == 0)
        return item;
    value_drop(item);
    if (same < 0)
        return VALUE_ERROR;
    callable_finish(it);
    return VALUE_ABSENT;
}

static void callable_dealloc(Obj *o)
{
    gc_untrack(o);
    callable_finish((CallableIter *)o);
    mem_free_sized(o, sizeof(CallableIter));
}

static int callable_traverse(Obj *o, GcVisit visit, void *arg)
{
    CallableIter *it = (CallableIter *)o;
    GC_VISIT(it->callable);
    GC_VISIT(it->sentinel);
    return 0;
}

NATIVE(callable_reduce_m)
{
    CallableIter *it = VALUE_AS(CallableIter, self);
    if (value_is_absent(it->callable))
        return iterator_reduce("iter", VALUE_ABSENT, tuple_empty, 0);
    Value iter = builtin_named("iter"), args = VALUE_ERROR, result = VALUE_ERROR;
    /* Looking the builtin up may have run code that ended us. */
    if (!value_is_error(iter) && !value_is_absent(it->callable))
        args = tuple_of2(it->callable, it->sentinel);
    if (!value_is_error(args))
        result = tuple_of2(iter, args);
    value_drop(args);
    value_drop(iter);
    return result;
}

static const Method callable_methods[] = {
    {"__reduce__()", callable_reduce_m, "Return state information for pickling."},
    {0},
};

Type type_callable_iterator = {
    .base = STATIC_OBJ(&type_type), .name = "callable_iterator", .basic_size = sizeof(CallableIter),
    .flags = TYPE_GC | TYPE_NO_NEW, .methods = callable_methods,
    .dealloc = callable_dealloc, .traverse = callable_traverse,
    .iter = iterator_self, .next = callable_next,
};

/* ---- reversed: x[len - 1], ..., x[0] ---- */

typedef struct Reversed {
    Obj base;
    Value sequence;    /* ABSENT once exhausted */
    int64_t index;     /* of the next item; -1 at the end */
} Reversed;

static Value reversed_of_type(Type *type, Ref sequence)
{
    Value method = type_lookup_special(sequence, NAME(__reversed__));
    if (value_is_error(method))
        return VALUE_ERROR;
    if (!value_is_absent(method)) {
        Value result = value_is_none(method) ? exc_raise(&type_TypeError, "'%T' object is not reversible", sequence)
                                             : object_call0(method);
        value_drop(method);
        return result;
    }
    Type *sequence_type = value_type(sequence);
    if (sequence_type->item == NULL || value_is_dict(sequence))
        return exc_raise(&type_TypeError, "'%T' object is not reversible", sequence);
    int64_t len = object_length(sequence);
    if (len < 0)
        return VALUE_ERROR;
    Reversed *r = object_alloc_instance(type, 0);
    if (r == NULL)
        return VALUE_ERROR;
    r->sequence = value_dup(sequence);
    r->index = len - 1;
    gc_track(r);
    return value_from_obj(r);
}

static Value reversed_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (iterator_no_keywords(type, "reversed", kwnames))
        return VALUE_ERROR;
    if (args_count("reversed", n_args, 1, 1))
        return VALUE_ERROR;
    return reversed_of_type(type, args[0]);
}

static Value reversed_next(Ref self)
{
    Reversed *r = VALUE_AS(Reversed, self);
    if (r->index >= 0 && !value_is_absent(r->sequence)) {
        Value sequence = value_dup(r->sequence);
        Value item = object_get_item(sequence, r->index);
        value_drop(sequence);
        if (!value_is_error(item)) {
            r->index--;
            return item;
        }
        if (!exc_pending_is(&type_IndexError) && !exc_pending_is(&type_StopIteration))
            return VALUE_ERROR;
        exc_clear();
    }
    r->index = -1;
    value_clear(&r->sequence);
    return VALUE_ABSENT;
}

static void reversed_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((Reversed *)o)->sequence);
    object_free(o);
}

static int reversed_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((Reversed *)o)->sequence);
    return 0;
}

NATIVE(reversed_length_hint_m)
{
    Reversed *r = VALUE_AS(Reversed, self);
    if (value_is_absent(r->sequence))
        return value_from_int(0);
    Value sequence = value_dup(r->sequence);
    int64_t len = object_length(sequence);
    value_drop(sequence);
    if (len < 0)
        return VALUE_ERROR;
    return int_new(len < r->index + 1 ? 0 : r->index + 1);
}

NATIVE(reversed_reduce_m)
{
    Reversed *r = VALUE_AS(Reversed, self);
    Value held = value_is_absent(r->sequence) ? tuple_empty() : value_dup(r->sequence);
    Value args = tuple_of1(held), index = VALUE_ERROR, result = VALUE_ERROR;
    Ref type = value_from_obj(value_type(self));
    if (!value_is_error(args) && value_is_absent(r->sequence))
        result = tuple_of2(type, args);
    else if (!value_is_error(args))
        index = int_new(r->index);
    if (!value_is_error(index))
        result = tuple_of3(type, args, index);
    value_drop(index);
    value_drop(args);
    value_drop(held);
    return result;
}

NATIVE(reversed_setstate_m)
{
    Reversed *r = VALUE_AS(Reversed, self);
    int64_t index;
    if (object_as_index(a[0], &index, false))
        return VALUE_ERROR;
    if (value_is_absent(r->sequence))
        return VALUE_NONE;
    int64_t len = object_length(r->sequence);
    if (len < 0)
        return VALUE_ERROR;
    r->index = index < -1 ? -1 : index > len - 1 ? len - 1 : index;
    return VALUE_NONE;
}

static const Method reversed_methods[] = {
    {"__length_hint__()", reversed_length_hint_m, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", reversed_reduce_m, "Return state information for pickling."},
    {"__setstate__(state, /)", reversed_setstate_m, "Set state information for unpickling."},
    {0},
};

Type type_reversed = {
    .base = STATIC_OBJ(&type_type), .name = "reversed", .basic_size = sizeof(Reversed),
    .flags = TYPE_BASETYPE | TYPE_GC, .doc = "reversed(sequence, /)\n--\n\n"
           "Return a reverse iterator over the values of the given sequence.",
    .methods = reversed_methods, .new = reversed_type_new,
    .dealloc = reversed_dealloc, .traverse = reversed_traverse,
    .iter = iterator_self, .next = reversed_next,
};
