/* vm/frame.h -- activations.
 *
 * A frame is a header and its registers in one piece of memory: [parameters | locals | temporaries].  Frames of
 * plain calls stand on the thread's frame stack, last in, first out; a generator's frame is embedded in
 * the generator object (vm/gen.h).  Both look the same to the loop.
 *
 * `back` is whoever receives what this frame returns, raises or yields, and `give` says how.  The receiver's
 * saved pc stands at the instruction that is waiting: its operand a receives the value, and execution
 * goes on `advance` words further. */
#ifndef VM_FRAME_H
#define VM_FRAME_H
#include "runtime/thread.h"
#include "vm/code.h"
#include "vm/function.h"

typedef enum Give {
    GIVE_C,          /* leave vm_run() with a Step */
    GIVE_VALUE,      /* an ordinary call: operand a of the caller's instruction */
    GIVE_INIT,       /* __init__: must be None; the instance waits in the caller's register */
    GIVE_ITERATION,  /* FOR_ITER: a return ends the loop */
    GIVE_NEXT,       /* __next__ for FOR_ITER: a value is an item, a StopIteration ends the loop */
    GIVE_DELEGATOR,  /* DELEGATE: a return is the value of `yield from` */
    GIVE_SEND,       /* g.send(v), next(g) or g.throw(e) called by an instruction: a return raises StopIteration */
    GIVE_CLOSE,      /* g.close() called by an instruction: a yield is an error */
} Give;

typedef struct FrameObject FrameObject;

/* Yes and no of a frame, in one byte: a plain call's are all cleared with one store. */
typedef struct FrameMarks {
    bool is_generator : 1;  /* embedded in a Gen */
    bool traced : 1;        /* trace function active for this frame */
    /* the rest of a Gen only */
    bool is_member : 1;     /* delegated to: vm/gen.h */
    bool closing : 1;       /* close() is under way */
    bool hooks_called : 1;  /* async generator: firstiter hook has run */
    bool ag_closed : 1;     /* async generator: aclose() has begun or it ended */
    bool ag_running : 1;    /* async generator: an asend/athrow/aclose is under way */
    bool ag_yielded : 1;    /* async generator: what it gave last comes from `yield`, not from an await */
} FrameMarks;

struct Frame {
    Frame *back;
    Code *code;           /* borrowed from function */
    const Instr *pc;      /* the instruction being executed, while another frame runs or we are suspended */
    Function *function;   /* owned */
    uintptr_t watcher;    /* 0; the Python-visible frame, owned, once somebody has looked; or, with bit 0 set, the
                           * exception whose traceback entry for this frame is not made yet (vm/traceback.c) */
    uint8_t give;         /* enum Give */
    uint8_t advance;      /* words from back->pc to where back goes on */
    uint8_t state;        /* of a Gen: enum GenState */
    FrameMarks marks;
    int32_t traced_line;  /* last line reported, or a TRACED_ mark */
    Value registers[];
};

/* What tracing knows of a frame besides its line: nothing yet; its generator is suspended; it has just been resumed, or
 * something was thrown in, and its call event is due. */
enum { TRACED_NO_LINE = -1, TRACED_OUT = -2, TRACED_RESUMED = -3, TRACED_THROWN = -4 };

enum { NO_SET_LINE = -2 };

struct FrameObject {
    Obj base;
    Frame *frame;         /* live frame, or our own copy once it is over */
    bool owns_frame;      /* frame is our copy */
    bool trace_lines, trace_opcodes, locals_cleared;
    size_t frame_size;    /* bytes of the copy */
    Value back;           /* frame object of the caller once the frame is over; ABSENT */
    Value trace;          /* f_trace or ABSENT */
    Value extra_locals;   /* names written through f_locals that the code does not have; ABSENT */
    int set_line;         /* what f_lineno says during a call event; NO_SET_LINE: where the frame stands */
};

enum { WATCHER_IS_EXC = 1 };
/* The Python-visible frame if there is one. */
static inline FrameObject *frame_seen_object(const Frame *f)
{
    return f->watcher & WATCHER_IS_EXC ? NULL : (FrameObject *)f->watcher;
}
static inline size_t frame_size(const Code *code) { return sizeof(Frame) + (size_t)code->n_registers * sizeof(Value); }
static inline uint32_t frame_word(const Frame *f) { return (uint32_t)(f->pc - f->code->words); }
static inline int frame_line(const Frame *f) { return code_line(f->code, frame_word(f)); }

/* Push a frame for `function` (taken) on the frame stack: locals beyond the arguments are ABSENT, back and give
 * are the caller's to set.  NULL with RecursionError pending (function is dropped then). */
Frame *frame_push(Function *function);
/* Release registers [0, n_locals + depth) and the function, hand the contents to the frame object if there is
 * one, and pop a stack frame.  May run Python. */
void frame_leave(Frame *f, int depth);
/* Same without popping, and the function stays: generators. */
void frame_clear(Frame *f, int depth);
/* The Python-visible frame: a new reference. */
Value frame_object(Frame *f);
Value frame_get_locals(FrameObject *o);   /* f_locals */
/* Are the locals a namespace dict?  Not inside a comprehension of a module or class: there they are its variables. */
bool frame_in_namespace(const Frame *f);
Value frame_locals_snapshot(Frame *f);    /* locals() in a function: a dict */
int frame_traverse(Frame *f, int depth, GcVisit visit, void *arg);
extern Type type_frame, type_frame_locals;

/* ---- running ---- */
/* Run frame f (give must be GIVE_C) until it returns, raises or yields. */
Step vm_run(Frame *f, Value *out);
/* Continue a suspended frame by raising the pending exception in it. */
Step vm_run_throw(Frame *f, Value *out);
/* A frame for calling `function` (borrowed) with these arguments (borrowed); NULL on error. */
Frame *call_frame(Function *function, const Ref *args, size_t n_args, Ref kwnames);
Value function_call(Ref f, const Ref *args, size_t n_args, Ref kwnames);
#endif
