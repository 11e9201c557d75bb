/* runtime/import.c -- what the import statement does: names resolved, modules found once, loaded, initialised.
 *
 *     import_name -> resolve (relative names) -> import_absolute -> sys.modules, or
 *         parent first -> find (import_find.c, or a program's own sys.meta_path) -> load -> bind in the parent
 *
 * A module is in sys.modules while its body runs, so that cycles see it half-made; when the body raises it is
 * taken out again.  `__spec__._initializing` tells the half-made from the finished. */
#include "runtime/import.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/import_private.h"
#include "runtime/import_report.h"
#include "runtime/list.h"
#include "runtime/site.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/tuple.h"
#include "vm/callback.h"
#include <stdarg.h>

/* ---- errors ---- */
Value import_error(Type *type, Ref name, Ref path_or_absent, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    Value message = str_vformat(fmt, ap);
    va_end(ap);
    if (value_is_error(message))
        return VALUE_ERROR;
    Value names[2] = {str_intern_cstr("name"), str_intern_cstr("path")};
    Value kwnames = tuple_from_values(names, 2);
    Ref args[3] = {message, name, value_is_absent(path_or_absent) ? VALUE_NONE : path_or_absent};
    Value exc = object_call(value_from_obj(type), args, 1, kwnames);
    value_drop(kwnames);
    value_drop(message);
    if (value_is_error(exc))
        return VALUE_ERROR;
    exc_raise_object(exc);
    value_drop(exc);
    return VALUE_ERROR;
}

static Value module_not_found(Ref name)
{
    return import_error(&type_ModuleNotFoundError, name, VALUE_ABSENT, "No module named %R", name);
}

/* ---- relative names ---- */
static int warn_package_mismatch(Ref package, Ref spec)
{
    Value parent = object_getattr_cstr(spec, "parent");
    if (value_is_error(parent))
        return -1;
    int equal = object_equal(package, parent);
    if (equal == 0)
        equal = exc_warn(&type_DeprecationWarning, 1, "__package__ != __spec__.parent (%R != %R)", package, parent);
    value_drop(parent);
    return equal < 0 ? -1 : 0;
}

static Value check_package_name(Value package /* taken */, const char *what)
{
    if (value_is_error(package) || value_is_str(package))
        return package;
    value_drop(package);
    return exc_raise(&type_TypeError, "%s must be a string", what);
}

/* The package that relative imports in a module with these globals start from; owned str. */
static Value package_of_globals(Ref globals)
{
    Ref package = dict_get_str(globals, NAME(__package__));
    Ref spec = dict_get_str(globals, NAME(__spec__));
    if (!value_is_absent(package) && !value_is_none(package)) {
        if (!value_is_str(package))
            return exc_raise(&type_TypeError, "package must be a string");
        Value held = value_dup(package);
        if (!value_is_absent(spec) && !value_is_none(spec) && warn_package_mismatch(held, spec)) {
            value_drop(held);
            return VALUE_ERROR;
        }
        return held;
    }
    if (!value_is_absent(spec) && !value_is_none(spec))
        return check_package_name(object_getattr_cstr(spec, "parent"), "__spec__.parent");
    if (exc_warn(&type_ImportWarning, 1,
                 "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"))
        return VALUE_ERROR;
    Ref name = dict_get_str(globals, NAME(__name__));
    if (value_is_absent(name))
        return exc_raise(&type_KeyError, "'__name__' not in globals");
    if (!value_is_str(name))
        return exc_raise(&type_TypeError, "__name__ must be a string");
    if (!value_is_absent(dict_get_str(globals, NAME(__path__))))
        return value_dup(name);
    for (int64_t dot = str_len(name); dot-- > 0;)
        if (str_at(name, dot) == '.')
            return str_slice(name, 0, dot);
    return str_empty();
}

Value import_resolve(Ref name, Ref globals, int64_t level)
{
    if (value_is_absent(globals))
        return exc_raise(&type_KeyError, "'__name__' not in globals");
    Value package = package_of_globals(globals);
    if (value_is_error(package))
        return VALUE_ERROR;
    int64_t end = str_len(package);
    if (end == 0) {
        value_drop(package);
        return exc_raise(&type_ImportError, "attempted relative import with no known parent package");
    }
    for (int64_t up = 1; up < level; up++) {
        do {
            end--;
        } while (end >= 0 && str_at(package, end) != '.');
        if (end < 0) {
            value_drop(package);
            return exc_raise(&type_ImportError, "attempted relative import beyond top-level package");
        }
    }
    Value base = str_slice(package, 0, end);
    value_drop(package);
    if (value_is_error(base) || str_len(name) == 0)
        return base;
    Value full = str_format("%U.%U", base, name);
    value_drop(base);
    return full;
}

/* ---- sys.modules ----
 * The dict of the start is looked into first, whatever a program binds to sys.modules since; what is loaded from
 * then on goes where sys.modules is now.  That is how CPython's two halves of import behave. */

/* What sys.modules is now: borrowed, ERROR + AttributeError when it is gone. */
static Ref modules_now(void)
{
    Ref modules = sys_get_named(NAME(modules));
    if (value_is_absent(modules))
        return exc_raise(&type_AttributeError, "module 'sys' has no attribute 'modules'");
    return modules;
}

/* modules.get(name) of anything: owned, ABSENT when missing. */
static Value look_up(Ref modules, Ref name)
{
    if (value_is_exact_dict(modules))
        return value_dup(dict_get(modules, name));
    Value held = value_dup(modules), get = object_getattr_cstr(held, "get");
    Value module = value_is_error(get) ? VALUE_ERROR : object_call2(get, name, sys_modules /* no module is this */);
    value_drop(get);
    value_drop(held);
    if (value_is(module, sys_modules))
        value_replace(&module, VALUE_ABSENT);
    return module;
}

Value import_loaded(Ref name)
{
    Ref known = dict_get(sys_modules, name);
    if (!value_is_absent(known))
        return value_dup(known);
    Ref modules = modules_now();
    if (value_is_error(modules))
        return VALUE_ERROR;
    return value_is(modules, sys_modules) ? VALUE_ABSENT : look_up(modules, name);
}

static int register_module(Ref name, Ref module)
{
    Ref modules = modules_now();
    if (value_is_error(modules))
        return -1;
    if (value_is_exact_dict(modules))
        return dict_set(modules, name, module);
    Value held = value_dup(modules);
    int result = object_set_subscript(held, name, module);
    value_drop(held);
    return result;
}

/* ---- submodules in their parents ---- */
static Value parent_name(Ref name)
{
    for (int64_t dot = str_len(name); dot-- > 0;)
        if (str_at(name, dot) == '.')
            return dot > 0 ? str_slice(name, 0, dot) : VALUE_ABSENT;
    return VALUE_ABSENT;
}

static Value last_part(Ref name)
{
    int64_t len = str_len(name), dot = len;
    while (dot > 0 && str_at(name, dot - 1) != '.')
        dot--;
    return str_intern(str_slice(name, dot, len));
}

/* After loading a.b: a.b = module. Modules that refuse attributes only get a warning. */
static int bind_in_parent(Ref parent, Ref name, Ref module)
{
    Value child = last_part(name);
    if (value_is_error(child))
        return -1;
    int result = object_setattr(parent, child, module);
    if (result && exc_pending_is(&type_AttributeError)) {
        exc_clear();
        Value owner = parent_name(name);
        result = exc_warn(&type_ImportWarning, 1, "Cannot set an attribute on %R for child module %R", owner, child);
        value_drop(owner);
    }
    value_drop(child);
    return result;
}

/* A module's __path__, where its submodules are: owned; ModuleNotFoundError when it is no package. */
static Value search_path_of(Ref parent, Ref owner, Ref name)
{
    Value search = object_getattr_or_absent(parent, NAME(__path__));
    if (value_is_absent(search))
        return import_error(&type_ModuleNotFoundError, name, VALUE_ABSENT, "No module named %R; %R is not a package",
                            name, owner);
    return search;
}

/* ---- loading ---- */
/* The module's body failed: sys.modules forgets it. Keeps the exception pending. */
static void forget_module(Ref name)
{
    Value exc = exc_take(), modules = value_dup(modules_now());
    if (value_is_error(modules) || object_set_subscript(modules, name, VALUE_ABSENT))
        exc_clear();
    value_drop(modules);
    exc_restore(exc);
}

/* sys.modules[name] after the body has run: a module may put something else there. Takes module. */
static Value module_after_loading(Ref name, Value module)
{
    Value current = import_loaded(name);
    value_drop(module);
    if (value_is_absent(current))
        return exc_raise_key(name);
    return current;
}

void (*import_load_hook)(Ref name, Ref module);

static int run_module_code(Ref module, Ref code)
{
    Ref dict = module_dict(module);
    if (value_is_absent(dict_get_str(dict, NAME(__builtins__))) &&
        dict_set(dict, NAME(__builtins__), module_builtins_dict))
        return -1;
    Value held = value_dup(dict);
    Value result = vm_exec(code, held, VALUE_ABSENT);
    value_drop(held);
    value_drop(result);
    return value_is_error(result) ? -1 : 0;
}

static Value load_builtin(Ref name, const Found *found)
{
    const BuiltinModule *row = found->entry;
    Value module = row->init();
    if (value_is_error(module))
        return VALUE_ERROR;
    Value spec = import_spec_new(name, found);
    if (value_is_error(spec) || import_init_attributes(module, name, spec, found) ||
        register_module(name, module)) {
        value_drop(spec);
        value_drop(module);
        return VALUE_ERROR;
    }
    value_drop(spec);
    return module;
}

/* Make the module of a Python file, put it in sys.modules, run it. */
static Value load_python(Ref name, const Found *found)
{
    Value code = VALUE_ABSENT, spec = VALUE_ERROR, module = VALUE_ERROR;
    if (found->kind == SOURCE_EMBEDDED)
        code = import_code_of_embedded(found->entry);
    else if (found->kind == SOURCE_FILE)
        code = import_code_of_file(found->path, found->mtime, found->size);
    else if (found->kind == SOURCE_PYC)
        code = import_code_of_cache(name, found->path);
    if (value_is_error(code))
        return VALUE_ERROR;
    spec = import_spec_new(name, found);
    if (value_is_error(spec))
        goto done;
    module = module_new_named(name);
    if (value_is_error(module))
        goto done;
    if (import_init_attributes(module, name, spec, found) || register_module(name, module))
        goto fail;
    if (!value_is_absent(code)) {
        spec_set_initializing(spec, true);
        int failed = run_module_code(module, code);
        spec_set_initializing(spec, false);
        /* Importing importlib gives modules that are there already specs of its own class. */
        Ref spec_now = dict_get_str(module_dict(module), NAME(__spec__));
        if (value_is_ok(spec_now) && !value_is_none(spec_now) && !value_is(spec_now, spec))
            spec_set_initializing(spec_now, false);
        if (failed) {
            forget_module(name);
            goto fail;
        }
    }
    module = module_after_loading(name, module);
    if (import_load_hook != NULL && value_is_ok(module))
        import_load_hook(name, module);
    goto done;
fail:
    value_drop(module);
    module = VALUE_ERROR;
done:
    value_drop(code);
    value_drop(spec);
    return module;
}

static Value load_found(Ref name, const Found *found)
{
    switch (found->kind) {
    case SOURCE_BUILTIN:
        return load_builtin(name, found);
    case SOURCE_EXTENSION:
        return import_error(&type_ImportError, name, found->path,
                            "%U: this extension module was built for CPython and cannot be loaded by weft",
                            found->path);
    case SOURCE_EMBEDDED: case SOURCE_FILE: case SOURCE_PYC: case SOURCE_NAMESPACE:
        break;
    }
    return load_python(name, found);
}

/* ---- hooks: a program's own finders ---- */
/* Load a spec that a finder returned, as importlib._bootstrap._load_unlocked does. */
static Value load_spec(Ref name, Ref spec)
{
    Value loader = object_getattr_cstr(spec, "loader");
    if (value_is_error(loader))
        return VALUE_ERROR;
    if (import_bootstrap_importlib()) {
        value_drop(loader);
        return VALUE_ERROR;
    }
    value_drop(loader);
    Value load = import_attr("_frozen_importlib", "_load_unlocked");
    if (value_is_error(load))
        return VALUE_ERROR;
    Value module = object_call1(load, spec);
    value_drop(load);
    return module;
}

/* Ask one finder: its spec, ABSENT for no answer. */
static Value ask_finder(Ref finder, Ref name, Ref search)
{
    Value find_spec_name = str_intern_cstr("find_spec");
    Value method = object_getattr_or_absent(finder, find_spec_name);
    value_drop(find_spec_name);
    if (!value_is_ok(method))
        return method;
    Value spec = VALUE_ERROR;
    if (import_lock_acquire() == 0) {
        spec = object_call3(method, name, value_is_absent(search) ? VALUE_NONE : search, VALUE_NONE);
        import_lock_release();
    }
    value_drop(method);
    return value_is_none(spec) ? VALUE_ABSENT : spec;
}

/* Walk sys.meta_path. *found is set when one of our own finders answers. The spec of a foreign one otherwise. */
static Value ask_meta_path(Ref name, Ref search, Found *found, bool *is_ours)
{
    *is_ours = false;
    Ref meta_path = sys_get("meta_path");
    if (value_is_absent(meta_path) || value_is_none(meta_path))
        return exc_raise(&type_ImportError, "sys.meta_path is None, Python is likely shutting down");
    Value held = value_is_list(meta_path) ? value_dup(meta_path) : list_from_iterable(meta_path);
    if (value_is_error(held))
        return VALUE_ERROR;
    if (list_len(held) == 0 && exc_warn(&type_ImportWarning, 1, "sys.meta_path is empty")) {
        value_drop(held);
        return VALUE_ERROR;
    }
    Value spec = VALUE_ABSENT;
    for (int64_t i = 0; value_is_absent(spec) && i < list_len(held); i++) {
        Value finder = value_dup(list_at(held, i));
        int native = import_find_natively(finder, name, search, found);
        if (native == FINDER_FOREIGN)
            spec = ask_finder(finder, name, search);
        else if (native < 0)
            spec = VALUE_ERROR;
        value_drop(finder);
        if (native > 0 && native != FINDER_FOREIGN) {
            *is_ours = true;
            break;
        }
    }
    value_drop(held);
    return spec;
}

/* ---- the whole way ---- */
static Value find_and_load_here(Ref name, Ref search)
{
    Found found;
    bool archive = import_path_has_archive(search);
    if (archive && import_bootstrap_importlib())
        return VALUE_ERROR;
    if (import_is_default_meta_path() && (!archive || !import_has_importlib())) {
        int result = import_find(name, search, &found);
        if (result < 0)
            return VALUE_ERROR;
        if (result == 0)
            return site_run_waiting_lines() ? find_and_load_here(name, search) : module_not_found(name);
    } else {
        bool is_ours;
        Value spec = ask_meta_path(name, search, &found, &is_ours);
        if (value_is_error(spec))
            return VALUE_ERROR;
        if (!is_ours) {
            if (value_is_absent(spec))
                return site_run_waiting_lines() ? find_and_load_here(name, search) : module_not_found(name);
            Value module = load_spec(name, spec);
            value_drop(spec);
            return module;
        }
    }
    Value module = load_found(name, &found);
    found_clear(&found);
    if (value_is_ok(module))
        import_report_loaded(name, module);
    return module;
}

/* The parent's spec lists what of it is being imported, so that an AttributeError can name the circle. Owned list, or
 * ABSENT; never an error. */
static Value begin_submodule(Ref parent, Ref child)
{
    Value spec = object_getattr_or_absent(parent, NAME(__spec__)), list = VALUE_ABSENT;
    if (value_is_ok(spec) && !value_is_none(spec)) {
        Value name = str_intern_cstr("_uninitialized_submodules");
        list = object_getattr_or_absent(spec, name);
        value_drop(name);
    }
    value_drop(spec);
    if (value_is_list(list) && !list_append(list, child))
        return list;
    value_drop(list);
    if (exc_pending())
        exc_clear();
    return VALUE_ABSENT;
}

static void end_submodule(Value list /* taken */, Ref child)
{
    if (value_is_absent(list))
        return;
    Value exc = exc_take();
    for (int64_t i = list_len(list); i-- > 0;)
        if (value_is(list_at(list, i), child)) {
            Value gone = list_pop_at(list, i);
            if (value_is_error(gone))
                exc_clear();
            value_drop(gone);
            break;
        }
    value_drop(list);
    exc_restore(exc);
}

static Value find_and_load_in(Ref parent, Ref owner, Ref name)
{
    Value search = search_path_of(parent, owner, name), child = last_part(name), module = VALUE_ERROR;
    if (value_is_ok(search) && value_is_ok(child)) {
        Value unfinished = begin_submodule(parent, child);
        module = find_and_load_here(name, search);
        end_submodule(unfinished, child);
    }
    value_drop(child);
    value_drop(search);
    return module;
}

/* a.b: a is imported first, and may have put a.b into sys.modules; else it is found along a.__path__ and becomes
 * an attribute of what is a by then. */
static Value find_and_load_child(Ref name, Ref owner)
{
    Value parent = import_absolute(owner);
    if (value_is_error(parent))
        return VALUE_ERROR;
    Value module = import_loaded(name);
    if (value_is_none(module)) {
        module = import_error(&type_ModuleNotFoundError, name, VALUE_ABSENT,
                              "import of %U halted; None in sys.modules", name);
    } else if (value_is_absent(module)) {
        module = find_and_load_in(parent, owner, name);
        if (value_is_ok(module)) {
            Value now = import_loaded(owner);
            if (value_is_error(now) || (!value_is_absent(now) && bind_in_parent(now, name, module))) {
                value_drop(module);
                module = VALUE_ERROR;
            }
            value_drop(now);
        }
    }
    value_drop(parent);
    return module;
}

static Value find_and_load(Ref name)
{
    if (c_stack_check(""))
        return VALUE_ERROR;
    Value owner = parent_name(name);
    if (value_is_error(owner))
        return VALUE_ERROR;
    if (value_is_absent(owner))
        return find_and_load_here(name, VALUE_ABSENT);
    Value module = find_and_load_child(name, owner);
    value_drop(owner);
    return module;
}

Value import_absolute(Ref name)
{
    Value module = import_loaded(name);
    if (value_is_none(module))
        return import_error(&type_ModuleNotFoundError, name, VALUE_ABSENT,
                            "import of %U halted; None in sys.modules", name);
    if (!value_is_absent(module)) {
        if (value_is_ok(module) && import_wait_for(name, module)) {
            value_drop(module);
            return VALUE_ERROR;
        }
        return module;
    }
    if (import_begin(name))
        return VALUE_ERROR;
    module = import_loaded(name); /* another thread may have finished it while we waited */
    if (value_is_absent(module)) {
        ImportTimer timer = import_timer_start();
        module = find_and_load(name);
        import_timer_stop(timer, name);
    }
    import_end(name);
    return module;
}

/* ---- fromlist ---- */
static int import_listed(Ref module, Ref fromlist, bool from_all);

/* `from package import item`: import the submodule when the package has no such attribute. */
static int import_one_listed(Ref module, Ref item, bool from_all)
{
    if (!value_is_str(item)) {
        Value name = object_getattr_or_absent(module, NAME(__name__));
        if (value_is_error(name))
            return -1;
        if (from_all)
            exc_raise(&type_TypeError, "Item in %S.__all__ must be str, not %T", name, item);
        else
            exc_raise(&type_TypeError, "Item in ``from list'' must be str, not %T", item);
        value_drop(name);
        return -1;
    }
    if (str_equals_cstr(item, "*")) {
        if (from_all)
            return 0;
        Value all = object_getattr_or_absent(module, NAME(__all__));
        if (!value_is_ok(all))
            return value_is_error(all) ? -1 : 0;
        int result = import_listed(module, all, true);
        value_drop(all);
        return result;
    }
    Value attribute = object_getattr_or_absent(module, item);
    if (!value_is_absent(attribute)) {
        value_drop(attribute);
        return value_is_error(attribute) ? -1 : 0;
    }
    Value package = object_getattr_or_absent(module, NAME(__name__));
    if (!value_is_ok(package))
        return value_is_error(package) ? -1 : 0;
    Value full = value_is_str(package) ? str_format("%U.%U", package, item) : VALUE_ERROR;
    value_drop(package);
    if (value_is_error(full))
        return -1;
    Value submodule = import_absolute(full);
    int result = 0;
    if (value_is_error(submodule)) {
        /* Only the absence of just this module is fine: the attribute may still turn up. */
        result = -1;
        if (exc_pending_is(&type_ModuleNotFoundError)) {
            Value exc = exc_take();
            Value missing = object_getattr_or_absent(exc, NAME(name));
            if (value_is_str(missing) && str_equal(missing, full)) {
                Value entry = import_loaded(full);
                result = value_is_absent(entry) ? 0 : -1;
                value_drop(entry);
            }
            value_drop(missing);
            if (result)
                exc_restore(exc);
            else
                value_drop(exc);
        }
    }
    value_drop(submodule);
    value_drop(full);
    return result;
}

static int import_listed(Ref module, Ref fromlist, bool from_all)
{
    Value it = object_iter(fromlist);
    if (value_is_error(it))
        return -1;
    int result = 0;
    for (;;) {
        Value item = iter_next(it);
        if (!value_is_ok(item)) {
            result = value_is_error(item) ? -1 : 0;
            break;
        }
        result = import_one_listed(module, item, from_all);
        value_drop(item);
        if (result)
            break;
    }
    value_drop(it);
    return result;
}

/* `import a.b.c` gives a: the part of `name` before its first dot, seen from where `full` is. Takes module. */
static Value top_of(Ref name, Ref full, Value module, int64_t level)
{
    int64_t len = str_len(name), dot = 0;
    while (dot < len && str_at(name, dot) != '.')
        dot++;
    if (dot == len && (level == 0 || len > 0))
        return module;
    if (level > 0 && len == 0)
        return module;
    value_drop(module);
    Value front = level == 0 ? str_slice(name, 0, dot) : str_slice(full, 0, str_len(full) - (len - dot));
    if (value_is_error(front))
        return VALUE_ERROR;
    Value top = level == 0 ? import_absolute(front) : import_loaded(front);
    if (value_is_absent(top))
        top = exc_raise(&type_KeyError, "%R not in sys.modules as expected", front);
    value_drop(front);
    return top;
}

Value import_name(Ref name, Ref globals, Ref fromlist, int64_t level)
{
    if (!value_is_str(name))
        return exc_raise(&type_TypeError, "module name must be a string");
    if (level < 0)
        return exc_raise(&type_ValueError, "level must be >= 0");
    Value full;
    if (level > 0) {
        full = import_resolve(name, globals, level);
    } else if (str_len(name) == 0) {
        return exc_raise(&type_ValueError, "Empty module name");
    } else {
        full = value_dup(name);
    }
    if (value_is_error(full))
        return VALUE_ERROR;
    Value module = import_absolute(full);
    if (value_is_ok(module)) {
        int listed = value_is_none(fromlist) || value_is_absent(fromlist) ? 0 : value_truth(fromlist);
        if (listed < 0) {
            value_drop(module);
            module = VALUE_ERROR;
        } else if (!listed) {
            module = top_of(name, full, module, level);
        } else {
            Value path = object_getattr_or_absent(module, NAME(__path__));
            if (value_is_error(path) || (!value_is_absent(path) && import_listed(module, fromlist, false))) {
                value_drop(module);
                module = VALUE_ERROR;
            }
            value_drop(path);
        }
    }
    value_drop(full);
    return module;
}

Value import_name_hooked(Ref name, Ref globals, Ref locals, Ref fromlist, int64_t level, Ref builtins)
{
    Ref function = dict_get_str(builtins, NAME(__import__));
    if (value_is_absent(function))
        return exc_raise(&type_ImportError, "__import__ not found");
    if (import_is_own_function(function))
        return import_name(name, globals, fromlist, level);
    Value held = value_dup(function);
    Ref args[5] = {name, globals, value_is_absent(locals) ? VALUE_NONE : locals, fromlist, value_from_int(level)};
    Value module = object_call(held, args, 5, VALUE_ABSENT);
    value_drop(held);
    return module;
}

/* ---- from C ---- */
Value import_module(const char *dotted_name)
{
    Value name = str_from_cstr(dotted_name);
    if (value_is_error(name))
        return VALUE_ERROR;
    name = str_intern(name);
    Value module = import_absolute(name);
    value_drop(name);
    return module;
}

Value import_attr(const char *module_name, const char *attribute)
{
    Value module = import_module(module_name);
    if (value_is_error(module))
        return VALUE_ERROR;
    Value v = object_getattr_cstr(module, attribute);
    value_drop(module);
    return v;
}
