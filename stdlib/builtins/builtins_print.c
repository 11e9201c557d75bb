/* stdlib/builtins/builtins_print.c -- print() and input(). */
#include "runtime/exc.h"
#include "runtime/import.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "stdlib/builtins/builtins.h"
#include "stdlib/io/textio.h"
#include "stdlib/sys/sys.h"

typedef struct PrintOptions { Ref sep, end, file, flush; } PrintOptions;

static int read_print_options(PrintOptions *o, const Ref *values, Ref kwnames)
{
    o->sep = o->end = o->file = VALUE_NONE;
    o->flush = VALUE_FALSE;
    if (value_is_absent(kwnames))
        return 0;
    for (int64_t i = 0; i < tuple_len(kwnames); i++) {
        Ref keyword = tuple_at(kwnames, i);
        if (str_equals_cstr(keyword, "sep"))
            o->sep = values[i];
        else if (str_equals_cstr(keyword, "end"))
            o->end = values[i];
        else if (str_equals_cstr(keyword, "file"))
            o->file = values[i];
        else if (str_equals_cstr(keyword, "flush"))
            o->flush = values[i];
        else
            return exc_raise_int(&type_TypeError, "print() got an unexpected keyword argument '%U'", keyword);
    }
    if (!value_is_none(o->sep) && !value_is_str(o->sep))
        return exc_raise_int(&type_TypeError, "sep must be None or a string, not %T", o->sep);
    if (!value_is_none(o->end) && !value_is_str(o->end))
        return exc_raise_int(&type_TypeError, "end must be None or a string, not %T", o->end);
    return 0;
}

/* One write to a file: straight into our own text files, through .write() otherwise. */
static int write_text(Ref file, Ref text)
{
    if (textio_is_plain(file) && value_is_exact_str(text))
        return textio_write(file, text);
    Value result = object_call_method1(file, NAME(write), text);
    value_drop(result);
    return value_is_error(result) ? -1 : 0;
}

static int write_char(Ref file, char c)
{
    if (textio_is_plain(file))
        return textio_write_ascii(file, &c, 1);
    Value text = str_from_char((uint8_t)c);
    int result = write_text(file, text);
    value_drop(text);
    return result;
}

static int write_int(Ref file, int64_t i)
{
    char digits[24];
    char *end = digits + sizeof digits, *p = end;
    uint64_t rest = i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
    do {
        *--p = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (i < 0)
        *--p = '-';
    return textio_write_ascii(file, p, (size_t)(end - p));
}

static int write_str_of(Ref file, Ref v)
{
    if (value_is_exact_str(v))
        return write_text(file, v);
    if (value_is_int(v) && textio_is_plain(file))
        return write_int(file, value_as_int(v));
    Value text = object_str(v);
    if (value_is_error(text))
        return -1;
    int result = write_text(file, text);
    value_drop(text);
    return result;
}

static int print_all(Ref file, const Ref *a, size_t n, const PrintOptions *o)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && (value_is_none(o->sep) ? write_char(file, ' ') : write_text(file, o->sep)))
            return -1;
        if (write_str_of(file, a[i]))
            return -1;
    }
    return value_is_none(o->end) ? write_char(file, '\n') : write_text(file, o->end);
}

static int flush_file(Ref file)
{
    Value result = object_call_method0(file, NAME(flush));
    value_drop(result);
    return value_is_error(result) ? -1 : 0;
}

NATIVE(builtin_print)
{
    PrintOptions options;
    if (read_print_options(&options, a + n, kwnames))
        return VALUE_ERROR;
    Value file = value_dup(options.file);
    if (value_is_none(file)) {
        file = value_dup(sys_get_named(NAME(stdout)));
        if (value_is_absent(file))
            return exc_raise(&type_RuntimeError, "lost sys.stdout");
        if (value_is_none(file)) /* no standard output: as pythonw */
            return VALUE_NONE;
    }
    int failed = print_all(file, a, n, &options);
    if (!failed && !value_is_false(options.flush)) {
        int flush = value_truth(options.flush);
        failed = flush < 0 || (flush && flush_file(file));
    }
    value_drop(file);
    return failed ? VALUE_ERROR : VALUE_NONE;
}

/* ---- input ---- */
static Value required_stream(const char *name)
{
    Ref stream = sys_get(name);
    if (value_is_absent(stream) || value_is_none(stream))
        return exc_raise(&type_RuntimeError, "input(): lost sys.%s", name);
    return value_dup(stream);
}

static void flush_quietly(Ref file)
{
    if (flush_file(file))
        exc_clear();
}

/* The line without its newline; EOFError for the empty string. Takes line. */
static Value finish_line(Value line)
{
    if (value_is_error(line))
        return VALUE_ERROR;
    if (!value_is_str(line)) {
        value_drop(line);
        return exc_raise(&type_TypeError, "object.readline() returned non-string");
    }
    int64_t len = str_len(line);
    if (len == 0) {
        value_drop(line);
        return exc_raise(&type_EOFError, "EOF when reading a line");
    }
    if (str_at(line, len - 1) != '\n')
        return line;
    Value text = str_slice(line, 0, len - 1);
    value_drop(line);
    return text;
}

NATIVE(builtin_input)
{
    Value in = required_stream("stdin");
    if (value_is_error(in))
        return VALUE_ERROR;
    Value out = required_stream("stdout"), err = VALUE_ERROR, line = VALUE_ERROR;
    if (value_is_error(out))
        goto done;
    err = required_stream("stderr");
    if (value_is_error(err))
        goto done;
    flush_quietly(err);
    if (!value_is_absent(a[0]) && write_str_of(out, a[0]))
        goto done;
    flush_quietly(out);
    line = finish_line(object_call_method0(in, NAME(readline)));
done:
    value_drop(in);
    value_drop(out);
    value_drop(err);
    return line;
}

const Method builtins_print_functions[] = {
    {"print(*args, sep=' ', end='\\n', file=None, flush=False)", builtin_print,
     "Print the values to a stream, or to sys.stdout by default.", METHOD_RAW},
    {"input(prompt=<absent>, /)", builtin_input,
     "Read a line from standard input; the trailing newline is stripped."},
    {0},
};
