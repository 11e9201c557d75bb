/* runtime/memoryview.c -- memoryview: looking at another object's memory without copying it.
 *
 * A view holds a MemoryOwner, shared by everything sliced or cast from it.  release() lets go of it at once;
 * every operation asks memoryview_check() first, again after anything that runs Python. */
#include "runtime/bytes_internal.h"
#include "runtime/memoryview_internal.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/slice.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* ---- owners ---- */

static void memory_owner_dealloc(Obj *o)
{
    gc_untrack(o);
    buffer_release(&((MemoryOwner *)o)->buffer);
    object_free(o);
}

static int memory_owner_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((MemoryOwner *)o)->buffer.owner);
    return 0;
}

static Type type_memory_owner = {
    .base = STATIC_OBJ(&type_type),
    .name = "managedbuffer",
    .basic_size = sizeof(MemoryOwner),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .dealloc = memory_owner_dealloc,
    .traverse = memory_owner_traverse,
};

static MemoryOwner *take_buffer(Ref exporter, int flags, bool built_in)
{
    if (type_ready(&type_memory_owner))
        return NULL;
    MemoryOwner *owner = object_alloc(&type_memory_owner);
    if (owner == NULL)
        return NULL;
    owner->buffer.owner = VALUE_ABSENT;
    int failed = built_in ? buffer_get_built_in(exporter, &owner->buffer, flags)
                          : buffer_get(exporter, &owner->buffer, flags);
    if (failed) {
        owner->buffer.owner = VALUE_ABSENT;
        object_free(owner);
        return NULL;
    }
    gc_track(owner);
    return owner;
}

/* ---- views ---- */

int memoryview_check(const MemoryView *m)
{
    if (memoryview_is_released(m))
        return exc_raise_int(&type_ValueError, "operation forbidden on released memoryview object");
    return 0;
}

/* A view over `owner` with room for n dimensions and the fields of `like`, shape and strides included when
 * they fit. */
static MemoryView *new_view(Ref owner, const Buffer *like, int n_dims)
{
    MemoryView *m = object_alloc(&type_memoryview);
    if (m == NULL)
        return NULL;
    m->owner = VALUE_ABSENT;
    m->hash = -1;
    m->n_exports = 0;
    m->dims = NULL;
    m->view = *like;
    m->view.owner = VALUE_ABSENT;
    m->view.n_dims = n_dims;
    m->view.shape = &m->view.shape0;
    m->view.strides = &m->view.stride0;
    if (n_dims > 1) {
        m->dims = mem_alloc_array_or_raise((size_t)n_dims * 2, sizeof *m->dims);
        if (m->dims == NULL) {
            object_free(m);
            return NULL;
        }
        m->view.shape = m->dims;
        m->view.strides = m->dims + n_dims;
    }
    for (int i = 0; i < n_dims && i < like->n_dims; i++) {
        m->view.shape[i] = like->shape[i];
        m->view.strides[i] = like->strides[i];
    }
    m->owner = value_dup(owner);
    gc_track(m);
    return m;
}

MemoryView *memoryview_clone(const MemoryView *m, int n_dims) { return new_view(m->owner, &m->view, n_dims); }

Value memoryview_new(Ref exporter) { return memoryview_with_flags(exporter, BUFFER_STRIDES | BUFFER_FORMAT, false); }

Value memoryview_with_flags(Ref exporter, int flags, bool built_in)
{
    if (value_has_type(exporter, &type_memoryview)) {
        MemoryView *m = VALUE_AS(MemoryView, exporter);
        if (memoryview_check(m))
            return VALUE_ERROR;
        m = memoryview_clone(m, m->view.n_dims);
        return m ? value_from_obj(m) : VALUE_ERROR;
    }
    if (!buffer_supported(exporter))
        return exc_raise(&type_TypeError, "memoryview: a bytes-like object is required, not '%T'", exporter);
    MemoryOwner *owner = take_buffer(exporter, flags, built_in);
    if (owner == NULL)
        return VALUE_ERROR;
    MemoryView *m = NULL;
    if (owner->buffer.n_dims > MEMORYVIEW_MAX_DIMS)
        exc_raise(&type_ValueError, "memoryview: number of dimensions must not exceed %d", MEMORYVIEW_MAX_DIMS);
    else
        m = new_view(value_from_obj(owner), &owner->buffer, owner->buffer.n_dims);
    obj_drop(owner);
    return m ? value_from_obj(m) : VALUE_ERROR;
}

static Value memoryview_type_new(UNUSED Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[1];
    if (args_bind(&spec, "memoryview(object)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    return memoryview_new(a[0]);
}

static void memoryview_dealloc(Obj *o)
{
    MemoryView *m = (MemoryView *)o;
    gc_untrack(o);
    value_clear(&m->owner);
    mem_free(m->dims);
    object_free(o);
}

static int memoryview_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((MemoryView *)o)->owner);
    return 0;
}

static void memoryview_clear(Obj *o)
{
    if (((MemoryView *)o)->n_exports == 0)
        value_clear(&((MemoryView *)o)->owner);
}

static Value memoryview_repr(Ref self)
{
    return str_format(memoryview_is_released(VALUE_AS(MemoryView, self)) ? "<released memory at %p>"
                                                                         : "<memory at %p>", value_as_obj(self));
}

static int64_t memoryview_hash(Ref self)
{
    MemoryView *m = VALUE_AS(MemoryView, self);
    if (m->hash != -1)
        return m->hash;
    if (memoryview_check(m))
        return -1;
    if (!m->view.readonly)
        return exc_raise_int(&type_ValueError, "cannot hash writable memoryview object");
    char code;
    if (!memory_format_is_native(m->view.format, &code) || (code != 'B' && code != 'b' && code != 'c'))
        return exc_raise_int(&type_ValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
    if (object_hash(buffer_exporter(&VALUE_AS(MemoryOwner, m->owner)->buffer)) == -1)
        return -1;
    if (memoryview_check(m))
        return -1;
    char *copy = mem_alloc_or_raise((size_t)m->view.byte_len + 1);
    if (copy == NULL)
        return -1;
    buffer_copy_out(&m->view, copy);
    m->hash = hash_bytes(copy, (size_t)m->view.byte_len);
    mem_free(copy);
    return m->hash;
}

/* ---- comparing ---- */

static int items_equal(const Buffer *a, const Buffer *b, int dim, const char *p, const char *q)
{
    if (dim == a->n_dims)
        return memory_item_equal(p, a->format, q, b->format);
    for (int64_t i = 0; i < a->shape[dim]; i++) {
        int equal = items_equal(a, b, dim + 1, p + i * a->strides[dim], q + i * b->strides[dim]);
        if (equal <= 0)
            return equal;
    }
    return 1;
}

static bool same_bytes_format(const Buffer *a, const Buffer *b)
{
    return a->format[0] == 'B' && a->format[1] == 0 && b->format[0] == 'B' && b->format[1] == 0;
}

static int buffers_equal(const Buffer *a, const Buffer *b)
{
    if (a->n_dims != b->n_dims)
        return 0;
    for (int i = 0; i < a->n_dims; i++)
        if (a->shape[i] != b->shape[i])
            return 0;
    if (same_bytes_format(a, b) && buffer_is_contiguous(a, 'C') && buffer_is_contiguous(b, 'C'))
        return memcmp(a->data, b->data, (size_t)a->byte_len) == 0;
    int equal = items_equal(a, b, 0, a->data, b->data);
    if (equal < 0 && exc_pending_is(&type_NotImplementedError)) {
        exc_clear(); /* formats nobody can read are never equal */
        return 0;
    }
    return equal;
}

static Value memoryview_compare(Ref a, Ref b, CompareOp op)
{
    MemoryView *m = VALUE_AS(MemoryView, a);
    if (op != CMP_EQ && op != CMP_NE)
        return VALUE_NOT_IMPLEMENTED;
    int equal;
    bool other_is_view = value_has_type(b, &type_memoryview);
    if (memoryview_is_released(m) || (other_is_view && memoryview_is_released(VALUE_AS(MemoryView, b))))
        equal = value_is(a, b);
    else {
        if (!buffer_supported(b))
            return VALUE_NOT_IMPLEMENTED;
        Buffer other;
        if (buffer_get(b, &other, BUFFER_STRIDES | BUFFER_FORMAT)) {
            exc_clear();
            return VALUE_NOT_IMPLEMENTED;
        }
        m->n_exports++; /* nobody may release it meanwhile */
        equal = buffers_equal(&m->view, &other);
        m->n_exports--;
        buffer_release(&other);
        if (equal < 0)
            return VALUE_ERROR;
    }
    return value_from_bool(equal == (op == CMP_EQ));
}

/* ---- items and slices ---- */

static int64_t memoryview_length(Ref self)
{
    MemoryView *m = VALUE_AS(MemoryView, self);
    if (memoryview_check(m))
        return -1;
    if (m->view.n_dims == 0)
        return exc_raise_int(&type_TypeError, "0-dim memory has no length");
    return m->view.shape[0];
}

/* p moved to item `index` of a dimension; NULL with IndexError. */
static char *step_into(const Buffer *b, char *p, int dim, int64_t index)
{
    if (index < 0)
        index += b->shape[dim];
    if (index < 0 || index >= b->shape[dim]) {
        exc_raise(&type_IndexError, "index out of bounds on dimension %d", dim + 1);
        return NULL;
    }
    return p + index * b->strides[dim];
}

static bool is_index_tuple(Ref key)
{
    if (!value_is_tuple(key))
        return false;
    for (int64_t i = 0; i < tuple_len(key); i++)
        if (value_type(tuple_at(key, i))->index == NULL)
            return false;
    return true;
}

static bool is_slice_tuple(Ref key)
{
    if (!value_is_tuple(key) || tuple_len(key) == 0)
        return false;
    for (int64_t i = 0; i < tuple_len(key); i++)
        if (!value_is_instance(tuple_at(key, i), &type_slice))
            return false;
    return true;
}

/* The item a tuple of indices means. */
static char *find_by_tuple(MemoryView *m, Ref key)
{
    int64_t n = tuple_len(key);
    if (n < m->view.n_dims) {
        exc_raise(&type_NotImplementedError, "sub-views are not implemented");
        return NULL;
    }
    if (n > m->view.n_dims) {
        exc_raise(&type_TypeError, "cannot index %d-dimension view with %lld-element tuple",
                  m->view.n_dims, (long long)n);
        return NULL;
    }
    char *p = m->view.data;
    for (int i = 0; i < n; i++) {
        int64_t index;
        if (object_as_index(tuple_at(key, i), &index, false) || memoryview_check(m)
            || (p = step_into(&m->view, p, i, index)) == NULL)
            return NULL;
    }
    return p;
}

static char *find_by_index(MemoryView *m, Ref key, bool writing)
{
    int64_t index;
    if (object_as_index(key, &index, false) || memoryview_check(m))
        return NULL;
    if (m->view.n_dims == 0) {
        exc_raise(&type_TypeError, "invalid indexing of 0-dim memory");
        return NULL;
    }
    if (m->view.n_dims > 1) {
        exc_raise(&type_NotImplementedError, writing ? "sub-views are not implemented"
                                                     : "multi-dimensional sub-views are not implemented");
        return NULL;
    }
    return step_into(&m->view, m->view.data, 0, index);
}

static Value slice_view(Ref self, Ref slice)
{
    MemoryView *m = VALUE_AS(MemoryView, self);
    int64_t start, stop, step, count;
    if (m->view.n_dims == 0)
        return exc_raise(&type_TypeError, "invalid indexing of 0-dim memory");
    /* First the new view, then the slice's __index__, which may release the old one. */
    MemoryView *part = memoryview_clone(m, m->view.n_dims);
    if (part == NULL)
        return VALUE_ERROR;
    if (slice_resolve(slice, part->view.shape[0], &start, &stop, &step, &count)) {
        obj_drop(part);
        return VALUE_ERROR;
    }
    part->view.data = (char *)part->view.data + start * part->view.strides[0];
    part->view.shape[0] = count;
    part->view.strides[0] *= step;
    int64_t n = part->view.item_size;
    for (int i = 0; i < part->view.n_dims; i++)
        n *= part->view.shape[i];
    part->view.byte_len = n;
    return value_from_obj(part);
}

static Value memoryview_subscript(Ref self, Ref key)
{
    MemoryView *m = VALUE_AS(MemoryView, self);
    if (memoryview_check(m))
        return VALUE_ERROR;
    char *p;
    if (m->view.n_dims == 0) {
        if (value_is_tuple(key) && tuple_len(key) == 0)
            return memory_item_get(m->view.data, m->view.format);
        if (value_is(key, VALUE_ELLIPSIS))
            return value_dup(self);
        return exc_raise(&type_TypeError, "invalid indexing of 0-dim memory");
    }
    if (value_type(key)->index != NULL)
        p = find_by_index(m, key, false);
    else if (value_is_instance(key, &type_slice))
        return slice_view(self, key);
    else if (is_index_tuple(key))
        p = find_by_tuple(m, key);
    else if (is_slice_tuple(key))
        return exc_raise(&type_NotImplementedError, "multi-dimensional slicing is not implemented");
    else
        return exc_raise(&type_TypeError, "memoryview: invalid slice key");
    return p ? memory_item_get(p, m->view.format) : VALUE_ERROR;
}

static Value memoryview_item(Ref self, int64_t i)
{
    MemoryView *m = VALUE_AS(MemoryView, self);
    if (memoryview_check(m))
        return VALUE_ERROR;
    if (m->view.n_dims != 1)
        return memoryview_subscript(self, int_new(i));
    char *p = step_into(&m->view, m->view.data, 0, i);
    return p ? memory_item_get(p, m->view.format) : VALUE_ERROR;
}

/* ---- assignment ---- */

static bool same_structure(const Buffer *a, const Buffer *b)
{
    const char *f = a->format + (a->format[0] == '@'), *g = b->format + (b->format[0] == '@');
    return strcmp(f, g) == 0 && a->item_size == b->item_size && a->n_dims == b->n_dims
           && (a->n_dims == 0 || a->shape[0] == b->shape[0]);
}

static int assign_part(MemoryView *part, Ref v)
{
    Buffer source;
    if (buffer_get(v, &source, BUFFER_STRIDES | BUFFER_FORMAT))
        return -1;
    int status = -1;
    const Buffer *target = &part->view;
    if (!same_structure(target, &source)) {
        exc_raise(&type_ValueError, "memoryview assignment: lvalue and rvalue have different structures");
        goto done;
    }
    /* Through a copy: source and target may overlap. */
    char *copy = mem_alloc_or_raise((size_t)source.byte_len + 1);
    if (copy == NULL)
        goto done;
    buffer_copy_out(&source, copy);
    for (int64_t i = 0; i < target->shape[0]; i++)
        memcpy((char *)target->data + i * target->strides[0], copy + i * target->item_size,
               (size_t)target->item_size);
    mem_free(copy);
    status = 0;
done:
    buffer_release(&source);
    return status;
}

static int set_slice(Ref self, Ref slice, Ref v)
{
    Value part = slice_view(self, slice);
    if (value_is_error(part))
        return -1;
    int status = memoryview_check(VALUE_AS(MemoryView, self)) ? -1 : assign_part(VALUE_AS(MemoryView, part), v);
    value_drop(part);
    return status;
}

static int memoryview_set_subscript(Ref self, Ref key, Ref v)
{
    MemoryView *m = VALUE_AS(MemoryView, self);
    if (memoryview_check(m))
        return -1;
    if (m->view.readonly)
        return exc_raise_int(&type_TypeError, "cannot modify read-only memory");
    if (value_is_absent(v))
        return exc_raise_int(&type_TypeError, "cannot delete memory");
    char *p;
    if (m->view.n_dims == 0) {
        if (!value_is(key, VALUE_ELLIPSIS) && !(value_is_tuple(key) && tuple_len(key) == 0))
            return exc_raise_int(&type_TypeError, "invalid indexing of 0-dim memory");
        p = m->view.data;
    } else if (value_type(key)->index != NULL)
        p = find_by_index(m, key, true);
    else if (value_is_instance(key, &type_slice)) {
        if (m->view.n_dims != 1)
            return exc_raise_int(&type_NotImplementedError,
                                 "memoryview slice assignments are currently restricted to ndim = 1");
        return set_slice(self, key, v);
    } else if (is_index_tuple(key))
        p = find_by_tuple(m, key);
    else if (is_slice_tuple(key))
        return exc_raise_int(&type_NotImplementedError,
                             "memoryview slice assignments are currently restricted to ndim = 1");
    else
        return exc_raise_int(&type_TypeError, "memoryview: invalid slice key");
    if (p == NULL)
        return -1;
    /* Converting v may run Python, which may release us: convert first, store afterwards. */
    char item[16];
    if (m->view.item_size > (int64_t)sizeof item)
        return exc_raise_int(&type_NotImplementedError, "memoryview: unsupported format %s", m->view.format);
    Value owner = value_dup(m->owner); /* the format lives in it */
    int status = memory_item_set(item, m->view.format, v);
    if (status == 0)
        status = memoryview_check(m);
    if (status == 0)
        memcpy(p, item, (size_t)m->view.item_size);
    value_drop(owner);
    return status;
}

/* ---- buffers ---- */

static int memoryview_buffer_get(Ref self, Buffer *out, int flags)
{
    MemoryView *m = VALUE_AS(MemoryView, self);
    if (memoryview_check(m))
        return -1;
    if ((flags & BUFFER_WRITABLE) && m->view.readonly)
        return exc_raise_int(&type_BufferError, "memoryview: underlying buffer is not writable");
    if ((flags & BUFFER_STRIDES) != BUFFER_STRIDES && !buffer_is_contiguous(&m->view, 'C'))
        return exc_raise_int(&type_BufferError, "memoryview: underlying buffer is not C-contiguous");
    *out = m->view;
    out->owner = value_dup(self);
    if (m->dims == NULL) {
        out->shape = &out->shape0;
        out->strides = &out->stride0;
    }
    m->n_exports++;
    return 0;
}

static void memoryview_buffer_release(Ref self, UNUSED Buffer *b) { VALUE_AS(MemoryView, self)->n_exports--; }

/* ---- iteration ---- */

typedef struct MemoryIter {
    Obj base;
    Value view; /* ABSENT once exhausted */
    int64_t index;
} MemoryIter;

static Value memoryview_iter(Ref self)
{
    MemoryView *m = VALUE_AS(MemoryView, self);
    if (memoryview_check(m))
        return VALUE_ERROR;
    char code;
    if (m->view.n_dims == 0)
        return exc_raise(&type_TypeError, "invalid indexing of 0-dim memory");
    if (m->view.n_dims != 1)
        return exc_raise(&type_NotImplementedError, "multi-dimensional sub-views are not implemented");
    if (!memory_format_is_native(m->view.format, &code))
        return exc_raise(&type_NotImplementedError, "memoryview: format %s not supported", m->view.format);
    MemoryIter *it = object_alloc(&type_memoryview_iterator);
    if (it == NULL)
        return VALUE_ERROR;
    it->view = value_dup(self);
    it->index = 0;
    gc_track(it);
    return value_from_obj(it);
}

static Value memory_iter_next(Ref self)
{
    MemoryIter *it = VALUE_AS(MemoryIter, self);
    if (value_is_absent(it->view))
        return VALUE_ABSENT;
    MemoryView *m = VALUE_AS(MemoryView, it->view);
    if (memoryview_check(m))
        return VALUE_ERROR;
    if (it->index < m->view.shape[0])
        return memory_item_get((char *)m->view.data + m->view.strides[0] * it->index++, m->view.format);
    value_clear(&it->view);
    return VALUE_ABSENT;
}

static void memory_iter_dealloc(Obj *o)
{
    gc_untrack(o);
    value_clear(&((MemoryIter *)o)->view);
    object_free(o);
}

static int memory_iter_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((MemoryIter *)o)->view);
    return 0;
}

Type type_memoryview_iterator = {
    .base = STATIC_OBJ(&type_type),
    .name = "memory_iterator",
    .basic_size = sizeof(MemoryIter),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .dealloc = memory_iter_dealloc,
    .traverse = memory_iter_traverse,
    .iter = value_dup,
    .next = memory_iter_next,
};

Type type_memoryview = {
    .base = STATIC_OBJ(&type_type),
    .name = "memoryview",
    .doc = "memoryview(object)\n--\n\nCreate a new memoryview object which references the given object.",
    .basic_size = sizeof(MemoryView),
    .flags = TYPE_GC | TYPE_SEQUENCE | TYPE_WEAKREF,
    .methods = memoryview_methods,
    .getters = memoryview_getters,
    .dealloc = memoryview_dealloc,
    .traverse = memoryview_traverse,
    .clear = memoryview_clear,
    .new = memoryview_type_new,
    .repr = memoryview_repr,
    .hash = memoryview_hash,
    .compare = memoryview_compare,
    .iter = memoryview_iter,
    .length = memoryview_length,
    .item = memoryview_item,
    .subscript = memoryview_subscript,
    .set_subscript = memoryview_set_subscript,
    .buffer_get = memoryview_buffer_get,
    .buffer_release = memoryview_buffer_release,
};
