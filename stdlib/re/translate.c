/* stdlib/re/translate.c -- Python's regular expression grammar to PCRE2's.
 *
 * One pass over the pattern; each construct is checked as Python checks it (messages and positions of re.error) and
 * written out so that PCRE2, compiled without UTF mode, means exactly that: literals as \x{...}, back references as
 * \g{n}, flags as (?i), classes spelled out where the two differ (\s, \Z, \v).  VERBOSE is resolved here.
 * Widths are tracked because Python wants look-behinds of fixed width. */
#include "stdlib/re/regex.h"
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/unicode.h"
#include <stdarg.h>
#include <stdio.h>

#define MAX_REPEAT 4294967295ll
#define PCRE_MAX_REPEAT 65535
enum { MAX_GROUPS = 1 << 16, END = -1 };

typedef struct Width { int64_t min, max; } Width; /* in characters; saturate at MAX_REPEAT */

typedef struct Group { Width width; bool open; int close_order; } Group;

typedef struct Parser {
    Ref pattern;
    bool is_bytes;
    int64_t pos, len;
    uint32_t flags;       /* in force here */
    uint32_t global;      /* of the whole pattern */
    Translation *out;
    Group *groups;
    int n_groups, group_capacity, n_closed;
    int lookbehind_groups; /* groups defined before the innermost look-behind; -1 outside */
    bool failed;
} Parser;

/* ---- errors ---- */

int regex_error(Ref pattern, int64_t pos, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    Value message = str_vformat(fmt, ap);
    va_end(ap);
    if (value_is_error(message))
        return -1;
    Value class = import_attr("re", "PatternError");
    Value where = int_new(pos);
    if (!value_is_error(class)) {
        Value exc = object_call3(class, message, pattern, where);
        if (!value_is_error(exc)) {
            exc_raise_object(exc);
            value_drop(exc);
        }
        value_drop(class);
    }
    value_drop(where);
    value_drop(message);
    return -1;
}

#define FAIL(p, at, ...) return regex_error((p)->pattern, (at), __VA_ARGS__)
/* For functions that give a Width. */
static const Width no_width = {-1, -1};
static bool width_failed(Width w) { return w.min < 0; }
#define FAIL_WIDTH(p, at, ...) do { regex_error((p)->pattern, (at), __VA_ARGS__); return no_width; } while (0)

/* ---- reading ---- */

static int32_t peek_at(const Parser *p, int64_t i)
{
    if (i >= p->len)
        return END;
    return p->is_bytes ? (uint8_t)bytes_data(p->pattern)[i] : (int32_t)str_at(p->pattern, i);
}
static int32_t peek(const Parser *p) { return peek_at(p, p->pos); }
static int32_t take(Parser *p)
{
    int32_t c = peek(p);
    if (c != END)
        p->pos++;
    return c;
}
static bool accept(Parser *p, int32_t c)
{
    if (peek(p) != c)
        return false;
    p->pos++;
    return true;
}

/* pattern[start:end] as a str, for messages. */
static Value text_between(const Parser *p, int64_t start, int64_t end)
{
    if (!p->is_bytes)
        return str_slice(p->pattern, start, end);
    return str_from_latin1((const uint8_t *)bytes_data(p->pattern) + start, (size_t)(end - start));
}

/* Error with a piece of the pattern as %U. */
static int fail_text(Parser *p, int64_t at, const char *fmt, int64_t start, int64_t end)
{
    Value text = text_between(p, start, end);
    if (!value_is_error(text)) {
        regex_error(p->pattern, at, fmt, text);
        value_drop(text);
    }
    return -1;
}
static int fail_repr(Parser *p, int64_t at, const char *fmt, Ref name)
{
    return regex_error(p->pattern, at, fmt, name);
}

/* ---- writing ---- */

static void put(Parser *p, uint32_t c)
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
static void put_text(Parser *p, const char *ascii)
{
    for (; *ascii; ascii++)
        put(p, (uint8_t)*ascii);
}
static void put_number(Parser *p, const char *fmt, unsigned long long n)
{
    char text[40];
    snprintf(text, sizeof text, fmt, n);
    put_text(p, text);
}
static void put_literal(Parser *p, uint32_t c)
{
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c > 255)
        put(p, c);
    else
        put_number(p, "\\x{%llx}", c);
    int width = c > 0xFFFF ? 2 : c > 0xFF;
    if (width > p->out->min_width)
        p->out->min_width = width;
}

/* What Python calls white space in a str, and its complement, as ranges inside a class. */
static const char unicode_space[] = "\\x{9}-\\x{d}\\x{1c}-\\x{20}\\x{85}\\x{a0}";
static const char unicode_not_space[] = "\\x{0}-\\x{8}\\x{e}-\\x{1b}\\x{21}-\\x{84}\\x{86}-\\x{9f}\\x{a1}-\\x{ff}";

static bool is_ascii_mode(const Parser *p) { return p->is_bytes || p->flags & RE_ASCII; }

/* One of d D s S w W, inside a class or standing alone.  What lies above 255 cannot be written for the 8-bit library:
 * marks stand for it (regex.h). */
static void put_category(Parser *p, int32_t c, bool in_class)
{
    bool ascii = is_ascii_mode(p);
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
        put(p, '[');
    put_text(p, text);
    if (ascii && (c == 'D' || c == 'W' || c == 'S'))
        put(p, MARK_WIDE_ALL);
    else if (!ascii && c == 's')
        put(p, MARK_WIDE_SPACE);
    else if (!ascii && c == 'S')
        put(p, MARK_WIDE_NOT_SPACE);
    if (!in_class)
        put(p, ']');
}

/* ---- widths ---- */

static int64_t saturate(int64_t n) { return n > MAX_REPEAT ? MAX_REPEAT : n; }
static Width add_width(Width x, Width y) { return (Width){saturate(x.min + y.min), saturate(x.max + y.max)}; }
static int64_t times(int64_t n, int64_t m) { return m != 0 && n > MAX_REPEAT / m ? MAX_REPEAT : n * m; }

/* ---- escapes ---- */

static int hex_value(int32_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
static bool is_octal(int32_t c) { return c >= '0' && c <= '7'; }
static bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }
static bool is_letter(int32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* \x41 \u0041 \U00000041 behind the letter: the code point, -1 error. `start` is the backslash. */
static int64_t hex_escape(Parser *p, int64_t start, int n_digits)
{
    int64_t value = 0;
    int n = 0;
    for (; n < n_digits && hex_value(peek(p)) >= 0; n++)
        value = value * 16 + hex_value(take(p));
    if (n != n_digits)
        return fail_text(p, start, "incomplete escape %U", start, p->pos);
    if (value > 0x10FFFF)
        return fail_text(p, start, "bad escape %U", start, p->pos);
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
    Value name = text_between(p, name_start, p->pos++);
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
        return fail_text(p, start, "octal escape value %U outside of range 0-0o377", start, p->pos);
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
        return fail_text(p, start, "bad escape %U", start, p->pos);
    return c;
}

static void put_range(Parser *p, uint32_t from, uint32_t to)
{
    put_literal(p, from);
    if (to != from) {
        put(p, '-');
        put_literal(p, to);
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

static Width parse_class(Parser *p, int64_t start)
{
    bool negate = accept(p, '^');
    if (peek(p) == '[' && warn_nested(p, p->pos, "nested set"))
        return no_width;
    put_text(p, negate ? "[^" : "[");
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
                put_category(p, category, true);
            else
                put_range(p, (uint32_t)from, (uint32_t)from);
            continue;
        }
        p->pos++;
        if (peek(p) == END)
            FAIL_WIDTH(p, start, "unterminated character set");
        if (accept(p, ']')) { /* a trailing - is itself */
            if (category)
                put_category(p, category, true);
            else
                put_range(p, (uint32_t)from, (uint32_t)from);
            put_literal(p, '-');
            break;
        }
        if (peek(p) == '-' && warn_nested(p, p->pos - 1, "set difference"))
            return no_width;
        int64_t to = class_member(p, &end_category);
        if (to == -1)
            return no_width;
        if (category || end_category || to < from) {
            fail_text(p, member_start, "bad character range %U", member_start, p->pos);
            return no_width;
        }
        put_range(p, (uint32_t)from, (uint32_t)to);
    }
    put(p, ']');
    return (Width){1, 1};
}

/* ---- references ---- */

static Width group_reference(Parser *p, int group, int64_t at)
{
    if (p->groups[group].open)
        FAIL_WIDTH(p, at, "cannot refer to an open group");
    if (p->lookbehind_groups >= 0 && group >= p->lookbehind_groups)
        FAIL_WIDTH(p, at, "cannot refer to group defined in the same lookbehind subpattern");
    put_number(p, "\\g{%llu}", (unsigned long long)group);
    return p->groups[group].width;
}

static Width boundary(Parser *p, int32_t c)
{
    bool unicode_globally = !p->is_bytes && !(p->global & RE_ASCII);
    if (is_ascii_mode(p) && unicode_globally)
        put_text(p, c == 'b' ? "(?:(?<=[A-Za-z0-9_])(?![A-Za-z0-9_])|(?<![A-Za-z0-9_])(?=[A-Za-z0-9_]))"
                             : "(?:(?<=[A-Za-z0-9_])(?=[A-Za-z0-9_])|(?<![A-Za-z0-9_])(?![A-Za-z0-9_]))");
    else
        put_text(p, c == 'b' ? "\\b" : "\\B");
    return (Width){0, 0};
}

static Width parse_escape(Parser *p)
{
    int64_t start = p->pos - 1; /* the backslash */
    int32_t c = take(p);
    if (c == END)
        FAIL_WIDTH(p, start, "bad escape (end of pattern)");
    if (c == 'A' || c == 'Z') {
        put_text(p, c == 'A' ? "\\A" : "\\z");
        return (Width){0, 0};
    }
    if (c == 'b' || c == 'B')
        return boundary(p, c);
    if (is_category(c)) {
        put_category(p, c, false);
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
            return group_reference(p, group, start);
        }
    }
    if (literal == -2) {
        if (is_letter(c)) {
            fail_text(p, start, "bad escape %U", start, p->pos);
            return no_width;
        }
        literal = c;
    }
    put_literal(p, (uint32_t)literal);
    return (Width){1, 1};
}

/* ---- groups ---- */

static Width parse_alternatives(Parser *p, int depth, bool conditional);

static int open_group(Parser *p)
{
    if (p->n_groups >= MAX_GROUPS)
        return regex_error(p->pattern, p->pos, "too many groups");
    if (p->n_groups == p->group_capacity) {
        int capacity = p->group_capacity ? p->group_capacity * 2 : 16;
        Group *grown = mem_realloc_or_raise(p->groups, (size_t)capacity * sizeof *grown);
        if (grown == NULL)
            return -1;
        p->groups = grown;
        p->group_capacity = capacity;
    }
    p->groups[p->n_groups] = (Group){{0, 0}, true, 0};
    return p->n_groups++;
}

/* A name up to `end`: a str, ERROR. */
static Value parse_name(Parser *p, int32_t end, const char *what)
{
    int64_t start = p->pos;
    while (peek(p) != END && peek(p) != end)
        p->pos++;
    if (peek(p) == END) {
        if (p->pos == start)
            regex_error(p->pattern, start, "missing %s", what);
        else
            regex_error(p->pattern, start, end == '>' ? "missing >, unterminated name" : "missing ), unterminated name");
        return VALUE_ERROR;
    }
    if (p->pos == start) {
        regex_error(p->pattern, start, "missing %s", what);
        return VALUE_ERROR;
    }
    Value name = text_between(p, start, p->pos);
    p->pos++;
    return name;
}

static bool is_identifier(Ref name)
{
    for (int64_t i = 0; i < str_len(name); i++) {
        uint32_t c = str_at(name, i);
        if (c != '_' && !unicode_is(c, i == 0 ? UNI_XID_START : UNI_XID_CONTINUE))
            return false;
    }
    return str_len(name) > 0;
}

static int check_name(Parser *p, Ref name, int64_t at)
{
    if (!is_identifier(name) || (p->is_bytes && !VALUE_AS(Str, name)->ascii)) {
        if (p->is_bytes) {
            Value bytes = bytes_new(NULL, (size_t)str_len(name));
            for (int64_t i = 0; i < str_len(name); i++)
                VALUE_AS(Bytes, bytes)->data[i] = (char)str_at(name, i);
            Value ascii = object_ascii(name);
            fail_repr(p, at, "bad character in group name %U", ascii);
            value_drop(ascii);
            value_drop(bytes);
            return -1;
        }
        return fail_repr(p, at, "bad character in group name %R", name);
    }
    return 0;
}

/* The group that a name or number in (?(...) refers to; -1 error. */
static int named_group(Parser *p, Ref name, int64_t at)
{
    if (check_name(p, name, at))
        return -1;
    Ref number = dict_get(p->out->group_index, name);
    if (value_is_error(number))
        return -1;
    if (value_is_absent(number))
        return fail_repr(p, at, "unknown group name %R", name);
    return (int)value_as_int(number);
}

static uint32_t flag_of_letter(int32_t c)
{
    switch (c) {
    case 'i': return RE_IGNORECASE;
    case 'L': return RE_LOCALE;
    case 'm': return RE_MULTILINE;
    case 's': return RE_DOTALL;
    case 'x': return RE_VERBOSE;
    case 'a': return RE_ASCII;
    case 'u': return RE_UNICODE;
    default: return 0;
    }
}
enum { RE_TYPE_FLAGS = RE_ASCII | RE_LOCALE | RE_UNICODE };

static int check_type_flag(Parser *p, int32_t c, uint32_t so_far)
{
    if (p->is_bytes && c == 'u')
        FAIL(p, p->pos, "bad inline flags: cannot use 'u' flag with a bytes pattern");
    if (!p->is_bytes && c == 'L')
        FAIL(p, p->pos, "bad inline flags: cannot use 'L' flag with a str pattern");
    if (flag_of_letter(c) & RE_TYPE_FLAGS && (so_far & RE_TYPE_FLAGS & ~flag_of_letter(c)))
        FAIL(p, p->pos, "bad inline flags: flags 'a', 'u' and 'L' are incompatible");
    return 0;
}

static void put_flags(Parser *p, uint32_t on, uint32_t off)
{
    if (on & RE_IGNORECASE) put(p, 'i');
    if (on & RE_MULTILINE) put(p, 'm');
    if (on & RE_DOTALL) put(p, 's');
    if (off & (RE_IGNORECASE | RE_MULTILINE | RE_DOTALL)) {
        put(p, '-');
        if (off & RE_IGNORECASE) put(p, 'i');
        if (off & RE_MULTILINE) put(p, 'm');
        if (off & RE_DOTALL) put(p, 's');
    }
}

/* (?aiLmsux) or (?aiLmsux-imsx:...): the first letter is consumed. */
static Width parse_flags(Parser *p, int32_t c, int64_t start, int depth)
{
    uint32_t on = 0, off = 0;
    if (c != '-')
        for (;;) {
            uint32_t flag = flag_of_letter(c);
            if (check_type_flag(p, c, on))
                return no_width;
            on |= flag;
            c = take(p);
            if (c == END)
                FAIL_WIDTH(p, p->pos, "missing -, : or )");
            if (c == ')' || c == '-' || c == ':')
                break;
            if (!flag_of_letter(c))
                FAIL_WIDTH(p, p->pos - 1, is_letter(c) ? "unknown flag" : "missing -, : or )");
        }
    if (c == ')') {
        if (start != 0)
            FAIL_WIDTH(p, start, "global flags not at the start of the expression");
        return no_width; /* resolved before parsing: see global_flags() */
    }
    if (c == '-') {
        c = take(p);
        if (c == END)
            FAIL_WIDTH(p, p->pos, "missing flag");
        if (!flag_of_letter(c))
            FAIL_WIDTH(p, p->pos - 1, is_letter(c) ? "unknown flag" : "missing flag");
        for (;;) {
            uint32_t flag = flag_of_letter(c);
            if (flag & RE_TYPE_FLAGS)
                FAIL_WIDTH(p, p->pos, "bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
            off |= flag;
            c = take(p);
            if (c == END)
                FAIL_WIDTH(p, p->pos, "missing :");
            if (c == ':')
                break;
            if (!flag_of_letter(c))
                FAIL_WIDTH(p, p->pos - 1, is_letter(c) ? "unknown flag" : "missing :");
        }
    }
    if (on & off)
        FAIL_WIDTH(p, p->pos, "bad inline flags: flag turned on and off");
    uint32_t saved = p->flags;
    if (on & RE_TYPE_FLAGS)
        p->flags &= ~(uint32_t)RE_TYPE_FLAGS;
    p->flags = (p->flags | on) & ~off;
    put_text(p, "(?");
    put_flags(p, on, off);
    put(p, ':');
    Width w = parse_alternatives(p, depth + 1, false);
    p->flags = saved;
    if (width_failed(w))
        return w;
    if (!accept(p, ')'))
        FAIL_WIDTH(p, start, "missing ), unterminated subpattern");
    put(p, ')');
    return w;
}

static Width finish_group(Parser *p, int64_t start, int depth)
{
    Width w = parse_alternatives(p, depth + 1, false);
    if (width_failed(w))
        return w;
    if (!accept(p, ')'))
        FAIL_WIDTH(p, start, "missing ), unterminated subpattern");
    put(p, ')');
    return w;
}

static Width parse_capture(Parser *p, Ref name, int64_t start, int64_t name_at, int depth)
{
    int group = open_group(p);
    if (group < 0)
        return no_width;
    if (!value_is_absent(name)) {
        Ref old = dict_get(p->out->group_index, name);
        if (value_is_error(old))
            return no_width;
        if (!value_is_absent(old))
            FAIL_WIDTH(p, name_at, "redefinition of group name %R as group %d; was group %lld", name, group,
                       (long long)value_as_int(old));
        if (dict_set(p->out->group_index, name, value_from_int(group)))
            return no_width;
    }
    uint32_t saved = p->flags;
    put(p, '(');
    Width w = finish_group(p, start, depth);
    p->flags = saved;
    if (width_failed(w))
        return w;
    p->groups[group].width = w;
    p->groups[group].open = false;
    p->groups[group].close_order = ++p->n_closed;
    return w;
}

static Width parse_lookaround(Parser *p, int64_t start, bool behind, int depth)
{
    int32_t c = take(p); /* = or ! */
    int saved = p->lookbehind_groups;
    if (behind && saved < 0)
        p->lookbehind_groups = p->n_groups;
    put_text(p, behind ? "(?<" : "(?");
    put(p, (uint32_t)c);
    Width w = finish_group(p, start, depth);
    p->lookbehind_groups = saved;
    if (width_failed(w))
        return w;
    if (behind && w.min != w.max)
        FAIL_WIDTH(p, 0, "look-behind requires fixed-width pattern");
    return (Width){0, 0};
}

static Width parse_conditional(Parser *p, int64_t start, int depth)
{
    int64_t at = p->pos;
    Value name = parse_name(p, ')', "group name");
    if (value_is_error(name))
        return no_width;
    int group;
    bool numeric = VALUE_AS(Str, name)->ascii && str_len(name) > 0;
    for (int64_t i = 0; i < str_len(name) && numeric; i++)
        numeric = is_digit((int32_t)str_at(name, i));
    if (numeric) {
        int64_t number = 0;
        for (int64_t i = 0; i < str_len(name) && number < MAX_GROUPS; i++)
            number = number * 10 + (str_at(name, i) - '0');
        group = (int)number;
        if (group == 0)
            group = regex_error(p->pattern, at, "bad group number");
        else if (group >= MAX_GROUPS)
            group = regex_error(p->pattern, at, "invalid group reference %d", group);
    } else
        group = named_group(p, name, at);
    value_drop(name);
    if (group < 0)
        return no_width;
    /* A group that comes later is checked at the end of the pattern. */
    if (p->lookbehind_groups >= 0 && group >= p->lookbehind_groups && group < p->n_groups)
        FAIL_WIDTH(p, at, "cannot refer to group defined in the same lookbehind subpattern");
    put_number(p, "(?(%llu)", (unsigned long long)group);
    Width w = parse_alternatives(p, depth + 1, true);
    if (width_failed(w))
        return w;
    if (!accept(p, ')'))
        FAIL_WIDTH(p, start, "missing ), unterminated subpattern");
    put(p, ')');
    return w;
}

/* (?P... : the P is consumed */
static Width parse_named(Parser *p, int64_t start, int depth)
{
    if (accept(p, '<')) {
        int64_t at = p->pos;
        Value name = parse_name(p, '>', "group name");
        if (value_is_error(name))
            return no_width;
        Value interned = str_intern(name);
        Width w = check_name(p, interned, at) ? no_width : parse_capture(p, interned, start, at, depth);
        value_drop(interned);
        return w;
    }
    if (accept(p, '=')) {
        int64_t at = p->pos;
        Value name = parse_name(p, ')', "group name");
        if (value_is_error(name))
            return no_width;
        int group = named_group(p, name, at);
        value_drop(name);
        return group < 0 ? no_width : group_reference(p, group, at);
    }
    if (peek(p) == END)
        FAIL_WIDTH(p, p->pos, "unexpected end of pattern");
    p->pos++;
    fail_text(p, start + 1, "unknown extension %U", start + 1, p->pos);
    return no_width;
}

static const Width empty_item = {0, -2}; /* a comment: nothing that could be repeated */

static Width parse_group(Parser *p, int depth)
{
    int64_t start = p->pos - 1;
    if (!accept(p, '?'))
        return parse_capture(p, VALUE_ABSENT, start, 0, depth);
    int32_t c = take(p);
    if (c == END)
        FAIL_WIDTH(p, p->pos, "unexpected end of pattern");
    uint32_t saved = p->flags;
    Width w;
    switch (c) {
    case 'P':
        return parse_named(p, start, depth);
    case ':':
    case '>':
        put_text(p, c == ':' ? "(?:" : "(?>");
        w = finish_group(p, start, depth);
        p->flags = saved;
        return w;
    case '#':
        while (peek(p) != ')') {
            if (peek(p) == END)
                FAIL_WIDTH(p, start, "missing ), unterminated comment");
            p->pos++;
        }
        p->pos++;
        return empty_item;
    case '=':
    case '!':
        p->pos--;
        return parse_lookaround(p, start, false, depth);
    case '<':
        c = peek(p);
        if (c == END)
            FAIL_WIDTH(p, p->pos, "unexpected end of pattern");
        if (c != '=' && c != '!') {
            p->pos++;
            fail_text(p, start + 1, "unknown extension %U", start + 1, p->pos);
            return no_width;
        }
        return parse_lookaround(p, start, true, depth);
    case '(':
        return parse_conditional(p, start, depth);
    default:
        if (flag_of_letter(c) || c == '-')
            return parse_flags(p, c, start, depth);
        fail_text(p, start + 1, "unknown extension %U", start + 1, p->pos);
        return no_width;
    }
}

/* ---- repetition ---- */

/* {m,n} behind the brace: false and pos restored when it is no repetition at all. -1 error. */
static int parse_braces(Parser *p, int64_t *min, int64_t *max)
{
    int64_t start = p->pos;
    int64_t numbers[2] = {-1, -1};
    bool comma = false;
    for (int i = 0; i < 2; i++) {
        while (is_digit(peek(p))) {
            numbers[i] = (numbers[i] < 0 ? 0 : numbers[i]) * 10 + (take(p) - '0');
            if (numbers[i] > MAX_REPEAT * 10)
                numbers[i] = MAX_REPEAT * 10;
        }
        if (i == 0 && !(comma = accept(p, ',')))
            break;
    }
    if (!accept(p, '}') || (numbers[0] < 0 && !comma)) {
        p->pos = start;
        return 0;
    }
    if (numbers[0] >= MAX_REPEAT || numbers[1] >= MAX_REPEAT)
        return exc_raise_int(&type_OverflowError, "the repetition number is too large");
    *min = numbers[0] < 0 ? 0 : numbers[0];
    *max = !comma ? *min : numbers[1] < 0 ? MAX_REPEAT : numbers[1];
    if (*max < *min)
        FAIL(p, start - 1, "min repeat greater than max repeat");
    return 1;
}

/* Insert at an earlier place of the output: the item that is being repeated gets a bracket. */
static void insert_text(Parser *p, size_t at, const char *text)
{
    size_t n = strlen(text);
    for (size_t i = 0; i < n; i++)
        put(p, 0);
    if (p->failed)
        return;
    uint32_t *code = p->out->code;
    memmove(code + at + n, code + at, (p->out->len - at - n) * sizeof *code);
    for (size_t i = 0; i < n; i++)
        code[at + i] = (uint8_t)text[i];
}

static void put_quantifier(Parser *p, int64_t min, int64_t max)
{
    if (min == 0 && max == MAX_REPEAT)
        put(p, '*');
    else if (min == 1 && max == MAX_REPEAT)
        put(p, '+');
    else if (min == 0 && max == 1)
        put(p, '?');
    else {
        put_number(p, "{%llu", (unsigned long long)min);
        put(p, ',');
        if (max <= PCRE_MAX_REPEAT)
            put_number(p, "%llu", (unsigned long long)max);
        put(p, '}');
    }
}

/* PCRE2 counts to 65535: x{100000} is written as (?:x{50000}){2}, a rest behind it. */
static bool split_count(int64_t n, int64_t *inner, int64_t *outer)
{
    for (*outer = 2; *outer <= PCRE_MAX_REPEAT; ++*outer)
        if (n % *outer == 0 && n / *outer <= PCRE_MAX_REPEAT) {
            *inner = n / *outer;
            return true;
        }
    return false;
}

static Width parse_repeat(Parser *p, int32_t c, int64_t at, size_t item_at, Width item, bool is_repeat)
{
    int64_t min = 0, max = MAX_REPEAT;
    if (c == '?')
        max = 1;
    else if (c == '+')
        min = 1;
    else if (c == '{') {
        int found = parse_braces(p, &min, &max);
        if (found < 0)
            return no_width;
        if (found == 0) {
            put_literal(p, '{');
            return (Width){-3, 0}; /* a literal brace */
        }
    }
    if (item.max == -2 || item_at == SIZE_MAX)
        FAIL_WIDTH(p, at, "nothing to repeat");
    if (is_repeat)
        FAIL_WIDTH(p, at, "multiple repeat");
    /* Bracketed: PCRE2 must not read our quantifier together with what the item ends in. */
    insert_text(p, item_at, "(?:");
    put(p, ')');
    if (min > PCRE_MAX_REPEAT) {
        int64_t inner, outer;
        if (!split_count(min, &inner, &outer))
            FAIL_WIDTH(p, at, "the repetition number is too large");
        insert_text(p, item_at, "(?:");
        put_number(p, "{%llu})", (unsigned long long)inner);
        min = outer;
        max = max == MAX_REPEAT ? MAX_REPEAT : outer;
    }
    put_quantifier(p, min, max);
    if (accept(p, '?'))
        put(p, '?');
    else if (accept(p, '+'))
        put(p, '+');
    return (Width){times(item.min, min), times(item.max, max)};
}

/* ---- sequences ---- */

static void skip_verbose(Parser *p)
{
    for (;;) {
        int32_t c = peek(p);
        if (c == ' ' || (c >= 9 && c <= 13))
            p->pos++;
        else if (c == '#') {
            while (peek(p) != END && peek(p) != '\n')
                p->pos++;
        } else
            return;
    }
}

static Width parse_atom(Parser *p, int32_t c, int depth)
{
    switch (c) {
    case '.':
        put(p, '.');
        return (Width){1, 1};
    case '^':
    case '$':
        put(p, (uint32_t)c);
        return (Width){0, 0};
    case '\\':
        return parse_escape(p);
    case '[':
        return parse_class(p, p->pos - 1);
    case '(':
        return parse_group(p, depth);
    default:
        put_literal(p, (uint32_t)c);
        return (Width){1, 1};
    }
}

static Width parse_sequence(Parser *p, int depth)
{
    Width total = {0, 0}, last = {0, 0};
    size_t last_at = SIZE_MAX; /* where the item that a quantifier would repeat begins */
    bool last_is_repeat = false;
    for (;;) {
        if (p->flags & RE_VERBOSE)
            skip_verbose(p);
        int32_t c = peek(p);
        if (c == END || c == '|' || c == ')')
            return add_width(total, last);
        int64_t at = p->pos++;
        size_t out_at = p->out->len;
        if (c == '*' || c == '+' || c == '?' || c == '{') {
            Width repeated = parse_repeat(p, c, at, last_at, last, last_is_repeat);
            if (repeated.min == -3) {
                total = add_width(total, last);
                last = (Width){1, 1};
                last_at = out_at;
                last_is_repeat = false;
                continue;
            }
            if (width_failed(repeated))
                return repeated;
            last = repeated;
            last_is_repeat = true;
            continue;
        }
        Width w = parse_atom(p, c, depth);
        if (width_failed(w))
            return w;
        if (w.max == -2) /* a comment leaves what stands before it repeatable */
            continue;
        total = add_width(total, last);
        last = w;
        /* Python: ^* and (?=x)* repeat; \b* too. Only a missing item does not. */
        last_at = c == '^' ? SIZE_MAX : out_at;
        last_is_repeat = false;
        if (p->failed)
            return no_width;
    }
}

static Width parse_alternatives(Parser *p, int depth, bool conditional)
{
    if (depth > 200 && c_stack_check(" in regular expression"))
        return no_width;
    Width total = parse_sequence(p, depth);
    int n = 1;
    while (!width_failed(total) && accept(p, '|')) {
        if (conditional && ++n > 2)
            FAIL_WIDTH(p, p->pos - 1, "conditional backref with more than two branches");
        put(p, '|');
        Width w = parse_sequence(p, depth);
        if (width_failed(w))
            return w;
        total.min = w.min < total.min ? w.min : total.min;
        total.max = w.max > total.max ? w.max : total.max;
    }
    if (conditional && n == 1)
        total.min = 0;
    return total;
}

/* (?imx) at the very start: the flags of the whole pattern. */
static int global_flags(Parser *p)
{
    for (;;) {
        int64_t start = p->pos;
        if (p->flags & RE_VERBOSE)
            skip_verbose(p);
        if (peek(p) != '(' || peek_at(p, p->pos + 1) != '?' || !flag_of_letter(peek_at(p, p->pos + 2))) {
            p->pos = start;
            return 0;
        }
        p->pos += 2;
        uint32_t on = 0;
        int32_t c;
        while (flag_of_letter(c = peek(p))) {
            p->pos++;
            if (check_type_flag(p, c, on))
                return -1;
            on |= flag_of_letter(c);
        }
        if (c != ')') { /* a scoped group: parsed where it stands */
            p->pos = start;
            return 0;
        }
        p->pos++;
        p->flags |= on;
    }
}

static int check_flags(Parser *p)
{
    if (p->is_bytes) {
        if (p->flags & RE_UNICODE)
            return exc_raise_int(&type_ValueError, "cannot use UNICODE flag with a bytes pattern");
        if (p->flags & RE_LOCALE && p->flags & RE_ASCII)
            return exc_raise_int(&type_ValueError, "ASCII and LOCALE flags are incompatible");
        return 0;
    }
    if (p->flags & RE_LOCALE)
        return exc_raise_int(&type_ValueError, "cannot use LOCALE flag with a str pattern");
    if (p->flags & RE_ASCII && p->flags & RE_UNICODE)
        return exc_raise_int(&type_ValueError, "ASCII and UNICODE flags are incompatible");
    if (!(p->flags & RE_ASCII))
        p->flags |= RE_UNICODE;
    return 0;
}

static int finish(Parser *p)
{
    Translation *t = p->out;
    if (p->pos < p->len)
        FAIL(p, p->pos, "unbalanced parenthesis");
    t->flags = p->global;
    t->n_groups = p->n_groups - 1;
    t->close_order = mem_alloc_or_raise((size_t)p->n_groups * sizeof(int));
    if (t->close_order == NULL)
        return -1;
    for (int i = 0; i < p->n_groups; i++)
        t->close_order[i] = p->groups[i].close_order;
    return p->failed ? -1 : 0;
}

int regex_translate(Ref pattern, uint32_t flags, Translation *out)
{
    *out = (Translation){.group_index = dict_new()};
    if (value_is_error(out->group_index)) {
        out->group_index = VALUE_ABSENT;
        return -1;
    }
    Parser p = {.pattern = pattern, .is_bytes = value_is_bytes(pattern), .flags = flags, .out = out,
                .lookbehind_groups = -1};
    p.len = p.is_bytes ? bytes_len(pattern) : str_len(pattern);
    int result = -1;
    if (open_group(&p) == 0 && global_flags(&p) == 0 && check_flags(&p) == 0) {
        p.global = p.flags;
        if (!width_failed(parse_alternatives(&p, 0, false)))
            result = finish(&p);
    }
    mem_free(p.groups);
    if (result)
        translation_free(out);
    return result;
}

void translation_free(Translation *t)
{
    mem_free(t->code);
    mem_free(t->close_order);
    value_drop(t->group_index);
    *t = (Translation){.group_index = VALUE_ABSENT};
}
