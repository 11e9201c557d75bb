/* stdlib/io/textio.c -- TextIOWrapper: making one, writing, flushing, closing.
 *
 * Text is encoded into `pending` at once and handed to the buffer in chunks.  UTF-8, ASCII and Latin-1 need
 * no codecs module; other encodings use its incremental encoder and decoder objects.
 * The other halves: textio_read.c, textio_seek.c (tell() cookies), textio_codec.c. */
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "stdlib/io/textio_private.h"

TextIO *as_text(Ref v) { return VALUE_AS(TextIO, v); }

bool textio_is_plain(Ref file) { return io_is_plain(file, &type_text_io); }

int text_check_ready(Ref self)
{
    TextIO *t = as_text(self);
    if (LIKELY(t->ok))
        return 0;
    return exc_raise_int(&type_ValueError, t->detached ? "underlying buffer has been detached"
                                                       : "I/O operation on uninitialized object");
}

/* Is the buffer closed? 1, 0, -1. The usual layers are looked at directly. */
static int is_closed(TextIO *t)
{
    if (io_is_plain_writer(t->buffer) || io_is_plain_reader(t->buffer)) {
        Buffered *b = VALUE_AS(Buffered, t->buffer);
        if (b->ok && io_is_plain(b->raw, &type_file_io))
            return VALUE_AS(FileIO, b->raw)->fd < 0;
    }
    Value buffer = value_dup(t->buffer);
    int closed = io_is_closed(buffer);
    value_drop(buffer);
    return closed;
}

int text_check_open(Ref self)
{
    int closed;
    if (value_has_type(self, &type_text_io))
        closed = is_closed(as_text(self));
    else
        closed = io_is_closed(self);
    return closed > 0 ? exc_raise_int(&type_ValueError, "I/O operation on closed file.") : closed;
}

void text_forget_chunk(TextIO *t)
{
    value_clear(&t->decoded);
    t->decoded_used = 0;
    value_clear(&t->snapshot_input);
    value_clear(&t->snapshot_flags);
}

/* ---- writing ---- */
int text_write_pending(Ref self)
{
    TextIO *t = as_text(self);
    if (t->pending_len == 0)
        return 0;
    Value buffer = value_dup(t->buffer);
    /* Other threads may write to us while the buffer writes: what we hold is ours alone. */
    char *pending = t->pending;
    size_t len = t->pending_len, capacity = t->pending_capacity;
    t->pending = NULL;
    t->pending_len = t->pending_capacity = 0;
    int result;
    if (io_is_plain_writer(buffer)) {
        result = buffered_write_bytes(buffer, pending, len);
    } else {
        Value bytes = bytes_new(pending, len);
        result = -1;
        if (!value_is_error(bytes)) {
            Value written;
            do {
                written = object_call_method1(buffer, NAME(write), bytes);
            } while (value_is_error(written) && io_retry_interrupted() > 0);
            result = value_is_error(written) ? -1 : 0;
            value_drop(written);
        }
        value_drop(bytes);
    }
    if (t->pending == NULL) {
        t->pending = pending;
        t->pending_capacity = capacity;
    } else {
        mem_free(pending);
    }
    value_drop(buffer);
    return result;
}

static int reserve_pending(TextIO *t, size_t n)
{
    if (n <= t->pending_capacity - t->pending_len)
        return 0;
    size_t capacity = t->pending_len + n;
    if (capacity < (size_t)t->chunk_size + 256)
        capacity = (size_t)t->chunk_size + 256;
    char *p = mem_realloc_or_raise(t->pending, capacity);
    if (p == NULL)
        return -1;
    t->pending = p;
    t->pending_capacity = capacity;
    return 0;
}

static int append_pending(Ref self, const char *p, size_t n)
{
    TextIO *t = as_text(self);
    /* Chunks stay apart; a write underneath may have left something new here. */
    while (t->pending_len > 0 && t->pending_len + n > (size_t)t->chunk_size)
        if (text_write_pending(self))
            return -1;
    if (reserve_pending(t, n))
        return -1;
    if (n > 0)
        memcpy(t->pending + t->pending_len, p, n);
    t->pending_len += n;
    return 0;
}

static int flush_buffer(TextIO *t)
{
    Value buffer = value_dup(t->buffer);
    int result;
    if (io_is_plain_writer(buffer)) {
        result = buffered_flush(buffer);
    } else {
        Value flushed = object_call_method0(buffer, NAME(flush));
        result = value_is_error(flushed) ? -1 : 0;
        value_drop(flushed);
    }
    value_drop(buffer);
    return result;
}

/* After a write: line buffering, write-through, chunk size; reading must start afresh. */
static int after_write(Ref self, bool has_newline)
{
    TextIO *t = as_text(self);
    bool flush = t->line_buffering && has_newline;
    if ((t->pending_len >= (size_t)t->chunk_size || flush || t->write_through) && text_write_pending(self))
        return -1;
    if (flush && flush_buffer(t))
        return -1;
    if (!value_is_absent(t->snapshot_input))
        text_forget_chunk(t);
    return t->can_decode ? text_reset_decoder(t) : 0;
}

static bool ascii_has(const char *p, size_t n, char c) { return memchr(p, c, n) != NULL; }

int textio_write_ascii(Ref file, const char *p, size_t n)
{
    TextIO *t = as_text(file);
    bool newline = (t->line_buffering && (ascii_has(p, n, '\n') || ascii_has(p, n, '\r'))) ||
                   (t->write_newline[0] && ascii_has(p, n, '\n'));
    if (UNLIKELY(t->codec == CODEC_OTHER || (newline && t->write_newline[0]) || !t->ok)) {
        Value text = str_from_ascii(p, n);
        int result = value_is_error(text) ? -1 : textio_write(file, text);
        value_drop(text);
        return result;
    }
    if (text_check_open(file))
        return -1;
    if (!t->can_encode) {
        io_unsupported("not writable");
        return -1;
    }
    return append_pending(file, p, n) || after_write(file, newline) ? -1 : 0;
}

static bool str_has(Ref text, char c)
{
    const Str *s = VALUE_AS(Str, text);
    if (s->kind == 1)
        return memchr(s->data, c, (size_t)s->len) != NULL;
    for (int64_t i = 0; i < s->len; i++)
        if (str_at(text, i) == (uint32_t)c)
            return true;
    return false;
}

/* "\n" as the platform of this file writes it. */
static Value translate_newlines(TextIO *t, Ref text)
{
    Value from = str_from_char('\n'), to = str_from_cstr(t->write_newline);
    Ref args[2] = {from, to};
    Value result = object_call_method(text, NAME(replace), args, 2);
    value_drop(from);
    value_drop(to);
    return result;
}

int textio_write(Ref file, Ref text)
{
    TextIO *t = as_text(file);
    if (text_check_ready(file) || text_check_open(file))
        return -1;
    if (!t->can_encode) {
        io_unsupported("not writable");
        return -1;
    }
    bool newline = (t->line_buffering || t->write_newline[0]) && str_has(text, '\n');
    Value translated = newline && t->write_newline[0] ? translate_newlines(t, text) : value_dup(text);
    if (t->line_buffering && !newline)
        newline = str_has(text, '\r');
    if (value_is_error(translated))
        return -1;
    const Str *s = VALUE_AS(Str, translated);
    int result;
    if (LIKELY(s->ascii && t->codec != CODEC_OTHER)) {
        result = append_pending(file, s->data, (size_t)s->len);
    } else {
        Value bytes = text_encode(t, translated);
        result = value_is_error(bytes) ? -1 : append_pending(file, bytes_data(bytes), (size_t)bytes_len(bytes));
        value_drop(bytes);
    }
    value_drop(translated);
    return result || after_write(file, newline) ? -1 : 0;
}

NATIVE(textio_write_m)
{
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "write() argument must be str, not %T", a[0]);
    return textio_write(self, a[0]) ? VALUE_ERROR : int_new(str_len(a[0]));
}

/* ---- flushing and closing ---- */
int textio_flush(Ref self)
{
    TextIO *t = as_text(self);
    if (text_check_ready(self) || text_check_open(self))
        return -1;
    t->telling = t->seekable;
    return text_write_pending(self) || flush_buffer(t) ? -1 : 0;
}

NATIVE(textio_flush_m) { return textio_flush(self) ? VALUE_ERROR : VALUE_NONE; }

int text_flush_all(Ref self)
{
    Value result = object_call_method0(self, NAME(flush));
    value_drop(result);
    return value_is_error(result) ? -1 : 0;
}

NATIVE(textio_close_m)
{
    TextIO *t = as_text(self);
    if (text_check_ready(self))
        return VALUE_ERROR;
    int closed = is_closed(t);
    if (closed)
        return closed < 0 ? VALUE_ERROR : VALUE_NONE;
    Value buffer = value_dup(t->buffer);
    if (t->finalizing)
        io_dealloc_warn(buffer, self);
    Value first_error = text_flush_all(self) ? exc_take() : VALUE_ABSENT;
    Value closed_buffer = object_call_method0(buffer, NAME(close));
    value_drop(buffer);
    return io_close_result(first_error, closed_buffer);
}

NATIVE(textio_detach_m)
{
    TextIO *t = as_text(self);
    if (text_check_ready(self) || text_flush_all(self))
        return VALUE_ERROR;
    Value buffer = t->buffer;
    t->buffer = VALUE_ABSENT;
    t->detached = true;
    t->ok = false;
    return buffer;
}

/* ---- making ---- */
static Value textio_alloc(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    TextIO *t = io_alloc(type);
    if (t == NULL)
        return VALUE_ERROR;
    t->buffer = t->encoding = t->errors = t->newline = t->mode = t->encoder = t->decoder = VALUE_ABSENT;
    t->decoded = t->snapshot_input = t->snapshot_flags = VALUE_ABSENT;
    gc_track(t);
    return value_from_obj(t);
}

/* The parts of __init__ that ask the buffer what it can do. */
static int look_at_buffer(TextIO *t)
{
    Value buffer = t->buffer;
    if (io_is_plain_writer(buffer) || io_is_plain_reader(buffer)) {
        Buffered *b = VALUE_AS(Buffered, buffer);
        if (io_is_plain(b->raw, &type_file_io) && b->ok) {
            FileIO *file = VALUE_AS(FileIO, b->raw);
            t->has_read1 = b->readable;
            t->can_decode = b->readable;
            t->can_encode = b->writable;
            if (file->seekable < 0 && fileio_seek(b->raw, 0, 1) < 0)
                exc_clear();
            t->seekable = t->telling = file->seekable > 0;
            return 0;
        }
    }
    Value names[3] = {value_dup(NAME(readable)), value_dup(NAME(writable)), str_intern_cstr("seekable")};
    bool *answers[3] = {&t->can_decode, &t->can_encode, &t->seekable};
    int result = 0;
    for (int i = 0; i < 3; i++) {
        if (result == 0) {
            Value answer = object_call_method0(buffer, names[i]);
            int truth = value_is_error(answer) ? -1 : value_truth(answer);
            value_drop(answer);
            *answers[i] = truth > 0;
            result = truth < 0 ? -1 : 0;
        }
        value_drop(names[i]);
    }
    if (result < 0)
        return -1;
    t->telling = t->seekable;
    Value read1 = str_intern_cstr("read1");
    Value method = object_getattr_or_absent(buffer, read1);
    value_drop(read1);
    t->has_read1 = value_is_ok(method);
    value_drop(method);
    return value_is_error(method) ? -1 : 0;
}

/* A file that is appended to has begun already: no byte order mark in the middle. */
int text_start_encoder(TextIO *t)
{
    if (!t->seekable || !t->can_encode || t->codec != CODEC_OTHER)
        return 0;
    Value name = str_intern_cstr("tell");
    Value position = object_call_method0(t->buffer, name);
    value_drop(name);
    if (value_is_error(position))
        return -1;
    int at_start = object_equal(position, value_from_int(0));
    value_drop(position);
    if (at_start < 0)
        return -1;
    return at_start ? 0 : text_reset_encoder(t, false);
}

static int set_up(Ref self, Ref buffer, Ref encoding, Ref errors, Ref newline, int line_buffering, int write_through)
{
    TextIO *t = as_text(self);
    t->ok = t->detached = false;
    value_replace(&t->buffer, value_dup(buffer));
    text_forget_chunk(t);
    t->pending_len = 0;
    t->n_undecoded = 0;
    t->newlines = (NewlineState){0};
    t->chunk_size = IO_BUFFER_SIZE;
    t->line_buffering = line_buffering;
    t->write_through = write_through;
    if (text_set_newline(t, newline) || look_at_buffer(t) || text_set_codec(self, encoding, errors) || text_start_encoder(t))
        return -1;
    t->ok = true;
    return 0;
}

static int check_text_argument(Ref v, const char *name)
{
    if (value_is_none(v) || value_is_str(v)) {
        if (value_is_str(v) && str_find(v, str_from_char(0), 0, str_len(v)) >= 0)
            return exc_raise_int(&type_ValueError, "embedded null character");
        return 0;
    }
    return exc_raise_int(&type_TypeError, "TextIOWrapper() argument '%s' must be str or None, not %T", name, v);
}

static int textio_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[6];
    as_text(self)->ok = as_text(self)->detached = false;
    if (args_bind(&spec,
                  "TextIOWrapper(buffer, encoding=None, errors=None, newline=None, line_buffering=False, "
                  "write_through=False)",
                  args, n_args, kwnames, a))
        return -1;
    int line_buffering = value_truth(a[4]), write_through = value_truth(a[5]);
    if (line_buffering < 0 || write_through < 0 || check_text_argument(a[1], "encoding"))
        return -1;
    if (!value_is_none(a[2]) && !value_is_str(a[2]))
        return exc_raise_int(&type_TypeError, "TextIOWrapper() argument 'errors' must be str or None, not %T", a[2]);
    if (check_text_argument(a[2], "errors") || check_text_argument(a[3], "newline"))
        return -1;
    return set_up(self, a[0], a[1], a[2], a[3], line_buffering, write_through);
}

Value textio_new(Ref buffer, const char *encoding, const char *errors, const char *newline, bool line_buffering,
                 bool write_through)
{
    Value self = textio_alloc(&type_text_io, NULL, 0, VALUE_ABSENT);
    if (value_is_error(self))
        return VALUE_ERROR;
    Value encoding_str = str_intern_cstr(encoding), errors_str = str_intern_cstr(errors);
    Value newline_str = newline == NULL ? VALUE_NONE : str_from_cstr(newline);
    int failed = set_up(self, buffer, encoding_str, errors_str, newline_str, line_buffering, write_through);
    value_drop(encoding_str);
    value_drop(errors_str);
    value_drop(newline_str);
    if (failed) {
        value_drop(self);
        return VALUE_ERROR;
    }
    return self;
}

void textio_set_mode(Ref file, Ref mode) { value_replace(&as_text(file)->mode, value_dup(mode)); }

static void textio_dealloc(Obj *o)
{
    gc_untrack(o);
    TextIO *t = (TextIO *)o;
    t->ok = false;
    mem_free(t->pending);
    t->pending = NULL;
    text_forget_chunk(t);
    Value *fields[] = {&t->buffer, &t->encoding, &t->errors, &t->newline, &t->mode, &t->encoder, &t->decoder, &t->io.dict};
    for (size_t i = 0; i < N_ELEMENTS(fields); i++)
        value_clear(fields[i]);
    object_free(o);
}

static int textio_traverse(Obj *o, GcVisit visit, void *arg)
{
    TextIO *t = (TextIO *)o;
    GC_VISIT(t->buffer);
    GC_VISIT(t->encoder);
    GC_VISIT(t->decoder);
    GC_VISIT(t->decoded);
    GC_VISIT(t->io.dict);
    return 0;
}

static void textio_clear(Obj *o)
{
    TextIO *t = (TextIO *)o;
    t->ok = false;
    value_clear(&t->buffer);
    value_clear(&t->encoder);
    value_clear(&t->decoder);
    value_clear(&t->io.dict);
}

static int textio_finalize(Ref self)
{
    TextIO *t = as_text(self);
    t->finalizing = true;
    if (!t->ok && value_is_absent(t->io.dict))
        return 0;
    return io_finalize(self);
}

/* ---- attributes ---- */
static Value ask_buffer(Ref self, const char *method)
{
    if (text_check_ready(self))
        return VALUE_ERROR;
    Value name = str_intern_cstr(method), buffer = value_dup(as_text(self)->buffer);
    Value answer = object_call_method0(buffer, name);
    value_drop(buffer);
    value_drop(name);
    return answer;
}
NATIVE(textio_fileno_m) { return ask_buffer(self, "fileno"); }
NATIVE(textio_isatty_m) { return ask_buffer(self, "isatty"); }
NATIVE(textio_seekable_m) { return ask_buffer(self, "seekable"); }
NATIVE(textio_readable_m) { return ask_buffer(self, "readable"); }
NATIVE(textio_writable_m) { return ask_buffer(self, "writable"); }
NATIVE(textio_getstate_m)
{
    return exc_raise(&type_TypeError, "cannot pickle '%s' instances", value_type(self)->name);
}

static Value get_of_buffer(Ref self, const char *attribute)
{
    if (text_check_ready(self))
        return VALUE_ERROR;
    Value buffer = value_dup(as_text(self)->buffer);
    Value v = object_getattr_cstr(buffer, attribute);
    value_drop(buffer);
    return v;
}
static Value get_name(Ref self) { return get_of_buffer(self, "name"); }
static Value get_closed(Ref self) { return get_of_buffer(self, "closed"); }

static Value get_buffer(Ref self)
{
    if (text_check_ready(self))
        return VALUE_ERROR;
    return value_dup(as_text(self)->buffer);
}
static Value get_errors(Ref self)
{
    Ref v = as_text(self)->errors;
    return value_is_absent(v) ? exc_raise(&type_ValueError, "I/O operation on uninitialized object") : value_dup(v);
}
static Value get_newlines(Ref self)
{
    if (text_check_ready(self))
        return VALUE_ERROR;
    return as_text(self)->universal_reads ? newline_seen(as_text(self)->newlines.seen) : VALUE_NONE;
}
static Value get_chunk_size(Ref self)
{
    return text_check_ready(self) ? VALUE_ERROR : int_new(as_text(self)->chunk_size);
}
static int set_chunk_size(Ref self, Ref v)
{
    int64_t n;
    if (text_check_ready(self))
        return -1;
    if (value_is_absent(v))
        return exc_raise_int(&type_AttributeError, "cannot delete attribute");
    if (object_as_index(v, &n, false))
        return -1;
    if (n <= 0)
        return exc_raise_int(&type_ValueError, "a strictly positive integer is required");
    as_text(self)->chunk_size = n;
    return 0;
}

static Value textio_repr(Ref self)
{
    TextIO *t = as_text(self);
    if (!t->ok && !t->detached)
        return exc_raise(&type_ValueError, "I/O operation on uninitialized object");
    int entered = object_repr_enter(self);
    if (entered) {
        if (entered > 0)
            exc_raise(&type_RuntimeError, "reentrant call inside %s.__repr__", value_type(self)->name);
        return VALUE_ERROR;
    }
    StrBuilder b;
    str_builder_init(&b);
    str_builder_char(&b, '<');
    str_builder_cstr(&b, io_type_prefix(self));
    str_builder_cstr(&b, value_type(self)->name);
    Value name = t->ok ? io_name_or_absent(self) : VALUE_ABSENT;
    Value mode = value_is_error(name) ? VALUE_ERROR : object_getattr_or_absent(self, NAME(mode));
    const struct { const char *label; Ref v; } parts[] = {{" name=", name}, {" mode=", mode}, {" encoding=", t->encoding}};
    for (size_t i = 0; i < N_ELEMENTS(parts) && !b.failed; i++) {
        if (!value_is_ok(parts[i].v)) {
            if (value_is_error(parts[i].v))
                b.failed = true;
            continue;
        }
        Value text = object_repr(parts[i].v);
        if (value_is_error(text)) {
            b.failed = true;
            break;
        }
        str_builder_cstr(&b, parts[i].label);
        str_builder_str(&b, text);
        value_drop(text);
    }
    value_drop(name);
    value_drop(mode);
    object_repr_leave(self);
    str_builder_char(&b, '>');
    return str_builder_finish(&b);
}

static const Method textio_methods[] = {
    {"detach()", textio_detach_m, "Flush, separate the buffer and return it."},
    {"reconfigure(*, encoding=None, errors=None, newline=<absent>, line_buffering=None, write_through=None)",
     textio_reconfigure_m, "Change the parameters of the stream."},
    {"write(text, /)", textio_write_m, "Write a string and return its length."},
    {"read(size=-1, /)", textio_read_m, "Read up to size characters; all of them when size is negative."},
    {"readline(size=-1, /)", textio_readline_m, "Read a line, at most size characters of it."},
    {"flush()", textio_flush_m, "Write what is buffered."},
    {"close()", textio_close_m, "Flush and close the stream."},
    {"fileno()", textio_fileno_m, "Return the file descriptor."},
    {"seekable()", textio_seekable_m, "Return whether the stream can be positioned."},
    {"readable()", textio_readable_m, "Return whether the stream can be read."},
    {"writable()", textio_writable_m, "Return whether the stream can be written."},
    {"isatty()", textio_isatty_m, "Return whether the stream is a terminal."},
    {"seek(cookie, whence=0, /)", textio_seek_m, "Go to a position that tell() has returned."},
    {"tell()", textio_tell_m, "Return the position, as a number for seek()."},
    {"truncate(pos=None, /)", textio_truncate_m, "Cut the stream at pos, or at the current position."},
    {"__getstate__()", textio_getstate_m, ""},
    {0},
};
static const Getter textio_getters[] = {
    {"buffer", get_buffer, NULL, "The binary stream underneath."},
    {"name", get_name, NULL, "The name of the file."},
    {"closed", get_closed, NULL, "Whether the stream is closed."},
    {"errors", get_errors, NULL, "The error setting of the decoder or encoder."},
    {"newlines", get_newlines, NULL, "Line endings read so far."},
    {"_CHUNK_SIZE", get_chunk_size, set_chunk_size, "How many bytes are read at once."},
    {0},
};
static const Member textio_members[] = {
    {"encoding", MEMBER_VALUE, offsetof(TextIO, encoding), true},
    {"line_buffering", MEMBER_BOOL, offsetof(TextIO, line_buffering), true},
    {"write_through", MEMBER_BOOL, offsetof(TextIO, write_through), true},
    {"_finalizing", MEMBER_BOOL, offsetof(TextIO, finalizing)},
    {"mode", MEMBER_VALUE, offsetof(TextIO, mode)},
    {0},
};
Type type_text_io = {
    .base = STATIC_OBJ(&type_type), .name = "TextIOWrapper", .module = "_io", .basic_size = sizeof(TextIO),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF, .super_type = &type_text_io_base,
    .dict_offset = offsetof(IoBase, dict), .doc = "TextIOWrapper(buffer, encoding=None, errors=None, newline=None,\n"
        "              line_buffering=False, write_through=False)\n--\n\nText in a binary stream: encoding, decoding, newlines.",
    .new = textio_alloc, .init = textio_init, .dealloc = textio_dealloc, .traverse = textio_traverse,
    .clear = textio_clear, .finalize = textio_finalize, .repr = textio_repr, .next = textio_next,
    .methods = textio_methods, .getters = textio_getters, .members = textio_members,
};
