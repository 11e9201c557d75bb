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

static bool check_pattern(Builder *b, const Pattern *m, NameList *bound, bool allow_all);

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
        if (!check_pattern(b, patterns->items[i], bound, true))
            return false;
    return true;
}

/* A name or _ matches whatever comes, so nothing after it is ever tried. */
static bool fail_unreachable(Builder *b, const Pattern *m)
{
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

static bool check_or(Builder *b, const Pattern *m, NameList *bound, bool allow_all)
{
    const PatternSeq *patterns = m->as.MatchOr.patterns;
    NameList first = {0};
    for (int i = 0; i < patterns->n; i++) {
        NameList names = {0};
        bool is_last = i == patterns->n - 1;
        if (!check_pattern(b, patterns->items[i], &names, allow_all && is_last))
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

/* The value of a constant key; *negated is set for -key.  VALUE_ABSENT for others. */
static Ref key_value(const Expr *key, bool *negated)
{
    *negated = key->kind == EXPR_UNARYOP && key->as.UnaryOp.op == UNARY_USUB;
    if (*negated)
        key = key->as.UnaryOp.operand;
    return key->kind == EXPR_CONSTANT ? key->as.Constant.value : VALUE_ABSENT;
}

/* 1 when two keys are equal constants, -1 on error. */
static int same_key(const Expr *key, const Expr *other)
{
    bool negated, other_negated;
    Ref a = key_value(key, &negated), b = key_value(other, &other_negated);
    if (value_is_absent(a) || value_is_absent(b))
        return 0;
    if (negated != other_negated) /* only zero equals its negative */
        return value_is_int(a) && value_is_int(b) && value_as_int(a) == 0
            && value_as_int(b) == 0;
    return object_equal(a, b);
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
        for (int j = 0; j < i; j++) {
            int same = same_key(keys->items[j], key);
            if (same < 0)
                return scope_fail_memory(b);
            bool negated;
            if (same)
                return fail_duplicate_key(b, m, key_value(key, &negated));
        }
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

static bool check_as(Builder *b, const Pattern *m, NameList *bound, bool allow_all)
{
    const Pattern *inner = m->as.MatchAs.pattern;
    if (!inner && !allow_all)
        return fail_unreachable(b, m);
    return (!inner || check_pattern(b, inner, bound, allow_all))
        && bind(b, bound, m->as.MatchAs.name, m);
}

/* allow_all: this pattern may match everything, because nothing comes after it. */
static bool check_pattern(Builder *b, const Pattern *m, NameList *bound, bool allow_all)
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
    case PATTERN_MATCHAS: return check_as(b, m, bound, allow_all);
    case PATTERN_MATCHOR: return check_or(b, m, bound, allow_all);
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
        if (!check_pattern(b, c->pattern, &bound, c->guard || i == cases->n - 1))
            return false;
    }
    return true;
}
