/* parser/parse_match.c -- match statements and their patterns (PEP 634). */
#include "parser/parse.h"

#include "parser/explain.h"

static Pattern *parse_as_pattern(Parser *p);
static Pattern *parse_pattern_or_star(Parser *p);
static void *explain_positional_patterns(Parser *p);

#define PATTERN(p, start, name, ...) __extension__ ({ \
    Pattern *node_ = new_pattern(p, (PatternKind)AST_##name, start); \
    if (node_) node_->as.name = (struct name##Fields){__VA_ARGS__}; \
    node_; })

static Pattern *new_pattern(Parser *p, PatternKind kind, Pos start)
{
    Pattern *pattern = new_node(p, sizeof *pattern);
    if (!pattern)
        return NULL;
    Pos end = token_end(p, p->tok - 1);
    pattern->kind = kind;
    pattern->lineno = start.lineno;
    pattern->col_offset = start.col_offset;
    pattern->end_lineno = end.lineno;
    pattern->end_col_offset = end.col_offset;
    return pattern;
}

static bool at_wildcard(const Parser *p)
{
    return token_is_soft(p->tok, TOKEN_UNDERSCORE);
}

/* A name to bind, or _ for none: VALUE_ABSENT. */
static bool parse_capture_name(Parser *p, Ref *name)
{
    if (!at_wildcard(p))
        return expect_name(p, name);
    p->tok++;
    *name = VALUE_ABSENT;
    return true;
}

/* ---- values ---------------------------------------------------------------------------- */

/* [-] number, as an expression. */
static Expr *parse_signed_number(Parser *p)
{
    Pos start = here(p);
    bool minus = accept(p, TOKEN_MINUS);
    if (!at(p, TOKEN_NUMBER))
        return fail(p);
    Expr *e = parse_number(p);
    if (!e || !minus)
        return e;
    return EXPR(p, start, UnaryOp, .op = UNARY_USUB, .operand = e);
}

/* A number or a complex literal such as -1 + 2j. */
static Expr *parse_number_value(Parser *p)
{
    const Token *first = p->tok + at(p, TOKEN_MINUS);
    Pos start = here(p);
    Expr *left = parse_signed_number(p);
    if (!left || (!at(p, TOKEN_PLUS) && !at(p, TOKEN_MINUS)))
        return left;
    if (first->flags & NUMBER_IMAGINARY)
        return raise_at_expr(p, left, "real number required in complex literal");
    Operator op = p->tok++->kind == TOKEN_PLUS ? OPERATOR_ADD : OPERATOR_SUB;
    if (!at(p, TOKEN_NUMBER))
        return fail(p);
    bool imaginary = p->tok->flags & NUMBER_IMAGINARY;
    Expr *right = parse_number(p);
    if (!right)
        return NULL;
    if (!imaginary)
        return raise_at_expr(p, right, "imaginary number required in complex literal");
    return EXPR(p, start, BinOp, .left = left, .op = op, .right = right);
}

/* a.b.c, after its first name. */
static Expr *parse_dotted_value(Parser *p)
{
    Pos start = here(p);
    Ref name;
    if (!expect_name(p, &name))
        return NULL;
    Expr *e = EXPR(p, start, Name, .id = name);
    while (e && accept(p, TOKEN_DOT)) {
        if (!expect_name(p, &name))
            return NULL;
        e = EXPR(p, start, Attribute, .value = e, .attr = name);
    }
    return e;
}

static Pattern *parse_value(Parser *p, Expr *(*parse)(Parser *))
{
    Pos start = here(p);
    Expr *value = parse(p);
    return value ? PATTERN(p, start, MatchValue, .value = value) : NULL;
}

static Pattern *parse_singleton(Parser *p, Ref value)
{
    Pos start = here(p);
    p->tok++;
    return PATTERN(p, start, MatchSingleton, .value = value);
}

/* ---- [...] and (...) --------------------------------------------------------------------- */

static Pattern *parse_star_pattern(Parser *p)
{
    Pos start = here(p);
    Ref name;
    p->tok++;
    if (!parse_capture_name(p, &name))
        return NULL;
    return PATTERN(p, start, MatchStar, .name = name);
}

static Pattern *parse_pattern_or_star(Parser *p)
{
    return at(p, TOKEN_STAR) ? parse_star_pattern(p) : parse_as_pattern(p);
}

/* Patterns with commas between, up to `close` (or where no pattern can start, when an
 * open sequence has no closing bracket).  Pushed on the scratch stack. */
static bool push_patterns(Parser *p, TokenKind close)
{
    while (!at(p, close)) {
        Pattern *item = parse_pattern_or_star(p);
        if (!item || !push(p, item))
            return false;
        if (!accept(p, TOKEN_COMMA))
            return true;
    }
    return true;
}

static Pattern *parse_list_pattern(Parser *p)
{
    Pos start = here(p);
    int mark = scratch_mark(p);
    p->tok++;
    if (!push_patterns(p, TOKEN_RBRACKET) || !expect(p, TOKEN_RBRACKET))
        return NULL;
    PatternSeq *patterns = take(p, mark);
    return patterns ? PATTERN(p, start, MatchSequence, .patterns = patterns) : NULL;
}

/* (p) is p itself; (p,) and () are sequences. */
static Pattern *parse_group_pattern(Parser *p)
{
    Pos start = here(p);
    int mark = scratch_mark(p);
    p->tok++;
    if (!push_patterns(p, TOKEN_RPAREN))
        return NULL;
    bool comma = p->tok[-1].kind == TOKEN_COMMA;
    if (!expect(p, TOKEN_RPAREN))
        return NULL;
    PatternSeq *patterns = take(p, mark);
    if (!patterns)
        return NULL;
    if (patterns->n == 1 && !comma && patterns->items[0]->kind != PATTERN_MATCHSTAR)
        return patterns->items[0];
    if (patterns->n == 1 && !comma) {
        p->tok--;
        return fail(p);
    }
    return PATTERN(p, start, MatchSequence, .patterns = patterns);
}

/* ---- {...} --------------------------------------------------------------------------------- */

static Expr *parse_mapping_key(Parser *p)
{
    Pos start = here(p);
    switch ((int)peek(p)) {
    case TOKEN_NUMBER:
    case TOKEN_MINUS: return parse_number_value(p);
    case TOKEN_STRING:
    case TOKEN_FSTRING_START: return parse_strings(p);
    case TOKEN_NONE:
    case TOKEN_TRUE:
    case TOKEN_FALSE: {
        TokenKind kind = p->tok++->kind;
        Ref value = kind == TOKEN_NONE ? VALUE_NONE
            : kind == TOKEN_TRUE ? VALUE_TRUE : VALUE_FALSE;
        return EXPR(p, start, Constant, .value = value, .kind = VALUE_ABSENT);
    }
    case TOKEN_NAME:
        if (p->tok[1].kind == TOKEN_DOT)
            return parse_dotted_value(p);
        p->tok++;
        return fail(p);
    default: return fail(p);
    }
}

static Pattern *parse_mapping_pattern(Parser *p)
{
    Pos start = here(p);
    int mark = scratch_mark(p), n = 0;
    Ref rest = VALUE_ABSENT;
    p->tok++;
    while (!at(p, TOKEN_RBRACE)) {
        if (accept(p, TOKEN_STAR_STAR)) {
            if (at_wildcard(p))
                return fail(p);
            if (!expect_name(p, &rest))
                return NULL;
            accept(p, TOKEN_COMMA);
            break;
        }
        Expr *key = parse_mapping_key(p);
        if (!key || !push(p, key) || !expect(p, TOKEN_COLON))
            return NULL;
        Pattern *value = parse_as_pattern(p);
        if (!value || !push(p, value))
            return NULL;
        n++;
        if (!accept(p, TOKEN_COMMA))
            break;
    }
    if (!expect(p, TOKEN_RBRACE))
        return NULL;
    /* Keys and patterns alternate on the stack. */
    PatternSeq *patterns = arena_alloc(p->arena,
                                       sizeof *patterns + (size_t)n * sizeof(Pattern *));
    if (!patterns) {
        p->raised = true;
        return NULL;
    }
    patterns->n = n;
    for (int i = 0; i < n; i++) {
        patterns->items[i] = p->scratch[mark + 2 * i + 1];
        p->scratch[mark + i] = p->scratch[mark + 2 * i];
    }
    p->scratch_n = mark + n;
    ExprSeq *keys = take(p, mark);
    if (!keys)
        return NULL;
    return PATTERN(p, start, MatchMapping, .keys = keys, .patterns = patterns,
                   .rest = rest);
}

/* ---- C(...) --------------------------------------------------------------------------------- */

/* The keyword part, names and patterns alternating on the stack from mark. */
static Pattern *finish_class_pattern(Parser *p, Pos start, Expr *cls,
                                     PatternSeq *patterns, int mark)
{
    int n = (p->scratch_n - mark) / 2;
    PatternSeq *kwd_patterns =
        arena_alloc(p->arena, sizeof *kwd_patterns + (size_t)n * sizeof(Pattern *));
    if (!kwd_patterns) {
        p->raised = true;
        return NULL;
    }
    kwd_patterns->n = n;
    for (int i = 0; i < n; i++) {
        kwd_patterns->items[i] = p->scratch[mark + 2 * i + 1];
        p->scratch[mark + i] = p->scratch[mark + 2 * i];
    }
    p->scratch_n = mark + n;
    IdentifierSeq *kwd_attrs = take(p, mark);
    if (!kwd_attrs)
        return NULL;
    return PATTERN(p, start, MatchClass, .cls = cls, .patterns = patterns,
                   .kwd_attrs = kwd_attrs, .kwd_patterns = kwd_patterns);
}

static bool at_keyword_pattern(const Parser *p)
{
    return at(p, TOKEN_NAME) && p->tok[1].kind == TOKEN_EQUAL;
}

static Pattern *parse_class_pattern(Parser *p, Pos start, Expr *cls)
{
    int mark = scratch_mark(p);
    p->tok++;
    while (!at(p, TOKEN_RPAREN) && !at_keyword_pattern(p)) {
        Pattern *item = parse_as_pattern(p);
        if (!item || !push(p, item))
            return NULL;
        if (!accept(p, TOKEN_COMMA))
            break;
    }
    PatternSeq *patterns = take(p, mark);
    if (!patterns)
        return NULL;
    while (at_keyword_pattern(p)) {
        Ref name = name_value(p, p->tok);
        if (value_is_error(name) || !push(p, (void *)(uintptr_t)name.bits))
            return NULL;
        p->tok += 2;
        Pattern *item = parse_as_pattern(p);
        if (!item || !push(p, item))
            return NULL;
        if (!accept(p, TOKEN_COMMA))
            break;
        if (!at(p, TOKEN_RPAREN) && !at_keyword_pattern(p)) {
            fail(p);
            return explain_positional_patterns(p);
        }
    }
    if (!expect(p, TOKEN_RPAREN))
        return NULL;
    return finish_class_pattern(p, start, cls, patterns, mark);
}

/* A name alone captures; a dotted one is a value; either may be a class. */
static Pattern *parse_name_pattern(Parser *p)
{
    Pos start = here(p);
    if (p->tok[1].kind != TOKEN_DOT && p->tok[1].kind != TOKEN_LPAREN) {
        Ref name;
        if (!parse_capture_name(p, &name))
            return NULL;
        return PATTERN(p, start, MatchAs, .name = name);
    }
    Expr *e = parse_dotted_value(p);
    if (!e)
        return NULL;
    if (at(p, TOKEN_LPAREN))
        return parse_class_pattern(p, start, e);
    return PATTERN(p, start, MatchValue, .value = e);
}

/* ---- |, as ------------------------------------------------------------------------------------ */

/* case C(a=1, b, c): point at the positional patterns that come too late. */
static void *explain_positional_patterns(Parser *p)
{
    Pos start = here(p);
    Pattern *last = NULL;
    if (!p->explain)
        return NULL;
    while (!at_keyword_pattern(p) && !at(p, TOKEN_RPAREN)) {
        Pattern *item = parse_as_pattern(p);
        if (!item)
            return NULL;
        last = item;
        if (!accept(p, TOKEN_COMMA))
            break;
    }
    return last ? raise_at(p, start, (Pos){last->end_lineno, last->end_col_offset},
                           "positional patterns follow keyword patterns") : NULL;
}

static Pattern *parse_closed_pattern(Parser *p)
{
    switch ((int)peek(p)) {
    case TOKEN_NUMBER:
    case TOKEN_MINUS: return parse_value(p, parse_number_value);
    case TOKEN_STRING:
    case TOKEN_FSTRING_START: return parse_value(p, parse_strings);
    case TOKEN_NONE: return parse_singleton(p, VALUE_NONE);
    case TOKEN_TRUE: return parse_singleton(p, VALUE_TRUE);
    case TOKEN_FALSE: return parse_singleton(p, VALUE_FALSE);
    case TOKEN_NAME: return parse_name_pattern(p);
    case TOKEN_LPAREN: return parse_group_pattern(p);
    case TOKEN_LBRACKET: return parse_list_pattern(p);
    case TOKEN_LBRACE: return parse_mapping_pattern(p);
    default: return fail(p);
    }
}

static Pattern *parse_or_pattern(Parser *p)
{
    Pos start = here(p);
    Pattern *first = parse_closed_pattern(p);
    if (!first || !at(p, TOKEN_PIPE))
        return first;
    int mark = scratch_mark(p);
    if (!push(p, first))
        return NULL;
    while (accept(p, TOKEN_PIPE)) {
        Pattern *next = parse_closed_pattern(p);
        if (!next || !push(p, next))
            return NULL;
    }
    PatternSeq *patterns = take(p, mark);
    return patterns ? PATTERN(p, start, MatchOr, .patterns = patterns) : NULL;
}

static Pattern *parse_as_pattern(Parser *p)
{
    Pos start = here(p);
    if (!enter(p))
        return NULL;
    Pattern *pattern = parse_or_pattern(p);
    leave(p);
    if (!pattern || !accept(p, TOKEN_AS))
        return pattern;
    if (!at(p, TOKEN_NAME) || at_wildcard(p)) {
        fail(p);
        return explain_as_target(p);
    }
    Ref name = name_value(p, p->tok++);
    if (value_is_error(name))
        return NULL;
    return PATTERN(p, start, MatchAs, .pattern = pattern, .name = name);
}

/* ---- case, match -------------------------------------------------------------------------------- */

/* What follows `case`: one pattern, or an open sequence a, *b. */
static Pattern *parse_case_patterns(Parser *p)
{
    Pos start = here(p);
    Pattern *first = parse_pattern_or_star(p);
    if (!first || (!at(p, TOKEN_COMMA) && first->kind != PATTERN_MATCHSTAR))
        return first;
    int mark = scratch_mark(p);
    if (!push(p, first))
        return NULL;
    if (!expect(p, TOKEN_COMMA))
        return NULL;
    if (!at(p, TOKEN_IF) && !push_patterns(p, TOKEN_COLON))
        return NULL;
    PatternSeq *patterns = take(p, mark);
    return patterns ? PATTERN(p, start, MatchSequence, .patterns = patterns) : NULL;
}

static MatchCase *parse_case(Parser *p)
{
    const Token *keyword = p->tok++;
    MatchCase *c = new_node(p, sizeof *c);
    if (!c)
        return NULL;
    c->kind = NODE_MATCH_CASE;
    c->pattern = parse_case_patterns(p);
    if (!c->pattern)
        return NULL;
    if (accept(p, TOKEN_IF) && !(c->guard = parse_named_expression(p)))
        return NULL;
    if (!explain_suite(p, keyword, "'case' statement") || !expect(p, TOKEN_COLON))
        return NULL;
    c->body = parse_block(p);
    return c->body ? c : NULL;
}

static MatchCaseSeq *parse_cases(Parser *p)
{
    int mark = scratch_mark(p);
    while (token_is_soft(p->tok, TOKEN_CASE)) {
        MatchCase *c = parse_case(p);
        if (!c || !push(p, c))
            return NULL;
    }
    return expect(p, TOKEN_DEDENT) ? take(p, mark) : NULL;
}

/* match x: or match x, *y: */
static Expr *parse_subject(Parser *p)
{
    Pos start = here(p);
    Expr *first = parse_star_named_expression(p);
    if (!first || (!at(p, TOKEN_COMMA) && first->kind != EXPR_STARRED))
        return first;
    int mark = scratch_mark(p);
    if (!push(p, first) || !expect(p, TOKEN_COMMA))
        return NULL;
    while (!at(p, TOKEN_COLON)) {
        Expr *e = parse_star_named_expression(p);
        if (!e || !push(p, e))
            return NULL;
        if (!accept(p, TOKEN_COMMA))
            break;
    }
    ExprSeq *elts = take(p, mark);
    return elts ? EXPR(p, start, Tuple, .elts = elts) : NULL;
}

/* Can the tokens after the word `match` only mean something else? */
static bool is_plain_name(const Parser *p)
{
    TokenKind next = p->tok[1].kind;
    return !starts_expression(next) && next != TOKEN_STAR;
}

/* ":", a new line, an indent and the word `case`. */
static bool at_cases(Parser *p)
{
    static const TokenKind expected[] = {TOKEN_COLON, TOKEN_NEWLINE, TOKEN_INDENT};
    for (int i = 0; i < 3; i++) {
        look(p, p->tok + i);
        if (p->tok[i].kind != expected[i])
            return false;
    }
    look(p, p->tok + 3);
    return token_is_soft(p->tok + 3, TOKEN_CASE);
}

/* `match` is a keyword when a subject, a colon and an indented `case` follow it: only
 * trying tells.  *found is false when it is an ordinary name. */
Stmt *parse_match(Parser *p, bool *found)
{
    const Token *keyword = p->tok;
    int mark = p->scratch_n, depth = p->depth;
    *found = false;
    if (is_plain_name(p))
        return NULL;
    p->tok++;
    Expr *subject = parse_subject(p);
    if (p->raised) {
        *found = true;
        return NULL;
    }
    if (!subject || !at_cases(p)) {
        if (p->explain && subject && !explain_match(p, keyword)) {
            *found = true;
            return NULL;
        }
        p->tok = keyword;
        p->scratch_n = mark;
        p->depth = depth;
        return NULL;
    }
    *found = true;
    p->tok += 3;
    MatchCaseSeq *cases = parse_cases(p);
    if (!cases)
        return NULL;
    return STMT(p, token_pos(keyword), Match, .subject = subject, .cases = cases);
}
