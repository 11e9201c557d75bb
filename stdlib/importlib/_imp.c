/* stdlib/importlib/_imp.c -- the _imp module: what importlib asks of the interpreter. */
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/import_private.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/marshal.h"
#include "runtime/site.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/callback.h"
#include "vm/code.h"

Value module__imp_init(void);

static const char *name_text(const char *function, Ref v)
{
    if (!value_is_str(v)) {
        exc_raise(&type_TypeError, "%s() argument must be str, not %T", function, v);
        return NULL;
    }
    return str_utf8(v, NULL);
}

static Value no_such(Ref name)
{
    return import_error(&type_ImportError, name, VALUE_ABSENT, "No such frozen object named %S", name);
}

NATIVE(imp_extension_suffixes_m) { return list_new(0); }
NATIVE(imp_lock_held_m) { return value_from_bool(import_lock_is_held()); }
NATIVE(imp_acquire_lock_m) { return import_lock_acquire() ? VALUE_ERROR : VALUE_NONE; }
NATIVE(imp_release_lock_m)
{
    if (!import_lock_is_held())
        return exc_raise(&type_RuntimeError, "not holding the import lock");
    import_lock_release();
    return VALUE_NONE;
}

/* 1: can be made; -1: can not be made again (sys, builtins); 0: no built-in module. */
NATIVE(imp_is_builtin_m)
{
    const char *name = name_text("is_builtin", a[0]);
    if (name == NULL)
        return VALUE_ERROR;
    if (import_builtin_find(name) == NULL)
        return value_from_int(0);
    return value_from_int(!strcmp(name, "sys") || !strcmp(name, "builtins") ? -1 : 1);
}

NATIVE(imp_create_builtin_m)
{
    Value name = object_getattr(a[0], NAME(name));
    if (value_is_error(name))
        return VALUE_ERROR;
    Value module = value_dup(dict_get(sys_modules, name));
    const char *text = name_text("create_builtin", name);
    if (value_is_absent(module)) {
        const BuiltinModule *row = text == NULL ? NULL : import_builtin_find(text);
        module = text == NULL ? VALUE_ERROR : row == NULL ? VALUE_NONE : row->init();
    }
    value_drop(name);
    return module;
}
NATIVE(imp_exec_builtin_m) { return value_from_int(0); }

/* ---- Python modules inside the binary ----
 * importlib's FrozenImporter finds and loads them with the _weft_ functions: they have source, a file and a
 * __path__, which CPython's frozen modules do not, and the functions for those say that there are none. */
NATIVE(imp_no_m) { return name_text("is_frozen", a[0]) == NULL ? VALUE_ERROR : VALUE_FALSE; }
NATIVE(imp_none_m) { return name_text("find_frozen", a[0]) == NULL ? VALUE_ERROR : VALUE_NONE; }
NATIVE(imp_no_frozen_m) { return name_text("is_frozen_package", a[0]) == NULL ? VALUE_ERROR : no_such(a[0]); }
NATIVE(imp_get_frozen_m)
{
    if (name_text("get_frozen_object", a[0]) == NULL)
        return VALUE_ERROR;
    if (value_is_none(a[1]))
        return no_such(a[0]);
    return import_error(&type_ImportError, a[0], VALUE_ABSENT, "Frozen object named %R is invalid", a[0]);
}
NATIVE(imp_frozen_names_m) { return list_new(0); }

static const EmbeddedModule *embedded_named(Ref name)
{
    const char *text = name_text("_weft_code", name);
    if (text == NULL)
        return NULL;
    const EmbeddedModule *row = import_embedded_find(text);
    if (row == NULL)
        import_error(&type_ImportError, name, VALUE_ABSENT, "%R is no module inside the binary", name);
    return row;
}
NATIVE(imp_weft_find_m)
{
    const char *text = name_text("_weft_find", a[0]);
    if (text == NULL)
        return VALUE_ERROR;
    const EmbeddedModule *row = import_embedded_find(text);
    if (row == NULL)
        return VALUE_NONE;
    Value items[2] = {value_from_bool(row->is_package), row->is_package ? embedded_search_path(row) : VALUE_NONE};
    if (value_is_error(items[1]))
        return VALUE_ERROR;
    return tuple_from_values(items, 2);
}
NATIVE(imp_weft_code_m)
{
    const EmbeddedModule *row = embedded_named(a[0]);
    return row == NULL ? VALUE_ERROR : import_code_of_embedded(row);
}
NATIVE(imp_weft_source_m)
{
    const EmbeddedModule *row = embedded_named(a[0]);
    return row == NULL ? VALUE_ERROR : str_from_utf8((const char *)row->source, row->size);
}
NATIVE(imp_weft_file_m)
{
    const EmbeddedModule *row = embedded_named(a[0]);
    return row == NULL ? VALUE_ERROR : import_embedded_file(row);
}

/* ---- code objects and caches ---- */
NATIVE(imp_fix_co_filename_m)
{
    if (!value_has_type(a[0], &type_code) || !value_is_exact_str(a[1]))
        return exc_raise(&type_TypeError, "_fix_co_filename() needs a code object and a str");
    vm_code_set_filename(a[0], a[1]);
    return VALUE_NONE;
}

NATIVE(imp_source_hash_m)
{
    Buffer view;
    uint64_t key = int_as_u64_mask(a[0]);
    if (buffer_get(a[1], &view, BUFFER_SIMPLE))
        return VALUE_ERROR;
    uint64_t hash = import_source_hash(key, view.data, (size_t)view.byte_len);
    buffer_release(&view);
    return bytes_new(&hash, 8);
}
NATIVE(imp_weft_magic_m) { return bytes_new(import_cache_magic(), 4); }

/* What the import statement does for an absolute name, without going up to the top-level package. */
NATIVE(imp_weft_import_m)
{
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "module name must be a string");
    return import_absolute(a[0]);
}
NATIVE(imp_weft_run_site_lines_m) { return value_from_bool(site_run_waiting_lines()); }
NATIVE(imp_weft_invalidate_caches_m)
{
    import_invalidate_caches();
    return VALUE_NONE;
}

NATIVE(imp_create_dynamic_m)
{
    Value name = object_getattr(a[0], NAME(name));
    if (value_is_error(name))
        return VALUE_ERROR;
    Value origin = object_getattr_cstr(a[0], "origin");
    if (!value_is_error(origin))
        import_error(&type_ImportError, name, origin,
                     "%S: this extension module was built for CPython and cannot be loaded by weft", origin);
    value_drop(origin);
    value_drop(name);
    return VALUE_ERROR;
}
NATIVE(imp_exec_dynamic_m) { return value_from_int(0); }
NATIVE(imp_override_m) { return value_from_int(0); }

static const Method functions[] = {
    {"extension_suffixes()", imp_extension_suffixes_m, "Return the suffixes of extension modules: none."},
    {"lock_held()", imp_lock_held_m, "Return whether the import lock is held."},
    {"acquire_lock()", imp_acquire_lock_m, "Take the import lock."},
    {"release_lock()", imp_release_lock_m, "Give the import lock back."},
    {"is_builtin(name, /)", imp_is_builtin_m, "Return 1, -1 or 0: built in, not to be made again, not built in."},
    {"create_builtin(spec, /)", imp_create_builtin_m, "Make a built-in module."},
    {"exec_builtin(mod, /)", imp_exec_builtin_m, "Nothing is left to do."},
    {"is_frozen(name, /)", imp_no_m, "Return False: modules inside the binary are found in another way."},
    {"is_frozen_package(name, /)", imp_no_frozen_m, "Raise ImportError: there are no frozen modules."},
    {"get_frozen_object(name, data=None, /)", imp_get_frozen_m, "Raise ImportError: there are no frozen modules."},
    {"find_frozen(name, /, *, withdata=False)", imp_none_m, "Return None: there are no frozen modules."},
    {"init_frozen(name, /)", imp_none_m, "Return None: there are no frozen modules."},
    {"_frozen_module_names()", imp_frozen_names_m, "Return []: there are no frozen modules."},
    {"_weft_find(name, /)", imp_weft_find_m, "Return (is_package, search path) of a module inside the binary, or None."},
    {"_weft_code(name, /)", imp_weft_code_m, "Return the code of a module inside the binary."},
    {"_weft_source(name, /)", imp_weft_source_m, "Return the source of a module inside the binary."},
    {"_weft_file(name, /)", imp_weft_file_m, "Return the __file__ of a module inside the binary."},
    {"_fix_co_filename(code, path, /)", imp_fix_co_filename_m, "Change the file name in a code object."},
    {"source_hash(key, source)", imp_source_hash_m, "Return the hash of a source file."},
    {"create_dynamic(spec, file=None, /)", imp_create_dynamic_m, "Raise ImportError: CPython's extensions do not load."},
    {"exec_dynamic(mod, /)", imp_exec_dynamic_m, "Never reached."},
    {"_override_frozen_modules_for_tests(override, /)", imp_override_m, ""},
    {"_override_multi_interp_extensions_check(override, /)", imp_override_m, ""},
    {"_weft_import(name, /)", imp_weft_import_m, "Import a module by its absolute name."},
    {"_weft_run_site_lines()", imp_weft_run_site_lines_m, "Run the import lines of .pth files, once; were there any?"},
    {"_weft_invalidate_caches()", imp_weft_invalidate_caches_m, "Forget the directory listings of the native search."},
    {"_weft_magic()", imp_weft_magic_m, "Return the magic number of cache files."},
    {0},
};

Value module__imp_init(void)
{
    Value module = module_new("_imp", "What importlib asks of the interpreter.", functions);
    const unsigned char *magic = import_cache_magic();
    int64_t token = magic[0] | (int64_t)magic[1] << 8 | (int64_t)magic[2] << 16 | (int64_t)magic[3] << 24;
    if (value_is_ok(module) && (module_add_str(module, "check_hash_based_pycs", import_hash_policy()) ||
                                module_add_int(module, "pyc_magic_number_token", token))) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
