/* vm/compile_call.c -- calls: functions, methods, keywords, star arguments. */
#include "vm/compiler.h"

enum { MAX_PLAIN_ARGUMENTS = 200, MAX_PLAIN_PAIRS = 16 };

Operand emit_call(Compiler *c, Op op, int n_args, int n_temporaries, int want)
{
    return emit_run(c, op, n_temporaries, n_args, want);
}

/* A method call spread over lines stands at its attribute's line, as tracebacks show it. */
void at_attribute(Compiler *c, const Expr *e, const Expr *attribute)
{
    at(c, e);
    Position *pos = &c->u->pos;
    if (pos->line == attribute->end_lineno)
        return;
    pos->line = attribute->end_lineno;
    int len = (int)str_len(attribute->as.Attribute.attr);
    bool fits = len <= attribute->end_col_offset;
    pos->column = fits ? attribute->end_col_offset - len : -1;
    pos->end_column = fits ? (pos->end_line == pos->line ? e->end_col_offset : attribute->end_col_offset) : -1;
    if (pos->end_line < pos->line)
        pos->end_line = pos->line;
}

static bool has_unpacking(const ExprSeq *args, const KeywordSeq *keywords)
{
    for (int i = 0; i < args->n; i++)
        if (args->items[i]->kind == EXPR_STARRED)
            return true;
    for (int i = 0; i < keywords->n; i++)
        if (value_is_absent(keywords->items[i]->arg))
            return true;
    return false;
}

static bool is_plain(const ExprSeq *args, const KeywordSeq *keywords, int n_before)
{
    return args->n + keywords->n + n_before <= MAX_PLAIN_ARGUMENTS && !has_unpacking(args, keywords);
}

/* ---- plain arguments, one register each ---- */
static Operand keyword_names(Compiler *c, const KeywordSeq *keywords)
{
    Value names = tuple_new(keywords->n);
    if (!value_is_error(names))
        for (int i = 0; i < keywords->n; i++)
            VALUE_AS(Tuple, names)->items[i] = value_dup(keywords->items[i]->arg);
    return constant_owned(c, names);
}

/* n_under: temporaries of the callable, and of the arguments that are there already. */
static Operand plain_call(Compiler *c, const Position *pos, bool method, int n_under, int n_before,
                          const ExprSeq *args, const KeywordSeq *keywords, int want)
{
    for (int i = 0; i < args->n; i++)
        compile_expr(c, args->items[i], WANT_TEMP);
    for (int i = 0; i < keywords->n; i++)
        compile_expr(c, keywords->items[i]->value, WANT_TEMP);
    int n = args->n + keywords->n;
    c->u->pos = *pos;
    if (keywords->n == 0)
        return emit_call(c, method ? OP_CALL_METHOD : OP_CALL, n_before + n, n_under + n_before + n, want);
    Operand names = c->u->reachable ? keyword_names(c, keywords) : none();
    pop(c, n_under + n_before + n);
    Ins *in = emit(c, method ? OP_CALL_METHOD_KW : OP_CALL_KW, none(), temp(c->u->depth), number(n_before + n));
    in->cache = (uint32_t)names.index;
    Operand to = destination(c, want);
    in->kind[0] = (uint8_t)to.kind;
    in->operand[0] = to.index;
    if (want >= 0)
        bits_set(&c->u->assigned, want);
    return to;
}

/* ---- star arguments: a tuple and a dict ---- */
static void push_argument_tuple(Compiler *c, int n_before, const ExprSeq *args, int callable)
{
    int i = 0;
    if (n_before == 0 && args->n == 1 && args->items[0]->kind == EXPR_STARRED) {
        compile_expr(c, args->items[0]->as.Starred.value, WANT_TEMP); /* f(*x): as it is */
        return;
    }
    while (i < args->n && i < MAX_PLAIN_PAIRS && args->items[i]->kind != EXPR_STARRED)
        compile_expr(c, args->items[i++], WANT_TEMP);
    if (i == args->n) {
        emit_run(c, OP_BUILD_TUPLE, n_before + i, n_before + i, WANT_TEMP);
        return;
    }
    Operand list = emit_run(c, OP_BUILD_LIST, n_before + i, n_before + i, WANT_TEMP);
    for (; i < args->n; i++) {
        Expr *arg = args->items[i];
        if (arg->kind != EXPR_STARRED) {
            Operand v = compile_expr(c, arg, WANT_ANY);
            emit(c, OP_LIST_APPEND, list, v, none());
            continue;
        }
        Operand v = compile_expr(c, arg->as.Starred.value, WANT_ANY);
        Ins *in = emit(c, OP_LIST_EXTEND, list, v, operand(KIND_BORROWED, callable));
        in->flags = FLAG_6;
    }
    emit_value(c, OP_LIST_TO_TUPLE, 0, list, none(), WANT_TEMP);
}

/* Push the names and values from keywords[i] on that are no unpackings, as a dict; the first not taken. */
static int push_keyword_run(Compiler *c, const KeywordSeq *keywords, int i)
{
    int n = 0;
    for (; i < keywords->n && !value_is_absent(keywords->items[i]->arg) && n < MAX_PLAIN_PAIRS; i++, n++) {
        load_constant(c, keywords->items[i]->arg, WANT_TEMP);
        compile_expr(c, keywords->items[i]->value, WANT_TEMP);
    }
    emit_run(c, OP_BUILD_MAP, 2 * n, n, WANT_TEMP);
    return i;
}

static void push_keyword_dict(Compiler *c, const Position *pos, const KeywordSeq *keywords, int callable)
{
    c->u->pos = *pos;
    int i = push_keyword_run(c, keywords, 0);
    int dict = c->u->depth - 1;
    while (i < keywords->n) {
        const Keyword *k = keywords->items[i];
        Operand more;
        if (value_is_absent(k->arg)) {
            more = compile_expr(c, k->value, WANT_ANY);
            i++;
        } else {
            i = push_keyword_run(c, keywords, i);
            more = temp(c->u->depth - 1);
        }
        c->u->pos = *pos;
        emit(c, OP_DICT_MERGE, temp(dict), more, operand(KIND_BORROWED, callable));
    }
}

static Operand unpacking_call(Compiler *c, const Position *pos, int n_before, const ExprSeq *args,
                              const KeywordSeq *keywords, int want)
{
    int callable = c->u->depth - n_before - 1;
    push_argument_tuple(c, n_before, args, callable);
    if (keywords->n)
        push_keyword_dict(c, pos, keywords, callable);
    c->u->pos = *pos;
    return emit_run(c, OP_CALL_EX, keywords->n ? 3 : 2, keywords->n ? 1 : 0, want);
}

Operand compile_call_arguments(Compiler *c, const Position *pos, int n_before, const ExprSeq *args,
                               const KeywordSeq *keywords, int want)
{
    if (is_plain(args, keywords, n_before))
        return plain_call(c, pos, false, 1, n_before, args, keywords, want);
    return unpacking_call(c, pos, n_before, args, keywords, want);
}

/* ---- the call expression ---- */
static Operand method_call(Compiler *c, Expr *e, int want)
{
    Expr *f = e->as.Call.func;
    if (!compile_super_method(c, f)) {
        Operand o = compile_expr(c, f->as.Attribute.value, WANT_ANY);
        at_attribute(c, f, f);
        int name = name_index(c, name_mangle(c, f->as.Attribute.attr));
        emit_value(c, OP_LOAD_METHOD, 0, o, number(name), WANT_TEMP);
        temp_push(c);
    }
    at_attribute(c, e, f);
    Position pos = c->u->pos;
    return plain_call(c, &pos, true, 2, 0, e->as.Call.args, e->as.Call.keywords, want);
}

Operand compile_call(Compiler *c, Expr *e, int want)
{
    Expr *f = e->as.Call.func;
    if (f->kind == EXPR_ATTRIBUTE && is_plain(e->as.Call.args, e->as.Call.keywords, 0))
        return method_call(c, e, want);
    compile_expr(c, f, WANT_TEMP);
    Position pos = expr_position(e);
    return compile_call_arguments(c, &pos, 0, e->as.Call.args, e->as.Call.keywords, want);
}
