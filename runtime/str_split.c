/* runtime/str_split.c -- split, rsplit, splitlines, partition, strip: cutting a str into pieces. */
#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/str_chars.h"
#include "runtime/tuple.h"
#include "runtime/unicode.h"

const uint8_t ascii_space_table[128] = {
    ['\t'] = 1, ['\n'] = 1, ['\v'] = 1, ['\f'] = 1, ['\r'] = 1, [0x1C] = 1, [0x1D] = 1, [0x1E] = 1, [0x1F] = 1, [' '] = 1,
};

bool char_is_space(uint32_t c) { return c < 128 ? ascii_space_table[c] : unicode_is(c, UNI_SPACE); }

static bool is_linebreak(uint32_t c)
{
    return c < 128 ? (c >= '\n' && c <= '\r') || (c >= 0x1C && c <= 0x1E) : unicode_is(c, UNI_LINEBREAK);
}

/* v is owned or an error. */
static inline int append_piece(Ref list, Value v)
{
    return UNLIKELY(value_is_error(v)) ? -1 : list_append_owned(list, v);
}

static int append_slice(Ref list, Ref s, int64_t start, int64_t end)
{
    return append_piece(list, str_slice(s, start, end));
}

static Value finish(Value list, int failed)
{
    if (!failed)
        return list;
    value_drop(list);
    return VALUE_ERROR;
}

/* ---- by whitespace ---- */

static int split_spaces(Ref list, Ref v, int64_t most)
{
    const Str *s = VALUE_AS(Str, v);
    int64_t i = 0, len = s->len;
    while (true) {
        while (i < len && char_is_space(char_at(s->data, s->kind, i)))
            i++;
        if (i == len)
            return 0;
        int64_t start = i;
        if (most-- == 0)
            return append_slice(list, v, start, len); /* white space at the far end stays */
        if (s->ascii)
            while (i < len && !ascii_space_table[(uint8_t)s->data[i]])
                i++;
        else
            while (i < len && !char_is_space(char_at(s->data, s->kind, i)))
                i++;
        if (append_slice(list, v, start, i))
            return -1;
    }
}

/* Pieces come out last first. */
static int rsplit_spaces(Ref list, Ref v, int64_t most)
{
    const Str *s = VALUE_AS(Str, v);
    int64_t i = s->len;
    while (true) {
        while (i > 0 && char_is_space(char_at(s->data, s->kind, i - 1)))
            i--;
        if (i == 0)
            return 0;
        int64_t end = i;
        if (most-- == 0)
            return append_slice(list, v, 0, end);
        while (i > 0 && !char_is_space(char_at(s->data, s->kind, i - 1)))
            i--;
        if (append_slice(list, v, i, end))
            return -1;
    }
}

/* ---- by a separator: an array of s's kind ---- */

#ifdef __SSE2__
/* One ASCII separator in ASCII text: 16 places at a time. */
static int split_by_byte(Ref list, const Str *s, char sep, int64_t most)
{
    const __m128i seps = _mm_set1_epi8(sep);
    int64_t start = 0, i = 0;
    for (; i + 16 <= s->len && most > 0; i += 16) {
        __m128i block;
        memcpy(&block, s->data + i, 16);
        unsigned mask = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(block, seps));
        for (; mask != 0 && most > 0; mask &= mask - 1, most--) {
            int64_t at = i + __builtin_ctz(mask);
            if (append_piece(list, str_from_ascii(s->data + start, (size_t)(at - start))))
                return -1;
            start = at + 1;
        }
    }
    for (; i < s->len && most > 0; i++) {
        if (s->data[i] != sep)
            continue;
        if (append_piece(list, str_from_ascii(s->data + start, (size_t)(i - start))))
            return -1;
        start = i + 1;
        most--;
    }
    return append_piece(list, str_from_ascii(s->data + start, (size_t)(s->len - start)));
}
#endif

static int split_by(Ref list, Ref v, const void *sep, int64_t sep_len, int64_t most)
{
    const Str *s = VALUE_AS(Str, v);
    int64_t start = 0;
#ifdef __SSE2__
    if (s->ascii && sep_len == 1)
        return split_by_byte(list, s, *(const char *)sep, most);
#endif
    while (most-- > 0) {
        int64_t i = chars_find(chars_from(s, start), s->len - start, sep, sep_len, s->kind);
        if (i < 0)
            break;
        if (append_slice(list, v, start, start + i))
            return -1;
        start += i + sep_len;
    }
    return append_slice(list, v, start, s->len);
}

static int rsplit_by(Ref list, Ref v, const void *sep, int64_t sep_len, int64_t most)
{
    const Str *s = VALUE_AS(Str, v);
    int64_t end = s->len;
    while (most-- > 0) {
        int64_t i = end >= sep_len ? chars_rfind(s->data, end, sep, sep_len, s->kind) : -1;
        if (i < 0)
            break;
        if (append_slice(list, v, i + sep_len, end))
            return -1;
        end = i;
    }
    return append_slice(list, v, 0, end);
}

static void reverse(Ref list)
{
    Value *items = VALUE_AS(List, list)->items;
    for (int64_t i = 0, j = list_len(list) - 1; i < j; i++, j--) {
        Value v = items[i];
        items[i] = items[j];
        items[j] = v;
    }
}

static int split_into(Ref list, Ref v, Ref sep_value, int64_t most, bool from_right)
{
    const Str *s = VALUE_AS(Str, v), *sep = VALUE_AS(Str, sep_value);
    if (sep->kind > s->kind || sep->len > s->len) {
        Value whole = str_exact(v);
        return value_is_error(whole) ? -1 : list_append_owned(list, whole);
    }
    void *temporary;
    const void *chars = chars_widened(sep, s->kind, &temporary);
    if (chars == NULL)
        return -1;
    int failed = from_right ? rsplit_by(list, v, chars, sep->len, most) : split_by(list, v, chars, sep->len, most);
    mem_free(temporary);
    return failed;
}

Value str_split(Ref s, Ref sep, int64_t most, bool from_right)
{
    if (most < 0)
        most = INT64_MAX;
    if (!value_is_none(sep) && str_len(sep) == 0)
        return exc_raise(&type_ValueError, "empty separator");
    Value list = list_new(most < 12 ? most + 1 : 12);
    if (value_is_error(list))
        return list;
    int failed;
    if (!value_is_none(sep))
        failed = split_into(list, s, sep, most, from_right);
    else
        failed = from_right ? rsplit_spaces(list, s, most) : split_spaces(list, s, most);
    if (!failed && from_right)
        reverse(list);
    return finish(list, failed);
}

static Value split_m(Ref self, const Ref *a, bool from_right) /* a: sep, maxsplit */
{
    int64_t most = -1;
    if (str_size_argument(a[1], &most))
        return VALUE_ERROR;
    if (!value_is_none(a[0]) && !value_is_str(a[0]))
        return exc_raise(&type_TypeError, "must be str or None, not %T", a[0]);
    return str_split(self, a[0], most, from_right);
}

STR_METHOD(str_split_m) { return split_m(self, a, false); }
STR_METHOD(str_rsplit_m) { return split_m(self, a, true); }

STR_METHOD(str_splitlines_m) /* a: keepends */
{
    const Str *s = VALUE_AS(Str, self);
    int keep = value_truth(a[0]);
    if (keep < 0)
        return VALUE_ERROR;
    Value list = list_new(4);
    if (value_is_error(list))
        return list;
    int failed = 0;
    for (int64_t i = 0; i < s->len && !failed;) {
        int64_t start = i;
        while (i < s->len && !is_linebreak(char_at(s->data, s->kind, i)))
            i++;
        int64_t end = i;
        if (i < s->len) {
            bool pair = char_at(s->data, s->kind, i) == '\r' && i + 1 < s->len && char_at(s->data, s->kind, i + 1) == '\n';
            i += pair ? 2 : 1;
        }
        failed = append_slice(list, self, start, keep ? i : end);
    }
    return finish(list, failed);
}

/* ---- partition ---- */

static Value tuple_of_owned(Value a, Value b, Value c)
{
    Value items[] = {a, b, c};
    if (!value_is_error(a) && !value_is_error(b) && !value_is_error(c))
        return tuple_from_values(items, 3);
    for (size_t i = 0; i < 3; i++)
        if (!value_is_error(items[i]))
            value_drop(items[i]);
    return VALUE_ERROR;
}

static Value partition(Ref self, Ref sep, bool from_right)
{
    if (!value_is_str(sep))
        return exc_raise(&type_TypeError, "must be str, not %T", sep);
    int64_t len = str_len(self), sep_len = str_len(sep);
    if (sep_len == 0)
        return exc_raise(&type_ValueError, "empty separator");
    int64_t i = from_right ? str_rfind(self, sep, 0, len) : str_find(self, sep, 0, len);
    if (i == -2)
        return VALUE_ERROR;
    if (i < 0)
        return from_right ? tuple_of_owned(str_empty(), str_empty(), str_exact(self))
                          : tuple_of_owned(str_exact(self), str_empty(), str_empty());
    return tuple_of_owned(str_slice(self, 0, i), str_exact(sep), str_slice(self, i + sep_len, len));
}

STR_METHOD(str_partition_m) { return partition(self, a[0], false); }
STR_METHOD(str_rpartition_m) { return partition(self, a[0], true); }

/* ---- strip ---- */

enum { STRIP_LEFT = 1, STRIP_RIGHT = 2 };

static Value strip_spaces(Ref v, int sides)
{
    const Str *s = VALUE_AS(Str, v);
    int64_t start = 0, end = s->len;
    if (sides & STRIP_LEFT)
        while (start < end && char_is_space(char_at(s->data, s->kind, start)))
            start++;
    if (sides & STRIP_RIGHT)
        while (end > start && char_is_space(char_at(s->data, s->kind, end - 1)))
            end--;
    return str_slice(v, start, end);
}

typedef struct AsciiSet { uint64_t bits[2]; } AsciiSet;

static inline bool ascii_set_has(const AsciiSet *set, uint8_t c) { return set->bits[c >> 6] >> (c & 63) & 1; }

static Value strip_ascii(Ref v, const Str *chars, int sides)
{
    const Str *s = VALUE_AS(Str, v);
    AsciiSet set = {{0, 0}};
    for (int64_t i = 0; i < chars->len; i++)
        set.bits[(uint8_t)chars->data[i] >> 6] |= 1ull << (chars->data[i] & 63);
    int64_t start = 0, end = s->len;
    if (sides & STRIP_LEFT)
        while (start < end && ascii_set_has(&set, (uint8_t)s->data[start]))
            start++;
    if (sides & STRIP_RIGHT)
        while (end > start && ascii_set_has(&set, (uint8_t)s->data[end - 1]))
            end--;
    return str_slice(v, start, end);
}

static Value strip_set(Ref v, Ref set_value, int sides)
{
    const Str *s = VALUE_AS(Str, v), *set = VALUE_AS(Str, set_value);
    if (LIKELY(s->ascii && set->ascii))
        return strip_ascii(v, set, sides);
    int64_t start = 0, end = s->len;
    if (sides & STRIP_LEFT)
        while (start < end && chars_index(set->data, set->kind, set->len, char_at(s->data, s->kind, start)) >= 0)
            start++;
    if (sides & STRIP_RIGHT)
        while (end > start && chars_index(set->data, set->kind, set->len, char_at(s->data, s->kind, end - 1)) >= 0)
            end--;
    return str_slice(v, start, end);
}

static Value strip_m(const char *name, Ref self, Ref chars, int sides)
{
    if (value_is_none(chars))
        return strip_spaces(self, sides);
    if (!value_is_str(chars))
        return exc_raise(&type_TypeError, "%s arg must be None or str", name);
    return strip_set(self, chars, sides);
}

STR_METHOD(str_strip_m) { return strip_m("strip", self, a[0], STRIP_LEFT | STRIP_RIGHT); }
STR_METHOD(str_lstrip_m) { return strip_m("lstrip", self, a[0], STRIP_LEFT); }
STR_METHOD(str_rstrip_m) { return strip_m("rstrip", self, a[0], STRIP_RIGHT); }
