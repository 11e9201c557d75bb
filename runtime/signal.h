/* runtime/signal.h -- signals: noted by a C handler, acted on by the main thread at a safepoint. */
#ifndef RUNTIME_SIGNAL_H
#define RUNTIME_SIGNAL_H
#include <stdbool.h>

/* SIGINT raises KeyboardInterrupt, SIGPIPE and SIGXFSZ are ignored.  0. */
int signal_init(void);
/* The C handler: any thread, any moment; only notes the signal and wakes the main thread. */
void signal_note(int signal_number);
/* Something noted and not yet acted on? */
bool signal_is_pending(void);
/* Act on what was noted: the hook for each, else KeyboardInterrupt for SIGINT.  Main thread only, with the
 * GIL; runs Python.  0, or -1 with an exception pending (later signals stay noted). */
int signal_act(void) __attribute__((warn_unused_result));
/* How the `signal` module runs Python handlers: 1 handled, 0 not its business, -1 exception. */
extern int (*signal_python_hook)(int signal_number);
/* File descriptor that gets one byte per signal (signal.set_wakeup_fd), -1 none. */
extern int signal_wakeup_fd;
/* Take up the default action of SIGINT again, at exit. */
void signal_restore(void);
#endif
