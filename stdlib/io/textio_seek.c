/* stdlib/io/textio_seek.c -- positions in text: tell() and its cookies, seek(), truncate().
 *
 * A position in encoded text is more than an offset: the decoder may hold state, and the wanted character may lie
 * in the middle of a chunk.  tell() returns one number that packs all that is needed to get back:
 *
 *     bits 0-63    where in the file decoding must start
 *     bits 64-127  the flags of the decoder there
 *     bits 128-191 bytes to feed the decoder then
 *     bits 192-255 characters to skip of what it gives
 *     bit 256      feed the end of input as well
 *
 * Nearly always the rest is zero and the number is a plain offset. */
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "stdlib/io/textio_private.h"
#include <unistd.h>

typedef struct Cookie {
    uint64_t start, flags, bytes_to_feed, chars_to_skip;
    bool need_end;
} Cookie;

static Value cookie_pack(const Cookie *c)
{
    uint8_t bytes[33] = {0};
    uint64_t words[4] = {c->start, c->flags, c->bytes_to_feed, c->chars_to_skip};
    memcpy(bytes, words, sizeof words);
    bytes[32] = c->need_end;
    return int_from_bytes(bytes, sizeof bytes, true, false);
}

static int cookie_unpack(Ref v, Cookie *c)
{
    uint8_t bytes[33];
    Value index = object_index(v);
    if (value_is_error(index))
        return -1;
    int failed = int_to_bytes(index, bytes, sizeof bytes, true, false);
    value_drop(index);
    if (failed)
        return -1;
    uint64_t words[4];
    memcpy(words, bytes, sizeof words);
    *c = (Cookie){words[0], words[1], words[2], words[3], bytes[32] != 0};
    return 0;
}

/* ---- tell ---- */
/* Feed the snapshot byte by byte until `skip` characters have come out; the last place where the decoder held
 * nothing back is where decoding can start. */
static int find_start(TextIO *t, Cookie *c, Ref input, Ref flags, int64_t skip)
{
    const char *p = bytes_data(input);
    int64_t n = bytes_len(input), fed = 0, safe_fed = 0, decoded = 0, safe_decoded = 0;
    uint64_t safe_flags = c->flags;
    if (text_set_decoder_state(t, "", 0, flags))
        return -1;
    for (; fed < n && decoded < skip; fed++) {
        Value text = text_decode(t, p + fed, 1, false), held, now;
        if (value_is_error(text))
            return -1;
        decoded += str_len(text);
        value_drop(text);
        if (text_decoder_state(t, &held, &now))
            return -1;
        int64_t state = 0;
        if (bytes_len(held) == 0 && decoded <= skip && !int_as_i64(now, &state)) {
            safe_fed = fed + 1;
            safe_decoded = decoded;
            safe_flags = (uint64_t)state;
        }
        value_drop(held);
        value_drop(now);
    }
    if (decoded < skip) {
        Value text = text_decode(t, "", 0, true);
        if (value_is_error(text))
            return -1;
        decoded += str_len(text);
        value_drop(text);
        c->need_end = true;
        if (decoded < skip)
            return exc_raise_int(&type_OSError, "can't reconstruct logical file position");
    }
    c->start += (uint64_t)safe_fed;
    c->flags = safe_flags;
    if (safe_decoded < skip || c->need_end) {
        c->bytes_to_feed = (uint64_t)(fed - safe_fed);
        c->chars_to_skip = (uint64_t)(skip - safe_decoded);
    }
    return 0;
}

Value textio_tell_m(Ref self, const Ref *a, size_t n, Ref kwnames)
{
    TextIO *t = as_text(self);
    if (text_check_ready(self) || text_check_open(self))
        return VALUE_ERROR;
    if (!t->seekable)
        return io_unsupported("underlying stream is not seekable");
    if (!t->telling)
        return exc_raise(&type_OSError, "telling position disabled by next() call");
    if (text_write_pending(self) || text_flush_all(self))
        return VALUE_ERROR;
    Value name = str_intern_cstr("tell");
    Value position = object_call_method0(t->buffer, name);
    value_drop(name);
    if (value_is_error(position) || !t->can_decode || value_is_absent(t->snapshot_input))
        return position;
    int64_t where, flags;
    int failed = int_as_i64(position, &where);
    value_drop(position);
    if (failed || int_as_i64(t->snapshot_flags, &flags))
        return VALUE_ERROR;
    Cookie c = {.start = (uint64_t)(where - bytes_len(t->snapshot_input)), .flags = (uint64_t)flags};
    if (t->decoded_used == 0)
        return cookie_pack(&c);
    Value held, now;
    if (text_decoder_state(t, &held, &now))
        return VALUE_ERROR;
    uint8_t seen = t->newlines.seen;
    Value input = value_dup(t->snapshot_input), input_flags = value_dup(t->snapshot_flags);
    failed = find_start(t, &c, input, input_flags, t->decoded_used);
    value_drop(input);
    value_drop(input_flags);
    Value pending = exc_take();
    if (text_set_decoder_state(t, bytes_data(held), (size_t)bytes_len(held), now) && failed)
        exc_clear();
    if (failed)
        exc_restore(pending);
    t->newlines.seen = seen;
    value_drop(held);
    value_drop(now);
    return failed || exc_pending() ? VALUE_ERROR : cookie_pack(&c);
}

/* ---- seek ---- */
static Value seek_buffer(TextIO *t, Ref target, int whence)
{
    Ref args[2] = {target, value_from_int(whence)};
    return object_call_method(t->buffer, NAME(seek), args, whence == 0 ? 1 : 2);
}

static Value seek_to_end(Ref self)
{
    TextIO *t = as_text(self);
    if (text_flush_all(self))
        return VALUE_ERROR;
    text_forget_chunk(t);
    if (t->can_decode && text_reset_decoder(t))
        return VALUE_ERROR;
    Value position = seek_buffer(t, value_from_int(0), SEEK_END);
    if (value_is_error(position))
        return VALUE_ERROR;
    int at_start = object_equal(position, value_from_int(0));
    if (at_start < 0 || text_reset_encoder(t, at_start)) {
        value_drop(position);
        return VALUE_ERROR;
    }
    return position;
}

static int restore_state(TextIO *t, const Cookie *c)
{
    if (!t->can_decode)
        return 0;
    if (c->start == 0 && c->flags == 0)
        return text_reset_decoder(t);
    Value flags = int_new_u64(c->flags);
    int result = text_set_decoder_state(t, "", 0, flags);
    value_drop(flags);
    return result;
}

static int skip_characters(Ref self, const Cookie *c)
{
    TextIO *t = as_text(self);
    Value size = int_new((int64_t)c->bytes_to_feed);
    Value input = object_call_method1(t->buffer, NAME(read), size);
    value_drop(size);
    if (value_is_error(input))
        return -1;
    if (!value_is_bytes(input)) {
        exc_raise(&type_TypeError, "underlying read() should have returned a bytes object, not '%T'", input);
        value_drop(input);
        return -1;
    }
    Value flags = int_new_u64(c->flags);
    value_replace(&t->snapshot_input, value_dup(input));
    value_replace(&t->snapshot_flags, flags);
    Value text = text_decode(t, bytes_data(input), (size_t)bytes_len(input), c->need_end);
    value_drop(input);
    if (value_is_error(text))
        return -1;
    bool enough = str_len(text) >= (int64_t)c->chars_to_skip;
    value_replace(&t->decoded, text);
    t->decoded_used = (int64_t)c->chars_to_skip;
    return enough ? 0 : exc_raise_int(&type_OSError, "can't restore logical file position");
}

static Value seek_to_cookie(Ref self, Ref cookie)
{
    TextIO *t = as_text(self);
    Cookie c;
    int negative = object_compare_bool(cookie, value_from_int(0), CMP_LT);
    if (negative)
        return negative < 0 ? VALUE_ERROR : exc_raise(&type_ValueError, "negative seek position %R", cookie);
    if (text_flush_all(self) || cookie_unpack(cookie, &c))
        return VALUE_ERROR;
    Value start = int_new_u64(c.start);
    Value position = seek_buffer(t, start, SEEK_SET);
    value_drop(start);
    if (value_is_error(position))
        return VALUE_ERROR;
    value_drop(position);
    text_forget_chunk(t);
    if (restore_state(t, &c))
        return VALUE_ERROR;
    if (c.chars_to_skip > 0) {
        if (skip_characters(self, &c))
            return VALUE_ERROR;
    } else if (t->can_decode) {
        value_replace(&t->snapshot_input, bytes_empty());
        value_replace(&t->snapshot_flags, int_new_u64(c.flags));
    }
    if (t->can_encode && text_reset_encoder(t, c.start == 0 && c.flags == 0))
        return VALUE_ERROR;
    return value_dup(cookie);
}

Value textio_seek_m(Ref self, const Ref *a, size_t n, Ref kwnames)
{
    TextIO *t = as_text(self);
    int whence;
    if (text_check_ready(self) || text_check_open(self) || int_as_i32(a[1], &whence))
        return VALUE_ERROR;
    if (!t->seekable)
        return io_unsupported("underlying stream is not seekable");
    int zero = whence == SEEK_SET ? 1 : object_equal(a[0], value_from_int(0));
    if (zero < 0)
        return VALUE_ERROR;
    switch (whence) {
    case SEEK_CUR: {
        if (!zero)
            return io_unsupported("can't do nonzero cur-relative seeks");
        Value name = str_intern_cstr("tell"), here = object_call_method0(self, name);
        value_drop(name);
        if (value_is_error(here))
            return VALUE_ERROR;
        Value result = seek_to_cookie(self, here);
        value_drop(here);
        return result;
    }
    case SEEK_END:
        return zero ? seek_to_end(self) : io_unsupported("can't do nonzero end-relative seeks");
    case SEEK_SET:
        return seek_to_cookie(self, a[0]);
    default:
        return exc_raise(&type_ValueError, "invalid whence (%d, should be 0, 1 or 2)", whence);
    }
}

Value textio_truncate_m(Ref self, const Ref *a, size_t n, Ref kwnames)
{
    if (text_check_ready(self) || text_flush_all(self))
        return VALUE_ERROR;
    Value position = value_dup(a[0]);
    if (value_is_none(position)) {
        Value tell = str_intern_cstr("tell");
        position = object_call_method0(self, tell);
        value_drop(tell);
        if (value_is_error(position))
            return VALUE_ERROR;
    }
    Value name = str_intern_cstr("truncate");
    Value result = object_call_method1(as_text(self)->buffer, name, position);
    value_drop(name);
    value_drop(position);
    return result;
}
