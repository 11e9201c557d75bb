/* stdlib/json/encode.c -- Encoder: an object as JSON text, in one go.
 *
 * Values that are not JSON's go through default().  Containers being written form a chain on the C stack, in which
 * circular references are looked for: documents are shallow, and a chain costs nothing to keep. */
#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/tuple.h"
#include "stdlib/json/json.h"
#include <math.h>

typedef enum StringStyle { STRING_ASCII, STRING_UNICODE, STRING_CALL /* the encoder function */ } StringStyle;

typedef struct Encoder {
    Obj base;
    Value markers, default_function, encoder;
    Value indent;              /* None: all on one line; else str */
    Value key_separator, item_separator;
    StringStyle style;
    bool sort_keys, skip_keys, allow_nan;
} Encoder;

/* A container that is being written; they are a chain on the C stack. */
typedef struct Writing {
    Ref container;
    const struct Writing *outer;
    const struct Writing *landmark; /* the innermost of those around it at a depth that is a power of two */
    int64_t depth;
} Writing;

static int write_value(Encoder *e, StrBuilder *b, Ref v, int64_t level, const Writing *outer);

static int no_memory(const StrBuilder *b) { return b->failed ? -1 : 0; }

/* ---- scalars ---- */

static int write_text(Encoder *e, StrBuilder *b, Ref s)
{
    if (LIKELY(e->style != STRING_CALL)) {
        json_write_string(b, s, e->style == STRING_ASCII);
        return no_memory(b);
    }
    Value encoded = object_call1(e->encoder, s);
    if (value_is_error(encoded))
        return -1;
    if (value_is_str(encoded))
        str_builder_str(b, encoded);
    else
        exc_raise(&type_TypeError, "encoder() must return a string, not %T", encoded);
    int failed = value_is_str(encoded) ? no_memory(b) : -1;
    value_drop(encoded);
    return failed;
}

enum { NUMBER_TEXT_MAX = 40 };

static size_t small_int_text(int64_t i, char *out)
{
    char digits[24], *p = digits + sizeof digits;
    uint64_t rest = i < 0 ? -(uint64_t)i : (uint64_t)i;
    do
        *--p = (char)('0' + rest % 10);
    while (rest /= 10);
    if (i < 0)
        *--p = '-';
    size_t n = (size_t)(digits + sizeof digits - p);
    memcpy(out, p, n);
    return n;
}

/* -1: not allowed. */
static int64_t float_text(Encoder *e, Ref v, char *out)
{
    double d = float_value(v);
    if (isfinite(d))
        return (int64_t)float_repr(d, out);
    if (!e->allow_nan)
        return exc_raise_int(&type_ValueError, "Out of range float values are not JSON compliant: %R", v);
    const char *word = d != d ? "NaN" : d > 0 ? "Infinity" : "-Infinity";
    strcpy(out, word);
    return (int64_t)strlen(word);
}

static int write_big_int(StrBuilder *b, Ref v)
{
    Value digits = int_to_str(v, 10, false); /* whatever __repr__ a subclass has */
    if (value_is_error(digits))
        return -1;
    str_builder_str(b, digits);
    value_drop(digits);
    return no_memory(b);
}

static int write_float(Encoder *e, StrBuilder *b, Ref v)
{
    char text[NUMBER_TEXT_MAX];
    int64_t n = float_text(e, v, text);
    if (n < 0)
        return -1;
    str_builder_ascii(b, text, (size_t)n);
    return no_memory(b);
}

/* The text of None, True and False; NULL for everything else. */
static const char *constant_text(Ref v)
{
    return value_is_none(v) ? "null" : value_is_true(v) ? "true" : value_is_false(v) ? "false" : NULL;
}

/* ---- containers ---- */

static Writing writing_inside(Ref v, const Writing *outer)
{
    if (outer == NULL)
        return (Writing){v, NULL, NULL, 1};
    bool at_power = (outer->depth & (outer->depth - 1)) == 0;
    return (Writing){v, outer, at_power ? outer : outer->landmark, outer->depth + 1};
}

enum { NEAR_CONTAINERS = 64 };

/* Only those nearby are all asked, or deep data would take the square of its depth.  A longer cycle comes past the
 * landmark once that lies in it. */
static bool is_being_written(Ref v, const Writing *outer)
{
    if (outer != NULL && outer->landmark != NULL && value_is(outer->landmark->container, v))
        return true;
    for (int i = 0; outer != NULL && i < NEAR_CONTAINERS; outer = outer->outer, i++)
        if (value_is(outer->container, v))
            return true;
    return false;
}

static int enter(Encoder *e, Ref v, const Writing *outer)
{
    if (c_stack_check(" while encoding a JSON object"))
        return -1;
    if (!value_is_none(e->markers) && is_being_written(v, outer))
        return exc_raise_int(&type_ValueError, "Circular reference detected");
    return 0;
}

static void write_newline(Encoder *e, StrBuilder *b, int64_t level)
{
    if (value_is_none(e->indent))
        return;
    str_builder_char(b, '\n');
    for (int64_t i = 0; i < level && str_len(e->indent) > 0; i++)
        str_builder_str(b, e->indent);
}

static int write_items(Encoder *e, StrBuilder *b, Ref sequence, int64_t level, const Writing *writing)
{
    bool is_list = value_is_exact_list(sequence);
    str_builder_char(b, '[');
    /* default() may change the list: look at its length again each time. */
    for (int64_t i = 0; i < (is_list ? list_len(sequence) : tuple_len(sequence)); i++) {
        if (i > 0)
            str_builder_str(b, e->item_separator);
        write_newline(e, b, level + 1);
        Value item = value_dup(is_list ? list_at(sequence, i) : tuple_at(sequence, i));
        int failed = write_value(e, b, item, level + 1, writing);
        value_drop(item);
        if (failed)
            return -1;
    }
    write_newline(e, b, level);
    str_builder_char(b, ']');
    return no_memory(b);
}

static int write_sequence(Encoder *e, StrBuilder *b, Ref v, int64_t level, const Writing *outer)
{
    /* A subclass is what iterating it says. */
    Value sequence = value_is_exact_list(v) || value_is_exact_tuple(v) ? value_dup(v) : list_from_iterable(v);
    if (value_is_error(sequence))
        return -1;
    int failed;
    if ((value_is_exact_list(sequence) ? list_len(sequence) : tuple_len(sequence)) == 0) {
        str_builder_ascii(b, "[]", 2);
        failed = no_memory(b);
    } else {
        Writing writing = writing_inside(v, outer);
        failed = enter(e, v, outer) ? -1 : write_items(e, b, sequence, level, &writing);
    }
    value_drop(sequence);
    return failed;
}

/* A number, None or a bool as a key is a string of its text. */
static int write_key_text(Encoder *e, StrBuilder *b, const char *text, size_t n)
{
    if (e->style != STRING_CALL) {
        str_builder_char(b, '"');
        str_builder_ascii(b, text, n);
        str_builder_char(b, '"');
        return no_memory(b);
    }
    Value key = str_from_ascii(text, n);
    int failed = value_is_error(key) ? -1 : write_text(e, b, key);
    value_drop(key);
    return failed;
}

static int write_int_key(Encoder *e, StrBuilder *b, Ref key)
{
    Value digits = int_to_str(key, 10, false);
    if (value_is_error(digits))
        return -1;
    int failed = write_key_text(e, b, VALUE_AS(Str, digits)->data, (size_t)str_len(digits));
    value_drop(digits);
    return failed;
}

static int write_key(Encoder *e, StrBuilder *b, Ref key)
{
    if (LIKELY(value_is_str(key)))
        return write_text(e, b, key);
    const char *constant = constant_text(key);
    if (constant != NULL)
        return write_key_text(e, b, constant, strlen(constant));
    if (value_is_any_int(key))
        return write_int_key(e, b, key);
    char text[NUMBER_TEXT_MAX];
    int64_t n = float_text(e, key, text);
    return n < 0 ? -1 : write_key_text(e, b, text, (size_t)n);
}

/* 1 yes, 0 leave it out, -1 TypeError. */
static int is_key(Encoder *e, Ref key)
{
    if (LIKELY(value_is_str(key)) || constant_text(key) != NULL || value_is_any_int(key) || value_is_any_float(key))
        return 1;
    if (e->skip_keys)
        return 0;
    return exc_raise_int(&type_TypeError, "keys must be str, int, float, bool or None, not %T", key);
}

static int write_member(Encoder *e, StrBuilder *b, Ref key, Ref value, int64_t level, const Writing *writing, bool *first)
{
    int wanted = is_key(e, key);
    if (wanted <= 0)
        return wanted;
    if (!*first) {
        str_builder_str(b, e->item_separator);
        write_newline(e, b, level);
    }
    *first = false;
    if (write_key(e, b, key))
        return -1;
    str_builder_str(b, e->key_separator);
    return write_value(e, b, value, level, writing);
}

/* `pairs`: the items as a list of (key, value); ABSENT: walk the dict itself. */
static int write_members(Encoder *e, StrBuilder *b, Ref dict, Ref pairs, int64_t level, const Writing *writing)
{
    bool first = true;
    int failed = 0;
    int64_t place = 0;
    Ref key, value;
    str_builder_char(b, '{');
    write_newline(e, b, level + 1); /* also when all members turn out to be left out */
    for (;;) {
        if (value_is_absent(pairs)) {
            if (!dict_next(dict, &place, &key, &value))
                break;
        } else {
            if (place >= list_len(pairs))
                break;
            Ref pair = list_at(pairs, place++);
            if (!value_is_tuple(pair) || tuple_len(pair) != 2)
                return exc_raise_int(&type_ValueError, "items must return 2-tuples");
            key = tuple_at(pair, 0);
            value = tuple_at(pair, 1);
        }
        Value held_key = value_dup(key), held_value = value_dup(value); /* default() may change the dict */
        failed = write_member(e, b, held_key, held_value, level + 1, writing, &first);
        value_drop(held_value);
        value_drop(held_key);
        if (failed)
            return -1;
    }
    write_newline(e, b, level);
    str_builder_char(b, '}');
    return no_memory(b);
}

static Value sorted_items(Encoder *e, Ref dict)
{
    if (value_is_exact_dict(dict))
        return e->sort_keys ? dict_items_list(dict) : VALUE_ABSENT;
    Value items = object_call_method0(dict, NAME(items));
    Value pairs = value_is_error(items) ? items : list_from_iterable(items);
    value_drop(items);
    return pairs;
}

static int write_dict(Encoder *e, StrBuilder *b, Ref v, int64_t level, const Writing *outer)
{
    if (dict_len(v) == 0) {
        str_builder_ascii(b, "{}", 2);
        return no_memory(b);
    }
    if (enter(e, v, outer))
        return -1;
    Value pairs = sorted_items(e, v);
    Writing writing = writing_inside(v, outer);
    int failed = value_is_error(pairs) || (e->sort_keys && list_sort(pairs, VALUE_NONE, false))
              || write_members(e, b, v, pairs, level, &writing);
    value_drop(pairs);
    return failed ? -1 : 0;
}

static int write_other(Encoder *e, StrBuilder *b, Ref v, int64_t level, const Writing *outer)
{
    if (enter(e, v, outer))
        return -1;
    Value replacement = object_call1(e->default_function, v);
    if (value_is_error(replacement))
        return -1;
    Writing writing = writing_inside(v, outer);
    int failed = write_value(e, b, replacement, level, &writing);
    value_drop(replacement);
    return failed;
}

static int write_value(Encoder *e, StrBuilder *b, Ref v, int64_t level, const Writing *outer)
{
    if (value_is_str(v))
        return write_text(e, b, v);
    if (value_is_int(v)) {
        char text[NUMBER_TEXT_MAX];
        str_builder_ascii(b, text, small_int_text(value_as_int(v), text));
        return no_memory(b);
    }
    const char *constant = constant_text(v);
    if (constant != NULL) {
        str_builder_cstr(b, constant);
        return no_memory(b);
    }
    if (value_is_any_float(v))
        return write_float(e, b, v);
    if (value_is_dict(v))
        return write_dict(e, b, v, level, outer);
    if (value_is_list(v) || value_is_tuple(v))
        return write_sequence(e, b, v, level, outer);
    if (value_is_any_int(v))
        return write_big_int(b, v);
    return write_other(e, b, v, level, outer);
}

static Value encoder_call(Ref callable, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    int64_t level;
    if (args_bind(&spec, "_iterencode(obj, _current_indent_level)", args, n_args, kwnames, a)
        || object_as_index(a[1], &level, false))
        return VALUE_ERROR;
    StrBuilder b;
    str_builder_init(&b);
    obj_hold(value_as_obj(callable));
    int failed = write_value(VALUE_AS(Encoder, callable), &b, a[0], level, NULL);
    value_drop(callable);
    if (failed) {
        str_builder_free(&b);
        return VALUE_ERROR;
    }
    Value text = str_builder_finish(&b);
    return value_is_error(text) ? text : tuple_from_values(&text, 1);
}

/* ---- the type ---- */

static StringStyle style_of(Ref encoder)
{
    NativeFn function = value_has_type(encoder, &type_native) ? VALUE_AS(Native, encoder)->method->function : NULL;
    return function == json_encode_ascii_m ? STRING_ASCII : function == json_encode_m ? STRING_UNICODE : STRING_CALL;
}

static int check_arguments(const Ref *a)
{
    if (!value_is_none(a[0]) && !value_is_dict(a[0]))
        return exc_raise_int(&type_TypeError, "make_encoder() argument 1 must be dict or None, not %T", a[0]);
    if (!value_is_none(a[3]) && !value_is_str(a[3]))
        return exc_raise_int(&type_TypeError, "make_encoder() argument 4 must be str or None, not %T", a[3]);
    for (int i = 4; i < 6; i++)
        if (str_argument("make_encoder", i + 1, a[i]))
            return -1;
    return 0;
}

static Value encoder_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[9];
    if (args_bind(&spec, "make_encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, "
                         "skipkeys, allow_nan)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    int flags[3];
    for (size_t i = 0; i < N_ELEMENTS(flags); i++)
        if ((flags[i] = object_truth(a[6 + i])) < 0)
            return VALUE_ERROR;
    if (check_arguments(a))
        return VALUE_ERROR;
    Encoder *e = object_alloc_instance(type, 0);
    if (e == NULL)
        return VALUE_ERROR;
    Value *const fields[] = {&e->markers, &e->default_function, &e->encoder, &e->indent, &e->key_separator,
                             &e->item_separator};
    for (size_t i = 0; i < N_ELEMENTS(fields); i++)
        *fields[i] = value_dup(a[i]);
    e->style = style_of(e->encoder);
    e->sort_keys = flags[0];
    e->skip_keys = flags[1];
    e->allow_nan = flags[2];
    if (!gc_is_tracked(&e->base))
        gc_track(e);
    return value_from_obj(e);
}

static int encoder_traverse(Obj *o, GcVisit visit, void *arg)
{
    Encoder *e = (Encoder *)o;
    GC_VISIT(e->markers);
    GC_VISIT(e->default_function);
    GC_VISIT(e->encoder);
    return 0;
}
static void encoder_clear(Obj *o)
{
    Encoder *e = (Encoder *)o;
    value_replace(&e->markers, VALUE_NONE);
    value_replace(&e->default_function, VALUE_NONE);
    value_replace(&e->encoder, VALUE_NONE);
}
static void encoder_dealloc(Obj *o)
{
    Encoder *e = (Encoder *)o;
    gc_untrack(o);
    encoder_clear(o);
    value_drop(e->indent);
    value_drop(e->key_separator);
    value_drop(e->item_separator);
    object_free(o);
}

static const Member encoder_members[] = {
    {"markers", MEMBER_VALUE, offsetof(Encoder, markers), true, "markers"},
    {"default", MEMBER_VALUE, offsetof(Encoder, default_function), true, "default"},
    {"encoder", MEMBER_VALUE, offsetof(Encoder, encoder), true, "encoder"},
    {"indent", MEMBER_VALUE, offsetof(Encoder, indent), true, "indent"},
    {"key_separator", MEMBER_VALUE, offsetof(Encoder, key_separator), true, "key_separator"},
    {"item_separator", MEMBER_VALUE, offsetof(Encoder, item_separator), true, "item_separator"},
    {"sort_keys", MEMBER_BOOL, offsetof(Encoder, sort_keys), true, "sort_keys"},
    {"skipkeys", MEMBER_BOOL, offsetof(Encoder, skip_keys), true, "skipkeys"},
    {0},
};

Type type_json_encoder = {
    .base = STATIC_OBJ(&type_type), .name = "Encoder", .module = "_json", .basic_size = sizeof(Encoder),
    .flags = TYPE_BASETYPE | TYPE_GC, .doc = "Encoder(markers, default, encoder, indent, key_separator, item_separator, "
    "sort_keys, skipkeys, allow_nan)", .members = encoder_members, .new = encoder_new, .call = encoder_call,
    .dealloc = encoder_dealloc, .traverse = encoder_traverse, .clear = encoder_clear,
};
