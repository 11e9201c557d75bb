/* stdlib/collections/deque.c -- deque: the ring and its iterators.  The methods are in deque_methods.c. */
#include "runtime/mem.h"
#include "stdlib/collections/collections.h"

#define MIN_CAPACITY 8

/* ---- the ring ---- */

/* Move to a ring of `capacity`, a power of 2 that holds all items; they start at 0. */
static int set_capacity(Deque *d, int64_t capacity)
{
    Value *items = mem_alloc_array_or_raise((size_t)capacity, sizeof *items);
    if (items == NULL)
        return -1;
    int64_t to_end = d->mask + 1 - d->head, first = d->len < to_end ? d->len : to_end;
    if (first > 0)
        memcpy(items, d->items + d->head, (size_t)first * sizeof *items);
    if (d->len > first)
        memcpy(items + first, d->items, (size_t)(d->len - first) * sizeof *items);
    mem_free(d->items);
    d->items = items;
    d->mask = capacity - 1;
    d->head = 0;
    return 0;
}

static inline int make_room(Deque *d)
{
    if (LIKELY(d->len <= d->mask))
        return 0;
    return set_capacity(d, d->mask < 0 ? MIN_CAPACITY : (d->mask + 1) * 2);
}

static void give_room_back(Deque *d)
{
    int64_t capacity = d->mask + 1;
    if (d->len < capacity / 4 && capacity > 64 && set_capacity(d, capacity / 2))
        exc_clear(); /* the old room serves as well */
}

int deque_push_right(Deque *d, Value v)
{
    if (d->max_len == 0) {
        value_drop(v);
        return 0;
    }
    if (d->len == d->max_len) {
        Value old = *deque_at(d, 0);
        d->head = (d->head + 1) & d->mask;
        *deque_at(d, d->len - 1) = v;
        d->state++;
        value_drop(old);
        return 0;
    }
    if (make_room(d)) {
        value_drop(v);
        return -1;
    }
    d->items[(d->head + d->len++) & d->mask] = v;
    d->state++;
    return 0;
}

int deque_push_left(Deque *d, Value v)
{
    if (d->max_len == 0) {
        value_drop(v);
        return 0;
    }
    if (d->len == d->max_len) {
        Value old = *deque_at(d, d->len - 1);
        d->head = (d->head - 1) & d->mask;
        *deque_at(d, 0) = v;
        d->state++;
        value_drop(old);
        return 0;
    }
    if (make_room(d)) {
        value_drop(v);
        return -1;
    }
    d->head = (d->head - 1) & d->mask;
    d->items[d->head] = v;
    d->len++;
    d->state++;
    return 0;
}

Value deque_pop_right(Deque *d)
{
    if (d->len == 0)
        return exc_raise(&type_IndexError, "pop from an empty deque");
    Value v = *deque_at(d, --d->len);
    d->state++;
    give_room_back(d);
    return v;
}

Value deque_pop_left(Deque *d)
{
    if (d->len == 0)
        return exc_raise(&type_IndexError, "pop from an empty deque");
    Value v = *deque_at(d, 0);
    d->head = (d->head + 1) & d->mask;
    d->len--;
    d->state++;
    give_room_back(d);
    return v;
}

void deque_clear(Deque *d)
{
    Deque old = *d;
    d->items = NULL;
    d->mask = -1;
    d->head = d->len = 0;
    d->state++;
    for (int64_t i = 0; i < old.len; i++)
        value_drop(*deque_at(&old, i));
    mem_free(old.items);
}

/* Turn the ring n steps to the right: the last n items come to the front. */
void deque_rotate(Deque *d, int64_t n)
{
    if (d->len <= 1)
        return;
    n %= d->len;
    if (n > d->len / 2)
        n -= d->len;
    else if (n < -(d->len / 2))
        n += d->len;
    if (n == 0)
        return;
    d->state++;
    for (; n > 0; n--) {
        Value v = *deque_at(d, d->len - 1);
        d->head = (d->head - 1) & d->mask;
        *deque_at(d, 0) = v;
    }
    for (; n < 0; n++) {
        Value v = *deque_at(d, 0);
        d->head = (d->head + 1) & d->mask;
        *deque_at(d, d->len - 1) = v;
    }
}

/* The shorter side moves aside. */
int deque_insert(Deque *d, int64_t i, Ref v)
{
    if (make_room(d))
        return -1;
    d->len++;
    d->state++;
    if (i < d->len / 2) {
        d->head = (d->head - 1) & d->mask;
        for (int64_t k = 0; k < i; k++)
            *deque_at(d, k) = *deque_at(d, k + 1);
    } else {
        for (int64_t k = d->len - 1; k > i; k--)
            *deque_at(d, k) = *deque_at(d, k - 1);
    }
    *deque_at(d, i) = value_dup(v);
    return 0;
}

Value deque_take(Deque *d, int64_t i)
{
    Value v = *deque_at(d, i);
    if (i < d->len / 2) {
        for (int64_t k = i; k > 0; k--)
            *deque_at(d, k) = *deque_at(d, k - 1);
        d->head = (d->head + 1) & d->mask;
    } else {
        for (int64_t k = i; k < d->len - 1; k++)
            *deque_at(d, k) = *deque_at(d, k + 1);
    }
    d->len--;
    d->state++;
    return v;
}

int deque_extend(Ref self, Ref iterable, bool left)
{
    Deque *d = VALUE_AS(Deque, self);
    if (value_is(self, iterable)) {
        Value copy = list_from_iterable(iterable);
        int result = value_is_error(copy) ? -1 : deque_extend(self, copy, left);
        value_drop(copy);
        return result;
    }
    Value it = object_iter(iterable);
    if (value_is_error(it))
        return -1;
    int result = 0;
    while (result == 0) {
        Value item = iter_next(it);
        if (value_is_absent(item))
            break;
        result = value_is_error(item) ? -1 : left ? deque_push_left(d, item) : deque_push_right(d, item);
    }
    value_drop(it);
    return result;
}

/* ---- life ---- */

static Value deque_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    Deque *d = object_alloc_instance(type, 0);
    if (d == NULL)
        return VALUE_ERROR;
    d->mask = -1;
    d->max_len = -1;
    if (!gc_is_tracked(&d->base))
        gc_track(d);
    return value_from_obj(d);
}

static int deque_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    int64_t max_len = -1;
    if (args_bind(&spec, "deque(iterable=<absent>, maxlen=None)", args, n_args, kwnames, a))
        return -1;
    if (!value_is_none(a[1])) {
        if (!value_is_any_int(a[1]))
            return exc_raise_int(&type_TypeError, "an integer is required");
        if (object_as_size(a[1], &max_len))
            return -1;
        if (max_len < 0)
            return exc_raise_int(&type_ValueError, "maxlen must be non-negative");
    }
    Deque *d = VALUE_AS(Deque, self);
    d->max_len = max_len;
    if (d->len > 0)
        deque_clear(d);
    return value_is_absent(a[0]) ? 0 : deque_extend(self, a[0], false);
}

static void deque_dealloc(Obj *o)
{
    Deque *d = (Deque *)o;
    gc_untrack(o);
    deque_clear(d);
    object_free(o);
}

static int deque_traverse(Obj *o, GcVisit visit, void *arg)
{
    Deque *d = (Deque *)o;
    for (int64_t i = 0; i < d->len; i++)
        GC_VISIT(*deque_at(d, i));
    return 0;
}

static void deque_clear_slot(Obj *o) { deque_clear((Deque *)o); }

/* What a subclass made of itself must be a deque to go on with. Takes v. */
static Value check_deque(Ref self, Value v)
{
    if (value_is_error(v) || value_is_instance(v, &type_deque))
        return v;
    exc_raise(&type_TypeError, "%T() must return a deque, not %T", self, v);
    value_drop(v);
    return VALUE_ERROR;
}

Value deque_copy(Ref self)
{
    Deque *d = VALUE_AS(Deque, self);
    Ref type = value_from_obj(value_type(self));
    if (!value_has_type(self, &type_deque)) {
        if (d->max_len < 0)
            return check_deque(self, object_call1(type, self));
        Value max_len = int_new(d->max_len);
        Value copy = object_call2(type, self, max_len);
        value_drop(max_len);
        return check_deque(self, copy);
    }
    Value copy = deque_new(&type_deque, NULL, 0, VALUE_ABSENT);
    if (value_is_error(copy))
        return VALUE_ERROR;
    Deque *c = VALUE_AS(Deque, copy);
    c->max_len = d->max_len;
    if (d->len > 0) {
        int64_t capacity = MIN_CAPACITY;
        while (capacity < d->len)
            capacity *= 2;
        if (set_capacity(c, capacity)) {
            value_drop(copy);
            return VALUE_ERROR;
        }
        for (int64_t i = 0; i < d->len; i++)
            c->items[i] = value_dup(*deque_at(d, i));
        c->len = d->len;
    }
    return copy;
}

/* ---- looks and operators ---- */

static Value deque_repr(Ref self)
{
    int entered = object_repr_enter(self);
    if (entered != 0)
        return entered < 0 ? VALUE_ERROR : str_from_cstr("[...]");
    Value list = list_from_iterable(self), name = VALUE_ERROR, text = VALUE_ERROR;
    if (!value_is_error(list))
        name = type_name(value_type(self));
    int64_t max_len = VALUE_AS(Deque, self)->max_len;
    if (!value_is_error(name) && max_len >= 0)
        text = str_format("%U(%R, maxlen=%lld)", name, list, (long long)max_len);
    else if (!value_is_error(name))
        text = str_format("%U(%R)", name, list);
    object_repr_leave(self);
    value_drop(name);
    value_drop(list);
    return text;
}

static int64_t deque_length(Ref self) { return VALUE_AS(Deque, self)->len; }

static Value deque_item(Ref self, int64_t i)
{
    Deque *d = VALUE_AS(Deque, self);
    if (i < 0 || i >= d->len)
        return exc_raise(&type_IndexError, "deque index out of range");
    return value_dup(*deque_at(d, i));
}

static int deque_set_item(Ref self, int64_t i, Ref v)
{
    Deque *d = VALUE_AS(Deque, self);
    if (i < 0 || i >= d->len)
        return exc_raise_int(&type_IndexError, "deque index out of range");
    if (value_is_absent(v))
        value_drop(deque_take(d, i));
    else
        value_replace(deque_at(d, i), value_dup(v));
    return 0;
}

static int deque_contains(Ref self, Ref item)
{
    Deque *d = VALUE_AS(Deque, self);
    uint64_t state = d->state;
    for (int64_t i = 0; i < d->len; i++) {
        Value held = value_dup(*deque_at(d, i));
        int same = value_equal(held, item);
        value_drop(held);
        if (same != 0)
            return same;
        if (d->state != state)
            return exc_raise_int(&type_RuntimeError, "deque mutated during iteration");
    }
    return 0;
}

static Value deque_concat(Ref self, Ref other)
{
    if (!value_is_instance(other, &type_deque))
        return exc_raise(&type_TypeError, "can only concatenate deque (not \"%T\") to deque", other);
    Value result = deque_copy(self);
    if (!value_is_error(result) && deque_extend(result, other, false)) {
        value_drop(result);
        return VALUE_ERROR;
    }
    return result;
}

static Value deque_inplace_concat(Ref self, Ref other)
{
    return deque_extend(self, other, false) ? VALUE_ERROR : value_dup(self);
}

static Value deque_inplace_repeat(Ref self, int64_t times)
{
    Deque *d = VALUE_AS(Deque, self);
    int64_t n = d->len;
    if (n == 0 || times == 1)
        return value_dup(self);
    if (times <= 0) {
        deque_clear(d);
        return value_dup(self);
    }
    if (n > INT64_MAX / (int64_t)sizeof(Value) / times)
        return exc_raise_memory();
    /* Of a bounded deque only the last max_len items survive: rounds that are pushed out again make no
     * difference, because every round is the same. */
    if (d->max_len >= 0 && times > d->max_len / n + 2)
        times = d->max_len / n + 2;
    Value items = list_from_iterable(self);
    for (int64_t i = 1; !value_is_error(items) && i < times; i++) {
        if (deque_extend(self, items, false)) {
            value_drop(items);
            items = VALUE_ERROR;
        }
    }
    value_drop(items);
    return value_is_error(items) ? VALUE_ERROR : value_dup(self);
}

static Value deque_repeat(Ref self, int64_t times)
{
    Value copy = deque_copy(self);
    if (value_is_error(copy))
        return VALUE_ERROR;
    Value result = deque_inplace_repeat(copy, times);
    value_drop(copy);
    return result;
}

static Value deque_compare(Ref a, Ref b, CompareOp op)
{
    if (!value_is_instance(a, &type_deque) || !value_is_instance(b, &type_deque))
        return VALUE_NOT_IMPLEMENTED;
    if (c_stack_check(" in comparison"))
        return VALUE_ERROR;
    int64_t n = deque_length(a), m = deque_length(b);
    if (n != m && (op == CMP_EQ || op == CMP_NE))
        return value_from_bool(op == CMP_NE);
    Value x = list_from_iterable(a), y = value_is_error(x) ? VALUE_ERROR : list_from_iterable(b);
    Value result = value_is_error(y) ? VALUE_ERROR : object_compare(x, y, op);
    value_drop(x);
    value_drop(y);
    return result;
}

/* ---- iterators ---- */

typedef struct DequeIter {
    Obj base;
    Value deque;
    int64_t index;     /* of the next item, from the end it started at */
    int64_t n_left;
    uint64_t state;    /* the deque's when it began */
} DequeIter;

static Value iter_over(Type *type, Ref deque)
{
    DequeIter *it = object_alloc(type);
    if (it == NULL)
        return VALUE_ERROR;
    it->deque = value_dup(deque);
    it->index = 0;
    it->n_left = VALUE_AS(Deque, deque)->len;
    it->state = VALUE_AS(Deque, deque)->state;
    gc_track(it);
    return value_from_obj(it);
}

static Value deque_iter(Ref self) { return iter_over(&type_deque_iterator, self); }

/* True when the iterator may go on; else it has ended, or complained. */
static inline bool may_go_on(DequeIter *it)
{
    if (UNLIKELY(VALUE_AS(Deque, it->deque)->state != it->state)) {
        it->n_left = 0;
        exc_raise(&type_RuntimeError, "deque mutated during iteration");
        return false;
    }
    return it->n_left > 0;
}

static Value next_from_left(Ref self)
{
    DequeIter *it = VALUE_AS(DequeIter, self);
    if (UNLIKELY(!may_go_on(it)))
        return exc_pending() ? VALUE_ERROR : VALUE_ABSENT;
    it->n_left--;
    return value_dup(*deque_at(VALUE_AS(Deque, it->deque), it->index++));
}

static Value next_from_right(Ref self)
{
    DequeIter *it = VALUE_AS(DequeIter, self);
    if (UNLIKELY(!may_go_on(it)))
        return exc_pending() ? VALUE_ERROR : VALUE_ABSENT;
    it->n_left--;
    Deque *d = VALUE_AS(Deque, it->deque);
    return value_dup(*deque_at(d, d->len - 1 - it->index++));
}

static Value iter_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_no_keywords(type->name, kwnames) || args_count(type->name, n_args, 1, 2))
        return VALUE_ERROR;
    if (!value_is_instance(args[0], &type_deque)) {
        return exc_raise(&type_TypeError, "%s() argument 1 must be collections.deque, not %T", type->name, args[0]);
    }
    int64_t skip = 0;
    if (n_args == 2 && object_as_size(args[1], &skip))
        return VALUE_ERROR;
    Value it = iter_over(type, args[0]);
    if (!value_is_error(it) && skip > 0) {
        DequeIter *d = VALUE_AS(DequeIter, it);
        skip = skip > d->n_left ? d->n_left : skip;
        d->index += skip;
        d->n_left -= skip;
    }
    return it;
}

static void iter_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((DequeIter *)o)->deque);
    object_free(o);
}

static int iter_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((DequeIter *)o)->deque);
    return 0;
}

NATIVE(iter_length_hint_m) { return int_new(VALUE_AS(DequeIter, self)->n_left); }

NATIVE(iter_reduce_m)
{
    DequeIter *it = VALUE_AS(DequeIter, self);
    Value done = int_new(VALUE_AS(Deque, it->deque)->len - it->n_left);
    Value args = value_is_error(done) ? VALUE_ERROR : tuple_of2(it->deque, done);
    value_drop(done);
    return value_is_error(args) ? VALUE_ERROR : tuple_of2_owned(value_from_obj(value_type(self)), args);
}

static const Method iter_methods[] = {
    {"__length_hint__()", iter_length_hint_m, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", iter_reduce_m, "Return state information for pickling."},
    {0},
};

Type type_deque_iterator = {
    .base = STATIC_OBJ(&type_type), .name = "_deque_iterator", .module = "collections",
    .basic_size = sizeof(DequeIter), .flags = TYPE_GC, .methods = iter_methods, .new = iter_new,
    .dealloc = iter_dealloc, .traverse = iter_traverse, .iter = iterator_self, .next = next_from_left,
};

Type type_deque_reverse_iterator = {
    .base = STATIC_OBJ(&type_type), .name = "_deque_reverse_iterator", .module = "collections",
    .basic_size = sizeof(DequeIter), .flags = TYPE_GC, .methods = iter_methods, .new = iter_new,
    .dealloc = iter_dealloc, .traverse = iter_traverse, .iter = iterator_self, .next = next_from_right,
};

static Value deque_get_max_len(Ref self)
{
    int64_t max_len = VALUE_AS(Deque, self)->max_len;
    return max_len < 0 ? VALUE_NONE : int_new(max_len);
}

static const Getter deque_getters[] = {
    {"maxlen", deque_get_max_len, NULL, "maximum size of a deque or None if unbounded"},
    {0},
};

Type type_deque = {
    .base = STATIC_OBJ(&type_type), .name = "deque", .module = "collections", .basic_size = sizeof(Deque),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF | TYPE_SEQUENCE,
    .doc = "deque([iterable[, maxlen]])\n--\n\n"
           "A list-like sequence optimized for data accesses near its endpoints.",
    .methods = deque_methods, .getters = deque_getters, .new = deque_new, .init = deque_init,
    .dealloc = deque_dealloc, .traverse = deque_traverse, .clear = deque_clear_slot,
    .repr = deque_repr, .hash = hash_not_implemented, .compare = deque_compare, .iter = deque_iter,
    .length = deque_length, .item = deque_item, .set_item = deque_set_item, .contains = deque_contains,
    .concat = deque_concat, .repeat = deque_repeat,
    .inplace_concat = deque_inplace_concat, .inplace_repeat = deque_inplace_repeat,
};
