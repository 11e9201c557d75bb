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
 * A place that sees several types takes turns: what has once been worked out for a (version, shape, name) is
 * remembered in one table for all places and only has to be copied into the cache (specialise_recall). */
#ifndef VM_SPECIALISE_H
#define VM_SPECIALISE_H
#include "runtime/shape.h"
#include "vm/code.h"

enum { SPECIALISE_EVERY = 8, SPECIALISE_BACKOFF = 64, SPECIALISE_TRIES = 8 };

static inline Attrs *attrs_at_offset(const Obj *o, uint32_t offset) { return (Attrs *)((char *)(uintptr_t)o + offset); }

/* The type is at the cached version and the object at the cached shape. */
static inline Attrs *cached_attrs(Ref o, const Instr *cache)
{
    if (UNLIKELY(!value_is_obj(o)) || UNLIKELY(value_as_obj(o)->type->version != cache[0].low))
        return NULL;
    Attrs *attrs = attrs_at_offset(value_as_obj(o), cache[0].high & 0xFFFF);
    return LIKELY((uint64_t)(uintptr_t)attrs->shape == cache[2].word >> 16) ? attrs : NULL;
}
static inline uint32_t cached_slot(const Instr *cache) { return cache[0].high >> 16; }

/* Has this place's question (generic_op's) been answered for an object like o?  Then its cache and its form are ready:
 * one that cannot fail for this object. */
bool specialise_recall(Instr *in, uint8_t generic_op, Ref o, Ref name);

/* The forms of one operator or test for one kind of number: `first` and the rows after it in vm/specialised.def.
 * For a test, TYPED_RELEASES means that it jumps when the relation does not hold. */
typedef enum TypedForm { TYPED_CONST = 1, TYPED_RELEASES = 2 } TypedForm;
/* An operator has met two inline ints or two doubles, c the right one: take the form that fits, if there is one. */
void specialise_number(Instr *in, Op first, Ref c);
/* A form has met something else and goes back to its generic op; the low half of the cache counts how often. */
void specialise_number_missed(Instr *in, Op generic);
#endif
