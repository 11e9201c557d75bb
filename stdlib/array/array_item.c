/* stdlib/array/array_item.c -- one item of an array by its type code. */
#include "stdlib/array/array_internal.h"
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/str.h"

static const ArrayCode codes[] = {
    {'b', 1, "b", 1}, {'B', 1, "B", 0}, {'u', 4, "u", 20}, {'w', 4, "w", 20}, {'h', 2, "h", 4}, {'H', 2, "H", 2},
    {'i', 4, "i", 8}, {'I', 4, "I", 6}, {'l', 8, "l", 12}, {'L', 8, "L", 10}, {'q', 8, "q", 12},
    {'Q', 8, "Q", 10}, {'f', 4, "f", 14}, {'d', 8, "d", 16},
};

const ArrayCode *array_code_find(uint32_t code)
{
    for (size_t i = 0; i < N_ELEMENTS(codes); i++)
        if ((uint32_t)codes[i].code == code)
            return &codes[i];
    return NULL;
}

#define LOAD(CType) ({ CType loaded; memcpy(&loaded, p, sizeof loaded); loaded; })

Value array_item_get(const ArrayCode *code, const char *p)
{
    switch (code->code) {
    case 'b': return value_from_int(LOAD(int8_t));
    case 'B': return value_from_int(LOAD(uint8_t));
    case 'h': return value_from_int(LOAD(int16_t));
    case 'H': return value_from_int(LOAD(uint16_t));
    case 'i': return value_from_int(LOAD(int32_t));
    case 'I': return value_from_int(LOAD(uint32_t));
    case 'l': case 'q': return int_new(LOAD(int64_t));
    case 'L': case 'Q': return int_new_u64(LOAD(uint64_t));
    case 'f': return value_from_double_bits_safe(LOAD(float));
    case 'd': return value_from_double_bits_safe(LOAD(double));
    default: { /* u, w */
        uint32_t c = LOAD(uint32_t);
        if (c > 0x10FFFF)
            return exc_raise(&type_ValueError, "character U+%x is not in range [U+0000; U+10ffff]", c);
        return str_from_char(c);
    }
    }
}

static int set_narrow(const ArrayCode *code, char *p, Ref v, const char *name, int64_t min, int64_t max)
{
    int64_t i;
    if (value_is_int(v))
        i = value_as_int(v);
    else {
        Value index = object_index(v);
        if (value_is_error(index))
            return -1;
        int status = int_as_i64(index, &i);
        value_drop(index);
        if (status)
            return -1;
    }
    if (i < min || i > max)
        return exc_raise_int(&type_OverflowError, "%s is %s", name, i < min ? "less than minimum" : "greater than maximum");
    memcpy(p, &i, code->size);
    return 0;
}

static int set_wide(const ArrayCode *code, char *p, Ref v)
{
    Value index = object_index(v);
    if (value_is_error(index))
        return -1;
    uint64_t u = 0;
    int64_t i = 0;
    int status;
    switch (code->code) {
    case 'I': case 'L':
        status = int_as_u64(index, &u);
        if (status == 0 && code->code == 'I' && u > UINT32_MAX)
            status = exc_raise_int(&type_OverflowError, "unsigned int is greater than maximum");
        break;
    case 'l':
        status = int_as_i64(index, &i);
        u = (uint64_t)i;
        break;
    default: /* q, Q */
        status = int_to_bytes(index, (uint8_t *)&u, 8, true, code->code == 'q');
        break;
    }
    value_drop(index);
    if (status)
        return -1;
    memcpy(p, &u, code->size);
    return 0;
}

static int set_float(const ArrayCode *code, char *p, Ref v)
{
    double d;
    if (float_from_value(v, &d))
        return -1;
    float f = (float)d;
    memcpy(p, code->size == 8 ? (const void *)&d : (const void *)&f, code->size);
    return 0;
}

static int set_char(char *p, Ref v)
{
    if (!value_is_str(v))
        return exc_raise_int(&type_TypeError, "array item must be unicode character");
    if (str_len(v) != 1)
        return exc_raise_int(&type_TypeError, "array item must be unicode character");
    uint32_t c = str_at(v, 0);
    memcpy(p, &c, sizeof c);
    return 0;
}

int array_item_set(const ArrayCode *code, char *p, Ref v)
{
    switch (code->code) {
    case 'b': return set_narrow(code, p, v, "signed char", -128, 127);
    case 'B': return set_narrow(code, p, v, "unsigned byte integer", 0, 255);
    case 'h': return set_narrow(code, p, v, "signed short integer", INT16_MIN, INT16_MAX);
    case 'H': return set_narrow(code, p, v, "unsigned short", 0, UINT16_MAX);
    case 'i': return set_narrow(code, p, v, "signed integer", INT32_MIN, INT32_MAX);
    case 'f': case 'd': return set_float(code, p, v);
    case 'u': case 'w': return set_char(p, v);
    default: return set_wide(code, p, v);
    }
}
