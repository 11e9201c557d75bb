/* parser/parse_compound.c -- statements with blocks: if, while, for, with, try, async,
 * decorators.  def and class are in parse_def.c, match in parse_match.c. */
#include "parser/parse.h"

#include "parser/explain.h"

/* ---- blocks ------------------------------------------------------------------------- */

/* What follows a colon: an indented block or simple statements on the same line. */
StmtSeq *parse_block(Parser *p)
{
    int mark = scratch_mark(p);
    if (!accept(p, TOKEN_NEWLINE))
        return parse_simple_statements(p) ? take(p, mark) : NULL;
    if (!expect(p, TOKEN_INDENT) || !enter(p))
        return NULL;
    do {
        if (!parse_statement(p)) {
            leave(p);
            return NULL;
        }
    } while (!at(p, TOKEN_DEDENT) && !at(p, TOKEN_END) && !at(p, TOKEN_ERROR));
    leave(p);
    return expect(p, TOKEN_DEDENT) ? take(p, mark) : NULL;
}

/* ":" and a block; `keyword` and what CPython calls the statement serve the messages. */
static StmtSeq *parse_suite(Parser *p, const Token *keyword, const char *what)
{
    if (!explain_suite(p, keyword, what) || !expect(p, TOKEN_COLON))
        return NULL;
    return parse_block(p);
}

/* An optional clause such as else: an empty sequence when it is not there. */
static StmtSeq *parse_clause(Parser *p, TokenKind kind, const char *what)
{
    const Token *keyword = p->tok;
    if (!accept(p, kind))
        return empty_seq();
    return parse_suite(p, keyword, what);
}

/* ---- if, while ------------------------------------------------------------------------ */

/* The part of an if or elif that is known before what follows it. */
static Stmt *parse_if_head(Parser *p, const char *what)
{
    const Token *keyword = p->tok++;
    Expr *test = parse_named_expression(p);
    if (!test)
        return NULL;
    StmtSeq *body = parse_suite(p, keyword, what);
    if (!body)
        return NULL;
    return STMT(p, token_pos(keyword), If, .test = test, .body = body,
                .orelse = empty_seq());
}

/* elif nests in the tree but not on the C stack: heads are collected, then linked from
 * the last to the first. */
static Stmt *parse_if(Parser *p)
{
    int mark = scratch_mark(p);
    Stmt *s = parse_if_head(p, "'if' statement");
    while (s && push(p, s) && at(p, TOKEN_ELIF))
        s = parse_if_head(p, "'elif' statement");
    if (!s)
        return NULL;
    s->as.If.orelse = parse_clause(p, TOKEN_ELSE, "'else' statement");
    if (!s->as.If.orelse)
        return NULL;
    Pos end = last_end(p);
    StmtSeq *orelse = s->as.If.orelse;
    while (p->scratch_n > mark) {
        s = p->scratch[--p->scratch_n];
        s->as.If.orelse = orelse;
        s->end_lineno = end.lineno;
        s->end_col_offset = end.col_offset;
        if (p->scratch_n > mark && !(orelse = seq_of_one(p, s)))
            return NULL;
    }
    return s;
}

static Stmt *parse_while(Parser *p)
{
    const Token *keyword = p->tok++;
    Expr *test = parse_named_expression(p);
    if (!test)
        return NULL;
    StmtSeq *body = parse_suite(p, keyword, "'while' statement");
    StmtSeq *orelse = body ? parse_clause(p, TOKEN_ELSE, "'else' statement") : NULL;
    if (!orelse)
        return NULL;
    return STMT(p, token_pos(keyword), While, .test = test, .body = body,
                .orelse = orelse);
}

/* ---- for --------------------------------------------------------------------------------- */

static Stmt *parse_for(Parser *p, Pos start, bool is_async)
{
    const Token *keyword = p->tok++;
    Expr *target = parse_star_targets(p);
    if (!target)
        return NULL;
    if (!expect(p, TOKEN_IN))
        return NULL;
    Expr *iter = parse_star_expressions(p);
    if (!iter)
        return NULL;
    StmtSeq *body = parse_suite(p, keyword, "'for' statement");
    StmtSeq *orelse = body ? parse_clause(p, TOKEN_ELSE, "'else' statement") : NULL;
    if (!orelse)
        return NULL;
    if (is_async)
        return STMT(p, start, AsyncFor, .target = target, .iter = iter, .body = body,
                    .orelse = orelse, .type_comment = VALUE_ABSENT);
    return STMT(p, start, For, .target = target, .iter = iter, .body = body,
                .orelse = orelse, .type_comment = VALUE_ABSENT);
}

/* ---- with -------------------------------------------------------------------------------- */

/* expression [as target] */
static WithItem *parse_with_item(Parser *p)
{
    WithItem *item = new_node(p, sizeof *item);
    if (!item)
        return NULL;
    item->kind = NODE_WITHITEM;
    item->context_expr = parse_expression(p);
    if (!item->context_expr)
        return NULL;
    if (!accept(p, TOKEN_AS))
        return item;
    const Token *first = p->tok;
    item->optional_vars = parse_star_target(p);
    bool fine = item->optional_vars && set_context(item->optional_vars, CTX_STORE)
        && (at(p, TOKEN_COMMA) || at(p, TOKEN_COLON) || at(p, TOKEN_RPAREN));
    if (fine)
        return item;
    fail(p);
    return explain_with_target(p, first);
}

static WithItemSeq *parse_with_items(Parser *p, TokenKind close)
{
    int mark = scratch_mark(p);
    do {
        if (at(p, close) && close == TOKEN_RPAREN && p->scratch_n > mark)
            break;
        WithItem *item = parse_with_item(p);
        if (!item || !push(p, item))
            return NULL;
    } while (accept(p, TOKEN_COMMA));
    return take(p, mark);
}

/* with (a as b, c): the parentheses belong to the statement when the whole list of
 * items fits inside them; otherwise they belong to an expression, as in with (yield):
 * NULL with *matched false in that case. */
static WithItemSeq *try_parenthesised_items(Parser *p, bool *matched)
{
    const Token *open = p->tok;
    int mark = p->scratch_n, depth = p->depth;
    *matched = false;
    if (!accept(p, TOKEN_LPAREN))
        return NULL;
    WithItemSeq *items = parse_with_items(p, TOKEN_RPAREN);
    if (items && !accept(p, TOKEN_RPAREN))
        items = fail(p);
    if (items && (at(p, TOKEN_COLON) || !explain_with_colon(p))) {
        *matched = true;
        return items;
    }
    if (items)
        fail(p);
    p->tok = open;
    p->scratch_n = mark;
    p->depth = depth;
    return NULL;
}

static Stmt *parse_with(Parser *p, Pos start, bool is_async)
{
    const Token *keyword = p->tok++;
    bool matched;
    WithItemSeq *items = try_parenthesised_items(p, &matched);
    if (p->raised)
        return NULL;
    if (!matched && !(items = parse_with_items(p, TOKEN_COLON)))
        return NULL;
    StmtSeq *body = parse_suite(p, keyword, "'with' statement");
    if (!body)
        return NULL;
    if (is_async)
        return STMT(p, start, AsyncWith, .items = items, .body = body,
                    .type_comment = VALUE_ABSENT);
    return STMT(p, start, With, .items = items, .body = body,
                .type_comment = VALUE_ABSENT);
}

/* ---- try --------------------------------------------------------------------------------- */

/* The classes after except: one expression, or several (3.14) when no `as` follows. */
static Expr *parse_exception_types(Parser *p)
{
    Pos start = here(p);
    Expr *first = parse_expression(p);
    if (!first || !at(p, TOKEN_COMMA))
        return first;
    int mark = scratch_mark(p);
    if (!push(p, first))
        return NULL;
    while (accept(p, TOKEN_COMMA) && !at(p, TOKEN_COLON)) {
        Expr *e = parse_expression(p);
        if (!e || !push(p, e))
            return NULL;
    }
    ExprSeq *elts = take(p, mark);
    if (elts && at(p, TOKEN_AS)) {
        fail(p);
        p->tok++;
        return explain_exception_types(p, first);
    }
    return elts ? EXPR(p, start, Tuple, .elts = elts) : NULL;
}

static ExceptHandler *parse_handler(Parser *p, bool *is_star)
{
    const Token *keyword = p->tok++;
    ExceptHandler *h = new_node(p, sizeof *h);
    if (!h)
        return NULL;
    *h = (ExceptHandler){.kind = NODE_EXCEPTHANDLER, .lineno = (int32_t)keyword->line,
                         .col_offset = (int32_t)keyword->col, .name = VALUE_ABSENT};
    *is_star = accept(p, TOKEN_STAR);
    if (!at(p, TOKEN_COLON) || *is_star) {
        if (!explain_except(p, *is_star))
            return NULL;
        h->type = parse_exception_types(p);
        if (!h->type)
            return NULL;
        if (accept(p, TOKEN_AS) && !expect_name(p, &h->name))
            return NULL;
    }
    h->body = parse_suite(p, keyword, *is_star ? "'except*' statement"
                                               : "'except' statement");
    if (!h->body)
        return NULL;
    Pos end = last_end(p);
    h->end_lineno = end.lineno;
    h->end_col_offset = end.col_offset;
    return h;
}

static ExceptHandlerSeq *parse_handlers(Parser *p, bool *is_star)
{
    int mark = scratch_mark(p);
    *is_star = false;
    while (at(p, TOKEN_EXCEPT)) {
        const Token *keyword = p->tok;
        bool star = false;
        ExceptHandler *h = parse_handler(p, &star);
        if (p->scratch_n > mark && star != *is_star && !p->raised
            && (h || keyword[1].kind == TOKEN_STAR || !star)) {
            look(p, keyword + star);
            return explain_mixed_handlers(p, keyword);
        }
        *is_star = star;
        if (!h || !push(p, h))
            return NULL;
    }
    return take(p, mark);
}

static Stmt *parse_try(Parser *p)
{
    const Token *keyword = p->tok++;
    StmtSeq *body = parse_suite(p, keyword, "'try' statement");
    if (!body)
        return NULL;
    if (!at(p, TOKEN_EXCEPT) && !at(p, TOKEN_FINALLY)) {
        fail(p);
        return explain_lone_try(p);
    }
    bool is_star;
    ExceptHandlerSeq *handlers = parse_handlers(p, &is_star);
    if (!handlers)
        return NULL;
    StmtSeq *orelse = handlers->n > 0
        ? parse_clause(p, TOKEN_ELSE, "'else' statement") : empty_seq();
    StmtSeq *finalbody = orelse
        ? parse_clause(p, TOKEN_FINALLY, "'finally' statement") : NULL;
    if (!finalbody)
        return NULL;
    Pos start = token_pos(keyword);
    if (is_star)
        return STMT(p, start, TryStar, .body = body, .handlers = handlers,
                    .orelse = orelse, .finalbody = finalbody);
    return STMT(p, start, Try, .body = body, .handlers = handlers, .orelse = orelse,
                .finalbody = finalbody);
}

/* ---- async, decorators -------------------------------------------------------------------- */

static Stmt *parse_async(Parser *p)
{
    Pos start = here(p);
    p->tok++;
    switch ((int)peek(p)) {
    case TOKEN_DEF: return parse_def(p, empty_seq(), start, true);
    case TOKEN_FOR: return parse_for(p, start, true);
    case TOKEN_WITH: return parse_with(p, start, true);
    default: return fail(p);
    }
}

static Stmt *parse_decorated(Parser *p)
{
    int mark = scratch_mark(p);
    while (accept(p, TOKEN_AT)) {
        Expr *decorator = parse_named_expression(p);
        if (!decorator || !push(p, decorator) || !expect(p, TOKEN_NEWLINE))
            return NULL;
    }
    ExprSeq *decorators = take(p, mark);
    if (!decorators)
        return NULL;
    Pos start = here(p);
    if (at(p, TOKEN_CLASS))
        return parse_class(p, decorators, start);
    bool is_async = at(p, TOKEN_ASYNC) && p->tok[1].kind == TOKEN_DEF;
    p->tok += is_async;
    if (at(p, TOKEN_DEF))
        return parse_def(p, decorators, start, is_async);
    return fail(p);
}

Stmt *parse_compound_statement(Parser *p, bool *found)
{
    *found = true;
    switch ((int)peek(p)) {
    case TOKEN_IF: return parse_if(p);
    case TOKEN_DEF: return parse_def(p, empty_seq(), here(p), false);
    case TOKEN_CLASS: return parse_class(p, empty_seq(), here(p));
    case TOKEN_FOR: return parse_for(p, here(p), false);
    case TOKEN_WITH: return parse_with(p, here(p), false);
    case TOKEN_TRY: return parse_try(p);
    case TOKEN_WHILE: return parse_while(p);
    case TOKEN_ASYNC: return parse_async(p);
    case TOKEN_AT: return parse_decorated(p);
    case TOKEN_NAME:
        if (token_is_soft(p->tok, TOKEN_MATCH))
            return parse_match(p, found);
        break;
    default: break;
    }
    *found = false;
    return NULL;
}
