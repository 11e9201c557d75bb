/* vm/gen.h -- generators, coroutines and async generators: one layout.
 *
 *     CREATED --resume--> RUNNING --yield--> PARKED or SUSPENDED --resume--> RUNNING
 *                            `--return or raise--> DONE, frame cleared
 *
 * PARKED is the plainest way to stand still: at a YIELD, delegating to nobody, nobody delegating to it.  The loop resumes
 * such a generator, and one that has not begun, without asking further.
 *
 * Delegation (`yield from`, `await`) is O(1).  A chain of delegating generators is a list of frames linked
 * by `back`, the innermost first.  Its root knows the innermost frame, so resuming the root jumps
 * straight there; every other member finds the root, so a yield goes straight
 * to whoever resumed the root:
 *
 *     consumer <--back-- root <--back-- middle <--back-- innermost
 *                         |  \____________chain_/ \__chain_/
 *                         `-----chain--------------------^
 *
 * Only the root's state tells RUNNING from SUSPENDED; a delegated member asks its root.  `chain` of a member may
 * lead to a former root that has been delegated to since: gen_root() follows and shortens the path.
 * Resuming, throwing into or closing a member directly first takes it out of the chain (gen_detach). */
#ifndef VM_GEN_H
#define VM_GEN_H
#include "runtime/eventlog.h"
#include "runtime/exc.h"
#include "vm/frame.h"

typedef enum GenState { GEN_CREATED, GEN_PARKED, GEN_SUSPENDED, GEN_RUNNING, GEN_DONE } GenState;

typedef struct Gen {
    Obj base;
    struct Gen *chain;      /* a member: towards the root of the chain; a root: its innermost, itself when alone */
    Value handled;          /* the exception being handled inside, ABSENT: a cell of Thread.handled */
    Value extra;            /* ABSENT, or what few have: see gen_extra() */
    Frame frame;            /* with our state and marks in it, and its registers */
} Gen;
extern Type type_generator, type_coroutine, type_async_generator;

static inline Gen *gen_of_frame(Frame *f) { return (Gen *)((char *)f - offsetof(Gen, frame)); }
/* Being delegated to?  Else g is a root, be it a chain of one. */
static inline bool gen_is_member(const Gen *g) { return g->frame.marks.is_member; }
static inline bool value_is_gen(Ref v)    /* any of the three */
{
    if (!value_is_obj(v))
        return false;
    Type *t = value_as_obj(v)->type;
    return t == &type_generator || t == &type_coroutine || t == &type_async_generator;
}
static inline bool gen_is_fresh(const Gen *g) { return g->frame.state == GEN_CREATED; }
/* A root: suspended.  A delegated member: its root knows whether it runs. */
static inline bool gen_stands_still(const Gen *g) { return g->frame.state == GEN_PARKED || g->frame.state == GEN_SUSPENDED; }
const char *gen_kind(const Gen *g);       /* "generator", "coroutine", "async generator" */

size_t gen_size(const Code *code);        /* bytes of a generator of this function */
/* A generator for the bound frame `f` on top of the frame stack, whose contents move into it. */
Value gen_from_frame(Frame *f);
Gen *gen_root(Gen *g);
/* A coroutine's cr_origin, an async generator's finalizer hook; ABSENT. Borrowed. */
Ref gen_extra(const Gen *g);
/* Keep it; 0, or -1. Only once. */
int gen_set_extra(Gen *g, Ref extra);
/* Is what `extra` holds the names that were assigned to g, (name, qualname, gen_extra() or None)?  A hook is no tuple,
 * and an origin's items are tuples. */
bool gen_has_names(const Gen *g);
bool gen_is_running(Gen *g);
/* Take a delegated generator out of its chain, so that it is a root again. */
void gen_detach(Gen *g);
/* What `yield from` or `await` waits on: borrowed, ABSENT when not delegating (gi_yieldfrom). */
Ref gen_delegate(Gen *g);
int gen_depth(const Gen *g);              /* live temporaries of the suspended frame */

/* Ready to be resumed from outside?  0 yes; 1 it is done (a generator: exhausted); -1 ValueError, TypeError or
 * RuntimeError pending.  A delegated member is detached on the way. */
int gen_check_resume(Gen *g, Ref sent);
/* The same for `yield from` and `await`, when g is not simply a root that stands still. */
int gen_check_delegate(Gen *g);
/* Put g and its chain under the running thread; the frame to run stands where it goes on with `sent` (taken).
 * Needs a recursion credit; the caller sets g->frame.back, give and advance. */
Frame *gen_enter(Gen *g, Value sent);
/* As gen_enter(), but the pending exception will be raised in that frame: its pc stays. */
Frame *gen_enter_throw(Gen *g);
/* The running generator `parent` delegates to the resting root g: g's chain joins parent's. */
Frame *gen_link(Gen *parent, Gen *g, Value sent);
/* g, running and innermost, is over: its receiver, or the generator that delegated to it, is current again. */
void gen_unlink(Gen *g);
/* State DONE, registers released. May run Python. */
void gen_over(Gen *g, int depth);
/* As gen_over(), and the last reference goes: the memory is given back. Only for what gen_is_unshared() says. */
void gen_bury(Gen *g, int depth);
/* Is the reference that the caller is about to drop the only one, and would nobody notice? */
static inline bool gen_is_unshared(const Gen *g)
{
    return g->base.refcount == 1 && !(g->base.meta & META_HAS_WEAKREFS) && LIKELY(!eventlog_on);
}
/* PEP 479: what a consumer sees of an exception that leaves g; takes and returns an exception. */
Value gen_translate_exception(Gen *g, Value exc);

/* resume / throw / close from C; see vm/callback.h for gen_resume(). */
Step gen_throw(Ref gen, Ref exc /* instance */, Value *out);
int gen_close(Ref gen, Value *out /* the returned value, 3.13 */);
bool gen_stands_in_try(const Gen *g);     /* could the body notice that it is being closed? */
/* coroutine wrapper and awaitables */
Value coro_get_awaitable(Ref o, int where /* GET_AWAITABLE's c */);
Value coro_get_delegate(Ref o, const Code *code);
extern Type type_coroutine_wrapper, type_asyncgen_asend, type_asyncgen_athrow;
/* Run the async generator's firstiter hook once. */
int asyncgen_init_hooks(Gen *g);
Value asyncgen_anext(Ref self);
/* Awaiting in place: GET_ANEXT and an asend() that is awaited at once give DELEGATE the generator itself.
 * ag_running is true from then on until it yields, ends or fails. */
static inline bool asyncgen_begin(Gen *g)
{
    if (g->frame.marks.ag_running || gen_is_member(g) || g->frame.state == GEN_RUNNING)
        return false;
    return g->frame.marks.ag_running = true;
}
void asyncgen_ended(Gen *g);              /* its body returned, or had: StopAsyncIteration is pending */
void asyncgen_failed(Gen *g, Ref exc);    /* its body raised exc */
/* Is `awaitable` an asend() that nobody else holds and that may begin?  Then *delegate, which held it, is the generator
 * and *sent what it sends. */
bool asyncgen_take_send(Ref awaitable, Value *delegate, Value *sent);
/* A member of a chain that is being closed: what close() of its awaitable does. 0 or -1. */
int asyncgen_close_awaited(Gen *g);
/* What cr_await shows for a generator that is awaited in place. */
Value asyncgen_awaited(Gen *g);
Value coro_get_aiter(Ref o);
Value coro_get_anext(Ref aiter);

/* A root that stands still, and may be entered with this value. */
static inline bool gen_can_enter(Ref v, Ref sent)
{
    if (!value_has_type(v, &type_generator) && !value_has_type(v, &type_coroutine))
        return false;
    const Gen *g = VALUE_AS(Gen, v);
    return !gen_is_member(g) && running->recursion_left > 0
        && (gen_stands_still(g) || (g->frame.state == GEN_CREATED && value_is_none(sent)));
}

static inline bool gen_is_parked(Ref v)
{
    return (value_has_type(v, &type_generator) || value_has_type(v, &type_coroutine))
        && VALUE_AS(Gen, v)->frame.state == GEN_PARKED && running->recursion_left > 0 && LIKELY(!eventlog_on);
}
/* What close() raises inside: unlike what throw() is given, it has what the closer handles as its context. */
Value gen_exit_new(void);
/* A GeneratorExit that nobody else holds. */
static inline bool gen_is_last_exit(Ref exc)
{
    return value_has_type(exc, &type_GeneratorExit) && value_as_obj(exc)->refcount == 1;
}

/* May gen_enter_ready() resume g?  The caller has made sure that no hook is set, and when g has not begun it will send
 * None. */
static inline bool gen_is_ready(const Gen *g) { return g->frame.state <= GEN_PARKED && LIKELY(!eventlog_on); }

/* Enter such a generator: what gen_enter() does, without its cases. Takes sent.  The result is where its frame goes on,
 * for the caller to put into the pc: not stored and loaded again, because a pipeline of generators is one long chain
 * of dependent loads.  A DROP of the yield's result is skipped (by a jump, which can be predicted) when there is
 * nothing to release.  A local that the yield assigns to is released last: that may run Python. */
static inline const Instr *gen_enter_ready(Thread *t, Gen *g, Value sent)
{
    const Instr *pc = g->frame.pc;
    bool parked = g->frame.state == GEN_PARKED;
    *++t->handled = &g->handled;
    g->frame.state = GEN_RUNNING;
    t->recursion_left--;
    if (!parked)
        return pc;
    if (pc[1].op == OP_DROP && !value_is_obj(sent)) {
        __asm__("" : "+r"(pc));
        return pc + 2;
    }
    Value *result = &g->frame.registers[pc->a];
    if ((pc->flags >> 4 & 3) == OPERAND_LOCAL)
        value_replace(result, sent);
    else
        *result = sent;
    return pc + 1;
}

/* The running generator `parent` delegates to g, which has not begun: what gen_link() does, without its cases. */
static inline void gen_link_fresh(Thread *t, Gen *parent, Gen *g)
{
    Gen *root = gen_is_member(parent) ? gen_root(parent) : parent;
    g->frame.state = GEN_SUSPENDED;
    g->frame.marks.is_member = true;
    g->chain = root;
    root->chain = g;
    g->frame.back = &parent->frame;
    g->frame.give = GIVE_DELEGATOR;
    *t->handled = &g->handled;
}
/* g, running and innermost, is over, and it is a root; or a member of a chain: gen_unlink() is either. */
static inline void gen_leave(Thread *t, Gen *g)
{
    t->handled--;
    t->recursion_left++;
}
static inline void gen_leave_chain(Thread *t, Gen *g)
{
    Gen *root = gen_is_member(g->chain) ? gen_root(g) : g->chain;
    root->chain = gen_of_frame(g->frame.back);
    *t->handled = &root->chain->handled;
    g->frame.marks.is_member = false;
    g->chain = g;
}

/* The slot: exhaustion is ABSENT, a returned value is lost to whoever iterates. */
Value gen_next(Ref self);
/* gen.c, for the types in gen_object.c */
void gen_dealloc(Obj *o);
int gen_traverse(Obj *o, GcVisit visit, void *arg);
void gen_clear(Obj *o);
int gen_finalize(Ref self);
/* gen_copy.c */
Value gen_copy_m(Ref self, const Ref *a, size_t n, Ref kwnames);
/* coro.c */
Value gen_class_getitem_m(Ref self, const Ref *a, size_t n, Ref kwnames);
void coro_note_origin(Gen *g);
void coro_warn_never_awaited(Gen *g);
Value coro_wrapper_new(Ref coroutine);
/* asyncgen.c: 1 when the finaliser hook takes care of g */
int asyncgen_ask_finalizer(Gen *g);
extern const Method asyncgen_methods[];
/* the exception that throw(type, value, traceback) means */
Value gen_step_to_value(Step step, Value v /* taken */); /* what a method answers: v, or StopIteration with it raised */
Value gen_exception_from_args(Ref type, Ref value, Ref traceback);
/* Does throw() or athrow() warn of its old signature?  -1: the warning is an error. */
int gen_warn_of_three(const char *method, Ref value);
Ref gen_qualname(Ref self);
Value gen_get_name(Ref self);
Value gen_get_qualname(Ref self);

#endif
