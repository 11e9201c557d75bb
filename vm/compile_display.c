/* vm/compile_display.c -- tuples, lists, sets, dicts and f-strings.
 *
 * Short displays are built from consecutive registers; long ones and those with `*x` grow an object. */
#include "vm/compiler.h"
#include "runtime/set.h"

enum { MAX_RUN = 30, MAX_PIECES = 60 };

static bool has_star(const ExprSeq *elts)
{
    for (int i = 0; i < elts->n; i++)
        if (elts->items[i]->kind == EXPR_STARRED)
            return true;
    return false;
}

/* A tuple of the elements when all are constants, else ABSENT. */
static Ref constant_elements(Compiler *c, const ExprSeq *elts, bool set)
{
    for (int i = 0; i < elts->n; i++)
        if (value_is_absent(fold(c, elts->items[i])))
            return VALUE_ABSENT;
    Value t = tuple_new(elts->n);
    for (int i = 0; i < elts->n && !value_is_error(t); i++)
        VALUE_AS(Tuple, t)->items[i] = value_dup(elts->items[i]->as.Constant.value);
    if (set && !value_is_error(t)) {
        Value s = frozenset_new(t);
        value_drop(t);
        t = s;
    }
    return constant_keep(c, t);
}

/* Start a list or set with the elements before the first star, then add the others. */
static Operand grow_sequence(Compiler *c, Op build, Op add, Op extend, const ExprSeq *elts)
{
    Position pos = c->u->pos;
    int i = 0;
    while (i < elts->n && i < MAX_RUN && elts->items[i]->kind != EXPR_STARRED)
        compile_expr(c, elts->items[i++], WANT_TEMP);
    c->u->pos = pos;
    Operand to = emit_run(c, build, i, i, WANT_TEMP);
    for (; i < elts->n; i++) {
        Expr *e = elts->items[i];
        bool star = e->kind == EXPR_STARRED;
        Operand v = compile_expr(c, star ? e->as.Starred.value : e, WANT_ANY);
        c->u->pos = pos;
        emit(c, star ? extend : add, to, v, none());
    }
    return to;
}

Operand compile_sequence(Compiler *c, Op build, const ExprSeq *elts, int want)
{
    Position pos = c->u->pos;
    if (!has_star(elts) && elts->n <= MAX_RUN) {
        for (int i = 0; i < elts->n; i++)
            compile_expr(c, elts->items[i], WANT_TEMP);
        c->u->pos = pos;
        return emit_run(c, build, elts->n, elts->n, want);
    }
    if (build == OP_BUILD_SET)
        return emit_move(c, grow_sequence(c, OP_BUILD_SET, OP_SET_ADD, OP_SET_UPDATE, elts), want);
    Operand list = grow_sequence(c, OP_BUILD_LIST, OP_LIST_APPEND, OP_LIST_EXTEND, elts);
    c->u->pos = pos;
    if (build == OP_BUILD_TUPLE)
        return emit_value(c, OP_LIST_TO_TUPLE, 0, list, none(), want);
    return emit_move(c, list, want);
}

/* Three constants and more: one constant holds them all. */
static Operand from_constants(Compiler *c, Op build, Op extend, Ref elements, int want)
{
    Operand to = emit_run(c, build, 0, 0, WANT_TEMP);
    Operand k = load_constant(c, elements, WANT_ANY);
    emit(c, extend, to, k, none());
    return emit_move(c, to, want);
}

static Operand compile_list_or_set(Compiler *c, Expr *e, int want)
{
    bool set = e->kind == EXPR_SET;
    const ExprSeq *elts = set ? e->as.Set.elts : e->as.List.elts;
    Op build = set ? OP_BUILD_SET : OP_BUILD_LIST;
    if (elts->n >= 3 && c->u->reachable) {
        Ref elements = constant_elements(c, elts, set);
        at(c, e);
        if (!value_is_absent(elements))
            return from_constants(c, build, set ? OP_SET_UPDATE : OP_LIST_EXTEND, elements, want);
    }
    return compile_sequence(c, build, elts, want);
}

static Operand compile_dict(Compiler *c, Expr *e, int want)
{
    const ExprSeq *keys = e->as.Dict.keys, *values = e->as.Dict.values;
    int i = 0, n = values->n;
    for (; i < n && i < MAX_RUN / 2 && keys->items[i]; i++) {
        compile_expr(c, keys->items[i], WANT_TEMP);
        compile_expr(c, values->items[i], WANT_TEMP);
    }
    at(c, e);
    if (i == n)
        return emit_run(c, OP_BUILD_MAP, 2 * i, i, want);
    Operand to = emit_run(c, OP_BUILD_MAP, 2 * i, i, WANT_TEMP);
    for (; i < n; i++) {
        if (!keys->items[i]) {
            Operand v = compile_expr(c, values->items[i], WANT_ANY);
            at(c, e);
            emit(c, OP_DICT_UPDATE, to, v, none());
            continue;
        }
        Operand k = compile_expr_kept(c, keys->items[i], values->items[i], WANT_ANY);
        Operand v = compile_expr(c, values->items[i], WANT_ANY);
        at(c, e);
        emit(c, OP_DICT_SET, to, k, v);
    }
    return emit_move(c, to, want);
}

Operand compile_display(Compiler *c, Expr *e, int want)
{
    if (e->kind == EXPR_DICT)
        return compile_dict(c, e, want);
    if (e->kind == EXPR_TUPLE)
        return compile_sequence(c, OP_BUILD_TUPLE, e->as.Tuple.elts, want);
    return compile_list_or_set(c, e, want);
}

/* ---- f-strings and t-strings ---- */
static int conversion_flags(int conversion)
{
    switch (conversion) {
    case 's': return 1 << 6;
    case 'r': return 2 << 6;
    case 'a': return 3 << 6;
    default: return 0;
    }
}

static Operand compile_formatted(Compiler *c, Expr *e, int want)
{
    Expr *value = e->as.FormattedValue.value, *spec = e->as.FormattedValue.format_spec;
    int flags = conversion_flags(e->as.FormattedValue.conversion);
    Operand v = compile_expr_kept(c, value, spec, WANT_ANY);
    if (spec) {
        Operand s = compile_expr(c, spec, WANT_ANY);
        at(c, e);
        return emit_value(c, OP_FORMAT_SPEC, flags, v, s, want);
    }
    at(c, e);
    return emit_value(c, OP_FORMAT, flags, v, none(), want);
}

static Operand compile_joined(Compiler *c, Expr *e, int want)
{
    const ExprSeq *values = e->as.JoinedStr.values;
    if (values->n == 0)
        return load_constant(c, constant_keep(c, str_empty()), want);
    if (values->n == 1)
        return compile_expr(c, values->items[0], want);
    int n = 0;
    for (int i = 0; i < values->n; i++) {
        compile_expr(c, values->items[i], WANT_TEMP);
        if (++n == MAX_PIECES && i < values->n - 1) {
            at(c, e);
            emit_run(c, OP_BUILD_STRING, n, n, WANT_TEMP);
            n = 1;
        }
    }
    at(c, e);
    return emit_run(c, OP_BUILD_STRING, n, n, want);
}

static Operand compile_interpolation(Compiler *c, Expr *e, int want)
{
    compile_expr(c, e->as.Interpolation.value, WANT_TEMP);
    load_constant(c, e->as.Interpolation.str, WANT_TEMP);
    if (e->as.Interpolation.format_spec)
        compile_expr(c, e->as.Interpolation.format_spec, WANT_TEMP);
    else
        load_constant(c, constant_keep(c, str_empty()), WANT_TEMP);
    at(c, e);
    int conversion = e->as.Interpolation.conversion;
    return emit_run(c, OP_BUILD_INTERPOLATION, 3, conversion > 0 ? conversion : 0, want);
}

/* One more than there are interpolations, when no two strings are neighbours. */
static int64_t count_template_strings(const ExprSeq *values)
{
    int64_t n = 0;
    bool after_string = false;
    for (int i = 0; i < values->n; i++) {
        bool is_string = values->items[i]->kind == EXPR_CONSTANT;
        n += is_string || !after_string;
        after_string = is_string;
    }
    return n + !after_string;
}

/* Strings and interpolations alternate, a string first and last: empty ones are put in. */
static Operand compile_template(Compiler *c, Expr *e, int want)
{
    const ExprSeq *values = e->as.TemplateStr.values;
    Value strings = tuple_new(count_template_strings(values));
    int n_strings = 0, n_interpolations = 0;
    bool after_string = false;
    if (value_is_error(strings)) {
        c->failed = true;
        return destination(c, want);
    }
    for (int i = 0; i < values->n; i++) {
        bool is_string = values->items[i]->kind == EXPR_CONSTANT;
        if (!is_string && !after_string)
            VALUE_AS(Tuple, strings)->items[n_strings++] = str_empty();
        if (is_string)
            VALUE_AS(Tuple, strings)->items[n_strings++] = value_dup(values->items[i]->as.Constant.value);
        else
            n_interpolations++;
        after_string = is_string;
    }
    if (!after_string)
        VALUE_AS(Tuple, strings)->items[n_strings] = str_empty();
    load_constant(c, constant_keep(c, strings), WANT_TEMP);
    ExprSeq *interpolations = arena_alloc(c->arena, sizeof(ExprSeq) + (size_t)n_interpolations * sizeof(Expr *));
    if (!interpolations) {
        c->failed = true;
        return destination(c, want);
    }
    interpolations->n = 0;
    for (int i = 0; i < values->n; i++)
        if (values->items[i]->kind != EXPR_CONSTANT)
            interpolations->items[interpolations->n++] = values->items[i];
    compile_sequence(c, OP_BUILD_TUPLE, interpolations, WANT_TEMP);
    at(c, e);
    return emit_run(c, OP_BUILD_TEMPLATE, 2, 0, want);
}

Operand compile_string(Compiler *c, Expr *e, int want)
{
    switch ((int)e->kind) {
    case EXPR_FORMATTEDVALUE: return compile_formatted(c, e, want);
    case EXPR_INTERPOLATION: return compile_interpolation(c, e, want);
    case EXPR_JOINEDSTR: return compile_joined(c, e, want);
    default: return compile_template(c, e, want);
    }
}
