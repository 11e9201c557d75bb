/* runtime/unicode.c -- the Unicode character database: one record per kind of code point, found through a trie.
 *
 * The tables are written by make_unicode_tables.py.  The other halves: unicode_normalise.c, unicode_names.c. */
#include "runtime/unicode_data.h"
#include "runtime/unicode_tables.h"

#define MAX_CODE_POINT 0x10FFFF
#define CASE_IN_POOL (1 << 24)

static const CodePoint *record_of(uint32_t c)
{
    if (UNLIKELY(c > MAX_CODE_POINT))
        c = MAX_CODE_POINT; /* never assigned */
    uint32_t block = trie_index[c >> TRIE_SHIFT];
    return &code_points[trie_blocks[block << TRIE_SHIFT | (c & ((1u << TRIE_SHIFT) - 1))]];
}

uint32_t unicode_flags(uint32_t c) { return record_of(c)->flags; }
int unicode_decimal(uint32_t c) { return record_of(c)->decimal; }
int unicode_digit(uint32_t c) { return record_of(c)->digit; }
const char *unicode_category(uint32_t c) { return category_names[record_of(c)->category]; }
const char *unicode_bidirectional(uint32_t c) { return bidi_names[record_of(c)->bidi]; }
const char *unicode_width(uint32_t c) { return width_names[record_of(c)->width]; }
int unicode_combining(uint32_t c) { return record_of(c)->combining; }
bool unicode_mirrored(uint32_t c) { return record_of(c)->mirrored; }
unsigned unicode_checks(uint32_t c) { return record_of(c)->checks; }

/* ---- case ---- */

static int map_case(uint32_t c, int32_t mapping, uint32_t out[3])
{
    if (LIKELY(mapping < CASE_IN_POOL)) {
        out[0] = c + (uint32_t)mapping;
        return 1;
    }
    const uint32_t *entry = &case_pool[mapping - CASE_IN_POOL];
    for (uint32_t i = 0; i < entry[0]; i++)
        out[i] = entry[i + 1];
    return (int)entry[0];
}

int unicode_upper(uint32_t c, uint32_t out[3]) { return map_case(c, record_of(c)->upper, out); }
int unicode_lower(uint32_t c, uint32_t out[3]) { return map_case(c, record_of(c)->lower, out); }
int unicode_title(uint32_t c, uint32_t out[3]) { return map_case(c, record_of(c)->title, out); }
int unicode_fold(uint32_t c, uint32_t out[3]) { return map_case(c, record_of(c)->fold, out); }

uint32_t unicode_simple_lower(uint32_t c)
{
    uint32_t out[3];
    /* U+0130 is the only one whose full lower case is longer; its simple one is the plain i. */
    return unicode_lower(c, out) == 1 || c == 0x130 ? out[0] : c;
}

/* ---- numbers ---- */

bool unicode_numeric(uint32_t c, double *out)
{
    size_t low = 0, high = N_ELEMENTS(numeric_runs);
    while (low < high) {
        size_t middle = (low + high) / 2;
        const NumericRun *run = &numeric_runs[middle];
        if (c > run->last) {
            low = middle + 1;
        } else if (c < run->first) {
            high = middle;
        } else {
            *out = run->value + (run->rises ? (double)(c - run->first) : 0.0);
            return true;
        }
    }
    return false;
}

/* ---- decomposition and composition ---- */

int unicode_decomposition(uint32_t c, const uint32_t **parts, const char **tag)
{
    size_t low = 0, high = N_ELEMENTS(decompositions);
    while (low < high) {
        size_t middle = (low + high) / 2;
        const Decomposition *d = &decompositions[middle];
        if (c > d->code_point) {
            low = middle + 1;
        } else if (c < d->code_point) {
            high = middle;
        } else {
            const uint32_t *entry = &decomposition_pool[d->place];
            *tag = decomposition_tags[entry[0] >> 8];
            *parts = entry + 1;
            return (int)(entry[0] & 0xFF);
        }
    }
    return 0;
}

uint32_t unicode_compose_pair(uint32_t first, uint32_t second)
{
    size_t low = 0, high = N_ELEMENTS(compositions);
    while (low < high) {
        size_t middle = (low + high) / 2;
        const Composition *p = &compositions[middle];
        if (first == p->first && second == p->second)
            return p->composed;
        if (first > p->first || (first == p->first && second > p->second))
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}
