/* runtime/marshal_private.h -- the type bytes of the marshal format. */
#ifndef RUNTIME_MARSHAL_PRIVATE_H
#define RUNTIME_MARSHAL_PRIVATE_H
#include "vm/code.h"

enum {
    MARSHAL_NULL = '0', MARSHAL_NONE = 'N', MARSHAL_FALSE = 'F', MARSHAL_TRUE = 'T', MARSHAL_STOP_ITERATION = 'S',
    MARSHAL_ELLIPSIS = '.', MARSHAL_INT = 'i', MARSHAL_INT64 = 'I', MARSHAL_FLOAT = 'f', MARSHAL_BINARY_FLOAT = 'g',
    MARSHAL_COMPLEX = 'x', MARSHAL_BINARY_COMPLEX = 'y', MARSHAL_LONG = 'l', MARSHAL_BYTES = 's', MARSHAL_INTERNED = 't',
    MARSHAL_REF = 'r', MARSHAL_TUPLE = '(', MARSHAL_SMALL_TUPLE = ')', MARSHAL_LIST = '[', MARSHAL_DICT = '{',
    MARSHAL_CODE = 'c', MARSHAL_UNICODE = 'u', MARSHAL_SET = '<', MARSHAL_FROZENSET = '>', MARSHAL_ASCII = 'a',
    MARSHAL_ASCII_INTERNED = 'A', MARSHAL_SHORT_ASCII = 'z', MARSHAL_SHORT_ASCII_INTERNED = 'Z',
    MARSHAL_FLAG_REF = 0x80,
};
enum { MARSHAL_CODE_FORMAT = 1, MARSHAL_CODE_COUNTS = 14 };
/* Names the instruction set and the layout of code objects: when they change, old cache files are compiled anew. */
uint32_t marshal_code_fingerprint(void);

Value marshal_encode(Ref str);  /* UTF-8 with surrogates passed through */
#endif
