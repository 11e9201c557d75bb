/* runtime/object.c -- the birth and death of objects.
 *
 * Birth: object_alloc() gives header and zeroed fields; for instances of classes it also prepares what the
 * class added (attributes, __slots__).
 *
 *     [prefix: slots, Attrs] header, C fields [, slots] [, Attrs, inline values]
 *
 * The prefix serves var-sized bases (int, tuple, str, bytes), whose end is not known to the type.
 *
 * Death: a count that reaches 0 comes to obj_die(), which runs the finaliser, tells weak references, and calls
 * the type's dealloc.  Owners nest: beyond DEATH_DEPTH levels the dying wait in a vector that the
 * level at the limit empties, so a list of a million nodes dies in bounded C stack. */
#include "runtime/object.h"
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "runtime/shape.h"
#include "runtime/weakref.h"

#define DEATH_DEPTH 60

typedef struct Mourners {
    Obj **items;
    size_t n, capacity;
    int depth;
} Mourners;
/* Per OS thread, for a finaliser may hand over the GIL in the middle. */
static __thread Mourners mourners;

/* ---- birth ---- */

static void init_slots(Obj *o, const Type *type)
{
    for (; type->flags & TYPE_HEAP; type = type->super_type) {
        Value *slots = (Value *)(void *)((char *)o + type->slots_offset);
        for (uint32_t i = 0; i < type->n_slots; i++)
            slots[i] = VALUE_ABSENT;
    }
}

static inline void init_header(Obj *o, Type *type)
{
    o->refcount = 1;
    o->meta = 0;
    o->type = type;
}

static void *alloc_heap_instance(Type *type)
{
    uint32_t n_inline = type->flags & TYPE_ATTRS ? type->shape->inline_hint : 0;
    size_t size = type->basic_size + n_inline * sizeof(Value);
    Obj *o = mem_alloc_sized(size);
    if (UNLIKELY(o == NULL)) {
        exc_raise_memory();
        return NULL;
    }
    if (type->flags & TYPE_ATTRS) {
        size_t solid = type->attrs_offset;
        if (solid > sizeof(Obj))
            memset(o + 1, 0, solid - sizeof(Obj));
        attrs_init((Attrs *)((char *)o + solid), type->shape, n_inline);
    } else {
        memset(o + 1, 0, size - sizeof(Obj));
    }
    init_header(o, type);
    obj_hold(type);
    init_slots(o, type);
    if (type->dict_offset)
        *(Value *)(void *)((char *)o + type->dict_offset) = VALUE_ABSENT;
    return o;
}

void *object_alloc(Type *type)
{
    if (type->item_size != 0)
        return object_alloc_var(type, 0);
    if (type->flags & TYPE_HEAP)
        return alloc_heap_instance(type);
    Obj *o = mem_alloc_sized(type->basic_size);
    if (UNLIKELY(o == NULL)) {
        exc_raise_memory();
        return NULL;
    }
    memset(o + 1, 0, type->basic_size - sizeof(Obj));
    init_header(o, type);
    return o;
}

void *object_alloc_var(Type *type, size_t n_items)
{
    size_t size;
    if (type->item_size == 0)
        return object_alloc(type);
    if (__builtin_mul_overflow(n_items, (size_t)type->item_size, &size)
        || __builtin_add_overflow(size, (size_t)type->basic_size + type->prefix_size, &size)
        || size > PTRDIFF_MAX) {
        exc_raise_memory();
        return NULL;
    }
    char *memory = mem_alloc_zeroed(size);
    if (UNLIKELY(memory == NULL)) {
        exc_raise_memory();
        return NULL;
    }
    Obj *o = (Obj *)(memory + type->prefix_size);
    init_header(o, type);
    if (type->flags & TYPE_HEAP) {
        obj_hold(type);
        init_slots(o, type);
        if (type->flags & TYPE_VAR_ATTRS)
            attrs_init((Attrs *)o - 1, type->shape, 0);
    }
    return o;
}

void *object_alloc_instance(Type *type, size_t n_items)
{
    return type->item_size ? object_alloc_var(type, n_items) : object_alloc(type);
}

void object_free(void *object)
{
    Obj *o = object;
    Type *type = o->type;
    if (type->item_size != 0) {
        mem_free((char *)o - type->prefix_size);
    } else {
        size_t size = type->basic_size;
        if (type->flags & TYPE_ATTRS)
            size += ((Attrs *)((char *)o + type->attrs_offset))->inline_capacity * sizeof(Value);
        mem_free_sized(o, size);
    }
    if (type->flags & TYPE_HEAP)
        obj_drop(type);
}

/* ---- death ---- */

static COLD bool defer_death(Obj *o)
{
    Mourners *m = &mourners;
    if (m->n == m->capacity) {
        size_t capacity = m->capacity ? m->capacity * 2 : 64;
        Obj **items = mem_realloc(m->items, capacity * sizeof *items);
        if (items == NULL)
            return false;
        m->items = items;
        m->capacity = capacity;
    }
    gc_untrack(o); /* a collection meanwhile must not meet an object nobody refers to */
    m->items[m->n++] = o;
    return true;
}

/* Run the finaliser, once; false: the object came back to life. */
static bool run_finalizer(Obj *o)
{
    Type *type = o->type;
    bool was_tracked = gc_is_tracked(o);
    o->meta |= META_FINALISED;
    o->refcount = 1;
    Value pending = exc_take();
    if (type->finalize(value_from_obj(o)) < 0)
        exc_clear();
    exc_restore(pending);
    if (--o->refcount == 0)
        return true;
    if (!was_tracked && (o->type->flags & TYPE_GC) && !gc_is_tracked(o))
        gc_track(o); /* it waited in the vector, untracked */
    return false;
}

static void die(Obj *o)
{
    /* Generators and their like: whoever watches is told before the finally blocks run; instances of classes
     * run __del__ first. */
    if (UNLIKELY(o->meta & META_HAS_WEAKREFS) && !(o->type->flags & TYPE_HEAP)) {
        Value pending = exc_take();
        weakref_object_dies(o);
        exc_restore(pending);
    }
    if ((o->type->flags & TYPE_HAS_FINALIZER) && !(o->meta & META_FINALISED) && !run_finalizer(o))
        return;
    if (UNLIKELY(o->meta & META_HAS_WEAKREFS)) {
        Value pending = exc_take();
        weakref_object_dies(o);
        exc_restore(pending);
    }
    o->type->dealloc(o);
}

static COLD void die_waiting(void)
{
    while (mourners.n > 0)
        die(mourners.items[--mourners.n]);
    if (mourners.capacity > 4096) {
        mem_free(mourners.items);
        mourners.items = NULL;
        mourners.capacity = 0;
    }
}

void obj_die(Obj *o)
{
    Type *type = o->type;
    if (LIKELY(!(type->flags & (TYPE_GC | TYPE_HEAP | TYPE_HAS_FINALIZER))
               && !(o->meta & META_HAS_WEAKREFS))) {
        type->dealloc(o); /* owns nothing that could nest */
        return;
    }
    if (UNLIKELY(mourners.depth > DEATH_DEPTH) && defer_death(o))
        return;
    mourners.depth++;
    if (LIKELY(!(type->flags & TYPE_HAS_FINALIZER) && !(o->meta & META_HAS_WEAKREFS)))
        type->dealloc(o);
    else
        die(o);
    if (UNLIKELY(mourners.n > 0 && mourners.depth >= DEATH_DEPTH))
        die_waiting();
    mourners.depth--;
}

/* ---- instances of classes ---- */

static void clear_slots(Obj *o, const Type *type)
{
    for (; type->flags & TYPE_HEAP; type = type->super_type) {
        Value *slots = (Value *)(void *)((char *)o + type->slots_offset);
        for (uint32_t i = 0; i < type->n_slots; i++)
            value_clear(&slots[i]);
    }
}

static Type *first_static_base(Type *type)
{
    while (type->flags & TYPE_HEAP && type->dealloc == instance_dealloc)
        type = type->super_type;
    return type;
}

void instance_dealloc(Obj *o)
{
    Type *type = o->type;
    gc_untrack(o);
    clear_slots(o, type);
    Attrs *attrs = attrs_find(value_from_obj(o));
    if (attrs)
        attrs_clear(attrs);
    first_static_base(type)->dealloc(o); /* ends with object_free(o), which drops the type */
}

int instance_traverse(Obj *o, GcVisit visit, void *arg)
{
    Type *type = o->type;
    for (Type *t = type; t->flags & TYPE_HEAP; t = t->super_type) {
        Value *slots = (Value *)(void *)((char *)o + t->slots_offset);
        for (uint32_t i = 0; i < t->n_slots; i++)
            GC_VISIT(slots[i]);
    }
    Attrs *attrs = attrs_find(value_from_obj(o));
    if (attrs) {
        int result = attrs_traverse(attrs, visit, arg);
        if (result)
            return result;
    }
    GC_VISIT_OBJ(type);
    Type *base = type;
    while (base->flags & TYPE_HEAP && base->traverse == instance_traverse)
        base = base->super_type;
    return base->traverse ? base->traverse(o, visit, arg) : 0;
}

void instance_clear(Obj *o)
{
    Type *type = o->type;
    clear_slots(o, type);
    Attrs *attrs = attrs_find(value_from_obj(o));
    if (attrs)
        attrs_clear(attrs);
    Type *base = type;
    while (base->flags & TYPE_HEAP && base->clear == instance_clear)
        base = base->super_type;
    if (base->clear)
        base->clear(o);
}
