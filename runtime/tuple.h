/* runtime/tuple.h -- tuples and struct sequences.
 *
 * A tuple made from finished items and holding no container is not tracked by the collector: it can
 * never be part of a cycle. */
#ifndef RUNTIME_TUPLE_H
#define RUNTIME_TUPLE_H
#include "runtime/object.h"
typedef struct Tuple {
    Obj base;
    int64_t len;
    Value items[];
} Tuple;
extern Type type_tuple, type_tuple_iterator;
typedef struct TupleIter {
    Obj base;
    Value tuple;       /* ABSENT once exhausted */
    int64_t index;
} TupleIter;
static inline bool value_is_tuple(Ref v) { return value_has_flag(v, TYPE_SUB_TUPLE); }
static inline bool value_is_exact_tuple(Ref v) { return value_has_type(v, &type_tuple); }
static inline int64_t tuple_len(Ref t) { return VALUE_AS(Tuple, t)->len; }
static inline Ref tuple_at(Ref t, int64_t i) { return VALUE_AS(Tuple, t)->items[i]; }
/* Could v be part of a reference cycle, now or later?  A container of other values only needs the collector. */
static inline bool value_may_join_cycle(Ref v)
{
    if (!value_is_obj(v))
        return false;
    const Obj *o = value_as_obj(v);
    if (!(o->type->flags & TYPE_GC) || (o->type == &type_tuple && !gc_is_tracked(o)))
        return false;
    return !(o->type->flags & TYPE_SUB_TYPE) || (((const Type *)o)->flags & TYPE_HEAP); /* static types stay */
}
Value tuple_empty(void);
Value tuple_new(int64_t n);                          /* items are ABSENT: fill before anybody sees it */
Value tuple_from_refs(const Ref *items, int64_t n);  /* each dup'ed */
Value tuple_from_values(Value *items, int64_t n);    /* each taken, also on failure */
Value tuple_of1(Ref a);
Value tuple_of2(Ref a, Ref b);
Value tuple_of3(Ref a, Ref b, Ref c);
Value tuple_of2_owned(Value a, Value b);             /* both taken, also on failure */
Value tuple_from_iterable(Ref iterable);
Value tuple_slice(Ref t, int64_t start, int64_t end);
/* An instance of `type`, a subclass of tuple, with n items: ABSENT until filled; tracked. NULL: MemoryError. */
Tuple *tuple_alloc_subtype(Type *type, int64_t n);
/* How tuples, ranges and slices mix item hashes (xxHash's step). */
#define HASH_MIX_START 2870177450012600261ull
static inline uint64_t hash_mix(uint64_t mixed, int64_t lane)
{
    mixed += (uint64_t)lane * 14029467366897019727ull;
    mixed = (mixed << 31) | (mixed >> 33);
    return mixed * 11400714785074694791ull;
}
/* struct sequences (os.stat_result, sys.version_info, ...): a tuple subclass with named fields. */
typedef struct StructSeqField { const char *name; const char *doc; } StructSeqField;
Type *structseq_type_new(const char *module, const char *name, const char *doc,
                         const StructSeqField *fields, int n_fields, int n_in_sequence);
Value structseq_new(Type *type, Value *items /* n_fields, taken */);
#endif
