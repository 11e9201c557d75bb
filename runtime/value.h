/* runtime/value.h -- the one word every Python value is.
 *
 * NaN-boxed, pointer-favouring: an object pointer is itself, so following it costs nothing.
 *
 *     0000 pppp pppp pppp   object pointer (48 bits, 8-aligned, never below 4096)
 *     0000 0000 0000 00xx   an immediate: None, True, ...; bit 1 is set, which no pointer has
 *     0002 .... to FFFA ....  a double, its bits plus 2^49
 *     FFFC .... to FFFF ....  an int of 50 bits, two's complement in the low 50 bits
 *
 * Doubles must carry a canonical NaN (either sign): arithmetic only ever makes those; bits from
 * outside (struct.unpack, pickles) go through value_from_double_bits_safe().
 * Ints that do not fit 50 bits are Int objects (runtime/int.h); value_is_int() is the inline kind only.
 *
 * Ownership: `Value` is owned by whoever holds it, `Ref` is borrowed from somebody else.  A function
 * that takes over an argument says so at its declaration: "takes v".  Results of type Value are owned
 * by the caller, results of type Ref are borrowed.
 * VALUE_ERROR as a result means: an exception is pending on the running thread (runtime/exc.h).
 * VALUE_ABSENT means "nothing here": an unset local, a missing argument, an exhausted iterator. */
#ifndef RUNTIME_VALUE_H
#define RUNTIME_VALUE_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define MUST_CHECK __attribute__((warn_unused_result))
#define UNUSED __attribute__((unused))
#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)
#define NOINLINE __attribute__((noinline))
#define COLD __attribute__((cold, noinline))
#define N_ELEMENTS(array) (sizeof(array) / sizeof((array)[0]))

typedef struct { uint64_t bits; } Value;
typedef Value Ref;

typedef struct Type Type;
typedef struct Obj Obj;

/* The header of every object. */
struct Obj {
    uint32_t refcount; /* 0 while dying; IMMORTAL_REFCOUNT at birth for static objects */
    uint32_t meta;     /* gc generation and index, weakref and finalised flags: runtime/gc.h */
    Type *type;        /* owned when the type is a heap type, else borrowed */
};

#define IMMORTAL_REFCOUNT 0x40000000u

/* For static objects: Type type_list = {.base = STATIC_OBJ(&type_type), ...} */
#define STATIC_OBJ(type_ptr) {IMMORTAL_REFCOUNT, 0, type_ptr}

#define VALUE_DOUBLE_OFFSET 0x0002000000000000ull
#define VALUE_INT_TAG       0xFFFC000000000000ull
#define VALUE_NOT_OBJ_MASK  0xFFFE000000000002ull /* any of these bits: not a pointer */
#define INT_INLINE_BITS 50
#define INT_INLINE_MAX ((int64_t)((1ull << 49) - 1))
#define INT_INLINE_MIN (-INT_INLINE_MAX - 1)

#define VALUE_OF_BITS(b) ((Value){(b)})
#define VALUE_ABSENT          VALUE_OF_BITS(0x02ull)
#define VALUE_ERROR           VALUE_OF_BITS(0x06ull)
#define VALUE_NONE            VALUE_OF_BITS(0x0Aull)
#define VALUE_ELLIPSIS        VALUE_OF_BITS(0x0Eull)
#define VALUE_NOT_IMPLEMENTED VALUE_OF_BITS(0x12ull)
#define VALUE_FALSE           VALUE_OF_BITS(0x22ull)
#define VALUE_TRUE            VALUE_OF_BITS(0x26ull)

/* ---- tests ---- */
static inline bool value_is(Ref a, Ref b) { return a.bits == b.bits; }
static inline bool value_is_obj(Ref v) { return (v.bits & VALUE_NOT_OBJ_MASK) == 0; }
static inline bool value_is_int(Ref v) { return v.bits >= VALUE_INT_TAG; }
static inline bool value_are_ints(Ref a, Ref b) { return (a.bits & b.bits) >= VALUE_INT_TAG; }
static inline bool value_is_double(Ref v)
{
    return v.bits - VALUE_DOUBLE_OFFSET < VALUE_INT_TAG - VALUE_DOUBLE_OFFSET;
}
static inline bool value_is_error(Ref v) { return v.bits == VALUE_ERROR.bits; }
static inline bool value_is_absent(Ref v) { return v.bits == VALUE_ABSENT.bits; }
static inline bool value_is_none(Ref v) { return v.bits == VALUE_NONE.bits; }
static inline bool value_is_true(Ref v) { return v.bits == VALUE_TRUE.bits; }
static inline bool value_is_false(Ref v) { return v.bits == VALUE_FALSE.bits; }
static inline bool value_is_bool(Ref v) { return (v.bits | 4) == VALUE_TRUE.bits; }
static inline bool value_is_not_implemented(Ref v) { return v.bits == VALUE_NOT_IMPLEMENTED.bits; }
/* Neither ABSENT nor ERROR: a value Python may see. */
static inline bool value_is_ok(Ref v) { return (v.bits | 4) != VALUE_ERROR.bits; }

/* ---- making and taking apart ---- */
static inline Value value_from_obj(const void *o) { return VALUE_OF_BITS((uint64_t)(uintptr_t)o); }
static inline Obj *value_as_obj(Ref v)
{
    assert(value_is_obj(v));
    return (Obj *)(uintptr_t)v.bits;
}
/* The caller knows the object's layout: VALUE_AS(List, v)->n */
#define VALUE_AS(CType, v) ((CType *)(uintptr_t)(v).bits)

static inline Value value_from_bool(bool b) { return b ? VALUE_TRUE : VALUE_FALSE; }
static inline bool int_fits_inline(int64_t i)
{
    return (uint64_t)i + (1ull << 49) < (1ull << 50);
}
/* i must fit 50 bits; int_new() (runtime/int.h) takes any int64_t. */
static inline Value value_from_int(int64_t i)
{
    assert(int_fits_inline(i));
    return VALUE_OF_BITS((uint64_t)i | VALUE_INT_TAG);
}
static inline int64_t value_as_int(Ref v)
{
    assert(value_is_int(v));
    return (int64_t)(v.bits << 14) >> 14;
}
static inline Value value_from_double(double d)
{
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    return VALUE_OF_BITS(bits + VALUE_DOUBLE_OFFSET);
}
static inline Value value_from_double_bits_safe(double d) /* d may be any NaN */
{
    return value_from_double(d == d ? d : __builtin_copysign(__builtin_nan(""), d));
}
static inline double value_as_double(Ref v)
{
    assert(value_is_double(v));
    uint64_t bits = v.bits - VALUE_DOUBLE_OFFSET;
    double d;
    memcpy(&d, &bits, sizeof d);
    return d;
}

/* ---- types of values ---- */
extern Type type_int, type_float;
Type *value_immediate_type(Ref v); /* bool, NoneType, ellipsis, NotImplementedType */
static inline Type *value_type(Ref v)
{
    if (LIKELY(value_is_obj(v)))
        return value_as_obj(v)->type;
    if (value_is_int(v))
        return &type_int;
    if (value_is_double(v))
        return &type_float;
    return value_immediate_type(v);
}
/* Exactly this type, not a subclass. */
static inline bool value_has_type(Ref v, const Type *type)
{
    return value_is_obj(v) && value_as_obj(v)->type == type;
}

/* ---- reference counts (under the GIL, hence not atomic) ---- */
void obj_die(Obj *o); /* count reached 0; bounded C stack however long the chain of owners: object.c */

static inline void obj_hold(void *o) { ((Obj *)o)->refcount++; }
static inline void obj_drop(void *o)
{
    if (--((Obj *)o)->refcount == 0)
        obj_die((Obj *)o);
}
static inline Value value_dup(Ref v)
{
    if (value_is_obj(v))
        value_as_obj(v)->refcount++;
    return v;
}
/* Drop a reference.  May run any Python code (finalisers): detach it from its holder first. */
static inline void value_drop(Value v)
{
    if (value_is_obj(v))
        obj_drop(value_as_obj(v));
}
/* *slot = v, then drop what was there: the safe order. Takes v. */
static inline void value_replace(Value *slot, Value v)
{
    Value old = *slot;
    *slot = v;
    value_drop(old);
}
/* Detach and drop. */
static inline void value_clear(Value *slot) { value_replace(slot, VALUE_ABSENT); }
static inline Value value_dup_obj(const void *o) /* a new reference to o */
{
    ((Obj *)(uintptr_t)o)->refcount++;
    return value_from_obj(o);
}

#endif
