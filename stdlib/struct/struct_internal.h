/* stdlib/struct/struct_internal.h -- a compiled format, and reading and writing by it. */
#ifndef STDLIB_STRUCT_INTERNAL_H
#define STDLIB_STRUCT_INTERNAL_H
#include "runtime/object.h"

/* One run of equal items. */
typedef struct StructCode {
    char code;         /* the format character */
    uint8_t size;      /* bytes an item; 1 for s and p */
    int64_t offset;    /* of the first item */
    int64_t repeat;    /* items; for s and p: bytes of the one item */
} StructCode;

typedef struct StructFormat {
    StructCode *codes; /* mem_alloc'ed */
    int64_t n_codes;
    int64_t n_values;  /* Python values in a record */
    int64_t size;      /* bytes of a record */
    bool big;          /* most significant byte first */
    bool native;       /* native sizes: floats overflow to infinity as in C */
} StructFormat;

extern Value struct_error; /* struct.error */
#define STRUCT_ERROR value_as_type(struct_error)

/* struct_format.c: parse; 0, or -1 with struct.error or MemoryError. */
int struct_compile(const char *text, size_t len, StructFormat *out) MUST_CHECK;
/* struct_item.c */
Value struct_read(const StructFormat *f, const uint8_t *p);                      /* a tuple */
int struct_write(const StructFormat *f, uint8_t *p, const Ref *values) MUST_CHECK; /* n_values of them */
#endif
