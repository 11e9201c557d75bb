/* vm/compile_expr.c -- expressions, towards a destination (see vm/compiler.h).
 *
 * A local register is written only by the last instruction of an expression: `x = [x, x]` and a
 * handler that looks at x after a failure both need the old value until then. */
#include "vm/compiler.h"

const uint8_t operator_ops[] = {
    [OPERATOR_ADD] = OP_ADD, [OPERATOR_SUB] = OP_SUB, [OPERATOR_MULT] = OP_MUL, [OPERATOR_MATMULT] = OP_MATMUL,
    [OPERATOR_DIV] = OP_DIV, [OPERATOR_MOD] = OP_MOD, [OPERATOR_POW] = OP_POW, [OPERATOR_LSHIFT] = OP_LSHIFT,
    [OPERATOR_RSHIFT] = OP_RSHIFT, [OPERATOR_BITOR] = OP_OR, [OPERATOR_BITXOR] = OP_XOR,
    [OPERATOR_BITAND] = OP_AND, [OPERATOR_FLOORDIV] = OP_FLOORDIV,
};

Operand compile_expr_kept(Compiler *c, Expr *e, Expr *later, int want)
{
    Operand o = compile_expr(c, e, want);
    if (o.kind != OPERAND_LOCAL || want != WANT_ANY || c->no_walrus)
        return o;
    Ref name = e->kind == EXPR_NAME ? e->as.Name.id
               : e->kind == EXPR_NAMEDEXPR ? e->as.NamedExpr.target->as.Name.id : VALUE_ABSENT;
    if (value_is_absent(name) || !expr_rebinds(c, later, name))
        return o;
    return emit_move(c, o, WANT_TEMP);
}

static Operand compile_binop(Compiler *c, Expr *e, int want)
{
    Operand left = compile_expr_kept(c, e->as.BinOp.left, e->as.BinOp.right, WANT_ANY);
    Operand right = compile_expr(c, e->as.BinOp.right, WANT_ANY);
    at(c, e);
    return emit_value(c, operator_ops[e->as.BinOp.op], 0, left, right, want);
}

static Operand compile_unaryop(Compiler *c, Expr *e, int want)
{
    static const uint8_t ops[] = {[UNARY_INVERT] = OP_INVERT, [UNARY_NOT] = OP_NOT,
                                  [UNARY_UADD] = OP_POSITIVE, [UNARY_USUB] = OP_NEGATIVE};
    Operand v = compile_expr(c, e->as.UnaryOp.operand, WANT_ANY);
    at(c, e);
    return emit_value(c, ops[e->as.UnaryOp.op], 0, v, none(), want);
}

static Operand compile_named(Compiler *c, Expr *e, int want)
{
    Expr *target = e->as.NamedExpr.target;
    Ref name = target->as.Name.id;
    int reg = local_of_name(c, name);
    if (reg >= 0) {
        Operand v = compile_expr(c, e->as.NamedExpr.value, reg);
        return emit_move(c, v, want);
    }
    Operand v = compile_expr(c, e->as.NamedExpr.value, want);
    at(c, target);
    name_store(c, name, borrowed(v));
    return v;
}

static Operand compile_ifexp(Compiler *c, Expr *e, int want)
{
    if (want == WANT_ANY)
        want = WANT_TEMP;
    int orelse = label_new(c), end = label_new(c);
    compile_condition(c, e->as.IfExp.test, false, orelse);
    Operand v = compile_expr(c, e->as.IfExp.body, want);
    at_nowhere(c);
    emit_jump(c, end);
    if (want == WANT_TEMP)
        pop(c, 1);
    label_place(c, orelse);
    v = compile_expr(c, e->as.IfExp.orelse, want);
    label_place(c, end);
    return v;
}

/* ---- attributes; super() without making the super object ---- */
static bool is_plain_super(Compiler *c, Expr *call)
{
    if (call->kind != EXPR_CALL || call->as.Call.keywords->n || call->as.Call.func->kind != EXPR_NAME
        || !value_is(call->as.Call.func->as.Name.id, NAME(super)) || !c->u->is_function)
        return false;
    /* A module that mentions the name itself may mean something else by it. */
    if (name_where(c, NAME(super)).place != PLACE_GLOBAL || scope_lookup(c->scopes->module, NAME(super)))
        return false;
    const ExprSeq *args = call->as.Call.args;
    if (args->n == 2)
        return args->items[0]->kind != EXPR_STARRED && args->items[1]->kind != EXPR_STARRED;
    return args->n == 0 && c->u->n_args > 0 && name_where(c, NAME(__class__)).place == PLACE_FREE;
}

static void push_first_argument(Compiler *c)
{
    Unit *u = c->u;
    if (u->local_kinds[0] & LOCAL_CELL) {
        emit_value(c, OP_LOAD_CELL, 0, local(0), none(), WANT_TEMP);
        return;
    }
    local_check(c, 0);
    emit_move(c, local(0), WANT_TEMP);
}

/* Push super, class and object. Returns the flags of the instruction. */
static int push_super(Compiler *c, Expr *call)
{
    at(c, call->as.Call.func);
    name_load(c, NAME(super), WANT_TEMP);
    const ExprSeq *args = call->as.Call.args;
    if (args->n == 2) {
        compile_expr(c, args->items[0], WANT_TEMP);
        compile_expr(c, args->items[1], WANT_TEMP);
        return 0;
    }
    at(c, call);
    name_load(c, NAME(__class__), WANT_TEMP);
    push_first_argument(c);
    return FLAG_6;
}

bool compile_super_method(Compiler *c, Expr *attribute)
{
    if (!is_plain_super(c, attribute->as.Attribute.value)
        || value_is(attribute->as.Attribute.attr, NAME(__class__)))
        return false;
    int flags = push_super(c, attribute->as.Attribute.value);
    at(c, attribute);
    pop(c, 3);
    int name = name_index(c, name_mangle(c, attribute->as.Attribute.attr));
    emit_value(c, OP_LOAD_SUPER_METHOD, flags, temp(c->u->depth), number(name), WANT_TEMP);
    temp_push(c);
    return true;
}

static Operand compile_attribute(Compiler *c, Expr *e, int want)
{
    Expr *value = e->as.Attribute.value;
    if (is_plain_super(c, value) && !value_is(e->as.Attribute.attr, NAME(__class__))) {
        int flags = push_super(c, value);
        at(c, e);
        pop(c, 3);
        int name = name_index(c, name_mangle(c, e->as.Attribute.attr));
        return emit_value(c, OP_LOAD_SUPER_ATTR, flags, temp(c->u->depth), number(name), want);
    }
    Operand o = compile_expr(c, value, WANT_ANY);
    at(c, e);
    return emit_value(c, OP_LOAD_ATTR, 0, o, number(name_index(c, name_mangle(c, e->as.Attribute.attr))), want);
}

/* ---- subscripts ---- */
static void push_or_none(Compiler *c, Expr *e)
{
    if (e)
        compile_expr(c, e, WANT_TEMP);
    else
        load_constant(c, VALUE_NONE, WANT_TEMP);
}

void compile_slice_bounds(Compiler *c, Expr *slice)
{
    push_or_none(c, slice->as.Slice.lower);
    push_or_none(c, slice->as.Slice.upper);
}

static Operand compile_slice(Compiler *c, Expr *e, int want)
{
    at(c, e);
    compile_slice_bounds(c, e);
    int n = 2;
    if (e->as.Slice.step) {
        compile_expr(c, e->as.Slice.step, WANT_TEMP);
        n = 3;
    }
    at(c, e);
    return emit_run(c, OP_BUILD_SLICE, n, n, want);
}

static Operand compile_subscript(Compiler *c, Expr *e, int want)
{
    Expr *index = e->as.Subscript.slice;
    Operand container = compile_expr_kept(c, e->as.Subscript.value, index, WANT_ANY);
    if (index->kind == EXPR_SLICE && !index->as.Slice.step) {
        at(c, index);
        compile_slice_bounds(c, index);
        at(c, e);
        pop(c, 2);
        return emit_value(c, OP_LOAD_SLICE, 0, container, temp(c->u->depth), want);
    }
    Operand key = compile_expr(c, index, WANT_ANY);
    at(c, e);
    return emit_value(c, OP_LOAD_SUBSCR, 0, container, key, want);
}

/* ---- suspending ---- */
static Operand emit_delegate(Compiler *c, int want)
{
    load_constant(c, VALUE_NONE, WANT_TEMP);
    int it = c->u->depth - 2;
    Ins *in = emit(c, OP_DELEGATE, none(), temp(it), temp(it + 1));
    pop(c, 2);
    Operand to = destination(c, want);
    in->kind[0] = (uint8_t)to.kind;
    in->operand[0] = to.index;
    if (want >= 0)
        bits_set(&c->u->assigned, want);
    return to;
}

Operand compile_await(Compiler *c, int which, int want)
{
    emit_value(c, OP_GET_AWAITABLE, 0, temp(c->u->depth - 1), number(which), WANT_TEMP);
    return emit_delegate(c, want);
}

Operand compile_yield_from(Compiler *c, int want)
{
    return emit_delegate(c, want);
}

static Operand compile_yield(Compiler *c, Expr *e, int want)
{
    Expr *value = e->as.Yield.value;
    Operand v = value ? compile_expr(c, value, WANT_ANY) : load_constant(c, VALUE_NONE, WANT_ANY);
    at(c, e);
    int flags = c->u->flags & CODE_ASYNC_GENERATOR ? FLAG_ASYNC : 0;
    return emit_value(c, OP_YIELD, flags, v, none(), want);
}

Operand compile_expr(Compiler *c, Expr *e, int want)
{
    if (!enter_recursion(c))
        return want >= 0 ? local(want) : temp(temp_push(c));
    Ref folded = fold(c, e);
    if (!value_is_absent(folded)) {
        at(c, e);
        return load_constant(c, folded, want);
    }
    at(c, e);
    switch (e->kind) {
    case EXPR_NAME: return name_load(c, e->as.Name.id, want);
    case EXPR_CONSTANT: return load_constant(c, e->as.Constant.value, want);
    case EXPR_BINOP: return compile_binop(c, e, want);
    case EXPR_UNARYOP: return compile_unaryop(c, e, want);
    case EXPR_ATTRIBUTE: return compile_attribute(c, e, want);
    case EXPR_SUBSCRIPT: return compile_subscript(c, e, want);
    case EXPR_CALL: return compile_call(c, e, want);
    case EXPR_COMPARE: return compile_compare(c, e, want);
    case EXPR_BOOLOP: return compile_boolop(c, e, want);
    case EXPR_IFEXP: return compile_ifexp(c, e, want);
    case EXPR_NAMEDEXPR: return compile_named(c, e, want);
    case EXPR_LAMBDA: return compile_lambda(c, e, want);
    case EXPR_TUPLE: case EXPR_LIST: case EXPR_SET: case EXPR_DICT:
        return compile_display(c, e, want);
    case EXPR_LISTCOMP: case EXPR_SETCOMP: case EXPR_DICTCOMP: case EXPR_GENERATOREXP:
        return compile_comprehension(c, e, want);
    case EXPR_FORMATTEDVALUE: case EXPR_INTERPOLATION: case EXPR_JOINEDSTR: case EXPR_TEMPLATESTR:
        return compile_string(c, e, want);
    case EXPR_SLICE: return compile_slice(c, e, want);
    case EXPR_AWAIT:
        compile_expr(c, e->as.Await.value, WANT_TEMP);
        at(c, e);
        return compile_await(c, 0, want);
    case EXPR_YIELD: return compile_yield(c, e, want);
    case EXPR_YIELDFROM: {
        Operand v = compile_expr(c, e->as.YieldFrom.value, WANT_ANY);
        at(c, e);
        emit_value(c, OP_GET_DELEGATE, 0, v, none(), WANT_TEMP);
        return compile_yield_from(c, want);
    }
    case EXPR_STARRED: {
        Position pos = expr_position(e);
        syntax_error(c, &pos, "can't use starred expression here");
        return destination(c, want);
    }
    }
    return destination(c, want);
}

void compile_effect(Compiler *c, Expr *e)
{
    if (e->kind == EXPR_CONSTANT) {
        at(c, e);
        emit_nop(c);
        return;
    }
    if (e->kind == EXPR_IFEXP && fold_truth(c, e->as.IfExp.test) < 0) {
        int orelse = label_new(c), end = label_new(c);
        compile_condition(c, e->as.IfExp.test, false, orelse);
        compile_effect(c, e->as.IfExp.body);
        at_nowhere(c);
        emit_jump(c, end);
        label_place(c, orelse);
        compile_effect(c, e->as.IfExp.orelse);
        label_place(c, end);
        return;
    }
    Operand v = compile_expr(c, e, WANT_ANY);
    at(c, e);
    if (is_temp(v))
        emit_drop(c);
    else
        emit_nop(c);
}
