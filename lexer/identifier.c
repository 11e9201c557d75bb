/* lexer/identifier.c -- which characters names outside ASCII may contain (PEP 3131). */
#include "lexer/lex.h"

typedef struct CodePointRange { uint32_t first, last; } CodePointRange;
#include "lexer/identifier_table.h"

static bool find_range(const CodePointRange *ranges, size_t n, uint32_t code_point)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (code_point > ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && ranges[low].first <= code_point;
}

#define FIND(ranges, code_point) \
    find_range(ranges, sizeof(ranges) / sizeof(ranges)[0], code_point)

bool identifier_is_start(uint32_t code_point)
{
    if (code_point < 0x80)
        return char_is((unsigned char)code_point, CHAR_NAME_START);
    return FIND(start_ranges, code_point);
}

bool identifier_is_continue(uint32_t code_point)
{
    if (code_point < 0x80)
        return char_is((unsigned char)code_point, CHAR_NAME);
    return FIND(continue_ranges, code_point);
}

bool identifier_is_printable(uint32_t code_point)
{
    if (code_point < 0x80)
        return code_point >= ' ' && code_point != 0x7f;
    return FIND(printable_ranges, code_point);
}

uint32_t utf8_decode(const char *p, int *byte_len)
{
    const unsigned char *u = (const unsigned char *)p;
    if (u[0] < 0x80) {
        *byte_len = 1;
        return u[0];
    }
    if (u[0] < 0xe0) {
        *byte_len = 2;
        return (uint32_t)(u[0] & 0x1f) << 6 | (u[1] & 0x3f);
    }
    if (u[0] < 0xf0) {
        *byte_len = 3;
        return (uint32_t)(u[0] & 0x0f) << 12 | (uint32_t)(u[1] & 0x3f) << 6
            | (u[2] & 0x3f);
    }
    *byte_len = 4;
    return (uint32_t)(u[0] & 0x07) << 18 | (uint32_t)(u[1] & 0x3f) << 12
        | (uint32_t)(u[2] & 0x3f) << 6 | (u[3] & 0x3f);
}

bool identifier_check(Lexer *l, const char *start, const char *end)
{
    for (const char *p = start; p < end;) {
        int byte_len;
        uint32_t c = utf8_decode(p, &byte_len);
        bool fine = p == start ? identifier_is_start(c) : identifier_is_continue(c);
        if (!fine) {
            l->p = p + byte_len;
            if (identifier_is_printable(c))
                return lexer_fail_here(l, "invalid character '%.*s' (U+%04X)", byte_len,
                                       p, c);
            return lexer_fail_here(l, "invalid non-printable character U+%04X", c);
        }
        p += byte_len;
    }
    return true;
}
