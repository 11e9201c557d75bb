/* runtime/complex.h */
#ifndef RUNTIME_COMPLEX_H
#define RUNTIME_COMPLEX_H
#include "runtime/object.h"
typedef struct Complex { Obj base; double real, imag; } Complex;
extern Type type_complex;
Value complex_new(double real, double imag);
/* (a + bi) ** (c + di): ZeroDivisionError, OverflowError. */
Value complex_pow(double a, double b, double c, double d);
/* Any number, __complex__ honoured; -1 TypeError "must be real number, not x". */
int complex_from_value(Ref v, double *real, double *imag) MUST_CHECK;
Value complex_format(Ref v, Ref spec); /* complex.__format__ */
static inline bool value_is_complex(Ref v) { return value_is_instance(v, &type_complex); }
#endif
