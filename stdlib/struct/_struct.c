/* stdlib/struct/_struct.c -- the module under struct: the Struct type and functions over a cache of them. */
#include "stdlib/struct/struct_internal.h"
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

typedef struct Struct {
    Obj base;
    Value format;         /* str; ABSENT until __init__ */
    StructFormat compiled;
} Struct;

Value struct_error;
static Type type_struct, type_unpack_iterator;
static Value cache;       /* dict: format (str or bytes) -> Struct */
#define CACHE_MAX 100

/* ---- the type ---- */

/* ASCII text of a format argument, as an owned bytes. */
static Value format_bytes(Ref format)
{
    if (value_is_bytes(format))
        return value_dup(format);
    if (!value_is_str(format))
        return exc_raise(&type_TypeError, "Struct() argument 1 must be a str or bytes object, not %T", format);
    Value encoding = str_from_cstr("ascii");
    Value bytes = value_is_error(encoding) ? encoding : object_call_method1(format, NAME(encode), encoding);
    value_drop(encoding);
    return bytes;
}

static int set_format(Struct *s, Ref format)
{
    Value bytes = format_bytes(format);
    if (value_is_error(bytes))
        return -1;
    StructFormat compiled;
    int status = memchr(bytes_data(bytes), 0, (size_t)bytes_len(bytes))
                     ? exc_raise_int(STRUCT_ERROR, "embedded null character")
                     : struct_compile(bytes_data(bytes), (size_t)bytes_len(bytes), &compiled);
    Value text = status ? VALUE_ERROR : str_from_ascii(bytes_data(bytes), (size_t)bytes_len(bytes));
    value_drop(bytes);
    if (value_is_error(text))
        return -1;
    mem_free(s->compiled.codes);
    s->compiled = compiled;
    value_replace(&s->format, text);
    return 0;
}

static Value struct_new(Type *type, UNUSED const Ref *args, UNUSED size_t n_args, UNUSED Ref kwnames)
{
    Struct *s = object_alloc_instance(type, 0);
    if (s == NULL)
        return VALUE_ERROR;
    s->format = VALUE_ABSENT;
    memset(&s->compiled, 0, sizeof s->compiled);
    return value_from_obj(s);
}

static int struct_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[1];
    if (args_bind(&spec, "Struct(format)", args, n_args, kwnames, a))
        return -1;
    return set_format(VALUE_AS(Struct, self), a[0]);
}

static void struct_dealloc(Obj *o)
{
    value_clear(&((Struct *)o)->format);
    mem_free(((Struct *)o)->compiled.codes);
    object_free(o);
}

static Value struct_repr(Ref self)
{
    Struct *s = VALUE_AS(Struct, self);
    if (value_is_absent(s->format))
        return exc_raise(&type_RuntimeError, "Struct object is not initialized");
    return str_format("%s(%R)", value_type(self)->name, s->format);
}

static const StructFormat *compiled_of(Ref self)
{
    Struct *s = VALUE_AS(Struct, self);
    if (value_is_absent(s->format)) {
        exc_raise(&type_RuntimeError, "Struct object is not initialized");
        return NULL;
    }
    return &s->compiled;
}

/* ---- the cache ---- */

/* The Struct of a format; owned. */
static Value cached(Ref format)
{
    if (value_has_type(format, &type_struct))
        return value_dup(format);
    bool hashable = value_is_exact_str(format) || value_is_bytes(format);
    if (hashable) {
        Ref found = dict_get(cache, format);
        if (value_is_error(found))
            return VALUE_ERROR;
        if (!value_is_absent(found))
            return value_dup(found);
    }
    Value made = struct_new(&type_struct, NULL, 0, VALUE_ABSENT);
    if (value_is_error(made))
        return made;
    if (set_format(VALUE_AS(Struct, made), format)) {
        value_drop(made);
        return VALUE_ERROR;
    }
    if (hashable) {
        if (dict_len(cache) >= CACHE_MAX)
            dict_clear(cache);
        if (dict_set(cache, format, made))
            exc_clear();
    }
    return made;
}

/* ---- packing ---- */

static Value pack(Ref self, const Ref *values, size_t n_values)
{
    const StructFormat *f = compiled_of(self);
    if (f == NULL)
        return VALUE_ERROR;
    if ((int64_t)n_values != f->n_values)
        return exc_raise(STRUCT_ERROR, "pack expected %lld items for packing (got %zu)",
                         (long long)f->n_values, n_values);
    Value bytes = bytes_new(NULL, (size_t)f->size);
    if (value_is_error(bytes) || f->size == 0)
        return bytes;
    if (struct_write(f, (uint8_t *)VALUE_AS(Bytes, bytes)->data, values)) {
        value_drop(bytes);
        return VALUE_ERROR;
    }
    return bytes;
}

/* The writable buffer of an argument. */
static int writable_buffer(Ref v, Buffer *out)
{
    if (buffer_get(v, out, BUFFER_WRITABLE) == 0)
        return 0;
    if (exc_pending_is(&type_TypeError) || exc_pending_is(&type_BufferError)) {
        exc_clear();
        exc_raise(&type_TypeError, "argument must be read-write bytes-like object, not %T", v);
    }
    return -1;
}

/* Where in a buffer of len bytes the record at `offset` starts; -1 and struct.error when it does not fit. */
static int64_t find_place(int64_t offset, int64_t size, int64_t len, bool writing)
{
    if (offset < 0) {
        if (offset + size > 0)
            return exc_raise_int(STRUCT_ERROR, writing ? "no space to pack %lld bytes at offset %lld"
                                                       : "not enough data to unpack %lld bytes at offset %lld",
                                 (long long)size, (long long)offset);
        if (offset + len < 0)
            return exc_raise_int(STRUCT_ERROR, "offset %lld out of range for %lld-byte buffer",
                                 (long long)offset, (long long)len);
        offset += len;
    }
    if (len - offset < size)
        return exc_raise_int(STRUCT_ERROR, writing
            ? "pack_into requires a buffer of at least %zu bytes for packing %lld bytes at offset %lld "
              "(actual buffer size is %lld)"
            : "unpack_from requires a buffer of at least %zu bytes for unpacking %lld bytes at offset %lld "
              "(actual buffer size is %lld)",
            (size_t)size + (size_t)offset, (long long)size, (long long)offset, (long long)len);
    return offset;
}

static Value pack_into(Ref self, const Ref *a, size_t n)
{
    const StructFormat *f = compiled_of(self);
    if (f == NULL)
        return VALUE_ERROR;
    if (n < 2)
        return exc_raise(STRUCT_ERROR, n == 0 ? "pack_into expected buffer argument"
                                              : "pack_into expected offset argument");
    if ((int64_t)n - 2 != f->n_values)
        return exc_raise(STRUCT_ERROR, "pack_into expected %lld items for packing (got %zu)",
                         (long long)f->n_values, n - 2);
    Buffer b;
    int64_t offset;
    if (writable_buffer(a[0], &b))
        return VALUE_ERROR;
    int status = object_as_index(a[1], &offset, false);
    if (status == 0 && (offset = find_place(offset, f->size, b.byte_len, true)) < 0)
        status = -1;
    if (status == 0)
        status = struct_write(f, (uint8_t *)b.data + offset, a + 2);
    buffer_release(&b);
    return status ? VALUE_ERROR : VALUE_NONE;
}

/* ---- unpacking ---- */

static Value unpack(Ref self, Ref data)
{
    const StructFormat *f = compiled_of(self);
    Buffer b;
    if (f == NULL || buffer_get(data, &b, BUFFER_SIMPLE))
        return VALUE_ERROR;
    Value record = b.byte_len == f->size
                       ? struct_read(f, b.data)
                       : exc_raise(STRUCT_ERROR, "unpack requires a buffer of %lld bytes", (long long)f->size);
    buffer_release(&b);
    return record;
}

static Value unpack_from(Ref self, Ref data, Ref offset_arg)
{
    const StructFormat *f = compiled_of(self);
    Buffer b;
    int64_t offset;
    if (f == NULL || int_as_ssize(offset_arg, &offset) || buffer_get(data, &b, BUFFER_SIMPLE))
        return VALUE_ERROR;
    offset = find_place(offset, f->size, b.byte_len, false);
    Value record = offset < 0 ? VALUE_ERROR : struct_read(f, (uint8_t *)b.data + offset);
    buffer_release(&b);
    return record;
}

typedef struct UnpackIter {
    Obj base;
    Value format;   /* Struct */
    Buffer buffer;  /* its owner ABSENT once exhausted */
    int64_t at;
} UnpackIter;

static Value iter_unpack(Ref self, Ref data)
{
    const StructFormat *f = compiled_of(self);
    if (f == NULL)
        return VALUE_ERROR;
    if (f->size == 0)
        return exc_raise(STRUCT_ERROR, "cannot iteratively unpack with a struct of length 0");
    UnpackIter *it = object_alloc(&type_unpack_iterator);
    if (it == NULL)
        return VALUE_ERROR;
    it->format = VALUE_ABSENT;
    it->buffer.owner = VALUE_ABSENT;
    if (buffer_get(data, &it->buffer, BUFFER_SIMPLE)) {
        it->buffer.owner = VALUE_ABSENT;
        object_free(it);
        return VALUE_ERROR;
    }
    it->format = value_dup(self);
    it->at = 0;
    gc_track(it);
    if (it->buffer.byte_len % f->size) {
        obj_drop(it);
        return exc_raise(STRUCT_ERROR, "iterative unpacking requires a buffer of a multiple of %lld bytes",
                         (long long)f->size);
    }
    return value_from_obj(it);
}

static Value unpack_iter_next(Ref self)
{
    UnpackIter *it = VALUE_AS(UnpackIter, self);
    if (value_is_absent(it->buffer.owner))
        return VALUE_ABSENT;
    const StructFormat *f = &VALUE_AS(Struct, it->format)->compiled;
    if (it->at + f->size > it->buffer.byte_len) {
        buffer_release(&it->buffer);
        return VALUE_ABSENT;
    }
    Value record = struct_read(f, (uint8_t *)it->buffer.data + it->at);
    it->at += f->size;
    return record;
}

NATIVE(unpack_iter_length_hint_m)
{
    UnpackIter *it = VALUE_AS(UnpackIter, self);
    if (value_is_absent(it->buffer.owner))
        return value_from_int(0);
    return int_new((it->buffer.byte_len - it->at) / VALUE_AS(Struct, it->format)->compiled.size);
}

static void unpack_iter_dealloc(Obj *o)
{
    UnpackIter *it = (UnpackIter *)o;
    gc_untrack(o);
    buffer_release(&it->buffer);
    value_clear(&it->format);
    object_free(o);
}

static int unpack_iter_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((UnpackIter *)o)->format);
    GC_VISIT(((UnpackIter *)o)->buffer.owner);
    return 0;
}

static const Method unpack_iter_methods[] = {
    {"__length_hint__()", unpack_iter_length_hint_m, NULL},
    {0},
};

static Type type_unpack_iterator = {
    .base = STATIC_OBJ(&type_type),
    .name = "unpack_iterator",
    .module = "_struct",
    .basic_size = sizeof(UnpackIter),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .methods = unpack_iter_methods,
    .dealloc = unpack_iter_dealloc,
    .traverse = unpack_iter_traverse,
    .iter = value_dup,
    .next = unpack_iter_next,
};

/* ---- methods of Struct ---- */

NATIVE(struct_pack_m) { return args_no_keywords("Struct.pack", kwnames) ? VALUE_ERROR : pack(self, a, n); }
NATIVE(struct_pack_into_m)
{
    return args_no_keywords("Struct.pack_into", kwnames) ? VALUE_ERROR : pack_into(self, a, n);
}
NATIVE(struct_unpack_m) { return unpack(self, a[0]); }
NATIVE(struct_unpack_from_m) { return unpack_from(self, a[0], a[1]); }
NATIVE(struct_iter_unpack_m) { return iter_unpack(self, a[0]); }

NATIVE(struct_sizeof_m)
{
    return int_new((int64_t)value_type(self)->basic_size
                   + (VALUE_AS(Struct, self)->compiled.n_codes + 1) * (int64_t)sizeof(StructCode));
}

static const Method struct_methods[] = {
    {"pack(*values)", struct_pack_m, "Return a bytes object containing values packed according to the format.", METHOD_RAW},
    {"pack_into(buffer, offset, *values)", struct_pack_into_m,
     "Pack values and write the packed bytes into the buffer starting at offset.", METHOD_RAW},
    {"unpack(buffer, /)", struct_unpack_m, "Return a tuple of values unpacked from a buffer of exactly size bytes."},
    {"unpack_from(buffer, offset=0)", struct_unpack_from_m, "Return a tuple of values unpacked from a buffer at offset."},
    {"iter_unpack(buffer, /)", struct_iter_unpack_m, "Return an iterator yielding tuples."},
    {"__sizeof__()", struct_sizeof_m, "Returns size in memory, in bytes."},
    {0},
};

static Value get_format(Ref self)
{
    return compiled_of(self) ? value_dup(VALUE_AS(Struct, self)->format) : VALUE_ERROR;
}

static Value get_size(Ref self)
{
    return compiled_of(self) ? int_new(VALUE_AS(Struct, self)->compiled.size) : VALUE_ERROR;
}

static const Getter struct_getters[] = {
    {"format", get_format, NULL, "struct format string"},
    {"size", get_size, NULL, "struct size in bytes"},
    {0},
};

static Type type_struct = {
    .base = STATIC_OBJ(&type_type),
    .name = "Struct",
    .module = "_struct",
    .doc = "Struct(fmt) --> compiled struct object",
    .basic_size = sizeof(Struct),
    .flags = TYPE_BASETYPE | TYPE_WEAKREF,
    .methods = struct_methods,
    .getters = struct_getters,
    .dealloc = struct_dealloc,
    .new = struct_new,
    .init = struct_init,
    .repr = struct_repr,
};

/* ---- functions ---- */

/* CALL the method with the cached Struct of a[0]. */
#define WITH_STRUCT(expression)             \
    Value compiled = cached(a[0]);          \
    if (value_is_error(compiled))           \
        return VALUE_ERROR;                 \
    Value result = expression;              \
    value_drop(compiled);                   \
    return result

NATIVE(calcsize_m) { WITH_STRUCT(int_new(VALUE_AS(Struct, compiled)->compiled.size)); }
NATIVE(unpack_m) { WITH_STRUCT(unpack(compiled, a[1])); }
NATIVE(unpack_from_m) { WITH_STRUCT(unpack_from(compiled, a[1], a[2])); }
NATIVE(iter_unpack_m) { WITH_STRUCT(iter_unpack(compiled, a[1])); }

NATIVE(pack_m)
{
    if (args_no_keywords("pack", kwnames))
        return VALUE_ERROR;
    if (n == 0)
        return exc_raise(&type_TypeError, "missing format argument");
    WITH_STRUCT(pack(compiled, a + 1, n - 1));
}

NATIVE(pack_into_m)
{
    if (args_no_keywords("pack_into", kwnames))
        return VALUE_ERROR;
    if (n == 0)
        return exc_raise(&type_TypeError, "missing format argument");
    WITH_STRUCT(pack_into(compiled, a + 1, n - 1));
}

NATIVE(clearcache_m)
{
    dict_clear(cache);
    return VALUE_NONE;
}

static const Method struct_functions[] = {
    {"_clearcache()", clearcache_m, "Clear the internal cache."},
    {"calcsize(format, /)", calcsize_m, "Return size in bytes of the struct described by the format string."},
    {"iter_unpack(format, buffer, /)", iter_unpack_m, "Return an iterator yielding tuples unpacked from the given bytes."},
    {"pack(format, /, *values)", pack_m, "Return bytes containing the values packed according to the format.", METHOD_RAW},
    {"pack_into(format, /, buffer, offset, *values)", pack_into_m, "Pack values into the writable buffer at offset.", METHOD_RAW},
    {"unpack(format, buffer, /)", unpack_m, "Return a tuple of values unpacked according to the format string."},
    {"unpack_from(format, /, buffer, offset=0)", unpack_from_m, "Return a tuple of values unpacked from the buffer at offset."},
    {0},
};

/* Once for all copies of the module: who holds struct.error from an earlier import must still catch it. */
static int make_shared_state(void)
{
    static bool made;
    if (made)
        return 0;
    cache = dict_new();
    if (value_is_error(cache))
        return -1;
    struct_error = type_new_simple("struct", "error", &type_Exception);
    if (value_is_error(struct_error) || type_ready(&type_unpack_iterator))
        return -1;
    made = true;
    return 0;
}

Value module__struct_init(void);
Value module__struct_init(void)
{
    Value module = module_new("_struct", "Functions to convert between Python values and C structs.", struct_functions);
    if (value_is_error(module))
        return module;
    if (make_shared_state() || module_add(module, "error", value_dup(struct_error)) ||
        module_add_type(module, &type_struct)) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
