/* stdlib/io/buffered_read.c -- reading through a buffer: read, read1, readinto, readline, peek, lines. */
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "stdlib/io/buffered.h"

/* Ready to read: nothing waits to be written. */
static int prepare(Ref self)
{
    return as_buffered(self)->write_len > 0 ? buffered_flush_writes(self) : 0;
}

/* Refill an exhausted buffer with one raw read: the count, 0 end, -1, -2. */
static int64_t fill(Ref self)
{
    Buffered *b = as_buffered(self);
    b->read_pos = b->read_end = 0;
    int64_t got = buffered_raw_read(self, b->data, b->buffer_size);
    if (got > 0)
        b->read_end = got;
    return got;
}

static int64_t unread(const Buffered *b) { return b->read_end - b->read_pos; }

/* ---- read ---- */
/* Everything up to the end. */
static Value read_all(Ref self)
{
    Buffered *b = as_buffered(self);
    Value head = bytes_new(b->data + b->read_pos, (size_t)unread(b));
    b->read_pos = b->read_end = 0;
    if (value_is_error(head))
        return VALUE_ERROR;
    Value readall = str_intern_cstr("readall");
    Value raw = value_dup(b->raw), method = object_getattr_or_absent(raw, readall);
    value_drop(readall);
    Value rest = VALUE_ABSENT, all = VALUE_ERROR;
    if (value_is_ok(method)) {
        rest = object_call0(method);
        value_drop(method);
        b->raw_pos = -1;
        if (value_is_ok(rest) && !value_is_none(rest) && !value_is_bytes(rest))
            exc_raise(&type_TypeError, "readall() should return bytes");
        else if (value_is_none(rest))
            all = bytes_len(head) > 0 ? value_dup(head) : VALUE_NONE;
        else if (value_is_bytes(rest))
            all = bytes_len(head) > 0 ? object_concat(head, rest) : value_dup(rest);
        value_drop(rest);
    } else if (value_is_absent(method)) {
        /* No readall(): read() until it gives nothing. */
        Value sum = bytearray_new(bytes_data(head), (size_t)bytes_len(head));
        while (value_is_ok(sum)) {
            Value piece = object_call_method0(raw, NAME(read));
            if (value_is_ok(piece) && !value_is_none(piece) && !value_is_bytes(piece)) {
                value_drop(piece);
                exc_raise(&type_TypeError, "read() should return bytes");
                piece = VALUE_ERROR;
            }
            if (value_is_error(piece))
                break;
            b->raw_pos = -1;
            if (value_is_none(piece) || bytes_len(piece) == 0) {
                bool nothing = value_is_none(piece) && VALUE_AS(ByteArray, sum)->len == 0;
                value_drop(piece);
                all = nothing ? VALUE_NONE
                              : bytes_new(VALUE_AS(ByteArray, sum)->start, (size_t)VALUE_AS(ByteArray, sum)->len);
                break;
            }
            int failed = bytearray_append(sum, bytes_data(piece), (size_t)bytes_len(piece));
            value_drop(piece);
            if (failed)
                break;
        }
        value_drop(sum);
    }
    value_drop(raw);
    value_drop(head);
    return all;
}

/* Copy n bytes to p, reading as often as needed. The count; -2 when it would block and nothing came; -1. */
static int64_t read_exactly(Ref self, char *p, int64_t n)
{
    Buffered *b = as_buffered(self);
    int64_t done = unread(b) < n ? unread(b) : n;
    memcpy(p, b->data + b->read_pos, (size_t)done);
    b->read_pos += done;
    while (done < n) {
        int64_t rest = n - done, got;
        /* Whole blocks go straight to their place. */
        if (rest >= b->buffer_size) {
            b->read_pos = b->read_end = 0;
            got = buffered_raw_read(self, p + done, rest - rest % b->buffer_size);
        } else {
            got = fill(self);
            if (got > 0) {
                if (got > rest)
                    got = rest;
                memcpy(p + done, b->data, (size_t)got);
                b->read_pos = got;
            }
        }
        if (got == -1)
            return -1;
        if (got <= 0)
            return got == -2 && done == 0 ? -2 : done;
        done += got;
    }
    return done;
}

static Value read_some(Ref self, int64_t n)
{
    Buffered *b = as_buffered(self);
    if (unread(b) >= n) {
        Value bytes = bytes_new(b->data + b->read_pos, (size_t)n);
        b->read_pos += n;
        return bytes;
    }
    Value bytes = bytes_new(NULL, (size_t)n);
    if (value_is_error(bytes))
        return VALUE_ERROR;
    int64_t got = read_exactly(self, VALUE_AS(Bytes, bytes)->data, n);
    if (got < 0) {
        value_drop(bytes);
        return got == -2 ? VALUE_NONE : VALUE_ERROR;
    }
    return bytes_truncate(bytes, (size_t)got);
}

Value buffered_read_m(Ref self, const Ref *a, size_t n, Ref kwnames)
{
    int64_t size;
    if (buffered_check_ready(self) || io_size_argument(a[0], &size))
        return VALUE_ERROR;
    if (size < -1)
        return exc_raise(&type_ValueError, "read length must be non-negative or -1");
    if (buffered_check_open(self, "read") || buffered_enter(self))
        return VALUE_ERROR;
    Value result = prepare(self) ? VALUE_ERROR : size < 0 ? read_all(self) : read_some(self, size);
    buffered_leave(self);
    return result;
}

Value buffered_read1(Ref self, int64_t size)
{
    Buffered *b = as_buffered(self);
    if (buffered_check_ready(self))
        return VALUE_ERROR;
    if (size < 0)
        size = b->buffer_size;
    if (buffered_check_open(self, "read"))
        return VALUE_ERROR;
    if (size == 0)
        return bytes_empty();
    if (buffered_enter(self))
        return VALUE_ERROR;
    Value result = VALUE_ERROR;
    if (prepare(self) == 0) {
        if (unread(b) > 0) {
            int64_t n = unread(b) < size ? unread(b) : size;
            result = bytes_new(b->data + b->read_pos, (size_t)n);
            b->read_pos += n;
        } else {
            b->read_pos = b->read_end = 0;
            result = bytes_new(NULL, (size_t)size);
            if (!value_is_error(result)) {
                int64_t got = buffered_raw_read(self, VALUE_AS(Bytes, result)->data, size);
                if (got == -1) {
                    value_drop(result);
                    result = VALUE_ERROR;
                } else {
                    result = bytes_truncate(result, got < 0 ? 0 : (size_t)got);
                }
            }
        }
    }
    buffered_leave(self);
    return result;
}

Value buffered_read1_m(Ref self, const Ref *a, size_t n, Ref kwnames)
{
    int64_t size;
    return io_size_argument(a[0], &size) ? VALUE_ERROR : buffered_read1(self, size);
}

/* ---- readinto ---- */
/* What is buffered, and at most one raw read: straight to its place when much is wanted, through the buffer when
 * nothing was there. */
static int64_t read_into_once(Ref self, char *p, int64_t n)
{
    Buffered *b = as_buffered(self);
    int64_t done = unread(b);
    memcpy(p, b->data + b->read_pos, (size_t)done);
    b->read_pos = b->read_end;
    if (n - done > b->buffer_size) {
        b->read_pos = b->read_end = 0;
        int64_t got = buffered_raw_read(self, p + done, n - done);
        return got >= 0 ? done + got : got == -2 && done > 0 ? done : got;
    }
    if (done > 0)
        return done;
    int64_t got = fill(self);
    if (got > n)
        got = n;
    if (got > 0) {
        memcpy(p, b->data, (size_t)got);
        b->read_pos = got;
    }
    return got;
}

static Value read_into(Ref self, Ref target, bool once)
{
    Buffered *b = as_buffered(self);
    if (buffered_check_ready(self))
        return VALUE_ERROR;
    Buffer view;
    if (io_buffer_to_fill(target, &view, once ? "readinto1() argument" : "readinto() argument"))
        return VALUE_ERROR;
    int64_t got = -1;
    if (buffered_check_open(self, "readinto") == 0 && buffered_enter(self) == 0) {
        if (prepare(self) == 0) {
            got = once && unread(b) < view.byte_len ? read_into_once(self, view.data, view.byte_len)
                                                    : read_exactly(self, view.data, view.byte_len);
        }
        buffered_leave(self);
    }
    buffer_release(&view);
    return got == -2 ? VALUE_NONE : got < 0 ? VALUE_ERROR : int_new(got);
}
Value buffered_readinto_m(Ref self, const Ref *a, size_t n, Ref kwnames) { return read_into(self, a[0], false); }
Value buffered_readinto1_m(Ref self, const Ref *a, size_t n, Ref kwnames) { return read_into(self, a[0], true); }

/* ---- lines ---- */
/* A line of at most `limit` bytes (negative: any length). */
static Value read_line(Ref self, int64_t limit)
{
    Buffered *b = as_buffered(self);
    int64_t n = unread(b);
    if (limit >= 0 && n > limit)
        n = limit;
    const char *start = b->data + b->read_pos, *newline = n > 0 ? memchr(start, '\n', (size_t)n) : NULL;
    if (newline != NULL || n == limit) {
        int64_t len = newline != NULL ? newline - start + 1 : n;
        Value line = bytes_new(start, (size_t)len);
        b->read_pos += len;
        return line;
    }
    Value sum = bytearray_new(start, (size_t)n);
    b->read_pos += n;
    while (value_is_ok(sum)) {
        int64_t have = VALUE_AS(ByteArray, sum)->len;
        int64_t got = limit >= 0 && have >= limit ? 0 : fill(self);
        if (got == -1) {
            value_drop(sum);
            return VALUE_ERROR;
        }
        if (got <= 0)
            break;
        int64_t take = limit >= 0 && got > limit - have ? limit - have : got;
        newline = memchr(b->data, '\n', (size_t)take);
        if (newline != NULL)
            take = newline - b->data + 1;
        if (bytearray_append(sum, b->data, (size_t)take)) {
            value_drop(sum);
            return VALUE_ERROR;
        }
        b->read_pos = take;
        if (newline != NULL)
            break;
    }
    if (!value_is_ok(sum))
        return VALUE_ERROR;
    Value line = bytes_new(VALUE_AS(ByteArray, sum)->start, (size_t)VALUE_AS(ByteArray, sum)->len);
    value_drop(sum);
    return line;
}

static Value locked_line(Ref self, int64_t limit)
{
    if (buffered_check_open(self, "readline") || buffered_enter(self))
        return VALUE_ERROR;
    Value line = prepare(self) ? VALUE_ERROR : read_line(self, limit);
    buffered_leave(self);
    return line;
}

Value buffered_readline_m(Ref self, const Ref *a, size_t n, Ref kwnames)
{
    int64_t limit;
    if (buffered_check_ready(self) || io_size_argument(a[0], &limit))
        return VALUE_ERROR;
    return locked_line(self, limit);
}

Value buffered_next(Ref self)
{
    if (buffered_check_ready(self))
        return VALUE_ERROR;
    Value line;
    if (as_buffered(self)->readable && value_type(self)->next == buffered_next &&
        !(value_type(self)->flags & TYPE_HEAP)) {
        line = locked_line(self, -1);
    } else {
        line = object_call_method0(self, NAME(readline));
        if (value_is_ok(line) && !value_is_bytes(line)) {
            exc_raise(&type_OSError, "readline() should have returned a bytes object, not '%T'", line);
            value_drop(line);
            return VALUE_ERROR;
        }
    }
    if (value_is_ok(line) && bytes_len(line) == 0) {
        value_drop(line);
        return VALUE_ABSENT;
    }
    return line;
}

Value buffered_peek_m(Ref self, const Ref *a, size_t n, Ref kwnames)
{
    Buffered *b = as_buffered(self);
    int64_t ignored;
    if (object_as_index(a[0], &ignored, false) || buffered_check_ready(self) || buffered_check_open(self, "peek") ||
        buffered_enter(self))
        return VALUE_ERROR;
    Value result = VALUE_ERROR;
    if (prepare(self) == 0) {
        int64_t got = unread(b) > 0 ? unread(b) : fill(self);
        if (got != -1)
            result = bytes_new(b->data + b->read_pos, (size_t)unread(b));
    }
    buffered_leave(self);
    return result;
}
