/* runtime/codec.c -- text <-> bytes by the name of an encoding.
 *
 * The encodings written in C are recognised here by their usual spellings and called at once, so that
 * they work without any registry; every other name goes through codec_registry.c. */
#include "runtime/codec.h"
#include "runtime/bytes.h"
#include "runtime/codec_internal.h"
#include "runtime/exc.h"

typedef enum NativeCodec {
    NATIVE_NONE, NATIVE_UTF8, NATIVE_UTF8_SIG, NATIVE_LATIN1, NATIVE_ASCII, NATIVE_UTF16, NATIVE_UTF16_LE, NATIVE_UTF16_BE,
    NATIVE_UTF32, NATIVE_UTF32_LE, NATIVE_UTF32_BE, NATIVE_UTF7, NATIVE_ESCAPE, NATIVE_RAW_ESCAPE,
} NativeCodec;

static const struct { const char *name; NativeCodec codec; } native_names[] = {
    {"utf_8", NATIVE_UTF8}, {"utf8", NATIVE_UTF8}, {"latin_1", NATIVE_LATIN1}, {"latin1", NATIVE_LATIN1},
    {"iso_8859_1", NATIVE_LATIN1}, {"iso8859_1", NATIVE_LATIN1}, {"ascii", NATIVE_ASCII}, {"us_ascii", NATIVE_ASCII},
    {"utf_8_sig", NATIVE_UTF8_SIG}, {"utf_16", NATIVE_UTF16}, {"utf16", NATIVE_UTF16},
    {"utf_16_le", NATIVE_UTF16_LE}, {"utf_16le", NATIVE_UTF16_LE}, {"utf_16_be", NATIVE_UTF16_BE},
    {"utf_16be", NATIVE_UTF16_BE}, {"utf_32", NATIVE_UTF32}, {"utf32", NATIVE_UTF32},
    {"utf_32_le", NATIVE_UTF32_LE}, {"utf_32le", NATIVE_UTF32_LE}, {"utf_32_be", NATIVE_UTF32_BE},
    {"utf_32be", NATIVE_UTF32_BE}, {"utf_7", NATIVE_UTF7}, {"utf7", NATIVE_UTF7},
    {"unicode_escape", NATIVE_ESCAPE}, {"raw_unicode_escape", NATIVE_RAW_ESCAPE},
};

bool codec_normalise_name(const char *name, char *out, size_t size)
{
    size_t n = 0;
    bool gap = false;
    for (; *name; name++) {
        char c = *name;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + 32);
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.')) {
            gap = true;
            continue;
        }
        if (n + 3 > size)
            return false;
        if (gap && n > 0)
            out[n++] = '_';
        gap = false;
        out[n++] = c;
    }
    out[n] = 0;
    return true;
}

static NativeCodec native_codec(const char *encoding)
{
    char name[32];
    if (encoding == NULL || strcmp(encoding, "utf-8") == 0)
        return NATIVE_UTF8;
    if (!codec_normalise_name(encoding, name, sizeof name))
        return NATIVE_NONE;
    for (size_t i = 0; i < N_ELEMENTS(native_names); i++)
        if (strcmp(name, native_names[i].name) == 0)
            return native_names[i].codec;
    return NATIVE_NONE;
}

static const char utf8_mark[3] = {'\xEF', '\xBB', '\xBF'};

/* Errors of codecs from the registry carry a note that names the codec.  CPython knows fewer codecs outside the
 * registry than are written in C here. */
static bool errors_are_noted(NativeCodec codec)
{
    return codec != NATIVE_UTF8 && codec != NATIVE_UTF16 && codec != NATIVE_UTF32 && codec != NATIVE_LATIN1 &&
           codec != NATIVE_ASCII;
}

static Value decode_natively(NativeCodec codec, const char *p, size_t n, const char *errors)
{
    int order = 0;
    switch (codec) {
    case NATIVE_UTF8: return codec_decode_utf8_stateful(p, n, errors, NULL);
    case NATIVE_UTF8_SIG: {
        size_t skip = n >= 3 && memcmp(p, utf8_mark, 3) == 0 ? 3 : 0;
        return codec_decode_utf8_stateful(p + skip, n - skip, errors, NULL);
    }
    case NATIVE_LATIN1: return codec_decode_latin1(p, n);
    case NATIVE_ASCII: return codec_decode_ascii(p, n, errors);
    case NATIVE_UTF16: return codec_decode_utf16(p, n, errors, &order, NULL);
    case NATIVE_UTF16_LE: order = -1; return codec_decode_utf16(p, n, errors, &order, NULL);
    case NATIVE_UTF16_BE: order = 1; return codec_decode_utf16(p, n, errors, &order, NULL);
    case NATIVE_UTF32: return codec_decode_utf32(p, n, errors, &order, NULL);
    case NATIVE_UTF32_LE: order = -1; return codec_decode_utf32(p, n, errors, &order, NULL);
    case NATIVE_UTF32_BE: order = 1; return codec_decode_utf32(p, n, errors, &order, NULL);
    case NATIVE_UTF7: return codec_decode_utf7(p, n, errors, NULL);
    case NATIVE_ESCAPE: return codec_decode_unicode_escape(p, n, errors, NULL);
    case NATIVE_RAW_ESCAPE: return codec_decode_raw_unicode_escape(p, n, errors, NULL);
    case NATIVE_NONE: break;
    }
    return VALUE_ERROR; /* not reached */
}

Value codec_decode(const char *p, size_t n, const char *encoding, const char *errors)
{
    if (n == 0)
        return str_empty();
    NativeCodec codec = native_codec(encoding);
    if (codec == NATIVE_NONE)
        return codec_decode_text(p, n, encoding, errors);
    Value text = decode_natively(codec, p, n, errors);
    if (value_is_error(text) && errors_are_noted(codec))
        codec_note_failure("decoding", encoding);
    return text;
}

static Value encode_with_mark(Ref text, const char *errors)
{
    Value plain = codec_encode_utf8(text, errors);
    if (value_is_error(plain))
        return plain;
    Value marked = bytes_new(NULL, (size_t)bytes_len(plain) + 3);
    if (!value_is_error(marked)) {
        char *to = VALUE_AS(Bytes, marked)->data;
        memcpy(to, utf8_mark, 3);
        memcpy(to + 3, bytes_data(plain), (size_t)bytes_len(plain));
    }
    value_drop(plain);
    return marked;
}

static Value encode_natively(NativeCodec codec, Ref text, const char *errors)
{
    switch (codec) {
    case NATIVE_UTF8: return codec_encode_utf8(text, errors);
    case NATIVE_UTF8_SIG: return encode_with_mark(text, errors);
    case NATIVE_LATIN1: return codec_encode_latin1(text, errors);
    case NATIVE_ASCII: return codec_encode_ascii(text, errors);
    case NATIVE_UTF16: return codec_encode_utf16(text, errors, 0);
    case NATIVE_UTF16_LE: return codec_encode_utf16(text, errors, -1);
    case NATIVE_UTF16_BE: return codec_encode_utf16(text, errors, 1);
    case NATIVE_UTF32: return codec_encode_utf32(text, errors, 0);
    case NATIVE_UTF32_LE: return codec_encode_utf32(text, errors, -1);
    case NATIVE_UTF32_BE: return codec_encode_utf32(text, errors, 1);
    case NATIVE_UTF7: return codec_encode_utf7(text, errors);
    case NATIVE_ESCAPE: return codec_encode_unicode_escape(text);
    case NATIVE_RAW_ESCAPE: return codec_encode_raw_unicode_escape(text);
    case NATIVE_NONE: break;
    }
    return VALUE_ERROR; /* not reached */
}

Value codec_encode(Ref text, const char *encoding, const char *errors)
{
    NativeCodec codec = native_codec(encoding);
    if (codec == NATIVE_NONE)
        return codec_encode_text(text, encoding, errors);
    Value bytes = encode_natively(codec, text, errors);
    if (value_is_error(bytes) && errors_are_noted(codec))
        codec_note_failure("encoding", encoding);
    return bytes;
}
