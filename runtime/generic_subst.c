/* runtime/generic_subst.c -- type variables in generic aliases: collecting them, replacing them by arguments. */
#include "runtime/generic_alias.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* ---- collecting ---- */

static int add_parameter(Ref parameters, Ref parameter)
{
    for (int64_t i = 0; i < list_len(parameters); i++)
        if (value_is(list_at(parameters, i), parameter))
            return 0;
    return list_append(parameters, parameter);
}

static int collect_nested(Ref parameters, Ref items);

static int collect_one(Ref parameters, Ref item)
{
    if (value_is_type(item))
        return 0; /* a generic class has __parameters__ too; they are its own */
    if (value_is_tuple(item) || value_is_list(item))
        return c_stack_check("") ? -1 : collect_nested(parameters, item);
    Value subst = object_getattr_or_absent(item, NAME(__typing_subst__));
    if (value_is_error(subst))
        return -1;
    if (!value_is_absent(subst)) {
        value_drop(subst);
        return add_parameter(parameters, item);
    }
    Value nested = object_getattr_or_absent(item, NAME(__parameters__));
    if (value_is_error(nested))
        return -1;
    int result = 0;
    for (int64_t i = 0; result == 0 && value_is_tuple(nested) && i < tuple_len(nested); i++)
        result = add_parameter(parameters, tuple_at(nested, i));
    value_drop(nested);
    return result;
}

static int collect_nested(Ref parameters, Ref items)
{
    Value held = value_is_tuple(items) ? value_dup(items) : tuple_from_iterable(items);
    if (value_is_error(held))
        return -1;
    int result = 0;
    for (int64_t i = 0; result == 0 && i < tuple_len(held); i++)
        result = collect_one(parameters, tuple_at(held, i));
    value_drop(held);
    return result;
}

Value generic_alias_collect_parameters(Ref args)
{
    Value parameters = list_new(0);
    if (value_is_error(parameters))
        return VALUE_ERROR;
    Value result = collect_nested(parameters, args) ? VALUE_ERROR : list_to_tuple(parameters);
    value_drop(parameters);
    return result;
}

/* ---- replacing ---- */

/* The arguments given in [...] as a list, with *tuple[...] opened. */
static Value unpack_arguments(Ref item)
{
    Value given = list_new(4);
    if (value_is_error(given))
        return VALUE_ERROR;
    bool tuple = value_is_tuple(item);
    int64_t n = tuple ? tuple_len(item) : 1;
    for (int64_t i = 0; i < n; i++) {
        Ref argument = tuple ? tuple_at(item, i) : item;
        Value inner = VALUE_ABSENT;
        if (!value_is_type(argument))
            inner = object_getattr_or_absent(argument, NAME(__typing_unpacked_tuple_args__));
        int failed = value_is_error(inner);
        bool open = value_is_tuple(inner)
                    && !(tuple_len(inner) > 0
                         && tuple_at(inner, tuple_len(inner) - 1).bits == VALUE_ELLIPSIS.bits);
        if (!failed)
            failed = open ? list_extend(given, inner) : list_append(given, argument);
        value_drop(inner);
        if (failed) {
            value_drop(given);
            return VALUE_ERROR;
        }
    }
    return given;
}

/* TypeVarTuple and ParamSpec gather several arguments into one: they rewrite the list. */
static Value prepare_arguments(Ref self, Ref parameters, Value arguments /* taken */)
{
    for (int64_t i = 0; i < tuple_len(parameters) && !value_is_error(arguments); i++) {
        Value prepare = object_getattr_or_absent(tuple_at(parameters, i), NAME(__typing_prepare_subst__));
        if (!value_is_ok(prepare) || value_is_none(prepare)) {
            if (value_is_error(prepare)) {
                value_drop(arguments);
                return VALUE_ERROR;
            }
            continue;
        }
        Value as_tuple = tuple_from_iterable(arguments);
        value_drop(arguments);
        arguments = value_is_error(as_tuple) ? VALUE_ERROR : object_call2(prepare, self, as_tuple);
        value_drop(as_tuple);
        value_drop(prepare);
    }
    return arguments;
}

typedef struct Substitution {
    Ref self, parameters, arguments; /* arguments: tuple, one per parameter */
} Substitution;

static Ref argument_for(const Substitution *s, Ref parameter)
{
    for (int64_t i = 0; i < tuple_len(s->parameters); i++)
        if (value_is(tuple_at(s->parameters, i), parameter))
            return tuple_at(s->arguments, i);
    return parameter;
}

static int substitute_into(const Substitution *s, Ref items, Ref out);

static int append_sequence(const Substitution *s, Ref items, bool tuple, Ref out)
{
    Value inner = list_new(0);
    if (value_is_error(inner))
        return -1;
    Value held = value_is_tuple(items) ? value_dup(items) : tuple_from_iterable(items);
    int failed = value_is_error(held) || c_stack_check("") || substitute_into(s, held, inner);
    value_drop(held);
    if (!failed && tuple) {
        Value as_tuple = list_to_tuple(inner);
        failed = value_is_error(as_tuple) || list_append_owned(out, as_tuple);
    } else if (!failed) {
        failed = list_append(out, inner);
    }
    value_drop(inner);
    return failed ? -1 : 0;
}

/* An argument that is itself parameterised: item[arguments of its parameters]. */
static Value substitute_nested(const Substitution *s, Ref item, Ref nested)
{
    Value arguments = list_new(tuple_len(nested));
    if (value_is_error(arguments))
        return VALUE_ERROR;
    for (int64_t i = 0; i < tuple_len(nested); i++) {
        Ref parameter = tuple_at(nested, i);
        Ref argument = argument_for(s, parameter);
        /* What a TypeVarTuple gathered goes in as several arguments. */
        bool spread = value_is_tuple(argument) && object_is_iterator(parameter) == false
                      && value_type(parameter)->iter != NULL;
        int failed = spread ? list_extend(arguments, argument) : list_append(arguments, argument);
        if (failed) {
            value_drop(arguments);
            return VALUE_ERROR;
        }
    }
    Value key = list_to_tuple(arguments);
    value_drop(arguments);
    Value result = value_is_error(key) ? VALUE_ERROR : object_subscript(item, key);
    value_drop(key);
    return result;
}

static int append_substituted(const Substitution *s, Ref item, Value result /* taken */, Ref out)
{
    if (value_is_error(result))
        return -1;
    /* *Ts and *tuple[...] become several. */
    bool spread = false;
    Value unpacked = value_is_type(item) ? VALUE_ABSENT
                                         : object_getattr_or_absent(item, NAME(__typing_is_unpacked_typevartuple__));
    if (value_is_error(unpacked)) {
        value_drop(result);
        return -1;
    }
    if (!value_is_absent(unpacked)) {
        int truth = object_truth(unpacked);
        value_drop(unpacked);
        if (truth < 0) {
            value_drop(result);
            return -1;
        }
        spread = truth;
    }
    int failed;
    if (spread && value_is_tuple(result))
        failed = list_extend(out, result);
    else
        failed = list_append(out, result);
    value_drop(result);
    return failed;
}

static int substitute_one(const Substitution *s, Ref item, Ref out)
{
    if (value_is_type(item))
        return list_append(out, item);
    if (value_is_tuple(item) || value_is_list(item))
        return append_sequence(s, item, value_is_tuple(item), out);
    Value subst = object_getattr_or_absent(item, NAME(__typing_subst__));
    if (value_is_error(subst))
        return -1;
    if (!value_is_absent(subst)) {
        Value result = object_call1(subst, argument_for(s, item));
        value_drop(subst);
        return append_substituted(s, item, result, out);
    }
    Value nested = object_getattr_or_absent(item, NAME(__parameters__));
    if (value_is_error(nested))
        return -1;
    Value result;
    if (value_is_tuple(nested) && tuple_len(nested) > 0)
        result = substitute_nested(s, item, nested);
    else
        result = value_dup(item);
    value_drop(nested);
    return append_substituted(s, item, result, out);
}

static int substitute_into(const Substitution *s, Ref items, Ref out)
{
    for (int64_t i = 0; i < tuple_len(items); i++)
        if (substitute_one(s, tuple_at(items, i), out))
            return -1;
    return 0;
}

static Value as_tuple(Value list /* taken */)
{
    if (value_is_error(list) || value_is_tuple(list))
        return list;
    Value result = tuple_from_iterable(list);
    value_drop(list);
    return result;
}

Value generic_alias_substitute(Ref self, Ref args, Ref parameters, Ref item)
{
    int64_t n = tuple_len(parameters);
    if (n == 0)
        return exc_raise(&type_TypeError, "%R is not a generic class", self);
    Value arguments = unpack_arguments(item);
    if (value_is_error(arguments))
        return VALUE_ERROR;
    arguments = as_tuple(prepare_arguments(self, parameters, arguments));
    if (value_is_error(arguments))
        return VALUE_ERROR;
    Value out = VALUE_ERROR, result = VALUE_ERROR;
    if (tuple_len(arguments) != n) {
        exc_raise(&type_TypeError, "Too %s arguments for %R; actual %lld, expected %lld",
                  tuple_len(arguments) > n ? "many" : "few", self, (long long)tuple_len(arguments), (long long)n);
        goto done;
    }
    out = list_new(tuple_len(args));
    Substitution s = {self, parameters, arguments};
    if (!value_is_error(out) && substitute_into(&s, args, out) == 0)
        result = list_to_tuple(out);
done:
    value_drop(out);
    value_drop(arguments);
    return result;
}
