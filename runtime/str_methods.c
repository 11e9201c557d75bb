/* runtime/str_methods.c -- the type str: its slots, constructor and the methods that have no file of their own. */
#include <stdio.h>
#include "runtime/bytes.h"
#include "runtime/codec.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str_chars.h"
#include "runtime/tuple.h"
#include "runtime/unicode.h"

/* ---- str(...) ---- */

const char *str_c_text(const char *function, const char *argument, Ref v)
{
    if (!value_is_str(v)) {
        char place[64];
        snprintf(place, sizeof place, "argument '%s'", argument);
        str_bad_argument(function, place, "str", v);
        return NULL;
    }
    size_t n;
    const char *text = str_utf8(v, &n);
    if (text != NULL && strlen(text) != n) {
        exc_raise(&type_ValueError, "embedded null character");
        return NULL;
    }
    return text;
}

static Value decode_buffer(Ref o, const char *encoding, const char *errors)
{
    if (value_is_str(o))
        return exc_raise(&type_TypeError, "decoding str is not supported");
    if (value_is_bytes(o))
        return codec_decode(bytes_data(o), (size_t)bytes_len(o), encoding, errors);
    if (!value_is_obj(o) || value_type(o)->buffer_get == NULL)
        return exc_raise(&type_TypeError, "decoding to str: need a bytes-like object, %T found", o);
    Buffer b;
    if (buffer_get(o, &b, BUFFER_SIMPLE))
        return VALUE_ERROR;
    Value v = codec_decode(b.data, (size_t)b.byte_len, encoding, errors);
    buffer_release(&b);
    return v;
}

static Value new_exact(const Ref *a)
{
    if (value_is_absent(a[1]) && value_is_absent(a[2]))
        return value_is_absent(a[0]) ? str_empty() : object_str(a[0]);
    const char *encoding = NULL, *errors = NULL;
    if (!value_is_absent(a[1]) && (encoding = str_c_text("str", "encoding", a[1])) == NULL)
        return VALUE_ERROR;
    if (!value_is_absent(a[2]) && (errors = str_c_text("str", "errors", a[2])) == NULL)
        return VALUE_ERROR;
    return value_is_absent(a[0]) ? str_empty() : decode_buffer(a[0], encoding, errors);
}

/* An instance of a subclass with the same characters. */
static Value copy_into(Type *type, Ref v)
{
    const Str *s = VALUE_AS(Str, v);
    Str *copy = object_alloc_instance(type, str_item_bytes(s));
    if (copy == NULL)
        return VALUE_ERROR;
    copy->hash = s->hash;
    copy->len = s->len;
    copy->kind = s->kind;
    copy->ascii = s->ascii;
    copy->interned = false;
    copy->spare = 0;
    /* The memory comes zeroed: the NUL behind the text and the place of its UTF-8 are right already. */
    memcpy(copy->data, s->data, (size_t)s->len * s->kind);
    return value_from_obj(copy);
}

static Value str_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (LIKELY(type == &type_str && n_args == 1 && value_is_absent(kwnames)))
        return object_str(args[0]);
    static Spec *spec;
    Value a[3];
    if (n_args > 3)
        return exc_raise(&type_TypeError, "str expected at most 3 arguments, got %zd", n_args);
    if (args_bind(&spec, "str(object=<absent>, encoding=<absent>, errors=<absent>)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    Value text = new_exact(a);
    if (type == &type_str || value_is_error(text))
        return text;
    Value copy = copy_into(type, text);
    value_drop(text);
    return copy;
}

/* ---- slots ---- */

static void dealloc(Obj *o)
{
    Str *s = (Str *)o;
    if (LIKELY(s->ascii && !s->interned && o->type == &type_str)) {
        mem_free_sized(s, offsetof(Str, data) + (size_t)s->len + 1 + s->spare);
        return;
    }
    if (s->interned)
        str_intern_forget(s);
    str_release(s);
}

static Value compare(Ref a, Ref b, CompareOp op)
{
    if (!value_is_str(a) || !value_is_str(b))
        return VALUE_NOT_IMPLEMENTED;
    switch (op) {
    case CMP_EQ: return value_from_bool(str_equal(a, b));
    case CMP_NE: return value_from_bool(!str_equal(a, b));
    case CMP_LT: return value_from_bool(str_compare(a, b) < 0);
    case CMP_LE: return value_from_bool(str_compare(a, b) <= 0);
    case CMP_GT: return value_from_bool(str_compare(a, b) > 0);
    case CMP_GE: return value_from_bool(str_compare(a, b) >= 0);
    }
    return VALUE_NOT_IMPLEMENTED;
}

static Value concat(Ref a, Ref b)
{
    if (UNLIKELY(!value_is_str(b)))
        return exc_raise(&type_TypeError, "can only concatenate str (not \"%T\") to str", b);
    return str_concat(a, b);
}

static Value percent(Ref a, Ref b)
{
    return value_is_str(a) ? str_percent(a, b) : VALUE_NOT_IMPLEMENTED;
}

static Value item(Ref s, int64_t i)
{
    if ((uint64_t)i >= (uint64_t)str_len(s))
        return exc_raise(&type_IndexError, "string index out of range");
    return str_char_at(s, i);
}

static int64_t length(Ref s) { return str_len(s); }

/* ---- questions about every character ---- */

static bool all_are(const Str *s, uint32_t flags)
{
    for (int64_t i = 0; i < s->len; i++)
        if (!unicode_is(char_at(s->data, s->kind, i), flags))
            return false;
    return s->len > 0;
}

#define QUESTION(name, flags) \
    NATIVE(name) { return value_from_bool(all_are(VALUE_AS(Str, self), flags)); }
QUESTION(isalnum_m, UNI_ALPHA | UNI_DECIMAL | UNI_DIGIT | UNI_NUMERIC)
QUESTION(isalpha_m, UNI_ALPHA)
QUESTION(isdecimal_m, UNI_DECIMAL)
QUESTION(isdigit_m, UNI_DIGIT)
QUESTION(isnumeric_m, UNI_NUMERIC)
QUESTION(isspace_m, UNI_SPACE)

NATIVE(isprintable_m)
{
    const Str *s = VALUE_AS(Str, self);
    return value_from_bool(s->len == 0 || all_are(s, UNI_PRINTABLE));
}

NATIVE(isascii_m) { return value_from_bool(VALUE_AS(Str, self)->ascii); }

/* Every cased character is of `wanted` case, and there is one. */
static Value all_cased(const Str *s, uint32_t wanted, uint32_t unwanted)
{
    bool found = false;
    for (int64_t i = 0; i < s->len; i++) {
        uint32_t flags = unicode_flags(char_at(s->data, s->kind, i));
        if (flags & unwanted)
            return VALUE_FALSE;
        found = found || (flags & wanted);
    }
    return value_from_bool(found);
}

NATIVE(islower_m) { return all_cased(VALUE_AS(Str, self), UNI_LOWER, UNI_UPPER | UNI_TITLE); }
NATIVE(isupper_m) { return all_cased(VALUE_AS(Str, self), UNI_UPPER, UNI_LOWER | UNI_TITLE); }

NATIVE(istitle_m)
{
    const Str *s = VALUE_AS(Str, self);
    bool found = false, inside_word = false;
    for (int64_t i = 0; i < s->len; i++) {
        uint32_t flags = unicode_flags(char_at(s->data, s->kind, i));
        bool capital = flags & (UNI_UPPER | UNI_TITLE);
        if (capital ? inside_word : (flags & UNI_LOWER) && !inside_word)
            return VALUE_FALSE;
        inside_word = capital || (flags & UNI_LOWER);
        found = found || inside_word;
    }
    return value_from_bool(found);
}

bool str_is_identifier(Ref v)
{
    const Str *s = VALUE_AS(Str, v);
    for (int64_t i = 0; i < s->len; i++) {
        uint32_t c = char_at(s->data, s->kind, i);
        if (c != '_' && !unicode_is(c, i == 0 ? UNI_XID_START : UNI_XID_CONTINUE))
            return false;
    }
    return s->len > 0;
}

NATIVE(isidentifier_m) { return value_from_bool(str_is_identifier(self)); }

/* ---- padding ---- */

static Value pad(Ref v, int64_t left, int64_t right, uint32_t fill)
{
    const Str *s = VALUE_AS(Str, v);
    left = left < 0 ? 0 : left;
    right = right < 0 ? 0 : right;
    if (left == 0 && right == 0)
        return str_exact(v);
    if (left > INT64_MAX / 8 - s->len || right > INT64_MAX / 8 - s->len - left)
        return exc_raise(&type_OverflowError, "padded string is too long");
    Str *r = str_alloc(left + s->len + right, chars_union(s->data, s->kind, s->len) | fill);
    if (r == NULL)
        return VALUE_ERROR;
    chars_fill(r->data, r->kind, fill, left);
    chars_copy(r->data + left * r->kind, r->kind, s->data, s->kind, s->len);
    chars_fill(r->data + (left + s->len) * r->kind, r->kind, fill, right);
    return value_from_obj(r);
}

/* a: width, fillchar (ABSENT: space) */
static int padding(const Ref *a, int64_t *width, uint32_t *fill)
{
    if (str_size_argument(a[0], width))
        return -1;
    *fill = ' ';
    if (value_is_absent(a[1]))
        return 0;
    if (!value_is_str(a[1]))
        return exc_raise_int(&type_TypeError, "The fill character must be a unicode character, not %T", a[1]);
    if (str_len(a[1]) != 1)
        return exc_raise_int(&type_TypeError, "The fill character must be exactly one character long");
    *fill = str_at(a[1], 0);
    return 0;
}

NATIVE(ljust_m)
{
    int64_t width;
    uint32_t fill;
    return padding(a, &width, &fill) ? VALUE_ERROR : pad(self, 0, width - str_len(self), fill);
}
NATIVE(rjust_m)
{
    int64_t width;
    uint32_t fill;
    return padding(a, &width, &fill) ? VALUE_ERROR : pad(self, width - str_len(self), 0, fill);
}
NATIVE(center_m)
{
    int64_t width;
    uint32_t fill;
    if (padding(a, &width, &fill))
        return VALUE_ERROR;
    int64_t room = width > str_len(self) ? width - str_len(self) : 0;
    int64_t left = room / 2 + (room & width & 1); /* the odd one goes left when the width is odd */
    return pad(self, left, room - left, fill);
}

NATIVE(zfill_m)
{
    int64_t width, len = str_len(self);
    if (str_size_argument(a[0], &width))
        return VALUE_ERROR;
    Value padded = pad(self, width - len, 0, '0');
    if (value_is_error(padded) || width <= len || len == 0)
        return padded;
    Str *s = VALUE_AS(Str, padded);
    uint32_t sign = char_at(s->data, s->kind, width - len);
    if (sign == '+' || sign == '-') {
        char_put(s->data, s->kind, 0, sign);
        char_put(s->data, s->kind, width - len, '0');
    }
    return padded;
}

NATIVE(expandtabs_m)
{
    int tab_size;
    if (int_as_i32(a[0], &tab_size))
        return VALUE_ERROR;
    const Str *s = VALUE_AS(Str, self);
    if (chars_index(s->data, s->kind, s->len, '\t') < 0)
        return str_exact(self);
    StrBuilder b;
    str_builder_init(&b);
    int64_t column = 0, run = 0;
    for (int64_t i = 0; i < s->len && !b.failed; i++) {
        uint32_t c = char_at(s->data, s->kind, i);
        if (c == '\t') {
            str_builder_slice(&b, self, run, i);
            run = i + 1;
            if (tab_size > 0) {
                int64_t step = tab_size - column % tab_size;
                if (step > INT64_MAX / 8 - b.len) {
                    str_builder_free(&b);
                    return exc_raise(&type_OverflowError, "new string is too long");
                }
                str_builder_repeat(&b, ' ', step);
                column += step;
            }
        } else {
            column = c == '\n' || c == '\r' ? 0 : column + 1;
        }
    }
    str_builder_slice(&b, self, run, s->len);
    return str_builder_finish(&b);
}

/* ---- join, encode, prefixes ---- */

NATIVE(join_m)
{
    if (value_has_type(a[0], &type_list))
        return str_join(self, VALUE_AS(List, a[0])->items, (size_t)list_len(a[0]));
    if (value_has_type(a[0], &type_tuple))
        return str_join(self, VALUE_AS(Tuple, a[0])->items, (size_t)tuple_len(a[0]));
    Value list = list_from_iterable(a[0]);
    if (value_is_error(list)) {
        /* What iterating raised stands; only "not iterable" has a text of its own here. */
        if (exc_pending_is(&type_TypeError) && value_type(a[0])->iter == NULL && value_type(a[0])->item == NULL) {
            exc_clear();
            return exc_raise(&type_TypeError, "can only join an iterable");
        }
        return list;
    }
    Value joined = str_join(self, VALUE_AS(List, list)->items, (size_t)list_len(list));
    value_drop(list);
    return joined;
}

NATIVE(encode_m) /* a: encoding, errors (ABSENT when not given) */
{
    const char *encoding = NULL, *errors = NULL;
    if (!value_is_absent(a[0]) && (encoding = str_c_text("encode", "encoding", a[0])) == NULL)
        return VALUE_ERROR;
    if (!value_is_absent(a[1]) && (errors = str_c_text("encode", "errors", a[1])) == NULL)
        return VALUE_ERROR;
    return codec_encode(self, encoding, errors);
}

static bool has_run(Ref v, Ref part_value, int64_t at)
{
    const Str *s = VALUE_AS(Str, v), *part = VALUE_AS(Str, part_value);
    if (at < 0 || part->len > s->len - at)
        return false;
    for (int64_t i = 0; i < part->len; i++)
        if (char_at(s->data, s->kind, at + i) != char_at(part->data, part->kind, i))
            return false;
    return true;
}

NATIVE(removeprefix_m)
{
    if (str_argument("removeprefix", 0, a[0]))
        return VALUE_ERROR;
    return has_run(self, a[0], 0) ? str_slice(self, str_len(a[0]), str_len(self)) : str_exact(self);
}

NATIVE(removesuffix_m)
{
    if (str_argument("removesuffix", 0, a[0]))
        return VALUE_ERROR;
    int64_t start = str_len(self) - str_len(a[0]);
    return has_run(self, a[0], start) ? str_slice(self, 0, start) : str_exact(self);
}

/* ---- the rest of the object protocol ---- */

NATIVE(getnewargs_m)
{
    const Str *s = VALUE_AS(Str, self);
    Value copy = str_from_chars(s->data, s->kind, s->len);
    if (value_is_error(copy))
        return copy;
    Value items[] = {copy};
    return tuple_from_values(items, 1);
}

NATIVE(sizeof_m)
{
    /* What other Pythons would use: programs compare such sizes, nobody allocates by them. */
    const Str *s = VALUE_AS(Str, self);
    return int_new((s->ascii ? 40 : 56) + (s->len + 1) * s->kind);
}

static const Method str_methods[] = {
    {"encode(encoding=<absent>, errors=<absent>)", encode_m, "Encode the string using the codec registered for encoding."},
    {"replace(old, new, /, count=-1)", str_replace_m, "Return a copy with all occurrences of substring old replaced by new."},
    {"split(sep=None, maxsplit=-1)", str_split_m, "Return a list of the substrings in the string, using sep as the separator string."},
    {"rsplit(sep=None, maxsplit=-1)", str_rsplit_m, "Like split(), starting at the end of the string."},
    {"join(iterable, /)", join_m, "Concatenate any number of strings, this string inserted between them."},
    {"capitalize()", str_capitalize_m, "Return a capitalized version of the string."},
    {"casefold()", str_casefold_m, "Return a version of the string suitable for caseless comparisons."},
    {"title()", str_title_m, "Return a version of the string where each word is titlecased."},
    {"center(width, fillchar=<absent>, /)", center_m, "Return a centered string of length width."},
    {"count(sub, start=None, end=None, /)", str_count_m, "Return the number of non-overlapping occurrences of substring sub in string S[start:end]."},
    {"expandtabs(tabsize=8)", expandtabs_m, "Return a copy where all tab characters are expanded using spaces."},
    {"find(sub, start=None, end=None, /)", str_find_m, "Return the lowest index in S where substring sub is found within S[start:end], -1 on failure."},
    {"partition(sep, /)", str_partition_m, "Partition the string into three parts using the given separator."},
    {"index(sub, start=None, end=None, /)", str_index_m, "Like find(), but raise ValueError when the substring is not found."},
    {"ljust(width, fillchar=<absent>, /)", ljust_m, "Return a left-justified string of length width."},
    {"lower()", str_lower_m, "Return a copy of the string converted to lowercase."},
    {"lstrip(chars=None, /)", str_lstrip_m, "Return a copy of the string with leading whitespace (or characters of chars) removed."},
    {"rfind(sub, start=None, end=None, /)", str_rfind_m, "Return the highest index in S where substring sub is found within S[start:end], -1 on failure."},
    {"rindex(sub, start=None, end=None, /)", str_rindex_m, "Like rfind(), but raise ValueError when the substring is not found."},
    {"rjust(width, fillchar=<absent>, /)", rjust_m, "Return a right-justified string of length width."},
    {"rstrip(chars=None, /)", str_rstrip_m, "Return a copy of the string with trailing whitespace (or characters of chars) removed."},
    {"rpartition(sep, /)", str_rpartition_m, "Partition the string into three parts using the last given separator."},
    {"splitlines(keepends=False)", str_splitlines_m, "Return a list of the lines in the string, breaking at line boundaries."},
    {"strip(chars=None, /)", str_strip_m, "Return a copy of the string with leading and trailing whitespace (or characters of chars) removed."},
    {"swapcase()", str_swapcase_m, "Convert uppercase characters to lowercase and lowercase characters to uppercase."},
    {"translate(table, /)", str_translate_m, "Replace each character in the string using the given translation table."},
    {"upper()", str_upper_m, "Return a copy of the string converted to uppercase."},
    {"startswith(prefix, start=None, end=None, /)", str_startswith_m, "Return True if the string starts with the specified prefix, False otherwise."},
    {"endswith(suffix, start=None, end=None, /)", str_endswith_m, "Return True if the string ends with the specified suffix, False otherwise."},
    {"removeprefix(prefix, /)", removeprefix_m, "Return a str with the given prefix string removed if present."},
    {"removesuffix(suffix, /)", removesuffix_m, "Return a str with the given suffix string removed if present."},
    {"isascii()", isascii_m, "Return True if all characters in the string are ASCII, False otherwise."},
    {"islower()", islower_m, "Return True if the string is a lowercase string, False otherwise."},
    {"isupper()", isupper_m, "Return True if the string is an uppercase string, False otherwise."},
    {"istitle()", istitle_m, "Return True if the string is a title-cased string, False otherwise."},
    {"isspace()", isspace_m, "Return True if the string is a whitespace string, False otherwise."},
    {"isdecimal()", isdecimal_m, "Return True if the string is a decimal string, False otherwise."},
    {"isdigit()", isdigit_m, "Return True if the string is a digit string, False otherwise."},
    {"isnumeric()", isnumeric_m, "Return True if the string is a numeric string, False otherwise."},
    {"isalpha()", isalpha_m, "Return True if the string is an alphabetic string, False otherwise."},
    {"isalnum()", isalnum_m, "Return True if the string is an alpha-numeric string, False otherwise."},
    {"isidentifier()", isidentifier_m, "Return True if the string is a valid Python identifier, False otherwise."},
    {"isprintable()", isprintable_m, "Return True if all characters in the string are printable, False otherwise."},
    {"zfill(width, /)", zfill_m, "Pad a numeric string with zeros on the left, to fill a field of the given width."},
    {"format(*args, **kwargs)", str_format_m, "Return a formatted version of the string, using substitutions from args and kwargs.", METHOD_RAW},
    {"format_map(mapping, /)", str_format_map_m, "Return a formatted version of the string, using substitutions from mapping."},
    {"__format__(format_spec, /)", str_dunder_format_m, "Return a formatted version of the string as described by format_spec."},
    {"maketrans(x, y=<absent>, z=<absent>, /)", str_maketrans_m, "Return a translation table usable for str.translate().", METHOD_STATIC},
    {"__getnewargs__()", getnewargs_m, NULL},
    {"__sizeof__()", sizeof_m, "Return the size of the string in memory, in bytes."},
    {0},
};

Type type_str = {
    .base = STATIC_OBJ(&type_type), .name = "str",
    .doc = "str(object='') -> str\n"
           "str(bytes_or_buffer[, encoding[, errors]]) -> str\n\n"
           "Create a new string object from the given object. If encoding or errors is given, the object must be\n"
           "a buffer that is decoded with them; otherwise the result is object.__str__() or repr(object).",
    .basic_size = offsetof(Str, data), .item_size = 1,
    .flags = TYPE_BASETYPE | TYPE_SUB_STR | TYPE_MATCH_SELF,
    .methods = str_methods, .dealloc = dealloc, .new = str_new,
    .repr = str_repr, .str = str_exact, .hash = str_hash, .compare = compare,
    .iter = str_iter_new, .length = length, .item = item,
    .contains = str_contains, .concat = concat, .repeat = str_repeat, .subscript = str_subscript,
    .binary = {[BINARY_MOD] = percent},
};
