/* stdlib/operator/operator.h -- the callable types of operator (getters.c). */
#ifndef STDLIB_OPERATOR_H
#define STDLIB_OPERATOR_H
#include "runtime/object.h"
extern Type type_item_getter, type_attr_getter, type_method_caller;
#endif
