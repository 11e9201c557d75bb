/* runtime/object.h -- the operations every object answers: the C face of Python's built-in protocols.
 *
 * Unless said otherwise: parameters are borrowed, results owned, VALUE_ERROR / -1 means an exception is
 * pending, and any of these may run arbitrary Python. */
#ifndef RUNTIME_OBJECT_H
#define RUNTIME_OBJECT_H
#include "runtime/names.h"
#include "runtime/type.h"
#include "runtime/value.h"

/* ---- allocation (object.c) ---- */
/* New instance of basic_size (+ n * item_size), header set, the rest zero bytes except that `Value`
 * fields are NOT valid yet (0 is no Value): the caller fills them.  Not yet tracked by the collector.
 * NULL with MemoryError pending.  object_free() gives it back; both hold/drop a heap type. */
void *object_alloc(Type *type);
void *object_alloc_var(Type *type, size_t n_items);
void object_free(void *o);
/* For types that define no `new` of their own beyond the layout: allocates through type->new of
 * built-ins.  Fills attrs and slots with ABSENT for heap types. */
void *object_alloc_instance(Type *type, size_t n_items);

/* ---- attributes ---- */
Value object_getattr(Ref o, Ref name);                  /* getattr(o, name) */
Value object_getattr_or_absent(Ref o, Ref name);        /* ABSENT instead of AttributeError */
Value object_getattr_cstr(Ref o, const char *name);
int object_setattr(Ref o, Ref name, Ref value);         /* value ABSENT: delattr */
Value object_generic_getattr(Ref o, Ref name);          /* object.__getattribute__ */
Value object_generic_getattr_or_absent(Ref o, Ref name);
int object_generic_setattr(Ref o, Ref name, Ref value);
/* For obj.method(...) without a bound method: *self_out is o (borrowed) when the result is a
 * function to be called with o first, else ABSENT. */
Value object_getmethod(Ref o, Ref name, Ref *self_out);
Value object_dict(Ref o, bool create);                  /* __dict__ (new reference), ABSENT when none */

/* ---- calls ---- */
/* args: n_args positionals, then one value per name in kwnames (tuple of str, or ABSENT). */
static inline Value object_call(Ref f, const Ref *args, size_t n_args, Ref kwnames);
Value object_call_slow(Ref f, const Ref *args, size_t n_args, Ref kwnames);
Value object_call0(Ref f);
Value object_call1(Ref f, Ref a);
Value object_call2(Ref f, Ref a, Ref b);
Value object_call3(Ref f, Ref a, Ref b, Ref c);
Value object_call_tuple(Ref f, Ref args_tuple, Ref kwargs_dict_or_absent);
Value object_call_method(Ref o, Ref name, const Ref *args, size_t n_args);
Value object_call_method0(Ref o, Ref name);
Value object_call_method1(Ref o, Ref name, Ref a);
bool object_is_callable(Ref o);

static inline Value object_call(Ref f, const Ref *args, size_t n_args, Ref kwnames)
{
    CallFn call = value_is_obj(f) ? value_as_obj(f)->type->call : NULL;
    if (UNLIKELY(call == NULL))
        return object_call_slow(f, args, n_args, kwnames); /* raises: 'x' object is not callable */
    return call(f, args, n_args, kwnames);
}

/* ---- looks ---- */
Value object_repr(Ref o);
Value object_str(Ref o);
Value object_ascii(Ref o);
Value object_format(Ref o, Ref spec);                   /* format(o, spec); spec str */
int64_t object_hash(Ref o);                             /* -1 error: unhashable type: 'list' */
int64_t hash_not_implemented(Ref o);                    /* slot of unhashable types */
int64_t hash_pointer(const void *p);
int64_t hash_double(double d);
int64_t hash_bytes(const void *p, size_t n);            /* SipHash-1-3 or equal quality; PYTHONHASHSEED honoured */
int object_truth(Ref o);                                /* 1, 0, -1 */
static inline int value_truth(Ref v)                    /* with the common cases inline */
{
    if (LIKELY(value_is_bool(v)))
        return value_is_true(v);
    return object_truth(v);
}
int64_t object_length(Ref o);
int64_t object_length_hint(Ref o, int64_t fallback);
/* repr of containers: 1 when o's repr is already under way here, 0 when not, -1 error. */
int object_repr_enter(Ref o);
void object_repr_leave(Ref o);

/* ---- comparing ---- */
Value object_compare(Ref a, Ref b, CompareOp op);
int object_compare_bool(Ref a, Ref b, CompareOp op);    /* identity implies ==, as in containers */
static inline int object_equal(Ref a, Ref b) { return value_is(a, b) ? 1 : object_compare_bool(a, b, CMP_EQ); }
int object_is_instance(Ref o, Ref class_or_tuple);      /* isinstance() */
int object_is_subclass(Ref c, Ref class_or_tuple);
int object_real_is_instance(Ref o, Ref class);          /* what type.__instancecheck__ does */
int object_real_is_subclass(Ref c, Ref class);
int object_merge_class_names(Ref names_dict, Ref class); /* for dir(): the names of class and its bases */
extern const char *const compare_symbols[];             /* "<", "<=", ... by CompareOp */

/* ---- numbers ---- */
Value object_binary(BinaryOp op, Ref a, Ref b);
Value object_inplace(BinaryOp op, Ref a, Ref b);
Value object_pow(Ref a, Ref b, Ref mod /* VALUE_NONE for none */);
Value object_negative(Ref o);
Value object_positive(Ref o);
Value object_invert(Ref o);
Value object_absolute(Ref o);
Value object_index(Ref o);                              /* operator.index: an int */
/* o as an index; clipped when `clip`, else IndexError/OverflowError: "cannot fit 'int' into an index-sized integer" */
int object_as_index(Ref o, int64_t *out, bool clip);
int object_as_index_or(Ref o, int64_t *out, Type *error /* when too large; NULL: clip */);
int object_as_size(Ref o, int64_t *out);                /* OverflowError: "... too large to convert to C ssize_t" */
Value object_to_int(Ref o);                             /* int(o) */
Value object_to_float(Ref o);                           /* float(o), a double or float */
extern const char *const binary_symbols[];              /* "+", "-", ... by BinaryOp */

/* ---- containers ---- */
Value object_subscript(Ref o, Ref key);
int object_set_subscript(Ref o, Ref key, Ref v);        /* v ABSENT: del o[key] */
int object_contains(Ref container, Ref item);
int object_contains_by_iterating(Ref container, Ref item); /* without asking the contains slot */
Value object_get_item(Ref o, int64_t i);                /* sequence protocol */
Value object_concat(Ref a, Ref b);

/* ---- iterating ---- */
Value object_iter(Ref o);                               /* iter(o): "'x' object is not iterable" */
/* The next item; ABSENT when exhausted (a raised StopIteration is swallowed). */
static inline Value iter_next(Ref it) { return value_as_obj(it)->type->next(it); }
/* Send into any iterator; on STEP_RETURN *out is the returned value. */
Step iter_send(Ref it, Ref v, Value *out);
bool object_is_iterator(Ref o);

/* builtins.getattr, for __reduce__ of bound things; a new reference. */
Value object_getattr_builtin(void);

extern Type type_none, type_ellipsis, type_not_implemented, type_bool;
int runtime_init(void);                                 /* ready every static type, in order */
#endif
