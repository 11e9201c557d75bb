/* runtime/codec_internal.h -- what the codec_*.c files share: growing bytes and what happens on bad input.
 *
 * A decoder walks d->p[0..d->n) by index and calls decoder_bad() for a range it cannot read; that appends the
 * handler's replacement and says where to go on (a handler of the user may even exchange the input, so p and n
 * are re-read after it).  An encoder calls encoder_bad() and writes the replacement itself. */
#ifndef RUNTIME_CODEC_INTERNAL_H
#define RUNTIME_CODEC_INTERNAL_H
#include "runtime/codec.h"
#include "runtime/str.h"
#include "runtime/str_chars.h"

typedef struct ByteBuilder {
    char *data;
    size_t n, capacity;
    bool failed;         /* MemoryError pending; further appends do nothing */
    char inline_data[256];
} ByteBuilder;
void byte_builder_init(ByteBuilder *b);
bool byte_builder_room(ByteBuilder *b, size_t extra); /* false: failed */
void byte_builder_add(ByteBuilder *b, const void *p, size_t n);
static inline void byte_builder_byte(ByteBuilder *b, uint8_t byte)
{
    if (LIKELY(b->n < b->capacity) || byte_builder_room(b, 1))
        b->data[b->n++] = (char)byte;
}
Value byte_builder_finish(ByteBuilder *b);            /* bytes; frees; VALUE_ERROR when it failed */
void byte_builder_free(ByteBuilder *b);

/* The standard handlers; ERRORS_OTHER is looked up by name. */
typedef enum ErrorsKind {
    ERRORS_STRICT, ERRORS_IGNORE, ERRORS_REPLACE, ERRORS_BACKSLASH, ERRORS_XML, ERRORS_NAME,
    ERRORS_SURROGATEESCAPE, ERRORS_SURROGATEPASS, ERRORS_OTHER
} ErrorsKind;
ErrorsKind errors_kind(const char *errors_or_null);
/* Same, but ERRORS_OTHER for a standard name that the user gave another handler. */
ErrorsKind errors_effective_kind(const char *errors_or_null);
/* The replacement by a standard handler; ABSENT: this handler gives up, the error stands. */
Value errors_encode_replacement(ErrorsKind kind, const char *encoding, Ref text, int64_t start, int64_t end);
/* Append what a standard handler puts in place of p[start..end); where to go on, -1: it gives up. */
int64_t errors_decode_replacement(ErrorsKind kind, const char *encoding, StrBuilder *out, const char *p, size_t n,
                                  size_t start, size_t end);
/* type(encoding, object, start, end, reason) */
Value codec_make_exception(Type *type, const char *encoding, Ref object, int64_t start, int64_t end, const char *reason);

typedef struct Decoder {
    const char *encoding, *errors;
    const char *p;       /* the input */
    size_t n;
    ErrorsKind kind;
    Value handler, exc;  /* of ERRORS_OTHER, once needed; else ABSENT */
    Value object;        /* bytes that own p when a handler exchanged the input; else ABSENT */
    StrBuilder out;
} Decoder;
void decoder_init(Decoder *d, const char *encoding, const char *p, size_t n, const char *errors);
/* Input [start, end) is bad: handle it; the place to go on, -1 with an exception pending. Runs Python. */
int64_t decoder_bad(Decoder *d, size_t start, size_t end, const char *reason);
Value decoder_finish(Decoder *d, bool failed);        /* the str, or VALUE_ERROR; frees either way */

typedef struct Encoder {
    const char *encoding, *errors;
    Ref text;            /* the str being encoded */
    ErrorsKind kind;
    Value handler, exc;
    ByteBuilder out;
} Encoder;
void encoder_init(Encoder *e, const char *encoding, Ref text, const char *errors);
/* Characters [start, end) cannot be encoded.  The place to go on, -1 with an exception pending; *replacement is a
 * new str or bytes to write there (ABSENT: nothing).  surrogatepass and surrogateescape come back as bytes. */
int64_t encoder_bad(Encoder *e, int64_t start, int64_t end, const char *reason, Value *replacement);
/* Same, and write what comes back: characters of a str must be below `limit` and are written `unit` bytes wide in
 * the given byte order; bytes must be a multiple of unit. */
int64_t encoder_bad_simple(Encoder *e, int64_t start, int64_t end, const char *reason, uint32_t limit, int unit, bool little);
Value encoder_finish(Encoder *e, bool failed);

/* The Unicode transformation a name stands for, for surrogatepass. */
typedef enum Transformation { UTF_NONE, UTF_8, UTF_16_LE, UTF_16_BE, UTF_32_LE, UTF_32_BE } Transformation;
Transformation transformation_named(const char *encoding);


Value codec_lookup_error(const char *name);           /* callable; LookupError: unknown error handler name 'x' */
int codec_register_error(const char *name, Ref handler); /* name is copied */
int codec_unregister_error(const char *name);         /* 1 removed, 0 not there, -1 built in: ValueError */

/* ---- the codecs: decoders give str (NULL consumed: all must be read), encoders bytes ---- */
Value codec_decode_utf8_stateful(const char *p, size_t n, const char *errors, size_t *consumed);
Value codec_encode_utf8(Ref text, const char *errors);
Value codec_decode_latin1(const char *p, size_t n);
Value codec_encode_latin1(Ref text, const char *errors);
Value codec_decode_ascii(const char *p, size_t n, const char *errors);
Value codec_encode_ascii(Ref text, const char *errors);
/* byte_order: -1 little, 0 by byte order mark (little without one) and *byte_order tells, 1 big. */
Value codec_decode_utf16(const char *p, size_t n, const char *errors, int *byte_order, size_t *consumed);
Value codec_encode_utf16(Ref text, const char *errors, int byte_order); /* 0: with a mark, little */
Value codec_decode_utf32(const char *p, size_t n, const char *errors, int *byte_order, size_t *consumed);
Value codec_encode_utf32(Ref text, const char *errors, int byte_order);
Value codec_decode_utf7(const char *p, size_t n, const char *errors, size_t *consumed);
Value codec_encode_utf7(Ref text, const char *errors);
Value codec_decode_unicode_escape(const char *p, size_t n, const char *errors, size_t *consumed);
Value codec_encode_unicode_escape(Ref text);
Value codec_decode_raw_unicode_escape(const char *p, size_t n, const char *errors, size_t *consumed);
Value codec_encode_raw_unicode_escape(Ref text);
/* mapping: str, dict or any object with [] by int. */
Value codec_decode_charmap(const char *p, size_t n, const char *errors, Ref mapping);
Value codec_encode_charmap(Ref text, const char *errors, Ref mapping);
Value codec_charmap_build(Ref decoding_str);          /* EncodingMap */
extern Type type_encoding_map;

/* Lower case, runs of other characters as one '_'; false: does not fit (then out is not to be used). */
bool codec_normalise_name(const char *name, char *out, size_t size);

/* ---- the registry (codec_registry.c) ---- */
int codec_register(Ref search_function);
int codec_unregister(Ref search_function);
/* Say at the pending exception which codec failed; what: "encoding" or "decoding". */
void codec_note_failure(const char *what, const char *encoding);
Value codec_lookup(const char *encoding);             /* a CodecInfo tuple; LookupError: unknown encoding: x */
/* codecs.encode(), codecs.decode(): any codec, any objects. errors NULL: not given. */
Value codec_encode_object(Ref o, const char *encoding, const char *errors);
Value codec_decode_object(Ref o, const char *encoding, const char *errors);
/* str.encode, bytes.decode through the registry: text encodings only. */
Value codec_encode_text(Ref text, const char *encoding, const char *errors);
Value codec_decode_text(const char *p, size_t n, const char *encoding, const char *errors);
#endif
