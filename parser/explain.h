/* parser/explain.h -- recognising common mistakes, in the second pass only.
 *
 * The parse_ functions call these where a particular mistake would show.  In the first
 * pass (p->explain false) each does nothing: the bool ones return true, "go on", and
 * the others NULL.  In the second pass they look at the tokens around p->tok and may
 * raise; a bool one then returns false.  See parse.h for why there are two passes. */
#ifndef PARSER_EXPLAIN_H
#define PARSER_EXPLAIN_H

#include "parser/parse.h"

/* ---- explain_expr.c: expressions and brackets ---- */
bool explain_lambda_colon(Parser *p);
void explain_missing_else(Parser *p, Expr *body, Expr *test, const Token *keyword);
Expr *explain_conditional_orelse(Parser *p, Expr *body, Expr *test);
/* After an expression that began at `first`: a missing comma, print x, ... */
Expr *explain_expression(Parser *p, const Token *first, Expr *e);
/* After an expression where a := might follow. */
Expr *explain_named_expression(Parser *p, Expr *e);
void *explain_group(Parser *p, const Token *open);
bool explain_tuple_comprehension(Parser *p, const Token *open, Expr *first);
bool explain_unpacked_element(Parser *p, Expr *first);
void explain_group_starred(Parser *p, Expr *starred);
bool explain_dict_colon(Parser *p, Expr *key);
bool explain_dict_value(Parser *p);
bool explain_dict_unpacking(Parser *p, Expr *key);
/* Whether {first ... was meant to be a dict although no colon follows. */
bool explain_is_dict_key(Parser *p, const Token *open, Expr *first);
void *explain_comprehension_target(Parser *p, const Token *first);
bool explain_missing_in(Parser *p);

/* ---- explain_call.c: arguments and parameters ---- */
bool explain_argument_value(Parser *p, const Token *name);
bool explain_keyword_generator(Parser *p, const Token *name);
bool explain_unpacked_assignment(Parser *p, Pos start, Expr *value);
void explain_star_after_unpacking(Parser *p, const Token *star);
void explain_keyword_target(Parser *p, const Token *first, Expr *e);
void explain_generator_argument(Parser *p, Expr *elt, ComprehensionSeq *generators,
                                const Token *for_token, bool first, bool is_call);
void explain_late_positional(Parser *p, bool after_unpacking, const Token *first);
bool explain_parameter(Parser *p, bool is_lambda);
bool explain_default(Parser *p, bool is_lambda);
void explain_default_order(Parser *p, const Token *name);
void explain_slash(Parser *p, bool seen_slash, bool seen_star);
bool explain_after_slash(Parser *p);
void explain_second_star(Parser *p);
bool explain_bare_star(Parser *p, const Token *star, TokenKind close, bool is_lambda);
bool explain_vararg_default(Parser *p);
bool explain_after_kwarg(Parser *p);
void explain_type_param_bound(Parser *p, const Token *start, Expr *bound);
void *explain_empty_type_params(Parser *p, const Token *open);

/* ---- explain_stmt.c: targets, statements, patterns ---- */
void explain_for_target(Parser *p, Expr *target);
void *explain_with_target(Parser *p, Expr *target);
void *explain_augmented_target(Parser *p, Expr *target);
void *explain_annotation_target(Parser *p, Expr *target);
void *explain_assignment_target(Parser *p, Expr *target);
void *explain_bad_statement(Parser *p, const Token *first);
void *explain_delete(Parser *p, Expr *target, const Token *after);
bool explain_import_asname(Parser *p, const Token *first, TokenKind close);
bool explain_import_nothing(Parser *p);
bool explain_import_from_order(Parser *p, Pos start);
bool explain_trailing_comma(Parser *p);
void explain_line_end(Parser *p);
/* Before the colon of a block: is it there, and is the block indented? */
bool explain_suite(Parser *p, const Token *keyword, const char *what);
bool explain_def_parenthesis(Parser *p);
void *explain_with_items(Parser *p, const Token *keyword, const Token *first);
void *explain_exception_types(Parser *p, Expr *first);
bool explain_except(Parser *p, const Token *keyword, bool is_star);
bool explain_except_name(Parser *p, bool is_star);
void *explain_mixed_handlers(Parser *p, const Token *keyword);
void *explain_lone_try(Parser *p);
bool explain_match(Parser *p, const Token *keyword);
void explain_complex_part(Parser *p, Expr *part, const char *message);
void explain_class_pattern_order(Parser *p);
void *explain_as_target(Parser *p);

/* ---- explain_string.c: replacement fields ---- */
bool explain_field_start(Parser *p);
void *explain_field_value(Parser *p);
bool explain_after_field_value(Parser *p, bool debug);
bool explain_conversion(Parser *p);
bool explain_after_conversion(Parser *p, bool has_conversion);
bool explain_field_end(Parser *p, bool has_spec);

#endif
