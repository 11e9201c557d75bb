/* vm/traceback.c -- traceback objects: one link per frame an exception has passed. Printing: runtime/traceback.c. */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "vm/callback.h"
#include "vm/frame.h"
#include "vm/gen.h"
#include "vm/ops.h"

typedef struct Traceback {
    Obj base;
    Value next;   /* Traceback or None */
    Value frame;
    int last_instruction; /* word */
    int line;     /* -1: not computed yet */
} Traceback;

static Traceback *as_traceback(Ref self) { return VALUE_AS(Traceback, self); }

Value traceback_new(Ref next, Ref frame, int last_instruction, int line)
{
    Traceback *tb = object_alloc(&type_traceback);
    if (tb == NULL)
        return VALUE_ERROR;
    tb->next = value_dup(next);
    tb->frame = value_dup(frame);
    tb->last_instruction = last_instruction;
    tb->line = line;
    gc_track(tb);
    return value_from_obj(tb);
}

Ref traceback_next(Ref tb) { return as_traceback(tb)->next; }
Ref traceback_frame(Ref tb) { return as_traceback(tb)->frame; }
int traceback_lasti(Ref tb) { return as_traceback(tb)->last_instruction; }
int traceback_line(Ref self)
{
    Traceback *tb = as_traceback(self);
    if (tb->line < 0) {
        Frame *f = VALUE_AS(FrameObject, tb->frame)->frame;
        if (f != NULL)
            tb->line = code_line(f->code, (uint32_t)tb->last_instruction);
    }
    return tb->line;
}

/* ---- the entry of the frame where an exception is raised ----
 *
 * Most exceptions are caught where they are raised, and nobody looks at their traceback.  So the entry of the frame
 * that an exception has reached last is only noted, in both: exc->raised_in and frame->watcher.  It is
 * made when somebody asks for the traceback or for the frame's object, when the frame ends with
 * the exception alive, or when another exception is raised in that frame. */

void traceback_forget(Exc *e)
{
    e->raised_in->watcher = 0;
    e->raised_in = NULL;
}

/* Takes nothing; nothing is pending.  Out of memory: the traceback stays shorter. */
static void add_entry(Exc *e, Frame *f, int word, int line)
{
    Value frame = frame_object(f);
    if (value_is_error(frame)) {
        exc_clear();
        return;
    }
    Value tb = traceback_new(value_is_absent(e->entries) ? VALUE_NONE : e->entries, frame, word, line);
    value_drop(frame);
    if (value_is_error(tb))
        exc_clear();
    else
        value_replace(&e->entries, tb);
}

void traceback_settle(Exc *e)
{
    Frame *f = e->raised_in;
    traceback_forget(e);
    Value pending = exc_take();
    add_entry(e, f, (int)e->raised_at, -1); /* the line is left for later too */
    exc_restore(pending);
}

static void traceback_add(Exc *e, Frame *f)
{
    Value exc = exc_take();
    if (e->raised_in != NULL)
        traceback_settle(e);
    if (f->marks.is_generator && gen_is_fresh(gen_of_frame(f))) /* thrown into before its first line */
        add_entry(e, f, -1, f->code->first_line);
    else
        add_entry(e, f, (int)frame_word(f), -1);
    exc_restore(exc);
}

void traceback_here(Frame *f)
{
    if (UNLIKELY(!exc_pending()))
        return;
    Exc *e = VALUE_AS(Exc, running->exc);
    if (f->watcher != 0 || e->raised_in != NULL || (f->marks.is_generator && gen_is_fresh(gen_of_frame(f)))) {
        traceback_add(e, f);
        return;
    }
    e->raised_in = f;
    e->raised_at = frame_word(f);
    f->watcher = (uintptr_t)e | WATCHER_IS_EXC;
}

void traceback_stand_at_origin(Frame *f, Ref exc)
{
    Exc *e = VALUE_AS(Exc, exc);
    int word = -1;
    if (e->raised_in == f)
        word = (int)e->raised_at;
    else if (value_has_type(e->entries, &type_traceback) && frame_seen_object(f) != NULL
             && value_is(traceback_frame(e->entries), value_from_obj(frame_seen_object(f))))
        word = traceback_lasti(e->entries);
    if (word >= 0 && (uint32_t)word < f->code->n_words)
        f->pc = f->code->words + word;
}

static void traceback_dealloc(Obj *o)
{
    Traceback *tb = (Traceback *)o;
    gc_untrack(o);
    value_drop(tb->next);
    value_drop(tb->frame);
    object_free(o);
}

static int traceback_traverse(Obj *o, GcVisit visit, void *arg)
{
    Traceback *tb = (Traceback *)o;
    GC_VISIT(tb->next);
    GC_VISIT(tb->frame);
    return 0;
}

static void traceback_clear(Obj *o)
{
    Traceback *tb = (Traceback *)o;
    value_replace(&tb->next, VALUE_NONE);
}

static Value get_next(Ref self) { return value_dup(as_traceback(self)->next); }

static int set_next(Ref self, Ref v)
{
    if (value_is_absent(v))
        return exc_raise_int(&type_TypeError, "can't delete tb_next attribute");
    if (!value_is_none(v) && !value_has_type(v, &type_traceback))
        return exc_raise_int(&type_TypeError, "expected traceback object, got '%T'", v);
    for (Ref tb = v; value_has_type(tb, &type_traceback); tb = as_traceback(tb)->next)
        if (value_is(tb, self))
            return exc_raise_int(&type_ValueError, "traceback loop detected");
    value_replace(&as_traceback(self)->next, value_dup(v));
    return 0;
}

static Value get_frame(Ref self) { return value_dup(as_traceback(self)->frame); }
static Value get_line(Ref self)
{
    int line = traceback_line(self);
    return line < 0 ? VALUE_NONE : value_from_int(line);
}
static Value get_lasti(Ref self)
{
    return int_new((int64_t)as_traceback(self)->last_instruction * (int64_t)sizeof(Instr));
}

static Value traceback_new_slot(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[4];
    if (args_bind(&spec, "traceback(tb_next, tb_frame, tb_lasti, tb_lineno)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    int lasti, line;
    if (!value_is_none(a[0]) && !value_has_type(a[0], &type_traceback))
        return exc_raise(&type_TypeError, "expected traceback object or None, got '%T'", a[0]);
    if (!value_has_type(a[1], &type_frame))
        return exc_raise(&type_TypeError, "traceback() argument 'tb_frame' must be frame, not %T", a[1]);
    if (int_as_i32(a[2], &lasti) || int_as_i32(a[3], &line))
        return VALUE_ERROR;
    return traceback_new(a[0], a[1], lasti / (int)sizeof(Instr), line);
}

NATIVE(traceback_dir_m)
{
    Value names = list_new(4);
    static const char *const attributes[] = {"tb_frame", "tb_next", "tb_lasti", "tb_lineno"};
    for (size_t i = 0; i < N_ELEMENTS(attributes) && !value_is_error(names); i++)
        list_append_owned(names, str_intern_cstr(attributes[i]));
    return names;
}

static const Method traceback_methods[] = {{"__dir__()", traceback_dir_m, NULL}, {0}};
static const Getter traceback_getters[] = {
    {"tb_next", get_next, set_next, NULL},
    {"tb_frame", get_frame, NULL, NULL},
    {"tb_lineno", get_line, NULL, NULL},
    {"tb_lasti", get_lasti, NULL, NULL},
    {0},
};
Type type_traceback = {
    .base = STATIC_OBJ(&type_type), .name = "traceback", .basic_size = sizeof(Traceback),
    .flags = TYPE_GC | TYPE_IMMUTABLE, .methods = traceback_methods, .getters = traceback_getters,
    .dealloc = traceback_dealloc, .traverse = traceback_traverse, .clear = traceback_clear,
    .new = traceback_new_slot, .doc = "Create a new traceback object.",
};
