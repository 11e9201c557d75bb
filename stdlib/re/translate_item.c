/* stdlib/re/translate_item.c -- what stands for one character in a pattern: literals, escapes, classes; and writing them out
 * so that PCRE2 reads them as Python does. */
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "stdlib/re/translate.h"
#include <stdio.h>

/* pattern[start:end] as a str, for messages. */
Value translate_text(const Parser *p, int64_t start, int64_t end)
{
    if (!p->is_bytes)
        return str_slice(p->pattern, start, end);
    return str_from_latin1((const uint8_t *)bytes_data(p->pattern) + start, (size_t)(end - start));
}

/* Error with a piece of the pattern as %U. */
int translate_fail_text(Parser *p, int64_t at, const char *fmt, int64_t start, int64_t end)
{
    Value text = translate_text(p, start, end);
    if (!value_is_error(text)) {
        regex_error(p->pattern, at, fmt, text);
        value_drop(text);
    }
    return -1;
}
/* ---- writing ---- */

void translate_put(Parser *p, uint32_t c)
{
    Translation *t = p->out;
    if (t->len == t->capacity) {
        size_t capacity = t->capacity ? t->capacity * 2 : 128;
        uint32_t *grown = mem_realloc_or_raise(t->code, capacity * sizeof *grown);
        if (grown == NULL) {
            p->failed = true;
            t->len = 0;
            if (t->capacity == 0)
                return;
        } else {
            t->code = grown;
            t->capacity = capacity;
        }
    }
    t->code[t->len++] = c;
}
void translate_put_text(Parser *p, const char *ascii)
{
    for (; *ascii; ascii++)
        translate_put(p, (uint8_t)*ascii);
}
void translate_put_number(Parser *p, const char *fmt, unsigned long long n)
{
    char text[40];
    snprintf(text, sizeof text, fmt, n);
    translate_put_text(p, text);
}
void translate_put_literal(Parser *p, uint32_t c)
{
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c > 255)
        translate_put(p, c);
    else
        translate_put_number(p, "\\x{%llx}", c);
    int width = c > 0xFFFF ? 2 : c > 0xFF;
    if (width > p->out->min_width)
        p->out->min_width = width;
}

/* What Python calls white space in a str, and its complement, as ranges inside a class. */
static const char unicode_space[] = "\\x{9}-\\x{d}\\x{1c}-\\x{20}\\x{85}\\x{a0}";
static const char unicode_not_space[] = "\\x{0}-\\x{8}\\x{e}-\\x{1b}\\x{21}-\\x{84}\\x{86}-\\x{9f}\\x{a1}-\\x{ff}";

bool translate_is_ascii(const Parser *p) { return p->is_bytes || p->flags & RE_ASCII; }

/* One of d D s S w W, inside a class or standing alone.  What lies above 255 cannot be written for the 8-bit library:
 * marks stand for it (regex.h). */
static void translate_put_category(Parser *p, int32_t c, bool in_class)
{
    bool ascii = translate_is_ascii(p);
    const char *text;
    switch (c) {
    case 'd': text = ascii ? "0-9" : "\\p{Nd}"; break;
    case 'D': text = ascii ? "\\x{0}-\\x{2f}\\x{3a}-\\x{ff}" : "\\P{Nd}"; break;
    case 'w': text = ascii ? "A-Za-z0-9_" : "\\p{L}\\p{N}_"; break;
    case 'W': text = ascii ? "\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}\\x{60}\\x{7b}-\\x{ff}" : "\\W"; break;
    case 's': text = ascii ? "\\x{9}-\\x{d}\\x{20}" : unicode_space; break;
    default: text = ascii ? "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{ff}" : unicode_not_space; break;
    }
    if (!in_class)
        translate_put(p, '[');
    translate_put_text(p, text);
    if (ascii && (c == 'D' || c == 'W' || c == 'S'))
        translate_put(p, MARK_WIDE_ALL);
    else if (!ascii && c == 's')
        translate_put(p, MARK_WIDE_SPACE);
    else if (!ascii && c == 'S')
        translate_put(p, MARK_WIDE_NOT_SPACE);
    if (!in_class)
        translate_put(p, ']');
}

/* ---- escapes ---- */

static int hex_value(int32_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
static bool is_octal(int32_t c) { return c >= '0' && c <= '7'; }

/* \x41 \u0041 \U00000041 behind the letter: the code point, -1 error. `start` is the backslash. */
static int64_t hex_escape(Parser *p, int64_t start, int n_digits)
{
    int64_t value = 0;
    int n = 0;
    for (; n < n_digits && hex_value(peek(p)) >= 0; n++)
        value = value * 16 + hex_value(take(p));
    if (n != n_digits)
        return translate_fail_text(p, start, "incomplete escape %U", start, p->pos);
    if (value > 0x10FFFF)
        return translate_fail_text(p, start, "bad escape %U", start, p->pos);
    return value;
}

/* \N{name} */
static int64_t named_escape(Parser *p, int64_t start)
{
    if (!accept(p, '{'))
        return regex_error(p->pattern, p->pos, "missing {");
    int64_t name_start = p->pos;
    while (peek(p) != END && peek(p) != '}')
        p->pos++;
    if (peek(p) == END)
        return regex_error(p->pattern, name_start, "missing }, unterminated name");
    if (p->pos == name_start)
        return regex_error(p->pattern, name_start, "missing character name");
    Value name = translate_text(p, name_start, p->pos++);
    Value lookup = import_attr("unicodedata", "lookup");
    Value found = value_is_error(lookup) ? lookup : object_call1(lookup, name);
    value_drop(value_is_error(lookup) ? VALUE_ABSENT : lookup);
    int64_t c;
    if (value_is_error(found)) {
        exc_clear();
        c = regex_error(p->pattern, start, "undefined character name %R", name);
    } else if (str_len(found) != 1)
        c = regex_error(p->pattern, start, "undefined character name %R", name);
    else
        c = str_at(found, 0);
    value_drop(value_is_error(found) ? VALUE_ABSENT : found);
    value_drop(name);
    return c;
}

/* Escapes that mean one character both inside and outside of classes; -2: not one of these. c is consumed. */
static int64_t common_escape(Parser *p, int64_t start, int32_t c)
{
    switch (c) {
    case 'a': return 7;
    case 'f': return 12;
    case 'n': return 10;
    case 'r': return 13;
    case 't': return 9;
    case 'v': return 11;
    case '\\': return '\\';
    case 'x': return hex_escape(p, start, 2);
    case 'u': return p->is_bytes ? -2 : hex_escape(p, start, 4);
    case 'U': return p->is_bytes ? -2 : hex_escape(p, start, 8);
    case 'N': return p->is_bytes ? -2 : named_escape(p, start);
    default: return -2;
    }
}

static int64_t octal_tail(Parser *p, int64_t start, int64_t value, int max_digits)
{
    for (int n = 0; n < max_digits && is_octal(peek(p)); n++)
        value = value * 8 + (take(p) - '0');
    if (value > 0377)
        return translate_fail_text(p, start, "octal escape value %U outside of range 0-0o377", start, p->pos);
    return value;
}

static const char *const category_letters = "dDsSwW";
static bool is_category(int32_t c) { return c > 0 && c < 128 && strchr(category_letters, c) != NULL; }

/* ---- classes ---- */

/* One member: its code point, or -2 when it was a category (already written), -1 error. */
static int64_t class_member(Parser *p, int32_t *category)
{
    int64_t start = p->pos;
    int32_t c = take(p);
    *category = 0;
    if (c != '\\')
        return c;
    c = take(p);
    if (c == END)
        return regex_error(p->pattern, start, "bad escape (end of pattern)");
    if (is_category(c)) {
        *category = c;
        return -2;
    }
    if (is_octal(c))
        return octal_tail(p, start, c - '0', 2);
    if (c == 'b')
        return 8;
    int64_t value = common_escape(p, start, c);
    if (value != -2)
        return value;
    if (is_letter(c) || is_digit(c))
        return translate_fail_text(p, start, "bad escape %U", start, p->pos);
    return c;
}

static void put_range(Parser *p, uint32_t from, uint32_t to)
{
    translate_put_literal(p, from);
    if (to != from) {
        translate_put(p, '-');
        translate_put_literal(p, to);
    }
}

static int warn_nested(Parser *p, int64_t at, const char *what)
{
    return exc_warn(&type_FutureWarning, 8, "Possible %s at position %lld", what, (long long)at);
}

/* Python warns where a future set syntax would mean something else. */
static int check_set_warnings(Parser *p, int64_t start, bool first)
{
    int32_t c = peek(p);
    if (c == '[' && first)
        return 0;
    if (c == '[')
        return 0;
    if ((c == '-' || c == '&' || c == '~' || c == '|') && peek_at(p, p->pos + 1) == c && !first)
        return warn_nested(p, p->pos, c == '-' ? "set difference" : c == '&' ? "set intersection"
                           : c == '~' ? "set symmetric difference" : "set union");
    return 0;
}

Width translate_class(Parser *p, int64_t start)
{
    bool negate = accept(p, '^');
    if (peek(p) == '[' && warn_nested(p, p->pos, "nested set"))
        return no_width;
    translate_put_text(p, negate ? "[^" : "[");
    for (bool first = true;; first = false) {
        int32_t category, end_category;
        int64_t member_start = p->pos;
        if (peek(p) == END)
            FAIL_WIDTH(p, start, "unterminated character set");
        if (!first && accept(p, ']'))
            break;
        if (check_set_warnings(p, start, first))
            return no_width;
        int64_t from = class_member(p, &category);
        if (from == -1)
            return no_width;
        if (peek(p) != '-') {
            if (category)
                translate_put_category(p, category, true);
            else
                put_range(p, (uint32_t)from, (uint32_t)from);
            continue;
        }
        p->pos++;
        if (peek(p) == END)
            FAIL_WIDTH(p, start, "unterminated character set");
        if (accept(p, ']')) { /* a trailing - is itself */
            if (category)
                translate_put_category(p, category, true);
            else
                put_range(p, (uint32_t)from, (uint32_t)from);
            translate_put_literal(p, '-');
            break;
        }
        if (peek(p) == '-' && warn_nested(p, p->pos - 1, "set difference"))
            return no_width;
        int64_t to = class_member(p, &end_category);
        if (to == -1)
            return no_width;
        if (category || end_category || to < from) {
            translate_fail_text(p, member_start, "bad character range %U", member_start, p->pos);
            return no_width;
        }
        put_range(p, (uint32_t)from, (uint32_t)to);
    }
    translate_put(p, ']');
    return (Width){1, 1};
}

static Width boundary(Parser *p, int32_t c)
{
    bool unicode_globally = !p->is_bytes && !(p->global & RE_ASCII);
    if (translate_is_ascii(p) && unicode_globally)
        translate_put_text(p, c == 'b' ? "(?:(?<=[A-Za-z0-9_])(?![A-Za-z0-9_])|(?<![A-Za-z0-9_])(?=[A-Za-z0-9_]))"
                             : "(?:(?<=[A-Za-z0-9_])(?=[A-Za-z0-9_])|(?<![A-Za-z0-9_])(?![A-Za-z0-9_]))");
    else
        translate_put_text(p, c == 'b' ? "\\b" : "\\B");
    return (Width){0, 0};
}

Width translate_escape(Parser *p)
{
    int64_t start = p->pos - 1; /* the backslash */
    int32_t c = take(p);
    if (c == END)
        FAIL_WIDTH(p, start, "bad escape (end of pattern)");
    if (c == 'A' || c == 'Z') {
        translate_put_text(p, c == 'A' ? "\\A" : "\\z");
        return (Width){0, 0};
    }
    if (c == 'b' || c == 'B')
        return boundary(p, c);
    if (is_category(c)) {
        translate_put_category(p, c, false);
        return (Width){1, 1};
    }
    int64_t literal = c == '0' ? octal_tail(p, start, 0, 2) : common_escape(p, start, c);
    if (literal == -1)
        return no_width;
    if (literal == -2 && is_digit(c)) {
        int group = c - '0';
        if (is_digit(peek(p))) {
            if (is_octal(c) && is_octal(peek(p)) && is_octal(peek_at(p, p->pos + 1))) {
                literal = octal_tail(p, start, c - '0', 2);
                if (literal == -1)
                    return no_width;
            } else
                group = group * 10 + (take(p) - '0');
        }
        if (literal == -2) {
            if (group >= p->n_groups)
                FAIL_WIDTH(p, start + 1, "invalid group reference %d", group);
            return translate_group_reference(p, group, start);
        }
    }
    if (literal == -2) {
        if (is_letter(c)) {
            translate_fail_text(p, start, "bad escape %U", start, p->pos);
            return no_width;
        }
        literal = c;
    }
    translate_put_literal(p, (uint32_t)literal);
    return (Width){1, 1};
}
