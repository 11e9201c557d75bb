/* vm/compile_match.c -- match statements.
 *
 * Parts of the subject are unpacked into temporaries, which stay until the whole pattern has succeeded: only then are
 * names bound (straight from those temporaries) and the temporaries dropped.  A failing test jumps to the
 * label for its depth; those labels stand in a row, each dropping one temporary, down to the next case. */
#include "vm/compiler.h"

typedef struct Binding { Ref name; Operand value; } Binding;

/* One pattern under test: a case, or an alternative of `a | b`. */
typedef struct Match {
    int base;               /* temporaries before the pattern */
    int *fail;              /* label per temporary above base, -1 none yet */
    int n_fail;
    Binding *bindings;
    int n_bindings, capacity;
} Match;

static int fail_label(Compiler *c, Match *m, int depth)
{
    int above = depth - m->base;
    if (above >= m->n_fail) {
        int wanted = above + 16;
        int *bigger = arena_alloc(c->arena, (size_t)wanted * sizeof(int));
        if (!bigger) {
            c->failed = true;
            return 0;
        }
        for (int i = 0; i < wanted; i++)
            bigger[i] = i < m->n_fail ? m->fail[i] : -1;
        m->fail = bigger;
        m->n_fail = wanted;
    }
    if (m->fail[above] < 0)
        m->fail[above] = label_new(c);
    return m->fail[above];
}

/* Where failures arrive: drop what each has left, then go on at the base depth. */
static void place_failures(Compiler *c, Match *m)
{
    at_nowhere(c);
    for (int above = m->n_fail - 1; above >= 0; above--) {
        c->u->depth = m->base + above;
        if (m->fail[above] >= 0)
            label_place(c, m->fail[above]);
        if (above > 0)
            emit_drop(c);
    }
    c->u->depth = m->base;
}

static void drop_to(Compiler *c, int depth)
{
    while (c->u->depth > depth)
        emit_drop(c);
}

static void bind(Compiler *c, Match *m, const Pattern *p, Ref name, Operand value)
{
    for (int i = 0; i < m->n_bindings; i++)
        if (value_is(m->bindings[i].name, name)) {
            at_pattern(c, p);
            syntax_error(c, &c->u->pos, "multiple assignments to name %R in pattern", name);
            return;
        }
    if (m->n_bindings == m->capacity) {
        int wanted = m->capacity ? m->capacity * 2 : 8;
        Binding *bigger = arena_alloc(c->arena, (size_t)wanted * sizeof *bigger);
        if (!bigger) {
            c->failed = true;
            return;
        }
        if (m->n_bindings)
            memcpy(bigger, m->bindings, (size_t)m->n_bindings * sizeof *bigger);
        m->bindings = bigger;
        m->capacity = wanted;
    }
    m->bindings[m->n_bindings++] = (Binding){name, value};
}

static bool is_wildcard(const Pattern *p)
{
    return p->kind == PATTERN_MATCHAS && !p->as.MatchAs.pattern && value_is_absent(p->as.MatchAs.name);
}

static bool is_wild_star(const Pattern *p)
{
    return p->kind == PATTERN_MATCHSTAR && value_is_absent(p->as.MatchStar.name);
}

static void compile_pattern(Compiler *c, const Pattern *p, Operand subject, Match *m);

/* ---- values ---- */
static void test_value(Compiler *c, const Pattern *p, Operand subject, int flags, Match *m, int label)
{
    int depth = c->u->depth;
    Operand v = compile_expr(c, p->as.MatchValue.value, WANT_ANY);
    at_pattern(c, p);
    emit_test(c, OP_TEST_EQ, flags, subject, v, label >= 0 ? label : fail_label(c, m, depth));
}

static void test_singleton(Compiler *c, const Pattern *p, Operand subject, bool jump_if, int label)
{
    Ref v = p->as.MatchSingleton.value;
    if (value_is_none(v))
        emit_branch(c, jump_if ? OP_JUMP_IF_NONE : OP_JUMP_IF_NOT_NONE, subject, label);
    else
        emit_test(c, OP_TEST_IS, jump_if ? FLAG_IF_TRUE : 0, subject, load_constant(c, v, WANT_ANY), label);
}

/* ---- sequences ---- */
static void test_flag(Compiler *c, Op op, Operand subject, Match *m)
{
    int depth = c->u->depth;
    Operand is = emit_value(c, op, 0, subject, none(), WANT_TEMP);
    emit_branch(c, OP_JUMP_IF_FALSE, is, fail_label(c, m, depth));
}

static void test_length(Compiler *c, Op op, Operand subject, int n, Match *m)
{
    int depth = c->u->depth;
    Operand len = emit_value(c, OP_GET_LENGTH, 0, subject, none(), WANT_TEMP);
    emit_test(c, op, 0, len, load_constant(c, value_from_int(n), WANT_ANY), fail_label(c, m, depth));
}

/* Push the n parts of v (consumed when temporary); returns the first's temporary. */
static int push_parts(Compiler *c, Operand v, int n, int star)
{
    Ins *in = emit(c, star < 0 ? OP_UNPACK : OP_UNPACK_STAR, none(), v, number(star < 0 ? n : star));
    int first = c->u->depth;
    in->kind[0] = OPERAND_TEMP;
    in->operand[0] = first;
    in->cache = star < 0 ? 0 : (uint32_t)(n - star - 1);
    for (int i = 0; i < n; i++)
        temp_push(c);
    return first;
}

static Operand part(int first, int i)
{
    return operand(KIND_BORROWED, first + i);
}

static void match_parts(Compiler *c, const PatternSeq *patterns, int first, Match *m)
{
    for (int i = 0; i < patterns->n; i++)
        compile_pattern(c, patterns->items[i], part(first, i), m);
}

/* [a, *_, b]: only the wanted items are fetched. */
static void match_items(Compiler *c, const Pattern *p, Operand subject, int star, Match *m)
{
    const PatternSeq *patterns = p->as.MatchSequence.patterns;
    for (int i = 0; i < patterns->n; i++) {
        const Pattern *sub = patterns->items[i];
        if (i == star || is_wildcard(sub))
            continue;
        at_pattern(c, p);
        Operand index;
        if (i < star)
            index = load_constant(c, value_from_int(i), WANT_ANY);
        else {
            Operand len = emit_value(c, OP_GET_LENGTH, 0, subject, none(), WANT_TEMP);
            Operand back = load_constant(c, value_from_int(patterns->n - i), WANT_ANY);
            index = emit_value(c, OP_SUB, 0, len, back, WANT_TEMP);
        }
        Operand item = emit_value(c, OP_LOAD_SUBSCR, 0, subject, index, WANT_TEMP);
        compile_pattern(c, sub, borrowed(item), m);
    }
}

static void match_sequence(Compiler *c, const Pattern *p, Operand subject, Match *m)
{
    const PatternSeq *patterns = p->as.MatchSequence.patterns;
    int star = -1;
    bool only_wildcards = true;
    for (int i = 0; i < patterns->n; i++) {
        const Pattern *sub = patterns->items[i];
        if (sub->kind == PATTERN_MATCHSTAR) {
            if (star >= 0) {
                at_pattern(c, p);
                syntax_error(c, &c->u->pos, "multiple starred expressions in sequence pattern");
                return;
            }
            star = i;
        }
        only_wildcards = only_wildcards && (is_wildcard(sub) || is_wild_star(sub));
    }
    test_flag(c, OP_MATCH_SEQUENCE, subject, m);
    if (star < 0)
        test_length(c, OP_TEST_EQ, subject, patterns->n, m);
    else if (patterns->n > 1)
        test_length(c, OP_TEST_GE, subject, patterns->n - 1, m);
    if (only_wildcards)
        return;
    if (star >= 0 && is_wild_star(patterns->items[star])) {
        match_items(c, p, subject, star, m);
        return;
    }
    match_parts(c, patterns, push_parts(c, subject, patterns->n, star), m);
}

/* ---- mappings ---- */
static bool check_keys(Compiler *c, const Pattern *p)
{
    const ExprSeq *keys = p->as.MatchMapping.keys;
    for (int i = 0; i < keys->n; i++) {
        Ref key = fold(c, keys->items[i]);
        for (int k = 0; k < i && !value_is_absent(key) && !c->failed; k++) {
            Ref other = fold(c, keys->items[k]);
            if (value_is_absent(other))
                continue;
            int same = object_equal(key, other);
            fail_if(c, same < 0);
            if (same > 0) {
                at_pattern(c, p);
                syntax_error(c, &c->u->pos, "mapping pattern checks duplicate key (%R)", key);
            }
        }
    }
    return !c->failed;
}

/* **rest: a copy of the subject without the keys that were matched. */
static void match_rest(Compiler *c, const Pattern *p, Operand subject, Operand keys, Match *m)
{
    Operand rest = emit_run(c, OP_BUILD_MAP, 0, 0, WANT_TEMP);
    emit(c, OP_DICT_UPDATE, rest, subject, none());
    for (int i = 0; i < p->as.MatchMapping.keys->n; i++) {
        Operand index = load_constant(c, value_from_int(i), WANT_ANY);
        Operand key = emit_value(c, OP_LOAD_SUBSCR, 0, keys, index, WANT_TEMP);
        emit(c, OP_DELETE_SUBSCR, none(), borrowed(rest), key);
    }
    bind(c, m, p, p->as.MatchMapping.rest, borrowed(rest));
}

static void match_mapping(Compiler *c, const Pattern *p, Operand subject, Match *m)
{
    const ExprSeq *keys = p->as.MatchMapping.keys;
    bool has_rest = !value_is_absent(p->as.MatchMapping.rest);
    if (!check_keys(c, p))
        return;
    test_flag(c, OP_MATCH_MAPPING, subject, m);
    if (keys->n == 0 && !has_rest)
        return;
    if (keys->n)
        test_length(c, OP_TEST_GE, subject, keys->n, m);
    Operand names = compile_sequence(c, OP_BUILD_TUPLE, keys, WANT_TEMP);
    at_pattern(c, p);
    Operand values = emit_value(c, OP_MATCH_KEYS, 0, subject, borrowed(names), WANT_TEMP);
    emit_branch(c, OP_JUMP_IF_NONE, borrowed(values), fail_label(c, m, c->u->depth));
    int first = push_parts(c, values, keys->n, -1);
    match_parts(c, p->as.MatchMapping.patterns, first, m);
    at_pattern(c, p);
    if (has_rest)
        match_rest(c, p, subject, borrowed(names), m);
}

/* ---- classes ---- */
static Operand attribute_names(Compiler *c, const Pattern *p)
{
    const IdentifierSeq *names = p->as.MatchClass.kwd_attrs;
    for (int i = 0; i < names->n; i++)
        for (int k = 0; k < i; k++)
            if (value_is(names->items[i], names->items[k])) {
                at_pattern(c, p->as.MatchClass.kwd_patterns->items[i]);
                syntax_error(c, &c->u->pos, "attribute name repeated in class pattern: %U", names->items[i]);
            }
    Value t = c->failed ? VALUE_ERROR : tuple_from_refs(names->items, names->n);
    return load_constant(c, constant_keep(c, t), WANT_TEMP);
}

static void match_class(Compiler *c, const Pattern *p, Operand subject, Match *m)
{
    int n_positional = p->as.MatchClass.patterns->n, n = n_positional + p->as.MatchClass.kwd_attrs->n;
    compile_expr(c, p->as.MatchClass.cls, WANT_TEMP);
    attribute_names(c, p);
    at_pattern(c, p);
    pop(c, 2);
    Ins *in = emit(c, OP_MATCH_CLASS, none(), subject, temp(c->u->depth));
    in->cache = (uint32_t)n_positional;
    Operand parts = destination(c, WANT_TEMP);
    in->kind[0] = OPERAND_TEMP;
    in->operand[0] = parts.index;
    emit_branch(c, OP_JUMP_IF_NONE, borrowed(parts), fail_label(c, m, c->u->depth));
    int first = push_parts(c, parts, n, -1);
    match_parts(c, p->as.MatchClass.patterns, first, m);
    match_parts(c, p->as.MatchClass.kwd_patterns, first + n_positional, m);
}

/* ---- captures and alternatives ---- */
static void reject_irrefutable(Compiler *c, const Pattern *p)
{
    at_pattern(c, p);
    if (value_is_absent(p->as.MatchAs.name))
        syntax_error(c, &c->u->pos, "wildcard makes remaining patterns unreachable");
    else
        syntax_error(c, &c->u->pos, "name capture %R makes remaining patterns unreachable", p->as.MatchAs.name);
}

static bool is_irrefutable(const Pattern *p)
{
    return p->kind == PATTERN_MATCHAS && !p->as.MatchAs.pattern;
}

static void collect_names(Compiler *c, const Pattern *p, Match *names)
{
    switch (p->kind) {
    case PATTERN_MATCHVALUE:
    case PATTERN_MATCHSINGLETON:
        break;
    case PATTERN_MATCHSEQUENCE:
        for (int i = 0; i < p->as.MatchSequence.patterns->n; i++)
            collect_names(c, p->as.MatchSequence.patterns->items[i], names);
        break;
    case PATTERN_MATCHMAPPING:
        for (int i = 0; i < p->as.MatchMapping.patterns->n; i++)
            collect_names(c, p->as.MatchMapping.patterns->items[i], names);
        if (!value_is_absent(p->as.MatchMapping.rest))
            bind(c, names, p, p->as.MatchMapping.rest, none());
        break;
    case PATTERN_MATCHCLASS:
        for (int i = 0; i < p->as.MatchClass.patterns->n; i++)
            collect_names(c, p->as.MatchClass.patterns->items[i], names);
        for (int i = 0; i < p->as.MatchClass.kwd_patterns->n; i++)
            collect_names(c, p->as.MatchClass.kwd_patterns->items[i], names);
        break;
    case PATTERN_MATCHSTAR:
        if (!value_is_absent(p->as.MatchStar.name))
            bind(c, names, p, p->as.MatchStar.name, none());
        break;
    case PATTERN_MATCHAS:
        if (p->as.MatchAs.pattern)
            collect_names(c, p->as.MatchAs.pattern, names);
        if (!value_is_absent(p->as.MatchAs.name))
            bind(c, names, p, p->as.MatchAs.name, none());
        break;
    case PATTERN_MATCHOR:
        collect_names(c, p->as.MatchOr.patterns->items[0], names);
        break;
    }
}

/* An alternative has matched: bring what it binds to where all alternatives keep it. */
static void settle_alternative(Compiler *c, const Pattern *p, const Match *names, const Match *alternative,
                               int slots, int depth)
{
    if (names->n_bindings != alternative->n_bindings) {
        at_pattern(c, p);
        syntax_error(c, &c->u->pos, "alternative patterns bind different names");
        return;
    }
    for (int i = 0; i < names->n_bindings; i++) {
        int k = 0;
        while (k < alternative->n_bindings && !value_is(alternative->bindings[k].name, names->bindings[i].name))
            k++;
        if (k == alternative->n_bindings) {
            at_pattern(c, p);
            syntax_error(c, &c->u->pos, "alternative patterns bind different names");
            return;
        }
        /* The slot holds None, which needs no release. */
        emit(c, OP_MOVE, temp(slots + i), alternative->bindings[k].value, none());
    }
    drop_to(c, depth);
}

static void match_or(Compiler *c, const Pattern *p, Operand subject, Match *m)
{
    const PatternSeq *alternatives = p->as.MatchOr.patterns;
    Match names = {0};
    collect_names(c, alternatives->items[0], &names);
    int slots = c->u->depth, matched = label_new(c);
    for (int i = 0; i < names.n_bindings; i++)
        load_constant(c, VALUE_NONE, WANT_TEMP);
    int depth = c->u->depth;
    for (int i = 0; i < alternatives->n && !c->failed; i++) {
        const Pattern *alternative = alternatives->items[i];
        bool last = i == alternatives->n - 1;
        at_pattern(c, alternative);
        if (is_irrefutable(alternative) && !last) {
            reject_irrefutable(c, alternative);
            return;
        }
        if (!last && names.n_bindings == 0 && alternative->kind == PATTERN_MATCHVALUE) {
            test_value(c, alternative, subject, FLAG_IF_TRUE, m, matched);
            continue;
        }
        if (!last && names.n_bindings == 0 && alternative->kind == PATTERN_MATCHSINGLETON) {
            test_singleton(c, alternative, subject, true, matched);
            continue;
        }
        Match one = {.base = depth};
        compile_pattern(c, alternative, subject, &one);
        settle_alternative(c, p, &names, &one, slots, depth);
        at_nowhere(c);
        emit_jump(c, matched);
        place_failures(c, &one);
    }
    at_nowhere(c);
    emit_jump(c, fail_label(c, m, depth));
    c->u->depth = depth;
    label_place(c, matched);
    for (int i = 0; i < names.n_bindings; i++)
        bind(c, m, p, names.bindings[i].name, part(slots, i));
}

/* `subject` is a local or borrowed; falls through when it matches. */
static void compile_pattern(Compiler *c, const Pattern *p, Operand subject, Match *m)
{
    if (!enter_recursion(c))
        return;
    at_pattern(c, p);
    switch (p->kind) {
    case PATTERN_MATCHVALUE:
        test_value(c, p, subject, 0, m, -1);
        break;
    case PATTERN_MATCHSINGLETON:
        test_singleton(c, p, subject, false, fail_label(c, m, c->u->depth));
        break;
    case PATTERN_MATCHSEQUENCE:
        match_sequence(c, p, subject, m);
        break;
    case PATTERN_MATCHMAPPING:
        match_mapping(c, p, subject, m);
        break;
    case PATTERN_MATCHCLASS:
        match_class(c, p, subject, m);
        break;
    case PATTERN_MATCHSTAR:
        if (!value_is_absent(p->as.MatchStar.name))
            bind(c, m, p, p->as.MatchStar.name, subject);
        break;
    case PATTERN_MATCHAS:
        if (p->as.MatchAs.pattern)
            compile_pattern(c, p->as.MatchAs.pattern, subject, m);
        if (!value_is_absent(p->as.MatchAs.name))
            bind(c, m, p, p->as.MatchAs.name, subject);
        break;
    case PATTERN_MATCHOR:
        match_or(c, p, subject, m);
        break;
    }
}

/* ---- the statement ---- */
static void compile_case(Compiler *c, const MatchCase *k, Operand subject, bool subject_is_temp, int end)
{
    int depth = c->u->depth, next = label_new(c);
    Match m = {.base = depth};
    compile_pattern(c, k->pattern, subject, &m);
    for (int i = 0; i < m.n_bindings; i++) {
        at_pattern(c, k->pattern);
        name_store(c, m.bindings[i].name, m.bindings[i].value);
    }
    drop_to(c, depth);
    if (k->guard)
        compile_condition(c, k->guard, false, next);
    at_pattern(c, k->pattern);
    if (subject_is_temp)
        emit_drop(c);
    else
        emit_nop(c);
    compile_body(c, k->body);
    at_nowhere(c);
    emit_jump(c, end);
    place_failures(c, &m);
    label_place(c, next);
    c->u->depth = depth;
}

static bool binds_subject(Compiler *c, const MatchCaseSeq *cases, const Expr *subject)
{
    if (subject->kind != EXPR_NAME || !c->no_walrus)
        return true;
    for (int i = 0; i < cases->n; i++) {
        Match names = {0};
        collect_names(c, cases->items[i]->pattern, &names);
        for (int k = 0; k < names.n_bindings; k++)
            if (value_is(names.bindings[k].name, subject->as.Name.id))
                return true;
    }
    return false;
}

void compile_match(Compiler *c, Stmt *s)
{
    const MatchCaseSeq *cases = s->as.Match.cases;
    Expr *value = s->as.Match.subject;
    int end = label_new(c), outside = c->u->depth;
    Operand subject = compile_expr(c, value, WANT_ANY);
    if (subject.kind != OPERAND_TEMP && (subject.kind != OPERAND_LOCAL || binds_subject(c, cases, value)))
        subject = emit_move(c, subject, WANT_TEMP);
    bool subject_is_temp = is_temp(subject);
    at(c, value);
    if (!subject_is_temp)
        emit_nop(c);
    int depth = c->u->depth;
    for (int i = 0; i < cases->n && !c->failed; i++) {
        const MatchCase *k = cases->items[i];
        if (is_irrefutable(k->pattern) && !k->guard && i < cases->n - 1) {
            reject_irrefutable(c, k->pattern);
            return;
        }
        compile_case(c, k, borrowed(subject), subject_is_temp, end);
    }
    c->u->depth = depth;
    at_nowhere(c);
    if (subject_is_temp)
        emit_drop(c);
    c->u->depth = outside;
    label_place(c, end);
}
