/* stdlib/csv/writer.c -- writing rows. */
#include "runtime/complex.h"
#include "stdlib/csv/csv.h"

typedef struct Writer {
    Obj base;
    Value write;   /* file.write */
    Value dialect; /* Dialect */
} Writer;

static bool is_number(Ref v)
{
    const Type *type = value_type(v);
    return type->to_int || type->to_float || type->index || value_is_instance(v, &type_complex);
}

static bool wants_quotes(const Dialect *d, Ref v)
{
    switch (d->quoting) {
    case QUOTE_NONNUMERIC: return !is_number(v);
    case QUOTE_ALL: return true;
    case QUOTE_STRINGS: return value_is_str(v);
    case QUOTE_NOTNULL: return !value_is_none(v);
    default: return false;
    }
}

static bool is_special(const Dialect *d, uint32_t c)
{
    if (c == d->delimiter || c == d->escapechar || c == d->quotechar || c == '\n' || c == '\r')
        return true;
    for (int64_t i = 0; i < str_len(d->lineterminator); i++)
        if (str_at(d->lineterminator, i) == c)
            return true;
    return false;
}

/* The text with what must be escaped or doubled; *quoted becomes true when it needs quotes. 0 or -1. */
static int escape_field(const Dialect *d, Ref text, StrBuilder *out, bool *quoted)
{
    for (int64_t i = 0; i < str_len(text); i++) {
        uint32_t c = str_at(text, i);
        if (is_special(d, c)) {
            bool escape = d->quoting == QUOTE_NONE || c == d->escapechar;
            if (!escape && c == d->quotechar) {
                escape = !d->doublequote;
                if (d->doublequote)
                    str_builder_char(out, d->quotechar);
            }
            if (escape && d->escapechar == NOT_SET) {
                csv_raise("need to escape, but no escapechar set");
                return -1;
            }
            if (escape)
                str_builder_char(out, d->escapechar);
            else
                *quoted = true;
        }
        str_builder_char(out, c);
    }
    return 0;
}

static bool quotes_forbidden(const Dialect *d, bool is_null)
{
    return d->quoting == QUOTE_NONE ||
           (is_null && (d->quoting == QUOTE_STRINGS || d->quoting == QUOTE_NOTNULL));
}

static int append_field(const Dialect *d, Ref text, bool is_null, bool quoted, StrBuilder *row)
{
    StrBuilder field;
    str_builder_init(&field);
    if (escape_field(d, text, &field, &quoted)) {
        str_builder_free(&field);
        return -1;
    }
    Value escaped = str_builder_finish(&field);
    if (value_is_error(escaped))
        return -1;
    if (str_len(escaped) == 0 && d->delimiter == ' ' && d->skipinitialspace) {
        if (quotes_forbidden(d, is_null)) {
            value_drop(escaped);
            csv_raise("empty field must be quoted if delimiter is a space and skipinitialspace is true");
            return -1;
        }
        quoted = true;
    }
    if (quoted)
        str_builder_char(row, d->quotechar);
    str_builder_str(row, escaped);
    if (quoted)
        str_builder_char(row, d->quotechar);
    value_drop(escaped);
    return 0;
}

static int append_value(const Dialect *d, Ref v, StrBuilder *row)
{
    bool quoted = wants_quotes(d, v);
    Value text = value_is_none(v) ? str_empty() : value_is_str(v) ? value_dup(v) : object_str(v);
    if (value_is_error(text))
        return -1;
    int r = append_field(d, text, value_is_none(v), quoted, row);
    value_drop(text);
    return r;
}

/* The fields with their delimiters. 0 or -1. */
static int append_row(const Dialect *d, Ref it, StrBuilder *row)
{
    int64_t n = 0;
    bool is_null = false;
    for (;; n++) {
        Value v = iter_next(it);
        if (value_is_absent(v))
            break;
        if (value_is_error(v))
            return -1;
        if (n > 0)
            str_builder_char(row, d->delimiter);
        is_null = value_is_none(v);
        int failed = append_value(d, v, row);
        value_drop(v);
        if (failed)
            return -1;
    }
    if (n == 0 || row->len > 0)
        return 0;
    if (quotes_forbidden(d, is_null)) {
        csv_raise("single empty field record must be quoted");
        return -1;
    }
    str_builder_char(row, d->quotechar);
    str_builder_char(row, d->quotechar);
    return 0;
}

static Value write_row(Writer *w, Ref fields)
{
    const Dialect *d = VALUE_AS(Dialect, w->dialect);
    Value it = object_iter(fields);
    if (value_is_error(it)) {
        if (!exc_pending_is(&type_TypeError))
            return VALUE_ERROR;
        exc_clear();
        return csv_raise("iterable expected, not %T", fields);
    }
    StrBuilder row;
    str_builder_init(&row);
    int failed = append_row(d, it, &row);
    value_drop(it);
    if (failed) {
        str_builder_free(&row);
        return VALUE_ERROR;
    }
    str_builder_str(&row, d->lineterminator);
    Value line = str_builder_finish(&row);
    if (value_is_error(line))
        return VALUE_ERROR;
    Value result = object_call1(w->write, line);
    value_drop(line);
    return result;
}

NATIVE(writer_writerow_m) { return write_row(VALUE_AS(Writer, self), a[0]); }

NATIVE(writer_writerows_m)
{
    Value it = object_iter(a[0]);
    if (value_is_error(it))
        return VALUE_ERROR;
    Value row;
    while (value_is_ok(row = iter_next(it))) {
        Value written = write_row(VALUE_AS(Writer, self), row);
        value_drop(row);
        if (value_is_error(written)) {
            row = VALUE_ERROR;
            break;
        }
        value_drop(written);
    }
    value_drop(it);
    return value_is_error(row) ? VALUE_ERROR : VALUE_NONE;
}

static int writer_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((Writer *)o)->write);
    GC_VISIT(((Writer *)o)->dialect);
    return 0;
}

static void writer_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((Writer *)o)->write);
    value_drop(((Writer *)o)->dialect);
    object_free(o);
}

static const Member members[] = {{"dialect", MEMBER_VALUE, offsetof(Writer, dialect), true, NULL}, {0}};
static const Method methods[] = {
    {"writerow(row, /)", writer_writerow_m,
     "writerow(iterable)\n\nConstruct and write a CSV record from an iterable of fields.  Non-string\n"
     "elements will be converted to string."},
    {"writerows(rows, /)", writer_writerows_m,
     "writerows(iterable of iterables)\n\nConstruct and write a series of iterables to a csv file.  Non-string\n"
     "elements will be converted to string."},
    {0},
};

Type type_csv_writer = {
    .base = STATIC_OBJ(&type_type), .name = "writer", .module = "_csv", .basic_size = sizeof(Writer),
    .doc = "CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.\n",
    .flags = TYPE_GC | TYPE_NO_NEW, .members = members, .methods = methods, .dealloc = writer_dealloc,
    .traverse = writer_traverse,
};

Value csv_writer_new(Ref file, Value dialect)
{
    Value write = object_getattr_or_absent(file, NAME(write));
    if (value_is_absent(write) || (value_is_ok(write) && !object_is_callable(write))) {
        value_drop(write);
        write = exc_raise(&type_TypeError, "argument 1 must have a \"write\" method");
    }
    Writer *w = value_is_error(write) ? NULL : object_alloc(&type_csv_writer);
    if (w == NULL) {
        value_drop(write);
        value_drop(dialect);
        return VALUE_ERROR;
    }
    w->write = write;
    w->dialect = dialect;
    gc_track(w);
    return value_from_obj(w);
}
