/* stdlib/datetime/delta_number.c -- arithmetic of timedeltas: among themselves, with ints, with floats.
 *
 * Quotients are exact and rounded half to even, hence the detour through ints of any size where 128 bits might not do. */
#include "runtime/float.h"
#include "stdlib/datetime/datetime.h"

Value delta_add(Ref left, Ref right)
{
    if (!value_is_delta(left) || !value_is_delta(right))
        return VALUE_NOT_IMPLEMENTED;
    return delta_new(delta_us(left) + delta_us(right));
}

Value delta_subtract(Ref left, Ref right)
{
    if (!value_is_delta(left) || !value_is_delta(right))
        return VALUE_NOT_IMPLEMENTED;
    return delta_new(delta_us(left) - delta_us(right));
}

/* int -> timedelta; takes v, which may be ERROR. */
static Value delta_from_int(Value v)
{
    Us us;
    if (value_is_error(v))
        return VALUE_ERROR;
    int failed = us_from_int(v, &us);
    value_drop(v);
    return failed ? VALUE_ERROR : delta_new(us);
}

/* One more when the remainder is past the middle, or in the middle and the quotient odd.  Takes quotient. */
static Value round_quotient(Value quotient, Ref remainder, Ref divisor)
{
    Value twice = int_binary(BINARY_ADD, remainder, remainder);
    if (value_is_error(twice)) {
        value_drop(quotient);
        return VALUE_ERROR;
    }
    int order = int_sign(divisor) > 0 ? int_compare(twice, divisor) : int_compare(divisor, twice);
    value_drop(twice);
    if (order < 0 || (order == 0 && (int_as_u64_mask(quotient) & 1) == 0))
        return quotient;
    Value next = int_binary(BINARY_ADD, quotient, value_from_int(1));
    value_drop(quotient);
    return next;
}

/* a / b for exact ints, half to even. */
static Value divide_nearest(Ref a, Ref b)
{
    if (int_sign(b) == 0)
        return exc_raise(&type_ZeroDivisionError, "integer division or modulo by zero");
    Value parts = int_binary(BINARY_DIVMOD, a, b);
    if (value_is_error(parts))
        return VALUE_ERROR;
    Value rounded = round_quotient(value_dup(tuple_at(parts, 0)), tuple_at(parts, 1), b);
    value_drop(parts);
    return rounded;
}

/* delta * float.as_integer_ratio(), or divided by it. */
static Value scale_by_float(Ref delta, Ref factor, bool divide)
{
    Value ratio = call_named(factor, "as_integer_ratio", NULL, 0);
    if (value_is_error(ratio))
        return VALUE_ERROR;
    Value us = VALUE_ERROR, product = VALUE_ERROR, quotient = VALUE_ERROR;
    if (!value_is_tuple(ratio)) {
        exc_raise(&type_TypeError, "unexpected return type from as_integer_ratio(): expected tuple, not '%T'", ratio);
    } else if (tuple_len(ratio) != 2) {
        exc_raise(&type_ValueError, "as_integer_ratio() must return a 2-tuple");
    } else if (!value_is_any_int(tuple_at(ratio, 0)) || !value_is_any_int(tuple_at(ratio, 1))) {
        exc_raise(&type_TypeError, "as_integer_ratio() must return a pair of integers");
    } else {
        us = us_to_int(delta_us(delta));
        if (!value_is_error(us))
            product = int_binary(BINARY_MUL, us, tuple_at(ratio, divide));
        if (!value_is_error(product))
            quotient = divide_nearest(product, tuple_at(ratio, !divide));
    }
    value_drop(product);
    value_drop(us);
    value_drop(ratio);
    return delta_from_int(quotient);
}

static Value multiply_by_int(Ref delta, Ref factor)
{
    Value us = us_to_int(delta_us(delta));
    Value product = value_is_error(us) ? us : int_binary(BINARY_MUL, us, factor);
    value_drop(us);
    return delta_from_int(product);
}

Value delta_multiply(Ref left, Ref right)
{
    Ref delta = value_is_delta(left) ? left : right, factor = value_is_delta(left) ? right : left;
    if (value_is_any_int(factor))
        return multiply_by_int(delta, factor);
    return value_is_any_float(factor) ? scale_by_float(delta, factor, false) : VALUE_NOT_IMPLEMENTED;
}

/* Apply an operator to the microseconds of both; b may be an int already. */
static Value on_microseconds(BinaryOp op, Ref a, Ref b)
{
    Value left = us_to_int(delta_us(a)), right = value_is_delta(b) ? us_to_int(delta_us(b)) : value_dup(b);
    Value result = value_is_error(left) || value_is_error(right) ? VALUE_ERROR : int_binary(op, left, right);
    value_drop(right);
    value_drop(left);
    return result;
}

Value delta_true_divide(Ref left, Ref right)
{
    if (!value_is_delta(left))
        return VALUE_NOT_IMPLEMENTED;
    if (value_is_delta(right))
        return on_microseconds(BINARY_DIV, left, right);
    if (value_is_any_float(right))
        return scale_by_float(left, right, true);
    if (!value_is_any_int(right))
        return VALUE_NOT_IMPLEMENTED;
    Value us = us_to_int(delta_us(left));
    Value quotient = value_is_error(us) ? us : divide_nearest(us, right);
    value_drop(us);
    return delta_from_int(quotient);
}

Value delta_floor_divide(Ref left, Ref right)
{
    if (!value_is_delta(left))
        return VALUE_NOT_IMPLEMENTED;
    if (value_is_delta(right))
        return on_microseconds(BINARY_FLOORDIV, left, right);
    if (!value_is_any_int(right))
        return VALUE_NOT_IMPLEMENTED;
    return delta_from_int(on_microseconds(BINARY_FLOORDIV, left, right));
}

Value delta_remainder(Ref left, Ref right)
{
    if (!value_is_delta(left) || !value_is_delta(right))
        return VALUE_NOT_IMPLEMENTED;
    return delta_from_int(on_microseconds(BINARY_MOD, left, right));
}

Value delta_divmod(Ref left, Ref right)
{
    if (!value_is_delta(left) || !value_is_delta(right))
        return VALUE_NOT_IMPLEMENTED;
    Value parts = on_microseconds(BINARY_DIVMOD, left, right);
    if (value_is_error(parts))
        return VALUE_ERROR;
    Value remainder = delta_from_int(value_dup(tuple_at(parts, 1)));
    Value result = value_is_error(remainder) ? remainder : tuple_of2_owned(value_dup(tuple_at(parts, 0)), remainder);
    value_drop(parts);
    return result;
}
