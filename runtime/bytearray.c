/* runtime/bytearray.c -- bytearray: memory that grows, its slots and type object.
 *
 * `start` runs ahead of `data` when bytes are removed at the front, so that a queue of bytes costs nothing to
 * read from.  While a buffer is exported the memory must not move: every change of size asks first. */
#include "runtime/bytes_internal.h"
#include "runtime/codec.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/slice.h"
#include "runtime/str.h"

/* ---- memory ---- */

static int make_room(ByteArray *b, int64_t n)
{
    int64_t offset = b->start - b->data;
    if (n <= b->capacity - 1 - offset)
        return 0;
    if (b->data && n <= b->capacity - 1 && offset >= n / 2) { /* the gap in front is worth reusing */
        memmove(b->data, b->start, (size_t)b->len);
        b->start = b->data;
        return 0;
    }
    int64_t extra = b->data ? n / 8 + (n < 9 ? 3 : 6) : 0; /* a first block fits exactly */
    int64_t capacity;
    if (__builtin_add_overflow(n, extra + 1, &capacity)) {
        exc_raise_memory();
        return -1;
    }
    char *data = offset ? mem_alloc_or_raise((size_t)capacity) : mem_realloc_or_raise(b->data, (size_t)capacity);
    if (data == NULL)
        return -1;
    if (offset) {
        memcpy(data, b->start, (size_t)b->len);
        mem_free(b->data);
    }
    b->data = b->start = data;
    b->capacity = capacity;
    return 0;
}

int bytearray_resize(ByteArray *b, int64_t n)
{
    if (n == b->len)
        return 0;
    if (b->n_exports > 0)
        return exc_raise_int(&type_BufferError, "Existing exports of data: object cannot be re-sized");
    if (n > b->len) {
        if (make_room(b, n))
            return -1;
    } else if (n < b->capacity / 4 && b->capacity > 64) {
        b->len = n;
        char *data = mem_alloc((size_t)n + 1); /* giving memory back may fail quietly */
        if (data) {
            memcpy(data, b->start, (size_t)n);
            mem_free(b->data);
            b->data = b->start = data;
            b->capacity = n + 1;
        }
    }
    b->len = n;
    if (b->start)
        b->start[n] = 0;
    return 0;
}

/* Replace b[start:end]; `with` must not point into b. */
int bytearray_splice(ByteArray *b, int64_t start, int64_t end, Span with)
{
    int64_t growth = with.n - (end - start), n = b->len + growth;
    int64_t tail = b->len - end;
    if (growth && b->n_exports > 0)
        return exc_raise_int(&type_BufferError, "Existing exports of data: object cannot be re-sized");
    if (growth < 0 && start == 0) {
        b->start -= growth;
        b->len = n;
    } else if (growth < 0) {
        memmove(b->start + end + growth, b->start + end, (size_t)tail);
        if (bytearray_resize(b, n))
            return -1;
    } else if (growth > 0) {
        if (bytearray_resize(b, n))
            return -1;
        memmove(b->start + end + growth, b->start + end, (size_t)tail);
    }
    if (with.n)
        memcpy(b->start + start, with.p, (size_t)with.n);
    if (b->start)
        b->start[b->len] = 0;
    return 0;
}

Value bytearray_new(const void *p, size_t n)
{
    ByteArray *b = object_alloc(&type_bytearray);
    if (b == NULL)
        return VALUE_ERROR;
    if (make_room(b, (int64_t)n)) {
        object_free(b);
        return VALUE_ERROR;
    }
    b->len = (int64_t)n;
    if (p && n)
        memcpy(b->start, p, n);
    b->start[n] = 0;
    return value_from_obj(b);
}

int bytearray_append(Ref v, const void *p, size_t n)
{
    ByteArray *b = VALUE_AS(ByteArray, v);
    int64_t old = b->len, len;
    if (__builtin_add_overflow(old, (int64_t)n, &len)) {
        exc_raise_memory();
        return -1;
    }
    if (bytearray_resize(b, len))
        return -1;
    if (n)
        memcpy(b->start + old, p, n);
    return 0;
}

static void bytearray_dealloc(Obj *o)
{
    mem_free(((ByteArray *)o)->data);
    object_free(o);
}

/* ---- looks and comparing ---- */

static Value bytearray_repr(Ref self)
{
    Span s = span_of(self);
    Value inner = bytes_repr_quoted(s.p ? s.p : "", (size_t)s.n, "b", true);
    if (value_is_error(inner))
        return inner;
    Value repr = str_format("%s(%U)", value_type(self)->name, inner);
    value_drop(inner);
    return repr;
}

static Value bytearray_str(Ref self)
{
    return bytes_warn("str() on a bytearray instance") ? VALUE_ERROR : bytearray_repr(self);
}

static Value bytearray_compare(Ref a, Ref b, CompareOp op)
{
    if (value_is_str(b) && (op == CMP_EQ || op == CMP_NE) && bytes_warn("Comparison between bytearray and string"))
        return VALUE_ERROR;
    if (!buffer_supported(b))
        return VALUE_NOT_IMPLEMENTED;
    SpanArg right;
    if (span_arg_get(b, &right)) {
        if (!exc_pending_is(&type_BufferError) && !exc_pending_is(&type_TypeError))
            return VALUE_ERROR;
        exc_clear();
        return VALUE_NOT_IMPLEMENTED;
    }
    Span left = span_of(a);
    Value answer;
    if (left.n != right.span.n && (op == CMP_EQ || op == CMP_NE))
        answer = value_from_bool(op == CMP_NE);
    else
        answer = bytes_answer(bytes_compare_spans(left, right.span), op);
    span_arg_release(&right);
    return answer;
}

static int64_t bytearray_length(Ref self) { return VALUE_AS(ByteArray, self)->len; }

/* ---- changing ---- */

static int set_item(Ref self, int64_t i, Ref v)
{
    ByteArray *b = VALUE_AS(ByteArray, self);
    uint8_t byte = 0;
    if (i < 0 || i >= b->len)
        return exc_raise_int(&type_IndexError, "bytearray index out of range");
    if (value_is_absent(v))
        return bytearray_splice(b, i, i + 1, (Span){NULL, 0});
    if (byte_from_value(v, "byte must be in range(0, 256)", &byte))
        return -1;
    if (i >= b->len) /* __index__ may have changed us */
        return exc_raise_int(&type_IndexError, "bytearray index out of range");
    b->start[i] = (char)byte;
    return 0;
}

/* del b[start:stop:step], step not 1. */
static int delete_stepped(ByteArray *b, int64_t start, int64_t step, int64_t count)
{
    if (count == 0)
        return 0;
    if (b->n_exports > 0)
        return exc_raise_int(&type_BufferError, "Existing exports of data: object cannot be re-sized");
    if (step < 0) {
        start += step * (count - 1);
        step = -step;
    }
    char *out = b->start + start;
    for (int64_t i = start, next = start; i < b->len; i++) {
        if (i == next && count > 0) {
            next += step;
            count--;
        } else
            *out++ = b->start[i];
    }
    return bytearray_resize(b, out - b->start);
}

static int assign_slice(Ref self, Ref slice, Span with)
{
    ByteArray *b = VALUE_AS(ByteArray, self);
    int64_t start, stop, step, count;
    if (slice_resolve(slice, b->len, &start, &stop, &step, &count))
        return -1;
    if (step == 1)
        return bytearray_splice(b, start, start + count, with);
    if (with.n == 0)
        return delete_stepped(b, start, step, count);
    if (with.n != count)
        return exc_raise_int(&type_ValueError,
                             "attempt to assign bytes of size %lld to extended slice of size %lld",
                             (long long)with.n, (long long)count);
    for (int64_t i = 0; i < count; i++)
        b->start[start + i * step] = with.p[i];
    return 0;
}

static int set_slice(Ref self, Ref slice, Ref v)
{
    if (value_is_absent(v))
        return assign_slice(self, slice, (Span){NULL, 0});
    if (value_is_any_int(v) || value_is_str(v))
        return exc_raise_int(&type_TypeError,
                             "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
    if (value_is_bytes(v))
        return assign_slice(self, slice, span_of(v));
    /* Through a copy: v may be self, or a view of it. */
    Value copy = buffer_supported(v) ? bytes_from_buffer(v)
                                     : bytes_from_iterable(v, false, "byte must be in range(0, 256)");
    if (value_is_error(copy))
        return -1;
    int status = assign_slice(self, slice, span_of(copy));
    value_drop(copy);
    return status;
}

static int bytearray_set_subscript(Ref self, Ref key, Ref v)
{
    int64_t i;
    if (LIKELY(value_is_int(key)))
        i = value_as_int(key);
    else if (value_is_instance(key, &type_slice))
        return set_slice(self, key, v);
    else if (value_type(key)->index == NULL)
        return exc_raise_int(&type_TypeError, "bytearray indices must be integers or slices, not %T", key);
    else if (object_as_index(key, &i, false))
        return -1;
    return set_item(self, i < 0 ? i + VALUE_AS(ByteArray, self)->len : i, v);
}

static Value bytearray_concat(Ref a, Ref b)
{
    SpanArg left, right;
    if (!buffer_supported(b))
        return exc_raise(&type_TypeError, "can't concat %T to %T", b, a);
    if (span_arg_get(b, &right))
        return VALUE_ERROR;
    if (span_arg_get(a, &left)) {
        span_arg_release(&right);
        return VALUE_ERROR;
    }
    int64_t n;
    Value joined = __builtin_add_overflow(left.span.n, right.span.n, &n) ? exc_raise_memory()
                                                                          : bytearray_new(NULL, (size_t)n);
    if (value_is_ok(joined)) {
        char *out = bytes_like_data(joined);
        if (left.span.n)
            memcpy(out, left.span.p, (size_t)left.span.n);
        if (right.span.n)
            memcpy(out + left.span.n, right.span.p, (size_t)right.span.n);
    }
    span_arg_release(&left);
    span_arg_release(&right);
    return joined;
}

static Value bytearray_inplace_concat(Ref a, Ref b)
{
    if (!buffer_supported(b))
        return exc_raise(&type_TypeError, "can't concat %T to %T", b, a);
    SpanArg right;
    if (span_arg_get(b, &right))
        return VALUE_ERROR;
    int status = bytearray_append(a, right.span.p, (size_t)right.span.n);
    span_arg_release(&right);
    return status ? VALUE_ERROR : value_dup(a);
}

static Value bytearray_inplace_repeat(Ref self, int64_t count)
{
    ByteArray *b = VALUE_AS(ByteArray, self);
    int64_t old = b->len, n;
    if (count < 0)
        count = 0;
    if (__builtin_mul_overflow(old, count, &n))
        return exc_raise_memory();
    if (bytearray_resize(b, n))
        return VALUE_ERROR;
    for (int64_t i = old; old && i < n; i += old)
        memcpy(b->start + i, b->start, (size_t)old);
    return value_dup(self);
}

/* ---- buffers ---- */

static int bytearray_buffer_get(Ref self, Buffer *out, int flags)
{
    ByteArray *b = VALUE_AS(ByteArray, self);
    if (buffer_fill(out, self, b->start ? b->start : "", b->len, false, flags))
        return -1;
    b->n_exports++;
    return 0;
}

static void bytearray_buffer_release(Ref self, UNUSED Buffer *buffer) { VALUE_AS(ByteArray, self)->n_exports--; }

/* ---- bytearray(...) ---- */

static Value bytearray_type_new(Type *type, UNUSED const Ref *args, UNUSED size_t n_args, UNUSED Ref kwnames)
{
    ByteArray *b = object_alloc_instance(type, 0);
    if (b == NULL)
        return VALUE_ERROR;
    b->len = b->capacity = b->n_exports = 0;
    b->start = b->data = NULL;
    if (make_room(b, 0)) {
        value_drop(value_from_obj(b));
        return VALUE_ERROR;
    }
    b->start[0] = 0;
    return value_from_obj(b);
}

static int fill_zeros(ByteArray *b, Ref count, bool *done)
{
    int64_t n;
    *done = false;
    if (value_type(count)->index == NULL)
        return 0;
    if (object_as_index(count, &n, false)) {
        if (!exc_pending_is(&type_TypeError)) {
            if (exc_pending_is(&type_IndexError)) {
                exc_clear();
                exc_raise(&type_OverflowError, "cannot fit '%T' into an index-sized integer", count);
            }
            return -1;
        }
        exc_clear();
        return 0;
    }
    *done = true;
    if (n < 0)
        return exc_raise_int(&type_ValueError, "negative count");
    if (n && bytearray_resize(b, n))
        return -1;
    if (n)
        memset(b->start, 0, (size_t)n);
    return 0;
}

static int fill_text(Ref self, Ref text, Ref encoding, Ref errors)
{
    const char *encoding_name = NULL, *errors_name = NULL;
    if (value_is_absent(encoding))
        return exc_raise_int(&type_TypeError, "string argument without an encoding");
    if (!(encoding_name = str_utf8(encoding, NULL)))
        return -1;
    if (!value_is_absent(errors) && !(errors_name = str_utf8(errors, NULL)))
        return -1;
    Value bytes = codec_encode(text, encoding_name, errors_name);
    if (value_is_error(bytes))
        return -1;
    int status = bytearray_append(self, bytes_data(bytes), (size_t)bytes_len(bytes));
    value_drop(bytes);
    return status;
}

static int check_str(Ref v, const char *argument)
{
    if (value_is_absent(v) || value_is_str(v))
        return 0;
    return exc_raise_int(&type_TypeError, value_is_none(v) ? "bytearray() argument '%s' must be str, not None"
                                                           : "bytearray() argument '%s' must be str, not %T",
                         argument, v);
}

static int bytearray_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[3];
    if (args_bind(&spec, "bytearray(source=<absent>, encoding=<absent>, errors=<absent>)", args, n_args, kwnames, a)
        || check_str(a[1], "encoding") || check_str(a[2], "errors"))
        return -1;
    ByteArray *b = VALUE_AS(ByteArray, self);
    if (b->len && bytearray_resize(b, 0))
        return -1;
    if (!value_is_absent(a[0]) && value_is_str(a[0]))
        return fill_text(self, a[0], a[1], a[2]);
    if (!value_is_absent(a[1]) || !value_is_absent(a[2]))
        return exc_raise_int(&type_TypeError, value_is_absent(a[1]) ? "errors without a string argument"
                                                                    : "encoding without a string argument");
    if (value_is_absent(a[0]))
        return 0;
    bool done;
    if (fill_zeros(b, a[0], &done) || done)
        return exc_pending() ? -1 : 0;
    if (!buffer_supported(a[0]) && value_type(a[0])->iter == NULL && value_type(a[0])->item == NULL)
        return exc_raise_int(&type_TypeError, "cannot convert '%T' object to bytearray", a[0]);
    Value bytes = buffer_supported(a[0]) ? bytes_from_buffer(a[0])
                                         : bytes_from_iterable(a[0], false, "byte must be in range(0, 256)");
    if (value_is_error(bytes))
        return -1;
    int status = bytearray_append(self, bytes_data(bytes), (size_t)bytes_len(bytes));
    value_drop(bytes);
    return status;
}

Type type_bytearray = {
    .base = STATIC_OBJ(&type_type),
    .name = "bytearray",
    .doc = "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n"
           "bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n"
           "bytearray(int) -> bytes array of size given by the parameter initialized with null bytes\n"
           "bytearray() -> empty bytes array",
    .basic_size = sizeof(ByteArray),
    .flags = TYPE_BASETYPE | TYPE_MATCH_SELF,
    .methods = bytearray_methods,
    .dealloc = bytearray_dealloc,
    .new = bytearray_type_new,
    .init = bytearray_init,
    .repr = bytearray_repr,
    .str = bytearray_str,
    .hash = hash_not_implemented,
    .compare = bytearray_compare,
    .iter = bytes_slot_iter,
    .binary = {[BINARY_MOD] = bytes_slot_mod},
    .length = bytearray_length,
    .item = bytes_slot_item,
    .set_item = set_item,
    .contains = bytes_contains_slot,
    .concat = bytearray_concat,
    .repeat = bytes_repeat_slot,
    .inplace_concat = bytearray_inplace_concat,
    .inplace_repeat = bytearray_inplace_repeat,
    .subscript = bytes_subscript_span,
    .set_subscript = bytearray_set_subscript,
    .buffer_get = bytearray_buffer_get,
    .buffer_release = bytearray_buffer_release,
};
