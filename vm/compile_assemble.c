/* vm/compile_assemble.c -- from a unit's symbolic instructions to a code object.
 *
 * Places are settled first (an artificial instruction takes the line of what leads to it, small shared exits are
 * copied so that each way out has its own line), then jumps are shortened, words laid out, tables packed. */
#include "vm/compiler.h"

/* ---- places ---- */
bool ins_falls_through(const Ins *in)
{
    switch ((int)in->op) {
    case OP_JUMP: case OP_JUMP_BACK: case OP_RETURN: case OP_RAISE: case OP_RERAISE: case OP_ASSERT_FAIL:
        return false;
    default:
        return true;
    }
}

static int32_t target_of(const Unit *u, const Ins *in)
{
    return in->label < 0 ? -1 : u->labels[in->label].ins;
}

static bool is_exit(const Ins *in)
{
    return in->artificial && (in->op == OP_RETURN || in->op == OP_JUMP_BACK);
}

/* Append a copy of ins[t] standing at ins[from]'s place; its index, or -1. */
static int32_t append_copy(Compiler *c, int32_t t, int32_t from)
{
    Unit *u = c->u;
    if (u->n_ins >= u->ins_capacity) {
        Ins *bigger = mem_realloc_or_raise(u->ins, (size_t)u->ins_capacity * 2 * sizeof(Ins));
        if (!bigger) {
            c->failed = true;
            return -1;
        }
        u->ins = bigger;
        u->ins_capacity *= 2;
    }
    u->ins[u->n_ins] = u->ins[t];
    u->ins[u->n_ins].pos = u->ins[from].pos;
    u->ins[u->n_ins].artificial = false;
    u->ins[u->n_ins].cold = true;
    return u->n_ins++;
}

/* Where a jump ends that lands on jumps without a place of their own. */
static int32_t end_of_jumps(const Unit *u, const Ins *in)
{
    int32_t t = target_of(u, in);
    for (int hops = 0; hops < 8 && t >= 0 && t < u->n_ins; hops++) {
        if (u->ins[t].op != OP_JUMP || !u->ins[t].artificial)
            break;
        t = target_of(u, &u->ins[t]);
    }
    return t;
}

/* A jump to a shared exit without a line of its own gets an exit of its own: otherwise tracing
 * would show the line of whatever happens to stand before the shared one. */
static void copy_exits(Compiler *c)
{
    Unit *u = c->u;
    int32_t n = u->n_ins;
    for (int32_t i = 0; i < n && !c->failed; i++) {
        int32_t t = end_of_jumps(u, &u->ins[i]);
        if (t < 0 || t >= n || !is_exit(&u->ins[t]) || u->ins[i].op == OP_JUMP_BACK)
            continue;
        if (u->ins[i].op == OP_JUMP) {
            Position pos = u->ins[i].pos;
            int32_t handler = u->ins[i].handler;
            bool cold = u->ins[i].cold;
            u->ins[i] = u->ins[t];
            u->ins[i].pos = pos;
            u->ins[i].handler = handler;
            u->ins[i].cold = cold;
            continue;
        }
        if (u->ins[i].pos.line == u->ins[t].pos.line)
            continue;
        int32_t copy = append_copy(c, t, i);
        int label = label_new(c);
        if (c->failed)
            return;
        u->labels[label] = (Label){.ins = copy, .used = true};
        u->ins[i].label = label;
    }
}

static void settle_places(Unit *u)
{
    for (int32_t i = 0; i < u->n_ins; i++) {
        Ins *in = &u->ins[i];
        if (in->pos.line == -1 && i > 0)
            in->pos = u->ins[i - 1].pos;
        if (in->pos.line == -1)
            in->pos = (Position){u->first_line, u->first_line, -1, -1};
        int32_t t = target_of(u, in);
        if (t > i && u->ins[t].pos.line == -1 && !ins_falls_through(&u->ins[t - 1]))
            u->ins[t].pos = in->pos;
    }
    for (int32_t i = 0; i < u->n_ins; i++)
        if (u->ins[i].pos.line == NO_LINE)
            u->ins[i].pos = (Position){-1, -1, -1, -1};
}

/* ---- jumps ---- */
static void thread_jumps(Unit *u)
{
    for (int32_t i = 0; i < u->n_ins; i++) {
        Ins *in = &u->ins[i];
        if (in->label < 0 || in->op == OP_FOR_ITER)
            continue;
        for (int hops = 0; hops < 8; hops++) {
            int32_t t = target_of(u, in);
            if (t < 0 || t >= u->n_ins)
                break;
            const Ins *next = &u->ins[t];
            if (next->op != OP_JUMP || next == in || target_of(u, next) <= t)
                break;
            if (!next->artificial && next->pos.line != in->pos.line)
                break;
            in->label = next->label;
        }
    }
}

/* Move handlers behind the rest; labels move along. */
static bool part_cold(Compiler *c)
{
    Unit *u = c->u;
    int32_t n_hot = 0;
    for (int32_t i = 0; i < u->n_ins; i++)
        n_hot += !u->ins[i].cold;
    if (n_hot == u->n_ins)
        return true;
    Ins *sorted = mem_alloc_array_or_raise((size_t)u->n_ins, sizeof *sorted);
    int32_t *moved = sorted ? mem_alloc_array_or_raise((size_t)u->n_ins + 1, sizeof *moved) : NULL;
    if (!moved) {
        mem_free(sorted);
        c->failed = true;
        return false;
    }
    int32_t hot = 0, cold = n_hot;
    for (int32_t i = 0; i < u->n_ins; i++) {
        moved[i] = u->ins[i].cold ? cold++ : hot++;
        sorted[moved[i]] = u->ins[i];
    }
    moved[u->n_ins] = u->n_ins;
    memcpy(u->ins, sorted, (size_t)u->n_ins * sizeof *sorted);
    for (int32_t i = 0; i < u->n_labels; i++)
        if (u->labels[i].ins >= 0)
            u->labels[i].ins = moved[u->labels[i].ins];
    mem_free(sorted);
    mem_free(moved);
    return true;
}

/* Jumps to the next instruction do nothing. */
static void remove_idle_jumps(Unit *u)
{
    for (int32_t i = u->n_ins - 1; i >= 0; i--) {
        Ins *in = &u->ins[i];
        if (in->op != OP_JUMP || in->label < 0)
            continue;
        int32_t t = target_of(u, in), next = i + 1;
        while (next < u->n_ins && u->ins[next].removed)
            next++;
        if (t > i && t <= next && (in->artificial || (i > 0 && u->ins[i - 1].pos.line == in->pos.line)))
            in->removed = true;
    }
}

static bool is_test(uint8_t op)
{
    return op >= OP_TEST_LT && op <= OP_TEST_IN;
}

static uint32_t ins_words(const Ins *in)
{
    if (in->removed)
        return 0;
    return 1u + op_n_cache[in->op] + (in->wide ? 1u : 0);
}

/* The comparison that leaves a bool, for a test whose jump does not fit 16 bits. */
static uint8_t plain_comparison(uint8_t op)
{
    switch ((int)op) {
    case OP_TEST_LT: return OP_LT;
    case OP_TEST_LE: return OP_LE;
    case OP_TEST_EQ: return OP_EQ;
    case OP_TEST_NE: return OP_NE;
    case OP_TEST_GT: return OP_GT;
    case OP_TEST_GE: return OP_GE;
    case OP_TEST_IS: return OP_IS;
    default: return OP_IN;
    }
}

static uint32_t place_words(const Unit *u, uint32_t *offsets)
{
    uint32_t at_word = 0;
    for (int32_t i = 0; i < u->n_ins; i++) {
        offsets[i] = at_word;
        at_word += ins_words(&u->ins[i]);
    }
    offsets[u->n_ins] = at_word;
    return at_word;
}

/* Lay out; a test that cannot reach its target grows, until all fit. */
static uint32_t layout(Unit *u, uint32_t *offsets)
{
    for (;;) {
        uint32_t total = place_words(u, offsets);
        bool changed = false;
        if (total < 30000)
            return total;
        for (int32_t i = 0; i < u->n_ins; i++) {
            Ins *in = &u->ins[i];
            if (!is_test(in->op) || in->wide || in->removed)
                continue;
            int64_t distance = (int64_t)offsets[target_of(u, in)] - (int64_t)offsets[i + 1];
            if (distance > INT16_MAX - 8 || distance < INT16_MIN + 8) {
                in->wide = changed = true;
                if (u->max_depth <= (int)in->depth)
                    u->max_depth = (int)in->depth + 1;
            }
        }
        if (!changed)
            return total;
    }
}

/* ---- words ---- */
typedef struct Writer {
    const Unit *u;
    Code *code;
    const uint32_t *offsets;
    uint32_t n_words;
} Writer;

static uint16_t register_number(const Writer *w, const Ins *in, int i)
{
    bool is_temporary = in->kind[i] == OPERAND_TEMP || in->kind[i] == KIND_BORROWED;
    return (uint16_t)(in->operand[i] + (is_temporary ? w->u->n_locals : 0));
}

static int flag_kind(const Ins *in, const char *format, int i)
{
    if (format[i] != 'r' && format[i] != 'w')
        return 0;
    return in->kind[i] == OPERAND_TEMP ? OPERAND_TEMP : in->kind[i] == OPERAND_CONST ? OPERAND_CONST : OPERAND_LOCAL;
}

static void put(Writer *w, Instr word, uint32_t depth)
{
    w->code->depths[w->n_words] = (uint16_t)depth;
    w->code->words[w->n_words++] = word;
}

/* Put a 32-bit jump into the operands marked J, or 16 bits into the one marked j. */
static void set_jump(Instr *word, const char *format, int32_t distance)
{
    uint16_t *fields[3] = {&word->a, &word->b, &word->c};
    bool low_done = false;
    for (int i = 0; i < 3; i++) {
        if (format[i] == 'j')
            *fields[i] = (uint16_t)distance;
        else if (format[i] == 'J') {
            *fields[i] = low_done ? (uint16_t)((uint32_t)distance >> 16) : (uint16_t)distance;
            low_done = true;
        }
    }
}

static int32_t distance_to(const Writer *w, int32_t label, uint32_t end)
{
    return (int32_t)((int64_t)w->offsets[w->u->labels[label].ins] - (int64_t)end);
}

/* A conditional jump backwards is a loop's back-edge: FLAG_BACK_EDGE makes it a safepoint. */
static void set_conditional_jump(Instr *word, int32_t distance)
{
    set_jump(word, op_operands[word->op], distance);
    if (distance < 0 && word->op != OP_JUMP && word->op != OP_JUMP_BACK)
        word->flags |= FLAG_BACK_EDGE;
}

static Instr encode(const Writer *w, const Ins *in, const char *format)
{
    Instr word = {.op = in->op};
    word.a = register_number(w, in, 0);
    word.b = register_number(w, in, 1);
    word.c = in->op == OP_RETURN ? (uint16_t)in->depth : register_number(w, in, 2);
    word.flags = (uint8_t)(in->flags | instr_flags(flag_kind(in, format, 0), flag_kind(in, format, 1),
                                                   flag_kind(in, format, 2)));
    return word;
}

/* A far test: compare into the temporary above, then jump. */
static void put_wide(Writer *w, const Ins *in)
{
    uint32_t end = w->n_words + ins_words(in);
    Instr compare = encode(w, in, "wrr");
    compare.op = plain_comparison(in->op);
    compare.flags &= 0x0F;
    compare.flags |= OPERAND_TEMP << 4;
    compare.a = (uint16_t)(w->u->n_locals + (int32_t)in->depth);
    put(w, compare, in->depth);
    for (int i = 0; i < op_n_cache[compare.op]; i++)
        put(w, (Instr){.word = 0}, in->depth);
    bool if_true = in->flags & FLAG_IF_TRUE;
    Instr jump = {.op = if_true ? OP_JUMP_IF_TRUE : OP_JUMP_IF_FALSE, .b = compare.a,
                  .flags = instr_flags(0, OPERAND_TEMP, 0)};
    set_conditional_jump(&jump, distance_to(w, in->label, end));
    put(w, jump, in->depth);
}

static void put_ins(Writer *w, const Ins *in)
{
    if (in->wide) {
        put_wide(w, in);
        return;
    }
    const char *format = op_operands[in->op];
    uint32_t end = w->n_words + ins_words(in);
    Instr word = encode(w, in, format);
    if (in->label >= 0 && in->op != OP_FOR_ITER)
        set_conditional_jump(&word, distance_to(w, in->label, end));
    put(w, word, in->depth);
    for (int i = 0; i < op_n_cache[in->op]; i++) {
        Instr cache = {.word = 0};
        if (i == 0) {
            cache.low = in->cache;
            if (in->op == OP_FOR_ITER) {
                cache.jump = distance_to(w, in->label, end);
                cache.jump_next = in->next_label < 0 ? 0 : distance_to(w, in->next_label, end);
            }
        }
        put(w, cache, in->depth);
    }
}

/* ---- handlers ---- */
static void put_handlers(const Unit *u, const uint32_t *offsets, Code *code)
{
    uint32_t n = 0;
    int32_t last = -1;
    for (int32_t i = 0; i < u->n_ins; i++) {
        const Ins *in = &u->ins[i];
        if (in->removed)
            continue;
        if (in->handler < 0) {
            last = -1;
            continue;
        }
        if (in->handler == last) {
            code->handlers[n - 1].end = offsets[i + 1];
            continue;
        }
        const Protection *p = &u->handlers[in->handler];
        code->handlers[n++] = (Handler){offsets[i], offsets[i + 1], offsets[u->labels[p->label].ins], p->depth};
        last = in->handler;
    }
    code->n_handlers = n;
}

static uint32_t count_handlers(const Unit *u)
{
    uint32_t n = 0;
    int32_t last = -1;
    for (int32_t i = 0; i < u->n_ins; i++)
        if (!u->ins[i].removed && u->ins[i].handler != last) {
            last = u->ins[i].handler;
            n += last >= 0;
        }
    return n;
}

/* ---- positions: see code_position() in vm/code.c for the format ---- */
typedef struct Bytes8 { uint8_t *p; size_t n, capacity; bool failed; } Bytes8;

static void put_byte(Bytes8 *b, unsigned byte)
{
    if (b->n == b->capacity) {
        size_t wanted = b->capacity ? b->capacity * 2 : 256;
        uint8_t *bigger = mem_realloc(b->p, wanted);
        if (!bigger) {
            b->failed = true;
            return;
        }
        b->p = bigger;
        b->capacity = wanted;
    }
    b->p[b->n++] = (uint8_t)byte;
}

static void put_varint(Bytes8 *b, uint32_t v)
{
    for (; v >= 128; v >>= 7)
        put_byte(b, (v & 127) | 128);
    put_byte(b, v);
}

static void put_signed(Bytes8 *b, int32_t v)
{
    put_varint(b, (uint32_t)v << 1 ^ (uint32_t)(v >> 31));
}

static void put_position(Bytes8 *b, const Position *p, const Position *last, uint32_t n_words)
{
    unsigned head = n_words - 1;
    int32_t delta = p->line - last->line;
    bool one_line = p->end_line == p->line;
    bool small = p->column >= 0 && p->column < 256 && p->end_column >= 0 && p->end_column < 256;
    if (memcmp(p, last, sizeof *p) == 0) {
        put_byte(b, head | POSITION_SAME << 3);
    } else if (one_line && small && delta == 0) {
        put_byte(b, head | POSITION_COLUMNS << 3);
        put_byte(b, (unsigned)p->column);
        put_byte(b, (unsigned)p->end_column);
    } else if (one_line && small && delta >= -128 && delta < 128) {
        put_byte(b, head | POSITION_LINE << 3);
        put_byte(b, (unsigned)delta & 255);
        put_byte(b, (unsigned)p->column);
        put_byte(b, (unsigned)p->end_column);
    } else {
        put_byte(b, head | POSITION_LONG << 3);
        put_signed(b, delta);
        put_signed(b, p->end_line - p->line);
        put_varint(b, (uint32_t)(p->column + 1));
        put_varint(b, (uint32_t)(p->end_column + 1));
    }
}

/* Records, then the checkpoints, then how many there are. */
static uint8_t *pack_positions(const Unit *u, const uint32_t *offsets, uint32_t *len)
{
    Bytes8 b = {0};
    PositionCheckpoint *points = mem_alloc_array_or_raise((size_t)u->n_ins / POSITION_STRIDE + 1, sizeof *points);
    uint32_t n_points = 0, n = 0;
    Position last = {u->first_line, u->first_line, -1, -1};
    for (int32_t i = 0; i < u->n_ins && points; i++) {
        const Ins *in = &u->ins[i];
        if (in->removed)
            continue;
        if (n++ % POSITION_STRIDE == 0)
            points[n_points++] = (PositionCheckpoint){offsets[i], (uint32_t)b.n, last};
        put_position(&b, &in->pos, &last, ins_words(in));
        last = in->pos;
    }
    while (b.n % 4 && !b.failed)
        put_byte(&b, 0);
    const uint8_t *raw = (const uint8_t *)points;
    for (size_t i = 0; points && i < n_points * sizeof *points && !b.failed; i++)
        put_byte(&b, raw[i]);
    for (int i = 0; i < 4 && !b.failed; i++)
        put_byte(&b, n_points >> (8 * i) & 255);
    bool bad = b.failed || !points;
    if (b.failed && points)
        exc_raise_memory();
    mem_free(points);
    if (bad) {
        mem_free(b.p);
        return NULL;
    }
    *len = (uint32_t)b.n;
    return b.p;
}

/* ---- the code object ---- */
static bool fill_tables(Compiler *c, Code *code)
{
    Unit *u = c->u;
    for (int32_t i = 0; i < u->n_constants; i++)
        code->constants[code->n_constants++] = value_dup(u->constants[i]);
    for (int32_t i = 0; i < u->n_names; i++)
        code->names[code->n_names++] = value_dup(u->names[i]);
    Value names = tuple_from_refs(u->local_names, u->n_locals);
    if (value_is_error(names))
        return false;
    code->local_names = names;
    if (u->n_locals > 0)
        memcpy(code->local_kinds, u->local_kinds, (size_t)u->n_locals);
    Value frees = tuple_from_refs(u->scope->frees, u->scope->n_frees);
    if (value_is_error(frees))
        return false;
    code->free_names = frees;
    return true;
}

static void fill_header(Compiler *c, Code *code)
{
    Unit *u = c->u;
    code->n_args = u->n_args;
    code->n_posonly = u->n_posonly;
    code->n_kwonly = u->n_kwonly;
    code->flags = u->flags;
    code->n_params = u->n_args + u->n_kwonly + !!(u->flags & CODE_VARARGS) + !!(u->flags & CODE_VARKEYWORDS);
    code->n_registers = u->n_locals + u->max_depth;
    code->n_free = u->scope->n_frees;
    code->name = value_dup(u->name);
    code->qualname = value_dup(u->qualname);
    code->filename = value_dup(c->filename);
    code->first_line = u->first_line;
    code->docstring = value_is_absent(u->docstring) ? VALUE_NONE : value_dup(u->docstring);
    code_settle_calls(code);
}

Code *assemble(Compiler *c)
{
    Unit *u = c->u;
    if (c->failed)
        return NULL;
    settle_places(u);
    rotate_loops(c);
    copy_exits(c);
    thread_jumps(u);
    if (c->failed || !part_cold(c))
        return NULL;
    remove_idle_jumps(u);
    if (u->n_locals + u->max_depth > 65535) {
        syntax_error(c, &(Position){u->first_line, u->first_line, 0, 0}, "too many local variables in one function");
        return NULL;
    }
    uint32_t *offsets = mem_alloc_array_or_raise((size_t)u->n_ins + 1, sizeof *offsets);
    if (!offsets) {
        c->failed = true;
        return NULL;
    }
    uint32_t n_words = layout(u, offsets);
    Code *code = code_alloc(n_words, (uint32_t)u->n_constants, (uint32_t)u->n_names, count_handlers(u),
                            (uint32_t)u->n_locals);
    if (code) {
        fill_header(c, code);
        Writer w = {.u = u, .code = code, .offsets = offsets};
        for (int32_t i = 0; i < u->n_ins; i++)
            if (!u->ins[i].removed)
                put_ins(&w, &u->ins[i]);
        put_handlers(u, offsets, code);
        code->positions = pack_positions(u, offsets, &code->positions_len);
        if (!code->positions || !fill_tables(c, code)) {
            obj_drop(code);
            code = NULL;
        }
    }
    mem_free(offsets);
    if (!code)
        c->failed = true;
    return code;
}
