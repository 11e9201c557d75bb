/* runtime/float.c -- floats: arithmetic, comparing, conversion and the type object.
 *
 * A float is an immediate word; only instances of subclasses are objects.  Text is in float_text.c, methods
 * are in float_methods.c. */
#include "runtime/float_internal.h"
#include "runtime/bytes.h"
#include "runtime/complex.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include <errno.h>
#include <math.h>

/* ---- conversion ---- */

/* __float__ of v, then __index__: 1 converted, 0 has neither, -1. */
static int convert_by_method(Ref v, double *out)
{
    Type *type = value_type(v);
    if (type->to_float == NULL && type->index == NULL)
        return 0;
    Value converted = type->to_float ? object_to_float(v) : object_index(v);
    if (value_is_error(converted))
        return -1;
    int status = 0;
    if (value_is_any_float(converted))
        *out = float_value(converted);
    else
        status = int_as_double(converted, out);
    value_drop(converted);
    return status ? -1 : 1;
}

int float_from_value(Ref v, double *out)
{
    if (LIKELY(value_is_any_float(v))) {
        *out = float_value(v);
        return 0;
    }
    if (value_is_any_int(v))
        return int_as_double(v, out);
    int status = convert_by_method(v, out);
    if (status == 0)
        return exc_raise_int(&type_TypeError, "must be real number, not %T", v);
    return status < 0 ? -1 : 0;
}

/* ---- arithmetic ---- */

/* fmod(a, b), sooner: the quotient of ordinary operands is exact to one unit, which a fused multiplication
 * and its sign reveal. */
static inline double remainder_of(double a, double b)
{
    double quotient = a / b;
    if (!(fabs(quotient) < 0x1p52) || isinf(b) || fabs(b) < 0x1p-500)
        return fmod(a, b);
    double rest = fma(-trunc(quotient), b, a);
    if ((rest < 0) != (a < 0) && rest != 0.0)
        rest += (b < 0) != (a < 0) ? -b : b;
    return rest == 0.0 ? copysign(0.0, a) : rest;
}

/* Python's modulo: the result has the divisor's sign. b is not 0. */
static double modulo(double a, double b)
{
    double rest = remainder_of(a, b);
    if (rest == 0)
        return copysign(0.0, b);
    return (rest < 0) != (b < 0) ? rest + b : rest;
}

/* The floor of a / b that belongs to modulo(a, b). */
static double floor_divide(double a, double b, double *rest_out)
{
    double rest = remainder_of(a, b);
    double quotient = (a - rest) / b;
    if (rest != 0) {
        if ((rest < 0) != (b < 0)) {
            rest += b;
            quotient -= 1.0;
        }
    } else
        rest = copysign(0.0, b);
    *rest_out = rest;
    if (quotient == 0)
        return copysign(0.0, a / b);
    double whole = floor(quotient);
    return quotient - whole > 0.5 ? whole + 1.0 : whole;
}

static Value power(double a, double b)
{
    if (a == 0.0 && b < 0.0 && isfinite(b))
        return exc_raise(&type_ZeroDivisionError, "0.0 cannot be raised to a negative power");
    if (a < 0.0 && isfinite(a) && isfinite(b) && b != floor(b))
        return complex_pow(a, 0.0, b, 0.0);
    double result = pow(a, b);
    if (isinf(result) && isfinite(a) && isfinite(b))
        return exc_raise_errno(&type_OverflowError, ERANGE, VALUE_ABSENT);
    return value_from_double_bits_safe(result);
}

static Value divmod_pair(double a, double b)
{
    double rest, whole = floor_divide(a, b, &rest);
    Value items[2] = {value_from_double_bits_safe(whole), value_from_double_bits_safe(rest)};
    return tuple_from_values(items, 2);
}

Value float_binary(BinaryOp op, double a, double b)
{
    switch (op) {
    case BINARY_ADD: return value_from_double_bits_safe(a + b);
    case BINARY_SUB: return value_from_double_bits_safe(a - b);
    case BINARY_MUL: return value_from_double_bits_safe(a * b);
    case BINARY_DIV:
        if (b == 0.0)
            return exc_raise(&type_ZeroDivisionError, "float division by zero");
        return value_from_double_bits_safe(a / b);
    case BINARY_FLOORDIV: {
        double rest;
        if (b == 0.0)
            return exc_raise(&type_ZeroDivisionError, "float floor division by zero");
        return value_from_double_bits_safe(floor_divide(a, b, &rest));
    }
    case BINARY_MOD:
        if (b == 0.0)
            return exc_raise(&type_ZeroDivisionError, "float modulo by zero");
        return value_from_double_bits_safe(modulo(a, b));
    case BINARY_DIVMOD:
        if (b == 0.0)
            return exc_raise(&type_ZeroDivisionError, "float divmod()");
        return divmod_pair(a, b);
    case BINARY_POW: return power(a, b);
    case BINARY_MATMUL:
    case BINARY_LSHIFT:
    case BINARY_RSHIFT:
    case BINARY_AND:
    case BINARY_OR:
    case BINARY_XOR:
    case N_BINARY_OPS: break;
    }
    return VALUE_NOT_IMPLEMENTED;
}

/* A float or int operand as a double: 1, 0 when it is neither, -1 OverflowError. */
static inline int operand(Ref v, double *out)
{
    if (LIKELY(value_is_any_float(v))) {
        *out = float_value(v);
        return 1;
    }
    if (!value_is_any_int(v))
        return 0;
    return int_as_double(v, out) ? -1 : 1;
}

static Value slot_binary(BinaryOp op, Ref a, Ref b)
{
    double x, y;
    int status = operand(a, &x);
    if (status > 0)
        status = operand(b, &y);
    if (status > 0)
        return float_binary(op, x, y);
    return status < 0 ? VALUE_ERROR : VALUE_NOT_IMPLEMENTED;
}

static Value float_slot_add(Ref a, Ref b) { return slot_binary(BINARY_ADD, a, b); }
static Value float_slot_sub(Ref a, Ref b) { return slot_binary(BINARY_SUB, a, b); }
static Value float_slot_mul(Ref a, Ref b) { return slot_binary(BINARY_MUL, a, b); }
static Value float_slot_div(Ref a, Ref b) { return slot_binary(BINARY_DIV, a, b); }
static Value float_slot_floordiv(Ref a, Ref b) { return slot_binary(BINARY_FLOORDIV, a, b); }
static Value float_slot_mod(Ref a, Ref b) { return slot_binary(BINARY_MOD, a, b); }
static Value float_slot_divmod(Ref a, Ref b) { return slot_binary(BINARY_DIVMOD, a, b); }

static Value float_slot_pow(Ref a, Ref b, Ref mod)
{
    if (!value_is_none(mod))
        return exc_raise(&type_TypeError,
                         "pow() 3rd argument not allowed unless all arguments are integers");
    return slot_binary(BINARY_POW, a, b);
}

static Value float_slot_negative(Ref self) { return value_from_double(-float_value(self)); }
static Value float_slot_positive(Ref self) { return value_from_double(float_value(self)); }
static Value float_slot_absolute(Ref self) { return value_from_double(fabs(float_value(self))); }
static Value float_slot_int(Ref self) { return int_from_double(float_value(self)); }
static int float_slot_truth(Ref self) { return float_value(self) != 0.0; }

/* ---- comparing and hashing ---- */

static Value float_slot_compare(Ref a, Ref b, CompareOp op)
{
    double x = float_value(a), y;
    if (value_is_any_float(b))
        y = float_value(b);
    else if (!value_is_any_int(b))
        return VALUE_NOT_IMPLEMENTED;
    else if (isnan(x))
        y = 0.0;
    else { /* exactly: an int may have more bits than a double */
        int order = -int_compare_double(b, x);
        x = order;
        y = 0.0;
    }
    switch (op) {
    case CMP_LT: return value_from_bool(x < y);
    case CMP_LE: return value_from_bool(x <= y);
    case CMP_EQ: return value_from_bool(x == y);
    case CMP_NE: return value_from_bool(x != y);
    case CMP_GT: return value_from_bool(x > y);
    case CMP_GE: return value_from_bool(x >= y);
    }
    return VALUE_NOT_IMPLEMENTED;
}

/* Equal numbers hash alike: d is m * 2**e, so its hash is m's rotated by e in 61 bits, because 2**61 is 1
 * modulo 2**61 - 1. */
int64_t hash_double(double d)
{
    const int bits = 61;
    const uint64_t modulus = ((uint64_t)1 << 61) - 1;
    if (!isfinite(d))
        return isnan(d) ? 0 : d > 0 ? 314159 : -314159;
    if (d >= -1e9 && d <= 1e9 && d == (double)(int32_t)d) {
        int64_t i = (int64_t)d;
        return i == -1 ? -2 : i;
    }
    int exponent;
    double m = frexp(fabs(d), &exponent);
    uint64_t significand = (uint64_t)(m * 9007199254740992.0); /* 2**53: all its bits */
    int turn = (exponent - 53) % bits;
    if (turn < 0)
        turn += bits;
    uint64_t hash = (significand << turn & modulus) | significand >> (bits - turn);
    if (hash >= modulus)
        hash -= modulus;
    int64_t result = d < 0 ? -(int64_t)hash : (int64_t)hash;
    return result == -1 ? -2 : result;
}

static int64_t float_slot_hash(Ref self)
{
    double d = float_value(self);
    /* A NaN equals nothing, so any hash will do: object's. */
    if (isnan(d))
        return hash_pointer((const void *)(uintptr_t)self.bits);
    return hash_double(d);
}

static Value float_slot_repr(Ref self)
{
    char text[32];
    size_t n = float_repr(float_value(self), text);
    return str_from_ascii(text, n);
}

/* ---- float(x) ---- */

static Value convert(Ref x)
{
    double d;
    if (value_is_double(x))
        return x;
    if (value_is_any_int(x))
        return int_as_double(x, &d) ? VALUE_ERROR : value_from_double(d);
    if (value_is_exact_str(x) || (value_is_str(x) && value_type(x)->to_float == NULL))
        return float_from_str(x);
    int status = convert_by_method(x, &d);
    if (status > 0)
        return value_from_double(d);
    if (status < 0)
        return VALUE_ERROR;
    if (value_is_str(x) || value_type(x)->buffer_get != NULL)
        return float_from_str(x);
    return exc_raise(&type_TypeError, "float() argument must be a string or a real number, not '%T'", x);
}

static Value float_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (type->init == type_float.init && args_no_keywords("float", kwnames))
        return VALUE_ERROR;
    if (n_args > 1)
        return exc_raise(&type_TypeError, "float expected at most 1 argument, got %zu", n_args);
    Value plain = n_args ? convert(args[0]) : value_from_double(0.0);
    if (type == &type_float || value_is_error(plain))
        return plain;
    Float *f = object_alloc_instance(type, 0);
    if (f == NULL)
        return VALUE_ERROR;
    f->value = value_as_double(plain);
    return value_from_obj(f);
}

static void float_dealloc(Obj *o) { object_free(o); }

Type type_float = {
    .base = STATIC_OBJ(&type_type),
    .name = "float",
    .doc = "float(x=0, /)\n--\n\nConvert a string or number to a floating-point number, if possible.",
    .basic_size = sizeof(Float),
    .flags = TYPE_BASETYPE | TYPE_SUB_FLOAT | TYPE_MATCH_SELF,
    .methods = float_methods,
    .getters = float_getters,
    .dealloc = float_dealloc,
    .new = float_type_new,
    .repr = float_slot_repr,
    .hash = float_slot_hash,
    .compare = float_slot_compare,
    .binary = {
        [BINARY_ADD] = float_slot_add, [BINARY_SUB] = float_slot_sub, [BINARY_MUL] = float_slot_mul,
        [BINARY_DIV] = float_slot_div, [BINARY_FLOORDIV] = float_slot_floordiv,
        [BINARY_MOD] = float_slot_mod, [BINARY_DIVMOD] = float_slot_divmod,
    },
    .pow = float_slot_pow,
    .negative = float_slot_negative,
    .positive = float_slot_positive,
    .absolute = float_slot_absolute,
    .to_int = float_slot_int,
    .to_float = float_slot_positive,
    .truth = float_slot_truth,
};
