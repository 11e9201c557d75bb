/* parser/parse_string.c -- string literals: concatenation, f-strings, t-strings.
 *
 * Adjacent literals are one expression.  Each contributes pieces (constants and
 * replacement fields) to one list; constants that meet are joined, empty ones vanish.
 * What remains is a Constant, a JoinedStr or a TemplateStr. */
#include "parser/parse.h"

#include "parser/explain.h"
#include "runtime/bytes.h"
#include "runtime/str.h"
#include <string.h>

static bool parse_field(Parser *p, bool is_template);

/* ---- constants ------------------------------------------------------------------------- */

static Expr *new_constant(Parser *p, Pos start, Pos end, Value value /* takes */, Ref kind)
{
    Ref ref = own(p, value);
    if (value_is_error(ref))
        return NULL;
    Expr *e = EXPR(p, start, Constant, .value = ref, .kind = kind);
    if (e) {
        e->end_lineno = end.lineno;
        e->end_col_offset = end.col_offset;
    }
    return e;
}

/* A plain STRING token as a Constant. */
static Expr *parse_plain_string(Parser *p)
{
    const Token *t = p->tok++;
    const char *text = p->lexer.text + t->start;
    const char *end = p->lexer.text + t->end;
    Ref kind = VALUE_ABSENT;
    if (*text == 'u') {
        kind = own(p, str_intern_cstr("u"));
        if (value_is_error(kind))
            return NULL;
    }
    int quotes = t->flags & STRING_TRIPLE ? 3 : 1;
    while (*text != '\'' && *text != '"')
        text++;
    text += quotes;
    Value value = decode_literal(p, t, text, (size_t)(end - quotes - text), t->flags);
    if (value_is_error(value))
        return NULL;
    return new_constant(p, token_pos(t), token_end(p, t), value, kind);
}

/* {{ and }} become one brace. */
static const char *undouble(Parser *p, const char *text, size_t *n, bool raw)
{
    char *out = arena_alloc(p->arena, *n + 1);
    if (!out) {
        p->raised = true;
        return NULL;
    }
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++) {
        char c = text[i], next = i + 1 < *n ? text[i + 1] : 0;
        if (c == '\\' && !raw && next == 'N' && i + 2 < *n && text[i + 2] == '{') {
            /* the braces of \N{NAME} are its own */
            while (i + 1 < *n && text[i] != '}')
                out[kept++] = text[i++];
            c = text[i];
        } else if (c == '\\' && next != '{' && next != '}' && next) {
            out[kept++] = c;
            c = text[++i];
        } else if ((c == '{' || c == '}') && next == c) {
            i++;
        }
        out[kept++] = c;
    }
    *n = kept;
    return out;
}

static Expr *parse_middle(Parser *p)
{
    const Token *t = p->tok++;
    const char *text = p->lexer.text + t->start;
    size_t n = t->end - t->start;
    bool raw = t->flags & STRING_RAW;
    if ((t->flags & FSTRING_DOUBLED) && !(text = undouble(p, text, &n, raw)))
        return NULL;
    int flags = t->flags & STRING_BACKSLASH;
    if (!(t->flags & FSTRING_IN_SPEC))
        flags |= t->flags & STRING_RAW;
    Value value = decode_literal(p, t, text, n, flags);
    if (value_is_error(value))
        return NULL;
    return new_constant(p, token_pos(t), token_end(p, t), value, VALUE_ABSENT);
}

/* ---- joining ----------------------------------------------------------------------------- */

static bool is_constant(const Expr *e)
{
    return e->kind == EXPR_CONSTANT;
}

/* Constants pieces[from..to) as one. */
static Expr *join_constants(Parser *p, Expr **pieces, int from, int to, bool is_bytes)
{
    Expr *first = pieces[from], *last = pieces[to - 1];
    if (to - from == 1)
        return first;
    size_t total = 0;
    for (int i = from; is_bytes && i < to; i++)
        total += (size_t)bytes_len(pieces[i]->as.Constant.value);
    Value joined;
    if (is_bytes) {
        char *out = arena_alloc(p->arena, total + 1);
        size_t n = 0;
        for (int i = from; out && i < to; i++) {
            Ref piece = pieces[i]->as.Constant.value;
            memcpy(out + n, bytes_data(piece), (size_t)bytes_len(piece));
            n += (size_t)bytes_len(piece);
        }
        joined = out ? bytes_new(out, total) : VALUE_ERROR;
    } else {
        StrBuilder b;
        str_builder_init(&b);
        for (int i = from; i < to; i++)
            str_builder_str(&b, pieces[i]->as.Constant.value);
        joined = str_builder_finish(&b);
    }
    Pos end = {last->end_lineno, last->end_col_offset};
    return new_constant(p, expr_pos(first), end, joined, first->as.Constant.kind);
}

/* The pieces from mark on, with neighbouring constants joined and empty ones gone. */
static ExprSeq *take_pieces(Parser *p, int mark)
{
    int n = p->scratch_n, kept = mark;
    for (int i = mark; i < n;) {
        Expr **pieces = (Expr **)(void *)p->scratch;
        if (!is_constant(pieces[i])) {
            pieces[kept++] = pieces[i++];
            continue;
        }
        int from = i, used = -1;
        Expr *first = pieces[from];
        while (i < n && is_constant(pieces[i]))
            i++;
        /* Empty pieces at either end do not extend the position. */
        int last = from;
        for (int k = from; k < i; k++) {
            if (str_len(pieces[k]->as.Constant.value) > 0) {
                used = used < 0 ? k : used;
                last = k;
            }
        }
        if (used < 0)
            continue;
        Expr *joined = join_constants(p, pieces, used, last + 1, false);
        if (!joined)
            return NULL;
        if (used != from)
            joined->as.Constant.kind = first->as.Constant.kind;
        p->scratch[kept++] = joined;
    }
    p->scratch_n = kept;
    return take(p, mark);
}

/* ---- replacement fields -------------------------------------------------------------------- */

/* The expression of a field. */
static Expr *parse_field_value(Parser *p)
{
    const Token *first = p->tok;
    if (!explain_field_start(p))
        return NULL;
    bool outer = p->in_field;
    p->in_field = true;
    Expr *value = parse_yield_or_star_expressions(p);
    p->in_field = outer;
    return value ? value : explain_field_value(p, first);
}

/* ! and a letter: the conversion, -1 when there is none, 0 on failure. */
static int parse_conversion(Parser *p)
{
    if (!accept(p, TOKEN_EXCLAMATION))
        return -1;
    const Token *t = p->tok;
    const char *text = p->lexer.text + t->start;
    if (!at(p, TOKEN_NAME)) {
        fail(p);
        explain_conversion(p);
        return 0;
    }
    if (t->start != t[-1].end) {
        raise_at(p, token_pos(t - 1), token_end(p, t), "f-string: conversion type must come "
                 "right after the exclamanation mark");
        return 0;
    }
    if (t->end - t->start > 1 || (*text != 's' && *text != 'r' && *text != 'a')) {
        raise_at_token(p, t, "f-string: invalid conversion character '%.*s': expected 's', "
                       "'r', or 'a'", (int)(t->end - t->start), text);
        return 0;
    }
    p->tok++;
    return *text;
}

/* :spec, a JoinedStr; the closing brace is not consumed. */
static Expr *parse_format_spec(Parser *p)
{
    Pos start = here(p);
    int mark = scratch_mark(p);
    p->tok++;
    while (at(p, TOKEN_FSTRING_MIDDLE) || at(p, TOKEN_LBRACE)) {
        if (at(p, TOKEN_FSTRING_MIDDLE)) {
            Expr *text = parse_middle(p);
            if (!text || !push(p, text))
                return NULL;
        } else if (!parse_field(p, false)) { /* even in a t-string: PEP 750 */
            return NULL;
        }
    }
    Pos end = token_end(p, p->tok - 1);
    ExprSeq *values = take_pieces(p, mark);
    Expr *spec = values ? EXPR(p, start, JoinedStr, .values = values) : NULL;
    if (spec) {
        spec->end_lineno = end.lineno;
        spec->end_col_offset = end.col_offset;
    }
    return spec;
}

/* The source text [start, end), as f"{x = }" shows it. */
static Value source_text(Parser *p, uint32_t start, uint32_t end)
{
    return str_from_utf8(p->lexer.text + start, end - start);
}

/* Copy the space between two tokens without its comments. */
static size_t copy_gap(char *out, const char *text, uint32_t start, uint32_t end)
{
    size_t n = 0;
    for (bool comment = false; start < end; start++) {
        comment = text[start] == '#' || (comment && text[start] != '\n');
        if (!comment)
            out[n++] = text[start];
    }
    return n;
}

/* The source text from a field's brace up to token `after`, comments left out. */
static Value debug_text(Parser *p, const Token *open, const Token *after)
{
    const char *text = p->lexer.text;
    uint32_t at = open->end;
    char *out = arena_alloc(p->arena, after->start - at + 1);
    if (!out)
        return VALUE_ERROR;
    size_t n = 0;
    for (const Token *t = open + 1; t <= after; t++) {
        n += copy_gap(out + n, text, at, t->start);
        if (t == after)
            break;
        memcpy(out + n, text + t->start, t->end - t->start);
        n += t->end - t->start;
        at = t->end;
    }
    return str_from_utf8(out, n);
}

/* The text that = asks for, as a constant piece before the value. */
static bool push_debug_text(Parser *p, const Token *open, const Token *after)
{
    Value text = debug_text(p, open, after);
    if (value_is_error(text)) {
        p->raised = true;
        return false;
    }
    Pos start = {(int32_t)open->line, (int32_t)open->col + 1};
    Pos end = token_pos(after);
    Expr *e = new_constant(p, start, end, text, VALUE_ABSENT);
    return e && push(p, e);
}

/* The source of an interpolation's expression, without = and surrounding space. */
static Ref interpolation_text(Parser *p, const Token *open, const Token *after)
{
    const char *text = p->lexer.text;
    uint32_t start = open->end, end = after->start;
    while (end > start && (text[end - 1] == ' ' || text[end - 1] == '\n'
                           || text[end - 1] == '\t' || text[end - 1] == '\f'))
        end--;
    while (start < end && (text[start] == ' ' || text[start] == '\n'
                           || text[start] == '\t' || text[start] == '\f'))
        start++;
    return own(p, source_text(p, start, end));
}

/* {value = !r :spec}, pushed as one or two pieces. */
static bool parse_field(Parser *p, bool is_template)
{
    const Token *open = p->tok++;
    Expr *value = parse_field_value(p);
    if (!value)
        return false;
    const Token *after_value = p->tok;
    bool debug = accept(p, TOKEN_EQUAL);
    if (!explain_after_field_value(p, debug))
        return false;
    if (debug && !push_debug_text(p, open, p->tok))
        return false;
    int conversion = parse_conversion(p);
    if (conversion == 0)
        return false;
    Expr *spec = NULL;
    if (!explain_after_conversion(p, conversion > 0))
        return false;
    if (at(p, TOKEN_COLON) && !(spec = parse_format_spec(p)))
        return false;
    if (!explain_field_end(p, spec != NULL) || !expect(p, TOKEN_RBRACE))
        return false;
    if (debug && conversion < 0 && !spec)
        conversion = 'r';
    Pos start = token_pos(open);
    if (!is_template)
        return push(p, EXPR(p, start, FormattedValue, .value = value,
                            .conversion = conversion, .format_spec = spec));
    Ref text = interpolation_text(p, open, after_value);
    if (value_is_error(text))
        return false;
    return push(p, EXPR(p, start, Interpolation, .value = value, .str = text,
                        .conversion = conversion, .format_spec = spec));
}

/* One f- or t-string: its pieces are pushed. */
static bool parse_fstring(Parser *p)
{
    bool is_template = p->tok->flags & STRING_TEMPLATE;
    p->tok++;
    if (!enter(p))
        return false;
    while (!at(p, TOKEN_FSTRING_END)) {
        if (at(p, TOKEN_FSTRING_MIDDLE)) {
            Expr *text = parse_middle(p);
            if (!text || !push(p, text))
                return false;
        } else if (at(p, TOKEN_LBRACE)) {
            if (!parse_field(p, is_template))
                return false;
        } else {
            return fail(p);
        }
    }
    leave(p);
    p->tok++;
    return true;
}

/* ---- whole expressions ------------------------------------------------------------------------ */

/* What kinds of literals stand side by side. */
typedef struct LiteralMix {
    int n;
    bool bytes, str, format, template_, first_is_u;
} LiteralMix;

static LiteralMix survey(const Parser *p)
{
    LiteralMix mix = {0};
    int nesting = 0;
    for (const Token *t = p->tok;; t++) {
        if (nesting == 0 && t->kind != TOKEN_STRING && t->kind != TOKEN_FSTRING_START)
            return mix;
        mix.n += nesting == 0;
        if (t->kind == TOKEN_STRING && nesting == 0) {
            *(t->flags & STRING_BYTES ? &mix.bytes : &mix.str) = true;
        } else if (t->kind == TOKEN_FSTRING_START) {
            if (nesting++ == 0)
                *(t->flags & STRING_TEMPLATE ? &mix.template_ : &mix.format) = true;
        } else if (t->kind == TOKEN_FSTRING_END) {
            nesting--;
        } else if (t->kind == TOKEN_END || t->kind == TOKEN_ERROR) {
            return mix;
        }
    }
}

static bool push_literals(Parser *p)
{
    for (;;) {
        if (at(p, TOKEN_STRING)) {
            Expr *e = parse_plain_string(p);
            if (!e || !push(p, e))
                return false;
        } else if (at(p, TOKEN_FSTRING_START)) {
            if (!parse_fstring(p))
                return false;
        } else {
            return true;
        }
    }
}

Expr *parse_strings(Parser *p)
{
    if (at(p, TOKEN_STRING) && p->tok[1].kind != TOKEN_STRING
        && p->tok[1].kind != TOKEN_FSTRING_START)
        return parse_plain_string(p);
    const Token *first = p->tok;
    Pos start = token_pos(first);
    LiteralMix mix = survey(p);
    int mark = scratch_mark(p);
    if (!push_literals(p))
        return NULL;
    if (mix.bytes && (mix.str || mix.format || mix.template_))
        return raise_here(p, "cannot mix bytes and nonbytes literals");
    if (mix.template_ && (mix.str || mix.format))
        return raise_here(p,
                          "cannot mix t-string literals with string or bytes literals");
    if (!mix.format && !mix.template_) {
        Expr **pieces = (Expr **)(void *)(p->scratch + mark);
        int n = p->scratch_n - mark;
        p->scratch_n = mark;
        return join_constants(p, pieces, 0, n, mix.bytes);
    }
    ExprSeq *values = take_pieces(p, mark);
    if (!values)
        return NULL;
    return mix.template_ ? EXPR(p, start, TemplateStr, .values = values)
                         : EXPR(p, start, JoinedStr, .values = values);
}
