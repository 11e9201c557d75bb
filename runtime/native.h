/* runtime/native.h -- functions written in C, and how their arguments are bound.
 *
 *     NATIVE(list_insert_m)            // static Value list_insert_m(self, a, n, kwnames)
 *     {
 *         ... a[0], a[1] ...
 *     }
 *     static const Method list_methods[] = {
 *         {"insert(index, object, /)", list_insert_m, "Insert object before index."},
 *         {"sort(*, key=None, reverse=False)", list_sort_m, "Sort in place; stable."},
 *         {0},
 *     };
 *
 * The signature is parsed when the function is first called or looked at; it gives the argument
 * checks and error texts, __text_signature__ and help().  The body gets one entry of `a` per
 * parameter, in order, all borrowed: n is the number of parameters.  Defaults: None, True, False, ints,
 * floats, 'strings', b'', (), ...; `x=<absent>` gives VALUE_ABSENT when not passed.  `*args` arrives as a
 * tuple, `**kw` as a dict (VALUE_ABSENT when there is none).
 * METHOD_RAW skips binding: `a` holds n positionals followed by the values of kwnames (a tuple of str, or
 * ABSENT).  A signature is still wanted for documentation.
 * METHOD_FAST1 etc. do not exist: a signature of positional-only parameters without defaults binds in place. */
#ifndef RUNTIME_NATIVE_H
#define RUNTIME_NATIVE_H
#include "runtime/value.h"

typedef Value (*NativeFn)(Ref self, const Ref *a, size_t n, Ref kwnames);
#define NATIVE(name) \
    static Value name(UNUSED Ref self, UNUSED const Ref *a, UNUSED size_t n, UNUSED Ref kwnames)

enum { METHOD_RAW = 1, METHOD_STATIC = 2, METHOD_CLASS = 4, METHOD_COEXIST = 8,
       /* next(g); g.send(v), g.throw(e), g.close(): the VM does it in place instead of calling */
       METHOD_ADVANCES = 128, METHOD_RESUMES = 16, METHOD_THROWS = 32, METHOD_CLOSES = 64,
       METHOD_DRIVES = METHOD_RESUMES | METHOD_THROWS | METHOD_CLOSES };

typedef struct Method {
    const char *signature;  /* "name(params)" */
    NativeFn function;
    const char *doc;
    uint32_t flags;         /* METHOD_* */
} Method;

typedef struct Getter {     /* a property in C */
    const char *name;
    Value (*get)(Ref self);
    int (*set)(Ref self, Ref value); /* value ABSENT: delete; NULL: read-only */
    const char *doc;
} Getter;

typedef enum MemberKind {
    MEMBER_VALUE,           /* a Value field; ABSENT reads as AttributeError */
    MEMBER_VALUE_OR_NONE,   /* ABSENT reads as None */
    MEMBER_BOOL, MEMBER_INT32, MEMBER_INT64, MEMBER_DOUBLE,
} MemberKind;
typedef struct Member {     /* a C field shown as an attribute */
    const char *name;
    MemberKind kind;
    uint32_t offset;
    bool readonly;
    const char *doc;
} Member;

/* A parsed signature (spec.c).  Parameters stand in the order of the signature: positional ones, *args,
 * keyword-only ones, **kw.  Specs live for ever, as the methods they describe do. */
typedef struct Param {
    Value name;             /* interned str */
    Value default_value;    /* ABSENT for required ones and for <absent> */
    bool required;
} Param;
typedef struct Spec {
    const char *signature;
    Value name;             /* interned str */
    int32_t in_place_arity; /* a call with exactly so many positionals and no keywords needs no binding:
                             * call method->function(self, args, n, VALUE_ABSENT); -1: never */
    uint16_t n_params;      /* entries of `a` */
    uint16_t n_positional_only, n_positional; /* the latter counts the former */
    uint16_t n_required;    /* positionals without default */
    bool has_var_positional, has_var_keyword; /* *args at n_positional, **kw last */
    bool keyword_required;  /* some keyword-only parameter has no default */
    Param params[];
} Spec;
/* Parse a signature, once for each: the text must live for ever.  NULL with SystemError or MemoryError pending.
 * spec_of() is what a Spec * field is filled with. */
Spec *spec_parse(const char *signature);
Value spec_text_signature(const char *signature, const char *self_name); /* str, or None when it is not one */
Value spec_name(const char *signature);   /* interned str */
static inline Spec *spec_of(const Method *method, Spec **spec)
{
    return LIKELY(*spec != NULL) ? *spec : (*spec = spec_parse(method->signature));
}
/* Bind a call to `out` (n_params entries), as args_bind.  `self` only serves the error texts: the bound object
 * of a method, ABSENT for a plain function; `plain` makes the texts those of a constructor. */
int args_bind_spec(Spec *spec, Ref self, bool plain, const Ref *args, size_t n_args, Ref kwnames, Value *out) MUST_CHECK;

/* builtin_function_or_method: a module function, or a method bound to self. */
typedef struct Native {
    Obj base;
    const Method *method;
    Spec *spec;             /* NULL until parsed; shared by all that have this method */
    Value self;             /* bound object or module; ABSENT for plain functions */
    Value module;           /* str or ABSENT */
} Native;
extern Type type_native;    /* builtin_function_or_method */

/* method_descriptor: an unbound method in a type's dict. */
typedef struct MethodDescr {
    Obj base;
    const Method *method;
    Spec *spec;
    Type *owner;            /* borrowed for static types, else owned */
} MethodDescr;
extern Type type_method_descr, type_classmethod_descr;

/* The name CPython's C types carry in some texts: with the module for types made in C, without for classes. */
struct Type;
Value native_type_name(const struct Type *type);
Value native_new(const Method *method, Ref self_or_absent, Ref module_name_or_absent);
Value method_descr_new(const Method *method, Type *owner);
/* Bind and call; what type_native.call and the VM's fast path use. */
Value native_call(const Method *method, Spec **spec, Ref self, const Ref *args, size_t n_args, Ref kwnames);

/* Bind arguments of a `new`, `init` or METHOD_RAW function by hand:
 *     static Spec *spec;  Value a[3];
 *     if (args_bind(&spec, "complex(real=0, imag=0)", args, n_args, kwnames, a)) return VALUE_ERROR;
 * a[] entries are borrowed, except the containers of *args and **kw, which args_unbind() drops. */
int args_bind(Spec **spec, const char *signature, const Ref *args, size_t n_args, Ref kwnames, Value *a) MUST_CHECK;
void args_unbind(Spec *spec, Value *a);
int args_no_keywords(const char *function_name, Ref kwnames) MUST_CHECK; /* "f() takes no keyword arguments" */
int args_count(const char *function_name, size_t n, size_t min, size_t max) MUST_CHECK;
#endif
