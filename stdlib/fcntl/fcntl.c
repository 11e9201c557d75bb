/* stdlib/fcntl/fcntl.c -- the fcntl module: fcntl(), ioctl(), flock(), lockf(). */
#include "runtime/bytes.h"
#include "runtime/str_chars.h"
#include "stdlib/posix/posix.h"
#include <linux/fs.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/ioctl.h>

Value module_fcntl_init(void);

/* What fcntl() and ioctl() may read and write; the system does not say how much it writes, hence the room. */
enum { BUFFER_MAX = 1024 };
typedef struct Block { size_t len; char data[BUFFER_MAX + 256]; } Block;

static int fill_block(Block *block, const char *function, const void *p, size_t len)
{
    if (len > BUFFER_MAX)
        return exc_raise_int(&type_ValueError, "%s string arg too long", function);
    memset(block, 0, sizeof *block);
    memcpy(block->data, p, len);
    block->len = len;
    return 0;
}

static Value system_error(void) { return exc_pending() ? VALUE_ERROR : posix_error(); }

/* The low bits of any int. */
static int masked_argument(Ref v, uint64_t *out)
{
    Value index = object_index(v);
    if (value_is_error(index))
        return -1;
    *out = int_as_u64_mask(index);
    value_drop(index);
    return 0;
}

/* ---- fcntl ---- */

static Value fcntl_with_int(int fd, int command, Ref arg)
{
    uint64_t number;
    int result;
    if (masked_argument(arg, &number))
        return VALUE_ERROR;
    SYSTEM_CALL(result, fcntl(fd, command, (int)number));
    return result < 0 ? system_error() : value_from_int(result);
}

static Value fcntl_with_block(int fd, int command, Block *block)
{
    int result;
    SYSTEM_CALL(result, fcntl(fd, command, block->data));
    return result < 0 ? system_error() : bytes_new(block->data, block->len);
}

NATIVE(fcntl_fcntl_m)
{
    int fd, command;
    Block block;
    if (posix_fd(a[0], &fd) || int_as_i32(a[1], &command))
        return VALUE_ERROR;
    if (!value_is_str(a[2]) && !value_is_bytes(a[2]))
        return fcntl_with_int(fd, command, a[2]);
    size_t len;
    const char *p = value_is_str(a[2]) ? str_utf8(a[2], &len) : (len = (size_t)bytes_len(a[2]), bytes_data(a[2]));
    return p == NULL || fill_block(&block, "fcntl", p, len) ? VALUE_ERROR : fcntl_with_block(fd, command, &block);
}

/* ---- ioctl ---- */

static Value ioctl_with_number(int fd, unsigned long request, Ref arg)
{
    uint64_t number;
    int result;
    if (masked_argument(arg, &number))
        return VALUE_ERROR;
    SYSTEM_CALL(result, ioctl(fd, request, (unsigned int)number));
    return result < 0 ? system_error() : value_from_int(result);
}

static Value ioctl_with_copy(int fd, unsigned long request, const void *p, size_t len)
{
    Block block;
    int result;
    if (fill_block(&block, "ioctl", p, len))
        return VALUE_ERROR;
    SYSTEM_CALL(result, ioctl(fd, request, block.data));
    return result < 0 ? system_error() : bytes_new(block.data, block.len);
}

/* The caller's own memory changes: a small one by way of a block, which has room for what nobody expects. */
static Value ioctl_in_place(int fd, unsigned long request, Buffer *buffer)
{
    Block block;
    size_t len = (size_t)buffer->byte_len;
    bool small = len <= BUFFER_MAX;
    int result;
    if (small && fill_block(&block, "ioctl", buffer->data, len))
        return VALUE_ERROR;
    SYSTEM_CALL(result, ioctl(fd, request, small ? block.data : (char *)buffer->data));
    if (small)
        memcpy(buffer->data, block.data, len);
    return result < 0 ? system_error() : value_from_int(result);
}

static Value ioctl_with_buffer(int fd, unsigned long request, Ref arg, bool mutate)
{
    Buffer buffer;
    if (mutate && buffer_get(arg, &buffer, BUFFER_WRITABLE)) {
        exc_clear();
        mutate = false;
    } else if (mutate) {
        Value result = ioctl_in_place(fd, request, &buffer);
        buffer_release(&buffer);
        return result;
    }
    if (buffer_get(arg, &buffer, BUFFER_SIMPLE))
        return VALUE_ERROR;
    Value result = ioctl_with_copy(fd, request, buffer.data, (size_t)buffer.byte_len);
    buffer_release(&buffer);
    return result;
}

NATIVE(fcntl_ioctl_m)
{
    int fd;
    uint64_t request;
    size_t len;
    if (posix_fd(a[0], &fd) || masked_argument(a[1], &request))
        return VALUE_ERROR;
    int mutate = object_truth(a[3]);
    if (mutate < 0)
        return VALUE_ERROR;
    if (value_is_str(a[2])) {
        const char *p = str_utf8(a[2], &len);
        return p ? ioctl_with_copy(fd, request, p, len) : VALUE_ERROR;
    }
    return buffer_supported(a[2]) ? ioctl_with_buffer(fd, request, a[2], mutate) : ioctl_with_number(fd, request, a[2]);
}

/* ---- locks ---- */

NATIVE(fcntl_flock_m)
{
    int fd, operation, result;
    if (posix_fd(a[0], &fd) || int_as_i32(a[1], &operation))
        return VALUE_ERROR;
    SYSTEM_CALL(result, flock(fd, operation));
    return result < 0 ? system_error() : VALUE_NONE;
}

NATIVE(fcntl_lockf_m)
{
    int fd, operation, whence, result;
    int64_t len, start;
    if (posix_fd(a[0], &fd) || int_as_i32(a[1], &operation) || int_as_i32(a[4], &whence))
        return VALUE_ERROR;
    struct flock lock = {.l_whence = (short)whence};
    if (operation == LOCK_UN)
        lock.l_type = F_UNLCK;
    else if (operation & LOCK_SH)
        lock.l_type = F_RDLCK;
    else if (operation & LOCK_EX)
        lock.l_type = F_WRLCK;
    else
        return exc_raise(&type_ValueError, "unrecognized lockf argument");
    if (int_as_i64(a[3], &start) || int_as_i64(a[2], &len))
        return VALUE_ERROR;
    lock.l_start = start;
    lock.l_len = len;
    SYSTEM_CALL(result, fcntl(fd, operation & LOCK_NB ? F_SETLK : F_SETLKW, &lock));
    return result < 0 ? system_error() : VALUE_NONE;
}

static const Method fcntl_functions[] = {
    {"fcntl(fd, cmd, arg=0, /)", fcntl_fcntl_m,
     "Perform the operation cmd on file descriptor fd.\n\n"
     "An int as arg gives the int that the system call returns. A str or bytes of at most\n"
     "1024 bytes is passed as a buffer, and the buffer's contents afterwards are the result."},
    {"ioctl(fd, request, arg=0, mutate_flag=True, /)", fcntl_ioctl_m,
     "Perform the operation request on file descriptor fd.\n\n"
     "An int as arg gives the int that the system call returns, and so does a writable buffer\n"
     "that is changed in place, unless mutate_flag is false. Any other buffer of at most 1024 bytes is\n"
     "copied, and the copy's contents afterwards are the result."},
    {"flock(fd, operation, /)", fcntl_flock_m,
     "Perform the lock operation on file descriptor fd: see flock(2)."},
    {"lockf(fd, cmd, len=0, start=0, whence=0, /)", fcntl_lockf_m,
     "Lock or unlock a part of a file by way of fcntl().\n\n"
     "cmd is LOCK_UN, LOCK_SH or LOCK_EX, the latter two perhaps with LOCK_NB so that a lock that\n"
     "cannot be had is an OSError at once. The part begins at start, counted as whence says, and\n"
     "has len bytes, or all that follow for 0."},
    {0},
};

static int add_constants(Ref module)
{
#define CONSTANT(name) {#name, (int64_t)name}
    static const struct { const char *name; int64_t value; } constants[] = {
        CONSTANT(LOCK_SH), CONSTANT(LOCK_EX), CONSTANT(LOCK_NB), CONSTANT(LOCK_UN), CONSTANT(LOCK_MAND),
        CONSTANT(LOCK_READ), CONSTANT(LOCK_WRITE), CONSTANT(LOCK_RW), CONSTANT(F_DUPFD), CONSTANT(F_DUPFD_CLOEXEC),
        CONSTANT(F_GETFD), CONSTANT(F_SETFD), CONSTANT(F_GETFL), CONSTANT(F_SETFL), CONSTANT(F_GETLK), CONSTANT(F_SETLK),
        CONSTANT(F_SETLKW), CONSTANT(F_OFD_GETLK), CONSTANT(F_OFD_SETLK), CONSTANT(F_OFD_SETLKW), CONSTANT(F_GETOWN),
        CONSTANT(F_SETOWN), CONSTANT(F_GETSIG), CONSTANT(F_SETSIG), CONSTANT(F_RDLCK), CONSTANT(F_WRLCK),
        CONSTANT(F_UNLCK), CONSTANT(F_GETLK64), CONSTANT(F_SETLK64), CONSTANT(F_SETLKW64), CONSTANT(FASYNC),
        CONSTANT(F_SETLEASE), CONSTANT(F_GETLEASE), CONSTANT(F_NOTIFY), CONSTANT(F_EXLCK), CONSTANT(F_SHLCK),
        CONSTANT(F_SETPIPE_SZ), CONSTANT(F_GETPIPE_SZ), CONSTANT(FICLONE), CONSTANT(FICLONERANGE),
        CONSTANT(F_GETOWN_EX), CONSTANT(F_SETOWN_EX), CONSTANT(F_OWNER_TID), CONSTANT(F_OWNER_PID),
        CONSTANT(F_OWNER_PGRP), CONSTANT(F_GET_RW_HINT), CONSTANT(F_SET_RW_HINT), CONSTANT(F_GET_FILE_RW_HINT),
        CONSTANT(F_SET_FILE_RW_HINT), CONSTANT(RWH_WRITE_LIFE_NOT_SET), CONSTANT(RWH_WRITE_LIFE_NONE),
        CONSTANT(RWH_WRITE_LIFE_SHORT), CONSTANT(RWH_WRITE_LIFE_MEDIUM), CONSTANT(RWH_WRITE_LIFE_LONG),
        CONSTANT(RWH_WRITE_LIFE_EXTREME), CONSTANT(FD_CLOEXEC), CONSTANT(DN_ACCESS), CONSTANT(DN_MODIFY),
        CONSTANT(DN_CREATE), CONSTANT(DN_DELETE), CONSTANT(DN_RENAME), CONSTANT(DN_ATTRIB),
        {"DN_MULTISHOT", (int64_t)(uint32_t)DN_MULTISHOT}, CONSTANT(F_ADD_SEALS), CONSTANT(F_GET_SEALS),
        CONSTANT(F_SEAL_SEAL), CONSTANT(F_SEAL_SHRINK), CONSTANT(F_SEAL_GROW), CONSTANT(F_SEAL_WRITE),
        CONSTANT(F_SEAL_FUTURE_WRITE),
    };
#undef CONSTANT
    for (size_t i = 0; i < N_ELEMENTS(constants); i++)
        if (module_add_int(module, constants[i].name, constants[i].value))
            return -1;
    return 0;
}

Value module_fcntl_init(void)
{
    Value module = module_new("fcntl", "This module performs file control and I/O control on file\n"
                              "descriptors.  It is an interface to the fcntl() and ioctl() Unix\n"
                              "routines.  File descriptors can be obtained with the fileno() method of\n"
                              "a file or socket object.", fcntl_functions);
    if (value_is_error(module) || add_constants(module)) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
