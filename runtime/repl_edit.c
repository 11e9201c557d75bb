/* runtime/repl_edit.c -- entries typed with GNU readline: many lines are one buffer, edited and recalled as one.
 *
 * Enter asks the parser: when the entry could go on it breaks the line and indents the next, else it is done.
 * readline runs in its callback form, so that this file waits for the terminal: without the GIL, and Ctrl-C ends the
 * entry instead of being swallowed. */
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/mem.h"
#include "runtime/repl.h"
#include "runtime/signal.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <readline/readline.h>
#include <readline/history.h>

static char *entry;     /* what the handler got: malloc'ed by readline */
static bool entry_done;
static volatile sig_atomic_t was_stopped;

bool repl_has_editor(void)
{
    static int answer = -1;
    if (answer < 0) {
        const char *term = getenv("TERM");
        answer = isatty(0) && isatty(1) && term != NULL && term[0] != 0 && strcmp(term, "dumb") != 0;
    }
    return answer;
}

/* ---- lines of the buffer ---- */
static int line_begin(int at)
{
    while (at > 0 && rl_line_buffer[at - 1] != '\n')
        at--;
    return at;
}

static int line_end(int at)
{
    while (at < rl_end && rl_line_buffer[at] != '\n')
        at++;
    return at;
}

static bool has_lines(void) { return memchr(rl_line_buffer, '\n', (size_t)rl_end) != NULL; }

static bool is_blank(int from, int to)
{
    while (from < to && (rl_line_buffer[from] == ' ' || rl_line_buffer[from] == '\t'))
        from++;
    return from == to;
}

static int indentation(int begin)
{
    int n = 0;
    while (begin + n < rl_end && rl_line_buffer[begin + n] == ' ')
        n++;
    return n;
}

static bool starts_with_word(const char *p, int n, const char *word)
{
    int len = (int)strlen(word);
    return n >= len && !memcmp(p, word, (size_t)len) && (n == len || p[len] == ' ' || p[len] == '\n' || p[len] == '(');
}

/* How far the line after the one that ends at `end` is to be indented. */
static int next_indentation(int begin, int end)
{
    static const char *const leaving[] = {"return", "raise", "pass", "break", "continue"};
    int indent = indentation(begin), last = end;
    while (last > begin && (rl_line_buffer[last - 1] == ' ' || rl_line_buffer[last - 1] == '\t'))
        last--;
    if (last > begin && rl_line_buffer[last - 1] == ':')
        return indent + 4;
    const char *text = rl_line_buffer + begin + indent;
    for (size_t i = 0; i < N_ELEMENTS(leaving); i++)
        if (starts_with_word(text, end - begin - indent, leaving[i]))
            return indent >= 4 ? indent - 4 : 0;
    return indent;
}

static void break_line(void)
{
    int begin = line_begin(rl_point), indent = next_indentation(begin, rl_point);
    char text[256] = "\n";
    if (indent > 200)
        indent = 200;
    memset(text + 1, ' ', (size_t)indent);
    text[indent + 1] = 0;
    rl_insert_text(text);
}

/* ---- keys ---- */
static int accept_entry(void)
{
    repl_draw_end();
    rl_done = 1;
    return 0;
}

/* Statements pasted together: unfinished only while the last is an indented block that no empty line ended. */
static bool paste_goes_on(void)
{
    int begin = line_begin(rl_end);
    return !is_blank(begin, rl_end) && (rl_line_buffer[begin] == ' ' || rl_line_buffer[begin] == '\t');
}

static int key_enter(int count, int key)
{
    bool last_line = line_end(rl_point) == rl_end;
    if (!has_lines()) {
        rl_point = last_line && repl_is_unfinished(rl_line_buffer, (size_t)rl_end) ? rl_end : rl_point;
        if (!repl_is_unfinished(rl_line_buffer, (size_t)rl_end))
            return accept_entry();
    } else if (last_line && !repl_is_unfinished(rl_line_buffer, (size_t)rl_end) && !paste_goes_on()) {
        return accept_entry();
    }
    break_line();
    return 0;
}

/* Alt-Enter: a new line wherever the cursor is. */
static int key_break_line(int count, int key)
{
    break_line();
    return 0;
}

static int key_up(int count, int key)
{
    int begin = line_begin(rl_point);
    if (begin == 0)
        return rl_get_previous_history(count, key);
    int column = rl_point - begin, above = line_begin(begin - 1);
    rl_point = above + column < begin - 1 ? above + column : begin - 1;
    return 0;
}

static int key_down(int count, int key)
{
    int end = line_end(rl_point);
    if (end == rl_end)
        return rl_get_next_history(count, key);
    int column = rl_point - line_begin(rl_point), below_end = line_end(end + 1);
    rl_point = end + 1 + column < below_end ? end + 1 + column : below_end;
    return 0;
}

static int key_home(int count, int key)
{
    rl_point = line_begin(rl_point);
    return 0;
}

static int key_end(int count, int key)
{
    rl_point = line_end(rl_point);
    return 0;
}

/* In the indentation of a line, to the next stop; elsewhere complete. */
static int key_tab(int count, int key)
{
    int begin = line_begin(rl_point);
    if (!is_blank(begin, rl_point))
        return rl_complete(count, key);
    char blanks[5] = "    ";
    blanks[4 - (rl_point - begin) % 4] = 0;
    rl_insert_text(blanks);
    return 0;
}

/* In the indentation of a line, back to the stop before. */
static int key_backspace(int count, int key)
{
    int begin = line_begin(rl_point), column = rl_point - begin;
    if (column < 2 || !is_blank(begin, rl_point) || memchr(rl_line_buffer + begin, '\t', (size_t)column))
        return rl_rubout(count, key);
    int to = begin + (column - 1) / 4 * 4, from = rl_point;
    rl_point = to;
    rl_delete_text(to, from);
    return 0;
}

static void bind_keys(Keymap map)
{
    rl_bind_key_in_map('\r', key_enter, map);
    rl_bind_key_in_map('\n', key_enter, map);
    rl_bind_key_in_map('\t', key_tab, map);
    rl_bind_key_in_map(0x7f, key_backspace, map);
    rl_bind_key_in_map(0x08, key_backspace, map);
    static const struct { const char *sequence; rl_command_func_t *function; } rows[] = {
        {"\033[A", key_up}, {"\033OA", key_up}, {"\033[B", key_down}, {"\033OB", key_down},
        {"\033[H", key_home}, {"\033OH", key_home}, {"\033[1~", key_home},
        {"\033[F", key_end}, {"\033OF", key_end}, {"\033[4~", key_end},
    };
    for (size_t i = 0; i < N_ELEMENTS(rows); i++)
        rl_bind_keyseq_in_map(rows[i].sequence, rows[i].function, map);
}

static void bind_emacs_keys(void)
{
    bind_keys(emacs_standard_keymap);
    rl_bind_key_in_map(1, key_home, emacs_standard_keymap);  /* Ctrl-A */
    rl_bind_key_in_map(5, key_end, emacs_standard_keymap);   /* Ctrl-E */
    rl_bind_key_in_map(16, key_up, emacs_standard_keymap);   /* Ctrl-P */
    rl_bind_key_in_map(14, key_down, emacs_standard_keymap); /* Ctrl-N */
    rl_bind_keyseq_in_map("\033\r", key_break_line, emacs_standard_keymap);
}

/* ---- start ---- */
static void note_continued(int signal_number) { was_stopped = 1; }

static void show_matches(char **matches, int n, int longest)
{
    int point = rl_point;
    repl_draw_end();
    rl_point = point;
    rl_display_match_list(matches, n, longest);
    repl_draw_forget();
    rl_forced_update_display();
}

void repl_edit_start(Ref main_dict)
{
    rl_readline_name = "weft";
    rl_catch_signals = 0;
    rl_catch_sigwinch = 1;
    rl_redisplay_function = repl_draw;
    rl_completion_display_matches_hook = show_matches;
    rl_initialize();
    rl_variable_bind("enable-bracketed-paste", "on");
    rl_variable_bind("blink-matching-paren", "off");
    bind_emacs_keys();
    bind_keys(vi_insertion_keymap);
    struct sigaction action = {.sa_handler = note_continued};
    sigemptyset(&action.sa_mask);
    sigaction(SIGCONT, &action, NULL);
    repl_history_start();
    repl_complete_start(main_dict);
}

/* ---- reading ---- */
static void handle_entry(char *line)
{
    entry = line;
    entry_done = true;
    rl_callback_handler_remove();
}

/* Wait for the terminal with the GIL released: other threads run meanwhile. 1 ready, 0 interrupted, -1 gone. */
static int wait_for_key(void)
{
    struct pollfd fd = {.fd = fileno(rl_instream ? rl_instream : stdin), .events = POLLIN};
    gil_release();
    int n = poll(&fd, 1, -1);
    int error = errno;
    gil_acquire();
    if (n < 0)
        return error == EINTR ? 0 : -1;
    return 1;
}

/* Something other than a key: a signal's handler to run, the window's size, coming back from Ctrl-Z.
 * 0, or -1 with an exception pending. */
static int look_around(void)
{
    if (was_stopped) {
        was_stopped = 0;
        rl_prep_terminal(1);
        repl_draw_forget();
    }
    if (signal_is_pending())
        return signal_act();
    rl_resize_terminal();
    rl_forced_update_display();
    return 0;
}

static void draw_nothing(void) {}

/* What was typed stays on the screen; readline forgets it. */
static ReplInput interrupted(void)
{
    rl_point = rl_end;
    repl_draw();
    repl_draw_forget();
    rl_redisplay_function = draw_nothing;
    rl_free_line_state();
    rl_callback_handler_remove();
    rl_redisplay_function = repl_draw;
    if (exc_pending_is(&type_KeyboardInterrupt))
        exc_clear();
    else
        repl_show_error();
    return REPL_INTERRUPTED;
}

/* The prompts with readline's marks around what has no width. */
static char *coloured_prompt(const char *name, const char *fallback)
{
    char *plain = repl_prompt(name, fallback);
    if (plain == NULL || strcmp(plain, fallback) || !repl_colours())
        return plain;
    char text[64];
    snprintf(text, sizeof text, "\001\033[1;35m\002%s\001\033[0m\002", plain);
    mem_free(plain);
    return repl_copy(text, strlen(text));
}

static ReplInput finish(char **text)
{
    if (entry == NULL) {
        fputs("\n", rl_outstream);
        return REPL_END;
    }
    size_t len = strlen(entry);
    *text = repl_copy(entry, len);
    while (len > 0 && strchr(" \t\n", entry[len - 1]))
        entry[--len] = 0;
    if (len > 0)
        repl_history_add(entry);
    free(entry);
    entry = NULL;
    return *text == NULL ? REPL_END : REPL_ENTRY;
}

static ReplInput read_keys(char **text)
{
    while (!entry_done) {
        int ready = wait_for_key();
        if (ready < 0)
            return REPL_END;
        if (ready == 0) {
            if (look_around())
                return interrupted();
            continue;
        }
        rl_callback_read_char();
        if (!entry_done && signal_is_pending() && signal_act())
            return interrupted();
    }
    return finish(text);
}

ReplInput repl_read_edited(char **text)
{
    char *first = coloured_prompt("ps1", ">>> "), *more = coloured_prompt("ps2", "... ");
    repl_draw_set_prompts(first != NULL ? first : ">>> ", more != NULL ? more : "... ");
    repl_draw_forget();
    entry_done = false;
    rl_callback_handler_install(first != NULL ? first : ">>> ", handle_entry);
    ReplInput input = read_keys(text);
    repl_draw_set_prompts(">>> ", "... ");
    mem_free(first);
    mem_free(more);
    return input;
}
