/* vm/code_verify.c -- proof that a code object keeps its promises to the loop.
 *
 * Walks the control-flow graph from the entry with the number of live temporaries.  Every path must agree with
 * Code.depths, operands must exist, consumed temporaries must be the topmost, jumps must land on instructions. */
#include <stdarg.h>
#include <stdio.h>
#include "runtime/mem.h"
#include "vm/compile.h"

typedef struct Verifier {
    const Code *code;
    int32_t *depth;         /* live temporaries on entry, per word; -1 not reached, -2 cache word */
    uint32_t *work;         /* words to look at */
    uint32_t n_work;
    char *fault;
} Verifier;

static char fault_text[256];

static bool fault(Verifier *v, uint32_t word, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = snprintf(fault_text, sizeof fault_text, "word %u (%s): ", word, op_names[v->code->words[word].op]);
    vsnprintf(fault_text + n, sizeof fault_text - (size_t)n, fmt, ap);
    va_end(ap);
    v->fault = fault_text;
    return false;
}

static uint16_t field(const Instr *in, int i)
{
    return i == 0 ? in->a : i == 1 ? in->b : in->c;
}

static int kind_of(const Instr *in, int i)
{
    static const int shift[] = {4, 0, 2};
    return in->flags >> shift[i] & 3;
}

static bool is_temporary(const Code *code, uint16_t r)
{
    return r >= code->n_locals;
}

/* How many temporaries the run operand of an instruction has. */
static int run_length(const Instr *in, uint32_t cache)
{
    switch ((int)in->op) {
    case OP_LOAD_SUPER_ATTR: case OP_LOAD_SUPER_METHOD: case OP_BUILD_INTERPOLATION: return 3;
    case OP_LOAD_SLICE: case OP_STORE_SLICE: case OP_BUILD_TEMPLATE: case OP_MATCH_CLASS:
    case OP_IMPORT_NAME: return 2;
    case OP_BUILD_SLICE: case OP_BUILD_TUPLE: case OP_BUILD_LIST: case OP_BUILD_SET: case OP_BUILD_STRING:
        return in->c;
    case OP_BUILD_MAP: return 2 * in->c;
    case OP_CALL: case OP_CALL_KW: return in->c + 1;
    case OP_CALL_METHOD: case OP_CALL_METHOD_KW: return in->c + 2;
    case OP_CALL_EX: return in->c ? 3 : 2;
    case OP_EXC_GROUP_RERAISE: return 1;
    case OP_INTRINSIC: {
        static const int n_arguments[] = {
#define INTRINSIC(name, n) n,
#include "vm/intrinsics.def"
#undef INTRINSIC
        };
        return n_arguments[in->c];
    }
    default: return 0;
    }
}

/* Registers written from operand a on. */
static int results_of(const Instr *in, uint32_t cache)
{
    switch ((int)in->op) {
    case OP_LOAD_METHOD: case OP_LOAD_SUPER_METHOD: case OP_LOAD_SPECIAL: return 2;
    case OP_UNPACK: return in->c;
    case OP_UNPACK_STAR: return in->c + 1 + (int)cache;
    case OP_MAKE_CELL: case OP_DELETE_LOCAL: case OP_CLEAR_LOCAL: return 0;
    default: return op_operands[in->op][0] == 'w' ? 1 : 0;
    }
}

/* Temporaries that a 'k' operand loses although the format keeps it. */
static int consumed_kept(const Instr *in)
{
    switch ((int)in->op) {
    case OP_JUMP_IF_FALSE_KEEP: case OP_JUMP_IF_TRUE_KEEP: return 1;
    case OP_POP_HANDLED: case OP_END_ASYNC_FOR: return 2;
    case OP_MAKE_FUNCTION: return __builtin_popcount(in->c & 15u);
    default: return 0;
    }
}

/* Check operands; returns the number of consumed temporaries, or -1. */
static int check_operands(Verifier *v, uint32_t word, int depth)
{
    const Code *code = v->code;
    const Instr *in = &code->words[word];
    const char *format = op_operands[in->op];
    uint32_t cache = op_n_cache[in->op] ? code->words[word + 1].low : 0;
    int consumed = consumed_kept(in), lowest = INT32_MAX;
    for (int i = 0; i < 3; i++) {
        uint16_t r = field(in, i);
        bool used = true;
        if (in->op == OP_RAISE && i > in->flags >> 6)
            used = false;
        if (in->op == OP_ASSERT_FAIL && in->flags & FLAG_NO_MESSAGE)
            used = false;
        switch (used ? format[i] : '-') {
        case 'r':
            if (kind_of(in, i) == OPERAND_CONST) {
                if (r >= code->n_constants)
                    return fault(v, word, "constant %d of %u", r, code->n_constants) - 1;
            } else if (r >= code->n_registers)
                return fault(v, word, "register %d of %d", r, code->n_registers) - 1;
            else if (kind_of(in, i) == OPERAND_TEMP) {
                consumed++;
                if (!is_temporary(code, r))
                    return fault(v, word, "temporary operand in local %d", r) - 1;
                if (r - code->n_locals < lowest)
                    lowest = r - code->n_locals;
                /* Neighbouring moves turn temporaries round through one above: emit_shuffle(). */
                bool shuffles = in->op == OP_MOVE && is_temporary(code, in->a);
                if (r - code->n_locals >= depth + 2 * shuffles)
                    return fault(v, word, "reads dead temporary %d at depth %d", r - code->n_locals, depth) - 1;
            } else if (is_temporary(code, r) && r - code->n_locals >= depth)
                return fault(v, word, "borrows dead temporary %d at depth %d", r - code->n_locals, depth) - 1;
            break;
        case 't': {
            int n = run_length(in, cache);
            consumed += n;
            if (!is_temporary(code, r) || r - code->n_locals + n > depth)
                return fault(v, word, "run of %d from %d at depth %d", n, r - code->n_locals, depth) - 1;
            if (r - code->n_locals < lowest)
                lowest = r - code->n_locals;
            break;
        }
        case 'k':
            if (r >= code->n_registers || (is_temporary(code, r) && r - code->n_locals >= depth))
                return fault(v, word, "keeps dead temporary %d at depth %d", r - code->n_locals, depth) - 1;
            break;
        case 'w':
            if (in->op == OP_UNPACK && in->c == 0)
                break; /* `[] = x` writes nothing */
            if (r >= code->n_registers)
                return fault(v, word, "writes register %d of %d", r, code->n_registers) - 1;
            if ((kind_of(in, i) == OPERAND_TEMP) != is_temporary(code, r) && in->op != OP_MAKE_CELL)
                return fault(v, word, "writes register %d as kind %d", r, kind_of(in, i)) - 1;
            break;
        case 'm':
            if (r >= code->n_names)
                return fault(v, word, "name %d of %u", r, code->n_names) - 1;
            break;
        case 'K':
            if (r >= code->n_constants)
                return fault(v, word, "constant %d of %u", r, code->n_constants) - 1;
            break;
        default:
            break;
        }
    }
    if (consumed > depth)
        return fault(v, word, "consumes %d of %d", consumed, depth) - 1;
    if (lowest != INT32_MAX && lowest < depth - consumed && in->op != OP_MOVE)
        return fault(v, word, "consumes %d but not the topmost of %d (lowest %d)", consumed, depth, lowest) - 1;
    return consumed;
}

static bool flow_to(Verifier *v, uint32_t from, int64_t to, int depth)
{
    if (to < 0 || to >= (int64_t)v->code->n_words || v->depth[to] == -2)
        return fault(v, from, "goes to word %lld", (long long)to);
    if (v->depth[to] == -1) {
        v->depth[to] = depth;
        v->work[v->n_work++] = (uint32_t)to;
    } else if (v->depth[to] != depth)
        return fault(v, from, "reaches word %lld at depth %d, others at %d", (long long)to, depth, v->depth[to]);
    return true;
}

static int64_t jump_of(const Code *code, uint32_t word)
{
    const Instr *in = &code->words[word];
    if (code_generic_op(in->op) == OP_FOR_ITER)
        return code->words[word + 1].jump;
    const char *format = op_operands[in->op];
    uint32_t jump = 0;
    int shift = 0;
    for (int i = 0; i < 3; i++) {
        if (format[i] == 'j')
            return (int16_t)field(in, i);
        if (format[i] == 'J') {
            jump |= (uint32_t)field(in, i) << shift;
            shift += 16;
        }
    }
    return (int32_t)jump;
}

static bool has_jump(const Instr *in)
{
    return code_generic_op(in->op) == OP_FOR_ITER || strpbrk(op_operands[in->op], "jJ");
}

static bool ends_flow(uint8_t op)
{
    switch ((int)op) {
    case OP_JUMP: case OP_JUMP_BACK: case OP_RETURN: case OP_RAISE: case OP_RERAISE: case OP_ASSERT_FAIL:
        return true;
    default:
        return false;
    }
}

static bool check_word(Verifier *v, uint32_t word)
{
    const Code *code = v->code;
    const Instr *in = &code->words[word];
    int depth = v->depth[word];
    uint32_t next = word + 1 + op_n_cache[in->op];
    uint32_t cache = op_n_cache[in->op] ? code->words[word + 1].low : 0;
    int consumed = check_operands(v, word, depth);
    if (consumed < 0)
        return false;
    if (code->depths[word] != depth - consumed)
        return fault(v, word, "depth %d recorded, %d found", code->depths[word], depth - consumed);
    if (in->op == OP_RETURN && in->c != depth - consumed)
        return fault(v, word, "depth %d in the instruction, %d found", in->c, depth - consumed);
    const Handler *h = code_find_handler(code, word);
    if (h) {
        if (h->depth > (uint32_t)(depth - consumed))
            return fault(v, word, "handler keeps %u of %d", h->depth, depth - consumed);
        if (!flow_to(v, word, h->target, (int)h->depth + 1))
            return false;
    }
    int results = results_of(in, cache);
    bool to_temporary = results && is_temporary(code, in->a);
    int after = depth - consumed + (to_temporary ? results : 0);
    if (to_temporary && in->op != OP_MOVE && in->a - code->n_locals != depth - consumed
        && in->op != OP_DELEGATE)
        return fault(v, word, "result in temporary %d, depth is %d", in->a - code->n_locals, depth - consumed);
    if (in->op == OP_MOVE && to_temporary && kind_of(in, 1) != OPERAND_TEMP && in->a - code->n_locals < depth)
        after = depth; /* over a temporary that holds None: vm/compile_match.c */
    if (in->op == OP_DELEGATE)
        after = depth - 2 + (is_temporary(code, in->a) ? 1 : 0);
    if (in->op == OP_PUSH_HANDLED)
        after = depth + 1;
    if (after > code->n_registers - code->n_locals)
        return fault(v, word, "temporaries run over");
    if (has_jump(in)) {
        int at_target = after;
        if (in->op == OP_JUMP_IF_FALSE_KEEP || in->op == OP_JUMP_IF_TRUE_KEEP)
            at_target = depth;
        if (code_generic_op(in->op) == OP_FOR_ITER) {
            at_target = depth - 1;
            if (!flow_to(v, word, (int64_t)next + code->words[word + 1].jump_next, after))
                return false;
        }
        if (!flow_to(v, word, (int64_t)next + jump_of(code, word), at_target))
            return false;
    }
    if (ends_flow(in->op) || code_generic_op(in->op) == OP_FOR_ITER)
        return true;
    return flow_to(v, word, next, after);
}

const char *code_verify(const Code *code)
{
    Verifier v = {.code = code};
    v.depth = mem_alloc(((size_t)code->n_words + 1) * sizeof *v.depth);
    v.work = mem_alloc(((size_t)code->n_words + 1) * sizeof *v.work);
    if (!v.depth || !v.work) {
        v.fault = strcpy(fault_text, "out of memory");
        goto done;
    }
    for (uint32_t i = 0; i < code->n_words;) {
        uint32_t n = 1u + op_n_cache[code->words[i].op];
        v.depth[i] = -1;
        for (uint32_t k = 1; k < n && i + k < code->n_words; k++)
            v.depth[i + k] = -2;
        i += n;
    }
    v.depth[0] = 0;
    v.work[v.n_work++] = 0;
    while (v.n_work && check_word(&v, v.work[--v.n_work]))
        ;
done:
    mem_free(v.depth);
    mem_free(v.work);
    return v.fault;
}
