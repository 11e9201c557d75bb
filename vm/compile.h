/* vm/compile.h -- AST to code objects. */
#ifndef VM_COMPILE_H
#define VM_COMPILE_H
#include "parser/parser.h"
#include "vm/code.h"
/* Compile a parsed module. optimise: -O level (0: asserts kept). NULL: exception pending (SyntaxError, MemoryError, RecursionError).
 * The result is a new reference. */
Code *compile_module(Mod *mod, Ref filename, ParseMode mode, int flags, int optimise);
/* compile(text): parse and compile. */
Value compile_source(const char *text, size_t len, Ref filename, ParseMode mode, int flags, int optimise);
#endif
