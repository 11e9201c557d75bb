/* stdlib/hashlib/md5_sha1.c -- MD5 (RFC 1321) and SHA-1 (FIPS 180-4). */
#include "stdlib/hashlib/digest.h"
#include <math.h>

#define ROTATE_LEFT(x, n) ((x) << (n) | (x) >> (32 - (n)))

static void compress_md5(DigestState *s, const uint8_t *block)
{
    static const uint8_t shifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
    static uint32_t table[64]; /* floor(2^32 * |sin(i + 1)|) */
    if (table[0] == 0)
        for (int i = 0; i < 64; i++)
            table[i] = (uint32_t)(int64_t)floor(4294967296.0 * fabs(sin(i + 1)));
    uint32_t a = s->h.w32[0], b = s->h.w32[1], c = s->h.w32[2], d = s->h.w32[3];
    for (int i = 0; i < 64; i++) {
        uint32_t f, word;
        int at;
        switch (i / 16) {
        case 0: f = (b & c) | (~b & d); at = i; break;
        case 1: f = (d & b) | (~d & c); at = (5 * i + 1) % 16; break;
        case 2: f = b ^ c ^ d; at = (3 * i + 5) % 16; break;
        default: f = c ^ (b | ~d); at = 7 * i % 16; break;
        }
        const uint8_t *p = block + 4 * at;
        word = (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
        f += a + table[i] + word;
        a = d;
        d = c;
        c = b;
        b += ROTATE_LEFT(f, shifts[i / 16][i % 4]);
    }
    s->h.w32[0] += a;
    s->h.w32[1] += b;
    s->h.w32[2] += c;
    s->h.w32[3] += d;
}

static void compress_sha1(DigestState *s, const uint8_t *block)
{
    uint32_t w[80];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 | (uint32_t)block[4 * i + 2] << 8
            | block[4 * i + 3];
    for (int i = 16; i < 80; i++) {
        uint32_t x = w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16];
        w[i] = ROTATE_LEFT(x, 1);
    }
    uint32_t a = s->h.w32[0], b = s->h.w32[1], c = s->h.w32[2], d = s->h.w32[3], e = s->h.w32[4];
    for (int i = 0; i < 80; i++) {
        uint32_t f, k;
        if (i < 20) { f = (b & c) | (~b & d); k = 0x5A827999; }
        else if (i < 40) { f = b ^ c ^ d; k = 0x6ED9EBA1; }
        else if (i < 60) { f = (b & c) | (b & d) | (c & d); k = 0x8F1BBCDC; }
        else { f = b ^ c ^ d; k = 0xCA62C1D6; }
        uint32_t t = ROTATE_LEFT(a, 5) + f + e + k + w[i];
        e = d;
        d = c;
        c = ROTATE_LEFT(b, 30);
        b = a;
        a = t;
    }
    s->h.w32[0] += a;
    s->h.w32[1] += b;
    s->h.w32[2] += c;
    s->h.w32[3] += d;
    s->h.w32[4] += e;
}

const DigestKind digest_md5 = {"md5", 16, 64, 8, false, false,
    {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}, compress_md5};
const DigestKind digest_sha1 = {"sha1", 20, 64, 8, true, false,
    {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}, compress_sha1};
