/* stdlib/operator/_operator.c -- the operators as functions. */
#include "stdlib/operator/operator.h"
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/slice.h"
#include "runtime/str.h"

Value module__operator_init(void);

#define COMPARISON(name, op) \
    NATIVE(operator_##name) { return object_compare(a[0], a[1], op); }
COMPARISON(lt, CMP_LT)
COMPARISON(le, CMP_LE)
COMPARISON(eq, CMP_EQ)
COMPARISON(ne, CMP_NE)
COMPARISON(gt, CMP_GT)
COMPARISON(ge, CMP_GE)

#define BINARY(name, op)                                                          \
    NATIVE(operator_##name) { return object_binary(op, a[0], a[1]); }             \
    NATIVE(operator_i##name) { return object_inplace(op, a[0], a[1]); }
BINARY(add, BINARY_ADD)
BINARY(sub, BINARY_SUB)
BINARY(mul, BINARY_MUL)
BINARY(matmul, BINARY_MATMUL)
BINARY(truediv, BINARY_DIV)
BINARY(floordiv, BINARY_FLOORDIV)
BINARY(mod, BINARY_MOD)
BINARY(lshift, BINARY_LSHIFT)
BINARY(rshift, BINARY_RSHIFT)
BINARY(and, BINARY_AND)
BINARY(or, BINARY_OR)
BINARY(xor, BINARY_XOR)

NATIVE(operator_pow) { return object_pow(a[0], a[1], VALUE_NONE); }
NATIVE(operator_ipow) { return object_inplace(BINARY_POW, a[0], a[1]); }
NATIVE(operator_neg) { return object_negative(a[0]); }
NATIVE(operator_pos) { return object_positive(a[0]); }
NATIVE(operator_invert) { return object_invert(a[0]); }
NATIVE(operator_abs) { return object_absolute(a[0]); }
NATIVE(operator_index) { return index_exact(a[0]); }
NATIVE(operator_is) { return value_from_bool(value_is(a[0], a[1])); }
NATIVE(operator_is_not) { return value_from_bool(!value_is(a[0], a[1])); }

NATIVE(operator_truth)
{
    int truth = value_truth(a[0]);
    return truth < 0 ? VALUE_ERROR : value_from_bool(truth);
}

NATIVE(operator_not)
{
    int truth = value_truth(a[0]);
    return truth < 0 ? VALUE_ERROR : value_from_bool(!truth);
}

NATIVE(operator_concat) { return object_concat(a[0], a[1]); }

/* Only sequences: numbers have + too. */
NATIVE(operator_iconcat)
{
    const Type *left = value_type(a[0]), *right = value_type(a[1]);
    if (left->inplace_concat)
        return left->inplace_concat(a[0], a[1]);
    if (!left->concat && (left->item == NULL || right->item == NULL))
        return exc_raise(&type_TypeError, "'%T' object can't be concatenated", a[0]);
    return object_inplace(BINARY_ADD, a[0], a[1]);
}

NATIVE(operator_contains)
{
    int has = object_contains(a[0], a[1]);
    return has < 0 ? VALUE_ERROR : value_from_bool(has);
}

NATIVE(operator_getitem) { return object_subscript(a[0], a[1]); }
NATIVE(operator_setitem) { return object_set_subscript(a[0], a[1], a[2]) ? VALUE_ERROR : VALUE_NONE; }
NATIVE(operator_delitem) { return object_set_subscript(a[0], a[1], VALUE_ABSENT) ? VALUE_ERROR : VALUE_NONE; }

/* Walk a counting what equals b; with `first`, stop at the first and answer its index. -1 on error. */
static int64_t walk(Ref iterable, Ref wanted, bool first)
{
    if (value_type(iterable)->iter == NULL && value_type(iterable)->item == NULL)
        return exc_raise_int(&type_TypeError, "argument of type '%T' is not iterable", iterable);
    Value it = object_iter(iterable);
    if (value_is_error(it))
        return -1;
    int64_t found = 0, index = 0;
    for (;; index++) {
        Value item = iter_next(it);
        if (!value_is_ok(item)) {
            if (value_is_error(item))
                found = -1;
            else if (first)
                found = exc_raise_int(&type_ValueError, "sequence.index(x): x not in sequence");
            break;
        }
        int same = value_equal(item, wanted);
        value_drop(item);
        if (same < 0) {
            found = -1;
            break;
        }
        found += same;
        if (same && first) {
            found = index;
            break;
        }
    }
    value_drop(it);
    return found;
}

NATIVE(operator_countof)
{
    int64_t found = walk(a[0], a[1], false);
    return found < 0 ? VALUE_ERROR : int_new(found);
}

NATIVE(operator_indexof)
{
    int64_t index = walk(a[0], a[1], true);
    return index < 0 ? VALUE_ERROR : int_new(index);
}

NATIVE(operator_length_hint)
{
    int64_t fallback;
    if (value_type(a[1])->index == NULL || value_is_double(a[1]))
        return exc_raise(&type_TypeError, "'%T' object cannot be interpreted as an integer", a[1]);
    if (object_as_size(a[1], &fallback))
        return VALUE_ERROR;
    int64_t hint = object_length_hint(a[0], fallback);
    return hint < 0 && exc_pending() ? VALUE_ERROR : int_new(hint);
}

NATIVE(operator_call)
{
    if (n == 0)
        return exc_raise(&type_TypeError, "call expected at least 1 argument, got 0");
    return object_call(a[0], a + 1, n - 1, kwnames);
}

/* Equality of equal-length bytes in a time that does not depend on where they differ. */
static bool same_bytes(const unsigned char *x, size_t n, const unsigned char *y, size_t m)
{
    volatile const unsigned char *left = n == m ? x : y;
    volatile unsigned char difference = n != m;
    for (size_t i = 0; i < m; i++)
        difference |= left[i] ^ y[i];
    return difference == 0;
}

static Value compare_buffers(Ref x, Ref y)
{
    Buffer p, q;
    if (buffer_get(x, &p, BUFFER_SIMPLE))
        return VALUE_ERROR;
    if (buffer_get(y, &q, BUFFER_SIMPLE)) {
        buffer_release(&p);
        return VALUE_ERROR;
    }
    bool same = same_bytes(p.data, (size_t)p.byte_len, q.data, (size_t)q.byte_len);
    buffer_release(&q);
    buffer_release(&p);
    return value_from_bool(same);
}

NATIVE(operator_compare_digest)
{
    if (value_is_str(a[0]) && value_is_str(a[1])) {
        const Str *x = VALUE_AS(Str, a[0]), *y = VALUE_AS(Str, a[1]);
        if (!x->ascii || !y->ascii)
            return exc_raise(&type_TypeError, "comparing strings with non-ASCII characters is not supported");
        return value_from_bool(same_bytes((const unsigned char *)x->data, (size_t)x->len,
                                          (const unsigned char *)y->data, (size_t)y->len));
    }
    if (!buffer_supported(a[0]) || !buffer_supported(a[1])) {
        return exc_raise(&type_TypeError, "unsupported operand types(s) or combination of types: '%T' and '%T'",
                         a[0], a[1]);
    }
    return compare_buffers(a[0], a[1]);
}

static const Method operator_functions[] = {
    {"truth(a, /)", operator_truth, "Return True if a is true, False otherwise."},
    {"contains(a, b, /)", operator_contains, "Same as b in a (note reversed operands)."},
    {"indexOf(a, b, /)", operator_indexof, "Return the first index of b in a."},
    {"countOf(a, b, /)", operator_countof, "Return the number of items in a which are, or which equal, b."},
    {"is_(a, b, /)", operator_is, "Same as a is b."},
    {"is_not(a, b, /)", operator_is_not, "Same as a is not b."},
    {"add(a, b, /)", operator_add, "Same as a + b."},
    {"sub(a, b, /)", operator_sub, "Same as a - b."},
    {"mul(a, b, /)", operator_mul, "Same as a * b."},
    {"matmul(a, b, /)", operator_matmul, "Same as a @ b."},
    {"floordiv(a, b, /)", operator_floordiv, "Same as a // b."},
    {"truediv(a, b, /)", operator_truediv, "Same as a / b."},
    {"mod(a, b, /)", operator_mod, "Same as a % b."},
    {"neg(a, /)", operator_neg, "Same as -a."},
    {"pos(a, /)", operator_pos, "Same as +a."},
    {"abs(a, /)", operator_abs, "Same as abs(a)."},
    {"inv(a, /)", operator_invert, "Same as ~a."},
    {"invert(a, /)", operator_invert, "Same as ~a."},
    {"lshift(a, b, /)", operator_lshift, "Same as a << b."},
    {"rshift(a, b, /)", operator_rshift, "Same as a >> b."},
    {"not_(a, /)", operator_not, "Same as not a."},
    {"and_(a, b, /)", operator_and, "Same as a & b."},
    {"xor(a, b, /)", operator_xor, "Same as a ^ b."},
    {"or_(a, b, /)", operator_or, "Same as a | b."},
    {"iadd(a, b, /)", operator_iadd, "Same as a += b."},
    {"isub(a, b, /)", operator_isub, "Same as a -= b."},
    {"imul(a, b, /)", operator_imul, "Same as a *= b."},
    {"imatmul(a, b, /)", operator_imatmul, "Same as a @= b."},
    {"ifloordiv(a, b, /)", operator_ifloordiv, "Same as a //= b."},
    {"itruediv(a, b, /)", operator_itruediv, "Same as a /= b."},
    {"imod(a, b, /)", operator_imod, "Same as a %= b."},
    {"ilshift(a, b, /)", operator_ilshift, "Same as a <<= b."},
    {"irshift(a, b, /)", operator_irshift, "Same as a >>= b."},
    {"iand(a, b, /)", operator_iand, "Same as a &= b."},
    {"ixor(a, b, /)", operator_ixor, "Same as a ^= b."},
    {"ior(a, b, /)", operator_ior, "Same as a |= b."},
    {"concat(a, b, /)", operator_concat, "Same as a + b, for a and b sequences."},
    {"iconcat(a, b, /)", operator_iconcat, "Same as a += b, for a and b sequences."},
    {"getitem(a, b, /)", operator_getitem, "Same as a[b]."},
    {"setitem(a, b, c, /)", operator_setitem, "Same as a[b] = c."},
    {"delitem(a, b, /)", operator_delitem, "Same as del a[b]."},
    {"pow(a, b, /)", operator_pow, "Same as a ** b."},
    {"ipow(a, b, /)", operator_ipow, "Same as a **= b."},
    {"eq(a, b, /)", operator_eq, "Same as a == b."},
    {"ne(a, b, /)", operator_ne, "Same as a != b."},
    {"lt(a, b, /)", operator_lt, "Same as a < b."},
    {"le(a, b, /)", operator_le, "Same as a <= b."},
    {"gt(a, b, /)", operator_gt, "Same as a > b."},
    {"ge(a, b, /)", operator_ge, "Same as a >= b."},
    {"index(a, /)", operator_index, "Same as a.__index__()"},
    {"length_hint(obj, default=0, /)", operator_length_hint,
     "Return an estimate of the number of items in obj.\n\n"
     "This is useful for presizing containers when building from an iterable.\n\n"
     "If the object supports len(), the result will be exact.\n"
     "Otherwise, it may over- or under-estimate by an arbitrary amount."},
    {"call(obj, /, *args, **kwargs)", operator_call, "Same as obj(*args, **kwargs).", METHOD_RAW},
    {"_compare_digest(a, b, /)", operator_compare_digest,
     "Return 'a == b'.\n\n"
     "This function uses an approach designed to prevent\ntiming analysis, making it appropriate for cryptography.\n\n"
     "a and b must both be of the same type: either str (ASCII only),\nor any bytes-like object."},
    {0},
};

Value module__operator_init(void)
{
    Value module = module_new("_operator",
                              "Operator interface.\n\n"
                              "This module exports a set of functions implemented in C corresponding\n"
                              "to the intrinsic operators of Python.  For example, operator.add(x, y)\n"
                              "is equivalent to the expression x+y.",
                              operator_functions);
    static Type *const types[] = {&type_item_getter, &type_attr_getter, &type_method_caller};
    for (size_t i = 0; !value_is_error(module) && i < N_ELEMENTS(types); i++) {
        if (module_add_type(module, types[i])) {
            value_drop(module);
            return VALUE_ERROR;
        }
    }
    return module;
}
