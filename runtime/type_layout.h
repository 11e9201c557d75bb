/* runtime/type_layout.h -- what a class statement's __slots__ ask for; between type_new.c and type_layout.c. */
#ifndef RUNTIME_TYPE_LAYOUT_H
#define RUNTIME_TYPE_LAYOUT_H
#include "runtime/object.h"
typedef struct SlotPlan {
    Value names;        /* list of mangled names, sorted; ABSENT without __slots__ */
    bool add_dict, add_weakref;
} SlotPlan;
/* Read __slots__ from the namespace and check them against the bases. 0 or -1; plan->names is the caller's. May
 * run Python (an iterable's). */
int type_plan_slots(SlotPlan *plan, Type *base, Ref bases, Ref class_name, Ref namespace);
#endif
