/* stdlib/socket/socket_address.c -- addresses: ("host", port), ("host", port, flow, scope), "path", b"\0abstract". */
#include "stdlib/socket/socket.h"
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/un.h>

Value raise_gaierror(int error)
{
    if (error == EAI_SYSTEM)
        return exc_raise_errno(&type_OSError, errno, VALUE_ABSENT);
    Value number = int_new(error), text = str_from_cstr(gai_strerror(error));
    Value exc = object_call2(value_from_obj(type_gaierror), number, text);
    value_drop(number);
    value_drop(text);
    if (!value_is_error(exc)) {
        exc_raise_object(exc);
        value_drop(exc);
    }
    return VALUE_ERROR;
}

/* A host as C text: str goes through IDNA only when it has to. NULL: TypeError or UnicodeError. */
static const char *host_text(Ref host, Value *owned)
{
    *owned = VALUE_ABSENT;
    if (value_is_str(host)) {
        if (VALUE_AS(Str, host)->ascii)
            return str_utf8(host, NULL);
        Value idna = str_from_cstr("idna");
        *owned = object_call_method1(host, str_intern_cstr("encode"), idna);
        value_drop(idna);
        if (value_is_error(*owned)) {
            *owned = VALUE_ABSENT;
            return NULL;
        }
        return bytes_data(*owned);
    }
    if (value_is_bytes(host))
        return bytes_data(host);
    exc_raise(&type_TypeError, "str, bytes or bytearray expected, not %T", host);
    return NULL;
}

int address_resolve(int family, Ref host, int port, struct sockaddr_storage *out, socklen_t *len)
{
    Value owned;
    const char *text = host_text(host, &owned);
    if (text == NULL)
        return -1;
    char name[1024];
    int n = snprintf(name, sizeof name, "%s", text);
    value_drop(owned);
    if (n >= (int)sizeof name)
        return exc_raise_int(&type_OSError, "host name is too long");
    struct addrinfo hints = {.ai_family = family, .ai_socktype = SOCK_DGRAM}, *found = NULL;
    const char *node = name;
    if (name[0] == 0) {
        hints.ai_flags = AI_PASSIVE;
        node = NULL;
    } else if (strcmp(name, "<broadcast>") == 0)
        node = "255.255.255.255";
    char service[16];
    snprintf(service, sizeof service, "%d", port);
    gil_release();
    int error = getaddrinfo(node, service, &hints, &found);
    gil_acquire();
    if (error) {
        raise_gaierror(error);
        return -1;
    }
    memcpy(out, found->ai_addr, found->ai_addrlen);
    *len = found->ai_addrlen;
    freeaddrinfo(found);
    return 0;
}

static int port_from_value(Ref v, const char *caller, int *out)
{
    int64_t port;
    if (int_as_i64(v, &port))
        return -1;
    if (port < 0 || port > 65535)
        return exc_raise_int(&type_OverflowError, "%s: port must be 0-65535.", caller);
    *out = (int)port;
    return 0;
}

static int inet_address(int family, Ref v, const char *caller, struct sockaddr_storage *out, socklen_t *len)
{
    int64_t n = value_is_tuple(v) ? tuple_len(v) : 0;
    if (!value_is_tuple(v))
        return exc_raise_int(&type_TypeError, "%s(): %s address must be tuple, not %T", caller,
                             family == AF_INET ? "AF_INET" : "AF_INET6", v);
    int port = 0, flow = 0, scope = 0;
    if (family == AF_INET ? n != 2 : n < 2 || n > 4)
        return exc_raise_int(&type_TypeError, family == AF_INET
                             ? "%s(): AF_INET address must be a pair (host, port)"
                             : "%s(): AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])", caller);
    if (port_from_value(tuple_at(v, 1), caller, &port)
        || (n > 2 && int_as_i32(tuple_at(v, 2), &flow)) || (n > 3 && int_as_i32(tuple_at(v, 3), &scope)))
        return -1;
    memset(out, 0, sizeof *out);
    Ref host = tuple_at(v, 0);
    struct sockaddr_in *v4 = (struct sockaddr_in *)out;
    if (family == AF_INET && value_is_str(host) && VALUE_AS(Str, host)->ascii
        && inet_pton(AF_INET, str_utf8(host, NULL), &v4->sin_addr) == 1) { /* numeric: no resolver */
        v4->sin_family = AF_INET;
        v4->sin_port = htons((uint16_t)port);
        *len = sizeof *v4;
        return 0;
    }
    if (address_resolve(family, host, port, out, len))
        return -1;
    if (family == AF_INET6) {
        struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)out;
        v6->sin6_flowinfo = htonl((uint32_t)flow);
        if (scope)
            v6->sin6_scope_id = (uint32_t)scope;
    }
    return 0;
}

static int unix_address(Ref v, struct sockaddr_storage *out, socklen_t *len)
{
    Value path = value_is_str(v) ? str_encode_fs(v) : bytes_from_buffer(v);
    if (value_is_error(path))
        return -1;
    struct sockaddr_un *un = (struct sockaddr_un *)out;
    memset(out, 0, sizeof *out);
    un->sun_family = AF_UNIX;
    size_t n = (size_t)bytes_len(path);
    bool abstract = n > 0 && bytes_data(path)[0] == 0;
    if (n + !abstract > sizeof un->sun_path) {
        value_drop(path);
        return exc_raise_int(&type_OSError, "AF_UNIX path too long");
    }
    memcpy(un->sun_path, bytes_data(path), n);
    *len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n + !abstract);
    value_drop(path);
    return 0;
}

int address_from_value(int family, Ref v, const char *caller, struct sockaddr_storage *out, socklen_t *len)
{
    switch (family) {
    case AF_INET:
    case AF_INET6:
        return inet_address(family, v, caller, out, len);
    case AF_UNIX:
        return unix_address(v, out, len);
    default:
        return exc_raise_int(&type_OSError, "%s(): bad family", caller);
    }
}

static Value unix_to_value(const struct sockaddr_un *un, socklen_t len)
{
    size_t n = len > offsetof(struct sockaddr_un, sun_path) ? len - offsetof(struct sockaddr_un, sun_path) : 0;
    if (n > 0 && un->sun_path[0] == 0)
        return bytes_new(un->sun_path, n);
    return str_decode_fs(un->sun_path, strnlen(un->sun_path, n));
}

Value address_to_value(const struct sockaddr *address, socklen_t len)
{
    if (len == 0)
        return VALUE_NONE;
    char text[INET6_ADDRSTRLEN + 20];
    switch (address->sa_family) {
    case AF_INET: {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)address;
        inet_ntop(AF_INET, &v4->sin_addr, text, sizeof text);
        Value host = str_from_cstr(text), port = int_new(ntohs(v4->sin_port));
        Value pair = value_is_error(host) ? host : tuple_of2(host, port);
        value_drop(value_is_error(host) ? VALUE_ABSENT : host);
        return pair;
    }
    case AF_INET6: {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)address;
        if (getnameinfo(address, len, text, sizeof text, NULL, 0, NI_NUMERICHOST))
            inet_ntop(AF_INET6, &v6->sin6_addr, text, sizeof text);
        Value items[4] = {str_from_cstr(text), int_new(ntohs(v6->sin6_port)), int_new(ntohl(v6->sin6_flowinfo)),
                          int_new(v6->sin6_scope_id)};
        return tuple_from_values(items, 4);
    }
    case AF_UNIX:
        return unix_to_value((const struct sockaddr_un *)(const void *)address, len);
    default: {
        Value family = int_new(address->sa_family);
        Value data = bytes_new(address->sa_data, len - offsetof(struct sockaddr, sa_data));
        Value pair = value_is_error(data) ? data : tuple_of2(family, data);
        value_drop(value_is_error(data) ? VALUE_ABSENT : data);
        return pair;
    }
    }
}
