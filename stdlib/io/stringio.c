/* stdlib/io/stringio.c -- StringIO: a text stream in memory.
 *
 * While a stream is only written to at its end the text gathers in a builder (`adding`); any other use turns it into
 * one str (`text`).  Code points outside what the str holds force a wider copy, made by slicing and joining. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "stdlib/io/io.h"

typedef struct StringIO {
    IoBase io;
    Value text;          /* the contents, or ABSENT while adding */
    StrBuilder added;    /* the contents while adding */
    bool adding, ok, closed;
    int64_t position;
    Value newline;       /* None or str, as given */
    bool translate_reads, universal_reads;
    char write_newline[3];
    NewlineState newlines;
} StringIO;

static StringIO *as_stringio(Ref v) { return VALUE_AS(StringIO, v); }

static int check_open(StringIO *s)
{
    if (!s->ok)
        return exc_raise_int(&type_ValueError, "I/O operation on uninitialized object");
    return s->closed ? exc_raise_int(&type_ValueError, "I/O operation on closed file") : 0;
}

/* One str again. */
static int settle(StringIO *s)
{
    if (!s->adding)
        return 0;
    Value text = str_builder_finish(&s->added);
    s->adding = false;
    if (value_is_error(text)) {
        s->text = str_empty();
        return -1;
    }
    s->text = text;
    return 0;
}

static int64_t length(const StringIO *s) { return s->adding ? s->added.len : str_len(s->text); }

static int begin_adding(StringIO *s)
{
    str_builder_init(&s->added);
    str_builder_str(&s->added, s->text);
    if (s->added.failed) {
        str_builder_free(&s->added);
        return -1;
    }
    value_clear(&s->text);
    s->adding = true;
    return 0;
}

/* Put text over what stands at the position; a gap is filled with NULs. */
static int overwrite(StringIO *s, Ref text)
{
    if (settle(s))
        return -1;
    int64_t len = str_len(s->text), end = s->position + str_len(text);
    StrBuilder b;
    str_builder_init(&b);
    str_builder_slice(&b, s->text, 0, s->position < len ? s->position : len);
    for (int64_t i = len; i < s->position && !b.failed; i++)
        str_builder_char(&b, 0);
    str_builder_str(&b, text);
    if (end < len)
        str_builder_slice(&b, s->text, end, len);
    Value result = str_builder_finish(&b);
    if (value_is_error(result))
        return -1;
    value_replace(&s->text, result);
    s->position = end;
    return 0;
}

static int write_text(StringIO *s, Ref given)
{
    Value text = value_dup(given);
    if (s->universal_reads)
        text = newline_translate(&s->newlines, text, true);
    if (value_is_ok(text) && s->write_newline[0]) {
        Value from = str_from_char('\n'), to = str_from_cstr(s->write_newline);
        Ref args[2] = {from, to};
        Value translated = object_call_method(text, NAME(replace), args, 2);
        value_drop(from);
        value_drop(to);
        value_drop(text);
        text = translated;
    }
    if (value_is_error(text))
        return -1;
    int result = 0;
    int64_t n = str_len(text);
    if (n == 0) {
        result = 0;
    } else if (s->position > INT64_MAX / 8 - n) {
        result = exc_raise_int(&type_OverflowError, "new position too large");
    } else if (s->position == length(s) && (s->adding || begin_adding(s) == 0)) {
        str_builder_str(&s->added, text);
        result = s->added.failed ? -1 : 0;
        if (!result)
            s->position += n;
    } else {
        result = exc_pending() ? -1 : overwrite(s, text);
    }
    value_drop(text);
    return result;
}

/* ---- life ---- */
static Value stringio_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    StringIO *s = io_alloc(type);
    if (s == NULL)
        return VALUE_ERROR;
    s->text = s->newline = VALUE_ABSENT;
    gc_track(s);
    return value_from_obj(s);
}

static int set_newline(StringIO *s, Ref newline)
{
    if (!value_is_none(newline) && !value_is_str(newline))
        return exc_raise_int(&type_TypeError, "newline must be str or None, not %T", newline);
    if (value_is_str(newline) && str_len(newline) > 0 && !str_equals_cstr(newline, "\n") &&
        !str_equals_cstr(newline, "\r") && !str_equals_cstr(newline, "\r\n"))
        return exc_raise_int(&type_ValueError, "illegal newline value: %R", newline);
    bool empty = value_is_str(newline) && str_len(newline) == 0;
    value_replace(&s->newline, value_dup(newline));
    s->translate_reads = value_is_none(newline);
    s->universal_reads = value_is_none(newline) || empty;
    s->newlines = (NewlineState){.translate = s->translate_reads};
    s->write_newline[0] = 0;
    if (value_is_str(newline) && !empty && !str_equals_cstr(newline, "\n"))
        strcpy(s->write_newline, str_equals_cstr(newline, "\r") ? "\r" : "\r\n");
    return 0;
}

static int stringio_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    if (args_bind(&spec, "StringIO(initial_value='', newline='\\n')", args, n_args, kwnames, a))
        return -1;
    StringIO *s = as_stringio(self);
    s->ok = false;
    if (set_newline(s, a[1]))
        return -1;
    if (!value_is_none(a[0]) && !value_is_str(a[0]))
        return exc_raise_int(&type_TypeError, "initial_value must be str or None, not %T", a[0]);
    if (settle(s))
        return -1;
    value_replace(&s->text, str_empty());
    s->position = 0;
    s->closed = false;
    s->ok = true;
    if (value_is_str(a[0]) && str_len(a[0]) > 0 && write_text(s, a[0]))
        return -1;
    s->position = 0;
    return settle(s);
}

static void stringio_dealloc(Obj *o)
{
    gc_untrack(o);
    StringIO *s = (StringIO *)o;
    if (s->adding)
        str_builder_free(&s->added);
    s->adding = false;
    value_clear(&s->text);
    value_clear(&s->newline);
    value_clear(&s->io.dict);
    object_free(o);
}
static int stringio_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((StringIO *)o)->io.dict);
    return 0;
}
static void stringio_clear(Obj *o) { value_clear(&((StringIO *)o)->io.dict); }
static int stringio_finalize(Ref self)
{
    return value_type(self)->flags & TYPE_HEAP ? io_finalize(self) : 0;
}

/* ---- reading ---- */
static Value take(StringIO *s, int64_t n)
{
    int64_t len = str_len(s->text), rest = s->position < len ? len - s->position : 0;
    if (n < 0 || n > rest)
        n = rest;
    if (n == 0)
        return str_empty();
    Value text = s->position == 0 && n == len ? value_dup(s->text) : str_slice(s->text, s->position, s->position + n);
    s->position += n;
    return text;
}

NATIVE(stringio_read_m)
{
    StringIO *s = as_stringio(self);
    int64_t size;
    if (check_open(s) || io_size_argument(a[0], &size) || settle(s))
        return VALUE_ERROR;
    return take(s, size);
}

static Value read_line(StringIO *s, int64_t limit)
{
    if (settle(s))
        return VALUE_ERROR;
    if (s->position >= str_len(s->text) || limit == 0)
        return str_empty();
    int64_t consumed;
    int64_t end = newline_find(s->text, s->position, s->translate_reads, s->universal_reads, s->newline, &consumed);
    int64_t n = (end < 0 ? str_len(s->text) : end) - s->position;
    return take(s, limit >= 0 && n > limit ? limit : n);
}

NATIVE(stringio_readline_m)
{
    int64_t limit;
    if (check_open(as_stringio(self)) || io_size_argument(a[0], &limit))
        return VALUE_ERROR;
    return read_line(as_stringio(self), limit);
}

static Value stringio_next(Ref self)
{
    StringIO *s = as_stringio(self);
    Value line;
    if (check_open(s))
        return VALUE_ERROR;
    if (value_has_type(self, &type_string_io)) {
        line = read_line(s, -1);
    } else {
        line = object_call_method0(self, NAME(readline));
        if (value_is_ok(line) && !value_is_str(line)) {
            exc_raise(&type_OSError, "readline() should have returned a str object, not '%T'", line);
            value_drop(line);
            return VALUE_ERROR;
        }
    }
    if (value_is_error(line) || str_len(line) > 0)
        return line;
    value_drop(line);
    return VALUE_ABSENT;
}

/* ---- the rest ---- */
NATIVE(stringio_write_m)
{
    StringIO *s = as_stringio(self);
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "string argument expected, got '%T'", a[0]);
    if (check_open(s))
        return VALUE_ERROR;
    return write_text(s, a[0]) ? VALUE_ERROR : int_new(str_len(a[0]));
}

NATIVE(stringio_getvalue_m)
{
    StringIO *s = as_stringio(self);
    return check_open(s) || settle(s) ? VALUE_ERROR : value_dup(s->text);
}

NATIVE(stringio_tell_m) { return check_open(as_stringio(self)) ? VALUE_ERROR : int_new(as_stringio(self)->position); }

NATIVE(stringio_truncate_m)
{
    StringIO *s = as_stringio(self);
    int64_t size = s->position;
    if (check_open(s))
        return VALUE_ERROR;
    if (!value_is_none(a[0]) && object_as_index(a[0], &size, false))
        return VALUE_ERROR;
    if (size < 0)
        return exc_raise(&type_ValueError, "Negative size value %lld", (long long)size);
    if (settle(s))
        return VALUE_ERROR;
    if (size < str_len(s->text)) {
        Value head = str_slice(s->text, 0, size);
        if (value_is_error(head))
            return VALUE_ERROR;
        value_replace(&s->text, head);
    }
    return int_new(size);
}

NATIVE(stringio_seek_m)
{
    StringIO *s = as_stringio(self);
    int64_t offset;
    int whence;
    if (check_open(s) || object_as_index(a[0], &offset, false) || int_as_i32(a[1], &whence))
        return VALUE_ERROR;
    if (whence < 0 || whence > 2)
        return exc_raise(&type_ValueError, "Invalid whence (%d, should be 0, 1 or 2)", whence);
    if (offset < 0 && whence == 0)
        return exc_raise(&type_ValueError, "Negative seek position %lld", (long long)offset);
    if (whence != 0 && offset != 0)
        return exc_raise(&type_OSError, "Can't do nonzero cur-relative seeks");
    if (whence == 0)
        s->position = offset;
    else if (whence == 2)
        s->position = length(s);
    return int_new(s->position);
}

NATIVE(stringio_close_m)
{
    StringIO *s = as_stringio(self);
    s->closed = true;
    if (s->adding)
        str_builder_free(&s->added);
    s->adding = false;
    value_replace(&s->text, str_empty());
    return VALUE_NONE;
}
NATIVE(stringio_yes) { return check_open(as_stringio(self)) ? VALUE_ERROR : VALUE_TRUE; }

static Value get_closed(Ref self)
{
    StringIO *s = as_stringio(self);
    return s->ok ? value_from_bool(s->closed) : exc_raise(&type_ValueError, "I/O operation on uninitialized object");
}
static Value get_line_buffering(Ref self) { return check_open(as_stringio(self)) ? VALUE_ERROR : VALUE_FALSE; }
static Value get_newlines(Ref self)
{
    StringIO *s = as_stringio(self);
    return check_open(s) ? VALUE_ERROR : s->universal_reads ? newline_seen(s->newlines.seen) : VALUE_NONE;
}

/* (value, newline, position, dict) */
NATIVE(stringio_getstate_m)
{
    StringIO *s = as_stringio(self);
    if (check_open(s) || settle(s))
        return VALUE_ERROR;
    Value items[4] = {value_dup(s->text), value_dup(s->newline), int_new(s->position),
                      value_is_absent(s->io.dict) ? VALUE_NONE : dict_copy(s->io.dict)};
    return tuple_from_values(items, 4);
}

NATIVE(stringio_setstate_m)
{
    StringIO *s = as_stringio(self);
    if (!value_is_tuple(a[0]) || tuple_len(a[0]) < 4)
        return exc_raise(&type_TypeError, "%s.__setstate__ argument should be 4-tuple, got %T", value_type(self)->name,
                         a[0]);
    if (s->closed)
        return exc_raise(&type_ValueError, "__setstate__ on closed file");
    Ref init[2] = {tuple_at(a[0], 0), tuple_at(a[0], 1)}, position = tuple_at(a[0], 2), dict = tuple_at(a[0], 3);
    if (stringio_init(self, init, 2, VALUE_ABSENT))
        return VALUE_ERROR;
    /* The value has been translated already: take it as it is. */
    if (value_is_str(init[0]))
        value_replace(&s->text, value_dup(init[0]));
    int64_t where;
    if (!value_is_any_int(position))
        return exc_raise(&type_TypeError, "third item of state must be an integer, got %T", position);
    if (int_as_i64(position, &where))
        return VALUE_ERROR;
    if (where < 0)
        return exc_raise(&type_ValueError, "position value cannot be negative");
    s->position = where;
    if (value_is_none(dict))
        return VALUE_NONE;
    if (!value_is_dict(dict))
        return exc_raise(&type_TypeError, "fourth item of state should be a dict, got a %T", dict);
    Value own = object_dict(self, true);
    int failed = value_is_error(own) || dict_merge(own, dict, 1);
    value_drop(own);
    return failed ? VALUE_ERROR : VALUE_NONE;
}

static const Method stringio_methods[] = {
    {"close()", stringio_close_m, "Give the memory back."},
    {"getvalue()", stringio_getvalue_m, "Return the whole contents."},
    {"read(size=-1, /)", stringio_read_m, "Read up to size characters; all of them when size is negative."},
    {"readline(size=-1, /)", stringio_readline_m, "Read a line, at most size characters of it."},
    {"tell()", stringio_tell_m, "Return the position."},
    {"truncate(pos=None, /)", stringio_truncate_m, "Cut the contents at pos, or at the current position."},
    {"seek(pos, whence=0, /)", stringio_seek_m, "Move to a new position and return it."},
    {"write(s, /)", stringio_write_m, "Write a string and return its length."},
    {"seekable()", stringio_yes, "Return True."},
    {"readable()", stringio_yes, "Return True."},
    {"writable()", stringio_yes, "Return True."},
    {"__getstate__()", stringio_getstate_m, ""},
    {"__setstate__(state, /)", stringio_setstate_m, ""},
    {0},
};
static const Getter stringio_getters[] = {
    {"closed", get_closed, NULL, "Whether the stream is closed."},
    {"newlines", get_newlines, NULL, "Line endings seen so far."},
    {"line_buffering", get_line_buffering, NULL, "False."},
    {0},
};
Type type_string_io = {
    .base = STATIC_OBJ(&type_type), .name = "StringIO", .module = "_io", .basic_size = sizeof(StringIO),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF, .super_type = &type_text_io_base,
    .dict_offset = offsetof(IoBase, dict), .doc = "StringIO(initial_value='', newline='\\n')\n--\n\nA text stream in memory.", .new = stringio_new,
    .init = stringio_init, .dealloc = stringio_dealloc, .traverse = stringio_traverse, .clear = stringio_clear,
    .finalize = stringio_finalize, .next = stringio_next, .methods = stringio_methods, .getters = stringio_getters,
};
