/* runtime/parser_hooks.h -- fills the parser's hooks; called by exc_init(). */
#ifndef RUNTIME_PARSER_HOOKS_H
#define RUNTIME_PARSER_HOOKS_H
void parser_hooks_init(void);
#endif
