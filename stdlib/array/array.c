/* stdlib/array/array.c -- array.array: homogeneous numbers in one block of memory. */
#include "stdlib/array/array_internal.h"
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/slice.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static Type type_array_iterator;

/* ---- memory ---- */

Value array_new(Type *type, const ArrayCode *code, int64_t len)
{
    int64_t bytes;
    if (__builtin_mul_overflow(len, (int64_t)code->size, &bytes))
        return exc_raise_memory();
    Array *array = object_alloc_instance(type, 0);
    if (array == NULL)
        return VALUE_ERROR;
    array->code = code;
    array->len = array->capacity = array->n_exports = 0;
    array->data = NULL;
    if (len > 0) {
        array->data = mem_alloc_or_raise((size_t)bytes);
        if (array->data == NULL) {
            value_drop(value_from_obj(array));
            return VALUE_ERROR;
        }
        array->len = array->capacity = len;
    }
    return value_from_obj(array);
}

int array_resize(Array *array, int64_t len)
{
    if (len == array->len)
        return 0;
    if (array->n_exports > 0)
        return exc_raise_int(&type_BufferError, "cannot resize an array that is exporting buffers");
    if (len > array->capacity || len < array->capacity / 2) {
        int64_t extra = len > array->len ? len / 8 + (len < 8 ? 3 : 7) : 0, bytes, capacity;
        if (__builtin_add_overflow(len, extra, &capacity)
            || __builtin_mul_overflow(capacity, (int64_t)array->code->size, &bytes)) {
            exc_raise_memory();
            return -1;
        }
        if (bytes == 0) {
            mem_free(array->data);
            array->data = NULL;
        } else {
            char *data = mem_realloc_or_raise(array->data, (size_t)bytes);
            if (data == NULL)
                return -1;
            array->data = data;
        }
        array->capacity = capacity;
    }
    array->len = len;
    return 0;
}

int array_append(Array *array, Ref v)
{
    char item[8];
    /* Converting may run Python and change the array: convert first. */
    if (array_item_set(array->code, item, v) || array_resize(array, array->len + 1))
        return -1;
    memcpy(array_at(array, array->len - 1), item, array->code->size);
    return 0;
}

int array_insert_at(Array *array, int64_t i, Ref v)
{
    char item[8];
    if (array_item_set(array->code, item, v))
        return -1;
    if (i < 0 && (i += array->len) < 0)
        i = 0;
    if (i > array->len)
        i = array->len;
    if (array_resize(array, array->len + 1))
        return -1;
    memmove(array_at(array, i + 1), array_at(array, i), (size_t)((array->len - 1 - i) * array->code->size));
    memcpy(array_at(array, i), item, array->code->size);
    return 0;
}

int array_delete(Array *array, int64_t start, int64_t count)
{
    if (count == 0)
        return 0;
    if (array->n_exports > 0)
        return exc_raise_int(&type_BufferError, "cannot resize an array that is exporting buffers");
    memmove(array_at(array, start), array_at(array, start + count),
            (size_t)((array->len - start - count) * array->code->size));
    return array_resize(array, array->len - count);
}

int array_append_bytes(Array *array, const char *p, int64_t byte_len)
{
    int64_t size = array->code->size, old = array->len;
    if (byte_len % size)
        return exc_raise_int(&type_ValueError, "bytes length not a multiple of item size");
    if (byte_len == 0)
        return 0;
    if (byte_len / size > INT64_MAX - old) {
        exc_raise_memory();
        return -1;
    }
    if (array_resize(array, old + byte_len / size))
        return -1;
    memcpy(array_at(array, old), p, (size_t)byte_len);
    return 0;
}

int array_append_text(Array *array, Ref text)
{
    int64_t n = str_len(text), old = array->len;
    if (array_resize(array, old + n))
        return -1;
    for (int64_t i = 0; i < n; i++) {
        uint32_t c = str_at(text, i);
        memcpy(array_at(array, old + i), &c, sizeof c);
    }
    return 0;
}

static int extend_by_array(Array *array, Array *other)
{
    if (other->code != array->code)
        return exc_raise_int(&type_TypeError, "can only extend with array of same kind");
    int64_t n = other->len, old = array->len;
    if (n > INT64_MAX / 16 - old) {
        exc_raise_memory();
        return -1;
    }
    if (n == 0)
        return 0;
    if (array_resize(array, old + n))
        return -1;
    memcpy(array_at(array, old), other->data, (size_t)(n * array->code->size));
    return 0;
}

int array_extend(Array *array, Ref iterable)
{
    if (value_is_array(iterable))
        return extend_by_array(array, VALUE_AS(Array, iterable));
    Value it = object_iter(iterable);
    if (value_is_error(it))
        return -1;
    Value item;
    int status = 0;
    while (status == 0 && !value_is_absent(item = iter_next(it))) {
        status = value_is_error(item) ? -1 : array_append(array, item);
        value_drop(item);
    }
    value_drop(it);
    return status;
}

/* ---- array(typecode, initializer) ---- */

static int fill(Array *array, Ref source)
{
    char code = array->code->code;
    bool text = code == 'u' || code == 'w';
    if (value_is_list(source) || value_is_tuple(source))
        return array_extend(array, source);
    if (value_is_bytes(source) || value_is_bytearray(source)) {
        Value copy = bytes_from_buffer(source);
        if (value_is_error(copy))
            return -1;
        int status = array_append_bytes(array, bytes_data(copy), bytes_len(copy));
        value_drop(copy);
        return status;
    }
    if (value_is_str(source)) {
        if (text)
            return array_append_text(array, source);
        return exc_raise_int(&type_TypeError, "cannot use a str to initialize an array with typecode '%c'", code);
    }
    if (value_is_array(source)) {
        Array *other = VALUE_AS(Array, source);
        bool other_text = other->code->code == 'u' || other->code->code == 'w';
        if (other_text && !text)
            return exc_raise_int(&type_TypeError,
                                 "cannot use a unicode array to initialize an array with typecode '%c'", code);
        if (other->code == array->code)
            return extend_by_array(array, other);
        for (int64_t i = 0; i < other->len; i++) {
            Value item = array_item_get(other->code, array_at(other, i));
            int status = value_is_error(item) ? -1 : array_append(array, item);
            value_drop(item);
            if (status)
                return -1;
        }
        return 0;
    }
    return array_extend(array, source);
}

static Value array_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (type->init == type_array.init && args_no_keywords("array.array", kwnames))
        return VALUE_ERROR;
    if (n_args < 1 || n_args > 2)
        return exc_raise(&type_TypeError, "array() takes at %s %d argument%s (%zu given)",
                         n_args < 1 ? "least" : "most", n_args < 1 ? 1 : 2, n_args < 1 ? "" : "s", n_args);
    if (!value_is_str(args[0]) || str_len(args[0]) != 1)
        return exc_raise(&type_TypeError, "array() argument 1 must be a unicode character, not %T", args[0]);
    const ArrayCode *code = array_code_find(str_at(args[0], 0));
    if (code == NULL)
        return exc_raise(&type_ValueError,
                         "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
    if (code->code == 'u'
        && exc_warn(&type_DeprecationWarning, 1,
                    "The 'u' type code is deprecated and will be removed in Python 3.16"))
        return VALUE_ERROR;
    Value array = array_new(type, code, 0);
    if (value_is_ok(array) && n_args == 2 && fill(VALUE_AS(Array, array), args[1])) {
        value_drop(array);
        return VALUE_ERROR;
    }
    return array;
}

static void array_dealloc(Obj *o)
{
    mem_free(((Array *)o)->data);
    object_free(o);
}

/* ---- looks and comparing ---- */

static Value array_repr(Ref self)
{
    Array *array = VALUE_AS(Array, self);
    char code = array->code->code;
    if (array->len == 0)
        return str_format("%s('%c')", value_type(self)->name, code);
    Value items = object_call_method0(self, code == 'u' || code == 'w' ? NAME(tounicode) : NAME(tolist));
    if (value_is_error(items))
        return items;
    Value repr = str_format("%s('%c', %R)", value_type(self)->name, code, items);
    value_drop(items);
    return repr;
}

static Value array_compare(Ref a, Ref b, CompareOp op)
{
    if (!value_is_array(a) || !value_is_array(b))
        return VALUE_NOT_IMPLEMENTED;
    Array *x = VALUE_AS(Array, a), *y = VALUE_AS(Array, b);
    bool by_equality = op == CMP_EQ || op == CMP_NE;
    if (by_equality && x->len != y->len)
        return value_from_bool(op == CMP_NE);
    char code = x->code->code;
    if (by_equality && x->code == y->code && code != 'f' && code != 'd')
        return value_from_bool((x->len == 0 || memcmp(x->data, y->data, (size_t)(x->len * x->code->size)) == 0)
                               == (op == CMP_EQ));
    for (int64_t i = 0; i < x->len && i < y->len; i++) {
        Value p = array_item_get(x->code, array_at(x, i));
        Value q = array_item_get(y->code, array_at(y, i));
        int equal = value_is_error(p) || value_is_error(q) ? -1 : object_compare_bool(p, q, CMP_EQ);
        if (equal == 1 && value_is(p, q) && value_is_double(p) && value_as_double(p) != value_as_double(p))
            equal = 0; /* two NaN items are not one object */
        Value answer = equal < 0 ? VALUE_ERROR
                       : equal   ? VALUE_ABSENT
                       : by_equality ? value_from_bool(op == CMP_NE) : object_compare(p, q, op);
        value_drop(p);
        value_drop(q);
        if (!value_is_absent(answer))
            return answer;
    }
    int64_t order = x->len - y->len;
    switch (op) {
    case CMP_LT: return value_from_bool(order < 0);
    case CMP_LE: return value_from_bool(order <= 0);
    case CMP_EQ: return value_from_bool(order == 0);
    case CMP_NE: return value_from_bool(order != 0);
    case CMP_GT: return value_from_bool(order > 0);
    case CMP_GE: return value_from_bool(order >= 0);
    }
    return VALUE_NOT_IMPLEMENTED;
}

/* ---- the sequence ---- */

static int64_t array_length(Ref self) { return VALUE_AS(Array, self)->len; }

static Value array_item(Ref self, int64_t i)
{
    Array *array = VALUE_AS(Array, self);
    if (i < 0 || i >= array->len)
        return exc_raise(&type_IndexError, "array index out of range");
    return array_item_get(array->code, array_at(array, i));
}

static int array_set_item(Ref self, int64_t i, Ref v)
{
    Array *array = VALUE_AS(Array, self);
    char item[8];
    if (i < 0 || i >= array->len)
        return exc_raise_int(&type_IndexError, "array assignment index out of range");
    if (value_is_absent(v))
        return array_delete(array, i, 1);
    if (array_item_set(array->code, item, v))
        return -1;
    if (i >= array->len)
        return exc_raise_int(&type_IndexError, "array assignment index out of range");
    memcpy(array_at(array, i), item, array->code->size);
    return 0;
}

static Value array_slice(Array *array, Ref key)
{
    int64_t start, stop, step, count;
    if (slice_resolve(key, array->len, &start, &stop, &step, &count))
        return VALUE_ERROR;
    Value part = array_new(&type_array, array->code, count);
    if (value_is_error(part))
        return part;
    Array *out = VALUE_AS(Array, part);
    int64_t size = array->code->size;
    if (step == 1 && count)
        memcpy(out->data, array_at(array, start), (size_t)(count * size));
    for (int64_t i = 0; step != 1 && i < count; i++)
        memcpy(array_at(out, i), array_at(array, start + i * step), (size_t)size);
    return part;
}

static Value array_subscript(Ref self, Ref key)
{
    Array *array = VALUE_AS(Array, self);
    int64_t i;
    if (value_is_instance(key, &type_slice))
        return array_slice(array, key);
    if (value_is_int(key))
        i = value_as_int(key);
    else if (value_type(key)->index == NULL)
        return exc_raise(&type_TypeError, "array indices must be integers");
    else if (object_as_index(key, &i, false))
        return VALUE_ERROR;
    return array_item(self, i < 0 ? i + array->len : i);
}

/* array[start:start+count] = n items at p. */
static int replace_range(Array *array, int64_t start, int64_t count, const char *p, int64_t n)
{
    int64_t size = array->code->size, growth = n - count;
    if (growth && array->n_exports > 0)
        return exc_raise_int(&type_BufferError, "cannot resize an array that is exporting buffers");
    int64_t tail = array->len - start - count;
    if (growth < 0)
        memmove(array_at(array, start + n), array_at(array, start + count), (size_t)(tail * size));
    if (array_resize(array, array->len + growth))
        return -1;
    if (growth > 0)
        memmove(array_at(array, start + n), array_at(array, start + count), (size_t)(tail * size));
    if (n)
        memcpy(array_at(array, start), p, (size_t)(n * size));
    return 0;
}

static int delete_stepped(Array *array, int64_t start, int64_t step, int64_t count)
{
    if (count == 0)
        return 0;
    if (array->n_exports > 0)
        return exc_raise_int(&type_BufferError, "cannot resize an array that is exporting buffers");
    if (step < 0) {
        start += step * (count - 1);
        step = -step;
    }
    int64_t to = start, next = start, size = array->code->size;
    for (int64_t i = start; i < array->len; i++) {
        if (i == next && count > 0) {
            next += step;
            count--;
        } else
            memmove(array_at(array, to++), array_at(array, i), (size_t)size);
    }
    return array_resize(array, to);
}

static int set_slice(Ref self, Ref key, Ref v)
{
    Array *array = VALUE_AS(Array, self);
    Value copy = VALUE_ABSENT;
    const char *p = NULL;
    int64_t n = 0, start, stop, step, count;
    if (!value_is_absent(v)) {
        if (!value_is_array(v))
            return exc_raise_int(&type_TypeError, "can only assign array (not \"%T\") to array slice", v);
        Array *other = VALUE_AS(Array, v);
        if (other->code != array->code)
            return exc_raise_int(&type_TypeError, "bad argument type for built-in operation");
        n = other->len;
        copy = bytes_new(other->data, (size_t)(n * other->code->size)); /* other may be self */
        if (value_is_error(copy))
            return -1;
        p = bytes_data(copy);
    }
    int status = slice_resolve(key, array->len, &start, &stop, &step, &count);
    if (status == 0) {
        if (step == 1)
            status = replace_range(array, start, count, p, n);
        else if (value_is_absent(v) || (n == 0 && count == 0))
            status = delete_stepped(array, start, step, count);
        else if (n != count)
            status = exc_raise_int(&type_ValueError,
                                   "attempt to assign array of size %lld to extended slice of size %lld",
                                   (long long)n, (long long)count);
        else
            for (int64_t i = 0; i < count; i++)
                memcpy(array_at(array, start + i * step), p + i * array->code->size, array->code->size);
    }
    value_drop(copy);
    return status;
}

static int array_set_subscript(Ref self, Ref key, Ref v)
{
    int64_t i;
    if (value_is_instance(key, &type_slice))
        return set_slice(self, key, v);
    if (value_type(key)->index == NULL)
        return exc_raise_int(&type_TypeError, "array indices must be integers");
    if (object_as_index(key, &i, false))
        return -1;
    return array_set_item(self, i < 0 ? i + VALUE_AS(Array, self)->len : i, v);
}

static int array_contains(Ref self, Ref wanted)
{
    Array *array = VALUE_AS(Array, self);
    int found = 0;
    for (int64_t i = 0; i < array->len && found == 0; i++) {
        Value item = array_item_get(array->code, array_at(array, i));
        if (value_is_error(item))
            return -1;
        found = object_compare_bool(item, wanted, CMP_EQ);
        value_drop(item);
    }
    return found;
}

static Value array_concat(Ref a, Ref b)
{
    if (!value_is_array(b))
        return exc_raise(&type_TypeError, "can only append array (not \"%T\") to array", b);
    Array *x = VALUE_AS(Array, a), *y = VALUE_AS(Array, b);
    if (x->code != y->code)
        return exc_raise(&type_TypeError, "bad argument type for built-in operation");
    int64_t n;
    if (__builtin_add_overflow(x->len, y->len, &n))
        return exc_raise_memory();
    Value joined = array_new(&type_array, x->code, n);
    if (value_is_error(joined) || n == 0)
        return joined;
    Array *out = VALUE_AS(Array, joined);
    if (x->len)
        memcpy(out->data, x->data, (size_t)(x->len * x->code->size));
    if (y->len)
        memcpy(array_at(out, x->len), y->data, (size_t)(y->len * x->code->size));
    return joined;
}

static Value array_inplace_concat(Ref a, Ref b)
{
    if (!value_is_array(b))
        return exc_raise(&type_TypeError, "can only extend with array (not \"%T\")", b);
    return array_extend(VALUE_AS(Array, a), b) ? VALUE_ERROR : value_dup(a);
}

/* Fill `array` by copies of its first n items. */
static void spread(Array *array, int64_t n)
{
    size_t bytes = (size_t)(n * array->code->size);
    for (int64_t i = n; bytes && i < array->len; i += n)
        memcpy(array_at(array, i), array->data, bytes);
}

static Value array_repeat(Ref self, int64_t count)
{
    Array *array = VALUE_AS(Array, self);
    int64_t n;
    if (__builtin_mul_overflow(array->len, count < 0 ? 0 : count, &n))
        return exc_raise_memory();
    Value repeated = array_new(&type_array, array->code, n);
    if (value_is_error(repeated) || n == 0)
        return repeated;
    memcpy(VALUE_AS(Array, repeated)->data, array->data, (size_t)(array->len * array->code->size));
    spread(VALUE_AS(Array, repeated), array->len);
    return repeated;
}

static Value array_inplace_repeat(Ref self, int64_t count)
{
    Array *array = VALUE_AS(Array, self);
    int64_t n, old = array->len;
    if (__builtin_mul_overflow(old, count < 0 ? 0 : count, &n))
        return exc_raise_memory();
    if (array_resize(array, n))
        return VALUE_ERROR;
    if (n)
        spread(array, old);
    return value_dup(self);
}

/* ---- buffers ---- */

static int array_buffer_get(Ref self, Buffer *out, int flags)
{
    Array *array = VALUE_AS(Array, self);
    char *data = array->data ? array->data : (char *)(uintptr_t)"";
    if (buffer_fill(out, self, data, array->len * array->code->size, false, flags))
        return -1;
    out->item_size = array->code->size;
    out->format = array->code->format;
    out->shape0 = array->len;
    out->stride0 = array->code->size;
    array->n_exports++;
    return 0;
}

static void array_buffer_release(Ref self, UNUSED Buffer *b) { VALUE_AS(Array, self)->n_exports--; }

/* ---- iteration ---- */

typedef struct ArrayIter {
    Obj base;
    Value array; /* ABSENT once exhausted */
    int64_t index;
} ArrayIter;

static Value array_iter(Ref self)
{
    ArrayIter *it = object_alloc(&type_array_iterator);
    if (it == NULL)
        return VALUE_ERROR;
    it->array = value_dup(self);
    it->index = 0;
    gc_track(it);
    return value_from_obj(it);
}

static Value array_iter_next(Ref self)
{
    ArrayIter *it = VALUE_AS(ArrayIter, self);
    if (value_is_absent(it->array))
        return VALUE_ABSENT;
    Array *array = VALUE_AS(Array, it->array);
    if (it->index < array->len)
        return array_item_get(array->code, array_at(array, it->index++));
    value_clear(&it->array);
    return VALUE_ABSENT;
}

static void array_iter_dealloc(Obj *o)
{
    gc_untrack(o);
    value_clear(&((ArrayIter *)o)->array);
    object_free(o);
}

static int array_iter_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((ArrayIter *)o)->array);
    return 0;
}

NATIVE(array_iter_reduce_m)
{
    ArrayIter *it = VALUE_AS(ArrayIter, self);
    bool done = value_is_absent(it->array);
    Value iter = import_attr("builtins", "iter");
    if (value_is_error(iter))
        return iter;
    Value source = done ? tuple_empty() : value_dup(it->array);
    Value args = value_is_error(source) ? source : tuple_of1(source);
    value_drop(source);
    if (value_is_error(args)) {
        value_drop(iter);
        return VALUE_ERROR;
    }
    Value items[3] = {iter, args, int_new(it->index)};
    return tuple_from_values(items, done ? 2 : 3);
}

NATIVE(array_iter_setstate_m)
{
    ArrayIter *it = VALUE_AS(ArrayIter, self);
    int64_t index;
    if (object_as_index(a[0], &index, true))
        return VALUE_ERROR;
    if (!value_is_absent(it->array)) {
        int64_t len = VALUE_AS(Array, it->array)->len;
        it->index = index < 0 ? 0 : index > len ? len : index;
    }
    return VALUE_NONE;
}

static const Method array_iter_methods[] = {
    {"__reduce__()", array_iter_reduce_m, "Return state information for pickling."},
    {"__setstate__(state, /)", array_iter_setstate_m, "Set state information for unpickling."},
    {0},
};

static Type type_array_iterator = {
    .base = STATIC_OBJ(&type_type),
    .name = "arrayiterator",
    .module = "array",
    .basic_size = sizeof(ArrayIter),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .methods = array_iter_methods,
    .dealloc = array_iter_dealloc,
    .traverse = array_iter_traverse,
    .iter = value_dup,
    .next = array_iter_next,
};

Type type_array = {
    .base = STATIC_OBJ(&type_type),
    .name = "array",
    .module = "array",
    .doc = "array(typecode [, initializer]) -> array\n\n"
           "Return a new array whose items are restricted by typecode, and\n"
           "initialized from the optional initializer value, which must be a list,\n"
           "string or iterable over elements of the appropriate type.",
    .basic_size = sizeof(Array),
    .flags = TYPE_BASETYPE | TYPE_SEQUENCE | TYPE_WEAKREF,
    .methods = array_methods,
    .getters = array_getters,
    .dealloc = array_dealloc,
    .new = array_type_new,
    .repr = array_repr,
    .hash = hash_not_implemented,
    .compare = array_compare,
    .iter = array_iter,
    .length = array_length,
    .item = array_item,
    .set_item = array_set_item,
    .contains = array_contains,
    .concat = array_concat,
    .repeat = array_repeat,
    .inplace_concat = array_inplace_concat,
    .inplace_repeat = array_inplace_repeat,
    .subscript = array_subscript,
    .set_subscript = array_set_subscript,
    .buffer_get = array_buffer_get,
    .buffer_release = array_buffer_release,
};

/* ---- the module ---- */

/* MutableSequence.register(array); not worth failing for where collections.abc is missing. */
static void register_sequence(void)
{
    Value base = import_attr("collections.abc", "MutableSequence");
    if (value_is_ok(base)) {
        Value name = str_from_cstr("register");
        Value result = object_call_method1(base, name, value_from_obj(&type_array));
        value_drop(result);
        value_drop(name);
        value_drop(base);
    }
    if (exc_pending())
        exc_clear();
}

Value module_array_init(void);
Value module_array_init(void)
{
    static Method functions[2];
    functions[0] = (Method){"_array_reconstructor(arraytype, typecode, mformat_code, items, /)",
                            array_reconstruct_function(), "Internal. Used for pickling support."};
    Value module = module_new("array", "This module defines an object type which can efficiently represent\n"
                                       "an array of basic values: characters, integers, floating-point\n"
                                       "numbers.", functions);
    if (value_is_error(module))
        return module;
    if (type_ready(&type_array_iterator) || module_add_type(module, &type_array)
        || module_add(module, "ArrayType", value_dup_obj(&type_array))
        || module_add_str(module, "typecodes", "bBuwhHiIlLqQfd")) {
        value_drop(module);
        return VALUE_ERROR;
    }
    register_sequence();
    return module;
}
