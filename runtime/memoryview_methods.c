/* runtime/memoryview_methods.c -- the methods and attributes of memoryview. */
#include "runtime/memoryview_internal.h"
#include "runtime/bytes_internal.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static inline MemoryView *as_view(Ref v) { return VALUE_AS(MemoryView, v); }

/* ---- copying out ---- */

/* Copy b with the first dimension fastest. */
static char *copy_fortran(const Buffer *b, int dim, const char *from, char *out)
{
    if (dim < 0) {
        memcpy(out, from, (size_t)b->item_size);
        return out + b->item_size;
    }
    for (int64_t i = 0; i < b->shape[dim]; i++)
        out = copy_fortran(b, dim - 1, from + i * b->strides[dim], out);
    return out;
}

NATIVE(memoryview_tobytes_m)
{
    char order = 'C';
    if (!value_is_none(a[0])) {
        if (!value_is_str(a[0]))
            return exc_raise(&type_TypeError, "tobytes() argument 'order' must be str or None, not %T", a[0]);
        if (str_len(a[0]) != 1 || str_at(a[0], 0) > 127 || !strchr("CFA", (int)str_at(a[0], 0)))
            return exc_raise(&type_ValueError, "order must be 'C', 'F' or 'A'");
        order = (char)str_at(a[0], 0);
    }
    MemoryView *m = as_view(self);
    if (memoryview_check(m))
        return VALUE_ERROR;
    if (order == 'A')
        order = !buffer_is_contiguous(&m->view, 'C') && buffer_is_contiguous(&m->view, 'F') ? 'F' : 'C';
    Value bytes = bytes_new(NULL, (size_t)m->view.byte_len);
    if (value_is_ok(bytes) && m->view.byte_len) {
        char *out = VALUE_AS(Bytes, bytes)->data;
        if (order == 'F')
            copy_fortran(&m->view, m->view.n_dims - 1, m->view.data, out);
        else
            buffer_copy_out(&m->view, out);
    }
    return bytes;
}

static Value list_dimension(const Buffer *b, int dim, const char *p)
{
    if (dim == b->n_dims)
        return memory_item_get(p, b->format);
    Value list = list_new(b->shape[dim]);
    for (int64_t i = 0; value_is_ok(list) && i < b->shape[dim]; i++) {
        Value item = list_dimension(b, dim + 1, p + i * b->strides[dim]);
        if (value_is_error(item) || list_append_owned(list, item)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}

NATIVE(memoryview_tolist_m)
{
    MemoryView *m = as_view(self);
    if (memoryview_check(m))
        return VALUE_ERROR;
    char code;
    if (!memory_format_is_native(m->view.format, &code))
        return exc_raise(&type_NotImplementedError, "memoryview: format %s not supported", m->view.format);
    return list_dimension(&m->view, 0, m->view.data);
}

NATIVE(memoryview_hex_m)
{
    int group;
    MemoryView *m = as_view(self);
    if (int_as_i32(a[1], &group) || memoryview_check(m))
        return VALUE_ERROR;
    char *copy = mem_alloc_or_raise((size_t)m->view.byte_len + 1);
    if (copy == NULL)
        return VALUE_ERROR;
    buffer_copy_out(&m->view, copy);
    Value text = bytes_hex(copy, (size_t)m->view.byte_len, a[0], group);
    mem_free(copy);
    return text;
}

/* ---- releasing ---- */

NATIVE(memoryview_release_m)
{
    MemoryView *m = as_view(self);
    if (memoryview_is_released(m))
        return VALUE_NONE;
    if (m->n_exports > 0)
        return exc_raise(&type_BufferError, "memoryview has %lld exported buffer%s", (long long)m->n_exports,
                         m->n_exports == 1 ? "" : "s");
    value_clear(&m->owner);
    return VALUE_NONE;
}

NATIVE(memoryview_enter_m) { return memoryview_check(as_view(self)) ? VALUE_ERROR : value_dup(self); }
NATIVE(memoryview_exit_m) { return memoryview_release_m(self, NULL, 0, VALUE_ABSENT); }

NATIVE(memoryview_toreadonly_m)
{
    MemoryView *m = as_view(self);
    if (memoryview_check(m))
        return VALUE_ERROR;
    MemoryView *copy = memoryview_clone(m, m->view.n_dims);
    if (copy == NULL)
        return VALUE_ERROR;
    copy->view.readonly = true;
    return value_from_obj(copy);
}

/* ---- casting ---- */

/* The static text of a native format, NULL when it is none. */
static const char *native_format(Ref text, char *code)
{
    static const char formats[][3] = {"@c", "@b", "@B", "@?", "@h", "@H", "@e", "@i", "@I", "@f", "@l", "@L",
                                      "@q", "@Q", "@n", "@N", "@P", "@d"};
    const char *format = str_utf8(text, NULL);
    if (format == NULL || !memory_format_is_native(format, code))
        return NULL;
    for (size_t i = 0; i < N_ELEMENTS(formats); i++)
        if (formats[i][1] == *code)
            return formats[i] + (format[0] != '@');
    return NULL;
}

static bool is_byte_code(char code) { return code == 'b' || code == 'B' || code == 'c'; }

static int read_shape(Ref shape, int64_t *out, int n)
{
    for (int i = 0; i < n; i++) {
        Value item = object_get_item(shape, i);
        if (value_is_error(item))
            return -1;
        bool is_int = value_is_any_int(item);
        out[i] = is_int ? int_as_i64_clip(item) : 0;
        value_drop(item);
        if (!is_int)
            return exc_raise_int(&type_TypeError, "memoryview.cast(): elements of shape must be integers");
        if (out[i] <= 0)
            return exc_raise_int(&type_ValueError, "memoryview.cast(): elements of shape must be integers > 0");
    }
    return 0;
}

/* Give a contiguous view of bytes a shape. */
static int apply_shape(MemoryView *m, const int64_t *shape, int n)
{
    int64_t stride = m->view.item_size;
    for (int i = n - 1; i >= 0; i--) {
        m->view.shape[i] = shape[i];
        m->view.strides[i] = stride;
        if (__builtin_mul_overflow(stride, shape[i], &stride))
            return exc_raise_int(&type_ValueError, "memoryview.cast(): product(shape) > SSIZE_MAX");
    }
    if (stride != m->view.byte_len)
        return exc_raise_int(&type_TypeError, "memoryview: product(shape) * itemsize != buffer size");
    return 0;
}

NATIVE(memoryview_cast_m)
{
    MemoryView *m = as_view(self);
    if (memoryview_check(m))
        return VALUE_ERROR;
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "cast() argument 'format' must be str, not %T", a[0]);
    if (!buffer_is_contiguous(&m->view, 'C'))
        return exc_raise(&type_TypeError, "memoryview: casts are restricted to C-contiguous views");
    bool has_shape = !value_is_absent(a[1]);
    int64_t n_dims = 1, shape[MEMORYVIEW_MAX_DIMS];
    if ((has_shape || m->view.n_dims != 1) && m->view.byte_len == 0)
        return exc_raise(&type_TypeError, "memoryview: cannot cast view with zeros in shape or strides");
    if (has_shape) {
        if (!value_is_list(a[1]) && !value_is_tuple(a[1]))
            return exc_raise(&type_TypeError, "shape must be a list or a tuple");
        n_dims = object_length(a[1]);
        if (n_dims > MEMORYVIEW_MAX_DIMS)
            return exc_raise(&type_ValueError, "memoryview: number of dimensions must not exceed %d",
                             MEMORYVIEW_MAX_DIMS);
        if (m->view.n_dims != 1 && n_dims != 1)
            return exc_raise(&type_TypeError, "memoryview: cast must be 1D -> ND or ND -> 1D");
    }
    char code, old_code;
    const char *format = native_format(a[0], &code);
    if (format == NULL)
        return exc_pending() ? VALUE_ERROR
                             : exc_raise(&type_ValueError, "memoryview: destination format must be a native single "
                                                           "character format prefixed with an optional '@'");
    if (!memory_format_is_native(m->view.format, &old_code))
        return exc_raise(&type_ValueError, "memoryview: source format must be a native single character "
                                           "format prefixed with an optional '@'");
    if (!is_byte_code(code) && !is_byte_code(old_code))
        return exc_raise(&type_TypeError, "memoryview: cannot cast between two non-byte formats");
    int64_t size = memory_format_size(code);
    if (m->view.byte_len % size)
        return exc_raise(&type_TypeError, "memoryview: length is not a multiple of itemsize");
    shape[0] = m->view.byte_len / size;
    if (has_shape && read_shape(a[1], shape, (int)n_dims))
        return VALUE_ERROR;
    MemoryView *cast = memoryview_clone(m, (int)n_dims);
    if (cast == NULL)
        return VALUE_ERROR;
    cast->view.format = format;
    cast->view.item_size = size;
    if (apply_shape(cast, shape, (int)n_dims)) {
        obj_drop(cast);
        return VALUE_ERROR;
    }
    return value_from_obj(cast);
}

NATIVE(memoryview_from_flags_m)
{
    int flags;
    if (int_as_i32(a[1], &flags))
        return VALUE_ERROR;
    return memoryview_with_flags(a[0], flags, false);
}

const Method memoryview_methods[] = {
    {"release()", memoryview_release_m, "Release the underlying buffer exposed by the memoryview object."},
    {"tobytes(order='C')", memoryview_tobytes_m, "Return the data in the buffer as a byte string."},
    {"hex(sep=<absent>, bytes_per_sep=1)", memoryview_hex_m, "Return the data in the buffer as a str of hexadecimal numbers.\n\n>>> memoryview(b'\\xb9\\x01').hex(':')\n'b9:01'"},
    {"tolist()", memoryview_tolist_m, "Return the data in the buffer as a list of elements."},
    {"cast(format, shape=<absent>)", memoryview_cast_m, "Cast a memoryview to a new format or shape."},
    {"toreadonly()", memoryview_toreadonly_m, "Return a readonly version of the memoryview."},
    {"_from_flags(object, flags)", memoryview_from_flags_m,
     "Create a new memoryview object which references the given object.", METHOD_CLASS},
    {"__enter__()", memoryview_enter_m, NULL},
    {"__exit__(*args)", memoryview_exit_m, NULL},
    {0},
};

/* ---- attributes ---- */

#define VIEW_GETTER(name, expression)                          \
    static Value get_##name(Ref self)                          \
    {                                                          \
        MemoryView *m = as_view(self);                         \
        return memoryview_check(m) ? VALUE_ERROR : expression; \
    }

static Value tuple_of_sizes(const int64_t *sizes, int n)
{
    Value tuple = n ? tuple_new(n) : tuple_empty();
    for (int i = 0; value_is_ok(tuple) && i < n; i++) {
        Value size = int_new(sizes[i]);
        if (value_is_error(size)) {
            value_drop(tuple);
            return VALUE_ERROR;
        }
        VALUE_AS(Tuple, tuple)->items[i] = size;
    }
    return tuple;
}

static Value exporter_of(MemoryView *m)
{
    return value_dup(buffer_exporter(&VALUE_AS(MemoryOwner, m->owner)->buffer));
}

VIEW_GETTER(obj, exporter_of(m))
VIEW_GETTER(nbytes, int_new(m->view.byte_len))
VIEW_GETTER(readonly, value_from_bool(m->view.readonly))
VIEW_GETTER(itemsize, int_new(m->view.item_size))
VIEW_GETTER(format, str_from_cstr(m->view.format))
VIEW_GETTER(ndim, int_new(m->view.n_dims))
VIEW_GETTER(shape, tuple_of_sizes(m->view.shape, m->view.n_dims))
VIEW_GETTER(strides, tuple_of_sizes(m->view.strides, m->view.n_dims))
VIEW_GETTER(suboffsets, tuple_empty())
VIEW_GETTER(c_contiguous, value_from_bool(buffer_is_contiguous(&m->view, 'C')))
VIEW_GETTER(f_contiguous, value_from_bool(buffer_is_contiguous(&m->view, 'F')))
VIEW_GETTER(contiguous, value_from_bool(buffer_is_contiguous(&m->view, 'A')))

const Getter memoryview_getters[] = {
    {"obj", get_obj, NULL, "The underlying object of the memoryview."},
    {"nbytes", get_nbytes, NULL, "The amount of space in bytes that the array would use in a contiguous representation."},
    {"readonly", get_readonly, NULL, "A bool indicating whether the memory is read only."},
    {"itemsize", get_itemsize, NULL, "The size in bytes of each element of the memoryview."},
    {"format", get_format, NULL, "A string containing the format (in struct module style) for each element in the view."},
    {"ndim", get_ndim, NULL, "An integer indicating how many dimensions the memory represents."},
    {"shape", get_shape, NULL, "A tuple of ndim integers giving the shape of the memory."},
    {"strides", get_strides, NULL, "A tuple of ndim integers giving the bytes to step in each dimension."},
    {"suboffsets", get_suboffsets, NULL, "A tuple of integers used internally for PIL-style arrays."},
    {"c_contiguous", get_c_contiguous, NULL, "A bool indicating whether the memory is C contiguous."},
    {"f_contiguous", get_f_contiguous, NULL, "A bool indicating whether the memory is Fortran contiguous."},
    {"contiguous", get_contiguous, NULL, "A bool indicating whether the memory is contiguous."},
    {0},
};
