/* runtime/exc.h -- raising and looking at exceptions from C.
 *
 * At most one exception is pending per thread (running->exc).  A function that fails leaves it
 * pending and returns VALUE_ERROR, -1 or NULL; its caller cleans up and passes that on.
 * The built-in exception types are type_ValueError, ...: runtime/exceptions.def. */
#ifndef RUNTIME_EXC_H
#define RUNTIME_EXC_H
#include "runtime/thread.h"
#include "runtime/value.h"

#define EXC(name, base, layout) extern Type type_##name;
#include "runtime/exceptions.def"
#undef EXC

extern Type *type_ExceptionGroup; /* made by exc_init(): a class with two bases */
/* Once all static types are ready (after runtime_init): ExceptionGroup, the MemoryErrors of last resort, the
 * parser's hooks.  0 or -1; harmless twice. */
int exc_init(void) MUST_CHECK;

/* The C layout of BaseException and its kin. Subclass layouts are in runtime/exc_types.h. */
typedef struct Exc {
    Obj base;
    Value args;      /* tuple */
    Value entries;   /* Traceback or ABSENT, without the entry that is still to be made: read exc_traceback() */
    Frame *raised_in; /* whose entry that is, or NULL: made when somebody asks or this frame ends (vm/traceback.c) */
    uint32_t raised_at; /* the word it stands at there */
    bool suppress_context;
    Value context, cause; /* exception or ABSENT */
    Value dict;      /* instance dict or ABSENT; __notes__ lives there */
} Exc;
/* Its Traceback, borrowed; ABSENT when it has none. */
Ref exc_traceback(Ref exc);
void exc_drop_traceback(Exc *e);

/* Make an exception of `type` pending with a formatted message; returns VALUE_ERROR.
 * Formats: %s %c %d %u %x %ld %lld %zd %zu %p %% as printf (with width/precision for %s: %.200s), and
 *   %R repr(Ref)   %S str(Ref)   %A ascii(Ref)   %U a Str Ref as it is   %T type name of a Ref (no module)
 *   %N name of a Type* (no module)   %V fully qualified type name of a Ref (module.qualname, no "builtins.")
 * Chains the exception being handled as __context__. */
Value exc_raise(Type *type, const char *fmt, ...) COLD;
int exc_raise_int(Type *type, const char *fmt, ...) COLD; /* same, returns -1 */
Value exc_raise_value(Type *type, Ref arg) COLD;          /* type(arg) */
Value exc_raise_none(Type *type) COLD;                    /* type() */
/* Raise what a `raise x` statement would: x is a class or an instance. Returns VALUE_ERROR. */
Value exc_raise_object(Ref exc) COLD;
Value exc_raise_errno(Type *type /* usually &type_OSError */, int error, Ref filename_or_absent) COLD;
Value exc_raise_memory(void) COLD;                        /* never allocates */
Value exc_raise_syntax(Type *type, Ref filename, const char *msg, int line, int col, int end_line,
                       int end_col, const char *text_utf8, size_t text_len) COLD;
Value exc_raise_key(Ref key) COLD;                        /* KeyError(key), tuple keys wrapped */
Value exc_raise_attribute(Ref object, Ref name, const char *fmt, ...) COLD; /* sets .obj and .name */
Value exc_raise_name(Ref name, const char *fmt, ...) COLD;                  /* NameError with .name */
/* StopIteration(value) pending; takes v; VALUE_NONE gives no args. */
Value exc_raise_stop_iteration(Value v) COLD;

static inline bool exc_pending(void) { return !value_is_absent(running->exc); }
bool exc_pending_is(Type *type);   /* pending and an instance of type */
static inline void exc_clear(void) { value_clear(&running->exc); }
static inline Value exc_take(void) /* the pending exception, no longer pending; ABSENT when none */
{
    Value exc = running->exc;
    running->exc = VALUE_ABSENT;
    return exc;
}
/* Takes exc: makes it pending as it is (no chaining); ABSENT clears. */
static inline void exc_restore(Value exc) { value_replace(&running->exc, exc); }
/* Replace the pending exception by a new one whose cause and context it becomes (PEP 479). */
Value exc_raise_from_pending(Type *type, const char *fmt, ...) COLD;
/* Does the exception (instance or class) match a class or tuple of classes: 1, 0, -1 error. */
int exc_matches(Ref exc, Ref class_or_tuple);
/* An error that nobody can receive (a finaliser): sys.unraisablehook. Clears the pending exception.
 * what_fmt NULL: "Exception ignored in: <object>".  Else it is the hook's err_msg; when it contains %R, %T or the
 * like, `object` goes there and the hook's object is None. */
void exc_unraisable(const char *what_fmt, Ref object);
/* sys.unraisablehook as it is at first: prints to sys.stderr. args is a sys.UnraisableHookArgs. */
Value exc_unraisable_default(Ref args);
extern Type *type_unraisable_args; /* sys.UnraisableHookArgs, made by exc_init() */
/* warnings.warn(message, category, stacklevel): -1 when it became an exception. */
int exc_warn(Type *category, int stacklevel, const char *fmt, ...) MUST_CHECK;

/* The exception being handled now, ABSENT when none. */
Ref exc_handled(void);
Ref exc_handled_by(const Thread *t);

Value exc_instance(Ref class_or_instance, Ref value_or_absent); /* normalise; VALUE_ERROR on failure */
/* The end of try/except*: what must be raised, None when all is handled.  `raised` lists what the clauses
 * raised or re-raised and the unhandled rest. */
Value exc_group_reraise(Ref original, Ref raised_list);
int exc_set_traceback(Ref exc, Ref traceback);
/* The exception being handled becomes its context, as when it were raised here. */
void exc_chain_to_handled(Ref exc);
void exc_chain_to(Ref exc, Ref handled);
int exc_set_context(Ref exc, Value context /* taken */);
int exc_set_cause(Ref exc, Value cause /* taken */);
/* vm: add one traceback entry for the frame running at the pending exception. */
void exc_print(Ref exc);            /* sys.excepthook's default, to sys.stderr */
void exc_print_pending_and_clear(void);
/* What exc_print would write, as str. */
Value exc_print_text(Ref exc);
/* The shorter form for errors nobody can receive: no chain, no notes, no carets. */
Value exc_print_text_plain(Ref exc);
/* ". Did you mean: 'x'?" or the like for an AttributeError, NameError or ImportError with this traceback (or None or
 * ABSENT); an empty str for others.  Runs Python; never fails. */
Value exc_hint(Ref exc, Ref traceback);
#endif
