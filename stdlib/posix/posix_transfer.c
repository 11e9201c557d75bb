/* stdlib/posix/posix_transfer.c -- several buffers in one call, and copies between descriptors inside the kernel. */
#include "runtime/list.h"
#include "runtime/mem.h"
#include "stdlib/posix/posix.h"
#include <sys/sendfile.h>
#include <sys/uio.h>

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
typedef ssize_t VectorCall(int fd, const struct iovec *parts, int n, off_t offset, int flags);

static ssize_t write_vector(int fd, const struct iovec *parts, int n, UNUSED off_t offset, UNUSED int flags)
{
    return writev(fd, parts, n);
}
static ssize_t read_vector(int fd, const struct iovec *parts, int n, UNUSED off_t offset, UNUSED int flags)
{
    return readv(fd, parts, n);
}

/* a: fd, buffers, and for the calls with a position offset and flags; `access` is what the buffers must allow. */
static Value call_with_vector(const char *name, VectorCall *call, int access, const Ref *a, size_t n_args)
{
    int fd, flags = 0;
    int64_t offset = 0;
    Vector v;
    if (int_as_i32(a[0], &fd) || (n_args > 2 && (int_as_i64(a[2], &offset) || int_as_i32(a[3], &flags))) ||
        vector_of(a[1], access, name, &v))
        return VALUE_ERROR;
    ssize_t done;
    SYSTEM_CALL(done, call(fd, v.parts, (int)v.n, offset, flags));
    Value result = done < 0 ? posix_error() : int_new(done);
    vector_clear(&v);
    return result;
}
NATIVE(posix_readv_m) { return call_with_vector("readv", read_vector, BUFFER_WRITABLE, a, n); }
NATIVE(posix_writev_m) { return call_with_vector("writev", write_vector, BUFFER_SIMPLE, a, n); }
NATIVE(posix_preadv_m) { return call_with_vector("preadv2", preadv2, BUFFER_WRITABLE, a, n); }
NATIVE(posix_pwritev_m) { return call_with_vector("pwritev2", pwritev2, BUFFER_SIMPLE, a, n); }

/* ---- between descriptors ---- */
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

/* What copy_file_range() and splice() take: (src, dst, count, offset_src=None, offset_dst=None). */
typedef struct Transfer { int in, out; int64_t count, from, to, *from_or_null, *to_or_null; } Transfer;

static int transfer_get(const Ref *a, Transfer *t)
{
    *t = (Transfer){0};
    if (int_as_i32(a[0], &t->in) || int_as_i32(a[1], &t->out) || object_as_index(a[2], &t->count, false))
        return -1;
    if (t->count < 0)
        return exc_raise_int(&type_ValueError, "negative value for 'count' not allowed");
    if (!value_is_none(a[3])) {
        t->from_or_null = &t->from;
        if (int_as_i64(a[3], &t->from))
            return -1;
    }
    if (!value_is_none(a[4])) {
        t->to_or_null = &t->to;
        if (int_as_i64(a[4], &t->to))
            return -1;
    }
    return 0;
}

NATIVE(posix_copy_file_range_m)
{
    Transfer t;
    ssize_t done;
    if (transfer_get(a, &t))
        return VALUE_ERROR;
    SYSTEM_CALL(done, copy_file_range(t.in, t.from_or_null, t.out, t.to_or_null, (size_t)t.count, 0));
    return done < 0 ? posix_error() : int_new(done);
}

NATIVE(posix_splice_m)
{
    Transfer t;
    int flags;
    ssize_t done;
    if (transfer_get(a, &t) || int_as_i32(a[5], &flags))
        return VALUE_ERROR;
    SYSTEM_CALL(done, splice(t.in, t.from_or_null, t.out, t.to_or_null, (size_t)t.count, (unsigned)flags));
    return done < 0 ? posix_error() : int_new(done);
}

const Method posix_transfer_functions[] = {
    {"writev(fd, buffers, /)", posix_writev_m, "Write several buffers."},
    {"readv(fd, buffers, /)", posix_readv_m, "Read into several buffers."},
    {"sendfile(out_fd, in_fd, offset, count)", posix_sendfile_m, "Copy between descriptors."},
    {"copy_file_range(src, dst, count, offset_src=None, offset_dst=None)", posix_copy_file_range_m,
     "Copy between files inside the kernel."},
    {"preadv(fd, buffers, offset, flags=0, /)", posix_preadv_m, "Read into several buffers, from an offset."},
    {"pwritev(fd, buffers, offset, flags=0, /)", posix_pwritev_m, "Write several buffers, at an offset."},
    {"splice(src, dst, count, offset_src=None, offset_dst=None, flags=0)", posix_splice_m,
     "Move between a pipe and another descriptor inside the kernel."},
    {0},
};
