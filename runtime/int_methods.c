/* runtime/int_methods.c -- the methods and attributes of int. */
#include "runtime/int_internal.h"
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

NATIVE(int_self_m) { return int_exact(self); }
NATIVE(int_bit_length_m) { return int_new(int_bit_length(self)); }
NATIVE(int_is_integer_m) { return VALUE_TRUE; }

NATIVE(int_bit_count_m)
{
    IntView view;
    int_look(self, &view);
    return int_new(view.n ? (int64_t)mpn_popcount(view.limbs, view.n) : 0);
}

NATIVE(int_as_integer_ratio_m)
{
    Value items[2] = {int_exact(self), value_from_int(1)};
    return tuple_from_values(items, 2);
}

NATIVE(int_getnewargs_m)
{
    Value items[1] = {int_exact(self)};
    return tuple_from_values(items, 1);
}

NATIVE(int_format_m)
{
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "__format__() argument must be str, not %T", a[0]);
    return int_format(self, a[0]);
}

NATIVE(int_sizeof_m)
{
    IntView view;
    int_look(self, &view);
    int64_t n_limbs = view.n ? view.n : 1; /* what an inline int would take as an object */
    return int_new((int64_t)value_type(self)->basic_size + n_limbs * (int64_t)sizeof(mp_limb_t));
}

/* self rounded to the multiple of 10**-n nearest to it, ties to even; n < 0. */
static Value round_to_ten_power(Ref self, Ref n)
{
    Value rest = VALUE_ABSENT, rounded = VALUE_ERROR, quotient = VALUE_ERROR;
    Value exponent = int_negate(n);
    if (value_is_error(exponent))
        return VALUE_ERROR;
    /* More digits to drop than there are: do not build the power. */
    int64_t digits = int_bit_length(self) / 3 + 2;
    if (int_compare(exponent, value_from_int(digits)) > 0) {
        value_drop(exponent);
        return value_from_int(0);
    }
    Value unit = int_binary(BINARY_POW, value_from_int(10), exponent);
    value_drop(exponent);
    if (value_is_error(unit))
        return VALUE_ERROR;
    quotient = int_divmod_near(self, unit, &rest);
    if (value_is_ok(quotient))
        rounded = int_binary(BINARY_SUB, self, rest);
    value_drop(unit);
    value_drop(quotient);
    value_drop(rest);
    return rounded;
}

NATIVE(int_round_m)
{
    if (value_is_absent(a[0]))
        return int_exact(self);
    Value n_digits = object_index(a[0]);
    if (value_is_error(n_digits))
        return VALUE_ERROR;
    Value rounded = int_sign(n_digits) >= 0 ? int_exact(self) : round_to_ten_power(self, n_digits);
    value_drop(n_digits);
    return rounded;
}

/* 'little' or 'big': 1, 0; -1 ValueError. */
static int byte_order(Ref name, const char *method)
{
    if (value_is_none(name))
        return exc_raise_int(&type_TypeError, "%s() argument 'byteorder' must be str, not None", method);
    if (!value_is_absent(name) && !value_is_str(name))
        return exc_raise_int(&type_TypeError, "%s() argument 'byteorder' must be str, not %T", method, name);
    if (value_is_absent(name) || str_equals_cstr(name, "big"))
        return 0;
    if (str_equals_cstr(name, "little"))
        return 1;
    return exc_raise_int(&type_ValueError, "byteorder must be either 'little' or 'big'");
}

NATIVE(int_to_bytes_m)
{
    int64_t length;
    if (int_as_ssize(a[0], &length))
        return VALUE_ERROR;
    int little = byte_order(a[1], "to_bytes");
    if (little < 0)
        return VALUE_ERROR;
    int is_signed = value_truth(a[2]);
    if (is_signed < 0)
        return VALUE_ERROR;
    if (length < 0)
        return exc_raise(&type_ValueError, "length argument must be non-negative");
    Value bytes = bytes_new(NULL, (size_t)length);
    if (value_is_error(bytes))
        return VALUE_ERROR;
    if (int_to_bytes(self, (uint8_t *)VALUE_AS(Bytes, bytes)->data, (size_t)length, little, is_signed)) {
        value_drop(bytes);
        return VALUE_ERROR;
    }
    return bytes;
}

NATIVE(int_from_bytes_m)
{
    int little = byte_order(a[1], "from_bytes");
    if (little < 0)
        return VALUE_ERROR;
    int is_signed = value_truth(a[2]);
    if (is_signed < 0)
        return VALUE_ERROR;
    Value bytes = value_is_bytes(a[0]) ? value_dup(a[0]) : bytes_from_object(a[0]);
    if (value_is_error(bytes))
        return VALUE_ERROR;
    Value v = int_from_bytes((const uint8_t *)bytes_data(bytes), (size_t)bytes_len(bytes), little, is_signed);
    value_drop(bytes);
    if (value_is_ok(v) && !value_is(self, value_from_obj(&type_int))) {
        Value instance = object_call1(self, v);
        value_drop(v);
        return instance;
    }
    return v;
}

const Method int_methods[] = {
    {"conjugate()", int_self_m, "Returns self, the complex conjugate of any int."},
    {"bit_length()", int_bit_length_m,
     "Number of bits necessary to represent self in binary.\n\n>>> bin(37)\n'0b100101'\n>>> (37).bit_length()\n6"},
    {"bit_count()", int_bit_count_m,
     "Number of ones in the binary representation of the absolute value of self.\n\n>>> (13).bit_count()\n3"},
    {"to_bytes(length=1, byteorder=<absent>, *, signed=False)", int_to_bytes_m,
     "Return an array of bytes representing an integer."},
    {"from_bytes(bytes, byteorder=<absent>, *, signed=False)", int_from_bytes_m,
     "Return the integer represented by the given array of bytes.", METHOD_CLASS},
    {"as_integer_ratio()", int_as_integer_ratio_m,
     "Return a pair of integers, whose ratio is equal to the original int.\n\n>>> (10).as_integer_ratio()\n(10, 1)"},
    {"is_integer()", int_is_integer_m, "Returns True; exists for duck type compatibility with float.is_integer."},
    {"__trunc__()", int_self_m, "Truncating an Integral returns itself."},
    {"__floor__()", int_self_m, "Flooring an Integral returns itself."},
    {"__ceil__()", int_self_m, "Ceiling of an Integral returns itself."},
    {"__round__(ndigits=<absent>, /)", int_round_m,
     "Rounding an Integral returns itself; negative ndigits rounds to a power of ten."},
    {"__getnewargs__()", int_getnewargs_m, NULL},
    {"__format__(format_spec, /)", int_format_m, "Convert to a string according to format_spec."},
    {"__sizeof__()", int_sizeof_m, "Returns size in memory, in bytes."},
    {0},
};

static Value int_get_self(Ref self) { return int_exact(self); }
static Value int_get_zero(Ref self) { return value_from_int(0); }
static Value int_get_one(Ref self) { return value_from_int(1); }

const Getter int_getters[] = {
    {"real", int_get_self, NULL, "the real part of a complex number"},
    {"imag", int_get_zero, NULL, "the imaginary part of a complex number"},
    {"numerator", int_get_self, NULL, "the numerator of a rational number in lowest terms"},
    {"denominator", int_get_one, NULL, "the denominator of a rational number in lowest terms"},
    {0},
};
