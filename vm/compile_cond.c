/* vm/compile_cond.c -- truth: conditions as jumps, comparisons, and, or.
 *
 * A condition makes no bool: comparisons become TEST_*, `not` turns the jump round, `and` and `or` are jumps. */
#include "vm/compiler.h"

static const uint8_t compare_ops[] = {
    [COMPARE_EQ] = OP_EQ, [COMPARE_NOTEQ] = OP_NE, [COMPARE_LT] = OP_LT, [COMPARE_LTE] = OP_LE, [COMPARE_GT] = OP_GT,
    [COMPARE_GTE] = OP_GE, [COMPARE_IS] = OP_IS, [COMPARE_ISNOT] = OP_IS, [COMPARE_IN] = OP_IN, [COMPARE_NOTIN] = OP_IN,
};
static const uint8_t test_ops[] = {
    [COMPARE_EQ] = OP_TEST_EQ, [COMPARE_NOTEQ] = OP_TEST_NE, [COMPARE_LT] = OP_TEST_LT, [COMPARE_LTE] = OP_TEST_LE,
    [COMPARE_GT] = OP_TEST_GT, [COMPARE_GTE] = OP_TEST_GE, [COMPARE_IS] = OP_TEST_IS, [COMPARE_ISNOT] = OP_TEST_IS,
    [COMPARE_IN] = OP_TEST_IN, [COMPARE_NOTIN] = OP_TEST_IN,
};

static bool is_negated(CmpOperator op)
{
    return op == COMPARE_ISNOT || op == COMPARE_NOTIN;
}

/* ---- operands of comparisons ---- */
static Operand compile_right(Compiler *c, Expr *e, CmpOperator op)
{
    if (op == COMPARE_IN || op == COMPARE_NOTIN)
        fold_container(c, e);
    return compile_expr(c, e, WANT_ANY);
}

static bool is_none_constant(Compiler *c, Operand o)
{
    return o.kind == OPERAND_CONST && !c->failed && c->u->reachable && o.index < c->u->n_constants
           && value_is_none(c->u->constants[o.index]);
}

/* Jump to label when (left op right) is jump_if. */
static void emit_comparison_jump(Compiler *c, CmpOperator op, Operand left, Operand right, bool jump_if, int label)
{
    if (op == COMPARE_IS || op == COMPARE_ISNOT) {
        bool left_none = is_none_constant(c, left);
        if (left_none || is_none_constant(c, right)) {
            bool jump_if_none = jump_if == (op == COMPARE_IS);
            emit_branch(c, jump_if_none ? OP_JUMP_IF_NONE : OP_JUMP_IF_NOT_NONE, left_none ? right : left, label);
            return;
        }
    }
    bool jump_if_true = jump_if != is_negated(op);
    emit_test(c, test_ops[op], jump_if_true ? FLAG_IF_TRUE : 0, left, right, label);
}

/* [left, right] on top become [right]. */
static void drop_under_top(Compiler *c)
{
    int d = c->u->depth - 2;
    emit_shuffle(c, d + 2, d);
    emit_shuffle(c, d, d + 1);
    emit_shuffle(c, d + 1, d + 2);
    emit_drop(c);
}

/* One more link of a chain: what stays on the temporaries while the middle operand is needed twice. */
typedef struct Link { Operand left, right; int n_under; } Link;

static Link chain_link(Compiler *c, Expr *e, int i, Operand left)
{
    Link link = {.left = left};
    Expr *middle = e->as.Compare.comparators->items[i];
    CmpOperator op = e->as.Compare.ops->items[i];
    if (op == COMPARE_IN || op == COMPARE_NOTIN)
        fold_container(c, middle);
    link.right = compile_expr_kept(c, middle, e, WANT_ANY);
    if (is_temp(link.right))
        link.n_under = is_temp(left) ? 2 : 1;
    at(c, e);
    return link;
}

/* After a link held: only the middle operand is left, as the next left one. */
static Operand chain_next(Compiler *c, Link link)
{
    if (link.n_under == 2) {
        drop_under_top(c);
        return temp(c->u->depth - 1);
    }
    return link.right;
}

static Operand link_left(Link link)
{
    return link.n_under == 2 ? borrowed(link.left) : link.left;
}

static void condition_chain(Compiler *c, Expr *e, bool jump_if, int label)
{
    int n = e->as.Compare.ops->n;
    int depth = c->u->depth;
    int end = label_new(c), clean[3] = {jump_if ? end : label, label_new(c), label_new(c)};
    Operand left = compile_expr_kept(c, e->as.Compare.left, e, WANT_ANY);
    for (int i = 0; i < n - 1; i++) {
        Link link = chain_link(c, e, i, left);
        emit_comparison_jump(c, e->as.Compare.ops->items[i], link_left(link), borrowed(link.right), false,
                             clean[link.n_under]);
        left = chain_next(c, link);
    }
    CmpOperator last = e->as.Compare.ops->items[n - 1];
    Operand right = compile_right(c, e->as.Compare.comparators->items[n - 1], last);
    at(c, e);
    emit_comparison_jump(c, last, left, right, jump_if, label);
    if (label_is_used(c, clean[1]) || label_is_used(c, clean[2])) {
        at_nowhere(c);
        emit_jump(c, end);
        for (int under = 2; under >= 1; under--) {
            c->u->depth = depth + under;
            label_place(c, clean[under]);
            emit_drop(c);
        }
        if (!jump_if)
            emit_jump(c, label);
    }
    c->u->depth = depth;
    label_place(c, end);
}

static Operand value_chain(Compiler *c, Expr *e, int want)
{
    int n = e->as.Compare.ops->n;
    int depth = c->u->depth;
    int end = label_new(c), clean[3] = {end, label_new(c), label_new(c)};
    Operand left = compile_expr_kept(c, e->as.Compare.left, e, WANT_ANY);
    for (int i = 0; i < n - 1; i++) {
        Link link = chain_link(c, e, i, left);
        CmpOperator op = e->as.Compare.ops->items[i];
        Operand v = emit_value(c, compare_ops[op], is_negated(op) ? FLAG_NEGATE : 0, link_left(link),
                               borrowed(link.right), WANT_TEMP);
        emit_branch(c, OP_JUMP_IF_FALSE_KEEP, v, clean[link.n_under]);
        left = chain_next(c, link);
    }
    CmpOperator last = e->as.Compare.ops->items[n - 1];
    Operand right = compile_right(c, e->as.Compare.comparators->items[n - 1], last);
    at(c, e);
    emit_value(c, compare_ops[last], is_negated(last) ? FLAG_NEGATE : 0, left, right, WANT_TEMP);
    if (label_is_used(c, clean[1]) || label_is_used(c, clean[2])) {
        emit_jump(c, end);
        for (int under = 2; under >= 1; under--) { /* the result lies above what was kept */
            c->u->depth = depth + 1 + under;
            label_place(c, clean[under]);
            drop_under_top(c);
        }
    }
    c->u->depth = depth + 1;
    label_place(c, end);
    at(c, e);
    return emit_move(c, temp(depth), want);
}

Operand compile_compare(Compiler *c, Expr *e, int want)
{
    if (e->as.Compare.ops->n > 1)
        return value_chain(c, e, want);
    CmpOperator op = e->as.Compare.ops->items[0];
    Expr *comparator = e->as.Compare.comparators->items[0];
    Operand left = compile_expr_kept(c, e->as.Compare.left, comparator, WANT_ANY);
    Operand right = compile_right(c, comparator, op);
    at(c, e);
    return emit_value(c, compare_ops[op], is_negated(op) ? FLAG_NEGATE : 0, left, right, want);
}

Operand compile_boolop(Compiler *c, Expr *e, int want)
{
    const ExprSeq *values = e->as.BoolOp.values;
    bool is_or = e->as.BoolOp.op == BOOL_OR;
    int end = label_new(c);
    int depth = c->u->depth;
    for (int i = 0; i < values->n; i++) {
        Expr *value = values->items[i];
        bool last = i == values->n - 1;
        int truth = last ? -1 : fold_truth(c, value);
        if (truth >= 0 && truth != is_or)
            continue; /* a constant that decides nothing */
        Operand v = compile_expr(c, value, WANT_TEMP);
        if (last || truth >= 0)
            break;
        at(c, e);
        emit_branch(c, is_or ? OP_JUMP_IF_TRUE_KEEP : OP_JUMP_IF_FALSE_KEEP, v, end);
    }
    c->u->depth = depth + 1;
    label_place(c, end);
    at(c, e);
    return emit_move(c, temp(depth), want);
}

static void condition_boolop(Compiler *c, Expr *e, bool jump_if, int label)
{
    const ExprSeq *values = e->as.BoolOp.values;
    bool deciding = e->as.BoolOp.op == BOOL_OR; /* the truth that ends the evaluation */
    int decided = jump_if == deciding ? label : label_new(c);
    for (int i = 0; i < values->n - 1; i++)
        compile_condition(c, values->items[i], deciding, decided);
    compile_condition(c, values->items[values->n - 1], jump_if, label);
    if (decided != label)
        label_place(c, decided);
}

static void condition_ifexp(Compiler *c, Expr *e, bool jump_if, int label)
{
    int orelse = label_new(c), end = label_new(c);
    compile_condition(c, e->as.IfExp.test, false, orelse);
    compile_condition(c, e->as.IfExp.body, jump_if, label);
    at_nowhere(c);
    emit_jump(c, end);
    label_place(c, orelse);
    compile_condition(c, e->as.IfExp.orelse, jump_if, label);
    label_place(c, end);
}

void compile_condition(Compiler *c, Expr *e, bool jump_if, int label)
{
    if (!enter_recursion(c))
        return;
    int truth = fold_truth(c, e);
    at(c, e);
    if (truth >= 0) {
        if (truth == jump_if)
            emit_jump(c, label);
        return;
    }
    switch ((int)e->kind) {
    case EXPR_UNARYOP:
        if (e->as.UnaryOp.op == UNARY_NOT) {
            compile_condition(c, e->as.UnaryOp.operand, !jump_if, label);
            return;
        }
        break;
    case EXPR_BOOLOP:
        condition_boolop(c, e, jump_if, label);
        return;
    case EXPR_IFEXP:
        condition_ifexp(c, e, jump_if, label);
        return;
    case EXPR_COMPARE: {
        if (e->as.Compare.ops->n > 1) {
            condition_chain(c, e, jump_if, label);
            return;
        }
        CmpOperator op = e->as.Compare.ops->items[0];
        Expr *comparator = e->as.Compare.comparators->items[0];
        Operand left = compile_expr_kept(c, e->as.Compare.left, comparator, WANT_ANY);
        Operand right = compile_right(c, comparator, op);
        at(c, e);
        emit_comparison_jump(c, op, left, right, jump_if, label);
        return;
    }
    default:
        break;
    }
    Operand v = compile_expr(c, e, WANT_ANY);
    at(c, e);
    emit_branch(c, jump_if ? OP_JUMP_IF_TRUE : OP_JUMP_IF_FALSE, v, label);
}
