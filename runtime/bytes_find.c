/* runtime/bytes_find.c -- searching bytes. */
#include "runtime/bytes_internal.h"

void bytes_clip(int64_t len, int64_t *start, int64_t *end)
{
    if (*end > len)
        *end = len;
    else if (*end < 0 && (*end += len) < 0)
        *end = 0;
    if (*start < 0 && (*start += len) < 0)
        *start = 0;
}

int64_t bytes_find_span(Span haystack, Span needle)
{
    if (needle.n == 0)
        return 0;
    if (needle.n > haystack.n)
        return -1;
    const char *found = needle.n == 1 ? memchr(haystack.p, needle.p[0], (size_t)haystack.n)
                                      : memmem(haystack.p, (size_t)haystack.n, needle.p, (size_t)needle.n);
    return found ? found - haystack.p : -1;
}

int64_t bytes_rfind_span(Span haystack, Span needle)
{
    if (needle.n == 0)
        return haystack.n;
    int64_t n = haystack.n - needle.n + 1; /* places left to look at */
    while (n > 0) {
        const char *found = memrchr(haystack.p, needle.p[0], (size_t)n);
        if (found == NULL)
            return -1;
        if (memcmp(found, needle.p, (size_t)needle.n) == 0)
            return found - haystack.p;
        n = found - haystack.p;
    }
    return -1;
}

int64_t bytes_count_span(Span haystack, Span needle, int64_t max)
{
    if (needle.n == 0)
        return haystack.n + 1 < max ? haystack.n + 1 : max;
    int64_t count = 0;
    while (count < max) {
        int64_t place = bytes_find_span(haystack, needle);
        if (place < 0)
            break;
        count++;
        haystack.p += place + needle.n;
        haystack.n -= place + needle.n;
    }
    return count;
}
