/* vm/compile_rotate.c -- loops are turned round: the test stands at the end.
 *
 *     head: test, else exit           head: test, else exit
 *           body                            body
 *           JUMP_BACK head        =>        test, then back to the body
 *     exit:                           exit:
 *
 * An iteration dispatches one instruction less.  The test at the head decides about entering the loop and serves
 * those who continue it from elsewhere. */
#include "vm/compiler.h"

enum { MAX_TEST = 4 }; /* instructions of a test that is worth a copy */

typedef struct Rotator {
    Compiler *c;
    bool *is_target;        /* by instruction: some label stands there */
    int32_t *moved;         /* by instruction: its new place */
    Ins *turned;            /* the new instructions */
    int32_t n_turned;
} Rotator;

static bool is_conditional(uint8_t op)
{
    switch ((int)op) {
    case OP_FOR_ITER: case OP_JUMP_IF_FALSE: case OP_JUMP_IF_TRUE: case OP_JUMP_IF_NONE: case OP_JUMP_IF_NOT_NONE:
        return true;
    default:
        return op >= OP_TEST_LT && op <= OP_TEST_IN;
    }
}

/* The length of the test at `head`: straight code up to one conditional jump; 0 when it is something else. */
static int32_t test_length(const Rotator *r, int32_t head)
{
    const Unit *u = r->c->u;
    for (int32_t n = 1; n <= MAX_TEST && head + n < u->n_ins; n++) {
        const Ins *in = &u->ins[head + n - 1];
        if ((n > 1 && r->is_target[head + n - 1]) || in->cold)
            return 0;
        if (is_conditional(in->op))
            return in->label >= 0 ? n : 0;
        if (in->label >= 0 || !ins_falls_through(in))
            return 0;
    }
    return 0;
}

/* Would tracing miss it?  A `continue` or a `pass` has a line of its own to show. */
static bool has_own_line(const Rotator *r, int32_t i)
{
    const Ins *in = &r->c->u->ins[i];
    return !in->artificial && (i == 0 || r->is_target[i] || in[-1].pos.line != in->pos.line);
}

/* How many instructions the JUMP_BACK at i may be replaced with, the exit's jump not counted; 0: it stays. */
static int32_t replacement(const Rotator *r, int32_t i)
{
    const Unit *u = r->c->u;
    const Ins *in = &u->ins[i];
    if (in->op != OP_JUMP_BACK || in->cold || in->label < 0 || has_own_line(r, i))
        return 0;
    return test_length(r, u->labels[in->label].ins);
}

/* Jump to the body where the test at the head falls through into it. */
static void turn_round(Ins *in, int body_label)
{
    switch ((int)in->op) {
    case OP_FOR_ITER:
        in->next_label = body_label;
        return;
    case OP_JUMP_IF_FALSE: in->op = OP_JUMP_IF_TRUE; break;
    case OP_JUMP_IF_TRUE: in->op = OP_JUMP_IF_FALSE; break;
    case OP_JUMP_IF_NONE: in->op = OP_JUMP_IF_NOT_NONE; break;
    case OP_JUMP_IF_NOT_NONE: in->op = OP_JUMP_IF_NONE; break;
    default: in->flags ^= FLAG_IF_TRUE; break;
    }
    in->label = body_label;
}

static bool is_inside(const Unit *u, int label, int32_t head, int32_t end)
{
    int32_t at = u->labels[label].ins;
    return at > head && at < end;
}

/* Put the copy of the test that replaces the JUMP_BACK at i.  FOR_ITER knows both ways; behind the others comes a jump
 * to the exit, idle when that follows. */
static void put_test(Rotator *r, int32_t i, int32_t n)
{
    Unit *u = r->c->u;
    int32_t head = u->labels[u->ins[i].label].ins;
    int body_label = label_new(r->c);
    if (r->c->failed)
        return;
    u->labels[body_label] = (Label){.ins = head + n, .used = true};
    for (int32_t k = 0; k < n; k++)
        r->turned[r->n_turned++] = u->ins[head + k];
    Ins *test = &r->turned[r->n_turned - 1];
    Ins rest = u->ins[i]; /* where the test does not jump */
    rest.pos = test->pos;
    if (test->op != OP_FOR_ITER && is_inside(u, test->label, head, i)) {
        rest.label = body_label; /* the first part of an `or`: it jumps to the body itself */
    } else {
        rest.op = OP_JUMP;
        rest.label = test->label;
        turn_round(test, body_label);
    }
    if (test->op != OP_FOR_ITER)
        r->turned[r->n_turned++] = rest;
}

static void rotate(Rotator *r)
{
    Unit *u = r->c->u;
    for (int32_t i = 0; i < u->n_ins && !r->c->failed; i++) {
        int32_t n = replacement(r, i);
        r->moved[i] = r->n_turned;
        if (n > 0)
            put_test(r, i, n);
        else
            r->turned[r->n_turned++] = u->ins[i];
    }
    r->moved[u->n_ins] = r->n_turned;
}

static int32_t n_loops(const Unit *u)
{
    int32_t n = 0;
    for (int32_t i = 0; i < u->n_ins; i++)
        n += u->ins[i].op == OP_JUMP_BACK;
    return n;
}

static void adopt(Rotator *r, int32_t capacity)
{
    Unit *u = r->c->u;
    for (int32_t i = 0; i < u->n_labels; i++)
        if (u->labels[i].ins >= 0)
            u->labels[i].ins = r->moved[u->labels[i].ins];
    mem_free(u->ins);
    u->ins = r->turned;
    u->n_ins = r->n_turned;
    u->ins_capacity = capacity;
    r->turned = NULL;
}

void rotate_loops(Compiler *c)
{
    Unit *u = c->u;
    int32_t loops = n_loops(u);
    if (loops == 0 || c->failed)
        return;
    int32_t capacity = u->n_ins + loops * MAX_TEST;
    size_t n = (size_t)u->n_ins + 1;
    Rotator r = {.c = c, .is_target = mem_alloc_array_or_raise(n, sizeof(bool)),
                 .moved = mem_alloc_array_or_raise(n, sizeof(int32_t)),
                 .turned = mem_alloc_array_or_raise((size_t)capacity, sizeof(Ins))};
    if (r.is_target == NULL || r.moved == NULL || r.turned == NULL) {
        c->failed = true;
    } else {
        memset(r.is_target, 0, n);
        for (int32_t i = 0; i < u->n_labels; i++)
            if (u->labels[i].used && u->labels[i].ins >= 0)
                r.is_target[u->labels[i].ins] = true;
        rotate(&r);
        if (!c->failed)
            adopt(&r, capacity);
    }
    mem_free(r.is_target);
    mem_free(r.moved);
    mem_free(r.turned);
}
