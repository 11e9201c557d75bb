/* stdlib/select/epoll.c -- select.epoll objects. */
#include "runtime/clock.h"
#include "runtime/mem.h"
#include "stdlib/select/selecting.h"
#include <sys/epoll.h>
#include <unistd.h>

typedef struct Epoll {
    Obj base;
    int fd; /* -1 once closed */
} Epoll;

static Value raise_closed(void)
{
    return exc_raise(&type_ValueError, "I/O operation on closed epoll object");
}

static Value epoll_from_fd(Type *type, int fd)
{
    Epoll *e = object_alloc_instance(type, 0);
    if (e == NULL) {
        close(fd);
        return VALUE_ERROR;
    }
    e->fd = fd;
    return value_from_obj(e);
}

static Value epoll_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    int size, flags;
    if (args_bind(&spec, "epoll(sizehint=-1, flags=0)", args, n_args, kwnames, a) || int_as_i32(a[0], &size) ||
        int_as_i32(a[1], &flags))
        return VALUE_ERROR;
    if (size < -1 || size == 0)
        return exc_raise(&type_ValueError, "sizehint must be positive or -1");
    if (flags & ~EPOLL_CLOEXEC)
        return exc_raise(&type_OSError, "invalid flags");
    int fd = epoll_create1(EPOLL_CLOEXEC);
    return fd < 0 ? select_error() : epoll_from_fd(type, fd);
}

static int close_epoll(Epoll *e)
{
    int fd = e->fd, r = 0;
    e->fd = -1;
    if (fd >= 0) {
        gil_release();
        r = close(fd);
        gil_acquire();
    }
    return r;
}

static void epoll_dealloc(Obj *o)
{
    Epoll *e = (Epoll *)o;
    if (e->fd >= 0)
        close(e->fd);
    e->fd = -1;
    object_free(o);
}

NATIVE(epoll_close_m) { return close_epoll(VALUE_AS(Epoll, self)) < 0 ? select_error() : VALUE_NONE; }

NATIVE(epoll_fileno_m)
{
    int fd = VALUE_AS(Epoll, self)->fd;
    return fd < 0 ? raise_closed() : value_from_int(fd);
}

static Value epoll_get_closed(Ref self) { return value_from_bool(VALUE_AS(Epoll, self)->fd < 0); }

NATIVE(epoll_fromfd_m)
{
    int fd;
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    return epoll_from_fd(&type_epoll, fd);
}

static Value control(Ref self, int operation, Ref file, Ref mask)
{
    Epoll *e = VALUE_AS(Epoll, self);
    uint64_t bits = EPOLLIN | EPOLLPRI | EPOLLOUT;
    if (e->fd < 0)
        return raise_closed();
    int fd = select_fd(file);
    if (fd < 0 || (!value_is_absent(mask) && int_as_u64(mask, &bits)))
        return VALUE_ERROR;
    struct epoll_event event = {.events = (uint32_t)bits, .data.fd = fd};
    int r = e->fd < 0 ? (errno = EBADF, -1) : epoll_ctl(e->fd, operation, fd, &event);
    return r < 0 ? select_error() : VALUE_NONE;
}
NATIVE(epoll_register_m) { return control(self, EPOLL_CTL_ADD, a[0], a[1]); }
NATIVE(epoll_modify_m) { return control(self, EPOLL_CTL_MOD, a[0], a[1]); }
NATIVE(epoll_unregister_m) { return control(self, EPOLL_CTL_DEL, a[0], VALUE_ABSENT); }

/* The number of events, -1 with an exception. */
static int wait_for_events(int fd, struct epoll_event *events, int n, int64_t deadline_ns)
{
    for (;;) {
        int timeout = select_milliseconds_left(deadline_ns);
        gil_release();
        int r = epoll_wait(fd, events, n, timeout);
        gil_acquire();
        if (r >= 0)
            return r;
        if (errno != EINTR) {
            select_error();
            return -1;
        }
        if (gil_safepoint())
            return -1;
    }
}

static Value event_list(const struct epoll_event *events, int n)
{
    Value list = list_new(n);
    for (int i = 0; i < n && value_is_ok(list); i++) {
        Value pair = tuple_of2(value_from_int(events[i].data.fd), value_from_int(events[i].events));
        if (value_is_error(pair) || list_append_owned(list, pair)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}

NATIVE(epoll_poll_m)
{
    Epoll *e = VALUE_AS(Epoll, self);
    int64_t deadline;
    int n_events;
    if (e->fd < 0)
        return raise_closed();
    if (select_deadline(a[0], 1000000000, false, &deadline) || int_as_i32(a[1], &n_events))
        return VALUE_ERROR;
    if (n_events == -1)
        n_events = 1023;
    if (n_events < 1)
        return exc_raise(&type_ValueError, "maxevents must be greater than 0, got %d", n_events);
    struct epoll_event *events = mem_alloc_array_or_raise((size_t)n_events, sizeof *events);
    if (events == NULL)
        return VALUE_ERROR;
    int count = wait_for_events(e->fd, events, n_events, deadline);
    Value result = count < 0 ? VALUE_ERROR : event_list(events, count);
    mem_free(events);
    return result;
}

NATIVE(epoll_enter_m) { return VALUE_AS(Epoll, self)->fd < 0 ? raise_closed() : value_dup(self); }
NATIVE(epoll_exit_m) { return close_epoll(VALUE_AS(Epoll, self)) < 0 ? select_error() : VALUE_NONE; }

static const Method methods[] = {
    {"fromfd(fd, /)", epoll_fromfd_m, "Create an epoll object from a given control fd.", METHOD_CLASS},
    {"close()", epoll_close_m, "Close the epoll control file descriptor."},
    {"fileno()", epoll_fileno_m, "Return the epoll control file descriptor."},
    {"register(fd, eventmask=<absent>)", epoll_register_m, "Registers a new fd or raises an OSError if it is already registered."},
    {"modify(fd, eventmask)", epoll_modify_m, "Modify event mask for a registered file descriptor."},
    {"unregister(fd)", epoll_unregister_m, "Remove a registered file descriptor from the epoll object."},
    {"poll(timeout=None, maxevents=-1)", epoll_poll_m,
     "Wait for events on the epoll file descriptor, for `timeout` seconds at most.\n\n"
     "Returns a list of (fd, events) pairs."},
    {"__enter__()", epoll_enter_m, NULL},
    {"__exit__(exc_type=None, exc_value=None, exc_tb=None, /)", epoll_exit_m, NULL},
    {0},
};
static const Getter getters[] = {{"closed", epoll_get_closed, NULL, "True if the epoll handler is closed"}, {0}};

Type type_epoll = {
    .base = STATIC_OBJ(&type_type), .name = "epoll", .module = "select", .basic_size = sizeof(Epoll),
    .doc = "Returns an epolling object.", .flags = TYPE_BASETYPE, .methods = methods, .getters = getters,
    .new = epoll_new, .dealloc = epoll_dealloc,
};
