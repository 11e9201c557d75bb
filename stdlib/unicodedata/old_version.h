/* stdlib/unicodedata/old_version.h -- the database as it was in Unicode 3.2.0 (unicodedata.ucd_3_2_0). */
#ifndef STDLIB_UNICODEDATA_OLD_VERSION_H
#define STDLIB_UNICODEDATA_OLD_VERSION_H
#include "runtime/unicode.h"

#define OLD_SAME 255
#define SAME_DECIMAL 127

typedef struct OldRun {
    uint32_t first, last;
    char category[3], bidirectional[4], east_asian_width[3]; /* "=": as now */
    uint8_t mirrored;  /* OLD_SAME: as now */
    int8_t decimal;    /* -1: none; SAME_DECIMAL: as now */
} OldRun;

/* What was different about c; NULL: nothing. */
const OldRun *old_version(uint32_t c);
bool old_version_unassigned(uint32_t c);
/* For unicode_normalise_with(): how c decomposed then. */
uint32_t old_version_decomposition(uint32_t c);
#endif
