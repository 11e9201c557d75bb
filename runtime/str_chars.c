/* runtime/str_chars.c -- loops over arrays of code points: copying between widths, searching, counting.
 *
 * memchr and wmemchr of the C library are vectorised, bytes_search is by hand; the rest is written so that the compiler
 * can do the same. */
#include "runtime/str_chars.h"
#include <wchar.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include "runtime/exc.h"

bool chars_are_ascii(const void *bytes, size_t n)
{
    const uint8_t *p = bytes;
    uint64_t seen = 0;
    for (; n >= 32; p += 32, n -= 32) {
        uint64_t w[4];
        memcpy(w, p, 32);
        if ((w[0] | w[1] | w[2] | w[3]) & 0x8080808080808080ull)
            return false;
    }
    for (; n >= 8; p += 8, n -= 8) {
        uint64_t w;
        memcpy(&w, p, 8);
        seen |= w;
    }
    for (; n > 0; p++, n--)
        seen |= *p;
    return (seen & 0x8080808080808080ull) == 0;
}

VECTORISE static uint32_t union_of_2(const uint16_t *p, int64_t n)
{
    uint16_t all = 0;
    for (int64_t i = 0; i < n; i++)
        all |= p[i];
    return all;
}

VECTORISE static uint32_t union_of_4(const uint32_t *p, int64_t n)
{
    uint32_t all = 0;
    for (int64_t i = 0; i < n; i++)
        all |= p[i];
    return all;
}

uint32_t chars_union(const void *data, int kind, int64_t n)
{
    if (kind == 1)
        return chars_are_ascii(data, (size_t)n) ? 0x7F : 0xFF;
    return kind == 2 ? union_of_2(data, n) : union_of_4(data, n);
}

#define COPY_LOOP(name, To, From)                                  \
    VECTORISE static void name(To *to, const From *from, int64_t n) \
    {                                                              \
        for (int64_t i = 0; i < n; i++)                            \
            to[i] = (To)from[i];                                   \
    }
COPY_LOOP(copy_1_to_2, uint16_t, uint8_t)
COPY_LOOP(copy_1_to_4, uint32_t, uint8_t)
COPY_LOOP(copy_2_to_4, uint32_t, uint16_t)
COPY_LOOP(copy_2_to_1, uint8_t, uint16_t)
COPY_LOOP(copy_4_to_1, uint8_t, uint32_t)
COPY_LOOP(copy_4_to_2, uint16_t, uint32_t)

void chars_copy(void *to, int to_kind, const void *from, int from_kind, int64_t n)
{
    if (to_kind == from_kind)
        memcpy(to, from, (size_t)n * (size_t)to_kind);
    else if (from_kind == 1)
        to_kind == 2 ? copy_1_to_2(to, from, n) : copy_1_to_4(to, from, n);
    else if (from_kind == 2)
        to_kind == 4 ? copy_2_to_4(to, from, n) : copy_2_to_1(to, from, n);
    else
        to_kind == 1 ? copy_4_to_1(to, from, n) : copy_4_to_2(to, from, n);
}

void chars_fill(void *to, int kind, uint32_t c, int64_t n)
{
    if (kind == 1) {
        memset(to, (int)c, (size_t)n);
        return;
    }
    for (int64_t i = 0; i < n; i++)
        char_put(to, kind, i, c);
}

int64_t chars_index(const void *data, int kind, int64_t n, uint32_t c)
{
    if (kind == 1) {
        const uint8_t *p = c < 256 ? memchr(data, (int)c, (size_t)n) : NULL;
        return p ? p - (const uint8_t *)data : -1;
    }
    if (kind == 4) {
        const wchar_t *p = wmemchr(data, (wchar_t)c, (size_t)n);
        return p ? p - (const wchar_t *)data : -1;
    }
    const uint16_t *p = data;
    if (c > 0xFFFF)
        return -1;
    for (int64_t i = 0; i < n; i++)
        if (p[i] == c)
            return i;
    return -1;
}

int64_t chars_rindex(const void *data, int kind, int64_t n, uint32_t c)
{
    if (kind == 1) {
        const uint8_t *p = c < 256 ? memrchr(data, (int)c, (size_t)n) : NULL;
        return p ? p - (const uint8_t *)data : -1;
    }
    for (int64_t i = n - 1; i >= 0; i--)
        if (char_at(data, kind, i) == c)
            return i;
    return -1;
}

VECTORISE static int64_t count_bytes(const uint8_t *p, int64_t n, uint8_t c)
{
    int64_t count = 0;
    while (n > 0) {
        int64_t block = n < 255 ? n : 255; /* what a byte-wide counter can hold */
        uint8_t in_block = 0;
        for (int64_t i = 0; i < block; i++)
            in_block = (uint8_t)(in_block + (p[i] == c));
        count += in_block;
        p += block;
        n -= block;
    }
    return count;
}

int64_t chars_count(const void *data, int kind, int64_t n, uint32_t c)
{
    if (kind == 1)
        return c < 256 ? count_bytes(data, n, (uint8_t)c) : 0;
    int64_t count = 0;
    for (int64_t i = 0; i < n; i++)
        count += char_at(data, kind, i) == c;
    return count;
}

/* memmem of the C library prepares tables, which costs more than most searches.  Look at 16 places at once for
 * the first and the last byte of sub; when that finds too many false ones (periodic text), leave the rest to
 * memmem, which is linear. */
const char *bytes_search(const char *data, size_t n, const char *sub, size_t m)
{
    if (m > n)
        return NULL;
    size_t n_places = n - m + 1, i = 0;
    char first = sub[0], last = sub[m - 1];
#ifdef __SSE2__
    int64_t budget = 64 + (int64_t)n;
    const __m128i firsts = _mm_set1_epi8(first), lasts = _mm_set1_epi8(last);
    for (; i + 16 <= n_places; i += 16) {
        __m128i a, b;
        memcpy(&a, data + i, 16);
        memcpy(&b, data + i + m - 1, 16);
        unsigned mask = (unsigned)_mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(a, firsts), _mm_cmpeq_epi8(b, lasts)));
        for (; mask != 0; mask &= mask - 1) {
            const char *place = data + i + __builtin_ctz(mask);
            if (m == 2 || memcmp(place + 1, sub + 1, m - 2) == 0)
                return place;
            budget -= (int64_t)m;
        }
        if (UNLIKELY(budget < 0))
            return memmem(data + i + 16, n - i - 16, sub, m);
    }
#else
    if (n_places > 64)
        return memmem(data, n, sub, m);
#endif
    for (; i < n_places; i++)
        if (data[i] == first && data[i + m - 1] == last && memcmp(data + i, sub, m) == 0)
            return data + i;
    return NULL;
}

int64_t chars_find(const void *data, int64_t n, const void *sub, int64_t m, int kind)
{
    if (m > n)
        return -1;
    if (m == 1)
        return chars_index(data, kind, n, char_at(sub, kind, 0));
    const char *base = data, *from = base, *end = base + n * kind;
    size_t sub_bytes = (size_t)m * (size_t)kind;
    while (true) {
        const char *hit = bytes_search(from, (size_t)(end - from), sub, sub_bytes);
        if (hit == NULL)
            return -1;
        if ((hit - base) % kind == 0)
            return (hit - base) / kind;
        from = hit + 1; /* the bytes matched across two characters */
    }
}

int64_t chars_rfind(const void *data, int64_t n, const void *sub, int64_t m, int kind)
{
    size_t sub_bytes = (size_t)m * (size_t)kind;
    uint32_t first = m > 0 ? char_at(sub, kind, 0) : 0;
    int64_t limit = n - m + 1;
    while (limit > 0) {
        int64_t i = chars_rindex(data, kind, limit, first);
        if (i < 0)
            return -1;
        if (memcmp((const char *)data + i * kind, sub, sub_bytes) == 0)
            return i;
        limit = i;
    }
    return -1;
}

const void *chars_widened(const Str *sub, int kind, void **temporary)
{
    *temporary = NULL;
    if (sub->kind == kind)
        return sub->data;
    *temporary = mem_alloc_array_or_raise((size_t)sub->len + 1, (size_t)kind);
    if (*temporary != NULL)
        chars_copy(*temporary, kind, sub->data, sub->kind, sub->len);
    return *temporary;
}
