/* runtime/float.h -- floats: immediates, or Float objects for subclasses of float. */
#ifndef RUNTIME_FLOAT_H
#define RUNTIME_FLOAT_H
#include "runtime/object.h"

typedef struct Float { Obj base; double value; } Float; /* subclasses only */
static inline bool value_is_any_float(Ref v) { return value_is_double(v) || value_has_flag(v, TYPE_SUB_FLOAT); }
static inline double float_value(Ref v) /* v is any float */
{
    return value_is_double(v) ? value_as_double(v) : VALUE_AS(Float, v)->value;
}
/* A real number (float, int, __float__, __index__) as a double; -1: TypeError "must be real number, not x". */
int float_from_value(Ref v, double *out) MUST_CHECK;
/* Correctly rounded decimal text (no spaces, no underscores) -> double; *end past what was read, NULL end: all must be. */
double float_parse(const char *p, size_t n, bool *ok);
Value float_from_str(Ref str_or_bytes);      /* float("..."): ValueError as CPython's */
/* Shortest repr that round-trips, CPython's layout ("1e+16", "inf", "0.1"); out has 32 bytes. */
size_t float_repr(double d, char *out);
/* printf-like: code is one of e f g E F G %, precision >= 0; malloc'ed by mem_alloc. */
char *float_format_code(double d, char code, int precision, bool alternate, size_t *len);
/* IEEE 754 half precision. -1: OverflowError "float too large to pack with e format". */
int float_to_half(double d, uint16_t *out) MUST_CHECK;
double float_from_half(uint16_t half);
Value float_format(Ref v, Ref spec);         /* float.__format__ */
Value float_binary(BinaryOp op, double a, double b); /* ZeroDivisionError, ... */
#endif
