/* stdlib/re/translate.c -- Python's regular expression grammar to PCRE2's.
 *
 * One pass over the pattern; each construct is checked as Python checks it (messages and positions of re.error) and
 * written out so that PCRE2, compiled without UTF mode, means exactly that: literals as \x{...}, back references as
 * \g{n}, flags as (?i), classes spelled out where the two differ (\s, \Z, \v).  VERBOSE is resolved here.
 * Widths are tracked because Python wants look-behinds of fixed width. */
#include "stdlib/re/translate.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/unicode.h"
#include <stdarg.h>

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

static int fail_repr(Parser *p, int64_t at, const char *fmt, Ref name)
{
    return regex_error(p->pattern, at, fmt, name);
}

/* ---- widths ---- */

static int64_t saturate(int64_t n) { return n > MAX_REPEAT ? MAX_REPEAT : n; }
static Width add_width(Width x, Width y) { return (Width){saturate(x.min + y.min), saturate(x.max + y.max)}; }
static int64_t times(int64_t n, int64_t m) { return m != 0 && n > MAX_REPEAT / m ? MAX_REPEAT : n * m; }

/* ---- groups ---- */

Width translate_group_reference(Parser *p, int group, int64_t at)
{
    if (p->groups[group].open)
        FAIL_WIDTH(p, at, "cannot refer to an open group");
    if (p->lookbehind_groups >= 0 && group >= p->lookbehind_groups)
        FAIL_WIDTH(p, at, "cannot refer to group defined in the same lookbehind subpattern");
    translate_put_number(p, "\\g{%llu}", (unsigned long long)group);
    return p->groups[group].width;
}

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
    Value name = translate_text(p, start, p->pos);
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
    if (on & RE_IGNORECASE) translate_put(p, 'i');
    if (on & RE_MULTILINE) translate_put(p, 'm');
    if (on & RE_DOTALL) translate_put(p, 's');
    if (off & (RE_IGNORECASE | RE_MULTILINE | RE_DOTALL)) {
        translate_put(p, '-');
        if (off & RE_IGNORECASE) translate_put(p, 'i');
        if (off & RE_MULTILINE) translate_put(p, 'm');
        if (off & RE_DOTALL) translate_put(p, 's');
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
    translate_put_text(p, "(?");
    put_flags(p, on, off);
    translate_put(p, ':');
    Width w = parse_alternatives(p, depth + 1, false);
    p->flags = saved;
    if (width_failed(w))
        return w;
    if (!accept(p, ')'))
        FAIL_WIDTH(p, start, "missing ), unterminated subpattern");
    translate_put(p, ')');
    return w;
}

static Width finish_group(Parser *p, int64_t start, int depth)
{
    Width w = parse_alternatives(p, depth + 1, false);
    if (width_failed(w))
        return w;
    if (!accept(p, ')'))
        FAIL_WIDTH(p, start, "missing ), unterminated subpattern");
    translate_put(p, ')');
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
    translate_put(p, '(');
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
    translate_put_text(p, behind ? "(?<" : "(?");
    translate_put(p, (uint32_t)c);
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
    translate_put_number(p, "(?(%llu)", (unsigned long long)group);
    Width w = parse_alternatives(p, depth + 1, true);
    if (width_failed(w))
        return w;
    if (!accept(p, ')'))
        FAIL_WIDTH(p, start, "missing ), unterminated subpattern");
    translate_put(p, ')');
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
        return group < 0 ? no_width : translate_group_reference(p, group, at);
    }
    if (peek(p) == END)
        FAIL_WIDTH(p, p->pos, "unexpected end of pattern");
    p->pos++;
    translate_fail_text(p, start + 1, "unknown extension %U", start + 1, p->pos);
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
        translate_put_text(p, c == ':' ? "(?:" : "(?>");
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
            translate_fail_text(p, start + 1, "unknown extension %U", start + 1, p->pos);
            return no_width;
        }
        return parse_lookaround(p, start, true, depth);
    case '(':
        return parse_conditional(p, start, depth);
    default:
        if (flag_of_letter(c) || c == '-')
            return parse_flags(p, c, start, depth);
        translate_fail_text(p, start + 1, "unknown extension %U", start + 1, p->pos);
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
        translate_put(p, 0);
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
        translate_put(p, '*');
    else if (min == 1 && max == MAX_REPEAT)
        translate_put(p, '+');
    else if (min == 0 && max == 1)
        translate_put(p, '?');
    else {
        translate_put_number(p, "{%llu", (unsigned long long)min);
        translate_put(p, ',');
        if (max <= PCRE_MAX_REPEAT)
            translate_put_number(p, "%llu", (unsigned long long)max);
        translate_put(p, '}');
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
            translate_put_literal(p, '{');
            return (Width){-3, 0}; /* a literal brace */
        }
    }
    if (item.max == -2 || item_at == SIZE_MAX)
        FAIL_WIDTH(p, at, "nothing to repeat");
    if (is_repeat)
        FAIL_WIDTH(p, at, "multiple repeat");
    /* Bracketed: PCRE2 must not read our quantifier together with what the item ends in. */
    insert_text(p, item_at, "(?:");
    translate_put(p, ')');
    if (min > PCRE_MAX_REPEAT) {
        int64_t inner, outer;
        if (!split_count(min, &inner, &outer))
            FAIL_WIDTH(p, at, "the repetition number is too large");
        insert_text(p, item_at, "(?:");
        translate_put_number(p, "{%llu})", (unsigned long long)inner);
        min = outer;
        max = max == MAX_REPEAT ? MAX_REPEAT : outer;
    }
    put_quantifier(p, min, max);
    if (accept(p, '?'))
        translate_put(p, '?');
    else if (accept(p, '+'))
        translate_put(p, '+');
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
        translate_put(p, '.');
        return (Width){1, 1};
    case '^':
    case '$':
        translate_put(p, (uint32_t)c);
        return (Width){0, 0};
    case '\\':
        return translate_escape(p);
    case '[':
        return translate_class(p, p->pos - 1);
    case '(':
        return parse_group(p, depth);
    default:
        translate_put_literal(p, (uint32_t)c);
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
        translate_put(p, '|');
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
