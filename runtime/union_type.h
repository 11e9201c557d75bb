/* runtime/union_type.h -- types.UnionType: int | str. */
#ifndef RUNTIME_UNION_TYPE_H
#define RUNTIME_UNION_TYPE_H
#include "runtime/object.h"
typedef struct UnionType {
    Obj base;
    Value args;         /* tuple of the members, flat, without repetition */
    Value parameters;   /* tuple, or ABSENT until asked */
} UnionType;
extern Type type_union;
/* left | right for types, None, generic aliases, unions; NotImplemented for anything else. */
Value union_type_or(Ref left, Ref right);
static inline bool value_is_union(Ref v) { return value_has_type(v, &type_union); }
#endif
