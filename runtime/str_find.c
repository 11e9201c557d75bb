/* runtime/str_find.c -- find, index, count, in, startswith, endswith, replace. */
#include <stdio.h>
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/slice.h"
#include "runtime/str_chars.h"
#include "runtime/tuple.h"

/* ---- ranges ---- */

int str_size_argument(Ref v, int64_t *out)
{
    if (LIKELY(value_is_int(v))) {
        *out = value_as_int(v);
        return 0;
    }
    Value index = object_index(v);
    if (value_is_error(index))
        return -1;
    int status = int_as_ssize(index, out);
    value_drop(index);
    return status;
}

static int range_end(Ref v, int64_t *out)
{
    if (value_is_int(v)) {
        *out = value_as_int(v);
        return 0;
    }
    if (value_is_absent(v) || value_is_none(v))
        return 0;
    if (value_type(v)->index == NULL)
        return exc_raise_int(&type_TypeError, "slice indices must be integers or None or have an __index__ method");
    return object_as_index(v, out, true);
}

int str_range(Ref s, Ref start, Ref end, int64_t *from, int64_t *to)
{
    int64_t len = str_len(s);
    *from = 0;
    *to = INT64_MAX;
    if (range_end(start, from) || range_end(end, to))
        return -1;
    if (*to > len)
        *to = len;
    else if (*to < 0 && (*to += len) < 0)
        *to = 0;
    if (*from < 0 && (*from += len) < 0)
        *from = 0;
    return 0;
}

/* ---- searching ---- */

/* The place of sub in s[start:end) from the left or the right; -1 missing, -2 MemoryError. */
static int64_t find(Ref v, Ref sub_value, int64_t start, int64_t end, bool from_right)
{
    const Str *s = VALUE_AS(Str, v), *sub = VALUE_AS(Str, sub_value);
    if (start > end || sub->len > end - start)
        return -1;
    if (sub->len == 0)
        return from_right ? end : start;
    if (sub->kind > s->kind || (s->ascii && !sub->ascii))
        return -1;
    void *temporary;
    const void *needle = chars_widened(sub, s->kind, &temporary);
    if (needle == NULL)
        return -2;
    int64_t i = from_right ? chars_rfind(chars_from(s, start), end - start, needle, sub->len, s->kind)
                           : chars_find(chars_from(s, start), end - start, needle, sub->len, s->kind);
    mem_free(temporary);
    return i < 0 ? -1 : start + i;
}

int64_t str_find(Ref s, Ref sub, int64_t start, int64_t end) { return find(s, sub, start, end, false); }
int64_t str_rfind(Ref s, Ref sub, int64_t start, int64_t end) { return find(s, sub, start, end, true); }

int64_t str_count(Ref v, Ref sub_value, int64_t start, int64_t end, int64_t most)
{
    const Str *s = VALUE_AS(Str, v), *sub = VALUE_AS(Str, sub_value);
    if (start > end)
        return 0;
    if (sub->len == 0)
        return end - start + 1 < most ? end - start + 1 : most;
    if (sub->kind > s->kind || (s->ascii && !sub->ascii) || sub->len > end - start)
        return 0;
    if (sub->len == 1) {
        int64_t n = chars_count(chars_from(s, start), s->kind, end - start, char_at(sub->data, sub->kind, 0));
        return n < most ? n : most;
    }
    void *temporary;
    const void *needle = chars_widened(sub, s->kind, &temporary);
    if (needle == NULL)
        return -2;
    int64_t count = 0;
    while (count < most) {
        int64_t i = chars_find(chars_from(s, start), end - start, needle, sub->len, s->kind);
        if (i < 0)
            break;
        count++;
        start += i + sub->len;
    }
    mem_free(temporary);
    return count;
}

int str_contains(Ref s, Ref sub)
{
    if (UNLIKELY(!value_is_str(sub)))
        return exc_raise_int(&type_TypeError, "'in <string>' requires string as left operand, not %T", sub);
    int64_t i = find(s, sub, 0, str_len(s), false);
    return i == -2 ? -1 : i >= 0;
}

int str_bad_argument(const char *function, const char *argument, const char *wanted, Ref v)
{
    if (value_is_none(v))
        return exc_raise_int(&type_TypeError, "%s() %s must be %s, not None", function, argument, wanted);
    return exc_raise_int(&type_TypeError, "%s() %s must be %s, not %T", function, argument, wanted, v);
}

int str_argument(const char *function, int argument, Ref v)
{
    if (LIKELY(value_is_str(v)))
        return 0;
    char place[32] = "argument";
    if (argument > 0)
        snprintf(place, sizeof place, "argument %d", argument);
    return str_bad_argument(function, place, "str", v);
}

/* a: sub, start, end */
static int64_t find_m(const char *name, Ref self, const Ref *a, bool from_right)
{
    int64_t from, to;
    if (str_argument(name, 1, a[0]) || str_range(self, a[1], a[2], &from, &to))
        return -2;
    return find(self, a[0], from, to, from_right);
}

STR_METHOD(str_find_m)
{
    int64_t i = find_m("find", self, a, false);
    return i == -2 ? VALUE_ERROR : value_from_int(i);
}
STR_METHOD(str_rfind_m)
{
    int64_t i = find_m("rfind", self, a, true);
    return i == -2 ? VALUE_ERROR : value_from_int(i);
}
STR_METHOD(str_index_m)
{
    int64_t i = find_m("index", self, a, false);
    if (i == -1)
        return exc_raise(&type_ValueError, "substring not found");
    return i == -2 ? VALUE_ERROR : value_from_int(i);
}
STR_METHOD(str_rindex_m)
{
    int64_t i = find_m("rindex", self, a, true);
    if (i == -1)
        return exc_raise(&type_ValueError, "substring not found");
    return i == -2 ? VALUE_ERROR : value_from_int(i);
}
STR_METHOD(str_count_m)
{
    int64_t from, to;
    if (str_argument("count", 1, a[0]) || str_range(self, a[1], a[2], &from, &to))
        return VALUE_ERROR;
    int64_t count = str_count(self, a[0], from, to, INT64_MAX);
    return count < 0 ? VALUE_ERROR : value_from_int(count);
}

/* ---- startswith, endswith ---- */

static bool matches_at(const Str *s, const Str *part, int64_t at)
{
    if (part->kind == s->kind)
        return memcmp(chars_from(s, at), part->data, (size_t)part->len * part->kind) == 0;
    if (part->kind > s->kind)
        return part->len == 0;
    for (int64_t i = 0; i < part->len; i++)
        if (char_at(s->data, s->kind, at + i) != char_at(part->data, part->kind, i))
            return false;
    return true;
}

static bool tail_matches(Ref v, Ref part_value, int64_t from, int64_t to, bool at_end)
{
    const Str *s = VALUE_AS(Str, v), *part = VALUE_AS(Str, part_value);
    if (from > to || part->len > to - from)
        return false;
    return matches_at(s, part, at_end ? to - part->len : from);
}

static Value tail_m(const char *name, Ref self, const Ref *a, bool at_end)
{
    int64_t from, to;
    if (str_range(self, a[1], a[2], &from, &to))
        return VALUE_ERROR;
    if (value_is_str(a[0]))
        return value_from_bool(tail_matches(self, a[0], from, to, at_end));
    if (!value_is_tuple(a[0]))
        return exc_raise(&type_TypeError, "%s first arg must be str or a tuple of str, not %T", name, a[0]);
    for (int64_t i = 0; i < tuple_len(a[0]); i++) {
        Ref part = tuple_at(a[0], i);
        if (!value_is_str(part))
            return exc_raise(&type_TypeError, "tuple for %s must only contain str, not %T", name, part);
        if (tail_matches(self, part, from, to, at_end))
            return VALUE_TRUE;
    }
    return VALUE_FALSE;
}

STR_METHOD(str_startswith_m) { return tail_m("startswith", self, a, false); }
STR_METHOD(str_endswith_m) { return tail_m("endswith", self, a, true); }

/* ---- replace ---- */

/* One character for another of the same kind and asciiness: copy, then patch the places. */
static Value replace_char(Ref v, uint32_t old, uint32_t new, int64_t most)
{
    const Str *s = VALUE_AS(Str, v);
    int64_t at = chars_index(s->data, s->kind, s->len, old);
    if (at < 0)
        return str_exact(v);
    uint32_t all = s->ascii ? 0x7F : s->kind == 1 ? 0xFF : s->kind == 2 ? 0xFFFF : 0x10FFFF;
    Str *r = str_alloc(s->len, all);
    if (r == NULL)
        return VALUE_ERROR;
    memcpy(r->data, s->data, (size_t)s->len * s->kind);
    for (int64_t next = 0; at >= 0 && most > 0; most--) {
        char_put(r->data, r->kind, at, new);
        next = at + 1;
        at = chars_index(chars_from(s, next), s->kind, s->len - next, old);
        if (at >= 0)
            at += next;
    }
    return value_from_obj(r);
}

/* old is empty: new goes before each of the first characters, and behind the last when there are enough. */
static void build_interleaved(StrBuilder *b, Ref v, Ref new, int64_t count)
{
    int64_t len = str_len(v);
    for (int64_t i = 0; i < count && !b->failed; i++) {
        str_builder_str(b, new);
        if (i < len)
            str_builder_slice(b, v, i, i + 1);
    }
    str_builder_slice(b, v, count, len);
}

/* count occurrences of old, all of kinds that fit s's: exact size, runs copied whole. */
static Value replace_runs(Ref v, const void *old, int64_t old_len, const Str *new, int64_t count)
{
    const Str *s = VALUE_AS(Str, v);
    int64_t growth = new->len - old_len;
    if (growth > 0 && count > (INT64_MAX / 8 - s->len) / growth)
        return exc_raise(&type_OverflowError, "replace string is too long");
    int64_t total = s->len + count * growth;
    if (total == 0)
        return str_empty();
    uint32_t all = (s->ascii ? 0x7Fu : s->kind == 1 ? 0xFFu : s->kind == 2 ? 0xFFFFu : 0x10FFFFu)
                 | chars_union(new->data, new->kind, new->len);
    Str *r = str_alloc(total, all);
    if (r == NULL)
        return VALUE_ERROR;
    char *to = r->data;
    int64_t from = 0;
    for (; count > 0; count--) {
        int64_t run = chars_find(chars_from(s, from), s->len - from, old, old_len, s->kind);
        chars_copy(to, r->kind, chars_from(s, from), s->kind, run);
        to += run * r->kind;
        chars_copy(to, r->kind, new->data, new->kind, new->len);
        to += new->len * r->kind;
        from += run + old_len;
    }
    chars_copy(to, r->kind, chars_from(s, from), s->kind, s->len - from);
    if (s->ascii || r->kind > s->kind)
        return value_from_obj(r);
    /* The wide characters may all have been replaced. */
    if (kind_of(chars_union(r->data, r->kind, total)) == r->kind && (r->kind > 1 || !chars_are_ascii(r->data, (size_t)total)))
        return value_from_obj(r);
    Value narrow = str_from_chars(r->data, r->kind, total);
    value_drop(value_from_obj(r));
    return narrow;
}

Value str_replace(Ref v, Ref old_value, Ref new_value, int64_t most)
{
    const Str *s = VALUE_AS(Str, v), *old = VALUE_AS(Str, old_value), *new = VALUE_AS(Str, new_value);
    if (most < 0)
        most = INT64_MAX;
    if (most == 0 || old->len > s->len || old->kind > s->kind || (s->ascii && !old->ascii))
        return str_exact(v);
    if (old->len == 1 && new->len == 1 && s->ascii && new->ascii)
        return replace_char(v, (uint8_t)old->data[0], (uint8_t)new->data[0], most);
    int64_t count = str_count(v, old_value, 0, s->len, most);
    if (count < 0)
        return VALUE_ERROR;
    if (count == 0 || (s->len == 0 && new->len == 0))
        return str_exact(v);
    if (old->len == 0) {
        if (new->len > 0 && count > (INT64_MAX / 8 - s->len) / new->len)
            return exc_raise(&type_OverflowError, "replace string is too long");
        StrBuilder b;
        str_builder_init(&b);
        build_interleaved(&b, v, new_value, count);
        return str_builder_finish(&b);
    }
    void *temporary;
    const void *needle = chars_widened(old, s->kind, &temporary);
    if (needle == NULL)
        return VALUE_ERROR;
    Value result = replace_runs(v, needle, old->len, new, count);
    mem_free(temporary);
    return result;
}

STR_METHOD(str_replace_m) /* a: old, new, count */
{
    int64_t most = -1;
    if (str_argument("replace", 1, a[0]) || str_argument("replace", 2, a[1]))
        return VALUE_ERROR;
    if (str_size_argument(a[2], &most))
        return VALUE_ERROR;
    return str_replace(self, a[0], a[1], most);
}
