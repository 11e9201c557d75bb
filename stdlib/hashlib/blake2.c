/* stdlib/hashlib/blake2.c -- BLAKE2b and BLAKE2s (RFC 7693) with key, salt, person and tree parameters: `_blake2`. */
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/object.h"
#include "runtime/str.h"

Value module__blake2_init(void);

typedef struct Blake {
    Obj base;
    bool wide;            /* BLAKE2b: 64-bit words */
    bool last_node;
    int digest_size;
    uint64_t h[8];
    uint64_t n_bytes;     /* compressed */
    uint32_t filled;      /* of block */
    uint8_t block[128];
} Blake;
extern Type type_blake2b, type_blake2s;

static const uint64_t initial_b[8] = {
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
static const uint8_t sigma[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

static uint64_t rotate(uint64_t x, int n, bool wide)
{
    return wide ? x >> n | x << (64 - n) : ((uint32_t)x >> n | (uint32_t)x << (32 - n));
}
static uint64_t narrow(uint64_t x, bool wide) { return wide ? x : (uint32_t)x; }

static void mix(uint64_t *v, int a, int b, int c, int d, uint64_t x, uint64_t y, bool wide)
{
    static const int rotations[2][4] = {{16, 12, 8, 7}, {32, 24, 16, 63}};
    const int *r = rotations[wide];
    v[a] = narrow(v[a] + v[b] + x, wide);
    v[d] = rotate(v[d] ^ v[a], r[0], wide);
    v[c] = narrow(v[c] + v[d], wide);
    v[b] = rotate(v[b] ^ v[c], r[1], wide);
    v[a] = narrow(v[a] + v[b] + y, wide);
    v[d] = rotate(v[d] ^ v[a], r[2], wide);
    v[c] = narrow(v[c] + v[d], wide);
    v[b] = rotate(v[b] ^ v[c], r[3], wide);
}

static uint64_t initial_word(const Blake *s, int i) { return s->wide ? initial_b[i] : initial_b[i] >> 32; }

static void compress(Blake *s, bool last)
{
    int word = s->wide ? 8 : 4;
    uint64_t m[16] = {0}, v[16];
    for (int i = 0; i < 16; i++)
        memcpy(&m[i], s->block + i * word, (size_t)word);
    for (int i = 0; i < 8; i++) {
        v[i] = s->h[i];
        v[i + 8] = initial_word(s, i);
    }
    v[12] ^= narrow(s->n_bytes, s->wide);
    v[13] ^= s->wide ? 0 : s->n_bytes >> 32;
    if (last)
        v[14] ^= narrow(~0ull, s->wide);
    if (last && s->last_node)
        v[15] ^= narrow(~0ull, s->wide);
    for (int round = 0; round < (s->wide ? 12 : 10); round++) {
        const uint8_t *o = sigma[round % 10];
        for (int i = 0; i < 4; i++)
            mix(v, i, i + 4, i + 8, i + 12, m[o[2 * i]], m[o[2 * i + 1]], s->wide);
        for (int i = 0; i < 4; i++)
            mix(v, i, (i + 1) % 4 + 4, (i + 2) % 4 + 8, (i + 3) % 4 + 12, m[o[8 + 2 * i]], m[o[9 + 2 * i]], s->wide);
    }
    for (int i = 0; i < 8; i++)
        s->h[i] ^= v[i] ^ v[i + 8];
}

static void absorb(Blake *s, const uint8_t *p, size_t n)
{
    uint32_t size = s->wide ? 128 : 64;
    while (n > 0) {
        if (s->filled == size) { /* a full block waits until it is known not to be the last */
            s->n_bytes += size;
            compress(s, false);
            s->filled = 0;
        }
        size_t take = size - s->filled < n ? size - s->filled : n;
        memcpy(s->block + s->filled, p, take);
        s->filled += (uint32_t)take;
        p += take;
        n -= take;
    }
}

static void finish(Blake s /* a copy */, uint8_t *out)
{
    s.n_bytes += s.filled;
    memset(s.block + s.filled, 0, sizeof s.block - s.filled);
    compress(&s, true);
    int word = s.wide ? 8 : 4;
    uint8_t all[64];
    for (int i = 0; i < 8; i++)
        memcpy(all + i * word, &s.h[i], (size_t)word);
    memcpy(out, all, (size_t)s.digest_size);
}

/* ---- the object ---- */

static Blake *as_blake(Ref v) { return VALUE_AS(Blake, v); }
enum { RELEASE_GIL_BYTES = 2048 };

static int feed(Blake *s, Ref data)
{
    if (value_is_str(data))
        return exc_raise_int(&type_TypeError, "Strings must be encoded before hashing");
    Buffer b;
    if (buffer_get(data, &b, BUFFER_SIMPLE))
        return -1;
    Blake copy = *s;
    bool large = b.byte_len > RELEASE_GIL_BYTES;
    if (large)
        gil_release();
    absorb(&copy, b.data, (size_t)b.byte_len);
    if (large)
        gil_acquire();
    copy.base = s->base;
    *s = copy;
    buffer_release(&b);
    return 0;
}

/* The parameter block of RFC 7693 section 2.8, xored into the first state. */
typedef struct Parameters {
    int64_t digest_size, fanout, depth, leaf_size, node_offset, node_depth, inner_size;
    Buffer key, salt, person;
} Parameters;

static int bounded(Ref v, int64_t low, int64_t high, const char *message, int64_t *out)
{
    if (int_as_i64(v, out))
        return -1;
    return *out < low || *out > high ? exc_raise_int(&type_ValueError, "%s", message) : 0;
}

static void start(Blake *s, const Parameters *p)
{
    uint8_t block[64] = {0};
    block[0] = (uint8_t)p->digest_size;
    block[1] = (uint8_t)p->key.byte_len;
    block[2] = (uint8_t)p->fanout;
    block[3] = (uint8_t)p->depth;
    memcpy(block + 4, &p->leaf_size, 4);
    if (s->wide) {
        memcpy(block + 8, &p->node_offset, 8);
        block[16] = (uint8_t)p->node_depth;
        block[17] = (uint8_t)p->inner_size;
    } else {
        memcpy(block + 8, &p->node_offset, 6);
        block[14] = (uint8_t)p->node_depth;
        block[15] = (uint8_t)p->inner_size;
    }
    int word = s->wide ? 8 : 4, extra = 2 * word;
    memcpy(block + 4 * word, p->salt.data, (size_t)p->salt.byte_len);
    memcpy(block + 4 * word + extra, p->person.data, (size_t)p->person.byte_len);
    for (int i = 0; i < 8; i++) {
        uint64_t x = 0;
        memcpy(&x, block + i * word, (size_t)word);
        s->h[i] = initial_word(s, i) ^ x;
    }
    if (p->key.byte_len > 0) {
        uint8_t padded[128] = {0};
        memcpy(padded, p->key.data, (size_t)p->key.byte_len);
        absorb(s, padded, s->wide ? 128 : 64);
    }
}

static int read_parameters(const Ref *a, bool wide, Parameters *p)
{
    int max = wide ? 64 : 32;
    int64_t small = wide ? 16 : 8;
    int64_t max_offset = wide ? INT64_MAX : (1ll << 48) - 1;
    if (bounded(a[1], 1, max, wide ? "digest_size for blake2b must be between 1 and 64 bytes, here it is not"
                                   : "digest_size for blake2s must be between 1 and 32 bytes, here it is not", &p->digest_size)
        || bounded(a[5], 0, 255, "fanout must be between 0 and 255", &p->fanout)
        || bounded(a[6], 1, 255, "depth must be between 1 and 255", &p->depth)
        || bounded(a[7], 0, 0xFFFFFFFF, "leaf_size is too large", &p->leaf_size)
        || bounded(a[8], 0, max_offset, "node_offset is too large", &p->node_offset)
        || bounded(a[9], 0, 255, "node_depth must be between 0 and 255", &p->node_depth)
        || bounded(a[10], 0, max, "inner_size must be between 0 and is limited by the digest", &p->inner_size))
        return -1;
    if (p->key.byte_len > max)
        return exc_raise_int(&type_ValueError, "maximum key length is %d bytes", max);
    if (p->salt.byte_len > small)
        return exc_raise_int(&type_ValueError, "maximum salt length is %lld bytes", (long long)small);
    if (p->person.byte_len > small)
        return exc_raise_int(&type_ValueError, "maximum person length is %lld bytes", (long long)small);
    return 0;
}

static Value blake_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *specs[2];
    bool wide = type == &type_blake2b;
    Value a[13];
    const char *signature = wide
        ? "blake2b(data=b'', /, *, digest_size=64, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, "
          "node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True)"
        : "blake2s(data=b'', /, *, digest_size=32, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, "
          "node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True)";
    if (args_bind(&specs[wide], signature, args, n_args, kwnames, a))
        return VALUE_ERROR;
    Parameters p;
    if (buffer_get(a[2], &p.key, BUFFER_SIMPLE))
        return VALUE_ERROR;
    if (buffer_get(a[3], &p.salt, BUFFER_SIMPLE)) {
        buffer_release(&p.key);
        return VALUE_ERROR;
    }
    Value made = VALUE_ERROR;
    int last_node = object_truth(a[11]);
    if (buffer_get(a[4], &p.person, BUFFER_SIMPLE) == 0) {
        Blake *s = last_node < 0 || read_parameters(a, wide, &p) ? NULL : object_alloc(type);
        if (s != NULL) {
            s->wide = wide;
            s->last_node = last_node;
            s->digest_size = (int)p.digest_size;
            s->n_bytes = 0;
            s->filled = 0;
            start(s, &p);
            made = value_from_obj(s);
        }
        buffer_release(&p.person);
    }
    buffer_release(&p.salt);
    buffer_release(&p.key);
    if (!value_is_error(made) && feed(as_blake(made), a[0])) {
        value_drop(made);
        made = VALUE_ERROR;
    }
    return made;
}

NATIVE(blake_update_m) { return feed(as_blake(self), a[0]) ? VALUE_ERROR : VALUE_NONE; }
NATIVE(blake_digest_m)
{
    uint8_t out[64];
    finish(*as_blake(self), out);
    return bytes_new(out, (size_t)as_blake(self)->digest_size);
}
NATIVE(blake_hexdigest_m)
{
    Value bytes = blake_digest_m(self, a, 0, VALUE_ABSENT);
    if (value_is_error(bytes))
        return bytes;
    Value text = object_call_method0(bytes, str_intern_cstr("hex"));
    value_drop(bytes);
    return text;
}
NATIVE(blake_copy_m)
{
    Blake *copy = object_alloc(value_type(self));
    if (copy == NULL)
        return VALUE_ERROR;
    Obj header = copy->base;
    *copy = *as_blake(self);
    copy->base = header;
    return value_from_obj(copy);
}
static Value get_digest_size(Ref self) { return int_new(as_blake(self)->digest_size); }
static Value get_block_size(Ref self) { return int_new(as_blake(self)->wide ? 128 : 64); }
static Value get_name(Ref self) { return str_from_cstr(as_blake(self)->wide ? "blake2b" : "blake2s"); }
static void blake_dealloc(Obj *o) { object_free(o); }

static const Method blake_methods[] = {
    {"update(data, /)", blake_update_m, "Update this hash object's state with the provided bytes."},
    {"digest()", blake_digest_m, "The digest value as bytes."},
    {"hexdigest()", blake_hexdigest_m, "The digest value as hexadecimal digits."},
    {"copy()", blake_copy_m, "A copy of the hash object."},
    {0},
};
static const Getter blake_getters[] = {
    {"digest_size", get_digest_size, NULL, NULL},
    {"block_size", get_block_size, NULL, NULL},
    {"name", get_name, NULL, NULL},
    {0},
};
#define BLAKE_SLOTS                                                                                      \
    .module = "_blake2", .basic_size = sizeof(Blake), .flags = TYPE_IMMUTABLE, .methods = blake_methods, \
    .getters = blake_getters, .dealloc = blake_dealloc, .new = blake_new
Type type_blake2b = {.base = STATIC_OBJ(&type_type), .name = "blake2b", BLAKE_SLOTS};
Type type_blake2s = {.base = STATIC_OBJ(&type_type), .name = "blake2s", BLAKE_SLOTS};

/* SALT_SIZE and friends hang on the types. */
static int add_sizes(Type *type, int salt, int digest)
{
    static const char *const names[] = {"SALT_SIZE", "PERSON_SIZE", "MAX_KEY_SIZE", "MAX_DIGEST_SIZE"};
    for (int i = 0; i < 4; i++)
        if (type_add_constant(type, names[i], value_from_int(i < 2 ? salt : digest)))
            return -1;
    return 0;
}

Value module__blake2_init(void)
{
    Value m = module_new("_blake2", "BLAKE2b and BLAKE2s.", NULL);
    if (value_is_error(m))
        return m;
    if (module_add_type(m, &type_blake2b) || module_add_type(m, &type_blake2s) || add_sizes(&type_blake2b, 16, 64)
        || add_sizes(&type_blake2s, 8, 32)) {
        value_drop(m);
        return VALUE_ERROR;
    }
    return m;
}
