/* stdlib/binascii/binascii.c -- the binascii module: hexadecimal, checksums, and the module itself. */
#include "stdlib/binascii/binascii_internal.h"
#include "runtime/bytes_internal.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/str.h"

Value binascii_error, binascii_incomplete;

int binascii_text(Ref v, Buffer *out)
{
    if (value_is_str(v)) {
        const Str *s = VALUE_AS(Str, v);
        if (!s->ascii)
            return exc_raise_int(&type_ValueError, "string argument should contain only ASCII characters");
        return buffer_fill(out, v, (void *)(uintptr_t)s->data, s->len, true, BUFFER_SIMPLE);
    }
    if (!buffer_supported(v))
        return exc_raise_int(&type_TypeError, "argument should be bytes, buffer or ASCII string, not '%T'", v);
    return buffer_get(v, out, BUFFER_SIMPLE);
}

/* ---- hexadecimal ---- */

NATIVE(binascii_hexlify_m)
{
    int group;
    Buffer b;
    if (int_as_i32(a[2], &group) || buffer_get(a[0], &b, BUFFER_SIMPLE))
        return VALUE_ERROR;
    Value text = bytes_hex(b.data, (size_t)b.byte_len, a[1], group);
    buffer_release(&b);
    if (value_is_error(text))
        return text;
    Value bytes = bytes_new(VALUE_AS(Str, text)->data, (size_t)str_len(text));
    value_drop(text);
    return bytes;
}

static int hex_digit(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static Value unhexlify(const uint8_t *p, int64_t len)
{
    if (len % 2)
        return exc_raise(BINASCII_ERROR, "Odd-length string");
    Value bytes = bytes_new(NULL, (size_t)len / 2);
    if (value_is_error(bytes))
        return bytes;
    for (int64_t i = 0; i < len; i += 2) {
        int high = hex_digit(p[i]), low = hex_digit(p[i + 1]);
        if (high < 0 || low < 0) {
            value_drop(bytes);
            return exc_raise(BINASCII_ERROR, "Non-hexadecimal digit found");
        }
        VALUE_AS(Bytes, bytes)->data[i / 2] = (char)(high << 4 | low);
    }
    return bytes;
}

NATIVE(binascii_unhexlify_m)
{
    Buffer b;
    if (binascii_text(a[0], &b))
        return VALUE_ERROR;
    Value bytes = unhexlify(b.data, b.byte_len);
    buffer_release(&b);
    return bytes;
}

/* ---- checksums ---- */

/* table[k][c]: the effect of byte c followed by k zero bytes, so that eight bytes are done at once. */
static uint32_t crc_table[8][256];

static void make_crc_table(void)
{
    for (uint32_t c = 0; c < 256; c++) {
        uint32_t crc = c;
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
        crc_table[0][c] = crc;
    }
    for (int k = 1; k < 8; k++)
        for (int c = 0; c < 256; c++)
            crc_table[k][c] = crc_table[k - 1][c] >> 8 ^ crc_table[0][crc_table[k - 1][c] & 0xFF];
}

static uint32_t crc32_of(uint32_t crc, const uint8_t *p, int64_t n)
{
    crc = ~crc;
    for (; n >= 8; n -= 8, p += 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        word ^= crc;
        crc = 0;
        for (int k = 0; k < 8; k++)
            crc ^= crc_table[7 - k][word >> (8 * k) & 0xFF];
    }
    for (; n > 0; n--)
        crc = crc >> 8 ^ crc_table[0][(crc ^ *p++) & 0xFF];
    return ~crc;
}

/* The low bits of an int argument. */
static int start_value(Ref v, uint32_t *out)
{
    Value index = object_index(v);
    if (value_is_error(index))
        return -1;
    *out = (uint32_t)int_as_u64_mask(index);
    value_drop(index);
    return 0;
}

NATIVE(binascii_crc32_m)
{
    const int64_t worth_releasing = 5 * 1024; /* the GIL */
    uint32_t crc;
    Buffer b;
    if (start_value(a[1], &crc) || buffer_get(a[0], &b, BUFFER_SIMPLE))
        return VALUE_ERROR;
    if (crc_table[0][1] == 0)
        make_crc_table();
    if (b.byte_len > worth_releasing) {
        gil_release();
        crc = crc32_of(crc, b.data, b.byte_len);
        gil_acquire();
    } else
        crc = crc32_of(crc, b.data, b.byte_len);
    buffer_release(&b);
    return value_from_int(crc);
}

NATIVE(binascii_crc_hqx_m)
{
    uint32_t crc;
    Buffer b;
    if (start_value(a[1], &crc) || buffer_get(a[0], &b, BUFFER_SIMPLE))
        return VALUE_ERROR;
    const uint8_t *p = b.data;
    crc &= 0xFFFF;
    for (int64_t i = 0; i < b.byte_len; i++) {
        crc ^= (uint32_t)p[i] << 8;
        for (int bit = 0; bit < 8; bit++)
            crc = (crc << 1 ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xFFFF;
    }
    buffer_release(&b);
    return value_from_int(crc);
}

/* ---- the module ---- */

static const Method binascii_functions[] = {
    {"a2b_base64(data, /, *, strict_mode=False)", binascii_a2b_base64_m, "Decode a line of base64 data."},
    {"a2b_hex(hexstr, /)", binascii_unhexlify_m, "Binary data of hexadecimal representation."},
    {"a2b_qp(data, header=False)", binascii_a2b_qp_m, "Decode a string of qp-encoded data."},
    {"a2b_uu(data, /)", binascii_a2b_uu_m, "Decode a line of uuencoded data."},
    {"b2a_base64(data, /, *, newline=True)", binascii_b2a_base64_m, "Base64-code line of data."},
    {"b2a_hex(data, sep=<absent>, bytes_per_sep=1)", binascii_hexlify_m, "Hexadecimal representation of binary data."},
    {"b2a_qp(data, quotetabs=False, istext=True, header=False)", binascii_b2a_qp_m,
     "Encode a string using quoted-printable encoding."},
    {"b2a_uu(data, /, *, backtick=False)", binascii_b2a_uu_m, "Uuencode line of data."},
    {"crc32(data, crc=0, /)", binascii_crc32_m, "Compute CRC-32 incrementally."},
    {"crc_hqx(data, crc, /)", binascii_crc_hqx_m, "Compute CRC-CCITT incrementally."},
    {"hexlify(data, sep=<absent>, bytes_per_sep=1)", binascii_hexlify_m, "Hexadecimal representation of binary data."},
    {"unhexlify(hexstr, /)", binascii_unhexlify_m, "Binary data of hexadecimal representation."},
    {0},
};

Value module_binascii_init(void);
Value module_binascii_init(void)
{
    Value module = module_new("binascii", "Conversion between binary data and ASCII", binascii_functions);
    if (value_is_error(module))
        return module;
    binascii_error = type_new_simple("binascii", "Error", &type_ValueError);
    binascii_incomplete = type_new_simple("binascii", "Incomplete", &type_Exception);
    if (value_is_error(binascii_error) || value_is_error(binascii_incomplete)
        || module_add(module, "Error", value_dup(binascii_error))
        || module_add(module, "Incomplete", value_dup(binascii_incomplete))) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
