/* runtime/complex.h */
#ifndef RUNTIME_COMPLEX_H
#define RUNTIME_COMPLEX_H
#include "runtime/object.h"
typedef struct Complex { Obj base; double real, imag; } Complex;
extern Type type_complex;
Value complex_new(double real, double imag);
static inline bool value_is_complex(Ref v) { return value_is_instance(v, &type_complex); }
#endif
