/* runtime/list_iter.c -- iterators over lists, both ways. */
#include "runtime/exc.h"
#include "runtime/iter.h"
#include "runtime/list.h"
#include "runtime/mem.h"

static Value iterator_new(Type *type, Ref list, int64_t index)
{
    ListIter *it = mem_alloc_sized(sizeof *it);
    if (it == NULL)
        return exc_raise_memory();
    *it = (ListIter){{1, 0, type}, value_dup(list), index};
    gc_track(it);
    return value_from_obj(it);
}

Value list_iter(Ref self) { return iterator_new(&type_list_iterator, self, 0); }

static Value iter_next_forwards(Ref self)
{
    ListIter *it = VALUE_AS(ListIter, self);
    if (value_is_absent(it->list))
        return VALUE_ABSENT;
    if (LIKELY(it->index < list_len(it->list)))
        return value_dup(list_at(it->list, it->index++));
    value_clear(&it->list);
    return VALUE_ABSENT;
}

static Value iter_next_backwards(Ref self)
{
    ListIter *it = VALUE_AS(ListIter, self);
    if (value_is_absent(it->list))
        return VALUE_ABSENT;
    if (it->index >= 0 && it->index < list_len(it->list))
        return value_dup(list_at(it->list, it->index--));
    it->index = -1;
    value_clear(&it->list);
    return VALUE_ABSENT;
}

static void iter_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((ListIter *)o)->list);
    mem_free_sized(o, sizeof(ListIter));
}

static int iter_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((ListIter *)o)->list);
    return 0;
}

static Value empty_list(void) { return list_new(0); }

NATIVE(iter_length_hint_m)
{
    ListIter *it = VALUE_AS(ListIter, self);
    if (value_is_absent(it->list))
        return value_from_int(0);
    int64_t len = list_len(it->list);
    int64_t left = len - it->index;
    if (value_as_obj(self)->type == &type_list_reverse_iterator)
        left = it->index + 1 > len ? 0 : it->index + 1;
    return value_from_int(left < 0 ? 0 : left);
}

NATIVE(iter_reduce_m)
{
    ListIter *it = VALUE_AS(ListIter, self);
    bool forwards = value_as_obj(self)->type == &type_list_iterator;
    /* An exhausted one of either kind comes back as an empty forward one. */
    bool done = value_is_absent(it->list);
    return iterator_reduce(forwards || done ? "iter" : "reversed", it->list, empty_list, it->index);
}

NATIVE(iter_setstate_m)
{
    ListIter *it = VALUE_AS(ListIter, self);
    int64_t index;
    if (object_as_index(a[0], &index, true))
        return VALUE_ERROR;
    if (value_is_absent(it->list))
        return VALUE_NONE;
    int64_t len = list_len(it->list);
    if (value_as_obj(self)->type == &type_list_iterator)
        it->index = index < 0 ? 0 : index > len ? len : index;
    else
        it->index = index < -1 ? -1 : index > len - 1 ? len - 1 : index;
    return VALUE_NONE;
}

static const Method iter_methods[] = {
    {"__length_hint__()", iter_length_hint_m, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", iter_reduce_m, "Return state information for pickling."},
    {"__setstate__(state, /)", iter_setstate_m, "Set state information for unpickling."},
    {0},
};

Value list_reverse_iterator(Ref l) { return iterator_new(&type_list_reverse_iterator, l, list_len(l) - 1); }

Type type_list_iterator = {
    .base = STATIC_OBJ(&type_type), .name = "list_iterator", .basic_size = sizeof(ListIter),
    .flags = TYPE_GC | TYPE_NO_NEW, .methods = iter_methods,
    .dealloc = iter_dealloc, .traverse = iter_traverse,
    .iter = iterator_self, .next = iter_next_forwards,
};

Type type_list_reverse_iterator = {
    .base = STATIC_OBJ(&type_type), .name = "list_reverseiterator", .basic_size = sizeof(ListIter),
    .flags = TYPE_GC | TYPE_NO_NEW, .methods = iter_methods,
    .dealloc = iter_dealloc, .traverse = iter_traverse,
    .iter = iterator_self, .next = iter_next_backwards,
};
