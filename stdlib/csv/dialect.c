/* stdlib/csv/dialect.c -- _csv.Dialect: the checked, immutable form of a dialect. */
#include "stdlib/csv/csv.h"

static const char *const names[] = {"delimiter", "doublequote", "escapechar", "lineterminator", "quotechar",
                                    "quoting", "skipinitialspace", "strict"};
enum { DELIMITER, DOUBLEQUOTE, ESCAPECHAR, LINETERMINATOR, QUOTECHAR, QUOTING, SKIPINITIALSPACE, STRICT, N_FIELDS };

/* ---- one field from its argument, which is ABSENT for the default ---- */
static int set_char(const char *name, Ref v, bool may_be_none, uint32_t preset, uint32_t *out)
{
    *out = preset;
    if (value_is_absent(v))
        return 0;
    *out = NOT_SET;
    if (value_is_none(v) && may_be_none)
        return 0;
    if (!value_is_str(v))
        return exc_raise_int(&type_TypeError, may_be_none ? "\"%s\" must be string or None, not %T"
                                                          : "\"%s\" must be string, not %T", name, v);
    if (str_len(v) != 1)
        return exc_raise_int(&type_TypeError, "\"%s\" must be a 1-character string", name);
    *out = str_at(v, 0);
    return 0;
}

static int set_flag(Ref v, bool preset, bool *out)
{
    int truth = value_is_absent(v) ? preset : value_truth(v);
    *out = truth > 0;
    return truth < 0 ? -1 : 0;
}

static int set_quoting(Ref v, int *out)
{
    *out = QUOTE_MINIMAL;
    if (value_is_absent(v))
        return 0;
    if (!value_is_int(v))
        return exc_raise_int(&type_TypeError, "\"quoting\" must be an integer");
    int64_t quoting = value_as_int(v);
    if (quoting < 0 || quoting >= N_QUOTINGS)
        return exc_raise_int(&type_TypeError, "bad \"quoting\" value");
    *out = (int)quoting;
    return 0;
}

static int set_terminator(Ref v, Value *out)
{
    if (value_is_absent(v)) {
        *out = str_from_cstr("\r\n");
        return value_is_error(*out) ? (*out = VALUE_ABSENT, -1) : 0;
    }
    if (value_is_none(v))
        return exc_raise_int(&type_TypeError, "lineterminator must be set");
    if (!value_is_str(v))
        return exc_raise_int(&type_TypeError, "\"lineterminator\" must be a string");
    *out = value_dup(v);
    return 0;
}

/* ---- fields that do not go together ---- */
static int check_char(const Dialect *d, const char *name, uint32_t c, bool space_allowed)
{
    if (c == '\r' || c == '\n' || (c == ' ' && !space_allowed))
        return exc_raise_int(&type_ValueError, "bad %s value", name);
    for (int64_t i = 0; c != NOT_SET && i < str_len(d->lineterminator); i++)
        if (str_at(d->lineterminator, i) == c)
            return exc_raise_int(&type_ValueError, "bad %s or lineterminator value", name);
    return 0;
}

static int check_pair(const char *name, uint32_t c, const char *other_name, uint32_t other)
{
    if (c == other && c != NOT_SET)
        return exc_raise_int(&type_ValueError, "bad %s or %s value", name, other_name);
    return 0;
}

static int check_together(const Dialect *d)
{
    bool space = !d->skipinitialspace;
    if (d->quoting != QUOTE_NONE && d->quotechar == NOT_SET)
        return exc_raise_int(&type_TypeError, "quotechar must be set if quoting enabled");
    if (check_char(d, "delimiter", d->delimiter, true) || check_char(d, "escapechar", d->escapechar, space) ||
        check_char(d, "quotechar", d->quotechar, space))
        return -1;
    return check_pair("delimiter", d->delimiter, "escapechar", d->escapechar) ||
           check_pair("delimiter", d->delimiter, "quotechar", d->quotechar) ||
           check_pair("escapechar", d->escapechar, "quotechar", d->quotechar) ? -1 : 0;
}

static int fill(Dialect *d, const Value *v)
{
    if (set_char("delimiter", v[DELIMITER], false, ',', &d->delimiter) ||
        set_flag(v[DOUBLEQUOTE], true, &d->doublequote) ||
        set_char("escapechar", v[ESCAPECHAR], true, NOT_SET, &d->escapechar) ||
        set_terminator(v[LINETERMINATOR], &d->lineterminator) ||
        set_char("quotechar", v[QUOTECHAR], true, '"', &d->quotechar) || set_quoting(v[QUOTING], &d->quoting) ||
        set_flag(v[SKIPINITIALSPACE], false, &d->skipinitialspace) || set_flag(v[STRICT], false, &d->strict))
        return -1;
    if (value_is_none(v[QUOTECHAR]) && value_is_absent(v[QUOTING]))
        d->quoting = QUOTE_NONE;
    return check_together(d);
}

/* ---- the type ---- */
/* What the call leaves open comes from the given dialect's attributes; fields become owned. */
static int complete_from(Ref given, Value *fields)
{
    for (int i = 0; i < N_FIELDS; i++) {
        if (!value_is_absent(fields[i]) || value_is_absent(given)) {
            fields[i] = value_dup(fields[i]);
            continue;
        }
        Value name = str_intern_cstr(names[i]);
        Value v = value_is_error(name) ? VALUE_ERROR : object_getattr_or_absent(given, name);
        value_drop(name);
        fields[i] = value_is_error(v) ? VALUE_ABSENT : v;
        if (value_is_error(v)) {
            for (int k = i + 1; k < N_FIELDS; k++)
                fields[k] = VALUE_ABSENT;
            return -1;
        }
    }
    return 0;
}

static bool all_absent(const Value *fields)
{
    for (int i = 0; i < N_FIELDS; i++)
        if (!value_is_absent(fields[i]))
            return false;
    return true;
}

static Value make(Type *type, Ref given, Value *fields)
{
    Value made = VALUE_ERROR;
    int failed = complete_from(given, fields);
    Dialect *d = failed ? NULL : object_alloc(type);
    if (d != NULL) {
        d->lineterminator = VALUE_ABSENT;
        made = value_from_obj(d);
        if (fill(d, fields)) {
            value_drop(made);
            made = VALUE_ERROR;
        }
    }
    for (int i = 0; i < N_FIELDS; i++)
        value_drop(fields[i]);
    return made;
}

static Value dialect_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[1 + N_FIELDS];
    if (args_bind(&spec, "Dialect(dialect=<absent>, delimiter=<absent>, doublequote=<absent>, escapechar=<absent>, "
                  "lineterminator=<absent>, quotechar=<absent>, quoting=<absent>, skipinitialspace=<absent>, "
                  "strict=<absent>)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    Value given = value_is_none(a[0]) ? VALUE_ABSENT : value_is_str(a[0]) ? csv_dialect_named(a[0]) : value_dup(a[0]);
    if (value_is_error(given))
        return VALUE_ERROR;
    if (value_has_type(given, &type_csv_dialect) && all_absent(a + 1))
        return given;
    Value made = make(type, given, a + 1);
    value_drop(given);
    return made;
}

static void dialect_dealloc(Obj *o)
{
    value_drop(((Dialect *)o)->lineterminator);
    object_free(o);
}

static Value char_to_python(uint32_t c) { return c == NOT_SET ? VALUE_NONE : str_from_char(c); }
static Value get_delimiter(Ref self) { return char_to_python(VALUE_AS(Dialect, self)->delimiter); }
static Value get_escapechar(Ref self) { return char_to_python(VALUE_AS(Dialect, self)->escapechar); }
static Value get_quotechar(Ref self) { return char_to_python(VALUE_AS(Dialect, self)->quotechar); }
static Value get_quoting(Ref self) { return value_from_int(VALUE_AS(Dialect, self)->quoting); }
static Value get_doublequote(Ref self) { return value_from_bool(VALUE_AS(Dialect, self)->doublequote); }
static Value get_skip(Ref self) { return value_from_bool(VALUE_AS(Dialect, self)->skipinitialspace); }
static Value get_strict(Ref self) { return value_from_bool(VALUE_AS(Dialect, self)->strict); }
static Value get_lineterminator(Ref self) { return value_dup(VALUE_AS(Dialect, self)->lineterminator); }

static const Getter getters[] = {
    {"delimiter", get_delimiter, NULL, NULL}, {"doublequote", get_doublequote, NULL, NULL},
    {"escapechar", get_escapechar, NULL, NULL}, {"lineterminator", get_lineterminator, NULL, NULL},
    {"quotechar", get_quotechar, NULL, NULL}, {"quoting", get_quoting, NULL, NULL},
    {"skipinitialspace", get_skip, NULL, NULL}, {"strict", get_strict, NULL, NULL}, {0},
};

NATIVE(dialect_reduce_m) { return exc_raise(&type_TypeError, "cannot pickle 'Dialect' instances"); }
static const Method methods[] = {{"__reduce__()", dialect_reduce_m, NULL}, {0}};

Type type_csv_dialect = {
    .base = STATIC_OBJ(&type_type), .name = "Dialect", .module = "_csv", .basic_size = sizeof(Dialect),
    .doc = "CSV dialect\n\nThe Dialect type records CSV dialect options.", .flags = TYPE_BASETYPE,
    .methods = methods, .getters = getters, .new = dialect_new, .dealloc = dialect_dealloc,
};

Value csv_dialect_from_call(const Ref *args, size_t n_args, Ref kwnames)
{
    return object_call(value_from_obj(&type_csv_dialect), args, n_args, kwnames);
}
