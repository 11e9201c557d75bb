/* runtime/str_chars.h -- arrays of code points of 1, 2 or 4 bytes: what the str_*.c files share.
 *
 * A `kind` is the width in bytes.  Nothing here allocates (except chars_widened), raises or runs Python. */
#ifndef RUNTIME_STR_CHARS_H
#define RUNTIME_STR_CHARS_H
#include "runtime/mem.h"
#include "runtime/str.h"

/* Loops worth unrolling into SIMD although the build says -O2. */
#if defined(__clang__)
#define VECTORISE
#else
#define VECTORISE __attribute__((optimize("O3")))
#endif

static inline uint8_t kind_of(uint32_t max_code_point)
{
    return max_code_point < 0x100 ? 1 : max_code_point < 0x10000 ? 2 : 4;
}
static inline uint32_t char_at(const void *data, int kind, int64_t i)
{
    return kind == 1 ? ((const uint8_t *)data)[i]
         : kind == 2 ? ((const uint16_t *)data)[i] : ((const uint32_t *)data)[i];
}
static inline void char_put(void *data, int kind, int64_t i, uint32_t c)
{
    if (kind == 1)
        ((uint8_t *)data)[i] = (uint8_t)c;
    else if (kind == 2)
        ((uint16_t *)data)[i] = (uint16_t)c;
    else
        ((uint32_t *)data)[i] = c;
}
/* c as UTF-8 (surrogates too, three bytes): how many bytes, at most 4. */
static inline size_t char_put_utf8(char *to, uint32_t c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xC0 | c >> 6);
        to[1] = (char)(0x80 | (c & 63));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xE0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 63));
        to[2] = (char)(0x80 | (c & 63));
        return 3;
    }
    to[0] = (char)(0xF0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 63));
    to[2] = (char)(0x80 | (c >> 6 & 63));
    to[3] = (char)(0x80 | (c & 63));
    return 4;
}
/* memcpy for pieces that are nearly always short: no call below 17 bytes. */
static inline void copy_bytes(char *to, const char *from, size_t n)
{
    if (UNLIKELY(n > 16)) {
        memcpy(to, from, n);
    } else if (n >= 8) { /* two overlapping words */
        uint64_t head, tail;
        memcpy(&head, from, 8);
        memcpy(&tail, from + n - 8, 8);
        memcpy(to, &head, 8);
        memcpy(to + n - 8, &tail, 8);
    } else if (n >= 4) {
        uint32_t head, tail;
        memcpy(&head, from, 4);
        memcpy(&tail, from + n - 4, 4);
        memcpy(to, &head, 4);
        memcpy(to + n - 4, &tail, 4);
    } else {
        for (size_t i = 0; i < n; i++)
            to[i] = from[i];
    }
}
static inline const char *chars_from(const Str *s, int64_t start) { return s->data + start * s->kind; }

/* All the code points or'ed together: its width class is the width class of the largest. */
uint32_t chars_union(const void *data, int kind, int64_t n);
bool chars_are_ascii(const void *bytes, size_t n);
/* Copy between widths; a narrower target must be wide enough for what is there. */
void chars_copy(void *to, int to_kind, const void *from, int from_kind, int64_t n);
void chars_fill(void *to, int kind, uint32_t c, int64_t n);
/* First (last) place of c in data[0..n), -1 when missing. */
int64_t chars_index(const void *data, int kind, int64_t n, uint32_t c);
int64_t chars_rindex(const void *data, int kind, int64_t n, uint32_t c);
int64_t chars_count(const void *data, int kind, int64_t n, uint32_t c);
/* First (last) place of a run of the same kind, m >= 1. */
int64_t chars_find(const void *data, int64_t n, const void *sub, int64_t m, int kind);
const char *bytes_search(const char *data, size_t n, const char *sub, size_t m); /* m >= 2; NULL: missing */
int64_t chars_rfind(const void *data, int64_t n, const void *sub, int64_t m, int kind);

/* sub's characters as an array of `kind` (>= its own): in place, or *temporary to mem_free; NULL MemoryError. */
const void *chars_widened(const Str *sub, int kind, void **temporary);

/* A str object of the bound's width with room for len; canonical when the bound is tight. */
static inline Value str_from_alloc(Str *s) { return s ? value_from_obj(s) : VALUE_ERROR; }
/* A new str of n code points of any width, narrowed as needed. */
Value str_from_chars(const void *data, int kind, int64_t n);
void str_intern_forget(Str *s);
void str_release(Str *s);                             /* give the memory of a dead str back */
Value str_iter_new(Ref s);
/* An exact str equal to s: itself, or a copy of a subclass's instance. */
Value str_exact(Ref s);
/* TypeError unless v is a str: "find() argument 1 must be str, not int"; argument 0: without a number. */
/* TypeError: "function() argument must be wanted, not T"; -1. */
int str_bad_argument(const char *function, const char *argument, const char *wanted, Ref v);
int str_argument(const char *function, int argument, Ref v) MUST_CHECK;
/* A count or width: any int that fits; TypeError, OverflowError. */
int str_size_argument(Ref v, int64_t *out) MUST_CHECK;
/* Resolve find()-style start and end (None allowed, clipped); 0 or -1. */
int str_range(Ref s, Ref start, Ref end, int64_t *from, int64_t *to) MUST_CHECK;
/* Python's whitespace, by code point. */
bool char_is_space(uint32_t c);
extern const uint8_t ascii_space_table[128];

/* The method table of str is in str_methods.c; these wrappers live beside the work they do. */
#define STR_METHOD(name) Value name(Ref self, const Ref *a, size_t n, Ref kwnames)
#define STR_METHOD_ROW(name) STR_METHOD(name);
#include "runtime/str_methods.def"
#undef STR_METHOD_ROW
#endif
