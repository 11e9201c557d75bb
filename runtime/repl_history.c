/* runtime/repl_history.c -- what was typed, kept from session to session in ~/.weft_history.
 *
 * One entry a line, its line ends written as \n and backslashes doubled.  Each entry is appended when it is entered,
 * so a crash loses nothing and sessions side by side mix.  WEFT_HISTORY names another file; empty: none. */
#include "runtime/cmdline.h"
#include "runtime/mem.h"
#include "runtime/repl.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <readline/history.h>

enum { MAX_ENTRIES = 10000 };
static char path[PATH_MAX]; /* "" when nothing is kept */

static void find_path(void)
{
    const char *named = getenv("WEFT_HISTORY"), *home = getenv("HOME");
    if (cmdline.ignore_environment)
        named = NULL;
    if (named != NULL)
        snprintf(path, sizeof path, "%s", named);
    else if (home != NULL && home[0] != 0)
        snprintf(path, sizeof path, "%s/.weft_history", home);
}

/* Undo the escapes, in place. */
static void decode(char *line)
{
    char *out = line;
    for (const char *p = line; *p; p++) {
        if (*p == '\\' && (p[1] == 'n' || p[1] == '\\')) {
            p++;
            *out++ = *p == 'n' ? '\n' : '\\';
        } else {
            *out++ = *p;
        }
    }
    *out = 0;
}

static char *encode(const char *entry)
{
    char *text = mem_alloc(2 * strlen(entry) + 2), *out = text;
    if (text == NULL)
        return NULL;
    for (const char *p = entry; *p; p++) {
        if (*p == '\n' || *p == '\\')
            *out++ = '\\';
        *out++ = *p == '\n' ? 'n' : *p;
    }
    *out++ = '\n';
    *out = 0;
    return text;
}

static bool append_line(const char *file, const char *line)
{
    int fd = open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    size_t len = strlen(line), done = 0;
    while (done < len) { /* one write in practice, so that sessions do not cut each other's lines */
        ssize_t n = write(fd, line + done, len - done);
        if (n < 0 && errno != EINTR)
            break;
        done += n > 0 ? (size_t)n : 0;
    }
    close(fd);
    return done == len;
}

/* A file grown to twice the limit is cut back, through a new file: a crash leaves one of the two. */
static void shorten(void)
{
    char fresh[PATH_MAX + 8];
    snprintf(fresh, sizeof fresh, "%s.new", path);
    unlink(fresh);
    HIST_ENTRY **entries = history_list();
    for (int i = 0; entries != NULL && entries[i] != NULL; i++) {
        char *line = encode(entries[i]->line);
        bool written = line != NULL && append_line(fresh, line);
        mem_free(line);
        if (!written) {
            unlink(fresh);
            return;
        }
    }
    if (rename(fresh, path))
        unlink(fresh);
}

void repl_history_start(void)
{
    using_history();
    stifle_history(MAX_ENTRIES);
    find_path();
    FILE *file = path[0] ? fopen(path, "re") : NULL;
    if (file == NULL)
        return;
    char *line = NULL;
    size_t size = 0;
    int n_lines = 0;
    for (ssize_t n; (n = getline(&line, &size, file)) > 0; n_lines++) {
        if (line[n - 1] == '\n')
            line[n - 1] = 0;
        decode(line);
        if (line[0])
            add_history(line);
    }
    free(line);
    fclose(file);
    if (n_lines > 2 * MAX_ENTRIES)
        shorten();
}

void repl_history_add(const char *entry)
{
    HIST_ENTRY *last = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
    if (last != NULL && !strcmp(last->line, entry))
        return;
    add_history(entry);
    if (path[0] == 0)
        return;
    char *line = encode(entry);
    if (line != NULL && !append_line(path, line))
        path[0] = 0; /* no place to keep it: go on without */
    mem_free(line);
}
