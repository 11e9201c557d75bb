/* stdlib/re/template.c -- replacement templates: "\1", "\g<name>", "\n" in sub() and expand().
 *
 * Parsed into a list of literal pieces (str or bytes) and group numbers (int), in order. */
#include "stdlib/re/regex.h"
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str.h"

typedef struct Template {
    Pattern *pattern;
    Ref text;
    bool is_bytes;
    int64_t pos, len;
    Value list;
    StrBuilder literal;   /* code points, bytes as latin-1 */
} Template;

static int32_t at(const Template *t, int64_t i)
{
    if (i >= t->len)
        return -1;
    return t->is_bytes ? (uint8_t)bytes_data(t->text)[i] : (int32_t)str_at(t->text, i);
}

/* A latin-1 str as bytes. */
static Value to_bytes(Value s /* taken */)
{
    Value b = bytes_new(NULL, (size_t)str_len(s));
    if (!value_is_error(b))
        for (int64_t i = 0; i < str_len(s); i++)
            VALUE_AS(Bytes, b)->data[i] = (char)str_at(s, i);
    value_drop(s);
    return b;
}

static int flush_literal(Template *t)
{
    if (t->literal.len == 0)
        return 0;
    Value piece = str_builder_finish(&t->literal);
    str_builder_init(&t->literal);
    if (value_is_error(piece))
        return -1;
    if (t->is_bytes && value_is_error(piece = to_bytes(piece)))
        return -1;
    return list_append_owned(t->list, piece);
}

static int add_group(Template *t, int64_t group, int64_t where)
{
    if (group > t->pattern->n_groups)
        return regex_error(t->text, where, "invalid group reference %lld", (long long)group);
    return flush_literal(t) || list_append_owned(t->list, value_from_int(group)) ? -1 : 0;
}

static Value piece_as_str(const Template *t, int64_t start, int64_t end)
{
    if (!t->is_bytes)
        return str_slice(t->text, start, end);
    return str_from_latin1((const uint8_t *)bytes_data(t->text) + start, (size_t)(end - start));
}

/* \g<...>: behind the g */
static int named_reference(Template *t)
{
    if (at(t, t->pos) != '<')
        return regex_error(t->text, t->pos, "missing <");
    int64_t start = ++t->pos, end = start;
    while (at(t, end) != -1 && at(t, end) != '>')
        end++;
    if (end == start && at(t, end) == -1)
        return regex_error(t->text, start, "missing group name");
    if (at(t, end) == -1)
        return regex_error(t->text, start, "missing >, unterminated name");
    if (end == start)
        return regex_error(t->text, start, "missing group name");
    t->pos = end + 1;
    int64_t number = 0;
    bool numeric = true;
    for (int64_t i = start; i < end && numeric; i++) {
        numeric = at(t, i) >= '0' && at(t, i) <= '9';
        number = number > 1000000 ? number : number * 10 + (at(t, i) - '0');
    }
    if (numeric)
        return add_group(t, number, start);
    Value name = piece_as_str(t, start, end);
    if (value_is_error(name))
        return -1;
    Value is_name = object_call_method0(name, str_intern_cstr("isidentifier"));
    int result;
    if (!value_is_true(is_name) || (t->is_bytes && !VALUE_AS(Str, name)->ascii)) {
        Value shown = t->is_bytes ? object_ascii(name) : object_repr(name);
        result = regex_error(t->text, start, "bad character in group name %U", shown);
        value_drop(shown);
    } else {
        Ref group = dict_get(t->pattern->group_index, name);
        if (value_is_absent(group)) {
            exc_raise(&type_IndexError, "unknown group name %R", name);
            result = -1;
        } else
            result = value_is_error(group) ? -1 : add_group(t, value_as_int(group), start);
    }
    value_drop(name);
    return result;
}

static bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }
static bool is_octal(int32_t c) { return c >= '0' && c <= '7'; }

static int octal(Template *t, int64_t start, int n_digits)
{
    int value = 0;
    for (int i = 0; i < n_digits; i++)
        value = value * 8 + (at(t, t->pos++) - '0');
    if (value > 0377) {
        Value text = piece_as_str(t, start, t->pos);
        regex_error(t->text, start, "octal escape value %U outside of range 0-0o377", text);
        value_drop(text);
        return -1;
    }
    str_builder_char(&t->literal, (uint32_t)value);
    return 0;
}

static int escape(Template *t)
{
    int64_t start = t->pos++;
    int32_t c = at(t, t->pos);
    if (c == -1)
        return regex_error(t->text, start, "bad escape (end of pattern)");
    if (c == 'g') {
        t->pos++;
        return named_reference(t);
    }
    if (c == '0') {
        int n = 1;
        while (n < 3 && is_octal(at(t, t->pos + n)))
            n++;
        return octal(t, start, n);
    }
    if (is_digit(c)) {
        int32_t next = at(t, t->pos + 1);
        if (is_octal(c) && is_octal(next) && is_octal(at(t, t->pos + 2)))
            return octal(t, start, 3);
        int64_t group = c - '0';
        t->pos++;
        if (is_digit(next)) {
            group = group * 10 + (next - '0');
            t->pos++;
        }
        return add_group(t, group, start + 1);
    }
    t->pos++;
    static const char letters[] = "abfnrtv\\", values[] = "\a\b\f\n\r\t\v\\";
    const char *found = c < 128 ? strchr(letters, c) : NULL;
    if (found != NULL) {
        str_builder_char(&t->literal, (uint8_t)values[found - letters]);
        return 0;
    }
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        Value text = piece_as_str(t, start, t->pos);
        regex_error(t->text, start, "bad escape %U", text);
        value_drop(text);
        return -1;
    }
    str_builder_char(&t->literal, '\\');
    str_builder_char(&t->literal, (uint32_t)c);
    return 0;
}

Value template_parse(Ref pattern, Ref text)
{
    Template t = {.pattern = VALUE_AS(Pattern, pattern), .text = text};
    Value owned = VALUE_ABSENT;
    if (!value_is_str(text)) {
        if (!value_is_bytes(text)) {
            owned = bytes_from_buffer(text);
            if (value_is_error(owned))
                return owned;
            t.text = owned;
        }
        t.is_bytes = true;
    }
    t.len = t.is_bytes ? bytes_len(t.text) : str_len(t.text);
    t.list = list_new(0);
    str_builder_init(&t.literal);
    int result = value_is_error(t.list) ? -1 : 0;
    while (result == 0 && t.pos < t.len) {
        if (at(&t, t.pos) == '\\')
            result = escape(&t);
        else
            str_builder_char(&t.literal, (uint32_t)at(&t, t.pos++));
    }
    if (result == 0)
        result = flush_literal(&t);
    str_builder_free(&t.literal);
    value_drop(owned);
    if (result == 0)
        return t.list;
    value_drop(value_is_error(t.list) ? VALUE_ABSENT : t.list);
    return VALUE_ERROR;
}

/* Joined: groups that did not match are empty. */
Value template_expand(Ref parsed, Ref match, bool is_bytes)
{
    int64_t n = list_len(parsed);
    Value pieces = list_new(n), empty = is_bytes ? bytes_empty() : str_empty(), joined = VALUE_ERROR;
    if (value_is_error(pieces))
        return pieces;
    for (int64_t i = 0; i < n; i++) {
        Ref piece = list_at(parsed, i);
        Value v = value_is_int(piece) ? match_group_value(match, (int)value_as_int(piece), empty) : value_dup(piece);
        if (value_is_error(v) || list_append_owned(pieces, v))
            goto done;
    }
    joined = is_bytes ? object_call_method1(empty, NAME(join), pieces)
                      : str_join(empty, VALUE_AS(List, pieces)->items, (size_t)list_len(pieces));
done:
    value_drop(pieces);
    value_drop(empty);
    return joined;
}
