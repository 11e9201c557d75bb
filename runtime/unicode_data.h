/* runtime/unicode_data.h -- what unicode.c, unicode_normalise.c and the generated tables share. */
#ifndef RUNTIME_UNICODE_DATA_H
#define RUNTIME_UNICODE_DATA_H
#include "runtime/unicode.h"

typedef struct CodePoint {
    int32_t upper, lower, title, fold; /* what to add, or CASE_IN_POOL + place in case_pool */
    uint16_t flags;                    /* UNI_* */
    uint8_t category, bidi, combining, width, mirrored;
    int8_t decimal, digit;             /* -1: none */
    uint8_t checks;                    /* CHECK_* */
} CodePoint;
typedef struct NumericRun { uint32_t first, last; double value; uint8_t rises; } NumericRun;
typedef struct Decomposition { uint32_t code_point; uint16_t place; } Decomposition;
typedef struct Composition { uint32_t first, second, composed; } Composition;

/* Set when a code point may not be left as it is in that form. */
enum { CHECK_NFD = 1, CHECK_NFKD = 2, CHECK_NFC = 4, CHECK_NFKC = 8 };
unsigned unicode_checks(uint32_t c);
uint32_t unicode_compose_pair(uint32_t first, uint32_t second); /* 0: they do not compose */
#endif
