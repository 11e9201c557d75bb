/* vm/frame_object.c -- the Python face of frames: f_back, f_code, f_lineno, clear().  f_locals: vm/frame_locals.c. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/iter.h"
#include "runtime/list.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/callback.h"
#include "vm/gen.h"

static FrameObject *as_frame(Ref self) { return VALUE_AS(FrameObject, self); }

static void frame_object_dealloc(Obj *obj)
{
    FrameObject *o = (FrameObject *)obj;
    gc_untrack(o);
    if (o->owns_frame) {
        Frame *f = o->frame;
        for (size_t i = 0; i < o->frame_size; i++)
            value_drop(f->registers[i]);
        obj_drop((Obj *)f->function);
        mem_free(f);
    }
    value_drop(o->back);
    value_drop(o->trace);
    value_drop(o->extra_locals);
    object_free(o);
}

static int frame_object_traverse(Obj *obj, GcVisit visit, void *arg)
{
    FrameObject *o = (FrameObject *)obj;
    GC_VISIT(o->back);
    GC_VISIT(o->trace);
    GC_VISIT(o->extra_locals);
    if (o->owns_frame) {
        GC_VISIT_OBJ(o->frame->function);
        for (size_t i = 0; i < o->frame_size; i++)
            GC_VISIT(o->frame->registers[i]);
    }
    return 0;
}

static void frame_object_clear(Obj *obj)
{
    FrameObject *o = (FrameObject *)obj;
    value_clear(&o->back);
    value_clear(&o->trace);
    value_clear(&o->extra_locals);
    if (o->owns_frame)
        for (size_t i = 0; i < o->frame_size; i++)
            value_clear(&o->frame->registers[i]);
}

/* ---- reading ---- */

static Value get_back(Ref self)
{
    FrameObject *o = as_frame(self);
    if (o->owns_frame || o->frame == NULL)
        return value_is_absent(o->back) ? VALUE_NONE : value_dup(o->back);
    Frame *f = o->frame;
    if (f->marks.is_generator && !gen_is_running(gen_of_frame(f)))
        return VALUE_NONE;
    return f->back == NULL ? VALUE_NONE : frame_object(f->back);
}

static Value get_code(Ref self) { return value_dup_obj(as_frame(self)->frame->code); }
static Value get_globals(Ref self) { return value_dup(as_frame(self)->frame->function->globals); }
static Value get_builtins(Ref self) { return value_dup(function_builtins(as_frame(self)->frame->function)); }

static Value get_lasti(Ref self)
{
    Frame *f = as_frame(self)->frame;
    if (as_frame(self)->set_line != NO_SET_LINE && f->pc == f->code->words)
        return int_new(-(int64_t)sizeof(Instr)); /* being called: before the first instruction */
    return int_new((int64_t)frame_word(f) * (int64_t)sizeof(Instr));
}

static Value get_lineno(Ref self)
{
    FrameObject *o = as_frame(self);
    if (o->set_line != NO_SET_LINE)
        return int_new(o->set_line);
    bool unstarted = o->frame->marks.is_generator && !o->owns_frame && gen_is_fresh(gen_of_frame(o->frame));
    int line = unstarted ? o->frame->code->first_line : frame_line(o->frame);
    if (line < 0 && o->frame->marks.traced && o->frame->traced_line > 0)
        line = o->frame->traced_line; /* cleanup code belongs to the line that led to it */
    return line < 0 ? VALUE_NONE : int_new(line);
}

static Value get_trace(Ref self)
{
    FrameObject *o = as_frame(self);
    return value_is_absent(o->trace) ? VALUE_NONE : value_dup(o->trace);
}

static int set_trace(Ref self, Ref v)
{
    FrameObject *o = as_frame(self);
    value_replace(&o->trace, value_is_none(v) || value_is_absent(v) ? VALUE_ABSENT : value_dup(v));
    if (o->frame != NULL)
        o->frame->marks.traced = !value_is_absent(o->trace);
    return 0;
}

static Value get_trace_lines(Ref self) { return value_from_bool(as_frame(self)->trace_lines); }
static Value get_trace_opcodes(Ref self) { return value_from_bool(as_frame(self)->trace_opcodes); }
static int set_trace_lines(Ref self, Ref v)
{
    if (!value_is_bool(v))
        return exc_raise_int(&type_TypeError, "attribute value type must be bool");
    as_frame(self)->trace_lines = value_is_true(v);
    return 0;
}
static int set_trace_opcodes(Ref self, Ref v)
{
    if (!value_is_bool(v))
        return exc_raise_int(&type_TypeError, "attribute value type must be bool");
    as_frame(self)->trace_opcodes = value_is_true(v);
    return 0;
}

/* ---- methods ---- */

static Value get_locals(Ref self) { return frame_get_locals(as_frame(self)); }


NATIVE(frame_clear_m)
{
    FrameObject *o = as_frame(self);
    if (o->owns_frame) {
        o->locals_cleared = true;
        value_clear(&o->extra_locals);
        for (size_t i = 0; i < o->frame_size; i++)
            value_clear(&o->frame->registers[i]);
        return VALUE_NONE;
    }
    Frame *f = o->frame;
    if (f->marks.is_generator && !gen_is_running(gen_of_frame(f))) {
        Gen *g = gen_of_frame(f);
        if (gen_stands_still(g))
            return exc_raise(&type_RuntimeError, "cannot clear a suspended frame");
        if (g->base.type == &type_coroutine && g->frame.state == GEN_CREATED)
            coro_warn_never_awaited(g);
        Value ignored;
        return gen_close(value_from_obj(g), &ignored) ? VALUE_ERROR : VALUE_NONE;
    }
    return exc_raise(&type_RuntimeError, "cannot clear an executing frame");
}

static Value frame_repr(Ref self)
{
    FrameObject *o = as_frame(self);
    Code *code = o->frame->code;
    return str_format("<frame at %p, file %R, line %d, code %U>", (void *)o, code->filename,
                      frame_line(o->frame), code->name);
}

static Value get_generator(Ref self)
{
    FrameObject *o = as_frame(self);
    if (!o->owns_frame && o->frame->marks.is_generator)
        return value_dup_obj(gen_of_frame(o->frame));
    return VALUE_NONE;
}

int trace_set_line(FrameObject *o, Ref v); /* trace.c: f_lineno = n from a trace function */
static int set_lineno(Ref self, Ref v) { return trace_set_line(as_frame(self), v); }

static const Method frame_methods[] = {
    {"clear()", frame_clear_m, "Clear all references held by the frame."},
    {0},
};
static const Getter frame_getters[] = {
    {"f_back", get_back, NULL, NULL},
    {"f_code", get_code, NULL, NULL},
    {"f_globals", get_globals, NULL, NULL},
    {"f_builtins", get_builtins, NULL, NULL},
    {"f_locals", get_locals, NULL, NULL},
    {"f_lasti", get_lasti, NULL, NULL},
    {"f_lineno", get_lineno, set_lineno, NULL},
    {"f_trace", get_trace, set_trace, NULL},
    {"f_trace_lines", get_trace_lines, set_trace_lines, NULL},
    {"f_trace_opcodes", get_trace_opcodes, set_trace_opcodes, NULL},
    {"f_generator", get_generator, NULL, NULL},
    {0},
};
Type type_frame = {
    .base = STATIC_OBJ(&type_type), .name = "frame", .basic_size = sizeof(FrameObject),
    .flags = TYPE_GC | TYPE_NO_NEW | TYPE_IMMUTABLE, .methods = frame_methods, .getters = frame_getters,
    .dealloc = frame_object_dealloc, .traverse = frame_object_traverse, .clear = frame_object_clear,
    .repr = frame_repr,
};
