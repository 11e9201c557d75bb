/* runtime/list.c -- lists: storage, slices, comparing.
 *
 * `items` holds `len` values in room for `capacity`.  Whoever shrinks a list first makes it consistent, then
 * drops what came out: a finaliser may look at it or change it.  Loops that run Python read `len` and
 * `items` again each time round.  The methods are in list_methods.c,
 * iterators in list_iter.c, sorting in list_sort.c. */
#include "runtime/list.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/iter.h"
#include "runtime/mem.h"
#include "runtime/slice.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define LIST_MAX ((int64_t)1 << 56)
#define MAX_HINT ((int64_t)1 << 26)

/* ---- making ---- */

static inline List *alloc_exact(void)
{
    List *l = mem_alloc_sized(sizeof *l);
    if (UNLIKELY(l == NULL)) {
        exc_raise_memory();
        return NULL;
    }
    *l = (List){.base = {1, 0, &type_list}};
    return l;
}

/* Up to here the items stand in a small block. */
#define SMALL_MAX ((int64_t)(MEM_SIZED_MAX / sizeof(Value)))

static inline Value *alloc_items(int64_t capacity)
{
    size_t size = (size_t)capacity * sizeof(Value);
    Value *items = LIKELY(capacity <= SMALL_MAX) ? mem_alloc_sized(size)
                 : capacity < LIST_MAX ? mem_resize_array(NULL, 0, size) : NULL;
    if (UNLIKELY(items == NULL))
        exc_raise_memory();
    return items;
}

void list_items_free(Value *items, int64_t capacity)
{
    size_t size = (size_t)capacity * sizeof(Value);
    if (UNLIKELY(capacity > SMALL_MAX))
        mem_free_array(items, size);
    else if (items != NULL)
        mem_free_sized(items, size);
}

Value list_new(int64_t capacity)
{
    List *l = alloc_exact();
    if (l == NULL)
        return VALUE_ERROR;
    if (capacity > 0) {
        l->items = alloc_items(capacity);
        if (l->items == NULL) {
            mem_free_sized(l, sizeof *l);
            return VALUE_ERROR;
        }
        l->capacity = capacity;
    }
    gc_track(l);
    return value_from_obj(l);
}

Value list_from_values(Value *items, int64_t n)
{
    Value list = list_new(n);
    if (value_is_error(list)) {
        values_drop(items, n);
        return VALUE_ERROR;
    }
    List *l = VALUE_AS(List, list);
    if (n > 0)
        memcpy(l->items, items, (size_t)n * sizeof(Value));
    l->len = n;
    return list;
}

Value list_from_refs(const Ref *items, int64_t n)
{
    Value list = list_new(n);
    if (value_is_error(list))
        return VALUE_ERROR;
    List *l = VALUE_AS(List, list);
    values_dup(l->items, items, n);
    l->len = n;
    return list;
}

/* Small blocks are kept in free lists by size; only between large ones can a block grow where it is. */
static int set_capacity(List *l, int64_t capacity)
{
    bool in_place = l->capacity > SMALL_MAX && capacity > SMALL_MAX && capacity < LIST_MAX;
    Value *items = in_place ? mem_resize_array(l->items, (size_t)l->capacity * sizeof(Value),
                                               (size_t)capacity * sizeof(Value))
                            : alloc_items(capacity);
    if (items == NULL)
        return exc_raise_memory(), -1;
    if (!in_place && l->items != NULL) {
        memcpy(items, l->items, (size_t)l->len * sizeof(Value));
        list_items_free(l->items, l->capacity);
    }
    l->items = items;
    l->capacity = capacity;
    return 0;
}

/* A little room to spare, so that a row of appends costs a constant each. */
int list_grow(List *l, int64_t min_capacity)
{
    if (l->capacity >= min_capacity)
        return 0;
    if (min_capacity >= LIST_MAX)
        return exc_raise_memory(), -1;
    return set_capacity(l, (min_capacity + (min_capacity >> 3) + 6) & ~(int64_t)3);
}

/* Give room back once less than half is used; an empty list keeps a little for what comes next. */
static void shrink(List *l)
{
    if (l->len >= l->capacity / 2 || l->capacity <= 16)
        return;
    int64_t capacity = (l->len + (l->len >> 3) + 6) & ~(int64_t)3;
    if (set_capacity(l, capacity))
        exc_clear(); /* the old room serves as well */
}

Value list_from_iterable(Ref iterable)
{
    if (value_is_exact_list(iterable))
        return list_from_refs(VALUE_AS(List, iterable)->items, list_len(iterable));
    if (value_is_exact_tuple(iterable))
        return list_from_refs(VALUE_AS(Tuple, iterable)->items, tuple_len(iterable));
    Value list = list_new(0);
    if (value_is_error(list))
        return VALUE_ERROR;
    if (list_extend(list, iterable) < 0) {
        value_drop(list);
        return VALUE_ERROR;
    }
    return list;
}

Value list_to_tuple(Ref l) { return tuple_from_refs(VALUE_AS(List, l)->items, list_len(l)); }

Value list_slice(Ref l, int64_t start, int64_t end)
{
    int64_t len = list_len(l);
    start = start < 0 ? 0 : start > len ? len : start;
    end = end < start ? start : end > len ? len : end;
    return list_from_refs(VALUE_AS(List, l)->items + start, end - start);
}

/* ---- growing and shrinking ---- */

int list_insert(Ref self, int64_t i, Ref v)
{
    List *l = VALUE_AS(List, self);
    if (list_grow(l, l->len + 1))
        return -1;
    if (i < 0) {
        i += l->len;
        i = i < 0 ? 0 : i;
    }
    i = i > l->len ? l->len : i;
    memmove(l->items + i + 1, l->items + i, (size_t)(l->len - i) * sizeof(Value));
    l->items[i] = value_dup(v);
    l->len++;
    return 0;
}

static int extend_from_array(List *l, const Ref *items, int64_t n)
{
    if (n == 0)
        return 0;
    if (l->items == NULL ? set_capacity(l, n) : list_grow(l, l->len + n))
        return -1;
    /* l may be extended by itself: look at its items after they moved. */
    values_dup(l->items + l->len, items, n);
    l->len += n;
    return 0;
}

static int extend_from_range(List *l, RangeIter *it)
{
    int64_t n = it->n_left;
    if (n >= LIST_MAX)
        return exc_raise_memory(), -1;
    if (n > 0 && (l->items == NULL ? set_capacity(l, n) : list_grow(l, l->len + n)))
        return -1;
    int64_t next = it->next, len = l->len;
    for (; n > 0; n--, next += it->step) {
        Value v = int_fits_inline(next) ? value_from_int(next) : int_new_slow(next);
        if (value_is_error(v))
            break;
        l->items[len++] = v;
    }
    l->len = len;
    return n > 0 ? -1 : 0;
}

static int extend_from_dict(List *l, Ref dict)
{
    int64_t pos = 0;
    Ref key, value;
    if (list_grow(l, l->len + dict_len(dict)))
        return -1;
    while (dict_next(dict, &pos, &key, &value))
        l->items[l->len++] = value_dup(key);
    return 0;
}

/* Room for what an iterator promises, when that is believable. */
static int reserve_for(List *l, Ref iterable)
{
    int64_t hint = object_length_hint(iterable, 8);
    if (hint < 0)
        return -1;
    /* An exaggerated hint must not cost memory for nothing; growing copes with a short one. */
    if (l->capacity < 0 || hint > MAX_HINT)
        return 0;
    if (l->items == NULL)
        return hint > 0 ? set_capacity(l, hint) : 0;
    return list_grow(l, l->len + hint);
}

static int extend_from_iterator(Ref self, Ref it)
{
    UnaryFn next = value_as_obj(it)->type->next;
    for (;;) {
        Value item = next(it);
        if (value_is_absent(item))
            return 0;
        if (value_is_error(item) || list_append_owned(self, item))
            return -1;
    }
}

int list_extend(Ref self, Ref iterable)
{
    List *l = VALUE_AS(List, self);
    if (value_is_exact_list(iterable)) {
        int64_t n = list_len(iterable);
        if (VALUE_AS(List, iterable) == l) {
            if (n > 0 && list_grow(l, l->len + n))
                return -1;
        }
        return extend_from_array(l, VALUE_AS(List, iterable)->items, n);
    }
    if (value_is_exact_tuple(iterable))
        return extend_from_array(l, VALUE_AS(Tuple, iterable)->items, tuple_len(iterable));
    if (value_is_exact_dict(iterable))
        return extend_from_dict(l, iterable);
    Value it = object_iter(iterable);
    if (value_is_error(it))
        return -1;
    int result;
    if (value_has_type(it, &type_range_iterator) && value_has_type(iterable, &type_range)) {
        result = extend_from_range(l, VALUE_AS(RangeIter, it));
    } else {
        result = reserve_for(l, iterable);
        if (result == 0)
            result = extend_from_iterator(self, it);
        if (result == 0 && l->capacity > l->len + 8)
            shrink(l);
    }
    value_drop(it);
    return result;
}

void list_clear(Ref self)
{
    List *l = VALUE_AS(List, self);
    Value *items = l->items;
    int64_t n = l->len, capacity = l->capacity;
    if (items == NULL)
        return;
    l->items = NULL;
    l->len = l->capacity = 0;
    values_drop(items, n);
    list_items_free(items, capacity);
}

void list_reverse(Ref self)
{
    List *l = VALUE_AS(List, self);
    for (int64_t i = 0, j = l->len - 1; i < j; i++, j--) {
        Value swap = l->items[i];
        l->items[i] = l->items[j];
        l->items[j] = swap;
    }
}

Value list_pop_last(Ref self)
{
    List *l = VALUE_AS(List, self);
    if (l->len == 0)
        return exc_raise(&type_IndexError, "pop from empty list");
    Value v = l->items[--l->len];
    if (UNLIKELY(l->len < l->capacity / 2))
        shrink(l);
    return v;
}

Value list_pop_at(Ref self, int64_t i)
{
    List *l = VALUE_AS(List, self);
    if (l->len == 0)
        return exc_raise(&type_IndexError, "pop from empty list");
    i = i < 0 ? i + l->len : i;
    if (i < 0 || i >= l->len)
        return exc_raise(&type_IndexError, "pop index out of range");
    Value v = l->items[i];
    l->len--;
    memmove(l->items + i, l->items + i + 1, (size_t)(l->len - i) * sizeof(Value));
    if (l->len < l->capacity / 2)
        shrink(l);
    return v;
}

/* ---- slices ---- */

/* items[start:end] = new[0..n): the new values are taken, also on failure. */
static int replace_run(List *l, int64_t start, int64_t end, Value *new_items, int64_t n)
{
    int64_t n_old = end - start, n_after = l->len - end;
    if (n > n_old && list_grow(l, l->len + n - n_old)) {
        values_drop(new_items, n);
        return -1;
    }
    Value few[16], *old = few;
    if (n_old > 16) {
        old = mem_alloc_array_or_raise((size_t)n_old, sizeof(Value));
        if (old == NULL) {
            values_drop(new_items, n);
            return -1;
        }
    }
    if (n_old > 0)
        memcpy(old, l->items + start, (size_t)n_old * sizeof(Value));
    if (n != n_old && n_after > 0)
        memmove(l->items + start + n, l->items + end, (size_t)n_after * sizeof(Value));
    if (n > 0)
        memcpy(l->items + start, new_items, (size_t)n * sizeof(Value));
    l->len += n - n_old;
    if (n < n_old)
        shrink(l);
    values_drop(old, n_old);
    if (old != few)
        mem_free(old);
    return 0;
}

static void clip_run(const List *l, int64_t *start, int64_t *end)
{
    *start = *start < 0 ? 0 : *start > l->len ? l->len : *start;
    *end = *end < *start ? *start : *end > l->len ? l->len : *end;
}

int list_set_slice(Ref self, int64_t start, int64_t end, Ref iterable)
{
    List *l = VALUE_AS(List, self);
    if (value_is_absent(iterable)) {
        clip_run(l, &start, &end);
        if (start == 0 && end == l->len) {
            list_clear(self);
            return 0;
        }
        return replace_run(l, start, end, NULL, 0);
    }
    if (value_type(iterable)->iter == NULL && value_type(iterable)->item == NULL)
        return exc_raise_int(&type_TypeError, "must assign iterable to extended slice");
    Value source = list_from_iterable(iterable);
    if (value_is_error(source))
        return -1;
    List *s = VALUE_AS(List, source);
    int64_t n = s->len;
    s->len = 0;
    clip_run(l, &start, &end);
    int result = replace_run(l, start, end, s->items, n);
    value_drop(source);
    return result;
}

static Value get_slice(Ref self, Ref slice)
{
    int64_t start, stop, step, count;
    if (slice_resolve(slice, list_len(self), &start, &stop, &step, &count))
        return VALUE_ERROR;
    if (step == 1)
        return list_slice(self, start, start + count);
    Value list = list_new(count);
    if (value_is_error(list))
        return VALUE_ERROR;
    List *l = VALUE_AS(List, list);
    for (int64_t i = 0; i < count; i++)
        l->items[i] = value_dup(list_at(self, start + i * step));
    l->len = count;
    return list;
}

static int delete_stepped(List *l, int64_t start, int64_t step, int64_t count)
{
    if (count == 0)
        return 0;
    if (step < 0) {
        start += step * (count - 1);
        step = -step;
    }
    Value *gone = mem_alloc_array_or_raise((size_t)count, sizeof(Value));
    if (gone == NULL)
        return -1;
    int64_t to = start, next_gone = start, n_gone = 0;
    for (int64_t from = start; from < l->len; from++) {
        if (from == next_gone && n_gone < count) {
            gone[n_gone++] = l->items[from];
            if (n_gone < count) /* one step further may be no number any more */
                next_gone += step;
        } else {
            l->items[to++] = l->items[from];
        }
    }
    l->len = to;
    shrink(l);
    values_drop(gone, n_gone);
    mem_free(gone);
    return 0;
}

static int assign_stepped(Ref self, Ref slice, Ref iterable)
{
    if (value_type(iterable)->iter == NULL && value_type(iterable)->item == NULL)
        return exc_raise_int(&type_TypeError, "must assign iterable to extended slice");
    Value source = list_from_iterable(iterable);
    if (value_is_error(source))
        return -1;
    /* Collecting may have changed the length. */
    List *l = VALUE_AS(List, self), *s = VALUE_AS(List, source);
    int64_t start, stop, step, count;
    int result = slice_resolve(slice, l->len, &start, &stop, &step, &count);
    if (result == 0 && s->len != count) {
        result = exc_raise_int(&type_ValueError,
                               "attempt to assign sequence of size %lld to extended slice of size %lld",
                               (long long)s->len, (long long)count);
    }
    if (result == 0) {
        /* The old values leave in the list that dies below. */
        for (int64_t i = 0; i < count; i++) {
            Value *place = &l->items[start + i * step], swap = *place;
            *place = s->items[i];
            s->items[i] = swap;
        }
    }
    value_drop(source);
    return result;
}

static int set_slice(Ref self, Ref slice, Ref v)
{
    int64_t start, stop, step, count;
    if (slice_unpack(slice, &start, &stop, &step))
        return -1;
    if (step != 1 && !value_is_absent(v))
        return assign_stepped(self, slice, v);
    count = slice_adjust(list_len(self), &start, &stop, step);
    if (step != 1)
        return delete_stepped(VALUE_AS(List, self), start, step, count);
    return list_set_slice(self, start, start + count, v);
}

/* ---- subscripts ---- */

static int index_of_key(Ref key, int64_t *i)
{
    if (LIKELY(value_is_int(key))) {
        *i = value_as_int(key);
        return 0;
    }
    if (value_type(key)->index == NULL)
        return exc_raise_int(&type_TypeError, "list indices must be integers or slices, not %T", key);
    return object_as_index(key, i, false);
}

static Value list_item(Ref self, int64_t i)
{
    if (UNLIKELY((uint64_t)i >= (uint64_t)list_len(self)))
        return exc_raise(&type_IndexError, "list index out of range");
    return value_dup(list_at(self, i));
}

static int list_set_item(Ref self, int64_t i, Ref v)
{
    List *l = VALUE_AS(List, self);
    if (UNLIKELY((uint64_t)i >= (uint64_t)l->len))
        return exc_raise_int(&type_IndexError, "list assignment index out of range");
    if (value_is_absent(v))
        value_drop(list_pop_at(self, i));
    else
        value_replace(&l->items[i], value_dup(v));
    return 0;
}

Value list_subscript(Ref self, Ref key)
{
    if (value_is_slice(key))
        return get_slice(self, key);
    int64_t i;
    if (index_of_key(key, &i))
        return VALUE_ERROR;
    return list_item(self, i < 0 ? i + list_len(self) : i);
}

int list_set_subscript(Ref self, Ref key, Ref v)
{
    if (value_is_slice(key))
        return set_slice(self, key, v);
    int64_t i;
    if (index_of_key(key, &i))
        return -1;
    return list_set_item(self, i < 0 ? i + list_len(self) : i, v);
}

/* ---- operators ---- */

static int64_t list_length(Ref self) { return list_len(self); }

static int list_contains(Ref self, Ref item)
{
    List *l = VALUE_AS(List, self);
    for (int64_t i = 0; i < l->len; i++) {
        Ref v = l->items[i];
        if (value_is(v, item))
            return 1;
        if (value_are_ints(v, item))
            continue;
        Value held = value_dup(v);
        int same = object_compare_bool(held, item, CMP_EQ);
        value_drop(held);
        if (same != 0)
            return same;
    }
    return 0;
}

static Value list_concat(Ref self, Ref other)
{
    if (!value_is_list(other))
        return exc_raise(&type_TypeError, "can only concatenate list (not \"%T\") to list", other);
    int64_t n = list_len(self), m = list_len(other);
    Value list = list_new(n + m);
    if (value_is_error(list))
        return VALUE_ERROR;
    List *l = VALUE_AS(List, list);
    values_dup(l->items, VALUE_AS(List, self)->items, n);
    values_dup(l->items + n, VALUE_AS(List, other)->items, m);
    l->len = n + m;
    return list;
}

/* items[0..n) are there already: repeat them until there are n * times.  Counts first, then whole blocks. */
static void fill_copies(Value *items, int64_t n, int64_t times)
{
    for (int64_t i = 0; i < n; i++) {
        if (value_is_obj(items[i]))
            value_as_obj(items[i])->refcount += (uint32_t)(times - 1);
    }
    for (int64_t done = n, total = n * times; done < total;) {
        int64_t more = done < total - done ? done : total - done;
        memcpy(items + done, items, (size_t)more * sizeof(Value));
        done += more;
    }
}

static Value list_repeat(Ref self, int64_t times)
{
    int64_t n = list_len(self);
    if (times <= 0 || n == 0)
        return list_new(0);
    if (n > LIST_MAX / times)
        return exc_raise_memory();
    Value list = list_new(n * times);
    if (value_is_error(list))
        return VALUE_ERROR;
    List *l = VALUE_AS(List, list);
    values_dup(l->items, VALUE_AS(List, self)->items, n);
    fill_copies(l->items, n, times);
    l->len = n * times;
    return list;
}

static Value list_inplace_concat(Ref self, Ref other)
{
    return list_extend(self, other) < 0 ? VALUE_ERROR : value_dup(self);
}

static Value list_inplace_repeat(Ref self, int64_t times)
{
    List *l = VALUE_AS(List, self);
    if (times <= 0) {
        list_clear(self);
    } else if (l->len > 0 && times > 1) {
        if (l->len > LIST_MAX / times)
            return exc_raise_memory();
        if (list_grow(l, l->len * times))
            return VALUE_ERROR;
        fill_copies(l->items, l->len, times);
        l->len *= times;
    }
    return value_dup(self);
}

static bool lengths_compare(int64_t a, int64_t b, CompareOp op)
{
    switch (op) {
    case CMP_LT: return a < b;
    case CMP_LE: return a <= b;
    case CMP_EQ: return a == b;
    case CMP_NE: return a != b;
    case CMP_GT: return a > b;
    case CMP_GE: return a >= b;
    }
    return false;
}

/* Compare the held pair at which two lists first differ. */
static Value compare_and_drop(Value x, Value y, CompareOp op)
{
    Value result = op == CMP_EQ ? VALUE_FALSE : op == CMP_NE ? VALUE_TRUE : object_compare(x, y, op);
    value_drop(x);
    value_drop(y);
    return result;
}

static Value list_compare(Ref a, Ref b, CompareOp op)
{
    if (!value_is_list(a) || !value_is_list(b))
        return VALUE_NOT_IMPLEMENTED;
    List *l = VALUE_AS(List, a), *m = VALUE_AS(List, b);
    if (l->len != m->len && (op == CMP_EQ || op == CMP_NE))
        return value_from_bool(op == CMP_NE);
    if (c_stack_check(" in comparison"))
        return VALUE_ERROR;
    for (int64_t i = 0; i < l->len && i < m->len; i++) {
        Ref v = l->items[i], w = m->items[i];
        if (value_is(v, w))
            continue;
        Value x = value_dup(v), y = value_dup(w);
        int same = value_are_ints(x, y) ? 0 : object_compare_bool(x, y, CMP_EQ);
        /* The comparison may have made the lists shorter: then their lengths decide. */
        if (same == 0 && i < l->len && i < m->len)
            return compare_and_drop(x, y, op);
        value_drop(x);
        value_drop(y);
        if (same < 0)
            return VALUE_ERROR;
        if (same == 0)
            break;
    }
    return value_from_bool(lengths_compare(l->len, m->len, op));
}

/* ---- looks ---- */

static int append_item_repr(StrBuilder *b, Ref item)
{
    Value held = value_dup(item);
    Value text = object_repr(held);
    value_drop(held);
    if (value_is_error(text))
        return -1;
    str_builder_str(b, text);
    value_drop(text);
    return 0;
}

Value list_repr_items(Ref self, const char *open, const char *close, const char *nested)
{
    int entered = object_repr_enter(self);
    if (entered != 0)
        return entered < 0 ? VALUE_ERROR : str_from_cstr(nested);
    bool is_list = value_is_list(self);
    StrBuilder b;
    str_builder_init(&b);
    str_builder_cstr(&b, open);
    int failed = 0;
    for (int64_t i = 0; !failed && i < (is_list ? list_len(self) : tuple_len(self)); i++) {
        if (i > 0)
            str_builder_ascii(&b, ", ", 2);
        failed = append_item_repr(&b, is_list ? list_at(self, i) : tuple_at(self, i));
    }
    str_builder_cstr(&b, close);
    object_repr_leave(self);
    if (!failed)
        return str_builder_finish(&b);
    str_builder_free(&b);
    return VALUE_ERROR;
}

static Value list_repr(Ref self)
{
    return list_len(self) ? list_repr_items(self, "[", "]", "[...]") : str_from_cstr("[]");
}

/* ---- life ---- */

static Value list_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (type == &type_list)
        return list_new(0);
    List *l = object_alloc_instance(type, 0);
    if (l == NULL)
        return VALUE_ERROR;
    if (!gc_is_tracked(&l->base))
        gc_track(l);
    return value_from_obj(l);
}

static int list_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    if (value_as_obj(self)->type->new == list_type_new && args_no_keywords("list", kwnames))
        return -1;
    if (args_count("list", n_args, 0, 1))
        return -1;
    if (VALUE_AS(List, self)->items != NULL)
        list_clear(self);
    return n_args == 1 && list_extend(self, args[0]) < 0 ? -1 : 0;
}

static void list_dealloc(Obj *o)
{
    List *l = (List *)o;
    gc_untrack(o);
    values_drop(l->items, l->len);
    list_items_free(l->items, l->capacity);
    if (LIKELY(o->type == &type_list))
        mem_free_sized(l, sizeof *l);
    else
        object_free(o);
}

static int list_traverse(Obj *o, GcVisit visit, void *arg)
{
    List *l = (List *)o;
    for (int64_t i = 0; i < l->len; i++)
        GC_VISIT(l->items[i]);
    return 0;
}

static void list_clear_slot(Obj *o) { list_clear(value_from_obj(o)); }

Type type_list = {
    .base = STATIC_OBJ(&type_type), .name = "list", .basic_size = sizeof(List),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_SUB_LIST | TYPE_SEQUENCE | TYPE_MATCH_SELF,
    .doc = "list(iterable=(), /)\n--\n\n"
           "Built-in mutable sequence.\n\n"
           "If no argument is given, the constructor creates a new empty list.\n"
           "The argument must be an iterable if specified.",
    .methods = list_methods, .new = list_type_new, .init = list_init,
    .dealloc = list_dealloc, .traverse = list_traverse, .clear = list_clear_slot,
    .repr = list_repr, .hash = hash_not_implemented, .compare = list_compare, .iter = list_iter,
    .length = list_length, .item = list_item, .set_item = list_set_item, .contains = list_contains,
    .concat = list_concat, .repeat = list_repeat,
    .inplace_concat = list_inplace_concat, .inplace_repeat = list_inplace_repeat,
    .subscript = list_subscript, .set_subscript = list_set_subscript,
};
