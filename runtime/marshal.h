/* runtime/marshal.h -- values <-> bytes for .pyc files and the marshal module: CPython's format 4 for plain values;
 * code objects are our own and only read by the same build of the format. */
#ifndef RUNTIME_MARSHAL_H
#define RUNTIME_MARSHAL_H
#include "runtime/object.h"
/* bytes; ValueError "unmarshallable object". */
Value marshal_dumps(Ref v);
/* version 0..4: below 3 no references, below 2 no binary floats. allow_code false: code objects are ValueError. */
Value marshal_dumps_version(Ref v, int version, bool allow_code);
/* EOFError, ValueError "bad marshal data (...)", TypeError. */
Value marshal_loads(const char *p, size_t n);
/* Also tells how many bytes were read; trailing bytes are fine. */
Value marshal_loads_partial(const char *p, size_t n, bool allow_code, size_t *consumed);
#endif
