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
typedef struct SetIter {
    Obj base;
    Value set;             /* ABSENT once exhausted */
    int64_t pos;           /* table place to look at next */
    int64_t expected_len;  /* len(set) when it began; -1 after it complained */
    int64_t n_left;
} SetIter;
static inline bool value_is_any_set(Ref v)
{
    return value_is_instance(v, &type_set) || value_is_instance(v, &type_frozenset);
}
static inline bool value_is_exact_any_set(Ref v)
{
    return value_has_type(v, &type_set) || value_has_type(v, &type_frozenset);
}
static inline int64_t set_len(Ref s) { return VALUE_AS(Set, s)->len; }
Value set_new(Ref iterable_or_absent);
Value frozenset_new(Ref iterable_or_absent);
int set_add(Ref s, Ref key);
int set_add_hash(Ref s, Ref key, int64_t hash);
int set_contains(Ref s, Ref key);   /* TypeError when key is unhashable */
int set_contains_hash(Ref s, Ref key, int64_t hash);
int set_discard(Ref s, Ref key);    /* 1 was there, 0 not, -1 */
int set_discard_hash(Ref s, Ref key, int64_t hash);
int set_update(Ref s, Ref iterable);
bool set_next(Ref s, int64_t *pos, Ref *key);
bool set_next_hash(Ref s, int64_t *pos, Ref *key, int64_t *hash);
void set_clear(Ref s);
Value set_pop(Ref s);               /* KeyError 'pop from an empty set' */

/* In place, from any iterable. */
int set_difference_update(Ref s, Ref iterable);
int set_symmetric_difference_update(Ref s, Ref iterable);
/* New sets of s's kind (set or frozenset; never a subclass). */
Value set_copy(Ref s);
Value set_intersection(Ref s, Ref iterable);
Value set_difference(Ref s, Ref iterable);
/* Exchange contents; for in-place operations. */
void set_swap(Ref a, Ref b);
/* 1, 0, -1 */
int set_is_subset(Ref a, Ref b);
int set_is_disjoint(Ref s, Ref iterable);

/* Inside of the two files of sets. */
extern const Method set_methods[], frozenset_methods[];
Value set_of_type(Type *type, Ref iterable_or_absent);
#endif
