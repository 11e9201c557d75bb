/* runtime/codec_errors.c -- what to do with input that cannot be decoded or encoded.
 *
 * The eight standard handlers work on (input, start, end) without making an exception; the callables that
 * codecs.lookup_error() gives unpack an exception and do the same.  Other names are looked up among the
 * registered handlers and called with the exception. */
#include <stdio.h>
#include "runtime/bytes.h"
#include "runtime/codec_internal.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/tuple.h"
#include "runtime/unicode.h"

/* ---- growing bytes ---- */

void byte_builder_init(ByteBuilder *b)
{
    b->data = b->inline_data;
    b->n = 0;
    b->capacity = sizeof b->inline_data;
    b->failed = false;
}

void byte_builder_free(ByteBuilder *b)
{
    if (b->data != b->inline_data)
        mem_free(b->data);
    b->data = b->inline_data;
}

bool byte_builder_room(ByteBuilder *b, size_t extra)
{
    if (b->failed)
        return false;
    if (extra <= b->capacity - b->n)
        return true;
    size_t capacity = b->n + extra;
    if (capacity < b->n || capacity > SIZE_MAX / 4) {
        b->failed = true;
        exc_raise_memory();
        return false;
    }
    capacity += capacity / 2;
    char *bigger = b->data == b->inline_data ? mem_alloc_or_raise(capacity) : mem_realloc_or_raise(b->data, capacity);
    if (bigger == NULL) {
        b->failed = true;
        return false;
    }
    if (b->data == b->inline_data)
        memcpy(bigger, b->inline_data, b->n);
    b->data = bigger;
    b->capacity = capacity;
    return true;
}

void byte_builder_add(ByteBuilder *b, const void *p, size_t n)
{
    if (!byte_builder_room(b, n))
        return;
    memcpy(b->data + b->n, p, n);
    b->n += n;
}

Value byte_builder_finish(ByteBuilder *b)
{
    Value v = b->failed ? VALUE_ERROR : bytes_new(b->data, b->n);
    byte_builder_free(b);
    return v;
}

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

static Value make_exception(Type *type, const char *encoding, Ref object, int64_t start, int64_t end, const char *reason)
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
    return raise_owned(make_exception(&type_UnicodeEncodeError, encoding, str, start, end, reason));
}

Value codec_raise_decode(const char *encoding, const char *p, size_t n, int64_t start, int64_t end, const char *reason)
{
    Value object = bytes_new(p, n);
    if (value_is_error(object))
        return object;
    raise_owned(make_exception(&type_UnicodeDecodeError, encoding, object, start, end, reason));
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

/* The replacement by a standard handler; ABSENT: this handler gives up, the error stands. */
static Value encode_replacement(ErrorsKind kind, const char *encoding, Ref text, int64_t start, int64_t end)
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

/* Append what a standard handler puts in place of p[start..end); where to go on, -1: it gives up. */
static int64_t decode_replacement(ErrorsKind kind, const char *encoding, StrBuilder *out, const char *p, size_t n,
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

/* ---- the registry of handlers ---- */

static Value registered = VALUE_ABSENT; /* dict: name -> callable, of the user's and of the standard ones asked for */

static Value handler_call(ErrorsKind kind, Ref exc);
#define HANDLER(function, kind) \
    NATIVE(function) { return handler_call(kind, a[0]); }
HANDLER(strict_errors, ERRORS_STRICT)
HANDLER(ignore_errors, ERRORS_IGNORE)
HANDLER(replace_errors, ERRORS_REPLACE)
HANDLER(backslashreplace_errors, ERRORS_BACKSLASH)
HANDLER(xmlcharrefreplace_errors, ERRORS_XML)
HANDLER(namereplace_errors, ERRORS_NAME)
HANDLER(surrogateescape_errors, ERRORS_SURROGATEESCAPE)
HANDLER(surrogatepass_errors, ERRORS_SURROGATEPASS)

static const Method handler_methods[] = { /* in the order of ErrorsKind */
    {"strict_errors(exception, /)", strict_errors, "Implements the 'strict' error handling, which raises a UnicodeError on coding errors."},
    {"ignore_errors(exception, /)", ignore_errors, "Implements the 'ignore' error handling, which ignores malformed data and continues."},
    {"replace_errors(exception, /)", replace_errors, "Implements the 'replace' error handling, which replaces malformed data with a replacement marker."},
    {"backslashreplace_errors(exception, /)", backslashreplace_errors, "Implements the 'backslashreplace' error handling, which replaces malformed data with a backslashed escape sequence."},
    {"xmlcharrefreplace_errors(exception, /)", xmlcharrefreplace_errors, "Implements the 'xmlcharrefreplace' error handling, which replaces an unencodable character with the appropriate XML character reference."},
    {"namereplace_errors(exception, /)", namereplace_errors, "Implements the 'namereplace' error handling, which replaces an unencodable character with a \\N{...} escape sequence."},
    {"surrogateescape(exception, /)", surrogateescape_errors, "Implements the 'surrogateescape' error handling."},
    {"surrogatepass(exception, /)", surrogatepass_errors, "Implements the 'surrogatepass' error handling."},
    {0},
};

static int need_registry(void)
{
    if (value_is_absent(registered))
        registered = dict_new();
    if (!value_is_error(registered))
        return 0;
    registered = VALUE_ABSENT;
    return -1;
}

Value codec_lookup_error(const char *name)
{
    if (name == NULL)
        name = "strict";
    if (need_registry())
        return VALUE_ERROR;
    Value key = str_from_cstr(name);
    if (value_is_error(key))
        return key;
    Ref known = dict_get(registered, key);
    if (!value_is_absent(known)) {
        value_drop(key);
        return value_is_error(known) ? known : value_dup(known);
    }
    ErrorsKind kind = errors_kind(name);
    Value handler;
    if (kind == ERRORS_OTHER) {
        handler = exc_raise(&type_LookupError, "unknown error handler name '%U'", key);
    } else {
        handler = native_new(&handler_methods[kind], VALUE_ABSENT, VALUE_ABSENT);
        if (!value_is_error(handler) && dict_set(registered, key, handler)) {
            value_drop(handler);
            handler = VALUE_ERROR;
        }
    }
    value_drop(key);
    return handler;
}

/* Has the user put another handler under a standard name?  Then the short cut must not be taken. */
static bool overridden[ERRORS_OTHER];

int codec_register_error(const char *name, Ref handler)
{
    if (!object_is_callable(handler))
        return exc_raise_int(&type_TypeError, "handler must be callable");
    if (need_registry())
        return -1;
    ErrorsKind kind = errors_kind(name);
    if (kind != ERRORS_OTHER)
        overridden[kind] = !(value_has_type(handler, &type_native)
                             && VALUE_AS(Native, handler)->method == &handler_methods[kind]);
    return dict_set_cstr(registered, name, handler);
}

int codec_unregister_error(const char *name)
{
    if (errors_kind(name) != ERRORS_OTHER)
        return exc_raise_int(&type_ValueError, "cannot un-register built-in error handler '%s'", name);
    if (value_is_absent(registered))
        return 0;
    Value key = str_from_cstr(name);
    if (value_is_error(key))
        return -1;
    int done = dict_delete(registered, key);
    value_drop(key);
    return done;
}

static ErrorsKind effective_kind(const char *errors)
{
    ErrorsKind kind = errors_kind(errors);
    return kind != ERRORS_OTHER && overridden[kind] ? ERRORS_OTHER : kind;
}

/* ---- handlers as callables: unpack the exception, do the work, give (replacement, position) ---- */

static int attribute_int(Ref exc, const char *name, int64_t *out)
{
    Value v = object_getattr_cstr(exc, name);
    if (value_is_error(v))
        return -1;
    int failed = int_as_i64(v, out);
    value_drop(v);
    return failed;
}

/* start and end of the exception, forced into the object as the exception's own rules have it. */
static int exception_range(Ref exc, int64_t len, int64_t *start, int64_t *end)
{
    if (attribute_int(exc, "start", start) || attribute_int(exc, "end", end))
        return -1;
    if (*start < 0 || len == 0)
        *start = 0;
    else if (*start >= len)
        *start = len - 1;
    if (*end < 1)
        *end = len < 1 ? len : 1;
    if (*end > len)
        *end = len;
    return 0;
}

static Value pair(Value text /* taken */, int64_t position)
{
    if (value_is_error(text))
        return text;
    Value items[2] = {text, int_new(position)};
    return tuple_from_values(items, 2);
}

static Value give_up(Ref exc)
{
    return exc_raise_object(exc);
}

static Value wrong_exception(Ref exc)
{
    return exc_raise(&type_TypeError, "don't know how to handle %T in error callback", exc);
}

static Value handle_decode(ErrorsKind kind, Ref exc, Ref object, int64_t start, int64_t end)
{
    if (kind == ERRORS_XML || kind == ERRORS_NAME)
        return wrong_exception(exc);
    Value encoding = object_getattr_cstr(exc, "encoding");
    if (value_is_error(encoding))
        return encoding;
    const char *name = value_is_str(encoding) ? str_utf8(encoding, NULL) : "";
    Value result = VALUE_ERROR;
    if (name != NULL) {
        StrBuilder b;
        str_builder_init(&b);
        int64_t at = decode_replacement(kind, name, &b, bytes_data(object), (size_t)bytes_len(object), (size_t)start, (size_t)end);
        if (at < 0) {
            str_builder_free(&b);
            result = give_up(exc);
        } else {
            result = pair(str_builder_finish(&b), at);
        }
    }
    value_drop(encoding);
    return result;
}

static Value handle_encode(ErrorsKind kind, Ref exc, Ref object, int64_t start, int64_t end)
{
    Value encoding = object_getattr_cstr(exc, "encoding");
    if (value_is_error(encoding))
        return encoding;
    const char *name = value_is_str(encoding) ? str_utf8(encoding, NULL) : "";
    Value text = name == NULL ? VALUE_ERROR : encode_replacement(kind, name, object, start, end < start ? start : end);
    value_drop(encoding);
    return value_is_absent(text) ? give_up(exc) : pair(text, end);
}

static Value handle_translate(ErrorsKind kind, Ref exc, Ref object, int64_t start, int64_t end)
{
    if (kind == ERRORS_REPLACE) {
        Value mark = str_from_char(0xFFFD);
        if (value_is_error(mark))
            return mark;
        Value marks = str_repeat(mark, end - start);
        value_drop(mark);
        return pair(marks, end);
    }
    if (kind == ERRORS_BACKSLASH || kind == ERRORS_IGNORE)
        return pair(encode_replacement(kind, "", object, start, end < start ? start : end), end);
    return wrong_exception(exc);
}

static Value handler_call(ErrorsKind kind, Ref exc)
{
    if (kind == ERRORS_STRICT) {
        if (value_has_flag(exc, TYPE_SUB_EXC))
            return give_up(exc);
        return exc_raise(&type_TypeError, "codec must pass exception instance");
    }
    bool decoding = value_is_instance(exc, &type_UnicodeDecodeError);
    bool encoding = value_is_instance(exc, &type_UnicodeEncodeError);
    if (!decoding && !encoding && !value_is_instance(exc, &type_UnicodeTranslateError))
        return wrong_exception(exc);
    Value object = object_getattr_cstr(exc, "object");
    if (value_is_error(object))
        return object;
    Value result = VALUE_ERROR;
    int64_t start, end;
    if (decoding ? !value_is_bytes(object) : !value_is_str(object))
        exc_raise(&type_TypeError, "object attribute must be %s", decoding ? "bytes" : "unicode");
    else if (exception_range(exc, decoding ? bytes_len(object) : str_len(object), &start, &end))
        ;
    else if (decoding)
        result = handle_decode(kind, exc, object, start, end);
    else if (encoding)
        result = handle_encode(kind, exc, object, start, end);
    else
        result = handle_translate(kind, exc, object, start, end);
    value_drop(object);
    return result;
}

/* ---- calling a handler of the user ---- */

/* Set a field of the exception that is passed again and again. */
static int set_range(Ref exc, int64_t start, int64_t end, const char *reason)
{
    Value first = int_new(start), last = int_new(end), why = str_from_cstr(reason);
    int failed = value_is_error(why);
    static const char *const names[] = {"start", "end", "reason"};
    Ref values[] = {first, last, why};
    for (size_t i = 0; i < 3 && !failed; i++) {
        Value name = str_intern_cstr(names[i]);
        failed = value_is_error(name) || object_setattr(exc, name, values[i]);
        if (!value_is_error(name))
            value_drop(name);
    }
    value_drop(first);
    value_drop(last);
    if (!value_is_error(why))
        value_drop(why);
    return failed ? -1 : 0;
}

static int prepare(Value *handler, Value *exc, Type *type, const char *encoding, const char *errors, Ref object,
                   int64_t start, int64_t end, const char *reason)
{
    if (value_is_absent(*handler)) {
        Value found = codec_lookup_error(errors);
        if (value_is_error(found))
            return -1;
        *handler = found;
    }
    if (!value_is_absent(*exc))
        return set_range(*exc, start, end, reason);
    Value made = make_exception(type, encoding, object, start, end, reason);
    if (value_is_error(made))
        return -1;
    *exc = made;
    return 0;
}

/* Call and unpack: *replacement owned, *position within 0..len. */
static int call_handler(Ref handler, Ref exc, bool bytes_allowed, Value *replacement, int64_t *position)
{
    const char *shape = bytes_allowed ? "encoding error handler must return (str/bytes, int) tuple"
                                      : "decoding error handler must return (str, int) tuple";
    Value answer = object_call1(handler, exc);
    if (value_is_error(answer))
        return -1;
    int failed = -1;
    if (!value_is_tuple(answer) || tuple_len(answer) != 2
        || !(value_is_str(tuple_at(answer, 0)) || (bytes_allowed && value_is_bytes(tuple_at(answer, 0))))
        || !value_is_any_int(tuple_at(answer, 1))) {
        exc_raise(&type_TypeError, shape);
    } else if (object_as_index(tuple_at(answer, 1), position, false) == 0) {
        *replacement = value_dup(tuple_at(answer, 0));
        failed = 0;
    }
    value_drop(answer);
    return failed;
}

static int check_position(int64_t *position, int64_t len)
{
    int64_t given = *position;
    if (*position < 0)
        *position += len;
    if (*position < 0 || *position > len)
        return exc_raise_int(&type_IndexError, "position %lld from error handler out of bounds", (long long)given);
    return 0;
}

/* ---- decoders ---- */

void decoder_init(Decoder *d, const char *encoding, const char *p, size_t n, const char *errors)
{
    d->encoding = encoding;
    d->errors = errors;
    d->p = p;
    d->n = n;
    d->kind = effective_kind(errors);
    d->handler = d->exc = d->object = VALUE_ABSENT;
    str_builder_init(&d->out);
}

/* The handler may have put another object into the exception: that is the input from now on. */
static int reload_input(Decoder *d)
{
    Value object = object_getattr_cstr(d->exc, "object");
    if (value_is_error(object))
        return -1;
    if (!value_is_bytes(object)) {
        value_drop(object);
        return exc_raise_int(&type_TypeError, "exception attribute object must be bytes");
    }
    value_replace(&d->object, object);
    d->p = bytes_data(object);
    d->n = (size_t)bytes_len(object);
    return 0;
}

static int64_t decode_by_user(Decoder *d, size_t start, size_t end, const char *reason)
{
    Value input = value_is_absent(d->object) ? bytes_new(d->p, d->n) : value_dup(d->object);
    if (value_is_error(input))
        return -1;
    int failed = prepare(&d->handler, &d->exc, &type_UnicodeDecodeError, d->encoding, d->errors, input,
                         (int64_t)start, (int64_t)end, reason);
    value_drop(input);
    Value text;
    int64_t position;
    if (failed || call_handler(d->handler, d->exc, false, &text, &position))
        return -1;
    if (reload_input(d) || check_position(&position, (int64_t)d->n))
        position = -1;
    else
        str_builder_str(&d->out, text);
    value_drop(text);
    return position;
}

int64_t decoder_bad(Decoder *d, size_t start, size_t end, const char *reason)
{
    if (d->kind == ERRORS_OTHER)
        return decode_by_user(d, start, end, reason);
    int64_t at = decode_replacement(d->kind, d->encoding, &d->out, d->p, d->n, start, end);
    if (at >= 0)
        return at;
    if (d->kind == ERRORS_XML || d->kind == ERRORS_NAME)
        exc_raise(&type_TypeError, "don't know how to handle UnicodeDecodeError in error callback");
    else
        codec_raise_decode(d->encoding, d->p, d->n, (int64_t)start, (int64_t)end, reason);
    return -1;
}

Value decoder_finish(Decoder *d, bool failed)
{
    Value result = VALUE_ERROR;
    if (failed)
        str_builder_free(&d->out);
    else
        result = str_builder_finish(&d->out);
    value_drop(d->handler);
    value_drop(d->exc);
    value_drop(d->object);
    return result;
}

/* ---- encoders ---- */

void encoder_init(Encoder *e, const char *encoding, Ref text, const char *errors)
{
    e->encoding = encoding;
    e->errors = errors;
    e->text = text;
    e->kind = effective_kind(errors);
    e->handler = e->exc = VALUE_ABSENT;
    byte_builder_init(&e->out);
}

static int64_t encode_by_user(Encoder *e, int64_t start, int64_t end, const char *reason, Value *replacement)
{
    int64_t position;
    if (prepare(&e->handler, &e->exc, &type_UnicodeEncodeError, e->encoding, e->errors, e->text, start, end, reason)
        || call_handler(e->handler, e->exc, true, replacement, &position))
        return -1;
    if (check_position(&position, str_len(e->text))) {
        value_drop(*replacement);
        return -1;
    }
    return position;
}

int64_t encoder_bad(Encoder *e, int64_t start, int64_t end, const char *reason, Value *replacement)
{
    *replacement = VALUE_ABSENT;
    if (e->kind == ERRORS_OTHER)
        return encode_by_user(e, start, end, reason, replacement);
    Value v = encode_replacement(e->kind, e->encoding, e->text, start, end);
    if (value_is_error(v))
        return -1;
    if (!value_is_absent(v)) {
        *replacement = v;
        return end;
    }
    if (e->kind == ERRORS_SURROGATEESCAPE)
        while (start < end - 1 && str_at(e->text, start) >= 0xDC80 && str_at(e->text, start) <= 0xDCFF)
            start++; /* the error is told about what cannot be escaped */
    codec_raise_encode(e->encoding, e->text, start, end, reason);
    return -1;
}

static void put_unit(ByteBuilder *b, uint32_t c, int unit, bool little)
{
    for (int i = 0; i < unit; i++)
        byte_builder_byte(b, (uint8_t)(c >> 8 * (little ? i : unit - 1 - i)));
}

static bool write_replacement(Encoder *e, Ref v, uint32_t limit, int unit, bool little)
{
    if (value_is_bytes(v)) {
        if (bytes_len(v) % unit != 0)
            return false;
        byte_builder_add(&e->out, bytes_data(v), (size_t)bytes_len(v));
        return true;
    }
    for (int64_t i = 0; i < str_len(v); i++)
        if (str_at(v, i) >= limit)
            return false;
    for (int64_t i = 0; i < str_len(v); i++)
        put_unit(&e->out, str_at(v, i), unit, little);
    return true;
}

int64_t encoder_bad_simple(Encoder *e, int64_t start, int64_t end, const char *reason, uint32_t limit, int unit, bool little)
{
    Value replacement;
    int64_t at = encoder_bad(e, start, end, reason, &replacement);
    if (at < 0)
        return -1;
    bool fits = write_replacement(e, replacement, limit, unit, little);
    value_drop(replacement);
    if (fits)
        return at;
    codec_raise_encode(e->encoding, e->text, start, end, reason);
    return -1;
}

Value encoder_finish(Encoder *e, bool failed)
{
    Value result = VALUE_ERROR;
    if (failed)
        byte_builder_free(&e->out);
    else
        result = byte_builder_finish(&e->out);
    value_drop(e->handler);
    value_drop(e->exc);
    return result;
}
