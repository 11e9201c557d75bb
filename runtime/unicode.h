/* runtime/unicode.h -- the Unicode character database and normalisation. */
#ifndef RUNTIME_UNICODE_H
#define RUNTIME_UNICODE_H
#include "runtime/value.h"
enum { UNI_ALPHA = 1, UNI_DECIMAL = 2, UNI_DIGIT = 4, UNI_NUMERIC = 8, UNI_LOWER = 16, UNI_UPPER = 32, UNI_TITLE = 64,
       UNI_SPACE = 128, UNI_PRINTABLE = 256, UNI_LINEBREAK = 512, UNI_XID_START = 1024, UNI_XID_CONTINUE = 2048,
       UNI_CASED = 4096, UNI_CASE_IGNORABLE = 8192 };
uint32_t unicode_flags(uint32_t c);
static inline bool unicode_is(uint32_t c, uint32_t flags) { return (unicode_flags(c) & flags) != 0; }
int unicode_decimal(uint32_t c);          /* 0-9, -1 */
int unicode_digit(uint32_t c);
/* Case mappings: up to 3 code points in out; returns how many. */
int unicode_upper(uint32_t c, uint32_t out[3]);
int unicode_lower(uint32_t c, uint32_t out[3]);
int unicode_title(uint32_t c, uint32_t out[3]);
int unicode_fold(uint32_t c, uint32_t out[3]);
enum { UNICODE_NFC, UNICODE_NFD, UNICODE_NFKC_UNUSED, UNICODE_NFKC = 3, UNICODE_NFKD = 4 };
Value unicode_normalise(Ref str, int form);
/* Same, by the rules of another version: `decomposes` gives what c alone becomes, or UNICODE_DECOMPOSES_AS_NOW. */
#define UNICODE_DECOMPOSES_AS_NOW UINT32_MAX
Value unicode_normalise_with(Ref str, int form, uint32_t (*decomposes)(uint32_t c));
int unicode_is_normalised(Ref str, int form); /* 1, 0, -1 */

/* Simple (one to one) mappings, as regular expressions want them. */
uint32_t unicode_simple_lower(uint32_t c);

/* ---- for the unicodedata module ---- */
#define UNICODE_VERSION "15.1.0"
const char *unicode_category(uint32_t c);       /* "Lu" */
const char *unicode_bidirectional(uint32_t c);  /* "L", "" when unassigned */
const char *unicode_width(uint32_t c);          /* "Na" */
int unicode_combining(uint32_t c);
bool unicode_mirrored(uint32_t c);
bool unicode_numeric(uint32_t c, double *out);
/* The decomposition as the database has it: how many code points (0: none); *tag is "" or "<compat>" etc. */
int unicode_decomposition(uint32_t c, const uint32_t **parts, const char **tag);

/* ---- names (unicode_names.c) ---- */
#define UNICODE_NAME_MAX 256
/* The name of c, NUL-terminated; false when it has none. */
bool unicode_name(uint32_t c, char out[UNICODE_NAME_MAX]);
/* The code points a name, alias or named sequence stands for (case does not matter): how many, 0 when unknown.
 * with_sequences: sequences may be found too (up to 4 code points). */
int unicode_lookup(const char *name, size_t n, bool with_sequences, uint32_t out[4]);
#endif
