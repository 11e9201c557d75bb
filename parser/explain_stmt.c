/* parser/explain_stmt.c -- mistakes in statements: what cannot be assigned to, colons and
 * indentation that are missing, clauses in the wrong place. */
#include "parser/explain.h"

#include <string.h>

/* ---- targets ----------------------------------------------------------------------------- */

static void *fail_target(Parser *p, Expr *e, TargetUse use)
{
    Expr *bad = e && !p->raised ? find_invalid_target(e, use) : NULL;
    return bad ? raise_at_expr(p, bad, "cannot %s %s",
                               use == TARGET_DELETE ? "delete" : "assign to",
                               expr_description(bad)) : NULL;
}

void *explain_for_target(Parser *p, const Token *first)
{
    if (!p->explain || p->raised)
        return NULL;
    p->tok = first;
    Expr *e = parse_star_expressions(p);
    return fail_target(p, e, TARGET_FOR);
}

void *explain_with_target(Parser *p, const Token *first)
{
    if (!p->explain || p->raised)
        return NULL;
    p->tok = first;
    Expr *e = parse_expression(p);
    if (e && at(p, TOKEN_NEWLINE) && !find_invalid_target(e, TARGET_ASSIGN))
        return raise_here(p, "expected ':'");
    if (!at(p, TOKEN_COMMA) && !at(p, TOKEN_RPAREN) && !at(p, TOKEN_COLON))
        return NULL;
    return fail_target(p, e, TARGET_ASSIGN);
}

void *explain_delete(Parser *p, const Token *first)
{
    if (!p->explain || p->raised)
        return NULL;
    p->tok = first;
    Expr *e = parse_star_expressions(p);
    return fail_target(p, e, TARGET_DELETE);
}

void *explain_augmented_target(Parser *p, Expr *target)
{
    bool is_yield = target->kind == EXPR_YIELD || target->kind == EXPR_YIELDFROM;
    if (!p->explain || p->raised || (is_yield && !target->parenthesised))
        return NULL;
    const Token *op = p->tok++;
    Expr *value = parse_yield_or_star_expressions(p);
    p->tok = op;
    if (!value || p->raised)
        return NULL;
    return raise_at_expr(p, target, "'%s' is an illegal expression for augmented assignment",
                         expr_description(target));
}

void *explain_annotation_target(Parser *p, Expr *target)
{
    if (!p->explain || p->raised)
        return NULL;
    const Token *colon = p->tok++;
    Expr *annotation = parse_expression(p);
    p->tok = colon;
    if (!annotation || p->raised)
        return NULL;
    if (target->kind == EXPR_TUPLE && !target->parenthesised)
        return raise_at_expr(p, target->as.Tuple.elts->items[0],
                             "only single target (not tuple) can be annotated");
    if (target->kind == EXPR_TUPLE || target->kind == EXPR_LIST)
        return raise_at_expr(p, target, "only single target (not %s) can be annotated",
                             target->kind == EXPR_TUPLE ? "tuple" : "list");
    return raise_at_expr(p, target, "illegal target for annotation");
}

/* The expression right before the =, which may have been meant as a comparison. */
static Expr *last_element(Expr *e)
{
    if (e->kind != EXPR_TUPLE || e->parenthesised || e->as.Tuple.elts->n == 0)
        return e;
    return e->as.Tuple.elts->items[e->as.Tuple.elts->n - 1];
}

void *explain_assignment_target(Parser *p, Expr *target, Expr *first,
                                const Token *first_equal)
{
    if (!p->explain || p->raised)
        return NULL;
    p->tok = first_equal;
    bool trailing_comma = first_equal[-1].kind == TOKEN_COMMA;
    if (!trailing_comma && !explain_named_expression(p, last_element(first)))
        return NULL;
    bool is_yield = target->kind == EXPR_YIELD || target->kind == EXPR_YIELDFROM;
    if (is_yield && !target->parenthesised)
        return raise_at_expr(p, target, "assignment to yield expression not possible");
    return fail_target(p, target, TARGET_ASSIGN);
}

/* ---- blocks ------------------------------------------------------------------------------------ */

/* After these the colon is missed whatever stands in its place. */
static bool always_wants_colon(const char *what)
{
    return strcmp(what, "function definition") == 0 || strcmp(what, "'else' statement") == 0
        || strcmp(what, "'try' statement") == 0 || strcmp(what, "'finally' statement") == 0;
}

bool explain_suite(Parser *p, const Token *keyword, const char *what)
{
    if (!p->explain || p->raised)
        return !p->raised;
    if (!at(p, TOKEN_COLON)) {
        if (always_wants_colon(what))
            raise_at_token(p, p->tok, "expected ':'");
        else if (at(p, TOKEN_NEWLINE))
            raise_here(p, "expected ':'");
        return !p->raised;
    }
    if (p->tok[1].kind == TOKEN_NEWLINE && p->tok[2].kind != TOKEN_INDENT) {
        look(p, p->tok + 2);
        raise_indentation(p, "expected an indented block after %s on line %u", what,
                          keyword->line);
    }
    return !p->raised;
}

/* with (a, b) and then the end of the line. */
bool explain_with_colon(Parser *p)
{
    if (p->explain && !p->raised && at(p, TOKEN_NEWLINE))
        raise_here(p, "expected ':'");
    return !p->raised;
}

void *explain_def_parenthesis(Parser *p, const Token *at)
{
    return p->explain && !p->raised ? raise_at_token(p, at, "expected '('") : NULL;
}

void *explain_return_annotation(Parser *p, const Token *arrow)
{
    return p->explain && !p->raised ? raise_at_token(p, arrow, "expected ':'") : NULL;
}

/* ---- try ------------------------------------------------------------------------------------------ */

/* except A, B as e: p->tok is after the `as`. */
void *explain_exception_types(Parser *p, Expr *first)
{
    if (!p->explain || p->raised || !at(p, TOKEN_NAME))
        return NULL;
    p->tok++;
    if (!at(p, TOKEN_COLON))
        return NULL;
    return raise_from(p, expr_pos(first), "multiple exception types must be parenthesized");
}

/* except and then the end of the line, or except* without a class. */
bool explain_except(Parser *p, bool is_star)
{
    if (!p->explain || p->raised)
        return !p->raised;
    if (is_star && (at(p, TOKEN_NEWLINE) || at(p, TOKEN_COLON)))
        raise_here(p, "expected one or more exception types");
    else if (at(p, TOKEN_NEWLINE))
        raise_here(p, "expected ':'");
    return !p->raised;
}

void *explain_mixed_handlers(Parser *p, const Token *keyword)
{
    if (!p->explain || p->raised)
        return NULL;
    const Token *last = keyword + (keyword[1].kind == TOKEN_STAR);
    p->tok = last;
    return raise_at(p, token_pos(keyword), token_end(p, last),
                    "cannot have both 'except' and 'except*' on the same 'try'");
}

void *explain_lone_try(Parser *p)
{
    return p->explain && !p->raised
        ? raise_here(p, "expected 'except' or 'finally' block") : NULL;
}

/* ---- import ---------------------------------------------------------------------------------------- */

bool explain_import_nothing(Parser *p)
{
    if (!p->explain || !at(p, TOKEN_NEWLINE))
        return true;
    raise_from(p, here(p), "Expected one or more names after 'import'");
    return false;
}

/* import a from b */
bool explain_import_from_order(Parser *p, Pos start)
{
    if (!p->explain || !at(p, TOKEN_FROM))
        return true;
    p->tok++;
    if (!at(p, TOKEN_NAME))
        return true;
    while (at(p, TOKEN_NAME) && p->tok[1].kind == TOKEN_DOT)
        p->tok += 2;
    p->tok++;
    raise_from(p, start, "Did you mean to use 'from ... import ...' instead?");
    return false;
}

bool explain_trailing_comma(Parser *p)
{
    if (!p->explain || !at(p, TOKEN_NEWLINE))
        return true;
    raise_here(p, "trailing comma not allowed without surrounding parentheses");
    return false;
}

/* ---- match ------------------------------------------------------------------------------------------- */

/* After `match` and a subject that no case follows. */
bool explain_match(Parser *p, const Token *keyword)
{
    if (at(p, TOKEN_NEWLINE))
        raise_here(p, "expected ':'");
    else if (at(p, TOKEN_COLON) && p->tok[1].kind == TOKEN_NEWLINE
             && p->tok[2].kind != TOKEN_INDENT)
        explain_suite(p, keyword, "'match' statement");
    return !p->raised;
}

/* case x as: p->tok is at something that is no name to bind. */
void *explain_as_target(Parser *p)
{
    if (!p->explain || p->raised)
        return NULL;
    if (at(p, TOKEN_NAME))
        return raise_at_token(p, p->tok, "cannot use '_' as a target");
    const Expr *e = parse_expression(p);
    return e && !p->raised ? raise_at_expr(p, e, "invalid pattern target") : NULL;
}
