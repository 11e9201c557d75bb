/* runtime/codec_errors.c -- what the eight standard error handlers do, on (input, start, end), without an exception.
 *
 * codec_handlers.c shows them to Python and keeps the registered ones; codec_run.c calls either. */
#include <stdio.h>
#include "runtime/bytes.h"
#include "runtime/codec_internal.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/unicode.h"

/* ---- names ---- */

static const char *const errors_names[] = {
    "strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape",
    "surrogatepass",
};

ErrorsKind errors_kind(const char *errors)
{
    if (errors == NULL)
        return ERRORS_STRICT;
    for (int i = 0; i < ERRORS_OTHER; i++)
        if (strcmp(errors, errors_names[i]) == 0)
            return (ErrorsKind)i;
    return ERRORS_OTHER;
}

Transformation transformation_named(const char *name)
{
    char lower[16];
    size_t n = 0;
    for (; *name && n < sizeof lower - 1; name++)
        if (*name != '-' && *name != '_')
            lower[n++] = (char)(*name >= 'A' && *name <= 'Z' ? *name + 32 : *name);
    lower[n] = 0;
    static const struct { const char *name; Transformation is; } known[] = {
        {"utf8", UTF_8}, {"cputf8", UTF_8}, {"cp65001", UTF_8},
        {"utf16", UTF_16_LE}, {"utf16le", UTF_16_LE}, {"utf16be", UTF_16_BE},
        {"utf32", UTF_32_LE}, {"utf32le", UTF_32_LE}, {"utf32be", UTF_32_BE},
    };
    for (size_t i = 0; *name == 0 && i < N_ELEMENTS(known); i++)
        if (strcmp(lower, known[i].name) == 0)
            return known[i].is;
    return UTF_NONE;
}

/* ---- exceptions ---- */

Value codec_make_exception(Type *type, const char *encoding, Ref object, int64_t start, int64_t end, const char *reason)
{
    Value args[5] = {str_from_cstr(encoding), value_dup(object), int_new(start), int_new(end), str_from_cstr(reason)};
    Value exc = VALUE_ERROR;
    if (!value_is_error(args[0]) && !value_is_error(args[4]))
        exc = object_call(value_from_obj(type), args, 5, VALUE_ABSENT);
    for (size_t i = 0; i < 5; i++)
        if (!value_is_error(args[i]))
            value_drop(args[i]);
    return exc;
}

static Value raise_owned(Value exc)
{
    if (!value_is_error(exc)) {
        exc_raise_object(exc);
        value_drop(exc);
    }
    return VALUE_ERROR;
}

Value codec_raise_encode(const char *encoding, Ref str, int64_t start, int64_t end, const char *reason)
{
    return raise_owned(codec_make_exception(&type_UnicodeEncodeError, encoding, str, start, end, reason));
}

Value codec_raise_decode(const char *encoding, const char *p, size_t n, int64_t start, int64_t end, const char *reason)
{
    Value object = bytes_new(p, n);
    if (value_is_error(object))
        return object;
    raise_owned(codec_make_exception(&type_UnicodeDecodeError, encoding, object, start, end, reason));
    value_drop(object);
    return VALUE_ERROR;
}

/* ---- the standard handlers, encoding ---- */

static void build_backslash(StrBuilder *b, uint32_t c)
{
    char text[12];
    int n = snprintf(text, sizeof text, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
    str_builder_ascii(b, text, (size_t)n);
}

static void build_name(StrBuilder *b, uint32_t c)
{
    char name[UNICODE_NAME_MAX];
    if (!unicode_name(c, name)) {
        build_backslash(b, c);
        return;
    }
    str_builder_ascii(b, "\\N{", 3);
    str_builder_cstr(b, name);
    str_builder_char(b, '}');
}

static Value written_out(ErrorsKind kind, Ref text, int64_t start, int64_t end)
{
    StrBuilder b;
    str_builder_init(&b);
    for (int64_t i = start; i < end && !b.failed; i++) {
        uint32_t c = str_at(text, i);
        if (kind == ERRORS_NAME) {
            build_name(&b, c);
        } else if (kind == ERRORS_BACKSLASH) {
            build_backslash(&b, c);
        } else {
            char digits[16];
            str_builder_ascii(&b, digits, (size_t)snprintf(digits, sizeof digits, "&#%u;", c));
        }
    }
    return str_builder_finish(&b);
}

/* Bytes for escaped surrogates; ABSENT when one of them is something else. */
static Value escaped_bytes(Ref text, int64_t start, int64_t end)
{
    Value v = bytes_new(NULL, (size_t)(end - start));
    if (value_is_error(v))
        return v;
    char *to = (char *)bytes_data(v);
    for (int64_t i = start; i < end; i++) {
        uint32_t c = str_at(text, i);
        if (c < 0xDC80 || c > 0xDCFF) {
            value_drop(v);
            return VALUE_ABSENT;
        }
        *to++ = (char)(c - 0xDC00);
    }
    return v;
}

static size_t put_surrogate(uint8_t *p, uint32_t c, Transformation utf)
{
    uint8_t high = (uint8_t)(c >> 8), low = (uint8_t)c;
    switch (utf) {
    case UTF_NONE: break;
    case UTF_8:
        p[0] = (uint8_t)(0xE0 | c >> 12), p[1] = (uint8_t)(0x80 | (c >> 6 & 63)), p[2] = (uint8_t)(0x80 | (c & 63));
        return 3;
    case UTF_16_LE: p[0] = low, p[1] = high; return 2;
    case UTF_16_BE: p[0] = high, p[1] = low; return 2;
    case UTF_32_LE: p[0] = low, p[1] = high, p[2] = p[3] = 0; return 4;
    case UTF_32_BE: p[0] = p[1] = 0, p[2] = high, p[3] = low; return 4;
    }
    return 0;
}

static Value passed_bytes(Ref text, int64_t start, int64_t end, Transformation utf)
{
    ByteBuilder b;
    byte_builder_init(&b);
    for (int64_t i = start; i < end; i++) {
        uint32_t c = str_at(text, i);
        if (utf == UTF_NONE || c < 0xD800 || c > 0xDFFF) {
            byte_builder_free(&b);
            return VALUE_ABSENT;
        }
        uint8_t bytes[4];
        byte_builder_add(&b, bytes, put_surrogate(bytes, c, utf));
    }
    return byte_builder_finish(&b);
}

Value errors_encode_replacement(ErrorsKind kind, const char *encoding, Ref text, int64_t start, int64_t end)
{
    switch (kind) {
    case ERRORS_IGNORE:
        return str_empty();
    case ERRORS_REPLACE: {
        Value mark = str_from_char('?');
        return value_is_error(mark) ? mark : str_repeat(mark, end - start);
    }
    case ERRORS_BACKSLASH: case ERRORS_XML: case ERRORS_NAME:
        return written_out(kind, text, start, end);
    case ERRORS_SURROGATEESCAPE:
        return escaped_bytes(text, start, end);
    case ERRORS_SURROGATEPASS:
        return passed_bytes(text, start, end, transformation_named(encoding));
    case ERRORS_STRICT: case ERRORS_OTHER:
        break;
    }
    return VALUE_ABSENT;
}

/* ---- the standard handlers, decoding ---- */

/* A surrogate in that transformation at p[0..n): its code point and width, 0 when there is none. */
static int read_surrogate(const uint8_t *p, size_t n, Transformation utf, uint32_t *c)
{
    int width = 0;
    *c = 0;
    switch (utf) {
    case UTF_NONE: return 0;
    case UTF_8:
        width = 3;
        if (n >= 3 && (p[0] & 0xF0) == 0xE0 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80)
            *c = (uint32_t)(p[0] & 15) << 12 | (uint32_t)(p[1] & 63) << 6 | (p[2] & 63);
        break;
    case UTF_16_LE: width = 2; if (n >= 2) *c = (uint32_t)p[1] << 8 | p[0]; break;
    case UTF_16_BE: width = 2; if (n >= 2) *c = (uint32_t)p[0] << 8 | p[1]; break;
    case UTF_32_LE: width = 4; if (n >= 4) *c = (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0]; break;
    case UTF_32_BE: width = 4; if (n >= 4) *c = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]; break;
    }
    return *c >= 0xD800 && *c <= 0xDFFF ? width : 0;
}

int64_t errors_decode_replacement(ErrorsKind kind, const char *encoding, StrBuilder *out, const char *p, size_t n,
                                  size_t start, size_t end)
{
    const uint8_t *bytes = (const uint8_t *)p;
    switch (kind) {
    case ERRORS_IGNORE:
        return (int64_t)end;
    case ERRORS_REPLACE:
        str_builder_char(out, 0xFFFD);
        return (int64_t)end;
    case ERRORS_BACKSLASH:
        for (size_t i = start; i < end; i++)
            build_backslash(out, bytes[i]);
        return (int64_t)end;
    case ERRORS_SURROGATEESCAPE: {
        size_t i = start;
        for (; i < end && i < start + 4 && bytes[i] >= 0x80; i++)
            str_builder_char(out, 0xDC00u + bytes[i]);
        return i > start ? (int64_t)i : -1;
    }
    case ERRORS_SURROGATEPASS: {
        uint32_t c;
        int width = read_surrogate(bytes + start, n - start, transformation_named(encoding), &c);
        if (width == 0)
            return -1;
        str_builder_char(out, c);
        return (int64_t)start + width;
    }
    case ERRORS_STRICT: case ERRORS_XML: case ERRORS_NAME: case ERRORS_OTHER:
        break;
    }
    return -1;
}
