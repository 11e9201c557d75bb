/* runtime/number_format.c -- format() of int, float and complex.
 *
 * A number is written as a NumberText: prefix (sign, 0x), whole digits, and the rest (point, fraction,
 * exponent, %).  Only the whole digits are grouped and only they take padding zeros. */
#include "runtime/complex.h"
#include "runtime/exc.h"
#include "runtime/float_internal.h"
#include "runtime/int_internal.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include <locale.h>
#include <math.h>
#include <stdio.h>

typedef struct NumberText {
    char prefix[4];        /* sign and base prefix */
    size_t prefix_len;
    const char *whole;     /* digits before the point */
    size_t whole_len;
    const char *rest;      /* what follows them */
    size_t rest_len;
} NumberText;

typedef struct Grouping {
    const char *separator; /* "" for none */
    const char *sizes;     /* as localeconv(): bytes, the last repeats; CHAR_MAX ends grouping */
    const char *point;     /* decimal point to write instead of '.' */
} Grouping;

static Grouping grouping_for(const FormatSpec *f, int group_size)
{
    if (f->type == 'n') {
        const struct lconv *locale = localeconv();
        return (Grouping){locale->thousands_sep, locale->grouping, locale->decimal_point};
    }
    const char *separator = f->thousands == ',' ? "," : f->thousands == '_' ? "_" : "";
    return (Grouping){separator, group_size == 4 ? "\4" : "\3", "."};
}

/* ---- grouping ---- */

/* Write the digits with separators, and zeros in front up to min_width characters, ending at `end`; returns
 * the start.  A separator stands only between digits. */
static char *write_grouped(char *end, const char *digits, size_t n, const Grouping *g, int64_t min_width)
{
    size_t separator_len = strlen(g->separator);
    const char *size = g->sizes;
    int left_in_group = *size > 0 && *size < 127 && separator_len ? *size : -1;
    char *p = end;
    while (n > 0 || end - p < min_width) {
        if (left_in_group == 0) {
            p -= separator_len;
            memcpy(p, g->separator, separator_len);
            if (size[1] != 0)
                size++;
            left_in_group = *size > 0 && *size < 127 ? *size : -1;
        }
        *--p = n > 0 ? digits[--n] : '0';
        left_in_group -= left_in_group > 0;
    }
    return p;
}

static bool pads_with_zeros(const FormatSpec *f)
{
    return (f->fill == '0' && f->align == '=') || (f->zero && f->align == 0);
}

static Value pad(const FormatSpec *f, const NumberText *t, int group_size)
{
    Grouping g = grouping_for(f, group_size);
    if (t->whole_len == 0) /* inf and nan */
        g.separator = "";
    int64_t min_width = 0;
    size_t point_len = strlen(g.point);
    bool other_point = t->rest_len && t->rest[0] == '.' && !(point_len == 1 && g.point[0] == '.');
    size_t rest_len = t->rest_len + (other_point ? point_len - 1 : 0);
    if (pads_with_zeros(f) && f->width > (int64_t)(t->prefix_len + rest_len))
        min_width = f->width - (int64_t)(t->prefix_len + rest_len);
    if (!other_point && *g.separator == 0 && t->rest == t->whole + t->whole_len && min_width <= 0)
        return format_spec_pad_number(f, t->prefix, t->prefix_len, t->whole, t->whole_len + rest_len, '>');
    size_t separator_len = strlen(g.separator);
    size_t room;
    if (__builtin_mul_overflow(t->whole_len + (size_t)min_width + 1, 1 + separator_len, &room)
        || __builtin_add_overflow(room, rest_len + 1, &room))
        return exc_raise_memory();
    char *text = mem_alloc_or_raise(room);
    if (text == NULL)
        return VALUE_ERROR;
    char *rest = text + room - rest_len;
    if (other_point) {
        memcpy(rest, g.point, point_len);
        memcpy(rest + point_len, t->rest + 1, t->rest_len - 1);
    } else if (rest_len)
        memcpy(rest, t->rest, rest_len);
    char *start = write_grouped(rest, t->whole, t->whole_len, &g, min_width);
    Value v = format_spec_pad_number(f, t->prefix, t->prefix_len, start, (size_t)(rest - start) + rest_len, '>');
    mem_free(text);
    return v;
}

static void put_sign(NumberText *t, bool negative, char sign)
{
    if (negative)
        t->prefix[t->prefix_len++] = '-';
    else if (sign == '+' || sign == ' ')
        t->prefix[t->prefix_len++] = sign;
}

static Value unknown_code(uint32_t code, Ref v)
{
    if (code > 32 && code < 128)
        return exc_raise(&type_ValueError, "Unknown format code '%c' for object of type '%T'", (int)code, v);
    return exc_raise(&type_ValueError, "Unknown format code '\\x%x' for object of type '%T'", code, v);
}

/* ---- int ---- */

static Value format_char(Ref v, const FormatSpec *f)
{
    if (f->sign)
        return exc_raise(&type_ValueError, "Sign not allowed with integer format specifier 'c'");
    if (f->alternate)
        return exc_raise(&type_ValueError, "Alternate form (#) not allowed with integer format specifier 'c'");
    int64_t c = int_as_i64_clip(v);
    if (int_bit_length(v) > 63)
        return exc_raise(&type_OverflowError, "Python int too large to convert to C long");
    if (c < 0 || c > 0x10FFFF)
        return exc_raise(&type_OverflowError, "%%c arg not in range(0x110000)");
    Value text = str_from_char((uint32_t)c);
    if (value_is_error(text) || f->width <= 1)
        return text;
    /* Padded as a string, but to the right like numbers. */
    StrBuilder b;
    str_builder_init(&b);
    int64_t space = f->width - 1;
    int64_t before = f->align == '<' ? 0 : f->align == '^' ? space / 2 : space;
    for (int64_t i = 0; i < space + 1 && !b.failed; i++) {
        if (i == before)
            str_builder_str(&b, text);
        else
            str_builder_char(&b, f->zero && f->fill == ' ' ? '0' : f->fill);
    }
    value_drop(text);
    return str_builder_finish(&b);
}

static Value format_integer(Ref v, const FormatSpec *f)
{
    uint32_t type = f->type ? f->type : 'd';
    int base = type == 'b' ? 2 : type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
    Value digits = int_to_str(v, base, false);
    if (value_is_error(digits))
        return digits;
    size_t len;
    const char *text = str_utf8(digits, &len);
    char *upper = NULL;
    if (type == 'X') {
        upper = mem_alloc_or_raise(len + 1);
        if (upper == NULL) {
            value_drop(digits);
            return VALUE_ERROR;
        }
        for (size_t i = 0; i < len; i++)
            upper[i] = text[i] >= 'a' ? (char)(text[i] - 32) : text[i];
        text = upper;
    }
    NumberText t = {.prefix_len = 0};
    bool negative = *text == '-';
    put_sign(&t, negative, f->sign);
    if (f->alternate && base != 10) {
        t.prefix[t.prefix_len++] = '0';
        t.prefix[t.prefix_len++] = (char)type;
    }
    t.whole = text + negative;
    t.whole_len = len - negative;
    t.rest = text + len;
    Value formatted = pad(f, &t, base == 10 ? 3 : 4);
    mem_free(upper);
    value_drop(digits);
    return formatted;
}

static Value format_double(double d, const FormatSpec *f, Ref v);

static bool is_float_code(uint32_t type) { return type && type < 128 && strchr("eEfFgG%", (int)type); }

Value int_format(Ref v, Ref spec)
{
    FormatSpec f;
    if (str_len(spec) == 0)
        return object_str(v);
    if (format_spec_parse(spec, &f, v))
        return VALUE_ERROR;
    if (is_float_code(f.type)) {
        double d;
        return int_as_double(v, &d) ? VALUE_ERROR : format_double(d, &f, v);
    }
    if (f.type && (f.type > 127 || !strchr("bcdoxXn", (int)f.type)))
        return unknown_code(f.type, v);
    if (f.precision >= 0)
        return exc_raise(&type_ValueError, "Precision not allowed in integer format specifier");
    if (f.no_negative_zero)
        return exc_raise(&type_ValueError, "Negative zero coercion (z) not allowed in integer format specifier");
    return f.type == 'c' ? format_char(v, &f) : format_integer(v, &f);
}

/* ---- float ---- */

/* repr() style, for no type and no precision: with ".0" unless bare. */
static char *write_repr(double d, bool alternate, bool bare, size_t *len)
{
    char *text = mem_alloc_or_raise(40);
    if (text == NULL)
        return NULL;
    size_t n = float_repr(d, text);
    if (bare && n > 2 && text[n - 2] == '.' && text[n - 1] == '0')
        n -= alternate ? 1 : 2;
    text[n] = 0;
    char *e = strchr(text, 'e');
    if (alternate && e && !strchr(text, '.')) { /* 1e+16 -> 1.e+16 */
        memmove(e + 1, e, strlen(e) + 1);
        *e = '.';
        n++;
    }
    *len = n;
    return text;
}

/* %g, but always with a digit behind the point: format(3.0, ".3") is "3.0". */
static char *write_general(double d, int precision, bool alternate, size_t *len)
{
    if (precision == 0)
        precision = 1;
    char *text = float_format_code(d, 'g', precision, alternate, len);
    if (text == NULL || !isfinite(d) || alternate || strchr(text, 'e') || strchr(text, '.'))
        return text;
    size_t digits = *len - (*text == '-');
    if ((int)digits >= precision && d != 0.0) { /* no room for ".0": scientific */
        mem_free(text);
        text = float_format_code(d, 'e', precision - 1, false, len);
        char *e = text ? strchr(text, 'e') : NULL;
        char *point = text ? strchr(text, '.') : NULL;
        if (e && point) {
            char *end = e;
            while (end[-1] == '0')
                end--;
            if (end[-1] == '.')
                end--;
            memmove(end, e, strlen(e) + 1);
            *len = strlen(text);
        }
        return text;
    }
    char *longer = mem_realloc_or_raise(text, *len + 3);
    if (longer == NULL) {
        mem_free(text);
        return NULL;
    }
    strcpy(longer + *len, ".0");
    *len += 2;
    return longer;
}

/* d by the spec's type and precision; the caller frees. `bare`: parts of complex take no ".0". */
static char *write_double(double d, const FormatSpec *f, bool bare, size_t *len)
{
    int64_t precision = f->precision;
    if (precision > INT32_MAX - 400) {
        exc_raise(&type_ValueError, "precision too big");
        return NULL;
    }
    if (f->type == 0 && precision < 0)
        return write_repr(d, f->alternate, bare, len);
    if (f->type == 0 && !bare)
        return write_general(d, (int)precision, f->alternate, len);
    char code = f->type == 0 || f->type == 'n' ? 'g' : (char)f->type;
    if (precision < 0)
        precision = 6;
    if (precision == 0 && (code == 'g' || code == 'G'))
        precision = 1;
    return float_format_code(d, code, (int)precision, f->alternate, len);
}

static bool is_zero_text(const char *text)
{
    for (; *text && *text != 'e' && *text != 'E'; text++)
        if ((*text >= '1' && *text <= '9') || *text == 'n' || *text == 'N')
            return false;
    return true;
}

/* Split written text; sign is the spec's. */
static NumberText split(const char *text, size_t len, const FormatSpec *f, char sign)
{
    NumberText t = {.prefix_len = 0};
    bool negative = *text == '-';
    const char *end = text + len;
    text += negative;
    if (negative && f->no_negative_zero && is_zero_text(text))
        negative = false;
    put_sign(&t, negative, sign);
    t.whole = text;
    while (text < end && *text >= '0' && *text <= '9')
        text++;
    t.whole_len = (size_t)(text - t.whole);
    t.rest = text;
    t.rest_len = (size_t)(end - text);
    return t;
}

static Value format_double(double d, const FormatSpec *f, Ref v)
{
    size_t len;
    char *text = write_double(d, f, false, &len);
    if (text == NULL)
        return exc_pending() ? VALUE_ERROR : exc_raise_memory();
    NumberText t = split(text, len, f, f->sign);
    Value formatted = pad(f, &t, 3);
    mem_free(text);
    return formatted;
}

Value float_format(Ref v, Ref spec)
{
    FormatSpec f;
    if (str_len(spec) == 0)
        return object_str(v);
    if (format_spec_parse(spec, &f, v))
        return VALUE_ERROR;
    if (f.type && f.type != 'n' && !is_float_code(f.type))
        return unknown_code(f.type, v);
    return format_double(float_value(v), &f, v);
}

/* ---- complex ---- */

/* One part, grouped but not padded. */
static Value format_part(double d, const FormatSpec *f, char sign)
{
    size_t len;
    char *text = write_double(d, f, true, &len);
    if (text == NULL)
        return exc_pending() ? VALUE_ERROR : exc_raise_memory();
    FormatSpec plain = *f;
    plain.width = -1;
    plain.fill = ' ';
    plain.align = 0;
    plain.zero = false;
    NumberText t = split(text, len, f, sign);
    Value formatted = pad(&plain, &t, 3);
    mem_free(text);
    return formatted;
}

static Value pad_text(Ref text, const FormatSpec *f)
{
    int64_t space = f->width - str_len(text);
    if (space <= 0)
        return value_dup(text);
    int64_t before = f->align == '<' ? 0 : f->align == '^' ? space / 2 : space;
    StrBuilder b;
    str_builder_init(&b);
    for (int64_t i = 0; i < before && !b.failed; i++)
        str_builder_char(&b, f->fill);
    str_builder_str(&b, text);
    for (int64_t i = before; i < space && !b.failed; i++)
        str_builder_char(&b, f->fill);
    return str_builder_finish(&b);
}

Value complex_format(Ref v, Ref spec)
{
    FormatSpec f;
    if (str_len(spec) == 0)
        return object_str(v);
    if (format_spec_parse(spec, &f, v))
        return VALUE_ERROR;
    if (f.type && (f.type > 127 || !strchr("eEfFgGn", (int)f.type)))
        return unknown_code(f.type, v);
    if (f.zero || f.fill == '0')
        return exc_raise(&type_ValueError, "Zero padding is not allowed in complex format specifier");
    if (f.align == '=')
        return exc_raise(&type_ValueError, "'=' alignment flag is not allowed in complex format specifier");
    const Complex *c = VALUE_AS(Complex, v);
    double real_part = c->real, imag_part = c->imag;
    bool repr_style = f.type == 0;
    bool only_imag = repr_style && real_part == 0.0 && !signbit(real_part);
    Value real = only_imag ? str_empty() : format_part(real_part, &f, f.sign);
    Value imag = format_part(imag_part, &f, only_imag ? f.sign : '+');
    Value text = VALUE_ERROR, padded = VALUE_ERROR;
    if (value_is_ok(real) && value_is_ok(imag))
        text = str_format(repr_style && !only_imag ? "(%U%Uj)" : "%U%Uj", real, imag);
    if (value_is_ok(text))
        padded = pad_text(text, &f);
    value_drop(real);
    value_drop(imag);
    value_drop(text);
    return padded;
}
