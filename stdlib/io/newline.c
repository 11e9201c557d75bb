/* stdlib/io/newline.c -- universal newlines: translating, remembering what was seen, finding line ends. */
#include "runtime/exc.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "stdlib/io/io.h"

/* Does an ASCII or Latin-1 string hold a CR at all? */
static bool has_cr(Ref text)
{
    const Str *s = VALUE_AS(Str, text);
    if (s->kind == 1)
        return memchr(s->data, '\r', (size_t)s->len) != NULL;
    for (int64_t i = 0; i < s->len; i++)
        if (str_at(text, i) == '\r')
            return true;
    return false;
}

static bool has_lf(Ref text)
{
    const Str *s = VALUE_AS(Str, text);
    if (s->kind == 1)
        return memchr(s->data, '\n', (size_t)s->len) != NULL;
    for (int64_t i = 0; i < s->len; i++)
        if (str_at(text, i) == '\n')
            return true;
    return false;
}

static Value translate_all(NewlineState *state, Ref text)
{
    StrBuilder b;
    str_builder_init(&b);
    int64_t len = str_len(text), start = 0;
    for (int64_t i = 0; i < len; i++) {
        uint32_t c = str_at(text, i);
        if (c == '\n') {
            state->seen |= NEWLINE_LF;
        } else if (c == '\r') {
            bool pair = i + 1 < len && str_at(text, i + 1) == '\n';
            state->seen |= pair ? NEWLINE_CRLF : NEWLINE_CR;
            if (state->translate) {
                str_builder_slice(&b, text, start, i);
                str_builder_char(&b, '\n');
                start = i + 1 + pair;
            }
            i += pair;
        }
    }
    if (start == 0 && !state->translate) {
        str_builder_free(&b);
        return value_dup(text);
    }
    str_builder_slice(&b, text, start, len);
    return str_builder_finish(&b);
}

Value newline_translate(NewlineState *state, Value text, bool final)
{
    if (value_is_error(text))
        return VALUE_ERROR;
    if (state->pending_cr && (final || str_len(text) > 0)) {
        Value cr = str_from_char('\r'), joined = str_concat(cr, text);
        value_drop(cr);
        value_drop(text);
        if (value_is_error(joined))
            return VALUE_ERROR;
        text = joined;
        state->pending_cr = false;
    }
    int64_t len = str_len(text);
    if (!final && len > 0 && str_at(text, len - 1) == '\r') {
        Value head = str_slice(text, 0, len - 1);
        value_drop(text);
        if (value_is_error(head))
            return VALUE_ERROR;
        text = head;
        state->pending_cr = true;
    }
    if (!has_cr(text)) {
        if (!(state->seen & NEWLINE_LF) && has_lf(text))
            state->seen |= NEWLINE_LF;
        return text;
    }
    Value result = translate_all(state, text);
    value_drop(text);
    return result;
}

Value newline_seen(uint8_t seen)
{
    static const struct { uint8_t bit; const char *text; } kinds[] = {
        {NEWLINE_CR, "\r"}, {NEWLINE_LF, "\n"}, {NEWLINE_CRLF, "\r\n"},
    };
    Value found[3];
    int n = 0;
    for (size_t i = 0; i < N_ELEMENTS(kinds); i++)
        if (seen & kinds[i].bit)
            found[n++] = str_from_cstr(kinds[i].text);
    if (n == 0)
        return VALUE_NONE;
    return n == 1 ? found[0] : tuple_from_values(found, n);
}

/* ---- line ends ---- */
static int64_t find_char(Ref text, int64_t start, uint32_t c)
{
    const Str *s = VALUE_AS(Str, text);
    if (s->kind == 1) {
        const char *p = memchr(s->data + start, (int)c, (size_t)(s->len - start));
        return p == NULL ? -1 : p - s->data;
    }
    for (int64_t i = start; i < s->len; i++)
        if (str_at(text, i) == c)
            return i;
    return -1;
}

int64_t newline_find(Ref text, int64_t start, bool translated, bool universal, Ref nl, int64_t *consumed)
{
    int64_t len = str_len(text);
    *consumed = len;
    if (translated) {
        int64_t at = find_char(text, start, '\n');
        return at < 0 ? -1 : at + 1;
    }
    if (universal) {
        for (int64_t i = start; i < len; i++) {
            uint32_t c = str_at(text, i);
            if (c == '\n')
                return i + 1;
            if (c == '\r')
                return i + 1 < len && str_at(text, i + 1) == '\n' ? i + 2 : i + 1;
        }
        return -1;
    }
    uint32_t first = value_is_str(nl) && str_len(nl) > 0 ? str_at(nl, 0) : '\n';
    int64_t nl_len = value_is_str(nl) && str_len(nl) > 0 ? str_len(nl) : 1;
    for (int64_t at = start; (at = find_char(text, at, first)) >= 0; at++) {
        if (nl_len == 1)
            return at + 1;
        if (at + 1 == len) {
            *consumed = at;
            return -1;
        }
        if (str_at(text, at + 1) == str_at(nl, 1))
            return at + 2;
    }
    return -1;
}
