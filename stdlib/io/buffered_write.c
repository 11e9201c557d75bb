/* stdlib/io/buffered_write.c -- writing through a buffer, positions, closing, and the method tables. */
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "stdlib/io/buffered.h"
#include <unistd.h>

/* ---- write ---- */
/* Append to the buffer, writing whole blocks through. */
static int write_locked(Ref self, const char *p, int64_t n)
{
    Buffered *b = as_buffered(self);
    if (b->read_end > 0 && buffered_drop_read_ahead(self))
        return -1;
    if (n <= b->buffer_size - b->write_len) {
        memcpy(b->data + b->write_len, p, (size_t)n);
        b->write_len += n;
        return 0;
    }
    /* Too much for the buffer: empty it first. When raw would block, keep what fits. */
    int64_t total = n;
    if (buffered_flush_writes(self)) {
        if (!exc_pending_is(&type_BlockingIOError))
            return -1;
        exc_clear();
        int64_t room = b->buffer_size - b->write_len;
        int64_t kept = n < room ? n : room;
        memcpy(b->data + b->write_len, p, (size_t)kept);
        b->write_len += kept;
        return kept == n ? 0 : buffered_would_block(kept);
    }
    while (n > b->buffer_size) {
        int64_t done = buffered_raw_write(self, p, n);
        if (done == -1)
            return -1;
        if (done == -2) {
            memcpy(b->data, p, (size_t)b->buffer_size);
            b->write_len = b->buffer_size;
            return buffered_would_block(total - n + b->buffer_size);
        }
        p += done;
        n -= done;
        if (n > 0 && gil_safepoint())
            return -1;
    }
    memcpy(b->data, p, (size_t)n);
    b->write_len = n;
    return 0;
}

int buffered_write_bytes(Ref self, const char *p, size_t n)
{
    if (buffered_check_ready(self))
        return -1;
    int closed = buffered_is_closed(self);
    if (closed)
        return closed < 0 ? -1 : exc_raise_int(&type_ValueError, "write to closed file");
    if (buffered_enter(self))
        return -1;
    int result = write_locked(self, p, (int64_t)n);
    buffered_leave(self);
    return result;
}

Value buffered_write_m(Ref self, const Ref *a, size_t n, Ref kwnames)
{
    Buffer view;
    if (buffered_check_ready(self) || buffer_get(a[0], &view, BUFFER_SIMPLE))
        return VALUE_ERROR;
    int64_t len = view.byte_len;
    int failed = buffered_write_bytes(self, view.data, (size_t)len);
    buffer_release(&view);
    return failed ? VALUE_ERROR : int_new(len);
}

/* ---- flush, close, detach ---- */
int buffered_flush(Ref self)
{
    if (buffered_check_ready(self))
        return -1;
    int closed = buffered_is_closed(self);
    if (closed)
        return closed < 0 ? -1 : exc_raise_int(&type_ValueError, "flush of closed file");
    if (as_buffered(self)->write_len == 0 && as_buffered(self)->read_end == 0)
        return 0;
    if (buffered_enter(self))
        return -1;
    int result = buffered_flush_and_rewind(self);
    buffered_leave(self);
    return result;
}

NATIVE(buffered_flush_m) { return buffered_flush(self) ? VALUE_ERROR : VALUE_NONE; }

/* A reader's flush only passes on. */
NATIVE(reader_flush_m)
{
    if (buffered_check_ready(self))
        return VALUE_ERROR;
    return object_call_method0(as_buffered(self)->raw, NAME(flush));
}

/* raw.close(), with other threads kept out; then the buffer goes, which tells them that we are closed. */
static Value close_raw(Ref self)
{
    Buffered *b = as_buffered(self);
    if (b->data != NULL && buffered_enter(self))
        return VALUE_ERROR;
    Value raw = value_dup(b->raw);
    Value result = object_call_method0(raw, NAME(close));
    value_drop(raw);
    if (value_is_ok(result) || io_is_closed(b->raw) > 0) {
        mem_free(b->data);
        b->data = NULL;
        b->write_len = b->read_pos = b->read_end = 0;
    }
    buffered_leave(self);
    return result;
}

NATIVE(buffered_close_m)
{
    Buffered *b = as_buffered(self);
    if (buffered_check_ready(self))
        return VALUE_ERROR;
    int closed = buffered_is_closed(self);
    if (closed)
        return closed < 0 ? VALUE_ERROR : VALUE_NONE;
    if (b->finalizing)
        io_dealloc_warn(b->raw, self);
    value_drop(object_call_method0(self, NAME(flush)));
    Value first_error = exc_take();
    return io_close_result(first_error, close_raw(self));
}

NATIVE(buffered_detach_m)
{
    Buffered *b = as_buffered(self);
    if (buffered_check_ready(self))
        return VALUE_ERROR;
    Value flushed = object_call_method0(self, NAME(flush));
    if (value_is_error(flushed))
        return VALUE_ERROR;
    value_drop(flushed);
    Value raw = b->raw;
    b->raw = VALUE_ABSENT;
    b->detached = true;
    b->ok = false;
    return raw;
}

NATIVE(buffered_dealloc_warn_m)
{
    if (!as_buffered(self)->ok)
        return VALUE_NONE;
    Value name = str_intern_cstr("_dealloc_warn");
    Value result = object_call_method1(as_buffered(self)->raw, name, a[0]);
    value_drop(name);
    if (value_is_error(result))
        exc_clear();
    value_drop(result);
    return VALUE_NONE;
}

/* ---- position ---- */
NATIVE(buffered_tell_m)
{
    Buffered *b = as_buffered(self);
    int closed = buffered_is_closed(self);
    if (closed)
        return closed < 0 ? VALUE_ERROR : exc_raise(&type_ValueError, "I/O operation on closed file");
    if (buffered_enter(self))
        return VALUE_ERROR;
    b->raw_pos = -1; /* somebody else may share the descriptor */
    int64_t position = buffered_raw_tell(self);
    Value result = VALUE_ERROR;
    if (position >= 0) {
        position += b->write_len - (b->read_end - b->read_pos);
        result = int_new(position < 0 ? 0 : position);
    }
    buffered_leave(self);
    return result;
}

/* A target inside what was read ahead needs no system call. */
static bool seek_in_buffer(Buffered *b, Ref self, int64_t target, int whence, int64_t *position)
{
    if (!b->readable || b->write_len > 0 || b->read_end == 0 || whence == SEEK_END)
        return false;
    int64_t raw = buffered_raw_tell(self);
    if (raw < 0) {
        exc_clear();
        return false;
    }
    int64_t now = raw - (b->read_end - b->read_pos);
    if (now < 0)
        now = 0; /* character devices tell 0 wherever they are */
    int64_t delta = whence == SEEK_SET ? target - now : target;
    if (delta < -b->read_pos || delta > b->read_end - b->read_pos)
        return false;
    b->read_pos += delta;
    *position = now + delta;
    return true;
}

NATIVE(buffered_seek_m)
{
    Buffered *b = as_buffered(self);
    int whence;
    int64_t target, position = -1;
    if (buffered_check_ready(self) || int_as_i32(a[1], &whence))
        return VALUE_ERROR;
    if (whence < 0 || whence > 4)
        return exc_raise(&type_ValueError, "whence value %d unsupported", whence);
    if (buffered_check_open(self, "seek"))
        return VALUE_ERROR;
    Value name = str_intern_cstr("seekable");
    int failed = io_check_ability(b->raw, name, "File or stream is not seekable.");
    value_drop(name);
    if (failed || object_as_index(a[0], &target, false) || buffered_enter(self))
        return VALUE_ERROR;
    if (!seek_in_buffer(b, self, target, whence, &position)) {
        position = -1;
        if (buffered_flush_writes(self) == 0) {
            if (whence == SEEK_CUR)
                target -= b->read_end - b->read_pos;
            position = buffered_raw_seek(self, target, whence);
            if (position >= 0)
                b->read_pos = b->read_end = 0;
        }
    }
    buffered_leave(self);
    return position < 0 ? VALUE_ERROR : int_new(position);
}

NATIVE(buffered_truncate_m)
{
    Buffered *b = as_buffered(self);
    if (buffered_check_ready(self))
        return VALUE_ERROR;
    if (!b->writable)
        return io_unsupported("truncate");
    if (buffered_check_open(self, "truncate") || buffered_enter(self))
        return VALUE_ERROR;
    Value result = VALUE_ERROR;
    if (buffered_flush_and_rewind(self) == 0) {
        Value name = str_intern_cstr("truncate");
        result = object_call_method1(b->raw, name, a[0]);
        value_drop(name);
        b->raw_pos = -1;
    }
    buffered_leave(self);
    return result;
}

/* ---- questions passed on to raw ---- */
static Value ask_raw(Ref self, const char *method)
{
    if (buffered_check_ready(self))
        return VALUE_ERROR;
    Value name = str_intern_cstr(method), raw = value_dup(as_buffered(self)->raw);
    Value answer = object_call_method0(raw, name);
    value_drop(raw);
    value_drop(name);
    return answer;
}
NATIVE(buffered_readable_m) { return ask_raw(self, "readable"); }
NATIVE(buffered_writable_m) { return ask_raw(self, "writable"); }
NATIVE(buffered_seekable_m) { return ask_raw(self, "seekable"); }
NATIVE(buffered_fileno_m) { return ask_raw(self, "fileno"); }
NATIVE(buffered_isatty_m) { return ask_raw(self, "isatty"); }

static Value get_of_raw(Ref self, const char *attribute)
{
    if (buffered_check_ready(self))
        return VALUE_ERROR;
    Value raw = value_dup(as_buffered(self)->raw);
    Value v = object_getattr_cstr(raw, attribute);
    value_drop(raw);
    return v;
}
static Value get_closed(Ref self) { return get_of_raw(self, "closed"); }
static Value get_name(Ref self) { return get_of_raw(self, "name"); }
static Value get_mode(Ref self) { return get_of_raw(self, "mode"); }

Value buffered_repr(Ref self)
{
    Value name = io_name_or_absent(self);
    if (value_is_error(name))
        return VALUE_ERROR;
    Value type = str_format("%s%s", io_type_prefix(self), value_type(self)->name);
    if (value_is_absent(name)) {
        Value text = str_format("<%U>", type);
        value_drop(type);
        return text;
    }
    int entered = object_repr_enter(self);
    Value text = VALUE_ERROR;
    if (entered == 0) {
        text = str_format("<%U name=%R>", type, name);
        object_repr_leave(self);
    } else if (entered > 0) {
        exc_raise(&type_RuntimeError, "reentrant call inside %U.__repr__", type);
    }
    value_drop(type);
    value_drop(name);
    return text;
}

NATIVE(buffered_getstate_m)
{
    return exc_raise(&type_TypeError, "cannot pickle '%s' instances", value_type(self)->name);
}
NATIVE(buffered_sizeof_m) { return int_new((int64_t)sizeof(Buffered) + as_buffered(self)->buffer_size); }

const Getter buffered_getters[] = {
    {"closed", get_closed, NULL, "Whether the stream is closed."},
    {"name", get_name, NULL, "The name of the raw stream."},
    {"mode", get_mode, NULL, "The mode of the raw stream."},
    {0},
};
const Member buffered_members[] = {
    {"raw", MEMBER_VALUE_OR_NONE, offsetof(Buffered, raw), true},
    {"_finalizing", MEMBER_BOOL, offsetof(Buffered, finalizing)},
    {0},
};

#define COMMON_METHODS                                                                                       \
    {"detach()", buffered_detach_m, "Flush, separate the raw stream and return it."},                       \
    {"close()", buffered_close_m, "Flush and close the stream."},                                           \
    {"seekable()", buffered_seekable_m, "Return whether the stream can be positioned."},                    \
    {"fileno()", buffered_fileno_m, "Return the file descriptor of the raw stream."},                       \
    {"isatty()", buffered_isatty_m, "Return whether the raw stream is a terminal."},                        \
    {"_dealloc_warn(source, /)", buffered_dealloc_warn_m, ""},                                              \
    {"tell()", buffered_tell_m, "Return the position."},                                                    \
    {"seek(target, whence=0, /)", buffered_seek_m, "Move to a new position and return it."},                \
    {"truncate(pos=None, /)", buffered_truncate_m, "Cut the file at pos, or at the current position."},     \
    {"__getstate__()", buffered_getstate_m, ""},                                                            \
    {"__sizeof__()", buffered_sizeof_m, ""}
#define READ_METHODS                                                                                         \
    {"readable()", buffered_readable_m, "Return whether the stream can be read."},                          \
    {"read(size=-1, /)", buffered_read_m, "Read up to size bytes; all of them when size is negative."},     \
    {"peek(size=0, /)", buffered_peek_m, "Return what is buffered without moving on; reads once if nothing is."}, \
    {"read1(size=-1, /)", buffered_read1_m, "Read up to size bytes with at most one raw read."},            \
    {"readinto(buffer, /)", buffered_readinto_m, "Read into a buffer."},                                    \
    {"readinto1(buffer, /)", buffered_readinto1_m, "Read into a buffer with at most one raw read."},        \
    {"readline(size=-1, /)", buffered_readline_m, "Read a line, at most size bytes of it."}
#define WRITE_METHODS                                                                                        \
    {"writable()", buffered_writable_m, "Return whether the stream can be written."},                       \
    {"write(buffer, /)", buffered_write_m, "Write a buffer and return its length."},                        \
    {"flush()", buffered_flush_m, "Write what is buffered."}

const Method buffered_reader_methods[] = {
    COMMON_METHODS, READ_METHODS, {"flush()", reader_flush_m, "Flush the raw stream."}, {0},
};
const Method buffered_writer_methods[] = {COMMON_METHODS, WRITE_METHODS, {0}};
const Method buffered_random_methods[] = {COMMON_METHODS, READ_METHODS, WRITE_METHODS, {0}};
