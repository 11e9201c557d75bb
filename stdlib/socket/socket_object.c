/* stdlib/socket/socket_object.c -- the socket type: life, timeouts, waiting. */
#include "stdlib/socket/socket.h"
#include "runtime/clock.h"
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/weakref.h"
#include <errno.h>
#include <poll.h>
#include <unistd.h>

static int64_t default_timeout_ns = -1;
int64_t socket_default_timeout_ns(void) { return default_timeout_ns; }
void socket_set_default_timeout_ns(int64_t ns) { default_timeout_ns = ns; }

int socket_timeout_from_value(Ref v, int64_t *out)
{
    if (value_is_none(v)) {
        *out = -1;
        return 0;
    }
    double seconds;
    if (float_from_value(v, &seconds))
        return -1;
    if (seconds != seconds)
        return exc_raise_int(&type_ValueError, "Invalid value NaN (not a number)");
    if (seconds < 0)
        return exc_raise_int(&type_ValueError, "Timeout value out of range");
    if (seconds > 9e9)
        return exc_raise_int(&type_OverflowError, "timeout doesn't fit into C timeval");
    *out = (int64_t)(seconds * 1e9);
    if (*out == 0 && seconds > 0)
        *out = 1;
    return 0;
}

Value socket_timeout_to_value(int64_t ns)
{
    return ns < 0 ? VALUE_NONE : value_from_double((double)ns / 1e9);
}

Value socket_raise_timeout(void) { return exc_raise(&type_TimeoutError, "timed out"); }

int socket_wait(int fd, bool write, int64_t deadline_ns)
{
    struct pollfd p = {.fd = fd, .events = write ? POLLOUT : POLLIN};
    for (;;) {
        int timeout_ms = -1;
        if (deadline_ns != CLOCK_FOREVER) {
            int64_t left = deadline_ns - clock_monotonic_ns();
            timeout_ms = left <= 0 ? 0 : left / 1000000 > 1000000 ? 1000000 : (int)((left + 999999) / 1000000);
        }
        gil_release();
        int n = poll(&p, 1, timeout_ms);
        gil_acquire();
        if (n > 0)
            return 1;
        if (n < 0 && errno != EINTR) {
            exc_raise_errno(&type_OSError, errno, VALUE_ABSENT);
            return -1;
        }
        if (n < 0 && gil_safepoint())
            return -1;
        if (n == 0 && deadline_ns != CLOCK_FOREVER && clock_monotonic_ns() >= deadline_ns)
            return 0;
    }
}

Value socket_new(int fd, int family, int type, int protocol)
{
    Socket *s = object_alloc(&type_socket);
    if (s == NULL)
        return VALUE_ERROR;
    s->fd = fd;
    s->family = family;
    s->type = type;
    s->protocol = protocol;
    s->timeout_ns = default_timeout_ns;
    return value_from_obj(s);
}

static Value socket_new_slot(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    Socket *s = object_alloc_instance(type, 0);
    if (s == NULL)
        return VALUE_ERROR;
    s->fd = -1;
    s->family = s->type = s->protocol = 0;
    s->timeout_ns = default_timeout_ns;
    return value_from_obj(s);
}

/* What an inherited descriptor says about itself. */
static int describe_fd(int fd, int *family, int *type, int *protocol)
{
    struct sockaddr_storage address;
    socklen_t len = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &len) < 0)
        return -1;
    if (*family == -1)
        *family = address.ss_family;
    len = sizeof *type;
    if (*type == -1 && getsockopt(fd, SOL_SOCKET, SO_TYPE, type, &len) < 0)
        return -1;
    len = sizeof *protocol;
    if (*protocol == -1 && getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, protocol, &len) < 0)
        *protocol = 0;
    return 0;
}

static int socket_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[4];
    Socket *s = VALUE_AS(Socket, self);
    if (args_bind(&spec, "socket(family=-1, type=-1, proto=-1, fileno=None)", args, n_args, kwnames, a))
        return -1;
    int family, type, protocol, fd;
    if (int_as_i32(a[0], &family) || int_as_i32(a[1], &type) || int_as_i32(a[2], &protocol))
        return -1;
    if (!value_is_none(a[3])) {
        if (value_is_double(a[3]))
            return exc_raise_int(&type_TypeError, "integer argument expected, got float");
        if (int_as_i32(a[3], &fd))
            return -1;
        if (fd < 0)
            return exc_raise_int(&type_ValueError, "negative file descriptor");
        if (describe_fd(fd, &family, &type, &protocol)) {
            exc_raise_errno(&type_OSError, errno, VALUE_ABSENT);
            return -1;
        }
    } else {
        family = family == -1 ? AF_INET : family;
        type = type == -1 ? SOCK_STREAM : type;
        protocol = protocol == -1 ? 0 : protocol;
        gil_release();
        fd = socket(family, type | SOCK_CLOEXEC, protocol);
        gil_acquire();
        if (fd < 0) {
            exc_raise_errno(&type_OSError, errno, VALUE_ABSENT);
            return -1;
        }
        if (default_timeout_ns >= 0)
            type |= SOCK_NONBLOCK;
    }
    s->fd = fd;
    s->family = family;
    s->type = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
    s->protocol = protocol;
    s->timeout_ns = type & SOCK_NONBLOCK && default_timeout_ns < 0 ? 0 : default_timeout_ns;
    return 0;
}

static void socket_dealloc(Obj *o)
{
    Socket *s = (Socket *)o;
    if (o->meta & META_HAS_WEAKREFS)
        weakref_object_dies(o);
    if (s->fd >= 0)
        close(s->fd);
    object_free(o);
}

/* A forgotten open socket: ResourceWarning. */
static int socket_finalize(Ref self)
{
    Socket *s = VALUE_AS(Socket, self);
    if (s->fd < 0)
        return 0;
    Value pending = exc_take();
    if (exc_warn(&type_ResourceWarning, 1, "unclosed %R", self))
        exc_unraisable(NULL, self);
    int fd = s->fd;
    s->fd = -1;
    close(fd);
    exc_restore(pending);
    return 0;
}

static Value socket_repr(Ref self)
{
    Socket *s = VALUE_AS(Socket, self);
    return str_format("<socket object, fd=%d, family=%d, type=%d, proto=%d>", s->fd, s->family, s->type, s->protocol);
}

static Value get_timeout(Ref self) { return socket_timeout_to_value(VALUE_AS(Socket, self)->timeout_ns); }
static const Getter socket_getters[] = {{"timeout", get_timeout, NULL, "the socket timeout"}, {0}};
static const Member socket_members[] = {
    {"family", MEMBER_INT32, offsetof(Socket, family), true, "the socket family"},
    {"type", MEMBER_INT32, offsetof(Socket, type), true, "the socket type"},
    {"proto", MEMBER_INT32, offsetof(Socket, protocol), true, "the socket protocol"},
    {0},
};
Type type_socket = {
    .base = STATIC_OBJ(&type_type), .name = "socket", .module = "_socket", .basic_size = sizeof(Socket),
    .flags = TYPE_BASETYPE, .methods = socket_methods, .getters = socket_getters,
    .members = socket_members, .dealloc = socket_dealloc, .finalize = socket_finalize, .repr = socket_repr,
    .new = socket_new_slot, .init = socket_init, .doc = "An endpoint of communication.",
};
