/* runtime/repl_show.c -- how the interactive interpreter shows things: colours or none, errors, and generators that
 * are paused, with the place where. */
#include "runtime/repl.h"
#include "runtime/cmdline.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/main.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/traceback.h"
#include "vm/callback.h"
#include <stdlib.h>
#include <unistd.h>

#define COLOUR_TYPE "\033[1;35m"
#define COLOUR_TEXT "\033[35m"
#define COLOUR_MARK "\033[1;31m"
#define COLOUR_OFF "\033[0m"

bool repl_colours(void)
{
    const char *python = cmdline_environment("PYTHON_COLORS"), *no = getenv("NO_COLOR"), *force = getenv("FORCE_COLOR");
    if (python != NULL && (!strcmp(python, "0") || !strcmp(python, "1")))
        return python[0] == '1';
    if (no != NULL && no[0])
        return false;
    if (force != NULL && force[0])
        return true;
    const char *term = getenv("TERM");
    return term != NULL && strcmp(term, "dumb") != 0 && isatty(2);
}

/* ---- errors ---- */
static void put(StrBuilder *out, const char *colour, const char *text, size_t len)
{
    Value part = str_from_utf8(text, len);
    if (value_is_error(part)) {
        exc_clear();
        return;
    }
    str_builder_cstr(out, colour);
    str_builder_str(out, part);
    if (colour[0])
        str_builder_cstr(out, COLOUR_OFF);
    value_drop(part);
}

/* `  File "x.py", line 3, in f`: the three names stand out. */
static void put_place(StrBuilder *out, const char *line, size_t len)
{
    const char *p = line, *end = line + len;
    const char *quote = memchr(p, '"', len), *close = quote ? memchr(quote + 1, '"', (size_t)(end - quote - 1)) : NULL;
    if (close == NULL) {
        put(out, "", line, len);
        return;
    }
    put(out, "", p, (size_t)(quote - p));
    put(out, COLOUR_TEXT, quote, (size_t)(close + 1 - quote));
    p = close + 1;
    while (p < end && (*p < '0' || *p > '9'))
        p++;
    put(out, "", close + 1, (size_t)(p - close - 1));
    const char *number = p;
    while (p < end && *p >= '0' && *p <= '9')
        p++;
    put(out, COLOUR_TEXT, number, (size_t)(p - number));
    const char *name = end - p > 5 && !memcmp(p, ", in ", 5) ? p + 5 : p;
    put(out, "", p, (size_t)(name - p));
    put(out, name < end ? COLOUR_TYPE : "", name, (size_t)(end - name));
}

static bool is_marks(const char *line, size_t len)
{
    bool any = false;
    for (size_t i = 0; i < len; i++) {
        if (line[i] != ' ' && line[i] != '^' && line[i] != '~')
            return false;
        any |= line[i] != ' ';
    }
    return any;
}

static void put_error_line(StrBuilder *out, const char *line, size_t len)
{
    static const char header[] = "Traceback (most recent call last):";
    if (len > 7 && !memcmp(line, "  File ", 7)) {
        put_place(out, line, len);
    } else if (is_marks(line, len)) {
        put(out, COLOUR_MARK, line, len);
    } else if (len == 0 || line[0] == ' ' || (len == sizeof header - 1 && !memcmp(line, header, len))) {
        put(out, "", line, len);
    } else {
        const char *colon = memchr(line, ':', len);
        size_t n = colon == NULL ? len : (size_t)(colon - line);
        put(out, COLOUR_TYPE, line, n);
        put(out, n < len ? COLOUR_TEXT : "", line + n, len - n);
    }
}

static Value coloured(Ref text)
{
    size_t len;
    const char *p = str_utf8(text, &len);
    if (p == NULL)
        return VALUE_ERROR;
    const char *end = p + len;
    StrBuilder out;
    str_builder_init(&out);
    while (p < end) {
        const char *newline = memchr(p, '\n', (size_t)(end - p)), *stop = newline ? newline : end;
        put_error_line(&out, p, (size_t)(stop - p));
        str_builder_char(&out, '\n');
        p = stop + 1;
    }
    return str_builder_finish(&out);
}

static int write_to_stderr(Ref text)
{
    Value err = value_dup(sys_get("stderr"));
    if (!value_is_ok(err) || value_is_none(err))
        return 0;
    Value result = object_call_method1(err, NAME(write), text);
    value_drop(err);
    value_drop(result);
    return value_is_error(result) ? -1 : 0;
}

static bool hook_is_default(const char *name, const char *original)
{
    return value_is(sys_get(name), sys_get(original));
}

static void show_in_colour(Ref exc)
{
    Value text = exc_print_text(exc);
    Value shown = value_is_error(text) ? VALUE_ERROR : coloured(text);
    if (value_is_error(shown) || write_to_stderr(shown))
        exc_clear();
    value_drop(shown);
    value_drop(text);
}

void repl_show_error(void)
{
    Value exc = exc_take();
    if (value_is_absent(exc))
        return;
    if (!repl_colours() || !hook_is_default("excepthook", "__excepthook__")
        || value_is_instance(exc, &type_SystemExit)) {
        exc_restore(exc);
        main_report_exception();
        return;
    }
    main_remember_exception(exc);
    show_in_colour(exc);
    value_drop(exc);
}

/* ---- values ---- */
static Value default_hook; /* what sys.displayhook was at the start */

/* Where a generator, coroutine or asynchronous generator is paused: "file:line" as str; ABSENT when it is not. */
static Value paused_place(Ref v)
{
    char prefix = value_has_type(v, &type_generator) ? 'g' : value_has_type(v, &type_coroutine) ? 'c'
                : value_has_type(v, &type_async_generator) ? 'a' : 0;
    if (prefix == 0)
        return VALUE_ABSENT;
    char name[16] = {prefix, prefix == 'g' ? 'i' : prefix == 'c' ? 'r' : 'g', '_'};
    strcpy(name + 3, "suspended");
    Value suspended = object_getattr_cstr(v, name);
    if (!value_is_true(suspended)) {
        value_drop(suspended);
        exc_clear();
        return VALUE_ABSENT;
    }
    strcpy(name + 3, "frame");
    Value frame = object_getattr_cstr(v, name);
    strcpy(name + 3, "code");
    Value code = object_getattr_cstr(v, name), place = VALUE_ABSENT;
    Value line = value_is_error(frame) ? VALUE_ERROR : object_getattr_cstr(frame, "f_lineno");
    Value file = value_is_error(code) ? VALUE_ERROR : object_getattr_cstr(code, "co_filename");
    if (value_is_str(file) && value_is_int(line))
        place = source_is_typed(file) ? str_format("<stdin>:%S", line) : str_format("%U:%S", file, line);
    exc_clear();
    value_drop(file);
    value_drop(line);
    value_drop(code);
    value_drop(frame);
    return value_is_error(place) ? VALUE_ABSENT : place;
}

static int write_paused(Ref v, Ref place)
{
    Value out = value_dup(sys_get("stdout")), repr = object_repr(v), text = VALUE_ERROR, result = VALUE_ERROR;
    if (!value_is_error(repr) && str_len(repr) > 0) {
        Value head = str_slice(repr, 0, str_len(repr) - 1);
        text = value_is_error(head) ? VALUE_ERROR : str_format("%U, paused at %U>\n", head, place);
        value_drop(head);
    }
    if (!value_is_error(text) && value_is_ok(out))
        result = object_call_method1(out, NAME(write), text);
    value_drop(text);
    value_drop(repr);
    value_drop(out);
    value_drop(result);
    return value_is_error(result) ? -1 : dict_set(module_builtins_dict, NAME(_), v);
}

NATIVE(show_value)
{
    Value place = paused_place(a[0]);
    if (value_is_absent(place))
        return object_call1(default_hook, a[0]);
    int failed = write_paused(a[0], place);
    value_drop(place);
    return failed ? VALUE_ERROR : VALUE_NONE;
}

static const Method show_method = {"displayhook(object, /)", show_value,
                                   "Print an object to sys.stdout and also save it in builtins._"};

int repl_show_start(void)
{
    if (!hook_is_default("displayhook", "__displayhook__") || default_hook.bits != 0)
        return 0;
    Value hook = native_new(&show_method, VALUE_ABSENT, VALUE_ABSENT);
    if (value_is_error(hook))
        return -1;
    default_hook = value_dup(sys_get("displayhook"));
    int result = sys_set("displayhook", hook);
    value_drop(hook);
    return result;
}
