/* stdlib/binascii/binascii_text.c -- quoted-printable (RFC 1521) and uuencoded lines. */
#include "stdlib/binascii/binascii_internal.h"
#include "runtime/exc.h"
#include "runtime/mem.h"

static int hex_value(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* ---- quoted-printable ---- */

BINASCII_NATIVE(binascii_a2b_qp_m)
{
    int header = value_truth(a[1]);
    Buffer b;
    if (header < 0 || binascii_text(a[0], &b))
        return VALUE_ERROR;
    const uint8_t *p = b.data;
    int64_t len = b.byte_len, i = 0;
    char *built = mem_alloc_or_raise((size_t)len + 1), *out = built;
    while (built && i < len) {
        if (p[i] != '=') {
            *out++ = header && p[i] == '_' ? ' ' : (char)p[i];
            i++;
            continue;
        }
        if (++i >= len)
            break;
        if (p[i] == '\n' || p[i] == '\r') { /* a soft line break */
            while (i < len && p[i] != '\n')
                i++;
            i += i < len;
        } else if (p[i] == '=') {
            *out++ = '=';
            i++;
        } else if (i + 1 < len && hex_value(p[i]) >= 0 && hex_value(p[i + 1]) >= 0) {
            *out++ = (char)(hex_value(p[i]) << 4 | hex_value(p[i + 1]));
            i += 2;
        } else
            *out++ = '=';
    }
    Value bytes = built ? bytes_new(built, (size_t)(out - built)) : VALUE_ERROR;
    mem_free(built);
    buffer_release(&b);
    return bytes;
}

#define QP_LINE 76

typedef struct QpEncoder {
    const uint8_t *p;
    int64_t n;
    bool quote_tabs, is_text, header;
    bool crlf;            /* lines end in \r\n */
    Value out;            /* bytearray */
    int64_t line_len;
} QpEncoder;

static int put(QpEncoder *e, const char *text, size_t n) { return bytearray_append(e->out, text, n); }

static int put_quoted(QpEncoder *e, uint8_t c)
{
    char text[3] = {'=', "0123456789ABCDEF"[c >> 4], "0123456789ABCDEF"[c & 15]};
    return put(e, text, 3);
}

static int break_line(QpEncoder *e)
{
    e->line_len = 0;
    return e->crlf ? put(e, "=\r\n", 3) : put(e, "=\n", 2);
}

static bool must_quote(const QpEncoder *e, int64_t i)
{
    uint8_t c = e->p[i];
    bool last = i + 1 == e->n;
    if (c > 126 || c == '=' || (e->header && c == '_'))
        return true;
    if (c == '.' && e->line_len == 0 && (last || e->p[i + 1] == '\n' || e->p[i + 1] == '\r' || e->p[i + 1] == 0))
        return true;
    if (c == '\r' || c == '\n')
        return !e->is_text;
    if (c == '\t' || c == ' ')
        return last || e->quote_tabs;
    return c < 33;
}

/* A line end of text at i: spaces before it are quoted. Returns how many bytes it took, -1. */
static int64_t end_line(QpEncoder *e, int64_t i)
{
    ByteArray *out = VALUE_AS(ByteArray, e->out);
    e->line_len = 0;
    if (out->len > 0 && (out->start[out->len - 1] == ' ' || out->start[out->len - 1] == '\t')) {
        uint8_t space = (uint8_t)out->start[--out->len];
        if (put_quoted(e, space))
            return -1;
    }
    if (e->crlf ? put(e, "\r\n", 2) : put(e, "\n", 1))
        return -1;
    return e->p[i] == '\r' ? 2 : 1;
}

static int encode_qp(QpEncoder *e)
{
    for (int64_t i = 0; i < e->n;) {
        uint8_t c = e->p[i];
        if (must_quote(e, i)) {
            if (e->line_len + 3 >= QP_LINE && break_line(e))
                return -1;
            if (put_quoted(e, c))
                return -1;
            e->line_len += 3;
            i++;
        } else if (e->is_text && (c == '\n' || (c == '\r' && i + 1 < e->n && e->p[i + 1] == '\n'))) {
            int64_t taken = end_line(e, i);
            if (taken < 0)
                return -1;
            i += taken;
        } else {
            if (i + 1 != e->n && e->p[i + 1] != '\n' && e->line_len + 1 >= QP_LINE && break_line(e))
                return -1;
            char plain = e->header && c == ' ' ? '_' : (char)c;
            if (put(e, &plain, 1))
                return -1;
            e->line_len++;
            i++;
        }
    }
    return 0;
}

BINASCII_NATIVE(binascii_b2a_qp_m)
{
    int quote_tabs = value_truth(a[1]), is_text = value_truth(a[2]), header = value_truth(a[3]);
    Buffer b;
    if (quote_tabs < 0 || is_text < 0 || header < 0 || buffer_get(a[0], &b, BUFFER_SIMPLE))
        return VALUE_ERROR;
    QpEncoder e = {.p = b.data, .n = b.byte_len, .quote_tabs = quote_tabs, .is_text = is_text, .header = header};
    const uint8_t *newline = e.n ? memchr(e.p, '\n', (size_t)e.n) : NULL;
    e.crlf = newline > e.p && newline[-1] == '\r';
    e.out = bytearray_new(NULL, 0);
    Value bytes = VALUE_ERROR;
    if (value_is_ok(e.out) && encode_qp(&e) == 0)
        bytes = bytes_new(VALUE_AS(ByteArray, e.out)->start, (size_t)VALUE_AS(ByteArray, e.out)->len);
    value_drop(e.out);
    buffer_release(&b);
    return bytes;
}

/* ---- uu ---- */

/* The six bits of a uu character, -1 when it is none; line ends and what is past the end count as zero. */
static int uu_bits(const uint8_t *p, int64_t n, int64_t i)
{
    if (i >= n || p[i] == '\n' || p[i] == '\r')
        return 0;
    if (p[i] < ' ' || p[i] > ' ' + 64)
        return -1;
    return (p[i] - ' ') & 63;
}

static Value decode_uu(const uint8_t *p, int64_t n)
{
    int64_t len = n ? (p[0] - ' ') & 63 : 0, i = 1;
    char built[64];
    uint32_t bits = 0;
    int have = 0;
    for (int64_t done = 0; done < len; i++) {
        int six = uu_bits(p, n, i);
        if (six < 0)
            return exc_raise(BINASCII_ERROR, "Illegal char");
        bits = bits << 6 | (uint32_t)six;
        have += 6;
        if (have >= 8) {
            have -= 8;
            built[done++] = (char)(bits >> have);
        }
    }
    for (; i < n; i++) /* trailing '`' and spaces are allowed: some encoders add them */
        if (p[i] != ' ' && p[i] != ' ' + 64 && p[i] != '\n' && p[i] != '\r')
            return exc_raise(BINASCII_ERROR, "Trailing garbage");
    return bytes_new(built, (size_t)len);
}

BINASCII_NATIVE(binascii_a2b_uu_m)
{
    Buffer b;
    if (binascii_text(a[0], &b))
        return VALUE_ERROR;
    Value bytes = decode_uu(b.data, b.byte_len);
    buffer_release(&b);
    return bytes;
}

BINASCII_NATIVE(binascii_b2a_uu_m)
{
    int backtick = value_truth(a[1]);
    Buffer b;
    if (backtick < 0 || buffer_get(a[0], &b, BUFFER_SIMPLE))
        return VALUE_ERROR;
    char built[80], *out = built;
    const uint8_t *p = b.data;
    int64_t len = b.byte_len;
    if (len > 45) {
        buffer_release(&b);
        return exc_raise(BINASCII_ERROR, "At most 45 bytes at once");
    }
    *out++ = backtick && len == 0 ? '`' : (char)(' ' + len);
    for (int64_t i = 0; i < len; i += 3) {
        uint32_t group = (uint32_t)p[i] << 16 | (i + 1 < len ? (uint32_t)p[i + 1] << 8 : 0) | (i + 2 < len ? p[i + 2] : 0);
        for (int shift = 18; shift >= 0; shift -= 6) {
            uint32_t six = group >> shift & 63;
            *out++ = backtick && six == 0 ? '`' : (char)(' ' + six);
        }
    }
    *out++ = '\n';
    buffer_release(&b);
    return bytes_new(built, (size_t)(out - built));
}
