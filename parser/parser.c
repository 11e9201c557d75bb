/* parser/parser.c -- the entry points, and the small machinery every parse_ file uses.
 *
 * Next: parse_stmt.c for statements, parse_expr.c for expressions, report.c for what
 * happens when neither fits. */
#include "parser/parse.h"

#include "parser/source.h"
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/unicode.h"
#include <string.h>

ParseWarnHook parse_warn_hook;
ParseNameHook parse_unicode_name_hook;

/* ---- nodes and sequences ---------------------------------------------------------- */

TokenKind peek_at(const Parser *p, int n)
{
    const Token *last = p->lexer.tokens + p->lexer.n_tokens - 1;
    return p->tok + n <= last ? p->tok[n].kind : last->kind;
}

void *fail(Parser *p)
{
    if (p->tok > p->furthest)
        p->furthest = p->tok;
    return NULL;
}

bool fail_too_deep(Parser *p)
{
    if (!p->raised)
        exc_raise(&type_MemoryError,
                  "Parser stack overflowed - Python source too complex to parse");
    p->raised = true;
    return false;
}

Pos token_end_slow(const Parser *p, const Token *t)
{
    uint32_t line, col;
    lexer_end_position(&p->lexer, t, &line, &col);
    return (Pos){(int32_t)line, (int32_t)col};
}

Pos last_end(const Parser *p)
{
    const Token *t = p->tok - 1;
    while (t > p->lexer.tokens
           && (t->kind == TOKEN_NEWLINE || t->kind == TOKEN_INDENT
               || t->kind == TOKEN_DEDENT))
        t--;
    return token_end(p, t);
}

void *new_node(Parser *p, size_t size)
{
    void *node = arena_zalloc(p->arena, size);
    if (!node)
        p->raised = true;
    return node;
}

Expr *new_expr(Parser *p, ExprKind kind, size_t size, Pos start)
{
    Expr *e = arena_alloc(p->arena, size);
    if (!e) {
        p->raised = true;
        return NULL;
    }
    Pos end = token_end(p, p->tok - 1);
    e->kind = kind;
    e->lineno = start.lineno;
    e->col_offset = start.col_offset;
    e->end_lineno = end.lineno;
    e->end_col_offset = end.col_offset;
    e->parenthesised = false;
    return e;
}

Stmt *new_stmt(Parser *p, StmtKind kind, size_t size, Pos start)
{
    Stmt *s = arena_alloc(p->arena, size);
    if (!s) {
        p->raised = true;
        return NULL;
    }
    Pos end = last_end(p);
    s->kind = kind;
    s->lineno = start.lineno;
    s->col_offset = start.col_offset;
    s->end_lineno = end.lineno;
    s->end_col_offset = end.col_offset;
    return s;
}

static bool grow_scratch(Parser *p)
{
    int size = p->scratch_size ? p->scratch_size * 2 : 256;
    void **scratch = mem_realloc_or_raise(p->scratch, (size_t)size * sizeof *scratch);
    if (!scratch) {
        p->raised = true;
        return false;
    }
    p->scratch = scratch;
    p->scratch_size = size;
    return true;
}

bool push(Parser *p, void *item)
{
    if (p->scratch_n == p->scratch_size && !grow_scratch(p))
        return false;
    p->scratch[p->scratch_n++] = item;
    return true;
}

void *empty_seq(void)
{
    static const struct { int64_t n; } none;
    return (void *)(uintptr_t)&none;
}

void *take(Parser *p, int mark)
{
    int n = p->scratch_n - mark;
    p->scratch_n = mark;
    if (n == 0)
        return empty_seq();
    ExprSeq *seq = arena_alloc(p->arena, sizeof *seq + (size_t)n * sizeof(void *));
    if (!seq) {
        p->raised = true;
        return NULL;
    }
    seq->n = n;
    memcpy(seq->items, p->scratch + mark, (size_t)n * sizeof(void *));
    return seq;
}

void *seq_of_one(Parser *p, void *item)
{
    int mark = scratch_mark(p);
    return push(p, item) ? take(p, mark) : NULL;
}

/* ---- names -------------------------------------------------------------------------- */

Ref own(Parser *p, Value v)
{
    Ref ref = arena_own(p->arena, v);
    if (value_is_error(ref))
        p->raised = true;
    return ref;
}

static Value make_name(const LexerName *name)
{
    if (name->is_ascii)
        return str_intern(str_from_ascii(name->text, name->byte_len));
    Value text = str_from_utf8(name->text, name->byte_len);
    if (value_is_error(text))
        return text;
    Value normal = unicode_normalise(text, UNICODE_NFKC);
    value_drop(text);
    return value_is_error(normal) ? normal : str_intern(normal);
}

Ref name_value(Parser *p, const Token *t)
{
    LexerName *name = &p->lexer.names[t->name];
    if (value_is_absent(name->value)) {
        Ref value = own(p, make_name(name));
        if (value_is_error(value))
            return value;
        name->value = value;
    }
    return name->value;
}

bool expect_name(Parser *p, Ref *name)
{
    if (!at(p, TOKEN_NAME)) {
        fail(p);
        return false;
    }
    *name = name_value(p, p->tok++);
    return !value_is_error(*name);
}

/* ---- whole inputs ----------------------------------------------------------------------- */

static Mod *new_mod(Parser *p, ModKind kind)
{
    Mod *mod = new_node(p, sizeof *mod);
    if (mod)
        mod->kind = kind;
    return mod;
}

static Mod *parse_file(Parser *p)
{
    int mark = scratch_mark(p);
    while (!at(p, TOKEN_END))
        if (!parse_statement(p))
            return NULL;
    Mod *mod = new_mod(p, MOD_MODULE);
    StmtSeq *body = take(p, mark);
    if (!mod || !body)
        return NULL;
    mod->as.Module.body = body;
    mod->as.Module.type_ignores = empty_seq();
    return mod;
}

static Mod *parse_eval(Parser *p)
{
    Expr *body = parse_expressions(p);
    if (!body)
        return NULL;
    while (accept(p, TOKEN_NEWLINE))
        ;
    if (!expect(p, TOKEN_END))
        return NULL;
    Mod *mod = new_mod(p, MOD_EXPRESSION);
    if (mod)
        mod->as.Expression.body = body;
    return mod;
}

/* One line of simple statements, or one compound statement and a NEWLINE. */
static bool parse_single_statement(Parser *p)
{
    if (accept(p, TOKEN_NEWLINE)) {
        Stmt *pass = STMT(p, token_pos(p->tok - 1), Pass);
        return pass && push(p, pass);
    }
    bool found;
    Stmt *compound = parse_compound_statement(p, &found);
    if (!found)
        return parse_simple_statements(p);
    return compound && push(p, compound) && expect(p, TOKEN_NEWLINE);
}

/* Only comments and newlines may follow the statement. */
static bool is_single(Parser *p)
{
    while (at(p, TOKEN_NEWLINE))
        p->tok++;
    if (at(p, TOKEN_END) || at(p, TOKEN_DEDENT))
        return true;
    raise_here(p, "multiple statements found while compiling a single statement");
    return false;
}

static Mod *parse_interactive(Parser *p)
{
    int mark = scratch_mark(p);
    if (!parse_single_statement(p) || !is_single(p))
        return NULL;
    Mod *mod = new_mod(p, MOD_INTERACTIVE);
    StmtSeq *body = take(p, mark);
    if (mod)
        mod->as.Interactive.body = body;
    return body ? mod : NULL;
}

static Mod *parse_tokens(Parser *p)
{
    p->tok = p->lexer.tokens;
    p->scratch_n = p->depth = 0;
    switch (p->mode) {
    case PARSE_EXEC: return parse_file(p);
    case PARSE_EVAL: return parse_eval(p);
    case PARSE_SINGLE: return parse_interactive(p);
    case PARSE_FUNC_TYPE: return parse_func_type(p);
    }
    return NULL;
}

static Mod *parse_lexed(Parser *p)
{
    if (p->lexer.error.kind == LEX_NO_MEMORY)
        return NULL;
    p->furthest = p->lexer.tokens;
    Mod *mod = parse_tokens(p);
    if (mod || (p->raised && !exc_pending_is(&type_SyntaxError)))
        return mod;
    const Token *failed = p->furthest;
    if (!p->raised && failed->kind != TOKEN_ERROR) {
        p->explain = p->prefix = true;
        parse_tokens(p);
    }
    report_failure(p, failed);
    return NULL;
}

Mod *parse_source(Arena *arena, const char *text, size_t byte_len, Ref filename,
                  ParseMode mode, int flags)
{
    size_t len;
    const char *utf8 = source_prepare(arena, text, byte_len, filename, mode, flags, &len);
    if (!utf8)
        return NULL;
    Parser *p = arena_alloc(arena, sizeof *p);
    if (!p)
        return NULL;
    memset(p, 0, offsetof(Parser, lexer));
    p->arena = arena;
    p->filename = filename;
    p->mode = mode;
    p->flags = flags;
    if (lexer_init(&p->lexer, arena, utf8, len) < 0)
        return NULL;
    p->lexer.interactive = mode == PARSE_SINGLE || mode == PARSE_EVAL;
    p->lexer.imply_dedent = !(flags & PARSE_DONT_IMPLY_DEDENT);
    lexer_run(&p->lexer);
    Mod *mod = parse_lexed(p);
    lexer_free(&p->lexer);
    mem_free(p->scratch);
    return mod;
}

ParseStatus parse_status(const char *text, size_t byte_len)
{
    Arena arena;
    arena_init(&arena);
    Value filename = str_intern_cstr("<stdin>");
    Mod *mod = parse_source(&arena, text, byte_len, filename, PARSE_SINGLE,
                            PARSE_IS_UTF8 | PARSE_DONT_IMPLY_DEDENT
                            | PARSE_ALLOW_INCOMPLETE | PARSE_NO_WARNINGS);
    ParseStatus status = PARSE_COMPLETE;
    if (!mod) {
        status = exc_pending_is(&type__IncompleteInputError) ? PARSE_INCOMPLETE
                                                             : PARSE_WRONG;
        exc_clear();
    }
    arena_free(&arena);
    value_drop(filename);
    return status;
}
