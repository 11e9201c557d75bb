/* runtime/import_code.c -- a module's code object: from its __pycache__ file when that is fresh, else compiled.
 *
 * A cache file is 16 bytes of header (magic, flags, source mtime, source size: PEP 552) and the marshalled code.
 * It is written beside its final name and renamed, so a reader sees a whole file or none. */
#include "runtime/bytes.h"
#include "runtime/cmdline.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/import_private.h"
#include "runtime/marshal.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "vm/callback.h"
#include "vm/code.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The number of the language version, as importlib.util.MAGIC_NUMBER has it; that the code is ours is said by the
 * cache tag in the file's name and by a fingerprint in front of every code object (marshal.c). */
const unsigned char import_cache_magic[4] = {3571 & 0xFF, 3571 >> 8, '\r', '\n'};

/* ---- files ---- */
static Value read_descriptor(int fd, size_t size_hint)
{
    size_t capacity = size_hint + 1, len = 0;
    char *data = malloc(capacity);
    while (data != NULL) {
        ssize_t n = read(fd, data + len, capacity - len);
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

/* A cached code object learns where its file is now; so do the code objects inside it. */
static void fix_filename(Code *code, Ref old, Ref new)
{
    if (c_stack_check("")) {
        exc_clear();
        return;
    }
    if (!str_equal(code->filename, old))
        return;
    value_replace(&code->filename, value_dup(new));
    for (uint32_t i = 0; i < code->n_constants; i++)
        if (value_has_type(code->constants[i], &type_code))
            fix_filename(VALUE_AS(Code, code->constants[i]), old, new);
}

void import_fix_filename(Ref code, Ref path)
{
    if (str_equal(VALUE_AS(Code, code)->filename, path))
        return;
    Value old = value_dup(VALUE_AS(Code, code)->filename);
    fix_filename(VALUE_AS(Code, code), old, path);
    value_drop(old);
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

/* The code in a fresh cache file; ABSENT when there is none (never an error). */
static Value code_from_cache(const char *cache, int64_t mtime, int64_t size)
{
    Value bytes = read_file(cache);
    if (value_is_error(bytes)) {
        exc_clear();
        return VALUE_ABSENT;
    }
    const unsigned char *p = (const unsigned char *)bytes_data(bytes);
    Value code = VALUE_ABSENT;
    if (bytes_len(bytes) > 16 && !memcmp(p, import_cache_magic, 4) && get_le32(p + 4) == 0 &&
        get_le32(p + 8) == (uint32_t)mtime && get_le32(p + 12) == (uint32_t)size) {
        code = marshal_loads((const char *)p + 16, (size_t)bytes_len(bytes) - 16);
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
        ssize_t written = write(fd, p, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return -1;
        p += written;
        n -= (size_t)written;
    }
    return 0;
}

/* Best effort: a cache that cannot be written is no error. */
static void write_cache(const char *cache, Ref code, int64_t mtime, int64_t size, mode_t mode)
{
    Value data = marshal_dumps(code);
    if (value_is_error(data)) {
        exc_clear();
        return;
    }
    char temporary[4200], directory[4200];
    const char *slash = strrchr(cache, '/');
    if (slash == NULL || strlen(cache) > 4096) {
        value_drop(data);
        return;
    }
    memcpy(directory, cache, (size_t)(slash - cache));
    directory[slash - cache] = 0;
    snprintf(temporary, sizeof temporary, "%s.%ld", cache, (long)getpid());
    mkdir(directory, 0777);
    int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode & 0666);
    if (fd >= 0) {
        unsigned char header[16];
        memcpy(header, import_cache_magic, 4);
        put_le32(header + 4, 0);
        put_le32(header + 8, (uint32_t)mtime);
        put_le32(header + 12, (uint32_t)size);
        int failed = write_all(fd, header, 16) || write_all(fd, bytes_data(data), (size_t)bytes_len(data));
        failed |= close(fd);
        if (failed || rename(temporary, cache))
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

Value import_code_of_file(Ref path, int64_t mtime, int64_t size)
{
    Value cache = import_cache_path(path);
    Value cache_bytes = value_is_error(cache) ? VALUE_ERROR : str_encode_fs(cache);
    value_drop(cache);
    if (value_is_error(cache_bytes))
        return VALUE_ERROR;
    Value code = code_from_cache(bytes_data(cache_bytes), mtime, size);
    if (!value_is_absent(code)) {
        import_fix_filename(code, path);
        value_drop(cache_bytes);
        return code;
    }
    Value source = import_read_file(path);
    code = value_is_error(source) ? VALUE_ERROR : vm_compile(source, path, "exec", 0, cmdline.optimise);
    value_drop(source);
    if (!value_is_error(code) && writing_allowed())
        write_cache(bytes_data(cache_bytes), code, mtime, size, mode_of_file(path));
    value_drop(cache_bytes);
    return code;
}

Value import_code_of_cache(Ref path)
{
    Value bytes = import_read_file(path);
    if (value_is_error(bytes))
        return VALUE_ERROR;
    Value code;
    if (bytes_len(bytes) < 16 || memcmp(bytes_data(bytes), import_cache_magic, 4))
        code = import_error(&type_ImportError, path, path, "bad magic number in %R", path);
    else
        code = marshal_loads(bytes_data(bytes) + 16, (size_t)bytes_len(bytes) - 16);
    value_drop(bytes);
    if (value_is_ok(code) && !value_has_type(code, &type_code)) {
        value_drop(code);
        return import_error(&type_ImportError, path, path, "Non-code object in %R", path);
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
