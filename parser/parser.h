/* parser/parser.h -- source text in, syntax tree out.
 *
 * The tree is described in ast.h, its scopes in scope.h.  Nothing here runs Python
 * code, except that dropping values and emitting a SyntaxWarning may. */
#ifndef PARSER_PARSER_H
#define PARSER_PARSER_H

#include "parser/ast.h"
#include "runtime/arena.h"
#include "runtime/value.h"
#include <stdbool.h>
#include <stddef.h>

typedef enum ParseMode {
    PARSE_EXEC,      /* a file: MOD_MODULE */
    PARSE_EVAL,      /* one expression: MOD_EXPRESSION */
    PARSE_SINGLE,    /* one interactive statement: MOD_INTERACTIVE */
    PARSE_FUNC_TYPE, /* "(int, str) -> bool": MOD_FUNCTIONTYPE */
} ParseMode;

/* Bits of `flags`. */
enum {
    PARSE_IS_UTF8 = 1,            /* from a str: no BOM or coding cookie is obeyed */
    PARSE_TOP_LEVEL_AWAIT = 2,    /* ast.PyCF_ALLOW_TOP_LEVEL_AWAIT; used by scope_build */
    PARSE_DONT_IMPLY_DEDENT = 4,  /* PyCF_DONT_IMPLY_DEDENT: a block ends with a blank line */
    PARSE_ALLOW_INCOMPLETE = 8,   /* an error at the end raises _IncompleteInputError */
    PARSE_TYPE_COMMENTS = 16,     /* accepted and ignored */
    PARSE_BARRY_AS_FLUFL = 32,    /* <> instead of != */
    PARSE_NO_WARNINGS = 64,       /* emit no SyntaxWarning */
    PARSE_SCRIPT = 128,           /* the program itself, from a file: undeclared bytes are named with the file */
};

/* Parse byte_len bytes of text; nodes and their values go to the arena.
 * NULL with SyntaxError, IndentationError, TabError, MemoryError or (too deeply
 * nested) MemoryError pending.  `filename` is borrowed, for messages only. */
Mod *parse_source(Arena *arena, const char *text, size_t byte_len, Ref filename,
                  ParseMode mode, int flags);

typedef enum ParseStatus {
    PARSE_COMPLETE,   /* can be compiled as it is */
    PARSE_INCOMPLETE, /* a prefix of something valid: ask for another line */
    PARSE_WRONG,      /* no continuation can help; compiling it tells why */
} ParseStatus;

/* What a REPL does with the lines typed so far (UTF-8, newline-separated).  Leaves
 * no exception pending.  A compound statement is complete after a blank line. */
ParseStatus parse_status(const char *text, size_t byte_len);

/* Turn bytes with an optional BOM or coding cookie (PEP 263) into UTF-8 text.
 * The result is a str's worth of UTF-8 in the arena, *out_len bytes long and
 * NUL-terminated; NULL with SyntaxError pending. */
char *parse_decode_source(Arena *arena, const char *bytes, size_t byte_len,
                          Ref filename, size_t *out_len);

/* The name of the encoding that PEP 263 gives to these bytes: "utf-8" by default.
 * Writes at most 64 bytes to `name`; for tokenize and linecache. */
void parse_source_encoding(const char *bytes, size_t byte_len, char name[64]);

/* Called for every SyntaxWarning, when set (the runtime points it at `warnings`).
 * Returns -1 when the warning became an exception; a pending SyntaxWarning is then
 * turned into a SyntaxError at this place.  Columns count bytes from 0. */
typedef int (*ParseWarnHook)(Ref filename, int lineno, const char *message);
extern ParseWarnHook parse_warn_hook;

/* The code point that \N{NAME} stands for, or -1: set by the runtime when it has the
 * Unicode names.  Without it every name is unknown. */
typedef int32_t (*ParseNameHook)(const char *name, size_t byte_len);
extern ParseNameHook parse_unicode_name_hook;

/* The source of an expression as `from __future__ import annotations` and
 * ast.unparse of an annotation spell it: an owned str or VALUE_ERROR. */
Value ast_unparse_expr(const Expr *e);

#endif
