/* vm/compile_fold.c -- constant expressions, computed once at compile time.
 *
 * Folding replaces the node by a constant, so asking twice is cheap.  What would make a big constant or could raise
 * is left for run time, with CPython's limits. */
#include "vm/compiler.h"
#include "runtime/bytes.h"
#include "runtime/complex.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/set.h"

enum { MAX_INT_BITS = 128, MAX_ITEMS = 256, MAX_TEXT = 4096, MAX_TOTAL_ITEMS = 1024 };

static const BinaryOp binary_ops[] = {
    [OPERATOR_ADD] = BINARY_ADD, [OPERATOR_SUB] = BINARY_SUB, [OPERATOR_MULT] = BINARY_MUL,
    [OPERATOR_MATMULT] = BINARY_MATMUL, [OPERATOR_DIV] = BINARY_DIV, [OPERATOR_MOD] = BINARY_MOD,
    [OPERATOR_POW] = BINARY_POW, [OPERATOR_LSHIFT] = BINARY_LSHIFT, [OPERATOR_RSHIFT] = BINARY_RSHIFT,
    [OPERATOR_BITOR] = BINARY_OR, [OPERATOR_BITXOR] = BINARY_XOR, [OPERATOR_BITAND] = BINARY_AND,
    [OPERATOR_FLOORDIV] = BINARY_FLOORDIV,
};

/* Turn e into the constant v (taken). ABSENT when v is an error, which is forgotten: run time will raise it. */
static Ref become(Compiler *c, Expr *e, Value v)
{
    if (value_is_error(v)) {
        if (exc_pending_is(&type_MemoryError) || !exc_pending_is(&type_Exception))
            c->failed = true;
        else
            exc_clear();
        return VALUE_ABSENT;
    }
    Ref kept = constant_keep(c, v);
    if (c->failed)
        return VALUE_ABSENT;
    /* Only the value: the parser gives a node no more memory than its own class needs. */
    e->kind = EXPR_CONSTANT;
    e->as.Constant.value = kept;
    return kept;
}

static bool is_number(Ref v)
{
    return value_is_any_int(v) || value_is_double(v) || value_is_complex(v);
}

static int64_t count_items(Ref v, int64_t limit)
{
    if (!value_is_exact_tuple(v))
        return limit;
    limit -= tuple_len(v);
    for (int64_t i = 0; i < tuple_len(v) && limit >= 0; i++)
        limit = count_items(tuple_at(v, i), limit);
    return limit;
}

/* Sequence * n that stays small. */
static bool repeat_is_small(Ref sequence, Ref n)
{
    if (!value_is_any_int(n))
        return false;
    int64_t times = int_as_i64_clip(n);
    if (value_is_exact_tuple(sequence)) {
        int64_t len = tuple_len(sequence);
        return len == 0 || (times >= 0 && times <= MAX_ITEMS / len
                            && (times == 0 || count_items(sequence, MAX_TOTAL_ITEMS / times) >= 0));
    }
    int64_t len = value_is_exact_str(sequence) ? str_len(sequence) : bytes_len(sequence);
    return len == 0 || (times >= 0 && times <= MAX_TEXT / len);
}

static bool is_sequence(Ref v)
{
    return value_is_exact_str(v) || value_has_type(v, &type_bytes) || value_is_exact_tuple(v);
}

static bool binary_is_small(Operator op, Ref left, Ref right)
{
    bool ints = value_is_any_int(left) && value_is_any_int(right);
    switch (op) {
    case OPERATOR_MULT:
        if (ints)
            return int_sign(left) == 0 || int_sign(right) == 0
                   || int_bit_length(left) + int_bit_length(right) <= MAX_INT_BITS;
        if (is_sequence(left))
            return repeat_is_small(left, right);
        if (is_sequence(right))
            return repeat_is_small(right, left);
        return is_number(left) && is_number(right);
    case OPERATOR_POW:
        if (ints && int_sign(right) > 0)
            return int_bit_length(left) <= MAX_INT_BITS && int_as_i64_clip(right) <= MAX_INT_BITS
                   && int_bit_length(left) * int_as_i64_clip(right) <= MAX_INT_BITS;
        return is_number(left) && is_number(right);
    case OPERATOR_LSHIFT:
        return ints && (int_sign(left) == 0 || int_sign(right) == 0
                        || (int_sign(right) > 0 && int_as_i64_clip(right) <= MAX_INT_BITS
                            && int_bit_length(left) <= MAX_INT_BITS - int_as_i64_clip(right)));
    case OPERATOR_ADD:
        return (is_number(left) && is_number(right))
               || (is_sequence(left) && value_as_obj(left)->type == value_type(right));
    case OPERATOR_SUB: case OPERATOR_DIV: case OPERATOR_FLOORDIV: case OPERATOR_MOD:
    case OPERATOR_RSHIFT: case OPERATOR_BITOR: case OPERATOR_BITXOR: case OPERATOR_BITAND:
        return is_number(left) && is_number(right);
    case OPERATOR_MATMULT:
        return false;
    }
    return false;
}

static Ref fold_binop(Compiler *c, Expr *e)
{
    Ref right = fold(c, e->as.BinOp.right);
    if (value_is_absent(right))
        return VALUE_ABSENT;
    Ref left = fold(c, e->as.BinOp.left);
    Operator op = e->as.BinOp.op;
    if (value_is_absent(left) || c->failed || !binary_is_small(op, left, right))
        return VALUE_ABSENT;
    if (op == OPERATOR_POW)
        return become(c, e, object_pow(left, right, VALUE_NONE));
    return become(c, e, object_binary(binary_ops[op], left, right));
}

static Ref fold_unary(Compiler *c, Expr *e)
{
    Ref v = fold(c, e->as.UnaryOp.operand);
    if (value_is_absent(v) || c->failed)
        return VALUE_ABSENT;
    switch (e->as.UnaryOp.op) {
    case UNARY_NOT: {
        int truth = object_truth(v);
        return truth < 0 ? become(c, e, VALUE_ERROR) : become(c, e, value_from_bool(!truth));
    }
    case UNARY_INVERT:
        /* ~True warns when it runs */
        return value_is_any_int(v) && !value_is_bool(v) ? become(c, e, object_invert(v)) : VALUE_ABSENT;
    case UNARY_UADD:
        return is_number(v) ? become(c, e, object_positive(v)) : VALUE_ABSENT;
    case UNARY_USUB:
        return is_number(v) ? become(c, e, object_negative(v)) : VALUE_ABSENT;
    }
    return VALUE_ABSENT;
}

static Ref fold_tuple(Compiler *c, Expr *e)
{
    const ExprSeq *elts = e->as.Tuple.elts;
    if (e->as.Tuple.ctx != CTX_LOAD)
        return VALUE_ABSENT;
    for (int i = 0; i < elts->n; i++)
        if (value_is_absent(fold(c, elts->items[i])))
            return VALUE_ABSENT;
    Value t = tuple_new(elts->n);
    if (value_is_error(t))
        return become(c, e, t);
    for (int i = 0; i < elts->n; i++)
        VALUE_AS(Tuple, t)->items[i] = value_dup(elts->items[i]->as.Constant.value);
    return become(c, e, t);
}

static Ref fold_subscript(Compiler *c, Expr *e)
{
    if (e->as.Subscript.ctx != CTX_LOAD)
        return VALUE_ABSENT;
    Ref index = fold(c, e->as.Subscript.slice);
    Ref container = value_is_absent(index) ? VALUE_ABSENT : fold(c, e->as.Subscript.value);
    if (value_is_absent(container) || c->failed || !is_sequence(container) || !value_is_any_int(index))
        return VALUE_ABSENT;
    return become(c, e, object_subscript(container, index));
}

Ref fold(Compiler *c, Expr *e)
{
    if (c->failed || !enter_recursion(c))
        return VALUE_ABSENT;
    switch ((int)e->kind) {
    case EXPR_CONSTANT:
        return e->as.Constant.value;
    case EXPR_NAME:
        if (e->as.Name.ctx == CTX_LOAD && value_is(e->as.Name.id, NAME(__debug__)))
            return become(c, e, value_from_bool(c->optimise == 0));
        return VALUE_ABSENT;
    case EXPR_BINOP:
        return fold_binop(c, e);
    case EXPR_UNARYOP:
        return fold_unary(c, e);
    case EXPR_TUPLE:
        return fold_tuple(c, e);
    case EXPR_SUBSCRIPT:
        return fold_subscript(c, e);
    default:
        return VALUE_ABSENT;
    }
}

int fold_truth(Compiler *c, Expr *e)
{
    Ref v = fold(c, e);
    if (value_is_absent(v) || c->failed)
        return -1;
    int truth = object_truth(v);
    fail_if(c, truth < 0);
    return truth;
}

Ref fold_container(Compiler *c, Expr *e)
{
    if (e->kind != EXPR_LIST && e->kind != EXPR_SET)
        return fold(c, e);
    const ExprSeq *elts = e->kind == EXPR_LIST ? e->as.List.elts : e->as.Set.elts;
    for (int i = 0; i < elts->n; i++)
        if (value_is_absent(fold(c, elts->items[i])))
            return VALUE_ABSENT;
    Value t = tuple_new(elts->n);
    for (int i = 0; i < elts->n && !value_is_error(t); i++)
        VALUE_AS(Tuple, t)->items[i] = value_dup(elts->items[i]->as.Constant.value);
    if (e->kind == EXPR_SET && !value_is_error(t)) {
        Value set = frozenset_new(t);
        value_drop(t);
        t = set;
    }
    return become(c, e, t);
}
