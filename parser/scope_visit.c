/* parser/scope_visit.c -- the walk over the tree that opens blocks and records names: expressions.
 *
 * Blocks open in the order CPython opens them, and a name's first use decides its place
 * in the lists, so that symtable and co_varnames come out the same.  Rules that need
 * context are checked on the way (check.c).  Definitions are in scope_visit_def.c,
 * statements, patterns and the entry, scope_build(), in scope_visit_stmt.c. */
#include "parser/scope_build.h"

#include "runtime/exc.h"
#include "runtime/str.h"

/* ---- depth --------------------------------------------------------------------------- */

/* This walk sees every node first; who walks later may rely on the bound. */
bool scope_enter_node(Builder *b)
{
    if (++b->depth <= AST_MAX_DEPTH)
        return true;
    exc_raise(&type_RecursionError,
              "maximum recursion depth exceeded during compilation");
    return scope_fail_memory(b);
}

void scope_leave_node(Builder *b)
{
    b->depth--;
}

/* ---- helpers --------------------------------------------------------------------------- */

bool scope_visit_optional(Builder *b, const Expr *e)
{
    return !e || scope_visit_expr(b, e);
}

bool scope_visit_all(Builder *b, const ExprSeq *seq)
{
    for (int i = 0; i < seq->n; i++)
        if (!scope_visit_optional(b, seq->items[i]))
            return false;
    return true;
}

/* Elements among which *x is welcome. */
bool scope_visit_elements(Builder *b, const ExprSeq *seq)
{
    for (int i = 0; i < seq->n; i++) {
        const Expr *e = seq->items[i];
        if (!scope_visit_expr(b, e->kind == EXPR_STARRED ? e->as.Starred.value : e))
            return false;
    }
    return true;
}

Ref scope_own_name(Builder *b, const char *ascii)
{
    Ref name = arena_own(b->arena, str_intern_cstr(ascii));
    if (value_is_error(name))
        scope_fail_memory(b);
    return name;
}

bool scope_define_cstr(Builder *b, const char *ascii, uint32_t flags)
{
    Ref name = scope_own_name(b, ascii);
    return !b->failed && scope_define(b, name, flags, (Span){0});
}

/* ---- comprehensions ------------------------------------------------------------------------- */

static bool visit_target(Builder *b, const Expr *target)
{
    b->comp_target = true;
    bool ok = scope_visit_expr(b, target);
    b->comp_target = false;
    return ok;
}

static bool visit_iterable(Builder *b, const Expr *iter)
{
    b->iter_depth++;
    bool ok = scope_visit_expr(b, iter);
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
            || !scope_visit_all(b, c->ifs))
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
    Ref name = scope_own_name(b, comprehension_name(e->kind));
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
    bool ok = scope_define_cstr(b, ".0", SYMBOL_PARAM) && visit_generators(b, generators)
        && (!value || scope_visit_expr(b, value)) && scope_visit_expr(b, elt);
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
    if (!scope_visit_expr(b, e->as.NamedExpr.value))
        return false;
    return check_name(b, target->as.Name.id, CTX_STORE, SPAN(target))
        && (inner || scope_define(b, target->as.Name.id, SYMBOL_ASSIGNED, SPAN(target)));
}

static bool visit_yield(Builder *b, const Expr *e)
{
    if (!check_not_in_annotation(b, e, "yield expression"))
        return false;
    bool ok = scope_visit_optional(b, e->kind == EXPR_YIELD ? e->as.Yield.value
                                                      : e->as.YieldFrom.value);
    b->cur->is_generator = true;
    return ok && check_yield(b, e);
}

static bool visit_await(Builder *b, const Expr *e)
{
    if (!check_not_in_annotation(b, e, "await expression")
        || !scope_visit_expr(b, e->as.Await.value) || !check_await(b, e))
        return false;
    b->cur->is_coroutine = true;
    return true;
}

static bool visit_attribute(Builder *b, const Expr *e)
{
    return check_name(b, e->as.Attribute.attr, e->as.Attribute.ctx, SPAN(e))
        && scope_visit_expr(b, e->as.Attribute.value);
}

static bool visit_subscript(Builder *b, const Expr *e)
{
    const Expr *slice = e->as.Subscript.slice;
    return check_subscript_warning(b, e) && scope_visit_expr(b, e->as.Subscript.value)
        && scope_visit_expr(b, slice);
}

static bool visit_display(Builder *b, const Expr *e, const ExprSeq *elts, ExprContext ctx)
{
    if (ctx == CTX_STORE && !check_unpacking(b, elts, SPAN(e)))
        return false;
    return scope_visit_elements(b, elts);
}

static bool visit_call(Builder *b, const Expr *e)
{
    const struct CallFields *c = &e->as.Call;
    return check_call_warning(b, e) && check_keywords(b, c->keywords)
        && scope_visit_expr(b, c->func) && scope_visit_elements(b, c->args)
        && scope_visit_keywords(b, c->keywords);
}

static bool visit_dict(Builder *b, const Expr *e)
{
    return scope_visit_all(b, e->as.Dict.keys) && scope_visit_all(b, e->as.Dict.values);
}

static bool visit_expr_inner(Builder *b, const Expr *e)
{
    switch (e->kind) {
    case EXPR_BOOLOP: return scope_visit_all(b, e->as.BoolOp.values);
    case EXPR_NAMEDEXPR: return visit_walrus(b, e);
    case EXPR_BINOP:
        return scope_visit_expr(b, e->as.BinOp.left) && scope_visit_expr(b, e->as.BinOp.right);
    case EXPR_UNARYOP: return scope_visit_expr(b, e->as.UnaryOp.operand);
    case EXPR_LAMBDA: return scope_visit_lambda(b, e);
    case EXPR_IFEXP:
        return scope_visit_expr(b, e->as.IfExp.test) && scope_visit_expr(b, e->as.IfExp.body)
            && scope_visit_expr(b, e->as.IfExp.orelse);
    case EXPR_DICT: return visit_dict(b, e);
    case EXPR_SET: return scope_visit_elements(b, e->as.Set.elts);
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
        return check_compare_warning(b, e) && scope_visit_expr(b, e->as.Compare.left)
            && scope_visit_all(b, e->as.Compare.comparators);
    case EXPR_CALL: return visit_call(b, e);
    case EXPR_FORMATTEDVALUE:
        return scope_visit_expr(b, e->as.FormattedValue.value)
            && scope_visit_optional(b, e->as.FormattedValue.format_spec);
    case EXPR_INTERPOLATION:
        return scope_visit_expr(b, e->as.Interpolation.value)
            && scope_visit_optional(b, e->as.Interpolation.format_spec);
    case EXPR_JOINEDSTR: return scope_visit_all(b, e->as.JoinedStr.values);
    case EXPR_TEMPLATESTR: return scope_visit_all(b, e->as.TemplateStr.values);
    case EXPR_CONSTANT: return true;
    case EXPR_ATTRIBUTE: return visit_attribute(b, e);
    case EXPR_SUBSCRIPT: return visit_subscript(b, e);
    case EXPR_STARRED: return check_starred(b, e);
    case EXPR_NAME: return visit_name(b, e);
    case EXPR_LIST: return visit_display(b, e, e->as.List.elts, e->as.List.ctx);
    case EXPR_TUPLE: return visit_display(b, e, e->as.Tuple.elts, e->as.Tuple.ctx);
    case EXPR_SLICE:
        return scope_visit_optional(b, e->as.Slice.lower) && scope_visit_optional(b, e->as.Slice.upper)
            && scope_visit_optional(b, e->as.Slice.step);
    }
    return true;
}

bool scope_visit_expr(Builder *b, const Expr *e)
{
    bool ok = scope_enter_node(b) && visit_expr_inner(b, e);
    scope_leave_node(b);
    return ok;
}
