/* runtime/gc_bury.c -- what happens to garbage once found: weak references, finalisers, breaking the cycles.
 *
 * The order is CPython's: weak references are cleared first, so that no callback and no finaliser can reach
 * garbage through them; then finalisers run once each (PEP 442); what they did not resurrect is cleared. */
#include "runtime/clock.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/gc_private.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/object.h"
#include "runtime/str.h"
#include "runtime/weakref.h"
#include <stdio.h>

static int64_t started_ns;

static bool is_garbage(const Obj *o, uint32_t generation_bits, uint32_t first)
{
    return (o->meta & META_GENERATION) == generation_bits && (o->meta & META_INDEX) >= first;
}

void gc_bury_weakrefs(Obj **garbage, uint32_t n, int older, uint32_t first)
{
    uint32_t bits = (uint32_t)(older + 1) << 28;
    Value callbacks = VALUE_ABSENT; /* weakrefs whose callback is due, most recent first */
    for (uint32_t i = 0; i < n; i++) {
        /* The callback of a weakref in the garbage would see what has been torn apart already. */
        if (garbage[i]->type->dealloc == weakref_dealloc || type_is_subtype(garbage[i]->type, &type_weakref))
            weakref_forget((WeakRef *)garbage[i]);
        if (!(garbage[i]->meta & META_HAS_WEAKREFS))
            continue;
        WeakRef *ref = weakref_detach_all(garbage[i]);
        while (ref) {
            WeakRef *next = ref->next;
            ref->next = NULL;
            /* A callback of a weakref that is garbage too is never called. */
            if (!value_is_absent(ref->callback) && !is_garbage(&ref->base, bits, first) && ref->base.refcount > 0) {
                if (value_is_absent(callbacks))
                    callbacks = list_new(4);
                if (value_is_error(callbacks) || list_append(callbacks, value_from_obj(ref)))
                    exc_clear();
                if (value_is_error(callbacks))
                    callbacks = VALUE_ABSENT;
            }
            ref = next;
        }
    }
    for (int64_t i = 0; value_is_list(callbacks) && i < list_len(callbacks); i++)
        weakref_run_callback(VALUE_AS(WeakRef, list_at(callbacks, i)));
    value_drop(callbacks);
}

typedef struct Levels {
    Obj **order;            /* in the order to be; those from `n_done` on have not been looked into */
    uint32_t n, n_done;
    bool *seen;             /* by place behind `first` */
    uint32_t first, n_garbage;
    uint32_t generation;    /* as in the meta word */
} Levels;

static int note_level(Ref v, void *arg)
{
    Levels *l = arg;
    Obj *o = value_as_obj(v);
    uint32_t at = (o->meta & META_INDEX) - l->first;
    if ((o->meta & META_GENERATION) != l->generation || at >= l->n_garbage || l->seen[at])
        return 0;
    l->seen[at] = true;
    l->order[l->n++] = o;
    return 0;
}

static bool is_module_namespace(const Obj *o)
{
    Ref v = value_from_obj(o);
    return value_is_exact_dict(v) && value_is_ok(dict_get_str(v, NAME(__builtins__)));
}

static void look_into_levels(Levels *l)
{
    while (l->n_done < l->n) {
        Obj *o = l->order[l->n_done++];
        if (o->type->traverse)
            o->type->traverse(o, note_level, l);
    }
}

void gc_bury_order(Obj **garbage, uint32_t n, uint32_t first)
{
    Levels l = {.order = mem_alloc(((size_t)n + 1) * sizeof *l.order), .seen = mem_alloc_zeroed((size_t)n + 1), .first = first,
                .n_garbage = n, .generation = n > 0 ? garbage[0]->meta & META_GENERATION : 0};
    if (l.order != NULL && l.seen != NULL) {
        for (uint32_t i = 0; i < n; i++)
            if (is_module_namespace(garbage[i]))
                note_level(value_from_obj(garbage[i]), &l);
        for (uint32_t i = 0; i < n; i++) {
            look_into_levels(&l);
            note_level(value_from_obj(garbage[i]), &l);
        }
        if (l.n == n)
            memcpy(garbage, l.order, n * sizeof *garbage);
    }
    mem_free(l.order);
    mem_free(l.seen);
}

bool gc_bury_finalise(Obj **garbage, uint32_t n)
{
    bool any = false;
    for (uint32_t i = 0; i < n; i++) {
        Obj *o = garbage[i];
        if (o->type->finalize == NULL || (o->meta & META_FINALISED))
            continue;
        o->meta |= META_FINALISED;
        o->type->finalize(value_from_obj(o));
        any = true;
    }
    return any;
}

static void save_all(Obj **garbage, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (gc_settings.garbage.bits && list_append(gc_settings.garbage, value_from_obj(garbage[i])))
            exc_clear();
        obj_drop(garbage[i]);
    }
}

void gc_bury_clear(Obj **garbage, uint32_t n)
{
    if (gc_settings.debug & GC_DEBUG_COLLECTABLE)
        for (uint32_t i = 0; i < n; i++)
            fprintf(stderr, "gc: collectable <%s %p>\n", garbage[i]->type->name, (void *)garbage[i]);
    if (gc_settings.debug & GC_DEBUG_SAVEALL) {
        save_all(garbage, n);
        return;
    }
    /* Finalisers may have made new weak references to what is about to be torn apart. */
    for (uint32_t i = 0; i < n; i++)
        if (garbage[i]->meta & META_HAS_WEAKREFS)
            weakref_detach_all(garbage[i]);
    for (uint32_t i = 0; i < n; i++) {
        if (garbage[i]->refcount > 1 && garbage[i]->type->clear)
            garbage[i]->type->clear(garbage[i]);
        obj_drop(garbage[i]);
    }
}

/* ---- gc.callbacks and debugging output ---- */

static void run_callbacks(const char *phase, int generation, int64_t n_collected)
{
    if (gc_settings.callbacks.bits == 0 || list_len(gc_settings.callbacks) == 0)
        return;
    Value info = dict_new();
    if (value_is_error(info)) {
        exc_clear();
        return;
    }
    if (dict_set_cstr(info, "generation", value_from_int(generation)) ||
        dict_set_cstr(info, "collected", int_new(n_collected)) ||
        dict_set_cstr(info, "uncollectable", value_from_int(0)))
        exc_clear();
    Value phase_text = str_from_cstr(phase);
    for (int64_t i = 0; i < list_len(gc_settings.callbacks); i++) {
        Value callback = value_dup(list_at(gc_settings.callbacks, i));
        Value result = object_call2(callback, phase_text, info);
        if (value_is_error(result))
            exc_unraisable(NULL, callback);
        value_drop(result);
        value_drop(callback);
    }
    value_drop(phase_text);
    value_drop(info);
}

void gc_report_start(int generation)
{
    if (gc_settings.debug & GC_DEBUG_STATS) {
        started_ns = clock_monotonic_ns();
        fprintf(stderr, "gc: collecting generation %d...\ngc: objects in each generation: %u %u %u\n"
                "gc: objects in permanent generation: %u\n", generation, gc_young.n_live, gc_old[0].n_live,
                gc_old[1].n_live - gc_n_frozen_live, gc_n_frozen_live);
    }
    run_callbacks("start", generation, 0);
}

void gc_report_stop(int generation, int64_t n_collected)
{
    if (gc_settings.debug & GC_DEBUG_STATS)
        fprintf(stderr, "gc: done, %lld unreachable, 0 uncollectable, %.4fs elapsed\n", (long long)n_collected,
                (double)(clock_monotonic_ns() - started_ns) * 1e-9);
    run_callbacks("stop", generation, n_collected);
}
