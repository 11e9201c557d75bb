/* runtime/list_sort.c -- list.sort: a stable natural merge sort.
 *
 * Runs that are there already (rising, or strictly falling and then reversed) are found from left to right, short
 * ones are lengthened by insertion, and neighbours are merged in the order of Munro and Wild's powersort, which
 * keeps the merge tree near the best one.  A merge first skips what is in place at both ends, then takes
 * items one by one, and once one side keeps winning it searches for the end of the streak by doubling
 * steps.
 *
 * Every routine is inlined into one instance per kind of keys, so keys that are all numbers or all strings are
 * compared without a call.  Other keys are compared by Python: that may fail or do anything, so the list
 * is empty while it is sorted and the items live in arrays of ours, which always hold each item once. */
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define INLINED static inline __attribute__((always_inline))
#define MIN_RUN 24          /* shorter runs are filled up by insertion */
#define MANY_STRINGS 64     /* from here on prefixes are worth their memory */
#define STREAK 7            /* wins in a row that make a merge gallop */
#define MAX_PENDING 90      /* powers strictly rise on the stack and are below 64 */

/* A place in the arrays: the keys compared, and the values that travel with them (NULL: keys are values). */
typedef struct Place {
    Value *keys, *values;
} Place;

typedef struct Run {
    int64_t start, len;
    int power;              /* of the boundary to the next run */
} Run;

typedef struct Sorter Sorter;
typedef int (*Less)(const Sorter *s, Ref a, Ref b); /* a < b: 1, 0, -1 error */

struct Sorter {
    Place all;
    int64_t n;
    Place spare;            /* room for the shorter side of a merge */
    int64_t spare_capacity;
    Less first_less;        /* tuples: how to compare their first items */
    Run pending[MAX_PENDING];
    int n_pending;
};

/* ---- places ---- */

INLINED Place place_at(Place p, int64_t i) { return (Place){p.keys + i, p.values ? p.values + i : NULL}; }

INLINED void place_copy(Place to, Place from)
{
    *to.keys = *from.keys;
    if (from.values)
        *to.values = *from.values;
}

INLINED void place_move(Place to, Place from, int64_t n)
{
    memmove(to.keys, from.keys, (size_t)n * sizeof(Value));
    if (from.values)
        memmove(to.values, from.values, (size_t)n * sizeof(Value));
}

static void reverse_values(Value *v, int64_t n)
{
    for (int64_t i = 0, j = n - 1; i < j; i++, j--) {
        Value swap = v[i];
        v[i] = v[j];
        v[j] = swap;
    }
}

static void reverse_place(Place p, int64_t n)
{
    reverse_values(p.keys, n);
    if (p.values)
        reverse_values(p.values, n);
}

static int reserve_spare(Sorter *s, int64_t n)
{
    if (n <= s->spare_capacity)
        return 0;
    mem_free(s->spare.keys);
    size_t columns = s->all.values ? 2 : 1;
    s->spare_capacity = 0;
    s->spare.keys = mem_alloc_array_or_raise((size_t)n * columns, sizeof(Value));
    if (s->spare.keys == NULL)
        return -1;
    s->spare.values = s->all.values ? s->spare.keys + n : NULL;
    s->spare_capacity = n;
    return 0;
}

/* ---- comparing ---- */

INLINED double number_of(Ref v) { return value_is_int(v) ? (double)value_as_int(v) : value_as_double(v); }

static inline int less_int(const Sorter *s, Ref a, Ref b) { return (int64_t)(a.bits << 14) < (int64_t)(b.bits << 14); }

/* Inline ints have 50 bits: as doubles they are exact. */
static inline int less_number(const Sorter *s, Ref a, Ref b) { return number_of(a) < number_of(b); }

static inline int less_str(const Sorter *s, Ref a, Ref b) { return str_compare(a, b) < 0; }

/* Both strings have one byte a code point. */
static inline int less_narrow_str(const Sorter *s, Ref a, Ref b)
{
    const Str *x = VALUE_AS(Str, a), *y = VALUE_AS(Str, b);
    int64_t shorter = x->len < y->len ? x->len : y->len;
    int order = memcmp(x->data, y->data, (size_t)shorter);
    return order != 0 ? order < 0 : x->len < y->len;
}

/* Words in disguise: see sort_by_prefix(). */
static inline int less_prefix(const Sorter *s, Ref a, Ref b) { return a.bits < b.bits; }

static int less_any(const Sorter *s, Ref a, Ref b)
{
    Value answer = object_compare(a, b, CMP_LT);
    if (LIKELY(value_is_bool(answer)))
        return value_is_true(answer);
    if (value_is_error(answer))
        return -1;
    int truth = object_truth(answer);
    value_drop(answer);
    return truth;
}

/* Exact tuples, none empty, whose first items are of one kind. */
static int less_tuple(const Sorter *s, Ref a, Ref b)
{
    const Tuple *x = VALUE_AS(Tuple, a), *y = VALUE_AS(Tuple, b);
    int same = value_equal(x->items[0], y->items[0]);
    if (same <= 0)
        return same < 0 ? -1 : s->first_less(s, x->items[0], y->items[0]);
    for (int64_t i = 1;; i++) {
        if (i >= x->len || i >= y->len)
            return x->len < y->len;
        same = value_equal(x->items[i], y->items[i]);
        if (same <= 0)
            return same < 0 ? -1 : less_any(s, x->items[i], y->items[i]);
    }
}

/* ---- runs ---- */

/* The length of the run at `start`; made rising. -1 on error. */
INLINED int64_t find_run(Sorter *s, int64_t start, Less less)
{
    Place p = place_at(s->all, start);
    int64_t left = s->n - start, n = 2;
    if (left < 2)
        return left;
    int falls = less(s, p.keys[1], p.keys[0]);
    if (falls < 0)
        return -1;
    for (; n < left; n++) {
        int below = less(s, p.keys[n], p.keys[n - 1]);
        if (below < 0)
            return -1;
        if (below != falls)
            break;
    }
    if (falls)
        reverse_place(p, n);
    return n;
}

/* Lengthen the sorted p[0..done) to p[0..n) by binary insertion. */
INLINED int insert_rest(Sorter *s, Place p, int64_t done, int64_t n, Less less)
{
    for (; done < n; done++) {
        Value key = p.keys[done];
        int64_t low = 0, high = done;
        while (low < high) {
            int64_t middle = low + (high - low) / 2;
            int below = less(s, key, p.keys[middle]);
            if (below < 0)
                return -1;
            if (below)
                high = middle;
            else
                low = middle + 1;
        }
        if (low == done)
            continue;
        Value value = p.values ? p.values[done] : VALUE_ABSENT;
        place_move(place_at(p, low + 1), place_at(p, low), done - low);
        p.keys[low] = key;
        if (p.values)
            p.values[low] = value;
    }
    return 0;
}

/* ---- searching ---- */

/* How many of keys[0..n) stand before `key`: those below it, and with `after_equals` the equal ones too.  Steps
 * double from the front, or from the back.  -1 on error. */
INLINED int64_t gallop(Sorter *s, Ref key, const Value *keys, int64_t n, bool after_equals, bool from_back, Less less)
{
    /* before(i): keys[i] stands before key */
#define BEFORE(i, out)                                                               \
    do {                                                                             \
        int answer = after_equals ? less(s, key, keys[i]) : less(s, keys[i], key);   \
        if (answer < 0)                                                              \
            return -1;                                                               \
        (out) = after_equals ? !answer : answer;                                     \
    } while (0)
    int64_t low = 0, high = n, stride = 1;
    bool before;
    if (from_back) {
        for (int64_t i = n - 1; i >= 0; i = n - stride) {
            BEFORE(i, before);
            if (before) {
                low = i + 1;
                break;
            }
            high = i;
            stride = stride * 2 + 1;
        }
    } else {
        for (int64_t i = 0; i < n; i = stride - 1) {
            BEFORE(i, before);
            if (!before) {
                high = i;
                break;
            }
            low = i + 1;
            stride = stride * 2 + 1;
        }
    }
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        BEFORE(middle, before);
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
#undef BEFORE
}

/* ---- merging ---- */

/* Merge a[0..n_a) with b[0..n_b), which lies right behind it; a is the shorter and moves to the spare room. */
INLINED int merge_forwards(Sorter *s, Place a, int64_t n_a, Place b, int64_t n_b, Less less)
{
    if (reserve_spare(s, n_a))
        return -1;
    Place to = a, left = s->spare;
    place_move(left, a, n_a);
    int64_t left_wins = 0, right_wins = 0, found;
    int result = 0;
#define TAKE(side, count, n)                                                     \
    do {                                                                         \
        int64_t n_taken = (n);                                                   \
        place_move(to, side, n_taken);                                           \
        to = place_at(to, n_taken);                                              \
        side = place_at(side, n_taken);                                          \
        count -= n_taken;                                                        \
    } while (0)
#define TAKE_ONE(side, count)                                                    \
    do {                                                                         \
        place_copy(to, side);                                                    \
        to = place_at(to, 1);                                                    \
        side = place_at(side, 1);                                                \
        count--;                                                                 \
    } while (0)
    while (n_a > 0 && n_b > 0) {
        int below = less(s, *b.keys, *left.keys);
        if (UNLIKELY(below < 0)) {
            result = -1;
            break;
        }
        if (below) {
            TAKE_ONE(b, n_b);
            right_wins++;
            left_wins = 0;
        } else {
            TAKE_ONE(left, n_a);
            left_wins++;
            right_wins = 0;
        }
        if (LIKELY(left_wins < STREAK && right_wins < STREAK) || n_a == 0 || n_b == 0)
            continue;
        if (left_wins) {
            found = gallop(s, *b.keys, left.keys, n_a, true, false, less);
            if (found < 0) {
                result = -1;
                break;
            }
            TAKE(left, n_a, found);
        } else {
            found = gallop(s, *left.keys, b.keys, n_b, false, false, less);
            if (found < 0) {
                result = -1;
                break;
            }
            TAKE(b, n_b, found);
        }
        left_wins = right_wins = 0;
    }
    /* What is left of b is in its place; the gap before it is as long as what is left of a. */
    place_move(to, left, n_a);
    return result;
#undef TAKE
#undef TAKE_ONE
}

/* The mirror image: b is the shorter and moves away; filled from the back. */
INLINED int merge_backwards(Sorter *s, Place a, int64_t n_a, Place b, int64_t n_b, Less less)
{
    if (reserve_spare(s, n_b))
        return -1;
    Place right = s->spare;
    place_move(right, b, n_b);
    Place start = a; /* the merged items end at start + n_a + n_b */
    int64_t left_wins = 0, right_wins = 0, found;
    int result = 0;
    while (n_a > 0 && n_b > 0) {
        int below = less(s, right.keys[n_b - 1], a.keys[n_a - 1]);
        if (UNLIKELY(below < 0)) {
            result = -1;
            break;
        }
        Place to = place_at(start, n_a + n_b - 1);
        if (below) {
            place_copy(to, place_at(a, --n_a));
            left_wins++;
            right_wins = 0;
        } else {
            place_copy(to, place_at(right, --n_b));
            right_wins++;
            left_wins = 0;
        }
        if (LIKELY(left_wins < STREAK && right_wins < STREAK) || n_a == 0 || n_b == 0)
            continue;
        if (left_wins) {
            found = gallop(s, right.keys[n_b - 1], a.keys, n_a, true, true, less);
            if (found < 0) {
                result = -1;
                break;
            }
            place_move(place_at(start, found + n_b), place_at(a, found), n_a - found);
            n_a = found;
        } else {
            found = gallop(s, a.keys[n_a - 1], right.keys, n_b, false, true, less);
            if (found < 0) {
                result = -1;
                break;
            }
            place_move(place_at(start, n_a + found), place_at(right, found), n_b - found);
            n_b = found;
        }
        left_wins = right_wins = 0;
    }
    place_move(place_at(start, n_a), right, n_b);
    return result;
}

/* Merge the two topmost pending runs. */
INLINED int merge_top(Sorter *s, Less less)
{
    Run *x = &s->pending[s->n_pending - 2], *y = &s->pending[s->n_pending - 1];
    Place a = place_at(s->all, x->start), b = place_at(s->all, y->start);
    int64_t n_a = x->len, n_b = y->len;
    x->len += y->len;
    x->power = y->power;
    s->n_pending--;
    int64_t in_place = gallop(s, *b.keys, a.keys, n_a, true, false, less);
    if (in_place < 0)
        return -1;
    a = place_at(a, in_place);
    n_a -= in_place;
    if (n_a == 0)
        return 0;
    n_b = gallop(s, a.keys[n_a - 1], b.keys, n_b, false, true, less);
    if (n_b <= 0)
        return n_b < 0 ? -1 : 0;
    return n_a <= n_b ? merge_forwards(s, a, n_a, b, n_b, less) : merge_backwards(s, a, n_a, b, n_b, less);
}

/* The depth in a perfect binary tree over [0, n) of the node that separates the middles of two neighbouring
 * runs: how many leading bits the middles, as fractions of n, have in common, plus one. */
static int boundary_power(const Run *run, int64_t next_len, int64_t n)
{
    uint64_t total = (uint64_t)n, a = 2 * (uint64_t)run->start + (uint64_t)run->len;
    uint64_t b = a + (uint64_t)run->len + (uint64_t)next_len;
    int power = 1;
    for (;; power++) {
        if (a >= total) {
            a -= total;
            b -= total;
        } else if (b >= total) {
            return power;
        }
        a <<= 1;
        b <<= 1;
    }
}

INLINED int sort_with(Sorter *s, Less less)
{
    for (int64_t start = 0; start < s->n;) {
        int64_t len = find_run(s, start, less);
        if (len < 0)
            return -1;
        if (len < MIN_RUN) {
            int64_t wanted = s->n - start < MIN_RUN ? s->n - start : MIN_RUN;
            if (insert_rest(s, place_at(s->all, start), len, wanted, less))
                return -1;
            len = wanted;
        }
        if (s->n_pending > 0) {
            int power = boundary_power(&s->pending[s->n_pending - 1], len, s->n);
            while (s->n_pending > 1 && s->pending[s->n_pending - 2].power > power) {
                if (merge_top(s, less))
                    return -1;
            }
            s->pending[s->n_pending - 1].power = power;
        }
        s->pending[s->n_pending++] = (Run){start, len, 0};
        start += len;
    }
    while (s->n_pending > 1) {
        if (merge_top(s, less))
            return -1;
    }
    return 0;
}

static NOINLINE int sort_ints(Sorter *s) { return sort_with(s, less_int); }
static NOINLINE int sort_numbers(Sorter *s) { return sort_with(s, less_number); }
static NOINLINE int sort_narrow_strs(Sorter *s) { return sort_with(s, less_narrow_str); }
static NOINLINE int sort_prefixes(Sorter *s) { return sort_with(s, less_prefix); }
static NOINLINE int sort_strs(Sorter *s) { return sort_with(s, less_str); }
static NOINLINE int sort_tuples(Sorter *s) { return sort_with(s, less_tuple); }
static NOINLINE int sort_any(Sorter *s) { return sort_with(s, less_any); }

/* ---- many narrow strings: by their first eight bytes ---- */

/* As one big-endian word they compare like memcmp, without a look at the strings, which lie all over memory. */
static uint64_t prefix_of(Ref str)
{
    const Str *s = VALUE_AS(Str, str);
    uint64_t word = 0;
    memcpy(&word, s->data, s->len < 8 ? (size_t)s->len : 8);
    return __builtin_bswap64(word);
}

/* keys[i] of the new order was keys[order[i]]. */
static void permute(Value *values, const Value *order, Value *scratch, int64_t n)
{
    memcpy(scratch, values, (size_t)n * sizeof *values);
    for (int64_t i = 0; i < n; i++)
        values[i] = scratch[order[i].bits];
}

/* The strings of order[0..n) have the same prefix: order them by all of their text. */
static int sort_equal_prefixes(const Value *strings, Value *order, Value *scratch, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        scratch[i] = strings[order[i].bits];
    Sorter s = {.all = {scratch, order}, .n = n};
    int result = sort_narrow_strs(&s);
    mem_free(s.spare.keys);
    return result;
}

/* Sort words (prefix, number of the string), put strings of equal prefix right, then move everything once.
 * Numbers and prefixes travel as Values for the routines above; nobody else sees them. */
static int sort_by_prefix(Sorter *s)
{
    int64_t n = s->n;
    Value *words = mem_alloc_array_or_raise((size_t)n * 2, sizeof *words);
    if (words == NULL)
        return -1;
    Value *order = words + n;
    for (int64_t i = 0; i < n; i++) {
        words[i] = VALUE_OF_BITS(prefix_of(s->all.keys[i]));
        order[i] = VALUE_OF_BITS((uint64_t)i);
    }
    Sorter by_word = {.all = {words, order}, .n = n};
    int result = sort_prefixes(&by_word);
    mem_free(by_word.spare.keys);
    for (int64_t i = 0, end; result == 0 && i < n; i = end) {
        for (end = i + 1; end < n && words[end].bits == words[i].bits; end++)
            ;
        /* The words behind `end` are still needed, those of this run are not. */
        if (end - i > 1)
            result = sort_equal_prefixes(s->all.keys, order + i, words + i, end - i);
    }
    if (result == 0) {
        permute(s->all.keys, order, words, n);
        if (s->all.values)
            permute(s->all.values, order, words, n);
    }
    mem_free(words);
    return result;
}

/* ---- choosing the comparison ---- */

typedef enum KeyKind { KEYS_INT, KEYS_NUMBER, KEYS_NARROW_STR, KEYS_STR, KEYS_ANY } KeyKind;

static KeyKind kind_of(Ref key)
{
    if (value_is_int(key))
        return KEYS_INT;
    if (value_is_double(key))
        return KEYS_NUMBER;
    if (value_is_exact_str(key))
        return VALUE_AS(Str, key)->kind == 1 ? KEYS_NARROW_STR : KEYS_STR;
    return KEYS_ANY;
}

/* The kind that can compare both: ints are numbers, narrow strings are strings. */
static KeyKind common_kind(KeyKind x, KeyKind y)
{
    if (x == y)
        return x;
    if (x <= KEYS_NUMBER && y <= KEYS_NUMBER)
        return KEYS_NUMBER;
    if (x != KEYS_ANY && y != KEYS_ANY && x >= KEYS_NARROW_STR && y >= KEYS_NARROW_STR)
        return KEYS_STR;
    return KEYS_ANY;
}

static KeyKind kind_of_all(const Value *keys, int64_t n)
{
    KeyKind kind = kind_of(keys[0]);
    for (int64_t i = 1; i < n && kind != KEYS_ANY; i++)
        kind = common_kind(kind, kind_of(keys[i]));
    return kind;
}

static bool is_filled_tuple(Ref v) { return value_is_exact_tuple(v) && tuple_len(v) > 0; }

static bool are_filled_tuples(const Value *keys, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        if (!is_filled_tuple(keys[i]))
            return false;
    }
    return true;
}

static KeyKind kind_of_first_items(const Value *keys, int64_t n)
{
    KeyKind kind = kind_of(tuple_at(keys[0], 0));
    for (int64_t i = 1; i < n && kind != KEYS_ANY; i++)
        kind = common_kind(kind, kind_of(tuple_at(keys[i], 0)));
    return kind;
}

static int sort_places(Sorter *s)
{
    switch (kind_of_all(s->all.keys, s->n)) {
    case KEYS_INT: return sort_ints(s);
    case KEYS_NUMBER: return sort_numbers(s);
    case KEYS_NARROW_STR: return s->n < MANY_STRINGS ? sort_narrow_strs(s) : sort_by_prefix(s);
    case KEYS_STR: return sort_strs(s);
    case KEYS_ANY: break;
    }
    if (!are_filled_tuples(s->all.keys, s->n))
        return sort_any(s);
    static const Less by_kind[] = {[KEYS_INT] = less_int, [KEYS_NUMBER] = less_number,
                                   [KEYS_NARROW_STR] = less_narrow_str, [KEYS_STR] = less_str,
                                   [KEYS_ANY] = less_any};
    s->first_less = by_kind[kind_of_first_items(s->all.keys, s->n)];
    return sort_tuples(s);
}

/* ---- list.sort ---- */

/* key(item) for each; NULL on error. */
static Value *compute_keys(const Value *items, int64_t n, Ref key)
{
    Value *keys = mem_alloc_array_or_raise(n > 0 ? (size_t)n : 1, sizeof(Value));
    if (keys == NULL)
        return NULL;
    for (int64_t i = 0; i < n; i++) {
        keys[i] = object_call(key, &items[i], 1, VALUE_ABSENT);
        if (value_is_error(keys[i])) {
            values_drop(keys, i);
            mem_free(keys);
            return NULL;
        }
    }
    return keys;
}

static int sort_items(Value *items, int64_t n, Ref key, bool reverse)
{
    Value *keys = NULL;
    if (!value_is_none(key) && (keys = compute_keys(items, n, key)) == NULL)
        return -1;
    Sorter s;
    s.all = keys ? (Place){keys, items} : (Place){items, NULL};
    s.n = n;
    s.spare = (Place){NULL, NULL};
    s.spare_capacity = 0;
    s.n_pending = 0;
    int result = 0;
    if (n > 1) {
        /* Reversed before and after, equal items keep their order. */
        if (reverse)
            reverse_place(s.all, n);
        result = sort_places(&s);
        if (reverse)
            reverse_place(s.all, n);
    }
    mem_free(s.spare.keys);
    if (keys != NULL) {
        values_drop(keys, n);
        mem_free(keys);
    }
    return result;
}

int list_sort(Ref self, Ref key, bool reverse)
{
    List *l = VALUE_AS(List, self);
    Value *items = l->items;
    int64_t n = l->len, capacity = l->capacity;
    l->items = NULL;
    l->len = 0;
    l->capacity = -1;
    int result = sort_items(items, n, key, reverse);
    /* Whoever touched the list meanwhile gave it room of its own. */
    Value *others = l->items;
    int64_t n_others = l->len, others_capacity = l->capacity;
    bool modified = l->capacity != -1;
    l->items = items;
    l->len = n;
    l->capacity = capacity;
    if (modified) {
        values_drop(others, n_others);
        list_items_free(others, others_capacity);
        if (result == 0)
            return exc_raise_int(&type_ValueError, "list modified during sort");
    }
    return result;
}
