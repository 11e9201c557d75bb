/* runtime/args.c -- binding the arguments of a call to the parameters of a function in C.
 *
 * The texts of the errors depend on the shape of the signature, as they do in CPython, where each shape is a
 * calling convention of its own: no parameters, exactly one, positional-only, with keywords. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/suggest.h"
#include "runtime/tuple.h"

/* An entry of `out` that nobody has filled yet; no argument ever looks like this. */
#define UNFILLED VALUE_ERROR

/* A signature without a name, "(year, month, day)", is of a function that errors call "function" and nothing else. */
static bool is_named(const Spec *s) { return *s->signature != '('; }
static const char *parens(const Spec *s) { return is_named(s) ? "()" : ""; }

static bool takes_keywords(const Spec *s)
{
    return s->n_params > s->n_positional_only + (s->has_var_positional ? 1 : 0);
}

/* "list.append", "time.sleep", "len": how CPython calls the function in some of its errors. */
static Value function_title(const Spec *s, Ref self, bool plain)
{
    if (plain || value_is_absent(self))
        return value_dup(s->name);
    if (value_is_instance(self, &type_module)) {
        Ref name = VALUE_AS(Module, self)->name;
        if (!value_is_str(name) || str_equals_cstr(name, "builtins"))
            return value_dup(s->name);
        return str_format("%U.%U", name, s->name);
    }
    Type *type = value_is_type(self) ? value_as_type(self) : value_type(self);
    return str_format("%s.%U", type->name, s->name);
}

COLD static int raise_titled(const Spec *s, Ref self, bool plain, const char *what, int64_t given)
{
    Value title = function_title(s, self, plain);
    if (value_is_error(title))
        return -1;
    if (given >= 0)
        exc_raise(&type_TypeError, "%U() takes %s (%lld given)", title, what, (long long)given);
    else
        exc_raise(&type_TypeError, "%U() takes %s", title, what);
    value_drop(title);
    return -1;
}

COLD static int raise_count(Ref name, size_t n, size_t min, size_t max)
{
    size_t bound = n < min ? min : max;
    exc_raise(&type_TypeError, "%U expected %s%zu argument%s, got %zu", name,
              min == max ? "" : n < min ? "at least " : "at most ", bound, bound == 1 ? "" : "s", n);
    return -1;
}

/* The count is wrong for a function without keywords. */
COLD static int raise_positional_count(const Spec *s, Ref self, bool plain, size_t n)
{
    if (!plain && s->n_params == 0)
        return raise_titled(s, self, plain, "no arguments", (int64_t)n);
    if (!plain && s->n_params == 1 && s->n_required == 1 && !s->has_var_positional)
        return raise_titled(s, self, plain, "exactly one argument", (int64_t)n);
    return raise_count(s->name, n, s->n_required, s->has_var_positional ? SIZE_MAX : s->n_positional);
}

/* Counts that are wrong whatever the keywords say, for a function that has keywords. */
COLD static int raise_keyword_count(const Spec *s, size_t n_args, size_t n_kw)
{
    size_t most = s->n_params - (s->has_var_keyword ? 1 : 0) - (s->has_var_positional ? 1 : 0);
    size_t required = s->n_required + (s->keyword_required ? 1 : 0);
    if (!s->has_var_keyword && !s->has_var_positional && n_args + n_kw > most) {
        exc_raise(&type_TypeError, "%U%s takes %s %zu %sargument%s (%zu given)", s->name, parens(s),
                  required == most && is_named(s) ? "exactly" : "at most", most, n_args ? "" : "keyword ", most == 1 ? "" : "s",
                  n_args + n_kw);
        return -1;
    }
    if (n_args > s->n_positional && !s->has_var_positional) {
        if (s->n_positional == 0)
            exc_raise(&type_TypeError, "%U() takes no positional arguments", s->name);
        else
            exc_raise(&type_TypeError, "%U() takes %s %u positional argument%s (%zu given)", s->name,
                      s->n_required < s->n_positional ? "at most" : "exactly", (unsigned)s->n_positional,
                      s->n_positional == 1 ? "" : "s", n_args);
        return -1;
    }
    size_t min = s->n_required < s->n_positional_only ? s->n_required : s->n_positional_only;
    if (n_args < min) {
        exc_raise(&type_TypeError, "%U() takes %s %zu positional argument%s (%zu given)", s->name,
                  min < s->n_positional ? "at least" : "exactly", min, min == 1 ? "" : "s", n_args);
        return -1;
    }
    return 0;
}

/* The parameter that `name` names; -1 none. */
static int find_param(const Spec *s, Ref name)
{
    int end = s->n_params - (s->has_var_keyword ? 1 : 0);
    int var_positional = s->has_var_positional ? s->n_positional : -1;
    for (int i = s->n_positional_only; i < end; i++)
        if (value_is(s->params[i].name, name) && i != var_positional)
            return i;
    for (int i = s->n_positional_only; i < end; i++)
        if (i != var_positional && str_equal(s->params[i].name, name))
            return i;
    return -1;
}

static int bind_one_keyword(const Spec *s, Ref name, Ref value, size_t n_args, Value *out)
{
    if (!value_is_str(name)) {
        exc_raise(&type_TypeError, "keywords must be strings");
        return -1;
    }
    int i = find_param(s, name);
    if (i >= 0) {
        if (!value_is_error(out[i])) {
            exc_raise(&type_TypeError, "argument for %U%s given by name ('%U') and position (%d)", s->name, parens(s), name,
                      i + 1);
            return -1;
        }
        out[i] = value;
        return 0;
    }
    if (s->has_var_keyword) {
        Value *dict = &out[s->n_params - 1];
        if (value_is_absent(*dict)) {
            *dict = dict_new();
            if (value_is_error(*dict)) {
                *dict = VALUE_ABSENT;
                return -1;
            }
        }
        return dict_set(*dict, name, value);
    }
    (void)n_args;
    return 1; /* unexpected: told only once nothing required is missing */
}

static int bind_keywords(const Spec *s, const Ref *values, size_t n_args, Ref kwnames, Value *out, Ref *unexpected)
{
    int64_t n = tuple_len(kwnames);
    for (int64_t i = 0; i < n; i++) {
        int r = bind_one_keyword(s, tuple_at(kwnames, i), values[i], n_args, out);
        if (r < 0)
            return -1;
        if (r > 0 && value_is_absent(*unexpected))
            *unexpected = tuple_at(kwnames, i);
    }
    return 0;
}

static int fill_defaults(const Spec *s, Value *out)
{
    int end = s->n_params - (s->has_var_keyword ? 1 : 0);
    for (int i = 0; i < end; i++) {
        if (LIKELY(!value_is_error(out[i])))
            continue;
        if (s->params[i].required) {
            exc_raise(&type_TypeError, "%U%s missing required argument '%U' (pos %d)", s->name, parens(s),
                      s->params[i].name, i + 1);
            return -1;
        }
        out[i] = s->params[i].default_value;
    }
    return 0;
}

static void drop_containers(const Spec *s, Value *out)
{
    if (s->has_var_positional)
        value_clear(&out[s->n_positional]);
    if (s->has_var_keyword)
        value_clear(&out[s->n_params - 1]);
}

COLD static void raise_unexpected(const Spec *s, Ref name)
{
    Value names = list_new(s->n_params);
    for (int i = s->n_positional_only; i < s->n_params && !value_is_error(names); i++)
        if (!(s->has_var_positional && i == s->n_positional) && list_append(names, s->params[i].name))
            break;
    if (exc_pending()) {
        value_drop(names);
        return;
    }
    Value close = suggest_closest(names, name);
    if (value_is_str(close))
        exc_raise(&type_TypeError, "%U%s got an unexpected keyword argument '%U'. Did you mean '%U'?", s->name, parens(s),
                  name, close);
    else
        exc_raise(&type_TypeError, "%U%s got an unexpected keyword argument '%U'", s->name, parens(s), name);
    value_drop(close);
    value_drop(names);
}

/* Everything: *args, **kw, keywords. */
static int bind_slow(Spec *s, Ref self, bool plain, const Ref *args, size_t n_args, Ref kwnames, Value *out)
{
    size_t n_kw = value_is_absent(kwnames) ? 0 : (size_t)tuple_len(kwnames);
    if (!takes_keywords(s)) {
        if (n_kw)
            return raise_titled(s, self, plain, "no keyword arguments", -1);
        if (n_args < s->n_required || (n_args > s->n_positional && !s->has_var_positional))
            return raise_positional_count(s, self, plain, n_args);
    } else if (raise_keyword_count(s, n_args, n_kw)) {
        return -1;
    }
    for (int i = 0; i < s->n_params; i++)
        out[i] = UNFILLED;
    size_t n_direct = n_args < s->n_positional ? n_args : s->n_positional;
    if (n_direct > 0)
        memcpy(out, args, n_direct * sizeof *out);
    if (s->has_var_keyword)
        out[s->n_params - 1] = VALUE_ABSENT;
    if (s->has_var_positional) {
        Value rest = tuple_from_refs(args + n_direct, (int64_t)(n_args - n_direct));
        if (value_is_error(rest))
            return -1;
        out[s->n_positional] = rest;
    }
    Ref unexpected = VALUE_ABSENT;
    if (n_kw && bind_keywords(s, args + n_args, n_args, kwnames, out, &unexpected))
        goto fail;
    if (fill_defaults(s, out))
        goto fail;
    if (!value_is_absent(unexpected)) {
        raise_unexpected(s, unexpected);
        goto fail;
    }
    return 0;
fail:
    drop_containers(s, out);
    return -1;
}

int args_bind_spec(Spec *s, Ref self, bool plain, const Ref *args, size_t n_args, Ref kwnames, Value *out)
{
    /* The usual call: positionals only, the rest by default. */
    if (value_is_absent(kwnames) && n_args <= s->n_positional && n_args >= s->n_required &&
        !s->has_var_positional && !s->has_var_keyword && !s->keyword_required) {
        size_t i = 0;
        for (; i < n_args; i++)
            out[i] = args[i];
        for (; i < s->n_params; i++)
            out[i] = s->params[i].default_value;
        return 0;
    }
    return bind_slow(s, self, plain, args, n_args, kwnames, out);
}

int args_bind(Spec **spec, const char *signature, const Ref *args, size_t n_args, Ref kwnames, Value *a)
{
    if (UNLIKELY(*spec == NULL)) {
        *spec = spec_parse(signature);
        if (*spec == NULL)
            return -1;
    }
    return args_bind_spec(*spec, VALUE_ABSENT, true, args, n_args, kwnames, a);
}

void args_unbind(Spec *spec, Value *a) { drop_containers(spec, a); }

int args_no_keywords(const char *function_name, Ref kwnames)
{
    if (value_is_absent(kwnames) || tuple_len(kwnames) == 0)
        return 0;
    exc_raise(&type_TypeError, "%s() takes no keyword arguments", function_name);
    return -1;
}

int args_count(const char *function_name, size_t n, size_t min, size_t max)
{
    if (LIKELY(n >= min && n <= max))
        return 0;
    Value name = str_from_cstr(function_name);
    if (!value_is_error(name))
        raise_count(name, n, min, max);
    value_drop(name);
    return -1;
}
