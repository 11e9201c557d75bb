/* runtime/int_parse.c -- text to ints, and the constructor int(). */
#include "runtime/int_internal.h"
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/unicode.h"

/* ---- digits ---- */

/* The value of a digit character in bases up to 36; 99 for anything else. */
static inline unsigned digit_value(unsigned char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'z' ? c - 'a' + 10u : 99;
}

Value int_from_digits(const char *digits, size_t n, int base)
{
    if (n <= 18 && base <= 10) {
        int64_t i = 0;
        for (size_t k = 0; k < n; k++)
            i = i * base + (digits[k] - '0');
        return int_new(i);
    }
    if (n <= 12) {
        int64_t i = 0;
        for (size_t k = 0; k < n; k++)
            i = i * base + (int64_t)digit_value((unsigned char)digits[k]);
        return int_new(i);
    }
    while (n > 1 && *digits == '0')
        digits++, n--;
    unsigned char *values = mem_alloc_or_raise(n);
    if (values == NULL)
        return VALUE_ERROR;
    for (size_t k = 0; k < n; k++)
        values[k] = (unsigned char)digit_value((unsigned char)digits[k]);
    int bits = 64 - __builtin_clzll((unsigned long long)base - 1);
    int64_t room = (int64_t)(n / 64 * (size_t)bits) + bits + 2;
    Int *i = int_claim_room((double)room) ? NULL : int_alloc(room);
    if (i == NULL) {
        mem_free(values);
        return VALUE_ERROR;
    }
    int64_t used = mpn_set_str(i->limbs, values, n, base);
    mem_free(values);
    memset(i->limbs + used, 0, (size_t)(room - used) * sizeof(mp_limb_t));
    return int_finish(i, room, false);
}

/* ---- int("...") ---- */

static Value invalid_literal(Ref source, int base)
{
    if (value_is_bytearray(source) || !(value_is_str(source) || value_is_bytes(source))) {
        Value bytes = bytes_from_buffer(source);
        if (value_is_error(bytes))
            return bytes;
        exc_raise(&type_ValueError, "invalid literal for int() with base %d: %R", base, bytes);
        value_drop(bytes);
        return VALUE_ERROR;
    }
    return exc_raise(&type_ValueError, "invalid literal for int() with base %d: %R", base, source);
}

static inline bool is_space(unsigned char c) { return c == ' ' || (c >= 9 && c <= 13); }

/* The base a prefix asks for, moving *p behind it; `base` when there is none. */
static int take_prefix(const char **p, const char *end, int base)
{
    const char *s = *p;
    if (end - s < 2 || s[0] != '0')
        return base;
    int found = (s[1] | 0x20) == 'x' ? 16 : (s[1] | 0x20) == 'o' ? 8 : (s[1] | 0x20) == 'b' ? 2 : 0;
    if (found == 0 || (base != 0 && base != found))
        return base;
    s += 2;
    if (s < end && *s == '_') /* 0x_ff */
        s++;
    *p = s;
    return found;
}

/* Check digits and single underscores between them; how many digits, or -1. */
static int64_t count_digits(const char *p, const char *end, int base)
{
    int64_t n = 0;
    bool after_digit = false;
    for (; p < end; p++) {
        if (*p == '_') {
            if (!after_digit)
                return -1;
            after_digit = false;
        } else {
            if (digit_value((unsigned char)*p) >= (unsigned)base)
                return -1;
            after_digit = true;
            n++;
        }
    }
    return after_digit ? n : -1;
}

static Value parse_digits_with_underscores(const char *p, const char *end, int64_t n_digits, int base)
{
    char *plain = mem_alloc_or_raise((size_t)n_digits);
    if (plain == NULL)
        return VALUE_ERROR;
    char *out = plain;
    for (; p < end; p++)
        if (*p != '_')
            *out++ = *p;
    Value v = int_from_digits(plain, (size_t)n_digits, base);
    mem_free(plain);
    return v;
}

static bool all_zeros(const char *p, const char *end)
{
    for (; p < end; p++)
        if (*p != '0' && *p != '_')
            return false;
    return true;
}

static int check_limit(int64_t n_digits, int base)
{
    if ((base & (base - 1)) != 0 && int_max_str_digits > 0 && n_digits > int_max_str_digits)
        return exc_raise_int(&type_ValueError,
            "Exceeds the limit (%lld digits) for integer string conversion: value has %lld digits; "
            "use sys.set_int_max_str_digits() to increase the limit",
            (long long)int_max_str_digits, (long long)n_digits);
    return 0;
}

/* `source` is what the text came from, for messages. */
static Value parse_ascii(const char *p, size_t n, int base, Ref source)
{
    const char *end = p + n;
    int asked = base;
    while (p < end && is_space((unsigned char)*p))
        p++;
    while (end > p && is_space((unsigned char)end[-1]))
        end--;
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    base = take_prefix(&p, end, base);
    if (base == 0) {
        if (p < end && *p == '0' && !all_zeros(p, end))
            return invalid_literal(source, asked);
        base = 10;
    }
    int64_t n_digits = count_digits(p, end, base);
    if (n_digits < 0)
        return invalid_literal(source, asked);
    if (check_limit(n_digits, base))
        return VALUE_ERROR;
    Value v = n_digits == end - p ? int_from_digits(p, (size_t)n_digits, base)
                                  : parse_digits_with_underscores(p, end, n_digits, base);
    if (negative && value_is_ok(v))
        value_replace(&v, int_negate(v));
    return v;
}

/* Decimal digits of any script as ASCII ones, any space as ' '; others as '?'. `out` has str_len(s) bytes. */
void int_ascii_digits(Ref s, char *out)
{
    int64_t n = str_len(s);
    for (int64_t i = 0; i < n; i++) {
        uint32_t c = str_at(s, i);
        int digit;
        if (c < 128)
            out[i] = (char)c;
        else if (unicode_is(c, UNI_SPACE))
            out[i] = ' ';
        else if ((digit = unicode_decimal(c)) >= 0)
            out[i] = (char)('0' + digit);
        else
            out[i] = '?';
    }
}

static Value parse_wide(Ref s, int base)
{
    size_t n = (size_t)str_len(s);
    char *ascii = mem_alloc_or_raise(n + 1);
    if (ascii == NULL)
        return VALUE_ERROR;
    int_ascii_digits(s, ascii);
    Value v = parse_ascii(ascii, n, base, s);
    mem_free(ascii);
    return v;
}

Value int_parse(Ref source, int base)
{
    if (value_is_str(source)) {
        const Str *s = VALUE_AS(Str, source);
        return s->ascii ? parse_ascii(s->data, (size_t)s->len, base, source) : parse_wide(source, base);
    }
    if (value_is_bytes(source))
        return parse_ascii(bytes_data(source), (size_t)bytes_len(source), base, source);
    Buffer b;
    if (buffer_get(source, &b, BUFFER_SIMPLE))
        return VALUE_ERROR;
    Value v = parse_ascii(b.data, (size_t)b.byte_len, base, source);
    buffer_release(&b);
    return v;
}

/* ---- int(x), int(x, base) ---- */

static Value convert_with_base(Ref x, Ref base_arg)
{
    int64_t base;
    Value index = object_index(base_arg);
    if (value_is_error(index))
        return VALUE_ERROR;
    base = int_as_i64_clip(index);
    value_drop(index);
    if (base != 0 && (base < 2 || base > 36))
        return exc_raise(&type_ValueError, "int() base must be >= 2 and <= 36, or 0");
    if (!value_is_str(x) && !value_is_bytes(x) && !value_is_bytearray(x))
        return exc_raise(&type_TypeError, "int() can't convert non-string with explicit base");
    return int_parse(x, (int)base);
}

static Value convert(Ref x)
{
    if (value_is_int(x))
        return x;
    if (value_is_double(x))
        return int_from_double(value_as_double(x));
    if (value_is_exact_str(x))
        return int_parse(x, 10);
    Type *type = value_type(x);
    if (type->to_int == NULL && type->index == NULL && (value_is_str(x) || type->buffer_get != NULL))
        return int_parse(x, 10);
    return object_to_int(x);
}

/* The same number as an instance of a subclass. */
static Value make_instance(Type *type, Value plain /* takes */)
{
    if (value_is_error(plain))
        return plain;
    IntView view;
    int_look(plain, &view);
    Int *i = object_alloc_instance(type, (size_t)view.n);
    if (i != NULL) {
        i->n_limbs = view.negative ? -view.n : view.n;
        memcpy(i->limbs, view.limbs, (size_t)view.n * sizeof(mp_limb_t));
    }
    value_drop(plain);
    return i ? value_from_obj(i) : VALUE_ERROR;
}

static Value construct(const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    if (n_args > 2)
        return exc_raise(&type_TypeError, "int expected at most 2 arguments, got %zu", n_args);
    if (args_bind(&spec, "int(x=<absent>, /, base=<absent>)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    if (!value_is_absent(a[1])) {
        if (value_is_absent(a[0]))
            return exc_raise(&type_TypeError, "int() missing string argument");
        return convert_with_base(a[0], a[1]);
    }
    return value_is_absent(a[0]) ? value_from_int(0) : convert(a[0]);
}

Value int_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    Value plain = n_args == 1 && value_is_absent(kwnames) ? convert(args[0])
                                                          : construct(args, n_args, kwnames);
    if (type == &type_int) {
        if (UNLIKELY(value_is_obj(plain)) && !value_has_type(plain, &type_int))
            value_replace(&plain, int_exact(plain));
        return plain;
    }
    return make_instance(type, plain);
}
