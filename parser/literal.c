/* parser/literal.c -- the values of numbers and the escapes of strings. */
#include "parser/parse.h"

#include "runtime/bytes.h"
#include "runtime/complex.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include <stdio.h>
#include <string.h>

/* ---- numbers -------------------------------------------------------------------------- */

/* The digits of a literal without underscores, in the arena. */
static const char *strip_underscores(Parser *p, const char *text, size_t *n)
{
    char *out = arena_alloc(p->arena, *n + 1);
    if (!out) {
        p->raised = true;
        return NULL;
    }
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++)
        if (text[i] != '_')
            out[kept++] = text[i];
    out[kept] = 0;
    *n = kept;
    return out;
}

static Value make_int(const char *text, size_t n, int flags)
{
    if (!(flags & NUMBER_PREFIXED)) {
        if (n > 15)
            return int_from_digits(text, n, 10);
        int64_t value = 0;
        for (size_t i = 0; i < n; i++)
            value = value * 10 + (text[i] - '0');
        return int_new(value);
    }
    int base = (text[1] | 0x20) == 'x' ? 16 : (text[1] | 0x20) == 'o' ? 8 : 2;
    return int_from_digits(text + 2, n - 2, base);
}

static Value make_number(const char *text, size_t n, int flags)
{
    bool ok;
    if (flags & NUMBER_IMAGINARY)
        return complex_new(0.0, float_parse(text, n - 1, &ok));
    if (flags & NUMBER_FLOAT)
        return value_from_double(float_parse(text, n, &ok));
    return make_int(text, n, flags);
}

/* 1if x: legal, but soon not. */
static bool warn_before_keyword(Parser *p, const Token *t)
{
    const char *text = p->lexer.text + t->start;
    const char *kind = t->flags & NUMBER_IMAGINARY ? "imaginary"
        : !(t->flags & NUMBER_PREFIXED) ? "decimal"
        : (text[1] | 0x20) == 'x' ? "hexadecimal"
        : (text[1] | 0x20) == 'o' ? "octal" : "binary";
    return warn(p, t->line, t, "invalid %s literal", kind);
}

Expr *parse_number(Parser *p)
{
    const Token *t = p->tok++;
    const char *text = p->lexer.text + t->start;
    size_t n = t->end - t->start;
    if ((t->flags & NUMBER_BEFORE_KEYWORD) && !warn_before_keyword(p, t))
        return NULL;
    if ((t->flags & NUMBER_UNDERSCORES) && !(text = strip_underscores(p, text, &n)))
        return NULL;
    bool is_decimal = !(t->flags & (NUMBER_PREFIXED | NUMBER_FLOAT | NUMBER_IMAGINARY));
    if (is_decimal && int_max_str_digits > 0 && n > (size_t)int_max_str_digits)
        return raise_here(p, "Exceeds the limit (%lld digits) for integer string conversion: value has %zu digits; "
                          "use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge "
                          "integer literals to avoid decimal conversion limits.", (long long)int_max_str_digits, n);
    Value value = make_number(text, n, t->flags);
    if (value_is_error(value)) {
        p->raised = true;
        return NULL;
    }
    Ref ref = own(p, value);
    if (value_is_error(ref))
        return NULL;
    return EXPR(p, token_pos(t), Constant, .value = ref, .kind = VALUE_ABSENT);
}

/* ---- escapes ---------------------------------------------------------------------------- */

/* What an escape sequence turned out to be. */
typedef struct Escape {
    uint32_t code_point;
    int byte_len;        /* with its backslash */
    bool nothing;        /* backslash-newline */
    bool invalid;        /* not an escape: the backslash stays (code_point is it) */
    bool big_octal;      /* above 0o377 */
    const char *problem; /* why it cannot be decoded, NULL when fine */
} Escape;

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Exactly n hexadecimal digits after the letter. */
static Escape read_hex(const char *s, const char *end, int n, const char *problem)
{
    Escape e = {.byte_len = 2};
    for (int i = 0; i < n; i++, e.byte_len++) {
        int digit = s + e.byte_len < end ? hex_value(s[e.byte_len]) : -1;
        if (digit < 0) {
            e.problem = problem;
            return e;
        }
        e.code_point = e.code_point << 4 | (uint32_t)digit;
    }
    if (e.code_point > 0x10ffff)
        e.problem = "illegal Unicode character";
    return e;
}

static Escape read_octal(const char *s, const char *end)
{
    Escape e = {.byte_len = 1};
    while (e.byte_len < 4 && s + e.byte_len < end && s[e.byte_len] >= '0'
           && s[e.byte_len] <= '7')
        e.code_point = e.code_point * 8 + (uint32_t)(s[e.byte_len++] - '0');
    e.big_octal = e.code_point > 0377;
    return e;
}

static Escape read_named(const char *s, const char *end)
{
    Escape e = {.byte_len = 2};
    const char *close = s + 2 < end && s[2] == '{'
        ? memchr(s + 3, '}', (size_t)(end - s - 3)) : NULL;
    if (!close || close == s + 3) {
        e.problem = "malformed \\N character escape";
        e.byte_len = close ? 4 : s + 2 < end && s[2] == '{' ? (int)(end - s) : 2;
        return e;
    }
    e.byte_len = (int)(close - s + 1);
    int32_t found = parse_unicode_name_hook
        ? parse_unicode_name_hook(s + 3, (size_t)(close - s - 3)) : -1;
    if (found < 0)
        e.problem = "unknown Unicode character name";
    e.code_point = (uint32_t)found;
    return e;
}

/* The escapes that str and bytes have in common; -1 for any other letter. */
static int simple_escape(char c)
{
    switch (c) {
    case '\\': case '\'': case '"': return c;
    case 'a': return 7;
    case 'b': return 8;
    case 'f': return 12;
    case 'n': return 10;
    case 'r': return 13;
    case 't': return 9;
    case 'v': return 11;
    default: return -1;
    }
}

/* The escape at s, which is a backslash. */
static Escape read_escape(const char *s, const char *end, bool is_bytes)
{
    char c = s + 1 < end ? s[1] : 0;
    int simple = simple_escape(c);
    if (simple >= 0)
        return (Escape){.code_point = (uint32_t)simple, .byte_len = 2};
    if (c == '\n')
        return (Escape){.byte_len = 2, .nothing = true};
    if (c >= '0' && c <= '7')
        return read_octal(s, end);
    if (c == 'x')
        return read_hex(s, end, 2, "truncated \\xXX escape");
    if (c == 'u' && !is_bytes)
        return read_hex(s, end, 4, "truncated \\uXXXX escape");
    if (c == 'U' && !is_bytes)
        return read_hex(s, end, 8, "truncated \\UXXXXXXXX escape");
    if (c == 'N' && !is_bytes)
        return read_named(s, end);
    return (Escape){.code_point = '\\', .byte_len = 1, .invalid = true};
}

/* Positions in the message count from the start of the literal's text. */
static bool fail_escape(Parser *p, const Token *t, const Escape *e, size_t position,
                        bool is_bytes)
{
    if (t->kind == TOKEN_FSTRING_MIDDLE)
        raise_here(p, "(unicode error) 'unicodeescape' codec can't decode bytes in "
                   "position %zu-%zu: %s", position, position + (size_t)e->byte_len - 1,
                   e->problem);
    else if (is_bytes)
        raise_at_token(p, t, "(value error) invalid \\x escape at position %zu", position);
    else
        raise_at_token(p, t, "(unicode error) 'unicodeescape' codec can't decode bytes in "
                       "position %zu-%zu: %s", position, position + (size_t)e->byte_len - 1,
                       e->problem);
    return false;
}

/* Where a warning about s belongs: a plain literal is warned of where it begins, text of an f-string (or a copy
 * without doubled braces) in its own line. */
static uint32_t line_at(const Token *t, const char *text, const char *s)
{
    uint32_t line = t->line;
    if (t->kind == TOKEN_STRING)
        return line;
    for (; text < s; text++)
        line += *text == '\n';
    return line;
}

static bool check_escape(Parser *p, const Token *t, const char *text, const char *s,
                         const char *end, const Escape *e, bool is_bytes)
{
    if (e->problem)
        return fail_escape(p, t, e, (size_t)(s - text), is_bytes);
    if (e->big_octal)
        return warn(p, line_at(t, text, s), t, "invalid octal escape sequence '%.*s'", 4, s);
    if (!e->invalid || s + 1 >= end)
        return true;
    int byte_len = 1;
    while (s + 1 + byte_len < end && ((unsigned char)s[1 + byte_len] & 0xc0) == 0x80)
        byte_len++;
    return warn(p, line_at(t, text, s), t, "invalid escape sequence '%.*s'", 1 + byte_len, s);
}

static uint32_t next_code_point(const char **s)
{
    const unsigned char *u = (const unsigned char *)*s;
    int n = u[0] < 0x80 ? 1 : u[0] < 0xe0 ? 2 : u[0] < 0xf0 ? 3 : 4;
    uint32_t c = n == 1 ? u[0] : u[0] & (0x7fu >> n);
    for (int i = 1; i < n; i++)
        c = c << 6 | (u[i] & 0x3f);
    *s += n;
    return c;
}

static Value decode_str(Parser *p, const Token *t, const char *text, size_t n)
{
    const char *end = text + n;
    StrBuilder b;
    str_builder_init(&b);
    for (const char *s = text; s < end;) {
        if (*s != '\\') {
            str_builder_char(&b, next_code_point(&s));
            continue;
        }
        Escape e = read_escape(s, end, false);
        if (!check_escape(p, t, text, s, end, &e, false)) {
            str_builder_free(&b);
            return VALUE_ERROR;
        }
        if (!e.nothing)
            str_builder_char(&b, e.code_point);
        s += e.byte_len;
    }
    return str_builder_finish(&b);
}

static Value decode_bytes(Parser *p, const Token *t, const char *text, size_t n)
{
    const char *end = text + n;
    char *out = arena_alloc(p->arena, n + 1);
    size_t kept = 0;
    if (!out)
        return VALUE_ERROR;
    for (const char *s = text; s < end;) {
        if (*s != '\\') {
            out[kept++] = *s++;
            continue;
        }
        Escape e = read_escape(s, end, true);
        if (!check_escape(p, t, text, s, end, &e, true))
            return VALUE_ERROR;
        if (!e.nothing)
            out[kept++] = (char)e.code_point;
        s += e.byte_len;
    }
    return bytes_new(out, kept);
}

static bool is_ascii(const char *text, size_t n)
{
    unsigned char all = 0;
    for (size_t i = 0; i < n; i++)
        all |= (unsigned char)text[i];
    return all < 0x80;
}

Value decode_literal(Parser *p, const Token *t, const char *text, size_t n, int flags)
{
    bool escapes = (flags & STRING_BACKSLASH) && !(flags & STRING_RAW);
    Value value;
    if (flags & STRING_BYTES) {
        if (!is_ascii(text, n)) {
            raise_at_token(p, t, "bytes can only contain ASCII literal characters");
            return VALUE_ERROR;
        }
        value = escapes ? decode_bytes(p, t, text, n) : bytes_new(text, n);
    } else if (escapes) {
        value = decode_str(p, t, text, n);
    } else {
        value = is_ascii(text, n) ? str_from_ascii(text, n) : str_from_utf8(text, n);
    }
    if (value_is_error(value))
        p->raised = true;
    return value;
}
