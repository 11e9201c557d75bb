/* runtime/object_reduce.c -- taking objects apart for pickle and copy.
 *
 * Protocol 2 and up: (copyreg.__newobj__, (cls, *args), state, list items, dict items); below that
 * copyreg._reduce_ex does the work in Python. */
#include "runtime/object_reduce.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/iter.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/shape.h"
#include "runtime/slot.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* ---- state ---- */

/* The names of all __slots__ of a class and its bases: copyreg keeps the list in cls.__slotnames__. */
static Value slot_names_of(Type *type)
{
    Ref cached = type->flags & TYPE_HEAP ? dict_get_str(type->dict, NAME(__slotnames__)) : VALUE_ABSENT;
    if (value_is_absent(cached)) {
        Value function = import_attr("copyreg", "_slotnames");
        if (value_is_error(function))
            return VALUE_ERROR;
        Value names = object_call1(function, value_from_obj(type));
        value_drop(function);
        if (!value_is_error(names) && !value_is_none(names) && !value_is_list(names)) {
            value_drop(names);
            return exc_raise(&type_TypeError, "copyreg._slotnames didn't return a list or None");
        }
        return names;
    }
    if (!value_is_none(cached) && !value_is_list(cached))
        return exc_raise(&type_TypeError, "%N.__slotnames__ should be a list or None, not %T", type, cached);
    return value_dup(cached);
}

/* The C part of the object is more than Python's state tells. */
static bool has_hidden_state(Ref self, Type *type, Ref slot_names)
{
    const Type *solid = type_solid_base(type);
    while (solid->flags & TYPE_HEAP)
        solid = type_solid_base(solid->super_type);
    return solid != &type_object;
}

static Value collect_slots(Ref self, Ref names)
{
    Value slots = dict_new();
    if (value_is_error(slots))
        return VALUE_ERROR;
    for (int64_t i = 0; value_is_list(names) && i < list_len(names); i++) {
        Value name = value_dup(list_at(names, i));
        Value v = object_getattr_or_absent(self, name);
        int failed = value_is_error(v) || (!value_is_absent(v) && dict_set(slots, name, v));
        value_drop(v);
        value_drop(name);
        if (failed) {
            value_drop(slots);
            return VALUE_ERROR;
        }
    }
    return slots;
}

/* The instance's dict, without taking the instance out of shape mode; None when there is none. */
static Value state_dict(Ref self)
{
    Attrs *attrs = attrs_find(self);
    if (attrs && value_type(self)->getattr == object_generic_getattr)
        return attrs_snapshot(attrs);
    Value dict = object_getattr_or_absent(self, NAME(__dict__));
    return value_is_absent(dict) ? VALUE_NONE : dict;
}

static Value default_state(Ref self, bool required)
{
    Type *type = value_type(self);
    if (required && type->item_size)
        return exc_raise(&type_TypeError, "cannot pickle %T objects", self);
    Attrs *attrs = attrs_find(self);
    Value state;
    if (attrs && attrs->shape && attrs->shape->n == 0)
        state = VALUE_NONE;
    else
        state = state_dict(self);
    if (value_is_dict(state) && dict_len(state) == 0) {
        value_drop(state);
        state = VALUE_NONE;
    }
    if (value_is_error(state))
        return VALUE_ERROR;
    Value names = slot_names_of(type);
    if (value_is_error(names))
        goto fail;
    if (required && has_hidden_state(self, type, names)) {
        exc_raise(&type_TypeError, "cannot pickle '%T' object", self);
        goto fail;
    }
    if (value_is_list(names) && list_len(names) > 0) {
        Value slots = collect_slots(self, names);
        if (value_is_error(slots))
            goto fail;
        if (dict_len(slots) > 0) {
            Value pair = tuple_of2(state, slots);
            value_replace(&state, pair);
        }
        value_drop(slots);
    }
    value_drop(names);
    return state;
fail:
    value_drop(names);
    value_drop(state);
    return VALUE_ERROR;
}

Value object_getstate(Ref self, const Ref *a, size_t n, Ref kwnames)
{
    return default_state(self, false);
}

static Value get_state(Ref self, bool required)
{
    Value method = object_getattr(self, NAME(__getstate__));
    if (value_is_error(method))
        return VALUE_ERROR;
    Value result;
    if (value_has_type(method, &type_native) && VALUE_AS(Native, method)->method->function == object_getstate
        && value_is(VALUE_AS(Native, method)->self, self))
        result = default_state(self, required);
    else
        result = object_call0(method);
    value_drop(method);
    return result;
}

/* ---- arguments for __new__ ---- */

static int take_newargs_ex(Ref self, Ref method, Value *args, Value *kwargs)
{
    Value pair = object_call0(method);
    if (value_is_error(pair))
        return -1;
    int result = -1;
    if (!value_is_tuple(pair))
        exc_raise(&type_TypeError, "__getnewargs_ex__ should return a tuple, not '%T'", pair);
    else if (tuple_len(pair) != 2)
        exc_raise(&type_ValueError, "__getnewargs_ex__ should return a tuple of length 2, not %lld",
                  (long long)tuple_len(pair));
    else if (!value_is_tuple(tuple_at(pair, 0)))
        exc_raise(&type_TypeError, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%T'",
                  tuple_at(pair, 0));
    else if (!value_is_dict(tuple_at(pair, 1)))
        exc_raise(&type_TypeError, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%T'",
                  tuple_at(pair, 1));
    else {
        *args = value_dup(tuple_at(pair, 0));
        *kwargs = value_dup(tuple_at(pair, 1));
        result = 0;
    }
    value_drop(pair);
    return result;
}

/* args and kwargs stay ABSENT when the class defines neither method. */
static int get_new_arguments(Ref self, Value *args, Value *kwargs)
{
    *args = *kwargs = VALUE_ABSENT;
    Value method = type_lookup_special(self, NAME(__getnewargs_ex__));
    if (value_is_error(method))
        return -1;
    if (!value_is_absent(method)) {
        int result = take_newargs_ex(self, method, args, kwargs);
        value_drop(method);
        return result;
    }
    Value made = slot_call(self, NAME(__getnewargs__), NULL, 0);
    if (!value_is_ok(made))
        return value_is_error(made) ? -1 : 0;
    if (!value_is_tuple(made)) {
        exc_raise(&type_TypeError, "__getnewargs__ should return a tuple, not '%T'", made);
        value_drop(made);
        return -1;
    }
    *args = made;
    return 0;
}

static Value prefixed_tuple(Ref first, Ref rest)
{
    int64_t n = value_is_tuple(rest) ? tuple_len(rest) : 0;
    Value result = tuple_new(n + 1);
    if (value_is_error(result))
        return result;
    Value *items = VALUE_AS(Tuple, result)->items;
    items[0] = value_dup(first);
    for (int64_t i = 0; i < n; i++)
        items[i + 1] = value_dup(tuple_at(rest, i));
    return result;
}

/* ---- protocol 2 ---- */

static Value list_items(Ref self)
{
    return value_is_list(self) ? object_iter(self) : VALUE_NONE;
}

static Value dict_items(Ref self)
{
    if (!value_is_dict(self))
        return VALUE_NONE;
    Value items = object_call_method0(self, NAME(items));
    if (value_is_error(items))
        return VALUE_ERROR;
    Value it = object_iter(items);
    value_drop(items);
    return it;
}

static Value call_spec(Ref self, Ref args, Ref kwargs, Value *constructor)
{
    bool keywords = value_is_dict(kwargs) && dict_len(kwargs) > 0;
    Value class = object_getattr(self, NAME(__class__));
    if (value_is_error(class))
        return VALUE_ERROR;
    *constructor = import_attr("copyreg", keywords ? "__newobj_ex__" : "__newobj__");
    Value spec = VALUE_ERROR;
    if (!value_is_error(*constructor))
        spec = keywords ? tuple_of3(class, args, kwargs) : prefixed_tuple(class, args);
    value_drop(class);
    return spec;
}

static Value reduce_new(Ref self)
{
    Type *type = value_type(self);
    if (type->new == NULL)
        return exc_raise(&type_TypeError, "cannot pickle '%N' object", type);
    Value args, kwargs;
    if (get_new_arguments(self, &args, &kwargs))
        return VALUE_ERROR;
    bool has_args = !value_is_absent(args);
    Value constructor = VALUE_ABSENT, parts[5], result = VALUE_ERROR;
    Value spec = call_spec(self, args, kwargs, &constructor);
    Value state = VALUE_ABSENT, items = VALUE_ABSENT, pairs = VALUE_ABSENT;
    if (value_is_error(spec))
        goto done;
    state = get_state(self, !has_args && !value_is_list(self) && !value_is_dict(self));
    if (value_is_error(state))
        goto done;
    items = list_items(self);
    if (value_is_error(items))
        goto done;
    pairs = dict_items(self);
    if (value_is_error(pairs))
        goto done;
    parts[0] = constructor, parts[1] = spec, parts[2] = state, parts[3] = items, parts[4] = pairs;
    result = tuple_from_refs(parts, 5);
done:
    value_drop(pairs);
    value_drop(items);
    value_drop(state);
    value_drop(spec);
    value_drop(constructor);
    value_drop(args);
    value_drop(kwargs);
    return result;
}

static Value common_reduce(Ref self, int protocol)
{
    if (protocol >= 2)
        return reduce_new(self);
    Value function = import_attr("copyreg", "_reduce_ex");
    if (value_is_error(function))
        return VALUE_ERROR;
    Value result = object_call2(function, self, value_from_int(protocol));
    value_drop(function);
    return result;
}

Value object_reduce(Ref self, const Ref *a, size_t n, Ref kwnames)
{
    return common_reduce(self, 0);
}

/* A class that overrides __reduce__ but not __reduce_ex__ expects its __reduce__ to be asked. */
Value object_reduce_ex(Ref self, const Ref *a, size_t n, Ref kwnames)
{
    int protocol;
    if (int_as_i32(a[0], &protocol))
        return VALUE_ERROR;
    Value reduce = object_getattr_or_absent(self, NAME(__reduce__));
    if (value_is_error(reduce))
        return VALUE_ERROR;
    if (!value_is_absent(reduce)) {
        Value class = object_getattr(self, NAME(__class__));
        Value of_class = value_is_error(class) ? VALUE_ERROR : object_getattr(class, NAME(__reduce__));
        value_drop(class);
        if (value_is_error(of_class)) {
            value_drop(reduce);
            return VALUE_ERROR;
        }
        bool overridden = !value_is(of_class, type_lookup(&type_object, NAME(__reduce__)));
        value_drop(of_class);
        if (overridden) {
            Value result = object_call0(reduce);
            value_drop(reduce);
            return result;
        }
    }
    value_drop(reduce);
    return common_reduce(self, protocol);
}
