/* runtime/codec_handlers.c -- error handlers by name, as callables.
 *
 * A standard handler called from Python unpacks the exception and does what codec_errors.c says. */
#include "runtime/bytes.h"
#include "runtime/codec_internal.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/tuple.h"

/* ---- the registry of handlers ---- */

static Value registered = VALUE_ABSENT; /* dict: name -> callable, of the user's and of the standard ones asked for */

static Value handler_call(ErrorsKind kind, Ref exc);
#define HANDLER(function, kind) \
    NATIVE(function) { return handler_call(kind, a[0]); }
HANDLER(strict_errors, ERRORS_STRICT)
HANDLER(ignore_errors, ERRORS_IGNORE)
HANDLER(replace_errors, ERRORS_REPLACE)
HANDLER(backslashreplace_errors, ERRORS_BACKSLASH)
HANDLER(xmlcharrefreplace_errors, ERRORS_XML)
HANDLER(namereplace_errors, ERRORS_NAME)
HANDLER(surrogateescape_errors, ERRORS_SURROGATEESCAPE)
HANDLER(surrogatepass_errors, ERRORS_SURROGATEPASS)

static const Method handler_methods[] = { /* in the order of ErrorsKind */
    {"strict_errors(exception, /)", strict_errors, "Implements the 'strict' error handling, which raises a UnicodeError on coding errors."},
    {"ignore_errors(exception, /)", ignore_errors, "Implements the 'ignore' error handling, which ignores malformed data and continues."},
    {"replace_errors(exception, /)", replace_errors, "Implements the 'replace' error handling, which replaces malformed data with a replacement marker."},
    {"backslashreplace_errors(exception, /)", backslashreplace_errors, "Implements the 'backslashreplace' error handling, which replaces malformed data with a backslashed escape sequence."},
    {"xmlcharrefreplace_errors(exception, /)", xmlcharrefreplace_errors, "Implements the 'xmlcharrefreplace' error handling, which replaces an unencodable character with the appropriate XML character reference."},
    {"namereplace_errors(exception, /)", namereplace_errors, "Implements the 'namereplace' error handling, which replaces an unencodable character with a \\N{...} escape sequence."},
    {"surrogateescape(exception, /)", surrogateescape_errors, "Implements the 'surrogateescape' error handling."},
    {"surrogatepass(exception, /)", surrogatepass_errors, "Implements the 'surrogatepass' error handling."},
    {0},
};

static int need_registry(void)
{
    if (value_is_absent(registered))
        registered = dict_new();
    if (!value_is_error(registered))
        return 0;
    registered = VALUE_ABSENT;
    return -1;
}

Value codec_lookup_error(const char *name)
{
    if (name == NULL)
        name = "strict";
    if (need_registry())
        return VALUE_ERROR;
    Value key = str_from_cstr(name);
    if (value_is_error(key))
        return key;
    Ref known = dict_get(registered, key);
    if (!value_is_absent(known)) {
        value_drop(key);
        return value_is_error(known) ? known : value_dup(known);
    }
    ErrorsKind kind = errors_kind(name);
    Value handler;
    if (kind == ERRORS_OTHER) {
        handler = exc_raise(&type_LookupError, "unknown error handler name '%U'", key);
    } else {
        handler = native_new(&handler_methods[kind], VALUE_ABSENT, VALUE_ABSENT);
        if (!value_is_error(handler) && dict_set(registered, key, handler)) {
            value_drop(handler);
            handler = VALUE_ERROR;
        }
    }
    value_drop(key);
    return handler;
}

/* Has the user put another handler under a standard name?  Then the short cut must not be taken. */
static bool overridden[ERRORS_OTHER];

int codec_register_error(const char *name, Ref handler)
{
    if (!object_is_callable(handler))
        return exc_raise_int(&type_TypeError, "handler must be callable");
    if (need_registry())
        return -1;
    ErrorsKind kind = errors_kind(name);
    if (kind != ERRORS_OTHER)
        overridden[kind] = !(value_has_type(handler, &type_native)
                             && VALUE_AS(Native, handler)->method == &handler_methods[kind]);
    return dict_set_cstr(registered, name, handler);
}

int codec_unregister_error(const char *name)
{
    if (errors_kind(name) != ERRORS_OTHER)
        return exc_raise_int(&type_ValueError, "cannot un-register built-in error handler '%s'", name);
    if (value_is_absent(registered))
        return 0;
    Value key = str_from_cstr(name);
    if (value_is_error(key))
        return -1;
    int done = dict_delete(registered, key);
    value_drop(key);
    return done;
}

ErrorsKind errors_effective_kind(const char *errors)
{
    ErrorsKind kind = errors_kind(errors);
    return kind != ERRORS_OTHER && overridden[kind] ? ERRORS_OTHER : kind;
}

/* ---- handlers as callables: unpack the exception, do the work, give (replacement, position) ---- */

static int attribute_int(Ref exc, const char *name, int64_t *out)
{
    Value v = object_getattr_cstr(exc, name);
    if (value_is_error(v))
        return -1;
    int failed = int_as_i64(v, out);
    value_drop(v);
    return failed;
}

/* start and end of the exception, forced into the object as the exception's own rules have it. */
static int exception_range(Ref exc, int64_t len, int64_t *start, int64_t *end)
{
    if (attribute_int(exc, "start", start) || attribute_int(exc, "end", end))
        return -1;
    if (*start < 0 || len == 0)
        *start = 0;
    else if (*start >= len)
        *start = len - 1;
    if (*end < 1)
        *end = len < 1 ? len : 1;
    if (*end > len)
        *end = len;
    return 0;
}

static Value pair(Value text /* taken */, int64_t position)
{
    if (value_is_error(text))
        return text;
    Value items[2] = {text, int_new(position)};
    return tuple_from_values(items, 2);
}

static Value give_up(Ref exc)
{
    return exc_raise_object(exc);
}

static Value wrong_exception(Ref exc)
{
    return exc_raise(&type_TypeError, "don't know how to handle %T in error callback", exc);
}

static Value handle_decode(ErrorsKind kind, Ref exc, Ref object, int64_t start, int64_t end)
{
    if (kind == ERRORS_XML || kind == ERRORS_NAME)
        return wrong_exception(exc);
    Value encoding = object_getattr_cstr(exc, "encoding");
    if (value_is_error(encoding))
        return encoding;
    const char *name = value_is_str(encoding) ? str_utf8(encoding, NULL) : "";
    Value result = VALUE_ERROR;
    if (name != NULL) {
        StrBuilder b;
        str_builder_init(&b);
        int64_t at = errors_decode_replacement(kind, name, &b, bytes_data(object), (size_t)bytes_len(object), (size_t)start, (size_t)end);
        if (at < 0) {
            str_builder_free(&b);
            result = give_up(exc);
        } else {
            result = pair(str_builder_finish(&b), at);
        }
    }
    value_drop(encoding);
    return result;
}

static Value handle_encode(ErrorsKind kind, Ref exc, Ref object, int64_t start, int64_t end)
{
    Value encoding = object_getattr_cstr(exc, "encoding");
    if (value_is_error(encoding))
        return encoding;
    const char *name = value_is_str(encoding) ? str_utf8(encoding, NULL) : "";
    Value text = name == NULL ? VALUE_ERROR : errors_encode_replacement(kind, name, object, start, end < start ? start : end);
    value_drop(encoding);
    return value_is_absent(text) ? give_up(exc) : pair(text, end);
}

static Value handle_translate(ErrorsKind kind, Ref exc, Ref object, int64_t start, int64_t end)
{
    if (kind == ERRORS_REPLACE) {
        Value mark = str_from_char(0xFFFD);
        if (value_is_error(mark))
            return mark;
        Value marks = str_repeat(mark, end - start);
        value_drop(mark);
        return pair(marks, end);
    }
    if (kind == ERRORS_BACKSLASH || kind == ERRORS_IGNORE)
        return pair(errors_encode_replacement(kind, "", object, start, end < start ? start : end), end);
    return wrong_exception(exc);
}

static Value handler_call(ErrorsKind kind, Ref exc)
{
    if (kind == ERRORS_STRICT) {
        if (value_has_flag(exc, TYPE_SUB_EXC))
            return give_up(exc);
        return exc_raise(&type_TypeError, "codec must pass exception instance");
    }
    bool decoding = value_is_instance(exc, &type_UnicodeDecodeError);
    bool encoding = value_is_instance(exc, &type_UnicodeEncodeError);
    if (!decoding && !encoding && !value_is_instance(exc, &type_UnicodeTranslateError))
        return wrong_exception(exc);
    Value object = object_getattr_cstr(exc, "object");
    if (value_is_error(object))
        return object;
    Value result = VALUE_ERROR;
    int64_t start, end;
    if (decoding ? !value_is_bytes(object) : !value_is_str(object))
        exc_raise(&type_TypeError, "object attribute must be %s", decoding ? "bytes" : "unicode");
    else if (exception_range(exc, decoding ? bytes_len(object) : str_len(object), &start, &end))
        ;
    else if (decoding)
        result = handle_decode(kind, exc, object, start, end);
    else if (encoding)
        result = handle_encode(kind, exc, object, start, end);
    else
        result = handle_translate(kind, exc, object, start, end);
    value_drop(object);
    return result;
}
