/* runtime/str.h -- text: fixed width per string, the narrowest of 1, 2 or 4 bytes a code point.
 *
 * Canonical: kind is the narrowest that holds the largest code point, `ascii` is set when all are below 128.
 * ASCII strings are their own UTF-8; others keep a UTF-8 copy once somebody asks (a hidden pointer behind
 * the data).  Immutable once anybody else can see them.  A NUL follows the data. */
#ifndef RUNTIME_STR_H
#define RUNTIME_STR_H
#include "runtime/object.h"

typedef struct Str {
    Obj base;
    int64_t hash;      /* -1 = not computed */
    int64_t len;       /* code points */
    uint8_t kind;      /* bytes per code point: 1, 2, 4 */
    bool ascii;
    bool interned;
    uint32_t spare;    /* bytes allocated past what len needs: room for str_append */
    char data[] __attribute__((aligned(8)));
} Str;
extern Type type_str;

/* What iter("...") gives; the VM may walk it directly. */
typedef struct StrIter {
    Obj base;
    Value str;         /* ABSENT once exhausted */
    int64_t index;
} StrIter;
extern Type type_str_iterator;

/* The one-character strings below U+0100, made when first asked for (bits 0 until then); immortal. */
extern Value str_char_table[256];

static inline bool value_is_str(Ref v) { return value_has_flag(v, TYPE_SUB_STR); }
static inline bool value_is_exact_str(Ref v) { return value_has_type(v, &type_str); }
static inline int64_t str_len(Ref s) { return VALUE_AS(Str, s)->len; }
static inline uint32_t str_at(Ref s, int64_t i)
{
    const Str *str = VALUE_AS(Str, s);
    switch (str->kind) {
    case 1: return ((const uint8_t *)str->data)[i];
    case 2: return ((const uint16_t *)(const void *)str->data)[i];
    default: return ((const uint32_t *)(const void *)str->data)[i];
    }
}

/* ---- making ---- */
Str *str_alloc(int64_t len, uint32_t max_code_point); /* uninitialised data of the right kind; NULL MemoryError */
Value str_from_utf8(const char *p, size_t n);         /* UnicodeDecodeError when broken */
Value str_from_cstr(const char *p);                   /* same, NUL-terminated */
Value str_from_ascii(const char *p, size_t n);        /* p is known to be ASCII */
Value str_from_latin1(const uint8_t *p, size_t n);
Value str_from_ucs4(const uint32_t *p, size_t n);     /* surrogates allowed; narrows */
Value str_from_char(uint32_t code_point);             /* cached below 256 */
/* The character at i, 0 <= i < len. */
static inline Value str_char_at(Ref s, int64_t i)
{
    uint32_t c = str_at(s, i);
    return LIKELY(c < 256 && str_char_table[c].bits != 0) ? value_dup(str_char_table[c]) : str_from_char(c);
}
Value str_empty(void);
Value str_format(const char *fmt, ...);               /* formats of exc_raise */
Value str_vformat(const char *fmt, __builtin_va_list ap);
Value str_decode_fs(const char *bytes, size_t n);     /* os.fsdecode: utf-8, surrogateescape */

/* Bytes an instance has behind basic_size: its "item count" (item_size 1) for TYPE_VAR_ATTRS subclasses. */
static inline size_t str_item_bytes(const Str *s)
{
    size_t n = ((size_t)s->len + 1) * s->kind;
    return s->ascii ? n : ((n + 7) & ~(size_t)7) + sizeof(void *);
}

/* ---- interning ---- */
Value str_intern(Value s);                            /* takes s; returns the one of its kind */
Value str_intern_cstr(const char *ascii);
static inline bool str_is_interned(Ref s) { return VALUE_AS(Str, s)->interned; }

/* ---- reading ---- */
/* UTF-8 with a NUL behind, valid as long as s lives; NULL + UnicodeEncodeError for surrogates. */
const char *str_utf8(Ref s, size_t *len_or_null);
const char *str_utf8_lossy(Ref s);                    /* for messages: backslashreplace; valid until the next call */
Value str_encode_fs(Ref s);                           /* bytes; os.fsencode */
/* ASCII content equals? for comparing with literals */
bool str_equals_cstr(Ref s, const char *ascii);
bool str_equal_slow(const Str *a, const Str *b);      /* same length and kind */
static inline bool str_equal(Ref a, Ref b)            /* both str */
{
    const Str *x = VALUE_AS(Str, a), *y = VALUE_AS(Str, b);
    return x == y || (x->len == y->len && x->kind == y->kind && str_equal_slow(x, y));
}
int str_compare(Ref a, Ref b);                        /* -1, 0, 1 by code points */
int64_t str_hash_slow(Str *s);
static inline int64_t str_hash(Ref s)                 /* never fails */
{
    Str *str = VALUE_AS(Str, s);
    return LIKELY(str->hash != -1) ? str->hash : str_hash_slow(str);
}

/* ---- work ---- */
Value str_concat(Ref a, Ref b);
/* a += b where a is taken: grows in place when nobody else holds it. */
Value str_append(Value a /* taken */, Ref b);
Value str_join(Ref sep, const Ref *items, size_t n);  /* TypeError names the item */
Value str_slice(Ref s, int64_t start, int64_t end);   /* 0 <= start <= end <= len */
Value str_subscript(Ref s, Ref key);
int64_t str_find(Ref s, Ref sub, int64_t start, int64_t end); /* -1 when missing; -2 MemoryError */
int64_t str_rfind(Ref s, Ref sub, int64_t start, int64_t end);
int64_t str_count(Ref s, Ref sub, int64_t start, int64_t end, int64_t most); /* -2 MemoryError */
int str_contains(Ref s, Ref sub);                     /* 1, 0, -1: TypeError when sub is no str */
Value str_lower(Ref s);
Value str_upper(Ref s);
Value str_split(Ref s, Ref sep_or_none, int64_t most, bool from_right); /* list; most < 0: all */
Value str_replace(Ref s, Ref old, Ref new, int64_t most); /* all str; most < 0: all of them */
Value str_repr(Ref s);
Value str_percent(Ref format, Ref args);              /* s % args */
Value str_repeat(Ref s, int64_t n);
/* f-string pieces: joins n strs */
Value str_join_pieces(const Ref *pieces, size_t n);

bool str_is_identifier(Ref s);
/* A str argument as a C string; NULL with TypeError ("f() argument 'x' must be str, not int") or ValueError
 * ("embedded null character"). */
const char *str_c_text(const char *function, const char *argument, Ref v);

/* ---- building ---- */
typedef struct StrBuilder {
    void *data;           /* mem_alloc'ed, or inline_data */
    int64_t len, capacity; /* code points */
    uint8_t kind;
    bool failed;          /* MemoryError pending; further appends do nothing */
    uint32_t max_code_point;
    char inline_data[128];
} StrBuilder;
void str_builder_init(StrBuilder *b);
void str_builder_char(StrBuilder *b, uint32_t c);
void str_builder_ascii(StrBuilder *b, const char *p, size_t n);
void str_builder_cstr(StrBuilder *b, const char *ascii);
void str_builder_str(StrBuilder *b, Ref s);
void str_builder_slice(StrBuilder *b, Ref s, int64_t start, int64_t end);
void str_builder_repeat(StrBuilder *b, uint32_t c, int64_t n); /* c, n times; n <= 0: nothing */
Value str_builder_finish(StrBuilder *b);              /* frees; VALUE_ERROR when it failed */
void str_builder_free(StrBuilder *b);                 /* give up */

/* ---- the format mini-language, parsed (format_spec.c); used by int, float, complex, str ---- */
typedef struct FormatSpec {
    uint32_t fill;        /* ' ' by default; '0' when a width begins with 0 and no fill was given */
    char align;           /* '<' '>' '=' '^', 0 when not given */
    char sign;            /* '+' '-' ' ', 0 */
    bool alternate, zero, no_negative_zero;
    int64_t width;        /* -1 none */
    char thousands;       /* ',' '_' 0 */
    int64_t precision;    /* -1 none */
    uint32_t type;        /* code point, 0 none */
} FormatSpec;
int format_spec_parse(Ref spec, FormatSpec *out, Ref value /* for messages */) MUST_CHECK;
/* Pad digits according to the spec: prefix is sign and 0x, body the rest.  ('=' when `zero` and no align.) */
Value format_spec_pad_number(const FormatSpec *f, const char *prefix, size_t prefix_len,
                             const char *body, size_t body_len, char default_align);
/* ValueError: Unknown format code 'x' for object of type 'T'. */
Value format_spec_unknown_code(uint32_t code, Ref value);
/* format(s, spec) for str. */
Value str_apply_spec(Ref s, Ref spec);
#endif
