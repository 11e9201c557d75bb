/* runtime/unicode_names.c -- names of code points and code points of names.
 *
 * A stored name is a run of word numbers (one byte for the commonest words, two for the others); names come in the
 * order of their code points, found through every NAME_GROUP-th offset.  Hangul syllables and ideographs are computed.
 * The tables are written by make_unicode_names.py. */
#include <stdio.h>
#include "runtime/unicode.h"

typedef struct NameRun { uint32_t first, last, index; } NameRun;
typedef struct ComputedName { uint32_t first, last; const char *prefix; } ComputedName;
/* Arrays, not pointers: nothing to relocate when the program starts. */
typedef struct NameAlias { char name[64]; uint32_t code_point; } NameAlias;
typedef struct NameSequence { char name[60]; uint32_t code_points[4]; } NameSequence;
#include "runtime/unicode_names_tables.h"

/* ---- Hangul ---- */

enum { HANGUL_FIRST = 0xAC00, N_LEADS = 19, N_VOWELS = 21, N_TAILS = 28 };
static const char hangul_prefix[] = "HANGUL SYLLABLE ";
static const char *const leads[N_LEADS] = {"G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ",
                                           "C", "K", "T", "P", "H"};
static const char *const vowels[N_VOWELS] = {"A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE",
                                             "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I"};
static const char *const tails[N_TAILS] = {"", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT",
                                           "LP", "LH", "M", "B", "BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H"};

/* The longest of the parts that p begins with. */
static int longest_part(const char *const *parts, int n, const char **p)
{
    int best = -1;
    size_t best_len = 0;
    for (int i = 0; i < n; i++) {
        size_t len = strlen(parts[i]);
        if (strncmp(parts[i], *p, len) == 0 && (best < 0 || len > best_len)) {
            best = i;
            best_len = len;
        }
    }
    *p += best_len;
    return best;
}

static uint32_t hangul_named(const char *syllable)
{
    int l = longest_part(leads, N_LEADS, &syllable);
    int v = longest_part(vowels, N_VOWELS, &syllable);
    int t = v < 0 ? -1 : longest_part(tails, N_TAILS, &syllable);
    if (l < 0 || v < 0 || t < 0 || *syllable)
        return 0;
    return (uint32_t)(HANGUL_FIRST + (l * N_VOWELS + v) * N_TAILS + t);
}

/* ---- stored names ---- */

static const char *word_at(uint32_t number)
{
    const char *p = word_text + word_offsets[number / NAME_GROUP];
    for (uint32_t i = number % NAME_GROUP; i > 0; i--)
        p += strlen(p) + 1;
    return p;
}

static void spell(uint32_t index, char *out)
{
    const char *p = name_stream + name_offsets[index / NAME_GROUP];
    for (uint32_t i = index % NAME_GROUP; i > 0; i--)
        p += strlen(p) + 1;
    char *to = out;
    while (*p) {
        uint32_t number = (uint8_t)*p++ - 1u;
        if (number >= N_ONE_BYTE)
            number = N_ONE_BYTE + (number - N_ONE_BYTE) * 255 + ((uint8_t)*p++ - 1u);
        if (to != out)
            *to++ = ' ';
        to = stpcpy(to, word_at(number));
    }
    *to = 0;
}

static bool index_of(uint32_t c, uint32_t *index)
{
    size_t low = 0, high = N_ELEMENTS(name_runs);
    while (low < high) {
        size_t middle = (low + high) / 2;
        const NameRun *run = &name_runs[middle];
        if (c > run->last) {
            low = middle + 1;
        } else if (c < run->first) {
            high = middle;
        } else {
            *index = run->index + (c - run->first);
            return true;
        }
    }
    return false;
}

static uint32_t code_point_of(uint32_t index)
{
    size_t low = 0, high = N_ELEMENTS(name_runs);
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (name_runs[middle].index <= index)
            low = middle;
        else
            high = middle;
    }
    return name_runs[low].first + (index - name_runs[low].index);
}

bool unicode_name(uint32_t c, char out[UNICODE_NAME_MAX])
{
    if (c >= HANGUL_FIRST && c < HANGUL_FIRST + N_LEADS * N_VOWELS * N_TAILS) {
        uint32_t s = c - HANGUL_FIRST;
        snprintf(out, UNICODE_NAME_MAX, "%s%s%s%s", hangul_prefix, leads[s / (N_VOWELS * N_TAILS)],
                 vowels[s / N_TAILS % N_VOWELS], tails[s % N_TAILS]);
        return true;
    }
    for (size_t i = 0; i < N_ELEMENTS(computed_names); i++) {
        if (c < computed_names[i].first || c > computed_names[i].last)
            continue;
        snprintf(out, UNICODE_NAME_MAX, "%s%04X", computed_names[i].prefix, c);
        return true;
    }
    uint32_t index;
    if (!index_of(c, &index))
        return false;
    spell(index, out);
    return true;
}

/* ---- by name ---- */

static uint32_t computed_named(const char *name)
{
    for (size_t i = 0; i < N_ELEMENTS(computed_names); i++) {
        const ComputedName *r = &computed_names[i];
        size_t n = strlen(r->prefix), digits = strlen(name) > n ? strlen(name) - n : 0;
        if ((digits != 4 && digits != 5) || strncmp(name, r->prefix, n) != 0)
            continue;
        uint32_t c = 0;
        const char *p = name + n;
        for (; (*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'F'); p++)
            c = c << 4 | (uint32_t)(*p <= '9' ? *p - '0' : *p - 'A' + 10);
        if (*p == 0 && c >= r->first && c <= r->last && (digits == 5) == (c > 0xFFFF))
            return c;
    }
    return 0;
}

static bool stored_named(const char *name, uint32_t *c)
{
    size_t low = 0, high = N_NAMES;
    while (low < high) {
        size_t middle = (low + high) / 2;
        char spelt[UNICODE_NAME_MAX];
        spell(names_in_order[middle], spelt);
        int order = strcmp(name, spelt);
        if (order == 0) {
            *c = code_point_of(names_in_order[middle]);
            return true;
        }
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool alias_named(const char *name, uint32_t *c)
{
    for (size_t i = 0; i < N_ELEMENTS(name_aliases); i++) {
        if (strcmp(name, name_aliases[i].name) == 0) {
            *c = name_aliases[i].code_point;
            return true;
        }
    }
    return false;
}

static int sequence_named(const char *name, uint32_t out[4])
{
    for (size_t i = 0; i < N_ELEMENTS(name_sequences); i++) {
        if (strcmp(name, name_sequences[i].name) != 0)
            continue;
        memcpy(out, name_sequences[i].code_points, 4 * sizeof out[0]);
        int n = 0;
        while (n < 4 && out[n])
            n++;
        return n;
    }
    return 0;
}

int unicode_lookup(const char *text, size_t n, bool with_sequences, uint32_t out[4])
{
    char name[UNICODE_NAME_MAX];
    if (n == 0 || n >= sizeof name || memchr(text, 0, n) != NULL)
        return 0;
    for (size_t i = 0; i < n; i++)
        name[i] = (char)(text[i] >= 'a' && text[i] <= 'z' ? text[i] - 32 : text[i]);
    name[n] = 0;
    size_t hangul = sizeof hangul_prefix - 1;
    if (strncmp(name, hangul_prefix, hangul) == 0)
        out[0] = hangul_named(name + hangul);
    else
        out[0] = computed_named(name);
    if (out[0] != 0 || stored_named(name, &out[0]) || alias_named(name, &out[0]))
        return 1;
    return with_sequences ? sequence_named(name, out) : 0;
}
