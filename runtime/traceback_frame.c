/* runtime/traceback_frame.c -- the frames of a traceback: place, source lines, carets.
 *
 *     File "x.py", line 3, in f
 *       return a[1] / b
 *              ~~~~~^~~ */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/traceback.h"
#include "vm/callback.h"
#include <limits.h>
#include <stdio.h>

#define MAX_REPEATS 3
#define MAX_LINES 20000 /* of one expression */

typedef struct Entry {
    Value filename, name; /* owned; whatever co_filename and co_name are */
    int line, end_line, column, end_column; /* columns in bytes, -1 unknown */
} Entry;

static void show_line(Report *r, const SourceLine *line)
{
    report_ascii(r, "    ");
    for (int k = 0; k < line->n; k++)
        report_char(r, line->chars[k]);
    report_char(r, '\n');
}

static void show_rows(Report *r, const ExcerptRow *rows, int n)
{
    for (int i = 0; i < n; i++) {
        const ExcerptRow *row = &rows[i];
        if (row->hidden) {
            char text[48];
            snprintf(text, sizeof text, "    ...<%d lines>...\n", row->hidden);
            report_ascii(r, text);
            continue;
        }
        show_line(r, &row->text);
        if (row->carets) {
            report_ascii(r, "    ");
            report_ascii(r, row->carets);
            report_char(r, '\n');
        }
    }
}

static int show_source(Report *r, Arena *arena, const Entry *e)
{
    int n = e->end_line - e->line + 1;
    if (n < 1 || e->line < 1)
        return 0;
    if (n > MAX_LINES)
        n = MAX_LINES;
    SourceLine *lines = arena_alloc(arena, (size_t)n * sizeof *lines);
    if (lines == NULL)
        return -1;
    bool any = false;
    for (int i = 0; i < n; i++) {
        if (source_line(arena, e->filename, e->line + i, &lines[i]))
            return -1;
        any |= lines[i].n > 0;
    }
    if (!any)
        return 0;
    if (e->column < 0 || e->end_column < 0 || r->plain) {
        SourceLine first = lines[0];
        while (first.n > 0 && source_is_space(*first.chars)) {
            first.chars++;
            first.n--;
        }
        show_line(r, &first);
        return 0;
    }
    ExcerptRow *rows;
    int n_rows = traceback_excerpt(arena, lines, n, e->column, e->end_column, &rows);
    if (n_rows < 0)
        return -1;
    show_rows(r, rows, n_rows);
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
