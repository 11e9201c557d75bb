/* runtime/traceback_source.c -- lines of source text for tracebacks and warnings.
 *
 * Asked in this order: text registered by name, the entries of the module linecache when a program filled them,
 * embedded modules, the file itself, a relative name in the directories of sys.path.  A file stays loaded
 * until source_forget(), so a deep traceback reads it once. */
#include "parser/parser.h"
#include "runtime/codec.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/traceback.h"
#include "runtime/tuple.h"
#include <stdio.h>
#include <sys/stat.h>

#define N_LOADED 8
#define FILE_LIMIT ((size_t)64 << 20) /* nobody's source; a device or a mistake */

typedef struct Loaded {
    Value filename;
    Value text;          /* str with \n line ends; ABSENT: could not be read */
    /* A cursor, so that asking for lines in order does not start from the top each time. */
    int line;
    int64_t position;
} Loaded;
static Loaded loaded[N_LOADED];
static int n_loaded;
static Value registered;     /* dict filename -> text; zero bits until used */

Value (*traceback_embedded_source)(Ref filename);

int traceback_register_source(Ref filename, Ref text)
{
    if (registered.bits == 0) {
        Value dict = dict_new();
        if (value_is_error(dict))
            return -1;
        registered = dict;
    }
    return dict_set(registered, filename, text);
}

/* Is it an entry of an interactive session: <stdin>-0, <stdin>-1, ... */
bool source_is_typed(Ref filename)
{
    static const char stem[] = "<stdin>-";
    int64_t n = sizeof stem - 1;
    if (!value_is_str(filename) || str_len(filename) <= n)
        return false;
    for (int64_t i = 0; i < str_len(filename); i++) {
        uint32_t c = str_at(filename, i);
        if (i < n ? c != (uint32_t)stem[i] : c < '0' || c > '9')
            return false;
    }
    return true;
}

void source_forget(void)
{
    while (n_loaded > 0) {
        Loaded *l = &loaded[--n_loaded];
        Value filename = l->filename, text = l->text;
        value_drop(filename);
        value_drop(text);
    }
}

bool source_is_space(uint32_t c)
{
    return c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1C && c <= 0x1F) || c == 0x85 || c == 0xA0 || c == 0x3000 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x1680;
}

int source_byte_to_char(const SourceLine *line, int bytes)
{
    int n = 0;
    while (n < line->n && bytes > 0) {
        uint32_t c = line->chars[n++];
        bytes -= c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
    return n;
}

/* ---- where text comes from ---- */

static Value decode_source(const char *bytes, size_t n)
{
    char encoding[64];
    parse_source_encoding(bytes, n, encoding);
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        n -= 3;
    }
    if (strcmp(encoding, "utf-8") != 0) {
        Value text = codec_decode(bytes, n, encoding, "replace");
        if (!value_is_error(text))
            return text;
        exc_clear();
    }
    return codec_decode_utf8(bytes, n, "replace");
}

/* The bytes of a regular file with zeros behind them: mem_free() them.  NULL when it cannot be read. */
static char *read_bytes(const char *path, size_t *n)
{
    struct stat st;
    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) || (size_t)st.st_size > FILE_LIMIT)
        return NULL;
    FILE *f = fopen(path, "rbe");
    if (f == NULL)
        return NULL;
    char *bytes = mem_alloc((size_t)st.st_size + 16);
    if (bytes) {
        *n = fread(bytes, 1, (size_t)st.st_size, f);
        memset(bytes + *n, 0, 16);
    }
    fclose(f);
    return bytes;
}

static Value read_file(const char *path)
{
    size_t n;
    char *bytes = read_bytes(path, &n);
    if (bytes == NULL)
        return VALUE_ABSENT;
    Value text = decode_source(bytes, n);
    mem_free(bytes);
    if (!value_is_error(text))
        return text;
    exc_clear();
    return VALUE_ABSENT;
}

Value source_read(Ref filename)
{
    size_t n, len;
    const char *path = value_is_str(filename) ? str_utf8(filename, &len) : NULL;
    char *bytes = path == NULL || strlen(path) != len ? NULL : read_bytes(path, &n);
    Value text = VALUE_ABSENT;
    if (bytes) {
        Arena arena;
        arena_init(&arena);
        const char *utf8 = parse_decode_source(&arena, bytes, n, filename, &len);
        text = utf8 == NULL ? VALUE_ERROR : str_from_utf8(utf8, len);
        arena_free(&arena);
        mem_free(bytes);
    }
    if (exc_pending())
        exc_clear();
    return value_is_error(text) ? VALUE_ABSENT : text;
}

/* linecache.cache[filename]: (size, mtime, lines, name) as made by programs that run text of their own. */
static Value from_linecache(Ref filename)
{
    Ref module = value_is_dict(sys_modules) ? dict_get_cstr(sys_modules, "linecache") : VALUE_ABSENT;
    if (!value_is_ok(module) || !value_is_instance(module, &type_module))
        return VALUE_ABSENT;
    Ref cache = dict_get_cstr(module_dict(module), "cache");
    Ref entry = value_is_ok(cache) && value_is_dict(cache) ? dict_get_str(cache, filename) : VALUE_ABSENT;
    if (!value_is_ok(entry) || !value_is_tuple(entry) || tuple_len(entry) != 4 || !value_is_list(tuple_at(entry, 2)))
        return VALUE_ABSENT;
    Ref lines = tuple_at(entry, 2);
    StrBuilder b;
    str_builder_init(&b);
    for (int64_t i = 0; i < list_len(lines); i++)
        if (value_is_str(list_at(lines, i)))
            str_builder_str(&b, list_at(lines, i));
    Value text = str_builder_finish(&b);
    if (value_is_error(text)) {
        exc_clear();
        return VALUE_ABSENT;
    }
    return text;
}

static Value from_sys_path(const char *name)
{
    Ref path = sys_get("path");
    if (name[0] == '/' || name[0] == '<' || !value_is_list(path))
        return VALUE_ABSENT;
    for (int64_t i = 0; i < list_len(path); i++) {
        char file[4096];
        if (!value_is_str(list_at(path, i)))
            continue;
        int n = snprintf(file, sizeof file, "%s/%s", str_utf8_lossy(list_at(path, i)), name);
        if (n > 0 && (size_t)n < sizeof file) {
            Value text = read_file(file);
            if (!value_is_absent(text))
                return text;
        }
    }
    return VALUE_ABSENT;
}

static Value find_text(Ref filename)
{
    if (registered.bits) {
        Ref text = dict_get_str(registered, filename);
        if (value_is_ok(text))
            return value_dup(text);
    }
    Value text = from_linecache(filename);
    if (value_is_absent(text) && traceback_embedded_source)
        text = traceback_embedded_source(filename);
    if (!value_is_absent(text))
        return text;
    char name[4096];
    const char *utf8 = str_utf8_lossy(filename);
    if (strlen(utf8) >= sizeof name)
        return VALUE_ABSENT;
    strcpy(name, utf8); /* the lossy text lives only until the next call */
    text = read_file(name);
    return value_is_absent(text) ? from_sys_path(name) : text;
}

/* ---- lines ---- */

static Loaded *load(Ref filename)
{
    for (int i = 0; i < n_loaded; i++)
        if (value_is(loaded[i].filename, filename) || str_equal(loaded[i].filename, filename))
            return &loaded[i];
    if (n_loaded == N_LOADED)
        source_forget();
    Value text = find_text(filename);
    if (n_loaded == N_LOADED) { /* finding it ran code that loaded others */
        value_drop(text);
        return NULL;
    }
    loaded[n_loaded] = (Loaded){value_dup(filename), value_is_ok(text) && value_is_str(text) ? text : VALUE_ABSENT, 1, 0};
    return &loaded[n_loaded++];
}

/* Past the end of the line that starts at i: \n, \r\n and \r end lines. */
static int64_t next_line(Ref text, int64_t i)
{
    int64_t n = str_len(text);
    while (i < n) {
        uint32_t c = str_at(text, i++);
        if (c == '\n')
            break;
        if (c == '\r') {
            if (i < n && str_at(text, i) == '\n')
                i++;
            break;
        }
    }
    return i;
}

int source_line(Arena *arena, Ref filename, int number, SourceLine *out)
{
    *out = (SourceLine){NULL, 0};
    Loaded *l = value_is_str(filename) ? load(filename) : NULL;
    if (l == NULL || value_is_absent(l->text) || number < 1)
        return 0;
    if (number < l->line) {
        l->line = 1;
        l->position = 0;
    }
    int64_t len = str_len(l->text);
    while (l->line < number && l->position < len) {
        l->position = next_line(l->text, l->position);
        l->line++;
    }
    if (l->line < number)
        return 0;
    int64_t start = l->position, end = next_line(l->text, start);
    while (end > start && source_is_space(str_at(l->text, end - 1)))
        end--;
    if (end - start > 1 << 20)
        end = start + (1 << 20);
    out->chars = arena_alloc(arena, (size_t)(end - start + 1) * sizeof(uint32_t));
    if (out->chars == NULL)
        return -1;
    out->n = (int)(end - start);
    for (int i = 0; i < out->n; i++)
        out->chars[i] = str_at(l->text, start + i);
    return 0;
}
