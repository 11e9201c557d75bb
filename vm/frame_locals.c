/* vm/frame_locals.c -- f_locals and locals() of functions (PEP 667): snapshots, and FrameLocalsProxy, which writes
 * through to registers and cells.  Names the code does not have live in the frame object's extra_locals. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/iter.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/frame.h"

/* ---- slots ---- */

/* The Value slot behind a local or free variable: the register, or the cell's content. NULL when unset-able name is unknown. */
static Value *local_slot(Frame *f, int index)
{
    Value *slot = &f->registers[index];
    if (f->code->local_kinds[index] & LOCAL_CELL && value_has_type(*slot, &type_cell))
        return &VALUE_AS(Cell, *slot)->value;
    return slot;
}

/* A cleared frame has let go of its closure too. */
static bool has_closure(const FrameObject *o)
{
    return !o->locals_cleared && !value_is_absent(o->frame->function->closure);
}

/* Is `name` the local that the key means?  Keys that are no plain strings compare as in a dict. */
static int same_name(Ref name, Ref key, int64_t key_hash)
{
    if (value_is_exact_str(key))
        return str_equal(name, key);
    int64_t hash = object_hash(name);
    return hash != key_hash ? 0 : object_equal(name, key);
}

/* The slot of the variable that `key` names: 1, 0 no such variable, -1 the key cannot be hashed or compared. */
static int find_slot(FrameObject *o, Ref key, Value **slot)
{
    Frame *f = o->frame;
    Code *code = f->code;
    int64_t hash = 0;
    if (!value_is_exact_str(key) && (hash = object_hash(key)) == -1)
        return -1;
    for (int i = 0; i < code->n_locals; i++) {
        int same = code->local_kinds[i] & LOCAL_HIDDEN ? 0 : same_name(tuple_at(code->local_names, i), key, hash);
        if (same > 0)
            *slot = local_slot(f, i);
        if (same)
            return same;
    }
    for (int i = 0; i < code->n_free && has_closure(o); i++) {
        int same = same_name(tuple_at(code->free_names, i), key, hash);
        if (same > 0)
            *slot = &VALUE_AS(Cell, tuple_at(f->function->closure, i))->value;
        if (same)
            return same;
    }
    return 0;
}

bool frame_in_namespace(const Frame *f)
{
    const Code *code = f->code;
    if (!(code->flags & CODE_NAMESPACE))
        return false;
    for (int i = 1; i < code->n_locals; i++)
        if (!(code->local_kinds[i] & LOCAL_HIDDEN) && !value_is_absent(f->registers[i]))
            return false;
    return true;
}

static int add_local(Ref dict, Ref name, Ref v)
{
    return value_is_absent(v) ? 0 : dict_set(dict, name, v);
}

/* o: the Python face of f, when somebody has looked at it; a finished frame's face owns a copy of it. */
static Value snapshot(Frame *f, FrameObject *o)
{
    Code *code = f->code;
    Value dict = dict_new();
    if (value_is_error(dict))
        return dict;
    for (int i = 0; i < code->n_locals; i++)
        if (!(code->local_kinds[i] & LOCAL_HIDDEN)
            && add_local(dict, tuple_at(code->local_names, i), *local_slot(f, i)))
            goto fail;
    bool cleared = o != NULL && o->locals_cleared;
    if (!value_is_absent(f->function->closure) && !cleared)
        for (int i = 0; i < code->n_free; i++)
            if (add_local(dict, tuple_at(code->free_names, i),
                          VALUE_AS(Cell, tuple_at(f->function->closure, i))->value))
                goto fail;
    if (o != NULL && !value_is_absent(o->extra_locals) && dict_merge(dict, o->extra_locals, 1))
        goto fail;
    return dict;
fail:
    value_drop(dict);
    return VALUE_ERROR;
}

Value frame_locals_snapshot(Frame *f) { return snapshot(f, frame_seen_object(f)); }

/* FrameLocalsProxy: a mapping that writes through. */
typedef struct FrameLocals { Obj base; Value frame; } FrameLocals;

static Value proxy_new(FrameObject *o)
{
    FrameLocals *proxy = object_alloc(&type_frame_locals);
    if (proxy == NULL)
        return VALUE_ERROR;
    proxy->frame = value_dup_obj(o);
    gc_track(proxy);
    return value_from_obj(proxy);
}

Value frame_get_locals(FrameObject *o)
{
    Frame *f = o->frame;
    return frame_in_namespace(f) ? value_dup(f->registers[0]) : proxy_new(o);
}

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

/* Everything visible: a new dict. */
static Value proxy_dict(Ref self) { return snapshot(proxy_frame(self)->frame, proxy_frame(self)); }

static Value proxy_get_or_absent(Ref self, Ref key)
{
    FrameObject *o = proxy_frame(self);
    Value *slot;
    int found = find_slot(o, key, &slot);
    if (found < 0)
        return VALUE_ERROR;
    if (found > 0 && !value_is_absent(*slot))
        return value_dup(*slot);
    if (value_is_absent(o->extra_locals))
        return VALUE_ABSENT;
    Ref extra = dict_get(o->extra_locals, key);
    return value_is_ok(extra) ? value_dup(extra) : extra;
}

static Value proxy_subscript(Ref self, Ref key)
{
    Value v = proxy_get_or_absent(self, key);
    if (!value_is_absent(v))
        return v;
    Value message = str_format("local variable '%R' is not defined", key);
    if (value_is_error(message))
        return message;
    exc_raise_key(message);
    value_drop(message);
    return VALUE_ERROR;
}

static int proxy_set(Ref self, Ref key, Ref v)
{
    FrameObject *o = proxy_frame(self);
    if (value_is_absent(v))
        return exc_raise_int(&type_TypeError, "cannot remove variables from FrameLocalsProxy");
    Value *slot;
    int found = find_slot(o, key, &slot);
    if (found < 0)
        return -1;
    if (found > 0) {
        value_replace(slot, value_dup(v));
        return 0;
    }
    if (value_is_absent(o->extra_locals)) {
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
static bool is_mergeable(Ref v) { return value_is_dict(v) || value_has_type(v, &type_frame_locals); }

static int proxy_merge(Ref self, Ref other)
{
    Value dict = value_is_dict(other) ? dict_copy(other) : proxy_dict(other);
    if (value_is_error(dict))
        return -1;
    int64_t pos = 0;
    int result = 0;
    Ref key, v;
    while (result == 0 && dict_next(dict, &pos, &key, &v))
        result = proxy_set(self, key, v);
    value_drop(dict);
    return result;
}

NATIVE(proxy_update_m)
{
    if (!is_mergeable(a[0]))
        return exc_raise(&type_TypeError, "update() argument must be dict or another FrameLocalsProxy");
    return proxy_merge(self, a[0]) ? VALUE_ERROR : VALUE_NONE;
}

static Value proxy_inplace_or(Ref self, Ref other)
{
    if (!is_mergeable(other))
        return VALUE_NOT_IMPLEMENTED;
    return proxy_merge(self, other) ? VALUE_ERROR : value_dup(self);
}
NATIVE(proxy_setdefault_m)
{
    Value v = proxy_get_or_absent(self, a[0]);
    if (!value_is_absent(v))
        return v;
    return proxy_set(self, a[0], a[1]) ? VALUE_ERROR : value_dup(a[1]);
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
    if (value_is_ok(keys))
        list_reverse(keys);
    return keys;
}
static Value proxy_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (n_args != 1)
        return exc_raise(&type_TypeError, "FrameLocalsProxy expected 1 argument, got %zu", n_args);
    if (!value_is_absent(kwnames))
        return exc_raise(&type_TypeError, "FrameLocalsProxy takes no keyword arguments");
    if (!value_has_type(args[0], &type_frame))
        return exc_raise(&type_TypeError, "expect frame, not %T", args[0]);
    return proxy_new(VALUE_AS(FrameObject, args[0]));
}
NATIVE(proxy_reduce_m) { return exc_raise(&type_TypeError, "cannot pickle 'FrameLocalsProxy' object"); }
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
    if (!is_mergeable(left) || !is_mergeable(right))
        return VALUE_NOT_IMPLEMENTED;
    bool proxy_left = value_has_type(left, &type_frame_locals);
    Value dict = proxy_left ? proxy_dict(left) : dict_copy(left);
    if (value_is_error(dict))
        return dict;
    Value other = value_is_dict(right) ? value_dup(right) : proxy_dict(right);
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
    {"get(key, default=None, /)", proxy_get_m, NULL},
    {"update(other, /)", proxy_update_m, NULL},
    {"setdefault(key, default=None, /)", proxy_setdefault_m, NULL},
    {"__reduce_ex__(protocol, /)", proxy_reduce_m, NULL},
    {"__reversed__()", proxy_reversed_m, NULL},
    {0},
};
Type type_frame_locals = {
    .base = STATIC_OBJ(&type_type), .name = "FrameLocalsProxy", .basic_size = sizeof(FrameLocals),
    .flags = TYPE_GC | TYPE_MAPPING, .methods = proxy_methods, .new = proxy_type_new, .dealloc = proxy_dealloc,
    .traverse = proxy_traverse, .hash = hash_not_implemented, .subscript = proxy_subscript,
    .set_subscript = proxy_set, .length = proxy_length, .contains = proxy_contains, .iter = proxy_iter,
    .repr = proxy_repr, .compare = proxy_compare, .binary[BINARY_OR] = proxy_or,
    .inplace[BINARY_OR] = proxy_inplace_or,
};
