/* stdlib/itertools/tee.c -- tee: several iterators over one.
 *
 * What the shared iterator gave is kept in blocks linked forwards.  Each tee iterator holds the block it is in, so
 * a block lives until the slowest of them has left it. */
#include "vm/callback.h"
#include "stdlib/itertools/itertools.h"

#define BLOCK_ITEMS 57

typedef struct TeeBlock {
    Obj base;
    Value iterator;            /* the shared one */
    Value next;                /* the block behind, or ABSENT */
    Value items[BLOCK_ITEMS];
    int n_read;                /* items that are there */
    bool running;              /* the shared iterator is being asked */
} TeeBlock;
HELD_LIFE(tee_data, 2 + BLOCK_ITEMS)

typedef struct Tee {
    Obj base;
    Value block;               /* ABSENT only while dying */
    int index;                 /* of the next item in it */
} Tee;
HELD_LIFE(tee, 1)

/* type, (iterator, [items], next block or None) */
NATIVE(tee_data_reduce_m)
{
    TeeBlock *b = VALUE_AS(TeeBlock, self);
    if (warn_of_pickling())
        return VALUE_ERROR;
    Value items = list_from_refs(b->items, b->n_read);
    if (value_is_error(items))
        return VALUE_ERROR;
    Ref args[3] = {b->iterator, items, value_is_absent(b->next) ? VALUE_NONE : b->next};
    Value result = itertool_reduce_refs(self, args, 3, VALUE_ABSENT);
    value_drop(items);
    return result;
}

static const Method tee_data_methods[] = {REDUCE_ROW(tee_data_reduce_m), {0}};

static Value block_new(Ref iterator);

static Value tee_data_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_no_keywords("_tee_dataobject", kwnames) || args_count("_tee_dataobject", n_args, 3, 3))
        return VALUE_ERROR;
    Ref items = args[1], next = args[2];
    if (!value_is_list(items))
        return exc_raise(&type_TypeError, "_tee_dataobject() argument 2 must be list, not %T", items);
    int64_t n = list_len(items);
    if (n > BLOCK_ITEMS || (n < BLOCK_ITEMS && !value_is_none(next))
        || !(value_is_none(next) || value_has_type(next, &type_tee_data)))
        return exc_raise(&type_ValueError, "Invalid arguments");
    Value made = block_new(args[0]);
    if (value_is_error(made))
        return VALUE_ERROR;
    TeeBlock *b = VALUE_AS(TeeBlock, made);
    values_dup(b->items, VALUE_AS(List, items)->items, n);
    b->n_read = (int)n;
    b->next = value_is_none(next) ? VALUE_ABSENT : value_dup(next);
    return made;
}

Type type_tee_data = {
    .base = STATIC_OBJ(&type_type), .name = "_tee_dataobject", .module = "itertools",
    .basic_size = sizeof(TeeBlock), .flags = TYPE_GC, .new = tee_data_new, .methods = tee_data_methods,
    .dealloc = tee_data_dealloc, .traverse = tee_data_traverse, .clear = tee_data_clear,
    .doc = "teedataobject(iterable, values, next, /)\n--\n\nData container common to multiple tee objects.",
};

static Value block_new(Ref iterator)
{
    TeeBlock *b = holder_new(&type_tee_data, 2 + BLOCK_ITEMS);
    if (b == NULL)
        return VALUE_ERROR;
    b->iterator = value_dup(iterator);
    b->n_read = 0;
    b->running = false;
    return holder_finish(b);
}

/* Item i of the block, asked from the shared iterator when it is the next. */
static Value block_item(TeeBlock *b, int i)
{
    if (i < b->n_read)
        return value_dup(b->items[i]);
    if (b->running)
        return exc_raise(&type_RuntimeError, "cannot re-enter the tee iterator");
    if (value_is_absent(b->iterator))
        return VALUE_ABSENT;
    b->running = true;
    Value iterator = value_dup(b->iterator);
    Value item = inner_next(iterator);
    value_drop(iterator);
    b->running = false;
    if (value_is_ok(item))
        b->items[b->n_read++] = value_dup(item);
    return item;
}

static Value tee_next(Ref self)
{
    Tee *t = VALUE_AS(Tee, self);
    if (value_is_absent(t->block))
        return VALUE_ABSENT;
    TeeBlock *b = VALUE_AS(TeeBlock, t->block);
    if (t->index >= BLOCK_ITEMS) {
        if (value_is_absent(b->next)) {
            Value next = value_is_absent(b->iterator) ? VALUE_ABSENT : block_new(b->iterator);
            if (!value_is_ok(next))
                return next;
            b->next = next;
        }
        t->index = 0;
        value_replace(&t->block, value_dup(b->next));
        b = VALUE_AS(TeeBlock, t->block);
    }
    Value held = t->block; /* asking may drop the last reference to it */
    obj_hold(b);
    Value item = block_item(b, t->index);
    if (value_is_ok(item))
        t->index++;
    value_drop(held);
    return item;
}

static Value tee_at(Type *type, Ref block, int index)
{
    Tee *t = holder_new(type, 1);
    if (t == NULL)
        return VALUE_ERROR;
    t->block = value_dup(block);
    t->index = index;
    return holder_finish(t);
}

static Value tee_over(Ref iterable)
{
    Value it = object_iter(iterable);
    if (value_is_error(it))
        return VALUE_ERROR;
    Value result;
    if (value_is_instance(it, &type_tee)) {
        result = tee_at(&type_tee, VALUE_AS(Tee, it)->block, VALUE_AS(Tee, it)->index);
    } else {
        Value block = block_new(it);
        result = value_is_error(block) ? VALUE_ERROR : tee_at(&type_tee, block, 0);
        value_drop(block);
    }
    value_drop(it);
    return result;
}

static Value tee_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_no_keywords("_tee", kwnames) || args_count("_tee", n_args, 1, 1))
        return VALUE_ERROR;
    return tee_over(args[0]);
}

NATIVE(tee_copy_m) { return tee_at(&type_tee, VALUE_AS(Tee, self)->block, VALUE_AS(Tee, self)->index); }

/* `iterable`'s iterator when it can be copied, else a tee iterator over it. */
static Value copyable_iterator(Ref iterable)
{
    Value it = object_iter(iterable);
    if (value_is_error(it))
        return VALUE_ERROR;
    /* A generator's __copy__ makes a fork that runs on its own: tee must run it once. */
    Value copy = value_has_type(it, &type_generator) ? VALUE_ABSENT : object_getattr_or_absent(it, NAME(__copy__));
    if (value_is_absent(copy))
        value_replace(&it, tee_over(it));
    else if (value_is_error(copy))
        value_replace(&it, VALUE_ERROR);
    value_drop(copy);
    return it;
}

Value tee_split(Ref iterable, int64_t n)
{
    if (n < 0)
        return exc_raise(&type_ValueError, "n must be >= 0");
    Value result = tuple_new(n);
    if (value_is_error(result) || n == 0)
        return result;
    Value first = copyable_iterator(iterable);
    for (int64_t i = 0; i < n; i++) {
        Value each = i == 0 || value_is_error(first) ? first : object_call_method0(first, NAME(__copy__));
        if (value_is_error(each)) {
            value_drop(result);
            return VALUE_ERROR;
        }
        VALUE_AS(Tuple, result)->items[i] = each;
    }
    return result;
}

/* type, ((),), (block, index) */
NATIVE(tee_reduce_m)
{
    Tee *t = VALUE_AS(Tee, self);
    if (warn_of_pickling())
        return VALUE_ERROR;
    Value nothing = tuple_empty(), args = tuple_of1(nothing);
    value_drop(nothing);
    return itertool_reduce(self, args, tuple_of2(t->block, value_from_int(t->index)));
}

NATIVE(tee_setstate_m)
{
    Tee *t = VALUE_AS(Tee, self);
    Ref state = a[0];
    int64_t index;
    if (warn_of_pickling())
        return VALUE_ERROR;
    if (!value_is_tuple(state))
        return exc_raise(&type_TypeError, "state is not a tuple");
    if (tuple_len(state) != 2 || !value_has_type(tuple_at(state, 0), &type_tee_data))
        return exc_raise(&type_TypeError, "state is not a block and an index");
    if (object_as_index(tuple_at(state, 1), &index, false))
        return VALUE_ERROR;
    if (index < 0 || index > BLOCK_ITEMS)
        return exc_raise(&type_ValueError, "Index out of range");
    value_replace(&t->block, value_dup(tuple_at(state, 0)));
    t->index = (int)index;
    return VALUE_NONE;
}

static const Method tee_methods[] = {
    REDUCE_ROW(tee_reduce_m),
    SETSTATE_ROW(tee_setstate_m),
    {"__copy__()", tee_copy_m, "Returns an independent iterator."},
    {0},
};

Type type_tee = {
    .base = STATIC_OBJ(&type_type), .name = "_tee", .module = "itertools", .basic_size = sizeof(Tee),
    .flags = TYPE_GC | TYPE_WEAKREF, .dealloc = tee_dealloc, .traverse = tee_traverse, .clear = tee_clear,
    .iter = iterator_self, .next = tee_next, .new = tee_type_new, .methods = tee_methods,
    .doc = "_tee(iterable, /)\n--\n\n"
           "Iterator wrapped to make it copyable.",
};
