/* runtime/slice.h -- slice and range. */
#ifndef RUNTIME_SLICE_H
#define RUNTIME_SLICE_H
#include "runtime/object.h"
typedef struct Slice { Obj base; Value start, stop, step; } Slice;
extern Type type_slice;
static inline bool value_is_slice(Ref v) { return value_has_type(v, &type_slice); }
Value slice_new(Ref start, Ref stop, Ref step);
/* Resolve against a length: 0 <= count; fills start, stop, step. -1: ValueError/TypeError. */
int slice_resolve(Ref slice, int64_t len, int64_t *start, int64_t *stop, int64_t *step, int64_t *count) MUST_CHECK;
int slice_unpack(Ref slice, int64_t *start, int64_t *stop, int64_t *step) MUST_CHECK;
int64_t slice_adjust(int64_t len, int64_t *start, int64_t *stop, int64_t step);
/* One bound of a slice, or of x.index(value, start, stop): any __index__, saturated.
 * -1: TypeError "slice indices must be integers or have an __index__ method". */
int slice_bound(Ref v, int64_t *out) MUST_CHECK;

/* v.__index__() as an int that is no bool and of no subclass: operator.index(). */
Value index_exact(Ref v);

typedef struct Range { Obj base; Value start, stop, step, length; } Range;
/* Iterator over ranges whose values all fit int64: the VM's FOR over range reads it directly. */
typedef struct RangeIter { Obj base; int64_t next, step, n_left; } RangeIter;
extern Type type_range, type_range_iterator, type_long_range_iterator;
Value range_new(Ref start, Ref stop, Ref step);
#endif
