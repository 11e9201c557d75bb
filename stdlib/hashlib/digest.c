/* stdlib/hashlib/digest.c -- the common frame of Merkle-Damgard hashes, and the hash object. */
#include "stdlib/hashlib/digest.h"
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/str.h"

void digest_init(const DigestKind *kind, DigestState *s)
{
    memset(s, 0, sizeof *s);
    for (int i = 0; i < 8; i++)
        if (kind->wide)
            s->h.w64[i] = kind->initial[i];
        else
            s->h.w32[i] = (uint32_t)kind->initial[i];
}

void digest_update(const DigestKind *kind, DigestState *s, const uint8_t *p, size_t n)
{
    size_t size = (size_t)kind->block_size, filled = s->n_bytes % size;
    s->n_bytes += n;
    if (filled > 0) {
        size_t take = size - filled < n ? size - filled : n;
        memcpy(s->block + filled, p, take);
        p += take;
        n -= take;
        if (filled + take < size)
            return;
        kind->compress(s, s->block);
    }
    for (; n >= size; p += size, n -= size)
        kind->compress(s, p);
    memcpy(s->block, p, n);
}

static void put_word(uint8_t *out, uint64_t word, int n_bytes, bool big_endian)
{
    for (int i = 0; i < n_bytes; i++)
        out[i] = (uint8_t)(word >> 8 * (big_endian ? n_bytes - 1 - i : i));
}

void digest_finish(const DigestKind *kind, DigestState s, uint8_t *out)
{
    uint8_t padding[256] = {0x80};
    uint64_t n_bits = s.n_bytes * 8;
    size_t size = (size_t)kind->block_size, length = (size_t)kind->length_bytes;
    size_t filled = s.n_bytes % size;
    size_t n = (filled + 1 + length <= size ? size : 2 * size) - filled;
    put_word(padding + (kind->big_endian ? n - 8 : n - length), n_bits, 8, kind->big_endian);
    digest_update(kind, &s, padding, n);
    int word = kind->wide ? 8 : 4;
    uint8_t all[64];
    for (int i = 0; i < 8; i++)
        put_word(all + i * word, kind->wide ? s.h.w64[i] : s.h.w32[i], word, kind->big_endian);
    memcpy(out, all, (size_t)kind->digest_size);
}

/* ---- the object ---- */

typedef struct Digest { Obj base; const DigestKind *kind; DigestState state; } Digest;
enum { RELEASE_GIL_BYTES = 2048 };

static Digest *as_digest(Ref v) { return VALUE_AS(Digest, v); }

static int feed(Digest *d, Ref data)
{
    if (value_is_str(data))
        return exc_raise_int(&type_TypeError, "Strings must be encoded before hashing");
    Buffer b;
    if (value_type(data)->buffer_get == NULL)
        return exc_raise_int(&type_TypeError, "object supporting the buffer API required");
    if (buffer_get(data, &b, BUFFER_SIMPLE))
        return -1;
    if (b.byte_len > RELEASE_GIL_BYTES) {
        DigestState copy = d->state; /* another thread may look at the object meanwhile */
        gil_release();
        digest_update(d->kind, &copy, b.data, (size_t)b.byte_len);
        gil_acquire();
        d->state = copy;
    } else
        digest_update(d->kind, &d->state, b.data, (size_t)b.byte_len);
    buffer_release(&b);
    return 0;
}

Value digest_new(const DigestKind *kind, const Ref *a)
{
    Digest *d = object_alloc(&type_digest);
    if (d == NULL)
        return VALUE_ERROR;
    d->kind = kind;
    digest_init(kind, &d->state);
    Value made = value_from_obj(d);
    if (feed(d, a[0])) {
        value_drop(made);
        return VALUE_ERROR;
    }
    return made;
}

NATIVE(digest_update_m) { return feed(as_digest(self), a[0]) ? VALUE_ERROR : VALUE_NONE; }
NATIVE(digest_digest_m)
{
    uint8_t out[64];
    digest_finish(as_digest(self)->kind, as_digest(self)->state, out);
    return bytes_new(out, (size_t)as_digest(self)->kind->digest_size);
}
NATIVE(digest_hexdigest_m)
{
    uint8_t out[64];
    char text[128];
    int size = as_digest(self)->kind->digest_size;
    digest_finish(as_digest(self)->kind, as_digest(self)->state, out);
    for (int i = 0; i < size; i++) {
        text[2 * i] = "0123456789abcdef"[out[i] >> 4];
        text[2 * i + 1] = "0123456789abcdef"[out[i] & 15];
    }
    return str_from_ascii(text, 2 * (size_t)size);
}
NATIVE(digest_copy_m)
{
    Digest *copy = object_alloc(&type_digest);
    if (copy == NULL)
        return VALUE_ERROR;
    copy->kind = as_digest(self)->kind;
    copy->state = as_digest(self)->state;
    return value_from_obj(copy);
}
static Value get_digest_size(Ref self) { return int_new(as_digest(self)->kind->digest_size); }
static Value get_block_size(Ref self) { return int_new(as_digest(self)->kind->block_size); }
static Value get_name(Ref self) { return str_from_cstr(as_digest(self)->kind->name); }
static Value digest_repr(Ref self)
{
    return str_format("<%s _hashlib.HASH object @ %p>", as_digest(self)->kind->name, (void *)value_as_obj(self));
}
static void digest_dealloc(Obj *o) { object_free(o); }

static const Method digest_methods[] = {
    {"update(obj, /)", digest_update_m, "Update this hash object's state with the provided bytes."},
    {"digest()", digest_digest_m, "The digest value as bytes."},
    {"hexdigest()", digest_hexdigest_m, "The digest value as a string of hexadecimal digits."},
    {"copy()", digest_copy_m, "A copy of the hash object."},
    {0},
};
static const Getter digest_getters[] = {
    {"digest_size", get_digest_size, NULL, NULL},
    {"block_size", get_block_size, NULL, NULL},
    {"name", get_name, NULL, NULL},
    {0},
};
Type type_digest = {
    .base = STATIC_OBJ(&type_type), .name = "HASH", .module = "_hashlib", .basic_size = sizeof(Digest),
    .flags = TYPE_NO_NEW | TYPE_IMMUTABLE, .methods = digest_methods, .getters = digest_getters,
    .dealloc = digest_dealloc, .repr = digest_repr,
};
