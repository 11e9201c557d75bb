/* runtime/run.c -- running a file, -c, -m, standard input or a directory, as the module __main__. */
#include "runtime/run.h"
#include "runtime/bytes.h"
#include "runtime/cmdline.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/import_private.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/main.h"
#include "runtime/marshal.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/traceback.h"
#include "runtime/tuple.h"
#include "vm/callback.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static Ref main_dict(void) { return module_dict(dict_get_cstr(sys_modules, "__main__")); }

static Value fs_text(const char *p) { return str_decode_fs(p, strlen(p)); }

static int set_main(const char *name, Value v /* taken */)
{
    if (value_is_error(v))
        return -1;
    int result = dict_set_cstr(main_dict(), name, v);
    value_drop(v);
    return result;
}

/* A program with a NUL in it is refused, its line shown up to there: 0, or -1 with the SyntaxError. */
static int check_null_bytes(Ref source, Ref name)
{
    const char *text = bytes_data(source), *null = memchr(text, 0, (size_t)bytes_len(source)), *start = text;
    if (null == NULL)
        return 0;
    int line = 1;
    for (const char *p = text; p < null; p++)
        if (*p == '\n') {
            line++;
            start = p + 1;
        }
    Value place[4] = {value_dup(name), value_from_int(line), value_from_int(0), str_decode_fs(start, (size_t)(null - start))};
    Value where = tuple_from_values(place, 4), message = str_from_cstr("source code cannot contain null bytes");
    Value exc = object_call2(value_from_obj(&type_SyntaxError), message, where);
    if (!value_is_error(exc))
        exc_raise_object(exc);
    value_drop(exc);
    value_drop(where);
    value_drop(message);
    return -1;
}

/* Compile and run; 0, or the status of the exception that ended it. */
static int run_source(Ref source, const char *filename)
{
    Value name = fs_text(filename), code = VALUE_ERROR;
    if (!value_is_error(name) && check_null_bytes(source, name) == 0)
        code = vm_compile(source, name, "exec", VM_COMPILE_SCRIPT, cmdline.optimise);
    value_drop(name);
    Value result = value_is_error(code) ? VALUE_ERROR : vm_exec(code, main_dict(), VALUE_ABSENT);
    value_drop(code);
    if (value_is_error(result))
        return main_report_exception();
    value_drop(result);
    return 0;
}

static int run_code(Ref code)
{
    Value result = vm_exec(code, main_dict(), VALUE_ABSENT);
    if (value_is_error(result))
        return main_report_exception();
    value_drop(result);
    return 0;
}

static int prepend_path(const char *directory)
{
    if (cmdline.safe_path)
        return 0;
    Value entry = fs_text(directory);
    int result = value_is_error(entry) ? -1 : sys_insert_path(entry);
    if (result == 0)
        value_replace(&module_script_directory, value_dup(entry));
    value_drop(entry);
    return result;
}

/* ---- -c ---- */
static Value command_text = {0x02};

/* linecache shows the lines of the -c program as well: (size, None, lines, name) under '<string>'. */
static void tell_linecache(Ref name, Ref module)
{
    if (!str_equals_cstr(name, "linecache"))
        return;
    Value cache = object_getattr_cstr(module, "cache"), splitlines = str_intern_cstr("splitlines");
    Value lines = object_call_method1(command_text, splitlines, VALUE_TRUE), file = str_from_cstr("<string>");
    if (value_is_exact_dict(cache) && value_is_list(lines)) {
        Value items[4] = {int_new(str_len(command_text)), VALUE_NONE, value_dup(lines), value_dup(file)};
        Value entry = tuple_from_values(items, 4);
        if (value_is_error(entry) || dict_set(cache, file, entry))
            exc_clear();
        value_drop(entry);
    }
    if (exc_pending())
        exc_clear();
    value_drop(cache);
    value_drop(splitlines);
    value_drop(lines);
    value_drop(file);
}

static void remember_command(Ref source)
{
    Value name = str_from_cstr("<string>");
    if (value_is_error(name) || traceback_register_source(name, source))
        exc_clear();
    value_drop(name);
    command_text = value_dup(source);
    import_load_hook = tell_linecache;
}

static int run_command(void)
{
    Value source = fs_text(cmdline.target);
    if (prepend_path("") || value_is_error(source))
        return main_report_exception();
    if (str_utf8(source, NULL) == NULL) {
        fputs("Unable to decode the command from the command line:\n", stderr);
        return main_report_exception();
    }
    Value name = fs_text("<string>");
    Value code = value_is_error(name) ? VALUE_ERROR : vm_compile(source, name, "exec", 0, cmdline.optimise);
    value_drop(name);
    Value failure = exc_take();
    remember_command(source); /* now, not before: what the compiler warns of has no line to show */
    exc_restore(failure);
    int status = value_is_error(code) ? main_report_exception() : run_code(code);
    value_drop(code);
    value_drop(source);
    return status;
}

/* ---- standard input ---- */
static Value read_descriptor(int fd)
{
    Value all = bytearray_new("", 0);
    char chunk[65536];
    while (value_is_ok(all)) {
        gil_release();
        ssize_t n = read(fd, chunk, sizeof chunk);
        gil_acquire();
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        if (bytearray_append(all, chunk, (size_t)n)) {
            value_drop(all);
            return VALUE_ERROR;
        }
    }
    if (!value_is_ok(all))
        return VALUE_ERROR;
    Value bytes = bytes_from_buffer(all);
    value_drop(all);
    return bytes;
}

static int run_stdin(void)
{
    if (prepend_path(""))
        return main_report_exception();
    if (repl_run != NULL && (isatty(0) || cmdline.interactive))
        return repl_run(main_dict());
    Value source = read_descriptor(0);
    if (value_is_error(source))
        return main_report_exception();
    int status = run_source(source, "<stdin>");
    value_drop(source);
    return status;
}

/* ---- files ---- */
static int cannot_open(const char *path, int error)
{
    fprintf(stderr, "%s: can't open file '%s': [Errno %d] %s\n", cmdline.program, path, error, strerror(error));
    return 2;
}

static const char *absolute_path(const char *path, char out[PATH_MAX])
{
    char cwd[PATH_MAX];
    if (path[0] == '/' || getcwd(cwd, sizeof cwd) == NULL)
        return path;
    while (path[0] == '.' && path[1] == '/')
        path += 2;
    return snprintf(out, PATH_MAX, "%s/%s", strcmp(cwd, "/") ? cwd : "", path) < PATH_MAX ? out : path;
}

/* sys.path[0] is where the script really is, symbolic links followed. */
static int prepend_script_directory(const char *path)
{
    char real[PATH_MAX];
    if (realpath(path, real) == NULL)
        snprintf(real, sizeof real, "%s", path);
    char *slash = strrchr(real, '/');
    if (slash == NULL)
        real[0] = 0;
    else if (slash == real)
        real[1] = 0;
    else
        *slash = 0;
    return prepend_path(real);
}

/* -x: the first line becomes an empty one, so that line numbers stay right. */
static Value without_first_line(Value source /* taken */)
{
    if (!cmdline.skip_first_line || value_is_error(source))
        return source;
    const char *p = bytes_data(source), *newline = memchr(p, '\n', (size_t)bytes_len(source));
    size_t skip = newline == NULL ? (size_t)bytes_len(source) : (size_t)(newline - p);
    Value rest = bytes_new(p + skip, (size_t)bytes_len(source) - skip);
    value_drop(source);
    return rest;
}

/* Is this bytecode, by its name or by how it begins? */
static bool is_cache_file(const char *path, Ref source)
{
    size_t len = strlen(path);
    return (len >= 4 && !strcmp(path + len - 4, ".pyc")) ||
           (bytes_len(source) >= 2 && !memcmp(bytes_data(source), import_cache_magic(), 2));
}

static Value code_of_cache_file(Ref source)
{
    if (bytes_len(source) < 4 || memcmp(bytes_data(source), import_cache_magic(), 4))
        return exc_raise(&type_RuntimeError, "Bad magic number in .pyc file");
    if (bytes_len(source) < 16)
        return exc_raise(&type_EOFError, "EOF read where not expected");
    Value code = marshal_loads(bytes_data(source) + 16, (size_t)bytes_len(source) - 16);
    if (value_is_ok(code) && !value_has_type(code, &type_code)) {
        value_drop(code);
        return exc_raise(&type_RuntimeError, "Bad code object in .pyc file");
    }
    return code;
}

/* __loader__ of the script. */
static Value script_loader(Ref file, bool is_cache)
{
    Value name = str_intern_cstr("__main__"), loader = VALUE_ERROR, class;
    class = is_cache ? import_attr("_frozen_importlib_external", "SourcelessFileLoader")
                     : value_dup_obj(&type_source_loader);
    if (!value_is_error(class))
        loader = object_call2(class, name, file);
    value_drop(class);
    value_drop(name);
    return loader;
}

static int run_script(const char *path)
{
    char buffer[PATH_MAX];
    const char *absolute = absolute_path(path, buffer);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return cannot_open(absolute, errno);
    Value source = without_first_line(read_descriptor(fd));
    close(fd);
    if (value_is_error(source) || prepend_script_directory(path))
        return main_report_exception();
    Value file = fs_text(absolute);
    if (value_is_error(file) || set_main("__file__", value_dup(file)) || set_main("__cached__", VALUE_NONE))
        return main_report_exception();
    bool is_cache = is_cache_file(path, source);
    if (set_main("__loader__", script_loader(file, is_cache)))
        return main_report_exception();
    int status;
    if (is_cache) {
        Value code = code_of_cache_file(source);
        status = value_is_error(code) ? main_report_exception() : run_code(code);
        value_drop(code);
    } else {
        status = run_source(source, absolute);
    }
    value_drop(file);
    value_drop(source);
    return status;
}

/* ---- modules: -m and directories ---- */
/* Run what was found as __main__, with the attributes it would have; `alter_argv`: sys.argv[0] becomes its file. */
static int run_found(Ref name, const Found *found, bool alter_argv)
{
    Value code = VALUE_ERROR;
    if (found->kind == SOURCE_FILE)
        code = import_code_of_file(found->path, found->mtime, found->size);
    else if (found->kind == SOURCE_PYC)
        code = import_code_of_cache(name, found->path);
    else if (found->kind == SOURCE_EMBEDDED)
        code = import_code_of_embedded(found->entry);
    if (value_is_error(code))
        return main_report_exception();
    Ref module = dict_get_cstr(sys_modules, "__main__");
    Value spec = import_spec_new(name, found);
    if (value_is_error(spec) || import_init_attributes(module, name, spec, found))
        return main_report_exception();
    value_drop(spec);
    if (set_main("__name__", value_dup(NAME(__main__))))
        return main_report_exception();
    Ref file = dict_get_str(main_dict(), NAME(__file__)), argv = sys_get("argv");
    if (alter_argv && value_is_str(file) && value_is_list(argv) && list_len(argv) > 0)
        value_replace(&VALUE_AS(List, argv)->items[0], value_dup(file));
    int status = run_code(code);
    value_drop(code);
    return status;
}

/* runpy._run_module_as_main(): the whole of -m, its messages included. */
static int run_by_runpy(Ref name, bool alter_argv)
{
    Value run = import_attr("runpy", "_run_module_as_main");
    if (value_is_error(run))
        return main_report_exception();
    Value result = object_call2(run, name, value_from_bool(alter_argv));
    value_drop(run);
    if (value_is_error(result))
        return main_report_exception();
    value_drop(result);
    return 0;
}

static bool is_runnable(const Found *found)
{
    return !found->is_package &&
           (found->kind == SOURCE_FILE || found->kind == SOURCE_PYC || found->kind == SOURCE_EMBEDDED);
}

/* Is the pending exception an ImportError of this very module?  Then it is cleared. */
static bool is_about(Ref name)
{
    if (!exc_pending_is(&type_ImportError))
        return false;
    Value exc = exc_take(), culprit = object_getattr_or_absent(exc, NAME(name));
    bool same = value_is_str(culprit) && str_equal(culprit, name);
    value_drop(culprit);
    if (same)
        value_drop(exc);
    else
        exc_restore(exc);
    return same;
}

/* Look for a top-level module, or for __main__ of a top-level package, which is imported.  1: found->... is what to
 * run, *name its full name.  0: runpy has to look.  -1: the package raised. */
static int find_main(Value *name, Found *found)
{
    int result = import_find(*name, VALUE_ABSENT, found);
    if (result <= 0)
        return result;
    if (!found->is_package)
        return is_runnable(found);
    found_clear(found);
    Value package = import_absolute(*name);
    if (value_is_error(package))
        return is_about(*name) ? 0 : -1;
    Value search = object_getattr_or_absent(package, NAME(__path__));
    value_drop(package);
    Value main_name = value_is_ok(search) ? str_format("%U.__main__", *name) : VALUE_ERROR;
    result = value_is_error(main_name) ? (exc_pending() ? -1 : 0) : import_find(main_name, search, found);
    value_drop(search);
    if (result > 0 && is_runnable(found)) {
        value_replace(name, main_name);
        return 1;
    }
    value_drop(main_name);
    return result < 0 ? -1 : 0;
}

static int run_module(void)
{
    char cwd[PATH_MAX];
    Value name = fs_text(cmdline.target);
    if (value_is_error(name) || prepend_path(getcwd(cwd, sizeof cwd) == NULL ? "" : cwd))
        return main_report_exception();
    /* The usual case needs neither runpy nor importlib. */
    Found found = {.path = VALUE_ABSENT, .search = VALUE_ABSENT};
    int result = 0, status;
    if (strpbrk(cmdline.target, "./") == NULL && *cmdline.target && !import_path_has_archive(VALUE_ABSENT))
        result = find_main(&name, &found);
    if (result < 0)
        status = main_report_exception();
    else
        status = result > 0 ? run_found(name, &found, true) : run_by_runpy(name, true);
    found_clear(&found);
    value_drop(name);
    return status;
}

/* A directory (or an archive) with a __main__ module: it becomes sys.path[0]. */
static int run_directory(const char *path)
{
    Value entry = fs_text(path), name = value_dup(NAME(__main__));
    Value search = list_new(1);
    if (value_is_error(entry) || value_is_error(search) || sys_insert_path(entry) ||
        list_append_owned(search, entry))
        return main_report_exception();
    Found found;
    int result = import_find_in_path(name, search, &found);
    value_drop(search);
    if (result < 0)
        return main_report_exception();
    if (result == 0 || found.is_package) {
        char *here = path[0] == '/' ? NULL : getcwd(NULL, 0);
        fprintf(stderr, "%s: can't find '__main__' module in '%s%s%s'\n", cmdline.program, here ? here : "", here ? "/" : "", path);
        free(here);
        return 1;
    }
    int status = run_found(name, &found, false);
    found_clear(&found);
    value_drop(name);
    return status;
}

/* Does the file begin like a zip archive?  Only what can be read again is asked: a pipe would lose its first bytes. */
static bool is_archive(const char *path)
{
    char magic[4] = "";
    struct stat st;
    int fd = stat(path, &st) == 0 && S_ISREG(st.st_mode) ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0)
        return false;
    bool archive = read(fd, magic, 4) == 4 && !memcmp(magic, "PK\003\004", 4);
    close(fd);
    return archive;
}

static int run_archive(const char *path)
{
    Value entry = fs_text(path);
    if (value_is_error(entry) || sys_insert_path(entry))
        return main_report_exception();
    value_drop(entry);
    return run_by_runpy(NAME(__main__), false);
}

static int run_file(void)
{
    struct stat st;
    if (!stat(cmdline.target, &st) && S_ISDIR(st.st_mode))
        return run_directory(cmdline.target);
    if (is_archive(cmdline.target))
        return run_archive(cmdline.target);
    return run_script(cmdline.target);
}

int run_command_line(void)
{
    int status = 0;
    switch (cmdline.kind) {
    case RUN_NOTHING: break;
    case RUN_STDIN: return run_stdin();
    case RUN_FILE: status = run_file(); break;
    case RUN_COMMAND: status = run_command(); break;
    case RUN_MODULE: status = run_module(); break;
    }
    if (cmdline.inspect && repl_run != NULL && (isatty(0) || cmdline.interactive))
        status = repl_run(main_dict());
    return status;
}
