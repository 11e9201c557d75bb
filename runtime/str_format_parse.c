/* runtime/str_format_parse.c -- the syntax of format strings; str_format.c gives it meaning. */
#include "runtime/exc.h"
#include "runtime/str_chars.h"
#include "runtime/str_format.h"
#include "runtime/unicode.h"

static int syntax_error(const char *message) { return exc_raise_int(&type_ValueError, "%s", message); }

static uint32_t take(Span *input) { return str_at(input->text, input->start++); }

/* The spec runs to the '}' that closes the field; braces inside it nest. */
static int read_spec(Span *input, Markup *m)
{
    int64_t open = 1;
    m->spec = (Span){input->text, input->start, input->start};
    while (input->start < input->end) {
        uint32_t c = take(input);
        if (c == '{') {
            m->spec_has_fields = true;
            open++;
        } else if (c == '}' && --open == 0) {
            m->spec.end = input->start - 1;
            return 0;
        }
    }
    return syntax_error("unmatched '{' in format spec");
}

/* After "name!": the conversion, then '}' or ":spec}". 1: the field is complete. */
static int read_conversion(Span *input, Markup *m)
{
    if (input->start >= input->end)
        return syntax_error("end of string while looking for conversion specifier");
    m->conversion = take(input);
    if (input->start >= input->end)
        return 0;
    uint32_t c = take(input);
    if (c == '}')
        return 1;
    return c == ':' ? 0 : syntax_error("expected ':' after conversion specifier");
}

/* What stands behind '{'. */
static int read_field(Span *input, Markup *m)
{
    uint32_t c = 0;
    m->name = (Span){input->text, input->start, input->start};
    while (input->start < input->end) {
        c = take(input);
        if (c == '{')
            return syntax_error("unexpected '{' in field name");
        if (c == '[') {
            while (input->start < input->end && str_at(input->text, input->start) != ']')
                input->start++;
            continue;
        }
        if (c == '}' || c == ':' || c == '!')
            break;
    }
    if (c == '}') {
        m->name.end = input->start - 1;
        return 0;
    }
    if (c != ':' && c != '!')
        return syntax_error("expected '}' before end of string");
    m->name.end = input->start - 1;
    int complete = c == '!' ? read_conversion(input, m) : 0;
    if (complete != 0)
        return complete < 0 ? -1 : 0;
    return read_spec(input, m);
}

static int64_t find_brace(const Span *input)
{
    const Str *s = VALUE_AS(Str, input->text);
    int64_t i = input->start;
    while (i < input->end && char_at(s->data, s->kind, i) != '{' && char_at(s->data, s->kind, i) != '}')
        i++;
    return i;
}

int markup_next(Span *input, Markup *m)
{
    if (input->start >= input->end)
        return 0;
    int64_t brace = find_brace(input);
    *m = (Markup){.literal = {input->text, input->start, brace}};
    m->name = m->spec = (Span){input->text, brace, brace};
    if (brace == input->end) {
        input->start = brace;
        return 1;
    }
    uint32_t c = str_at(input->text, brace);
    bool at_end = brace + 1 >= input->end;
    input->start = brace + 1;
    if (!at_end && str_at(input->text, brace + 1) == c) { /* "{{": the literal takes one of them in */
        m->literal.end = brace + 1;
        input->start = brace + 2;
        return 1;
    }
    if (c == '}')
        return syntax_error("Single '}' encountered in format string");
    if (at_end)
        return syntax_error("Single '{' encountered in format string");
    m->has_field = true;
    return read_field(input, m) ? -1 : 1;
}

/* The span as a decimal number: -1 when it is none, -2 ValueError. */
static int64_t read_index(const Span *s)
{
    int64_t value = 0;
    if (s->start >= s->end)
        return -1;
    for (int64_t i = s->start; i < s->end; i++) {
        int digit = unicode_decimal(str_at(s->text, i));
        if (digit < 0)
            return -1;
        if (value > (INT64_MAX - digit) / 10) {
            syntax_error("Too many decimal digits in format string");
            return -2;
        }
        value = value * 10 + digit;
    }
    return value;
}

int field_first(Span name, Span *first, Span *rest, int64_t *index)
{
    int64_t i = name.start;
    while (i < name.end && str_at(name.text, i) != '.' && str_at(name.text, i) != '[')
        i++;
    *first = (Span){name.text, name.start, i};
    *rest = (Span){name.text, i, name.end};
    *index = read_index(first);
    return *index == -2 ? -1 : 0;
}

int field_next(Span *rest, FieldPart *part)
{
    if (rest->start >= rest->end)
        return 0;
    uint32_t c = take(rest);
    part->name = (Span){rest->text, rest->start, rest->end};
    part->index = -1;
    part->is_attribute = c == '.';
    int64_t i = rest->start;
    if (c == '.') {
        while (i < rest->end && str_at(rest->text, i) != '.' && str_at(rest->text, i) != '[')
            i++;
        rest->start = i;
    } else if (c == '[') {
        while (i < rest->end && str_at(rest->text, i) != ']')
            i++;
        if (i == rest->end)
            return syntax_error("Missing ']' in format string");
        rest->start = i + 1;
    } else {
        return syntax_error("Only '.' or '[' may follow ']' in format field specifier");
    }
    part->name.end = i;
    if (!part->is_attribute && (part->index = read_index(&part->name)) == -2)
        return -1;
    if (part->name.start == part->name.end)
        return syntax_error("Empty attribute in format string");
    return 1;
}
