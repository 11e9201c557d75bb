/* parser/explain_string.c -- mistakes in the replacement fields of f-strings. */
#include "parser/explain.h"

/* Nothing stands before the brace, colon, ... that would end the expression. */
bool explain_field_start(Parser *p)
{
    if (!p->explain)
        return true;
    switch ((int)peek(p)) {
    case TOKEN_RBRACE:
    case TOKEN_EXCLAMATION:
    case TOKEN_COLON:
    case TOKEN_EQUAL:
        raise_at_token(p, p->tok, "f-string: valid expression required before '%s'",
                       token_text(peek(p)));
        return false;
    default: return true;
    }
}

void *explain_field_value(Parser *p, const Token *first)
{
    return p->explain && !p->raised
        ? raise_at_token(p, first, "f-string: expecting a valid expression after '{'")
        : NULL;
}

static bool ends_value(TokenKind kind)
{
    return kind == TOKEN_EXCLAMATION || kind == TOKEN_COLON || kind == TOKEN_RBRACE;
}

bool explain_after_field_value(Parser *p, bool debug)
{
    if (!p->explain || p->raised || ends_value(peek(p)))
        return !p->raised;
    raise_at_token(p, p->tok, debug ? "f-string: expecting '!', or ':', or '}'"
                                    : "f-string: expecting '=', or '!', or ':', or '}'");
    return false;
}

/* After ! something that is no name. */
void explain_conversion(Parser *p)
{
    if (!p->explain || p->raised)
        return;
    bool missing = at(p, TOKEN_COLON) || at(p, TOKEN_RBRACE);
    raise_at_token(p, p->tok, missing ? "f-string: missing conversion character"
                                      : "f-string: invalid conversion character");
}

bool explain_after_conversion(Parser *p, bool has_conversion)
{
    if (!p->explain || !has_conversion || at(p, TOKEN_COLON) || at(p, TOKEN_RBRACE))
        return true;
    raise_at_token(p, p->tok, "f-string: expecting ':' or '}'");
    return false;
}

bool explain_field_end(Parser *p, bool has_spec)
{
    if (!p->explain || p->raised || at(p, TOKEN_RBRACE))
        return !p->raised;
    raise_at_token(p, p->tok, has_spec ? "f-string: expecting '}', or format specs"
                                       : "f-string: expecting '}'");
    return false;
}
