/* vm/code.h -- code objects: what the compiler makes and the loop runs.
 *
 * Registers of a frame:   [ parameters | other locals, cells among them | temporaries ]
 * Parameters in order: positional-only, positional, keyword-only, *args, **kwargs (as co_varnames).
 * A captured local holds a Cell in its register from MAKE_CELL in the prologue on.  Module and class bodies
 * keep their namespace in register 0 (CODE_NAMESPACE).
 * Temporaries are a stack: depths[i] is the number of live temporaries just after the instruction at word i
 * has consumed its operands, i.e. what must be released when it raises, or is live while it is
 * suspended or calling. */
#ifndef VM_CODE_H
#define VM_CODE_H
#include "runtime/object.h"

typedef union Instr {
    struct {
        uint8_t op, flags;
        uint16_t a, b, c;
    };
    uint64_t word;
    struct { uint32_t low, high; };
    double number;                /* cache word of forms like ADD_FLOAT_CONST */
    struct { int32_t jump, jump_next; }; /* cache word of FOR_ITER: when exhausted; with an item */
} Instr;

typedef enum Op {
#define OP(name, operands, n_cache, formula, meaning) OP_##name,
#include "vm/opcodes.def"
#include "vm/specialised.def"
#undef OP
    N_OPS
} Op;

enum { OPERAND_LOCAL, OPERAND_TEMP, OPERAND_CONST };
enum { FLAG_6 = 0x40, FLAG_7 = 0x80, FLAG_INPLACE = FLAG_6, FLAG_IF_TRUE = FLAG_6, FLAG_NEGATE = FLAG_6,
       FLAG_ASYNC = FLAG_6, FLAG_NO_MESSAGE = FLAG_6, FLAG_BACK_EDGE = FLAG_7 };
static inline uint8_t instr_flags(int kind_a, int kind_b, int kind_c)
{
    return (uint8_t)(kind_b | kind_c << 2 | kind_a << 4);
}

typedef enum SpecialMethod { SPECIAL_ENTER, SPECIAL_EXIT, SPECIAL_AENTER, SPECIAL_AEXIT } SpecialMethod;
typedef enum Intrinsic {
#define INTRINSIC(name, n) INTRINSIC_##name,
#include "vm/intrinsics.def"
#undef INTRINSIC
} Intrinsic;

/* co_flags, CPython's values where CPython has them */
enum {
    CODE_OPTIMIZED = 1, CODE_NEWLOCALS = 2, CODE_VARARGS = 4, CODE_VARKEYWORDS = 8, CODE_NESTED = 16,
    CODE_GENERATOR = 32, CODE_COROUTINE = 128, CODE_ITERABLE_COROUTINE = 256, CODE_ASYNC_GENERATOR = 512,
    CODE_FUTURE_ANNOTATIONS = 0x1000000,
    CODE_HAS_DOCSTRING = 0x4000000, CODE_METHOD = 0x8000000,
    CODE_NAMESPACE = 1 << 29,     /* ours: register 0 is the namespace dict */
    CODE_ANY_GENERATOR = CODE_GENERATOR | CODE_COROUTINE | CODE_ASYNC_GENERATOR,
};

typedef struct Handler {          /* exception table row; rows do not overlap and are sorted by start */
    uint32_t start, end;          /* words: start <= pc < end */
    uint32_t target;              /* word of the handler */
    uint32_t depth;               /* temporaries kept; the exception goes to the next one */
} Handler;

typedef struct Position { int line, end_line, column, end_column; } Position; /* -1 unknown; columns in bytes, 0-based */

typedef struct Code {
    Obj base;
    int n_args;                   /* positional parameters, positional-only included; no *args */
    int n_posonly, n_kwonly;
    uint32_t flags;               /* CODE_* */
    int n_params;                 /* all parameters: args, kwonly, *args, **kwargs */
    int n_locals;                 /* registers before the temporaries */
    int n_registers;              /* locals + deepest temporary */
    int n_free;                   /* closure length */
    uint32_t n_words;
    uint32_t n_constants, n_names, n_handlers;
    Instr *words;                 /* mutable: specialisation writes here */
    Value *constants;
    Value *names;                 /* interned str */
    Handler *handlers;
    uint16_t *depths;             /* per word */
    uint8_t *positions;           /* compressed: code_position() */
    uint32_t positions_len;
    Value local_names;            /* tuple of str for registers 0..n_locals-1; hidden ones are like ".0" */
    uint8_t *local_kinds;         /* per local register: LOCAL_* bits */
    Value free_names;             /* tuple */
    Value name, qualname, filename; /* str */
    int first_line;
    Value docstring;              /* None when none */
    uint64_t id;                  /* never reused */
    uint32_t version;             /* of the bytecode shape; 0 */
    bool simple_args;             /* no *args, **kwargs, keyword-only: fast calls */
    int32_t plain_args;           /* with how many positional arguments a call only pushes a frame and fills it; -1 */
    uint32_t frame_bytes;         /* of a frame for it */
    void *trace;                  /* line-event bookkeeping of vm/trace.c or NULL */
    Value extra;                  /* co_code bytes etc. made on demand, or ABSENT */
} Code;
enum {
    LOCAL_CELL = 1,
    LOCAL_HIDDEN = 2,             /* the compiler's own: no program sees it */
    LOCAL_COMPREHENSION = 4,      /* variable of an inlined comprehension: set only while that runs; it may have
                                     the name of another local, which it then hides */
};
extern Type type_code;

/* A code object with room for its tables, otherwise empty: n_constants and n_names are 0 until filled, words and
 * positions are the caller's to write.  NULL with MemoryError. */
Code *code_alloc(uint32_t n_words, uint32_t n_constants, uint32_t n_names, uint32_t n_handlers, uint32_t n_locals);

/* Positions are packed per instruction, each with how many words it has:
 *     head byte: words - 1 in bits 0-2, form in bits 3-4
 *       SAME     as the instruction before
 *       COLUMNS  same line, one line only: column, end column (a byte each)
 *       LINE     one line only: line delta (signed byte), column, end column
 *       LONG     line delta, lines spanned (signed varints), column + 1, end column + 1 (varints)
 * behind them a checkpoint for every 16th instruction, and last their number (4 bytes). */
enum { POSITION_SAME, POSITION_COLUMNS, POSITION_LINE, POSITION_LONG, POSITION_STRIDE = 16 };
typedef struct PositionCheckpoint { uint32_t word, offset; Position before; } PositionCheckpoint;

Position code_position(const Code *code, uint32_t word);
int code_line(const Code *code, uint32_t word);
int code_entry_line(const Code *code);   /* of entering it: its definition's, 0 for a module */
/* Walk all instructions with their positions: code_positions_start(), then next() until false. */
typedef struct CodePositions {
    const Code *code;
    const uint8_t *next;
    Position position;            /* of the instruction at word */
    uint32_t word, n_words;
} CodePositions;
void code_positions_start(const Code *code, CodePositions *walk);
bool code_positions_next(CodePositions *walk);
PositionCheckpoint *code_checkpoints(const Code *code, uint32_t *n);
/* What calls need to know of it, derived from the header. */
void code_settle_calls(Code *code);
void code_dealloc(Obj *o);
/* What the compiler wrote, whatever the loop has made of it since: the generic opcode; does its first cache word
 * hold an operand; one word (of an instruction, or a cache word of op). */
uint8_t code_generic_op(uint8_t op);
/* May it jump backwards, to a loop's head or body? */
bool instr_is_back_edge(const Instr *in);
bool code_cache_is_operand(uint8_t op);
Instr code_generic_word(const Code *code, uint32_t word, bool is_cache, uint8_t op);
const Handler *code_find_handler(const Code *code, uint32_t word);
extern const char *const op_names[];
extern const char *const op_operands[];
extern const uint8_t op_n_cache[];
/* Text of one instruction for dis. */
Value code_disassemble(const Code *code);

typedef struct Cell { Obj base; Value value; /* ABSENT when empty */ } Cell;
extern Type type_cell;
Value cell_new(Ref value_or_absent);
#endif
