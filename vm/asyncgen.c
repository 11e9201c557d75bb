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
    if (g->frame.marks.hooks_called)
        return 0;
    g->frame.marks.hooks_called = true;
    if (gen_set_extra(g, running->asyncgen_finalizer))
        return -1;
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
    if (value_is_absent(gen_extra(g)) || g->frame.marks.ag_closed || g->frame.state == GEN_DONE)
        return 0;
    Value pending = exc_take();
    Value hook = value_dup(gen_extra(g));
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

/* Both awaitables.  asend(v), and __anext__() with v None: `given` is v.  athrow(exc) and, with ABSENT, aclose():
 * `given` is a class or instance, looked at when it is thrown. */
typedef struct AsyncGenAwait { Obj base; Value gen, given; AwaitState state; } AsyncGenAwait;
static AsyncGenAwait *as_await(Ref self) { return VALUE_AS(AsyncGenAwait, self); }

static Gen *gen_of(Ref v) { return VALUE_AS(Gen, v); }

static void await_dealloc(Obj *o)
{
    AsyncGenAwait *s = (AsyncGenAwait *)o;
    gc_untrack(o);
    value_drop(s->gen);
    value_drop(s->given);
    object_free(o);
}
static int await_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((AsyncGenAwait *)o)->gen);
    GC_VISIT(((AsyncGenAwait *)o)->given);
    return 0;
}

static Value await_new(Type *type, Ref gen, Ref given)
{
    if (asyncgen_init_hooks(gen_of(gen)))
        return VALUE_ERROR;
    AsyncGenAwait *s = object_alloc(type);
    if (s == NULL)
        return VALUE_ERROR;
    s->gen = value_dup(gen);
    s->given = value_dup(given);
    s->state = AWAIT_INIT;
    gc_track(s);
    return value_from_obj(s);
}
static Value new_send(Ref gen, Ref v) { return await_new(&type_asyncgen_asend, gen, v); }
static Value new_throw(Ref gen, Ref exc) { return await_new(&type_asyncgen_athrow, gen, exc); }

Value asyncgen_anext(Ref self) { return new_send(self, VALUE_NONE); }

/* ---- awaited in place ---- */

void asyncgen_ended(Gen *g)
{
    g->frame.marks.ag_running = false;
    g->frame.marks.ag_closed = true;
    exc_raise_none(&type_StopAsyncIteration);
}

void asyncgen_failed(Gen *g, Ref exc)
{
    g->frame.marks.ag_running = false;
    if (value_is_instance(exc, &type_StopAsyncIteration) || value_is_instance(exc, &type_GeneratorExit))
        g->frame.marks.ag_closed = true;
}

bool asyncgen_take_send(Ref awaitable, Value *delegate, Value *sent)
{
    AsyncGenAwait *s = as_await(awaitable);
    Gen *g = gen_of(s->gen);
    if (s->state != AWAIT_INIT || s->base.refcount != 1 || !value_is_none(*sent)
        || (gen_is_fresh(g) && !value_is_none(s->given)) || !asyncgen_begin(g))
        return false;
    s->state = AWAIT_ITER; /* nobody forgot to await it */
    *sent = value_dup(s->given);
    value_replace(delegate, value_dup(s->gen));
    return true;
}

Value asyncgen_awaited(Gen *g)
{
    Value awaitable = new_send(value_from_obj(g), VALUE_NONE);
    if (!value_is_error(awaitable))
        as_await(awaitable)->state = AWAIT_ITER;
    return awaitable;
}

/* Did the body give this value with `yield`? */
static bool take_yielded(Gen *g)
{
    bool yielded = g->frame.marks.ag_yielded;
    g->frame.marks.ag_yielded = false;
    return yielded;
}

/* What closing an awaitable came to: 0, or -1 when that was no way of ending. Takes v. */
static int end_of_close(Step step, Value v)
{
    if (step == STEP_RAISE) {
        if (!exc_pending_is(&type_StopIteration) && !exc_pending_is(&type_StopAsyncIteration)
            && !exc_pending_is(&type_GeneratorExit))
            return -1;
        exc_clear();
        return 0;
    }
    value_drop(v);
    return step == STEP_RETURN ? 0 : exc_raise_int(&type_RuntimeError, "coroutine ignored GeneratorExit");
}

/* What a step of the body means for the awaitable: STEP_YIELD goes to the event loop; STEP_RETURN carries
 * the yielded value. */
static Step interpret(Gen *g, Step step, Value *out)
{
    switch (step) {
    case STEP_YIELD:
        if (!take_yielded(g))
            return STEP_YIELD;
        g->frame.marks.ag_running = false;
        return STEP_RETURN;
    case STEP_RETURN:
        g->frame.marks.ag_closed = true;
        g->frame.marks.ag_running = false;
        value_drop(*out);
        exc_raise_none(&type_StopAsyncIteration);
        return STEP_RAISE;
    case STEP_RAISE:
        g->frame.marks.ag_running = false;
        if (exc_pending_is(&type_StopAsyncIteration) || exc_pending_is(&type_GeneratorExit))
            g->frame.marks.ag_closed = true;
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
    return end_of_close(step, v);
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

/* The first send or throw of an awaitable; STEP_RAISE when the generator runs already. */
static Step begin(AsyncGenAwait *w, const char *what)
{
    Gen *g = gen_of(w->gen);
    if (g->frame.marks.ag_running) {
        w->state = AWAIT_CLOSED;
        return raise_running(what);
    }
    w->state = AWAIT_ITER;
    g->frame.marks.ag_running = true;
    return STEP_YIELD;
}

static const char *throw_name(const AsyncGenAwait *t) { return value_is_absent(t->given) ? "aclose()" : "athrow()"; }

static Step asend_answer(AsyncGenAwait *s, Step step, Value *out)
{
    step = interpret(gen_of(s->gen), step, out);
    if (step != STEP_YIELD)
        s->state = AWAIT_CLOSED;
    return step;
}

static Step asend_send(Ref self, Ref v, Value *out)
{
    AsyncGenAwait *s = as_await(self);
    if (s->state == AWAIT_CLOSED)
        return raise_reused(SEND_REUSED);
    Ref sent = v;
    if (s->state == AWAIT_INIT) {
        if (begin(s, "anext()") == STEP_RAISE)
            return STEP_RAISE;
        if (value_is_none(v))
            sent = s->given;
    }
    gen_of(s->gen)->frame.marks.ag_running = true;
    return asend_answer(s, gen_resume(s->gen, sent, out), out);
}

static Step asend_throw(Ref self, Ref exc, Value *out)
{
    AsyncGenAwait *s = as_await(self);
    if (s->state == AWAIT_CLOSED)
        return raise_reused(SEND_REUSED);
    if (s->state == AWAIT_INIT && begin(s, "anext()") == STEP_RAISE)
        return STEP_RAISE;
    return asend_answer(s, gen_throw(s->gen, exc, out), out);
}

static int asend_finalize(Ref self)
{
    AsyncGenAwait *s = as_await(self);
    if (s->state != AWAIT_INIT)
        return 0;
    if (exc_warn(&type_RuntimeWarning, 1, "coroutine method 'asend' of %R was never awaited",
                 gen_qualname(s->gen)))
        exc_unraisable(NULL, s->gen);
    return 0;
}

/* ---- athrow and aclose ---- */

/* The body answered aclose(): yielding is an error, any way of ending is the end. */
static Step interpret_close(Gen *g, Step step, Value *out)
{
    if (step == STEP_YIELD) {
        if (!take_yielded(g))
            return STEP_YIELD;
        value_drop(*out);
        g->frame.marks.ag_running = false;
        exc_raise(&type_RuntimeError, "async generator ignored GeneratorExit");
        return STEP_RAISE;
    }
    g->frame.marks.ag_running = false;
    if (step == STEP_RETURN)
        value_drop(*out);
    else if (exc_pending_is(&type_StopAsyncIteration) || exc_pending_is(&type_GeneratorExit))
        exc_clear();
    else
        return STEP_RAISE;
    *out = VALUE_NONE;
    return STEP_RETURN;
}

static Step interpret_throw(AsyncGenAwait *t, Step step, Value *out)
{
    Gen *g = gen_of(t->gen);
    Step result = value_is_absent(t->given) ? interpret_close(g, step, out) : interpret(g, step, out);
    if (result != STEP_YIELD)
        t->state = AWAIT_CLOSED;
    return result;
}

static Step throw_given(AsyncGenAwait *t, Value *out)
{
    Value exc = gen_exception_from_args(t->given, VALUE_ABSENT, VALUE_ABSENT);
    if (value_is_error(exc))
        return interpret_throw(t, STEP_RAISE, out);
    Step step = gen_throw(t->gen, exc, out);
    value_drop(exc);
    return interpret_throw(t, step, out);
}

static Step begin_throw(AsyncGenAwait *t, Value *out)
{
    Gen *g = gen_of(t->gen);
    bool closing = value_is_absent(t->given);
    if (g->frame.marks.ag_running) {
        t->state = AWAIT_CLOSED;
        return raise_running(throw_name(t));
    }
    if (g->frame.marks.ag_closed && closing) {
        t->state = AWAIT_CLOSED;
        *out = VALUE_NONE;
        return STEP_RETURN;
    }
    if (g->frame.marks.ag_closed) {
        t->state = AWAIT_CLOSED;
        exc_raise_none(&type_StopAsyncIteration);
        return STEP_RAISE;
    }
    t->state = AWAIT_ITER;
    g->frame.marks.ag_running = true;
    if (!closing)
        return throw_given(t, out);
    g->frame.marks.ag_closed = true;
    if (g->frame.state == GEN_CREATED || g->frame.state == GEN_DONE) { /* nothing to unwind */
        Value ignored;
        gen_close(t->gen, &ignored);
        g->frame.marks.ag_running = false;
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
    AsyncGenAwait *t = as_await(self);
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
    g->frame.marks.ag_running = true;
    return interpret_throw(t, gen_resume(t->gen, v, out), out);
}

static Step athrow_throw(Ref self, Ref exc, Value *out)
{
    AsyncGenAwait *t = as_await(self);
    if (t->state == AWAIT_CLOSED)
        return raise_reused(THROW_REUSED);
    if (t->state == AWAIT_INIT && begin(t, throw_name(t)) == STEP_RAISE)
        return STEP_RAISE;
    return interpret_throw(t, gen_throw(t->gen, exc, out), out);
}

static int athrow_finalize(Ref self)
{
    AsyncGenAwait *t = as_await(self);
    if (t->state != AWAIT_INIT)
        return 0;
    if (exc_warn(&type_RuntimeWarning, 1, "coroutine method '%s' of %R was never awaited",
                 value_is_absent(t->given) ? "aclose" : "athrow", gen_qualname(t->gen)))
        exc_unraisable(NULL, t->gen);
    return 0;
}

/* ---- the Python face of both ---- */

static Value await_next(Ref self)
{
    Value v;
    Step step = value_type(self)->send(self, VALUE_NONE, &v);
    return gen_step_to_value(step, v);
}

static Step await_throw(Ref self, Ref exc, Value *out)
{
    return value_has_type(self, &type_asyncgen_asend) ? asend_throw(self, exc, out) : athrow_throw(self, exc, out);
}

NATIVE(await_next_m) { return await_next(self); }
NATIVE(await_send_m)
{
    Value v;
    Step step = value_type(self)->send(self, a[0], &v);
    return gen_step_to_value(step, v);
}
NATIVE(await_throw_m)
{
    if (gen_warn_of_three("throw", a[1]))
        return VALUE_ERROR;
    Value exc = gen_exception_from_args(a[0], a[1], a[2]);
    if (value_is_error(exc))
        return exc;
    Value v;
    Step step = await_throw(self, exc, &v);
    value_drop(exc);
    return gen_step_to_value(step, v);
}

/* Throw GeneratorExit; anything but leaving is an error. */
NATIVE(await_close_m)
{
    if (as_await(self)->state == AWAIT_CLOSED)
        return VALUE_NONE;
    Value exit = exc_instance(value_from_obj(&type_GeneratorExit), VALUE_ABSENT);
    if (value_is_error(exit))
        return exit;
    Value v;
    Step step = await_throw(self, exit, &v);
    value_drop(exit);
    return end_of_close(step, v) ? VALUE_ERROR : VALUE_NONE;
}

static Value self_again(Ref self) { return value_dup(self); }

static const Method await_methods[] = {
    {"send(value, /)", await_send_m, NULL},
    {"throw(typ, val=<absent>, tb=<absent>, /)", await_throw_m, NULL},
    {"close()", await_close_m, NULL},
    {"__next__()", await_next_m, NULL},
    {0},
};
#define AWAIT_SLOTS                                                           \
    .basic_size = sizeof(AsyncGenAwait), .flags = TYPE_GC | TYPE_NO_NEW,       \
    .methods = await_methods, .dealloc = await_dealloc, .traverse = await_traverse, \
    .await = self_again, .iter = self_again, .next = await_next
Type type_asyncgen_asend = {
    .base = STATIC_OBJ(&type_type), .name = "async_generator_asend", AWAIT_SLOTS,
    .send = asend_send, .finalize = asend_finalize,
};
Type type_asyncgen_athrow = {
    .base = STATIC_OBJ(&type_type), .name = "async_generator_athrow", AWAIT_SLOTS,
    .send = athrow_send, .finalize = athrow_finalize,
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
