/* vm/compile_target.c -- assignment: targets, unpacking, augmented and annotated assignment, del. */
#include "vm/compiler.h"

/* ---- storing one value ---- */
int target_register(Compiler *c, Expr *target)
{
    if (target->kind != EXPR_NAME)
        return WANT_ANY;
    int reg = local_of_name(c, target->as.Name.id);
    return reg < 0 ? WANT_ANY : reg;
}

static const ExprSeq *elements_of(const Expr *e)
{
    if (e->kind == EXPR_TUPLE)
        return e->as.Tuple.elts;
    return e->kind == EXPR_LIST ? e->as.List.elts : NULL;
}

static int find_star(const ExprSeq *elts)
{
    for (int i = 0; i < elts->n; i++)
        if (elts->items[i]->kind == EXPR_STARRED)
            return i;
    return -1;
}

static Expr *without_star(Expr *e)
{
    return e->kind == EXPR_STARRED ? e->as.Starred.value : e;
}

/* Distinct local variables and nothing else: then the order of the stores cannot be seen. */
static bool are_distinct_locals(Compiler *c, const ExprSeq *elts)
{
    if (elts->n > 16)
        return false;
    int registers[16];
    for (int i = 0; i < elts->n; i++) {
        registers[i] = target_register(c, without_star(elts->items[i]));
        if (registers[i] < 0)
            return false;
        for (int k = 0; k < i; k++)
            if (registers[k] == registers[i])
                return false;
    }
    return true;
}

/* Store n values from the top temporaries, the first one lowest. */
static void store_run(Compiler *c, const ExprSeq *elts)
{
    int n = elts->n, base = c->u->depth - n;
    if (are_distinct_locals(c, elts)) {
        for (int i = n - 1; i >= 0; i--) {
            Expr *target = without_star(elts->items[i]);
            at(c, target);
            compile_store(c, target, temp(base + i));
        }
        return;
    }
    /* Left to right, as the language wants it: all but the last stay until every store is done. */
    for (int i = 0; i < n; i++) {
        Expr *target = without_star(elts->items[i]);
        Operand v = temp(base + i);
        compile_store(c, target, i < n - 1 ? borrowed(v) : v);
    }
    for (int i = 0; i < n - 1; i++)
        emit_drop(c);
}

static void compile_unpack(Compiler *c, Expr *target, Operand v)
{
    const ExprSeq *elts = elements_of(target);
    int star = find_star(elts);
    at(c, target);
    Op op = star < 0 ? OP_UNPACK : OP_UNPACK_STAR;
    if (star > 65535 || elts->n > 65535) {
        syntax_error(c, &c->u->pos, "too many expressions in star-unpacking assignment");
        return;
    }
    Ins *in = emit(c, op, none(), v, number(star < 0 ? elts->n : star));
    in->kind[0] = OPERAND_TEMP;
    in->operand[0] = c->u->depth;
    in->cache = star < 0 ? 0 : (uint32_t)(elts->n - star - 1);
    for (int i = 0; i < elts->n; i++)
        temp_push(c);
    store_run(c, elts);
}

static void note_static_attribute(Compiler *c, const Expr *target)
{
    const Expr *object = target->as.Attribute.value;
    if (object->kind != EXPR_NAME || !value_is(object->as.Name.id, NAME(self)))
        return;
    Unit *u = c->u;
    while (u && u->scope->kind != SCOPE_CLASS)
        u = u->outer;
    if (!u)
        return;
    Ref name = target->as.Attribute.attr;
    for (int i = 0; i < u->n_static; i++)
        if (value_is(u->static_attributes[i], name))
            return;
    if (u->n_static == u->static_capacity) {
        int32_t wanted = u->static_capacity ? u->static_capacity * 2 : 8;
        Ref *bigger = mem_realloc_or_raise(u->static_attributes, (size_t)wanted * sizeof(Ref));
        fail_if(c, !bigger);
        if (!bigger)
            return;
        u->static_attributes = bigger;
        u->static_capacity = wanted;
    }
    u->static_attributes[u->n_static++] = name;
}

static void store_attribute(Compiler *c, Expr *target, Operand v)
{
    note_static_attribute(c, target);
    Operand o = compile_expr(c, target->as.Attribute.value, WANT_ANY);
    at_attribute(c, target, target);
    emit(c, OP_STORE_ATTR, v, o, number(name_index(c, name_mangle(c, target->as.Attribute.attr))));
}

static void store_subscript(Compiler *c, Expr *target, Operand v)
{
    Expr *index = target->as.Subscript.slice;
    Operand container = compile_expr_kept(c, target->as.Subscript.value, index, WANT_ANY);
    if (index->kind == EXPR_SLICE && !index->as.Slice.step) {
        compile_slice_bounds(c, index);
        at(c, target);
        pop(c, 2);
        emit(c, OP_STORE_SLICE, v, container, temp(c->u->depth));
        return;
    }
    Operand key = compile_expr(c, index, WANT_ANY);
    at(c, target);
    emit(c, OP_STORE_SUBSCR, v, container, key);
}

void compile_store(Compiler *c, Expr *target, Operand v)
{
    if (!enter_recursion(c))
        return;
    at(c, target);
    switch ((int)target->kind) {
    case EXPR_NAME:
        name_store(c, target->as.Name.id, v);
        break;
    case EXPR_ATTRIBUTE:
        store_attribute(c, target, v);
        break;
    case EXPR_SUBSCRIPT:
        store_subscript(c, target, v);
        break;
    case EXPR_TUPLE:
    case EXPR_LIST:
        compile_unpack(c, target, v);
        break;
    case EXPR_STARRED: {
        Position pos = expr_position(target);
        syntax_error(c, &pos, "starred assignment target must be in a list or tuple");
        break;
    }
    default: {
        Position pos = expr_position(target);
        syntax_error(c, &pos, "cannot assign to expression");
    }
    }
}

/* ---- a, b = x, y without a tuple ---- */
/* Will storing to elts[0..n) change what a local register holds? */
static bool is_stored_before(Compiler *c, const ExprSeq *targets, int n, int reg)
{
    for (int i = 0; i < n; i++)
        if (target_register(c, targets->items[i]) == reg)
            return true;
    return false;
}

static bool any_later_rebinds(Compiler *c, const ExprSeq *values, int from, Expr *e)
{
    if (c->no_walrus || e->kind != EXPR_NAME)
        return false;
    for (int i = from; i < values->n; i++)
        if (expr_rebinds(c, values->items[i], e->as.Name.id))
            return true;
    return false;
}

enum { MAX_PARALLEL = 8 };

static bool targets_are_simple(const ExprSeq *targets)
{
    for (int i = 0; i < targets->n; i++) {
        ExprKind kind = targets->items[i]->kind;
        if (kind != EXPR_NAME && kind != EXPR_ATTRIBUTE && kind != EXPR_SUBSCRIPT)
            return false;
    }
    return true;
}

static bool assign_parallel(Compiler *c, Expr *target, Expr *value)
{
    const ExprSeq *targets = elements_of(target), *values = elements_of(value);
    if (!targets || !values || value->kind != EXPR_TUPLE || targets->n != values->n || targets->n < 2
        || targets->n > MAX_PARALLEL || find_star(values) >= 0 || !targets_are_simple(targets))
        return false;
    Operand operands[MAX_PARALLEL];
    int n = targets->n, n_temps = 0;
    bool distinct = are_distinct_locals(c, targets);
    for (int i = 0; i < n; i++) {
        Expr *e = values->items[i];
        Operand v = compile_expr(c, e, WANT_ANY);
        if (v.kind == OPERAND_LOCAL
            && (is_stored_before(c, targets, i, v.index) || any_later_rebinds(c, values, i + 1, e)
                || (!c->no_walrus && !distinct) || e->kind == EXPR_NAMEDEXPR)) {
            at(c, e);
            v = emit_move(c, v, WANT_TEMP);
        }
        operands[i] = v;
        n_temps += is_temp(v);
    }
    if (distinct) {
        /* Temporaries go right to left; locals in place were made safe for left to right. */
        for (int i = 0; i < n; i++)
            if (!is_temp(operands[i]))
                compile_store(c, targets->items[i], operands[i]);
        for (int i = n - 1; i >= 0; i--)
            if (is_temp(operands[i]))
                compile_store(c, targets->items[i], operands[i]);
        return true;
    }
    for (int i = 0; i < n; i++)
        compile_store(c, targets->items[i], borrowed(operands[i]));
    at(c, target);
    for (int i = 0; i < n_temps; i++)
        emit_drop(c);
    return true;
}

void compile_assign(Compiler *c, Stmt *s)
{
    const ExprSeq *targets = s->as.Assign.targets;
    Expr *value = s->as.Assign.value;
    if (targets->n == 1) {
        Expr *target = targets->items[0];
        int reg = target_register(c, target);
        if (reg >= 0) {
            compile_expr(c, value, reg);
            return;
        }
        if (elements_of(target) && value_is_absent(fold(c, value)) && assign_parallel(c, target, value))
            return;
        Operand v = compile_expr(c, value, WANT_ANY);
        if (v.kind == OPERAND_LOCAL && target->kind != EXPR_NAME && !c->no_walrus)
            v = emit_move(c, v, WANT_TEMP); /* a walrus in the target */
        compile_store(c, target, v);
        return;
    }
    Operand v = compile_expr(c, value, WANT_ANY);
    if (v.kind == OPERAND_LOCAL)
        v = emit_move(c, v, WANT_TEMP);
    for (int i = 0; i < targets->n; i++)
        compile_store(c, targets->items[i], i < targets->n - 1 ? borrowed(v) : v);
}

/* ---- augmented ---- */
static void augment_name(Compiler *c, Stmt *s, Op op)
{
    Expr *target = s->as.AugAssign.target;
    Ref name = target->as.Name.id;
    int reg = local_of_name(c, name);
    at(c, target);
    Operand old = name_load(c, name, WANT_ANY);
    if (old.kind == OPERAND_LOCAL && expr_rebinds(c, s->as.AugAssign.value, name))
        old = emit_move(c, old, WANT_TEMP);
    Operand v = compile_expr(c, s->as.AugAssign.value, WANT_ANY);
    at_stmt(c, s);
    Operand sum = emit_value(c, op, FLAG_INPLACE, old, v, reg >= 0 ? reg : WANT_TEMP);
    if (reg < 0) {
        at(c, target);
        name_store(c, name, sum);
    }
}

static void augment_attribute(Compiler *c, Stmt *s, Op op)
{
    Expr *target = s->as.AugAssign.target;
    note_static_attribute(c, target);
    Operand o = compile_expr_kept(c, target->as.Attribute.value, s->as.AugAssign.value, WANT_ANY);
    int name = name_index(c, name_mangle(c, target->as.Attribute.attr));
    at_attribute(c, target, target);
    Operand old = emit_value(c, OP_LOAD_ATTR, 0, borrowed(o), number(name), WANT_TEMP);
    Operand v = compile_expr(c, s->as.AugAssign.value, WANT_ANY);
    at_stmt(c, s);
    Operand sum = emit_value(c, op, FLAG_INPLACE, old, v, WANT_TEMP);
    at_attribute(c, target, target);
    emit(c, OP_STORE_ATTR, sum, o, number(name));
}

static void augment_slice(Compiler *c, Stmt *s, Op op, Operand container)
{
    Expr *target = s->as.AugAssign.target;
    compile_slice_bounds(c, target->as.Subscript.slice);
    int bounds = c->u->depth - 2;
    emit_move(c, operand(KIND_BORROWED, bounds), WANT_TEMP);
    emit_move(c, operand(KIND_BORROWED, bounds + 1), WANT_TEMP);
    at(c, target);
    pop(c, 2);
    Operand old = emit_value(c, OP_LOAD_SLICE, 0, borrowed(container), temp(c->u->depth), WANT_TEMP);
    Operand v = compile_expr(c, s->as.AugAssign.value, WANT_ANY);
    at_stmt(c, s);
    Operand sum = emit_value(c, op, FLAG_INPLACE, old, v, WANT_TEMP);
    at(c, target);
    pop(c, 2);
    emit(c, OP_STORE_SLICE, sum, container, temp(bounds)); /* consumes the bounds below the sum with it */
}

static void augment_subscript(Compiler *c, Stmt *s, Op op)
{
    Expr *target = s->as.AugAssign.target, *index = target->as.Subscript.slice;
    Expr *both[2] = {index, s->as.AugAssign.value};
    Operand container = compile_expr(c, target->as.Subscript.value, WANT_ANY);
    Expr *base = target->as.Subscript.value;
    if (container.kind == OPERAND_LOCAL && base->kind == EXPR_NAME
        && (expr_rebinds(c, both[0], base->as.Name.id) || expr_rebinds(c, both[1], base->as.Name.id)))
        container = emit_move(c, container, WANT_TEMP);
    if (index->kind == EXPR_SLICE && !index->as.Slice.step) {
        augment_slice(c, s, op, container);
        return;
    }
    Operand key = compile_expr_kept(c, index, s->as.AugAssign.value, WANT_ANY);
    at(c, target);
    Operand old = emit_value(c, OP_LOAD_SUBSCR, 0, borrowed(container), borrowed(key), WANT_TEMP);
    Operand v = compile_expr(c, s->as.AugAssign.value, WANT_ANY);
    at_stmt(c, s);
    Operand sum = emit_value(c, op, FLAG_INPLACE, old, v, WANT_TEMP);
    at(c, target);
    emit(c, OP_STORE_SUBSCR, sum, container, key);
}

void compile_augassign(Compiler *c, Stmt *s)
{
    Op op = operator_ops[s->as.AugAssign.op];
    switch ((int)s->as.AugAssign.target->kind) {
    case EXPR_NAME: augment_name(c, s, op); break;
    case EXPR_ATTRIBUTE: augment_attribute(c, s, op); break;
    default: augment_subscript(c, s, op); break;
    }
}

/* ---- annotated ---- */
static bool keeps_annotations(const Unit *u)
{
    return u->scope->kind == SCOPE_MODULE || u->scope->kind == SCOPE_CLASS;
}

static void drop_value_of(Compiler *c, Expr *e)
{
    if (is_temp(compile_expr(c, e, WANT_ANY)))
        emit_drop(c);
}

static void evaluate_index(Compiler *c, Expr *index)
{
    if (index->kind == EXPR_SLICE) {
        Expr *parts[3] = {index->as.Slice.lower, index->as.Slice.upper, index->as.Slice.step};
        for (int i = 0; i < 3; i++)
            if (parts[i])
                drop_value_of(c, parts[i]);
    } else if (index->kind == EXPR_TUPLE) {
        for (int i = 0; i < index->as.Tuple.elts->n; i++)
            evaluate_index(c, index->as.Tuple.elts->items[i]);
    } else
        drop_value_of(c, index);
}

void compile_annassign(Compiler *c, Stmt *s)
{
    Expr *target = s->as.AnnAssign.target, *annotation = s->as.AnnAssign.annotation;
    if (s->as.AnnAssign.value) {
        int reg = target_register(c, target);
        Operand v = compile_expr(c, s->as.AnnAssign.value, reg);
        if (reg < 0)
            compile_store(c, target, v);
    }
    bool future = c->future & FUTURE_ANNOTATIONS;
    bool keep = keeps_annotations(c->u);
    if (target->kind == EXPR_NAME && s->as.AnnAssign.simple && keep) {
        Operand v = compile_annotation(c, annotation, WANT_ANY);
        at_stmt(c, s);
        Operand dict = name_load(c, NAME(__annotations__), WANT_TEMP);
        emit(c, OP_STORE_SUBSCR, v, dict, load_constant(c, name_mangle(c, target->as.Name.id), WANT_ANY));
        return;
    }
    if (!s->as.AnnAssign.value && target->kind == EXPR_ATTRIBUTE)
        drop_value_of(c, target->as.Attribute.value);
    if (!s->as.AnnAssign.value && target->kind == EXPR_SUBSCRIPT) {
        drop_value_of(c, target->as.Subscript.value);
        evaluate_index(c, target->as.Subscript.slice);
    }
    if (!future && keep && !s->as.AnnAssign.simple)
        drop_value_of(c, annotation);
}

/* ---- del ---- */
void compile_delete(Compiler *c, Expr *target)
{
    if (!enter_recursion(c))
        return;
    at(c, target);
    switch ((int)target->kind) {
    case EXPR_NAME:
        name_delete(c, target->as.Name.id);
        break;
    case EXPR_ATTRIBUTE: {
        Operand o = compile_expr(c, target->as.Attribute.value, WANT_ANY);
        at_attribute(c, target, target);
        emit(c, OP_DELETE_ATTR, none(), o, number(name_index(c, name_mangle(c, target->as.Attribute.attr))));
        break;
    }
    case EXPR_SUBSCRIPT: {
        Operand o = compile_expr_kept(c, target->as.Subscript.value, target->as.Subscript.slice, WANT_ANY);
        Operand key = compile_expr(c, target->as.Subscript.slice, WANT_ANY);
        at(c, target);
        emit(c, OP_DELETE_SUBSCR, none(), o, key);
        break;
    }
    case EXPR_TUPLE:
    case EXPR_LIST: {
        const ExprSeq *elts = elements_of(target);
        for (int i = 0; i < elts->n; i++)
            compile_delete(c, elts->items[i]);
        break;
    }
    default:
        break;
    }
}
