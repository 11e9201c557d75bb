/* runtime/bytes_internal.h -- what the files of bytes, bytearray and memoryview share.
 *
 * Most methods are the same for bytes and bytearray: they read `self` as a Span and build their result with
 * bytes_like().  A Span of a bytearray is only good until Python runs, so arguments are looked at first. */
#ifndef RUNTIME_BYTES_INTERNAL_H
#define RUNTIME_BYTES_INTERNAL_H
#include "runtime/bytes.h"

typedef struct Span { const char *p; int64_t n; } Span;

static inline Span span_of(Ref self) /* bytes or bytearray */
{
    if (LIKELY(value_is_bytes(self)))
        return (Span){bytes_data(self), bytes_len(self)};
    return (Span){VALUE_AS(ByteArray, self)->start, VALUE_AS(ByteArray, self)->len};
}

/* A bytes-like argument, with a short cut for bytes. */
typedef struct SpanArg { Span span; Buffer buffer; bool held; } SpanArg;
int span_arg_get(Ref v, SpanArg *out) MUST_CHECK; /* TypeError: a bytes-like object is required, not 'x' */
static inline void span_arg_release(SpanArg *arg)
{
    if (arg->held)
        buffer_release(&arg->buffer);
}
/* A sub-sequence argument: a bytes-like object or an int in range(0, 256), stored in *byte. */
int span_arg_get_or_byte(Ref v, SpanArg *out, char *byte) MUST_CHECK;

/* New bytes or bytearray, as self is. */
Value bytes_like(Ref self, const void *p, int64_t n);
static inline char *bytes_like_data(Ref v) { return (char *)(uintptr_t)span_of(v).p; }
Value bytes_repr_quoted(const char *p, size_t n, const char *prefix, bool escape_single);
/* TypeError "<what> must be <wanted>, not <type>", where None is called by its own name. */
Value bytes_wrong_argument(const char *what, const char *wanted, Ref v);
int byte_from_value(Ref v, const char *range_error, uint8_t *out) MUST_CHECK;
Value bytes_from_iterable(Ref o, bool to_bytearray, const char *range_error);
/* Options -b and -bb: a BytesWarning where bytes are taken for text; -1 when it is an error. */
int bytes_warn(const char *text) MUST_CHECK;
int64_t bytes_compare_spans(Span a, Span b);
Value bytes_answer(int64_t order, CompareOp op);
/* Slots of both types. */
Value bytes_slot_item(Ref self, int64_t i);
Value bytes_slot_iter(Ref self);
Value bytes_slot_mod(Ref a, Ref b);
int bytes_contains_slot(Ref self, Ref item);
Value bytes_subscript_span(Ref self, Ref key);
Value bytes_repeat_slot(Ref self, int64_t n);

/* Hexadecimal text: separator (str, bytes or ABSENT) between groups, counted from the right, or from the
 * left when group < 0. */
Value bytes_hex(const char *p, size_t n, Ref separator, int64_t group);

/* bytes_find.c: places of `needle` in haystack[start:end], -1 when missing. */
int64_t bytes_find_span(Span haystack, Span needle);
int64_t bytes_rfind_span(Span haystack, Span needle);
int64_t bytes_count_span(Span haystack, Span needle, int64_t max);
void bytes_clip(int64_t len, int64_t *start, int64_t *end); /* slice rules for start and end */

/* Methods, by their rows in bytes_methods.def; the tables are in bytes_methods.c. */
#define BYTES_NATIVE(name) \
    Value name(UNUSED Ref self, UNUSED const Ref *a, UNUSED size_t n, UNUSED Ref kwnames)
#define BYTES_METHOD(function, signature, flags, doc) BYTES_NATIVE(function);
#define BYTES_ONLY BYTES_METHOD
#define BYTEARRAY_ONLY BYTES_METHOD
#include "runtime/bytes_methods.def"
#undef BYTES_METHOD
#undef BYTES_ONLY
#undef BYTEARRAY_ONLY
extern const Method bytes_methods[], bytearray_methods[];

Value bytes_percent(Ref format, Ref args); /* bytes_percent.c: bytes or bytearray % args */

/* bytearray.c */
int bytearray_resize(ByteArray *b, int64_t n) MUST_CHECK; /* BufferError while exported */
int bytearray_splice(ByteArray *b, int64_t start, int64_t end, Span with) MUST_CHECK;

extern Type type_bytes_iterator, type_bytearray_iterator;
/* buffer_get() of the built-in type under object's class, past any __buffer__ in Python. */
int buffer_get_built_in(Ref object, Buffer *out, int flags) MUST_CHECK;
#endif
