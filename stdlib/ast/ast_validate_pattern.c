/* stdlib/ast/ast_validate_pattern.c -- patterns of a tree made by hand. */
#include "runtime/complex.h"
#include "runtime/bytes.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "stdlib/ast/ast_validate.h"

static bool is_int_or_float(Ref v)
{
    return value_is_int(v) || value_is_double(v) || value_has_type(v, &type_int) || value_has_type(v, &type_float);
}

static bool is_constant_number(const Expr *e, bool allow_real, bool allow_imaginary)
{
    if (e->kind != EXPR_CONSTANT)
        return false;
    Ref v = e->as.Constant.value;
    return (allow_real && is_int_or_float(v)) || (allow_imaginary && value_has_type(v, &type_complex));
}

static bool is_negative_number(const Expr *e, bool allow_real, bool allow_imaginary)
{
    return e->kind == EXPR_UNARYOP && e->as.UnaryOp.op == UNARY_USUB
        && is_constant_number(e->as.UnaryOp.operand, allow_real, allow_imaginary);
}

/* 1 + 2j, -1 - 2j */
static bool is_complex_sum(const Expr *e)
{
    Operator op = e->as.BinOp.op;
    const Expr *left = e->as.BinOp.left, *right = e->as.BinOp.right;
    return (op == OPERATOR_ADD || op == OPERATOR_SUB)
        && (is_constant_number(left, true, false) || is_negative_number(left, true, false))
        && is_constant_number(right, false, true);
}

/* What `case` may compare with: a literal or a dotted name. */
static int check_value(const Expr *e)
{
    if (ast_check_load(e))
        return -1;
    Ref v;
    switch ((int)e->kind) {
    case EXPR_CONSTANT:
        v = e->as.Constant.value;
        if (value_is_exact_str(v) || value_has_type(v, &type_bytes) || is_constant_number(e, true, true))
            return 0;
        if (value_is(v, VALUE_ELLIPSIS))
            return exc_raise_int(&type_ValueError, "unexpected constant inside of a literal pattern");
        return exc_raise_int(&type_ValueError, "unexpected constant inside of a literal pattern");
    case EXPR_ATTRIBUTE: return 0; /* a.b.c, as far as it matters: the rest was checked as an expression */
    case EXPR_UNARYOP:
        if (is_negative_number(e, true, true))
            return 0;
        break;
    case EXPR_BINOP:
        if (is_complex_sum(e))
            return 0;
        break;
    case EXPR_JOINEDSTR: return 0; /* the compiler complains, as it does for source text */
    default: break;
    }
    return exc_raise_int(&type_ValueError, "patterns may only match literals and attribute lookups");
}

static int check_capture(Ref name)
{
    if (value_is_absent(name))
        return 0;
    if (str_equals_cstr(name, "_"))
        return exc_raise_int(&type_ValueError, "can't capture name '_' in patterns");
    return ast_check_name(name);
}

static int check_patterns(const PatternSeq *patterns, bool star_ok)
{
    for (int i = 0; i < patterns->n; i++) {
        if (patterns->items[i] == NULL)
            return exc_raise_int(&type_ValueError, "None disallowed in pattern list");
        if (ast_check_pattern(patterns->items[i], star_ok))
            return -1;
    }
    return 0;
}

static int check_mapping(const struct MatchMappingFields *m)
{
    if (m->keys->n != m->patterns->n)
        return exc_raise_int(&type_ValueError, "MatchMapping doesn't have the same number of keys as patterns");
    if (check_capture(m->rest))
        return -1;
    for (int i = 0; i < m->keys->n; i++) {
        const Expr *key = m->keys->items[i];
        if (key == NULL)
            return exc_raise_int(&type_ValueError, "None disallowed in expression list");
        Ref v = key->kind == EXPR_CONSTANT ? key->as.Constant.value : VALUE_ABSENT;
        if (value_is_none(v) || value_is_bool(v))
            continue;
        if (check_value(key))
            return -1;
    }
    return check_patterns(m->patterns, false);
}

static int check_class(const struct MatchClassFields *c)
{
    if (c->kwd_attrs->n != c->kwd_patterns->n)
        return exc_raise_int(&type_ValueError,
                             "MatchClass doesn't have the same number of keyword attributes as patterns");
    if (ast_check_load(c->cls))
        return -1;
    const Expr *class = c->cls;
    while (class->kind == EXPR_ATTRIBUTE)
        class = class->as.Attribute.value;
    if (class->kind != EXPR_NAME)
        return exc_raise_int(&type_ValueError, "MatchClass cls field can only contain Name or Attribute nodes.");
    for (int i = 0; i < c->kwd_attrs->n; i++)
        if (value_is_absent(c->kwd_attrs->items[i]) || ast_check_name(c->kwd_attrs->items[i]))
            return exc_pending() ? -1 : exc_raise_int(&type_ValueError, "None disallowed in keyword list");
    return check_patterns(c->patterns, false) || check_patterns(c->kwd_patterns, false) ? -1 : 0;
}

static int check_as(const struct MatchAsFields *a)
{
    if (check_capture(a->name))
        return -1;
    if (a->pattern == NULL)
        return 0;
    if (value_is_absent(a->name))
        return exc_raise_int(&type_ValueError, "MatchAs must specify a target name if a pattern is given");
    return ast_check_pattern(a->pattern, false);
}

static int check_or(const struct MatchOrFields *o)
{
    if (o->patterns->n < 2)
        return exc_raise_int(&type_ValueError, "MatchOr requires at least 2 patterns");
    return check_patterns(o->patterns, false);
}

int ast_check_pattern(const Pattern *p, bool star_ok)
{
    if (c_stack_check(" during compilation") || AST_CHECK_POSITION(p))
        return -1;
    switch (p->kind) {
    case PATTERN_MATCHVALUE: return check_value(p->as.MatchValue.value);
    case PATTERN_MATCHSINGLETON: {
        Ref v = p->as.MatchSingleton.value;
        return value_is_none(v) || value_is_bool(v) ? 0
             : exc_raise_int(&type_ValueError, "MatchSingleton can only contain True, False and None");
    }
    case PATTERN_MATCHSEQUENCE: return check_patterns(p->as.MatchSequence.patterns, true);
    case PATTERN_MATCHMAPPING: return check_mapping(&p->as.MatchMapping);
    case PATTERN_MATCHCLASS: return check_class(&p->as.MatchClass);
    case PATTERN_MATCHSTAR:
        return star_ok ? check_capture(p->as.MatchStar.name) : exc_raise_int(&type_ValueError, "can't use MatchStar here");
    case PATTERN_MATCHAS: return check_as(&p->as.MatchAs);
    case PATTERN_MATCHOR: return check_or(&p->as.MatchOr);
    }
    return exc_raise_int(&type_SystemError, "unexpected pattern");
}
