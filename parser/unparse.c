/* parser/unparse.c -- the text of an expression, made from its tree.
 *
 * `from __future__ import annotations` keeps annotations as this text.  It is the
 * shortest spelling that parses back to the same tree: parentheses appear only where
 * precedence asks for them. */
#include "parser/parser.h"

#include "runtime/complex.h"
#include "runtime/exc.h"
#include "runtime/object.h"
#include "runtime/str.h"
#include <string.h>

/* How tightly the place around an expression binds; an expression that binds less
 * tightly is put in parentheses. */
typedef enum Level {
    LEVEL_TUPLE,
    LEVEL_TEST, /* conditional, lambda */
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_COMPARE,
    LEVEL_BITOR,
    LEVEL_BITXOR,
    LEVEL_BITAND,
    LEVEL_SHIFT,
    LEVEL_SUM,
    LEVEL_TERM,
    LEVEL_FACTOR,
    LEVEL_POWER,
    LEVEL_AWAIT,
    LEVEL_ATOM,
} Level;

typedef struct Writer {
    StrBuilder out;
    int depth;
    bool failed; /* an exception is pending */
} Writer;

static void write_expr(Writer *w, const Expr *e, Level level);

static void put(Writer *w, const char *ascii)
{
    str_builder_cstr(&w->out, ascii);
}

static void put_name(Writer *w, Ref name)
{
    str_builder_str(&w->out, name);
}

/* Write what a function returned, and drop it. */
static void put_value(Writer *w, Value text /* takes */)
{
    if (value_is_error(text)) {
        w->failed = true;
        return;
    }
    str_builder_str(&w->out, text);
    value_drop(text);
}

static void open_if(Writer *w, bool wanted)
{
    if (wanted)
        put(w, "(");
}

static void close_if(Writer *w, bool wanted)
{
    if (wanted)
        put(w, ")");
}

static void write_list(Writer *w, const ExprSeq *items)
{
    for (int i = 0; i < items->n; i++) {
        if (i > 0)
            put(w, ", ");
        write_expr(w, items->items[i], LEVEL_TEST);
    }
}

/* ---- operators --------------------------------------------------------------------------- */

typedef struct BinarySpelling {
    const char *text;
    Level level;
} BinarySpelling;

static const BinarySpelling binary_spellings[] = {
    [OPERATOR_ADD] = {" + ", LEVEL_SUM},
    [OPERATOR_SUB] = {" - ", LEVEL_SUM},
    [OPERATOR_MULT] = {" * ", LEVEL_TERM},
    [OPERATOR_MATMULT] = {" @ ", LEVEL_TERM},
    [OPERATOR_DIV] = {" / ", LEVEL_TERM},
    [OPERATOR_MOD] = {" % ", LEVEL_TERM},
    [OPERATOR_POW] = {" ** ", LEVEL_POWER},
    [OPERATOR_LSHIFT] = {" << ", LEVEL_SHIFT},
    [OPERATOR_RSHIFT] = {" >> ", LEVEL_SHIFT},
    [OPERATOR_BITOR] = {" | ", LEVEL_BITOR},
    [OPERATOR_BITXOR] = {" ^ ", LEVEL_BITXOR},
    [OPERATOR_BITAND] = {" & ", LEVEL_BITAND},
    [OPERATOR_FLOORDIV] = {" // ", LEVEL_TERM},
};

static const char *const compare_spellings[] = {
    [COMPARE_EQ] = " == ", [COMPARE_NOTEQ] = " != ", [COMPARE_LT] = " < ",
    [COMPARE_LTE] = " <= ", [COMPARE_GT] = " > ", [COMPARE_GTE] = " >= ",
    [COMPARE_IS] = " is ", [COMPARE_ISNOT] = " is not ", [COMPARE_IN] = " in ",
    [COMPARE_NOTIN] = " not in ",
};

static void write_binary(Writer *w, const Expr *e, Level level)
{
    BinarySpelling op = binary_spellings[e->as.BinOp.op];
    bool right_first = e->as.BinOp.op == OPERATOR_POW;
    open_if(w, level > op.level);
    write_expr(w, e->as.BinOp.left, op.level + right_first);
    put(w, op.text);
    write_expr(w, e->as.BinOp.right, op.level + !right_first);
    close_if(w, level > op.level);
}

static void write_bool(Writer *w, const Expr *e, Level level)
{
    bool is_and = e->as.BoolOp.op == BOOL_AND;
    Level own = is_and ? LEVEL_AND : LEVEL_OR;
    open_if(w, level > own);
    for (int i = 0; i < e->as.BoolOp.values->n; i++) {
        if (i > 0)
            put(w, is_and ? " and " : " or ");
        write_expr(w, e->as.BoolOp.values->items[i], own + 1);
    }
    close_if(w, level > own);
}

static void write_unary(Writer *w, const Expr *e, Level level)
{
    static const char *const texts[] = {
        [UNARY_INVERT] = "~", [UNARY_NOT] = "not ", [UNARY_UADD] = "+", [UNARY_USUB] = "-",
    };
    Level own = e->as.UnaryOp.op == UNARY_NOT ? LEVEL_NOT : LEVEL_FACTOR;
    open_if(w, level > own);
    put(w, texts[e->as.UnaryOp.op]);
    write_expr(w, e->as.UnaryOp.operand, own);
    close_if(w, level > own);
}

static void write_compare(Writer *w, const Expr *e, Level level)
{
    const struct CompareFields *c = &e->as.Compare;
    open_if(w, level > LEVEL_COMPARE);
    write_expr(w, c->left, LEVEL_COMPARE + 1);
    for (int i = 0; i < c->ops->n; i++) {
        put(w, compare_spellings[c->ops->items[i]]);
        write_expr(w, c->comparators->items[i], LEVEL_COMPARE + 1);
    }
    close_if(w, level > LEVEL_COMPARE);
}

static void write_conditional(Writer *w, const Expr *e, Level level)
{
    open_if(w, level > LEVEL_TEST);
    write_expr(w, e->as.IfExp.body, LEVEL_TEST + 1);
    put(w, " if ");
    write_expr(w, e->as.IfExp.test, LEVEL_TEST + 1);
    put(w, " else ");
    write_expr(w, e->as.IfExp.orelse, LEVEL_TEST);
    close_if(w, level > LEVEL_TEST);
}

/* ---- lambda ---------------------------------------------------------------------------------- */

static void put_comma(Writer *w, bool *first)
{
    if (!*first)
        put(w, ", ");
    *first = false;
}

static void write_parameter(Writer *w, const Arg *arg, const Expr *value, bool *first)
{
    put_comma(w, first);
    put_name(w, arg->arg);
    if (value) {
        put(w, "=");
        write_expr(w, value, LEVEL_TEST);
    }
}

static void write_parameters(Writer *w, const Arguments *a)
{
    bool first = true;
    int n_positional = a->posonlyargs->n + a->args->n;
    for (int i = 0; i < n_positional; i++) {
        const Arg *arg = i < a->posonlyargs->n ? a->posonlyargs->items[i]
                                               : a->args->items[i - a->posonlyargs->n];
        int at = i - (n_positional - a->defaults->n);
        write_parameter(w, arg, at >= 0 ? a->defaults->items[at] : NULL, &first);
        if (i + 1 == a->posonlyargs->n)
            put(w, ", /");
    }
    if (a->vararg || a->kwonlyargs->n > 0) {
        put_comma(w, &first);
        put(w, "*");
        if (a->vararg)
            put_name(w, a->vararg->arg);
    }
    for (int i = 0; i < a->kwonlyargs->n; i++)
        write_parameter(w, a->kwonlyargs->items[i], a->kw_defaults->items[i], &first);
    if (a->kwarg) {
        put_comma(w, &first);
        put(w, "**");
        put_name(w, a->kwarg->arg);
    }
}

static void write_lambda(Writer *w, const Expr *e, Level level)
{
    const Arguments *a = e->as.Lambda.args;
    /* "lambda*a: b" looks odd, but is what CPython writes */
    bool positional = a->posonlyargs->n + a->args->n > 0;
    open_if(w, level > LEVEL_TEST);
    put(w, positional ? "lambda " : "lambda");
    write_parameters(w, a);
    put(w, ": ");
    write_expr(w, e->as.Lambda.body, LEVEL_TEST);
    close_if(w, level > LEVEL_TEST);
}

/* ---- displays, comprehensions ------------------------------------------------------------------ */

static void write_dict(Writer *w, const Expr *e)
{
    put(w, "{");
    for (int i = 0; i < e->as.Dict.values->n; i++) {
        if (i > 0)
            put(w, ", ");
        const Expr *key = e->as.Dict.keys->items[i];
        if (key) {
            write_expr(w, key, LEVEL_TEST);
            put(w, ": ");
            write_expr(w, e->as.Dict.values->items[i], LEVEL_TEST);
        } else {
            put(w, "**");
            write_expr(w, e->as.Dict.values->items[i], LEVEL_BITOR);
        }
    }
    put(w, "}");
}

static void write_tuple(Writer *w, const ExprSeq *elts, bool parentheses)
{
    open_if(w, parentheses);
    write_list(w, elts);
    if (elts->n == 1)
        put(w, ",");
    close_if(w, parentheses);
}

static void write_generators(Writer *w, const ComprehensionSeq *generators)
{
    for (int i = 0; i < generators->n; i++) {
        const Comprehension *c = generators->items[i];
        put(w, c->is_async ? " async for " : " for ");
        write_expr(w, c->target, LEVEL_TUPLE);
        put(w, " in ");
        write_expr(w, c->iter, LEVEL_TEST + 1);
        for (int k = 0; k < c->ifs->n; k++) {
            put(w, " if ");
            write_expr(w, c->ifs->items[k], LEVEL_TEST + 1);
        }
    }
}

static void write_comprehension(Writer *w, const char *open, const Expr *elt,
                                const Expr *value, const ComprehensionSeq *generators,
                                const char *close)
{
    put(w, open);
    write_expr(w, elt, LEVEL_TEST);
    if (value) {
        put(w, ": ");
        write_expr(w, value, LEVEL_TEST);
    }
    write_generators(w, generators);
    put(w, close);
}

/* ---- primaries ------------------------------------------------------------------------------------ */

static void write_keyword(Writer *w, const Keyword *k)
{
    if (value_is_absent(k->arg)) {
        put(w, "**");
    } else {
        put_name(w, k->arg);
        put(w, "=");
    }
    write_expr(w, k->value, LEVEL_TEST);
}

static void write_call(Writer *w, const Expr *e)
{
    const struct CallFields *c = &e->as.Call;
    write_expr(w, c->func, LEVEL_ATOM);
    bool generator = c->args->n == 1 && c->keywords->n == 0
        && c->args->items[0]->kind == EXPR_GENERATOREXP;
    if (generator) { /* its own parentheses are enough */
        write_expr(w, c->args->items[0], LEVEL_ATOM);
        return;
    }
    put(w, "(");
    write_list(w, c->args);
    for (int i = 0; i < c->keywords->n; i++) {
        if (i > 0 || c->args->n > 0)
            put(w, ", ");
        write_keyword(w, c->keywords->items[i]);
    }
    put(w, ")");
}

static void write_attribute(Writer *w, const Expr *e)
{
    const Expr *value = e->as.Attribute.value;
    write_expr(w, value, LEVEL_ATOM);
    /* 1 .real: without the space the dot would belong to the number */
    if (value->kind == EXPR_CONSTANT && value_has_flag(value->as.Constant.value, TYPE_SUB_INT))
        put(w, " ");
    else if (value->kind == EXPR_CONSTANT && value_is_int(value->as.Constant.value))
        put(w, " ");
    put(w, ".");
    put_name(w, e->as.Attribute.attr);
}

static void write_slice(Writer *w, const Expr *e)
{
    if (e->as.Slice.lower)
        write_expr(w, e->as.Slice.lower, LEVEL_TEST);
    put(w, ":");
    if (e->as.Slice.upper)
        write_expr(w, e->as.Slice.upper, LEVEL_TEST);
    if (e->as.Slice.step) {
        put(w, ":");
        write_expr(w, e->as.Slice.step, LEVEL_TEST);
    }
}

static void write_subscript(Writer *w, const Expr *e)
{
    write_expr(w, e->as.Subscript.value, LEVEL_ATOM);
    put(w, "[");
    write_expr(w, e->as.Subscript.slice, LEVEL_TUPLE);
    put(w, "]");
}

/* ---- strings ------------------------------------------------------------------------------------------ */

/* inf has no literal, but a number too large to represent is one. */
static void write_constant(Writer *w, const Expr *e)
{
    Ref v = e->as.Constant.value;
    if (value_is(v, VALUE_ELLIPSIS))
        put(w, "...");
    else if (value_is_double(v) && value_as_double(v) == __builtin_inf())
        put(w, "1e309");
    else if (value_is_complex(v) && VALUE_AS(Complex, v)->imag == __builtin_inf())
        put(w, "1e309j"); /* a literal has no real part */
    else {
        if (!value_is_absent(e->as.Constant.kind))
            put_name(w, e->as.Constant.kind);
        put_value(w, object_repr(v));
    }
}

static void write_pieces(Writer *w, const ExprSeq *values);

/* The text between fields, with its braces doubled. */
static void write_piece_text(Writer *w, Ref text)
{
    for (int64_t i = 0; i < str_len(text); i++) {
        uint32_t c = str_at(text, i);
        str_builder_char(&w->out, c);
        if (c == '{' || c == '}')
            str_builder_char(&w->out, c);
    }
}

static void write_field(Writer *w, const Expr *value, int conversion, const Expr *spec)
{
    Writer inner = {.depth = w->depth};
    str_builder_init(&inner.out);
    write_expr(&inner, value, LEVEL_TEST + 1);
    w->failed |= inner.failed;
    Value text = str_builder_finish(&inner.out);
    put(w, "{");
    /* {{ would be an escaped brace */
    if (value_is_ok(text) && str_len(text) > 0 && str_at(text, 0) == '{')
        put(w, " ");
    put_value(w, text);
    if (conversion >= 0) {
        put(w, "!");
        str_builder_char(&w->out, (uint32_t)conversion);
    }
    if (spec) {
        put(w, ":");
        if (spec->kind == EXPR_JOINEDSTR)
            write_pieces(w, spec->as.JoinedStr.values);
        else
            write_expr(w, spec, LEVEL_ATOM);
    }
    put(w, "}");
}

static void write_pieces(Writer *w, const ExprSeq *values)
{
    for (int i = 0; i < values->n; i++) {
        const Expr *e = values->items[i];
        if (e->kind == EXPR_CONSTANT && value_is_str(e->as.Constant.value))
            write_piece_text(w, e->as.Constant.value);
        else if (e->kind == EXPR_FORMATTEDVALUE)
            write_field(w, e->as.FormattedValue.value, e->as.FormattedValue.conversion,
                        e->as.FormattedValue.format_spec);
        else if (e->kind == EXPR_INTERPOLATION)
            write_field(w, e->as.Interpolation.value, e->as.Interpolation.conversion,
                        e->as.Interpolation.format_spec);
        else
            write_pieces(w, e->as.JoinedStr.values);
    }
}

/* The pieces as one str, of which repr makes a literal. */
static void write_fstring(Writer *w, const char *prefix, const ExprSeq *values)
{
    Writer inner = {.depth = w->depth};
    str_builder_init(&inner.out);
    write_pieces(&inner, values);
    w->failed |= inner.failed;
    Value body = str_builder_finish(&inner.out);
    if (value_is_error(body)) {
        w->failed = true;
        return;
    }
    put(w, prefix);
    put_value(w, object_repr(body));
    value_drop(body);
}

/* ---- everything ---------------------------------------------------------------------------------------- */

static void write_walrus(Writer *w, const Expr *e)
{
    put(w, "(");
    write_expr(w, e->as.NamedExpr.target, LEVEL_ATOM);
    put(w, " := ");
    write_expr(w, e->as.NamedExpr.value, LEVEL_TEST);
    put(w, ")");
}

static void write_prefixed(Writer *w, const char *prefix, const Expr *value, Level own,
                           Level level)
{
    open_if(w, level > own);
    put(w, prefix);
    if (value)
        write_expr(w, value, own == LEVEL_AWAIT ? LEVEL_ATOM : LEVEL_TEST);
    close_if(w, level > own);
}

static void write_inner(Writer *w, const Expr *e, Level level)
{
    switch (e->kind) {
    case EXPR_BOOLOP: write_bool(w, e, level); break;
    case EXPR_NAMEDEXPR: write_walrus(w, e); break;
    case EXPR_BINOP: write_binary(w, e, level); break;
    case EXPR_UNARYOP: write_unary(w, e, level); break;
    case EXPR_LAMBDA: write_lambda(w, e, level); break;
    case EXPR_IFEXP: write_conditional(w, e, level); break;
    case EXPR_DICT: write_dict(w, e); break;
    case EXPR_SET:
        put(w, "{");
        write_list(w, e->as.Set.elts);
        put(w, "}");
        break;
    case EXPR_LISTCOMP:
        write_comprehension(w, "[", e->as.ListComp.elt, NULL, e->as.ListComp.generators,
                            "]");
        break;
    case EXPR_SETCOMP:
        write_comprehension(w, "{", e->as.SetComp.elt, NULL, e->as.SetComp.generators, "}");
        break;
    case EXPR_DICTCOMP:
        write_comprehension(w, "{", e->as.DictComp.key, e->as.DictComp.value,
                            e->as.DictComp.generators, "}");
        break;
    case EXPR_GENERATOREXP:
        write_comprehension(w, "(", e->as.GeneratorExp.elt, NULL,
                            e->as.GeneratorExp.generators, ")");
        break;
    case EXPR_AWAIT:
        write_prefixed(w, "await ", e->as.Await.value, LEVEL_AWAIT, level);
        break;
    case EXPR_YIELD:
        put(w, "(");
        write_prefixed(w, e->as.Yield.value ? "yield " : "yield", e->as.Yield.value,
                       LEVEL_TEST, LEVEL_TUPLE);
        put(w, ")");
        break;
    case EXPR_YIELDFROM:
        put(w, "(");
        write_prefixed(w, "yield from ", e->as.YieldFrom.value, LEVEL_TEST, LEVEL_TUPLE);
        put(w, ")");
        break;
    case EXPR_COMPARE: write_compare(w, e, level); break;
    case EXPR_CALL: write_call(w, e); break;
    case EXPR_FORMATTEDVALUE:
    case EXPR_INTERPOLATION: break; /* only ever inside a JoinedStr or TemplateStr */
    case EXPR_JOINEDSTR: write_fstring(w, "f", e->as.JoinedStr.values); break;
    case EXPR_TEMPLATESTR: write_fstring(w, "t", e->as.TemplateStr.values); break;
    case EXPR_CONSTANT: write_constant(w, e); break;
    case EXPR_ATTRIBUTE: write_attribute(w, e); break;
    case EXPR_SUBSCRIPT: write_subscript(w, e); break;
    case EXPR_STARRED:
        put(w, "*");
        write_expr(w, e->as.Starred.value, LEVEL_BITOR);
        break;
    case EXPR_NAME: put_name(w, e->as.Name.id); break;
    case EXPR_LIST:
        put(w, "[");
        write_list(w, e->as.List.elts);
        put(w, "]");
        break;
    case EXPR_TUPLE:
        write_tuple(w, e->as.Tuple.elts,
                    level > LEVEL_TUPLE || e->as.Tuple.elts->n == 0);
        break;
    case EXPR_SLICE: write_slice(w, e); break;
    }
}

static void write_expr(Writer *w, const Expr *e, Level level)
{
    if (w->failed)
        return;
    if (++w->depth > AST_MAX_DEPTH) {
        exc_raise(&type_RecursionError,
                  "maximum recursion depth exceeded during compilation");
        w->failed = true;
        return;
    }
    write_inner(w, e, level);
    w->depth--;
}

Value ast_unparse_expr(const Expr *e)
{
    Writer w = {0};
    str_builder_init(&w.out);
    write_expr(&w, e, LEVEL_TEST);
    if (!w.failed)
        return str_builder_finish(&w.out);
    str_builder_free(&w.out);
    return VALUE_ERROR;
}
