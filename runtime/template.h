/* runtime/template.h -- t-strings: Template and Interpolation (PEP 750), shown by the module string.templatelib. */
#ifndef RUNTIME_TEMPLATE_H
#define RUNTIME_TEMPLATE_H
#include "runtime/object.h"

typedef struct Interpolation {
    Obj base;
    Value value;       /* any object */
    Value expression;  /* str: the source text between the braces */
    Value conversion;  /* 'r', 's', 'a' or None */
    Value format_spec; /* str */
} Interpolation;
typedef struct Template {
    Obj base;
    Value strings;        /* tuple of str: one more than there are interpolations */
    Value interpolations; /* tuple of Interpolation */
} Template;
extern Type type_template, type_interpolation, type_template_iterator;

/* conversion: one of the strs 'r', 's', 'a', or None; expression and spec: str. All borrowed. */
Value interpolation_new(Ref value, Ref expression, Ref conversion, Ref spec);
/* Both tuples, borrowed; strings has one item more. */
Value template_new(Ref strings, Ref interpolations);
#endif
