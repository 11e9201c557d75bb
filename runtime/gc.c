/* runtime/gc.c -- finding and freeing cycles.
 *
 * Three tables hold the tracked containers by age.  The young one hands out its slots through a free list whose
 * length is the threshold: when the list runs dry the generation is full, so counting costs nothing.  The
 * older ones are append-only and are compacted when half of them is holes.
 *
 * A collection of generation g first moves everything younger into g's table, so that "is it a candidate" is
 * one comparison of generation bits and its index leads to a side array:
 *
 *     counts[i] = reference count                           1. copy
 *     traverse every candidate: counts[target]--            2. what is left came from outside
 *     everything reachable from a positive count survives   3. mark
 *     the rest is garbage                                   4. move survivors up, garbage behind them
 *     weak references, finalisers, resurrection, clear      5. gc_bury.c
 *
 * Nothing is allocated inside objects, and no Python runs before step 5. */
#include "runtime/gc.h"
#include "runtime/gc_private.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/object.h"
#include "runtime/tuple.h"
#include <stdio.h>
#include <stdlib.h>

GcTable gc_young;
GcTable gc_old[2];       /* generations 1 and 2 */
GcSettings gc_settings = {.enabled = true, .thresholds = {2000, 10, 10}};
GcStats gc_stats[3];
int gc_counts[3];
uint32_t gc_n_frozen;      /* entries of the oldest table below this index are not looked at */
uint32_t gc_n_frozen_live;
bool gc_collecting;
static bool at_exit;
static int64_t long_lived_total, long_lived_pending;
static uint32_t n_settled; /* entries of the oldest table below this index are start-up's */

#define FREE_SLOT(next) ((Obj *)(((uintptr_t)(next) << 1) | 1))
#define MAX_SLOTS META_INDEX
#define SLICE 256 /* slots of the young table that are linked at a time: a short program touches no more */

GcTable *gc_table(int generation) { return generation == 0 ? &gc_young : &gc_old[generation - 1]; }

/* ---- tables ---- */

static int reserve(GcTable *table, uint32_t capacity)
{
    if (capacity <= table->capacity)
        return 0;
    if (capacity > MAX_SLOTS)
        return -1;
    Obj **slots = mem_resize_array(table->slots, table->capacity * sizeof *slots, (size_t)capacity * sizeof *slots);
    if (slots == NULL)
        return -1;
    table->slots = slots;
    table->capacity = capacity;
    return 0;
}

static void place(GcTable *table, int generation, uint32_t index, Obj *o)
{
    table->slots[index] = o;
    o->meta = (o->meta & ~(META_GENERATION | META_INDEX)) | (uint32_t)(generation + 1) << 28 | index;
}

/* Close the holes; only above `from`, so that frozen objects stay below their mark. */
static void compact(GcTable *table, int generation, uint32_t from)
{
    uint32_t to = from, n_settled_left = from;
    for (uint32_t i = from; i < table->n_used; i++)
        if (gc_slot_is_live(table->slots[i])) {
            if (i != to)
                place(table, generation, to, table->slots[i]);
            to++;
            if (i < n_settled)
                n_settled_left = to;
        }
    table->n_used = to;
    if (generation == 2 && n_settled > n_settled_left)
        n_settled = n_settled_left;
}

/* What comes to the end of the oldest table from now on is not start-up's. */
static void shorten_settled(void)
{
    if (n_settled > gc_old[1].n_used)
        n_settled = gc_old[1].n_used;
}

/* Room for n more at the end of an old table. */
static int reserve_at_end(GcTable *table, int generation, uint32_t n)
{
    uint64_t needed = (uint64_t)table->n_used + n;
    if (needed <= table->capacity)
        return 0;
    if (table->n_live < table->n_used / 2 && !gc_collecting) {
        compact(table, generation, generation == 2 ? gc_n_frozen : 0);
        needed = (uint64_t)table->n_used + n;
    }
    uint64_t larger = (uint64_t)table->capacity + table->capacity / 2 + 1024;
    if (needed > MAX_SLOTS)
        return -1;
    if (larger < needed)
        larger = needed;
    return reserve(table, larger > MAX_SLOTS ? MAX_SLOTS : (uint32_t)larger);
}

static void append(GcTable *table, int generation, Obj *o)
{
    place(table, generation, table->n_used++, o);
    table->n_live++;
}

static uint32_t young_limit(void)
{
    int threshold = gc_settings.thresholds[0];
    return threshold > 0 && threshold < 1 << 24 ? (uint32_t)threshold : 2000;
}

/* Give the young table a free list of n slots (all of them new). */
static void link_free_slots(uint32_t n)
{
    uint32_t needed = gc_young.n_used + n, limit = young_limit();
    if (reserve(&gc_young, needed > limit ? needed : limit))
        n = gc_young.capacity - gc_young.n_used;
    uint32_t first = gc_young.n_used;
    for (uint32_t i = 0; i < n; i++)
        gc_young.slots[first + i] = FREE_SLOT(i + 1 < n ? first + i + 2 : 0);
    gc_young.n_used += n;
    gc_young.first_free = n ? first + 1 : 0;
}

/* The free list is empty: time for one more slice, or the generation is full. */
void gc_track_slow(Obj *o)
{
    uint32_t limit = young_limit();
    if (gc_young.n_used < limit) {
        uint32_t rest = limit - gc_young.n_used;
        link_free_slots(rest < SLICE ? rest : SLICE);
    } else {
        if (gc_settings.enabled && gc_settings.thresholds[0] > 0 && !gc_collecting)
            gil_break(running, BREAK_GC);
        link_free_slots(gc_young.n_used < 65536 ? gc_young.n_used : gc_young.n_used / 4);
    }
    if (gc_young.first_free)
        gc_track(o);
    /* Else memory is out: an untracked container is only never collected in a cycle. */
}

void gc_untrack_old(Obj *o)
{
    int generation = (int)((o->meta & META_GENERATION) >> 28) - 1;
    GcTable *table = gc_table(generation);
    uint32_t index = o->meta & META_INDEX;
    table->slots[index] = FREE_SLOT(0);
    table->n_live--;
    if (generation == 2 && index < gc_n_frozen)
        gc_n_frozen_live--;
    else if (index + 1 == table->n_used)
        table->n_used--;
    if (generation == 2)
        shorten_settled();
    o->meta &= ~(META_GENERATION | META_INDEX);
}

/* Empty the young table; its slots are linked again when the next object comes. */
static void reset_young(void)
{
    gc_young.n_used = gc_young.n_live = gc_young.first_free = 0;
    uint32_t limit = young_limit();
    if (gc_young.capacity > limit * 4 && gc_young.capacity > 65536) {
        mem_free_array(gc_young.slots, gc_young.capacity * sizeof *gc_young.slots);
        gc_young.slots = NULL;
        gc_young.capacity = 0;
    }
}

void gc_threshold_changed(void)
{
    if (gc_young.n_live == 0)
        reset_young();
}

/* ---- steps 1 to 3 ---- */

#define REACHED UINT32_MAX
typedef struct Search {
    Obj **slots;
    uint32_t generation_bits;
    uint32_t first;         /* candidates have indexes first..first+n-1 */
    uint32_t n;
    uint32_t *counts;       /* references from outside; REACHED once marked */
    uint32_t *stack;        /* indexes whose contents are still to be marked */
    uint32_t depth;
    Obj *unbalanced;        /* more references were visited than counted: some traverse or count is wrong */
} Search;

static inline uint32_t candidate_index(const Search *s, const Obj *o)
{
    if ((o->meta & META_GENERATION) != s->generation_bits)
        return UINT32_MAX;
    uint32_t i = (o->meta & META_INDEX) - s->first;
    return i < s->n ? i : UINT32_MAX;
}

static int visit_subtract(Ref v, void *arg)
{
    Search *s = arg;
    uint32_t i = candidate_index(s, value_as_obj(v));
    if (i != UINT32_MAX && s->counts[i]-- == 0) {
        s->unbalanced = value_as_obj(v);
        return 1;
    }
    return 0;
}

/* C variables that borrow: what they name is in use whatever Python's own references say. */
static void count_roots(Search *s)
{
    const Ref roots[] = {sys_modules, module_builtins_dict};
    for (size_t i = 0; i < N_ELEMENTS(roots); i++)
        if (value_is_obj(roots[i])) {
            uint32_t at = candidate_index(s, value_as_obj(roots[i]));
            if (at != UINT32_MAX)
                s->counts[at]++;
        }
}

static int visit_reach(Ref v, void *arg)
{
    Search *s = arg;
    uint32_t i = candidate_index(s, value_as_obj(v));
    if (i != UINT32_MAX && s->counts[i] != REACHED) {
        s->counts[i] = REACHED;
        s->stack[s->depth++] = i;
    }
    return 0;
}

static inline void traverse(Obj *o, GcVisit visit, void *arg)
{
    if (o->type->traverse)
        o->type->traverse(o, visit, arg);
}

static size_t search_bytes(const Search *s) { return ((size_t)s->n + 1) * sizeof(uint32_t); }

static void search_free(Search *s)
{
    mem_free_array(s->counts, search_bytes(s));
    mem_free_array(s->stack, search_bytes(s));
}

/* A bug in some type.  Freeing what may be in use would be worse than freeing nothing. */
COLD static int give_up(Search *s, const Obj *owner)
{
    if (getenv("WEFT_GC_CHECK"))
        fprintf(stderr, "gc: %s at %p is referred to more often than counted; last by %s at %p\n",
                s->unbalanced->type->name, (void *)s->unbalanced, owner->type->name, (const void *)owner);
    search_free(s);
    return -1;
}

/* Mark what is reachable from outside among the candidates. `extra` references of each are the caller's own. */
static int search_reachable(Search *s, GcTable *table, int generation, uint32_t first, uint32_t extra)
{
    s->slots = table->slots + first;
    s->first = first;
    s->n = table->n_used - first;
    s->generation_bits = (uint32_t)(generation + 1) << 28;
    s->counts = mem_resize_array(NULL, 0, search_bytes(s));
    s->stack = mem_resize_array(NULL, 0, search_bytes(s));
    if (s->counts == NULL || s->stack == NULL) {
        search_free(s);
        return -1;
    }
    s->depth = 0;
    s->unbalanced = NULL;
    for (uint32_t i = 0; i < s->n; i++)
        s->counts[i] = !gc_slot_is_live(s->slots[i]) ? 0
                       : s->slots[i]->refcount     ? s->slots[i]->refcount - extra
                                                   : 1; /* dying just now, further up the C stack */
    for (uint32_t i = 0; i < s->n; i++)
        if (gc_slot_is_live(s->slots[i])) {
            traverse(s->slots[i], visit_subtract, s);
            if (UNLIKELY(s->unbalanced != NULL))
                return give_up(s, s->slots[i]);
        }
    count_roots(s);
    for (uint32_t i = 0; i < s->n; i++) {
        if (s->counts[i] == 0 || s->counts[i] == REACHED || !gc_slot_is_live(s->slots[i]))
            continue;
        s->counts[i] = REACHED;
        s->stack[s->depth++] = i;
        while (s->depth) {
            uint32_t next = s->stack[--s->depth];
            traverse(s->slots[next], visit_reach, s);
        }
    }
    return 0;
}

/* ---- step 4 ---- */

/* Tuples of things that can be in no cycle need no watching; most tuples are such. */
static bool is_inert_tuple(const Obj *o)
{
    if (o->type != &type_tuple)
        return false;
    const Tuple *t = (const Tuple *)o;
    for (int64_t i = 0; i < t->len; i++) {
        if (!value_is_obj(t->items[i]))
            continue;
        const Obj *item = value_as_obj(t->items[i]);
        if (item->type == &type_tuple ? gc_is_tracked(item) : (item->type->flags & TYPE_GC) != 0)
            return false;
    }
    return true;
}

/* Move the content of a younger table to the end of the table of `generation`. */
static int promote_all(int from, int generation)
{
    GcTable *source = gc_table(from), *target = gc_table(generation);
    if (reserve_at_end(target, generation, source->n_live))
        return -1;
    for (uint32_t i = 0; i < source->n_used; i++)
        if (gc_slot_is_live(source->slots[i]))
            append(target, generation, source->slots[i]);
    source->n_used = source->n_live = source->first_free = 0;
    if (from == 0)
        reset_young();
    return 0;
}

/* Part the candidates: survivors go to the table of `older`, the garbage to the array.  Tables are left as if
 * the garbage were gone; the caller puts it back behind the survivors. */
static uint32_t sort_out(const Search *s, int generation, int older, Obj **garbage)
{
    GcTable *source = gc_table(generation), *target = gc_table(older);
    bool in_place = generation == older;
    uint32_t n_garbage = 0, to = in_place ? s->first : target->n_used, start = to, n_settled_left = to;
    for (uint32_t i = 0; i < s->n; i++) { /* in place: the writer never gets ahead of the reader */
        Obj *o = s->slots[i];
        if (!gc_slot_is_live(o))
            continue;
        if (s->counts[i] != REACHED)
            garbage[n_garbage++] = o;
        else if (is_inert_tuple(o))
            o->meta &= ~(META_GENERATION | META_INDEX);
        else
            place(target, older, to++, o);
        if (s->first + i < n_settled)
            n_settled_left = to;
    }
    target->n_used = to;
    if (in_place) {
        if (n_settled > n_settled_left)
            n_settled = n_settled_left;
        target->n_live = to - start + gc_n_frozen_live;
    } else {
        target->n_live += to - start;
        source->n_used = source->n_live = source->first_free = 0;
        if (generation == 0)
            reset_young();
    }
    return n_garbage;
}

/* ---- a collection ---- */

static void note_long_lived(int generation, uint32_t n_young_before)
{
    if (generation == 2) {
        long_lived_pending = 0;
        long_lived_total = gc_old[1].n_live;
    } else if (generation == 1) {
        long_lived_pending += n_young_before;
    }
}

/* Search and part; the garbage is then held by the array and stands at *first in the table of *older. */
static int find_garbage(int generation, Obj ***garbage, uint32_t *n_garbage, int *older, uint32_t *first)
{
    for (int from = 0; from < generation; from++)
        if (promote_all(from, generation))
            return -1;
    GcTable *table = gc_table(generation);
    *older = generation < 2 ? generation + 1 : 2;
    if (generation != *older && reserve_at_end(gc_table(*older), *older, table->n_live))
        return -1;
    uint32_t from = generation == 2 ? gc_n_frozen : 0;
    Search s;
    if (search_reachable(&s, table, generation, from, 0))
        return -1;
    /* The stack of the marking phase is at rest now, but too narrow to be the array of garbage. */
    *garbage = mem_alloc(((size_t)s.n + 1) * sizeof **garbage);
    if (*garbage == NULL) {
        search_free(&s);
        return -1;
    }
    *n_garbage = sort_out(&s, generation, *older, *garbage);
    search_free(&s);
    GcTable *target = gc_table(*older);
    *first = target->n_used;
    for (uint32_t i = 0; i < *n_garbage; i++) {
        append(target, *older, (*garbage)[i]);
        obj_hold((*garbage)[i]);
    }
    return 0;
}

/* Which of the held garbage is reachable again after its finalisers ran: those are let go. Compacts the array. */
static uint32_t drop_resurrected(Obj **garbage, uint32_t n, int older, uint32_t first)
{
    GcTable *table = gc_table(older);
    Search s;
    if (first > table->n_used || search_reachable(&s, table, older, first, 1)) {
        for (uint32_t i = 0; i < n; i++)
            obj_drop(garbage[i]);
        return 0;
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = candidate_index(&s, garbage[i]);
        bool reachable = at != UINT32_MAX && s.counts[at] == REACHED;
        s.stack[i] = reachable; /* dropping runs code: decide all before */
    }
    Obj **resurrected = mem_alloc(((size_t)n + 1) * sizeof *resurrected);
    uint32_t n_resurrected = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!s.stack[i])
            garbage[kept++] = garbage[i];
        else if (resurrected)
            resurrected[n_resurrected++] = garbage[i];
    }
    search_free(&s);
    for (uint32_t i = 0; i < n_resurrected; i++)
        obj_drop(resurrected[i]);
    mem_free(resurrected);
    return kept;
}

static int64_t collect(int generation)
{
    Obj **garbage;
    uint32_t n, first;
    int older;
    uint32_t n_candidates = gc_young.n_live;
    if (generation >= 1)
        n_candidates += gc_old[0].n_live;
    if (generation + 1 < 3)
        gc_counts[generation + 1]++;
    for (int i = 0; i <= generation; i++)
        gc_counts[i] = 0;
    if (find_garbage(generation, &garbage, &n, &older, &first))
        return 0;
    note_long_lived(generation, n_candidates);
    int64_t n_found = n;
    if (n) {
        gc_bury_weakrefs(garbage, n, older, first);
        if (at_exit)
            gc_bury_order(garbage, n, first);
        if (gc_bury_finalise(garbage, n))
            n = drop_resurrected(garbage, n, older, first);
        n_found = n;
        gc_bury_clear(garbage, n);
        GcTable *table = gc_table(older);
        while (table->n_used > (older == 2 ? gc_n_frozen : 0) && !gc_slot_is_live(table->slots[table->n_used - 1]))
            table->n_used--;
        shorten_settled();
        if (generation == 2)
            long_lived_total = table->n_live;
    }
    mem_free(garbage);
    return n_found;
}

int64_t gc_collect(int generation)
{
    if (gc_collecting)
        return 0;
    Value pending = exc_take(); /* finalisers must not see it */
    gc_collecting = true;
    gc_report_start(generation);
    int64_t n = collect(generation);
    gc_stats[generation].n_collections++;
    gc_stats[generation].n_collected += n;
    gc_report_stop(generation, n);
    gc_collecting = false;
    if (generation == 2 && !at_exit) /* the end of the process gives everything back, for nothing */
        mem_trim();
    exc_restore(pending);
    return n;
}

void gc_run_pending(void)
{
    if (!gc_settings.enabled || gc_collecting || gc_young.n_live < young_limit())
        return;
    gc_counts[0] = (int)gc_young.n_live;
    int generation = 0;
    if (gc_settings.thresholds[2] && gc_counts[2] > gc_settings.thresholds[2] &&
        long_lived_pending >= long_lived_total / 4)
        generation = 2;
    else if (gc_settings.thresholds[1] && gc_counts[1] > gc_settings.thresholds[1])
        generation = 1;
    gc_collect(generation);
}

/* ---- freezing (gc.freeze before a fork) ---- */

void gc_freeze(void)
{
    if (gc_collecting || promote_all(0, 2) || promote_all(1, 2))
        return;
    gc_n_frozen = gc_old[1].n_used;
    gc_n_frozen_live = gc_old[1].n_live;
}

void gc_unfreeze(void)
{
    if (!gc_collecting)
        gc_n_frozen = gc_n_frozen_live = 0;
}

/* ---- start-up's objects ---- */

void gc_settle(void)
{
    if (!promote_all(0, 2) && !promote_all(1, 2))
        n_settled = gc_old[1].n_used;
}

/* They live as long as the process, so the last collections take what they refer to as in use. */
static void freeze_settled(void)
{
    uint32_t n_live = 0;
    for (uint32_t i = gc_n_frozen; i < n_settled; i++)
        n_live += gc_slot_is_live(gc_old[1].slots[i]);
    if (gc_n_frozen < n_settled)
        gc_n_frozen = n_settled;
    gc_n_frozen_live += n_live;
}

void gc_at_exit(void)
{
    at_exit = true;
    freeze_settled();
    gc_collect(2);
}
