/* parser/ast.h -- the syntax tree as C structs, generated from ast.def.
 *
 * Every node lives in an Arena and is never freed by itself.  Nodes that Python
 * gives a position carry lineno (from 1), col_offset, end_lineno and end_col_offset
 * (columns are UTF-8 bytes from 0).  A member of a sum is reached like this:
 *
 *     switch (e->kind) {
 *     case EXPR_BINOP: use(e->as.BinOp.left, e->as.BinOp.op, e->as.BinOp.right);
 *
 * and a node with only one shape has its fields directly: handler->type, arg->arg.
 *
 *   expr, stmt, ...        pointer; NULL when an OPT field is missing
 *   any SEQ                pointer to {n, items[]}, never NULL; n may be 0.  Items of
 *                          a SEQ_OPT (Dict.keys, arguments.kw_defaults) may be NULL
 *   identifier, string     Ref to an interned str; VALUE_ABSENT when missing
 *   constant               Ref; the arena owns the value
 *   int, operators, ctx    int or the enum
 *
 * Depth: the parser bounds its own recursion, but a left-deep chain such as
 * 1+1+1+... is built by a loop and can be as long as the file.  scope_build() walks
 * every node and refuses (RecursionError) a tree deeper than AST_MAX_DEPTH levels of
 * statements, expressions and patterns together.  So a consumer that runs after
 * scope_build may recurse freely; one that runs without it (ast.parse) must count. */
#ifndef PARSER_AST_H
#define PARSER_AST_H

#include "runtime/arena.h"
#include "runtime/value.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define AST_MAX_DEPTH 3000

/* One number per node class, over all sums. */
typedef enum AstKind {
    AST_NO_KIND,
#define AST_NODE(type, constant, name, ...) AST_##name,
#include "parser/ast.def"
    AST_N_KINDS
} AstKind;

/* The same numbers again, one enum per sum, so that a switch is checked. */
typedef enum ModKind {
#define AST_MOD(constant, name, ...) constant = AST_##name,
#include "parser/ast.def"
} ModKind;

typedef enum StmtKind {
#define AST_STMT(constant, name, ...) constant = AST_##name,
#include "parser/ast.def"
} StmtKind;

typedef enum ExprKind {
#define AST_EXPR(constant, name, ...) constant = AST_##name,
#include "parser/ast.def"
} ExprKind;

typedef enum PatternKind {
#define AST_PATTERN(constant, name, ...) constant = AST_##name,
#include "parser/ast.def"
} PatternKind;

typedef enum TypeParamKind {
#define AST_TYPE_PARAM(constant, name, ...) constant = AST_##name,
#include "parser/ast.def"
} TypeParamKind;

typedef enum FlatKind {
#define AST_FLAT(type, constant, name, ...) constant = AST_##name,
#include "parser/ast.def"
} FlatKind;

/* The sums without fields.  Written out because a macro cannot open an enum in one
 * row and close it in another; ast.c asserts that they agree with ast.def. */
typedef enum ExprContext { CTX_LOAD, CTX_STORE, CTX_DEL } ExprContext;
typedef enum BoolOperator { BOOL_AND, BOOL_OR } BoolOperator;
typedef enum Operator {
    OPERATOR_ADD, OPERATOR_SUB, OPERATOR_MULT, OPERATOR_MATMULT, OPERATOR_DIV,
    OPERATOR_MOD, OPERATOR_POW, OPERATOR_LSHIFT, OPERATOR_RSHIFT, OPERATOR_BITOR,
    OPERATOR_BITXOR, OPERATOR_BITAND, OPERATOR_FLOORDIV
} Operator;
typedef enum UnaryOperator {
    UNARY_INVERT, UNARY_NOT, UNARY_UADD, UNARY_USUB
} UnaryOperator;
typedef enum CmpOperator {
    COMPARE_EQ, COMPARE_NOTEQ, COMPARE_LT, COMPARE_LTE, COMPARE_GT, COMPARE_GTE,
    COMPARE_IS, COMPARE_ISNOT, COMPARE_IN, COMPARE_NOTIN
} CmpOperator;

typedef struct Mod Mod;
typedef struct Stmt Stmt;
typedef struct Expr Expr;
typedef struct Pattern Pattern;
typedef struct TypeParam TypeParam;
typedef struct Comprehension Comprehension;
typedef struct ExceptHandler ExceptHandler;
typedef struct Arguments Arguments;
typedef struct Arg Arg;
typedef struct Keyword Keyword;
typedef struct Alias Alias;
typedef struct WithItem WithItem;
typedef struct MatchCase MatchCase;
typedef struct TypeIgnore TypeIgnore;

typedef struct ExprSeq { int32_t n; Expr *items[]; } ExprSeq;
typedef struct StmtSeq { int32_t n; Stmt *items[]; } StmtSeq;
typedef struct PatternSeq { int32_t n; Pattern *items[]; } PatternSeq;
typedef struct TypeParamSeq { int32_t n; TypeParam *items[]; } TypeParamSeq;
typedef struct ComprehensionSeq { int32_t n; Comprehension *items[]; } ComprehensionSeq;
typedef struct ExceptHandlerSeq { int32_t n; ExceptHandler *items[]; } ExceptHandlerSeq;
typedef struct ArgSeq { int32_t n; Arg *items[]; } ArgSeq;
typedef struct KeywordSeq { int32_t n; Keyword *items[]; } KeywordSeq;
typedef struct AliasSeq { int32_t n; Alias *items[]; } AliasSeq;
typedef struct WithItemSeq { int32_t n; WithItem *items[]; } WithItemSeq;
typedef struct MatchCaseSeq { int32_t n; MatchCase *items[]; } MatchCaseSeq;
typedef struct TypeIgnoreSeq { int32_t n; TypeIgnore *items[]; } TypeIgnoreSeq;
typedef struct IdentifierSeq { int32_t n; Ref items[]; } IdentifierSeq;
typedef struct CmpOperatorSeq { int32_t n; CmpOperator items[]; } CmpOperatorSeq;

/* What a field of ast.def is in C: AST_C_<cardinality>_<type>. */
#define AST_C_ONE_expr Expr *
#define AST_C_OPT_expr Expr *
#define AST_C_SEQ_expr ExprSeq *
#define AST_C_SEQ_OPT_expr ExprSeq *
#define AST_C_SEQ_stmt StmtSeq *
#define AST_C_ONE_pattern Pattern *
#define AST_C_OPT_pattern Pattern *
#define AST_C_SEQ_pattern PatternSeq *
#define AST_C_SEQ_type_param TypeParamSeq *
#define AST_C_SEQ_comprehension ComprehensionSeq *
#define AST_C_SEQ_excepthandler ExceptHandlerSeq *
#define AST_C_ONE_arguments Arguments *
#define AST_C_OPT_arg Arg *
#define AST_C_SEQ_arg ArgSeq *
#define AST_C_SEQ_keyword KeywordSeq *
#define AST_C_SEQ_alias AliasSeq *
#define AST_C_SEQ_withitem WithItemSeq *
#define AST_C_SEQ_match_case MatchCaseSeq *
#define AST_C_SEQ_type_ignore TypeIgnoreSeq *
#define AST_C_ONE_identifier Ref
#define AST_C_OPT_identifier Ref
#define AST_C_SEQ_identifier IdentifierSeq *
#define AST_C_ONE_string Ref
#define AST_C_OPT_string Ref
#define AST_C_ONE_constant Ref
#define AST_C_ONE_int int
#define AST_C_OPT_int int
#define AST_C_ONE_expr_context ExprContext
#define AST_C_ONE_boolop BoolOperator
#define AST_C_ONE_operator Operator
#define AST_C_ONE_unaryop UnaryOperator
#define AST_C_ONE_cmpop CmpOperator
#define AST_C_SEQ_cmpop CmpOperatorSeq *

#define F(type, cardinality, name) AST_C_##cardinality##_##type name;

/* struct BinOpFields and its like: the fields of one member of a sum. */
#define AST_FLAT(...)
#define AST_NODE(type, constant, class_name, ...) \
    struct class_name##Fields { __VA_ARGS__ };
#include "parser/ast.def"

#define AST_POSITION \
    int32_t lineno, col_offset, end_lineno, end_col_offset;

struct Mod {
    ModKind kind;
    union {
#define AST_MOD(constant, name, ...) struct name##Fields name;
#include "parser/ast.def"
    } as;
};

struct Stmt {
    StmtKind kind;
    AST_POSITION
    union {
#define AST_STMT(constant, name, ...) struct name##Fields name;
#include "parser/ast.def"
    } as;
};

struct Expr {
    ExprKind kind;
    AST_POSITION
    bool parenthesised; /* written inside its own (...): matters to several rules */
    union {
#define AST_EXPR(constant, name, ...) struct name##Fields name;
#include "parser/ast.def"
    } as;
};

struct Pattern {
    PatternKind kind;
    AST_POSITION
    union {
#define AST_PATTERN(constant, name, ...) struct name##Fields name;
#include "parser/ast.def"
    } as;
};

struct TypeParam {
    TypeParamKind kind;
    AST_POSITION
    union {
#define AST_TYPE_PARAM(constant, name, ...) struct name##Fields name;
#include "parser/ast.def"
    } as;
};

/* The nodes with one shape. */
#define AST_HEAD_POS AST_POSITION
#define AST_HEAD_NOPOS
#define AST_FLAT(type, constant, name, base, pos, ...) \
    struct type { FlatKind kind; AST_HEAD_##pos __VA_ARGS__ };
#include "parser/ast.def"

#undef F
#undef AST_HEAD_POS
#undef AST_HEAD_NOPOS

/* ---- the tree as data, for ast.parse, ast.dump and compile(tree) ---------------- */

typedef enum AstFieldType {
    FIELD_expr, FIELD_stmt, FIELD_pattern, FIELD_type_param, FIELD_comprehension,
    FIELD_excepthandler, FIELD_arguments, FIELD_arg, FIELD_keyword, FIELD_alias,
    FIELD_withitem, FIELD_match_case, FIELD_type_ignore, FIELD_identifier, FIELD_string,
    FIELD_constant, FIELD_int, FIELD_expr_context, FIELD_boolop, FIELD_operator,
    FIELD_unaryop, FIELD_cmpop
} AstFieldType;

typedef enum AstCardinality {
    FIELD_ONE, FIELD_OPT, FIELD_SEQ, FIELD_SEQ_OPT
} AstCardinality;

typedef struct AstField {
    const char *name;
    AstFieldType type;
    AstCardinality cardinality;
    size_t offset; /* of the C member inside the whole node */
} AstField;

typedef struct AstClass {
    const char *name;       /* "BinOp" */
    const char *base;       /* "expr", or NULL for a product such as arguments */
    size_t size;            /* bytes to allocate for a node of this class */
    size_t position_offset; /* of lineno in the node; 0 = it has no position */
    const AstField *fields; /* in the order of _fields */
    int n_fields;
} AstClass;

/* The description of one class; NULL for AST_NO_KIND. */
const AstClass *ast_class(AstKind kind);

/* "Add" for FIELD_operator and OPERATOR_ADD; NULL when out of range. */
const char *ast_enum_name(AstFieldType type, int value);

/* Every node starts with its kind. */
static inline AstKind ast_kind(const void *node)
{
    return *(const AstKind *)node;
}

#endif
