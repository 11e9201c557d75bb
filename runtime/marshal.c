/* runtime/marshal.c -- writing values as bytes: CPython's marshal format 4, code objects in a layout of our own.
 *
 *     value:  type byte (bit 7: remember me), then its data; 'r' n: the n-th remembered value
 *     code:   'c', format number, 12 counts, words, handlers, depths, local kinds, positions, then values
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
#include <stdlib.h>

typedef struct Writer {
    char *data;
    size_t len, capacity;
    int version;
    bool allow_code;
    bool failed;            /* an exception is pending */
    /* remembered objects: address -> number, open addressing */
    struct { uint64_t bits; uint32_t number; } *seen;
    uint32_t n_seen, mask;
} Writer;

static void write_bytes(Writer *w, const void *p, size_t n)
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

static void write_byte(Writer *w, int c)
{
    char byte = (char)c;
    write_bytes(w, &byte, 1);
}
static void write_u16(Writer *w, uint32_t v)
{
    unsigned char bytes[2] = {(unsigned char)v, (unsigned char)(v >> 8)};
    write_bytes(w, bytes, 2);
}
static void write_u32(Writer *w, uint32_t v)
{
    unsigned char bytes[4] = {(unsigned char)v, (unsigned char)(v >> 8), (unsigned char)(v >> 16), (unsigned char)(v >> 24)};
    write_bytes(w, bytes, 4);
}
static void write_double(Writer *w, double d) { write_bytes(w, &d, 8); }

static void write_size(Writer *w, int64_t n)
{
    if (n > INT32_MAX && !w->failed) {
        exc_raise(&type_ValueError, "unmarshallable object");
        w->failed = true;
    }
    write_u32(w, (uint32_t)n);
}

static void unmarshallable(Writer *w)
{
    if (!w->failed)
        exc_raise(&type_ValueError, "unmarshallable object");
    w->failed = true;
}

/* ---- remembered objects ---- */
static bool grow_seen(Writer *w)
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
static bool write_reference(Writer *w, Ref v, int *flag)
{
    *flag = 0;
    if (w->version < 3 || !value_is_obj(v) || value_as_obj(v)->refcount == 1)
        return false;
    if ((w->seen == NULL || w->n_seen * 2 > w->mask) && !grow_seen(w))
        return false;
    uint32_t i = (uint32_t)(v.bits >> 4) * 2654435761u & w->mask;
    for (; w->seen[i].bits != 0; i = (i + 1) & w->mask)
        if (w->seen[i].bits == v.bits) {
            write_byte(w, MARSHAL_REF);
            write_u32(w, w->seen[i].number);
            return true;
        }
    w->seen[i].bits = v.bits;
    w->seen[i].number = w->n_seen++;
    *flag = MARSHAL_FLAG_REF;
    return false;
}

/* ---- values ---- */
static void write_value(Writer *w, Ref v);

static void write_int(Writer *w, Ref v, int flag)
{
    int64_t i;
    if (value_is_int(v) && (i = value_as_int(v)) >= INT32_MIN && i <= INT32_MAX) {
        write_byte(w, MARSHAL_INT | flag);
        write_u32(w, (uint32_t)i);
        return;
    }
    /* digits of 15 bits, least significant first; the sign is the count's */
    mpz_t z;
    mp_limb_t storage[1];
    int_view(v, z, storage);
    size_t n_bits = mpz_sizeinbase(z, 2), n_digits = (n_bits + 14) / 15;
    write_byte(w, MARSHAL_LONG | flag);
    write_u32(w, (uint32_t)(mpz_sgn(z) < 0 ? -(int32_t)n_digits : (int32_t)n_digits));
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

static void write_double_value(Writer *w, double d, int flag, int binary_type, int text_type)
{
    if (w->version > 1) {
        write_byte(w, binary_type | flag);
        write_double(w, d);
        return;
    }
    char text[32];
    size_t n = float_repr(d, text);
    write_byte(w, text_type | flag);
    write_byte(w, (int)n);
    write_bytes(w, text, n);
}

static void write_complex(Writer *w, Ref v, int flag)
{
    double parts[2] = {VALUE_AS(Complex, v)->real, VALUE_AS(Complex, v)->imag};
    if (w->version > 1) {
        write_byte(w, MARSHAL_BINARY_COMPLEX | flag);
        write_bytes(w, parts, 16);
        return;
    }
    write_byte(w, MARSHAL_COMPLEX | flag);
    for (int i = 0; i < 2; i++) {
        char text[32];
        size_t n = float_repr(parts[i], text);
        write_byte(w, (int)n);
        write_bytes(w, text, n);
    }
}

static void write_str(Writer *w, Ref v, int flag)
{
    const Str *s = VALUE_AS(Str, v);
    bool interned = str_is_interned(v);
    if (w->version >= 4 && s->ascii) {
        if (s->len < 256) {
            write_byte(w, (interned ? MARSHAL_SHORT_ASCII_INTERNED : MARSHAL_SHORT_ASCII) | flag);
            write_byte(w, (int)s->len);
        } else {
            write_byte(w, (interned ? MARSHAL_ASCII_INTERNED : MARSHAL_ASCII) | flag);
            write_size(w, s->len);
        }
        write_bytes(w, s->data, (size_t)s->len);
        return;
    }
    Value utf8 = marshal_encode(v);
    if (value_is_error(utf8)) {
        w->failed = true;
        return;
    }
    write_byte(w, (w->version >= 3 && interned ? MARSHAL_INTERNED : MARSHAL_UNICODE) | flag);
    write_size(w, bytes_len(utf8));
    write_bytes(w, bytes_data(utf8), (size_t)bytes_len(utf8));
    value_drop(utf8);
}

static void write_items(Writer *w, const Value *items, int64_t n)
{
    for (int64_t i = 0; i < n && !w->failed; i++)
        write_value(w, items[i]);
}

static void write_tuple(Writer *w, Ref v, int flag)
{
    int64_t n = tuple_len(v);
    if (w->version >= 4 && n < 256) {
        write_byte(w, MARSHAL_SMALL_TUPLE | flag);
        write_byte(w, (int)n);
    } else {
        write_byte(w, MARSHAL_TUPLE | flag);
        write_size(w, n);
    }
    write_items(w, VALUE_AS(Tuple, v)->items, n);
}

static void write_dict(Writer *w, Ref v, int flag)
{
    write_byte(w, MARSHAL_DICT | flag);
    int64_t pos = 0;
    Ref key, value;
    while (!w->failed && dict_next(v, &pos, &key, &value)) {
        write_value(w, key);
        write_value(w, value);
    }
    write_byte(w, MARSHAL_NULL);
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

static void write_set(Writer *w, Ref v, int flag)
{
    int64_t n = set_len(v), i = 0, pos = 0;
    write_byte(w, (value_is_instance(v, &type_frozenset) ? MARSHAL_FROZENSET : MARSHAL_SET) | flag);
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
        write_value(w, items[j].key);
        value_drop(items[j].key);
        value_drop(items[j].bytes);
    }
    mem_free(items);
}

/* ---- code objects ---- */
uint32_t marshal_code_fingerprint(void)
{
    static uint32_t fingerprint;
    if (fingerprint == 0) {
        uint32_t h = 2166136261u ^ MARSHAL_CODE_FORMAT ^ (uint32_t)sizeof(Code) << 8;
        for (int op = 0; op < N_OPS; op++)
            for (const char *text = op_names[op], *end = text + strlen(text) + 1; text < end; text++)
                h = (h ^ (uint8_t)*text ^ op_n_cache[op]) * 16777619u;
        fingerprint = h | 1;
    }
    return fingerprint;
}

static void write_words(Writer *w, const Code *code)
{
    uint8_t op = OP_NOP;
    for (uint32_t i = 0, n = 0; i < code->n_words; i++, n--) {
        Instr word = code_generic_word(code, i, n > 0, op);
        if (n == 0) {
            op = word.op;
            n = op_n_cache[op] + 1u;
        }
        write_bytes(w, &word, sizeof word);
    }
}

static void write_code(Writer *w, Ref v, int flag)
{
    if (!w->allow_code) {
        if (!w->failed)
            exc_raise(&type_ValueError, "marshalling code objects is disallowed");
        w->failed = true;
        return;
    }
    const Code *code = VALUE_AS(Code, v);
    write_byte(w, MARSHAL_CODE | flag);
    write_u32(w, marshal_code_fingerprint());
    const uint32_t counts[] = {
        code->n_words, code->n_constants, code->n_names, code->n_handlers, (uint32_t)code->n_locals,
        code->positions_len, (uint32_t)code->n_args, (uint32_t)code->n_posonly, (uint32_t)code->n_kwonly, code->flags,
        (uint32_t)code->n_params, (uint32_t)code->n_registers, (uint32_t)code->n_free, (uint32_t)code->first_line,
    };
    for (size_t i = 0; i < N_ELEMENTS(counts); i++)
        write_u32(w, counts[i]);
    write_words(w, code);
    write_bytes(w, code->handlers, code->n_handlers * sizeof(Handler));
    write_bytes(w, code->depths, code->n_words * sizeof(uint16_t));
    write_bytes(w, code->local_kinds, (size_t)code->n_locals);
    write_bytes(w, code->positions, code->positions_len);
    const Ref values[] = {code->local_names, code->free_names, code->name, code->qualname, code->filename,
                          code->docstring};
    for (size_t i = 0; i < N_ELEMENTS(values); i++)
        write_value(w, values[i]);
    write_items(w, code->constants, code->n_constants);
    write_items(w, code->names, code->n_names);
}

static void write_object(Writer *w, Ref v)
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
        write_byte(w, MARSHAL_LIST | flag);
        write_size(w, list_len(v));
        for (int64_t i = 0; i < list_len(v) && !w->failed; i++)
            write_value(w, list_at(v, i));
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
        write_byte(w, MARSHAL_BYTES | flag);
        write_size(w, view.byte_len);
        write_bytes(w, view.data, (size_t)view.byte_len);
        buffer_release(&view);
    }
}

static void write_value(Writer *w, Ref v)
{
    if (w->failed)
        return;
    if (value_is_int(v))
        write_int(w, v, 0);
    else if (value_is_double(v))
        write_double_value(w, value_as_double(v), 0, MARSHAL_BINARY_FLOAT, MARSHAL_FLOAT);
    else if (value_is_none(v))
        write_byte(w, MARSHAL_NONE);
    else if (value_is_bool(v))
        write_byte(w, value_is_true(v) ? MARSHAL_TRUE : MARSHAL_FALSE);
    else if (value_is(v, VALUE_ELLIPSIS))
        write_byte(w, MARSHAL_ELLIPSIS);
    else if (value_is_absent(v))
        write_byte(w, MARSHAL_NULL);
    else if (value_is(v, value_from_obj(&type_StopIteration)))
        write_byte(w, MARSHAL_STOP_ITERATION);
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
    Writer w = {.version = version, .allow_code = allow_code};
    write_value(&w, v);
    Value bytes = w.failed ? VALUE_ERROR : bytes_new(w.data, w.len);
    mem_free(w.data);
    free(w.seen);
    return bytes;
}

Value marshal_dumps(Ref v) { return marshal_dumps_version(v, 4, true); }
