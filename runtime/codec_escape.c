/* runtime/codec_escape.c -- unicode_escape and raw_unicode_escape: text spelled in backslashes. */
#include <stdio.h>
#include "runtime/bytes.h"
#include "runtime/codec_internal.h"
#include "runtime/exc.h"
#include "runtime/unicode.h"

static int hex_value(uint8_t c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Up to `most` hex digits at *i; how many. */
static int read_hex(const Decoder *d, size_t *i, int most, uint32_t *c)
{
    int n = 0;
    *c = 0;
    while (n < most && *i < d->n && hex_value((uint8_t)d->p[*i]) >= 0) {
        *c = *c << 4 | (uint32_t)hex_value((uint8_t)d->p[*i]);
        n++;
        (*i)++;
    }
    return n;
}

typedef enum Read { READ_DONE, READ_BAD, READ_SHORT } Read;

/* \xNN, \uNNNN, \UNNNNNNNN: *i stands behind the letter. */
static Read read_coded(Decoder *d, size_t *i, uint8_t letter, const char **reason)
{
    int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
    uint32_t c;
    int got = read_hex(d, i, digits, &c);
    if (got < digits) {
        *reason = letter == 'x' ? "truncated \\xXX escape" : letter == 'u' ? "truncated \\uXXXX escape"
                                                                          : "truncated \\UXXXXXXXX escape";
        return *i == d->n ? READ_SHORT : READ_BAD;
    }
    if (c > 0x10FFFF) {
        *reason = "illegal Unicode character";
        return READ_BAD;
    }
    str_builder_char(&d->out, c);
    return READ_DONE;
}

/* \N{name}: *i stands behind the N. */
static Read read_named(Decoder *d, size_t *i, const char **reason)
{
    *reason = "malformed \\N character escape";
    if (*i == d->n)
        return READ_SHORT;
    if (d->p[*i] != '{')
        return READ_BAD;
    size_t start = ++*i;
    while (*i < d->n && d->p[*i] != '}')
        (*i)++;
    if (*i == d->n)
        return READ_SHORT;
    size_t end = (*i)++;
    if (end == start)
        return READ_BAD;
    uint32_t found[4];
    *reason = "unknown Unicode character name";
    if (unicode_lookup(d->p + start, end - start, false, found) != 1)
        return READ_BAD;
    str_builder_char(&d->out, found[0]);
    return READ_DONE;
}

static int simple_escape(uint8_t c)
{
    switch (c) {
    case '\\': case '\'': case '"': return c;
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    default: return -1;
    }
}

/* The first invalid escape of the input, to warn about once: -1 none. */
typedef struct Invalid { int64_t at; uint32_t octal; } Invalid;

/* One escape; *i stands behind the backslash. */
static Read read_escape(Decoder *d, size_t *i, const char **reason, Invalid *invalid)
{
    *reason = "\\ at end of string";
    if (*i == d->n)
        return READ_SHORT;
    size_t letter_at = *i;
    uint8_t c = (uint8_t)d->p[(*i)++];
    int plain = simple_escape(c);
    if (plain >= 0) {
        str_builder_char(&d->out, (uint32_t)plain);
        return READ_DONE;
    }
    if (c == '\n')
        return READ_DONE;
    if (c >= '0' && c <= '7') {
        uint32_t octal = (uint32_t)c - '0';
        for (int n = 1; n < 3 && *i < d->n && d->p[*i] >= '0' && d->p[*i] <= '7'; n++)
            octal = octal << 3 | (uint32_t)(d->p[(*i)++] - '0');
        if (octal > 0377 && invalid->at < 0)
            *invalid = (Invalid){(int64_t)letter_at, octal};
        str_builder_char(&d->out, octal);
        return READ_DONE;
    }
    if (c == 'x' || c == 'u' || c == 'U')
        return read_coded(d, i, c, reason);
    if (c == 'N')
        return read_named(d, i, reason);
    if (invalid->at < 0)
        *invalid = (Invalid){(int64_t)letter_at, 0};
    str_builder_char(&d->out, '\\');
    str_builder_char(&d->out, c);
    return READ_DONE;
}

static int warn_invalid(const Decoder *d, const Invalid *invalid)
{
    if (invalid->at < 0)
        return 0;
    if (invalid->octal)
        return exc_warn(&type_DeprecationWarning, 1, "invalid octal escape sequence '\\%o'", invalid->octal);
    uint8_t c = (uint8_t)d->p[invalid->at];
    return exc_warn(&type_DeprecationWarning, 1, "invalid escape sequence '\\%c'", (int)c);
}

Value codec_decode_unicode_escape(const char *p, size_t n, const char *errors, size_t *consumed)
{
    Decoder d;
    decoder_init(&d, "unicodeescape", p, n, errors);
    Invalid invalid = {-1, 0};
    size_t i = 0;
    while (i < d.n) {
        if (d.p[i] != '\\') {
            str_builder_char(&d.out, (uint8_t)d.p[i++]);
            continue;
        }
        size_t start = i++;
        const char *reason;
        Read read = read_escape(&d, &i, &reason, &invalid);
        if (read == READ_DONE)
            continue;
        if (read == READ_SHORT && consumed) {
            i = start;
            break;
        }
        int64_t next = decoder_bad(&d, start, i, reason);
        if (next < 0)
            return decoder_finish(&d, true);
        i = (size_t)next;
    }
    if (consumed)
        *consumed = i;
    return decoder_finish(&d, warn_invalid(&d, &invalid) != 0);
}

Value codec_decode_raw_unicode_escape(const char *p, size_t n, const char *errors, size_t *consumed)
{
    Decoder d;
    decoder_init(&d, "rawunicodeescape", p, n, errors);
    size_t i = 0;
    while (i < d.n) {
        if (d.p[i] != '\\') {
            str_builder_char(&d.out, (uint8_t)d.p[i++]);
            continue;
        }
        size_t start = i++;
        if (i == d.n && consumed) {
            i = start;
            break;
        }
        if (i == d.n || (d.p[i] != 'u' && d.p[i] != 'U')) {
            str_builder_char(&d.out, '\\');
            if (i < d.n) /* a backslash takes its neighbour along: "\\u0041" is no escape */
                str_builder_char(&d.out, (uint8_t)d.p[i++]);
            continue;
        }
        uint8_t letter = (uint8_t)d.p[i++];
        const char *reason;
        Read read = read_coded(&d, &i, letter, &reason);
        if (read == READ_DONE)
            continue;
        if (read == READ_SHORT && consumed) {
            i = start;
            break;
        }
        if (letter == 'U' && strcmp(reason, "illegal Unicode character") == 0)
            reason = "\\Uxxxxxxxx out of range";
        int64_t next = decoder_bad(&d, start, i, reason);
        if (next < 0)
            return decoder_finish(&d, true);
        i = (size_t)next;
    }
    if (consumed)
        *consumed = i;
    return decoder_finish(&d, false);
}

/* ---- encoding ---- */

static void put_coded(ByteBuilder *b, uint32_t c)
{
    char text[12];
    int n = snprintf(text, sizeof text, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
    byte_builder_add(b, text, (size_t)n);
}

Value codec_encode_unicode_escape(Ref text)
{
    ByteBuilder b;
    byte_builder_init(&b);
    for (int64_t i = 0; i < str_len(text) && !b.failed; i++) {
        uint32_t c = str_at(text, i);
        if (c == '\\' || c == '\n' || c == '\r' || c == '\t') {
            byte_builder_byte(&b, '\\');
            byte_builder_byte(&b, (uint8_t)(c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : '\\'));
        } else if (c >= ' ' && c < 0x7F) {
            byte_builder_byte(&b, (uint8_t)c);
        } else {
            put_coded(&b, c);
        }
    }
    return byte_builder_finish(&b);
}

Value codec_encode_raw_unicode_escape(Ref text)
{
    ByteBuilder b;
    byte_builder_init(&b);
    for (int64_t i = 0; i < str_len(text) && !b.failed; i++) {
        uint32_t c = str_at(text, i);
        if (c < 0x100)
            byte_builder_byte(&b, (uint8_t)c);
        else
            put_coded(&b, c);
    }
    return byte_builder_finish(&b);
}
