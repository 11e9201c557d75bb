/* runtime/repl.c -- the interactive interpreter: read an entry, run it in __main__, report, again.
 *
 * An entry is one statement, as many lines as it has; a paste may bring several, which are run one after the other.
 * Where entries come from is decided once: the editor (repl_edit.c) on a terminal, else plain lines. */
#include "runtime/repl.h"
#include "parser/parser.h"
#include "runtime/cmdline.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/main.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/traceback.h"
#include "vm/callback.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { COMPILE_DONT_IMPLY_DEDENT = 0x200, COMPILE_TOP_LEVEL_AWAIT = 0x2000, FUTURE_BITS = 0x1fe0000,
       CODE_IS_COROUTINE = 128 };

static int future_flags;   /* what `from __future__ import ...` switched on so far */
static Value await_runner; /* asyncio.Runner, once something was awaited; bits 0 before */

/* ---- small helpers ---- */
char *repl_copy(const char *text, size_t len)
{
    char *copy = mem_alloc(len + 1);
    if (copy == NULL)
        return NULL;
    memcpy(copy, text, len);
    copy[len] = 0;
    return copy;
}

char *repl_prompt(const char *name, const char *fallback)
{
    Value prompt = value_dup(sys_get(name));
    Value text = value_is_absent(prompt) ? VALUE_ERROR : object_str(prompt);
    value_drop(prompt);
    size_t len = 0;
    const char *utf8 = value_is_error(text) ? NULL : str_utf8(text, &len);
    if (utf8 == NULL)
        exc_clear();
    char *copy = utf8 != NULL ? repl_copy(utf8, len) : repl_copy(fallback, strlen(fallback));
    value_drop(text);
    return copy;
}

bool repl_is_unfinished(const char *text, size_t len)
{
    while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t'))
        len--;
    return parse_status(text, len) == PARSE_INCOMPLETE;
}

static bool awaits_at_top_level(void)
{
    return repl_has_editor() || cmdline_x_option("await") != NULL;
}

/* ---- running ---- */
/* Without an event loop: what never waits for anything runs all the same. */
static Value run_alone(Ref coroutine)
{
    Value v;
    switch (gen_resume(coroutine, VALUE_NONE, &v)) {
    case STEP_RETURN:
        return v;
    case STEP_YIELD:
        value_drop(v);
        return exc_raise(&type_RuntimeError, "this await waits for an event loop, and there is no asyncio here");
    case STEP_RAISE:
        break;
    }
    return VALUE_ERROR;
}

/* asyncio.Runner(), made once; ABSENT where no asyncio is installed. */
static Ref runner(void)
{
    if (await_runner.bits != 0)
        return await_runner;
    Value class = import_attr("asyncio", "Runner");
    if (value_is_error(class)) {
        if (!exc_pending_is(&type_ModuleNotFoundError))
            return VALUE_ERROR;
        exc_clear();
        return VALUE_ABSENT;
    }
    Value made = object_call0(class);
    value_drop(class);
    return value_is_error(made) ? VALUE_ERROR : (await_runner = made);
}

/* `await x` at the prompt: the entry's code is a coroutine, which one event loop runs, entry after entry. */
static Value run_coroutine(Value coroutine /* taken */)
{
    Ref loop = runner();
    if (!value_is_ok(loop)) {
        Value alone = value_is_error(loop) ? VALUE_ERROR : run_alone(coroutine);
        value_drop(coroutine);
        return alone;
    }
    Value name = str_intern_cstr("run");
    Value result = object_call_method1(loop, name, coroutine);
    value_drop(name);
    value_drop(coroutine);
    return result;
}

static int64_t flags_of(Ref code)
{
    Value flags = object_getattr_cstr(code, "co_flags");
    int64_t bits = value_is_int(flags) ? value_as_int(flags) : 0;
    value_drop(flags);
    return bits;
}

/* Run compiled code; 0, or -1 with an exception pending. */
static int run_code(Ref code, Ref dict)
{
    int64_t flags = flags_of(code);
    future_flags |= (int)flags & FUTURE_BITS;
    Value result = vm_exec(code, dict, VALUE_ABSENT);
    if (!value_is_error(result) && flags & CODE_IS_COROUTINE)
        result = run_coroutine(result);
    value_drop(result);
    return value_is_error(result) ? -1 : 0;
}

/* Where linecache, and so inspect and traceback, look for the lines of what was typed. */
static int offer_to_linecache(Ref filename, Ref text)
{
    Ref module = dict_get_cstr(sys_modules, "linecache");
    if (!value_is_ok(module))
        return 0;
    Value cache = object_getattr_cstr(module, "cache"), lines = VALUE_ERROR, entry = VALUE_ERROR;
    Value split = str_intern_cstr("splitlines");
    if (!value_is_error(cache))
        lines = object_call_method1(text, split, VALUE_TRUE);
    if (!value_is_error(lines)) {
        Value items[4] = {value_from_int(str_len(text)), VALUE_NONE, lines, value_dup(filename)};
        entry = tuple_from_values(items, 4);
    }
    int result = value_is_error(entry) || object_set_subscript(cache, filename, entry) ? -1 : 0;
    value_drop(split);
    value_drop(entry);
    value_drop(cache);
    return result;
}

static Value typed; /* dict: file name of an entry -> its text, until linecache has it */

/* Entries that were typed before linecache was there. */
static void hand_over_to_linecache(void)
{
    if (typed.bits == 0 || dict_len(typed) == 0 || !value_is_ok(dict_get_cstr(sys_modules, "linecache")))
        return;
    Value items = dict_items_list(typed);
    dict_clear(typed);
    for (int64_t i = 0; !value_is_error(items) && i < list_len(items); i++) {
        Ref pair = list_at(items, i);
        if (offer_to_linecache(tuple_at(pair, 0), tuple_at(pair, 1)))
            break;
    }
    value_drop(items);
    exc_clear();
}

/* Each entry is a file of its own, so that its lines can be shown later: <stdin>-0, <stdin>-1, ... */
static Value name_entry(Ref source)
{
    static int n_entries;
    if (typed.bits == 0)
        typed = dict_new();
    Value name = str_format("<stdin>-%d", n_entries++);
    if (value_is_error(typed) || value_is_error(name) || traceback_register_source(name, source)
        || dict_set(typed, name, source)) {
        value_drop(name);
        return VALUE_ERROR;
    }
    hand_over_to_linecache();
    return name;
}

static Value compile_entry(const char *text, size_t len)
{
    Value source = str_from_utf8(text, len), code = VALUE_ERROR;
    Value filename = value_is_error(source) ? VALUE_ERROR : name_entry(source);
    int flags = future_flags | (awaits_at_top_level() ? COMPILE_TOP_LEVEL_AWAIT : 0);
    if (!value_is_error(filename))
        code = vm_compile(source, filename, "single", flags, cmdline.optimise);
    value_drop(source);
    value_drop(filename);
    return code;
}

static int run_statement(const char *text, size_t len, Ref dict)
{
    Value code = compile_entry(text, len);
    if (value_is_error(code))
        return -1;
    int result = run_code(code, dict);
    value_drop(code);
    return result;
}

/* ---- several statements in one entry ---- */
/* The first line (from 1) of each statement of a text that parses as a module; their number, or -1 when it does not. */
static int statement_lines(const char *text, size_t len, int *lines, int max)
{
    Arena arena;
    arena_init(&arena);
    Value filename = str_intern_cstr("<stdin>");
    Mod *mod = parse_source(&arena, text, len, filename, PARSE_EXEC, PARSE_IS_UTF8 | PARSE_NO_WARNINGS);
    int n = -1;
    if (mod != NULL) {
        const StmtSeq *body = mod->as.Module.body;
        n = 0;
        for (int i = 0; i < body->n && n < max; i++) {
            int line = body->items[i]->lineno;
            if (n == 0 || lines[n - 1] != line)
                lines[n++] = line;
        }
    }
    exc_clear();
    arena_free(&arena);
    value_drop(filename);
    return n;
}

static const char *line_start(const char *text, const char *end, int line)
{
    while (line > 1 && text < end) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        if (newline == NULL)
            return end;
        text = newline + 1;
        line--;
    }
    return text;
}

/* A decorated definition begins at its decorators, which lineno does not count. */
static const char *with_decorators(const char *text, const char *start)
{
    while (start > text) {
        const char *previous = start - 1;
        while (previous > text && previous[-1] != '\n')
            previous--;
        if (*previous != '@')
            break;
        start = previous;
    }
    return start;
}

/* Run a paste statement by statement, so that each shows its value; the first error ends it. */
static int run_statements(const char *text, size_t len, const int *lines, int n, Ref dict)
{
    const char *end = text + len;
    for (int i = 0; i < n; i++) {
        const char *start = with_decorators(text, line_start(text, end, lines[i]));
        const char *stop = i + 1 < n ? with_decorators(text, line_start(text, end, lines[i + 1])) : end;
        if (run_statement(start, (size_t)(stop - start), dict))
            return -1;
    }
    return 0;
}

static int run_entry(const char *text, Ref dict)
{
    size_t len = strlen(text);
    while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t'))
        len--;
    enum { MAX_STATEMENTS = 1000 };
    if (memchr(text, '\n', len) != NULL && parse_status(text, len) == PARSE_WRONG) {
        int lines[MAX_STATEMENTS], n = statement_lines(text, len, lines, MAX_STATEMENTS);
        if (n > 1)
            return run_statements(text, len, lines, n, dict);
    }
    return run_statement(text, len, dict);
}

/* ---- start ---- */
static void put_default(const char *name, const char *text)
{
    if (!value_is_absent(sys_get(name)))
        return;
    Value v = str_from_cstr(text);
    if (value_is_error(v) || sys_set(name, v))
        exc_clear();
    value_drop(v);
}

static void print_banner(void)
{
    Value version = value_dup(sys_get("version"));
    const char *text = value_is_str(version) ? str_utf8(version, NULL) : NULL;
    if (text == NULL)
        exc_clear();
    fprintf(stderr, "Python %s on linux\n%s", text ? text : "3.13",
            cmdline.no_site ? "" : "Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n");
    value_drop(version);
}

/* PYTHONSTARTUP names a file to run first; its errors are reported and do no harm. */
static void run_startup_file(Ref dict)
{
    const char *path = cmdline_environment("PYTHONSTARTUP");
    if (path == NULL)
        return;
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        fprintf(stderr, "Could not open PYTHONSTARTUP\n");
        perror(path);
        return;
    }
    StrBuilder text;
    str_builder_init(&text);
    char chunk[4096];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, file)) > 0;) {
        Value part = str_from_latin1((const uint8_t *)chunk, n);
        if (value_is_error(part))
            break;
        str_builder_str(&text, part);
        value_drop(part);
    }
    fclose(file);
    /* Bytes travel as Latin-1, so that the compiler decodes the whole file by its coding cookie. */
    Value latin = str_builder_finish(&text), name = str_intern_cstr("encode"), codec = str_intern_cstr("latin-1");
    Value bytes = value_is_error(latin) ? VALUE_ERROR : object_call_method1(latin, name, codec);
    Value filename = str_decode_fs(path, strlen(path)), code = VALUE_ERROR;
    if (!value_is_error(bytes) && !value_is_error(filename))
        code = vm_compile(bytes, filename, "exec", 0, cmdline.optimise);
    if (value_is_error(code) || run_code(code, dict))
        repl_show_error();
    value_drop(code);
    value_drop(filename);
    value_drop(bytes);
    value_drop(codec);
    value_drop(name);
    value_drop(latin);
}

static void flush_output(void)
{
    Value out = value_dup(sys_get("stdout"));
    if (value_is_ok(out) && !value_is_none(out)) {
        Value result = object_call_method0(out, NAME(flush));
        if (value_is_error(result))
            exc_clear();
        value_drop(result);
    }
    value_drop(out);
}

static void start(Ref dict)
{
    if (!cmdline.quiet && cmdline.kind == RUN_STDIN)
        print_banner();
    put_default("ps1", ">>> ");
    put_default("ps2", "... ");
    if (repl_has_editor()) {
        repl_edit_start(dict);
        if (repl_show_start())
            exc_clear();
    }
    if (cmdline.kind == RUN_STDIN)
        run_startup_file(dict);
    flush_output();
}

/* ---- the loop ---- */
static void close_runner(void)
{
    if (await_runner.bits == 0)
        return;
    Value result = object_call_method0(await_runner, NAME(close));
    if (value_is_error(result))
        repl_show_error();
    value_drop(result);
    value_drop(await_runner);
    await_runner.bits = 0;
}

/* Run one entry.  True when the session is over, with its status. */
static bool run_and_report(const char *text, Ref dict, int *status)
{
    if (run_entry(text, dict)) {
        if (exc_pending_is(&type_SystemExit)) {
            *status = main_report_exception();
            return true;
        }
        repl_show_error();
    }
    flush_output();
    return false;
}

int repl_run(Ref dict)
{
    start(dict);
    int status = 0;
    for (;;) {
        char *text = NULL;
        ReplInput input = repl_has_editor() ? repl_read_edited(&text) : repl_read_plain(&text);
        if (input == REPL_END)
            break;
        if (input == REPL_INTERRUPTED) {
            flush_output();
            fputs("\nKeyboardInterrupt\n", stderr);
            continue;
        }
        bool over = run_and_report(text, dict, &status);
        mem_free(text);
        if (over)
            break;
    }
    close_runner();
    return status;
}
