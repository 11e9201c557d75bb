/* runtime/type.h -- type objects: what a value can do.
 *
 * One struct serves built-in types (static, filled with designated initialisers) and classes made by
 * Python (heap).  A slot is NULL when the type has no such behaviour; type_ready() copies inherited
 * slots down, so callers test one pointer.  A class that defines a dunder gets a slot that calls
 * it; a built-in slot is visible to Python as a slot wrapper (`int.__add__`): runtime/slots.def lists
 * the pairs.
 *
 * Attribute lookups on types are cached by (version, name).  `version` is 0 while invalid; any change to
 * a type or to one of its bases invalidates it (type_modified), so whoever caches a lookup
 * keeps the version beside it. */
#ifndef RUNTIME_TYPE_H
#define RUNTIME_TYPE_H
#include "runtime/gc.h"
#include "runtime/native.h"
#include "runtime/value.h"

/* Binary operators, in the order of every table indexed by them. */
typedef enum BinaryOp {
    BINARY_ADD, BINARY_SUB, BINARY_MUL, BINARY_MATMUL, BINARY_DIV, BINARY_FLOORDIV, BINARY_MOD,
    BINARY_POW, BINARY_LSHIFT, BINARY_RSHIFT, BINARY_AND, BINARY_OR, BINARY_XOR, BINARY_DIVMOD,
    N_BINARY_OPS
} BinaryOp;
typedef enum CompareOp { CMP_LT, CMP_LE, CMP_EQ, CMP_NE, CMP_GT, CMP_GE } CompareOp;

/* What a resumed generator, coroutine or iterator did. */
typedef enum Step { STEP_YIELD, STEP_RETURN, STEP_RAISE } Step;

typedef Value (*UnaryFn)(Ref self);
typedef Value (*BinaryFn)(Ref left, Ref right);
typedef Value (*TernaryFn)(Ref a, Ref b, Ref c);
typedef int (*TestFn)(Ref self);               /* 1, 0, -1 error */
typedef int64_t (*LengthFn)(Ref self);         /* -1 error */
typedef Value (*ItemFn)(Ref self, int64_t i);  /* IndexError past the end */
typedef int64_t (*HashFn)(Ref self);           /* -1 error; never -1 otherwise */
typedef Value (*CallFn)(Ref callable, const Ref *args, size_t n_args, Ref kwnames);
typedef int (*InitFn)(Ref self, const Ref *args, size_t n_args, Ref kwnames);
typedef Value (*NewFn)(Type *type, const Ref *args, size_t n_args, Ref kwnames);

/* The buffer protocol (PEP 3118), kept simple: C-contiguous or strided views of one allocation. */
typedef struct Buffer {
    void *data;
    int64_t byte_len;
    int64_t item_size;
    const char *format;  /* struct syntax, "B" for bytes; lives as long as the exporter */
    int n_dims;
    int64_t *shape;      /* n_dims entries; may point to byte_len/item_size storage in the exporter */
    int64_t *strides;
    bool readonly;
    Value owner;         /* the exporter, held */
    void *internal;      /* the exporter's own */
    int64_t shape0, stride0; /* storage for one-dimensional views */
} Buffer;
enum { BUFFER_SIMPLE = 0, BUFFER_WRITABLE = 1, BUFFER_FORMAT = 4, BUFFER_ND = 8, BUFFER_STRIDES = 0x18 };
int buffer_get(Ref object, Buffer *out, int flags) MUST_CHECK; /* TypeError: a bytes-like object is required, not '...' */
void buffer_release(Buffer *b);
/* For exporters: fill a one-dimensional byte view. */
int buffer_fill(Buffer *out, Ref owner, void *data, int64_t n, bool readonly, int flags);

enum {
    TYPE_HEAP = 1 << 0,         /* made at run time, reference counted */
    TYPE_BASETYPE = 1 << 1,     /* may be subclassed */
    TYPE_GC = 1 << 2,           /* instances are containers */
    TYPE_READY = 1 << 3,
    TYPE_ABSTRACT = 1 << 4,     /* has abstract methods */
    TYPE_IMMUTABLE = 1 << 5,    /* attributes of the type cannot be set */
    TYPE_NO_NEW = 1 << 6,       /* "cannot create 'x' instances" */
    TYPE_WEAKREF = 1 << 7,      /* instances can be weakly referenced */
    TYPE_ATTRS = 1 << 8,        /* instances have an Attrs (and __dict__) at attrs_offset */
    TYPE_METHOD_DESCR = 1 << 9, /* instances are functions that bind self: obj.f() needs no bound method */
    TYPE_SEQUENCE = 1 << 10,    /* matches sequence patterns */
    TYPE_MAPPING = 1 << 11,     /* matches mapping patterns */
    TYPE_MATCH_SELF = 1 << 12,  /* class pattern with one positional matches the object itself */
    TYPE_VAR_ATTRS = 1 << 13,   /* the Attrs lies in front of the object (subclass of tuple, int, ...): attrs_find() */
    TYPE_HAS_FINALIZER = 1 << 14,
    TYPE_GENERIC_GETATTR = 1 << 15, /* getattr is object_generic_getattr: caches apply */
    TYPE_GENERIC_SETATTR = 1 << 16,
    TYPE_FINALIZED_BY_DEALLOC = 1 << 17, /* dealloc calls finalize itself, where there is something to do */
    /* fast subclass tests */
    TYPE_SUB_INT = 1 << 22, TYPE_SUB_FLOAT = 1 << 23, TYPE_SUB_STR = 1 << 24, TYPE_SUB_BYTES = 1 << 25,
    TYPE_SUB_LIST = 1 << 26, TYPE_SUB_TUPLE = 1 << 27, TYPE_SUB_DICT = 1 << 28, TYPE_SUB_EXC = 1 << 29,
    TYPE_SUB_TYPE = 1 << 30,
};

struct Type {
    Obj base;
    const char *name;        /* unqualified; heap types: points into name_value */
    const char *module;      /* static types: "builtins" when NULL; heap types: see dict["__module__"] */
    const char *doc;         /* static types */
    uint32_t flags;
    uint32_t version;        /* for caches; 0 = invalid */
    uint32_t basic_size, item_size; /* bytes; an instance has basic_size + n * item_size */
    uint32_t attrs_offset;   /* of the Attrs in an instance, 0 = none (unless TYPE_VAR_ATTRS) */
    uint32_t dict_offset;    /* of a plain `Value dict` field that holds the instance's attributes (exceptions,
                              * functions, modules); 0 = none.  ABSENT there means: no dict yet */
    uint32_t prefix_size;    /* var-sized heap types: bytes in front of the object, for Attrs and slots */
    uint32_t n_slots;        /* __slots__ values added by this class, at slots_offset */
    int32_t slots_offset;    /* negative for var-sized types: in the prefix */
    struct Shape *shape;     /* root shape of instances' attributes */

    Type *super_type;        /* __base__ */
    Value bases, mro;        /* tuples; ABSENT until ready */
    Value dict;              /* Dict; ABSENT until ready, of static types until somebody looks: type_namespace() */
    uint64_t own_slots[2];   /* static types: the rows of slots.def whose slots the type does not inherit */
    Value name_value, qualname; /* heap types: str */
    Type **subclasses;       /* direct subclasses, borrowed: a dying type takes itself out and leaves NULL */
    uint32_t n_subclasses, n_dead_subclasses, subclasses_capacity;
    uint32_t place;          /* where it stands in the first base's array, as far as anybody knows */
    Value slot_names;        /* heap types with __slots__: tuple of mangled names, or ABSENT */
    Ref init_cache;          /* VM: __init__ function for fast instantiation; borrowed, ABSENT once the type changes */

    const Method *methods;   /* static types: tables, ended by {0} */
    const Getter *getters;
    const Member *members;

    /* life */
    void (*dealloc)(Obj *o);  /* detach, drop contents, object_free(o) */
    int (*traverse)(Obj *o, GcVisit visit, void *arg);
    void (*clear)(Obj *o);    /* break cycles: drop what traverse visits */
    int (*finalize)(Ref self); /* PEP 442; runs once; may resurrect. 0; errors are unraisable */
    NewFn new;
    InitFn init;
    CallFn call;

    /* looks */
    UnaryFn repr, str;
    HashFn hash;             /* hash_not_implemented when unhashable */
    Value (*compare)(Ref a, Ref b, CompareOp op); /* NotImplemented is an answer */
    Value (*getattr)(Ref self, Ref name);
    int (*setattr)(Ref self, Ref name, Ref value); /* value ABSENT: delete */
    Value (*descr_get)(Ref descr, Ref object_or_absent, Ref type);
    int (*descr_set)(Ref descr, Ref object, Ref value); /* value ABSENT: delete */

    /* iteration */
    UnaryFn iter;
    UnaryFn next;            /* ABSENT when exhausted: StopIteration is not made */
    Step (*send)(Ref self, Ref v, Value *out); /* am_send: generators, coroutines, futures */
    UnaryFn await, aiter, anext;

    /* numbers: called with either operand of the type, like f(left, right) */
    BinaryFn binary[N_BINARY_OPS];  /* [BINARY_POW] unused: see pow */
    BinaryFn inplace[N_BINARY_OPS];
    TernaryFn pow, inplace_pow;
    UnaryFn negative, positive, absolute, invert, to_int, to_float, index;
    TestFn truth;

    /* sequences and mappings */
    LengthFn length;         /* sequences and mappings alike */
    ItemFn item;             /* sequences only; index already made non-negative if length is there */
    int (*set_item)(Ref self, int64_t i, Ref v); /* v ABSENT: delete */
    int (*contains)(Ref self, Ref item);
    BinaryFn concat;         /* list + list; tried after binary[BINARY_ADD] */
    Value (*repeat)(Ref self, int64_t n);
    BinaryFn inplace_concat;
    Value (*inplace_repeat)(Ref self, int64_t n);
    BinaryFn subscript;
    int (*set_subscript)(Ref self, Ref key, Ref v); /* v ABSENT: delete */

    /* buffers */
    int (*buffer_get)(Ref self, Buffer *out, int flags);
    void (*buffer_release)(Ref self, Buffer *b);
};

extern Type type_type, type_object;

/* ---- making types ---- */
/* Fill in MRO and inherited slots. For static types; idempotent. 0 or -1. */
int type_ready(Type *type) MUST_CHECK;
void type_modified(Type *type);      /* invalidate caches of type and its subclasses */
uint32_t type_assign_version(Type *type); /* current version, assigning one if needed; 0 when out of them */
/* type(name, bases, ns): what a class statement calls in the end. */
Value type_new_heap(Type *metatype, Ref name, Ref bases, Ref namespace, Ref kwnames_or_absent,
                    const Ref *kwvalues);
/* A heap subclass of `base` from C, e.g. for modules that need one. */
Value type_new_simple(const char *module, const char *name, Type *base);

/* ---- asking ---- */
static inline bool type_is_subtype_exactly(const Type *a, const Type *b) { return a == b; }
bool type_is_subtype(const Type *a, const Type *b);  /* by MRO */
static inline bool value_is_instance(Ref v, const Type *type) /* by MRO; no __instancecheck__ */
{
    Type *t = value_type(v);
    return t == type || type_is_subtype(t, type);
}
static inline bool value_has_flag(Ref v, uint32_t flag)
{
    return value_is_obj(v) && (value_as_obj(v)->type->flags & flag) != 0;
}
static inline bool value_is_type(Ref v) { return value_has_flag(v, TYPE_SUB_TYPE); }
static inline Type *value_as_type(Ref v) { return VALUE_AS(Type, v); }

/* The dict of what the type itself defines, borrowed; ABSENT when memory is out.  A static type's is made when it is
 * first asked for: of the hundreds of types that start-up makes ready a program looks at a few. */
Ref type_fill_namespace(Type *type);
static inline Ref type_namespace(Type *type)
{
    return LIKELY(!value_is_absent(type->dict)) ? type->dict : type_fill_namespace(type);
}
/* One more entry for a static type; takes v, which may be ERROR. */
int type_add_constant(Type *type, const char *name, Value v) MUST_CHECK;
/* Look `name` (interned str) up along the MRO, through the cache; borrowed, ABSENT when missing. */
Ref type_lookup(Type *type, Ref name);
/* Same, for a dunder on the type of v, bound to v; ABSENT when missing, ERROR on failure. */
Value type_lookup_special(Ref v, Ref name);
/* Call a dunder of v; VALUE_ABSENT when it has none. */
Value type_call_special(Ref v, Ref name, const Ref *args, size_t n_args);
Value type_name(const Type *type);        /* __name__ as str */
/* The name as messages show it: __name__ of classes, module.name of C types outside builtins. */
Value type_message_name(const Type *type);
Value type_full_name(const Type *type);   /* module.qualname, "builtins." left out */
Value type_qualname(const Type *type);    /* __qualname__ as str */
Value type_module_name(const Type *type); /* __module__ as an object (nearly always str); ABSENT when a class lost it */

/* ---- the parts of type.__call__, for who wants to do it in steps (the VM) ---- */
/* type(x), or new and init: what calling a type object does. */
Value type_call(Ref callable, const Ref *args, size_t n_args, Ref kwnames);
/* object.__new__ and object.__init__ as slots.  A class with new == object_new and init ==
 * type_slot_init has a Python __init__ (type_lookup(type, NAME(__init__))) and a plain instance. */
Value object_new(Type *type, const Ref *args, size_t n_args, Ref kwnames);
int object_init(Ref self, const Ref *args, size_t n_args, Ref kwnames);
int type_slot_init(Ref self, const Ref *args, size_t n_args, Ref kwnames);
/* The slot of classes with a Python __call__, __next__, __getattr__ or __getattribute__ ...: for caches to look through. */
Value type_slot_call(Ref self, const Ref *args, size_t n_args, Ref kwnames);
Value type_slot_next(Ref self);
Value type_slot_getattr(Ref self, Ref name);

/* ---- between the files of the type object (type*.c); of no use elsewhere ---- */
Value type_default_mro(Type *type);               /* C3, as type.mro() */
int type_compute_mro(Type *type);                /* sets type->mro; may run a metaclass's mro() */
int type_check_bases(Ref bases, Type **best);    /* TypeError: layout conflict, not an acceptable base, ... */
Type *type_solid_base(Type *type);               /* the type whose C layout the instances have */
Type *type_winner(Type *metatype, Ref bases);    /* most derived metaclass; NULL: metaclass conflict */
int type_add_subclass(Type *base, Type *type);
void type_remove_subclass(Type *base, Type *type);
Ref type_lookup_uncached(Type *type, Ref name);
void type_layout_instances(Type *type, Type *base, uint32_t n_slots, bool add_attrs);
void type_inherit_slots(Type *type, Type *base); /* copies C slots that are NULL */
void type_update_slots(Type *type, Ref name);    /* dunder `name` changed: fix slots here and in subclasses */
void type_update_all_slots(Type *type);          /* from the MRO, this type only */
void type_update_flags(Type *type);              /* flags that follow from slots */
bool type_table_has(const Type *type, const char *dunder); /* static types: a row of `methods` */
void type_note_own_slots(Type *type);            /* static types, before they inherit */
int type_add_slot_wrappers(Type *type);          /* into its dict: one wrapper per slot of its own */
bool type_is_dunder(Ref name);
Value type_doc(const Type *type);                /* a static type's doc without its signature; None */
Value type_new_wrapper(Type *owner);              /* the builtin function __new__ of a type with its own `new` */
Type *type_new_wrapper_owner(Ref function);      /* its owner; NULL when function is something else */
Value type_getattr(Ref type, Ref name);          /* type.__getattribute__ */
Value type_getattr_or_absent(Ref type, Ref name);
int type_setattr(Ref type, Ref name, Ref value);
int type_set_bases(Ref type, Ref bases);           /* type.__bases__ = bases */
Value type_new(Type *metatype, const Ref *args, size_t n_args, Ref kwnames); /* type.__new__ */
int type_init(Ref self, const Ref *args, size_t n_args, Ref kwnames);
int type_set_class(Ref object, Type *new_type);  /* object.__class__ = new_type, with layout checks */
void instance_dealloc(Obj *o);                   /* dealloc, traverse, clear of heap types' instances */
int instance_traverse(Obj *o, GcVisit visit, void *arg);
void instance_clear(Obj *o);
bool type_compatible_layout(Type *a, Type *b);
extern const Getter instance_dict_getter, instance_weakref_getter;
extern const Getter type_getters[];
extern const Method type_methods[];
#endif
