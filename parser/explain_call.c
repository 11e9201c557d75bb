/* parser/explain_call.c -- mistakes in argument lists, parameter lists and type
 * parameters. */
#include "parser/explain.h"

/* The expression that ends a comprehension. */
static const Expr *last_of(const ComprehensionSeq *generators)
{
    const Comprehension *last = generators->items[generators->n - 1];
    return last->ifs->n ? last->ifs->items[last->ifs->n - 1] : last->iter;
}

/* ---- arguments ------------------------------------------------------------------------- */

/* f(a=) */
bool explain_argument_value(Parser *p, const Token *name)
{
    if (!p->explain || (!at(p, TOKEN_COMMA) && !at(p, TOKEN_RPAREN)))
        return true;
    raise_at(p, token_pos(name), token_end(p, name + 1),
             "expected argument value expression");
    return false;
}

/* f(a = b for b in c) */
bool explain_keyword_generator(Parser *p, const Token *name)
{
    if (!p->explain || !at_comprehension(p))
        return true;
    if (parse_comprehension_clauses(p))
        raise_at(p, token_pos(name), token_end(p, name + 1),
                 "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    return false;
}

/* f(*a = 1) */
bool explain_unpacked_assignment(Parser *p, const Token *star)
{
    if (!p->explain || !at(p, TOKEN_EQUAL))
        return true;
    p->tok++;
    Expr *value = parse_expression(p);
    if (value)
        raise_at(p, token_pos(star), (Pos){value->end_lineno, value->end_col_offset},
                 star->kind == TOKEN_STAR
                 ? "cannot assign to iterable argument unpacking"
                 : "cannot assign to keyword argument unpacking");
    return false;
}

/* f(*a for a in b) */
bool explain_starred_generator(Parser *p, const Token *star, Expr *value)
{
    if (!p->explain || !at_comprehension(p))
        return true;
    Pos end = {value->end_lineno, value->end_col_offset};
    ComprehensionSeq *generators = parse_comprehension_clauses(p);
    if (!generators)
        return false;
    if (star[-1].kind == TOKEN_LPAREN) {
        raise_at(p, token_pos(star), end,
                 "iterable unpacking cannot be used in comprehension");
    } else {
        const Expr *last = last_of(generators);
        raise_at(p, token_pos(star), (Pos){last->end_lineno, last->end_col_offset},
                 "Generator expression must be parenthesized");
    }
    return false;
}

void explain_star_after_unpacking(Parser *p, const Token *star)
{
    if (!p->explain)
        return;
    p->tok = star + 1;
    Expr *value = parse_expression(p);
    if (!value)
        explain_empty_star(p, star - 1);
    else
        raise_from(p, token_pos(star - 1),
                   "iterable argument unpacking follows keyword argument unpacking");
}

/* f(a.b = 1), f(True = 1) */
void explain_keyword_target(Parser *p, const Token *first, Expr *e)
{
    if (!p->explain || p->raised)
        return;
    Pos end = token_end(p, p->tok);
    bool constant = p->tok - first == 1
        && (first->kind == TOKEN_TRUE || first->kind == TOKEN_FALSE
            || first->kind == TOKEN_NONE);
    if (constant)
        raise_at(p, token_pos(first), end, "cannot assign to %s", expr_description(e));
    else
        raise_at(p, expr_pos(e), end, "expression cannot contain assignment, perhaps you "
                 "meant \"==\"?");
}

/* A generator expression without parentheses of its own next to other arguments. */
void explain_generator_argument(Parser *p, Expr *elt, ComprehensionSeq *generators,
                                bool first)
{
    if (!p->explain || p->raised)
        return;
    if (first && !at(p, TOKEN_COMMA))
        return;
    if (first && p->tok[1].kind == TOKEN_ERROR)
        raise_end_of_tokens(p); /* whether another argument follows is unknown */
    else
        raise_at_exprs(p, elt, last_of(generators), "Generator expression must be parenthesized");
}

/* f(a=1, b): CPython reads on to the end of the arguments and points there. */
void explain_late_positional(Parser *p, bool after_unpacking)
{
    if (!p->explain || p->raised)
        return;
    while (accept(p, TOKEN_COMMA)) {
        if (!accept(p, TOKEN_STAR_STAR))
            accept(p, TOKEN_STAR);
        if (at(p, TOKEN_NAME) && p->tok[1].kind == TOKEN_EQUAL)
            p->tok += 2;
        if (!starts_expression(peek(p)) || !parse_expression(p))
            break;
    }
    raise_here(p, after_unpacking
               ? "positional argument follows keyword argument unpacking"
               : "positional argument follows keyword argument");
}

/* ---- parameters ---------------------------------------------------------------------------- */

/* def f((a, b)): Python 2 took tuples apart here. */
bool explain_parameter(Parser *p, bool is_lambda)
{
    if (!p->explain || !at(p, TOKEN_LPAREN))
        return true;
    const Token *t = p->tok + 1;
    while (t->kind == TOKEN_NAME && t[1].kind == TOKEN_COMMA)
        t += 2;
    if (t->kind == TOKEN_NAME)
        t++;
    if (t->kind == TOKEN_RPAREN && t > p->tok + 1)
        raise_at(p, here(p), token_end(p, t), "%s parameters cannot be parenthesized",
                 is_lambda ? "Lambda expression" : "Function");
    return !p->raised;
}

/* def f(a=) */
bool explain_default(Parser *p)
{
    if (!p->explain || (!at(p, TOKEN_RPAREN) && !at(p, TOKEN_COMMA)))
        return true;
    raise_at_token(p, p->tok - 1, "expected default value expression");
    return false;
}

void explain_default_order(Parser *p, const Token *name)
{
    if (p->explain && !p->raised)
        raise_at_token(p, name,
                       "parameter without a default follows parameter with a default");
}

/* A star right after the slash of def f(a, /): p->tok is after the slash. */
bool explain_slash_star(Parser *p)
{
    if (!p->explain || !at(p, TOKEN_STAR))
        return true;
    raise_at_token(p, p->tok, "expected comma between / and *");
    return false;
}

void explain_slash(Parser *p, bool seen_slash, bool seen_star)
{
    if (!p->explain || p->raised)
        return;
    if (seen_slash)
        raise_at_token(p, p->tok, "/ may appear only once");
    else if (seen_star)
        raise_at_token(p, p->tok, "/ must be ahead of *");
    else if (p->tok[1].kind == TOKEN_COMMA)
        raise_at_token(p, p->tok, "at least one argument must precede /");
}

void explain_second_star(Parser *p)
{
    if (p->explain && !p->raised)
        raise_at_token(p, p->tok, "* argument may appear only once");
}

void explain_bare_star(Parser *p, const Token *star, bool is_lambda)
{
    if (!p->explain || p->raised)
        return;
    const Token *after = p->tok + (p->tok->kind == TOKEN_COMMA);
    TokenKind next = after->kind;
    if (next == TOKEN_SLASH)
        raise_at_token(p, after, "/ must be ahead of *");
    if (next != TOKEN_RPAREN && next != TOKEN_COLON && next != TOKEN_STAR_STAR)
        return;
    if (is_lambda)
        raise_here(p, "named arguments must follow bare *");
    else
        raise_at_token(p, star, "named arguments must follow bare *");
}

bool explain_star_default(Parser *p, const char *what)
{
    if (!p->explain || !at(p, TOKEN_EQUAL))
        return true;
    raise_at_token(p, p->tok, "%s argument cannot have default value", what);
    return false;
}

void explain_after_kwarg(Parser *p)
{
    switch ((int)peek(p)) {
    case TOKEN_NAME:
    case TOKEN_STAR:
    case TOKEN_STAR_STAR:
    case TOKEN_SLASH:
        if (p->explain && !p->raised)
            raise_at_token(p, p->tok, "arguments cannot follow var-keyword argument");
        break;
    default: break;
    }
}

/* ---- type parameters --------------------------------------------------------------------------- */

void explain_type_param_bound(Parser *p, const Token *start, const Token *colon,
                              Expr *bound)
{
    if (p->explain && !p->raised)
        raise_from(p, token_pos(colon), "cannot use %s with %s",
                   bound->kind == EXPR_TUPLE ? "constraints" : "bound",
                   start->kind == TOKEN_STAR ? "TypeVarTuple" : "ParamSpec");
}

void *explain_empty_type_params(Parser *p)
{
    return p->explain && !p->raised
        ? raise_from(p, here(p), "Type parameter list cannot be empty") : NULL;
}
