/* runtime/str.c -- str objects: making, reading, comparing, joining, slicing; the type and its iterator.
 *
 * Every str is canonical (the narrowest kind that fits), so strs of different kinds are never equal and
 * the hash is that of the raw data.  Layout: header, (len + 1) * kind bytes; when not ASCII, then at the
 * next multiple of 8 a pointer to the cached UTF-8 (NULL until asked for); then `spare` bytes.
 *
 * The other halves: str_chars.c (loops), str_intern.c, str_build.c, str_methods.c and its neighbours. */
#include "runtime/str.h"
#include "runtime/bytes.h"
#include "runtime/codec.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/slice.h"
#include "runtime/str_chars.h"

typedef struct Utf8 { size_t len; char data[]; } Utf8; /* the cached UTF-8 of a str that is not ASCII */

Value str_char_table[256];
static Value empty_str;

static Utf8 **utf8_slot(Str *s)
{
    return (Utf8 **)(void *)((char *)s + offsetof(Str, data) + str_item_bytes(s) - sizeof(void *));
}

/* ---- making ---- */

#define STR_MAX_LEN (INT64_MAX / 8)

static inline Str *alloc_ascii(int64_t len)
{
    Str *s = LIKELY(len <= STR_MAX_LEN) ? mem_alloc_sized(offsetof(Str, data) + (size_t)len + 1) : NULL;
    if (UNLIKELY(s == NULL)) {
        exc_raise_memory();
        return NULL;
    }
    s->base = (Obj){1, 0, &type_str};
    s->hash = -1;
    s->len = len;
    s->kind = 1;
    s->ascii = true;
    s->interned = false;
    s->spare = 0;
    s->data[len] = 0;
    return s;
}

Str *str_alloc(int64_t len, uint32_t max_code_point)
{
    if (LIKELY(max_code_point < 128))
        return alloc_ascii(len);
    uint8_t kind = kind_of(max_code_point);
    if (UNLIKELY(len > STR_MAX_LEN)) {
        exc_raise_memory();
        return NULL;
    }
    size_t bytes = ((((size_t)len + 1) * kind + 7) & ~(size_t)7) + sizeof(void *);
    Str *s = mem_alloc_sized(offsetof(Str, data) + bytes);
    if (UNLIKELY(s == NULL)) {
        exc_raise_memory();
        return NULL;
    }
    s->base = (Obj){1, 0, &type_str};
    s->hash = -1;
    s->len = len;
    s->kind = kind;
    s->ascii = false;
    s->interned = false;
    s->spare = 0;
    *utf8_slot(s) = NULL;
    char_put(s->data, kind, len, 0);
    return s;
}

void str_release(Str *s)
{
    if (!s->ascii)
        mem_free(*utf8_slot(s));
    if (s->base.type == &type_str)
        mem_free_sized(s, offsetof(Str, data) + str_item_bytes(s) + s->spare);
    else
        object_free(s);
}

Value str_empty(void)
{
    if (UNLIKELY(empty_str.bits == 0)) {
        Str *s = str_alloc(0, 0);
        if (s == NULL)
            return VALUE_ERROR;
        s->base.refcount = IMMORTAL_REFCOUNT;
        empty_str = str_intern(value_from_obj(s));
    }
    return value_dup(empty_str);
}

static Value make_char(uint32_t c)
{
    Str *s = str_alloc(1, c);
    if (s == NULL)
        return VALUE_ERROR;
    char_put(s->data, s->kind, 0, c);
    if (c >= 256)
        return value_from_obj(s);
    s->base.refcount = IMMORTAL_REFCOUNT;
    str_char_table[c] = value_from_obj(s);
    return str_intern(value_dup(str_char_table[c]));
}

Value str_from_char(uint32_t c)
{
    if (LIKELY(c < 256 && str_char_table[c].bits != 0))
        return value_dup(str_char_table[c]);
    return make_char(c);
}

Value str_from_ascii(const char *p, size_t n)
{
    if (UNLIKELY(n <= 1))
        return n == 0 ? str_empty() : str_from_char((uint8_t)p[0]);
    Str *s = alloc_ascii((int64_t)n);
    if (s == NULL)
        return VALUE_ERROR;
    copy_bytes(s->data, p, n);
    return value_from_obj(s);
}

Value str_from_chars(const void *data, int kind, int64_t n)
{
    if (n <= 1)
        return n == 0 ? str_empty() : str_from_char(char_at(data, kind, 0));
    Str *s = str_alloc(n, chars_union(data, kind, n));
    if (s == NULL)
        return VALUE_ERROR;
    chars_copy(s->data, s->kind, data, kind, n);
    return value_from_obj(s);
}

Value str_from_latin1(const uint8_t *p, size_t n) { return str_from_chars(p, 1, (int64_t)n); }
Value str_from_ucs4(const uint32_t *p, size_t n) { return str_from_chars(p, 4, (int64_t)n); }

Value str_from_utf8(const char *p, size_t n)
{
    if (LIKELY(chars_are_ascii(p, n)))
        return str_from_ascii(p, n);
    return codec_decode_utf8(p, n, NULL);
}

Value str_from_cstr(const char *p) { return str_from_utf8(p, strlen(p)); }
Value str_decode_fs(const char *bytes, size_t n) { return codec_decode_utf8(bytes, n, "surrogateescape"); }
Value str_encode_fs(Ref s) { return codec_encode(s, "utf-8", "surrogateescape"); }

Value str_format(const char *fmt, ...)
{
    __builtin_va_list ap;
    __builtin_va_start(ap, fmt);
    Value v = str_vformat(fmt, ap);
    __builtin_va_end(ap);
    return v;
}

/* ---- reading ---- */

static Utf8 *make_utf8(Str *s)
{
    size_t most = s->kind == 1 ? 2 : s->kind == 2 ? 3 : 4; /* bytes a character may need */
    Utf8 *utf8 = mem_alloc_or_raise(sizeof(Utf8) + (size_t)s->len * most + 1);
    if (utf8 == NULL)
        return NULL;
    size_t n = 0;
    for (int64_t i = 0; i < s->len; i++) {
        uint32_t c = char_at(s->data, s->kind, i);
        if (UNLIKELY(c >= 0xD800 && c <= 0xDFFF)) {
            int64_t end = i + 1;
            while (end < s->len && (char_at(s->data, s->kind, end) & 0xFFFFF800) == 0xD800)
                end++;
            mem_free(utf8);
            codec_raise_encode("utf-8", value_from_obj(s), i, end, "surrogates not allowed");
            return NULL;
        }
        n += char_put_utf8(utf8->data + n, c);
    }
    utf8->len = n;
    utf8->data[n] = 0;
    return utf8;
}

const char *str_utf8(Ref v, size_t *len_or_null)
{
    Str *s = VALUE_AS(Str, v);
    if (LIKELY(s->ascii)) {
        if (len_or_null)
            *len_or_null = (size_t)s->len;
        return s->data;
    }
    Utf8 **slot = utf8_slot(s);
    if (*slot == NULL && (*slot = make_utf8(s)) == NULL)
        return NULL;
    if (len_or_null)
        *len_or_null = (*slot)->len;
    return (*slot)->data;
}

const char *str_utf8_lossy(Ref v)
{
    static char *buffer;
    static size_t capacity;
    Str *s = VALUE_AS(Str, v);
    if (s->ascii)
        return s->data;
    size_t need = (size_t)s->len * 6 + 1;
    if (need > capacity) {
        char *bigger = mem_realloc(buffer, need);
        if (bigger == NULL)
            return "";
        buffer = bigger;
        capacity = need;
    }
    char *p = buffer;
    for (int64_t i = 0; i < s->len; i++) {
        uint32_t c = char_at(s->data, s->kind, i);
        if (c >= 0xD800 && c <= 0xDFFF) {
            static const char hex[] = "0123456789abcdef";
            const char escaped[] = {'\\', 'u', 'd', hex[c >> 8 & 15], hex[c >> 4 & 15], hex[c & 15]};
            memcpy(p, escaped, 6);
            p += 6;
        } else {
            p += char_put_utf8(p, c);
        }
    }
    *p = 0;
    return buffer;
}

bool str_equals_cstr(Ref v, const char *ascii)
{
    const Str *s = VALUE_AS(Str, v);
    size_t n = strlen(ascii);
    return s->ascii && (size_t)s->len == n && memcmp(s->data, ascii, n) == 0;
}

bool str_equal_slow(const Str *x, const Str *y)
{
    if (x->hash != y->hash && x->hash != -1 && y->hash != -1)
        return false;
    return memcmp(x->data, y->data, (size_t)x->len * x->kind) == 0;
}

static int compare_mixed(const Str *x, const Str *y, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        uint32_t c = char_at(x->data, x->kind, i), d = char_at(y->data, y->kind, i);
        if (c != d)
            return c < d ? -1 : 1;
    }
    return 0;
}

int str_compare(Ref a, Ref b)
{
    const Str *x = VALUE_AS(Str, a), *y = VALUE_AS(Str, b);
    int64_t n = x->len < y->len ? x->len : y->len;
    int order = x->kind == 1 && y->kind == 1 ? memcmp(x->data, y->data, (size_t)n) : compare_mixed(x, y, n);
    if (order != 0)
        return order < 0 ? -1 : 1;
    return x->len < y->len ? -1 : x->len > y->len;
}

int64_t str_hash_slow(Str *s)
{
    return s->hash = hash_bytes(s->data, (size_t)s->len * s->kind);
}

/* ---- work ---- */

static uint32_t bound_of(const Str *s) { return s->ascii ? 0x7F : s->kind == 1 ? 0xFF : s->kind == 2 ? 0xFFFF : 0x10FFFF; }

Value str_exact(Ref s)
{
    if (value_is_exact_str(s))
        return value_dup(s);
    const Str *str = VALUE_AS(Str, s);
    return str_from_chars(str->data, str->kind, str->len);
}

Value str_concat(Ref a, Ref b)
{
    const Str *x = VALUE_AS(Str, a), *y = VALUE_AS(Str, b);
    if (x->len == 0)
        return str_exact(b);
    if (y->len == 0)
        return str_exact(a);
    Str *s = str_alloc(x->len + y->len, bound_of(x) | bound_of(y));
    if (s == NULL)
        return VALUE_ERROR;
    if (LIKELY(s->kind == 1)) {
        copy_bytes(s->data, x->data, (size_t)x->len);
        copy_bytes(s->data + x->len, y->data, (size_t)y->len);
        return value_from_obj(s);
    }
    chars_copy(s->data, s->kind, x->data, x->kind, x->len);
    chars_copy(s->data + x->len * s->kind, s->kind, y->data, y->kind, y->len);
    return value_from_obj(s);
}

/* Make room for `extra` characters behind s, which only the caller knows; NULL: no memory, s is as it was. */
static Str *grow(Str *s, int64_t extra)
{
    size_t old_size = offsetof(Str, data) + str_item_bytes(s) + s->spare;
    if (!s->ascii) {
        mem_free(*utf8_slot(s));
        *utf8_slot(s) = NULL;
    }
    Str wanted = {.len = s->len + extra, .kind = s->kind, .ascii = s->ascii};
    size_t need = offsetof(Str, data) + str_item_bytes(&wanted);
    if (need > old_size) {
        size_t slack = need / 8 < 0x40000000 ? need / 8 : 0x40000000;
        size_t new_size = (need + slack + 15) & ~(size_t)15;
        Str *moved;
        if (old_size <= MEM_SIZED_MAX) {
            moved = mem_alloc_sized(new_size);
            if (moved != NULL) {
                memcpy(moved, s, old_size < new_size ? old_size : new_size);
                mem_free_sized(s, old_size);
            }
        } else {
            moved = mem_realloc(s, new_size);
        }
        if (moved == NULL)
            return NULL;
        s = moved;
        old_size = new_size;
    }
    s->len += extra;
    s->spare = (uint32_t)(old_size - need);
    s->hash = -1;
    if (!s->ascii)
        *utf8_slot(s) = NULL;
    return s;
}

Value str_append(Value a, Ref b)
{
    Str *x = VALUE_AS(Str, a);
    const Str *y = VALUE_AS(Str, b);
    bool alone = x->base.refcount == 1 && !x->interned && x->base.type == &type_str && x != y;
    if (alone && y->len > 0 && x->len > 0 && y->kind <= x->kind && (y->ascii || !x->ascii)
        && y->len < STR_MAX_LEN - x->len) {
        int64_t at = x->len;
        Str *grown = grow(x, y->len);
        if (grown != NULL) {
            if (LIKELY(grown->kind == 1))
                copy_bytes(grown->data + at, y->data, (size_t)y->len);
            else
                chars_copy(grown->data + at * grown->kind, grown->kind, y->data, y->kind, y->len);
            char_put(grown->data, grown->kind, grown->len, 0);
            return value_from_obj(grown);
        }
    }
    Value joined = str_concat(a, b);
    value_drop(a);
    return joined;
}

Value str_repeat(Ref v, int64_t n)
{
    const Str *x = VALUE_AS(Str, v);
    if (n <= 0 || x->len == 0)
        return str_empty();
    if (n == 1)
        return str_exact(v);
    if (x->len > INT64_MAX / n)
        return exc_raise(&type_OverflowError, "repeated string is too long");
    if (x->len > STR_MAX_LEN / n)
        return exc_raise_memory();
    Str *s = str_alloc(x->len * n, bound_of(x));
    if (s == NULL)
        return VALUE_ERROR;
    if (x->len == 1) {
        chars_fill(s->data, s->kind, char_at(x->data, x->kind, 0), n);
        return value_from_obj(s);
    }
    /* Double what is there: few large copies instead of many small ones. */
    size_t unit = (size_t)x->len * x->kind, total = unit * (size_t)n, done = unit;
    memcpy(s->data, x->data, unit);
    while (done < total) {
        size_t step = done < total - done ? done : total - done;
        memcpy(s->data + done, s->data, step);
        done += step;
    }
    return value_from_obj(s);
}

Value str_slice(Ref v, int64_t start, int64_t end)
{
    const Str *x = VALUE_AS(Str, v);
    int64_t n = end - start;
    if (n == x->len && value_is_exact_str(v))
        return value_dup(v);
    if (x->ascii)
        return str_from_ascii(x->data + start, (size_t)n);
    return str_from_chars(chars_from(x, start), x->kind, n);
}

static Value slice_with_step(Ref v, int64_t start, int64_t step, int64_t count)
{
    const Str *x = VALUE_AS(Str, v);
    uint32_t all = 0;
    for (int64_t i = 0, at = start; i < count; i++, at = (int64_t)((uint64_t)at + (uint64_t)step))
        all |= char_at(x->data, x->kind, at);
    if (count <= 1)
        return count == 0 ? str_empty() : str_from_char(all);
    Str *s = str_alloc(count, all);
    if (s == NULL)
        return VALUE_ERROR;
    for (int64_t i = 0, at = start; i < count; i++, at = (int64_t)((uint64_t)at + (uint64_t)step))
        char_put(s->data, s->kind, i, char_at(x->data, x->kind, at));
    return value_from_obj(s);
}

Value str_subscript(Ref v, Ref key)
{
    int64_t len = str_len(v), i;
    if (LIKELY(value_is_int(key))) {
        i = value_as_int(key);
    } else if (value_has_type(key, &type_slice)) {
        int64_t start, stop, step, count;
        if (slice_resolve(key, len, &start, &stop, &step, &count))
            return VALUE_ERROR;
        if (step == 1)
            return str_slice(v, start, start + count);
        return slice_with_step(v, start, step, count);
    } else if (value_is_any_int(key) || value_type(key)->index != NULL) {
        if (object_as_index(key, &i, false))
            return VALUE_ERROR;
    } else {
        return exc_raise(&type_TypeError, "string indices must be integers, not '%T'", key);
    }
    if (i < 0)
        i += len;
    if (UNLIKELY((uint64_t)i >= (uint64_t)len))
        return exc_raise(&type_IndexError, "string index out of range");
    return str_char_at(v, i);
}

/* Shared by join and the f-string pieces: sep may be NULL. */
static Value join(const Str *sep, const Ref *items, size_t n)
{
    int64_t sep_len = sep ? sep->len : 0, total = 0;
    uint32_t all = sep && n > 1 ? bound_of(sep) : 0;
    for (size_t i = 0; i < n; i++) {
        if (UNLIKELY(!value_is_str(items[i])))
            return exc_raise(&type_TypeError, "sequence item %zd: expected str instance, %T found", i, items[i]);
        const Str *s = VALUE_AS(Str, items[i]);
        all |= bound_of(s);
        if (UNLIKELY(total > STR_MAX_LEN - s->len - sep_len))
            return exc_raise(&type_OverflowError, "join() result is too long for a Python string");
        total += s->len + (i ? sep_len : 0);
    }
    if (total == 0)
        return str_empty();
    Str *result = str_alloc(total, all);
    if (result == NULL)
        return VALUE_ERROR;
    int kind = result->kind;
    char *to = result->data;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && sep_len > 0) {
            if (sep_len == 1)
                char_put(to, kind, 0, char_at(sep->data, sep->kind, 0));
            else
                chars_copy(to, kind, sep->data, sep->kind, sep_len);
            to += sep_len * kind;
        }
        const Str *s = VALUE_AS(Str, items[i]);
        if (LIKELY(kind == 1))
            copy_bytes(to, s->data, (size_t)s->len);
        else
            chars_copy(to, kind, s->data, s->kind, s->len);
        to += s->len * kind;
    }
    return value_from_obj(result);
}

Value str_join(Ref sep, const Ref *items, size_t n)
{
    if (n == 1 && value_is_exact_str(items[0]))
        return value_dup(items[0]);
    return join(VALUE_AS(Str, sep), items, n);
}

Value str_join_pieces(const Ref *pieces, size_t n)
{
    if (n == 1 && value_is_exact_str(pieces[0]))
        return value_dup(pieces[0]);
    return join(NULL, pieces, n);
}
