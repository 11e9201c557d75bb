/* runtime/iter.h -- iterators without a home: seqiter (__getitem__), callable iterator, enumerate, zip, map, filter, reversed. */
#ifndef RUNTIME_ITER_H
#define RUNTIME_ITER_H
#include "runtime/object.h"
extern Type type_sequence_iterator, type_callable_iterator, type_enumerate, type_zip, type_map, type_filter, type_reversed;
Value sequence_iterator_new(Ref sequence);
#endif
