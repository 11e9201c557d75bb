/* runtime/marshal.c -- writing values as bytes: CPython's marshal format 4, code objects in a layout of our own.
 *
 *     value:  type byte (bit 7: remember me), then its data; 'r' n: the n-th remembered value
 *     code:   'c', then what vm/code_marshal.c writes
 *
 * The other half is marshal_read.c. */
#include "runtime/marshal.h"
#include "runtime/bytes.h"
#include "runtime/complex.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/marshal_private.h"
#include "runtime/mem.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/callback.h"
#include <stdlib.h>

void marshal_write_bytes(MarshalWriter *w, const void *p, size_t n)
{
    if (w->failed)
        return;
    if (n > w->capacity - w->len) {
        size_t capacity = (w->capacity + n) * 2 + 256;
        char *bigger = mem_realloc_or_raise(w->data, capacity);
        if (bigger == NULL) {
            w->failed = true;
            return;
        }
        w->data = bigger;
        w->capacity = capacity;
    }
    memcpy(w->data + w->len, p, n);
    w->len += n;
}

void marshal_write_byte(MarshalWriter *w, int c)
{
    char byte = (char)c;
    marshal_write_bytes(w, &byte, 1);
}
static void write_u16(MarshalWriter *w, uint32_t v)
{
    unsigned char bytes[2] = {(unsigned char)v, (unsigned char)(v >> 8)};
    marshal_write_bytes(w, bytes, 2);
}
void marshal_write_u32(MarshalWriter *w, uint32_t v)
{
    unsigned char bytes[4] = {(unsigned char)v, (unsigned char)(v >> 8), (unsigned char)(v >> 16), (unsigned char)(v >> 24)};
    marshal_write_bytes(w, bytes, 4);
}
static void write_double(MarshalWriter *w, double d) { marshal_write_bytes(w, &d, 8); }

static void write_size(MarshalWriter *w, int64_t n)
{
    if (n > INT32_MAX && !w->failed) {
        exc_raise(&type_ValueError, "unmarshallable object");
        w->failed = true;
    }
    marshal_write_u32(w, (uint32_t)n);
}

static void unmarshallable(MarshalWriter *w)
{
    if (!w->failed)
        exc_raise(&type_ValueError, "unmarshallable object");
    w->failed = true;
}

/* ---- remembered objects ---- */
static bool grow_seen(MarshalWriter *w)
{
    uint32_t mask = w->seen == NULL ? 63 : w->mask * 2 + 1;
    __typeof__(w->seen) table = calloc(mask + 1u, sizeof *table);
    if (table == NULL) {
        exc_raise_memory();
        w->failed = true;
        return false;
    }
    for (uint32_t i = 0; w->seen != NULL && i <= w->mask; i++) {
        if (w->seen[i].bits == 0)
            continue;
        uint32_t j = (uint32_t)(w->seen[i].bits >> 4) * 2654435761u & mask;
        while (table[j].bits != 0)
            j = (j + 1) & mask;
        table[j] = w->seen[i];
    }
    free(w->seen);
    w->seen = table;
    w->mask = mask;
    return true;
}

/* Written before? Then a reference is written and the answer is true; else *flag is set for the type byte. */
static bool write_reference(MarshalWriter *w, Ref v, int *flag)
{
    *flag = 0;
    if (w->version < 3 || !value_is_obj(v) || value_as_obj(v)->refcount == 1)
        return false;
    if ((w->seen == NULL || w->n_seen * 2 > w->mask) && !grow_seen(w))
        return false;
    uint32_t i = (uint32_t)(v.bits >> 4) * 2654435761u & w->mask;
    for (; w->seen[i].bits != 0; i = (i + 1) & w->mask)
        if (w->seen[i].bits == v.bits) {
            marshal_write_byte(w, MARSHAL_REF);
            marshal_write_u32(w, w->seen[i].number);
            return true;
        }
    w->seen[i].bits = v.bits;
    w->seen[i].number = w->n_seen++;
    *flag = MARSHAL_FLAG_REF;
    return false;
}

/* ---- values ---- */

static void write_int(MarshalWriter *w, Ref v, int flag)
{
    int64_t i;
    if (value_is_int(v) && (i = value_as_int(v)) >= INT32_MIN && i <= INT32_MAX) {
        marshal_write_byte(w, MARSHAL_INT | flag);
        marshal_write_u32(w, (uint32_t)i);
        return;
    }
    /* digits of 15 bits, least significant first; the sign is the count's */
    mpz_t z;
    mp_limb_t storage[1];
    int_view(v, z, storage);
    size_t n_bits = mpz_sizeinbase(z, 2), n_digits = (n_bits + 14) / 15;
    marshal_write_byte(w, MARSHAL_LONG | flag);
    marshal_write_u32(w, (uint32_t)(mpz_sgn(z) < 0 ? -(int32_t)n_digits : (int32_t)n_digits));
    const mp_limb_t *limbs = mpz_limbs_read(z);
    size_t n_limbs = mpz_size(z);
    for (size_t d = 0; d < n_digits; d++) {
        size_t bit = d * 15, limb = bit / 64, shift = bit % 64;
        uint64_t digit = limbs[limb] >> shift;
        if (shift > 49 && limb + 1 < n_limbs)
            digit |= limbs[limb + 1] << (64 - shift);
        write_u16(w, digit & 0x7FFF);
    }
}

static void write_double_value(MarshalWriter *w, double d, int flag, int binary_type, int text_type)
{
    if (w->version > 1) {
        marshal_write_byte(w, binary_type | flag);
        write_double(w, d);
        return;
    }
    char text[32];
    size_t n = float_repr(d, text);
    marshal_write_byte(w, text_type | flag);
    marshal_write_byte(w, (int)n);
    marshal_write_bytes(w, text, n);
}

static void write_complex(MarshalWriter *w, Ref v, int flag)
{
    double parts[2] = {VALUE_AS(Complex, v)->real, VALUE_AS(Complex, v)->imag};
    if (w->version > 1) {
        marshal_write_byte(w, MARSHAL_BINARY_COMPLEX | flag);
        marshal_write_bytes(w, parts, 16);
        return;
    }
    marshal_write_byte(w, MARSHAL_COMPLEX | flag);
    for (int i = 0; i < 2; i++) {
        char text[32];
        size_t n = float_repr(parts[i], text);
        marshal_write_byte(w, (int)n);
        marshal_write_bytes(w, text, n);
    }
}

static void write_str(MarshalWriter *w, Ref v, int flag)
{
    const Str *s = VALUE_AS(Str, v);
    bool interned = str_is_interned(v);
    if (w->version >= 4 && s->ascii) {
        if (s->len < 256) {
            marshal_write_byte(w, (interned ? MARSHAL_SHORT_ASCII_INTERNED : MARSHAL_SHORT_ASCII) | flag);
            marshal_write_byte(w, (int)s->len);
        } else {
            marshal_write_byte(w, (interned ? MARSHAL_ASCII_INTERNED : MARSHAL_ASCII) | flag);
            write_size(w, s->len);
        }
        marshal_write_bytes(w, s->data, (size_t)s->len);
        return;
    }
    Value utf8 = marshal_encode(v);
    if (value_is_error(utf8)) {
        w->failed = true;
        return;
    }
    marshal_write_byte(w, (w->version >= 3 && interned ? MARSHAL_INTERNED : MARSHAL_UNICODE) | flag);
    write_size(w, bytes_len(utf8));
    marshal_write_bytes(w, bytes_data(utf8), (size_t)bytes_len(utf8));
    value_drop(utf8);
}

void marshal_write_items(MarshalWriter *w, const Value *items, int64_t n)
{
    for (int64_t i = 0; i < n && !w->failed; i++)
        marshal_write_value(w, items[i]);
}

static void write_tuple(MarshalWriter *w, Ref v, int flag)
{
    int64_t n = tuple_len(v);
    if (w->version >= 4 && n < 256) {
        marshal_write_byte(w, MARSHAL_SMALL_TUPLE | flag);
        marshal_write_byte(w, (int)n);
    } else {
        marshal_write_byte(w, MARSHAL_TUPLE | flag);
        write_size(w, n);
    }
    marshal_write_items(w, VALUE_AS(Tuple, v)->items, n);
}

static void write_dict(MarshalWriter *w, Ref v, int flag)
{
    marshal_write_byte(w, MARSHAL_DICT | flag);
    int64_t pos = 0;
    Ref key, value;
    while (!w->failed && dict_next(v, &pos, &key, &value)) {
        marshal_write_value(w, key);
        marshal_write_value(w, value);
    }
    marshal_write_byte(w, MARSHAL_NULL);
}

/* Members of a set in a stable order: as their own marshalled bytes sort. */
static int compare_bytes(const void *a, const void *b)
{
    Value x = *(const Value *)a, y = *(const Value *)b;
    int64_t n = bytes_len(x) < bytes_len(y) ? bytes_len(x) : bytes_len(y);
    int order = memcmp(bytes_data(x), bytes_data(y), (size_t)n);
    return order != 0 ? order : (bytes_len(x) > bytes_len(y)) - (bytes_len(x) < bytes_len(y));
}

typedef struct SetItem { Value bytes, key; } SetItem;

static void write_set(MarshalWriter *w, Ref v, int flag)
{
    int64_t n = set_len(v), i = 0, pos = 0;
    marshal_write_byte(w, (value_is_instance(v, &type_frozenset) ? MARSHAL_FROZENSET : MARSHAL_SET) | flag);
    write_size(w, n);
    SetItem *items = mem_alloc_array_or_raise((size_t)n + 1, sizeof *items);
    if (items == NULL) {
        w->failed = true;
        return;
    }
    for (Ref key; i < n && set_next(v, &pos, &key); i++) {
        items[i].key = value_dup(key);
        items[i].bytes = marshal_dumps_version(key, w->version, w->allow_code);
        if (value_is_error(items[i].bytes)) {
            w->failed = true;
            items[i].bytes = VALUE_ABSENT;
            i++;
            break;
        }
    }
    if (!w->failed)
        qsort(items, (size_t)i, sizeof *items, compare_bytes);
    for (int64_t j = 0; j < i; j++) {
        marshal_write_value(w, items[j].key);
        value_drop(items[j].key);
        value_drop(items[j].bytes);
    }
    mem_free(items);
}

/* The layout is the machine's own: vm/code_marshal.c. */
static void write_code(MarshalWriter *w, Ref v, int flag)
{
    if (!w->allow_code) {
        if (!w->failed)
            exc_raise(&type_ValueError, "marshalling code objects is disallowed");
        w->failed = true;
        return;
    }
    marshal_write_byte(w, MARSHAL_CODE | flag);
    vm_code_write(w, v);
}

static void write_object(MarshalWriter *w, Ref v)
{
    int flag;
    if (write_reference(w, v, &flag))
        return;
    if (value_is_exact_str(v))
        write_str(w, v, flag);
    else if (value_is_exact_tuple(v))
        write_tuple(w, v, flag);
    else if (value_has_type(v, &type_code))
        write_code(w, v, flag);
    else if (value_has_type(v, &type_int))
        write_int(w, v, flag);
    else if (value_has_type(v, &type_complex))
        write_complex(w, v, flag);
    else if (value_has_type(v, &type_list)) {
        marshal_write_byte(w, MARSHAL_LIST | flag);
        write_size(w, list_len(v));
        for (int64_t i = 0; i < list_len(v) && !w->failed; i++)
            marshal_write_value(w, list_at(v, i));
    } else if (value_is_exact_dict(v))
        write_dict(w, v, flag);
    else if (value_has_type(v, &type_set) || value_has_type(v, &type_frozenset))
        write_set(w, v, flag);
    else {
        Buffer view;
        if (buffer_get(v, &view, BUFFER_SIMPLE)) {
            if (exc_pending_is(&type_TypeError))
                exc_clear();
            else
                w->failed = true;
            unmarshallable(w);
            return;
        }
        marshal_write_byte(w, MARSHAL_BYTES | flag);
        write_size(w, view.byte_len);
        marshal_write_bytes(w, view.data, (size_t)view.byte_len);
        buffer_release(&view);
    }
}

void marshal_write_value(MarshalWriter *w, Ref v)
{
    if (w->failed)
        return;
    if (value_is_int(v))
        write_int(w, v, 0);
    else if (value_is_double(v))
        write_double_value(w, value_as_double(v), 0, MARSHAL_BINARY_FLOAT, MARSHAL_FLOAT);
    else if (value_is_none(v))
        marshal_write_byte(w, MARSHAL_NONE);
    else if (value_is_bool(v))
        marshal_write_byte(w, value_is_true(v) ? MARSHAL_TRUE : MARSHAL_FALSE);
    else if (value_is(v, VALUE_ELLIPSIS))
        marshal_write_byte(w, MARSHAL_ELLIPSIS);
    else if (value_is_absent(v))
        marshal_write_byte(w, MARSHAL_NULL);
    else if (value_is(v, value_from_obj(&type_StopIteration)))
        marshal_write_byte(w, MARSHAL_STOP_ITERATION);
    else if (!value_is_obj(v))
        unmarshallable(w);
    else if (c_stack_check("")) {
        exc_clear();
        exc_raise(&type_ValueError, "object too deeply nested to marshal");
        w->failed = true;
    } else
        write_object(w, v);
}

Value marshal_dumps_version(Ref v, int version, bool allow_code)
{
    MarshalWriter w = {.version = version, .allow_code = allow_code};
    marshal_write_value(&w, v);
    Value bytes = w.failed ? VALUE_ERROR : bytes_new(w.data, w.len);
    mem_free(w.data);
    free(w.seen);
    return bytes;
}

Value marshal_dumps(Ref v) { return marshal_dumps_version(v, 4, true); }
