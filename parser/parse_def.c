/* parser/parse_def.c -- def, class, type, and parameter lists (also lambda's). */
#include "parser/parse.h"

#include "parser/explain.h"
#include <string.h>

/* ---- parameters ---------------------------------------------------------------------- */

/* A parameter list while it is being read.  Parameters before a / move to posonlyargs
 * when it comes; after a * they are keyword-only. */
typedef struct ParameterList {
    Arguments *out;
    int mark;             /* scratch: the parameters of the current section */
    int n_defaults;       /* so far, among positional parameters */
    Expr **defaults;      /* growing, positional */
    int defaults_size;
    bool seen_slash, seen_star, seen_kwarg;
    bool is_lambda;
} ParameterList;

static Arg *parse_arg(Parser *p, bool is_lambda, bool star_annotation)
{
    Pos start = here(p);
    Ref name;
    if (!explain_parameter(p, is_lambda) || !expect_name(p, &name))
        return NULL;
    Expr *annotation = NULL;
    if (!is_lambda && accept(p, TOKEN_COLON)) {
        Pos star = here(p);
        if (star_annotation && accept(p, TOKEN_STAR)) {
            annotation = parse_bitwise_or(p);
            if (annotation)
                annotation = EXPR(p, star, Starred, .value = annotation);
        } else {
            annotation = parse_expression(p);
        }
        if (!annotation)
            return NULL;
    }
    Arg *arg = new_node(p, sizeof *arg);
    if (!arg)
        return NULL;
    Pos end = token_end(p, p->tok - 1);
    *arg = (Arg){NODE_ARG, start.lineno, start.col_offset, end.lineno, end.col_offset,
                 name, annotation, VALUE_ABSENT};
    return arg;
}

/* [= default] of one parameter; keyword-only ones may lack it anywhere. */
static bool parse_default(Parser *p, ParameterList *list, Expr **value)
{
    *value = NULL;
    if (!accept(p, TOKEN_EQUAL))
        return true;
    if (!explain_default(p))
        return false;
    *value = parse_expression(p);
    return *value != NULL;
}

/* Parameters and defaults alternate on the scratch stack; NULL = no default. */
static bool parse_plain(Parser *p, ParameterList *list)
{
    const Token *name = p->tok;
    Arg *arg = parse_arg(p, list->is_lambda, false);
    Expr *value;
    if (!arg || !parse_default(p, list, &value))
        return false;
    if (!list->seen_star) {
        if (!value && list->n_defaults > 0) {
            fail(p);
            explain_default_order(p, name);
            return false;
        }
        list->n_defaults += value != NULL;
    }
    return push(p, arg) && push(p, value);
}

static Expr **copy_defaults(Parser *p, ParameterList *list, int n)
{
    ExprSeq *old = list->out->defaults;
    ExprSeq *seq = arena_alloc(p->arena,
                               sizeof *seq + (size_t)(old->n + n) * sizeof(Expr *));
    if (!seq) {
        p->raised = true;
        return NULL;
    }
    memcpy(seq->items, old->items, (size_t)old->n * sizeof(Expr *));
    seq->n = old->n + n;
    list->out->defaults = seq;
    return seq->items + old->n;
}

/* End a section (at / or * or the end): the positional parameters read since mark. */
static ArgSeq *take_positional(Parser *p, ParameterList *list)
{
    int n = (p->scratch_n - list->mark) / 2, n_defaults = 0;
    for (int i = 0; i < n; i++)
        n_defaults += p->scratch[list->mark + 2 * i + 1] != NULL;
    Expr **defaults = NULL;
    if (n_defaults && !(defaults = copy_defaults(p, list, n_defaults)))
        return NULL;
    for (int i = 0; i < n; i++) {
        Expr *value = p->scratch[list->mark + 2 * i + 1];
        if (value)
            *defaults++ = value;
        p->scratch[list->mark + i] = p->scratch[list->mark + 2 * i];
    }
    p->scratch_n = list->mark + n;
    return take(p, list->mark);
}

static bool take_keyword_only(Parser *p, ParameterList *list)
{
    int n = (p->scratch_n - list->mark) / 2;
    ExprSeq *defaults = empty_seq();
    if (n > 0) {
        defaults = arena_alloc(p->arena, sizeof *defaults + (size_t)n * sizeof(Expr *));
        if (!defaults) {
            p->raised = true;
            return false;
        }
        defaults->n = n;
    }
    for (int i = 0; i < n; i++) {
        defaults->items[i] = p->scratch[list->mark + 2 * i + 1];
        p->scratch[list->mark + i] = p->scratch[list->mark + 2 * i];
    }
    p->scratch_n = list->mark + n;
    list->out->kw_defaults = defaults;
    list->out->kwonlyargs = take(p, list->mark);
    return list->out->kwonlyargs != NULL;
}

static bool parse_slash(Parser *p, ParameterList *list)
{
    if (list->seen_slash || list->seen_star || p->scratch_n == list->mark) {
        fail(p);
        explain_slash(p, list->seen_slash, list->seen_star);
        return false;
    }
    p->tok++;
    list->seen_slash = true;
    list->out->posonlyargs = take_positional(p, list);
    return list->out->posonlyargs != NULL && explain_slash_star(p);
}

static bool parse_star(Parser *p, ParameterList *list, TokenKind close)
{
    if (list->seen_star) {
        fail(p);
        explain_second_star(p);
        return false;
    }
    list->seen_star = true;
    list->out->args = take_positional(p, list);
    if (!list->out->args)
        return false;
    const Token *star = p->tok++;
    if (at(p, TOKEN_COMMA)) {
        if (p->tok[1].kind == TOKEN_NAME)
            return true;
        if (p->tok[1].kind == TOKEN_STAR) { /* two stars: complain about the second */
            p->tok++;
            return explain_second_star(p), false;
        }
        look(p, p->tok + 1);
        explain_bare_star(p, star, list->is_lambda);
        return false;
    }
    if (at(p, close)) {
        fail(p);
        explain_bare_star(p, star, list->is_lambda);
        return false;
    }
    Arg *vararg = list->out->vararg = parse_arg(p, list->is_lambda, true);
    if (vararg == NULL)
        return false;
    /* The reference has no words of its own for a default after `*args: *Ts`. */
    bool is_starred = vararg->annotation != NULL && vararg->annotation->kind == EXPR_STARRED;
    return is_starred || explain_star_default(p, "var-positional");
}

static bool parse_kwarg(Parser *p, ParameterList *list)
{
    p->tok++;
    list->seen_kwarg = true;
    list->out->kwarg = parse_arg(p, list->is_lambda, false);
    return list->out->kwarg != NULL && explain_star_default(p, "var-keyword");
}

static bool parse_parameter(Parser *p, ParameterList *list, TokenKind close)
{
    if (list->seen_kwarg) {
        fail(p);
        explain_after_kwarg(p);
        return false;
    }
    switch ((int)peek(p)) {
    case TOKEN_SLASH: return parse_slash(p, list);
    case TOKEN_STAR: return parse_star(p, list, close);
    case TOKEN_STAR_STAR: return parse_kwarg(p, list);
    default: return parse_plain(p, list);
    }
}

/* Up to, not including, the closing parenthesis or lambda's colon. */
Arguments *parse_parameters(Parser *p, bool is_lambda)
{
    TokenKind close = is_lambda ? TOKEN_COLON : TOKEN_RPAREN;
    Arguments *out = new_node(p, sizeof *out);
    if (!out)
        return NULL;
    out->kind = NODE_ARGUMENTS;
    out->posonlyargs = out->args = out->kwonlyargs = empty_seq();
    out->kw_defaults = out->defaults = empty_seq();
    ParameterList list = {.out = out, .mark = scratch_mark(p), .is_lambda = is_lambda};
    while (!at(p, close)) {
        if (!parse_parameter(p, &list, close))
            return NULL;
        if (!accept(p, TOKEN_COMMA))
            break;
    }
    if (list.seen_star)
        return take_keyword_only(p, &list) ? out : NULL;
    out->args = take_positional(p, &list);
    return out->args ? out : NULL;
}

/* ---- type parameters ------------------------------------------------------------------ */

typedef struct TypeParamParts {
    Ref name;
    Expr *bound, *default_value;
} TypeParamParts;

static bool parse_type_param_parts(Parser *p, const Token *start, TypeParamParts *parts)
{
    parts->bound = parts->default_value = NULL;
    if (!expect_name(p, &parts->name))
        return false;
    if (at(p, TOKEN_COLON)) {
        p->tok++;
        if (start->kind != TOKEN_NAME && !p->explain)
            return fail(p);
        const Token *colon = p->tok - 1;
        parts->bound = parse_expression(p);
        if (!parts->bound)
            return false;
        if (start->kind != TOKEN_NAME) {
            explain_type_param_bound(p, start, colon, parts->bound);
            return false;
        }
    }
    if (!accept(p, TOKEN_EQUAL))
        return true;
    Pos star = here(p);
    bool starred = start->kind == TOKEN_STAR && accept(p, TOKEN_STAR);
    parts->default_value = starred ? parse_bitwise_or(p) : parse_expression(p);
    if (parts->default_value && starred)
        parts->default_value = EXPR(p, star, Starred, .value = parts->default_value);
    return parts->default_value != NULL;
}

static TypeParam *parse_type_param(Parser *p)
{
    const Token *start = p->tok;
    if (at(p, TOKEN_STAR) || at(p, TOKEN_STAR_STAR))
        p->tok++;
    TypeParamParts parts;
    if (!parse_type_param_parts(p, start, &parts))
        return NULL;
    TypeParam *t = new_node(p, sizeof *t);
    if (!t)
        return NULL;
    Pos end = token_end(p, p->tok - 1);
    t->lineno = (int32_t)start->line;
    t->col_offset = (int32_t)start->col;
    t->end_lineno = end.lineno;
    t->end_col_offset = end.col_offset;
    if (start->kind == TOKEN_STAR) {
        t->kind = TYPE_PARAM_TYPEVARTUPLE;
        t->as.TypeVarTuple = (struct TypeVarTupleFields){parts.name, parts.default_value};
    } else if (start->kind == TOKEN_STAR_STAR) {
        t->kind = TYPE_PARAM_PARAMSPEC;
        t->as.ParamSpec = (struct ParamSpecFields){parts.name, parts.default_value};
    } else {
        t->kind = TYPE_PARAM_TYPEVAR;
        t->as.TypeVar = (struct TypeVarFields){parts.name, parts.bound,
                                               parts.default_value};
    }
    return t;
}

/* [T, *Ts, **P], or nothing. */
TypeParamSeq *parse_type_params(Parser *p)
{
    if (!accept(p, TOKEN_LBRACKET))
        return empty_seq();
    if (at(p, TOKEN_RBRACKET)) {
        fail(p);
        return explain_empty_type_params(p);
    }
    int mark = scratch_mark(p);
    do {
        TypeParam *t = parse_type_param(p);
        if (!t || !push(p, t))
            return NULL;
    } while (accept(p, TOKEN_COMMA) && !at(p, TOKEN_RBRACKET));
    return expect(p, TOKEN_RBRACKET) ? take(p, mark) : NULL;
}

Stmt *parse_type_alias(Parser *p)
{
    Pos start = here(p);
    p->tok++;
    Pos name_start = here(p);
    Ref id;
    if (!expect_name(p, &id))
        return NULL;
    Expr *name = EXPR(p, name_start, Name, .id = id, .ctx = CTX_STORE);
    TypeParamSeq *type_params = parse_type_params(p);
    if (!name || !type_params || !expect(p, TOKEN_EQUAL))
        return NULL;
    Expr *value = parse_expression(p);
    if (!value)
        return NULL;
    return STMT(p, start, TypeAlias, .name = name, .type_params = type_params,
                .value = value);
}

/* ---- def and class ---------------------------------------------------------------------- */

static StmtSeq *parse_body(Parser *p, const Token *keyword, const char *what)
{
    if (!explain_suite(p, keyword, what) || !expect(p, TOKEN_COLON))
        return NULL;
    return parse_block(p);
}

Stmt *parse_def(Parser *p, ExprSeq *decorators, Pos start, bool is_async)
{
    const Token *keyword = p->tok++;
    struct FunctionDefFields f = {.decorator_list = decorators,
                                  .type_comment = VALUE_ABSENT};
    if (!expect_name(p, &f.name))
        return NULL;
    const Token *after_name = p->tok;
    if (!(f.type_params = parse_type_params(p)))
        return explain_def_parenthesis(p, after_name);
    if (!at(p, TOKEN_LPAREN)) {
        fail(p);
        return explain_def_parenthesis(p, p->tok);
    }
    p->tok++;
    if (!(f.args = parse_parameters(p, false)) || !expect(p, TOKEN_RPAREN))
        return NULL;
    const Token *arrow = p->tok;
    if (accept(p, TOKEN_ARROW) && !(f.returns = parse_expression(p)))
        return explain_return_annotation(p, arrow);
    if (!(f.body = parse_body(p, keyword, "function definition")))
        return NULL;
    if (!is_async) {
        Stmt *s = STMT(p, start, FunctionDef, .name = f.name);
        if (s)
            s->as.FunctionDef = f;
        return s;
    }
    return STMT(p, start, AsyncFunctionDef, f.name, f.args, f.body, f.decorator_list,
                f.returns, f.type_comment, f.type_params);
}

Stmt *parse_class(Parser *p, ExprSeq *decorators, Pos start)
{
    const Token *keyword = p->tok++;
    Ref name;
    if (!expect_name(p, &name))
        return NULL;
    TypeParamSeq *type_params = parse_type_params(p);
    ExprSeq *bases = empty_seq();
    KeywordSeq *keywords = empty_seq();
    if (!type_params)
        return NULL;
    if (accept(p, TOKEN_LPAREN) && !parse_call_arguments(p, &bases, &keywords))
        return NULL;
    StmtSeq *body = parse_body(p, keyword, "class definition");
    if (!body)
        return NULL;
    return STMT(p, start, ClassDef, .name = name, .bases = bases, .keywords = keywords,
                .body = body, .decorator_list = decorators, .type_params = type_params);
}

/* ---- (int, *str) -> bool -------------------------------------------------------------------- */

Mod *parse_func_type(Parser *p)
{
    int mark = scratch_mark(p);
    if (!expect(p, TOKEN_LPAREN))
        return NULL;
    int n_stars = 0; /* of the last one: *str and **str come last, in this order, once */
    for (bool more = !at(p, TOKEN_RPAREN); more; more = accept(p, TOKEN_COMMA)) {
        int stars = accept(p, TOKEN_STAR) ? 1 : accept(p, TOKEN_STAR_STAR) ? 2 : 0;
        if (n_stars && stars <= n_stars)
            return NULL;
        n_stars = stars;
        Expr *e = parse_expression(p);
        if (!e || !push(p, e))
            return NULL;
    }
    ExprSeq *argtypes = take(p, mark);
    if (!expect(p, TOKEN_RPAREN) || !expect(p, TOKEN_ARROW))
        return NULL;
    Expr *returns = parse_expression(p);
    if (!returns || !argtypes)
        return NULL;
    while (accept(p, TOKEN_NEWLINE))
        ;
    if (!expect(p, TOKEN_END))
        return NULL;
    Mod *mod = new_node(p, sizeof *mod);
    if (mod) {
        mod->kind = MOD_FUNCTIONTYPE;
        mod->as.FunctionType.argtypes = argtypes;
        mod->as.FunctionType.returns = returns;
    }
    return mod;
}
