/* parser/explain_expr.c -- mistakes in expressions: missing commas, = for ==, misplaced
 * stars. */
#include "parser/explain.h"

#include <string.h>

Expr *try_parse(Parser *p, Expr *(*parse)(Parser *))
{
    const Token *start = p->tok;
    int mark = p->scratch_n, depth = p->depth;
    p->explain = false;
    Expr *e = parse(p);
    p->explain = true;
    p->scratch_n = mark;
    p->depth = depth;
    if (!e)
        p->tok = start;
    return e;
}

/* ---- a b ------------------------------------------------------------------------------- */

/* How many brackets are open after token `last`. */
static int bracket_level(const Parser *p, const Token *last)
{
    int level = 0;
    for (const Token *t = p->lexer.tokens; t <= last; t++) {
        switch ((int)t->kind) {
        case TOKEN_LPAREN:
        case TOKEN_LBRACKET:
        case TOKEN_LBRACE: level++; break;
        case TOKEN_RPAREN:
        case TOKEN_RBRACKET:
        case TOKEN_RBRACE: level--; break;
        default: break;
        }
    }
    return level;
}

static bool is_word(const Parser *p, const Token *t, const char *word)
{
    size_t n = strlen(word);
    return t->kind == TOKEN_NAME && t->end - t->start == n
        && memcmp(p->lexer.text + t->start, word, n) == 0;
}

static bool is_legacy(const Parser *p, const Token *t)
{
    return is_word(p, t, "print") || is_word(p, t, "exec");
}

static bool is_soft_keyword(const Token *t)
{
    return token_is_soft(t, TOKEN_MATCH) || token_is_soft(t, TOKEN_CASE)
        || token_is_soft(t, TOKEN_TYPE) || token_is_soft(t, TOKEN_UNDERSCORE);
}

/* Two expressions side by side inside brackets. */
static bool explain_comma(Parser *p, const Token *first, Expr *e)
{
    if (!starts_expression(peek(p)) || is_soft_keyword(first))
        return true;
    if (first->kind == TOKEN_NAME
        && (first[1].kind == TOKEN_STRING || first[1].kind == TOKEN_FSTRING_START))
        return true;
    if (e->kind == EXPR_NAME && p->tok - first == 1 && is_legacy(p, first))
        return true;
    const Token *after = p->tok;
    Expr *second = try_parse(p, parse_expression);
    if (second && bracket_level(p, p->tok - 1) > 0)
        raise_at_exprs(p, e, second, "invalid syntax. Perhaps you forgot a comma?");
    p->tok = after;
    return !p->raised;
}

/* print "hello" */
static bool explain_print(Parser *p, const Token *first)
{
    if (!is_legacy(p, first) || first[1].kind == TOKEN_LPAREN)
        return true;
    const Token *after = p->tok;
    p->tok = first + 1;
    if (starts_expression(peek(p)) || at(p, TOKEN_STAR)) {
        Expr *e = try_parse(p, parse_star_expressions);
        const char *name = is_word(p, first, "print") ? "print" : "exec";
        if (e)
            raise_at(p, token_pos(first), (Pos){e->end_lineno, e->end_col_offset},
                     "Missing parentheses in call to '%s'. Did you mean %s(...)?", name,
                     name);
    }
    p->tok = after;
    return !p->raised;
}

bool explain_expression(Parser *p, const Token *first, Expr *e)
{
    if (p->raised)
        return false;
    if (e && e->kind != EXPR_IFEXP && !explain_comma(p, first, e))
        return false;
    return explain_print(p, first);
}

bool explain_not(Parser *p, TokenKind op)
{
    if (!p->explain || !at(p, TOKEN_NOT))
        return true;
    switch ((int)op) {
    case TOKEN_PLUS:
    case TOKEN_MINUS:
    case TOKEN_STAR:
    case TOKEN_SLASH:
    case TOKEN_SLASH_SLASH:
    case TOKEN_PERCENT:
    case TOKEN_AT: break;
    default: return true;
    }
    const Token *start = p->tok;
    Expr *e = try_parse(p, parse_inversion);
    if (e)
        raise_at_expr(p, e, "'not' after an operator must be parenthesized");
    p->tok = start;
    return !p->raised;
}

void explain_missing_else(Parser *p, Expr *body, Expr *test)
{
    if (p->explain && !p->raised && !at(p, TOKEN_COLON))
        raise_at_exprs(p, body, test, "expected 'else' after 'if' expression");
}

/* ---- = for == ---------------------------------------------------------------------------- */

/* Would the expression, as it stands, be read whole by the grammar of `a | b`? */
static bool is_bitwise_level(const Expr *e)
{
    switch ((int)e->kind) {
    case EXPR_BOOLOP:
    case EXPR_COMPARE:
    case EXPR_IFEXP:
    case EXPR_LAMBDA:
    case EXPR_STARRED:
    case EXPR_NAMEDEXPR: return e->parenthesised;
    case EXPR_YIELD:
    case EXPR_YIELDFROM: return e->parenthesised;
    case EXPR_UNARYOP: return e->as.UnaryOp.op != UNARY_NOT || e->parenthesised;
    case EXPR_TUPLE:
    case EXPR_LIST:
    case EXPR_GENERATOREXP: return false;
    case EXPR_CONSTANT:
        return e->parenthesised || !(value_is_none(e->as.Constant.value)
                                     || value_is_bool(e->as.Constant.value));
    default: return true;
    }
}

static bool fail_named_target(Parser *p, Expr *e)
{
    p->tok++;
    Expr *value = try_parse(p, parse_expression);
    if (value)
        raise_at_expr(p, e, "cannot use assignment expressions with %s",
                      expr_description(e));
    return false;
}

bool explain_named_expression(Parser *p, Expr *e)
{
    if (!p->explain || p->raised)
        return !p->raised;
    if (at(p, TOKEN_COLON_EQUAL))
        return fail_named_target(p, e);
    if (!at(p, TOKEN_EQUAL) || !is_bitwise_level(e))
        return true;
    const Token *equal = p->tok++;
    Expr *value = try_parse(p, parse_bitwise_or);
    if (value && !at(p, TOKEN_EQUAL) && !at(p, TOKEN_COLON_EQUAL)) {
        if (e->kind == EXPR_NAME && !e->parenthesised)
            raise_at_exprs(p, e, value,
                           "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        else
            raise_at_expr(p, e, "cannot assign to %s here. Maybe you meant '==' instead of "
                          "'='?", expr_description(e));
    }
    p->tok = equal;
    return !p->raised;
}

/* ---- brackets ------------------------------------------------------------------------------ */

void *explain_empty_star(Parser *p, const Token *open)
{
    if (p->explain && !p->raised && open[1].kind == TOKEN_STAR)
        raise_here(p, "Invalid star expression");
    return NULL;
}

void *explain_group(Parser *p, const Token *open)
{
    if (!p->explain || p->raised)
        return NULL;
    if (open[1].kind != TOKEN_STAR_STAR)
        return explain_empty_star(p, open);
    p->tok = open + 2;
    if (try_parse(p, parse_expression) && at(p, TOKEN_RPAREN))
        raise_at_token(p, open + 1, "cannot use double starred expression here");
    return NULL;
}

void explain_group_starred(Parser *p, Expr *starred)
{
    if (p->explain && !p->raised && at(p, TOKEN_RPAREN))
        raise_at_expr(p, starred, "cannot use starred expression here");
}

/* Do for clauses follow? */
static bool try_clauses(Parser *p)
{
    const Token *start = p->tok;
    int mark = p->scratch_n;
    p->explain = false;
    bool found = at_comprehension(p) && parse_comprehension_clauses(p);
    p->explain = true;
    p->scratch_n = mark;
    p->tok = start;
    return found;
}

/* [a, b for a, b in c] */
bool explain_tuple_comprehension(Parser *p, const Token *open, Expr *first)
{
    if (!p->explain || !at(p, TOKEN_COMMA) || open->kind == TOKEN_LPAREN)
        return true;
    const Token *comma = p->tok++;
    Pos end = token_end(p, comma);
    while (starts_expression(peek(p)) || at(p, TOKEN_STAR)) {
        Expr *e = try_parse(p, parse_star_named_expression);
        if (!e)
            break;
        end = (Pos){e->end_lineno, e->end_col_offset};
        if (!accept(p, TOKEN_COMMA))
            break;
    }
    if (try_clauses(p))
        raise_at(p, expr_pos(first), end,
                 "did you forget parentheses around the comprehension target?");
    p->tok = comma;
    return !p->raised;
}

bool explain_unpacked_element(Parser *p, Expr *first)
{
    if (!p->explain || first->kind != EXPR_STARRED || !try_clauses(p))
        return true;
    raise_at_expr(p, first, "iterable unpacking cannot be used in comprehension");
    return false;
}

bool explain_missing_in(Parser *p)
{
    if (!p->explain || p->raised || at(p, TOKEN_IN))
        return !p->raised;
    raise_here(p, "'in' expected after for-loop variables");
    return false;
}

/* ---- dicts ------------------------------------------------------------------------------------ */

bool explain_dict_colon(Parser *p, Expr *key, bool first)
{
    if (!p->explain || p->raised || first || at(p, TOKEN_COLON))
        return !p->raised;
    Pos start = {key->lineno, key->end_col_offset - 1};
    raise_at(p, start, (Pos){key->end_lineno, -1}, "':' expected after dictionary key");
    return false;
}

bool explain_dict_value(Parser *p)
{
    if (!p->explain)
        return true;
    const Token *colon = p->tok - 1;
    if (at(p, TOKEN_STAR)) {
        Pos star = here(p);
        p->tok++;
        if (try_parse(p, parse_bitwise_or))
            raise_from(p, star, "cannot use a starred expression in a dictionary value");
        return false;
    }
    if (!at(p, TOKEN_RBRACE) && !at(p, TOKEN_COMMA))
        return true;
    raise_at_token(p, colon, "expression expected after dictionary key and ':'");
    return false;
}

/* {**a for a in b}: p->tok is at the for. */
void *explain_dict_unpacking(Parser *p, Pos open)
{
    if (!p->explain || p->raised || !try_clauses(p))
        return NULL;
    const Token *t = p->tok;
    while (token_pos(t).lineno > open.lineno || token_pos(t).col_offset > open.col_offset)
        t--;
    return raise_at_token(p, t + 1, "dict unpacking cannot be used in dict comprehension");
}

/* ---- lambda in f-strings ------------------------------------------------------------------------ */

/* f"{lambda x: 1}": the colon begins a format spec. */
bool explain_lambda_in_field(Parser *p, Pos lambda)
{
    bool in_field = at(p, TOKEN_COLON) && (p->tok[1].kind == TOKEN_FSTRING_MIDDLE
                                           || p->tok[1].kind == TOKEN_RBRACE);
    if (!p->explain || !in_field)
        return true;
    raise_at(p, lambda, token_end(p, p->tok), "f-string: lambda expressions are not allowed "
             "without parentheses");
    return false;
}
