/* runtime/slice.c -- slice objects and the arithmetic of slicing. */
#include "runtime/slice.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

Value index_exact(Ref v)
{
    Value index = object_index(v);
    if (value_is_int(index) || value_is_error(index) || value_has_type(index, &type_int))
        return index;
    Value exact = int_binary(BINARY_ADD, index, value_from_int(0));
    value_drop(index);
    return exact;
}

/* ---- resolving ---- */

static int bound_of(Ref v, int64_t *out, const char *message)
{
    if (LIKELY(value_is_int(v))) {
        *out = value_as_int(v);
        return 0;
    }
    if (value_type(v)->index == NULL)
        return exc_raise_int(&type_TypeError, "%s", message);
    return object_as_index(v, out, true);
}

int slice_bound(Ref v, int64_t *out)
{
    return bound_of(v, out, "slice indices must be integers or have an __index__ method");
}

static int optional_bound(Ref v, int64_t *out, int64_t missing)
{
    if (value_is_none(v)) {
        *out = missing;
        return 0;
    }
    return bound_of(v, out, "slice indices must be integers or None or have an __index__ method");
}

int slice_unpack(Ref slice, int64_t *start, int64_t *stop, int64_t *step)
{
    Slice *s = VALUE_AS(Slice, slice);
    if (optional_bound(s->step, step, 1))
        return -1;
    if (*step == 0)
        return exc_raise_int(&type_ValueError, "slice step cannot be zero");
    if (*step < -INT64_MAX) /* so that -step can be had */
        *step = -INT64_MAX;
    if (optional_bound(s->start, start, *step < 0 ? INT64_MAX : 0))
        return -1;
    return optional_bound(s->stop, stop, *step < 0 ? INT64_MIN : INT64_MAX);
}

static int64_t clip(int64_t bound, int64_t len, int64_t step)
{
    if (bound < 0) {
        bound += len;
        return bound >= 0 ? bound : step < 0 ? -1 : 0;
    }
    return bound < len ? bound : step < 0 ? len - 1 : len;
}

int64_t slice_adjust(int64_t len, int64_t *start, int64_t *stop, int64_t step)
{
    *start = clip(*start, len, step);
    *stop = clip(*stop, len, step);
    if (step > 0)
        return *start < *stop ? (*stop - *start - 1) / step + 1 : 0;
    return *stop < *start ? (*start - *stop - 1) / -step + 1 : 0;
}

int slice_resolve(Ref slice, int64_t len, int64_t *start, int64_t *stop, int64_t *step, int64_t *count)
{
    if (slice_unpack(slice, start, stop, step))
        return -1;
    *count = slice_adjust(len, start, stop, *step);
    return 0;
}

/* ---- indices(): the same for lengths and bounds of any size ---- */

/* v is an index into `len` things: made non-negative and clipped to [lower, upper]. v borrowed. */
static Value clip_any(Ref v, Ref len, Ref lower, Ref upper)
{
    Value bound = object_index(v);
    if (value_is_error(bound))
        return VALUE_ERROR;
    if (int_sign(bound) < 0) {
        value_replace(&bound, int_binary(BINARY_ADD, bound, len));
        if (!value_is_error(bound) && int_compare(bound, lower) < 0)
            value_replace(&bound, value_dup(lower));
    } else if (int_compare(bound, upper) > 0) {
        value_replace(&bound, value_dup(upper));
    }
    return bound;
}

static int check_bound_type(Ref v)
{
    if (value_is_none(v) || value_type(v)->index != NULL)
        return 0;
    return exc_raise_int(&type_TypeError, "slice indices must be integers or None or have an __index__ method");
}

static Value indices_with(Slice *s, Ref len, Ref step)
{
    bool down = int_sign(step) < 0;
    Value last = down ? int_binary(BINARY_SUB, len, value_from_int(1)) : value_dup(len);
    if (value_is_error(last))
        return VALUE_ERROR;
    Ref lower = value_from_int(down ? -1 : 0), upper = last;
    Value start = VALUE_ERROR, stop = VALUE_ERROR, result = VALUE_ERROR;
    start = value_is_none(s->start) ? value_dup(down ? upper : lower) : clip_any(s->start, len, lower, upper);
    if (value_is_error(start))
        goto done;
    stop = value_is_none(s->stop) ? value_dup(down ? lower : upper) : clip_any(s->stop, len, lower, upper);
    if (value_is_error(stop))
        goto done;
    result = tuple_of3(start, stop, step);
done:
    value_drop(start);
    value_drop(stop);
    value_drop(last);
    return result;
}

NATIVE(slice_indices_m)
{
    Slice *s = VALUE_AS(Slice, self);
    Value result = VALUE_ERROR, step = VALUE_ABSENT;
    Value len = object_index(a[0]);
    if (value_is_error(len))
        return VALUE_ERROR;
    if (int_sign(len) < 0) {
        exc_raise(&type_ValueError, "length should not be negative");
        goto done;
    }
    if (check_bound_type(s->step) || check_bound_type(s->start) || check_bound_type(s->stop))
        goto done;
    step = value_is_none(s->step) ? value_from_int(1) : object_index(s->step);
    if (value_is_error(step))
        goto done;
    if (int_sign(step) == 0)
        exc_raise(&type_ValueError, "slice step cannot be zero");
    else
        result = indices_with(s, len, step);
done:
    value_drop(step);
    value_drop(len);
    return result;
}

/* ---- the object ---- */

Value slice_new(Ref start, Ref stop, Ref step)
{
    Slice *s = mem_alloc_sized(sizeof *s);
    if (s == NULL)
        return exc_raise_memory();
    *s = (Slice){{1, 0, &type_slice}, value_dup(start), value_dup(stop), value_dup(step)};
    if (value_is_obj(start) || value_is_obj(stop) || value_is_obj(step))
        gc_track(s);
    return value_from_obj(s);
}

static Value slice_type_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_no_keywords("slice", kwnames) || args_count("slice", n_args, 1, 3))
        return VALUE_ERROR;
    if (n_args == 1)
        return slice_new(VALUE_NONE, args[0], VALUE_NONE);
    return slice_new(args[0], args[1], n_args == 3 ? args[2] : VALUE_NONE);
}

static void slice_dealloc(Obj *o)
{
    Slice *s = (Slice *)o;
    gc_untrack(o);
    value_drop(s->start);
    value_drop(s->stop);
    value_drop(s->step);
    mem_free_sized(s, sizeof *s);
}

static int slice_traverse(Obj *o, GcVisit visit, void *arg)
{
    Slice *s = (Slice *)o;
    GC_VISIT(s->start);
    GC_VISIT(s->stop);
    GC_VISIT(s->step);
    return 0;
}

static Value slice_repr(Ref self)
{
    Slice *s = VALUE_AS(Slice, self);
    return str_format("slice(%R, %R, %R)", s->start, s->stop, s->step);
}

static int64_t slice_hash(Ref self)
{
    Slice *s = VALUE_AS(Slice, self);
    Ref parts[3] = {s->start, s->stop, s->step};
    uint64_t mixed = HASH_MIX_START;
    for (int i = 0; i < 3; i++) {
        int64_t lane = object_hash(parts[i]);
        if (lane == -1)
            return -1;
        mixed = hash_mix(mixed, lane);
    }
    return mixed == (uint64_t)-1 ? 1546275796 : (int64_t)mixed;
}

static Value slice_compare(Ref a, Ref b, CompareOp op)
{
    if (!value_is_slice(a) || !value_is_slice(b))
        return VALUE_NOT_IMPLEMENTED;
    if (value_is(a, b))
        return value_from_bool(op == CMP_EQ || op == CMP_LE || op == CMP_GE);
    Slice *s = VALUE_AS(Slice, a), *r = VALUE_AS(Slice, b);
    Value x = tuple_of3(s->start, s->stop, s->step), y = tuple_of3(r->start, r->stop, r->step);
    Value result = value_is_error(x) || value_is_error(y) ? VALUE_ERROR : object_compare(x, y, op);
    value_drop(x);
    value_drop(y);
    return result;
}

NATIVE(slice_reduce_m)
{
    Slice *s = VALUE_AS(Slice, self);
    Value state = tuple_of3(s->start, s->stop, s->step);
    if (value_is_error(state))
        return VALUE_ERROR;
    return tuple_of2_owned(value_dup_obj(&type_slice), state);
}

static const Method slice_methods[] = {
    {"indices(object, /)", slice_indices_m,
     "S.indices(len) -> (start, stop, stride)\n\n"
     "Assuming a sequence of length len, calculate the start and stop\n"
     "indices, and the stride length of the extended slice described by\n"
     "S. Out of bounds indices are clipped in a manner consistent with the\n"
     "handling of normal slices."},
    {"__reduce__()", slice_reduce_m, "Return state information for pickling."},
    {0},
};

static const Member slice_members[] = {
    {"start", MEMBER_VALUE, offsetof(Slice, start), true, NULL},
    {"stop", MEMBER_VALUE, offsetof(Slice, stop), true, NULL},
    {"step", MEMBER_VALUE, offsetof(Slice, step), true, NULL},
    {0},
};

Type type_slice = {
    .base = STATIC_OBJ(&type_type), .name = "slice", .basic_size = sizeof(Slice), .flags = TYPE_GC,
    .doc = "slice(stop)\nslice(start, stop[, step])\n\n"
           "Create a slice object.  This is used for extended slicing (e.g. a[0:10:2]).",
    .methods = slice_methods, .members = slice_members, .new = slice_type_new,
    .dealloc = slice_dealloc, .traverse = slice_traverse,
    .repr = slice_repr, .hash = slice_hash, .compare = slice_compare,
};
