/* runtime/dict_iter.c -- iterators over keys, values and items of dicts, both ways.
 *
 * An iterator remembers len(dict) from its birth.  A different length is "changed size"; the same
 * length but more entries than that is "keys changed" (one was deleted, another added). */
#include "runtime/dict.h"
#include "runtime/dict_table.h"
#include "runtime/exc.h"
#include "runtime/iter.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/tuple.h"

static bool is_reverse(Type *type)
{
    return type == &type_dict_reverse_key_iterator || type == &type_dict_reverse_value_iterator
        || type == &type_dict_reverse_item_iterator;
}

Value dict_iter_new(Type *type, Ref self)
{
    Dict *d = VALUE_AS(Dict, self);
    DictIter *it = mem_alloc_sized(sizeof *it);
    if (it == NULL)
        return exc_raise_memory();
    int64_t start = is_reverse(type) ? d->n_entries - 1 : 0;
    *it = (DictIter){{1, 0, type}, value_dup(self), start, d->n_live, d->n_live, VALUE_ABSENT};
    gc_track(it);
    return value_from_obj(it);
}

static COLD Dict *complain(DictIter *it, const char *message)
{
    it->expected_len = -1; /* says so again every time */
    exc_raise(&type_RuntimeError, "%s", message);
    return NULL;
}

/* The dict, when the walk may go on; NULL at its end or with an exception pending. */
static inline Dict *walk(DictIter *it)
{
    if (UNLIKELY(value_is_absent(it->dict)))
        return NULL;
    Dict *d = VALUE_AS(Dict, it->dict);
    if (UNLIKELY(d->n_live != it->expected_len))
        return complain(it, "dictionary changed size during iteration");
    return d;
}

static Value finished(DictIter *it)
{
    if (exc_pending())
        return VALUE_ERROR;
    value_clear(&it->dict);
    return VALUE_ABSENT;
}

/* The next live entry, or -1 at the end or on error. */
static inline int64_t step(DictIter *it, Dict *d)
{
    int64_t i = it->index;
    while (i < d->n_entries && value_is_absent(*dict_key_at(d, i)))
        i++;
    it->index = i + 1;
    if (i >= d->n_entries)
        return -1;
    if (UNLIKELY(it->n_left-- == 0)) {
        complain(it, "dictionary keys changed during iteration");
        return -1;
    }
    return i;
}

static inline int64_t step_back(DictIter *it, Dict *d)
{
    int64_t i = it->index < d->n_entries ? it->index : d->n_entries - 1;
    while (i >= 0 && value_is_absent(*dict_key_at(d, i)))
        i--;
    it->index = i - 1;
    if (i < 0)
        return -1;
    if (it->n_left-- == 0) {
        complain(it, "dictionary keys changed during iteration");
        return -1;
    }
    return i;
}

/* (key, value); the last pair is used again when nobody kept it. */
static inline Value pair_of(DictIter *it, Dict *d, int64_t i)
{
    Value key = value_dup(*dict_key_at(d, i)), value = value_dup(*dict_value_at(d, i));
    if (!value_is_unshared(it->result)) {
        Value pair = tuple_new(2);
        if (value_is_error(pair)) {
            value_drop(key);
            value_drop(value);
            return VALUE_ERROR;
        }
        VALUE_AS(Tuple, pair)->items[0] = key;
        VALUE_AS(Tuple, pair)->items[1] = value;
        value_replace(&it->result, value_dup(pair));
        return pair;
    }
    Value pair = tuple_reuse(it->result);
    Value *items = VALUE_AS(Tuple, pair)->items;
    Value old_key = items[0], old_value = items[1];
    items[0] = key;
    items[1] = value;
    value_drop(old_key);
    value_drop(old_value);
    return pair;
}

#define NEXT_FUNCTION(name, stepper, result)                       \
    static Value name(Ref self)                                    \
    {                                                              \
        DictIter *it = VALUE_AS(DictIter, self);                   \
        Dict *d = walk(it);                                        \
        int64_t i = d != NULL ? stepper(it, d) : -1;               \
        return LIKELY(i >= 0) ? (result) : finished(it);           \
    }
NEXT_FUNCTION(key_next, step, value_dup(*dict_key_at(d, i)))
NEXT_FUNCTION(value_next, step, value_dup(*dict_value_at(d, i)))
NEXT_FUNCTION(item_next, step, pair_of(it, d, i))
NEXT_FUNCTION(key_next_back, step_back, value_dup(*dict_key_at(d, i)))
NEXT_FUNCTION(value_next_back, step_back, value_dup(*dict_value_at(d, i)))
NEXT_FUNCTION(item_next_back, step_back, pair_of(it, d, i))

static void iter_dealloc(Obj *o)
{
    DictIter *it = (DictIter *)o;
    gc_untrack(o);
    value_drop(it->dict);
    value_drop(it->result);
    mem_free_sized(it, sizeof *it);
}

static int iter_traverse(Obj *o, GcVisit visit, void *arg)
{
    DictIter *it = (DictIter *)o;
    GC_VISIT(it->dict);
    GC_VISIT(it->result);
    return 0;
}

NATIVE(iter_length_hint_m)
{
    DictIter *it = VALUE_AS(DictIter, self);
    bool going = !value_is_absent(it->dict) && dict_len(it->dict) == it->expected_len;
    return value_from_int(going ? it->n_left : 0);
}

/* iter, ([what is left],): a copy of the iterator is walked to its end. */
NATIVE(iter_reduce_m)
{
    DictIter *it = VALUE_AS(DictIter, self);
    Value copy = VALUE_ABSENT, rest = VALUE_ERROR, result = VALUE_ERROR;
    if (value_is_absent(it->dict)) {
        rest = list_new(0);
    } else {
        copy = dict_iter_new(value_as_obj(self)->type, it->dict);
        if (value_is_error(copy))
            return VALUE_ERROR;
        VALUE_AS(DictIter, copy)->index = it->index;
        VALUE_AS(DictIter, copy)->expected_len = it->expected_len;
        VALUE_AS(DictIter, copy)->n_left = it->n_left;
        rest = list_from_iterable(copy);
    }
    Value iter = builtin_named("iter");
    Value args = value_is_error(rest) || value_is_error(iter) ? VALUE_ERROR : tuple_of1(rest);
    if (!value_is_error(args))
        result = tuple_of2(iter, args);
    value_drop(args);
    value_drop(iter);
    value_drop(rest);
    value_drop(copy);
    return result;
}

static const Method iter_methods[] = {
    {"__length_hint__()", iter_length_hint_m, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", iter_reduce_m, "Return state information for pickling."},
    {0},
};

#define ITERATOR_TYPE(symbol, python_name, next_function)                                           \
    Type symbol = {                                                                                 \
        .base = STATIC_OBJ(&type_type), .name = python_name, .basic_size = sizeof(DictIter),        \
        .flags = TYPE_GC | TYPE_NO_NEW, .methods = iter_methods, .dealloc = iter_dealloc,           \
        .traverse = iter_traverse, .iter = iterator_self, .next = next_function,                    \
    };
ITERATOR_TYPE(type_dict_key_iterator, "dict_keyiterator", key_next)
ITERATOR_TYPE(type_dict_value_iterator, "dict_valueiterator", value_next)
ITERATOR_TYPE(type_dict_item_iterator, "dict_itemiterator", item_next)
ITERATOR_TYPE(type_dict_reverse_key_iterator, "dict_reversekeyiterator", key_next_back)
ITERATOR_TYPE(type_dict_reverse_value_iterator, "dict_reversevalueiterator", value_next_back)
ITERATOR_TYPE(type_dict_reverse_item_iterator, "dict_reverseitemiterator", item_next_back)
