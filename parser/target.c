/* parser/target.c -- expressions that turn out to be assignment targets.
 *
 * `a, b = c` is only known to have targets once the = is reached, so targets are parsed
 * as expressions and converted. */
#include "parser/parse.h"

static bool set_all(const ExprSeq *elts, ExprContext ctx)
{
    for (int i = 0; i < elts->n; i++)
        if (!set_context(elts->items[i], ctx))
            return false;
    return true;
}

static bool set_starred(Expr *e, ExprContext ctx)
{
    if (ctx != CTX_STORE || e->as.Starred.value->kind == EXPR_STARRED)
        return false;
    e->as.Starred.ctx = ctx;
    return set_context(e->as.Starred.value, ctx);
}

bool set_context(Expr *e, ExprContext ctx)
{
    switch ((int)e->kind) {
    case EXPR_NAME:
        e->as.Name.ctx = ctx;
        return true;
    case EXPR_ATTRIBUTE:
        e->as.Attribute.ctx = ctx;
        return true;
    case EXPR_SUBSCRIPT:
        e->as.Subscript.ctx = ctx;
        return true;
    case EXPR_TUPLE:
        e->as.Tuple.ctx = ctx;
        return set_all(e->as.Tuple.elts, ctx);
    case EXPR_LIST:
        e->as.List.ctx = ctx;
        return set_all(e->as.List.elts, ctx);
    case EXPR_STARRED:
        return set_starred(e, ctx);
    default:
        return false;
    }
}

static Expr *find_in_elements(const ExprSeq *elts, TargetUse use)
{
    for (int i = 0; i < elts->n; i++) {
        Expr *bad = find_invalid_target(elts->items[i], use);
        if (bad)
            return bad;
    }
    return NULL;
}

Expr *find_invalid_target(Expr *e, TargetUse use)
{
    switch ((int)e->kind) {
    case EXPR_TUPLE:
        return find_in_elements(e->as.Tuple.elts, use);
    case EXPR_LIST:
        return find_in_elements(e->as.List.elts, use);
    case EXPR_STARRED:
        return use == TARGET_DELETE ? e : find_invalid_target(e->as.Starred.value, use);
    case EXPR_COMPARE:
        /* for x + 1 in y: the comparison is the for statement's own `in` */
        if (use == TARGET_FOR)
            return e->as.Compare.ops->items[0] == COMPARE_IN
                ? find_invalid_target(e->as.Compare.left, use) : NULL;
        return e;
    case EXPR_NAME:
    case EXPR_ATTRIBUTE:
    case EXPR_SUBSCRIPT:
        return NULL;
    default:
        return e;
    }
}

static const char *describe_constant(Ref value)
{
    return value_is_none(value) ? "None" : value_is_true(value) ? "True"
        : value_is_false(value) ? "False" : value_is(value, VALUE_ELLIPSIS) ? "ellipsis"
        : "literal";
}

const char *expr_description(const Expr *e)
{
    switch (e->kind) {
    case EXPR_ATTRIBUTE: return "attribute";
    case EXPR_SUBSCRIPT: return "subscript";
    case EXPR_STARRED: return "starred";
    case EXPR_NAME: return "name";
    case EXPR_LIST: return "list";
    case EXPR_TUPLE: return "tuple";
    case EXPR_LAMBDA: return "lambda";
    case EXPR_CALL: return "function call";
    case EXPR_BOOLOP:
    case EXPR_BINOP:
    case EXPR_UNARYOP: return "expression";
    case EXPR_GENERATOREXP: return "generator expression";
    case EXPR_YIELD:
    case EXPR_YIELDFROM: return "yield expression";
    case EXPR_AWAIT: return "await expression";
    case EXPR_LISTCOMP: return "list comprehension";
    case EXPR_SETCOMP: return "set comprehension";
    case EXPR_DICTCOMP: return "dict comprehension";
    case EXPR_DICT: return "dict literal";
    case EXPR_SET: return "set display";
    case EXPR_JOINEDSTR:
    case EXPR_FORMATTEDVALUE: return "f-string expression";
    case EXPR_TEMPLATESTR:
    case EXPR_INTERPOLATION: return "t-string expression";
    case EXPR_CONSTANT: return describe_constant(e->as.Constant.value);
    case EXPR_COMPARE: return "comparison";
    case EXPR_IFEXP: return "conditional expression";
    case EXPR_NAMEDEXPR: return "named expression";
    case EXPR_SLICE: return "slice";
    }
    return "expression";
}
