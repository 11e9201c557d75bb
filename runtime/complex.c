/* runtime/complex.c -- complex numbers. */
#include "runtime/complex.h"
#include "runtime/exc.h"
#include "runtime/float_internal.h"
#include "runtime/int_internal.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include <math.h>

typedef struct Parts { double real, imag; } Parts;

static inline Parts parts_of(Ref v) { return (Parts){VALUE_AS(Complex, v)->real, VALUE_AS(Complex, v)->imag}; }

Value complex_new(double real, double imag)
{
    Complex *c = object_alloc(&type_complex);
    if (c == NULL)
        return VALUE_ERROR;
    c->real = real;
    c->imag = imag;
    return value_from_obj(c);
}

/* ---- arithmetic ---- */

static inline Parts multiply(Parts a, Parts b)
{
    return (Parts){a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real};
}

/* Smith's method: scale by the larger part of the divisor, so that its square cannot overflow. */
static Parts divide(Parts a, Parts b, bool *by_zero)
{
    double real_size = fabs(b.real), imag_size = fabs(b.imag);
    *by_zero = false;
    if (real_size >= imag_size) {
        if (real_size == 0.0) {
            *by_zero = true;
            return (Parts){0.0, 0.0};
        }
        double ratio = b.imag / b.real, denominator = b.real + b.imag * ratio;
        return (Parts){(a.real + a.imag * ratio) / denominator, (a.imag - a.real * ratio) / denominator};
    }
    if (imag_size >= real_size) {
        double ratio = b.real / b.imag, denominator = b.real * ratio + b.imag;
        return (Parts){(a.real * ratio + a.imag) / denominator, (a.imag * ratio - a.real) / denominator};
    }
    return (Parts){NAN, NAN};
}

static Parts power_integer(Parts base, long exponent, bool *by_zero)
{
    Parts result = {1.0, 0.0};
    *by_zero = false;
    for (long left = exponent < 0 ? -exponent : exponent, mask = 1; mask <= left; mask <<= 1) {
        if (left & mask)
            result = multiply(result, base);
        base = multiply(base, base);
    }
    return exponent <= 0 ? divide((Parts){1.0, 0.0}, result, by_zero) : result;
}

static Parts power_polar(Parts base, Parts exponent, bool *by_zero)
{
    *by_zero = false;
    if (exponent.real == 0.0 && exponent.imag == 0.0)
        return (Parts){1.0, 0.0};
    if (base.real == 0.0 && base.imag == 0.0) {
        *by_zero = exponent.imag != 0.0 || exponent.real < 0.0;
        return (Parts){0.0, 0.0};
    }
    double size = hypot(base.real, base.imag), length = pow(size, exponent.real);
    double angle = atan2(base.imag, base.real), phase = angle * exponent.real;
    if (exponent.imag != 0.0) {
        length /= exp(angle * exponent.imag);
        phase += exponent.imag * log(size);
    }
    return (Parts){length * cos(phase), length * sin(phase)};
}

Value complex_pow(double a, double b, double c, double d)
{
    const double largest_integer = 100.0; /* beyond, repeated squaring loses more than it saves */
    Parts base = {a, b}, exponent = {c, d}, result;
    bool by_zero;
    if (d == 0.0 && c == floor(c) && fabs(c) <= largest_integer)
        result = power_integer(base, (long)c, &by_zero);
    else
        result = power_polar(base, exponent, &by_zero);
    if (by_zero)
        return exc_raise(&type_ZeroDivisionError, "0.0 to a negative or complex power");
    if (isinf(result.real) || isinf(result.imag))
        return exc_raise(&type_OverflowError, "complex exponentiation");
    return complex_new(result.real, result.imag);
}

/* A number as parts: 1, 0 when it is none, -1 OverflowError. */
static int operand(Ref v, Parts *out)
{
    if (value_is_complex(v)) {
        *out = parts_of(v);
        return 1;
    }
    out->imag = 0.0;
    if (value_is_any_float(v)) {
        out->real = float_value(v);
        return 1;
    }
    if (!value_is_any_int(v))
        return 0;
    return int_as_double(v, &out->real) ? -1 : 1;
}

static Value calculate(BinaryOp op, Ref left, Ref right)
{
    Parts a, b;
    int status = operand(left, &a);
    if (status > 0)
        status = operand(right, &b);
    if (status <= 0)
        return status < 0 ? VALUE_ERROR : VALUE_NOT_IMPLEMENTED;
    if (op == BINARY_ADD)
        return complex_new(a.real + b.real, a.imag + b.imag);
    if (op == BINARY_SUB)
        return complex_new(a.real - b.real, a.imag - b.imag);
    if (op == BINARY_POW)
        return complex_pow(a.real, a.imag, b.real, b.imag);
    bool by_zero = false;
    Parts result = op == BINARY_MUL ? multiply(a, b) : divide(a, b, &by_zero);
    if (by_zero)
        return exc_raise(&type_ZeroDivisionError, "complex division by zero");
    return complex_new(result.real, result.imag);
}

static Value complex_add(Ref a, Ref b) { return calculate(BINARY_ADD, a, b); }
static Value complex_sub(Ref a, Ref b) { return calculate(BINARY_SUB, a, b); }
static Value complex_mul(Ref a, Ref b) { return calculate(BINARY_MUL, a, b); }
static Value complex_div(Ref a, Ref b) { return calculate(BINARY_DIV, a, b); }

static Value complex_slot_pow(Ref a, Ref b, Ref mod)
{
    if (!value_is_none(mod))
        return exc_raise(&type_ValueError, "complex modulo");
    return calculate(BINARY_POW, a, b);
}

static Value complex_negative(Ref self)
{
    Parts p = parts_of(self);
    return complex_new(-p.real, -p.imag);
}

static Value complex_exact(Ref self)
{
    Parts p = parts_of(self);
    return value_has_type(self, &type_complex) ? value_dup(self) : complex_new(p.real, p.imag);
}

static Value complex_absolute(Ref self)
{
    Parts p = parts_of(self);
    double size = hypot(p.real, p.imag);
    if (isinf(size) && isfinite(p.real) && isfinite(p.imag))
        return exc_raise(&type_OverflowError, "absolute value too large");
    return value_from_double_bits_safe(size);
}

static int complex_truth(Ref self)
{
    Parts p = parts_of(self);
    return p.real != 0.0 || p.imag != 0.0;
}

/* ---- comparing and looks ---- */

static Value complex_compare(Ref a, Ref b, CompareOp op)
{
    if (op != CMP_EQ && op != CMP_NE)
        return VALUE_NOT_IMPLEMENTED;
    Parts left = parts_of(a);
    bool equal;
    if (value_is_complex(b)) {
        Parts right = parts_of(b);
        equal = left.real == right.real && left.imag == right.imag;
    } else if (value_is_any_float(b))
        equal = left.imag == 0.0 && left.real == float_value(b);
    else if (value_is_any_int(b))
        equal = left.imag == 0.0 && !isnan(left.real) && int_compare_double(b, left.real) == 0;
    else
        return VALUE_NOT_IMPLEMENTED;
    return value_from_bool(equal == (op == CMP_EQ));
}

static int64_t complex_hash(Ref self)
{
    Parts p = parts_of(self);
    int64_t real = isnan(p.real) ? hash_pointer(value_as_obj(self)) : hash_double(p.real);
    int64_t imag = isnan(p.imag) ? hash_pointer(value_as_obj(self)) : hash_double(p.imag);
    int64_t hash = (int64_t)((uint64_t)real + 1000003u * (uint64_t)imag);
    return hash == -1 ? -2 : hash;
}

/* Like repr(float) but without ".0". */
static size_t write_part(double d, char *out)
{
    size_t n = float_repr(d, out);
    if (n > 2 && out[n - 1] == '0' && out[n - 2] == '.')
        n -= 2;
    return n;
}

static Value complex_repr(Ref self)
{
    Parts p = parts_of(self);
    char text[80];
    size_t n = 0;
    bool only_imag = p.real == 0.0 && !signbit(p.real);
    if (!only_imag) {
        text[n++] = '(';
        n += write_part(p.real, text + n);
        if (!signbit(p.imag) || isnan(p.imag))
            text[n++] = '+';
    }
    n += write_part(p.imag, text + n);
    text[n++] = 'j';
    if (!only_imag)
        text[n++] = ')';
    return str_from_ascii(text, n);
}

/* ---- complex("...") ---- */

static inline bool is_space(char c) { return c == ' ' || (c >= 9 && c <= 13); }

/* A number at p, or for a bare sign (before j) one; what it read up to, NULL when nothing. */
static const char *parse_imaginary(const char *p, const char *end, double *out)
{
    const char *read = float_parse_prefix(p, end, out);
    if (read)
        return read;
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    *out = negative ? -1.0 : 1.0;
    return p < end && (*p | 0x20) == 'j' ? p : NULL;
}

/* real, imaginary, or both, without spaces around; false when malformed. */
static bool parse_parts(const char *p, const char *end, Parts *out)
{
    double first;
    const char *read = parse_imaginary(p, end, &first);
    if (read == NULL)
        return false;
    if (read < end && (*read | 0x20) == 'j') {
        *out = (Parts){0.0, first};
        return read + 1 == end;
    }
    *out = (Parts){first, 0.0};
    if (read == end)
        return true;
    if (*read != '+' && *read != '-')
        return false;
    read = parse_imaginary(read, end, &out->imag);
    return read && read < end && (*read | 0x20) == 'j' && read + 1 == end;
}

static bool parse_text(const char *p, const char *end, Parts *out)
{
    while (p < end && is_space(*p))
        p++;
    while (end > p && is_space(end[-1]))
        end--;
    if (p < end && *p == '(') {
        if (end[-1] != ')' || end - p < 2)
            return false;
        p++;
        end--;
        while (p < end && is_space(*p))
            p++;
        while (end > p && is_space(end[-1]))
            end--;
    }
    return parse_parts(p, end, out);
}

static inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Take underscores out; each must stand between digits. New length, -1 when one does not. */
static int64_t drop_underscores(char *text, int64_t n)
{
    int64_t kept = 0;
    char before = 0;
    for (int64_t i = 0; i < n; i++) {
        if (text[i] == '_' && !(is_digit(before) && i + 1 < n && is_digit(text[i + 1])))
            return -1;
        before = text[i];
        if (before != '_')
            text[kept++] = before;
    }
    return kept;
}

static Value complex_from_str(Type *type, Ref source)
{
    int64_t n = str_len(source);
    char *ascii = mem_alloc_or_raise((size_t)n + 1);
    if (ascii == NULL)
        return VALUE_ERROR;
    int_ascii_digits(source, ascii);
    Parts p = {0.0, 0.0};
    n = drop_underscores(ascii, n);
    bool ok = n >= 0 && parse_text(ascii, ascii + n, &p);
    mem_free(ascii);
    if (n < 0)
        return exc_raise(&type_ValueError, "could not convert string to complex: %R", source);
    if (!ok)
        return exc_raise(&type_ValueError, "complex() arg is a malformed string");
    Complex *c = object_alloc_instance(type, 0);
    if (c == NULL)
        return VALUE_ERROR;
    c->real = p.real;
    c->imag = p.imag;
    return value_from_obj(c);
}

/* ---- complex(...) ---- */

/* v.__complex__(): 1, 0 when there is none, -1. */
static int call_complex_method(Ref v, Parts *out)
{
    if (!value_is_obj(v))
        return 0;
    if (value_has_type(v, &type_complex)) {
        *out = parts_of(v);
        return 1;
    }
    Value result = type_call_special(v, NAME(__complex__), NULL, 0);
    if (value_is_absent(result))
        return 0;
    if (value_is_error(result))
        return -1;
    int status = 1;
    if (!value_is_complex(result))
        status = exc_raise_int(&type_TypeError, "__complex__ returned non-complex (type %T)", result);
    else {
        *out = parts_of(result);
        if (!value_has_type(result, &type_complex)
            && exc_warn(&type_DeprecationWarning, 1,
                        "%T.__complex__() must return a complex, not %T.  The ability to return an instance "
                        "of a strict subclass of complex is deprecated, and may not be supported in a "
                        "future version of Python.", v, result))
            status = -1;
    }
    value_drop(result);
    return status;
}

int complex_from_value(Ref v, double *real, double *imag)
{
    Parts p;
    int status = call_complex_method(v, &p);
    if (status < 0)
        return -1;
    if (status == 0) {
        p.imag = 0.0;
        if (float_from_value(v, &p.real))
            return -1;
    }
    *real = p.real;
    *imag = p.imag;
    return 0;
}

static bool is_real_number(Ref v)
{
    Type *type = value_type(v);
    return type->to_float != NULL || type->index != NULL || value_is_any_int(v);
}

static Value complex_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    if (args_bind(&spec, "complex(real=<absent>, imag=<absent>)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    Ref real_arg = a[0], imag_arg = a[1];
    bool has_imag = !value_is_absent(imag_arg);
    if (value_has_type(real_arg, &type_complex) && !has_imag && type == &type_complex)
        return value_dup(real_arg);
    if (!value_is_absent(real_arg) && value_is_str(real_arg)) {
        if (has_imag)
            return exc_raise(&type_TypeError, "complex() can't take second arg if first is a string");
        return complex_from_str(type, real_arg);
    }
    if (has_imag && value_is_str(imag_arg))
        return exc_raise(&type_TypeError, "complex() second arg can't be a string");
    Parts real = {0.0, 0.0}, imag = {0.0, 0.0};
    int real_complex = value_is_absent(real_arg) ? 0 : call_complex_method(real_arg, &real);
    if (real_complex < 0)
        return VALUE_ERROR;
    if (!value_is_absent(real_arg) && !real_complex) {
        if (!is_real_number(real_arg))
            return exc_raise(&type_TypeError, "complex() first argument must be a string or a number, not '%T'",
                             real_arg);
        if (float_from_value(real_arg, &real.real))
            return VALUE_ERROR;
    }
    bool imag_complex = has_imag && value_is_complex(imag_arg);
    if (imag_complex)
        imag = parts_of(imag_arg);
    else if (has_imag) {
        if (!is_real_number(imag_arg))
            return exc_raise(&type_TypeError, "complex() second argument must be a number, not '%T'", imag_arg);
        if (float_from_value(imag_arg, &imag.real))
            return VALUE_ERROR;
    }
    /* real + imag * 1j, adding only parts that exist so that zeros keep their sign. */
    Complex *c = object_alloc_instance(type, 0);
    if (c == NULL)
        return VALUE_ERROR;
    c->real = imag_complex ? real.real - imag.imag : real.real;
    c->imag = has_imag ? (real_complex ? imag.real + real.imag : imag.real) : real.imag;
    return value_from_obj(c);
}

/* ---- methods ---- */

NATIVE(complex_conjugate_m)
{
    Parts p = parts_of(self);
    return complex_new(p.real, -p.imag);
}

NATIVE(complex_complex_m) { return complex_exact(self); }

NATIVE(complex_getnewargs_m)
{
    Parts p = parts_of(self);
    Value items[2] = {value_from_double_bits_safe(p.real), value_from_double_bits_safe(p.imag)};
    return tuple_from_values(items, 2);
}

NATIVE(complex_format_m)
{
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "__format__() argument must be str, not %T", a[0]);
    return complex_format(self, a[0]);
}

static const Method complex_methods[] = {
    {"conjugate()", complex_conjugate_m,
     "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."},
    {"__complex__()", complex_complex_m, "Convert this value to exact type complex."},
    {"__getnewargs__()", complex_getnewargs_m, NULL},
    {"__format__(format_spec, /)", complex_format_m, "Convert to a string according to format_spec."},
    {0},
};

static const Member complex_members[] = {
    {"real", MEMBER_DOUBLE, offsetof(Complex, real), true, "the real part of a complex number"},
    {"imag", MEMBER_DOUBLE, offsetof(Complex, imag), true, "the imaginary part of a complex number"},
    {0},
};

static void complex_dealloc(Obj *o) { object_free(o); }

Type type_complex = {
    .base = STATIC_OBJ(&type_type),
    .name = "complex",
    .doc = "complex(real=0, imag=0)\n--\n\n"
           "Create a complex number from a string or numbers.\n\n"
           "If a string is given, parse it as a complex number.\n"
           "If a single number is given, convert it to a complex number.\n"
           "If the 'real' or 'imag' arguments are given, create a complex number\n"
           "with the specified real and imaginary components.",
    .basic_size = sizeof(Complex),
    .flags = TYPE_BASETYPE,
    .methods = complex_methods,
    .members = complex_members,
    .dealloc = complex_dealloc,
    .new = complex_type_new,
    .repr = complex_repr,
    .hash = complex_hash,
    .compare = complex_compare,
    .binary = {[BINARY_ADD] = complex_add, [BINARY_SUB] = complex_sub, [BINARY_MUL] = complex_mul,
               [BINARY_DIV] = complex_div},
    .pow = complex_slot_pow,
    .negative = complex_negative,
    .positive = complex_exact,
    .absolute = complex_absolute,
    .truth = complex_truth,
};
