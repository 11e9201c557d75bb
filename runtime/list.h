/* runtime/list.h -- lists, and the arrays of values that tuples and others share with them. */
#ifndef RUNTIME_LIST_H
#define RUNTIME_LIST_H
#include "runtime/object.h"
#include "runtime/str.h"
typedef struct List {
    Obj base;
    int64_t len;
    int64_t capacity;  /* -1 while being sorted: mutation is ValueError afterwards */
    Value *items;      /* mem_alloc_sized() for capacity values; NULL when capacity is 0 */
} List;
extern Type type_list, type_list_iterator, type_list_reverse_iterator;
typedef struct ListIter {
    Obj base;
    Value list;        /* ABSENT once exhausted */
    int64_t index;
} ListIter;
static inline bool value_is_list(Ref v) { return value_has_flag(v, TYPE_SUB_LIST); }
static inline bool value_is_exact_list(Ref v) { return value_has_type(v, &type_list); }
static inline int64_t list_len(Ref l) { return VALUE_AS(List, l)->len; }
static inline Ref list_at(Ref l, int64_t i) { return VALUE_AS(List, l)->items[i]; }
Value list_new(int64_t capacity);
Value list_from_values(Value *items /* each taken */, int64_t n);
Value list_from_refs(const Ref *items, int64_t n);
int list_grow(List *l, int64_t min_capacity) MUST_CHECK;
static inline int list_append_owned(Ref l, Value v)  /* takes v, also on failure */
{
    List *list = VALUE_AS(List, l);
    if (UNLIKELY(list->len >= list->capacity) && list_grow(list, list->len + 1)) {
        value_drop(v);
        return -1;
    }
    list->items[list->len++] = v;
    return 0;
}
static inline int list_append(Ref l, Ref v) { return list_append_owned(l, value_dup(v)); }
int list_insert(Ref l, int64_t i, Ref v);
int list_extend(Ref l, Ref iterable);
Value list_from_iterable(Ref iterable);     /* list(iterable) */
Value list_subscript(Ref l, Ref key);
int list_set_subscript(Ref l, Ref key, Ref v_or_absent);
int list_set_slice(Ref l, int64_t start, int64_t end, Ref iterable_or_absent);
void list_clear(Ref l);
void list_reverse(Ref l);
int list_sort(Ref l, Ref key_or_none, bool reverse);
Value list_to_tuple(Ref l);
Value list_pop_last(Ref l);                 /* IndexError when empty */
Value list_pop_at(Ref l, int64_t i);        /* negative counts from the end; IndexError */
Value list_slice(Ref l, int64_t start, int64_t end); /* clipped; an exact list */
Value list_iter(Ref l);
Value list_reverse_iterator(Ref l);
void list_items_free(Value *items, int64_t capacity);
extern const Method list_methods[];         /* list_methods.c */

/* ---- arrays of values ---- */
/* Equality as containers see it: identity first.  May run Python unless both are inline ints. */
static inline int value_equal(Ref a, Ref b)
{
    if (value_is(a, b))
        return 1;
    if (value_are_ints(a, b))
        return 0;
    if (value_is_exact_str(a) && value_is_exact_str(b))
        return str_equal(a, b);
    return object_compare_bool(a, b, CMP_EQ);
}
/* a < b: 1, 0, -1 error. */
static inline int value_less(Ref a, Ref b)
{
    if (value_are_ints(a, b))
        return (int64_t)(a.bits << 14) < (int64_t)(b.bits << 14);
    if (value_is_double(a) && value_is_double(b))
        return value_as_double(a) < value_as_double(b);
    Value answer = object_compare(a, b, CMP_LT);
    if (LIKELY(value_is_bool(answer)))
        return value_is_true(answer);
    if (value_is_error(answer))
        return -1;
    int truth = object_truth(answer);
    value_drop(answer);
    return truth;
}
static inline void values_dup(Value *to, const Ref *from, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        to[i] = value_dup(from[i]);
}
static inline void values_drop(Value *values, int64_t n)
{
    while (n > 0)
        value_drop(values[--n]);
}
/* "[1, 2]": the items of an exact list or a tuple between brackets; the list may change meanwhile. */
Value list_repr_items(Ref list_or_tuple, const char *open, const char *close, const char *nested);
#endif
