/* runtime/gc_private.h -- what gc.c, gc_bury.c and the gc module share. */
#ifndef RUNTIME_GC_PRIVATE_H
#define RUNTIME_GC_PRIVATE_H
#include "runtime/gc.h"

typedef struct GcSettings {
    bool enabled;
    int thresholds[3];
    int debug;               /* GC_DEBUG_* */
    Value garbage, callbacks; /* lists of the gc module; zero bits until it is imported */
} GcSettings;
typedef struct GcStats { int64_t n_collections, n_collected, n_uncollectable; } GcStats;
enum { GC_DEBUG_STATS = 1, GC_DEBUG_COLLECTABLE = 2, GC_DEBUG_UNCOLLECTABLE = 4, GC_DEBUG_SAVEALL = 32 };

extern GcTable gc_old[2];
extern GcSettings gc_settings;
extern GcStats gc_stats[3];
extern int gc_counts[3];     /* [0] unused, [1], [2]: collections of the generation below since the last of this */
extern uint32_t gc_n_frozen, gc_n_frozen_live;
extern bool gc_collecting;

static inline bool gc_slot_is_live(const Obj *slot) { return ((uintptr_t)slot & 1) == 0; }
GcTable *gc_table(int generation);
void gc_threshold_changed(void);
void gc_freeze(void);
void gc_unfreeze(void);

/* ---- gc_bury.c: garbage is held by one extra reference each ---- */
/* Clear weak references to garbage; run callbacks of those that are not garbage themselves.  Garbage has
 * indexes from `first` on in the table of generation `older`. */
void gc_bury_weakrefs(Obj **garbage, uint32_t n, int older, uint32_t first);
/* The namespaces of modules first, then what they lead to, level by level: the order of finalisers at the end of a program.
 * A file is flushed before the raw file below it is closed. */
void gc_bury_order(Obj **garbage, uint32_t n, uint32_t first);
bool gc_bury_finalise(Obj **garbage, uint32_t n);  /* true when any finaliser ran */
void gc_bury_clear(Obj **garbage, uint32_t n);     /* break the cycles and let go */
void gc_report_start(int generation);
void gc_report_stop(int generation, int64_t n_collected);
#endif
