/* stdlib/io/iobase.c -- _IOBase: what every stream can do, in terms of the methods its subclass has. */
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "stdlib/io/io.h"
#include <errno.h>

Type *type_unsupported_operation;

void *io_alloc(Type *type)
{
    IoBase *io = object_alloc_instance(type, 0);
    if (io != NULL)
        io->dict = VALUE_ABSENT;
    return io;
}

Value io_call(Ref o, Ref method) { return object_call_method0(o, method); }

Value io_unsupported(const char *message)
{
    return exc_raise(type_unsupported_operation, "%s", message);
}

static Value closed_name(void)
{
    static Value name = {0x02};
    if (value_is_absent(name))
        name = str_intern_cstr("closed");
    return name;
}

int io_is_closed(Ref self)
{
    Value closed = object_getattr(self, closed_name());
    if (value_is_error(closed))
        return -1;
    int result = value_truth(closed);
    value_drop(closed);
    return result;
}

int io_check_closed(Ref self)
{
    int closed = io_is_closed(self);
    if (closed > 0)
        return exc_raise_int(&type_ValueError, "I/O operation on closed file.");
    return closed;
}

int io_check_ability(Ref self, Ref method, const char *message)
{
    Value answer = io_call(self, method);
    if (value_is_error(answer))
        return -1;
    bool able = value_is_true(answer);
    value_drop(answer);
    if (!able)
        io_unsupported(message);
    return able ? 0 : -1;
}

int io_size_argument(Ref v, int64_t *out)
{
    if (value_is_none(v) || value_is_absent(v)) {
        *out = -1;
        return 0;
    }
    if (value_is_int(v)) {
        *out = value_as_int(v);
        return 0;
    }
    if (!value_is_any_int(v) && value_type(v)->index == NULL)
        return exc_raise_int(&type_TypeError, "argument should be integer or None, not '%T'", v);
    return object_as_index(v, out, false);
}

int io_retry_interrupted(void)
{
    if (!exc_pending_is(&type_OSError))
        return 0;
    Value exc = exc_take();
    Value number = object_getattr_or_absent(exc, NAME(errno));
    bool interrupted = value_is_int(number) && value_as_int(number) == EINTR;
    value_drop(number);
    if (!interrupted) {
        exc_restore(exc);
        return 0;
    }
    value_drop(exc);
    return gil_safepoint() ? -1 : 1;
}

Value io_name_or_absent(Ref self)
{
    Value name = object_getattr_or_absent(self, NAME(name));
    if (value_is_error(name)) {
        if (!exc_pending_is(&type_ValueError))
            return VALUE_ERROR;
        exc_clear();
        return VALUE_ABSENT;
    }
    return name;
}

/* ---- life ---- */
static Value iobase_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    IoBase *io = io_alloc(type);
    if (io == NULL)
        return VALUE_ERROR;
    gc_track(io);
    return value_from_obj(io);
}

static void iobase_dealloc(Obj *o)
{
    gc_untrack(o);
    value_clear(&((IoBase *)o)->dict);
    object_free(o);
}

static int iobase_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((IoBase *)o)->dict);
    return 0;
}

static void iobase_clear(Obj *o) { value_clear(&((IoBase *)o)->dict); }

int io_finalize(Ref self)
{
    Value pending = exc_take();
    int closed = io_is_closed(self);
    if (closed < 0)
        exc_clear();
    if (closed == 0) {
        Value finalizing = str_intern_cstr("_finalizing");
        if (object_setattr(self, finalizing, VALUE_TRUE))
            exc_clear();
        value_drop(finalizing);
        Value result = object_call_method0(self, NAME(close));
        if (value_is_error(result))
            exc_unraisable(NULL, self);
        value_drop(result);
    }
    exc_restore(pending);
    return 0;
}

int io_buffer_to_fill(Ref v, Buffer *view, const char *what)
{
    if (buffer_get(v, view, BUFFER_WRITABLE) == 0)
        return 0;
    if (exc_pending_is(&type_TypeError) || exc_pending_is(&type_BufferError)) {
        exc_clear();
        exc_raise(&type_TypeError, "%s must be read-write bytes-like object, not %T", what, v);
    }
    return -1;
}

Value io_close_result(Value first_error, Value second_result)
{
    if (value_is_absent(first_error))
        return second_result;
    if (value_is_error(second_result)) {
        Value second_error = exc_take();
        exc_set_context(second_error, first_error);
        exc_restore(second_error);
        return VALUE_ERROR;
    }
    value_drop(second_result);
    exc_restore(first_error);
    return VALUE_ERROR;
}

void io_dealloc_warn(Ref inner, Ref source)
{
    Value name = str_intern_cstr("_dealloc_warn");
    Value warned = object_call_method1(inner, name, source);
    if (value_is_error(warned))
        exc_clear();
    value_drop(warned);
    value_drop(name);
}

/* ---- state ---- */
static Value get_closed(Ref self)
{
    Value name = str_intern_cstr("__IOBase_closed");
    Value flag = object_getattr_or_absent(self, name);
    value_drop(name);
    if (value_is_error(flag))
        return VALUE_ERROR;
    bool closed = !value_is_absent(flag);
    value_drop(flag);
    return value_from_bool(closed);
}

static int is_base_closed(Ref self)
{
    Value closed = get_closed(self);
    return value_is_error(closed) ? -1 : value_is_true(closed);
}

NATIVE(iobase_flush)
{
    int closed = is_base_closed(self);
    if (closed > 0)
        return exc_raise(&type_ValueError, "I/O operation on closed file.");
    return closed < 0 ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(iobase_close)
{
    int closed = is_base_closed(self);
    if (closed)
        return closed < 0 ? VALUE_ERROR : VALUE_NONE;
    Value result = object_call_method0(self, NAME(flush));
    Value pending = exc_take();
    Value name = str_intern_cstr("__IOBase_closed");
    int failed = object_setattr(self, name, VALUE_TRUE);
    value_drop(name);
    if (!value_is_absent(pending)) {
        if (failed)
            exc_clear();
        exc_restore(pending);
    }
    value_drop(result);
    return value_is_error(result) || failed ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(iobase_seek) { return io_unsupported("seek"); }
NATIVE(iobase_truncate) { return io_unsupported("truncate"); }
NATIVE(iobase_fileno) { return io_unsupported("fileno"); }
NATIVE(iobase_tell)
{
    Ref args[2] = {value_from_int(0), value_from_int(1)};
    return object_call_method(self, NAME(seek), args, 2);
}
NATIVE(iobase_no) { return VALUE_FALSE; }
NATIVE(iobase_isatty) { return io_check_closed(self) ? VALUE_ERROR : VALUE_FALSE; }

#define CHECK_ABILITY(function, name, message)                                        \
    NATIVE(function)                                                                  \
    {                                                                                 \
        Value method = str_intern_cstr(name);                                         \
        int failed = io_check_ability(self, method, message);                         \
        value_drop(method);                                                           \
        return failed ? VALUE_ERROR : VALUE_TRUE;                                     \
    }
CHECK_ABILITY(iobase_check_seekable, "seekable", "File or stream is not seekable.")
CHECK_ABILITY(iobase_check_readable, "readable", "File or stream is not readable.")
CHECK_ABILITY(iobase_check_writable, "writable", "File or stream is not writable.")
NATIVE(iobase_check_closed) { return io_check_closed(self) ? VALUE_ERROR : VALUE_NONE; }

NATIVE(iobase_enter) { return io_check_closed(self) ? VALUE_ERROR : value_dup(self); }
NATIVE(iobase_exit)
{
    Value result = object_call_method0(self, NAME(close));
    if (value_is_error(result))
        return VALUE_ERROR;
    value_drop(result);
    return VALUE_NONE;
}

/* ---- lines ---- */
/* How many bytes to read to stay within the line: by peek() where there is one. -1 error. */
static int64_t bytes_to_newline(Ref self, Ref peek, int64_t limit)
{
    if (value_is_absent(peek))
        return 1;
    Value ahead = object_call1(peek, value_from_int(1));
    if (value_is_error(ahead))
        return -1;
    if (!value_is_bytes(ahead)) {
        exc_raise(&type_OSError, "peek() should have returned a bytes object, not '%T'", ahead);
        value_drop(ahead);
        return -1;
    }
    int64_t n = bytes_len(ahead);
    if (n == 0) {
        n = 1;
    } else {
        if (limit >= 0 && n > limit)
            n = limit;
        const char *newline = memchr(bytes_data(ahead), '\n', (size_t)n);
        if (newline != NULL)
            n = newline - bytes_data(ahead) + 1;
    }
    value_drop(ahead);
    return n;
}

Value io_base_readline(Ref self, int64_t limit)
{
    Value peek_name = str_intern_cstr("peek");
    Value peek = object_getattr_or_absent(self, peek_name);
    value_drop(peek_name);
    if (value_is_error(peek))
        return VALUE_ERROR;
    Value line = bytearray_new("", 0);
    while (value_is_ok(line) && (limit < 0 || VALUE_AS(ByteArray, line)->len < limit)) {
        int64_t have = VALUE_AS(ByteArray, line)->len;
        int64_t want = bytes_to_newline(self, peek, limit < 0 ? -1 : limit - have);
        Value piece = VALUE_ERROR;
        if (want >= 0)
            piece = object_call_method1(self, NAME(read), value_from_int(want));
        else if (io_retry_interrupted() > 0)
            continue;
        if (value_is_ok(piece) && !value_is_bytes(piece)) {
            exc_raise(&type_OSError, "read() should have returned a bytes object, not '%T'", piece);
            value_clear(&piece);
            piece = VALUE_ERROR;
        }
        if (value_is_error(piece) ||
            bytearray_append(line, bytes_data(piece), (size_t)bytes_len(piece))) {
            value_drop(piece);
            value_drop(line);
            line = VALUE_ERROR;
            break;
        }
        int64_t got = bytes_len(piece);
        bool ended = got == 0 || bytes_data(piece)[got - 1] == '\n';
        value_drop(piece);
        if (ended)
            break;
    }
    value_drop(peek);
    if (!value_is_ok(line))
        return VALUE_ERROR;
    Value result = bytes_new(VALUE_AS(ByteArray, line)->start, (size_t)VALUE_AS(ByteArray, line)->len);
    value_drop(line);
    return result;
}

NATIVE(iobase_readline)
{
    int64_t limit;
    return io_size_argument(a[0], &limit) ? VALUE_ERROR : io_base_readline(self, limit);
}

static Value iobase_iter(Ref self) { return io_check_closed(self) ? VALUE_ERROR : value_dup(self); }

static Value iobase_next(Ref self)
{
    Value line = object_call_method0(self, NAME(readline));
    if (value_is_error(line))
        return VALUE_ERROR;
    int64_t length = object_length(line);
    if (length <= 0) {
        value_drop(line);
        return length < 0 ? VALUE_ERROR : VALUE_ABSENT;
    }
    return line;
}

NATIVE(iobase_readlines)
{
    int64_t hint;
    if (io_size_argument(a[0], &hint))
        return VALUE_ERROR;
    if (hint <= 0)
        return list_from_iterable(self);
    Value list = list_new(0), it = object_iter(self);
    int64_t total = 0;
    while (value_is_ok(list) && value_is_ok(it)) {
        Value line = iter_next(it);
        if (value_is_absent(line))
            break;
        int64_t length = value_is_error(line) ? -1 : object_length(line);
        if (length < 0 || list_append_owned(list, line)) {
            if (length < 0)
                value_drop(line);
            value_drop(list);
            list = VALUE_ERROR;
            break;
        }
        if (length > hint - total)
            break;
        total += length;
    }
    if (value_is_error(it)) {
        value_drop(list);
        list = VALUE_ERROR;
    }
    value_drop(it);
    return list;
}

NATIVE(iobase_writelines)
{
    if (io_check_closed(self))
        return VALUE_ERROR;
    Value it = object_iter(a[0]);
    if (value_is_error(it))
        return VALUE_ERROR;
    Value result = VALUE_NONE;
    for (;;) {
        Value line = iter_next(it);
        if (!value_is_ok(line)) {
            if (value_is_error(line))
                result = VALUE_ERROR;
            break;
        }
        Value written;
        do {
            written = object_call_method1(self, NAME(write), line);
        } while (value_is_error(written) && io_retry_interrupted() > 0);
        value_drop(line);
        value_drop(written);
        if (value_is_error(written)) {
            result = VALUE_ERROR;
            break;
        }
    }
    value_drop(it);
    return result;
}

static const Method iobase_methods[] = {
    {"seek(offset, whence=0, /)", iobase_seek, "Change the stream position and return it."},
    {"tell()", iobase_tell, "Return the current stream position."},
    {"truncate(size=None, /)", iobase_truncate, "Cut the stream at size, or at the current position."},
    {"flush()", iobase_flush, "Write what is buffered."},
    {"close()", iobase_close, "Flush and close the stream. Closing twice is fine."},
    {"seekable()", iobase_no, "Return whether the stream can be positioned."},
    {"readable()", iobase_no, "Return whether the stream can be read."},
    {"writable()", iobase_no, "Return whether the stream can be written."},
    {"_checkClosed(msg=None)", iobase_check_closed, ""},
    {"_checkSeekable(msg=None)", iobase_check_seekable, ""},
    {"_checkReadable(msg=None)", iobase_check_readable, ""},
    {"_checkWritable(msg=None)", iobase_check_writable, ""},
    {"fileno()", iobase_fileno, "Return the underlying file descriptor; OSError when there is none."},
    {"isatty()", iobase_isatty, "Return whether the stream is a terminal."},
    {"__enter__()", iobase_enter, ""},
    {"__exit__(*args)", iobase_exit, ""},
    {"readline(size=-1, /)", iobase_readline, "Read and return a line, at most size bytes of it."},
    {"readlines(hint=-1, /)", iobase_readlines, "Return a list of lines; stop after about hint bytes."},
    {"writelines(lines, /)", iobase_writelines, "Write a list of lines; no separators are added."},
    {0},
};
static const Getter iobase_getters[] = {{"closed", get_closed, NULL, "Whether the stream is closed."}, {0}};

Type type_io_base = {
    .base = STATIC_OBJ(&type_type), .name = "_IOBase", .module = "_io", .basic_size = sizeof(IoBase),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF, .dict_offset = offsetof(IoBase, dict),
    .doc = "The abstract base class of all streams.", .new = iobase_new, .dealloc = iobase_dealloc,
    .traverse = iobase_traverse, .clear = iobase_clear, .finalize = io_finalize, .iter = iobase_iter,
    .next = iobase_next, .methods = iobase_methods, .getters = iobase_getters,
};

/* ---- _RawIOBase ---- */
NATIVE(raw_read)
{
    int64_t n_bytes;
    if (io_size_argument(a[0], &n_bytes))
        return VALUE_ERROR;
    if (n_bytes < 0) {
        Value name = str_intern_cstr("readall");
        Value all = object_call_method0(self, name);
        value_drop(name);
        return all;
    }
    Value buffer = bytearray_new(NULL, (size_t)n_bytes);
    if (value_is_error(buffer))
        return VALUE_ERROR;
    memset(VALUE_AS(ByteArray, buffer)->start, 0, (size_t)n_bytes);
    Value name = str_intern_cstr("readinto");
    Value count = object_call_method1(self, name, buffer);
    value_drop(name);
    if (!value_is_ok(count) || value_is_none(count)) {
        value_drop(buffer);
        return count;
    }
    int64_t got;
    Value result = VALUE_ERROR;
    if (object_as_index(count, &got, false) == 0) {
        if (got < 0 || got > VALUE_AS(ByteArray, buffer)->len)
            exc_raise(&type_ValueError, "readinto returned %lld outside buffer size %lld", (long long)got,
                      (long long)n_bytes);
        else
            result = bytes_new(VALUE_AS(ByteArray, buffer)->start, (size_t)got);
    }
    value_drop(count);
    value_drop(buffer);
    return result;
}

NATIVE(raw_readall)
{
    Value all = bytearray_new("", 0);
    bool any = false;
    while (value_is_ok(all)) {
        Value piece = object_call_method1(self, NAME(read), value_from_int(IO_BUFFER_SIZE));
        if (value_is_error(piece)) {
            if (io_retry_interrupted() > 0)
                continue;
            value_drop(all);
            return VALUE_ERROR;
        }
        if (value_is_none(piece)) {
            if (any)
                break;
            value_drop(all);
            return VALUE_NONE;
        }
        if (!value_is_bytes(piece)) {
            value_drop(piece);
            value_drop(all);
            return exc_raise(&type_TypeError, "read() should return bytes");
        }
        if (bytes_len(piece) == 0) {
            value_drop(piece);
            break;
        }
        any = true;
        int failed = bytearray_append(all, bytes_data(piece), (size_t)bytes_len(piece));
        value_drop(piece);
        if (failed) {
            value_drop(all);
            return VALUE_ERROR;
        }
    }
    if (!value_is_ok(all))
        return VALUE_ERROR;
    Value result = bytes_new(VALUE_AS(ByteArray, all)->start, (size_t)VALUE_AS(ByteArray, all)->len);
    value_drop(all);
    return result;
}

static const Method raw_methods[] = {
    {"read(size=-1, /)", raw_read, "Read up to size bytes with one call of readinto()."},
    {"readall()", raw_readall, "Read until the end."},
    {0},
};
Type type_raw_io_base = {
    .base = STATIC_OBJ(&type_type), .name = "_RawIOBase", .module = "_io", .basic_size = sizeof(IoBase),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF, .super_type = &type_io_base,
    .doc = "The base class of raw binary streams.", .methods = raw_methods, .finalize = io_finalize,
    .dict_offset = offsetof(IoBase, dict), .dealloc = iobase_dealloc, .traverse = iobase_traverse,
    .clear = iobase_clear, .new = iobase_new,
};

/* ---- _BufferedIOBase ---- */
NATIVE(buffered_base_read) { return io_unsupported("read"); }
NATIVE(buffered_base_read1) { return io_unsupported("read1"); }
NATIVE(buffered_base_write) { return io_unsupported("write"); }
NATIVE(buffered_base_detach) { return io_unsupported("detach"); }

static Value read_into_buffer(Ref self, Ref target, const char *method)
{
    Buffer view;
    if (io_buffer_to_fill(target, &view, !strcmp(method, "read") ? "readinto() argument" : "readinto1() argument"))
        return VALUE_ERROR;
    Value name = str_intern_cstr(method);
    Value size = int_new(view.byte_len);
    Value data = object_call_method1(self, name, size);
    value_drop(name);
    value_drop(size);
    Value result = VALUE_ERROR;
    if (value_is_ok(data)) {
        if (!value_is_bytes(data)) {
            exc_raise(&type_TypeError, "%s() should return bytes", method);
        } else if (bytes_len(data) > view.byte_len) {
            exc_raise(&type_ValueError, "%s() returned too much data: %lld bytes requested, %lld returned", method,
                      (long long)view.byte_len, (long long)bytes_len(data));
        } else {
            memcpy(view.data, bytes_data(data), (size_t)bytes_len(data));
            result = int_new(bytes_len(data));
        }
    }
    value_drop(data);
    buffer_release(&view);
    return result;
}
NATIVE(buffered_base_readinto) { return read_into_buffer(self, a[0], "read"); }
NATIVE(buffered_base_readinto1) { return read_into_buffer(self, a[0], "read1"); }

static const Method buffered_base_methods[] = {
    {"detach()", buffered_base_detach, "Separate the raw stream and return it."},
    {"read(size=-1, /)", buffered_base_read, "Read up to size bytes; all of them when size is negative."},
    {"read1(size=-1, /)", buffered_base_read1, "Read up to size bytes with at most one call of the raw stream."},
    {"write(b, /)", buffered_base_write, "Write a buffer and return how many bytes were written."},
    {"readinto(buffer, /)", buffered_base_readinto, "Read into a buffer."},
    {"readinto1(buffer, /)", buffered_base_readinto1, "Read into a buffer with at most one call of the raw stream."},
    {0},
};
Type type_buffered_io_base = {
    .base = STATIC_OBJ(&type_type), .name = "_BufferedIOBase", .module = "_io", .basic_size = sizeof(IoBase),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF, .super_type = &type_io_base,
    .doc = "The base class of buffered binary streams.", .methods = buffered_base_methods, .finalize = io_finalize,
    .dict_offset = offsetof(IoBase, dict), .dealloc = iobase_dealloc, .traverse = iobase_traverse,
    .clear = iobase_clear, .new = iobase_new,
};

/* ---- _TextIOBase ---- */
NATIVE(text_base_read) { return io_unsupported("read"); }
NATIVE(text_base_readline) { return io_unsupported("readline"); }
NATIVE(text_base_write) { return io_unsupported("write"); }
NATIVE(text_base_detach) { return io_unsupported("detach"); }
static Value none_attribute(Ref self) { return VALUE_NONE; }

static const Method text_base_methods[] = {
    {"detach()", text_base_detach, "Separate the buffer and return it."},
    {"read(size=-1, /)", text_base_read, "Read up to size characters; all of them when size is negative."},
    {"readline(size=-1, /)", text_base_readline, "Read a line, at most size characters of it."},
    {"write(s, /)", text_base_write, "Write a string and return its length."},
    {0},
};
static const Getter text_base_getters[] = {
    {"encoding", none_attribute, NULL, "Encoding of the text stream."},
    {"newlines", none_attribute, NULL, "Line endings translated so far."},
    {"errors", none_attribute, NULL, "The error setting of the decoder or encoder."},
    {0},
};
Type type_text_io_base = {
    .base = STATIC_OBJ(&type_type), .name = "_TextIOBase", .module = "_io", .basic_size = sizeof(IoBase),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF, .super_type = &type_io_base,
    .doc = "The base class of text streams.", .methods = text_base_methods, .getters = text_base_getters,
    .finalize = io_finalize, .dict_offset = offsetof(IoBase, dict), .dealloc = iobase_dealloc,
    .traverse = iobase_traverse, .clear = iobase_clear, .new = iobase_new,
};
