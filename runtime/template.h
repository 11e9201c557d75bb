/* runtime/template.h -- t-strings (PEP 750): string.templatelib's Template and Interpolation. */
#ifndef RUNTIME_TEMPLATE_H
#define RUNTIME_TEMPLATE_H
#include "runtime/object.h"
extern Type type_template, type_interpolation;
/* strings: tuple of n + 1 str; interpolations: tuple of n Interpolation. */
Value template_new(Ref strings, Ref interpolations);
/* expression: source text; conversion: None or 'r', 's', 'a'; spec: str. */
Value interpolation_new(Ref value, Ref expression, Ref conversion, Ref spec);
#endif
