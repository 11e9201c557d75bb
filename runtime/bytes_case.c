/* runtime/bytes_case.c -- methods of bytes and bytearray about letters, digits, padding: ASCII only. */
#include "runtime/bytes_internal.h"
#include "runtime/exc.h"
#include "runtime/int.h"

static inline bool is_upper(uint8_t c) { return c >= 'A' && c <= 'Z'; }
static inline bool is_lower(uint8_t c) { return c >= 'a' && c <= 'z'; }
static inline bool is_alpha(uint8_t c) { return is_lower(c | 0x20); }
static inline bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }
static inline bool is_alnum(uint8_t c) { return is_alpha(c) || is_digit(c); }
static inline bool is_space(uint8_t c) { return c == ' ' || (c >= 9 && c <= 13); }
static inline uint8_t to_upper(uint8_t c) { return is_lower(c) ? c - 32 : c; }
static inline uint8_t to_lower(uint8_t c) { return is_upper(c) ? c + 32 : c; }

/* ---- tests ---- */

static Value all_are(Ref self, bool (*test)(uint8_t))
{
    Span s = span_of(self);
    for (int64_t i = 0; i < s.n; i++)
        if (!test((uint8_t)s.p[i]))
            return VALUE_FALSE;
    return value_from_bool(s.n > 0);
}

BYTES_NATIVE(bytes_isalpha_m) { return all_are(self, is_alpha); }
BYTES_NATIVE(bytes_isalnum_m) { return all_are(self, is_alnum); }
BYTES_NATIVE(bytes_isdigit_m) { return all_are(self, is_digit); }
BYTES_NATIVE(bytes_isspace_m) { return all_are(self, is_space); }

BYTES_NATIVE(bytes_isascii_m)
{
    Span s = span_of(self);
    for (int64_t i = 0; i < s.n; i++)
        if (s.p[i] & 0x80)
            return VALUE_FALSE;
    return VALUE_TRUE;
}

/* Some letter of one case, none of the other. */
static Value has_only_case(Ref self, bool upper)
{
    Span s = span_of(self);
    bool any = false;
    for (int64_t i = 0; i < s.n; i++) {
        uint8_t c = (uint8_t)s.p[i];
        if (upper ? is_lower(c) : is_upper(c))
            return VALUE_FALSE;
        any |= is_alpha(c);
    }
    return value_from_bool(any);
}

BYTES_NATIVE(bytes_isupper_m) { return has_only_case(self, true); }
BYTES_NATIVE(bytes_islower_m) { return has_only_case(self, false); }

BYTES_NATIVE(bytes_istitle_m)
{
    Span s = span_of(self);
    bool any = false, in_word = false;
    for (int64_t i = 0; i < s.n; i++) {
        uint8_t c = (uint8_t)s.p[i];
        if (is_alpha(c)) {
            if (is_upper(c) == in_word)
                return VALUE_FALSE;
            any = true;
        }
        in_word = is_alpha(c);
    }
    return value_from_bool(any);
}

/* ---- changing case ---- */

typedef enum CaseChange { CASE_UPPER, CASE_LOWER, CASE_SWAP, CASE_TITLE, CASE_CAPITALIZE } CaseChange;

static uint8_t change_byte(uint8_t c, CaseChange change, bool first, bool in_word)
{
    switch (change) {
    case CASE_UPPER: return to_upper(c);
    case CASE_LOWER: return to_lower(c);
    case CASE_SWAP: return is_upper(c) ? to_lower(c) : to_upper(c);
    case CASE_TITLE: return in_word ? to_lower(c) : to_upper(c);
    case CASE_CAPITALIZE: return first ? to_upper(c) : to_lower(c);
    }
    return c;
}

static Value change_case(Ref self, CaseChange change)
{
    Span s = span_of(self);
    if (s.n < 2) {
        char c = s.n ? (char)change_byte((uint8_t)s.p[0], change, true, false) : 0;
        return bytes_like(self, &c, s.n);
    }
    Value changed = bytes_like(self, NULL, s.n);
    if (value_is_error(changed))
        return changed;
    char *out = bytes_like_data(changed);
    bool in_word = false;
    for (int64_t i = 0; i < s.n; i++) {
        uint8_t c = (uint8_t)s.p[i];
        out[i] = (char)change_byte(c, change, i == 0, in_word);
        in_word = is_alpha(c);
    }
    return changed;
}

BYTES_NATIVE(bytes_upper_m) { return change_case(self, CASE_UPPER); }
BYTES_NATIVE(bytes_lower_m) { return change_case(self, CASE_LOWER); }
BYTES_NATIVE(bytes_swapcase_m) { return change_case(self, CASE_SWAP); }
BYTES_NATIVE(bytes_title_m) { return change_case(self, CASE_TITLE); }
BYTES_NATIVE(bytes_capitalize_m) { return change_case(self, CASE_CAPITALIZE); }

/* ---- padding ---- */

static Value pad(Ref self, int64_t left, int64_t right, char fill)
{
    Span s = span_of(self);
    left = left < 0 ? 0 : left;
    right = right < 0 ? 0 : right;
    if (left == 0 && right == 0)
        return value_has_type(self, &type_bytes) ? value_dup(self) : bytes_like(self, s.n ? s.p : "", s.n);
    int64_t n;
    if (__builtin_add_overflow(s.n, left, &n) || __builtin_add_overflow(n, right, &n))
        return exc_raise_memory();
    if (n < 2)
        return bytes_like(self, &fill, n);
    Value padded = bytes_like(self, NULL, n);
    if (value_is_error(padded))
        return padded;
    s = span_of(self);
    char *out = bytes_like_data(padded);
    memset(out, fill, (size_t)left);
    if (s.n)
        memcpy(out + left, s.p, (size_t)s.n);
    memset(out + left + s.n, fill, (size_t)right);
    return padded;
}

/* width and fillchar arguments. */
static int padding_arguments(const char *name, const Ref *a, int64_t *width, char *fill)
{
    if (int_as_ssize(a[0], width))
        return -1;
    *fill = ' ';
    if (value_is_absent(a[1]))
        return 0;
    bool fits = value_is_bytes(a[1]) || value_is_bytearray(a[1]);
    if (fits && span_of(a[1]).n == 1) {
        *fill = span_of(a[1]).p[0];
        return 0;
    }
    return exc_raise_int(&type_TypeError, "%s() argument 2 must be a byte string of length 1, not %T", name, a[1]);
}

BYTES_NATIVE(bytes_ljust_m)
{
    int64_t width;
    char fill;
    if (padding_arguments("ljust", a, &width, &fill))
        return VALUE_ERROR;
    return pad(self, 0, width - span_of(self).n, fill);
}

BYTES_NATIVE(bytes_rjust_m)
{
    int64_t width;
    char fill;
    if (padding_arguments("rjust", a, &width, &fill))
        return VALUE_ERROR;
    return pad(self, width - span_of(self).n, 0, fill);
}

BYTES_NATIVE(bytes_center_m)
{
    int64_t width;
    char fill;
    if (padding_arguments("center", a, &width, &fill))
        return VALUE_ERROR;
    int64_t space = width - span_of(self).n;
    if (space <= 0)
        return pad(self, 0, 0, fill);
    /* The odd byte goes left only when the width is odd as well. */
    int64_t left = space / 2 + (space & width & 1);
    return pad(self, left, space - left, fill);
}

BYTES_NATIVE(bytes_zfill_m)
{
    int64_t width;
    if (int_as_ssize(a[0], &width))
        return VALUE_ERROR;
    int64_t space = width - span_of(self).n;
    Value padded = pad(self, space, 0, '0');
    if (value_is_error(padded) || space <= 0 || span_of(self).n == 0)
        return padded;
    char *out = bytes_like_data(padded);
    if (out[space] == '+' || out[space] == '-') { /* the sign comes first */
        out[0] = out[space];
        out[space] = '0';
    }
    return padded;
}

static int64_t tab_width(int64_t column, int64_t tab_size)
{
    return tab_size > 0 ? tab_size - column % tab_size : 0;
}

BYTES_NATIVE(bytes_expandtabs_m)
{
    int tab_size;
    if (int_as_i32(a[0], &tab_size))
        return VALUE_ERROR;
    Span s = span_of(self);
    int64_t room = 0, column = 0;
    for (int64_t i = 0; i < s.n; i++) {
        int64_t width = s.p[i] == '\t' ? tab_width(column, tab_size) : 1;
        if (__builtin_add_overflow(room, width, &room))
            return exc_raise(&type_OverflowError, "result too long");
        column = s.p[i] == '\n' || s.p[i] == '\r' ? 0 : column + width;
    }
    Value expanded = bytes_like(self, NULL, room);
    if (value_is_error(expanded))
        return expanded;
    char *out = bytes_like_data(expanded);
    column = 0;
    for (int64_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\t') {
            int64_t width = tab_width(column, tab_size);
            memset(out, ' ', (size_t)width);
            out += width;
            column += width;
        } else {
            *out++ = s.p[i];
            column = s.p[i] == '\n' || s.p[i] == '\r' ? 0 : column + 1;
        }
    }
    return expanded;
}
