/* parser/scope_build.h -- what scope.c, the scope_visit files, scope_resolve.c and the check_
 * files share while a table is being built. */
#ifndef PARSER_SCOPE_BUILD_H
#define PARSER_SCOPE_BUILD_H

#include "parser/scope.h"

/* What a break, continue or return inside the current statement would leave. */
typedef struct Flow {
    bool in_loop;
    bool star_in_loop;   /* an except* block lies between here and the loop */
    bool in_except_star; /* anywhere inside an except* block of this function */
} Flow;

typedef struct Builder {
    Arena *arena;
    ScopeTable *table;
    Scope *cur;
    Ref filename;
    const char *text;      /* to quote lines from; may be NULL */
    size_t text_len;
    int flags;             /* SCOPE_* */
    int depth;             /* nodes between the root and here */
    Flow flow;
    const Stmt *value_return; /* a `return x` of the current function */
    int iter_depth;        /* inside this many comprehension iterables */
    bool comp_target;      /* visiting a comprehension's target */
    int n_futures_left;    /* __future__ imports still allowed: those that begin the file */
    bool failed;
    Ref name_class, name_classdict, name_super; /* __class__, __classdict__, super */
    const char *scope_info; /* "a TypeVar bound": what a SCOPE_TYPE_VARIABLE is */
} Builder;

/* A node's position, for errors. */
typedef struct Span { int32_t lineno, col_offset, end_lineno, end_col_offset; } Span;
#define SPAN(node) \
    ((Span){(node)->lineno, (node)->col_offset, (node)->end_lineno, (node)->end_col_offset})

/* Raise a SyntaxError at a node; returns false and marks the build as failed.  fmt may
 * use %U for a str, as exc_raise does, but only as its one argument `name`. */
bool scope_fail(Builder *b, Span at, const char *message);
bool scope_fail_name(Builder *b, Span at, const char *before, Ref name,
                     const char *after);
/* Emit a SyntaxWarning there; false when it became an error. */
bool scope_warn(Builder *b, Span at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
bool scope_fail_memory(Builder *b);

/* ---- scope.c ---- */
Scope *scope_open(Builder *b, ScopeKind kind, ScopePart part, const void *node, Ref name,
                  Span at);
void scope_close(Builder *b);
/* The block's entry for a name (mangled here), made if need be; NULL on failure. */
Symbol *scope_enter(Builder *b, Scope *s, Ref mangled);
Ref scope_mangle_here(Builder *b, Ref name);
/* Record how the current block uses a name; checks duplicates. */
bool scope_define(Builder *b, Ref name, uint32_t flags, Span at);
bool scope_declare(Builder *b, const IdentifierSeq *names, bool global, Span at);
bool scope_bind_walrus(Builder *b, const Expr *target);
static inline bool scope_is_function(const Scope *s)
{
    return s->kind != SCOPE_MODULE && s->kind != SCOPE_CLASS;
}

/* ---- scope_visit.c: each visit is false once the build has failed ---- */
bool scope_enter_node(Builder *b); /* one level deeper: a RecursionError at AST_MAX_DEPTH */
void scope_leave_node(Builder *b);
Ref scope_own_name(Builder *b, const char *ascii); /* lives as long as the arena */
bool scope_define_cstr(Builder *b, const char *ascii, uint32_t flags);
bool scope_visit_expr(Builder *b, const Expr *e);
bool scope_visit_optional(Builder *b, const Expr *e);
bool scope_visit_all(Builder *b, const ExprSeq *seq);
bool scope_visit_elements(Builder *b, const ExprSeq *seq); /* among which *x is welcome */

/* ---- scope_visit_def.c ---- */
bool scope_visit_function(Builder *b, const Stmt *s);
bool scope_visit_lambda(Builder *b, const Expr *e);
bool scope_visit_class(Builder *b, const Stmt *s);
bool scope_visit_type_alias(Builder *b, const Stmt *s);
bool scope_visit_annotation(Builder *b, const Expr *e);
bool scope_visit_keywords(Builder *b, const KeywordSeq *keywords);
bool scope_has_docstring(const StmtSeq *body);

/* ---- scope_visit_stmt.c ---- */
bool scope_visit_block(Builder *b, const StmtSeq *body);

/* ---- scope_resolve.c ---- */
bool scope_resolve_all(Builder *b);

/* ---- check.c: rules about statements and expressions in their context ---- */
bool check_return(Builder *b, const Stmt *s);
bool check_break(Builder *b, const Stmt *s);
bool check_async_statement(Builder *b, const Stmt *s, const char *what);
bool check_await(Builder *b, const Expr *e);
bool check_yield(Builder *b, const Expr *e);
bool check_not_in_annotation(Builder *b, const Expr *e, const char *what);
bool check_async_comprehension(Builder *b, const Expr *e, const Scope *inner);
bool check_function_end(Builder *b, const Scope *function);
bool check_handlers(Builder *b, const ExceptHandlerSeq *handlers);
bool check_name(Builder *b, Ref name, ExprContext ctx, Span at);
bool check_keywords(Builder *b, const KeywordSeq *keywords);
bool check_unpacking(Builder *b, const ExprSeq *elts, Span at);
bool check_starred(Builder *b, const Expr *e);
bool check_future_import(Builder *b, const Stmt *s);
bool check_collect_futures(Builder *b, const StmtSeq *body);
bool check_call_warning(Builder *b, const Expr *e);
bool check_subscript_warning(Builder *b, const Expr *e);
bool check_compare_warning(Builder *b, const Expr *e);
bool check_assert_warning(Builder *b, const Stmt *s);

/* ---- check_pattern.c ---- */
bool check_match(Builder *b, const Stmt *s);

#endif
