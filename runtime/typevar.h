/* runtime/typevar.h -- type parameters (PEP 695, 696): TypeVar, ParamSpec, TypeVarTuple, TypeAliasType, and the
 * `_typing` module's types.  Bounds, constraints, defaults and alias values are evaluated when first asked for, by
 * calling the function the compiler made. */
#ifndef RUNTIME_TYPEVAR_H
#define RUNTIME_TYPEVAR_H
#include "runtime/object.h"
typedef enum TypeVarKind { TYPEVAR_PLAIN, TYPEVAR_BOUND, TYPEVAR_CONSTRAINTS } TypeVarKind;
extern Type type_typevar, type_paramspec, type_paramspec_args, type_paramspec_kwargs, type_typevartuple;
extern Type type_typealias, type_generic, type_no_default;
extern Obj no_default_object; /* typing.NoDefault */
/* From syntax: infer_variance is true. `evaluate` is a function without arguments or ABSENT. */
Value typevar_new(TypeVarKind kind, Ref name, Ref evaluate, Ref module);
Value typevartuple_new(Ref name, Ref module);
Value paramspec_new(Ref name, Ref module);
/* Returns the parameter, a new reference. */
Value typeparam_set_default(Ref param, Ref evaluate);
Value typeparam_subscript_generic(Ref params_tuple);   /* Generic[*params], TypeVarTuples unpacked */
Value typealias_new(Ref name, Ref params_or_none, Ref evaluate, Ref module);
#endif
