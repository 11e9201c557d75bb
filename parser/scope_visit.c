/* parser/scope_visit.c -- the walk over the tree that opens blocks and records names.
 *
 * Blocks open in the order CPython opens them, and a name's first use decides its place
 * in the lists, so that symtable and co_varnames come out the same.  Rules that need
 * context are checked on the way (check.c). */
#include "parser/scope_build.h"

#include "runtime/exc.h"
#include "runtime/str.h"

static bool visit_expr(Builder *b, const Expr *e);
static bool visit_block(Builder *b, const StmtSeq *body);
static bool visit_pattern(Builder *b, const Pattern *pattern);

/* ---- depth --------------------------------------------------------------------------- */

/* This walk sees every node first; who walks later may rely on the bound. */
static bool enter_node(Builder *b)
{
    if (++b->depth <= AST_MAX_DEPTH)
        return true;
    exc_raise(&type_RecursionError,
              "maximum recursion depth exceeded during compilation");
    return scope_fail_memory(b);
}

static void leave_node(Builder *b)
{
    b->depth--;
}

/* ---- helpers --------------------------------------------------------------------------- */

static bool visit_optional(Builder *b, const Expr *e)
{
    return !e || visit_expr(b, e);
}

static bool visit_all(Builder *b, const ExprSeq *seq)
{
    for (int i = 0; i < seq->n; i++)
        if (!visit_optional(b, seq->items[i]))
            return false;
    return true;
}

/* Elements among which *x is welcome. */
static bool visit_elements(Builder *b, const ExprSeq *seq)
{
    for (int i = 0; i < seq->n; i++) {
        const Expr *e = seq->items[i];
        if (!visit_expr(b, e->kind == EXPR_STARRED ? e->as.Starred.value : e))
            return false;
    }
    return true;
}

static Ref own_name(Builder *b, const char *ascii)
{
    Ref name = arena_own(b->arena, str_intern_cstr(ascii));
    if (value_is_error(name))
        scope_fail_memory(b);
    return name;
}

static bool define_cstr(Builder *b, const char *ascii, uint32_t flags)
{
    Ref name = own_name(b, ascii);
    return !b->failed && scope_define(b, name, flags, (Span){0});
}

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
static bool visit_annotation(Builder *b, const Expr *e)
{
    if (!e)
        return true;
    const Expr *inner = e->kind == EXPR_STARRED ? e->as.Starred.value : e;
    if (!(b->table->future & FUTURE_ANNOTATIONS))
        return visit_expr(b, inner);
    Ref name = own_name(b, "_annotation");
    if (b->failed
        || !scope_open(b, SCOPE_ANNOTATION, SCOPE_PART_ANNOTATION, e, name, SPAN(e)))
        return false;
    bool ok = visit_expr(b, inner);
    scope_close(b);
    return ok;
}

static bool visit_arg_annotations(Builder *b, const ArgSeq *args)
{
    for (int i = 0; i < args->n; i++)
        if (!visit_annotation(b, args->items[i]->annotation))
            return false;
    return true;
}

static bool visit_annotations(Builder *b, const Arguments *a, const Expr *returns)
{
    return visit_arg_annotations(b, a->posonlyargs) && visit_arg_annotations(b, a->args)
        && (!a->vararg || visit_annotation(b, a->vararg->annotation))
        && (!a->kwarg || visit_annotation(b, a->kwarg->annotation))
        && visit_arg_annotations(b, a->kwonlyargs) && visit_annotation(b, returns);
}

static bool starts_with_docstring(const StmtSeq *body)
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
    scope->has_docstring = starts_with_docstring(f->body);
    bool ok = define_arguments(b, f->args) && visit_block(b, f->body)
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
    bool ok = (!see_class || define_cstr(b, "__classdict__", SYMBOL_USED))
        && visit_expr(b, inner);
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
    if (in_class && !define_cstr(b, "__classdict__", SYMBOL_USED))
        return false;
    if (s->kind == STMT_CLASSDEF)
        return define_cstr(b, ".type_params", SYMBOL_ASSIGNED | SYMBOL_USED)
            && define_cstr(b, ".generic_base", SYMBOL_ASSIGNED | SYMBOL_USED);
    if (args && args->defaults->n > 0 && !define_cstr(b, ".defaults", SYMBOL_PARAM))
        return false;
    bool has_kwdefaults = false;
    for (int i = 0; args && i < args->kw_defaults->n; i++)
        has_kwdefaults |= args->kw_defaults->items[i] != NULL;
    return !has_kwdefaults || define_cstr(b, ".kwdefaults", SYMBOL_PARAM);
}

static bool visit_function(Builder *b, const Stmt *s)
{
    const struct FunctionDefFields *f = &s->as.FunctionDef;
    if (!check_name(b, f->name, CTX_STORE, SPAN(s))
        || !scope_define(b, f->name, SYMBOL_ASSIGNED, SPAN(s))
        || !visit_all(b, f->args->defaults) || !visit_all(b, f->args->kw_defaults)
        || !visit_all(b, f->decorator_list))
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

static bool visit_lambda(Builder *b, const Expr *e)
{
    const Arguments *args = e->as.Lambda.args;
    Ref name = own_name(b, "<lambda>");
    if (b->failed || !visit_all(b, args->defaults) || !visit_all(b, args->kw_defaults))
        return false;
    Outer outer = begin_function(b);
    if (!scope_open(b, SCOPE_LAMBDA, SCOPE_PART_BODY, e, name, SPAN(e)))
        return false;
    bool ok = define_arguments(b, args) && visit_expr(b, e->as.Lambda.body);
    scope_close(b);
    end_function(b, outer);
    return ok;
}

/* ---- classes and type aliases --------------------------------------------------------------- */

static bool visit_keywords(Builder *b, const KeywordSeq *keywords)
{
    for (int i = 0; i < keywords->n; i++)
        if (!visit_expr(b, keywords->items[i]->value))
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
    scope->has_docstring = starts_with_docstring(c->body);
    bool ok = c->type_params->n == 0
        || (define_cstr(b, "__type_params__", SYMBOL_ASSIGNED)
            && define_cstr(b, ".type_params", SYMBOL_USED));
    ok = ok && visit_block(b, c->body);
    scope_close(b);
    end_function(b, outer);
    return ok;
}

static bool visit_class_head(Builder *b, const Stmt *s)
{
    const struct ClassDefFields *c = &s->as.ClassDef;
    return visit_elements(b, c->bases) && check_keywords(b, c->keywords)
        && visit_keywords(b, c->keywords);
}

static bool visit_class(Builder *b, const Stmt *s)
{
    const struct ClassDefFields *c = &s->as.ClassDef;
    if (!check_name(b, c->name, CTX_STORE, SPAN(s))
        || !scope_define(b, c->name, SYMBOL_ASSIGNED, SPAN(s))
        || !visit_all(b, c->decorator_list))
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

static bool visit_type_alias(Builder *b, const Stmt *s)
{
    const struct TypeAliasFields *t = &s->as.TypeAlias;
    if (!visit_expr(b, t->name))
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
    if (in_class && !define_cstr(b, "__classdict__", SYMBOL_USED))
        return false;
    if (!visit_expr(b, t->value))
        return false;
    scope_close(b);
    if (generic)
        scope_close(b);
    end_function(b, outer);
    return true;
}

/* ---- comprehensions ------------------------------------------------------------------------- */

static bool visit_target(Builder *b, const Expr *target)
{
    b->comp_target = true;
    bool ok = visit_expr(b, target);
    b->comp_target = false;
    return ok;
}

static bool visit_iterable(Builder *b, const Expr *iter)
{
    b->iter_depth++;
    bool ok = visit_expr(b, iter);
    b->iter_depth--;
    return ok;
}

static bool visit_generators(Builder *b, const ComprehensionSeq *generators)
{
    for (int i = 0; i < generators->n; i++) {
        const Comprehension *c = generators->items[i];
        if (c->is_async)
            b->cur->is_coroutine = true;
        if (!visit_target(b, c->target) || (i > 0 && !visit_iterable(b, c->iter))
            || !visit_all(b, c->ifs))
            return false;
    }
    return true;
}

static const char *comprehension_name(ExprKind kind)
{
    return kind == EXPR_LISTCOMP ? "<listcomp>" : kind == EXPR_SETCOMP ? "<setcomp>"
        : kind == EXPR_DICTCOMP ? "<dictcomp>" : "<genexpr>";
}

/* The first iterable belongs to the block outside; everything else is inside. */
static bool visit_comprehension(Builder *b, const Expr *e, const Expr *elt,
                                const Expr *value, const ComprehensionSeq *generators)
{
    bool generator = e->kind == EXPR_GENERATOREXP;
    bool see_class = b->cur->see_class;
    Ref name = own_name(b, comprehension_name(e->kind));
    bool outer_target = b->comp_target;
    b->comp_target = false;
    if (b->failed || !visit_iterable(b, generators->items[0]->iter))
        return false;
    int iter_depth = b->iter_depth;
    Scope *scope = scope_open(b, SCOPE_COMPREHENSION, SCOPE_PART_BODY, e, name, SPAN(e));
    if (!scope)
        return false;
    scope->is_generator = generator;
    scope->is_inlined = !generator && !see_class && !(b->flags & SCOPE_NO_INLINE);
    bool ok = define_cstr(b, ".0", SYMBOL_PARAM) && visit_generators(b, generators)
        && (!value || visit_expr(b, value)) && visit_expr(b, elt);
    b->iter_depth = iter_depth;
    b->comp_target = outer_target;
    scope_close(b);
    return ok && check_async_comprehension(b, e, scope);
}

/* ---- expressions ------------------------------------------------------------------------------ */

static bool visit_name(Builder *b, const Expr *e)
{
    const struct NameFields *n = &e->as.Name;
    if (!check_name(b, n->id, n->ctx, SPAN(e)))
        return false;
    uint32_t flags = n->ctx == CTX_LOAD ? SYMBOL_USED : SYMBOL_ASSIGNED;
    if (!scope_define(b, n->id, flags, SPAN(e)))
        return false;
    /* super() without arguments finds its class through the cell __class__ */
    if (n->ctx == CTX_LOAD && value_is(n->id, b->name_super) && scope_is_function(b->cur))
        return scope_define(b, b->name_class, SYMBOL_USED, SPAN(e));
    return true;
}

static bool visit_walrus(Builder *b, const Expr *e)
{
    const Expr *target = e->as.NamedExpr.target;
    if (!check_not_in_annotation(b, e, "named expression"))
        return false;
    if (b->iter_depth > 0)
        return scope_fail(b, SPAN(e), "assignment expression cannot be used in a "
                          "comprehension iterable expression");
    bool inner = b->cur->kind == SCOPE_COMPREHENSION;
    if (inner && !scope_bind_walrus(b, target))
        return false;
    if (!visit_expr(b, e->as.NamedExpr.value))
        return false;
    return check_name(b, target->as.Name.id, CTX_STORE, SPAN(target))
        && (inner || scope_define(b, target->as.Name.id, SYMBOL_ASSIGNED, SPAN(target)));
}

static bool visit_yield(Builder *b, const Expr *e)
{
    if (!check_not_in_annotation(b, e, "yield expression"))
        return false;
    bool ok = visit_optional(b, e->kind == EXPR_YIELD ? e->as.Yield.value
                                                      : e->as.YieldFrom.value);
    b->cur->is_generator = true;
    return ok && check_yield(b, e);
}

static bool visit_await(Builder *b, const Expr *e)
{
    if (!check_not_in_annotation(b, e, "await expression")
        || !visit_expr(b, e->as.Await.value) || !check_await(b, e))
        return false;
    b->cur->is_coroutine = true;
    return true;
}

static bool visit_attribute(Builder *b, const Expr *e)
{
    return check_name(b, e->as.Attribute.attr, e->as.Attribute.ctx, SPAN(e))
        && visit_expr(b, e->as.Attribute.value);
}

static bool visit_subscript(Builder *b, const Expr *e)
{
    const Expr *slice = e->as.Subscript.slice;
    return check_subscript_warning(b, e) && visit_expr(b, e->as.Subscript.value)
        && visit_expr(b, slice);
}

static bool visit_display(Builder *b, const Expr *e, const ExprSeq *elts, ExprContext ctx)
{
    if (ctx == CTX_STORE && !check_unpacking(b, elts, SPAN(e)))
        return false;
    return visit_elements(b, elts);
}

static bool visit_call(Builder *b, const Expr *e)
{
    const struct CallFields *c = &e->as.Call;
    return check_call_warning(b, e) && check_keywords(b, c->keywords)
        && visit_expr(b, c->func) && visit_elements(b, c->args)
        && visit_keywords(b, c->keywords);
}

static bool visit_dict(Builder *b, const Expr *e)
{
    return visit_all(b, e->as.Dict.keys) && visit_all(b, e->as.Dict.values);
}

static bool visit_expr_inner(Builder *b, const Expr *e)
{
    switch (e->kind) {
    case EXPR_BOOLOP: return visit_all(b, e->as.BoolOp.values);
    case EXPR_NAMEDEXPR: return visit_walrus(b, e);
    case EXPR_BINOP:
        return visit_expr(b, e->as.BinOp.left) && visit_expr(b, e->as.BinOp.right);
    case EXPR_UNARYOP: return visit_expr(b, e->as.UnaryOp.operand);
    case EXPR_LAMBDA: return visit_lambda(b, e);
    case EXPR_IFEXP:
        return visit_expr(b, e->as.IfExp.test) && visit_expr(b, e->as.IfExp.body)
            && visit_expr(b, e->as.IfExp.orelse);
    case EXPR_DICT: return visit_dict(b, e);
    case EXPR_SET: return visit_elements(b, e->as.Set.elts);
    case EXPR_LISTCOMP:
        return visit_comprehension(b, e, e->as.ListComp.elt, NULL,
                                   e->as.ListComp.generators);
    case EXPR_SETCOMP:
        return visit_comprehension(b, e, e->as.SetComp.elt, NULL,
                                   e->as.SetComp.generators);
    case EXPR_DICTCOMP:
        return visit_comprehension(b, e, e->as.DictComp.key, e->as.DictComp.value,
                                   e->as.DictComp.generators);
    case EXPR_GENERATOREXP:
        return visit_comprehension(b, e, e->as.GeneratorExp.elt, NULL,
                                   e->as.GeneratorExp.generators);
    case EXPR_AWAIT: return visit_await(b, e);
    case EXPR_YIELD:
    case EXPR_YIELDFROM: return visit_yield(b, e);
    case EXPR_COMPARE:
        return check_compare_warning(b, e) && visit_expr(b, e->as.Compare.left)
            && visit_all(b, e->as.Compare.comparators);
    case EXPR_CALL: return visit_call(b, e);
    case EXPR_FORMATTEDVALUE:
        return visit_expr(b, e->as.FormattedValue.value)
            && visit_optional(b, e->as.FormattedValue.format_spec);
    case EXPR_INTERPOLATION:
        return visit_expr(b, e->as.Interpolation.value)
            && visit_optional(b, e->as.Interpolation.format_spec);
    case EXPR_JOINEDSTR: return visit_all(b, e->as.JoinedStr.values);
    case EXPR_TEMPLATESTR: return visit_all(b, e->as.TemplateStr.values);
    case EXPR_CONSTANT: return true;
    case EXPR_ATTRIBUTE: return visit_attribute(b, e);
    case EXPR_SUBSCRIPT: return visit_subscript(b, e);
    case EXPR_STARRED: return check_starred(b, e);
    case EXPR_NAME: return visit_name(b, e);
    case EXPR_LIST: return visit_display(b, e, e->as.List.elts, e->as.List.ctx);
    case EXPR_TUPLE: return visit_display(b, e, e->as.Tuple.elts, e->as.Tuple.ctx);
    case EXPR_SLICE:
        return visit_optional(b, e->as.Slice.lower) && visit_optional(b, e->as.Slice.upper)
            && visit_optional(b, e->as.Slice.step);
    }
    return true;
}

static bool visit_expr(Builder *b, const Expr *e)
{
    bool ok = enter_node(b) && visit_expr_inner(b, e);
    leave_node(b);
    return ok;
}

/* ---- patterns ------------------------------------------------------------------------------------ */

static bool visit_patterns(Builder *b, const PatternSeq *seq)
{
    for (int i = 0; i < seq->n; i++)
        if (!visit_pattern(b, seq->items[i]))
            return false;
    return true;
}

static bool bind_pattern_name(Builder *b, Ref name, const Pattern *at)
{
    return value_is_absent(name)
        || (check_name(b, name, CTX_STORE, SPAN(at))
            && scope_define(b, name, SYMBOL_ASSIGNED, SPAN(at)));
}

static bool visit_pattern_inner(Builder *b, const Pattern *m)
{
    switch (m->kind) {
    case PATTERN_MATCHVALUE: return visit_expr(b, m->as.MatchValue.value);
    case PATTERN_MATCHSINGLETON: return true;
    case PATTERN_MATCHSEQUENCE: return visit_patterns(b, m->as.MatchSequence.patterns);
    case PATTERN_MATCHMAPPING:
        return visit_all(b, m->as.MatchMapping.keys)
            && visit_patterns(b, m->as.MatchMapping.patterns)
            && bind_pattern_name(b, m->as.MatchMapping.rest, m);
    case PATTERN_MATCHCLASS:
        return visit_expr(b, m->as.MatchClass.cls)
            && visit_patterns(b, m->as.MatchClass.patterns)
            && visit_patterns(b, m->as.MatchClass.kwd_patterns);
    case PATTERN_MATCHSTAR: return bind_pattern_name(b, m->as.MatchStar.name, m);
    case PATTERN_MATCHAS:
        return (!m->as.MatchAs.pattern || visit_pattern(b, m->as.MatchAs.pattern))
            && bind_pattern_name(b, m->as.MatchAs.name, m);
    case PATTERN_MATCHOR: return visit_patterns(b, m->as.MatchOr.patterns);
    }
    return true;
}

static bool visit_pattern(Builder *b, const Pattern *pattern)
{
    bool ok = enter_node(b) && visit_pattern_inner(b, pattern);
    leave_node(b);
    return ok;
}

static bool visit_match(Builder *b, const Stmt *s)
{
    if (!visit_expr(b, s->as.Match.subject))
        return false;
    for (int i = 0; i < s->as.Match.cases->n; i++) {
        const MatchCase *c = s->as.Match.cases->items[i];
        if (!visit_pattern(b, c->pattern) || !visit_optional(b, c->guard)
            || !visit_block(b, c->body))
            return false;
    }
    return check_match(b, s);
}

/* ---- statements ---------------------------------------------------------------------------------- */

static bool visit_annotated(Builder *b, const Stmt *s)
{
    const struct AnnAssignFields *a = &s->as.AnnAssign;
    if (a->target->kind == EXPR_NAME) {
        Ref name = a->target->as.Name.id;
        Ref mangled = scope_mangle_here(b, name);
        const Symbol *known = b->failed ? NULL : scope_lookup(b->cur, mangled);
        uint32_t declared = known ? known->flags & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL) : 0;
        if (declared && b->cur->kind != SCOPE_MODULE && a->simple)
            return scope_fail_name(b, SPAN(s), "annotated name '", name,
                                   declared & SYMBOL_GLOBAL ? "' can't be global"
                                                            : "' can't be nonlocal");
        uint32_t flags = a->simple ? SYMBOL_ANNOTATED | SYMBOL_ASSIGNED
            : a->value ? SYMBOL_ASSIGNED : 0;
        if (b->failed || !check_name(b, name, CTX_STORE, a->value ? SPAN(a->target) : SPAN(s))
            || (flags && !scope_define(b, name, flags, SPAN(a->target))))
            return false;
    } else if (!visit_expr(b, a->target)) {
        return false;
    }
    return visit_annotation(b, a->annotation) && visit_optional(b, a->value);
}

/* The body of a loop, with its else, which is outside again. */
static bool visit_loop(Builder *b, const StmtSeq *body, const StmtSeq *orelse)
{
    Flow outer = b->flow;
    b->flow.in_loop = true;
    b->flow.star_in_loop = false;
    bool ok = visit_block(b, body);
    b->flow = outer;
    return ok && visit_block(b, orelse);
}

/* For and AsyncFor, With and AsyncWith: the same fields in the same places. */
static bool visit_for(Builder *b, const Stmt *s)
{
    const struct ForFields *f = &s->as.For;
    return visit_expr(b, f->target) && visit_expr(b, f->iter)
        && visit_loop(b, f->body, f->orelse);
}

static bool visit_with(Builder *b, const Stmt *s)
{
    const struct WithFields *w = &s->as.With;
    for (int i = 0; i < w->items->n; i++)
        if (!visit_expr(b, w->items->items[i]->context_expr)
            || !visit_optional(b, w->items->items[i]->optional_vars))
            return false;
    return visit_block(b, w->body);
}

static bool visit_handler(Builder *b, const ExceptHandler *h, bool is_star)
{
    if (!visit_optional(b, h->type))
        return false;
    if (!value_is_absent(h->name)
        && (!check_name(b, h->name, CTX_STORE, SPAN(h))
            || !scope_define(b, h->name, SYMBOL_ASSIGNED, SPAN(h))))
        return false;
    Flow outer = b->flow;
    if (is_star)
        b->flow.star_in_loop = b->flow.in_except_star = true;
    bool ok = visit_block(b, h->body);
    b->flow = outer;
    return ok;
}

/* Try and TryStar have the same fields in the same places. */
static bool visit_try(Builder *b, const Stmt *s)
{
    const struct TryFields *t = &s->as.Try;
    bool is_star = s->kind == STMT_TRYSTAR;
    if (!visit_block(b, t->body))
        return false;
    for (int i = 0; i < t->handlers->n; i++)
        if (!visit_handler(b, t->handlers->items[i], is_star))
            return false;
    return (is_star || check_handlers(b, t->handlers)) && visit_block(b, t->orelse)
        && visit_block(b, t->finalbody);
}

/* import a.b binds a; import a.b as c binds c. */
static bool visit_alias(Builder *b, const Stmt *s, const Alias *a)
{
    Ref bound = value_is_absent(a->asname) ? a->name : a->asname;
    size_t n;
    const char *text = str_utf8(bound, &n);
    if (!text)
        return scope_fail_memory(b);
    if (n == 1 && *text == '*') {
        b->cur->has_import_star = true;
        return b->cur->kind == SCOPE_MODULE
            || scope_fail(b, SPAN(a), "import * only allowed at module level");
    }
    size_t first = 0;
    while (first < n && text[first] != '.')
        first++;
    if (first < n) {
        Value head = str_from_utf8(text, first);
        bound = arena_own(b->arena, value_is_error(head) ? head : str_intern(head));
        if (value_is_error(bound))
            return scope_fail_memory(b);
    }
    return check_name(b, bound, CTX_STORE, SPAN(s))
        && scope_define(b, bound, SYMBOL_IMPORTED, SPAN(a));
}

static bool visit_aliases(Builder *b, const Stmt *s, const AliasSeq *names)
{
    for (int i = 0; i < names->n; i++)
        if (!visit_alias(b, s, names->items[i]))
            return false;
    return true;
}

static bool visit_return(Builder *b, const Stmt *s)
{
    if (!check_return(b, s) || !visit_optional(b, s->as.Return.value))
        return false;
    if (s->as.Return.value) {
        b->cur->has_return_value = true;
        if (!b->value_return)
            b->value_return = s;
    }
    return true;
}

static bool visit_import_from(Builder *b, const Stmt *s)
{
    return check_future_import(b, s) && visit_aliases(b, s, s->as.ImportFrom.names);
}

static bool visit_stmt_inner(Builder *b, const Stmt *s)
{
    switch (s->kind) {
    case STMT_FUNCTIONDEF:
    case STMT_ASYNCFUNCTIONDEF: return visit_function(b, s);
    case STMT_CLASSDEF: return visit_class(b, s);
    case STMT_RETURN: return visit_return(b, s);
    case STMT_DELETE: return visit_all(b, s->as.Delete.targets);
    case STMT_ASSIGN:
        return visit_all(b, s->as.Assign.targets) && visit_expr(b, s->as.Assign.value);
    case STMT_TYPEALIAS: return visit_type_alias(b, s);
    case STMT_AUGASSIGN:
        return visit_expr(b, s->as.AugAssign.target)
            && visit_expr(b, s->as.AugAssign.value);
    case STMT_ANNASSIGN: return visit_annotated(b, s);
    case STMT_FOR: return visit_for(b, s);
    case STMT_ASYNCFOR:
        return check_async_statement(b, s, "'async for' outside async function")
            && visit_for(b, s);
    case STMT_WHILE:
        return visit_expr(b, s->as.While.test)
            && visit_loop(b, s->as.While.body, s->as.While.orelse);
    case STMT_IF:
        return visit_expr(b, s->as.If.test) && visit_block(b, s->as.If.body)
            && visit_block(b, s->as.If.orelse);
    case STMT_WITH: return visit_with(b, s);
    case STMT_ASYNCWITH:
        return check_async_statement(b, s, "'async with' outside async function")
            && visit_with(b, s);
    case STMT_MATCH: return visit_match(b, s);
    case STMT_RAISE:
        return visit_optional(b, s->as.Raise.exc) && visit_optional(b, s->as.Raise.cause);
    case STMT_TRY:
    case STMT_TRYSTAR: return visit_try(b, s);
    case STMT_ASSERT:
        return check_assert_warning(b, s) && visit_expr(b, s->as.Assert.test)
            && visit_optional(b, s->as.Assert.msg);
    case STMT_IMPORT: return visit_aliases(b, s, s->as.Import.names);
    case STMT_IMPORTFROM: return visit_import_from(b, s);
    case STMT_GLOBAL: return scope_declare(b, s->as.Global.names, true, SPAN(s));
    case STMT_NONLOCAL: return scope_declare(b, s->as.Nonlocal.names, false, SPAN(s));
    case STMT_EXPR: return visit_expr(b, s->as.Expr.value);
    case STMT_PASS: return true;
    case STMT_BREAK:
    case STMT_CONTINUE: return check_break(b, s);
    }
    return true;
}

static bool visit_block(Builder *b, const StmtSeq *body)
{
    for (int i = 0; i < body->n; i++) {
        bool ok = enter_node(b) && visit_stmt_inner(b, body->items[i]);
        leave_node(b);
        if (!ok)
            return false;
    }
    return true;
}

/* ---- the whole tree -------------------------------------------------------------------------------- */

static bool visit_mod(Builder *b, const Mod *mod)
{
    switch (mod->kind) {
    case MOD_MODULE:
        b->cur->has_docstring = starts_with_docstring(mod->as.Module.body);
        return check_collect_futures(b, mod->as.Module.body)
            && visit_block(b, mod->as.Module.body);
    case MOD_INTERACTIVE:
        return check_collect_futures(b, mod->as.Interactive.body)
            && visit_block(b, mod->as.Interactive.body);
    case MOD_EXPRESSION: return visit_expr(b, mod->as.Expression.body);
    case MOD_FUNCTIONTYPE: return true;
    }
    return true;
}

ScopeTable *scope_build(Arena *arena, const Mod *mod, Ref filename, int inherited_future,
                        int flags, const char *text, size_t text_len)
{
    ScopeTable *table = arena_zalloc(arena, sizeof *table);
    if (!table)
        return NULL;
    table->future = inherited_future;
    Builder b = {.arena = arena, .table = table, .filename = filename, .flags = flags,
                 .text = text, .text_len = text_len};
    b.name_class = own_name(&b, "__class__");
    b.name_classdict = own_name(&b, "__classdict__");
    b.name_super = own_name(&b, "super");
    Ref name = own_name(&b, "<module>");
    if (b.failed)
        return NULL;
    table->module = scope_open(&b, SCOPE_MODULE, SCOPE_PART_BODY, mod, name, (Span){0});
    if (!table->module || !visit_mod(&b, mod) || !scope_resolve_all(&b))
        return NULL;
    table->module_is_coroutine = table->module->is_coroutine;
    return table;
}
