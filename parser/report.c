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

/* The end of a position that has none: the traceback then marks one character. */
#define NO_END INT32_MIN

/* Columns are bytes from 0; `shift` is added to make them count from 1. */
static void raise_range(Parser *p, Type *type, Pos start, Pos end, const char *message)
{
    size_t line_len, end_len;
    const char *line = lexer_line(&p->lexer, (uint32_t)start.lineno, &line_len);
    const char *end_line = lexer_line(&p->lexer, (uint32_t)end.lineno, &end_len);
    int col = start.col_offset < 0 ? start.col_offset
        : char_column(line, line_len, start.col_offset);
    int end_col = end.col_offset < 0 ? end.col_offset
        : char_column(end_line, end_len, end.col_offset);
    /* the quoted line keeps its newline */
    size_t text_len = line_len + (line + line_len < p->lexer.end);
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

void *raise_at_token(Parser *p, const Token *t, const char *fmt, ...)
{
    FORMAT(message, fmt);
    return raise_at(p, token_pos(t), token_end(p, t), "%s", message);
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
    const Token *last = p->tok > p->furthest ? p->tok : p->furthest;
    return raise_at(p, start, token_end(p, last), "%s", message);
}

/* Where CPython points when it has only a token: at its start, and at its end if it is
 * not the end of the input. */
static void raise_at_last(Parser *p, Type *type, const Token *t, const char *message)
{
    Pos start = token_pos(t);
    raise_range(p, type, start, (Pos){start.lineno, -1}, message);
}

void *raise_here(Parser *p, const char *fmt, ...)
{
    FORMAT(message, fmt);
    if (!p->raised)
        raise_at_token(p, p->tok, "%s", message);
    return NULL;
}

void *raise_indentation(Parser *p, const char *fmt, ...)
{
    FORMAT(message, fmt);
    if (!p->raised)
        raise_at_last(p, &type_IndentationError, p->tok, message);
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
    exc_raise_syntax(type, p->filename, e->message, (int)e->line, col, (int)e->end_line,
                     end_col, line, line_len);
    p->raised = true;
}

static void raise_never_closed(Parser *p)
{
    const Bracket *b = &p->lexer.brackets[p->lexer.depth - 1];
    Pos start = {(int32_t)b->line,
                 (int32_t)(b->offset - p->lexer.line_starts[b->line - 1])};
    raise_at(p, start, (Pos){start.lineno, -1}, "'%c' was never closed", b->open);
}

/* The text ended where it must not: inside brackets or after a backslash. */
static void raise_unexpected_end(Parser *p)
{
    if (p->lexer.depth > 0) {
        raise_never_closed(p);
        return;
    }
    const Token *t = p->lexer.tokens + p->lexer.n_tokens - 1;
    raise_at_last(p, &type_SyntaxError, t, "unexpected EOF while parsing");
}

static void raise_end_of_tokens(Parser *p)
{
    switch (p->lexer.error.kind) {
    case LEX_OK:
    case LEX_NO_MEMORY: return;
    case LEX_SYNTAX_ERROR:
    case LEX_INDENTATION_ERROR:
    case LEX_TAB_ERROR: raise_lexical(p); return;
    case LEX_OPEN_BRACKET:
    case LEX_END_IN_CONTINUATION: raise_unexpected_end(p); return;
    }
}

/* ---- the last word ----------------------------------------------------------------------- */

/* Nothing precise was found: blame the token the first pass stopped at. */
static void raise_generic(Parser *p, const Token *failed)
{
    if (failed->kind == TOKEN_INDENT || failed->kind == TOKEN_DEDENT) {
        const char *message = failed->kind == TOKEN_INDENT ? "unexpected indent"
                                                           : "unexpected unindent";
        raise_at_last(p, &type_IndentationError, failed, message);
        return;
    }
    raise_at_token(p, failed, "invalid syntax");
}

void report_failure(Parser *p, const Token *failed)
{
    if (p->raised)
        return;
    if (failed->kind == TOKEN_ERROR)
        raise_end_of_tokens(p);
    else
        raise_generic(p, failed);
}
