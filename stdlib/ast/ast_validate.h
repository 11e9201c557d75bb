/* stdlib/ast/ast_validate.h -- what the files of the validator share.  All return 0, or -1 with an exception. */
#ifndef STDLIB_AST_VALIDATE_H
#define STDLIB_AST_VALIDATE_H
#include "runtime/exc.h"
#include "stdlib/ast/ast_convert.h"

int ast_check_position(int line, int column, int end_line, int end_column) MUST_CHECK;
#define AST_CHECK_POSITION(node) \
    ast_check_position((node)->lineno, (node)->col_offset, (node)->end_lineno, (node)->end_col_offset)
int ast_check_not_empty(int32_t n, const char *what, const char *owner) MUST_CHECK;
int ast_check_name(Ref name) MUST_CHECK;                        /* not None, True, False */
int ast_check_expr(const Expr *e, ExprContext context) MUST_CHECK;
int ast_check_exprs(const ExprSeq *exprs, ExprContext context, bool null_ok) MUST_CHECK;
int ast_check_keywords(const KeywordSeq *keywords) MUST_CHECK;
int ast_check_arguments(const Arguments *args) MUST_CHECK;
int ast_check_pattern(const Pattern *p, bool star_ok) MUST_CHECK;
int ast_check_stmts(const StmtSeq *stmts) MUST_CHECK;

static inline int ast_check_load(const Expr *e) { return ast_check_expr(e, CTX_LOAD); }
static inline int ast_check_opt(const Expr *e) { return e == NULL ? 0 : ast_check_expr(e, CTX_LOAD); }
#endif
