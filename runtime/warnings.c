/* runtime/warnings.c -- deciding what becomes of a warning, and showing it.
 *
 * The module `warnings` may be loaded or not.  When it is, its `filters`, `defaultaction`, `onceregistry` and
 * `_showwarnmsg` are what counts, because programs replace them; when it is not, nothing of the Python
 * library is needed to print a warning. */
#include "runtime/warnings.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/traceback.h"
#include "runtime/tuple.h"
#include "vm/callback.h"
#include <stdarg.h>

static WarningsState state;

/* ---- the filters of the start ---- */

static Value filter_new(const char *action, Ref category, Ref module, int64_t line)
{
    Value text = str_from_cstr(action);
    if (value_is_error(text))
        return VALUE_ERROR;
    Ref items[5] = {text, VALUE_NONE, category, module, value_from_int(line)};
    Value filter = tuple_from_refs(items, 5);
    value_drop(text);
    return filter;
}

static int append_filter(Value list, const char *action, Type *category, Ref module)
{
    Value filter = filter_new(action, value_from_obj(category), module, 0);
    return value_is_error(filter) ? -1 : list_append_owned(list, filter);
}

static int add_default_filters(Value list)
{
    return append_filter(list, "default", &type_DeprecationWarning, NAME(__main__)) ||
                   append_filter(list, "ignore", &type_DeprecationWarning, VALUE_NONE) ||
                   append_filter(list, "ignore", &type_PendingDeprecationWarning, VALUE_NONE) ||
                   append_filter(list, "ignore", &type_ImportWarning, VALUE_NONE) ||
                   append_filter(list, "ignore", &type_ResourceWarning, VALUE_NONE)
               ? -1 : 0;
}

static const char *full_action(const char *text, size_t n)
{
    static const char *const actions[] = {"default", "always", "ignore", "module", "once", "error"};
    if (n == 0)
        return "default";
    if (n == 3 && memcmp(text, "all", 3) == 0)
        return "always";
    for (size_t i = 0; i < N_ELEMENTS(actions); i++)
        if (n <= strlen(actions[i]) && memcmp(actions[i], text, n) == 0)
            return actions[i];
    return NULL;
}

/* A -W option without regular expressions: action[::builtin category[::line]].  0 done, 1 the module
 * warnings must see to it, -1 error. */
static int add_simple_option(Value list, Ref option)
{
    const char *text = str_utf8_lossy(option);
    char copy[256];
    if (strlen(text) >= sizeof copy)
        return 1;
    strcpy(copy, text);
    char *fields[6] = {copy}, *p = copy;
    int n = 1;
    while ((p = strchr(p, ':')) && n < 6) {
        *p++ = 0;
        fields[n++] = p;
    }
    if (n > 3 || (n > 1 && *fields[1]))
        return 1;
    const char *action = full_action(fields[0], strlen(fields[0]));
    Ref category = value_from_obj(&type_Warning);
    if (n > 2 && *fields[2]) {
        category = dict_get_cstr(module_builtins_dict, fields[2]);
        if (!value_is_ok(category) || !value_is_type(category) ||
            !type_is_subtype(value_as_type(category), &type_Warning))
            return 1;
    }
    if (action == NULL)
        return 1;
    Value filter = filter_new(action, category, VALUE_NONE, 0);
    int failed = value_is_error(filter) || list_insert(list, 0, filter);
    value_drop(filter);
    return failed ? -1 : 0;
}

static int add_options(Value list, bool *need_module)
{
    Ref options = sys_get("warnoptions");
    *need_module = false;
    if (!value_is_ok(options) || !value_is_list(options))
        return 0;
    for (int64_t i = 0; i < list_len(options); i++) {
        int r = value_is_str(list_at(options, i)) ? add_simple_option(list, list_at(options, i)) : 0;
        if (r < 0)
            return -1;
        if (r > 0)
            *need_module = true;
    }
    return 0;
}

WarningsState *warnings_state(void)
{
    if (state.filters.bits)
        return &state;
    Value filters = list_new(8), registry = dict_new(), action = str_intern_cstr("default");
    bool need_module = false;
    if (value_is_error(filters) || value_is_error(registry) || value_is_error(action) ||
        add_default_filters(filters) || add_options(filters, &need_module)) {
        value_drop(filters);
        value_drop(registry);
        value_drop(action);
        return NULL;
    }
    state = (WarningsState){filters, action, registry, 0};
    if (need_module) {
        Value module = import_module("warnings");
        if (value_is_error(module))
            exc_clear();
        value_drop(module);
    }
    return &state;
}

/* ---- the module `warnings`, when it is loaded ---- */

/* warnings.<name>: owned, ABSENT when there is no such thing. */
static Value module_attribute(const char *name, bool import)
{
    if (!value_is_dict(sys_modules))
        return VALUE_ABSENT;
    if (import) {
        Value loaded = import_module("warnings");
        if (value_is_error(loaded))
            exc_clear();
        value_drop(loaded);
    }
    Value module = value_dup(dict_get_cstr(sys_modules, "warnings"));
    if (!value_is_ok(module) || value_is_none(module)) {
        if (value_is_error(module))
            exc_clear();
        return VALUE_ABSENT;
    }
    Value key = str_intern_cstr(name);
    Value v = value_is_error(key) ? VALUE_ERROR : object_getattr_or_absent(module, key);
    value_drop(key);
    value_drop(module);
    return v;
}

static Value current_filters(void)
{
    WarningsState *s = warnings_state();
    if (s == NULL)
        return VALUE_ERROR;
    Value filters = module_attribute("filters", false);
    if (value_is_error(filters))
        return VALUE_ERROR;
    if (!value_is_absent(filters)) {
        if (!value_is_list(filters)) {
            value_drop(filters);
            return exc_raise(&type_ValueError, "_warnings.filters must be a list");
        }
        value_replace(&s->filters, filters); /* they go on when the module loses them */
    }
    return value_dup(s->filters);
}

static Value current_default_action(void)
{
    Value action = module_attribute("defaultaction", false);
    if (!value_is_absent(action)) {
        if (value_is_error(action) || value_is_str(action))
            return action;
        exc_raise(&type_TypeError, "_warnings.defaultaction must be a string, not '%T'", action);
        value_drop(action);
        return VALUE_ERROR;
    }
    WarningsState *s = warnings_state();
    return s ? value_dup(s->default_action) : VALUE_ERROR;
}

static Value current_once_registry(void)
{
    Value registry = module_attribute("onceregistry", false);
    if (!value_is_absent(registry)) {
        if (value_is_error(registry) || value_is_dict(registry))
            return registry;
        exc_raise(&type_TypeError, "_warnings.onceregistry must be a dict, not '%T'", registry);
        value_drop(registry);
        return VALUE_ERROR;
    }
    WarningsState *s = warnings_state();
    return s ? value_dup(s->once_registry) : VALUE_ERROR;
}

/* ---- filtering ---- */

/* pattern is None, a str (compared whole) or a regular expression. 1, 0, -1. */
static int matches_pattern(Ref pattern, Ref text)
{
    if (value_is_none(pattern))
        return 1;
    if (value_is_exact_str(pattern))
        return value_is_str(text) && str_equal(pattern, text);
    Value method = object_getattr_cstr(pattern, "match");
    Value result = value_is_error(method) ? VALUE_ERROR : object_call1(method, text);
    value_drop(method);
    int truth = value_is_error(result) ? -1 : object_truth(result);
    value_drop(result);
    return truth;
}

static int filter_applies(Ref filter, Ref category, Ref text, int line, Ref module)
{
    int r = matches_pattern(tuple_at(filter, 1), text);
    if (r <= 0)
        return r;
    r = object_is_subclass(category, tuple_at(filter, 2));
    if (r <= 0)
        return r;
    r = matches_pattern(tuple_at(filter, 3), module);
    if (r <= 0)
        return r;
    int64_t wanted;
    if (object_as_index(tuple_at(filter, 4), &wanted, false))
        return -1;
    return wanted == 0 || wanted == line;
}

/* The action of the first filter that applies: owned str; *item is that filter (owned) for error texts. */
static Value find_action(Ref category, Ref text, int line, Ref module, Value *item)
{
    *item = VALUE_ABSENT;
    Value filters = current_filters();
    if (value_is_error(filters))
        return VALUE_ERROR;
    for (int64_t i = 0; i < list_len(filters); i++) { /* matching runs code: the list may change */
        Value filter = value_dup(list_at(filters, i));
        if (!value_is_tuple(filter) || tuple_len(filter) != 5) {
            exc_raise(&type_ValueError, "_warnings.filters item %lld isn't a 5-tuple", (long long)i);
            value_drop(filter);
            value_drop(filters);
            return VALUE_ERROR;
        }
        if (!value_is_str(tuple_at(filter, 0))) {
            exc_raise(&type_TypeError, "action must be a string, not '%T'", tuple_at(filter, 0));
            value_drop(filter);
            value_drop(filters);
            return VALUE_ERROR;
        }
        int r = filter_applies(filter, category, text, line, module);
        if (r) {
            value_drop(filters);
            if (r < 0) {
                value_drop(filter);
                return VALUE_ERROR;
            }
            *item = filter;
            return value_dup(tuple_at(filter, 0));
        }
        value_drop(filter);
    }
    value_drop(filters);
    return current_default_action();
}

/* ---- registries ---- */

static Value registry_key(Ref text, Ref category, int line)
{
    return line < 0 ? tuple_of2(text, category) : tuple_of3(text, category, value_from_int(line));
}

/* Was the key there (1)?  If not and `add`, it is from now on (0). -1 error. */
static int check_registry(Ref registry, Ref key, bool add)
{
    WarningsState *s = warnings_state();
    if (s == NULL)
        return -1;
    Ref version = dict_get_cstr(registry, "version");
    if (value_is_error(version))
        return -1;
    if (!value_is_int(version) || value_as_int(version) != s->version) {
        dict_clear(registry);
        if (dict_set_cstr(registry, "version", int_new(s->version)))
            return -1;
    } else {
        Ref found = dict_get(registry, key);
        if (value_is_error(found))
            return -1;
        int truth = value_is_absent(found) ? 0 : value_truth(found);
        if (truth)
            return truth;
    }
    return add && dict_set(registry, key, VALUE_TRUE) ? -1 : 0;
}

/* ---- showing ---- */

static Value first_text(Ref given_line, Ref filename, int line)
{
    if (value_is_str(given_line))
        return value_dup(given_line);
    if (sys_finalizing && str_len(filename) > 0 && str_at(filename, 0) == '<')
        return VALUE_ABSENT; /* linecache, which knew the text, is gone */
    Arena arena;
    arena_init(&arena);
    SourceLine found;
    Value text = VALUE_ABSENT;
    if (source_line(&arena, filename, line, &found) == 0) {
        int skip = 0;
        while (skip < found.n && source_is_space(found.chars[skip]))
            skip++;
        if (skip < found.n)
            text = str_from_ucs4(found.chars + skip, (size_t)(found.n - skip));
    }
    if (exc_pending())
        exc_clear();
    arena_free(&arena);
    source_forget();
    return text;
}

static int write_text(Ref file, Value text /* taken */)
{
    Value result = value_is_error(text) ? VALUE_ERROR : object_call_method1(file, NAME(write), text);
    value_drop(text);
    value_drop(result);
    return value_is_error(result) ? -1 : 0;
}

/* To sys.stderr, without the Python module.  Failing to write is no reason to fail. */
static void show_plainly(Ref filename, int line, Ref text, Ref category, Ref given_line)
{
    Value file = value_dup(sys_get("stderr"));
    if (!value_is_ok(file) || value_is_none(file)) {
        value_drop(file);
        return;
    }
    Value name = object_getattr(category, NAME(__name__));
    int failed = value_is_error(name) ||
                 write_text(file, str_format("%S:%d: %S: %S\n", filename, line, name, text));
    value_drop(name);
    Value shown = failed ? VALUE_ABSENT : first_text(given_line, filename, line);
    if (value_is_str(shown) && str_len(shown))
        failed = write_text(file, str_format("  %U\n", shown));
    value_drop(shown);
    if (exc_pending())
        exc_clear();
    value_drop(file);
}

static int show(Ref message, Ref text, Ref category, Ref filename, int line, Ref given_line, Ref source)
{
    Value function = module_attribute("_showwarnmsg", !value_is_absent(source));
    if (value_is_error(function))
        return -1;
    if (value_is_absent(function)) {
        show_plainly(filename, line, text, category, given_line);
        return 0;
    }
    if (!object_is_callable(function)) {
        value_drop(function);
        return exc_raise_int(&type_TypeError, "warnings._showwarnmsg() must be set to a callable");
    }
    Value class = module_attribute("WarningMessage", false);
    if (value_is_absent(class)) {
        value_drop(function);
        return exc_raise_int(&type_RuntimeError, "unable to get warnings.WarningMessage");
    }
    Ref args[7] = {message, category, filename, value_from_int(line), VALUE_NONE, VALUE_NONE,
                   value_is_absent(source) ? VALUE_NONE : source};
    Value details = value_is_error(class) ? VALUE_ERROR : object_call(class, args, 7, VALUE_ABSENT);
    Value result = value_is_error(details) ? VALUE_ERROR : object_call1(function, details);
    value_drop(class);
    value_drop(details);
    value_drop(function);
    value_drop(result);
    return value_is_error(result) ? -1 : 0;
}

/* ---- one warning ---- */

/* "x.py" -> "x"; owned */
static Value module_from_filename(Ref filename)
{
    int64_t n = str_len(filename);
    if (n == 0)
        return str_from_cstr("<unknown>");
    if (n >= 3 && str_at(filename, n - 3) == '.' && (str_at(filename, n - 2) | 32) == 'p' &&
        (str_at(filename, n - 1) | 32) == 'y')
        return str_slice(filename, 0, n - 3);
    return value_dup(filename);
}

/* Note in the registry that this warning was given.  1: it need not be shown again, 0, -1. */
static int note_action(Ref action, Ref item, Ref registry, Ref key, Ref text, Ref category)
{
    bool has_registry = value_is_dict(registry);
    if (has_registry && dict_set(registry, key, VALUE_TRUE))
        return -1;
    if (str_equals_cstr(action, "once")) {
        Value target = has_registry ? value_dup(registry) : current_once_registry();
        Value once_key = value_is_error(target) ? VALUE_ERROR : registry_key(text, category, -1);
        int r = value_is_error(once_key) ? -1 : check_registry(target, once_key, true);
        value_drop(once_key);
        value_drop(target);
        return r;
    }
    if (str_equals_cstr(action, "module")) {
        if (!has_registry)
            return 0;
        Value module_key = registry_key(text, category, 0);
        int r = value_is_error(module_key) ? -1 : check_registry(registry, module_key, true);
        value_drop(module_key);
        return r;
    }
    if (str_equals_cstr(action, "default"))
        return 0;
    return exc_raise_int(&type_RuntimeError, "Unrecognized action (%R) in warnings.filters:\n %R", action,
                         value_is_absent(item) ? VALUE_NONE : item);
}

static int decide(Ref category, Ref message, Ref text, Ref filename, int line, Ref module, Ref registry,
                  Ref given_line, Ref source)
{
    Value key = registry_key(text, category, line), item = VALUE_ABSENT;
    if (value_is_error(key))
        return -1;
    int result = value_is_dict(registry) ? check_registry(registry, key, false) : 0;
    if (result) {
        value_drop(key);
        return result < 0 ? -1 : 0;
    }
    Value action = find_action(category, text, line, module, &item);
    if (value_is_error(action)) {
        result = -1;
    } else if (str_equals_cstr(action, "error")) {
        exc_raise_object(message);
        result = -1;
    } else if (!str_equals_cstr(action, "ignore")) {
        if (!str_equals_cstr(action, "always") && !str_equals_cstr(action, "all"))
            result = note_action(action, item, registry, key, text, category);
        if (result == 0)
            result = show(message, text, category, filename, line, given_line, source);
    }
    value_drop(action);
    value_drop(item);
    value_drop(key);
    return result < 0 ? -1 : 0;
}

int warnings_issue(Ref category_in, Ref message_in, Ref filename, int line, Ref module_in, Ref registry,
                   Ref given_line, Ref source)
{
    if (!value_is_absent(registry) && !value_is_none(registry) && !value_is_dict(registry))
        return exc_raise_int(&type_TypeError, "'registry' must be a dict or None");
    if (value_is_none(module_in))
        return 0;
    bool is_instance = value_is_instance(message_in, &type_Warning);
    Value category = is_instance ? value_dup_obj(value_type(message_in)) : value_dup(category_in);
    Value message = is_instance ? value_dup(message_in) : object_call1(category, message_in);
    Value text = value_is_error(message) ? VALUE_ERROR : is_instance ? object_str(message) : value_dup(message_in);
    Value module = value_is_error(text) ? VALUE_ERROR
                   : value_is_absent(module_in) ? module_from_filename(filename) : value_dup(module_in);
    int result = -1;
    if (!value_is_error(module))
        result = decide(category, message, text, filename, line, module, registry, given_line, source);
    value_drop(module);
    value_drop(text);
    value_drop(message);
    value_drop(category);
    return result;
}

Ref warnings_category(Ref message, Ref category)
{
    if (value_is_instance(message, &type_Warning))
        return value_from_obj(value_type(message));
    if (value_is_none(category) || value_is_absent(category))
        return value_from_obj(&type_UserWarning);
    if (!value_is_type(category) || !type_is_subtype(value_as_type(category), &type_Warning))
        return exc_raise(&type_TypeError, "category must be a Warning subclass, not '%T'", category);
    return category;
}

/* ---- places ---- */

static Value frame_filename(Frame *f)
{
    return object_getattr_cstr(vm_frame_code(f), "co_filename");
}

static bool contains_ascii(Ref text, const char *part)
{
    Value wanted = str_from_cstr(part);
    bool found = value_is_ok(wanted) && str_find(text, wanted, 0, str_len(text)) >= 0;
    value_drop(wanted);
    return found;
}

static bool starts_with(Ref text, Ref prefix)
{
    if (!value_is_str(prefix) || str_len(prefix) > str_len(text))
        return false;
    for (int64_t i = 0; i < str_len(prefix); i++)
        if (str_at(text, i) != str_at(prefix, i))
            return false;
    return true;
}

/* A frame of the import machinery, or of a file the caller does not want to hear of. */
static bool is_skipped(Frame *f, Ref prefixes)
{
    Value name = frame_filename(f);
    if (!value_is_ok(name) || !value_is_str(name)) {
        exc_clear();
        value_drop(name);
        return false;
    }
    bool skipped = contains_ascii(name, "importlib") && contains_ascii(name, "_bootstrap");
    for (int64_t i = 0; !skipped && value_is_tuple(prefixes) && i < tuple_len(prefixes); i++)
        skipped = starts_with(name, tuple_at(prefixes, i));
    value_drop(name);
    return skipped;
}

static Frame *find_frame(int64_t stacklevel, Ref prefixes)
{
    int depth = 0;
    Frame *f = vm_frame_caller(0);
    if (stacklevel <= 0 || (f && is_skipped(f, VALUE_ABSENT))) {
        while (--stacklevel > 0 && f)
            f = vm_frame_caller(++depth);
        return f;
    }
    while (--stacklevel > 0 && f)
        do
            f = vm_frame_caller(++depth);
        while (f && is_skipped(f, prefixes));
    return f;
}

static int place_of_frame(Frame *f, WarningPlace *out)
{
    Value globals;
    if (f) {
        globals = value_dup(vm_frame_globals(f));
        out->filename = frame_filename(f);
        out->line = vm_frame_line(f);
    } else {
        Ref sys = value_is_dict(sys_modules) ? dict_get_cstr(sys_modules, "sys") : VALUE_ABSENT;
        globals = value_is_ok(sys) ? object_dict(sys, true) : dict_new();
        out->filename = str_from_cstr("<sys>");
        out->line = 0;
    }
    out->module = out->registry = VALUE_ABSENT;
    if (value_is_error(globals) || !value_is_dict(globals) || value_is_error(out->filename))
        goto fail;
    Ref name = dict_get_str(globals, NAME(__name__));
    out->module = value_is_str(name) || value_is_none(name) ? value_dup(name) : str_from_cstr("<string>");
    Ref registry = dict_get_str(globals, NAME(__warningregistry__));
    out->registry = value_is_absent(registry) ? dict_new() : value_dup(registry);
    if (value_is_error(out->module) || value_is_error(out->registry) ||
        (value_is_absent(registry) && dict_set(globals, NAME(__warningregistry__), out->registry)))
        goto fail;
    value_drop(globals);
    return 0;
fail:
    value_drop(globals);
    warnings_place_clear(out);
    return -1;
}

int warnings_place(int64_t stacklevel, Ref prefixes, WarningPlace *out)
{
    return place_of_frame(find_frame(stacklevel, prefixes), out);
}

void warnings_place_clear(WarningPlace *place)
{
    value_drop(place->filename);
    value_drop(place->module);
    value_drop(place->registry);
}

/* ---- for C code ---- */

int exc_warn(Type *category, int stacklevel, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    Value message = str_vformat(fmt, ap);
    va_end(ap);
    WarningPlace place;
    if (value_is_error(message) || warnings_place(stacklevel, VALUE_ABSENT, &place)) {
        value_drop(message);
        return -1;
    }
    int result = warnings_issue(value_from_obj(category), message, place.filename, place.line, place.module,
                                place.registry, VALUE_ABSENT, VALUE_ABSENT);
    warnings_place_clear(&place);
    value_drop(message);
    return result;
}

int warnings_of_syntax(Ref filename, int line, const char *text)
{
    Value message = str_from_cstr(text);
    if (value_is_error(message))
        return -1;
    int result = warnings_issue(value_from_obj(&type_SyntaxWarning), message, filename, line, VALUE_ABSENT,
                                VALUE_ABSENT, VALUE_ABSENT, VALUE_ABSENT);
    value_drop(message);
    return result;
}
