/* runtime/object_container.c -- subscripts, membership, concatenation and iteration of any object. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/iter.h"
#include "runtime/generic_alias.h"
#include "runtime/list.h"
#include "runtime/slot.h"
#include "runtime/str.h"

static bool is_sequence(const Type *type)
{
    return (type->item != NULL && !(type->flags & TYPE_SUB_DICT)) || type->concat || type->repeat;
}

/* ---- subscripts ---- */

static Value subscript_class(Ref class, Ref key)
{
    if (value_is(class, value_from_obj(&type_type)))
        return generic_alias_new(class, key);
    Value method = object_getattr_or_absent(class, NAME(__class_getitem__));
    if (value_is_error(method))
        return VALUE_ERROR;
    if (value_is_ok(method) && !value_is_none(method)) {
        Value result = object_call1(method, key);
        value_drop(method);
        return result;
    }
    return exc_raise(&type_TypeError, "type '%N' is not subscriptable", value_as_type(class));
}

static Value subscript_sequence(Ref o, Type *type, Ref key)
{
    if (!value_is_any_int(key) && value_type(key)->index == NULL)
        return exc_raise(&type_TypeError, "sequence index must be integer, not '%T'", key);
    int64_t i;
    if (object_as_index(key, &i, false))
        return VALUE_ERROR;
    if (i < 0 && type->length) {
        int64_t n = type->length(o);
        if (n < 0)
            return VALUE_ERROR;
        i += n;
    }
    return type->item(o, i);
}

Value object_subscript(Ref o, Ref key)
{
    Type *type = value_type(o);
    if (LIKELY(type->subscript != NULL))
        return type->subscript(o, key);
    if (type->item)
        return subscript_sequence(o, type, key);
    if (value_is_type(o))
        return subscript_class(o, key);
    return exc_raise(&type_TypeError, "'%T' object is not subscriptable", o);
}

static int set_sequence(Ref o, Type *type, Ref key, Ref v)
{
    if (!value_is_any_int(key) && value_type(key)->index == NULL)
        return exc_raise_int(&type_TypeError, "sequence index must be integer, not '%T'", key);
    int64_t i;
    if (object_as_index(key, &i, false))
        return -1;
    if (i < 0 && type->length) {
        int64_t n = type->length(o);
        if (n < 0)
            return -1;
        i += n;
    }
    return type->set_item(o, i, v);
}

int object_set_subscript(Ref o, Ref key, Ref v)
{
    Type *type = value_type(o);
    if (LIKELY(type->set_subscript != NULL))
        return type->set_subscript(o, key, v);
    if (type->set_item)
        return set_sequence(o, type, key, v);
    if (value_is_absent(v)) {
        /* The sequence protocol words it differently. */
        bool as_sequence = (type->flags & TYPE_HEAP || is_sequence(type))
                           && (value_is_any_int(key) || value_type(key)->index);
        return exc_raise_int(&type_TypeError, "'%T' object %s support item deletion", o,
                             as_sequence ? "doesn't" : "does not");
    }
    return exc_raise_int(&type_TypeError, "'%T' object does not support item assignment", o);
}

Value object_get_item(Ref o, int64_t i)
{
    Type *type = value_type(o);
    if (type->item) {
        if (i < 0 && type->length) {
            int64_t n = type->length(o);
            if (n < 0)
                return VALUE_ERROR;
            i += n;
        }
        return type->item(o, i);
    }
    if (type->subscript && !value_is_dict(o)) {
        Value key = int_new(i);
        if (value_is_error(key))
            return VALUE_ERROR;
        Value result = type->subscript(o, key);
        value_drop(key);
        return result;
    }
    if (type->subscript)
        return exc_raise(&type_TypeError, "%T is not a sequence", o);
    return exc_raise(&type_TypeError, "'%T' object does not support indexing", o);
}

/* ---- membership ---- */

static COLD int raise_not_iterable_argument(Ref container)
{
    return exc_raise_int(&type_TypeError, "argument of type '%T' is not iterable", container);
}

int object_contains_by_iterating(Ref container, Ref item)
{
    Value it = object_iter(container);
    if (value_is_error(it)) {
        if (!exc_pending_is(&type_TypeError))
            return -1;
        exc_clear();
        return raise_not_iterable_argument(container);
    }
    int found = 0;
    while (found == 0) {
        Value next = iter_next(it);
        if (value_is_absent(next))
            break;
        found = value_is_error(next) ? -1 : object_equal(next, item);
        value_drop(next);
    }
    value_drop(it);
    return found;
}

int object_contains(Ref container, Ref item)
{
    Type *type = value_type(container);
    if (LIKELY(type->contains != NULL))
        return type->contains(container, item);
    return object_contains_by_iterating(container, item);
}

/* ---- sequences ---- */

Value object_concat(Ref a, Ref b)
{
    Type *type = value_type(a);
    if (type->concat)
        return type->concat(a, b);
    if (is_sequence(type) && is_sequence(value_type(b)) && type->binary[BINARY_ADD]) {
        Value result = type->binary[BINARY_ADD](a, b);
        if (!value_is_not_implemented(result))
            return result;
    }
    return exc_raise(&type_TypeError, "'%T' object can't be concatenated", a);
}

/* ---- iterating ---- */

bool object_is_iterator(Ref o)
{
    UnaryFn next = value_type(o)->next;
    return next != NULL && next != type_slot_next_missing;
}

Value object_iter(Ref o)
{
    Type *type = value_type(o);
    if (LIKELY(type->iter != NULL)) {
        Value it = type->iter(o);
        if (LIKELY(value_is_error(it) || (value_is_obj(it) && object_is_iterator(it))))
            return it;
        exc_raise(&type_TypeError, "iter() returned non-iterator of type '%T'", it);
        value_drop(it);
        return VALUE_ERROR;
    }
    if (type->item && !(type->flags & TYPE_SUB_DICT))
        return sequence_iterator_new(o);
    return exc_raise(&type_TypeError, "'%T' object is not iterable", o);
}

/* The value of the pending StopIteration, which is cleared. */
static Value take_stop_value(void)
{
    Value exc = exc_take();
    Value value = object_getattr(exc, NAME(value));
    value_drop(exc);
    return value;
}

/* Outcome of calling __next__ or send() as Python methods; takes `result`. */
static Step step_of_call(Value result, Value *out)
{
    if (!value_is_error(result)) {
        *out = result;
        return STEP_YIELD;
    }
    if (!exc_pending_is(&type_StopIteration))
        return STEP_RAISE;
    *out = take_stop_value();
    return value_is_error(*out) ? STEP_RAISE : STEP_RETURN;
}

Step iter_send(Ref it, Ref v, Value *out)
{
    Type *type = value_type(it);
    if (type->send)
        return type->send(it, v, out);
    if (!value_is_none(v))
        return step_of_call(object_call_method1(it, NAME(send), v), out);
    if (!object_is_iterator(it)) {
        exc_raise(&type_TypeError, "'%T' object is not an iterator", it);
        return STEP_RAISE;
    }
    if (type->next == type_slot_next)
        return step_of_call(slot_call(it, NAME(__next__), NULL, 0), out);
    Value item = type->next(it);
    if (value_is_absent(item)) {
        *out = VALUE_NONE;
        return STEP_RETURN;
    }
    return step_of_call(item, out);
}
