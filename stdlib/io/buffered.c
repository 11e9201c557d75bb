/* stdlib/io/buffered.c -- the machine under BufferedReader, BufferedWriter and BufferedRandom.
 *
 * One block of memory serves both directions: it holds either what was read ahead or what waits to be written,
 * never both.  Turning from reading to writing seeks raw back over the unread bytes; turning to reading
 * flushes.  raw_pos is where the raw stream stands, so
 *
 *     position of the stream = raw_pos - (read_end - read_pos) + write_len
 *
 * One thread at a time is inside (buffered_enter): the raw calls give up the GIL. */
#include "stdlib/io/buffered.h"
#include "runtime/bytes.h"
#include "runtime/clock.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/park.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include <errno.h>
#include <unistd.h>

Buffered *as_buffered(Ref v) { return VALUE_AS(Buffered, v); }

/* ---- one thread inside ---- */
struct IoWaiter {
    Parker parker;
    bool woken;
    IoWaiter *next;
};

static int wait_for_turn(Buffered *b, Ref self)
{
    IoWaiter *w = mem_alloc_or_raise(sizeof *w);
    if (w == NULL)
        return -1;
    *w = (IoWaiter){.next = b->waiters};
    b->waiters = w;
    int result = 0;
    while (!w->woken) {
        if (park_wait(&w->parker, CLOCK_FOREVER, "file", b->owner) == PARK_INTERRUPTED && !w->woken && exc_pending()) {
            for (IoWaiter **link = &b->waiters; *link != NULL; link = &(*link)->next)
                if (*link == w) {
                    *link = w->next;
                    break;
                }
            result = -1;
            break;
        }
    }
    mem_free(w);
    return result;
}

int buffered_enter(Ref self)
{
    Buffered *b = as_buffered(self);
    while (b->owner != NULL) {
        if (b->owner == running)
            return exc_raise_int(&type_RuntimeError, "reentrant call inside %R", self);
        if (wait_for_turn(b, self))
            return -1;
    }
    if (b->data == NULL) /* closed while we waited */
        return exc_raise_int(&type_ValueError, "I/O operation on closed file.");
    b->owner = running;
    return 0;
}

void buffered_leave(Ref self)
{
    Buffered *b = as_buffered(self);
    b->owner = NULL;
    IoWaiter *w = b->waiters;
    if (w != NULL) {
        b->waiters = w->next;
        w->woken = true;
        park_wake(&w->parker);
    }
}

/* ---- state ---- */
int buffered_check_ready(Ref self)
{
    Buffered *b = as_buffered(self);
    if (LIKELY(b->ok))
        return 0;
    return exc_raise_int(&type_ValueError,
                         b->detached ? "raw stream has been detached" : "I/O operation on uninitialized object");
}

int buffered_is_closed(Ref self)
{
    Buffered *b = as_buffered(self);
    if (buffered_check_ready(self))
        return -1;
    if (b->data == NULL)
        return 1;
    if (value_is_obj(b->raw) && io_is_plain(b->raw, &type_file_io))
        return VALUE_AS(FileIO, b->raw)->fd < 0;
    Value raw = value_dup(b->raw);
    int closed = io_is_closed(raw);
    value_drop(raw);
    return closed;
}

int buffered_check_open(Ref self, const char *action)
{
    int closed = buffered_is_closed(self);
    if (closed > 0)
        return exc_raise_int(&type_ValueError, "%s of closed file", action);
    return closed;
}

/* ---- the raw stream ---- */
/* Read at most n bytes into p: the count, 0 at the end, -1 error, -2 would block. */
int64_t buffered_raw_read(Ref self, char *p, int64_t n)
{
    Buffered *b = as_buffered(self);
    int64_t got;
    if (io_is_plain(b->raw, &type_file_io)) {
        FileIO *file = VALUE_AS(FileIO, b->raw);
        if (file->fd < 0 || !file->readable) {
            Value name = str_intern_cstr("readinto");
            Value empty = bytearray_new("", 0);
            Value ignored = object_call_method1(b->raw, name, empty); /* raises the right error */
            value_drop(ignored);
            value_drop(name);
            value_drop(empty);
            return -1;
        }
        got = fileio_read_into(b->raw, p, (size_t)n);
    } else {
        Value raw = value_dup(b->raw), target = bytearray_new(NULL, (size_t)n);
        Value view = value_is_error(target) ? VALUE_ERROR : memoryview_new(target);
        Value name = str_intern_cstr("readinto"), count = VALUE_ERROR;
        if (!value_is_error(view)) {
            memset(VALUE_AS(ByteArray, target)->start, 0, (size_t)n);
            do {
                count = object_call_method1(raw, name, view);
            } while (value_is_error(count) && io_retry_interrupted() > 0);
        }
        got = -1;
        if (value_is_none(count)) {
            got = -2;
        } else if (value_is_ok(count)) {
            if (object_as_index(count, &got, false)) {
                exc_raise_from_pending(&type_OSError, "raw readinto() failed");
                got = -1;
            } else if (got < 0 || got > n) {
                exc_raise(&type_OSError, "raw readinto() returned invalid length %lld (should have been between 0 and %lld)",
                          (long long)got, (long long)n);
                got = -1;
            } else {
                memcpy(p, VALUE_AS(ByteArray, target)->start, (size_t)got);
            }
        }
        value_drop(count);
        value_drop(name);
        value_drop(view);
        value_drop(target);
        value_drop(raw);
    }
    if (got > 0 && b->raw_pos >= 0)
        b->raw_pos += got;
    return got;
}

/* Write at most n bytes: the count, -1 error, -2 would block. */
int64_t buffered_raw_write(Ref self, const char *p, int64_t n)
{
    Buffered *b = as_buffered(self);
    int64_t done;
    if (io_is_plain(b->raw, &type_file_io) && VALUE_AS(FileIO, b->raw)->fd >= 0 &&
        VALUE_AS(FileIO, b->raw)->writable) {
        done = fileio_write_from(b->raw, p, (size_t)n);
    } else {
        Value raw = value_dup(b->raw), bytes = bytes_new(p, (size_t)n);
        Value view = value_is_error(bytes) ? VALUE_ERROR : memoryview_new(bytes);
        Value count = VALUE_ERROR;
        if (!value_is_error(view))
            do {
                count = object_call_method1(raw, NAME(write), view);
            } while (value_is_error(count) && io_retry_interrupted() > 0);
        done = -1;
        if (value_is_none(count)) {
            done = -2;
        } else if (value_is_ok(count)) {
            if (object_as_index(count, &done, false)) {
                exc_clear();
                done = -1;
            }
            if (done < 0 || done > n) {
                exc_raise(&type_OSError, "raw write() returned invalid length %lld (should have been between 0 and %lld)",
                          (long long)done, (long long)n);
                done = -1;
            }
        }
        value_drop(count);
        value_drop(view);
        value_drop(bytes);
        value_drop(raw);
    }
    if (done > 0 && b->raw_pos >= 0)
        b->raw_pos += done;
    return done;
}

/* An integer result of raw.seek() or raw.tell(): -1 error. */
static int64_t raw_position(Value result /* taken */)
{
    if (value_is_error(result))
        return -1;
    int64_t position;
    int failed = object_as_index(result, &position, false);
    value_drop(result);
    if (failed)
        return -1;
    if (position < 0) {
        exc_raise(&type_OSError, "Raw stream returned invalid position %lld", (long long)position);
        return -1;
    }
    return position;
}

int64_t buffered_raw_seek(Ref self, int64_t target, int whence)
{
    Buffered *b = as_buffered(self);
    int64_t position;
    if (io_is_plain(b->raw, &type_file_io)) {
        position = fileio_seek(b->raw, target, whence);
    } else {
        Value raw = value_dup(b->raw), offset = int_new(target);
        Ref args[2] = {offset, value_from_int(whence)};
        position = raw_position(object_call_method(raw, NAME(seek), args, 2));
        value_drop(offset);
        value_drop(raw);
    }
    b->raw_pos = position;
    return position;
}

int64_t buffered_raw_tell(Ref self)
{
    Buffered *b = as_buffered(self);
    if (b->raw_pos >= 0)
        return b->raw_pos;
    if (io_is_plain(b->raw, &type_file_io))
        return b->raw_pos = fileio_seek(b->raw, 0, SEEK_CUR);
    Value raw = value_dup(b->raw), name = str_intern_cstr("tell");
    b->raw_pos = raw_position(object_call_method0(raw, name));
    value_drop(name);
    value_drop(raw);
    return b->raw_pos;
}

/* ---- turning ---- */
/* Forget what was read ahead, with raw standing where the stream stands. */
int buffered_drop_read_ahead(Ref self)
{
    Buffered *b = as_buffered(self);
    int64_t unread = b->read_end - b->read_pos;
    if (unread > 0 && buffered_raw_seek(self, -unread, SEEK_CUR) < 0)
        return -1;
    b->read_pos = b->read_end = 0;
    return 0;
}

/* BlockingIOError of a write that could not be finished. */
int buffered_would_block(int64_t written)
{
    Value message = str_from_cstr("write could not complete without blocking");
    Ref args[3] = {value_from_int(EAGAIN), message, value_from_int(written)};
    Value exc = object_call(value_from_obj(&type_BlockingIOError), args, 3, VALUE_ABSENT);
    value_drop(message);
    if (!value_is_error(exc))
        exc_raise_object(exc);
    value_drop(exc);
    return -1;
}

/* Write what waits. On failure the unwritten rest stays. */
int buffered_flush_writes(Ref self)
{
    Buffered *b = as_buffered(self);
    while (b->write_len > 0) {
        int64_t done = buffered_raw_write(self, b->data, b->write_len);
        if (done == -2)
            return buffered_would_block(0);
        if (done < 0)
            return -1;
        b->write_len -= done;
        memmove(b->data, b->data + done, (size_t)b->write_len);
        if (b->write_len > 0 && gil_safepoint())
            return -1;
    }
    return 0;
}

/* Both directions: the common part of flush(), seek(), tell()'s helpers. */
int buffered_flush_and_rewind(Ref self)
{
    Buffered *b = as_buffered(self);
    if (buffered_flush_writes(self))
        return -1;
    return b->readable ? buffered_drop_read_ahead(self) : 0;
}

/* ---- making ---- */
static Value buffered_alloc(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    Buffered *b = io_alloc(type);
    if (b == NULL)
        return VALUE_ERROR;
    b->raw = VALUE_ABSENT;
    gc_track(b);
    return value_from_obj(b);
}

static int set_up(Ref self, Ref raw, Ref size_value, bool readable, bool writable)
{
    Buffered *b = as_buffered(self);
    b->ok = b->detached = false;
    int64_t size;
    if (int_as_i64(size_value, &size))
        return -1;
    if (readable) {
        Value name = NAME(readable);
        bool plain = io_is_plain(raw, &type_file_io) && VALUE_AS(FileIO, raw)->fd >= 0;
        if (plain ? !VALUE_AS(FileIO, raw)->readable : io_check_ability(raw, name, "File or stream is not readable.") != 0) {
            if (plain)
                io_unsupported("File or stream is not readable.");
            return -1;
        }
    }
    if (writable && io_check_ability(raw, NAME(writable), "File or stream is not writable."))
        return -1;
    if (size <= 0)
        return exc_raise_int(&type_ValueError, "buffer size must be strictly positive");
    char *data = mem_alloc_or_raise((size_t)size);
    if (data == NULL)
        return -1;
    mem_free(b->data);
    b->data = data;
    b->buffer_size = size;
    value_replace(&b->raw, value_dup(raw));
    b->readable = readable;
    b->writable = writable;
    b->read_pos = b->read_end = b->write_len = 0;
    b->raw_pos = -1;
    b->ok = true;
    return 0;
}

static int init_with(Ref self, const char *signature, Spec **spec, const Ref *args, size_t n_args, Ref kwnames,
                     bool readable, bool writable)
{
    Value a[2];
    as_buffered(self)->ok = as_buffered(self)->detached = false;
    if (args_bind(spec, signature, args, n_args, kwnames, a))
        return -1;
    if (readable && writable) {
        Value name = str_intern_cstr("seekable");
        int failed = io_check_ability(a[0], name, "File or stream is not seekable.");
        value_drop(name);
        if (failed)
            return -1;
    }
    if (set_up(self, a[0], a[1], readable, writable))
        return -1;
    if (buffered_raw_tell(self) < 0)
        exc_clear();
    return 0;
}

static int reader_init(Ref self, const Ref *args, size_t n, Ref kwnames)
{
    static Spec *spec;
    return init_with(self, "BufferedReader(raw, buffer_size=8192)", &spec, args, n, kwnames, true, false);
}
static int writer_init(Ref self, const Ref *args, size_t n, Ref kwnames)
{
    static Spec *spec;
    return init_with(self, "BufferedWriter(raw, buffer_size=8192)", &spec, args, n, kwnames, false, true);
}
static int random_init(Ref self, const Ref *args, size_t n, Ref kwnames)
{
    static Spec *spec;
    return init_with(self, "BufferedRandom(raw, buffer_size=8192)", &spec, args, n, kwnames, true, true);
}

Value buffered_new(Type *type, Ref raw, int64_t buffer_size)
{
    Value self = buffered_alloc(type, NULL, 0, VALUE_ABSENT);
    if (value_is_error(self))
        return VALUE_ERROR;
    bool readable = type != &type_buffered_writer, writable = type != &type_buffered_reader;
    if (set_up(self, raw, value_from_int(buffer_size), readable, writable)) {
        value_drop(self);
        return VALUE_ERROR;
    }
    return self;
}

static void buffered_dealloc(Obj *o)
{
    gc_untrack(o);
    Buffered *b = (Buffered *)o;
    b->ok = false;
    mem_free(b->data);
    b->data = NULL;
    value_clear(&b->raw);
    value_clear(&b->io.dict);
    object_free(o);
}

static int buffered_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((Buffered *)o)->raw);
    GC_VISIT(((Buffered *)o)->io.dict);
    return 0;
}

static void buffered_clear(Obj *o)
{
    ((Buffered *)o)->ok = false;
    value_clear(&((Buffered *)o)->raw);
    value_clear(&((Buffered *)o)->io.dict);
}

static int buffered_finalize(Ref self)
{
    Buffered *b = as_buffered(self);
    b->finalizing = true;
    if (!b->ok && value_is_absent(b->io.dict))
        return 0;
    return io_finalize(self);
}

#define BUFFERED_TYPE(symbol, type_name, init_function, documentation, method_table)                                  \
    Type symbol = {                                                                                                   \
        .base = STATIC_OBJ(&type_type), .name = type_name, .module = "_io", .basic_size = sizeof(Buffered),           \
        .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF, .super_type = &type_buffered_io_base,                        \
        .dict_offset = offsetof(IoBase, dict), .new = buffered_alloc, .init = init_function,                          \
        .doc = type_name "(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\n" documentation,                              \
        .dealloc = buffered_dealloc, .traverse = buffered_traverse, .clear = buffered_clear,                          \
        .finalize = buffered_finalize, .repr = buffered_repr, .methods = method_table, .getters = buffered_getters,   \
        .members = buffered_members, .next = buffered_next,                                                          \
    }
BUFFERED_TYPE(type_buffered_reader, "BufferedReader", reader_init, "A buffered reader over a raw stream.",
              buffered_reader_methods);
BUFFERED_TYPE(type_buffered_writer, "BufferedWriter", writer_init, "A buffered writer over a raw stream.",
              buffered_writer_methods);
BUFFERED_TYPE(type_buffered_random, "BufferedRandom", random_init,
              "A buffered reader and writer over a raw stream that can be positioned.", buffered_random_methods);
