/* stdlib/builtins/builtins_class.c -- __build_class__: what a class statement calls (PEP 3115, PEP 560). */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "stdlib/builtins/builtins.h"
#include "vm/callback.h"
#include "vm/frame.h"

/* Run a class body with `namespace` in its register 0. The body's value: its __class__ cell or None. */
static Value run_class_body(Ref body, Ref namespace)
{
    Function *function = VALUE_AS(Function, body);
    if (!(function->code->flags & CODE_NAMESPACE))
        return object_call0(body);
    Frame *frame = frame_push((Function *)value_as_obj(value_dup(body)));
    if (frame == NULL)
        return VALUE_ERROR;
    frame->registers[0] = value_dup(namespace);
    frame->give = GIVE_C;
    frame->back = running->frame;
    Value out = VALUE_NONE;
    return vm_run(frame, &out) == STEP_RETURN ? out : VALUE_ERROR;
}

/* PEP 560: a base that is no class may name the classes to use instead. A new tuple. */
static Value resolve_bases(const Ref *bases, int64_t n, bool *changed)
{
    *changed = false;
    Value list = VALUE_ABSENT, original = tuple_from_refs(bases, n);
    if (value_is_error(original))
        return VALUE_ERROR;
    for (int64_t i = 0; i < n; i++) {
        if (!value_is_type(bases[i])) {
            Value method = object_getattr_or_absent(bases[i], NAME(__mro_entries__));
            if (value_is_error(method))
                goto fail;
            if (!value_is_absent(method)) {
                Value entries = object_call1(method, original);
                value_drop(method);
                if (value_is_error(entries))
                    goto fail;
                if (!value_is_tuple(entries)) {
                    value_drop(entries);
                    exc_raise(&type_TypeError, "__mro_entries__ must return a tuple");
                    goto fail;
                }
                if (value_is_absent(list)) {
                    Value before = tuple_from_refs(bases, i);
                    list = value_is_error(before) ? VALUE_ERROR : list_from_iterable(before);
                    value_drop(before);
                }
                int failed = value_is_error(list) || list_extend(list, entries);
                value_drop(entries);
                if (failed)
                    goto fail;
                continue;
            }
        }
        if (!value_is_absent(list) && list_append(list, bases[i]))
            goto fail;
    }
    if (value_is_absent(list))
        return original;
    value_drop(original);
    Value tuple = list_to_tuple(list);
    value_drop(list);
    *changed = true;
    return tuple;
fail:
    value_drop(list);
    value_drop(original);
    return VALUE_ERROR;
}

/* The most derived metaclass of `metaclass` and the types of the bases; borrowed, NULL on conflict. */
static Type *calculate_metaclass(Type *metaclass, Ref bases)
{
    Type *winner = metaclass;
    for (int64_t i = 0; i < tuple_len(bases); i++) {
        Type *candidate = value_type(tuple_at(bases, i));
        if (type_is_subtype(winner, candidate))
            continue;
        if (type_is_subtype(candidate, winner)) {
            winner = candidate;
            continue;
        }
        exc_raise(&type_TypeError, "metaclass conflict: the metaclass of a derived class must be a (non-strict) "
                                   "subclass of the metaclasses of all its bases");
        return NULL;
    }
    return winner;
}

/* The arguments of a class statement, taken apart. */
typedef struct ClassCall {
    Value bases, metaclass;    /* owned */
    const Ref *kw_values;      /* keywords without metaclass */
    Ref kw_names;
    Value names_owned;         /* tuple or ABSENT */
    Ref values_owned[32];
} ClassCall;

/* Take `metaclass=` out of the keywords. */
static int split_keywords(ClassCall *call, const Ref *values, Ref kwnames)
{
    int64_t n = value_is_absent(kwnames) ? 0 : tuple_len(kwnames);
    call->kw_values = values;
    call->kw_names = kwnames;
    for (int64_t i = 0; i < n; i++) {
        if (!str_equals_cstr(tuple_at(kwnames, i), "metaclass"))
            continue;
        call->metaclass = value_dup(values[i]);
        if (n == 1) {
            call->kw_names = VALUE_ABSENT;
            return 0;
        }
        if ((size_t)n > N_ELEMENTS(call->values_owned))
            return exc_raise_int(&type_TypeError, "too many keyword arguments in a class statement");
        Ref names[N_ELEMENTS(call->values_owned)];
        for (int64_t j = 0, k = 0; j < n; j++) {
            if (j == i)
                continue;
            names[k] = tuple_at(kwnames, j);
            call->values_owned[k++] = values[j];
        }
        call->names_owned = tuple_from_refs(names, n - 1);
        if (value_is_error(call->names_owned))
            return -1;
        call->kw_names = call->names_owned;
        call->kw_values = call->values_owned;
        return 0;
    }
    return 0;
}

static Value call_with_class_keywords(Ref callable, const Ref *positional, size_t n, const ClassCall *call)
{
    Ref args[3 + N_ELEMENTS(call->values_owned)];
    int64_t n_keywords = value_is_absent(call->kw_names) ? 0 : tuple_len(call->kw_names);
    if ((size_t)n_keywords > N_ELEMENTS(call->values_owned))
        return exc_raise(&type_TypeError, "too many keyword arguments in a class statement");
    memcpy(args, positional, n * sizeof(Ref));
    memcpy(args + n, call->kw_values, (size_t)n_keywords * sizeof(Ref));
    return object_call(callable, args, n, call->kw_names);
}

static Value prepare_namespace(const ClassCall *call, Ref name)
{
    if (value_is(call->metaclass, value_from_obj(&type_type)))
        return dict_new();
    Value prepare = object_getattr_or_absent(call->metaclass, NAME(__prepare__));
    if (value_is_error(prepare))
        return VALUE_ERROR;
    if (value_is_absent(prepare))
        return dict_new();
    Ref args[2] = {name, call->bases};
    Value namespace = call_with_class_keywords(prepare, args, 2, call);
    value_drop(prepare);
    if (value_is_error(namespace))
        return VALUE_ERROR;
    Type *type = value_type(namespace);
    if (type->subscript == NULL) {
        if (value_is_type(call->metaclass))
            exc_raise(&type_TypeError, "%s.__prepare__() must return a mapping, not %T",
                      value_as_type(call->metaclass)->name, namespace);
        else
            exc_raise(&type_TypeError, "<metaclass>.__prepare__() must return a mapping, not %T", namespace);
        value_drop(namespace);
        return VALUE_ERROR;
    }
    return namespace;
}

/* The class body stored its __class__ cell's owner: check that the metaclass filled it. */
static int check_class_cell(Ref cell, Ref class, Ref name)
{
    if (!value_is_type(class) || !value_has_type(cell, &type_cell))
        return 0;
    Ref content = VALUE_AS(Cell, cell)->value;
    if (value_is(content, class))
        return 0;
    if (value_is_absent(content))
        return exc_raise_int(&type_RuntimeError,
                             "__class__ not set defining %R as %R. Was __classcell__ propagated to type.__new__?",
                             name, class);
    return exc_raise_int(&type_TypeError, "__class__ set to %R defining %R as %R", content, name, class);
}

static Value build_class(ClassCall *call, Ref body, Ref name, bool bases_changed, Ref original_bases)
{
    if (value_is_type(call->metaclass)) {
        Type *winner = calculate_metaclass(value_as_type(call->metaclass), call->bases);
        if (winner == NULL)
            return VALUE_ERROR;
        value_replace(&call->metaclass, value_dup_obj(winner));
    }
    Value namespace = prepare_namespace(call, name);
    if (value_is_error(namespace))
        return VALUE_ERROR;
    Value class = VALUE_ERROR;
    Value cell = run_class_body(body, namespace);
    if (value_is_error(cell))
        goto done;
    if (bases_changed && object_set_subscript(namespace, NAME(__orig_bases__), original_bases))
        goto done;
    Ref args[3] = {name, call->bases, namespace};
    class = call_with_class_keywords(call->metaclass, args, 3, call);
    if (value_is_ok(class) && check_class_cell(cell, class, name)) {
        value_drop(class);
        class = VALUE_ERROR;
    }
done:
    value_drop(cell);
    value_drop(namespace);
    return class;
}

NATIVE(builtin_build_class)
{
    if (n < 2)
        return exc_raise(&type_TypeError, "__build_class__: not enough arguments");
    if (!value_has_type(a[0], &type_function))
        return exc_raise(&type_TypeError, "__build_class__: func must be a function");
    if (!value_is_str(a[1]))
        return exc_raise(&type_TypeError, "__build_class__: name is not a string");
    ClassCall call;
    call.metaclass = call.names_owned = VALUE_ABSENT;
    bool changed;
    call.bases = resolve_bases(a + 2, (int64_t)n - 2, &changed);
    if (value_is_error(call.bases))
        return VALUE_ERROR;
    Value original = changed ? tuple_from_refs(a + 2, (int64_t)n - 2) : VALUE_ABSENT;
    Value class = VALUE_ERROR;
    if (!value_is_error(original) && !split_keywords(&call, a + n, kwnames)) {
        if (value_is_absent(call.metaclass)) {
            Type *first = tuple_len(call.bases) ? value_type(tuple_at(call.bases, 0)) : &type_type;
            call.metaclass = value_dup_obj(first);
        }
        class = build_class(&call, a[0], a[1], changed, original);
    }
    value_drop(original);
    value_drop(call.bases);
    value_drop(call.metaclass);
    value_drop(call.names_owned);
    return class;
}

const Method builtins_class_functions[] = {
    {"__build_class__(func, name, /, *bases, metaclass=<absent>, **kwds)", builtin_build_class,
     "Internal helper function used by the class statement.", METHOD_RAW},
    {0},
};
