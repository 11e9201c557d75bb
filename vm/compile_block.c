/* vm/compile_block.c -- what return, break and continue undo on their way out, and the three themselves.
 *
 * A block that has something to undo is on u->block while its body is compiled.  Leaving runs the undoing inline, innermost
 * first, each piece compiled as if it stood outside its block.  A returned value that must outlive
 * such code waits in a hidden register. */
#include "vm/compiler.h"

enum { MAX_NESTED_BLOCKS = 21 }; /* CPython's limit */

bool block_push(Compiler *c, Block *b, BlockKind kind)
{
    Unit *u = c->u;
    b->kind = kind;
    b->outer = u->block;
    if (u->n_blocks >= MAX_NESTED_BLOCKS) {
        syntax_error(c, &u->pos, "too many statically nested blocks");
        return false;
    }
    u->n_blocks++;
    u->block = b;
    return true;
}

void block_pop(Compiler *c, Block *b)
{
    c->u->block = b->outer;
    c->u->n_blocks--;
}

void emit_pop_handled(Compiler *c)
{
    pop(c, 2);
    emit(c, OP_POP_HANDLED, temp(c->u->depth), none(), none());
}

void emit_exit_call(Compiler *c, const Block *b)
{
    c->u->pos = b->pos;
    for (int i = 0; i < 3; i++)
        load_constant(c, VALUE_NONE, WANT_TEMP);
    emit_call(c, OP_CALL_METHOD, 3, 5, WANT_TEMP);
    if (b->kind == BLOCK_ASYNC_WITH)
        compile_await(c, 2, WANT_TEMP);
    emit_drop(c);
    if (b->has_manager)
        emit_drop(c);
}

/* Undo one block; u->depth is that inside it before and that outside it after. */
static void unwind(Compiler *c, const Block *b)
{
    Unit *u = c->u;
    u->handler = b->handler;
    switch (b->kind) {
    case BLOCK_WHILE:
        break;
    case BLOCK_FOR:
        emit_drop(c);
        break;
    case BLOCK_FINALLY: /* what follows seems to happen where the finally ends */
        compile_body(c, b->final_body);
        at_nowhere(c);
        break;
    case BLOCK_HANDLED:
        emit_pop_handled(c);
        if (!value_is_absent(b->name)) {
            at_nowhere(c);
            name_unset(c, b->name);
        }
        break;
    case BLOCK_WITH:
    case BLOCK_ASYNC_WITH:
        emit_exit_call(c, b);
        at_nowhere(c);
        break;
    case BLOCK_EXCEPT_STAR:
        syntax_error(c, &u->pos, "'break', 'continue' and 'return' cannot appear in an 'except*' block");
        break;
    }
    assert(c->failed || u->depth == b->depth);
}

typedef struct Saved { Block *block; int depth, handler, n_blocks; } Saved;

static Saved begin_leaving(Compiler *c)
{
    Unit *u = c->u;
    return (Saved){u->block, u->depth, u->handler, u->n_blocks};
}

/* Undo all blocks inside `last`, which is undone too when `including`. */
static void leave_blocks(Compiler *c, const Block *last, bool including)
{
    Unit *u = c->u;
    while (u->block && !c->failed && (u->block != last || including)) {
        const Block *b = u->block;
        u->block = b->outer;
        u->n_blocks--;
        unwind(c, b);
        if (b == last)
            return;
    }
}

static void end_leaving(Compiler *c, Saved saved)
{
    Unit *u = c->u;
    u->block = saved.block;
    u->depth = saved.depth;
    u->handler = saved.handler;
    u->n_blocks = saved.n_blocks;
}

static Block *innermost_loop(const Unit *u)
{
    Block *b = u->block;
    while (b && b->kind != BLOCK_WHILE && b->kind != BLOCK_FOR && b->kind != BLOCK_EXCEPT_STAR)
        b = b->outer;
    return b;
}

void compile_break(Compiler *c, Stmt *s)
{
    Block *loop = innermost_loop(c->u);
    if (!loop) {
        syntax_error(c, &c->u->pos, "'break' outside loop");
        return;
    }
    Saved saved = begin_leaving(c);
    emit_nop(c);
    leave_blocks(c, loop, true);
    if (!c->failed)
        emit_jump(c, loop->break_label);
    end_leaving(c, saved);
}

void compile_continue(Compiler *c, Stmt *s)
{
    Block *loop = innermost_loop(c->u);
    if (!loop) {
        syntax_error(c, &c->u->pos, "'continue' not properly in loop");
        return;
    }
    Saved saved = begin_leaving(c);
    emit_nop(c);
    leave_blocks(c, loop, loop->kind == BLOCK_EXCEPT_STAR);
    if (loop->pos.line > 0)
        c->u->pos = loop->pos;
    if (!c->failed)
        emit_jump_back(c, loop->continue_label);
    end_leaving(c, saved);
}

/* Loops only have iterators to release, and RETURN does that. */
static bool must_unwind(const Unit *u)
{
    for (const Block *b = u->block; b; b = b->outer)
        if (b->kind != BLOCK_WHILE && b->kind != BLOCK_FOR)
            return true;
    return false;
}

static int return_register(Compiler *c)
{
    Unit *u = c->u;
    int level = u->return_level;
    if (level >= (int)N_ELEMENTS(u->return_registers)) {
        syntax_error(c, &u->pos, "too many statically nested blocks");
        return 0;
    }
    if (u->return_registers[level] == 0)
        u->return_registers[level] = 1 + hidden_local(c, NAME(value));
    return u->return_registers[level] - 1;
}

void compile_return(Compiler *c, Stmt *s)
{
    Unit *u = c->u;
    Expr *value = s->as.Return.value;
    if (!u->is_function) {
        syntax_error(c, &u->pos, "'return' outside function");
        return;
    }
    if (value && (u->flags & CODE_ASYNC_GENERATOR) == CODE_ASYNC_GENERATOR) {
        syntax_error(c, &u->pos, "'return' with value in async generator");
        return;
    }
    Ref constant_value = value ? fold(c, value) : VALUE_NONE;
    bool unwinds = must_unwind(u);
    Operand v = none();
    Saved saved = begin_leaving(c);
    if (value_is_absent(constant_value))
        v = compile_expr(c, value, unwinds ? return_register(c) : WANT_ANY);
    else
        emit_nop(c);
    at_stmt(c, s);
    if (unwinds) {
        u->return_level++;
        leave_blocks(c, NULL, true);
        u->return_level--;
    }
    if (!value_is_absent(constant_value))
        v = load_constant(c, constant_value, WANT_ANY);
    emit_return(c, v);
    end_leaving(c, saved);
}
