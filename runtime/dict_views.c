/* runtime/dict_views.c -- dict_keys, dict_values, dict_items: windows on a dict, with set algebra. */
#include "runtime/dict.h"
#include "runtime/dict_table.h"
#include "runtime/descr.h"
#include "runtime/exc.h"
#include "runtime/iter.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/set.h"
#include "runtime/tuple.h"

/* ---- life ---- */

Value dict_view_new(Type *type, Ref dict)
{
    DictView *v = mem_alloc_sized(sizeof *v);
    if (v == NULL)
        return exc_raise_memory();
    *v = (DictView){{1, 0, type}, value_dup(dict)};
    gc_track(v);
    return value_from_obj(v);
}

static void view_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((DictView *)o)->dict);
    mem_free_sized(o, sizeof(DictView));
}

static int view_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((DictView *)o)->dict);
    return 0;
}

static inline Ref dict_of(Ref view) { return VALUE_AS(DictView, view)->dict; }

static bool is_items(Ref v) { return value_is_instance(v, &type_dict_items); }
static bool is_set_view(Ref v) { return value_is_instance(v, &type_dict_keys) || is_items(v); }

/* ---- asking ---- */

static int64_t view_length(Ref self) { return dict_len(dict_of(self)); }

static Value keys_iter(Ref self) { return dict_iter_new(&type_dict_key_iterator, dict_of(self)); }
static Value values_iter(Ref self) { return dict_iter_new(&type_dict_value_iterator, dict_of(self)); }
static Value items_iter(Ref self) { return dict_iter_new(&type_dict_item_iterator, dict_of(self)); }

NATIVE(keys_reversed_m) { return dict_iter_new(&type_dict_reverse_key_iterator, dict_of(self)); }
NATIVE(values_reversed_m) { return dict_iter_new(&type_dict_reverse_value_iterator, dict_of(self)); }
NATIVE(items_reversed_m) { return dict_iter_new(&type_dict_reverse_item_iterator, dict_of(self)); }

static int keys_contains(Ref self, Ref key) { return dict_contains(dict_of(self), key); }

static int items_contains(Ref self, Ref item)
{
    if (!value_is_tuple(item) || tuple_len(item) != 2)
        return 0;
    Ref found = dict_get(dict_of(self), tuple_at(item, 0));
    if (!value_is_ok(found))
        return value_is_error(found) ? -1 : 0;
    Value held = value_dup(found);
    int same = object_equal(held, tuple_at(item, 1));
    value_drop(held);
    return same;
}

static Value view_repr(Ref self)
{
    int entered = object_repr_enter(self);
    if (entered != 0)
        return entered < 0 ? VALUE_ERROR : str_from_cstr("...");
    Value list = list_from_iterable(self), result = VALUE_ERROR;
    if (!value_is_error(list)) {
        result = str_format("%N(%R)", value_type(self), list);
        value_drop(list);
    }
    object_repr_leave(self);
    return result;
}

static Value view_mapping(Ref self) { return mapping_proxy_new(dict_of(self)); }

/* ---- comparing as sets ---- */

/* Is every item of a in b: 1, 0, -1. */
static int all_contained(Ref a, Ref b)
{
    Value it = object_iter(a);
    if (value_is_error(it))
        return -1;
    int result = 1;
    while (result == 1) {
        Value item = iter_next(it);
        if (value_is_absent(item))
            break;
        result = value_is_error(item) ? -1 : object_contains(b, item);
        value_drop(item);
    }
    value_drop(it);
    return result;
}

static Value view_compare(Ref a, Ref b, CompareOp op)
{
    if (!value_is_any_set(b) && !is_set_view(b))
        return VALUE_NOT_IMPLEMENTED;
    int64_t n = object_length(a), m = object_length(b);
    if (n < 0 || m < 0)
        return VALUE_ERROR;
    int result = 0;
    switch (op) {
    case CMP_EQ:
    case CMP_NE: result = n == m ? all_contained(a, b) : 0; break;
    case CMP_LT: result = n < m ? all_contained(a, b) : 0; break;
    case CMP_LE: result = n <= m ? all_contained(a, b) : 0; break;
    case CMP_GT: result = n > m ? all_contained(b, a) : 0; break;
    case CMP_GE: result = n >= m ? all_contained(b, a) : 0; break;
    }
    return result < 0 ? VALUE_ERROR : value_from_bool(op == CMP_NE ? !result : result);
}

/* ---- set algebra: either operand is a view, the other any iterable; the result is a set ---- */

static Value view_sub(Ref a, Ref b)
{
    Value result = set_new(a);
    if (!value_is_error(result) && set_difference_update(result, b) < 0) {
        value_drop(result);
        return VALUE_ERROR;
    }
    return result;
}

static Value view_or(Ref a, Ref b)
{
    Value result = set_new(a);
    if (!value_is_error(result) && set_update(result, b) < 0) {
        value_drop(result);
        return VALUE_ERROR;
    }
    return result;
}

static Value view_xor(Ref a, Ref b)
{
    Value result = set_new(a);
    if (!value_is_error(result) && set_symmetric_difference_update(result, b) < 0) {
        value_drop(result);
        return VALUE_ERROR;
    }
    return result;
}

static Value view_and(Ref a, Ref b)
{
    /* Walk the other operand, or the shorter of two set-likes, and look its items up in the view. */
    Ref view = is_set_view(a) ? a : b, other = is_set_view(a) ? b : a;
    if ((is_set_view(other) || value_is_exact_any_set(other)) && object_length(other) > view_length(view)) {
        Ref swap = view;
        view = other;
        other = swap;
    }
    Value it = object_iter(other);
    if (value_is_error(it))
        return VALUE_ERROR;
    Value result = set_new(VALUE_ABSENT);
    while (!value_is_error(result)) {
        Value item = iter_next(it);
        if (value_is_absent(item))
            break;
        int has = value_is_error(item) ? -1 : object_contains(view, item);
        if (has > 0)
            has = set_add(result, item);
        value_drop(item);
        if (has < 0) {
            value_drop(result);
            result = VALUE_ERROR;
        }
    }
    value_drop(it);
    return result;
}

NATIVE(view_isdisjoint_m)
{
    if (value_is(self, a[0]))
        return value_from_bool(view_length(self) == 0);
    Ref walked = a[0], looked_up = self;
    if ((value_is_exact_any_set(a[0]) || is_set_view(a[0])) && object_length(a[0]) > view_length(self)) {
        walked = self;
        looked_up = a[0];
    }
    Value it = object_iter(walked);
    if (value_is_error(it))
        return VALUE_ERROR;
    int has = 0;
    while (has == 0) {
        Value item = iter_next(it);
        if (value_is_absent(item))
            break;
        has = value_is_error(item) ? -1 : object_contains(looked_up, item);
        value_drop(item);
    }
    value_drop(it);
    return has < 0 ? VALUE_ERROR : value_from_bool(!has);
}

/* ---- the types ---- */

#define ISDISJOINT_ROW                                                                    \
    {"isdisjoint(other, /)", view_isdisjoint_m,                                           \
     "Return True if the view and the given iterable have a null intersection."}

static const Method keys_methods[] = {
    ISDISJOINT_ROW,
    {"__reversed__()", keys_reversed_m, "Return a reverse iterator over the dict keys."},
    {0},
};

static const Method items_methods[] = {
    ISDISJOINT_ROW,
    {"__reversed__()", items_reversed_m, "Return a reverse iterator over the dict items."},
    {0},
};

static const Method values_methods[] = {
    {"__reversed__()", values_reversed_m, "Return a reverse iterator over the dict values."},
    {0},
};

static const Getter view_getters[] = {
    {"mapping", view_mapping, NULL, "dictionary that this view refers to"},
    {0},
};

#define SET_ALGEBRA \
    {[BINARY_SUB] = view_sub, [BINARY_AND] = view_and, [BINARY_XOR] = view_xor, [BINARY_OR] = view_or}

Type type_dict_keys = {
    .base = STATIC_OBJ(&type_type), .name = "dict_keys", .basic_size = sizeof(DictView),
    .flags = TYPE_GC | TYPE_NO_NEW, .methods = keys_methods, .getters = view_getters,
    .dealloc = view_dealloc, .traverse = view_traverse, .repr = view_repr,
    .hash = hash_not_implemented, .compare = view_compare, .iter = keys_iter,
    .length = view_length, .contains = keys_contains, .binary = SET_ALGEBRA,
};

Type type_dict_items = {
    .base = STATIC_OBJ(&type_type), .name = "dict_items", .basic_size = sizeof(DictView),
    .flags = TYPE_GC | TYPE_NO_NEW, .methods = items_methods, .getters = view_getters,
    .dealloc = view_dealloc, .traverse = view_traverse, .repr = view_repr,
    .hash = hash_not_implemented, .compare = view_compare, .iter = items_iter,
    .length = view_length, .contains = items_contains, .binary = SET_ALGEBRA,
};

Type type_dict_values = {
    .base = STATIC_OBJ(&type_type), .name = "dict_values", .basic_size = sizeof(DictView),
    .flags = TYPE_GC | TYPE_NO_NEW, .methods = values_methods, .getters = view_getters,
    .dealloc = view_dealloc, .traverse = view_traverse, .repr = view_repr,
    .iter = values_iter, .length = view_length,
};
