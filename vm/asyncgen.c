/* vm/asyncgen.c -- async generators (PEP 525): the awaitables of __anext__, asend, athrow and aclose, and the hooks.
 *
 * The body of an async generator yields two kinds of things: what it awaits passes through to the event loop
 * untouched; what it `yield`s is announced by the YIELD instruction in ag_yielded.  The awaitables below resume the
 * generator and turn such a value into the StopIteration that ends `await agen.__anext__()`. */
#include "runtime/exc.h"
#include "runtime/generic_alias.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/callback.h"
#include "vm/gen.h"

/* ---- hooks ---- */

int asyncgen_init_hooks(Gen *g)
{
    if (g->hooks_called)
        return 0;
    g->hooks_called = true;
    if (!value_is_absent(running->asyncgen_finalizer))
        g->extra = value_dup(running->asyncgen_finalizer);
    Ref hook = running->asyncgen_firstiter;
    if (value_is_absent(hook))
        return 0;
    Value held = value_dup(hook);
    Value result = object_call1(held, value_from_obj(g));
    value_drop(held);
    if (value_is_error(result))
        return -1;
    value_drop(result);
    return 0;
}

int asyncgen_ask_finalizer(Gen *g)
{
    if (value_is_absent(g->extra) || g->ag_closed || g->state == GEN_DONE)
        return 0;
    Value pending = exc_take();
    Value hook = value_dup(g->extra);
    Value result = object_call1(hook, value_from_obj(g));
    if (value_is_error(result))
        exc_unraisable(NULL, value_from_obj(g));
    else
        value_drop(result);
    value_drop(hook);
    exc_restore(pending);
    return 1;
}

/* ---- the awaitables ---- */

typedef enum AwaitState { AWAIT_INIT, AWAIT_ITER, AWAIT_CLOSED } AwaitState;

/* asend(v), and __anext__() with v None. */
typedef struct AsyncGenSend { Obj base; Value gen, v; AwaitState state; } AsyncGenSend;
/* athrow(...) and, with exc ABSENT, aclose(). exc is a class or instance, looked at when it is thrown. */
typedef struct AsyncGenThrow { Obj base; Value gen, exc; AwaitState state; } AsyncGenThrow;

static Gen *gen_of(Ref v) { return VALUE_AS(Gen, v); }

static void send_dealloc(Obj *o)
{
    AsyncGenSend *s = (AsyncGenSend *)o;
    gc_untrack(o);
    value_drop(s->gen);
    value_drop(s->v);
    object_free(o);
}
static int send_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((AsyncGenSend *)o)->gen);
    GC_VISIT(((AsyncGenSend *)o)->v);
    return 0;
}

static Value new_send(Ref gen, Ref v)
{
    if (asyncgen_init_hooks(gen_of(gen)))
        return VALUE_ERROR;
    AsyncGenSend *s = object_alloc(&type_asyncgen_asend);
    if (s == NULL)
        return VALUE_ERROR;
    s->gen = value_dup(gen);
    s->v = value_dup(v);
    s->state = AWAIT_INIT;
    gc_track(s);
    return value_from_obj(s);
}

Value asyncgen_anext(Ref self) { return new_send(self, VALUE_NONE); }

/* ---- awaited in place ---- */

void asyncgen_ended(Gen *g)
{
    g->ag_running = false;
    g->ag_closed = true;
    exc_raise_none(&type_StopAsyncIteration);
}

void asyncgen_failed(Gen *g, Ref exc)
{
    g->ag_running = false;
    if (value_is_instance(exc, &type_StopAsyncIteration) || value_is_instance(exc, &type_GeneratorExit))
        g->ag_closed = true;
}

bool asyncgen_take_send(Ref awaitable, Value *delegate, Value *sent)
{
    AsyncGenSend *s = VALUE_AS(AsyncGenSend, awaitable);
    Gen *g = gen_of(s->gen);
    if (s->state != AWAIT_INIT || s->base.refcount != 1 || !value_is_none(*sent)
        || (gen_is_fresh(g) && !value_is_none(s->v)) || !asyncgen_begin(g))
        return false;
    s->state = AWAIT_ITER; /* nobody forgot to await it */
    *sent = value_dup(s->v);
    value_replace(delegate, value_dup(s->gen));
    return true;
}

Value asyncgen_awaited(Gen *g)
{
    Value awaitable = new_send(value_from_obj(g), VALUE_NONE);
    if (!value_is_error(awaitable))
        VALUE_AS(AsyncGenSend, awaitable)->state = AWAIT_ITER;
    return awaitable;
}

/* Did the body give this value with `yield`? */
static bool take_yielded(Gen *g)
{
    bool yielded = g->ag_yielded;
    g->ag_yielded = false;
    return yielded;
}

/* Closing came to its end by the pending exception: was that a way of ending? */
static int swallow_exit(void)
{
    if (!exc_pending_is(&type_StopIteration) && !exc_pending_is(&type_StopAsyncIteration)
        && !exc_pending_is(&type_GeneratorExit))
        return -1;
    exc_clear();
    return 0;
}

/* What a step of the body means for the awaitable: STEP_YIELD goes to the event loop; STEP_RETURN carries
 * the yielded value. */
static Step interpret(Gen *g, Step step, Value *out)
{
    switch (step) {
    case STEP_YIELD:
        if (!take_yielded(g))
            return STEP_YIELD;
        g->ag_running = false;
        return STEP_RETURN;
    case STEP_RETURN:
        g->ag_closed = true;
        g->ag_running = false;
        value_drop(*out);
        exc_raise_none(&type_StopAsyncIteration);
        return STEP_RAISE;
    case STEP_RAISE:
        g->ag_running = false;
        if (exc_pending_is(&type_StopAsyncIteration) || exc_pending_is(&type_GeneratorExit))
            g->ag_closed = true;
        return STEP_RAISE;
    }
    __builtin_unreachable();
}

int asyncgen_close_awaited(Gen *g)
{
    Value exit = exc_instance(value_from_obj(&type_GeneratorExit), VALUE_ABSENT);
    if (value_is_error(exit))
        return -1;
    Value v;
    Step step = interpret(g, gen_throw(value_from_obj(g), exit, &v), &v);
    value_drop(exit);
    if (step == STEP_RAISE)
        return swallow_exit();
    value_drop(v);
    return step == STEP_RETURN ? 0 : exc_raise_int(&type_RuntimeError, "coroutine ignored GeneratorExit");
}

static Step raise_running(const char *what)
{
    exc_raise(&type_RuntimeError, "%s: asynchronous generator is already running", what);
    return STEP_RAISE;
}

static Step raise_reused(const char *what)
{
    exc_raise(&type_RuntimeError, "cannot reuse already awaited %s", what);
    return STEP_RAISE;
}

#define SEND_REUSED "__anext__()/asend()"
#define THROW_REUSED "aclose()/athrow()"

static Step asend_send(Ref self, Ref v, Value *out)
{
    AsyncGenSend *s = VALUE_AS(AsyncGenSend, self);
    Gen *g = gen_of(s->gen);
    if (s->state == AWAIT_CLOSED)
        return raise_reused(SEND_REUSED);
    Ref sent = v;
    if (s->state == AWAIT_INIT) {
        if (g->ag_running) {
            s->state = AWAIT_CLOSED;
            return raise_running("anext()");
        }
        if (value_is_none(v))
            sent = s->v;
        s->state = AWAIT_ITER;
    }
    g->ag_running = true;
    Step step = interpret(g, gen_resume(s->gen, sent, out), out);
    if (step != STEP_YIELD)
        s->state = AWAIT_CLOSED;
    return step;
}

static Value step_to_value(Step step, Value v)
{
    if (step == STEP_YIELD)
        return v;
    return step == STEP_RETURN ? exc_raise_stop_iteration(v) : VALUE_ERROR;
}

NATIVE(asend_send_m)
{
    Value v;
    Step step = asend_send(self, a[0], &v);
    return step_to_value(step, v);
}
NATIVE(asend_next_m)
{
    Value v;
    Step step = asend_send(self, VALUE_NONE, &v);
    return step_to_value(step, v);
}

static Step asend_throw(Ref self, Ref exc, Value *out)
{
    AsyncGenSend *s = VALUE_AS(AsyncGenSend, self);
    Gen *g = gen_of(s->gen);
    if (s->state == AWAIT_CLOSED)
        return raise_reused(SEND_REUSED);
    if (s->state == AWAIT_INIT) {
        if (g->ag_running) {
            s->state = AWAIT_CLOSED;
            return raise_running("anext()");
        }
        s->state = AWAIT_ITER;
        g->ag_running = true;
    }
    Step step = interpret(g, gen_throw(s->gen, exc, out), out);
    if (step != STEP_YIELD)
        s->state = AWAIT_CLOSED;
    return step;
}

NATIVE(asend_throw_m)
{
    if (gen_warn_of_three("throw", a[1]))
        return VALUE_ERROR;
    Value exc = gen_exception_from_args(a[0], a[1], a[2]);
    if (value_is_error(exc))
        return exc;
    Value v;
    Step step = asend_throw(self, exc, &v);
    value_drop(exc);
    return step_to_value(step, v);
}

/* Close an awaitable: throw GeneratorExit; anything but leaving is an error. */
static Value close_awaitable(Ref self, bool closed, Step (*throw)(Ref, Ref, Value *), const char *what)
{
    if (closed)
        return VALUE_NONE;
    Value exit = exc_instance(value_from_obj(&type_GeneratorExit), VALUE_ABSENT);
    if (value_is_error(exit))
        return exit;
    Value v;
    Step step = throw(self, exit, &v);
    value_drop(exit);
    if (step != STEP_RAISE) {
        value_drop(v);
        if (step == STEP_RETURN)
            return VALUE_NONE;
        return exc_raise(&type_RuntimeError, "coroutine ignored GeneratorExit");
    }
    return swallow_exit() ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(asend_close_m)
{
    return close_awaitable(self, VALUE_AS(AsyncGenSend, self)->state == AWAIT_CLOSED, asend_throw, "asend");
}

static Value self_again(Ref self) { return value_dup(self); }

static Value next_by_send(Ref self, Step (*send)(Ref, Ref, Value *))
{
    Value v;
    Step step = send(self, VALUE_NONE, &v);
    return step_to_value(step, v);
}
static Value asend_next(Ref self) { return next_by_send(self, asend_send); }

static int asend_finalize(Ref self)
{
    AsyncGenSend *s = VALUE_AS(AsyncGenSend, self);
    if (s->state != AWAIT_INIT)
        return 0;
    if (exc_warn(&type_RuntimeWarning, 1, "coroutine method 'asend' of %R was never awaited",
                 gen_qualname(s->gen)))
        exc_unraisable(NULL, s->gen);
    return 0;
}

static const Method asend_methods[] = {
    {"send(value, /)", asend_send_m, NULL},
    {"throw(typ, val=<absent>, tb=<absent>, /)", asend_throw_m, NULL},
    {"close()", asend_close_m, NULL},
    {"__next__()", asend_next_m, NULL},
    {0},
};
Type type_asyncgen_asend = {
    .base = STATIC_OBJ(&type_type), .name = "async_generator_asend", .basic_size = sizeof(AsyncGenSend),
    .flags = TYPE_GC | TYPE_NO_NEW, .methods = asend_methods, .dealloc = send_dealloc,
    .traverse = send_traverse, .await = self_again, .iter = self_again, .next = asend_next, .send = asend_send,
    .finalize = asend_finalize,
};

/* ---- athrow and aclose ---- */

static Value new_throw(Ref gen, Ref exc)
{
    if (asyncgen_init_hooks(gen_of(gen)))
        return VALUE_ERROR;
    AsyncGenThrow *t = object_alloc(&type_asyncgen_athrow);
    if (t == NULL)
        return VALUE_ERROR;
    t->gen = value_dup(gen);
    t->exc = value_dup(exc);
    t->state = AWAIT_INIT;
    gc_track(t);
    return value_from_obj(t);
}

/* The body answered aclose(): yielding is an error, any way of ending is the end. */
static Step interpret_close(Gen *g, Step step, Value *out)
{
    if (step == STEP_YIELD) {
        if (!take_yielded(g))
            return STEP_YIELD;
        value_drop(*out);
        g->ag_running = false;
        exc_raise(&type_RuntimeError, "async generator ignored GeneratorExit");
        return STEP_RAISE;
    }
    g->ag_running = false;
    if (step == STEP_RETURN)
        value_drop(*out);
    else if (exc_pending_is(&type_StopAsyncIteration) || exc_pending_is(&type_GeneratorExit))
        exc_clear();
    else
        return STEP_RAISE;
    *out = VALUE_NONE;
    return STEP_RETURN;
}

static Step interpret_throw(AsyncGenThrow *t, Step step, Value *out)
{
    Gen *g = gen_of(t->gen);
    Step result = value_is_absent(t->exc) ? interpret_close(g, step, out) : interpret(g, step, out);
    if (result != STEP_YIELD)
        t->state = AWAIT_CLOSED;
    return result;
}

static Step throw_given(AsyncGenThrow *t, Value *out)
{
    Value exc = gen_exception_from_args(t->exc, VALUE_ABSENT, VALUE_ABSENT);
    if (value_is_error(exc))
        return interpret_throw(t, STEP_RAISE, out);
    Step step = gen_throw(t->gen, exc, out);
    value_drop(exc);
    return interpret_throw(t, step, out);
}

static Step begin_throw(AsyncGenThrow *t, Value *out)
{
    Gen *g = gen_of(t->gen);
    bool closing = value_is_absent(t->exc);
    if (g->ag_running) {
        t->state = AWAIT_CLOSED;
        return raise_running(closing ? "aclose()" : "athrow()");
    }
    if (g->ag_closed && closing) {
        t->state = AWAIT_CLOSED;
        *out = VALUE_NONE;
        return STEP_RETURN;
    }
    if (g->ag_closed) {
        t->state = AWAIT_CLOSED;
        exc_raise_none(&type_StopAsyncIteration);
        return STEP_RAISE;
    }
    t->state = AWAIT_ITER;
    g->ag_running = true;
    if (!closing)
        return throw_given(t, out);
    g->ag_closed = true;
    if (g->state == GEN_CREATED || g->state == GEN_DONE) { /* nothing to unwind */
        Value ignored;
        gen_close(t->gen, &ignored);
        g->ag_running = false;
        t->state = AWAIT_CLOSED;
        *out = VALUE_NONE;
        return STEP_RETURN;
    }
    Value exit = exc_instance(value_from_obj(&type_GeneratorExit), VALUE_ABSENT);
    if (value_is_error(exit))
        return STEP_RAISE;
    Step step = gen_throw(t->gen, exit, out);
    value_drop(exit);
    return interpret_throw(t, step, out);
}

static Step athrow_send(Ref self, Ref v, Value *out)
{
    AsyncGenThrow *t = VALUE_AS(AsyncGenThrow, self);
    Gen *g = gen_of(t->gen);
    if (t->state == AWAIT_CLOSED)
        return raise_reused(THROW_REUSED);
    if (t->state == AWAIT_INIT) {
        if (!value_is_none(v)) {
            exc_raise(&type_RuntimeError, "can't send non-None value to a just-started coroutine");
            return STEP_RAISE;
        }
        return begin_throw(t, out);
    }
    g->ag_running = true;
    return interpret_throw(t, gen_resume(t->gen, v, out), out);
}

static Step athrow_throw(Ref self, Ref exc, Value *out)
{
    AsyncGenThrow *t = VALUE_AS(AsyncGenThrow, self);
    Gen *g = gen_of(t->gen);
    if (t->state == AWAIT_CLOSED)
        return raise_reused(THROW_REUSED);
    if (t->state == AWAIT_INIT) {
        if (g->ag_running) {
            t->state = AWAIT_CLOSED;
            return raise_running(value_is_absent(t->exc) ? "aclose()" : "athrow()");
        }
        t->state = AWAIT_ITER;
        g->ag_running = true;
    }
    return interpret_throw(t, gen_throw(t->gen, exc, out), out);
}

NATIVE(athrow_send_m)
{
    Value v;
    Step step = athrow_send(self, a[0], &v);
    return step_to_value(step, v);
}
NATIVE(athrow_throw_m)
{
    if (gen_warn_of_three("throw", a[1]))
        return VALUE_ERROR;
    Value exc = gen_exception_from_args(a[0], a[1], a[2]);
    if (value_is_error(exc))
        return exc;
    Value v;
    Step step = athrow_throw(self, exc, &v);
    value_drop(exc);
    return step_to_value(step, v);
}
NATIVE(athrow_close_m)
{
    return close_awaitable(self, VALUE_AS(AsyncGenThrow, self)->state == AWAIT_CLOSED, athrow_throw, "athrow");
}
static Value athrow_next(Ref self) { return next_by_send(self, athrow_send); }
NATIVE(athrow_next_m) { return athrow_next(self); }

static int athrow_finalize(Ref self)
{
    AsyncGenThrow *t = VALUE_AS(AsyncGenThrow, self);
    if (t->state != AWAIT_INIT)
        return 0;
    if (exc_warn(&type_RuntimeWarning, 1, "coroutine method '%s' of %R was never awaited",
                 value_is_absent(t->exc) ? "aclose" : "athrow", gen_qualname(t->gen)))
        exc_unraisable(NULL, t->gen);
    return 0;
}

static const Method athrow_methods[] = {
    {"send(value, /)", athrow_send_m, NULL},
    {"throw(typ, val=<absent>, tb=<absent>, /)", athrow_throw_m, NULL},
    {"close()", athrow_close_m, NULL},
    {"__next__()", athrow_next_m, NULL},
    {0},
};
Type type_asyncgen_athrow = {
    .base = STATIC_OBJ(&type_type), .name = "async_generator_athrow", .basic_size = sizeof(AsyncGenThrow),
    .flags = TYPE_GC | TYPE_NO_NEW, .methods = athrow_methods, .dealloc = send_dealloc,
    .traverse = send_traverse, .await = self_again, .iter = self_again, .next = athrow_next, .send = athrow_send,
    .finalize = athrow_finalize,
};

/* ---- methods of async generators ---- */

NATIVE(ag_asend_m) { return new_send(self, a[0]); }
NATIVE(ag_athrow_m)
{
    if (gen_warn_of_three("athrow", a[1]))
        return VALUE_ERROR;
    Value exc = value_is_absent(a[1]) ? value_dup(a[0]) : gen_exception_from_args(a[0], a[1], a[2]);
    if (value_is_error(exc))
        return exc;
    Value v = new_throw(self, exc);
    value_drop(exc);
    return v;
}
NATIVE(ag_aclose_m) { return new_throw(self, VALUE_ABSENT); }

const Method asyncgen_methods[] = {
    {"asend(value, /)", ag_asend_m, "asend(v) -> send 'v' in generator."},
    {"athrow(typ, val=<absent>, tb=<absent>, /)", ag_athrow_m, "Raise an exception in the generator."},
    {"aclose()", ag_aclose_m, "aclose() -> raise GeneratorExit inside generator."},
    {"__copy__()", gen_copy_m, "A fork of the suspended async generator."},
    {"__class_getitem__(item, /)", gen_class_getitem_m, "See PEP 585", METHOD_CLASS},
    {0},
};
