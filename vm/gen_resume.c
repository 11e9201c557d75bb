/* vm/gen_resume.c -- resuming, throwing into and closing a generator from C.
 *
 * The loop resumes in place (vm/loop_gen.h); everything that comes through an object's slot or method goes through here and
 * enters the loop once more.  Chains: vm/delegate.c. */
#include "runtime/exc.h"
#include "vm/callback.h"
#include "vm/gen.h"
#include "vm/ops.h"

/* ---- resuming from C ---- */

static int take_recursion_credit(void)
{
    if (running->recursion_left <= 0 || c_stack_check(""))
        return thread_recursion_error("");
    return 0;
}

/* Is an exception being handled in g or below it?  It is the context of what is thrown in; the caller's is not. */
static bool chain_handles(const Gen *g)
{
    return !value_is_absent(vm_chain_handles(&g->chain->handled));
}

/* Run the frame that gen_enter() gave; the C caller is the receiver. */
static inline Step run_entered(Gen *g, Frame *f, bool throwing, Value *out)
{
    g->frame.back = running->frame;
    g->frame.give = GIVE_C;
    obj_hold(g);
    if (throwing && chain_handles(g))
        exc_chain_to_handled(running->exc);
    Step step = throwing ? vm_run_throw(f, out) : vm_run(f, out);
    obj_drop((Obj *)g);
    return step;
}

static inline Step resume_ready(Gen *g, Ref sent, Value *out)
{
    if (take_recursion_credit())
        return STEP_RAISE;
    g->frame.pc = gen_enter_ready(running, g, value_dup(sent));
    return run_entered(g, &g->frame, false, out);
}

Step gen_resume(Ref gen, Ref sent, Value *out)
{
    Gen *g = VALUE_AS(Gen, gen);
    if (LIKELY(g->frame.state == GEN_PARKED) && LIKELY(!eventlog_on) && LIKELY(!running->hooks_on))
        return resume_ready(g, sent, out);
    int status = gen_check_resume(g, sent);
    if (status > 0) {
        *out = VALUE_NONE;
        return STEP_RETURN;
    }
    if (status < 0 || take_recursion_credit())
        return STEP_RAISE;
    return run_entered(g, gen_enter(g, value_dup(sent)), false, out);
}

/* Separate from gen_resume(), for whoever iterates in C: sum(), list(), join(). */
Value gen_next(Ref self)
{
    Gen *g = VALUE_AS(Gen, self);
    Value v;
    Step step = LIKELY(g->frame.state == GEN_PARKED) && LIKELY(!eventlog_on) && LIKELY(!running->hooks_on)
        ? resume_ready(g, VALUE_NONE, &v) : gen_resume(self, VALUE_NONE, &v);
    if (LIKELY(step == STEP_YIELD))
        return v;
    if (step == STEP_RAISE)
        return VALUE_ERROR;
    value_drop(v);
    return VALUE_ABSENT;
}

/* A generator that has not begun ends at once when something is thrown in, be it a StopIteration. */
static Step raise_in_fresh(Gen *g)
{
    traceback_here(&g->frame);
    Value exc = exc_take();
    gen_over(g, 0);
    exc_restore(exc);
    return STEP_RAISE;
}

/* The innermost frame delegates to something that is no generator: ask that first.
 * STEP_RETURN: it returned, *out is the value of the `yield from`. */
static Step throw_into_iterator(Ref it, Ref exc, Value *out)
{
    if (value_is_instance(exc, &type_GeneratorExit)) {
        Value close = object_getattr_or_absent(it, NAME(close));
        if (value_is_error(close))
            exc_unraisable(NULL, it); /* the generator is closed all the same */
        else if (!value_is_absent(close)) {
            Value result = object_call0(close);
            value_drop(close);
            if (value_is_error(result))
                return STEP_RAISE;
            value_drop(result);
        }
        exc_restore(value_dup(exc));
        return STEP_RAISE;
    }
    Value throw = object_getattr_or_absent(it, NAME(throw));
    if (value_is_error(throw))
        return STEP_RAISE;
    if (value_is_absent(throw)) {
        exc_restore(value_dup(exc));
        return STEP_RAISE;
    }
    *out = object_call1(throw, exc);
    value_drop(throw);
    if (!value_is_error(*out))
        return STEP_YIELD;
    if (!exc_pending_is(&type_StopIteration))
        return STEP_RAISE;
    Value stop = exc_take();
    *out = object_getattr(stop, NAME(value));
    value_drop(stop);
    return value_is_error(*out) ? STEP_RAISE : STEP_RETURN;
}

/* GeneratorExit thrown into a chain closes its members from the innermost outwards (PEP 380), without recursion
 * however long the chain is.  -1: one of them raised instead; the exception is pending and belongs to
 * the member that is innermost now. */
static int close_members(Gen *g)
{
    Frame *resumer = running->frame;
    int result = 0;
    while (result == 0 && g->chain != g) {
        Gen *member = g->chain;
        obj_hold(member);
        gen_detach(member);
        /* The rest of the chain runs meanwhile: a `finally` inside that closes or resumes it must be refused. */
        g->frame.back = resumer;
        g->frame.state = GEN_RUNNING;
        running->frame = &g->chain->frame;
        Value ignored = VALUE_NONE;
        result = member->base.type == &type_async_generator ? asyncgen_close_awaited(member)
                                                            : gen_close(value_from_obj(member), &ignored);
        value_drop(ignored);
        obj_drop((Obj *)member);
        running->frame = resumer;
        g->frame.state = GEN_SUSPENDED;
    }
    return result;
}

/* The innermost frame of g stands at a DELEGATE on something that is no linked generator: throw into that, with g
 * looking as it does while it runs. */
static Step throw_into_delegate(Gen *g, Ref exc, Value *out)
{
    Frame *f = &g->chain->frame, *resumer = running->frame;
    g->frame.back = resumer;
    g->frame.state = GEN_RUNNING;
    running->frame = f;
    Value it = value_dup(f->registers[f->pc->b]);
    Step step = throw_into_iterator(it, exc, out);
    value_drop(it);
    running->frame = resumer;
    g->frame.state = GEN_SUSPENDED;
    return step;
}

/* The delegate returned v while g was suspended: its `yield from` has this value; go on behind it. */
static Step resume_after_delegate(Gen *g, Value v /* taken */, Value *out)
{
    Frame *f = &g->chain->frame;
    const Instr *in = f->pc;
    value_drop(f->registers[in->c]);
    value_drop(f->registers[in->b]);
    if ((in->flags >> 4 & 3) == OPERAND_LOCAL)
        value_replace(&f->registers[in->a], v);
    else
        f->registers[in->a] = v;
    f->pc = in + 2;
    return run_entered(g, gen_enter_throw(g), false, out);
}

static Step throw_suspended(Gen *g, Ref exc, Value *out)
{
    bool ask_delegate = true;
    if (value_is_instance(exc, &type_GeneratorExit) && close_members(g))
        ask_delegate = false; /* what went wrong inside is raised where we stand */
    if (ask_delegate && g->chain->frame.pc->op == OP_DELEGATE) {
        Step step = throw_into_delegate(g, exc, out);
        if (step == STEP_YIELD)
            return STEP_YIELD;
        if (step == STEP_RETURN)
            return resume_after_delegate(g, *out, out);
    } else if (ask_delegate)
        exc_restore(value_dup(exc));
    return run_entered(g, gen_enter_throw(g), true, out);
}

Step gen_throw(Ref gen, Ref exc, Value *out)
{
    Gen *g = VALUE_AS(Gen, gen);
    switch ((GenState)g->frame.state) {
    case GEN_DONE:
        if (g->base.type == &type_coroutine)
            exc_raise(&type_RuntimeError, "cannot reuse already awaited coroutine");
        else
            exc_restore(value_dup(exc));
        return STEP_RAISE;
    case GEN_RUNNING:
        exc_raise(&type_ValueError, "%s already executing", gen_kind(g));
        return STEP_RAISE;
    case GEN_CREATED:
        exc_restore(value_dup(exc));
        return raise_in_fresh(g);
    case GEN_PARKED:
    case GEN_SUSPENDED:
        break;
    }
    if (gen_check_resume(g, VALUE_NONE) < 0 || take_recursion_credit())
        return STEP_RAISE;
    obj_hold(g);
    Step step = throw_suspended(g, exc, out);
    obj_drop((Obj *)g);
    return step;
}

/* ---- closing ---- */

bool gen_stands_in_try(const Gen *g)
{
    return g->frame.pc->op == OP_DELEGATE
        || code_find_handler(g->frame.code, frame_word(&g->frame)) != NULL;
}

Value gen_exit_new(void)
{
    Value exit = exc_instance(value_from_obj(&type_GeneratorExit), VALUE_ABSENT);
    if (value_is_ok(exit))
        exc_chain_to_handled(exit);
    return exit;
}

static Step throw_exit(Gen *g, Value *out)
{
    Value exit = gen_exit_new();
    if (value_is_error(exit))
        return STEP_RAISE;
    if (g->frame.state != GEN_PARKED) {
        Step step = gen_throw(value_from_obj(g), exit, out);
        value_drop(exit);
        return step;
    }
    if (take_recursion_credit()) {
        value_drop(exit);
        return STEP_RAISE;
    }
    g->frame.marks.closing = true; /* an exit that comes out again needs no traceback */
    exc_restore(exit);
    Step step = run_entered(g, gen_enter_throw(g), true, out);
    g->frame.marks.closing = false;
    return step;
}

int gen_close(Ref gen, Value *out)
{
    Gen *g = VALUE_AS(Gen, gen);
    *out = VALUE_NONE;
    if (g->frame.state == GEN_DONE)
        return 0;
    EVENTLOG(EVENT_CLOSE, g, NULL, g->frame.code,
             gen_is_fresh(g) ? g->frame.code->first_line : frame_line(&g->frame), VALUE_NONE);
    if (g->frame.state == GEN_CREATED || (gen_stands_still(g) && !gen_is_member(g) && !gen_stands_in_try(g))) {
        gen_over(g, gen_depth(g));
        return 0;
    }
    switch (throw_exit(g, out)) {
    case STEP_YIELD:
        g->frame.marks.ag_yielded = false;
        value_drop(*out);
        *out = VALUE_NONE;
        return exc_raise_int(&type_RuntimeError, "%s ignored GeneratorExit", gen_kind(g));
    case STEP_RETURN:
        return 0;
    case STEP_RAISE:
        break;
    }
    *out = VALUE_NONE;
    if (!exc_pending_is(&type_GeneratorExit) && !exc_pending_is(&type_StopIteration))
        return -1;
    exc_clear();
    return 0;
}

