/* runtime/sys.h -- what start-up, import and exit ask of the sys and atexit modules: the door from runtime/ to stdlib/. */
#ifndef RUNTIME_SYS_H
#define RUNTIME_SYS_H
#include "runtime/dict.h"
#include "runtime/object.h"

extern Ref sys_dict;                        /* sys.__dict__ */
/* sys.<name>, for an interned name: the quick sys_get(). Borrowed. */
static inline Ref sys_get_named(Ref name) { return dict_get_str(sys_dict, name); }
/* Create sys.stdin, stdout, stderr (and their __dunder__ twins). 0 or -1. */
int sys_open_streams(void) MUST_CHECK;
/* Flush stdout and stderr at exit: -1 when that failed (exit status 120). Clears exceptions. */
int sys_flush_streams(void);
/* sys.path[0]: the script's directory, "" for -c, the cwd for -m. Takes nothing. */
int sys_insert_path(Ref entry) MUST_CHECK;
extern bool sys_finalizing;
/* atexit: call what is registered, last first; errors are unraisable.  At the end of the program, and of forked children. */
void atexit_run(void);
#endif
