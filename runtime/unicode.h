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
#endif
