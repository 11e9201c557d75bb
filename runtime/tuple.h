/* runtime/tuple.h */
#ifndef RUNTIME_TUPLE_H
#define RUNTIME_TUPLE_H
#include "runtime/object.h"
typedef struct Tuple {
    Obj base;
    int64_t len;
    Value items[];
} Tuple;
extern Type type_tuple, type_tuple_iterator;
static inline bool value_is_tuple(Ref v) { return value_has_flag(v, TYPE_SUB_TUPLE); }
static inline bool value_is_exact_tuple(Ref v) { return value_has_type(v, &type_tuple); }
static inline int64_t tuple_len(Ref t) { return VALUE_AS(Tuple, t)->len; }
static inline Ref tuple_at(Ref t, int64_t i) { return VALUE_AS(Tuple, t)->items[i]; }
Value tuple_empty(void);
Value tuple_new(int64_t n);                          /* items are ABSENT: fill before anybody sees it */
Value tuple_from_refs(const Ref *items, int64_t n);  /* each dup'ed */
Value tuple_from_values(Value *items, int64_t n);    /* each taken, also on failure */
Value tuple_of1(Ref a);
Value tuple_of2(Ref a, Ref b);
Value tuple_of3(Ref a, Ref b, Ref c);
Value tuple_from_iterable(Ref iterable);
Value tuple_slice(Ref t, int64_t start, int64_t end);
/* struct sequences (os.stat_result, sys.version_info, ...): a tuple subclass with named fields. */
typedef struct StructSeqField { const char *name; const char *doc; } StructSeqField;
Type *structseq_type_new(const char *module, const char *name, const char *doc,
                         const StructSeqField *fields, int n_fields, int n_in_sequence);
Value structseq_new(Type *type, Value *items /* n_fields, taken */);
#endif
