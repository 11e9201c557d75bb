/* stdlib/collections/ordered_dict.c -- OrderedDict: a dict whose order can be changed and counts in ==.
 *
 * The dict's table keeps insertion order already.  What is added here: moving a key to either end, taking the
 * first item in constant time however many holes lie in front of it, and views and iterators that notice a
 * change of order. */
#include "runtime/dict_table.h"
#include "stdlib/collections/collections.h"

/* ---- order ---- */

int64_t ordered_dict_first(OrderedDict *o)
{
    Dict *d = &o->dict;
    if (d->moved) {
        d->moved = false;
        o->first = 0;
    }
    while (o->first < d->n_entries && value_is_absent(*dict_key_at(d, o->first)))
        o->first++;
    return o->first;
}

static int64_t last_entry(Dict *d)
{
    int64_t i = d->n_entries - 1;
    while (i >= 0 && value_is_absent(*dict_key_at(d, i)))
        i--;
    return i;
}

/* The entry of a key after room was made for a move to one end; FIND_MISSING or FIND_ERROR. */
static int64_t find_for_move(OrderedDict *o, Ref key, int64_t hash, bool last)
{
    Dict *d = &o->dict;
    int64_t i = dict_find(d, key, hash);
    if (i < 0)
        return i;
    bool rebuild = last ? d->n_entries >= d->entry_capacity : ordered_dict_first(o) == 0;
    if (!rebuild)
        return i;
    int64_t gap = last ? 0 : d->n_live + 2, wanted = d->n_live + (last ? d->n_live / 2 : gap) + 2;
    uint8_t log2 = DICT_MIN_LOG2;
    while (log2 <= DICT_MAX_LOG2 && dict_usable(log2) < wanted)
        log2++;
    Value held = value_dup(*dict_key_at(d, i)); /* identical, so found again without running Python */
    int failed = dict_rebuild(d, log2, d->str_keys, gap);
    i = failed ? FIND_ERROR : dict_find(d, held, hash);
    value_drop(held);
    return i;
}

static int move_to_end(Ref self, Ref key, bool last)
{
    OrderedDict *o = VALUE_AS(OrderedDict, self);
    Dict *d = &o->dict;
    int64_t hash = value_hash(key);
    int64_t i = hash == -1 ? FIND_ERROR : dict_find(d, key, hash);
    if (i >= 0 && i == (last ? last_entry(d) : ordered_dict_first(o)))
        return 0;
    if (i >= 0)
        i = find_for_move(o, key, hash, last);
    if (i < 0) {
        if (i == FIND_MISSING)
            exc_raise_key(key);
        return -1;
    }
    if (last) {
        dict_relocate_entry(d, i, d->n_entries++);
    } else {
        int64_t to = ordered_dict_first(o) - 1;
        dict_relocate_entry(d, i, to);
        o->first = to;
    }
    return 0;
}

/* ---- filling: every item goes through self[key] = value, which a subclass may define ---- */

static int set_item(Ref self, Ref key, Ref v)
{
    if (value_has_type(self, &type_ordered_dict))
        return dict_set(self, key, v);
    return object_set_subscript(self, key, v);
}

static int update_from_pairs(Ref self, Ref pairs)
{
    Value it = object_iter(pairs);
    if (value_is_error(it))
        return -1;
    int result = 0;
    while (result == 0) {
        Value item = iter_next(it);
        if (value_is_absent(item))
            break;
        Value pair = value_is_error(item) ? VALUE_ERROR : tuple_from_iterable(item);
        value_drop(item);
        if (value_is_error(pair))
            result = -1;
        else if (tuple_len(pair) != 2)
            result = exc_raise_int(&type_ValueError, tuple_len(pair) < 2 ? "need more than %lld value%s to unpack"
                                                                         : "too many values to unpack (expected 2)",
                                   (long long)tuple_len(pair), tuple_len(pair) == 1 ? "" : "s");
        else
            result = set_item(self, tuple_at(pair, 0), tuple_at(pair, 1));
        value_drop(pair);
    }
    value_drop(it);
    return result;
}

static int update_by_keys(Ref self, Ref other, Ref keys_method)
{
    Value keys = object_call0(keys_method), it = VALUE_ERROR;
    if (!value_is_error(keys))
        it = object_iter(keys);
    value_drop(keys);
    if (value_is_error(it))
        return -1;
    int result = 0;
    while (result == 0) {
        Value key = iter_next(it);
        if (value_is_absent(key))
            break;
        Value v = value_is_error(key) ? VALUE_ERROR : object_subscript(other, key);
        result = value_is_error(v) ? -1 : set_item(self, key, v);
        value_drop(v);
        value_drop(key);
    }
    value_drop(it);
    return result;
}

static int update_from_dict(Ref self, Ref dict)
{
    Value items = dict_items_list(dict);
    if (value_is_error(items))
        return -1;
    int result = update_from_pairs(self, items);
    value_drop(items);
    return result;
}

static int update_from(Ref self, Ref other)
{
    if (value_is_exact_dict(other))
        return update_from_dict(self, other);
    Value keys = object_getattr_or_absent(other, NAME(keys));
    if (value_is_error(keys))
        return -1;
    if (!value_is_absent(keys)) {
        int result = update_by_keys(self, other, keys);
        value_drop(keys);
        return result;
    }
    Value items = object_getattr_or_absent(other, NAME(items));
    if (value_is_error(items))
        return -1;
    if (value_is_absent(items))
        return update_from_pairs(self, other);
    Value pairs = object_call0(items);
    value_drop(items);
    int result = value_is_error(pairs) ? -1 : update_from_pairs(self, pairs);
    value_drop(pairs);
    return result;
}

static int update_from_args(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    if (n_args > 1) {
        return exc_raise_int(&type_TypeError, "update() takes at most 1 positional argument (%lld given)",
                             (long long)n_args);
    }
    if (n_args == 1 && update_from(self, args[0]))
        return -1;
    for (int64_t i = 0; !value_is_absent(kwnames) && i < tuple_len(kwnames); i++) {
        if (set_item(self, tuple_at(kwnames, i), args[n_args + (size_t)i]))
            return -1;
    }
    return 0;
}

/* ---- life ---- */

static Value ordered_dict_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    OrderedDict *o = object_alloc_instance(type, 0);
    if (o == NULL)
        return VALUE_ERROR;
    dict_init_empty(&o->dict);
    o->attributes = VALUE_ABSENT;
    o->first = 0;
    if (!gc_is_tracked(&o->dict.base))
        gc_track(o);
    return value_from_obj(o);
}

static int ordered_dict_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    if (n_args > 1) {
        return exc_raise_int(&type_TypeError, "expected at most 1 arguments, got %lld", (long long)n_args);
    }
    return update_from_args(self, args, n_args, kwnames);
}

static void ordered_dict_dealloc(Obj *obj)
{
    gc_untrack(obj);
    value_clear(&((OrderedDict *)obj)->attributes);
    dict_dealloc(obj);
}

static int ordered_dict_traverse(Obj *obj, GcVisit visit, void *arg)
{
    GC_VISIT(((OrderedDict *)obj)->attributes);
    return dict_traverse(obj, visit, arg);
}

static void ordered_dict_clear(Obj *obj)
{
    value_clear(&((OrderedDict *)obj)->attributes);
    dict_clear_slot(obj);
}

/* ---- looks and operators ---- */

static Value ordered_dict_repr(Ref self)
{
    Value name = type_name(value_type(self));
    if (value_is_error(name))
        return VALUE_ERROR;
    Value text = VALUE_ERROR, items = VALUE_ERROR, plain = VALUE_ERROR;
    int entered = dict_len(self) ? object_repr_enter(self) : 0;
    if (dict_len(self) == 0) {
        text = str_format("%U()", name);
    } else if (entered > 0) {
        text = str_from_cstr("...");
    } else if (entered == 0) {
        if (value_has_type(self, &type_ordered_dict)) {
            plain = dict_copy(self);
        } else if (!value_is_error(items = object_call_method0(self, NAME(items)))) {
            plain = object_call1(value_from_obj(&type_dict), items);
        }
        if (!value_is_error(plain))
            text = str_format("%U(%R)", name, plain);
        object_repr_leave(self);
    }
    value_drop(plain);
    value_drop(items);
    value_drop(name);
    return text;
}

/* Are the keys the same in the same order: 1, 0, -1. */
static int same_order(Ref a, Ref b)
{
    Dict *d = VALUE_AS(Dict, a), *e = VALUE_AS(Dict, b);
    /* A version that is gone later means: a comparison changed that dict. */
    uint32_t version_d = dict_assign_version(d), version_e = dict_assign_version(e);
    int64_t i = 0, j = 0;
    Ref k, l, unused;
    while (dict_next(a, &i, &k, &unused) && dict_next(b, &j, &l, &unused)) {
        Value x = value_dup(k), y = value_dup(l);
        int same = value_equal(x, y);
        value_drop(x);
        value_drop(y);
        if (same < 0)
            return -1;
        if (d->keys_version != version_d || e->keys_version != version_e)
            return exc_raise_int(&type_RuntimeError, "OrderedDict mutated during iteration");
        if (!same)
            return 0;
    }
    return d->n_live == e->n_live; /* comparing as dicts may have changed one of them */
}

static Value ordered_dict_compare(Ref a, Ref b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !value_is_dict(a) || !value_is_dict(b))
        return VALUE_NOT_IMPLEMENTED;
    int same = dict_equal(a, b);
    if (same > 0 && value_is_ordered_dict(a) && value_is_ordered_dict(b))
        same = same_order(a, b);
    return same < 0 ? VALUE_ERROR : value_from_bool(same == (op == CMP_EQ));
}

static Value ordered_dict_or(Ref a, Ref b)
{
    Ref self = value_is_ordered_dict(a) ? a : b;
    if (!value_is_dict(a) || !value_is_dict(b))
        return VALUE_NOT_IMPLEMENTED;
    Value result = object_call1(value_from_obj(value_type(self)), a);
    if (!value_is_error(result) && update_from(result, b)) {
        value_drop(result);
        return VALUE_ERROR;
    }
    return result;
}

static Value ordered_dict_inplace_or(Ref self, Ref other)
{
    return update_from(self, other) ? VALUE_ERROR : value_dup(self);
}

static Value ordered_dict_iter(Ref self) { return ordered_dict_iter_new(self, ORDERED_KEYS, false); }

/* ---- methods ---- */

NATIVE(ordered_dict_reversed_m) { return ordered_dict_iter_new(self, ORDERED_KEYS, true); }
NATIVE(ordered_dict_keys_m) { return dict_view_new(&type_ordered_dict_keys, self); }
NATIVE(ordered_dict_values_m) { return dict_view_new(&type_ordered_dict_values, self); }
NATIVE(ordered_dict_items_m) { return dict_view_new(&type_ordered_dict_items, self); }

NATIVE(ordered_dict_update_m) { return update_from_args(self, a, n, kwnames) ? VALUE_ERROR : VALUE_NONE; }

NATIVE(ordered_dict_clear_m)
{
    dict_clear(self);
    return VALUE_NONE;
}

NATIVE(ordered_dict_move_to_end_m)
{
    int last = object_truth(a[1]);
    return last < 0 || move_to_end(self, a[0], last) ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(ordered_dict_popitem_m)
{
    OrderedDict *o = VALUE_AS(OrderedDict, self);
    int last = object_truth(a[0]);
    if (last < 0)
        return VALUE_ERROR;
    if (o->dict.n_live == 0)
        return exc_raise(&type_KeyError, "dictionary is empty");
    int64_t i = last ? last_entry(&o->dict) : ordered_dict_first(o);
    Value key, value;
    dict_remove_entry(&o->dict, i, &key, &value);
    if (last)
        dict_trim_entries(&o->dict, i);
    return tuple_of2_owned(key, value);
}

NATIVE(ordered_dict_pop_m)
{
    Value v = dict_pop(self, a[0]);
    if (!value_is_absent(v))
        return v;
    return value_is_absent(a[1]) ? exc_raise_key(a[0]) : value_dup(a[1]);
}

NATIVE(ordered_dict_setdefault_m)
{
    if (value_has_type(self, &type_ordered_dict))
        return dict_setdefault(self, a[0], a[1]);
    int has = object_contains(self, a[0]);
    if (has < 0)
        return VALUE_ERROR;
    if (has)
        return object_subscript(self, a[0]);
    return object_set_subscript(self, a[0], a[1]) ? VALUE_ERROR : value_dup(a[1]);
}

NATIVE(ordered_dict_copy_m)
{
    Value copy = object_call0(value_from_obj(value_type(self)));
    if (value_is_error(copy))
        return VALUE_ERROR;
    int failed;
    if (value_has_type(self, &type_ordered_dict)) {
        failed = dict_merge(copy, self, 1);
    } else {
        Value keys = dict_keys_list(self);
        failed = value_is_error(keys) ? -1 : 0;
        for (int64_t i = 0; !failed && i < list_len(keys); i++) {
            Value v = object_subscript(self, list_at(keys, i));
            failed = value_is_error(v) ? -1 : object_set_subscript(copy, list_at(keys, i), v);
            value_drop(v);
        }
        value_drop(keys);
    }
    if (!failed)
        return copy;
    value_drop(copy);
    return VALUE_ERROR;
}

NATIVE(ordered_dict_fromkeys_m)
{
    Value dict = object_call0(self), it = VALUE_ERROR;
    if (!value_is_error(dict))
        it = object_iter(a[0]);
    int failed = value_is_error(it) ? -1 : 0;
    while (!failed) {
        Value key = iter_next(it);
        if (value_is_absent(key))
            break;
        failed = value_is_error(key) ? -1 : object_set_subscript(dict, key, a[1]);
        value_drop(key);
    }
    value_drop(it);
    if (!failed)
        return dict;
    value_drop(dict);
    return VALUE_ERROR;
}

NATIVE(ordered_dict_reduce_m)
{
    Value state = object_call_method0(self, NAME(__getstate__));
    Value items = VALUE_ERROR, it = VALUE_ERROR, none = tuple_empty(), result = VALUE_ERROR;
    if (!value_is_error(state))
        items = object_call_method0(self, NAME(items));
    if (!value_is_error(items))
        it = object_iter(items);
    if (!value_is_error(it)) {
        Ref parts[5] = {value_from_obj(value_type(self)), none, state, VALUE_NONE, it};
        result = tuple_from_refs(parts, 5);
    }
    value_drop(it);
    value_drop(items);
    value_drop(none);
    value_drop(state);
    return result;
}

static const Method ordered_dict_methods[] = {
    {"fromkeys(iterable, value=None)", ordered_dict_fromkeys_m,
     "Create a new ordered dictionary with keys from iterable and values set to value.", METHOD_CLASS},
    {"setdefault(key, default=None)", ordered_dict_setdefault_m,
     "Insert key with a value of default if key is not in the dictionary.\n\n"
     "Return the value for key if key is in the dictionary, else default."},
    {"pop(key, default=<absent>)", ordered_dict_pop_m,
     "od.pop(key[,default]) -> v, remove specified key and return the corresponding value.\n\n"
     "If the key is not found, return the default if given; otherwise,\nraise a KeyError."},
    {"popitem(last=True)", ordered_dict_popitem_m,
     "Remove and return a (key, value) pair from the dictionary.\n\n"
     "Pairs are returned in LIFO order if last is true or FIFO order if false."},
    {"keys()", ordered_dict_keys_m, NULL},
    {"values()", ordered_dict_values_m, NULL},
    {"items()", ordered_dict_items_m, NULL},
    {"update(*args, **kwargs)", ordered_dict_update_m, NULL, METHOD_RAW},
    {"clear()", ordered_dict_clear_m, "od.clear() -> None.  Remove all items from od."},
    {"copy()", ordered_dict_copy_m, "od.copy() -> a shallow copy of od"},
    {"move_to_end(key, last=True)", ordered_dict_move_to_end_m,
     "Move an existing element to the end (or beginning if last is false).\n\n"
     "Raise KeyError if the element does not exist."},
    {"__reversed__()", ordered_dict_reversed_m, "od.__reversed__() <==> reversed(od)"},
    {"__reduce__()", ordered_dict_reduce_m, "Return state information for pickling"},
    {0},
};

Type type_ordered_dict = {
    .base = STATIC_OBJ(&type_type), .name = "OrderedDict", .module = "collections", .super_type = &type_dict,
    .basic_size = sizeof(OrderedDict), .dict_offset = offsetof(OrderedDict, attributes),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_SUB_DICT | TYPE_MAPPING | TYPE_MATCH_SELF | TYPE_WEAKREF,
    .doc = "Dictionary that remembers insertion order", .methods = ordered_dict_methods,
    .new = ordered_dict_new, .init = ordered_dict_init, .dealloc = ordered_dict_dealloc,
    .traverse = ordered_dict_traverse, .clear = ordered_dict_clear, .repr = ordered_dict_repr,
    .hash = hash_not_implemented, .compare = ordered_dict_compare, .iter = ordered_dict_iter,
    .binary = {[BINARY_OR] = ordered_dict_or}, .inplace = {[BINARY_OR] = ordered_dict_inplace_or},
};
