/* runtime/dict.h -- compact ordered dicts: an index table over entries in insertion order.
 *
 * Entries of dicts whose keys are all exact str hold no hash (it is in the string).  `keys_version` names
 * one state of the set of keys and their places: it changes when a key comes or goes or the table moves, not
 * when a value changes, so a cache may keep (version, entry index).  0 = not assigned. */
#ifndef RUNTIME_DICT_H
#define RUNTIME_DICT_H
#include "runtime/int.h"
#include "runtime/object.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

typedef struct DictEntry { Value key, value; int64_t hash; } DictEntry; /* deleted: key ABSENT */
typedef struct StrEntry { Value key, value; } StrEntry;
typedef struct Dict {
    Obj base;
    int64_t n_live;          /* len() */
    int64_t n_entries;       /* used entries, deleted ones included */
    int64_t entry_capacity;  /* what n_entries may reach before the table moves */
    uint32_t keys_version;
    uint8_t log2_index;      /* index table has 1 << log2_index slots */
    uint8_t index_width;     /* bytes per slot: 1, 2, 4, 8 */
    bool str_keys;           /* StrEntry entries */
    bool moved;              /* entries got other numbers since somebody cleared this (OrderedDict) */
    void *indices;           /* -1 empty, -2 deleted; one allocation holds indices and entries */
    void *entries;           /* DictEntry[] or StrEntry[] */
} Dict;
extern Type type_dict, type_dict_keys, type_dict_values, type_dict_items;
extern Type type_dict_key_iterator, type_dict_value_iterator, type_dict_item_iterator;
extern Type type_dict_reverse_key_iterator, type_dict_reverse_value_iterator, type_dict_reverse_item_iterator;

/* All six iterators. A change of size since it began, or more entries than it expected, is an error. */
typedef struct DictIter {
    Obj base;
    Value dict;            /* ABSENT once exhausted */
    int64_t index;         /* of the next entry to look at */
    int64_t expected_len;  /* len(dict) when it began; -1 after it complained */
    int64_t n_left;        /* items still to come */
    Value result;          /* items: a pair to use again while nobody else holds it; else ABSENT */
} DictIter;
/* dict_keys, dict_values, dict_items. */
typedef struct DictView {
    Obj base;
    Value dict;
} DictView;
static inline bool value_is_dict(Ref v) { return value_has_flag(v, TYPE_SUB_DICT); }
static inline bool value_is_exact_dict(Ref v) { return value_has_type(v, &type_dict); }
static inline int64_t dict_len(Ref d) { return VALUE_AS(Dict, d)->n_live; }

Value dict_new(void);
Value dict_new_sized(int64_t n);
Ref dict_get(Ref d, Ref key);                  /* ABSENT, ERROR (hash or eq failed); borrowed */
Ref dict_get_str(Ref d, Ref key);              /* key exact str: never fails */
Ref dict_get_cstr(Ref d, const char *key);
Ref dict_get_hash(Ref d, Ref key, int64_t hash);
int dict_set(Ref d, Ref key, Ref value);
int dict_set_owned(Ref d, Ref key, Value value); /* takes value */
int dict_set_hash(Ref d, Ref key, int64_t hash, Ref value);
int dict_set_cstr(Ref d, const char *key, Ref value);
Value dict_setdefault(Ref d, Ref key, Ref value);
int dict_setdefault_hash(Ref d, Ref key, int64_t hash, Ref value, Ref *out); /* *out borrowed; 1 was there, 0 set, -1 */
int dict_delete(Ref d, Ref key);               /* 1 deleted, 0 missing (no exception), -1 */
int dict_delete_hash(Ref d, Ref key, int64_t hash);
Value dict_pop(Ref d, Ref key);                /* ABSENT when missing */
int dict_contains(Ref d, Ref key);
void dict_clear(Ref d);
Value dict_copy(Ref d);
/* Update from a mapping or pairs; override 2: a key twice is an error (for **kwargs), 1: replaces, 0: keeps. */
int dict_merge(Ref d, Ref other, int override);
static inline bool value_is_interned_str(Ref v) { return value_is_exact_str(v) && str_is_interned(v); }
/* hash(v) with the common keys inline; -1: TypeError. */
static inline int64_t value_hash(Ref v)
{
    if (LIKELY(value_is_exact_str(v))) {
        int64_t hash = VALUE_AS(Str, v)->hash;
        return LIKELY(hash != -1) ? hash : str_hash(v);
    }
    if (value_is_int(v)) {
        int64_t i = value_as_int(v);
        return i == -1 ? -2 : i;
    }
    return object_hash(v);
}
/* Walk: *pos starts at 0; false at the end; key and value borrowed. Do not change keys meanwhile. */
bool dict_next(Ref d, int64_t *pos, Ref *key, Ref *value);
Value dict_subscript(Ref d, Ref key);          /* KeyError; __missing__ for subclasses */
Value dict_keys_list(Ref d);
Value dict_items_list(Ref d);

/* Replace d's contents by key: value, ... of a call's keywords: values[i] belongs to kwnames[i]. */
int dict_set_keywords(Ref d, Ref kwnames, const Ref *values);
Value dict_iter_new(Type *type, Ref d);        /* type: one of the six iterators */
Value dict_view_new(Type *type, Ref d);        /* type: type_dict_keys, ... or a subclass */

/* For caches: the place of a str key. -1 when missing. The entry's value is at dict_value_at(). */
int64_t dict_find_str(Dict *d, Ref key);
uint32_t dict_assign_version(Dict *d);         /* 0 when versions ran out */
/* An exact dict is tracked by the collector only from its first key or value that could join a cycle: whoever
 * stores through dict_value_at() calls this too. */
static inline void dict_note_value(Dict *d, Ref v)
{
    if (UNLIKELY(!gc_is_tracked(&d->base)) && value_may_join_cycle(v))
        gc_track(d);
}
static inline Value *dict_value_at(Dict *d, int64_t entry)
{
    return d->str_keys ? &((StrEntry *)d->entries)[entry].value : &((DictEntry *)d->entries)[entry].value;
}
#endif
