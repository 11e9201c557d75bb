/* vm/compile_typeparam.c -- type parameters and type aliases (PEP 695, PEP 696).
 *
 * Bounds, defaults and alias values are functions without parameters, called when somebody asks. */
#include "vm/compiler.h"

static void push_evaluator(Compiler *c, const void *node, ScopePart part, Expr *value, Ref name)
{
    const Scope *scope = scope_find(c->scopes, node, part);
    Position pos = c->u->pos;
    if (!unit_enter(c, scope, name, value->lineno))
        return;
    at(c, value);
    unit_emit_cells(c);
    Operand v;
    if (value->kind == EXPR_STARRED) { /* [*Ts = *tuple[int, ...]] */
        v = compile_expr(c, value->as.Starred.value, WANT_TEMP);
        v = emit_value(c, OP_UNPACK, 0, v, number(1), WANT_TEMP);
    } else
        v = compile_expr(c, value, WANT_ANY);
    at(c, value);
    emit_return(c, v);
    Code *code = unit_leave(c);
    c->u->pos = pos;
    make_function(c, code, scope, 0, WANT_TEMP);
}

static void push_type_param(Compiler *c, TypeParam *p, Ref name, Expr *default_value, Intrinsic plain)
{
    load_constant(c, name, WANT_TEMP);
    Expr *bound = p->kind == TYPE_PARAM_TYPEVAR ? p->as.TypeVar.bound : NULL;
    if (bound) {
        push_evaluator(c, p, SCOPE_PART_BOUND, bound, name);
        emit_run(c, OP_INTRINSIC, 2, bound->kind == EXPR_TUPLE || (bound->kind == EXPR_CONSTANT
                                         && value_is_exact_tuple(bound->as.Constant.value))
                                         ? INTRINSIC_TYPEVAR_CONSTRAINTS : INTRINSIC_TYPEVAR_BOUND, WANT_TEMP);
    } else
        emit_run(c, OP_INTRINSIC, 1, (int)plain, WANT_TEMP);
    if (default_value) {
        push_evaluator(c, p, SCOPE_PART_DEFAULT, default_value, name);
        emit_run(c, OP_INTRINSIC, 2, INTRINSIC_SET_TYPEPARAM_DEFAULT, WANT_TEMP);
    }
    name_store(c, name, borrowed(temp(c->u->depth - 1)));
}

void compile_type_params(Compiler *c, const TypeParamSeq *params)
{
    for (int i = 0; i < params->n; i++) {
        TypeParam *p = params->items[i];
        c->u->pos = (Position){p->lineno, p->end_lineno, p->col_offset, p->end_col_offset};
        switch (p->kind) {
        case TYPE_PARAM_TYPEVAR:
            push_type_param(c, p, p->as.TypeVar.name, p->as.TypeVar.default_value, INTRINSIC_TYPEVAR);
            break;
        case TYPE_PARAM_PARAMSPEC:
            push_type_param(c, p, p->as.ParamSpec.name, p->as.ParamSpec.default_value, INTRINSIC_PARAMSPEC);
            break;
        case TYPE_PARAM_TYPEVARTUPLE:
            push_type_param(c, p, p->as.TypeVarTuple.name, p->as.TypeVarTuple.default_value,
                            INTRINSIC_TYPEVARTUPLE);
            break;
        }
    }
    emit_run(c, OP_BUILD_TUPLE, params->n, params->n, WANT_TEMP);
}

static void push_alias(Compiler *c, Stmt *s)
{
    Ref name = s->as.TypeAlias.name->as.Name.id;
    load_constant(c, name, WANT_TEMP);
    if (s->as.TypeAlias.type_params->n)
        compile_type_params(c, s->as.TypeAlias.type_params);
    else
        load_constant(c, VALUE_NONE, WANT_TEMP);
    at_stmt(c, s);
    push_evaluator(c, s, SCOPE_PART_BODY, s->as.TypeAlias.value, name);
    emit_run(c, OP_INTRINSIC, 3, INTRINSIC_TYPE_ALIAS, WANT_TEMP);
}

void compile_type_alias(Compiler *c, Stmt *s)
{
    Ref name = s->as.TypeAlias.name->as.Name.id;
    if (!s->as.TypeAlias.type_params->n) {
        push_alias(c, s);
        name_store(c, name, temp(c->u->depth - 1));
        return;
    }
    const Scope *scope = scope_find(c->scopes, s, SCOPE_PART_TYPE_PARAMS);
    Value generic = str_format("<generic parameters of %U>", name);
    if (!unit_enter(c, scope, constant_keep(c, generic), s->lineno))
        return;
    at_stmt(c, s);
    unit_emit_cells(c);
    push_alias(c, s);
    emit_return(c, temp(c->u->depth - 1));
    Code *code = unit_leave(c);
    at_stmt(c, s);
    make_function(c, code, scope, 0, WANT_TEMP);
    emit_call(c, OP_CALL, 0, 1, WANT_TEMP);
    name_store(c, name, temp(c->u->depth - 1));
}
