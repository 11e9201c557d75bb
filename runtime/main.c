/* runtime/main.c -- the program: start, run what the command line names (run.c), report, finish. */
#include "runtime/main.h"
#include "runtime/cmdline.h"
#include "runtime/eventlog.h"
#include "runtime/exc.h"
#include "runtime/exc_types.h"
#include "runtime/gc.h"
#include "runtime/gil.h"
#include "runtime/hash.h"
#include "runtime/import.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/run.h"
#include "runtime/signal.h"
#include "runtime/site.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/tuple.h"
#include "runtime/weakref.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Ref module_builtins_dict = {0x02};

Value module_sys_init(void);
Value module_builtins_init(void);

/* ---- start ---- */
static int add_core_module(const char *name, Value module /* taken */)
{
    if (value_is_error(module))
        return -1;
    int result = dict_set_cstr(sys_modules, name, module);
    value_drop(module);
    return result;
}

/* sys and builtins first: everything else is imported. */
static int make_core_modules(void)
{
    Value sys = module_sys_init();
    if (add_core_module("sys", sys))
        return -1;
    Value builtins = module_builtins_init();
    if (add_core_module("builtins", builtins))
        return -1;
    module_builtins_dict = module_dict(builtins);
    return import_init();
}

static int make_main_module(void)
{
    Value module = module_new("__main__", NULL, NULL);
    if (value_is_error(module))
        return -1;
    Ref dict = module_dict(module);
    Value annotations = dict_new();
    int failed = value_is_error(annotations) || dict_set(dict, NAME(__annotations__), annotations);
    value_drop(annotations);
    if (failed || dict_set(dict, NAME(__builtins__), dict_get_cstr(sys_modules, "builtins")) ||
        dict_set(dict, NAME(__loader__), value_from_obj(&type_builtin_importer)) ||
        add_core_module("__main__", value_dup(module))) {
        value_drop(module);
        return -1;
    }
    value_drop(module);
    return 0;
}

/* builtins.open and _io.open are one function; specs of the modules made by hand. */
static int join_io(void)
{
    Value io = import_module("_io");
    if (value_is_error(io))
        return -1;
    Ref open = dict_get_str(module_dict(io), NAME(open));
    int result = dict_set(module_builtins_dict, NAME(open), open);
    value_drop(io);
    return result;
}

static int give_specs(void)
{
    static const char *const names[] = {"sys", "builtins"};
    for (size_t i = 0; i < N_ELEMENTS(names); i++) {
        Ref module = dict_get_cstr(sys_modules, names[i]);
        Value name = str_intern_cstr(names[i]);
        Found found = {.kind = SOURCE_BUILTIN, .path = VALUE_ABSENT, .search = VALUE_ABSENT};
        Value spec = import_spec_new(name, &found);
        int failed = value_is_error(spec) || import_init_attributes(module, name, spec, &found);
        value_drop(spec);
        value_drop(name);
        if (failed)
            return -1;
    }
    return 0;
}

/* -W: the module warnings turns options into filters, and says which ones it cannot. */
static int read_warning_options(void)
{
    if (cmdline.n_warnings == 0)
        return 0;
    Value module = import_module("warnings");
    value_drop(module);
    return value_is_error(module) ? -1 : 0;
}

int main_start(void)
{
    gil_init();
    if (thread_init_main()) {
        fprintf(stderr, "Fatal error: no memory for the main thread\n");
        return -1;
    }
    hash_init(cmdline.random_hash ? NULL : cmdline_environment("PYTHONHASHSEED"));
    if (cmdline.int_max_str_digits >= 0)
        int_max_str_digits = cmdline.int_max_str_digits;
    if (runtime_init() || make_core_modules() || give_specs() || join_io() || sys_open_streams())
        goto fail;
    gc_settle();
    if (make_main_module() || site_add_builtins() || site_add_packages() ||
        read_warning_options())
        goto fail;
    signal_init();
    return 0;
fail:
    fprintf(stderr, "Fatal error: the interpreter cannot start\n");
    if (exc_pending())
        exc_print_pending_and_clear();
    return -1;
}

/* ---- the end of a program ---- */
static int exit_status(Ref code)
{
    if (value_is_none(code) || value_is_absent(code))
        return 0;
    if (value_is_any_int(code)) {
        int64_t status;
        if (int_as_i64(code, &status)) {
            exc_clear();
            return -1;
        }
        return (int)status;
    }
    sys_flush_streams();
    Value text = object_str(code), err = value_dup(sys_get_named(NAME(stderr)));
    if (value_is_error(text)) {
        exc_clear();
    } else if (!value_is_absent(err) && !value_is_none(err)) {
        Value line = str_format("%U\n", text);
        Value written = object_call_method1(err, NAME(write), line);
        if (value_is_error(written))
            exc_clear();
        value_drop(written);
        value_drop(line);
    }
    value_drop(text);
    value_drop(err);
    return 1;
}

void main_remember_exception(Ref exc)
{
    Ref traceback = exc_traceback(exc);
    if (sys_set("last_exc", exc) || sys_set("last_type", value_from_obj(value_type(exc))) ||
        sys_set("last_value", exc) ||
        sys_set("last_traceback", value_is_absent(traceback) ? VALUE_NONE : traceback))
        exc_clear();
}

static void call_excepthook(Ref exc)
{
    Value hook = value_dup(sys_get_named(NAME(excepthook)));
    if (value_is_absent(hook)) {
        fputs("sys.excepthook is missing\n", stderr);
        exc_print(exc);
        return;
    }
    Ref traceback = exc_traceback(exc);
    Value result = object_call3(hook, value_from_obj(value_type(exc)), exc,
                                value_is_absent(traceback) ? VALUE_NONE : traceback);
    value_drop(hook);
    if (!value_is_error(result)) {
        value_drop(result);
        return;
    }
    Value second = exc_take();
    if (value_has_flag(second, TYPE_SUB_EXC) && value_is_instance(second, &type_SystemExit)) {
        exc_restore(second);
        return;
    }
    fflush(stdout);
    fputs("Error in sys.excepthook:\n", stderr);
    exc_print(second);
    value_drop(second);
    fputs("\nOriginal exception was:\n", stderr);
    exc_print(exc);
}

int main_report_exception(void)
{
    Value exc = exc_take();
    int status = 1;
    if (value_is_instance(exc, &type_SystemExit)) {
        status = exit_status(VALUE_AS(ExcSystemExit, exc)->code);
    } else {
        bool interrupted = value_has_type(exc, &type_KeyboardInterrupt); /* not a subclass */
        main_remember_exception(exc);
        call_excepthook(exc);
        if (exc_pending()) { /* the hook called sys.exit() */
            value_drop(exc);
            return main_report_exception();
        }
        if (interrupted)
            status = RUN_INTERRUPTED;
    }
    value_drop(exc);
    return status;
}

/* ---- tearing down ---- */
/* Threads that are not daemons are waited for. */
static void join_threads(void)
{
    Ref threading = dict_get_cstr(sys_modules, "threading");
    if (value_is_absent(threading))
        return;
    Value held = value_dup(threading), name = str_intern_cstr("_shutdown");
    Value method = object_getattr_or_absent(held, name);
    value_drop(name);
    if (value_is_ok(method)) {
        Value result = object_call0(method);
        if (value_is_error(result))
            exc_unraisable("Exception ignored on threading shutdown", held);
        value_drop(result);
    } else {
        exc_clear();
    }
    value_drop(method);
    value_drop(held);
}

/* Names first that begin with one underscore, then the rest: what CPython's modules do at the end. */
static void clear_namespace(Ref dict)
{
    for (int pass = 0; pass < 2; pass++) {
        Value keys = dict_keys_list(dict);
        if (value_is_error(keys)) {
            exc_clear();
            return;
        }
        for (int64_t i = 0; i < list_len(keys); i++) {
            Ref key = list_at(keys, i);
            if (!value_is_str(key) || value_is(key, NAME(__builtins__)))
                continue;
            int64_t len = str_len(key);
            bool private = len > 0 && str_at(key, 0) == '_' && (len < 2 || str_at(key, 1) != '_');
            if ((pass == 1 || private) && dict_set(dict, key, VALUE_NONE))
                exc_clear();
        }
        value_drop(keys);
    }
}

/* What finalisers need to the end: it stays in sys.modules, or an import in a finaliser would make it anew. */
static bool is_kept_to_the_end(Ref module_name)
{
    static const char *const kept[] = {"sys", "builtins", "_io"};
    for (size_t i = 0; i < N_ELEMENTS(kept); i++)
        if (str_equals_cstr(module_name, kept[i]))
            return true;
    return false;
}

/* Take all modules but those out of sys.modules; weak references to them, a list, or ERROR. */
static Value drop_modules(void)
{
    Value watched = list_new(dict_len(sys_modules)), all = dict_copy(sys_modules);
    if (value_is_error(watched) || value_is_error(all))
        goto fail;
    dict_clear(sys_modules);
    int64_t pos = 0;
    Ref name, module;
    while (dict_next(all, &pos, &name, &module)) {
        int failed = 0;
        if (value_is_str(name) && is_kept_to_the_end(name))
            failed = dict_set(sys_modules, name, module);
        else if (value_is_str(name) && value_has_type(module, &type_module))
            failed = list_append_owned(watched, weakref_new(module, VALUE_NONE));
        if (failed)
            goto fail;
    }
    value_drop(all);
    return watched;
fail:
    value_drop(watched);
    value_drop(all);
    return VALUE_ERROR;
}

/* Finalisers of what the program still holds run now, while builtins and sys.stdout are there: modules go, what
 * hangs in cycles is collected, and the namespaces of modules that somebody still holds are emptied, the
 * youngest first. */
static void tear_down_modules(void)
{
    static const char *const last[] = {"last_exc", "last_type", "last_value", "last_traceback"};
    for (size_t i = 0; i < N_ELEMENTS(last); i++)
        if (!value_is_absent(sys_get(last[i])) && sys_set(last[i], VALUE_NONE))
            exc_clear();
    Value watched = drop_modules();
    if (value_is_error(watched)) {
        exc_clear();
        return;
    }
    gc_at_exit();
    bool survivors = false;
    for (int64_t i = list_len(watched); i-- > 0;) {
        Value module = weakref_get(list_at(watched, i));
        if (value_is_ok(module) && value_has_type(module, &type_module)) {
            clear_namespace(module_dict(module));
            survivors = true;
        }
        value_drop(module);
    }
    value_drop(watched);
    if (survivors)
        gc_at_exit();
}

int main_finish(int status)
{
    join_threads();
    atexit_run();
    if (sys_flush_streams() && status == 0)
        status = 120;
    sys_finalizing = true;
    tear_down_modules();
    if (sys_flush_streams() && status == 0)
        status = 120;
    signal_restore();
    return status;
}

/* -X trace=FILE */
static int start_trace(void)
{
    const char *path = cmdline_x_option("trace");
    if (path == NULL || *path == 0 || eventlog_open(path) == 0)
        return 0;
    fprintf(stderr, "%s: cannot write the trace to '%s': %s\n", cmdline.program, path, strerror(errno));
    return -1;
}

int main(int argc, char **argv)
{
    int status = cmdline_parse(argc, argv);
    if (status >= 0)
        return status;
    if (main_start() || start_trace())
        return 1;
    status = run_command_line();
    bool interrupted = status == RUN_INTERRUPTED;
    status = main_finish(interrupted ? 1 : status);
    if (interrupted) { /* tell the shell that SIGINT ended us */
        signal(SIGINT, SIG_DFL);
        kill(getpid(), SIGINT);
        return 130;
    }
    return status & 0xFF;
}
