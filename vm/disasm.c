/* vm/disasm.c -- code objects as text, one instruction a line, from the columns of vm/opcodes.def. */
#include "runtime/exc.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include <stdio.h>
#include "vm/code.h"

static void put_register(StrBuilder *b, const Code *code, unsigned r)
{
    char text[32];
    if (r >= (unsigned)code->n_locals) {
        snprintf(text, sizeof text, "t%u", r - (unsigned)code->n_locals);
        str_builder_cstr(b, text);
        return;
    }
    Ref name = VALUE_AS(Tuple, code->local_names)->items[r];
    if (code->local_kinds[r] & LOCAL_HIDDEN)
        str_builder_char(b, '.');
    str_builder_str(b, name);
}

static int put_constant(StrBuilder *b, const Code *code, unsigned index)
{
    if (index >= code->n_constants)
        return 0;
    Value r = object_repr(code->constants[index]);
    if (value_is_error(r))
        return -1;
    if (str_len(r) > 60) {
        str_builder_slice(b, r, 0, 57);
        str_builder_cstr(b, "...");
    } else
        str_builder_str(b, r);
    value_drop(r);
    return 0;
}

static int put_operand(StrBuilder *b, const Code *code, const Instr *in, int i)
{
    uint16_t value = i == 0 ? in->a : i == 1 ? in->b : in->c;
    int kind = in->flags >> (i == 0 ? 4 : i == 1 ? 0 : 2) & 3;
    char text[32];
    switch (op_operands[in->op][i]) {
    case 'r':
        if (kind == OPERAND_CONST)
            return put_constant(b, code, value);
        put_register(b, code, value);
        if (kind == OPERAND_LOCAL && value >= code->n_locals)
            str_builder_char(b, '\''); /* borrowed */
        return 0;
    case 'w': case 't': case 'k':
        put_register(b, code, value);
        return 0;
    case 'm':
        if (value < code->n_names)
            str_builder_str(b, code->names[value]);
        return 0;
    case 'K':
        return put_constant(b, code, value);
    default:
        snprintf(text, sizeof text, "%u", value);
        str_builder_cstr(b, text);
        return 0;
    }
}

/* The word a jump goes to, or -1. */
static int64_t jump_target(const Code *code, uint32_t word)
{
    const Instr *in = &code->words[word];
    const char *format = op_operands[in->op];
    uint32_t next = word + 1 + op_n_cache[in->op], jump = 0;
    int shift = 0;
    if (code_generic_op(in->op) == OP_FOR_ITER)
        return (int64_t)next + code->words[word + 1].jump;
    for (int i = 0; i < 3; i++) {
        uint16_t value = i == 0 ? in->a : i == 1 ? in->b : in->c;
        if (format[i] == 'j')
            return (int64_t)next + (int16_t)value;
        if (format[i] == 'J') {
            jump |= (uint32_t)value << shift;
            shift += 16;
        }
    }
    return shift ? (int64_t)next + (int32_t)jump : -1;
}

static int put_instruction(StrBuilder *b, const Code *code, uint32_t word, int line, int *last_line)
{
    const Instr *in = &code->words[word];
    char text[96];
    if (line != *last_line && line >= 0)
        snprintf(text, sizeof text, "%6d %6u  %-20s", line, word, op_names[in->op]);
    else
        snprintf(text, sizeof text, "%6s %6u  %-20s", "", word, op_names[in->op]);
    *last_line = line;
    str_builder_cstr(b, text);
    const char *separator = " ";
    for (int i = 0; i < 3; i++) {
        char format = op_operands[in->op][i];
        if (format == '-' || format == 'j' || format == 'J')
            continue;
        str_builder_cstr(b, separator);
        separator = ", ";
        if (put_operand(b, code, in, i))
            return -1;
    }
    if (in->flags & (FLAG_6 | FLAG_7)) {
        snprintf(text, sizeof text, " (flags %d)", in->flags >> 6);
        str_builder_cstr(b, text);
    }
    int64_t target = jump_target(code, word);
    if (target >= 0) {
        snprintf(text, sizeof text, " -> %lld", (long long)target);
        str_builder_cstr(b, text);
    } else if (code_cache_is_operand(in->op)) {
        snprintf(text, sizeof text, " [%u]", code->words[word + 1].low);
        str_builder_cstr(b, text);
    }
    snprintf(text, sizeof text, "  ; %d\n", code->depths[word]);
    str_builder_cstr(b, text);
    return 0;
}

Value code_disassemble(const Code *code)
{
    StrBuilder b;
    str_builder_init(&b);
    int last_line = -1;
    CodePositions walk;
    code_positions_start(code, &walk);
    while (code_positions_next(&walk))
        for (uint32_t word = walk.word; word < walk.word + walk.n_words;
             word += 1u + op_n_cache[code->words[word].op])
            if (put_instruction(&b, code, word, walk.position.line, &last_line)) {
                str_builder_free(&b);
                return VALUE_ERROR;
            }
    for (uint32_t i = 0; i < code->n_handlers; i++) {
        const Handler *h = &code->handlers[i];
        char text[96];
        snprintf(text, sizeof text, "       %u to %u -> %u, depth %u\n", h->start, h->end, h->target, h->depth);
        str_builder_cstr(&b, text);
    }
    return str_builder_finish(&b);
}
