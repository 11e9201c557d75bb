/* stdlib/posix/posix.c -- the posix module put together; errors, descriptors, constants. */
#include "stdlib/posix/posix.h"
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/tuple.h"
#include <dlfcn.h>
#include <linux/memfd.h>
#include <sched.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <sysexits.h>

Value module_posix_init(void);

Value posix_error(void)
{
    return exc_pending() ? VALUE_ERROR : exc_raise_errno(&type_OSError, errno, VALUE_ABSENT);
}

Value posix_path_error(const PathArg *p)
{
    if (exc_pending())
        return VALUE_ERROR;
    return exc_raise_errno(&type_OSError, errno, value_is_none(p->object) ? VALUE_ABSENT : p->object);
}

Value posix_two_paths_error(const PathArg *a, const PathArg *b)
{
    if (exc_pending())
        return VALUE_ERROR;
    int error = errno;
    Value message = str_from_cstr(strerror(error));
    Ref args[5] = {value_from_int(error), message, a->object, VALUE_NONE, b->object};
    Value exc = object_call(value_from_obj(&type_OSError), args, 5, VALUE_ABSENT);
    value_drop(message);
    if (!value_is_error(exc))
        exc_raise_object(exc);
    value_drop(exc);
    return VALUE_ERROR;
}

int posix_dir_fd(Ref v, int *out)
{
    if (value_is_none(v)) {
        *out = AT_FDCWD;
        return 0;
    }
    if (!value_is_any_int(v) && value_type(v)->index == NULL)
        return exc_raise_int(&type_TypeError, "argument should be integer or None, not %T", v);
    if (value_is_bool(v) && exc_warn(&type_RuntimeWarning, 1, "bool is used as a file descriptor"))
        return -1;
    return int_as_i32(v, out);
}

int posix_fd(Ref v, int *out)
{
    if (value_is_any_int(v)) {
        if (value_is_bool(v) && exc_warn(&type_RuntimeWarning, 1, "bool is used as a file descriptor"))
            return -1;
        if (int_as_i32(v, out))
            return -1;
    } else {
        Value method = object_getattr_or_absent(v, NAME(fileno));
        if (value_is_error(method))
            return -1;
        if (value_is_absent(method))
            return exc_raise_int(&type_TypeError, "argument must be an int, or have a fileno() method.");
        Value fd = object_call0(method);
        value_drop(method);
        if (value_is_error(fd))
            return -1;
        if (!value_is_any_int(fd)) {
            value_drop(fd);
            return exc_raise_int(&type_TypeError, "fileno() returned a non-integer");
        }
        int failed = int_as_i32(fd, out);
        value_drop(fd);
        if (failed)
            return -1;
    }
    if (*out < 0)
        return exc_raise_int(&type_ValueError, "file descriptor cannot be a negative integer (%d)", *out);
    return 0;
}

Value posix_text(const char *p, size_t n, bool as_bytes) { return as_bytes ? bytes_new(p, n) : str_decode_fs(p, n); }

#define C(name) {#name, name}
static const struct { const char *name; int64_t value; } constants[] = {
    C(F_OK), C(R_OK), C(W_OK), C(X_OK), C(O_RDONLY), C(O_WRONLY), C(O_RDWR), C(O_NONBLOCK), C(O_APPEND), C(O_SYNC),
    C(O_DSYNC), C(O_RSYNC), C(O_NOCTTY), C(O_CREAT), C(O_EXCL), C(O_TRUNC), C(O_CLOEXEC), C(O_DIRECTORY),
    C(O_NOFOLLOW), C(O_PATH), C(O_TMPFILE), C(O_NDELAY), C(O_ACCMODE), C(O_ASYNC), C(O_DIRECT), C(O_LARGEFILE),
    C(O_NOATIME), C(WNOHANG), C(WUNTRACED), C(WCONTINUED), C(WEXITED), C(WSTOPPED), C(WNOWAIT), C(P_PID), C(P_PGID),
    C(P_ALL), C(P_PIDFD), C(CLD_EXITED), C(CLD_KILLED), C(CLD_DUMPED), C(CLD_TRAPPED), C(CLD_STOPPED),
    C(CLD_CONTINUED), C(PRIO_PROCESS), C(PRIO_PGRP), C(PRIO_USER), C(SEEK_DATA), C(SEEK_HOLE), C(EX_OK), C(EX_USAGE),
    C(EX_DATAERR), C(EX_NOINPUT), C(EX_NOUSER), C(EX_NOHOST), C(EX_UNAVAILABLE), C(EX_SOFTWARE), C(EX_OSERR),
    C(EX_OSFILE), C(EX_CANTCREAT), C(EX_IOERR), C(EX_TEMPFAIL), C(EX_PROTOCOL), C(EX_NOPERM), C(EX_CONFIG),
    C(ST_RDONLY), C(ST_NOSUID), C(ST_NODEV), C(ST_NOEXEC), C(ST_SYNCHRONOUS), C(ST_MANDLOCK), C(ST_WRITE), C(ST_APPEND),
    C(ST_NOATIME), C(ST_NODIRATIME), C(ST_RELATIME), C(SCHED_OTHER), C(SCHED_FIFO), C(SCHED_RR), C(SCHED_BATCH),
    C(SCHED_IDLE), C(F_LOCK), C(F_TLOCK), C(F_ULOCK), C(F_TEST), C(RTLD_LAZY), C(RTLD_NOW), C(RTLD_GLOBAL),
    C(RTLD_LOCAL), C(RTLD_NODELETE), C(RTLD_NOLOAD), C(RTLD_DEEPBIND), C(GRND_RANDOM), C(GRND_NONBLOCK),
    C(POSIX_FADV_NORMAL), C(POSIX_FADV_SEQUENTIAL), C(POSIX_FADV_RANDOM), C(POSIX_FADV_NOREUSE), C(POSIX_FADV_WILLNEED),
    C(POSIX_FADV_DONTNEED), C(XATTR_CREATE), C(XATTR_REPLACE), C(EFD_CLOEXEC), C(EFD_NONBLOCK), C(EFD_SEMAPHORE),
    C(MFD_CLOEXEC), C(MFD_ALLOW_SEALING), C(MFD_HUGETLB), C(MFD_HUGE_SHIFT), C(MFD_HUGE_MASK), C(MFD_HUGE_64KB),
    C(MFD_HUGE_512KB), C(MFD_HUGE_1MB), C(MFD_HUGE_2MB), C(MFD_HUGE_8MB), C(MFD_HUGE_16MB), C(MFD_HUGE_32MB),
    C(MFD_HUGE_256MB), C(MFD_HUGE_512MB), C(MFD_HUGE_1GB), C(MFD_HUGE_2GB), C(MFD_HUGE_16GB), C(O_FSYNC),
    C(SCHED_RESET_ON_FORK), C(RWF_APPEND), C(RWF_DSYNC), C(RWF_HIPRI), C(RWF_NOWAIT), C(RWF_SYNC), C(SPLICE_F_MOVE),
    C(SPLICE_F_NONBLOCK), C(SPLICE_F_MORE), C(TFD_CLOEXEC), C(TFD_NONBLOCK), C(TFD_TIMER_ABSTIME),
    C(TFD_TIMER_CANCEL_ON_SET), C(CLONE_FILES), C(CLONE_FS), C(CLONE_NEWCGROUP), C(CLONE_NEWIPC), C(CLONE_NEWNET),
    C(CLONE_NEWNS), C(CLONE_NEWPID), C(CLONE_NEWTIME), C(CLONE_NEWUSER), C(CLONE_NEWUTS), C(CLONE_SIGHAND),
    C(CLONE_SYSVSEM), C(CLONE_THREAD), C(CLONE_VM),
    {"NGROUPS_MAX", 65536}, {"TMP_MAX", 238328}, {"XATTR_SIZE_MAX", 65536},
    {"POSIX_SPAWN_OPEN", 0}, {"POSIX_SPAWN_CLOSE", 1}, {"POSIX_SPAWN_DUP2", 2}, {"POSIX_SPAWN_CLOSEFROM", 3},
};
#undef C

int posix_add_constants(Ref module)
{
    for (size_t i = 0; i < N_ELEMENTS(constants); i++)
        if (module_add_int(module, constants[i].name, constants[i].value))
            return -1;
    return 0;
}

/* What os.py asks to find out which functions take dir_fd, follow_symlinks or a descriptor. */
static Value have_functions(void)
{
    static const char *const names[] = {
        "HAVE_FACCESSAT", "HAVE_FCHDIR", "HAVE_FCHMOD", "HAVE_FCHMODAT", "HAVE_FCHOWN", "HAVE_FCHOWNAT",
        "HAVE_FDOPENDIR", "HAVE_FEXECVE", "HAVE_FPATHCONF", "HAVE_FSTATAT", "HAVE_FSTATVFS", "HAVE_FTRUNCATE",
        "HAVE_FUTIMENS", "HAVE_LINKAT", "HAVE_LCHOWN", "HAVE_LSTAT", "HAVE_MKDIRAT", "HAVE_MKFIFOAT", "HAVE_MKNODAT",
        "HAVE_OPENAT", "HAVE_READLINKAT", "HAVE_RENAMEAT", "HAVE_SYMLINKAT", "HAVE_UNLINKAT", "HAVE_UTIMENSAT",
    };
    Value list = list_new(N_ELEMENTS(names));
    for (size_t i = 0; i < N_ELEMENTS(names) && !value_is_error(list); i++)
        if (list_append_owned(list, str_from_cstr(names[i]))) {
            value_drop(list);
            return VALUE_ERROR;
        }
    return list;
}

/* environ as bytes: os.py decodes it. */
static Value make_environ(void)
{
    Value dict = dict_new();
    for (char **p = environ; p != NULL && *p != NULL && !value_is_error(dict); p++) {
        const char *equals = strchr(*p, '=');
        if (equals == NULL)
            continue;
        Value key = bytes_new(*p, (size_t)(equals - *p)), value = bytes_new(equals + 1, strlen(equals + 1));
        int failed = value_is_error(key) || value_is_error(value);
        if (!failed) {
            Value kept = dict_setdefault(dict, key, value);
            failed = value_is_error(kept);
            value_drop(kept);
        }
        value_drop(key);
        value_drop(value);
        if (failed) {
            value_drop(dict);
            return VALUE_ERROR;
        }
    }
    return dict;
}

Value module_posix_init(void)
{
    Value module = module_new("posix", "The system's own functions: use them through the module os.", NULL);
    if (value_is_error(module))
        return VALUE_ERROR;
    const Method *const tables[] = {posix_stat_functions, posix_file_functions, posix_directory_functions,
                                    posix_process_functions, posix_exec_functions, posix_information_functions,
                                    posix_user_functions, posix_path_functions, posix_transfer_functions,
                                    posix_terminal_functions, posix_event_functions, posix_namespace_functions};
    for (size_t i = 0; i < N_ELEMENTS(tables); i++)
        if (module_add_functions(module, tables[i]))
            goto fail;
    if (posix_add_constants(module) || posix_add_stat(module) || posix_add_directory(module) ||
        posix_add_information(module) || posix_add_process(module) ||
        posix_add_terminal(module) || module_add(module, "error", value_dup_obj(&type_OSError)) ||
        module_add(module, "environ", make_environ()) || module_add(module, "_have_functions", have_functions()))
        goto fail;
    return module;
fail:
    value_drop(module);
    return VALUE_ERROR;
}
