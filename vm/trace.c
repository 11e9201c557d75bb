/* vm/trace.c -- sys.settrace and sys.setprofile: call, line, opcode, return and exception events.
 *
 * The fast dispatch table knows nothing of this: while a hook is set every instruction first comes here through the
 * second table.  A line event is due when execution reaches the first instruction of a line, or jumps back
 * within one. */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/ops.h"

typedef enum TraceEvent { TRACE_CALL, TRACE_LINE, TRACE_RETURN, TRACE_EXCEPTION, TRACE_OPCODE } TraceEvent;
static const char *const event_names[] = {"call", "line", "return", "exception", "opcode"};

/* Call a hook with (frame, event, arg); its result or ERROR, in which case tracing has been switched off. */
static Value call_hook(Ref hook, Ref frame, TraceEvent event, Ref arg)
{
    Value name = str_intern_cstr(event_names[event]);
    if (value_is_error(name))
        return name;
    Value held = value_dup(hook);
    Value args[3] = {frame, name, arg};
    running->tracing++;
    Value result = object_call(held, args, 3, VALUE_ABSENT);
    running->tracing--;
    value_drop(held);
    value_drop(name);
    return result;
}

static void trace_off(void)
{
    value_clear(&running->trace_function);
    running->hooks_on = !value_is_absent(running->profile_function);
}

/* Tell the frame's own trace function; what it returns replaces it. */
static int call_local(FrameObject *o, Ref hook, TraceEvent event, Ref arg)
{
    Value result = call_hook(hook, value_from_obj(o), event, arg);
    if (value_is_error(result)) {
        trace_off();
        value_clear(&o->trace);
        return -1;
    }
    if (value_is_none(result))
        value_drop(result);
    else
        value_replace(&o->trace, result);
    return 0;
}

static int profile(Frame *f, TraceEvent event, Ref arg)
{
    if (value_is_absent(running->profile_function) || running->tracing)
        return 0;
    Value o = frame_object(f);
    if (value_is_error(o))
        return -1;
    Value result = call_hook(running->profile_function, o, event, arg);
    value_drop(o);
    if (value_is_error(result)) {
        value_clear(&running->profile_function);
        running->hooks_on = !value_is_absent(running->trace_function);
        return -1;
    }
    value_drop(result);
    return 0;
}

int trace_call(Frame *f)
{
    f->traced = false;
    f->traced_line = -1;
    if (profile(f, TRACE_CALL, VALUE_NONE))
        return -1;
    if (value_is_absent(running->trace_function) || running->tracing)
        return 0;
    Value v = frame_object(f);
    if (value_is_error(v))
        return -1;
    FrameObject *o = VALUE_AS(FrameObject, v);
    int result = call_local(o, running->trace_function, TRACE_CALL, VALUE_NONE);
    f->traced = !value_is_absent(o->trace);
    value_drop(v);
    return result;
}

static int trace_line(Frame *f, FrameObject *o, const Instr *pc)
{
    int line = code_line(f->code, (uint32_t)(pc - f->code->words));
    bool backwards = pc->op == OP_JUMP_BACK;
    bool new_line = line >= 0 && line != f->traced_line;
    f->traced_line = backwards ? -1 : line >= 0 ? line : f->traced_line;
    if (!new_line || !o->trace_lines)
        return 0;
    return call_local(o, o->trace, TRACE_LINE, VALUE_NONE);
}

int trace_instruction(Frame *f, const Instr *pc)
{
    if (!f->traced || running->tracing || value_is_absent(running->trace_function))
        return 0;
    Value v = frame_object(f);
    if (value_is_error(v))
        return -1;
    FrameObject *o = VALUE_AS(FrameObject, v);
    int result = 0;
    if (!value_is_absent(o->trace))
        result = trace_line(f, o, pc);
    if (result == 0 && o->trace_opcodes && !value_is_absent(o->trace))
        result = call_local(o, o->trace, TRACE_OPCODE, VALUE_NONE);
    o->set_line = 0;
    value_drop(v);
    return result;
}

/* v ABSENT: the frame is left by an exception, which stays pending. */
int trace_return(Frame *f, Ref v)
{
    Value pending = exc_take();
    Ref arg = value_is_absent(v) ? VALUE_NONE : v;
    int result = 0;
    if (f->traced && !running->tracing && !value_is_absent(running->trace_function)) {
        Value object = frame_object(f);
        if (!value_is_error(object)) {
            FrameObject *o = VALUE_AS(FrameObject, object);
            if (!value_is_absent(o->trace))
                result = call_local(o, o->trace, TRACE_RETURN, arg);
            value_drop(object);
        }
    }
    if (result == 0)
        result = profile(f, TRACE_RETURN, arg);
    if (!value_is_absent(pending)) {
        if (result)
            exc_clear();
        exc_restore(pending);
    }
    return result;
}

void trace_exception(Frame *f)
{
    if (!f->traced || running->tracing || value_is_absent(running->trace_function))
        return;
    Value exc = exc_take();
    Value object = frame_object(f);
    Ref traceback = VALUE_AS(Exc, exc)->traceback;
    Value arg = tuple_of3(value_from_obj(value_type(exc)), exc,
                          value_is_absent(traceback) ? VALUE_NONE : traceback);
    int result = 0;
    if (!value_is_error(object) && !value_is_error(arg)) {
        FrameObject *o = VALUE_AS(FrameObject, object);
        if (!value_is_absent(o->trace))
            result = call_local(o, o->trace, TRACE_EXCEPTION, arg);
    }
    value_drop(value_is_error(object) ? VALUE_ABSENT : object);
    value_drop(value_is_error(arg) ? VALUE_ABSENT : arg);
    if (result == 0)
        exc_restore(exc);
    else
        value_drop(exc);
}

int trace_set_line(FrameObject *o, Ref v);
int trace_set_line(FrameObject *o, Ref v)
{
    return exc_raise_int(&type_ValueError, "f_lineno can only be set by a trace function");
}
