/* vm/compile.h -- syntax trees to code objects.
 *
 * The compiler is one pass over the tree, destination-driven, then an assembler; its parts are vm/compile_*.c and
 * share vm/compiler.h.  Read compile.c first. */
#ifndef VM_COMPILE_H
#define VM_COMPILE_H
#include "vm/code.h"
#include "parser/parser.h"

/* flags: PARSE_* of parser/parser.h and FUTURE_* of parser/scope.h together; they do not overlap.
 * Compile a parsed module.  optimise: -O level (0: asserts kept, 2: docstrings dropped).
 * NULL: exception pending (SyntaxError, MemoryError, RecursionError).  The result is a new reference.
 * `arena` is the tree's own: scopes and scratch data go there too.  Borrows filename.  Emitting a
 * SyntaxWarning may run Python. */
Code *compile_module(Mod *mod, Ref filename, ParseMode mode, int flags, int optimise);
/* compile(text): parse and compile.  VALUE_ERROR with the exception pending. */
Value compile_source(const char *text, size_t len, Ref filename, ParseMode mode, int flags, int optimise);
/* Prove that a code object is consistent: operands in range, depths as recorded on every path, jumps and handlers
 * at instructions.  NULL when it is; else a description of the first fault, in a static buffer. */
const char *code_verify(const Code *code);
#endif
