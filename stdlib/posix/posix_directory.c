/* stdlib/posix/posix_directory.c -- names in directories: list, scan, make, rename, remove, link. */
#include "runtime/bytes.h"
#include "runtime/generic_alias.h"
#include "runtime/list.h"
#include "runtime/tuple.h"
#include "stdlib/posix/posix.h"
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/xattr.h>

static bool is_dot(const char *name) { return name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2])); }

/* A directory by name or by descriptor (which is duplicated, so that closing the DIR leaves it open). */
static DIR *open_directory(const PathArg *p)
{
    DIR *dir = NULL;
    gil_release();
    if (p->name != NULL) {
        dir = opendir(p->name);
    } else {
        int fd = fcntl(p->fd, F_DUPFD_CLOEXEC, 0);
        if (fd >= 0 && (dir = fdopendir(fd)) == NULL)
            close(fd);
        if (dir != NULL)
            rewinddir(dir);
    }
    gil_acquire();
    return dir;
}

NATIVE(posix_listdir_m)
{
    PathArg p;
    if (path_arg(a[0], "listdir", "path", true, true, &p))
        return VALUE_ERROR;
    DIR *dir = open_directory(&p);
    if (dir == NULL) {
        Value v = posix_path_error(&p);
        path_arg_clear(&p);
        return v;
    }
    Value list = list_new(0);
    while (!value_is_error(list)) {
        errno = 0;
        gil_release();
        struct dirent *entry = readdir(dir);
        gil_acquire();
        if (entry == NULL) {
            if (errno) {
                posix_path_error(&p);
                value_drop(list);
                list = VALUE_ERROR;
            }
            break;
        }
        if (is_dot(entry->d_name))
            continue;
        Value name = posix_text(entry->d_name, strlen(entry->d_name), p.is_bytes);
        if (value_is_error(name) || list_append_owned(list, name)) {
            value_drop(list);
            list = VALUE_ERROR;
        }
    }
    gil_release();
    closedir(dir);
    gil_acquire();
    path_arg_clear(&p);
    return list;
}

/* ---- os.DirEntry ---- */
typedef struct DirEntry {
    Obj base;
    Value name, path;
    Value stat, lstat;      /* ABSENT until asked */
    int dir_fd;             /* -1, or the descriptor given to scandir() */
    unsigned char d_type;
    ino_t inode;
} DirEntry;
static Type type_dir_entry, type_scandir;
static DirEntry *as_entry(Ref v) { return VALUE_AS(DirEntry, v); }

static void entry_dealloc(Obj *o)
{
    DirEntry *e = (DirEntry *)o;
    value_clear(&e->name);
    value_clear(&e->path);
    value_clear(&e->stat);
    value_clear(&e->lstat);
    object_free(o);
}

static Value entry_fetch(DirEntry *e, bool follow)
{
    Value name = fspath_encode(e->dir_fd >= 0 ? e->name : e->path);
    if (value_is_error(name))
        return VALUE_ERROR;
    struct stat st;
    gil_release();
    int result = fstatat(e->dir_fd >= 0 ? e->dir_fd : AT_FDCWD, bytes_data(name), &st,
                         follow ? 0 : AT_SYMLINK_NOFOLLOW);
    gil_acquire();
    value_drop(name);
    if (result)
        return exc_raise_errno(&type_OSError, errno, e->path);
    return posix_stat_result(&st);
}

static Value entry_lstat(DirEntry *e)
{
    if (value_is_absent(e->lstat)) {
        Value v = entry_fetch(e, false);
        if (value_is_error(v))
            return VALUE_ERROR;
        value_replace(&e->lstat, v);
    }
    return value_dup(e->lstat);
}

static int entry_is_symlink(DirEntry *e);

static Value entry_stat(DirEntry *e, bool follow)
{
    if (!follow)
        return entry_lstat(e);
    if (value_is_absent(e->stat)) {
        int link = entry_is_symlink(e);
        if (link < 0)
            return VALUE_ERROR;
        Value v = link ? entry_fetch(e, true) : entry_lstat(e);
        if (value_is_error(v))
            return VALUE_ERROR;
        value_replace(&e->stat, v);
    }
    return value_dup(e->stat);
}

static int mode_of(Value stat /* taken */, mode_t *mode)
{
    if (value_is_error(stat))
        return -1;
    int64_t bits;
    int failed = int_as_i64(tuple_at(stat, 0), &bits);
    value_drop(stat);
    *mode = (mode_t)bits;
    return failed;
}

/* Is the entry of this kind (S_IFDIR, S_IFREG)? A file that is gone is neither. */
static int entry_is(DirEntry *e, bool follow, mode_t kind)
{
    unsigned char wanted = kind == S_IFDIR ? DT_DIR : DT_REG;
    if (e->d_type != DT_UNKNOWN && !(follow && e->d_type == DT_LNK))
        return e->d_type == wanted;
    mode_t mode;
    if (mode_of(entry_stat(e, follow), &mode)) {
        if (exc_pending_is(&type_FileNotFoundError)) {
            exc_clear();
            return 0;
        }
        return -1;
    }
    return (mode & S_IFMT) == kind;
}

static int entry_is_symlink(DirEntry *e)
{
    if (e->d_type != DT_UNKNOWN)
        return e->d_type == DT_LNK;
    mode_t mode;
    if (mode_of(entry_lstat(e), &mode)) {
        if (exc_pending_is(&type_FileNotFoundError)) {
            exc_clear();
            return 0;
        }
        return -1;
    }
    return S_ISLNK(mode);
}

static Value answer(int truth) { return truth < 0 ? VALUE_ERROR : value_from_bool(truth); }
NATIVE(entry_is_dir_m)
{
    int follow = value_truth(a[0]);
    return follow < 0 ? VALUE_ERROR : answer(entry_is(as_entry(self), follow, S_IFDIR));
}
NATIVE(entry_is_file_m)
{
    int follow = value_truth(a[0]);
    return follow < 0 ? VALUE_ERROR : answer(entry_is(as_entry(self), follow, S_IFREG));
}
NATIVE(entry_is_symlink_m) { return answer(entry_is_symlink(as_entry(self))); }
NATIVE(entry_is_junction_m) { return VALUE_FALSE; }
NATIVE(entry_stat_m)
{
    int follow = value_truth(a[0]);
    return follow < 0 ? VALUE_ERROR : entry_stat(as_entry(self), follow);
}
NATIVE(entry_inode_m) { return int_new_u64(as_entry(self)->inode); }
NATIVE(entry_fspath_m) { return value_dup(as_entry(self)->path); }
NATIVE(class_getitem_m) { return generic_alias_new(self, a[0]); }

static Value entry_repr(Ref self) { return str_format("<DirEntry %R>", as_entry(self)->name); }

static const Method entry_methods[] = {
    {"is_dir(*, follow_symlinks=True)", entry_is_dir_m, "Return whether the entry is a directory."},
    {"is_file(*, follow_symlinks=True)", entry_is_file_m, "Return whether the entry is a regular file."},
    {"is_symlink()", entry_is_symlink_m, "Return whether the entry is a symbolic link."},
    {"is_junction()", entry_is_junction_m, "Return False."},
    {"stat(*, follow_symlinks=True)", entry_stat_m, "Return what is known about the entry; cached."},
    {"inode()", entry_inode_m, "Return the inode number."},
    {"__fspath__()", entry_fspath_m, ""},
    {"__class_getitem__(item, /)", class_getitem_m, "See PEP 585", METHOD_CLASS},
    {0},
};
static const Member entry_members[] = {
    {"name", MEMBER_VALUE, offsetof(DirEntry, name), true, "the entry's base name"},
    {"path", MEMBER_VALUE, offsetof(DirEntry, path), true, "the entry's full path"},
    {0},
};
static Type type_dir_entry = {
    .base = STATIC_OBJ(&type_type), .name = "DirEntry", .module = "posix", .basic_size = sizeof(DirEntry),
    .flags = TYPE_NO_NEW, .dealloc = entry_dealloc, .repr = entry_repr, .methods = entry_methods,
    .members = entry_members,
};

/* ---- scandir ---- */
typedef struct ScanDir {
    Obj base;
    DIR *dir;               /* NULL: exhausted or closed */
    PathArg path;
    Value object;           /* keeps path.object alive */
} ScanDir;
static ScanDir *as_scan(Ref v) { return VALUE_AS(ScanDir, v); }

static void scan_close(ScanDir *s)
{
    DIR *dir = s->dir;
    s->dir = NULL;
    if (dir == NULL)
        return;
    gil_release();
    closedir(dir);
    gil_acquire();
}

static void scan_dealloc(Obj *o)
{
    ScanDir *s = (ScanDir *)o;
    scan_close(s);
    path_arg_clear(&s->path);
    value_clear(&s->object);
    object_free(o);
}

static int scan_finalize(Ref self)
{
    if (as_scan(self)->dir == NULL)
        return 0;
    Value pending = exc_take();
    if (exc_warn(&type_ResourceWarning, 1, "unclosed scandir iterator %R", self)) {
        if (exc_pending_is(&type_Warning))
            exc_unraisable(NULL, self);
        else
            exc_clear();
    }
    exc_restore(pending);
    return 0;
}

static Value entry_path(const ScanDir *s, const struct dirent *d)
{
    size_t len = strlen(d->d_name);
    if (s->path.name == NULL)
        return posix_text(d->d_name, len, false);
    size_t base = strlen(s->path.name);
    char buffer[PATH_MAX + NAME_MAX + 2];
    if (base + len + 2 > sizeof buffer) {
        errno = ENAMETOOLONG;
        return posix_path_error(&s->path);
    }
    memcpy(buffer, s->path.name, base);
    if (base > 0 && buffer[base - 1] != '/')
        buffer[base++] = '/';
    memcpy(buffer + base, d->d_name, len);
    return posix_text(buffer, base + len, s->path.is_bytes);
}

static Value entry_new(const ScanDir *s, const struct dirent *d)
{
    DirEntry *e = object_alloc(&type_dir_entry);
    if (e == NULL)
        return VALUE_ERROR;
    e->stat = e->lstat = e->path = VALUE_ABSENT;
    e->dir_fd = s->path.name == NULL ? s->path.fd : -1;
    e->d_type = d->d_type;
    e->inode = d->d_ino;
    e->name = posix_text(d->d_name, strlen(d->d_name), s->path.is_bytes);
    Value v = value_from_obj(e);
    Value path = value_is_error(e->name) ? VALUE_ERROR : entry_path(s, d);
    if (value_is_error(path)) {
        if (value_is_error(e->name))
            e->name = VALUE_ABSENT;
        value_drop(v);
        return VALUE_ERROR;
    }
    e->path = path;
    return v;
}

static Value scan_next(Ref self)
{
    ScanDir *s = as_scan(self);
    for (;;) {
        if (s->dir == NULL)
            return VALUE_ABSENT;
        errno = 0;
        gil_release();
        struct dirent *entry = readdir(s->dir);
        gil_acquire();
        if (entry == NULL) {
            Value v = errno ? posix_path_error(&s->path) : VALUE_ABSENT;
            scan_close(s);
            return v;
        }
        if (!is_dot(entry->d_name))
            return entry_new(s, entry);
    }
}
static Value scan_iter(Ref self) { return value_dup(self); }
NATIVE(scan_close_m)
{
    scan_close(as_scan(self));
    return VALUE_NONE;
}
NATIVE(scan_enter_m) { return value_dup(self); }

static const Method scan_methods[] = {
    {"__enter__()", scan_enter_m, ""},
    {"__exit__(*args)", scan_close_m, ""},
    {"close()", scan_close_m, "Close the directory."},
    {0},
};
static Type type_scandir = {
    .base = STATIC_OBJ(&type_type), .name = "ScandirIterator", .module = "posix", .basic_size = sizeof(ScanDir),
    .flags = TYPE_NO_NEW, .dealloc = scan_dealloc, .finalize = scan_finalize, .iter = scan_iter, .next = scan_next,
    .methods = scan_methods,
};

NATIVE(posix_scandir_m)
{
    PathArg p;
    if (path_arg(a[0], "scandir", "path", true, true, &p))
        return VALUE_ERROR;
    DIR *dir = open_directory(&p);
    ScanDir *s = dir == NULL ? NULL : object_alloc(&type_scandir);
    if (s == NULL) {
        if (dir == NULL)
            posix_path_error(&p);
        else
            closedir(dir);
        path_arg_clear(&p);
        return VALUE_ERROR;
    }
    s->dir = dir;
    s->path = p;
    s->object = value_dup(a[0]);
    return value_from_obj(s);
}

/* ---- one path and dir_fd ---- */
static Value on_path(const char *function, Ref path, Ref dir_fd_value, int (*call)(int, const char *, int), int extra)
{
    PathArg p;
    int dir_fd, result;
    if (posix_dir_fd(dir_fd_value, &dir_fd) || path_arg(path, function, "path", false, false, &p))
        return VALUE_ERROR;
    SYSTEM_CALL(result, call(dir_fd, p.name, extra));
    Value v = result < 0 ? posix_path_error(&p) : VALUE_NONE;
    path_arg_clear(&p);
    return v;
}
static int call_mkdir(int dir_fd, const char *name, int mode) { return mkdirat(dir_fd, name, (mode_t)mode); }
static int call_mkfifo(int dir_fd, const char *name, int mode) { return mkfifoat(dir_fd, name, (mode_t)mode); }
NATIVE(posix_mkdir_m)
{
    int mode;
    return int_as_i32(a[1], &mode) ? VALUE_ERROR : on_path("mkdir", a[0], a[2], call_mkdir, mode);
}
NATIVE(posix_mkfifo_m)
{
    int mode;
    return int_as_i32(a[1], &mode) ? VALUE_ERROR : on_path("mkfifo", a[0], a[2], call_mkfifo, mode);
}
NATIVE(posix_rmdir_m) { return on_path("rmdir", a[0], a[1], unlinkat, AT_REMOVEDIR); }
NATIVE(posix_unlink_m) { return on_path("unlink", a[0], a[1], unlinkat, 0); }
NATIVE(posix_remove_m) { return on_path("remove", a[0], a[1], unlinkat, 0); }
NATIVE(posix_mknod_m)
{
    PathArg p;
    int mode, dir_fd, result;
    uint64_t device;
    if (int_as_i32(a[1], &mode) || int_as_u64(a[2], &device) || posix_dir_fd(a[3], &dir_fd) ||
        path_arg(a[0], "mknod", "path", false, false, &p))
        return VALUE_ERROR;
    SYSTEM_CALL(result, mknodat(dir_fd, p.name, (mode_t)mode, device));
    Value v = result < 0 ? posix_path_error(&p) : VALUE_NONE;
    path_arg_clear(&p);
    return v;
}

/* ---- two paths ---- */
static Value rename_paths(const char *function, const Ref *a)
{
    PathArg from, to;
    int from_fd, to_fd;
    if (posix_dir_fd(a[2], &from_fd) || posix_dir_fd(a[3], &to_fd) || path_arg(a[0], function, "src", false, false, &from))
        return VALUE_ERROR;
    if (path_arg(a[1], function, "dst", false, false, &to)) {
        path_arg_clear(&from);
        return VALUE_ERROR;
    }
    gil_release();
    int result = renameat(from_fd, from.name, to_fd, to.name);
    gil_acquire();
    Value v = result ? posix_two_paths_error(&from, &to) : VALUE_NONE;
    path_arg_clear(&from);
    path_arg_clear(&to);
    return v;
}
NATIVE(posix_rename_m) { return rename_paths("rename", a); }
NATIVE(posix_replace_m) { return rename_paths("replace", a); }

NATIVE(posix_link_m)
{
    PathArg from, to;
    int from_fd, to_fd, follow = value_truth(a[4]);
    if (follow < 0 || posix_dir_fd(a[2], &from_fd) || posix_dir_fd(a[3], &to_fd) ||
        path_arg(a[0], "link", "src", false, false, &from))
        return VALUE_ERROR;
    if (path_arg(a[1], "link", "dst", false, false, &to)) {
        path_arg_clear(&from);
        return VALUE_ERROR;
    }
    gil_release();
    int result = linkat(from_fd, from.name, to_fd, to.name, follow ? AT_SYMLINK_FOLLOW : 0);
    gil_acquire();
    Value v = result ? posix_two_paths_error(&from, &to) : VALUE_NONE;
    path_arg_clear(&from);
    path_arg_clear(&to);
    return v;
}

NATIVE(posix_symlink_m)
{
    PathArg from, to;
    int dir_fd;
    if (posix_dir_fd(a[3], &dir_fd) || path_arg(a[0], "symlink", "src", false, false, &from))
        return VALUE_ERROR;
    if (path_arg(a[1], "symlink", "dst", false, false, &to)) {
        path_arg_clear(&from);
        return VALUE_ERROR;
    }
    gil_release();
    int result = symlinkat(from.name, dir_fd, to.name);
    gil_acquire();
    Value v = result ? posix_two_paths_error(&from, &to) : VALUE_NONE;
    path_arg_clear(&from);
    path_arg_clear(&to);
    return v;
}

NATIVE(posix_readlink_m)
{
    PathArg p;
    int dir_fd;
    if (posix_dir_fd(a[1], &dir_fd) || path_arg(a[0], "readlink", "path", false, false, &p))
        return VALUE_ERROR;
    char target[PATH_MAX + 1];
    gil_release();
    ssize_t len = readlinkat(dir_fd, p.name, target, sizeof target - 1);
    gil_acquire();
    Value v = len < 0 ? posix_path_error(&p) : posix_text(target, (size_t)len, p.is_bytes);
    path_arg_clear(&p);
    return v;
}

/* ---- the current directory ---- */
static Value current_directory(bool as_bytes)
{
    char path[PATH_MAX];
    gil_release();
    const char *result = getcwd(path, sizeof path);
    gil_acquire();
    return result == NULL ? posix_error() : posix_text(path, strlen(path), as_bytes);
}
NATIVE(posix_getcwd_m) { return current_directory(false); }
NATIVE(posix_getcwdb_m) { return current_directory(true); }
NATIVE(posix_chdir_m)
{
    PathArg p;
    if (path_arg(a[0], "chdir", "path", true, false, &p))
        return VALUE_ERROR;
    gil_release();
    int result = p.name == NULL ? fchdir(p.fd) : chdir(p.name);
    gil_acquire();
    Value v = result ? posix_path_error(&p) : VALUE_NONE;
    path_arg_clear(&p);
    return v;
}
NATIVE(posix_fchdir_m)
{
    int fd, result;
    if (posix_fd(a[0], &fd))
        return VALUE_ERROR;
    SYSTEM_CALL(result, fchdir(fd));
    RETURN_SIMPLE(result);
}
NATIVE(posix_chroot_m)
{
    PathArg p;
    if (path_arg(a[0], "chroot", "path", false, false, &p))
        return VALUE_ERROR;
    Value v = chroot(p.name) ? posix_path_error(&p) : VALUE_NONE;
    path_arg_clear(&p);
    return v;
}
NATIVE(posix_fspath_m) { return fspath(a[0]); }

/* ---- extended attributes ---- */
NATIVE(posix_getxattr_m)
{
    PathArg p, name;
    int follow = value_truth(a[2]);
    if (follow < 0 || path_arg(a[0], "getxattr", "path", true, false, &p))
        return VALUE_ERROR;
    if (path_arg(a[1], "getxattr", "attribute", false, false, &name)) {
        path_arg_clear(&p);
        return VALUE_ERROR;
    }
    static char buffer[65536];
    ssize_t len = p.name == NULL ? fgetxattr(p.fd, name.name, buffer, sizeof buffer)
                  : follow ? getxattr(p.name, name.name, buffer, sizeof buffer)
                           : lgetxattr(p.name, name.name, buffer, sizeof buffer);
    Value v = len < 0 ? posix_path_error(&p) : bytes_new(buffer, (size_t)len);
    path_arg_clear(&p);
    path_arg_clear(&name);
    return v;
}
NATIVE(posix_setxattr_m)
{
    PathArg p, name;
    int flags, follow = value_truth(a[4]);
    Buffer value;
    if (follow < 0 || int_as_i32(a[3], &flags) || path_arg(a[0], "setxattr", "path", true, false, &p))
        return VALUE_ERROR;
    if (path_arg(a[1], "setxattr", "attribute", false, false, &name) || buffer_get(a[2], &value, BUFFER_SIMPLE)) {
        path_arg_clear(&p);
        return VALUE_ERROR;
    }
    size_t n_bytes = (size_t)value.byte_len;
    int result = p.name == NULL ? fsetxattr(p.fd, name.name, value.data, n_bytes, flags)
                 : follow ? setxattr(p.name, name.name, value.data, n_bytes, flags)
                          : lsetxattr(p.name, name.name, value.data, n_bytes, flags);
    Value v = result ? posix_path_error(&p) : VALUE_NONE;
    buffer_release(&value);
    path_arg_clear(&p);
    path_arg_clear(&name);
    return v;
}
NATIVE(posix_removexattr_m)
{
    PathArg p, name;
    int follow = value_truth(a[2]);
    if (follow < 0 || path_arg(a[0], "removexattr", "path", true, false, &p))
        return VALUE_ERROR;
    if (path_arg(a[1], "removexattr", "attribute", false, false, &name)) {
        path_arg_clear(&p);
        return VALUE_ERROR;
    }
    int result = p.name == NULL ? fremovexattr(p.fd, name.name)
                 : follow ? removexattr(p.name, name.name) : lremovexattr(p.name, name.name);
    Value v = result ? posix_path_error(&p) : VALUE_NONE;
    path_arg_clear(&p);
    path_arg_clear(&name);
    return v;
}
NATIVE(posix_listxattr_m)
{
    PathArg p;
    int follow = value_truth(a[1]);
    if (follow < 0 || path_arg(a[0], "listxattr", "path", true, true, &p))
        return VALUE_ERROR;
    static char buffer[65536];
    ssize_t len = p.name == NULL ? flistxattr(p.fd, buffer, sizeof buffer)
                  : follow ? listxattr(p.name, buffer, sizeof buffer) : llistxattr(p.name, buffer, sizeof buffer);
    Value list = len < 0 ? posix_path_error(&p) : list_new(0);
    for (const char *q = buffer; !value_is_error(list) && q < buffer + len; q += strlen(q) + 1)
        if (list_append_owned(list, str_decode_fs(q, strlen(q)))) {
            value_drop(list);
            list = VALUE_ERROR;
        }
    path_arg_clear(&p);
    return list;
}

int posix_add_directory(Ref module)
{
    if (type_ready(&type_scandir))
        return -1;
    return module_add_type(module, &type_dir_entry);
}

const Method posix_directory_functions[] = {
    {"listdir(path=None)", posix_listdir_m, "Return the names in a directory."},
    {"scandir(path=None)", posix_scandir_m, "Return an iterator of DirEntry objects for a directory."},
    {"mkdir(path, mode=511, *, dir_fd=None)", posix_mkdir_m, "Make a directory."},
    {"mkfifo(path, mode=438, *, dir_fd=None)", posix_mkfifo_m, "Make a named pipe."},
    {"mknod(path, mode=384, device=0, *, dir_fd=None)", posix_mknod_m, "Make a file system node."},
    {"rmdir(path, *, dir_fd=None)", posix_rmdir_m, "Remove an empty directory."},
    {"unlink(path, *, dir_fd=None)", posix_unlink_m, "Remove a file."},
    {"remove(path, *, dir_fd=None)", posix_remove_m, "Remove a file."},
    {"rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", posix_rename_m, "Rename a file or directory."},
    {"replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", posix_replace_m, "Rename, overwriting the target."},
    {"link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", posix_link_m, "Make a hard link."},
    {"symlink(src, dst, target_is_directory=False, *, dir_fd=None)", posix_symlink_m, "Make a symbolic link."},
    {"readlink(path, *, dir_fd=None)", posix_readlink_m, "Return what a symbolic link points to."},
    {"getcwd()", posix_getcwd_m, "Return the current directory."},
    {"getcwdb()", posix_getcwdb_m, "Return the current directory as bytes."},
    {"chdir(path)", posix_chdir_m, "Change the current directory."},
    {"fchdir(fd)", posix_fchdir_m, "Change to an open directory."},
    {"chroot(path)", posix_chroot_m, "Change the root directory."},
    {"fspath(path)", posix_fspath_m, "Return the str or bytes of a path object."},
    {"getxattr(path, attribute, *, follow_symlinks=True)", posix_getxattr_m, "Return an extended attribute."},
    {"setxattr(path, attribute, value, flags=0, *, follow_symlinks=True)", posix_setxattr_m, "Set an extended attribute."},
    {"removexattr(path, attribute, *, follow_symlinks=True)", posix_removexattr_m, "Remove an extended attribute."},
    {"listxattr(path=None, *, follow_symlinks=True)", posix_listxattr_m, "Return the extended attributes."},
    {0},
};
