/* vm/coro.c -- what `await` and `yield from` accept, coroutine wrappers, where coroutines were made. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/generic_alias.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/callback.h"
#include "vm/gen.h"

/* ---- await ---- */

static Value raise_not_awaitable(Ref o, int where)
{
    static const char *const messages[] = {
        "object %T can't be used in 'await' expression",
        "'async with' received an object from __aenter__ that does not implement __await__: %T",
        "'async with' received an object from __aexit__ that does not implement __await__: %T",
        "object %T can't be used in 'await' expression",
    };
    return exc_raise(&type_TypeError, messages[where], o);
}

bool gen_is_awaitable(Ref o)
{
    return value_has_type(o, &type_generator)
        && VALUE_AS(Gen, o)->frame.code->flags & CODE_ITERABLE_COROUTINE;
}

Value coro_get_awaitable(Ref o, int where)
{
    if (LIKELY(value_has_type(o, &type_coroutine))) {
        Gen *g = VALUE_AS(Gen, o);
        if (g->frame.state == GEN_SUSPENDED && !value_is_absent(gen_delegate(g)) && !gen_is_running(g))
            return exc_raise(&type_RuntimeError, "coroutine is being awaited already");
        return value_dup(o);
    }
    if (gen_is_awaitable(o))
        return value_dup(o);
    Type *type = value_type(o);
    Value it = type->await == NULL ? raise_not_awaitable(o, where) : type->await(o);
    if (value_is_error(it)) {
        if (where == 3) /* __anext__: the cause is kept */
            exc_raise_from_pending(&type_TypeError,
                                   "'async for' received an invalid object from __anext__: %T", o);
        return it;
    }
    if (value_has_type(it, &type_coroutine) || gen_is_awaitable(it)) {
        value_drop(it);
        return exc_raise(&type_TypeError, "__await__() returned a coroutine");
    }
    if (!object_is_iterator(it)) {
        exc_raise(&type_TypeError, "__await__() returned non-iterator of type '%T'", it);
        value_drop(it);
        return VALUE_ERROR;
    }
    return it;
}

/* ---- yield from ---- */

Value coro_get_delegate(Ref o, const Code *code)
{
    if (value_has_type(o, &type_coroutine)) {
        if (code->flags & (CODE_COROUTINE | CODE_ITERABLE_COROUTINE))
            return value_dup(o);
        return exc_raise(&type_TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator");
    }
    if (value_has_type(o, &type_generator))
        return value_dup(o);
    return object_iter(o);
}

/* ---- async for ---- */

Value coro_get_aiter(Ref o)
{
    Type *type = value_type(o);
    if (type->aiter == NULL)
        return exc_raise(&type_TypeError, "'async for' requires an object with __aiter__ method, got %T", o);
    Value it = type->aiter(o);
    if (!value_is_error(it) && value_type(it)->anext == NULL) {
        exc_raise(&type_TypeError, "'async for' received an object from __aiter__ that does not implement "
                  "__anext__: %T", it);
        value_drop(it);
        return VALUE_ERROR;
    }
    return it;
}

Value coro_get_anext(Ref aiter)
{
    Type *type = value_type(aiter);
    if (type->anext == NULL)
        return exc_raise(&type_TypeError, "'async for' requires an iterator with __anext__ method, got %T", aiter);
    Value awaitable = type->anext(aiter);
    if (value_is_error(awaitable) || type == &type_async_generator)
        return awaitable; /* an async generator's own awaitable is its iterator */
    Value it = coro_get_awaitable(awaitable, 3);
    value_drop(awaitable);
    return it;
}

/* ---- coroutine.__await__() ---- */

typedef struct CoroWrapper { Obj base; Value coroutine; } CoroWrapper;

Value coro_wrapper_new(Ref coroutine)
{
    CoroWrapper *w = object_alloc(&type_coroutine_wrapper);
    if (w == NULL)
        return VALUE_ERROR;
    w->coroutine = value_dup(coroutine);
    gc_track(w);
    return value_from_obj(w);
}

static Ref wrapped(Ref self) { return VALUE_AS(CoroWrapper, self)->coroutine; }

static void wrapper_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((CoroWrapper *)o)->coroutine);
    object_free(o);
}
static int wrapper_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((CoroWrapper *)o)->coroutine);
    return 0;
}
static Value wrapper_next(Ref self) { return type_generator.next(wrapped(self)); }
static Step wrapper_send(Ref self, Ref v, Value *out) { return gen_resume(wrapped(self), v, out); }
NATIVE(wrapper_send_m)
{
    return object_call_method(wrapped(self), NAME(send), a, 1);
}
NATIVE(wrapper_throw_m)
{
    Value args[3] = {a[0], a[1], a[2]};
    size_t given = value_is_absent(a[1]) ? 1 : value_is_absent(a[2]) ? 2 : 3;
    return object_call_method(wrapped(self), NAME(throw), args, given);
}
NATIVE(wrapper_close_m) { return object_call_method0(wrapped(self), NAME(close)); }
static Value wrapper_iter(Ref self) { return value_dup(self); }

static const Method wrapper_methods[] = {
    {"send(value, /)", wrapper_send_m, NULL},
    {"throw(typ, val=<absent>, tb=<absent>, /)", wrapper_throw_m, NULL},
    {"close()", wrapper_close_m, NULL},
    {0},
};
Type type_coroutine_wrapper = {
    .base = STATIC_OBJ(&type_type), .name = "coroutine_wrapper", .basic_size = sizeof(CoroWrapper),
    .flags = TYPE_GC | TYPE_NO_NEW, .methods = wrapper_methods, .dealloc = wrapper_dealloc,
    .traverse = wrapper_traverse, .iter = wrapper_iter, .next = wrapper_next, .send = wrapper_send,
    .doc = "A wrapper object implementing __await__ for coroutines.",
};

/* ---- origin and the never-awaited warning ---- */

/* cr_origin: a tuple of (filename, line, function), innermost first. */
void coro_note_origin(Gen *g)
{
    Value list = list_new(0);
    if (value_is_error(list)) {
        exc_clear();
        return;
    }
    int depth = running->coroutine_origin_depth;
    for (Frame *f = running->frame; f != NULL && depth-- > 0; f = f->back) {
        Value line = value_from_int(frame_line(f));
        Value entry = tuple_of3(f->code->filename, line, f->code->name);
        if (value_is_error(entry) || list_append_owned(list, entry))
            exc_clear();
    }
    Value origin = list_to_tuple(list);
    value_drop(list);
    if (value_is_error(origin))
        exc_clear();
    else
        g->extra = origin;
}

/* Through warnings._warn_unawaited_coroutine when that module is loaded, which shows the origin. */
void coro_warn_never_awaited(Gen *g)
{
    Ref warnings = dict_get_cstr(sys_modules, "warnings");
    if (!value_is_absent(warnings)) {
        Value warn = object_getattr_cstr(warnings, "_warn_unawaited_coroutine");
        if (value_is_error(warn))
            exc_clear();
        else {
            Value result = object_call1(warn, value_from_obj(g));
            value_drop(warn);
            if (!value_is_error(result)) {
                value_drop(result);
                return;
            }
            bool warned = exc_pending_is(&type_RuntimeWarning);
            exc_unraisable(NULL, value_from_obj(g));
            if (warned)
                return;
        }
    }
    Value name = gen_get_qualname(value_from_obj(g));
    if (exc_warn(&type_RuntimeWarning, 1, "coroutine '%U' was never awaited", name))
        exc_unraisable(NULL, value_from_obj(g));
    value_drop(name);
}

Value gen_class_getitem_m(Ref self, const Ref *a, size_t n, Ref kwnames)
{
    return generic_alias_new(self, a[0]);
}
