/* stdlib/posix/posix_file.c -- descriptors: open, read, write, pipe, dup, locks, terminals. */
#include "runtime/bytes.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/tuple.h"
#include "stdlib/posix/posix.h"
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/uio.h>

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
    return done < 0 ? posix_error() : int_new(done);
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

/* ---- several buffers ---- */
typedef struct Vector { struct iovec *parts; Buffer *views; int64_t n; } Vector;

static void vector_clear(Vector *v)
{
    for (int64_t i = 0; i < v->n; i++)
        buffer_release(&v->views[i]);
    mem_free(v->parts);
    mem_free(v->views);
}

static int vector_of(Ref sequence, int flags, const char *function, Vector *v)
{
    *v = (Vector){0};
    if (value_type(sequence)->item == NULL && value_type(sequence)->subscript == NULL)
        return exc_raise_int(&type_TypeError, "%s() arg 2 must be a sequence", function);
    Value list = list_from_iterable(sequence);
    if (value_is_error(list))
        return -1;
    int64_t n = list_len(list);
    v->parts = mem_alloc_array_or_raise((size_t)n + 1, sizeof *v->parts);
    v->views = mem_alloc_array_or_raise((size_t)n + 1, sizeof *v->views);
    int result = v->parts == NULL || v->views == NULL ? -1 : 0;
    for (int64_t i = 0; result == 0 && i < n; i++) {
        result = buffer_get(list_at(list, i), &v->views[i], flags);
        if (result == 0) {
            v->parts[i] = (struct iovec){v->views[i].data, (size_t)v->views[i].byte_len};
            v->n++;
        }
    }
    value_drop(list);
    if (result)
        vector_clear(v);
    return result;
}
NATIVE(posix_writev_m)
{
    int fd;
    Vector v;
    if (int_as_i32(a[0], &fd) || vector_of(a[1], BUFFER_SIMPLE, "writev", &v))
        return VALUE_ERROR;
    ssize_t done;
    SYSTEM_CALL(done, writev(fd, v.parts, (int)v.n));
    Value result = done < 0 ? posix_error() : int_new(done);
    vector_clear(&v);
    return result;
}
NATIVE(posix_readv_m)
{
    int fd;
    Vector v;
    if (int_as_i32(a[0], &fd) || vector_of(a[1], BUFFER_WRITABLE, "readv", &v))
        return VALUE_ERROR;
    ssize_t done;
    SYSTEM_CALL(done, readv(fd, v.parts, (int)v.n));
    Value result = done < 0 ? posix_error() : int_new(done);
    vector_clear(&v);
    return result;
}

NATIVE(posix_sendfile_m)
{
    int out, in;
    int64_t count;
    if (int_as_i32(a[0], &out) || int_as_i32(a[1], &in) || object_as_index(a[3], &count, false))
        return VALUE_ERROR;
    off_t offset = 0;
    bool positioned = !value_is_none(a[2]);
    if (positioned) {
        int64_t where;
        if (int_as_i64(a[2], &where))
            return VALUE_ERROR;
        offset = where;
    }
    ssize_t done;
    SYSTEM_CALL(done, sendfile(out, in, positioned ? &offset : NULL, (size_t)count));
    return done < 0 ? posix_error() : int_new(done);
}

NATIVE(posix_copy_file_range_m)
{
    int in, out;
    int64_t count, from = 0, to = 0;
    if (int_as_i32(a[0], &in) || int_as_i32(a[1], &out) || object_as_index(a[2], &count, false))
        return VALUE_ERROR;
    if (count < 0)
        return exc_raise(&type_ValueError, "negative value for 'count' not allowed");
    bool has_from = !value_is_none(a[3]), has_to = !value_is_none(a[4]);
    if ((has_from && int_as_i64(a[3], &from)) || (has_to && int_as_i64(a[4], &to)))
        return VALUE_ERROR;
    ssize_t done;
    SYSTEM_CALL(done, copy_file_range(in, has_from ? &from : NULL, out, has_to ? &to : NULL, (size_t)count, 0));
    return done < 0 ? posix_error() : int_new(done);
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
static Value descriptor_pair(const int fds[2]) { return tuple_of2(value_from_int(fds[0]), value_from_int(fds[1])); }
NATIVE(posix_pipe_m)
{
    int fds[2];
    return pipe2(fds, O_CLOEXEC) ? posix_error() : descriptor_pair(fds);
}
NATIVE(posix_pipe2_m)
{
    int fds[2], flags;
    if (int_as_i32(a[0], &flags))
        return VALUE_ERROR;
    return pipe2(fds, flags) ? posix_error() : descriptor_pair(fds);
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
NATIVE(posix_eventfd_m)
{
    int flags, fd;
    uint64_t initial;
    if (int_as_u64(a[0], &initial) || int_as_i32(a[1], &flags))
        return VALUE_ERROR;
    fd = eventfd((unsigned)initial, flags);
    return fd < 0 ? posix_error() : value_from_int(fd);
}
NATIVE(posix_eventfd_read_m)
{
    int fd, result;
    eventfd_t value = 0;
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    SYSTEM_CALL(result, eventfd_read(fd, &value));
    return result ? posix_error() : int_new_u64(value);
}
NATIVE(posix_eventfd_write_m)
{
    int fd, result;
    uint64_t value;
    if (int_as_i32(a[0], &fd) || int_as_u64(a[1], &value))
        return VALUE_ERROR;
    SYSTEM_CALL(result, eventfd_write(fd, value));
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

/* ---- terminals ---- */
NATIVE(posix_isatty_m)
{
    int fd;
    return int_as_i32(a[0], &fd) ? VALUE_ERROR : value_from_bool(isatty(fd));
}
NATIVE(posix_ttyname_m)
{
    int fd;
    char name[256];
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    int error = ttyname_r(fd, name, sizeof name);
    errno = error;
    return error ? posix_error() : str_decode_fs(name, strlen(name));
}
NATIVE(posix_get_terminal_size_m)
{
    static const StructSeqField fields[] = {
        {"columns", "width of the terminal window in characters"}, {"lines", "height of the terminal window in characters"},
    };
    static Type *type;
    int fd;
    struct winsize size;
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    if (type == NULL && (type = structseq_type_new("os", "terminal_size", "(columns, lines) of a terminal.", fields, 2,
                                                   2)) == NULL)
        return VALUE_ERROR;
    if (self.bits == VALUE_ERROR.bits)
        return value_dup_obj(type);
    if (ioctl(fd, TIOCGWINSZ, &size))
        return posix_error();
    Value items[2] = {value_from_int(size.ws_col), value_from_int(size.ws_row)};
    return structseq_new(type, items);
}
Value posix_terminal_size_type(void);
Value posix_terminal_size_type(void)
{
    Ref zero = value_from_int(0);
    return posix_get_terminal_size_m(VALUE_ERROR, &zero, 1, VALUE_ABSENT);
}
NATIVE(posix_ctermid_m) { return str_from_cstr("/dev/tty"); }
NATIVE(posix_device_encoding_m)
{
    int fd;
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    return isatty(fd) ? str_from_cstr("UTF-8") : VALUE_NONE;
}
NATIVE(posix_openpty_m)
{
    int fds[2] = {posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC), -1};
    char name[128];
    if (fds[0] < 0 || grantpt(fds[0]) || unlockpt(fds[0]) || ptsname_r(fds[0], name, sizeof name) ||
        (fds[1] = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)) < 0) {
        if (fds[0] >= 0)
            close(fds[0]);
        return posix_error();
    }
    return descriptor_pair(fds);
}
NATIVE(posix_tcgetpgrp_m)
{
    int fd;
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    pid_t group = tcgetpgrp(fd);
    return group < 0 ? posix_error() : value_from_int(group);
}
NATIVE(posix_tcsetpgrp_m)
{
    int fd, group;
    if (int_as_i32(a[0], &fd) || int_as_i32(a[1], &group))
        return VALUE_ERROR;
    RETURN_SIMPLE(tcsetpgrp(fd, group));
}

const Method posix_file_functions[] = {
    {"open(path, flags, mode=511, *, dir_fd=None)", posix_open_m, "Open a file and return its descriptor."},
    {"close(fd)", posix_close_m, "Close a descriptor."},
    {"closerange(fd_low, fd_high, /)", posix_closerange_m, "Close all descriptors in [fd_low, fd_high)."},
    {"read(fd, length, /)", posix_read_m, "Read at most length bytes."},
    {"pread(fd, length, offset, /)", posix_pread_m, "Read at a position."},
    {"write(fd, data, /)", posix_write_m, "Write bytes and return how many were written."},
    {"pwrite(fd, buffer, offset, /)", posix_pwrite_m, "Write at a position."},
    {"writev(fd, buffers, /)", posix_writev_m, "Write several buffers."},
    {"readv(fd, buffers, /)", posix_readv_m, "Read into several buffers."},
    {"sendfile(out_fd, in_fd, offset, count)", posix_sendfile_m, "Copy between descriptors."},
    {"copy_file_range(src, dst, count, offset_src=None, offset_dst=None)", posix_copy_file_range_m,
     "Copy between files inside the kernel."},
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
    {"eventfd(initval, flags=524288)", posix_eventfd_m, "Make a descriptor that counts events."},
    {"eventfd_read(fd)", posix_eventfd_read_m, "Read the counter."},
    {"eventfd_write(fd, value)", posix_eventfd_write_m, "Add to the counter."},
    {"memfd_create(name, flags=1)", posix_memfd_create_m, "Make a file in memory."},
    {"isatty(fd, /)", posix_isatty_m, "Is the descriptor a terminal?"},
    {"ttyname(fd, /)", posix_ttyname_m, "Return the name of the terminal."},
    {"get_terminal_size(fd=1, /)", posix_get_terminal_size_m, "Return (columns, lines) of the terminal."},
    {"ctermid()", posix_ctermid_m, "Return the name of the controlling terminal."},
    {"device_encoding(fd)", posix_device_encoding_m, "Return the encoding of a terminal, or None."},
    {"openpty()", posix_openpty_m, "Open a pseudo-terminal: (master, slave)."},
    {"tcgetpgrp(fd, /)", posix_tcgetpgrp_m, "Return the foreground process group of a terminal."},
    {"tcsetpgrp(fd, pgid, /)", posix_tcsetpgrp_m, "Set the foreground process group of a terminal."},
    {0},
};
