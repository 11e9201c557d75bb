/* stdlib/thread/local.c -- threading.local: one dict of attributes per thread.
 *
 * The dicts hang in the thread's own dict (Thread.dict) under the local's id, so they go when the thread goes; a
 * subclass's __init__ runs again in each thread that touches the object. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/tuple.h"
#include "runtime/weakref.h"
#include "stdlib/thread/lock.h"

typedef struct Local {
    Obj base;
    uint64_t key;     /* never reused */
    Value args, kwargs; /* for __init__ in other threads; tuple, dict or ABSENT */
} Local;

static uint64_t next_key;

static Value new_thread_dict(Ref self, Ref key)
{
    Local *l = VALUE_AS(Local, self);
    Value dict = dict_new();
    if (value_is_error(dict) || dict_set(running->dict, key, dict)) {
        value_drop(value_is_error(dict) ? VALUE_ABSENT : dict);
        return VALUE_ERROR;
    }
    Type *type = value_type(self);
    if (type->init != type_object.init) {
        Value init = object_getattr(self, NAME(__init__));
        Value done = value_is_error(init) ? init : object_call_tuple(init, l->args, l->kwargs);
        if (!value_is_error(init))
            value_drop(init);
        if (value_is_error(done)) {
            Value exc = exc_take();
            dict_delete(running->dict, key);
            exc_restore(exc);
            value_drop(dict);
            return VALUE_ERROR;
        }
        value_drop(done);
    }
    return dict;
}

/* The running thread's dict for this local; a new reference. */
static Value local_dict(Ref self)
{
    if (value_is_absent(running->dict)) {
        Value dict = dict_new();
        if (value_is_error(dict))
            return dict;
        running->dict = dict;
    }
    Value key = int_new_u64(VALUE_AS(Local, self)->key);
    Ref found = dict_get(running->dict, key);
    Value dict = value_is_absent(found) ? new_thread_dict(self, key) : value_dup(found);
    value_drop(key);
    return dict;
}

static Value local_getattr(Ref self, Ref name)
{
    Value dict = local_dict(self);
    if (value_is_error(dict))
        return dict;
    Value v;
    Ref on_type = type_lookup(value_type(self), name);
    bool data = !value_is_absent(on_type) && value_type(on_type)->descr_set != NULL;
    Ref found = data || value_is(name, NAME(__dict__)) ? VALUE_ABSENT : dict_get(dict, name);
    if (value_is(name, NAME(__dict__)))
        v = value_dup(dict);
    else if (!value_is_absent(found))
        v = value_is_error(found) ? found : value_dup(found);
    else
        v = object_generic_getattr(self, name);
    value_drop(dict);
    return v;
}

static int local_setattr(Ref self, Ref name, Ref v)
{
    if (value_is(name, NAME(__dict__))) {
        exc_raise_attribute(self, name, "'%T' object attribute '__dict__' is read-only", self);
        return -1;
    }
    Ref on_type = type_lookup(value_type(self), name);
    if (!value_is_absent(on_type) && value_type(on_type)->descr_set != NULL)
        return value_type(on_type)->descr_set(on_type, self, v);
    Value dict = local_dict(self);
    if (value_is_error(dict))
        return -1;
    int result;
    if (!value_is_absent(v))
        result = dict_set(dict, name, v);
    else if ((result = dict_delete(dict, name)) == 0) {
        exc_raise_attribute(self, name, "'%T' object has no attribute '%S'", self, name);
        result = -1;
    } else
        result = result > 0 ? 0 : -1;
    value_drop(dict);
    return result;
}

static void local_dealloc(Obj *o)
{
    Local *l = (Local *)o;
    gc_untrack(o);
    if (o->meta & META_HAS_WEAKREFS)
        weakref_object_dies(o);
    Value key = int_new_u64(l->key);
    for (Thread *t = thread_all; t != NULL; t = t->next)
        if (value_is_dict(t->dict))
            dict_delete(t->dict, key);
    value_drop(key);
    value_drop(l->args);
    value_drop(l->kwargs);
    object_free(o);
}
static int local_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((Local *)o)->args);
    GC_VISIT(((Local *)o)->kwargs);
    return 0;
}
static int local_init(Ref self, const Ref *args, size_t n_args, Ref kwnames) { return 0; }

static Value local_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (type->init == local_init && (n_args > 0 || !value_is_absent(kwnames)))
        return exc_raise(&type_TypeError, "Initialization arguments are not supported");
    Local *l = object_alloc_instance(type, 0);
    if (l == NULL)
        return VALUE_ERROR;
    l->key = ++next_key;
    l->kwargs = VALUE_ABSENT;
    l->args = tuple_from_refs(args, (int64_t)n_args);
    if (!value_is_absent(kwnames)) {
        l->kwargs = dict_new();
        for (int64_t i = 0; i < tuple_len(kwnames) && !value_is_error(l->kwargs); i++)
            dict_set(l->kwargs, tuple_at(kwnames, i), args[n_args + (size_t)i]);
    }
    gc_track(l);
    Value self = value_from_obj(l);
    /* This thread's __init__ is the one type.__call__ runs: its dict must be there already. */
    Value key = int_new_u64(l->key), dict = dict_new();
    if (value_is_absent(running->dict))
        running->dict = dict_new();
    if (value_is_error(dict) || dict_set(running->dict, key, dict)) {
        value_drop(self);
        self = VALUE_ERROR;
    }
    value_drop(value_is_error(dict) ? VALUE_ABSENT : dict);
    value_drop(key);
    return self;
}

Type type_thread_local = {
    .base = STATIC_OBJ(&type_type), .name = "_local", .module = "_thread", .basic_size = sizeof(Local),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF, .dealloc = local_dealloc, .traverse = local_traverse,
    .getattr = local_getattr, .setattr = local_setattr, .new = local_new, .init = local_init,
    .doc = "Thread-local data",
};
