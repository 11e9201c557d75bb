/* runtime/namespace.h -- types.SimpleNamespace: an object that is nothing but its attributes. */
#ifndef RUNTIME_NAMESPACE_H
#define RUNTIME_NAMESPACE_H
#include "runtime/object.h"
typedef struct Namespace {
    Obj base;
    Value dict;        /* a dict, always */
} Namespace;
extern Type type_simple_namespace;
#endif
