/* parser/parse.h -- what the files of parser/ share with each other only.
 *
 * Recursive descent over the lexer's token array.  Every parse_ function returns its
 * node, or NULL after fail() or an exception.
 *
 * Errors take two passes.  The first pass knows only the grammar: where it cannot go on,
 * fail() notes the token and everything unwinds.  Then the text is parsed again with
 * `explain` set, which switches on the checks that recognise common mistakes (the
 * explain_ functions) and raise a precise SyntaxError; if none fires, it is "invalid
 * syntax" at the token of the first pass.  Valid programs never pay for the checks. */
#ifndef PARSER_PARSE_H
#define PARSER_PARSE_H

#include "lexer/lexer.h"
#include "parser/ast.h"
#include "parser/parser.h"

/* Nesting of the parser's own recursion, in statements and expressions. */
#define MAX_PARSE_DEPTH 1500

typedef struct Parser {
    const Token *tok;        /* the token to look at */
    const Token *furthest;   /* the furthest token that was looked at and rejected */
    Arena *arena;
    Ref filename;
    int flags;               /* PARSE_* */
    ParseMode mode;
    int depth;
    bool explain;            /* second pass: call the explain_ functions */
    bool prefix;             /* second pass: keep valid beginnings, see or_prefix() */
    bool raised;             /* an exception is pending: unwind */
    bool in_field;           /* inside a replacement field of an f-string */
    void **scratch;          /* stack on which sequences are collected */
    int scratch_n, scratch_size;
    Lexer lexer;
} Parser;

typedef struct Pos { int32_t lineno, col_offset; } Pos;

/* ---- tokens ---------------------------------------------------------------------- */

static inline TokenKind peek(const Parser *p)
{
    return p->tok->kind;
}

/* The kind n tokens on; stays at the end of the array. */
TokenKind peek_at(const Parser *p, int n);

static inline bool at(const Parser *p, TokenKind kind)
{
    return p->tok->kind == kind;
}

static inline bool accept(Parser *p, TokenKind kind)
{
    if (p->tok->kind != kind)
        return false;
    p->tok++;
    return true;
}

/* Give up at the current token; returns NULL for the caller to pass on. */
void *fail(Parser *p);

/* Note that token t was looked at. */
static inline void look(Parser *p, const Token *t)
{
    if (t > p->furthest)
        p->furthest = t;
}

/* What was to follow `left` at token `after` failed.  In the second pass the valid
 * beginning is kept, because some mistakes only show after it. */
static inline Expr *or_prefix(Parser *p, Expr *left, const Token *after)
{
    if (!p->prefix || p->raised)
        return NULL;
    p->tok = after;
    return left;
}

static inline bool expect(Parser *p, TokenKind kind)
{
    if (p->tok->kind == kind) {
        p->tok++;
        return true;
    }
    fail(p);
    return false;
}

/* Is the token this soft keyword? */
static inline bool token_is_soft(const Token *t, TokenKind soft)
{
    return t->kind == TOKEN_NAME && t->name == (uint32_t)(soft - FIRST_KEYWORD + 1);
}

/* ---- positions and nodes ----------------------------------------------------------- */

static inline Pos token_pos(const Token *t)
{
    return (Pos){(int32_t)t->line, (int32_t)t->col};
}

static inline Pos here(const Parser *p)
{
    return token_pos(p->tok);
}

static inline Pos expr_pos(const Expr *e)
{
    return (Pos){e->lineno, e->col_offset};
}

/* Where the token ends, as a node's end position. */
Pos token_end_slow(const Parser *p, const Token *t);

static inline Pos token_end(const Parser *p, const Token *t)
{
    if (__builtin_expect(t->flags & TOKEN_MULTILINE, 0))
        return token_end_slow(p, t);
    return (Pos){(int32_t)t->line, (int32_t)(t->col + (t->end - t->start))};
}

/* End of the last token that is not NEWLINE, INDENT or DEDENT. */
Pos last_end(const Parser *p);

void *new_node(Parser *p, size_t size);
Expr *new_expr(Parser *p, ExprKind kind, size_t size, Pos start);
Stmt *new_stmt(Parser *p, StmtKind kind, size_t size, Pos start);

/* EXPR(p, start, BinOp, .left = a, ...): an expression from `start` to the last token
 * consumed.  STMT likewise.  NULL when memory is out. */
#define EXPR(p, start, name, ...) __extension__ ({ \
    Expr *node_ = new_expr(p, (ExprKind)AST_##name, \
                           offsetof(Expr, as) + sizeof(struct name##Fields), start); \
    if (node_) node_->as.name = (struct name##Fields){__VA_ARGS__}; \
    node_; })
#define STMT(p, start, name, ...) __extension__ ({ \
    Stmt *node_ = new_stmt(p, (StmtKind)AST_##name, \
                           offsetof(Stmt, as) + sizeof(struct name##Fields), start); \
    if (node_) node_->as.name = (struct name##Fields){__VA_ARGS__}; \
    node_; })

/* ---- sequences ---------------------------------------------------------------------- */

/* mark = scratch_mark(p); push(p, item)...; seq = take(p, mark): {n, items[]}.
 * All sequences of pointers and of Refs have this one layout. */
static inline int scratch_mark(const Parser *p)
{
    return p->scratch_n;
}

bool push(Parser *p, void *item);
void *take(Parser *p, int mark);
void *empty_seq(void);
void *seq_of_one(Parser *p, void *item);

/* ---- recursion ------------------------------------------------------------------------ */

/* Raise MemoryError, as CPython does for text too deeply nested. */
bool fail_too_deep(Parser *p);

static inline bool enter(Parser *p)
{
    return __builtin_expect(++p->depth <= MAX_PARSE_DEPTH, 1) || fail_too_deep(p);
}

static inline void leave(Parser *p)
{
    p->depth--;
}

/* ---- names, literals -------------------------------------------------------------------- */

/* The interned str of a NAME token; VALUE_ERROR and `raised` on failure. */
Ref name_value(Parser *p, const Token *t);
/* Consume a NAME: false when there is none. */
bool expect_name(Parser *p, Ref *name);

Ref own(Parser *p, Value v /* takes */);
Expr *parse_number(Parser *p);
Expr *parse_strings(Parser *p);

/* Decode the escapes of [text, text+n): str, or bytes when is_bytes. */
Value decode_literal(Parser *p, const Token *t, const char *text, size_t n, int flags);

/* ---- expressions: parse_expr.c, parse_atom.c, parse_call.c -------------------------------- */

Expr *parse_expression(Parser *p);
Expr *parse_named_expression(Parser *p);
Expr *parse_expressions(Parser *p);      /* a, b: no stars, which eval() does not take */
Expr *parse_star_expressions(Parser *p);
Expr *parse_star_named_expression(Parser *p);
Expr *parse_disjunction(Parser *p);
Expr *parse_inversion(Parser *p);
Expr *parse_bitwise_or(Parser *p);
Expr *parse_primary(Parser *p);
Expr *parse_atom(Parser *p);
Expr *parse_yield(Parser *p);
Expr *parse_yield_or_star_expressions(Parser *p);
Expr *parse_lambda(Parser *p);
Expr *parse_call(Parser *p, Expr *func);
bool parse_call_arguments(Parser *p, ExprSeq **args, KeywordSeq **keywords);
Expr *parse_subscript(Parser *p, Expr *value);
ComprehensionSeq *parse_comprehension_clauses(Parser *p);
bool at_comprehension(Parser *p);
bool starts_expression(TokenKind kind);
/* "x, *y, z" up to where an assignment's target list ends, in Store context. */
Expr *parse_star_targets(Parser *p);
Expr *parse_star_target(Parser *p);

/* ---- targets: target.c ---------------------------------------------------------------------- */

/* Make a parsed expression a target; false when some part of it cannot be one (the
 * context is then unspecified).  With CTX_STORE, `starred` allows *x in lists. */
bool set_context(Expr *e, ExprContext ctx);
/* The part of an expression that cannot be a target, NULL if all can. */
typedef enum TargetUse { TARGET_ASSIGN, TARGET_DELETE, TARGET_FOR } TargetUse;
Expr *find_invalid_target(Expr *e, TargetUse use);
/* "function call", "True", "f-string expression": what messages call an expression. */
const char *expr_description(const Expr *e);

/* ---- statements: parse_stmt.c, parse_compound.c, parse_def.c, parse_match.c ------------------ */

bool parse_statement(Parser *p);            /* pushes one or more on the scratch stack */
bool parse_simple_statements(Parser *p);    /* a line of them, with its NEWLINE */
Stmt *parse_compound_statement(Parser *p, bool *found);
StmtSeq *parse_block(Parser *p);
Stmt *parse_def(Parser *p, ExprSeq *decorators, Pos start, bool is_async);
Stmt *parse_class(Parser *p, ExprSeq *decorators, Pos start);
Stmt *parse_match(Parser *p, bool *found);
Stmt *parse_type_alias(Parser *p);
TypeParamSeq *parse_type_params(Parser *p);
Arguments *parse_parameters(Parser *p, bool is_lambda);
Stmt *parse_import(Parser *p);
Stmt *parse_import_from(Parser *p);
Mod *parse_func_type(Parser *p);

/* ---- errors: report.c ---------------------------------------------------------------------------- */

/* Raise SyntaxError; all return NULL and set p->raised.  Columns are bytes from 0. */
void *raise_at(Parser *p, Pos start, Pos end, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
void *raise_at_token(Parser *p, const Token *t, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void *raise_at_expr(Parser *p, const Expr *e, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void *raise_at_exprs(Parser *p, const Expr *first, const Expr *last, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/* From there to the end of the last token looked at. */
void *raise_from(Parser *p, Pos start, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* At the last token looked at. */
void *raise_here(Parser *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void *raise_indentation(Parser *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* The parser came as far as the lexer did: what stopped that is the error. */
void raise_end_of_tokens(Parser *p);
/* Both passes are over without a tree: make sure the right exception is pending. */
void report_failure(Parser *p, const Token *failed);
bool warn(Parser *p, uint32_t line, const Token *t, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

#endif
