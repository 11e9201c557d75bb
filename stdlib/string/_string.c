/* stdlib/string/_string.c -- the module _string: format strings taken apart, for string.Formatter.
 *
 * The reading is done by runtime/str_format_parse.c; here are two iterators over its steps. */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/str_chars.h"
#include "runtime/str_format.h"
#include "runtime/tuple.h"

Value module__string_init(void);

/* Both iterators: what is left to read of `text`. */
typedef struct FormatIter {
    Obj base;
    Value text;
    int64_t at, end;
} FormatIter;

static Type type_formatter_iterator, type_field_name_iterator;

static Value iter_new(Type *type, Ref text, int64_t at, int64_t end)
{
    FormatIter *it = object_alloc(type);
    if (it == NULL)
        return VALUE_ERROR;
    it->text = value_dup(text);
    it->at = at;
    it->end = end;
    return value_from_obj(it);
}

static void dealloc(Obj *o)
{
    value_clear(&((FormatIter *)o)->text);
    object_free(o);
}

static Value self_iter(Ref self) { return value_dup(self); }

/* (literal, field name, spec, conversion): the last three None without a field. */
static Value markup_tuple(const Markup *m)
{
    Value items[4] = {span_str(&m->literal), VALUE_NONE, VALUE_NONE, VALUE_NONE};
    if (m->has_field) {
        items[1] = span_str(&m->name);
        items[2] = span_str(&m->spec);
        if (m->conversion)
            items[3] = str_from_char(m->conversion);
    }
    for (size_t i = 0; i < 4; i++) {
        if (!value_is_error(items[i]))
            continue;
        for (size_t j = 0; j < 4; j++)
            if (!value_is_error(items[j]))
                value_drop(items[j]);
        return VALUE_ERROR;
    }
    return tuple_from_values(items, 4);
}

static Value formatter_next(Ref self)
{
    FormatIter *it = VALUE_AS(FormatIter, self);
    Span input = {it->text, it->at, it->end};
    Markup m;
    int more = markup_next(&input, &m);
    it->at = input.start;
    return more > 0 ? markup_tuple(&m) : more < 0 ? VALUE_ERROR : VALUE_ABSENT;
}

/* A name, or the number it is. */
static Value part_value(const Span *name, int64_t index) { return index >= 0 ? int_new(index) : span_str(name); }

static Value field_name_next(Ref self)
{
    FormatIter *it = VALUE_AS(FormatIter, self);
    Span rest = {it->text, it->at, it->end};
    FieldPart part;
    int more = field_next(&rest, &part);
    it->at = rest.start;
    if (more <= 0)
        return more < 0 ? VALUE_ERROR : VALUE_ABSENT;
    Value name = part_value(&part.name, part.index);
    if (value_is_error(name))
        return name;
    Value items[] = {value_from_bool(part.is_attribute), name};
    return tuple_from_values(items, 2);
}

static Type type_formatter_iterator = {
    .base = STATIC_OBJ(&type_type), .name = "formatteriterator", .module = "_string", .basic_size = sizeof(FormatIter),
    .flags = TYPE_NO_NEW, .dealloc = dealloc, .iter = self_iter, .next = formatter_next,
};
static Type type_field_name_iterator = {
    .base = STATIC_OBJ(&type_type), .name = "fieldnameiterator", .module = "_string", .basic_size = sizeof(FormatIter),
    .flags = TYPE_NO_NEW, .dealloc = dealloc, .iter = self_iter, .next = field_name_next,
};

NATIVE(formatter_parser)
{
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "expected str, got %T", a[0]);
    return iter_new(&type_formatter_iterator, a[0], 0, str_len(a[0]));
}

NATIVE(formatter_field_name_split)
{
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "expected str, got %T", a[0]);
    Span first, rest;
    int64_t index;
    if (field_first((Span){a[0], 0, str_len(a[0])}, &first, &rest, &index))
        return VALUE_ERROR;
    Value head = part_value(&first, index);
    if (value_is_error(head))
        return head;
    Value iter = iter_new(&type_field_name_iterator, a[0], rest.start, rest.end);
    if (value_is_error(iter)) {
        value_drop(head);
        return iter;
    }
    Value items[] = {head, iter};
    return tuple_from_values(items, 2);
}

static const Method functions[] = {
    {"formatter_field_name_split(object, /)", formatter_field_name_split, "split the argument as a field name"},
    {"formatter_parser(object, /)", formatter_parser, "parse the argument as a format string"},
    {0},
};

Value module__string_init(void)
{
    if (type_ready(&type_formatter_iterator) || type_ready(&type_field_name_iterator))
        return VALUE_ERROR;
    return module_new("_string", "string helper module", functions);
}
