/* runtime/traceback_anchors.c -- which part of a failing expression to point at.
 *
 * The segment is parsed again; of a binary operation the operator, of a subscript or call the brackets are
 * what failed, the operands merely stand beside it. */
#include "parser/parser.h"
#include "runtime/exc.h"
#include "runtime/str_chars.h"
#include "runtime/traceback.h"

/* UTF-8 of the lines between `before` and `after`, NUL-padded as the lexer wants it. */
static char *encode_lines(Arena *arena, const SourceLine *lines, int n_lines, const char *before, const char *after,
                          size_t *len)
{
    size_t most = strlen(before) + strlen(after) + 32;
    for (int i = 0; i < n_lines; i++)
        most += (size_t)lines[i].n * 4 + 1;
    char *text = arena_zalloc(arena, most);
    if (text == NULL)
        return NULL;
    char *p = text;
    p = stpcpy(p, before);
    for (int i = 0; i < n_lines; i++) {
        for (int k = 0; k < lines[i].n; k++) {
            uint32_t c = lines[i].chars[k];
            p += char_put_utf8(p, c ? c : ' ');
        }
        if (i + 1 < n_lines)
            *p++ = '\n';
    }
    p = stpcpy(p, after);
    *len = (size_t)(p - text);
    return text;
}

/* The statements of the text; NULL (and nothing pending) when it does not parse. */
static StmtSeq *parse_lines(Arena *arena, const char *text, size_t len)
{
    Value filename = str_from_cstr("<traceback>");
    Mod *mod = value_is_error(filename)
                   ? NULL : parse_source(arena, text, len, filename, PARSE_EXEC, PARSE_IS_UTF8 | PARSE_NO_WARNINGS);
    value_drop(filename);
    if (mod == NULL) {
        exc_clear();
        return NULL;
    }
    return mod->kind == MOD_MODULE ? mod->as.Module.body : NULL;
}

/* ---- a cursor over the segment ---- */

typedef struct Cursor {
    const SourceLine *lines;
    int n_lines;
    int line, column;
} Cursor;

/* Onto a character: past the ends of lines. False at the end of the segment. */
static bool settle(Cursor *at)
{
    while (at->line < at->n_lines && at->column >= at->lines[at->line].n) {
        at->line++;
        at->column = 0;
    }
    return at->line < at->n_lines;
}

static uint32_t char_under(const Cursor *at) { return at->lines[at->line].chars[at->column]; }

static bool is_operator_char(uint32_t c) { return !source_is_space(c) && c != ')'; }
static bool is_open_bracket(uint32_t c) { return c == '['; }
static bool is_open_paren(uint32_t c) { return c == '('; }

/* Forward to a character that `stop` accepts, over comments and continued lines. */
static bool advance_until(Cursor *at, bool (*stop)(uint32_t))
{
    while (settle(at)) {
        uint32_t c = char_under(at);
        if (c == '\\' || c == '#') {
            at->line++;
            at->column = 0;
        } else if (stop(c)) {
            return true;
        } else {
            at->column++;
        }
    }
    return false;
}

/* The end of an expression.  The text was parsed behind one line with a bracket: lines are off by two. */
static bool cursor_at_end(Cursor *at, const SourceLine *lines, int n_lines, const Expr *e)
{
    int line = e->end_lineno - 2;
    if (line < 0 || line >= n_lines)
        return false;
    *at = (Cursor){lines, n_lines, line, source_byte_to_char(&lines[line], e->end_col_offset)};
    return true;
}

static bool operator_anchors(const SourceLine *lines, int n_lines, const Expr *e, Anchors *out)
{
    Cursor at;
    if (!cursor_at_end(&at, lines, n_lines, e->as.BinOp.left) || !advance_until(&at, is_operator_char))
        return false;
    const Expr *right = e->as.BinOp.right;
    const SourceLine *line = &lines[at.line];
    int end = at.column + 1, right_line = right->lineno - 2;
    /* Operators have one or two characters; the second may not belong to the right operand. */
    bool before_right = right_line > at.line ||
                        (right_line == at.line && end < source_byte_to_char(line, right->col_offset));
    if (end < line->n && before_right && !source_is_space(line->chars[end]) && line->chars[end] != '\\' &&
        line->chars[end] != '#')
        end++;
    *out = (Anchors){at.line, at.column, at.line, end};
    return true;
}

static bool bracket_anchors(const SourceLine *lines, int n_lines, const Expr *inner, const Expr *whole,
                            bool (*is_open)(uint32_t), Anchors *out)
{
    Cursor left, right;
    if (!cursor_at_end(&left, lines, n_lines, inner) || !advance_until(&left, is_open) ||
        !cursor_at_end(&right, lines, n_lines, whole))
        return false;
    *out = (Anchors){left.line, left.column, right.line, right.column};
    return true;
}

bool traceback_anchors(Arena *arena, const SourceLine *segment, int n_lines, Anchors *out)
{
    size_t len;
    char *text = encode_lines(arena, segment, n_lines, "(\n", "\n)", &len);
    if (text == NULL) {
        exc_clear();
        return false;
    }
    StmtSeq *body = parse_lines(arena, text, len);
    if (body == NULL || body->n != 1 || body->items[0]->kind != STMT_EXPR)
        return false;
    const Expr *e = body->items[0]->as.Expr.value;
    if (e->kind == EXPR_BINOP)
        return operator_anchors(segment, n_lines, e, out);
    if (e->kind == EXPR_SUBSCRIPT)
        return bracket_anchors(segment, n_lines, e->as.Subscript.value, e, is_open_bracket, out);
    if (e->kind == EXPR_CALL)
        return bracket_anchors(segment, n_lines, e->as.Call.func, e, is_open_paren, out);
    return false;
}

bool traceback_is_plain_call(Arena *arena, const SourceLine *lines, int n_lines, int start, int end)
{
    size_t len;
    char *text = encode_lines(arena, lines, n_lines, "", "", &len);
    if (text == NULL) {
        exc_clear();
        return false;
    }
    StmtSeq *body = parse_lines(arena, text, len);
    if (body == NULL)
        return false;
    if (body->n == 0)
        return true;
    const Stmt *s = body->items[0];
    const Expr *call = NULL;
    if (s->kind == STMT_RETURN && s->as.Return.value && s->as.Return.value->kind == EXPR_CALL &&
        s->as.Return.value->as.Call.func->kind == EXPR_NAME)
        call = s->as.Return.value;
    else if (s->kind == STMT_ASSIGN && s->as.Assign.targets->n == 1 &&
             s->as.Assign.targets->items[0]->kind == EXPR_NAME && s->as.Assign.value->kind == EXPR_CALL)
        call = s->as.Assign.value;
    return call && call->lineno == 1 && call->end_lineno == n_lines && call->col_offset == start &&
           call->end_col_offset == end;
}
