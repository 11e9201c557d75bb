/* stdlib/re/translate.h -- shared by the two halves of the translator: translate.c (groups, repetition, sequences) and
 * translate_item.c (literals, escapes, classes). */
#ifndef RE_TRANSLATE_H
#define RE_TRANSLATE_H
#include "runtime/bytes.h"
#include "runtime/str.h"
#include "stdlib/re/regex.h"

#define MAX_REPEAT 4294967295ll
#define PCRE_MAX_REPEAT 65535
enum { MAX_GROUPS = 1 << 16, END = -1 };

typedef struct Width { int64_t min, max; } Width; /* in characters; saturate at MAX_REPEAT */

typedef struct Group { Width width; bool open; int close_order; } Group;

typedef struct Parser {
    Ref pattern;
    bool is_bytes;
    int64_t pos, len;
    uint32_t flags;       /* in force here */
    uint32_t global;      /* of the whole pattern */
    Translation *out;
    Group *groups;
    int n_groups, group_capacity, n_closed;
    int lookbehind_groups; /* groups defined before the innermost look-behind; -1 outside */
    bool failed;
} Parser;

#define FAIL(p, at, ...) return regex_error((p)->pattern, (at), __VA_ARGS__)
/* For functions that give a Width. */
#define no_width ((Width){-1, -1})
static inline bool width_failed(Width w) { return w.min < 0; }
#define FAIL_WIDTH(p, at, ...) do { regex_error((p)->pattern, (at), __VA_ARGS__); return no_width; } while (0)

/* ---- reading ---- */

static inline int32_t peek_at(const Parser *p, int64_t i)
{
    if (i >= p->len)
        return END;
    return p->is_bytes ? (uint8_t)bytes_data(p->pattern)[i] : (int32_t)str_at(p->pattern, i);
}
static inline int32_t peek(const Parser *p) { return peek_at(p, p->pos); }
static inline int32_t take(Parser *p)
{
    int32_t c = peek(p);
    if (c != END)
        p->pos++;
    return c;
}
static inline bool accept(Parser *p, int32_t c)
{
    if (peek(p) != c)
        return false;
    p->pos++;
    return true;
}

static inline bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }
static inline bool is_letter(int32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* ---- translate_item.c ---- */
/* pattern[start:end] as a str, for messages. */
Value translate_text(const Parser *p, int64_t start, int64_t end);
/* re.error with a piece of the pattern as %U: -1. */
int translate_fail_text(Parser *p, int64_t at, const char *fmt, int64_t start, int64_t end);
void translate_put(Parser *p, uint32_t c);
void translate_put_text(Parser *p, const char *ascii);
void translate_put_number(Parser *p, const char *fmt, unsigned long long n);
void translate_put_literal(Parser *p, uint32_t c);
bool translate_is_ascii(const Parser *p);
Width translate_class(Parser *p, int64_t start);  /* behind the [ at start */
Width translate_escape(Parser *p);                /* behind the backslash */
/* ---- translate.c ---- */
Width translate_group_reference(Parser *p, int group, int64_t at);

#endif
