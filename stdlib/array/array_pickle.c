/* stdlib/array/array_pickle.c -- pickling arrays by machine format, so that another machine can read them. */
#include "stdlib/array/array_internal.h"
#include "runtime/bytes.h"
#include "runtime/codec.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* Machine formats by number: their size, kind and byte order. The numbers are part of pickles. */
typedef enum MachineKind { KIND_UNSIGNED, KIND_SIGNED, KIND_FLOAT, KIND_TEXT } MachineKind;
static const struct { MachineKind kind; uint8_t size; bool big; } formats[] = {
    {KIND_UNSIGNED, 1, false}, {KIND_SIGNED, 1, false},
    {KIND_UNSIGNED, 2, false}, {KIND_UNSIGNED, 2, true}, {KIND_SIGNED, 2, false}, {KIND_SIGNED, 2, true},
    {KIND_UNSIGNED, 4, false}, {KIND_UNSIGNED, 4, true}, {KIND_SIGNED, 4, false}, {KIND_SIGNED, 4, true},
    {KIND_UNSIGNED, 8, false}, {KIND_UNSIGNED, 8, true}, {KIND_SIGNED, 8, false}, {KIND_SIGNED, 8, true},
    {KIND_FLOAT, 4, false}, {KIND_FLOAT, 4, true}, {KIND_FLOAT, 8, false}, {KIND_FLOAT, 8, true},
    {KIND_TEXT, 2, false}, {KIND_TEXT, 2, true}, {KIND_TEXT, 4, false}, {KIND_TEXT, 4, true},
};

/* ---- writing ---- */

/* The instance's __dict__, None when it has none. */
static Value instance_state(Ref self)
{
    Value dict = object_getattr_or_absent(self, NAME(__dict__));
    return value_is_absent(dict) ? VALUE_NONE : dict;
}

Value array_reduce(Ref self, int protocol)
{
    Array *array = VALUE_AS(Array, self);
    Value state = instance_state(self), code = str_from_char((uint32_t)array->code->code);
    Value function = VALUE_ABSENT, args = VALUE_ERROR;
    Value items = object_call_method0(self, protocol < 3 ? NAME(tolist) : NAME(tobytes));
    if (value_is_error(state) || value_is_error(code) || value_is_error(items))
        goto fail;
    if (protocol < 3) {
        function = value_dup_obj(value_type(self));
        args = tuple_of2(code, items);
    } else {
        function = import_attr("array", "_array_reconstructor");
        Ref parts[4] = {value_from_obj(value_type(self)), code, value_from_int(array->code->machine_format), items};
        args = value_is_error(function) ? VALUE_ERROR : tuple_from_refs(parts, 4);
    }
    if (value_is_error(args))
        goto fail;
    value_drop(code);
    value_drop(items);
    Value result[3] = {function, args, state};
    return tuple_from_values(result, 3);
fail:
    value_drop(function);
    value_drop(state);
    value_drop(code);
    value_drop(items);
    return VALUE_ERROR;
}

/* ---- reading ---- */

static Value read_number(int format, const uint8_t *p)
{
    int size = formats[format].size;
    if (formats[format].kind != KIND_FLOAT)
        return int_from_bytes(p, (size_t)size, !formats[format].big, formats[format].kind == KIND_SIGNED);
    uint8_t ordered[8];
    for (int i = 0; i < size; i++)
        ordered[i] = p[formats[format].big ? size - 1 - i : i];
    double d;
    float f;
    if (size == 8)
        memcpy(&d, ordered, 8);
    else {
        memcpy(&f, ordered, 4);
        d = f;
    }
    return value_from_double_bits_safe(d);
}

static int append_text(Array *array, int format, Ref bytes)
{
    static const char *const names[] = {"utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"};
    Value text = codec_decode(bytes_data(bytes), (size_t)bytes_len(bytes), names[format - 18], NULL);
    if (value_is_error(text))
        return -1;
    int status = array_append_text(array, text);
    value_drop(text);
    return status;
}

/* The type code whose items have exactly that format, preferring `code`. */
static const ArrayCode *code_for(const ArrayCode *code, int format)
{
    static const char integers[] = "bBhHiIlLqQ";
    MachineKind kind = formats[format].kind;
    if (kind != KIND_SIGNED && kind != KIND_UNSIGNED)
        return code;
    for (const char *c = integers; *c; c++) {
        const ArrayCode *other = array_code_find((uint32_t)*c);
        bool is_signed = *c >= 'a';
        if (other->size == formats[format].size && is_signed == (kind == KIND_SIGNED)
            && code->size != other->size)
            return other;
    }
    return code;
}

static int append_items(Array *array, int format, Ref bytes)
{
    int size = formats[format].size;
    if (bytes_len(bytes) % size)
        return exc_raise_int(&type_ValueError, "bytes length not a multiple of item size");
    if (array->code->machine_format == format)
        return array_append_bytes(array, bytes_data(bytes), bytes_len(bytes));
    if (formats[format].kind == KIND_TEXT)
        return append_text(array, format, bytes);
    for (int64_t i = 0; i < bytes_len(bytes); i += size) {
        Value item = read_number(format, (const uint8_t *)bytes_data(bytes) + i);
        int status = value_is_error(item) ? -1 : array_append(array, item);
        value_drop(item);
        if (status)
            return -1;
    }
    return 0;
}

NATIVE(array_reconstructor_m)
{
    int format;
    if (!value_is_type(a[0]))
        return exc_raise(&type_TypeError, "first argument must be a type object, not %T", a[0]);
    if (!value_is_str(a[1]) || str_len(a[1]) != 1)
        return exc_raise(&type_TypeError, "_array_reconstructor() argument 2 must be a unicode character, not %T", a[1]);
    if (int_as_i32(a[2], &format))
        return VALUE_ERROR;
    Type *type = value_as_type(a[0]);
    if (!type_is_subtype(type, &type_array))
        return exc_raise(&type_TypeError, "%N is not a subtype of %N", type, &type_array);
    const ArrayCode *code = array_code_find(str_at(a[1], 0));
    if (code == NULL)
        return exc_raise(&type_ValueError, "second argument must be a valid type code");
    if (format < 0 || format >= (int)N_ELEMENTS(formats))
        return exc_raise(&type_ValueError, "third argument must be a valid machine format code.");
    if (!value_is_bytes(a[3]))
        return exc_raise(&type_TypeError, "fourth argument should be bytes, not %T", a[3]);
    Value array = array_new(type, code->machine_format == format ? code : code_for(code, format), 0);
    if (value_is_ok(array) && append_items(VALUE_AS(Array, array), format, a[3])) {
        value_drop(array);
        return VALUE_ERROR;
    }
    return array;
}

NativeFn array_reconstruct_function(void) { return array_reconstructor_m; }
