/* runtime/codec_utf7.c -- UTF-7 (RFC 2152): ASCII, with runs of base64 over UTF-16 between '+' and '-'. */
#include "runtime/bytes.h"
#include "runtime/codec_internal.h"
#include "runtime/exc.h"

static const char base64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static int base64_value(uint8_t c)
{
    const char *p = c ? strchr(base64_digits, c) : NULL;
    return p ? (int)(p - base64_digits) : -1;
}

/* Characters that stand for themselves when encoding: RFC 2152's set D, O and white space. */
static bool is_direct(uint32_t c)
{
    if (c >= 128 || c == 0)
        return false;
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
        return true;
    return strchr("'(),-./:? \t\r\n!\"#$%&*;<=>@[]^_`{|}", (int)c) != NULL;
}

/* ---- decoding ---- */

typedef struct Shift {
    bool on;
    uint64_t bits;       /* not yet used base64 bits */
    int n_bits;
    uint32_t surrogate;  /* a high one waiting for its low */
    size_t start;        /* where the run began: the '+' */
    int64_t out_start;   /* length of the output then */
} Shift;

/* A UTF-16 unit came out of the run: returns 1 when it put a character. */
static void put_unit(StrBuilder *b, Shift *s, uint32_t unit)
{
    if (s->surrogate) {
        if (unit >= 0xDC00 && unit <= 0xDFFF) {
            str_builder_char(b, 0x10000 + ((s->surrogate & 0x3FF) << 10) + (unit & 0x3FF));
            s->surrogate = 0;
            return;
        }
        str_builder_char(b, s->surrogate);
        s->surrogate = 0;
    }
    if (unit >= 0xD800 && unit <= 0xDBFF)
        s->surrogate = unit;
    else
        str_builder_char(b, unit);
}

/* The run ends at byte `ch`: what is wrong with it, NULL when nothing. */
static const char *end_run(StrBuilder *b, Shift *s, uint8_t ch)
{
    s->on = false;
    if (s->n_bits > 0) {
        if (s->n_bits >= 6)
            return "partial character in shift sequence";
        if (s->bits & ((1u << s->n_bits) - 1))
            return "non-zero padding bits in shift sequence";
    }
    if (s->surrogate && is_direct(ch))
        str_builder_char(b, s->surrogate);
    s->surrogate = 0;
    return NULL;
}

Value codec_decode_utf7(const char *p, size_t n, const char *errors, size_t *consumed)
{
    Decoder d;
    decoder_init(&d, "utf7", p, n, errors);
    Shift s = {0};
    size_t i = 0;
    while (i < d.n) {
        uint8_t ch = (uint8_t)d.p[i];
        const char *reason = NULL;
        size_t bad_start = i;
        if (s.on) {
            int value = base64_value(ch);
            if (value >= 0) {
                s.bits = s.bits << 6 | (uint64_t)value;
                s.n_bits += 6;
                i++;
                if (s.n_bits >= 16) {
                    put_unit(&d.out, &s, (uint32_t)(s.bits >> (s.n_bits - 16)) & 0xFFFF);
                    s.n_bits -= 16;
                    s.bits &= (1ull << s.n_bits) - 1;
                }
                continue;
            }
            reason = end_run(&d.out, &s, ch);
            bad_start = s.start;
            if (reason == NULL) {
                if (ch == '-')
                    i++; /* '-' only closes the run */
                else if (ch >= 0x80) {
                    continue;
                } else {
                    str_builder_char(&d.out, ch);
                    i++;
                }
                continue;
            }
            i++;
        } else if (ch == '+') {
            s = (Shift){.start = i, .out_start = d.out.len};
            i++;
            if (i < d.n && d.p[i] == '-') { /* "+-" is a plus */
                str_builder_char(&d.out, '+');
                i++;
                continue;
            }
            if (i < d.n && base64_value((uint8_t)d.p[i]) < 0) {
                reason = "ill-formed sequence";
                i++;
            } else {
                s.on = true;
                continue;
            }
        } else if (ch < 0x80) {
            str_builder_char(&d.out, ch);
            i++;
            continue;
        } else {
            reason = "unexpected special character";
            i++;
        }
        int64_t next = decoder_bad(&d, bad_start, i, reason);
        if (next < 0)
            return decoder_finish(&d, true);
        i = (size_t)next;
    }
    if (s.on && !consumed && (s.surrogate || s.n_bits >= 6 || (s.n_bits > 0 && s.bits & ((1u << s.n_bits) - 1)))) {
        int64_t next = decoder_bad(&d, s.start, d.n, "unterminated shift sequence");
        if (next < 0)
            return decoder_finish(&d, true);
    }
    if (consumed) {
        *consumed = i;
        if (s.on) { /* the run is read again with what comes later */
            *consumed = s.start;
            d.out.len = s.out_start;
        }
    }
    return decoder_finish(&d, false);
}

/* ---- encoding ---- */

typedef struct Writer { uint64_t bits; int n_bits; bool on; } Writer;

static void put_bits(ByteBuilder *b, Writer *w, uint32_t unit)
{
    w->bits = w->bits << 16 | unit;
    for (w->n_bits += 16; w->n_bits >= 6; w->n_bits -= 6)
        byte_builder_byte(b, (uint8_t)base64_digits[w->bits >> (w->n_bits - 6) & 63]);
    w->bits &= (1ull << w->n_bits) - 1;
}

static void flush_bits(ByteBuilder *b, Writer *w)
{
    if (w->n_bits > 0)
        byte_builder_byte(b, (uint8_t)base64_digits[w->bits << (6 - w->n_bits) & 63]);
    w->bits = 0;
    w->n_bits = 0;
}

Value codec_encode_utf7(Ref text, const char *errors)
{
    ByteBuilder b;
    byte_builder_init(&b);
    Writer w = {0};
    for (int64_t i = 0; i < str_len(text) && !b.failed; i++) {
        uint32_t c = str_at(text, i);
        if (is_direct(c)) {
            if (w.on) {
                flush_bits(&b, &w);
                w.on = false;
                if (base64_value((uint8_t)c) >= 0 || c == '-')
                    byte_builder_byte(&b, '-');
            }
            byte_builder_byte(&b, (uint8_t)c);
            continue;
        }
        if (!w.on) {
            byte_builder_byte(&b, '+');
            if (c == '+') {
                byte_builder_byte(&b, '-');
                continue;
            }
            w.on = true;
        }
        if (c >= 0x10000) {
            put_bits(&b, &w, 0xD800 + ((c - 0x10000) >> 10));
            c = 0xDC00 + ((c - 0x10000) & 0x3FF);
        }
        put_bits(&b, &w, c);
    }
    if (w.on) {
        flush_bits(&b, &w);
        byte_builder_byte(&b, '-');
    }
    return byte_builder_finish(&b);
}
