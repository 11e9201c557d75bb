/* runtime/bytes_methods.c -- methods of bytes and bytearray: searching, replacing, joining, converting; and the
 * method tables.  Splitting is in bytes_split.c, letters are in bytes_case.c. */
#include "runtime/bytes_internal.h"
#include "runtime/codec.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* ---- searching ---- */

/* start and end arguments, None for the ends. */
static int get_range(const Ref *a, int64_t *start, int64_t *end)
{
    *start = 0;
    *end = INT64_MAX;
    if (!value_is_none(a[0]) && object_as_index(a[0], start, true))
        goto fail;
    if (!value_is_none(a[1]) && object_as_index(a[1], end, true))
        goto fail;
    return 0;
fail:
    if (exc_pending_is(&type_TypeError)) {
        exc_clear();
        exc_raise(&type_TypeError, "slice indices must be integers or None or have an __index__ method");
    }
    return -1;
}

typedef enum Search { SEARCH_FIRST, SEARCH_LAST, SEARCH_COUNT } Search;

/* The place (or number) of a[0] in self[a[1]:a[2]]; -1 when missing, -2 error. */
static int64_t search(Ref self, const Ref *a, Search what)
{
    SpanArg sub;
    char byte;
    int64_t start, end;
    if (get_range(a + 1, &start, &end) || span_arg_get_or_byte(a[0], &sub, &byte))
        return -2;
    Span s = span_of(self);
    bytes_clip(s.n, &start, &end);
    int64_t result = what == SEARCH_COUNT ? 0 : -1;
    if (start <= end && end - start >= sub.span.n) {
        Span range = {s.p + start, end - start};
        if (what == SEARCH_COUNT)
            result = bytes_count_span(range, sub.span, INT64_MAX);
        else {
            result = what == SEARCH_FIRST ? bytes_find_span(range, sub.span) : bytes_rfind_span(range, sub.span);
            result += result >= 0 ? start : 0;
        }
    }
    span_arg_release(&sub);
    return result;
}

static Value search_answer(int64_t place, bool must_exist)
{
    if (place == -2)
        return VALUE_ERROR;
    if (place == -1 && must_exist)
        return exc_raise(&type_ValueError, "subsection not found");
    return int_new(place);
}

BYTES_NATIVE(bytes_find_m) { return search_answer(search(self, a, SEARCH_FIRST), false); }
BYTES_NATIVE(bytes_rfind_m) { return search_answer(search(self, a, SEARCH_LAST), false); }
BYTES_NATIVE(bytes_index_m) { return search_answer(search(self, a, SEARCH_FIRST), true); }
BYTES_NATIVE(bytes_rindex_m) { return search_answer(search(self, a, SEARCH_LAST), true); }
BYTES_NATIVE(bytes_count_m) { return search_answer(search(self, a, SEARCH_COUNT), false); }

/* Does self[start:end] have this at its start or end? 1, 0, -1. */
static int has_affix(Ref self, Ref affix, int64_t start, int64_t end, bool at_end)
{
    SpanArg arg;
    if (span_arg_get(affix, &arg))
        return -1;
    Span s = span_of(self);
    bytes_clip(s.n, &start, &end);
    bool found = false;
    if (start <= end && end - start >= arg.span.n) {
        const char *place = at_end ? s.p + end - arg.span.n : s.p + start;
        found = arg.span.n == 0 || memcmp(place, arg.span.p, (size_t)arg.span.n) == 0;
    }
    span_arg_release(&arg);
    return found;
}

static Value test_affixes(Ref self, const Ref *a, bool at_end)
{
    int64_t start, end;
    if (get_range(a + 1, &start, &end))
        return VALUE_ERROR;
    int found = 0;
    if (value_is_tuple(a[0])) {
        for (int64_t i = 0; i < tuple_len(a[0]) && found == 0; i++)
            found = has_affix(self, tuple_at(a[0], i), start, end, at_end);
    } else {
        found = has_affix(self, a[0], start, end, at_end);
        if (found < 0 && exc_pending_is(&type_TypeError)) {
            exc_clear();
            return exc_raise(&type_TypeError, "%s first arg must be bytes or a tuple of bytes, not %T",
                             at_end ? "endswith" : "startswith", a[0]);
        }
    }
    return found < 0 ? VALUE_ERROR : value_from_bool(found);
}

BYTES_NATIVE(bytes_startswith_m) { return test_affixes(self, a, false); }
BYTES_NATIVE(bytes_endswith_m) { return test_affixes(self, a, true); }

/* self itself when it is immutable, else a copy. */
static Value unchanged(Ref self)
{
    if (value_has_type(self, &type_bytes))
        return value_dup(self);
    Span s = span_of(self);
    return bytes_like(self, s.n ? s.p : "", s.n);
}

BYTES_NATIVE(bytes_removeprefix_m)
{
    SpanArg arg;
    if (span_arg_get(a[0], &arg))
        return VALUE_ERROR;
    Span s = span_of(self), cut = arg.span;
    bool found = cut.n > 0 && s.n >= cut.n && memcmp(s.p, cut.p, (size_t)cut.n) == 0;
    Value v = found ? bytes_like(self, s.p + cut.n, s.n - cut.n) : unchanged(self);
    span_arg_release(&arg);
    return v;
}

BYTES_NATIVE(bytes_removesuffix_m)
{
    SpanArg arg;
    if (span_arg_get(a[0], &arg))
        return VALUE_ERROR;
    Span s = span_of(self), cut = arg.span;
    bool found = cut.n > 0 && s.n >= cut.n && memcmp(s.p + s.n - cut.n, cut.p, (size_t)cut.n) == 0;
    Value v = found ? bytes_like(self, s.p, s.n - cut.n) : unchanged(self);
    span_arg_release(&arg);
    return v;
}

/* ---- replacing ---- */

/* `new` before every byte and at the end, `count` times. */
static Value interleave(Ref self, Span s, Span new, int64_t count)
{
    int64_t n;
    if (__builtin_mul_overflow(count, new.n, &n) || __builtin_add_overflow(n, s.n, &n))
        return exc_raise(&type_OverflowError, "replace bytes is too long");
    Value v = bytes_like(self, NULL, n);
    if (value_is_error(v) || n < 2) {
        value_drop(v);
        return n < 2 && !exc_pending() ? bytes_like(self, n ? (s.n ? s.p : new.p) : "", n) : VALUE_ERROR;
    }
    char *out = bytes_like_data(v);
    for (int64_t i = 0; i <= s.n; i++) {
        if (i < count) {
            memcpy(out, new.p, (size_t)new.n);
            out += new.n;
        }
        if (i < s.n)
            *out++ = s.p[i];
    }
    return v;
}

static Value replace(Ref self, Span s, Span old, Span new, int64_t count)
{
    int64_t times = count == 0 || (old.n == 0 && new.n == 0) ? 0 : bytes_count_span(s, old, count);
    if (times == 0)
        return unchanged(self);
    if (old.n == 0)
        return interleave(self, s, new, times);
    int64_t n;
    if (__builtin_mul_overflow(times, new.n - old.n, &n) || __builtin_add_overflow(n, s.n, &n))
        return exc_raise(&type_OverflowError, "replace bytes is too long");
    char *built = mem_alloc_or_raise((size_t)n + 1), *out = built;
    if (built == NULL)
        return VALUE_ERROR;
    for (; times > 0; times--) {
        int64_t place = bytes_find_span(s, old);
        memcpy(out, s.p, (size_t)place);
        out += place;
        if (new.n)
            memcpy(out, new.p, (size_t)new.n);
        out += new.n;
        s.p += place + old.n;
        s.n -= place + old.n;
    }
    if (s.n)
        memcpy(out, s.p, (size_t)s.n);
    Value v = bytes_like(self, built, n);
    mem_free(built);
    return v;
}

BYTES_NATIVE(bytes_replace_m)
{
    SpanArg old, new;
    int64_t count;
    if (span_arg_get(a[0], &old))
        return VALUE_ERROR;
    if (span_arg_get(a[1], &new)) {
        span_arg_release(&old);
        return VALUE_ERROR;
    }
    Value v = int_as_ssize(a[2], &count) ? VALUE_ERROR : replace(self, span_of(self), old.span, new.span, count < 0 ? INT64_MAX : count);
    span_arg_release(&old);
    span_arg_release(&new);
    return v;
}

BYTES_NATIVE(bytes_translate_m)
{
    SpanArg table = {.held = false}, drop = {.held = false};
    bool keep[256];
    memset(keep, true, sizeof keep);
    bool map = !value_is_none(a[0]);
    if (map && span_arg_get(a[0], &table))
        return VALUE_ERROR;
    Value v = VALUE_ERROR;
    if (map && table.span.n != 256) {
        exc_raise(&type_ValueError, "translation table must be 256 characters long");
        goto done;
    }
    if (!value_is_absent(a[1])) {
        if (span_arg_get(a[1], &drop))
            goto done;
        for (int64_t i = 0; i < drop.span.n; i++)
            keep[(uint8_t)drop.span.p[i]] = false;
        span_arg_release(&drop);
    }
    Span s = span_of(self);
    char *built = mem_alloc_or_raise((size_t)s.n + 1), *out = built;
    if (built == NULL)
        goto done;
    for (int64_t i = 0; i < s.n; i++) {
        uint8_t c = (uint8_t)s.p[i];
        if (keep[c])
            *out++ = map ? table.span.p[c] : (char)c;
    }
    v = out - built == s.n && memcmp(built, s.p ? s.p : "", (size_t)s.n) == 0
            ? unchanged(self) : bytes_like(self, built, out - built);
    mem_free(built);
done:
    span_arg_release(&table);
    return v;
}

BYTES_NATIVE(bytes_maketrans_m)
{
    SpanArg from, to;
    if (span_arg_get(a[0], &from))
        return VALUE_ERROR;
    if (span_arg_get(a[1], &to)) {
        span_arg_release(&from);
        return VALUE_ERROR;
    }
    Value v;
    if (from.span.n != to.span.n)
        v = exc_raise(&type_ValueError, "maketrans arguments must have same length");
    else {
        char table[256];
        for (int i = 0; i < 256; i++)
            table[i] = (char)i;
        for (int64_t i = 0; i < from.span.n; i++)
            table[(uint8_t)from.span.p[i]] = to.span.p[i];
        v = bytes_new(table, sizeof table);
    }
    span_arg_release(&from);
    span_arg_release(&to);
    return v;
}

/* ---- joining ---- */

/* The items of a join as a list or tuple nobody else changes. */
static Value collect(Ref iterable)
{
    if (value_is_exact_tuple(iterable))
        return value_dup(iterable);
    if (value_type(iterable)->iter == NULL && value_type(iterable)->item == NULL)
        return exc_raise(&type_TypeError, "can only join an iterable");
    Value list = list_from_iterable(iterable);
    if (value_is_error(list))
        return list;
    Value tuple = list_to_tuple(list);
    value_drop(list);
    return tuple;
}

static Value join_spans(Ref self, const SpanArg *parts, int64_t n_parts)
{
    Span separator = span_of(self);
    int64_t n = 0;
    for (int64_t i = 0; i < n_parts; i++)
        if (__builtin_add_overflow(n, parts[i].span.n + (i ? separator.n : 0), &n))
            return exc_raise(&type_OverflowError, "join() result is too long");
    if (n < 2) { /* may be a shared object: build it from its byte */
        const char *byte = "";
        for (int64_t i = 0; i < n_parts; i++)
            byte = parts[i].span.n ? parts[i].span.p : i && separator.n ? separator.p : byte;
        return bytes_like(self, byte, n);
    }
    Value joined = bytes_like(self, NULL, n);
    if (value_is_error(joined))
        return joined;
    separator = span_of(self);
    char *out = bytes_like_data(joined);
    for (int64_t i = 0; i < n_parts; i++) {
        if (i && separator.n) {
            memcpy(out, separator.p, (size_t)separator.n);
            out += separator.n;
        }
        if (parts[i].span.n)
            memcpy(out, parts[i].span.p, (size_t)parts[i].span.n);
        out += parts[i].span.n;
    }
    return joined;
}

/* Joining nothing but bytes runs no Python: no copies of the list, no buffers. ABSENT when not so. */
static Value join_plain(Ref self, const Value *items, int64_t n_parts)
{
    Span separator = span_of(self);
    int64_t n = 0;
    for (int64_t i = 0; i < n_parts; i++) {
        if (!value_has_type(items[i], &type_bytes))
            return VALUE_ABSENT;
        if (__builtin_add_overflow(n, bytes_len(items[i]) + (i ? separator.n : 0), &n))
            return exc_raise(&type_OverflowError, "join() result is too long");
    }
    if (n_parts == 1)
        return value_dup(items[0]);
    Value joined = bytes_new(NULL, (size_t)n);
    if (value_is_error(joined) || n == 0)
        return joined;
    char *out = VALUE_AS(Bytes, joined)->data;
    for (int64_t i = 0; i < n_parts; i++) {
        if (i && separator.n)
            out = (char *)memcpy(out, separator.p, (size_t)separator.n) + separator.n;
        out = (char *)memcpy(out, bytes_data(items[i]), (size_t)bytes_len(items[i])) + bytes_len(items[i]);
    }
    return joined;
}

BYTES_NATIVE(bytes_join_m)
{
    bool list = value_has_type(a[0], &type_list);
    if (value_is_bytes(self) && (list || value_is_exact_tuple(a[0]))) {
        Value joined = join_plain(self, list ? VALUE_AS(List, a[0])->items : VALUE_AS(Tuple, a[0])->items,
                                  list ? list_len(a[0]) : tuple_len(a[0]));
        if (!value_is_absent(joined))
            return joined;
    }
    /* Holding self as a buffer keeps a bytearray separator from changing while the parts are asked for. */
    SpanArg held;
    if (span_arg_get(self, &held))
        return VALUE_ERROR;
    Value items = collect(a[0]);
    if (value_is_error(items)) {
        span_arg_release(&held);
        return items;
    }
    int64_t n_parts = tuple_len(items), got = 0;
    if (n_parts == 1 && value_has_type(tuple_at(items, 0), &type_bytes) && value_is_bytes(self)) {
        Value only = value_dup(tuple_at(items, 0));
        value_drop(items);
        span_arg_release(&held);
        return only;
    }
    SpanArg *parts = mem_alloc_array_or_raise((size_t)n_parts + 1, sizeof *parts);
    Value joined = VALUE_ERROR;
    if (parts == NULL)
        goto done;
    for (; got < n_parts; got++) {
        Ref item = tuple_at(items, got);
        if (!buffer_supported(item)) {
            exc_raise(&type_TypeError, "sequence item %lld: expected a bytes-like object, %T found",
                      (long long)got, item);
            break;
        }
        if (span_arg_get(item, &parts[got]))
            break;
    }
    if (got == n_parts)
        joined = join_spans(self, parts, n_parts);
    while (got > 0)
        span_arg_release(&parts[--got]);
done:
    span_arg_release(&held);
    mem_free(parts);
    value_drop(items);
    return joined;
}

/* ---- converting ---- */

BYTES_NATIVE(bytes_decode_m)
{
    for (int i = 0; i < 2; i++)
        if (!value_is_str(a[i]))
            return bytes_wrong_argument(i ? "decode() argument 'errors'" : "decode() argument 'encoding'", "str",
                                        a[i]);
    const char *encoding = str_utf8(a[0], NULL), *errors = str_utf8(a[1], NULL);
    if (encoding == NULL || errors == NULL)
        return VALUE_ERROR;
    SpanArg held; /* an error handler may run Python while we read */
    if (span_arg_get(self, &held))
        return VALUE_ERROR;
    Value text = codec_decode(held.span.p, (size_t)held.span.n, encoding, errors);
    span_arg_release(&held);
    return text;
}

BYTES_NATIVE(bytes_hex_m)
{
    int group;
    if (int_as_i32(a[1], &group))
        return VALUE_ERROR;
    Span s = span_of(self);
    return bytes_hex(s.p, (size_t)s.n, a[0], group);
}

static int hex_digit(uint32_t c)
{
    if (c >= '0' && c <= '9')
        return (int)c - '0';
    if (c >= 'a' && c <= 'f')
        return (int)c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? (int)c - 'A' + 10 : -1;
}

Value bytes_hex(const char *p, size_t n, Ref separator, int64_t group)
{
    uint32_t sep = 0;
    if (!value_is_absent(separator)) {
        if (value_is_str(separator) ? str_len(separator) != 1
                                    : !value_is_bytes(separator) || bytes_len(separator) != 1) {
            int64_t len = object_length(separator);
            if (len < 0)
                return VALUE_ERROR;
            if (len == 1)
                return exc_raise(&type_TypeError, "sep must be str or bytes.");
            return exc_raise(&type_ValueError, "sep must be length 1.");
        }
        sep = value_is_str(separator) ? str_at(separator, 0) : (uint8_t)bytes_data(separator)[0];
        if (sep > 127)
            return exc_raise(&type_ValueError, "sep must be ASCII.");
    }
    bool from_left = group < 0;
    size_t size = group == 0 || value_is_absent(separator) ? 0 : (size_t)(from_left ? 0 - (uint64_t)group
                                                                                     : (uint64_t)group);
    size_t n_separators = size && n ? (n - 1) / size : 0;
    if (n > (SIZE_MAX >> 2))
        return exc_raise_memory();
    Str *text = str_alloc((int64_t)(n * 2 + n_separators), 127);
    if (text == NULL)
        return VALUE_ERROR;
    char *out = text->data;
    for (size_t i = 0; i < n; i++) {
        size_t place = from_left ? i : n - i; /* groups are counted from the right by default */
        if (size && i && place % size == 0)
            *out++ = (char)sep;
        *out++ = "0123456789abcdef"[(uint8_t)p[i] >> 4];
        *out++ = "0123456789abcdef"[(uint8_t)p[i] & 15];
    }
    return value_from_obj(text);
}

static bool is_hex_space(uint32_t c) { return c == ' ' || (c >= 9 && c <= 13); }

BYTES_NATIVE(bytes_fromhex_m)
{
    if (!value_is_str(a[0]))
        return bytes_wrong_argument("fromhex() argument", "str", a[0]);
    int64_t len = str_len(a[0]), i = 0;
    char *built = mem_alloc_or_raise((size_t)len / 2 + 1), *out = built;
    if (built == NULL)
        return VALUE_ERROR;
    for (;;) {
        while (i < len && is_hex_space(str_at(a[0], i)))
            i++;
        if (i >= len)
            break;
        int high = hex_digit(str_at(a[0], i));
        int low = high >= 0 && ++i < len ? hex_digit(str_at(a[0], i)) : -1;
        if (low < 0) {
            mem_free(built);
            return exc_raise(&type_ValueError,
                             "non-hexadecimal number found in fromhex() arg at position %lld", (long long)i);
        }
        *out++ = (char)(high << 4 | low);
        i++;
    }
    Type *type = value_as_type(self);
    bool mutable = type_is_subtype(type, &type_bytearray);
    Value v = mutable && type == &type_bytearray ? bytearray_new(built, (size_t)(out - built))
                                                 : bytes_new(built, (size_t)(out - built));
    mem_free(built);
    if (value_is_ok(v) && type != &type_bytes && type != &type_bytearray) {
        Value instance = object_call1(self, v);
        value_drop(v);
        return instance;
    }
    return v;
}

BYTES_NATIVE(bytes_bytes_m) { return unchanged(self); }

BYTES_NATIVE(bytes_getnewargs_m)
{
    Value plain = unchanged(self);
    if (value_is_error(plain))
        return plain;
    Value items[1] = {plain};
    return tuple_from_values(items, 1);
}

/* ---- the tables ---- */

#define BYTES_METHOD(function, signature, flags, doc) {signature, function, doc, flags},
#define BYTES_ONLY BYTES_METHOD
#define BYTEARRAY_ONLY(function, signature, flags, doc)
const Method bytes_methods[] = {
#include "runtime/bytes_methods.def"
    {0},
};
#undef BYTES_ONLY
#undef BYTEARRAY_ONLY
#define BYTES_ONLY(function, signature, flags, doc)
#define BYTEARRAY_ONLY BYTES_METHOD
const Method bytearray_methods[] = {
#include "runtime/bytes_methods.def"
    {0},
};
