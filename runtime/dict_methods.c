/* runtime/dict_methods.c -- the Python face of dict: operators, methods, the type. */
#include "runtime/dict.h"
#include "runtime/dict_table.h"
#include "runtime/exc.h"
#include "runtime/iter.h"
#include "runtime/set.h"
#include "runtime/tuple.h"

/* ---- operators ---- */

static int64_t dict_length(Ref self) { return dict_len(self); }

static int dict_set_subscript(Ref self, Ref key, Ref v)
{
    if (!value_is_absent(v))
        return dict_set(self, key, v);
    int deleted = dict_delete(self, key);
    if (deleted == 0)
        exc_raise_key(key);
    return deleted == 1 ? 0 : -1;
}

/* Does b map a's i-th key to an equal value: 1, 0, -1. */
static int entry_equal(Dict *d, int64_t i, Ref b)
{
    int64_t hash = dict_hash_at(d, i);
    Value key = value_dup(*dict_key_at(d, i)), mine = value_dup(*dict_value_at(d, i));
    Ref found = dict_get_hash(b, key, hash);
    int same;
    if (!value_is_ok(found)) {
        same = value_is_error(found) ? -1 : 0;
    } else {
        Value theirs = value_dup(found);
        same = object_equal(mine, theirs);
        value_drop(theirs);
    }
    value_drop(key);
    value_drop(mine);
    return same;
}

int dict_equal(Ref a, Ref b)
{
    Dict *d = VALUE_AS(Dict, a);
    if (d->n_live != dict_len(b))
        return 0;
    if (c_stack_check(" in comparison"))
        return -1;
    for (int64_t i = 0; i < d->n_entries; i++) {
        if (value_is_absent(*dict_key_at(d, i)))
            continue;
        int same = entry_equal(d, i, b);
        if (same != 1)
            return same;
    }
    return 1;
}

Value dict_compare(Ref a, Ref b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !value_is_dict(a) || !value_is_dict(b))
        return VALUE_NOT_IMPLEMENTED;
    int same = dict_equal(a, b);
    return same < 0 ? VALUE_ERROR : value_from_bool(same == (op == CMP_EQ));
}

static int append_repr(StrBuilder *b, Ref v)
{
    Value text = object_repr(v);
    if (value_is_error(text))
        return -1;
    str_builder_str(b, text);
    value_drop(text);
    return 0;
}

static int append_items(StrBuilder *b, Ref self)
{
    int64_t pos = 0;
    Ref k, v;
    for (bool first = true; dict_next(self, &pos, &k, &v); first = false) {
        Value key = value_dup(k), value = value_dup(v);
        if (!first)
            str_builder_ascii(b, ", ", 2);
        int failed = append_repr(b, key);
        if (!failed) {
            str_builder_ascii(b, ": ", 2);
            failed = append_repr(b, value);
        }
        value_drop(key);
        value_drop(value);
        if (failed)
            return -1;
    }
    return 0;
}

Value dict_repr_items(Ref self)
{
    int entered = object_repr_enter(self);
    if (entered != 0)
        return entered < 0 ? VALUE_ERROR : str_from_cstr("{...}");
    StrBuilder b;
    str_builder_init(&b);
    str_builder_char(&b, '{');
    int failed = append_items(&b, self);
    str_builder_char(&b, '}');
    object_repr_leave(self);
    if (!failed)
        return str_builder_finish(&b);
    str_builder_free(&b);
    return VALUE_ERROR;
}

static Value dict_repr(Ref self) { return dict_len(self) ? dict_repr_items(self) : str_from_cstr("{}"); }

static Value dict_or(Ref a, Ref b)
{
    if (!value_is_dict(a) || !value_is_dict(b))
        return VALUE_NOT_IMPLEMENTED;
    Value result = dict_copy(a);
    if (!value_is_error(result) && dict_merge(result, b, 1)) {
        value_drop(result);
        return VALUE_ERROR;
    }
    return result;
}

static Value dict_inplace_or(Ref self, Ref other)
{
    return dict_merge(self, other, 1) ? VALUE_ERROR : value_dup(self);
}

int dict_update_from(Ref self, const Ref *args, size_t n_args, Ref kwnames, const char *name)
{
    if (args_count(name, n_args, 0, 1))
        return -1;
    if (n_args == 1 && dict_merge(self, args[0], 1))
        return -1;
    return dict_set_keywords(self, kwnames, args + n_args);
}

static int dict_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    return dict_update_from(self, args, n_args, kwnames, "dict");
}

static Value dict_iter(Ref self) { return dict_iter_new(&type_dict_key_iterator, self); }

void dict_clear_slot(Obj *o) { dict_clear(value_from_obj(o)); }

/* ---- methods ---- */

NATIVE(dict_contains_m)
{
    int has = dict_contains(self, a[0]);
    return has < 0 ? VALUE_ERROR : value_from_bool(has);
}

NATIVE(dict_getitem_m) { return dict_subscript(self, a[0]); }

NATIVE(dict_get_m)
{
    Ref found = dict_get(self, a[0]);
    return value_is_absent(found) ? value_dup(a[1]) : value_dup(found);
}

NATIVE(dict_setdefault_m) { return dict_setdefault(self, a[0], a[1]); }

NATIVE(dict_pop_m)
{
    /* An empty dict does not even hash the key. */
    Value v = dict_len(self) ? dict_pop(self, a[0]) : VALUE_ABSENT;
    if (!value_is_absent(v))
        return v;
    return value_is_absent(a[1]) ? exc_raise_key(a[0]) : value_dup(a[1]);
}

NATIVE(dict_popitem_m)
{
    Dict *d = VALUE_AS(Dict, self);
    if (d->n_live == 0)
        return exc_raise(&type_KeyError, "popitem(): dictionary is empty");
    int64_t i = d->n_entries - 1;
    while (value_is_absent(*dict_key_at(d, i)))
        i--;
    Value key, value;
    dict_remove_entry(d, i, &key, &value);
    dict_trim_entries(d, i);
    return tuple_of2_owned(key, value);
}

NATIVE(dict_keys_m) { return dict_view_new(&type_dict_keys, self); }
NATIVE(dict_values_m) { return dict_view_new(&type_dict_values, self); }
NATIVE(dict_items_m) { return dict_view_new(&type_dict_items, self); }

NATIVE(dict_update_m)
{
    return dict_update_from(self, a, n, kwnames, "update") ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(dict_clear_m)
{
    dict_clear(self);
    return VALUE_NONE;
}

NATIVE(dict_copy_m) { return dict_copy(self); }

NATIVE(dict_reversed_m) { return dict_iter_new(&type_dict_reverse_key_iterator, self); }

NATIVE(dict_sizeof_m)
{
    Dict *d = VALUE_AS(Dict, self);
    int64_t size = value_type(self)->basic_size;
    if (d->entries != NULL) {
        size += (int64_t)d->index_width << d->log2_index;
        size += dict_usable(d->log2_index) * (int64_t)(d->str_keys ? sizeof(StrEntry) : sizeof(DictEntry));
    }
    return value_from_int(size);
}

/* Sets and dicts know the hashes of their keys. */
static int set_known_keys(Ref dict, Ref keys, Ref value)
{
    int64_t pos = 0, hash;
    Ref k, unused;
    for (;;) {
        if (value_is_exact_dict(keys)) {
            if (!dict_next(keys, &pos, &k, &unused))
                return 0;
            hash = dict_hash_at(VALUE_AS(Dict, keys), pos - 1);
        } else if (!set_next_hash(keys, &pos, &k, &hash)) {
            return 0;
        }
        Value key = value_dup(k);
        int failed = dict_set_hash(dict, key, hash, value);
        value_drop(key);
        if (failed)
            return -1;
    }
}

static int set_all_keys(Ref dict, Ref keys, Ref value)
{
    if (value_is_exact_dict(dict) && (value_is_exact_dict(keys) || value_is_exact_any_set(keys)))
        return set_known_keys(dict, keys, value);
    Value it = object_iter(keys);
    if (value_is_error(it))
        return -1;
    bool plain = value_is_exact_dict(dict);
    int result = 0;
    while (result == 0) {
        Value key = iter_next(it);
        if (value_is_absent(key))
            break;
        if (value_is_error(key))
            result = -1;
        else
            result = plain ? dict_set(dict, key, value) : object_set_subscript(dict, key, value);
        value_drop(key);
    }
    value_drop(it);
    return result;
}

NATIVE(dict_fromkeys_m)
{
    Value dict = value_is(self, value_from_obj(&type_dict)) ? dict_new() : object_call0(self);
    if (!value_is_error(dict) && set_all_keys(dict, a[0], a[1])) {
        value_drop(dict);
        return VALUE_ERROR;
    }
    return dict;
}

const Method dict_methods[] = {
    {"__contains__(key, /)", dict_contains_m, "True if the dictionary has the specified key, else False.",
     METHOD_COEXIST},
    {"__getitem__(key, /)", dict_getitem_m, "Return self[key].", METHOD_COEXIST},
    {"__reversed__()", dict_reversed_m, "Return a reverse iterator over the dict keys."},
    {"__sizeof__()", dict_sizeof_m, "Return the size of the dict in memory."},
    {"__class_getitem__(object, /)", generic_alias_class_getitem, "See PEP 585", METHOD_CLASS},
    {"clear()", dict_clear_m, "Remove all items from the dict."},
    {"copy()", dict_copy_m, "Return a shallow copy of the dict."},
    {"fromkeys(iterable, value=None, /)", dict_fromkeys_m,
     "Create a new dictionary with keys from iterable and values set to value.", METHOD_CLASS},
    {"get(key, default=None, /)", dict_get_m,
     "Return the value for key if key is in the dictionary, else default."},
    {"items()", dict_items_m, "Return a set-like object providing a view on the dict's items."},
    {"keys()", dict_keys_m, "Return a set-like object providing a view on the dict's keys."},
    {"pop(key, default=<absent>, /)", dict_pop_m,
     "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\n"
     "If the key is not found, return the default if given; otherwise,\nraise a KeyError."},
    {"popitem()", dict_popitem_m,
     "Remove and return a (key, value) pair as a 2-tuple.\n\n"
     "Pairs are returned in LIFO (last-in, first-out) order.\nRaises KeyError if the dict is empty."},
    {"setdefault(key, default=None, /)", dict_setdefault_m,
     "Insert key with a value of default if key is not in the dictionary.\n\n"
     "Return the value for key if key is in the dictionary, else default."},
    {"update(*args, **kwargs)", dict_update_m,
     "D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.\n"
     "If E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]\n"
     "If E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\n"
     "In either case, this is followed by: for k in F:  D[k] = F[k]",
     METHOD_RAW},
    {"values()", dict_values_m, "Return an object providing a view on the dict's values."},
    {0},
};

Type type_dict = {
    .base = STATIC_OBJ(&type_type), .name = "dict", .basic_size = sizeof(Dict),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_SUB_DICT | TYPE_MAPPING | TYPE_MATCH_SELF,
    .doc = "dict() -> new empty dictionary\n"
           "dict(mapping) -> new dictionary initialized from a mapping object's\n"
           "    (key, value) pairs\n"
           "dict(iterable) -> new dictionary initialized as if via:\n"
           "    d = {}\n"
           "    for k, v in iterable:\n"
           "        d[k] = v\n"
           "dict(**kwargs) -> new dictionary initialized with the name=value pairs\n"
           "    in the keyword argument list.  For example:  dict(one=1, two=2)",
    .methods = dict_methods, .new = dict_type_new, .init = dict_init,
    .dealloc = dict_dealloc, .traverse = dict_traverse, .clear = dict_clear_slot,
    .repr = dict_repr, .hash = hash_not_implemented, .compare = dict_compare,
    .iter = dict_iter, .length = dict_length, .contains = dict_contains,
    .subscript = dict_subscript, .set_subscript = dict_set_subscript,
    .binary = {[BINARY_OR] = dict_or}, .inplace = {[BINARY_OR] = dict_inplace_or},
};
