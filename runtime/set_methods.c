/* runtime/set_methods.c -- the Python face of set and frozenset.
 *
 * Operators want sets on both sides; the methods of the same meaning take any iterable, the many-argument
 * ones any number of them. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/iter.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/set.h"
#include "runtime/tuple.h"

/* ---- life ---- */

static Value set_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    return set_of_type(type, VALUE_ABSENT);
}

static int set_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_no_keywords("set", kwnames) || args_count("set", n_args, 0, 1))
        return -1;
    set_clear(self);
    VALUE_AS(Set, self)->hash = -1;
    return n_args == 1 && set_update(self, args[0]) < 0 ? -1 : 0;
}

static Value frozenset_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if ((type == &type_frozenset || type->init == type_object.init) && args_no_keywords("frozenset", kwnames))
        return VALUE_ERROR;
    if (args_count("frozenset", n_args, 0, 1))
        return VALUE_ERROR;
    Ref iterable = n_args ? args[0] : VALUE_ABSENT;
    return type == &type_frozenset ? frozenset_new(iterable) : set_of_type(type, iterable);
}

static void set_dealloc(Obj *o)
{
    Set *s = (Set *)o;
    gc_untrack(o);
    for (int64_t i = 0; s->len > 0 && i <= s->mask; i++) {
        if (value_is_ok(s->table[i].key)) {
            s->len--;
            value_drop(s->table[i].key);
        }
    }
    if (s->table != s->small)
        mem_free(s->table);
    object_free(o);
}

static int set_traverse(Obj *o, GcVisit visit, void *arg)
{
    Set *s = (Set *)o;
    for (int64_t i = 0; i <= s->mask; i++)
        GC_VISIT(s->table[i].key);
    return 0;
}

static void set_clear_slot(Obj *o) { set_clear(value_from_obj(o)); }

/* ---- looks ---- */

static Value set_repr(Ref self)
{
    Type *type = value_type(self);
    if (set_len(self) == 0)
        return str_format("%N()", type);
    int entered = object_repr_enter(self);
    if (entered != 0)
        return entered < 0 ? VALUE_ERROR : str_format("%N(...)", type);
    Value keys = list_from_iterable(self), text = VALUE_ERROR, result = VALUE_ERROR;
    if (!value_is_error(keys))
        text = list_repr_items(keys, "{", "}", "{...}");
    if (!value_is_error(text))
        result = type == &type_set ? value_dup(text) : str_format("%N(%U)", type, text);
    object_repr_leave(self);
    value_drop(text);
    value_drop(keys);
    return result;
}

/* Order must not matter: spread each hash, xor them together, then mix once more.
 * collections.abc.Set._hash() computes the same number. */
static int64_t frozenset_hash(Ref self)
{
    Set *s = VALUE_AS(Set, self);
    if (s->hash != -1)
        return s->hash;
    uint64_t mixed = 1927868237ull * (uint64_t)(s->len + 1);
    for (int64_t i = 0; i <= s->mask; i++) {
        if (value_is_ok(s->table[i].key)) {
            uint64_t h = (uint64_t)s->table[i].hash;
            mixed ^= (h ^ (h << 16) ^ 89869747ull) * 3644798167ull;
        }
    }
    mixed ^= (mixed >> 11) ^ (mixed >> 25);
    mixed = mixed * 69069ull + 907133923ull;
    s->hash = mixed == (uint64_t)-1 ? 590923713 : (int64_t)mixed;
    return s->hash;
}

static Value set_compare(Ref a, Ref b, CompareOp op)
{
    if (!value_is_any_set(a) || !value_is_any_set(b))
        return VALUE_NOT_IMPLEMENTED;
    int64_t n = set_len(a), m = set_len(b);
    int result = 0;
    switch (op) {
    case CMP_EQ:
    case CMP_NE: result = n == m ? set_is_subset(a, b) : 0; break;
    case CMP_LE: result = set_is_subset(a, b); break;
    case CMP_GE: result = set_is_subset(b, a); break;
    case CMP_LT: result = n < m ? set_is_subset(a, b) : 0; break;
    case CMP_GT: result = n > m ? set_is_subset(b, a) : 0; break;
    }
    return result < 0 ? VALUE_ERROR : value_from_bool(op == CMP_NE ? !result : result);
}

static int64_t set_length(Ref self) { return set_len(self); }

/* An unhashable set is looked up as the frozenset it equals. */
static Value frozen_key(Ref key)
{
    if (!value_is_instance(key, &type_set) || !exc_pending_is(&type_TypeError))
        return VALUE_ERROR;
    exc_clear();
    return set_of_type(&type_frozenset, key);
}

static int contains_key(Ref self, Ref key)
{
    int has = set_contains(self, key);
    if (has >= 0)
        return has;
    Value frozen = frozen_key(key);
    if (value_is_error(frozen))
        return -1;
    has = set_contains(self, frozen);
    value_drop(frozen);
    return has;
}

static int discard_key(Ref self, Ref key)
{
    int had = set_discard(self, key);
    if (had >= 0)
        return had;
    Value frozen = frozen_key(key);
    if (value_is_error(frozen))
        return -1;
    had = set_discard(self, frozen);
    value_drop(frozen);
    return had;
}

/* ---- operators ---- */

static bool are_sets(Ref a, Ref b) { return value_is_any_set(a) && value_is_any_set(b); }

/* A mutable or exact copy to work on, of a's plain kind. */
static Value fresh_copy(Ref a)
{
    return set_of_type(value_is_instance(a, &type_frozenset) ? &type_frozenset : &type_set, a);
}

static Value finish(Value result, int failed)
{
    if (!failed)
        return result;
    value_drop(result);
    return VALUE_ERROR;
}

static Value set_or(Ref a, Ref b)
{
    if (!are_sets(a, b))
        return VALUE_NOT_IMPLEMENTED;
    Value result = fresh_copy(a);
    return value_is_error(result) ? result : finish(result, set_update(result, b));
}

static Value set_and(Ref a, Ref b) { return are_sets(a, b) ? set_intersection(a, b) : VALUE_NOT_IMPLEMENTED; }

static Value set_sub(Ref a, Ref b) { return are_sets(a, b) ? set_difference(a, b) : VALUE_NOT_IMPLEMENTED; }

static Value set_xor(Ref a, Ref b)
{
    if (!are_sets(a, b))
        return VALUE_NOT_IMPLEMENTED;
    Value result = fresh_copy(a);
    return value_is_error(result) ? result : finish(result, set_symmetric_difference_update(result, b));
}

static int intersect_in_place(Ref self, Ref iterable)
{
    Value common = set_intersection(self, iterable);
    if (value_is_error(common))
        return -1;
    if (!value_is(common, self))
        set_swap(self, common);
    value_drop(common);
    return 0;
}

#define INPLACE_OPERATOR(name, action)                   \
    static Value name(Ref self, Ref other)               \
    {                                                    \
        if (!value_is_any_set(other))                    \
            return VALUE_NOT_IMPLEMENTED;                \
        return (action) < 0 ? VALUE_ERROR : value_dup(self); \
    }
INPLACE_OPERATOR(set_inplace_or, set_update(self, other))
INPLACE_OPERATOR(set_inplace_and, intersect_in_place(self, other))
INPLACE_OPERATOR(set_inplace_sub, set_difference_update(self, other))
INPLACE_OPERATOR(set_inplace_xor, set_symmetric_difference_update(self, other))

/* ---- methods of both ---- */

NATIVE(set_contains_m)
{
    int has = contains_key(self, a[0]);
    return has < 0 ? VALUE_ERROR : value_from_bool(has);
}

NATIVE(set_copy_m) { return value_has_type(self, &type_frozenset) ? value_dup(self) : set_copy(self); }

NATIVE(set_union_m)
{
    Value result = fresh_copy(self);
    for (int64_t i = 0; !value_is_error(result) && i < tuple_len(a[0]); i++)
        result = finish(result, set_update(result, tuple_at(a[0], i)));
    return result;
}

NATIVE(set_intersection_m)
{
    if (tuple_len(a[0]) == 0)
        return set_copy(self);
    Value result = value_dup(self);
    for (int64_t i = 0; !value_is_error(result) && i < tuple_len(a[0]); i++) {
        Value common = set_intersection(result, tuple_at(a[0], i));
        value_drop(result);
        result = common;
    }
    return result;
}

NATIVE(set_difference_m)
{
    if (tuple_len(a[0]) == 0)
        return set_copy(self);
    Value result = set_difference(self, tuple_at(a[0], 0));
    for (int64_t i = 1; !value_is_error(result) && i < tuple_len(a[0]); i++)
        result = finish(result, set_difference_update(result, tuple_at(a[0], i)));
    return result;
}

NATIVE(set_symmetric_difference_m)
{
    Value result = fresh_copy(self);
    return value_is_error(result) ? result : finish(result, set_symmetric_difference_update(result, a[0]));
}

static Value answer(int result) { return result < 0 ? VALUE_ERROR : value_from_bool(result); }

NATIVE(set_isdisjoint_m) { return answer(set_is_disjoint(self, a[0])); }

NATIVE(set_issubset_m)
{
    if (value_is_any_set(a[0]))
        return answer(set_is_subset(self, a[0]));
    Value common = set_intersection(self, a[0]);
    if (value_is_error(common))
        return VALUE_ERROR;
    bool all = set_len(common) == set_len(self);
    value_drop(common);
    return value_from_bool(all);
}

NATIVE(set_issuperset_m)
{
    if (value_is_any_set(a[0]))
        return answer(set_is_subset(a[0], self));
    Value it = object_iter(a[0]);
    if (value_is_error(it))
        return VALUE_ERROR;
    int has = 1;
    while (has == 1) {
        Value key = iter_next(it);
        if (value_is_absent(key))
            break;
        has = value_is_error(key) ? -1 : set_contains(self, key);
        value_drop(key);
    }
    value_drop(it);
    return answer(has);
}

NATIVE(set_reduce_m)
{
    Value keys = list_from_iterable(self), args = VALUE_ERROR, state = VALUE_ERROR, result = VALUE_ERROR;
    if (!value_is_error(keys))
        args = tuple_of1(keys);
    if (!value_is_error(args))
        state = object_call_method0(self, NAME(__getstate__));
    if (!value_is_error(state))
        result = tuple_of3(value_from_obj(value_type(self)), args, state);
    value_drop(state);
    value_drop(args);
    value_drop(keys);
    return result;
}

NATIVE(set_sizeof_m)
{
    Set *s = VALUE_AS(Set, self);
    int64_t table = s->table == s->small ? 0 : (s->mask + 1) * (int64_t)sizeof(SetEntry);
    return value_from_int((int64_t)value_type(self)->basic_size + table);
}

/* ---- methods of set alone ---- */

NATIVE(set_add_m) { return set_add(self, a[0]) ? VALUE_ERROR : VALUE_NONE; }

NATIVE(set_discard_m) { return discard_key(self, a[0]) < 0 ? VALUE_ERROR : VALUE_NONE; }

NATIVE(set_remove_m)
{
    int had = discard_key(self, a[0]);
    if (had == 0)
        exc_raise_key(a[0]);
    return had == 1 ? VALUE_NONE : VALUE_ERROR;
}

NATIVE(set_pop_m) { return set_pop(self); }

NATIVE(set_clear_m)
{
    set_clear(self);
    return VALUE_NONE;
}

NATIVE(set_update_m)
{
    for (int64_t i = 0; i < tuple_len(a[0]); i++) {
        if (set_update(self, tuple_at(a[0], i)) < 0)
            return VALUE_ERROR;
    }
    return VALUE_NONE;
}

NATIVE(set_intersection_update_m)
{
    Value result = set_intersection_m(self, a, n, kwnames);
    if (value_is_error(result))
        return VALUE_ERROR;
    if (!value_is(result, self))
        set_swap(self, result);
    value_drop(result);
    return VALUE_NONE;
}

NATIVE(set_difference_update_m)
{
    for (int64_t i = 0; i < tuple_len(a[0]); i++) {
        if (set_difference_update(self, tuple_at(a[0], i)) < 0)
            return VALUE_ERROR;
    }
    return VALUE_NONE;
}

NATIVE(set_symmetric_difference_update_m)
{
    return set_symmetric_difference_update(self, a[0]) < 0 ? VALUE_ERROR : VALUE_NONE;
}

#define SHARED_ROWS                                                                                        \
    {"__class_getitem__(object, /)", generic_alias_class_getitem, "See PEP 585", METHOD_CLASS},                        \
    {"__contains__(object, /)", set_contains_m, "x.__contains__(y) <==> y in x.", METHOD_COEXIST},         \
    {"__reduce__()", set_reduce_m, "Return state information for pickling."},                              \
    {"__sizeof__()", set_sizeof_m, "S.__sizeof__() -> size of S in memory, in bytes."},                    \
    {"copy()", set_copy_m, "Return a shallow copy of a set."},                                             \
    {"difference(*others)", set_difference_m, "Return a new set with elements in the set that are not in the others."}, \
    {"intersection(*others)", set_intersection_m, "Return a new set with elements common to the set and all others."}, \
    {"isdisjoint(other, /)", set_isdisjoint_m, "Return True if two sets have a null intersection."},       \
    {"issubset(other, /)", set_issubset_m, "Report whether another set contains this set."},               \
    {"issuperset(other, /)", set_issuperset_m, "Report whether this set contains another set."},           \
    {"symmetric_difference(other, /)", set_symmetric_difference_m,                                         \
     "Return a new set with elements in either the set or other but not both."},                           \
    {"union(*others)", set_union_m, "Return a new set with elements from the set and all others."}

const Method frozenset_methods[] = {SHARED_ROWS, {0}};

const Method set_methods[] = {
    SHARED_ROWS,
    {"add(object, /)", set_add_m, "Add an element to a set.\n\nThis has no effect if the element is already present."},
    {"clear()", set_clear_m, "Remove all elements from this set."},
    {"discard(object, /)", set_discard_m,
     "Remove an element from a set if it is a member.\n\n"
     "Unlike set.remove(), the discard() method does not raise\n"
     "an exception when an element is missing from the set."},
    {"difference_update(*others)", set_difference_update_m, "Update the set, removing elements found in others."},
    {"intersection_update(*others)", set_intersection_update_m,
     "Update the set, keeping only elements found in it and all others."},
    {"pop()", set_pop_m, "Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty."},
    {"remove(object, /)", set_remove_m,
     "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError."},
    {"symmetric_difference_update(other, /)", set_symmetric_difference_update_m,
     "Update the set, keeping only elements found in either set, but not in both."},
    {"update(*others)", set_update_m, "Update the set, adding elements from all others."},
    {0},
};

/* ---- iterator ---- */

static Value set_iter(Ref self)
{
    SetIter *it = mem_alloc_sized(sizeof *it);
    if (it == NULL)
        return exc_raise_memory();
    *it = (SetIter){{1, 0, &type_set_iterator}, value_dup(self), 0, set_len(self), set_len(self)};
    gc_track(it);
    return value_from_obj(it);
}

static Value set_iter_next(Ref self)
{
    SetIter *it = VALUE_AS(SetIter, self);
    if (value_is_absent(it->set))
        return VALUE_ABSENT;
    if (UNLIKELY(set_len(it->set) != it->expected_len)) {
        it->expected_len = -1; /* says so again every time */
        return exc_raise(&type_RuntimeError, "Set changed size during iteration");
    }
    Ref key;
    if (set_next(it->set, &it->pos, &key)) {
        it->n_left--;
        return value_dup(key);
    }
    value_clear(&it->set);
    return VALUE_ABSENT;
}

static void set_iter_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((SetIter *)o)->set);
    mem_free_sized(o, sizeof(SetIter));
}

static int set_iter_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((SetIter *)o)->set);
    return 0;
}

NATIVE(set_iter_length_hint_m)
{
    SetIter *it = VALUE_AS(SetIter, self);
    bool going = !value_is_absent(it->set) && set_len(it->set) == it->expected_len;
    return value_from_int(going ? it->n_left : 0);
}

NATIVE(set_iter_reduce_m)
{
    SetIter *it = VALUE_AS(SetIter, self);
    Value rest = list_new(0), iter = VALUE_ERROR, args = VALUE_ERROR, result = VALUE_ERROR;
    if (value_is_error(rest))
        return VALUE_ERROR;
    int64_t pos = it->pos;
    Ref key;
    int failed = 0;
    while (!failed && !value_is_absent(it->set) && set_next(it->set, &pos, &key))
        failed = list_append(rest, key);
    if (!failed)
        iter = builtin_named("iter");
    if (!value_is_error(iter))
        args = tuple_of1(rest);
    if (!value_is_error(args))
        result = tuple_of2(iter, args);
    value_drop(args);
    value_drop(iter);
    value_drop(rest);
    return result;
}

static const Method set_iter_methods[] = {
    {"__length_hint__()", set_iter_length_hint_m, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", set_iter_reduce_m, "Return state information for pickling."},
    {0},
};

Type type_set_iterator = {
    .base = STATIC_OBJ(&type_type), .name = "set_iterator", .basic_size = sizeof(SetIter),
    .flags = TYPE_GC | TYPE_NO_NEW, .methods = set_iter_methods,
    .dealloc = set_iter_dealloc, .traverse = set_iter_traverse,
    .iter = iterator_self, .next = set_iter_next,
};

#define SET_BINARY \
    {[BINARY_SUB] = set_sub, [BINARY_AND] = set_and, [BINARY_XOR] = set_xor, [BINARY_OR] = set_or}

Type type_frozenset = {
    .base = STATIC_OBJ(&type_type), .name = "frozenset", .basic_size = sizeof(Set),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF | TYPE_MATCH_SELF,
    .doc = "frozenset(iterable=(), /)\n--\n\n"
           "Build an immutable unordered collection of unique elements.",
    .methods = frozenset_methods, .new = frozenset_type_new,
    .dealloc = set_dealloc, .traverse = set_traverse, .clear = set_clear_slot,
    .repr = set_repr, .hash = frozenset_hash, .compare = set_compare, .iter = set_iter,
    .length = set_length, .contains = contains_key, .binary = SET_BINARY,
};

Type type_set = {
    .base = STATIC_OBJ(&type_type), .name = "set", .basic_size = sizeof(Set),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF | TYPE_MATCH_SELF,
    .doc = "set(iterable=(), /)\n--\n\n"
           "Build an unordered collection of unique elements.",
    .methods = set_methods, .new = set_type_new, .init = set_init,
    .dealloc = set_dealloc, .traverse = set_traverse, .clear = set_clear_slot,
    .repr = set_repr, .hash = hash_not_implemented, .compare = set_compare, .iter = set_iter,
    .length = set_length, .contains = contains_key, .binary = SET_BINARY,
    .inplace = {[BINARY_SUB] = set_inplace_sub, [BINARY_AND] = set_inplace_and,
                [BINARY_XOR] = set_inplace_xor, [BINARY_OR] = set_inplace_or},
};
