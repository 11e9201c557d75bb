/* stdlib/socket/_socket.c -- the `_socket` module: names, numbers, conversions; sockets themselves: socket_object.c. */
#include "stdlib/socket/socket.h"
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <stdio.h>
#include <unistd.h>

Value module__socket_init(void);

Type *type_gaierror, *type_herror;

static Value raise_errno(void) { return exc_raise_errno(&type_OSError, errno, VALUE_ABSENT); }

NATIVE(socket_close)
{
    int fd;
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    gil_release();
    int result = close(fd);
    gil_acquire();
    return result < 0 && errno != ECONNRESET ? raise_errno() : VALUE_NONE;
}
NATIVE(socket_dup)
{
    int fd;
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    return copy < 0 ? raise_errno() : int_new(copy);
}
NATIVE(socket_pair)
{
    int family, type, protocol, fds[2];
    if (value_is_none(a[0]))
        family = AF_UNIX;
    else if (int_as_i32(a[0], &family))
        return VALUE_ERROR;
    if (int_as_i32(a[1], &type) || int_as_i32(a[2], &protocol))
        return VALUE_ERROR;
    if (socketpair(family, type | SOCK_CLOEXEC, protocol, fds) < 0)
        return raise_errno();
    Value items[2] = {socket_new(fds[0], family, type, protocol), socket_new(fds[1], family, type, protocol)};
    return tuple_from_values(items, 2);
}
NATIVE(get_default_timeout) { return socket_timeout_to_value(socket_default_timeout_ns()); }
NATIVE(set_default_timeout)
{
    int64_t ns;
    if (socket_timeout_from_value(a[0], &ns))
        return VALUE_ERROR;
    socket_set_default_timeout_ns(ns);
    return VALUE_NONE;
}

/* ---- names ---- */

NATIVE(socket_gethostname)
{
    char name[1025];
    return gethostname(name, sizeof name - 1) < 0 ? raise_errno() : str_decode_fs(name, strlen(name));
}

/* None, str or bytes as C text; NULL for None. */
static int node_text(Ref v, char *out, size_t size, bool *is_none)
{
    *is_none = value_is_none(v);
    if (*is_none)
        return 0;
    const char *text;
    if (value_is_str(v))
        text = str_utf8(v, NULL);
    else if (value_is_bytes(v))
        text = bytes_data(v);
    else
        return exc_raise_int(&type_TypeError, "getaddrinfo() argument 1 must be string or None");
    if (text == NULL)
        return -1;
    if (snprintf(out, size, "%s", text) >= (int)size)
        return exc_raise_int(&type_OSError, "name is too long");
    return 0;
}

static Value addrinfo_entry(const struct addrinfo *info)
{
    Value address = address_to_value(info->ai_addr, info->ai_addrlen);
    if (value_is_error(address))
        return address;
    Value items[5] = {int_new(info->ai_family), int_new(info->ai_socktype), int_new(info->ai_protocol),
                      str_from_cstr(info->ai_canonname ? info->ai_canonname : ""), address};
    return tuple_from_values(items, 5);
}
NATIVE(socket_getaddrinfo)
{
    struct addrinfo hints = {0}, *found = NULL;
    char node[1024], service[256];
    bool no_node, no_service = false;
    if (node_text(a[0], node, sizeof node, &no_node))
        return VALUE_ERROR;
    if (value_is_any_int(a[1])) {
        int64_t port;
        if (int_as_i64(a[1], &port))
            return VALUE_ERROR;
        snprintf(service, sizeof service, "%lld", (long long)port);
    } else if (node_text(a[1], service, sizeof service, &no_service))
        return exc_raise(&type_OSError, "Int or String expected");
    if (int_as_i32(a[2], &hints.ai_family) || int_as_i32(a[3], &hints.ai_socktype)
        || int_as_i32(a[4], &hints.ai_protocol) || int_as_i32(a[5], &hints.ai_flags))
        return VALUE_ERROR;
    gil_release();
    int error = getaddrinfo(no_node ? NULL : node, no_service ? NULL : service, &hints, &found);
    gil_acquire();
    if (error)
        return raise_gaierror(error);
    Value list = list_new(0);
    for (const struct addrinfo *info = found; info != NULL && !value_is_error(list); info = info->ai_next) {
        Value entry = addrinfo_entry(info);
        if (value_is_error(entry) || list_append_owned(list, entry)) {
            value_drop(list);
            list = VALUE_ERROR;
        }
    }
    freeaddrinfo(found);
    return list;
}
NATIVE(socket_getnameinfo)
{
    int flags;
    if (!value_is_tuple(a[0]) || tuple_len(a[0]) < 2)
        return exc_raise(&type_TypeError, "getnameinfo() argument 1 must be a tuple");
    if (int_as_i32(a[1], &flags))
        return VALUE_ERROR;
    Value pair = tuple_slice(a[0], 0, 2);
    struct sockaddr_storage address;
    socklen_t len;
    int port, failed = int_as_i32(tuple_at(a[0], 1), &port)
        || address_resolve(AF_UNSPEC, tuple_at(pair, 0), port, &address, &len);
    value_drop(pair);
    if (failed)
        return VALUE_ERROR;
    char host[NI_MAXHOST], service[NI_MAXSERV];
    gil_release();
    int error = getnameinfo((struct sockaddr *)&address, len, host, sizeof host, service, sizeof service, flags);
    gil_acquire();
    if (error)
        return raise_gaierror(error);
    Value items[2] = {str_from_cstr(host), str_from_cstr(service)};
    return tuple_from_values(items, 2);
}
NATIVE(socket_gethostbyname)
{
    struct sockaddr_storage address;
    socklen_t len;
    if (address_resolve(AF_INET, a[0], 0, &address, &len))
        return VALUE_ERROR;
    char text[INET_ADDRSTRLEN];
    inet_ntop(AF_INET, &((struct sockaddr_in *)&address)->sin_addr, text, sizeof text);
    return str_from_cstr(text);
}
NATIVE(socket_getservbyname)
{
    const char *name = value_is_str(a[0]) ? str_utf8(a[0], NULL) : NULL;
    const char *protocol = value_is_str(a[1]) ? str_utf8(a[1], NULL) : NULL;
    if (name == NULL)
        return exc_raise(&type_TypeError, "getservbyname() argument 1 must be str, not %T", a[0]);
    struct servent *entry = getservbyname(name, protocol);
    return entry == NULL ? exc_raise(&type_OSError, "service/proto not found") : int_new(ntohs((uint16_t)entry->s_port));
}

/* ---- conversions ---- */

static Value swap_number(Ref v, bool is_short, const char *name)
{
    int64_t number;
    if (int_as_i64(v, &number))
        return VALUE_ERROR;
    int64_t max = is_short ? 0xFFFF : 0xFFFFFFFF;
    if (number < 0 || number > max)
        return exc_raise(&type_OverflowError, number < 0 ? "%s: can't convert negative Python int to C %s"
                         : "%s: Python int too large to convert to C %s", name, is_short ? "16-bit unsigned integer" : "unsigned int");
    return int_new(is_short ? (int64_t)htons((uint16_t)number) : (int64_t)htonl((uint32_t)number));
}
NATIVE(socket_htons) { return swap_number(a[0], true, "htons"); }
NATIVE(socket_ntohs) { return swap_number(a[0], true, "ntohs"); }
NATIVE(socket_htonl) { return swap_number(a[0], false, "htonl"); }
NATIVE(socket_ntohl) { return swap_number(a[0], false, "ntohl"); }

NATIVE(socket_inet_pton)
{
    int family;
    if (int_as_i32(a[0], &family))
        return VALUE_ERROR;
    if (!value_is_str(a[1]))
        return exc_raise(&type_TypeError, "inet_pton() argument 2 must be str, not %T", a[1]);
    unsigned char packed[16];
    const char *text = str_utf8(a[1], NULL);
    int result = text == NULL ? -2 : inet_pton(family, text, packed);
    if (result == 1)
        return bytes_new(packed, family == AF_INET ? 4 : 16);
    return result == 0 ? exc_raise(&type_OSError, "illegal IP address string passed to inet_pton")
        : result == -2 ? VALUE_ERROR : raise_errno();
}
NATIVE(socket_inet_ntop)
{
    int family;
    Buffer b;
    if (int_as_i32(a[0], &family) || buffer_get(a[1], &b, BUFFER_SIMPLE))
        return VALUE_ERROR;
    char text[INET6_ADDRSTRLEN];
    Value result;
    if (family != AF_INET && family != AF_INET6)
        result = exc_raise(&type_ValueError, "unknown address family %d", family);
    else if (b.byte_len != (family == AF_INET ? 4 : 16))
        result = exc_raise(&type_ValueError, "invalid length of packed IP address string");
    else
        result = str_from_cstr(inet_ntop(family, b.data, text, sizeof text));
    buffer_release(&b);
    return result;
}
NATIVE(socket_inet_aton)
{
    struct in_addr address;
    const char *text = value_is_str(a[0]) ? str_utf8(a[0], NULL) : NULL;
    if (text == NULL)
        return exc_pending() ? VALUE_ERROR : exc_raise(&type_TypeError, "inet_aton() argument 1 must be str, not %T", a[0]);
    if (!inet_aton(text, &address))
        return exc_raise(&type_OSError, "illegal IP address string passed to inet_aton");
    return bytes_new(&address, sizeof address);
}
NATIVE(socket_inet_ntoa)
{
    Buffer b;
    if (buffer_get(a[0], &b, BUFFER_SIMPLE))
        return VALUE_ERROR;
    char text[INET_ADDRSTRLEN];
    Value result = b.byte_len == 4 ? str_from_cstr(inet_ntop(AF_INET, b.data, text, sizeof text))
                                   : exc_raise(&type_OSError, "packed IP wrong length");
    buffer_release(&b);
    return result;
}
NATIVE(socket_if_nameindex)
{
    struct if_nameindex *all = if_nameindex();
    if (all == NULL)
        return raise_errno();
    Value list = list_new(0);
    for (struct if_nameindex *each = all; each->if_index != 0 && !value_is_error(list); each++) {
        Value items[2] = {int_new(each->if_index), str_decode_fs(each->if_name, strlen(each->if_name))};
        if (list_append_owned(list, tuple_from_values(items, 2)))
            break;
    }
    if_freenameindex(all);
    return list;
}

static const Method socket_functions[] = {
    {"close(fd, /)", socket_close, "Close a socket's descriptor."},
    {"dup(fd, /)", socket_dup, "Duplicate a descriptor."},
    {"socketpair(family=None, type=1, proto=0, /)", socket_pair, "A pair of connected sockets."},
    {"getdefaulttimeout()", get_default_timeout, "The default timeout in seconds of new sockets, or None."},
    {"setdefaulttimeout(timeout, /)", set_default_timeout, "Set the default timeout of new sockets."},
    {"gethostname()", socket_gethostname, "The current host name."},
    {"getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)", socket_getaddrinfo, "A list of address infos."},
    {"getnameinfo(sockaddr, flags, /)", socket_getnameinfo, "(host, service) of an address."},
    {"gethostbyname(host, /)", socket_gethostbyname, "The IPv4 address of a host, as text."},
    {"getservbyname(servicename, protocolname=None, /)", socket_getservbyname, "The port of a service."},
    {"htons(x, /)", socket_htons, "Host to network byte order, 16 bits."},
    {"ntohs(x, /)", socket_ntohs, "Network to host byte order, 16 bits."},
    {"htonl(x, /)", socket_htonl, "Host to network byte order, 32 bits."},
    {"ntohl(x, /)", socket_ntohl, "Network to host byte order, 32 bits."},
    {"inet_pton(af, ip, /)", socket_inet_pton, "An address as text to packed bytes."},
    {"inet_ntop(af, packed_ip, /)", socket_inet_ntop, "A packed address to text."},
    {"inet_aton(ip, /)", socket_inet_aton, "An IPv4 address as text to packed bytes."},
    {"inet_ntoa(packed_ip, /)", socket_inet_ntoa, "A packed IPv4 address to text."},
    {"if_nameindex()", socket_if_nameindex, "All network interfaces: (index, name)."},
    {0},
};

static const struct { const char *name; int64_t value; } constants[] = {
#define C(name) {#name, name},
#include "stdlib/socket/constants.def"
#undef C
};

static Type *make_error(const char *name)
{
    Value type = type_new_simple("socket", name, &type_OSError);
    return value_is_error(type) ? NULL : value_as_type(type);
}

Value module__socket_init(void)
{
    Value m = module_new("_socket", "Implementation module for socket operations.", socket_functions);
    if (value_is_error(m))
        return m;
    type_gaierror = make_error("gaierror");
    type_herror = make_error("herror");
    int result = type_gaierror == NULL || type_herror == NULL || module_add_type(m, &type_socket)
        || module_add(m, "SocketType", value_dup_obj(&type_socket))
        || module_add(m, "error", value_dup_obj(&type_OSError))
        || module_add(m, "timeout", value_dup_obj(&type_TimeoutError))
        || module_add(m, "gaierror", value_from_obj(type_gaierror))
        || module_add(m, "herror", value_from_obj(type_herror)) || module_add(m, "has_ipv6", VALUE_TRUE);
    for (size_t i = 0; i < N_ELEMENTS(constants) && !result; i++)
        result = module_add_int(m, constants[i].name, constants[i].value);
    if (!result)
        return m;
    value_drop(m);
    return VALUE_ERROR;
}
