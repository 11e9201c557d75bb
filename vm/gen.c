/* vm/gen.c -- generator objects: making, resuming, throwing, closing, dying.
 *
 * A suspended generator is its embedded frame, an array of values and a pc, with nothing on the C stack.  C callers
 * resume through gen_resume(); the loop resumes in place (FOR_ITER, DELEGATE).  Chains: vm/delegate.c. */
#include "vm/gen.h"
#include "runtime/eventlog.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/weakref.h"
#include "vm/call.h"
#include "vm/callback.h"
#include "vm/ops.h"

const char *gen_kind(const Gen *g)
{
    if (g->base.type == &type_coroutine)
        return "coroutine";
    return g->base.type == &type_async_generator ? "async generator" : "generator";
}

/* ---- making ---- */

static size_t gen_size(const Code *code)
{
    return offsetof(Gen, frame) + frame_size(code);
}

static Type *type_for(uint32_t code_flags)
{
    if (code_flags & CODE_COROUTINE)
        return &type_coroutine;
    return code_flags & CODE_ASYNC_GENERATOR ? &type_async_generator : &type_generator;
}

/* Everything but the registers; takes function. NULL with MemoryError pending. */
static Gen *gen_alloc(Function *function)
{
    Code *code = function->code;
    Gen *g = mem_alloc_sized(gen_size(code));
    if (UNLIKELY(g == NULL)) {
        exc_raise_memory();
        return NULL;
    }
    g->base = (Obj){1, 0, type_for(code->flags)};
    g->state = GEN_CREATED;
    g->closing = g->hooks_called = g->ag_closed = g->ag_running = g->ag_yielded = false;
    g->root = NULL;
    g->innermost = g;
    g->handled.exc = VALUE_ABSENT;
    g->handled.outer = NULL;
    g->names = VALUE_ABSENT;
    g->extra = VALUE_ABSENT;
    Frame *f = &g->frame;
    f->back = NULL;
    f->code = code;
    f->pc = code->words;
    f->function = function;
    f->object = NULL;
    f->give = GIVE_C;
    f->advance = 0;
    f->is_generator = true;
    f->traced = false;
    f->traced_line = TRACED_OUT;
    return g;
}

static Value gen_publish(Gen *g)
{
    gc_track(g);
    EVENTLOG(EVENT_CREATE, g, NULL, g->frame.code, g->frame.code->first_line, VALUE_NONE);
    if (UNLIKELY(running->coroutine_origin_depth > 0) && g->base.type == &type_coroutine)
        coro_note_origin(g);
    return value_from_obj(g);
}

Value gen_new_simple(Function *function, Value *args, size_t n_args)
{
    Gen *g = gen_alloc(function);
    if (UNLIKELY(g == NULL)) {
        for (size_t i = 0; i < n_args; i++)
            value_drop(args[i]);
        obj_drop(function);
        return VALUE_ERROR;
    }
    Value *registers = g->frame.registers;
    size_t n_locals = (size_t)g->frame.code->n_locals;
    for (size_t i = 0; i < n_args; i++)
        registers[i] = args[i];
    for (size_t i = n_args; i < n_locals; i++)
        registers[i] = VALUE_ABSENT;
    return gen_publish(g);
}

Value gen_from_frame(Frame *f)
{
    Gen *g = gen_alloc(f->function);
    if (UNLIKELY(g == NULL)) {
        frame_leave(f, 0);
        return VALUE_ERROR;
    }
    memcpy(g->frame.registers, f->registers, (size_t)f->code->n_locals * sizeof(Value));
    running->frames_top = (char *)f;
    running->recursion_left++;
    return gen_publish(g);
}

/* ---- the end ---- */

void gen_over(Gen *g, int depth)
{
    Frame *f = &g->frame;
    g->state = GEN_DONE;
    value_clear(&g->handled.exc);
    frame_clear(f, depth);
    /* The closure may go now; the code stays for gi_code. */
    Function *function = f->function;
    obj_hold(f->code);
    f->function = NULL;
    obj_drop((Obj *)function);
}

Value gen_translate_exception(Gen *g, Value exc)
{
    const char *name = NULL;
    if (value_is_instance(exc, &type_StopIteration))
        name = "StopIteration";
    else if (g->base.type == &type_async_generator && value_is_instance(exc, &type_StopAsyncIteration))
        name = "StopAsyncIteration";
    if (LIKELY(name == NULL))
        return exc;
    exc_restore(exc);
    exc_raise_from_pending(&type_RuntimeError, "%s raised %s", gen_kind(g), name);
    return exc_take();
}

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
    for (const Handled *h = running->handled; h != g->handled.outer; h = h->outer)
        if (!value_is_absent(h->exc))
            return true;
    return false;
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

static inline Step resume_at_yield(Gen *g, Ref sent, Value *out)
{
    if (take_recursion_credit())
        return STEP_RAISE;
    g->frame.pc = gen_enter_at_yield(running, g, value_dup(sent));
    return run_entered(g, &g->frame, false, out);
}

Step gen_resume(Ref gen, Ref sent, Value *out)
{
    Gen *g = VALUE_AS(Gen, gen);
    if (LIKELY(gen_stands_at_yield(g)))
        return resume_at_yield(g, sent, out);
    int status = gen_check_resume(g, sent);
    if (status > 0) {
        *out = VALUE_NONE;
        return STEP_RETURN;
    }
    if (status < 0 || take_recursion_credit())
        return STEP_RAISE;
    return run_entered(g, gen_enter(g, value_dup(sent)), false, out);
}

/* A generator that has not begun ends at once when something is thrown in. */
static Step raise_in_fresh(Gen *g)
{
    traceback_here(&g->frame);
    Value exc = exc_take();
    exc = gen_translate_exception(g, exc);
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
    while (result == 0 && g->innermost != g) {
        Gen *member = g->innermost;
        obj_hold(member);
        gen_detach(member);
        /* The rest of the chain runs meanwhile: a `finally` inside that closes or resumes it must be refused. */
        g->frame.back = resumer;
        g->state = GEN_RUNNING;
        running->frame = &g->innermost->frame;
        Value ignored = VALUE_NONE;
        result = gen_close(value_from_obj(member), &ignored);
        value_drop(ignored);
        obj_drop((Obj *)member);
        running->frame = resumer;
        g->state = GEN_SUSPENDED;
    }
    return result;
}

/* The innermost frame of g stands at a DELEGATE on something that is no linked generator: throw into that, with g
 * looking as it does while it runs. */
static Step throw_into_delegate(Gen *g, Ref exc, Value *out)
{
    Frame *f = &g->innermost->frame, *resumer = running->frame;
    g->frame.back = resumer;
    g->state = GEN_RUNNING;
    running->frame = f;
    Value it = value_dup(f->registers[f->pc->b]);
    Step step = throw_into_iterator(it, exc, out);
    value_drop(it);
    running->frame = resumer;
    g->state = GEN_SUSPENDED;
    return step;
}

/* The delegate returned v while g was suspended: its `yield from` has this value; go on behind it. */
static Step resume_after_delegate(Gen *g, Value v /* taken */, Value *out)
{
    Frame *f = &g->innermost->frame;
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
    if (ask_delegate && g->innermost->frame.pc->op == OP_DELEGATE) {
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
    switch ((GenState)g->state) {
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

/* ---- closing and dying ---- */

/* Could the body notice that it is being closed? */
static bool stands_in_try(const Gen *g)
{
    return g->innermost != g || g->frame.pc->op == OP_DELEGATE
        || code_find_handler(g->frame.code, frame_word(&g->frame)) != NULL;
}

int gen_close(Ref gen, Value *out)
{
    Gen *g = VALUE_AS(Gen, gen);
    *out = VALUE_NONE;
    if (g->state == GEN_DONE)
        return 0;
    EVENTLOG(EVENT_CLOSE, g, NULL, g->frame.code,
             gen_is_fresh(g) ? g->frame.code->first_line : frame_line(&g->frame), VALUE_NONE);
    if (g->state == GEN_CREATED || (g->state == GEN_SUSPENDED && g->root == NULL && !stands_in_try(g))) {
        gen_over(g, gen_depth(g));
        return 0;
    }
    Value exit = exc_instance(value_from_obj(&type_GeneratorExit), VALUE_ABSENT);
    if (value_is_error(exit))
        return -1;
    Step step = gen_throw(gen, exit, out);
    value_drop(exit);
    switch (step) {
    case STEP_YIELD:
        g->ag_yielded = false;
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

/* PEP 342: an abandoned generator is closed; an unawaited coroutine warns; an async generator asks its hook. */
static int gen_finalize(Ref self)
{
    Gen *g = VALUE_AS(Gen, self);
    if (g->state == GEN_DONE)
        return 0;
    if (g->base.type == &type_async_generator && asyncgen_ask_finalizer(g))
        return 0;
    Value pending = exc_take();
    if (g->base.type == &type_coroutine && g->state == GEN_CREATED)
        coro_warn_never_awaited(g);
    Value ignored;
    if (gen_close(self, &ignored))
        exc_unraisable(NULL, self);
    value_drop(ignored);
    exc_restore(pending);
    return 0;
}

static bool needs_finalizer(const Gen *g)
{
    if (g->state == GEN_DONE || g->base.meta & META_FINALISED)
        return false;
    if (g->state == GEN_CREATED)
        return g->base.type == &type_coroutine;
    return true;
}

static void gen_dealloc(Obj *o)
{
    Gen *g = (Gen *)o;
    if (o->meta & META_HAS_WEAKREFS)
        weakref_object_dies(o);
    if (needs_finalizer(g)) {
        if (stands_in_try(g) || g->base.type != &type_generator) {
            o->meta |= META_FINALISED;
            o->refcount = 1;
            gen_finalize(value_from_obj(o));
            if (--o->refcount > 0)
                return; /* resurrected */
        }
    }
    EVENTLOG(EVENT_DESTROY, g, NULL, NULL, 0, VALUE_NONE);
    gc_untrack(o);
    size_t size = gen_size(g->frame.code);
    if (g->state != GEN_DONE)
        gen_over(g, gen_depth(g));
    value_drop(g->names);
    value_drop(g->extra);
    obj_drop((Obj *)g->frame.code);
    mem_free_sized(g, size);
}

static int gen_traverse(Obj *o, GcVisit visit, void *arg)
{
    Gen *g = (Gen *)o;
    GC_VISIT(g->names);
    GC_VISIT(g->extra);
    GC_VISIT(g->handled.exc);
    if (g->state == GEN_DONE)
        return 0;
    if (gen_is_running(g))
        return 0; /* the running frame's references count as outside ones */
    return frame_traverse(&g->frame, gen_depth(g), visit, arg);
}

static void gen_clear(Obj *o)
{
    Gen *g = (Gen *)o;
    if (g->state == GEN_DONE || g->root != NULL || gen_is_running(g))
        return;
    if (g->innermost != g)
        gen_detach(VALUE_AS(Gen, g->frame.registers[g->frame.pc->b]));
    gen_over(g, gen_depth(g));
}

/* ---- Python's face ---- */

static Value step_to_value(Step step, Value v)
{
    switch (step) {
    case STEP_YIELD:
        return v;
    case STEP_RETURN:
        return exc_raise_stop_iteration(v);
    case STEP_RAISE:
        break;
    }
    return VALUE_ERROR;
}

/* The slot: exhaustion is ABSENT, a returned value is lost to whoever iterates. */
static Value gen_next_slot(Ref self)
{
    Value v;
    Gen *g = VALUE_AS(Gen, self);
    switch (LIKELY(gen_stands_at_yield(g)) ? resume_at_yield(g, VALUE_NONE, &v) : gen_resume(self, VALUE_NONE, &v)) {
    case STEP_YIELD:
        return v;
    case STEP_RETURN:
        if (value_is_none(v))
            return VALUE_ABSENT;
        value_drop(v);
        return VALUE_ABSENT;
    case STEP_RAISE:
        break;
    }
    return VALUE_ERROR;
}

NATIVE(gen_send_m)
{
    Value v;
    Step step = gen_resume(self, a[0], &v);
    return step_to_value(step, v);
}

NATIVE(gen_next_m)
{
    Value v;
    Step step = gen_resume(self, VALUE_NONE, &v);
    return step_to_value(step, v);
}

Value gen_exception_from_args(Ref type, Ref value, Ref traceback)
{
    if (!value_is_none(traceback) && !value_is_absent(traceback) && !value_has_type(traceback, &type_traceback))
        return exc_raise(&type_TypeError, "throw() third argument must be a traceback object");
    Value exc;
    if (value_is_type(type) && type_is_subtype(value_as_type(type), &type_BaseException)) {
        exc = exc_instance(type, value_is_none(value) ? VALUE_ABSENT : value);
        if (value_is_error(exc))
            exc = exc_take(); /* the generator sees what went wrong instead */
    } else if (value_has_flag(type, TYPE_SUB_EXC)) {
        if (!value_is_absent(value) && !value_is_none(value))
            return exc_raise(&type_TypeError, "instance exception may not have a separate value");
        exc = value_dup(type);
    } else
        return exc_raise(&type_TypeError, "exceptions must be classes or instances deriving from "
                         "BaseException, not %T", type);
    if (value_is_error(exc))
        return exc;
    if (value_has_type(traceback, &type_traceback) && exc_set_traceback(exc, traceback)) {
        value_drop(exc);
        return VALUE_ERROR;
    }
    return exc;
}

int gen_warn_of_three(const char *method, Ref value)
{
    if (value_is_absent(value))
        return 0;
    return exc_warn(&type_DeprecationWarning, 1, "the (type, exc, tb) signature of %s() is deprecated, "
                    "use the single-arg signature instead.", method);
}

NATIVE(gen_throw_m)
{
    if (gen_warn_of_three("throw", a[1]))
        return VALUE_ERROR;
    Value exc = gen_exception_from_args(a[0], a[1], a[2]);
    if (value_is_error(exc))
        return exc;
    Value v;
    Step step = gen_throw(self, exc, &v);
    value_drop(exc);
    return step_to_value(step, v);
}

NATIVE(gen_close_m)
{
    Value v;
    return gen_close(self, &v) ? VALUE_ERROR : v;
}

NATIVE(gen_sizeof_m)
{
    return int_new((int64_t)gen_size(VALUE_AS(Gen, self)->frame.code));
}

static Ref gen_name_part(const Gen *g, int which)
{
    if (!value_is_absent(g->names))
        return tuple_at(g->names, which);
    const Function *function = g->frame.function;
    if (function == NULL)
        return which ? g->frame.code->qualname : g->frame.code->name;
    return which ? function->qualname : function->name;
}

static int set_name_part(Ref self, int which, Ref v)
{
    Gen *g = VALUE_AS(Gen, self);
    if (!value_is_str(v))
        return exc_raise_int(&type_TypeError, "%s must be set to a string object",
                             which ? "__qualname__" : "__name__");
    Value pair = which ? tuple_of2(gen_name_part(g, 0), v) : tuple_of2(v, gen_name_part(g, 1));
    if (value_is_error(pair))
        return -1;
    value_replace(&g->names, pair);
    return 0;
}

Ref gen_qualname(Ref self) { return gen_name_part(VALUE_AS(Gen, self), 1); }
Value gen_get_name(Ref self) { return value_dup(gen_name_part(VALUE_AS(Gen, self), 0)); }
Value gen_get_qualname(Ref self) { return value_dup(gen_name_part(VALUE_AS(Gen, self), 1)); }
static int gen_set_name(Ref self, Ref v) { return set_name_part(self, 0, v); }
static int gen_set_qualname(Ref self, Ref v) { return set_name_part(self, 1, v); }

static Value gen_get_frame(Ref self)
{
    Gen *g = VALUE_AS(Gen, self);
    return g->state == GEN_DONE ? VALUE_NONE : frame_object(&g->frame);
}
static Value gen_get_running(Ref self) { return value_from_bool(gen_is_running(VALUE_AS(Gen, self))); }
static Value gen_get_suspended(Ref self)
{
    Gen *g = VALUE_AS(Gen, self);
    return value_from_bool(g->state == GEN_SUSPENDED && !gen_is_running(g));
}
static Value gen_get_delegate(Ref self)
{
    Ref delegate = gen_delegate(VALUE_AS(Gen, self));
    return value_is_absent(delegate) ? VALUE_NONE : value_dup(delegate);
}
static Value gen_get_code(Ref self) { return value_dup_obj(VALUE_AS(Gen, self)->frame.code); }

static Value gen_repr(Ref self)
{
    return str_format("<%s object %U at %p>",
                      VALUE_AS(Gen, self)->base.type == &type_async_generator
                          ? "async_generator" : gen_kind(VALUE_AS(Gen, self)),
                      gen_name_part(VALUE_AS(Gen, self), 1), (void *)value_as_obj(self));
}

static Value iter_self(Ref self) { return value_dup(self); }

#define COMMON_SLOTS                                                          \
    .basic_size = sizeof(Gen), .item_size = 0, .dealloc = gen_dealloc,         \
    .traverse = gen_traverse, .clear = gen_clear, .finalize = gen_finalize, .repr = gen_repr

static const Method gen_methods[] = {
    {"send(value, /)", gen_send_m,
     "send(value) -> send 'value' into generator,\nreturn next yielded value or raise StopIteration.",
     METHOD_RESUMES},
    {"throw(typ, val=<absent>, tb=<absent>, /)", gen_throw_m, "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration."},
    {"close()", gen_close_m, "close() -> raise GeneratorExit inside generator."},
    {"__next__()", gen_next_m, "Implement next(self)."},
    {"__sizeof__()", gen_sizeof_m, "gen.__sizeof__() -> size of gen in memory, in bytes"},
    {"__copy__()", gen_copy_m, "A fork of the suspended generator: its loop iterators are copied, other values shared."},
    {"__class_getitem__(item, /)", gen_class_getitem_m, "See PEP 585", METHOD_CLASS},
    {0},
};
static const Getter gen_getters[] = {
    {"__name__", gen_get_name, gen_set_name, "name of the generator"},
    {"__qualname__", gen_get_qualname, gen_set_qualname, "qualified name of the generator"},
    {"gi_frame", gen_get_frame, NULL, NULL},
    {"gi_running", gen_get_running, NULL, NULL},
    {"gi_suspended", gen_get_suspended, NULL, NULL},
    {"gi_yieldfrom", gen_get_delegate, NULL, "object being iterated by yield from, or None"},
    {"gi_code", gen_get_code, NULL, NULL},
    {0},
};
Type type_generator = {
    .base = STATIC_OBJ(&type_type), .name = "generator", .flags = TYPE_GC | TYPE_WEAKREF | TYPE_NO_NEW | TYPE_IMMUTABLE,
    COMMON_SLOTS, .methods = gen_methods, .getters = gen_getters,
    .iter = iter_self, .next = gen_next_slot, .send = gen_resume,
};

static Value coro_get_origin(Ref self)
{
    Value origin = VALUE_AS(Gen, self)->extra;
    return value_is_absent(origin) ? VALUE_NONE : value_dup(origin);
}

static const Method coro_methods[] = {
    {"send(value, /)", gen_send_m,
     "send(value) -> send 'value' into coroutine,\nreturn next yielded value or raise StopIteration.",
     METHOD_RESUMES},
    {"throw(typ, val=<absent>, tb=<absent>, /)", gen_throw_m, "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in coroutine, return next yielded value or raise\nStopIteration."},
    {"close()", gen_close_m, "close() -> raise GeneratorExit inside coroutine."},
    {"__sizeof__()", gen_sizeof_m, NULL},
    {"__copy__()", gen_copy_m, "A fork of the suspended coroutine."},
    {"__class_getitem__(item, /)", gen_class_getitem_m, "See PEP 585", METHOD_CLASS},
    {0},
};
static const Getter coro_getters[] = {
    {"__name__", gen_get_name, gen_set_name, "name of the coroutine"},
    {"__qualname__", gen_get_qualname, gen_set_qualname, "qualified name of the coroutine"},
    {"cr_frame", gen_get_frame, NULL, NULL},
    {"cr_running", gen_get_running, NULL, NULL},
    {"cr_suspended", gen_get_suspended, NULL, NULL},
    {"cr_await", gen_get_delegate, NULL, "object being awaited on, or None"},
    {"cr_code", gen_get_code, NULL, NULL},
    {"cr_origin", coro_get_origin, NULL, NULL},
    {0},
};
Type type_coroutine = {
    .base = STATIC_OBJ(&type_type), .name = "coroutine", .flags = TYPE_GC | TYPE_WEAKREF | TYPE_NO_NEW | TYPE_IMMUTABLE,
    COMMON_SLOTS, .methods = coro_methods, .getters = coro_getters,
    .await = coro_wrapper_new, .send = gen_resume,
};

static Value asyncgen_get_running(Ref self) { return value_from_bool(VALUE_AS(Gen, self)->ag_running); }

static const Getter asyncgen_getters[] = {
    {"__name__", gen_get_name, gen_set_name, "name of the async generator"},
    {"__qualname__", gen_get_qualname, gen_set_qualname, "qualified name of the async generator"},
    {"ag_frame", gen_get_frame, NULL, NULL},
    {"ag_running", asyncgen_get_running, NULL, NULL},
    {"ag_suspended", gen_get_suspended, NULL, NULL},
    {"ag_await", gen_get_delegate, NULL, "object being awaited on, or None"},
    {"ag_code", gen_get_code, NULL, NULL},
    {0},
};
Type type_async_generator = {
    .base = STATIC_OBJ(&type_type), .name = "async_generator", .flags = TYPE_GC | TYPE_WEAKREF | TYPE_NO_NEW | TYPE_IMMUTABLE,
    COMMON_SLOTS, .methods = asyncgen_methods, .getters = asyncgen_getters,
    .aiter = iter_self, .anext = asyncgen_anext,
};
