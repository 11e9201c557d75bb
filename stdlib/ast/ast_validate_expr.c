/* stdlib/ast/ast_validate_expr.c -- expressions of a tree made by hand. */
#include "runtime/complex.h"
#include "runtime/bytes.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "stdlib/ast/ast_validate.h"

/* ---- small checks ---- */
int ast_check_position(int line, int column, int end_line, int end_column)
{
    if (line > end_line)
        return exc_raise_int(&type_ValueError, "AST node line range (%d, %d) is not valid", line, end_line);
    if ((line < 0 && end_line != line) || (column < 0 && column != end_column))
        return exc_raise_int(&type_ValueError, "AST node column range (%d, %d) for line range (%d, %d) is not valid",
                             column, end_column, line, end_line);
    if (line == end_line && column > end_column)
        return exc_raise_int(&type_ValueError, "line %d, column %d-%d is not a valid range", line, column, end_column);
    return 0;
}

int ast_check_not_empty(int32_t n, const char *what, const char *owner)
{
    return n > 0 ? 0 : exc_raise_int(&type_ValueError, "empty %s on %s", what, owner);
}

int ast_check_name(Ref name)
{
    static const char *const constants[] = {"None", "True", "False"};
    for (int i = 0; i < 3; i++)
        if (str_equals_cstr(name, constants[i]))
            return exc_raise_int(&type_ValueError, "identifier field can't represent '%s' constant", constants[i]);
    return 0;
}

static int check_constant(Ref v)
{
    if (c_stack_check(" during compilation"))
        return -1;
    if (value_is_none(v) || value_is(v, VALUE_ELLIPSIS) || value_is_bool(v) || value_is_int(v) || value_is_double(v)
        || value_has_type(v, &type_int) || value_has_type(v, &type_float) || value_has_type(v, &type_complex)
        || value_is_exact_str(v) || value_has_type(v, &type_bytes))
        return 0;
    bool frozen = value_has_type(v, &type_frozenset);
    if (!frozen && !value_is_exact_tuple(v))
        return exc_raise_int(&type_TypeError, "got an invalid type in Constant: %T", v);
    Value items = tuple_from_iterable(v);
    if (value_is_error(items))
        return -1;
    int result = 0;
    for (int64_t i = 0; i < tuple_len(items) && !result; i++)
        result = check_constant(tuple_at(items, i));
    value_drop(items);
    return result;
}

/* ---- parts ---- */
int ast_check_keywords(const KeywordSeq *keywords)
{
    for (int i = 0; i < keywords->n; i++)
        if (ast_check_load(keywords->items[i]->value))
            return -1;
    return 0;
}

static int check_args(const ArgSeq *args)
{
    for (int i = 0; i < args->n; i++)
        if (AST_CHECK_POSITION(args->items[i]) || ast_check_opt(args->items[i]->annotation))
            return -1;
    return 0;
}

static int check_star_arg(const Arg *arg)
{
    return arg != NULL ? ast_check_opt(arg->annotation) : 0;
}

int ast_check_arguments(const Arguments *a)
{
    if (check_args(a->posonlyargs) || check_args(a->args) || check_star_arg(a->vararg) || check_args(a->kwonlyargs)
        || check_star_arg(a->kwarg))
        return -1;
    if (a->defaults->n > a->posonlyargs->n + a->args->n)
        return exc_raise_int(&type_ValueError, "more positional defaults than args on arguments");
    if (a->kw_defaults->n != a->kwonlyargs->n)
        return exc_raise_int(&type_ValueError, "length of kwonlyargs is not the same as kw_defaults on arguments");
    return ast_check_exprs(a->defaults, CTX_LOAD, false) || ast_check_exprs(a->kw_defaults, CTX_LOAD, true) ? -1 : 0;
}

static int check_generators(const ComprehensionSeq *generators)
{
    if (generators->n == 0)
        return exc_raise_int(&type_ValueError, "comprehension with no generators");
    for (int i = 0; i < generators->n; i++) {
        const Comprehension *g = generators->items[i];
        if (ast_check_expr(g->target, CTX_STORE) || ast_check_load(g->iter)
            || ast_check_exprs(g->ifs, CTX_LOAD, false))
            return -1;
    }
    return 0;
}

static int check_comprehension(const ComprehensionSeq *generators, const Expr *key, const Expr *value)
{
    return check_generators(generators) || ast_check_load(key) || ast_check_opt(value) ? -1 : 0;
}

static int check_dict(const struct DictFields *d)
{
    if (d->keys->n != d->values->n)
        return exc_raise_int(&type_ValueError, "Dict doesn't have the same number of keys as values");
    return ast_check_exprs(d->keys, CTX_LOAD, true) || ast_check_exprs(d->values, CTX_LOAD, false) ? -1 : 0;
}

static int check_compare(const struct CompareFields *c)
{
    if (c->comparators->n == 0)
        return exc_raise_int(&type_ValueError, "Compare with no comparators");
    if (c->comparators->n != c->ops->n)
        return exc_raise_int(&type_ValueError, "Compare has a different number of comparators and operands");
    return ast_check_exprs(c->comparators, CTX_LOAD, false) || ast_check_load(c->left) ? -1 : 0;
}

/* !r, !s, !a or none */
static int check_conversion(int c)
{
    return c == -1 || c == 'r' || c == 's' || c == 'a'
               ? 0 : exc_raise_int(&type_SystemError, "Unrecognized conversion character %d", c);
}

static int check_bool_op(const struct BoolOpFields *b)
{
    if (b->values->n < 2)
        return exc_raise_int(&type_ValueError, "BoolOp with less than 2 values");
    return ast_check_exprs(b->values, CTX_LOAD, false);
}

/* ---- contexts ---- */
/* The context an expression says it has; -1 for those that can only be read. */
static int own_context(const Expr *e)
{
    switch ((int)e->kind) {
    case EXPR_ATTRIBUTE: return (int)e->as.Attribute.ctx;
    case EXPR_SUBSCRIPT: return (int)e->as.Subscript.ctx;
    case EXPR_STARRED: return (int)e->as.Starred.ctx;
    case EXPR_NAME: return (int)e->as.Name.ctx;
    case EXPR_LIST: return (int)e->as.List.ctx;
    case EXPR_TUPLE: return (int)e->as.Tuple.ctx;
    default: return -1;
    }
}

static int check_context(const Expr *e, ExprContext wanted)
{
    static const char *const names[] = {[CTX_LOAD] = "Load", [CTX_STORE] = "Store", [CTX_DEL] = "Del"};
    int own = own_context(e);
    if (own < 0 && wanted != CTX_LOAD)
        return exc_raise_int(&type_ValueError, "expression which can't be assigned to in %s context", names[wanted]);
    if (own >= 0 && own != (int)wanted)
        return exc_raise_int(&type_ValueError, "expression must have %s context but has %s instead", names[wanted],
                             names[own]);
    return 0;
}

/* ---- expressions ---- */
static int check_parts(const Expr *e, ExprContext context)
{
    switch (e->kind) {
    case EXPR_BOOLOP: return check_bool_op(&e->as.BoolOp);
    case EXPR_NAMEDEXPR:
        if (e->as.NamedExpr.target->kind != EXPR_NAME)
            return exc_raise_int(&type_TypeError, "NamedExpr target must be a Name");
        return ast_check_expr(e->as.NamedExpr.target, CTX_STORE) || ast_check_load(e->as.NamedExpr.value) ? -1 : 0;
    case EXPR_BINOP: return ast_check_load(e->as.BinOp.left) || ast_check_load(e->as.BinOp.right) ? -1 : 0;
    case EXPR_UNARYOP: return ast_check_load(e->as.UnaryOp.operand);
    case EXPR_LAMBDA: return ast_check_arguments(e->as.Lambda.args) || ast_check_load(e->as.Lambda.body) ? -1 : 0;
    case EXPR_IFEXP:
        return ast_check_load(e->as.IfExp.test) || ast_check_load(e->as.IfExp.body)
            || ast_check_load(e->as.IfExp.orelse) ? -1 : 0;
    case EXPR_DICT: return check_dict(&e->as.Dict);
    case EXPR_SET: return ast_check_exprs(e->as.Set.elts, CTX_LOAD, false);
    case EXPR_LISTCOMP: return check_comprehension(e->as.ListComp.generators, e->as.ListComp.elt, NULL);
    case EXPR_SETCOMP: return check_comprehension(e->as.SetComp.generators, e->as.SetComp.elt, NULL);
    case EXPR_GENERATOREXP: return check_comprehension(e->as.GeneratorExp.generators, e->as.GeneratorExp.elt, NULL);
    case EXPR_DICTCOMP: return check_comprehension(e->as.DictComp.generators, e->as.DictComp.key, e->as.DictComp.value);
    case EXPR_AWAIT: return ast_check_load(e->as.Await.value);
    case EXPR_YIELD: return ast_check_opt(e->as.Yield.value);
    case EXPR_YIELDFROM: return ast_check_load(e->as.YieldFrom.value);
    case EXPR_COMPARE: return check_compare(&e->as.Compare);
    case EXPR_CALL:
        return ast_check_load(e->as.Call.func) || ast_check_exprs(e->as.Call.args, CTX_LOAD, false)
            || ast_check_keywords(e->as.Call.keywords) ? -1 : 0;
    case EXPR_FORMATTEDVALUE:
        return check_conversion(e->as.FormattedValue.conversion) || ast_check_load(e->as.FormattedValue.value) || ast_check_opt(e->as.FormattedValue.format_spec) ? -1 : 0;
    case EXPR_INTERPOLATION:
        return check_conversion(e->as.Interpolation.conversion) || ast_check_load(e->as.Interpolation.value) || ast_check_opt(e->as.Interpolation.format_spec) ? -1 : 0;
    case EXPR_JOINEDSTR: return ast_check_exprs(e->as.JoinedStr.values, CTX_LOAD, false);
    case EXPR_TEMPLATESTR: return ast_check_exprs(e->as.TemplateStr.values, CTX_LOAD, false);
    case EXPR_CONSTANT: return check_constant(e->as.Constant.value);
    case EXPR_ATTRIBUTE: return ast_check_load(e->as.Attribute.value);
    case EXPR_SUBSCRIPT: return ast_check_load(e->as.Subscript.slice) || ast_check_load(e->as.Subscript.value) ? -1 : 0;
    case EXPR_STARRED: return ast_check_expr(e->as.Starred.value, context);
    case EXPR_NAME: return ast_check_name(e->as.Name.id);
    case EXPR_LIST: return ast_check_exprs(e->as.List.elts, context, false);
    case EXPR_TUPLE: return ast_check_exprs(e->as.Tuple.elts, context, false);
    case EXPR_SLICE:
        return ast_check_opt(e->as.Slice.lower) || ast_check_opt(e->as.Slice.upper) || ast_check_opt(e->as.Slice.step)
                   ? -1 : 0;
    }
    return exc_raise_int(&type_SystemError, "unexpected expression");
}

int ast_check_expr(const Expr *e, ExprContext context)
{
    return c_stack_check(" during compilation") || AST_CHECK_POSITION(e) || check_context(e, context)
        || check_parts(e, context) ? -1 : 0;
}

int ast_check_exprs(const ExprSeq *exprs, ExprContext context, bool null_ok)
{
    for (int i = 0; i < exprs->n; i++) {
        const Expr *e = exprs->items[i];
        if (e == NULL && !null_ok)
            return exc_raise_int(&type_ValueError, "None disallowed in expression list");
        if (e != NULL && ast_check_expr(e, context))
            return -1;
    }
    return 0;
}
