/* runtime/object_reduce.h -- object.__reduce_ex__, __reduce__, __getstate__: how pickle and copy take things apart. */
#ifndef RUNTIME_OBJECT_REDUCE_H
#define RUNTIME_OBJECT_REDUCE_H
#include "runtime/object.h"
Value object_reduce_ex(Ref self, const Ref *a, size_t n, Ref kwnames);
Value object_reduce(Ref self, const Ref *a, size_t n, Ref kwnames);
Value object_getstate(Ref self, const Ref *a, size_t n, Ref kwnames);
#endif
