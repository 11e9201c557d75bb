/* runtime/object_looks.c -- repr, str, ascii, format, hash, truth and length of any object. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/slot.h"
#include "runtime/str.h"

/* ---- text ---- */

Value object_repr(Ref o)
{
    if (value_is_exact_str(o))
        return str_repr(o);
    if (c_stack_check(" while getting the repr of an object"))
        return VALUE_ERROR;
    Value result = value_type(o)->repr(o);
    if (LIKELY(value_has_flag(result, TYPE_SUB_STR)) || value_is_error(result))
        return result;
    exc_raise(&type_TypeError, "__repr__ returned non-string (type %T)", result);
    value_drop(result);
    return VALUE_ERROR;
}

Value object_str(Ref o)
{
    if (value_is_exact_str(o))
        return value_dup(o);
    Type *type = value_type(o);
    if (c_stack_check(" while getting the str of an object"))
        return VALUE_ERROR;
    Value result = type->str(o);
    if (LIKELY(value_has_flag(result, TYPE_SUB_STR)) || value_is_error(result))
        return result;
    exc_raise(&type_TypeError, "__str__ returned non-string (type %T)", result);
    value_drop(result);
    return VALUE_ERROR;
}

static void append_escaped(StrBuilder *b, uint32_t c)
{
    static const char digits[] = "0123456789abcdef";
    int n = c > 0xFFFF ? 8 : c > 0xFF ? 4 : 2;
    char text[10] = {'\\', n == 8 ? 'U' : n == 4 ? 'u' : 'x'};
    for (int i = 0; i < n; i++)
        text[2 + i] = digits[c >> (4 * (n - 1 - i)) & 15];
    str_builder_ascii(b, text, (size_t)n + 2);
}

Value object_ascii(Ref o)
{
    Value repr = object_repr(o);
    if (value_is_error(repr) || VALUE_AS(Str, repr)->ascii)
        return repr;
    StrBuilder b;
    str_builder_init(&b);
    for (int64_t i = 0; i < str_len(repr); i++) {
        uint32_t c = str_at(repr, i);
        if (c < 128)
            str_builder_char(&b, c);
        else
            append_escaped(&b, c);
    }
    value_drop(repr);
    return str_builder_finish(&b);
}

Value object_format(Ref o, Ref spec)
{
    if (value_is_exact_str(spec) && str_len(spec) == 0) {
        if (value_is_exact_str(o))
            return value_dup(o);
        if (value_is_int(o))
            return object_str(o);
    }
    Value result = slot_call(o, NAME(__format__), &spec, 1);
    if (UNLIKELY(value_is_absent(result)))
        return exc_raise(&type_TypeError, "Type %T doesn't define __format__", o);
    if (LIKELY(value_has_flag(result, TYPE_SUB_STR)) || value_is_error(result))
        return result;
    exc_raise(&type_TypeError, "__format__ must return a str, not %T", result);
    value_drop(result);
    return VALUE_ERROR;
}

/* ---- repr of nested containers ---- */

int object_repr_enter(Ref o)
{
    if (value_is_absent(running->repr_guard) || running->repr_guard.bits == 0) {
        Value list = list_new(4);
        if (value_is_error(list))
            return -1;
        running->repr_guard = list;
    }
    Ref guard = running->repr_guard;
    for (int64_t i = list_len(guard); i-- > 0;)
        if (value_is(list_at(guard, i), o))
            return 1;
    return list_append(guard, o);
}

void object_repr_leave(Ref o)
{
    Ref guard = running->repr_guard;
    if (!value_is_obj(guard) || guard.bits == 0)
        return;
    List *list = VALUE_AS(List, guard);
    for (int64_t i = list->len; i-- > 0;) {
        if (value_is(list->items[i], o)) {
            Value held = list->items[i];
            memmove(&list->items[i], &list->items[i + 1], (size_t)(list->len - i - 1) * sizeof(Value));
            list->len--;
            value_drop(held);
            return;
        }
    }
}

/* ---- hash ---- */

int64_t object_hash(Ref o)
{
    if (value_is_exact_str(o))
        return str_hash(o);
    Type *type = value_type(o);
    if (LIKELY(type->hash != NULL))
        return type->hash(o);
    return hash_not_implemented(o);
}

int64_t hash_not_implemented(Ref o)
{
    return exc_raise_int(&type_TypeError, "unhashable type: '%T'", o);
}

/* ---- truth and length ---- */

static int immediate_truth(Ref v)
{
    if (value_is_bool(v))
        return value_is_true(v);
    if (value_is_int(v))
        return value_as_int(v) != 0;
    if (value_is_double(v))
        return value_as_double(v) != 0.0;
    const Type *type = value_type(v); /* NotImplemented warns */
    return type->truth != NULL ? type->truth(v) : !value_is_none(v);
}

int object_truth(Ref o)
{
    if (!value_is_obj(o))
        return immediate_truth(o);
    const Type *type = value_as_obj(o)->type;
    if (type->truth != NULL)
        return type->truth(o);
    if (type->length != NULL) {
        int64_t n = type->length(o);
        return n < 0 ? -1 : n > 0;
    }
    return 1;
}

int64_t object_length(Ref o)
{
    Type *type = value_type(o);
    if (LIKELY(type->length != NULL))
        return type->length(o);
    return exc_raise_int(&type_TypeError, "object of type '%T' has no len()", o);
}

int64_t object_length_hint(Ref o, int64_t fallback)
{
    if (value_type(o)->length) {
        int64_t n = object_length(o);
        if (n >= 0)
            return n;
        if (!exc_pending_is(&type_TypeError))
            return -1;
        exc_clear();
    }
    Value hint = slot_call(o, NAME(__length_hint__), NULL, 0);
    if (value_is_absent(hint) || value_is_not_implemented(hint))
        return fallback;
    if (value_is_error(hint)) {
        if (!exc_pending_is(&type_TypeError))
            return -1;
        exc_clear();
        return fallback;
    }
    int64_t n = -1;
    if (!value_is_any_int(hint))
        exc_raise(&type_TypeError, "__length_hint__ must be an integer, not %T", hint);
    else if (object_as_index_or(hint, &n, &type_OverflowError))
        n = -1;
    else if (n < 0) {
        exc_raise(&type_ValueError, "__length_hint__() should return >= 0");
        n = -1;
    }
    value_drop(hint);
    return n;
}
