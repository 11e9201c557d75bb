/* runtime/str_build.c -- StrBuilder: a str made piece by piece.
 *
 * Starts in its own 128 bytes, moves to the heap when they are full and widens when a character asks for it.
 * max_code_point is the union of what went in: enough to know the width of the result. */
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "runtime/str_chars.h"

void str_builder_init(StrBuilder *b)
{
    b->data = b->inline_data;
    b->len = 0;
    b->capacity = sizeof b->inline_data;
    b->kind = 1;
    b->failed = false;
    b->max_code_point = 0;
}

void str_builder_free(StrBuilder *b)
{
    if (b->data != b->inline_data)
        mem_free(b->data);
    b->data = b->inline_data;
}

static void fail(StrBuilder *b)
{
    b->failed = true;
    exc_raise_memory();
}

/* Room for `extra` more characters of this kind or wider. */
static NOINLINE bool make_room(StrBuilder *b, int64_t extra, uint8_t kind)
{
    if (kind < b->kind)
        kind = b->kind;
    if (extra > INT64_MAX / 16 - b->len) {
        fail(b);
        return false;
    }
    int64_t need = b->len + extra, capacity = b->capacity;
    if (need * kind <= (int64_t)sizeof b->inline_data && b->data == b->inline_data) {
        char narrow[sizeof b->inline_data];
        memcpy(narrow, b->inline_data, (size_t)b->len * b->kind);
        chars_copy(b->inline_data, kind, narrow, b->kind, b->len);
        b->kind = kind;
        b->capacity = (int64_t)sizeof b->inline_data / kind;
        return true;
    }
    if (need > capacity)
        capacity = need + need / 2 + 64;
    if (kind == b->kind && b->data != b->inline_data) {
        void *bigger = mem_realloc(b->data, (size_t)capacity * kind);
        if (bigger == NULL) {
            fail(b);
            return false;
        }
        b->data = bigger;
    } else {
        void *wider = mem_alloc((size_t)capacity * kind);
        if (wider == NULL) {
            fail(b);
            return false;
        }
        chars_copy(wider, kind, b->data, b->kind, b->len);
        str_builder_free(b);
        b->data = wider;
    }
    b->kind = kind;
    b->capacity = capacity;
    return true;
}

static inline bool has_room(StrBuilder *b, int64_t extra, uint8_t kind)
{
    if (UNLIKELY(b->failed))
        return false;
    if (LIKELY(kind <= b->kind && extra <= b->capacity - b->len))
        return true;
    return make_room(b, extra, kind);
}

void str_builder_char(StrBuilder *b, uint32_t c)
{
    if (!has_room(b, 1, kind_of(c)))
        return;
    char_put(b->data, b->kind, b->len++, c);
    b->max_code_point |= c;
}

void str_builder_ascii(StrBuilder *b, const char *p, size_t n)
{
    if (!has_room(b, (int64_t)n, 1))
        return;
    if (LIKELY(b->kind == 1))
        copy_bytes((char *)b->data + b->len, p, n);
    else
        chars_copy((char *)b->data + b->len * b->kind, b->kind, p, 1, (int64_t)n);
    b->len += (int64_t)n;
}

void str_builder_cstr(StrBuilder *b, const char *ascii) { str_builder_ascii(b, ascii, strlen(ascii)); }

void str_builder_slice(StrBuilder *b, Ref v, int64_t start, int64_t end)
{
    const Str *s = VALUE_AS(Str, v);
    int64_t n = end - start;
    if (n <= 0 || b->failed)
        return;
    if (LIKELY(s->ascii)) {
        str_builder_ascii(b, s->data + start, (size_t)n);
        return;
    }
    uint32_t all = chars_union(chars_from(s, start), s->kind, n);
    uint8_t kind = kind_of(all);
    if (!has_room(b, n, kind))
        return;
    chars_copy((char *)b->data + b->len * b->kind, b->kind, chars_from(s, start), s->kind, n);
    b->len += n;
    b->max_code_point |= all;
}

void str_builder_str(StrBuilder *b, Ref s) { str_builder_slice(b, s, 0, str_len(s)); }

void str_builder_repeat(StrBuilder *b, uint32_t c, int64_t n)
{
    if (n <= 0 || !has_room(b, n, kind_of(c)))
        return;
    chars_fill((char *)b->data + b->len * b->kind, b->kind, c, n);
    b->len += n;
    b->max_code_point |= c;
}

Value str_builder_finish(StrBuilder *b)
{
    if (b->failed) {
        str_builder_free(b);
        return VALUE_ERROR;
    }
    Value v;
    if (b->max_code_point < 128) {
        if (b->kind == 1) {
            v = str_from_ascii(b->data, (size_t)b->len);
            str_builder_free(b);
            return v;
        }
    }
    v = str_from_chars(b->data, b->kind, b->len);
    str_builder_free(b);
    return v;
}
