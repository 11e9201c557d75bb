/* runtime/hash.h -- the secret behind the hashes of str and bytes. */
#ifndef RUNTIME_HASH_H
#define RUNTIME_HASH_H
#include "runtime/object.h"
/* Choose the key.  seed: the text of PYTHONHASHSEED, NULL or "random" for a random one.  -1 when it is
 * neither "random" nor an int of 0..4294967295 (nothing is raised).  Must come before the first hash;
 * without it the first hash reads the environment itself. */
int hash_init(const char *seed_or_null);
#endif
