/* runtime/object_call.c -- calling objects from C. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define N_STACK_ARGS 16

COLD Value object_call_slow(Ref f, const Ref *args, size_t n_args, Ref kwnames)
{
    Type *type = value_type(f);
    if (type->call)
        return type->call(f, args, n_args, kwnames);
    return exc_raise(&type_TypeError, "'%T' object is not callable", f);
}

bool object_is_callable(Ref o)
{
    return value_type(o)->call != NULL;
}

Value object_call0(Ref f) { return object_call(f, NULL, 0, VALUE_ABSENT); }
Value object_call1(Ref f, Ref a) { return object_call(f, &a, 1, VALUE_ABSENT); }
Value object_call2(Ref f, Ref a, Ref b) { return object_call(f, (Ref[]){a, b}, 2, VALUE_ABSENT); }
Value object_call3(Ref f, Ref a, Ref b, Ref c) { return object_call(f, (Ref[]){a, b, c}, 3, VALUE_ABSENT); }

static int check_keywords(Ref f, Ref kwargs)
{
    int64_t pos = 0;
    Ref key, value;
    while (dict_next(kwargs, &pos, &key, &value))
        if (!value_is_str(key))
            return exc_raise_int(&type_TypeError, "keywords must be strings");
    return 0;
}

static Value call_tuple_and_dict(Ref f, Ref args, Ref kwargs)
{
    if (check_keywords(f, kwargs))
        return VALUE_ERROR;
    size_t n = (size_t)tuple_len(args), n_kw = (size_t)dict_len(kwargs);
    Value on_stack[N_STACK_ARGS], *all = on_stack, result = VALUE_ERROR;
    Value kwnames = tuple_new((int64_t)n_kw);
    if (value_is_error(kwnames))
        return VALUE_ERROR;
    if (n + n_kw > N_STACK_ARGS && (all = mem_alloc_array_or_raise(n + n_kw, sizeof *all)) == NULL) {
        for (size_t i = 0; i < n_kw; i++)
            VALUE_AS(Tuple, kwnames)->items[i] = VALUE_NONE;
        value_drop(kwnames);
        return VALUE_ERROR;
    }
    for (size_t i = 0; i < n; i++)
        all[i] = tuple_at(args, (int64_t)i);
    int64_t pos = 0;
    size_t i = 0;
    Ref key, value;
    /* The dict may change during the call: its values are held. */
    while (i < n_kw && dict_next(kwargs, &pos, &key, &value)) {
        VALUE_AS(Tuple, kwnames)->items[i] = value_dup(key);
        all[n + i++] = value_dup(value);
    }
    result = object_call(f, all, n, kwnames);
    for (i = 0; i < n_kw; i++)
        value_drop(all[n + i]);
    if (all != on_stack)
        mem_free(all);
    value_drop(kwnames);
    return result;
}

Value object_call_tuple(Ref f, Ref args, Ref kwargs)
{
    if (value_is_absent(kwargs) || (value_is_dict(kwargs) && dict_len(kwargs) == 0))
        return object_call(f, VALUE_AS(Tuple, args)->items, (size_t)tuple_len(args), VALUE_ABSENT);
    return call_tuple_and_dict(f, args, kwargs);
}

Value object_call_method(Ref o, Ref name, const Ref *args, size_t n_args)
{
    Ref self;
    Value method = object_getmethod(o, name, &self);
    if (value_is_error(method))
        return VALUE_ERROR;
    Value result;
    if (value_is_absent(self)) {
        result = object_call(method, args, n_args, VALUE_ABSENT);
    } else {
        Value on_stack[N_STACK_ARGS], *all = on_stack;
        if (n_args + 1 > N_STACK_ARGS && (all = mem_alloc_array_or_raise(n_args + 1, sizeof *all)) == NULL) {
            value_drop(method);
            return VALUE_ERROR;
        }
        all[0] = self;
        if (n_args)
            memcpy(all + 1, args, n_args * sizeof *all);
        result = object_call(method, all, n_args + 1, VALUE_ABSENT);
        if (all != on_stack)
            mem_free(all);
    }
    value_drop(method);
    return result;
}

Value object_call_method0(Ref o, Ref name) { return object_call_method(o, name, NULL, 0); }
Value object_call_method1(Ref o, Ref name, Ref a) { return object_call_method(o, name, &a, 1); }

Value object_getattr_builtin(void)
{
    Ref found = dict_get_cstr(module_builtins_dict, "getattr");
    if (value_is_absent(found))
        return exc_raise(&type_AttributeError, "module 'builtins' has no attribute 'getattr'");
    return value_dup(found);
}
