/* runtime/set.h -- set and frozenset. */
#ifndef RUNTIME_SET_H
#define RUNTIME_SET_H
#include "runtime/object.h"
typedef struct SetEntry { Value key; int64_t hash; } SetEntry;  /* free: ABSENT; deleted: VALUE_ERROR */
typedef struct Set {
    Obj base;
    int64_t len;        /* live keys */
    int64_t n_filled;   /* live and deleted */
    int64_t mask;       /* table size - 1 */
    SetEntry *table;
    int64_t hash;       /* frozenset: -1 = not computed */
    SetEntry small[8];
} Set;
extern Type type_set, type_frozenset, type_set_iterator;
static inline bool value_is_any_set(Ref v)
{
    return value_is_instance(v, &type_set) || value_is_instance(v, &type_frozenset);
}
static inline int64_t set_len(Ref s) { return VALUE_AS(Set, s)->len; }
Value set_new(Ref iterable_or_absent);
Value frozenset_new(Ref iterable_or_absent);
int set_add(Ref s, Ref key);
int set_contains(Ref s, Ref key);
int set_discard(Ref s, Ref key);    /* 1 was there, 0 not, -1 */
int set_update(Ref s, Ref iterable);
bool set_next(Ref s, int64_t *pos, Ref *key);
#endif
