/* runtime/slot.h -- the rows of slots.def as data: how dunders and the slots of Type belong together.
 *
 *     Python method -> slot:  slot_dispatch.c holds the C functions that call a dunder written in Python
 *     slot -> Python method:  slot_wrapper.c shows a C slot as `int.__add__`
 *     both kept in step by:   type_slots.c */
#ifndef RUNTIME_SLOT_H
#define RUNTIME_SLOT_H
#include "runtime/object.h"

typedef enum SlotKind {
    SLOT_NONE, SLOT_NEW, SLOT_INIT, SLOT_FINALIZE, SLOT_UNARY, SLOT_HASH, SLOT_CALL, SLOT_GETATTR,
    SLOT_SETATTR, SLOT_DELATTR, SLOT_LT, SLOT_LE, SLOT_EQ, SLOT_NE, SLOT_GT, SLOT_GE, SLOT_DESCR_GET,
    SLOT_DESCR_SET, SLOT_DESCR_DELETE, SLOT_NEXT, SLOT_BINARY, SLOT_BINARY_R, SLOT_INPLACE, SLOT_POW,
    SLOT_POW_R, SLOT_TRUTH, SLOT_LENGTH, SLOT_SET_SUBSCRIPT, SLOT_DEL_SUBSCRIPT, SLOT_REPEAT, SLOT_ITEM,
    SLOT_SET_ITEM, SLOT_DEL_ITEM, SLOT_CONTAINS, SLOT_BUFFER, SLOT_RELEASE_BUFFER
} SlotKind;

typedef struct SlotRow {
    const char *name;
    uint32_t name_offset;   /* of the interned name in names_table */
    uint32_t offset;        /* of the slot in Type */
    SlotKind kind;
    void *from_python;      /* the slot's function when the dunder is a Python method */
    const char *signature, *doc;
} SlotRow;

extern const SlotRow slot_rows[]; /* in the order of slots.def */

static inline Ref slot_row_name(const SlotRow *row)
{
    return *(const Value *)((const char *)&names_table + row->name_offset);
}
static inline void **slot_at(Type *type, uint32_t offset)
{
    return (void **)((char *)type + offset);
}
/* Call the C slot `function` of `row` for self with Python arguments. */
Value slot_wrapper_call(const SlotRow *row, void *function, Ref self, const Ref *args, size_t n_args, Ref kwnames);

/* slot_dispatch.c */
Value type_slot_new(Type *type, const Ref *args, size_t n_args, Ref kwnames);
int type_slot_finalize(Ref self);
Value type_slot_repr(Ref self);
Value type_slot_str(Ref self);
int64_t type_slot_hash(Ref self);
int type_slot_setattr(Ref self, Ref name, Ref value);
Value type_slot_compare(Ref a, Ref b, CompareOp op);
Value type_slot_descr_get(Ref descr, Ref object_or_absent, Ref type);
int type_slot_descr_set(Ref descr, Ref object, Ref value);
Value type_slot_iter(Ref self);
/* `next` of a class without __next__: TypeError.  An iterator may lose its __next__ (or change its class) while a
 * loop walks it, so whoever walks may call the slot of any heap type. */
Value type_slot_next_missing(Ref self);
Value type_slot_await(Ref self);
Value type_slot_aiter(Ref self);
Value type_slot_anext(Ref self);
/* slot_numbers.c */
#define SLOT_BINARY_OPS(X)                                                                        \
    X(add, BINARY_ADD) X(sub, BINARY_SUB) X(mul, BINARY_MUL) X(matmul, BINARY_MATMUL)             \
    X(truediv, BINARY_DIV) X(floordiv, BINARY_FLOORDIV) X(mod, BINARY_MOD)                        \
    X(lshift, BINARY_LSHIFT) X(rshift, BINARY_RSHIFT) X(and, BINARY_AND) X(or, BINARY_OR)         \
    X(xor, BINARY_XOR)
#define SLOT_DECLARE(stem, op)                                                                    \
    Value type_slot_##stem(Ref a, Ref b);                                                         \
    Value type_slot_i##stem(Ref a, Ref b);
SLOT_BINARY_OPS(SLOT_DECLARE)
#undef SLOT_DECLARE
Value type_slot_divmod(Ref a, Ref b);
Value type_slot_pow(Ref a, Ref b, Ref mod);
Value type_slot_ipow(Ref a, Ref b, Ref mod);
Value type_slot_negative(Ref self);
Value type_slot_positive(Ref self);
Value type_slot_absolute(Ref self);
Value type_slot_invert(Ref self);
Value type_slot_to_int(Ref self);
Value type_slot_to_float(Ref self);
Value type_slot_index(Ref self);
int type_slot_truth(Ref self);
/* slot_containers.c */
int64_t type_slot_length(Ref self);
Value type_slot_subscript(Ref self, Ref key);
int type_slot_set_subscript(Ref self, Ref key, Ref v);
Value type_slot_item(Ref self, int64_t i);
int type_slot_set_item(Ref self, int64_t i, Ref v);
int type_slot_contains(Ref self, Ref item);

/* Call dunder `name` of self, looked up on its type: the result; ABSENT when the type has none. */
Value slot_call(Ref self, Ref name, const Ref *args, size_t n_args);
#endif
