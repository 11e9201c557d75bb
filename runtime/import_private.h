/* runtime/import_private.h -- what the import_*.c files share with each other. */
#ifndef RUNTIME_IMPORT_PRIVATE_H
#define RUNTIME_IMPORT_PRIVATE_H
#include "runtime/import.h"

/* ---- import_find.c ---- */
enum { FINDER_FOREIGN = 2 };
/* Is `finder` one of our three and unchanged? Then search with it: 1 found, 0 not, -1; else FINDER_FOREIGN. */
int import_find_natively(Ref finder, Ref name, Ref search, Found *found);
/* sys.meta_path and sys.path_hooks are as we made them: the fast way is allowed. */
bool import_is_default_meta_path(void);
/* Is one of the places to search a file?  Then importlib and its path hooks must look (zipimport). */
bool import_path_has_archive(Ref search);
/* The finders that sys.meta_path holds by default: ours, later importlib's. Borrowed. */
void import_set_default_finders(Ref builtin, Ref frozen, Ref path);
/* Append to sys.path_hooks a hook whose work our own search does as well. */
int import_add_default_hook(Ref hook) MUST_CHECK;
/* __path__ of an embedded package: the same package in the installed library, or empty. */
Value embedded_search_path(const EmbeddedModule *row);

/* What one of our finder types does: 1, 0, -1. */
int import_search_with(const Type *finder, Ref name, Ref search, Found *found);

/* ---- import_spec.c ---- */
bool spec_is_initializing(Ref spec);
void spec_set_initializing(Ref spec, bool on); /* any spec; errors are ignored */
/* A module with nothing but __name__ and the four None's. */
Value module_new_named(Ref name);

/* ---- import_code.c ---- */
Value import_code_of_cache(Ref name, Ref path); /* a lone .pyc, of the module `name` */
/* The bytes of a file; OSError. */
Value import_read_file(Ref path);
int import_file_times(Ref path, int64_t *mtime, int64_t *size); /* 0, or -1 without an exception */
Value import_cache_path(Ref path);    /* the cache file of a source file */
Value import_decode_source(Ref bytes); /* str */
Value import_embedded_file(const EmbeddedModule *row); /* __file__ of an embedded module */
/* PEP 552: the keyed hash of a source file, and --check-hash-based-pycs: "default", "always" or "never". */
uint64_t import_source_hash(uint64_t key, const void *data, size_t n);
const char *import_hash_policy(void);
const unsigned char *import_cache_magic(void); /* the 4 bytes at the start of a cache file */

/* ---- import_bootstrap.c ---- */
bool import_has_importlib(void);
Value import_spec_by_importlib(Ref name, const Found *found);

/* ---- import.c ---- */
/* sys.modules[name]: owned, ABSENT when missing. */
Value import_loaded(Ref name);

/* ---- import_lock.c: one thread initialises a module, the others wait ---- */
int import_begin(Ref name) MUST_CHECK;
void import_end(Ref name);
/* The module is in sys.modules: wait while another thread initialises it. */
int import_wait_for(Ref name, Ref module) MUST_CHECK;

/* The global import lock, re-entrant. acquire: 0, or -1 when a signal handler raised. */
int import_lock_acquire(void) MUST_CHECK;
void import_lock_release(void);
bool import_lock_is_held(void);

bool import_is_own_function(Ref function);
/* Called with every Python module that has been loaded, when set. Errors are its own to clear. */
extern void (*import_load_hook)(Ref name, Ref module);
#endif
