/* runtime/dict_merge.c -- filling dicts from dicts, mappings, pairs and keywords. */
#include "runtime/dict.h"
#include "runtime/dict_table.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/tuple.h"

/* A copy of the whole block pays when little of it is holes. */
static bool worth_cloning(const Dict *d)
{
    return d->n_live > 0 && d->n_live >= d->n_entries / 2 && d->n_live * 4 >= d->entry_capacity;
}

static int merge_dict(Ref self, Ref other, int override)
{
    Dict *d = VALUE_AS(Dict, self), *from = VALUE_AS(Dict, other);
    if (d == from || from->n_live == 0)
        return 0;
    if (d->n_live == 0 && worth_cloning(from))
        return dict_clone_table(d, from);
    int64_t n = d->n_live + from->n_live;
    if (d->n_entries + from->n_live > d->entry_capacity && from->n_live > d->n_live) {
        if (dict_rebuild(d, dict_log2_for(n * 3 / 2 + 1), d->str_keys, 0))
            return -1;
    }
    int64_t size_before = from->n_live;
    for (int64_t i = 0; i < from->n_entries; i++) {
        Ref k = *dict_key_at(from, i);
        if (value_is_absent(k))
            continue;
        int64_t hash = dict_hash_at(from, i);
        Value key = value_dup(k), value = value_dup(*dict_value_at(from, i));
        int64_t found = override == 1 ? FIND_MISSING : dict_find(d, key, hash);
        int result = 0;
        if (found == FIND_ERROR)
            result = -1;
        else if (found >= 0 && override == 2)
            exc_raise_key(key), result = -1;
        else if (found < 0)
            result = dict_set_hash(self, key, hash, value);
        value_drop(key);
        value_drop(value);
        if (result)
            return -1;
        if (from->n_live != size_before)
            return exc_raise_int(&type_RuntimeError, "dict mutated during update");
    }
    return 0;
}

static int merge_key(Ref self, Ref other, Ref key, int override)
{
    if (override != 1) {
        int has = dict_contains(self, key);
        if (has < 0)
            return -1;
        if (has) {
            if (override == 0)
                return 0;
            exc_raise_key(key);
            return -1;
        }
    }
    Value value = object_subscript(other, key);
    return value_is_error(value) ? -1 : dict_set_owned(self, key, value);
}

static int merge_mapping(Ref self, Ref other, Ref keys_method, int override)
{
    Value keys = object_call0(keys_method), it = VALUE_ERROR;
    if (!value_is_error(keys)) {
        it = object_iter(keys);
        value_drop(keys);
    }
    if (value_is_error(it))
        return -1;
    int result = 0;
    while (result == 0) {
        Value key = iter_next(it);
        if (value_is_absent(key))
            break;
        result = value_is_error(key) ? -1 : merge_key(self, other, key, override);
        value_drop(key);
    }
    value_drop(it);
    return result;
}

static int merge_pair(Ref self, Ref item, int64_t n, int override)
{
    Value pair = list_from_iterable(item);
    if (value_is_error(pair)) {
        if (exc_pending_is(&type_TypeError)) {
            exc_clear();
            exc_raise(&type_TypeError, "cannot convert dictionary update sequence element #%lld to a sequence",
                      (long long)n);
        }
        return -1;
    }
    int result;
    if (list_len(pair) != 2) {
        result = exc_raise_int(&type_ValueError,
                               "dictionary update sequence element #%lld has length %lld; 2 is required",
                               (long long)n, (long long)list_len(pair));
    } else if (override == 1) {
        result = dict_set(self, list_at(pair, 0), list_at(pair, 1));
    } else {
        int has = dict_contains(self, list_at(pair, 0));
        result = has < 0 ? -1 : has ? 0 : dict_set(self, list_at(pair, 0), list_at(pair, 1));
    }
    value_drop(pair);
    return result;
}

static int merge_pairs(Ref self, Ref pairs, int override)
{
    Value it = object_iter(pairs);
    if (value_is_error(it))
        return -1;
    int result = 0;
    for (int64_t n = 0; result == 0; n++) {
        Value item = iter_next(it);
        if (value_is_absent(item))
            break;
        if (value_is_error(item))
            result = -1;
        else if (value_is_exact_tuple(item) && tuple_len(item) == 2 && override == 1)
            result = dict_set(self, tuple_at(item, 0), tuple_at(item, 1));
        else
            result = merge_pair(self, item, n, override);
        value_drop(item);
    }
    value_drop(it);
    return result;
}

int dict_merge(Ref self, Ref other, int override)
{
    /* A subclass that says how it is walked is asked; else the table is read directly. */
    if (value_is_dict(other) && value_as_obj(other)->type->iter == type_dict.iter)
        return merge_dict(self, other, override);
    Value keys = object_getattr_or_absent(other, NAME(keys));
    if (value_is_error(keys))
        return -1;
    if (!value_is_absent(keys)) {
        int result = merge_mapping(self, other, keys, override);
        value_drop(keys);
        return result;
    }
    if (override == 2)
        return exc_raise_int(&type_TypeError, "'%T' object is not a mapping", other);
    return merge_pairs(self, other, override);
}

Value dict_copy(Ref self)
{
    Value copy = dict_new();
    if (value_is_error(copy))
        return VALUE_ERROR;
    if (merge_dict(copy, self, 1)) {
        value_drop(copy);
        return VALUE_ERROR;
    }
    return copy;
}

int dict_set_keywords(Ref self, Ref kwnames, const Ref *values)
{
    if (value_is_absent(kwnames))
        return 0;
    for (int64_t i = 0; i < tuple_len(kwnames); i++) {
        if (dict_set(self, tuple_at(kwnames, i), values[i]))
            return -1;
    }
    return 0;
}
