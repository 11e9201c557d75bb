/* vm/ops_misc.c -- f(*args, **kwargs), the interactive prompt's echo, type parameters, template strings. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/template.h"
#include "runtime/tuple.h"
#include "runtime/typevar.h"
#include "vm/ops.h"

Value op_call_ex(Ref f, Ref args, Ref kwargs)
{
    Value tuple = value_dup(args);
    if (!value_is_exact_tuple(args)) {
        value_drop(tuple);
        if (op_check_star_argument(args, f))
            return VALUE_ERROR;
        tuple = tuple_from_iterable(args);
        if (value_is_error(tuple))
            return tuple;
    }
    Value v = object_call_tuple(f, tuple, kwargs);
    value_drop(tuple);
    return v;
}

int op_print_expr(Ref v)
{
    Ref hook = sys_get("displayhook");
    if (value_is_absent(hook))
        return exc_raise_int(&type_RuntimeError, "lost sys.displayhook");
    Value held = value_dup(hook);
    Value result = object_call1(held, v);
    value_drop(held);
    if (value_is_error(result))
        return -1;
    value_drop(result);
    return 0;
}

int op_setup_annotations(Ref namespace)
{
    if (value_is_exact_dict(namespace)) {
        if (!value_is_absent(dict_get_str(namespace, NAME(__annotations__))))
            return 0;
    } else {
        Value found = object_subscript(namespace, NAME(__annotations__));
        if (!value_is_error(found)) {
            value_drop(found);
            return 0;
        }
        if (!exc_pending_is(&type_KeyError))
            return -1;
        exc_clear();
    }
    Value dict = dict_new();
    if (value_is_error(dict))
        return -1;
    int result = object_set_subscript(namespace, NAME(__annotations__), dict);
    value_drop(dict);
    return result;
}

Value op_interpolation(Value *parts, int conversion)
{
    Value letter = conversion ? str_from_char((uint32_t)conversion) : VALUE_NONE;
    Value spec = value_is_absent(parts[2]) ? str_empty() : value_dup(parts[2]);
    Value v = interpolation_new(parts[0], parts[1], letter, spec);
    value_drop(spec);
    value_drop(letter);
    for (int i = 0; i < 3; i++)
        value_drop(parts[i]);
    return v;
}

Value op_template(Value *parts)
{
    Value v = template_new(parts[0], parts[1]);
    value_drop(parts[0]);
    value_drop(parts[1]);
    return v;
}

static Value set_type_params(Ref function, Ref params)
{
    if (value_has_type(function, &type_function))
        value_replace(&VALUE_AS(Function, function)->type_params, value_dup(params));
    return value_dup(function);
}

/* The module that executes the `type` statement, for __module__. */
static Ref module_name(Frame *f)
{
    Ref name = dict_get_str(f->function->globals, NAME(__name__));
    return value_is_ok(name) ? name : VALUE_NONE;
}

static Value run_intrinsic(Frame *f, Intrinsic which, const Ref *args)
{
    switch (which) {
    case INTRINSIC_TYPEVAR:
        return typevar_new(TYPEVAR_PLAIN, args[0], VALUE_ABSENT);
    case INTRINSIC_TYPEVAR_BOUND:
        return typevar_new(TYPEVAR_BOUND, args[0], args[1]);
    case INTRINSIC_TYPEVAR_CONSTRAINTS:
        return typevar_new(TYPEVAR_CONSTRAINTS, args[0], args[1]);
    case INTRINSIC_TYPEVARTUPLE:
        return typevartuple_new(args[0]);
    case INTRINSIC_PARAMSPEC:
        return paramspec_new(args[0]);
    case INTRINSIC_SET_TYPEPARAM_DEFAULT:
        return typeparam_set_default(args[0], args[1]);
    case INTRINSIC_SUBSCRIPT_GENERIC:
        return typeparam_subscript_generic(args[0]);
    case INTRINSIC_TYPE_ALIAS:
        return typealias_new(args[0], args[1], args[2], module_name(f));
    case INTRINSIC_SET_FUNCTION_TYPE_PARAMS:
        return set_type_params(args[0], args[1]);
    }
    return exc_raise(&type_SystemError, "unknown intrinsic %d", (int)which);
}

Value op_intrinsic(Frame *f, int which, Value *args)
{
    static const int n_arguments[] = {
#define INTRINSIC(name, n) n,
#include "vm/intrinsics.def"
#undef INTRINSIC
    };
    Value v = run_intrinsic(f, (Intrinsic)which, args);
    for (int i = 0; i < n_arguments[which]; i++)
        value_drop(args[i]);
    return v;
}
