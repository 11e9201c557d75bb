/* runtime/context.h -- contextvars (PEP 567): Context, ContextVar, Token.
 *
 * A context is a persistent map from variables to values: setting a variable copies the few nodes on the path to it
 * and shares the rest, so copying a whole context is one pointer (DESIGN section 8). */
#ifndef RUNTIME_CONTEXT_H
#define RUNTIME_CONTEXT_H
#include "runtime/object.h"
#include "runtime/thread.h"

typedef struct ContextMap ContextMap; /* immutable node, reference counted */
typedef struct Context {
    Obj base;
    ContextMap *map;   /* NULL: empty */
    int64_t n;         /* variables set */
    Value previous;    /* context that was current when this one was entered; ABSENT */
    bool entered;
} Context;
typedef struct ContextVar {
    Obj base;
    Value name;
    Value default_value; /* ABSENT when none */
    uint64_t id;         /* never reused: the key in maps */
} ContextVar;
extern Type type_context, type_context_var, type_context_token;

/* The running thread's context, made when there is none yet; borrowed, ERROR. */
Ref context_current(void);
Value context_new(void);
Value context_copy(Ref context);                      /* O(1) */
/* Make `context` current / the one before current again. -1 RuntimeError. */
int context_enter(Ref context) MUST_CHECK;
int context_leave(Ref context) MUST_CHECK;
/* Borrowed; ABSENT when the current context does not have it. */
Ref context_var_get(Ref var);
Value context_var_set(Ref var, Ref v);                /* a Token */
int context_ready(void) MUST_CHECK;                   /* the module: Token.MISSING */
#endif
