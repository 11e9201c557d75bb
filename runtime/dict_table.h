/* runtime/dict_table.h -- inside of Dict, for the files that make it up (dict*.c, and OrderedDict on top of it). */
#ifndef RUNTIME_DICT_TABLE_H
#define RUNTIME_DICT_TABLE_H
#include "runtime/dict.h"

enum { SLOT_EMPTY = -1, SLOT_DELETED = -2 };
enum { FIND_MISSING = -1, FIND_ERROR = -2 };
#define DICT_MIN_LOG2 3
#define DICT_MAX_LOG2 48

static inline Value *dict_key_at(Dict *d, int64_t i)
{
    return d->str_keys ? &((StrEntry *)d->entries)[i].key : &((DictEntry *)d->entries)[i].key;
}
static inline int64_t dict_hash_at(Dict *d, int64_t i)
{
    return d->str_keys ? VALUE_AS(Str, ((StrEntry *)d->entries)[i].key)->hash : ((DictEntry *)d->entries)[i].hash;
}
/* Are two keys of one hash the same, as far as that can be told without running Python: 1, 0, KEYS_UNKNOWN. */
enum { KEYS_UNKNOWN = 2 };
int keys_equal_plain(Ref a, Ref b);
/* The entry of key, FIND_MISSING or FIND_ERROR. Runs Python only when a key neither str nor int is met. */
int64_t dict_find(Dict *d, Ref key, int64_t hash);
/* Append an entry whose key is known to be missing. Takes key and value, also on failure. */
int dict_insert_new(Dict *d, Value key, int64_t hash, Value value) MUST_CHECK;
/* Remove a live entry; key and value go to the caller. */
void dict_remove_entry(Dict *d, int64_t i, Value *key, Value *value);
/* The last live entry was removed and had number i: what comes next takes its number.  Room shrinks as much, for the
 * marks of deletion in the index stay and it must never lack an empty slot. */
static inline void dict_trim_entries(Dict *d, int64_t i)
{
    d->entry_capacity -= d->n_entries - i;
    d->n_entries = i;
}
/* Move to a table of 1 << log2 slots, compacting; the first `front_gap` entries stay free. */
int dict_rebuild(Dict *d, uint8_t log2, bool str_keys, int64_t front_gap) MUST_CHECK;
/* Give a live entry another number: `to` is free, and below n_entries (count it up first). */
void dict_relocate_entry(Dict *d, int64_t i, int64_t to);
uint8_t dict_log2_for(int64_t n_slots);      /* the table size for so many slots */
int dict_clone_table(Dict *to, const Dict *from) MUST_CHECK; /* give the empty `to` a table like from's */
int64_t dict_usable(uint8_t log2);           /* entries in a table of that size */
void dict_init_empty(Dict *d);               /* fields of an empty dict; header untouched */
/* The type's slots, for subtypes in C. */
extern const Method dict_methods[];
int dict_update_from(Ref d, const Ref *args, size_t n_args, Ref kwnames, const char *name);
Value dict_repr_items(Ref d);                /* "{k: v}" */
int dict_equal(Ref a, Ref b);                /* 1, 0, -1 */
Value dict_compare(Ref a, Ref b, CompareOp op);
void dict_clear_slot(Obj *o);
Value dict_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames);
void dict_dealloc(Obj *o);
int dict_traverse(Obj *o, GcVisit visit, void *arg);
#endif
