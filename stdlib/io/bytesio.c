/* stdlib/io/bytesio.c -- BytesIO: a binary stream in memory.
 *
 * The contents are a plain block of memory; getbuffer() lends it out, and while it is lent it cannot move. */
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/dict.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "stdlib/io/io.h"

typedef struct BytesIO {
    IoBase io;
    char *data;
    int64_t len, capacity, position;
    int64_t n_exports;
    bool closed;
} BytesIO;

/* What getbuffer()'s memoryview looks at: keeps the stream alive and its memory in place. */
typedef struct BytesIOBuffer {
    Obj base;
    Value source;
} BytesIOBuffer;

static BytesIO *as_bytesio(Ref v) { return VALUE_AS(BytesIO, v); }

static int check_open(BytesIO *b)
{
    return b->closed ? exc_raise_int(&type_ValueError, "I/O operation on closed file.") : 0;
}

static int check_exports(BytesIO *b)
{
    return b->n_exports > 0
               ? exc_raise_int(&type_BufferError, "Existing exports of data: object cannot be re-sized") : 0;
}

static int reserve(BytesIO *b, int64_t n)
{
    if (n <= b->capacity)
        return 0;
    int64_t capacity = n + n / 8 + 64;
    char *p = mem_realloc_or_raise(b->data, (size_t)capacity);
    if (p == NULL)
        return -1;
    b->data = p;
    b->capacity = capacity;
    return 0;
}

static int write_at_position(BytesIO *b, const char *p, int64_t n)
{
    if (check_open(b) || check_exports(b))
        return -1;
    if (n == 0)
        return 0;
    if (b->position > INT64_MAX - n) {
        return exc_raise_int(&type_OverflowError, "new position too large");
    }
    int64_t end = b->position + n;
    if (reserve(b, end))
        return -1;
    if (b->position > b->len)
        memset(b->data + b->len, 0, (size_t)(b->position - b->len));
    memmove(b->data + b->position, p, (size_t)n);
    b->position = end;
    if (end > b->len)
        b->len = end;
    return 0;
}

static Value bytesio_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    BytesIO *b = io_alloc(type);
    if (b == NULL)
        return VALUE_ERROR;
    gc_track(b);
    return value_from_obj(b);
}

static int bytesio_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[1];
    if (args_bind(&spec, "BytesIO(initial_bytes=<absent>)", args, n_args, kwnames, a))
        return -1;
    BytesIO *b = as_bytesio(self);
    if (check_exports(b))
        return -1;
    b->len = b->position = 0;
    b->closed = false;
    if (value_is_absent(a[0]) || value_is_none(a[0]))
        return 0;
    Buffer view;
    if (buffer_get(a[0], &view, BUFFER_SIMPLE))
        return -1;
    int result = write_at_position(b, view.data, view.byte_len);
    buffer_release(&view);
    b->position = 0;
    return result;
}

static void bytesio_dealloc(Obj *o)
{
    gc_untrack(o);
    BytesIO *b = (BytesIO *)o;
    mem_free(b->data);
    b->data = NULL;
    value_clear(&b->io.dict);
    object_free(o);
}
static int bytesio_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((BytesIO *)o)->io.dict);
    return 0;
}
static void bytesio_clear(Obj *o) { value_clear(&((BytesIO *)o)->io.dict); }

/* Nothing to close: no finaliser unless a subclass brings one. */
static int bytesio_finalize(Ref self)
{
    return value_type(self)->flags & TYPE_HEAP ? io_finalize(self) : 0;
}

/* ---- reading ---- */
static int64_t available(const BytesIO *b) { return b->position < b->len ? b->len - b->position : 0; }

static Value take(BytesIO *b, int64_t n)
{
    if (n < 0 || n > available(b))
        n = available(b);
    Value bytes = bytes_new(b->data + (n > 0 ? b->position : 0), (size_t)n);
    if (!value_is_error(bytes))
        b->position += n;
    return bytes;
}

static int64_t line_length(const BytesIO *b, int64_t limit)
{
    int64_t n = available(b);
    if (n == 0)
        return 0;
    const char *start = b->data + b->position, *newline = memchr(start, '\n', (size_t)n);
    if (newline != NULL)
        n = newline - start + 1;
    return limit >= 0 && n > limit ? limit : n;
}

NATIVE(bytesio_read_m)
{
    int64_t size;
    if (check_open(as_bytesio(self)) || io_size_argument(a[0], &size))
        return VALUE_ERROR;
    return take(as_bytesio(self), size);
}

NATIVE(bytesio_readline_m)
{
    int64_t limit;
    if (check_open(as_bytesio(self)) || io_size_argument(a[0], &limit))
        return VALUE_ERROR;
    return take(as_bytesio(self), line_length(as_bytesio(self), limit));
}

static Value bytesio_next(Ref self)
{
    BytesIO *b = as_bytesio(self);
    if (check_open(b))
        return VALUE_ERROR;
    int64_t n = line_length(b, -1);
    return n == 0 ? VALUE_ABSENT : take(b, n);
}

NATIVE(bytesio_readlines_m)
{
    BytesIO *b = as_bytesio(self);
    int64_t hint, total = 0;
    if (check_open(b))
        return VALUE_ERROR;
    if (!value_is_none(a[0]) && !value_is_any_int(a[0]))
        return exc_raise(&type_TypeError, "integer argument expected, got '%T'", a[0]);
    if (io_size_argument(a[0], &hint))
        return VALUE_ERROR;
    Value list = list_new(0);
    if (value_is_error(list))
        return VALUE_ERROR;
    for (int64_t line_len; (line_len = line_length(b, -1)) > 0;) {
        Value line = take(b, line_len);
        if (value_is_error(line) || list_append_owned(list, line)) {
            value_drop(list);
            return VALUE_ERROR;
        }
        total += line_len;
        if (hint > 0 && total >= hint)
            break;
    }
    return list;
}

NATIVE(bytesio_readinto_m)
{
    BytesIO *b = as_bytesio(self);
    if (check_open(b))
        return VALUE_ERROR;
    Buffer view;
    if (io_buffer_to_fill(a[0], &view, "readinto() argument"))
        return VALUE_ERROR;
    int64_t count = available(b) < view.byte_len ? available(b) : view.byte_len;
    if (count > 0)
        memcpy(view.data, b->data + b->position, (size_t)count);
    b->position += count;
    buffer_release(&view);
    return int_new(count);
}

/* ---- writing ---- */
NATIVE(bytesio_write_m)
{
    BytesIO *b = as_bytesio(self);
    if (check_open(b))
        return VALUE_ERROR;
    Buffer view;
    if (buffer_get(a[0], &view, BUFFER_SIMPLE))
        return VALUE_ERROR;
    int64_t len = view.byte_len;
    int failed = write_at_position(b, view.data, len);
    buffer_release(&view);
    return failed ? VALUE_ERROR : int_new(len);
}

NATIVE(bytesio_writelines_m)
{
    if (check_open(as_bytesio(self)))
        return VALUE_ERROR;
    Value it = object_iter(a[0]);
    if (value_is_error(it))
        return VALUE_ERROR;
    Value result = VALUE_NONE;
    for (;;) {
        Value item = iter_next(it);
        if (value_is_absent(item))
            break;
        Value written = value_is_error(item) ? VALUE_ERROR : bytesio_write_m(self, &item, 1, VALUE_ABSENT);
        value_drop(item);
        value_drop(written);
        if (value_is_error(written)) {
            result = VALUE_ERROR;
            break;
        }
    }
    value_drop(it);
    return result;
}

NATIVE(bytesio_truncate_m)
{
    BytesIO *b = as_bytesio(self);
    int64_t size = b->position;
    if (check_open(b) || check_exports(b))
        return VALUE_ERROR;
    if (!value_is_none(a[0]) && object_as_index(a[0], &size, false))
        return VALUE_ERROR;
    if (size < 0)
        return exc_raise(&type_ValueError, "negative size value %lld", (long long)size);
    if (size < b->len)
        b->len = size;
    return int_new(size);
}

/* ---- position ---- */
NATIVE(bytesio_seek_m)
{
    BytesIO *b = as_bytesio(self);
    int64_t offset;
    int whence;
    if (object_as_index(a[0], &offset, false) || int_as_i32(a[1], &whence) || check_open(b))
        return VALUE_ERROR;
    if (whence == 0 && offset < 0)
        return exc_raise(&type_ValueError, "negative seek value %lld", (long long)offset);
    int64_t from = whence == 1 ? b->position : whence == 2 ? b->len : 0;
    if (whence < 0 || whence > 2)
        return exc_raise(&type_ValueError, "invalid whence (%d, should be 0, 1 or 2)", whence);
    if (offset > 0 && from > INT64_MAX - offset)
        return exc_raise(&type_OverflowError, "new position too large");
    b->position = from + offset < 0 ? 0 : from + offset;
    return int_new(b->position);
}
NATIVE(bytesio_tell_m) { return check_open(as_bytesio(self)) ? VALUE_ERROR : int_new(as_bytesio(self)->position); }

NATIVE(bytesio_yes) { return check_open(as_bytesio(self)) ? VALUE_ERROR : VALUE_TRUE; }
NATIVE(bytesio_isatty_m) { return check_open(as_bytesio(self)) ? VALUE_ERROR : VALUE_FALSE; }
NATIVE(bytesio_flush_m) { return check_open(as_bytesio(self)) ? VALUE_ERROR : VALUE_NONE; }

NATIVE(bytesio_close_m)
{
    BytesIO *b = as_bytesio(self);
    if (check_exports(b))
        return VALUE_ERROR;
    mem_free(b->data);
    b->data = NULL;
    b->len = b->capacity = 0;
    b->closed = true;
    return VALUE_NONE;
}
static Value get_closed(Ref self) { return value_from_bool(as_bytesio(self)->closed); }

NATIVE(bytesio_getvalue_m)
{
    BytesIO *b = as_bytesio(self);
    return check_open(b) ? VALUE_ERROR : bytes_new(b->len > 0 ? b->data : "", (size_t)b->len);
}

/* ---- lending the memory ---- */
static int export_get(Ref self, Buffer *out, int flags)
{
    BytesIO *b = as_bytesio(VALUE_AS(BytesIOBuffer, self)->source);
    if (buffer_fill(out, self, b->data == NULL ? (char *)b : b->data, b->len, false, flags))
        return -1;
    b->n_exports++;
    return 0;
}
static void export_release(Ref self, Buffer *buffer)
{
    as_bytesio(VALUE_AS(BytesIOBuffer, self)->source)->n_exports--;
}
static void export_dealloc(Obj *o)
{
    gc_untrack(o);
    value_clear(&((BytesIOBuffer *)o)->source);
    object_free(o);
}
static int export_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((BytesIOBuffer *)o)->source);
    return 0;
}
static Type type_bytes_io_buffer = {
    .base = STATIC_OBJ(&type_type), .name = "_BytesIOBuffer", .module = "_io", .basic_size = sizeof(BytesIOBuffer),
    .flags = TYPE_GC | TYPE_NO_NEW, .dealloc = export_dealloc, .traverse = export_traverse,
    .buffer_get = export_get, .buffer_release = export_release,
};

NATIVE(bytesio_getbuffer_m)
{
    if (check_open(as_bytesio(self)) || type_ready(&type_bytes_io_buffer))
        return VALUE_ERROR;
    BytesIOBuffer *lent = object_alloc(&type_bytes_io_buffer);
    if (lent == NULL)
        return VALUE_ERROR;
    lent->source = value_dup(self);
    gc_track(lent);
    Value exporter = value_from_obj(lent), view = memoryview_new(exporter);
    value_drop(exporter);
    return view;
}

/* ---- pickling: (value, position, dict) ---- */
NATIVE(bytesio_getstate_m)
{
    BytesIO *b = as_bytesio(self);
    Value contents = bytesio_getvalue_m(self, NULL, 0, VALUE_ABSENT);
    if (value_is_error(contents))
        return VALUE_ERROR;
    Value items[3] = {contents, int_new(b->position),
                      value_is_absent(b->io.dict) ? VALUE_NONE : dict_copy(b->io.dict)};
    return tuple_from_values(items, 3);
}

NATIVE(bytesio_setstate_m)
{
    BytesIO *b = as_bytesio(self);
    if (!value_is_tuple(a[0]) || tuple_len(a[0]) < 3)
        return exc_raise(&type_TypeError, "%s.__setstate__ argument should be 3-tuple, got %T", value_type(self)->name,
                         a[0]);
    Ref contents = tuple_at(a[0], 0), position = tuple_at(a[0], 1), dict = tuple_at(a[0], 2);
    if (check_open(b) || check_exports(b) || bytesio_init(self, &contents, 1, VALUE_ABSENT))
        return VALUE_ERROR;
    int64_t where;
    if (!value_is_any_int(position))
        return exc_raise(&type_TypeError, "second item of state must be an integer, not %T", position);
    if (int_as_i64(position, &where))
        return VALUE_ERROR;
    if (where < 0)
        return exc_raise(&type_ValueError, "position value cannot be negative");
    b->position = where;
    if (value_is_none(dict))
        return VALUE_NONE;
    if (!value_is_dict(dict))
        return exc_raise(&type_TypeError, "third item of state should be a dict, got a %T", dict);
    Value own = object_dict(self, true);
    int failed = value_is_error(own) || dict_merge(own, dict, 1);
    value_drop(own);
    return failed ? VALUE_ERROR : VALUE_NONE;
}
NATIVE(bytesio_sizeof_m) { return int_new((int64_t)sizeof(BytesIO) + as_bytesio(self)->capacity); }

static const Method bytesio_methods[] = {
    {"readable()", bytesio_yes, "Return True."},
    {"seekable()", bytesio_yes, "Return True."},
    {"writable()", bytesio_yes, "Return True."},
    {"close()", bytesio_close_m, "Give the memory back."},
    {"flush()", bytesio_flush_m, "Does nothing."},
    {"isatty()", bytesio_isatty_m, "Return False."},
    {"tell()", bytesio_tell_m, "Return the position."},
    {"write(b, /)", bytesio_write_m, "Write a buffer and return its length."},
    {"writelines(lines, /)", bytesio_writelines_m, "Write each buffer of an iterable."},
    {"read1(size=-1, /)", bytesio_read_m, "Read up to size bytes."},
    {"readinto(buffer, /)", bytesio_readinto_m, "Read into a buffer."},
    {"readline(size=-1, /)", bytesio_readline_m, "Read a line, at most size bytes of it."},
    {"readlines(size=None, /)", bytesio_readlines_m, "Return a list of lines; stop after about size bytes."},
    {"read(size=-1, /)", bytesio_read_m, "Read up to size bytes; all of them when size is negative."},
    {"getbuffer()", bytesio_getbuffer_m, "Return a read-write view of the contents."},
    {"getvalue()", bytesio_getvalue_m, "Return the whole contents."},
    {"seek(pos, whence=0, /)", bytesio_seek_m, "Move to a new position and return it."},
    {"truncate(size=None, /)", bytesio_truncate_m, "Cut the contents at size, or at the current position."},
    {"__getstate__()", bytesio_getstate_m, ""},
    {"__setstate__(state, /)", bytesio_setstate_m, ""},
    {"__sizeof__()", bytesio_sizeof_m, ""},
    {0},
};
static const Getter bytesio_getters[] = {{"closed", get_closed, NULL, "Whether the stream is closed."}, {0}};

Type type_bytes_io = {
    .base = STATIC_OBJ(&type_type), .name = "BytesIO", .module = "_io", .basic_size = sizeof(BytesIO),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF, .super_type = &type_buffered_io_base,
    .dict_offset = offsetof(IoBase, dict), .doc = "BytesIO(initial_bytes=b'')\n--\n\nA binary stream in memory.", .new = bytesio_new,
    .init = bytesio_init, .dealloc = bytesio_dealloc, .traverse = bytesio_traverse, .clear = bytesio_clear,
    .finalize = bytesio_finalize, .next = bytesio_next, .methods = bytesio_methods, .getters = bytesio_getters,
};
