/* vm/code.c -- code objects: memory, the position table, handler lookup.
 *
 * What Python sees of them is in vm/code_object.c. */
#include "vm/frame.h"
#include "runtime/cmdline.h"
#include "runtime/str.h"
#include "runtime/exc.h"
#include "runtime/mem.h"

const char *const op_names[] = {
#define OP(name, operands, n_cache, formula, meaning) #name,
#include "vm/opcodes.def"
#include "vm/specialised.def"
#undef OP
};
const char *const op_operands[] = {
#define OP(name, operands, n_cache, formula, meaning) operands,
#include "vm/opcodes.def"
#include "vm/specialised.def"
#undef OP
};
const uint8_t op_n_cache[] = {
#define OP(name, operands, n_cache, formula, meaning) n_cache,
#include "vm/opcodes.def"
#include "vm/specialised.def"
#undef OP
};

static uint64_t next_id;

/* One block: words, constants, names, handlers, depths, local kinds. */
static size_t block_size(uint32_t n_words, uint32_t n_constants, uint32_t n_names, uint32_t n_handlers,
                         uint32_t n_locals)
{
    return (size_t)n_words * sizeof(Instr) + ((size_t)n_constants + n_names) * sizeof(Value)
           + (size_t)n_handlers * sizeof(Handler) + (size_t)n_words * sizeof(uint16_t) + n_locals + 1;
}

Code *code_alloc(uint32_t n_words, uint32_t n_constants, uint32_t n_names, uint32_t n_handlers, uint32_t n_locals)
{
    char *block = mem_alloc_or_raise(block_size(n_words, n_constants, n_names, n_handlers, n_locals));
    if (!block)
        return NULL;
    Code *code = object_alloc(&type_code);
    if (!code) {
        mem_free(block);
        return NULL;
    }
    memset((char *)code + sizeof(Obj), 0, sizeof *code - sizeof(Obj));
    code->words = (Instr *)(void *)block;
    block += (size_t)n_words * sizeof(Instr);
    code->constants = (Value *)(void *)block;
    block += (size_t)n_constants * sizeof(Value);
    code->names = (Value *)(void *)block;
    block += (size_t)n_names * sizeof(Value);
    code->handlers = (Handler *)(void *)block;
    block += (size_t)n_handlers * sizeof(Handler);
    code->depths = (uint16_t *)(void *)block;
    block += (size_t)n_words * sizeof(uint16_t);
    code->local_kinds = (uint8_t *)block;
    code->n_words = n_words;
    code->n_handlers = n_handlers;
    code->n_locals = (int)n_locals;
    code->local_names = code->free_names = code->extra = VALUE_ABSENT;
    code->name = code->qualname = code->filename = code->docstring = VALUE_ABSENT;
    code->id = ++next_id;
    return code;
}

void code_dealloc(Obj *o)
{
    Code *code = (Code *)o;
    for (uint32_t i = 0; i < code->n_constants; i++)
        value_drop(code->constants[i]);
    for (uint32_t i = 0; i < code->n_names; i++)
        value_drop(code->names[i]);
    Value *fields[] = {&code->local_names, &code->free_names, &code->name, &code->qualname,
                       &code->filename, &code->docstring, &code->extra};
    for (size_t i = 0; i < N_ELEMENTS(fields); i++)
        value_drop(*fields[i]);
    mem_free(code->words);
    mem_free(code->positions);
    mem_free(code->trace);
    object_free(code);
}

/* ---- positions ---- */
static uint32_t read_varint(const uint8_t **p)
{
    uint32_t v = 0;
    int shift = 0;
    while (**p & 128) {
        v |= (uint32_t)(*(*p)++ & 127) << shift;
        shift += 7;
    }
    return v | (uint32_t) * (*p)++ << shift;
}

static int32_t read_signed(const uint8_t **p)
{
    uint32_t v = read_varint(p);
    return (int32_t)(v >> 1 ^ (0u - (v & 1)));
}

/* Read one record: *pos becomes its position; returns its number of words. */
static uint32_t read_record(const uint8_t **p, Position *pos)
{
    uint8_t head = *(*p)++;
    switch (head >> 3) {
    case POSITION_SAME:
        break;
    case POSITION_LINE:
        pos->line += (int8_t) * (*p)++;
        pos->column = *(*p)++;
        pos->end_column = *(*p)++;
        pos->end_line = pos->line;
        break;
    case POSITION_COLUMNS:
        pos->column = *(*p)++;
        pos->end_column = *(*p)++;
        pos->end_line = pos->line;
        break;
    default:
        pos->line += read_signed(p);
        pos->end_line = pos->line + read_signed(p);
        pos->column = (int)read_varint(p) - 1;
        pos->end_column = (int)read_varint(p) - 1;
    }
    return (head & 7) + 1u;
}

PositionCheckpoint *code_checkpoints(const Code *code, uint32_t *n)
{
    memcpy(n, code->positions + code->positions_len - 4, 4);
    return (PositionCheckpoint *)(void *)(code->positions + code->positions_len - 4
                                          - (size_t)*n * sizeof(PositionCheckpoint));
}

void code_positions_start(const Code *code, CodePositions *walk)
{
    uint32_t n;
    const PositionCheckpoint *points = code_checkpoints(code, &n);
    *walk = (CodePositions){.code = code, .next = code->positions};
    if (n)
        walk->position = points[0].before;
}

bool code_positions_next(CodePositions *walk)
{
    walk->word += walk->n_words;
    if (walk->word >= walk->code->n_words)
        return false;
    walk->n_words = read_record(&walk->next, &walk->position);
    return true;
}

Position code_position(const Code *code, uint32_t word)
{
    uint32_t n;
    const PositionCheckpoint *points = code_checkpoints(code, &n);
    Position pos = {-1, -1, -1, -1};
    if (n == 0 || word >= code->n_words)
        return pos;
    uint32_t low = 0, high = n;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (points[middle].word <= word)
            low = middle;
        else
            high = middle;
    }
    pos = points[low].before;
    const uint8_t *p = code->positions + points[low].offset;
    for (uint32_t at = points[low].word; at <= word;)
        at += read_record(&p, &pos);
    if (cmdline.no_debug_ranges)
        pos.column = pos.end_column = -1;
    return pos;
}

int code_entry_line(const Code *code)
{
    return str_equals_cstr(code->name, "<module>") ? 0 : code->first_line;
}

int code_line(const Code *code, uint32_t word)
{
    return code_position(code, word).line;
}

/* ---- handlers: rows are sorted and do not overlap ---- */
const Handler *code_find_handler(const Code *code, uint32_t word)
{
    uint32_t low = 0, high = code->n_handlers;
    while (high - low > 8) { /* the last few are quicker looked at one by one */
        uint32_t middle = low + (high - low) / 2;
        if (code->handlers[middle].end <= word)
            low = middle + 1;
        else
            high = middle;
    }
    while (low < high && code->handlers[low].end <= word)
        low++;
    if (low < code->n_handlers && code->handlers[low].start <= word)
        return &code->handlers[low];
    return NULL;
}

void code_settle_calls(Code *code)
{
    code->simple_args = !(code->flags & (CODE_VARARGS | CODE_VARKEYWORDS | CODE_NAMESPACE)) && code->n_kwonly == 0;
    code->plain_args = code->simple_args && !(code->flags & CODE_ANY_GENERATOR) ? code->n_args : -1;
    code->frame_bytes = (uint32_t)frame_size(code);
}

/* ---- generic forms ---- */
/* Specialised forms are named after the generic one: ADD_INT is an ADD. */
uint8_t code_generic_op(uint8_t op)
{
    static uint8_t generic[N_OPS];
    if (generic[OP_MOVE] == 0)
        for (int i = 0; i < N_OPS; i++) {
            generic[i] = (uint8_t)i;
            for (int g = 0; i > OP_INTRINSIC && g <= OP_INTRINSIC; g++) {
                size_t len = strlen(op_names[g]);
                if (strncmp(op_names[i], op_names[g], len) == 0 && op_names[i][len] == '_'
                    && (generic[i] == i || len > strlen(op_names[generic[i]])))
                    generic[i] = (uint8_t)g;
            }
        }
    return generic[op];
}

bool instr_is_back_edge(const Instr *in)
{
    switch ((int)code_generic_op(in->op)) {
    case OP_JUMP_BACK: return true;
    case OP_FOR_ITER: return in[1].jump_next < 0;
    case OP_JUMP_IF_FALSE: case OP_JUMP_IF_TRUE: case OP_JUMP_IF_NONE: case OP_JUMP_IF_NOT_NONE:
        return in->flags & FLAG_BACK_EDGE;
    default: return in->op >= OP_TEST_LT && in->op <= OP_TEST_IN && in->flags & FLAG_BACK_EDGE;
    }
}

bool code_cache_is_operand(uint8_t op)
{
    switch ((int)code_generic_op(op)) {
    case OP_FOR_ITER: case OP_CALL_KW: case OP_CALL_METHOD_KW: case OP_LOAD_DICT_OR_FREE:
    case OP_UNPACK_STAR: case OP_MATCH_CLASS:
        return true;
    default:
        return false;
    }
}

Instr code_generic_word(const Code *code, uint32_t word, bool is_cache, uint8_t op)
{
    Instr in = code->words[word];
    if (is_cache) {
        if (!code_cache_is_operand(op))
            in.word = 0;
        else if (code_generic_op(op) != OP_FOR_ITER)
            in.high = 0;
    } else
        in.op = code_generic_op(in.op);
    return in;
}
