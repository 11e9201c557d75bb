/* stdlib/io/textio_read.c -- reading text: a chunk of bytes at a time, decoded, given out from `decoded`. */
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "stdlib/io/textio_private.h"

static int check_readable(Ref self)
{
    if (text_check_ready(self) || text_check_open(self))
        return -1;
    if (!as_text(self)->can_decode) {
        io_unsupported("not readable");
        return -1;
    }
    return as_text(self)->pending_len > 0 ? text_flush_all(self) : 0;
}

static Value read_bytes(TextIO *t, int64_t size)
{
    Value buffer = value_dup(t->buffer), bytes;
    if (t->has_read1 && io_is_plain_reader(buffer)) {
        bytes = buffered_read1(buffer, size);
    } else {
        Value name = str_intern_cstr(t->has_read1 ? "read1" : "read"), n = int_new(size);
        bytes = object_call_method1(buffer, name, n);
        value_drop(n);
        value_drop(name);
    }
    value_drop(buffer);
    return bytes;
}

/* Decode the next chunk: 1 there is text, 0 the end, -1 error. */
static int read_chunk(Ref self, int64_t size_hint)
{
    TextIO *t = as_text(self);
    Value held = VALUE_ABSENT, flags = VALUE_ABSENT;
    if (t->telling && text_decoder_state(t, &held, &flags))
        return -1;
    int64_t size = t->chunk_size;
    if (size_hint > 0 && (double)size_hint * t->bytes_per_char > (double)size)
        size = (int64_t)((double)size_hint * t->bytes_per_char);
    Value input = read_bytes(t, size);
    if (value_is_error(input)) {
        value_drop(held);
        value_drop(flags);
        return -1;
    }
    Buffer view;
    if (buffer_get(input, &view, BUFFER_SIMPLE)) {
        exc_clear();
        exc_raise(&type_TypeError, "underlying %s() should have returned a bytes-like object, not '%T'",
                  t->has_read1 ? "read1" : "read", input);
        value_drop(input);
        value_drop(held);
        value_drop(flags);
        return -1;
    }
    bool at_end = view.byte_len == 0;
    Value text = text_decode(t, view.data, (size_t)view.byte_len, at_end);
    int result = -1;
    if (!value_is_error(text)) {
        int64_t n_chars = str_len(text);
        t->bytes_per_char = n_chars > 0 ? (double)view.byte_len / (double)n_chars : 0;
        value_replace(&t->decoded, text);
        t->decoded_used = 0;
        result = n_chars > 0 || !at_end;
        if (t->telling) {
            Value all = bytes_new(NULL, (size_t)(bytes_len(held) + view.byte_len));
            if (value_is_error(all)) {
                result = -1;
            } else {
                memcpy(VALUE_AS(Bytes, all)->data, bytes_data(held), (size_t)bytes_len(held));
                memcpy(VALUE_AS(Bytes, all)->data + bytes_len(held), view.data, (size_t)view.byte_len);
                value_replace(&t->snapshot_input, all);
                value_replace(&t->snapshot_flags, value_dup(flags));
            }
        }
    }
    buffer_release(&view);
    value_drop(input);
    value_drop(held);
    value_drop(flags);
    return result;
}

/* Up to n characters of the present chunk (all when negative); ABSENT when it is used up. */
static Value take(TextIO *t, int64_t n)
{
    if (value_is_absent(t->decoded))
        return VALUE_ABSENT;
    int64_t rest = str_len(t->decoded) - t->decoded_used;
    if (rest == 0)
        return VALUE_ABSENT;
    if (n < 0 || n > rest)
        n = rest;
    Value text = t->decoded_used == 0 && n == rest ? value_dup(t->decoded)
                                                   : str_slice(t->decoded, t->decoded_used, t->decoded_used + n);
    t->decoded_used += n;
    return text;
}

static Value read_all(Ref self)
{
    TextIO *t = as_text(self);
    Value buffer = value_dup(t->buffer);
    Value bytes = object_call_method0(buffer, NAME(read));
    value_drop(buffer);
    if (value_is_error(bytes))
        return VALUE_ERROR;
    Buffer view;
    if (value_is_none(bytes) || buffer_get(bytes, &view, BUFFER_SIMPLE)) {
        if (value_is_none(bytes)) {
            exc_raise(&type_TypeError, "underlying read() should have returned a bytes-like object, not 'NoneType'");
        }
        value_drop(bytes);
        return VALUE_ERROR;
    }
    Value text = text_decode(t, view.data, (size_t)view.byte_len, true);
    buffer_release(&view);
    value_drop(bytes);
    if (value_is_error(text))
        return VALUE_ERROR;
    Value head = take(t, -1);
    text_forget_chunk(t);
    t->decoded = str_empty(); /* reading has begun: reconfigure() must refuse */
    if (value_is_absent(head))
        return text;
    Value joined = value_is_error(head) ? VALUE_ERROR : str_concat(head, text);
    value_drop(head);
    value_drop(text);
    return joined;
}

Value textio_read_m(Ref self, const Ref *a, size_t n, Ref kwnames)
{
    TextIO *t = as_text(self);
    int64_t size;
    if (text_check_ready(self) || io_size_argument(a[0], &size) || check_readable(self))
        return VALUE_ERROR;
    if (size < 0)
        return read_all(self);
    StrBuilder b;
    str_builder_init(&b);
    for (int64_t have = 0; have < size;) {
        Value piece = take(t, size - have);
        if (value_is_absent(piece)) {
            int more = read_chunk(self, size - have);
            if (more > 0)
                continue;
            if (more == 0)
                break;
            str_builder_free(&b);
            return VALUE_ERROR;
        }
        if (have == 0 && str_len(piece) == size) {
            str_builder_free(&b);
            return piece;
        }
        have += str_len(piece);
        str_builder_str(&b, piece);
        value_drop(piece);
    }
    return str_builder_finish(&b);
}

/* ---- lines ---- */
/* One line of at most `limit` characters (negative: any); "" at the end. */
static Value read_line(Ref self, int64_t limit)
{
    TextIO *t = as_text(self);
    StrBuilder b;                 /* chunks the line went through already */
    bool building = false;
    Value carry = VALUE_ABSENT;   /* the first half of a two-character newline */
    int64_t have = 0;
    for (;;) {
        if (value_is_absent(t->decoded) || t->decoded_used >= str_len(t->decoded)) {
            int more = read_chunk(self, 0);
            if (more < 0)
                goto fail;
            if (more == 0)
                break;
            if (str_len(t->decoded) == 0)
                continue;
        }
        Value text = value_dup(t->decoded);
        int64_t start = t->decoded_used, shift = 0;
        if (!value_is_absent(carry)) {
            Value joined = str_concat(carry, text);
            value_drop(text);
            text = joined;
            shift = str_len(carry);
            value_clear(&carry);
            if (value_is_error(text))
                goto fail;
        }
        int64_t consumed;
        int64_t end = newline_find(text, start, t->translate_reads, t->universal_reads, t->newline, &consumed);
        bool done = end >= 0;
        if (!done)
            end = consumed;
        if (limit >= 0 && have + (end - start) >= limit) {
            end = start + limit - have;
            done = true;
        }
        t->decoded_used = done ? end - shift : str_len(t->decoded);
        if (done && !building) {
            Value line = start == 0 && end == str_len(text) ? value_dup(text) : str_slice(text, start, end);
            value_drop(text);
            return line;
        }
        if (!building) {
            str_builder_init(&b);
            building = true;
        }
        str_builder_slice(&b, text, start, end);
        have += end - start;
        if (!done && end < str_len(text))
            carry = str_slice(text, end, str_len(text));
        value_drop(text);
        if (value_is_error(carry)) {
            carry = VALUE_ABSENT;
            goto fail;
        }
        if (done)
            break;
    }
    if (!building && value_is_absent(carry))
        return str_empty();
    if (!building)
        return carry;
    if (!value_is_absent(carry))
        str_builder_str(&b, carry);
    value_drop(carry);
    return str_builder_finish(&b);
fail:
    value_drop(carry);
    if (building)
        str_builder_free(&b);
    return VALUE_ERROR;
}

Value textio_readline_m(Ref self, const Ref *a, size_t n, Ref kwnames)
{
    int64_t limit;
    if (text_check_ready(self) || io_size_argument(a[0], &limit) || check_readable(self))
        return VALUE_ERROR;
    return read_line(self, limit);
}

Value textio_next(Ref self)
{
    TextIO *t = as_text(self);
    if (text_check_ready(self))
        return VALUE_ERROR;
    t->telling = false;
    Value line;
    if (!(value_type(self)->flags & TYPE_HEAP)) {
        line = check_readable(self) ? VALUE_ERROR : read_line(self, -1);
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
    value_clear(&t->snapshot_input);
    t->telling = t->seekable;
    return VALUE_ABSENT;
}
