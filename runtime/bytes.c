/* runtime/bytes.c -- bytes: the immutable sequence of bytes, its slots and its type object.
 *
 * Exact bytes come from the size-class free lists, sized by their length; the empty one and those of one byte
 * are shared.  Methods are in bytes_methods.c; many of the slots here also serve bytearray. */
#include "runtime/bytes_internal.h"
#include "runtime/cmdline.h"
#include "runtime/codec.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/slice.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static inline size_t size_of_bytes(size_t n) { return sizeof(Bytes) + n + 1; }

static Value shared[257]; /* 256: the empty one; zero bits: not made yet */

static Bytes *alloc_bytes(size_t n)
{
    if (n > (size_t)INT64_MAX - sizeof(Bytes) - 1) {
        exc_raise_memory();
        return NULL;
    }
    Bytes *b = mem_alloc_sized(size_of_bytes(n));
    if (b == NULL) {
        exc_raise_memory();
        return NULL;
    }
    b->base = (Obj){1, 0, &type_bytes};
    b->hash = -1;
    b->len = (int64_t)n;
    b->data[n] = 0;
    return b;
}

static Value share(size_t index, const void *p, size_t n)
{
    if (LIKELY(shared[index].bits != 0))
        return value_dup(shared[index]);
    Bytes *b = alloc_bytes(n);
    if (b == NULL)
        return VALUE_ERROR;
    if (n)
        memcpy(b->data, p, n);
    shared[index] = value_from_obj(b);
    return value_dup(shared[index]);
}

Value bytes_empty(void) { return share(256, NULL, 0); }

Value bytes_new(const void *p, size_t n)
{
    if (n == 0)
        return bytes_empty();
    if (n == 1 && p)
        return share(*(const uint8_t *)p, p, 1);
    Bytes *b = alloc_bytes(n);
    if (b == NULL)
        return VALUE_ERROR;
    if (p)
        memcpy(b->data, p, n);
    return value_from_obj(b);
}

Value bytes_truncate(Value v, size_t n)
{
    Bytes *b = VALUE_AS(Bytes, v);
    if ((size_t)b->len == n)
        return v;
    /* Its length tells its block's size, so a shorter one needs another block. */
    Value shorter = bytes_new(b->data, n);
    value_drop(v);
    return shorter;
}

static void bytes_dealloc(Obj *o)
{
    if (o->type != &type_bytes)
        object_free(o);
    else
        mem_free_sized(o, size_of_bytes((size_t)((Bytes *)o)->len));
}

/* ---- arguments ---- */

int span_arg_get(Ref v, SpanArg *out)
{
    out->held = false;
    if (LIKELY(value_is_bytes(v))) {
        out->span = (Span){bytes_data(v), bytes_len(v)};
        return 0;
    }
    if (buffer_get(v, &out->buffer, BUFFER_SIMPLE))
        return -1;
    out->held = true;
    out->span = (Span){out->buffer.data, out->buffer.byte_len};
    return 0;
}

Value bytes_wrong_argument(const char *what, const char *wanted, Ref v)
{
    return exc_raise(&type_TypeError, value_is_none(v) ? "%s must be %s, not None" : "%s must be %s, not %T",
                     what, wanted, v);
}

int byte_from_value(Ref v, const char *range_error, uint8_t *out)
{
    int64_t i;
    if (value_is_int(v))
        i = value_as_int(v);
    else {
        Value index = object_index(v);
        if (value_is_error(index))
            return -1;
        i = int_as_i64_clip(index);
        value_drop(index);
    }
    if (i < 0 || i > 255)
        return exc_raise_int(&type_ValueError, "%s", range_error);
    *out = (uint8_t)i;
    return 0;
}

int span_arg_get_or_byte(Ref v, SpanArg *out, char *byte)
{
    if (value_is_bytes(v) || value_type(v)->index == NULL) {
        if (value_is_bytes(v) || value_type(v)->buffer_get != NULL)
            return span_arg_get(v, out);
        return exc_raise_int(&type_TypeError,
                             "argument should be integer or bytes-like object, not '%T'", v);
    }
    uint8_t u;
    if (byte_from_value(v, "byte must be in range(0, 256)", &u))
        return -1;
    *byte = (char)u;
    out->span = (Span){byte, 1};
    out->held = false;
    return 0;
}

Value bytes_like(Ref self, const void *p, int64_t n)
{
    return value_is_bytes(self) ? bytes_new(p, (size_t)n) : bytearray_new(p, (size_t)n);
}

/* ---- looks ---- */

/* `escape_single`: "'" gets a backslash even between double quotes, as bytearray's repr has it. */
Value bytes_repr_quoted(const char *p, size_t n, const char *prefix, bool escape_single)
{
    char quote = memchr(p, '\'', n) && !memchr(p, '"', n) ? '"' : '\'';
    size_t prefix_len = strlen(prefix);
    size_t room = prefix_len + 2;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c == '\\' || c == (unsigned char)quote || (c == '\'' && escape_single) || c == '\t' || c == '\n' || c == '\r')
            room += 2;
        else
            room += c < ' ' || c >= 0x7F ? 4 : 1;
    }
    Str *s = str_alloc((int64_t)room, 127);
    if (s == NULL)
        return VALUE_ERROR;
    char *out = s->data;
    memcpy(out, prefix, prefix_len);
    out += prefix_len;
    *out++ = quote;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c == '\\' || c == (unsigned char)quote || (c == '\'' && escape_single)) {
            *out++ = '\\';
            *out++ = (char)c;
        } else if (c == '\t' || c == '\n' || c == '\r') {
            *out++ = '\\';
            *out++ = c == '\t' ? 't' : c == '\n' ? 'n' : 'r';
        } else if (c < ' ' || c >= 0x7F) {
            *out++ = '\\';
            *out++ = 'x';
            *out++ = "0123456789abcdef"[c >> 4];
            *out++ = "0123456789abcdef"[c & 15];
        } else
            *out++ = (char)c;
    }
    *out++ = quote;
    return value_from_obj(s);
}

Value bytes_repr(const char *p, size_t n, const char *prefix) { return bytes_repr_quoted(p, n, prefix, false); }

static Value bytes_slot_repr(Ref self) { return bytes_repr(bytes_data(self), (size_t)bytes_len(self), "b"); }

int bytes_warn(const char *text)
{
    return cmdline.bytes_warning ? exc_warn(&type_BytesWarning, 1, "%s", text) : 0;
}

static Value bytes_slot_str(Ref self)
{
    return bytes_warn("str() on a bytes instance") ? VALUE_ERROR : bytes_slot_repr(self);
}

static int64_t bytes_slot_hash(Ref self)
{
    Bytes *b = VALUE_AS(Bytes, self);
    if (b->hash == -1)
        b->hash = hash_bytes(b->data, (size_t)b->len);
    return b->hash;
}

/* ---- comparing ---- */

int64_t bytes_compare_spans(Span a, Span b)
{
    int64_t common = a.n < b.n ? a.n : b.n;
    int order = common ? memcmp(a.p, b.p, (size_t)common) : 0;
    return order ? order : a.n - b.n;
}

Value bytes_answer(int64_t order, CompareOp op)
{
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

static Value bytes_slot_compare(Ref a, Ref b, CompareOp op)
{
    if (!value_is_bytes(a) || !value_is_bytes(b)) {
        bool equality = op == CMP_EQ || op == CMP_NE;
        const char *mistake = value_is_str(b) ? "Comparison between bytes and string"
                              : value_is_any_int(b) ? "Comparison between bytes and int" : NULL;
        return equality && mistake && bytes_warn(mistake) ? VALUE_ERROR : VALUE_NOT_IMPLEMENTED;
    }
    Span x = span_of(a), y = span_of(b);
    if (op == CMP_EQ || op == CMP_NE) {
        bool equal = x.n == y.n && memcmp(x.p, y.p, (size_t)x.n) == 0;
        return value_from_bool(equal == (op == CMP_EQ));
    }
    return bytes_answer(bytes_compare_spans(x, y), op);
}

/* ---- the sequence ---- */

static int64_t bytes_slot_length(Ref self) { return bytes_len(self); }

Value bytes_slot_item(Ref self, int64_t i)
{
    Span s = span_of(self);
    if (i < 0 || i >= s.n)
        return exc_raise(&type_IndexError, value_is_bytes(self) ? "index out of range"
                                                                : "bytearray index out of range");
    return value_from_int((uint8_t)s.p[i]);
}

static Value slice_span(Ref self, Ref key)
{
    int64_t start, stop, step, count;
    if (slice_resolve(key, span_of(self).n, &start, &stop, &step, &count))
        return VALUE_ERROR;
    Span s = span_of(self);
    if (step == 1 && count == s.n && value_has_type(self, &type_bytes))
        return value_dup(self);
    if (count == 0)
        return bytes_like(self, NULL, 0);
    if (step == 1)
        return bytes_like(self, s.p + start, count);
    Value sliced = bytes_like(self, NULL, count);
    if (value_is_error(sliced))
        return sliced;
    char *out = bytes_like_data(sliced);
    for (int64_t i = 0; i < count; i++)
        out[i] = s.p[start + i * step];
    return sliced;
}

Value bytes_subscript_span(Ref self, Ref key)
{
    int64_t i;
    if (LIKELY(value_is_int(key)))
        i = value_as_int(key);
    else if (value_is_instance(key, &type_slice))
        return slice_span(self, key);
    else if (value_type(key)->index == NULL)
        return exc_raise(&type_TypeError, "%s indices must be integers or slices, not %T",
                         value_is_bytes(self) ? "byte" : "bytearray", key);
    else if (object_as_index(key, &i, false))
        return VALUE_ERROR;
    int64_t n = span_of(self).n;
    return bytes_slot_item(self, i < 0 ? i + n : i);
}

int bytes_contains_slot(Ref self, Ref item)
{
    SpanArg sub;
    char byte;
    if (value_is_bytes(item) || value_type(item)->index == NULL) {
        if (span_arg_get(item, &sub))
            return -1;
    } else if (span_arg_get_or_byte(item, &sub, &byte))
        return -1;
    int found = bytes_find_span(span_of(self), sub.span) >= 0;
    span_arg_release(&sub);
    return found;
}

static Value bytes_slot_concat(Ref a, Ref b)
{
    if (value_type(b)->buffer_get == NULL)
        return exc_raise(&type_TypeError, "can't concat %T to %T", b, a);
    SpanArg right;
    if (span_arg_get(b, &right))
        return VALUE_ERROR;
    Span left = span_of(a);
    Value joined;
    int64_t n;
    if (right.span.n == 0 && value_has_type(a, &type_bytes))
        joined = value_dup(a);
    else if (left.n == 0 && value_has_type(b, &type_bytes))
        joined = value_dup(b);
    else if (__builtin_add_overflow(left.n, right.span.n, &n))
        joined = exc_raise_memory();
    else {
        joined = bytes_new(NULL, (size_t)n);
        if (value_is_ok(joined)) {
            char *out = bytes_like_data(joined);
            memcpy(out, left.p, (size_t)left.n);
            memcpy(out + left.n, right.span.p, (size_t)right.span.n);
        }
    }
    span_arg_release(&right);
    return joined;
}

Value bytes_repeat_slot(Ref self, int64_t count)
{
    Span s = span_of(self);
    int64_t n;
    if (count < 0)
        count = 0;
    if (count == 1 && value_has_type(self, &type_bytes))
        return value_dup(self);
    if (__builtin_mul_overflow(s.n, count, &n))
        return exc_raise_memory();
    if (n == 0)
        return bytes_like(self, NULL, 0);
    if (s.n == 1 && count == 1)
        return bytes_like(self, s.p, 1);
    Value repeated = bytes_like(self, NULL, n);
    if (value_is_error(repeated))
        return repeated;
    char *out = bytes_like_data(repeated);
    s = span_of(self);
    if (s.n == 1)
        memset(out, s.p[0], (size_t)n);
    else
        for (int64_t i = 0; i < n; i += s.n)
            memcpy(out + i, s.p, (size_t)s.n);
    return repeated;
}

Value bytes_slot_mod(Ref a, Ref b)
{
    if (!value_is_bytes(a) && !value_is_bytearray(a))
        return VALUE_NOT_IMPLEMENTED;
    return bytes_percent(a, b);
}

static int bytes_slot_buffer(Ref self, Buffer *out, int flags)
{
    return buffer_fill(out, self, VALUE_AS(Bytes, self)->data, bytes_len(self), true, flags);
}

/* ---- iteration ---- */

typedef struct BytesIter {
    Obj base;
    Value bytes;   /* bytes or bytearray; ABSENT once exhausted */
    int64_t index;
} BytesIter;

static Value iterate(Ref self, Type *type)
{
    BytesIter *it = object_alloc(type);
    if (it == NULL)
        return VALUE_ERROR;
    it->bytes = value_dup(self);
    it->index = 0;
    gc_track(it);
    return value_from_obj(it);
}

Value bytes_slot_iter(Ref self)
{
    return iterate(self, value_is_bytes(self) ? &type_bytes_iterator : &type_bytearray_iterator);
}

static Value bytes_iter_next(Ref self)
{
    BytesIter *it = VALUE_AS(BytesIter, self);
    if (value_is_absent(it->bytes))
        return VALUE_ABSENT;
    Span s = span_of(it->bytes);
    if (it->index < s.n)
        return value_from_int((uint8_t)s.p[it->index++]);
    value_clear(&it->bytes);
    return VALUE_ABSENT;
}

static void bytes_iter_dealloc(Obj *o)
{
    gc_untrack(o);
    value_clear(&((BytesIter *)o)->bytes);
    object_free(o);
}

static int bytes_iter_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((BytesIter *)o)->bytes);
    return 0;
}

NATIVE(bytes_iter_length_hint_m)
{
    BytesIter *it = VALUE_AS(BytesIter, self);
    int64_t left = value_is_absent(it->bytes) ? 0 : span_of(it->bytes).n - it->index;
    return int_new(left < 0 ? 0 : left);
}

NATIVE(bytes_iter_reduce_m)
{
    BytesIter *it = VALUE_AS(BytesIter, self);
    bool done = value_is_absent(it->bytes);
    Value items[3] = {import_attr("builtins", "iter"), VALUE_ABSENT, int_new(it->index)};
    Value source = done ? bytes_empty() : value_dup(it->bytes);
    items[1] = value_is_error(source) ? source : tuple_of1(source);
    value_drop(source);
    if (value_is_error(items[0]) || value_is_error(items[1])) {
        value_drop(items[0]);
        value_drop(items[1]);
        return VALUE_ERROR;
    }
    return tuple_from_values(items, done ? 2 : 3);
}

NATIVE(bytes_iter_setstate_m)
{
    BytesIter *it = VALUE_AS(BytesIter, self);
    int64_t index;
    if (object_as_index(a[0], &index, true))
        return VALUE_ERROR;
    if (!value_is_absent(it->bytes)) {
        int64_t len = span_of(it->bytes).n;
        it->index = index < 0 ? 0 : index > len ? len : index;
    }
    return VALUE_NONE;
}

static const Method bytes_iter_methods[] = {
    {"__length_hint__()", bytes_iter_length_hint_m, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", bytes_iter_reduce_m, "Return state information for pickling."},
    {"__setstate__(state, /)", bytes_iter_setstate_m, "Set state information for unpickling."},
    {0},
};

#define BYTES_ITERATOR(symbol, shown_name)                                    \
    Type symbol = {                                                           \
        .base = STATIC_OBJ(&type_type), .name = shown_name,                   \
        .basic_size = sizeof(BytesIter), .flags = TYPE_GC | TYPE_NO_NEW,      \
        .methods = bytes_iter_methods, .dealloc = bytes_iter_dealloc,         \
        .traverse = bytes_iter_traverse, .iter = value_dup,                   \
        .next = bytes_iter_next,                                              \
    }
BYTES_ITERATOR(type_bytes_iterator, "bytes_iterator");
BYTES_ITERATOR(type_bytearray_iterator, "bytearray_iterator");

/* ---- bytes(...) ---- */

/* bytes of a list or tuple of inline ints; ABSENT when an item is something else. */
static Value from_small_ints(const Value *items, int64_t n, const char *range_error)
{
    uint64_t all = VALUE_INT_TAG, or_of_all = 0;
    for (int64_t i = 0; i < n; i++) {
        all &= items[i].bits;
        or_of_all |= items[i].bits;
    }
    if (all < VALUE_INT_TAG)
        return VALUE_ABSENT;
    if (n && (or_of_all & ~VALUE_INT_TAG) > 255)
        return exc_raise(&type_ValueError, "%s", range_error);
    Value bytes = bytes_new(NULL, (size_t)n);
    for (int64_t i = 0; value_is_ok(bytes) && i < n; i++)
        VALUE_AS(Bytes, bytes)->data[i] = (char)items[i].bits;
    return bytes;
}

Value bytes_from_iterable(Ref o, bool to_bytearray, const char *range_error)
{
    if (!to_bytearray && (value_has_type(o, &type_list) || value_is_exact_tuple(o))) {
        bool list = value_is_list(o);
        Value bytes = from_small_ints(list ? VALUE_AS(List, o)->items : VALUE_AS(Tuple, o)->items,
                                      list ? list_len(o) : tuple_len(o), range_error);
        if (!value_is_absent(bytes))
            return bytes;
    }
    Value it = object_iter(o);
    if (value_is_error(it))
        return VALUE_ERROR;
    Value built = bytearray_new(NULL, 0);
    Value item = VALUE_ABSENT;
    if (value_is_error(built))
        goto fail;
    while (!value_is_absent(item = iter_next(it))) {
        uint8_t byte;
        if (value_is_error(item) || byte_from_value(item, range_error, &byte))
            goto fail;
        value_drop(item);
        item = VALUE_ABSENT;
        if (bytearray_append(built, &byte, 1))
            goto fail;
    }
    value_drop(it);
    if (to_bytearray)
        return built;
    Span s = span_of(built);
    Value bytes = bytes_new(s.p ? s.p : "", (size_t)s.n);
    value_drop(built);
    return bytes;
fail:
    value_drop(item);
    value_drop(it);
    value_drop(built);
    return VALUE_ERROR;
}

Value bytes_from_buffer(Ref o)
{
    Buffer b;
    if (buffer_get(o, &b, BUFFER_STRIDES | BUFFER_FORMAT))
        return VALUE_ERROR;
    Value bytes = bytes_new(NULL, (size_t)b.byte_len);
    if (value_is_ok(bytes) && b.byte_len == 1) {
        value_drop(bytes);
        char byte;
        buffer_copy_out(&b, &byte);
        bytes = bytes_new(&byte, 1);
    } else if (value_is_ok(bytes) && b.byte_len)
        buffer_copy_out(&b, VALUE_AS(Bytes, bytes)->data);
    buffer_release(&b);
    return bytes;
}

/* The result of o.__bytes__(), ABSENT when o has none. */
static Value call_bytes_method(Ref o)
{
    Value result = type_call_special(o, NAME(__bytes__), NULL, 0);
    if (value_is_ok(result) && !value_is_bytes(result)) {
        exc_raise(&type_TypeError, "__bytes__ returned non-bytes (type %T)", result);
        value_drop(result);
        return VALUE_ERROR;
    }
    return result;
}

static Value from_object_without_method(Ref o)
{
    if (buffer_supported(o))
        return bytes_from_buffer(o);
    if (value_is_str(o) || (value_type(o)->iter == NULL && value_type(o)->item == NULL))
        return exc_raise(&type_TypeError, "cannot convert '%T' object to bytes", o);
    return bytes_from_iterable(o, false, "bytes must be in range(0, 256)");
}

Value bytes_from_object(Ref o)
{
    Value result = call_bytes_method(o);
    return value_is_absent(result) ? from_object_without_method(o) : result;
}

static Value bytes_from_text(Ref text, Ref encoding, Ref errors)
{
    if (!value_is_str(text))
        return exc_raise(&type_TypeError, value_is_absent(encoding) ? "errors without a string argument"
                                                                    : "encoding without a string argument");
    const char *encoding_name = NULL, *errors_name = NULL;
    if (!value_is_absent(encoding) && !(encoding_name = str_utf8(encoding, NULL)))
        return VALUE_ERROR;
    if (!value_is_absent(errors) && !(errors_name = str_utf8(errors, NULL)))
        return VALUE_ERROR;
    return codec_encode(text, encoding_name, errors_name);
}

/* n zero bytes for bytes(n); ABSENT when o is no index. */
static Value zero_bytes(Ref o)
{
    if (value_type(o)->index == NULL)
        return VALUE_ABSENT;
    int64_t n;
    if (object_as_index(o, &n, false)) {
        if (!exc_pending_is(&type_TypeError))
            return exc_pending_is(&type_IndexError)
                       ? (exc_clear(), exc_raise(&type_OverflowError,
                                                 "cannot fit '%T' into an index-sized integer", o))
                       : VALUE_ERROR;
        exc_clear();
        return VALUE_ABSENT;
    }
    if (n < 0)
        return exc_raise(&type_ValueError, "negative count");
    Value bytes = bytes_new(NULL, (size_t)n);
    if (value_is_ok(bytes))
        memset(VALUE_AS(Bytes, bytes)->data, 0, (size_t)n);
    return bytes;
}

static int check_str_or_absent(Ref v, const char *name, const char *argument)
{
    if (value_is_absent(v) || value_is_str(v))
        return 0;
    return exc_raise_int(&type_TypeError, value_is_none(v) ? "%s() argument '%s' must be str, not None"
                                                           : "%s() argument '%s' must be str, not %T",
                         name, argument, v);
}

/* bytes(source, encoding, errors) as an exact bytes or, from __bytes__, a subclass instance. */
static Value construct(Ref source, Ref encoding, Ref errors)
{
    if (check_str_or_absent(encoding, "bytes", "encoding") || check_str_or_absent(errors, "bytes", "errors"))
        return VALUE_ERROR;
    if (value_is_absent(source)) {
        if (!value_is_absent(encoding) || !value_is_absent(errors))
            return exc_raise(&type_TypeError, value_is_absent(encoding) ? "errors without a string argument"
                                                                        : "encoding without a string argument");
        return bytes_empty();
    }
    if (!value_is_absent(encoding) || !value_is_absent(errors)) {
        if (value_is_str(source) && value_is_absent(encoding))
            return exc_raise(&type_TypeError, "string argument without an encoding");
        return bytes_from_text(source, encoding, errors);
    }
    if (value_has_type(source, &type_bytes))
        return value_dup(source);
    Value result = call_bytes_method(source);
    if (!value_is_absent(result))
        return result;
    if (value_is_str(source))
        return exc_raise(&type_TypeError, "string argument without an encoding");
    result = zero_bytes(source);
    return value_is_absent(result) ? from_object_without_method(source) : result;
}

static Value bytes_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[3];
    if (args_bind(&spec, "bytes(source=<absent>, encoding=<absent>, errors=<absent>)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    Value plain = construct(a[0], a[1], a[2]);
    if (value_is_error(plain) || type == &type_bytes)
        return plain;
    Bytes *b = object_alloc_instance(type, (size_t)bytes_len(plain));
    if (b != NULL) {
        b->hash = -1;
        b->len = bytes_len(plain);
        memcpy(b->data, bytes_data(plain), (size_t)b->len + 1);
    }
    value_drop(plain);
    return b ? value_from_obj(b) : VALUE_ERROR;
}

Type type_bytes = {
    .base = STATIC_OBJ(&type_type),
    .name = "bytes",
    .doc = "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\n"
           "bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n"
           "bytes(int) -> bytes object of size given by the parameter initialized with null bytes\n"
           "bytes() -> empty bytes object",
    .basic_size = sizeof(Bytes) + 1,
    .item_size = 1,
    .flags = TYPE_BASETYPE | TYPE_SUB_BYTES | TYPE_MATCH_SELF,
    .methods = bytes_methods,
    .dealloc = bytes_dealloc,
    .new = bytes_type_new,
    .repr = bytes_slot_repr,
    .str = bytes_slot_str,
    .hash = bytes_slot_hash,
    .compare = bytes_slot_compare,
    .iter = bytes_slot_iter,
    .binary = {[BINARY_MOD] = bytes_slot_mod},
    .length = bytes_slot_length,
    .item = bytes_slot_item,
    .contains = bytes_contains_slot,
    .concat = bytes_slot_concat,
    .repeat = bytes_repeat_slot,
    .subscript = bytes_subscript_span,
    .buffer_get = bytes_slot_buffer,
};
