/* stdlib/locale/_locale.c -- _locale: the C library's locales, for the module locale.
 *
 * Text goes through UTF-8, whatever the locale says: weft itself knows no other encoding of the system. */
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/str_chars.h"
#include "stdlib/posix/fspath.h"
#include <errno.h>
#include <langinfo.h>
#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <wchar.h>

Value module__locale_init(void);

static Type *type_locale_error;     /* locale.Error */

static Value decoded(const char *text) { return str_decode_fs(text, strlen(text)); }

/* A str as a C string; None as NULL when `optional`. */
static int text_argument(const char *function, const char *argument, Ref v, bool optional, const char **out)
{
    size_t len;
    *out = NULL;
    if (optional && value_is_none(v))
        return 0;
    if (!value_is_str(v))
        return str_bad_argument(function, argument, optional ? "str or None" : "str", v);
    *out = str_utf8(v, &len);
    if (*out == NULL)
        return -1;
    return strlen(*out) == len ? 0 : exc_raise_int(&type_ValueError, "embedded null character");
}

/* ---- the current locale ---- */

NATIVE(locale_setlocale_m)
{
    int category;
    const char *name;
    if (int_as_i32(a[0], &category) || text_argument("setlocale", "argument 2", a[1], true, &name))
        return VALUE_ERROR;
    const char *now = setlocale(category, name);
    if (now != NULL)
        return decoded(now);
    return exc_raise(type_locale_error, name ? "unsupported locale setting" : "locale query failed");
}

/* The sizes of groups of digits; the last one is 0 (repeat the one before) or CHAR_MAX (no more groups). */
static Value grouping_list(const char *sizes)
{
    Value list = list_new(0);
    if (value_is_error(list) || *sizes == 0)
        return list;
    for (const char *p = sizes;; p++) {
        if (list_append(list, value_from_int(*p))) {
            value_drop(list);
            return VALUE_ERROR;
        }
        if (*p == 0 || *p == CHAR_MAX)
            return list;
    }
}

static int set_item(Ref dict, const char *name, Value v /* taken */)
{
    int failed = value_is_error(v) || dict_set_cstr(dict, name, v);
    value_drop(v);
    return failed ? -1 : 0;
}

NATIVE(locale_localeconv_m)
{
    const struct lconv *l = localeconv();
    const struct { const char *name, *text, *grouping; char number; } parts[] = {
        {"int_curr_symbol", l->int_curr_symbol}, {"currency_symbol", l->currency_symbol},
        {"mon_decimal_point", l->mon_decimal_point}, {"mon_thousands_sep", l->mon_thousands_sep},
        {"mon_grouping", NULL, l->mon_grouping}, {"positive_sign", l->positive_sign}, {"negative_sign", l->negative_sign},
        {"int_frac_digits", NULL, NULL, l->int_frac_digits}, {"frac_digits", NULL, NULL, l->frac_digits},
        {"p_cs_precedes", NULL, NULL, l->p_cs_precedes}, {"p_sep_by_space", NULL, NULL, l->p_sep_by_space},
        {"n_cs_precedes", NULL, NULL, l->n_cs_precedes}, {"n_sep_by_space", NULL, NULL, l->n_sep_by_space},
        {"p_sign_posn", NULL, NULL, l->p_sign_posn}, {"n_sign_posn", NULL, NULL, l->n_sign_posn},
        {"decimal_point", l->decimal_point}, {"thousands_sep", l->thousands_sep}, {"grouping", NULL, l->grouping},
    };
    Value result = dict_new();
    for (size_t i = 0; i < N_ELEMENTS(parts) && !value_is_error(result); i++) {
        Value part = parts[i].text ? decoded(parts[i].text) : parts[i].grouping ? grouping_list(parts[i].grouping)
                                                                                : value_from_int(parts[i].number);
        if (set_item(result, parts[i].name, part)) {
            value_drop(result);
            return VALUE_ERROR;
        }
    }
    return result;
}

/* ---- order of strings ---- */

/* A str as wide characters, which are code points here; NULL with an exception. */
static wchar_t *wide(Ref s)
{
    int64_t len = str_len(s);
    wchar_t *text = mem_alloc_array_or_raise((size_t)len + 1, sizeof *text);
    if (text == NULL)
        return NULL;
    chars_copy(text, 4, VALUE_AS(Str, s)->data, VALUE_AS(Str, s)->kind, len);
    text[len] = 0;
    if (wcslen(text) == (size_t)len)
        return text;
    mem_free(text);
    exc_raise(&type_ValueError, "embedded null character");
    return NULL;
}

NATIVE(locale_strcoll_m)
{
    if (str_argument("strcoll", 1, a[0]) || str_argument("strcoll", 2, a[1]))
        return VALUE_ERROR;
    wchar_t *left = wide(a[0]), *right = left ? wide(a[1]) : NULL;
    Value order = right ? value_from_int(wcscoll(left, right)) : VALUE_ERROR;
    mem_free(left);
    mem_free(right);
    return order;
}

static Value transformed(const wchar_t *text)
{
    size_t capacity = wcslen(text) + 1;
    for (;;) {
        wchar_t *key = mem_alloc_array_or_raise(capacity, sizeof *key);
        if (key == NULL)
            return VALUE_ERROR;
        errno = 0;
        size_t len = wcsxfrm(key, text, capacity);
        if (errno != 0 && errno != ERANGE) {
            mem_free(key);
            return exc_raise_errno(&type_OSError, errno, VALUE_ABSENT);
        }
        if (len < capacity) {
            Value result = str_from_chars(key, 4, (int64_t)len);
            mem_free(key);
            return result;
        }
        mem_free(key);
        capacity = len + 1;
    }
}

NATIVE(locale_strxfrm_m)
{
    if (str_argument("strxfrm", 0, a[0]))
        return VALUE_ERROR;
    wchar_t *text = wide(a[0]);
    Value key = text ? transformed(text) : VALUE_ERROR;
    mem_free(text);
    return key;
}

/* ---- what the locale knows ---- */

#define CONSTANT(name) {#name, name}
static const struct { const char *name; int item; } langinfo_items[] = {
    CONSTANT(DAY_1), CONSTANT(DAY_2), CONSTANT(DAY_3), CONSTANT(DAY_4), CONSTANT(DAY_5), CONSTANT(DAY_6), CONSTANT(DAY_7),
    CONSTANT(ABDAY_1), CONSTANT(ABDAY_2), CONSTANT(ABDAY_3), CONSTANT(ABDAY_4), CONSTANT(ABDAY_5), CONSTANT(ABDAY_6),
    CONSTANT(ABDAY_7), CONSTANT(MON_1), CONSTANT(MON_2), CONSTANT(MON_3), CONSTANT(MON_4), CONSTANT(MON_5),
    CONSTANT(MON_6), CONSTANT(MON_7), CONSTANT(MON_8), CONSTANT(MON_9), CONSTANT(MON_10), CONSTANT(MON_11),
    CONSTANT(MON_12), CONSTANT(ABMON_1), CONSTANT(ABMON_2), CONSTANT(ABMON_3), CONSTANT(ABMON_4), CONSTANT(ABMON_5),
    CONSTANT(ABMON_6), CONSTANT(ABMON_7), CONSTANT(ABMON_8), CONSTANT(ABMON_9), CONSTANT(ABMON_10),
    CONSTANT(ABMON_11), CONSTANT(ABMON_12), CONSTANT(RADIXCHAR), CONSTANT(THOUSEP), CONSTANT(CRNCYSTR),
    CONSTANT(D_T_FMT), CONSTANT(D_FMT), CONSTANT(T_FMT), CONSTANT(AM_STR), CONSTANT(PM_STR), CONSTANT(CODESET),
    CONSTANT(T_FMT_AMPM), CONSTANT(ERA), CONSTANT(ERA_D_FMT), CONSTANT(ERA_D_T_FMT), CONSTANT(ERA_T_FMT),
    CONSTANT(ALT_DIGITS), CONSTANT(YESEXPR), CONSTANT(NOEXPR), CONSTANT(_DATE_FMT),
};
#undef CONSTANT

NATIVE(locale_nl_langinfo_m)
{
    int item;
    if (int_as_i32(a[0], &item))
        return VALUE_ERROR;
    for (size_t i = 0; i < N_ELEMENTS(langinfo_items); i++)
        if (langinfo_items[i].item == item)
            return decoded(nl_langinfo(item));
    return exc_raise(&type_ValueError, "unsupported langinfo constant");
}

NATIVE(locale_getencoding_m) { return decoded(nl_langinfo(CODESET)); }

/* ---- translations ---- */

static Value translation_of(const char *function, const char *domain_place, Ref domain, const char *message_place,
                            Ref message, int category)
{
    const char *domain_text, *message_text;
    if (text_argument(function, domain_place, domain, true, &domain_text)
        || text_argument(function, message_place, message, false, &message_text))
        return VALUE_ERROR;
    return decoded(dcgettext(domain_text, message_text, category));
}

NATIVE(locale_gettext_m) { return translation_of("gettext", "", VALUE_NONE, "argument", a[0], LC_MESSAGES); }
NATIVE(locale_dgettext_m) { return translation_of("dgettext", "argument 1", a[0], "argument 2", a[1], LC_MESSAGES); }
NATIVE(locale_dcgettext_m)
{
    int category;
    return int_as_i32(a[2], &category) ? VALUE_ERROR
         : translation_of("dcgettext", "argument 1", a[0], "argument 2", a[1], category);
}

static Value domain_answer(const char *answer)
{
    return answer ? decoded(answer) : exc_raise_errno(&type_OSError, errno, VALUE_ABSENT);
}

NATIVE(locale_textdomain_m)
{
    const char *domain;
    return text_argument("textdomain", "argument", a[0], true, &domain) ? VALUE_ERROR : domain_answer(textdomain(domain));
}

NATIVE(locale_bindtextdomain_m)
{
    const char *domain;
    if (text_argument("bindtextdomain", "argument 1", a[0], false, &domain))
        return VALUE_ERROR;
    if (*domain == 0)
        return exc_raise(type_locale_error, "domain must be a non-empty string");
    if (value_is_none(a[1])) {
        const char *now = bindtextdomain(domain, NULL);
        return now ? decoded(now) : VALUE_NONE;
    }
    Value directory = fspath_encode(a[1]);
    if (value_is_error(directory))
        return VALUE_ERROR;
    Value result = domain_answer(bindtextdomain(domain, bytes_data(directory)));
    value_drop(directory);
    return result;
}

NATIVE(locale_bind_textdomain_codeset_m)
{
    const char *domain, *codeset;
    if (text_argument("bind_textdomain_codeset", "argument 1", a[0], false, &domain)
        || text_argument("bind_textdomain_codeset", "argument 2", a[1], true, &codeset))
        return VALUE_ERROR;
    const char *now = bind_textdomain_codeset(domain, codeset);
    return now ? decoded(now) : VALUE_NONE;
}

static const Method locale_functions[] = {
    {"setlocale(category, locale=None, /)", locale_setlocale_m, "Activates/queries locale processing."},
    {"localeconv()", locale_localeconv_m, "Returns numeric and monetary locale-specific parameters."},
    {"strcoll(os1, os2, /)", locale_strcoll_m, "Compares two strings according to the locale."},
    {"strxfrm(string, /)", locale_strxfrm_m, "Return a string that can be used as a key for locale-aware comparisons."},
    {"nl_langinfo(key, /)", locale_nl_langinfo_m, "Return the value for the locale information associated with key."},
    {"gettext(msg, /)", locale_gettext_m, "gettext(msg) -> string\n\nReturn translation of msg."},
    {"dgettext(domain, msg, /)", locale_dgettext_m, "dgettext(domain, msg) -> string\n\nReturn translation of msg in domain."},
    {"dcgettext(domain, msg, category, /)", locale_dcgettext_m, "Return translation of msg in domain and category."},
    {"textdomain(domain, /)", locale_textdomain_m, "Set the C library's textdomain to domain, returning the new domain."},
    {"bindtextdomain(domain, dir, /)", locale_bindtextdomain_m, "Bind the C library's domain to dir."},
    {"bind_textdomain_codeset(domain, codeset, /)", locale_bind_textdomain_codeset_m,
     "Bind the C library's domain to codeset."},
    {"getencoding()", locale_getencoding_m, "Get the current locale encoding."},
    {0},
};

/* ---- the module ---- */

/* As the reference does when it starts: characters are those of the environment, in UTF-8 when that names no better
 * one (PEP 538).  Everything else stays "C" until the program asks for more. */
static void adopt_environment(void)
{
    static bool done;
    if (done)
        return;
    done = true;
    const char *now = setlocale(LC_CTYPE, "");
    if (now == NULL || strcmp(now, "C") == 0 || strcmp(now, "POSIX") == 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}

static int add_error(Ref module)
{
    if (type_locale_error == NULL) {
        Value type = type_new_simple("locale", "Error", &type_Exception);
        if (value_is_error(type))
            return -1;
        type_locale_error = value_as_type(type);
    }
    return module_add(module, "Error", value_dup_obj(type_locale_error));
}

Value module__locale_init(void)
{
    static const struct { const char *name; int value; } constants[] = {
        {"LC_CTYPE", LC_CTYPE}, {"LC_TIME", LC_TIME}, {"LC_COLLATE", LC_COLLATE}, {"LC_MONETARY", LC_MONETARY},
        {"LC_MESSAGES", LC_MESSAGES}, {"LC_NUMERIC", LC_NUMERIC}, {"LC_ALL", LC_ALL}, {"CHAR_MAX", CHAR_MAX},
    };
    adopt_environment();
    Value module = module_new("_locale", "Support for POSIX locales.", locale_functions);
    if (value_is_error(module) || add_error(module))
        goto fail;
    for (size_t i = 0; i < N_ELEMENTS(constants); i++)
        if (module_add_int(module, constants[i].name, constants[i].value))
            goto fail;
    for (size_t i = 0; i < N_ELEMENTS(langinfo_items); i++)
        if (module_add_int(module, langinfo_items[i].name, langinfo_items[i].item))
            goto fail;
    return module;
fail:
    value_drop(module);
    return VALUE_ERROR;
}
