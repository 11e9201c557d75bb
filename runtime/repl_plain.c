/* runtime/repl_plain.c -- entries typed without an editor: through a pipe, or on a terminal that can do nothing.
 *
 * Lines come from sys.stdin, so that input() in an entry reads the line after it. Prompts go to standard error, as
 * the reference has it: standard output of a piped session is only what the program prints. */
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/repl.h"
#include "runtime/str.h"
#include <stdio.h>

static void show_prompt(const char *name, const char *fallback)
{
    char *prompt = repl_prompt(name, fallback);
    fputs(prompt != NULL ? prompt : fallback, stderr);
    fflush(stderr);
    mem_free(prompt);
}

/* The next line as str, empty at the end; VALUE_ERROR with the exception (KeyboardInterrupt, ...) pending. */
static Value read_line(void)
{
    Value in = value_dup(sys_get("stdin"));
    if (!value_is_ok(in) || value_is_none(in))
        return str_empty();
    Value line = object_call_method0(in, NAME(readline));
    value_drop(in);
    if (value_is_error(line) || value_is_str(line))
        return line;
    value_drop(line);
    return str_empty();
}

typedef struct Entry { char *text; size_t len; } Entry;

static int append(Entry *e, Ref line)
{
    size_t n;
    const char *text = str_utf8(line, &n);
    if (text == NULL)
        return -1;
    while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r'))
        n--;
    char *longer = mem_realloc_or_raise(e->text, e->len + n + 2);
    if (longer == NULL)
        return -1;
    e->text = longer;
    memcpy(e->text + e->len, text, n);
    e->len += n;
    e->text[e->len] = 0;
    return 0;
}

/* The prompt, then one more line.  1: got it; 0: the end; -1: exception. */
static int read_more(Entry *e, bool first)
{
    show_prompt(first ? "ps1" : "ps2", first ? ">>> " : "... ");
    Value line = read_line();
    if (value_is_error(line))
        return -1;
    int result = str_len(line) == 0 ? 0 : 1;
    if (result) {
        if (!first)
            e->text[e->len++] = '\n';
        result = append(e, line) ? -1 : 1;
    }
    value_drop(line);
    return result;
}

static ReplInput failed(Entry *e, char **text)
{
    mem_free(e->text);
    if (exc_pending_is(&type_UnicodeEncodeError)) { /* bytes that are no text: this line is lost, not the session */
        repl_show_error();
        *text = repl_copy("", 0);
        return *text == NULL ? REPL_END : REPL_ENTRY;
    }
    if (exc_pending_is(&type_KeyboardInterrupt)) {
        exc_clear();
        return REPL_INTERRUPTED;
    }
    repl_show_error();
    return REPL_END;
}

ReplInput repl_read_plain(char **text)
{
    Entry e = {NULL, 0};
    for (bool first = true;; first = false) {
        int got = read_more(&e, first);
        if (got < 0)
            return failed(&e, text);
        if (got == 0 && first) {
            fputc('\n', stderr);
            return REPL_END;
        }
        if (got == 0 || !repl_is_unfinished(e.text, e.len)) {
            *text = e.text;
            return REPL_ENTRY;
        }
    }
}
