/* stdlib/posix/fspath.h -- file names: str, bytes or os.PathLike. */
#ifndef POSIX_FSPATH_H
#define POSIX_FSPATH_H
#include "runtime/object.h"

/* os.fspath(o): str or bytes, owned. TypeError "expected str, bytes or os.PathLike object, not x". */
Value fspath(Ref o);
/* The path as str (os.fsdecode). */
Value fspath_decode(Ref o);
/* The path as bytes (os.fsencode); ValueError "embedded null byte" when it has one. */
Value fspath_encode(Ref o);

/* A path argument of a system call: a name, or a descriptor where that is allowed. */
typedef struct PathArg {
    const char *name;   /* NUL-terminated, for the system; NULL when fd is used */
    int fd;             /* -1 when a name was given */
    bool is_bytes;      /* results are bytes then */
    Value object;       /* as given, for error messages; borrowed */
    Value bytes;        /* keeps name alive; owned, path_arg_clear() */
} PathArg;
/* allow_fd: ints are descriptors; allow_none: None is the current directory ("."). 0 or -1. */
int path_arg(Ref o, const char *function, const char *parameter, bool allow_fd, bool allow_none, PathArg *out) MUST_CHECK;
void path_arg_clear(PathArg *p);
#endif
