/* runtime/traceback_excerpt.c -- the lines of one expression, with what to write below them.
 *
 *       return a[1] / b
 *              ~~~~~^~~
 *
 * Carets are left out where they would underline all there is.  Of expressions over many lines the first and
 * last and those around the anchors are shown. */
#include "runtime/exc.h"
#include "runtime/traceback.h"
#include "runtime/unicode.h"

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

/* Remove the white space that all lines (but empty ones) begin with. */
static void dedent(SourceLine *lines, int n)
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

/* The marks below line i, NUL-terminated, in the arena; NULL: no memory. */
static const char *caret_text(Arena *arena, const Excerpt *x, int i)
{
    const SourceLine *line = &x->lines[i];
    int indent = leading_spaces(line), first = i == 0 && x->width_start > indent ? x->width_start : indent;
    int n = i == x->n - 1 ? x->width_end : display_width(line, line->n);
    char *text = arena_zalloc(arena, (size_t)(n > 0 ? n : 0) + 1);
    if (text == NULL || n <= first)
        return text;
    for (int column = 0; column < n; column++) {
        bool marked = !x->has_anchors || in_anchors(x, i, column);
        text[column] = column < first ? ' ' : marked ? '^' : '~';
    }
    return text;
}

static bool is_significant(const Excerpt *x, int i)
{
    if (i == 0 || i == x->n - 1)
        return true;
    return x->has_anchors && ((i >= x->anchors.left_line - 1 && i <= x->anchors.left_line + 1) ||
                              (i >= x->anchors.right_line - 1 && i <= x->anchors.right_line + 1));
}

static int add_line(Arena *arena, const Excerpt *x, int i, ExcerptRow *row)
{
    *row = (ExcerptRow){.text = x->lines[i]};
    if (x->show_carets && (row->carets = caret_text(arena, x, i)) == NULL)
        return -1;
    return 0;
}

/* The rows of what is shown: at most two for a line. */
static int select_rows(Arena *arena, const Excerpt *x, ExcerptRow *rows)
{
    int n = 0, shown = -1;
    for (int i = 0; i < x->n; i++) {
        if (!is_significant(x, i))
            continue;
        int hidden = i - shown - 1;
        if (hidden == 1) {
            if (add_line(arena, x, i - 1, &rows[n++]))
                return -1;
        } else if (hidden > 1) {
            rows[n++] = (ExcerptRow){.hidden = hidden};
        }
        if (add_line(arena, x, i, &rows[n++]))
            return -1;
        shown = i;
    }
    return n;
}

int traceback_excerpt(Arena *arena, SourceLine *lines, int n_lines, int column, int end_column, ExcerptRow **rows)
{
    Excerpt x = {.lines = lines, .n = n_lines};
    x.start = source_byte_to_char(&lines[0], column);
    x.end = source_byte_to_char(&lines[n_lines - 1], end_column);
    int first_len = lines[0].n;
    dedent(lines, n_lines);
    int removed = first_len - lines[0].n;
    x.start = x.start > removed ? x.start - removed : 0;
    x.end = x.end > removed ? x.end - removed : 0;
    prepare_carets(arena, &x);
    *rows = arena_alloc(arena, 2 * (size_t)n_lines * sizeof **rows);
    return *rows == NULL ? -1 : select_rows(arena, &x, *rows);
}
