/* vm/ops_exception.c -- raise, except, except*, with, assert. */
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/tuple.h"
#include "runtime/str.h"
#include "runtime/dict.h"
#include "vm/callback.h"
#include "vm/ops.h"

static bool is_exception_class(Ref v)
{
    return value_is_type(v) && type_is_subtype(value_as_type(v), &type_BaseException);
}

static int check_pattern(Ref pattern, const char *message)
{
    if (value_is_tuple(pattern)) {
        for (int64_t i = 0; i < tuple_len(pattern); i++)
            if (!is_exception_class(tuple_at(pattern, i)))
                return exc_raise_int(&type_TypeError, "%s", message);
        return 0;
    }
    return is_exception_class(pattern) ? 0 : exc_raise_int(&type_TypeError, "%s", message);
}

int op_exc_match(Ref exc, Ref pattern)
{
    if (LIKELY(is_exception_class(pattern)))
        return type_is_subtype(value_type(exc), value_as_type(pattern));
    if (check_pattern(pattern, "catching classes that do not inherit from BaseException is not allowed"))
        return -1;
    return exc_matches(exc, pattern);
}

void op_raise(Ref exc, Ref cause)
{
    if (!is_exception_class(exc) && !value_has_flag(exc, TYPE_SUB_EXC)) {
        exc_raise(&type_TypeError, "exceptions must derive from BaseException");
        return;
    }
    Value instance = exc_instance(exc, VALUE_ABSENT);
    if (value_is_error(instance))
        return;
    if (!value_is_absent(cause)) {
        Value fixed;
        if (value_is_none(cause))
            fixed = VALUE_ABSENT;
        else if (is_exception_class(cause) || value_has_flag(cause, TYPE_SUB_EXC))
            fixed = exc_instance(cause, VALUE_ABSENT);
        else
            fixed = exc_raise(&type_TypeError, "exception causes must derive from BaseException");
        if (value_is_error(fixed)) {
            value_drop(instance);
            return;
        }
        exc_set_cause(instance, fixed);
    }
    exc_raise_object(instance);
    value_drop(instance);
}

int op_raise_bare(void)
{
    Ref handled = exc_handled();
    if (value_is_absent(handled))
        return exc_raise_int(&type_RuntimeError, "No active exception to reraise");
    exc_restore(value_dup(handled));
    return 0;
}

void op_assert_fail(Ref message)
{
    if (value_is_absent(message))
        exc_raise_none(&type_AssertionError);
    else
        exc_raise_value(&type_AssertionError, message);
}

/* ---- except* (PEP 654) ---- */

static int check_group_pattern(Ref pattern)
{
    if (check_pattern(pattern, "catching classes that do not inherit from BaseException is not allowed"))
        return -1;
    int64_t n = value_is_tuple(pattern) ? tuple_len(pattern) : 1;
    for (int64_t i = 0; i < n; i++) {
        Ref class = value_is_tuple(pattern) ? tuple_at(pattern, i) : pattern;
        if (type_is_subtype(value_as_type(class), &type_BaseExceptionGroup))
            return exc_raise_int(&type_TypeError,
                                 "catching ExceptionGroup with except* is not allowed. Use except instead.");
    }
    return 0;
}

/* *exc becomes the part that does not match; the result is the part that does, or None. */
Value op_exc_group_match(Value *exc, Ref pattern)
{
    if (check_group_pattern(pattern))
        return VALUE_ERROR;
    if (value_is_none(*exc))
        return VALUE_NONE;
    int matches = exc_matches(*exc, pattern);
    if (matches < 0)
        return VALUE_ERROR;
    bool is_group = value_is_instance(*exc, &type_BaseExceptionGroup);
    if (matches) {
        Value match = *exc;
        *exc = VALUE_NONE;
        if (is_group)
            return match;
        Value list = tuple_of1(match); /* a naked exception is wrapped */
        if (value_is_error(list)) {
            value_drop(match);
            return list;
        }
        Value empty = str_empty();
        Value group = object_call2(value_from_obj(&type_BaseExceptionGroup), empty, list);
        if (!value_is_error(group) && !value_is_absent(exc_traceback(match)))
            exc_set_traceback(group, exc_traceback(match));
        value_drop(empty);
        value_drop(list);
        value_drop(match);
        return group;
    }
    if (!is_group)
        return VALUE_NONE;
    Value pair = object_call_method1(*exc, NAME(split), pattern);
    if (value_is_error(pair))
        return pair;
    if (!value_is_tuple(pair) || tuple_len(pair) < 2) {
        if (value_is_tuple(pair))
            exc_raise(&type_TypeError, "%T.split must return a 2-tuple, got tuple of size %lld", *exc,
                      (long long)tuple_len(pair));
        else
            exc_raise(&type_TypeError, "%T.split must return a tuple, not %T", *exc, pair);
        value_drop(pair);
        return VALUE_ERROR;
    }
    Value match = value_dup(tuple_at(pair, 0));
    if (!value_is_none(match))
        value_replace(exc, value_dup(tuple_at(pair, 1)));
    value_drop(pair);
    return match;
}

Value op_exc_group_reraise(Ref list, Ref original)
{
    return exc_group_reraise(original, list);
}

/* ---- with ---- */

static int raise_no_manager(Ref o, bool is_async, Ref missing)
{
    const char *kind = is_async ? "asynchronous context manager" : "context manager";
    Value name = type_name(value_type(o));
    bool exit_missing = value_is(missing, NAME(__exit__)) || value_is(missing, NAME(__aexit__));
    exc_raise(&type_TypeError, exit_missing ? "'%U' object does not support the %s protocol (missed %U method)"
              : "'%U' object does not support the %s protocol", name, kind, missing);
    value_drop(name);
    return -1;
}

/* out[1] is o itself, not held, when out[0] is to be called with it, else ABSENT. */
int op_load_special(Ref o, SpecialMethod which, Value out[2])
{
    Ref names[] = {NAME(__enter__), NAME(__exit__), NAME(__aenter__), NAME(__aexit__)};
    Type *type = value_type(o);
    Ref found = type_lookup(type, names[which]);
    if (LIKELY(value_has_type(found, &type_function))) {
        out[0] = value_dup(found);
        out[1] = o;
        return 0;
    }
    bool is_exit = which == SPECIAL_EXIT || which == SPECIAL_AEXIT;
    if (is_exit && value_is_absent(type_lookup(type, names[which - 1]))) /* the enter method is missed first */
        return raise_no_manager(o, which == SPECIAL_AEXIT, names[which - 1]);
    found = type_lookup(type, names[which]);
    if (value_is_absent(found))
        return raise_no_manager(o, which >= SPECIAL_AENTER, names[which]);
    if (value_type(found)->flags & TYPE_METHOD_DESCR) {
        out[0] = value_dup(found);
        out[1] = o;
        return 0;
    }
    out[1] = VALUE_ABSENT;
    if (value_type(found)->descr_get == NULL)
        out[0] = value_dup(found);
    else
        out[0] = value_type(found)->descr_get(found, o, value_from_obj(type));
    return value_is_error(out[0]) ? -1 : 0;
}

Value op_with_except(Ref exit, Ref self, Ref exc)
{
    Ref traceback = exc_traceback(exc);
    Value args[4] = {self, value_from_obj(value_type(exc)), exc,
                     value_is_absent(traceback) ? VALUE_NONE : value_dup(traceback)};
    bool has_self = !value_is_absent(self);
    Value v = object_call(exit, args + !has_self, 3u + has_self, VALUE_ABSENT);
    value_drop(args[3]);
    return v;
}
