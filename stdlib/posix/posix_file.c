/* stdlib/posix/posix_file.c -- descriptors: open, read, write, pipe, dup, locks. */
#include "runtime/bytes.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/tuple.h"
#include "stdlib/posix/posix.h"
#include <stdlib.h>
#include <sys/mman.h>

NATIVE(posix_open_m)
{
    PathArg p;
    int flags, mode, dir_fd, fd;
    if (int_as_i32(a[1], &flags) || int_as_i32(a[2], &mode) || posix_dir_fd(a[3], &dir_fd) ||
        path_arg(a[0], "open", "path", false, false, &p))
        return VALUE_ERROR;
    SYSTEM_CALL(fd, openat(dir_fd, p.name, flags | O_CLOEXEC, mode));
    Value v = fd < 0 ? posix_path_error(&p) : value_from_int(fd);
    path_arg_clear(&p);
    return v;
}

NATIVE(posix_close_m)
{
    int fd;
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    gil_release();
    int result = close(fd);
    gil_acquire();
    return result && errno != EINTR ? posix_error() : VALUE_NONE;
}

NATIVE(posix_closerange_m)
{
    int low, high;
    if (int_as_i32(a[0], &low) || int_as_i32(a[1], &high))
        return VALUE_ERROR;
    gil_release();
    if (low < 0)
        low = 0;
    if (high > low)
        close_range((unsigned)low, (unsigned)high - 1, 0);
    gil_acquire();
    return VALUE_NONE;
}

static Value read_bytes(int fd, int64_t size, int64_t offset, bool positioned)
{
    if (size < 0) {
        errno = EINVAL;
        return posix_error();
    }
    if (size > 0x7FFFF000)
        size = 0x7FFFF000;
    Value bytes = bytes_new(NULL, (size_t)size);
    if (value_is_error(bytes))
        return VALUE_ERROR;
    char *data = VALUE_AS(Bytes, bytes)->data;
    ssize_t got;
    SYSTEM_CALL(got, positioned ? pread(fd, data, (size_t)size, offset) : read(fd, data, (size_t)size));
    if (got < 0) {
        value_drop(bytes);
        return posix_error();
    }
    return bytes_truncate(bytes, (size_t)got);
}
NATIVE(posix_read_m)
{
    int fd;
    int64_t size;
    return int_as_i32(a[0], &fd) || object_as_index(a[1], &size, false) ? VALUE_ERROR : read_bytes(fd, size, 0, false);
}
NATIVE(posix_pread_m)
{
    int fd;
    int64_t size, offset;
    if (int_as_i32(a[0], &fd) || object_as_index(a[1], &size, false) || int_as_i64(a[2], &offset))
        return VALUE_ERROR;
    return read_bytes(fd, size, offset, true);
}

static Value write_buffer(int fd, Ref data, int64_t offset, bool positioned)
{
    Buffer view;
    if (buffer_get(data, &view, BUFFER_SIMPLE))
        return VALUE_ERROR;
    size_t n = view.byte_len > 0x7FFFF000 ? 0x7FFFF000 : (size_t)view.byte_len;
    ssize_t done;
    SYSTEM_CALL(done, positioned ? pwrite(fd, view.data, n, offset) : write(fd, view.data, n));
    int error = errno;
    buffer_release(&view);
    errno = error;
    if (done < 0)
        return posix_error();
    /* A signal may have cut the call short: its handler runs before the caller goes on to write the rest. */
    return (size_t)done < n && gil_safepoint() ? VALUE_ERROR : int_new(done);
}
NATIVE(posix_write_m)
{
    int fd;
    return int_as_i32(a[0], &fd) ? VALUE_ERROR : write_buffer(fd, a[1], 0, false);
}
NATIVE(posix_pwrite_m)
{
    int fd;
    int64_t offset;
    return int_as_i32(a[0], &fd) || int_as_i64(a[2], &offset) ? VALUE_ERROR : write_buffer(fd, a[1], offset, true);
}

/* ---- position and size ---- */
NATIVE(posix_lseek_m)
{
    int fd, whence;
    int64_t offset, position;
    if (int_as_i32(a[0], &fd) || int_as_i64(a[1], &offset) || int_as_i32(a[2], &whence))
        return VALUE_ERROR;
    SYSTEM_CALL(position, lseek(fd, offset, whence));
    return position < 0 ? posix_error() : int_new(position);
}
NATIVE(posix_ftruncate_m)
{
    int fd, result;
    int64_t size;
    if (int_as_i32(a[0], &fd) || int_as_i64(a[1], &size))
        return VALUE_ERROR;
    SYSTEM_CALL(result, ftruncate(fd, size));
    RETURN_SIMPLE(result);
}
NATIVE(posix_truncate_m)
{
    PathArg p;
    int result;
    int64_t size;
    if (int_as_i64(a[1], &size) || path_arg(a[0], "truncate", "path", true, false, &p))
        return VALUE_ERROR;
    SYSTEM_CALL(result, p.name == NULL ? ftruncate(p.fd, size) : truncate(p.name, size));
    Value v = result ? posix_path_error(&p) : VALUE_NONE;
    path_arg_clear(&p);
    return v;
}
NATIVE(posix_posix_fallocate_m)
{
    int fd;
    int64_t offset, length;
    if (int_as_i32(a[0], &fd) || int_as_i64(a[1], &offset) || int_as_i64(a[2], &length))
        return VALUE_ERROR;
    gil_release();
    int error = posix_fallocate(fd, offset, length);
    gil_acquire();
    errno = error;
    return error ? posix_error() : VALUE_NONE;
}
NATIVE(posix_posix_fadvise_m)
{
    int fd, advice;
    int64_t offset, length;
    if (int_as_i32(a[0], &fd) || int_as_i64(a[1], &offset) || int_as_i64(a[2], &length) || int_as_i32(a[3], &advice))
        return VALUE_ERROR;
    gil_release();
    int error = posix_fadvise(fd, offset, length, advice);
    gil_acquire();
    errno = error;
    return error ? posix_error() : VALUE_NONE;
}

#define SYNC(function, call)               \
    NATIVE(function)                       \
    {                                      \
        int fd, result;                    \
        if (posix_fd(a[0], &fd))           \
            return VALUE_ERROR;            \
        SYSTEM_CALL(result, call(fd));     \
        RETURN_SIMPLE(result);             \
    }
SYNC(posix_fsync_m, fsync)
SYNC(posix_fdatasync_m, fdatasync)
NATIVE(posix_sync_m)
{
    gil_release();
    sync();
    gil_acquire();
    return VALUE_NONE;
}

/* ---- descriptors ---- */
NATIVE(posix_dup_m)
{
    int fd;
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    return copy < 0 ? posix_error() : value_from_int(copy);
}
NATIVE(posix_dup2_m)
{
    int from, to, inheritable = value_truth(a[2]), result;
    if (inheritable < 0 || int_as_i32(a[0], &from) || int_as_i32(a[1], &to))
        return VALUE_ERROR;
    if (from < 0 || to < 0) {
        errno = EBADF;
        return posix_error();
    }
    SYSTEM_CALL(result, inheritable || from == to ? dup2(from, to) : dup3(from, to, O_CLOEXEC));
    return result < 0 ? posix_error() : value_from_int(result);
}
Value posix_descriptor_pair(const int fds[2]) { return tuple_of2(value_from_int(fds[0]), value_from_int(fds[1])); }
NATIVE(posix_pipe_m)
{
    int fds[2];
    return pipe2(fds, O_CLOEXEC) ? posix_error() : posix_descriptor_pair(fds);
}
NATIVE(posix_pipe2_m)
{
    int fds[2], flags;
    if (int_as_i32(a[0], &flags))
        return VALUE_ERROR;
    return pipe2(fds, flags) ? posix_error() : posix_descriptor_pair(fds);
}
NATIVE(posix_get_inheritable_m)
{
    int fd;
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    int flags = fcntl(fd, F_GETFD);
    return flags < 0 ? posix_error() : value_from_bool(!(flags & FD_CLOEXEC));
}
NATIVE(posix_set_inheritable_m)
{
    int fd, inheritable = value_truth(a[1]);
    if (inheritable < 0 || int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    int flags = fcntl(fd, F_GETFD);
    if (flags < 0 || fcntl(fd, F_SETFD, inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC) < 0)
        return posix_error();
    return VALUE_NONE;
}
NATIVE(posix_get_blocking_m)
{
    int fd;
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    int flags = fcntl(fd, F_GETFL);
    return flags < 0 ? posix_error() : value_from_bool(!(flags & O_NONBLOCK));
}
NATIVE(posix_set_blocking_m)
{
    int fd, blocking = value_truth(a[1]);
    if (blocking < 0 || int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fcntl(fd, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK) < 0)
        return posix_error();
    return VALUE_NONE;
}
NATIVE(posix_lockf_m)
{
    int fd, command, result;
    int64_t length;
    if (int_as_i32(a[0], &fd) || int_as_i32(a[1], &command) || int_as_i64(a[2], &length))
        return VALUE_ERROR;
    SYSTEM_CALL(result, lockf(fd, command, length));
    RETURN_SIMPLE(result);
}
NATIVE(posix_memfd_create_m)
{
    int flags;
    Value name = fspath_encode(a[0]);
    if (value_is_error(name) || int_as_i32(a[1], &flags))
        return VALUE_ERROR;
    int fd = memfd_create(bytes_data(name), (unsigned)flags);
    value_drop(name);
    return fd < 0 ? posix_error() : value_from_int(fd);
}

const Method posix_file_functions[] = {
    {"open(path, flags, mode=511, *, dir_fd=None)", posix_open_m, "Open a file and return its descriptor."},
    {"close(fd)", posix_close_m, "Close a descriptor."},
    {"closerange(fd_low, fd_high, /)", posix_closerange_m, "Close all descriptors in [fd_low, fd_high)."},
    {"read(fd, length, /)", posix_read_m, "Read at most length bytes."},
    {"pread(fd, length, offset, /)", posix_pread_m, "Read at a position."},
    {"write(fd, data, /)", posix_write_m, "Write bytes and return how many were written."},
    {"pwrite(fd, buffer, offset, /)", posix_pwrite_m, "Write at a position."},
    {"lseek(fd, position, whence, /)", posix_lseek_m, "Set the position of a descriptor."},
    {"ftruncate(fd, length, /)", posix_ftruncate_m, "Cut an open file."},
    {"truncate(path, length)", posix_truncate_m, "Cut a file."},
    {"posix_fallocate(fd, offset, length, /)", posix_posix_fallocate_m, "Make sure that disk space is there."},
    {"posix_fadvise(fd, offset, length, advice, /)", posix_posix_fadvise_m, "Announce how a file will be read."},
    {"fsync(fd)", posix_fsync_m, "Force a file to disk."},
    {"fdatasync(fd)", posix_fdatasync_m, "Force a file's data to disk."},
    {"sync()", posix_sync_m, "Force everything to disk."},
    {"dup(fd, /)", posix_dup_m, "Duplicate a descriptor."},
    {"dup2(fd, fd2, inheritable=True)", posix_dup2_m, "Duplicate a descriptor onto another."},
    {"pipe()", posix_pipe_m, "Make a pipe: (read end, write end)."},
    {"pipe2(flags, /)", posix_pipe2_m, "Make a pipe with flags."},
    {"get_inheritable(fd, /)", posix_get_inheritable_m, "Does the descriptor live through exec?"},
    {"set_inheritable(fd, inheritable, /)", posix_set_inheritable_m, "Set whether it does."},
    {"get_blocking(fd, /)", posix_get_blocking_m, "Does the descriptor block?"},
    {"set_blocking(fd, blocking, /)", posix_set_blocking_m, "Set whether it does."},
    {"lockf(fd, command, length, /)", posix_lockf_m, "Apply a lock to a part of a file."},
    {"memfd_create(name, flags=1)", posix_memfd_create_m, "Make a file in memory."},
    {0},
};
