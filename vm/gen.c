/* vm/gen.c -- generators as things that live: making, ending, dying.
 *
 * A suspended generator is its embedded frame, an array of values and a pc, with nothing on the C stack.  Resuming,
 * throwing and closing are in vm/gen_resume.c, the Python face in vm/gen_object.c, chains in vm/delegate.c. */
#include "vm/gen.h"
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "runtime/weakref.h"
#include "vm/call.h"

const char *gen_kind(const Gen *g)
{
    if (g->base.type == &type_coroutine)
        return "coroutine";
    return g->base.type == &type_async_generator ? "async generator" : "generator";
}

/* ---- making ---- */

size_t gen_size(const Code *code)
{
    return offsetof(Gen, frame) + frame_size(code);
}

static inline Type *type_for(uint32_t code_flags)
{
    if (LIKELY(code_flags & CODE_GENERATOR))
        return &type_generator;
    return code_flags & CODE_COROUTINE ? &type_coroutine : &type_async_generator;
}

/* Everything but the registers; takes function. NULL with MemoryError pending. */
static inline Gen *gen_alloc(Function *function)
{
    Code *code = function->code;
    Gen *g = mem_alloc_sized(gen_size(code));
    if (UNLIKELY(g == NULL)) {
        exc_raise_memory();
        return NULL;
    }
    g->base = (Obj){1, 0, type_for(code->flags)};
    g->chain = g;
    g->handled = VALUE_ABSENT;
    g->extra = VALUE_ABSENT;
    Frame *f = &g->frame;
    f->back = NULL;
    f->code = code;
    f->pc = code->words;
    f->function = function;
    f->watcher = 0;
    f->give = GIVE_C;
    f->advance = 0;
    f->state = GEN_CREATED;
    f->marks = (FrameMarks){.is_generator = true};
    f->traced_line = TRACED_OUT;
    return g;
}

/* Somebody wants to know of new generators. */
static COLD void announce(Gen *g)
{
    EVENTLOG(EVENT_CREATE, g, NULL, g->frame.code, g->frame.code->first_line, VALUE_NONE);
    if (running->coroutine_origin_depth > 0 && g->base.type == &type_coroutine)
        coro_note_origin(g);
}

static inline Value gen_publish(Gen *g)
{
    gc_track(g);
    if (UNLIKELY(eventlog_on) || UNLIKELY(running->coroutine_origin_depth > 0))
        announce(g);
    return value_from_obj(g);
}

static COLD Value drop_call(Function *function, Value *args, size_t n_args)
{
    for (size_t i = 0; i < n_args; i++)
        value_drop(args[i]);
    obj_drop(function);
    return VALUE_ERROR;
}

Value gen_new_simple(Function *function, Value *args, size_t n_args)
{
    Gen *g = gen_alloc(function);
    if (UNLIKELY(g == NULL))
        return drop_call(function, args, n_args);
    Value *to = g->frame.registers, *end = to + g->frame.code->n_locals;
    for (Value *args_end = args + n_args; args < args_end;)
        *to++ = *args++;
    while (to < end)
        *to++ = VALUE_ABSENT;
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

/* ---- the end of the body ---- */

void gen_over(Gen *g, int depth)
{
    Frame *f = &g->frame;
    g->frame.state = GEN_DONE;
    value_clear(&g->handled);
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

void gen_bury(Gen *g, int depth)
{
    gc_untrack(g); /* what dies now may run Python, which must not find g */
    g->frame.state = GEN_DONE;
    Code *code = g->frame.code;
    Function *function = g->frame.function;
    value_drop(g->handled);
    value_drop(g->extra);
    frame_clear(&g->frame, depth);
    size_t size = gen_size(code);
    mem_free_sized(g, size);
    obj_drop(function);
}

/* ---- dying ---- */

/* PEP 342: an abandoned generator is closed; an unawaited coroutine warns; an async generator asks its hook. */
int gen_finalize(Ref self)
{
    Gen *g = VALUE_AS(Gen, self);
    if (g->frame.state == GEN_DONE)
        return 0;
    if (g->base.type == &type_async_generator && asyncgen_ask_finalizer(g))
        return 0;
    Value pending = exc_take();
    if (g->base.type == &type_coroutine && g->frame.state == GEN_CREATED)
        coro_warn_never_awaited(g);
    Value ignored;
    if (gen_close(self, &ignored))
        exc_unraisable(NULL, self);
    value_drop(ignored);
    exc_restore(pending);
    return 0;
}

/* Does anybody notice that g dies now: its body, a warning, a hook, the event log? */
static inline bool needs_finalizer(const Gen *g)
{
    if (g->frame.state == GEN_DONE || g->base.meta & META_FINALISED)
        return false;
    if (g->base.type != &type_generator || UNLIKELY(eventlog_on))
        return true;
    return g->frame.state != GEN_CREATED && gen_stands_in_try(g);
}

/* False: it came back to life. */
static bool finalize_dying(Gen *g)
{
    bool was_tracked = gc_is_tracked(&g->base);
    g->base.meta |= META_FINALISED;
    g->base.refcount = 1;
    gen_finalize(value_from_obj(g));
    if (--g->base.refcount == 0)
        return true;
    if (!was_tracked && !gc_is_tracked(&g->base))
        gc_track(g); /* its death had been put off, and it was untracked for that time */
    return false;
}

static COLD void tell_weakrefs(Obj *o)
{
    Value pending = exc_take();
    weakref_object_dies(o);
    exc_restore(pending);
}

static void free_done(Gen *g)
{
    gc_untrack(g);
    value_drop(g->extra);
    Code *code = g->frame.code;
    mem_free_sized(g, gen_size(code));
    obj_drop(code);
}

/* The types have TYPE_FINALIZED_BY_DEALLOC: the finaliser is this function's business. */
void gen_dealloc(Obj *o)
{
    Gen *g = (Gen *)o;
    if (UNLIKELY(o->meta & META_HAS_WEAKREFS))
        tell_weakrefs(o);
    if (needs_finalizer(g) && !finalize_dying(g))
        return;
    if (UNLIKELY(o->meta & META_HAS_WEAKREFS))
        tell_weakrefs(o);
    EVENTLOG(EVENT_DESTROY, g, NULL, NULL, 0, VALUE_NONE);
    if (g->frame.state == GEN_DONE)
        free_done(g);
    else
        gen_bury(g, gen_depth(g));
}

int gen_traverse(Obj *o, GcVisit visit, void *arg)
{
    Gen *g = (Gen *)o;
    GC_VISIT(g->extra);
    GC_VISIT(g->handled);
    if (g->frame.state == GEN_DONE)
        return 0;
    if (gen_is_running(g))
        return 0; /* the running frame's references count as outside ones */
    return frame_traverse(&g->frame, gen_depth(g), visit, arg);
}

void gen_clear(Obj *o)
{
    Gen *g = (Gen *)o;
    if (g->frame.state == GEN_DONE || gen_is_member(g) || gen_is_running(g))
        return;
    if (g->chain != g)
        gen_detach(VALUE_AS(Gen, g->frame.registers[g->frame.pc->b]));
    gen_over(g, gen_depth(g));
}
