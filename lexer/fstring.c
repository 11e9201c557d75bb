/* lexer/fstring.c -- f-strings and t-strings (PEP 701, PEP 750) as tokens.
 *
 * f"a{x!r:>{w}}b" becomes FSTRING_START `f"`, FSTRING_MIDDLE `a`, {, x, !, r, :,
 * FSTRING_MIDDLE `>`, {, w, }, }, FSTRING_MIDDLE `b`, FSTRING_END `"`.
 *
 * Each string being read has a FStringMode on a stack, which alternates:
 *
 *     text --{--> expression --:--> text of the spec --{--> expression ...
 *      ^-----------}-------'               '---}--> text around the field
 *
 * In the expression part the main loop reads ordinary tokens, so strings nest freely,
 * even with the same quote. */
#include "lexer/lex.h"

static char letter_of(const FStringMode *f)
{
    return f->flags & STRING_TEMPLATE ? 't' : 'f';
}

static FStringMode *innermost(Lexer *l)
{
    return &l->fstrings[l->n_fstrings - 1];
}

/* Is the next } : or ! at the bracket depth of the innermost replacement field? */
bool fstring_ends_expression(const Lexer *l)
{
    const FStringMode *f = &l->fstrings[l->n_fstrings - 1];
    return f->in_expression && l->depth == f->base_depth + f->field_depth;
}

bool fstring_hides_quote(const Lexer *l, char quote, bool triple)
{
    if (l->n_fstrings == 0)
        return false;
    const FStringMode *f = &l->fstrings[l->n_fstrings - 1];
    return f->quote == quote && !(f->flags & STRING_TRIPLE) == !triple;
}

bool fstring_begin(Lexer *l, const char *start, int flags)
{
    if (l->n_fstrings == MAX_FSTRINGS) {
        l->p++;
        return lexer_fail_here(l, "too many nested f-strings");
    }
    char quote = *l->p;
    bool triple = l->p[1] == quote && l->p[2] == quote;
    l->p += triple ? 3 : 1;
    flags |= triple ? STRING_TRIPLE : 0;
    l->fstrings[l->n_fstrings++] = (FStringMode){
        .quote = quote,
        .flags = (uint8_t)flags,
        .base_depth = l->depth,
        .start = (uint32_t)(start - l->text),
        .line = l->line,
        .line_start = (uint32_t)(l->line_start - l->text),
    };
    Token *t = lexer_push(l, TOKEN_FSTRING_START, start, l->p);
    if (!t)
        return false;
    t->flags = (uint8_t)flags;
    return true;
}

static bool fail_unterminated(Lexer *l, const FStringMode *f)
{
    uint32_t detected = l->line;
    bool triple = f->flags & STRING_TRIPLE;
    if (triple && l->p == l->end && l->p > l->text && l->p[-1] == '\n')
        detected--;
    l->line = f->line;
    int32_t offset = (int32_t)(f->start - f->line_start) + 1;
    return lexer_fail(l, LEX_SYNTAX_ERROR, offset, offset,
                      "unterminated %s%c-string literal (detected at line %u)",
                      triple ? "triple-quoted " : "", letter_of(f), detected);
}

static bool at_closing_quote(const FStringMode *f, const char *p)
{
    return *p == f->quote
        && (!(f->flags & STRING_TRIPLE) || (p[1] == f->quote && p[2] == f->quote));
}

/* The last byte of the escape whose backslash is at p.  The braces of \N{NAME} open no
 * field, but a plain brace after a backslash does, so there only the backslash counts. */
static const char *skip_escape(const FStringMode *f, const char *p, const char *end)
{
    char next = p[1];
    if (p + 1 >= end || next == '{' || next == '}')
        return p;
    if (next != 'N' || (f->flags & STRING_RAW) || p[2] != '{')
        return p + 1;
    const char *close = p + 3;
    while (*close && *close != '}' && *close != '{' && *close != '\n'
           && *close != f->quote)
        close++;
    return *close == '}' ? close : p + 1;
}

/* Push the text read so far, which began on (line, line_start). */
static bool push_middle(Lexer *l, const char *start, uint32_t line,
                        const char *line_start, int flags)
{
    if (l->p == start)
        return true;
    Token *t = lexer_push(l, TOKEN_FSTRING_MIDDLE, start, l->p);
    if (!t)
        return false;
    t->col = (uint32_t)(start - line_start);
    t->flags = (uint8_t)(flags | (line != l->line ? TOKEN_MULTILINE : 0));
    t->line = line;
    return true;
}

static bool open_field(Lexer *l, FStringMode *f)
{
    if (l->depth >= MAX_BRACKETS) {
        l->p++;
        return lexer_fail_here(l, "too many nested parentheses");
    }
    if (f->field_depth >= 3) {
        return lexer_fail_here(l, "%c-string: expressions nested too deeply",
                               letter_of(f));
    }
    l->brackets[l->depth++] = (Bracket){'{', l->line, (uint32_t)(l->p - l->text)};
    f->field_depth++;
    f->in_expression = true;
    l->p++;
    Token *t = lexer_push(l, TOKEN_LBRACE, l->p - 1, l->p);
    if (t)
        t->flags = f->in_spec ? FSTRING_IN_SPEC : 0;
    return t;
}

/* The } of a field whose spec has just been read. */
static bool close_field(Lexer *l, FStringMode *f)
{
    l->depth--;
    f->field_depth--;
    f->in_spec = f->field_depth > 0;
    l->p++;
    Token *t = lexer_push(l, TOKEN_RBRACE, l->p - 1, l->p);
    if (t)
        t->flags = FSTRING_IN_SPEC;
    return t;
}

static bool close_string(Lexer *l, FStringMode *f)
{
    const char *start = l->p;
    l->p += f->flags & STRING_TRIPLE ? 3 : 1;
    l->depth = f->base_depth; /* fields still open are for the parser to complain about */
    l->n_fstrings--;
    return lexer_push(l, TOKEN_FSTRING_END, start, l->p);
}

/* Read to the next place where text stops: a brace that means something, the closing
 * quote, or the end.  Doubled braces are kept and flagged. */
static bool scan_to_stop(Lexer *l, const FStringMode *f, int *flags)
{
    for (;; l->p++) {
        char c = *l->p;
        if (l->p >= l->end || at_closing_quote(f, l->p))
            return true;
        if (c == '{' || c == '}') {
            if (f->in_spec || l->p[1] != c)
                return true;
            *flags |= FSTRING_DOUBLED;
            l->p++;
            continue;
        }
        bool escaped = c == '\\';
        if (escaped) {
            *flags |= STRING_BACKSLASH;
            l->p = skip_escape(f, l->p, l->end);
        }
        if (*l->p == '\n') {
            if (!escaped && !(f->flags & STRING_TRIPLE))
                return true;
            if (!lexer_new_line(l, l->p + 1))
                return false;
        }
    }
}

bool fstring_scan_text(Lexer *l)
{
    FStringMode *f = innermost(l);
    const char *start = l->p, *line_start = l->line_start;
    uint32_t line = l->line;
    int flags = (f->flags & STRING_RAW) | (f->in_spec ? FSTRING_IN_SPEC : 0);
    if (!scan_to_stop(l, f, &flags))
        return false;
    char c = *l->p;
    bool ends = l->p >= l->end;
    if (ends && l->depth > f->base_depth)
        l->p = l->end; /* an unclosed field is reported as an open bracket */
    else if (ends || (c == '\n' && !f->in_spec))
        return fail_unterminated(l, f);
    if (!push_middle(l, start, line, line_start, flags))
        return false;
    if (ends)
        return true;
    if (c == '\n') { /* the parser expects a } here; let the expression mode go on */
        f->in_spec = false;
        f->in_expression = true;
        return true;
    }
    if (c == '{')
        return open_field(l, f);
    if (c != '}')
        return close_string(l, f);
    if (f->in_spec)
        return close_field(l, f);
    l->p++;
    return lexer_fail_here(l, "%c-string: single '}' is not allowed", letter_of(f));
}
