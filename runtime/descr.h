/* runtime/descr.h -- property, classmethod, staticmethod, super, bound methods, slot and member descriptors. */
#ifndef RUNTIME_DESCR_H
#define RUNTIME_DESCR_H
#include "runtime/object.h"
typedef struct Property { Obj base; Value get, set, del, doc, name; bool doc_from_getter; } Property;
typedef struct BoundMethod { Obj base; Value function, self; } BoundMethod;      /* types.MethodType */
typedef struct ClassMethod { Obj base; Value function; Value dict; } ClassMethod; /* staticmethod too */
/* member NULL: one of a class's __slots__ */
typedef struct MemberDescr { Obj base; Type *owner; Value name; const Member *member; int32_t offset; } MemberDescr;
typedef struct GetSetDescr { Obj base; Type *owner; Value name; const Getter *getter; } GetSetDescr;
typedef struct SlotWrapper { Obj base; Type *owner; const struct SlotRow *row; } SlotWrapper;
extern Type type_property, type_classmethod, type_staticmethod, type_super, type_bound_method;
extern Type type_member_descr, type_getset_descr, type_slot_wrapper, type_method_wrapper, type_mapping_proxy;
extern Type type_generic_alias, type_union;
Value descr_reduce_to_getattr(Ref owner, Ref name); /* (getattr, (owner, name)), for pickle */
Value member_descr_new(Type *owner, const Member *member);
Value slot_descr_new(Type *owner, Ref name, int32_t offset);
Value getset_descr_new(Type *owner, const Getter *getter);
Value slot_wrapper_new(Type *owner, const struct SlotRow *row);
Value static_method_new(Ref function);
Value class_method_new(Ref function);
Value bound_method_new(Ref function, Ref self);
Value mapping_proxy_new(Ref mapping);
Value super_getattr(Type *start_after, Ref object, Type *object_type, Ref name); /* for the VM's super().x */
#endif
