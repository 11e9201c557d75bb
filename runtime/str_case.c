/* runtime/str_case.c -- lower, upper, title, capitalize, swapcase, casefold: full Unicode case mapping.
 *
 * ASCII goes byte by byte in a loop without branches; the rest through an array of three times the length, since
 * one character may become three. */
#include "runtime/exc.h"
#include "runtime/str_chars.h"
#include "runtime/unicode.h"

static inline uint8_t ascii_lower(uint8_t c) { return (uint8_t)(c + ((uint8_t)(c - 'A') < 26) * 32); }
static inline uint8_t ascii_upper(uint8_t c) { return (uint8_t)(c - ((uint8_t)(c - 'a') < 26) * 32); }

VECTORISE static void lower_bytes(uint8_t *to, const uint8_t *from, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        to[i] = ascii_lower(from[i]);
}

VECTORISE static void upper_bytes(uint8_t *to, const uint8_t *from, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        to[i] = ascii_upper(from[i]);
}

VECTORISE static void swap_bytes(uint8_t *to, const uint8_t *from, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        to[i] = (uint8_t)(from[i] ^ (((uint8_t)((from[i] | 32) - 'a') < 26) << 5));
}

typedef void (*ByteMap)(uint8_t *to, const uint8_t *from, int64_t n);

static Value map_ascii(const Str *s, ByteMap map)
{
    if (s->len <= 1) {
        uint8_t c = 0;
        map(&c, (const uint8_t *)s->data, s->len);
        return str_from_ascii((const char *)&c, (size_t)s->len);
    }
    Str *r = str_alloc(s->len, 127);
    if (r == NULL)
        return VALUE_ERROR;
    map((uint8_t *)r->data, (const uint8_t *)s->data, s->len);
    return value_from_obj(r);
}

/* A capital sigma is final when a cased letter comes before it and none behind, case-ignorable ones skipped. */
static bool sigma_is_final(const Str *s, int64_t at)
{
    int64_t i = at - 1;
    while (i >= 0 && unicode_is(char_at(s->data, s->kind, i), UNI_CASE_IGNORABLE))
        i--;
    if (i < 0 || !unicode_is(char_at(s->data, s->kind, i), UNI_CASED))
        return false;
    for (i = at + 1; i < s->len && unicode_is(char_at(s->data, s->kind, i), UNI_CASE_IGNORABLE);)
        i++;
    return i == s->len || !unicode_is(char_at(s->data, s->kind, i), UNI_CASED);
}

static int lower_at(const Str *s, int64_t i, uint32_t out[3])
{
    uint32_t c = char_at(s->data, s->kind, i);
    if (c == 0x3A3) {
        out[0] = sigma_is_final(s, i) ? 0x3C2 : 0x3C3;
        return 1;
    }
    return unicode_lower(c, out);
}

static int upper_at(const Str *s, int64_t i, uint32_t out[3]) { return unicode_upper(char_at(s->data, s->kind, i), out); }
static int fold_at(const Str *s, int64_t i, uint32_t out[3]) { return unicode_fold(char_at(s->data, s->kind, i), out); }

static int swap_at(const Str *s, int64_t i, uint32_t out[3])
{
    uint32_t flags = unicode_flags(char_at(s->data, s->kind, i));
    if (flags & UNI_UPPER)
        return lower_at(s, i, out);
    if (flags & UNI_LOWER)
        return upper_at(s, i, out);
    out[0] = char_at(s->data, s->kind, i);
    return 1;
}

static int capitalise_at(const Str *s, int64_t i, uint32_t out[3])
{
    return i == 0 ? unicode_title(char_at(s->data, s->kind, 0), out) : lower_at(s, i, out);
}

static int title_at(const Str *s, int64_t i, uint32_t out[3])
{
    bool inside_word = i > 0 && unicode_is(char_at(s->data, s->kind, i - 1), UNI_CASED);
    return inside_word ? lower_at(s, i, out) : unicode_title(char_at(s->data, s->kind, i), out);
}

typedef int (*CharMap)(const Str *s, int64_t i, uint32_t out[3]);

static Value map_chars(const Str *s, CharMap map)
{
    uint32_t few[128] = {0}, *mapped = few;
    if ((size_t)s->len * 3 > N_ELEMENTS(few)) {
        mapped = mem_alloc_array_or_raise((size_t)s->len * 3, sizeof *mapped);
        if (mapped == NULL)
            return VALUE_ERROR;
    }
    size_t n = 0;
    for (int64_t i = 0; i < s->len; i++)
        n += (size_t)map(s, i, mapped + n);
    Value result = str_from_ucs4(mapped, n);
    if (mapped != few)
        mem_free(mapped);
    return result;
}

Value str_lower(Ref v)
{
    const Str *s = VALUE_AS(Str, v);
    return s->ascii ? map_ascii(s, lower_bytes) : map_chars(s, lower_at);
}

Value str_upper(Ref v)
{
    const Str *s = VALUE_AS(Str, v);
    return s->ascii ? map_ascii(s, upper_bytes) : map_chars(s, upper_at);
}

STR_METHOD(str_lower_m) { return str_lower(self); }
STR_METHOD(str_upper_m) { return str_upper(self); }

STR_METHOD(str_casefold_m)
{
    const Str *s = VALUE_AS(Str, self);
    return s->ascii ? map_ascii(s, lower_bytes) : map_chars(s, fold_at);
}

STR_METHOD(str_swapcase_m)
{
    const Str *s = VALUE_AS(Str, self);
    return s->ascii ? map_ascii(s, swap_bytes) : map_chars(s, swap_at);
}

static void capitalise_bytes(uint8_t *to, const uint8_t *from, int64_t n)
{
    lower_bytes(to, from, n);
    if (n > 0)
        to[0] = ascii_upper(from[0]);
}

STR_METHOD(str_capitalize_m)
{
    const Str *s = VALUE_AS(Str, self);
    return s->ascii ? map_ascii(s, capitalise_bytes) : map_chars(s, capitalise_at);
}

static void title_bytes(uint8_t *to, const uint8_t *from, int64_t n)
{
    bool inside_word = false;
    for (int64_t i = 0; i < n; i++) {
        to[i] = inside_word ? ascii_lower(from[i]) : ascii_upper(from[i]);
        inside_word = (uint8_t)((from[i] | 32) - 'a') < 26;
    }
}

STR_METHOD(str_title_m)
{
    const Str *s = VALUE_AS(Str, self);
    return s->ascii ? map_ascii(s, title_bytes) : map_chars(s, title_at);
}
