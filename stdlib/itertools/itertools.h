/* stdlib/itertools/itertools.h -- what the files of itertools share.
 *
 * Every iterator here begins with its Values in a row, right behind the header, and goes on with plain fields:
 *
 *     typedef struct Chain { Obj base; Value sources, active; } Chain;      HELD_LIFE(chain, 2)
 *
 * so one loop drops and one visits them. */
#ifndef STDLIB_ITERTOOLS_H
#define STDLIB_ITERTOOLS_H
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/iter.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

typedef struct Holder {
    Obj base;
    Value held[];
} Holder;

/* A new instance with its n Values ABSENT; not tracked yet.  NULL: MemoryError. */
static inline void *holder_new(Type *type, int n)
{
    Holder *h = object_alloc_instance(type, 0);
    for (int i = 0; h != NULL && i < n; i++)
        h->held[i] = VALUE_ABSENT;
    return h;
}

#define HELD_LIFE(name, n)                                                  \
    static void name##_dealloc(Obj *o)                                      \
    {                                                                       \
        gc_untrack(o);                                                      \
        values_drop(((Holder *)o)->held, n);                                \
        object_free(o);                                                     \
    }                                                                       \
    static int name##_traverse(Obj *o, GcVisit visit, void *arg)            \
    {                                                                       \
        for (int held_i = 0; held_i < (n); held_i++)                        \
            GC_VISIT(((Holder *)o)->held[held_i]);                          \
        return 0;                                                           \
    }                                                                       \
    static void name##_clear(Obj *o)                                        \
    {                                                                       \
        for (int held_i = 0; held_i < (n); held_i++)                        \
            value_clear(&((Holder *)o)->held[held_i]);                      \
    }

/* The slots all iterator types here have alike. */
#define ITERTOOL(name, c_struct)                                                                  \
    .base = STATIC_OBJ(&type_type), .module = "itertools", .basic_size = sizeof(c_struct),        \
    .flags = TYPE_BASETYPE | TYPE_GC, .dealloc = name##_dealloc, .traverse = name##_traverse,     \
    .clear = name##_clear, .iter = iterator_self, .next = name##_next

/* A live object: track it and hand it out. */
static inline Value holder_finish(void *o)
{
    gc_track(o);
    return value_from_obj(o);
}

/* __reduce__ and __setstate__ are on their way out (gone in Python 3.14): each use warns. */
static inline MUST_CHECK int warn_of_pickling(void)
{
    return exc_warn(&type_DeprecationWarning, 1,
                    "Pickle, copy, and deepcopy support will be removed from itertools in Python 3.14.");
}

/* (type(self), args) or (type(self), args, state): takes args and state (ABSENT: none). */
Value itertool_reduce(Ref self, Value args, Value state);
/* The same, with n arguments that are borrowed. */
Value itertool_reduce_refs(Ref self, const Ref *args, int64_t n, Value state);

#define REDUCE_ROW(function) {"__reduce__()", function, "Return state information for pickling."}
#define SETSTATE_ROW(function) {"__setstate__(state, /)", function, "Set state information for unpickling."}

/* f(item) is true: 1, 0, -1. */
static inline int predicate_holds(Ref f, Ref item)
{
    Value answer = object_call(f, &item, 1, VALUE_ABSENT);
    if (value_is_error(answer))
        return -1;
    int truth = value_truth(answer);
    value_drop(answer);
    return truth;
}

extern Type type_count, type_cycle, type_repeat;                                   /* infinite.c */
extern Type type_chain, type_islice, type_zip_longest;                             /* joining.c */
extern Type type_tee, type_tee_data;                                               /* tee.c */
Value tee_split(Ref iterable, int64_t n);                                          /* tuple of n iterators */
extern Type type_compress, type_dropwhile, type_takewhile, type_filterfalse, type_starmap; /* selecting.c */
extern Type type_accumulate, type_pairwise, type_batched, type_groupby, type_grouper;      /* grouping.c */
extern Type type_product, type_combinations, type_combinations_with_replacement, type_permutations; /* combining.c */
#endif
