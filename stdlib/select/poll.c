/* stdlib/select/poll.c -- select.poll() objects: a table of descriptors and the poll() system call. */
#include "runtime/mem.h"
#include "stdlib/select/selecting.h"
#include <poll.h>

typedef struct Poll {
    Obj base;
    struct pollfd *fds; /* in the order of registration */
    int n, capacity;
    bool polling;       /* a thread waits with these fds: a second poll() is refused, changes wait in a copy */
} Poll;

static Value poll_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_no_keywords("poll", kwnames) || args_count("poll", n_args, 0, 0))
        return VALUE_ERROR;
    Poll *p = object_alloc(type);
    if (p == NULL)
        return VALUE_ERROR;
    p->fds = NULL;
    p->n = p->capacity = 0;
    p->polling = false;
    return value_from_obj(p);
}

static void poll_dealloc(Obj *o)
{
    mem_free(((Poll *)o)->fds);
    object_free(o);
}

static int find(const Poll *p, int fd)
{
    for (int i = 0; i < p->n; i++)
        if (p->fds[i].fd == fd)
            return i;
    return -1;
}

static int event_mask(Ref v, short *out)
{
    int64_t mask;
    if (int_as_i64(v, &mask))
        return -1;
    if (mask < 0)
        return exc_raise_int(&type_ValueError, "value must be positive");
    if (mask > UINT16_MAX)
        return exc_raise_int(&type_OverflowError, "Python int too large to convert to C unsigned short");
    *out = (short)(uint16_t)mask;
    return 0;
}

NATIVE(poll_register_m)
{
    Poll *p = VALUE_AS(Poll, self);
    short events = POLLIN | POLLPRI | POLLOUT;
    int fd = select_fd(a[0]);
    if (fd < 0 || (!value_is_absent(a[1]) && event_mask(a[1], &events)))
        return VALUE_ERROR;
    int i = find(p, fd);
    if (i < 0) {
        if (p->n == p->capacity) {
            int capacity = p->capacity ? 2 * p->capacity : 8;
            struct pollfd *moved = mem_realloc_or_raise(p->fds, (size_t)capacity * sizeof *moved);
            if (moved == NULL)
                return VALUE_ERROR;
            p->fds = moved;
            p->capacity = capacity;
        }
        i = p->n++;
    }
    p->fds[i] = (struct pollfd){.fd = fd, .events = events};
    return VALUE_NONE;
}

NATIVE(poll_modify_m)
{
    Poll *p = VALUE_AS(Poll, self);
    short events;
    int fd = select_fd(a[0]);
    if (fd < 0 || event_mask(a[1], &events))
        return VALUE_ERROR;
    int i = find(p, fd);
    if (i < 0) {
        errno = ENOENT;
        return select_error();
    }
    p->fds[i].events = events;
    return VALUE_NONE;
}

NATIVE(poll_unregister_m)
{
    Poll *p = VALUE_AS(Poll, self);
    int fd = select_fd(a[0]);
    if (fd < 0)
        return VALUE_ERROR;
    int i = find(p, fd);
    if (i < 0)
        return exc_raise_key(value_from_int(fd));
    memmove(&p->fds[i], &p->fds[i + 1], (size_t)(p->n - i - 1) * sizeof p->fds[0]);
    p->n--;
    return VALUE_NONE;
}

static Value ready_list(const struct pollfd *fds, int n)
{
    Value list = list_new(0);
    for (int i = 0; i < n && value_is_ok(list); i++) {
        if (fds[i].revents == 0)
            continue;
        Value pair = tuple_of2(value_from_int(fds[i].fd), value_from_int((uint16_t)fds[i].revents));
        if (value_is_error(pair) || list_append_owned(list, pair)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}

/* 0 or -1 with an exception. */
static int wait_for_events(struct pollfd *fds, int n, int64_t deadline_ns)
{
    for (;;) {
        int timeout = select_milliseconds_left(deadline_ns);
        gil_release();
        int r = poll(fds, (nfds_t)n, timeout);
        gil_acquire();
        if (r >= 0)
            return 0;
        if (errno != EINTR) {
            select_error();
            return -1;
        }
        if (gil_safepoint())
            return -1;
    }
}

NATIVE(poll_poll_m)
{
    Poll *p = VALUE_AS(Poll, self);
    int64_t deadline;
    if (select_deadline(a[0], 1000000, false, &deadline))
        return VALUE_ERROR;
    if (p->polling)
        return exc_raise(&type_RuntimeError, "concurrent poll() invocation");
    /* A copy: another thread may register more while this one waits. */
    int count = p->n;
    struct pollfd *fds = mem_alloc_array_or_raise((size_t)count + 1, sizeof *fds);
    if (fds == NULL)
        return VALUE_ERROR;
    if (count)
        memcpy(fds, p->fds, (size_t)count * sizeof *fds);
    p->polling = true;
    obj_hold(p);
    int r = wait_for_events(fds, count, deadline);
    p->polling = false;
    Value result = r ? VALUE_ERROR : ready_list(fds, count);
    mem_free(fds);
    obj_drop(&p->base);
    return result;
}

static const Method methods[] = {
    {"register(fd, eventmask=<absent>, /)", poll_register_m, "Register a file descriptor with the polling object."},
    {"modify(fd, eventmask, /)", poll_modify_m, "Modify an already registered file descriptor."},
    {"unregister(fd, /)", poll_unregister_m, "Remove a file descriptor being tracked by the polling object."},
    {"poll(timeout=None, /)", poll_poll_m,
     "Polls the set of registered file descriptors, for `timeout` milliseconds at most.\n\n"
     "Returns a list containing any descriptors that have events or errors to report, as (fd, event) pairs."},
    {0},
};

Type type_poll = {
    .base = STATIC_OBJ(&type_type), .name = "poll", .module = "select", .basic_size = sizeof(Poll),
    .methods = methods, .new = poll_new, .dealloc = poll_dealloc,
};
