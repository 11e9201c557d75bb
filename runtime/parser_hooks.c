/* runtime/parser_hooks.c -- what the parser, which stands below the object model, asks back for: warnings. */
#include "parser/parser.h"
#include "runtime/parser_hooks.h"
#include "runtime/warnings.h"

void parser_hooks_init(void)
{
    parse_warn_hook = warnings_of_syntax;
}
