/* runtime/codec_registry.c -- codecs by name: the search functions of codecs.register() and what they found.
 *
 * The package `encodings` registers the search function for everything CPython's library knows; it is imported
 * when a name is first looked up, not at start-up. */
#include "runtime/bytes.h"
#include "runtime/codec_internal.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/tuple.h"

static Value search_path = VALUE_ABSENT; /* list of callables */
static Value found_codecs = VALUE_ABSENT; /* dict: normalised name -> CodecInfo */
static bool encodings_imported;

static int prepare(void)
{
    if (value_is_absent(search_path)) {
        Value path = list_new(2), cache = dict_new();
        if (value_is_error(path) || value_is_error(cache))
            return -1;
        search_path = path;
        found_codecs = cache;
    }
    return 0;
}

/* -1 only when importing failed otherwise than by there being no such package. */
static int import_encodings(void)
{
    if (encodings_imported)
        return 0;
    encodings_imported = true;
    Value module = import_module("encodings");
    if (!value_is_error(module)) {
        value_drop(module);
        return 0;
    }
    encodings_imported = false;
    if (!exc_pending_is(&type_ImportError))
        return -1;
    exc_clear();
    return 0;
}

int codec_register(Ref search_function)
{
    if (!object_is_callable(search_function))
        return exc_raise_int(&type_TypeError, "argument must be callable");
    return prepare() ? -1 : list_append(search_path, search_function);
}

int codec_unregister(Ref search_function)
{
    if (prepare())
        return -1;
    for (int64_t i = 0; i < list_len(search_path); i++) {
        if (!value_is(list_at(search_path, i), search_function))
            continue;
        dict_clear(found_codecs);
        return list_set_slice(search_path, i, i + 1, VALUE_ABSENT);
    }
    return 0;
}

/* Ask the search functions; ABSENT when none of them knows it. */
static Value search(Ref name)
{
    for (int64_t i = 0; i < list_len(search_path); i++) {
        Value function = value_dup(list_at(search_path, i));
        Value found = object_call1(function, name);
        value_drop(function);
        if (value_is_error(found))
            return found;
        if (value_is_none(found))
            continue;
        if (!value_is_tuple(found) || tuple_len(found) != 4) {
            value_drop(found);
            return exc_raise(&type_TypeError, "codec search functions must return 4-tuples");
        }
        return found;
    }
    return VALUE_ABSENT;
}

static Value lookup_normalised(Ref name, const char *encoding)
{
    Ref known = dict_get(found_codecs, name);
    if (!value_is_absent(known))
        return value_is_error(known) ? known : value_dup(known);
    if (import_encodings())
        return VALUE_ERROR;
    Value found = search(name);
    if (value_is_absent(found))
        return exc_raise(&type_LookupError, "unknown encoding: %s", encoding);
    if (!value_is_error(found) && dict_set(found_codecs, name, found)) {
        value_drop(found);
        return VALUE_ERROR;
    }
    return found;
}

Value codec_lookup(const char *encoding)
{
    size_t size = strlen(encoding) * 2 + 4;
    char *normal = mem_alloc_or_raise(size);
    if (normal == NULL || prepare()) {
        mem_free(normal);
        return VALUE_ERROR;
    }
    codec_normalise_name(encoding, normal, size);
    Value name = str_from_cstr(normal);
    mem_free(normal);
    if (value_is_error(name))
        return name;
    Value codec = lookup_normalised(name, encoding);
    value_drop(name);
    return codec;
}

/* ---- using a codec ---- */

void codec_note_failure(const char *what, const char *encoding)
{
    Value exc = exc_take();
    Value note = str_format("%s with '%s' codec failed", what, encoding);
    Value method = str_intern_cstr("add_note");
    if (!value_is_error(note) && !value_is_error(method)) {
        Value done = object_call_method1(exc, method, note);
        if (!value_is_error(done))
            value_drop(done);
    }
    if (exc_pending())
        exc_clear();
    if (!value_is_error(note))
        value_drop(note);
    if (!value_is_error(method))
        value_drop(method);
    exc_restore(exc);
}

/* codec(o[, errors])[0] */
static Value run(Ref codec, int part, const char *what, Ref o, const char *encoding, const char *errors)
{
    Value errors_value = errors ? str_from_cstr(errors) : VALUE_ABSENT;
    if (value_is_error(errors_value))
        return errors_value;
    Ref args[2] = {o, errors_value};
    Value answer = object_call(tuple_at(codec, part), args, errors ? 2 : 1, VALUE_ABSENT);
    value_drop(errors_value);
    if (value_is_error(answer)) {
        codec_note_failure(part == 0 ? "encoding" : "decoding", encoding);
        return answer;
    }
    Value result;
    if (!value_is_tuple(answer) || tuple_len(answer) != 2)
        result = exc_raise(&type_TypeError, "%s must return a tuple (object, integer)", what);
    else
        result = value_dup(tuple_at(answer, 0));
    value_drop(answer);
    return result;
}

Value codec_encode_object(Ref o, const char *encoding, const char *errors)
{
    Value codec = codec_lookup(encoding);
    if (value_is_error(codec))
        return codec;
    Value result = run(codec, 0, "encoder", o, encoding, errors);
    value_drop(codec);
    return result;
}

Value codec_decode_object(Ref o, const char *encoding, const char *errors)
{
    Value codec = codec_lookup(encoding);
    if (value_is_error(codec))
        return codec;
    Value result = run(codec, 1, "decoder", o, encoding, errors);
    value_drop(codec);
    return result;
}

/* A codec from text to bytes and back, says its CodecInfo; plain tuples are trusted. */
static Value lookup_text(const char *encoding, const char *instead)
{
    Value codec = codec_lookup(encoding);
    if (value_is_error(codec) || value_is_exact_tuple(codec))
        return codec;
    Value name = str_intern_cstr("_is_text_encoding");
    if (value_is_error(name)) {
        value_drop(codec);
        return name;
    }
    Value is_text = object_getattr_or_absent(codec, name);
    value_drop(name);
    int truth = value_is_error(is_text) ? -1 : value_is_absent(is_text) ? 1 : object_truth(is_text);
    if (!value_is_error(is_text))
        value_drop(is_text);
    if (truth > 0)
        return codec;
    value_drop(codec);
    if (truth == 0)
        exc_raise(&type_LookupError, "'%.400s' is not a text encoding; use %s to handle arbitrary codecs", encoding, instead);
    return VALUE_ERROR;
}

Value codec_encode_text(Ref text, const char *encoding, const char *errors)
{
    Value codec = lookup_text(encoding, "codecs.encode()");
    if (value_is_error(codec))
        return codec;
    Value result = run(codec, 0, "encoder", text, encoding, errors);
    value_drop(codec);
    if (value_is_error(result) || value_is_bytes(result))
        return result;
    Value bytes = VALUE_ERROR;
    if (!value_is_bytearray(result))
        exc_raise(&type_TypeError,
                  "'%.400s' encoder returned '%T' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
                  encoding, result);
    else if (exc_warn(&type_RuntimeWarning, 1,
                      "encoder %s returned bytearray instead of bytes; use codecs.encode() to encode to arbitrary types",
                      encoding) == 0)
        bytes = bytes_from_buffer(result);
    value_drop(result);
    return bytes;
}

Value codec_decode_text(const char *p, size_t n, const char *encoding, const char *errors)
{
    Value codec = lookup_text(encoding, "codecs.decode()");
    if (value_is_error(codec))
        return codec;
    Value input = bytes_new(p, n);
    Value result = value_is_error(input) ? input : run(codec, 1, "decoder", input, encoding, errors);
    if (!value_is_error(input))
        value_drop(input);
    value_drop(codec);
    if (value_is_error(result) || value_is_str(result))
        return result;
    exc_raise(&type_TypeError,
              "'%.400s' decoder returned '%T' instead of 'str'; use codecs.decode() to decode to arbitrary types",
              encoding, result);
    value_drop(result);
    return VALUE_ERROR;
}
