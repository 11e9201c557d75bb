/* runtime/repl.h -- what the files of the interactive interpreter share.
 *
 *     repl.c           the loop: read an entry, run it, report, again
 *     repl_plain.c     reading lines without an editor: pipes, TERM=dumb
 *     repl_edit.c      reading entries with GNU readline: keys, many lines as one entry, Ctrl-C
 *     repl_draw.c      what the editor shows
 *     repl_history.c   ~/.weft_history
 *     repl_complete.c  the Tab key
 *     repl_show.c      colours, errors, generators that say where they are paused */
#ifndef RUNTIME_REPL_H
#define RUNTIME_REPL_H
#include "runtime/object.h"
#include <stdbool.h>
#include <stddef.h>

typedef enum ReplInput {
    REPL_ENTRY,        /* a complete entry, or one that is wrong */
    REPL_INTERRUPTED,  /* Ctrl-C: whatever was typed is forgotten */
    REPL_END,          /* end of input */
} ReplInput;

/* Is there an editor: a terminal that can move its cursor. */
bool repl_has_editor(void);
/* Read one entry.  *text is mem_alloc'ed UTF-8, lines separated by \n, when the answer is REPL_ENTRY. */
ReplInput repl_read_plain(char **text);
ReplInput repl_read_edited(char **text);
/* str(sys.ps1) or str(sys.ps2), mem_alloc'ed; `fallback` when that fails. */
char *repl_prompt(const char *name, const char *fallback);
/* Does `text` need further lines?  Blanks on the last line count as an empty line. */
bool repl_is_unfinished(const char *text, size_t len);
char *repl_copy(const char *text, size_t len); /* mem_alloc'ed, NUL-terminated; NULL when memory is out */

/* ---- editor ---- */
void repl_edit_start(Ref main_dict);
void repl_draw(void);                     /* readline's redisplay function */
void repl_draw_end(void);                 /* show all, cursor behind it, on to a new line */
void repl_draw_forget(void);              /* the cursor is on an empty line */
void repl_draw_set_prompts(const char *first, const char *more); /* borrowed while the entry is read */
void repl_complete_start(Ref main_dict);
void repl_history_start(void);
void repl_history_add(const char *entry);

/* ---- looks ---- */
bool repl_colours(void);                  /* NO_COLOR, FORCE_COLOR, PYTHON_COLORS, TERM, a terminal */
void repl_show_error(void);               /* the pending exception, which is none afterwards; not for SystemExit */
int repl_show_start(void);                /* the display hook that knows paused generators */
#endif
