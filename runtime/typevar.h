/* runtime/typevar.h -- type parameters (PEP 695, 696): TypeVar, ParamSpec, TypeVarTuple, and what takes them: Generic,
 * TypeAliasType; the types of the `_typing` module.  Bounds, constraints, defaults and alias values are evaluated when
 * first asked for, by calling the function the compiler made. */
#ifndef RUNTIME_TYPEVAR_H
#define RUNTIME_TYPEVAR_H
#include "runtime/object.h"
typedef enum TypeVarKind { TYPEVAR_PLAIN, TYPEVAR_BOUND, TYPEVAR_CONSTRAINTS } TypeVarKind;
extern Type type_typevar, type_paramspec, type_paramspec_args, type_paramspec_kwargs, type_typevartuple;
extern Type type_typealias, type_generic, type_no_default;
extern Obj no_default_object; /* typing.NoDefault */
/* From syntax: infer_variance is true, __module__ is "typing". `evaluate` is a function without arguments or ABSENT. */
Value typevar_new(TypeVarKind kind, Ref name, Ref evaluate);
Value typevartuple_new(Ref name);
Value paramspec_new(Ref name);
/* Returns the parameter, a new reference. */
Value typeparam_set_default(Ref param, Ref evaluate);
/* A tuple of parameters with every TypeVarTuple as *Ts. */
Value typeparams_unpack(Ref params);
/* What a parameter made by a call gives as its __module__. */
Value typeparam_caller_module(void);
Value typeparam_subscript_generic(Ref params_tuple);   /* Generic[*params], TypeVarTuples unpacked */
Value typealias_new(Ref name, Ref params_or_none, Ref evaluate, Ref module);
#endif
