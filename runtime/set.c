/* runtime/set.c -- set and frozenset: the table and the operations on it.
 *
 * Open addressing in one array of (key, hash): a short run of neighbours is looked at first (they share
 * cache lines), then the probe jumps by the hash's higher bits.  A free place has key ABSENT and ends a search, a
 * deleted one has key ERROR and does not.  Up to five keys live in the object itself.
 * A comparison may run Python and change the table: the search then starts again. */
#include "runtime/set.h"
#include "runtime/dict.h"
#include "runtime/dict_table.h"
#include "runtime/exc.h"
#include "runtime/iter.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/tuple.h"

#define NEIGHBOURS 9
#define SET_MAX ((int64_t)1 << 48)
#define SMALL_SLOTS 8

/* ---- the table ---- */

static void init_empty(Set *s)
{
    s->len = s->n_filled = 0;
    s->mask = SMALL_SLOTS - 1;
    s->table = s->small;
    s->hash = -1;
    for (int i = 0; i < SMALL_SLOTS; i++)
        s->small[i] = (SetEntry){VALUE_ABSENT, 0};
}

static inline bool is_live(const SetEntry *e) { return value_is_ok(e->key); }

/* Does e, whose hash is key's, hold key: 1, 0, -1, 2 the table changed meanwhile. */
static int entry_has_key(Set *s, SetEntry *e, Ref key)
{
    int plain = keys_equal_plain(e->key, key);
    if (plain != KEYS_UNKNOWN)
        return plain;
    SetEntry *table = s->table;
    int64_t mask = s->mask;
    Value held = value_dup(e->key);
    int same = object_compare_bool(held, key, CMP_EQ);
    bool moved = s->table != table || s->mask != mask || !value_is(e->key, held);
    value_drop(held);
    return same < 0 ? -1 : moved ? 2 : same;
}

/* The entry that holds key; else NULL with *free_entry the place to put it; *failed on error. */
static inline SetEntry *find(Set *s, Ref key, int64_t hash, SetEntry **free_entry, bool *failed)
{
    uint64_t perturb, i, mask;
restart:
    mask = (uint64_t)s->mask;
    perturb = (uint64_t)hash;
    i = perturb & mask;
    for (;;) {
        SetEntry *e = &s->table[i];
        uint64_t run = i + NEIGHBOURS <= mask ? NEIGHBOURS : 0;
        for (;; e++) {
            if (LIKELY(value_is(e->key, key)))
                return e;
            if (value_is_absent(e->key)) {
                *free_entry = e;
                return NULL;
            }
            if (e->hash == hash && !value_is_error(e->key)) {
                int same = entry_has_key(s, e, key);
                if (same == 1)
                    return e;
                if (same == 2)
                    goto restart;
                if (same < 0) {
                    *failed = true;
                    return NULL;
                }
            }
            if (run-- == 0)
                break;
        }
        perturb >>= 5;
        i = (i * 5 + 1 + perturb) & mask;
    }
}

/* Put a key that is known to be new into a table without deleted entries. */
static void put_clean(SetEntry *table, uint64_t mask, SetEntry entry)
{
    uint64_t perturb = (uint64_t)entry.hash, i = perturb & mask;
    for (;;) {
        SetEntry *e = &table[i];
        uint64_t run = i + NEIGHBOURS <= mask ? NEIGHBOURS : 0;
        for (;; e++) {
            if (value_is_absent(e->key)) {
                *e = entry;
                return;
            }
            if (run-- == 0)
                break;
        }
        perturb >>= 5;
        i = (i * 5 + 1 + perturb) & mask;
    }
}

/* A new table with room for `wanted` keys and some more. */
static int resize(Set *s, int64_t wanted)
{
    if (wanted > SET_MAX)
        return exc_raise_memory(), -1;
    int64_t size = SMALL_SLOTS;
    while (size <= wanted)
        size <<= 1;
    SetEntry *old = s->table, *table = s->small, copy[SMALL_SLOTS];
    int64_t old_mask = s->mask;
    bool old_small = old == s->small;
    if (size > SMALL_SLOTS) {
        table = mem_alloc_array_or_raise((size_t)size, sizeof *table);
        if (table == NULL)
            return -1;
    }
    if (old_small) {
        memcpy(copy, old, sizeof copy);
        old = copy;
    }
    for (int64_t i = 0; i < size; i++)
        table[i].key = VALUE_ABSENT;
    s->table = table;
    s->mask = size - 1;
    s->n_filled = s->len;
    for (int64_t i = 0; i <= old_mask; i++) {
        if (is_live(&old[i]))
            put_clean(table, (uint64_t)s->mask, old[i]);
    }
    if (!old_small)
        mem_free(old);
    return 0;
}

int set_add_hash(Ref self, Ref key, int64_t hash)
{
    Set *s = VALUE_AS(Set, self);
    SetEntry *place = NULL;
    bool failed = false;
    if (find(s, key, hash, &place, &failed) != NULL)
        return 0;
    if (failed)
        return -1;
    *place = (SetEntry){value_dup(key), hash};
    s->len++;
    s->n_filled++;
    if (s->n_filled * 5 < s->mask * 3)
        return 0;
    return resize(s, s->len > 50000 ? s->len * 2 : s->len * 4);
}

int set_add(Ref s, Ref key)
{
    int64_t hash = value_hash(key);
    return hash == -1 ? -1 : set_add_hash(s, key, hash);
}

int set_contains_hash(Ref self, Ref key, int64_t hash)
{
    SetEntry *place;
    bool failed = false;
    if (find(VALUE_AS(Set, self), key, hash, &place, &failed) != NULL)
        return 1;
    return failed ? -1 : 0;
}

int set_contains(Ref s, Ref key)
{
    int64_t hash = value_hash(key);
    return hash == -1 ? -1 : set_contains_hash(s, key, hash);
}

int set_discard_hash(Ref self, Ref key, int64_t hash)
{
    Set *s = VALUE_AS(Set, self);
    SetEntry *place;
    bool failed = false;
    SetEntry *e = find(s, key, hash, &place, &failed);
    if (e == NULL)
        return failed ? -1 : 0;
    Value old = e->key;
    *e = (SetEntry){VALUE_ERROR, -1};
    s->len--;
    value_drop(old);
    return 1;
}

int set_discard(Ref s, Ref key)
{
    int64_t hash = value_hash(key);
    return hash == -1 ? -1 : set_discard_hash(s, key, hash);
}

/* Like set_next, with the hash. */
static inline SetEntry *next_entry(Set *s, int64_t *pos)
{
    for (int64_t i = *pos; i <= s->mask; i++) {
        if (is_live(&s->table[i])) {
            *pos = i + 1;
            return &s->table[i];
        }
    }
    *pos = s->mask + 1;
    return NULL;
}

bool set_next_hash(Ref self, int64_t *pos, Ref *key, int64_t *hash)
{
    SetEntry *e = next_entry(VALUE_AS(Set, self), pos);
    if (e != NULL) {
        *key = e->key;
        *hash = e->hash;
    }
    return e != NULL;
}

bool set_next(Ref self, int64_t *pos, Ref *key)
{
    SetEntry *e = next_entry(VALUE_AS(Set, self), pos);
    if (e != NULL)
        *key = e->key;
    return e != NULL;
}

static void drop_table(SetEntry *table, int64_t mask)
{
    for (int64_t i = 0; i <= mask; i++) {
        if (is_live(&table[i]))
            value_drop(table[i].key);
    }
}

void set_clear(Ref self)
{
    Set *s = VALUE_AS(Set, self);
    SetEntry *table = s->table, copy[SMALL_SLOTS];
    int64_t mask = s->mask;
    bool small = table == s->small;
    if (small) {
        memcpy(copy, table, sizeof copy);
        table = copy;
    }
    int64_t hash = s->hash;
    init_empty(s);
    s->hash = hash;
    drop_table(table, mask);
    if (!small)
        mem_free(table);
}

Value set_pop(Ref self)
{
    Set *s = VALUE_AS(Set, self);
    if (s->len == 0)
        return exc_raise(&type_KeyError, "pop from an empty set");
    /* `hash` is free in a mutable set: it remembers where the last pop ended, so a row of pops is linear. */
    int64_t pos = s->hash > 0 && s->hash <= s->mask ? s->hash : 0;
    SetEntry *e = next_entry(s, &pos);
    if (e == NULL) {
        pos = 0;
        e = next_entry(s, &pos);
    }
    Value key = e->key;
    *e = (SetEntry){VALUE_ERROR, -1};
    s->len--;
    s->hash = pos;
    return key;
}

void set_swap(Ref a, Ref b)
{
    Set *x = VALUE_AS(Set, a), *y = VALUE_AS(Set, b), old = *x;
    bool x_small = x->table == x->small, y_small = y->table == y->small;
    x->len = y->len;
    x->n_filled = y->n_filled;
    x->mask = y->mask;
    x->table = y_small ? x->small : y->table;
    memcpy(x->small, y->small, sizeof x->small);
    y->len = old.len;
    y->n_filled = old.n_filled;
    y->mask = old.mask;
    y->table = x_small ? y->small : old.table;
    memcpy(y->small, old.small, sizeof y->small);
}

/* ---- filling ---- */

static int update_from_set(Ref self, Ref other)
{
    Set *s = VALUE_AS(Set, self), *from = VALUE_AS(Set, other);
    if (s == from || from->len == 0)
        return 0;
    if ((s->n_filled + from->len) * 5 >= s->mask * 3 && resize(s, (s->len + from->len) * 2))
        return -1;
    int64_t pos = 0;
    SetEntry *e;
    if (s->n_filled == 0) {
        while ((e = next_entry(from, &pos)) != NULL)
            put_clean(s->table, (uint64_t)s->mask, (SetEntry){value_dup(e->key), e->hash});
        s->len = s->n_filled = from->len;
        return 0;
    }
    while ((e = next_entry(from, &pos)) != NULL) {
        Value key = value_dup(e->key);
        int failed = set_add_hash(self, key, e->hash);
        value_drop(key);
        if (failed)
            return -1;
    }
    return 0;
}

static int update_from_dict(Ref self, Ref dict)
{
    Dict *d = VALUE_AS(Dict, dict);
    Set *s = VALUE_AS(Set, self);
    if ((s->n_filled + d->n_live) * 5 >= s->mask * 3 && resize(s, (s->len + d->n_live) * 2))
        return -1;
    for (int64_t i = 0; i < d->n_entries; i++) {
        if (value_is_absent(*dict_key_at(d, i)))
            continue;
        int64_t hash = dict_hash_at(d, i);
        Value key = value_dup(*dict_key_at(d, i));
        int failed = set_add_hash(self, key, hash);
        value_drop(key);
        if (failed)
            return -1;
    }
    return 0;
}

int set_update(Ref self, Ref iterable)
{
    if (value_is_any_set(iterable))
        return update_from_set(self, iterable);
    if (value_is_exact_dict(iterable))
        return update_from_dict(self, iterable);
    Value it = object_iter(iterable);
    if (value_is_error(it))
        return -1;
    int result = 0;
    while (result == 0) {
        Value key = iter_next(it);
        if (value_is_absent(key))
            break;
        result = value_is_error(key) ? -1 : set_add(self, key);
        value_drop(key);
    }
    value_drop(it);
    return result;
}

Value set_of_type(Type *type, Ref iterable)
{
    bool exact = type == &type_set || type == &type_frozenset;
    Set *s = exact ? mem_alloc_sized(sizeof *s) : object_alloc_instance(type, 0);
    if (s == NULL)
        return exact ? exc_raise_memory() : VALUE_ERROR;
    if (exact)
        s->base = (Obj){1, 0, type};
    init_empty(s);
    if (!gc_is_tracked(&s->base))
        gc_track(s);
    Value set = value_from_obj(s);
    if (!value_is_absent(iterable) && set_update(set, iterable) < 0) {
        value_drop(set);
        return VALUE_ERROR;
    }
    return set;
}

Value set_new(Ref iterable) { return set_of_type(&type_set, iterable); }

Value frozenset_new(Ref iterable)
{
    if (!value_is_absent(iterable) && value_has_type(iterable, &type_frozenset))
        return value_dup(iterable);
    return set_of_type(&type_frozenset, iterable);
}

/* set or frozenset, whichever s is an instance of */
static Type *plain_type(Ref s) { return value_is_instance(s, &type_frozenset) ? &type_frozenset : &type_set; }

Value set_copy(Ref s) { return set_of_type(plain_type(s), s); }

/* ---- set algebra ---- */

/* Call `visit` for each (key, hash) of an iterable; sets and dicts are walked without hashing again. */
typedef int (*KeyVisit)(Ref target, Ref key, int64_t hash, void *arg);

static int visit_set(Ref set, KeyVisit visit, Ref target, void *arg)
{
    int64_t pos = 0;
    SetEntry *e;
    while ((e = next_entry(VALUE_AS(Set, set), &pos)) != NULL) {
        int64_t hash = e->hash;
        Value key = value_dup(e->key);
        int result = visit(target, key, hash, arg);
        value_drop(key);
        if (result)
            return result;
    }
    return 0;
}

static int visit_dict(Ref dict, KeyVisit visit, Ref target, void *arg)
{
    Dict *d = VALUE_AS(Dict, dict);
    for (int64_t i = 0; i < d->n_entries; i++) {
        if (value_is_absent(*dict_key_at(d, i)))
            continue;
        int64_t hash = dict_hash_at(d, i);
        Value key = value_dup(*dict_key_at(d, i));
        int result = visit(target, key, hash, arg);
        value_drop(key);
        if (result)
            return result;
    }
    return 0;
}

/* 0, -1 on error, or what visit stopped with. */
static int visit_keys(Ref iterable, KeyVisit visit, Ref target, void *arg)
{
    if (value_is_any_set(iterable))
        return visit_set(iterable, visit, target, arg);
    if (value_is_exact_dict(iterable))
        return visit_dict(iterable, visit, target, arg);
    Value it = object_iter(iterable);
    if (value_is_error(it))
        return -1;
    int result = 0;
    while (result == 0) {
        Value key = iter_next(it);
        if (value_is_absent(key))
            break;
        int64_t hash = value_is_error(key) ? -1 : value_hash(key);
        result = hash == -1 ? -1 : visit(target, key, hash, arg);
        value_drop(key);
    }
    value_drop(it);
    return result;
}

static int visit_discard(Ref target, Ref key, int64_t hash, void *arg)
{
    return set_discard_hash(target, key, hash) < 0 ? -1 : 0;
}

int set_difference_update(Ref self, Ref iterable)
{
    if (value_is(self, iterable)) {
        set_clear(self);
        return 0;
    }
    return visit_keys(iterable, visit_discard, self, NULL);
}

static int visit_keep_common(Ref target, Ref key, int64_t hash, void *arg)
{
    int has = set_contains_hash(*(Ref *)arg, key, hash);
    return has > 0 ? set_add_hash(target, key, hash) : has;
}

Value set_intersection(Ref self, Ref iterable)
{
    if (value_is(self, iterable))
        return set_copy(self);
    Value result = set_of_type(plain_type(self), VALUE_ABSENT);
    if (value_is_error(result))
        return VALUE_ERROR;
    Ref walked = iterable, looked_up = self;
    if (value_is_any_set(iterable) && set_len(iterable) > set_len(self)) {
        walked = self;
        looked_up = iterable;
    }
    if (visit_keys(walked, visit_keep_common, result, &looked_up)) {
        value_drop(result);
        return VALUE_ERROR;
    }
    return result;
}

static int visit_keep_missing(Ref target, Ref key, int64_t hash, void *arg)
{
    Ref other = *(Ref *)arg;
    int has;
    if (value_is_exact_dict(other)) {
        int64_t i = dict_find(VALUE_AS(Dict, other), key, hash);
        has = i >= 0 ? 1 : i == FIND_ERROR ? -1 : 0;
    } else {
        has = set_contains_hash(other, key, hash);
    }
    return has == 0 ? set_add_hash(target, key, hash) : has < 0 ? -1 : 0;
}

Value set_difference(Ref self, Ref iterable)
{
    bool keyed = value_is_any_set(iterable) || value_is_exact_dict(iterable);
    int64_t n = value_is_any_set(iterable) ? set_len(iterable) : keyed ? dict_len(iterable) : 0;
    /* A much smaller one is taken out of a copy; else what is missing is gathered. */
    if (!keyed || (set_len(self) >> 2) > n) {
        Value result = set_of_type(plain_type(self), self);
        if (!value_is_error(result) && visit_keys(iterable, visit_discard, result, NULL)) {
            value_drop(result);
            return VALUE_ERROR;
        }
        return result;
    }
    Value result = set_of_type(plain_type(self), VALUE_ABSENT);
    if (!value_is_error(result) && visit_set(self, visit_keep_missing, result, &iterable)) {
        value_drop(result);
        return VALUE_ERROR;
    }
    return result;
}

static int visit_toggle(Ref target, Ref key, int64_t hash, void *arg)
{
    int had = set_discard_hash(target, key, hash);
    return had == 0 ? set_add_hash(target, key, hash) : had < 0 ? -1 : 0;
}

int set_symmetric_difference_update(Ref self, Ref iterable)
{
    if (value_is(self, iterable)) {
        set_clear(self);
        return 0;
    }
    if (value_is_any_set(iterable) || value_is_exact_dict(iterable))
        return visit_keys(iterable, visit_toggle, self, NULL);
    /* Each key counts once, so an iterator must become a set first. */
    Value other = set_new(iterable);
    if (value_is_error(other))
        return -1;
    int result = visit_keys(other, visit_toggle, self, NULL);
    value_drop(other);
    return result;
}

static int visit_must_have(Ref target, Ref key, int64_t hash, void *arg)
{
    int has = set_contains_hash(target, key, hash);
    return has > 0 ? 0 : has < 0 ? -1 : 1;
}

int set_is_subset(Ref a, Ref b)
{
    if (set_len(a) > set_len(b))
        return 0;
    int stopped = visit_set(a, visit_must_have, b, NULL);
    return stopped < 0 ? -1 : !stopped;
}

static int visit_must_lack(Ref target, Ref key, int64_t hash, void *arg)
{
    return set_contains_hash(target, key, hash);
}

int set_is_disjoint(Ref self, Ref iterable)
{
    if (value_is(self, iterable))
        return set_len(self) == 0;
    Ref walked = iterable, looked_up = self;
    if (value_is_any_set(iterable) && set_len(iterable) > set_len(self)) {
        walked = self;
        looked_up = iterable;
    }
    int stopped = visit_keys(walked, visit_must_lack, looked_up, NULL);
    return stopped < 0 ? -1 : !stopped;
}
