/* runtime/exc_syntax.c -- SyntaxError and its kin: SyntaxError(msg, (filename, lineno, offset, text[, end...])). */
#include "runtime/exc_types.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static int fill_details(ExcSyntax *e, Ref info)
{
    Value details = tuple_from_iterable(info);
    if (value_is_error(details))
        return -1;
    int64_t n = tuple_len(details);
    if (n < 4 || n == 5 || n > 6) {
        if (n == 5)
            exc_raise(&type_TypeError, "end_offset must be provided when end_lineno is provided");
        else
            exc_raise(&type_TypeError, "function takes at %s arguments (%lld given)", n < 4 ? "least 4" : "most 6",
                      (long long)n);
        value_drop(details);
        return -1;
    }
    Value *const fields[6] = {&e->filename, &e->line, &e->column, &e->text, &e->end_line, &e->end_column};
    for (int64_t i = 0; i < 6; i++)
        value_replace(fields[i], i < n ? value_dup(tuple_at(details, i)) : VALUE_ABSENT);
    value_drop(details);
    return 0;
}

static int syntax_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    if (exc_init_args(self, args, n_args, kwnames))
        return -1;
    ExcSyntax *e = VALUE_AS(ExcSyntax, self);
    if (n_args >= 1)
        value_replace(&e->message, value_dup(args[0]));
    return n_args == 2 ? fill_details(e, args[1]) : 0;
}

/* The last component of the file name, when there is one. */
static Value base_name(Ref filename)
{
    if (!value_is_str(filename))
        return VALUE_ABSENT;
    int64_t n = str_len(filename), start = n;
    while (start > 0 && str_at(filename, start - 1) != '/')
        start--;
    return str_slice(filename, start, n);
}

static Value syntax_str(Ref self)
{
    ExcSyntax *e = VALUE_AS(ExcSyntax, self);
    Value name = base_name(e->filename);
    if (value_is_error(name))
        return VALUE_ERROR;
    bool has_line = value_is_any_int(e->line);
    Value text;
    if (value_is_absent(name) && !has_line)
        text = object_str(value_or_none(e->message));
    else if (value_is_absent(name))
        text = str_format("%S (line %S)", value_or_none(e->message), e->line);
    else if (!has_line)
        text = str_format("%S (%U)", value_or_none(e->message), name);
    else
        text = str_format("%S (%U, line %S)", value_or_none(e->message), name, e->line);
    value_drop(name);
    return text;
}

#define FIELD(name, field, doc) {name, MEMBER_VALUE_OR_NONE, offsetof(ExcSyntax, field), false, doc}
static const Member syntax_members[] = {
    FIELD("msg", message, "exception msg"),
    FIELD("filename", filename, "exception filename"),
    FIELD("lineno", line, "exception lineno"),
    FIELD("offset", column, "exception offset"),
    FIELD("text", text, "exception text"),
    FIELD("end_lineno", end_line, "exception end lineno"),
    FIELD("end_offset", end_column, "exception end offset"),
    FIELD("print_file_and_line", print_file_and_line, "exception print_file_and_line"),
    {0},
};
EXC_TYPE(SyntaxError, Exception, ExcSyntax, "Invalid syntax.",
         .members = syntax_members, .init = syntax_init, .str = syntax_str)
EXC_TYPE(IndentationError, SyntaxError, ExcSyntax, "Improper indentation.", .init = syntax_init)
EXC_TYPE(TabError, IndentationError, ExcSyntax, "Improper mixture of spaces and tabs.", .init = syntax_init)
EXC_TYPE(_IncompleteInputError, SyntaxError, ExcSyntax, "incomplete input.", .init = syntax_init)
