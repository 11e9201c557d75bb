/* runtime/shape.c -- shapes (hidden classes) and the attributes of instances.
 *
 *     shape mode --set a new name--> shape mode, child shape
 *         |  |--delete the newest attribute--> shape mode, parent shape
 *         |  `--delete another one of few--> shape mode, the shape of those that stay
 *         `--__dict__ asked for, other deletion, SHAPE_MAX reached--> dict mode (for good)
 *
 * A lookup asks a small cache of (shape id, name) -> slot before it walks from the shape to its root.  Ids
 * are never reused and a shape never changes, so entries never go stale; a name that died and
 * whose address names another string cannot be in that shape either. */
#include "runtime/shape.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "runtime/str.h"

#define INLINE_HINT_MAX 24
#define SLOT_CACHE_SIZE 2048

static uint32_t next_shape_id = 1;

typedef struct SlotCacheEntry {
    uint64_t name_bits;
    uint32_t shape_id;
    int32_t slot;
} SlotCacheEntry;
static SlotCacheEntry slot_cache[SLOT_CACHE_SIZE];

/* ---- shapes ---- */

static Shape *new_shape(Type *type, Shape *parent, Ref name)
{
    if (next_shape_id == UINT32_MAX)
        return NULL; /* everybody goes to dict mode: slow, but right */
    Shape *shape = mem_alloc_zeroed(sizeof *shape);
    if (shape == NULL)
        return NULL;
    shape->type = type;
    shape->parent = parent;
    shape->name = value_dup(name);
    shape->n = parent ? parent->n + 1 : 0;
    shape->id = next_shape_id++;
    return shape;
}

Shape *shape_new_root(Type *type)
{
    return new_shape(type, NULL, VALUE_ABSENT);
}

/* Depth is bounded by SHAPE_MAX. */
void shape_free_tree(Shape *root)
{
    for (uint32_t i = 0; i < root->n_children; i++)
        shape_free_tree(root->children[i]);
    mem_free(root->children);
    value_drop(root->name);
    mem_free(root);
}

static int find_slot(const Shape *shape, Ref name)
{
    for (const Shape *s = shape; s->parent; s = s->parent)
        if (value_is(s->name, name))
            return (int)s->n - 1;
    return -1;
}

static int find_slot_by_content(const Shape *shape, Ref name)
{
    for (const Shape *s = shape; s->parent; s = s->parent)
        if (str_equal(s->name, name))
            return (int)s->n - 1;
    return -1;
}

int shape_slot(const Shape *shape, Ref name)
{
    if (shape->n == 0)
        return -1;
    if (UNLIKELY(!str_is_interned(name)))
        return find_slot_by_content(shape, name);
    if (value_is(shape->name, name))
        return (int)shape->n - 1;
    SlotCacheEntry *e = &slot_cache[((name.bits >> 4) ^ shape->id * 31u) % SLOT_CACHE_SIZE];
    if (LIKELY(e->shape_id == shape->id && e->name_bits == name.bits))
        return e->slot;
    int slot = find_slot(shape, name);
    *e = (SlotCacheEntry){name.bits, shape->id, slot};
    return slot;
}

static Shape *root_of(Shape *shape)
{
    while (shape->parent)
        shape = shape->parent;
    return shape;
}

Shape *shape_child(Shape *shape, Ref name)
{
    for (uint32_t i = 0; i < shape->n_children; i++)
        if (value_is(shape->children[i]->name, name))
            return shape->children[i];
    if (shape->n >= SHAPE_MAX || shape->n_children >= 4 * SHAPE_MAX)
        return NULL; /* names made from data: a shape for each would only cost */
    if (shape->n_children == shape->children_capacity) {
        uint32_t capacity = shape->children_capacity ? shape->children_capacity * 2 : 2;
        Shape **children = mem_realloc(shape->children, capacity * sizeof *children);
        if (children == NULL)
            return NULL;
        shape->children = children;
        shape->children_capacity = capacity;
    }
    Shape *child = new_shape(shape->type, shape, name);
    if (child == NULL)
        return NULL;
    shape->children[shape->n_children++] = child;
    Shape *root = root_of(shape);
    if (child->n > root->inline_hint && child->n <= INLINE_HINT_MAX)
        root->inline_hint = child->n;
    return child;
}

/* ---- attributes of one instance ---- */

void attrs_init(Attrs *a, Shape *root, uint32_t inline_capacity)
{
    a->shape = root;
    a->values = a->inline_values;
    a->capacity = a->inline_capacity = inline_capacity;
    if (UNLIKELY(root == NULL)) /* ids ran out: an instance that owns no dict yet */
        a->dict = VALUE_ABSENT;
}

Attrs *attrs_find(Ref o)
{
    if (!value_is_obj(o))
        return NULL;
    const Type *type = value_as_obj(o)->type;
    if (type->flags & TYPE_VAR_ATTRS)
        return (Attrs *)(value_as_obj(o)) - 1;
    return type->flags & TYPE_ATTRS ? attrs_of(o) : NULL;
}

Ref attrs_get(Attrs *a, Ref name)
{
    if (LIKELY(a->shape != NULL)) {
        int slot = shape_slot(a->shape, name);
        return slot < 0 ? VALUE_ABSENT : a->values[slot];
    }
    if (value_is_absent(a->dict))
        return VALUE_ABSENT;
    if (LIKELY(value_is_exact_str(name)))
        return dict_get_str(a->dict, name);
    Ref found = dict_get(a->dict, name);
    if (value_is_error(found)) { /* a str subclass with a __hash__ that raises */
        exc_clear();
        return VALUE_ABSENT;
    }
    return found;
}

static int grow_values(Attrs *a)
{
    uint32_t capacity = a->capacity < 4 ? 4 : a->capacity * 2;
    Value *values = mem_alloc_or_raise(capacity * sizeof *values);
    if (values == NULL)
        return -1;
    if (a->capacity)
        memcpy(values, a->values, a->shape->n * sizeof *values);
    if (a->values != a->inline_values)
        mem_free(a->values);
    a->values = values;
    a->capacity = capacity;
    return 0;
}

static Value dict_of_values(const Attrs *a)
{
    const Shape *path[SHAPE_MAX + 1];
    uint32_t n = a->shape->n;
    for (const Shape *s = a->shape; s->parent; s = s->parent)
        path[s->n - 1] = s;
    Value dict = dict_new_sized(n);
    if (value_is_error(dict))
        return dict;
    for (uint32_t i = 0; i < n; i++) {
        if (dict_set(dict, path[i]->name, a->values[i])) {
            value_drop(dict);
            return VALUE_ERROR;
        }
    }
    return dict;
}

Value attrs_snapshot(Attrs *a)
{
    if (a->shape)
        return dict_of_values(a);
    return value_is_absent(a->dict) ? dict_new() : dict_copy(a->dict);
}

static int enter_dict_mode(Attrs *a)
{
    if (a->shape == NULL) {
        if (!value_is_absent(a->dict))
            return 0;
        Value fresh = dict_new();
        if (value_is_error(fresh))
            return -1;
        a->dict = fresh;
        return 0;
    }
    Value dict = dict_of_values(a);
    if (value_is_error(dict))
        return -1;
    /* The dict holds a reference to each value now, so these drops run nothing. */
    uint32_t n = a->shape->n;
    Value *values = a->values;
    a->shape = NULL;
    a->dict = dict;
    for (uint32_t i = 0; i < n; i++)
        value_drop(values[i]);
    if (values != a->inline_values)
        mem_free(values);
    return 0;
}

int attrs_set(Ref owner, Attrs *a, Ref name, Ref value)
{
    if (LIKELY(a->shape != NULL)) {
        int slot = shape_slot(a->shape, name);
        if (slot >= 0) {
            value_replace(&a->values[slot], value_dup(value));
            return 0;
        }
        Value interned = VALUE_ABSENT;
        if (UNLIKELY(!str_is_interned(name))) {
            if (!value_is_exact_str(name)) {
                if (enter_dict_mode(a))
                    return -1;
                return dict_set(a->dict, name, value);
            }
            interned = str_intern(value_dup(name));
            if (value_is_error(interned))
                return -1;
            name = interned;
        }
        Shape *child = shape_child(a->shape, name);
        if (child != NULL) {
            int result = a->shape->n < a->capacity ? 0 : grow_values(a);
            if (result == 0) {
                a->values[a->shape->n] = value_dup(value);
                a->shape = child;
            }
            value_drop(interned);
            return result;
        }
        value_drop(interned);
    }
    if (enter_dict_mode(a))
        return -1;
    return dict_set(a->dict, name, value);
}

/* The shape with the same attributes in the same order but for the one in `slot`; NULL: better a dict.  Contexts made by
 * contextlib delete three of their attributes as soon as they are entered, and should not pay for a dict. */
static Shape *shape_without(Shape *shape, int slot)
{
    enum { FEW = 12 };
    if (shape->n > FEW)
        return NULL;
    Ref later[FEW];
    int n = 0;
    for (; (int)shape->n - 1 > slot; shape = shape->parent)
        later[n++] = shape->name;
    shape = shape->parent;
    while (n > 0 && shape != NULL)
        shape = shape->n_children < FEW ? shape_child(shape, later[--n]) : NULL;
    return shape;
}

int attrs_delete(Ref owner, Attrs *a, Ref name)
{
    if (a->shape) {
        int slot = shape_slot(a->shape, name);
        if (slot < 0)
            return 0;
        if ((uint32_t)slot == a->shape->n - 1) {
            Value old = a->values[slot];
            a->shape = a->shape->parent;
            value_drop(old);
            return 1;
        }
        Shape *rest = shape_without(a->shape, slot);
        if (rest != NULL) {
            Value old = a->values[slot];
            memmove(a->values + slot, a->values + slot + 1, (rest->n - (uint32_t)slot) * sizeof(Value));
            a->shape = rest;
            value_drop(old);
            return 1;
        }
        if (enter_dict_mode(a))
            return -1;
    }
    return value_is_absent(a->dict) ? 0 : dict_delete(a->dict, name);
}

Value attrs_dict(Ref owner, Attrs *a)
{
    if (enter_dict_mode(a))
        return VALUE_ERROR;
    return value_dup(a->dict);
}

/* Detach everything, then drop it: the drops may look at the owner. */
void attrs_clear(Attrs *a)
{
    if (a->shape == NULL) {
        value_clear(&a->dict);
        return;
    }
    uint32_t n = a->shape->n;
    Value *values = a->values;
    a->shape = NULL;
    a->dict = VALUE_ABSENT;
    for (uint32_t i = 0; i < n; i++)
        value_drop(values[i]);
    if (values != a->inline_values)
        mem_free(values);
}

int attrs_set_dict(Ref owner, Attrs *a, Ref dict)
{
    Value held = value_dup(dict);
    Attrs old = *a;
    bool was_inline = a->values == a->inline_values;
    a->shape = NULL;
    a->dict = held;
    if (old.shape == NULL) {
        value_drop(old.dict);
        return 0;
    }
    Value *values = was_inline ? a->inline_values : old.values;
    for (uint32_t i = 0; i < old.shape->n; i++)
        value_drop(values[i]);
    if (!was_inline)
        mem_free(values);
    return 0;
}

int attrs_change_shape(Attrs *a, Shape *root)
{
    if (a->shape == NULL)
        return 0;
    const Shape *path[SHAPE_MAX + 1];
    uint32_t n = a->shape->n;
    for (const Shape *s = a->shape; s->parent; s = s->parent)
        path[s->n - 1] = s;
    Shape *shape = root;
    for (uint32_t i = 0; i < n && shape; i++)
        shape = shape_child(shape, path[i]->name);
    if (shape == NULL)
        return enter_dict_mode(a);
    a->shape = shape;
    return 0;
}

int attrs_traverse(Attrs *a, GcVisit visit, void *arg)
{
    if (a->shape == NULL) {
        GC_VISIT(a->dict);
        return 0;
    }
    for (uint32_t i = 0; i < a->shape->n; i++)
        GC_VISIT(a->values[i]);
    return 0;
}
