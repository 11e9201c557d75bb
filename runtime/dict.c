/* runtime/dict.c -- the hash table: finding, inserting, removing, growing.
 *
 *     indices   1 << log2_index slots of index_width bytes: an entry's number, empty or deleted
 *     entries   in insertion order; a removed one has an ABSENT key until the next rebuild
 *
 * Both live in one block, indices first.  An empty dict has no block: its index is one shared empty slot.
 * Probing starts at the hash's low bits and mixes in the higher ones, so consecutive ints never collide.  A
 * comparison that runs Python may change anything: the probe then starts again.
 * Filling from others: dict_merge.c.  Methods: dict_methods.c.  Views and iterators:
 * dict_views.c, dict_iter.c. */
#include "runtime/dict.h"
#include "runtime/dict_table.h"
#include "runtime/exc.h"
#include "runtime/iter.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/tuple.h"

static int8_t no_slots[8] = {SLOT_EMPTY, SLOT_EMPTY, SLOT_EMPTY, SLOT_EMPTY,
                             SLOT_EMPTY, SLOT_EMPTY, SLOT_EMPTY, SLOT_EMPTY};
static uint32_t last_version;

/* ---- the block ---- */

int64_t dict_usable(uint8_t log2) { return (int64_t)(((uint64_t)2 << log2) / 3); }

uint8_t dict_log2_for(int64_t n_slots)
{
    uint8_t log2 = DICT_MIN_LOG2;
    while (((int64_t)1 << log2) < n_slots)
        log2++;
    return log2;
}

static uint8_t width_for(uint8_t log2) { return log2 <= 7 ? 1 : log2 <= 15 ? 2 : log2 <= 31 ? 4 : 8; }

static size_t index_bytes(uint8_t log2) { return (size_t)width_for(log2) << log2; }

static size_t entry_size(bool str_keys) { return str_keys ? sizeof(StrEntry) : sizeof(DictEntry); }

static size_t block_bytes(uint8_t log2, bool str_keys)
{
    return index_bytes(log2) + (size_t)dict_usable(log2) * entry_size(str_keys);
}

static void free_block(void *indices, uint8_t log2, bool str_keys)
{
    if (indices != no_slots)
        mem_free_sized(indices, block_bytes(log2, str_keys));
}

void dict_init_empty(Dict *d)
{
    d->n_live = d->n_entries = d->entry_capacity = 0;
    d->keys_version = 0;
    d->log2_index = 0;
    d->index_width = 1;
    d->str_keys = true;
    d->moved = true;
    d->indices = no_slots;
    d->entries = NULL;
}

static inline int64_t slot_of_width(const Dict *d, uint64_t slot, int width)
{
    switch (width) {
    case 1: return ((const int8_t *)d->indices)[slot];
    case 2: return ((const int16_t *)d->indices)[slot];
    case 4: return ((const int32_t *)d->indices)[slot];
    default: return ((const int64_t *)d->indices)[slot];
    }
}
static inline int64_t slot_get(const Dict *d, uint64_t slot) { return slot_of_width(d, slot, d->index_width); }

static inline void slot_set(Dict *d, uint64_t slot, int64_t i)
{
    switch (d->index_width) {
    case 1: ((int8_t *)d->indices)[slot] = (int8_t)i; break;
    case 2: ((int16_t *)d->indices)[slot] = (int16_t)i; break;
    case 4: ((int32_t *)d->indices)[slot] = (int32_t)i; break;
    default: ((int64_t *)d->indices)[slot] = i; break;
    }
}

typedef struct Probe {
    uint64_t slot, perturb, mask;
} Probe;

static inline Probe probe_start(const Dict *d, int64_t hash)
{
    uint64_t mask = ((uint64_t)1 << d->log2_index) - 1;
    return (Probe){(uint64_t)hash & mask, (uint64_t)hash, mask};
}

static inline void probe_step(Probe *p)
{
    p->perturb >>= 5;
    p->slot = (p->slot * 5 + p->perturb + 1) & p->mask;
}

/* A slot that holds no entry, for a key known to be missing. */
static inline uint64_t free_slot(const Dict *d, int64_t hash)
{
    Probe p = probe_start(d, hash);
    while (slot_get(d, p.slot) >= 0)
        probe_step(&p);
    return p.slot;
}

static uint64_t slot_of_entry(const Dict *d, int64_t hash, int64_t i)
{
    Probe p = probe_start(d, hash);
    while (slot_get(d, p.slot) != i)
        probe_step(&p);
    return p.slot;
}

static void put_entry(Dict *d, int64_t i, Value key, int64_t hash, Value value)
{
    if (d->str_keys)
        ((StrEntry *)d->entries)[i] = (StrEntry){key, value};
    else
        ((DictEntry *)d->entries)[i] = (DictEntry){key, value, hash};
}

int dict_rebuild(Dict *d, uint8_t log2, bool str_keys, int64_t front_gap)
{
    void *block = log2 <= DICT_MAX_LOG2 ? mem_alloc_sized(block_bytes(log2, str_keys)) : NULL;
    if (block == NULL)
        return exc_raise_memory(), -1;
    Dict old = *d;
    d->indices = block;
    d->entries = (char *)block + index_bytes(log2);
    d->log2_index = log2;
    d->index_width = width_for(log2);
    d->str_keys = str_keys;
    d->entry_capacity = dict_usable(log2);
    d->keys_version = 0;
    d->moved = true;
    memset(block, 0xff, index_bytes(log2));
    int64_t n = 0;
    for (; n < front_gap; n++)
        put_entry(d, n, VALUE_ABSENT, 0, VALUE_ABSENT);
    for (int64_t i = 0; i < old.n_entries; i++) {
        Value key = *dict_key_at(&old, i);
        if (value_is_absent(key))
            continue;
        int64_t hash = dict_hash_at(&old, i);
        slot_set(d, free_slot(d, hash), n);
        put_entry(d, n++, key, hash, *dict_value_at(&old, i));
    }
    d->n_entries = n;
    free_block(old.indices, old.log2_index, old.str_keys);
    return 0;
}

/* Room for one more entry, of a kind that can hold the key. */
static NOINLINE int make_room(Dict *d, bool str_key)
{
    bool str_keys = d->n_live == 0 ? str_key : d->str_keys && str_key;
    if (d->n_entries < d->entry_capacity)
        return dict_rebuild(d, d->log2_index, str_keys, 0);
    return dict_rebuild(d, dict_log2_for(d->n_live * 3), str_keys, 0);
}

/* ---- finding ---- */

/* Searches that know their keys cannot run Python.  *slot is where a missing key would go. */
static int64_t probe_for_str(const Dict *d, Ref key, int64_t hash, uint64_t *slot)
{
    const StrEntry *entries = d->entries;
    bool interned = VALUE_AS(Str, key)->interned;
    Probe p = probe_start(d, hash);
    for (;; probe_step(&p)) {
        int64_t i = slot_get(d, p.slot);
        if (LIKELY(i >= 0)) {
            Ref k = entries[i].key;
            if (LIKELY(value_is(k, key)))
                return i;
            Str *s = VALUE_AS(Str, k);
            if (s->hash == hash && !(interned && s->interned) && str_equal(k, key))
                return i;
        } else if (i == SLOT_EMPTY) {
            *slot = p.slot;
            return FIND_MISSING;
        }
    }
}

/* The usual case, the very key in its first place, without a loop. */
static inline int64_t find_str_in_str(const Dict *d, Ref key, int64_t hash)
{
    int64_t i = slot_get(d, (uint64_t)hash & (((uint64_t)1 << d->log2_index) - 1));
    if (LIKELY(i >= 0 && value_is(((const StrEntry *)d->entries)[i].key, key)))
        return i;
    uint64_t slot;
    return i == SLOT_EMPTY ? FIND_MISSING : probe_for_str(d, key, hash, &slot);
}

static inline int atoms_equal(Ref a, Ref b)
{
    if (value_is(a, b))
        return 1;
    if (value_are_ints(a, b))
        return 0;
    return value_is_exact_str(a) && value_is_exact_str(b) ? str_equal(a, b) : KEYS_UNKNOWN;
}

int keys_equal_plain(Ref a, Ref b)
{
    if (!value_is_exact_tuple(a) || !value_is_exact_tuple(b))
        return atoms_equal(a, b);
    const Tuple *x = VALUE_AS(Tuple, a), *y = VALUE_AS(Tuple, b);
    int same = x->len == y->len;
    for (int64_t i = 0; same == 1 && i < x->len; i++)
        same = atoms_equal(x->items[i], y->items[i]);
    return same;
}

/* Does entry i, whose hash is that of key, have that key: 1, 0, -1 error, 2 the table changed meanwhile. */
static int entry_has_key(Dict *d, int64_t i, Ref key)
{
    Ref k = *dict_key_at(d, i);
    int plain = keys_equal_plain(k, key);
    if (plain != KEYS_UNKNOWN)
        return plain;
    Value held = value_dup(k);
    void *entries = d->entries;
    int same = object_compare_bool(held, key, CMP_EQ);
    bool moved = d->entries != entries || i >= d->n_entries || !value_is(*dict_key_at(d, i), held);
    value_drop(held);
    return same < 0 ? -1 : moved ? 2 : same;
}

static int64_t find_any(Dict *d, Ref key, int64_t hash)
{
restart:;
    Probe p = probe_start(d, hash);
    for (;;) {
        int64_t i = slot_get(d, p.slot);
        if (i == SLOT_EMPTY)
            return FIND_MISSING;
        if (i >= 0) {
            if (value_is(*dict_key_at(d, i), key))
                return i;
            if (dict_hash_at(d, i) == hash) {
                int same = entry_has_key(d, i, key);
                if (same == 1)
                    return i;
                if (same < 0)
                    return FIND_ERROR;
                if (same == 2)
                    goto restart;
            }
        }
        probe_step(&p);
    }
}

/* Compiled once for each width of index, so that the loop does not ask for it. */
static inline __attribute__((always_inline)) int64_t probe_width(const Dict *d, Ref key, int64_t hash, uint64_t *slot,
                                                                 int width)
{
    const DictEntry *entries = d->entries;
    Probe p = probe_start(d, hash);
    for (;; probe_step(&p)) {
        int64_t i = slot_of_width(d, p.slot, width);
        if (LIKELY(i >= 0)) {
            if (LIKELY(value_is(entries[i].key, key)))
                return i;
            if (UNLIKELY(entries[i].hash == hash)) {
                int same = keys_equal_plain(entries[i].key, key);
                if (same != 0)
                    return same == 1 ? i : FIND_ERROR;
            }
        } else if (i == SLOT_EMPTY) {
            *slot = p.slot;
            return FIND_MISSING;
        }
    }
}

/* In a table of any keys. FIND_ERROR: met a key whose comparison may run Python; nothing was run. */
static int64_t probe_plain(const Dict *d, Ref key, int64_t hash, uint64_t *slot)
{
    switch (d->index_width) {
    case 1: return probe_width(d, key, hash, slot, 1);
    case 2: return probe_width(d, key, hash, slot, 2);
    case 4: return probe_width(d, key, hash, slot, 4);
    default: return probe_width(d, key, hash, slot, 8);
    }
}

static inline int64_t find_in_mixed(Dict *d, Ref key, int64_t hash)
{
    uint64_t slot;
    int64_t i = probe_plain(d, key, hash, &slot);
    return UNLIKELY(i == FIND_ERROR) ? find_any(d, key, hash) : i;
}

int64_t dict_find(Dict *d, Ref key, int64_t hash)
{
    if (d->str_keys) {
        if (LIKELY(value_is_exact_str(key)))
            return find_str_in_str(d, key, hash);
    } else {
        return find_in_mixed(d, key, hash);
    }
    return find_any(d, key, hash);
}

int64_t dict_find_str(Dict *d, Ref key)
{
    int64_t hash = VALUE_AS(Str, key)->hash;
    if (UNLIKELY(hash == -1))
        hash = str_hash(key);
    if (LIKELY(d->str_keys))
        return find_str_in_str(d, key, hash);
    int64_t i = find_in_mixed(d, key, hash);
    if (i != FIND_ERROR)
        return i;
    exc_clear();
    return FIND_MISSING;
}

uint32_t dict_assign_version(Dict *d)
{
    if (d->keys_version == 0 && last_version != UINT32_MAX)
        d->keys_version = ++last_version;
    return d->keys_version;
}

/* ---- changing ---- */

int dict_insert_new(Dict *d, Value key, int64_t hash, Value value)
{
    bool str_key = value_is_exact_str(key);
    if (UNLIKELY(d->n_entries >= d->entry_capacity || (d->str_keys && !str_key))) {
        if (make_room(d, str_key)) {
            value_drop(key);
            value_drop(value);
            return -1;
        }
    }
    if (UNLIKELY(!gc_is_tracked(&d->base)) && (value_may_join_cycle(key) || value_may_join_cycle(value)))
        gc_track(d);
    int64_t i = d->n_entries++;
    slot_set(d, free_slot(d, hash), i);
    put_entry(d, i, key, hash, value);
    d->n_live++;
    d->keys_version = 0;
    return 0;
}

void dict_remove_entry(Dict *d, int64_t i, Value *key, Value *value)
{
    slot_set(d, slot_of_entry(d, dict_hash_at(d, i), i), SLOT_DELETED);
    *key = *dict_key_at(d, i);
    *value = *dict_value_at(d, i);
    *dict_key_at(d, i) = VALUE_ABSENT;
    *dict_value_at(d, i) = VALUE_ABSENT;
    d->n_live--;
    d->keys_version = 0;
}

void dict_relocate_entry(Dict *d, int64_t i, int64_t to)
{
    int64_t hash = dict_hash_at(d, i);
    slot_set(d, slot_of_entry(d, hash, i), to);
    put_entry(d, to, *dict_key_at(d, i), hash, *dict_value_at(d, i));
    *dict_key_at(d, i) = VALUE_ABSENT;
    *dict_value_at(d, i) = VALUE_ABSENT;
    d->keys_version = 0;
}

static inline int set_hashed(Dict *d, Ref key, int64_t hash, Value value)
{
    uint64_t slot = 0;
    int64_t i;
    bool slot_known = true;
    if (d->str_keys && LIKELY(value_is_exact_str(key))) {
        i = probe_for_str(d, key, hash, &slot);
    } else if (!d->str_keys && (i = probe_plain(d, key, hash, &slot)) != FIND_ERROR) {
        ;
    } else {
        i = find_any(d, key, hash);
        slot_known = false;
    }
    if (i == FIND_MISSING && slot_known && LIKELY(d->n_entries < d->entry_capacity)) {
        if (UNLIKELY(!gc_is_tracked(&d->base)) && (value_may_join_cycle(value) || value_may_join_cycle(key)))
            gc_track(d);
        i = d->n_entries++;
        slot_set(d, slot, i);
        put_entry(d, i, value_dup(key), hash, value);
        d->n_live++;
        d->keys_version = 0;
        return 0;
    }
    if (i >= 0) {
        dict_note_value(d, value);
        value_replace(dict_value_at(d, i), value);
        return 0;
    }
    if (UNLIKELY(i == FIND_ERROR)) {
        value_drop(value);
        return -1;
    }
    return dict_insert_new(d, value_dup(key), hash, value);
}

int dict_set_owned(Ref self, Ref key, Value value)
{
    int64_t hash = value_hash(key);
    if (UNLIKELY(hash == -1)) {
        value_drop(value);
        return -1;
    }
    return set_hashed(VALUE_AS(Dict, self), key, hash, value);
}

int dict_set(Ref d, Ref key, Ref value) { return dict_set_owned(d, key, value_dup(value)); }

int dict_set_hash(Ref d, Ref key, int64_t hash, Ref value)
{
    return set_hashed(VALUE_AS(Dict, d), key, hash, value_dup(value));
}

int dict_set_cstr(Ref d, const char *key, Ref value)
{
    Value name = str_intern_cstr(key);
    if (value_is_error(name))
        return -1;
    int result = dict_set(d, name, value);
    value_drop(name);
    return result;
}

int dict_setdefault_hash(Ref self, Ref key, int64_t hash, Ref value, Ref *out)
{
    Dict *d = VALUE_AS(Dict, self);
    int64_t i = dict_find(d, key, hash);
    if (i == FIND_ERROR)
        return -1;
    if (i >= 0) {
        *out = *dict_value_at(d, i);
        return 1;
    }
    *out = value;
    return dict_insert_new(d, value_dup(key), hash, value_dup(value));
}

Value dict_setdefault(Ref self, Ref key, Ref value)
{
    Ref found;
    int64_t hash = value_hash(key);
    if (hash == -1 || dict_setdefault_hash(self, key, hash, value, &found) < 0)
        return VALUE_ERROR;
    return value_dup(found);
}

int dict_delete_hash(Ref self, Ref key, int64_t hash)
{
    Dict *d = VALUE_AS(Dict, self);
    int64_t i = dict_find(d, key, hash);
    if (i < 0)
        return i == FIND_ERROR ? -1 : 0;
    Value old_key, old_value;
    dict_remove_entry(d, i, &old_key, &old_value);
    value_drop(old_key);
    value_drop(old_value);
    return 1;
}

int dict_delete(Ref self, Ref key)
{
    int64_t hash = value_hash(key);
    return hash == -1 ? -1 : dict_delete_hash(self, key, hash);
}

Value dict_pop(Ref self, Ref key)
{
    Dict *d = VALUE_AS(Dict, self);
    int64_t hash = value_hash(key);
    int64_t i = hash == -1 ? FIND_ERROR : dict_find(d, key, hash);
    if (i < 0)
        return i == FIND_ERROR ? VALUE_ERROR : VALUE_ABSENT;
    Value old_key, old_value;
    dict_remove_entry(d, i, &old_key, &old_value);
    value_drop(old_key);
    return old_value;
}

/* Drop what a table held that no dict owns any more. */
static void drop_table(Dict *old)
{
    if (old->str_keys) {
        const StrEntry *e = old->entries;
        for (const StrEntry *end = e + old->n_entries; e < end; e++) {
            value_drop(e->key);
            value_drop(e->value);
        }
    } else {
        const DictEntry *e = old->entries;
        for (const DictEntry *end = e + old->n_entries; e < end; e++) {
            value_drop(e->key);
            value_drop(e->value);
        }
    }
    free_block(old->indices, old->log2_index, old->str_keys);
}

void dict_clear(Ref self)
{
    Dict *d = VALUE_AS(Dict, self), old = *d;
    dict_init_empty(d);
    drop_table(&old);
}

/* ---- reading ---- */

Ref dict_get_hash(Ref self, Ref key, int64_t hash)
{
    Dict *d = VALUE_AS(Dict, self);
    int64_t i = dict_find(d, key, hash);
    if (LIKELY(i >= 0))
        return *dict_value_at(d, i);
    return i == FIND_ERROR ? VALUE_ERROR : VALUE_ABSENT;
}

Ref dict_get(Ref self, Ref key)
{
    int64_t hash = value_hash(key);
    return UNLIKELY(hash == -1) ? VALUE_ERROR : dict_get_hash(self, key, hash);
}

Ref dict_get_str(Ref self, Ref key)
{
    Dict *d = VALUE_AS(Dict, self);
    int64_t i = dict_find_str(d, key);
    return i >= 0 ? *dict_value_at(d, i) : VALUE_ABSENT;
}

Ref dict_get_cstr(Ref self, const char *key)
{
    Value name = str_from_cstr(key);
    if (value_is_error(name))
        return VALUE_ERROR;
    Ref found = dict_get_str(self, name);
    value_drop(name);
    return found;
}

int dict_contains(Ref self, Ref key)
{
    int64_t hash = value_hash(key);
    int64_t i = hash == -1 ? FIND_ERROR : dict_find(VALUE_AS(Dict, self), key, hash);
    return i >= 0 ? 1 : i == FIND_ERROR ? -1 : 0;
}

bool dict_next(Ref self, int64_t *pos, Ref *key, Ref *value)
{
    Dict *d = VALUE_AS(Dict, self);
    for (int64_t i = *pos; i < d->n_entries; i++) {
        Ref k = *dict_key_at(d, i);
        if (!value_is_absent(k)) {
            *key = k;
            *value = *dict_value_at(d, i);
            *pos = i + 1;
            return true;
        }
    }
    *pos = d->n_entries;
    return false;
}

static NOINLINE Value missing_key(Ref self, Ref key)
{
    if (!value_is_exact_dict(self)) {
        Value result = type_call_special(self, NAME(__missing__), &key, 1);
        if (!value_is_absent(result))
            return result;
    }
    return exc_raise_key(key);
}

Value dict_subscript(Ref self, Ref key)
{
    Ref found = dict_get(self, key);
    if (LIKELY(value_is_ok(found)))
        return value_dup(found);
    return value_is_error(found) ? VALUE_ERROR : missing_key(self, key);
}

Value dict_keys_list(Ref self)
{
    int64_t pos = 0;
    Ref key, value;
    Value list = list_new(dict_len(self));
    if (!value_is_error(list)) {
        while (dict_next(self, &pos, &key, &value))
            VALUE_AS(List, list)->items[VALUE_AS(List, list)->len++] = value_dup(key);
    }
    return list;
}

Value dict_items_list(Ref self)
{
    int64_t pos = 0;
    Ref key, value;
    Value list = list_new(dict_len(self));
    if (value_is_error(list))
        return VALUE_ERROR;
    while (dict_next(self, &pos, &key, &value)) {
        Value pair = tuple_of2(key, value);
        if (value_is_error(pair)) {
            value_drop(list);
            return VALUE_ERROR;
        }
        VALUE_AS(List, list)->items[VALUE_AS(List, list)->len++] = pair;
    }
    return list;
}

/* ---- making ---- */

Value dict_new(void)
{
    Dict *d = mem_alloc_sized(sizeof *d);
    if (UNLIKELY(d == NULL))
        return exc_raise_memory();
    d->base = (Obj){1, 0, &type_dict};
    dict_init_empty(d);
    return value_from_obj(d);
}

Value dict_new_sized(int64_t n)
{
    Value dict = dict_new();
    if (n <= 0 || value_is_error(dict))
        return dict;
    uint8_t log2 = DICT_MIN_LOG2;
    while (log2 <= DICT_MAX_LOG2 && dict_usable(log2) < n)
        log2++;
    if (dict_rebuild(VALUE_AS(Dict, dict), log2, true, 0)) {
        value_drop(dict);
        return VALUE_ERROR;
    }
    return dict;
}

/* Give the empty `to` a table like `from`'s. */
int dict_clone_table(Dict *to, const Dict *from)
{
    size_t size = block_bytes(from->log2_index, from->str_keys);
    void *block = mem_alloc_sized(size);
    if (block == NULL)
        return exc_raise_memory(), -1;
    size_t used = index_bytes(from->log2_index) + (size_t)from->n_entries * entry_size(from->str_keys);
    memcpy(block, from->indices, used);
    void *old_block = to->indices;
    uint8_t old_log2 = to->log2_index;
    bool old_str_keys = to->str_keys;
    Obj base = to->base;
    *to = *from;
    to->base = base;
    to->keys_version = 0;
    to->moved = true;
    to->indices = block;
    to->entries = (char *)block + index_bytes(from->log2_index);
    for (int64_t i = 0; i < to->n_entries; i++) {
        value_dup(*dict_key_at(to, i));
        value_dup(*dict_value_at(to, i));
    }
    if (gc_is_tracked(&from->base) && !gc_is_tracked(&to->base))
        gc_track(to);
    free_block(old_block, old_log2, old_str_keys);
    return 0;
}

/* ---- life ---- */

Value dict_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (type == &type_dict)
        return dict_new();
    Dict *d = object_alloc_instance(type, 0);
    if (d == NULL)
        return VALUE_ERROR;
    dict_init_empty(d);
    if (!gc_is_tracked(&d->base))
        gc_track(d);
    return value_from_obj(d);
}

void dict_dealloc(Obj *o)
{
    Dict *d = (Dict *)o;
    gc_untrack(o);
    Dict old = *d;
    dict_init_empty(d);
    drop_table(&old);
    if (LIKELY(o->type == &type_dict))
        mem_free_sized(d, sizeof *d);
    else
        object_free(o);
}

int dict_traverse(Obj *o, GcVisit visit, void *arg)
{
    Dict *d = (Dict *)o;
    for (int64_t i = 0; i < d->n_entries; i++) {
        if (!d->str_keys)
            GC_VISIT(*dict_key_at(d, i));
        GC_VISIT(*dict_value_at(d, i));
    }
    return 0;
}
