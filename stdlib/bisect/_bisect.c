/* stdlib/bisect/_bisect.c -- binary search in sorted sequences. */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/tuple.h"

Value module__bisect_init(void);

/* Item i, or key(item) when there is a key function. */
static Value probe(Ref sequence, int64_t i, Ref key)
{
    Value item = object_get_item(sequence, i);
    if (value_is_none(key) || value_is_error(item))
        return item;
    Value k = object_call(key, &item, 1, VALUE_ABSENT);
    value_drop(item);
    return k;
}

/* Where x belongs in sequence[low:high]: before its equals, or behind them (`right`). -1 on error. */
static int64_t search(Ref sequence, Ref x, int64_t low, int64_t high, Ref key, bool right)
{
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        Value item;
        if (value_is_none(key) && value_is_exact_list(sequence) && middle < list_len(sequence))
            item = value_dup(list_at(sequence, middle));
        else
            item = probe(sequence, middle, key);
        if (value_is_error(item))
            return -1;
        int below = right ? value_less(x, item) : value_less(item, x);
        value_drop(item);
        if (below < 0)
            return -1;
        if (below == right)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* a: sequence, x, lo, hi, key as bound; `x` is what to compare with. */
static int64_t search_bound(const Ref *a, Ref x, bool right)
{
    int64_t low, high = 0;
    if (object_as_size(a[2], &low))
        return -1;
    if (low < 0)
        return exc_raise_int(&type_ValueError, "lo must be non-negative");
    if (!value_is_none(a[3]) && value_type(a[3])->index == NULL)
        return exc_raise_int(&type_TypeError, "argument should be integer or None, not '%T'", a[3]);
    if (!value_is_none(a[3]) && object_as_index_or(a[3], &high, &type_OverflowError))
        return -1;
    if (value_is_none(a[3]) || high == -1) {
        high = object_length(a[0]);
        if (high < 0)
            return -1;
    }
    return search(a[0], x, low, high, a[4], right);
}

static Value bisect(const Ref *a, bool right)
{
    int64_t i = search_bound(a, a[1], right);
    return i < 0 ? VALUE_ERROR : int_new(i);
}

static Value insort(const Ref *a, bool right)
{
    Value x = value_is_none(a[4]) ? value_dup(a[1]) : object_call(a[4], &a[1], 1, VALUE_ABSENT);
    int64_t i = value_is_error(x) ? -1 : search_bound(a, x, right);
    value_drop(x);
    if (i < 0)
        return VALUE_ERROR;
    if (value_is_exact_list(a[0]))
        return list_insert(a[0], i, a[1]) ? VALUE_ERROR : VALUE_NONE;
    Value insert = object_getattr_cstr(a[0], "insert");
    Value index = int_new(i);
    Value done = value_is_error(insert) || value_is_error(index) ? VALUE_ERROR : object_call2(insert, index, a[1]);
    value_drop(index);
    value_drop(insert);
    if (value_is_error(done))
        return VALUE_ERROR;
    value_drop(done);
    return VALUE_NONE;
}

NATIVE(bisect_bisect_left) { return bisect(a, false); }
NATIVE(bisect_bisect_right) { return bisect(a, true); }
NATIVE(bisect_insort_left) { return insort(a, false); }
NATIVE(bisect_insort_right) { return insort(a, true); }

static const Method bisect_functions[] = {
    {"bisect_left(a, x, lo=0, hi=None, *, key=None)", bisect_bisect_left,
     "Return the index where to insert item x in list a, assuming a is sorted.\n\n"
     "The return value i is such that all e in a[:i] have e < x, and all e in\n"
     "a[i:] have e >= x.  So if x already appears in the list, a.insert(i, x) will\n"
     "insert just before the leftmost x already there.\n\n"
     "Optional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched.\n\n"
     "A custom key function can be supplied to customize the sort order."},
    {"bisect_right(a, x, lo=0, hi=None, *, key=None)", bisect_bisect_right,
     "Return the index where to insert item x in list a, assuming a is sorted.\n\n"
     "The return value i is such that all e in a[:i] have e <= x, and all e in\n"
     "a[i:] have e > x.  So if x already appears in the list, a.insert(i, x) will\n"
     "insert just after the rightmost x already there.\n\n"
     "Optional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched.\n\n"
     "A custom key function can be supplied to customize the sort order."},
    {"insort_left(a, x, lo=0, hi=None, *, key=None)", bisect_insort_left,
     "Insert item x in list a, and keep it sorted assuming a is sorted.\n\n"
     "If x is already in a, insert it to the left of the leftmost x.\n\n"
     "Optional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched.\n\n"
     "A custom key function can be supplied to customize the sort order."},
    {"insort_right(a, x, lo=0, hi=None, *, key=None)", bisect_insort_right,
     "Insert item x in list a, and keep it sorted assuming a is sorted.\n\n"
     "If x is already in a, insert it to the right of the rightmost x.\n\n"
     "Optional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched.\n\n"
     "A custom key function can be supplied to customize the sort order."},
    {0},
};

Value module__bisect_init(void) { return module_new("_bisect", "Bisection algorithms.", bisect_functions); }
