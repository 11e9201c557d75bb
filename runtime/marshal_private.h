/* runtime/marshal_private.h -- the marshal format's type bytes, and what its two halves share with
 * vm/code_marshal.c. */
#ifndef RUNTIME_MARSHAL_PRIVATE_H
#define RUNTIME_MARSHAL_PRIVATE_H
#include "runtime/object.h"

enum {
    MARSHAL_NULL = '0', MARSHAL_NONE = 'N', MARSHAL_FALSE = 'F', MARSHAL_TRUE = 'T', MARSHAL_STOP_ITERATION = 'S',
    MARSHAL_ELLIPSIS = '.', MARSHAL_INT = 'i', MARSHAL_INT64 = 'I', MARSHAL_FLOAT = 'f', MARSHAL_BINARY_FLOAT = 'g',
    MARSHAL_COMPLEX = 'x', MARSHAL_BINARY_COMPLEX = 'y', MARSHAL_LONG = 'l', MARSHAL_BYTES = 's', MARSHAL_INTERNED = 't',
    MARSHAL_REF = 'r', MARSHAL_TUPLE = '(', MARSHAL_SMALL_TUPLE = ')', MARSHAL_LIST = '[', MARSHAL_DICT = '{',
    MARSHAL_CODE = 'c', MARSHAL_UNICODE = 'u', MARSHAL_SET = '<', MARSHAL_FROZENSET = '>', MARSHAL_ASCII = 'a',
    MARSHAL_ASCII_INTERNED = 'A', MARSHAL_SHORT_ASCII = 'z', MARSHAL_SHORT_ASCII_INTERNED = 'Z',
    MARSHAL_FLAG_REF = 0x80,
};
Value marshal_encode(Ref str);  /* UTF-8 with surrogates passed through */
typedef struct MarshalWriter {
    char *data;
    size_t len, capacity;
    int version;
    bool allow_code;
    bool failed;            /* an exception is pending */
    /* remembered objects: address -> number, open addressing */
    struct { uint64_t bits; uint32_t number; } *seen;
    uint32_t n_seen, mask;
} MarshalWriter;
void marshal_write_bytes(MarshalWriter *w, const void *p, size_t n);
void marshal_write_byte(MarshalWriter *w, int c);
void marshal_write_u32(MarshalWriter *w, uint32_t v);
void marshal_write_value(MarshalWriter *w, Ref v);
void marshal_write_items(MarshalWriter *w, const Value *items, int64_t n);

typedef struct MarshalReader {
    const unsigned char *p, *end;
    bool allow_code;
    Value *refs;            /* remembered values; ABSENT while one is being read */
    size_t n_refs, refs_capacity;
} MarshalReader;
const unsigned char *marshal_take(MarshalReader *r, size_t n); /* n bytes of input, or NULL with EOFError */
int marshal_read_i32(MarshalReader *r, int32_t *out) MUST_CHECK;
Value marshal_read_value(MarshalReader *r);                    /* ABSENT for MARSHAL_NULL */
Value marshal_read_object(MarshalReader *r);                   /* MARSHAL_NULL is an error */
Value marshal_too_short(void);                                 /* raise EOFError */
Value marshal_bad_data(const char *why);                       /* raise ValueError */
#endif
