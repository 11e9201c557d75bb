/* stdlib/socket/socket_methods.c -- what a socket can do.  A socket with a timeout is non-blocking underneath: a call
 * that would block waits in socket_wait() and tries again (PEP 475). */
#include "stdlib/socket/socket.h"
#include "runtime/bytes.h"
#include "runtime/clock.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/tuple.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

static Socket *as_socket(Ref v) { return VALUE_AS(Socket, v); }
static Value raise_errno(void) { return exc_raise_errno(&type_OSError, errno, VALUE_ABSENT); }

static int64_t deadline_of(const Socket *s)
{
    return s->timeout_ns > 0 ? clock_deadline(s->timeout_ns) : CLOCK_FOREVER;
}

/* Repeat a system call as timeouts and signals demand. EXPRESSION sets `result`, negative with errno on failure.
 * Jumps to `failed` with an exception. */
#define CALL(s, write, EXPRESSION)                                          \
    do {                                                                    \
        int64_t call_deadline = deadline_of(s);                             \
        for (;;) {                                                          \
            gil_release();                                                  \
            EXPRESSION;                                                     \
            gil_acquire();                                                  \
            if (result >= 0)                                                \
                break;                                                      \
            if (errno == EINTR) {                                           \
                if (gil_safepoint())                                        \
                    goto failed;                                            \
                continue;                                                   \
            }                                                               \
            if ((errno != EAGAIN && errno != EWOULDBLOCK) || (s)->timeout_ns <= 0) { \
                raise_errno();                                              \
                goto failed;                                                \
            }                                                               \
            int call_ready = socket_wait((s)->fd, write, call_deadline);    \
            if (call_ready == 0)                                            \
                socket_raise_timeout();                                     \
            if (call_ready <= 0)                                            \
                goto failed;                                                \
        }                                                                   \
    } while (0)

/* ---- connections ---- */

NATIVE(sock_accept_m)
{
    Socket *s = as_socket(self);
    struct sockaddr_storage address;
    socklen_t len = sizeof address;
    int result;
    CALL(s, false, (len = sizeof address,
                    result = accept4(s->fd, (struct sockaddr *)&address, &len, SOCK_CLOEXEC)));
    Value fd = int_new(result), peer = address_to_value((struct sockaddr *)&address, len);
    Value pair = value_is_error(peer) ? peer : tuple_of2(fd, peer);
    value_drop(value_is_error(peer) ? VALUE_ABSENT : peer);
    return pair;
failed:
    return VALUE_ERROR;
}
NATIVE(sock_bind_m)
{
    Socket *s = as_socket(self);
    struct sockaddr_storage address;
    socklen_t len;
    if (address_from_value(s->family, a[0], "bind", &address, &len))
        return VALUE_ERROR;
    return bind(s->fd, (struct sockaddr *)&address, len) < 0 ? raise_errno() : VALUE_NONE;
}
NATIVE(sock_listen_m)
{
    int backlog;
    if (int_as_i32(a[0], &backlog))
        return VALUE_ERROR;
    return listen(as_socket(self)->fd, backlog < 0 ? 0 : backlog) < 0 ? raise_errno() : VALUE_NONE;
}

/* 0, or an errno; -1 an exception. */
static int connect_socket(Socket *s, const struct sockaddr_storage *address, socklen_t len)
{
    gil_release();
    int result = connect(s->fd, (const struct sockaddr *)address, len);
    gil_acquire();
    if (result == 0)
        return 0;
    int error = errno;
    if (error != EINPROGRESS && error != EINTR)
        return error;
    if (s->timeout_ns == 0)
        return error;
    if (error == EINTR && gil_safepoint())
        return -1;
    int ready = socket_wait(s->fd, true, deadline_of(s));
    if (ready < 0)
        return -1;
    if (ready == 0)
        return EWOULDBLOCK;
    socklen_t size = sizeof error;
    return getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &error, &size) < 0 ? errno : error;
}
NATIVE(sock_connect_m)
{
    Socket *s = as_socket(self);
    struct sockaddr_storage address;
    socklen_t len;
    if (address_from_value(s->family, a[0], "connect", &address, &len))
        return VALUE_ERROR;
    int error = connect_socket(s, &address, len);
    if (error < 0)
        return VALUE_ERROR;
    if (error == EWOULDBLOCK && s->timeout_ns > 0)
        return socket_raise_timeout();
    return error ? exc_raise_errno(&type_OSError, error, VALUE_ABSENT) : VALUE_NONE;
}
NATIVE(sock_connect_ex_m)
{
    Socket *s = as_socket(self);
    struct sockaddr_storage address;
    socklen_t len;
    if (address_from_value(s->family, a[0], "connect_ex", &address, &len))
        return VALUE_ERROR;
    int error = connect_socket(s, &address, len);
    return error < 0 ? VALUE_ERROR : int_new(error);
}
NATIVE(sock_close_m)
{
    Socket *s = as_socket(self);
    int fd = s->fd;
    if (fd < 0)
        return VALUE_NONE;
    s->fd = -1;
    gil_release();
    int result = close(fd);
    gil_acquire();
    return result < 0 && errno != ECONNRESET ? raise_errno() : VALUE_NONE;
}
NATIVE(sock_detach_m)
{
    int fd = as_socket(self)->fd;
    as_socket(self)->fd = -1;
    return int_new(fd);
}
NATIVE(sock_fileno_m) { return int_new(as_socket(self)->fd); }
NATIVE(sock_shutdown_m)
{
    int how;
    if (int_as_i32(a[0], &how))
        return VALUE_ERROR;
    return shutdown(as_socket(self)->fd, how) < 0 ? raise_errno() : VALUE_NONE;
}

static Value name_of(Ref self, bool peer)
{
    struct sockaddr_storage address;
    socklen_t len = sizeof address;
    memset(&address, 0, sizeof address);
    int fd = as_socket(self)->fd;
    int result = peer ? getpeername(fd, (struct sockaddr *)&address, &len)
                      : getsockname(fd, (struct sockaddr *)&address, &len);
    return result < 0 ? raise_errno() : address_to_value((struct sockaddr *)&address, len);
}
NATIVE(sock_getsockname_m) { return name_of(self, false); }
NATIVE(sock_getpeername_m) { return name_of(self, true); }

/* ---- options ---- */

NATIVE(sock_getsockopt_m)
{
    int level, option, size;
    if (int_as_i32(a[0], &level) || int_as_i32(a[1], &option) || int_as_i32(a[2], &size))
        return VALUE_ERROR;
    if (size == 0) {
        int flag = 0;
        socklen_t len = sizeof flag;
        return getsockopt(as_socket(self)->fd, level, option, &flag, &len) < 0 ? raise_errno() : int_new(flag);
    }
    if (size < 0 || size > 1024)
        return exc_raise(&type_OSError, "getsockopt buflen out of range");
    Value buffer = bytes_new(NULL, (size_t)size);
    if (value_is_error(buffer))
        return buffer;
    socklen_t len = (socklen_t)size;
    if (getsockopt(as_socket(self)->fd, level, option, VALUE_AS(Bytes, buffer)->data, &len) < 0) {
        value_drop(buffer);
        return raise_errno();
    }
    return bytes_truncate(buffer, len);
}
NATIVE(sock_setsockopt_m)
{
    int level, option, flag;
    if (int_as_i32(a[0], &level) || int_as_i32(a[1], &option))
        return VALUE_ERROR;
    int fd = as_socket(self)->fd, result;
    if (value_is_none(a[2])) {
        if (int_as_i32(a[3], &flag))
            return VALUE_ERROR;
        result = setsockopt(fd, level, option, NULL, (socklen_t)flag);
    } else if (value_is_any_int(a[2])) {
        if (int_as_i32(a[2], &flag))
            return VALUE_ERROR;
        result = setsockopt(fd, level, option, &flag, sizeof flag);
    } else {
        Buffer b;
        if (buffer_get(a[2], &b, BUFFER_SIMPLE))
            return VALUE_ERROR;
        result = setsockopt(fd, level, option, b.data, (socklen_t)b.byte_len);
        buffer_release(&b);
    }
    return result < 0 ? raise_errno() : VALUE_NONE;
}

static int set_blocking_flag(int fd, bool blocking)
{
    int flag = !blocking;
    return ioctl(fd, FIONBIO, &flag);
}
NATIVE(sock_settimeout_m)
{
    Socket *s = as_socket(self);
    int64_t ns;
    if (socket_timeout_from_value(a[0], &ns))
        return VALUE_ERROR;
    s->timeout_ns = ns;
    return set_blocking_flag(s->fd, ns < 0) < 0 ? raise_errno() : VALUE_NONE;
}
NATIVE(sock_setblocking_m)
{
    Socket *s = as_socket(self);
    int blocking = object_truth(a[0]);
    if (blocking < 0)
        return VALUE_ERROR;
    s->timeout_ns = blocking ? -1 : 0;
    return set_blocking_flag(s->fd, blocking) < 0 ? raise_errno() : VALUE_NONE;
}
NATIVE(sock_getblocking_m) { return value_from_bool(as_socket(self)->timeout_ns != 0); }
NATIVE(sock_gettimeout_m) { return socket_timeout_to_value(as_socket(self)->timeout_ns); }

/* ---- receiving ---- */

static int size_and_flags(Ref size, Ref flags, const char *name, int64_t *n, int *f)
{
    if (int_as_i64(size, n) || int_as_i32(flags, f))
        return -1;
    return *n < 0 ? exc_raise_int(&type_ValueError, "negative buffersize in %s", name) : 0;
}

NATIVE(sock_recv_m)
{
    Socket *s = as_socket(self);
    int64_t n_bytes;
    int flags;
    if (size_and_flags(a[0], a[1], "recv", &n_bytes, &flags))
        return VALUE_ERROR;
    Value buffer = bytes_new(NULL, (size_t)n_bytes);
    if (value_is_error(buffer))
        return buffer;
    ssize_t result;
    char *data = VALUE_AS(Bytes, buffer)->data;
    CALL(s, false, result = recv(s->fd, data, (size_t)n_bytes, flags));
    return bytes_truncate(buffer, (size_t)result);
failed:
    value_drop(buffer);
    return VALUE_ERROR;
}

/* recv_into and recvfrom_into: address NULL for the former. */
static int64_t receive_into(Socket *s, Ref target, Ref size, Ref flags_value, struct sockaddr_storage *address,
                            socklen_t *len)
{
    Buffer b;
    int64_t n_bytes;
    int flags;
    if (size_and_flags(size, flags_value, "recv_into", &n_bytes, &flags) || buffer_get(target, &b, BUFFER_WRITABLE))
        return -1;
    if (n_bytes == 0)
        n_bytes = b.byte_len;
    ssize_t result = -1;
    if (n_bytes > b.byte_len) {
        exc_raise(&type_ValueError, "buffer too small for requested bytes");
        goto failed;
    }
    CALL(s, false, result = recvfrom(s->fd, b.data, (size_t)n_bytes, flags, (struct sockaddr *)address, len));
    buffer_release(&b);
    return result;
failed:
    buffer_release(&b);
    return -1;
}
NATIVE(sock_recv_into_m)
{
    int64_t n_read = receive_into(as_socket(self), a[0], a[1], a[2], NULL, NULL);
    return n_read < 0 ? VALUE_ERROR : int_new(n_read);
}
NATIVE(sock_recvfrom_into_m)
{
    struct sockaddr_storage address;
    socklen_t len = sizeof address;
    int64_t n_read = receive_into(as_socket(self), a[0], a[1], a[2], &address, &len);
    if (n_read < 0)
        return VALUE_ERROR;
    Value number = int_new(n_read), peer = address_to_value((struct sockaddr *)&address, len);
    Value pair = value_is_error(peer) ? peer : tuple_of2(number, peer);
    value_drop(value_is_error(peer) ? VALUE_ABSENT : peer);
    return pair;
}
NATIVE(sock_recvfrom_m)
{
    Socket *s = as_socket(self);
    int64_t n_bytes;
    int flags;
    if (size_and_flags(a[0], a[1], "recvfrom", &n_bytes, &flags))
        return VALUE_ERROR;
    Value buffer = bytes_new(NULL, (size_t)n_bytes);
    if (value_is_error(buffer))
        return buffer;
    struct sockaddr_storage address;
    socklen_t len;
    ssize_t result;
    char *data = VALUE_AS(Bytes, buffer)->data;
    CALL(s, false, (len = sizeof address,
                    result = recvfrom(s->fd, data, (size_t)n_bytes, flags, (struct sockaddr *)&address, &len)));
    buffer = bytes_truncate(buffer, (size_t)result);
    Value peer = address_to_value((struct sockaddr *)&address, len);
    Value pair = value_is_error(peer) || value_is_error(buffer) ? VALUE_ERROR : tuple_of2(buffer, peer);
    value_drop(value_is_error(peer) ? VALUE_ABSENT : peer);
    value_drop(value_is_error(buffer) ? VALUE_ABSENT : buffer);
    return pair;
failed:
    value_drop(buffer);
    return VALUE_ERROR;
}

/* ---- sending ---- */

NATIVE(sock_send_m)
{
    Socket *s = as_socket(self);
    Buffer b;
    int flags;
    if (int_as_i32(a[1], &flags) || buffer_get(a[0], &b, BUFFER_SIMPLE))
        return VALUE_ERROR;
    ssize_t result;
    CALL(s, true, result = send(s->fd, b.data, (size_t)b.byte_len, flags | MSG_NOSIGNAL));
    buffer_release(&b);
    return int_new(result);
failed:
    buffer_release(&b);
    return VALUE_ERROR;
}
NATIVE(sock_sendall_m)
{
    Socket *s = as_socket(self);
    Buffer b;
    int flags;
    if (int_as_i32(a[1], &flags) || buffer_get(a[0], &b, BUFFER_SIMPLE))
        return VALUE_ERROR;
    int64_t sent = 0;
    do {
        ssize_t result;
        CALL(s, true, result = send(s->fd, (char *)b.data + sent, (size_t)(b.byte_len - sent), flags | MSG_NOSIGNAL));
        sent += result;
    } while (sent < b.byte_len);
    buffer_release(&b);
    return VALUE_NONE;
failed:
    buffer_release(&b);
    return VALUE_ERROR;
}
/* sendto(data, address) or sendto(data, flags, address) */
NATIVE(sock_sendto_m)
{
    Socket *s = as_socket(self);
    if (args_count("sendto", n, 2, 3))
        return VALUE_ERROR;
    int flags = 0;
    struct sockaddr_storage address;
    socklen_t len;
    Buffer b;
    if ((n == 3 && int_as_i32(a[1], &flags)) || address_from_value(s->family, a[n - 1], "sendto", &address, &len)
        || buffer_get(a[0], &b, BUFFER_SIMPLE))
        return VALUE_ERROR;
    ssize_t result;
    CALL(s, true, result = sendto(s->fd, b.data, (size_t)b.byte_len, flags | MSG_NOSIGNAL,
                                  (struct sockaddr *)&address, len));
    buffer_release(&b);
    return int_new(result);
failed:
    buffer_release(&b);
    return VALUE_ERROR;
}

#define FLAGS "flags=0, /)"
const Method socket_methods[] = {
    {"_accept()", sock_accept_m, "Wait for a connection: (descriptor, address)."},
    {"bind(address, /)", sock_bind_m, "Bind the socket to a local address."},
    {"listen(backlog=128, /)", sock_listen_m, "Enable a server to accept connections."},
    {"connect(address, /)", sock_connect_m, "Connect the socket to a remote address."},
    {"connect_ex(address, /)", sock_connect_ex_m, "As connect(), with an error number instead of an exception."},
    {"close()", sock_close_m, "Close the socket."},
    {"detach()", sock_detach_m, "Close the object without the descriptor; the descriptor."},
    {"fileno()", sock_fileno_m, "The file descriptor, -1 when closed."},
    {"shutdown(how, /)", sock_shutdown_m, "Shut down one or both directions."},
    {"getsockname()", sock_getsockname_m, "The address of the local endpoint."},
    {"getpeername()", sock_getpeername_m, "The address of the remote endpoint."},
    {"getsockopt(level, option, buffersize=0, /)", sock_getsockopt_m, "Get a socket option."},
    {"setsockopt(level, option, value, optlen=0, /)", sock_setsockopt_m, "Set a socket option."},
    {"settimeout(timeout, /)", sock_settimeout_m, "Seconds to wait in calls, None for ever."},
    {"gettimeout()", sock_gettimeout_m, "The timeout in seconds, or None."},
    {"setblocking(flag, /)", sock_setblocking_m, "Blocking or not."},
    {"getblocking()", sock_getblocking_m, "True unless calls never wait."},
    {"recv(bufsize, " FLAGS, sock_recv_m, "Receive up to bufsize bytes."},
    {"recv_into(buffer, nbytes=0, flags=0)", sock_recv_into_m, "Receive into a buffer; how many bytes."},
    {"recvfrom(bufsize, " FLAGS, sock_recvfrom_m, "(data, address)"},
    {"recvfrom_into(buffer, nbytes=0, flags=0)", sock_recvfrom_into_m, "(number of bytes, address)"},
    {"send(data, " FLAGS, sock_send_m, "Send what the kernel takes; how many bytes."},
    {"sendall(data, " FLAGS, sock_sendall_m, "Send all of data."},
    {"sendto(data, flags, address, /)", sock_sendto_m, "Send to an address; how many bytes.", METHOD_RAW},
    {0},
};
