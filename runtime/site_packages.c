/* runtime/site_packages.c -- where installed packages are, put behind the library in sys.path, and their .pth files.
 *
 * A .pth file in such a directory names more places, one a line.  A line that begins with "import" is code: most of
 * those install finders (editable installs).  It is run when a module is not found for the first time, not at every
 * start; those in the distribution's own directory, hooks into the distribution's own interpreter, never.
 * This is the part of CPython's site that programs notice; nothing of it is Python. */
#include "runtime/cmdline.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/import.h"
#include "runtime/import_private.h"
#include "runtime/list.h"
#include "runtime/site.h"
#include "runtime/str.h"
#include "vm/callback.h"
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Directories of sys.path that were listed and hold no sitecustomize and no usercustomize; only while this runs. */
static Value without_customize;
static bool saw_customize;

static const char distribution_directory[] = "/usr/lib/python3/dist-packages";

static bool is_directory(const char *path)
{
    struct stat st;
    return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* sys.path gets the entry, once. */
static int append_entry(const char *text)
{
    Value path = value_dup(sys_get("path")), entry = str_decode_fs(text, strlen(text));
    int known = value_is_error(entry) || !value_is_list(path) ? -1 : object_contains(path, entry);
    int result = known < 0 ? -1 : known ? 0 : list_append(path, entry);
    value_drop(entry);
    value_drop(path);
    return result;
}

/* ---- .pth files ---- */
/* An import line that waits, in the order of the files. */
typedef struct WaitingLine {
    char *text, *file;
    int number;
    struct WaitingLine *next;
} WaitingLine;
static WaitingLine *waiting, **waiting_end = &waiting;

static void let_wait(const char *text, const char *file, int number)
{
    WaitingLine *line = calloc(1, sizeof *line);
    if (line == NULL || (line->text = strdup(text)) == NULL || (line->file = strdup(file)) == NULL) {
        free(line);
        return;
    }
    line->number = number;
    *waiting_end = line;
    waiting_end = &line->next;
}

static void run_line(const char *line)
{
    Value source = str_from_utf8(line, strlen(line)), name = str_from_cstr("<string>"), namespace = dict_new();
    Value code = VALUE_ERROR, result = VALUE_ERROR;
    if (value_is_ok(source) && value_is_ok(name) && value_is_ok(namespace) &&
        !dict_set(namespace, NAME(__builtins__), module_builtins_dict))
        code = vm_compile(source, name, "exec", 0, cmdline.optimise);
    if (value_is_ok(code))
        result = vm_exec(code, namespace, VALUE_ABSENT);
    value_drop(result);
    value_drop(code);
    value_drop(namespace);
    value_drop(name);
    value_drop(source);
}

/* How much there is to search: lines that matter to an import add to it. */
static int64_t n_places(void)
{
    static const char *const names[] = {"meta_path", "path_hooks", "path"};
    int64_t n = 0;
    for (size_t i = 0; i < N_ELEMENTS(names); i++) {
        Ref list = sys_get(names[i]);
        n += value_is_list(list) ? list_len(list) : 0;
    }
    return n;
}

bool site_run_waiting_lines(void)
{
    WaitingLine *line = waiting;
    if (line == NULL)
        return false;
    int64_t n_before = n_places();
    waiting = NULL; /* they import: no line is run inside another one */
    waiting_end = &waiting;
    char *failed = NULL;
    for (WaitingLine *next; line != NULL; line = next) {
        next = line->next;
        /* The rest of a file whose line failed is not looked at. */
        if (failed == NULL || strcmp(failed, line->file))
            run_line(line->text);
        if (exc_pending()) {
            free(failed);
            failed = strdup(line->file);
            fprintf(stderr, "Error processing line %d of %s:\n\n", line->number, line->file);
            exc_print_pending_and_clear();
            fprintf(stderr, "\nRemainder of file ignored\n");
        }
        free(line->text);
        free(line->file);
        free(line);
    }
    free(failed);
    return n_places() != n_before;
}

static int take_line(const char *directory, const char *file, int number, const char *line)
{
    char path[PATH_MAX];
    if (!strncmp(line, "import ", 7) || !strncmp(line, "import\t", 7)) {
        if (strcmp(directory, distribution_directory))
            let_wait(line, file, number);
        return 0;
    }
    const char *slash = line[0] == '/' ? "" : "/";
    struct stat st;
    int n = snprintf(path, sizeof path, "%s%s%s", *slash ? directory : "", slash, line);
    return n < (int)sizeof path && !stat(path, &st) ? append_entry(path) : 0;
}

static int read_pth(const char *directory, const char *name)
{
    char file[PATH_MAX], *line = NULL;
    size_t capacity = 0;
    snprintf(file, sizeof file, "%s/%s", directory, name);
    FILE *in = fopen(file, "re");
    if (in == NULL)
        return 0;
    int number = 0, failed = 0;
    for (ssize_t n; !failed && (n = getline(&line, &capacity, in)) >= 0;) {
        number++;
        while (n > 0 && strchr(" \t\r\n\f\v", line[n - 1]))
            line[--n] = 0;
        const char *text = number == 1 && !strncmp(line, "\xEF\xBB\xBF", 3) ? line + 3 : line;
        if (*text && *text != '#')
            failed = take_line(directory, file, number, text);
    }
    free(line);
    fclose(in);
    return failed;
}

static int is_pth(const struct dirent *entry)
{
    if (!strncmp(entry->d_name, "sitecustomize", 13) || !strncmp(entry->d_name, "usercustomize", 13))
        saw_customize = true;
    size_t len = strlen(entry->d_name);
    return entry->d_name[0] != '.' && len > 4 && !strcmp(entry->d_name + len - 4, ".pth");
}

static int add_directory(const char *path)
{
    if (!is_directory(path))
        return 0;
    if (append_entry(path))
        return -1;
    struct dirent **entries;
    saw_customize = false;
    int n = scandir(path, &entries, is_pth, alphasort), failed = 0;
    if (n >= 0 && !saw_customize)
        failed = list_append_owned(without_customize, str_decode_fs(path, strlen(path)));
    for (int i = 0; i < n; i++) {
        failed = failed || read_pth(path, entries[i]->d_name);
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
    return failed ? -1 : 0;
}

/* ---- sitecustomize, usercustomize ---- */
/* May the module be in this entry of sys.path?  The library's own directory is not asked: what lies there is for its
 * own interpreter. */
static int may_customize(Ref entry)
{
    const char *library = import_stdlib_directory();
    if (library != NULL && value_is_str(entry) && str_equals_cstr(entry, library))
        return 0;
    int known = object_contains(without_customize, entry);
    return known < 0 ? -1 : !known;
}

/* Import the module when there is one.  Its failing is reported in two lines. */
static void customize(const char *name)
{
    Value path = value_dup(sys_get("path")), places = VALUE_ERROR, key = str_intern_cstr(name);
    Found found = {.path = VALUE_ABSENT, .search = VALUE_ABSENT};
    if (value_is_list(path))
        places = list_new(list_len(path));
    for (int64_t i = 0; value_is_ok(places) && i < list_len(path); i++) {
        int may = may_customize(list_at(path, i));
        if (may < 0 || (may && list_append(places, list_at(path, i))))
            value_clear(&places);
    }
    int there = value_is_list(places) && list_len(places) > 0 ? import_find_in_path(key, places, &found) : 0;
    if (there > 0) {
        found_clear(&found);
        Value module = import_absolute(key);
        value_drop(module);
    }
    value_drop(places);
    value_drop(path);
    value_drop(key);
    if (!exc_pending())
        return;
    Value exc = exc_take(), text = object_str(exc);
    if (value_is_error(text))
        exc_clear();
    fprintf(stderr, "Error in %s; set PYTHONVERBOSE for traceback:\n%s: %s\n", name, value_type(exc)->name,
            value_is_str(text) ? str_utf8_lossy(text) : "");
    value_drop(text);
    value_drop(exc);
}

/* `user`: the user's own directory is asked too. */
static int add_directories(bool user)
{
    const char *library = import_stdlib_directory();
    const char *version = library == NULL ? "/python3.13" : strrchr(library, '/');
    char path[PATH_MAX];
    const char *home = getenv("HOME");
    int failed = 0;
    if (home != NULL && user) {
        snprintf(path, sizeof path, "%s/.local/lib%s/site-packages", home, version);
        failed = add_directory(path);
    }
    if (library != NULL) {
        snprintf(path, sizeof path, "%s/site-packages", library);
        failed = failed || add_directory(path);
        snprintf(path, sizeof path, "/usr/local/lib%s/dist-packages", version);
        failed = failed || add_directory(path);
        if (!strncmp(library, "/usr/lib/", 9))
            failed = failed || add_directory(distribution_directory);
    }
    return failed ? -1 : 0;
}

int site_add_packages(void)
{
    if (cmdline.no_site)
        return 0;
    bool user = !cmdline.no_user_site && !cmdline.isolated;
    without_customize = list_new(0);
    if (value_is_error(without_customize) || add_directories(user))
        return -1;
    customize("sitecustomize");
    if (user)
        customize("usercustomize");
    value_clear(&without_customize);
    return 0;
}
