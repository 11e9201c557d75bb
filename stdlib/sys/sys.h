/* stdlib/sys/sys.h -- the sys module: its parts, and what start-up and exit do through it. */
#ifndef SYS_SYS_H
#define SYS_SYS_H
#include "runtime/module.h"
#include "runtime/object.h"

extern Ref sys_dict;                        /* sys.__dict__ */
static inline Ref sys_get_named(Ref name);  /* sys.<name>, for an interned name: the quick sys_get() */

extern const Method sys_functions[];        /* sys_functions.c */
extern const Method sys_hook_functions[];   /* sys_hooks.c */
int sys_add_info(Ref module) MUST_CHECK;    /* sys_info.c: version_info, flags, float_info, ... */
int sys_add_hooks(Ref module) MUST_CHECK;
int sys_add_paths(Ref module) MUST_CHECK;   /* sys_path.c: path, prefix, executable, argv */
int sys_add_stdlib_names(Ref module) MUST_CHECK;
/* Create sys.stdin, stdout, stderr (and their __dunder__ twins). 0 or -1. */
int sys_open_streams(void) MUST_CHECK;
/* Flush stdout and stderr at exit: -1 when that failed (exit status 120). Clears exceptions. */
int sys_flush_streams(void);
/* sys.path[0]: the script's directory, "" for -c, the cwd for -m. Takes nothing. */
int sys_insert_path(Ref entry) MUST_CHECK;
/* Run the audit hooks added from Python. 0 or -1. */
int sys_audit(const char *event, Ref args_tuple_or_absent) MUST_CHECK;
extern bool sys_has_audit_hooks;
extern bool sys_finalizing;

#include "runtime/dict.h"
static inline Ref sys_get_named(Ref name) { return dict_get_str(sys_dict, name); }
#endif
