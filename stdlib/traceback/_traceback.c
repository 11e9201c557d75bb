/* stdlib/traceback/_traceback.c -- what the printer of tracebacks knows, for the modules traceback and linecache.
 *
 * The rules of what to show of an expression, where its carets stand and what was perhaps meant are runtime/'s
 * (traceback_excerpt.c, traceback.c, suggest.c); traceback/_frames.py and _exception.py ask for them here and lay them
 * out, in colour if need be. */
#include "runtime/exc.h"
#include "runtime/exc_types.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/suggest.h"
#include "runtime/traceback.h"
#include "runtime/tuple.h"
#include "vm/code.h"

Value module__traceback_init(void);

#define MOST_COLUMNS (1 << 20) /* a line of carets has an end, whatever numbers a program makes up */

/* ---- excerpt ---- */
static int copy_line(Arena *arena, Ref text, SourceLine *out)
{
    if (!value_is_str(text))
        return exc_raise_int(&type_TypeError, "lines must be str, not %T", text);
    int64_t n = str_len(text);
    if (n > MOST_COLUMNS)
        n = MOST_COLUMNS;
    out->n = (int)n;
    out->chars = arena_alloc(arena, (size_t)(n + 1) * sizeof *out->chars);
    if (out->chars == NULL)
        return -1;
    for (int64_t i = 0; i < n; i++)
        out->chars[i] = str_at(text, i);
    return 0;
}

static int read_column(Ref v, int *out)
{
    if (!value_is_any_int(v))
        return exc_raise_int(&type_TypeError, "columns must be int, not %T", v);
    int64_t column = int_as_i64_clip(v);
    *out = column < 0 ? 0 : column > MOST_COLUMNS ? MOST_COLUMNS : (int)column;
    return 0;
}

static Value row_value(const ExcerptRow *row)
{
    if (row->hidden)
        return value_from_int(row->hidden);
    return tuple_of2_owned(str_from_ucs4(row->text.chars, (size_t)row->text.n),
                           row->carets ? str_from_cstr(row->carets) : VALUE_NONE);
}

static Value excerpt_list(Arena *arena, Ref texts, Ref column_value, Ref end_column_value)
{
    int64_t n = list_len(texts);
    int column, end_column;
    if (read_column(column_value, &column) || read_column(end_column_value, &end_column))
        return VALUE_ERROR;
    SourceLine *lines = arena_alloc(arena, (size_t)n * sizeof *lines);
    for (int64_t i = 0; lines && i < n; i++)
        if (copy_line(arena, list_at(texts, i), &lines[i]))
            return VALUE_ERROR;
    ExcerptRow *rows;
    int n_rows = lines == NULL ? -1 : traceback_excerpt(arena, lines, (int)n, column, end_column, &rows);
    if (n_rows < 0)
        return VALUE_ERROR;
    Value list = list_new(n_rows);
    for (int i = 0; value_is_ok(list) && i < n_rows; i++) {
        Value row = row_value(&rows[i]);
        if (value_is_error(row) || list_append_owned(list, row)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}

NATIVE(excerpt_m)
{
    if (!value_is_list(a[0]) || list_len(a[0]) < 1 || list_len(a[0]) > MOST_COLUMNS)
        return exc_raise(&type_TypeError, "lines must be a list of lines");
    Arena arena;
    arena_init(&arena);
    Value list = excerpt_list(&arena, a[0], a[1], a[2]);
    arena_free(&arena);
    return list;
}

/* ---- SyntaxError ---- */
NATIVE(syntax_marks_m)
{
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "text must be str, not %T", a[0]);
    int same_line = value_truth(a[3]);
    if (same_line < 0)
        return VALUE_ERROR;
    SyntaxMarks marks;
    traceback_syntax_marks(a[0], a[1], a[2], same_line, &marks);
    if (marks.end_column > str_len(a[0]) + MOST_COLUMNS)
        marks.column = -1;
    Value items[3] = {str_slice(a[0], marks.start, marks.end < marks.start ? marks.start : marks.end), VALUE_NONE,
                      VALUE_NONE};
    if (marks.column >= 0) {
        items[1] = int_new(marks.column);
        items[2] = int_new(marks.end_column);
    }
    return tuple_from_values(items, 3);
}

/* ---- the rest ---- */
static Value known(int n) { return n < 0 ? VALUE_NONE : value_from_int(n); }

NATIVE(position_m)
{
    if (!value_has_type(a[0], &type_code) || !value_is_int(a[1]))
        return exc_raise(&type_TypeError, "position() takes a code object and an int");
    int64_t offset = value_as_int(a[1]);
    uint32_t word = offset < 0 || offset > INT32_MAX ? UINT32_MAX /* which no code has */
                                                     : (uint32_t)offset / sizeof(Instr);
    Position p = code_position(VALUE_AS(Code, a[0]), word);
    Value items[4] = {known(p.line), known(p.end_line), known(p.column), known(p.end_column)};
    return tuple_from_values(items, 4);
}

NATIVE(hint_m)
{
    if (!value_has_flag(a[0], TYPE_SUB_EXC))
        return exc_raise(&type_TypeError, "an exception is wanted, not %T", a[0]);
    return exc_hint(a[0], a[1]);
}

NATIVE(embedded_source_m)
{
    Value text = traceback_embedded_source ? traceback_embedded_source(a[0]) : VALUE_ABSENT;
    return value_is_absent(text) ? VALUE_NONE : text;
}

NATIVE(read_source_m)
{
    Value text = source_read(a[0]);
    return value_is_absent(text) ? VALUE_NONE : text;
}

NATIVE(edit_distance_m)
{
    if (!value_is_str(a[0]) || !value_is_str(a[1]) || !value_is_any_int(a[2]))
        return exc_raise(&type_TypeError, "edit_distance() takes two str and an int");
    int64_t most = int_as_i64_clip(a[2]);
    return value_from_int(suggest_distance(a[0], a[1], most < 0 ? 0 : most > 1 << 20 ? 1 << 20 : (int)most));
}

static const Method functions[] = {
    {"excerpt(lines, column, end_column, /)", excerpt_m,
     "What to show of an expression that stands in these lines, from column to end_column (in bytes of UTF-8, of the\n"
     "first and the last line): a list of (line, carets or None), and of ints for lines that are left out."},
    {"syntax_marks(text, offset, end_offset, same_line, /)", syntax_marks_m,
     "The line of a SyntaxError as (text to show, first, last column of the carets below it); None for no carets."},
    {"hint(exception, traceback, /)", hint_m,
     "\". Did you mean: 'x'?\" or the like, to follow the exception's message; perhaps empty."},
    {"position(code, offset, /)", position_m,
     "(line, end line, column, end column) of the instruction at an offset, as co_positions() has them."},
    {"embedded_source(filename, /)", embedded_source_m,
     "The text of a module that is part of the interpreter, by its __file__; None for other names."},
    {"read_source(filename, /)", read_source_m,
     "The text of a file of Python source, decoded as it declares; None when it cannot be read."},
    {"edit_distance(a, b, max_cost, /)", edit_distance_m,
     "How different two names are; some number above max_cost when it is more than that."},
    {0},
};

Value module__traceback_init(void)
{
    return module_new("_traceback", "What tracebacks show.", functions);
}
