/* parser/scope_visit_def.c -- the walk over functions, lambdas, classes, type parameters and
 * type aliases: whatever opens a block of its own, comprehensions apart (scope_visit.c). */
#include "parser/scope_build.h"

#include "runtime/str.h"

/* ---- functions ------------------------------------------------------------------------- */

static bool define_parameter(Builder *b, const Arg *arg)
{
    return check_name(b, arg->arg, CTX_STORE, SPAN(arg))
        && scope_define(b, arg->arg, SYMBOL_PARAM, SPAN(arg));
}

static bool define_parameters(Builder *b, const ArgSeq *args)
{
    for (int i = 0; i < args->n; i++)
        if (!define_parameter(b, args->items[i]))
            return false;
    return true;
}

/* In the order of co_varnames. */
static bool define_arguments(Builder *b, const Arguments *a)
{
    if (!define_parameters(b, a->posonlyargs) || !define_parameters(b, a->args)
        || !define_parameters(b, a->kwonlyargs))
        return false;
    b->cur->has_varargs = a->vararg != NULL;
    b->cur->has_varkeywords = a->kwarg != NULL;
    return (!a->vararg || define_parameter(b, a->vararg))
        && (!a->kwarg || define_parameter(b, a->kwarg));
}

/* An annotation belongs to the block around the function, unless it stays text. */
bool scope_visit_annotation(Builder *b, const Expr *e)
{
    if (!e)
        return true;
    const Expr *inner = e->kind == EXPR_STARRED ? e->as.Starred.value : e;
    if (!(b->table->future & FUTURE_ANNOTATIONS))
        return scope_visit_expr(b, inner);
    Ref name = scope_own_name(b, "_annotation");
    if (b->failed
        || !scope_open(b, SCOPE_ANNOTATION, SCOPE_PART_ANNOTATION, e, name, SPAN(e)))
        return false;
    bool ok = scope_visit_expr(b, inner);
    scope_close(b);
    return ok;
}

static bool visit_arg_annotations(Builder *b, const ArgSeq *args)
{
    for (int i = 0; i < args->n; i++)
        if (!scope_visit_annotation(b, args->items[i]->annotation))
            return false;
    return true;
}

static bool visit_annotations(Builder *b, const Arguments *a, const Expr *returns)
{
    return visit_arg_annotations(b, a->posonlyargs) && visit_arg_annotations(b, a->args)
        && (!a->vararg || scope_visit_annotation(b, a->vararg->annotation))
        && (!a->kwarg || scope_visit_annotation(b, a->kwarg->annotation))
        && visit_arg_annotations(b, a->kwonlyargs) && scope_visit_annotation(b, returns);
}

bool scope_has_docstring(const StmtSeq *body)
{
    if (body->n == 0 || body->items[0]->kind != STMT_EXPR)
        return false;
    const Expr *e = body->items[0]->as.Expr.value;
    return e->kind == EXPR_CONSTANT && value_is_str(e->as.Constant.value);
}

/* What a function starts afresh and its surroundings get back. */
typedef struct Outer {
    Flow flow;
    const Stmt *value_return;
    bool comp_target;
} Outer;

static Outer begin_function(Builder *b)
{
    Outer outer = {b->flow, b->value_return, b->comp_target};
    b->flow = (Flow){0};
    b->value_return = NULL;
    b->comp_target = false;
    return outer;
}

static void end_function(Builder *b, Outer outer)
{
    b->flow = outer.flow;
    b->value_return = outer.value_return;
    b->comp_target = outer.comp_target;
}

static bool visit_function_body(Builder *b, const Stmt *s)
{
    /* FunctionDef and AsyncFunctionDef have the same fields in the same places. */
    const struct FunctionDefFields *f = &s->as.FunctionDef;
    Outer outer = begin_function(b);
    Scope *scope = scope_open(b, SCOPE_FUNCTION, SCOPE_PART_BODY, s, f->name, SPAN(s));
    if (!scope)
        return false;
    scope->is_coroutine = s->kind == STMT_ASYNCFUNCTIONDEF;
    scope->has_docstring = scope_has_docstring(f->body);
    bool ok = define_arguments(b, f->args) && scope_visit_block(b, f->body)
        && check_function_end(b, scope);
    scope_close(b);
    end_function(b, outer);
    return ok;
}

/* ---- type parameters ------------------------------------------------------------------------ */

static bool visit_type_variable(Builder *b, const TypeParam *t, const Expr *e,
                                ScopePart part, Ref name, const char *info)
{
    if (!e)
        return true;
    bool see_class = b->cur->see_class;
    Span at = {t->lineno, t->col_offset, t->end_lineno, t->end_col_offset};
    Scope *scope = scope_open(b, SCOPE_TYPE_VARIABLE, part, t, name, at);
    if (!scope)
        return false;
    scope->see_class = see_class;
    const char *outer_info = b->scope_info;
    b->scope_info = info;
    Outer outer = begin_function(b);
    const Expr *inner = e->kind == EXPR_STARRED ? e->as.Starred.value : e;
    bool ok = (!see_class || scope_define_cstr(b, "__classdict__", SYMBOL_USED))
        && scope_visit_expr(b, inner);
    end_function(b, outer);
    b->scope_info = outer_info;
    scope_close(b);
    return ok;
}

static bool visit_type_param(Builder *b, const TypeParam *t)
{
    const uint32_t flags = SYMBOL_TYPE_PARAM | SYMBOL_ASSIGNED;
    switch (t->kind) {
    case TYPE_PARAM_TYPEVAR: {
        const struct TypeVarFields *v = &t->as.TypeVar;
        const char *bound = v->bound && v->bound->kind == EXPR_TUPLE
            ? "a TypeVar constraint" : "a TypeVar bound";
        return scope_define(b, v->name, flags, SPAN(t))
            && visit_type_variable(b, t, v->bound, SCOPE_PART_BOUND, v->name, bound)
            && visit_type_variable(b, t, v->default_value, SCOPE_PART_DEFAULT, v->name,
                                   "a TypeVar default");
    }
    case TYPE_PARAM_PARAMSPEC:
        return scope_define(b, t->as.ParamSpec.name, flags, SPAN(t))
            && visit_type_variable(b, t, t->as.ParamSpec.default_value,
                                   SCOPE_PART_DEFAULT, t->as.ParamSpec.name,
                                   "a ParamSpec default");
    case TYPE_PARAM_TYPEVARTUPLE:
        return scope_define(b, t->as.TypeVarTuple.name, flags, SPAN(t))
            && visit_type_variable(b, t, t->as.TypeVarTuple.default_value,
                                   SCOPE_PART_DEFAULT, t->as.TypeVarTuple.name,
                                   "a TypeVarTuple default");
    }
    return true;
}

static Expr *type_param_default(const TypeParam *t)
{
    return t->kind == TYPE_PARAM_TYPEVAR ? t->as.TypeVar.default_value
        : t->kind == TYPE_PARAM_PARAMSPEC ? t->as.ParamSpec.default_value
        : t->as.TypeVarTuple.default_value;
}

static bool visit_type_params(Builder *b, const TypeParamSeq *seq)
{
    bool seen_default = false;
    for (int i = 0; i < seq->n; i++) {
        const TypeParam *t = seq->items[i];
        if (!visit_type_param(b, t))
            return false;
        if (type_param_default(t))
            seen_default = true;
        else if (seen_default) {
            Ref name = t->kind == TYPE_PARAM_TYPEVAR ? t->as.TypeVar.name
                : t->kind == TYPE_PARAM_PARAMSPEC ? t->as.ParamSpec.name
                : t->as.TypeVarTuple.name;
            return scope_fail_name(b, SPAN(t), "non-default type parameter '", name,
                                   "' follows default type parameter");
        }
    }
    return true;
}

/* Open the block of [T] before a def, class or type statement.  Its parameters .defaults
 * and .kwdefaults and its locals .type_params and .generic_base exist for the compiler:
 * values computed outside that the function inside needs. */
static bool open_type_params(Builder *b, const Stmt *s, Ref name, const Arguments *args)
{
    bool in_class = b->cur->kind == SCOPE_CLASS;
    Scope *scope = scope_open(b, SCOPE_TYPE_PARAMS, SCOPE_PART_TYPE_PARAMS, s, name,
                              SPAN(s));
    if (!scope)
        return false;
    scope->see_class = in_class;
    if (in_class && !scope_define_cstr(b, "__classdict__", SYMBOL_USED))
        return false;
    if (s->kind == STMT_CLASSDEF)
        return scope_define_cstr(b, ".type_params", SYMBOL_ASSIGNED | SYMBOL_USED)
            && scope_define_cstr(b, ".generic_base", SYMBOL_ASSIGNED | SYMBOL_USED);
    if (args && args->defaults->n > 0 && !scope_define_cstr(b, ".defaults", SYMBOL_PARAM))
        return false;
    bool has_kwdefaults = false;
    for (int i = 0; args && i < args->kw_defaults->n; i++)
        has_kwdefaults |= args->kw_defaults->items[i] != NULL;
    return !has_kwdefaults || scope_define_cstr(b, ".kwdefaults", SYMBOL_PARAM);
}

bool scope_visit_function(Builder *b, const Stmt *s)
{
    const struct FunctionDefFields *f = &s->as.FunctionDef;
    if (!check_name(b, f->name, CTX_STORE, SPAN(s))
        || !scope_define(b, f->name, SYMBOL_ASSIGNED, SPAN(s))
        || !scope_visit_all(b, f->args->defaults) || !scope_visit_all(b, f->args->kw_defaults)
        || !scope_visit_all(b, f->decorator_list))
        return false;
    if (f->type_params->n == 0)
        return visit_annotations(b, f->args, f->returns) && visit_function_body(b, s);
    Outer outer = begin_function(b);
    bool ok = open_type_params(b, s, f->name, f->args)
        && visit_type_params(b, f->type_params)
        && visit_annotations(b, f->args, f->returns) && visit_function_body(b, s);
    if (b->failed)
        return false;
    scope_close(b);
    end_function(b, outer);
    return ok;
}

bool scope_visit_lambda(Builder *b, const Expr *e)
{
    const Arguments *args = e->as.Lambda.args;
    Ref name = scope_own_name(b, "<lambda>");
    if (b->failed || !scope_visit_all(b, args->defaults) || !scope_visit_all(b, args->kw_defaults))
        return false;
    Outer outer = begin_function(b);
    if (!scope_open(b, SCOPE_LAMBDA, SCOPE_PART_BODY, e, name, SPAN(e)))
        return false;
    bool ok = define_arguments(b, args) && scope_visit_expr(b, e->as.Lambda.body);
    scope_close(b);
    end_function(b, outer);
    return ok;
}

/* ---- classes and type aliases --------------------------------------------------------------- */

bool scope_visit_keywords(Builder *b, const KeywordSeq *keywords)
{
    for (int i = 0; i < keywords->n; i++)
        if (!scope_visit_expr(b, keywords->items[i]->value))
            return false;
    return true;
}

static bool visit_class_body(Builder *b, const Stmt *s)
{
    const struct ClassDefFields *c = &s->as.ClassDef;
    Outer outer = begin_function(b);
    Scope *scope = scope_open(b, SCOPE_CLASS, SCOPE_PART_BODY, s, c->name, SPAN(s));
    if (!scope)
        return false;
    scope->has_docstring = scope_has_docstring(c->body);
    bool ok = c->type_params->n == 0
        || (scope_define_cstr(b, "__type_params__", SYMBOL_ASSIGNED)
            && scope_define_cstr(b, ".type_params", SYMBOL_USED));
    ok = ok && scope_visit_block(b, c->body);
    scope_close(b);
    end_function(b, outer);
    return ok;
}

static bool visit_class_head(Builder *b, const Stmt *s)
{
    const struct ClassDefFields *c = &s->as.ClassDef;
    return scope_visit_elements(b, c->bases) && check_keywords(b, c->keywords)
        && scope_visit_keywords(b, c->keywords);
}

bool scope_visit_class(Builder *b, const Stmt *s)
{
    const struct ClassDefFields *c = &s->as.ClassDef;
    if (!check_name(b, c->name, CTX_STORE, SPAN(s))
        || !scope_define(b, c->name, SYMBOL_ASSIGNED, SPAN(s))
        || !scope_visit_all(b, c->decorator_list))
        return false;
    if (c->type_params->n == 0)
        return visit_class_head(b, s) && visit_class_body(b, s);
    Outer outer = begin_function(b);
    bool ok = open_type_params(b, s, c->name, NULL) && visit_type_params(b, c->type_params)
        && visit_class_head(b, s) && visit_class_body(b, s);
    if (b->failed)
        return false;
    scope_close(b);
    end_function(b, outer);
    return ok;
}

bool scope_visit_type_alias(Builder *b, const Stmt *s)
{
    const struct TypeAliasFields *t = &s->as.TypeAlias;
    if (!scope_visit_expr(b, t->name))
        return false;
    bool in_class = b->cur->kind == SCOPE_CLASS;
    bool generic = t->type_params->n > 0;
    Ref name = t->name->as.Name.id;
    Outer outer = begin_function(b);
    if (generic && (!open_type_params(b, s, name, NULL)
                    || !visit_type_params(b, t->type_params)))
        return false;
    Scope *scope = scope_open(b, SCOPE_TYPE_ALIAS, SCOPE_PART_BODY, s, name, SPAN(s));
    if (!scope)
        return false;
    scope->see_class = in_class;
    if (in_class && !scope_define_cstr(b, "__classdict__", SYMBOL_USED))
        return false;
    if (!scope_visit_expr(b, t->value))
        return false;
    scope_close(b);
    if (generic)
        scope_close(b);
    end_function(b, outer);
    return true;
}
