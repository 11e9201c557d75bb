/* runtime/exc_unicode.c -- UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError. */
#include "runtime/exc_types.h"
#include "runtime/bytes.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static int check_count(size_t n, size_t wanted)
{
    if (n == wanted)
        return 0;
    return exc_raise_int(&type_TypeError, "function takes exactly %zu arguments (%zu given)", wanted, n);
}

static int check_str(Ref v, int position)
{
    if (value_is_str(v))
        return 0;
    return exc_raise_int(&type_TypeError, "argument %d must be str, not %T", position, v);
}

/* start, end, reason: the last three of every constructor. */
static int fill_tail(ExcUnicode *e, const Ref *args, int position)
{
    Ref ends[2];
    for (int i = 0; i < 2; i++) {
        int64_t n;
        if (int_as_i64(args[i], &n))
            return -1;
        ends[i] = int_new(n);
    }
    if (check_str(args[2], position + 2))
        return -1;
    value_replace(&e->start, ends[0]);
    value_replace(&e->end, ends[1]);
    value_replace(&e->reason, value_dup(args[2]));
    return 0;
}

static int encode_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    ExcUnicode *e = VALUE_AS(ExcUnicode, self);
    if (exc_init_args(self, args, n_args, kwnames) || check_count(n_args, 5) || check_str(args[0], 1) ||
        check_str(args[1], 2) || fill_tail(e, args + 2, 3))
        return -1;
    value_replace(&e->encoding, value_dup(args[0]));
    value_replace(&e->object, value_dup(args[1]));
    return 0;
}

static int decode_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    ExcUnicode *e = VALUE_AS(ExcUnicode, self);
    if (exc_init_args(self, args, n_args, kwnames) || check_count(n_args, 5) || check_str(args[0], 1) ||
        fill_tail(e, args + 2, 3))
        return -1;
    Value object = value_is_bytes(args[1]) ? value_dup(args[1]) : bytes_from_buffer(args[1]);
    if (value_is_error(object))
        return -1;
    value_replace(&e->encoding, value_dup(args[0]));
    value_replace(&e->object, object);
    return 0;
}

static int translate_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    ExcUnicode *e = VALUE_AS(ExcUnicode, self);
    if (exc_init_args(self, args, n_args, kwnames) || check_count(n_args, 4) || check_str(args[0], 1) ||
        fill_tail(e, args + 1, 2))
        return -1;
    value_replace(&e->object, value_dup(args[0]));
    return 0;
}

/* ---- str ---- */

static int64_t as_position(Ref v) { return value_is_any_int(v) ? int_as_i64_clip(v) : 0; }

static Value position_text(const ExcUnicode *e, const char *what, Value encoding, Value reason)
{
    int64_t start = as_position(e->start), end = as_position(e->end);
    return str_format("'%U' codec can't %s in position %lld-%lld: %U", encoding, what, (long long)start,
                      (long long)end - 1, reason);
}

/* "'\\x61'", as the messages spell a character */
static Value escaped(uint32_t c)
{
    if (c <= 0xFF)
        return str_format("\\x%02x", (unsigned)c);
    return c <= 0xFFFF ? str_format("\\u%04x", (unsigned)c) : str_format("\\U%08x", (unsigned)c);
}

static bool is_single(const ExcUnicode *e, int64_t len)
{
    int64_t start = as_position(e->start);
    return start >= 0 && start < len && as_position(e->end) == start + 1;
}

static Value encode_text(const ExcUnicode *e, Value encoding, Value reason)
{
    if (!value_is_str(e->object) || !is_single(e, str_len(e->object)))
        return position_text(e, "encode characters", encoding, reason);
    int64_t start = as_position(e->start);
    Value c = escaped(str_at(e->object, start));
    if (value_is_error(c))
        return VALUE_ERROR;
    Value text = str_format("'%U' codec can't encode character '%U' in position %lld: %U", encoding, c,
                            (long long)start, reason);
    value_drop(c);
    return text;
}

static Value decode_text(const ExcUnicode *e, Value encoding, Value reason)
{
    if (!value_is_bytes(e->object) || !is_single(e, bytes_len(e->object)))
        return position_text(e, "decode bytes", encoding, reason);
    int64_t start = as_position(e->start);
    return str_format("'%U' codec can't decode byte 0x%02x in position %lld: %U", encoding,
                      (unsigned)(unsigned char)bytes_data(e->object)[start], (long long)start, reason);
}

static Value translate_text(const ExcUnicode *e, Value reason)
{
    int64_t start = as_position(e->start), end = as_position(e->end);
    if (!value_is_str(e->object) || !is_single(e, str_len(e->object)))
        return str_format("can't translate characters in position %lld-%lld: %U", (long long)start,
                          (long long)end - 1, reason);
    Value c = escaped(str_at(e->object, start));
    if (value_is_error(c))
        return VALUE_ERROR;
    Value text = str_format("can't translate character '%U' in position %lld: %U", c, (long long)start, reason);
    value_drop(c);
    return text;
}

static Value unicode_str(Ref self)
{
    ExcUnicode *e = VALUE_AS(ExcUnicode, self);
    if (value_is_absent(e->object)) /* __init__ was never called */
        return str_empty();
    value_dup(self);
    Value object = value_dup(e->object); /* a str() below may replace it */
    Value encoding = object_str(value_or_none(e->encoding)), reason = object_str(value_or_none(e->reason));
    Value text = VALUE_ERROR;
    if (value_is_ok(encoding) && value_is_ok(reason)) {
        if (value_is_instance(self, &type_UnicodeEncodeError))
            text = encode_text(e, encoding, reason);
        else if (value_is_instance(self, &type_UnicodeDecodeError))
            text = decode_text(e, encoding, reason);
        else
            text = translate_text(e, reason);
    }
    value_drop(encoding);
    value_drop(reason);
    value_drop(object);
    value_drop(self);
    return text;
}

/* ---- start and end are C integers elsewhere: no deleting, ints only ---- */

static Value get_start(Ref self)
{
    Ref v = VALUE_AS(ExcUnicode, self)->start;
    return value_is_absent(v) ? value_from_int(0) : value_dup(v);
}
static Value get_end(Ref self)
{
    Ref v = VALUE_AS(ExcUnicode, self)->end;
    return value_is_absent(v) ? value_from_int(0) : value_dup(v);
}
static int set_position(Value *slot, Ref v)
{
    if (value_is_absent(v))
        return exc_raise_int(&type_TypeError, "can't delete numeric/char attribute");
    if (!value_is_any_int(v)) {
        value_replace(slot, value_from_int(-1)); /* as CPython leaves it */
        return exc_raise_int(&type_TypeError, "an integer is required");
    }
    int64_t n;
    if (int_as_i64(v, &n))
        return -1;
    value_replace(slot, int_new(n));
    return 0;
}
static int set_start(Ref self, Ref v) { return set_position(&VALUE_AS(ExcUnicode, self)->start, v); }
static int set_end(Ref self, Ref v) { return set_position(&VALUE_AS(ExcUnicode, self)->end, v); }

static const Getter unicode_getters[] = {
    {"start", get_start, set_start, "exception start"},
    {"end", get_end, set_end, "exception end"},
    {0},
};
static const Member unicode_members[] = {
    {"encoding", MEMBER_VALUE_OR_NONE, offsetof(ExcUnicode, encoding), false, "exception encoding"},
    {"object", MEMBER_VALUE_OR_NONE, offsetof(ExcUnicode, object), false, "exception object"},
    {"reason", MEMBER_VALUE_OR_NONE, offsetof(ExcUnicode, reason), false, "exception reason"},
    {0},
};
EXC_TYPE(UnicodeEncodeError, UnicodeError, ExcUnicode, "Unicode encoding error.", .init = encode_init,
         .str = unicode_str, .getters = unicode_getters, .members = unicode_members)
EXC_TYPE(UnicodeDecodeError, UnicodeError, ExcUnicode, "Unicode decoding error.", .init = decode_init,
         .str = unicode_str, .getters = unicode_getters, .members = unicode_members)
EXC_TYPE(UnicodeTranslateError, UnicodeError, ExcUnicode, "Unicode translation error.", .init = translate_init,
         .str = unicode_str, .getters = unicode_getters, .members = unicode_members)
