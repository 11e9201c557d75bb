/* runtime/module.c -- module objects: a name, a dict, and helpful words when an attribute is missing. */
#include "runtime/module.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/gc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/callback.h"
#include <unistd.h>

/* ---- making modules from C ---- */

static Value alloc_module(Type *type)
{
    Value dict = dict_new();
    if (value_is_error(dict))
        return VALUE_ERROR;
    Module *m = object_alloc(type);
    if (m == NULL) {
        value_drop(dict);
        return VALUE_ERROR;
    }
    m->dict = dict;
    m->name = VALUE_ABSENT;
    gc_track(m);
    return value_from_obj(m);
}

static int fill(Module *m, Ref name, Ref doc)
{
    value_replace(&m->name, value_dup(name));
    Ref dict = m->dict;
    return dict_set(dict, NAME(__name__), name) || dict_set(dict, NAME(__doc__), doc) ||
                   dict_set(dict, NAME(__package__), VALUE_NONE) || dict_set(dict, NAME(__loader__), VALUE_NONE) ||
                   dict_set(dict, NAME(__spec__), VALUE_NONE)
               ? -1 : 0;
}

int module_add_functions(Ref module, const Method *functions)
{
    Ref dict = module_dict(module), module_name = VALUE_AS(Module, module)->name;
    for (const Method *f = functions; f->signature; f++) {
        Value name = spec_name(f->signature);
        Value function = value_is_error(name) ? VALUE_ERROR : native_new(f, module, module_name);
        int failed = value_is_error(function) || dict_set(dict, name, function);
        value_drop(name);
        value_drop(function);
        if (failed)
            return -1;
    }
    return 0;
}

Value module_new(const char *name, const char *doc, const Method *functions)
{
    Value module = alloc_module(&type_module);
    if (value_is_error(module))
        return VALUE_ERROR;
    Value name_value = str_intern(str_from_cstr(name)), doc_value = doc ? str_from_cstr(doc) : VALUE_NONE;
    int failed = value_is_error(name_value) || value_is_error(doc_value) ||
                 fill(VALUE_AS(Module, module), name_value, doc_value) ||
                 (functions && module_add_functions(module, functions));
    value_drop(name_value);
    value_drop(doc_value);
    if (!failed)
        return module;
    value_drop(module);
    return VALUE_ERROR;
}

int module_add(Ref module, const char *name, Value v)
{
    if (value_is_error(v))
        return -1;
    Value key = str_intern_cstr(name);
    int failed = value_is_error(key) || dict_set(module_dict(module), key, v);
    value_drop(key);
    value_drop(v);
    return failed ? -1 : 0;
}

int module_add_int(Ref module, const char *name, int64_t i) { return module_add(module, name, int_new(i)); }
int module_add_str(Ref module, const char *name, const char *text)
{
    return module_add(module, name, str_from_cstr(text));
}

int module_add_type(Ref module, Type *type)
{
    return type_ready(type) || module_add(module, type->name, value_dup_obj(type)) ? -1 : 0;
}

Ref module_builtin(const char *name)
{
    Ref found = dict_get_cstr(module_builtins_dict, name);
    if (value_is_absent(found))
        exc_raise(&type_RuntimeError, "lost builtins.%s", name);
    return value_is_absent(found) ? VALUE_ERROR : found;
}

/* ---- life ---- */

static Value new_module(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    (void)args;
    (void)n_args;
    (void)kwnames;
    return alloc_module(type);
}

static int init_module(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[2];
    if (args_bind(&spec, "module(name, doc=None)", args, n_args, kwnames, a))
        return -1;
    if (!value_is_str(a[0]))
        return exc_raise_int(&type_TypeError, "module() argument 'name' must be str, not %T", a[0]);
    return fill(VALUE_AS(Module, self), a[0], a[1]);
}

static void module_dealloc(Obj *o)
{
    gc_untrack(o);
    value_clear(&((Module *)o)->dict);
    value_clear(&((Module *)o)->name);
    object_free(o);
}

static int module_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((Module *)o)->dict);
    GC_VISIT(((Module *)o)->name);
    return 0;
}

/* ---- missing attributes ---- */

/* spec.<name>: ABSENT when missing or when looking fails. */
static Value spec_attribute(Ref spec, const char *name)
{
    Value v = object_getattr_cstr(spec, name);
    if (!value_is_error(v))
        return v;
    exc_clear();
    return VALUE_ABSENT;
}

static bool spec_flag(Ref spec, const char *name)
{
    Value v = spec_attribute(spec, name);
    int truth = value_is_absent(v) ? 0 : object_truth(v);
    value_drop(v);
    if (truth < 0)
        exc_clear();
    return truth > 0;
}

/* The file a spec names: str, or ABSENT. */
static Value spec_file(Ref spec)
{
    if (!spec_flag(spec, "has_location"))
        return VALUE_ABSENT;
    Value origin = spec_attribute(spec, "origin");
    if (value_is_str(origin))
        return origin;
    value_drop(origin);
    return VALUE_ABSENT;
}

Value module_script_directory = {0x02};

/* Does the file lie in the script's directory, where it is found before any library? */
static bool may_shadow(Ref origin)
{
    if (!value_is_str(module_script_directory))
        return false;
    const char *file = str_utf8_lossy(origin);
    char directory[4096];
    if (strlen(file) >= sizeof directory)
        return false;
    strcpy(directory, file);
    char *slash = strrchr(directory, '/');
    if (slash && strcmp(slash, "/__init__.py") == 0) {
        *slash = 0;
        slash = strrchr(directory, '/');
    }
    if (slash == NULL)
        return false;
    *slash = 0;
    const char *first = str_utf8_lossy(module_script_directory);
    char cwd[4096];
    if (*first == 0)
        first = getcwd(cwd, sizeof cwd) ? cwd : "";
    return strcmp(first, directory) == 0;
}

/* 1, 0; -1 with an exception: a name that cannot be hashed. */
static int is_stdlib_name(Ref name)
{
    Ref names = sys_get("stdlib_module_names");
    bool is_set = value_is_ok(names) &&
                  (value_is_instance(names, &type_frozenset) || value_is_instance(names, &type_set));
    return is_set ? object_contains(names, name) : 0;
}

static bool is_unfinished_submodule(Ref spec, Ref name)
{
    Value list = spec_attribute(spec, "_uninitialized_submodules");
    int r = value_is_absent(list) || value_is_none(list) ? 0 : object_contains(list, name);
    if (r < 0)
        exc_clear();
    value_drop(list);
    return r > 0;
}

COLD static Value raise_missing(Ref self, Ref name)
{
    Ref dict = module_dict(self);
    Value module_name = value_dup(dict_get_str(dict, NAME(__name__)));
    if (!value_is_str(module_name)) {
        value_drop(module_name);
        return exc_raise_attribute(self, name, "module has no attribute '%U'", name);
    }
    Value spec = value_dup(dict_get_str(dict, NAME(__spec__)));
    bool has_spec = value_is_ok(spec) && !value_is_none(spec);
    Value origin = has_spec ? spec_file(spec) : VALUE_ABSENT;
    bool shadows = value_is_str(origin) && may_shadow(origin);
    int is_stdlib = shadows ? is_stdlib_name(module_name) : 0;
    if (is_stdlib < 0)
        goto done;
    if (is_stdlib)
        exc_raise_attribute(self, name,
                            "module '%U' has no attribute '%U' (consider renaming '%U' since it has the same name as "
                            "the standard library module named '%U' and the import system gives it precedence)",
                            module_name, name, origin, module_name);
    else if (has_spec && spec_flag(spec, "_initializing")) {
        if (shadows)
            exc_raise_attribute(self, name,
                                "module '%U' has no attribute '%U' (consider renaming '%U' if it has the same name as "
                                "a third-party module you intended to import)", module_name, name, origin);
        else if (value_is_str(origin))
            exc_raise_attribute(self, name, "partially initialized module '%U' from '%U' has no attribute '%U' "
                                "(most likely due to a circular import)", module_name, origin, name);
        else
            exc_raise_attribute(self, name, "partially initialized module '%U' has no attribute '%U' "
                                "(most likely due to a circular import)", module_name, name);
    } else if (has_spec && is_unfinished_submodule(spec, name)) {
        exc_raise_attribute(self, name, "cannot access submodule '%U' of module '%U' "
                            "(most likely due to a circular import)", name, module_name);
    } else {
        exc_raise_attribute(self, name, "module '%U' has no attribute '%U'", module_name, name);
    }
done:
    value_drop(module_name);
    value_drop(spec);
    value_drop(origin);
    return VALUE_ERROR;
}

/* The attribute, through a module's own __getattr__ function (PEP 562); ABSENT when missing. */
static Value find_attribute(Ref self, Ref name)
{
    Value v = object_generic_getattr_or_absent(self, name);
    if (LIKELY(!value_is_absent(v)))
        return v;
    Ref function = dict_get_str(module_dict(self), NAME(__getattr__));
    if (value_is_absent(function))
        return VALUE_ABSENT;
    value_dup(function);
    v = object_call1(function, name);
    value_drop(function);
    return v;
}

Value module_getattr(Ref self, Ref name)
{
    Value v = find_attribute(self, name);
    return value_is_absent(v) ? raise_missing(self, name) : v;
}

/* ---- looks ---- */

static bool is_present(Ref v) { return value_is_ok(v) && !value_is_none(v); }

static Value repr_from_spec(Ref spec)
{
    Value name = object_getattr(spec, NAME(name));
    if (value_is_error(name))
        return VALUE_ERROR;
    Value origin = spec_attribute(spec, "origin"), loader = spec_attribute(spec, "loader"), text;
    Value shown = value_is_none(name) ? str_from_cstr("?") : value_dup(name);
    if (value_is_absent(origin) || value_is_none(origin)) {
        if (!is_present(loader))
            text = str_format("<module %R>", shown);
        else if (strstr(value_type(loader)->name, "NamespaceLoader")) {
            Value path = spec_attribute(loader, "_path"); /* the loader made natively has none */
            if (!is_present(path))
                path = spec_attribute(spec, "submodule_search_locations");
            Value list = is_present(path) ? list_from_iterable(path) : list_new(0);
            value_drop(path);
            text = value_is_error(list) ? VALUE_ERROR
                                        : str_format("<module %R (namespace) from %R>", shown, list);
            value_drop(list);
        } else
            text = str_format("<module %R (%R)>", shown, loader);
    } else if (spec_flag(spec, "has_location")) {
        text = str_format("<module %R from %R>", shown, origin);
    } else {
        text = str_format("<module %R (%S)>", shown, origin);
    }
    value_drop(shown);
    value_drop(name);
    value_drop(origin);
    value_drop(loader);
    return text;
}

static Value module_repr(Ref self)
{
    Ref dict = module_dict(self);
    Value spec = value_dup(dict_get_str(dict, NAME(__spec__)));
    if (is_present(spec)) {
        Value text = repr_from_spec(spec);
        value_drop(spec);
        return text;
    }
    Value name = value_dup(dict_get_str(dict, NAME(__name__)));
    Value file = value_dup(dict_get_str(dict, NAME(__file__)));
    Value loader = value_dup(dict_get_str(dict, NAME(__loader__)));
    if (value_is_absent(name))
        name = str_from_cstr("?");
    Value text;
    if (!value_is_absent(file))
        text = str_format("<module %R from %R>", name, file);
    else if (is_present(loader))
        text = str_format("<module %R (%R)>", name, loader);
    else
        text = str_format("<module %R>", name);
    value_drop(name);
    value_drop(file);
    value_drop(loader);
    value_drop(spec);
    return text;
}

NATIVE(module_dir_m)
{
    Value dict = object_getattr(self, NAME(__dict__));
    if (value_is_error(dict))
        return VALUE_ERROR;
    Value result = VALUE_ERROR;
    if (!value_is_dict(dict)) {
        exc_raise(&type_TypeError, "%.200s.__dict__ is not a dictionary", value_type(self)->name);
    } else {
        Ref function = dict_get_str(dict, NAME(__dir__));
        result = value_is_absent(function) ? dict_keys_list(dict) : object_call0(function);
    }
    value_drop(dict);
    return result;
}

static Value get_dict(Ref self) { return value_dup(module_dict(self)); }

/* __annotations__ springs into being when first asked for. */
static Value get_annotations(Ref self)
{
    Ref dict = module_dict(self);
    Ref found = dict_get_str(dict, NAME(__annotations__));
    if (!value_is_absent(found))
        return value_dup(found);
    Value fresh = dict_new();
    if (value_is_error(fresh) || dict_set(dict, NAME(__annotations__), fresh)) {
        value_drop(fresh);
        return VALUE_ERROR;
    }
    return fresh;
}
static int set_annotations(Ref self, Ref v)
{
    if (!value_is_absent(v))
        return dict_set(module_dict(self), NAME(__annotations__), v);
    int deleted = dict_delete(module_dict(self), NAME(__annotations__));
    if (deleted == 0)
        return exc_raise_int(&type_AttributeError, "__annotations__");
    return deleted < 0 ? -1 : 0;
}
static int no_new_dict(Ref self, Ref v)
{
    (void)self;
    (void)v;
    return exc_raise_int(&type_AttributeError, "readonly attribute");
}

static const Method module_methods[] = {{"__dir__()", module_dir_m, "__dir__() -> list\nspecialized dir() implementation"}, {0}};
static const Getter module_getters[] = {
    {"__dict__", get_dict, no_new_dict, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL},
    {0},
};
Type type_module = {
    .base = STATIC_OBJ(&type_type), .name = "module", .basic_size = sizeof(Module),
    .doc = "Create a module object.\n\nThe name must be a string; the optional doc argument can have any type.",
    .dict_offset = offsetof(Module, dict), .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF,
    .methods = module_methods, .getters = module_getters, .dealloc = module_dealloc,
    /* No clear: functions that outlive their module need the dict whole, and garbage is untied at the dict itself. */
    .traverse = module_traverse, .new = new_module, .init = init_module,
    .repr = module_repr, .getattr = module_getattr,
};
