/* stdlib/posix/fspath.c -- file names: str, bytes or os.PathLike. */
#include "stdlib/posix/fspath.h"
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/str.h"

Value fspath(Ref o)
{
    if (value_is_str(o) || value_is_bytes(o))
        return value_dup(o);
    Value method = type_lookup_special(o, NAME(__fspath__));
    if (value_is_error(method))
        return VALUE_ERROR;
    if (value_is_absent(method) || value_is_none(method)) {
        value_drop(method);
        return exc_raise(&type_TypeError, "expected str, bytes or os.PathLike object, not %T", o);
    }
    Value path = object_call0(method);
    value_drop(method);
    if (value_is_error(path) || value_is_str(path) || value_is_bytes(path))
        return path;
    exc_raise(&type_TypeError, "expected %T.__fspath__() to return str or bytes, not %T", o, path);
    value_drop(path);
    return VALUE_ERROR;
}

Value fspath_decode(Ref o)
{
    Value path = fspath(o);
    if (!value_is_ok(path) || value_is_str(path))
        return path;
    Value text = str_decode_fs(bytes_data(path), (size_t)bytes_len(path));
    value_drop(path);
    return text;
}

Value fspath_encode(Ref o)
{
    Value path = fspath(o);
    if (value_is_error(path))
        return VALUE_ERROR;
    Value bytes = value_is_str(path) ? str_encode_fs(path) : value_dup(path);
    value_drop(path);
    if (value_is_ok(bytes) && memchr(bytes_data(bytes), 0, (size_t)bytes_len(bytes)) != NULL) {
        value_drop(bytes);
        return exc_raise(&type_ValueError, "embedded null byte");
    }
    return bytes;
}

/* A descriptor in place of a name. */
static int descriptor_of(Ref o, int *out)
{
    if (value_is_bool(o) && exc_warn(&type_RuntimeWarning, 1, "bool is used as a file descriptor"))
        return -1;
    if (int_as_i32(o, out) == 0)
        return 0;
    if (!exc_pending_is(&type_OverflowError))
        return -1;
    exc_clear();
    Value index = object_index(o);
    if (value_is_error(index))
        return -1;
    bool negative = int_sign(index) < 0;
    value_drop(index);
    return exc_raise_int(&type_OverflowError, negative ? "fd is less than minimum" : "fd is greater than maximum");
}

int path_arg(Ref o, const char *function, const char *parameter, bool allow_fd, bool allow_none, PathArg *out)
{
    *out = (PathArg){.fd = -1, .object = o, .bytes = VALUE_ABSENT};
    if (value_is_none(o) && allow_none) {
        out->name = ".";
        return 0;
    }
    if (allow_fd && !value_is_str(o) && !value_is_bytes(o) && (value_is_any_int(o) || value_type(o)->index != NULL))
        return descriptor_of(o, &out->fd);
    bool named = value_is_str(o) || value_is_bytes(o);
    if (!named) {
        Value method = type_lookup_special(o, NAME(__fspath__));
        named = value_is_ok(method) && !value_is_none(method);
        value_drop(method);
        if (value_is_error(method))
            return -1;
    }
    if (!named)
        return exc_raise_int(&type_TypeError, "%s: %s should be string, bytes%s%s, not %T", function, parameter,
                             allow_fd && allow_none ? ", os.PathLike, integer or None"
                             : allow_fd ? ", os.PathLike or integer" : allow_none ? ", os.PathLike or None"
                                                                                  : " or os.PathLike",
                             "", o);
    Value path = fspath(o);
    if (value_is_error(path))
        return -1;
    out->is_bytes = value_is_bytes(path);
    out->bytes = value_is_bytes(path) ? value_dup(path) : str_encode_fs(path);
    value_drop(path);
    if (value_is_error(out->bytes)) {
        out->bytes = VALUE_ABSENT;
        return -1;
    }
    out->name = bytes_data(out->bytes);
    if (strlen(out->name) != (size_t)bytes_len(out->bytes)) {
        path_arg_clear(out);
        return exc_raise_int(&type_ValueError, "%s: embedded null character in %s", function, parameter);
    }
    return 0;
}

void path_arg_clear(PathArg *p) { value_clear(&p->bytes); }
