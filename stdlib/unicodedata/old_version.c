/* stdlib/unicodedata/old_version.c -- differences of Unicode 3.2.0, found by binary search. */
#include "stdlib/unicodedata/old_version.h"

typedef struct OldCorrection { uint32_t code_point, was; } OldCorrection;
#include "stdlib/unicodedata/old_version_table.h"

const OldRun *old_version(uint32_t c)
{
    size_t low = 0, high = N_ELEMENTS(old_runs);
    while (low < high) {
        size_t middle = (low + high) / 2;
        const OldRun *run = &old_runs[middle];
        if (c > run->last)
            low = middle + 1;
        else if (c < run->first)
            high = middle;
        else
            return run;
    }
    return NULL;
}

bool old_version_unassigned(uint32_t c)
{
    const OldRun *run = old_version(c);
    const char *category = run && run->category[0] != '=' ? run->category : unicode_category(c);
    return strcmp(category, "Cn") == 0;
}

uint32_t old_version_decomposition(uint32_t c)
{
    for (size_t i = 0; i < N_ELEMENTS(old_corrections); i++)
        if (old_corrections[i].code_point == c)
            return old_corrections[i].was;
    return old_version_unassigned(c) ? c : UNICODE_DECOMPOSES_AS_NOW;
}
