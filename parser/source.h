/* parser/source.h -- from the bytes somebody gave us to text the lexer can read. */
#ifndef PARSER_SOURCE_H
#define PARSER_SOURCE_H

#include "parser/parser.h"

/* UTF-8 with \n line ends, a final newline where the mode wants one, and padding:
 * what lexer_init() asks for.  NULL with an exception pending. */
const char *source_prepare(Arena *arena, const char *text, size_t byte_len, Ref filename,
                           ParseMode mode, int flags, size_t *out_len);

#endif
