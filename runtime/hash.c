/* runtime/hash.c -- hashes of bytes (SipHash-1-3, keyed) and of addresses.
 *
 * The key is random unless PYTHONHASHSEED fixes it; seed 0 is the key of zeros and any other number feeds
 * a linear congruential generator, so a given seed gives the hashes that other Pythons give. */
#include "runtime/hash.h"
#include <stdlib.h>
#include <sys/random.h>

static uint64_t key0, key1;
static bool key_ready;

static void key_from_number(uint32_t seed)
{
    uint8_t bytes[16];
    uint32_t x = seed;
    for (size_t i = 0; i < sizeof bytes; i++) {
        x = x * 214013 + 2531011;
        bytes[i] = (uint8_t)(x >> 16);
    }
    memcpy(&key0, bytes, 8);
    memcpy(&key1, bytes + 8, 8);
    if (seed == 0)
        key0 = key1 = 0;
}

static void key_from_system(void)
{
    uint64_t random[2];
    if (getrandom(random, sizeof random, GRND_NONBLOCK) != sizeof random) {
        /* No entropy yet (early boot): an address and the pid are better than a constant. */
        random[0] = (uint64_t)(uintptr_t)&random ^ (uint64_t)(uintptr_t)&malloc;
        random[1] = random[0] * 0x9E3779B97F4A7C15ull;
    }
    key0 = random[0];
    key1 = random[1];
}

int hash_init(const char *seed)
{
    key_ready = true;
    if (seed == NULL || *seed == 0 || strcmp(seed, "random") == 0) {
        key_from_system();
        return 0;
    }
    uint64_t number = 0;
    for (const char *p = seed; *p; p++) {
        if (*p < '0' || *p > '9' || (number = number * 10 + (uint64_t)(*p - '0')) > UINT32_MAX) {
            key_from_system();
            return -1;
        }
    }
    key_from_number((uint32_t)number);
    return 0;
}

static inline uint64_t rotate(uint64_t x, int n) { return x << n | x >> (64 - n); }

typedef struct Sip { uint64_t v0, v1, v2, v3; } Sip;

static inline void sip_round(Sip *s)
{
    s->v0 += s->v1;
    s->v2 += s->v3;
    s->v1 = rotate(s->v1, 13) ^ s->v0;
    s->v3 = rotate(s->v3, 16) ^ s->v2;
    s->v0 = rotate(s->v0, 32);
    s->v2 += s->v1;
    s->v0 += s->v3;
    s->v1 = rotate(s->v1, 17) ^ s->v2;
    s->v3 = rotate(s->v3, 21) ^ s->v0;
    s->v2 = rotate(s->v2, 32);
}

/* The last n < 8 of `all` bytes as one number: words that overlap, instead of a loop. */
static inline uint64_t tail_word(const uint8_t *p, size_t n, size_t all)
{
    if (n == 0)
        return 0;
    if (all >= 8) {
        uint64_t word;
        memcpy(&word, p + n - 8, 8);
        return word >> (64 - 8 * n);
    }
    if (n >= 4) {
        uint32_t head, tail;
        memcpy(&head, p, 4);
        memcpy(&tail, p + n - 4, 4);
        return head | (uint64_t)tail << (8 * (n - 4));
    }
    return p[0] | (uint64_t)p[n / 2] << (8 * (n / 2)) | (uint64_t)p[n - 1] << (8 * (n - 1));
}

static uint64_t sip13(const uint8_t *p, size_t n)
{
    size_t all = n;
    Sip s = {key0 ^ 0x736f6d6570736575ull, key1 ^ 0x646f72616e646f6dull,
             key0 ^ 0x6c7967656e657261ull, key1 ^ 0x7465646279746573ull};
    uint64_t last = (uint64_t)n << 56;
    for (; n >= 8; p += 8, n -= 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        s.v3 ^= word;
        sip_round(&s);
        s.v0 ^= word;
    }
    last |= tail_word(p, n, all);
    s.v3 ^= last;
    sip_round(&s);
    s.v0 ^= last;
    s.v2 ^= 0xFF;
    sip_round(&s);
    sip_round(&s);
    sip_round(&s);
    return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

int64_t hash_bytes(const void *p, size_t n)
{
    if (UNLIKELY(!key_ready))
        hash_init(getenv("PYTHONHASHSEED"));
    if (n == 0)
        return 0;
    int64_t hash = (int64_t)sip13(p, n);
    return hash == -1 ? -2 : hash;
}

int64_t hash_pointer(const void *p)
{
    /* The low 4 bits of an address are nearly always the same: turn them away from where tables look. */
    uint64_t bits = (uint64_t)(uintptr_t)p;
    int64_t hash = (int64_t)rotate(bits, 60);
    return hash == -1 ? -2 : hash;
}
