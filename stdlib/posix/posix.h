/* stdlib/posix/posix.h -- what the files of the posix module share. */
#ifndef POSIX_POSIX_H
#define POSIX_POSIX_H
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "stdlib/posix/fspath.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

extern const Method posix_stat_functions[], posix_file_functions[], posix_directory_functions[],
    posix_process_functions[], posix_exec_functions[], posix_information_functions[], posix_user_functions[],
    posix_path_functions[], posix_transfer_functions[], posix_terminal_functions[], posix_event_functions[],
    posix_namespace_functions[];
int posix_add_constants(Ref module) MUST_CHECK;
int posix_add_stat(Ref module) MUST_CHECK;
int posix_add_directory(Ref module) MUST_CHECK;
int posix_add_information(Ref module) MUST_CHECK;
int posix_add_terminal(Ref module) MUST_CHECK;

/* OSError of errno, about a path argument or about nothing. Returns VALUE_ERROR. */
Value posix_error(void) COLD;
Value posix_path_error(const PathArg *p) COLD;
Value posix_two_paths_error(const PathArg *a, const PathArg *b) COLD;
/* A dir_fd argument: AT_FDCWD for None. */
int posix_dir_fd(Ref v, int *out) MUST_CHECK;
Value posix_descriptor_pair(const int fds[2]);
/* An int argument or an object with fileno(). */
int posix_fd(Ref v, int *out) MUST_CHECK;
Value posix_text(const char *p, size_t n, bool as_bytes); /* a name from the system */
struct sched_param;
int posix_sched_param(Ref v, struct sched_param *out) MUST_CHECK; /* an os.sched_param */
int posix_add_process(Ref module) MUST_CHECK;
struct stat;
Value posix_stat_result(const struct stat *st);

/* Run a system call without the GIL, again after EINTR (signal handlers run in between):
 *     int result; SYSTEM_CALL(result, fsync(fd));        -1 with an exception from a handler: check exc_pending() */
#define SYSTEM_CALL(result, call)                                    \
    do {                                                             \
        gil_release();                                               \
        (result) = (call);                                           \
        gil_acquire();                                               \
    } while ((result) < 0 && errno == EINTR && gil_safepoint() == 0)
/* The usual ends. */
#define RETURN_SIMPLE(result) return (result) < 0 ? posix_error() : VALUE_NONE
#endif
