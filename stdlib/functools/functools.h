/* stdlib/functools/functools.h -- the types of _functools. */
#ifndef STDLIB_FUNCTOOLS_H
#define STDLIB_FUNCTOOLS_H
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/iter.h"
#include "runtime/list.h"
#include "runtime/object.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
extern Type type_partial;                  /* partial.c */
extern Type type_key_wrapper;              /* _functools.c */
extern Type type_lru_cache, type_lru_link; /* lru_cache.c */
#endif
