/* vm/compile_class.c -- class statements. */
#include "vm/compiler.h"

static void store_const(Compiler *c, Ref name, Ref value)
{
    name_store(c, name, load_constant(c, value, WANT_ANY));
}

static bool has_annotations(const StmtSeq *body);

static bool stmt_has_annotations(const Stmt *s)
{
    switch ((int)s->kind) {
    case STMT_ANNASSIGN: return true;
    case STMT_FOR: return has_annotations(s->as.For.body) || has_annotations(s->as.For.orelse);
    case STMT_ASYNCFOR: return has_annotations(s->as.AsyncFor.body) || has_annotations(s->as.AsyncFor.orelse);
    case STMT_WHILE: return has_annotations(s->as.While.body) || has_annotations(s->as.While.orelse);
    case STMT_IF: return has_annotations(s->as.If.body) || has_annotations(s->as.If.orelse);
    case STMT_WITH: return has_annotations(s->as.With.body);
    case STMT_ASYNCWITH: return has_annotations(s->as.AsyncWith.body);
    case STMT_MATCH:
        for (int i = 0; i < s->as.Match.cases->n; i++)
            if (has_annotations(s->as.Match.cases->items[i]->body))
                return true;
        return false;
    case STMT_TRY:
    case STMT_TRYSTAR: {
        const ExceptHandlerSeq *handlers = s->kind == STMT_TRY ? s->as.Try.handlers : s->as.TryStar.handlers;
        for (int i = 0; i < handlers->n; i++)
            if (has_annotations(handlers->items[i]->body))
                return true;
        if (s->kind == STMT_TRY)
            return has_annotations(s->as.Try.body) || has_annotations(s->as.Try.orelse)
                   || has_annotations(s->as.Try.finalbody);
        return has_annotations(s->as.TryStar.body) || has_annotations(s->as.TryStar.orelse)
               || has_annotations(s->as.TryStar.finalbody);
    }
    default: return false;
    }
}

static bool has_annotations(const StmtSeq *body)
{
    for (int i = 0; i < body->n; i++)
        if (stmt_has_annotations(body->items[i]))
            return true;
    return false;
}

void compile_namespace_body(Compiler *c, const StmtSeq *body)
{
    if (has_annotations(body))
        emit(c, OP_SETUP_ANNOTATIONS, none(), none(), none());
    int first = 0;
    Ref doc = docstring_of(c, body);
    if (!value_is_absent(doc)) {
        at_stmt(c, body->items[0]);
        store_const(c, NAME(__doc__), doc);
        first = 1;
    }
    for (int i = first; i < body->n && c->u->reachable && !c->failed; i++)
        compile_stmt(c, body->items[i]);
}

static void store_static_attributes(Compiler *c)
{
    Unit *u = c->u;
    Value names = tuple_from_refs(u->static_attributes, u->n_static);
    name_store(c, NAME(__static_attributes__), constant_owned(c, names));
}

static Code *compile_class_body(Compiler *c, Stmt *s, int first_line)
{
    const Scope *scope = scope_find(c->scopes, s, SCOPE_PART_BODY);
    Unit *u = unit_enter(c, scope, s->as.ClassDef.name, first_line);
    if (!u)
        return NULL;
    u->pos = (Position){first_line, first_line, 0, 0};
    unit_emit_cells(c);
    name_store(c, NAME(__module__), name_load(c, NAME(__name__), WANT_TEMP));
    store_const(c, NAME(__qualname__), u->qualname);
    store_const(c, NAME(__firstlineno__), value_from_int(first_line));
    if (s->as.ClassDef.type_params->n)
        name_store(c, NAME(__type_params__),
                   name_load(c, constant_keep(c, str_intern_cstr(".type_params")), WANT_TEMP));
    if (scope->needs_classdict) {
        emit_value(c, OP_LOAD_NAMESPACE, 0, none(), none(), WANT_TEMP);
        int cell = scope->needs_class_cell ? 2 : 1;
        emit(c, OP_STORE_CELL, local(cell), temp(u->depth - 1), none());
    }
    compile_namespace_body(c, s->as.ClassDef.body);
    at_nowhere(c);
    store_static_attributes(c);
    if (scope->needs_classdict) {
        name_cell(c, NAME(__classdict__), WANT_TEMP);
        name_store(c, NAME(__classdictcell__), temp(u->depth - 1));
    }
    if (scope->needs_class_cell) {
        Operand cell = name_cell(c, NAME(__class__), WANT_TEMP);
        name_store(c, NAME(__classcell__), borrowed(cell));
        emit_return(c, cell);
    } else
        emit_return(c, load_constant(c, VALUE_NONE, WANT_ANY));
    return unit_leave(c);
}

/* The bases and, for a generic class, Generic[T, ...] behind them. */
static const ExprSeq *all_bases(Compiler *c, Stmt *s)
{
    const ExprSeq *bases = s->as.ClassDef.bases;
    if (!s->as.ClassDef.type_params->n)
        return bases;
    ExprSeq *all = arena_alloc(c->arena, sizeof(ExprSeq) + (size_t)(bases->n + 1) * sizeof(Expr *));
    Expr *generic = arena_zalloc(c->arena, sizeof *generic);
    if (!all || !generic) {
        c->failed = true;
        return bases;
    }
    for (int i = 0; i < bases->n; i++)
        all->items[i] = bases->items[i];
    *generic = (Expr){.kind = EXPR_NAME, .lineno = s->lineno, .col_offset = s->col_offset,
                      .end_lineno = s->end_lineno, .end_col_offset = s->end_col_offset};
    generic->as.Name.id = constant_keep(c, str_intern_cstr(".generic_base"));
    generic->as.Name.ctx = CTX_LOAD;
    all->items[bases->n] = generic;
    all->n = bases->n + 1;
    return all;
}

static void push_class(Compiler *c, Stmt *s, int first_line)
{
    Code *code = compile_class_body(c, s, first_line);
    at_stmt(c, s);
    emit_value(c, OP_LOAD_BUILD_CLASS, 0, none(), none(), WANT_TEMP);
    make_function(c, code, scope_find(c->scopes, s, SCOPE_PART_BODY), 0, WANT_TEMP);
    load_constant(c, s->as.ClassDef.name, WANT_TEMP);
    Position pos = c->u->pos;
    compile_call_arguments(c, &pos, 2, all_bases(c, s), s->as.ClassDef.keywords, WANT_TEMP);
}

static Code *compile_generic_class(Compiler *c, Stmt *s, int first_line)
{
    const Scope *scope = scope_find(c->scopes, s, SCOPE_PART_TYPE_PARAMS);
    Value name = str_format("<generic parameters of %U>", s->as.ClassDef.name);
    if (!unit_enter(c, scope, constant_keep(c, name), first_line))
        return NULL;
    at_stmt(c, s);
    unit_emit_cells(c);
    compile_type_params(c, s->as.ClassDef.type_params);
    Ref type_params = constant_keep(c, str_intern_cstr(".type_params"));
    name_store(c, type_params, temp(c->u->depth - 1));
    name_load(c, type_params, WANT_TEMP);
    emit_run(c, OP_INTRINSIC, 1, INTRINSIC_SUBSCRIPT_GENERIC, WANT_TEMP);
    name_store(c, constant_keep(c, str_intern_cstr(".generic_base")), temp(c->u->depth - 1));
    push_class(c, s, first_line);
    emit_return(c, temp(c->u->depth - 1));
    return unit_leave(c);
}

void compile_class(Compiler *c, Stmt *s)
{
    const ExprSeq *decorators = s->as.ClassDef.decorator_list;
    int first_line = decorators->n ? decorators->items[0]->lineno : s->lineno;
    push_decorators(c, decorators);
    at_stmt(c, s);
    if (s->as.ClassDef.type_params->n) {
        Code *code = compile_generic_class(c, s, first_line);
        at_stmt(c, s);
        make_function(c, code, scope_find(c->scopes, s, SCOPE_PART_TYPE_PARAMS), 0, WANT_TEMP);
        emit_call(c, OP_CALL, 0, 1, WANT_TEMP);
    } else
        push_class(c, s, first_line);
    call_decorators(c, decorators);
    at_stmt(c, s);
    name_store(c, s->as.ClassDef.name, temp(c->u->depth - 1));
}
