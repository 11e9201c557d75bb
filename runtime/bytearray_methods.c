/* runtime/bytearray_methods.c -- the methods that change a bytearray. */
#include "runtime/bytes_internal.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static const char range_error[] = "byte must be in range(0, 256)";

BYTES_NATIVE(bytearray_alloc_m) { return int_new(VALUE_AS(ByteArray, self)->capacity); }

BYTES_NATIVE(bytearray_append_m)
{
    uint8_t byte;
    if (byte_from_value(a[0], range_error, &byte) || bytearray_append(self, &byte, 1))
        return VALUE_ERROR;
    return VALUE_NONE;
}

BYTES_NATIVE(bytearray_clear_m)
{
    return bytearray_resize(VALUE_AS(ByteArray, self), 0) ? VALUE_ERROR : VALUE_NONE;
}

BYTES_NATIVE(bytearray_copy_m)
{
    Span s = span_of(self);
    return bytearray_new(s.p, (size_t)s.n);
}

BYTES_NATIVE(bytearray_extend_m)
{
    Value bytes;
    if (buffer_supported(a[0]))
        bytes = bytes_from_buffer(a[0]);
    else if (value_is_str(a[0]))
        return exc_raise(&type_TypeError, "expected iterable of integers; got: 'str'");
    else if (value_type(a[0])->iter == NULL && value_type(a[0])->item == NULL)
        return exc_raise(&type_TypeError, "can't extend bytearray with %T", a[0]);
    else if (object_length_hint(a[0], 32) < 0) /* asked for its errors only */
        return VALUE_ERROR;
    else
        bytes = bytes_from_iterable(a[0], false, range_error);
    if (value_is_error(bytes))
        return VALUE_ERROR;
    int status = bytearray_append(self, bytes_data(bytes), (size_t)bytes_len(bytes));
    value_drop(bytes);
    return status ? VALUE_ERROR : VALUE_NONE;
}

BYTES_NATIVE(bytearray_insert_m)
{
    int64_t index;
    uint8_t byte;
    if (int_as_ssize(a[0], &index))
        return VALUE_ERROR;
    if (byte_from_value(a[1], range_error, &byte))
        return VALUE_ERROR;
    ByteArray *b = VALUE_AS(ByteArray, self);
    if (index < 0 && (index += b->len) < 0)
        index = 0;
    if (index > b->len)
        index = b->len;
    char c = (char)byte;
    return bytearray_splice(b, index, index, (Span){&c, 1}) ? VALUE_ERROR : VALUE_NONE;
}

BYTES_NATIVE(bytearray_pop_m)
{
    ByteArray *b = VALUE_AS(ByteArray, self);
    int64_t index;
    if (int_as_ssize(a[0], &index))
        return VALUE_ERROR;
    if (b->len == 0)
        return exc_raise(&type_IndexError, "pop from empty bytearray");
    if (index < 0)
        index += b->len;
    if (index < 0 || index >= b->len)
        return exc_raise(&type_IndexError, "pop index out of range");
    uint8_t byte = (uint8_t)b->start[index];
    if (bytearray_splice(b, index, index + 1, (Span){NULL, 0}))
        return VALUE_ERROR;
    return value_from_int(byte);
}

BYTES_NATIVE(bytearray_remove_m)
{
    uint8_t byte;
    if (byte_from_value(a[0], range_error, &byte))
        return VALUE_ERROR;
    ByteArray *b = VALUE_AS(ByteArray, self);
    const char *found = b->len ? memchr(b->start, byte, (size_t)b->len) : NULL;
    if (found == NULL)
        return exc_raise(&type_ValueError, "value not found in bytearray");
    int64_t index = found - b->start;
    return bytearray_splice(b, index, index + 1, (Span){NULL, 0}) ? VALUE_ERROR : VALUE_NONE;
}

BYTES_NATIVE(bytearray_reverse_m)
{
    ByteArray *b = VALUE_AS(ByteArray, self);
    for (int64_t i = 0, j = b->len - 1; i < j; i++, j--) {
        char swap = b->start[i];
        b->start[i] = b->start[j];
        b->start[j] = swap;
    }
    return VALUE_NONE;
}

BYTES_NATIVE(bytearray_sizeof_m)
{
    return int_new((int64_t)value_type(self)->basic_size + VALUE_AS(ByteArray, self)->capacity);
}

/* (type, (latin-1 text, 'latin-1'), state) before protocol 3, (type, (bytes,), state) from there on. */
static Value reduce(Ref self, int protocol)
{
    Span s = span_of(self);
    Value args;
    if (protocol < 3) {
        Value text = str_from_latin1((const uint8_t *)s.p, (size_t)s.n);
        Value encoding = str_from_cstr("latin-1");
        Value items[2] = {text, encoding};
        args = value_is_error(text) || value_is_error(encoding) ? VALUE_ERROR : tuple_from_values(items, 2);
        if (s.n == 0 && value_is_ok(args)) {
            value_drop(args);
            args = tuple_empty();
        }
    } else {
        Value bytes = bytes_new(s.n ? s.p : "", (size_t)s.n);
        if (value_is_error(bytes))
            return VALUE_ERROR;
        args = s.n ? tuple_of1(bytes) : tuple_empty();
        value_drop(bytes);
    }
    if (value_is_error(args))
        return VALUE_ERROR;
    Value state = object_call_method0(self, NAME(__getstate__));
    if (value_is_error(state)) {
        value_drop(args);
        return VALUE_ERROR;
    }
    Value items[3] = {value_dup_obj(value_type(self)), args, state};
    return tuple_from_values(items, 3);
}

BYTES_NATIVE(bytearray_reduce_m) { return reduce(self, 2); }

BYTES_NATIVE(bytearray_reduce_ex_m)
{
    int protocol;
    return int_as_i32(a[0], &protocol) ? VALUE_ERROR : reduce(self, protocol);
}
