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

/* The line is left for later: most tracebacks are never looked at. */
void traceback_here(Frame *f)
{
    Value exc = exc_take();
    if (value_is_absent(exc))
        return;
    Value frame = frame_object(f);
    if (!value_is_error(frame)) {
        Exc *e = VALUE_AS(Exc, exc);
        bool fresh = f->is_generator && gen_is_fresh(gen_of_frame(f)); /* thrown into before its first line */
        Value tb = traceback_new(value_is_absent(e->traceback) ? VALUE_NONE : e->traceback, frame,
                                 fresh ? -1 : (int)frame_word(f), fresh ? f->code->first_line : -1);
        value_drop(frame);
        if (!value_is_error(tb))
            value_replace(&e->traceback, tb);
        else
            exc_clear(); /* out of memory: the traceback stays shorter */
    } else
        exc_clear();
    exc_restore(exc);
}

void traceback_stand_at_origin(Frame *f)
{
    Ref tb = VALUE_AS(Exc, running->exc)->traceback;
    if (f->object == NULL || !value_has_type(tb, &type_traceback) || !value_is(traceback_frame(tb), value_from_obj(f->object)))
        return;
    int word = traceback_lasti(tb);
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
