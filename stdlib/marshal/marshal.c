/* stdlib/marshal/marshal.c -- the marshal module: runtime/marshal.c for programs. */
#include "runtime/marshal.h"
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/str.h"

Value module_marshal_init(void);

static int arguments(Ref version, Ref allow_code, int *version_out, bool *allow_out)
{
    int allow = value_truth(allow_code);
    if (allow < 0)
        return -1;
    *allow_out = allow;
    return value_is_absent(version) ? 0 : int_as_i32(version, version_out);
}

NATIVE(marshal_dumps_m)
{
    int version = 4;
    bool allow;
    return arguments(a[1], a[2], &version, &allow) ? VALUE_ERROR : marshal_dumps_version(a[0], version, allow);
}

NATIVE(marshal_dump_m)
{
    int version = 4;
    bool allow;
    if (arguments(a[2], a[3], &version, &allow))
        return VALUE_ERROR;
    Value bytes = marshal_dumps_version(a[0], version, allow);
    if (value_is_error(bytes))
        return VALUE_ERROR;
    Value result = object_call_method1(a[1], NAME(write), bytes);
    value_drop(bytes);
    return result;
}

NATIVE(marshal_loads_m)
{
    bool allow;
    Buffer view;
    size_t consumed;
    if (arguments(VALUE_ABSENT, a[1], NULL, &allow) || buffer_get(a[0], &view, BUFFER_SIMPLE))
        return VALUE_ERROR;
    Value v = marshal_loads_partial(view.data, (size_t)view.byte_len, allow, &consumed);
    buffer_release(&view);
    return v;
}

/* Files hold one value after the other: read all, then seek back over what was not used. */
NATIVE(marshal_load_m)
{
    bool allow;
    if (arguments(VALUE_ABSENT, a[1], NULL, &allow))
        return VALUE_ERROR;
    Value name = str_intern_cstr("tell");
    Value start = object_call_method0(a[0], name);
    value_drop(name);
    if (value_is_error(start))
        return VALUE_ERROR;
    Value data = object_call_method0(a[0], NAME(read));
    if (value_is_error(data) || !value_is_bytes(data)) {
        if (value_is_ok(data))
            exc_raise(&type_TypeError, "file.read() returned not bytes but %T", data);
        value_drop(data);
        value_drop(start);
        return VALUE_ERROR;
    }
    size_t consumed = 0;
    Value v = marshal_loads_partial(bytes_data(data), (size_t)bytes_len(data), allow, &consumed);
    value_drop(data);
    Value pending = exc_take();
    Value used = int_new((int64_t)consumed), position = object_binary(BINARY_ADD, start, used);
    Value moved = value_is_error(position) ? VALUE_ERROR : object_call_method1(a[0], NAME(seek), position);
    value_drop(used);
    value_drop(start);
    value_drop(position);
    value_drop(moved);
    if (!value_is_absent(pending)) {
        exc_clear();
        exc_restore(pending);
        return VALUE_ERROR;
    }
    if (value_is_error(moved)) {
        value_drop(v);
        return VALUE_ERROR;
    }
    return v;
}

static const Method functions[] = {
    {"dump(value, file, version=4, /, *, allow_code=True)", marshal_dump_m, "Write the value to an open file."},
    {"load(file, /, *, allow_code=True)", marshal_load_m, "Read one value from an open file."},
    {"dumps(value, version=4, /, *, allow_code=True)", marshal_dumps_m, "Return the bytes that dump() would write."},
    {"loads(bytes, /, *, allow_code=True)", marshal_loads_m, "Convert bytes to a value."},
    {0},
};

Value module_marshal_init(void)
{
    Value module = module_new("marshal", "Values as bytes, for module caches.", functions);
    if (value_is_ok(module) && module_add_int(module, "version", 4)) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
