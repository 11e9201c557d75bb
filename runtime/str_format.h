/* runtime/str_format.h -- reading format strings "text {name.attr[key]!r:spec}": str.format and the _string module. */
#ifndef RUNTIME_STR_FORMAT_H
#define RUNTIME_STR_FORMAT_H
#include "runtime/str.h"

/* A part of a str that somebody else holds. */
typedef struct Span { Ref text; int64_t start, end; } Span;

/* One step: literal text, then maybe a field. */
typedef struct Markup {
    Span literal;
    bool has_field;
    Span name, spec;
    uint32_t conversion;   /* 0 none */
    bool spec_has_fields;
} Markup;
/* Read on from input->start, which moves.  1 one step, 0 at the end, -1 ValueError. */
int markup_next(Span *input, Markup *m) MUST_CHECK;

/* A field name's first part and, one by one, what follows. */
typedef struct FieldPart {
    bool is_attribute;     /* .name, else [name] */
    Span name;
    int64_t index;         /* of [12]; -1: not a number */
} FieldPart;
/* Splits off the part before the first '.' or '['; *index is its number or -1. -1: ValueError. */
int field_first(Span name, Span *first, Span *rest, int64_t *index) MUST_CHECK;
int field_next(Span *rest, FieldPart *part) MUST_CHECK; /* 1, 0 at the end, -1 ValueError */
static inline Value span_str(const Span *s) { return str_slice(s->text, s->start, s->end); }
#endif
