/* parser/parse_stmt.c -- simple statements, one line at a time.
 *
 * Statements are pushed on the scratch stack by parse_statement(), because a line can
 * hold several.  Compound statements are in parse_compound.c. */
#include "parser/parse.h"

#include "parser/explain.h"
#include "runtime/str.h"

/* ---- assignment --------------------------------------------------------------------- */

static int augmented_operator(TokenKind kind)
{
    switch ((int)kind) {
    case TOKEN_PLUS_EQUAL: return OPERATOR_ADD;
    case TOKEN_MINUS_EQUAL: return OPERATOR_SUB;
    case TOKEN_STAR_EQUAL: return OPERATOR_MULT;
    case TOKEN_SLASH_EQUAL: return OPERATOR_DIV;
    case TOKEN_PERCENT_EQUAL: return OPERATOR_MOD;
    case TOKEN_AMPERSAND_EQUAL: return OPERATOR_BITAND;
    case TOKEN_PIPE_EQUAL: return OPERATOR_BITOR;
    case TOKEN_CARET_EQUAL: return OPERATOR_BITXOR;
    case TOKEN_SHIFT_LEFT_EQUAL: return OPERATOR_LSHIFT;
    case TOKEN_SHIFT_RIGHT_EQUAL: return OPERATOR_RSHIFT;
    case TOKEN_STAR_STAR_EQUAL: return OPERATOR_POW;
    case TOKEN_SLASH_SLASH_EQUAL: return OPERATOR_FLOORDIV;
    case TOKEN_AT_EQUAL: return OPERATOR_MATMULT;
    default: return -1;
    }
}

static bool is_single_target(const Expr *e)
{
    return e->kind == EXPR_NAME || e->kind == EXPR_ATTRIBUTE
        || e->kind == EXPR_SUBSCRIPT;
}

static Stmt *parse_augmented(Parser *p, Pos start, Expr *target, int op)
{
    if (!is_single_target(target)) {
        fail(p);
        return explain_augmented_target(p, target);
    }
    set_context(target, CTX_STORE);
    p->tok++;
    Expr *value = parse_yield_or_star_expressions(p);
    if (!value)
        return NULL;
    return STMT(p, start, AugAssign, .target = target, .op = (Operator)op,
                .value = value);
}

/* target: annotation [= value] */
static Stmt *parse_annotated(Parser *p, Pos start, Expr *target)
{
    if (!is_single_target(target)) {
        fail(p);
        return explain_annotation_target(p, target);
    }
    set_context(target, CTX_STORE);
    int simple = target->kind == EXPR_NAME && !target->parenthesised;
    p->tok++;
    Expr *annotation = parse_expression(p);
    if (!annotation)
        return NULL;
    Expr *value = NULL;
    if (accept(p, TOKEN_EQUAL) && !(value = parse_yield_or_star_expressions(p)))
        return NULL;
    return STMT(p, start, AnnAssign, .target = target, .annotation = annotation,
                .value = value, .simple = simple);
}

/* a = b = c: everything but the last must be a target. */
static Stmt *parse_assignment(Parser *p, Pos start, Expr *first)
{
    int mark = scratch_mark(p);
    const Token *first_equal = p->tok;
    Expr *value = first;
    while (at(p, TOKEN_EQUAL)) {
        if (!set_context(value, CTX_STORE)) {
            fail(p);
            return explain_assignment_target(p, value, first, first_equal);
        }
        p->tok++;
        if (!push(p, value))
            return NULL;
        value = parse_yield_or_star_expressions(p);
        if (!value)
            return NULL;
    }
    ExprSeq *targets = take(p, mark);
    if (!targets)
        return NULL;
    return STMT(p, start, Assign, .targets = targets, .value = value,
                .type_comment = VALUE_ABSENT);
}

static Stmt *parse_expression_statement(Parser *p)
{
    Pos start = here(p);
    Expr *e = parse_yield_or_star_expressions(p);
    if (!e)
        return NULL;
    switch ((int)peek(p)) {
    case TOKEN_NEWLINE:
    case TOKEN_SEMICOLON: return STMT(p, start, Expr, .value = e);
    case TOKEN_EQUAL: return parse_assignment(p, start, e);
    case TOKEN_COLON: return parse_annotated(p, start, e);
    default: break;
    }
    int op = augmented_operator(peek(p));
    if (op >= 0)
        return parse_augmented(p, start, e, op);
    if (at(p, TOKEN_COLON_EQUAL) && e->kind != EXPR_NAME && !explain_named_expression(p, e))
        return NULL;
    return STMT(p, start, Expr, .value = e);
}

/* ---- keyword statements --------------------------------------------------------------- */

static bool at_statement_end(const Parser *p)
{
    return at(p, TOKEN_NEWLINE) || at(p, TOKEN_SEMICOLON) || at(p, TOKEN_END);
}

static Stmt *parse_return(Parser *p)
{
    Pos start = here(p);
    p->tok++;
    Expr *value = NULL;
    if (!at_statement_end(p) && !(value = parse_star_expressions(p)))
        return NULL;
    return STMT(p, start, Return, .value = value);
}

static Stmt *parse_raise(Parser *p)
{
    Pos start = here(p);
    p->tok++;
    Expr *exc = NULL, *cause = NULL;
    if (!at_statement_end(p)) {
        if (!(exc = parse_expression(p)))
            return NULL;
        if (accept(p, TOKEN_FROM) && !(cause = parse_expression(p)))
            return NULL;
    }
    return STMT(p, start, Raise, .exc = exc, .cause = cause);
}

static Stmt *parse_names(Parser *p, bool is_global)
{
    Pos start = here(p);
    int mark = scratch_mark(p);
    p->tok++;
    do {
        Ref name;
        if (!expect_name(p, &name) || !push(p, (void *)(uintptr_t)name.bits))
            return NULL;
    } while (accept(p, TOKEN_COMMA));
    IdentifierSeq *names = take(p, mark);
    if (!names)
        return NULL;
    return is_global ? STMT(p, start, Global, .names = names)
                     : STMT(p, start, Nonlocal, .names = names);
}

static Stmt *parse_del(Parser *p)
{
    Pos start = here(p);
    int mark = scratch_mark(p);
    const Token *first = ++p->tok;
    do {
        if (at_statement_end(p) && p->scratch_n > mark)
            break;
        Expr *target = at(p, TOKEN_STAR) ? parse_star_target(p) : parse_primary(p);
        if (!target)
            return explain_delete(p, first);
        if (!set_context(target, CTX_DEL)) {
            fail(p);
            return explain_delete(p, first);
        }
        if (!push(p, target))
            return NULL;
    } while (accept(p, TOKEN_COMMA));
    if (!at_statement_end(p)) {
        fail(p);
        return explain_delete(p, first);
    }
    ExprSeq *targets = take(p, mark);
    return targets ? STMT(p, start, Delete, .targets = targets) : NULL;
}

static Stmt *parse_assert(Parser *p)
{
    Pos start = here(p);
    p->tok++;
    Expr *msg = NULL;
    Expr *test = parse_expression(p);
    if (!test || (accept(p, TOKEN_COMMA) && !(msg = parse_expression(p))))
        return NULL;
    return STMT(p, start, Assert, .test = test, .msg = msg);
}

/* ---- import ----------------------------------------------------------------------------- */

static Alias *new_alias(Parser *p, Pos start, Ref name, Ref asname)
{
    Alias *a = new_node(p, sizeof *a);
    if (!a)
        return NULL;
    Pos end = token_end(p, p->tok - 1);
    *a = (Alias){NODE_ALIAS, start.lineno, start.col_offset, end.lineno, end.col_offset,
                 name, asname};
    return a;
}

/* The name from the first to the last token of a.b.c, without any spaces between. */
static Ref join_dotted(Parser *p, const Token *first, const Token *last)
{
    StrBuilder b;
    str_builder_init(&b);
    for (const Token *t = first; t <= last; t++) {
        if (t->kind == TOKEN_DOT) {
            str_builder_char(&b, '.');
            continue;
        }
        Ref name = name_value(p, t);
        if (value_is_error(name)) {
            str_builder_free(&b);
            return name;
        }
        str_builder_str(&b, name);
    }
    Value joined = str_builder_finish(&b);
    return own(p, value_is_error(joined) ? joined : str_intern(joined));
}

static bool parse_dotted_name(Parser *p, Ref *name)
{
    const Token *first = p->tok;
    if (!expect_name(p, name))
        return false;
    while (at(p, TOKEN_DOT)) {
        p->tok++;
        if (!at(p, TOKEN_NAME)) {
            fail(p);
            return false;
        }
        p->tok++;
    }
    if (p->tok - first > 1)
        *name = join_dotted(p, first, p->tok - 1);
    return !value_is_error(*name);
}

/* [as name] */
static bool parse_asname(Parser *p, Ref *asname)
{
    *asname = VALUE_ABSENT;
    return !accept(p, TOKEN_AS) || expect_name(p, asname);
}

Stmt *parse_import(Parser *p)
{
    Pos start = here(p);
    int mark = scratch_mark(p);
    p->tok++;
    if (!explain_import_nothing(p))
        return NULL;
    do {
        Ref name, asname;
        Pos alias_start = here(p);
        if (!parse_dotted_name(p, &name) || !parse_asname(p, &asname)
            || !push(p, new_alias(p, alias_start, name, asname)))
            return NULL;
    } while (accept(p, TOKEN_COMMA));
    if (!explain_import_from_order(p, start))
        return NULL;
    AliasSeq *names = take(p, mark);
    return names ? STMT(p, start, Import, .names = names) : NULL;
}

static bool parse_from_targets(Parser *p)
{
    bool parenthesised = accept(p, TOKEN_LPAREN);
    for (;;) {
        Ref name, asname;
        Pos start = here(p);
        if (!expect_name(p, &name) || !parse_asname(p, &asname)
            || !push(p, new_alias(p, start, name, asname)))
            return false;
        if (!accept(p, TOKEN_COMMA))
            break;
        if (parenthesised && at(p, TOKEN_RPAREN))
            break;
        if (!parenthesised && !explain_trailing_comma(p))
            return false;
    }
    return !parenthesised || expect(p, TOKEN_RPAREN);
}

Stmt *parse_import_from(Parser *p)
{
    Pos start = here(p);
    int mark = scratch_mark(p);
    int level = 0;
    p->tok++;
    while (at(p, TOKEN_DOT) || at(p, TOKEN_ELLIPSIS))
        level += p->tok++->kind == TOKEN_DOT ? 1 : 3;
    Ref module = VALUE_ABSENT;
    if ((!at(p, TOKEN_IMPORT) || level == 0) && !parse_dotted_name(p, &module))
        return NULL;
    if (!expect(p, TOKEN_IMPORT) || !explain_import_nothing(p))
        return NULL;
    if (at(p, TOKEN_STAR)) {
        Ref star = own(p, str_intern_cstr("*"));
        Pos alias_start = here(p);
        p->tok++;
        if (value_is_error(star)
            || !push(p, new_alias(p, alias_start, star, VALUE_ABSENT)))
            return NULL;
    } else if (!parse_from_targets(p)) {
        return NULL;
    }
    AliasSeq *names = take(p, mark);
    if (!names)
        return NULL;
    return STMT(p, start, ImportFrom, .module = module, .names = names, .level = level);
}

/* ---- lines of statements ------------------------------------------------------------------ */

/* type X[T] = ... , but not `type = 3` or `type(x)`. */
static bool at_type_alias(const Parser *p)
{
    return token_is_soft(p->tok, TOKEN_TYPE) && p->tok[1].kind == TOKEN_NAME;
}

static Stmt *parse_keyword_only(Parser *p)
{
    Pos start = here(p);
    TokenKind kind = p->tok++->kind;
    return kind == TOKEN_PASS ? STMT(p, start, Pass)
        : kind == TOKEN_BREAK ? STMT(p, start, Break) : STMT(p, start, Continue);
}

static Stmt *parse_simple_statement(Parser *p)
{
    switch ((int)peek(p)) {
    case TOKEN_RETURN: return parse_return(p);
    case TOKEN_IMPORT: return parse_import(p);
    case TOKEN_FROM: return parse_import_from(p);
    case TOKEN_RAISE: return parse_raise(p);
    case TOKEN_PASS:
    case TOKEN_BREAK:
    case TOKEN_CONTINUE: return parse_keyword_only(p);
    case TOKEN_DEL: return parse_del(p);
    case TOKEN_ASSERT: return parse_assert(p);
    case TOKEN_GLOBAL: return parse_names(p, true);
    case TOKEN_NONLOCAL: return parse_names(p, false);
    case TOKEN_NAME:
        if (at_type_alias(p))
            return parse_type_alias(p);
        return parse_expression_statement(p);
    default: return parse_expression_statement(p);
    }
}

bool parse_simple_statements(Parser *p)
{
    do {
        Stmt *s = parse_simple_statement(p);
        if (!s || !push(p, s))
            return false;
    } while (accept(p, TOKEN_SEMICOLON) && !at(p, TOKEN_NEWLINE));
    return expect(p, TOKEN_NEWLINE);
}

bool parse_statement(Parser *p)
{
    bool found;
    Stmt *s = parse_compound_statement(p, &found);
    if (!found)
        return parse_simple_statements(p);
    return s && push(p, s);
}
