/* stdlib/binascii/binascii_base64.c -- base64. */
#include "stdlib/binascii/binascii_internal.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/mem.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static int8_t values[256]; /* of the alphabet's characters; -1 for others */

static void make_values(void)
{
    if (values['A' + 1] == 1)
        return;
    memset(values, -1, sizeof values);
    for (int i = 0; i < 64; i++)
        values[(uint8_t)alphabet[i]] = (int8_t)i;
}

BINASCII_NATIVE(binascii_b2a_base64_m)
{
    int newline = value_truth(a[1]);
    Buffer b;
    if (newline < 0 || buffer_get(a[0], &b, BUFFER_SIMPLE))
        return VALUE_ERROR;
    if (b.byte_len > INT64_MAX / 2 - 3) {
        buffer_release(&b);
        return exc_raise(BINASCII_ERROR, "Too much data for base64 line");
    }
    const uint8_t *p = b.data;
    int64_t left = b.byte_len;
    Value bytes = bytes_new(NULL, (size_t)((left + 2) / 3 * 4 + newline));
    if (value_is_ok(bytes)) {
        char *out = VALUE_AS(Bytes, bytes)->data;
        for (; left > 0; left -= 3, p += 3, out += 4) {
            uint32_t group = (uint32_t)p[0] << 16 | (left > 1 ? (uint32_t)p[1] << 8 : 0) | (left > 2 ? p[2] : 0);
            out[0] = alphabet[group >> 18];
            out[1] = alphabet[group >> 12 & 63];
            out[2] = left > 1 ? alphabet[group >> 6 & 63] : '=';
            out[3] = left > 2 ? alphabet[group & 63] : '=';
        }
        if (newline)
            *out = '\n';
    }
    buffer_release(&b);
    return bytes;
}

typedef struct Decoder {
    const uint8_t *p;
    int64_t n, at;
    char *out;
    int64_t out_len;
    int in_group;      /* characters of the current group of four */
    uint32_t bits;
    int pads;          /* '=' seen in this group */
    bool strict;
} Decoder;

static int fail(const char *message) { return exc_raise_int(BINASCII_ERROR, "%s", message); }

/* A '=' at d->at: 1 the data ends here, 0 go on, -1. */
static int take_pad(Decoder *d)
{
    d->pads++;
    if (d->strict && d->in_group == 0)
        return fail(d->at == 0 ? "Leading padding not allowed" : "Excess padding not allowed");
    if (d->in_group < 2 || d->in_group + d->pads < 4)
        return 0;
    if (d->strict && d->at + 1 < d->n)
        return fail("Excess data after padding");
    return 1;
}

static int take_value(Decoder *d, int value)
{
    if (d->strict && d->pads)
        return fail("Discontinuous padding not allowed");
    d->pads = 0;
    d->bits = d->bits << 6 | (uint32_t)value;
    if (d->in_group > 0)
        d->out[d->out_len++] = (char)(d->bits >> (6 - 2 * d->in_group));
    d->in_group = (d->in_group + 1) % 4;
    return 0;
}

/* 0, or -1 with binascii.Error. */
static int decode(Decoder *d)
{
    for (; d->at < d->n; d->at++) {
        uint8_t c = d->p[d->at];
        if (c == '=') {
            int status = take_pad(d);
            if (status)
                return status < 0 ? -1 : 0;
        } else if (values[c] >= 0) {
            if (take_value(d, values[c]))
                return -1;
        } else if (d->strict)
            return fail("Only base64 data is allowed");
    }
    if (d->in_group == 1)
        return exc_raise_int(BINASCII_ERROR,
                             "Invalid base64-encoded string: number of data characters (%lld) cannot be 1 more "
                             "than a multiple of 4", (long long)(d->out_len / 3 * 4 + 1));
    return d->in_group ? fail("Incorrect padding") : 0;
}

BINASCII_NATIVE(binascii_a2b_base64_m)
{
    int strict = value_truth(a[1]);
    Buffer b;
    if (strict < 0 || binascii_text(a[0], &b))
        return VALUE_ERROR;
    make_values();
    Decoder d = {.p = b.data, .n = b.byte_len, .strict = strict};
    d.out = mem_alloc_or_raise((size_t)(b.byte_len / 4 * 3 + 4));
    Value bytes = VALUE_ERROR;
    if (d.out != NULL && decode(&d) == 0)
        bytes = bytes_new(d.out, (size_t)d.out_len);
    mem_free(d.out);
    buffer_release(&b);
    return bytes;
}
