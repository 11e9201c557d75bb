/* lexer/lexer.c -- the main loop, names, operators and line ends.
 *
 * lexer_run() repeats one step until the text ends: at the start of a logical line it
 * reads the indentation (indent.c); inside the text part of an f-string it reads that
 * (fstring.c); otherwise it reads one ordinary token.  Numbers are in number.c,
 * strings in string.c. */
#include "lexer/lex.h"

#include "runtime/exc.h"
#include "runtime/mem.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const token_texts[N_TOKEN_KINDS] = {
#define TOKEN(name, text) [TOKEN_##name] = text,
#include "lexer/tokens.def"
};

#define LETTERS(value) \
    ['a' ... 'f'] = (value) | CHAR_HEX, ['A' ... 'F'] = (value) | CHAR_HEX, \
    ['g' ... 'z'] = (value), ['G' ... 'Z'] = (value)

const uint8_t char_class[256] = {
    LETTERS(CHAR_NAME_START),
    ['_'] = CHAR_NAME_START,
    ['0' ... '9'] = CHAR_DIGIT | CHAR_HEX,
    [0x80 ... 0xff] = CHAR_NAME_START,
};

const char *token_text(TokenKind kind)
{
    return token_texts[kind];
}

/* ---- errors and growth ---------------------------------------------------------- */

bool lexer_fail(Lexer *l, LexErrorKind kind, int32_t offset, int32_t end_offset,
                const char *fmt, ...)
{
    LexError *e = &l->error;
    e->kind = kind;
    e->line = e->end_line = l->line;
    e->offset = offset;
    e->end_offset = end_offset;
    va_list args;
    va_start(args, fmt);
    vsnprintf(e->message, sizeof e->message, fmt, args);
    va_end(args);
    return false;
}

bool lexer_fail_here(Lexer *l, const char *fmt, ...)
{
    char message[sizeof l->error.message];
    va_list args;
    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    int32_t offset = (int32_t)(l->p - l->line_start);
    return lexer_fail(l, LEX_SYNTAX_ERROR, offset, offset, "%s", message);
}

static bool fail_no_memory(Lexer *l)
{
    l->error.kind = LEX_NO_MEMORY;
    return false;
}

bool lexer_grow_tokens(Lexer *l)
{
    uint32_t size = l->tokens_size * 2;
    Token *tokens = mem_realloc_or_raise(l->tokens, size * sizeof(Token));
    if (!tokens)
        return fail_no_memory(l);
    l->tokens = tokens;
    l->tokens_size = size;
    return true;
}

static bool grow_lines(Lexer *l)
{
    uint32_t size = l->lines_size * 2;
    uint32_t *lines = mem_realloc_or_raise(l->line_starts, size * sizeof *lines);
    if (!lines)
        return fail_no_memory(l);
    l->line_starts = lines;
    l->lines_size = size;
    return true;
}

bool lexer_new_line(Lexer *l, const char *p)
{
    if (l->n_lines == l->lines_size && !grow_lines(l))
        return false;
    l->line_starts[l->n_lines++] = (uint32_t)(p - l->text);
    l->line_start = p;
    l->line++;
    return true;
}

/* ---- names ------------------------------------------------------------------------ */

static inline uint64_t load_word(const char *p)
{
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

/* The first min(n, 8) bytes at p as a number, the rest zero.  Reads 8 bytes: the text
 * is padded. */
static inline uint64_t load_name_word(const char *p, size_t n)
{
    uint64_t word = load_word(p);
    return n >= 8 ? word : word & ((1ull << (8 * n)) - 1);
}

static inline uint32_t hash_name(const char *p, size_t n, uint64_t first)
{
    uint64_t hash = first * 0x9E3779B97F4A7C15ull + n;
    for (size_t i = 8; i < n; i += 8)
        hash = (hash ^ load_name_word(p + i, n - i)) * 0x9E3779B97F4A7C15ull;
    return (uint32_t)(hash >> 32) ^ (uint32_t)(hash >> 17);
}

static bool rehash_names(Lexer *l)
{
    uint32_t size = (l->name_mask + 1) * 2;
    uint32_t *table = mem_alloc_zeroed(size * sizeof *table);
    if (!table) {
        exc_raise_memory();
        return fail_no_memory(l);
    }
    mem_free(l->name_table);
    l->name_table = table;
    l->name_mask = size - 1;
    for (uint32_t i = 1; i < l->n_names; i++) {
        LexerName *name = &l->names[i];
        uint32_t *head = &table[hash_name(name->text, name->byte_len, name->first)
                                & l->name_mask];
        name->next = *head;
        *head = i;
    }
    return true;
}

static bool grow_names(Lexer *l)
{
    uint32_t size = l->names_size * 2;
    LexerName *names = mem_realloc_or_raise(l->names, size * sizeof *names);
    if (!names)
        return fail_no_memory(l);
    l->names = names;
    l->names_size = size;
    return true;
}

/* The index of the name [p, p+n) in l->names, entered if new; 0 when memory is out. */
static uint32_t find_name(Lexer *l, const char *p, size_t n)
{
    uint64_t first = load_name_word(p, n);
    uint32_t hash = hash_name(p, n, first);
    for (uint32_t i = l->name_table[hash & l->name_mask]; i; i = l->names[i].next) {
        const LexerName *name = &l->names[i];
        if (name->first == first && name->byte_len == n
            && (n <= 8 || memcmp(name->text, p, n) == 0))
            return i;
    }
    if (l->n_names == l->names_size && !grow_names(l))
        return 0;
    if (l->n_names > l->name_mask && !rehash_names(l))
        return 0;
    uint32_t index = l->n_names++;
    uint32_t *head = &l->name_table[hash & l->name_mask];
    l->names[index] = (LexerName){p, (uint32_t)n, *head, first, true, VALUE_ABSENT};
    *head = index;
    return index;
}

/* Keywords are the first entries of the name table, in the order of their tokens, so
 * one lookup both interns a name and recognises a keyword.  Their texts need padding
 * too, because hashing reads whole words. */
static bool enter_keywords(Lexer *l)
{
    static const char padded[N_ALL_KEYWORDS][16] = {
#define TOKEN(name, text)
#define OPERATOR(name, text)
#define KEYWORD(name, text) text,
#define SOFT_KEYWORD(name, text) text,
#include "lexer/tokens.def"
    };
    for (int i = 0; i < N_ALL_KEYWORDS; i++)
        if (!find_name(l, padded[i], strlen(padded[i])))
            return false;
    return true;
}

/* Read the rest of a name that starts at `start`; l->p is anywhere inside it. */
static bool scan_name(Lexer *l, const char *start)
{
    const unsigned char *p = (const unsigned char *)start;
    unsigned char all = 0;
    while (char_is(*p, CHAR_NAME))
        all |= *p++;
    const char *end = (const char *)p;
    l->p = end;
    bool is_ascii = all < 0x80;
    if (!is_ascii && !l->lenient && !identifier_check(l, start, end))
        return false;
    uint32_t index = find_name(l, start, (size_t)(end - start));
    if (!index)
        return false;
    if (!is_ascii)
        l->names[index].is_ascii = false;
    TokenKind kind = index <= N_KEYWORDS ? FIRST_KEYWORD + index - 1 : TOKEN_NAME;
    Token *t = lexer_push(l, kind, start, end);
    if (!t)
        return false;
    t->name = index;
    return true;
}

/* The STRING_* flag of a prefix letter, 0 for any other character. */
static int prefix_flag(char c)
{
    switch (c | 0x20) {
    case 'r': return STRING_RAW;
    case 'b': return STRING_BYTES;
    case 'u': return STRING_UNICODE;
    case 'f': return STRING_FORMAT;
    case 't': return STRING_TEMPLATE;
    default: return 0;
    }
}

/* Does a string start at p?  Returns its STRING_* flags and the place of the quote;
 * *quote stays NULL when it is a name after all.  Only r combines with others. */
static int scan_prefix(const char *p, const char **quote)
{
    int first = prefix_flag(p[0]);
    if (p[1] == '\'' || p[1] == '"') {
        *quote = p + 1;
        return first;
    }
    int second = prefix_flag(p[1]);
    bool pair = second && first != second && ((first | second) & STRING_RAW)
                && !((first | second) & STRING_UNICODE);
    if (pair && (p[2] == '\'' || p[2] == '"'))
        *quote = p + 2;
    return first | second;
}

static bool scan_name_or_string(Lexer *l, const char *start)
{
    if (prefix_flag(*start)) {
        const char *quote = NULL;
        int flags = scan_prefix(start, &quote);
        if (quote) {
            l->p = quote;
            return flags & (STRING_FORMAT | STRING_TEMPLATE)
                ? fstring_begin(l, start, flags) : string_scan(l, start, flags);
        }
    }
    return scan_name(l, start);
}

/* ---- brackets --------------------------------------------------------------------- */

static bool open_bracket(Lexer *l, char c, TokenKind kind)
{
    if (l->depth >= MAX_BRACKETS) {
        l->p++;
        return lexer_fail_here(l, "too many nested parentheses");
    }
    l->brackets[l->depth++] = (Bracket){c, l->line, (uint32_t)(l->p - l->text)};
    l->p++;
    return lexer_push(l, kind, l->p - 1, l->p);
}

static bool fail_mismatch(Lexer *l, char close, const Bracket *open)
{
    if (open->line != l->line)
        return lexer_fail_here(l, "closing parenthesis '%c' does not match opening "
                               "parenthesis '%c' on line %u", close, open->open,
                               open->line);
    return lexer_fail_here(l, "closing parenthesis '%c' does not match opening "
                           "parenthesis '%c'", close, open->open);
}

static bool close_bracket(Lexer *l, char c, TokenKind kind)
{
    const char *start = l->p++;
    FStringMode *f = l->n_fstrings ? &l->fstrings[l->n_fstrings - 1] : NULL;
    int floor = f ? f->base_depth : 0;
    if (l->depth <= floor) {
        if (l->lenient && !f)
            return lexer_push(l, kind, start, l->p);
        if (f && c != '}')
            return lexer_fail_here(l, "f-string: unmatched '%c'", c);
        return lexer_fail_here(l, "unmatched '%c'", c);
    }
    const Bracket *open = &l->brackets[l->depth - 1];
    char expected = open->open == '(' ? ')' : open->open == '[' ? ']' : '}';
    bool ends_field = f && fstring_ends_expression(l);
    if (ends_field && c != '}')
        return lexer_fail_here(l, "%c-string: unmatched '%c'",
                               f->flags & STRING_TEMPLATE ? 't' : 'f', c);
    if (c != expected && !l->lenient)
        return fail_mismatch(l, c, open);
    l->depth--;
    if (ends_field) {
        /* Back to the text around the field: the spec of an outer field, if one is
         * open, or the string itself. */
        f->field_depth--;
        f->in_expression = false;
        f->in_spec = f->field_depth > 0;
    }
    return lexer_push(l, kind, start, l->p);
}

/* ---- line ends --------------------------------------------------------------------- */

/* l->p is at a newline outside brackets that ends a logical line.  The token begins at
 * the comment before it, if there is one. */
static bool end_logical_line(Lexer *l, const char *start)
{
    if (!lexer_push(l, TOKEN_NEWLINE, start, l->p + 1))
        return false;
    l->p++;
    l->at_line_start = true;
    return lexer_new_line(l, l->p);
}

/* l->p is at a backslash outside a string. */
static bool continue_line(Lexer *l)
{
    l->p++;
    if (*l->p != '\n') {
        int32_t offset = (int32_t)(l->p - l->line_start) + 1;
        return lexer_fail(l, LEX_BAD_CONTINUATION, offset - (l->p == l->end), 0,
                          "unexpected character after line continuation character");
    }
    l->p++;
    if (!lexer_new_line(l, l->p))
        return false;
    if (l->p == l->end) {
        l->error.kind = LEX_END_IN_CONTINUATION;
        return false;
    }
    return true;
}

/* ---- operators ---------------------------------------------------------------------- */

/* The kind and length of the operator at p, longest match first. */
static TokenKind match_operator(const char *p, int *byte_len)
{
#define ONE(kind) (*byte_len = 1, TOKEN_##kind)
#define TWO(kind) (*byte_len = 2, TOKEN_##kind)
#define THREE(kind) (*byte_len = 3, TOKEN_##kind)
    bool equal = p[1] == '=';
    switch (*p) {
    case ',': return ONE(COMMA);
    case ';': return ONE(SEMICOLON);
    case '~': return ONE(TILDE);
    case '=': return equal ? TWO(EQUAL_EQUAL) : ONE(EQUAL);
    case '!': return equal ? TWO(NOT_EQUAL) : ONE(EXCLAMATION);
    case ':': return equal ? TWO(COLON_EQUAL) : ONE(COLON);
    case '+': return equal ? TWO(PLUS_EQUAL) : ONE(PLUS);
    case '%': return equal ? TWO(PERCENT_EQUAL) : ONE(PERCENT);
    case '&': return equal ? TWO(AMPERSAND_EQUAL) : ONE(AMPERSAND);
    case '|': return equal ? TWO(PIPE_EQUAL) : ONE(PIPE);
    case '^': return equal ? TWO(CARET_EQUAL) : ONE(CARET);
    case '@': return equal ? TWO(AT_EQUAL) : ONE(AT);
    case '-': return p[1] == '>' ? TWO(ARROW) : equal ? TWO(MINUS_EQUAL) : ONE(MINUS);
    case '.': return p[1] == '.' && p[2] == '.' ? THREE(ELLIPSIS) : ONE(DOT);
    case '*':
        if (p[1] == '*')
            return p[2] == '=' ? THREE(STAR_STAR_EQUAL) : TWO(STAR_STAR);
        return equal ? TWO(STAR_EQUAL) : ONE(STAR);
    case '/':
        if (p[1] == '/')
            return p[2] == '=' ? THREE(SLASH_SLASH_EQUAL) : TWO(SLASH_SLASH);
        return equal ? TWO(SLASH_EQUAL) : ONE(SLASH);
    case '<':
        if (p[1] == '<')
            return p[2] == '=' ? THREE(SHIFT_LEFT_EQUAL) : TWO(SHIFT_LEFT);
        return p[1] == '>' ? TWO(NOT_EQUAL) : equal ? TWO(LESS_EQUAL) : ONE(LESS);
    case '>':
        if (p[1] == '>')
            return p[2] == '=' ? THREE(SHIFT_RIGHT_EQUAL) : TWO(SHIFT_RIGHT);
        return equal ? TWO(GREATER_EQUAL) : ONE(GREATER);
    default: return ONE(UNKNOWN);
    }
#undef ONE
#undef TWO
#undef THREE
}

/* Inside a replacement field, a colon or an exclamation mark outside brackets ends the
 * expression, whatever follows it (only != stays an operator). */
static bool scan_field_punctuation(Lexer *l)
{
    FStringMode *f = &l->fstrings[l->n_fstrings - 1];
    const char *start = l->p++;
    if (*start == '!')
        return lexer_push(l, TOKEN_EXCLAMATION, start, l->p);
    f->in_expression = false;
    f->in_spec = true;
    return lexer_push(l, TOKEN_COLON, start, l->p);
}

static bool scan_operator(Lexer *l)
{
    unsigned char c = (unsigned char)*l->p;
    if (l->n_fstrings && (c == ':' || (c == '!' && l->p[1] != '='))
        && fstring_ends_expression(l))
        return scan_field_punctuation(l);
    if (c < ' ' || c == 0x7f) {
        l->p++;
        return lexer_fail_here(l, "invalid non-printable character U+%04X", c);
    }
    int byte_len;
    TokenKind kind = match_operator(l->p, &byte_len);
    l->p += byte_len;
    return lexer_push(l, kind, l->p - byte_len, l->p);
}

/* ---- the loop ------------------------------------------------------------------------ */

static bool scan_newline(Lexer *l)
{
    if (l->depth == 0)
        return end_logical_line(l, l->p);
    l->p++;
    return lexer_new_line(l, l->p);
}

static bool scan_token(Lexer *l)
{
    const char *p = l->p;
    while (*p == ' ' || *p == '\t' || *p == '\f')
        p++;
    l->p = p;
    unsigned char c = (unsigned char)*p;
    if (char_is(c, CHAR_NAME_START))
        return scan_name_or_string(l, p);
    if (char_is(c, CHAR_DIGIT))
        return number_scan(l);
    switch (c) {
    case '\n': return scan_newline(l);
    case '\0': return true; /* the end: there are no NULs inside the text */
    case '#':
        while (*p != '\n' && *p != '\0')
            p++;
        if (l->depth == 0 && *p == '\n') {
            const char *comment = l->p;
            l->p = p;
            return end_logical_line(l, comment);
        }
        l->p = p;
        return true;
    case '\\': return continue_line(l);
    case '\'':
    case '"': return string_scan(l, p, 0);
    case '(': return open_bracket(l, '(', TOKEN_LPAREN);
    case '[': return open_bracket(l, '[', TOKEN_LBRACKET);
    case '{': return open_bracket(l, '{', TOKEN_LBRACE);
    case ')': return close_bracket(l, ')', TOKEN_RPAREN);
    case ']': return close_bracket(l, ']', TOKEN_RBRACKET);
    case '}': return close_bracket(l, '}', TOKEN_RBRACE);
    case '.':
        if (char_is((unsigned char)p[1], CHAR_DIGIT))
            return number_scan(l);
        return scan_operator(l);
    default: return scan_operator(l);
    }
}

static bool scan_step(Lexer *l)
{
    if (l->at_line_start)
        return indent_scan(l);
    if (l->n_fstrings && !l->fstrings[l->n_fstrings - 1].in_expression)
        return fstring_scan_text(l);
    return scan_token(l);
}

/* NEWLINE for an unfinished last line, DEDENTs, END. */
static bool finish(Lexer *l)
{
    if (l->depth > 0) {
        l->error.kind = LEX_OPEN_BRACKET;
        return false;
    }
    if (!l->at_line_start && l->interactive) {
        if (!lexer_push(l, TOKEN_NEWLINE, l->end, l->end))
            return false;
        if (!l->imply_dedent)
            l->indent = 0;
    }
    /* Blanks that somebody has begun a line with do not end a block yet. */
    if (l->at_line_start && l->interactive && !l->imply_dedent && l->line_start < l->end)
        l->indent = 0;
    return indent_finish(l);
}

void lexer_run(Lexer *l)
{
    bool ok = true;
    while (ok && (l->p < l->end || (l->n_fstrings && l->depth == 0)))
        ok = scan_step(l);
    if (ok && finish(l))
        return;
    l->error.at_end = l->p >= l->end;
    if (l->error.kind != LEX_NO_MEMORY)
        lexer_push(l, TOKEN_ERROR, l->p, l->p);
}

/* ---- beginning and end ---------------------------------------------------------------- */

int lexer_init(Lexer *l, Arena *arena, const char *text, size_t byte_len)
{
    /* The big arrays at the end need no clearing. */
    memset(l, 0, offsetof(Lexer, indents));
    memset(&l->error, 0, sizeof l->error);
    l->indents[0] = l->alt_indents[0] = 0;
    l->text = l->p = l->line_start = text;
    l->end = text + byte_len;
    l->arena = arena;
    l->line = 1;
    l->at_line_start = l->imply_dedent = true;
    l->tokens_size = (uint32_t)(byte_len / 4 + 16);
    l->lines_size = (uint32_t)(byte_len / 32 + 16);
    l->names_size = 256;
    l->name_mask = 255;
    l->n_lines = l->n_names = 1;
    l->tokens = mem_alloc_or_raise(l->tokens_size * sizeof(Token));
    l->line_starts = mem_alloc_or_raise(l->lines_size * sizeof(uint32_t));
    l->names = mem_alloc_or_raise(l->names_size * sizeof(LexerName));
    l->name_table = mem_alloc_zeroed((l->name_mask + 1) * sizeof(uint32_t));
    if (!l->tokens || !l->line_starts || !l->names || !l->name_table
        || !enter_keywords(l)) {
        if (!l->name_table)
            exc_raise_memory();
        lexer_free(l);
        return -1;
    }
    l->line_starts[0] = 0;
    return 0;
}

void lexer_free(Lexer *l)
{
    mem_free(l->tokens);
    mem_free(l->line_starts);
    mem_free(l->names);
    mem_free(l->name_table);
    l->tokens = NULL;
    l->line_starts = NULL;
    l->names = NULL;
    l->name_table = NULL;
}

/* ---- positions -------------------------------------------------------------------------- */

/* The number (from 1) of the line that holds the offset. */
static uint32_t find_line(const Lexer *l, uint32_t offset)
{
    uint32_t low = 0, high = l->n_lines;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (l->line_starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

void lexer_end_position(const Lexer *l, const Token *t, uint32_t *line, uint32_t *col)
{
    if (!(t->flags & TOKEN_MULTILINE) || t->kind == TOKEN_NUMBER) {
        *line = t->line;
        *col = t->col + (t->end - t->start);
        return;
    }
    *line = find_line(l, t->end);
    *col = t->end - l->line_starts[*line - 1];
}

const char *lexer_line(const Lexer *l, uint32_t line, size_t *byte_len)
{
    if (line < 1 || line > l->n_lines) {
        *byte_len = 0;
        return "";
    }
    const char *start = l->text + l->line_starts[line - 1];
    const char *newline = memchr(start, '\n', (size_t)(l->end - start));
    *byte_len = (size_t)((newline ? newline : l->end) - start);
    return start;
}
