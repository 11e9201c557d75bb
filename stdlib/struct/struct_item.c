/* stdlib/struct/struct_item.c -- records to Python values and back. */
#include "stdlib/struct/struct_internal.h"
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/int_internal.h"
#include "runtime/tuple.h"
#include <math.h>

/* ---- reading ---- */

static inline uint64_t load(const uint8_t *p, int size, bool big)
{
    uint64_t u = 0;
    if (!big) {
        memcpy(&u, p, (size_t)size); /* the machine is little endian */
        return u;
    }
    for (int i = 0; i < size; i++)
        u = u << 8 | p[i];
    return u;
}

static inline void store(uint8_t *p, uint64_t u, int size, bool big)
{
    for (int i = 0; i < size; i++, u >>= 8)
        p[big ? size - 1 - i : i] = (uint8_t)u;
}

static inline int64_t sign_extend(uint64_t u, int size)
{
    int unused = 64 - size * 8;
    return (int64_t)(u << unused) >> unused;
}

static Value read_float(uint64_t bits, int size)
{
    double d;
    if (size == 8)
        memcpy(&d, &bits, 8);
    else if (size == 4) {
        float f;
        uint32_t low = (uint32_t)bits;
        memcpy(&f, &low, 4);
        d = f;
    } else
        d = float_from_half((uint16_t)bits);
    return value_from_double_bits_safe(d);
}

static Value read_pascal(const uint8_t *p, int64_t size)
{
    int64_t n = size ? p[0] : 0;
    if (n >= size)
        n = size ? size - 1 : 0;
    return bytes_new(p + (size ? 1 : 0), (size_t)n);
}

static Value read_item(const StructCode *c, const uint8_t *p, bool big)
{
    switch (c->code) {
    case 'b': case 'h': case 'i': case 'l': case 'q': case 'n':
        return int_new(sign_extend(load(p, c->size, big), c->size));
    case 'B': case 'H': case 'I': case 'L': case 'Q': case 'N': case 'P':
        return int_new_u64(load(p, c->size, big));
    case '?': return value_from_bool(*p != 0);
    case 'c': return bytes_new(p, 1);
    case 's': return bytes_new(p, (size_t)c->repeat);
    case 'p': return read_pascal(p, c->repeat);
    default: return read_float(load(p, c->size, big), c->size);
    }
}

static inline int64_t values_of(const StructCode *c) { return c->code == 's' || c->code == 'p' ? 1 : c->repeat; }

Value struct_read(const StructFormat *f, const uint8_t *p)
{
    if (f->n_values == 0)
        return tuple_empty();
    Value record = tuple_new(f->n_values);
    if (value_is_error(record))
        return record;
    int64_t filled = 0;
    for (int64_t k = 0; k < f->n_codes; k++) {
        const StructCode *c = &f->codes[k];
        const uint8_t *item = p + c->offset;
        for (int64_t i = 0, count = values_of(c); i < count; i++, item += c->size) {
            Value v = read_item(c, item, f->big);
            if (value_is_error(v)) {
                value_drop(record);
                return VALUE_ERROR;
            }
            VALUE_AS(Tuple, record)->items[filled++] = v;
        }
    }
    return record;
}

/* ---- writing ---- */

static int out_of_range(const StructCode *c, bool is_signed)
{
    int bits = c->size * 8;
    if (is_signed)
        return exc_raise_int(STRUCT_ERROR, "'%c' format requires %lld <= number <= %lld", c->code,
                             (long long)(int64_t)(~(uint64_t)0 << (bits - 1)),
                             (long long)(~(uint64_t)0 >> (65 - bits)));
    Value limit = int_new_u64(~(uint64_t)0 >> (64 - bits));
    exc_raise(STRUCT_ERROR, "'%c' format requires 0 <= number <= %S", c->code, limit);
    value_drop(limit);
    return -1;
}

static bool is_signed_code(char code) { return strchr("bhilqn", code) != NULL; }

static int write_integer(const StructCode *c, uint8_t *p, Ref v, bool big)
{
    bool is_signed = is_signed_code(c->code);
    int bits = c->size * 8;
    int64_t i;
    Value owned = VALUE_ABSENT;
    if (!value_is_any_int(v)) {
        if (value_type(v)->index == NULL)
            return exc_raise_int(STRUCT_ERROR, "required argument is not an integer");
        v = owned = object_index(v);
        if (value_is_error(v))
            return -1;
    }
    bool fits;
    if (int_peek(v, &i)) {
        if (is_signed)
            fits = bits == 64 || (i >= -(1ll << (bits - 1)) && i < 1ll << (bits - 1));
        else
            fits = (i >= 0 || c->code == 'P') && (bits == 64 || i < 1ll << bits);
    } else if (is_signed) {
        fits = bits == 64 && int_as_i64(v, &i) == 0;
        if (bits == 64 && !fits)
            exc_clear();
    } else {
        fits = bits == 64 && int_sign(v) > 0 && int_bit_length(v) <= 64;
        i = (int64_t)int_as_u64_mask(v);
    }
    value_drop(owned);
    if (!fits)
        return out_of_range(c, is_signed);
    store(p, (uint64_t)i, c->size, big);
    return 0;
}

static int write_float(const StructCode *c, uint8_t *p, Ref v, const StructFormat *f)
{
    double d;
    if (float_from_value(v, &d)) {
        if (!exc_pending_is(&type_TypeError))
            return -1;
        exc_clear();
        return exc_raise_int(STRUCT_ERROR, "required argument is not a float");
    }
    uint64_t bits;
    if (c->size == 8)
        memcpy(&bits, &d, 8);
    else if (c->size == 4) {
        float narrow = (float)d;
        if (!f->native && isinf(narrow) && isfinite(d))
            return exc_raise_int(&type_OverflowError, "float too large to pack with f format");
        uint32_t low;
        memcpy(&low, &narrow, 4);
        bits = low;
    } else {
        uint16_t half;
        if (float_to_half(d, &half))
            return -1;
        bits = half;
    }
    store(p, bits, c->size, f->big);
    return 0;
}

/* s, p and c take bytes or (not c) bytearray. */
static int write_text(const StructCode *c, uint8_t *p, Ref v)
{
    bool is_bytes = value_is_bytes(v);
    if (c->code == 'c') {
        if (!is_bytes || bytes_len(v) != 1)
            return exc_raise_int(STRUCT_ERROR, "char format requires a bytes object of length 1");
        *p = (uint8_t)bytes_data(v)[0];
        return 0;
    }
    if (!is_bytes && !value_is_bytearray(v))
        return exc_raise_int(STRUCT_ERROR, "argument for '%c' must be a bytes object", c->code);
    const char *from = is_bytes ? bytes_data(v) : VALUE_AS(ByteArray, v)->start;
    int64_t n = is_bytes ? bytes_len(v) : VALUE_AS(ByteArray, v)->len, room = c->repeat;
    if (c->code == 'p') {
        if (room == 0)
            return 0;
        room--;
        n = n < room ? n : room;
        *p++ = (uint8_t)(n < 255 ? n : 255);
    }
    n = n < room ? n : room;
    if (n)
        memcpy(p, from, (size_t)n);
    return 0;
}

static int write_item(const StructFormat *f, const StructCode *c, uint8_t *p, Ref v)
{
    switch (c->code) {
    case 'c': case 's': case 'p':
        return write_text(c, p, v);
    case '?': {
        int truth = value_truth(v);
        if (truth < 0)
            return -1;
        *p = (uint8_t)truth;
        return 0;
    }
    case 'e': case 'f': case 'd':
        return write_float(c, p, v, f);
    default:
        return write_integer(c, p, v, f->big);
    }
}

int struct_write(const StructFormat *f, uint8_t *p, const Ref *values)
{
    memset(p, 0, (size_t)f->size);
    for (int64_t k = 0; k < f->n_codes; k++) {
        const StructCode *c = &f->codes[k];
        uint8_t *item = p + c->offset;
        for (int64_t i = 0, count = values_of(c); i < count; i++, item += c->size)
            if (write_item(f, c, item, *values++))
                return -1;
    }
    return 0;
}
