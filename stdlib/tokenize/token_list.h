/* stdlib/tokenize/token_list.h -- a whole text as the list of tokens that tokenize.py expects. */
#ifndef STDLIB_TOKENIZE_TOKEN_LIST_H
#define STDLIB_TOKENIZE_TOKEN_LIST_H
#include "runtime/object.h"

/* Append (type, text, (line, column), (line, column), source line) of every token of the str `source` to `list`.
 * `extra`: also comments and line ends that mean nothing, all operators as OP, and no complaint about what only a
 * parser need know to be wrong.
 * When the text is wrong somewhere, *error is what to raise after the tokens before that place, else ABSENT.
 * 0, or -1 with an exception pending. */
int token_list_fill(Ref list, Ref source, bool extra, Value *error) MUST_CHECK;
#endif
