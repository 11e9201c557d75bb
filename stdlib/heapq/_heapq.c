/* stdlib/heapq/_heapq.c -- binary heaps in lists.
 *
 * A comparison may run Python; whoever changes the list's length meanwhile gets a RuntimeError, other changes are
 * taken as they come.  `max` turns every comparison round. */
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/module.h"

Value module__heapq_init(void);

/* Does heap[i] belong above heap[j]: 1, 0, -1. */
static int belongs_above(List *l, int64_t i, int64_t j, bool max)
{
    Value x = value_dup(l->items[i]), y = value_dup(l->items[j]);
    int64_t len = l->len;
    int result = max ? value_less(y, x) : value_less(x, y);
    value_drop(x);
    value_drop(y);
    if (result >= 0 && l->len != len)
        return exc_raise_int(&type_RuntimeError, "list changed size during iteration");
    return result;
}

static void swap_items(List *l, int64_t i, int64_t j)
{
    Value swap = l->items[i];
    l->items[i] = l->items[j];
    l->items[j] = swap;
}

/* heap[i] may belong further up, but not above `start`. */
static int sift_up_towards(List *l, int64_t start, int64_t i, bool max)
{
    if (i >= l->len)
        return exc_raise_int(&type_IndexError, "index out of range");
    while (i > start) {
        int64_t parent = (i - 1) >> 1;
        int above = belongs_above(l, i, parent, max);
        if (above < 0)
            return -1;
        if (!above)
            break;
        swap_items(l, i, parent);
        i = parent;
    }
    return 0;
}

/* The heap below `start` is in order, heap[start] may belong further down.  It goes to the bottom along the
 * smaller children first and then up again: it usually belongs near the bottom. */
static int sift_down(List *l, int64_t start, bool max)
{
    int64_t i = start, end = l->len;
    if (start >= end)
        return exc_raise_int(&type_IndexError, "index out of range");
    while (2 * i + 1 < end) {
        int64_t child = 2 * i + 1;
        if (child + 1 < end) {
            int left = belongs_above(l, child, child + 1, max);
            if (left < 0)
                return -1;
            child += !left;
        }
        swap_items(l, i, child);
        i = child;
    }
    return sift_up_towards(l, start, i, max);
}

/* which: " 1" for functions of two arguments. */
static int check_list(const char *function, const char *which, Ref heap)
{
    if (value_is_list(heap))
        return 0;
    return exc_raise_int(&type_TypeError, "%s() argument%s must be list, not %T", function, which, heap);
}

static Value pop(Ref heap, bool max)
{
    List *l = VALUE_AS(List, heap);
    if (l->len == 0)
        return exc_raise(&type_IndexError, "index out of range");
    Value last = list_pop_last(heap);
    if (l->len == 0)
        return last;
    Value top = l->items[0];
    l->items[0] = last;
    if (sift_down(l, 0, max) == 0)
        return top;
    value_drop(top);
    return VALUE_ERROR;
}

static Value replace(Ref heap, Ref item, bool max)
{
    List *l = VALUE_AS(List, heap);
    if (l->len == 0)
        return exc_raise(&type_IndexError, "index out of range");
    Value top = l->items[0];
    l->items[0] = value_dup(item);
    if (sift_down(l, 0, max) == 0)
        return top;
    value_drop(top);
    return VALUE_ERROR;
}

static Value heapify(Ref heap, bool max)
{
    List *l = VALUE_AS(List, heap);
    for (int64_t i = l->len / 2 - 1; i >= 0; i--) {
        if (sift_down(l, i, max))
            return VALUE_ERROR;
    }
    return VALUE_NONE;
}

NATIVE(heapq_heappush)
{
    if (check_list("heappush", " 1", a[0]) || list_append(a[0], a[1]))
        return VALUE_ERROR;
    List *l = VALUE_AS(List, a[0]);
    return sift_up_towards(l, 0, l->len - 1, false) ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(heapq_heappop) { return check_list("heappop", "", a[0]) ? VALUE_ERROR : pop(a[0], false); }

NATIVE(heapq_heapreplace) { return check_list("heapreplace", " 1", a[0]) ? VALUE_ERROR : replace(a[0], a[1], false); }

NATIVE(heapq_heappushpop)
{
    if (check_list("heappushpop", " 1", a[0]))
        return VALUE_ERROR;
    List *l = VALUE_AS(List, a[0]);
    if (l->len == 0)
        return value_dup(a[1]);
    Value top = value_dup(l->items[0]);
    int below = value_less(top, a[1]);
    value_drop(top);
    if (below <= 0)
        return below < 0 ? VALUE_ERROR : value_dup(a[1]);
    return replace(a[0], a[1], false);
}

NATIVE(heapq_heapify) { return check_list("heapify", "", a[0]) ? VALUE_ERROR : heapify(a[0], false); }

NATIVE(heapq_heappop_max) { return check_list("_heappop_max", "", a[0]) ? VALUE_ERROR : pop(a[0], true); }

NATIVE(heapq_heapreplace_max)
{
    return check_list("_heapreplace_max", " 1", a[0]) ? VALUE_ERROR : replace(a[0], a[1], true);
}

NATIVE(heapq_heapify_max) { return check_list("_heapify_max", "", a[0]) ? VALUE_ERROR : heapify(a[0], true); }

static const Method heapq_functions[] = {
    {"heappush(heap, item, /)", heapq_heappush, "Push item onto heap, maintaining the heap invariant."},
    {"heappop(heap, /)", heapq_heappop, "Pop the smallest item off the heap, maintaining the heap invariant."},
    {"heapreplace(heap, item, /)", heapq_heapreplace,
     "Pop and return the current smallest value, and add the new item.\n\n"
     "This is more efficient than heappop() followed by heappush(), and can be\n"
     "more appropriate when using a fixed-size heap.  Note that the value\n"
     "returned may be larger than item!  That constrains reasonable uses of\n"
     "this routine unless written as part of a conditional replacement:\n\n"
     "    if item > heap[0]:\n        item = heapreplace(heap, item)"},
    {"heappushpop(heap, item, /)", heapq_heappushpop,
     "Push item on the heap, then pop and return the smallest item from the heap.\n\n"
     "The combined action runs more efficiently than heappush() followed by\na separate call to heappop()."},
    {"heapify(heap, /)", heapq_heapify, "Transform list into a heap, in-place, in O(len(heap)) time."},
    {"_heappop_max(heap, /)", heapq_heappop_max, "Maxheap variant of heappop."},
    {"_heapreplace_max(heap, item, /)", heapq_heapreplace_max, "Maxheap variant of heapreplace."},
    {"_heapify_max(heap, /)", heapq_heapify_max, "Maxheap variant of heapify."},
    {0},
};

Value module__heapq_init(void)
{
    return module_new("_heapq", "Heap queue algorithm (a.k.a. priority queue).", heapq_functions);
}
