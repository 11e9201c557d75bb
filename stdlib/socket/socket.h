/* stdlib/socket/socket.h -- the parts of `_socket`: the socket type, addresses, and the module around them. */
#ifndef SOCKET_SOCKET_H
#define SOCKET_SOCKET_H
#include "runtime/object.h"
#include <sys/socket.h>

typedef struct Socket {
    Obj base;
    int fd;               /* -1: closed or detached */
    int family, type, protocol;
    int64_t timeout_ns;   /* -1 blocks; 0 never waits */
} Socket;
extern Type type_socket;
extern Type *type_gaierror, *type_herror;

/* ---- socket_object.c ---- */
Value socket_new(int fd, int family, int type, int protocol);
int64_t socket_default_timeout_ns(void);
void socket_set_default_timeout_ns(int64_t ns);
/* None or seconds -> ns, -1 for None. -1 with ValueError / TypeError. */
int socket_timeout_from_value(Ref v, int64_t *out) MUST_CHECK;
Value socket_timeout_to_value(int64_t ns);

/* ---- socket_address.c ---- */
/* Python's address for a family into a sockaddr. May look a name up (releases the GIL). */
int address_from_value(int family, Ref v, const char *caller, struct sockaddr_storage *out, socklen_t *len) MUST_CHECK;
Value address_to_value(const struct sockaddr *address, socklen_t len);
/* Host name to a numeric address of the family; raises gaierror. */
int address_resolve(int family, Ref host, int port, struct sockaddr_storage *out, socklen_t *len) MUST_CHECK;
Value raise_gaierror(int error) COLD;

extern const Method socket_methods[];  /* socket_methods.c */
/* Wait until the socket is ready or the deadline has passed: 1 ready, 0 timed out, -1 a signal handler raised. */
int socket_wait(int fd, bool write, int64_t deadline_ns) MUST_CHECK;
Value socket_raise_timeout(void) COLD;
#endif
