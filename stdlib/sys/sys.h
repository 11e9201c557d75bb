/* stdlib/sys/sys.h -- the parts of the sys module; what the machine asks of it is in runtime/sys.h. */
#ifndef SYS_SYS_H
#define SYS_SYS_H
#include "runtime/module.h"
#include "runtime/object.h"
#include "runtime/sys.h"

extern const Method sys_functions[];        /* sys_functions.c */
extern const Method sys_hook_functions[];   /* sys_hooks.c */
int sys_add_info(Ref module) MUST_CHECK;    /* sys_info.c: version_info, flags, float_info, ... */
int sys_add_hooks(Ref module) MUST_CHECK;
int sys_add_paths(Ref module) MUST_CHECK;   /* sys_path.c: path, prefix, executable, argv */
int sys_add_stdlib_names(Ref module) MUST_CHECK;
/* Run the audit hooks added from Python. 0 or -1. */
int sys_audit(const char *event, Ref args_tuple_or_absent) MUST_CHECK;
extern bool sys_has_audit_hooks;
#endif
