/* stdlib/json/string.c -- strings of JSON: from "text with \u00e9scapes" to str and back. */
#include "stdlib/json/json.h"

int json_check_text(Ref v)
{
    return value_is_str(v) ? 0 : exc_raise_int(&type_TypeError, "first argument must be a string, not %T", v);
}

/* ---- eight bytes at a time ---- */

#define ONES 0x0101010101010101ull
#define HIGHS 0x8080808080808080ull

/* The high bit of each byte that is zero; bits above the lowest one set may be wrong. */
static inline uint64_t zero_bytes(uint64_t x) { return (x - ONES) & ~x & HIGHS; }

static inline uint64_t special_bytes(uint64_t x, bool strict, bool ascii)
{
    uint64_t found = zero_bytes(x ^ (ONES * '"')) | zero_bytes(x ^ (ONES * '\\'));
    if (strict)
        found |= (x - ONES * 0x20) & ~x & HIGHS;
    if (ascii)
        found |= (x & HIGHS) | zero_bytes(x ^ (ONES * 0x7f));
    return found;
}

static inline bool is_special(uint32_t c, bool strict, bool ascii)
{
    return c == '"' || c == '\\' || (strict && c < 0x20) || (ascii && c >= 0x7f);
}

static inline __attribute__((always_inline)) int64_t plain_run(const uint8_t *p, int64_t n, bool strict, bool ascii)
{
    int64_t i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t word;
        memcpy(&word, p + i, 8);
        uint64_t found = special_bytes(word, strict, ascii);
        if (found)
            return i + (__builtin_ctzll(found) >> 3);
    }
    while (i < n && !is_special(p[i], strict, ascii))
        i++;
    return i;
}

int64_t json_plain_run(const uint8_t *p, int64_t n, bool strict, bool ascii)
{
    if (ascii)
        return plain_run(p, n, true, true);
    return strict ? plain_run(p, n, true, false) : plain_run(p, n, false, false);
}

/* The end of the run of characters at i that need no escape. */
static int64_t run_end(const Str *s, int64_t i, bool strict, bool ascii)
{
    if (s->kind == 1)
        return i + json_plain_run((const uint8_t *)s->data + i, s->len - i, strict, ascii);
    while (i < s->len && !is_special(char_at(s->data, s->kind, i), strict, ascii))
        i++;
    return i;
}

/* ---- reading ---- */

/* Four hexadecimal digits; -1. */
static int32_t read_hex(const Str *s, int64_t i)
{
    int32_t value = 0;
    if (i + 4 > s->len)
        return -1;
    for (int64_t end = i + 4; i < end; i++) {
        uint32_t c = char_at(s->data, s->kind, i), letter = c | 0x20;
        if (c >= '0' && c <= '9')
            value = value * 16 + (int32_t)(c - '0');
        else if (letter >= 'a' && letter <= 'f')
            value = value * 16 + (int32_t)(letter - 'a' + 10);
        else
            return -1;
    }
    return value;
}

static bool is_high_surrogate(int32_t c) { return (c & ~0x3ff) == 0xd800; }
static bool is_low_surrogate(int32_t c) { return (c & ~0x3ff) == 0xdc00; }

/* What \uXXXX at i (the first digit) stands for, a pair of surrogates taken together; *i moves past it. */
static int32_t read_unicode_escape(const Str *s, int64_t *i)
{
    int32_t c = read_hex(s, *i);
    if (c < 0)
        return -1;
    *i += 4;
    if (!is_high_surrogate(c) || *i + 6 > s->len || char_at(s->data, s->kind, *i) != '\\'
        || char_at(s->data, s->kind, *i + 1) != 'u')
        return c;
    int32_t low = read_hex(s, *i + 2);
    if (low < 0 || !is_low_surrogate(low))
        return c;
    *i += 6;
    return 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
}

/* The character of a one-letter escape; 0 when there is none. */
static char simple_escape(uint32_t letter)
{
    switch (letter) {
    case '"': case '\\': case '/': return (char)letter;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return 0;
    }
}

/* The escape whose backslash is at *i: append what it stands for.  0 or -1. */
static int read_escape(Ref text, int64_t start, int64_t *i, StrBuilder *b)
{
    const Str *s = VALUE_AS(Str, text);
    int64_t letter_at = *i + 1;
    if (letter_at >= s->len) {
        json_raise("Unterminated string starting at", text, start - 1);
        return -1;
    }
    uint32_t letter = char_at(s->data, s->kind, letter_at);
    *i = letter_at + 1;
    if (letter == 'u') {
        int32_t c = read_unicode_escape(s, i);
        if (c < 0) {
            json_raise("Invalid \\uXXXX escape", text, letter_at);
            return -1;
        }
        str_builder_char(b, (uint32_t)c);
        return 0;
    }
    char c = simple_escape(letter);
    if (c == 0) {
        json_raise("Invalid \\escape", text, letter_at - 1);
        return -1;
    }
    str_builder_char(b, (uint32_t)c);
    return 0;
}

/* The rest of a string that has an escape at i. */
static Value read_escaped(Ref text, int64_t start, int64_t i, bool strict, int64_t *end)
{
    const Str *s = VALUE_AS(Str, text);
    StrBuilder b;
    str_builder_init(&b);
    str_builder_slice(&b, text, start, i);
    for (;;) {
        uint32_t c = i < s->len ? char_at(s->data, s->kind, i) : 0;
        if (c == '\\') {
            if (read_escape(text, start, &i, &b))
                break;
        } else if (c == '"') {
            *end = i + 1;
            return str_builder_finish(&b);
        } else {
            json_raise(i < s->len ? "Invalid control character at" : "Unterminated string starting at", text,
                       i < s->len ? i : start - 1);
            break;
        }
        int64_t run = run_end(s, i, strict, false);
        str_builder_slice(&b, text, i, run);
        i = run;
    }
    str_builder_free(&b);
    return VALUE_ERROR;
}

Value json_read_string(Ref text, int64_t start, bool strict, int64_t *end)
{
    const Str *s = VALUE_AS(Str, text);
    int64_t i = run_end(s, start, strict, false);
    if (UNLIKELY(i >= s->len || char_at(s->data, s->kind, i) != '"'))
        return read_escaped(text, start, i, strict, end);
    *end = i + 1;
    if (s->ascii)
        return str_from_ascii(s->data + start, (size_t)(i - start));
    return str_from_chars(chars_from(s, start), s->kind, i - start);
}

/* ---- writing ---- */

static void write_unit(StrBuilder *b, uint32_t unit)
{
    static const char digits[] = "0123456789abcdef";
    char text[6] = {'\\', 'u', digits[unit >> 12 & 15], digits[unit >> 8 & 15], digits[unit >> 4 & 15], digits[unit & 15]};
    str_builder_ascii(b, text, sizeof text);
}

static void write_escape(StrBuilder *b, uint32_t c)
{
    char letter = 0;
    switch (c) {
    case '"': case '\\': letter = (char)c; break;
    case '\b': letter = 'b'; break;
    case '\f': letter = 'f'; break;
    case '\n': letter = 'n'; break;
    case '\r': letter = 'r'; break;
    case '\t': letter = 't'; break;
    default: break;
    }
    if (letter) {
        char text[2] = {'\\', letter};
        str_builder_ascii(b, text, sizeof text);
    } else if (c < 0x10000) {
        write_unit(b, c);
    } else {
        write_unit(b, 0xd800 + ((c - 0x10000) >> 10));
        write_unit(b, 0xdc00 + ((c - 0x10000) & 0x3ff));
    }
}

/* A string of plain ASCII, when there is room for it already: no test of anything else. */
static bool write_plain(StrBuilder *b, const Str *s)
{
    if (!s->ascii || b->kind != 1 || b->capacity - b->len < s->len + 2)
        return false;
    char *to = (char *)b->data + b->len;
    if (plain_run((const uint8_t *)s->data, s->len, true, true) != s->len)
        return false;
    to[0] = '"';
    copy_bytes(to + 1, s->data, (size_t)s->len);
    to[s->len + 1] = '"';
    b->len += s->len + 2;
    return true;
}

void json_write_string(StrBuilder *b, Ref v, bool ascii)
{
    const Str *s = VALUE_AS(Str, v);
    if (LIKELY(write_plain(b, s)))
        return;
    str_builder_char(b, '"');
    for (int64_t i = 0; i < s->len && !b->failed;) {
        int64_t run = run_end(s, i, true, ascii);
        str_builder_slice(b, v, i, run);
        if (run < s->len)
            write_escape(b, char_at(s->data, s->kind, run));
        i = run + 1;
    }
    str_builder_char(b, '"');
}

static Value encoded(Ref s, bool ascii)
{
    if (json_check_text(s))
        return VALUE_ERROR;
    StrBuilder b;
    str_builder_init(&b);
    json_write_string(&b, s, ascii);
    return str_builder_finish(&b);
}

Value json_encode_ascii_m(UNUSED Ref self, const Ref *a, UNUSED size_t n, UNUSED Ref kwnames) { return encoded(a[0], true); }
Value json_encode_m(UNUSED Ref self, const Ref *a, UNUSED size_t n, UNUSED Ref kwnames) { return encoded(a[0], false); }
