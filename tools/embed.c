/* tools/embed.c -- writes the table of Python modules that are inside the binary.
 *
 *     embed CODE_DIRECTORY < list of files > embedded_modules.c
 *
 * Every stdlib/FOLDER/NAME.py of the list becomes a row: its dotted name, its source, and its code, which is in
 * CODE_DIRECTORY/stdlib/FOLDER/NAME.code (tools/compile_module.c).  The bytes are pulled in by the assembler
 * (.incbin), so the table's own text stays small. */
#include "tools/embedded_path.h"
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { MAX_MODULES = 4096 };
typedef struct { char *path, *name; bool is_package; } Row;
static Row rows[MAX_MODULES];
static size_t n_rows;

static char *copy(const char *text)
{
    char *p = strdup(text);
    if (p == NULL) {
        perror("embed");
        exit(1);
    }
    return p;
}

/* "json/decoder.py" is json.decoder, "json/__init__.py" is json. */
static void add(const char *path)
{
    char name[1024];
    if (n_rows == MAX_MODULES || strlen(path) >= sizeof name || strchr(path, '/') == NULL) {
        fprintf(stderr, "embed: cannot take %s\n", path);
        exit(1);
    }
    strcpy(name, embedded_path(path));
    name[strlen(name) - strlen(".py")] = 0;
    char *last = strrchr(name, '/');
    bool is_package = last != NULL && !strcmp(last, "/__init__");
    if (is_package)
        *last = 0;
    for (char *p = name; *p; p++)
        if (*p == '/')
            *p = '.';
    rows[n_rows++] = (Row){copy(path), copy(name), is_package};
}

static int by_name(const void *a, const void *b)
{
    const Row *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order != 0 ? order : strcmp(x->path, y->path);
}

/* Two files of one name: a folder has lost its __init__.py, or does not have it yet. */
static void drop_duplicates(void)
{
    size_t kept = 0;
    for (size_t i = 0; i < n_rows; i++) {
        if (kept > 0 && !strcmp(rows[kept - 1].name, rows[i].name))
            fprintf(stderr, "warning: %s is left out, %s is %s already\n", rows[i].path, rows[kept - 1].path,
                    rows[i].name);
        else
            rows[kept++] = rows[i];
    }
    n_rows = kept;
}

static long long size_of(const char *path)
{
    struct stat st;
    if (stat(path, &st)) {
        perror(path);
        exit(1);
    }
    return (long long)st.st_size;
}

static void include(const char *symbol, size_t i, const char *path)
{
    printf("__asm__(\".section .rodata\\n.balign 16\\n.global %s_%zu\\n%s_%zu:\\n.incbin \\\"%s\\\"\\n.text\");\n"
           "extern const unsigned char %s_%zu[];\n", symbol, i, symbol, i, path, symbol, i);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: embed CODE_DIRECTORY < list\n");
        return 2;
    }
    char line[4096], code[8192];
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = 0;
        add(line);
    }
    qsort(rows, n_rows, sizeof *rows, by_name);
    drop_duplicates();
    printf("/* Made by tools/embed.c: the Python modules inside the binary. */\n#include \"runtime/import.h\"\n\n");
    for (size_t i = 0; i < n_rows; i++) {
        snprintf(code, sizeof code, "%s/%.*s.code", argv[1], (int)(strlen(rows[i].path) - 3), rows[i].path);
        include("embedded_source", i, rows[i].path);
        include("embedded_code", i, code);
    }
    printf("\nconst EmbeddedModule embedded_modules[] = {\n");
    for (size_t i = 0; i < n_rows; i++) {
        snprintf(code, sizeof code, "%s/%.*s.code", argv[1], (int)(strlen(rows[i].path) - 3), rows[i].path);
        printf("    {\"%s\", \"%s\", embedded_source_%zu, embedded_code_%zu, %lld, %lld, %s},\n", rows[i].name,
               embedded_path(rows[i].path), i, i, size_of(rows[i].path), size_of(code),
               rows[i].is_package ? "true" : "false");
    }
    printf("    {0},\n};\nconst unsigned embedded_modules_count = %zu;\n", n_rows);
    return 0;
}
