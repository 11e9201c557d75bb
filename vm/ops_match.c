/* vm/ops_match.c -- mapping and class patterns (PEP 634). */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/ops.h"

/* subject.get(key, sentinel) where the sentinel tells "missing" from any value. */
static Value mapping_get(Ref subject, Ref get, Ref key, Ref sentinel)
{
    if (value_is_exact_dict(subject)) {
        Ref v = dict_get(subject, key);
        return value_is_absent(v) ? value_dup(sentinel) : value_is_error(v) ? v : value_dup(v);
    }
    return object_call2(get, key, sentinel);
}

Value op_match_keys(Ref subject, Ref keys)
{
    int64_t n = tuple_len(keys);
    Value seen = set_new(VALUE_ABSENT), values = tuple_new(n), get = VALUE_ABSENT;
    Value sentinel = list_new(0);
    Value result = VALUE_ERROR;
    if (value_is_error(seen) || value_is_error(values) || value_is_error(sentinel))
        goto done;
    if (!value_is_exact_dict(subject)) {
        get = object_getattr(subject, NAME(get));
        if (value_is_error(get))
            goto done;
    }
    for (int64_t i = 0; i < n; i++) {
        Ref key = tuple_at(keys, i);
        int duplicate = set_contains(seen, key);
        if (duplicate < 0)
            goto done;
        if (duplicate) {
            exc_raise(&type_ValueError, "mapping pattern checks duplicate key (%R)", key);
            goto done;
        }
        if (set_add(seen, key) < 0)
            goto done;
        Value v = mapping_get(subject, get, key, sentinel);
        if (value_is_error(v))
            goto done;
        if (value_is(v, sentinel)) {
            value_drop(v);
            result = VALUE_NONE;
            goto done;
        }
        VALUE_AS(Tuple, values)->items[i] = v;
    }
    result = value_dup(values);
done:
    value_drop(value_is_error(seen) ? VALUE_ABSENT : seen);
    value_drop(value_is_error(values) ? VALUE_ABSENT : values);
    value_drop(value_is_error(sentinel) ? VALUE_ABSENT : sentinel);
    value_drop(value_is_error(get) ? VALUE_ABSENT : get);
    return result;
}

/* One attribute of a class pattern. ABSENT: the subject has none; ERROR. */
static Value match_attribute(Ref subject, Ref class, Ref name, Ref seen)
{
    int duplicate = set_contains(seen, name);
    if (duplicate < 0)
        return VALUE_ERROR;
    if (duplicate)
        return exc_raise(&type_TypeError, "%N() got multiple sub-patterns for attribute %R",
                         value_as_type(class), name);
    if (set_add(seen, name) < 0)
        return VALUE_ERROR;
    return object_getattr_or_absent(subject, name);
}

static Value match_args(Ref class)
{
    Value args = object_getattr_or_absent(class, NAME(__match_args__));
    if (value_is_error(args) || value_is_absent(args))
        return args;
    if (!value_is_exact_tuple(args)) {
        exc_raise(&type_TypeError, "%N.__match_args__ must be a tuple (got %T)", value_as_type(class), args);
        value_drop(args);
        return VALUE_ERROR;
    }
    return args;
}

Value op_match_class(Ref subject, Ref class, Ref names, int n_positional)
{
    if (!value_is_type(class))
        return exc_raise(&type_TypeError, "called match pattern must be a class");
    int is_instance = object_is_instance(subject, class);
    if (is_instance <= 0)
        return is_instance < 0 ? VALUE_ERROR : VALUE_NONE;
    int64_t n_names = tuple_len(names);
    Value seen = set_new(VALUE_ABSENT), found = list_new(n_positional + n_names), args = VALUE_ABSENT;
    Value result = VALUE_ERROR;
    if (value_is_error(seen) || value_is_error(found))
        goto done;
    if (n_positional > 0) {
        args = match_args(class);
        if (value_is_error(args))
            goto done;
        bool match_self = value_is_absent(args) && value_as_type(class)->flags & TYPE_MATCH_SELF;
        int64_t allowed = match_self ? 1 : value_is_absent(args) ? 0 : tuple_len(args);
        if (n_positional > allowed) {
            exc_raise(&type_TypeError, "%N() accepts %lld positional sub-pattern%s (%d given)",
                      value_as_type(class), (long long)allowed, allowed == 1 ? "" : "s", n_positional);
            goto done;
        }
        for (int64_t i = 0; i < n_positional; i++) {
            Value v;
            if (match_self)
                v = value_dup(subject);
            else {
                Ref name = tuple_at(args, i);
                if (!value_is_str(name)) {
                    exc_raise(&type_TypeError, "__match_args__ elements must be strings (got %T)", name);
                    goto done;
                }
                v = match_attribute(subject, class, name, seen);
            }
            if (!value_is_ok(v)) {
                result = value_is_error(v) ? VALUE_ERROR : VALUE_NONE;
                goto done;
            }
            list_append_owned(found, v);
        }
    }
    for (int64_t i = 0; i < n_names; i++) {
        Value v = match_attribute(subject, class, tuple_at(names, i), seen);
        if (!value_is_ok(v)) {
            result = value_is_error(v) ? VALUE_ERROR : VALUE_NONE;
            goto done;
        }
        list_append_owned(found, v);
    }
    result = list_to_tuple(found);
done:
    value_drop(value_is_error(args) ? VALUE_ABSENT : args);
    value_drop(value_is_error(seen) ? VALUE_ABSENT : seen);
    value_drop(value_is_error(found) ? VALUE_ABSENT : found);
    return result;
}
