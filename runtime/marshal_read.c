/* runtime/marshal_read.c -- reading marshalled bytes. Any input gives a value or an exception; what a code
 * object of our own format holds is believed (vm/code_marshal.c). */
#include "runtime/bytes.h"
#include "runtime/codec.h"
#include "runtime/complex.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/marshal.h"
#include "runtime/marshal_private.h"
#include "runtime/mem.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/callback.h"

Value marshal_encode(Ref str) { return codec_encode(str, "utf-8", "surrogatepass"); }

Value marshal_too_short(void) { return exc_raise(&type_EOFError, "marshal data too short"); }
Value marshal_bad_data(const char *why) { return exc_raise(&type_ValueError, "bad marshal data (%s)", why); }

const unsigned char *marshal_take(MarshalReader *r, size_t n)
{
    if ((size_t)(r->end - r->p) < n) {
        marshal_too_short();
        return NULL;
    }
    const unsigned char *p = r->p;
    r->p += n;
    return p;
}

static int read_byte(MarshalReader *r)
{
    const unsigned char *p = marshal_take(r, 1);
    return p == NULL ? -1 : *p;
}

int marshal_read_i32(MarshalReader *r, int32_t *out)
{
    const unsigned char *p = marshal_take(r, 4);
    if (p == NULL)
        return -1;
    *out = (int32_t)(p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24);
    return 0;
}

static int read_size(MarshalReader *r, const char *what, int64_t *out)
{
    int32_t n;
    if (marshal_read_i32(r, &n))
        return -1;
    if (n < 0) {
        exc_raise(&type_ValueError, "bad marshal data (%s size out of range)", what);
        return -1;
    }
    *out = n;
    return 0;
}

/* ---- remembered values ---- */
static int reserve_ref(MarshalReader *r, int flag, int64_t *index)
{
    *index = -1;
    if (!flag)
        return 0;
    if (r->n_refs == r->refs_capacity) {
        size_t capacity = r->refs_capacity * 2 + 32;
        Value *bigger = mem_realloc_or_raise(r->refs, capacity * sizeof *bigger);
        if (bigger == NULL)
            return -1;
        r->refs = bigger;
        r->refs_capacity = capacity;
    }
    *index = (int64_t)r->n_refs;
    r->refs[r->n_refs++] = VALUE_ABSENT;
    return 0;
}

static Value remember(MarshalReader *r, int64_t index, Value v)
{
    if (index >= 0 && value_is_ok(v))
        value_replace(&r->refs[index], value_dup(v));
    return v;
}

static Value read_ref(MarshalReader *r)
{
    int32_t n;
    if (marshal_read_i32(r, &n))
        return VALUE_ERROR;
    if (n < 0 || (size_t)n >= r->n_refs || value_is_absent(r->refs[n]))
        return marshal_bad_data("invalid reference");
    return value_dup(r->refs[n]);
}

/* ---- values ---- */
Value marshal_read_object(MarshalReader *r)
{
    Value v = marshal_read_value(r);
    if (value_is_absent(v))
        return exc_raise(&type_TypeError, "NULL object in marshal data for object");
    return v;
}

static Value read_long(MarshalReader *r)
{
    int32_t n;
    if (marshal_read_i32(r, &n))
        return VALUE_ERROR;
    if (n == INT32_MIN)
        return marshal_bad_data("long size out of range");
    uint32_t n_digits = n < 0 ? (uint32_t)-n : (uint32_t)n;
    const unsigned char *p = marshal_take(r, (size_t)n_digits * 2);
    if (p == NULL)
        return VALUE_ERROR;
    mpz_t z;
    mpz_init(z);
    for (uint32_t i = n_digits; i-- > 0;) {
        unsigned digit = p[2 * i] | (unsigned)p[2 * i + 1] << 8;
        if (digit > 0x7FFF || (i == n_digits - 1 && digit == 0)) {
            mpz_clear(z);
            return marshal_bad_data(digit == 0 ? "unnormalized long data" : "digit out of range in long");
        }
    }
    mpz_import(z, n_digits, -1, 2, -1, 1, p); /* words of 16 bits with one bit unused */
    if (n < 0)
        mpz_neg(z, z);
    Value v = int_from_mpz(z);
    mpz_clear(z);
    return v;
}

static int read_double(MarshalReader *r, bool binary, double *out)
{
    if (binary) {
        const unsigned char *p = marshal_take(r, 8);
        if (p == NULL)
            return -1;
        memcpy(out, p, 8);
        return 0;
    }
    int n = read_byte(r);
    const unsigned char *p = n < 0 ? NULL : marshal_take(r, (size_t)n);
    if (p == NULL)
        return -1;
    bool ok;
    *out = float_parse((const char *)p, (size_t)n, &ok);
    if (!ok) {
        marshal_bad_data("float");
        return -1;
    }
    return 0;
}

static Value read_complex(MarshalReader *r, bool binary)
{
    double real, imag;
    if (read_double(r, binary, &real) || read_double(r, binary, &imag))
        return VALUE_ERROR;
    return complex_new(real, imag);
}

static Value read_text(MarshalReader *r, int type)
{
    int64_t n;
    if (type == MARSHAL_SHORT_ASCII || type == MARSHAL_SHORT_ASCII_INTERNED) {
        n = read_byte(r);
        if (n < 0)
            return VALUE_ERROR;
    } else if (read_size(r, "string", &n)) {
        return VALUE_ERROR;
    }
    const char *p = (const char *)marshal_take(r, (size_t)n);
    if (p == NULL)
        return VALUE_ERROR;
    Value text;
    if (type == MARSHAL_UNICODE || type == MARSHAL_INTERNED)
        text = codec_decode_utf8(p, (size_t)n, "surrogatepass");
    else
        text = str_from_latin1((const uint8_t *)p, (size_t)n);
    if (type == MARSHAL_INTERNED || type == MARSHAL_ASCII_INTERNED || type == MARSHAL_SHORT_ASCII_INTERNED)
        return value_is_error(text) ? VALUE_ERROR : str_intern(text);
    return text;
}

/* A size that promises more items than there are bytes left is a lie. */
static int check_items(MarshalReader *r, int64_t n)
{
    if (n <= r->end - r->p)
        return 0;
    return exc_raise_int(&type_EOFError, "EOF read where object expected");
}

static Value read_tuple(MarshalReader *r, int64_t n)
{
    if (check_items(r, n))
        return VALUE_ERROR;
    Value tuple = n == 0 ? tuple_empty() : tuple_new(n);
    for (int64_t i = 0; i < n && !value_is_error(tuple); i++) {
        Value item = marshal_read_object(r);
        if (value_is_error(item)) {
            value_drop(tuple);
            return VALUE_ERROR;
        }
        VALUE_AS(Tuple, tuple)->items[i] = item;
    }
    return tuple;
}

static Value read_list(MarshalReader *r, int64_t index)
{
    int64_t n;
    if (read_size(r, "list", &n) || check_items(r, n))
        return VALUE_ERROR;
    Value list = remember(r, index, list_new(n));
    for (int64_t i = 0; i < n && !value_is_error(list); i++) {
        Value item = marshal_read_object(r);
        if (value_is_error(item) || list_append_owned(list, item)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}

static Value read_dict(MarshalReader *r, int64_t index)
{
    Value dict = remember(r, index, dict_new());
    while (!value_is_error(dict)) {
        Value key = marshal_read_value(r);
        if (value_is_absent(key))
            break;
        Value value = value_is_error(key) ? VALUE_ERROR : marshal_read_object(r);
        int failed = value_is_error(value) || dict_set(dict, key, value);
        value_drop(key);
        value_drop(value);
        if (failed) {
            value_drop(dict);
            return VALUE_ERROR;
        }
    }
    return dict;
}

static Value read_set(MarshalReader *r, bool frozen, int64_t index)
{
    int64_t n;
    if (read_size(r, "set", &n) || check_items(r, n))
        return VALUE_ERROR;
    Value set = set_new(VALUE_ABSENT);
    if (!frozen)
        remember(r, index, set);
    for (int64_t i = 0; i < n && !value_is_error(set); i++) {
        Value item = marshal_read_object(r);
        int failed = value_is_error(item) || set_add(set, item);
        value_drop(item);
        if (failed) {
            value_drop(set);
            return VALUE_ERROR;
        }
    }
    if (!frozen || value_is_error(set))
        return set;
    Value result = frozenset_new(set);
    value_drop(set);
    return remember(r, index, result);
}

static Value read_code(MarshalReader *r)
{
    return r->allow_code ? vm_code_read(r) : exc_raise(&type_ValueError, "unmarshalling code objects is disallowed");
}

static Value read_value_of(MarshalReader *r, int type, int flag)
{
    int64_t index, n;
    int32_t i;
    double d;
    if (reserve_ref(r, flag && type != MARSHAL_REF, &index))
        return VALUE_ERROR;
    const unsigned char *p;
    switch (type) {
    case MARSHAL_NULL: return VALUE_ABSENT;
    case MARSHAL_NONE: return VALUE_NONE;
    case MARSHAL_FALSE: return VALUE_FALSE;
    case MARSHAL_TRUE: return VALUE_TRUE;
    case MARSHAL_STOP_ITERATION: return value_dup_obj(&type_StopIteration);
    case MARSHAL_ELLIPSIS: return VALUE_ELLIPSIS;
    case MARSHAL_INT: return marshal_read_i32(r, &i) ? VALUE_ERROR : remember(r, index, value_from_int(i));
    case MARSHAL_INT64:
        p = marshal_take(r, 8);
        return p == NULL ? VALUE_ERROR : remember(r, index, int_from_bytes(p, 8, true, true));
    case MARSHAL_LONG: return remember(r, index, read_long(r));
    case MARSHAL_FLOAT: case MARSHAL_BINARY_FLOAT:
        if (read_double(r, type == MARSHAL_BINARY_FLOAT, &d))
            return VALUE_ERROR;
        return remember(r, index, value_from_double_bits_safe(d));
    case MARSHAL_COMPLEX: case MARSHAL_BINARY_COMPLEX:
        return remember(r, index, read_complex(r, type == MARSHAL_BINARY_COMPLEX));
    case MARSHAL_BYTES:
        if (read_size(r, "bytes object", &n) || (p = marshal_take(r, (size_t)n)) == NULL)
            return VALUE_ERROR;
        return remember(r, index, bytes_new(p, (size_t)n));
    case MARSHAL_UNICODE: case MARSHAL_INTERNED: case MARSHAL_ASCII: case MARSHAL_ASCII_INTERNED:
    case MARSHAL_SHORT_ASCII: case MARSHAL_SHORT_ASCII_INTERNED:
        return remember(r, index, read_text(r, type));
    case MARSHAL_SMALL_TUPLE:
        n = read_byte(r);
        return n < 0 ? VALUE_ERROR : remember(r, index, read_tuple(r, n));
    case MARSHAL_TUPLE:
        return read_size(r, "tuple", &n) ? VALUE_ERROR : remember(r, index, read_tuple(r, n));
    case MARSHAL_LIST: return read_list(r, index);
    case MARSHAL_DICT: return read_dict(r, index);
    case MARSHAL_SET: case MARSHAL_FROZENSET: return read_set(r, type == MARSHAL_FROZENSET, index);
    case MARSHAL_CODE: return remember(r, index, read_code(r));
    case MARSHAL_REF: return read_ref(r);
    default: return marshal_bad_data("unknown type code");
    }
}

Value marshal_read_value(MarshalReader *r)
{
    int type = read_byte(r);
    if (type < 0) {
        exc_clear();
        return exc_raise(&type_EOFError, "EOF read where object expected");
    }
    if (c_stack_check(""))
        return VALUE_ERROR;
    return read_value_of(r, type & ~MARSHAL_FLAG_REF, type & MARSHAL_FLAG_REF);
}

Value marshal_loads_partial(const char *p, size_t n, bool allow_code, size_t *consumed)
{
    MarshalReader r = {.p = (const unsigned char *)p, .end = (const unsigned char *)p + n, .allow_code = allow_code};
    Value v = marshal_read_object(&r);
    *consumed = (size_t)(r.p - (const unsigned char *)p);
    for (size_t i = 0; i < r.n_refs; i++)
        value_drop(r.refs[i]);
    mem_free(r.refs);
    return v;
}

Value marshal_loads(const char *p, size_t n)
{
    size_t consumed;
    return marshal_loads_partial(p, n, true, &consumed);
}
