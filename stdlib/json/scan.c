/* stdlib/json/scan.c -- Scanner: the JSON value at an index of a text, by recursive descent.
 *
 * "No value here" is StopIteration(index): JSONDecoder makes the error of it.  Short keys are looked up in a small
 * table first, since the objects of a document tend to have the same ones: no second str is made for them,
 * and their hash is known. */
#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/tuple.h"
#include "stdlib/json/json.h"

enum { N_KNOWN_KEYS = 128, KNOWN_KEY_MAX = 64 /* characters */ };

typedef struct Scanner {
    Obj base;
    Value object_hook, object_pairs_hook, parse_float, parse_int, parse_constant; /* hooks: None when there are none */
    bool strict;
    Value known_keys[N_KNOWN_KEYS]; /* exact strs, by key_place(); or ABSENT */
} Scanner;

/* One call of it. */
typedef struct Scan {
    Scanner *scanner;
    Ref text;
    const void *data;
    int kind;
    int64_t len;
    bool use_pairs, use_hook, plain_float, plain_int;
} Scan;

static Value scan_value(Scan *s, int64_t i, int64_t *next);

Value json_raise(const char *message, Ref text, int64_t position)
{
    Value class = import_attr("json.decoder", "JSONDecodeError");
    if (value_is_error(class))
        return VALUE_ERROR;
    Value args[3] = {str_from_cstr(message), text, int_new(position)};
    Value problem = value_is_error(args[0]) ? args[0] : object_call(class, args, 3, VALUE_ABSENT);
    value_drop(args[0]);
    value_drop(args[2]);
    if (!value_is_error(problem))
        exc_raise_object(problem);
    value_drop(problem);
    value_drop(class);
    return VALUE_ERROR;
}

static Value no_value(int64_t i) { return exc_raise_stop_iteration(int_new(i)); }

static inline uint32_t at(const Scan *s, int64_t i) { return LIKELY(i < s->len) ? char_at(s->data, s->kind, i) : 0; }

static inline bool is_space(uint32_t c) { return c <= ' ' && (c == ' ' || c == '\n' || c == '\t' || c == '\r'); }
static inline int64_t skip_space(const Scan *s, int64_t i)
{
    while (i < s->len && is_space(char_at(s->data, s->kind, i)))
        i++;
    return i;
}

/* ---- words and numbers ---- */

static bool word_is(const Scan *s, int64_t i, const char *word, size_t n)
{
    if (s->len - i < (int64_t)n)
        return false;
    for (size_t k = 0; k < n; k++)
        if (char_at(s->data, s->kind, i + (int64_t)k) != (uint8_t)word[k])
            return false;
    return true;
}

static Value scan_word(Scan *s, int64_t i, const char *word, Value value, int64_t *next)
{
    size_t n = strlen(word);
    if (!word_is(s, i, word, n))
        return no_value(i);
    *next = i + (int64_t)n;
    return value;
}

static Value scan_constant(Scan *s, int64_t i, const char *word, int64_t *next)
{
    if (value_is_error(scan_word(s, i, word, VALUE_NONE, next)))
        return VALUE_ERROR;
    Value name = str_intern_cstr(word);
    Value constant = value_is_error(name) ? name : object_call1(s->scanner->parse_constant, name);
    value_drop(name);
    return constant;
}

static inline bool is_digit(uint32_t c) { return c - '0' < 10; }
static int64_t skip_digits(const Scan *s, int64_t i)
{
    while (is_digit(at(s, i)))
        i++;
    return i;
}

/* Past a fraction and an exponent, as far as they are complete. */
static int64_t skip_fraction(const Scan *s, int64_t i)
{
    if (at(s, i) == '.' && is_digit(at(s, i + 1)))
        i = skip_digits(s, i + 2);
    if ((at(s, i) | 0x20) != 'e')
        return i;
    int64_t digits = i + 1;
    if (at(s, digits) == '-' || at(s, digits) == '+')
        digits++;
    return is_digit(at(s, digits)) ? skip_digits(s, digits) : i;
}

/* text[i:end], which is ASCII, for a function that makes a number of it. */
static Value parsed_by(Scan *s, Ref function, int64_t i, int64_t end)
{
    Value digits = str_slice(s->text, i, end);
    Value number = value_is_error(digits) ? digits : object_call1(function, digits);
    value_drop(digits);
    return number;
}

static Value parse_double(Scan *s, int64_t i, int64_t end)
{
    bool fine;
    char few[64];
    size_t n = (size_t)(end - i);
    if (s->kind == 1)
        return value_from_double(float_parse((const char *)s->data + i, n, &fine));
    char *digits = n <= sizeof few ? few : mem_alloc_or_raise(n);
    if (digits == NULL)
        return VALUE_ERROR;
    chars_copy(digits, 1, chars_from(VALUE_AS(Str, s->text), i), s->kind, (int64_t)n);
    double d = float_parse(digits, n, &fine);
    if (digits != few)
        mem_free(digits);
    return value_from_double(d);
}

static Value scan_number(Scan *s, int64_t i, int64_t *next)
{
    int64_t digits = i + (at(s, i) == '-'), end = digits + 1;
    if (!is_digit(at(s, digits)))
        return no_value(i);
    int64_t value = at(s, digits) - '0';
    if (value != 0) /* no digits behind a leading zero */
        for (; is_digit(at(s, end)); end++)
            if (end - digits < 15)
                value = value * 10 + (at(s, end) - '0');
    int64_t float_end = skip_fraction(s, end);
    *next = float_end;
    if (float_end != end)
        return s->plain_float ? parse_double(s, i, float_end) : parsed_by(s, s->scanner->parse_float, i, float_end);
    if (!s->plain_int || end - digits > 15)
        return parsed_by(s, s->scanner->parse_int, i, end);
    return int_new(digits > i ? -value : value);
}

/* ---- objects ---- */

static inline size_t key_place(const char *p, size_t n)
{
    uint64_t head = 0, tail = 0;
    size_t part = n < 8 ? n : 8;
    memcpy(&head, p, part);
    memcpy(&tail, p + n - part, part);
    return (size_t)(((head ^ (tail << 1) ^ n) * 0x9E3779B97F4A7C15ull) >> 57);
}

/* The same key that was met before, if it is still known. Takes key. */
static Value known_key(Scanner *scanner, Value key)
{
    if (value_is_error(key) || str_len(key) > KNOWN_KEY_MAX)
        return key;
    const Str *s = VALUE_AS(Str, key);
    Value *known = &scanner->known_keys[key_place(s->data, (size_t)s->len * s->kind)];
    if (!value_is_absent(*known) && str_equal(*known, key)) {
        value_drop(key);
        return value_dup(*known);
    }
    value_replace(known, value_dup(key));
    return key;
}

static Value scan_key(Scan *s, int64_t start, int64_t *end)
{
    const char *p = (const char *)s->data + start;
    int64_t most = s->len - start < KNOWN_KEY_MAX ? s->len - start : KNOWN_KEY_MAX;
    int64_t n = s->kind == 1 ? json_plain_run((const uint8_t *)p, most, true, true) : most;
    if (n == most || p[n] != '"') /* not short and plain */
        return known_key(s->scanner, json_read_string(s->text, start, s->scanner->strict, end));
    *end = start + n + 1;
    Ref known = s->scanner->known_keys[key_place(p, (size_t)n)];
    if (!value_is_absent(known) && VALUE_AS(Str, known)->ascii && str_len(known) == n
        && memcmp(VALUE_AS(Str, known)->data, p, (size_t)n) == 0)
        return value_dup(known);
    return known_key(s->scanner, str_from_ascii(p, (size_t)n));
}

/* Takes key and value. */
static int add_member(Scan *s, Ref members, Value key, Value value)
{
    int failed;
    if (s->use_pairs) {
        Value pair = tuple_of2_owned(key, value);
        return value_is_error(pair) ? -1 : list_append_owned(members, pair);
    }
    failed = dict_set_owned(members, key, value);
    value_drop(key);
    return failed;
}

/* `"key": value`, from the key's quote on. */
static int scan_member(Scan *s, int64_t i, Ref members, int64_t *next)
{
    Value key = scan_key(s, i + 1, &i);
    if (value_is_error(key))
        return -1;
    if (at(s, i) != ':')
        i = skip_space(s, i);
    if (at(s, i) != ':') {
        json_raise("Expecting ':' delimiter", s->text, i);
        value_drop(key);
        return -1;
    }
    Value value = scan_value(s, skip_space(s, i + 1), next);
    if (value_is_error(value)) {
        value_drop(key);
        return -1;
    }
    return add_member(s, members, key, value);
}

/* After a value: 1 past the comma, at the next one; 0 past the closing bracket; -1. */
static int scan_separator(Scan *s, int64_t i, char close, const char *what, int64_t *next)
{
    i = skip_space(s, i);
    if (at(s, i) == (uint8_t)close) {
        *next = i + 1;
        return 0;
    }
    if (at(s, i) != ',') {
        json_raise("Expecting ',' delimiter", s->text, i);
        return -1;
    }
    *next = skip_space(s, i + 1);
    if (at(s, *next) != (uint8_t)close)
        return 1;
    json_raise(what, s->text, i);
    return -1;
}

/* From behind the brace to past the closing one. */
static int scan_members(Scan *s, int64_t i, Ref members, int64_t *next)
{
    i = skip_space(s, i);
    if (at(s, i) == '}') {
        *next = i + 1;
        return 0;
    }
    for (;;) {
        if (at(s, i) != '"') {
            json_raise("Expecting property name enclosed in double quotes", s->text, i);
            return -1;
        }
        if (scan_member(s, i, members, &i))
            return -1;
        int more = scan_separator(s, i, '}', "Illegal trailing comma before end of object", &i);
        if (more <= 0) {
            *next = i;
            return more;
        }
    }
}

static Value scan_object(Scan *s, int64_t i, int64_t *next)
{
    if (c_stack_check(" while decoding a JSON object from a unicode string"))
        return VALUE_ERROR;
    Value members = s->use_pairs ? list_new(0) : dict_new();
    if (value_is_error(members))
        return VALUE_ERROR;
    Value result = VALUE_ERROR;
    if (scan_members(s, i, members, next)) {
        value_drop(members);
        return VALUE_ERROR;
    }
    if (!s->use_pairs && !s->use_hook)
        return members;
    result = object_call1(s->use_pairs ? s->scanner->object_pairs_hook : s->scanner->object_hook, members);
    value_drop(members);
    return result;
}

/* ---- arrays ---- */

static int scan_items(Scan *s, int64_t i, Ref items, int64_t *next)
{
    i = skip_space(s, i);
    if (at(s, i) == ']') {
        *next = i + 1;
        return 0;
    }
    for (;;) {
        Value item = scan_value(s, i, &i);
        if (value_is_error(item) || list_append_owned(items, item))
            return -1;
        int more = scan_separator(s, i, ']', "Illegal trailing comma before end of array", &i);
        if (more <= 0) {
            *next = i;
            return more;
        }
    }
}

static Value scan_array(Scan *s, int64_t i, int64_t *next)
{
    if (c_stack_check(" while decoding a JSON array from a unicode string"))
        return VALUE_ERROR;
    Value items = list_new(0);
    if (!value_is_error(items) && scan_items(s, i, items, next)) {
        value_drop(items);
        return VALUE_ERROR;
    }
    return items;
}

/* ---- values ---- */

static Value scan_value(Scan *s, int64_t i, int64_t *next)
{
    switch (at(s, i)) {
    case '"': return json_read_string(s->text, i + 1, s->scanner->strict, next);
    case '{': return scan_object(s, i + 1, next);
    case '[': return scan_array(s, i + 1, next);
    case 'n': return scan_word(s, i, "null", VALUE_NONE, next);
    case 't': return scan_word(s, i, "true", VALUE_TRUE, next);
    case 'f': return scan_word(s, i, "false", VALUE_FALSE, next);
    case 'N': return scan_constant(s, i, "NaN", next);
    case 'I': return scan_constant(s, i, "Infinity", next);
    case '-':
        if (at(s, i + 1) == 'I' && word_is(s, i, "-Infinity", 9))
            return scan_constant(s, i, "-Infinity", next);
        return scan_number(s, i, next);
    default: return scan_number(s, i, next);
    }
}

static Value scanner_call(Ref callable, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    int64_t start, next;
    if (args_bind(&spec, "scan_once(string, idx)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    if (object_as_index_or(a[1], &start, &type_OverflowError) || json_check_text(a[0]))
        return VALUE_ERROR;
    if (start < 0)
        return exc_raise(&type_ValueError, "idx cannot be negative");
    if (start >= str_len(a[0]))
        return no_value(start);
    Scanner *scanner = VALUE_AS(Scanner, callable);
    const Str *text = VALUE_AS(Str, a[0]);
    Scan s = {
        .scanner = scanner, .text = a[0], .data = text->data, .kind = text->kind, .len = text->len,
        .use_pairs = !value_is_none(scanner->object_pairs_hook), .use_hook = !value_is_none(scanner->object_hook),
        .plain_float = value_is(scanner->parse_float, value_from_obj(&type_float)),
        .plain_int = value_is(scanner->parse_int, value_from_obj(&type_int)),
    };
    obj_hold(scanner);
    Value value = scan_value(&s, start, &next);
    obj_drop(scanner);
    return value_is_error(value) ? value : tuple_of2_owned(value, int_new(next));
}

/* ---- the type ---- */

static int take_attribute(Ref context, const char *name, Value *field)
{
    *field = object_getattr_cstr(context, name);
    if (!value_is_error(*field))
        return 0;
    *field = VALUE_NONE;
    return -1;
}

static int take_settings(Scanner *s, Ref context)
{
    Value strict = object_getattr_cstr(context, "strict");
    int truth = value_is_error(strict) ? -1 : object_truth(strict);
    value_drop(strict);
    s->strict = truth > 0;
    return truth < 0 || take_attribute(context, "object_hook", &s->object_hook)
        || take_attribute(context, "object_pairs_hook", &s->object_pairs_hook)
        || take_attribute(context, "parse_float", &s->parse_float)
        || take_attribute(context, "parse_int", &s->parse_int)
        || take_attribute(context, "parse_constant", &s->parse_constant) ? -1 : 0;
}

static Value scanner_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value context;
    if (args_bind(&spec, "make_scanner(context)", args, n_args, kwnames, &context))
        return VALUE_ERROR;
    Scanner *s = object_alloc_instance(type, 0);
    if (s == NULL)
        return VALUE_ERROR;
    s->object_hook = s->object_pairs_hook = s->parse_float = s->parse_int = s->parse_constant = VALUE_NONE;
    for (size_t i = 0; i < N_KNOWN_KEYS; i++)
        s->known_keys[i] = VALUE_ABSENT;
    if (!gc_is_tracked(&s->base))
        gc_track(s);
    if (!take_settings(s, context))
        return value_from_obj(s);
    obj_drop(s);
    return VALUE_ERROR;
}

static int scanner_traverse(Obj *o, GcVisit visit, void *arg)
{
    Scanner *s = (Scanner *)o;
    GC_VISIT(s->object_hook);
    GC_VISIT(s->object_pairs_hook);
    GC_VISIT(s->parse_float);
    GC_VISIT(s->parse_int);
    GC_VISIT(s->parse_constant);
    return 0;
}
static void scanner_clear(Obj *o)
{
    Scanner *s = (Scanner *)o;
    value_replace(&s->object_hook, VALUE_NONE);
    value_replace(&s->object_pairs_hook, VALUE_NONE);
    value_replace(&s->parse_float, VALUE_NONE);
    value_replace(&s->parse_int, VALUE_NONE);
    value_replace(&s->parse_constant, VALUE_NONE);
}
static void scanner_dealloc(Obj *o)
{
    gc_untrack(o);
    scanner_clear(o);
    values_drop(((Scanner *)o)->known_keys, N_KNOWN_KEYS);
    object_free(o);
}

static const Member scanner_members[] = {
    {"strict", MEMBER_BOOL, offsetof(Scanner, strict), true, "strict"},
    {"object_hook", MEMBER_VALUE, offsetof(Scanner, object_hook), true, "object_hook"},
    {"object_pairs_hook", MEMBER_VALUE, offsetof(Scanner, object_pairs_hook), true, NULL},
    {"parse_float", MEMBER_VALUE, offsetof(Scanner, parse_float), true, "parse_float"},
    {"parse_int", MEMBER_VALUE, offsetof(Scanner, parse_int), true, "parse_int"},
    {"parse_constant", MEMBER_VALUE, offsetof(Scanner, parse_constant), true, "parse_constant"},
    {0},
};

Type type_json_scanner = {
    .base = STATIC_OBJ(&type_type), .name = "Scanner", .module = "_json", .basic_size = sizeof(Scanner),
    .flags = TYPE_BASETYPE | TYPE_GC, .doc = "JSON scanner object", .members = scanner_members, .new = scanner_new,
    .call = scanner_call, .dealloc = scanner_dealloc, .traverse = scanner_traverse, .clear = scanner_clear,
};
