/* parser/check_pattern.c -- rules about the patterns of a match statement (PEP 634). */
#include "parser/scope_build.h"

#include "runtime/object.h"
#include "runtime/str.h"
#include <stdio.h>

/* Names bound so far in one case: a list in the arena. */
typedef struct NameList {
    Ref *names;
    int n, size;
} NameList;

static bool check_pattern(Builder *b, const Pattern *m, NameList *bound);

static bool contains(const NameList *list, Ref name)
{
    for (int i = 0; i < list->n; i++)
        if (value_is(list->names[i], name))
            return true;
    return false;
}

static bool append(Builder *b, NameList *list, Ref name)
{
    if (list->n == list->size) {
        int size = list->size ? list->size * 2 : 8;
        Ref *names = arena_alloc(b->arena, (size_t)size * sizeof *names);
        if (!names)
            return scope_fail_memory(b);
        for (int i = 0; i < list->n; i++)
            names[i] = list->names[i];
        list->names = names;
        list->size = size;
    }
    list->names[list->n++] = name;
    return true;
}

static bool bind(Builder *b, NameList *bound, Ref name, const Pattern *at)
{
    if (value_is_absent(name))
        return true;
    if (contains(bound, name))
        return scope_fail_name(b, SPAN(at), "multiple assignments to name '", name,
                               "' in pattern");
    return append(b, bound, name);
}

static bool check_all(Builder *b, const PatternSeq *patterns, NameList *bound)
{
    for (int i = 0; i < patterns->n; i++)
        if (!check_pattern(b, patterns->items[i], bound))
            return false;
    return true;
}

/* A name or _ that matches whatever comes. */
static bool is_irrefutable(const Pattern *m)
{
    return m->kind == PATTERN_MATCHAS
        && (!m->as.MatchAs.pattern || is_irrefutable(m->as.MatchAs.pattern));
}

static bool fail_unreachable(Builder *b, const Pattern *m)
{
    while (m->as.MatchAs.pattern)
        m = m->as.MatchAs.pattern;
    if (value_is_absent(m->as.MatchAs.name))
        return scope_fail(b, SPAN(m), "wildcard makes remaining patterns unreachable");
    return scope_fail_name(b, SPAN(m), "name capture '", m->as.MatchAs.name,
                           "' makes remaining patterns unreachable");
}

static bool same_names(const NameList *a, const NameList *other)
{
    if (a->n != other->n)
        return false;
    for (int i = 0; i < a->n; i++)
        if (!contains(other, a->names[i]))
            return false;
    return true;
}

static bool check_or(Builder *b, const Pattern *m, NameList *bound)
{
    const PatternSeq *patterns = m->as.MatchOr.patterns;
    NameList first = {0};
    for (int i = 0; i < patterns->n; i++) {
        const Pattern *alternative = patterns->items[i];
        if (is_irrefutable(alternative) && i < patterns->n - 1)
            return fail_unreachable(b, alternative);
        NameList names = {0};
        if (!check_pattern(b, alternative, &names))
            return false;
        if (i == 0)
            first = names;
        else if (!same_names(&first, &names))
            return scope_fail(b, SPAN(m), "alternative patterns bind different names");
    }
    for (int i = 0; i < first.n; i++)
        if (!bind(b, bound, first.names[i], m))
            return false;
    return true;
}

static bool check_sequence(Builder *b, const Pattern *m, NameList *bound)
{
    const PatternSeq *patterns = m->as.MatchSequence.patterns;
    int n_stars = 0;
    for (int i = 0; i < patterns->n; i++)
        n_stars += patterns->items[i]->kind == PATTERN_MATCHSTAR;
    if (n_stars > 1)
        return scope_fail(b, SPAN(m), "multiple starred names in sequence pattern");
    return check_all(b, patterns, bound);
}

/* Is the expression a literal, as far as patterns go? */
static bool is_value(const Expr *e)
{
    return e->kind == EXPR_CONSTANT || e->kind == EXPR_ATTRIBUTE
        || e->kind == EXPR_UNARYOP || e->kind == EXPR_BINOP;
}

static bool same_constant(Ref a, Ref other)
{
    if (value_is_str(a) && value_is_str(other))
        return str_equal(a, other);
    return value_is(a, other);
}

static bool fail_duplicate_key(Builder *b, const Pattern *m, Ref key)
{
    Value repr = object_repr(key);
    if (value_is_error(repr))
        return scope_fail_memory(b);
    bool failed = scope_fail_name(b, SPAN(m), "mapping pattern checks duplicate key (",
                                  repr, ")");
    value_drop(repr);
    return failed;
}

static bool check_mapping(Builder *b, const Pattern *m, NameList *bound)
{
    const ExprSeq *keys = m->as.MatchMapping.keys;
    for (int i = 0; i < keys->n; i++) {
        const Expr *key = keys->items[i];
        if (!is_value(key))
            return scope_fail(b, SPAN(m), "mapping pattern keys may only match literals "
                              "and attribute lookups");
        for (int j = 0; j < i && key->kind == EXPR_CONSTANT; j++)
            if (keys->items[j]->kind == EXPR_CONSTANT
                && same_constant(key->as.Constant.value,
                                 keys->items[j]->as.Constant.value))
                return fail_duplicate_key(b, m, key->as.Constant.value);
    }
    return check_all(b, m->as.MatchMapping.patterns, bound)
        && bind(b, bound, m->as.MatchMapping.rest, m);
}

static bool check_class(Builder *b, const Pattern *m, NameList *bound)
{
    const IdentifierSeq *attrs = m->as.MatchClass.kwd_attrs;
    for (int i = 0; i < attrs->n; i++)
        for (int j = i + 1; j < attrs->n; j++)
            if (value_is(attrs->items[i], attrs->items[j]))
                return scope_fail_name(b, SPAN(m->as.MatchClass.kwd_patterns->items[j]),
                                       "attribute name repeated in class pattern: ",
                                       attrs->items[i], "");
    return check_all(b, m->as.MatchClass.patterns, bound)
        && check_all(b, m->as.MatchClass.kwd_patterns, bound);
}

static bool check_pattern(Builder *b, const Pattern *m, NameList *bound)
{
    switch (m->kind) {
    case PATTERN_MATCHVALUE:
        return is_value(m->as.MatchValue.value)
            || scope_fail(b, SPAN(m),
                          "patterns may only match literals and attribute lookups");
    case PATTERN_MATCHSINGLETON: return true;
    case PATTERN_MATCHSEQUENCE: return check_sequence(b, m, bound);
    case PATTERN_MATCHMAPPING: return check_mapping(b, m, bound);
    case PATTERN_MATCHCLASS: return check_class(b, m, bound);
    case PATTERN_MATCHSTAR: return bind(b, bound, m->as.MatchStar.name, m);
    case PATTERN_MATCHAS:
        return (!m->as.MatchAs.pattern || check_pattern(b, m->as.MatchAs.pattern, bound))
            && bind(b, bound, m->as.MatchAs.name, m);
    case PATTERN_MATCHOR: return check_or(b, m, bound);
    }
    return true;
}

/* Only the last case may match everything, unless it has a guard. */
bool check_match(Builder *b, const Stmt *s)
{
    const MatchCaseSeq *cases = s->as.Match.cases;
    for (int i = 0; i < cases->n; i++) {
        const MatchCase *c = cases->items[i];
        NameList bound = {0};
        if (!c->guard && i < cases->n - 1 && is_irrefutable(c->pattern))
            return fail_unreachable(b, c->pattern);
        if (!check_pattern(b, c->pattern, &bound))
            return false;
    }
    return true;
}
