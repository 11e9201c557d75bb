/* stdlib/hashlib/digest.h -- hash functions that need no library: MD5 (RFC 1321), SHA-1 and SHA-2 (FIPS 180-4). */
#ifndef HASHLIB_DIGEST_H
#define HASHLIB_DIGEST_H
#include "runtime/object.h"

typedef struct DigestState {
    union { uint32_t w32[8]; uint64_t w64[8]; } h;
    uint64_t n_bytes;
    uint8_t block[128];   /* the part that does not fill a block yet */
} DigestState;

typedef struct DigestKind {
    const char *name;     /* "sha256" */
    int digest_size, block_size, length_bytes; /* of the message length behind the padding: 8 or 16 */
    bool big_endian, wide; /* wide: 64-bit words */
    uint64_t initial[8];
    void (*compress)(DigestState *s, const uint8_t *block);
} DigestKind;
extern const DigestKind digest_md5, digest_sha1, digest_sha224, digest_sha256, digest_sha384, digest_sha512;

void digest_init(const DigestKind *kind, DigestState *s);
void digest_update(const DigestKind *kind, DigestState *s, const uint8_t *p, size_t n);
void digest_finish(const DigestKind *kind, DigestState s /* a copy */, uint8_t *out);

extern Type type_digest;
/* What module functions like sha256(data=b"", *, usedforsecurity=True) do. */
Value digest_new(const DigestKind *kind, const Ref *a);
#endif
