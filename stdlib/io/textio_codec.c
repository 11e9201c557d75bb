/* stdlib/io/textio_codec.c -- how a TextIOWrapper turns bytes into text and back, and its newline setting. */
#include "runtime/bytes.h"
#include "runtime/cmdline.h"
#include "runtime/codec.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "stdlib/io/textio_private.h"
#include <ctype.h>
#include <stdlib.h>

/* ---- choosing the codec ---- */
/* "UTF-8" -> "utf_8": how encodings normalises names. */
static void normalise_name(const char *name, char out[32])
{
    size_t n = 0;
    for (; *name && n < 31; name++)
        out[n++] = *name == '-' || *name == ' ' ? '_' : (char)tolower((unsigned char)*name);
    out[n] = 0;
}

static TextCodec native_codec(const char *name)
{
    static const struct { const char *name; TextCodec codec; } known[] = {
        {"utf_8", CODEC_UTF8}, {"utf8", CODEC_UTF8}, {"u8", CODEC_UTF8}, {"ascii", CODEC_ASCII},
        {"us_ascii", CODEC_ASCII}, {"latin_1", CODEC_LATIN1}, {"latin1", CODEC_LATIN1}, {"iso_8859_1", CODEC_LATIN1},
        {"iso8859_1", CODEC_LATIN1}, {"l1", CODEC_LATIN1},
    };
    char normal[32];
    normalise_name(name, normal);
    for (size_t i = 0; i < N_ELEMENTS(known); i++)
        if (!strcmp(normal, known[i].name))
            return known[i].codec;
    return CODEC_OTHER;
}

static Value codec_info(Ref encoding)
{
    size_t len;
    const char *name = str_utf8(encoding, &len);
    if (name == NULL)
        return VALUE_ERROR;
    if (strlen(name) != len)
        return exc_raise(&type_LookupError, "unknown encoding: %s", name);
    Value encodings = import_module("encodings");
    if (value_is_error(encodings))
        return VALUE_ERROR;
    value_drop(encodings);
    Value lookup = import_attr("_codecs", "lookup");
    if (value_is_error(lookup))
        return VALUE_ERROR;
    Value info = object_call1(lookup, encoding);
    value_drop(lookup);
    if (value_is_error(info))
        return VALUE_ERROR;
    Value flag_name = str_intern_cstr("_is_text_encoding");
    Value is_text = object_getattr_or_absent(info, flag_name);
    value_drop(flag_name);
    bool refused = value_is_false(is_text);
    value_drop(is_text);
    if (value_is_error(is_text) || refused) {
        value_drop(info);
        if (refused)
            exc_raise(&type_LookupError, "%R is not a text encoding; use codecs.open() to handle arbitrary codecs",
                      encoding);
        return VALUE_ERROR;
    }
    return info;
}

static Value make_codec(Ref info, const char *attribute, Ref errors)
{
    Value factory = object_getattr_cstr(info, attribute);
    if (value_is_error(factory))
        return VALUE_ERROR;
    Value codec = object_call1(factory, errors);
    value_drop(factory);
    return codec;
}

/* In UTF-8 mode the codec's name, else how locales spell it. */
static Value default_encoding(void) { return str_intern_cstr(cmdline.utf8_mode ? "utf-8" : "UTF-8"); }

/* -X dev: an unknown error handler is an error at once, not at the first character that needs it. */
static int check_handler(Ref handler)
{
    Value lookup = import_attr("_codecs", "lookup_error");
    Value found = value_is_error(lookup) ? VALUE_ERROR : object_call1(lookup, handler);
    value_drop(lookup);
    value_drop(found);
    return value_is_error(found) ? -1 : 0;
}

int text_set_codec(Ref self, Ref encoding, Ref errors)
{
    TextIO *t = as_text(self);
    if (value_is_none(encoding) && cmdline.warn_default_encoding &&
        exc_warn(&type_EncodingWarning, 1, "'encoding' argument not specified"))
        return -1;
    Value name = value_is_none(encoding) || (value_is_str(encoding) && str_equals_cstr(encoding, "locale"))
                     ? default_encoding() : value_dup(encoding);
    Value handler = value_is_none(errors) ? value_dup(NAME(strict)) : value_dup(errors);
    const char *text = str_utf8(name, NULL), *handler_text = str_utf8(handler, NULL);
    if (text == NULL || handler_text == NULL)
        goto fail;
    if (cmdline.dev_mode && check_handler(handler))
        goto fail;
    t->codec = native_codec(text);
    Value encoder = VALUE_ABSENT, decoder = VALUE_ABSENT;
    if (t->codec == CODEC_OTHER) {
        Value info = codec_info(name);
        if (value_is_error(info))
            goto fail;
        if (t->can_decode)
            decoder = make_codec(info, "incrementaldecoder", handler);
        if (t->can_encode && !value_is_error(decoder))
            encoder = make_codec(info, "incrementalencoder", handler);
        value_drop(info);
        if (value_is_error(encoder) || value_is_error(decoder)) {
            value_drop(decoder);
            goto fail;
        }
    }
    value_replace(&t->encoder, encoder);
    value_replace(&t->decoder, decoder);
    value_replace(&t->encoding, name);
    value_replace(&t->errors, handler);
    t->errors_text = !strcmp(handler_text, "strict") ? NULL : handler_text;
    t->n_undecoded = 0;
    return 0;
fail:
    value_drop(name);
    value_drop(handler);
    return -1;
}

int text_set_newline(TextIO *t, Ref newline)
{
    if (value_is_str(newline)) {
        int64_t len = str_len(newline);
        if (len > 0 && !str_equals_cstr(newline, "\n") && !str_equals_cstr(newline, "\r") &&
            !str_equals_cstr(newline, "\r\n"))
            return exc_raise_int(&type_ValueError, "illegal newline value: %S", newline);
    }
    value_replace(&t->newline, value_dup(newline));
    bool empty = value_is_str(newline) && str_len(newline) == 0;
    t->universal_reads = value_is_none(newline) || empty;
    t->translate_reads = value_is_none(newline);
    t->newlines.translate = t->translate_reads;
    t->write_newline[0] = 0;
    if (value_is_str(newline) && !empty && !str_equals_cstr(newline, "\n"))
        strcpy(t->write_newline, str_equals_cstr(newline, "\r") ? "\r" : "\r\n");
    return 0;
}

/* ---- encoding ---- */
static const char *const codec_names[] = {[CODEC_UTF8] = "utf-8", [CODEC_ASCII] = "ascii", [CODEC_LATIN1] = "latin-1",
                                          [CODEC_OTHER] = NULL};

Value text_encode(TextIO *t, Ref text)
{
    if (t->codec != CODEC_OTHER)
        return codec_encode(text, codec_names[t->codec], t->errors_text);
    Value name = str_intern_cstr("encode");
    Value bytes = object_call_method1(t->encoder, name, text);
    value_drop(name);
    if (value_is_ok(bytes) && !value_is_bytes(bytes)) {
        exc_raise(&type_TypeError, "encoder should return a bytes object, not '%T'", bytes);
        value_drop(bytes);
        return VALUE_ERROR;
    }
    return bytes;
}

int text_reset_encoder(TextIO *t, bool at_start)
{
    if (t->codec != CODEC_OTHER || value_is_absent(t->encoder))
        return 0;
    Value name = str_intern_cstr(at_start ? "reset" : "setstate");
    Value result = at_start ? object_call_method0(t->encoder, name)
                            : object_call_method1(t->encoder, name, value_from_int(0));
    value_drop(name);
    value_drop(result);
    return value_is_error(result) ? -1 : 0;
}

/* ---- decoding ---- */
static Value decode_utf8(TextIO *t, const char *p, size_t n, bool final)
{
    Value joined = VALUE_ABSENT;
    if (t->n_undecoded > 0) {
        joined = bytes_new(NULL, n + (size_t)t->n_undecoded);
        if (value_is_error(joined))
            return VALUE_ERROR;
        char *data = VALUE_AS(Bytes, joined)->data;
        memcpy(data, t->undecoded, (size_t)t->n_undecoded);
        memcpy(data + t->n_undecoded, p, n);
        p = data;
        n += (size_t)t->n_undecoded;
        t->n_undecoded = 0;
    }
    size_t consumed = n;
    Value text = codec_decode_utf8_partial(p, n, t->errors_text, final, &consumed);
    if (!value_is_error(text) && consumed < n && n - consumed <= sizeof t->undecoded) {
        t->n_undecoded = (int)(n - consumed);
        memcpy(t->undecoded, p + consumed, n - consumed);
    }
    value_drop(joined);
    return text;
}

static Value decode_by_object(TextIO *t, const char *p, size_t n, bool final)
{
    Value bytes = bytes_new(p, n), name = str_intern_cstr("decode");
    if (value_is_error(bytes))
        return VALUE_ERROR;
    Ref args[2] = {bytes, value_from_bool(final)};
    Value text = object_call_method(t->decoder, name, args, 2);
    value_drop(name);
    value_drop(bytes);
    if (value_is_ok(text) && !value_is_str(text)) {
        exc_raise(&type_TypeError, "decoder should return a string result, not '%T'", text);
        value_drop(text);
        return VALUE_ERROR;
    }
    return text;
}

Value text_decode(TextIO *t, const char *p, size_t n, bool final)
{
    Value text;
    if (t->codec == CODEC_UTF8)
        text = decode_utf8(t, p, n, final);
    else if (t->codec == CODEC_OTHER)
        text = decode_by_object(t, p, n, final);
    else
        text = codec_decode(p, n, codec_names[t->codec], t->errors_text);
    if (value_is_error(text) || !t->universal_reads)
        return text;
    return newline_translate(&t->newlines, text, final);
}

/* With universal newlines the lowest bit of the flags says that a CR is held back. */
int text_decoder_state(TextIO *t, Value *held, Value *flags)
{
    if (t->codec == CODEC_OTHER) {
        Value name = str_intern_cstr("getstate");
        Value state = object_call_method0(t->decoder, name);
        value_drop(name);
        if (value_is_error(state))
            return -1;
        if (!value_is_tuple(state) || tuple_len(state) != 2 || !value_is_bytes(tuple_at(state, 0))) {
            value_drop(state);
            return exc_raise_int(&type_TypeError, "illegal decoder state");
        }
        *held = value_dup(tuple_at(state, 0));
        *flags = value_dup(tuple_at(state, 1));
        value_drop(state);
    } else {
        *held = bytes_new(t->undecoded, (size_t)t->n_undecoded);
        *flags = value_from_int(0);
        if (value_is_error(*held))
            return -1;
    }
    if (!t->universal_reads)
        return 0;
    Value doubled = object_binary(BINARY_LSHIFT, *flags, value_from_int(1));
    value_drop(*flags);
    *flags = value_is_error(doubled) || !t->newlines.pending_cr
                 ? doubled : object_binary(BINARY_OR, doubled, value_from_int(1));
    if (value_is_error(*flags)) {
        value_drop(*held);
        return -1;
    }
    return 0;
}

int text_set_decoder_state(TextIO *t, const char *held, size_t n, Ref flags)
{
    Value rest = value_dup(flags);
    if (t->universal_reads) {
        Value bit = object_binary(BINARY_AND, rest, value_from_int(1));
        t->newlines.pending_cr = value_is_int(bit) && value_as_int(bit) == 1;
        value_drop(bit);
        value_replace(&rest, object_binary(BINARY_RSHIFT, rest, value_from_int(1)));
        if (value_is_error(rest))
            return -1;
    }
    if (t->codec != CODEC_OTHER) {
        value_drop(rest);
        t->n_undecoded = n > sizeof t->undecoded ? 0 : (int)n;
        memcpy(t->undecoded, held, (size_t)t->n_undecoded);
        return 0;
    }
    Value bytes = bytes_new(held, n), state = tuple_of2(bytes, rest), name = str_intern_cstr("setstate");
    Value result = object_call_method1(t->decoder, name, state);
    value_drop(name);
    value_drop(state);
    value_drop(bytes);
    value_drop(rest);
    value_drop(result);
    return value_is_error(result) ? -1 : 0;
}

int text_reset_decoder(TextIO *t)
{
    t->n_undecoded = 0;
    t->newlines.pending_cr = false;
    t->newlines.seen = 0;
    if (t->codec != CODEC_OTHER || value_is_absent(t->decoder))
        return 0;
    Value name = str_intern_cstr("reset");
    Value result = object_call_method0(t->decoder, name);
    value_drop(name);
    value_drop(result);
    return value_is_error(result) ? -1 : 0;
}

/* ---- reconfigure ---- */
static int optional_flag(Ref v, bool now)
{
    int flag;
    if (value_is_none(v))
        return now;
    return int_as_i32(v, &flag) ? -1 : flag != 0;
}

Value textio_reconfigure_m(Ref self, const Ref *a, size_t n, Ref kwnames)
{
    TextIO *t = as_text(self);
    if (text_check_ready(self))
        return VALUE_ERROR;
    bool new_newline = !value_is_absent(a[2]);
    bool started = !value_is_absent(t->decoded) || !value_is_absent(t->snapshot_input);
    if (started && (!value_is_none(a[0]) || !value_is_none(a[1]) || new_newline))
        return io_unsupported("It is not possible to set the encoding or newline of stream after the first read");
    if (!value_is_none(a[0]) && !value_is_str(a[0]))
        return exc_raise(&type_TypeError, "reconfigure() argument 'encoding' must be str or None, not %T", a[0]);
    if (!value_is_none(a[1]) && !value_is_str(a[1]))
        return exc_raise(&type_TypeError, "reconfigure() argument 'errors' must be str or None, not %T", a[1]);
    if (new_newline && !value_is_none(a[2]) && !value_is_str(a[2]))
        return exc_raise(&type_TypeError, "reconfigure() argument 'newline' must be str or None, not %T", a[2]);
    int line_buffering = optional_flag(a[3], t->line_buffering);
    int write_through = optional_flag(a[4], t->write_through);
    if (line_buffering < 0 || write_through < 0 || text_flush_all(self))
        return VALUE_ERROR;
    if (new_newline && text_set_newline(t, a[2]))
        return VALUE_ERROR;
    if (!value_is_none(a[0]) || !value_is_none(a[1])) {
        /* A new encoding starts with its own error handling. */
        Value encoding = value_dup(value_is_none(a[0]) ? t->encoding : a[0]);
        Value errors = value_dup(value_is_none(a[1]) && value_is_none(a[0]) ? t->errors
                                 : value_is_none(a[1]) ? NAME(strict) : a[1]);
        int failed = text_set_codec(self, encoding, errors) || text_start_encoder(t);
        value_drop(encoding);
        value_drop(errors);
        if (failed)
            return VALUE_ERROR;
    }
    t->line_buffering = line_buffering;
    t->write_through = write_through;
    return VALUE_NONE;
}
