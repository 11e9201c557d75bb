/* runtime/import_code.c -- a module's code object: from its __pycache__ file when that is fresh, else compiled.
 *
 * A cache file is 16 bytes of header (magic, flags, source mtime, source size: PEP 552) and the marshalled code.
 * It is written beside its final name and renamed, so a reader sees a whole file or none. */
#include "runtime/bytes.h"
#include "runtime/cmdline.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/import_private.h"
#include "runtime/import_report.h"
#include "runtime/marshal.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "vm/callback.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The instruction set, folded to a number that CPython's magic numbers (all small) never are.  Two builds that fold
 * alike are still told apart by the whole fingerprint in front of every code object (vm/code_marshal.c). */
const unsigned char *import_cache_magic(void)
{
    static unsigned char magic[4];
    uint32_t fingerprint = vm_code_fingerprint();
    magic[0] = (unsigned char)(fingerprint ^ fingerprint >> 16);
    magic[1] = (unsigned char)((fingerprint ^ fingerprint >> 16) >> 8 | 0x80);
    magic[2] = '\r';
    magic[3] = '\n';
    return magic;
}

/* ---- files ---- */
static Value read_descriptor(int fd, size_t size_hint)
{
    size_t capacity = size_hint + 1, len = 0;
    char *data = malloc(capacity);
    while (data != NULL) {
        gil_release();
        ssize_t n = read(fd, data + len, capacity - len);
        gil_acquire();
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            free(data);
            return VALUE_ERROR;
        }
        len += (size_t)n;
        if (n == 0)
            break;
        if (len == capacity) {
            capacity *= 2;
            char *bigger = realloc(data, capacity);
            if (bigger == NULL)
                free(data);
            data = bigger;
        }
    }
    Value bytes = data == NULL ? exc_raise_memory() : bytes_new(data, len);
    free(data);
    return bytes;
}

/* The contents, or VALUE_ERROR with errno set and no exception when the system refused. */
static Value read_file(const char *name)
{
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return VALUE_ERROR;
    struct stat st;
    size_t hint = fstat(fd, &st) == 0 && st.st_size > 0 && st.st_size < 1 << 30 ? (size_t)st.st_size : 8192;
    Value bytes = read_descriptor(fd, hint);
    int saved = errno;
    close(fd);
    errno = saved;
    return bytes;
}

Value import_read_file(Ref path)
{
    Value name = value_is_str(path) ? str_encode_fs(path) : value_dup(path);
    if (value_is_error(name))
        return VALUE_ERROR;
    if (!value_is_bytes(name)) {
        exc_raise(&type_TypeError, "expected str or bytes, not %T", name);
        value_drop(name);
        return VALUE_ERROR;
    }
    errno = 0;
    Value bytes = read_file(bytes_data(name));
    if (value_is_error(bytes) && !exc_pending())
        exc_raise_errno(&type_OSError, errno, path);
    value_drop(name);
    return bytes;
}

int import_file_times(Ref path, int64_t *mtime, int64_t *size)
{
    Value name = str_encode_fs(path);
    if (value_is_error(name)) {
        exc_clear();
        return -1;
    }
    struct stat st;
    int result = stat(bytes_data(name), &st);
    value_drop(name);
    if (result)
        return -1;
    *mtime = st.st_mtim.tv_sec;
    *size = st.st_size;
    return 0;
}

/* ---- cache files ---- */
/* dir/__pycache__/name.weft-313[.opt-N].pyc for dir/name.py */
Value import_cache_path(Ref path)
{
    int64_t len = str_len(path), slash = len;
    while (slash > 0 && str_at(path, slash - 1) != '/')
        slash--;
    int64_t dot = len;
    while (dot > slash && str_at(path, dot - 1) != '.')
        dot--;
    dot = dot > slash ? dot - 1 : len;
    Value directory = str_slice(path, 0, slash), stem = str_slice(path, slash, dot), result = VALUE_ERROR;
    char optimised[16] = "";
    if (cmdline.optimise)
        snprintf(optimised, sizeof optimised, ".opt-%d", cmdline.optimise);
    Ref prefix = sys_get("pycache_prefix");
    if (value_is_ok(directory) && value_is_ok(stem)) {
        if (value_is_str(prefix) && str_len(directory) > 0 && str_at(directory, 0) == '/')
            result = str_format("%U%U%U.weft-313%s.pyc", prefix, directory, stem, optimised);
        else
            result = str_format("%U__pycache__/%U.weft-313%s.pyc", directory, stem, optimised);
    }
    value_drop(directory);
    value_drop(stem);
    return result;
}

static void put_le32(unsigned char *p, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        p[i] = (unsigned char)(v >> 8 * i);
}
static uint32_t get_le32(const unsigned char *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

uint64_t import_source_hash(uint64_t key, const void *data, size_t n)
{
    uint64_t h = key ^ 0xCBF29CE484222325ull;
    for (const unsigned char *p = data, *end = p + n; p < end; p++) {
        h = (h ^ *p) * 0x100000001B3ull;
        h ^= h >> 29;
    }
    return h;
}

const char *import_hash_policy(void) { return cmdline.check_hash_pycs != NULL ? cmdline.check_hash_pycs : "default"; }

/* One source and its cache file. */
typedef struct CachedSource {
    Ref path;
    const char *cache;
    int64_t mtime, size;
    Value source;           /* bytes, once somebody needs them; else ABSENT */
    uint32_t flags;         /* of the file that was read: it is written anew in the same way */
} CachedSource;

enum { CACHE_HASHED = 1, CACHE_CHECKED = 2 }; /* flags in the header, PEP 552 */

/* 0: c->source is there; -1: it cannot be read, an exception is pending. */
static int read_source(CachedSource *c)
{
    if (value_is_absent(c->source))
        c->source = import_read_file(c->path);
    return value_is_error(c->source) ? -1 : 0;
}

static uint64_t hash_of_source(const CachedSource *c)
{
    const unsigned char *magic = import_cache_magic();
    return import_source_hash(get_le32(magic), bytes_data(c->source), (size_t)bytes_len(c->source));
}

/* Does the file with this header belong to the source as it is? */
static bool is_fresh(CachedSource *c, const unsigned char *header)
{
    c->flags = get_le32(header + 4);
    if (memcmp(header, import_cache_magic(), 4) || c->flags & ~3u) {
        c->flags = 0;
        return false;
    }
    if (!(c->flags & CACHE_HASHED))
        return get_le32(header + 8) == (uint32_t)c->mtime && get_le32(header + 12) == (uint32_t)c->size;
    const char *policy = import_hash_policy();
    if (!strcmp(policy, "never") || (strcmp(policy, "always") && !(c->flags & CACHE_CHECKED)))
        return true;
    if (read_source(c)) {
        exc_clear();
        c->source = VALUE_ABSENT;
        return false;
    }
    uint64_t hash = hash_of_source(c);
    return !memcmp(header + 8, &hash, sizeof hash);
}

/* The code in a fresh cache file; ABSENT when there is none (never an error). */
static Value code_from_cache(CachedSource *c)
{
    Value bytes = read_file(c->cache);
    if (value_is_error(bytes)) {
        exc_clear();
        return VALUE_ABSENT;
    }
    Value code = VALUE_ABSENT;
    if (bytes_len(bytes) > 16 && is_fresh(c, (const unsigned char *)bytes_data(bytes))) {
        code = marshal_loads(bytes_data(bytes) + 16, (size_t)bytes_len(bytes) - 16);
        if (value_is_error(code)) {
            exc_clear();
            code = VALUE_ABSENT;
        } else if (!value_has_type(code, &type_code)) {
            value_clear(&code);
        }
    }
    value_drop(bytes);
    return code;
}

static int write_all(int fd, const void *data, size_t n)
{
    const char *p = data;
    while (n > 0) {
        gil_release();
        ssize_t written = write(fd, p, n);
        gil_acquire();
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return -1;
        p += written;
        n -= (size_t)written;
    }
    return 0;
}

static void make_header(const CachedSource *c, unsigned char header[16])
{
    memcpy(header, import_cache_magic(), 4);
    put_le32(header + 4, c->flags);
    if (c->flags & CACHE_HASHED) {
        uint64_t hash = hash_of_source(c);
        memcpy(header + 8, &hash, sizeof hash);
    } else {
        put_le32(header + 8, (uint32_t)c->mtime);
        put_le32(header + 12, (uint32_t)c->size);
    }
}

/* The directory of a file and those above it: pycache_prefix may name a tree that is not there yet. */
static void make_directories(const char *file)
{
    char directory[4200];
    const char *slash = strrchr(file, '/');
    if (slash == NULL || slash == file)
        return;
    memcpy(directory, file, (size_t)(slash - file));
    directory[slash - file] = 0;
    if (mkdir(directory, 0777) && errno == ENOENT) {
        make_directories(directory);
        mkdir(directory, 0777);
    }
}

/* Best effort: a cache that cannot be written is no error. */
static void write_cache(const CachedSource *c, Ref code, mode_t mode)
{
    Value data = marshal_dumps(code);
    if (value_is_error(data)) {
        exc_clear();
        return;
    }
    char temporary[4200];
    if (strlen(c->cache) > 4096) {
        value_drop(data);
        return;
    }
    snprintf(temporary, sizeof temporary, "%s.%ld", c->cache, (long)getpid());
    make_directories(c->cache);
    int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode & 0666);
    if (fd >= 0) {
        unsigned char header[16];
        make_header(c, header);
        int failed = write_all(fd, header, 16) || write_all(fd, bytes_data(data), (size_t)bytes_len(data));
        failed |= close(fd);
        if (failed || rename(temporary, c->cache))
            unlink(temporary);
    }
    value_drop(data);
}

/* The cache may be read by whoever may read the source. */
static mode_t mode_of_file(Ref path)
{
    struct stat st;
    Value name = str_encode_fs(path);
    if (value_is_error(name)) {
        exc_clear();
        return 0600;
    }
    mode_t mode = stat(bytes_data(name), &st) ? 0600 : st.st_mode | 0200;
    value_drop(name);
    return mode;
}

static bool writing_allowed(void)
{
    Ref flag = sys_get("dont_write_bytecode");
    return value_is_false(flag) || (value_is_absent(flag) && !cmdline.dont_write_bytecode);
}

static Value code_of_source(CachedSource *c)
{
    Value code = code_from_cache(c);
    if (!value_is_absent(code)) {
        vm_code_set_filename(code, c->path);
        import_report_code(c->path, c->cache);
        return code;
    }
    if (read_source(c))
        return VALUE_ERROR;
    code = vm_compile(c->source, c->path, "exec", 0, cmdline.optimise);
    if (!value_is_error(code))
        import_report_code(c->path, NULL);
    if (!value_is_error(code) && writing_allowed())
        write_cache(c, code, mode_of_file(c->path));
    return code;
}

Value import_code_of_file(Ref path, int64_t mtime, int64_t size)
{
    Value cache = import_cache_path(path);
    Value cache_bytes = value_is_error(cache) ? VALUE_ERROR : str_encode_fs(cache);
    value_drop(cache);
    if (value_is_error(cache_bytes))
        return VALUE_ERROR;
    CachedSource c = {.path = path, .cache = bytes_data(cache_bytes), .mtime = mtime, .size = size,
                      .source = VALUE_ABSENT};
    Value code = code_of_source(&c);
    value_drop(c.source);
    value_drop(cache_bytes);
    return code;
}

static Value bad_magic(Ref name, Ref path, Ref bytes)
{
    Value magic = bytes_new(bytes_data(bytes), (size_t)(bytes_len(bytes) < 4 ? bytes_len(bytes) : 4));
    if (!value_is_error(magic))
        import_error(&type_ImportError, name, path, "bad magic number in %R: %R", name, magic);
    value_drop(magic);
    return VALUE_ERROR;
}

Value import_code_of_cache(Ref name, Ref path)
{
    Value bytes = import_read_file(path);
    if (value_is_error(bytes))
        return VALUE_ERROR;
    Value code;
    if (bytes_len(bytes) < 16 || memcmp(bytes_data(bytes), import_cache_magic(), 4))
        code = bad_magic(name, path, bytes);
    else
        code = marshal_loads(bytes_data(bytes) + 16, (size_t)bytes_len(bytes) - 16);
    value_drop(bytes);
    if (value_is_ok(code) && !value_has_type(code, &type_code)) {
        value_drop(code);
        return import_error(&type_ImportError, name, path, "Non-code object in %R", path);
    }
    return code;
}

/* ---- embedded modules ---- */
Value import_embedded_file(const EmbeddedModule *row)
{
    return str_format("<weft>/%s", row->file);
}

Value import_code_of_embedded(const void *entry)
{
    const EmbeddedModule *row = entry;
    if (cmdline.optimise == 0)
        return marshal_loads((const char *)row->code, row->code_size);
    Value filename = import_embedded_file(row);
    if (value_is_error(filename))
        return VALUE_ERROR;
    Value source = bytes_new(row->source, row->size);
    Value code = value_is_error(source) ? VALUE_ERROR : vm_compile(source, filename, "exec", 0, cmdline.optimise);
    value_drop(source);
    value_drop(filename);
    return code;
}

/* importlib.util.decode_source: the encoding cookie obeyed, newlines made uniform. */
Value import_decode_source(Ref bytes)
{
    Value module = import_module("importlib.util");
    if (value_is_error(module))
        return VALUE_ERROR;
    Value name = str_intern_cstr("decode_source");
    Value text = object_call_method1(module, name, bytes);
    value_drop(name);
    value_drop(module);
    return text;
}
