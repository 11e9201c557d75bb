/* runtime/exc.c -- making exceptions pending, chaining them, taking them, matching them. */
#include "runtime/exc.h"
#include "runtime/exc_types.h"
#include "runtime/codec.h"
#include "runtime/int.h"
#include "runtime/parser_hooks.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/callback.h"
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- the handled exception, and chaining ---- */

Ref exc_handled_by(const Thread *t)
{
    for (Value **place = t->handled; place != t->handled_bottom; place--) {
        Ref exc = vm_chain_handles(*place);
        if (!value_is_absent(exc))
            return exc;
    }
    return t->handled_base;
}

Ref exc_handled(void) { return exc_handled_by(running); }

/* Raising an exception while a descendant of it is handled would close a ring of contexts: cut it where the
 * raised one appears.  A ring that a program made by hand is found by a second, slower walker. */
static void cut_context_ring(Ref handled, Ref raised)
{
    Ref slow = handled;
    bool step_slow = false;
    for (Ref at = handled;;) {
        Value *context = &VALUE_AS(Exc, at)->context;
        if (value_is_absent(*context))
            return;
        if (value_is(*context, raised)) {
            value_clear(context);
            return;
        }
        at = *context;
        if (value_is(at, slow))
            return;
        if (step_slow)
            slow = VALUE_AS(Exc, slow)->context;
        step_slow = !step_slow;
    }
}

void exc_chain_to_handled(Ref exc)
{
    Ref handled = exc_handled();
    if (!value_is_absent(handled))
        exc_chain_to(exc, handled);
}

void exc_chain_to(Ref exc, Ref handled)
{
    if (value_is(handled, exc))
        return;
    value_dup(handled); /* cutting drops a context, which can run anything */
    cut_context_ring(handled, exc);
    value_replace(&VALUE_AS(Exc, exc)->context, handled);
}

bool exc_pending_is(Type *type)
{
    return exc_pending() && value_is_instance(running->exc, type);
}

/* Takes exc: chain and make pending. */
static Value make_pending(Value exc)
{
    if (!value_is_error(exc)) {
        exc_chain_to_handled(exc);
        exc_restore(exc);
    }
    return VALUE_ERROR;
}

/* ---- making instances ---- */

/* type(arg): built-in types without a constructor of their own are built without a call. */
static Value instantiate(Type *type, Ref arg_or_absent)
{
    if (type->init == exc_init_args && type->new == exc_new) {
        Value args = value_is_absent(arg_or_absent) ? tuple_empty() : tuple_of1(arg_or_absent);
        return exc_alloc(type, args);
    }
    Value exc = value_is_absent(arg_or_absent) ? object_call0(value_from_obj(type))
                                               : object_call1(value_from_obj(type), arg_or_absent);
    if (!value_is_error(exc) && !value_has_flag(exc, TYPE_SUB_EXC)) {
        exc_raise(&type_TypeError, "calling %R should have returned an instance of BaseException, not %R",
                  value_from_obj(type), value_from_obj(value_type(exc)));
        value_drop(exc);
        return VALUE_ERROR;
    }
    return exc;
}

/* The constructor of a Python class may not see an exception pending. */
static Value raise_with(Type *type, Ref arg_or_absent)
{
    if (exc_pending())
        exc_clear();
    return make_pending(instantiate(type, arg_or_absent));
}

static Value raise_formatted(Type *type, const char *fmt, va_list ap)
{
    if (exc_pending())
        exc_clear();
    Value message = str_vformat(fmt, ap);
    if (value_is_error(message))
        return VALUE_ERROR;
    raise_with(type, message);
    value_drop(message);
    return VALUE_ERROR;
}

Value exc_raise(Type *type, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    raise_formatted(type, fmt, ap);
    va_end(ap);
    return VALUE_ERROR;
}

int exc_raise_int(Type *type, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    raise_formatted(type, fmt, ap);
    va_end(ap);
    return -1;
}

Value exc_raise_value(Type *type, Ref arg) { return raise_with(type, arg); }
Value exc_raise_none(Type *type) { return raise_with(type, VALUE_ABSENT); }

Value exc_raise_key(Ref key)
{
    return raise_with(&type_KeyError, key);
}

Value exc_raise_stop_iteration(Value v)
{
    Value args = value_is_none(v) ? tuple_empty() : tuple_of1(v);
    Value exc = exc_alloc(&type_StopIteration, args);
    if (value_is_error(exc)) {
        value_drop(v);
        return VALUE_ERROR;
    }
    VALUE_AS(ExcStopIteration, exc)->value = v;
    return make_pending(exc);
}

/* An exception with a message and its other fields still empty. */
static Value alloc_formatted(Type *type, const char *fmt, va_list ap)
{
    Value message = str_vformat(fmt, ap);
    if (value_is_error(message))
        return VALUE_ERROR;
    Value args = tuple_of1(message);
    value_drop(message);
    return exc_alloc(type, args);
}

Value exc_raise_attribute(Ref object, Ref name, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    Value exc = alloc_formatted(&type_AttributeError, fmt, ap);
    va_end(ap);
    if (value_is_error(exc))
        return VALUE_ERROR;
    VALUE_AS(ExcAttribute, exc)->object = value_dup(object);
    VALUE_AS(ExcAttribute, exc)->name = value_dup(name);
    return make_pending(exc);
}

Value exc_raise_name(Ref name, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    Value exc = alloc_formatted(&type_NameError, fmt, ap);
    va_end(ap);
    if (value_is_error(exc))
        return VALUE_ERROR;
    VALUE_AS(ExcName, exc)->name = value_dup(name);
    return make_pending(exc);
}

Value exc_raise_errno(Type *type, int error, Ref filename)
{
    const char *text = strerror(error);
    Value message = str_decode_fs(text, strlen(text));
    if (value_is_error(message))
        return VALUE_ERROR;
    Ref args[3] = {value_from_int(error), message, filename};
    Value exc = object_call(value_from_obj(type), args, value_is_absent(filename) ? 2 : 3, VALUE_ABSENT);
    value_drop(message);
    return make_pending(exc);
}

Value exc_instance(Ref class_or_instance, Ref value)
{
    if (value_has_flag(class_or_instance, TYPE_SUB_EXC) && !value_is_type(class_or_instance)) {
        if (!value_is_absent(value) && !value_is_none(value))
            return exc_raise(&type_TypeError, "instance exception may not have a separate value");
        return value_dup(class_or_instance);
    }
    if (!value_is_type(class_or_instance) || !type_is_subtype(value_as_type(class_or_instance), &type_BaseException))
        return exc_raise(&type_TypeError, "exceptions must derive from BaseException");
    Type *type = value_as_type(class_or_instance);
    if (value_is_absent(value) || value_is_none(value))
        return instantiate(type, VALUE_ABSENT);
    if (value_is_instance(value, type))
        return value_dup(value);
    if (!value_is_exact_tuple(value))
        return instantiate(type, value);
    Value exc = object_call_tuple(class_or_instance, value, VALUE_ABSENT);
    if (!value_is_error(exc) && !value_has_flag(exc, TYPE_SUB_EXC)) {
        exc_raise(&type_TypeError, "calling %R should have returned an instance of BaseException, not %R",
                  class_or_instance, value_from_obj(value_type(exc)));
        value_drop(exc);
        return VALUE_ERROR;
    }
    return exc;
}

Value exc_raise_object(Ref exc)
{
    Value instance = exc_instance(exc, VALUE_ABSENT);
    return make_pending(instance);
}

/* ---- out of memory ---- */

#define N_RESERVED 16
static Value reserved[N_RESERVED]; /* MemoryErrors made in advance */
static int n_reserved;

static int reserve_memory_errors(void)
{
    while (n_reserved < N_RESERVED) {
        Value exc = exc_alloc(&type_MemoryError, tuple_empty());
        if (value_is_error(exc))
            return -1;
        reserved[n_reserved++] = exc;
    }
    return 0;
}

Value exc_raise_memory(void)
{
    static bool refilling;
    if (n_reserved > 1)
        return make_pending(reserved[--n_reserved]);
    if (!refilling && n_reserved == 1) {
        refilling = true;
        int failed = reserve_memory_errors();
        refilling = false;
        if (!failed)
            return make_pending(reserved[--n_reserved]);
    }
    if (n_reserved == 0) {
        static const char text[] = "fatal: out of memory before start-up was finished\n";
        if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
            abort();
        abort();
    }
    /* The very last one is shared by all who need it. */
    exc_drop_traceback(VALUE_AS(Exc, reserved[0]));
    exc_restore(value_dup(reserved[0]));
    return VALUE_ERROR;
}

/* ---- matching, replacing ---- */

static int match_one(Type *type, Ref class)
{
    if (!value_is_type(class) || !(type_is_subtype(value_as_type(class), &type_BaseException))) {
        exc_raise(&type_TypeError, "catching classes that do not inherit from BaseException is not allowed");
        return -1;
    }
    return type_is_subtype(type, value_as_type(class));
}

int exc_matches(Ref exc, Ref class_or_tuple)
{
    Type *type = value_is_type(exc) ? value_as_type(exc) : value_type(exc);
    if (!value_is_tuple(class_or_tuple))
        return match_one(type, class_or_tuple);
    /* All of them are checked before one may match. */
    int found = 0;
    for (int64_t i = 0; i < tuple_len(class_or_tuple); i++) {
        Ref item = tuple_at(class_or_tuple, i);
        int r;
        if (value_is_tuple(item)) {
            if (c_stack_check(""))
                return -1;
            r = exc_matches(exc, item);
        } else {
            r = match_one(type, item);
        }
        if (r < 0)
            return -1;
        found |= r;
    }
    return found;
}

Value exc_raise_from_pending(Type *type, const char *fmt, ...)
{
    Value old = exc_take();
    va_list ap;
    va_start(ap, fmt);
    raise_formatted(type, fmt, ap);
    va_end(ap);
    if (value_is_absent(old))
        return VALUE_ERROR;
    Value raised = exc_take();
    if (!value_is_absent(raised) && !value_is(raised, old)) {
        exc_set_cause(raised, value_dup(old));
        exc_set_context(raised, value_dup(old));
    }
    value_drop(old);
    exc_restore(raised);
    return VALUE_ERROR;
}

Ref exc_traceback(Ref exc)
{
    Exc *e = VALUE_AS(Exc, exc);
    if (e->raised_in != NULL)
        traceback_settle(e);
    return e->entries;
}

void exc_drop_traceback(Exc *e)
{
    if (e->raised_in != NULL)
        traceback_forget(e);
    value_clear(&e->entries);
}

int exc_set_traceback(Ref exc, Ref traceback)
{
    if (!value_is_none(traceback) && !value_is_absent(traceback) && !value_has_type(traceback, &type_traceback))
        return exc_raise_int(&type_TypeError, "__traceback__ must be a traceback or None");
    Exc *e = VALUE_AS(Exc, exc);
    if (e->raised_in != NULL)
        traceback_forget(e);
    value_replace(&e->entries, value_is_none(traceback) ? VALUE_ABSENT : value_dup(traceback));
    return 0;
}

int exc_set_context(Ref exc, Value context)
{
    value_replace(&VALUE_AS(Exc, exc)->context, value_is_none(context) ? VALUE_ABSENT : context);
    return 0;
}

int exc_set_cause(Ref exc, Value cause)
{
    VALUE_AS(Exc, exc)->suppress_context = true;
    value_replace(&VALUE_AS(Exc, exc)->cause, value_is_none(cause) ? VALUE_ABSENT : cause);
    return 0;
}

/* ---- syntax errors ---- */

Value exc_raise_syntax(Type *type, Ref filename, const char *msg, int line, int col, int end_line, int end_col,
                       const char *text_utf8, size_t text_len)
{
    Value message = str_from_cstr(msg);
    Value text = text_utf8 ? codec_decode_utf8(text_utf8, text_len, "replace") : VALUE_NONE;
    if (value_is_error(message) || value_is_error(text))
        goto fail;
    Ref details[6] = {value_or_none(filename), value_from_int(line), value_from_int(col), text,
                      value_from_int(end_line), value_from_int(end_col)};
    Value info = tuple_from_refs(details, 6);
    if (value_is_error(info))
        goto fail;
    Value exc = object_call2(value_from_obj(type), message, info);
    value_drop(info);
    value_drop(message);
    value_drop(text);
    return make_pending(exc);
fail:
    value_drop(message);
    value_drop(text);
    return VALUE_ERROR;
}

int exc_init(void)
{
    if (type_ExceptionGroup)
        return 0;
    parser_hooks_init();
    return reserve_memory_errors() || exc_init_group() || exc_init_unraisable() ? -1 : 0;
}
