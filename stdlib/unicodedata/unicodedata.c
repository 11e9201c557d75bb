/* stdlib/unicodedata/unicodedata.c -- the module unicodedata: a face for runtime/unicode.h.
 *
 * The functions of the module are also the methods of ucd_3_2_0, the database of that version: there `self` is an
 * instance of UCD, and old_version.c says what was different. */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/str_chars.h"
#include "runtime/unicode.h"
#include "stdlib/unicodedata/old_version.h"
#include <stdio.h>

Value module_unicodedata_init(void);

/* A str of one character; argument 0: a function of one parameter. */
static int char_argument(const char *function, int argument, Ref v, uint32_t *c)
{
    if (value_is_str(v) && str_len(v) == 1) {
        *c = str_at(v, 0);
        return 0;
    }
    str_bad_argument(function, argument == 0 ? "argument" : "argument 1", "a unicode character", v);
    return -1;
}

/* ---- the old version ---- */

typedef struct Ucd { Obj base; } Ucd;
static Type type_ucd;

static bool is_old(Ref self) { return value_has_type(self, &type_ucd); }
static const OldRun *old_of(Ref self, uint32_t c) { return is_old(self) ? old_version(c) : NULL; }
static bool is_unassigned(Ref self, uint32_t c) { return is_old(self) && old_version_unassigned(c); }

/* ---- properties ---- */

#define TEXT_PROPERTY(function, lookup)                                                   \
    NATIVE(function)                                                                      \
    {                                                                                     \
        uint32_t c;                                                                       \
        if (char_argument(#function, 0, a[0], &c))                                        \
            return VALUE_ERROR;                                                           \
        const OldRun *old = old_of(self, c);                                              \
        return str_from_cstr(old && old->function[0] != '=' ? old->function : lookup(c));           \
    }
TEXT_PROPERTY(category, unicode_category)
TEXT_PROPERTY(bidirectional, unicode_bidirectional)
TEXT_PROPERTY(east_asian_width, unicode_width)

NATIVE(combining)
{
    uint32_t c;
    if (char_argument("combining", 0, a[0], &c))
        return VALUE_ERROR;
    return value_from_int(is_unassigned(self, c) ? 0 : unicode_combining(c));
}

NATIVE(mirrored)
{
    uint32_t c;
    if (char_argument("mirrored", 0, a[0], &c))
        return VALUE_ERROR;
    const OldRun *old = old_of(self, c);
    return value_from_int(old && old->mirrored != OLD_SAME ? old->mirrored : unicode_mirrored(c));
}

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
    const OldRun *old = old_of(self, c);
    int value = old && old->decimal != SAME_DECIMAL ? old->decimal : unicode_decimal(c);
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
    bool found = !is_unassigned(self, c) && unicode_numeric(c, &value);
    return or_default(found, value_from_double(value), a[1], "not a numeric character");
}

NATIVE(decomposition)
{
    uint32_t c;
    const uint32_t *parts;
    const char *tag = "";
    if (char_argument("decomposition", 0, a[0], &c))
        return VALUE_ERROR;
    int count = is_unassigned(self, c) ? 0 : unicode_decomposition(c, &parts, &tag);
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
    if (!is_unassigned(self, c) && unicode_name(c, text))
        return str_from_cstr(text);
    return or_default(false, VALUE_NONE, a[1], "no such name");
}

NATIVE(lookup)
{
    if (str_argument("lookup", 0, a[0]))
        return VALUE_ERROR;
    size_t len;
    const char *text = str_utf8(a[0], &len);
    if (text == NULL)
        return VALUE_ERROR;
    if (len >= UNICODE_NAME_MAX)
        return exc_raise(&type_KeyError, "name too long");
    uint32_t found[4];
    int count = unicode_lookup(text, len, true, found);
    if (count == 0 || (is_old(self) && (count > 1 || old_version_unassigned(found[0]))))
        return exc_raise(&type_KeyError, "undefined character name '%U'", a[0]);
    return str_from_ucs4(found, (size_t)count);
}

/* ---- normalisation ---- */

/* The form called so, -1 ValueError. */
static int form_argument(const char *function, const Ref *a)
{
    if (str_argument(function, 1, a[0]) || str_argument(function, 2, a[1]))
        return -1;
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
    if (form < 0)
        return VALUE_ERROR;
    return is_old(self) ? unicode_normalise_with(a[1], form, old_version_decomposition) : unicode_normalise(a[1], form);
}

NATIVE(is_normalized)
{
    int form = form_argument("is_normalized", a);
    if (form < 0)
        return VALUE_ERROR;
    if (!is_old(self)) {
        int normal = unicode_is_normalised(a[1], form);
        return normal < 0 ? VALUE_ERROR : value_from_bool(normal);
    }
    Value normal = unicode_normalise_with(a[1], form, old_version_decomposition);
    if (value_is_error(normal))
        return normal;
    bool same = str_equal(normal, a[1]);
    value_drop(normal);
    return value_from_bool(same);
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

static Value ucd_version(UNUSED Ref self) { return str_from_cstr("3.2.0"); }
static const Getter ucd_getters[] = {{"unidata_version", ucd_version, NULL, NULL}, {0}};
static void ucd_dealloc(Obj *o) { object_free(o); }

static Type type_ucd = {
    .base = STATIC_OBJ(&type_type), .name = "UCD", .module = "unicodedata", .basic_size = sizeof(Ucd),
    .flags = TYPE_NO_NEW, .methods = functions, .getters = ucd_getters, .dealloc = ucd_dealloc,
};

static Value new_ucd(void)
{
    Ucd *ucd = object_alloc(&type_ucd);
    return ucd ? value_from_obj(ucd) : VALUE_ERROR;
}

Value module_unicodedata_init(void)
{
    Value m = module_new("unicodedata", "This module provides access to the Unicode Character Database.", functions);
    if (value_is_error(m))
        return m;
    if (module_add_str(m, "unidata_version", UNICODE_VERSION) || module_add_type(m, &type_ucd)
        || module_add(m, "ucd_3_2_0", new_ucd())) {
        value_drop(m);
        return VALUE_ERROR;
    }
    return m;
}
