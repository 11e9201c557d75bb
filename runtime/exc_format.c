/* runtime/exc_format.c -- the formatter behind exc_raise() and str_format().
 *
 * printf's numbers and strings, plus conversions that take values: the list stands at exc_raise() in exc.h. */
#include "runtime/exc.h"
#include "runtime/object.h"
#include "runtime/str.h"
#include <stdarg.h>
#include <stdio.h>

/* One conversion: %-08.200lld */
typedef struct Conversion {
    char flags[6];
    int width, precision; /* -1 none */
    char length;          /* 'l', 'q' for ll, 'z', 0 */
    char kind;
} Conversion;

static const char *read_number(const char *p, int *out)
{
    int n = 0;
    while (*p >= '0' && *p <= '9')
        n = n < 100000000 ? n * 10 + (*p - '0') : n, p++;
    *out = n;
    return p;
}

static const char *read_conversion(const char *p, Conversion *c, va_list *ap)
{
    size_t n_flags = 0;
    *c = (Conversion){.width = -1, .precision = -1};
    while (*p && strchr("-0+ #", *p)) {
        if (n_flags + 1 < sizeof c->flags)
            c->flags[n_flags++] = *p;
        p++;
    }
    if (*p >= '0' && *p <= '9')
        p = read_number(p, &c->width);
    if (*p == '.') {
        p++;
        if (*p == '*') {
            c->precision = va_arg(*ap, int);
            p++;
        } else {
            p = read_number(p, &c->precision);
        }
    }
    if (*p == 'l' || *p == 'z') {
        c->length = *p++;
        if (*p == 'l') {
            c->length = 'q';
            p++;
        }
    }
    c->kind = *p ? *p++ : '%';
    return p;
}

/* UTF-8 of unknown quality: what is broken becomes U+FFFD. */
static void append_utf8(StrBuilder *b, const char *text, size_t n)
{
    const unsigned char *p = (const unsigned char *)text, *end = p + n;
    while (p < end) {
        const unsigned char *ascii = p;
        while (p < end && *p < 0x80)
            p++;
        if (p > ascii)
            str_builder_ascii(b, (const char *)ascii, (size_t)(p - ascii));
        if (p == end)
            return;
        int more = *p >= 0xF0 && *p < 0xF8 ? 3 : *p >= 0xE0 && *p < 0xF0 ? 2 : *p >= 0xC2 && *p < 0xE0 ? 1 : 0;
        uint32_t c = more == 3 ? *p & 7u : more == 2 ? *p & 15u : *p & 31u;
        bool good = more > 0 && end - p > more;
        for (int i = 1; good && i <= more; i++) {
            good = (p[i] & 0xC0) == 0x80;
            c = c << 6 | (p[i] & 63u);
        }
        str_builder_char(b, good && c <= 0x10FFFF ? c : 0xFFFD);
        p += good ? more + 1 : 1;
    }
}

static void append_cstr(StrBuilder *b, const Conversion *c, const char *text)
{
    if (text == NULL)
        text = "(null)";
    size_t n = c->precision >= 0 ? strnlen(text, (size_t)c->precision) : strlen(text);
    bool left = strchr(c->flags, '-') != NULL;
    for (int pad = c->width - (int)n; !left && pad > 0; pad--)
        str_builder_char(b, ' ');
    append_utf8(b, text, n);
    for (int pad = c->width - (int)n; left && pad > 0; pad--)
        str_builder_char(b, ' ');
}

/* Takes text; width and precision count characters. */
static int append_value(StrBuilder *b, const Conversion *c, Value text)
{
    if (value_is_error(text))
        return -1;
    if (!value_is_str(text)) { /* an object that claims to be a name: show it anyway */
        Value shown = object_repr(text);
        value_drop(text);
        text = shown;
        if (value_is_error(text))
            return -1;
    }
    int64_t n = str_len(text);
    if (c->precision >= 0 && n > c->precision)
        n = c->precision;
    for (int64_t pad = c->width - n; pad > 0; pad--)
        str_builder_char(b, ' ');
    str_builder_slice(b, text, 0, n);
    value_drop(text);
    return 0;
}

static void append_number(StrBuilder *b, const Conversion *c, va_list *ap)
{
    char format[24], out[160];
    bool is_signed = c->kind == 'd' || c->kind == 'i';
    long long i = 0;
    unsigned long long u = 0;
    switch (c->length) {
    case 'l':
        if (is_signed) i = va_arg(*ap, long); else u = va_arg(*ap, unsigned long);
        break;
    case 'q':
        if (is_signed) i = va_arg(*ap, long long); else u = va_arg(*ap, unsigned long long);
        break;
    case 'z':
        if (is_signed) i = va_arg(*ap, ptrdiff_t); else u = va_arg(*ap, size_t);
        break;
    default:
        if (is_signed) i = va_arg(*ap, int); else u = va_arg(*ap, unsigned);
        break;
    }
    int width = c->width > 100 ? 100 : c->width;
    if (width >= 0)
        snprintf(format, sizeof format, "%%%s%dll%c", c->flags, width, c->kind);
    else
        snprintf(format, sizeof format, "%%%sll%c", c->flags, c->kind);
    int n = is_signed ? snprintf(out, sizeof out, format, i) : snprintf(out, sizeof out, format, u);
    str_builder_ascii(b, out, (size_t)n);
}

static void append_pointer(StrBuilder *b, const void *p)
{
    char out[32];
    int n = snprintf(out, sizeof out, "0x%llx", (unsigned long long)(uintptr_t)p);
    str_builder_ascii(b, out, (size_t)n);
}

static int append_conversion(StrBuilder *b, const Conversion *c, va_list *ap)
{
    switch (c->kind) {
    case 's': append_cstr(b, c, va_arg(*ap, const char *)); return 0;
    case 'c': str_builder_char(b, (uint32_t)va_arg(*ap, int)); return 0;
    case 'p': append_pointer(b, va_arg(*ap, void *)); return 0;
    case '%': str_builder_char(b, '%'); return 0;
    case 'R': return append_value(b, c, object_repr(va_arg(*ap, Ref)));
    case 'S': return append_value(b, c, object_str(va_arg(*ap, Ref)));
    case 'A': return append_value(b, c, object_ascii(va_arg(*ap, Ref)));
    case 'U': return append_value(b, c, value_dup(va_arg(*ap, Ref)));
    case 'T': return append_value(b, c, type_message_name(value_type(va_arg(*ap, Ref))));
    case 'N': return append_value(b, c, type_message_name(va_arg(*ap, Type *)));
    case 'V': return append_value(b, c, type_full_name(value_type(va_arg(*ap, Ref))));
    default: append_number(b, c, ap); return 0;
    }
}

Value str_vformat(const char *fmt, va_list ap_in)
{
    va_list ap; /* a copy, so that its address can be handed on whatever type va_list is */
    va_copy(ap, ap_in);
    StrBuilder b;
    str_builder_init(&b);
    int failed = 0;
    for (const char *p = fmt; *p && !failed;) {
        const char *percent = strchr(p, '%');
        size_t n = percent ? (size_t)(percent - p) : strlen(p);
        append_utf8(&b, p, n);
        p += n;
        if (percent) {
            Conversion c;
            p = read_conversion(p + 1, &c, &ap);
            failed = append_conversion(&b, &c, &ap);
        }
    }
    va_end(ap);
    if (failed) {
        str_builder_free(&b);
        return VALUE_ERROR;
    }
    return str_builder_finish(&b);
}
