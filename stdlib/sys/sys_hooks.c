/* stdlib/sys/sys_hooks.c -- what programs may replace or plug in: displayhook, excepthook, unraisablehook,
 * breakpointhook, audit hooks, trace and profile functions, and the names of sys.monitoring. */
#include "runtime/cmdline.h"
#include "runtime/bytes.h"
#include "runtime/codec.h"
#include "runtime/exc.h"
#include "runtime/import.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/thread.h"
#include "runtime/tuple.h"
#include "stdlib/sys/sys.h"
#include <stdlib.h>

bool sys_has_audit_hooks;
static Value audit_hooks; /* list, when sys_has_audit_hooks */

/* ---- display and errors ---- */
static int write_to(Ref file, Ref text)
{
    Value result = object_call_method1(file, NAME(write), text);
    value_drop(result);
    return value_is_error(result) ? -1 : 0;
}

/* What the stream's encoding cannot show goes out as escapes. */
static int write_escaped(Ref file, Ref text)
{
    Value encoding = object_getattr(file, NAME(encoding));
    const char *name = value_is_str(encoding) ? str_utf8(encoding, NULL) : NULL;
    Value bytes = name == NULL ? VALUE_ERROR : codec_encode(text, name, "backslashreplace");
    Value plain = value_is_error(bytes) ? VALUE_ERROR
                                        : codec_decode(bytes_data(bytes), (size_t)bytes_len(bytes), name, "strict");
    int result = value_is_error(plain) ? -1 : write_to(file, plain);
    value_drop(plain);
    value_drop(bytes);
    value_drop(encoding);
    return result;
}

/* repr(v) to the stream; what its encoding cannot show is escaped. */
static int write_repr(Ref file, Ref v)
{
    Value text = object_repr(v);
    if (value_is_error(text))
        return -1;
    int result = write_to(file, text);
    if (result && exc_pending_is(&type_UnicodeEncodeError)) {
        exc_clear();
        result = write_escaped(file, text);
    }
    value_drop(text);
    return result;
}

NATIVE(sys_displayhook_m)
{
    if (value_is_none(a[0]))
        return VALUE_NONE;
    if (dict_set(module_builtins_dict, NAME(_), VALUE_NONE))
        return VALUE_ERROR;
    Value out = value_dup(sys_get("stdout"));
    if (value_is_absent(out) || value_is_none(out))
        return exc_raise(&type_RuntimeError, "lost sys.stdout");
    Value newline = str_from_char('\n');
    int failed = write_repr(out, a[0]) || write_to(out, newline) || dict_set(module_builtins_dict, NAME(_), a[0]);
    value_drop(newline);
    value_drop(out);
    return failed ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(sys_excepthook_m)
{
    if (value_has_flag(a[1], TYPE_SUB_EXC)) {
        if (!value_is_none(a[2]) && value_is_absent(exc_traceback(a[1])))
            exc_set_traceback(a[1], a[2]);
        exc_print(a[1]);
        return VALUE_NONE;
    }
    Value err = value_dup(sys_get("stderr"));
    if (!value_is_absent(err) && !value_is_none(err)) {
        Value text = str_format("TypeError: print_exception(): Exception expected for value, %T found\n", a[1]);
        if (!value_is_error(text) && write_to(err, text))
            exc_clear();
        value_drop(text);
    }
    value_drop(err);
    return VALUE_NONE;
}

NATIVE(sys_unraisablehook_m) { return exc_unraisable_default(a[0]); }

/* PYTHONBREAKPOINT names what breakpoint() calls: pdb.set_trace by default, "0" nothing. */
NATIVE(sys_breakpointhook_m)
{
    const char *target = cmdline_environment("PYTHONBREAKPOINT");
    if (target == NULL)
        target = "pdb.set_trace";
    if (!strcmp(target, "0"))
        return VALUE_NONE;
    const char *dot = strrchr(target, '.');
    char module[256] = "builtins";
    const char *attribute = target;
    Value function = VALUE_ERROR;
    if (dot == NULL || (size_t)(dot - target) < sizeof module) {
        if (dot != NULL) {
            memcpy(module, target, (size_t)(dot - target));
            module[dot - target] = 0;
            attribute = dot + 1;
        }
        function = import_attr(module, attribute);
    }
    if (value_is_error(function)) {
        if (exc_pending() && !exc_pending_is(&type_ImportError) && !exc_pending_is(&type_AttributeError))
            return VALUE_ERROR;
        exc_clear();
        return exc_warn(&type_RuntimeWarning, 0, "Ignoring unimportable $PYTHONBREAKPOINT: \"%s\"", target) ? VALUE_ERROR
                                                                                                        : VALUE_NONE;
    }
    Value result = object_call(function, a, n, kwnames);
    value_drop(function);
    return result;
}

/* ---- audit ---- */
int sys_audit(const char *event, Ref args_tuple_or_absent)
{
    if (!sys_has_audit_hooks)
        return 0;
    Value name = str_intern_cstr(event);
    Value args = value_is_absent(args_tuple_or_absent) ? tuple_empty() : value_dup(args_tuple_or_absent);
    int result = 0;
    for (int64_t i = 0; result == 0 && i < list_len(audit_hooks); i++) {
        Value hook = value_dup(list_at(audit_hooks, i));
        Value answer = object_call2(hook, name, args);
        value_drop(hook);
        value_drop(answer);
        result = value_is_error(answer) ? -1 : 0;
    }
    value_drop(name);
    value_drop(args);
    return result;
}

NATIVE(sys_audit_m)
{
    if (n < 1)
        return exc_raise(&type_TypeError, "audit() missing 1 required positional argument: 'event'");
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "expected str for argument 'event', not %T", a[0]);
    if (!sys_has_audit_hooks)
        return VALUE_NONE;
    Value args = tuple_from_refs(a + 1, (int64_t)n - 1);
    const char *event = str_utf8(a[0], NULL);
    int failed = value_is_error(args) || event == NULL || sys_audit(event, args);
    value_drop(args);
    return failed ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(sys_addaudithook_m)
{
    if (sys_has_audit_hooks) {
        if (sys_audit("sys.addaudithook", VALUE_ABSENT)) {
            /* An Exception from a hook silently refuses the new one. */
            if (!exc_pending_is(&type_Exception))
                return VALUE_ERROR;
            exc_clear();
            return VALUE_NONE;
        }
    } else {
        audit_hooks = list_new(1);
        if (value_is_error(audit_hooks))
            return VALUE_ERROR;
        sys_has_audit_hooks = true;
    }
    return list_append(audit_hooks, a[0]) ? VALUE_ERROR : VALUE_NONE;
}

/* ---- trace and profile functions: the VM calls them ---- */
static void set_hook(Value *slot, Ref function)
{
    Value old = *slot;
    *slot = value_is_none(function) ? VALUE_ABSENT : value_dup(function);
    running->hooks_on = !value_is_absent(running->trace_function) || !value_is_absent(running->profile_function);
    value_drop(old);
}
NATIVE(sys_settrace_m)
{
    set_hook(&running->trace_function, a[0]);
    return VALUE_NONE;
}
NATIVE(sys_setprofile_m)
{
    set_hook(&running->profile_function, a[0]);
    return VALUE_NONE;
}
static Value hook_or_none(Ref hook) { return value_is_absent(hook) ? VALUE_NONE : value_dup(hook); }
NATIVE(sys_gettrace_m) { return hook_or_none(running->trace_function); }
NATIVE(sys_getprofile_m) { return hook_or_none(running->profile_function); }
NATIVE(sys_settraceallthreads_m)
{
    for (Thread *t = thread_all; t != NULL; t = t->next) {
        value_replace(&t->trace_function, value_is_none(a[0]) ? VALUE_ABSENT : value_dup(a[0]));
        t->hooks_on = !value_is_absent(t->trace_function) || !value_is_absent(t->profile_function);
    }
    return VALUE_NONE;
}
NATIVE(sys_setprofileallthreads_m)
{
    for (Thread *t = thread_all; t != NULL; t = t->next) {
        value_replace(&t->profile_function, value_is_none(a[0]) ? VALUE_ABSENT : value_dup(a[0]));
        t->hooks_on = !value_is_absent(t->trace_function) || !value_is_absent(t->profile_function);
    }
    return VALUE_NONE;
}

/* ---- sys.monitoring: the names; no events are delivered ---- */
static Value tool_names[6] = {{0x0A}, {0x0A}, {0x0A}, {0x0A}, {0x0A}, {0x0A}}; /* None: free */
static int check_tool(Ref v, int *id)
{
    if (int_as_i32(v, id))
        return -1;
    if (*id < 0 || *id >= 6)
        return exc_raise_int(&type_ValueError, "invalid tool %d (must be between 0 and 5)", *id);
    return 0;
}
NATIVE(monitoring_use_tool_id_m)
{
    int id;
    if (check_tool(a[0], &id))
        return VALUE_ERROR;
    if (!value_is_str(a[1]))
        return exc_raise(&type_ValueError, "tool name must be a str");
    if (!value_is_none(tool_names[id]))
        return exc_raise(&type_ValueError, "tool %d is already in use", id);
    value_replace(&tool_names[id], value_dup(a[1]));
    return VALUE_NONE;
}
NATIVE(monitoring_free_tool_id_m)
{
    int id;
    if (check_tool(a[0], &id))
        return VALUE_ERROR;
    value_replace(&tool_names[id], VALUE_NONE);
    return VALUE_NONE;
}
NATIVE(monitoring_get_tool_m)
{
    int id;
    return check_tool(a[0], &id) ? VALUE_ERROR : value_dup(tool_names[id]);
}
NATIVE(monitoring_register_callback_m) { return VALUE_NONE; }
NATIVE(monitoring_get_events_m) { return value_from_int(0); }
NATIVE(monitoring_nothing_m) { return VALUE_NONE; }
static const Method monitoring_functions[] = {
    {"use_tool_id(tool_id, name, /)", monitoring_use_tool_id_m, "Claim a tool id."},
    {"clear_tool_id(tool_id, /)", monitoring_free_tool_id_m, "Forget what a tool registered."},
    {"free_tool_id(tool_id, /)", monitoring_free_tool_id_m, "Give a tool id back."},
    {"get_tool(tool_id, /)", monitoring_get_tool_m, "Return the name of the tool, or None."},
    {"register_callback(tool_id, event, func, /)", monitoring_register_callback_m, "Accepted; no events are delivered."},
    {"get_events(tool_id, /)", monitoring_get_events_m, "Return 0: no events are delivered."},
    {"set_events(tool_id, event_set, /)", monitoring_nothing_m, "Accepted; no events are delivered."},
    {"get_local_events(tool_id, code, /)", monitoring_get_events_m, "Return 0: no events are delivered."},
    {"set_local_events(tool_id, code, event_set, /)", monitoring_nothing_m, "Accepted; no events are delivered."},
    {"restart_events()", monitoring_nothing_m, "Accepted; no events are delivered."},
    {"_all_events()", monitoring_nothing_m, "None."},
    {0},
};

static int add_monitoring(Ref sys)
{
    static const char *const events[] = {
        "PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "CALL", "LINE", "INSTRUCTION", "JUMP", "BRANCH",
        "STOP_ITERATION", "RAISE", "EXCEPTION_HANDLED", "PY_UNWIND", "PY_THROW", "RERAISE", "C_RETURN", "C_RAISE",
    };
    Value module = module_new("sys.monitoring", NULL, monitoring_functions);
    Value names = module_new("sys.monitoring.events", NULL, NULL);
    if (value_is_error(module) || value_is_error(names))
        return -1;
    for (size_t i = 0; i < N_ELEMENTS(events); i++)
        if (module_add_int(names, events[i], 1 << i))
            return -1;
    if (module_add_int(names, "NO_EVENTS", 0) || module_add(module, "events", names) ||
        module_add_int(module, "DEBUGGER_ID", 0) || module_add_int(module, "COVERAGE_ID", 1) ||
        module_add_int(module, "PROFILER_ID", 2) || module_add_int(module, "OPTIMIZER_ID", 5))
        return -1;
    Value marker = value_dup_obj(&type_object);
    if (module_add(module, "DISABLE", object_call0(marker)) || module_add(module, "MISSING", object_call0(marker)))
        return -1;
    value_drop(marker);
    Value name = str_intern_cstr("sys.monitoring");
    int failed = dict_set(sys_modules, name, module);
    value_drop(name);
    return failed || module_add(sys, "monitoring", module);
}

int sys_add_hooks(Ref module)
{
    static const char *const saved[] = {"displayhook", "excepthook", "unraisablehook", "breakpointhook"};
    for (size_t i = 0; i < N_ELEMENTS(saved); i++) {
        char name[64] = "__";
        strcat(name, saved[i]);
        strcat(name, "__");
        if (module_add(module, name, value_dup(dict_get_cstr(module_dict(module), saved[i]))))
            return -1;
    }
    return add_monitoring(module);
}

const Method sys_hook_functions[] = {
    {"_setprofileallthreads(function, /)", sys_setprofileallthreads_m, "Set the profile function in all threads."},
    {"_settraceallthreads(function, /)", sys_settraceallthreads_m, "Set the trace function in all threads."},
    {"addaudithook(hook)", sys_addaudithook_m, "Add a function that is called with every audit event."},
    {"audit(event, /, *args)", sys_audit_m, "Pass an event to the audit hooks.", METHOD_RAW},
    {"breakpointhook(*args, **kws)", sys_breakpointhook_m, "What breakpoint() calls.", METHOD_RAW},
    {"displayhook(object, /)", sys_displayhook_m, "Print an object to sys.stdout and also save it in builtins._"},
    {"excepthook(exctype, value, traceback, /)", sys_excepthook_m, "Display an exception and its traceback."},
    {"getprofile()", sys_getprofile_m, "Return the profile function."},
    {"gettrace()", sys_gettrace_m, "Return the trace function."},
    {"setprofile(function, /)", sys_setprofile_m, "Set the profile function, called on each call and return."},
    {"settrace(function, /)", sys_settrace_m, "Set the trace function, called for each line, call and return."},
    {"unraisablehook(unraisable, /)", sys_unraisablehook_m, "Report an exception that nobody can receive."},
    {0},
};
