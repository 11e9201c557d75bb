/* runtime/weakref.c -- weak references and weak proxies.
 *
 * The references to one object form a list whose head is found through a hash table keyed by the object's
 * address; META_HAS_WEAKREFS in the header says whether to look.  A plain ref without callback is shared:
 * asking twice gives the same object.
 *
 * Types: `weakref.ReferenceType` (alias ref), `weakref.ProxyType`, `weakref.CallableProxyType`. */
#include "runtime/weakref.h"
#include "runtime/exc.h"
#include "runtime/gc.h"
#include "runtime/generic_alias.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* ---- the side table: open addressing, linear probing ---- */

typedef struct Slot {
    Obj *object;     /* NULL: free */
    WeakRef *head;
} Slot;
static Slot *table;
static size_t table_mask, table_used;

static size_t home_of(const Obj *o)
{
    return (size_t)(((uintptr_t)o >> 4) * 0x9E3779B97F4A7C15ull >> 20) & table_mask;
}

static Slot *find_slot(const Obj *o)
{
    size_t i = home_of(o);
    while (table[i].object != o && table[i].object != NULL)
        i = (i + 1) & table_mask;
    return &table[i];
}

static int grow_table(void)
{
    size_t old_size = table ? table_mask + 1 : 0, new_size = old_size ? old_size * 2 : 64;
    Slot *old = table;
    Slot *fresh = mem_alloc_zeroed(new_size * sizeof *fresh);
    if (fresh == NULL) {
        exc_raise_memory();
        return -1;
    }
    table = fresh;
    table_mask = new_size - 1;
    for (size_t i = 0; i < old_size; i++)
        if (old[i].object)
            *find_slot(old[i].object) = old[i];
    mem_free(old);
    return 0;
}

/* Free a slot and close the gap, so that no probe ends too early. */
static void remove_slot(Slot *slot)
{
    size_t hole = (size_t)(slot - table);
    for (size_t i = (hole + 1) & table_mask; table[i].object; i = (i + 1) & table_mask) {
        size_t home = home_of(table[i].object);
        if (((i - home) & table_mask) >= ((i - hole) & table_mask)) {
            table[hole] = table[i];
            hole = i;
        }
    }
    table[hole] = (Slot){0};
    table_used--;
}

static WeakRef *list_of(const Obj *o)
{
    return o->meta & META_HAS_WEAKREFS ? find_slot(o)->head : NULL;
}

/* ---- linking ---- */

/* Behind the shared ref and proxy when there are any, so that these are found at the head. */
static int link_ref(WeakRef *ref, Obj *o, WeakRef *after)
{
    if ((table == NULL || (table_used + 1) * 3 > (table_mask + 1) * 2) && grow_table())
        return -1;
    Slot *slot = find_slot(o);
    if (slot->object == NULL) {
        *slot = (Slot){o, NULL};
        table_used++;
        o->meta |= META_HAS_WEAKREFS;
    }
    ref->previous = after;
    if (after) {
        ref->next = after->next;
        after->next = ref;
    } else {
        ref->next = slot->head;
        slot->head = ref;
    }
    if (ref->next)
        ref->next->previous = ref;
    return 0;
}

static void unlink_ref(WeakRef *ref)
{
    Obj *o = ref->referent;
    if (o == NULL)
        return;
    if (ref->previous) {
        ref->previous->next = ref->next;
    } else {
        Slot *slot = find_slot(o);
        slot->head = ref->next;
        if (slot->head == NULL) {
            remove_slot(slot);
            o->meta &= ~META_HAS_WEAKREFS;
        }
    }
    if (ref->next)
        ref->next->previous = ref->previous;
    ref->referent = NULL;
    ref->next = ref->previous = NULL;
}

WeakRef *weakref_detach_all(Obj *o)
{
    if (!(o->meta & META_HAS_WEAKREFS))
        return NULL;
    Slot *slot = find_slot(o);
    WeakRef *head = slot->head;
    remove_slot(slot);
    o->meta &= ~META_HAS_WEAKREFS;
    for (WeakRef *ref = head; ref; ref = ref->next) {
        ref->referent = NULL;
        ref->previous = NULL;
    }
    return head;
}

void weakref_run_callback(WeakRef *ref)
{
    Value callback = ref->callback;
    ref->callback = VALUE_ABSENT;
    if (value_is_absent(callback))
        return;
    Value self = value_dup_obj(ref);
    Value result = object_call1(callback, self);
    if (value_is_error(result))
        exc_unraisable(NULL, callback);
    value_drop(result);
    value_drop(self);
    value_drop(callback);
}

void weakref_object_dies(Obj *o)
{
    WeakRef *head = weakref_detach_all(o);
    /* Hold those with a callback before any runs: a callback may drop the others. */
    WeakRef *due = NULL, **tail = &due;
    for (WeakRef *ref = head, *next; ref; ref = next) {
        next = ref->next;
        ref->next = NULL;
        if (!value_is_absent(ref->callback) && ref->base.refcount > 0) {
            obj_hold(ref);
            *tail = ref;
            tail = &ref->next;
        }
    }
    if (due == NULL)
        return;
    Value pending = exc_take();
    while (due) {
        WeakRef *ref = due;
        due = ref->next;
        ref->next = NULL;
        weakref_run_callback(ref);
        obj_drop(ref);
    }
    exc_restore(pending);
}

/* ---- making ---- */

static bool is_shareable(const WeakRef *ref, const Type *type)
{
    return ref && ref->base.type == type && value_is_absent(ref->callback) && ref->base.refcount > 0;
}

/* The shared ref stands first, the shared proxy next to it. */
static WeakRef *find_shared_ref(WeakRef *head) { return is_shareable(head, &type_weakref) ? head : NULL; }
static WeakRef *find_shared_proxy(WeakRef *head)
{
    WeakRef *at = find_shared_ref(head) ? head->next : head;
    return is_shareable(at, &type_weakproxy) || is_shareable(at, &type_weakcallableproxy) ? at : NULL;
}

static Value make_ref(Type *type, Ref object, Ref callback)
{
    if (!value_is_obj(object) || !(value_type(object)->flags & TYPE_WEAKREF))
        return exc_raise(&type_TypeError, "cannot create weak reference to '%T' object", object);
    Obj *o = value_as_obj(object);
    bool no_callback = value_is_none(callback) || value_is_absent(callback);
    bool is_proxy = type != &type_weakref && !type_is_subtype(type, &type_weakref);
    bool shared = no_callback && (type == &type_weakref || is_proxy);
    WeakRef *found = is_proxy ? find_shared_proxy(list_of(o)) : find_shared_ref(list_of(o));
    if (shared && found)
        return value_dup_obj(found);
    WeakRef *ref = object_alloc(type);
    if (ref == NULL)
        return VALUE_ERROR;
    ref->referent = NULL;
    ref->callback = no_callback ? VALUE_ABSENT : value_dup(callback);
    ref->hash = -1;
    ref->next = ref->previous = NULL;
    gc_track(ref);
    /* The allocation may have run anything: look at the list again. */
    WeakRef *head = list_of(o), *shared_ref = find_shared_ref(head), *shared_proxy = find_shared_proxy(head);
    WeakRef *after = shared ? (is_proxy ? shared_ref : NULL) : shared_proxy ? shared_proxy : shared_ref;
    if (link_ref(ref, o, after)) {
        obj_drop(ref);
        return VALUE_ERROR;
    }
    ref->referent = o;
    return value_from_obj(ref);
}

Value weakref_new(Ref object, Ref callback) { return make_ref(&type_weakref, object, callback); }

Value weakref_proxy_new(Ref object, Ref callback)
{
    return make_ref(object_is_callable(object) ? &type_weakcallableproxy : &type_weakproxy, object, callback);
}

Value weakref_get(Ref ref)
{
    Obj *o = VALUE_AS(WeakRef, ref)->referent;
    return o && o->refcount > 0 ? value_dup_obj(o) : VALUE_ABSENT;
}

int64_t weakref_count(Ref object)
{
    int64_t n = 0;
    if (value_is_obj(object))
        for (WeakRef *ref = list_of(value_as_obj(object)); ref; ref = ref->next)
            n++;
    return n;
}

Value weakref_list(Ref object)
{
    Value list = list_new(0);
    if (value_is_error(list) || !value_is_obj(object))
        return list;
    for (WeakRef *ref = list_of(value_as_obj(object)); ref; ref = ref->next)
        if (ref->base.refcount > 0 && list_append(list, value_from_obj(ref))) {
            value_drop(list);
            return VALUE_ERROR;
        }
    return list;
}

/* ---- weakref.ref ---- */

void weakref_dealloc(Obj *o)
{
    gc_untrack(o);
    WeakRef *ref = (WeakRef *)o;
    unlink_ref(ref);
    value_clear(&ref->callback);
    object_free(o);
}

int weakref_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((WeakRef *)o)->callback);
    return 0;
}

void weakref_forget(WeakRef *ref)
{
    unlink_ref(ref);
}

void weakref_clear(Obj *o)
{
    unlink_ref((WeakRef *)o);
    value_clear(&((WeakRef *)o)->callback);
}

static Value ref_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    (void)kwnames; /* a subclass may take some in __init__ */
    if (args_count("__new__", n_args, 1, 2))
        return VALUE_ERROR;
    return make_ref(type, args[0], n_args > 1 ? args[1] : VALUE_NONE);
}

static int ref_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    (void)self;
    (void)args;
    return args_no_keywords("ref", kwnames) || args_count("__init__", n_args, 1, 2) ? -1 : 0;
}

static Value ref_call(Ref callable, const Ref *args, size_t n_args, Ref kwnames)
{
    (void)args;
    if (n_args || (!value_is_absent(kwnames) && tuple_len(kwnames))) {
        if (n_args)
            return args_count("__call__", n_args, 0, 0) ? VALUE_ERROR : VALUE_NONE;
        return args_no_keywords("__call__", kwnames) ? VALUE_ERROR : VALUE_NONE;
    }
    Value object = weakref_get(callable);
    return value_is_absent(object) ? VALUE_NONE : object;
}

/* The name of a function or class, for the repr. */
static Value named(Ref object)
{
    Value name = object_getattr_or_absent(object, NAME(__name__));
    if (value_is_error(name))
        exc_clear();
    if (value_is_ok(name) && value_is_str(name))
        return name;
    value_drop(name);
    return VALUE_ABSENT;
}

static Value ref_repr(Ref self)
{
    Value object = weakref_get(self);
    if (value_is_absent(object))
        return str_format("<weakref at %p; dead>", VALUE_AS(void, self));
    Value name = named(object), type = native_type_name(value_type(object));
    Value text = value_is_error(type) ? VALUE_ERROR
        : value_is_absent(name)
        ? str_format("<weakref at %p; to '%U' at %p>", VALUE_AS(void, self), type, VALUE_AS(void, object))
        : str_format("<weakref at %p; to '%U' at %p (%U)>", VALUE_AS(void, self), type, VALUE_AS(void, object), name);
    value_drop(type);
    value_drop(name);
    value_drop(object);
    return text;
}

static int64_t ref_hash(Ref self)
{
    WeakRef *ref = VALUE_AS(WeakRef, self);
    if (ref->hash != -1)
        return ref->hash;
    Value object = weakref_get(self);
    if (value_is_absent(object)) {
        exc_raise(&type_TypeError, "weak object has gone away");
        return -1;
    }
    ref->hash = object_hash(object);
    value_drop(object);
    return ref->hash;
}

static Value ref_compare(Ref a, Ref b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !value_is_instance(a, &type_weakref) || !value_is_instance(b, &type_weakref))
        return VALUE_NOT_IMPLEMENTED;
    Value x = weakref_get(a), y = weakref_get(b);
    Value result;
    if (value_is_absent(x) || value_is_absent(y))
        result = value_from_bool(value_is(a, b) == (op == CMP_EQ));
    else
        result = object_compare(x, y, op);
    value_drop(x);
    value_drop(y);
    return result;
}

static Value ref_get_callback(Ref self)
{
    Ref callback = VALUE_AS(WeakRef, self)->callback;
    return value_is_absent(callback) ? VALUE_NONE : value_dup(callback);
}

NATIVE(ref_class_getitem_m) { return generic_alias_new(self, a[0]); }

static const Method ref_methods[] = {
    {"__class_getitem__(object, /)", ref_class_getitem_m, "See PEP 585", METHOD_CLASS},
    {0},
};
static const Getter ref_getters[] = {{"__callback__", ref_get_callback, NULL, NULL}, {0}};

Type type_weakref = {
    .base = STATIC_OBJ(&type_type), .name = "ReferenceType", .module = "weakref", .basic_size = sizeof(WeakRef),
    .flags = TYPE_BASETYPE | TYPE_GC, .methods = ref_methods, .getters = ref_getters,
    .dealloc = weakref_dealloc, .traverse = weakref_traverse, .clear = weakref_clear,
    .new = ref_new, .init = ref_init, .call = ref_call, .repr = ref_repr, .hash = ref_hash, .compare = ref_compare,
};
