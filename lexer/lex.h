/* lexer/lex.h -- what the files of lexer/ share with each other only. */
#ifndef LEXER_LEX_H
#define LEXER_LEX_H

#include "lexer/lexer.h"

/* What a byte can start or continue. */
enum {
    CHAR_NAME_START = 1,  /* letters, _, and every byte of non-ASCII characters */
    CHAR_DIGIT = 2,
    CHAR_NAME = CHAR_NAME_START | CHAR_DIGIT, /* may continue a name */
    CHAR_HEX = 4,
};
extern const uint8_t char_class[256];

static inline bool char_is(unsigned char c, int class_bits)
{
    return char_class[c] & class_bits;
}

/* Make room for one more token: false when memory is out. */
bool lexer_grow_tokens(Lexer *l);

/* Append a token that starts on the current line. */
static inline Token *lexer_push(Lexer *l, TokenKind kind, const char *start,
                                const char *end)
{
    if (__builtin_expect(l->n_tokens == l->tokens_size, 0) && !lexer_grow_tokens(l))
        return NULL;
    Token *t = &l->tokens[l->n_tokens++];
    t->start = (uint32_t)(start - l->text);
    t->end = (uint32_t)(end - l->text);
    t->line = l->line;
    t->col = (uint32_t)(start - l->line_start);
    t->name = 0;
    t->kind = (uint8_t)kind;
    t->flags = 0;
    return t;
}

/* Note that a new line starts at p.  False when memory is out. */
bool lexer_new_line(Lexer *l, const char *p);

/* Record an error on the current line, offsets in bytes from 1; returns false. */
bool lexer_fail(Lexer *l, LexErrorKind kind, int32_t offset, int32_t end_offset,
                const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* The common case: a SyntaxError that points at the byte before l->p. */
bool lexer_fail_here(Lexer *l, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Each scans one thing at l->p, pushes its tokens and moves on; false on error. */
bool number_scan(Lexer *l);
bool string_scan(Lexer *l, const char *start, int flags);
bool fstring_begin(Lexer *l, const char *start, int flags);
bool fstring_scan_text(Lexer *l);
bool indent_scan(Lexer *l);
bool indent_finish(Lexer *l);

/* f-string bookkeeping for the brackets and punctuation that end a field's expression;
 * see fstring.c. */
bool fstring_ends_expression(const Lexer *l);

/* Is an unterminated string in a field really the end of the f-string, whose field
 * lacks its brace?  So it is when the quotes are the same. */
bool fstring_hides_quote(const Lexer *l, char quote, bool triple);

/* True when the character at p (UTF-8) may start / continue an identifier. */
bool identifier_is_start(uint32_t code_point);
bool identifier_is_continue(uint32_t code_point);
bool identifier_is_printable(uint32_t code_point);

/* Decode one character of valid UTF-8; *byte_len gets its length. */
uint32_t utf8_decode(const char *p, int *byte_len);

/* Check the non-ASCII name in [start, end): false with the error recorded. */
bool identifier_check(Lexer *l, const char *start, const char *end);

#endif
