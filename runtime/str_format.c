/* runtime/str_format.c -- str.format and str.format_map: look fields up, convert, format, put together.
 *
 * The syntax is str_format_parse.c's. A spec may itself hold fields, one level deep. */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/str_chars.h"
#include "runtime/str_format.h"
#include "runtime/tuple.h"

/* Fields are numbered by the program ("{0}") or by us ("{}"), not both. */
typedef enum Numbering { NUMBERING_UNDECIDED, NUMBERING_AUTO, NUMBERING_MANUAL } Numbering;

typedef struct Arguments {
    const Ref *positional;
    size_t n_positional;
    Ref kwnames;           /* tuple or ABSENT; values follow the positional ones */
    Ref mapping;           /* of format_map, else ABSENT */
    Numbering numbering;
    int64_t next_number;
} Arguments;

static Value build(Span input, Arguments *args, int depth);

static int number_field(Arguments *args, bool is_empty, int64_t *index)
{
    if (*index == -1 && !is_empty)
        return 0;
    if (args->numbering == NUMBERING_UNDECIDED)
        args->numbering = is_empty ? NUMBERING_AUTO : NUMBERING_MANUAL;
    if (args->numbering == NUMBERING_MANUAL && is_empty)
        return exc_raise_int(&type_ValueError,
                             "cannot switch from manual field specification to automatic field numbering");
    if (args->numbering == NUMBERING_AUTO && !is_empty)
        return exc_raise_int(&type_ValueError,
                             "cannot switch from automatic field numbering to manual field specification");
    if (is_empty)
        *index = args->next_number++;
    return 0;
}

static Value find_keyword(const Arguments *args, Ref name)
{
    if (!value_is_absent(args->mapping))
        return object_subscript(args->mapping, name);
    int64_t n = value_is_absent(args->kwnames) ? 0 : tuple_len(args->kwnames);
    for (int64_t i = 0; i < n; i++)
        if (str_equal(tuple_at(args->kwnames, i), name))
            return value_dup(args->positional[args->n_positional + (size_t)i]);
    return exc_raise_key(name);
}

static Value find_first(Arguments *args, const Span *first, int64_t index)
{
    if (number_field(args, first->start == first->end, &index))
        return VALUE_ERROR;
    if (index == -1) {
        Value name = span_str(first);
        if (value_is_error(name))
            return name;
        Value v = find_keyword(args, name);
        value_drop(name);
        return v;
    }
    if (!value_is_absent(args->mapping))
        return exc_raise(&type_ValueError, "Format string contains positional fields");
    if ((uint64_t)index >= args->n_positional)
        return exc_raise(&type_IndexError, "Replacement index %zd out of range for positional args tuple", (size_t)index);
    return value_dup(args->positional[index]);
}

/* v.name or v[name]; takes v. */
static Value follow(Value v, const FieldPart *part)
{
    Value next;
    if (part->index >= 0) {
        Value index = int_new(part->index);
        next = object_subscript(v, index);
        value_drop(index);
    } else {
        Value name = span_str(&part->name);
        if (value_is_error(name)) {
            value_drop(v);
            return name;
        }
        if (part->is_attribute)
            name = str_intern(name);
        next = part->is_attribute ? object_getattr(v, name) : object_subscript(v, name);
        value_drop(name);
    }
    value_drop(v);
    return next;
}

static Value find_field(Arguments *args, Span name)
{
    Span first, rest;
    int64_t index;
    if (field_first(name, &first, &rest, &index))
        return VALUE_ERROR;
    Value v = find_first(args, &first, index);
    FieldPart part;
    int more = 0;
    while (!value_is_error(v) && (more = field_next(&rest, &part)) > 0)
        v = follow(v, &part);
    if (more < 0 && !value_is_error(v)) {
        value_drop(v);
        return VALUE_ERROR;
    }
    return v;
}

/* !r, !s, !a; takes v. */
static Value convert(Value v, uint32_t conversion)
{
    Value text;
    switch (conversion) {
    case 0: return v;
    case 'r': text = object_repr(v); break;
    case 's': text = object_str(v); break;
    case 'a': text = object_ascii(v); break;
    default:
        text = conversion > 32 && conversion < 127
            ? exc_raise(&type_ValueError, "Unknown conversion specifier %c", (int)conversion)
            : exc_raise(&type_ValueError, "Unknown conversion specifier \\x%x", conversion);
    }
    value_drop(v);
    return text;
}

static Value field_spec(const Markup *m, Arguments *args, int depth)
{
    return m->spec_has_fields ? build(m->spec, args, depth - 1) : span_str(&m->spec);
}

/* Append v formatted; takes v. */
static int put_field(StrBuilder *b, const Markup *m, Arguments *args, Value v, int depth)
{
    bool plain = m->spec.start == m->spec.end;
    if (plain && value_is_exact_str(v)) {
        str_builder_str(b, v);
        value_drop(v);
        return 0;
    }
    Value text;
    if (plain && value_is_int(v)) {
        text = int_to_str(v, 10, false);
    } else {
        Value spec = field_spec(m, args, depth);
        if (value_is_error(spec)) {
            value_drop(v);
            return -1;
        }
        text = object_format(v, spec);
        value_drop(spec);
    }
    value_drop(v);
    if (value_is_error(text))
        return -1;
    str_builder_str(b, text);
    value_drop(text);
    return 0;
}

static Value build(Span input, Arguments *args, int depth)
{
    if (depth <= 0)
        return exc_raise(&type_ValueError, "Max string recursion exceeded");
    StrBuilder b;
    str_builder_init(&b);
    Markup m;
    int more;
    while ((more = markup_next(&input, &m)) > 0) {
        str_builder_slice(&b, m.literal.text, m.literal.start, m.literal.end);
        if (!m.has_field)
            continue;
        Value v = find_field(args, m.name);
        if (!value_is_error(v))
            v = convert(v, m.conversion);
        if (value_is_error(v) || put_field(&b, &m, args, v, depth))
            goto fail;
    }
    if (more == 0)
        return str_builder_finish(&b);
fail:
    str_builder_free(&b);
    return VALUE_ERROR;
}

STR_METHOD(str_format_m)
{
    Arguments args = {.positional = a, .n_positional = n, .kwnames = kwnames, .mapping = VALUE_ABSENT};
    return build((Span){self, 0, str_len(self)}, &args, 2);
}

STR_METHOD(str_format_map_m)
{
    Arguments args = {.kwnames = VALUE_ABSENT, .mapping = a[0]};
    return build((Span){self, 0, str_len(self)}, &args, 2);
}
