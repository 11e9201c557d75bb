/* runtime/gc.h -- the generational cycle collector.
 *
 * Reference counts free everything but cycles.  Containers are listed in one table per generation;
 * an object knows its place by the index in its header's meta word, so tracking costs 8 bytes a
 * container and no list links:
 *
 *     meta:  31 has weak references | 30 finalised (PEP 442) | 29-28 generation + 1, 0 = untracked
 *            | 27-0 index in that generation's table
 *
 * A collection subtracts internal references in a side array, so nothing else is needed in objects.
 * It runs at a safepoint of the VM (BREAK_GC), never inside an allocation. */
#ifndef RUNTIME_GC_H
#define RUNTIME_GC_H
#include "runtime/value.h"

#define META_HAS_WEAKREFS 0x80000000u
#define META_FINALISED    0x40000000u
#define META_GENERATION   0x30000000u
#define META_INDEX        0x0FFFFFFFu

/* Called by a type's traverse for each value the object owns. Non-zero stops. */
typedef int (*GcVisit)(Ref v, void *arg);
/* In a traverse function: GC_VISIT(value) */
#define GC_VISIT(v)                                                   \
    do {                                                              \
        Ref gc_visit_v = (v);                                         \
        if (value_is_obj(gc_visit_v)) {                               \
            int gc_visit_result = visit(gc_visit_v, arg);             \
            if (gc_visit_result)                                      \
                return gc_visit_result;                               \
        }                                                             \
    } while (0)
#define GC_VISIT_OBJ(pointer)                                         \
    do {                                                              \
        if (pointer)                                                  \
            GC_VISIT(value_from_obj(pointer));                        \
    } while (0)

typedef struct {
    Obj **slots;      /* live: Obj*; free: (next free index << 1 | 1) */
    uint32_t n_used;  /* slots ever used */
    uint32_t capacity;
    uint32_t first_free; /* index + 1, 0 = none */
    uint32_t n_live;
} GcTable;
extern GcTable gc_young;
void gc_track_slow(Obj *o);
void gc_untrack_old(Obj *o);

static inline bool gc_is_tracked(const Obj *o) { return (o->meta & META_GENERATION) != 0; }

/* Start watching a container; its fields must be valid for traverse from now on. */
static inline void gc_track(void *object)
{
    Obj *o = object;
    uint32_t free_index = gc_young.first_free;
    if (UNLIKELY(free_index == 0)) {
        gc_track_slow(o);
        return;
    }
    Obj **slot = &gc_young.slots[free_index - 1];
    gc_young.first_free = (uint32_t)((uintptr_t)*slot >> 1);
    *slot = o;
    gc_young.n_live++;
    o->meta = (o->meta & ~(META_GENERATION | META_INDEX)) | (1u << 28) | (free_index - 1);
}
/* Stop watching; the first thing a container's dealloc does. Fine when not tracked. */
static inline void gc_untrack(void *object)
{
    Obj *o = object;
    uint32_t generation = o->meta & META_GENERATION;
    if (generation == 0)
        return;
    if (UNLIKELY(generation != (1u << 28))) {
        gc_untrack_old(o);
        return;
    }
    uint32_t index = o->meta & META_INDEX;
    gc_young.slots[index] = (Obj *)(((uintptr_t)gc_young.first_free << 1) | 1);
    gc_young.first_free = index + 1;
    gc_young.n_live--;
    o->meta &= ~(META_GENERATION | META_INDEX);
}

/* Collect generations 0..generation; returns the number of unreachable objects, runs Python. */
int64_t gc_collect(int generation);
void gc_run_pending(void); /* at a safepoint, when BREAK_GC is set */
void gc_settle(void);   /* what lives now is start-up's own: old at once, and never garbage */
void gc_at_exit(void);  /* the last collections, also when it is disabled */
#endif
