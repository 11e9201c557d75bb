/* parser/explain.h -- recognising common mistakes, in the second pass only.
 *
 * The parse_ functions call these where a particular mistake would show.  In the first
 * pass (p->explain false) each does nothing: the bool ones return true, "go on", and
 * the others NULL.  In the second pass they look at the tokens around p->tok and may
 * raise; a bool one then returns false.  See parse.h for why there are two passes. */
#ifndef PARSER_EXPLAIN_H
#define PARSER_EXPLAIN_H

#include "parser/parse.h"

/* Parse something in the second pass without explaining: NULL, and nothing raised, when
 * it is not there.  On success p->tok is after it. */
Expr *try_parse(Parser *p, Expr *(*parse)(Parser *));

/* ---- explain_expr.c: expressions and brackets ---- */
/* After an expression (NULL if it failed) that began at `first`: is a comma missing, is
 * it a print statement? */
bool explain_expression(Parser *p, const Token *first, Expr *e);
/* After an arithmetic operator: is there a `not` that lacks parentheses? */
bool explain_not(Parser *p, TokenKind op);
/* After an expression where := might follow: was = meant to be == or :=? */
bool explain_named_expression(Parser *p, Expr *e);
void explain_missing_else(Parser *p, Expr *body, Expr *test);
bool explain_lambda_in_field(Parser *p, Pos lambda);
void *explain_group(Parser *p, const Token *open);
void explain_group_starred(Parser *p, Expr *starred);
/* An element that could not be read after `open`: is it a * alone? */
void *explain_empty_star(Parser *p, const Token *open);
bool explain_tuple_comprehension(Parser *p, const Token *open, Expr *first);
bool explain_unpacked_element(Parser *p, Expr *first);
bool explain_dict_colon(Parser *p, Expr *key, bool first);
bool explain_dict_value(Parser *p);
void *explain_dict_unpacking(Parser *p, Pos open);
bool explain_missing_in(Parser *p);
bool explain_starred_generator(Parser *p, const Token *star, Expr *value);

/* ---- explain_call.c: arguments and parameters ---- */
bool explain_argument_value(Parser *p, const Token *name);
bool explain_keyword_generator(Parser *p, const Token *name);
bool explain_unpacked_assignment(Parser *p, const Token *star);
void explain_star_after_unpacking(Parser *p, const Token *star);
void explain_keyword_target(Parser *p, const Token *first, Expr *e);
void explain_generator_argument(Parser *p, Expr *elt, ComprehensionSeq *generators,
                                bool first);
void explain_late_positional(Parser *p, bool after_unpacking);
bool explain_parameter(Parser *p, bool is_lambda);
bool explain_default(Parser *p);
void explain_default_order(Parser *p, const Token *name);
bool explain_slash_star(Parser *p);
void explain_slash(Parser *p, bool seen_slash, bool seen_star);
void explain_second_star(Parser *p);
void explain_bare_star(Parser *p, const Token *star, bool is_lambda);
/* `what` is "var-positional" or "var-keyword": such a parameter has no default. */
bool explain_star_default(Parser *p, const char *what);
void explain_after_kwarg(Parser *p);
void explain_type_param_bound(Parser *p, const Token *start, const Token *colon,
                              Expr *bound);
void *explain_empty_type_params(Parser *p);

/* ---- explain_stmt.c: targets, statements, patterns ---- */
void *explain_for_target(Parser *p, const Token *first);
void *explain_with_target(Parser *p, const Token *first);
void *explain_augmented_target(Parser *p, Expr *target);
void *explain_annotation_target(Parser *p, Expr *target);
/* `first` is the statement's first target and first_equal the = after it. */
void *explain_assignment_target(Parser *p, Expr *target, Expr *first,
                                const Token *first_equal);
void *explain_delete(Parser *p, const Token *first);
bool explain_import_nothing(Parser *p);
bool explain_import_from_order(Parser *p, Pos start);
bool explain_trailing_comma(Parser *p);
/* Before the colon of a block: is it there, and is the block indented? */
bool explain_suite(Parser *p, const Token *keyword, const char *what);
bool explain_with_colon(Parser *p);
void *explain_def_parenthesis(Parser *p, const Token *at);
void *explain_return_annotation(Parser *p, const Token *arrow);
void *explain_exception_types(Parser *p, Expr *first);
bool explain_except(Parser *p, bool is_star);
void *explain_mixed_handlers(Parser *p, const Token *keyword);
void *explain_lone_try(Parser *p);
bool explain_match(Parser *p, const Token *keyword);
void *explain_as_target(Parser *p);

/* ---- explain_string.c: replacement fields ---- */
bool explain_field_start(Parser *p);
void *explain_field_value(Parser *p, const Token *first);
bool explain_after_field_value(Parser *p, bool debug);
void explain_conversion(Parser *p);
bool explain_after_conversion(Parser *p, bool has_conversion);
bool explain_field_end(Parser *p, bool has_spec);

#endif
