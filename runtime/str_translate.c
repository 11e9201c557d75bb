/* runtime/str_translate.c -- str.translate and str.maketrans. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/str_chars.h"

/* table[c]: 1 and *out (None: delete it), 0 when it has no entry, -1 error. */
static int look_up(Ref table, uint32_t c, Value *out)
{
    *out = object_subscript(table, value_from_int(c));
    if (!value_is_error(*out))
        return 1;
    if (!exc_pending_is(&type_LookupError))
        return -1;
    exc_clear();
    return 0;
}

/* Append the translation of c; *simple gets it when it is one ASCII character, -1 else. */
static int translate_char(StrBuilder *b, Ref table, uint32_t c, int *simple)
{
    Value v;
    int found = look_up(table, c, &v);
    *simple = -1;
    if (found < 0)
        return -1;
    if (found == 0) {
        str_builder_char(b, c);
        *simple = c < 128 ? (int)c : -1;
        return 0;
    }
    int failed = 0;
    if (value_is_any_int(v)) {
        int64_t to = int_as_i64_clip(v);
        if (to < 0 || to > 0x10FFFF)
            failed = exc_raise_int(&type_ValueError, "character mapping must be in range(0x%x)", 0x110000);
        else
            str_builder_char(b, (uint32_t)to);
        *simple = to >= 0 && to < 128 ? (int)to : -1;
    } else if (value_is_str(v)) {
        str_builder_str(b, v);
        if (str_len(v) == 1 && str_at(v, 0) < 128)
            *simple = (int)str_at(v, 0);
    } else if (!value_is_none(v)) {
        failed = exc_raise_int(&type_TypeError, "character mapping must return integer, None or str");
    }
    value_drop(v);
    return failed;
}

enum { UNKNOWN = -1, DELETED = -2 };

/* What the table says of an ASCII character when that is simple (one ASCII character, or None): it or DELETED;
 * UNKNOWN when it takes the long way.  The table is an exact dict, so that asking runs no Python of the user's. */
static int simple_translation(Ref table, uint8_t c)
{
    Ref v = dict_get(table, value_from_int(c));
    if (value_is_absent(v))
        return c;
    if (value_is_error(v)) {
        exc_clear(); /* a key compared badly: the long way meets it again and reports it */
        return UNKNOWN;
    }
    if (value_is_none(v))
        return DELETED;
    if (value_is_int(v))
        return value_as_int(v) >= 0 && value_as_int(v) < 128 ? (int)value_as_int(v) : UNKNOWN;
    return value_is_exact_str(v) && str_len(v) == 1 && str_at(v, 0) < 128 ? (int)str_at(v, 0) : UNKNOWN;
}

/* ASCII text through a dict that keeps it ASCII, one to one or deleting.  ABSENT: not as simple as that. */
static Value translate_ascii(const Str *s, Ref table)
{
    int8_t known[128];
    memset(known, UNKNOWN, sizeof known);
    Str *r = str_alloc(s->len, 127);
    if (r == NULL)
        return VALUE_ERROR;
    int64_t n = 0;
    for (int64_t i = 0; i < s->len; i++) {
        uint8_t c = (uint8_t)s->data[i];
        if (UNLIKELY(known[c] == UNKNOWN)) {
            int to = simple_translation(table, c);
            if (to == UNKNOWN) {
                value_drop(value_from_obj(r));
                return VALUE_ABSENT;
            }
            known[c] = (int8_t)to;
        }
        r->data[n] = known[c];
        n += known[c] != DELETED;
    }
    if (n == s->len)
        return value_from_obj(r);
    Value shorter = str_from_ascii(r->data, (size_t)n);
    value_drop(value_from_obj(r));
    return shorter;
}

STR_METHOD(str_translate_m)
{
    if (value_is_exact_dict(a[0]) && VALUE_AS(Str, self)->ascii && str_len(self) > 1) {
        Value simple_result = translate_ascii(VALUE_AS(Str, self), a[0]);
        if (!value_is_absent(simple_result))
            return simple_result;
    }
    StrBuilder b;
    str_builder_init(&b);
    int8_t known[128]; /* what ASCII characters became; only exact dicts are sure to answer the same again */
    memset(known, -1, sizeof known);
    bool remember = value_is_exact_dict(a[0]);
    int64_t len = str_len(self);
    for (int64_t i = 0; i < len && !b.failed; i++) {
        uint32_t c = str_at(self, i);
        if (c < 128 && known[c] >= 0) {
            str_builder_char(&b, (uint32_t)known[c]);
            continue;
        }
        int simple;
        if (translate_char(&b, a[0], c, &simple)) {
            str_builder_free(&b);
            return VALUE_ERROR;
        }
        if (remember && c < 128)
            known[c] = (int8_t)simple;
    }
    return str_builder_finish(&b);
}

/* ---- maketrans ---- */

static int map_pairs(Ref table, Ref from, Ref to)
{
    if (!value_is_str(from))
        return exc_raise_int(&type_TypeError, "first maketrans argument must be a string if there is a second argument");
    if (str_len(from) != str_len(to))
        return exc_raise_int(&type_ValueError, "the first two maketrans arguments must have equal length");
    for (int64_t i = 0; i < str_len(from); i++)
        if (dict_set(table, value_from_int(str_at(from, i)), value_from_int(str_at(to, i))))
            return -1;
    return 0;
}

static int map_deleted(Ref table, Ref chars)
{
    for (int64_t i = 0; i < str_len(chars); i++)
        if (dict_set(table, value_from_int(str_at(chars, i)), VALUE_NONE))
            return -1;
    return 0;
}

static int map_dict(Ref table, Ref from)
{
    if (!value_is_exact_dict(from))
        return exc_raise_int(&type_TypeError, "if you give only one argument to maketrans it must be a dict");
    int64_t pos = 0;
    Ref key, value;
    while (dict_next(from, &pos, &key, &value)) {
        int failed;
        if (value_is_str(key)) {
            if (str_len(key) != 1)
                return exc_raise_int(&type_ValueError, "string keys in translate table must be of length 1");
            failed = dict_set(table, value_from_int(str_at(key, 0)), value);
        } else if (value_is_any_int(key)) {
            failed = dict_set(table, key, value);
        } else {
            return exc_raise_int(&type_TypeError, "keys in translate table must be strings or integers");
        }
        if (failed)
            return -1;
    }
    return 0;
}

STR_METHOD(str_maketrans_m) /* a: x, y, z */
{
    for (int i = 1; i < 3; i++)
        if (!value_is_absent(a[i]) && str_argument("maketrans", i + 1, a[i]))
            return VALUE_ERROR;
    Value table = dict_new();
    if (value_is_error(table))
        return table;
    int failed = value_is_absent(a[1]) ? map_dict(table, a[0]) : map_pairs(table, a[0], a[1]);
    if (!failed && !value_is_absent(a[2]))
        failed = map_deleted(table, a[2]);
    if (!failed)
        return table;
    value_drop(table);
    return VALUE_ERROR;
}
