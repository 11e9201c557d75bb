/* stdlib/select/selecting.h -- what the files of the select module share. */
#ifndef SELECT_SELECTING_H
#define SELECT_SELECTING_H
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/tuple.h"
#include <errno.h>

extern Type type_poll, type_epoll;
/* A descriptor: an int or an object with fileno(); -1 with an exception: negative ones are refused. */
int select_fd(Ref v) MUST_CHECK;
/* A timeout argument as a deadline of clock.h; None is CLOCK_FOREVER.  `unit_ns` is what 1 stands for.
 * A negative one is CLOCK_FOREVER too, or ValueError when `refuse_negative`. */
int select_deadline(Ref timeout, int64_t unit_ns, bool refuse_negative, int64_t *deadline_ns) MUST_CHECK;
/* Milliseconds until the deadline, rounded up, -1 for ever: what poll() and epoll_wait() take. */
int select_milliseconds_left(int64_t deadline_ns);
Value select_error(void) COLD; /* OSError of errno */
#endif
