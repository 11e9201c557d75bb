/* vm/frame.c -- pushing and leaving frames, and handing their contents to frame objects.
 *
 * A frame object looks at a live frame until that is over; then the frame's registers move into memory of the
 * frame object's own, so tracebacks can still show locals.  The Python face of frame objects is
 * vm/frame_object.c. */
#include "vm/frame.h"
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "vm/callback.h"
#include "vm/gen.h"

Frame *frame_push(Function *function)
{
    Thread *t = running;
    Code *code = function->code;
    Frame *f = (Frame *)(void *)t->frames_top;
    char *top = t->frames_top + frame_size(code);
    if (UNLIKELY(top > t->frames_end || t->recursion_left <= 0)) {
        obj_drop((Obj *)function);
        thread_recursion_error("");
        return NULL;
    }
    t->recursion_left--;
    t->frames_top = top;
    *f = (Frame){.code = code, .pc = code->words, .function = function, .give = GIVE_C};
    for (int i = 0; i < code->n_locals; i++)
        f->registers[i] = VALUE_ABSENT;
    return f;
}

/* The receiver of a frame that is about to be over, as a frame object, for f_back later on. */
static Value back_object(Frame *f)
{
    if (f->back == NULL || (f->marks.is_generator && !gen_is_running(gen_of_frame(f))))
        return VALUE_ABSENT;
    Value back = frame_object(f->back);
    if (value_is_error(back)) {
        exc_clear();
        return VALUE_ABSENT;
    }
    return back;
}

/* Somebody else holds the frame object: move the registers there. */
static bool move_to_object(Frame *f, int depth)
{
    FrameObject *o = frame_seen_object(f);
    size_t n_live = (size_t)(f->code->n_locals + depth);
    size_t size = sizeof(Frame) + n_live * sizeof(Value);
    Frame *copy = mem_alloc(size);
    if (copy == NULL)
        return false;
    memcpy(copy, f, size);
    obj_hold(copy->function);
    copy->marks.is_generator = false;
    copy->back = NULL;
    o->back = back_object(f);
    o->frame = copy;
    o->owns_frame = true;
    o->frame_size = n_live; /* registers */
    copy->watcher = 0;
    gc_track(o);
    return true;
}

static void drop_registers(Frame *f, int depth)
{
    for (int i = 0, n = f->code->n_locals + depth; i < n; i++)
        value_drop(f->registers[i]);
}

/* Detach the frame object; true when it took the registers over. */
static bool release_watcher(Frame *f, int depth)
{
    if (f->watcher & WATCHER_IS_EXC)
        traceback_settle((Exc *)(f->watcher - WATCHER_IS_EXC));
    FrameObject *o = (FrameObject *)f->watcher;
    if (o == NULL) /* no memory for it */
        return false;
    bool moved = o->base.refcount > 1 && move_to_object(f, depth);
    f->watcher = 0;
    if (!moved)
        o->frame = NULL;
    obj_drop(&o->base);
    return moved;
}

void frame_clear(Frame *f, int depth)
{
    if (f->watcher != 0 && release_watcher(f, depth))
        return;
    drop_registers(f, depth);
}

void frame_leave(Frame *f, int depth)
{
    Function *function = f->function;
    frame_clear(f, depth);
    running->frames_top = (char *)f;
    running->recursion_left++;
    obj_drop((Obj *)function);
}

int frame_traverse(Frame *f, int depth, GcVisit visit, void *arg)
{
    GC_VISIT_OBJ(f->function);
    GC_VISIT_OBJ(frame_seen_object(f));
    int n = f->code->n_locals + depth;
    for (int i = 0; i < n; i++)
        GC_VISIT(f->registers[i]);
    return 0;
}

Value frame_object(Frame *f)
{
    if (f->watcher & WATCHER_IS_EXC)
        traceback_settle((Exc *)(f->watcher - WATCHER_IS_EXC));
    if (f->watcher != 0)
        return value_dup_obj((FrameObject *)f->watcher);
    FrameObject *o = object_alloc(&type_frame);
    if (o == NULL)
        return VALUE_ERROR;
    o->frame = f;
    o->owns_frame = false;
    o->trace_lines = true;
    o->trace_opcodes = o->locals_cleared = false;
    o->frame_size = 0;
    o->back = o->trace = o->extra_locals = VALUE_ABSENT;
    o->set_line = NO_SET_LINE;
    f->watcher = (uintptr_t)o;
    return value_dup_obj(o); /* one reference is the frame's */
}
