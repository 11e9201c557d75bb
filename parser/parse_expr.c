/* parser/parse_expr.c -- expressions by precedence, from yield down to primaries.
 *
 *     star expressions   a, *b
 *     named expression   x := a
 *     expression         a if b else c      lambda: a
 *     disjunction        or, and, not, comparisons
 *     binary             | ^ & << >> + - * / // % @     (precedence climbing)
 *     factor             + - ~ **  await
 *     primary            a.b  a(b)  a[b]                (a loop: any length)
 *     atom               parse_atom.c
 *
 * Only what the grammar really nests recurses here, and enter() bounds it. */
#include "parser/parse.h"

#include "parser/explain.h"

/* ---- unary, power, primary --------------------------------------------------------- */

static Expr *parse_attribute(Parser *p, Expr *value)
{
    Ref attr;
    p->tok++;
    if (!expect_name(p, &attr))
        return NULL;
    return EXPR(p, expr_pos(value), Attribute, .value = value, .attr = attr);
}

Expr *parse_primary(Parser *p)
{
    const Token *start = p->tok;
    Expr *e = parse_atom(p);
    while (e) {
        const Token *after = p->tok;
        Expr *inner = e;
        switch ((int)peek(p)) {
        case TOKEN_DOT:
            e = parse_attribute(p, e);
            break;
        case TOKEN_LPAREN:
            e = parse_call(p, e);
            break;
        case TOKEN_LBRACKET:
            e = parse_subscript(p, e);
            break;
        default:
            return e;
        }
        if (!e)
            return or_prefix(p, inner, after);
        /* (a).b starts at the parenthesis, which `a` itself does not include */
        e->lineno = (int32_t)start->line;
        e->col_offset = (int32_t)start->col;
    }
    return NULL;
}

static Expr *parse_await(Parser *p)
{
    Pos start = here(p);
    p->tok++;
    Expr *value = parse_primary(p);
    return value ? EXPR(p, start, Await, .value = value) : NULL;
}

static Expr *parse_factor(Parser *p);

static Expr *parse_power(Parser *p)
{
    Pos start = here(p);
    Expr *left = at(p, TOKEN_AWAIT) ? parse_await(p) : parse_primary(p);
    if (!left || !at(p, TOKEN_STAR_STAR))
        return left;
    const Token *after = p->tok++;
    if (!enter(p))
        return NULL;
    Expr *right = parse_factor(p);
    leave(p);
    if (!right)
        return or_prefix(p, left, after);
    return EXPR(p, start, BinOp, .left = left, .op = OPERATOR_POW, .right = right);
}

static Expr *parse_unary(Parser *p, UnaryOperator op)
{
    Pos start = here(p);
    p->tok++;
    if (!explain_not(p, TOKEN_MINUS) || !enter(p))
        return NULL;
    Expr *operand = parse_factor(p);
    leave(p);
    return operand ? EXPR(p, start, UnaryOp, .op = op, .operand = operand) : NULL;
}

static Expr *parse_factor(Parser *p)
{
    switch (peek(p)) {
    case TOKEN_PLUS: return parse_unary(p, UNARY_UADD);
    case TOKEN_MINUS: return parse_unary(p, UNARY_USUB);
    case TOKEN_TILDE: return parse_unary(p, UNARY_INVERT);
    default: return parse_power(p);
    }
}

/* ---- binary operators ------------------------------------------------------------------ */

typedef struct BinaryRow { uint8_t precedence, op; } BinaryRow;

static const BinaryRow binary_rows[N_TOKEN_KINDS] = {
    [TOKEN_PIPE] = {1, OPERATOR_BITOR},
    [TOKEN_CARET] = {2, OPERATOR_BITXOR},
    [TOKEN_AMPERSAND] = {3, OPERATOR_BITAND},
    [TOKEN_SHIFT_LEFT] = {4, OPERATOR_LSHIFT},
    [TOKEN_SHIFT_RIGHT] = {4, OPERATOR_RSHIFT},
    [TOKEN_PLUS] = {5, OPERATOR_ADD},
    [TOKEN_MINUS] = {5, OPERATOR_SUB},
    [TOKEN_STAR] = {6, OPERATOR_MULT},
    [TOKEN_SLASH] = {6, OPERATOR_DIV},
    [TOKEN_SLASH_SLASH] = {6, OPERATOR_FLOORDIV},
    [TOKEN_PERCENT] = {6, OPERATOR_MOD},
    [TOKEN_AT] = {6, OPERATOR_MATMULT},
};

/* Operands joined by operators that bind at least as tightly as `lowest`. */
static Expr *parse_binary(Parser *p, int lowest)
{
    Pos start = here(p);
    Expr *left = parse_factor(p);
    while (left) {
        BinaryRow row = binary_rows[peek(p)];
        if (row.precedence < lowest || row.precedence == 0)
            return left;
        const Token *after = p->tok++;
        if (!explain_not(p, after->kind))
            return NULL;
        Expr *right = parse_binary(p, row.precedence + 1);
        if (!right)
            return or_prefix(p, left, after);
        left = EXPR(p, start, BinOp, .left = left, .op = (Operator)row.op,
                    .right = right);
    }
    return NULL;
}

Expr *parse_bitwise_or(Parser *p)
{
    return parse_binary(p, 1);
}

/* ---- comparison, not, and, or ------------------------------------------------------------ */

/* Consume a comparison operator, if there is one: its CmpOperator, else -1. */
static int accept_comparison(Parser *p)
{
    switch (peek(p)) {
    case TOKEN_EQUAL_EQUAL: p->tok++; return COMPARE_EQ;
    case TOKEN_NOT_EQUAL:
        if ((p->lexer.text[p->tok->start] == '<') != !!(p->flags & PARSE_BARRY_AS_FLUFL))
            return -1;
        p->tok++;
        return COMPARE_NOTEQ;
    case TOKEN_LESS: p->tok++; return COMPARE_LT;
    case TOKEN_LESS_EQUAL: p->tok++; return COMPARE_LTE;
    case TOKEN_GREATER: p->tok++; return COMPARE_GT;
    case TOKEN_GREATER_EQUAL: p->tok++; return COMPARE_GTE;
    case TOKEN_IN: p->tok++; return COMPARE_IN;
    case TOKEN_IS: p->tok++; return accept(p, TOKEN_NOT) ? COMPARE_ISNOT : COMPARE_IS;
    case TOKEN_NOT:
        look(p, p->tok + 1);
        if (p->tok[1].kind != TOKEN_IN)
            return -1;
        p->tok += 2;
        return COMPARE_NOTIN;
    default: return -1;
    }
}

/* The two parallel sequences of a chain a < b <= c. */
static CmpOperatorSeq *take_operators(Parser *p, const uint8_t *ops, int n)
{
    CmpOperatorSeq *seq = arena_alloc(p->arena,
                                      sizeof *seq + (size_t)n * sizeof(CmpOperator));
    if (!seq) {
        p->raised = true;
        return NULL;
    }
    seq->n = n;
    for (int i = 0; i < n; i++)
        seq->items[i] = (CmpOperator)ops[i];
    return seq;
}

static Expr *parse_comparison_chain(Parser *p, Pos start, Expr *left, int op)
{
    /* Operators and operands alternate on the scratch stack. */
    int mark = scratch_mark(p);
    const Token *after = p->tok - (op == COMPARE_ISNOT || op == COMPARE_NOTIN) - 1;
    do {
        if (!push(p, (void *)(intptr_t)op))
            return NULL;
        Expr *operand = parse_bitwise_or(p);
        if (!operand) {
            p->scratch_n = mark;
            return or_prefix(p, left, after);
        }
        if (!push(p, operand))
            return NULL;
        op = accept_comparison(p);
    } while (op >= 0);
    int n = (p->scratch_n - mark) / 2;
    uint8_t *ops = arena_alloc(p->arena, (size_t)n);
    if (!ops) {
        p->raised = true;
        return NULL;
    }
    for (int i = 0; i < n; i++) {
        ops[i] = (uint8_t)(intptr_t)p->scratch[mark + 2 * i];
        p->scratch[mark + i] = p->scratch[mark + 2 * i + 1];
    }
    p->scratch_n = mark + n;
    ExprSeq *comparators = take(p, mark);
    CmpOperatorSeq *operators = take_operators(p, ops, n);
    if (!comparators || !operators)
        return NULL;
    return EXPR(p, start, Compare, .left = left, .ops = operators,
                .comparators = comparators);
}

static Expr *parse_comparison(Parser *p)
{
    Pos start = here(p);
    Expr *left = parse_bitwise_or(p);
    if (!left)
        return NULL;
    int op = accept_comparison(p);
    return op < 0 ? left : parse_comparison_chain(p, start, left, op);
}

Expr *parse_inversion(Parser *p)
{
    if (!at(p, TOKEN_NOT))
        return parse_comparison(p);
    Pos start = here(p);
    p->tok++;
    if (!enter(p))
        return NULL;
    Expr *operand = parse_inversion(p);
    leave(p);
    return operand ? EXPR(p, start, UnaryOp, .op = UNARY_NOT, .operand = operand) : NULL;
}

/* first op second op third ..., each read by `parse`. */
static Expr *parse_bool_chain(Parser *p, Pos start, Expr *first, BoolOperator op,
                              TokenKind token, Expr *(*parse)(Parser *))
{
    int mark = scratch_mark(p);
    if (!push(p, first))
        return NULL;
    while (at(p, token)) {
        const Token *after = p->tok++;
        Expr *next = parse(p);
        if (!next && !or_prefix(p, first, after))
            return NULL;
        if (!next)
            break;
        if (!push(p, next))
            return NULL;
    }
    ExprSeq *values = take(p, mark);
    if (values && values->n == 1)
        return first;
    return values ? EXPR(p, start, BoolOp, .op = op, .values = values) : NULL;
}

static Expr *parse_conjunction(Parser *p)
{
    Pos start = here(p);
    Expr *e = parse_inversion(p);
    if (!e || !at(p, TOKEN_AND))
        return e;
    return parse_bool_chain(p, start, e, BOOL_AND, TOKEN_AND, parse_inversion);
}

Expr *parse_disjunction(Parser *p)
{
    Pos start = here(p);
    Expr *e = parse_conjunction(p);
    if (!e || !at(p, TOKEN_OR))
        return e;
    return parse_bool_chain(p, start, e, BOOL_OR, TOKEN_OR, parse_conjunction);
}

/* ---- expression, lambda -------------------------------------------------------------------- */

Expr *parse_lambda(Parser *p)
{
    Pos start = here(p);
    p->tok++;
    Arguments *args = parse_parameters(p, true);
    if (!args || !explain_lambda_in_field(p, start) || !expect(p, TOKEN_COLON))
        return NULL;
    Expr *body = parse_expression(p);
    return body ? EXPR(p, start, Lambda, .args = args, .body = body) : NULL;
}

static Expr *parse_conditional(Parser *p, Pos start, Expr *body)
{
    const Token *keyword = p->tok++;
    Expr *test = parse_disjunction(p);
    if (!test)
        return or_prefix(p, body, keyword);
    if (!at(p, TOKEN_ELSE)) {
        /* [x for x in y if z]: the if is not ours.  The comprehension's caller parses
         * a disjunction there, so this only happens where an else is required. */
        fail(p);
        explain_missing_else(p, body, test);
        return or_prefix(p, body, keyword);
    }
    p->tok++;
    Expr *orelse = parse_expression(p);
    if (!orelse)
        return or_prefix(p, body, keyword);
    return EXPR(p, start, IfExp, .test = test, .body = body, .orelse = orelse);
}

Expr *parse_expression(Parser *p)
{
    if (!enter(p))
        return NULL;
    Expr *e;
    if (at(p, TOKEN_LAMBDA)) {
        e = parse_lambda(p);
    } else {
        const Token *first = p->tok;
        e = parse_disjunction(p);
        if (e && at(p, TOKEN_IF))
            e = parse_conditional(p, token_pos(first), e);
        if (p->explain && !explain_expression(p, first, e))
            e = NULL;
    }
    leave(p);
    return e;
}

/* ---- named and starred expressions ------------------------------------------------------------ */

static Expr *parse_walrus(Parser *p)
{
    Pos start = here(p);
    Ref id = name_value(p, p->tok++);
    if (value_is_error(id))
        return NULL;
    Expr *target = EXPR(p, start, Name, .id = id, .ctx = CTX_STORE);
    p->tok++;
    Expr *value = parse_expression(p);
    if (!value)
        return NULL;
    return EXPR(p, start, NamedExpr, .target = target, .value = value);
}

/* x := a, or an expression that no := follows. */
Expr *parse_named_expression(Parser *p)
{
    if (at(p, TOKEN_NAME) && p->tok[1].kind == TOKEN_COLON_EQUAL)
        return parse_walrus(p);
    Expr *e = parse_expression(p);
    if (e && p->explain && !explain_named_expression(p, e))
        return NULL;
    if (e && at(p, TOKEN_COLON_EQUAL))
        return fail(p);
    return e;
}

static Expr *parse_starred(Parser *p)
{
    Pos start = here(p);
    p->tok++;
    Expr *value = parse_bitwise_or(p);
    return value ? EXPR(p, start, Starred, .value = value) : NULL;
}

/* An element of a list, set or parenthesised tuple. */
Expr *parse_star_named_expression(Parser *p)
{
    return at(p, TOKEN_STAR) ? parse_starred(p) : parse_named_expression(p);
}

static Expr *parse_star_expression(Parser *p)
{
    return at(p, TOKEN_STAR) ? parse_starred(p) : parse_expression(p);
}

/* May this token begin an expression?  Tells a trailing comma from a separating one. */
bool starts_expression(TokenKind kind)
{
    switch (kind) {
    case TOKEN_NAME:
    case TOKEN_NUMBER:
    case TOKEN_STRING:
    case TOKEN_FSTRING_START:
    case TOKEN_LPAREN:
    case TOKEN_LBRACKET:
    case TOKEN_LBRACE:
    case TOKEN_ELLIPSIS:
    case TOKEN_PLUS:
    case TOKEN_MINUS:
    case TOKEN_TILDE:
    case TOKEN_NOT:
    case TOKEN_NONE:
    case TOKEN_TRUE:
    case TOKEN_FALSE:
    case TOKEN_LAMBDA:
    case TOKEN_AWAIT:
        return true;
    default:
        return false;
    }
}

/* The rest of a tuple without parentheses, after its first element. */
static Expr *parse_tuple_rest(Parser *p, Pos start, Expr *first,
                              Expr *(*parse)(Parser *))
{
    int mark = scratch_mark(p);
    if (!push(p, first))
        return NULL;
    while (accept(p, TOKEN_COMMA)) {
        if (!starts_expression(peek(p)) && !at(p, TOKEN_STAR)) {
            fail(p); /* a hint for errors only: a trailing comma is fine */
            break;
        }
        const Token *after = p->tok;
        Expr *e = parse(p);
        if (!e && or_prefix(p, first, after))
            break;
        if (!e || !push(p, e))
            return NULL;
    }
    ExprSeq *elts = take(p, mark);
    return elts ? EXPR(p, start, Tuple, .elts = elts) : NULL;
}

Expr *parse_star_expressions(Parser *p)
{
    Pos start = here(p);
    Expr *e = parse_star_expression(p);
    if (!e || !at(p, TOKEN_COMMA))
        return e;
    return parse_tuple_rest(p, start, e, parse_star_expression);
}

Expr *parse_expressions(Parser *p)
{
    Pos start = here(p);
    Expr *e = parse_expression(p);
    return e && at(p, TOKEN_COMMA) ? parse_tuple_rest(p, start, e, parse_expression) : e;
}

Expr *parse_yield(Parser *p)
{
    Pos start = here(p);
    p->tok++;
    if (accept(p, TOKEN_FROM)) {
        Expr *value = parse_expression(p);
        return value ? EXPR(p, start, YieldFrom, .value = value) : NULL;
    }
    Expr *value = NULL;
    if (starts_expression(peek(p)) || at(p, TOKEN_STAR)) {
        value = parse_star_expressions(p);
        if (!value)
            return NULL;
    } else {
        fail(p);
    }
    return EXPR(p, start, Yield, .value = value);
}

Expr *parse_yield_or_star_expressions(Parser *p)
{
    return at(p, TOKEN_YIELD) ? parse_yield(p) : parse_star_expressions(p);
}

/* ---- targets of for and with ----------------------------------------------------------------- */

/* Targets stop before `in`, so they are read above the level of comparisons. */
Expr *parse_star_target(Parser *p)
{
    return at(p, TOKEN_STAR) ? parse_starred(p) : parse_bitwise_or(p);
}

Expr *parse_star_targets(Parser *p)
{
    const Token *first = p->tok;
    Pos start = token_pos(first);
    Expr *e = parse_star_target(p);
    if (e && at(p, TOKEN_COMMA))
        e = parse_tuple_rest(p, start, e, parse_star_target);
    if (!e)
        return explain_for_target(p, first);
    if (!set_context(e, CTX_STORE)) {
        fail(p);
        return explain_for_target(p, first);
    }
    return e;
}
