/* stdlib/hashlib/modules.c -- `_md5`, `_sha1`, `_sha2` and, for libraries before 3.12, `_sha256` and `_sha512`: what
 * hashlib.py uses when there is no OpenSSL. */
#include "runtime/module.h"
#include "stdlib/hashlib/digest.h"

#define CONSTRUCTOR(name) NATIVE(name##_f) { return digest_new(&digest_##name, a); }
CONSTRUCTOR(md5)
CONSTRUCTOR(sha1)
CONSTRUCTOR(sha224)
CONSTRUCTOR(sha256)
CONSTRUCTOR(sha384)
CONSTRUCTOR(sha512)

#define ROW(name) {#name "(string=b'', *, usedforsecurity=True)", name##_f, "Return a new hash object."}
static const Method md5_functions[] = {ROW(md5), {0}};
static const Method sha1_functions[] = {ROW(sha1), {0}};
static const Method sha2_functions[] = {ROW(sha224), ROW(sha256), ROW(sha384), ROW(sha512), {0}};
static const Method sha256_functions[] = {ROW(sha224), ROW(sha256), {0}};
static const Method sha512_functions[] = {ROW(sha384), ROW(sha512), {0}};

static Value make(const char *name, const Method *functions)
{
    return type_ready(&type_digest) ? VALUE_ERROR : module_new(name, NULL, functions);
}

#define HASH_MODULE(name, functions)                       \
    Value module_##name##_init(void);                      \
    Value module_##name##_init(void) { return make(#name, functions); }
HASH_MODULE(_md5, md5_functions)
HASH_MODULE(_sha1, sha1_functions)
HASH_MODULE(_sha2, sha2_functions)
HASH_MODULE(_sha256, sha256_functions)
HASH_MODULE(_sha512, sha512_functions)
