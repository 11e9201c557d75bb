/* vm/delegate.c -- chains of delegating generators: linking, finding the root, taking a member out.
 *
 * The picture is in vm/gen.h.  Invariants while no function here is at work:
 *   - a root's `chain` is the innermost of its chain (itself when alone);
 *   - a member's frame.back is the frame of the generator that delegates to it, frame.give is GIVE_DELEGATOR;
 *   - while a chain runs, its place in Thread.handled names its innermost's cell;
 *   - following `chain` from any member ends at the chain's root. */
#include "runtime/eventlog.h"
#include "runtime/exc.h"
#include "vm/callback.h"
#include "vm/gen.h"

/* The root of g's chain; shortens the path for the next time, so that a chain that was merged into others again
 * and again does not cost a walk at each yield. */
Gen *gen_root(Gen *g)
{
    Gen *root = g;
    while (gen_is_member(root))
        root = root->chain;
    while (g != root) {
        Gen *next = g->chain;
        g->chain = root;
        g = next;
    }
    return root;
}

bool gen_is_running(Gen *g)
{
    return gen_root(g)->frame.state == GEN_RUNNING;
}

static Gen *delegator_of(const Gen *g) { return gen_of_frame(g->frame.back); }

Ref vm_chain_handles(const Value *cell)
{
    const Gen *g = (const Gen *)(const void *)((const char *)cell - offsetof(Gen, handled));
    while (value_is_absent(g->handled) && gen_is_member(g))
        g = delegator_of(g);
    return g->handled;
}

/* Make g the root of the part of the chain from g inwards; its delegator becomes the innermost of the rest. */
static void split_chain(Gen *g)
{
    Gen *root = gen_root(g);
    Gen *innermost = root->chain;
    for (Gen *member = innermost; member != g; member = delegator_of(member))
        member->chain = g;
    g->chain = innermost;
    g->frame.marks.is_member = false;
    root->chain = delegator_of(g);
}

void gen_detach(Gen *g)
{
    if (!gen_is_member(g))
        return;
    split_chain(g);
    g->frame.state = GEN_SUSPENDED;
}

/* The register that receives what is sent, and the place to go on, of a frame that stands at YIELD,
 * at DELEGATE, or has not begun. */
static void deliver(Gen *g, Value sent)
{
    Frame *f = &g->frame;
    if (g->frame.state == GEN_CREATED) {
        g->frame.state = GEN_SUSPENDED; /* a root becomes RUNNING next; a member asks its root */
        value_drop(sent);
        return;
    }
    const Instr *in = f->pc;
    if (in->op == OP_DELEGATE) { /* delegating to something that is no generator, or to a detached one */
        value_replace(&f->registers[in->c], sent);
        return;
    }
    if ((in->flags >> 4 & 3) == OPERAND_LOCAL)
        value_replace(&f->registers[in->a], sent);
    else
        f->registers[in->a] = sent;
    f->pc = in + 1;
}

/* For the event log: where g stands, or where its def is. */
static int gen_line(const Gen *g)
{
    return gen_is_fresh(g) ? g->frame.code->first_line : frame_line(&g->frame);
}

/* A call event is due before the first instruction. */
static void mark_for_tracing(Frame *f, int32_t mark)
{
    if (UNLIKELY(running->hooks_on))
        f->traced_line = mark;
}

static Frame *activate(Gen *g)
{
    *++running->handled = &g->chain->handled;
    g->frame.state = GEN_RUNNING;
    running->recursion_left--;
    return &g->chain->frame;
}

Frame *gen_enter(Gen *g, Value sent)
{
    Gen *innermost = g->chain;
    EVENTLOG(value_is_none(sent) ? EVENT_RESUME : EVENT_SEND, g, innermost == g ? NULL : innermost, g->frame.code,
             gen_line(g), sent);
    deliver(innermost, sent);
    mark_for_tracing(&innermost->frame, TRACED_RESUMED);
    return activate(g);
}

Frame *gen_enter_throw(Gen *g)
{
    EVENTLOG(EVENT_THROW, g, g->chain == g ? NULL : g->chain, g->frame.code, gen_line(g), running->exc);
    mark_for_tracing(&g->chain->frame, TRACED_THROWN);
    return activate(g);
}

Frame *gen_link(Gen *parent, Gen *g, Value sent)
{
    Gen *root = gen_is_member(parent) ? gen_root(parent) : parent;
    Gen *innermost = g->chain;
    EVENTLOG(value_is_none(sent) ? EVENT_RESUME : EVENT_SEND, g, innermost == g ? NULL : innermost, g->frame.code,
             gen_line(g), sent);
    deliver(innermost, sent);
    g->frame.state = GEN_SUSPENDED; /* its root says whether it runs */
    g->frame.marks.is_member = true;
    g->chain = root;
    root->chain = innermost;
    g->frame.back = &parent->frame;
    g->frame.give = GIVE_DELEGATOR;
    *running->handled = &innermost->handled;
    mark_for_tracing(&innermost->frame, TRACED_RESUMED);
    return &innermost->frame;
}

void gen_unlink(Gen *g)
{
    if (gen_is_member(g)) {
        Gen *root = gen_root(g);
        root->chain = delegator_of(g);
        *running->handled = &root->chain->handled;
        g->frame.marks.is_member = false;
        g->chain = g;
    } else {
        running->handled--;
        running->recursion_left++;
    }
}

static int raise_running(const Gen *g)
{
    return exc_raise_int(&type_ValueError, "%s already executing", gen_kind(g));
}

static int check_fresh_send(const Gen *g, Ref sent)
{
    if (g->frame.state == GEN_CREATED && !value_is_none(sent))
        return exc_raise_int(&type_TypeError, "can't send non-None value to a just-started %s", gen_kind(g));
    return 0;
}

static int check_done(const Gen *g)
{
    if (g->base.type == &type_coroutine)
        return exc_raise_int(&type_RuntimeError, "cannot reuse already awaited coroutine");
    return 1;
}

int gen_check_resume(Gen *g, Ref sent)
{
    switch ((GenState)g->frame.state) {
    case GEN_DONE:
        return check_done(g);
    case GEN_RUNNING:
        return raise_running(g);
    case GEN_CREATED:
        return check_fresh_send(g, sent);
    case GEN_PARKED:
    case GEN_SUSPENDED:
        break;
    }
    if (gen_is_member(g)) {
        if (gen_is_running(g))
            return raise_running(g);
        gen_detach(g);
    }
    return 0;
}

int gen_check_delegate(Gen *g)
{
    if (g->frame.state == GEN_DONE)
        return check_done(g);
    if (g->base.type == &type_coroutine && gen_is_member(g))
        return exc_raise_int(&type_RuntimeError, "coroutine is being awaited already");
    return gen_check_resume(g, VALUE_NONE);
}

Ref gen_delegate(Gen *g)
{
    if (g->frame.state != GEN_SUSPENDED || g->frame.pc->op != OP_DELEGATE)
        return VALUE_ABSENT;
    return g->frame.registers[g->frame.pc->b];
}

int gen_depth(const Gen *g)
{
    if (g->frame.state == GEN_CREATED || g->frame.state == GEN_DONE)
        return 0;
    return g->frame.code->depths[frame_word(&g->frame)];
}
