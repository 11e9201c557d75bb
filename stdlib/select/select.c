/* stdlib/select/select.c -- the module select: waiting until descriptors are ready.
 *
 * All waits release the GIL and go on after a signal whose handler did not raise (PEP 475), with what is left
 * of the timeout.  poll objects: poll.c; epoll objects: epoll.c. */
#include "runtime/clock.h"
#include "runtime/float.h"
#include "stdlib/select/selecting.h"
#include <limits.h>
#include <math.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>

Value module_select_init(void);

Value select_error(void) { return exc_raise_errno(&type_OSError, errno, VALUE_ABSENT); }

int select_fd(Ref v)
{
    int fd;
    if (value_is_instance(v, &type_int)) {
        if (value_is_bool(v) && exc_warn(&type_RuntimeWarning, 1, "bool is used as a file descriptor"))
            return -1;
        if (int_as_i32(v, &fd))
            return -1;
    } else {
        Value method = object_getattr_or_absent(v, NAME(fileno));
        if (value_is_absent(method))
            return exc_raise_int(&type_TypeError, "argument must be an int, or have a fileno() method.");
        Value answer = value_is_error(method) ? VALUE_ERROR : object_call0(method);
        value_drop(method);
        if (value_is_error(answer))
            return -1;
        bool is_int = value_is_instance(answer, &type_int);
        int r = is_int ? int_as_i32(answer, &fd) : exc_raise_int(&type_TypeError, "fileno() returned a non-integer");
        value_drop(answer);
        if (r)
            return -1;
    }
    return fd >= 0 ? fd
                   : exc_raise_int(&type_ValueError, "file descriptor cannot be a negative integer (%d)", fd);
}

int select_deadline(Ref timeout, int64_t unit_ns, bool refuse_negative, int64_t *deadline_ns)
{
    *deadline_ns = CLOCK_FOREVER;
    if (value_is_none(timeout))
        return 0;
    double units;
    if (!value_is_any_float(timeout) && !value_is_instance(timeout, &type_int)) {
        Value index = object_index(timeout);
        if (value_is_error(index)) {
            exc_clear();
            return exc_raise_int(&type_TypeError, unit_ns == 1000000 ? "timeout must be an integer or None"
                                                                     : "timeout must be a float or None");
        }
        value_drop(index);
    }
    if (float_from_value(timeout, &units))
        return -1;
    if (isnan(units))
        return exc_raise_int(&type_ValueError, "Invalid value NaN (not a number)");
    if (units < 0)
        return refuse_negative ? exc_raise_int(&type_ValueError, "timeout must be non-negative") : 0;
    double ns = units * (double)unit_ns;
    if (ns >= 9.2e18)
        return exc_raise_int(&type_OverflowError, "timestamp too large to convert to C PyTime_t");
    *deadline_ns = clock_deadline((int64_t)ceil(ns));
    return 0;
}

int select_milliseconds_left(int64_t deadline_ns)
{
    if (deadline_ns == CLOCK_FOREVER)
        return -1;
    int64_t left = deadline_ns - clock_monotonic_ns();
    left = left <= 0 ? 0 : (left - 1) / 1000000 + 1;
    return left > INT_MAX ? INT_MAX : (int)left;
}

/* ---- select() ---- */
typedef struct Wanted {
    fd_set set;
    Value objects; /* list of what was given */
    int fds[FD_SETSIZE];
    int n;
} Wanted;

static int wanted_from(Ref sequence, Wanted *w, int *highest)
{
    FD_ZERO(&w->set);
    w->n = 0;
    w->objects = list_from_iterable(sequence);
    if (value_is_error(w->objects)) {
        exc_clear();
        return exc_raise_int(&type_TypeError, "arguments 1-3 must be sequences");
    }
    for (int64_t i = 0; i < list_len(w->objects); i++) {
        int fd = select_fd(list_at(w->objects, i));
        if (fd < 0)
            return -1;
        if (fd >= FD_SETSIZE)
            return exc_raise_int(&type_ValueError, "filedescriptor out of range in select()");
        if (w->n >= FD_SETSIZE)
            return exc_raise_int(&type_ValueError, "too many file descriptors in select()");
        w->fds[w->n++] = fd;
        FD_SET(fd, &w->set);
        if (fd > *highest)
            *highest = fd;
    }
    return 0;
}

static Value ready_of(const Wanted *w, const fd_set *ready)
{
    Value list = list_new(0);
    for (int i = 0; i < w->n && value_is_ok(list); i++)
        if (FD_ISSET(w->fds[i], ready) && list_append(list, list_at(w->objects, i))) {
            value_drop(list);
            return VALUE_ERROR;
        }
    return list;
}

/* The system call, again after signals. ready: three sets. 0 or -1. */
static int wait_for_any(const Wanted *wanted, int highest, fd_set *ready, int64_t deadline_ns)
{
    for (;;) {
        struct timeval left, *limit = NULL;
        if (deadline_ns != CLOCK_FOREVER) {
            int64_t ns = deadline_ns - clock_monotonic_ns();
            int64_t us = ns <= 0 ? 0 : (ns - 1) / 1000 + 1;
            left = (struct timeval){us / 1000000, us % 1000000};
            limit = &left;
        }
        for (int i = 0; i < 3; i++)
            ready[i] = wanted[i].set;
        gil_release();
        int n = select(highest + 1, &ready[0], &ready[1], &ready[2], limit);
        gil_acquire();
        if (n >= 0)
            return 0;
        if (errno != EINTR) {
            select_error();
            return -1;
        }
        if (gil_safepoint())
            return -1;
    }
}

NATIVE(select_select_m)
{
    int64_t deadline;
    if (select_deadline(a[3], 1000000000, true, &deadline))
        return VALUE_ERROR;
    Wanted wanted[3];
    fd_set ready[3];
    int highest = -1, n_taken = 0, r = 0;
    while (n_taken < 3 && r == 0)
        r = wanted_from(a[n_taken], &wanted[n_taken], &highest), n_taken++;
    if (r == 0)
        r = wait_for_any(wanted, highest, ready, deadline);
    Value items[3] = {VALUE_ERROR, VALUE_ERROR, VALUE_ERROR};
    for (int i = 0; i < 3 && r == 0; i++) {
        items[i] = ready_of(&wanted[i], &ready[i]);
        r = value_is_error(items[i]) ? -1 : 0;
    }
    for (int i = 0; i < n_taken; i++)
        value_drop(wanted[i].objects);
    if (r == 0)
        return tuple_from_values(items, 3);
    for (int i = 0; i < 3; i++)
        value_drop(items[i]);
    return VALUE_ERROR;
}

NATIVE(select_poll_m)
{
    return object_call0(value_from_obj(&type_poll));
}

static const Method functions[] = {
    {"select(rlist, wlist, xlist, timeout=None, /)", select_select_m,
     "Wait until one or more file descriptors are ready for some kind of I/O.\n\n"
     "The first three arguments are iterables of file descriptors to be waited for:\n"
     "rlist -- wait until ready for reading\nwlist -- wait until ready for writing\n"
     "xlist -- wait for an \"exceptional condition\"\n"
     "If only one kind of condition is required, pass [] for the other lists."},
    {"poll()", select_poll_m, "Returns a polling object."},
    {0},
};

static int add_constants(Ref module)
{
#define ROW(name) {#name, (int64_t)(name)}
    static const struct { const char *name; int64_t value; } rows[] = {
        ROW(PIPE_BUF), ROW(POLLIN), ROW(POLLPRI), ROW(POLLOUT), ROW(POLLERR), ROW(POLLHUP), ROW(POLLNVAL),
        ROW(POLLRDNORM), ROW(POLLRDBAND), ROW(POLLWRNORM), ROW(POLLWRBAND), ROW(POLLMSG), ROW(POLLRDHUP),
        ROW(EPOLLIN), ROW(EPOLLOUT), ROW(EPOLLPRI), ROW(EPOLLERR), ROW(EPOLLHUP), ROW(EPOLLRDHUP),
        {"EPOLLET", (int64_t)(uint32_t)EPOLLET}, {"EPOLLONESHOT", (int64_t)(uint32_t)EPOLLONESHOT},
        {"EPOLLEXCLUSIVE", (int64_t)(uint32_t)EPOLLEXCLUSIVE}, ROW(EPOLLRDNORM), ROW(EPOLLRDBAND),
        ROW(EPOLLWRNORM), ROW(EPOLLWRBAND), ROW(EPOLLMSG), ROW(EPOLL_CLOEXEC),
    };
#undef ROW
    for (size_t i = 0; i < N_ELEMENTS(rows); i++)
        if (module_add_int(module, rows[i].name, rows[i].value))
            return -1;
    return 0;
}

Value module_select_init(void)
{
    Value module = module_new("select", "Waiting until files are ready for reading or writing.", functions);
    if (value_is_error(module))
        return VALUE_ERROR;
    if (add_constants(module) || module_add(module, "error", value_dup_obj(&type_OSError)) ||
        type_ready(&type_poll) || module_add_type(module, &type_epoll)) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
