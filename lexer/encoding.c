/* lexer/encoding.c -- what the bytes of a source file mean (PEP 263), and whether UTF-8
 * is well formed. */
#include "lexer/lexer.h"

#include <string.h>

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || c == '-' || c == '_' || c == '.';
}

/* Spellings of utf-8 and latin-1 become one; others only change to lower case. */
static void normalise_name(char name[64])
{
    for (char *c = name; *c; c++)
        *c = *c == '_' ? '-' : *c >= 'A' && *c <= 'Z' ? *c + 32 : *c;
    static const char *const latin[] = {"latin-1", "iso-8859-1", "iso-latin-1"};
    if (strcmp(name, "utf-8") == 0 || strncmp(name, "utf-8-", 6) == 0) {
        strcpy(name, "utf-8");
        return;
    }
    for (int i = 0; i < 3; i++) {
        size_t n = strlen(latin[i]);
        if (strncmp(name, latin[i], n) == 0 && (name[n] == 0 || name[n] == '-')) {
            strcpy(name, "iso-8859-1");
            return;
        }
    }
}

/* A declaration in the line [p, end): a comment with "coding:" or "coding=" and a name.
 * Only blank space may stand before the comment.  Returns false when there is none;
 * *blank says that the next line may still hold one. */
static bool read_declaration(const char *p, const char *end, char name[64], bool *blank)
{
    while (p < end && (*p == ' ' || *p == '\t' || *p == '\f'))
        p++;
    *blank = p == end || *p == '#';
    if (p == end || *p != '#')
        return false;
    for (; p + 7 <= end; p++) {
        if (memcmp(p, "coding", 6) != 0 || (p[6] != ':' && p[6] != '='))
            continue;
        p += 7;
        while (p < end && (*p == ' ' || *p == '\t'))
            p++;
        size_t n = 0;
        while (p < end && n < 63 && is_name_byte(*p))
            name[n++] = *p++;
        name[n] = 0;
        if (n > 0)
            return true;
    }
    return false;
}

void encoding_detect(const char *bytes, size_t byte_len, char name[64],
                     int *declared_line)
{
    const char *p = bytes, *end = bytes + byte_len;
    bool blank = true;
    for (int line = 1; line <= 2 && blank && p < end; line++) {
        const char *line_end = p;
        while (line_end < end && *line_end != '\n' && *line_end != '\r')
            line_end++;
        if (read_declaration(p, line_end, name, &blank)) {
            normalise_name(name);
            *declared_line = line;
            return;
        }
        if (line_end < end && *line_end == '\r' && line_end + 1 < end
            && line_end[1] == '\n')
            line_end++;
        p = line_end < end ? line_end + 1 : end;
    }
    strcpy(name, "utf-8");
    *declared_line = 0;
}

/* How many bytes a character that starts with c has; 0 for a byte that starts none. */
static int sequence_length(unsigned char c)
{
    return c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;
}

/* May `second` follow `first`?  Excludes overlong forms, surrogates, > U+10FFFF. */
static bool second_is_fine(unsigned char first, unsigned char second)
{
    switch (first) {
    case 0xe0: return second >= 0xa0 && second <= 0xbf;
    case 0xed: return second >= 0x80 && second <= 0x9f;
    case 0xf0: return second >= 0x90 && second <= 0xbf;
    case 0xf4: return second >= 0x80 && second <= 0x8f;
    default: return second >= 0x80 && second <= 0xbf;
    }
}

static const char *sequence_problem(const unsigned char *p, size_t left, int *byte_len)
{
    *byte_len = sequence_length(*p);
    if (*byte_len == 0)
        return "invalid start byte";
    for (int i = 1; i < *byte_len; i++) {
        if ((size_t)i == left)
            return "unexpected end of data";
        bool fine = i == 1 ? second_is_fine(p[0], p[1]) : (p[i] & 0xc0) == 0x80;
        if (!fine)
            return "invalid continuation byte";
    }
    return NULL;
}

bool encoding_check_utf8(const char *bytes, size_t byte_len, Utf8Error *error)
{
    const unsigned char *p = (const unsigned char *)bytes;
    size_t i = 0;
    while (i < byte_len) {
        uint64_t word;
        if (i + 8 <= byte_len) { /* eight ASCII bytes at a time */
            memcpy(&word, p + i, 8);
            if (!(word & 0x8080808080808080ull)) {
                i += 8;
                continue;
            }
        }
        int n;
        const char *reason = sequence_problem(p + i, byte_len - i, &n);
        if (reason) {
            *error = (Utf8Error){i, reason};
            return false;
        }
        i += (size_t)n;
    }
    return true;
}
