/* vm/compiler.h -- what the files of the compiler share; nobody else includes this.
 *
 * A Unit is one code object in the making.  Expressions are compiled towards a destination:
 *
 *     Operand compile_expr(c, e, want)
 *
 * leaves the value where `want` says and returns the operand that reads it.  With WANT_ANY a local
 * variable or a constant is returned in place and costs no instruction; everything else lands in a temporary.
 * Temporaries are a strict stack: at every moment exactly those below u->depth are alive, and an instruction
 * consumes them from the top.  A temporary that must survive a reader is read as KIND_BORROWED.
 *
 * Errors: the first failure leaves its exception pending and sets c->failed; from then on emitting does nothing,
 * so that no caller has to check.  Whoever may run Python (warnings, folding) looks at c->failed first.
 *
 * Unreachable code is not emitted: after a jump or return nothing is, until a label that somebody jumps to.
 *
 * Definite assignment rides on the labels: u->assigned has a bit per local register that is certainly set; a jump
 * intersects it into its label, a label into what follows.  Locals that are deleted somewhere in
 * the function (u->deleted) lose their bit at loop heads and handlers, because a later path may come back without them. */
#ifndef VM_COMPILER_H
#define VM_COMPILER_H
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/compile.h"
#include "parser/scope.h"

/* Operand kinds beyond OPERAND_LOCAL, OPERAND_TEMP and OPERAND_CONST. */
enum {
    KIND_BORROWED = 3, /* a temporary that is read and stays alive */
    KIND_NUMBER = 4,   /* the operand as it is */
};
typedef struct Operand { int32_t kind, index; } Operand;

/* Where an expression's value goes: a local register (>= 0), or one of these. */
enum {
    WANT_ANY = -1,     /* in place if possible, else a new temporary */
    WANT_TEMP = -2,    /* a new temporary */
};

typedef struct Ins {
    uint8_t op, flags;          /* flags: bits 6-7 only */
    uint8_t kind[3];
    bool artificial;            /* has no place in the source: takes that of its predecessor */
    bool removed, wide;         /* assembler: dropped; TEST_* out of range: compare and jump */
    bool cold;                  /* handlers: laid out behind everything else */
    int32_t operand[3];
    int32_t label;              /* where it jumps, or -1 */
    int32_t next_label;         /* FOR_ITER at the end of a loop: where it goes on with an item; -1: to the next instruction */
    int32_t handler;            /* index into Unit.handlers, or -1 */
    uint32_t depth;             /* temporaries alive once operands are consumed */
    uint32_t cache;             /* first cache word */
    Position pos;
} Ins;

enum { NO_LINE = -2 };      /* Position.line of cleanup code; -1: artificial */

typedef struct Bits { uint64_t w[2]; } Bits; /* local registers 0..127 */

typedef struct Label { int32_t ins; bool used; Bits assigned; } Label;
typedef struct Protection { int32_t label; uint32_t depth; } Protection;

/* What break, continue and return have to undo, innermost first. */
typedef enum BlockKind {
    BLOCK_WHILE,
    BLOCK_FOR,          /* iterator at depth */
    BLOCK_FINALLY,      /* inside try: final_body must run */
    BLOCK_HANDLED,      /* inside a handler: exception and saved exc_info at depth */
    BLOCK_EXCEPT_STAR,  /* inside except*: four temporaries from depth on, exception handled */
    BLOCK_WITH, BLOCK_ASYNC_WITH, /* [manager] exit self from depth on */
} BlockKind;
typedef struct Block {
    BlockKind kind;
    struct Block *outer;
    int depth;              /* of the temporaries outside the block */
    int handler;            /* protection outside the block */
    int break_label, continue_label;
    const StmtSeq *final_body;
    Ref name;               /* except ... as name: to be unset; ABSENT */
    bool has_manager;       /* with: the manager itself is kept below its exit method */
    Position pos;
} Block;

/* An inlined comprehension whose variables are hidden registers of the unit. */
typedef struct Inlined {
    const Scope *scope;
    int32_t *registers;     /* by Symbol.index, -1 none */
    struct Inlined *outer;
} Inlined;

typedef struct IndexTable { uint64_t *keys; int32_t *values; int32_t size, used; } IndexTable;

typedef struct Unit {
    struct Unit *outer;
    const Scope *scope;         /* of the code object */
    const Scope *current;       /* the same, or an inlined comprehension in it */
    Inlined *inlined;
    int32_t *registers;         /* local register by Symbol.index, -1 none */
    bool is_namespace;          /* module or class body */
    bool is_function;           /* names live in registers */

    Ins *ins;
    int32_t n_ins, ins_capacity;
    Label *labels;
    int32_t n_labels, labels_capacity;
    Protection *handlers;
    int32_t n_handlers, handlers_capacity;
    int handler;                /* current protection, -1 none */
    Block *block;
    int n_blocks;
    int depth, max_depth;
    bool reachable;
    int cold;                   /* > 0: inside a handler */
    Position pos;               /* of what is being compiled; line -1: artificial */
    bool nop_pending;
    Position nop_pos;

    Value *constants;           /* borrowed from the compiler */
    int32_t n_constants, constants_capacity;
    IndexTable constant_index;
    Value *names;
    int32_t n_names, names_capacity;
    IndexTable name_index;

    Value *local_names;         /* borrowed */
    uint8_t *local_kinds;
    int32_t n_locals, locals_capacity;
    int32_t *free_hidden;       /* hidden registers nobody uses now */
    int32_t n_free_hidden;
    Bits assigned, deleted;
    int return_level;           /* returns whose finally bodies are being compiled */
    int32_t return_registers[24];

    Ref name, qualname;
    int first_line;
    Ref docstring;              /* ABSENT when none */
    uint32_t flags;
    int n_args, n_posonly, n_kwonly;
    bool in_async;              /* async def: for `async with` in it */
    Ref *static_attributes;     /* class: self.X names */
    int32_t n_static, static_capacity;
} Unit;

typedef struct Compiler {
    Arena *arena;
    ScopeTable *scopes;
    Ref filename;
    int optimise, flags, future;
    bool interactive;
    bool failed;
    bool no_walrus;             /* the text has no := at all */
    int interactive_depth;
    Unit *u;
    Unit *spare_units;          /* finished, with their arrays */
    Ins scratch;                /* what emit() returns when nothing is emitted */
    Value *pool;                /* constants of all units, by content: open addressing */
    int32_t pool_size, pool_used;
} Compiler;

static inline Operand operand(int kind, int32_t index) { return (Operand){kind, index}; }
static inline Operand number(int32_t n) { return (Operand){KIND_NUMBER, n}; }
static inline Operand local(int32_t r) { return (Operand){OPERAND_LOCAL, r}; }
static inline Operand temp(int32_t t) { return (Operand){OPERAND_TEMP, t}; }
static inline Operand none(void) { return (Operand){KIND_NUMBER, 0}; }
/* The same value, read without consuming it. */
static inline Operand borrowed(Operand o)
{
    return o.kind == OPERAND_TEMP ? (Operand){KIND_BORROWED, o.index} : o;
}
static inline bool is_temp(Operand o) { return o.kind == OPERAND_TEMP; }

/* ---- compile_emit.c: instructions, labels, temporaries, tables ---- */
Ins *emit(Compiler *c, Op op, Operand a, Operand b, Operand d);
/* An instruction with a result: consumes b and d, then writes where `want` says. */
Operand emit_value(Compiler *c, Op op, int flags, Operand b, Operand d, int want);
/* Where a result written now goes, without emitting. */
Operand destination(Compiler *c, int want);
Operand emit_move(Compiler *c, Operand from, int want);
/* An instruction that consumes the top n temporaries as its operand b: BUILD_LIST and its like. */
Operand emit_run(Compiler *c, Op op, int n, int d, int want);
void emit_drop(Compiler *c);                       /* the top temporary */
void emit_jump(Compiler *c, int label);
void emit_jump_back(Compiler *c, int label);
void emit_branch(Compiler *c, Op op, Operand b, int label); /* JUMP_IF_* */
void emit_test(Compiler *c, Op op, int flags, Operand b, Operand d, int label); /* TEST_* */
/* Move a temporary to another place, out of stack order: only between other shuffles, with nothing that can raise. */
void emit_shuffle(Compiler *c, int to, int from);
Operand emit_for_iter(Compiler *c, int end, int want);     /* iterator in the top temporary */
/* The next item of the asynchronous iterator in the top temporary, protected; the handler's label. */
int emit_async_next(Compiler *c, int want, Operand *item);
void emit_async_end(Compiler *c, int handler, Bits assigned); /* its handler: the loop is over, the iterator gone */
void emit_return(Compiler *c, Operand b);
void emit_nop(Compiler *c);                        /* keeps a line alive for tracing */
int label_new(Compiler *c);
void label_place(Compiler *c, int label);
void label_place_loop(Compiler *c, int label);     /* a loop head */
bool label_is_used(Compiler *c, int label);
int temp_push(Compiler *c);                             /* claim the next temporary */
void pop(Compiler *c, int n);
/* Protect what follows: exceptions go to a new handler at the present depth. Returns the handler's label;
 * *saved gets what protect_end() takes. */
int protect(Compiler *c, int *saved);
int protect_at(Compiler *c, int depth, int *saved);
void protect_end(Compiler *c, int saved);
/* Code that only exceptions reach goes to the end, so that the others need not jump over it.  The code before
 * cold_begin() must have jumped away; cold_end() jumps back to what follows it when it is reached. */
void cold_begin(Compiler *c);
void cold_end(Compiler *c);
/* Start a handler: the exception is the new top temporary. `assigned` is the state at the region's start. */
void handler_place(Compiler *c, int label, Bits assigned);
void at(Compiler *c, const Expr *e);
void at_stmt(Compiler *c, const Stmt *s);
void at_pattern(Compiler *c, const Pattern *p);
void at_nowhere(Compiler *c);                      /* takes the place of what leads here */
void at_no_line(Compiler *c);                      /* has no line at all: cleaning up */
Operand constant(Compiler *c, Ref v);              /* borrows v; it must live as long as the arena */
Operand constant_owned(Compiler *c, Value v);      /* takes v; VALUE_ERROR fails */
Ref constant_keep(Compiler *c, Value v);           /* takes v, interned by content */
Operand load_constant(Compiler *c, Ref v, int want);
int name_index(Compiler *c, Ref name);
void fail_if(Compiler *c, bool condition);
void syntax_error(Compiler *c, const Position *pos, const char *fmt, ...);
Position expr_position(const Expr *e);
bool enter_recursion(Compiler *c);

static inline void bits_set(Bits *b, int r) { if (r < 128) b->w[r >> 6] |= 1ull << (r & 63); }
static inline void bits_unset(Bits *b, int r) { if (r < 128) b->w[r >> 6] &= ~(1ull << (r & 63)); }
static inline bool bits_has(const Bits *b, int r) { return r < 128 && (b->w[r >> 6] >> (r & 63) & 1); }
static inline Bits bits_and(Bits a, Bits b) { return (Bits){{a.w[0] & b.w[0], a.w[1] & b.w[1]}}; }
static inline Bits bits_minus(Bits a, Bits b) { return (Bits){{a.w[0] & ~b.w[0], a.w[1] & ~b.w[1]}}; }
#define BITS_ALL ((Bits){{~0ull, ~0ull}})

/* ---- compile_rotate.c ---- */
void rotate_loops(Compiler *c);                    /* of c->u, whose instructions are complete */

/* ---- compile_assemble.c ---- */
bool ins_falls_through(const Ins *in);             /* can the next instruction be reached from it? */
Code *assemble(Compiler *c);                       /* c->u to a code object; NULL with c->failed */

/* ---- compile_name.c ---- */
typedef enum Place { PLACE_LOCAL, PLACE_CELL, PLACE_FREE, PLACE_GLOBAL, PLACE_NAME, PLACE_CLASS_FREE,
                     PLACE_CLASS_CELL, PLACE_DICT_FREE, PLACE_DICT_GLOBAL } Place;
typedef struct Where { Place place; int32_t index; Ref name; } Where;
Where name_where(Compiler *c, Ref name);           /* mangles */
Ref name_mangle(Compiler *c, Ref name);
Operand name_load(Compiler *c, Ref name, int want);
void name_store(Compiler *c, Ref name, Operand v); /* consumes v when temporary */
void name_delete(Compiler *c, Ref name);
void name_unset(Compiler *c, Ref name);            /* end of `except ... as name` */
int local_of_name(Compiler *c, Ref name);          /* its register when it is a plain local, else -1 */
void local_check(Compiler *c, int reg);
int hidden_local(Compiler *c, Ref name);           /* a register for the compiler's own use */
int comprehension_local(Compiler *c, Ref name, bool is_cell); /* one for a variable of an inlined comprehension */
void hidden_release(Compiler *c, int reg);
Operand name_cell(Compiler *c, Ref name, int want);/* the cell itself, to build a closure */
void unit_layout_locals(Compiler *c);
void unit_emit_cells(Compiler *c);
void collect_deleted(Compiler *c, const StmtSeq *body);
bool expr_rebinds(Compiler *c, const Expr *e, Ref name); /* a walrus in e assigns name */

/* ---- compile_expr.c and its neighbours ---- */
Operand compile_expr(Compiler *c, Expr *e, int want);
Operand compile_expr_kept(Compiler *c, Expr *e, Expr *later, int want); /* safe against a walrus in `later` */
void compile_effect(Compiler *c, Expr *e);         /* for its effect only */
Operand compile_string(Compiler *c, Expr *e, int want);   /* JoinedStr, TemplateStr, FormattedValue */
Operand compile_display(Compiler *c, Expr *e, int want);  /* tuple, list, set, dict */
Operand compile_sequence(Compiler *c, Op build, const ExprSeq *elts, int want);
Operand compile_call(Compiler *c, Expr *e, int want);
/* A call whose callable and first n_before arguments are the top temporaries. */
Operand compile_call_arguments(Compiler *c, const Position *pos, int n_before, const ExprSeq *args,
                               const KeywordSeq *keywords, int want);
Operand emit_call(Compiler *c, Op op, int n_args, int n_temporaries, int want); /* CALL, CALL_METHOD */
void at_attribute(Compiler *c, const Expr *e, const Expr *attribute);
Operand compile_comprehension(Compiler *c, Expr *e, int want);
Operand compile_lambda(Compiler *c, Expr *e, int want);
Operand compile_compare(Compiler *c, Expr *e, int want);
Operand compile_boolop(Compiler *c, Expr *e, int want);
void compile_condition(Compiler *c, Expr *e, bool jump_if, int label);
bool compile_super_method(Compiler *c, Expr *attribute); /* pushes method and self for super().attr(...); false: is none */
void compile_slice_bounds(Compiler *c, Expr *slice);      /* pushes start and stop */
Operand compile_await(Compiler *c, int which, int want);  /* awaits the top temporary */
Operand compile_yield_from(Compiler *c, int want);        /* delegates to the iterator in the top temporary */
Ref fold(Compiler *c, Expr *e);                    /* its constant value (borrowed), or ABSENT */
int fold_truth(Compiler *c, Expr *e);             /* 1, 0, -1 not constant */
Ref fold_container(Compiler *c, Expr *e);          /* the same, and [..] as a tuple, {..} as a frozenset: for `in` and `for` */
extern const uint8_t operator_ops[];

/* ---- compile_target.c ---- */
void compile_store(Compiler *c, Expr *target, Operand v); /* consumes v */
void compile_delete(Compiler *c, Expr *target);
void compile_assign(Compiler *c, Stmt *s);
void compile_augassign(Compiler *c, Stmt *s);
void compile_annassign(Compiler *c, Stmt *s);
int target_register(Compiler *c, Expr *target);    /* the register an expression may write for it, else WANT_ANY */

/* ---- statements ---- */
void compile_body(Compiler *c, const StmtSeq *body);
void compile_stmt(Compiler *c, Stmt *s);
void compile_try(Compiler *c, Stmt *s);
void compile_try_star(Compiler *c, Stmt *s);
void compile_with(Compiler *c, Stmt *s, int item);
void compile_match(Compiler *c, Stmt *s);
void compile_return(Compiler *c, Stmt *s);
void compile_break(Compiler *c, Stmt *s);
void compile_continue(Compiler *c, Stmt *s);
bool block_push(Compiler *c, Block *b, BlockKind kind);
void block_pop(Compiler *c, Block *b);
void compile_if(Compiler *c, Stmt *s);
void compile_while(Compiler *c, Stmt *s);
void compile_for(Compiler *c, Stmt *s);
void emit_exit_call(Compiler *c, const Block *b);  /* __exit__(None, None, None) of a with block */
void emit_pop_handled(Compiler *c);                /* the top two temporaries: exception and saved exc_info */

/* ---- compile_function.c, compile_class.c, compile_typeparam.c ---- */
void compile_function(Compiler *c, Stmt *s);
void compile_class(Compiler *c, Stmt *s);
void compile_namespace_body(Compiler *c, const StmtSeq *body); /* of a module or class: docstring, annotations, code */
void push_decorators(Compiler *c, const ExprSeq *decorators);
void call_decorators(Compiler *c, const ExprSeq *decorators);
void compile_type_alias(Compiler *c, Stmt *s);
Operand make_function(Compiler *c, Code *code, const Scope *scope, int which, int want);
int compile_defaults(Compiler *c, const Arguments *args);  /* pushes defaults and kwdefaults; MAKE_FUNCTION bits */
int compile_annotations(Compiler *c, const Arguments *args, const Expr *returns);
Code *compile_function_body(Compiler *c, const void *node, const Arguments *args, const StmtSeq *body,
                            const Expr *value, Ref name, int first_line);
void compile_type_params(Compiler *c, const TypeParamSeq *params); /* pushes the tuple */
Operand compile_annotation(Compiler *c, const Expr *annotation, int want);
void set_arguments(Compiler *c, const Arguments *args);

/* ---- compile.c ---- */
Unit *unit_enter(Compiler *c, const Scope *scope, Ref name, int first_line);
Code *unit_leave(Compiler *c);                     /* assemble and leave; NULL when failed */
Ref docstring_of(Compiler *c, const StmtSeq *body);/* cleaned, or ABSENT */
#endif
