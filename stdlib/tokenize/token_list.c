/* stdlib/tokenize/token_list.c -- the lexer's tokens with what it drops put back.
 *
 * The lexer (lexer/lexer.h) skips comments, blank lines and line ends inside brackets, and sees all line ends as \n.
 * Here the gaps between its tokens are read again for COMMENT and NL, columns are counted in characters, and texts
 * are taken from the source as it was, \r\n included. */
#include "stdlib/tokenize/token_list.h"
#include "lexer/lexer.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

typedef struct Reader {
    Lexer lexer;
    const char *text;      /* what the lexer reads: \n only, and a newline at the end */
    uint32_t text_len;
    bool newline_added;    /* that last newline is not in the source */
    const char *source;    /* UTF-8 as given */
    size_t source_len;
    uint32_t *source_lines; /* where each line begins in it; one more entry for its end */
    uint32_t n_lines;      /* lines of the source */
    bool extra;
    Value list;            /* borrowed */
    Value types;           /* the dict of module `token` */
    Value exact;           /* token.EXACT_TOKEN_TYPES */
} Reader;

typedef struct Place { uint32_t line, col; } Place; /* line from 1; col in bytes */

/* ---- the text ---- */

/* Where the line begins and ends (its line end included) in the source. */
static const char *source_line(const Reader *r, uint32_t line, size_t *len)
{
    if (line < 1 || line > r->n_lines) {
        *len = 0;
        return "";
    }
    *len = r->source_lines[line] - r->source_lines[line - 1];
    return r->source + r->source_lines[line - 1];
}

static int64_t count_characters(const char *p, size_t n)
{
    int64_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += ((unsigned char)p[i] & 0xC0) != 0x80;
    return count;
}

static int64_t character_column(const Reader *r, Place at)
{
    size_t len;
    const char *line = source_line(r, at.line, &len);
    int64_t beyond = at.col > len ? (int64_t)(at.col - len) : 0;
    return count_characters(line, at.col > len ? len : at.col) + beyond;
}

static size_t source_offset(const Reader *r, Place at)
{
    if (at.line > r->n_lines)
        return r->source_len;
    size_t offset = r->source_lines[at.line - 1] + at.col;
    return offset > r->source_len ? r->source_len : offset;
}

/* The place of an offset in the lexer's text, at or after `from`'s line. */
static Place place_of(const Reader *r, uint32_t offset, uint32_t line)
{
    const uint32_t *starts = r->lexer.line_starts;
    while (line < r->lexer.n_lines && starts[line] <= offset)
        line++;
    return (Place){line, offset - starts[line - 1]};
}

/* ---- one token ---- */
static Value pair(const Reader *r, Place at)
{
    return tuple_of2_owned(value_from_int(at.line), value_from_int(character_column(r, at)));
}

static Value lines_between(const Reader *r, uint32_t first, uint32_t last)
{
    if (first > r->n_lines)
        return str_empty();
    uint32_t end = last > r->n_lines ? r->n_lines : last;
    return str_from_utf8(r->source + r->source_lines[first - 1], r->source_lines[end] - r->source_lines[first - 1]);
}

static int append(const Reader *r, Value type /* taken */, Value text /* taken */, Place start, Place end,
                  uint32_t last_line)
{
    Value items[5] = {type, text, pair(r, start), pair(r, end), lines_between(r, start.line, last_line)};
    Value t = VALUE_ERROR;
    bool failed = false;
    for (int i = 0; i < 5; i++)
        failed |= value_is_error(items[i]);
    if (failed)
        for (int i = 0; i < 5; i++)
            value_drop(items[i]);
    else
        t = tuple_from_values(items, 5);
    return value_is_error(t) ? -1 : list_append_owned(r->list, t);
}

static Value type_named(const Reader *r, const char *name)
{
    Ref type = dict_get_cstr(r->types, name);
    return value_is_ok(type) ? value_dup(type) : value_from_int(0);
}

static int append_span(const Reader *r, const char *type, Place start, Place end)
{
    size_t from = source_offset(r, start), to = source_offset(r, end);
    return append(r, type_named(r, type), str_from_utf8(r->source + from, to < from ? 0 : to - from), start, end,
                  end.line);
}

/* A line end: "\n", "\r\n", or "" when the source lacks it; it counts as one column then. */
static int append_line_end(const Reader *r, const char *type, Place at)
{
    size_t len;
    const char *line = source_line(r, at.line, &len);
    const char *text = at.col < len ? line + at.col : "";
    uint32_t n = *text == '\r' && text[1] == '\n' ? 2 : *text == '\n' || *text == '\r';
    Place end = {at.line, at.col + (n == 0 ? 1 : n)};
    return append(r, type_named(r, type), str_from_utf8(text, n), at, end, at.line);
}

/* ---- gaps: comments and line ends that end nothing ---- */

/* The end of the comment that starts at offset i. */
static uint32_t comment_end(const Reader *r, uint32_t i)
{
    while (i < r->text_len && r->text[i] != '\n')
        i++;
    return i;
}

static int append_comment(const Reader *r, uint32_t start, uint32_t end, uint32_t line)
{
    return append_span(r, "COMMENT", place_of(r, start, line), place_of(r, end, line));
}

static int append_gap(const Reader *r, uint32_t from, uint32_t to, uint32_t line)
{
    if (!r->extra)
        return 0;
    for (uint32_t i = from; i < to;) {
        char c = r->text[i];
        if (c == '\\' && r->text[i + 1] == '\n') {
            i += 2;
        } else if (c == '#') {
            uint32_t end = comment_end(r, i);
            if (append_comment(r, i, end, line))
                return -1;
            i = end;
        } else {
            bool blank_end = i + 1 == r->text_len && r->newline_added && (i == 0 || r->text[i - 1] == '\n');
            if (c == '\n' && !blank_end && append_line_end(r, "NL", place_of(r, i, line)))
                return -1;
            i++;
        }
    }
    return 0;
}

/* ---- tokens of the lexer ---- */
static int append_operator(const Reader *r, const Token *t, Place start, Place end)
{
    if (r->extra)
        return append_span(r, "OP", start, end);
    Value text = str_from_utf8(r->text + t->start, t->end - t->start);
    if (value_is_error(text))
        return -1;
    Ref exact = dict_get(r->exact, text);
    return append(r, value_is_ok(exact) ? value_dup(exact) : type_named(r, "OP"), text, start, end, end.line);
}

/* Without the extras, tokens that have no text of their own stand at column -1 of their line. */
static int append_nowhere(const Reader *r, const char *type, uint32_t line)
{
    uint32_t shown = line > r->n_lines ? r->n_lines : line;
    Value here = tuple_of2_owned(value_from_int(shown), value_from_int(-1));
    Value items[5] = {type_named(r, type), str_empty(), value_dup(here), here, lines_between(r, shown, shown)};
    Value t = tuple_from_values(items, 5);
    return value_is_error(t) ? -1 : list_append_owned(r->list, t);
}

/* Nor does a line end have text, but for the comment before it. */
static int append_bare_newline(const Reader *r, const Token *t)
{
    uint32_t end = t->start < r->text_len && r->text[t->start] == '#' ? comment_end(r, t->start) : t->start;
    return append_span(r, "NEWLINE", place_of(r, t->start, t->line), place_of(r, end, t->line));
}

static int append_newline(const Reader *r, const Token *t)
{
    uint32_t at = t->start;
    if (!r->extra)
        return append_bare_newline(r, t);
    if (at < r->text_len && r->text[at] == '#') {
        at = comment_end(r, at);
        if (r->extra && append_comment(r, t->start, at, t->line))
            return -1;
    }
    return append_line_end(r, "NEWLINE", place_of(r, at, t->line));
}

/* Text of an f-string; {{ and }} end a piece with their first character. */
static int append_middle(const Reader *r, const Token *t)
{
    uint32_t start = t->start, i = start;
    bool doubled = t->flags & FSTRING_DOUBLED && !(t->flags & FSTRING_IN_SPEC);
    while (i < t->end && doubled) {
        char c = r->text[i];
        bool escapes = c == '\\' && !(t->flags & STRING_RAW);
        if (escapes && r->text[i + 1] == '\\') {
            i++;
        } else if (escapes && r->text[i + 1] == 'N' && r->text[i + 2] == '{') {
            while (i < t->end && r->text[i] != '}')
                i++;
        } else if ((c == '{' || c == '}') && i + 1 < t->end && r->text[i + 1] == c) {
            if (append_span(r, "FSTRING_MIDDLE", place_of(r, start, t->line), place_of(r, i + 1, t->line)))
                return -1;
            start = i += 2;
            continue;
        }
        i++;
    }
    if (start == t->end)
        return 0;
    return append_span(r, "FSTRING_MIDDLE", place_of(r, start, t->line), place_of(r, t->end, t->line));
}

/* In a format spec a brace is preceded by text, even if that is empty. */
static bool needs_empty_middle(const Reader *r, const Token *t)
{
    if (!(t->flags & FSTRING_IN_SPEC) || t[-1].kind == TOKEN_FSTRING_MIDDLE)
        return false;
    return t->kind == TOKEN_RBRACE || (t->kind == TOKEN_LBRACE && r->text[t->end] == '{');
}

static int append_dedent(const Reader *r, const Token *t, Place start)
{
    if (!r->extra)
        return append_nowhere(r, "DEDENT", t->start >= r->text_len ? r->n_lines : t->line);
    if (t->start >= r->text_len)
        start = (Place){r->n_lines + 1, 0};
    return append(r, type_named(r, "DEDENT"), str_empty(), start, start, start.line);
}

static int append_token(const Reader *r, const Token *t)
{
    Place start = {t->line, t->col}, end = place_of(r, t->end, t->line);
    switch ((TokenKind)t->kind) {
    case TOKEN_END: {
        if (!r->extra)
            return append_nowhere(r, "ENDMARKER", r->n_lines);
        Place after = {r->n_lines + 1, 0};
        return append(r, type_named(r, "ENDMARKER"), str_empty(), after, after, after.line);
    }
    case TOKEN_NEWLINE: return append_newline(r, t);
    case TOKEN_INDENT:
        if (!r->extra)
            return append_nowhere(r, "INDENT", t->line);
        return append_span(r, "INDENT", start, end);
    case TOKEN_DEDENT: return append_dedent(r, t, start);
    case TOKEN_NUMBER: return append_span(r, "NUMBER", start, end);
    case TOKEN_STRING: return append_span(r, "STRING", start, end);
    case TOKEN_FSTRING_START: return append_span(r, "FSTRING_START", start, end);
    case TOKEN_FSTRING_MIDDLE: return append_middle(r, t);
    case TOKEN_FSTRING_END: return append_span(r, "FSTRING_END", start, end);
    case TOKEN_ERROR: return 0;
    default: break;
    }
    if (t->kind == TOKEN_NAME || t->kind >= FIRST_KEYWORD)
        return append_span(r, "NAME", start, end);
    if (needs_empty_middle(r, t) && append_span(r, "FSTRING_MIDDLE", start, start))
        return -1;
    return append_operator(r, t, start, end);
}

/* Where the gap before token t ends: in front of what is wrong, if that is what follows. */
static uint32_t gap_end(const Reader *r, const Token *t)
{
    const LexError *e = &r->lexer.error;
    if (t->kind != TOKEN_ERROR || e->kind == LEX_OPEN_BRACKET || e->kind == LEX_END_IN_CONTINUATION)
        return t->start;
    uint32_t wrong = e->line > 0 && e->line <= r->lexer.n_lines ? r->lexer.line_starts[e->line - 1] : 0;
    wrong += e->offset > 0 ? (uint32_t)e->offset - 1 : 0;
    return wrong < t->start ? wrong : t->start;
}

/* DEDENTs of a line whose indentation is wrong. */
static bool is_wrong_dedent(const Reader *r, const Token *t)
{
    return t->kind == TOKEN_DEDENT && r->lexer.error.kind == LEX_INDENTATION_ERROR && t->line == r->lexer.error.line;
}

static int append_all(const Reader *r)
{
    uint32_t end = 0, line = 1;
    for (uint32_t i = 0; i < r->lexer.n_tokens; i++) {
        const Token *t = &r->lexer.tokens[i];
        if (is_wrong_dedent(r, t))
            continue;
        uint32_t stop = gap_end(r, t);
        if (stop > end && append_gap(r, end, stop, line))
            return -1;
        if (append_token(r, t))
            return -1;
        end = t->end > end ? t->end : end;
        line = t->line;
    }
    return 0;
}

/* ---- errors ---- */
static Value make_error(const Reader *r, Type *type, const char *message, uint32_t line, int64_t offset)
{
    size_t len;
    const char *text = source_line(r, line, &len);
    while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
        len--;
    Value items[6] = {str_from_cstr("<string>"), value_from_int(line), value_from_int(offset), str_from_utf8(text, len),
                      VALUE_NONE, VALUE_NONE};
    Value details = tuple_from_values(items, 6), text_value = str_from_cstr(message), error = VALUE_ERROR;
    if (!value_is_error(details) && !value_is_error(text_value))
        error = object_call2(value_from_obj(type), text_value, details);
    value_drop(details);
    value_drop(text_value);
    return error;
}

/* Length of the line with a newline, which it gets if it has none. */
static int64_t full_length(const Reader *r, uint32_t line)
{
    size_t len;
    const char *text = source_line(r, line, &len);
    if (len > 1 && text[len - 1] == '\n' && text[len - 2] == '\r')
        len--;
    bool ended = len > 0 && text[len - 1] == '\n';
    return count_characters(text, len) + !ended;
}

/* Where a source that ends in a backslash is at its end: in bytes, and 0 when the line consists of it. */
static int64_t offset_behind_backslash(const Reader *r, uint32_t line)
{
    size_t len, i = 0;
    const char *text = source_line(r, line, &len);
    while (i < len && (text[i] == ' ' || text[i] == '\t' || text[i] == '\f'))
        i++;
    if (text[i] == '\\')
        return 0;
    while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
        len--;
    return (int64_t)len + 1;
}

static Value lexer_error(const Reader *r)
{
    const LexError *e = &r->lexer.error;
    uint32_t line = e->line;
    switch (e->kind) {
    case LEX_OK: return VALUE_ABSENT;
    case LEX_NO_MEMORY: return VALUE_ERROR;
    case LEX_OPEN_BRACKET: case LEX_END_IN_CONTINUATION: {
        line = r->n_lines;
        int64_t offset = e->kind == LEX_END_IN_CONTINUATION ? offset_behind_backslash(r, line)
                         : r->lexer.n_fstrings > 0          ? full_length(r, line) : 0;
        return make_error(r, &type_SyntaxError, "unexpected EOF in multi-line statement", line, offset);
    }
    case LEX_INDENTATION_ERROR:
        return make_error(r, &type_IndentationError, e->message, line, full_length(r, line));
    case LEX_TAB_ERROR: return make_error(r, &type_TabError, e->message, line, full_length(r, line));
    case LEX_BAD_CONTINUATION: return make_error(r, &type_SyntaxError, e->message, line, full_length(r, line));
    case LEX_SYNTAX_ERROR: break;
    }
    uint32_t bytes = e->offset > 0 ? (uint32_t)e->offset - 1 : 0;
    return make_error(r, &type_SyntaxError, e->message, line, character_column(r, (Place){line, bytes}) + 1);
}

/* ---- beginning and end ---- */
static int find_lines(Reader *r)
{
    uint32_t n = 1;
    for (size_t i = 0; i < r->source_len; i++)
        n += r->source[i] == '\n' || r->source[i] == '\r';
    r->source_lines = mem_alloc_array_or_raise((size_t)n + 1, sizeof *r->source_lines);
    if (r->source_lines == NULL)
        return -1;
    r->source_lines[0] = 0;
    for (size_t i = 0; i < r->source_len; i++) {
        bool ends = r->source[i] == '\n' || (r->source[i] == '\r' && r->source[i + 1] != '\n');
        if (ends)
            r->source_lines[++r->n_lines] = (uint32_t)i + 1;
    }
    if (r->source_lines[r->n_lines] < r->source_len)
        r->source_lines[++r->n_lines] = (uint32_t)r->source_len;
    return 0;
}

static int copy_text(Reader *r, Arena *arena)
{
    char *copy = arena_alloc(arena, r->source_len + 32), *out = copy;
    if (copy == NULL)
        return -1;
    for (size_t i = 0; i < r->source_len; i++) {
        if (r->source[i] == '\r') {
            *out++ = '\n';
            i += r->source[i + 1] == '\n';
        } else {
            *out++ = r->source[i];
        }
    }
    r->newline_added = out > copy && out[-1] != '\n';
    if (r->newline_added)
        *out++ = '\n';
    memset(out, 0, 17);
    r->text = copy;
    r->text_len = (uint32_t)(out - copy);
    return 0;
}

static int find_types(Reader *r)
{
    Value module = import_module("token");
    if (value_is_error(module))
        return -1;
    r->types = object_dict(module, true);
    r->exact = object_getattr_cstr(module, "EXACT_TOKEN_TYPES");
    value_drop(module);
    if (value_is_error(r->types) || !value_is_dict(r->exact))
        return exc_pending() ? -1 : exc_raise_int(&type_TypeError, "token.EXACT_TOKEN_TYPES must be a dict");
    return 0;
}

static int read_all(Reader *r, Arena *arena, Value *error)
{
    if (r->source_len > INT32_MAX - 64)
        return exc_raise_int(&type_OverflowError, "source code is too long");
    if (memchr(r->source, 0, r->source_len))
        return exc_raise_int(&type_SyntaxError, "source code cannot contain null bytes");
    if (find_lines(r) || copy_text(r, arena) || find_types(r)
        || lexer_init(&r->lexer, arena, r->text, r->text_len) < 0)
        return -1;
    r->lexer.lenient = r->extra;
    lexer_run(&r->lexer);
    int result = r->lexer.error.kind == LEX_NO_MEMORY ? -1 : append_all(r);
    if (!result) {
        *error = lexer_error(r);
        result = value_is_error(*error) ? -1 : 0;
    }
    lexer_free(&r->lexer);
    return result;
}

int token_list_fill(Ref list, Ref source, bool extra, Value *error)
{
    *error = VALUE_ABSENT;
    size_t len;
    const char *text = str_utf8(source, &len);
    Reader *r = text == NULL ? NULL : mem_alloc_zeroed(sizeof *r);
    if (r == NULL)
        return text == NULL ? -1 : (exc_raise_memory(), -1);
    r->source = text;
    r->source_len = len;
    r->extra = extra;
    r->list = list;
    r->types = r->exact = VALUE_ABSENT;
    Arena arena;
    arena_init(&arena);
    int result = read_all(r, &arena, error);
    Value pending = exc_take();
    value_drop(r->types);
    value_drop(r->exact);
    mem_free(r->source_lines);
    mem_free(r);
    arena_free(&arena);
    exc_restore(pending);
    return result;
}
