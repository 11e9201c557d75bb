/* tools/embed.c -- writes the table of Python modules that are compiled into the binary.
 *
 *     embed stdlib > embedded_modules.c
 *
 * Every *.py under the directory becomes a row.  Its module name is its path from the innermost folder that is no
 * package: stdlib/asyncio/tasks.py is asyncio.tasks because asyncio/ has an __init__.py, stdlib/queue/queue.py is
 * queue.  The bytes are pulled in by the assembler (.incbin). */
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct { char *path, *name, *file; bool is_package; } Row;
static Row *rows;
static size_t n_rows, capacity;

static char *copy(const char *text)
{
    char *p = strdup(text);
    if (p == NULL) {
        perror("embed");
        exit(1);
    }
    return p;
}

static bool exists(const char *directory, const char *name)
{
    char path[4096];
    struct stat st;
    snprintf(path, sizeof path, "%s/%s", directory, name);
    return stat(path, &st) == 0;
}

/* `package` is the dotted name of the directory, "" outside packages; `base` the length of the part of
 * the path before the top-level module. */
static void add(const char *path, const char *package, size_t base)
{
    if (n_rows == capacity) {
        capacity = capacity * 2 + 64;
        rows = realloc(rows, capacity * sizeof *rows);
        if (rows == NULL) {
            perror("embed");
            exit(1);
        }
    }
    const char *slash = strrchr(path, '/');
    char stem[256], name[1024];
    snprintf(stem, sizeof stem, "%s", slash + 1);
    stem[strlen(stem) - 3] = 0;
    bool is_package = !strcmp(stem, "__init__");
    if (is_package)
        snprintf(name, sizeof name, "%s", package);
    else
        snprintf(name, sizeof name, "%s%s%s", package, *package ? "." : "", stem);
    rows[n_rows++] = (Row){copy(path), copy(name), copy(path + base), is_package};
}

static void walk(const char *directory, const char *package, size_t base)
{
    DIR *dir = opendir(directory);
    if (dir == NULL) {
        perror(directory);
        exit(1);
    }
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        char path[4096], name[1024];
        if (entry->d_name[0] == '.' || !strcmp(entry->d_name, "__pycache__"))
            continue;
        snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
        struct stat st;
        if (stat(path, &st))
            continue;
        size_t len = strlen(entry->d_name);
        if (!strncmp(entry->d_name, "make_", 5))
            continue; /* a generator of tables, not a module */
        if (S_ISDIR(st.st_mode)) {
            if (exists(path, "__init__.py")) {
                snprintf(name, sizeof name, "%s%s%s", package, *package ? "." : "", entry->d_name);
                walk(path, name, base);
            } else {
                walk(path, "", strlen(path) + 1);
            }
        } else if (len > 3 && !strcmp(entry->d_name + len - 3, ".py")) {
            add(path, package, base);
        }
    }
    closedir(dir);
}

static int by_name(const void *a, const void *b) { return strcmp(((const Row *)a)->name, ((const Row *)b)->name); }

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: embed DIRECTORY\n");
        return 2;
    }
    walk(argv[1], "", strlen(argv[1]) + 1);
    qsort(rows, n_rows, sizeof *rows, by_name);
    printf("/* Made by tools/embed.c: the Python modules inside the binary. */\n#include \"runtime/import.h\"\n\n");
    for (size_t i = 0; i < n_rows; i++)
        printf("__asm__(\".section .rodata\\n.global embedded_source_%zu, embedded_end_%zu\\n"
               "embedded_source_%zu:\\n.incbin \\\"%s\\\"\\nembedded_end_%zu:\\n.byte 0\\n.text\");\n"
               "extern const unsigned char embedded_source_%zu[], embedded_end_%zu[];\n",
               i, i, i, rows[i].path, i, i, i);
    printf("\nconst EmbeddedModule embedded_modules[] = {\n");
    for (size_t i = 0; i < n_rows; i++) {
        struct stat st;
        if (stat(rows[i].path, &st)) {
            perror(rows[i].path);
            return 1;
        }
        printf("    {\"%s\", \"%s\", embedded_source_%zu, %lld, %s},\n", rows[i].name, rows[i].file, i,
               (long long)st.st_size, rows[i].is_package ? "true" : "false");
    }
    printf("    {0},\n};\nconst unsigned embedded_modules_count = %zu;\n", n_rows);
    return 0;
}
