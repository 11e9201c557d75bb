/* runtime/repl_draw.c -- what the editor shows: the prompt and all lines of the entry, each with its own prompt.
 *
 * readline's own display puts the second prompt nowhere, so this one replaces it.  The entry is drawn anew after
 * every key, in one write; all that is remembered is on which row of the drawing the cursor was left. */
#include "runtime/repl.h"
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <readline/readline.h>

typedef struct Drawing {
    int row, col, width;         /* where the next character goes; terminal columns */
    int cursor_row, cursor_col;  /* where the point is */
} Drawing;

static int cursor_row; /* the cursor's row in the last drawing */
static const char *first_prompt = ">>> ", *more_prompt = "... ";

void repl_draw_set_prompts(const char *first, const char *more)
{
    first_prompt = first;
    more_prompt = more;
}

void repl_draw_forget(void) { cursor_row = 0; }

static void new_row(Drawing *d)
{
    fputs("\r\n", rl_outstream);
    d->row++;
    d->col = 0;
}

static void put_text(Drawing *d, const char *text, int n_bytes, int width)
{
    if (d->col + width > d->width)
        new_row(d);
    fwrite(text, 1, (size_t)n_bytes, rl_outstream);
    d->col += width;
    if (d->col >= d->width)
        new_row(d); /* at once: terminals differ in when they wrap */
}

/* One character; how many bytes it has. */
static int put_character(Drawing *d, const char *p, int n_left)
{
    unsigned char c = (unsigned char)*p;
    if (c == '\t') {
        for (int n = 8 - d->col % 8; n > 0; n--)
            put_text(d, " ", 1, 1);
        return 1;
    }
    if (c < ' ' || c == 0x7f) {
        char shown[2] = {'^', (char)(c ^ 0x40)};
        put_text(d, shown, 2, 2);
        return 1;
    }
    wchar_t wide = 0;
    mbstate_t state = {0};
    size_t n = mbrtowc(&wide, p, (size_t)n_left, &state);
    if (n == 0 || n > (size_t)n_left) {
        put_text(d, "?", 1, 1);
        return 1;
    }
    int width = wcwidth(wide);
    put_text(d, p, (int)n, width < 0 ? 0 : width);
    return (int)n;
}

/* Prompts may hold escape sequences; those do not move the cursor. */
static int skip_escape(const char *p)
{
    const char *start = p++;
    if (*p == '[')
        for (p++; *p && (*p < '@' || *p > '~'); p++)
            ;
    if (*p)
        p++;
    fwrite(start, 1, (size_t)(p - start), rl_outstream);
    return (int)(p - start);
}

static void put_prompt(Drawing *d, const char *prompt)
{
    int len = (int)strlen(prompt);
    for (int i = 0; i < len;) {
        if (prompt[i] == RL_PROMPT_START_IGNORE || prompt[i] == RL_PROMPT_END_IGNORE)
            i++;
        else if (prompt[i] == '\033')
            i += skip_escape(prompt + i);
        else if (prompt[i] == '\n')
            new_row(d), i++;
        else
            i += put_character(d, prompt + i, len - i);
    }
}

static void put_buffer(Drawing *d, const char *more)
{
    for (int i = 0; i <= rl_end;) {
        if (i == rl_point) {
            d->cursor_row = d->row;
            d->cursor_col = d->col;
        }
        if (i == rl_end)
            break;
        if (rl_line_buffer[i] == '\n') {
            new_row(d);
            put_prompt(d, more);
            i++;
        } else {
            i += put_character(d, rl_line_buffer + i, rl_end - i);
        }
    }
}

static void move_up(int n)
{
    if (n > 0)
        fprintf(rl_outstream, "\033[%dA", n);
}

void repl_draw(void)
{
    int rows, columns;
    rl_get_screen_size(&rows, &columns);
    Drawing d = {.width = columns > 1 ? columns : 80};
    move_up(cursor_row);
    fputs("\r\033[J", rl_outstream);
    bool searching = rl_display_prompt != NULL && rl_display_prompt != rl_prompt;
    put_prompt(&d, searching ? rl_display_prompt : first_prompt);
    put_buffer(&d, more_prompt);
    move_up(d.row - d.cursor_row);
    fputc('\r', rl_outstream);
    if (d.cursor_col > 0)
        fprintf(rl_outstream, "\033[%dC", d.cursor_col);
    fflush(rl_outstream);
    cursor_row = d.cursor_row;
}

void repl_draw_end(void)
{
    rl_point = rl_end;
    repl_draw();
    fputs("\r\n", rl_outstream);
    fflush(rl_outstream);
    cursor_row = 0;
}
