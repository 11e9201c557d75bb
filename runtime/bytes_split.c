/* runtime/bytes_split.c -- methods of bytes and bytearray that cut: split, splitlines, partition, strip. */
#include "runtime/bytes_internal.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/tuple.h"

static inline bool is_space(char c) { return c == ' ' || (c >= 9 && c <= 13); }

/* ---- stripping ---- */

enum { STRIP_LEFT = 1, STRIP_RIGHT = 2 };

static Value strip(Ref self, Ref which, int sides)
{
    SpanArg set = {.held = false};
    bool drop[256] = {false};
    bool spaces = value_is_none(which);
    if (!spaces) {
        if (span_arg_get(which, &set))
            return VALUE_ERROR;
        for (int64_t i = 0; i < set.span.n; i++)
            drop[(uint8_t)set.span.p[i]] = true;
        span_arg_release(&set);
    } else
        for (int c = 0; c < 256; c++)
            drop[c] = is_space((char)c);
    Span s = span_of(self);
    int64_t start = 0, end = s.n;
    while ((sides & STRIP_LEFT) && start < end && drop[(uint8_t)s.p[start]])
        start++;
    while ((sides & STRIP_RIGHT) && end > start && drop[(uint8_t)s.p[end - 1]])
        end--;
    if (start == 0 && end == s.n && value_has_type(self, &type_bytes))
        return value_dup(self);
    return bytes_like(self, s.p + start, end - start);
}

BYTES_NATIVE(bytes_strip_m) { return strip(self, a[0], STRIP_LEFT | STRIP_RIGHT); }
BYTES_NATIVE(bytes_lstrip_m) { return strip(self, a[0], STRIP_LEFT); }
BYTES_NATIVE(bytes_rstrip_m) { return strip(self, a[0], STRIP_RIGHT); }

/* ---- splitting ---- */

static int add_part(Ref list, Ref self, const char *p, int64_t n)
{
    Value part = bytes_like(self, n ? p : "", n);
    return value_is_error(part) ? -1 : list_append_owned(list, part);
}

static int split_spaces(Ref list, Ref self, Span s, int64_t max)
{
    int64_t i = 0;
    for (;;) {
        while (i < s.n && is_space(s.p[i]))
            i++;
        if (i == s.n)
            return 0;
        int64_t start = i;
        if (max-- <= 0) /* the rest, as it is */
            return add_part(list, self, s.p + start, s.n - start);
        while (i < s.n && !is_space(s.p[i]))
            i++;
        if (add_part(list, self, s.p + start, i - start))
            return -1;
    }
}

static int rsplit_spaces(Ref list, Ref self, Span s, int64_t max)
{
    int64_t i = s.n;
    for (;;) {
        while (i > 0 && is_space(s.p[i - 1]))
            i--;
        if (i == 0)
            return 0;
        int64_t end = i;
        if (max-- <= 0)
            return add_part(list, self, s.p, end);
        while (i > 0 && !is_space(s.p[i - 1]))
            i--;
        if (add_part(list, self, s.p + i, end - i))
            return -1;
    }
}

static int split_at(Ref list, Ref self, Span s, Span separator, int64_t max)
{
    int64_t place;
    while (max-- > 0 && (place = bytes_find_span(s, separator)) >= 0) {
        if (add_part(list, self, s.p, place))
            return -1;
        s.p += place + separator.n;
        s.n -= place + separator.n;
    }
    return add_part(list, self, s.p, s.n);
}

static int rsplit_at(Ref list, Ref self, Span s, Span separator, int64_t max)
{
    int64_t place;
    while (max-- > 0 && (place = bytes_rfind_span(s, separator)) >= 0) {
        int64_t start = place + separator.n;
        if (add_part(list, self, s.p + start, s.n - start))
            return -1;
        s.n = place;
    }
    return add_part(list, self, s.p, s.n);
}

static void reverse_list(Ref list)
{
    List *l = VALUE_AS(List, list);
    for (int64_t i = 0, j = l->len - 1; i < j; i++, j--) {
        Value swap = l->items[i];
        l->items[i] = l->items[j];
        l->items[j] = swap;
    }
}

static Value split(Ref self, const Ref *a, bool from_end)
{
    int64_t max;
    SpanArg separator = {.held = false};
    if (int_as_ssize(a[1], &max))
        return VALUE_ERROR;
    if (max < 0)
        max = INT64_MAX;
    bool spaces = value_is_none(a[0]);
    if (!spaces && span_arg_get(a[0], &separator))
        return VALUE_ERROR;
    Value list = VALUE_ERROR;
    if (!spaces && separator.span.n == 0) {
        exc_raise(&type_ValueError, "empty separator");
        goto done;
    }
    list = list_new(8);
    if (value_is_error(list))
        goto done;
    Span s = span_of(self);
    int status = spaces ? (from_end ? rsplit_spaces(list, self, s, max) : split_spaces(list, self, s, max))
                        : (from_end ? rsplit_at(list, self, s, separator.span, max)
                                    : split_at(list, self, s, separator.span, max));
    if (status) {
        value_drop(list);
        list = VALUE_ERROR;
    } else if (from_end)
        reverse_list(list);
done:
    span_arg_release(&separator);
    return list;
}

BYTES_NATIVE(bytes_split_m) { return split(self, a, false); }
BYTES_NATIVE(bytes_rsplit_m) { return split(self, a, true); }

BYTES_NATIVE(bytes_splitlines_m)
{
    int keep_ends = value_truth(a[0]);
    if (keep_ends < 0)
        return VALUE_ERROR;
    Value list = list_new(8);
    if (value_is_error(list))
        return list;
    Span s = span_of(self);
    for (int64_t i = 0; i < s.n;) {
        int64_t start = i;
        while (i < s.n && s.p[i] != '\n' && s.p[i] != '\r')
            i++;
        int64_t end = i;
        if (i < s.n)
            i += s.p[i] == '\r' && i + 1 < s.n && s.p[i + 1] == '\n' ? 2 : 1;
        if (add_part(list, self, s.p + start, (keep_ends ? i : end) - start)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}

/* ---- partition ---- */

static Value three(Value before, Value middle, Value after) /* takes each */
{
    if (value_is_error(before) || value_is_error(middle) || value_is_error(after)) {
        value_drop(before);
        value_drop(middle);
        value_drop(after);
        return VALUE_ERROR;
    }
    Value items[3] = {before, middle, after};
    return tuple_from_values(items, 3);
}

static Value whole(Ref self)
{
    Span s = span_of(self);
    return value_has_type(self, &type_bytes) ? value_dup(self) : bytes_like(self, s.n ? s.p : "", s.n);
}

static Value partition(Ref self, Ref separator, bool last)
{
    SpanArg sep;
    if (span_arg_get(separator, &sep))
        return VALUE_ERROR;
    Value parts;
    Span s = span_of(self);
    int64_t n = sep.span.n;
    if (n == 0)
        parts = exc_raise(&type_ValueError, "empty separator");
    else {
        int64_t place = last ? bytes_rfind_span(s, sep.span) : bytes_find_span(s, sep.span);
        if (place >= 0) {
            Value middle = value_has_type(separator, &type_bytes) && value_is_bytes(self)
                               ? value_dup(separator) : bytes_like(self, sep.span.p, n);
            parts = three(bytes_like(self, s.p, place), middle,
                          bytes_like(self, s.p + place + n, s.n - place - n));
        } else if (last)
            parts = three(bytes_like(self, "", 0), bytes_like(self, "", 0), whole(self));
        else
            parts = three(whole(self), bytes_like(self, "", 0), bytes_like(self, "", 0));
    }
    span_arg_release(&sep);
    return parts;
}

BYTES_NATIVE(bytes_partition_m) { return partition(self, a[0], false); }
BYTES_NATIVE(bytes_rpartition_m) { return partition(self, a[0], true); }
