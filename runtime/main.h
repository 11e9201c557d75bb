/* runtime/main.h -- start-up and exit of the interpreter, for embedders of the pieces: main() and the REPL. */
#ifndef RUNTIME_MAIN_H
#define RUNTIME_MAIN_H
#include "runtime/value.h"

/* Make the runtime, sys, builtins, the streams and __main__. 0, or -1 with a message printed. */
int main_start(void);
/* Threads joined, atexit functions run, streams flushed, modules torn down. Returns the exit status. */
int main_finish(int status);
/* Report the pending exception as the end of a program does: SystemExit is the status, others are printed. */
int main_report_exception(void);
/* sys.last_exc and its like. */
void main_remember_exception(Ref exc);
/* The interactive loop in __main__: runtime/repl.c, when it is part of the build. Returns an exit status. */
int repl_run(Ref main_dict) __attribute__((weak));
#endif
