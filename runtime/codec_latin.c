/* runtime/codec_latin.c -- one byte a character: latin-1, ascii, and charmap with its tables. */
#include "runtime/bytes.h"
#include "runtime/codec_internal.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"

/* ---- latin-1 and ascii ---- */

Value codec_decode_latin1(const char *p, size_t n) { return str_from_latin1((const uint8_t *)p, n); }

Value codec_decode_ascii(const char *p, size_t n, const char *errors)
{
    if (chars_are_ascii(p, n))
        return str_from_ascii(p, n);
    Decoder d;
    decoder_init(&d, "ascii", p, n, errors);
    for (size_t i = 0; i < d.n;) {
        uint8_t byte = (uint8_t)d.p[i];
        if (byte < 0x80) {
            str_builder_char(&d.out, byte);
            i++;
            continue;
        }
        int64_t next = decoder_bad(&d, i, i + 1, "ordinal not in range(128)");
        if (next < 0)
            return decoder_finish(&d, true);
        i = (size_t)next;
    }
    return decoder_finish(&d, false);
}

static Value encode_below(Ref text, const char *encoding, const char *reason, uint32_t limit, const char *errors)
{
    Encoder e;
    encoder_init(&e, encoding, text, errors);
    int64_t len = str_len(text);
    for (int64_t i = 0; i < len;) {
        uint32_t c = str_at(text, i);
        if (c < limit) {
            byte_builder_byte(&e.out, (uint8_t)c);
            i++;
            continue;
        }
        int64_t end = i + 1;
        while (end < len && str_at(text, end) >= limit)
            end++;
        i = encoder_bad_simple(&e, i, end, reason, limit, 1, true);
        if (i < 0)
            return encoder_finish(&e, true);
    }
    return encoder_finish(&e, false);
}

Value codec_encode_latin1(Ref text, const char *errors)
{
    const Str *s = VALUE_AS(Str, text);
    if (s->kind == 1)
        return bytes_new(s->data, (size_t)s->len);
    return encode_below(text, "latin-1", "ordinal not in range(256)", 256, errors);
}

Value codec_encode_ascii(Ref text, const char *errors)
{
    const Str *s = VALUE_AS(Str, text);
    if (s->ascii)
        return bytes_new(s->data, (size_t)s->len);
    return encode_below(text, "ascii", "ordinal not in range(128)", 128, errors);
}

/* ---- EncodingMap: the inverse of a decoding string ---- */

typedef struct EncodingMap {
    Obj base;
    uint8_t pages[256];      /* by c >> 8: 0 none, else 1 + number of its page */
    uint8_t (*bytes)[256];   /* by page, then c & 255; 0 means unmapped except for U+0000 */
} EncodingMap;

static void encoding_map_dealloc(Obj *o)
{
    mem_free(((EncodingMap *)o)->bytes);
    object_free(o);
}

NATIVE(encoding_map_size_m)
{
    const EncodingMap *m = VALUE_AS(EncodingMap, self);
    int64_t n_pages = 0;
    for (int i = 0; i < 256; i++)
        n_pages += m->pages[i] != 0;
    return value_from_int((int64_t)sizeof *m + n_pages * 256);
}
static const Method encoding_map_methods[] = {
    {"size()", encoding_map_size_m, "Return the size (in bytes) of this object"},
    {0},
};
Type type_encoding_map = {
    .base = STATIC_OBJ(&type_type), .name = "EncodingMap", .basic_size = sizeof(EncodingMap),
    .flags = TYPE_NO_NEW, .dealloc = encoding_map_dealloc, .methods = encoding_map_methods,
};

static Value build_dict(Ref decoding)
{
    Value d = dict_new();
    for (int64_t i = 0; !value_is_error(d) && i < str_len(decoding) && i < 256; i++) {
        if (dict_set(d, value_from_int(str_at(decoding, i)), value_from_int(i))) {
            value_drop(d);
            d = VALUE_ERROR;
        }
    }
    return d;
}

Value codec_charmap_build(Ref decoding)
{
    int64_t n = str_len(decoding) < 256 ? str_len(decoding) : 256;
    bool fits = n > 0 && str_at(decoding, 0) == 0;
    for (int64_t i = 1; i < n; i++)
        fits = fits && str_at(decoding, i) != 0 && str_at(decoding, i) <= 0xFFFF;
    if (!fits)
        return build_dict(decoding);
    EncodingMap *m = object_alloc(&type_encoding_map);
    if (m == NULL)
        return VALUE_ERROR;
    memset(m->pages, 0, sizeof m->pages);
    m->bytes = NULL;
    int n_pages = 0;
    for (int64_t i = 0; i < n; i++)
        if (str_at(decoding, i) != 0xFFFE && m->pages[str_at(decoding, i) >> 8] == 0 && n_pages < 255)
            m->pages[str_at(decoding, i) >> 8] = (uint8_t)++n_pages;
    m->bytes = mem_alloc_zeroed((size_t)n_pages * 256 + 1);
    if (m->bytes == NULL) {
        obj_drop(&m->base);
        return exc_raise_memory();
    }
    for (int64_t i = 1; i < n; i++) {
        uint32_t c = str_at(decoding, i);
        if (c != 0xFFFE)
            m->bytes[m->pages[c >> 8] - 1][c & 255] = (uint8_t)i;
    }
    return value_from_obj(m);
}

/* ---- charmap, decoding ---- */

/* mapping[key]: a new value, ABSENT when it has none (LookupError, None). */
static Value look_up(Ref mapping, int64_t key)
{
    Value v = object_subscript(mapping, value_from_int(key));
    if (value_is_error(v)) {
        if (!exc_pending_is(&type_LookupError))
            return v;
        exc_clear();
        return VALUE_ABSENT;
    }
    return value_is_none(v) ? VALUE_ABSENT : v;
}

/* Append what byte maps to: 1, 0 undefined, -1 error. */
static int decode_mapped(StrBuilder *b, Ref mapping, uint8_t byte)
{
    if (value_is_exact_str(mapping)) {
        if (byte >= str_len(mapping) || str_at(mapping, byte) == 0xFFFE)
            return 0;
        str_builder_char(b, str_at(mapping, byte));
        return 1;
    }
    Value v = look_up(mapping, byte);
    if (value_is_absent(v))
        return 0;
    if (value_is_error(v))
        return -1;
    int result = 1;
    if (value_is_any_int(v)) {
        int64_t c = int_as_i64_clip(v);
        if (c == 0xFFFE)
            result = 0;
        else if (c < 0 || c > 0x10FFFF)
            result = exc_raise_int(&type_TypeError, "character mapping must be in range(0x%x)", 0x110000);
        else
            str_builder_char(b, (uint32_t)c);
    } else if (value_is_str(v)) {
        if (str_len(v) == 1 && str_at(v, 0) == 0xFFFE)
            result = 0;
        else
            str_builder_str(b, v);
    } else {
        result = exc_raise_int(&type_TypeError, "character mapping must return integer, None or str");
    }
    value_drop(v);
    return result;
}

Value codec_decode_charmap(const char *p, size_t n, const char *errors, Ref mapping)
{
    Decoder d;
    decoder_init(&d, "charmap", p, n, errors);
    for (size_t i = 0; i < d.n;) {
        int mapped = decode_mapped(&d.out, mapping, (uint8_t)d.p[i]);
        if (mapped < 0)
            return decoder_finish(&d, true);
        if (mapped) {
            i++;
            continue;
        }
        int64_t next = decoder_bad(&d, i, i + 1, "character maps to <undefined>");
        if (next < 0)
            return decoder_finish(&d, true);
        i = (size_t)next;
    }
    return decoder_finish(&d, false);
}

/* ---- charmap, encoding ---- */

/* Write what c maps to: 1, 0 undefined, -1 error. */
static int encode_mapped(ByteBuilder *b, Ref mapping, uint32_t c)
{
    if (value_has_type(mapping, &type_encoding_map)) {
        const EncodingMap *m = VALUE_AS(EncodingMap, mapping);
        uint8_t page = c <= 0xFFFF ? m->pages[c >> 8] : 0;
        uint8_t byte = page ? m->bytes[page - 1][c & 255] : 0;
        if (byte == 0 && c != 0)
            return 0;
        byte_builder_byte(b, byte);
        return 1;
    }
    Value v = look_up(mapping, c);
    if (value_is_absent(v))
        return 0;
    if (value_is_error(v))
        return -1;
    int result = 1;
    if (value_is_any_int(v)) {
        int64_t byte = int_as_i64_clip(v);
        if (byte < 0 || byte > 255)
            result = exc_raise_int(&type_TypeError, "character mapping must be in range(256)");
        else
            byte_builder_byte(b, (uint8_t)byte);
    } else if (value_is_bytes(v)) {
        byte_builder_add(b, bytes_data(v), (size_t)bytes_len(v));
    } else {
        result = exc_raise_int(&type_TypeError, "character mapping must return integer, bytes or None, not %T", v);
    }
    value_drop(v);
    return result;
}

/* Is c mapped?  The map may run Python, so this is only asked while gathering a run of bad characters. */
static int is_mapped(Ref mapping, uint32_t c)
{
    ByteBuilder scratch;
    byte_builder_init(&scratch);
    int mapped = encode_mapped(&scratch, mapping, c);
    byte_builder_free(&scratch);
    return mapped;
}

/* 0 done, -1 failed */
static int encode_replacement_mapped(Encoder *e, Ref v, Ref mapping, int64_t start, int64_t end)
{
    if (value_is_bytes(v)) {
        byte_builder_add(&e->out, bytes_data(v), (size_t)bytes_len(v));
        return 0;
    }
    for (int64_t i = 0; i < str_len(v); i++) {
        int mapped = encode_mapped(&e->out, mapping, str_at(v, i));
        if (mapped == 0)
            codec_raise_encode("charmap", e->text, start, end, "character maps to <undefined>");
        if (mapped <= 0)
            return -1;
    }
    return 0;
}

Value codec_encode_charmap(Ref text, const char *errors, Ref mapping)
{
    if (value_is_absent(mapping))
        return codec_encode_latin1(text, errors);
    Encoder e;
    encoder_init(&e, "charmap", text, errors);
    int64_t len = str_len(text);
    for (int64_t i = 0; i < len;) {
        int mapped = encode_mapped(&e.out, mapping, str_at(text, i));
        if (mapped > 0) {
            i++;
            continue;
        }
        int64_t end = i + 1;
        while (mapped == 0 && end < len) {
            int next = is_mapped(mapping, str_at(text, end));
            if (next < 0)
                mapped = -1;
            if (next != 0)
                break;
            end++;
        }
        Value replacement;
        int64_t at = mapped < 0 ? -1 : encoder_bad(&e, i, end, "character maps to <undefined>", &replacement);
        if (at < 0)
            return encoder_finish(&e, true);
        int failed = encode_replacement_mapped(&e, replacement, mapping, i, end);
        value_drop(replacement);
        if (failed)
            return encoder_finish(&e, true);
        i = at;
    }
    return encoder_finish(&e, false);
}
