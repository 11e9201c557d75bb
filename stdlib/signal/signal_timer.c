/* stdlib/signal/signal_timer.c -- alarm() and interval timers; the module's constants. */
#include "runtime/float.h"
#include "runtime/tuple.h"
#include "stdlib/signal/signals.h"
#include <errno.h>
#include <math.h>
#include <sys/time.h>
#include <unistd.h>

static Value itimer_error;

NATIVE(signal_alarm_m)
{
    int seconds;
    if (int_as_i32(a[0], &seconds))
        return VALUE_ERROR;
    return value_from_int(alarm((unsigned)seconds));
}

static int timeval_from(Ref v, struct timeval *out)
{
    double seconds;
    if (float_from_value(v, &seconds))
        return -1;
    if (isnan(seconds))
        return exc_raise_int(&type_ValueError, "Invalid value NaN (not a number)");
    if (fabs(seconds) > 9e15)
        return exc_raise_int(&type_OverflowError, "timestamp out of range for platform time_t");
    double whole, fraction = modf(seconds, &whole);
    out->tv_sec = (time_t)whole;
    out->tv_usec = (suseconds_t)ceil(fraction * 1e6);
    if (out->tv_usec >= 1000000) {
        out->tv_usec -= 1000000;
        out->tv_sec++;
    }
    return 0;
}

static Value timer_to_python(const struct itimerval *t)
{
    Value delay = value_from_double((double)t->it_value.tv_sec + (double)t->it_value.tv_usec / 1e6);
    Value interval = value_from_double((double)t->it_interval.tv_sec + (double)t->it_interval.tv_usec / 1e6);
    return tuple_of2(delay, interval);
}

NATIVE(signal_setitimer_m)
{
    int which;
    struct itimerval timer, old;
    if (int_as_i32(a[0], &which) || timeval_from(a[1], &timer.it_value) || timeval_from(a[2], &timer.it_interval))
        return VALUE_ERROR;
    if (setitimer((__itimer_which_t)which, &timer, &old) < 0)
        return exc_raise_errno(value_as_type(itimer_error), errno, VALUE_ABSENT);
    return timer_to_python(&old);
}

NATIVE(signal_getitimer_m)
{
    int which;
    struct itimerval timer;
    if (int_as_i32(a[0], &which))
        return VALUE_ERROR;
    if (getitimer((__itimer_which_t)which, &timer) < 0)
        return exc_raise_errno(value_as_type(itimer_error), errno, VALUE_ABSENT);
    return timer_to_python(&timer);
}

const Method signal_timer_functions[] = {
    {"alarm(seconds, /)", signal_alarm_m, "Arrange for SIGALRM to arrive after the given number of seconds."},
    {"setitimer(which, seconds, interval=0.0, /)", signal_setitimer_m,
     "Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF).\n\n"
     "The timer will fire after value seconds and after that every interval seconds.\n"
     "The itimer can be cleared by setting seconds to zero.\n\n"
     "Returns old values as a tuple: (delay, interval)."},
    {"getitimer(which, /)", signal_getitimer_m, "Returns current value of given itimer."},
    {0},
};

int signal_add_timer(Ref module)
{
    if (itimer_error.bits == 0) {
        Value made = type_new_simple("signal", "itimer_error", &type_OSError);
        if (value_is_error(made))
            return -1;
        itimer_error = made;
    }
    return module_add(module, "ItimerError", value_dup(itimer_error));
}

int signal_add_constants(Ref module)
{
#define ROW(name) {#name, (int)(intptr_t)(name)}
    static const struct { const char *name; int value; } rows[] = {
        ROW(SIGHUP), ROW(SIGINT), ROW(SIGQUIT), ROW(SIGILL), ROW(SIGTRAP), ROW(SIGIOT), ROW(SIGABRT), ROW(SIGFPE),
        ROW(SIGKILL), ROW(SIGBUS), ROW(SIGSEGV), ROW(SIGSYS), ROW(SIGPIPE), ROW(SIGALRM), ROW(SIGTERM),
        ROW(SIGUSR1), ROW(SIGUSR2), ROW(SIGCLD), ROW(SIGCHLD), ROW(SIGPWR), ROW(SIGIO), ROW(SIGURG),
        ROW(SIGWINCH), ROW(SIGPOLL), ROW(SIGSTOP), ROW(SIGTSTP), ROW(SIGCONT), ROW(SIGTTIN), ROW(SIGTTOU),
        ROW(SIGVTALRM), ROW(SIGPROF), ROW(SIGXCPU), ROW(SIGXFSZ), ROW(SIGSTKFLT), ROW(NSIG), ROW(SIG_BLOCK),
        ROW(SIG_UNBLOCK), ROW(SIG_SETMASK), ROW(ITIMER_REAL), ROW(ITIMER_VIRTUAL), ROW(ITIMER_PROF),
    };
#undef ROW
    for (size_t i = 0; i < N_ELEMENTS(rows); i++)
        if (module_add_int(module, rows[i].name, rows[i].value))
            return -1;
    if (module_add_int(module, "SIG_DFL", (intptr_t)SIG_DFL) || module_add_int(module, "SIG_IGN", (intptr_t)SIG_IGN))
        return -1;
    return module_add_int(module, "SIGRTMIN", SIGRTMIN) || module_add_int(module, "SIGRTMAX", SIGRTMAX) ? -1 : 0;
}
