/* stdlib/re/pattern.c -- compiled patterns and the one place that calls PCRE2. */
#define PCRE2_CODE_UNIT_WIDTH 0
#include <pcre2.h>
#include "stdlib/re/regex.h"
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/weakref.h"
#include "runtime/descr.h"

enum { USES_BEFORE_JIT = 8, LONG_SUBJECT = 2000 };

/* ---- subjects ---- */

static const char *const expected_text = "expected string or bytes-like object, got '%T'";

/* Copy into units of `width` (1 or 2). */
static int widen(Subject *s, int width)
{
    size_t n = (size_t)s->len;
    void *wide = mem_alloc_array_or_raise(n + 1, width == 1 ? 2 : 4);
    if (wide == NULL)
        return -1;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = s->width == 0 ? ((const uint8_t *)s->data)[i] : ((const uint16_t *)s->data)[i];
        if (width == 1)
            ((uint16_t *)wide)[i] = (uint16_t)c;
        else
            ((uint32_t *)wide)[i] = c;
    }
    s->widened = wide;
    s->data = wide;
    s->width = width;
    return 0;
}

int subject_open(const Pattern *p, Ref string, Subject *s)
{
    *s = (Subject){.string = string};
    bool pattern_is_bytes = value_is_bytes(p->pattern);
    if (value_is_str(string)) {
        if (pattern_is_bytes)
            return exc_raise_int(&type_TypeError, "cannot use a bytes pattern on a string-like object");
        const Str *str = VALUE_AS(Str, string);
        s->data = str->data;
        s->len = str->len;
        s->width = str->kind == 4 ? 2 : str->kind - 1;
        return p->source.min_width > s->width ? widen(s, p->source.min_width) : 0;
    }
    if (value_is_bytes(string)) {
        s->data = bytes_data(string);
        s->len = bytes_len(string);
    } else {
        if (value_type(string)->buffer_get == NULL)
            return exc_raise_int(&type_TypeError, expected_text, string);
        if (buffer_get(string, &s->buffer, BUFFER_SIMPLE))
            return -1;
        s->has_buffer = true;
        s->data = s->buffer.data;
        s->len = s->buffer.byte_len;
    }
    if (!pattern_is_bytes) {
        subject_close(s);
        return exc_raise_int(&type_TypeError, "cannot use a string pattern on a bytes-like object");
    }
    return 0;
}

void subject_close(Subject *s)
{
    mem_free(s->widened);
    s->widened = NULL;
    if (s->has_buffer)
        buffer_release(&s->buffer);
    s->has_buffer = false;
}

Value subject_slice(const Subject *s, int64_t start, int64_t end)
{
    if (value_is_str(s->string)) {
        if (start == 0 && end == s->len && value_is_exact_str(s->string))
            return value_dup(s->string);
        return str_slice(s->string, start, end);
    }
    if (value_has_type(s->string, &type_bytes) && start == 0 && end == s->len)
        return value_dup(s->string);
    return bytes_new((const char *)s->data + start, (size_t)(end - start));
}

void subject_clip(const Subject *s, int64_t *pos, int64_t *endpos)
{
    if (*pos < 0)
        *pos = 0;
    if (*pos > s->len)
        *pos = s->len;
    if (*endpos > s->len)
        *endpos = s->len;
    if (*endpos < 0)
        *endpos = 0;
}

/* ---- compiling for one width ---- */

static const char *mark_text(uint32_t mark, int width)
{
    if (width == 0)
        return "";
    switch (mark) {
    case MARK_WIDE_SPACE:
        return "\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}";
    case MARK_WIDE_NOT_SPACE:
        return width == 1 ? "\\x{100}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}"
                            "\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{ffff}"
                          : "\\x{100}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}"
                            "\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{10ffff}";
    default:
        return width == 1 ? "\\x{100}-\\x{ffff}" : "\\x{100}-\\x{10ffff}";
    }
}

static void store_unit(void *units, size_t i, int width, uint32_t c)
{
    if (width == 0)
        ((uint8_t *)units)[i] = (uint8_t)c;
    else if (width == 1)
        ((uint16_t *)units)[i] = (uint16_t)c;
    else
        ((uint32_t *)units)[i] = c;
}

/* The translated pattern in code units; *n how many. */
static void *pattern_units(const Translation *t, int width, size_t *n)
{
    size_t total = 0;
    for (size_t i = 0; i < t->len; i++)
        total += t->code[i] >= MARK_WIDE_SPACE ? strlen(mark_text(t->code[i], width)) : 1;
    void *units = mem_alloc_array_or_raise(total + 1, (size_t)1 << width);
    if (units == NULL)
        return NULL;
    size_t at = 0;
    for (size_t i = 0; i < t->len; i++) {
        if (t->code[i] < MARK_WIDE_SPACE) {
            store_unit(units, at++, width, t->code[i]);
            continue;
        }
        for (const char *text = mark_text(t->code[i], width); *text; text++)
            store_unit(units, at++, width, (uint8_t)*text);
    }
    *n = total;
    return units;
}

static uint32_t compile_options(const Pattern *p, Anchoring anchoring)
{
    uint32_t options = PCRE2_NEVER_UTF;
    if (p->flags & RE_IGNORECASE) options |= PCRE2_CASELESS;
    if (p->flags & RE_MULTILINE) options |= PCRE2_MULTILINE;
    if (p->flags & RE_DOTALL) options |= PCRE2_DOTALL;
    if (p->flags & RE_UNICODE) options |= PCRE2_UCP;
    if (anchoring != ANCHOR_NONE) options |= PCRE2_ANCHORED;
    if (anchoring == ANCHOR_BOTH) options |= PCRE2_ENDANCHORED;
    return options;
}

static void *compile_units(const void *units, size_t n, int width, uint32_t options, int *error, size_t *offset)
{
    switch (width) {
    case 0: {
        static pcre2_compile_context_8 *context;
        if (context == NULL && (context = pcre2_compile_context_create_8(NULL)) != NULL)
            pcre2_set_newline_8(context, PCRE2_NEWLINE_LF);
        return pcre2_compile_8(units, n, options, error, offset, context);
    }
    case 1: {
        static pcre2_compile_context_16 *context;
        if (context == NULL && (context = pcre2_compile_context_create_16(NULL)) != NULL)
            pcre2_set_newline_16(context, PCRE2_NEWLINE_LF);
        return pcre2_compile_16(units, n, options, error, offset, context);
    }
    default: {
        static pcre2_compile_context_32 *context;
        if (context == NULL && (context = pcre2_compile_context_create_32(NULL)) != NULL)
            pcre2_set_newline_32(context, PCRE2_NEWLINE_LF);
        return pcre2_compile_32(units, n, options, error, offset, context);
    }
    }
}

static int raise_compile_error(const Pattern *p, int error)
{
    PCRE2_UCHAR8 text[200];
    pcre2_get_error_message_8(error, text, sizeof text);
    return regex_error(p->pattern, 0, "%s", (const char *)text);
}

/* The code for this width and anchoring; NULL with an exception. */
static void *code_for(Pattern *p, int width, Anchoring anchoring)
{
    void **slot = &p->codes[width][anchoring];
    if (LIKELY(*slot != NULL))
        return *slot;
    size_t n, offset;
    void *units = pattern_units(&p->source, width, &n);
    if (units == NULL)
        return NULL;
    int error;
    *slot = compile_units(units, n, width, compile_options(p, anchoring), &error, &offset);
    mem_free(units);
    if (*slot == NULL)
        raise_compile_error(p, error);
    return *slot;
}

static void compile_to_machine_code(void *code, int width)
{
    switch (width) { /* failure is fine: the interpreter is used */
    case 0: pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE); break;
    case 1: pcre2_jit_compile_16(code, PCRE2_JIT_COMPLETE); break;
    default: pcre2_jit_compile_32(code, PCRE2_JIT_COMPLETE); break;
    }
}

/* ---- matching ---- */

/* Run once; the count of PCRE2. Spans are copied while the match data lives. */
#define RUN(W)                                                                                   \
    do {                                                                                         \
        static pcre2_match_context_##W *context;                                                 \
        if (context == NULL && (context = pcre2_match_context_create_##W(NULL)) != NULL) {       \
            pcre2_set_match_limit_##W(context, UINT32_MAX);                                      \
            pcre2_set_depth_limit_##W(context, UINT32_MAX);                                      \
            pcre2_set_heap_limit_##W(context, 4u << 20);                                         \
        }                                                                                        \
        pcre2_match_data_##W *data = pcre2_match_data_create_##W((uint32_t)p->n_groups + 1, NULL); \
        if (data == NULL) {                                                                      \
            exc_raise_memory();                                                                  \
            return -1;                                                                           \
        }                                                                                        \
        rc = pcre2_match_##W(code, s->data, (size_t)end, (size_t)start, options, data, context); \
        if (rc == PCRE2_ERROR_JIT_STACKLIMIT)                                                    \
            rc = pcre2_match_##W(code, s->data, (size_t)end, (size_t)start, options | PCRE2_NO_JIT, data, context); \
        if (rc > 0) {                                                                            \
            const PCRE2_SIZE *vector = pcre2_get_ovector_pointer_##W(data);                      \
            for (int i = 0; i < n_spans; i++)                                                    \
                spans[i] = i < 2 * rc && vector[i] != PCRE2_UNSET ? (int64_t)vector[i] : -1;     \
        }                                                                                        \
        pcre2_match_data_free_##W(data);                                                         \
    } while (0)

int pattern_match(Pattern *p, const Subject *s, int64_t start, int64_t end, Anchoring anchoring, bool not_empty,
                  int64_t *spans)
{
    if (start > end)
        return 0;
    void *code = code_for(p, s->width, anchoring);
    if (code == NULL)
        return -1;
    uint32_t *n_uses = &p->n_uses[s->width][anchoring];
    if (*n_uses <= USES_BEFORE_JIT) {
        *n_uses = end - start > LONG_SUBJECT ? USES_BEFORE_JIT : *n_uses + 1;
        if (*n_uses == USES_BEFORE_JIT) {
            compile_to_machine_code(code, s->width);
            *n_uses = USES_BEFORE_JIT + 1;
        }
    }
    uint32_t options = not_empty ? PCRE2_NOTEMPTY_ATSTART : 0;
    int rc, n_spans = 2 * (p->n_groups + 1);
    switch (s->width) {
    case 0: RUN(8); break;
    case 1: RUN(16); break;
    default: RUN(32); break;
    }
    if (rc > 0)
        return 1;
    if (rc == PCRE2_ERROR_NOMATCH)
        return 0;
    if (rc == PCRE2_ERROR_NOMEMORY || rc == PCRE2_ERROR_HEAPLIMIT) {
        exc_raise_memory();
        return -1;
    }
    return exc_raise_int(&type_RuntimeError, "regular expression matching failed (%d)", rc);
}

/* ---- the type ---- */

static Pattern *as_pattern(Ref v) { return VALUE_AS(Pattern, v); }

static void free_codes(Pattern *p)
{
    for (int anchoring = 0; anchoring < N_ANCHORINGS; anchoring++) {
        pcre2_code_free_8(p->codes[0][anchoring]);
        pcre2_code_free_16(p->codes[1][anchoring]);
        pcre2_code_free_32(p->codes[2][anchoring]);
    }
}

static void pattern_dealloc(Obj *o)
{
    Pattern *p = (Pattern *)o;
    if (o->meta & META_HAS_WEAKREFS)
        weakref_object_dies(o);
    free_codes(p);
    value_drop(p->pattern);
    value_drop(p->group_index);
    value_drop(p->index_names);
    translation_free(&p->source);
    object_free(o);
}

/* names by number */
static Value names_by_index(const Translation *t)
{
    Value names = tuple_new(t->n_groups + 1);
    if (value_is_error(names))
        return names;
    for (int i = 0; i <= t->n_groups; i++)
        VALUE_AS(Tuple, names)->items[i] = VALUE_NONE;
    int64_t pos = 0;
    Ref name, number;
    while (dict_next(t->group_index, &pos, &name, &number))
        value_replace(&VALUE_AS(Tuple, names)->items[value_as_int(number)], value_dup(name));
    return names;
}

Value pattern_new(Ref pattern, uint32_t flags)
{
    Translation t;
    if (!value_is_str(pattern) && !value_is_bytes(pattern))
        return exc_raise(&type_TypeError, "first argument must be string or compiled pattern");
    if (regex_translate(pattern, flags, &t))
        return VALUE_ERROR;
    Pattern *p = object_alloc(&type_pattern);
    if (p == NULL) {
        translation_free(&t);
        return VALUE_ERROR;
    }
    p->pattern = value_dup(pattern);
    p->flags = t.flags;
    p->n_groups = t.n_groups;
    p->group_index = value_dup(t.group_index);
    p->source = t;
    memset(p->codes, 0, sizeof p->codes);
    memset(p->n_uses, 0, sizeof p->n_uses);
    p->index_names = names_by_index(&t);
    Value made = value_from_obj(p);
    if (value_is_error(p->index_names))
        p->index_names = VALUE_ABSENT;
    if (code_for(p, t.min_width, ANCHOR_NONE) == NULL) { /* what PCRE2 refuses is refused now */
        value_drop(made);
        return VALUE_ERROR;
    }
    return made;
}

static Value get_flags(Ref self) { return int_new(as_pattern(self)->flags & ~(uint32_t)RE_DEBUG); }
static Value get_groups(Ref self) { return int_new(as_pattern(self)->n_groups); }
static Value get_group_index(Ref self) { return mapping_proxy_new(as_pattern(self)->group_index); }
static Value get_pattern(Ref self) { return value_dup(as_pattern(self)->pattern); }

static Value pattern_repr(Ref self)
{
    static const struct { uint32_t flag; const char *name; } names[] = {
        {RE_IGNORECASE, "re.IGNORECASE"}, {RE_LOCALE, "re.LOCALE"}, {RE_MULTILINE, "re.MULTILINE"},
        {RE_DOTALL, "re.DOTALL"}, {RE_UNICODE, "re.UNICODE"}, {RE_VERBOSE, "re.VERBOSE"},
        {RE_DEBUG, "re.DEBUG"}, {RE_ASCII, "re.ASCII"},
    };
    Pattern *p = as_pattern(self);
    uint32_t flags = p->flags;
    if (value_is_str(p->pattern) && (flags & (RE_LOCALE | RE_UNICODE | RE_ASCII)) == RE_UNICODE)
        flags &= ~(uint32_t)RE_UNICODE;
    Value repr = object_repr(p->pattern);
    if (value_is_error(repr))
        return repr;
    StrBuilder b;
    str_builder_init(&b);
    str_builder_cstr(&b, "re.compile(");
    str_builder_slice(&b, repr, 0, str_len(repr) < 200 ? str_len(repr) : 200);
    value_drop(repr);
    const char *separator = ", ";
    for (size_t i = 0; i < N_ELEMENTS(names); i++)
        if (flags & names[i].flag) {
            str_builder_cstr(&b, separator);
            str_builder_cstr(&b, names[i].name);
            separator = "|";
        }
    str_builder_char(&b, ')');
    return str_builder_finish(&b);
}

static Value pattern_compare(Ref x, Ref y, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !value_has_type(y, &type_pattern))
        return VALUE_NOT_IMPLEMENTED;
    Pattern *a = as_pattern(x), *b = as_pattern(y);
    int equal = a->flags == b->flags && value_is_str(a->pattern) == value_is_str(b->pattern)
        ? object_equal(a->pattern, b->pattern) : 0;
    return equal < 0 ? VALUE_ERROR : value_from_bool(equal == (op == CMP_EQ));
}
static int64_t pattern_hash(Ref self)
{
    int64_t h = object_hash(as_pattern(self)->pattern);
    if (h == -1)
        return -1;
    h ^= (int64_t)as_pattern(self)->flags * 1000003;
    return h == -1 ? -2 : h;
}

static const Getter pattern_getters[] = {
    {"pattern", get_pattern, NULL, "The pattern string from which the RE object was compiled."},
    {"flags", get_flags, NULL, "The regex matching flags."},
    {"groups", get_groups, NULL, "The number of capturing groups in the pattern."},
    {"groupindex", get_group_index, NULL, "A dictionary mapping group names to group numbers."},
    {0},
};
Type type_pattern = {
    .base = STATIC_OBJ(&type_type), .name = "Pattern", .module = "re", .basic_size = sizeof(Pattern),
    .flags = TYPE_WEAKREF | TYPE_NO_NEW | TYPE_IMMUTABLE, .methods = pattern_methods, .getters = pattern_getters,
    .dealloc = pattern_dealloc, .repr = pattern_repr, .compare = pattern_compare, .hash = pattern_hash,
    .doc = "Compiled regular expression object.",
};
