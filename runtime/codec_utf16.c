/* runtime/codec_utf16.c -- UTF-16 and UTF-32, in either byte order or as the byte order mark says. */
#include "runtime/bytes.h"
#include "runtime/codec_internal.h"
#include "runtime/exc.h"

enum { ORDER_LITTLE = -1, ORDER_BY_MARK = 0, ORDER_BIG = 1 };

static inline uint32_t unit16(const char *data, size_t i, bool big)
{
    const uint8_t *p = (const uint8_t *)data + i;
    return big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

static inline uint32_t unit32(const char *data, size_t i, bool big)
{
    const uint8_t *p = (const uint8_t *)data + i;
    return big ? (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]
               : (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

static const char *name16(int order) { return order == ORDER_LITTLE ? "utf-16-le" : order == ORDER_BIG ? "utf-16-be" : "utf-16"; }
static const char *name32(int order) { return order == ORDER_LITTLE ? "utf-32-le" : order == ORDER_BIG ? "utf-32-be" : "utf-32"; }

static bool is_low(uint32_t c) { return c >= 0xDC00 && c <= 0xDFFF; }
static bool is_surrogate(uint32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

/* ---- UTF-16 ---- */

/* The mark at the start decides the order and is skipped: how many bytes. */
static size_t read_mark16(const char *p, size_t n, int *order)
{
    if (*order != ORDER_BY_MARK || n < 2)
        return 0;
    uint32_t mark = unit16(p, 0, false);
    if (mark == 0xFEFF)
        *order = ORDER_LITTLE;
    else if (mark == 0xFFFE)
        *order = ORDER_BIG;
    else
        return 0;
    return 2;
}

/* Read at i: 1 a character, 0 the input ends within one that could go on, -1 bad; *width in bytes of either. */
typedef int (*ReadChar)(const char *p, size_t n, size_t i, bool big, uint32_t *c, size_t *width, const char **reason);

static int read16(const char *p, size_t n, size_t i, bool big, uint32_t *c, size_t *width, const char **reason)
{
    if (n - i < 2) {
        *width = n - i;
        *reason = "truncated data";
        return 0;
    }
    *c = unit16(p, i, big);
    *width = 2;
    if (!is_surrogate(*c))
        return 1;
    if (is_low(*c)) {
        *reason = "illegal encoding";
        return -1;
    }
    if (n - i < 4) {
        *width = n - i;
        *reason = "unexpected end of data";
        return 0;
    }
    uint32_t low = unit16(p, i + 2, big);
    if (!is_low(low)) {
        *reason = "illegal UTF-16 surrogate";
        return -1;
    }
    *c = 0x10000 + ((*c & 0x3FF) << 10) + (low & 0x3FF);
    *width = 4;
    return 1;
}

static void put16(ByteBuilder *b, uint32_t unit, bool big)
{
    uint8_t bytes[2] = {(uint8_t)(big ? unit >> 8 : unit), (uint8_t)(big ? unit : unit >> 8)};
    byte_builder_add(b, bytes, 2);
}

static void put16_char(ByteBuilder *b, uint32_t c, bool big)
{
    if (c < 0x10000) {
        put16(b, c, big);
        return;
    }
    put16(b, 0xD800 + ((c - 0x10000) >> 10), big);
    put16(b, 0xDC00 + ((c - 0x10000) & 0x3FF), big);
}

/* ---- UTF-32 ---- */

static size_t read_mark32(const char *p, size_t n, int *order)
{
    if (*order != ORDER_BY_MARK || n < 4)
        return 0;
    uint32_t mark = unit32(p, 0, false);
    if (mark == 0xFEFF)
        *order = ORDER_LITTLE;
    else if (mark == 0xFFFE0000)
        *order = ORDER_BIG;
    else
        return 0;
    return 4;
}

static int read32(const char *p, size_t n, size_t i, bool big, uint32_t *c, size_t *width, const char **reason)
{
    *width = 4;
    if (n - i < 4) {
        *width = n - i;
        *reason = "truncated data";
        return 0;
    }
    *c = unit32(p, i, big);
    if (*c <= 0x10FFFF && !is_surrogate(*c))
        return 1;
    *reason = is_surrogate(*c) ? "code point in surrogate code point range(0xd800, 0xe000)"
                               : "code point not in range(0x110000)";
    return -1;
}

static void put32(ByteBuilder *b, uint32_t c, bool big)
{
    uint8_t bytes[4];
    for (int i = 0; i < 4; i++)
        bytes[big ? 3 - i : i] = (uint8_t)(c >> 8 * i);
    byte_builder_add(b, bytes, 4);
}

/* ---- decoding: both widths ---- */

static Value decode(Decoder *d, size_t i, bool big, ReadChar read, size_t *consumed)
{
    while (i < d->n) {
        uint32_t c;
        size_t width;
        const char *reason;
        int got = read(d->p, d->n, i, big, &c, &width, &reason);
        if (got > 0) {
            str_builder_char(&d->out, c);
            i += width;
            continue;
        }
        if (got == 0 && consumed)
            break;
        int64_t next = decoder_bad(d, i, i + width, reason);
        if (next < 0)
            return decoder_finish(d, true);
        i = (size_t)next;
    }
    if (consumed)
        *consumed = i;
    return decoder_finish(d, false);
}

Value codec_decode_utf16(const char *p, size_t n, const char *errors, int *byte_order, size_t *consumed)
{
    Decoder d;
    size_t start = read_mark16(p, n, byte_order);
    bool big = *byte_order == ORDER_BIG;
    decoder_init(&d, name16(big ? ORDER_BIG : ORDER_LITTLE), p, n, errors);
    return decode(&d, start, big, read16, consumed);
}

Value codec_decode_utf32(const char *p, size_t n, const char *errors, int *byte_order, size_t *consumed)
{
    Decoder d;
    size_t start = read_mark32(p, n, byte_order);
    bool big = *byte_order == ORDER_BIG;
    decoder_init(&d, name32(big ? ORDER_BIG : ORDER_LITTLE), p, n, errors);
    return decode(&d, start, big, read32, consumed);
}

/* ---- encoding: both widths ---- */

typedef void (*PutChar)(ByteBuilder *b, uint32_t c, bool big);

static Value encode(Ref text, const char *name, const char *errors, int byte_order, int unit, PutChar put)
{
    Encoder e;
    encoder_init(&e, name, text, errors);
    bool big = byte_order == ORDER_BIG;
    if (byte_order == ORDER_BY_MARK)
        put(&e.out, 0xFEFF, big);
    int64_t len = str_len(text);
    for (int64_t i = 0; i < len && !e.out.failed;) {
        uint32_t c = str_at(text, i);
        if (!is_surrogate(c)) {
            put(&e.out, c, big);
            i++;
            continue;
        }
        i = encoder_bad_simple(&e, i, i + 1, "surrogates not allowed", 128, unit, !big);
        if (i < 0)
            return encoder_finish(&e, true);
    }
    return encoder_finish(&e, false);
}

Value codec_encode_utf16(Ref text, const char *errors, int byte_order)
{
    return encode(text, name16(byte_order), errors, byte_order, 2, put16_char);
}

Value codec_encode_utf32(Ref text, const char *errors, int byte_order)
{
    return encode(text, name32(byte_order), errors, byte_order, 4, put32);
}
