/* stdlib/unicodedata/unicodedata.c -- the module unicodedata: a face for runtime/unicode.h. */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/unicode.h"
#include <stdio.h>

Value module_unicodedata_init(void);

/* A str of one character; argument 0: a function of one parameter. */
static int char_argument(const char *function, int argument, Ref v, uint32_t *c)
{
    if (value_is_str(v) && str_len(v) == 1) {
        *c = str_at(v, 0);
        return 0;
    }
    if (argument == 0)
        return exc_raise_int(&type_TypeError, "%s() argument must be a unicode character, not %T", function, v);
    return exc_raise_int(&type_TypeError, "%s() argument %d must be a unicode character, not %T", function, argument, v);
}

/* ---- properties ---- */

#define TEXT_PROPERTY(function, name, lookup)                \
    NATIVE(function)                                         \
    {                                                        \
        uint32_t c;                                          \
        return char_argument(name, 0, a[0], &c) ? VALUE_ERROR : str_from_cstr(lookup(c)); \
    }
TEXT_PROPERTY(category, "category", unicode_category)
TEXT_PROPERTY(bidirectional, "bidirectional", unicode_bidirectional)
TEXT_PROPERTY(east_asian_width, "east_asian_width", unicode_width)

#define INT_PROPERTY(function, name, lookup)                 \
    NATIVE(function)                                         \
    {                                                        \
        uint32_t c;                                          \
        return char_argument(name, 0, a[0], &c) ? VALUE_ERROR : value_from_int(lookup(c)); \
    }
INT_PROPERTY(combining, "combining", unicode_combining)
INT_PROPERTY(mirrored, "mirrored", unicode_mirrored)

/* The value, else the default, else ValueError. */
static Value or_default(bool found, Value v, Ref fallback, const char *message)
{
    if (found)
        return v;
    if (value_is_absent(fallback))
        return exc_raise(&type_ValueError, "%s", message);
    return value_dup(fallback);
}

NATIVE(decimal)
{
    uint32_t c;
    if (char_argument("decimal", 1, a[0], &c))
        return VALUE_ERROR;
    int value = unicode_decimal(c);
    return or_default(value >= 0, value_from_int(value), a[1], "not a decimal");
}

NATIVE(digit)
{
    uint32_t c;
    if (char_argument("digit", 1, a[0], &c))
        return VALUE_ERROR;
    int value = unicode_digit(c);
    return or_default(value >= 0, value_from_int(value), a[1], "not a digit");
}

NATIVE(numeric)
{
    uint32_t c;
    double value = 0;
    if (char_argument("numeric", 1, a[0], &c))
        return VALUE_ERROR;
    bool found = unicode_numeric(c, &value);
    return or_default(found, value_from_double(value), a[1], "not a numeric character");
}

NATIVE(decomposition)
{
    uint32_t c;
    const uint32_t *parts;
    const char *tag = "";
    if (char_argument("decomposition", 0, a[0], &c))
        return VALUE_ERROR;
    int count = unicode_decomposition(c, &parts, &tag);
    StrBuilder b;
    str_builder_init(&b);
    str_builder_cstr(&b, tag);
    for (int i = 0; i < count; i++) {
        char hex[16];
        int len = snprintf(hex, sizeof hex, i > 0 || *tag ? " %04X" : "%04X", parts[i]);
        str_builder_ascii(&b, hex, (size_t)len);
    }
    return str_builder_finish(&b);
}

/* ---- names ---- */

NATIVE(name)
{
    uint32_t c;
    char text[UNICODE_NAME_MAX];
    if (char_argument("name", 1, a[0], &c))
        return VALUE_ERROR;
    if (unicode_name(c, text))
        return str_from_cstr(text);
    return or_default(false, VALUE_NONE, a[1], "no such name");
}

NATIVE(lookup)
{
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "lookup() argument must be str, not %T", a[0]);
    size_t len;
    const char *text = str_utf8(a[0], &len);
    if (text == NULL)
        return VALUE_ERROR;
    if (len >= UNICODE_NAME_MAX)
        return exc_raise(&type_KeyError, "name too long");
    uint32_t found[4];
    int count = unicode_lookup(text, len, true, found);
    if (count == 0)
        return exc_raise(&type_KeyError, "undefined character name '%U'", a[0]);
    return str_from_ucs4(found, (size_t)count);
}

/* ---- normalisation ---- */

/* The form called so, -1 ValueError. */
static int form_argument(const char *function, const Ref *a)
{
    for (int i = 0; i < 2; i++)
        if (!value_is_str(a[i]))
            return exc_raise_int(&type_TypeError, "%s() argument %d must be str, not %T", function, i + 1, a[i]);
    static const struct { const char *name; int form; } forms[] = {
        {"NFC", UNICODE_NFC}, {"NFD", UNICODE_NFD}, {"NFKC", UNICODE_NFKC}, {"NFKD", UNICODE_NFKD},
    };
    for (size_t i = 0; i < N_ELEMENTS(forms); i++)
        if (str_equals_cstr(a[0], forms[i].name))
            return forms[i].form;
    return exc_raise_int(&type_ValueError, "invalid normalization form");
}

NATIVE(normalize)
{
    int form = form_argument("normalize", a);
    return form < 0 ? VALUE_ERROR : unicode_normalise(a[1], form);
}

NATIVE(is_normalized)
{
    int form = form_argument("is_normalized", a);
    int normal = form < 0 ? -1 : unicode_is_normalised(a[1], form);
    return normal < 0 ? VALUE_ERROR : value_from_bool(normal);
}

static const Method functions[] = {
    {"bidirectional(chr, /)", bidirectional, "Returns the bidirectional class assigned to the character chr as string."},
    {"category(chr, /)", category, "Returns the general category assigned to the character chr as string."},
    {"combining(chr, /)", combining, "Returns the canonical combining class assigned to the character chr as integer."},
    {"decimal(chr, default=<absent>, /)", decimal, "Converts a Unicode character into its equivalent decimal value."},
    {"decomposition(chr, /)", decomposition, "Returns the character decomposition mapping assigned to the character chr as string."},
    {"digit(chr, default=<absent>, /)", digit, "Converts a Unicode character into its equivalent digit value."},
    {"east_asian_width(chr, /)", east_asian_width, "Returns the east asian width assigned to the character chr as string."},
    {"is_normalized(form, unistr, /)", is_normalized, "Return whether the Unicode string unistr is in the normal form 'form'."},
    {"lookup(name, /)", lookup, "Look up character by name."},
    {"mirrored(chr, /)", mirrored, "Returns the mirrored property assigned to the character chr as integer."},
    {"name(chr, default=<absent>, /)", name, "Returns the name assigned to the character chr as a string."},
    {"normalize(form, unistr, /)", normalize, "Return the normal form 'form' for the Unicode string unistr."},
    {"numeric(chr, default=<absent>, /)", numeric, "Converts a Unicode character into its equivalent numeric value."},
    {0},
};

Value module_unicodedata_init(void)
{
    Value m = module_new("unicodedata", "This module provides access to the Unicode Character Database.", functions);
    if (!value_is_error(m) && module_add_str(m, "unidata_version", UNICODE_VERSION)) {
        value_drop(m);
        return VALUE_ERROR;
    }
    return m;
}
