/* vm/compile_emit.c -- the compiler's hand tools: instructions, labels, temporaries, constants and names.
 *
 * Instructions are kept in source order with symbolic jumps; compile_assemble.c turns them into words. */
#include "vm/compiler.h"
#include "runtime/bytes.h"
#include "runtime/complex.h"
#include "runtime/int.h"
#include <stdarg.h>

void fail_if(Compiler *c, bool condition)
{
    if (UNLIKELY(condition))
        c->failed = true;
}

/* Make room for one more item in an array of the unit. */
static bool grow(Compiler *c, void *array, int32_t n, int32_t *capacity, size_t item_size)
{
    if (LIKELY(n < *capacity))
        return true;
    int32_t wanted = *capacity ? *capacity * 2 : 64;
    void *bigger = wanted > 0 && (size_t)wanted < SIZE_MAX / 2 / item_size
                       ? mem_realloc(*(void **)array, (size_t)wanted * item_size) : NULL;
    if (!bigger) {
        if (!c->failed)
            exc_raise_memory();
        c->failed = true;
        return false;
    }
    *(void **)array = bigger;
    *capacity = wanted;
    return true;
}

/* ---- where we are in the source ---- */
Position expr_position(const Expr *e)
{
    return (Position){e->lineno, e->end_lineno, e->col_offset, e->end_col_offset};
}

void at(Compiler *c, const Expr *e)
{
    c->u->pos = expr_position(e);
}

void at_stmt(Compiler *c, const Stmt *s)
{
    c->u->pos = (Position){s->lineno, s->end_lineno, s->col_offset, s->end_col_offset};
}

void at_pattern(Compiler *c, const Pattern *p)
{
    c->u->pos = (Position){p->lineno, p->end_lineno, p->col_offset, p->end_col_offset};
}

void at_nowhere(Compiler *c)
{
    c->u->pos = (Position){-1, -1, -1, -1};
}

void at_no_line(Compiler *c)
{
    c->u->pos = (Position){NO_LINE, NO_LINE, -1, -1};
}

/* ---- errors ---- */
static void raise_syntax(Compiler *c, const Position *pos, Ref message)
{
    exc_raise_syntax(&type_SyntaxError, c->filename, str_utf8_lossy(message), pos->line,
                     pos->column + 1, pos->end_line, pos->end_column + 1, NULL, 0);
    c->failed = true;
}

void syntax_error(Compiler *c, const Position *pos, const char *fmt, ...)
{
    if (c->failed)
        return;
    va_list ap;
    va_start(ap, fmt);
    Value message = str_vformat(fmt, ap);
    va_end(ap);
    if (value_is_error(message)) {
        c->failed = true;
        return;
    }
    raise_syntax(c, pos, message);
    value_drop(message);
}

bool enter_recursion(Compiler *c)
{
    if (!c->failed && c_stack_check(" during compilation"))
        c->failed = true;
    return !c->failed;
}

/* ---- temporaries ---- */
static void note_depth(Compiler *c, int depth)
{
    Unit *u = c->u;
    if (depth > u->max_depth)
        u->max_depth = depth;
}

int temp_push(Compiler *c)
{
    int t = c->u->depth++;
    note_depth(c, c->u->depth);
    return t;
}

void pop(Compiler *c, int n)
{
    c->u->depth -= n;
    assert(c->u->depth >= 0 || c->failed);
}

Operand destination(Compiler *c, int want)
{
    return want >= 0 ? local(want) : temp(temp_push(c));
}

/* ---- instructions ---- */
static Ins *append_ins(Compiler *c, Op op, bool artificial)
{
    Unit *u = c->u;
    if (!grow(c, &u->ins, u->n_ins, &u->ins_capacity, sizeof(Ins)))
        return &c->scratch;
    Ins *in = &u->ins[u->n_ins++];
    *in = (Ins){.op = (uint8_t)op, .label = -1, .next_label = -1, .handler = u->handler, .pos = u->pos,
                .artificial = artificial, .cold = u->cold > 0, .depth = (uint32_t)u->depth};
    if (u->handler >= 0)
        u->labels[u->handlers[u->handler].label].used = true;
    return in;
}

/* A `pass` or the like is waiting: the next instruction without a place of its own stands for it, one
 * on the same line makes it unnecessary, else it becomes a NOP. */
static void settle_nop(Compiler *c)
{
    Unit *u = c->u;
    u->nop_pending = false;
    Position here = u->pos;
    if (here.line == -1) {
        u->pos = u->nop_pos;
        return;
    }
    if (here.line == u->nop_pos.line)
        return;
    u->pos = u->nop_pos;
    append_ins(c, OP_NOP, false);
    u->pos = here;
}

static void consume(Unit *u, const char *format, int i, Operand o)
{
    if (o.kind == OPERAND_TEMP && format[i] == 'r')
        u->depth--;
}

Ins *emit(Compiler *c, Op op, Operand a, Operand b, Operand d)
{
    Unit *u = c->u;
    const char *format = op_operands[op];
    consume(u, format, 0, a);
    consume(u, format, 1, b);
    consume(u, format, 2, d);
    if (UNLIKELY(!u->reachable || c->failed))
        return &c->scratch;
    Position asked = u->pos;
    if (u->nop_pending)
        settle_nop(c);
    Ins *in = append_ins(c, op, u->pos.line == -1);
    u->pos = asked;
    in->kind[0] = (uint8_t)a.kind;
    in->kind[1] = (uint8_t)b.kind;
    in->kind[2] = (uint8_t)d.kind;
    in->operand[0] = a.index;
    in->operand[1] = b.index;
    in->operand[2] = d.index;
    return in;
}

Operand emit_value(Compiler *c, Op op, int flags, Operand b, Operand d, int want)
{
    Ins *in = emit(c, op, none(), b, d);
    Operand to = destination(c, want);
    in->flags = (uint8_t)flags;
    in->kind[0] = (uint8_t)to.kind;
    in->operand[0] = to.index;
    if (want >= 0)
        bits_set(&c->u->assigned, want);
    return to;
}

Operand emit_move(Compiler *c, Operand from, int want)
{
    if (want == WANT_ANY)
        return from;
    if (want >= 0 ? from.kind == OPERAND_LOCAL && from.index == want
                  : is_temp(from) && from.index == c->u->depth - 1)
        return from;
    return emit_value(c, OP_MOVE, 0, from, none(), want);
}

Operand emit_run(Compiler *c, Op op, int n, int d, int want)
{
    pop(c, n);
    return emit_value(c, op, 0, temp(c->u->depth), number(d), want);
}

void emit_drop(Compiler *c)
{
    emit(c, OP_DROP, none(), temp(c->u->depth - 1), none());
}

static void leave_reachable(Compiler *c)
{
    c->u->reachable = false;
    c->u->assigned = BITS_ALL;
}

static void use_label(Compiler *c, Ins *in, int label)
{
    if (!c->u->reachable || c->failed)
        return;
    Label *l = &c->u->labels[label];
    in->label = label;
    l->used = true;
    l->assigned = bits_and(l->assigned, c->u->assigned);
}

void emit_jump(Compiler *c, int label)
{
    use_label(c, emit(c, OP_JUMP, none(), none(), none()), label);
    leave_reachable(c);
}

void emit_jump_back(Compiler *c, int label)
{
    use_label(c, emit(c, OP_JUMP_BACK, none(), none(), none()), label);
    leave_reachable(c);
}

void emit_branch(Compiler *c, Op op, Operand b, int label)
{
    bool keep = op == OP_JUMP_IF_FALSE_KEEP || op == OP_JUMP_IF_TRUE_KEEP;
    if (keep)
        c->u->depth--; /* gone when it falls through */
    Ins *in = emit(c, op, none(), b, none());
    use_label(c, in, label);
}

void emit_test(Compiler *c, Op op, int flags, Operand b, Operand d, int label)
{
    Ins *in = emit(c, op, none(), b, d);
    in->flags = (uint8_t)flags;
    use_label(c, in, label);
}

void emit_shuffle(Compiler *c, int to, int from)
{
    emit(c, OP_MOVE, temp(to), temp(from), none());
    c->u->depth++;
    note_depth(c, to + 1);
}

Operand emit_for_iter(Compiler *c, int end, int want)
{
    Ins *in = emit(c, OP_FOR_ITER, none(), temp(c->u->depth - 1), none());
    use_label(c, in, end);
    Operand to = destination(c, want);
    in->kind[0] = (uint8_t)to.kind;
    in->operand[0] = to.index;
    if (want >= 0)
        bits_set(&c->u->assigned, want);
    return to;
}

int emit_async_next(Compiler *c, int want, Operand *item)
{
    int saved, handler = protect(c, &saved);
    emit_value(c, OP_GET_ANEXT, 0, temp(c->u->depth - 1), none(), WANT_TEMP);
    *item = compile_yield_from(c, want);
    protect_end(c, saved);
    return handler;
}

/* Leave a cold part by a jump that stands where c->u->pos says. */
static void end_cold(Compiler *c)
{
    int after = label_new(c);
    if (c->u->cold == 1)
        emit_jump(c, after);
    c->u->cold--;
    if (c->u->cold == 0)
        label_place(c, after);
}

void emit_async_end(Compiler *c, int handler, Bits assigned)
{
    cold_begin(c);
    handler_place(c, handler, assigned);
    pop(c, 2);
    int it = c->u->depth;
    emit(c, OP_END_ASYNC_FOR, none(), temp(it), temp(it + 1));
    Position pos = c->u->pos;
    at_nowhere(c); /* what follows a finished loop without a line of its own belongs to the loop's */
    end_cold(c);
    c->u->pos = pos;
}

void emit_return(Compiler *c, Operand b)
{
    emit(c, OP_RETURN, none(), b, none());
    leave_reachable(c);
}

void emit_nop(Compiler *c)
{
    Unit *u = c->u;
    if (!u->reachable)
        return;
    if (u->nop_pending && u->nop_pos.line != u->pos.line) {
        Position here = u->pos;
        settle_nop(c);
        u->pos = here;
    }
    u->nop_pending = true;
    u->nop_pos = u->pos;
}

/* ---- labels ---- */
int label_new(Compiler *c)
{
    Unit *u = c->u;
    if (!grow(c, &u->labels, u->n_labels, &u->labels_capacity, sizeof(Label)))
        return 0;
    u->labels[u->n_labels] = (Label){.ins = -1, .assigned = BITS_ALL};
    return u->n_labels++;
}

bool label_is_used(Compiler *c, int label)
{
    return !c->failed && c->u->labels[label].used;
}

/* A waiting `pass` must not merge with what other paths share. */
static void flush_nop(Compiler *c)
{
    Unit *u = c->u;
    if (!u->nop_pending)
        return;
    u->nop_pending = false;
    if (!u->reachable || c->failed)
        return;
    Position here = u->pos;
    u->pos = u->nop_pos;
    append_ins(c, OP_NOP, false);
    u->pos = here;
}

void label_place(Compiler *c, int label)
{
    Unit *u = c->u;
    if (c->failed || !u->labels[label].used)
        return;
    flush_nop(c);
    Label *l = &u->labels[label];
    l->ins = u->n_ins;
    u->assigned = bits_and(u->assigned, l->assigned);
    u->reachable = true;
}

void label_place_loop(Compiler *c, int label)
{
    Unit *u = c->u;
    if (c->failed)
        return;
    flush_nop(c);
    u->labels[label].ins = u->n_ins;
    u->assigned = bits_minus(u->assigned, u->deleted);
}

/* ---- protection ---- */
int protect(Compiler *c, int *saved)
{
    return protect_at(c, c->u->depth, saved);
}

int protect_at(Compiler *c, int depth, int *saved)
{
    Unit *u = c->u;
    *saved = u->handler;
    int label = label_new(c);
    if (!grow(c, &u->handlers, u->n_handlers, &u->handlers_capacity, sizeof(Protection)))
        return label;
    flush_nop(c);
    u->handlers[u->n_handlers] = (Protection){label, (uint32_t)depth};
    u->handler = u->n_handlers++;
    return label;
}

void protect_end(Compiler *c, int saved)
{
    flush_nop(c);
    c->u->handler = saved;
}

void cold_begin(Compiler *c)
{
    assert(!c->u->reachable || c->failed);
    c->u->cold++;
}

void cold_end(Compiler *c)
{
    Position pos = c->u->pos;
    at_no_line(c);
    end_cold(c);
    c->u->pos = pos;
}

void handler_place(Compiler *c, int label, Bits assigned)
{
    Unit *u = c->u;
    temp_push(c);
    if (c->failed || !u->labels[label].used) {
        leave_reachable(c);
        return;
    }
    u->labels[label].ins = u->n_ins;
    u->assigned = bits_minus(assigned, u->deleted);
    u->reachable = true;
}

/* ---- small hash tables from words to indexes ---- */
static uint64_t mix(uint64_t x)
{
    x ^= x >> 32;
    x *= 0x9E3779B97F4A7C15ull;
    return x ^ x >> 29;
}

static bool table_grow(Compiler *c, IndexTable *t)
{
    int32_t size = t->size ? t->size * 2 : 32;
    uint64_t *keys = mem_alloc_array_or_raise((size_t)size, sizeof *keys);
    int32_t *values = keys ? mem_alloc_array_or_raise((size_t)size, sizeof *values) : NULL;
    if (!values) {
        mem_free(keys);
        c->failed = true;
        return false;
    }
    memset(keys, 0, (size_t)size * sizeof *keys);
    for (int32_t i = 0; i < t->size; i++) {
        if (!t->keys[i])
            continue;
        uint64_t at_slot = mix(t->keys[i]) & (uint64_t)(size - 1);
        while (keys[at_slot])
            at_slot = (at_slot + 1) & (uint64_t)(size - 1);
        keys[at_slot] = t->keys[i];
        values[at_slot] = t->values[i];
    }
    mem_free(t->keys);
    mem_free(t->values);
    t->keys = keys;
    t->values = values;
    t->size = size;
    return true;
}

/* The index of a word, giving it `next` when it is new. No value's word is 0. */
static int32_t table_index(Compiler *c, IndexTable *t, uint64_t key, int32_t next)
{
    if (c->failed || (t->used * 2 >= t->size && !table_grow(c, t)))
        return 0;
    uint64_t slot = mix(key) & (uint64_t)(t->size - 1);
    while (t->keys[slot] && t->keys[slot] != key)
        slot = (slot + 1) & (uint64_t)(t->size - 1);
    if (!t->keys[slot]) {
        t->keys[slot] = key;
        t->values[slot] = next;
        t->used++;
    }
    return t->values[slot];
}

/* ---- constants ---- */
/* Equal in type and value, all the way down: 1, 1.0 and True differ, so do 0.0 and -0.0. */
static bool same_constant(Ref a, Ref b)
{
    if (value_is(a, b))
        return true;
    if (!value_is_obj(a) || !value_is_obj(b) || value_as_obj(a)->type != value_as_obj(b)->type)
        return false;
    if (value_is_exact_str(a))
        return str_equal(a, b);
    if (value_has_type(a, &type_bytes))
        return bytes_len(a) == bytes_len(b) && memcmp(bytes_data(a), bytes_data(b), (size_t)bytes_len(a)) == 0;
    if (value_has_type(a, &type_int))
        return int_compare(a, b) == 0;
    if (value_has_type(a, &type_complex)) {
        const Complex *x = VALUE_AS(Complex, a), *y = VALUE_AS(Complex, b);
        return memcmp(&x->real, &y->real, sizeof(double)) == 0
               && memcmp(&x->imag, &y->imag, sizeof(double)) == 0;
    }
    if (value_is_exact_tuple(a)) {
        if (tuple_len(a) != tuple_len(b))
            return false;
        for (int64_t i = 0; i < tuple_len(a); i++)
            if (!same_constant(tuple_at(a, i), tuple_at(b, i)))
                return false;
        return true;
    }
    return false;
}

static uint64_t hash_constant(Ref v)
{
    if (!value_is_obj(v))
        return mix(v.bits);
    if (value_is_exact_str(v))
        return (uint64_t)str_hash(v);
    if (value_has_type(v, &type_bytes)) {
        uint64_t h = (uint64_t)bytes_len(v) + 1;
        const char *p = bytes_data(v);
        for (int64_t i = 0; i < bytes_len(v) && i < 32; i++)
            h = h * 31 + (uint8_t)p[i];
        return mix(h + 7);
    }
    if (value_has_type(v, &type_int))
        return (uint64_t)int_hash(v);
    if (value_has_type(v, &type_complex))
        return (uint64_t)hash_double(VALUE_AS(Complex, v)->real) * 3
               + (uint64_t)hash_double(VALUE_AS(Complex, v)->imag);
    if (value_is_exact_tuple(v)) {
        uint64_t h = (uint64_t)tuple_len(v);
        for (int64_t i = 0; i < tuple_len(v); i++)
            h = mix(h * 31 + hash_constant(tuple_at(v, i)));
        return h;
    }
    return mix(v.bits);
}

static bool pool_grow(Compiler *c)
{
    int32_t size = c->pool_size ? c->pool_size * 2 : 64;
    Value *pool = mem_alloc_array_or_raise((size_t)size, sizeof *pool);
    if (!pool) {
        c->failed = true;
        return false;
    }
    memset(pool, 0, (size_t)size * sizeof *pool);
    for (int32_t i = 0; i < c->pool_size; i++) {
        if (!c->pool[i].bits)
            continue;
        uint64_t slot = mix(hash_constant(c->pool[i])) & (uint64_t)(size - 1);
        while (pool[slot].bits)
            slot = (slot + 1) & (uint64_t)(size - 1);
        pool[slot] = c->pool[i];
    }
    mem_free(c->pool);
    c->pool = pool;
    c->pool_size = size;
    return true;
}

/* Strings that could be names are interned, as everywhere in Python. */
static bool looks_like_name(Ref v)
{
    const Str *s = VALUE_AS(Str, v);
    if (!s->ascii || s->len > 200)
        return false;
    for (int64_t i = 0; i < s->len; i++) {
        unsigned char ch = (unsigned char)s->data[i];
        if (!(ch == '_' || (ch >= '0' && ch <= '9') || ((ch | 32) >= 'a' && (ch | 32) <= 'z')))
            return false;
    }
    return true;
}

static Ref intern_constant(Compiler *c, Ref v);

/* A tuple whose strings are interned as well. */
static void intern_items(Compiler *c, Ref tuple)
{
    for (int64_t i = 0; i < tuple_len(tuple) && !c->failed; i++) {
        Ref item = tuple_at(tuple, i);
        Ref shared = intern_constant(c, item);
        if (!value_is(shared, item))
            value_replace(&VALUE_AS(Tuple, tuple)->items[i], value_dup(shared));
    }
}

/* The one object of the module that stands for this constant. */
static Ref intern_constant(Compiler *c, Ref v)
{
    if (!value_is_obj(v) || c->failed)
        return v;
    if (value_is_exact_str(v)) {
        if (str_is_interned(v))
            return v;
        if (looks_like_name(v))
            return arena_own(c->arena, str_intern(value_dup(v)));
    }
    if ((c->pool_used + 1) * 2 > c->pool_size && !pool_grow(c))
        return v;
    uint64_t slot = mix(hash_constant(v)) & (uint64_t)(c->pool_size - 1);
    for (; c->pool[slot].bits; slot = (slot + 1) & (uint64_t)(c->pool_size - 1))
        if (same_constant(c->pool[slot], v))
            return c->pool[slot];
    if (value_is_exact_tuple(v) && value_as_obj(v)->refcount < IMMORTAL_REFCOUNT) {
        intern_items(c, v); /* may move the pool */
        slot = mix(hash_constant(v)) & (uint64_t)(c->pool_size - 1);
        while (c->pool[slot].bits)
            slot = (slot + 1) & (uint64_t)(c->pool_size - 1);
    }
    c->pool[slot] = v;
    c->pool_used++;
    return v;
}

Ref constant_keep(Compiler *c, Value v)
{
    if (value_is_error(v) || c->failed) {
        c->failed = true;
        if (!value_is_error(v))
            value_drop(v);
        return VALUE_NONE;
    }
    Ref kept = arena_own(c->arena, v);
    if (value_is_error(kept)) {
        c->failed = true;
        return VALUE_NONE;
    }
    return intern_constant(c, kept);
}

Operand constant(Compiler *c, Ref v)
{
    Unit *u = c->u;
    v = intern_constant(c, v);
    if (c->failed || value_is_error(v)) {
        c->failed = true;
        return operand(OPERAND_CONST, 0);
    }
    int32_t index = table_index(c, &u->constant_index, v.bits, u->n_constants);
    if (index == u->n_constants) {
        if (!grow(c, &u->constants, index, &u->constants_capacity, sizeof(Value)))
            return operand(OPERAND_CONST, 0);
        u->constants[u->n_constants++] = v;
    }
    return operand(OPERAND_CONST, index);
}

Operand constant_owned(Compiler *c, Value v)
{
    return constant(c, constant_keep(c, v));
}

Operand load_constant(Compiler *c, Ref v, int want)
{
    if (!c->u->reachable) /* dead code leaves no constants behind */
        return want == WANT_ANY ? operand(OPERAND_CONST, 0) : destination(c, want);
    Operand k = constant(c, v);
    if (k.index < 65536)
        return emit_move(c, k, want);
    Ins *in = emit(c, OP_LOAD_CONST, none(), number(k.index & 0xFFFF), number(k.index >> 16));
    Operand to = destination(c, want);
    in->kind[0] = (uint8_t)to.kind;
    in->operand[0] = to.index;
    if (want >= 0)
        bits_set(&c->u->assigned, want);
    return to;
}

/* ---- names ---- */
int name_index(Compiler *c, Ref name)
{
    Unit *u = c->u;
    if (!u->reachable || c->failed)
        return 0;
    int32_t index = table_index(c, &u->name_index, name.bits, u->n_names);
    if (index == u->n_names) {
        if (index >= 65536) {
            syntax_error(c, &u->pos, "too many names in one code object");
            return 0;
        }
        if (!grow(c, &u->names, index, &u->names_capacity, sizeof(Value)))
            return 0;
        u->names[u->n_names++] = name;
    }
    return index;
}
