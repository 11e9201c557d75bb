/* vm/compile_comp.c -- comprehensions and generator expressions.
 *
 * Most run inline (PEP 709): their variables are hidden registers of the frame around them, so nothing has to be
 * saved and restored; they are unset at the end.  Generator expressions, and what the scopes say cannot
 * be inlined, become functions with the outermost iterator as parameter ".0". */
#include "vm/compiler.h"

typedef struct Loops {
    Expr *e;
    const ComprehensionSeq *generators;
    int result;             /* temporary that collects, -1 in a generator expression */
} Loops;

static const ComprehensionSeq *generators_of(const Expr *e)
{
    switch ((int)e->kind) {
    case EXPR_LISTCOMP: return e->as.ListComp.generators;
    case EXPR_SETCOMP: return e->as.SetComp.generators;
    case EXPR_DICTCOMP: return e->as.DictComp.generators;
    default: return e->as.GeneratorExp.generators;
    }
}

static void compile_element(Compiler *c, const Loops *l)
{
    Expr *e = l->e;
    Operand to = temp(l->result);
    switch ((int)e->kind) {
    case EXPR_LISTCOMP: {
        Operand v = compile_expr(c, e->as.ListComp.elt, WANT_ANY);
        at(c, e->as.ListComp.elt);
        emit(c, OP_LIST_APPEND, to, v, none());
        break;
    }
    case EXPR_SETCOMP: {
        Operand v = compile_expr(c, e->as.SetComp.elt, WANT_ANY);
        at(c, e->as.SetComp.elt);
        emit(c, OP_SET_ADD, to, v, none());
        break;
    }
    case EXPR_DICTCOMP: {
        Operand k = compile_expr_kept(c, e->as.DictComp.key, e->as.DictComp.value, WANT_ANY);
        Operand v = compile_expr(c, e->as.DictComp.value, WANT_ANY);
        at(c, e->as.DictComp.key);
        emit(c, OP_DICT_SET, to, k, v);
        break;
    }
    default: {
        Operand v = compile_expr(c, e->as.GeneratorExp.elt, WANT_ANY);
        at(c, e->as.GeneratorExp.elt);
        emit_value(c, OP_YIELD, c->u->flags & CODE_ASYNC_GENERATOR ? FLAG_ASYNC : 0, v, none(), WANT_TEMP);
        emit_drop(c);
    }
    }
}

static void push_iterator(Compiler *c, const Comprehension *g)
{
    fold_container(c, g->iter);
    Operand v = compile_expr(c, g->iter, WANT_ANY);
    at(c, g->iter);
    emit_value(c, g->is_async ? OP_GET_AITER : OP_GET_ITER, 0, v, none(), WANT_TEMP);
}

static void compile_loop(Compiler *c, const Loops *l, int i);

static void compile_loop_body(Compiler *c, const Loops *l, int i, int next_item)
{
    const Comprehension *g = l->generators->items[i];
    for (int k = 0; k < g->ifs->n; k++)
        compile_condition(c, g->ifs->items[k], false, next_item);
    if (i + 1 < l->generators->n) {
        push_iterator(c, l->generators->items[i + 1]);
        compile_loop(c, l, i + 1);
    } else
        compile_element(c, l);
}

/* Run the loops from the i-th on; the iterator is the top temporary, and gone afterwards. */
static void compile_loop(Compiler *c, const Loops *l, int i)
{
    const Comprehension *g = l->generators->items[i];
    int head = label_new(c), next_item = label_new(c), end = label_new(c);
    int want = target_register(c, g->target);
    if (want == WANT_ANY)
        want = WANT_TEMP;
    label_place_loop(c, head);
    Bits assigned = c->u->assigned;
    int handler = -1;
    Operand item;
    at(c, g->iter); /* an error of the iterator is the iterable's, as in a for statement */
    if (g->is_async)
        handler = emit_async_next(c, want, &item);
    else
        item = emit_for_iter(c, end, want);
    at(c, g->target);
    if (want == WANT_TEMP)
        compile_store(c, g->target, item);
    compile_loop_body(c, l, i, next_item);
    label_place(c, next_item);
    at_nowhere(c);
    emit_jump_back(c, head);
    pop(c, 1);
    if (g->is_async) {
        temp_push(c);
        at(c, g->iter);
        emit_async_end(c, handler, assigned);
    }
    label_place(c, end);
}

static Operand emit_empty_result(Compiler *c, const Expr *e)
{
    Op op = e->kind == EXPR_LISTCOMP ? OP_BUILD_LIST : e->kind == EXPR_SETCOMP ? OP_BUILD_SET : OP_BUILD_MAP;
    return emit_run(c, op, 0, 0, WANT_TEMP);
}

/* ---- inlined ---- */
static void claim_variables(Compiler *c, Inlined *in)
{
    const Scope *s = in->scope;
    in->registers = arena_alloc(c->arena, (size_t)(s->n_symbols + 1) * sizeof(int32_t));
    if (!in->registers) {
        c->failed = true;
        return;
    }
    for (int i = 0; i < s->n_symbols; i++) {
        const Symbol *sym = s->symbols[i];
        in->registers[i] = -1;
        if ((sym->resolution != NAME_LOCAL && sym->resolution != NAME_CELL) || !(sym->flags & SYMBOL_COMP_ITER))
            continue;
        bool is_cell = sym->resolution == NAME_CELL;
        int r = comprehension_local(c, sym->name, is_cell);
        in->registers[i] = r;
        if (is_cell)
            emit(c, OP_MAKE_CELL, local(r), none(), none());
        else
            bits_unset(&c->u->assigned, r);
    }
}

static void unset_variables(Compiler *c, const Inlined *in)
{
    for (int i = 0; i < in->scope->n_symbols && !c->failed; i++) {
        if (in->registers[i] < 0)
            continue;
        emit(c, OP_CLEAR_LOCAL, local(in->registers[i]), none(), none());
        bits_unset(&c->u->assigned, in->registers[i]);
    }
}

static void release_variables(Compiler *c, const Inlined *in)
{
    for (int i = 0; i < in->scope->n_symbols && !c->failed; i++)
        if (in->registers[i] >= 0)
            hidden_release(c, in->registers[i]);
}

/* An exception leaves the comprehension: its variables go, too. */
static void compile_inlined_handler(Compiler *c, const Inlined *in, int handler, int depth, Bits assigned)
{
    Unit *u = c->u;
    int outside = u->depth, after = label_new(c);
    at_nowhere(c);
    emit_jump(c, after);
    cold_begin(c);
    u->depth = depth;
    handler_place(c, handler, assigned);
    at_no_line(c);
    unset_variables(c, in);
    emit(c, OP_RERAISE, none(), temp(depth), none());
    u->reachable = false;
    u->assigned = BITS_ALL;
    cold_end(c);
    u->depth = outside;
    label_place(c, after);
}

static Operand compile_inlined(Compiler *c, Expr *e, const Scope *scope, int want)
{
    Unit *u = c->u;
    Loops l = {.e = e, .generators = generators_of(e)};
    if (l.generators->items[0]->iter->lineno != e->lineno) { /* tracing shows the iterable's line first */
        at(c, l.generators->items[0]->iter);
        emit_nop(c);
        at(c, e);
    }
    Operand result = emit_empty_result(c, e);
    l.result = result.index;
    push_iterator(c, l.generators->items[0]);
    Inlined in = {.scope = scope, .outer = u->inlined};
    const Scope *outside = u->current;
    claim_variables(c, &in);
    if (c->failed)
        return destination(c, want);
    u->inlined = &in;
    u->current = scope;
    Bits assigned = u->assigned;
    int saved, handler = protect_at(c, result.index, &saved);
    compile_loop(c, &l, 0);
    protect_end(c, saved);
    u->inlined = in.outer;
    u->current = outside;
    at(c, e);
    unset_variables(c, &in);
    compile_inlined_handler(c, &in, handler, result.index, assigned);
    release_variables(c, &in);
    at(c, e);
    return emit_move(c, result, want);
}

/* ---- as a function ---- */
static Code *compile_as_function(Compiler *c, Expr *e, const Scope *scope)
{
    Unit *u = unit_enter(c, scope, scope->name, e->lineno);
    if (!u)
        return NULL;
    u->n_args = 1;
    at(c, e);
    unit_emit_cells(c);
    Loops l = {.e = e, .generators = generators_of(e), .result = -1};
    if (e->kind != EXPR_GENERATOREXP)
        l.result = emit_empty_result(c, e).index;
    emit_move(c, local(0), WANT_TEMP);
    compile_loop(c, &l, 0);
    at(c, e);
    if (l.result >= 0)
        emit_return(c, temp(l.result));
    else {
        at_nowhere(c);
        emit_return(c, load_constant(c, VALUE_NONE, WANT_ANY));
    }
    return unit_leave(c);
}

Operand compile_comprehension(Compiler *c, Expr *e, int want)
{
    const Scope *scope = scope_find(c->scopes, e, SCOPE_PART_BODY);
    if (scope->is_inlined)
        return compile_inlined(c, e, scope, want);
    const Comprehension *first = generators_of(e)->items[0];
    Code *code = compile_as_function(c, e, scope);
    at(c, e);
    make_function(c, code, scope, 0, WANT_TEMP);
    push_iterator(c, first);
    at(c, e);
    bool awaited = scope->is_coroutine && e->kind != EXPR_GENERATOREXP;
    Operand v = emit_call(c, OP_CALL, 1, 2, awaited ? WANT_TEMP : want);
    return awaited ? compile_await(c, 0, want) : v;
}
