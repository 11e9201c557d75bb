/* runtime/codec_run.c -- what every codec runs on: growing bytes, and Decoder and Encoder with their bad input.
 *
 * A standard handler is taken directly; any other is looked up by name once and called with one exception, whose
 * range is changed from call to call. */
#include "runtime/bytes.h"
#include "runtime/codec_internal.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/tuple.h"

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
    Value made = codec_make_exception(type, encoding, object, start, end, reason);
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
    d->kind = errors_effective_kind(errors);
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
    int64_t at = errors_decode_replacement(d->kind, d->encoding, &d->out, d->p, d->n, start, end);
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
    e->kind = errors_effective_kind(errors);
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
    Value v = errors_encode_replacement(e->kind, e->encoding, e->text, start, end);
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
