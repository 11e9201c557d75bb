/* stdlib/sys/sys_path.c -- where things are: argv, executable, prefixes, the module search path. */
#include "runtime/cmdline.h"
#include "runtime/exc.h"
#include "runtime/import.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "stdlib/sys/sys.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static Value fs_text(const char *p) { return str_decode_fs(p, strlen(p)); }

static const char *executable_path(void)
{
    static char path[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
    if (len <= 0)
        return "";
    path[len] = 0;
    return path;
}

static Value string_list(char **items, int n)
{
    Value list = list_new(n);
    if (value_is_error(list))
        return VALUE_ERROR;
    for (int i = 0; i < n; i++)
        if (list_append_owned(list, fs_text(items[i]))) {
            value_drop(list);
            return VALUE_ERROR;
        }
    return list;
}

static int append_path(Ref list, const char *path)
{
    Value entry = fs_text(path);
    return value_is_error(entry) ? -1 : list_append_owned(list, entry);
}

/* PYTHONPATH: relative entries and empty ones are kept as they are. */
static int append_environment_path(Ref list)
{
    const char *path = cmdline_environment("PYTHONPATH");
    while (path != NULL) {
        const char *colon = strchr(path, ':');
        size_t len = colon == NULL ? strlen(path) : (size_t)(colon - path);
        Value entry = str_decode_fs(path, len);
        if (value_is_error(entry) || list_append_owned(list, entry))
            return -1;
        path = colon == NULL ? NULL : colon + 1;
    }
    return 0;
}

/* Installed packages come behind these: runtime/site_packages.c. */
static Value search_path(void)
{
    Value list = list_new(8);
    if (value_is_error(list))
        return VALUE_ERROR;
    const char *library = import_stdlib_directory();
    if (append_environment_path(list) || (library != NULL && append_path(list, library))) {
        value_drop(list);
        return VALUE_ERROR;
    }
    return list;
}

int sys_insert_path(Ref entry)
{
    Ref path = sys_get("path");
    return value_is_list(path) ? list_insert(path, 0, entry) : 0;
}

static int add_prefixes(Ref module)
{
    static const char *const names[] = {"prefix", "exec_prefix", "base_prefix", "base_exec_prefix"};
    char prefix[PATH_MAX];
    const char *library = import_stdlib_directory();
    snprintf(prefix, sizeof prefix, "%s", library == NULL ? "/usr/local/lib/python" : library);
    for (int i = 0; i < 2; i++) { /* /usr/lib/python3.13 -> /usr */
        char *slash = strrchr(prefix, '/');
        if (slash != NULL && slash != prefix)
            *slash = 0;
    }
    for (size_t i = 0; i < N_ELEMENTS(names); i++)
        if (module_add(module, names[i], fs_text(prefix)))
            return -1;
    return module_add(module, "_stdlib_dir", library == NULL ? VALUE_NONE : fs_text(library));
}

/* sys.argv: '' for the REPL, '-c', '-m' until the module is found, else the file. */
static Value program_arguments(void)
{
    static const char *const placeholders[] = {[RUN_NOTHING] = "", [RUN_COMMAND] = "-c", [RUN_MODULE] = "-m"};
    const char *first = "";
    switch (cmdline.kind) {
    case RUN_FILE: first = cmdline.target; break;
    case RUN_STDIN: first = cmdline.target == NULL ? "" : "-"; break;
    case RUN_COMMAND: case RUN_MODULE: case RUN_NOTHING: first = placeholders[cmdline.kind]; break;
    }
    Value list = string_list(cmdline.arguments, cmdline.n_arguments), name = fs_text(first);
    if (value_is_ok(list) && value_is_ok(name) && list_insert(list, 0, name)) {
        value_drop(list);
        list = VALUE_ERROR;
    }
    value_drop(name);
    return list;
}

int sys_add_paths(Ref module)
{
    const char *executable = executable_path();
    return module_add(module, "executable", fs_text(executable)) ||
           module_add(module, "_base_executable", fs_text(executable)) || add_prefixes(module) ||
           module_add(module, "argv", program_arguments()) ||
           module_add(module, "orig_argv", string_list(cmdline.original, cmdline.n_original)) ||
           module_add(module, "path", search_path());
}
