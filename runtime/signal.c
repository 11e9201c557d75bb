/* runtime/signal.c -- from an asynchronous signal to an exception in the main thread.
 *
 *     signal_note()  (any thread, async-signal-safe)  sets a flag and BREAK_SIGNAL, wakes a parked main thread
 *     gil_safepoint() of the main thread  ->  signal_act()  ->  Python handler or KeyboardInterrupt */
#include "runtime/signal.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/park.h"
#include <errno.h>
#include <signal.h>
#include <unistd.h>

#ifndef NSIG
#define NSIG 65
#endif

int (*signal_python_hook)(int signal_number);
int signal_wakeup_fd = -1;
static _Atomic bool noted[NSIG];
static _Atomic bool any_noted;

void signal_note(int signal_number)
{
    int saved_errno = errno;
    if (signal_number > 0 && signal_number < NSIG) {
        atomic_store(&noted[signal_number], true);
        atomic_store(&any_noted, true);
        gil_break(&main_thread, BREAK_SIGNAL);
        park_interrupt_main();
        if (signal_wakeup_fd >= 0) {
            unsigned char byte = (unsigned char)signal_number;
            ssize_t written = write(signal_wakeup_fd, &byte, 1);
            (void)written; /* a full pipe already wakes its reader */
        }
    }
    errno = saved_errno;
}

bool signal_is_pending(void) { return atomic_load(&any_noted); }

static int act_on(int signal_number)
{
    if (signal_python_hook) {
        int handled = signal_python_hook(signal_number);
        if (handled)
            return handled < 0 ? -1 : 0;
    }
    if (signal_number == SIGINT) {
        exc_raise_none(&type_KeyboardInterrupt);
        return -1;
    }
    return 0;
}

int signal_act(void)
{
    if (!atomic_exchange(&any_noted, false))
        return 0;
    for (int i = 1; i < NSIG; i++) {
        if (!atomic_exchange(&noted[i], false))
            continue;
        if (act_on(i)) {
            atomic_store(&any_noted, true); /* the rest at the next safepoint */
            gil_break(&main_thread, BREAK_SIGNAL);
            return -1;
        }
    }
    return 0;
}

int signal_init(void)
{
    struct sigaction action = {.sa_handler = signal_note};
    sigemptyset(&action.sa_mask);
    struct sigaction old;
    /* A parent that started us with SIGINT ignored (nohup, a background job) keeps its will. */
    if (sigaction(SIGINT, NULL, &old) == 0 && old.sa_handler != SIG_IGN)
        sigaction(SIGINT, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file that grows too large is an OSError */
    return 0;
}

void signal_restore(void)
{
    struct sigaction old;
    if (sigaction(SIGINT, NULL, &old) == 0 && old.sa_handler == signal_note)
        signal(SIGINT, SIG_DFL);
}
