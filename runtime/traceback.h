/* runtime/traceback.h -- the printing of tracebacks: what its files share, and where source text comes from.
 *
 *     exc_print()           traceback.c         chains, groups, the final line, SyntaxError's layout
 *     traceback_stack()     traceback_frame.c   File "...", line ..., source lines, carets
 *     traceback_excerpt()   traceback_excerpt.c the lines of one expression, dedented, and the marks below them
 *     traceback_anchors()   traceback_anchors.c which part of a segment is the operator, the brackets
 *     source_line()         traceback_source.c  a line of a file, or of text that never was in a file
 *     exc_hint()            suggest.c           "Did you mean" */
#ifndef RUNTIME_TRACEBACK_H
#define RUNTIME_TRACEBACK_H
#include "runtime/arena.h"
#include "runtime/object.h"
#include "runtime/str.h"

/* Source that lies in no file (-c, standard input, a REPL's lines): tracebacks find it under this name.
 * Both are borrowed.  0 or -1. */
int traceback_register_source(Ref filename, Ref text);
/* How embedded modules hand out their source: an owned str, or ABSENT.  Set by the import system. */
extern Value (*traceback_embedded_source)(Ref filename);

/* One line of source, as code points, in an arena. */
typedef struct SourceLine {
    uint32_t *chars;
    int n;
} SourceLine;
/* Line `number` (from 1) without trailing white space; empty when there is none. 0, or -1 MemoryError. */
int source_line(Arena *arena, Ref filename, int number, SourceLine *out);
/* The text of a file, decoded as PEP 263 says; ABSENT when there is none or it is not valid.  Nothing pending. */
Value source_read(Ref filename);
bool source_is_typed(Ref filename);        /* shown as <stdin> */
void source_forget(void);                  /* close what was opened for one report */
/* How many code points the first `bytes` bytes of UTF-8 of a line are; all when it is shorter. */
int source_byte_to_char(const SourceLine *line, int bytes);
bool source_is_space(uint32_t c);

/* The interesting part of an expression, in lines and columns (code points) of the segment. */
typedef struct Anchors {
    int left_line, left_column;            /* where the secondary part (operator, brackets) starts */
    int right_line, right_column;          /* where it ends */
} Anchors;
/* True, with *out filled in, when the lines are one binary operation, subscript or call. */
bool traceback_anchors(Arena *arena, const SourceLine *segment, int n_lines, Anchors *out);
/* Do the lines consist of `return f(...)` or `x = f(...)`, with the call from start to end? Carets add nothing then.
 * Also true for lines without any statement. */
bool traceback_is_plain_call(Arena *arena, const SourceLine *lines, int n_lines, int start, int end);

/* One row of what is shown of an expression's lines. */
typedef struct ExcerptRow {
    int hidden;                            /* so many lines are left out here; 0: this is a line */
    SourceLine text;
    const char *carets;                    /* what stands below it; NULL: nothing */
} ExcerptRow;
/* What to show of the lines from which an expression goes from column to end_column (bytes of the first and the
 * last line).  The lines get dedented.  How many *rows, or -1: no memory. */
int traceback_excerpt(Arena *arena, SourceLine *lines, int n_lines, int column, int end_column, ExcerptRow **rows);

/* The line of a SyntaxError: text[start:end] is shown, with carets from column to end_column of that below it. */
typedef struct SyntaxMarks {
    int64_t start, end;
    int64_t column, end_column;            /* column < 0: no carets */
} SyntaxMarks;
/* Offsets are values as the exception has them; the second one only counts when the error ends on its line. */
void traceback_syntax_marks(Ref text, Ref offset, Ref end_offset, bool same_line, SyntaxMarks *out);

/* Where text of a report goes; each line behind the margin of the group it is in. */
typedef struct Report {
    StrBuilder out;
    int group_depth;
    bool need_close;
    char margin;                           /* '|' or '+' */
    bool at_line_start;
    bool plain;                            /* no carets, first lines only: as unraisable errors are shown */
    Value seen;                            /* set of addresses of exceptions that had their turn */
} Report;
void report_char(Report *r, uint32_t c);
void report_ascii(Report *r, const char *text);
void report_str(Report *r, Ref text);

/* All frames of a traceback object; nothing when `limit` hides them. 0, or -1 with an exception pending. */
int traceback_stack(Report *r, Ref traceback);
int traceback_count(Ref traceback, int *shown);  /* entries in all; *shown: how many sys.tracebacklimit lets through */
#endif
