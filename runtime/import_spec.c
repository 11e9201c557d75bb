/* runtime/import_spec.c -- what a module says about its origin: __spec__, __loader__ and the finder classes.
 *
 * Until a program imports importlib these are small C types that answer what inspect, pickle, linecache and
 * runpy ask.  Then importlib's own classes take over, and the specs made so far are replaced by theirs
 * (import_bootstrap.c), so that isinstance() and subclassing agree with what programs expect. */
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/import_private.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* ---- ModuleSpec ---- */
typedef struct ModuleSpec {
    Obj base;
    Value name, loader, origin, loader_state, search, cached; /* ABSENT reads as None */
    Value unfinished;       /* list of the submodules that are being imported; ABSENT: none ever was */
    bool initializing, has_location;
} ModuleSpec;

static void spec_dealloc(Obj *o)
{
    gc_untrack(o);
    ModuleSpec *s = (ModuleSpec *)o;
    value_clear(&s->name);
    value_clear(&s->loader);
    value_clear(&s->origin);
    value_clear(&s->loader_state);
    value_clear(&s->search);
    value_clear(&s->cached);
    value_clear(&s->unfinished);
    object_free(o);
}

static int spec_traverse(Obj *o, GcVisit visit, void *arg)
{
    ModuleSpec *s = (ModuleSpec *)o;
    GC_VISIT(s->name);
    GC_VISIT(s->loader);
    GC_VISIT(s->origin);
    GC_VISIT(s->loader_state);
    GC_VISIT(s->search);
    GC_VISIT(s->cached);
    GC_VISIT(s->unfinished);
    return 0;
}

static void spec_clear(Obj *o)
{
    ModuleSpec *s = (ModuleSpec *)o;
    value_clear(&s->loader);
    value_clear(&s->loader_state);
    value_clear(&s->search);
}

static ModuleSpec *spec_alloc(Ref name, Ref loader)
{
    ModuleSpec *s = object_alloc(&type_module_spec);
    if (s == NULL)
        return NULL;
    s->name = value_dup(name);
    s->loader = value_dup(loader);
    s->origin = s->loader_state = s->search = s->cached = s->unfinished = VALUE_ABSENT;
    s->initializing = s->has_location = false;
    gc_track(s);
    return s;
}

static Value spec_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *signature;
    Value a[5];
    if (args_bind(&signature, "ModuleSpec(name, loader, *, origin=None, loader_state=None, is_package=None)", args,
                  n_args, kwnames, a))
        return VALUE_ERROR;
    int is_package = value_truth(a[4]);
    if (is_package < 0)
        return VALUE_ERROR;
    ModuleSpec *s = spec_alloc(a[0], a[1]);
    if (s == NULL)
        return VALUE_ERROR;
    s->origin = value_dup(a[2]);
    s->loader_state = value_dup(a[3]);
    if (is_package)
        s->search = list_new(0);
    return value_from_obj(s);
}

static Value spec_parent(Ref self)
{
    ModuleSpec *s = VALUE_AS(ModuleSpec, self);
    if (!value_is_str(s->name))
        return VALUE_NONE;
    if (!value_is_absent(s->search) && !value_is_none(s->search))
        return value_dup(s->name);
    for (int64_t dot = str_len(s->name); dot-- > 0;)
        if (str_at(s->name, dot) == '.')
            return str_slice(s->name, 0, dot);
    return str_empty();
}

static Value spec_repr(Ref self)
{
    ModuleSpec *s = VALUE_AS(ModuleSpec, self);
    StrBuilder b;
    str_builder_init(&b);
    str_builder_cstr(&b, "ModuleSpec(name=");
    const struct { const char *label; Ref v; } parts[] = {
        {"", s->name}, {", loader=", s->loader}, {", origin=", s->origin}, {", submodule_search_locations=", s->search},
    };
    for (size_t i = 0; i < N_ELEMENTS(parts); i++) {
        if (i >= 2 && (value_is_absent(parts[i].v) || value_is_none(parts[i].v)))
            continue;
        Value text = object_repr(value_is_absent(parts[i].v) ? VALUE_NONE : parts[i].v);
        if (value_is_error(text)) {
            str_builder_free(&b);
            return VALUE_ERROR;
        }
        str_builder_cstr(&b, parts[i].label);
        str_builder_str(&b, text);
        value_drop(text);
    }
    str_builder_char(&b, ')');
    return str_builder_finish(&b);
}

static Value spec_unfinished(Ref self)
{
    ModuleSpec *s = VALUE_AS(ModuleSpec, self);
    if (value_is_absent(s->unfinished)) {
        Value list = list_new(0);
        if (value_is_error(list))
            return VALUE_ERROR;
        s->unfinished = list;
    }
    return value_dup(s->unfinished);
}

static const Member spec_members[] = {
    {"name", MEMBER_VALUE_OR_NONE, offsetof(ModuleSpec, name)},
    {"loader", MEMBER_VALUE_OR_NONE, offsetof(ModuleSpec, loader)},
    {"origin", MEMBER_VALUE_OR_NONE, offsetof(ModuleSpec, origin)},
    {"loader_state", MEMBER_VALUE_OR_NONE, offsetof(ModuleSpec, loader_state)},
    {"submodule_search_locations", MEMBER_VALUE_OR_NONE, offsetof(ModuleSpec, search)},
    {"cached", MEMBER_VALUE_OR_NONE, offsetof(ModuleSpec, cached)},
    {"_initializing", MEMBER_BOOL, offsetof(ModuleSpec, initializing)},
    {"has_location", MEMBER_BOOL, offsetof(ModuleSpec, has_location)},
    {"_set_fileattr", MEMBER_BOOL, offsetof(ModuleSpec, has_location)},
    {0},
};
static const Getter spec_getters[] = {{"parent", spec_parent, NULL, "The name of the module's parent."},
                                     {"_uninitialized_submodules", spec_unfinished}, {0}};

Type type_module_spec = {
    .base = STATIC_OBJ(&type_type), .name = "ModuleSpec", .module = "_frozen_importlib",
    .basic_size = sizeof(ModuleSpec), .flags = TYPE_GC | TYPE_BASETYPE | TYPE_WEAKREF, .dealloc = spec_dealloc,
    .traverse = spec_traverse, .clear = spec_clear, .new = spec_new, .repr = spec_repr, .members = spec_members,
    .getters = spec_getters, .doc = "The specification for a module, used for loading.",
};

bool spec_is_initializing(Ref spec) { return VALUE_AS(ModuleSpec, spec)->initializing; }

void spec_set_initializing(Ref spec, bool on)
{
    if (value_has_type(spec, &type_module_spec)) {
        VALUE_AS(ModuleSpec, spec)->initializing = on;
        return;
    }
    Value exc = exc_take();
    Value name = str_intern_cstr("_initializing");
    if (object_setattr(spec, name, value_from_bool(on)))
        exc_clear();
    value_drop(name);
    exc_restore(exc);
}

/* ---- the loader of source files ---- */
typedef struct SourceLoader { Obj base; Value name, path; } SourceLoader;

static void loader_dealloc(Obj *o)
{
    SourceLoader *l = (SourceLoader *)o;
    value_clear(&l->name);
    value_clear(&l->path);
    object_free(o);
}

static Value loader_make(Ref name, Ref path)
{
    SourceLoader *l = object_alloc(&type_source_loader);
    if (l == NULL)
        return VALUE_ERROR;
    l->name = value_dup(name);
    l->path = value_dup(path);
    return value_from_obj(l);
}

static Value loader_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *signature;
    Value a[2];
    if (args_bind(&signature, "SourceFileLoader(fullname, path)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    return loader_make(a[0], a[1]);
}

NATIVE(loader_get_filename) { return value_dup(VALUE_AS(SourceLoader, self)->path); }
NATIVE(loader_get_data) { return import_read_file(a[0]); }
NATIVE(loader_create_module) { return VALUE_NONE; }

NATIVE(loader_is_package)
{
    const char *path = str_utf8_lossy(VALUE_AS(SourceLoader, self)->path);
    const char *slash = strrchr(path, '/');
    return value_from_bool(!strncmp(slash == NULL ? path : slash + 1, "__init__.", 9));
}

NATIVE(loader_get_source)
{
    Value data = import_read_file(VALUE_AS(SourceLoader, self)->path);
    if (value_is_error(data)) {
        Value exc = exc_take();
        import_error(&type_ImportError, VALUE_AS(SourceLoader, self)->name, VALUE_ABSENT,
                     "source not available through get_data()");
        value_drop(exc);
        return VALUE_ERROR;
    }
    Value text = import_decode_source(data);
    value_drop(data);
    return text;
}

NATIVE(loader_get_code)
{
    Ref path = VALUE_AS(SourceLoader, self)->path;
    int64_t mtime, size;
    if (import_file_times(path, &mtime, &size))
        return exc_raise_errno(&type_OSError, 2, path);
    return import_code_of_file(path, mtime, size);
}

/* Anything richer is importlib's business: hand over to the loader class it has. */
static Value delegate(Ref self, const char *method, const Ref *args, size_t n)
{
    if (import_bootstrap_importlib())
        return VALUE_ERROR;
    Value class = import_attr("_frozen_importlib_external", "SourceFileLoader");
    if (value_is_error(class))
        return VALUE_ERROR;
    Value loader = object_call2(class, VALUE_AS(SourceLoader, self)->name, VALUE_AS(SourceLoader, self)->path);
    value_drop(class);
    if (value_is_error(loader))
        return VALUE_ERROR;
    Value name = str_intern_cstr(method);
    Value result = object_call_method(loader, name, args, n);
    value_drop(name);
    value_drop(loader);
    return result;
}
NATIVE(loader_exec_module) { return delegate(self, "exec_module", a, n); }
NATIVE(loader_load_module) { return delegate(self, "load_module", a, n); }
NATIVE(loader_path_stats) { return delegate(self, "path_stats", a, n); }
NATIVE(loader_source_to_code) { return delegate(self, "source_to_code", a, n); }
NATIVE(loader_get_resource_reader) { return delegate(self, "get_resource_reader", a, n); }

static Value loader_repr(Ref self)
{
    return str_format("<_frozen_importlib_external.SourceFileLoader object at %p>", (void *)value_as_obj(self));
}

static const Method loader_methods[] = {
    {"get_filename(fullname=None)", loader_get_filename, "Return the path of the source file."},
    {"get_data(path)", loader_get_data, "Return the bytes of a file."},
    {"get_source(fullname=None)", loader_get_source, "Return the source text."},
    {"get_code(fullname=None)", loader_get_code, "Return the code object of the module."},
    {"is_package(fullname=None)", loader_is_package, "Return whether the file is a package's __init__."},
    {"create_module(spec)", loader_create_module, "Use the default way of making a module."},
    {"exec_module(module)", loader_exec_module, "Run the module's code in the module."},
    {"load_module(fullname)", loader_load_module, "Load the module (deprecated)."},
    {"path_stats(path)", loader_path_stats, "Return the mtime and size of a file."},
    {"source_to_code(data, path)", loader_source_to_code, "Compile source."},
    {"get_resource_reader(name)", loader_get_resource_reader, "Return a reader of the package's data files."},
    {0},
};
static const Member loader_members[] = {
    {"name", MEMBER_VALUE, offsetof(SourceLoader, name)},
    {"path", MEMBER_VALUE, offsetof(SourceLoader, path)},
    {0},
};
Type type_source_loader = {
    .base = STATIC_OBJ(&type_type), .name = "SourceFileLoader", .module = "_frozen_importlib_external",
    .basic_size = sizeof(SourceLoader), .flags = TYPE_BASETYPE | TYPE_WEAKREF, .dealloc = loader_dealloc,
    .new = loader_new, .repr = loader_repr, .methods = loader_methods, .members = loader_members,
    .doc = "Loader of a Python source file.",
};

/* ---- the loader of namespace packages: it only says what they are ---- */
static Value namespace_loader_repr(Ref self)
{
    return str_format("<_frozen_importlib_external.NamespaceLoader object at %p>", (void *)value_as_obj(self));
}
NATIVE(namespace_is_package) { return VALUE_TRUE; }
NATIVE(namespace_get_source) { return str_empty(); }
static const Method namespace_loader_methods[] = {
    {"is_package(fullname)", namespace_is_package, "Return True."},
    {"get_source(fullname)", namespace_get_source, "Return no text."},
    {"create_module(spec)", loader_create_module, "Use the default way of making a module."},
    {"exec_module(module)", loader_create_module, "There is nothing to run."},
    {0},
};
static void namespace_loader_dealloc(Obj *o) { object_free(o); }
static Type type_namespace_loader = {
    .base = STATIC_OBJ(&type_type), .name = "NamespaceLoader", .module = "_frozen_importlib_external",
    .basic_size = sizeof(Obj), .flags = TYPE_NO_NEW, .repr = namespace_loader_repr,
    .methods = namespace_loader_methods, .dealloc = namespace_loader_dealloc,
};
static Value namespace_loader(void)
{
    if (type_ready(&type_namespace_loader))
        return VALUE_ERROR;
    Obj *o = object_alloc(&type_namespace_loader);
    return o == NULL ? VALUE_ERROR : value_from_obj(o);
}

/* ---- the finders in sys.meta_path: classes that are never instantiated ---- */
static Value find_spec_with(Type *finder, const Ref *a)
{
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "module name must be str, not %T", a[0]);
    Found found;
    Ref search = value_is_none(a[1]) ? VALUE_ABSENT : a[1];
    int result = import_search_with(finder, a[0], search, &found);
    if (result <= 0)
        return result < 0 ? VALUE_ERROR : VALUE_NONE;
    if (found.kind == SOURCE_EXTENSION) {
        found_clear(&found);
        return VALUE_NONE;
    }
    Value spec = import_spec_new(a[0], &found);
    found_clear(&found);
    return spec;
}
NATIVE(builtin_find_spec) { return find_spec_with(&type_builtin_importer, a); }
NATIVE(frozen_find_spec) { return find_spec_with(&type_frozen_importer, a); }
NATIVE(path_find_spec) { return find_spec_with(&type_path_finder, a); }
NATIVE(path_invalidate_caches)
{
    import_invalidate_caches();
    return VALUE_NONE;
}
NATIVE(no_source) { return VALUE_NONE; }
NATIVE(embedded_is_package)
{
    const char *name = value_is_str(a[0]) ? str_utf8(a[0], NULL) : NULL;
    if (name == NULL)
        return VALUE_ERROR;
    const EmbeddedModule *row = import_embedded_find(name);
    return value_from_bool(row != NULL && row->is_package);
}
NATIVE(embedded_get_source)
{
    const char *name = value_is_str(a[0]) ? str_utf8(a[0], NULL) : NULL;
    const EmbeddedModule *row = name == NULL ? NULL : import_embedded_find(name);
    return row == NULL ? VALUE_NONE : str_from_utf8((const char *)row->source, row->size);
}
NATIVE(embedded_get_code)
{
    const char *name = value_is_str(a[0]) ? str_utf8(a[0], NULL) : NULL;
    const EmbeddedModule *row = name == NULL ? NULL : import_embedded_find(name);
    return row == NULL ? VALUE_NONE : import_code_of_embedded(row);
}
NATIVE(not_a_package) { return VALUE_FALSE; }

static const Method builtin_importer_methods[] = {
    {"find_spec(fullname, path=None, target=None)", builtin_find_spec, "Find a module written in C.", METHOD_STATIC},
    {"get_source(fullname)", no_source, "Built-in modules have no source.", METHOD_STATIC},
    {"get_code(fullname)", no_source, "Built-in modules have no code object.", METHOD_STATIC},
    {"is_package(fullname)", not_a_package, "Built-in modules are no packages.", METHOD_STATIC},
    {"create_module(spec)", no_source, "Use the default way of making a module.", METHOD_STATIC},
    {0},
};
static const Method frozen_importer_methods[] = {
    {"find_spec(fullname, path=None, target=None)", frozen_find_spec, "Find a Python module inside the binary.",
     METHOD_STATIC},
    {"get_source(fullname)", embedded_get_source, "Return the source text.", METHOD_STATIC},
    {"get_code(fullname)", embedded_get_code, "Return the code object.", METHOD_STATIC},
    {"is_package(fullname)", embedded_is_package, "Return whether the module is a package.", METHOD_STATIC},
    {0},
};
static const Method path_finder_methods[] = {
    {"find_spec(fullname, path=None, target=None)", path_find_spec, "Find a module on sys.path.", METHOD_STATIC},
    {"invalidate_caches()", path_invalidate_caches, "Forget cached directory listings.", METHOD_STATIC},
    {0},
};
#define FINDER(symbol, type_name, type_module, table)                                                     \
    Type symbol = {.base = STATIC_OBJ(&type_type), .name = type_name, .module = type_module,              \
                   .basic_size = sizeof(Obj), .flags = TYPE_BASETYPE, .methods = table}
FINDER(type_builtin_importer, "BuiltinImporter", "_frozen_importlib", builtin_importer_methods);
FINDER(type_frozen_importer, "FrozenImporter", "_frozen_importlib", frozen_importer_methods);
FINDER(type_path_finder, "PathFinder", "_frozen_importlib_external", path_finder_methods);

/* ---- specs of what was found ---- */
static Value origin_of(const Found *found)
{
    switch (found->kind) {
    case SOURCE_BUILTIN: return str_intern_cstr("built-in");
    case SOURCE_EMBEDDED: return str_intern_cstr("frozen");
    case SOURCE_FILE: case SOURCE_PYC: case SOURCE_EXTENSION: return value_dup(found->path);
    case SOURCE_NAMESPACE: break;
    }
    return VALUE_NONE;
}

static Value loader_for(Ref name, const Found *found)
{
    switch (found->kind) {
    case SOURCE_BUILTIN: return value_dup_obj(&type_builtin_importer);
    case SOURCE_EMBEDDED: return value_dup_obj(&type_frozen_importer);
    case SOURCE_FILE: case SOURCE_PYC: case SOURCE_EXTENSION: return loader_make(name, found->path);
    case SOURCE_NAMESPACE: break;
    }
    return namespace_loader();
}

Value import_spec_new(Ref name, const Found *found)
{
    if (import_has_importlib())
        return import_spec_by_importlib(name, found);
    Value loader = loader_for(name, found);
    if (value_is_error(loader))
        return VALUE_ERROR;
    ModuleSpec *s = spec_alloc(name, loader);
    value_drop(loader);
    if (s == NULL)
        return VALUE_ERROR;
    s->origin = origin_of(found);
    if (!value_is_absent(found->search))
        s->search = value_dup(found->search);
    if (found->kind == SOURCE_FILE) {
        s->has_location = true;
        s->cached = import_cache_path(found->path);
        if (value_is_error(s->cached)) {
            s->cached = VALUE_ABSENT;
            exc_clear();
        }
    } else if (found->kind == SOURCE_PYC) {
        s->has_location = true;
        s->cached = value_dup(found->path);
    }
    return value_from_obj(s);
}

Value module_new_named(Ref name)
{
    /* Names with surrogates are no C strings; import_init_attributes() sets __name__ to the str anyway. */
    const char *text = str_utf8(name, NULL);
    if (text != NULL)
        return module_new(text, NULL, NULL);
    exc_clear();
    Value module = module_new("?", NULL, NULL);
    if (!value_is_error(module))
        value_replace(&VALUE_AS(Module, module)->name, value_dup(name));
    return module;
}

static int set_item(Ref dict, const char *key, Value v /* taken */)
{
    if (value_is_error(v))
        return -1;
    int result = dict_set_cstr(dict, key, v);
    value_drop(v);
    return result;
}

int import_init_attributes(Ref module, Ref name, Ref spec, const Found *found)
{
    Ref dict = module_dict(module);
    Value loader = object_getattr_cstr(spec, "loader");
    if (value_is_error(loader))
        return -1;
    Value package = object_getattr_cstr(spec, "parent");
    if (value_is_error(package)) {
        value_drop(loader);
        return -1;
    }
    if (set_item(dict, "__name__", value_dup(name)) || set_item(dict, "__package__", package)) {
        value_drop(loader);
        return -1;
    }
    if (set_item(dict, "__loader__", loader) || dict_set(dict, NAME(__spec__), spec))
        return -1;
    if (!value_is_absent(found->search)) {
        Value path = object_getattr_cstr(spec, "submodule_search_locations");
        if (set_item(dict, "__path__", path))
            return -1;
    }
    if (found->kind == SOURCE_EMBEDDED)
        return set_item(dict, "__file__", import_embedded_file(found->entry));
    if (found->kind == SOURCE_NAMESPACE)
        return set_item(dict, "__file__", VALUE_NONE);
    if (value_is_absent(found->path))
        return 0;
    if (set_item(dict, "__file__", value_dup(found->path)))
        return -1;
    return set_item(dict, "__cached__", object_getattr_cstr(spec, "cached"));
}
