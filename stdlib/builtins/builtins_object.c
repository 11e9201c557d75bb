/* stdlib/builtins/builtins_object.c -- the builtins that ask one object one question: abs() to setattr(). */
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "stdlib/builtins/builtins.h"
#include "vm/callback.h"

NATIVE(builtin_abs) { return object_absolute(a[0]); }
NATIVE(builtin_ascii) { return object_ascii(a[0]); }
NATIVE(builtin_callable) { return value_from_bool(object_is_callable(a[0])); }
NATIVE(builtin_repr) { return object_repr(a[0]); }
NATIVE(builtin_divmod) { return object_binary(BINARY_DIVMOD, a[0], a[1]); }

static Value integer_text(Ref v, int base)
{
    if (value_is_any_int(v))
        return int_to_str(v, base, true);
    Value index = object_index(v);
    if (value_is_error(index))
        return VALUE_ERROR;
    Value text = int_to_str(index, base, true);
    value_drop(index);
    return text;
}
NATIVE(builtin_bin) { return integer_text(a[0], 2); }
NATIVE(builtin_oct) { return integer_text(a[0], 8); }
NATIVE(builtin_hex) { return integer_text(a[0], 16); }

NATIVE(builtin_chr)
{
    int64_t code;
    if (value_is_int(a[0])) {
        code = value_as_int(a[0]);
    } else {
        Value index = object_index(a[0]);
        if (value_is_error(index))
            return VALUE_ERROR;
        code = int_as_i64_clip(index);
        value_drop(index);
    }
    if (code < 0 || code > 0x10FFFF)
        return exc_raise(&type_ValueError, "chr() arg not in range(0x110000)");
    return str_from_char((uint32_t)code);
}

NATIVE(builtin_ord)
{
    Ref v = a[0];
    int64_t length;
    if (value_is_str(v)) {
        length = str_len(v);
        if (LIKELY(length == 1))
            return value_from_int(str_at(v, 0));
    } else if (value_is_bytes(v)) {
        length = bytes_len(v);
        if (length == 1)
            return value_from_int((uint8_t)bytes_data(v)[0]);
    } else if (value_is_bytearray(v)) {
        length = VALUE_AS(ByteArray, v)->len;
        if (length == 1)
            return value_from_int((uint8_t)VALUE_AS(ByteArray, v)->start[0]);
    } else {
        return exc_raise(&type_TypeError, "ord() expected string of length 1, but %T found", v);
    }
    return exc_raise(&type_TypeError, "ord() expected a character, but string of length %lld found",
                     (long long)length);
}

NATIVE(builtin_hash)
{
    int64_t hash = object_hash(a[0]);
    return hash == -1 && exc_pending() ? VALUE_ERROR : int_new(hash);
}

/* An object's address.  Immediates are equal exactly when their words are, so the word is their identity. */
NATIVE(builtin_id) { return int_new_u64(a[0].bits); }

NATIVE(builtin_len)
{
    int64_t length = object_length(a[0]);
    return length < 0 ? VALUE_ERROR : int_new(length);
}

NATIVE(builtin_format)
{
    if (!value_is_str(a[1]))
        return exc_raise(&type_TypeError, "format() argument 2 must be str, not %T", a[1]);
    return object_format(a[0], a[1]);
}

NATIVE(builtin_isinstance)
{
    int result = object_is_instance(a[0], a[1]);
    return result < 0 ? VALUE_ERROR : value_from_bool(result);
}

NATIVE(builtin_issubclass)
{
    int result = object_is_subclass(a[0], a[1]);
    return result < 0 ? VALUE_ERROR : value_from_bool(result);
}

NATIVE(builtin_pow) { return object_pow(a[0], a[1], a[2]); }

NATIVE(builtin_round)
{
    if (value_is_any_int(a[0]) && value_is_none(a[1]) && value_is_int(a[0]))
        return a[0];
    Value method = type_lookup_special(a[0], NAME(__round__));
    if (value_is_error(method))
        return VALUE_ERROR;
    if (value_is_absent(method))
        return exc_raise(&type_TypeError, "type %T doesn't define __round__ method", a[0]);
    Value result = value_is_none(a[1]) ? object_call0(method) : object_call1(method, a[1]);
    value_drop(method);
    return result;
}

/* ---- attributes by name ---- */
static int check_name(Ref name)
{
    if (LIKELY(value_is_str(name)))
        return 0;
    return exc_raise_int(&type_TypeError, "attribute name must be string, not '%T'", name);
}

/* Interned names hit the type caches by pointer. */
static Value interned_name(Ref name)
{
    return value_is_exact_str(name) && !str_is_interned(name) ? str_intern(value_dup(name)) : value_dup(name);
}

NATIVE(builtin_getattr)
{
    if (args_no_keywords("getattr", kwnames) || args_count("getattr", n, 2, 3) || check_name(a[1]))
        return VALUE_ERROR;
    Value name = interned_name(a[1]);
    Value result;
    if (n == 2) {
        result = object_getattr(a[0], name);
    } else {
        result = object_getattr_or_absent(a[0], name);
        if (value_is_absent(result))
            result = value_dup(a[2]);
    }
    value_drop(name);
    return result;
}

NATIVE(builtin_hasattr)
{
    if (check_name(a[1]))
        return VALUE_ERROR;
    Value name = interned_name(a[1]);
    Value result = object_getattr_or_absent(a[0], name);
    value_drop(name);
    if (value_is_error(result))
        return VALUE_ERROR;
    bool found = !value_is_absent(result);
    value_drop(result);
    return value_from_bool(found);
}

NATIVE(builtin_setattr)
{
    if (check_name(a[1]))
        return VALUE_ERROR;
    Value name = interned_name(a[1]);
    int result = object_setattr(a[0], name, a[2]);
    value_drop(name);
    return result ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(builtin_delattr)
{
    if (check_name(a[1]))
        return VALUE_ERROR;
    Value name = interned_name(a[1]);
    int result = object_setattr(a[0], name, VALUE_ABSENT);
    value_drop(name);
    return result ? VALUE_ERROR : VALUE_NONE;
}

/* ---- namespaces ---- */
static Value innermost_locals(void)
{
    Frame *frame = vm_frame_caller(0);
    if (frame == NULL)
        return exc_raise(&type_SystemError, "frame does not exist");
    return vm_frame_locals(frame);
}

NATIVE(builtin_vars)
{
    if (args_no_keywords("vars", kwnames) || args_count("vars", n, 0, 1))
        return VALUE_ERROR;
    if (n == 0)
        return innermost_locals();
    Value dict = object_getattr_or_absent(a[0], NAME(__dict__));
    if (value_is_absent(dict))
        return exc_raise(&type_TypeError, "vars() argument must have __dict__ attribute");
    return dict;
}

NATIVE(builtin_dir)
{
    if (args_no_keywords("dir", kwnames) || args_count("dir", n, 0, 1))
        return VALUE_ERROR;
    Value names;
    if (n == 0) {
        Value locals = innermost_locals();
        if (value_is_error(locals))
            return VALUE_ERROR;
        names = object_call_method0(locals, NAME(keys));
        value_drop(locals);
    } else {
        Value method = type_lookup_special(a[0], NAME(__dir__));
        if (value_is_absent(method))
            return exc_raise(&type_TypeError, "object does not provide __dir__");
        if (value_is_error(method))
            return VALUE_ERROR;
        names = object_call0(method);
        value_drop(method);
    }
    if (value_is_error(names))
        return VALUE_ERROR;
    Value list = list_from_iterable(names);
    value_drop(names);
    if (value_is_ok(list) && list_sort(list, VALUE_NONE, false)) {
        value_drop(list);
        return VALUE_ERROR;
    }
    return list;
}

const Method builtins_object_functions[] = {
    {"abs(x, /)", builtin_abs, "Return the absolute value of the argument."},
    {"ascii(obj, /)", builtin_ascii, "Return an ASCII-only representation of an object."},
    {"bin(number, /)", builtin_bin, "Return the binary text of an integer, like '0b1010'.\n\n>>> bin(10)\n'0b1010'"},
    {"callable(obj, /)", builtin_callable, "Return whether the object can be called."},
    {"chr(i, /)", builtin_chr, "Return the one-character string of code point i."},
    {"delattr(obj, name, /)", builtin_delattr, "Delete the named attribute: delattr(x, 'y') is del x.y."},
    {"dir(object=<absent>, /)", builtin_dir,
     "Return a sorted list of names: of the current scope, or of the object's attributes.", METHOD_RAW},
    {"divmod(x, y, /)", builtin_divmod, "Return the tuple (x//y, x%y)."},
    {"format(value, format_spec='', /)", builtin_format, "Return type(value).__format__(value, format_spec)."},
    {"getattr(object, name, default=<absent>, /)", builtin_getattr,
     "Return the named attribute; the default when there is none, if one is given.", METHOD_RAW},
    {"hasattr(obj, name, /)", builtin_hasattr, "Return whether the object has the named attribute."},
    {"hash(obj, /)", builtin_hash, "Return the hash of an object: equal objects have equal hashes."},
    {"hex(number, /)", builtin_hex, "Return the hexadecimal text of an integer, like '0xff'.\n\n>>> hex(255)\n'0xff'"},
    {"id(obj, /)", builtin_id, "Return the identity of an object, unique while it lives."},
    {"isinstance(obj, class_or_tuple, /)", builtin_isinstance,
     "Return whether an object is an instance of a class, or of one of a tuple of classes."},
    {"issubclass(cls, class_or_tuple, /)", builtin_issubclass,
     "Return whether a class is derived from a class, or from one of a tuple of classes."},
    {"len(obj, /)", builtin_len, "Return the number of items in a container."},
    {"oct(number, /)", builtin_oct, "Return the octal text of an integer, like '0o17'.\n\n>>> oct(15)\n'0o17'"},
    {"ord(c, /)", builtin_ord, "Return the code point of a one-character string."},
    {"pow(base, exp, mod=None)", builtin_pow, "Return base**exp, or base**exp % mod, computed efficiently for ints."},
    {"repr(obj, /)", builtin_repr, "Return the canonical text of an object."},
    {"round(number, ndigits=None)", builtin_round, "Round a number to a given precision in decimal digits."},
    {"setattr(obj, name, value, /)", builtin_setattr, "Set the named attribute: setattr(x, 'y', v) is x.y = v."},
    {"vars(object=<absent>, /)", builtin_vars, "Return the object's __dict__; without argument, locals().", METHOD_RAW},
    {0},
};
