/* runtime/import.h -- the import system: finding, loading and initialising modules.
 *
 * A module comes from one of three places, asked in this order: the C modules of stdlib/modules.def,
 * the Python files compiled into the binary (*.py under stdlib/), the directories of sys.path.  The search is in C;
 * programs that change sys.meta_path or sys.path_hooks are asked first, in the order they ask for.
 * Everything here needs the GIL and can run any Python code. */
#ifndef RUNTIME_IMPORT_H
#define RUNTIME_IMPORT_H
#include "runtime/module.h"
#include "runtime/object.h"

/* What an import statement calls: `import a.b` gives a, `from a.b import c` (fromlist a non-empty tuple) gives
 * a.b with its submodule c imported when it has one.  globals names the importing package for level > 0
 * and may be ABSENT.  Everything borrowed; the module is the caller's. */
Value import_name(Ref name, Ref globals, Ref fromlist, int64_t level);
/* The same through builtins.__import__ when a program replaced it: what the VM's IMPORT_NAME does. */
Value import_name_hooked(Ref name, Ref globals, Ref locals, Ref fromlist, int64_t level, Ref builtins);
/* `from module import name`: the attribute, or the submodule of that name; ImportError otherwise. */
Value import_from(Ref module, Ref name);
/* `from module import *` into the namespace. 0 or -1. */
int import_star(Ref module, Ref namespace) MUST_CHECK;
/* importlib.import_module(name) for an absolute name (a str): the module itself, not its top-level package. */
Value import_absolute(Ref name);
/* importlib.util.resolve_name: the absolute name of (name, level) seen from globals. */
Value import_resolve(Ref name, Ref globals, int64_t level);

/* Create sys.meta_path and friends. Called once, after sys exists. */
int import_init(void) MUST_CHECK;
/* In the child of a fork: what other threads were importing is under way no more. */
void import_after_fork(void);
/* Forget cached directory listings. */
void import_invalidate_caches(void);

/* ---- the three sources (import_find.c) ---- */
typedef enum SourceKind { SOURCE_BUILTIN, SOURCE_EMBEDDED, SOURCE_FILE, SOURCE_PYC, SOURCE_NAMESPACE, SOURCE_EXTENSION } SourceKind;
typedef struct Found {
    SourceKind kind;
    bool is_package;
    Value path;             /* str: the file; ABSENT for builtin */
    Value search;           /* list for packages: __path__; ABSENT */
    const void *entry;      /* embedded: its row */
    int64_t mtime, size;    /* of a source file, in seconds and bytes */
} Found;
/* Look for the full dotted `name`, whose parent has the search path `search` (ABSENT: top level).
 * 1 found (fields owned by the caller: found_clear), 0 not found, -1 error. */
int import_find(Ref name, Ref search, Found *out) MUST_CHECK;
/* Only directories: what PathFinder.find_spec does. */
int import_find_in_path(Ref name, Ref search, Found *out) MUST_CHECK;
void found_clear(Found *f);
/* A module's code: reads the cache file or compiles; owned. */
Value import_code_of_file(Ref path, int64_t mtime, int64_t size);
Value import_code_of_embedded(const void *entry);

/* C modules */
typedef struct BuiltinModule { const char *name; Value (*init)(void); } BuiltinModule;
const BuiltinModule *import_builtin_find(const char *name);
Value import_builtin_names(void);           /* sorted tuple of str */

/* Python modules inside the binary: written by tools/embed.c */
typedef struct EmbeddedModule {
    const char *name;       /* dotted */
    const char *file;       /* "json/decoder.py" */
    const unsigned char *source, *code; /* code: marshalled, at optimisation level 0 (tools/compile_module.c) */
    uint32_t size, code_size;
    bool is_package;
} EmbeddedModule;
extern const EmbeddedModule embedded_modules[];  /* sorted by name */
extern const unsigned embedded_modules_count;
const EmbeddedModule *import_embedded_find(const char *name);

/* ---- specs (import_spec.c) ---- */
/* A module spec and loader for what was found: ours until importlib is loaded, then importlib's own classes. */
Value import_spec_new(Ref name, const Found *found);
/* Fill __name__, __package__, __spec__, __loader__, __file__, __cached__, __path__ of a new module. */
int import_init_attributes(Ref module, Ref name, Ref spec, const Found *found) MUST_CHECK;
extern Type type_module_spec, type_builtin_importer, type_frozen_importer, type_path_finder, type_source_loader;
/* ImportError/ModuleNotFoundError with .name and .path. Returns VALUE_ERROR. */
Value import_error(Type *type, Ref name, Ref path_or_absent, const char *fmt, ...) COLD;
/* Load the real importlib (importlib._bootstrap) and move to its classes. 0 or -1. */
int import_bootstrap_importlib(void) MUST_CHECK;
/* The installed library directory, e.g. /usr/lib/python3.11; NULL when there is none. */
const char *import_stdlib_directory(void);
#endif
