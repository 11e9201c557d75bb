/* stdlib/array/array_methods.c -- the methods and attributes of array. */
#include "stdlib/array/array_internal.h"
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static inline Array *as_array(Ref v) { return VALUE_AS(Array, v); }
static inline Value none_or_error(int status) { return status ? VALUE_ERROR : VALUE_NONE; }

/* ---- items ---- */

NATIVE(array_append_m) { return none_or_error(array_append(as_array(self), a[0])); }
NATIVE(array_extend_m) { return none_or_error(array_extend(as_array(self), a[0])); }
NATIVE(array_clear_m) { return none_or_error(array_resize(as_array(self), 0)); }

NATIVE(array_insert_m)
{
    int64_t i;
    return int_as_ssize(a[0], &i) ? VALUE_ERROR : none_or_error(array_insert_at(as_array(self), i, a[1]));
}

NATIVE(array_pop_m)
{
    Array *array = as_array(self);
    int64_t i;
    if (int_as_ssize(a[0], &i))
        return VALUE_ERROR;
    if (array->len == 0)
        return exc_raise(&type_IndexError, "pop from empty array");
    if (i < 0)
        i += array->len;
    if (i < 0 || i >= array->len)
        return exc_raise(&type_IndexError, "pop index out of range");
    Value item = array_item_get(array->code, array_at(array, i));
    if (value_is_ok(item) && array_delete(array, i, 1)) {
        value_drop(item);
        return VALUE_ERROR;
    }
    return item;
}

/* The first place of `wanted` in [start, stop); -1 nowhere, -2 error. */
static int64_t find(Array *array, Ref wanted, int64_t start, int64_t stop)
{
    for (int64_t i = start; i < stop && i < array->len; i++) {
        Value item = array_item_get(array->code, array_at(array, i));
        if (value_is_error(item))
            return -2;
        int equal = object_compare_bool(item, wanted, CMP_EQ);
        value_drop(item);
        if (equal)
            return equal < 0 ? -2 : i;
    }
    return -1;
}

NATIVE(array_index_m)
{
    Array *array = as_array(self);
    int64_t start, stop;
    for (int i = 1; i < 3; i++)
        if (value_type(a[i])->index == NULL)
            return exc_raise(&type_TypeError, "slice indices must be integers or have an __index__ method");
    if (object_as_index(a[1], &start, true) || object_as_index(a[2], &stop, true))
        return VALUE_ERROR;
    if (start < 0 && (start += array->len) < 0)
        start = 0;
    if (stop < 0)
        stop += array->len;
    int64_t place = find(array, a[0], start, stop);
    if (place == -1)
        return exc_raise(&type_ValueError, "array.index(x): x not in array");
    return place < 0 ? VALUE_ERROR : int_new(place);
}

NATIVE(array_remove_m)
{
    Array *array = as_array(self);
    int64_t place = find(array, a[0], 0, INT64_MAX);
    if (place == -1)
        return exc_raise(&type_ValueError, "array.remove(x): x not in array");
    if (place < 0)
        return VALUE_ERROR;
    return none_or_error(place < array->len ? array_delete(array, place, 1) : 0);
}

NATIVE(array_count_m)
{
    Array *array = as_array(self);
    int64_t count = 0, place = -1;
    while ((place = find(array, a[0], place + 1, INT64_MAX)) >= 0)
        count++;
    return place == -2 ? VALUE_ERROR : int_new(count);
}

NATIVE(array_reverse_m)
{
    Array *array = as_array(self);
    size_t size = array->code->size;
    char swap[8];
    for (int64_t i = 0, j = array->len - 1; i < j; i++, j--) {
        memcpy(swap, array_at(array, i), size);
        memcpy(array_at(array, i), array_at(array, j), size);
        memcpy(array_at(array, j), swap, size);
    }
    return VALUE_NONE;
}

NATIVE(array_byteswap_m)
{
    Array *array = as_array(self);
    int size = array->code->size;
    for (int64_t i = 0; i < array->len; i++) {
        char *p = array_at(array, i);
        for (int j = 0, k = size - 1; j < k; j++, k--) {
            char swap = p[j];
            p[j] = p[k];
            p[k] = swap;
        }
    }
    return VALUE_NONE;
}

NATIVE(array_copy_m)
{
    Array *array = as_array(self);
    Value copy = array_new(value_type(self), array->code, array->len);
    if (value_is_ok(copy) && array->len)
        memcpy(as_array(copy)->data, array->data, (size_t)(array->len * array->code->size));
    return copy;
}

NATIVE(array_buffer_info_m)
{
    Array *array = as_array(self);
    Value items[2] = {int_new_u64((uint64_t)(uintptr_t)array->data), int_new(array->len)};
    return tuple_from_values(items, 2);
}

/* ---- lists, bytes, text ---- */

NATIVE(array_tolist_m)
{
    Array *array = as_array(self);
    Value list = list_new(array->len);
    for (int64_t i = 0; value_is_ok(list) && i < array->len; i++) {
        Value item = array_item_get(array->code, array_at(array, i));
        if (value_is_error(item) || list_append_owned(list, item)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}

NATIVE(array_fromlist_m)
{
    Array *array = as_array(self);
    if (!value_is_list(a[0]))
        return exc_raise(&type_TypeError, "arg must be list");
    int64_t n_items = list_len(a[0]), old = array->len;
    for (int64_t i = 0; i < n_items; i++) {
        if (i >= list_len(a[0])) {
            exc_raise(&type_RuntimeError, "list changed size during iteration");
            goto fail;
        }
        Value item = value_dup(list_at(a[0], i));
        int status = array_append(array, item);
        value_drop(item);
        if (status)
            goto fail;
    }
    return VALUE_NONE;
fail: /* all or nothing */
    {
        Value pending = exc_take();
        if (array->len > old && array_resize(array, old))
            exc_clear();
        exc_restore(pending);
    }
    return VALUE_ERROR;
}

NATIVE(array_tobytes_m)
{
    Array *array = as_array(self);
    return bytes_new(array->data ? array->data : "", (size_t)(array->len * array->code->size));
}

NATIVE(array_frombytes_m)
{
    Buffer b;
    if (buffer_get(a[0], &b, BUFFER_SIMPLE))
        return VALUE_ERROR;
    bool plain = b.item_size == 1;
    buffer_release(&b);
    if (!plain)
        return exc_raise(&type_TypeError, "a bytes-like object is required");
    Value copy = bytes_from_buffer(a[0]); /* it may be ours */
    if (value_is_error(copy))
        return copy;
    int status = array_append_bytes(as_array(self), bytes_data(copy), bytes_len(copy));
    value_drop(copy);
    return none_or_error(status);
}

static bool holds_text(const Array *array) { return array->code->code == 'u' || array->code->code == 'w'; }

NATIVE(array_tounicode_m)
{
    Array *array = as_array(self);
    if (!holds_text(array))
        return exc_raise(&type_ValueError, "tounicode() may only be called on unicode type arrays ('u' or 'w')");
    for (int64_t i = 0; i < array->len; i++) {
        Value c = array_item_get(array->code, array_at(array, i));
        if (value_is_error(c))
            return c;
        value_drop(c);
    }
    return str_from_ucs4((const uint32_t *)(const void *)array->data, (size_t)array->len);
}

NATIVE(array_fromunicode_m)
{
    Array *array = as_array(self);
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, value_is_none(a[0]) ? "fromunicode() argument must be str, not None"
                                                              : "fromunicode() argument must be str, not %T", a[0]);
    if (!holds_text(array))
        return exc_raise(&type_ValueError, "fromunicode() may only be called on unicode type arrays ('u' or 'w')");
    return none_or_error(array_append_text(array, a[0]));
}

/* ---- files ---- */

NATIVE(array_fromfile_m)
{
    Array *array = as_array(self);
    int64_t n_items, n_bytes;
    if (int_as_ssize(a[1], &n_items))
        return VALUE_ERROR;
    if (n_items < 0)
        return exc_raise(&type_ValueError, "negative count");
    if (__builtin_mul_overflow(n_items, (int64_t)array->code->size, &n_bytes))
        return exc_raise_memory();
    Value bytes = object_call_method1(a[0], NAME(read), int_new(n_bytes));
    if (value_is_error(bytes))
        return bytes;
    Value result = VALUE_NONE;
    if (!value_is_bytes(bytes))
        result = exc_raise(&type_TypeError, "read() didn't return bytes");
    else if (array_append_bytes(array, bytes_data(bytes), bytes_len(bytes)))
        result = VALUE_ERROR;
    else if (bytes_len(bytes) != n_bytes)
        result = exc_raise(&type_EOFError, "read() didn't return enough bytes");
    value_drop(bytes);
    return result;
}

NATIVE(array_tofile_m)
{
    const int64_t block = 64 * 1024;
    Array *array = as_array(self);
    for (int64_t at = 0; at < array->len * array->code->size; at += block) {
        int64_t left = array->len * array->code->size - at;
        Value bytes = bytes_new(array->data + at, (size_t)(left < block ? left : block));
        if (value_is_error(bytes))
            return bytes;
        Value written = object_call_method1(a[0], NAME(write), bytes);
        value_drop(bytes);
        if (value_is_error(written))
            return written;
        value_drop(written);
    }
    return VALUE_NONE;
}

/* ---- the rest ---- */

NATIVE(array_reduce_ex_m)
{
    int protocol;
    if (!value_is_any_int(a[0]))
        return exc_raise(&type_TypeError, "__reduce_ex__ argument should be an integer");
    return int_as_i32(a[0], &protocol) ? VALUE_ERROR : array_reduce(self, protocol);
}

NATIVE(array_sizeof_m)
{
    return int_new((int64_t)value_type(self)->basic_size + as_array(self)->capacity * as_array(self)->code->size);
}

NATIVE(array_class_getitem_m)
{
    Value alias_type = import_attr("types", "GenericAlias");
    if (value_is_error(alias_type))
        return alias_type;
    Value alias = object_call2(alias_type, self, a[0]);
    value_drop(alias_type);
    return alias;
}

const Method array_methods[] = {
    {"append(v, /)", array_append_m, "Append new value v to the end of the array."},
    {"buffer_info()", array_buffer_info_m, "Return a tuple (address, length) giving the current memory address and the length in items."},
    {"byteswap()", array_byteswap_m, "Byteswap all items of the array."},
    {"clear()", array_clear_m, "Remove all items from the array."},
    {"count(v, /)", array_count_m, "Return number of occurrences of v in the array."},
    {"extend(bb, /)", array_extend_m, "Append items to the end of the array."},
    {"frombytes(buffer, /)", array_frombytes_m, "Appends items from the string, interpreting it as an array of machine values."},
    {"fromfile(f, n, /)", array_fromfile_m, "Read n objects from the file object f and append them to the end of the array."},
    {"fromlist(list, /)", array_fromlist_m, "Append items to array from list."},
    {"fromunicode(ustr, /)", array_fromunicode_m, "Extends this array with data from the unicode string ustr."},
    {"index(v, start=0, stop=9223372036854775807, /)", array_index_m, "Return index of first occurrence of v in the array."},
    {"insert(i, v, /)", array_insert_m, "Insert a new item v into the array before position i."},
    {"pop(i=-1, /)", array_pop_m, "Return the i-th element and delete it from the array."},
    {"remove(v, /)", array_remove_m, "Remove the first occurrence of v in the array."},
    {"reverse()", array_reverse_m, "Reverse the order of the items in the array."},
    {"tobytes()", array_tobytes_m, "Convert the array to an array of machine values and return the bytes representation."},
    {"tofile(f, /)", array_tofile_m, "Write all items (as machine values) to the file object f."},
    {"tolist()", array_tolist_m, "Convert array to an ordinary list with the same items."},
    {"tounicode()", array_tounicode_m, "Convert the array to a unicode string."},
    {"__copy__()", array_copy_m, "Return a copy of the array."},
    {"__deepcopy__(unused, /)", array_copy_m, "Return a copy of the array."},
    {"__reduce_ex__(value, /)", array_reduce_ex_m, "Return state information for pickling."},
    {"__sizeof__()", array_sizeof_m, "Size of the array in memory, in bytes."},
    {"__class_getitem__(object, /)", array_class_getitem_m, "See PEP 585", METHOD_CLASS},
    {0},
};

static Value get_typecode(Ref self) { return str_from_char((uint32_t)as_array(self)->code->code); }
static Value get_itemsize(Ref self) { return value_from_int(as_array(self)->code->size); }

const Getter array_getters[] = {
    {"typecode", get_typecode, NULL, "the typecode character used to create the array"},
    {"itemsize", get_itemsize, NULL, "the size, in bytes, of one array item"},
    {0},
};
