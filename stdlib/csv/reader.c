/* stdlib/csv/reader.c -- reading rows: a machine fed one character at a time, END_OF_LINE after each line.
 *
 * A row ends when the machine is back in START_RECORD after a line; a quoted or escaped line end keeps the row
 * open, and the next line goes on with it. */
#include "stdlib/csv/csv.h"

#define END_OF_LINE (UINT32_MAX - 1)

typedef enum State {
    START_RECORD, START_FIELD, ESCAPED, IN_FIELD, IN_QUOTES, ESCAPED_IN_QUOTES, QUOTE_IN_QUOTES, EAT_NEWLINE,
    AFTER_ESCAPED_NEWLINE
} State;

typedef struct Reader {
    Obj base;
    Value lines;      /* an iterator */
    Value dialect;    /* Dialect */
    Value fields;     /* list of the row under way; ABSENT between rows */
    StrBuilder field; /* the field under way */
    bool building;    /* field holds something to free */
    bool unquoted;    /* the field under way has no quotes so far */
    State state;
    int64_t line_num;
} Reader;

static const Dialect *dialect_of(const Reader *r) { return VALUE_AS(Dialect, r->dialect); }

static void begin_field(Reader *r)
{
    if (r->building)
        str_builder_free(&r->field);
    str_builder_init(&r->field);
    r->building = true;
    r->unquoted = true;
}

static int add_char(Reader *r, uint32_t c)
{
    if (r->field.len >= csv_field_limit) {
        csv_raise("field larger than field limit (%lld)", (long long)csv_field_limit);
        return -1;
    }
    str_builder_char(&r->field, c);
    return 0;
}

static Value field_value(const Reader *r, Value text /* taken */)
{
    int quoting = dialect_of(r)->quoting;
    if (value_is_error(text) || !r->unquoted)
        return text;
    bool empty = str_len(text) == 0;
    if (empty && (quoting == QUOTE_STRINGS || quoting == QUOTE_NOTNULL)) {
        value_drop(text);
        return VALUE_NONE;
    }
    if (empty || (quoting != QUOTE_NONNUMERIC && quoting != QUOTE_STRINGS))
        return text;
    Value number = object_to_float(text);
    value_drop(text);
    return number;
}

static int save_field(Reader *r)
{
    r->building = false;
    Value v = field_value(r, str_builder_finish(&r->field));
    begin_field(r);
    return value_is_error(v) ? -1 : list_append_owned(r->fields, v);
}

static bool ends_line(uint32_t c) { return c == '\n' || c == '\r' || c == END_OF_LINE; }

static int end_field(Reader *r, uint32_t c)
{
    r->state = c == END_OF_LINE ? START_RECORD : ends_line(c) ? EAT_NEWLINE : START_FIELD;
    return save_field(r);
}

static int feed_start(Reader *r, const Dialect *d, uint32_t c)
{
    if (ends_line(c) || c == d->delimiter)
        return end_field(r, c);
    if (c == d->quotechar && d->quoting != QUOTE_NONE) {
        r->unquoted = false;
        r->state = IN_QUOTES;
        return 0;
    }
    if (c == d->escapechar) {
        r->state = ESCAPED;
        return 0;
    }
    if (c == ' ' && d->skipinitialspace)
        return 0;
    r->state = IN_FIELD;
    return add_char(r, c);
}

static int feed_field(Reader *r, const Dialect *d, uint32_t c)
{
    if (ends_line(c) || c == d->delimiter)
        return end_field(r, c);
    r->state = c == d->escapechar ? ESCAPED : IN_FIELD;
    return c == d->escapechar ? 0 : add_char(r, c);
}

static int feed_quoted(Reader *r, const Dialect *d, uint32_t c)
{
    if (c == END_OF_LINE)
        return 0;
    if (c == d->escapechar) {
        r->state = ESCAPED_IN_QUOTES;
        return 0;
    }
    if (c == d->quotechar && d->quoting != QUOTE_NONE) {
        r->state = d->doublequote ? QUOTE_IN_QUOTES : IN_FIELD;
        return 0;
    }
    return add_char(r, c);
}

static int feed_after_quote(Reader *r, const Dialect *d, uint32_t c)
{
    if (d->quoting != QUOTE_NONE && c == d->quotechar) {
        r->state = IN_QUOTES;
        return add_char(r, c);
    }
    if (ends_line(c) || c == d->delimiter)
        return end_field(r, c);
    if (d->strict) {
        Value delimiter = str_from_char(d->delimiter), quote = str_from_char(d->quotechar);
        if (value_is_ok(delimiter) && value_is_ok(quote))
            csv_raise("'%U' expected after '%U'", delimiter, quote);
        value_drop(delimiter);
        value_drop(quote);
        return -1;
    }
    r->state = IN_FIELD;
    return add_char(r, c);
}

static int feed(Reader *r, const Dialect *d, uint32_t c)
{
    switch (r->state) {
    case START_RECORD:
        if (c == END_OF_LINE)
            return 0;
        if (ends_line(c)) {
            r->state = EAT_NEWLINE;
            return 0;
        }
        return feed_start(r, d, c);
    case START_FIELD: return feed_start(r, d, c);
    case ESCAPED:
        r->state = c == '\n' || c == '\r' ? AFTER_ESCAPED_NEWLINE : IN_FIELD;
        return add_char(r, c == END_OF_LINE ? '\n' : c);
    case AFTER_ESCAPED_NEWLINE: return c == END_OF_LINE ? 0 : feed_field(r, d, c);
    case IN_FIELD: return feed_field(r, d, c);
    case IN_QUOTES: return feed_quoted(r, d, c);
    case ESCAPED_IN_QUOTES:
        r->state = IN_QUOTES;
        return add_char(r, c == END_OF_LINE ? '\n' : c);
    case QUOTE_IN_QUOTES: return feed_after_quote(r, d, c);
    case EAT_NEWLINE:
        if (c == END_OF_LINE)
            r->state = START_RECORD;
        if (ends_line(c))
            return 0;
        csv_raise("new-line character seen in unquoted field - do you need to open the file with newline=''?");
        return -1;
    }
    return 0;
}

static int feed_line(Reader *r, Ref line)
{
    if (!value_is_str(line)) {
        csv_raise("iterator should return strings, not %T (the file should be opened in text mode)", line);
        return -1;
    }
    r->line_num++;
    const Dialect *d = dialect_of(r);
    for (int64_t i = 0; i < str_len(line); i++)
        if (feed(r, d, str_at(line, i)))
            return -1;
    return feed(r, d, END_OF_LINE);
}

static Value take_row(Reader *r)
{
    Value row = r->fields;
    r->fields = VALUE_ABSENT;
    return row;
}

/* The lines are over: a row under way still counts unless the dialect is strict. */
static Value last_row(Reader *r)
{
    if (r->field.len == 0 && r->state != IN_QUOTES)
        return VALUE_ABSENT;
    if (dialect_of(r)->strict)
        return csv_raise("unexpected end of data");
    return save_field(r) ? VALUE_ERROR : take_row(r);
}

static Value reader_next(Ref self)
{
    Reader *r = VALUE_AS(Reader, self);
    Value fields = list_new(0);
    if (value_is_error(fields))
        return VALUE_ERROR;
    value_replace(&r->fields, fields);
    begin_field(r);
    r->state = START_RECORD;
    do {
        Value line = iter_next(r->lines);
        if (value_is_absent(line))
            return last_row(r);
        /* The iterator is Python: it may have asked this reader for a row of its own. */
        int failed = value_is_error(line) ? -1 : value_is_absent(r->fields)
            ? (csv_raise("iterator has already advanced the reader"), -1) : feed_line(r, line);
        value_drop(line);
        if (failed)
            return VALUE_ERROR;
    } while (r->state != START_RECORD);
    return take_row(r);
}

static Value reader_iter(Ref self) { return value_dup(self); }

static int reader_traverse(Obj *o, GcVisit visit, void *arg)
{
    Reader *r = (Reader *)o;
    GC_VISIT(r->lines);
    GC_VISIT(r->dialect);
    GC_VISIT(r->fields);
    return 0;
}

static void reader_dealloc(Obj *o)
{
    Reader *r = (Reader *)o;
    gc_untrack(o);
    if (r->building)
        str_builder_free(&r->field);
    value_drop(r->lines);
    value_drop(r->dialect);
    value_drop(r->fields);
    object_free(o);
}

static const Member members[] = {
    {"dialect", MEMBER_VALUE, offsetof(Reader, dialect), true, NULL},
    {"line_num", MEMBER_INT64, offsetof(Reader, line_num), true, NULL},
    {0},
};

Type type_csv_reader = {
    .base = STATIC_OBJ(&type_type), .name = "reader", .module = "_csv", .basic_size = sizeof(Reader),
    .doc = "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.\n",
    .flags = TYPE_GC | TYPE_NO_NEW, .members = members, .dealloc = reader_dealloc, .traverse = reader_traverse,
    .iter = reader_iter, .next = reader_next,
};

Value csv_reader_new(Ref iterable, Value dialect)
{
    Value lines = object_iter(iterable);
    Reader *r = value_is_error(lines) ? NULL : object_alloc(&type_csv_reader);
    if (r == NULL) {
        value_drop(lines);
        value_drop(dialect);
        return VALUE_ERROR;
    }
    r->lines = lines;
    r->dialect = dialect;
    r->fields = VALUE_ABSENT;
    r->building = r->unquoted = false;
    r->state = START_RECORD;
    r->line_num = 0;
    gc_track(r);
    return value_from_obj(r);
}
