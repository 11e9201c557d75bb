/* parser/parse_call.c -- what follows a primary in (...) and [...]. */
#include "parser/parse.h"

#include "parser/explain.h"

/* ---- arguments ------------------------------------------------------------------------ */

/* How far the order positional, keyword, ** has come. */
typedef enum ArgumentStage { STAGE_POSITIONAL, STAGE_KEYWORD, STAGE_UNPACKED } ArgumentStage;

/* Positional arguments and keywords interleave, so they are collected on one stack with
 * keywords marked in the lowest bit (nodes are 8-aligned), and sorted apart at the end. */
static bool push_keyword(Parser *p, Keyword *k)
{
    return k && push(p, (void *)((uintptr_t)k | 1));
}

static Keyword *new_keyword(Parser *p, Pos start, Ref arg, Expr *value)
{
    Keyword *k = new_node(p, sizeof *k);
    if (!k)
        return NULL;
    *k = (Keyword){NODE_KEYWORD, start.lineno, start.col_offset, value->end_lineno,
                   value->end_col_offset, arg, value};
    Pos end = token_end(p, p->tok - 1);
    k->end_lineno = end.lineno;
    k->end_col_offset = end.col_offset;
    return k;
}

static bool parse_keyword(Parser *p, ArgumentStage *stage)
{
    const Token *name = p->tok;
    Ref arg = name_value(p, name);
    if (value_is_error(arg))
        return false;
    p->tok += 2;
    if (!explain_argument_value(p, name))
        return false;
    Expr *value = parse_expression(p);
    if (!value || !explain_keyword_generator(p, name))
        return false;
    if (*stage == STAGE_POSITIONAL)
        *stage = STAGE_KEYWORD;
    return push_keyword(p, new_keyword(p, token_pos(name), arg, value));
}

static bool parse_unpacked(Parser *p, ArgumentStage *stage)
{
    const Token *stars = p->tok++;
    Expr *value = parse_expression(p);
    if (!value || !explain_unpacked_assignment(p, stars))
        return false;
    *stage = STAGE_UNPACKED;
    return push_keyword(p, new_keyword(p, token_pos(stars), VALUE_ABSENT, value));
}

static bool parse_starred_argument(Parser *p, ArgumentStage stage)
{
    const Token *star = p->tok;
    if (stage == STAGE_UNPACKED) {
        fail(p);
        explain_star_after_unpacking(p, star);
        return false;
    }
    p->tok++;
    Expr *value = parse_expression(p);
    if (!value)
        return explain_empty_star(p, star - 1);
    if (!explain_unpacked_assignment(p, star)
        || !explain_starred_generator(p, star, value))
        return false;
    return push(p, EXPR(p, token_pos(star), Starred, .value = value));
}

/* Unlike in other places, x = 1 here is a keyword argument gone wrong. */
static Expr *parse_argument_expression(Parser *p)
{
    if (at(p, TOKEN_NAME) && p->tok[1].kind == TOKEN_COLON_EQUAL)
        return parse_named_expression(p);
    Expr *e = parse_expression(p);
    return e && at(p, TOKEN_COLON_EQUAL) ? fail(p) : e;
}

static bool parse_positional(Parser *p, ArgumentStage stage, bool sole_generator, int mark)
{
    const Token *first = p->tok;
    if (stage != STAGE_POSITIONAL && !p->explain) {
        look(p, p->tok + at(p, TOKEN_NAME));
        return false;
    }
    Expr *e = parse_argument_expression(p);
    if (!e)
        return false;
    if (at(p, TOKEN_EQUAL)) {
        fail(p);
        explain_keyword_target(p, first, e);
        return false;
    }
    if (at_comprehension(p)) {
        bool sole = p->scratch_n == mark;
        Pos open = token_pos(first - 1);
        if (!sole_generator && !p->explain)
            return fail(p);
        ComprehensionSeq *generators = parse_comprehension_clauses(p);
        if (!generators)
            return false;
        if (!sole || !at(p, TOKEN_RPAREN)) {
            fail(p);
            explain_generator_argument(p, e, generators, sole);
            return false;
        }
        if (!sole_generator)
            return false;
        p->tok++; /* the generator's position includes the call's parentheses */
        Expr *generator = EXPR(p, open, GeneratorExp, .elt = e,
                               .generators = generators);
        p->tok--;
        return push(p, generator);
    }
    if (stage != STAGE_POSITIONAL) {
        look(p, p->tok);
        explain_late_positional(p, stage == STAGE_UNPACKED);
        return false;
    }
    return push(p, e);
}

static bool parse_argument(Parser *p, ArgumentStage *stage, bool sole_generator, int mark)
{
    if (at(p, TOKEN_STAR))
        return parse_starred_argument(p, *stage);
    if (at(p, TOKEN_STAR_STAR))
        return parse_unpacked(p, stage);
    if (at(p, TOKEN_NAME) && p->tok[1].kind == TOKEN_EQUAL)
        return parse_keyword(p, stage);
    return parse_positional(p, *stage, sole_generator, mark);
}

/* Split the marked stack into positional arguments and keywords, each in order. */
static bool take_arguments(Parser *p, int mark, ExprSeq **args, KeywordSeq **keywords)
{
    int n = p->scratch_n - mark;
    int n_keywords = 0;
    for (int i = mark; i < p->scratch_n; i++)
        n_keywords += (uintptr_t)p->scratch[i] & 1;
    if (n_keywords == 0) {
        *keywords = empty_seq();
        return (*args = take(p, mark)) != NULL;
    }
    size_t size = sizeof **keywords + (size_t)n_keywords * sizeof(Keyword *);
    KeywordSeq *seq = arena_alloc(p->arena, size);
    if (!seq) {
        p->raised = true;
        return false;
    }
    seq->n = 0;
    p->scratch_n = mark;
    for (int i = mark; i < mark + n; i++) {
        uintptr_t item = (uintptr_t)p->scratch[i];
        if (item & 1)
            seq->items[seq->n++] = (Keyword *)(item & ~(uintptr_t)1);
        else
            p->scratch[p->scratch_n++] = p->scratch[i];
    }
    *keywords = seq;
    return (*args = take(p, mark)) != NULL;
}

/* From after the ( up to and including the ). */
static bool parse_arguments(Parser *p, bool sole_generator, ExprSeq **args,
                            KeywordSeq **keywords)
{
    int mark = scratch_mark(p);
    ArgumentStage stage = STAGE_POSITIONAL;
    while (!at(p, TOKEN_RPAREN)) {
        if (!parse_argument(p, &stage, sole_generator, mark))
            return false;
        if (!accept(p, TOKEN_COMMA))
            break;
    }
    return expect(p, TOKEN_RPAREN) && take_arguments(p, mark, args, keywords);
}

/* The (...) of a class statement. */
bool parse_call_arguments(Parser *p, ExprSeq **args, KeywordSeq **keywords)
{
    return parse_arguments(p, false, args, keywords);
}

Expr *parse_call(Parser *p, Expr *func)
{
    ExprSeq *args;
    KeywordSeq *keywords;
    p->tok++;
    if (!parse_arguments(p, true, &args, &keywords))
        return NULL;
    return EXPR(p, expr_pos(func), Call, .func = func, .args = args,
                .keywords = keywords);
}

/* ---- subscripts --------------------------------------------------------------------------- */

static bool at_slice_end(const Parser *p)
{
    return at(p, TOKEN_COLON) || at(p, TOKEN_COMMA) || at(p, TOKEN_RBRACKET);
}

static Expr *parse_slice_rest(Parser *p, Pos start, Expr *lower)
{
    Expr *upper = NULL, *step = NULL;
    p->tok++;
    if (!at_slice_end(p) && !(upper = parse_expression(p)))
        return NULL;
    if (accept(p, TOKEN_COLON) && !at_slice_end(p) && !(step = parse_expression(p)))
        return NULL;
    return EXPR(p, start, Slice, .lower = lower, .upper = upper, .step = step);
}

static Expr *parse_slice(Parser *p)
{
    Pos start = here(p);
    if (at(p, TOKEN_COLON))
        return parse_slice_rest(p, start, NULL);
    const Token *star = p->tok;
    if (accept(p, TOKEN_STAR)) {
        Expr *value = parse_expression(p);
        if (!value)
            explain_empty_star(p, star - 1);
        return value ? EXPR(p, start, Starred, .value = value) : NULL;
    }
    Expr *e = parse_named_expression(p);
    if (!e || !at(p, TOKEN_COLON) || (e->kind == EXPR_NAMEDEXPR && !e->parenthesised))
        return e;
    return parse_slice_rest(p, start, e);
}

Expr *parse_subscript(Parser *p, Expr *value)
{
    p->tok++;
    Pos start = here(p);
    Expr *slice = parse_slice(p);
    if (!slice)
        return NULL;
    if (at(p, TOKEN_COMMA) || slice->kind == EXPR_STARRED) {
        int mark = scratch_mark(p);
        if (!push(p, slice))
            return NULL;
        while (accept(p, TOKEN_COMMA) && !at(p, TOKEN_RBRACKET)) {
            Expr *e = parse_slice(p);
            if (!e || !push(p, e))
                return NULL;
        }
        ExprSeq *elts = take(p, mark);
        slice = elts ? EXPR(p, start, Tuple, .elts = elts) : NULL;
    }
    if (!slice || !expect(p, TOKEN_RBRACKET))
        return NULL;
    return EXPR(p, expr_pos(value), Subscript, .value = value, .slice = slice);
}
