/* vm/call.h -- what the loop needs to call things: binding, instances, exact native calls. */
#ifndef VM_CALL_H
#define VM_CALL_H
#include "runtime/native.h"
#include "vm/gen.h"

/* Call a builtin function or bound builtin method; arguments borrowed. */
static inline Value native_call_exact(Ref f, const Ref *args, size_t n)
{
    Native *native = VALUE_AS(Native, f);
    const Spec *spec = native->spec;
    if (LIKELY(spec != NULL) && (int64_t)n == spec->in_place_arity)
        return native->method->function(native->self, args, n, VALUE_ABSENT);
    return native_call(native->method, &native->spec, native->self, args, n, VALUE_ABSENT);
}
/* These arguments, self first, need no binding. */
static inline bool method_descr_fits(Ref f, const Ref *args, size_t n)
{
    const MethodDescr *descr = VALUE_AS(MethodDescr, f);
    const Spec *spec = descr->spec;
    return LIKELY(spec != NULL) && (int64_t)n == spec->in_place_arity + 1 && n > 0
        && value_type(args[0]) == descr->owner;
}
/* Call a method descriptor: args[0] is self, which must be an instance of its owner. */
static inline Value method_descr_call_exact(Ref f, const Ref *args, size_t n)
{
    const MethodDescr *descr = VALUE_AS(MethodDescr, f);
    if (method_descr_fits(f, args, n))
        return descr->method->function(args[0], args + 1, n - 1, VALUE_ABSENT);
    return type_method_descr.call(f, args, n, VALUE_ABSENT);
}

/* The Python function that is special method `name` of o's class and takes n_args positional arguments, self among
 * them; borrowed.  NULL: there is none, or calling it is not as plain as that. */
static inline Function *call_special_function(Ref o, Ref name, int n_args)
{
    if (!value_is_obj(o) || !(value_as_obj(o)->type->flags & TYPE_HEAP))
        return NULL;
    Ref found = type_lookup(value_as_obj(o)->type, name);
    if (!value_has_type(found, &type_function))
        return NULL;
    Function *function = VALUE_AS(Function, found);
    return function->code->simple_args && function->code->n_args == n_args ? function : NULL;
}
/* The same when calling it makes a generator or the like: all of `kinds` (CODE_*) and none of `others`. */
static inline Function *call_special_generator(Ref o, Ref name, uint32_t kinds, uint32_t others)
{
    Function *function = call_special_function(o, name, 1);
    if (function == NULL || (function->code->flags & (kinds | others)) != kinds)
        return NULL;
    return function;
}

/* The class makes plain instances (object.__new__) and its __init__ is a Python function that is no
 * generator: class->init_cache is that function while the answer is true. */
bool call_find_python_init(Type *class);
static inline bool call_has_python_init(Type *class)
{
    return !value_is_absent(class->init_cache) || call_find_python_init(class);
}
/* A new instance of such a class, attributes unset. */
Value call_instance(Type *class);

/* As call_frame() with `self` put before the arguments. */
Frame *call_frame_with_self(Function *function, Ref self, const Ref *args, size_t n_args);
/* A generator for a function whose arguments need no binding; takes function and args. */
Value gen_new_simple(Function *function, Value *args, size_t n_args);
#endif
