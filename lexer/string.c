/* lexer/string.c -- plain string and bytes literals: where they end.
 *
 * Escapes are not decoded here (parser/literal.c does); a backslash only hides
 * the character after it from the search for the closing quote. */
#include "lexer/lex.h"

/* A literal that began at `start` on `line` never ends. */
static bool fail_unterminated(Lexer *l, const char *start, uint32_t line,
                              const char *line_start, bool triple, bool escaped_quote)
{
    uint32_t detected = l->line;
    if (fstring_hides_quote(l, *start, triple)) {
        l->line = line;
        int32_t at = (int32_t)(start - line_start) + 1;
        return lexer_fail(l, LEX_SYNTAX_ERROR, at, at, "f-string: expecting '}'");
    }
    /* A text that ends in a newline has no further line. */
    if (l->p == l->end && l->p > l->text && l->p[-1] == '\n')
        detected--;
    l->line = line;
    int32_t offset = (int32_t)(start - line_start) + 1;
    if (triple)
        return lexer_fail(l, LEX_SYNTAX_ERROR, offset, offset, "unterminated "
                          "triple-quoted string literal (detected at line %u)", detected);
    return lexer_fail(l, LEX_SYNTAX_ERROR, offset, offset,
                      "unterminated string literal (detected at line %u)%s", detected,
                      escaped_quote ? "; perhaps you escaped the end quote?" : "");
}

static bool is_triple(const char *p, char quote)
{
    return p[0] == quote && p[1] == quote && p[2] == quote;
}

bool string_scan(Lexer *l, const char *start, int flags)
{
    const char *line_start = l->line_start;
    uint32_t line = l->line;
    char quote = *l->p;
    bool triple = is_triple(l->p, quote), escaped_quote = false;
    l->p += triple ? 3 : 1;
    for (;;) {
        char c = *l->p;
        if (c == quote && (!triple || is_triple(l->p, quote)))
            break;
        if (c == '\\') {
            flags |= STRING_BACKSLASH;
            c = *++l->p;
            escaped_quote |= c == quote;
        } else if (c == '\n' && !triple) {
            return fail_unterminated(l, start, line, line_start, false,
                                     escaped_quote);
        }
        if (l->p >= l->end)
            return fail_unterminated(l, start, line, line_start, triple, escaped_quote);
        l->p++;
        if (c == '\n' && !lexer_new_line(l, l->p))
            return false;
    }
    l->p += triple ? 3 : 1;
    Token *t = lexer_push(l, TOKEN_STRING, start, l->p);
    if (!t)
        return false;
    t->line = line;
    t->col = (uint32_t)(start - line_start);
    t->flags = (uint8_t)(flags | (triple ? STRING_TRIPLE : 0)
                         | (line != l->line ? TOKEN_MULTILINE : 0));
    return true;
}
