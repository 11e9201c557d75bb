/* vm/specialise.h -- inline caches of attribute and method access.
 *
 * Cache words of LOAD_ATTR, STORE_ATTR and LOAD_METHOD:
 *     [0].low   version of the object's type
 *     [0].high  byte offset, in the object, of its Attrs (16 bits), slot (16 bits) for forms that read or rely on
 *               the shape
 *     [1]       byte offset, or what was found (borrowed: the type version keeps it alive)
 *     [2]       executions until the next attempt to specialise (16 bits), shape (48 bits)
 * A version belongs to one state of one living type, and shapes die with their type: where the version agrees, an
 * equal shape pointer is the same shape.
 *
 * A place that sees several types keeps its cache for one of them; what has once been worked out for a (version, shape,
 * name) is remembered in one table for all places, and serves the others (specialise_remembered). */
#ifndef VM_SPECIALISE_H
#define VM_SPECIALISE_H
#include "runtime/shape.h"
#include "vm/code.h"

enum { SPECIALISE_EVERY = 8, SPECIALISE_BACKOFF = 64, SPECIALISE_TRIES = 8 };

static inline Attrs *attrs_at_offset(const Obj *o, uint32_t offset) { return (Attrs *)((char *)(uintptr_t)o + offset); }

/* Is it time for another attempt? */
static inline bool specialise_countdown(Instr *cache)
{
    uint16_t *countdown = (uint16_t *)(void *)&cache[2];
    if (*countdown > 0) {
        --*countdown;
        return false;
    }
    *countdown = SPECIALISE_EVERY;
    return true;
}

/* The type is at the cached version and the object at the cached shape. */
static inline Attrs *cached_attrs(Ref o, const Instr *cache)
{
    if (UNLIKELY(!value_is_obj(o)) || UNLIKELY(value_as_obj(o)->type->version != cache[0].low))
        return NULL;
    Attrs *attrs = attrs_at_offset(value_as_obj(o), cache[0].high & 0xFFFF);
    return LIKELY((uint64_t)(uintptr_t)attrs->shape == cache[2].word >> 16) ? attrs : NULL;
}
static inline uint32_t cached_slot(const Instr *cache) { return cache[0].high >> 16; }

typedef struct Remembered {
    uint32_t version;
    uint8_t generic_op, op;
    Value name;             /* held, so that its address cannot come to mean another name */
    const Shape *shape;     /* NULL: the form does not look at it */
    uint32_t where;         /* cache[0].high */
    uint64_t what;          /* cache[1] */
} Remembered;
enum { N_REMEMBERED = 1024 };
extern Remembered remembered[N_REMEMBERED];

static inline Remembered *remembered_at(Op generic_op, uint32_t version, const Shape *shape, Ref name)
{
    uint64_t mixed = (name.bits >> 4) ^ (uint64_t)(uintptr_t)shape >> 4 ^ version * 0x9E3779B1u ^ generic_op * 37u;
    return &remembered[(mixed ^ mixed >> 12) % N_REMEMBERED];
}

static inline const Shape *shape_of(Ref o, const Type *type)
{
    if ((type->flags & (TYPE_ATTRS | TYPE_VAR_ATTRS)) != TYPE_ATTRS || type->attrs_offset == 0)
        return NULL;
    return attrs_at_offset(value_as_obj(o), type->attrs_offset)->shape;
}

/* What some place has found out for generic_op, an object like o and this name; NULL when none has. */
static inline const Remembered *specialise_remembered(Op generic_op, Ref o, Ref name)
{
    if (!value_is_obj(o))
        return NULL;
    const Type *type = value_as_obj(o)->type;
    const Shape *shape = shape_of(o, type);
    const Remembered *r = remembered_at(generic_op, type->version, shape, name);
    if (r->version != type->version || r->version == 0 || r->shape != shape || r->generic_op != generic_op
        || !value_is(r->name, name))
        return NULL;
    return r;
}
static inline Attrs *remembered_attrs(const Remembered *r, Ref o)
{
    return attrs_at_offset(value_as_obj(o), r->where & 0xFFFF);
}
static inline uint32_t remembered_slot(const Remembered *r) { return r->where >> 16; }
/* Takes no reference but the name's. */
void remember(Remembered found);
/* Make it what the place's cache says. */
void specialise_as_remembered(Instr *in, const Remembered *r);

/* The forms of one operator or test for one kind of number: `first` and the rows after it in vm/specialised.def.
 * For a test, TYPED_RELEASES means that it jumps when the relation does not hold. */
typedef enum TypedForm { TYPED_CONST = 1, TYPED_RELEASES = 2 } TypedForm;
/* An operator has met two inline ints or two doubles, c the right one: take the form that fits, if there is one. */
void specialise_number(Instr *in, Op first, Ref c);
/* The same for an item of a list, tuple or str at an int, and for the test of a str against an interned one. */
void specialise_item_load(Instr *in, Ref index);
void specialise_char_load(Instr *in);
void specialise_str_test(Instr *in, Ref c);
void specialise_list_store(Instr *in);
/* A form has met something else and goes back to its generic op; the low half of the cache counts how often. */
void specialise_missed(Instr *in, Op generic);
#endif
