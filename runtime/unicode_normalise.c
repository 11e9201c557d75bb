/* runtime/unicode_normalise.c -- NFC, NFD, NFKC, NFKD (Unicode Standard Annex 15).
 *
 * Decompose (Hangul by arithmetic), sort runs of combining marks by class, and for the C forms compose again.
 * A text whose every code point is allowed to stay is returned as it is. */
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "runtime/str_chars.h"
#include "runtime/unicode_data.h"

enum { HANGUL_S = 0xAC00, HANGUL_L = 0x1100, HANGUL_V = 0x1161, HANGUL_T = 0x11A7,
       N_L = 19, N_V = 21, N_T = 28, N_S = N_L * N_V * N_T };

typedef struct Chars { uint32_t *data; size_t n, capacity; } Chars;

static int push(Chars *out, uint32_t c)
{
    if (out->n == out->capacity) {
        size_t capacity = out->capacity * 2 + 32;
        uint32_t *bigger = mem_realloc_or_raise(out->data, capacity * sizeof *bigger);
        if (bigger == NULL)
            return -1;
        out->data = bigger;
        out->capacity = capacity;
    }
    out->data[out->n++] = c;
    return 0;
}

static int push_hangul(Chars *out, uint32_t syllable)
{
    uint32_t t = syllable % N_T;
    if (push(out, HANGUL_L + syllable / (N_V * N_T)) || push(out, HANGUL_V + syllable % (N_V * N_T) / N_T))
        return -1;
    return t ? push(out, HANGUL_T + t) : 0;
}

/* The full decomposition of c; nested ones are at most a few deep by the data. */
static int push_decomposed(Chars *out, uint32_t c, bool compatible, uint32_t (*decomposes)(uint32_t c))
{
    uint32_t special = decomposes && c >= 0x80 ? decomposes(c) : UNICODE_DECOMPOSES_AS_NOW;
    if (special != UNICODE_DECOMPOSES_AS_NOW)
        return push(out, special);
    if (c - HANGUL_S < N_S)
        return push_hangul(out, c - HANGUL_S);
    const uint32_t *parts;
    const char *tag;
    int n = 0;
    if (unicode_checks(c) & (compatible ? CHECK_NFKD : CHECK_NFD))
        n = unicode_decomposition(c, &parts, &tag);
    if (n == 0 || (*tag && !compatible))
        return push(out, c);
    for (int i = 0; i < n; i++)
        if (push_decomposed(out, parts[i], compatible, decomposes))
            return -1;
    return 0;
}

/* Canonical ordering of one run of marks: stable. */
static int sort_run(uint32_t *run, size_t n)
{
    if (n < 64) {
        for (size_t i = 1; i < n; i++) {
            uint32_t c = run[i];
            int class = unicode_combining(c);
            size_t j = i;
            for (; j > 0 && unicode_combining(run[j - 1]) > class; j--)
                run[j] = run[j - 1];
            run[j] = c;
        }
        return 0;
    }
    /* Counting sort: there are only 256 classes, and a text may be all marks. */
    size_t starts[257] = {0};
    uint32_t *sorted = mem_alloc_array_or_raise(n, sizeof *sorted);
    if (sorted == NULL)
        return -1;
    for (size_t i = 0; i < n; i++)
        starts[unicode_combining(run[i]) + 1]++;
    for (size_t i = 1; i < 257; i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < n; i++)
        sorted[starts[unicode_combining(run[i])]++] = run[i];
    memcpy(run, sorted, n * sizeof *run);
    mem_free(sorted);
    return 0;
}

static int sort_marks(Chars *s)
{
    for (size_t i = 0; i < s->n;) {
        if (unicode_combining(s->data[i]) == 0) {
            i++;
            continue;
        }
        size_t end = i + 1;
        while (end < s->n && unicode_combining(s->data[end]) != 0)
            end++;
        if (sort_run(s->data + i, end - i))
            return -1;
        i = end;
    }
    return 0;
}

static uint32_t compose(uint32_t a, uint32_t b)
{
    if (a - HANGUL_L < N_L && b - HANGUL_V < N_V)
        return HANGUL_S + ((a - HANGUL_L) * N_V + (b - HANGUL_V)) * N_T;
    if (a - HANGUL_S < N_S && (a - HANGUL_S) % N_T == 0 && b > HANGUL_T && b < HANGUL_T + N_T)
        return a + (b - HANGUL_T);
    return unicode_compose_pair(a, b);
}

static void compose_all(Chars *s)
{
    size_t n = 0, starter = 0;
    bool have_starter = false;
    int last_class = 0; /* of what was kept since the starter; 0: nothing was */
    for (size_t i = 0; i < s->n; i++) {
        uint32_t c = s->data[i];
        int class = unicode_combining(c);
        bool adjacent = have_starter && n == starter + 1;
        if (have_starter && (adjacent || (last_class < class && last_class != 0))) {
            uint32_t composed = compose(s->data[starter], c);
            if (composed != 0) {
                s->data[starter] = composed;
                continue;
            }
        }
        if (class == 0) {
            starter = n;
            have_starter = true;
        }
        last_class = class;
        s->data[n++] = c;
    }
    s->n = n;
}

static unsigned check_bit(int form)
{
    switch (form) {
    case UNICODE_NFD: return CHECK_NFD;
    case UNICODE_NFKD: return CHECK_NFKD;
    case UNICODE_NFC: return CHECK_NFC;
    default: return CHECK_NFKC;
    }
}

/* Nothing to do?  Every code point may stay and marks are in order. */
static bool stays(const Str *s, int form)
{
    if (s->ascii)
        return true;
    unsigned bit = check_bit(form);
    int last = 0;
    for (int64_t i = 0; i < s->len; i++) {
        uint32_t c = char_at(s->data, s->kind, i);
        if (c < 0x80) {
            last = 0;
            continue;
        }
        int class = unicode_combining(c);
        if ((unicode_checks(c) & bit) || (class != 0 && class < last))
            return false;
        last = class;
    }
    return true;
}

Value unicode_normalise_with(Ref v, int form, uint32_t (*decomposes)(uint32_t c))
{
    const Str *s = VALUE_AS(Str, v);
    bool compatible = form == UNICODE_NFKC || form == UNICODE_NFKD;
    Chars out = {0};
    Value result = VALUE_ERROR;
    for (int64_t i = 0; i < s->len; i++)
        if (push_decomposed(&out, char_at(s->data, s->kind, i), compatible, decomposes))
            goto done;
    if (sort_marks(&out))
        goto done;
    if (form == UNICODE_NFC || form == UNICODE_NFKC)
        compose_all(&out);
    result = str_from_ucs4(out.data, out.n);
done:
    mem_free(out.data);
    return result;
}

Value unicode_normalise(Ref v, int form)
{
    const Str *s = VALUE_AS(Str, v);
    if (stays(s, form))
        return value_is_exact_str(v) ? value_dup(v) : str_from_chars(s->data, s->kind, s->len);
    return unicode_normalise_with(v, form, NULL);
}

int unicode_is_normalised(Ref v, int form)
{
    if (stays(VALUE_AS(Str, v), form))
        return 1;
    Value normal = unicode_normalise(v, form);
    if (value_is_error(normal))
        return -1;
    int same = str_equal(v, normal);
    value_drop(normal);
    return same;
}
