/* runtime/memoryview_item.c -- one item of memory as a Python value, by its struct format. */
#include "runtime/memoryview_internal.h"
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/str.h"

int64_t memory_format_size(char code)
{
    switch (code) {
    case 'c': case 'b': case 'B': case '?': return 1;
    case 'h': case 'H': case 'e': return 2;
    case 'i': case 'I': case 'f': return 4;
    case 'l': case 'L': case 'q': case 'Q': case 'n': case 'N': case 'P': case 'd': return 8;
    default: return 0;
    }
}

bool memory_format_is_native(const char *format, char *code)
{
    if (*format == '@')
        format++;
    *code = *format;
    return *format && format[1] == 0 && memory_format_size(*format) != 0;
}

static bool is_signed_code(char code) { return code == 'b' || code == 'h' || code == 'i' || code == 'l' || code == 'q' || code == 'n'; }

static int64_t read_signed(const char *p, int64_t size)
{
    int8_t one;
    int16_t two;
    int32_t four;
    int64_t eight;
    switch (size) {
    case 1: memcpy(&one, p, 1); return one;
    case 2: memcpy(&two, p, 2); return two;
    case 4: memcpy(&four, p, 4); return four;
    default: memcpy(&eight, p, 8); return eight;
    }
}

static uint64_t read_unsigned(const char *p, int64_t size)
{
    uint64_t u = 0;
    memcpy(&u, p, (size_t)size); /* little endian: the low bytes come first */
    return u;
}

static COLD Value unsupported(const char *format)
{
    return exc_raise(&type_NotImplementedError, "memoryview: unsupported format %s", format);
}

/* For comparing only: formats that are no single native character are read by struct. */
static Value unpack_with_struct(const char *p, const char *format)
{
    Value unpack = import_attr("struct", "unpack");
    if (value_is_error(unpack)) {
        exc_clear();
        return unsupported(format);
    }
    Value size_function = import_attr("struct", "calcsize");
    Value format_text = str_from_cstr(format);
    Value item = VALUE_ERROR, bytes = VALUE_ERROR;
    Value size = value_is_ok(size_function) && value_is_ok(format_text) ? object_call1(size_function, format_text)
                                                                        : VALUE_ERROR;
    int64_t n;
    if (value_is_error(size) || int_as_i64(size, &n)) {
        exc_clear();
        unsupported(format);
        goto done;
    }
    bytes = bytes_new(p, (size_t)n);
    if (value_is_ok(bytes))
        item = object_call2(unpack, format_text, bytes);
    if (value_is_ok(item) && object_length(item) == 1)
        value_replace(&item, object_get_item(item, 0));
done:
    value_drop(bytes);
    value_drop(size);
    value_drop(format_text);
    value_drop(size_function);
    value_drop(unpack);
    return item;
}

static Value get_native(const char *p, char code)
{
    double d;
    float f;
    uint16_t half;
    switch (code) {
    case 'c': return bytes_new(p, 1);
    case '?': return value_from_bool(*p != 0);
    case 'd': memcpy(&d, p, 8); return value_from_double_bits_safe(d);
    case 'f': memcpy(&f, p, 4); return value_from_double_bits_safe(f);
    case 'e': memcpy(&half, p, 2); return value_from_double(float_from_half(half));
    default: break;
    }
    int64_t size = memory_format_size(code);
    return is_signed_code(code) ? int_new(read_signed(p, size)) : int_new_u64(read_unsigned(p, size));
}

Value memory_item_get(const char *p, const char *format)
{
    char code;
    if (format[0] == 'B' && format[1] == 0)
        return value_from_int((uint8_t)*p);
    return memory_format_is_native(format, &code) ? get_native(p, code) : unsupported(format);
}

static Value get_for_comparing(const char *p, const char *format)
{
    char code;
    return memory_format_is_native(format, &code) ? get_native(p, code) : unpack_with_struct(p, format);
}

/* ---- storing ---- */

static int bad_type(const char *format)
{
    return exc_raise_int(&type_TypeError, "memoryview: invalid type for format '%s'", format);
}

static int bad_value(const char *format)
{
    return exc_raise_int(&type_ValueError, "memoryview: invalid value for format '%s'", format);
}

static int set_integer(char *p, char code, const char *format, Ref v)
{
    Value index = value_is_any_int(v) ? int_exact(v) : value_type(v)->index ? object_index(v) : VALUE_ERROR;
    if (value_is_error(index))
        return exc_pending() ? -1 : bad_type(format);
    int64_t size = memory_format_size(code), bits = int_bit_length(index);
    bool is_signed = is_signed_code(code), negative = int_sign(index) < 0, fits;
    if (is_signed)
        fits = bits < size * 8 || (negative && int_as_u64_mask(index) == ~(uint64_t)0 << (size * 8 - 1) && bits == size * 8);
    else
        fits = !negative && bits <= size * 8;
    uint64_t u = int_as_u64_mask(index);
    value_drop(index);
    if (!fits)
        return bad_value(format);
    memcpy(p, &u, (size_t)size);
    return 0;
}

static int set_float(char *p, char code, const char *format, Ref v)
{
    double d;
    if (float_from_value(v, &d)) {
        if (exc_pending_is(&type_TypeError)) {
            exc_clear();
            return bad_type(format);
        }
        return -1;
    }
    if (code == 'd')
        memcpy(p, &d, 8);
    else if (code == 'f') {
        float f = (float)d;
        memcpy(p, &f, 4);
    } else {
        uint16_t half;
        if (float_to_half(d, &half)) {
            exc_clear();
            return bad_value(format);
        }
        memcpy(p, &half, 2);
    }
    return 0;
}

int memory_item_set(char *p, const char *format, Ref v)
{
    char code;
    if (!memory_format_is_native(format, &code))
        return unsupported(format), -1;
    switch (code) {
    case 'e': case 'f': case 'd':
        return set_float(p, code, format, v);
    case '?': {
        int truth = value_truth(v);
        if (truth < 0)
            return -1;
        *p = (char)truth;
        return 0;
    }
    case 'c':
        if (!value_is_bytes(v))
            return bad_type(format);
        if (bytes_len(v) != 1)
            return bad_value(format);
        *p = bytes_data(v)[0];
        return 0;
    default:
        return set_integer(p, code, format, v);
    }
}

int memory_item_equal(const char *p, const char *p_format, const char *q, const char *q_format)
{
    char p_code, q_code;
    bool native = memory_format_is_native(p_format, &p_code) && memory_format_is_native(q_format, &q_code);
    if (native && p_code == q_code && p_code != 'f' && p_code != 'd' && p_code != 'e' && p_code != '?')
        return memcmp(p, q, (size_t)memory_format_size(p_code)) == 0;
    Value a = get_for_comparing(p, p_format);
    if (value_is_error(a))
        return -1;
    Value b = get_for_comparing(q, q_format);
    if (value_is_error(b)) {
        value_drop(a);
        return -1;
    }
    Value answer = object_compare(a, b, CMP_EQ); /* not by identity: NaN differs from itself */
    value_drop(a);
    value_drop(b);
    if (value_is_error(answer))
        return -1;
    int equal = value_truth(answer);
    value_drop(answer);
    return equal;
}
