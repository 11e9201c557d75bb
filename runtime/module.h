/* runtime/module.h -- module objects and the table of built-in modules.
 *
 * A C module is one file with `Value module_<name>_init(void)` returning the filled module, and one row in
 * stdlib/modules.def.  A Python module that is compiled into the binary is a .py file under stdlib/. */
#ifndef RUNTIME_MODULE_H
#define RUNTIME_MODULE_H
#include "runtime/object.h"
typedef struct Module { Obj base; Value dict; Value name; } Module;
extern Type type_module;
Value module_new(const char *name, const char *doc, const Method *functions /* may be NULL */);
Ref module_builtin(const char *name);                         /* builtins.<name>, borrowed; ERROR when it is gone */
Value module_getattr(Ref module, Ref name);                   /* the type's getattr slot */
int module_add(Ref module, const char *name, Value v);        /* takes v; -1 when v is ERROR too */
int module_add_int(Ref module, const char *name, int64_t i);
int module_add_str(Ref module, const char *name, const char *text);
int module_add_functions(Ref module, const Method *functions); /* for a module of several tables */
int module_add_type(Ref module, Type *type);                  /* readies it; under its own name */
static inline Ref module_dict(Ref m) { return VALUE_AS(Module, m)->dict; }
Value import_module(const char *dotted_name);                 /* importlib.import_module from C */
Value import_attr(const char *module, const char *attribute); /* from module import attribute */
Ref sys_get(const char *name);                                /* sys.<name>, borrowed, ABSENT */
int sys_set(const char *name, Ref v);
extern Ref module_builtins_dict;                              /* builtins.__dict__ */
extern Value module_script_directory;                         /* sys.path[0] at the start: str, or nothing */
extern Ref sys_modules;                                       /* sys.modules */
#endif
