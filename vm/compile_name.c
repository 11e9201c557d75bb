/* vm/compile_name.c -- where names live, and loading, storing and deleting them.
 *
 * parser/scope.c has decided what each name means; here that becomes a register, a cell, a closure entry, a global or
 * an entry of the namespace dict. */
#include "vm/compiler.h"

/* ---- the unit's local registers ---- */
static int add_local(Compiler *c, Ref name, int kind)
{
    Unit *u = c->u;
    if (u->n_locals == u->locals_capacity) {
        int32_t wanted = u->locals_capacity ? u->locals_capacity * 2 : 16;
        Value *names = mem_realloc_or_raise(u->local_names, (size_t)wanted * sizeof *names);
        if (names)
            u->local_names = names;
        uint8_t *kinds = names ? mem_realloc_or_raise(u->local_kinds, (size_t)wanted) : NULL;
        if (kinds)
            u->local_kinds = kinds;
        int32_t *hidden = kinds ? mem_realloc_or_raise(u->free_hidden, (size_t)wanted * sizeof *hidden) : NULL;
        if (!hidden) {
            c->failed = true;
            return 0;
        }
        u->free_hidden = hidden;
        u->locals_capacity = wanted;
    }
    u->local_names[u->n_locals] = name;
    u->local_kinds[u->n_locals] = (uint8_t)kind;
    return u->n_locals++;
}

static int hidden_of_kind(Compiler *c, Ref name, int kind)
{
    Unit *u = c->u;
    for (int32_t i = 0; i < u->n_free_hidden; i++) {
        int32_t r = u->free_hidden[i];
        if (value_is(u->local_names[r], name) && u->local_kinds[r] == kind) {
            u->free_hidden[i] = u->free_hidden[--u->n_free_hidden];
            return r;
        }
    }
    return add_local(c, name, kind);
}

int hidden_local(Compiler *c, Ref name)
{
    return hidden_of_kind(c, name, LOCAL_HIDDEN);
}

int comprehension_local(Compiler *c, Ref name, bool is_cell)
{
    return hidden_of_kind(c, name, LOCAL_COMPREHENSION | (is_cell ? LOCAL_CELL : 0));
}

void hidden_release(Compiler *c, int reg)
{
    if (!c->failed)
        c->u->free_hidden[c->u->n_free_hidden++] = reg;
}

/* The parameters, which come first, or the other locals. */
static void add_symbols(Compiler *c, const Scope *s, bool parameters)
{
    Unit *u = c->u;
    for (int32_t i = 0; i < s->n_symbols && !c->failed; i++) {
        const Symbol *sym = s->symbols[i];
        if (!!(sym->flags & SYMBOL_PARAM) != parameters
            || (sym->resolution != NAME_LOCAL && sym->resolution != NAME_CELL))
            continue;
        int r = add_local(c, sym->name, sym->resolution == NAME_CELL ? LOCAL_CELL : 0);
        u->registers[sym->index] = r;
        if (parameters && sym->resolution == NAME_LOCAL)
            bits_set(&u->assigned, r);
    }
}

void unit_layout_locals(Compiler *c)
{
    Unit *u = c->u;
    const Scope *s = u->scope;
    u->registers = arena_alloc(c->arena, (size_t)(s->n_symbols + 1) * sizeof(int32_t));
    if (!u->registers) {
        c->failed = true;
        return;
    }
    for (int32_t i = 0; i < s->n_symbols; i++)
        u->registers[i] = -1;
    if (u->is_namespace) {
        add_local(c, NAME(__dict__), LOCAL_HIDDEN);
        if (s->needs_class_cell)
            add_local(c, NAME(__class__), LOCAL_CELL);
        if (s->needs_classdict)
            add_local(c, NAME(__classdict__), LOCAL_CELL);
        return;
    }
    add_symbols(c, s, true);
    add_symbols(c, s, false);
}

void unit_emit_cells(Compiler *c)
{
    Unit *u = c->u;
    for (int r = 0; r < u->n_locals; r++)
        if (u->local_kinds[r] == LOCAL_CELL)
            emit(c, OP_MAKE_CELL, local(r), none(), none());
}

/* ---- resolution ---- */
Ref name_mangle(Compiler *c, Ref name)
{
    const Scope *s = c->u->current;
    if (value_is_absent(s->class_name) || str_len(name) < 3 || str_at(name, 0) != '_' || str_at(name, 1) != '_')
        return name;
    Ref mangled = scope_mangle(c->arena, s, name);
    if (value_is_error(mangled)) {
        c->failed = true;
        return name;
    }
    return mangled;
}

static int free_index(const Unit *u, Ref name)
{
    for (int32_t i = 0; i < u->scope->n_frees; i++)
        if (value_is(u->scope->frees[i], name))
            return i;
    return -1;
}

static bool sees_class(const Unit *u)
{
    ScopeKind kind = u->scope->kind;
    return u->scope->see_class
           && (kind == SCOPE_TYPE_PARAMS || kind == SCOPE_TYPE_ALIAS || kind == SCOPE_TYPE_VARIABLE);
}

/* A variable of an inlined comprehension around the place being compiled. */
static bool where_inlined(const Unit *u, Ref name, Where *w)
{
    for (const Inlined *in = u->inlined; in; in = in->outer) {
        const Symbol *sym = scope_lookup(in->scope, name);
        if (!sym || in->registers[sym->index] < 0)
            continue;
        w->place = sym->resolution == NAME_CELL ? PLACE_CELL : PLACE_LOCAL;
        w->index = in->registers[sym->index];
        return true;
    }
    return false;
}

static NameResolution resolution_of(const Unit *u, Ref name, const Symbol *sym)
{
    if (!sym)
        return NAME_GLOBAL_IMPLICIT;
    /* A comprehension in a class body does not see the class's names, inlined or not. */
    if (u->inlined && u->scope->kind == SCOPE_CLASS) {
        for (const Inlined *in = u->inlined; in; in = in->outer) {
            const Symbol *own = scope_lookup(in->scope, name);
            if (own)
                return own->resolution == NAME_FREE ? NAME_FREE : NAME_GLOBAL_EXPLICIT;
        }
    }
    return sym->resolution;
}

Where name_where(Compiler *c, Ref unmangled)
{
    Unit *u = c->u;
    Ref name = name_mangle(c, unmangled);
    Where w = {.place = PLACE_GLOBAL, .name = name};
    if (u->inlined && where_inlined(u, name, &w))
        return w;
    const Symbol *sym = scope_lookup(u->scope, name);
    switch (resolution_of(u, name, sym)) {
    case NAME_LOCAL:
    case NAME_CELL:
        if (u->is_namespace) {
            w.place = PLACE_NAME;
            break;
        }
        w.place = sym->resolution == NAME_CELL ? PLACE_CELL : PLACE_LOCAL;
        w.index = u->registers[sym->index];
        break;
    case NAME_FREE:
        w.index = free_index(u, name);
        if (w.index < 0)
            break;
        w.place = u->scope->kind == SCOPE_CLASS && !u->inlined ? PLACE_CLASS_FREE
                  : sees_class(u) ? PLACE_DICT_FREE : PLACE_FREE;
        break;
    case NAME_GLOBAL_EXPLICIT:
        break;
    case NAME_GLOBAL_IMPLICIT:
    case NAME_UNRESOLVED:
        if (u->is_namespace)
            w.place = PLACE_NAME;
        else if (sees_class(u))
            w.place = PLACE_DICT_GLOBAL;
        break;
    }
    return w;
}

int local_of_name(Compiler *c, Ref name)
{
    if (c->u->is_namespace && !c->u->inlined)
        return -1;
    Where w = name_where(c, name);
    return w.place == PLACE_LOCAL ? w.index : -1;
}

/* ---- loading ---- */
void local_check(Compiler *c, int reg)
{
    if (bits_has(&c->u->assigned, reg))
        return;
    emit(c, OP_CHECK_LOCAL, none(), local(reg), none());
    bits_set(&c->u->assigned, reg);
}

/* Annotation scopes in a class look into the class's namespace first. */
static Operand load_through_class(Compiler *c, Where w, int want)
{
    int index = free_index(c->u, NAME(__classdict__));
    if (index < 0) {
        if (w.place == PLACE_DICT_FREE)
            return emit_value(c, OP_LOAD_FREE, 0, number(w.index), none(), want);
        return emit_value(c, OP_LOAD_GLOBAL, 0, number(name_index(c, w.name)), none(), want);
    }
    Operand dict = emit_value(c, OP_LOAD_FREE, 0, number(index), none(), WANT_TEMP);
    int name = name_index(c, w.name);
    if (w.place == PLACE_DICT_GLOBAL)
        return emit_value(c, OP_LOAD_DICT_OR_GLOBAL, 0, dict, number(name), want);
    Ins *in = emit(c, OP_LOAD_DICT_OR_FREE, none(), dict, number(w.index));
    in->cache = (uint32_t)name;
    Operand to = destination(c, want);
    in->kind[0] = (uint8_t)to.kind;
    in->operand[0] = to.index;
    if (want >= 0)
        bits_set(&c->u->assigned, want);
    return to;
}

Operand name_load(Compiler *c, Ref name, int want)
{
    Where w = name_where(c, name);
    switch (w.place) {
    case PLACE_LOCAL:
        local_check(c, w.index);
        return emit_move(c, local(w.index), want);
    case PLACE_CELL:
        return emit_value(c, OP_LOAD_CELL, 0, local(w.index), none(), want);
    case PLACE_FREE:
        return emit_value(c, OP_LOAD_FREE, 0, number(w.index), none(), want);
    case PLACE_CLASS_FREE:
        return emit_value(c, OP_LOAD_NAME_OR_FREE, 0, number(w.index), number(name_index(c, w.name)), want);
    case PLACE_CLASS_CELL:
        return emit_value(c, OP_LOAD_NAME_OR_CELL, 0, local(w.index), number(name_index(c, w.name)), want);
    case PLACE_DICT_FREE:
    case PLACE_DICT_GLOBAL:
        return load_through_class(c, w, want);
    case PLACE_GLOBAL:
        return emit_value(c, OP_LOAD_GLOBAL, 0, number(name_index(c, w.name)), none(), want);
    case PLACE_NAME:
        return emit_value(c, OP_LOAD_NAME, 0, number(name_index(c, w.name)), none(), want);
    }
    return none();
}

/* ---- storing and deleting ---- */
void name_store(Compiler *c, Ref name, Operand v)
{
    Where w = name_where(c, name);
    switch (w.place) {
    case PLACE_LOCAL:
        emit_move(c, v, w.index);
        bits_set(&c->u->assigned, w.index);
        break;
    case PLACE_CELL:
    case PLACE_CLASS_CELL:
        emit(c, OP_STORE_CELL, local(w.index), v, none());
        break;
    case PLACE_FREE:
    case PLACE_CLASS_FREE:
    case PLACE_DICT_FREE:
        emit(c, OP_STORE_FREE, number(w.index), v, none());
        break;
    case PLACE_GLOBAL:
    case PLACE_DICT_GLOBAL:
        emit(c, OP_STORE_GLOBAL, number(name_index(c, w.name)), v, none());
        break;
    case PLACE_NAME:
        emit(c, OP_STORE_NAME, number(name_index(c, w.name)), v, none());
        break;
    }
}

void name_delete(Compiler *c, Ref name)
{
    Where w = name_where(c, name);
    switch (w.place) {
    case PLACE_LOCAL:
        emit(c, OP_DELETE_LOCAL, local(w.index), none(), none());
        bits_unset(&c->u->assigned, w.index);
        break;
    case PLACE_CELL:
    case PLACE_CLASS_CELL:
        emit(c, OP_DELETE_CELL, local(w.index), none(), none());
        break;
    case PLACE_FREE:
    case PLACE_CLASS_FREE:
    case PLACE_DICT_FREE:
        emit(c, OP_DELETE_FREE, number(w.index), none(), none());
        break;
    case PLACE_GLOBAL:
    case PLACE_DICT_GLOBAL:
        emit(c, OP_DELETE_GLOBAL, number(name_index(c, w.name)), none(), none());
        break;
    case PLACE_NAME:
        emit(c, OP_DELETE_NAME, number(name_index(c, w.name)), none(), none());
        break;
    }
}

void name_unset(Compiler *c, Ref name)
{
    Where w = name_where(c, name);
    if (w.place == PLACE_LOCAL) {
        emit(c, OP_CLEAR_LOCAL, local(w.index), none(), none());
        bits_unset(&c->u->assigned, w.index);
        return;
    }
    /* The body may have deleted it: assigned again, deleting cannot fail. */
    name_store(c, name, load_constant(c, VALUE_NONE, WANT_ANY));
    name_delete(c, name);
}

/* ---- closures ---- */
Operand name_cell(Compiler *c, Ref name, int want)
{
    Unit *u = c->u;
    Where w;
    if (where_inlined(u, name, &w) && w.place == PLACE_CELL)
        return emit_value(c, OP_MOVE, 0, local(w.index), none(), want);
    if (u->is_namespace) {
        for (int r = 1; r < u->n_locals; r++)
            if (u->local_kinds[r] == LOCAL_CELL && value_is(u->local_names[r], name))
                return emit_value(c, OP_MOVE, 0, local(r), none(), want);
    } else {
        const Symbol *sym = scope_lookup(u->scope, name);
        if (sym && sym->resolution == NAME_CELL && u->registers[sym->index] >= 0)
            return emit_value(c, OP_MOVE, 0, local(u->registers[sym->index]), none(), want);
    }
    int index = free_index(u, name);
    if (index < 0) {
        if (!c->failed)
            exc_raise(&type_SystemError, "compiler: no cell for '%U' in '%U'", name, u->name);
        c->failed = true;
        index = 0;
    }
    return emit_value(c, OP_LOAD_FREE_CELL, 0, number(index), none(), want);
}

/* ---- locals that may become unset ---- */
static void mark_deleted(Compiler *c, Ref name)
{
    int r = local_of_name(c, name);
    if (r >= 0)
        bits_set(&c->u->deleted, r);
}

static void mark_deleted_target(Compiler *c, const Expr *e)
{
    if (e->kind == EXPR_NAME)
        mark_deleted(c, e->as.Name.id);
    else if (e->kind == EXPR_TUPLE || e->kind == EXPR_LIST) {
        const ExprSeq *elts = e->kind == EXPR_TUPLE ? e->as.Tuple.elts : e->as.List.elts;
        for (int i = 0; i < elts->n; i++)
            mark_deleted_target(c, elts->items[i]);
    }
}

static void collect_try(Compiler *c, const StmtSeq *body, const ExceptHandlerSeq *handlers,
                        const StmtSeq *orelse, const StmtSeq *final)
{
    collect_deleted(c, body);
    for (int i = 0; i < handlers->n; i++) {
        if (!value_is_absent(handlers->items[i]->name))
            mark_deleted(c, handlers->items[i]->name);
        collect_deleted(c, handlers->items[i]->body);
    }
    collect_deleted(c, orelse);
    collect_deleted(c, final);
}

void collect_deleted(Compiler *c, const StmtSeq *body)
{
    for (int i = 0; i < body->n; i++) {
        const Stmt *s = body->items[i];
        switch ((int)s->kind) {
        case STMT_DELETE:
            for (int k = 0; k < s->as.Delete.targets->n; k++)
                mark_deleted_target(c, s->as.Delete.targets->items[k]);
            break;
        case STMT_FOR:
            collect_deleted(c, s->as.For.body);
            collect_deleted(c, s->as.For.orelse);
            break;
        case STMT_ASYNCFOR:
            collect_deleted(c, s->as.AsyncFor.body);
            collect_deleted(c, s->as.AsyncFor.orelse);
            break;
        case STMT_WHILE:
            collect_deleted(c, s->as.While.body);
            collect_deleted(c, s->as.While.orelse);
            break;
        case STMT_IF:
            collect_deleted(c, s->as.If.body);
            collect_deleted(c, s->as.If.orelse);
            break;
        case STMT_WITH:
            collect_deleted(c, s->as.With.body);
            break;
        case STMT_ASYNCWITH:
            collect_deleted(c, s->as.AsyncWith.body);
            break;
        case STMT_TRY:
            collect_try(c, s->as.Try.body, s->as.Try.handlers, s->as.Try.orelse, s->as.Try.finalbody);
            break;
        case STMT_TRYSTAR:
            collect_try(c, s->as.TryStar.body, s->as.TryStar.handlers, s->as.TryStar.orelse,
                        s->as.TryStar.finalbody);
            break;
        case STMT_MATCH:
            for (int k = 0; k < s->as.Match.cases->n; k++)
                collect_deleted(c, s->as.Match.cases->items[k]->body);
            break;
        default:
            break;
        }
    }
}

/* ---- walruses ---- */
static bool any_rebinds(Compiler *c, const ExprSeq *seq, Ref name)
{
    for (int i = 0; i < seq->n; i++)
        if (seq->items[i] && expr_rebinds(c, seq->items[i], name))
            return true;
    return false;
}

static bool generators_rebind(Compiler *c, const ComprehensionSeq *gens, Ref name)
{
    for (int i = 0; i < gens->n; i++)
        if (expr_rebinds(c, gens->items[i]->iter, name) || any_rebinds(c, gens->items[i]->ifs, name))
            return true;
    return false;
}

static bool call_rebinds(Compiler *c, const Expr *e, Ref name)
{
    if (expr_rebinds(c, e->as.Call.func, name) || any_rebinds(c, e->as.Call.args, name))
        return true;
    for (int i = 0; i < e->as.Call.keywords->n; i++)
        if (expr_rebinds(c, e->as.Call.keywords->items[i]->value, name))
            return true;
    return false;
}

bool expr_rebinds(Compiler *c, const Expr *e, Ref name)
{
#define IN(child) ((child) && expr_rebinds(c, (child), name))
    if (c->no_walrus || !e)
        return false;
    switch (e->kind) {
    case EXPR_NAMEDEXPR:
        return value_is(e->as.NamedExpr.target->as.Name.id, name) || IN(e->as.NamedExpr.value);
    case EXPR_BOOLOP: return any_rebinds(c, e->as.BoolOp.values, name);
    case EXPR_BINOP: return IN(e->as.BinOp.left) || IN(e->as.BinOp.right);
    case EXPR_UNARYOP: return IN(e->as.UnaryOp.operand);
    case EXPR_IFEXP: return IN(e->as.IfExp.test) || IN(e->as.IfExp.body) || IN(e->as.IfExp.orelse);
    case EXPR_DICT: return any_rebinds(c, e->as.Dict.keys, name) || any_rebinds(c, e->as.Dict.values, name);
    case EXPR_SET: return any_rebinds(c, e->as.Set.elts, name);
    case EXPR_LISTCOMP: return IN(e->as.ListComp.elt) || generators_rebind(c, e->as.ListComp.generators, name);
    case EXPR_SETCOMP: return IN(e->as.SetComp.elt) || generators_rebind(c, e->as.SetComp.generators, name);
    case EXPR_DICTCOMP:
        return IN(e->as.DictComp.key) || IN(e->as.DictComp.value)
               || generators_rebind(c, e->as.DictComp.generators, name);
    case EXPR_AWAIT: return IN(e->as.Await.value);
    case EXPR_YIELD: return IN(e->as.Yield.value);
    case EXPR_YIELDFROM: return IN(e->as.YieldFrom.value);
    case EXPR_COMPARE: return IN(e->as.Compare.left) || any_rebinds(c, e->as.Compare.comparators, name);
    case EXPR_CALL: return call_rebinds(c, e, name);
    case EXPR_FORMATTEDVALUE: return IN(e->as.FormattedValue.value) || IN(e->as.FormattedValue.format_spec);
    case EXPR_INTERPOLATION: return IN(e->as.Interpolation.value) || IN(e->as.Interpolation.format_spec);
    case EXPR_JOINEDSTR: return any_rebinds(c, e->as.JoinedStr.values, name);
    case EXPR_TEMPLATESTR: return any_rebinds(c, e->as.TemplateStr.values, name);
    case EXPR_ATTRIBUTE: return IN(e->as.Attribute.value);
    case EXPR_SUBSCRIPT: return IN(e->as.Subscript.value) || IN(e->as.Subscript.slice);
    case EXPR_STARRED: return IN(e->as.Starred.value);
    case EXPR_LIST: return any_rebinds(c, e->as.List.elts, name);
    case EXPR_TUPLE: return any_rebinds(c, e->as.Tuple.elts, name);
    case EXPR_SLICE: return IN(e->as.Slice.lower) || IN(e->as.Slice.upper) || IN(e->as.Slice.step);
    case EXPR_NAME:
    case EXPR_CONSTANT:
    case EXPR_LAMBDA:
    case EXPR_GENERATOREXP:
        return false;
    }
    return false;
#undef IN
}
