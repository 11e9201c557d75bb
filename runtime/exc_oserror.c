/* runtime/exc_oserror.c -- OSError and its family: the subclass follows from errno. */
#include "runtime/exc_types.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include <errno.h>

static Type *type_for_errno(int64_t error)
{
    switch (error) {
    case EAGAIN: case EALREADY: case EINPROGRESS: return &type_BlockingIOError;
    case EPIPE: case ESHUTDOWN: return &type_BrokenPipeError;
    case ECHILD: return &type_ChildProcessError;
    case ECONNABORTED: return &type_ConnectionAbortedError;
    case ECONNREFUSED: return &type_ConnectionRefusedError;
    case ECONNRESET: return &type_ConnectionResetError;
    case EEXIST: return &type_FileExistsError;
    case ENOENT: return &type_FileNotFoundError;
    case EISDIR: return &type_IsADirectoryError;
    case ENOTDIR: return &type_NotADirectoryError;
    case EINTR: return &type_InterruptedError;
    case EACCES: case EPERM: return &type_PermissionError;
    case ESRCH: return &type_ProcessLookupError;
    case ETIMEDOUT: return &type_TimeoutError;
    default: return &type_OSError;
    }
}

static Value os_new(Type *type, const Ref *args, size_t n_args, Ref kwnames);
static int os_init(Ref self, const Ref *args, size_t n_args, Ref kwnames);

/* A class that overrides __init__ but not __new__ decides in __init__ which arguments arrive. */
static bool fills_in_init(const Type *type) { return type->init != os_init && type->new == os_new; }

/* BlockingIOError(errno, text, n): the third argument counts what was written. */
static bool is_written_count(const Type *type, Ref v)
{
    return type == &type_BlockingIOError && (value_is_any_int(v) || value_type(v)->index != NULL);
}

static int fill(ExcOS *e, const Ref *args, size_t n_args)
{
    size_t n_kept = n_args;
    if (n_args >= 2 && n_args <= 5) {
        value_replace(&e->error, value_dup(args[0]));
        value_replace(&e->text, value_dup(args[1]));
        Ref filename = n_args >= 3 ? args[2] : VALUE_NONE;
        if (is_written_count(e->e.base.type, filename)) {
            int64_t n;
            if (int_as_i64(filename, &n))
                return -1;
            value_replace(&e->written, int_new(n));
        } else if (!value_is_none(filename)) {
            value_replace(&e->filename, value_dup(filename));
            if (n_args == 5 && !value_is_none(args[4]))
                value_replace(&e->filename2, value_dup(args[4]));
            n_kept = 2; /* the args of old, which had no file names */
        }
    }
    return exc_set_args(&e->e, args, n_kept);
}

static Value os_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    bool later = fills_in_init(type);
    if (!later) {
        if (args_no_keywords(type->name, kwnames))
            return VALUE_ERROR;
        if (type == &type_OSError && n_args >= 2 && n_args <= 5 && value_is_int(args[0]))
            type = type_for_errno(value_as_int(args[0]));
    }
    Value self = exc_alloc(type, tuple_empty());
    if (!value_is_error(self) && !later && fill(VALUE_AS(ExcOS, self), args, n_args)) {
        value_drop(self);
        return VALUE_ERROR;
    }
    return self;
}

static int os_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    Type *type = value_type(self);
    if (!fills_in_init(type))
        return 0;
    return args_no_keywords(type->name, kwnames) ? -1 : fill(VALUE_AS(ExcOS, self), args, n_args);
}

static Value os_str(Ref self)
{
    ExcOS *e = VALUE_AS(ExcOS, self);
    if (!value_is_absent(e->filename)) {
        if (!value_is_absent(e->filename2))
            return str_format("[Errno %S] %S: %R -> %R", value_or_none(e->error), value_or_none(e->text), e->filename,
                              e->filename2);
        return str_format("[Errno %S] %S: %R", value_or_none(e->error), value_or_none(e->text), e->filename);
    }
    if (!value_is_absent(e->error) && !value_is_absent(e->text))
        return str_format("[Errno %S] %S", e->error, e->text);
    return type_BaseException.str(self);
}

NATIVE(os_reduce_m)
{
    ExcOS *e = VALUE_AS(ExcOS, self);
    Value args = value_dup(e->e.args);
    if (tuple_len(args) == 2 && !value_is_absent(e->filename)) {
        Ref items[5] = {tuple_at(args, 0), tuple_at(args, 1), e->filename, VALUE_NONE, e->filename2};
        Value longer = tuple_from_refs(items, value_is_absent(e->filename2) ? 3 : 5);
        value_drop(args);
        args = longer;
    }
    return exc_reduce(self, args, value_is_absent(e->e.dict) ? VALUE_ABSENT : value_dup(e->e.dict));
}

static Value get_written(Ref self)
{
    Ref written = VALUE_AS(ExcOS, self)->written;
    if (value_is_absent(written))
        return exc_raise(&type_AttributeError, "characters_written");
    return value_dup(written);
}
static int set_written(Ref self, Ref v)
{
    ExcOS *e = VALUE_AS(ExcOS, self);
    if (value_is_absent(v)) {
        if (value_is_absent(e->written))
            return exc_raise_int(&type_AttributeError, "characters_written");
        value_clear(&e->written);
        return 0;
    }
    int64_t n;
    if (int_as_i64(v, &n))
        return -1;
    value_replace(&e->written, int_new(n));
    return 0;
}

static const Method os_methods[] = {{"__reduce__()", os_reduce_m, NULL}, {0}};
static const Getter os_getters[] = {{"characters_written", get_written, set_written, NULL}, {0}};
static const Member os_members[] = {
    {"errno", MEMBER_VALUE_OR_NONE, offsetof(ExcOS, error), false, "POSIX exception code"},
    {"strerror", MEMBER_VALUE_OR_NONE, offsetof(ExcOS, text), false, "exception strerror"},
    {"filename", MEMBER_VALUE_OR_NONE, offsetof(ExcOS, filename), false, "exception filename"},
    {"filename2", MEMBER_VALUE_OR_NONE, offsetof(ExcOS, filename2), false, "second exception filename"},
    {0},
};

#define OS_TYPE(exc_name, base_name, doc_text, ...)                                                           \
    Type type_##exc_name = {                                                                           \
        .base = STATIC_OBJ(&type_type), .name = #exc_name, .super_type = &type_##base_name, .doc = doc_text,  \
        .basic_size = sizeof(ExcOS), .dict_offset = offsetof(Exc, dict),                             \
        .flags = TYPE_BASETYPE | TYPE_GC | TYPE_SUB_EXC, .dealloc = exc_dealloc,                     \
        .traverse = exc_traverse, .clear = exc_clear_fields, .new = os_new, .init = os_init, __VA_ARGS__};
OS_TYPE(OSError, Exception, "Base class for I/O related errors.",
        .methods = os_methods, .getters = os_getters, .members = os_members, .str = os_str)
OS_TYPE(BlockingIOError, OSError, "I/O operation would block.")
OS_TYPE(ChildProcessError, OSError, "Child process error.")
OS_TYPE(ConnectionError, OSError, "Connection error.")
OS_TYPE(BrokenPipeError, ConnectionError, "Broken pipe.")
OS_TYPE(ConnectionAbortedError, ConnectionError, "Connection aborted.")
OS_TYPE(ConnectionRefusedError, ConnectionError, "Connection refused.")
OS_TYPE(ConnectionResetError, ConnectionError, "Connection reset.")
OS_TYPE(FileExistsError, OSError, "File already exists.")
OS_TYPE(FileNotFoundError, OSError, "File not found.")
OS_TYPE(InterruptedError, OSError, "Interrupted by signal.")
OS_TYPE(IsADirectoryError, OSError, "Operation doesn't work on directories.")
OS_TYPE(NotADirectoryError, OSError, "Operation only works on directories.")
OS_TYPE(PermissionError, OSError, "Not enough permissions.")
OS_TYPE(ProcessLookupError, OSError, "Process not found.")
OS_TYPE(TimeoutError, OSError, "Timeout expired.")
