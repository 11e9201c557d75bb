/* lexer/indent.c -- the start of a logical line: INDENT, DEDENT, blank lines.
 *
 * Columns are counted twice, with tab stops every 8 columns and with tabs as one
 * column.  Two lines compare the same way under both counts or else their order
 * depends on the width of a tab, which is a TabError. */
#include "lexer/lex.h"

static bool fail_tabs(Lexer *l)
{
    l->p = l->line_start;
    return lexer_fail(l, LEX_TAB_ERROR, 1, 0,
                      "inconsistent use of tabs and spaces in indentation");
}

/* The column at *p after white space, under both counts.  A backslash-newline goes on
 * with the next line but keeps the first line's column. */
static bool measure(Lexer *l, int *col, int *alt_col)
{
    int continued = 0;
    *col = *alt_col = 0;
    for (;; l->p++) {
        switch (*l->p) {
        case ' ':
            ++*col, ++*alt_col;
            break;
        case '\t':
            *col = (*col / 8 + 1) * 8;
            ++*alt_col;
            break;
        case '\f':
            *col = *alt_col = 0;
            break;
        case '\\':
            continued = continued ? continued : *col;
            if (l->p[1] != '\n')
                goto done; /* the main loop will complain */
            if (!lexer_new_line(l, l->p + 2))
                return false;
            l->p++;
            if (l->p + 1 == l->end) {
                l->p++;
                l->error.kind = LEX_END_IN_CONTINUATION;
                return false;
            }
            break;
        default:
            goto done;
        }
    }
done:
    if (continued)
        *col = *alt_col = continued;
    return true;
}

static bool indent_more(Lexer *l, int col, int alt_col)
{
    if (l->indent + 1 >= MAX_INDENTS) {
        size_t line_len;
        lexer_line(l, l->line, &line_len);
        return lexer_fail(l, LEX_INDENTATION_ERROR, (int32_t)line_len + 1, -1,
                          "too many levels of indentation");
    }
    if (alt_col <= l->alt_indents[l->indent])
        return fail_tabs(l);
    l->indent++;
    l->indents[l->indent] = col;
    l->alt_indents[l->indent] = alt_col;
    return lexer_push(l, TOKEN_INDENT, l->line_start, l->p);
}

static bool indent_less(Lexer *l, int col, int alt_col)
{
    while (l->indent > 0 && col < l->indents[l->indent]) {
        l->indent--;
        if (!lexer_push(l, TOKEN_DEDENT, l->p, l->p))
            return false;
    }
    if (col != l->indents[l->indent]) {
        size_t line_len;
        lexer_line(l, l->line, &line_len);
        return lexer_fail(l, LEX_INDENTATION_ERROR, (int32_t)line_len + 1, -1,
                          "unindent does not match any outer indentation level");
    }
    if (alt_col != l->alt_indents[l->indent])
        return fail_tabs(l);
    return true;
}

bool indent_scan(Lexer *l)
{
    int col, alt_col;
    if (!measure(l, &col, &alt_col))
        return false;
    if (*l->p == '#')
        while (*l->p != '\n' && l->p < l->end)
            l->p++;
    if (*l->p == '\n') { /* blank: no token at all */
        l->p++;
        return lexer_new_line(l, l->p);
    }
    if (l->p >= l->end)
        return true;
    l->at_line_start = false;
    if (col > l->indents[l->indent])
        return indent_more(l, col, alt_col);
    if (col < l->indents[l->indent])
        return indent_less(l, col, alt_col);
    if (alt_col != l->alt_indents[l->indent])
        return fail_tabs(l);
    return true;
}

/* After the last line: close every block.  The tokens stand at the end of that line. */
bool indent_finish(Lexer *l)
{
    const char *at = l->end;
    l->p = l->end;
    if (l->line > 1 && l->line_start == l->end) {
        /* the empty line after the last newline does not count */
        l->line--;
        l->line_start = l->text + l->line_starts[l->line - 1];
    }
    bool was_indented = l->indent > 0;
    for (; l->indent > 0; l->indent--)
        if (!lexer_push(l, TOKEN_DEDENT, at, at))
            return false;
    if (l->interactive && (l->at_line_start || was_indented) && !lexer_push(l, TOKEN_NEWLINE, at, at))
        return false;
    return lexer_push(l, TOKEN_END, at, at);
}
