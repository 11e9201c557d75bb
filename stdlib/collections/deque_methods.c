/* stdlib/collections/deque_methods.c -- the methods of deque. */
#include "runtime/slice.h"
#include "stdlib/collections/collections.h"

static COLD int complain_mutated(void)
{
    return exc_raise_int(&type_RuntimeError, "deque mutated during iteration");
}

NATIVE(deque_append_m) { return deque_push_right(VALUE_AS(Deque, self), value_dup(a[0])) ? VALUE_ERROR : VALUE_NONE; }

NATIVE(deque_appendleft_m)
{
    return deque_push_left(VALUE_AS(Deque, self), value_dup(a[0])) ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(deque_pop_m) { return deque_pop_right(VALUE_AS(Deque, self)); }

NATIVE(deque_popleft_m) { return deque_pop_left(VALUE_AS(Deque, self)); }

NATIVE(deque_extend_m) { return deque_extend(self, a[0], false) ? VALUE_ERROR : VALUE_NONE; }

NATIVE(deque_extendleft_m) { return deque_extend(self, a[0], true) ? VALUE_ERROR : VALUE_NONE; }

NATIVE(deque_clear_m)
{
    deque_clear(VALUE_AS(Deque, self));
    return VALUE_NONE;
}

NATIVE(deque_copy_m) { return deque_copy(self); }

NATIVE(deque_count_m)
{
    Deque *d = VALUE_AS(Deque, self);
    uint64_t state = d->state;
    int64_t found = 0;
    for (int64_t i = 0; i < d->len; i++) {
        Value held = value_dup(*deque_at(d, i));
        int same = value_equal(held, a[0]);
        value_drop(held);
        if (same < 0 || (d->state != state && complain_mutated()))
            return VALUE_ERROR;
        found += same;
    }
    return int_new(found);
}

/* Where item is in [start, stop): -1 nowhere, -2 error. */
static int64_t find_item(Deque *d, Ref item, int64_t start, int64_t stop)
{
    uint64_t state = d->state;
    for (int64_t i = start; i < stop; i++) {
        Value held = value_dup(*deque_at(d, i));
        int same = value_equal(held, item);
        value_drop(held);
        if (same < 0)
            return -2;
        if (same)
            return i;
        if (d->state != state) {
            complain_mutated();
            return -2;
        }
    }
    return -1;
}

NATIVE(deque_index_m)
{
    Deque *d = VALUE_AS(Deque, self);
    int64_t start = 0, stop = d->len;
    if ((!value_is_absent(a[1]) && slice_bound(a[1], &start))
        || (!value_is_absent(a[2]) && slice_bound(a[2], &stop)))
        return VALUE_ERROR;
    slice_adjust(d->len, &start, &stop, 1);
    int64_t i = find_item(d, a[0], start, stop);
    if (i == -2)
        return VALUE_ERROR;
    return i >= 0 ? int_new(i) : exc_raise(&type_ValueError, "%R is not in deque", a[0]);
}

NATIVE(deque_insert_m)
{
    Deque *d = VALUE_AS(Deque, self);
    int64_t i;
    if (object_as_size(a[0], &i))
        return VALUE_ERROR;
    if (d->len == d->max_len)
        return exc_raise(&type_IndexError, "deque already at its maximum size");
    i = i < 0 ? i + d->len : i;
    i = i < 0 ? 0 : i > d->len ? d->len : i;
    return deque_insert(d, i, a[1]) ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(deque_remove_m)
{
    Deque *d = VALUE_AS(Deque, self);
    int64_t len = d->len;
    uint64_t state = d->state;
    for (int64_t i = 0; i < len; i++) {
        Value held = value_dup(*deque_at(d, i));
        int same = value_equal(held, a[0]);
        value_drop(held);
        if (same < 0)
            return VALUE_ERROR;
        if (d->state != state)
            return exc_raise(&type_IndexError, "deque mutated during iteration");
        if (same) {
            value_drop(deque_take(d, i));
            return VALUE_NONE;
        }
    }
    return exc_raise(&type_ValueError, "%R is not in deque", a[0]);
}

NATIVE(deque_reverse_m)
{
    Deque *d = VALUE_AS(Deque, self);
    for (int64_t i = 0, j = d->len - 1; i < j; i++, j--) {
        Value swap = *deque_at(d, i);
        *deque_at(d, i) = *deque_at(d, j);
        *deque_at(d, j) = swap;
    }
    return VALUE_NONE;
}

NATIVE(deque_rotate_m)
{
    int64_t steps;
    if (object_as_size(a[0], &steps))
        return VALUE_ERROR;
    deque_rotate(VALUE_AS(Deque, self), steps);
    return VALUE_NONE;
}

NATIVE(deque_reversed_m)
{
    return object_call1(value_from_obj(&type_deque_reverse_iterator), self);
}

NATIVE(deque_sizeof_m)
{
    Deque *d = VALUE_AS(Deque, self);
    return int_new((int64_t)value_type(self)->basic_size + (d->mask + 1) * (int64_t)sizeof(Value));
}

/* type, () or ((), maxlen), state, iter(self) */
NATIVE(deque_reduce_m)
{
    Deque *d = VALUE_AS(Deque, self);
    Value args = VALUE_ERROR, result = VALUE_ERROR, it = VALUE_ERROR;
    Value state = object_call_method0(self, NAME(__getstate__));
    if (value_is_error(state))
        return VALUE_ERROR;
    it = object_iter(self);
    if (!value_is_error(it)) {
        if (d->max_len < 0) {
            args = tuple_empty();
        } else {
            Value nothing = tuple_empty();
            args = tuple_of2_owned(nothing, int_new(d->max_len));
        }
    }
    if (!value_is_error(args)) {
        Ref parts[4] = {value_from_obj(value_type(self)), args, state, it};
        result = tuple_from_refs(parts, 4);
    }
    value_drop(args);
    value_drop(it);
    value_drop(state);
    return result;
}

const Method deque_methods[] = {
    {"append(item, /)", deque_append_m, "Add an element to the right side of the deque."},
    {"appendleft(item, /)", deque_appendleft_m, "Add an element to the left side of the deque."},
    {"clear()", deque_clear_m, "Remove all elements from the deque."},
    {"copy()", deque_copy_m, "Return a shallow copy of a deque."},
    {"count(value, /)", deque_count_m, "Return number of occurrences of value."},
    {"extend(iterable, /)", deque_extend_m, "Extend the right side of the deque with elements from the iterable."},
    {"extendleft(iterable, /)", deque_extendleft_m, "Extend the left side of the deque with elements from the iterable."},
    {"index(value, start=<absent>, stop=<absent>, /)", deque_index_m,
     "Return first index of value.\n\nRaises ValueError if the value is not present."},
    {"insert(index, value, /)", deque_insert_m, "Insert value before index."},
    {"pop()", deque_pop_m, "Remove and return the rightmost element."},
    {"popleft()", deque_popleft_m, "Remove and return the leftmost element."},
    {"remove(value, /)", deque_remove_m, "Remove first occurrence of value."},
    {"reverse()", deque_reverse_m, "Reverse *IN PLACE*."},
    {"rotate(n=1, /)", deque_rotate_m,
     "Rotate the deque n steps to the right.  If n is negative, rotates left."},
    {"__class_getitem__(object, /)", generic_alias_class_getitem, "See PEP 585", METHOD_CLASS},
    {"__copy__()", deque_copy_m, "Return a shallow copy of a deque."},
    {"__reduce__()", deque_reduce_m, "Return state information for pickling."},
    {"__reversed__()", deque_reversed_m, "Return a reverse iterator over the deque."},
    {"__sizeof__()", deque_sizeof_m, "Return the size of the deque in memory, in bytes."},
    {0},
};
