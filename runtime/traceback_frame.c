/* runtime/traceback_frame.c -- the frames of a traceback: place, source lines, carets.
 *
 *     File "x.py", line 3, in f
 *       return a[1] / b
 *              ~~~~~^~~
 *
 * Carets are left out where they would underline all there is.  Of expressions over many lines the first and
 * last and those around the anchors are shown. */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/traceback.h"
#include "runtime/unicode.h"
#include "vm/callback.h"
#include <limits.h>

#define MAX_REPEATS 3
#define MAX_LINES 20000 /* of one expression */

typedef struct Entry {
    Value filename, name; /* owned; whatever co_filename and co_name are */
    int line, end_line, column, end_column; /* columns in bytes, -1 unknown */
} Entry;

static int display_width(const SourceLine *line, int n)
{
    int width = 0;
    if (n > line->n)
        width = n - line->n, n = line->n;
    for (int i = 0; i < n; i++) {
        uint32_t c = line->chars[i];
        const char *kind = c < 0x1100 ? "N" : unicode_width(c);
        width += 1 + (kind[0] == 'W' || (kind[0] == 'F' && kind[1] == 0));
    }
    return width;
}

/* ---- the lines of one expression ---- */

typedef struct Excerpt {
    SourceLine *lines;     /* dedented */
    int n;
    int start, end;        /* code points in the first and in the last line */
    int width_start, width_end;
    bool has_anchors, show_carets;
    Anchors anchors;       /* columns in display width, in the dedented lines */
} Excerpt;

static int leading_spaces(const SourceLine *line)
{
    int n = 0;
    while (n < line->n && source_is_space(line->chars[n]))
        n++;
    return n;
}

/* Remove the white space that all lines (but empty ones) begin with; returns how much. */
static int dedent(SourceLine *lines, int n)
{
    const SourceLine *model = NULL;
    int margin = 0;
    for (int i = 0; i < n; i++) {
        if (lines[i].n == 0)
            continue;
        int k = 0;
        while (k < lines[i].n && (lines[i].chars[k] == ' ' || lines[i].chars[k] == '\t'))
            k++;
        if (model == NULL) {
            model = &lines[i];
            margin = k;
            continue;
        }
        if (k < margin)
            margin = k;
        for (int j = 0; j < margin; j++)
            if (model->chars[j] != lines[i].chars[j])
                margin = j;
    }
    for (int i = 0; i < n; i++)
        if (lines[i].n) {
            lines[i].chars += margin;
            lines[i].n -= margin;
        }
    return margin;
}

static bool only_spaces(const SourceLine *line, int from, int to)
{
    for (int i = from; i < to && i < line->n; i++)
        if (!source_is_space(line->chars[i]))
            return false;
    return true;
}

/* The part between start and end, as lines of its own. */
static bool find_anchors(Arena *arena, Excerpt *x)
{
    SourceLine *segment = arena_alloc(arena, (size_t)x->n * sizeof *segment);
    if (segment == NULL) {
        exc_clear();
        return false;
    }
    memcpy(segment, x->lines, (size_t)x->n * sizeof *segment);
    if (x->end < segment[x->n - 1].n)
        segment[x->n - 1].n = x->end;
    int skip = x->start < segment[0].n ? x->start : segment[0].n;
    segment[0].chars += skip;
    segment[0].n -= skip;
    return traceback_anchors(arena, segment, x->n, &x->anchors);
}

static void prepare_carets(Arena *arena, Excerpt *x)
{
    SourceLine *first = &x->lines[0], *last = &x->lines[x->n - 1];
    x->width_start = display_width(first, x->start);
    x->width_end = display_width(last, x->end);
    x->has_anchors = find_anchors(arena, x);
    if (traceback_is_plain_call(arena, x->lines, x->n, x->start, x->end))
        x->show_carets = false;
    else
        x->show_carets = x->has_anchors || !only_spaces(first, 0, x->start) || !only_spaces(last, x->end, last->n);
    if (!x->has_anchors)
        return;
    Anchors *a = &x->anchors;
    if (a->left_line == 0)
        a->left_column += x->start;
    if (a->right_line == 0)
        a->right_column += x->start;
    a->left_column = display_width(&x->lines[a->left_line], a->left_column);
    a->right_column = display_width(&x->lines[a->right_line], a->right_column);
}

static bool in_anchors(const Excerpt *x, int line, int column)
{
    const Anchors *a = &x->anchors;
    return (line > a->left_line || (line == a->left_line && column >= a->left_column)) &&
           (line < a->right_line || (line == a->right_line && column < a->right_column));
}

static void show_carets(Report *r, const Excerpt *x, int i)
{
    const SourceLine *line = &x->lines[i];
    int indent = leading_spaces(line);
    int n = i == x->n - 1 ? x->width_end : display_width(line, line->n);
    int last_mark = -1;
    for (int column = 0; column < n; column++)
        if (!(column < indent || (i == 0 && column < x->width_start)))
            last_mark = column;
    report_ascii(r, "    ");
    for (int column = 0; column <= last_mark; column++) {
        if (column < indent || (i == 0 && column < x->width_start))
            report_char(r, ' ');
        else
            report_char(r, !x->has_anchors || in_anchors(x, i, column) ? '^' : '~');
    }
    report_char(r, '\n');
}

static void show_line(Report *r, const Excerpt *x, int i)
{
    report_ascii(r, "    ");
    for (int k = 0; k < x->lines[i].n; k++)
        report_char(r, x->lines[i].chars[k]);
    report_char(r, '\n');
    if (x->show_carets)
        show_carets(r, x, i);
}

static bool is_significant(const Excerpt *x, int i)
{
    if (i == 0 || i == x->n - 1)
        return true;
    return x->has_anchors && ((i >= x->anchors.left_line - 1 && i <= x->anchors.left_line + 1) ||
                              (i >= x->anchors.right_line - 1 && i <= x->anchors.right_line + 1));
}

static void show_excerpt(Report *r, const Excerpt *x)
{
    int shown = -1;
    for (int i = 0; i < x->n; i++) {
        if (!is_significant(x, i))
            continue;
        int hidden = i - shown - 1;
        if (hidden == 1) {
            show_line(r, x, i - 1);
        } else if (hidden > 1) {
            Value text = str_format("    ...<%d lines>...\n", hidden);
            if (!value_is_error(text))
                report_str(r, text);
            value_drop(text);
        }
        show_line(r, x, i);
        shown = i;
    }
}

static int show_source(Report *r, Arena *arena, const Entry *e)
{
    int n = e->end_line - e->line + 1;
    if (n < 1 || e->line < 1)
        return 0;
    if (n > MAX_LINES)
        n = MAX_LINES;
    Excerpt x = {.n = n};
    x.lines = arena_alloc(arena, (size_t)n * sizeof *x.lines);
    if (x.lines == NULL)
        return -1;
    bool any = false;
    for (int i = 0; i < n; i++) {
        if (source_line(arena, e->filename, e->line + i, &x.lines[i]))
            return -1;
        any |= x.lines[i].n > 0;
    }
    if (!any)
        return 0;
    if (e->column < 0 || e->end_column < 0 || r->plain) {
        SourceLine first = x.lines[0];
        int skip = leading_spaces(&first);
        Excerpt one = {.lines = &(SourceLine){first.chars + skip, first.n - skip}, .n = 1};
        show_excerpt(r, &one);
        return 0;
    }
    x.start = source_byte_to_char(&x.lines[0], e->column);
    x.end = source_byte_to_char(&x.lines[n - 1], e->end_column);
    int first_len = x.lines[0].n;
    dedent(x.lines, n);
    int removed = first_len - x.lines[0].n;
    x.start = x.start > removed ? x.start - removed : 0;
    x.end = x.end > removed ? x.end - removed : 0;
    prepare_carets(arena, &x);
    show_excerpt(r, &x);
    return 0;
}

/* ---- entries ---- */

static int read_entry(Ref tb, Entry *e)
{
    Ref frame = traceback_frame(tb);
    Value code = object_getattr_cstr(frame, "f_code");
    if (value_is_error(code))
        return -1;
    e->filename = object_getattr_cstr(code, "co_filename");
    e->name = object_getattr_cstr(code, "co_name");
    e->line = e->end_line = traceback_line(tb);
    e->column = e->end_column = -1;
    if (traceback_lasti(tb) >= 0) {
        int line, end_line, column, end_column;
        vm_code_position(code, traceback_lasti(tb), &line, &end_line, &column, &end_column);
        if (line > 0) {
            e->line = line;
            e->end_line = end_line > 0 ? end_line : line;
            e->column = column;
            e->end_column = end_column;
        }
    }
    value_drop(code);
    if (value_is_error(e->filename) || value_is_error(e->name)) {
        value_drop(e->filename);
        value_drop(e->name);
        return -1;
    }
    return 0;
}

static void drop_entry(Entry *e)
{
    value_drop(e->filename);
    value_drop(e->name);
}

static bool starts_with_stdin(Ref name)
{
    static const char prefix[] = "<stdin>-";
    if (!value_is_str(name) || str_len(name) < 8)
        return false;
    for (int i = 0; i < 8; i++)
        if (str_at(name, i) != (unsigned char)prefix[i])
            return false;
    return true;
}

static int show_entry(Report *r, const Entry *e)
{
    Value head = starts_with_stdin(e->filename)
                     ? str_format("  File \"<stdin>\", line %d, in %S\n", e->line, e->name)
                     : str_format("  File \"%S\", line %d, in %S\n", e->filename, e->line, e->name);
    if (value_is_error(head))
        return -1;
    report_str(r, head);
    value_drop(head);
    Arena arena;
    arena_init(&arena);
    int result = show_source(r, &arena, e);
    arena_free(&arena);
    return result;
}

static bool same_place(const Entry *a, const Entry *b)
{
    return a->line == b->line && object_equal(a->filename, b->filename) == 1 && object_equal(a->name, b->name) == 1;
}

static int report_repeats(Report *r, int count)
{
    if (count <= MAX_REPEATS)
        return 0;
    count -= MAX_REPEATS;
    Value text = str_format("  [Previous line repeated %d more time%s]\n", count, count > 1 ? "s" : "");
    if (value_is_error(text))
        return -1;
    report_str(r, text);
    value_drop(text);
    return 0;
}

int traceback_count(Ref traceback, int *shown)
{
    int n = 0;
    for (Ref tb = traceback; value_has_type(tb, &type_traceback); tb = traceback_next(tb))
        n++;
    *shown = n;
    Ref limit = sys_get("tracebacklimit");
    if (value_is_ok(limit) && value_is_any_int(limit)) {
        int64_t most = int_as_i64_clip(limit);
        if (most < 0)
            most = 0;
        if (most < n)
            *shown = (int)most;
    }
    return n;
}

int traceback_stack(Report *r, Ref traceback)
{
    int shown, skip = traceback_count(traceback, &shown);
    skip -= shown;
    Ref tb = traceback;
    for (; skip > 0; skip--)
        tb = traceback_next(tb);
    Entry last = {.filename = VALUE_ABSENT, .name = VALUE_ABSENT};
    int count = 0, failed = 0;
    for (; value_has_type(tb, &type_traceback) && !failed; tb = traceback_next(tb)) {
        Entry e;
        if (read_entry(tb, &e)) {
            failed = 1;
            break;
        }
        if (value_is_absent(last.filename) || !same_place(&e, &last)) {
            failed = report_repeats(r, count);
            count = 0;
        }
        if (++count <= MAX_REPEATS && !failed)
            failed = show_entry(r, &e);
        Entry old = last;
        last = e;
        drop_entry(&old);
    }
    if (!failed)
        failed = report_repeats(r, count);
    drop_entry(&last);
    return failed ? -1 : 0;
}
