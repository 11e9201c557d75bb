/* runtime/float_internal.h -- what the files of float share. */
#ifndef RUNTIME_FLOAT_INTERNAL_H
#define RUNTIME_FLOAT_INTERNAL_H
#include "runtime/float.h"

extern const Method float_methods[]; /* float_methods.c */
extern const Getter float_getters[];
/* round(d, n_digits), correctly rounded; OverflowError. */
Value float_round_digits(double d, int64_t n_digits);
/* Decimal digits of a finite d > 0: d = 0.digits * 10**point, shortest that reads back as d; at most 17. */
int float_shortest_digits(double d, char *digits, int *point);
/* Text to double: reads as much as is a number; returns what it read up to, NULL when nothing is. */
const char *float_parse_prefix(const char *p, const char *end, double *out);
#endif
