/* runtime/exc_unraisable.c -- errors that nobody can receive, handed to sys.unraisablehook. */
#include "runtime/descr.h"
#include "runtime/exc_types.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/callback.h"

Type *type_unraisable_args;

int exc_init_unraisable(void)
{
    static const StructSeqField fields[] = {
        {"exc_type", "Exception type"}, {"exc_value", "Exception value"},
        {"exc_traceback", "Exception traceback"}, {"err_msg", "Error message"},
        {"object", "Object causing the exception"},
    };
    type_unraisable_args = structseq_type_new("sys", "UnraisableHookArgs",
        "UnraisableHookArgs\n\nType used to pass arguments to sys.unraisablehook.", fields, 5, 5);
    return type_unraisable_args ? 0 : -1;
}

static void write_text(Ref file, Value text /* taken */)
{
    Value result = value_is_error(text) ? VALUE_ERROR : object_call_method1(file, NAME(write), text);
    if (value_is_error(result))
        exc_clear();
    value_drop(result);
    value_drop(text);
}

/* "Exception ignored in: <object>", whose repr may itself fail. */
static void write_headline(Ref file, Ref message, Ref object)
{
    if (value_is_none(object)) {
        if (!value_is_none(message))
            write_text(file, str_format("%S:\n", message));
        return;
    }
    Value shown = object_repr(object);
    if (value_is_error(shown)) {
        exc_clear();
        shown = str_from_cstr("<object repr() failed>");
    }
    if (value_is_none(message))
        write_text(file, str_format("Exception ignored in: %S\n", shown));
    else
        write_text(file, str_format("%S: %S\n", message, shown));
    value_drop(shown);
}

static void report(Ref exc, Ref message, Ref object)
{
    Value file = value_dup(sys_get("stderr"));
    if (value_is_ok(file) && !value_is_none(file)) {
        write_headline(file, message, object);
        if (value_has_flag(exc, TYPE_SUB_EXC))
            write_text(file, exc_print_text_plain(exc));
    }
    value_drop(file);
}

Value exc_unraisable_default(Ref args)
{
    if (!value_has_type(args, type_unraisable_args))
        return exc_raise(&type_TypeError, "sys.unraisablehook argument type must be UnraisableHookArgs");
    report(tuple_at(args, 1), tuple_at(args, 3), tuple_at(args, 4));
    return VALUE_NONE;
}

/* Takes nothing; exc is held by the caller. */
static Value make_args(Ref exc, Ref message, Ref object)
{
    Value items[5] = {value_dup_obj(value_type(exc)), value_dup(exc), dup_or_none(exc_traceback(exc)),
                      value_dup(message), value_dup(object)};
    return structseq_new(type_unraisable_args, items);
}

/* Without a traceback the place is not known: the innermost frame is better than nothing. */
static void add_current_frame(Ref exc)
{
    Frame *f = vm_frame_caller(0);
    if (f == NULL || !value_is_absent(exc_traceback(exc)))
        return;
    Value frame = vm_frame_object(f);
    Value tb = value_is_error(frame) ? VALUE_ERROR : traceback_new(VALUE_NONE, frame, -1, vm_frame_line(f));
    value_drop(frame);
    if (value_is_error(tb))
        exc_clear();
    else
        value_replace(&VALUE_AS(Exc, exc)->entries, tb);
}

static void call_hook(Ref exc, Ref message, Ref object)
{
    Value hook = value_dup(sys_get("unraisablehook"));
    Value args = value_is_ok(hook) && type_unraisable_args ? make_args(exc, message, object) : VALUE_ABSENT;
    if (value_is_error(args))
        exc_clear();
    if (value_is_ok(hook) && !value_is_none(hook) && value_is_ok(args)) {
        Value result = object_call1(hook, args);
        if (value_is_error(result)) {
            Value second = exc_take();
            Value text = str_from_cstr("Exception ignored in sys.unraisablehook");
            report(second, value_is_error(text) ? VALUE_NONE : text, hook);
            value_drop(text);
            value_drop(second);
        }
        value_drop(result);
    } else {
        report(exc, message, object);
    }
    value_drop(args);
    value_drop(hook);
}

void exc_unraisable(const char *what_fmt, Ref object)
{
    Value exc = exc_take();
    if (value_is_absent(exc))
        return;
    add_current_frame(exc);
    /* Often something half dead: keep it while it is shown, but do not let it die a second time. */
    bool is_dying = value_is_obj(object) && value_as_obj(object)->refcount == 0;
    value_dup(object);
    Value message = VALUE_NONE;
    Ref shown = object;
    if (value_has_type(shown, &type_bound_method)) /* a __del__: named as the function it is */
        shown = VALUE_AS(BoundMethod, shown)->function;
    if (what_fmt && strcmp(what_fmt, "Exception ignored in: %R") != 0) {
        message = str_format(what_fmt, object);
        if (value_is_error(message)) {
            exc_clear();
            message = VALUE_NONE;
        }
        if (strchr(what_fmt, '%'))
            shown = VALUE_NONE;
    }
    call_hook(exc, message, value_or_none(shown));
    value_drop(message);
    if (is_dying)
        value_as_obj(object)->refcount--;
    else
        value_drop(object);
    value_drop(exc);
}
