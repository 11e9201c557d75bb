/* stdlib/hashlib/sha2.c -- SHA-224, 256, 384, 512 (FIPS 180-4). The round constants are the fractional parts of cube roots
 * of the first primes; they are computed once instead of listed. */
#include "stdlib/hashlib/digest.h"

static uint64_t k512[80]; /* K256[i] is the upper half of K512[i] */

/* floor(2^64 * frac(cbrt(p))) by integer arithmetic: the largest x with x^3 <= p * 2^192, low 64 bits. */
static uint64_t cube_root_fraction(unsigned p)
{
    /* x has 3 integer bits at most (p < 512) and 64 fraction bits; build it bit by bit, comparing x^3 in 256 bits. */
    unsigned __int128 x = 0;
    for (int bit = 66; bit >= 0; bit--) {
        unsigned __int128 t = x | (unsigned __int128)1 << bit;
        /* t^3 > p << 192 ?  with t < 2^67: t^2 < 2^134 in limbs of 64 bits */
        uint64_t t0 = (uint64_t)t, t1 = (uint64_t)(t >> 64);
        unsigned __int128 low = (unsigned __int128)t0 * t0, mid = (unsigned __int128)t0 * t1 * 2;
        unsigned __int128 carry = (low >> 64) + (uint64_t)mid;
        uint64_t s0 = (uint64_t)low, s1 = (uint64_t)carry;
        uint64_t s2 = (uint64_t)((carry >> 64) + (mid >> 64) + (unsigned __int128)t1 * t1);
        unsigned __int128 c0 = (unsigned __int128)s0 * t0;
        unsigned __int128 c1 = (unsigned __int128)s1 * t0 + (c0 >> 64);
        unsigned __int128 c1b = (unsigned __int128)s0 * t1 + (uint64_t)c1;
        unsigned __int128 c2 = (unsigned __int128)s2 * t0 + (c1 >> 64) + (c1b >> 64);
        unsigned __int128 c2b = (unsigned __int128)s1 * t1 + (uint64_t)c2;
        unsigned __int128 c3 = (unsigned __int128)s2 * t1 + (c2 >> 64) + (c2b >> 64);
        if (c3 < p)
            x = t;
    }
    return (uint64_t)x;
}

static bool is_prime(unsigned n)
{
    for (unsigned d = 2; d * d <= n; d++)
        if (n % d == 0)
            return false;
    return true;
}

static void make_constants(void)
{
    unsigned p = 1;
    for (int i = 0; i < 80; i++) {
        do
            p++;
        while (!is_prime(p));
        k512[i] = cube_root_fraction(p);
    }
}

#define ROTATE(x, n, bits) ((x) >> (n) | (x) << ((bits) - (n)))

/* The two widths differ in word type, rounds and rotations. */
#define COMPRESS(NAME, Word, BITS, ROUNDS, FIELD, K, A1, A2, A3, E1, E2, E3, S1, S2, S3, T1, T2, T3)      \
    static void NAME(DigestState *s, const uint8_t *block)                                               \
    {                                                                                                    \
        if (UNLIKELY(k512[0] == 0))                                                                      \
            make_constants();                                                                            \
        Word w[ROUNDS];                                                                                  \
        for (int i = 0; i < 16; i++) {                                                                   \
            w[i] = 0;                                                                                    \
            for (int j = 0; j < BITS / 8; j++)                                                           \
                w[i] = (Word)(w[i] << 8 | block[i * (BITS / 8) + j]);                                    \
        }                                                                                                \
        for (int i = 16; i < ROUNDS; i++) {                                                              \
            Word x = w[i - 15], y = w[i - 2];                                                            \
            w[i] = w[i - 16] + (ROTATE(x, S1, BITS) ^ ROTATE(x, S2, BITS) ^ x >> S3) + w[i - 7]          \
                + (ROTATE(y, T1, BITS) ^ ROTATE(y, T2, BITS) ^ y >> T3);                                 \
        }                                                                                                \
        Word v[8];                                                                                       \
        memcpy(v, s->h.FIELD, sizeof v);                                                                 \
        for (int i = 0; i < ROUNDS; i++) {                                                               \
            Word e = v[4], a = v[0];                                                                     \
            Word t1 = v[7] + (ROTATE(e, E1, BITS) ^ ROTATE(e, E2, BITS) ^ ROTATE(e, E3, BITS))           \
                + ((e & v[5]) ^ (~e & v[6])) + (Word)(K) + w[i];                                         \
            Word t2 = (ROTATE(a, A1, BITS) ^ ROTATE(a, A2, BITS) ^ ROTATE(a, A3, BITS))                  \
                + ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));                                             \
            memmove(v + 1, v, 7 * sizeof *v);                                                            \
            v[4] += t1;                                                                                  \
            v[0] = t1 + t2;                                                                              \
        }                                                                                                \
        for (int i = 0; i < 8; i++)                                                                      \
            s->h.FIELD[i] += v[i];                                                                       \
    }
COMPRESS(compress_256, uint32_t, 32, 64, w32, k512[i] >> 32, 2, 13, 22, 6, 11, 25, 7, 18, 3, 17, 19, 10)
COMPRESS(compress_512, uint64_t, 64, 80, w64, k512[i], 28, 34, 39, 14, 18, 41, 1, 8, 7, 19, 61, 6)

const DigestKind digest_sha224 = {"sha224", 28, 64, 8, true, false,
    {0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4}, compress_256};
const DigestKind digest_sha256 = {"sha256", 32, 64, 8, true, false,
    {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}, compress_256};
const DigestKind digest_sha384 = {"sha384", 48, 128, 16, true, true,
    {0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
     0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4}, compress_512};
const DigestKind digest_sha512 = {"sha512", 64, 128, 16, true, true,
    {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
     0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179}, compress_512};
