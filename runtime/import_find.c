/* runtime/import_find.c -- where modules are: the C table, the embedded Python files, the directories of sys.path.
 *
 * A directory that is asked often is listed once; the listing holds while the directory's mtime stands.  A listing
 * taken within the resolution of file times after a change is not believed (the next change could hide in the same
 * tick), so a module written a moment ago is always found. */
#include "runtime/clock.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/import_private.h"
#include "runtime/bytes.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- C modules: rows whose module is left out of a build are NULL ---- */
#define MODULE(name) Value module_##name##_init(void) __attribute__((weak));
#include "stdlib/modules.def"
#undef MODULE
static const BuiltinModule builtin_modules[] = {
#define MODULE(name) {#name, module_##name##_init},
#include "stdlib/modules.def"
#undef MODULE
};

const BuiltinModule *import_builtin_find(const char *name)
{
    for (size_t i = 0; i < N_ELEMENTS(builtin_modules); i++)
        if (builtin_modules[i].init != NULL && !strcmp(builtin_modules[i].name, name))
            return &builtin_modules[i];
    return NULL;
}

Value import_builtin_names(void)
{
    Value list = list_new((int64_t)N_ELEMENTS(builtin_modules));
    if (value_is_error(list))
        return VALUE_ERROR;
    for (size_t i = 0; i < N_ELEMENTS(builtin_modules); i++)
        if (builtin_modules[i].init != NULL && list_append_owned(list, str_intern_cstr(builtin_modules[i].name)))
            goto fail;
    if (list_sort(list, VALUE_NONE, false))
        goto fail;
    Value tuple = list_to_tuple(list);
    value_drop(list);
    return tuple;
fail:
    value_drop(list);
    return VALUE_ERROR;
}

/* ---- embedded Python modules ---- */
const EmbeddedModule *import_embedded_find(const char *name)
{
    unsigned low = 0, high = embedded_modules_count;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        int order = strcmp(name, embedded_modules[middle].name);
        if (order == 0)
            return &embedded_modules[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* ---- directory listings ---- */
enum { LIST_AFTER = 3 };   /* lookups before a directory is listed */
#define TICK_NS 50000000   /* file times are no finer than this on any file system we trust */

typedef struct Directory {
    char *path;
    int n_lookups;
    bool listed;
    bool is_file;          /* no directory but a file: an archive for zipimport */
    int64_t mtime_ns;
    char *pool;            /* the names, NUL-separated */
    size_t pool_len;
    uint32_t *slots;       /* offset in pool + 1; 0 free */
    uint32_t mask;
} Directory;
static Directory **directories;
static size_t n_directories, directories_mask;

static uint64_t hash_name(const char *p)
{
    uint64_t h = 14695981039346656037ull;
    for (; *p; p++)
        h = (h ^ (uint8_t)*p) * 1099511628211ull;
    return h;
}

static void forget_listing(Directory *d)
{
    free(d->pool);
    free(d->slots);
    d->pool = NULL;
    d->slots = NULL;
    d->pool_len = 0;
    d->listed = false;
}

void import_invalidate_caches(void)
{
    for (size_t i = 0; directories != NULL && i <= directories_mask; i++)
        if (directories[i] != NULL)
            forget_listing(directories[i]);
}

static bool grow_directories(void)
{
    size_t new_mask = directories == NULL ? 15 : directories_mask * 2 + 1;
    Directory **table = calloc(new_mask + 1, sizeof *table);
    if (table == NULL)
        return false;
    for (size_t i = 0; directories != NULL && i <= directories_mask; i++) {
        if (directories[i] == NULL)
            continue;
        size_t j = hash_name(directories[i]->path) & new_mask;
        while (table[j] != NULL)
            j = (j + 1) & new_mask;
        table[j] = directories[i];
    }
    free(directories);
    directories = table;
    directories_mask = new_mask;
    return true;
}

/* The record of a directory, made when new; NULL when memory is out (searching goes on without it). */
static Directory *directory_of(const char *path)
{
    if ((directories == NULL || n_directories * 2 > directories_mask) && !grow_directories())
        return NULL;
    size_t i = hash_name(path) & directories_mask;
    for (; directories[i] != NULL; i = (i + 1) & directories_mask)
        if (!strcmp(directories[i]->path, path))
            return directories[i];
    Directory *d = calloc(1, sizeof *d);
    if (d == NULL || (d->path = strdup(path)) == NULL) {
        free(d);
        return NULL;
    }
    struct stat st;
    d->is_file = stat(path, &st) ? errno == ENOTDIR /* a place inside an archive */ : S_ISREG(st.st_mode);
    directories[i] = d;
    n_directories++;
    return d;
}

static void insert_name(Directory *d, uint32_t offset)
{
    uint64_t i = hash_name(d->pool + offset) & d->mask;
    while (d->slots[i] != 0)
        i = (i + 1) & d->mask;
    d->slots[i] = offset + 1;
}

static bool has_name(const Directory *d, const char *name)
{
    for (uint64_t i = hash_name(name) & d->mask; d->slots[i] != 0; i = (i + 1) & d->mask)
        if (!strcmp(d->pool + d->slots[i] - 1, name))
            return true;
    return false;
}

static bool read_names(Directory *d, DIR *dir, size_t *n_names)
{
    size_t capacity = 0;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        size_t len = strlen(entry->d_name) + 1;
        if (d->pool_len + len > capacity) {
            capacity = (capacity + len) * 2 + 1024;
            char *pool = realloc(d->pool, capacity);
            if (pool == NULL || capacity > UINT32_MAX / 2) {
                if (pool != NULL)
                    d->pool = pool;
                return false;
            }
            d->pool = pool;
        }
        memcpy(d->pool + d->pool_len, entry->d_name, len);
        d->pool_len += len;
        ++*n_names;
    }
    return true;
}

static void list_directory(Directory *d, const struct stat *st)
{
    forget_listing(d);
    DIR *dir = opendir(d->path);
    if (dir == NULL)
        return;
    size_t n_names = 0;
    bool complete = read_names(d, dir, &n_names);
    closedir(dir);
    uint32_t mask = 15;
    while (mask < n_names * 2)
        mask = mask * 2 + 1;
    if (!complete || (d->slots = calloc(mask + 1, sizeof *d->slots)) == NULL) {
        forget_listing(d);
        return;
    }
    d->mask = mask;
    for (size_t at = 0; at < d->pool_len; at += strlen(d->pool + at) + 1)
        insert_name(d, (uint32_t)at);
    d->mtime_ns = st->st_mtim.tv_sec * 1000000000ll + st->st_mtim.tv_nsec;
    d->listed = true;
}

/* May the directory hold `name`?  True when there is no listing to tell. */
typedef struct Lookup { Directory *directory; bool exists, use_listing; } Lookup;

static Lookup look_into(const char *path)
{
    Lookup look = {directory_of(path), true, false};
    struct stat st;
    if (look.directory == NULL || ++look.directory->n_lookups <= LIST_AFTER)
        return look;
    if (stat(path, &st) || !S_ISDIR(st.st_mode)) {
        look.exists = false;
        return look;
    }
    int64_t mtime_ns = st.st_mtim.tv_sec * 1000000000ll + st.st_mtim.tv_nsec;
    if (!look.directory->listed || look.directory->mtime_ns != mtime_ns) {
        if (clock_wall_ns() - mtime_ns < TICK_NS) {
            look.directory->listed = false;
            return look;
        }
        list_directory(look.directory, &st);
    }
    look.use_listing = look.directory->listed;
    return look;
}

static bool may_have(const Lookup *look, const char *name)
{
    return !look->use_listing || has_name(look->directory, name);
}

/* ---- one directory ---- */
typedef struct Candidate { char path[4096]; } Candidate;

static bool join_path(Candidate *c, const char *directory, const char *name, const char *suffix)
{
    size_t len = strlen(directory);
    const char *slash = len > 0 && directory[len - 1] == '/' ? "" : "/";
    int n = snprintf(c->path, sizeof c->path, "%s%s%s%s", directory, slash, name, suffix);
    return n > 0 && (size_t)n < sizeof c->path;
}

static int found_file(Found *out, SourceKind kind, bool is_package, const char *path, const struct stat *st,
                      const char *package_directory)
{
    out->kind = kind;
    out->is_package = is_package;
    out->mtime = st->st_mtim.tv_sec;
    out->size = st->st_size;
    out->path = str_decode_fs(path, strlen(path));
    if (value_is_error(out->path))
        return -1;
    if (is_package) {
        Value directory = str_decode_fs(package_directory, strlen(package_directory));
        out->search = value_is_error(directory) ? VALUE_ERROR : list_new(1);
        if (value_is_error(out->search) || list_append_owned(out->search, directory)) {
            found_clear(out);
            return -1;
        }
    }
    return 1;
}

/* A package or module called `tail` in this directory: 1, 0, -1; *namespace is set for a bare directory. */
static int find_in_directory(const char *directory, const char *tail, Found *out, bool *namespace)
{
    *namespace = false;
    Lookup look = look_into(directory);
    if (!look.exists)
        return 0;
    Candidate c;
    struct stat st;
    if (may_have(&look, tail) && join_path(&c, directory, tail, "") && !stat(c.path, &st) && S_ISDIR(st.st_mode)) {
        Candidate init;
        if (join_path(&init, c.path, "__init__", ".py") && !stat(init.path, &st) && S_ISREG(st.st_mode))
            return found_file(out, SOURCE_FILE, true, init.path, &st, c.path);
        if (join_path(&init, c.path, "__init__", ".pyc") && !stat(init.path, &st) && S_ISREG(st.st_mode))
            return found_file(out, SOURCE_PYC, true, init.path, &st, c.path);
        *namespace = true;
    }
    char name[1024];
    for (int compiled = 0; compiled < 2; compiled++) {
        const char *suffix = compiled ? ".pyc" : ".py";
        if ((size_t)snprintf(name, sizeof name, "%s%s", tail, suffix) >= sizeof name)
            return 0;
        if (!may_have(&look, name))
            continue;
        if (join_path(&c, directory, tail, suffix) && !stat(c.path, &st) && S_ISREG(st.st_mode))
            return found_file(out, compiled ? SOURCE_PYC : SOURCE_FILE, false, c.path, &st, NULL);
    }
    return 0;
}

/* A shared object that only CPython can load: tail.cpython-313-....so, tail.abi3.so, tail.so. */
static int find_extension(const char *directory, const char *tail, Found *out)
{
    DIR *dir = opendir(directory);
    if (dir == NULL)
        return 0;
    size_t tail_len = strlen(tail);
    int result = 0;
    for (struct dirent *entry; result == 0 && (entry = readdir(dir)) != NULL;) {
        size_t len = strlen(entry->d_name);
        if (len < tail_len + 3 || memcmp(entry->d_name, tail, tail_len) || entry->d_name[tail_len] != '.' ||
            strcmp(entry->d_name + len - 3, ".so"))
            continue;
        Candidate c;
        struct stat st;
        if (join_path(&c, directory, entry->d_name, "") && !stat(c.path, &st) && S_ISREG(st.st_mode))
            result = found_file(out, SOURCE_EXTENSION, false, c.path, &st, NULL);
    }
    closedir(dir);
    return result;
}

/* ---- the path ---- */
/* A path entry as a C string ("" is the current directory): false when it is none of ours. */
static bool entry_path(Ref entry, Candidate *c)
{
    if (!value_is_str(entry))
        return false;
    if (str_len(entry) == 0)
        return getcwd(c->path, sizeof c->path) != NULL;
    Value bytes = str_encode_fs(entry);
    if (value_is_error(bytes)) {
        exc_clear();
        return false;
    }
    const char *path = bytes_data(bytes);
    bool fits = strlen(path) == (size_t)bytes_len(bytes);
    size_t base = 0;
    if (fits && path[0] != '/') { /* __file__ is absolute, whatever sys.path says */
        while (path[0] == '.' && path[1] == '/')
            path += 2;
        fits = getcwd(c->path, sizeof c->path) != NULL;
        base = fits ? strlen(c->path) : 0;
        if (!strcmp(path, ".")) {
            value_drop(bytes);
            return fits;
        }
        if (fits && base + 1 < sizeof c->path && (base == 0 || c->path[base - 1] != '/'))
            c->path[base++] = '/';
    }
    fits = fits && base + strlen(path) < sizeof c->path;
    if (fits)
        memcpy(c->path + base, path, strlen(path) + 1);
    value_drop(bytes);
    return fits;
}

bool import_path_has_archive(Ref search)
{
    Ref path = value_is_absent(search) ? sys_get("path") : search;
    if (value_is_absent(path) || value_is_none(path))
        return false;
    Value entries = value_is_list(path) ? value_dup(path) : list_from_iterable(path);
    if (value_is_error(entries)) {
        exc_clear();
        return false;
    }
    Candidate c;
    bool found = false;
    for (int64_t i = 0; !found && i < list_len(entries); i++) {
        const Directory *d = entry_path(list_at(entries, i), &c) ? directory_of(c.path) : NULL;
        found = d != NULL && d->is_file;
    }
    value_drop(entries);
    return found;
}

static int add_portion(Found *out, const char *directory, const char *tail)
{
    Candidate c;
    if (!join_path(&c, directory, tail, ""))
        return 0;
    if (value_is_absent(out->search)) {
        out->search = list_new(1);
        if (value_is_error(out->search)) {
            out->search = VALUE_ABSENT;
            return -1;
        }
    }
    Value portion = str_decode_fs(c.path, strlen(c.path));
    return value_is_error(portion) || list_append_owned(out->search, portion) ? -1 : 0;
}

static const char *last_component(const char *dotted)
{
    const char *dot = strrchr(dotted, '.');
    return dot == NULL ? dotted : dot + 1;
}

/* The name as a C string; NULL when no module can have it (surrogates, NULs). */
static const char *c_name(Ref name)
{
    size_t len;
    const char *dotted = str_utf8(name, &len);
    if (dotted == NULL)
        exc_clear();
    return dotted == NULL || strlen(dotted) != len ? NULL : dotted;
}

static void found_init(Found *out)
{
    memset(out, 0, sizeof *out);
    out->path = out->search = VALUE_ABSENT;
}

void found_clear(Found *f)
{
    value_clear(&f->path);
    value_clear(&f->search);
}

static int search_entries(Ref entries, const char *tail, Found *out)
{
    Candidate c;
    Found portions;
    found_init(&portions);
    for (int64_t i = 0; i < list_len(entries); i++) {
        if (!entry_path(list_at(entries, i), &c))
            continue;
        bool namespace;
        int result = find_in_directory(c.path, tail, out, &namespace);
        if (result == 0 && namespace)
            result = add_portion(&portions, c.path, tail);
        if (result) {
            found_clear(&portions);
            return result;
        }
    }
    /* Only what nothing else provides is refused, but a folder beside the extension (of stubs, often) is no provider. */
    for (int64_t i = 0; i < list_len(entries); i++) {
        if (!entry_path(list_at(entries, i), &c))
            continue;
        int result = find_extension(c.path, tail, out);
        if (result) {
            found_clear(&portions);
            return result;
        }
    }
    if (!value_is_absent(portions.search)) {
        out->kind = SOURCE_NAMESPACE;
        out->is_package = true;
        out->search = portions.search;
        return 1;
    }
    return 0;
}

int import_find_in_path(Ref name, Ref search, Found *out)
{
    found_init(out);
    /* Undecodable bytes in names are surrogates: they name files as well. */
    Value name_bytes = str_encode_fs(name);
    if (value_is_error(name_bytes)) {
        exc_clear();
        return 0;
    }
    const char *dotted = bytes_data(name_bytes);
    if (strlen(dotted) != (size_t)bytes_len(name_bytes) || *last_component(dotted) == 0) {
        value_drop(name_bytes);
        return 0;
    }
    Ref path = value_is_absent(search) ? sys_get("path") : search;
    if (value_is_absent(path) || value_is_none(path)) {
        value_drop(name_bytes);
        return 0;
    }
    Value entries = value_is_list(path) ? value_dup(path) : list_from_iterable(path);
    int result = value_is_error(entries) ? -1 : search_entries(entries, last_component(dotted), out);
    value_drop(name_bytes);
    value_drop(entries);
    return result;
}

static int find_builtin(Ref name, Found *out)
{
    found_init(out);
    const char *dotted = c_name(name);
    if (dotted == NULL)
        return 0;
    const BuiltinModule *row = import_builtin_find(dotted);
    out->kind = SOURCE_BUILTIN;
    out->entry = row;
    return row != NULL;
}

static int find_embedded(Ref name, Found *out)
{
    found_init(out);
    const char *dotted = c_name(name);
    if (dotted == NULL)
        return 0;
    const EmbeddedModule *row = import_embedded_find(dotted);
    if (row == NULL)
        return 0;
    out->kind = SOURCE_EMBEDDED;
    out->entry = row;
    out->is_package = row->is_package;
    if (row->is_package) {
        out->search = embedded_search_path(row);
        if (value_is_error(out->search)) {
            out->search = VALUE_ABSENT;
            return -1;
        }
    }
    return 1;
}

/* An embedded package may be continued by the installed library: encodings ours, the East Asian ones theirs. */
Value embedded_search_path(const EmbeddedModule *row)
{
    Value list = list_new(1);
    const char *library = import_stdlib_directory();
    if (value_is_error(list) || library == NULL)
        return list;
    Candidate c;
    char relative[512];
    if (strlen(row->name) >= sizeof relative)
        return list;
    strcpy(relative, row->name);
    for (char *p = relative; *p; p++)
        if (*p == '.')
            *p = '/';
    struct stat st;
    if (!join_path(&c, library, relative, "") || stat(c.path, &st) || !S_ISDIR(st.st_mode))
        return list;
    if (list_append_owned(list, str_decode_fs(c.path, strlen(c.path)))) {
        value_drop(list);
        return VALUE_ERROR;
    }
    return list;
}

int import_find(Ref name, Ref search, Found *out)
{
    int result = find_builtin(name, out);
    if (result == 0)
        result = find_embedded(name, out);
    if (result == 0)
        result = import_find_in_path(name, search, out);
    return result;
}

/* ---- sys.meta_path ---- */
static Value default_finders[3] = {{0x02}, {0x02}, {0x02}}; /* builtin, frozen, path: held */
static Value default_hooks[4] = {{0x02}, {0x02}, {0x02}, {0x02}};
static int n_default_hooks;

void import_set_default_finders(Ref builtin, Ref frozen, Ref path)
{
    Ref finders[3] = {builtin, frozen, path};
    for (int i = 0; i < 3; i++)
        value_replace(&default_finders[i], value_dup(finders[i]));
}

int import_add_default_hook(Ref hook)
{
    if (n_default_hooks == (int)N_ELEMENTS(default_hooks))
        return 0;
    Ref hooks = sys_get("path_hooks");
    if (!value_is_list(hooks))
        return 0;
    default_hooks[n_default_hooks++] = value_dup(hook);
    return list_append(hooks, hook);
}

bool import_is_default_meta_path(void)
{
    Ref meta_path = sys_get("meta_path"), hooks = sys_get("path_hooks");
    if (!value_is_list(meta_path) || list_len(meta_path) != 3 || !value_is_list(hooks) ||
        list_len(hooks) != n_default_hooks)
        return false;
    for (int i = 0; i < 3; i++)
        if (!value_is(list_at(meta_path, i), default_finders[i]))
            return false;
    for (int i = 0; i < n_default_hooks; i++)
        if (!value_is(list_at(hooks, i), default_hooks[i]))
            return false;
    return true;
}

static bool default_path_hooks(void)
{
    Ref hooks = sys_get("path_hooks");
    if (!value_is_list(hooks) || list_len(hooks) != n_default_hooks)
        return false;
    for (int i = 0; i < n_default_hooks; i++)
        if (!value_is(list_at(hooks, i), default_hooks[i]))
            return false;
    return true;
}

int import_find_natively(Ref finder, Ref name, Ref search, Found *found)
{
    if (value_is(finder, default_finders[0]))
        return find_builtin(name, found);
    if (value_is(finder, default_finders[1]))
        return find_embedded(name, found);
    if (value_is(finder, default_finders[2]) && default_path_hooks() && !import_path_has_archive(search))
        return import_find_in_path(name, search, found);
    return FINDER_FOREIGN;
}

int import_search_with(const Type *finder, Ref name, Ref search, Found *found)
{
    if (finder == &type_builtin_importer)
        return find_builtin(name, found);
    if (finder == &type_frozen_importer)
        return find_embedded(name, found);
    return import_find_in_path(name, search, found);
}
