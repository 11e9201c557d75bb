/* runtime/str_repr.c -- repr(str) and the escapes of ascii(). */
#include "runtime/exc.h"
#include "runtime/str_chars.h"
#include "runtime/unicode.h"

static const char hex_digits[] = "0123456789abcdef";

/* The characters a repr may show as they are, below 128: printable, no backslash, no quotes. */
static bool is_plain(uint8_t c) { return c >= 0x20 && c < 0x7F && c != '\\' && c != '\''; }

static bool all_plain(const Str *s)
{
    if (!s->ascii)
        return false;
    for (int64_t i = 0; i < s->len; i++)
        if (!is_plain((uint8_t)s->data[i]))
            return false;
    return true;
}

static void build_hex(StrBuilder *b, char letter, uint32_t c, int digits)
{
    char text[10] = {'\\', letter};
    for (int i = 0; i < digits; i++)
        text[2 + i] = hex_digits[c >> (4 * (digits - 1 - i)) & 15];
    str_builder_ascii(b, text, (size_t)digits + 2);
}

static void build_escape(StrBuilder *b, uint32_t c)
{
    if (c < 0x100)
        build_hex(b, 'x', c, 2);
    else if (c < 0x10000)
        build_hex(b, 'u', c, 4);
    else
        build_hex(b, 'U', c, 8);
}

static void build_repr_char(StrBuilder *b, uint32_t c, uint32_t quote)
{
    if (c == quote || c == '\\') {
        str_builder_char(b, '\\');
        str_builder_char(b, c);
    } else if (c == '\n') {
        str_builder_ascii(b, "\\n", 2);
    } else if (c == '\r') {
        str_builder_ascii(b, "\\r", 2);
    } else if (c == '\t') {
        str_builder_ascii(b, "\\t", 2);
    } else if (c < 0x7F ? c >= 0x20 : c > 0x7F && unicode_is(c, UNI_PRINTABLE)) {
        str_builder_char(b, c);
    } else {
        build_escape(b, c);
    }
}

Value str_repr(Ref v)
{
    const Str *s = VALUE_AS(Str, v);
    if (all_plain(s)) {
        Str *r = str_alloc(s->len + 2, 127);
        if (r == NULL)
            return VALUE_ERROR;
        r->data[0] = '\'';
        memcpy(r->data + 1, s->data, (size_t)s->len);
        r->data[s->len + 1] = '\'';
        return value_from_obj(r);
    }
    bool doubles = chars_index(s->data, s->kind, s->len, '\'') >= 0 && chars_index(s->data, s->kind, s->len, '"') < 0;
    uint32_t quote = doubles ? '"' : '\'';
    StrBuilder b;
    str_builder_init(&b);
    str_builder_char(&b, quote);
    for (int64_t i = 0; i < s->len && !b.failed; i++)
        build_repr_char(&b, char_at(s->data, s->kind, i), quote);
    str_builder_char(&b, quote);
    return str_builder_finish(&b);
}
