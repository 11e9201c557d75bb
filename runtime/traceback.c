/* runtime/traceback.c -- what an uncaught exception prints: its chain of causes, groups, the final line.
 *
 * The layout is that of Python's traceback module, done in C so that it works with no library at all, while memory
 * is short, and in start-up.  Everything is put into one text first and written at once. */
#include "runtime/traceback.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/exc_types.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/set.h"
#include "runtime/tuple.h"
#include "vm/callback.h"
#include <stdio.h>
#include <unistd.h>

#define MAX_GROUP_WIDTH 15
#define MAX_GROUP_DEPTH 10

static const char cause_text[] =
    "\nThe above exception was the direct cause of the following exception:\n\n";
static const char context_text[] =
    "\nDuring handling of the above exception, another exception occurred:\n\n";

/* ---- text with margins ---- */

void report_char(Report *r, uint32_t c)
{
    if (r->at_line_start && r->group_depth > 0) {
        for (int i = 0; i < r->group_depth; i++)
            str_builder_ascii(&r->out, "  ", 2);
        str_builder_char(&r->out, (unsigned char)r->margin);
        str_builder_char(&r->out, ' ');
    }
    str_builder_char(&r->out, c);
    r->at_line_start = c == '\n';
}

void report_ascii(Report *r, const char *text)
{
    for (; *text; text++)
        report_char(r, (unsigned char)*text);
}

void report_str(Report *r, Ref text)
{
    int64_t n = str_len(text);
    for (int64_t i = 0; i < n; i++)
        report_char(r, str_at(text, i));
}

/* A line of the boxes around groups: no margin but spaces. */
static void report_rule(Report *r, const char *text)
{
    for (int i = 0; i < r->group_depth; i++)
        str_builder_ascii(&r->out, "  ", 2);
    str_builder_cstr(&r->out, text);
    r->at_line_start = true;
}

/* ---- the final line and the notes ---- */

/* str(v), or what to say instead. */
static Value safe_text(Ref v, Value (*convert)(Ref), const char *what, const char *function)
{
    Value text = convert(v);
    if (!value_is_error(text))
        return text;
    exc_clear();
    return str_format("<%s %s() failed>", what, function);
}

static Value type_text(Ref exc)
{
    Type *type = value_type(exc);
    Value name = type_qualname(type), module = type_module_name(type);
    if (value_is_error(name) || value_is_error(module)) {
        exc_clear();
        value_drop(name);
        value_drop(module);
        return str_from_cstr("<unknown>");
    }
    Value text;
    if (value_is_str(module) && (str_equals_cstr(module, "builtins") || str_equals_cstr(module, "__main__")))
        text = value_dup(name);
    else if (value_is_str(module))
        text = str_format("%U.%U", module, name);
    else
        text = str_format("<unknown>.%U", name);
    value_drop(name);
    value_drop(module);
    return text;
}

static void report_final_line(Report *r, Ref exc)
{
    Value type = type_text(exc), text = safe_text(exc, object_str, "exception", "str");
    if (value_is_ok(type) && value_is_ok(text)) {
        report_str(r, type);
        if (str_len(text) > 0) {
            report_ascii(r, ": ");
            report_str(r, text);
        }
        Value hint = exc_hint(exc, exc_traceback(exc));
        report_str(r, hint);
        value_drop(hint);
        report_char(r, '\n');
    } else {
        exc_clear();
    }
    value_drop(type);
    value_drop(text);
}

static bool is_note_sequence(Ref notes)
{
    if (value_is_list(notes) || value_is_tuple(notes))
        return true;
    if (value_is_str(notes) || !value_is_dict(sys_modules))
        return false;
    Ref module = dict_get_cstr(sys_modules, "_collections_abc");
    if (!value_is_ok(module) || !value_is_instance(module, &type_module))
        return false;
    Ref sequence = dict_get_cstr(module_dict(module), "Sequence");
    int r = value_is_ok(sequence) ? object_is_instance(notes, sequence) : 0;
    if (r < 0)
        exc_clear();
    Type *type = value_type(notes);
    return r > 0 && strcmp(type->name, "bytes") != 0;
}

static void report_text_line(Report *r, Value text /* taken */)
{
    if (value_is_error(text)) {
        exc_clear();
        return;
    }
    report_str(r, text);
    report_char(r, '\n');
    value_drop(text);
}

static void report_notes(Report *r, Ref exc)
{
    Value notes = object_getattr_or_absent(exc, NAME(__notes__));
    if (value_is_error(notes)) {
        Value error = exc_take();
        Value shown = safe_text(error, object_repr, "__notes__", "repr");
        report_text_line(r, value_is_error(shown) ? VALUE_ERROR
                                                  : str_format("Ignored error getting __notes__: %U", shown));
        value_drop(shown);
        value_drop(error);
        return;
    }
    if (value_is_absent(notes))
        return;
    if (is_note_sequence(notes)) {
        Value list = list_from_iterable(notes);
        for (int64_t i = 0; value_is_ok(list) && i < list_len(list); i++) {
            Value note = value_dup(list_at(list, i));
            report_text_line(r, safe_text(note, object_str, "note", "str"));
            value_drop(note);
        }
        if (value_is_error(list))
            exc_clear();
        value_drop(list);
    } else if (!value_is_none(notes)) {
        report_text_line(r, safe_text(notes, object_repr, "__notes__", "repr"));
    }
    value_drop(notes);
}

/* ---- SyntaxError ---- */

static bool field_int(Ref v, int64_t *out)
{
    if (!value_is_any_int(v))
        return false;
    *out = int_as_i64_clip(v);
    return true;
}

void traceback_syntax_marks(Ref text, Ref offset_value, Ref end_offset_value, bool same_line, SyntaxMarks *out)
{
    int64_t len = str_len(text), full_len = len, start = 0;
    while (len > 0 && str_at(text, len - 1) == '\n')
        len--;
    while (start < len && (str_at(text, start) == ' ' || str_at(text, start) == '\n' || str_at(text, start) == '\f'))
        start++;
    *out = (SyntaxMarks){.start = start, .end = len, .column = -1};
    int64_t offset, end_offset = len + 1;
    if (!field_int(offset_value, &offset))
        return;
    if (same_line && (!field_int(end_offset_value, &end_offset) || end_offset == 0))
        end_offset = offset;
    if (full_len && offset > full_len)
        offset = len + 1;
    if (full_len && end_offset > full_len)
        end_offset = len + 1;
    if (offset >= end_offset || end_offset < 0)
        end_offset = offset + 1;
    out->column = offset - 1 - start;
    out->end_column = end_offset - 1 - start;
}

static void report_caret_line(Report *r, Ref text, const SyntaxMarks *marks)
{
    report_ascii(r, "    ");
    for (int64_t i = marks->start; i < marks->start + marks->column && i < str_len(text); i++) {
        uint32_t c = str_at(text, i);
        report_char(r, source_is_space(c) ? c : ' ');
    }
    for (int64_t i = marks->column; i < marks->end_column; i++)
        report_char(r, '^');
    report_char(r, '\n');
}

/* The line of source with carets below it. */
static void report_syntax_text(Report *r, const ExcSyntax *e)
{
    bool same_line = object_equal(value_or_none(e->line), value_or_none(e->end_line)) == 1;
    SyntaxMarks marks;
    traceback_syntax_marks(e->text, e->column, e->end_column, same_line, &marks);
    report_ascii(r, "    ");
    for (int64_t i = marks.start; i < marks.end; i++)
        report_char(r, str_at(e->text, i));
    report_char(r, '\n');
    if (marks.column >= 0)
        report_caret_line(r, e->text, &marks);
}

static void report_syntax_error(Report *r, Ref exc)
{
    ExcSyntax *e = VALUE_AS(ExcSyntax, exc);
    bool has_line = !value_is_absent(e->line) && !value_is_none(e->line);
    bool has_file = !value_is_absent(e->filename) && !value_is_none(e->filename);
    if (has_line) {
        Value line = has_file && source_is_typed(e->filename)
                         ? str_format("  File \"<stdin>\", line %S", e->line)
                         : str_format("  File \"%S\", line %S", has_file ? e->filename : VALUE_NONE, e->line);
        if (!has_file && value_is_ok(line)) {
            value_drop(line);
            line = str_format("  File \"<string>\", line %S", e->line);
        }
        report_text_line(r, line);
    }
    if (value_is_str(e->text))
        report_syntax_text(r, e);
    Value type = type_text(exc), message;
    bool has_message = !value_is_absent(e->message) && !value_is_none(e->message);
    if (value_is_str(e->message) && str_len(e->message) == 0)
        has_message = false;
    message = has_message ? safe_text(e->message, object_str, "exception", "str")
                          : str_from_cstr("<no detail available>");
    if (value_is_ok(type) && value_is_ok(message)) {
        if (!has_line && has_file)
            report_text_line(r, str_format("%U: %U (%S)", type, message, e->filename));
        else
            report_text_line(r, str_format("%U: %U", type, message));
    } else {
        exc_clear();
    }
    value_drop(type);
    value_drop(message);
}

static void report_exception_only(Report *r, Ref exc)
{
    if (value_is_instance(exc, &type_SyntaxError))
        report_syntax_error(r, exc);
    else
        report_final_line(r, exc);
    report_notes(r, exc);
}

/* ---- the chain ---- */

/* True when exc was met before; else it counts as met from now on. */
static bool was_seen(Report *r, Ref exc)
{
    Value key = int_new((int64_t)exc.bits);
    int found = set_contains(r->seen, key);
    if (found == 0 && set_add(r->seen, key))
        exc_clear();
    value_drop(key);
    return found != 0;
}

static void report_stack(Report *r, Ref exc, const char *title, char margin)
{
    Value tb = value_dup(exc_traceback(exc));
    int shown;
    if (!value_is_absent(tb) && traceback_count(tb, &shown) && shown) {
        r->margin = margin;
        report_ascii(r, title);
        r->margin = '|';
        if (traceback_stack(r, tb))
            exc_clear();
    }
    value_drop(tb);
}

static void report_chain(Report *r, Ref exc);

static void report_members(Report *r, Ref members)
{
    int64_t n = tuple_len(members), shown = n <= MAX_GROUP_WIDTH ? n : MAX_GROUP_WIDTH + 1;
    r->need_close = false;
    for (int64_t i = 0; i < shown; i++) {
        bool last = i == shown - 1, truncated = i >= MAX_GROUP_WIDTH;
        if (last)
            r->need_close = true; /* a nested group may close the box itself */
        char rule[64];
        if (truncated)
            snprintf(rule, sizeof rule, "  +---------------- ... ----------------\n");
        else
            snprintf(rule, sizeof rule, "%s+---------------- %lld ----------------\n", i == 0 ? "+-" : "  ",
                     (long long)i + 1);
        report_rule(r, rule);
        r->group_depth++;
        if (truncated) {
            Value text = str_format("and %lld more exception%s", (long long)(n - MAX_GROUP_WIDTH),
                                    n - MAX_GROUP_WIDTH > 1 ? "s" : "");
            report_text_line(r, text);
        } else {
            Value member = value_dup(tuple_at(members, i));
            was_seen(r, member);
            report_chain(r, member);
            value_drop(member);
        }
        if (last && r->need_close) {
            report_rule(r, "+------------------------------------\n");
            r->need_close = false;
        }
        r->group_depth--;
    }
}

static void report_group(Report *r, Ref exc)
{
    if (r->group_depth > MAX_GROUP_DEPTH) {
        report_ascii(r, "... (max_group_depth is 10)\n");
        return;
    }
    bool top = r->group_depth == 0;
    if (top)
        r->group_depth = 1;
    report_stack(r, exc, "Exception Group Traceback (most recent call last):\n", top ? '+' : '|');
    report_exception_only(r, exc);
    Value members = value_dup(VALUE_AS(ExcGroup, exc)->exceptions);
    if (value_is_tuple(members))
        report_members(r, members);
    value_drop(members);
    if (top)
        r->group_depth = 0;
}

static void report_one(Report *r, Ref exc)
{
    if (value_is_instance(exc, &type_BaseExceptionGroup)) {
        report_group(r, exc);
    } else {
        report_stack(r, exc, "Traceback (most recent call last):\n", '|');
        report_exception_only(r, exc);
    }
}

/* exc and what it came from, the oldest first.  `links` says how each is tied to the one before. */
static void report_chain(Report *r, Ref exc)
{
    Value chain = list_new(4);
    if (value_is_error(chain)) {
        exc_clear();
        return;
    }
    Ref at = exc;
    while (!value_is_absent(at)) {
        const char *text = NULL;
        Exc *e = VALUE_AS(Exc, at);
        Ref next = VALUE_ABSENT;
        if (!value_is_absent(e->cause) && !was_seen(r, e->cause)) {
            next = e->cause;
            text = cause_text;
        } else if (!value_is_absent(e->context) && !e->suppress_context && !was_seen(r, e->context)) {
            next = e->context;
            text = context_text;
        }
        if (list_append(chain, at) || list_append(chain, value_from_int(text == cause_text ? 1 : text ? 2 : 0))) {
            exc_clear();
            break;
        }
        at = next;
    }
    for (int64_t i = list_len(chain) - 2; i >= 0; i -= 2) {
        int64_t link = value_as_int(list_at(chain, i + 1));
        if (link && i + 2 < list_len(chain))
            report_ascii(r, link == 1 ? cause_text : context_text);
        report_one(r, list_at(chain, i));
    }
    value_drop(chain);
}

/* ---- entries from outside ---- */

Value exc_print_text(Ref exc)
{
    Report r = {.margin = '|', .at_line_start = true, .seen = set_new(VALUE_ABSENT)};
    if (value_is_error(r.seen))
        return VALUE_ERROR;
    str_builder_init(&r.out);
    was_seen(&r, exc);
    report_chain(&r, exc);
    value_drop(r.seen);
    source_forget();
    return str_builder_finish(&r.out);
}

Value exc_print_text_plain(Ref exc)
{
    Report r = {.margin = '|', .at_line_start = true, .plain = true, .seen = VALUE_ABSENT};
    str_builder_init(&r.out);
    report_stack(&r, exc, "Traceback (most recent call last):\n", '|');
    Value type = type_text(exc), text = safe_text(exc, object_str, "exception", "str");
    if (value_is_ok(type) && value_is_ok(text))
        report_text_line(&r, str_format("%U: %U", type, text));
    else
        exc_clear();
    value_drop(type);
    value_drop(text);
    source_forget();
    return str_builder_finish(&r.out);
}

static void write_raw(Ref text)
{
    const char *bytes = str_utf8_lossy(text);
    size_t n = strlen(bytes);
    while (n > 0) {
        ssize_t written = write(STDERR_FILENO, bytes, n);
        if (written <= 0)
            break;
        bytes += written;
        n -= (size_t)written;
    }
}

/* To sys.stderr; to file descriptor 2 before there is one. */
static void write_out(Ref text)
{
    Value file = value_dup(sys_get("stderr"));
    if (!value_is_ok(file)) {
        write_raw(text);
        return;
    }
    if (!value_is_none(file)) {
        Value result = object_call_method1(file, NAME(write), text);
        if (value_is_error(result))
            exc_clear();
        value_drop(result);
        result = object_call_method0(file, NAME(flush));
        if (value_is_error(result))
            exc_clear();
        value_drop(result);
    }
    value_drop(file);
}

void exc_print(Ref exc)
{
    Value pending = exc_take();
    if (value_has_flag(exc, TYPE_SUB_EXC)) {
        value_dup(exc);
        Value text = exc_print_text(exc);
        if (value_is_error(text))
            exc_clear();
        else
            write_out(text);
        value_drop(text);
        value_drop(exc);
    }
    exc_restore(pending);
}

void exc_print_pending_and_clear(void)
{
    Value exc = exc_take();
    if (value_is_absent(exc))
        return;
    exc_print(exc);
    value_drop(exc);
}
