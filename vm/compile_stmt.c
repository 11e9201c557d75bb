/* vm/compile_stmt.c -- simple statements, if and loops. */
#include "vm/compiler.h"

/* ---- if and loops ---- */
void compile_if(Compiler *c, Stmt *s)
{
    int orelse = label_new(c), end = label_new(c);
    compile_condition(c, s->as.If.test, false, orelse);
    compile_body(c, s->as.If.body);
    if (s->as.If.orelse->n) {
        at_nowhere(c);
        emit_jump(c, end);
    }
    label_place(c, orelse);
    compile_body(c, s->as.If.orelse);
    label_place(c, end);
}

void compile_while(Compiler *c, Stmt *s)
{
    Unit *u = c->u;
    int head = label_new(c), orelse = label_new(c), end = label_new(c);
    Block b = {.depth = u->depth, .handler = u->handler, .break_label = end, .continue_label = head};
    bool forever = fold_truth(c, s->as.While.test) == 1;
    if (forever) { /* no instruction tests, so jumping back stands for the line */
        at(c, s->as.While.test);
        b.pos = u->pos;
        emit_nop(c);
    }
    label_place_loop(c, head);
    if (!block_push(c, &b, BLOCK_WHILE))
        return;
    compile_condition(c, s->as.While.test, false, orelse);
    compile_body(c, s->as.While.body);
    at_nowhere(c);
    if (forever)
        u->pos = b.pos;
    emit_jump_back(c, head);
    block_pop(c, &b);
    label_place(c, orelse);
    compile_body(c, s->as.While.orelse);
    label_place(c, end);
}

static void loop_body(Compiler *c, Block *b, const StmtSeq *body)
{
    if (!block_push(c, b, BLOCK_FOR))
        return;
    compile_body(c, body);
    block_pop(c, b);
    at_nowhere(c);
    emit_jump_back(c, b->continue_label);
    pop(c, 1);
}

void compile_for(Compiler *c, Stmt *s)
{
    Unit *u = c->u;
    Expr *target = s->as.For.target, *iter = s->as.For.iter;
    int head = label_new(c), exhausted = label_new(c), end = label_new(c);
    Block b = {.depth = u->depth, .handler = u->handler, .break_label = end, .continue_label = head};
    fold_container(c, iter);
    Operand v = compile_expr(c, iter, WANT_ANY);
    at(c, iter);
    emit_value(c, OP_GET_ITER, 0, v, none(), WANT_TEMP);
    label_place_loop(c, head);
    int reg = target_register(c, target);
    Operand item = emit_for_iter(c, exhausted, reg >= 0 ? reg : WANT_TEMP);
    if (reg < 0)
        compile_store(c, target, item);
    loop_body(c, &b, s->as.For.body);
    label_place(c, exhausted);
    compile_body(c, s->as.For.orelse);
    label_place(c, end);
}

static void compile_async_for(Compiler *c, Stmt *s)
{
    Unit *u = c->u;
    Expr *target = s->as.AsyncFor.target, *iter = s->as.AsyncFor.iter;
    int head = label_new(c), end = label_new(c);
    Block b = {.depth = u->depth, .handler = u->handler, .break_label = end, .continue_label = head};
    Operand v = compile_expr(c, iter, WANT_ANY);
    at(c, iter);
    emit_value(c, OP_GET_AITER, 0, v, none(), WANT_TEMP);
    label_place_loop(c, head);
    Bits assigned = u->assigned;
    int reg = target_register(c, target);
    Operand item;
    int handler = emit_async_next(c, reg >= 0 ? reg : WANT_TEMP, &item);
    if (reg < 0)
        compile_store(c, target, item);
    loop_body(c, &b, s->as.AsyncFor.body);
    temp_push(c);
    at(c, iter);
    emit_async_end(c, handler, assigned);
    compile_body(c, s->as.AsyncFor.orelse);
    label_place(c, end);
}

/* ---- import ---- */
static void push_import(Compiler *c, int level, Operand fromlist_operand, Ref name)
{
    load_constant(c, value_from_int(level), WANT_TEMP);
    emit_move(c, fromlist_operand, WANT_TEMP);
    pop(c, 2);
    emit_value(c, OP_IMPORT_NAME, 0, temp(c->u->depth), number(name_index(c, name)), WANT_TEMP);
}

static int64_t find_dot(Ref s, int64_t from)
{
    for (int64_t i = from; i < str_len(s); i++)
        if (str_at(s, i) == '.')
            return i;
    return -1;
}

static Ref name_part(Compiler *c, Ref s, int64_t from, int64_t to)
{
    Value part = str_slice(s, from, to);
    if (value_is_error(part)) {
        c->failed = true;
        return s;
    }
    return arena_own(c->arena, str_intern(part));
}

/* import a.b.c as m: m is a.b.c, fetched part by part. */
static void store_dotted_as(Compiler *c, Ref name, Ref asname)
{
    int64_t dot = find_dot(name, 0);
    while (dot >= 0) {
        int64_t next = find_dot(name, dot + 1);
        Ref part = name_part(c, name, dot + 1, next < 0 ? str_len(name) : next);
        int package = c->u->depth - 1;
        emit_value(c, OP_IMPORT_FROM, 0, temp(package), number(name_index(c, part)), WANT_TEMP);
        /* drop the package below */
        emit_shuffle(c, package + 2, package);
        emit_shuffle(c, package, package + 1);
        emit_shuffle(c, package + 1, package + 2);
        emit_drop(c);
        dot = next;
    }
    name_store(c, asname, temp(c->u->depth - 1));
}

static void compile_import(Compiler *c, Stmt *s)
{
    const AliasSeq *names = s->as.Import.names;
    for (int i = 0; i < names->n; i++) {
        const Alias *alias = names->items[i];
        push_import(c, 0, load_constant(c, VALUE_NONE, WANT_ANY), alias->name);
        if (!value_is_absent(alias->asname)) {
            store_dotted_as(c, alias->name, alias->asname);
            continue;
        }
        int64_t dot = find_dot(alias->name, 0);
        Ref top = dot < 0 ? alias->name : name_part(c, alias->name, 0, dot);
        name_store(c, top, temp(c->u->depth - 1));
    }
}

static void compile_import_from(Compiler *c, Stmt *s)
{
    const AliasSeq *names = s->as.ImportFrom.names;
    Ref module = s->as.ImportFrom.module;
    Value fromlist = tuple_new(names->n);
    for (int i = 0; i < names->n && !value_is_error(fromlist); i++)
        VALUE_AS(Tuple, fromlist)->items[i] = value_dup(names->items[i]->name);
    if (value_is_absent(module))
        module = constant_keep(c, str_intern_cstr(""));
    push_import(c, s->as.ImportFrom.level, constant_owned(c, fromlist), module);
    int from = c->u->depth - 1;
    if (names->n == 1 && str_equals_cstr(names->items[0]->name, "*")) {
        emit(c, OP_IMPORT_STAR, none(), temp(from), none());
        return;
    }
    for (int i = 0; i < names->n; i++) {
        const Alias *alias = names->items[i];
        Ref store = value_is_absent(alias->asname) ? alias->name : alias->asname;
        int reg = local_of_name(c, store);
        Operand v = emit_value(c, OP_IMPORT_FROM, 0, temp(from), number(name_index(c, alias->name)),
                               reg >= 0 ? reg : WANT_TEMP);
        if (reg < 0)
            name_store(c, store, v);
    }
    emit_drop(c);
}

/* ---- the others ---- */
static void compile_raise(Compiler *c, Stmt *s)
{
    int n = 0;
    Operand exc = none(), cause = none();
    if (s->as.Raise.exc) {
        n = 1;
        exc = s->as.Raise.cause ? compile_expr_kept(c, s->as.Raise.exc, s->as.Raise.cause, WANT_ANY)
                                : compile_expr(c, s->as.Raise.exc, WANT_ANY);
        if (s->as.Raise.cause) {
            n = 2;
            cause = compile_expr(c, s->as.Raise.cause, WANT_ANY);
        }
    }
    at_stmt(c, s);
    Ins *in = emit(c, OP_RAISE, none(), exc, cause);
    in->flags = (uint8_t)(n << 6);
    c->u->reachable = false;
    c->u->assigned = BITS_ALL;
}

static void compile_assert(Compiler *c, Stmt *s)
{
    Expr *test = s->as.Assert.test, *msg = s->as.Assert.msg;
    if (c->optimise)
        return;
    int end = label_new(c);
    compile_condition(c, test, true, end);
    if (c->u->reachable) {
        Operand message = msg ? compile_expr(c, msg, WANT_ANY) : none();
        at(c, test);
        Ins *in = emit(c, OP_ASSERT_FAIL, none(), message, none());
        in->flags = msg ? 0 : FLAG_NO_MESSAGE;
        c->u->reachable = false;
        c->u->assigned = BITS_ALL;
    }
    label_place(c, end);
}

static void compile_expression_statement(Compiler *c, Stmt *s)
{
    Expr *e = s->as.Expr.value;
    if (c->interactive && c->u->outer == NULL && c->interactive_depth == 0) {
        Operand v = compile_expr(c, e, WANT_ANY);
        at_stmt(c, s);
        emit(c, OP_PRINT_EXPR, none(), v, none());
        return;
    }
    compile_effect(c, e);
}

void compile_stmt(Compiler *c, Stmt *s)
{
    if (!enter_recursion(c))
        return;
    at_stmt(c, s);
    switch (s->kind) {
    case STMT_FUNCTIONDEF:
    case STMT_ASYNCFUNCTIONDEF: compile_function(c, s); break;
    case STMT_CLASSDEF: compile_class(c, s); break;
    case STMT_RETURN: compile_return(c, s); break;
    case STMT_DELETE:
        for (int i = 0; i < s->as.Delete.targets->n; i++)
            compile_delete(c, s->as.Delete.targets->items[i]);
        break;
    case STMT_ASSIGN: compile_assign(c, s); break;
    case STMT_TYPEALIAS: compile_type_alias(c, s); break;
    case STMT_AUGASSIGN: compile_augassign(c, s); break;
    case STMT_ANNASSIGN: compile_annassign(c, s); break;
    case STMT_FOR: compile_for(c, s); break;
    case STMT_ASYNCFOR: compile_async_for(c, s); break;
    case STMT_WHILE: compile_while(c, s); break;
    case STMT_IF: compile_if(c, s); break;
    case STMT_WITH:
    case STMT_ASYNCWITH: compile_with(c, s, 0); break;
    case STMT_MATCH: compile_match(c, s); break;
    case STMT_RAISE: compile_raise(c, s); break;
    case STMT_TRY: compile_try(c, s); break;
    case STMT_TRYSTAR: compile_try_star(c, s); break;
    case STMT_ASSERT: compile_assert(c, s); break;
    case STMT_IMPORT: compile_import(c, s); break;
    case STMT_IMPORTFROM: compile_import_from(c, s); break;
    case STMT_GLOBAL:
    case STMT_NONLOCAL: break;
    case STMT_EXPR: compile_expression_statement(c, s); break;
    case STMT_PASS: emit_nop(c); break;
    case STMT_BREAK: compile_break(c, s); break;
    case STMT_CONTINUE: compile_continue(c, s); break;
    }
}

void compile_body(Compiler *c, const StmtSeq *body)
{
    for (int i = 0; i < body->n && c->u->reachable && !c->failed; i++)
        compile_stmt(c, body->items[i]);
}
