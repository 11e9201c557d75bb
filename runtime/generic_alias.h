/* runtime/generic_alias.h -- types.GenericAlias: list[int]. */
#ifndef RUNTIME_GENERIC_ALIAS_H
#define RUNTIME_GENERIC_ALIAS_H
#include "runtime/object.h"
typedef struct GenericAlias {
    Obj base;
    Value origin;
    Value args;         /* tuple */
    Value parameters;   /* tuple, or ABSENT until asked */
    bool starred;       /* *tuple[int, str] */
} GenericAlias;
extern Type type_generic_alias;
/* origin[args]: args is a tuple of arguments, or the one argument.  What __class_getitem__ of built-in
 * classes returns.  Runs no Python. */
Value generic_alias_new(Ref origin, Ref args);
/* A ready-made `__class_getitem__(object, /)` for method tables, with METHOD_CLASS. */
Value generic_alias_class_getitem(Ref self, const Ref *a, size_t n, Ref kwnames);
/* The type variables in args, in order, without repetition: tuple. */
Value generic_alias_collect_parameters(Ref args);
/* args with `parameters` replaced by `item` (one argument or a tuple): the new args tuple. `self` for messages. */
Value generic_alias_substitute(Ref self, Ref args, Ref parameters, Ref item);
/* How an argument is shown: int, not <class 'int'>; -1. Appends to the builder. */
struct StrBuilder;
int generic_alias_repr_item(struct StrBuilder *b, Ref item);
#endif
