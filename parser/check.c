/* parser/check.c -- rules that need to know where in the program a node stands: what may
 * appear in which function, loop or class, and the warnings about likely mistakes.
 *
 * Called by the walk in the scope_visit files; each returns false after raising. */
#include "parser/scope_build.h"

#include "runtime/bytes.h"
#include "runtime/complex.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include <stdio.h>
#include <string.h>

/* ---- return, break, continue ----------------------------------------------------------- */

static const char *const in_except_star =
    "'break', 'continue' and 'return' cannot appear in an except* block";

bool check_return(Builder *b, const Stmt *s)
{
    if (b->cur->kind != SCOPE_FUNCTION)
        return scope_fail(b, SPAN(s), "'return' outside function");
    if (!b->flow.in_except_star)
        return true;
    const Expr *value = s->as.Return.value; /* CPython points at it when there is one */
    return scope_fail(b, value ? SPAN(value) : SPAN(s), in_except_star);
}

bool check_break(Builder *b, const Stmt *s)
{
    if (b->flow.star_in_loop)
        return scope_fail(b, SPAN(s), in_except_star);
    if (b->flow.in_loop)
        return true;
    return scope_fail(b, SPAN(s), s->kind == STMT_BREAK
                      ? "'break' outside loop" : "'continue' not properly in loop");
}

/* Only at its end is it known whether a function is a generator. */
bool check_function_end(Builder *b, const Scope *function)
{
    if (!function->is_coroutine || !function->is_generator || !b->value_return)
        return true;
    return scope_fail(b, SPAN(b->value_return),
                      "'return' with value in async generator");
}

/* ---- async, await, yield ------------------------------------------------------------------ */

static bool is_top_level(const Builder *b)
{
    return b->cur->kind == SCOPE_MODULE && (b->flags & SCOPE_TOP_LEVEL_AWAIT);
}

static bool in_async_function(const Builder *b)
{
    return b->cur->kind == SCOPE_FUNCTION && b->cur->is_coroutine;
}

bool check_async_statement(Builder *b, const Stmt *s, const char *what)
{
    if (is_top_level(b)) {
        b->cur->is_coroutine = true;
        return true;
    }
    return in_async_function(b) || scope_fail(b, SPAN(s), what);
}

bool check_await(Builder *b, const Expr *e)
{
    if (is_top_level(b) || b->cur->kind == SCOPE_COMPREHENSION || in_async_function(b))
        return true;
    return scope_fail(b, SPAN(e), scope_is_function(b->cur)
                      ? "'await' outside async function" : "'await' outside function");
}

/* `inner` is the comprehension's own block, b->cur the one around it. */
bool check_async_comprehension(Builder *b, const Expr *e, const Scope *inner)
{
    if (!inner->is_coroutine || inner->is_generator)
        return true;
    bool fine = is_top_level(b) || b->cur->kind == SCOPE_COMPREHENSION
        || in_async_function(b);
    if (!fine)
        return scope_fail(b, SPAN(e), "asynchronous comprehension outside of an "
                          "asynchronous function");
    b->cur->is_coroutine = true;
    return true;
}

bool check_yield(Builder *b, const Expr *e)
{
    if (b->cur->kind == SCOPE_COMPREHENSION) {
        const Expr *comprehension = b->cur->node;
        ExprKind kind = comprehension->kind;
        return scope_fail(b, SPAN(e), kind == EXPR_LISTCOMP
                          ? "'yield' inside list comprehension" : kind == EXPR_SETCOMP
                          ? "'yield' inside set comprehension" : kind == EXPR_DICTCOMP
                          ? "'yield' inside dict comprehension"
                          : "'yield' inside generator expression");
    }
    if (!scope_is_function(b->cur))
        return scope_fail(b, SPAN(e), e->kind == EXPR_YIELD
                          ? "'yield' outside function" : "'yield from' outside function");
    if (e->kind == EXPR_YIELDFROM && b->cur->is_coroutine)
        return scope_fail(b, SPAN(e), "'yield from' inside async function");
    return true;
}

/* yield, await and := have no sensible meaning in blocks that run lazily. */
bool check_not_in_annotation(Builder *b, const Expr *e, const char *what)
{
    const char *where;
    switch (b->cur->kind) {
    case SCOPE_ANNOTATION: where = "an annotation"; break;
    case SCOPE_TYPE_VARIABLE: where = b->scope_info; break;
    case SCOPE_TYPE_ALIAS: where = "a type alias"; break;
    case SCOPE_TYPE_PARAMS: where = "the definition of a generic"; break;
    default: return true;
    }
    char message[128];
    snprintf(message, sizeof message, "%s cannot be used within %s", what, where);
    return scope_fail(b, SPAN(e), message);
}

/* ---- try ------------------------------------------------------------------------------------ */

bool check_handlers(Builder *b, const ExceptHandlerSeq *handlers)
{
    for (int i = 0; i < handlers->n - 1; i++)
        if (!handlers->items[i]->type)
            return scope_fail(b, SPAN(handlers->items[i]), "default 'except:' must be last");
    return true;
}

/* ---- names, keywords, targets ------------------------------------------------------------------ */

bool check_name(Builder *b, Ref name, ExprContext ctx, Span at)
{
    if (ctx == CTX_LOAD || str_len(name) != 9 || !str_equals_cstr(name, "__debug__"))
        return true;
    return scope_fail(b, at, ctx == CTX_DEL ? "cannot delete __debug__"
                                            : "cannot assign to __debug__");
}

bool check_keywords(Builder *b, const KeywordSeq *keywords)
{
    for (int i = 0; i < keywords->n; i++) {
        const Keyword *k = keywords->items[i];
        if (value_is_absent(k->arg))
            continue;
        if (!check_name(b, k->arg, CTX_STORE, SPAN(k)))
            return false;
        for (int j = i + 1; j < keywords->n; j++)
            if (value_is(k->arg, keywords->items[j]->arg))
                return scope_fail_name(b, SPAN(keywords->items[j]),
                                       "keyword argument repeated: ", k->arg, "");
    }
    return true;
}

bool check_unpacking(Builder *b, const ExprSeq *elts, Span at)
{
    int n_starred = 0;
    for (int i = 0; i < elts->n; i++)
        n_starred += elts->items[i]->kind == EXPR_STARRED;
    return n_starred < 2
        || scope_fail(b, at, "multiple starred expressions in assignment");
}

/* A *x that stands nowhere it could be unpacked into. */
bool check_starred(Builder *b, const Expr *e)
{
    return scope_fail(b, SPAN(e), e->as.Starred.ctx == CTX_STORE
                      ? "starred assignment target must be in a list or tuple"
                      : "can't use starred expression here");
}

/* ---- from __future__ import ---------------------------------------------------------------------- */

typedef struct Feature {
    const char *name;
    int bit;
} Feature;

static const Feature features[] = {
    {"nested_scopes", 0},
    {"generators", 0},
    {"division", 0x20000},
    {"absolute_import", 0x40000},
    {"with_statement", 0x80000},
    {"print_function", 0x100000},
    {"unicode_literals", 0x200000},
    {"barry_as_FLUFL", FUTURE_BARRY_AS_BDFL},
    {"generator_stop", FUTURE_GENERATOR_STOP},
    {"annotations", FUTURE_ANNOTATIONS},
};

static bool is_future_import(const Stmt *s)
{
    return s->kind == STMT_IMPORTFROM && s->as.ImportFrom.level == 0
        && !value_is_absent(s->as.ImportFrom.module)
        && str_equals_cstr(s->as.ImportFrom.module, "__future__");
}

static bool add_feature(Builder *b, const Stmt *s, Ref name)
{
    for (size_t i = 0; i < N_ELEMENTS(features); i++) {
        if (str_equals_cstr(name, features[i].name)) {
            b->table->future |= features[i].bit;
            return true;
        }
    }
    Span at = {s->lineno, s->col_offset, s->lineno, -2};
    if (str_equals_cstr(name, "braces"))
        return scope_fail(b, at, "not a chance");
    return scope_fail_name(b, at, "future feature ", name, " is not defined");
}

/* Count and obey the future statements at the beginning of the file, where only a
 * docstring may come before them. */
bool check_collect_futures(Builder *b, const StmtSeq *body)
{
    for (int i = 0; i < body->n; i++) {
        const Stmt *s = body->items[i];
        if (i == 0 && s->kind == STMT_EXPR && s->as.Expr.value->kind == EXPR_CONSTANT
            && value_is_str(s->as.Expr.value->as.Constant.value))
            continue;
        if (!is_future_import(s))
            return true;
        const AliasSeq *names = s->as.ImportFrom.names;
        for (int k = 0; k < names->n; k++)
            if (!add_feature(b, s, names->items[k]->name))
                return false;
        b->n_futures_left++;
    }
    return true;
}

bool check_future_import(Builder *b, const Stmt *s)
{
    if (!is_future_import(s) || b->n_futures_left-- > 0)
        return true;
    return scope_fail(b, SPAN(s), "from __future__ imports must occur at the beginning of "
                      "the file");
}

/* ---- warnings --------------------------------------------------------------------------------------- */

static const char *constant_type(Ref v)
{
    return value_is_str(v) ? "str" : value_is_bytes(v) ? "bytes" : value_is_bool(v) ? "bool"
        : value_is_none(v) ? "NoneType" : value_is(v, VALUE_ELLIPSIS) ? "ellipsis"
        : value_is_double(v) ? "float" : value_is_any_int(v) ? "int"
        : value_is_complex(v) ? "complex" : "tuple";
}

/* The type an expression is sure to have, NULL when it could be anything. */
static const char *sure_type(const Expr *e)
{
    switch ((int)e->kind) {
    case EXPR_TUPLE: return "tuple";
    case EXPR_LIST:
    case EXPR_LISTCOMP: return "list";
    case EXPR_DICT:
    case EXPR_DICTCOMP: return "dict";
    case EXPR_SET:
    case EXPR_SETCOMP: return "set";
    case EXPR_GENERATOREXP: return "generator";
    case EXPR_LAMBDA: return "function";
    case EXPR_JOINEDSTR:
    case EXPR_FORMATTEDVALUE: return "str";
    case EXPR_TEMPLATESTR:
    case EXPR_INTERPOLATION: return "string.templatelib.Template";
    case EXPR_CONSTANT: return constant_type(e->as.Constant.value);
    default: return NULL;
    }
}

bool check_call_warning(Builder *b, const Expr *e)
{
    const Expr *func = e->as.Call.func;
    const char *type = func->kind == EXPR_LAMBDA ? NULL : sure_type(func);
    return !type || scope_warn(b, SPAN(func), "'%s' object is not callable; perhaps you "
                               "missed a comma?", type);
}

static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(word, *words) == 0)
            return true;
    return false;
}

bool check_subscript_warning(Builder *b, const Expr *e)
{
    static const char *const never[] = {"int", "bool", "float", "complex", "NoneType",
        "ellipsis", "set", "generator", "function", NULL};
    static const char *const sequences[] = {"str", "bytes", "tuple", "list", NULL};
    static const char *const indices[] = {"int", "bool", NULL};
    const char *type = sure_type(e->as.Subscript.value);
    if (!type || e->as.Subscript.ctx != CTX_LOAD)
        return true;
    if (is_one_of(type, never))
        return scope_warn(b, SPAN(e->as.Subscript.value), "'%s' object is not "
                          "subscriptable; perhaps you missed a comma?", type);
    const char *index = sure_type(e->as.Subscript.slice);
    if (!index || is_one_of(index, indices) || !is_one_of(type, sequences))
        return true;
    return scope_warn(b, SPAN(e->as.Subscript.value), "%s indices must be integers or "
                      "slices, not %s; perhaps you missed a comma?", type, index);
}

/* A value that folds to a constant, as tuples of constants do. */
static bool is_constant(const Expr *e)
{
    if (e->kind != EXPR_TUPLE)
        return e->kind == EXPR_CONSTANT;
    for (int i = 0; i < e->as.Tuple.elts->n; i++)
        if (!is_constant(e->as.Tuple.elts->items[i]))
            return false;
    return true;
}

static bool is_literal(const Expr *e)
{
    if (e->kind == EXPR_TUPLE)
        return is_constant(e);
    if (e->kind != EXPR_CONSTANT)
        return false;
    Ref v = e->as.Constant.value;
    return !value_is_none(v) && !value_is_bool(v) && !value_is(v, VALUE_ELLIPSIS);
}

bool check_compare_warning(Builder *b, const Expr *e)
{
    const struct CompareFields *c = &e->as.Compare;
    const Expr *left = c->left;
    for (int i = 0; i < c->ops->n; i++) {
        const Expr *right = c->comparators->items[i];
        CmpOperator op = c->ops->items[i];
        if ((op == COMPARE_IS || op == COMPARE_ISNOT)
            && (is_literal(left) || is_literal(right))) {
            const char *type = sure_type(is_literal(left) ? left : right);
            bool ok = op == COMPARE_IS
                ? scope_warn(b, SPAN(e), "\"is\" with '%s' literal. Did you mean \"==\"?",
                             type)
                : scope_warn(b, SPAN(e), "\"is not\" with '%s' literal. Did you mean "
                             "\"!=\"?", type);
            if (!ok)
                return false;
        }
        left = right;
    }
    return true;
}

bool check_assert_warning(Builder *b, const Stmt *s)
{
    const Expr *test = s->as.Assert.test;
    if (test->kind != EXPR_TUPLE || test->as.Tuple.elts->n == 0)
        return true;
    return scope_warn(b, SPAN(s), "assertion is always true, perhaps remove parentheses?");
}
