/* runtime/buffer.c -- the buffer protocol: asking an object for its memory and giving it back.
 *
 * A built-in exporter has a buffer_get slot.  A class that defines __buffer__ (PEP 688) is asked through it: the
 * memoryview it returns is the real exporter, and a BufferBorrow object stands between to call
 * __release_buffer__ at the end. */
#include "runtime/bytes_internal.h"
#include "runtime/exc.h"
#include "runtime/int.h"

/* ---- classes with __buffer__ ---- */

typedef struct BufferBorrow {
    Obj base;
    Value object;       /* has __buffer__ */
    Value view;         /* the memoryview it returned */
    Buffer inner;       /* of that view */
} BufferBorrow;

static Type type_buffer_borrow;

static void buffer_borrow_dealloc(Obj *o)
{
    BufferBorrow *borrow = (BufferBorrow *)o;
    gc_untrack(o);
    value_clear(&borrow->object);
    value_clear(&borrow->view);
    object_free(o);
}

static int buffer_borrow_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((BufferBorrow *)o)->object);
    GC_VISIT(((BufferBorrow *)o)->view);
    return 0;
}

static void buffer_borrow_release(Ref self, UNUSED Buffer *b)
{
    BufferBorrow *borrow = VALUE_AS(BufferBorrow, self);
    Value pending = exc_take();
    buffer_release(&borrow->inner);
    Value result = type_call_special(borrow->object, NAME(__release_buffer__), &borrow->view, 1);
    if (value_is_error(result))
        exc_unraisable("Exception ignored in __release_buffer__ of", borrow->object);
    value_drop(result);
    result = object_call_method0(borrow->view, NAME(release));
    if (value_is_error(result))
        exc_clear();
    value_drop(result);
    exc_restore(pending);
}

static Type type_buffer_borrow = {
    .base = STATIC_OBJ(&type_type),
    .name = "_buffer_wrapper",
    .basic_size = sizeof(BufferBorrow),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .dealloc = buffer_borrow_dealloc,
    .traverse = buffer_borrow_traverse,
    .buffer_release = buffer_borrow_release,
};

static int borrow_buffer(Ref object, Buffer *out, int flags)
{
    if (type_ready(&type_buffer_borrow))
        return -1;
    Value flags_arg = value_from_int(flags);
    Value view = type_call_special(object, NAME(__buffer__), &flags_arg, 1);
    if (value_is_error(view))
        return -1;
    if (!value_is_instance(view, &type_memoryview)) {
        exc_raise(&type_TypeError, "__buffer__ returned non-memoryview object");
        value_drop(view);
        return -1;
    }
    BufferBorrow *borrow = object_alloc(&type_buffer_borrow);
    if (borrow == NULL || buffer_get(view, &borrow->inner, flags)) {
        if (borrow)
            object_free(borrow);
        value_drop(view);
        return -1;
    }
    borrow->object = value_dup(object);
    borrow->view = view;
    gc_track(borrow);
    *out = borrow->inner;
    out->owner = value_from_obj(borrow);
    if (out->shape == &borrow->inner.shape0)
        out->shape = &out->shape0;
    if (out->strides == &borrow->inner.stride0)
        out->strides = &out->stride0;
    return 0;
}

static bool has_buffer_method(Ref object)
{
    Type *type = value_type(object);
    return (type->flags & TYPE_HEAP) && !value_is_absent(type_lookup(type, NAME(__buffer__)));
}

/* ---- get and release ---- */

bool buffer_supported(Ref object) { return value_type(object)->buffer_get != NULL || has_buffer_method(object); }

int buffer_get(Ref object, Buffer *out, int flags)
{
    Type *type = value_type(object);
    if (LIKELY(type->buffer_get != NULL))
        return type->buffer_get(object, out, flags);
    if (has_buffer_method(object))
        return borrow_buffer(object, out, flags);
    return exc_raise_int(&type_TypeError, "a bytes-like object is required, not '%T'", object);
}

/* The built-in type among the bases of a class. */
static Type *built_in_base(Type *type)
{
    while (type != NULL && type->flags & TYPE_HEAP)
        type = type->super_type;
    return type;
}

int buffer_get_built_in(Ref object, Buffer *out, int flags)
{
    Type *type = built_in_base(value_type(object));
    if (type != NULL && type->buffer_get != NULL)
        return type->buffer_get(object, out, flags);
    return exc_raise_int(&type_TypeError, "a bytes-like object is required, not '%T'", object);
}

void buffer_release(Buffer *b)
{
    Value owner = b->owner;
    if (value_is_absent(owner))
        return;
    Type *type = value_type(owner);
    /* A class with a __release_buffer__ has no slot, but what its base counts must be counted down. */
    if (type->buffer_release == NULL)
        type = built_in_base(type);
    if (type->buffer_release != NULL)
        type->buffer_release(owner, b);
    b->owner = VALUE_ABSENT;
    value_drop(owner);
}

int buffer_fill(Buffer *out, Ref owner, void *data, int64_t n, bool readonly, int flags)
{
    if (readonly && (flags & BUFFER_WRITABLE))
        return exc_raise_int(&type_BufferError, "Object is not writable.");
    *out = (Buffer){
        .data = data, .byte_len = n, .item_size = 1, .format = "B", .n_dims = 1,
        .readonly = readonly, .owner = value_dup(owner), .shape0 = n, .stride0 = 1,
    };
    out->shape = &out->shape0;
    out->strides = &out->stride0;
    return 0;
}

Ref buffer_exporter(const Buffer *b)
{
    if (value_has_type(b->owner, &type_buffer_borrow))
        return VALUE_AS(BufferBorrow, b->owner)->object;
    return b->owner;
}

/* ---- layout ---- */

static bool contiguous_in(const Buffer *b, bool last_fastest)
{
    int64_t expected = b->item_size;
    for (int k = 0; k < b->n_dims; k++) {
        int dim = last_fastest ? b->n_dims - 1 - k : k;
        if (b->shape[dim] > 1 && b->strides[dim] != expected)
            return false;
        expected *= b->shape[dim];
    }
    return true;
}

bool buffer_is_contiguous(const Buffer *b, char order)
{
    if (b->byte_len == 0)
        return true;
    return (order != 'F' && contiguous_in(b, true)) || (order != 'C' && contiguous_in(b, false));
}

static char *copy_dimension(const Buffer *b, int dim, const char *from, char *out)
{
    if (dim == b->n_dims) {
        memcpy(out, from, (size_t)b->item_size);
        return out + b->item_size;
    }
    for (int64_t i = 0; i < b->shape[dim]; i++)
        out = copy_dimension(b, dim + 1, from + i * b->strides[dim], out);
    return out;
}

void buffer_copy_out(const Buffer *b, void *out)
{
    if (buffer_is_contiguous(b, 'C')) {
        if (b->byte_len)
            memcpy(out, b->data, (size_t)b->byte_len);
    } else
        copy_dimension(b, 0, b->data, out);
}
