/* stdlib/codecs/_codecs.c -- the module _codecs: the registry and every codec written in C, as codecs.py and the
 * package `encodings` expect them.  The work is in runtime/codec*.c. */
#include "runtime/bytes.h"
#include "runtime/codec_internal.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/tuple.h"

Value module__codecs_init(void);

/* ---- arguments and results ---- */

/* errors: None or absent give NULL. */
static int errors_argument(const char *function, Ref v, const char **errors)
{
    *errors = NULL;
    if (value_is_absent(v) || value_is_none(v))
        return 0;
    if (!value_is_str(v))
        return str_bad_argument(function, "argument 2", "str or None", v);
    size_t n;
    *errors = str_utf8(v, &n);
    if (*errors == NULL)
        return -1;
    if (strlen(*errors) != n)
        return exc_raise_int(&type_ValueError, "embedded null character");
    return 0;
}

/* (result, consumed); takes result. */
static Value with_count(Value result, int64_t consumed)
{
    if (value_is_error(result))
        return result;
    Value items[] = {result, int_new(consumed)};
    return tuple_from_values(items, 2);
}

static const char *name_argument(const char *function, Ref v)
{
    if (str_argument(function, 0, v))
        return NULL;
    return str_c_text(function, "name", v);
}

/* ---- the registry ---- */

NATIVE(register_f) { return codec_register(a[0]) ? VALUE_ERROR : VALUE_NONE; }
NATIVE(unregister_f) { return codec_unregister(a[0]) ? VALUE_ERROR : VALUE_NONE; }

NATIVE(lookup_f)
{
    const char *name = name_argument("lookup", a[0]);
    return name ? codec_lookup(name) : VALUE_ERROR;
}

NATIVE(register_error_f)
{
    const char *name = str_c_text("register_error", "errors", a[0]);
    return name == NULL || codec_register_error(name, a[1]) ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(unregister_error_f)
{
    const char *name = name_argument("_unregister_error", a[0]);
    int done = name ? codec_unregister_error(name) : -1;
    return done < 0 ? VALUE_ERROR : value_from_bool(done);
}

NATIVE(lookup_error_f)
{
    const char *name = name_argument("lookup_error", a[0]);
    return name ? codec_lookup_error(name) : VALUE_ERROR;
}

/* encode(obj, encoding, errors) and decode: a[1], a[2] ABSENT when not given */
static Value convert(const char *function, const Ref *a, Value (*work)(Ref, const char *, const char *))
{
    const char *encoding = "utf-8", *errors = NULL;
    if (!value_is_absent(a[1]) && (encoding = str_c_text(function, "encoding", a[1])) == NULL)
        return VALUE_ERROR;
    if (!value_is_absent(a[2]) && (errors = str_c_text(function, "errors", a[2])) == NULL)
        return VALUE_ERROR;
    return work(a[0], encoding, errors);
}
NATIVE(encode_f) { return convert("encode", a, codec_encode_object); }
NATIVE(decode_f) { return convert("decode", a, codec_decode_object); }

/* ---- decoders ---- */

typedef struct Input { Buffer buffer; const char *errors; const char *p; size_t n; bool final; } Input;

/* data, errors[, final] */
static int input_get(const char *function, const Ref *a, size_t final_at, Input *in)
{
    in->final = true;
    if (errors_argument(function, a[1], &in->errors))
        return -1;
    if (final_at > 0) {
        int truth = value_truth(a[final_at]);
        if (truth < 0)
            return -1;
        in->final = truth;
    }
    if (buffer_get(a[0], &in->buffer, BUFFER_SIMPLE))
        return -1;
    in->p = in->buffer.data;
    in->n = (size_t)in->buffer.byte_len;
    return 0;
}

static Value input_done(Input *in, Value text, size_t consumed)
{
    Value result = with_count(text, (int64_t)(in->final ? in->n : consumed));
    buffer_release(&in->buffer);
    return result;
}

#define PARTIAL (in.final ? NULL : &consumed)
#define DECODER(function, name, final_at, call)                   \
    NATIVE(function)                                              \
    {                                                             \
        Input in;                                                 \
        size_t consumed = 0;                                      \
        if (input_get(name, a, final_at, &in))                    \
            return VALUE_ERROR;                                   \
        Value text = call;                                        \
        return input_done(&in, text, consumed);                   \
    }

static Value utf16(const Input *in, int order, size_t *consumed)
{
    return codec_decode_utf16(in->p, in->n, in->errors, &order, consumed);
}
static Value utf32(const Input *in, int order, size_t *consumed)
{
    return codec_decode_utf32(in->p, in->n, in->errors, &order, consumed);
}
DECODER(utf_8_decode, "utf_8_decode", 2, codec_decode_utf8_stateful(in.p, in.n, in.errors, PARTIAL))
DECODER(utf_7_decode, "utf_7_decode", 2, codec_decode_utf7(in.p, in.n, in.errors, PARTIAL))
DECODER(utf_16_decode, "utf_16_decode", 2, utf16(&in, 0, PARTIAL))
DECODER(utf_16_le_decode, "utf_16_le_decode", 2, utf16(&in, -1, PARTIAL))
DECODER(utf_16_be_decode, "utf_16_be_decode", 2, utf16(&in, 1, PARTIAL))
DECODER(utf_32_decode, "utf_32_decode", 2, utf32(&in, 0, PARTIAL))
DECODER(utf_32_le_decode, "utf_32_le_decode", 2, utf32(&in, -1, PARTIAL))
DECODER(utf_32_be_decode, "utf_32_be_decode", 2, utf32(&in, 1, PARTIAL))
DECODER(latin_1_decode, "latin_1_decode", 0, codec_decode_latin1(in.p, in.n))
DECODER(ascii_decode, "ascii_decode", 0, codec_decode_ascii(in.p, in.n, in.errors))

typedef Value (*OrderedDecoder)(const char *p, size_t n, const char *errors, int *byte_order, size_t *consumed);

/* a: data, errors, byteorder, final; gives (str, consumed, byteorder) */
static Value decode_telling_order(const char *function, const Ref *a, OrderedDecoder decode)
{
    Input in;
    int order;
    size_t consumed = 0;
    if (int_as_i32(a[2], &order) || input_get(function, a, 3, &in))
        return VALUE_ERROR;
    order = order < 0 ? -1 : order > 0;
    Value text = decode(in.p, in.n, in.errors, &order, PARTIAL);
    buffer_release(&in.buffer);
    if (value_is_error(text))
        return text;
    Value items[] = {text, int_new((int64_t)(in.final ? in.n : consumed)), value_from_int(order)};
    return tuple_from_values(items, 3);
}
NATIVE(utf_16_ex_decode) { return decode_telling_order("utf_16_ex_decode", a, codec_decode_utf16); }
NATIVE(utf_32_ex_decode) { return decode_telling_order("utf_32_ex_decode", a, codec_decode_utf32); }

/* The escape decoders take text too: its UTF-8. */
static int text_or_buffer(const char *function, const Ref *a, size_t final_at, Input *in)
{
    if (!value_is_str(a[0]))
        return input_get(function, a, final_at, in);
    Value bytes = codec_encode_utf8(a[0], NULL);
    if (value_is_error(bytes))
        return -1;
    Ref with_bytes[3] = {bytes, a[1], final_at ? a[final_at] : VALUE_ABSENT};
    int failed = input_get(function, with_bytes, final_at ? 2 : 0, in); /* the buffer holds the bytes */
    value_drop(bytes);
    return failed;
}

NATIVE(unicode_escape_decode)
{
    Input in;
    size_t consumed = 0;
    if (text_or_buffer("unicode_escape_decode", a, 2, &in))
        return VALUE_ERROR;
    Value text = codec_decode_unicode_escape(in.p, in.n, in.errors, PARTIAL);
    return input_done(&in, text, consumed);
}

NATIVE(raw_unicode_escape_decode)
{
    Input in;
    size_t consumed = 0;
    if (text_or_buffer("raw_unicode_escape_decode", a, 2, &in))
        return VALUE_ERROR;
    Value text = codec_decode_raw_unicode_escape(in.p, in.n, in.errors, PARTIAL);
    return input_done(&in, text, consumed);
}

NATIVE(charmap_decode)
{
    Input in;
    if (input_get("charmap_decode", a, 0, &in))
        return VALUE_ERROR;
    bool no_map = value_is_none(a[2]) || value_is_absent(a[2]);
    Value text = no_map ? codec_decode_latin1(in.p, in.n) : codec_decode_charmap(in.p, in.n, in.errors, a[2]);
    return input_done(&in, text, 0);
}

/* ---- encoders ---- */

#define ENCODER(function, name, call)                                     \
    NATIVE(function)                                                      \
    {                                                                     \
        const char *errors;                                               \
        if (str_argument(name, 1, a[0]) || errors_argument(name, a[1], &errors)) \
            return VALUE_ERROR;                                           \
        return with_count(call, str_len(a[0]));                           \
    }
ENCODER(utf_8_encode, "utf_8_encode", codec_encode_utf8(a[0], errors))
ENCODER(utf_7_encode, "utf_7_encode", codec_encode_utf7(a[0], errors))
ENCODER(utf_16_le_encode, "utf_16_le_encode", codec_encode_utf16(a[0], errors, -1))
ENCODER(utf_16_be_encode, "utf_16_be_encode", codec_encode_utf16(a[0], errors, 1))
ENCODER(utf_32_le_encode, "utf_32_le_encode", codec_encode_utf32(a[0], errors, -1))
ENCODER(utf_32_be_encode, "utf_32_be_encode", codec_encode_utf32(a[0], errors, 1))
ENCODER(latin_1_encode, "latin_1_encode", codec_encode_latin1(a[0], errors))
ENCODER(ascii_encode, "ascii_encode", codec_encode_ascii(a[0], errors))
ENCODER(unicode_escape_encode, "unicode_escape_encode", codec_encode_unicode_escape(a[0]))
ENCODER(raw_unicode_escape_encode, "raw_unicode_escape_encode", codec_encode_raw_unicode_escape(a[0]))
ENCODER(charmap_encode, "charmap_encode",
        codec_encode_charmap(a[0], errors, value_is_none(a[2]) ? VALUE_ABSENT : a[2]))

static Value encode_in_order(const char *function, const Ref *a, Value (*encode)(Ref, const char *, int))
{
    const char *errors;
    int order;
    if (str_argument(function, 1, a[0]) || errors_argument(function, a[1], &errors) || int_as_i32(a[2], &order))
        return VALUE_ERROR;
    return with_count(encode(a[0], errors, order < 0 ? -1 : order > 0), str_len(a[0]));
}
NATIVE(utf_16_encode) { return encode_in_order("utf_16_encode", a, codec_encode_utf16); }
NATIVE(utf_32_encode) { return encode_in_order("utf_32_encode", a, codec_encode_utf32); }

NATIVE(charmap_build)
{
    return str_argument("charmap_build", 0, a[0]) ? VALUE_ERROR : codec_charmap_build(a[0]);
}

NATIVE(readbuffer_encode)
{
    Input in;
    if (text_or_buffer("readbuffer_encode", a, 0, &in))
        return VALUE_ERROR;
    return input_done(&in, bytes_new(in.p, in.n), 0);
}

/* ---- bytes <-> bytes in backslashes ---- */

NATIVE(escape_encode)
{
    const char *errors;
    if (!value_is_bytes(a[0])) {
        str_bad_argument("escape_encode", "argument 1", "bytes", a[0]);
        return VALUE_ERROR;
    }
    if (errors_argument("escape_encode", a[1], &errors))
        return VALUE_ERROR;
    ByteBuilder b;
    byte_builder_init(&b);
    for (int64_t i = 0; i < bytes_len(a[0]); i++) {
        uint8_t c = (uint8_t)bytes_data(a[0])[i];
        static const char hex[] = "0123456789abcdef";
        const char *simple = c == '\\' ? "\\\\" : c == '\'' ? "\\'" : c == '\t' ? "\\t" : c == '\n' ? "\\n" : c == '\r' ? "\\r" : NULL;
        if (simple != NULL)
            byte_builder_add(&b, simple, 2);
        else if (c >= ' ' && c < 0x7F)
            byte_builder_byte(&b, c);
        else
            byte_builder_add(&b, (const char[]){'\\', 'x', hex[c >> 4], hex[c & 15]}, 4);
    }
    return with_count(byte_builder_finish(&b), bytes_len(a[0]));
}

static int hex_value(uint8_t c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static int bad_hex(ByteBuilder *b, const char *errors, size_t at)
{
    if (errors == NULL || strcmp(errors, "strict") == 0)
        return exc_raise_int(&type_ValueError, "invalid \\x escape at position %zd", at);
    if (strcmp(errors, "replace") == 0)
        byte_builder_byte(b, '?');
    else if (strcmp(errors, "ignore") != 0)
        return exc_raise_int(&type_ValueError, "decoding error; unknown error handling code: %.400s", errors);
    return 0;
}

typedef struct Invalid { bool found; uint32_t octal; uint8_t letter; } Invalid; /* the first one is warned about */

/* One escape; *i stands at the letter behind the backslash at `start`. */
static int read_escape(ByteBuilder *b, const Input *in, size_t start, size_t *i, Invalid *invalid)
{
    uint8_t c = (uint8_t)in->p[(*i)++];
    static const char letters[] = "\\'\"abfnrtv", meanings[] = "\\'\"\a\b\f\n\r\t\v";
    const char *known = c ? strchr(letters, c) : NULL;
    if (known != NULL) {
        byte_builder_byte(b, (uint8_t)meanings[known - letters]);
    } else if (c >= '0' && c <= '7') {
        uint32_t octal = (uint32_t)c - '0';
        for (int digits = 1; digits < 3 && *i < in->n && in->p[*i] >= '0' && in->p[*i] <= '7'; digits++)
            octal = octal << 3 | (uint32_t)(in->p[(*i)++] - '0');
        if (octal > 0377 && !invalid->found)
            *invalid = (Invalid){true, octal, 0};
        byte_builder_byte(b, (uint8_t)octal);
    } else if (c == 'x') {
        int high = *i < in->n ? hex_value((uint8_t)in->p[*i]) : -1;
        int low = high >= 0 && *i + 1 < in->n ? hex_value((uint8_t)in->p[*i + 1]) : -1;
        if (low >= 0) {
            byte_builder_byte(b, (uint8_t)(high << 4 | low));
            *i += 2;
        } else {
            *i += high >= 0;
            return bad_hex(b, in->errors, start);
        }
    } else if (c != '\n') {
        if (!invalid->found)
            *invalid = (Invalid){true, 0, c};
        byte_builder_byte(b, '\\');
        byte_builder_byte(b, c);
    }
    return 0;
}

static int warn_invalid(const Invalid *invalid)
{
    if (!invalid->found)
        return 0;
    if (invalid->octal)
        return exc_warn(&type_DeprecationWarning, 1, "invalid octal escape sequence '\\%o'", invalid->octal);
    return exc_warn(&type_DeprecationWarning, 1, "invalid escape sequence '\\%c'", (int)invalid->letter);
}

NATIVE(escape_decode)
{
    Input in;
    if (text_or_buffer("escape_decode", a, 0, &in))
        return VALUE_ERROR;
    ByteBuilder b;
    byte_builder_init(&b);
    Invalid invalid = {0};
    int failed = 0;
    for (size_t i = 0; i < in.n && !failed;) {
        if (in.p[i] != '\\') {
            byte_builder_byte(&b, (uint8_t)in.p[i++]);
            continue;
        }
        size_t start = i++;
        failed = i == in.n ? exc_raise_int(&type_ValueError, "Trailing \\ in string") : read_escape(&b, &in, start, &i, &invalid);
    }
    if (!failed && !warn_invalid(&invalid))
        return input_done(&in, byte_builder_finish(&b), 0);
    byte_builder_free(&b);
    return input_done(&in, VALUE_ERROR, 0);
}

static const Method functions[] = {
    {"register(search_function, /)", register_f, "Register a codec search function."},
    {"unregister(search_function, /)", unregister_f, "Unregister a codec search function and clear the registry's cache."},
    {"lookup(encoding, /)", lookup_f, "Looks up a codec tuple in the Python codec registry and returns a CodecInfo object."},
    {"encode(obj, encoding=<absent>, errors=<absent>)", encode_f, "Encodes obj using the codec registered for encoding."},
    {"decode(obj, encoding=<absent>, errors=<absent>)", decode_f, "Decodes obj using the codec registered for encoding."},
    {"register_error(errors, handler, /)", register_error_f, "Register the specified error handler under the name errors."},
    {"_unregister_error(errors, /)", unregister_error_f, "Un-register the specified error handler for the error handling `errors'."},
    {"lookup_error(name, /)", lookup_error_f, "Return the error handler for the specified error handling name."},
    {"escape_decode(data, errors=None, /)", escape_decode, NULL},
    {"escape_encode(data, errors=None, /)", escape_encode, NULL},
    {"utf_7_decode(data, errors=None, final=False, /)", utf_7_decode, NULL},
    {"utf_7_encode(str, errors=None, /)", utf_7_encode, NULL},
    {"utf_8_decode(data, errors=None, final=False, /)", utf_8_decode, NULL},
    {"utf_8_encode(str, errors=None, /)", utf_8_encode, NULL},
    {"utf_16_decode(data, errors=None, final=False, /)", utf_16_decode, NULL},
    {"utf_16_le_decode(data, errors=None, final=False, /)", utf_16_le_decode, NULL},
    {"utf_16_be_decode(data, errors=None, final=False, /)", utf_16_be_decode, NULL},
    {"utf_16_ex_decode(data, errors=None, byteorder=0, final=False, /)", utf_16_ex_decode, NULL},
    {"utf_16_encode(str, errors=None, byteorder=0, /)", utf_16_encode, NULL},
    {"utf_16_le_encode(str, errors=None, /)", utf_16_le_encode, NULL},
    {"utf_16_be_encode(str, errors=None, /)", utf_16_be_encode, NULL},
    {"utf_32_decode(data, errors=None, final=False, /)", utf_32_decode, NULL},
    {"utf_32_le_decode(data, errors=None, final=False, /)", utf_32_le_decode, NULL},
    {"utf_32_be_decode(data, errors=None, final=False, /)", utf_32_be_decode, NULL},
    {"utf_32_ex_decode(data, errors=None, byteorder=0, final=False, /)", utf_32_ex_decode, NULL},
    {"utf_32_encode(str, errors=None, byteorder=0, /)", utf_32_encode, NULL},
    {"utf_32_le_encode(str, errors=None, /)", utf_32_le_encode, NULL},
    {"utf_32_be_encode(str, errors=None, /)", utf_32_be_encode, NULL},
    {"unicode_escape_decode(data, errors=None, final=True, /)", unicode_escape_decode, NULL},
    {"unicode_escape_encode(str, errors=None, /)", unicode_escape_encode, NULL},
    {"raw_unicode_escape_decode(data, errors=None, final=True, /)", raw_unicode_escape_decode, NULL},
    {"raw_unicode_escape_encode(str, errors=None, /)", raw_unicode_escape_encode, NULL},
    {"latin_1_decode(data, errors=None, /)", latin_1_decode, NULL},
    {"latin_1_encode(str, errors=None, /)", latin_1_encode, NULL},
    {"ascii_decode(data, errors=None, /)", ascii_decode, NULL},
    {"ascii_encode(str, errors=None, /)", ascii_encode, NULL},
    {"charmap_decode(data, errors=None, mapping=None, /)", charmap_decode, NULL},
    {"charmap_encode(str, errors=None, mapping=None, /)", charmap_encode, NULL},
    {"charmap_build(map, /)", charmap_build, NULL},
    {"readbuffer_encode(data, errors=None, /)", readbuffer_encode, NULL},
    {0},
};

Value module__codecs_init(void)
{
    if (type_ready(&type_encoding_map))
        return VALUE_ERROR;
    return module_new("_codecs", NULL, functions);
}
