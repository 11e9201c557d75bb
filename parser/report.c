/* parser/report.c -- raising SyntaxErrors and warnings, and what is said when nothing
 * more precise is known. */
#include "parser/parse.h"

#include "runtime/exc.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Columns in messages count characters, ours count bytes. */
static int char_column(const char *line, size_t line_len, int32_t byte_col)
{
    int chars = 0;
    for (int32_t i = 0; i < byte_col && (size_t)i < line_len; i++)
        chars += ((unsigned char)line[i] & 0xc0) != 0x80;
    return chars + (byte_col > (int32_t)line_len ? byte_col - (int32_t)line_len : 0);
}

/* The furthest token that either pass has looked at. */
static const Token *last_token(const Parser *p)
{
    return p->tok > p->furthest ? p->tok : p->furthest;
}

/* The line that an incremental lexer would have reached by now. */
static uint32_t lines_read(const Parser *p)
{
    const Token *t = last_token(p);
    const Lexer *l = &p->lexer;
    if (t->kind != TOKEN_ERROR)
        return t->line;
    return l->line - (l->line > 1 && l->line_start == l->end);
}

/* Columns are bytes from 0, made characters from 1; negative ones stay what they are. */
static void raise_range(Parser *p, Type *type, Pos start, Pos end, const char *message)
{
    size_t line_len, end_len;
    const char *line = lexer_line(&p->lexer, (uint32_t)start.lineno, &line_len);
    const char *end_line = lexer_line(&p->lexer, (uint32_t)end.lineno, &end_len);
    int col = start.col_offset < 0 ? start.col_offset
        : char_column(line, line_len, start.col_offset);
    int end_col = end.col_offset < 0 ? end.col_offset
        : char_column(end_line, end_len, end.col_offset);
    /* Only the last line read so far is quoted with its newline, as in CPython. */
    bool whole_line = (uint32_t)start.lineno >= lines_read(p);
    size_t text_len = line_len + (whole_line && line + line_len < p->lexer.end);
    exc_raise_syntax(type, p->filename, message, start.lineno, col + 1, end.lineno,
                     end_col + 1, line, text_len);
    p->raised = true;
}

#define FORMAT(message, fmt) \
    char message[256]; \
    va_list args; \
    va_start(args, fmt); \
    vsnprintf(message, sizeof message, fmt, args); \
    va_end(args)

void *raise_at(Parser *p, Pos start, Pos end, const char *fmt, ...)
{
    FORMAT(message, fmt);
    if (!p->raised)
        raise_range(p, &type_SyntaxError, start, end, message);
    return NULL;
}

/* INDENT, DEDENT, the end and an implied last newline have no column of their own. */
static bool has_column(const Token *t)
{
    return t->kind != TOKEN_INDENT && t->kind != TOKEN_DEDENT && t->kind != TOKEN_END
        && t->kind != TOKEN_ERROR && !(t->kind == TOKEN_NEWLINE && t->start == t->end);
}

/* How far the line had been read when the token was made. */
static int32_t read_column(const Parser *p, const Token *t)
{
    return (int32_t)(t->end - p->lexer.line_starts[t->line - 1]);
}

void *raise_at_token(Parser *p, const Token *t, const char *fmt, ...)
{
    FORMAT(message, fmt);
    if (has_column(t))
        return raise_at(p, token_pos(t), token_end(p, t), "%s", message);
    Pos nowhere = {(int32_t)t->line, -1};
    return raise_at(p, nowhere, nowhere, "%s", message);
}

void *raise_at_expr(Parser *p, const Expr *e, const char *fmt, ...)
{
    FORMAT(message, fmt);
    return raise_at(p, expr_pos(e), (Pos){e->end_lineno, e->end_col_offset}, "%s", message);
}

void *raise_at_exprs(Parser *p, const Expr *first, const Expr *last, const char *fmt, ...)
{
    FORMAT(message, fmt);
    return raise_at(p, expr_pos(first), (Pos){last->end_lineno, last->end_col_offset},
                    "%s", message);
}

void *raise_from(Parser *p, Pos start, const char *fmt, ...)
{
    FORMAT(message, fmt);
    Pos end = token_end(p, last_token(p));
    end.col_offset--; /* CPython gives a column that counts from 0 here */
    return raise_at(p, start, end, "%s", message);
}

static void raise_at_last(Parser *p, Type *type, const char *message)
{
    const Token *t = last_token(p);
    if (has_column(t))
        raise_range(p, type, token_pos(t), token_end(p, t), message);
    else
        raise_range(p, type, (Pos){(int32_t)t->line, read_column(p, t) - 1},
                    (Pos){(int32_t)t->line, -2}, message);
}

void *raise_here(Parser *p, const char *fmt, ...)
{
    FORMAT(message, fmt);
    if (!p->raised)
        raise_at_last(p, &type_SyntaxError, message);
    return NULL;
}

void *raise_indentation(Parser *p, const char *fmt, ...)
{
    FORMAT(message, fmt);
    if (!p->raised)
        raise_at_last(p, &type_IndentationError, message);
    return NULL;
}

bool warn(Parser *p, uint32_t line, const Token *t, const char *fmt, ...)
{
    FORMAT(message, fmt);
    if (!parse_warn_hook || p->explain || (p->flags & PARSE_NO_WARNINGS))
        return true;
    if (parse_warn_hook(p->filename, (int)line, message) == 0)
        return true;
    if (exc_pending_is(&type_SyntaxWarning)) {
        exc_clear();
        raise_at_token(p, t, "%s", message);
    }
    p->raised = true;
    return false;
}

/* ---- lexical errors ------------------------------------------------------------------ */

static void raise_lexical(Parser *p)
{
    const LexError *e = &p->lexer.error;
    Type *type = e->kind == LEX_TAB_ERROR ? &type_TabError
        : e->kind == LEX_INDENTATION_ERROR ? &type_IndentationError : &type_SyntaxError;
    size_t line_len;
    const char *line = lexer_line(&p->lexer, e->line, &line_len);
    int col = char_column(line, line_len, e->offset);
    int end_col = e->end_offset <= 0 ? e->end_offset
        : char_column(line, line_len, e->end_offset);
    bool whole_line = e->kind != LEX_SYNTAX_ERROR && line + line_len < p->lexer.end;
    exc_raise_syntax(type, p->filename, e->message, (int)e->line, col, (int)e->end_line,
                     end_col, line, line_len + whole_line);
    p->raised = true;
}

static void raise_never_closed(Parser *p)
{
    p->tok = p->lexer.tokens + p->lexer.n_tokens - 1; /* the text was read to its end */
    const Bracket *b = &p->lexer.brackets[p->lexer.depth - 1];
    Pos start = {(int32_t)b->line,
                 (int32_t)(b->offset - p->lexer.line_starts[b->line - 1])};
    raise_at(p, start, (Pos){start.lineno, -1}, "'%c' was never closed", b->open);
}

/* The text ended right after a backslash. */
static void raise_unexpected_end(Parser *p)
{
    uint32_t line = p->lexer.n_lines;
    if (line > 1 && p->lexer.text + p->lexer.line_starts[line - 1] == p->lexer.end)
        line--;
    int32_t read = (int32_t)(p->lexer.end - p->lexer.text - p->lexer.line_starts[line - 1]);
    raise_range(p, &type_SyntaxError, (Pos){(int32_t)line, read - 1},
                (Pos){(int32_t)line, -2}, "unexpected EOF while parsing");
}

void raise_end_of_tokens(Parser *p)
{
    switch (p->lexer.error.kind) {
    case LEX_OK:
    case LEX_NO_MEMORY: return;
    case LEX_SYNTAX_ERROR:
    case LEX_INDENTATION_ERROR:
    case LEX_TAB_ERROR:
    case LEX_BAD_CONTINUATION: raise_lexical(p); return;
    case LEX_OPEN_BRACKET: raise_never_closed(p); return;
    case LEX_END_IN_CONTINUATION:
        if (p->lexer.depth > 0)
            raise_never_closed(p);
        else
            raise_unexpected_end(p);
        return;
    }
}

/* ---- the last word ----------------------------------------------------------------------- */

/* Nothing precise was found: blame the token the first pass stopped at. */
static void raise_generic(Parser *p, const Token *failed)
{
    if (failed->kind == TOKEN_INDENT)
        raise_indentation(p, "unexpected indent");
    else if (failed->kind == TOKEN_DEDENT)
        raise_indentation(p, "unexpected unindent");
    else
        raise_at_token(p, failed, "invalid syntax");
}

/* An error later in the text is often the true reason: a bracket that is not closed, a
 * quote too many.  It replaces what was found, unless an f-string is still open, whose
 * own error comes first. */
static void prefer_lexical(Parser *p)
{
    const LexError *e = &p->lexer.error;
    const Lexer *l = &p->lexer;
    if (e->kind == LEX_OK || e->kind == LEX_NO_MEMORY || l->n_fstrings > 0)
        return;
    if (e->kind != LEX_SYNTAX_ERROR) {
        if (l->depth == 0 || last_token(p)->line <= l->brackets[l->depth - 1].line)
            return;
        exc_clear();
        p->raised = false;
        raise_never_closed(p);
        return;
    }
    exc_clear();
    raise_lexical(p);
}

/* With PARSE_ALLOW_INCOMPLETE: could more text have helped? */
static bool is_incomplete(const Parser *p, const Token *failed)
{
    const Token *last = p->lexer.tokens + p->lexer.n_tokens - 1;
    if (failed->kind == TOKEN_ERROR)
        return p->lexer.error.at_end;
    while (failed < last && !has_column(failed))
        failed++;
    return failed == last && last->kind == TOKEN_END;
}

void report_failure(Parser *p, const Token *failed)
{
    if ((p->flags & PARSE_ALLOW_INCOMPLETE) && is_incomplete(p, failed)) {
        exc_clear();
        p->raised = false;
        raise_range(p, &type__IncompleteInputError, token_pos(failed), token_pos(failed),
                    "incomplete input");
        return;
    }
    if (!p->raised && failed->kind == TOKEN_ERROR) {
        raise_end_of_tokens(p);
        return;
    }
    bool indentation = !p->raised
        && (failed->kind == TOKEN_INDENT || failed->kind == TOKEN_DEDENT);
    if (!p->raised)
        raise_generic(p, failed);
    if (exc_pending_is(&type_SyntaxError) && !indentation)
        prefer_lexical(p);
}
