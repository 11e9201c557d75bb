/* runtime/codec_utf8.c -- UTF-8: valid input in two quick passes, the rest through the error handlers. */
#include "runtime/bytes.h"
#include "runtime/codec_internal.h"
#include "runtime/exc.h"
#include "runtime/str_chars.h"

/* ---- decoding ---- */

typedef enum Bad { GOOD, BAD_START, BAD_CONTINUATION, BAD_END } Bad;
static const char *const bad_reasons[] = {"", "invalid start byte", "invalid continuation byte", "unexpected end of data"};

static inline bool is_continuation(uint8_t byte) { return (byte & 0xC0) == 0x80; }

/* Read one character of 2 to 4 bytes at p[0..n), n >= 1.  *width is its length, or that of the bad part: the longest
 * prefix that could have begun a character (Unicode's "maximal subpart"). */
static inline Bad read_char(const uint8_t *p, size_t n, uint32_t *c, size_t *width)
{
    uint8_t first = p[0];
    *width = 1;
    if (first < 0xC2 || first > 0xF4)
        return BAD_START;
    if (first < 0xE0) {
        if (n < 2)
            return BAD_END;
        if (!is_continuation(p[1]))
            return BAD_CONTINUATION;
        *c = (uint32_t)(first & 31) << 6 | (p[1] & 63);
        *width = 2;
        return GOOD;
    }
    /* The second byte excludes overlong forms, surrogates and what lies past U+10FFFF. */
    uint8_t low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    uint8_t high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (n < 2)
        return BAD_END;
    if (p[1] < low || p[1] > high)
        return BAD_CONTINUATION;
    *width = 2;
    if (n < 3)
        return BAD_END;
    if (!is_continuation(p[2]))
        return BAD_CONTINUATION;
    if (first < 0xF0) {
        *c = (uint32_t)(first & 15) << 12 | (uint32_t)(p[1] & 63) << 6 | (p[2] & 63);
        *width = 3;
        return GOOD;
    }
    *width = 3;
    if (n < 4)
        return BAD_END;
    if (!is_continuation(p[3]))
        return BAD_CONTINUATION;
    *c = (uint32_t)(first & 7) << 18 | (uint32_t)(p[1] & 63) << 12 | (uint32_t)(p[2] & 63) << 6 | (p[3] & 63);
    *width = 4;
    return GOOD;
}

static inline bool eight_ascii(const uint8_t *p)
{
    uint64_t word;
    memcpy(&word, p, 8);
    return (word & 0x8080808080808080ull) == 0;
}

/* How far the input is valid; counts the characters and unites them. */
static Bad measure(const uint8_t *p, size_t n, size_t *valid, int64_t *len, uint32_t *all)
{
    size_t i = 0;
    int64_t count = 0;
    uint32_t united = 0;
    Bad bad = GOOD;
    while (i < n) {
        if (p[i] < 0x80) {
            while (i + 8 <= n && eight_ascii(p + i)) {
                i += 8;
                count += 8;
            }
            for (; i < n && p[i] < 0x80; i++)
                count++;
            continue;
        }
        uint32_t c;
        size_t width;
        bad = read_char(p + i, n - i, &c, &width);
        if (bad != GOOD)
            break;
        united |= c;
        i += width;
        count++;
    }
    *valid = i;
    *len = count;
    *all = united;
    return bad;
}

#define FILL(name, Unit)                                                            \
    static void name(Unit *to, const uint8_t *p, size_t n)                          \
    {                                                                               \
        for (size_t i = 0; i < n;) {                                                \
            uint8_t first = p[i];                                                   \
            if (first < 0x80) {                                                     \
                *to++ = first;                                                      \
                i++;                                                                \
            } else if (first < 0xE0) {                                              \
                *to++ = (Unit)((first & 31) << 6 | (p[i + 1] & 63));                \
                i += 2;                                                             \
            } else if (first < 0xF0) {                                              \
                *to++ = (Unit)((first & 15) << 12 | (p[i + 1] & 63) << 6 | (p[i + 2] & 63)); \
                i += 3;                                                             \
            } else {                                                                \
                *to++ = (Unit)((first & 7) << 18 | (p[i + 1] & 63) << 12 | (p[i + 2] & 63) << 6 | (p[i + 3] & 63)); \
                i += 4;                                                             \
            }                                                                       \
        }                                                                           \
    }
FILL(fill_1, uint8_t)
FILL(fill_2, uint16_t)
FILL(fill_4, uint32_t)

static Value from_valid(const uint8_t *p, size_t n, int64_t len, uint32_t all)
{
    if (all < 0x80)
        return str_from_ascii((const char *)p, n);
    if (len == 1)
        return str_from_char(all);
    Str *s = str_alloc(len, all);
    if (s == NULL)
        return VALUE_ERROR;
    if (s->kind == 1)
        fill_1((uint8_t *)s->data, p, n);
    else if (s->kind == 2)
        fill_2((uint16_t *)(void *)s->data, p, n);
    else
        fill_4((uint32_t *)(void *)s->data, p, n);
    return value_from_obj(s);
}

static void append_valid(StrBuilder *b, const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n && !b->failed;) {
        uint32_t c = p[i];
        size_t width = 1;
        if (c >= 0x80)
            read_char(p + i, n - i, &c, &width);
        str_builder_char(b, c);
        i += width;
    }
}

/* The first two bytes of an encoded surrogate and no more: the third may come, for surrogatepass. */
static bool is_cut_surrogate(const char *p, size_t n)
{
    return n == 2 && (uint8_t)p[0] == 0xED && (uint8_t)p[1] >= 0xA0 && (uint8_t)p[1] <= 0xBF;
}

/* Input with errors: valid stretches and handlers in turn. consumed NULL: the end is final. */
static Value decode_with_errors(const char *p, size_t n, const char *errors, size_t *consumed)
{
    Decoder d;
    decoder_init(&d, "utf-8", p, n, errors);
    size_t at = 0;
    while (at < d.n) {
        const uint8_t *from = (const uint8_t *)d.p + at;
        size_t valid, width;
        int64_t len;
        uint32_t all;
        Bad bad = measure(from, d.n - at, &valid, &len, &all);
        append_valid(&d.out, from, valid);
        at += valid;
        if (bad == GOOD || (consumed && (bad == BAD_END || is_cut_surrogate(d.p + at, d.n - at))))
            break;
        read_char((const uint8_t *)d.p + at, d.n - at, &all, &width);
        int64_t next = decoder_bad(&d, at, at + width, bad_reasons[bad]);
        if (next < 0)
            return decoder_finish(&d, true);
        at = (size_t)next;
    }
    if (consumed)
        *consumed = at;
    return decoder_finish(&d, false);
}

Value codec_decode_utf8_stateful(const char *p, size_t n, const char *errors, size_t *consumed)
{
    size_t valid;
    int64_t len;
    uint32_t all;
    Bad bad = measure((const uint8_t *)p, n, &valid, &len, &all);
    if (LIKELY(bad == GOOD) || (bad == BAD_END && consumed)) {
        if (consumed)
            *consumed = valid;
        return from_valid((const uint8_t *)p, valid, len, all);
    }
    return decode_with_errors(p, n, errors, consumed);
}

Value codec_decode_utf8(const char *p, size_t n, const char *errors)
{
    return codec_decode_utf8_stateful(p, n, errors, NULL);
}

Value codec_decode_utf8_partial(const char *p, size_t n, const char *errors, bool final, size_t *consumed)
{
    if (!final)
        return codec_decode_utf8_stateful(p, n, errors, consumed);
    *consumed = n;
    return codec_decode_utf8_stateful(p, n, errors, NULL);
}

/* ---- encoding ---- */

static bool is_surrogate(uint32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

/* The UTF-8 length of s when it has no surrogate, -1 when it has one. */
static int64_t encoded_length(const Str *s)
{
    int64_t total = 0;
    for (int64_t i = 0; i < s->len; i++) {
        uint32_t c = char_at(s->data, s->kind, i);
        if (UNLIKELY(is_surrogate(c)))
            return -1;
        total += 1 + (c >= 0x80) + (c >= 0x800) + (c >= 0x10000);
    }
    return total;
}

static Value encode_with_errors(Ref text, const char *errors)
{
    Encoder e;
    encoder_init(&e, "utf-8", text, errors);
    int64_t len = str_len(text);
    for (int64_t i = 0; i < len;) {
        uint32_t c = str_at(text, i);
        if (!is_surrogate(c)) {
            char bytes[4];
            byte_builder_add(&e.out, bytes, char_put_utf8(bytes, c));
            i++;
            continue;
        }
        int64_t end = i + 1;
        while (end < len && is_surrogate(str_at(text, end)))
            end++;
        i = encoder_bad_simple(&e, i, end, "surrogates not allowed", 128, 1, true);
        if (i < 0)
            return encoder_finish(&e, true);
    }
    return encoder_finish(&e, false);
}

Value codec_encode_utf8(Ref text, const char *errors)
{
    const Str *s = VALUE_AS(Str, text);
    if (s->ascii)
        return bytes_new(s->data, (size_t)s->len);
    int64_t n = encoded_length(s);
    if (n < 0)
        return encode_with_errors(text, errors);
    Value result = bytes_new(NULL, (size_t)n);
    if (value_is_error(result))
        return result;
    char *to = VALUE_AS(Bytes, result)->data;
    for (int64_t i = 0; i < s->len; i++)
        to += char_put_utf8(to, char_at(s->data, s->kind, i));
    return result;
}
