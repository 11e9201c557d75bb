/* stdlib/signal/signal_wait.c -- sets of signals: blocking them, waiting for them. */
#include "runtime/clock.h"
#include "runtime/float.h"
#include "runtime/list.h"
#include "runtime/set.h"
#include "runtime/tuple.h"
#include "stdlib/signal/signals.h"
#include <errno.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static Type *struct_siginfo;

static int set_from(Ref iterable, sigset_t *set)
{
    sigemptyset(set);
    Value list = list_from_iterable(iterable);
    if (value_is_error(list))
        return -1;
    int r = 0;
    for (int64_t i = 0; r == 0 && i < list_len(list); i++) {
        int64_t number;
        r = int_as_i64(list_at(list, i), &number);
        if (r == 0 && (number < 1 || number >= NSIG))
            r = exc_raise_int(&type_ValueError, "signal number %lld out of range [1; %d]", (long long)number, NSIG - 1);
        if (r == 0 && sigaddset(set, (int)number) && exc_warn(&type_RuntimeWarning, 1,
                      "invalid signal number %lld, please use valid_signals()", (long long)number))
            r = -1;
    }
    value_drop(list);
    return r;
}

static Value set_to_python(const sigset_t *set)
{
    Value result = set_new(VALUE_ABSENT);
    for (int i = 1; i < NSIG && value_is_ok(result); i++)
        if (sigismember(set, i) == 1 && set_add(result, value_from_int(i)) < 0) {
            value_drop(result);
            result = VALUE_ERROR;
        }
    return result;
}

NATIVE(signal_pthread_sigmask_m)
{
    int how;
    sigset_t set, old;
    if (int_as_i32(a[0], &how) || set_from(a[1], &set))
        return VALUE_ERROR;
    int error = pthread_sigmask(how, &set, &old);
    if (error) {
        errno = error;
        return signal_error();
    }
    return gil_safepoint() ? VALUE_ERROR : set_to_python(&old); /* unblocked ones may have come */
}

NATIVE(signal_sigpending_m)
{
    sigset_t set;
    return sigpending(&set) < 0 ? signal_error() : set_to_python(&set);
}

NATIVE(signal_valid_signals_m)
{
    sigset_t set;
    return sigfillset(&set) < 0 ? signal_error() : set_to_python(&set);
}

NATIVE(signal_sigwait_m)
{
    sigset_t set;
    int number = 0;
    if (set_from(a[0], &set))
        return VALUE_ERROR;
    gil_release();
    int error = sigwait(&set, &number);
    gil_acquire();
    if (error) {
        errno = error;
        return signal_error();
    }
    return value_from_int(number);
}

static Value info_to_python(const siginfo_t *info)
{
    Value items[] = {value_from_int(info->si_signo), value_from_int(info->si_code), value_from_int(info->si_errno),
                     value_from_int(info->si_pid), value_from_int(info->si_uid), value_from_int(info->si_status),
                     int_new(info->si_band)};
    return structseq_new(struct_siginfo, items);
}

/* Wait until the deadline; a handler of another signal may run and raise meanwhile (PEP 475). */
static Value wait_for_info(const sigset_t *set, int64_t deadline_ns)
{
    for (;;) {
        struct timespec ts, *limit = NULL;
        if (deadline_ns != CLOCK_FOREVER) {
            int64_t left = deadline_ns - clock_monotonic_ns();
            left = left < 0 ? 0 : left;
            ts = (struct timespec){left / 1000000000, left % 1000000000};
            limit = &ts;
        }
        siginfo_t info;
        gil_release();
        int number = limit == NULL ? sigwaitinfo(set, &info) : sigtimedwait(set, &info, limit);
        gil_acquire();
        if (number >= 0)
            return info_to_python(&info);
        if (errno == EAGAIN)
            return VALUE_NONE;
        if (errno != EINTR)
            return signal_error();
        if (gil_safepoint())
            return VALUE_ERROR;
    }
}

NATIVE(signal_sigwaitinfo_m)
{
    sigset_t set;
    return set_from(a[0], &set) ? VALUE_ERROR : wait_for_info(&set, CLOCK_FOREVER);
}

NATIVE(signal_sigtimedwait_m)
{
    sigset_t set;
    double seconds;
    if (set_from(a[0], &set) || float_from_value(a[1], &seconds))
        return VALUE_ERROR;
    if (seconds < 0)
        return exc_raise(&type_ValueError, "timeout must be non-negative");
    return wait_for_info(&set, seconds > 9e9 ? CLOCK_FOREVER : clock_deadline((int64_t)(seconds * 1e9)));
}

NATIVE(signal_pause_m)
{
    gil_release();
    pause();
    gil_acquire();
    return gil_safepoint() ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(signal_pthread_kill_m)
{
    uint64_t thread;
    int number;
    if (int_as_u64(a[0], &thread) || int_as_i32(a[1], &number))
        return VALUE_ERROR;
    int error = pthread_kill((pthread_t)thread, number);
    if (error) {
        errno = error;
        return signal_error();
    }
    return gil_safepoint() ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(signal_pidfd_send_signal_m)
{
    int fd, number, flags;
    if (int_as_i32(a[0], &fd) || int_as_i32(a[1], &number) || int_as_i32(a[3], &flags))
        return VALUE_ERROR;
    if (!value_is_none(a[2]))
        return exc_raise(&type_TypeError, "siginfo must be None");
    if (syscall(SYS_pidfd_send_signal, fd, number, NULL, flags) < 0)
        return signal_error();
    return VALUE_NONE;
}

const Method signal_wait_functions[] = {
    {"pthread_sigmask(how, mask, /)", signal_pthread_sigmask_m,
     "Fetch and/or change the signal mask of the calling thread."},
    {"sigpending()", signal_sigpending_m, "Return the set of pending signals of the calling thread."},
    {"valid_signals()", signal_valid_signals_m, "Return the set of valid signal numbers on this platform."},
    {"sigwait(sigset, /)", signal_sigwait_m, "Wait for a signal of the set; accept it and return its number."},
    {"sigwaitinfo(sigset, /)", signal_sigwaitinfo_m, "Wait for a signal of the set; return what is known about it."},
    {"sigtimedwait(sigset, timeout, /)", signal_sigtimedwait_m,
     "Like sigwaitinfo(), but with a timeout in seconds; None when it has passed."},
    {"pause()", signal_pause_m, "Wait until a signal arrives."},
    {"pthread_kill(thread_id, signalnum, /)", signal_pthread_kill_m, "Send a signal to a thread."},
    {"pidfd_send_signal(pidfd, signalnum, siginfo=None, flags=0, /)", signal_pidfd_send_signal_m,
     "Send a signal to a process referred to by a pid file descriptor."},
    {0},
};

int signal_add_wait(Ref module)
{
    static const StructSeqField fields[] = {
        {"si_signo", "signal number"}, {"si_code", "signal code"},
        {"si_errno", "errno associated with this signal"}, {"si_pid", "sending process ID"},
        {"si_uid", "real user ID of sending process"}, {"si_status", "exit value or signal"},
        {"si_band", "band event for SIGPOLL"},
    };
    if (struct_siginfo == NULL)
        struct_siginfo = structseq_type_new("signal", "struct_siginfo", "What is known about a signal that came.",
                                            fields, 7, 7);
    return struct_siginfo == NULL ? -1 : module_add(module, "struct_siginfo", value_dup_obj(struct_siginfo));
}
