/* runtime/str_iter.c -- the iterator of str. */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/str_chars.h"
#include "runtime/tuple.h"

Value str_iter_new(Ref s)
{
    StrIter *it = object_alloc(&type_str_iterator);
    if (it == NULL)
        return VALUE_ERROR;
    it->str = value_dup(s);
    it->index = 0;
    gc_track(it);
    return value_from_obj(it);
}

static Value next(Ref self)
{
    StrIter *it = VALUE_AS(StrIter, self);
    if (value_is_absent(it->str))
        return VALUE_ABSENT;
    if (LIKELY(it->index < str_len(it->str)))
        return str_char_at(it->str, it->index++);
    value_clear(&it->str);
    return VALUE_ABSENT;
}

static int64_t n_left(const StrIter *it)
{
    return value_is_absent(it->str) ? 0 : str_len(it->str) - it->index;
}

NATIVE(length_hint_m) { return int_new(n_left(VALUE_AS(StrIter, self))); }

NATIVE(reduce_m)
{
    StrIter *it = VALUE_AS(StrIter, self);
    Value iter = import_attr("builtins", "iter");
    if (value_is_error(iter))
        return iter;
    Value text = value_is_absent(it->str) ? str_empty() : value_dup(it->str);
    Value result = VALUE_ERROR;
    Value args = tuple_of1(text);
    if (!value_is_error(args)) {
        result = value_is_absent(it->str) ? tuple_of2(iter, args) : tuple_of3(iter, args, value_from_int(it->index));
        value_drop(args);
    }
    value_drop(text);
    value_drop(iter);
    return result;
}

NATIVE(setstate_m)
{
    StrIter *it = VALUE_AS(StrIter, self);
    int64_t index;
    if (int_as_i64(a[0], &index))
        return VALUE_ERROR;
    if (!value_is_absent(it->str))
        it->index = index < 0 ? 0 : index > str_len(it->str) ? str_len(it->str) : index;
    return VALUE_NONE;
}

static void dealloc(Obj *o)
{
    StrIter *it = (StrIter *)o;
    gc_untrack(it);
    value_clear(&it->str);
    object_free(it);
}

static int traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((StrIter *)o)->str);
    return 0;
}

static Value self_iter(Ref self) { return value_dup(self); }

static const Method methods[] = {
    {"__length_hint__()", length_hint_m, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", reduce_m, "Return state information for pickling."},
    {"__setstate__(state, /)", setstate_m, "Set state information for unpickling."},
    {0},
};

Type type_str_iterator = {
    .base = STATIC_OBJ(&type_type), .name = "str_iterator", .basic_size = sizeof(StrIter),
    .flags = TYPE_GC | TYPE_NO_NEW, .methods = methods,
    .dealloc = dealloc, .traverse = traverse, .iter = self_iter, .next = next,
};
