/* stdlib/posix/posix_stat.c -- stat and its kin: what is known about a file, and changing it. */
#include "runtime/float.h"
#include "runtime/tuple.h"
#include "stdlib/posix/posix.h"
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>

static Type *stat_type, *statvfs_type;

static const StructSeqField stat_fields[] = {
    {"st_mode", "protection bits"}, {"st_ino", "inode"}, {"st_dev", "device"}, {"st_nlink", "number of hard links"},
    {"st_uid", "user ID of owner"}, {"st_gid", "group ID of owner"}, {"st_size", "total size, in bytes"},
    {NULL, "integer time of last access"}, {NULL, "integer time of last modification"},
    {NULL, "integer time of last change"}, {"st_atime", "time of last access"},
    {"st_mtime", "time of last modification"}, {"st_ctime", "time of last change"},
    {"st_atime_ns", "time of last access in nanoseconds"}, {"st_mtime_ns", "time of last modification in nanoseconds"},
    {"st_ctime_ns", "time of last change in nanoseconds"}, {"st_blksize", "blocksize for filesystem I/O"},
    {"st_blocks", "number of blocks allocated"}, {"st_rdev", "device type (if inode device)"},
};

static Value seconds(struct timespec t) { return value_from_double((double)t.tv_sec + 1e-9 * (double)t.tv_nsec); }

static Value nanoseconds(struct timespec t)
{
    int64_t ns;
    if (__builtin_mul_overflow((int64_t)t.tv_sec, 1000000000, &ns) || __builtin_add_overflow(ns, t.tv_nsec, &ns)) {
        Value s = int_new(t.tv_sec), product = int_binary(BINARY_MUL, s, value_from_int(1000000000));
        Value sum = value_is_error(product) ? VALUE_ERROR
                                            : int_binary(BINARY_ADD, product, value_from_int(t.tv_nsec));
        value_drop(s);
        value_drop(product);
        return sum;
    }
    return int_new(ns);
}

Value posix_stat_result(const struct stat *st)
{
    Value items[] = {
        int_new_u64(st->st_mode), int_new_u64(st->st_ino), int_new_u64(st->st_dev), int_new_u64(st->st_nlink),
        int_new_u64(st->st_uid), int_new_u64(st->st_gid), int_new(st->st_size), int_new(st->st_atim.tv_sec),
        int_new(st->st_mtim.tv_sec), int_new(st->st_ctim.tv_sec), seconds(st->st_atim), seconds(st->st_mtim),
        seconds(st->st_ctim), nanoseconds(st->st_atim), nanoseconds(st->st_mtim), nanoseconds(st->st_ctim),
        int_new(st->st_blksize), int_new(st->st_blocks), int_new_u64(st->st_rdev),
    };
    return structseq_new(stat_type, items);
}

static Value stat_path(const char *function, Ref path, Ref dir_fd_value, bool follow)
{
    PathArg p;
    int dir_fd, result;
    if (posix_dir_fd(dir_fd_value, &dir_fd) || path_arg(path, function, "path", !strcmp(function, "stat"), false, &p))
        return VALUE_ERROR;
    if (p.fd >= 0 && (dir_fd != AT_FDCWD || !follow)) {
        path_arg_clear(&p);
        return exc_raise(&type_ValueError, dir_fd != AT_FDCWD
                             ? "%s: can't specify dir_fd without matching path"
                             : "%s: cannot use fd and follow_symlinks together", function);
    }
    struct stat st;
    gil_release();
    result = p.name == NULL ? fstat(p.fd, &st) : fstatat(dir_fd, p.name, &st, follow ? 0 : AT_SYMLINK_NOFOLLOW);
    gil_acquire();
    Value v = result ? posix_path_error(&p) : posix_stat_result(&st);
    path_arg_clear(&p);
    return v;
}

NATIVE(posix_stat_m)
{
    int follow = value_truth(a[2]);
    return follow < 0 ? VALUE_ERROR : stat_path("stat", a[0], a[1], follow);
}
NATIVE(posix_lstat_m) { return stat_path("lstat", a[0], a[1], false); }
NATIVE(posix_fstat_m)
{
    int fd, result;
    struct stat st;
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    SYSTEM_CALL(result, fstat(fd, &st));
    return result ? posix_error() : posix_stat_result(&st);
}

NATIVE(posix_access_m)
{
    PathArg p;
    int mode, dir_fd, effective = value_truth(a[3]), follow = value_truth(a[4]);
    if (effective < 0 || follow < 0 || int_as_i32(a[1], &mode) || posix_dir_fd(a[2], &dir_fd) ||
        path_arg(a[0], "access", "path", false, false, &p))
        return VALUE_ERROR;
    gil_release();
    int result = faccessat(dir_fd, p.name, mode, (effective ? AT_EACCESS : 0) | (follow ? 0 : AT_SYMLINK_NOFOLLOW));
    gil_acquire();
    path_arg_clear(&p);
    return value_from_bool(result == 0);
}

/* ---- changing ---- */
NATIVE(posix_chmod_m)
{
    PathArg p;
    int mode, dir_fd, follow = value_truth(a[3]), result;
    if (follow < 0 || int_as_i32(a[1], &mode) || posix_dir_fd(a[2], &dir_fd) ||
        path_arg(a[0], "chmod", "path", true, false, &p))
        return VALUE_ERROR;
    gil_release();
    result = p.name == NULL ? fchmod(p.fd, (mode_t)mode)
                            : fchmodat(dir_fd, p.name, (mode_t)mode, follow ? 0 : AT_SYMLINK_NOFOLLOW);
    gil_acquire();
    if (result && !follow && (errno == ENOTSUP || errno == EOPNOTSUPP)) {
        path_arg_clear(&p);
        return exc_raise(&type_NotImplementedError, "chmod: follow_symlinks unavailable on this platform");
    }
    Value v = result ? posix_path_error(&p) : VALUE_NONE;
    path_arg_clear(&p);
    return v;
}
NATIVE(posix_fchmod_m)
{
    int fd, mode, result;
    if (posix_fd(a[0], &fd) || int_as_i32(a[1], &mode))
        return VALUE_ERROR;
    SYSTEM_CALL(result, fchmod(fd, (mode_t)mode));
    RETURN_SIMPLE(result);
}

static int id_argument(Ref v, uint32_t *out, const char *what)
{
    int64_t id;
    Value index = object_index(v);
    if (value_is_error(index)) {
        exc_clear();
        return exc_raise_int(&type_TypeError, "%s should be integer, not %T", what, v);
    }
    int failed = int_as_i64(index, &id);
    value_drop(index);
    if (failed)
        exc_clear();
    if (failed || id < -1 || id > UINT32_MAX)
        return exc_raise_int(&type_OverflowError, failed || id > 0 ? "%s is greater than maximum"
                                                                    : "%s is less than minimum", what);
    *out = (uint32_t)id;
    return 0;
}

static Value change_owner(const char *function, const Ref *a, int dir_fd, bool follow, bool allow_fd)
{
    PathArg p;
    uint32_t uid, gid;
    if (id_argument(a[1], &uid, "uid") || id_argument(a[2], &gid, "gid") ||
        path_arg(a[0], function, "path", allow_fd, false, &p))
        return VALUE_ERROR;
    gil_release();
    int result = p.name == NULL ? fchown(p.fd, uid, gid)
                                : fchownat(dir_fd, p.name, uid, gid, follow ? 0 : AT_SYMLINK_NOFOLLOW);
    gil_acquire();
    Value v = result ? posix_path_error(&p) : VALUE_NONE;
    path_arg_clear(&p);
    return v;
}
NATIVE(posix_chown_m)
{
    int dir_fd, follow = value_truth(a[4]);
    if (follow < 0 || posix_dir_fd(a[3], &dir_fd))
        return VALUE_ERROR;
    return change_owner("chown", a, dir_fd, follow, true);
}
NATIVE(posix_lchown_m) { return change_owner("lchown", a, AT_FDCWD, false, false); }
NATIVE(posix_fchown_m)
{
    int fd, result;
    uint32_t uid, gid;
    if (posix_fd(a[0], &fd) || id_argument(a[1], &uid, "uid") || id_argument(a[2], &gid, "gid"))
        return VALUE_ERROR;
    SYSTEM_CALL(result, fchown(fd, uid, gid));
    RETURN_SIMPLE(result);
}

/* A time in seconds (int or float), rounded down to nanoseconds. */
static int time_of_seconds(Ref v, struct timespec *out)
{
    if (value_is_any_float(v)) {
        double d = float_value(v), whole = __builtin_floor(d);
        if (!(whole >= -9.2e18 && whole <= 9.2e18))
            return d != d ? exc_raise_int(&type_ValueError, "Invalid value NaN (not a number)")
                          : exc_raise_int(&type_OverflowError, "timestamp out of range for platform time_t");
        out->tv_sec = (time_t)whole;
        out->tv_nsec = (long)((d - whole) * 1e9);
        return 0;
    }
    int64_t s;
    if (int_as_i64(v, &s)) {
        if (exc_pending_is(&type_OverflowError)) {
            exc_clear();
            return exc_raise_int(&type_OverflowError, "timestamp out of range for platform time_t");
        }
        return -1;
    }
    *out = (struct timespec){.tv_sec = s};
    return 0;
}

static int time_of_nanoseconds(Ref v, struct timespec *out)
{
    Value parts = object_binary(BINARY_DIVMOD, v, value_from_int(1000000000));
    if (value_is_error(parts))
        return -1;
    int64_t s = 0, ns = 0;
    if (!value_is_tuple(parts) || tuple_len(parts) != 2) {
        exc_raise(&type_TypeError, "%T.__divmod__() must return a 2-tuple, not %T", v, parts);
        value_drop(parts);
        return -1;
    }
    int failed = int_as_i64(tuple_at(parts, 0), &s) || int_as_i64(tuple_at(parts, 1), &ns);
    value_drop(parts);
    *out = (struct timespec){.tv_sec = s, .tv_nsec = ns};
    return failed;
}

NATIVE(posix_utime_m)
{
    struct timespec times[2] = {{.tv_nsec = UTIME_NOW}, {.tv_nsec = UTIME_NOW}};
    int dir_fd, follow = value_truth(a[4]);
    bool has_ns = !value_is_absent(a[2]);
    if (follow < 0 || posix_dir_fd(a[3], &dir_fd))
        return VALUE_ERROR;
    if (!value_is_none(a[1]) && has_ns)
        return exc_raise(&type_ValueError, "utime: you may specify either 'times' or 'ns' but not both");
    Ref pair = has_ns ? a[2] : a[1];
    if (has_ns || !value_is_none(pair)) {
        if (!value_is_exact_tuple(pair) || tuple_len(pair) != 2)
            return exc_raise(&type_TypeError, has_ns ? "utime: 'ns' must be a tuple of two ints"
                                                     : "utime: 'times' must be either a tuple of two ints or None");
        for (int i = 0; i < 2; i++)
            if (has_ns ? time_of_nanoseconds(tuple_at(pair, i), &times[i]) : time_of_seconds(tuple_at(pair, i), &times[i]))
                return VALUE_ERROR;
    }
    PathArg p;
    if (path_arg(a[0], "utime", "path", true, false, &p))
        return VALUE_ERROR;
    if (p.fd >= 0 && (dir_fd != AT_FDCWD || !follow)) {
        path_arg_clear(&p);
        return exc_raise(&type_ValueError, dir_fd != AT_FDCWD
                             ? "utime: can't specify dir_fd without matching path"
                             : "utime: cannot use fd and follow_symlinks together");
    }
    gil_release();
    int result = p.name == NULL ? futimens(p.fd, times)
                                : utimensat(dir_fd, p.name, times, follow ? 0 : AT_SYMLINK_NOFOLLOW);
    gil_acquire();
    Value v = result ? posix_path_error(&p) : VALUE_NONE;
    path_arg_clear(&p);
    return v;
}

NATIVE(posix_umask_m)
{
    int mask;
    return int_as_i32(a[0], &mask) ? VALUE_ERROR : value_from_int(umask((mode_t)mask));
}

/* ---- file systems and devices ---- */
static const StructSeqField statvfs_fields[] = {
    {"f_bsize", ""}, {"f_frsize", ""}, {"f_blocks", ""}, {"f_bfree", ""}, {"f_bavail", ""}, {"f_files", ""},
    {"f_ffree", ""}, {"f_favail", ""}, {"f_flag", ""}, {"f_namemax", ""}, {"f_fsid", ""},
};
static Value statvfs_result(const struct statvfs *st)
{
    Value items[] = {
        int_new_u64(st->f_bsize), int_new_u64(st->f_frsize), int_new_u64(st->f_blocks), int_new_u64(st->f_bfree),
        int_new_u64(st->f_bavail), int_new_u64(st->f_files), int_new_u64(st->f_ffree), int_new_u64(st->f_favail),
        int_new_u64(st->f_flag), int_new_u64(st->f_namemax), int_new_u64(st->f_fsid),
    };
    return structseq_new(statvfs_type, items);
}
NATIVE(posix_statvfs_m)
{
    PathArg p;
    if (path_arg(a[0], "statvfs", "path", true, false, &p))
        return VALUE_ERROR;
    struct statvfs st;
    gil_release();
    int result = p.name == NULL ? fstatvfs(p.fd, &st) : statvfs(p.name, &st);
    gil_acquire();
    Value v = result ? posix_path_error(&p) : statvfs_result(&st);
    path_arg_clear(&p);
    return v;
}
NATIVE(posix_fstatvfs_m)
{
    int fd, result;
    struct statvfs st;
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    SYSTEM_CALL(result, fstatvfs(fd, &st));
    return result ? posix_error() : statvfs_result(&st);
}

/* Device numbers are unsigned; -1 is "no device" and its parts are -1 as well. */
static int device_argument(Ref v, uint64_t limit, uint64_t *out)
{
    Value index = object_index(v);
    if (value_is_error(index))
        return -1;
    int result = 0;
    if (value_is_int(index) && value_as_int(index) == -1)
        *out = UINT64_MAX;
    else if ((result = int_as_u64(index, out)) == 0 && *out > limit)
        result = exc_raise_int(&type_OverflowError, "device number out of range");
    value_drop(index);
    return result;
}
NATIVE(posix_major_m)
{
    uint64_t device;
    if (device_argument(a[0], UINT64_MAX, &device))
        return VALUE_ERROR;
    return value_from_int(device == UINT64_MAX ? -1 : (int64_t)major(device));
}
NATIVE(posix_minor_m)
{
    uint64_t device;
    if (device_argument(a[0], UINT64_MAX, &device))
        return VALUE_ERROR;
    return value_from_int(device == UINT64_MAX ? -1 : (int64_t)minor(device));
}
NATIVE(posix_makedev_m)
{
    uint64_t ma, mi;
    if (device_argument(a[0], UINT32_MAX, &ma) || device_argument(a[1], UINT32_MAX, &mi))
        return VALUE_ERROR;
    if (ma == UINT64_MAX && mi == UINT64_MAX)
        return value_from_int(-1);
    return int_new_u64(makedev((unsigned)ma, (unsigned)mi));
}

int posix_add_stat(Ref module)
{
    if (stat_type == NULL)
        stat_type = structseq_type_new("os", "stat_result",
                                       "What stat() knows about a file: a tuple of ten with more as attributes.",
                                       stat_fields, (int)N_ELEMENTS(stat_fields), 10);
    if (statvfs_type == NULL)
        statvfs_type = structseq_type_new("os", "statvfs_result", "What statvfs() knows about a file system.",
                                          statvfs_fields, (int)N_ELEMENTS(statvfs_fields), 10);
    if (stat_type == NULL || statvfs_type == NULL)
        return -1;
    return module_add(module, "stat_result", value_dup_obj(stat_type)) ||
           module_add(module, "statvfs_result", value_dup_obj(statvfs_type));
}

const Method posix_stat_functions[] = {
    {"stat(path, *, dir_fd=None, follow_symlinks=True)", posix_stat_m, "Return what is known about a file."},
    {"lstat(path, *, dir_fd=None)", posix_lstat_m, "Like stat(), but do not follow symbolic links."},
    {"fstat(fd)", posix_fstat_m, "Like stat(), of an open descriptor."},
    {"access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", posix_access_m,
     "Return whether the path can be used in this mode."},
    {"chmod(path, mode, *, dir_fd=None, follow_symlinks=True)", posix_chmod_m, "Change the access permissions of a file."},
    {"fchmod(fd, mode)", posix_fchmod_m, "Change the access permissions of an open file."},
    {"chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", posix_chown_m, "Change the owner of a file."},
    {"lchown(path, uid, gid)", posix_lchown_m, "Change the owner of a file or symbolic link."},
    {"fchown(fd, uid, gid)", posix_fchown_m, "Change the owner of an open file."},
    {"utime(path, times=None, *, ns=<absent>, dir_fd=None, follow_symlinks=True)", posix_utime_m,
     "Set the access and modification times of a file."},
    {"umask(mask, /)", posix_umask_m, "Set the umask and return the old one."},
    {"statvfs(path)", posix_statvfs_m, "Return what is known about a file system."},
    {"fstatvfs(fd, /)", posix_fstatvfs_m, "Like statvfs(), of an open descriptor."},
    {"major(device, /)", posix_major_m, "Return the major number of a device."},
    {"minor(device, /)", posix_minor_m, "Return the minor number of a device."},
    {"makedev(major, minor, /)", posix_makedev_m, "Compose a device number."},
    {0},
};
