/* stdlib/io/io_open.c -- open(): the layers for a mode, put together; open_code(), text_encoding(). */
#include "runtime/cmdline.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "stdlib/io/io.h"
#include "stdlib/posix/fspath.h"
#include "stdlib/sys/sys.h"

typedef struct OpenMode {
    bool creating, reading, writing, appending, updating, text, binary;
    char raw[8];    /* the mode for FileIO */
} OpenMode;

static int parse_mode(const char *mode, OpenMode *m)
{
    memset(m, 0, sizeof *m);
    for (const char *p = mode; *p; p++) {
        bool *flag = *p == 'x' ? &m->creating : *p == 'r' ? &m->reading : *p == 'w' ? &m->writing
                     : *p == 'a' ? &m->appending : *p == '+' ? &m->updating : *p == 't' ? &m->text
                     : *p == 'b' ? &m->binary : NULL;
        if (flag == NULL || *flag)
            return exc_raise_int(&type_ValueError, "invalid mode: '%s'", mode);
        *flag = true;
    }
    char *raw = m->raw;
    if (m->creating) *raw++ = 'x';
    if (m->reading) *raw++ = 'r';
    if (m->writing) *raw++ = 'w';
    if (m->appending) *raw++ = 'a';
    if (m->updating) *raw++ = '+';
    *raw = 0;
    if (m->text && m->binary)
        return exc_raise_int(&type_ValueError, "can't have text and binary mode at once");
    if (m->creating + m->reading + m->writing + m->appending > 1)
        return exc_raise_int(&type_ValueError, "must have exactly one of create/read/write/append mode");
    return 0;
}

static int check_binary_arguments(const OpenMode *m, Ref encoding, Ref errors, Ref newline)
{
    Ref values[] = {encoding, errors, newline};
    for (int i = 0; m->binary && i < 3; i++)
        if (!value_is_none(values[i]))
            return exc_raise_int(&type_ValueError, "binary mode doesn't take %s argument", i == 0 ? "an encoding"
                                                                                   : i == 1 ? "an errors" : "a newline");
    return 0;
}

/* Close what was opened, keeping the exception that made us give up. */
static Value give_up(Value stream)
{
    Value pending = exc_take();
    Value result = object_call_method0(stream, NAME(close));
    if (value_is_error(result)) {
        Value second = exc_take();
        exc_set_context(second, value_is_absent(pending) ? VALUE_ABSENT : pending);
        pending = second;
    }
    value_drop(result);
    value_drop(stream);
    exc_restore(pending);
    return VALUE_ERROR;
}

static Value open_raw(Ref file, const OpenMode *m, bool close_fd, Ref opener)
{
    Value mode = str_from_cstr(m->raw);
    Ref args[4] = {file, mode, value_from_bool(close_fd), opener};
    Value raw = object_call(value_from_obj(&type_file_io), args, 4, VALUE_ABSENT);
    value_drop(mode);
    return raw;
}

static int is_terminal(Ref raw)
{
    Value answer = object_call_method0(raw, NAME(isatty));
    if (value_is_error(answer))
        return -1;
    int result = value_truth(answer);
    value_drop(answer);
    return result;
}

static Value make_text(Ref buffer, Ref encoding, Ref errors, Ref newline, bool line_buffering, Ref mode)
{
    Ref args[5] = {buffer, encoding, errors, newline, value_from_bool(line_buffering)};
    Value text = object_call(value_from_obj(&type_text_io), args, 5, VALUE_ABSENT);
    if (value_is_ok(text) && object_setattr(text, NAME(mode), mode)) {
        value_drop(text);
        return VALUE_ERROR;
    }
    return text;
}

Value io_open(Ref file, const char *mode, int64_t buffering, Ref encoding, Ref errors, Ref newline, bool close_fd,
              Ref opener)
{
    OpenMode m;
    if (parse_mode(mode, &m) || check_binary_arguments(&m, encoding, errors, newline))
        return VALUE_ERROR;
    if (m.binary && buffering == 1 &&
        exc_warn(&type_RuntimeWarning, 1, "line buffering (buffering=1) isn't supported in binary mode, the default "
                                          "buffer size will be used"))
        return VALUE_ERROR;
    Value stream = open_raw(file, &m, close_fd, opener);
    if (value_is_error(stream))
        return VALUE_ERROR;
    bool line_buffering = false;
    if (buffering == 1 || buffering < 0) {
        int terminal = buffering == 1 ? 1 : is_terminal(stream);
        if (terminal < 0)
            return give_up(stream);
        line_buffering = !m.binary && terminal;
        if (buffering < -1) {
            exc_raise(&type_ValueError, "invalid buffering size");
            return give_up(stream);
        }
        buffering = VALUE_AS(FileIO, stream)->block_size;
    }
    if (buffering == 0) {
        if (m.binary)
            return stream;
        exc_raise(&type_ValueError, "can't have unbuffered text I/O");
        return give_up(stream);
    }
    Type *type = m.updating ? &type_buffered_random
                 : m.creating || m.writing || m.appending ? &type_buffered_writer
                 : m.reading ? &type_buffered_reader : NULL;
    if (type == NULL) {
        exc_raise(&type_ValueError, "unknown mode: '%s'", mode);
        return give_up(stream);
    }
    Value size = int_new(buffering);
    Value buffered = object_call2(value_from_obj(type), stream, size);
    value_drop(size);
    if (value_is_error(buffered))
        return give_up(stream);
    value_drop(stream);
    if (m.binary)
        return buffered;
    Value mode_str = str_from_cstr(mode);
    Value text = make_text(buffered, encoding, errors, newline, line_buffering, mode_str);
    value_drop(mode_str);
    if (value_is_error(text))
        return give_up(buffered);
    value_drop(buffered);
    return text;
}

static int check_optional_str(Ref v, const char *name)
{
    if (value_is_none(v) || value_is_str(v))
        return 0;
    return exc_raise_int(&type_TypeError, "open() argument '%s' must be str or None, not %T", name, v);
}

NATIVE(io_open_m)
{
    if (!value_is_str(a[1]))
        return exc_raise(&type_TypeError, "open() argument 'mode' must be str, not %T", a[1]);
    int buffering;
    if (int_as_i32(a[2], &buffering) || check_optional_str(a[3], "encoding") || check_optional_str(a[4], "errors") ||
        check_optional_str(a[5], "newline"))
        return VALUE_ERROR;
    int close_fd = value_truth(a[6]);
    if (close_fd < 0)
        return VALUE_ERROR;
    if (sys_has_audit_hooks) {
        Value args = tuple_of3(a[0], a[1], value_from_int(0));
        int refused = value_is_error(args) || sys_audit("open", args);
        value_drop(args);
        if (refused)
            return VALUE_ERROR;
    }
    Value file = value_is_any_int(a[0]) ? value_dup(a[0]) : fspath(a[0]);
    if (value_is_error(file)) {
        /* An object with __index__ is a descriptor too. */
        if (value_type(a[0])->index == NULL || !exc_pending_is(&type_TypeError))
            return VALUE_ERROR;
        exc_clear();
        file = object_index(a[0]);
        if (value_is_error(file))
            return VALUE_ERROR;
    }
    const char *mode = str_utf8(a[1], NULL);
    char copy[16];
    Value result = VALUE_ERROR;
    if (mode != NULL && strlen(mode) >= sizeof copy)
        exc_raise(&type_ValueError, "invalid mode: '%s'", mode);
    else if (mode != NULL)
        result = io_open(file, strcpy(copy, mode), buffering, a[3], a[4], a[5], close_fd, a[7]);
    value_drop(file);
    return result;
}

NATIVE(io_open_code_m)
{
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "open_code() argument 'path' must be str, not %T", a[0]);
    return io_open(a[0], "rb", -1, VALUE_NONE, VALUE_NONE, VALUE_NONE, true, VALUE_NONE);
}

NATIVE(io_text_encoding_m)
{
    if (!value_is_none(a[0]))
        return value_dup(a[0]);
    int level;
    if (int_as_i32(a[1], &level))
        return VALUE_ERROR;
    if (cmdline.warn_default_encoding && exc_warn(&type_EncodingWarning, level, "'encoding' argument not specified"))
        return VALUE_ERROR;
    return str_intern_cstr(cmdline.utf8_mode ? "utf-8" : "locale");
}

const Method io_functions[] = {
    {"open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", io_open_m,
     "Open a file and return a stream; raise OSError on failure."},
    {"open_code(path)", io_open_code_m, "Open a file whose contents will be run: as open(path, 'rb')."},
    {"text_encoding(encoding, stacklevel=2, /)", io_text_encoding_m,
     "Return the encoding to use for an encoding argument: 'locale' or 'utf-8' for None."},
    {0},
};
