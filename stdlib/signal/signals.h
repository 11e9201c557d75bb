/* stdlib/signal/signals.h -- what the files of the _signal module share. */
#ifndef SIGNAL_SIGNALS_H
#define SIGNAL_SIGNALS_H
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include <signal.h>

extern const Method signal_wait_functions[], signal_timer_functions[];
int signal_add_wait(Ref module) MUST_CHECK;
int signal_add_timer(Ref module) MUST_CHECK;
int signal_add_constants(Ref module) MUST_CHECK;
/* A signal number argument; ValueError "signal number out of range". */
int signal_number(Ref v, int *out) MUST_CHECK;
/* OSError of errno. */
Value signal_error(void) COLD;
#endif
