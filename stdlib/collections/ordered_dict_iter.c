/* stdlib/collections/ordered_dict_iter.c -- views and iterators of OrderedDict.
 *
 * An iterator asks the dict for a version of its keys when it begins; any change of keys or order takes the
 * version away, so one comparison a step notices everything. */
#include "runtime/dict_table.h"
#include "stdlib/collections/collections.h"

typedef struct OrderedIter {
    Obj base;
    Value dict;            /* ABSENT once exhausted */
    int64_t index;         /* of the next entry to look at */
    int64_t expected_len;
    uint32_t version;      /* of the keys when it began */
    OrderedPart part;
    bool reverse;
} OrderedIter;

Value ordered_dict_iter_new(Ref self, OrderedPart part, bool reverse)
{
    OrderedDict *o = VALUE_AS(OrderedDict, self);
    OrderedIter *it = object_alloc(&type_ordered_dict_iterator);
    if (it == NULL)
        return VALUE_ERROR;
    it->dict = value_dup(self);
    it->index = reverse ? o->dict.n_entries - 1 : ordered_dict_first(o);
    it->expected_len = o->dict.n_live;
    it->version = dict_assign_version(&o->dict);
    it->part = part;
    it->reverse = reverse;
    gc_track(it);
    return value_from_obj(it);
}

static int64_t step(OrderedIter *it, Dict *d)
{
    int64_t i = it->index;
    if (it->reverse) {
        while (i >= 0 && value_is_absent(*dict_key_at(d, i)))
            i--;
        it->index = i - 1;
        return i;
    }
    while (i < d->n_entries && value_is_absent(*dict_key_at(d, i)))
        i++;
    it->index = i + 1;
    return i < d->n_entries ? i : -1;
}

/* A subclass may define its own d[key]: values and items are asked for through it. */
static Value value_of(Ref dict, Ref key, int64_t i)
{
    if (value_has_type(dict, &type_ordered_dict))
        return value_dup(*dict_value_at(VALUE_AS(Dict, dict), i));
    return object_subscript(dict, key);
}

static Value iter_next_item(Ref self)
{
    OrderedIter *it = VALUE_AS(OrderedIter, self);
    if (value_is_absent(it->dict))
        return VALUE_ABSENT;
    Dict *d = VALUE_AS(Dict, it->dict);
    if (d->keys_version != it->version || d->n_live != it->expected_len)
        return exc_raise(&type_RuntimeError, "OrderedDict mutated during iteration");
    int64_t i = step(it, d);
    if (i < 0) {
        value_clear(&it->dict);
        return VALUE_ABSENT;
    }
    Value key = value_dup(*dict_key_at(d, i));
    if (it->part == ORDERED_KEYS)
        return key;
    Value dict = value_dup(it->dict);
    Value v = value_of(dict, key, i);
    value_drop(dict);
    if (value_is_error(v) || it->part == ORDERED_VALUES) {
        value_drop(key);
        return v;
    }
    return tuple_of2_owned(key, v);
}

static void iter_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((OrderedIter *)o)->dict);
    object_free(o);
}

static int iter_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((OrderedIter *)o)->dict);
    return 0;
}

/* iter, ([what is left],) */
NATIVE(iter_reduce_m)
{
    OrderedIter *it = VALUE_AS(OrderedIter, self);
    Value iter = builtin_named("iter"), rest = VALUE_ERROR, args = VALUE_ERROR, result = VALUE_ERROR;
    Value copy = VALUE_ABSENT;
    if (value_is_error(iter))
        return VALUE_ERROR;
    if (value_is_absent(it->dict)) {
        rest = list_new(0);
    } else {
        copy = ordered_dict_iter_new(it->dict, it->part, it->reverse);
        if (!value_is_error(copy)) {
            VALUE_AS(OrderedIter, copy)->index = it->index;
            VALUE_AS(OrderedIter, copy)->version = it->version;
            VALUE_AS(OrderedIter, copy)->expected_len = it->expected_len;
            rest = list_from_iterable(copy);
        }
    }
    if (!value_is_error(rest))
        args = tuple_of1(rest);
    if (!value_is_error(args))
        result = tuple_of2(iter, args);
    value_drop(args);
    value_drop(rest);
    value_drop(copy);
    value_drop(iter);
    return result;
}

static const Method iter_methods[] = {
    {"__reduce__()", iter_reduce_m, "Return state information for pickling"},
    {0},
};

Type type_ordered_dict_iterator = {
    .base = STATIC_OBJ(&type_type), .name = "odict_iterator", .basic_size = sizeof(OrderedIter),
    .flags = TYPE_GC | TYPE_NO_NEW, .methods = iter_methods, .dealloc = iter_dealloc,
    .traverse = iter_traverse, .iter = iterator_self, .next = iter_next_item,
};

/* ---- views ---- */

static inline Ref dict_of(Ref view) { return VALUE_AS(DictView, view)->dict; }

#define VIEW_TYPE(symbol, python_name, base_view, part)                                                     \
    static Value symbol##_iter(Ref self) { return ordered_dict_iter_new(dict_of(self), part, false); }     \
    NATIVE(symbol##_reversed_m) { return ordered_dict_iter_new(dict_of(self), part, true); }               \
    static const Method symbol##_methods[] = {                                                              \
        {"__reversed__()", symbol##_reversed_m, NULL},                                                      \
        {0},                                                                                                \
    };                                                                                                      \
    Type symbol = {                                                                                         \
        .base = STATIC_OBJ(&type_type), .name = python_name, .super_type = &base_view,                      \
        .basic_size = sizeof(DictView), .flags = TYPE_GC | TYPE_NO_NEW, .methods = symbol##_methods,        \
        .iter = symbol##_iter,                                                                              \
    };
VIEW_TYPE(type_ordered_dict_keys, "odict_keys", type_dict_keys, ORDERED_KEYS)
VIEW_TYPE(type_ordered_dict_values, "odict_values", type_dict_values, ORDERED_VALUES)
VIEW_TYPE(type_ordered_dict_items, "odict_items", type_dict_items, ORDERED_ITEMS)
