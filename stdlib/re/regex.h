/* stdlib/re/regex.h -- Python regular expressions over PCRE2.
 *
 *     pattern text --translate.c--> PCRE2 syntax --pattern.c--> pcre2_code, one per code unit width
 *
 * translate.c knows Python's grammar and words its errors; what it emits means the same to PCRE2.  Subjects are
 * matched as they are stored: bytes and 1-byte strs by the 8-bit library, 2-byte strs by the 16-bit one, 4-byte strs by
 * the 32-bit one, none in UTF mode, so offsets are code points and lone surrogates are no special case. */
#ifndef RE_REGEX_H
#define RE_REGEX_H
#include "runtime/object.h"

enum {
    RE_IGNORECASE = 2, RE_LOCALE = 4, RE_MULTILINE = 8, RE_DOTALL = 16, RE_UNICODE = 32, RE_VERBOSE = 64,
    RE_DEBUG = 128, RE_ASCII = 256,
};

/* A translated pattern. */
typedef struct Translation {
    uint32_t *code;       /* PCRE2 syntax as code points; mem_alloc'ed */
    size_t len, capacity;
    uint32_t flags;       /* RE_* with what the pattern itself said */
    int n_groups;
    Value group_index;    /* dict: name -> number */
    int *close_order;     /* per group (1-based): order of its closing parenthesis */
    int min_width;        /* narrowest unit its literals fit: 0, 1, 2 */
} Translation;
/* Stand-ins in `code` for ranges above 255, written out for each width: */
enum { MARK_WIDE_SPACE = 0x110001, MARK_WIDE_NOT_SPACE, MARK_WIDE_ALL };

/* Translate a pattern (str or bytes). 0, or -1 with re.error, OverflowError or MemoryError pending. */
int regex_translate(Ref pattern, uint32_t flags, Translation *out) MUST_CHECK;
void translation_free(Translation *t);
/* re.error(msg, pattern, pos) pending. */
int regex_error(Ref pattern, int64_t pos, const char *fmt, ...) COLD;

extern Type type_pattern, type_match, type_scanner, type_find_iterator;

typedef enum Anchoring { ANCHOR_NONE, ANCHOR_START, ANCHOR_BOTH, N_ANCHORINGS } Anchoring; /* search, match, fullmatch */

/* Compiled for the widths met so far. */
typedef struct Pattern {
    Obj base;
    Value pattern;        /* str or bytes */
    uint32_t flags;
    int n_groups;
    Value group_index;    /* dict */
    Value index_names;    /* tuple of n_groups + 1: name or None */
    Translation source;
    void *codes[3][N_ANCHORINGS]; /* pcre2_code of each width, made when first needed */
    uint32_t n_uses[3][N_ANCHORINGS]; /* a pattern that is used often is compiled to machine code */
} Pattern;

typedef struct Match {
    Obj base;
    Value pattern, string; /* owned */
    int64_t pos, endpos;
    int last_index;       /* 0 none */
    int n_groups;         /* without group 0 */
    int64_t spans[];      /* start, end of each group; -1 unset */
} Match;


/* A subject prepared for matching: borrowed data, valid while `owner` is held. */
typedef struct Subject {
    Value string;         /* borrowed by the caller's argument */
    const void *data;
    int64_t len;
    int width;            /* 0: 8 bits, 1: 16, 2: 32 */
    void *widened;        /* a copy in wider units, when the pattern has such; mem_alloc'ed */
    bool has_buffer;
    Buffer buffer;        /* for bytes-like objects */
} Subject;
int subject_open(const Pattern *p, Ref string, Subject *s) MUST_CHECK;
void subject_close(Subject *s);
/* A piece of the subject as a str or bytes. */
Value subject_slice(const Subject *s, int64_t start, int64_t end);

/* Match from `start` on; the text ends at `end`. not_empty: no empty match at `start`.
 * 1: spans filled (2 * (n_groups + 1)); 0 no match; -1 error. */
int pattern_match(Pattern *p, const Subject *s, int64_t start, int64_t end, Anchoring anchoring, bool not_empty,
                  int64_t *spans) MUST_CHECK;
/* Clip pos and endpos as Python does. */
void subject_clip(const Subject *s, int64_t *pos, int64_t *endpos);
extern const Method pattern_methods[];
Value pattern_new(Ref pattern, uint32_t flags);
Value match_new(Ref pattern, const Subject *s, int64_t pos, int64_t endpos, const int64_t *spans);
Value match_group_value(Ref match, int group, Ref fallback);
int match_group_number(Ref match, Ref group) MUST_CHECK; /* -1 IndexError: no such group */

/* template.c: "\1 and \g<name>" for sub() and expand(): a list of str/bytes pieces and group numbers. */
Value template_parse(Ref pattern, Ref text);
Value template_expand(Ref parsed, Ref match, bool is_bytes);
#endif
