/* vm/loop.c -- the interpreter loop: one body per row of opcodes.def and specialised.def.
 *
 * Python-to-Python calls, generators, `yield from`, await, __init__ and properties push or enter a frame and
 * go on in this same loop; only C code that calls back enters vm_run() again.  A body is short: decode, fast
 * path, call a named slow path (vm/ops_*.c, vm/specialise.c), dispatch.
 *
 * Ownership in a frame: locals own what they hold, live temporaries own what they hold, dead temporaries hold
 * stale words that nobody looks at (Code.depths says which are live).  An instruction consumes its
 * temporary operands whether it succeeds or raises. */
#include "runtime/descr.h"
#include "runtime/dict.h"
#include "runtime/eventlog.h"
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/import.h"
#include "runtime/int.h"
#include "runtime/float.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/set.h"
#include "runtime/slice.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/call.h"
#include "vm/callback.h"
#include "vm/gen.h"
#include "vm/ops.h"
#include "vm/specialise.h"

/* ---- decoding: the loop's own vocabulary ---- */
#define KIND_A (pc->flags >> 4 & 3)
#define KIND_B (pc->flags & 3)
#define KIND_C (pc->flags >> 2 & 3)
/* Operands as they are, borrowed. */
#define READ_A() ((pc->flags & (OPERAND_CONST << 4)) ? constants[pc->a] : registers[pc->a])
#define READ_B() ((pc->flags & OPERAND_CONST) ? constants[pc->b] : registers[pc->b])
#define READ_C() ((pc->flags & (OPERAND_CONST << 2)) ? constants[pc->c] : registers[pc->c])
/* An operand we become the owner of: a temporary is moved, others are held once more. */
#define TAKE_A() (KIND_A == OPERAND_TEMP ? registers[pc->a] : value_dup(READ_A()))
#define TAKE_B() (KIND_B == OPERAND_TEMP ? registers[pc->b] : value_dup(READ_B()))
#define TAKE_C() (KIND_C == OPERAND_TEMP ? registers[pc->c] : value_dup(READ_C()))
/* Release a temporary operand that was only read. */
#define CONSUME_A() do { if (KIND_A == OPERAND_TEMP) value_drop(registers[pc->a]); } while (0)
#define CONSUME_B() do { if (KIND_B == OPERAND_TEMP) value_drop(registers[pc->b]); } while (0)
#define CONSUME_C() do { if (KIND_C == OPERAND_TEMP) value_drop(registers[pc->c]); } while (0)
/* The result: a local's old value is released after the new one is in place. Takes v. */
#define SET_A(v)                                                      \
    do {                                                              \
        Value set_value = (v);                                        \
        if (KIND_A == OPERAND_LOCAL)                                  \
            value_replace(&registers[pc->a], set_value);              \
        else                                                          \
            registers[pc->a] = set_value;                             \
    } while (0)
#define WIDE_BC() ((uint32_t)pc->b | (uint32_t)pc->c << 16)
#define JUMP_AB() ((int32_t)((uint32_t)pc->a | (uint32_t)pc->b << 16))
#define JUMP_AC() ((int32_t)((uint32_t)pc->a | (uint32_t)pc->c << 16))
#define JUMP_A() ((int16_t)pc->a)
#define CACHE ((Instr *)(uintptr_t)(pc + 1))
#define INSTR ((Instr *)(uintptr_t)pc)

/* ---- control ---- */
#define DISPATCH() goto *dispatch[pc->op]
#define NEXT(words) do { pc += (words); DISPATCH(); } while (0)
/* Before anything that may raise, run Python or look at the frame. */
#define SAVE() (frame->pc = pc)
#define FAIL_IF(condition) do { if (UNLIKELY(condition)) goto error; } while (0)
/* SET_A(result) and go on, or unwind. */
#define RESULT(v, words)                                              \
    do {                                                              \
        Value result_value = (v);                                     \
        FAIL_IF(value_is_error(result_value));                        \
        SET_A(result_value);                                          \
        NEXT(words);                                                  \
    } while (0)
/* The only place where the loop looks at the world outside: back-edges and calls. */
#define SAFEPOINT()                                                   \
    do {                                                              \
        if (UNLIKELY(atomic_load_explicit(&t->breaker, memory_order_relaxed))) { \
            SAVE();                                                   \
            FAIL_IF(gil_safepoint());                                 \
            LOOK_FOR_HOOKS();                                         \
        }                                                             \
    } while (0)
/* A conditional jump, its operands consumed. */
#define JUMP_WHEN(condition, words, distance)                         \
    do {                                                              \
        if (condition) {                                              \
            if (pc->flags & FLAG_BACK_EDGE)                           \
                SAFEPOINT();                                          \
            NEXT((words) + (distance));                               \
        }                                                             \
        NEXT(words);                                                  \
    } while (0)
/* Hooks may have been set meanwhile; when they have been unset, the next instruction sees it. */
#define LOOK_FOR_HOOKS()                                              \
    do {                                                              \
        if (UNLIKELY(t->hooks_on))                                    \
            dispatch = traced_labels;                                 \
    } while (0)
/* Go on in `frame`. */
#define LOAD_FRAME()                                                  \
    do {                                                              \
        SWITCH_FRAME_AT(frame->pc);                                   \
        LOOK_FOR_HOOKS();                                             \
    } while (0)
#define SWITCH_FRAME_AT(start)                                        \
    do {                                                              \
        t->frame = frame;                                             \
        registers = frame->registers;                                 \
        constants = frame->code->constants;                           \
        pc = (start);                                                 \
    } while (0)

/* Run f for the present instruction, which gets its value and goes on `words` further. */
#define ENTER_FRAME(f, words)                                         \
    do {                                                              \
        (f)->give = GIVE_VALUE;                                       \
        (f)->advance = (words);                                       \
        (f)->back = frame;                                            \
        frame = (f);                                                  \
        goto start_frame;                                             \
    } while (0)

#define INT_BITS(v) ((int64_t)((v).bits << 14))
#define INT_FROM_BITS(i) VALUE_OF_BITS((uint64_t)(i) >> 14 | VALUE_INT_TAG)

static inline bool both_doubles(Ref b, Ref c) { return value_is_double(b) && value_is_double(c); }

/* Two exact strs; interned ones are told apart by their addresses. */
static inline bool same_text(Ref b, Ref c)
{
    return value_is(b, c) || (!(str_is_interned(b) && str_is_interned(c)) && str_equal(b, c));
}

/* Floor division and modulo of inline ints; d is not 0. The one overflow, MIN // -1, fits int_new(). */
static inline int64_t floor_div(int64_t n, int64_t d)
{
    int64_t q = n / d;
    return q - ((n % d != 0) & ((n ^ d) < 0));
}
static inline int64_t floor_mod(int64_t n, int64_t d)
{
    int64_t r = n % d;
    return r + (((r != 0) & ((r ^ d) < 0)) ? d : 0);
}

/* A frame for a function whose arguments need no binding work; NULL when the stack is used up.  Its caller goes on
 * `words` further. */
static inline Frame *push_simple(Thread *t, Function *function, Code *code, uint8_t words)
{
    Frame *f = (Frame *)(void *)t->frames_top;
    char *top = t->frames_top + code->frame_bytes;
    if (UNLIKELY(top > t->frames_end || t->recursion_left <= 0))
        return NULL;
    t->recursion_left--;
    t->frames_top = top;
    f->code = code;
    f->pc = code->words;
    f->function = function;
    f->watcher = 0;
    /* neighbours: one store */
    f->give = GIVE_VALUE;
    f->advance = words;
    f->state = 0;
    f->marks = (FrameMarks){0};
    f->traced_line = 0;
    return f;
}

static inline void move_values(Value *to, const Value *from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = from[i];
}

static inline void drop_values(Value *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        value_drop(values[i]);
}

/* registers[b] is a list and registers[c] an index into it: its slot, else NULL. Negative ones are left to others. */
static inline Value *list_slot(const Value *registers, const Instr *pc)
{
    Ref o = registers[pc->b], key = registers[pc->c];
    if (UNLIKELY(!value_has_type(o, &type_list)) || UNLIKELY(!value_is_int(key)))
        return NULL;
    uint64_t i = (uint64_t)value_as_int(key);
    return LIKELY(i < (uint64_t)list_len(o)) ? &VALUE_AS(List, o)->items[i] : NULL;
}

static bool op_calls(uint8_t op)
{
    switch ((int)code_generic_op(op)) {
    case OP_CALL: case OP_CALL_METHOD: case OP_CALL_KW: case OP_CALL_METHOD_KW: case OP_CALL_EX: return true;
    default: return false;
    }
}

/* Run from `frame` on; `throwing`: by raising the pending exception where it is suspended. */
static Step run(Frame *frame, bool throwing, Value *out)
{
    static const void *const labels[N_OPS] = {
#define OP(name, operands, n_cache, formula, meaning) [OP_##name] = &&do_##name,
#include "vm/opcodes.def"
#include "vm/specialised.def"
#undef OP
    };
    static const void *const traced_labels[N_OPS] = {[0 ... N_OPS - 1] = &&traced};

    Thread *const t = running; /* whenever this code runs, its thread is the running one */
    const void *const *dispatch = labels;
    Value *registers;
    const Value *constants;
    const Instr *pc;
    Value call_callable = VALUE_ABSENT; /* between a call instruction and the label `call` */
    Value *call_args = NULL;
    size_t call_n_args = 0;
    Value call_sent = VALUE_NONE;
    Value return_value;

    LOAD_FRAME();
    if (throwing)
        goto error;
    if (UNLIKELY(t->hooks_on) && pc == frame->code->words && trace_call(frame) < 0)
        goto error;
    DISPATCH();

traced:
    {
        if (UNLIKELY(frame->traced_line == TRACED_RESUMED)) {
            SAVE();
            FAIL_IF(trace_resume(frame) < 0);
        }
        int traced_result = trace_instruction(frame, pc);
        FAIL_IF(traced_result < 0);
        pc = frame->pc; /* a trace function may have jumped */
        if (!t->hooks_on)
            dispatch = labels;
        else if (UNLIKELY(!value_is_absent(t->profile_function)) && op_calls(pc->op))
            goto watched_call;
    }
    goto *labels[pc->op];

    /* ---- moving ---- */
do_NOP:
    NEXT(1);
do_MOVE: {
    if (KIND_A == OPERAND_TEMP && KIND_B != OPERAND_TEMP)
        INSTR->op = KIND_B == OPERAND_LOCAL ? OP_MOVE_LOCAL : OP_MOVE_CONST;
    Value v = TAKE_B();
    SET_A(v);
    NEXT(1);
}
do_MOVE_LOCAL:
    registers[pc->a] = value_dup(registers[pc->b]);
    NEXT(1);
do_MOVE_CONST:
    registers[pc->a] = value_dup(constants[pc->b]);
    NEXT(1);
do_LOAD_CONST: {
    Value v = value_dup(constants[WIDE_BC()]);
    SET_A(v);
    NEXT(1);
}
do_DROP: {
    Value v = registers[pc->b];
    if (value_is_obj(v)) {
        SAVE();
        value_drop(v);
    }
    NEXT(1);
}
do_CHECK_LOCAL:
    if (UNLIKELY(value_is_absent(registers[pc->b]))) {
        SAVE();
        op_unbound_local(frame->code, pc->b);
        goto error;
    }
    NEXT(1);
do_DELETE_LOCAL:
    SAVE();
    if (UNLIKELY(value_is_absent(registers[pc->a]))) {
        op_unbound_local(frame->code, pc->a);
        goto error;
    }
    value_clear(&registers[pc->a]);
    NEXT(1);
do_CLEAR_LOCAL:
    SAVE();
    value_clear(&registers[pc->a]);
    NEXT(1);

    /* ---- cells ---- */
do_MAKE_CELL: {
    Value cell = cell_new(VALUE_ABSENT);
    SAVE();
    FAIL_IF(value_is_error(cell));
    VALUE_AS(Cell, cell)->value = registers[pc->a]; /* moved */
    registers[pc->a] = cell;
    NEXT(1);
}
do_LOAD_CELL: {
    Value v = VALUE_AS(Cell, registers[pc->b])->value;
    if (UNLIKELY(value_is_absent(v))) {
        SAVE();
        op_unbound_cell(frame->code, pc->b);
        goto error;
    }
    value_dup(v);
    SET_A(v);
    NEXT(1);
}
do_STORE_CELL: {
    Value v = TAKE_B();
    value_replace(&VALUE_AS(Cell, registers[pc->a])->value, v);
    NEXT(1);
}
do_DELETE_CELL: {
    Value *slot = &VALUE_AS(Cell, registers[pc->a])->value;
    SAVE();
    if (UNLIKELY(value_is_absent(*slot))) {
        op_unbound_cell(frame->code, pc->a);
        goto error;
    }
    value_clear(slot);
    NEXT(1);
}
#define FREE_CELL(index) VALUE_AS(Cell, tuple_at(frame->function->closure, (index)))
do_LOAD_FREE: {
    Value v = FREE_CELL(pc->b)->value;
    if (UNLIKELY(value_is_absent(v))) {
        SAVE();
        op_unbound_free(frame->code, pc->b);
        goto error;
    }
    value_dup(v);
    SET_A(v);
    NEXT(1);
}
do_STORE_FREE: {
    Value v = TAKE_B();
    value_replace(&FREE_CELL(pc->a)->value, v);
    NEXT(1);
}
do_DELETE_FREE: {
    Value *slot = &FREE_CELL(pc->a)->value;
    SAVE();
    if (UNLIKELY(value_is_absent(*slot))) {
        op_unbound_free(frame->code, pc->a);
        goto error;
    }
    value_clear(slot);
    NEXT(1);
}
do_LOAD_FREE_CELL: {
    Value v = value_dup(tuple_at(frame->function->closure, pc->b));
    SET_A(v);
    NEXT(1);
}
do_LOAD_NAME_OR_FREE:
    SAVE();
    RESULT(op_load_name_or(frame, registers[0], frame->code->names[pc->c],
                           value_from_obj(FREE_CELL(pc->b)), pc->b), 1);
do_LOAD_NAME_OR_CELL:
    SAVE();
    RESULT(op_load_name_or(frame, registers[0], frame->code->names[pc->c], registers[pc->b], -1), 1);
do_LOAD_DICT_OR_FREE: {
    SAVE();
    Value v = op_load_name_or(frame, READ_B(), frame->code->names[CACHE->low],
                              value_from_obj(FREE_CELL(pc->c)), pc->c);
    CONSUME_B();
    RESULT(v, 2);
}
do_LOAD_DICT_OR_GLOBAL: {
    SAVE();
    Value v = op_load_name_or(frame, READ_B(), frame->code->names[pc->c], VALUE_ABSENT, -1);
    CONSUME_B();
    RESULT(v, 1);
}

    /* ---- names ---- */
do_LOAD_GLOBAL:
    SAVE();
    RESULT(op_load_global(frame, INSTR), 3);
do_LOAD_GLOBAL_MODULE: {
    const Dict *d = VALUE_AS(Dict, frame->function->globals);
    if (UNLIKELY(d->keys_version != CACHE[0].low))
        goto do_LOAD_GLOBAL;
    Value v = ((StrEntry *)d->entries)[CACHE[1].low].value;
    value_dup(v);
    SET_A(v);
    NEXT(3);
}
do_LOAD_GLOBAL_BUILTIN: {
    const Dict *d = VALUE_AS(Dict, frame->function->globals);
    const Dict *builtins = VALUE_AS(Dict, frame->function->builtins);
    if (UNLIKELY(d->keys_version != CACHE[0].low || builtins->keys_version != CACHE[0].high))
        goto do_LOAD_GLOBAL;
    Value v = ((StrEntry *)builtins->entries)[CACHE[1].low].value;
    value_dup(v);
    SET_A(v);
    NEXT(3);
}
do_STORE_GLOBAL: {
    SAVE();
    int result = op_store_global(frame, INSTR, READ_B());
    CONSUME_B();
    FAIL_IF(result);
    NEXT(3);
}
do_STORE_GLOBAL_MODULE: {
    Dict *d = VALUE_AS(Dict, frame->function->globals);
    if (UNLIKELY(d->keys_version != CACHE[0].low))
        goto do_STORE_GLOBAL;
    SAVE();
    Value v = TAKE_B();
    dict_note_value(d, v);
    value_replace(&((StrEntry *)d->entries)[CACHE[1].low].value, v);
    NEXT(3);
}
do_DELETE_GLOBAL:
    SAVE();
    FAIL_IF(op_store_global(frame, INSTR, VALUE_ABSENT));
    NEXT(1);
do_LOAD_NAME:
    SAVE();
    RESULT(op_load_name(frame, frame->code->names[pc->b]), 3);
do_STORE_NAME: {
    SAVE();
    int result = op_store_name(frame, frame->code->names[pc->a], READ_B());
    CONSUME_B();
    FAIL_IF(result);
    NEXT(3);
}
do_DELETE_NAME:
    SAVE();
    FAIL_IF(op_store_name(frame, frame->code->names[pc->a], VALUE_ABSENT));
    NEXT(1);
do_LOAD_NAMESPACE: {
    Value v = value_dup(registers[0]);
    SET_A(v);
    NEXT(1);
}

    /* ---- attributes and items ---- */
#include "vm/loop_attr.h"

    /* ---- operators ---- */
#include "vm/loop_number.h"

    /* ---- jumps ---- */
do_JUMP:
    NEXT(1 + JUMP_AB());
do_JUMP_BACK:
    SAFEPOINT();
    NEXT(2 + JUMP_AB());
do_JUMP_IF_FALSE: {
    Ref v = READ_B();
    bool truth;
    if (LIKELY(value_is_bool(v)))
        truth = value_is_true(v);
    else {
        SAVE();
        int test = object_truth(v);
        CONSUME_B();
        FAIL_IF(test < 0);
        truth = test;
    }
    JUMP_WHEN(!truth, 1, JUMP_AC());
}
do_JUMP_IF_TRUE: {
    Ref v = READ_B();
    bool truth;
    if (LIKELY(value_is_bool(v)))
        truth = value_is_true(v);
    else {
        SAVE();
        int test = object_truth(v);
        CONSUME_B();
        FAIL_IF(test < 0);
        truth = test;
    }
    JUMP_WHEN(truth, 1, JUMP_AC());
}
do_JUMP_IF_NONE: {
    bool is_none = value_is_none(READ_B());
    CONSUME_B();
    JUMP_WHEN(is_none, 1, JUMP_AC());
}
do_JUMP_IF_NOT_NONE: {
    bool is_none = value_is_none(READ_B());
    CONSUME_B();
    JUMP_WHEN(!is_none, 1, JUMP_AC());
}
do_JUMP_IF_FALSE_KEEP: {
    SAVE();
    int test = value_truth(registers[pc->b]);
    if (test == 0)
        NEXT(1 + JUMP_AC());
    value_drop(registers[pc->b]);
    FAIL_IF(test < 0);
    NEXT(1);
}
do_JUMP_IF_TRUE_KEEP: {
    SAVE();
    int test = value_truth(registers[pc->b]);
    if (test > 0)
        NEXT(1 + JUMP_AC());
    value_drop(registers[pc->b]);
    FAIL_IF(test < 0);
    NEXT(1);
}

    /* ---- loops and unpacking ---- */
#include "vm/loop_for.h"
do_UNPACK: {
    if (CACHE->low++ == 0 && op_unpack_feeds_locals(frame->code, pc)) {
        INSTR->op = OP_UNPACK_LOCALS;
        goto do_UNPACK_LOCALS;
    }
    goto unpack;
}
do_UNPACK_LOCALS: { /* the MOVEs store the last value first */
    Ref v = READ_B();
    size_t n = pc->c;
    if (UNLIKELY(!value_is_exact_tuple(v)) || UNLIKELY((size_t)tuple_len(v) != n))
        goto unpack;
    SAVE();
    Value held = TAKE_B();
    const Value *items = VALUE_AS(Tuple, held)->items;
    const Instr *store = pc + 1 + n;
    for (size_t i = 0; i < n; i++, store--)
        value_replace(&registers[store->a], value_dup(items[i]));
    value_drop(held);
    NEXT(2 + n);
}
unpack: {
    SAVE();
    Ref v = READ_B();
    Value *to = registers + pc->a;
    size_t n = pc->c;
    Value held = TAKE_B();
    if (LIKELY(value_is_exact_tuple(v)) && (size_t)tuple_len(v) == n) {
        Value *items = VALUE_AS(Tuple, held)->items;
        for (size_t i = 0; i < n; i++)
            to[i] = value_dup(items[i]);
        value_drop(held);
        NEXT(2);
    }
    int result = op_unpack(held, to, n);
    value_drop(held);
    FAIL_IF(result);
    NEXT(2);
}
do_UNPACK_STAR: {
    SAVE();
    Value held = TAKE_B();
    int result = op_unpack_star(held, registers + pc->a, pc->c, CACHE->low);
    value_drop(held);
    FAIL_IF(result);
    NEXT(2);
}

    /* ---- building ---- */
do_BUILD_TUPLE:
    SAVE();
    RESULT(tuple_from_values(registers + pc->b, pc->c), 1);
do_BUILD_LIST:
    SAVE();
    RESULT(list_from_values(registers + pc->b, pc->c), 1);
do_BUILD_SET:
    SAVE();
    RESULT(op_build_set(registers + pc->b, pc->c), 1);
do_BUILD_MAP:
    SAVE();
    RESULT(op_build_map(registers + pc->b, pc->c), 1);
do_BUILD_STRING: {
    SAVE();
    Value v = str_join_pieces(registers + pc->b, pc->c);
    drop_values(registers + pc->b, pc->c);
    RESULT(v, 1);
}
do_LIST_APPEND: {
    Value v = TAKE_B();
    SAVE();
    FAIL_IF(list_append_owned(registers[pc->a], v));
    NEXT(1);
}
do_LIST_EXTEND: {
    SAVE();
    int result = op_list_extend(registers[pc->a], READ_B(),
                                pc->flags & FLAG_6 ? registers[pc->c] : VALUE_ABSENT);
    CONSUME_B();
    FAIL_IF(result);
    NEXT(1);
}
do_LIST_TO_TUPLE: {
    SAVE();
    Value v = list_to_tuple(READ_B());
    CONSUME_B();
    RESULT(v, 1);
}
do_SET_ADD: {
    SAVE();
    int result = set_add(registers[pc->a], READ_B());
    CONSUME_B();
    FAIL_IF(result < 0);
    NEXT(1);
}
do_SET_UPDATE: {
    SAVE();
    int result = set_update(registers[pc->a], READ_B());
    CONSUME_B();
    FAIL_IF(result < 0);
    NEXT(1);
}
do_DICT_SET: {
    SAVE();
    int result = dict_set(registers[pc->a], READ_B(), READ_C());
    CONSUME_B();
    CONSUME_C();
    FAIL_IF(result);
    NEXT(1);
}
do_DICT_UPDATE: {
    SAVE();
    int result = op_dict_update(registers[pc->a], READ_B());
    CONSUME_B();
    FAIL_IF(result);
    NEXT(1);
}
do_DICT_MERGE: {
    SAVE();
    int result = op_dict_merge(registers[pc->a], READ_B(), registers[pc->c]);
    CONSUME_B();
    FAIL_IF(result);
    NEXT(1);
}
do_FORMAT: {
    Ref v = READ_B();
    if (value_is_exact_str(v) && pc->flags >> 6 < 2) {
        Value s = TAKE_B();
        SET_A(s);
        NEXT(1);
    }
    SAVE();
    Value s = op_format(v, pc->flags >> 6, VALUE_ABSENT);
    CONSUME_B();
    RESULT(s, 1);
}
do_FORMAT_SPEC: {
    SAVE();
    Value s = op_format(READ_B(), pc->flags >> 6, READ_C());
    CONSUME_B();
    CONSUME_C();
    RESULT(s, 1);
}
do_BUILD_INTERPOLATION:
    SAVE();
    RESULT(op_interpolation(registers + pc->b, pc->c), 1);
do_BUILD_TEMPLATE:
    SAVE();
    RESULT(op_template(registers + pc->b), 1);

    /* ---- functions and calls, generators, exceptions ---- */
#include "vm/loop_call.h"
#include "vm/loop_special.h"
#include "vm/loop_gen.h"
#include "vm/loop_exception.h"

    /* ---- matching ---- */
do_MATCH_SEQUENCE: {
    Value v = value_from_bool((value_type(registers[pc->b])->flags & TYPE_SEQUENCE) != 0);
    SET_A(v);
    NEXT(1);
}
do_MATCH_MAPPING: {
    Value v = value_from_bool((value_type(registers[pc->b])->flags & TYPE_MAPPING) != 0);
    SET_A(v);
    NEXT(1);
}
do_MATCH_KEYS: {
    SAVE();
    Value v = op_match_keys(registers[pc->b], READ_C());
    CONSUME_C();
    RESULT(v, 1);
}
do_MATCH_CLASS: {
    SAVE();
    Value *parts = registers + pc->c;
    Value v = op_match_class(registers[pc->b], parts[0], parts[1], (int)CACHE->low);
    drop_values(parts, 2);
    RESULT(v, 2);
}
do_GET_LENGTH: {
    SAVE();
    int64_t n = object_length(registers[pc->b]);
    FAIL_IF(n < 0);
    Value v = int_new(n);
    RESULT(v, 1);
}

    /* ---- imports and odds ---- */
do_IMPORT_NAME: {
    SAVE();
    Value *parts = registers + pc->b;
    Value v = op_import_name(frame, frame->code->names[pc->c], parts[0], parts[1]);
    drop_values(parts, 2);
    RESULT(v, 1);
}
do_IMPORT_FROM:
    SAVE();
    RESULT(import_from(registers[pc->b], frame->code->names[pc->c]), 1);
do_IMPORT_STAR: {
    SAVE();
    int result = import_star(READ_B(), registers[0]);
    CONSUME_B();
    FAIL_IF(result);
    NEXT(1);
}
do_PRINT_EXPR: {
    SAVE();
    int result = op_print_expr(READ_B());
    CONSUME_B();
    FAIL_IF(result);
    NEXT(1);
}
do_SETUP_ANNOTATIONS:
    SAVE();
    FAIL_IF(op_setup_annotations(registers[0]));
    NEXT(1);
do_INTRINSIC:
    SAVE();
    RESULT(op_intrinsic(frame, pc->c, registers + pc->b), 1);

#include "vm/loop_unwind.h"
}

Step vm_run(Frame *f, Value *out)
{
    return run(f, false, out);
}

Step vm_run_throw(Frame *f, Value *out)
{
    return run(f, true, out);
}
