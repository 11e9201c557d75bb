/* runtime/list_methods.c -- the methods of list that Python sees. */
#include "runtime/exc.h"
#include "runtime/iter.h"
#include "runtime/list.h"
#include "runtime/slice.h"

NATIVE(list_append_m) { return list_append(self, a[0]) ? VALUE_ERROR : VALUE_NONE; }

NATIVE(list_extend_m) { return list_extend(self, a[0]) < 0 ? VALUE_ERROR : VALUE_NONE; }

NATIVE(list_insert_m)
{
    int64_t i;
    if (object_as_index(a[0], &i, false))
        return VALUE_ERROR;
    return list_insert(self, i, a[1]) ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(list_pop_m)
{
    int64_t i;
    if (value_is_int(a[0]))
        i = value_as_int(a[0]);
    else if (object_as_index(a[0], &i, false))
        return VALUE_ERROR;
    return i == -1 ? list_pop_last(self) : list_pop_at(self, i);
}

NATIVE(list_clear_m)
{
    list_clear(self);
    return VALUE_NONE;
}

NATIVE(list_copy_m) { return list_slice(self, 0, list_len(self)); }

NATIVE(list_reverse_m)
{
    list_reverse(self);
    return VALUE_NONE;
}

/* Where item first is in [start, stop): its index, -1 when nowhere, -2 on error. */
static int64_t find_item(Ref self, Ref item, int64_t start, int64_t stop)
{
    List *l = VALUE_AS(List, self);
    for (int64_t i = start; i < stop && i < l->len; i++) {
        Ref v = l->items[i];
        if (value_is(v, item))
            return i;
        if (value_are_ints(v, item))
            continue;
        Value held = value_dup(v);
        int same = object_compare_bool(held, item, CMP_EQ);
        value_drop(held);
        if (same != 0)
            return same < 0 ? -2 : i;
    }
    return -1;
}

NATIVE(list_remove_m)
{
    int64_t i = find_item(self, a[0], 0, INT64_MAX);
    if (i == -2)
        return VALUE_ERROR;
    if (i == -1)
        return exc_raise(&type_ValueError, "list.remove(x): x not in list");
    /* The comparison may have emptied the list. */
    if (i < list_len(self))
        value_drop(list_pop_at(self, i));
    return VALUE_NONE;
}

NATIVE(list_index_m)
{
    int64_t start, stop;
    if (slice_bound(a[1], &start) || slice_bound(a[2], &stop))
        return VALUE_ERROR;
    int64_t len = list_len(self);
    start = start < 0 ? (start + len < 0 ? 0 : start + len) : start;
    stop = stop < 0 ? stop + len : stop;
    int64_t i = find_item(self, a[0], start, stop);
    if (i == -2)
        return VALUE_ERROR;
    return i >= 0 ? value_from_int(i) : exc_raise(&type_ValueError, "%R is not in list", a[0]);
}

NATIVE(list_count_m)
{
    List *l = VALUE_AS(List, self);
    int64_t found = 0;
    for (int64_t i = 0; i < l->len; i++) {
        Ref v = l->items[i];
        if (value_is(v, a[0])) {
            found++;
            continue;
        }
        if (value_are_ints(v, a[0]))
            continue;
        Value held = value_dup(v);
        int same = object_compare_bool(held, a[0], CMP_EQ);
        value_drop(held);
        if (same < 0)
            return VALUE_ERROR;
        found += same;
    }
    return value_from_int(found);
}

NATIVE(list_sort_m)
{
    int reverse = object_truth(a[1]);
    if (reverse < 0 || list_sort(self, a[0], reverse))
        return VALUE_ERROR;
    return VALUE_NONE;
}

NATIVE(list_reversed_m) { return list_reverse_iterator(self); }

NATIVE(list_sizeof_m)
{
    List *l = VALUE_AS(List, self);
    return value_from_int((int64_t)value_type(self)->basic_size + l->capacity * (int64_t)sizeof(Value));
}

NATIVE(list_getitem_m) { return list_subscript(self, a[0]); }

const Method list_methods[] = {
    {"append(object, /)", list_append_m, "Append object to the end of the list."},
    {"clear()", list_clear_m, "Remove all items from list."},
    {"copy()", list_copy_m, "Return a shallow copy of the list."},
    {"count(value, /)", list_count_m, "Return number of occurrences of value."},
    {"extend(iterable, /)", list_extend_m, "Extend list by appending elements from the iterable."},
    {"index(value, start=0, stop=9223372036854775807, /)", list_index_m,
     "Return first index of value.\n\nRaises ValueError if the value is not present."},
    {"insert(index, object, /)", list_insert_m, "Insert object before index."},
    {"pop(index=-1, /)", list_pop_m,
     "Remove and return item at index (default last).\n\n"
     "Raises IndexError if list is empty or index is out of range."},
    {"remove(value, /)", list_remove_m,
     "Remove first occurrence of value.\n\nRaises ValueError if the value is not present."},
    {"reverse()", list_reverse_m, "Reverse *IN PLACE*."},
    {"sort(*, key=None, reverse=False)", list_sort_m,
     "Sort the list in ascending order and return None.\n\n"
     "The sort is in-place (i.e. the list itself is modified) and stable (i.e. the\n"
     "order of two equal elements is maintained).\n\n"
     "If a key function is given, apply it once to each list item and sort them,\n"
     "ascending or descending, according to their function values.\n\n"
     "The reverse flag can be set to sort in descending order."},
    {"__getitem__(index, /)", list_getitem_m, "Return self[index].", METHOD_COEXIST},
    {"__reversed__()", list_reversed_m, "Return a reverse iterator over the list."},
    {"__sizeof__()", list_sizeof_m, "Return the size of the list in memory, in bytes."},
    {"__class_getitem__(item, /)", generic_alias_class_getitem, "See PEP 585", METHOD_CLASS},
    {0},
};
