/* runtime/bytes_percent.c -- bytes % args.
 *
 * Conversions to bytes (%s, %b, %c, %a, %r) are done here; numbers are left to str's own %, one conversion
 * at a time, so the rules of flags, width and precision live in one place. */
#include "runtime/bytes_internal.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include <stdio.h>

typedef struct Percent {
    Span format;       /* the whole format */
    int64_t at;        /* next byte of it to read */
    Ref args;          /* the right operand */
    int64_t next_arg;  /* index in args when it is a tuple; else 0 or 1 */
    bool mapping;      /* args can be looked up by key */
    bool used_mapping;
    Value out;         /* bytearray being built */
} Percent;

/* One %... conversion, as written. */
typedef struct Conversion {
    bool left;         /* flag - */
    int64_t width, precision; /* -1: not given */
    char flags[8];     /* all flags, for the number formats */
    char code;
} Conversion;

static Value next_argument(Percent *p)
{
    bool tuple = value_is_tuple(p->args);
    int64_t n = tuple ? tuple_len(p->args) : p->used_mapping ? 0 : 1;
    if (p->next_arg >= n)
        return exc_raise(&type_TypeError, "not enough arguments for format string");
    int64_t i = p->next_arg++;
    return value_dup(tuple ? tuple_at(p->args, i) : p->args);
}

/* %(key): the argument under that bytes key. */
static Value keyed_argument(Percent *p)
{
    if (!p->mapping)
        return exc_raise(&type_TypeError, "format requires a mapping");
    int64_t start = ++p->at, depth = 1;
    for (; p->at < p->format.n; p->at++) {
        char c = p->format.p[p->at];
        depth += (c == '(') - (c == ')');
        if (depth == 0)
            break;
    }
    if (p->at >= p->format.n)
        return exc_raise(&type_ValueError, "incomplete format key");
    Value key = bytes_new(p->format.p + start, (size_t)(p->at - start));
    p->at++;
    if (value_is_error(key))
        return key;
    Value v = object_subscript(p->args, key);
    value_drop(key);
    p->used_mapping = true;
    return v;
}

/* A width or precision: digits, or * for the next argument. 0 or -1. */
static int read_number(Percent *p, const char *too_big, int64_t *out)
{
    if (p->at < p->format.n && p->format.p[p->at] == '*') {
        p->at++;
        Value v = next_argument(p);
        if (value_is_error(v))
            return -1;
        if (!value_is_any_int(v)) {
            value_drop(v);
            return exc_raise_int(&type_TypeError, "* wants int");
        }
        int status = int_as_i64(v, out);
        value_drop(v);
        return status;
    }
    *out = 0;
    for (; p->at < p->format.n && p->format.p[p->at] >= '0' && p->format.p[p->at] <= '9'; p->at++)
        if (__builtin_mul_overflow(*out, 10, out) || __builtin_add_overflow(*out, p->format.p[p->at] - '0', out))
            return exc_raise_int(&type_ValueError, "%s", too_big);
    return 0;
}

static int read_conversion(Percent *p, Conversion *c)
{
    size_t n_flags = 0;
    *c = (Conversion){.width = -1, .precision = -1};
    while (p->at < p->format.n && p->format.p[p->at] && strchr("-+ #0", p->format.p[p->at])) {
        char flag = p->format.p[p->at++];
        c->left |= flag == '-';
        if (!strchr(c->flags, flag))
            c->flags[n_flags++] = flag;
    }
    if (p->at < p->format.n && (p->format.p[p->at] == '*' || (p->format.p[p->at] >= '0' && p->format.p[p->at] <= '9'))) {
        if (read_number(p, "width too big", &c->width))
            return -1;
        if (c->width < 0) {
            c->left = true;
            c->width = -c->width;
            if (!strchr(c->flags, '-'))
                c->flags[n_flags++] = '-';
        }
    }
    if (p->at < p->format.n && p->format.p[p->at] == '.') {
        p->at++;
        if (read_number(p, "prec too big", &c->precision))
            return -1;
        if (c->precision < 0)
            c->precision = 0;
    }
    while (p->at < p->format.n && p->format.p[p->at] && strchr("hlL", p->format.p[p->at]))
        p->at++;
    if (p->at >= p->format.n)
        return exc_raise_int(&type_ValueError, "incomplete format");
    c->code = p->format.p[p->at++];
    return 0;
}

static int put_padded(Percent *p, const Conversion *c, Span text, bool cut)
{
    if (cut && c->precision >= 0 && text.n > c->precision)
        text.n = c->precision;
    int64_t space = c->width > text.n ? c->width - text.n : 0;
    Span spaces = {" ", 1};
    for (int64_t i = 0; !c->left && i < space; i++)
        if (bytearray_append(p->out, spaces.p, 1))
            return -1;
    if (bytearray_append(p->out, text.p, (size_t)text.n))
        return -1;
    for (int64_t i = 0; c->left && i < space; i++)
        if (bytearray_append(p->out, spaces.p, 1))
            return -1;
    return 0;
}

/* %b and %s: a buffer, or what __bytes__ gives. */
static int put_bytes(Percent *p, const Conversion *c, Ref v)
{
    Value bytes;
    if (value_is_bytes(v))
        bytes = value_dup(v);
    else {
        bytes = type_call_special(v, NAME(__bytes__), NULL, 0);
        if (value_is_absent(bytes)) {
            if (!buffer_supported(v))
                return exc_raise_int(&type_TypeError, "%%b requires a bytes-like object, or an object that "
                                                      "implements __bytes__, not '%T'", v);
            bytes = bytes_from_buffer(v);
        } else if (value_is_ok(bytes) && !value_is_bytes(bytes)) {
            exc_raise(&type_TypeError, "__bytes__ returned non-bytes (type %T)", bytes);
            value_drop(bytes);
            return -1;
        }
    }
    if (value_is_error(bytes))
        return -1;
    int status = put_padded(p, c, span_of(bytes), true);
    value_drop(bytes);
    return status;
}

static int put_char(Percent *p, const Conversion *c, Ref v)
{
    char byte;
    if ((value_is_bytes(v) || value_is_bytearray(v)) && span_of(v).n == 1)
        byte = span_of(v).p[0];
    else if (value_type(v)->index == NULL)
        return exc_raise_int(&type_TypeError, "%%c requires an integer in range(256) or a single byte");
    else {
        Value index = object_index(v);
        if (value_is_error(index))
            return -1;
        int64_t i = int_as_i64_clip(index);
        value_drop(index);
        if (i < 0 || i > 255)
            return exc_raise_int(&type_OverflowError, "%%c arg not in range(256)");
        byte = (char)i;
    }
    return put_padded(p, c, (Span){&byte, 1}, false);
}

static int put_ascii(Percent *p, const Conversion *c, Ref v)
{
    Value text = object_ascii(v);
    if (value_is_error(text))
        return -1;
    size_t n;
    const char *utf8 = str_utf8(text, &n);
    int status = utf8 ? put_padded(p, c, (Span){utf8, (int64_t)n}, true) : -1;
    value_drop(text);
    return status;
}

static int put_number(Percent *p, const Conversion *c, Ref v)
{
    char spec[64];
    size_t n = (size_t)snprintf(spec, sizeof spec, "%%%s", c->flags);
    if (c->width >= 0)
        n += (size_t)snprintf(spec + n, sizeof spec - n, "%lld", (long long)c->width);
    if (c->precision >= 0)
        n += (size_t)snprintf(spec + n, sizeof spec - n, ".%lld", (long long)c->precision);
    snprintf(spec + n, sizeof spec - n, "%c", c->code);
    Value format = str_from_cstr(spec), args = tuple_of1(v), text = VALUE_ERROR;
    if (value_is_ok(format) && value_is_ok(args))
        text = str_percent(format, args);
    value_drop(format);
    value_drop(args);
    if (value_is_error(text)) {
        if (strchr("eEfFgG", c->code) && exc_pending_is(&type_TypeError))
            exc_raise(&type_TypeError, "float argument required, not %T", v);
        return -1;
    }
    size_t len;
    const char *utf8 = str_utf8(text, &len);
    int status = utf8 ? bytearray_append(p->out, utf8, len) : -1;
    value_drop(text);
    return status;
}

static int convert(Percent *p)
{
    Conversion c;
    Value v = VALUE_ABSENT;
    if (p->at < p->format.n && p->format.p[p->at] == '(') {
        v = keyed_argument(p);
        if (value_is_error(v))
            return -1;
    }
    int status = read_conversion(p, &c);
    if (status == 0 && c.code == '%') {
        value_drop(v);
        return bytearray_append(p->out, "%", 1);
    }
    if (status == 0 && value_is_absent(v))
        v = next_argument(p);
    if (status || value_is_error(v)) {
        value_drop(v);
        return -1;
    }
    if (c.code == 's' || c.code == 'b')
        status = put_bytes(p, &c, v);
    else if (c.code == 'c')
        status = put_char(p, &c, v);
    else if (c.code == 'a' || c.code == 'r')
        status = put_ascii(p, &c, v);
    else if (c.code && strchr("diouxXeEfFgG", c.code))
        status = put_number(p, &c, v);
    else
        status = exc_raise_int(&type_ValueError, "unsupported format character '%c' (0x%x) at index %lld",
                               c.code, (unsigned)(uint8_t)c.code, (long long)(p->at - 1));
    value_drop(v);
    return status;
}

static bool is_mapping(Ref v)
{
    return value_type(v)->subscript != NULL && !value_is_tuple(v) && !value_is_bytes(v)
           && !value_is_bytearray(v) && !value_is_str(v);
}

Value bytes_percent(Ref format, Ref args)
{
    Value copy = bytes_from_buffer(format); /* a bytearray may change while arguments are converted */
    if (value_is_error(copy))
        return copy;
    Percent p = {.format = span_of(copy), .args = args, .mapping = is_mapping(args)};
    p.out = bytearray_new(NULL, 0);
    if (value_is_error(p.out)) {
        value_drop(copy);
        return VALUE_ERROR;
    }
    Value result = VALUE_ERROR;
    while (p.at < p.format.n) {
        const char *start = p.format.p + p.at;
        const char *percent = memchr(start, '%', (size_t)(p.format.n - p.at));
        int64_t plain = percent ? percent - start : p.format.n - p.at;
        p.at += plain + (percent != NULL);
        if (bytearray_append(p.out, start, (size_t)plain) || (percent && convert(&p)))
            goto done;
    }
    int64_t n_args = value_is_tuple(args) ? tuple_len(args) : 1;
    if (p.next_arg < n_args && !p.mapping)
        exc_raise(&type_TypeError, "not all arguments converted during bytes formatting");
    else if (value_is_bytes(format)) {
        Span built = span_of(p.out);
        result = bytes_new(built.p, (size_t)built.n);
    } else
        result = value_dup(p.out);
done:
    value_drop(p.out);
    value_drop(copy);
    return result;
}
