/* stdlib/posix/posix_namespace.c -- Linux namespaces: what a process sees of the machine. */
#include "stdlib/posix/posix.h"
#include <sched.h>

NATIVE(posix_setns_m)
{
    int fd, kind, result;
    if (posix_fd(a[0], &fd) || int_as_i32(a[1], &kind))
        return VALUE_ERROR;
    SYSTEM_CALL(result, setns(fd, kind));
    RETURN_SIMPLE(result);
}
NATIVE(posix_unshare_m)
{
    int flags, result;
    if (int_as_i32(a[0], &flags))
        return VALUE_ERROR;
    SYSTEM_CALL(result, unshare(flags));
    RETURN_SIMPLE(result);
}

const Method posix_namespace_functions[] = {
    {"setns(fd, nstype=0)", posix_setns_m, "Move this thread into the namespaces of a descriptor."},
    {"unshare(flags)", posix_unshare_m, "Leave namespaces, and other things that are shared (CLONE_* flags)."},
    {0},
};
