/* stdlib/hashlib/sha3.c -- SHA-3 and SHAKE (FIPS 202): the `_sha3` module. */
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/object.h"
#include "runtime/str.h"

Value module__sha3_init(void);

typedef struct Keccak { uint64_t lanes[25]; uint32_t at; } Keccak; /* at: bytes absorbed into the present block */

typedef struct Sha3 {
    Obj base;
    const char *name;
    int digest_size;      /* 0: SHAKE, any length */
    int rate;             /* bytes of a block */
    uint8_t suffix;       /* domain bits and the first padding bit */
    Keccak state;
} Sha3;

#define ROTATE(x, n) ((n) == 0 ? (x) : (x) << (n) | (x) >> (64 - (n)))

/* The round constants come from the standard's linear feedback register, the rotations from its walk over the lanes. */
static bool feedback_bit(uint8_t *register_)
{
    bool bit = *register_ & 1;
    *register_ = (uint8_t)(*register_ & 0x80 ? *register_ << 1 ^ 0x71 : *register_ << 1);
    return bit;
}

static void permute(uint64_t *a)
{
    uint8_t lfsr = 1;
    for (int round = 0; round < 24; round++) {
        uint64_t c[5];
        for (int x = 0; x < 5; x++)
            c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
        for (int x = 0; x < 5; x++) {
            uint64_t d = c[(x + 4) % 5] ^ ROTATE(c[(x + 1) % 5], 1);
            for (int y = 0; y < 25; y += 5)
                a[x + y] ^= d;
        }
        int x = 1, y = 0;
        uint64_t moved = a[1];
        for (int t = 0; t < 24; t++) {
            int next = (2 * x + 3 * y) % 5, offset = (t + 1) * (t + 2) / 2 % 64;
            x = y;
            y = next;
            uint64_t held = a[x + 5 * y];
            a[x + 5 * y] = ROTATE(moved, offset);
            moved = held;
        }
        for (y = 0; y < 25; y += 5) {
            uint64_t row[5];
            memcpy(row, a + y, sizeof row);
            for (x = 0; x < 5; x++)
                a[x + y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
        }
        for (int j = 0; j < 7; j++)
            if (feedback_bit(&lfsr))
                a[0] ^= 1ull << ((1 << j) - 1);
    }
}

static void absorb(Keccak *k, int rate, const uint8_t *p, size_t n)
{
    uint8_t *bytes = (uint8_t *)k->lanes; /* lanes are little-endian, as this machine is */
    for (size_t i = 0; i < n; i++) {
        bytes[k->at++] ^= p[i];
        if ((int)k->at == rate) {
            permute(k->lanes);
            k->at = 0;
        }
    }
}

static void squeeze(Keccak k /* a copy */, int rate, uint8_t suffix, uint8_t *out, size_t n)
{
    uint8_t *bytes = (uint8_t *)k.lanes;
    bytes[k.at] ^= suffix;
    bytes[rate - 1] ^= 0x80;
    permute(k.lanes);
    for (size_t done = 0; done < n;) {
        size_t take = n - done < (size_t)rate ? n - done : (size_t)rate;
        memcpy(out + done, bytes, take);
        done += take;
        if (done < n)
            permute(k.lanes);
    }
}

/* ---- the object ---- */

extern Type type_sha3;
static Sha3 *as_sha3(Ref v) { return VALUE_AS(Sha3, v); }
enum { RELEASE_GIL_BYTES = 2048 };

static int feed(Sha3 *s, Ref data)
{
    if (value_is_str(data))
        return exc_raise_int(&type_TypeError, "Strings must be encoded before hashing");
    Buffer b;
    if (buffer_get(data, &b, BUFFER_SIMPLE))
        return -1;
    Keccak copy = s->state;
    bool large = b.byte_len > RELEASE_GIL_BYTES;
    if (large)
        gil_release();
    absorb(&copy, s->rate, b.data, (size_t)b.byte_len);
    if (large)
        gil_acquire();
    s->state = copy;
    buffer_release(&b);
    return 0;
}

static Value sha3_new(const char *name, int bits, int digest_size, uint8_t suffix, Ref data)
{
    Sha3 *s = object_alloc(&type_sha3);
    if (s == NULL)
        return VALUE_ERROR;
    s->name = name;
    s->digest_size = digest_size;
    s->rate = 200 - bits / 4;
    s->suffix = suffix;
    memset(&s->state, 0, sizeof s->state);
    Value made = value_from_obj(s);
    if (feed(s, data)) {
        value_drop(made);
        return VALUE_ERROR;
    }
    return made;
}

static Value digest_bytes(Ref self, Ref length)
{
    Sha3 *s = as_sha3(self);
    int64_t n = s->digest_size;
    if (n == 0) {
        if (value_is_absent(length))
            return exc_raise(&type_TypeError, "digest() missing required argument 'length' (pos 1)");
        if (int_as_i64(length, &n))
            return VALUE_ERROR;
        if (n < 0 || n >= 1 << 29)
            return exc_raise(&type_ValueError, "length is too large");
    }
    Value out = bytes_new(NULL, (size_t)n);
    if (!value_is_error(out))
        squeeze(s->state, s->rate, s->suffix, (uint8_t *)VALUE_AS(Bytes, out)->data, (size_t)n);
    return out;
}
NATIVE(sha3_update_m) { return feed(as_sha3(self), a[0]) ? VALUE_ERROR : VALUE_NONE; }
NATIVE(sha3_digest_m) { return digest_bytes(self, a[0]); }
NATIVE(sha3_hexdigest_m)
{
    Value bytes = digest_bytes(self, a[0]);
    if (value_is_error(bytes))
        return bytes;
    Value text = object_call_method0(bytes, str_intern_cstr("hex"));
    value_drop(bytes);
    return text;
}
NATIVE(sha3_copy_m)
{
    Sha3 *copy = object_alloc(&type_sha3);
    if (copy == NULL)
        return VALUE_ERROR;
    Obj header = copy->base;
    *copy = *as_sha3(self);
    copy->base = header;
    return value_from_obj(copy);
}
static Value get_digest_size(Ref self) { return int_new(as_sha3(self)->digest_size); }
static Value get_block_size(Ref self) { return int_new(as_sha3(self)->rate); }
static Value get_name(Ref self) { return str_from_cstr(as_sha3(self)->name); }
static void sha3_dealloc(Obj *o) { object_free(o); }

static const Method sha3_methods[] = {
    {"update(data, /)", sha3_update_m, "Update this hash object's state with the provided bytes."},
    {"digest(length=<absent>, /)", sha3_digest_m, "The digest value as bytes."},
    {"hexdigest(length=<absent>, /)", sha3_hexdigest_m, "The digest value as hexadecimal digits."},
    {"copy()", sha3_copy_m, "A copy of the hash object."},
    {0},
};
static const Getter sha3_getters[] = {
    {"digest_size", get_digest_size, NULL, NULL},
    {"block_size", get_block_size, NULL, NULL},
    {"name", get_name, NULL, NULL},
    {0},
};
Type type_sha3 = {
    .base = STATIC_OBJ(&type_type), .name = "sha3", .module = "_sha3", .basic_size = sizeof(Sha3),
    .flags = TYPE_NO_NEW | TYPE_IMMUTABLE, .methods = sha3_methods, .getters = sha3_getters, .dealloc = sha3_dealloc,
};

#define SHA3(bits) NATIVE(sha3_##bits##_f) { return sha3_new("sha3_" #bits, bits, bits / 8, 0x06, a[0]); }
#define SHAKE(bits) NATIVE(shake_##bits##_f) { return sha3_new("shake_" #bits, bits, 0, 0x1F, a[0]); }
SHA3(224)
SHA3(256)
SHA3(384)
SHA3(512)
SHAKE(128)
SHAKE(256)

#define ROW(name) {#name "(data=b'', /, *, usedforsecurity=True)", name##_f, "Return a new hash object."}
static const Method module_functions[] = {
    ROW(sha3_224), ROW(sha3_256), ROW(sha3_384), ROW(sha3_512), ROW(shake_128), ROW(shake_256), {0},
};

Value module__sha3_init(void)
{
    return type_ready(&type_sha3) ? VALUE_ERROR : module_new("_sha3", "SHA-3 and SHAKE.", module_functions);
}
