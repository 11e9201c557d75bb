/* runtime/bytes.h -- bytes, bytearray; memoryview is in memoryview.c. */
#ifndef RUNTIME_BYTES_H
#define RUNTIME_BYTES_H
#include "runtime/object.h"

typedef struct Bytes {
    Obj base;
    int64_t hash;      /* -1 = not computed */
    int64_t len;
    char data[];       /* a NUL follows */
} Bytes;
typedef struct ByteArray {
    Obj base;
    int64_t len, capacity;
    char *start;       /* first byte; may lie past data after del b[:n] */
    char *data;        /* the allocation */
    int64_t n_exports; /* > 0: must not resize (BufferError) */
} ByteArray;
extern Type type_bytes, type_bytearray, type_memoryview;

static inline bool value_is_bytes(Ref v) { return value_has_flag(v, TYPE_SUB_BYTES); }
static inline bool value_is_bytearray(Ref v) { return value_is_instance(v, &type_bytearray); }
static inline int64_t bytes_len(Ref b) { return VALUE_AS(Bytes, b)->len; }
static inline const char *bytes_data(Ref b) { return VALUE_AS(Bytes, b)->data; }

Value bytes_new(const void *p, size_t n);  /* p NULL: uninitialised, for the caller to fill */
Value bytes_empty(void);
/* Shrink a bytes nobody else has seen; takes b. */
Value bytes_truncate(Value b, size_t n);
Value bytearray_new(const void *p, size_t n);
int bytearray_append(Ref b, const void *p, size_t n);
Value memoryview_new(Ref exporter);
/* What bytes(o) makes of an object that is not an int: __bytes__, a buffer, an iterable of ints.
 * TypeError "cannot convert 'str' object to bytes". */
Value bytes_from_object(Ref o);
/* Any buffer as a new bytes (bytes(x) for buffers). */
Value bytes_from_buffer(Ref o);
bool buffer_supported(Ref o);              /* would buffer_get() find a provider? */
Ref buffer_exporter(const Buffer *b);      /* the object Python knows as the owner of the memory */
void buffer_copy_out(const Buffer *b, void *out); /* b's bytes in C order, whatever its strides */
bool buffer_is_contiguous(const Buffer *b, char order); /* 'C', 'F' or 'A' for either */
Value bytes_repr(const char *p, size_t n, const char *prefix /* "b" */);
#endif
