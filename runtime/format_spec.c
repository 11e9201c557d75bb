/* runtime/format_spec.c -- the format mini-language: [[fill]align][sign][z][#][0][width][,_][.precision][type].
 *
 * The parser serves every built-in type; what the letters mean is up to each.  Here are also the padding of
 * numbers and all of str.__format__. */
#include "runtime/exc.h"
#include "runtime/str_chars.h"
#include "runtime/unicode.h"

/* ---- parsing ---- */

typedef struct Cursor { const Str *s; int64_t at; } Cursor;

static uint32_t peek(const Cursor *c, int64_t ahead)
{
    return c->at + ahead < c->s->len ? char_at(c->s->data, c->s->kind, c->at + ahead) : 0;
}

static bool accept(Cursor *c, uint32_t wanted)
{
    if (c->at >= c->s->len || peek(c, 0) != wanted)
        return false;
    c->at++;
    return true;
}

static bool is_align(uint32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

/* Decimal digits of any script: 1 read, 0 there are none, -1 too many. */
static int read_number(Cursor *c, int64_t *out)
{
    int64_t value = 0, start = c->at;
    for (; c->at < c->s->len; c->at++) {
        int digit = unicode_decimal(peek(c, 0));
        if (digit < 0)
            break;
        if (value > (INT64_MAX - digit) / 10)
            return exc_raise_int(&type_ValueError, "Too many decimal digits in format string");
        value = value * 10 + digit;
    }
    if (c->at == start)
        return 0;
    *out = value;
    return 1;
}

static int invalid_spec(Ref spec, Ref value)
{
    return exc_raise_int(&type_ValueError, "Invalid format specifier '%U' for object of type '%T'", spec, value);
}

static int read_thousands(Cursor *c, FormatSpec *f)
{
    if (accept(c, ','))
        f->thousands = ',';
    if (peek(c, 0) == '_') {
        if (f->thousands)
            return exc_raise_int(&type_ValueError, "Cannot specify both ',' and '_'.");
        c->at++;
        f->thousands = '_';
    }
    if (peek(c, 0) == ',' && f->thousands == '_')
        return exc_raise_int(&type_ValueError, "Cannot specify both ',' and '_'.");
    return 0;
}

/* ',' and '_' make sense for decimal numbers; '_' for the binary bases too. */
static int check_thousands(const FormatSpec *f, Ref value)
{
    uint32_t type = f->type ? f->type : value_is_str(value) ? 's' : 'd';
    if (type < 128 && strchr("deEfFgG%", (int)type) != NULL)
        return 0;
    if (type < 128 && strchr("boxX", (int)type) != NULL && f->thousands == '_')
        return 0;
    if (type > 32 && type < 128)
        return exc_raise_int(&type_ValueError, "Cannot specify '%c' with '%c'.", f->thousands, (int)type);
    return exc_raise_int(&type_ValueError, "Cannot specify '%c' with '\\x%x'.", f->thousands, type);
}

int format_spec_parse(Ref spec, FormatSpec *f, Ref value)
{
    Cursor c = {VALUE_AS(Str, spec), 0};
    *f = (FormatSpec){.fill = ' ', .width = -1, .precision = -1};
    bool has_fill = false;
    if (c.s->len >= 2 && is_align(peek(&c, 1))) {
        f->fill = peek(&c, 0);
        f->align = (char)peek(&c, 1);
        has_fill = true;
        c.at = 2;
    } else if (is_align(peek(&c, 0))) {
        f->align = (char)peek(&c, 0);
        c.at = 1;
    }
    if (peek(&c, 0) == '+' || peek(&c, 0) == '-' || peek(&c, 0) == ' ')
        f->sign = (char)peek(&c, 0), c.at++;
    f->no_negative_zero = accept(&c, 'z');
    f->alternate = accept(&c, '#');
    if (!has_fill && accept(&c, '0')) {
        f->zero = true;
        f->fill = '0';
    }
    if (read_number(&c, &f->width) < 0 || read_thousands(&c, f))
        return -1;
    if (accept(&c, '.')) {
        int found = read_number(&c, &f->precision);
        if (found < 0)
            return -1;
        if (found == 0)
            return exc_raise_int(&type_ValueError, "Format specifier missing precision");
    }
    if (c.s->len - c.at > 1)
        return invalid_spec(spec, value);
    if (c.s->len - c.at == 1) {
        f->type = peek(&c, 0);
        if (f->type == 0) { /* a NUL is a letter nobody knows, not the lack of one */
            format_spec_unknown_code(0, value);
            return -1;
        }
    }
    return f->thousands ? check_thousands(f, value) : 0;
}

Value format_spec_unknown_code(uint32_t code, Ref value)
{
    if (code > 32 && code < 128)
        return exc_raise(&type_ValueError, "Unknown format code '%c' for object of type '%T'", (int)code, value);
    return exc_raise(&type_ValueError, "Unknown format code '\\x%x' for object of type '%T'", code, value);
}

/* ---- numbers ---- */

Value format_spec_pad_number(const FormatSpec *f, const char *prefix, size_t prefix_len, const char *body,
                             size_t body_len, char default_align)
{
    int64_t n = (int64_t)(prefix_len + body_len);
    int64_t room = f->width > n ? f->width - n : 0;
    char align = f->align ? f->align : f->zero ? '=' : default_align;
    int64_t left = align == '<' ? 0 : align == '^' ? room / 2 : room;
    if (room > INT64_MAX / 8)
        return exc_raise_memory();
    Str *s = str_alloc(n + room, room > 0 && f->fill > 127 ? f->fill : 127);
    if (s == NULL)
        return VALUE_ERROR;
    char *to = s->data;
    int kind = s->kind;
    int64_t before = align == '=' ? 0 : left;
    chars_fill(to, kind, f->fill, before);
    to += before * kind;
    chars_copy(to, kind, prefix, 1, (int64_t)prefix_len);
    to += (int64_t)prefix_len * kind;
    if (align == '=') {
        chars_fill(to, kind, f->fill, left);
        to += left * kind;
    }
    chars_copy(to, kind, body, 1, (int64_t)body_len);
    to += (int64_t)body_len * kind;
    chars_fill(to, kind, f->fill, room - left);
    return value_from_obj(s);
}

/* ---- str ---- */

static int check_str_spec(const FormatSpec *f, Ref value)
{
    if (f->type && f->type != 's') {
        format_spec_unknown_code(f->type, value);
        return -1;
    }
    if (f->sign == ' ')
        return exc_raise_int(&type_ValueError, "Space not allowed in string format specifier");
    if (f->sign)
        return exc_raise_int(&type_ValueError, "Sign not allowed in string format specifier");
    if (f->no_negative_zero)
        return exc_raise_int(&type_ValueError, "Negative zero coercion (z) not allowed in string format specifier");
    if (f->alternate)
        return exc_raise_int(&type_ValueError, "Alternate form (#) not allowed in string format specifier");
    if (f->align == '=')
        return exc_raise_int(&type_ValueError, "'=' alignment not allowed in string format specifier");
    return 0;
}

Value str_apply_spec(Ref v, Ref spec)
{
    if (str_len(spec) == 0)
        return object_str(v); /* a subclass may have its own __str__ */
    FormatSpec f;
    if (format_spec_parse(spec, &f, v) || check_str_spec(&f, v))
        return VALUE_ERROR;
    const Str *s = VALUE_AS(Str, v);
    int64_t len = f.precision >= 0 && f.precision < s->len ? f.precision : s->len;
    int64_t room = f.width > len ? f.width - len : 0;
    if (room == 0)
        return str_slice(v, 0, len);
    if (room > INT64_MAX / 8)
        return exc_raise_memory();
    int64_t left = f.align == '>' ? room : f.align == '^' ? room / 2 : 0;
    Str *r = str_alloc(len + room, chars_union(s->data, s->kind, len) | f.fill);
    if (r == NULL)
        return VALUE_ERROR;
    chars_fill(r->data, r->kind, f.fill, left);
    chars_copy(r->data + left * r->kind, r->kind, s->data, s->kind, len);
    chars_fill(r->data + (left + len) * r->kind, r->kind, f.fill, room - left);
    return value_from_obj(r);
}

STR_METHOD(str_dunder_format_m)
{
    if (str_argument("__format__", 0, a[0]))
        return VALUE_ERROR;
    return str_apply_spec(self, a[0]);
}
