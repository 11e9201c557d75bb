/* stdlib/io/fileio.c -- FileIO: a file descriptor as a raw stream. Every system call is made without the GIL. */
#include "runtime/bytes.h"
#include "runtime/cmdline.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "stdlib/io/io.h"
#include "stdlib/posix/fspath.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define WRITE_MAX 0x7FFFF000  /* Linux writes no more at once */

static FileIO *as_file(Ref v) { return VALUE_AS(FileIO, v); }

static Value closed_error(void) { return exc_raise(&type_ValueError, "I/O operation on closed file"); }

static Value mode_error(const char *action)
{
    return exc_raise(type_unsupported_operation, "File not open for %s", action);
}

/* ---- system calls, repeated after signals (PEP 475) ---- */

/* What errno asks for: 0 to call again, -2 it would block, -1 an exception is pending. */
static int after_failure(void)
{
    if (errno == EINTR)
        return gil_safepoint();
    if (errno == EAGAIN)
        return -2;
    exc_raise_errno(&type_OSError, errno, VALUE_ABSENT);
    return -1;
}

int64_t fileio_read_into(Ref file, void *p, size_t n)
{
    int fd = as_file(file)->fd;
    for (;;) {
        gil_release();
        ssize_t got = read(fd, p, n);
        gil_acquire();
        if (got >= 0)
            return got;
        int result = after_failure();
        if (result)
            return result;
    }
}

int64_t fileio_write_from(Ref file, const void *p, size_t n)
{
    int fd = as_file(file)->fd;
    if (n > WRITE_MAX)
        n = WRITE_MAX;
    for (;;) {
        gil_release();
        ssize_t done = write(fd, p, n);
        gil_acquire();
        if (done >= 0)
            return done;
        int result = after_failure();
        if (result)
            return result;
    }
}

int64_t fileio_seek(Ref file, int64_t offset, int whence)
{
    FileIO *f = as_file(file);
    if (f->fd < 0) {
        closed_error();
        return -1;
    }
    gil_release();
    int64_t position = lseek(f->fd, offset, whence);
    gil_acquire();
    if (f->seekable < 0)
        f->seekable = position >= 0;
    if (position < 0)
        exc_raise_errno(&type_OSError, errno, VALUE_ABSENT);
    return position;
}

/* ---- opening ---- */
static int parse_mode(FileIO *f, const char *mode, int *flags)
{
    int kinds = 0;
    bool plus = false;
    *flags = 0;
    for (; *mode; mode++) {
        switch (*mode) {
        case 'x': kinds++; f->created = f->writable = true; *flags |= O_EXCL | O_CREAT; break;
        case 'r': kinds++; f->readable = true; break;
        case 'w': kinds++; f->writable = true; *flags |= O_CREAT | O_TRUNC; break;
        case 'a': kinds++; f->writable = f->appending = true; *flags |= O_APPEND | O_CREAT; break;
        case 'b': break;
        case '+':
            if (plus)
                goto bad;
            f->readable = f->writable = plus = true;
            break;
        default:
            return exc_raise_int(&type_ValueError, "invalid mode: %.200s", mode);
        }
        if (kinds > 1)
            goto bad;
    }
    if (kinds == 0)
        goto bad;
    *flags |= (f->readable && f->writable ? O_RDWR : f->readable ? O_RDONLY : O_WRONLY) | O_CLOEXEC;
    return 0;
bad:
    return exc_raise_int(&type_ValueError,
                         "Must have exactly one of create/read/write/append mode and at most one plus");
}

static int open_name(FileIO *f, Ref name, int flags)
{
    Value bytes = fspath_encode(name);
    if (value_is_error(bytes))
        return -1;
    do {
        gil_release();
        f->fd = open(bytes_data(bytes), flags, 0666);
        gil_acquire();
    } while (f->fd < 0 && errno == EINTR && gil_safepoint() == 0);
    int error = errno;
    value_drop(bytes);
    if (f->fd < 0) {
        f->fd = -1;
        if (!exc_pending())
            exc_raise_errno(&type_OSError, error, name);
        return -1;
    }
    return 0;
}

static int open_with(FileIO *f, Ref opener, Ref name, int flags)
{
    Value result = object_call2(opener, name, value_from_int(flags));
    if (value_is_error(result))
        return -1;
    int fd;
    if (!value_is_any_int(result)) {
        value_drop(result);
        return exc_raise_int(&type_TypeError, "expected integer from opener");
    }
    int failed = int_as_i32(result, &fd);
    value_drop(result);
    if (failed)
        return -1;
    if (fd < 0)
        return exc_raise_int(&type_ValueError, "opener returned %d", fd);
    int descriptor_flags = fcntl(fd, F_GETFD);
    if (descriptor_flags >= 0 && !(descriptor_flags & FD_CLOEXEC))
        fcntl(fd, F_SETFD, descriptor_flags | FD_CLOEXEC);
    f->fd = fd;
    return 0;
}

static int check_opened(FileIO *f, Ref name, bool own)
{
    struct stat st;
    gil_release();
    int failed = fstat(f->fd, &st);
    gil_acquire();
    if (failed) {
        if (errno == EBADF || own) {
            exc_raise_errno(&type_OSError, errno, errno == EBADF ? VALUE_ABSENT : name);
            return -1;
        }
    } else {
        if (S_ISDIR(st.st_mode)) {
            exc_raise_errno(&type_OSError, EISDIR, name);
            return -1;
        }
        if (st.st_blksize > 1)
            f->block_size = st.st_blksize;
    }
    return 0;
}

static int close_descriptor(FileIO *f)
{
    int fd = f->fd, result = 0;
    f->fd = -1;
    if (fd >= 0 && f->close_fd) {
        gil_release();
        result = close(fd);
        gil_acquire();
        if (result)
            exc_raise_errno(&type_OSError, errno, VALUE_ABSENT);
    }
    return result;
}

static void reset(FileIO *f)
{
    f->fd = -1;
    f->created = f->readable = f->writable = f->appending = false;
    f->close_fd = true;
    f->seekable = -1;
    f->block_size = IO_BUFFER_SIZE;
}

/* The descriptor that a program gave instead of a name; *fd stays -1 for a name. */
static int take_descriptor(Ref file, int *fd)
{
    if (value_is_double(file))
        return exc_raise_int(&type_TypeError, "integer argument expected, got float");
    if (!value_is_any_int(file) && (value_is_str(file) || value_is_bytes(file) || value_type(file)->index == NULL))
        return 0;
    if (value_is_bool(file) && exc_warn(&type_RuntimeWarning, 1, "bool is used as a file descriptor"))
        return -1;
    if (int_as_i32(file, fd))
        return -1;
    return *fd < 0 ? exc_raise_int(&type_ValueError, "negative file descriptor") : 0;
}

/* What init() comes to when the file is open and yet not to be used: always -1. */
static int give_up(FileIO *f, bool own)
{
    if (own && f->fd >= 0)
        close(f->fd);
    f->fd = -1;
    return -1;
}

/* The attribute `name`: what the file was opened by. */
static int set_name(Ref self, Ref file)
{
    if (!value_has_type(self, &type_file_io))
        return object_setattr(self, NAME(name), file); /* a subclass may refuse */
    value_replace(&as_file(self)->name, value_dup(file));
    return 0;
}

static int fileio_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *signature;
    Value a[4];
    if (args_bind(&signature, "FileIO(file, mode='r', closefd=True, opener=None)", args, n_args, kwnames, a))
        return -1;
    FileIO *f = as_file(self);
    if (close_descriptor(f)) /* init() again */
        return -1;
    reset(f);
    if (!value_is_str(a[1]))
        return exc_raise_int(&type_TypeError, "FileIO() argument 'mode' must be str, not %T", a[1]);
    int close_fd = value_truth(a[2]);
    if (close_fd < 0)
        return -1;
    int fd = -1;
    if (take_descriptor(a[0], &fd))
        return -1;
    const char *mode = str_utf8(a[1], NULL);
    int flags;
    if (mode == NULL || parse_mode(f, mode, &flags))
        return -1;
    bool own = fd < 0;
    if (!own) {
        f->fd = fd;
        f->close_fd = close_fd;
    } else {
        if (!close_fd)
            return exc_raise_int(&type_ValueError, "Cannot use closefd=False with file name");
        if (value_is_none(a[3]) ? open_name(f, a[0], flags) : open_with(f, a[3], a[0], flags))
            return -1;
    }
    if (check_opened(f, a[0], own) || set_name(self, a[0]))
        return give_up(f, own);
    if (f->appending && lseek(f->fd, 0, SEEK_END) < 0 && errno != ESPIPE) {
        exc_raise_errno(&type_OSError, errno, VALUE_ABSENT);
        return give_up(f, own);
    }
    return 0;
}

static Value fileio_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    FileIO *f = io_alloc(type);
    if (f == NULL)
        return VALUE_ERROR;
    f->name = VALUE_ABSENT;
    f->finalizing = false;
    reset(f);
    gc_track(f);
    return value_from_obj(f);
}

Value fileio_from_fd(int fd, const char *mode, Ref name, bool close_fd)
{
    Value file = fileio_new(&type_file_io, NULL, 0, VALUE_ABSENT);
    if (value_is_error(file))
        return VALUE_ERROR;
    FileIO *f = as_file(file);
    f->fd = fd;
    f->close_fd = close_fd;
    f->readable = *mode == 'r';
    f->writable = *mode == 'w';
    f->name = value_dup(name);
    return file;
}

/* ---- closing ---- */
void fileio_warn_unclosed(Ref file, Ref source)
{
    FileIO *f = as_file(file);
    if (f->fd < 0 || !f->close_fd)
        return;
    Value pending = exc_take();
    if (exc_warn(&type_ResourceWarning, 1, "unclosed file %R", source)) {
        if (exc_pending_is(&type_Warning))
            exc_unraisable(NULL, source);
        else
            exc_clear();
    }
    exc_restore(pending);
}

NATIVE(fileio_close_m)
{
    FileIO *f = as_file(self);
    static const Method *base_close;
    if (base_close == NULL)
        for (base_close = type_io_base.methods; strncmp(base_close->signature, "close(", 6); base_close++)
            continue;
    Value result = base_close->function(self, NULL, 0, VALUE_ABSENT);
    Value pending = exc_take();
    if (f->finalizing && f->fd >= 0)
        fileio_warn_unclosed(self, self);
    int failed = close_descriptor(f);
    if (!value_is_absent(pending)) {
        if (failed)
            exc_clear();
        exc_restore(pending);
    }
    value_drop(result);
    return value_is_error(result) || failed ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(fileio_dealloc_warn_m)
{
    fileio_warn_unclosed(self, a[0]);
    return VALUE_NONE;
}

static void fileio_dealloc(Obj *o)
{
    gc_untrack(o);
    FileIO *f = (FileIO *)o;
    if (f->fd >= 0 && f->close_fd)
        close(f->fd);
    f->fd = -1;
    value_clear(&f->name);
    value_clear(&f->io.dict);
    object_free(o);
}

static int fileio_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((FileIO *)o)->name);
    GC_VISIT(((FileIO *)o)->io.dict);
    return 0;
}

static void fileio_clear(Obj *o)
{
    value_clear(&((FileIO *)o)->io.dict);
}

/* The common finaliser, but without attributes: closing sets nothing on a plain FileIO. */
static int fileio_finalize(Ref self)
{
    as_file(self)->finalizing = true;
    if (as_file(self)->fd < 0 && value_has_type(self, &type_file_io))
        return 0;
    return io_finalize(self);
}

/* ---- reading ---- */
#define REQUIRE_OPEN(f)            \
    if ((f)->fd < 0)               \
        return closed_error()

static Value would_block_or(int64_t n) { return n == -2 ? VALUE_NONE : VALUE_ERROR; }

NATIVE(fileio_readall_m)
{
    FileIO *f = as_file(self);
    REQUIRE_OPEN(f);
    if (!f->readable)
        return mode_error("reading");
    struct stat st;
    int64_t capacity = IO_BUFFER_SIZE;
    gil_release();
    off_t position = lseek(f->fd, 0, SEEK_CUR);
    if (fstat(f->fd, &st) == 0 && S_ISREG(st.st_mode) && position >= 0 && st.st_size >= position)
        capacity = st.st_size - position + 1;
    gil_acquire();
    Value bytes = bytes_new(NULL, (size_t)capacity);
    int64_t len = 0;
    while (!value_is_error(bytes)) {
        if (len == bytes_len(bytes)) {
            int64_t grown = len + (len > 65536 ? len >> 1 : len) + IO_BUFFER_SIZE;
            Value bigger = bytes_new(NULL, (size_t)grown);
            if (!value_is_error(bigger))
                memcpy(VALUE_AS(Bytes, bigger)->data, bytes_data(bytes), (size_t)len);
            value_drop(bytes);
            bytes = bigger;
            continue;
        }
        int64_t got = fileio_read_into(self, VALUE_AS(Bytes, bytes)->data + len, (size_t)(bytes_len(bytes) - len));
        if (got < 0) {
            if (got == -2 && len > 0)
                break;
            value_drop(bytes);
            return would_block_or(got);
        }
        if (got == 0)
            break;
        len += got;
    }
    return value_is_error(bytes) ? VALUE_ERROR : bytes_truncate(bytes, (size_t)len);
}

NATIVE(fileio_read_m)
{
    FileIO *f = as_file(self);
    REQUIRE_OPEN(f);
    if (!f->readable)
        return mode_error("reading");
    int64_t size;
    if (io_size_argument(a[0], &size))
        return VALUE_ERROR;
    if (size < 0)
        return fileio_readall_m(self, NULL, 0, VALUE_ABSENT);
    Value bytes = bytes_new(NULL, (size_t)size);
    if (value_is_error(bytes))
        return VALUE_ERROR;
    int64_t got = fileio_read_into(self, VALUE_AS(Bytes, bytes)->data, (size_t)size);
    if (got < 0) {
        value_drop(bytes);
        return would_block_or(got);
    }
    return bytes_truncate(bytes, (size_t)got);
}

NATIVE(fileio_readinto_m)
{
    FileIO *f = as_file(self);
    REQUIRE_OPEN(f);
    if (!f->readable)
        return mode_error("reading");
    Buffer view;
    if (io_buffer_to_fill(a[0], &view, "readinto() argument 1"))
        return VALUE_ERROR;
    int64_t got = fileio_read_into(self, view.data, (size_t)view.byte_len);
    buffer_release(&view);
    return got < 0 ? would_block_or(got) : int_new(got);
}

NATIVE(fileio_write_m)
{
    FileIO *f = as_file(self);
    REQUIRE_OPEN(f);
    if (!f->writable)
        return mode_error("writing");
    Buffer view;
    if (buffer_get(a[0], &view, BUFFER_SIMPLE))
        return VALUE_ERROR;
    int64_t done = fileio_write_from(self, view.data, (size_t)view.byte_len);
    buffer_release(&view);
    /* A signal may have cut the write short: its handler runs now, not some lines later. */
    if (done >= 0 && (running->breaker & BREAK_SIGNAL) && gil_safepoint())
        return VALUE_ERROR;
    return done < 0 ? would_block_or(done) : int_new(done);
}

/* ---- position ---- */
NATIVE(fileio_seek_m)
{
    FileIO *f = as_file(self);
    REQUIRE_OPEN(f);
    int whence;
    int64_t offset;
    if (value_is_double(a[0]))
        return exc_raise(&type_TypeError, "an integer is required");
    if (int_as_i32(a[1], &whence) || int_as_i64(a[0], &offset))
        return VALUE_ERROR;
    int64_t position = fileio_seek(self, offset, whence);
    return position < 0 ? VALUE_ERROR : int_new(position);
}

NATIVE(fileio_tell_m)
{
    REQUIRE_OPEN(as_file(self));
    int64_t position = fileio_seek(self, 0, SEEK_CUR);
    return position < 0 ? VALUE_ERROR : int_new(position);
}

NATIVE(fileio_truncate_m)
{
    FileIO *f = as_file(self);
    REQUIRE_OPEN(f);
    if (!f->writable)
        return mode_error("writing");
    int64_t size;
    if (value_is_none(a[0])) {
        size = fileio_seek(self, 0, SEEK_CUR);
        if (size < 0)
            return VALUE_ERROR;
    } else if (value_is_double(a[0])) {
        return exc_raise(&type_TypeError, "an integer is required");
    } else if (int_as_i64(a[0], &size)) {
        return VALUE_ERROR;
    }
    gil_release();
    int failed = ftruncate(f->fd, size);
    gil_acquire();
    return failed ? exc_raise_errno(&type_OSError, errno, VALUE_ABSENT) : int_new(size);
}

/* ---- questions ---- */
NATIVE(fileio_readable_m)
{
    REQUIRE_OPEN(as_file(self));
    return value_from_bool(as_file(self)->readable);
}
NATIVE(fileio_writable_m)
{
    REQUIRE_OPEN(as_file(self));
    return value_from_bool(as_file(self)->writable);
}
NATIVE(fileio_seekable_m)
{
    FileIO *f = as_file(self);
    REQUIRE_OPEN(f);
    if (f->seekable < 0 && fileio_seek(self, 0, SEEK_CUR) < 0)
        exc_clear();
    return value_from_bool(f->seekable > 0);
}
NATIVE(fileio_fileno_m)
{
    REQUIRE_OPEN(as_file(self));
    return value_from_int(as_file(self)->fd);
}
NATIVE(fileio_isatty_m)
{
    FileIO *f = as_file(self);
    REQUIRE_OPEN(f);
    gil_release();
    int answer = isatty(f->fd);
    gil_acquire();
    return value_from_bool(answer);
}

static const char *mode_text(const FileIO *f)
{
    if (f->created)
        return f->readable ? "xb+" : "xb";
    if (f->appending)
        return f->readable ? "ab+" : "ab";
    if (f->readable)
        return f->writable ? "rb+" : "rb";
    return "wb";
}
static Value get_closed(Ref self) { return value_from_bool(as_file(self)->fd < 0); }
static Value get_closefd(Ref self) { return value_from_bool(as_file(self)->close_fd); }
static Value get_mode(Ref self) { return str_from_cstr(mode_text(as_file(self))); }

static Value fileio_repr(Ref self)
{
    FileIO *f = as_file(self);
    const char *type = value_type(self)->name;
    if (f->fd < 0)
        return str_format("<%s%s [closed]>", io_type_prefix(self), type);
    Value name = io_name_or_absent(self);
    if (value_is_error(name))
        return VALUE_ERROR;
    if (value_is_absent(name))
        return str_format("<%s%s fd=%d mode='%s' closefd=%s>", io_type_prefix(self), type, f->fd, mode_text(f),
                          f->close_fd ? "True" : "False");
    int entered = object_repr_enter(self);
    Value text = VALUE_ERROR;
    if (entered == 0) {
        text = str_format("<%s%s name=%R mode='%s' closefd=%s>", io_type_prefix(self), type, name, mode_text(f),
                          f->close_fd ? "True" : "False");
        object_repr_leave(self);
    } else if (entered > 0) {
        exc_raise(&type_RuntimeError, "reentrant call inside %s.__repr__", type);
    }
    value_drop(name);
    return text;
}

NATIVE(fileio_getstate_m) { return exc_raise(&type_TypeError, "cannot pickle '%s' instances", value_type(self)->name); }

static const Method fileio_methods[] = {
    {"read(size=-1, /)", fileio_read_m, "Read up to size bytes; all of them when size is negative."},
    {"readall()", fileio_readall_m, "Read until the end."},
    {"readinto(buffer, /)", fileio_readinto_m, "Read into a buffer and return how many bytes were read."},
    {"write(b, /)", fileio_write_m, "Write a buffer and return how many bytes were written."},
    {"seek(pos, whence=0, /)", fileio_seek_m, "Move to a new position and return it."},
    {"tell()", fileio_tell_m, "Return the position."},
    {"truncate(size=None, /)", fileio_truncate_m, "Cut the file at size, or at the current position."},
    {"close()", fileio_close_m, "Close the file."},
    {"seekable()", fileio_seekable_m, "Return whether the file can be positioned."},
    {"readable()", fileio_readable_m, "Return whether the file was opened for reading."},
    {"writable()", fileio_writable_m, "Return whether the file was opened for writing."},
    {"fileno()", fileio_fileno_m, "Return the file descriptor."},
    {"isatty()", fileio_isatty_m, "Return whether the file is a terminal."},
    {"_isatty_open_only()", fileio_isatty_m, ""},
    {"_dealloc_warn(source, /)", fileio_dealloc_warn_m, ""},
    {"__getstate__()", fileio_getstate_m, ""},
    {0},
};
static const Getter fileio_getters[] = {
    {"closed", get_closed, NULL, "True if the file is closed"},
    {"closefd", get_closefd, NULL, "Whether closing closes the descriptor."},
    {"mode", get_mode, NULL, "The file mode."},
    {0},
};
static const Member fileio_members[] = {
    {"name", MEMBER_VALUE, offsetof(FileIO, name)},
    {"_blksize", MEMBER_INT64, offsetof(FileIO, block_size)},
    {"_finalizing", MEMBER_BOOL, offsetof(FileIO, finalizing)},
    {0},
};
Type type_file_io = {
    .base = STATIC_OBJ(&type_type), .name = "FileIO", .module = "_io", .basic_size = sizeof(FileIO),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF, .super_type = &type_raw_io_base,
    .dict_offset = offsetof(IoBase, dict), .doc = "FileIO(file, mode='r', closefd=True, opener=None)\n--\n\nA raw binary stream over a file descriptor.", .new = fileio_new,
    .init = fileio_init, .dealloc = fileio_dealloc, .traverse = fileio_traverse, .clear = fileio_clear,
    .finalize = fileio_finalize, .repr = fileio_repr, .methods = fileio_methods, .getters = fileio_getters,
    .members = fileio_members,
};
