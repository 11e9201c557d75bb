/* vm/frame_object.c -- the Python face of frames: f_back, f_code, f_lineno, f_locals (PEP 667), clear(). */
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
        for (size_t i = o->frame_size; i > 0; i--)
            value_drop(f->registers[i - 1]);
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
    if (f->is_generator && !gen_is_running(gen_of_frame(f)))
        return VALUE_NONE;
    return f->back == NULL ? VALUE_NONE : frame_object(f->back);
}

static Value get_code(Ref self) { return value_dup_obj(as_frame(self)->frame->code); }
static Value get_globals(Ref self) { return value_dup(as_frame(self)->frame->function->globals); }
static Value get_builtins(Ref self) { return value_dup(as_frame(self)->frame->function->builtins); }

static Value get_lasti(Ref self)
{
    Frame *f = as_frame(self)->frame;
    return int_new((int64_t)frame_word(f) * (int64_t)sizeof(Instr));
}

static Value get_lineno(Ref self)
{
    FrameObject *o = as_frame(self);
    if (o->set_line > 0)
        return int_new(o->set_line);
    bool unstarted = o->frame->is_generator && !o->owns_frame && gen_is_fresh(gen_of_frame(o->frame));
    int line = unstarted ? o->frame->code->first_line : frame_line(o->frame);
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
        o->frame->traced = !value_is_absent(o->trace);
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

/* ---- locals: PEP 667 ---- */

/* The Value slot behind a local or free variable: the register, or the cell's content. NULL when unset-able name is unknown. */
static Value *local_slot(Frame *f, int index)
{
    Value *slot = &f->registers[index];
    if (f->code->local_kinds[index] & LOCAL_CELL && value_has_type(*slot, &type_cell))
        return &VALUE_AS(Cell, *slot)->value;
    return slot;
}

static Value *named_slot(Frame *f, Ref name)
{
    Code *code = f->code;
    for (int i = 0; i < code->n_locals; i++)
        if (!(code->local_kinds[i] & LOCAL_HIDDEN) && str_equal(tuple_at(code->local_names, i), name))
            return local_slot(f, i);
    for (int i = 0; i < code->n_free && !value_is_absent(f->function->closure); i++)
        if (str_equal(tuple_at(code->free_names, i), name))
            return &VALUE_AS(Cell, tuple_at(f->function->closure, i))->value;
    return NULL;
}

static int add_local(Ref dict, Ref name, Ref v)
{
    return value_is_absent(v) ? 0 : dict_set(dict, name, v);
}

Value frame_locals_snapshot(Frame *f)
{
    Code *code = f->code;
    Value dict = dict_new();
    if (value_is_error(dict))
        return dict;
    for (int i = 0; i < code->n_locals; i++)
        if (!(code->local_kinds[i] & LOCAL_HIDDEN)
            && add_local(dict, tuple_at(code->local_names, i), *local_slot(f, i)))
            goto fail;
    if (!value_is_absent(f->function->closure))
        for (int i = 0; i < code->n_free; i++)
            if (add_local(dict, tuple_at(code->free_names, i),
                          VALUE_AS(Cell, tuple_at(f->function->closure, i))->value))
                goto fail;
    return dict;
fail:
    value_drop(dict);
    return VALUE_ERROR;
}

/* FrameLocalsProxy: a mapping that writes through. */
typedef struct FrameLocals { Obj base; Value frame; } FrameLocals;

Value frame_get_locals(FrameObject *o)
{
    Frame *f = o->frame;
    if (f->code->flags & CODE_NAMESPACE)
        return value_dup(f->registers[0]);
    FrameLocals *proxy = object_alloc(&type_frame_locals);
    if (proxy == NULL)
        return VALUE_ERROR;
    proxy->frame = value_dup_obj(o);
    gc_track(proxy);
    return value_from_obj(proxy);
}

static Value get_locals(Ref self) { return frame_get_locals(as_frame(self)); }

static FrameObject *proxy_frame(Ref self) { return VALUE_AS(FrameObject, VALUE_AS(FrameLocals, self)->frame); }

static void proxy_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((FrameLocals *)o)->frame);
    object_free(o);
}
static int proxy_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((FrameLocals *)o)->frame);
    return 0;
}

/* Everything visible, extra names included: a new dict. */
static Value proxy_dict(Ref self)
{
    FrameObject *o = proxy_frame(self);
    Value dict = frame_locals_snapshot(o->frame);
    if (!value_is_error(dict) && !value_is_absent(o->extra_locals)
        && dict_merge(dict, o->extra_locals, 1)) {
        value_drop(dict);
        return VALUE_ERROR;
    }
    return dict;
}

static Value proxy_get_or_absent(Ref self, Ref key)
{
    FrameObject *o = proxy_frame(self);
    if (value_is_str(key)) {
        Value *slot = named_slot(o->frame, key);
        if (slot != NULL && !value_is_absent(*slot))
            return value_dup(*slot);
    }
    if (value_is_absent(o->extra_locals))
        return VALUE_ABSENT;
    Ref found = dict_get(o->extra_locals, key);
    return value_is_ok(found) ? value_dup(found) : found;
}

static Value proxy_subscript(Ref self, Ref key)
{
    Value v = proxy_get_or_absent(self, key);
    return value_is_absent(v) ? exc_raise_key(key) : v;
}

static int proxy_set(Ref self, Ref key, Ref v)
{
    FrameObject *o = proxy_frame(self);
    Value *slot = value_is_str(key) ? named_slot(o->frame, key) : NULL;
    if (slot != NULL) {
        if (value_is_absent(v))
            return exc_raise_int(&type_ValueError, "cannot remove local variables from FrameLocalsProxy");
        value_replace(slot, value_dup(v));
        return 0;
    }
    if (value_is_absent(o->extra_locals)) {
        if (value_is_absent(v)) {
            exc_raise_key(key);
            return -1;
        }
        Value dict = dict_new();
        if (value_is_error(dict))
            return -1;
        o->extra_locals = dict;
    }
    return object_set_subscript(o->extra_locals, key, v);
}

static int64_t proxy_length(Ref self)
{
    Value dict = proxy_dict(self);
    if (value_is_error(dict))
        return -1;
    int64_t n = dict_len(dict);
    value_drop(dict);
    return n;
}

static int proxy_contains(Ref self, Ref key)
{
    Value v = proxy_get_or_absent(self, key);
    if (value_is_error(v))
        return -1;
    bool found = !value_is_absent(v);
    value_drop(v);
    return found;
}

/* Apply an operation of dict to a snapshot. */
static Value on_snapshot(Ref self, const char *method)
{
    Value dict = proxy_dict(self);
    if (value_is_error(dict))
        return dict;
    Value bound = object_getattr_cstr(dict, method);
    value_drop(dict);
    if (value_is_error(bound))
        return bound;
    Value result = object_call0(bound);
    value_drop(bound);
    return result;
}
static Value as_list(Value v)
{
    if (value_is_error(v))
        return v;
    Value list = object_call1(value_from_obj(&type_list), v);
    value_drop(v);
    return list;
}
NATIVE(proxy_keys_m) { return as_list(on_snapshot(self, "keys")); }
NATIVE(proxy_values_m) { return as_list(on_snapshot(self, "values")); }
NATIVE(proxy_items_m) { return as_list(on_snapshot(self, "items")); }
NATIVE(proxy_copy_m) { return proxy_dict(self); }
NATIVE(proxy_get_m)
{
    Value v = proxy_get_or_absent(self, a[0]);
    return value_is_absent(v) ? value_dup(a[1]) : v;
}
NATIVE(proxy_update_m)
{
    Value dict = dict_new();
    if (value_is_error(dict) || dict_merge(dict, a[0], 1))
        goto fail;
    int64_t pos = 0;
    Ref key, v;
    while (dict_next(dict, &pos, &key, &v))
        if (proxy_set(self, key, v))
            goto fail;
    value_drop(dict);
    return VALUE_NONE;
fail:
    value_drop(dict);
    return VALUE_ERROR;
}
NATIVE(proxy_setdefault_m)
{
    Value v = proxy_get_or_absent(self, a[0]);
    if (!value_is_absent(v))
        return v;
    return proxy_set(self, a[0], a[1]) ? VALUE_ERROR : value_dup(a[1]);
}
NATIVE(proxy_pop_m)
{
    FrameObject *o = proxy_frame(self);
    if (value_is_str(a[0]) && named_slot(o->frame, a[0]) != NULL)
        return exc_raise(&type_ValueError, "cannot remove local variables from FrameLocalsProxy");
    Value v = value_is_absent(o->extra_locals) ? VALUE_ABSENT : dict_pop(o->extra_locals, a[0]);
    if (!value_is_absent(v))
        return v;
    return value_is_absent(a[1]) ? exc_raise_key(a[0]) : value_dup(a[1]);
}
static Value proxy_iter(Ref self)
{
    Value keys = as_list(on_snapshot(self, "keys"));
    if (value_is_error(keys))
        return keys;
    Value it = object_iter(keys);
    value_drop(keys);
    return it;
}
NATIVE(proxy_reversed_m)
{
    Value keys = as_list(on_snapshot(self, "keys"));
    if (value_is_error(keys))
        return keys;
    Value it = object_call1(value_from_obj(&type_reversed), keys);
    value_drop(keys);
    return it;
}
static Value proxy_repr(Ref self)
{
    int entered = object_repr_enter(self);
    if (entered)
        return entered < 0 ? VALUE_ERROR : str_from_cstr("{...}");
    Value dict = proxy_dict(self);
    Value repr = value_is_error(dict) ? dict : object_repr(dict);
    value_drop(value_is_error(dict) ? VALUE_ABSENT : dict);
    object_repr_leave(self);
    return repr;
}
static Value proxy_compare(Ref a, Ref b, CompareOp op)
{
    if (op != CMP_EQ && op != CMP_NE)
        return VALUE_NOT_IMPLEMENTED;
    if (value_has_type(b, &type_frame_locals)) {
        bool same = value_is(VALUE_AS(FrameLocals, a)->frame, VALUE_AS(FrameLocals, b)->frame);
        return value_from_bool(same == (op == CMP_EQ));
    }
    if (!value_is_dict(b))
        return VALUE_NOT_IMPLEMENTED;
    Value dict = proxy_dict(a);
    if (value_is_error(dict))
        return dict;
    Value result = object_compare(dict, b, op);
    value_drop(dict);
    return result;
}
static Value proxy_or(Ref left, Ref right)
{
    bool proxy_left = value_has_type(left, &type_frame_locals);
    Value dict = proxy_left ? proxy_dict(left) : dict_copy(left);
    if (value_is_error(dict))
        return dict;
    Value other = proxy_left ? value_dup(right) : proxy_dict(right);
    if (value_is_error(other) || dict_merge(dict, other, 1)) {
        value_drop(dict);
        dict = VALUE_ERROR;
    }
    value_drop(value_is_error(other) ? VALUE_ABSENT : other);
    return dict;
}

static const Method proxy_methods[] = {
    {"keys()", proxy_keys_m, NULL},
    {"values()", proxy_values_m, NULL},
    {"items()", proxy_items_m, NULL},
    {"copy()", proxy_copy_m, NULL},
    {"__copy__()", proxy_copy_m, NULL},
    {"get(key, default=None, /)", proxy_get_m, NULL},
    {"update(other, /)", proxy_update_m, NULL},
    {"setdefault(key, default=None, /)", proxy_setdefault_m, NULL},
    {"pop(key, default=<absent>, /)", proxy_pop_m, NULL},
    {"__reversed__()", proxy_reversed_m, NULL},
    {0},
};
Type type_frame_locals = {
    .base = STATIC_OBJ(&type_type), .name = "FrameLocalsProxy", .basic_size = sizeof(FrameLocals),
    .flags = TYPE_GC | TYPE_MAPPING | TYPE_NO_NEW, .methods = proxy_methods, .dealloc = proxy_dealloc,
    .traverse = proxy_traverse, .hash = hash_not_implemented, .subscript = proxy_subscript,
    .set_subscript = proxy_set, .length = proxy_length, .contains = proxy_contains, .iter = proxy_iter,
    .repr = proxy_repr, .compare = proxy_compare, .binary[BINARY_OR] = proxy_or,
};

/* ---- methods ---- */

NATIVE(frame_clear_m)
{
    FrameObject *o = as_frame(self);
    if (o->owns_frame) {
        for (size_t i = 0; i < o->frame_size; i++)
            value_clear(&o->frame->registers[i]);
        return VALUE_NONE;
    }
    Frame *f = o->frame;
    if (f->is_generator && !gen_is_running(gen_of_frame(f))) {
        Gen *g = gen_of_frame(f);
        if (g->state == GEN_SUSPENDED)
            return exc_raise(&type_RuntimeError, "cannot clear a suspended frame");
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
    if (!o->owns_frame && o->frame->is_generator)
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
