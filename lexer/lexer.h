/* lexer/lexer.h -- text to tokens.
 *
 * lexer_run() turns the whole text into one array of tokens, which the parser then
 * indexes freely.  A lexical error ends the array with a TOKEN_ERROR and is described
 * in `error`; it is up to the parser when to report it, because an earlier syntax error
 * may come first.
 *
 * The lexer knows no Python values: the parser makes them from spans of the text. */
#ifndef LEXER_LEXER_H
#define LEXER_LEXER_H

#include "runtime/arena.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum TokenKind {
#define TOKEN(name, text) TOKEN_##name,
#include "lexer/tokens.def"
    N_TOKEN_KINDS
} TokenKind;

#define FIRST_KEYWORD TOKEN_FALSE
#define FIRST_SOFT_KEYWORD TOKEN_UNDERSCORE
#define N_KEYWORDS (FIRST_SOFT_KEYWORD - FIRST_KEYWORD)
#define N_ALL_KEYWORDS (N_TOKEN_KINDS - FIRST_KEYWORD)

/* Bits of Token.flags. */
enum {
    STRING_RAW = 1,
    STRING_BYTES = 2,
    STRING_UNICODE = 4,     /* u prefix */
    STRING_FORMAT = 8,      /* f prefix */
    STRING_TEMPLATE = 16,   /* t prefix */
    STRING_TRIPLE = 32,
    STRING_BACKSLASH = 64,  /* there is a backslash in it */
    TOKEN_MULTILINE = 128,  /* ends on a later line than it starts on */
    FSTRING_DOUBLED = 2,    /* FSTRING_MIDDLE: has {{ or }} */
    FSTRING_IN_SPEC = 4,    /* FSTRING_MIDDLE: part of a format spec; { }: in one */
    NUMBER_UNDERSCORES = 1,
    NUMBER_FLOAT = 2,
    NUMBER_IMAGINARY = 4,
    NUMBER_PREFIXED = 8,    /* 0x, 0o, 0b */
    NUMBER_BEFORE_KEYWORD = 16, /* "1if": deserves a SyntaxWarning */
};

typedef struct Token {
    uint32_t start, end; /* byte offsets in the text */
    uint32_t line;       /* of start, from 1 */
    uint32_t col;        /* of start, in bytes from 0 */
    uint32_t name;       /* NAME: index in Lexer.names */
    uint8_t kind;        /* TokenKind */
    uint8_t flags;
} Token;

/* An identifier that occurs in the text, stored once. */
typedef struct LexerName {
    const char *text;
    uint32_t byte_len;
    uint32_t next;      /* in its hash chain, 0 ends it */
    uint64_t first;     /* its first 8 bytes, zero-padded */
    bool is_ascii;
    Ref value;          /* made by the parser when first needed; VALUE_ABSENT */
} LexerName;

typedef enum LexErrorKind {
    LEX_OK,
    LEX_SYNTAX_ERROR,
    LEX_INDENTATION_ERROR,
    LEX_TAB_ERROR,
    LEX_BAD_CONTINUATION, /* a SyntaxError: something follows a backslash */
    LEX_OPEN_BRACKET,   /* the text ended inside brackets: no message of its own */
    LEX_END_IN_CONTINUATION, /* ... right after a backslash */
    LEX_NO_MEMORY,      /* MemoryError is pending */
} LexErrorKind;

/* What a lexical error says.  Offsets count bytes from the start of the line. */
typedef struct LexError {
    LexErrorKind kind;
    uint32_t line, end_line;
    int32_t offset;     /* 1-based, or 0 */
    int32_t end_offset;
    bool at_end;        /* more text might have avoided it */
    char message[160];
} LexError;

#define MAX_BRACKETS 200
#define MAX_INDENTS 100
#define MAX_FSTRINGS 150

typedef struct Bracket {
    char open;
    uint32_t line, offset; /* where it was opened; offset in the text */
} Bracket;

/* An f-string (or t-string) being read; see fstring.c. */
typedef struct FStringMode {
    char quote;
    uint8_t flags;         /* STRING_* */
    bool in_spec;          /* reading the text of a format spec */
    bool in_expression;    /* inside {...}: ordinary tokens */
    int field_depth;       /* number of replacement fields open in this string */
    int base_depth;        /* bracket depth outside the string */
    uint32_t start, line, line_start; /* where the string began */
} FStringMode;

typedef struct Lexer {
    const char *text;      /* NUL-terminated and padded with zeros */
    const char *end;
    const char *p;         /* next byte to read */
    const char *line_start;
    uint32_t line;         /* from 1 */
    bool at_line_start;    /* indentation comes next */
    bool interactive;      /* single statement: the text may lack its last newline */
    bool imply_dedent;
    bool lenient;          /* for tokenize: pass over what only the parser need know to
                              be wrong (brackets that do not match, 1a, 0777) */
    bool implicit_newline; /* the last newline of the text was added by us */

    Arena *arena;
    Token *tokens;
    uint32_t n_tokens, tokens_size;
    uint32_t *line_starts; /* offset of each line; [0] is line 1 */
    uint32_t n_lines, lines_size;
    LexerName *names;      /* [0] is unused, then keywords, soft keywords, the rest */
    uint32_t n_names, names_size;
    uint32_t *name_table;  /* hash -> index in names */
    uint32_t name_mask;

    int depth;             /* open brackets */
    int indent;            /* top of the two stacks below */
    int n_fstrings;        /* f-strings being read */
    int32_t indents[MAX_INDENTS];     /* columns with tab stops at 8 */
    int32_t alt_indents[MAX_INDENTS]; /* columns with tabs counted as 1 */
    Bracket brackets[MAX_BRACKETS];
    FStringMode fstrings[MAX_FSTRINGS];
    LexError error;
} Lexer;

/* Prepare to read byte_len bytes of UTF-8 without NULs whose line ends are all \n;
 * at least 16 zero bytes must follow.  0, or -1 with MemoryError pending. */
int lexer_init(Lexer *l, Arena *arena, const char *text, size_t byte_len);

/* Read everything; the outcome is in l->tokens and l->error. */
void lexer_run(Lexer *l);

/* Free the token and line arrays (not the arena's memory). */
void lexer_free(Lexer *l);

/* The text of operators and keywords, a description of other kinds. */
const char *token_text(TokenKind kind);

/* Line and column (bytes from 0) of an offset at or after token t's start. */
void lexer_end_position(const Lexer *l, const Token *t, uint32_t *line, uint32_t *col);

/* The text of one line (from 1) without its newline. */
const char *lexer_line(const Lexer *l, uint32_t line, size_t *byte_len);

/* ---- encodings: lexer/encoding.c ------------------------------------------------ */

/* Name in lower case of the encoding that the first two lines declare, or "utf-8".
 * *declared_line is 1 or 2, or 0 when nothing was declared. */
void encoding_detect(const char *bytes, size_t byte_len, char name[64],
                     int *declared_line);

/* Where UTF-8 text is broken. */
typedef struct Utf8Error {
    size_t position;    /* of the first bad byte */
    const char *reason; /* "invalid start byte", ... */
} Utf8Error;

/* False, with *error filled in, when the bytes are not valid UTF-8. */
bool encoding_check_utf8(const char *bytes, size_t byte_len, Utf8Error *error);

#endif
