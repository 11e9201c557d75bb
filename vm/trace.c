/* vm/trace.c -- sys.settrace and sys.setprofile: call, line, opcode, return and exception events.
 *
 * The fast dispatch table knows nothing of this: while a hook is set every instruction first comes here through the
 * second table.  A line event is due when execution reaches the first instruction of a line, or jumps back
 * within one. */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/gen.h"
#include "vm/ops.h"

typedef enum TraceEvent { TRACE_CALL, TRACE_LINE, TRACE_RETURN, TRACE_EXCEPTION, TRACE_OPCODE, TRACE_C_CALL, TRACE_C_RETURN,
                          TRACE_C_EXCEPTION } TraceEvent;
static const char *const event_names[] = {"call", "line", "return", "exception", "opcode", "c_call", "c_return",
                                          "c_exception"};

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

/* ---- functions in C, for sys.setprofile ---- */
/* The builtin function or method that calling `callable` with this first argument (or ABSENT) runs; ABSENT for others. */
static Value function_in_c(Ref callable, Ref first)
{
    if (value_has_type(callable, &type_native))
        return value_dup(callable);
    if (!value_has_type(callable, &type_method_descr) || value_is_absent(first)
        || !value_is_instance(first, VALUE_AS(MethodDescr, callable)->owner))
        return VALUE_ABSENT;
    return type_method_descr.descr_get(callable, first, value_from_obj(value_type(first)));
}

int trace_c_begin(Frame *f, Ref callable, Ref first, Value *function_out)
{
    if (value_is_absent(running->profile_function) || running->tracing)
        return 0;
    Value function = function_in_c(callable, first);
    if (value_is_absent(function))
        return 0;
    if (value_is_error(function))
        return -1;
    if (profile(f, TRACE_C_CALL, function)) {
        value_drop(function);
        return -1;
    }
    *function_out = function;
    return 1;
}

Value trace_c_end(Frame *f, Value function, Value result)
{
    Value exc = exc_take();
    int told = profile(f, value_is_error(result) ? TRACE_C_EXCEPTION : TRACE_C_RETURN, function);
    value_drop(function);
    if (told < 0) {
        value_drop(exc);
        value_drop(value_is_error(result) ? VALUE_ABSENT : result);
        return VALUE_ERROR;
    }
    if (!value_is_absent(exc))
        exc_restore(exc);
    return result;
}

/* The call event, at this line.  A line that is resumed in its middle is not reported again. */
static int call_at(Frame *f, int line)
{
    f->marks.traced = false;
    f->traced_line = f->pc == f->code->words ? TRACED_NO_LINE : line;
    if (profile(f, TRACE_CALL, VALUE_NONE))
        return -1;
    if (value_is_absent(running->trace_function) || running->tracing)
        return 0;
    Value v = frame_object(f);
    if (value_is_error(v))
        return -1;
    FrameObject *o = VALUE_AS(FrameObject, v);
    o->set_line = line;
    int result = call_local(o, running->trace_function, TRACE_CALL, VALUE_NONE);
    o->set_line = NO_SET_LINE;
    f->marks.traced = !value_is_absent(o->trace);
    value_drop(v);
    return result;
}

int trace_call(Frame *f) { return call_at(f, code_entry_line(f->code)); }

/* ---- generators ---- */

static Frame *delegator_of(const Frame *f)
{
    return gen_is_member(gen_of_frame((Frame *)f)) ? f->back : NULL;
}

/* Where a resumed frame stood: at the yield before its pc, or still at its delegation. */
static int resumed_line(const Frame *f)
{
    uint32_t word = frame_word(f);
    if (word == 0)
        return code_entry_line(f->code);
    return code_line(f->code, f->pc->op != OP_DELEGATE ? word - 1 : word);
}

/* The call event of a resumed frame, which stands at its yield for as long as the hook looks. */
static int call_resumed(Frame *f)
{
    const Instr *pc = f->pc;
    int line = resumed_line(f);
    if (pc != f->code->words && pc->op != OP_DELEGATE)
        f->pc = pc - 1;
    int result = call_at(f, line);
    f->pc = pc;
    return result;
}

/* A chain is resumed as one; whoever watches sees every member being called, the root first. */
int trace_resume(Frame *f)
{
    size_t n = 1;
    for (Frame *up = delegator_of(f); up != NULL && up->traced_line == TRACED_OUT; up = delegator_of(up))
        n++;
    Frame **chain = mem_alloc(n * sizeof *chain);
    if (chain == NULL)
        return exc_raise_memory(), -1;
    for (size_t i = n; i-- > 0; f = f->back)
        chain[i] = f;
    int result = 0;
    for (size_t i = 0; i < n; i++) {
        if (result == 0)
            result = call_resumed(chain[i]);
        else
            chain[i]->traced_line = TRACED_NO_LINE;
    }
    mem_free(chain);
    return result;
}

int trace_yield(Frame *f, Ref v)
{
    int result = 0;
    for (; f != NULL && result == 0; f = delegator_of(f)) {
        if (f->traced_line == TRACED_OUT)
            break; /* something was thrown in below it: it has not run */
        result = trace_return(f, v);
        f->traced_line = TRACED_OUT;
    }
    return result;
}

int trace_yield_to_awaiter(Frame *f, Ref v)
{
    int result = trace_return(f, v);
    f->traced_line = TRACED_OUT;
    return result;
}

/* To the watcher the end of a delegation is the StopIteration that carries its value. */
int trace_delegate_end(Frame *f, Ref v)
{
    if (!f->marks.traced || running->tracing)
        return 0;
    exc_raise_stop_iteration(value_dup(v));
    trace_exception(f);
    exc_clear();
    return 0;
}

static int trace_line(Frame *f, FrameObject *o, const Instr *pc, bool jumped_back)
{
    int line = code_line(f->code, (uint32_t)(pc - f->code->words));
    bool new_line = line >= 0 && (line != f->traced_line || jumped_back);
    f->traced_line = line >= 0 ? line : f->traced_line;
    if (!new_line || !o->trace_lines)
        return 0;
    return call_local(o, o->trace, TRACE_LINE, VALUE_NONE);
}

int trace_instruction(Frame *f, const Instr *pc)
{
    bool jumped_back = pc < f->pc && instr_is_back_edge(f->pc);
    f->pc = pc;
    if (!f->marks.traced || running->tracing || value_is_absent(running->trace_function))
        return 0;
    Value v = frame_object(f);
    if (value_is_error(v))
        return -1;
    FrameObject *o = VALUE_AS(FrameObject, v);
    int result = 0;
    if (!value_is_absent(o->trace))
        result = trace_line(f, o, pc, jumped_back);
    if (result == 0 && o->trace_opcodes && !value_is_absent(o->trace))
        result = call_local(o, o->trace, TRACE_OPCODE, VALUE_NONE);
    value_drop(v);
    return result;
}

/* v ABSENT: the frame is left by an exception, which stays pending. */
int trace_return(Frame *f, Ref v)
{
    Value pending = exc_take();
    Ref arg = value_is_absent(v) ? VALUE_NONE : v;
    int result = 0;
    if (f->marks.traced && !running->tracing && !value_is_absent(running->trace_function)) {
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

/* The call event of a generator into which something is thrown. */
static void trace_throw(Frame *f)
{
    Value exc = exc_take();
    if (call_at(f, frame_line(f)))
        value_drop(exc);
    else
        exc_restore(exc);
}

void trace_exception(Frame *f)
{
    if (f->traced_line == TRACED_THROWN)
        trace_throw(f);
    if (!f->marks.traced || running->tracing || value_is_absent(running->trace_function))
        return;
    Value exc = exc_take();
    Value object = frame_object(f);
    Ref traceback = exc_traceback(exc);
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
    if (value_is_absent(v))
        return exc_raise_int(&type_AttributeError, "cannot delete attribute");
    if (!value_is_int(v))
        return exc_raise_int(&type_ValueError, "lineno must be an integer");
    return exc_raise_int(&type_ValueError, "f_lineno can only be set in a trace function");
}
