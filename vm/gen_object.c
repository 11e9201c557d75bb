/* vm/gen_object.c -- the Python face of generators, coroutines and async generators: methods, attributes, types. */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/callback.h"
#include "vm/gen.h"

Value gen_step_to_value(Step step, Value v)
{
    switch (step) {
    case STEP_YIELD:
        return v;
    case STEP_RETURN:
        return exc_raise_stop_iteration(v);
    case STEP_RAISE:
        break;
    }
    return VALUE_ERROR;
}

NATIVE(gen_send_m)
{
    Value v;
    Step step = gen_resume(self, a[0], &v);
    return gen_step_to_value(step, v);
}

NATIVE(gen_next_m)
{
    Value v;
    Step step = gen_resume(self, VALUE_NONE, &v);
    return gen_step_to_value(step, v);
}

Value gen_exception_from_args(Ref type, Ref value, Ref traceback)
{
    if (!value_is_none(traceback) && !value_is_absent(traceback) && !value_has_type(traceback, &type_traceback))
        return exc_raise(&type_TypeError, "throw() third argument must be a traceback object");
    Value exc;
    if (value_is_type(type) && type_is_subtype(value_as_type(type), &type_BaseException)) {
        exc = exc_instance(type, value_is_none(value) ? VALUE_ABSENT : value);
        if (value_is_error(exc))
            exc = exc_take(); /* the generator sees what went wrong instead */
    } else if (value_has_flag(type, TYPE_SUB_EXC)) {
        if (!value_is_absent(value) && !value_is_none(value))
            return exc_raise(&type_TypeError, "instance exception may not have a separate value");
        exc = value_dup(type);
    } else
        return exc_raise(&type_TypeError, "exceptions must be classes or instances deriving from "
                         "BaseException, not %T", type);
    if (value_is_error(exc))
        return exc;
    if (value_has_type(traceback, &type_traceback) && exc_set_traceback(exc, traceback)) {
        value_drop(exc);
        return VALUE_ERROR;
    }
    return exc;
}

int gen_warn_of_three(const char *method, Ref value)
{
    if (value_is_absent(value))
        return 0;
    return exc_warn(&type_DeprecationWarning, 1, "the (type, exc, tb) signature of %s() is deprecated, "
                    "use the single-arg signature instead.", method);
}

NATIVE(gen_throw_m)
{
    if (gen_warn_of_three("throw", a[1]))
        return VALUE_ERROR;
    Value exc = gen_exception_from_args(a[0], a[1], a[2]);
    if (value_is_error(exc))
        return exc;
    Value v;
    Step step = gen_throw(self, exc, &v);
    value_drop(exc);
    return gen_step_to_value(step, v);
}

NATIVE(gen_close_m)
{
    Value v;
    return gen_close(self, &v) ? VALUE_ERROR : v;
}

NATIVE(gen_sizeof_m)
{
    return int_new((int64_t)gen_size(VALUE_AS(Gen, self)->frame.code));
}

bool gen_has_names(const Gen *g)
{
    return value_has_type(g->extra, &type_tuple) && tuple_len(g->extra) > 0 && value_is_str(tuple_at(g->extra, 0));
}

Ref gen_extra(const Gen *g)
{
    if (!gen_has_names(g))
        return g->extra;
    Ref extra = tuple_at(g->extra, 2);
    return value_is_none(extra) ? VALUE_ABSENT : extra;
}

static Ref gen_name_part(const Gen *g, int which)
{
    if (gen_has_names(g))
        return tuple_at(g->extra, which);
    const Function *function = g->frame.function;
    if (function == NULL)
        return which ? g->frame.code->qualname : g->frame.code->name;
    return which ? function->qualname : function->name;
}

int gen_set_extra(Gen *g, Ref extra)
{
    if (value_is_absent(extra))
        return 0;
    if (!gen_has_names(g)) {
        g->extra = value_dup(extra);
        return 0;
    }
    Value names = tuple_of3(gen_name_part(g, 0), gen_name_part(g, 1), extra);
    if (value_is_error(names))
        return -1;
    value_replace(&g->extra, names);
    return 0;
}

static int set_name_part(Ref self, int which, Ref v)
{
    Gen *g = VALUE_AS(Gen, self);
    if (!value_is_str(v))
        return exc_raise_int(&type_TypeError, "%s must be set to a string object",
                             which ? "__qualname__" : "__name__");
    Ref extra = value_is_absent(gen_extra(g)) ? VALUE_NONE : gen_extra(g);
    Value names = which ? tuple_of3(gen_name_part(g, 0), v, extra) : tuple_of3(v, gen_name_part(g, 1), extra);
    if (value_is_error(names))
        return -1;
    value_replace(&g->extra, names);
    return 0;
}

Ref gen_qualname(Ref self) { return gen_name_part(VALUE_AS(Gen, self), 1); }
Value gen_get_name(Ref self) { return value_dup(gen_name_part(VALUE_AS(Gen, self), 0)); }
Value gen_get_qualname(Ref self) { return value_dup(gen_name_part(VALUE_AS(Gen, self), 1)); }
static int gen_set_name(Ref self, Ref v) { return set_name_part(self, 0, v); }
static int gen_set_qualname(Ref self, Ref v) { return set_name_part(self, 1, v); }

static Value gen_get_frame(Ref self)
{
    Gen *g = VALUE_AS(Gen, self);
    return g->frame.state == GEN_DONE ? VALUE_NONE : frame_object(&g->frame);
}
static Value gen_get_running(Ref self) { return value_from_bool(gen_is_running(VALUE_AS(Gen, self))); }
static Value gen_get_suspended(Ref self)
{
    Gen *g = VALUE_AS(Gen, self);
    return value_from_bool(gen_stands_still(g) && !gen_is_running(g));
}
static Value gen_get_delegate(Ref self)
{
    Ref delegate = gen_delegate(VALUE_AS(Gen, self));
    if (value_has_type(delegate, &type_async_generator))
        return asyncgen_awaited(VALUE_AS(Gen, delegate));
    return value_is_absent(delegate) ? VALUE_NONE : value_dup(delegate);
}
static Value gen_get_code(Ref self) { return value_dup_obj(VALUE_AS(Gen, self)->frame.code); }

static Value gen_repr(Ref self)
{
    return str_format("<%s object %U at %p>",
                      VALUE_AS(Gen, self)->base.type == &type_async_generator
                          ? "async_generator" : gen_kind(VALUE_AS(Gen, self)),
                      gen_name_part(VALUE_AS(Gen, self), 1), (void *)value_as_obj(self));
}

static Value iter_self(Ref self) { return value_dup(self); }

#define COMMON_SLOTS                                                          \
    .flags = TYPE_GC | TYPE_WEAKREF | TYPE_NO_NEW | TYPE_IMMUTABLE | TYPE_FINALIZED_BY_DEALLOC,  \
    .basic_size = sizeof(Gen), .item_size = 0, .dealloc = gen_dealloc,         \
    .traverse = gen_traverse, .clear = gen_clear, .finalize = gen_finalize, .repr = gen_repr

static const Method gen_methods[] = {
    {"send(value, /)", gen_send_m,
     "send(value) -> send 'value' into generator,\nreturn next yielded value or raise StopIteration.",
     METHOD_RESUMES},
    {"throw(typ, val=<absent>, tb=<absent>, /)", gen_throw_m, "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration.",
     METHOD_THROWS},
    {"close()", gen_close_m, "close() -> raise GeneratorExit inside generator.",
     METHOD_CLOSES},
    {"__next__()", gen_next_m, "Implement next(self)."},
    {"__sizeof__()", gen_sizeof_m, "gen.__sizeof__() -> size of gen in memory, in bytes"},
    {"__copy__()", gen_copy_m, "A fork of the suspended generator: its loop iterators are copied, other values shared."},
    {"__class_getitem__(item, /)", gen_class_getitem_m, "See PEP 585", METHOD_CLASS},
    {0},
};
static const Getter gen_getters[] = {
    {"__name__", gen_get_name, gen_set_name, "name of the generator"},
    {"__qualname__", gen_get_qualname, gen_set_qualname, "qualified name of the generator"},
    {"gi_frame", gen_get_frame, NULL, NULL},
    {"gi_running", gen_get_running, NULL, NULL},
    {"gi_suspended", gen_get_suspended, NULL, NULL},
    {"gi_yieldfrom", gen_get_delegate, NULL, "object being iterated by yield from, or None"},
    {"gi_code", gen_get_code, NULL, NULL},
    {0},
};
Type type_generator = {
    .base = STATIC_OBJ(&type_type), .name = "generator",
    COMMON_SLOTS, .methods = gen_methods, .getters = gen_getters,
    .iter = iter_self, .next = gen_next, .send = gen_resume,
};

static Value coro_get_origin(Ref self)
{
    Ref origin = gen_extra(VALUE_AS(Gen, self));
    return value_is_absent(origin) ? VALUE_NONE : value_dup(origin);
}

static const Method coro_methods[] = {
    {"send(value, /)", gen_send_m,
     "send(value) -> send 'value' into coroutine,\nreturn next yielded value or raise StopIteration.",
     METHOD_RESUMES},
    {"throw(typ, val=<absent>, tb=<absent>, /)", gen_throw_m, "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in coroutine, return next yielded value or raise\nStopIteration.",
     METHOD_THROWS},
    {"close()", gen_close_m, "close() -> raise GeneratorExit inside coroutine.",
     METHOD_CLOSES},
    {"__sizeof__()", gen_sizeof_m, NULL},
    {"__copy__()", gen_copy_m, "A fork of the suspended coroutine."},
    {"__class_getitem__(item, /)", gen_class_getitem_m, "See PEP 585", METHOD_CLASS},
    {0},
};
static const Getter coro_getters[] = {
    {"__name__", gen_get_name, gen_set_name, "name of the coroutine"},
    {"__qualname__", gen_get_qualname, gen_set_qualname, "qualified name of the coroutine"},
    {"cr_frame", gen_get_frame, NULL, NULL},
    {"cr_running", gen_get_running, NULL, NULL},
    {"cr_suspended", gen_get_suspended, NULL, NULL},
    {"cr_await", gen_get_delegate, NULL, "object being awaited on, or None"},
    {"cr_code", gen_get_code, NULL, NULL},
    {"cr_origin", coro_get_origin, NULL, NULL},
    {0},
};
Type type_coroutine = {
    .base = STATIC_OBJ(&type_type), .name = "coroutine",
    COMMON_SLOTS, .methods = coro_methods, .getters = coro_getters,
    .await = coro_wrapper_new, .send = gen_resume,
};

static Value asyncgen_get_running(Ref self) { return value_from_bool(VALUE_AS(Gen, self)->frame.marks.ag_running); }

static const Getter asyncgen_getters[] = {
    {"__name__", gen_get_name, gen_set_name, "name of the async generator"},
    {"__qualname__", gen_get_qualname, gen_set_qualname, "qualified name of the async generator"},
    {"ag_frame", gen_get_frame, NULL, NULL},
    {"ag_running", asyncgen_get_running, NULL, NULL},
    {"ag_suspended", gen_get_suspended, NULL, NULL},
    {"ag_await", gen_get_delegate, NULL, "object being awaited on, or None"},
    {"ag_code", gen_get_code, NULL, NULL},
    {0},
};
Type type_async_generator = {
    .base = STATIC_OBJ(&type_type), .name = "async_generator",
    COMMON_SLOTS, .methods = asyncgen_methods, .getters = asyncgen_getters,
    .aiter = iter_self, .anext = asyncgen_anext,
};
