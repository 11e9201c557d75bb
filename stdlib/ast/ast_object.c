/* stdlib/ast/ast_object.c -- ast.AST: making nodes from Python, and pickling them.
 *
 * BinOp(left, op, right, lineno=1): positional arguments are fields in order.  A field that is not given is an empty
 * list, Load(), None or, with a DeprecationWarning, missing: that is up to its type in _field_types. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/generic_alias.h"
#include "runtime/list.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/union_type.h"
#include "stdlib/ast/ast_types.h"

/* An attribute of self's class, ABSENT when it has none. */
static Value class_attribute(Ref self, const char *name)
{
    Value key = str_intern_cstr(name);
    Value v = object_getattr_or_absent(value_from_obj(value_type(self)), key);
    value_drop(key);
    return v;
}

/* The names in _fields as a tuple: empty when the class lost it. */
static Value fields_of(Ref self)
{
    Value fields = class_attribute(self, "_fields");
    if (value_is_absent(fields))
        return tuple_empty();
    if (value_is_error(fields))
        return VALUE_ERROR;
    Value names = tuple_from_iterable(fields);
    value_drop(fields);
    return names;
}

/* `what` names the class and a field. */
static int warn_about_field(const char *format, Ref self, Ref field)
{
    Value class_name = type_name(value_type(self));
    if (value_is_error(class_name))
        return -1;
    int result = exc_warn(&type_DeprecationWarning, 1, format, class_name, field);
    value_drop(class_name);
    return result;
}

static int set_positionals(Ref self, Ref fields, Ref given, const Ref *args, size_t n_args)
{
    size_t n_fields = (size_t)tuple_len(fields);
    if (n_args > n_fields)
        return exc_raise_int(&type_TypeError, "%N constructor takes at most %zu positional argument%s",
                             value_type(self), n_fields, n_fields == 1 ? "" : "s");
    for (size_t i = 0; i < n_args; i++) {
        Ref name = tuple_at(fields, (int64_t)i);
        if (object_setattr(self, name, args[i]) || dict_set(given, name, VALUE_NONE))
            return -1;
    }
    return 0;
}

static int check_unknown_keyword(Ref self, Ref name)
{
    Value attributes = class_attribute(self, "_attributes");
    if (value_is_error(attributes))
        return -1;
    int known = value_is_absent(attributes) ? 0 : object_contains(attributes, name);
    value_drop(attributes);
    if (known != 0)
        return known < 0 ? -1 : 0;
    return warn_about_field("%U.__init__ got an unexpected keyword argument %R. Support for arbitrary keyword "
                            "arguments is deprecated and will be removed in Python 3.15.", self, name);
}

static int set_keyword(Ref self, Ref fields, Ref given, Ref name, Ref value)
{
    int is_field = object_contains(fields, name);
    if (is_field < 0)
        return -1;
    if (is_field) {
        int twice = dict_contains(given, name);
        if (twice != 0)
            return twice < 0 ? -1 : exc_raise_int(&type_TypeError, "%N got multiple values for argument %R",
                                                  value_type(self), name);
        if (dict_set(given, name, VALUE_NONE))
            return -1;
    } else if (check_unknown_keyword(self, name)) {
        return -1;
    }
    return object_setattr(self, name, value);
}

/* What a field that was not given becomes: ABSENT leaves it alone. */
static Value default_of(Ref self, Ref name, Ref type)
{
    if (value_is_absent(type))
        return exc_warn(&type_DeprecationWarning, 1, "Field %R is missing from %N._field_types. This will become an "
                        "error in Python 3.15.", name, value_type(self)) ? VALUE_ERROR : VALUE_ABSENT;
    if (value_is_union(type))
        return VALUE_ABSENT; /* the class has None */
    if (value_has_type(type, &type_generic_alias))
        return list_new(0);
    if (value_is(type, ast_types.fields[FIELD_expr_context]))
        return value_dup(ast_types.enum_items[FIELD_expr_context][CTX_LOAD]);
    return warn_about_field("%U.__init__ missing 1 required positional argument: '%U'. This will become an error in "
                            "Python 3.15.", self, name) ? VALUE_ERROR : VALUE_ABSENT;
}

static int set_missing(Ref self, Ref fields, Ref given)
{
    if (dict_len(given) >= tuple_len(fields))
        return 0;
    Value types = class_attribute(self, "_field_types");
    if (!value_is_ok(types))
        return value_is_error(types) ? -1 : 0;
    int result = value_is_dict(types) ? 0 : -1;
    if (result)
        exc_raise(&type_TypeError, "_field_types must be a dict, not %T", types);
    for (int64_t i = 0; i < tuple_len(fields) && !result; i++) {
        Ref name = tuple_at(fields, i);
        int was_given = dict_contains(given, name);
        if (was_given) {
            result = was_given < 0 ? -1 : 0;
            continue;
        }
        Value type = value_dup(dict_get(types, name));
        Value v = value_is_error(type) ? VALUE_ERROR : default_of(self, name, type);
        value_drop(type);
        if (value_is_error(v))
            result = -1;
        else if (!value_is_absent(v))
            result = object_setattr(self, name, v);
        value_drop(v);
    }
    value_drop(types);
    return result;
}

NATIVE(ast_init_m)
{
    Value fields = fields_of(self), given = dict_new();
    int failed = value_is_error(fields) || value_is_error(given) || set_positionals(self, fields, given, a, n);
    for (int64_t i = 0; !failed && !value_is_absent(kwnames) && i < tuple_len(kwnames); i++)
        failed = set_keyword(self, fields, given, tuple_at(kwnames, i), a[n + (size_t)i]);
    failed = failed || set_missing(self, fields, given);
    value_drop(fields);
    value_drop(given);
    return failed ? VALUE_ERROR : VALUE_NONE;
}

/* Takes whatever a subclass's __new__ hands on: the fields are __init__'s business. */
NATIVE(ast_new_m)
{
    if (n == 0 || !value_is_type(a[0]) || !type_is_subtype(value_as_type(a[0]), value_as_type(ast_types.ast)))
        return exc_raise(&type_TypeError, "AST.__new__(X): X is not a type object that is a subtype of AST");
    return object_new(value_as_type(a[0]), NULL, 0, VALUE_ABSENT);
}
const Method ast_new_method = {"__new__(type, /, *args, **kwargs)", ast_new_m,
                               "Create and return a new object.  See help(type) for accurate signature.", METHOD_RAW};

/* (class, (None, ...), state): as many Nones as fields in front are there, so that making the node anew does not
 * complain; the state then sets them. */
NATIVE(ast_reduce_m)
{
    Value state = object_dict(self, true), fields = VALUE_ERROR, args = VALUE_ERROR, result = VALUE_ERROR;
    if (value_is_ok(state))
        fields = fields_of(self);
    if (value_is_error(fields))
        goto done;
    int64_t n_args = 0;
    while (n_args < tuple_len(fields)) {
        int there = dict_contains(state, tuple_at(fields, n_args));
        if (there < 0)
            goto done;
        if (!there)
            break;
        n_args++;
    }
    args = tuple_new(n_args);
    if (value_is_error(args))
        goto done;
    for (int64_t i = 0; i < n_args; i++)
        VALUE_AS(Tuple, args)->items[i] = VALUE_NONE;
    result = tuple_of3(value_from_obj(value_type(self)), args, state);
done:
    value_drop(args);
    value_drop(fields);
    value_drop(state);
    return result;
}

const Method ast_object_methods[] = {
    {"__init__(*args, **kwargs)", ast_init_m, "Initialize self.  See help(type(self)) for accurate signature.",
     METHOD_RAW},
    {"__reduce__()", ast_reduce_m, NULL},
    {0},
};
