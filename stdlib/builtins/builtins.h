/* stdlib/builtins/builtins.h -- the tables that together make the builtins module. */
#ifndef BUILTINS_BUILTINS_H
#define BUILTINS_BUILTINS_H
#include "runtime/module.h"

extern const Method builtins_object_functions[];  /* abs ... setattr: one object, one answer */
extern const Method builtins_iteration_functions[]; /* all ... sum: they walk an iterable */
extern const Method builtins_code_functions[];    /* compile, exec, globals, __import__, ... */
extern const Method builtins_class_functions[];   /* __build_class__ */
extern const Method builtins_print_functions[];   /* print, input */
#endif
