/* runtime/spec.c -- signatures of functions in C: "name(a, b=None, /, *args, key='x', **kw)" parsed once. */
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "runtime/native.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include <ctype.h>
#include <stdlib.h>

/* One piece between top-level commas. */
typedef struct Piece {
    const char *start, *end;
} Piece;

static const char *skip_spaces(const char *p, const char *end)
{
    while (p < end && *p == ' ')
        p++;
    return p;
}

/* The end of the piece that starts at p: a comma outside brackets and quotes, or `end`. */
static const char *piece_end(const char *p, const char *end)
{
    int depth = 0;
    char quote = 0;
    for (; p < end; p++) {
        if (quote) {
            if (*p == '\\')
                p++;
            else if (*p == quote)
                quote = 0;
        } else if (*p == '\'' || *p == '"') {
            quote = *p;
        } else if (strchr("([{", *p)) {
            depth++;
        } else if (strchr(")]}", *p)) {
            depth--;
        } else if (*p == ',' && depth == 0) {
            break;
        }
    }
    return p;
}

static const char *closing_paren(const char *open)
{
    int depth = 0;
    char quote = 0;
    for (const char *p = open; *p; p++) {
        if (quote) {
            if (*p == '\\' && p[1])
                p++;
            else if (*p == quote)
                quote = 0;
        } else if (*p == '\'' || *p == '"') {
            quote = *p;
        } else if (*p == '(') {
            depth++;
        } else if (*p == ')' && --depth == 0) {
            return p;
        }
    }
    return NULL;
}

static bool piece_is(Piece piece, const char *text)
{
    size_t n = (size_t)(piece.end - piece.start);
    return strlen(text) == n && memcmp(piece.start, text, n) == 0;
}

/* 'text' with the escapes that signatures use. */
static Value string_default(Piece d)
{
    StrBuilder b;
    str_builder_init(&b);
    for (const char *p = d.start + 1; p < d.end - 1; p++) {
        char c = *p;
        if (c == '\\' && p + 1 < d.end - 1) {
            c = *++p;
            c = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
        }
        str_builder_char(&b, (unsigned char)c);
    }
    return str_builder_finish(&b);
}

static Value number_default(Piece d)
{
    char text[64], *end;
    size_t n = (size_t)(d.end - d.start);
    if (n >= sizeof text)
        return VALUE_ABSENT;
    memcpy(text, d.start, n);
    text[n] = 0;
    long long i = strtoll(text, &end, 0);
    if (*end == 0)
        return int_new(i);
    double x = strtod(text, &end);
    return *end == 0 ? value_from_double(x) : VALUE_ABSENT;
}

/* What the body gets when the argument is missing: ABSENT for everything that is not a simple constant. */
static Value parse_default(Piece d)
{
    static const struct { const char *text; Value value; } words[] = {
        {"None", VALUE_NONE}, {"True", VALUE_TRUE}, {"False", VALUE_FALSE}, {"...", VALUE_ELLIPSIS},
    };
    for (size_t i = 0; i < N_ELEMENTS(words); i++)
        if (piece_is(d, words[i].text))
            return words[i].value;
    if (piece_is(d, "sys.maxsize"))
        return int_new(INT64_MAX);
    if (piece_is(d, "()"))
        return tuple_empty();
    if (piece_is(d, "b''"))
        return bytes_empty();
    char c = *d.start;
    if (c == '\'' || c == '"')
        return string_default(d);
    if (isdigit((unsigned char)c) || c == '-' || c == '.')
        return number_default(d);
    return VALUE_ABSENT;
}

static Piece trimmed(const char *start, const char *end)
{
    start = skip_spaces(start, end);
    while (end > start && end[-1] == ' ')
        end--;
    return (Piece){start, end};
}

static int parse_param(Param *param, Piece piece)
{
    const char *equals = memchr(piece.start, '=', (size_t)(piece.end - piece.start));
    const char *colon = memchr(piece.start, ':', (size_t)((equals ? equals : piece.end) - piece.start));
    Piece name = trimmed(piece.start, colon ? colon : equals ? equals : piece.end);
    param->name = str_intern(str_from_ascii(name.start, (size_t)(name.end - name.start)));
    if (value_is_error(param->name))
        return -1;
    param->required = equals == NULL;
    param->default_value = equals ? parse_default(trimmed(equals + 1, piece.end)) : VALUE_ABSENT;
    return value_is_error(param->default_value) ? -1 : 0;
}

/* Sort one piece into the spec; *keyword_only is set once * or *args has gone by. */
static int add_piece(Spec *s, Piece piece, bool *keyword_only)
{
    if (piece_is(piece, "/")) {
        s->n_positional_only = s->n_positional;
        return 0;
    }
    if (piece_is(piece, "*")) {
        *keyword_only = true;
        return 0;
    }
    Param *param = &s->params[s->n_params];
    if (piece.end - piece.start > 2 && memcmp(piece.start, "**", 2) == 0) {
        s->has_var_keyword = true;
        piece.start += 2;
    } else if (*piece.start == '*') {
        s->has_var_positional = *keyword_only = true;
        piece.start += 1;
    } else if (*keyword_only) {
        s->keyword_required |= memchr(piece.start, '=', (size_t)(piece.end - piece.start)) == NULL;
    } else {
        s->n_positional++;
    }
    if (parse_param(param, piece))
        return -1;
    s->n_params++;
    if (s->n_params == s->n_positional && param->required)
        s->n_required = s->n_positional;
    return 0;
}

Value spec_name(const char *signature)
{
    const char *open = strchr(signature, '(');
    if (open == signature)
        return str_intern_cstr("function");
    return str_intern(str_from_ascii(signature, open ? (size_t)(open - signature) : strlen(signature)));
}

static Spec *parse(const char *signature)
{
    const char *open = strchr(signature, '(');
    const char *close = open ? closing_paren(open) : NULL;
    if (close == NULL) {
        exc_raise(&type_SystemError, "bad signature of a function in C: %s", signature);
        return NULL;
    }
    size_t most = 1;
    for (const char *p = open; p < close; p++)
        most += *p == ',';
    Spec *s = mem_alloc_zeroed(sizeof(Spec) + most * sizeof(Param));
    if (s == NULL) {
        exc_raise_memory();
        return NULL;
    }
    s->signature = signature;
    s->name = spec_name(signature);
    bool keyword_only = false;
    int failed = value_is_error(s->name);
    for (const char *p = skip_spaces(open + 1, close); p < close && !failed;) {
        const char *end = piece_end(p, close);
        failed = add_piece(s, trimmed(p, end), &keyword_only);
        p = skip_spaces(end + 1 < close ? end + 1 : close, close);
    }
    if (failed) {
        mem_free(s);
        return NULL;
    }
    s->in_place_arity = s->n_params == s->n_positional ? s->n_params : -1;
    return s;
}

/* ---- every signature is parsed once ---- */

static Spec **table;      /* open addressing by the address of the text; specs live for ever */
static size_t table_mask, n_specs;

static Spec **find_place(const char *signature)
{
    size_t i = (size_t)((uintptr_t)signature * 0x9E3779B97F4A7C15ull >> 32) & table_mask;
    while (table[i] && table[i]->signature != signature)
        i = (i + 1) & table_mask;
    return &table[i];
}

static int grow_table(void)
{
    size_t old_size = table ? table_mask + 1 : 0, size = old_size ? old_size * 2 : 256;
    Spec **old = table;
    Spec **fresh = mem_alloc_zeroed(size * sizeof *fresh);
    if (fresh == NULL) {
        exc_raise_memory();
        return -1;
    }
    table = fresh;
    table_mask = size - 1;
    for (size_t i = 0; i < old_size; i++)
        if (old[i])
            *find_place(old[i]->signature) = old[i];
    mem_free(old);
    return 0;
}

Spec *spec_parse(const char *signature)
{
    if ((table == NULL || n_specs * 2 > table_mask) && grow_table())
        return NULL;
    Spec *known = *find_place(signature);
    if (known)
        return known;
    Spec *s = parse(signature);
    if (s) {
        *find_place(signature) = s;
        n_specs++;
    }
    return s;
}

/* Append the parameters, spelling defaults that Python cannot read as CPython does. */
static void append_params(StrBuilder *b, const char *p, const char *end)
{
    while (p < end) {
        if (strncmp(p, "<absent>", 8) == 0) {
            str_builder_cstr(b, "<unrepresentable>");
            p += 8;
        } else {
            str_builder_char(b, (unsigned char)*p++);
        }
    }
}

Value spec_text_signature(const char *signature, const char *self_name)
{
    const char *open = strchr(signature, '(');
    const char *close = open ? closing_paren(open) : NULL;
    if (close == NULL || memchr(open, '[', (size_t)(close - open)))
        return VALUE_NONE;
    StrBuilder b;
    str_builder_init(&b);
    str_builder_char(&b, '(');
    if (self_name) {
        str_builder_char(&b, '$');
        str_builder_cstr(&b, self_name);
        /* inspect wants the slash that makes self positional-only */
        if (close == open + 1)
            str_builder_cstr(&b, ", /");
        else
            str_builder_cstr(&b, memchr(open, '/', (size_t)(close - open)) ? ", " : ", /, ");
    }
    append_params(&b, open + 1, close);
    str_builder_char(&b, ')');
    return str_builder_finish(&b);
}
