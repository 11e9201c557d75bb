/* parser/parse_atom.c -- names, constants, and everything in brackets. */
#include "parser/parse.h"

#include "parser/explain.h"

static Expr *parse_name(Parser *p)
{
    Pos start = here(p);
    Ref id = name_value(p, p->tok++);
    return value_is_error(id) ? NULL : EXPR(p, start, Name, .id = id);
}

static Expr *parse_singleton(Parser *p, Ref value)
{
    Pos start = here(p);
    p->tok++;
    return EXPR(p, start, Constant, .value = value, .kind = VALUE_ABSENT);
}

/* ---- comprehensions ------------------------------------------------------------------ */

bool at_comprehension(Parser *p)
{
    if (!at(p, TOKEN_ASYNC))
        return at(p, TOKEN_FOR);
    look(p, p->tok + 1);
    return p->tok[1].kind == TOKEN_FOR;
}

static bool parse_conditions(Parser *p, Comprehension *c)
{
    int mark = scratch_mark(p);
    while (accept(p, TOKEN_IF)) {
        Expr *test = parse_disjunction(p);
        if (!test || !push(p, test))
            return false;
    }
    return (c->ifs = take(p, mark)) != NULL;
}

static Comprehension *parse_comprehension(Parser *p)
{
    Comprehension *c = new_node(p, sizeof *c);
    if (!c)
        return NULL;
    c->kind = NODE_COMPREHENSION;
    c->is_async = accept(p, TOKEN_ASYNC);
    p->tok++;
    c->target = parse_star_targets(p);
    if (!c->target)
        return NULL;
    if (!explain_missing_in(p) || !expect(p, TOKEN_IN))
        return NULL;
    c->iter = parse_disjunction(p);
    if (!c->iter || !parse_conditions(p, c))
        return NULL;
    return c;
}

ComprehensionSeq *parse_comprehension_clauses(Parser *p)
{
    int mark = scratch_mark(p);
    while (at_comprehension(p)) {
        Comprehension *c = parse_comprehension(p);
        if (!c || !push(p, c))
            return NULL;
    }
    return take(p, mark);
}

/* ---- (...) ---------------------------------------------------------------------------- */

/* The elements after the first of a tuple, list or set, up to its closing bracket. */
static ExprSeq *parse_elements(Parser *p, Expr *first, TokenKind close)
{
    int mark = scratch_mark(p);
    if (!push(p, first))
        return NULL;
    while (accept(p, TOKEN_COMMA) && !at(p, close)) {
        Expr *e = parse_star_named_expression(p);
        if (!e || !push(p, e))
            return NULL;
    }
    return take(p, mark);
}

static Expr *parse_tuple(Parser *p, Pos start, Expr *first)
{
    ExprSeq *elts = parse_elements(p, first, TOKEN_RPAREN);
    if (!elts || !expect(p, TOKEN_RPAREN))
        return NULL;
    Expr *e = EXPR(p, start, Tuple, .elts = elts);
    if (e)
        e->parenthesised = true;
    return e;
}

static Expr *parse_generator(Parser *p, Pos start, Expr *elt)
{
    ComprehensionSeq *generators = parse_comprehension_clauses(p);
    if (!generators || !expect(p, TOKEN_RPAREN))
        return NULL;
    return EXPR(p, start, GeneratorExp, .elt = elt, .generators = generators);
}

static Expr *parse_parentheses(Parser *p)
{
    const Token *open = p->tok++;
    Pos start = token_pos(open);
    if (accept(p, TOKEN_RPAREN)) {
        Expr *e = EXPR(p, start, Tuple, .elts = empty_seq());
        if (e)
            e->parenthesised = true;
        return e;
    }
    if (at(p, TOKEN_YIELD)) {
        Expr *e = parse_yield(p);
        if (!e || !expect(p, TOKEN_RPAREN))
            return NULL;
        e->parenthesised = true;
        return e;
    }
    Expr *first = parse_star_named_expression(p);
    if (!first)
        return explain_group(p, open);
    if (at(p, TOKEN_COMMA))
        return parse_tuple(p, start, first);
    if (!explain_unpacked_element(p, first))
        return NULL;
    if (at_comprehension(p) && first->kind != EXPR_STARRED)
        return parse_generator(p, start, first);
    if (first->kind == EXPR_STARRED) {
        explain_group_starred(p, first);
        return fail(p);
    }
    if (!expect(p, TOKEN_RPAREN))
        return NULL;
    first->parenthesised = true;
    return first;
}

/* ---- [...] ------------------------------------------------------------------------------ */

static Expr *parse_list(Parser *p)
{
    const Token *open = p->tok++;
    Pos start = token_pos(open);
    ExprSeq *elts = empty_seq();
    if (!at(p, TOKEN_RBRACKET)) {
        Expr *first = parse_star_named_expression(p);
        if (!first)
            return explain_empty_star(p, open);
        if (p->explain && (!explain_tuple_comprehension(p, open, first)
                           || !explain_unpacked_element(p, first)))
            return NULL;
        if (at_comprehension(p) && first->kind != EXPR_STARRED) {
            ComprehensionSeq *generators = parse_comprehension_clauses(p);
            if (!generators || !expect(p, TOKEN_RBRACKET))
                return NULL;
            return EXPR(p, start, ListComp, .elt = first, .generators = generators);
        }
        elts = parse_elements(p, first, TOKEN_RBRACKET);
        if (!elts)
            return NULL;
    }
    if (!expect(p, TOKEN_RBRACKET))
        return NULL;
    return EXPR(p, start, List, .elts = elts);
}

/* ---- {...} ------------------------------------------------------------------------------ */

static Expr *parse_set(Parser *p, const Token *open, Expr *first)
{
    Pos start = token_pos(open);
    if (p->explain && (!explain_tuple_comprehension(p, open, first)
                       || !explain_unpacked_element(p, first)))
        return NULL;
    if (at_comprehension(p) && first->kind != EXPR_STARRED) {
        ComprehensionSeq *generators = parse_comprehension_clauses(p);
        if (!generators || !expect(p, TOKEN_RBRACE))
            return NULL;
        return EXPR(p, start, SetComp, .elt = first, .generators = generators);
    }
    ExprSeq *elts = parse_elements(p, first, TOKEN_RBRACE);
    if (!elts || !expect(p, TOKEN_RBRACE))
        return NULL;
    return EXPR(p, start, Set, .elts = elts);
}

/* key: value, or **mapping, whose key is NULL.  The key may have been read already. */
static bool parse_pair(Parser *p, Expr **key, Expr **value, bool first)
{
    if (!*key && accept(p, TOKEN_STAR_STAR))
        return (*value = parse_bitwise_or(p)) != NULL;
    if (!*key) /* a missing colon is worth more than mistakes inside the key */
        *key = p->explain && !first ? try_parse(p, parse_expression) : parse_expression(p);
    if (!*key || !explain_dict_colon(p, *key, first) || !expect(p, TOKEN_COLON)
        || !explain_dict_value(p))
        return false;
    *value = parse_expression(p);
    return *value != NULL;
}

static Expr *parse_dict_comprehension(Parser *p, Pos start, Expr *key, Expr *value)
{
    ComprehensionSeq *generators = parse_comprehension_clauses(p);
    if (!generators || !expect(p, TOKEN_RBRACE))
        return NULL;
    return EXPR(p, start, DictComp, .key = key, .value = value,
                .generators = generators);
}

/* A dict display; `key` is its first key if that has been read. */
static Expr *parse_dict(Parser *p, Pos start, Expr *key)
{
    int mark = scratch_mark(p);
    do {
        Expr *value;
        if (!parse_pair(p, &key, &value, p->scratch_n == mark))
            return NULL;
        if (p->scratch_n == mark && at_comprehension(p)) {
            if (key)
                return parse_dict_comprehension(p, start, key, value);
            fail(p);
            return explain_dict_unpacking(p, start);
        }
        if (!push(p, key) || !push(p, value))
            return NULL;
        key = NULL;
    } while (accept(p, TOKEN_COMMA) && !at(p, TOKEN_RBRACE));
    /* Keys and values alternate: move the keys aside, then close the ranks. */
    int n = (p->scratch_n - mark) / 2;
    ExprSeq *values = arena_alloc(p->arena, sizeof *values + (size_t)n * sizeof(Expr *));
    if (!values) {
        p->raised = true;
        return NULL;
    }
    values->n = n;
    for (int i = 0; i < n; i++) {
        values->items[i] = p->scratch[mark + 2 * i + 1];
        p->scratch[mark + i] = p->scratch[mark + 2 * i];
    }
    p->scratch_n = mark + n;
    ExprSeq *keys = take(p, mark);
    if (!keys || !expect(p, TOKEN_RBRACE))
        return NULL;
    return EXPR(p, start, Dict, .keys = keys, .values = values);
}

static Expr *parse_braces(Parser *p)
{
    const Token *open = p->tok++;
    Pos start = token_pos(open);
    if (accept(p, TOKEN_RBRACE))
        return EXPR(p, start, Dict, .keys = empty_seq(), .values = empty_seq());
    if (at(p, TOKEN_STAR_STAR))
        return parse_dict(p, start, NULL);
    Expr *first = parse_star_named_expression(p);
    if (!first)
        return explain_empty_star(p, open);
    bool is_key = first->kind != EXPR_STARRED
        && (first->kind != EXPR_NAMEDEXPR || first->parenthesised);
    if (is_key && at(p, TOKEN_COLON))
        return parse_dict(p, start, first);
    return parse_set(p, open, first);
}

/* ---- atoms ------------------------------------------------------------------------------- */

Expr *parse_atom(Parser *p)
{
    switch (peek(p)) {
    case TOKEN_NAME: return parse_name(p);
    case TOKEN_NUMBER: return parse_number(p);
    case TOKEN_STRING:
    case TOKEN_FSTRING_START: return parse_strings(p);
    case TOKEN_NONE: return parse_singleton(p, VALUE_NONE);
    case TOKEN_TRUE: return parse_singleton(p, VALUE_TRUE);
    case TOKEN_FALSE: return parse_singleton(p, VALUE_FALSE);
    case TOKEN_ELLIPSIS: return parse_singleton(p, VALUE_ELLIPSIS);
    case TOKEN_LPAREN: return parse_parentheses(p);
    case TOKEN_LBRACKET: return parse_list(p);
    case TOKEN_LBRACE: return parse_braces(p);
    default: return fail(p);
    }
}
