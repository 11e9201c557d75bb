/* runtime/template.c -- t-strings: the objects that t"..." makes.
 *
 * A template is strings and interpolations in turn, beginning and ending with a string (maybe an empty one);
 * neither is ever evaluated further: that is the business of the function that gets the template. */
#include "runtime/template.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/gc.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* ---- Interpolation ---- */

/* Interpolation.__match_args__: a class attribute, which no table of a static type can state. */
static int set_match_args(void)
{
    static bool done;
    if (done)
        return 0;
    static const char *const names[] = {"value", "expression", "conversion", "format_spec"};
    Value tuple = tuple_new(N_ELEMENTS(names));
    if (value_is_error(tuple))
        return -1;
    int failed = 0;
    for (size_t i = 0; i < N_ELEMENTS(names) && !failed; i++) {
        Value name = str_intern_cstr(names[i]);
        failed = value_is_error(name);
        VALUE_AS(Tuple, tuple)->items[i] = failed ? VALUE_ABSENT : name;
    }
    if (!failed)
        failed = type_add_constant(&type_interpolation, "__match_args__", value_dup(tuple));
    value_drop(tuple);
    if (failed)
        return -1;
    done = true;
    return 0;
}

Value interpolation_new(Ref value, Ref expression, Ref conversion, Ref spec)
{
    if (set_match_args())
        return VALUE_ERROR;
    Interpolation *i = object_alloc(&type_interpolation);
    if (i == NULL)
        return VALUE_ERROR;
    i->value = value_dup(value);
    i->expression = value_dup(expression);
    i->conversion = value_dup(conversion);
    i->format_spec = value_dup(spec);
    gc_track(i);
    return value_from_obj(i);
}

static int check_conversion(Ref v)
{
    if (value_is_none(v))
        return 0;
    if (!value_is_str(v))
        return exc_raise_int(&type_TypeError, "Interpolation() argument 'conversion' must be str, not %T", v);
    if (str_equals_cstr(v, "a") || str_equals_cstr(v, "r") || str_equals_cstr(v, "s"))
        return 0;
    return exc_raise_int(&type_ValueError, "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'");
}

static Value new_interpolation(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[4];
    if (args_bind(&spec, "Interpolation(value, expression='', conversion=None, format_spec='')", args, n_args, kwnames, a))
        return VALUE_ERROR;
    if (!value_is_str(a[1]))
        return exc_raise(&type_TypeError, "Interpolation() argument 'expression' must be str, not %T", a[1]);
    if (check_conversion(a[2]))
        return VALUE_ERROR;
    if (!value_is_str(a[3]))
        return exc_raise(&type_TypeError, "Interpolation() argument 'format_spec' must be str, not %T", a[3]);
    return interpolation_new(a[0], a[1], a[2], a[3]);
}

static Value interpolation_repr(Ref self)
{
    const Interpolation *i = VALUE_AS(Interpolation, self);
    return str_format("Interpolation(%R, %R, %R, %R)", i->value, i->expression, i->conversion, i->format_spec);
}

static void interpolation_clear(Obj *o)
{
    Interpolation *i = (Interpolation *)o;
    value_clear(&i->value);
    value_clear(&i->expression);
    value_clear(&i->conversion);
    value_clear(&i->format_spec);
}

static void interpolation_dealloc(Obj *o)
{
    gc_untrack(o);
    interpolation_clear(o);
    object_free(o);
}

static int interpolation_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((Interpolation *)o)->value);
    GC_VISIT(((Interpolation *)o)->expression);
    GC_VISIT(((Interpolation *)o)->format_spec);
    return 0;
}

NATIVE(interpolation_reduce_m)
{
    const Interpolation *i = VALUE_AS(Interpolation, self);
    Ref fields[] = {i->value, i->expression, i->conversion, i->format_spec};
    Value args = tuple_from_refs(fields, 4);
    if (value_is_error(args))
        return args;
    Value result = tuple_of2(value_from_obj(value_type(self)), args);
    value_drop(args);
    return result;
}

static const Method interpolation_methods[] = {
    {"__reduce__()", interpolation_reduce_m, NULL},
    {0},
};
static const Member interpolation_members[] = {
    {"value", MEMBER_VALUE, offsetof(Interpolation, value), true, "Value"},
    {"expression", MEMBER_VALUE, offsetof(Interpolation, expression), true, "Expression"},
    {"conversion", MEMBER_VALUE, offsetof(Interpolation, conversion), true, "Conversion"},
    {"format_spec", MEMBER_VALUE, offsetof(Interpolation, format_spec), true, "Format specifier"},
    {0},
};

Type type_interpolation = {
    .base = STATIC_OBJ(&type_type), .name = "Interpolation", .module = "string.templatelib",
    .doc = "Interpolation object", .basic_size = sizeof(Interpolation), .flags = TYPE_GC,
    .methods = interpolation_methods, .members = interpolation_members, .new = new_interpolation,
    .repr = interpolation_repr, .dealloc = interpolation_dealloc, .traverse = interpolation_traverse,
    .clear = interpolation_clear,
};

/* ---- Template ---- */

Value template_new(Ref strings, Ref interpolations)
{
    Template *t = object_alloc(&type_template);
    if (t == NULL)
        return VALUE_ERROR;
    t->strings = value_dup(strings);
    t->interpolations = value_dup(interpolations);
    gc_track(t);
    return value_from_obj(t);
}

/* The lists become tuples and these a template; takes both. */
static Value from_lists(Value strings, Value interpolations)
{
    Value result = VALUE_ERROR;
    Value s = list_to_tuple(strings), i = list_to_tuple(interpolations);
    if (!value_is_error(s) && !value_is_error(i))
        result = template_new(s, i);
    if (!value_is_error(s))
        value_drop(s);
    if (!value_is_error(i))
        value_drop(i);
    value_drop(strings);
    value_drop(interpolations);
    return result;
}

/* The last string grows by `text`. */
static int extend_last(Ref strings, Ref text)
{
    Value *last = &VALUE_AS(List, strings)->items[list_len(strings) - 1];
    Value joined = str_concat(*last, text);
    if (value_is_error(joined))
        return -1;
    value_replace(last, joined);
    return 0;
}

static int add_part(Ref strings, Ref interpolations, Ref part)
{
    if (value_is_str(part))
        return extend_last(strings, part);
    if (value_has_type(part, &type_interpolation)) {
        Value empty = str_empty();
        return list_append(interpolations, part) || list_append_owned(strings, empty) ? -1 : 0;
    }
    return exc_raise_int(&type_TypeError, "Template.__new__ *args need to be of type 'str' or 'Interpolation', got %T", part);
}

static Value new_template(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    if (!value_is_absent(kwnames) && tuple_len(kwnames) > 0)
        return exc_raise(&type_TypeError, "Template.__new__ only accepts *args arguments");
    Value strings = list_new((int64_t)n_args + 1), interpolations = list_new((int64_t)n_args);
    if (value_is_error(strings) || value_is_error(interpolations))
        goto fail;
    if (list_append_owned(strings, str_empty()))
        goto fail;
    for (size_t i = 0; i < n_args; i++)
        if (add_part(strings, interpolations, args[i]))
            goto fail;
    return from_lists(strings, interpolations);
fail:
    if (!value_is_error(strings))
        value_drop(strings);
    if (!value_is_error(interpolations))
        value_drop(interpolations);
    return VALUE_ERROR;
}

static Value template_repr(Ref self)
{
    const Template *t = VALUE_AS(Template, self);
    return str_format("Template(strings=%R, interpolations=%R)", t->strings, t->interpolations);
}

/* "a{x}b" + "c{y}": the b and the c become one string. */
static Value add_templates(const Template *x, const Template *y)
{
    Value strings = list_new(0), interpolations = list_new(0);
    if (value_is_error(strings) || value_is_error(interpolations) || list_extend(strings, x->strings)
        || list_extend(interpolations, x->interpolations) || list_extend(interpolations, y->interpolations)
        || extend_last(strings, tuple_at(y->strings, 0)))
        goto fail;
    for (int64_t i = 1; i < tuple_len(y->strings); i++)
        if (list_append(strings, tuple_at(y->strings, i)))
            goto fail;
    return from_lists(strings, interpolations);
fail:
    if (!value_is_error(strings))
        value_drop(strings);
    if (!value_is_error(interpolations))
        value_drop(interpolations);
    return VALUE_ERROR;
}

static Value template_concat(Ref a, Ref b)
{
    if (!value_has_type(a, &type_template) || !value_has_type(b, &type_template))
        return exc_raise(&type_TypeError, "can only concatenate %V (not \"%V\") to %V", a, b, a);
    return add_templates(VALUE_AS(Template, a), VALUE_AS(Template, b));
}

static Value template_values(Ref self)
{
    const Template *t = VALUE_AS(Template, self);
    int64_t n = tuple_len(t->interpolations);
    Value values = tuple_new(n);
    if (value_is_error(values))
        return values;
    for (int64_t i = 0; i < n; i++)
        VALUE_AS(Tuple, values)->items[i] = value_dup(VALUE_AS(Interpolation, tuple_at(t->interpolations, i))->value);
    return values;
}

/* ---- iterating: strings that are not empty, and interpolations, in their order ---- */

typedef struct TemplateIter {
    Obj base;
    Value template;
    int64_t index; /* even: strings[index / 2], odd: interpolations[index / 2] */
} TemplateIter;

static Value template_iter(Ref self)
{
    TemplateIter *it = object_alloc(&type_template_iterator);
    if (it == NULL)
        return VALUE_ERROR;
    it->template = value_dup(self);
    it->index = 0;
    gc_track(it);
    return value_from_obj(it);
}

static Value iter_next_part(Ref self)
{
    TemplateIter *it = VALUE_AS(TemplateIter, self);
    const Template *t = VALUE_AS(Template, it->template);
    int64_t n = tuple_len(t->interpolations);
    while (it->index <= 2 * n) {
        int64_t i = it->index++;
        Ref part = i % 2 ? tuple_at(t->interpolations, i / 2) : tuple_at(t->strings, i / 2);
        if (i % 2 || str_len(part) > 0)
            return value_dup(part);
    }
    return VALUE_ABSENT;
}

static void iter_dealloc(Obj *o)
{
    gc_untrack(o);
    value_drop(((TemplateIter *)o)->template);
    object_free(o);
}

static int iter_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((TemplateIter *)o)->template);
    return 0;
}

static Value iter_self(Ref self) { return value_dup(self); }

Type type_template_iterator = {
    .base = STATIC_OBJ(&type_type), .name = "TemplateIter", .module = "string.templatelib",
    .basic_size = sizeof(TemplateIter), .flags = TYPE_GC | TYPE_NO_NEW, .dealloc = iter_dealloc,
    .traverse = iter_traverse, .iter = iter_self, .next = iter_next_part,
};

/* ---- the type ---- */

static void template_clear(Obj *o)
{
    value_clear(&((Template *)o)->strings);
    value_clear(&((Template *)o)->interpolations);
}

static void template_dealloc(Obj *o)
{
    gc_untrack(o);
    template_clear(o);
    object_free(o);
}

static int template_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((Template *)o)->strings);
    GC_VISIT(((Template *)o)->interpolations);
    return 0;
}

/* Pickled as the call Template(*parts). */
NATIVE(template_reduce_m)
{
    Value parts = list_from_iterable(self);
    if (value_is_error(parts))
        return parts;
    Value args = list_to_tuple(parts);
    value_drop(parts);
    if (value_is_error(args))
        return args;
    Value result = tuple_of2(value_from_obj(value_type(self)), args);
    value_drop(args);
    return result;
}

static const Method template_methods[] = {
    {"__reduce__()", template_reduce_m, NULL},
    {0},
};
static const Member template_members[] = {
    {"strings", MEMBER_VALUE, offsetof(Template, strings), true, "Strings"},
    {"interpolations", MEMBER_VALUE, offsetof(Template, interpolations), true, "Interpolations"},
    {0},
};
static const Getter template_getters[] = {
    {"values", template_values, NULL, "Values of interpolations"},
    {0},
};

Type type_template = {
    .base = STATIC_OBJ(&type_type), .name = "Template", .module = "string.templatelib",
    .doc = "Template object", .basic_size = sizeof(Template), .flags = TYPE_GC,
    .methods = template_methods, .members = template_members, .getters = template_getters, .new = new_template,
    .repr = template_repr, .iter = template_iter, .concat = template_concat,
    .dealloc = template_dealloc, .traverse = template_traverse, .clear = template_clear,
};
