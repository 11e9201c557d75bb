/* stdlib/sys/sys_functions.c -- the functions of sys that look at or adjust the running interpreter. */
#include "runtime/bytes.h"
#include "runtime/cmdline.h"
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/gil.h"
#include "runtime/import.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/thread.h"
#include "runtime/tuple.h"
#include "stdlib/sys/sys.h"
#include "vm/callback.h"
#include <dlfcn.h>
#include <stdlib.h>

/* ---- exceptions ---- */
NATIVE(sys_exc_info_m)
{
    Ref exc = exc_handled();
    if (value_is_absent(exc))
        return tuple_of3(VALUE_NONE, VALUE_NONE, VALUE_NONE);
    Ref traceback = exc_traceback(exc);
    return tuple_of3(value_from_obj(value_type(exc)), exc, value_is_absent(traceback) ? VALUE_NONE : traceback);
}

NATIVE(sys_exception_m)
{
    Ref exc = exc_handled();
    return value_is_absent(exc) ? VALUE_NONE : value_dup(exc);
}

NATIVE(sys_exit_m)
{
    /* None gives no arguments, a tuple gives several: as `raise` normalises. */
    Value exc = exc_instance(value_from_obj(&type_SystemExit), a[0]);
    if (!value_is_error(exc))
        exc_raise_object(exc);
    value_drop(exc);
    return VALUE_ERROR;
}

/* ---- frames ---- */
NATIVE(sys_getframe_m)
{
    int depth;
    if (int_as_i32(a[0], &depth))
        return VALUE_ERROR;
    Frame *frame = vm_frame_caller(depth < 0 ? 0 : depth);
    if (frame == NULL)
        return exc_raise(&type_ValueError, "call stack is not deep enough");
    return vm_frame_object(frame);
}

NATIVE(sys_getframemodulename_m)
{
    int depth;
    if (int_as_i32(a[0], &depth))
        return VALUE_ERROR;
    Frame *frame = vm_frame_caller(depth < 0 ? 0 : depth);
    if (frame == NULL)
        return VALUE_NONE;
    Ref name = dict_get_str(vm_frame_globals(frame), NAME(__name__));
    return value_is_absent(name) ? VALUE_NONE : value_dup(name);
}

static int set_for_thread(Ref dict, const Thread *t, Value v /* taken */)
{
    Value id = int_new_u64(t->id);
    int result = value_is_error(v) ? -1 : dict_set(dict, id, v);
    value_drop(id);
    value_drop(v);
    return result;
}

/* {thread id: innermost frame} of all threads: those that wait for the GIL stand still meanwhile. */
NATIVE(sys_current_frames_m)
{
    Value dict = dict_new();
    for (Thread *t = thread_all; t != NULL && !value_is_error(dict); t = t->next) {
        Frame *frame = t == running ? vm_frame_caller(0) : t->frame;
        if (frame != NULL && set_for_thread(dict, t, vm_frame_object(frame))) {
            value_drop(dict);
            return VALUE_ERROR;
        }
    }
    return dict;
}

static Ref exception_of(const Thread *t)
{
    Ref exc = exc_handled_by(t);
    return value_is_absent(exc) ? VALUE_NONE : exc;
}

NATIVE(sys_current_exceptions_m)
{
    Value dict = dict_new();
    for (Thread *t = thread_all; t != NULL && !value_is_error(dict); t = t->next)
        if (set_for_thread(dict, t, value_dup(exception_of(t)))) {
            value_drop(dict);
            return VALUE_ERROR;
        }
    return dict;
}

/* ---- limits ---- */
NATIVE(sys_getrecursionlimit_m) { return value_from_int(thread_recursion_limit); }

NATIVE(sys_setrecursionlimit_m)
{
    int limit;
    if (int_as_i32(a[0], &limit))
        return VALUE_ERROR;
    if (limit < 1)
        return exc_raise(&type_ValueError, "recursion limit must be greater or equal than 1");
    int depth = thread_recursion_depth(running);
    if (depth >= limit)
        return exc_raise(&type_RecursionError,
                         "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low", limit,
                         depth);
    thread_set_recursion_limit(limit);
    return VALUE_NONE;
}

NATIVE(sys_getswitchinterval_m) { return value_from_double((double)gil_switch_interval_ns() * 1e-9); }

NATIVE(sys_setswitchinterval_m)
{
    double seconds;
    if (float_from_value(a[0], &seconds))
        return VALUE_ERROR;
    if (!(seconds > 0))
        return exc_raise(&type_ValueError, "switch interval must be strictly positive");
    gil_set_switch_interval_ns(seconds > 1e9 ? INT64_MAX / 2 : (int64_t)(seconds * 1e9));
    return VALUE_NONE;
}

extern int64_t int_max_str_digits;
NATIVE(sys_get_int_max_str_digits_m) { return int_new(int_max_str_digits); }

NATIVE(sys_set_int_max_str_digits_m)
{
    int digits;
    if (int_as_i32(a[0], &digits))
        return VALUE_ERROR;
    if (digits != 0 && digits < 640)
        return exc_raise(&type_ValueError, "maxdigits must be 0 or larger than 640");
    int_max_str_digits = digits;
    return VALUE_NONE;
}

/* ---- objects ---- */
NATIVE(sys_getrefcount_m)
{
    if (!value_is_obj(a[0]))
        return int_new(UINT32_MAX); /* immediates are immortal */
    return int_new((int64_t)value_as_obj(a[0])->refcount);
}

NATIVE(sys_getsizeof_m)
{
    Value size = type_call_special(a[0], NAME(__sizeof__), NULL, 0);
    if (value_is_absent(size))
        size = exc_raise(&type_TypeError, "Type %T doesn't define __sizeof__", a[0]);
    int64_t bytes = 0;
    if (!value_is_error(size) && value_is_any_int(size)) {
        if (int_as_i64(size, &bytes) == 0 && bytes < 0)
            exc_raise(&type_ValueError, "__sizeof__() should return >= 0");
    } else if (!value_is_error(size)) {
        exc_raise(&type_TypeError, "'%T' object cannot be interpreted as an integer", size);
    }
    value_drop(size);
    if (exc_pending()) {
        if (value_is_absent(a[1]) || !exc_pending_is(&type_TypeError))
            return VALUE_ERROR;
        exc_clear();
        return value_dup(a[1]);
    }
    return int_new(bytes);
}

NATIVE(sys_intern_m)
{
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "intern() argument must be str, not %T", a[0]);
    if (!value_is_exact_str(a[0]))
        return exc_raise(&type_TypeError, "can't intern %T", a[0]);
    return str_intern(value_dup(a[0]));
}

NATIVE(sys_is_interned_m)
{
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "_is_interned() argument must be str, not %T", a[0]);
    return value_from_bool(str_is_interned(a[0]));
}

NATIVE(sys_getallocatedblocks_m) { return value_from_int(0); }
NATIVE(sys_getunicodeinternedsize_m) { return value_from_int(0); }
NATIVE(sys_getdefaultencoding_m) { return str_intern_cstr("utf-8"); }
NATIVE(sys_getfilesystemencoding_m) { return str_intern_cstr("utf-8"); }
NATIVE(sys_getfilesystemencodeerrors_m) { return str_intern_cstr("surrogateescape"); }
NATIVE(sys_is_finalizing_m) { return value_from_bool(sys_finalizing); }
NATIVE(sys_clear_caches_m) { return VALUE_NONE; }
NATIVE(sys_is_stack_trampoline_active_m) { return VALUE_FALSE; }
NATIVE(sys_is_gil_enabled_m) { return VALUE_TRUE; }
/* -X cpu_count=N or PYTHON_CPU_COUNT: -1 when not given. */
NATIVE(sys_get_cpu_count_config_m)
{
    return value_from_int(cmdline_cpu_count());
}
static int dlopen_flags = RTLD_NOW;
NATIVE(sys_getdlopenflags_m) { return value_from_int(dlopen_flags); }
NATIVE(sys_setdlopenflags_m) { return int_as_i32(a[0], &dlopen_flags) ? VALUE_ERROR : VALUE_NONE; }

NATIVE(sys_call_tracing_m)
{
    if (!value_is_tuple(a[1]))
        return exc_raise(&type_TypeError, "call_tracing() argument 2 must be tuple, not %T", a[1]);
    int tracing = running->tracing;
    running->tracing = 0;
    Value result = object_call_tuple(a[0], a[1], VALUE_ABSENT);
    running->tracing = tracing;
    return result;
}

/* ---- asynchronous generators and coroutines ---- */
static Value asyncgen_hooks_repr(Ref self)
{
    return str_format("asyncgen_hooks(firstiter=%R, finalizer=%R)", tuple_at(self, 0), tuple_at(self, 1));
}

static Value asyncgen_hooks_now(void)
{
    static const StructSeqField fields[] = {
        {"firstiter", "called when an asynchronous generator is first iterated"},
        {"finalizer", "called when an asynchronous generator is about to be collected"},
    };
    static Type *type;
    if (type == NULL) {
        type = structseq_type_new("builtins", "asyncgen_hooks", "The hooks of asynchronous generators.", fields, 2, 2);
        if (type == NULL)
            return VALUE_ERROR;
        type->repr = asyncgen_hooks_repr;
    }
    Ref first = running->asyncgen_firstiter, last = running->asyncgen_finalizer;
    Value items[2] = {value_is_absent(first) ? VALUE_NONE : value_dup(first),
                      value_is_absent(last) ? VALUE_NONE : value_dup(last)};
    return structseq_new(type, items);
}
NATIVE(sys_get_asyncgen_hooks_m) { return asyncgen_hooks_now(); }

NATIVE(sys_set_asyncgen_hooks_m)
{
    static const char *const names[2] = {"firstiter", "finalizer"};
    for (int i = 0; i < 2; i++)
        if (!value_is_absent(a[i]) && !value_is_none(a[i]) && !object_is_callable(a[i]))
            return exc_raise(&type_TypeError, "callable %s expected, got %T", names[i], a[i]);
    Value *hooks[2] = {&running->asyncgen_firstiter, &running->asyncgen_finalizer};
    for (int i = 0; i < 2; i++)
        if (!value_is_absent(a[i]))
            value_replace(hooks[i], value_is_none(a[i]) ? VALUE_ABSENT : value_dup(a[i]));
    return VALUE_NONE;
}

NATIVE(sys_get_coroutine_origin_tracking_depth_m) { return value_from_int(running->coroutine_origin_depth); }
NATIVE(sys_set_coroutine_origin_tracking_depth_m)
{
    int depth;
    if (int_as_i32(a[0], &depth))
        return VALUE_ERROR;
    if (depth < 0)
        return exc_raise(&type_ValueError, "depth must be >= 0");
    running->coroutine_origin_depth = depth;
    return VALUE_NONE;
}

const Method sys_functions[] = {
    {"_clear_internal_caches()", sys_clear_caches_m, "Clear internal performance-related caches."},
    {"_clear_type_cache()", sys_clear_caches_m, "Clear the internal type lookup cache."},
    {"_current_exceptions()", sys_current_exceptions_m, "Return a dict of each thread's handled exception."},
    {"_current_frames()", sys_current_frames_m, "Return a dict of each thread's innermost frame."},
    {"_get_cpu_count_config()", sys_get_cpu_count_config_m, "Return -X cpu_count, or -1."},
    {"_getframe(depth=0, /)", sys_getframe_m, "Return a frame of the call stack: 0 is the caller."},
    {"_getframemodulename(depth=0)", sys_getframemodulename_m, "Return the module name of a frame of the call stack."},
    {"_is_gil_enabled()", sys_is_gil_enabled_m, "Return whether the GIL is on: always."},
    {"_is_interned(string, /)", sys_is_interned_m, "Return whether the string is interned."},
    {"call_tracing(func, args, /)", sys_call_tracing_m, "Call func(*args) with tracing enabled."},
    {"exc_info()", sys_exc_info_m, "Return (type, value, traceback) of the exception being handled."},
    {"exception()", sys_exception_m, "Return the exception being handled, or None."},
    {"exit(status=None, /)", sys_exit_m, "Exit the interpreter by raising SystemExit(status)."},
    {"get_asyncgen_hooks()", sys_get_asyncgen_hooks_m, "Return the hooks of asynchronous generators."},
    {"get_coroutine_origin_tracking_depth()", sys_get_coroutine_origin_tracking_depth_m,
     "Return how many frames are kept of where a coroutine was created."},
    {"get_int_max_str_digits()", sys_get_int_max_str_digits_m, "Return the limit of int <-> str conversions."},
    {"getallocatedblocks()", sys_getallocatedblocks_m, "Return the number of allocated blocks (not counted here)."},
    {"getdefaultencoding()", sys_getdefaultencoding_m, "Return the default encoding of str: 'utf-8'."},
    {"getdlopenflags()", sys_getdlopenflags_m, "Return the flags used for dlopen()."},
    {"getfilesystemencodeerrors()", sys_getfilesystemencodeerrors_m, "Return the error handler of file names."},
    {"getfilesystemencoding()", sys_getfilesystemencoding_m, "Return the encoding of file names."},
    {"getrecursionlimit()", sys_getrecursionlimit_m, "Return the maximum depth of the Python call stack."},
    {"getrefcount(object, /)", sys_getrefcount_m, "Return the reference count of object."},
    {"getsizeof(object, default=<absent>)", sys_getsizeof_m, "Return the size of object in bytes."},
    {"getswitchinterval()", sys_getswitchinterval_m, "Return the thread switch interval in seconds."},
    {"getunicodeinternedsize(*, _only_immortal=False)", sys_getunicodeinternedsize_m,
     "Return the number of interned strings (not counted here)."},
    {"intern(string, /)", sys_intern_m, "Return the interned string of this content."},
    {"is_finalizing()", sys_is_finalizing_m, "Return whether the interpreter is exiting."},
    {"is_stack_trampoline_active()", sys_is_stack_trampoline_active_m, "Return False: there is no trampoline."},
    {"set_asyncgen_hooks(firstiter=<absent>, finalizer=<absent>)", sys_set_asyncgen_hooks_m,
     "Set the hooks of asynchronous generators."},
    {"set_coroutine_origin_tracking_depth(depth)", sys_set_coroutine_origin_tracking_depth_m,
     "Keep this many frames of where each coroutine was created."},
    {"set_int_max_str_digits(maxdigits)", sys_set_int_max_str_digits_m, "Set the limit of int <-> str conversions."},
    {"setdlopenflags(flags, /)", sys_setdlopenflags_m, "Set the flags used for dlopen()."},
    {"setrecursionlimit(limit, /)", sys_setrecursionlimit_m, "Set the maximum depth of the Python call stack."},
    {"setswitchinterval(interval, /)", sys_setswitchinterval_m, "Set the thread switch interval in seconds."},
    {0},
};
