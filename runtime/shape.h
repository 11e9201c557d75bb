/* runtime/shape.h -- hidden classes: where an instance keeps its attributes.
 *
 * Every class has a root shape; adding an attribute moves the instance to the child shape for that
 * name.  A shape belongs to one type, so a cached (shape, slot) pair also proves the type.  Deleting an
 * attribute, asking for __dict__, or growing past SHAPE_MAX turns the instance into dict mode: shape is
 * NULL and `values` points to... nothing; the attributes live in the Dict `dict`. */
#ifndef RUNTIME_SHAPE_H
#define RUNTIME_SHAPE_H
#include "runtime/object.h"

#define SHAPE_MAX 64

typedef struct Shape {
    Type *type;             /* borrowed: shapes die with their type */
    struct Shape *parent;
    Value name;             /* interned; attribute added by this shape; ABSENT in the root */
    uint32_t n;             /* attributes */
    uint32_t n_children;
    struct Shape **children; /* searched linearly: a class has few orders of assignment */
    uint32_t children_capacity;
    uint32_t id;            /* never 0, never reused: caches compare this */
    uint32_t inline_hint;   /* root only: inline values to give a new instance */
} Shape;

/* Embedded in instances at type->attrs_offset. */
typedef struct Attrs {
    Shape *shape;           /* NULL: dict mode */
    union {
        Value *values;      /* shape mode: shape->n live values, capacity: inline_capacity or 2^k */
        Value dict;         /* dict mode: owned Dict */
    };
    uint32_t capacity;      /* of values */
    uint32_t inline_capacity; /* values stored in the object itself, right behind Attrs */
    Value inline_values[];
} Attrs;

static inline Attrs *attrs_of(Ref o)   /* type has TYPE_ATTRS and not TYPE_VAR_ATTRS */
{
    return (Attrs *)((char *)value_as_obj(o) + value_as_obj(o)->type->attrs_offset);
}
Attrs *attrs_find(Ref o);              /* any object; NULL when it has none */
/* The same while they lie in a shape and o.__dict__ is what it is for most classes: what changes these attributes then
 * changes what a dict would hold.  NULL otherwise. */
Attrs *attrs_find_plain(Ref o);
Shape *shape_new_root(Type *type);
void shape_free_tree(Shape *root);
int shape_slot(const Shape *shape, Ref name); /* -1 when missing */
Shape *shape_child(Shape *shape, Ref name);   /* NULL: MemoryError or SHAPE_MAX reached: *go to dict mode* */
Ref attrs_get(Attrs *a, Ref name);            /* borrowed; ABSENT */
int attrs_set(Ref owner, Attrs *a, Ref name, Ref value);
int attrs_delete(Ref owner, Attrs *a, Ref name); /* 1 done, 0 missing, -1 */
Value attrs_dict(Ref owner, Attrs *a);        /* switch to dict mode; the Dict, a new reference */
int attrs_set_dict(Ref owner, Attrs *a, Ref dict);
void attrs_clear(Attrs *a);
void attrs_init(Attrs *a, Shape *root, uint32_t inline_capacity); /* a new instance has none */
Value attrs_snapshot(Attrs *a);               /* a dict of the attributes; the instance stays as it is */
int attrs_change_shape(Attrs *a, Shape *root); /* same attributes under another type's root (__class__ =) */
int attrs_traverse(Attrs *a, GcVisit visit, void *arg);
#endif
