/* stdlib/re/match.c -- match objects. */
#include "stdlib/re/regex.h"
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/generic_alias.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static Match *as_match(Ref v) { return VALUE_AS(Match, v); }
static Pattern *pattern_of(const Match *m) { return VALUE_AS(Pattern, m->pattern); }

/* The group that was closed last: of those that end furthest right the one whose parenthesis closes last. */
static int last_group(const Pattern *p, const int64_t *spans)
{
    int last = 0;
    for (int i = 1; i <= p->n_groups; i++) {
        if (spans[2 * i] < 0)
            continue;
        int64_t end = spans[2 * i + 1], best = last ? spans[2 * last + 1] : -1;
        if (end > best || (end == best && p->source.close_order[i] > p->source.close_order[last]))
            last = i;
    }
    return last;
}

Value match_new(Ref pattern, const Subject *s, int64_t pos, int64_t endpos, const int64_t *spans)
{
    Pattern *p = VALUE_AS(Pattern, pattern);
    size_t n_spans = 2 * ((size_t)p->n_groups + 1);
    Match *m = object_alloc_var(&type_match, n_spans);
    if (m == NULL)
        return VALUE_ERROR;
    m->pattern = value_dup(pattern);
    m->string = value_dup(s->string);
    m->pos = pos;
    m->endpos = endpos;
    m->n_groups = p->n_groups;
    m->last_index = last_group(p, spans);
    memcpy(m->spans, spans, n_spans * sizeof *spans);
    gc_track(m);
    return value_from_obj(m);
}

static void match_dealloc(Obj *o)
{
    Match *m = (Match *)o;
    gc_untrack(o);
    value_drop(m->pattern);
    value_drop(m->string);
    object_free(o);
}
static int match_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((Match *)o)->pattern);
    GC_VISIT(((Match *)o)->string);
    return 0;
}

/* ---- groups ---- */

int match_group_number(Ref match, Ref group)
{
    Match *m = as_match(match);
    int64_t number = -1;
    if (value_is_any_int(group) || (value_is_obj(group) && value_type(group)->index != NULL)) {
        if (object_as_index(group, &number, true))
            exc_clear();
    } else {
        Ref found = dict_get(pattern_of(m)->group_index, group);
        if (value_is_error(found))
            exc_clear();
        else if (!value_is_absent(found))
            number = value_as_int(found);
    }
    if (number < 0 || number > m->n_groups)
        return exc_raise_int(&type_IndexError, "no such group");
    return (int)number;
}

static Value slice_string(const Match *m, int64_t start, int64_t end)
{
    if (value_is_str(m->string))
        return str_slice(m->string, start < str_len(m->string) ? start : str_len(m->string),
                         end < str_len(m->string) ? end : str_len(m->string));
    Subject s;
    if (subject_open(pattern_of(m), m->string, &s))
        return VALUE_ERROR;
    Value v = subject_slice(&s, start < s.len ? start : s.len, end < s.len ? end : s.len);
    subject_close(&s);
    return v;
}

Value match_group_value(Ref match, int group, Ref fallback)
{
    Match *m = as_match(match);
    if (m->spans[2 * group] < 0)
        return value_dup(fallback);
    return slice_string(m, m->spans[2 * group], m->spans[2 * group + 1]);
}

static Value group_by_value(Ref self, Ref group)
{
    int number = match_group_number(self, group);
    return number < 0 ? VALUE_ERROR : match_group_value(self, number, VALUE_NONE);
}

NATIVE(match_group_m)
{
    if (n == 0)
        return match_group_value(self, 0, VALUE_NONE);
    if (n == 1)
        return group_by_value(self, a[0]);
    Value groups = tuple_new((int64_t)n);
    for (size_t i = 0; i < n && !value_is_error(groups); i++) {
        Value v = group_by_value(self, a[i]);
        if (value_is_error(v)) {
            value_drop(groups);
            return v;
        }
        VALUE_AS(Tuple, groups)->items[i] = v;
    }
    return groups;
}
NATIVE(match_groups_m)
{
    Match *m = as_match(self);
    Value groups = tuple_new(m->n_groups);
    for (int i = 1; i <= m->n_groups && !value_is_error(groups); i++) {
        Value v = match_group_value(self, i, a[0]);
        if (value_is_error(v)) {
            value_drop(groups);
            return v;
        }
        VALUE_AS(Tuple, groups)->items[i - 1] = v;
    }
    return groups;
}
NATIVE(match_groupdict_m)
{
    Value dict = dict_new();
    int64_t pos = 0;
    Ref name, number;
    while (!value_is_error(dict) && dict_next(pattern_of(as_match(self))->group_index, &pos, &name, &number)) {
        Value v = match_group_value(self, (int)value_as_int(number), a[0]);
        if (value_is_error(v) || dict_set_owned(dict, name, v)) {
            value_drop(dict);
            return VALUE_ERROR;
        }
    }
    return dict;
}

static Value span_part(Ref self, Ref group, int part)
{
    int number = match_group_number(self, group);
    return number < 0 ? VALUE_ERROR : int_new(as_match(self)->spans[2 * number + part]);
}
static Value span_tuple(const Match *m, int group)
{
    Value start = int_new(m->spans[2 * group]), end = int_new(m->spans[2 * group + 1]);
    return tuple_of2(start, end);
}
NATIVE(match_start_m) { return span_part(self, a[0], 0); }
NATIVE(match_end_m) { return span_part(self, a[0], 1); }
NATIVE(match_span_m)
{
    int number = match_group_number(self, a[0]);
    return number < 0 ? VALUE_ERROR : span_tuple(as_match(self), number);
}
NATIVE(match_expand_m)
{
    Match *m = as_match(self);
    Value parsed = template_parse(m->pattern, a[0]);
    if (value_is_error(parsed))
        return parsed;
    Value text = template_expand(parsed, self, !value_is_str(m->string));
    value_drop(parsed);
    return text;
}
NATIVE(match_copy_m) { return value_dup(self); }

static Value match_subscript(Ref self, Ref key) { return group_by_value(self, key); }

/* ---- attributes ---- */

static Value get_regs(Ref self)
{
    Match *m = as_match(self);
    Value regs = tuple_new(m->n_groups + 1);
    for (int i = 0; i <= m->n_groups && !value_is_error(regs); i++)
        VALUE_AS(Tuple, regs)->items[i] = span_tuple(m, i);
    return regs;
}
static Value get_last_index(Ref self)
{
    int last = as_match(self)->last_index;
    return last ? int_new(last) : VALUE_NONE;
}
static Value get_last_group(Ref self)
{
    int last = as_match(self)->last_index;
    return last ? value_dup(tuple_at(pattern_of(as_match(self))->index_names, last)) : VALUE_NONE;
}
static Value get_re(Ref self) { return value_dup(as_match(self)->pattern); }
static Value get_string(Ref self) { return value_dup(as_match(self)->string); }
static Value get_pos(Ref self) { return int_new(as_match(self)->pos); }
static Value get_endpos(Ref self) { return int_new(as_match(self)->endpos); }

enum { MATCH_SHOWN_MAX = 50 };

static Value match_repr(Ref self)
{
    Match *m = as_match(self);
    Value group = match_group_value(self, 0, VALUE_NONE);
    if (value_is_error(group))
        return group;
    Value text = object_repr(group);
    Value shown = value_is_error(text) ? text :
        str_slice(text, 0, str_len(text) < MATCH_SHOWN_MAX ? str_len(text) : MATCH_SHOWN_MAX);
    Value repr = value_is_error(shown) ? shown
               : str_format("<%V object; span=(%lld, %lld), match=%U>", self, (long long)m->spans[0],
                            (long long)m->spans[1], shown);
    value_drop(text);
    value_drop(shown);
    value_drop(group);
    return repr;
}

static const Method match_methods[] = {
    {"group(*args)", match_group_m, "Return subgroup(s) of the match by indices or names.", METHOD_RAW},
    {"groups(default=None)", match_groups_m, "All the subgroups of the match as a tuple."},
    {"groupdict(default=None)", match_groupdict_m, "All the named subgroups of the match."},
    {"start(group=0, /)", match_start_m, "Index of the start of the substring matched by group."},
    {"end(group=0, /)", match_end_m, "Index of the end of the substring matched by group."},
    {"span(group=0, /)", match_span_m, "(start, end) of the substring matched by group."},
    {"expand(template)", match_expand_m, "Backslash substitution on the template, as by sub()."},
    {"__copy__()", match_copy_m, NULL},
    {"__deepcopy__(memo, /)", match_copy_m, NULL},
    {"__class_getitem__(item, /)", generic_alias_class_getitem, "See PEP 585", METHOD_CLASS},
    {0},
};
static const Getter match_getters[] = {
    {"lastindex", get_last_index, NULL, "The integer index of the last matched capturing group."},
    {"lastgroup", get_last_group, NULL, "The name of the last matched capturing group."},
    {"regs", get_regs, NULL, NULL},
    {"re", get_re, NULL, "The regular expression object."},
    {"string", get_string, NULL, "The string passed to match() or search()."},
    {"pos", get_pos, NULL, "Where the search began."},
    {"endpos", get_endpos, NULL, "Where the search had to end."},
    {0},
};
Type type_match = {
    .base = STATIC_OBJ(&type_type), .name = "Match", .module = "re", .basic_size = sizeof(Match),
    .item_size = sizeof(int64_t), .flags = TYPE_GC | TYPE_NO_NEW | TYPE_IMMUTABLE, .methods = match_methods,
    .getters = match_getters, .dealloc = match_dealloc, .traverse = match_traverse, .repr = match_repr,
    .subscript = match_subscript, .doc = "The result of re.match() and re.search().",
};
