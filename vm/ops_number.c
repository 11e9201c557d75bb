/* vm/ops_number.c -- operators on anything but two inline ints or two doubles. */
#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "vm/ops.h"

/* An instruction's operands while Python may run: locals could be rebound under us, so they are held; temporaries
 * are ours anyway; constants live as long as the code. */
static inline void hold_operand(int kind, Ref v)
{
    if (kind == OPERAND_LOCAL)
        value_dup(v);
}
static inline void release_operand(int kind, Value v)
{
    if (kind != OPERAND_CONST)
        value_drop(v);
}

typedef struct Operands { int kind_b, kind_c; } Operands;

static inline Operands hold_operands(const Instr *in, Ref b, Ref c)
{
    Operands kinds = {in->flags & 3, in->flags >> 2 & 3};
    hold_operand(kinds.kind_b, b);
    hold_operand(kinds.kind_c, c);
    return kinds;
}

static inline void release_operands(Operands kinds, Value b, Value c)
{
    release_operand(kinds.kind_b, b);
    release_operand(kinds.kind_c, c);
}

static bool as_exact_double(Ref v, double *out)
{
    if (value_is_double(v)) {
        *out = value_as_double(v);
        return true;
    }
    if (value_is_int(v)) { /* 50 bits: exact */
        *out = (double)value_as_int(v);
        return true;
    }
    return false;
}

/* int with float and float with int: the operators whose result needs no error check. */
static bool mixed_arithmetic(BinaryOp op, Ref b, Ref c, Value *out)
{
    double x, y;
    if (!(value_is_double(b) || value_is_double(c)) || !as_exact_double(b, &x) || !as_exact_double(c, &y))
        return false;
    if (op == BINARY_ADD)
        *out = value_from_double(x + y);
    else if (op == BINARY_SUB)
        *out = value_from_double(x - y);
    else if (op == BINARY_MUL)
        *out = value_from_double(x * y);
    else if (op == BINARY_DIV && y != 0)
        *out = value_from_double(x / y);
    else
        return false;
    return true;
}

Value op_binary(const Instr *in, BinaryOp op, Value b, Value c)
{
    Value v;
    if (mixed_arithmetic(op, b, c, &v))
        return v;
    Operands kinds = hold_operands(in, b, c);
    if (in->flags & FLAG_INPLACE)
        v = object_inplace(op, b, c);
    else if (op == BINARY_ADD && value_is_exact_str(b) && value_is_exact_str(c))
        v = str_concat(b, c);
    else if (op == BINARY_POW)
        v = object_pow(b, c, VALUE_NONE);
    else
        v = object_binary(op, b, c);
    release_operands(kinds, b, c);
    return v;
}

/* For operands that were only looked at: nothing could rebind a local meanwhile. */
static inline void drop_temporaries(const Instr *in, Value b, Value c)
{
    if ((in->flags & 3) == OPERAND_TEMP)
        value_drop(b);
    if ((in->flags >> 2 & 3) == OPERAND_TEMP)
        value_drop(c);
}

static inline bool are_strs(Ref a, Ref b) { return value_is_exact_str(a) && value_is_exact_str(b); }

/* Most strs that differ do so in their length or their first byte. */
static inline bool strs_equal(Ref a, Ref b)
{
    const Str *x = VALUE_AS(Str, a), *y = VALUE_AS(Str, b);
    return x == y || (x->len == y->len && x->data[0] == y->data[0] && str_equal(a, b));
}

Value op_compare(const Instr *in, CompareOp op, Value b, Value c)
{
    if ((op == CMP_EQ || op == CMP_NE) && are_strs(b, c)) {
        bool same = strs_equal(b, c);
        drop_temporaries(in, b, c);
        return value_from_bool(same == (op == CMP_EQ));
    }
    Operands kinds = hold_operands(in, b, c);
    Value v = object_compare(b, c, op);
    release_operands(kinds, b, c);
    return v;
}

int op_compare_test(const Instr *in, CompareOp op, Value b, Value c)
{
    Value v = op_compare(in, op, b, c);
    if (LIKELY(value_is_bool(v)))
        return value_is_true(v);
    if (value_is_error(v))
        return -1;
    int truth = value_truth(v);
    value_drop(v);
    return truth;
}

int op_contains_test(const Instr *in, Value b, Value c)
{
    if (are_strs(b, c) && str_len(b) == 1 && VALUE_AS(Str, b)->ascii && VALUE_AS(Str, c)->kind == 1) {
        int has = memchr(VALUE_AS(Str, c)->data, VALUE_AS(Str, b)->data[0], (size_t)str_len(c)) != NULL;
        drop_temporaries(in, b, c);
        return has;
    }
    Operands kinds = hold_operands(in, b, c);
    int found = value_has_type(c, &type_dict) ? dict_contains(c, b) : object_contains(c, b);
    release_operands(kinds, b, c);
    return found;
}
