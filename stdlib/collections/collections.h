/* stdlib/collections/collections.h -- what the files of _collections share. */
#ifndef STDLIB_COLLECTIONS_H
#define STDLIB_COLLECTIONS_H
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/iter.h"
#include "runtime/list.h"
#include "runtime/object.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* A ring: item i is items[(head + i) & mask]. */
typedef struct Deque {
    Obj base;
    Value *items;      /* mem_alloc'ed; NULL while mask is -1 */
    int64_t mask;      /* capacity - 1, capacity a power of 2; -1 when there is none */
    int64_t head, len;
    int64_t max_len;   /* -1: none */
    uint64_t state;    /* counts changes of the items' number or places, for iterators */
} Deque;
extern Type type_deque, type_deque_iterator, type_deque_reverse_iterator;
extern const Method deque_methods[];
static inline Value *deque_at(Deque *d, int64_t i) { return &d->items[(d->head + i) & d->mask]; }
/* Push at one end; takes v, also on failure; a full bounded deque loses an item at the other end. */
int deque_push_right(Deque *d, Value v);
int deque_push_left(Deque *d, Value v);
Value deque_pop_right(Deque *d);           /* IndexError when empty */
Value deque_pop_left(Deque *d);
int deque_extend(Ref deque, Ref iterable, bool left);
void deque_clear(Deque *d);
void deque_rotate(Deque *d, int64_t n);
int deque_insert(Deque *d, int64_t i, Ref v);
Value deque_take(Deque *d, int64_t i);     /* remove and return item i */
Value deque_copy(Ref deque);

typedef struct DefaultDict {
    Dict dict;
    Value factory;     /* a callable or None */
} DefaultDict;
extern Type type_default_dict;

/* The order is that of the dict's entries.  Moving a key gives its entry another number; free numbers in
 * front of the first entry serve for moves to the front. */
typedef struct OrderedDict {
    Dict dict;
    Value attributes;  /* __dict__, or ABSENT */
    int64_t first;     /* no live entry is below this number; only meaningful while !dict.moved */
} OrderedDict;
extern Type type_ordered_dict, type_ordered_dict_iterator;
extern Type type_ordered_dict_keys, type_ordered_dict_values, type_ordered_dict_items;
static inline bool value_is_ordered_dict(Ref v) { return value_is_instance(v, &type_ordered_dict); }
int64_t ordered_dict_first(OrderedDict *o); /* number of the first live entry; n_entries when empty */
typedef enum OrderedPart { ORDERED_KEYS = 1, ORDERED_VALUES = 2, ORDERED_ITEMS = 3 } OrderedPart;
Value ordered_dict_iter_new(Ref dict, OrderedPart part, bool reverse);

extern Type type_tuple_getter;
#endif
