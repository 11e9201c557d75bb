/* runtime/slot_containers.c -- container protocols of classes: from C slots to Python's dunders. */
#include "runtime/slot.h"
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/str.h"

static Value call_required(Ref self, Ref name, const Ref *args, size_t n_args)
{
    Value result = slot_call(self, name, args, n_args);
    if (UNLIKELY(value_is_absent(result)))
        return exc_raise_attribute(self, name, "'%T' object has no attribute '%U'", self, name);
    return result;
}

/* A __len__ result as a C number: an index that is not negative. Takes `result`. */
static int64_t check_length(Value result)
{
    if (LIKELY(value_is_int(result))) {
        int64_t n = value_as_int(result);
        if (LIKELY(n >= 0))
            return n;
        return exc_raise_int(&type_ValueError, "__len__() should return >= 0");
    }
    Value index = object_index(result);
    value_drop(result);
    if (value_is_error(index))
        return -1;
    int64_t n = -1;
    if (int_sign(index) < 0)
        exc_raise(&type_ValueError, "__len__() should return >= 0");
    else if (object_as_index_or(index, &n, &type_OverflowError))
        n = -1;
    value_drop(index);
    return n;
}

int64_t type_slot_length(Ref self)
{
    Value result = call_required(self, NAME(__len__), NULL, 0);
    return value_is_error(result) ? -1 : check_length(result);
}

Value type_slot_subscript(Ref self, Ref key)
{
    return call_required(self, NAME(__getitem__), &key, 1);
}

int type_slot_set_subscript(Ref self, Ref key, Ref v)
{
    Value result;
    if (value_is_absent(v))
        result = call_required(self, NAME(__delitem__), &key, 1);
    else
        result = call_required(self, NAME(__setitem__), (Ref[]){key, v}, 2);
    value_drop(result);
    return value_is_error(result) ? -1 : 0;
}

Value type_slot_item(Ref self, int64_t i)
{
    Value key = int_new(i);
    if (value_is_error(key))
        return VALUE_ERROR;
    Value result = type_slot_subscript(self, key);
    value_drop(key);
    return result;
}

int type_slot_set_item(Ref self, int64_t i, Ref v)
{
    Value key = int_new(i);
    if (value_is_error(key))
        return -1;
    int result = type_slot_set_subscript(self, key, v);
    value_drop(key);
    return result;
}

int type_slot_contains(Ref self, Ref item)
{
    Ref descr = type_lookup(value_type(self), NAME(__contains__));
    if (value_is_none(descr))
        return exc_raise_int(&type_TypeError, "'%T' object is not a container", self);
    Value result = slot_call(self, NAME(__contains__), &item, 1);
    if (value_is_absent(result))
        return object_contains_by_iterating(self, item);
    if (value_is_error(result))
        return -1;
    int truth = value_truth(result);
    value_drop(result);
    return truth;
}
