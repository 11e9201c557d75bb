/* stdlib/posix/posix_path.c -- what posixpath does to the spelling of paths, in C. */
#include "runtime/bytes.h"
#include "runtime/codec.h"
#include "runtime/mem.h"
#include "runtime/tuple.h"
#include "stdlib/posix/posix.h"

/* os.fspath(), with the error text of a function that takes a path argument. */
static Value spelling(const char *function, Ref o)
{
    if (value_is_str(o) || value_is_bytes(o))
        return value_dup(o);
    Value method = type_lookup_special(o, NAME(__fspath__));
    if (value_is_error(method))
        return VALUE_ERROR;
    bool path_like = !value_is_absent(method) && !value_is_none(method);
    value_drop(method);
    if (path_like)
        return fspath(o);
    return exc_raise(&type_TypeError, "%s: path should be string, bytes or os.PathLike, not %T", function, o);
}

/* How many of the leading slashes are the root: two mean something of their own to POSIX, three or more do not. */
static size_t root_of(size_t n_slashes) { return n_slashes == 2 ? 2 : n_slashes > 0; }

/* A normal form under construction. */
typedef struct Normal {
    char *text;     /* room for the whole path */
    size_t len;
    size_t root;    /* leading slashes */
    size_t floor;   /* ".." takes nothing back below this */
} Normal;

static void add_part(Normal *path, const char *part, size_t len)
{
    if (path->len > path->root)
        path->text[path->len++] = '/';
    memcpy(path->text + path->len, part, len);
    path->len += len;
}

static void go_up(Normal *path)
{
    if (path->len > path->floor) {
        while (path->len > path->floor && path->text[path->len - 1] != '/')
            path->len--;
        if (path->len > path->floor)
            path->len--; /* the slash before the part */
    } else if (path->root == 0) {
        add_part(path, "..", 2);
        path->floor = path->len;
    }                    /* above the root is the root */
}

static void normalise(Normal *path, const char *p, const char *end)
{
    size_t n_slashes = 0;
    while (p + n_slashes < end && p[n_slashes] == '/')
        n_slashes++;
    path->root = path->floor = path->len = root_of(n_slashes);
    memset(path->text, '/', path->root);
    for (p += n_slashes; p < end;) {
        const char *slash = memchr(p, '/', (size_t)(end - p));
        size_t len = slash == NULL ? (size_t)(end - p) : (size_t)(slash - p);
        if (len == 2 && p[0] == '.' && p[1] == '.')
            go_up(path);
        else if (len > 0 && !(len == 1 && p[0] == '.'))
            add_part(path, p, len);
        p += len + 1;
    }
}

NATIVE(posix_path_normpath_m)
{
    Value given = spelling("_path_normpath", a[0]);
    if (value_is_error(given))
        return VALUE_ERROR;
    bool as_bytes = value_is_bytes(given);
    /* surrogatepass: any str at all is a spelling, also one that names no file */
    Value bytes = as_bytes ? value_dup(given) : codec_encode(given, "utf-8", "surrogatepass");
    value_drop(given);
    if (value_is_error(bytes))
        return VALUE_ERROR;
    Normal path = {.text = mem_alloc_or_raise((size_t)bytes_len(bytes) + 1)};
    Value result = VALUE_ERROR;
    if (path.text != NULL) {
        normalise(&path, bytes_data(bytes), bytes_data(bytes) + bytes_len(bytes));
        if (path.len == 0)
            path.text[path.len++] = '.';
        result = as_bytes ? bytes_new(path.text, path.len) : codec_decode_utf8(path.text, path.len, "surrogatepass");
        mem_free(path.text);
    }
    value_drop(bytes);
    return result;
}

NATIVE(posix_path_splitroot_m)
{
    Value path = spelling("_path_splitroot_ex", a[0]);
    if (value_is_error(path))
        return VALUE_ERROR;
    bool as_bytes = value_is_bytes(path);
    int64_t len = as_bytes ? bytes_len(path) : str_len(path), n_slashes = 0;
    while (n_slashes < len && n_slashes < 3 &&
           (as_bytes ? bytes_data(path)[n_slashes] == '/' : str_at(path, n_slashes) == '/'))
        n_slashes++;
    size_t root = root_of((size_t)n_slashes);
    Value items[3] = {
        posix_text("", 0, as_bytes), posix_text("//", root, as_bytes),
        as_bytes ? bytes_new(bytes_data(path) + root, (size_t)len - root) : str_slice(path, (int64_t)root, len),
    };
    value_drop(path);
    return tuple_from_values(items, 3);
}

/* ---- join ---- */
static bool begins_with_slash(Ref s) { return str_len(s) > 0 && str_at(s, 0) == '/'; }
static bool ends_with_slash(Ref s) { return str_len(s) > 0 && str_at(s, str_len(s) - 1) == '/'; }

/* Join parts[first..n): nothing in between where there is a slash already. */
static Value join_from(Ref parts, int64_t first, int64_t n)
{
    StrBuilder path;
    str_builder_init(&path);
    bool slash = true; /* nothing, or a path that ends in one */
    for (int64_t i = first; i < n; i++) {
        Ref part = tuple_at(parts, i);
        if (!slash)
            str_builder_char(&path, '/');
        str_builder_str(&path, part);
        slash = str_len(part) == 0 || ends_with_slash(part);
    }
    return str_builder_finish(&path);
}

/* posixpath.join() when all its arguments are str; None leaves the others to Python. */
NATIVE(posix_path_join_m)
{
    Ref parts = a[0];
    int64_t n_parts = tuple_len(parts), first = 0;
    for (int64_t i = 0; i < n_parts; i++) {
        Ref part = tuple_at(parts, i);
        if (!value_is_exact_str(part))
            return VALUE_NONE;
        /* Nothing goes in front of an absolute path, and an empty one vanishes before whatever follows. */
        if (begins_with_slash(part) || str_len(tuple_at(parts, first)) == 0)
            first = i;
    }
    if (n_parts == 0)
        return VALUE_NONE;
    return first == n_parts - 1 ? value_dup(tuple_at(parts, first)) : join_from(parts, first, n_parts);
}

const Method posix_path_functions[] = {
    {"_path_join(*parts)", posix_path_join_m, "Join paths that are all str; None when they are not."},
    {"_path_normpath(path)", posix_path_normpath_m, "Normalise a path: no double slashes, no \".\", \"..\" only in front."},
    {"_path_splitroot_ex(path)", posix_path_splitroot_m, "Split a path into drive (always empty), root and tail."},
    {0},
};
