/* stdlib/ast/ast_convert.h -- syntax trees as C structs (parser/ast.h) and as Python objects. */
#ifndef STDLIB_AST_CONVERT_H
#define STDLIB_AST_CONVERT_H
#include "parser/ast.h"
#include "runtime/object.h"

/* The Python objects of a whole tree; RecursionError when it is too deep for the C stack. */
Value ast_to_objects(const Mod *mod);
/* A tree in the arena from Python objects.  `mode` is compile()'s ("exec", ...): the root must fit it.
 * NULL with TypeError, ValueError or RecursionError pending.  Runs Python (attributes of nodes). */
Mod *ast_from_object(Arena *arena, Ref object, const char *mode);
/* What the parser guarantees and a tree made by hand need not have: 0, or -1 with ValueError or TypeError. */
int ast_validate(const Mod *mod) MUST_CHECK;

/* compile(text, ..., PyCF_ONLY_AST).  text: str or bytes. */
Value ast_parse_text(Ref text, Ref filename, const char *mode, int flags, int optimise);
/* compile(tree, ...) */
Value ast_compile_object(Ref tree, Ref filename, const char *mode, int flags, int optimise);
#endif
