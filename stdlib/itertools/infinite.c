/* stdlib/itertools/infinite.c -- count, cycle, repeat. */
#include "runtime/complex.h"
#include "stdlib/itertools/itertools.h"

/* ---- count ---- */

typedef struct Count {
    Obj base;
    Value number, step;
} Count;
HELD_LIFE(count, 2)

static bool is_number(Ref v)
{
    const Type *type = value_type(v);
    return type->index || type->to_int || type->to_float || value_is_instance(v, &type_complex);
}

static Value count_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    if (args_bind(&spec, "count(start=0, step=1)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    if (!is_number(a[0]) || !is_number(a[1]))
        return exc_raise(&type_TypeError, "a number is required");
    bool by_one = value_is_int(a[1]) && value_as_int(a[1]) == 1;
    Value start = by_one && value_is_any_int(a[0]) ? object_index(a[0]) : value_dup(a[0]);
    Count *c = value_is_error(start) ? NULL : holder_new(type, 2);
    if (c == NULL) {
        value_drop(start);
        return VALUE_ERROR;
    }
    c->number = start;
    c->step = value_dup(a[1]);
    return holder_finish(c);
}

static Value count_next(Ref self)
{
    Count *c = VALUE_AS(Count, self);
    Value number = c->number, after;
    if (LIKELY(value_are_ints(number, c->step))) {
        after = int_new(value_as_int(number) + value_as_int(c->step));
        if (value_is_error(after))
            return VALUE_ERROR;
        c->number = after;
        return number;
    }
    Value held = value_dup(number), step = value_dup(c->step);
    after = object_binary(BINARY_ADD, held, step);
    value_drop(step);
    if (value_is_error(after)) {
        value_drop(held);
        return VALUE_ERROR;
    }
    value_replace(&c->number, after);
    return held;
}

static Value count_repr(Ref self)
{
    Count *c = VALUE_AS(Count, self);
    Value name = type_name(value_type(self));
    if (value_is_error(name))
        return VALUE_ERROR;
    Value text = value_is_int(c->step) && value_as_int(c->step) == 1
                     ? str_format("%U(%R)", name, c->number)
                     : str_format("%U(%R, %R)", name, c->number, c->step);
    value_drop(name);
    return text;
}

NATIVE(count_reduce_m)
{
    Count *c = VALUE_AS(Count, self);
    Ref args[2] = {c->number, c->step};
    bool by_one = value_is_int(c->step) && value_as_int(c->step) == 1;
    return warn_of_pickling() ? VALUE_ERROR : itertool_reduce_refs(self, args, by_one ? 1 : 2, VALUE_ABSENT);
}

static const Method count_methods[] = {REDUCE_ROW(count_reduce_m), {0}};

Type type_count = {
    ITERTOOL(count, Count), .name = "count", .methods = count_methods, .new = count_new, .repr = count_repr,
    .doc = "count(start=0, step=1)\n--\n\n"
           "Return a count object whose .__next__() method returns consecutive values.\n\n"
           "Equivalent to:\n    def count(firstval=0, step=1):\n        x = firstval\n"
           "        while 1:\n            yield x\n            x += step",
};

/* ---- cycle ---- */

typedef struct Cycle {
    Obj base;
    Value iterator;    /* ABSENT once exhausted */
    Value saved;       /* list of what it gave */
    int64_t index;     /* in saved, from the second round on */
    bool saved_all;    /* what `iterator` still gives is in saved already */
} Cycle;
HELD_LIFE(cycle, 2)

static Value cycle_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (iterator_no_keywords(type, "cycle", kwnames) || args_count("cycle", n_args, 1, 1))
        return VALUE_ERROR;
    Value iterator = object_iter(args[0]);
    Value saved = value_is_error(iterator) ? VALUE_ERROR : list_new(0);
    Cycle *c = value_is_error(saved) ? NULL : holder_new(type, 2);
    if (c == NULL) {
        value_drop(iterator);
        value_drop(saved);
        return VALUE_ERROR;
    }
    c->iterator = iterator;
    c->saved = saved;
    c->index = 0;
    c->saved_all = false;
    return holder_finish(c);
}

static Value cycle_next(Ref self)
{
    Cycle *c = VALUE_AS(Cycle, self);
    if (!value_is_absent(c->iterator)) {
        Value iterator = value_dup(c->iterator);
        Value item = inner_next(iterator);
        value_drop(iterator);
        bool save = value_is_ok(item) && !c->saved_all && !value_is_absent(c->saved);
        if (save && list_append(c->saved, item)) {
            value_drop(item);
            return VALUE_ERROR;
        }
        if (!value_is_absent(item))
            return item;
        value_clear(&c->iterator);
    }
    if (value_is_absent(c->saved) || list_len(c->saved) == 0)
        return VALUE_ABSENT;
    if (c->index >= list_len(c->saved)) /* the list came from __setstate__ and is shared */
        c->index = 0;
    Value item = value_dup(list_at(c->saved, c->index++));
    if (c->index >= list_len(c->saved))
        c->index = 0;
    return item;
}

/* The iterator over the rest of this round, what was saved, and whether that is all. */
NATIVE(cycle_reduce_m)
{
    Cycle *c = VALUE_AS(Cycle, self);
    if (warn_of_pickling())
        return VALUE_ERROR;
    Value it, saved_all;
    if (value_is_absent(c->iterator)) {
        it = object_iter(c->saved);
        if (!value_is_error(it) && value_has_type(it, &type_list_iterator))
            VALUE_AS(ListIter, it)->index = c->index;
        saved_all = value_from_int(1);
    } else {
        it = value_dup(c->iterator);
        saved_all = value_from_int(c->saved_all);
    }
    if (value_is_error(it))
        return VALUE_ERROR;
    Value args = tuple_of1(it), state = tuple_of2(c->saved, saved_all);
    value_drop(it);
    return itertool_reduce(self, args, state);
}

NATIVE(cycle_setstate_m)
{
    Cycle *c = VALUE_AS(Cycle, self);
    if (warn_of_pickling())
        return VALUE_ERROR;
    if (!value_is_tuple(a[0]))
        return exc_raise(&type_TypeError, "state is not a tuple");
    if (tuple_len(a[0]) != 2 || !value_is_list(tuple_at(a[0], 0)))
        return exc_raise(&type_TypeError, "function takes a list and an integer");
    int64_t saved_all;
    if (object_as_index(tuple_at(a[0], 1), &saved_all, false))
        return VALUE_ERROR;
    value_replace(&c->saved, value_dup(tuple_at(a[0], 0)));
    c->saved_all = saved_all != 0;
    c->index = 0;
    return VALUE_NONE;
}

static const Method cycle_methods[] = {REDUCE_ROW(cycle_reduce_m), SETSTATE_ROW(cycle_setstate_m), {0}};

Type type_cycle = {
    ITERTOOL(cycle, Cycle), .name = "cycle", .methods = cycle_methods, .new = cycle_new,
    .doc = "cycle(iterable, /)\n--\n\n"
           "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.",
};

/* ---- repeat ---- */

typedef struct Repeat {
    Obj base;
    Value object;
    int64_t n_left;    /* -1: for ever */
} Repeat;
HELD_LIFE(repeat, 1)

static Value repeat_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    int64_t times = -1;
    if (args_bind(&spec, "repeat(object, times=<absent>)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    if (!value_is_absent(a[1])) {
        if (object_as_size(a[1], &times))
            return VALUE_ERROR;
        times = times < 0 ? 0 : times;
    }
    Repeat *r = holder_new(type, 1);
    if (r == NULL)
        return VALUE_ERROR;
    r->object = value_dup(a[0]);
    r->n_left = times;
    return holder_finish(r);
}

static Value repeat_next(Ref self)
{
    Repeat *r = VALUE_AS(Repeat, self);
    if (r->n_left == 0)
        return VALUE_ABSENT;
    if (r->n_left > 0)
        r->n_left--;
    return value_dup(r->object);
}

static Value repeat_repr(Ref self)
{
    Repeat *r = VALUE_AS(Repeat, self);
    Value name = type_name(value_type(self));
    if (value_is_error(name))
        return VALUE_ERROR;
    Value text = r->n_left < 0 ? str_format("%U(%R)", name, r->object)
                               : str_format("%U(%R, %lld)", name, r->object, (long long)r->n_left);
    value_drop(name);
    return text;
}

NATIVE(repeat_length_hint_m)
{
    Repeat *r = VALUE_AS(Repeat, self);
    return r->n_left < 0 ? exc_raise(&type_TypeError, "len() of unsized object") : int_new(r->n_left);
}

NATIVE(repeat_reduce_m)
{
    Repeat *r = VALUE_AS(Repeat, self);
    if (warn_of_pickling())
        return VALUE_ERROR;
    Ref args[2] = {r->object, VALUE_ABSENT};
    Value n_left = r->n_left < 0 ? VALUE_ABSENT : int_new(r->n_left);
    if (value_is_error(n_left))
        return VALUE_ERROR;
    args[1] = n_left;
    Value result = itertool_reduce_refs(self, args, r->n_left < 0 ? 1 : 2, VALUE_ABSENT);
    value_drop(n_left);
    return result;
}

static const Method repeat_methods[] = {
    REDUCE_ROW(repeat_reduce_m),
    {"__length_hint__()", repeat_length_hint_m, "Private method returning an estimate of len(list(it))."},
    {0},
};

Type type_repeat = {
    ITERTOOL(repeat, Repeat), .name = "repeat", .new = repeat_new, .repr = repeat_repr, .methods = repeat_methods,
    .doc = "repeat(object [,times]) -> create an iterator which returns the object\n"
           "for the specified number of times.  If not specified, returns the object\nendlessly.",
};
