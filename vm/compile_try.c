/* vm/compile_try.c -- try, except, except*, finally, with.
 *
 * Entering a try costs nothing: the protected instructions carry the number of their handler, from which the
 * exception table is made.  A handler finds the exception in the first temporary above those alive around the
 * try, and PUSH_HANDLED makes it sys.exception():
 *
 *     [ ... | exception | saved exc_info ]
 *
 * An exception inside the handler arrives in the temporary above; the cleanup turns the three round, restores
 * exc_info and raises on. */
#include "vm/compiler.h"

/* [old, saved, new] on top: restore exc_info, raise new. */
static void emit_raise_again(Compiler *c, int depth)
{
    Unit *u = c->u;
    emit_shuffle(c, depth + 3, depth + 2);
    emit_shuffle(c, depth + 2, depth + 1);
    emit_shuffle(c, depth + 1, depth);
    emit_shuffle(c, depth, depth + 3);
    emit_pop_handled(c);
    emit(c, OP_RERAISE, none(), temp(depth), none());
    u->reachable = false;
    u->assigned = BITS_ALL;
}

static void at_nowhere_unless_lineless(Compiler *c)
{
    if (c->u->pos.line != NO_LINE)
        at_nowhere(c);
}

/* The second half of every handler.  `label`: where exceptions inside it arrive, which is no line of the program's.
 * When the handler runs to its end, it is with what it raises on the top. */
static void emit_cleanup(Compiler *c, int label, int depth)
{
    Unit *u = c->u;
    if (u->reachable) {
        at_nowhere_unless_lineless(c);
        emit_raise_again(c, depth);
    }
    u->depth = depth + 2;
    at_no_line(c);
    handler_place(c, label, BITS_ALL);
    emit_raise_again(c, depth);
    u->depth = depth;
}

/* Copy the exception at `depth` as what emit_cleanup() raises again. */
static void push_again(Compiler *c, int depth)
{
    if (!c->u->reachable)
        return;
    at_nowhere_unless_lineless(c);
    emit_move(c, operand(KIND_BORROWED, depth), WANT_TEMP);
}

static void emit_push_handled(Compiler *c)
{
    emit(c, OP_PUSH_HANDLED, temp(c->u->depth - 1), none(), none());
    temp_push(c);
}

static void at_first(Compiler *c, const StmtSeq *body)
{
    if (body->n)
        at_stmt(c, body->items[0]);
}

/* ---- except ---- */
static void compile_handler_body(Compiler *c, const ExceptHandler *h, int depth, int outside, int end)
{
    Unit *u = c->u;
    Block b = {.depth = depth, .handler = outside, .name = h->name};
    if (!block_push(c, &b, BLOCK_HANDLED))
        return;
    bool named = !value_is_absent(h->name);
    if (!named)
        compile_body(c, h->body);
    else {
        name_store(c, h->name, operand(KIND_BORROWED, depth));
        Bits assigned = u->assigned;
        int saved, unset = protect(c, &saved);
        compile_body(c, h->body);
        protect_end(c, saved);
        if (label_is_used(c, unset)) {
            bool reachable = u->reachable;
            int after = label_new(c);
            at_nowhere(c);
            if (reachable)
                emit_jump(c, after);
            handler_place(c, unset, assigned);
            at_no_line(c);
            name_unset(c, h->name);
            emit(c, OP_RERAISE, none(), temp(u->depth - 1), none());
            u->reachable = false;
            u->assigned = BITS_ALL;
            label_place(c, after);
        }
    }
    block_pop(c, &b);
    int inside = u->handler;
    u->handler = outside;
    at_nowhere(c);
    emit_pop_handled(c);
    if (named)
        name_unset(c, h->name);
    emit_jump(c, end);
    u->handler = inside;
    u->depth = depth + 2;
}

static void at_handler(Compiler *c, const ExceptHandler *h)
{
    c->u->pos = (Position){h->lineno, h->end_lineno, h->col_offset, h->end_col_offset};
}

static void compile_handlers(Compiler *c, const ExceptHandlerSeq *handlers, int depth, int outside, int end)
{
    for (int i = 0; i < handlers->n; i++) {
        const ExceptHandler *h = handlers->items[i];
        int next = label_new(c);
        at_handler(c, h);
        if (!h->type && i < handlers->n - 1) {
            syntax_error(c, &c->u->pos, "default 'except:' must be last");
            return;
        }
        if (h->type) {
            Operand type = compile_expr(c, h->type, WANT_ANY);
            at_handler(c, h);
            Operand matches = emit_value(c, OP_EXC_MATCH, 0, temp(depth), type, WANT_TEMP);
            emit_branch(c, OP_JUMP_IF_FALSE, matches, next);
        }
        compile_handler_body(c, h, depth, outside, end);
        label_place(c, next);
    }
}

static void compile_try_except(Compiler *c, const StmtSeq *body, const ExceptHandlerSeq *handlers,
                               const StmtSeq *orelse)
{
    Unit *u = c->u;
    int end = label_new(c), depth = u->depth;
    Bits assigned = u->assigned;
    int saved, handler = protect(c, &saved);
    compile_body(c, body);
    protect_end(c, saved);
    compile_body(c, orelse);
    at_nowhere(c);
    emit_jump(c, end);

    cold_begin(c);
    handler_place(c, handler, assigned);
    at_handler(c, handlers->items[0]);
    emit_push_handled(c);
    int cleanup = protect(c, &saved);
    compile_handlers(c, handlers, depth, saved, end);
    push_again(c, depth);
    protect_end(c, saved);
    emit_cleanup(c, cleanup, depth);
    cold_end(c);
    label_place(c, end);
}

/* ---- finally ---- */
static void compile_final_handler(Compiler *c, const StmtSeq *final, int handler, Bits assigned, int depth)
{
    Unit *u = c->u;
    cold_begin(c);
    handler_place(c, handler, assigned);
    at_first(c, final);
    emit_push_handled(c);
    int saved, cleanup = protect(c, &saved);
    Block b = {.depth = depth, .handler = saved, .name = VALUE_ABSENT};
    if (!block_push(c, &b, BLOCK_HANDLED))
        return;
    compile_body(c, final);
    block_pop(c, &b);
    push_again(c, depth);
    protect_end(c, saved);
    emit_cleanup(c, cleanup, depth);
    u->depth = depth;
    cold_end(c);
}

typedef void (*BodyFn)(Compiler *c, Stmt *s);

static void compile_with_final(Compiler *c, Stmt *s, BodyFn compile_inner, const StmtSeq *final)
{
    Unit *u = c->u;
    int end = label_new(c), depth = u->depth;
    Bits assigned = u->assigned;
    int saved, handler = protect(c, &saved);
    Block b = {.depth = depth, .handler = saved, .final_body = final};
    if (!block_push(c, &b, BLOCK_FINALLY))
        return;
    compile_inner(c, s);
    block_pop(c, &b);
    protect_end(c, saved);
    compile_body(c, final);
    at_nowhere(c);
    emit_jump(c, end);
    compile_final_handler(c, final, handler, assigned, depth);
    label_place(c, end);
}

static void compile_try_inner(Compiler *c, Stmt *s)
{
    emit_nop(c);
    if (s->as.Try.handlers->n)
        compile_try_except(c, s->as.Try.body, s->as.Try.handlers, s->as.Try.orelse);
    else
        compile_body(c, s->as.Try.body);
}

void compile_try(Compiler *c, Stmt *s)
{
    if (s->as.Try.finalbody->n)
        compile_with_final(c, s, compile_try_inner, s->as.Try.finalbody);
    else
        compile_try_inner(c, s);
}

/* ---- except*: [exception, saved, list of what is raised on, rest] and per clause [match, saved] ---- */
static void compile_star_handler(Compiler *c, const ExceptHandler *h, int depth)
{
    Unit *u = c->u;
    int list = depth + 2, rest = depth + 3, match = depth + 4;
    int no_match = label_new(c), done = label_new(c);
    at_handler(c, h);
    Operand type = compile_expr(c, h->type, WANT_ANY);
    at_handler(c, h);
    emit_value(c, OP_EXC_GROUP_MATCH, 0, temp(rest), type, WANT_TEMP);
    emit_branch(c, OP_JUMP_IF_NONE, operand(KIND_BORROWED, match), no_match);
    emit_push_handled(c);
    Bits assigned = u->assigned;
    int saved, failed = protect(c, &saved);
    Block b = {.depth = match, .handler = saved, .name = h->name};
    if (!block_push(c, &b, BLOCK_EXCEPT_STAR))
        return;
    if (!value_is_absent(h->name))
        name_store(c, h->name, operand(KIND_BORROWED, match));
    compile_body(c, h->body);
    block_pop(c, &b);
    protect_end(c, saved);
    at_nowhere(c);
    emit_pop_handled(c);
    if (!value_is_absent(h->name))
        name_unset(c, h->name);
    emit_jump(c, done);

    u->depth = match + 2;
    handler_place(c, failed, assigned);
    at_no_line(c);
    emit(c, OP_LIST_APPEND, temp(list), temp(u->depth - 1), none());
    u->depth = match + 2;
    emit_pop_handled(c);
    if (!value_is_absent(h->name))
        name_unset(c, h->name);
    emit_jump(c, done);

    u->depth = match + 1;
    label_place(c, no_match);
    at_nowhere(c);
    emit_drop(c);
    u->depth = match;
    label_place(c, done);
}

static void compile_star_inner(Compiler *c, Stmt *s)
{
    Unit *u = c->u;
    const ExceptHandlerSeq *handlers = s->as.TryStar.handlers;
    int end = label_new(c), handled = label_new(c), depth = u->depth;
    Bits assigned = u->assigned;
    emit_nop(c);
    int saved, handler = protect(c, &saved);
    compile_body(c, s->as.TryStar.body);
    protect_end(c, saved);
    compile_body(c, s->as.TryStar.orelse);
    at_nowhere(c);
    emit_jump(c, end);

    cold_begin(c);
    handler_place(c, handler, assigned);
    at_handler(c, handlers->items[0]);
    emit_push_handled(c);
    int cleanup = protect(c, &saved);
    Operand list = emit_run(c, OP_BUILD_LIST, 0, 0, WANT_TEMP);
    emit_move(c, operand(KIND_BORROWED, depth), WANT_TEMP);
    for (int i = 0; i < handlers->n && !c->failed; i++)
        compile_star_handler(c, handlers->items[i], depth);
    at_no_line(c);
    emit(c, OP_LIST_APPEND, list, temp(depth + 3), none());
    pop(c, 1);
    Operand again = emit_value(c, OP_EXC_GROUP_RERAISE, 0, list, operand(KIND_BORROWED, depth), WANT_TEMP);
    emit_branch(c, OP_JUMP_IF_NONE, borrowed(again), handled);
    protect_end(c, saved);
    emit_cleanup(c, cleanup, depth);

    u->depth = depth + 3;
    label_place(c, handled);
    emit_drop(c);
    emit_pop_handled(c);
    u->depth = depth;
    cold_end(c);
    label_place(c, end);
}

void compile_try_star(Compiler *c, Stmt *s)
{
    if (s->as.TryStar.finalbody->n)
        compile_with_final(c, s, compile_star_inner, s->as.TryStar.finalbody);
    else
        compile_star_inner(c, s);
}

/* ---- with ---- */
static const WithItemSeq *with_items(const Stmt *s)
{
    return s->kind == STMT_WITH ? s->as.With.items : s->as.AsyncWith.items;
}

/* Push exit method and self, call enter. Returns what enter returned. */
static Operand enter_manager(Compiler *c, const WithItem *item, bool is_async, bool *has_manager)
{
    Operand manager = compile_expr(c, item->context_expr, WANT_ANY);
    *has_manager = is_temp(manager);
    at(c, item->context_expr);
    Operand special = number(is_async ? SPECIAL_AEXIT : SPECIAL_EXIT);
    emit_value(c, OP_LOAD_SPECIAL, 0, borrowed(manager), special, WANT_TEMP);
    temp_push(c);
    special = number(is_async ? SPECIAL_AENTER : SPECIAL_ENTER);
    emit_value(c, OP_LOAD_SPECIAL, 0, borrowed(manager), special, WANT_TEMP);
    temp_push(c);
    int want = WANT_TEMP;
    if (item->optional_vars && target_register(c, item->optional_vars) >= 0)
        want = target_register(c, item->optional_vars);
    if (!is_async)
        return emit_call(c, OP_CALL_METHOD, 0, 2, want);
    emit_call(c, OP_CALL_METHOD, 0, 2, WANT_TEMP);
    return compile_await(c, 1, want);
}

/* The exception handler of a with block: ask __exit__ whether to go on. */
static void compile_with_handler(Compiler *c, const Block *b, int handler, Bits assigned, int inner_depth)
{
    Unit *u = c->u;
    int suppressed = label_new(c);
    u->depth = inner_depth;
    cold_begin(c);
    handler_place(c, handler, assigned);
    c->u->pos = b->pos;
    emit_push_handled(c);
    int saved, cleanup = protect(c, &saved);
    emit_value(c, OP_WITH_EXCEPT, 0, temp(inner_depth - 2), temp(inner_depth), WANT_TEMP);
    if (b->kind == BLOCK_ASYNC_WITH)
        compile_await(c, 2, WANT_TEMP);
    emit_branch(c, OP_JUMP_IF_TRUE, temp(u->depth - 1), suppressed);
    at_no_line(c); /* raised on, the frame stands in the body again */
    push_again(c, inner_depth);
    protect_end(c, saved);
    emit_cleanup(c, cleanup, inner_depth);
    u->depth = inner_depth + 2;
    label_place(c, suppressed);
    at_no_line(c);
    emit_pop_handled(c);
    emit_drop(c);
    emit_drop(c);
    if (b->has_manager)
        emit_drop(c);
    cold_end(c);
}

void compile_with(Compiler *c, Stmt *s, int i)
{
    Unit *u = c->u;
    bool is_async = s->kind == STMT_ASYNCWITH;
    const WithItemSeq *items = with_items(s);
    const WithItem *item = items->items[i];
    Block b = {.depth = u->depth, .handler = u->handler, .pos = expr_position(item->context_expr)};
    int end = label_new(c);
    Operand entered = enter_manager(c, item, is_async, &b.has_manager);
    int inner_depth = u->depth - is_temp(entered);
    Bits assigned = u->assigned;
    int saved, handler = protect_at(c, inner_depth, &saved);
    if (!block_push(c, &b, is_async ? BLOCK_ASYNC_WITH : BLOCK_WITH))
        return;
    if (is_temp(entered)) {
        if (item->optional_vars)
            compile_store(c, item->optional_vars, entered);
        else
            emit_drop(c);
    }
    if (i + 1 < items->n)
        compile_with(c, s, i + 1);
    else
        compile_body(c, is_async ? s->as.AsyncWith.body : s->as.With.body);
    block_pop(c, &b);
    protect_end(c, saved);
    emit_exit_call(c, &b);
    at_nowhere(c);
    emit_jump(c, end);
    compile_with_handler(c, &b, handler, assigned, inner_depth);
    label_place(c, end);
}
