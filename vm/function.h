/* vm/function.h -- Python functions. */
#ifndef VM_FUNCTION_H
#define VM_FUNCTION_H
#include "vm/code.h"
typedef struct Function {
    Obj base;
    Code *code;           /* owned */
    Value globals;        /* dict */
    Value builtins;       /* dict; see function_builtin() for mappings of other kinds */
    Value defaults;       /* tuple or ABSENT */
    Value kwdefaults;     /* dict or ABSENT */
    Value closure;        /* tuple of cells or ABSENT */
    Value name, qualname;
    Value module, doc;
    Value annotations;    /* dict, tuple of (name, value, ...) until asked, or ABSENT */
    Value type_params;    /* tuple or ABSENT */
    Value dict;           /* attributes; or ABSENT */
    Value old_code;       /* code objects replaced through __code__, kept for frames that run them */
    uint32_t version;     /* changes when code or defaults change; 0 = not assigned */
} Function;
extern Type type_function;
Value function_new(Code *code, Ref globals);
/* What globals["__builtins__"] said; borrowed: a dict, or whatever mapping stood there. */
Ref function_builtins(const Function *f);
/* A name among the builtins of f: a new reference, ABSENT, or ERROR from a mapping's __getitem__. */
Value function_builtin(const Function *f, Ref name);
#endif
