/* stdlib/re/search.c -- what patterns do: match, search, findall, finditer, split, sub, scanner. */
#include "stdlib/re/regex.h"
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/generic_alias.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static Pattern *as_pattern(Ref v) { return VALUE_AS(Pattern, v); }

/* Room for the spans of a match: on the stack for ordinary patterns. */
typedef struct Spans { int64_t *v; int64_t few[40]; } Spans;
static int spans_open(const Pattern *p, Spans *s)
{
    size_t n = 2 * ((size_t)p->n_groups + 1);
    s->v = n <= N_ELEMENTS(s->few) ? s->few : mem_alloc_array_or_raise(n, sizeof *s->v);
    return s->v == NULL ? -1 : 0;
}
static void spans_close(Spans *s)
{
    if (s->v != s->few)
        mem_free(s->v);
}

static int bounds(const Subject *s, Ref pos, Ref endpos, int64_t *from, int64_t *to)
{
    if (object_as_index(pos, from, true) || object_as_index(endpos, to, true))
        return -1;
    subject_clip(s, from, to);
    return 0;
}

static Value match_once(Ref self, Ref string, Ref pos, Ref endpos, Anchoring anchoring)
{
    Pattern *p = as_pattern(self);
    Subject s;
    if (subject_open(p, string, &s))
        return VALUE_ERROR;
    Spans spans;
    int64_t from, to;
    Value result = VALUE_ERROR;
    if (bounds(&s, pos, endpos, &from, &to) == 0 && spans_open(p, &spans) == 0) {
        int found = pattern_match(p, &s, from, to, anchoring, false, spans.v);
        result = found < 0 ? VALUE_ERROR : found ? match_new(self, &s, from, to, spans.v) : VALUE_NONE;
        spans_close(&spans);
    }
    subject_close(&s);
    return result;
}
NATIVE(pattern_match_m) { return match_once(self, a[0], a[1], a[2], ANCHOR_START); }
NATIVE(pattern_fullmatch_m) { return match_once(self, a[0], a[1], a[2], ANCHOR_BOTH); }
NATIVE(pattern_search_m) { return match_once(self, a[0], a[1], a[2], ANCHOR_NONE); }

/* ---- walking through all matches ---- */

/* Python's rule: after an empty match the next one must not be empty there; matches may touch. */
typedef struct Walk {
    Pattern *pattern;
    Subject *subject;
    int64_t at, end;
    bool not_empty;
    Spans spans;
} Walk;

static int walk_next(Walk *w)
{
    int found = pattern_match(w->pattern, w->subject, w->at, w->end, ANCHOR_NONE, w->not_empty, w->spans.v);
    if (found > 0) {
        w->at = w->spans.v[1];
        w->not_empty = w->spans.v[0] == w->spans.v[1];
    }
    return found;
}

/* The item findall() gives for a match. */
static Value findall_item(const Pattern *p, const Subject *s, const int64_t *spans)
{
    if (p->n_groups == 0)
        return subject_slice(s, spans[0], spans[1]);
    Value tuple = p->n_groups > 1 ? tuple_new(p->n_groups) : VALUE_NONE;
    for (int i = 1; i <= p->n_groups && !value_is_error(tuple); i++) {
        Value v = spans[2 * i] < 0 ? subject_slice(s, 0, 0) : subject_slice(s, spans[2 * i], spans[2 * i + 1]);
        if (p->n_groups == 1)
            return v;
        if (value_is_error(v)) {
            value_drop(tuple);
            return v;
        }
        VALUE_AS(Tuple, tuple)->items[i - 1] = v;
    }
    return tuple;
}

NATIVE(pattern_findall_m)
{
    Pattern *p = as_pattern(self);
    Subject s;
    if (subject_open(p, a[0], &s))
        return VALUE_ERROR;
    Walk w = {.pattern = p, .subject = &s};
    Value list = VALUE_ERROR;
    if (bounds(&s, a[1], a[2], &w.at, &w.end) == 0 && spans_open(p, &w.spans) == 0) {
        list = list_new(0);
        int found = value_is_error(list) ? -1 : 1;
        while (found > 0 && (found = walk_next(&w)) > 0) {
            Value item = findall_item(p, &s, w.spans.v);
            if (value_is_error(item) || list_append_owned(list, item))
                found = -1;
        }
        if (found < 0) {
            value_drop(value_is_error(list) ? VALUE_ABSENT : list);
            list = VALUE_ERROR;
        }
        spans_close(&w.spans);
    }
    subject_close(&s);
    return list;
}

NATIVE(pattern_split_m)
{
    Pattern *p = as_pattern(self);
    int64_t max;
    if (object_as_index(a[1], &max, true))
        return VALUE_ERROR;
    Subject s;
    if (subject_open(p, a[0], &s))
        return VALUE_ERROR;
    Walk w = {.pattern = p, .subject = &s, .end = s.len};
    Value list = list_new(0);
    int result = value_is_error(list) || spans_open(p, &w.spans) ? -1 : 0;
    int64_t last = 0, n_splits = 0;
    while (result == 0 && (max == 0 || n_splits < max)) {
        int found = walk_next(&w);
        if (found <= 0) {
            result = found;
            break;
        }
        Value piece = subject_slice(&s, last, w.spans.v[0]);
        result = value_is_error(piece) ? -1 : list_append_owned(list, piece);
        for (int i = 1; i <= p->n_groups && result == 0; i++) {
            Value v = w.spans.v[2 * i] < 0 ? VALUE_NONE : subject_slice(&s, w.spans.v[2 * i], w.spans.v[2 * i + 1]);
            result = value_is_error(v) ? -1 : list_append_owned(list, v);
        }
        last = w.spans.v[1];
        n_splits++;
    }
    if (result == 0) {
        Value piece = subject_slice(&s, last, s.len);
        result = value_is_error(piece) ? -1 : list_append_owned(list, piece);
    }
    spans_close(&w.spans);
    subject_close(&s);
    if (result == 0)
        return list;
    value_drop(value_is_error(list) ? VALUE_ABSENT : list);
    return VALUE_ERROR;
}

/* ---- sub ---- */

/* What replaces every match: a fixed piece, a parsed template, or a callable. */
typedef struct Replacement { Value literal, parsed, callable; bool is_bytes; } Replacement;

static bool has_backslash(Ref text)
{
    if (value_is_str(text)) {
        for (int64_t i = 0; i < str_len(text); i++)
            if (str_at(text, i) == '\\')
                return true;
        return false;
    }
    return !value_is_bytes(text) || memchr(bytes_data(text), '\\', (size_t)bytes_len(text)) != NULL;
}

static int replacement_open(Ref pattern, Ref repl, bool is_bytes, Replacement *r)
{
    *r = (Replacement){VALUE_ABSENT, VALUE_ABSENT, VALUE_ABSENT, is_bytes};
    if (object_is_callable(repl)) {
        r->callable = value_dup(repl);
        return 0;
    }
    if (value_is_str(repl) == is_bytes && (value_is_str(repl) || value_is_bytes(repl)) && !has_backslash(repl)) {
        r->literal = value_dup(repl); /* joining reports the mixture */
        return 0;
    }
    if (!value_is_str(repl) && value_type(repl)->buffer_get == NULL)
        return exc_raise_int(&type_TypeError, "decoding to str: need a bytes-like object, %T found", repl);
    if (!has_backslash(repl)) {
        r->literal = value_dup(repl);
        return 0;
    }
    r->parsed = template_parse(pattern, repl);
    if (value_is_error(r->parsed)) {
        r->parsed = VALUE_ABSENT;
        return -1;
    }
    return 0;
}

static void replacement_close(Replacement *r)
{
    value_drop(r->literal);
    value_drop(r->parsed);
    value_drop(r->callable);
}

/* The text for one match; None: nothing. */
static Value replacement_text(const Replacement *r, Ref pattern, const Walk *w)
{
    if (!value_is_absent(r->literal))
        return value_dup(r->literal);
    Value match = match_new(pattern, w->subject, 0, w->end, w->spans.v);
    if (value_is_error(match))
        return match;
    Value text = value_is_absent(r->callable) ? template_expand(r->parsed, match, r->is_bytes)
                                              : object_call1(r->callable, match);
    value_drop(match);
    return text;
}

static Value join(Ref pieces, bool is_bytes)
{
    Value empty = is_bytes ? bytes_empty() : str_empty();
    Value joined = is_bytes ? object_call_method1(empty, NAME(join), pieces)
                            : str_join(empty, VALUE_AS(List, pieces)->items, (size_t)list_len(pieces));
    value_drop(empty);
    return joined;
}

/* *n_out: how many were replaced */
static Value substitute(Ref self, Ref repl, Ref string, Ref count, int64_t *n_out)
{
    Pattern *p = as_pattern(self);
    int64_t max, last = 0, n_done = 0;
    if (object_as_index(count, &max, true))
        return VALUE_ERROR;
    Subject s;
    if (subject_open(p, string, &s))
        return VALUE_ERROR;
    bool is_bytes = !value_is_str(string);
    Walk w = {.pattern = p, .subject = &s, .end = s.len};
    Replacement r;
    Value result = VALUE_ERROR, pieces = list_new(0);
    if (value_is_error(pieces) || replacement_open(self, repl, is_bytes, &r)) {
        value_drop(value_is_error(pieces) ? VALUE_ABSENT : pieces);
        subject_close(&s);
        return VALUE_ERROR;
    }
    int found = spans_open(p, &w.spans) ? -1 : 1;
    while (found > 0 && (max == 0 || n_done < max) && (found = walk_next(&w)) > 0) {
        int64_t start = w.spans.v[0], end = w.spans.v[1];
        if (last < start) {
            Value piece = subject_slice(&s, last, start);
            if (value_is_error(piece) || list_append_owned(pieces, piece)) {
                found = -1;
                break;
            }
        }
        Value text = replacement_text(&r, self, &w);
        if (value_is_error(text) || (!value_is_none(text) && list_append_owned(pieces, text)))
            found = -1;
        last = end;
        n_done++;
    }
    if (found >= 0) {
        if (n_done == 0)
            result = subject_slice(&s, 0, s.len);
        else {
            Value piece = last < s.len ? subject_slice(&s, last, s.len) : VALUE_NONE;
            if (!value_is_error(piece)
                && (value_is_none(piece) || list_append_owned(pieces, piece) == 0))
                result = join(pieces, is_bytes);
        }
    }
    spans_close(&w.spans);
    replacement_close(&r);
    value_drop(pieces);
    subject_close(&s);
    *n_out = n_done;
    return result;
}

NATIVE(pattern_sub_m)
{
    int64_t n_done;
    return substitute(self, a[0], a[1], a[2], &n_done);
}
NATIVE(pattern_subn_m)
{
    int64_t n_done;
    Value text = substitute(self, a[0], a[1], a[2], &n_done);
    if (value_is_error(text))
        return text;
    Value number = int_new(n_done), pair = tuple_of2(text, number);
    value_drop(text);
    return pair;
}

/* ---- scanner and finditer ---- */

typedef struct Scanner {
    Obj base;
    Value pattern, string;
    int64_t pos, at, end;
    bool not_empty, done;
} Scanner;

static Value scanner_new(Type *type, Ref pattern, Ref string, Ref pos, Ref endpos)
{
    Subject s;
    if (subject_open(as_pattern(pattern), string, &s))
        return VALUE_ERROR;
    int64_t from, to;
    int result = bounds(&s, pos, endpos, &from, &to);
    subject_close(&s);
    Scanner *scanner = result ? NULL : object_alloc(type);
    if (scanner == NULL)
        return VALUE_ERROR;
    scanner->pattern = value_dup(pattern);
    scanner->string = value_dup(string);
    scanner->pos = scanner->at = from;
    scanner->end = to;
    scanner->not_empty = scanner->done = false;
    gc_track(scanner);
    return value_from_obj(scanner);
}

static Value scanner_step(Ref self, Anchoring anchoring)
{
    Scanner *scanner = VALUE_AS(Scanner, self);
    if (scanner->done)
        return VALUE_NONE;
    Pattern *p = as_pattern(scanner->pattern);
    Subject s;
    Spans spans;
    if (subject_open(p, scanner->string, &s))
        return VALUE_ERROR;
    Value result = VALUE_ERROR;
    if (scanner->end > s.len)
        scanner->end = s.len;
    if (spans_open(p, &spans) == 0) {
        int found = pattern_match(p, &s, scanner->at, scanner->end, anchoring, scanner->not_empty, spans.v);
        if (found > 0) {
            scanner->at = spans.v[1];
            scanner->not_empty = spans.v[0] == spans.v[1];
            result = match_new(scanner->pattern, &s, scanner->pos, scanner->end, spans.v);
        } else if (found == 0) {
            scanner->done = true;
            result = VALUE_NONE;
        }
        spans_close(&spans);
    }
    subject_close(&s);
    return result;
}
NATIVE(scanner_match_m) { return scanner_step(self, ANCHOR_START); }
NATIVE(scanner_search_m) { return scanner_step(self, ANCHOR_NONE); }
static Value get_scanner_pattern(Ref self) { return value_dup(VALUE_AS(Scanner, self)->pattern); }

static void scanner_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((Scanner *)o)->pattern);
    value_drop(((Scanner *)o)->string);
    object_free(o);
}
static int scanner_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((Scanner *)o)->pattern);
    GC_VISIT(((Scanner *)o)->string);
    return 0;
}
static const Method scanner_methods[] = {
    {"match()", scanner_match_m, NULL},
    {"search()", scanner_search_m, NULL},
    {0},
};
static const Getter scanner_getters[] = {{"pattern", get_scanner_pattern, NULL, NULL}, {0}};
Type type_scanner = {
    .base = STATIC_OBJ(&type_type), .name = "SRE_Scanner", .module = "_sre", .basic_size = sizeof(Scanner),
    .flags = TYPE_GC | TYPE_NO_NEW, .methods = scanner_methods, .getters = scanner_getters,
    .dealloc = scanner_dealloc, .traverse = scanner_traverse,
};

static Value find_iterator_next(Ref self)
{
    Value match = scanner_step(self, ANCHOR_NONE);
    return value_is_none(match) ? VALUE_ABSENT : match;
}
static Value iter_self(Ref self) { return value_dup(self); }
Type type_find_iterator = {
    .base = STATIC_OBJ(&type_type), .name = "callable_iterator", .module = "re", .basic_size = sizeof(Scanner),
    .flags = TYPE_GC | TYPE_NO_NEW, .dealloc = scanner_dealloc, .traverse = scanner_traverse, .iter = iter_self,
    .next = find_iterator_next,
};

NATIVE(pattern_finditer_m) { return scanner_new(&type_find_iterator, self, a[0], a[1], a[2]); }
NATIVE(pattern_scanner_m) { return scanner_new(&type_scanner, self, a[0], a[1], a[2]); }
NATIVE(pattern_copy_m) { return value_dup(self); }

#define LIMITS "pos=0, endpos=9223372036854775807"
const Method pattern_methods[] = {
    {"match(string, " LIMITS ")", pattern_match_m, "Matches zero or more characters at the beginning of the string."},
    {"fullmatch(string, " LIMITS ")", pattern_fullmatch_m, "Matches against all of the string."},
    {"search(string, " LIMITS ")", pattern_search_m, "Scan through string looking for a match."},
    {"findall(string, " LIMITS ")", pattern_findall_m, "A list of all non-overlapping matches of pattern in string."},
    {"finditer(string, " LIMITS ")", pattern_finditer_m, "An iterator over all non-overlapping matches."},
    {"scanner(string, " LIMITS ")", pattern_scanner_m, NULL},
    {"split(string, maxsplit=0)", pattern_split_m, "Split string by the occurrences of pattern."},
    {"sub(repl, string, count=0)", pattern_sub_m, "Replace the leftmost non-overlapping occurrences."},
    {"subn(repl, string, count=0)", pattern_subn_m, "As sub(), with the number of replacements made."},
    {"__copy__()", pattern_copy_m, NULL},
    {"__deepcopy__(memo, /)", pattern_copy_m, NULL},
    {"__class_getitem__(item, /)", generic_alias_class_getitem, "See PEP 585", METHOD_CLASS},
    {0},
};
