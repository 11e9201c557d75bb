/* stdlib/importlib/_imp.c -- the _imp module: what importlib asks of the interpreter. */
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/import_private.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/marshal.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/code.h"

Value module__imp_init(void);

static int64_t lock_depth;

static const char *name_text(Ref v)
{
    if (!value_is_str(v)) {
        exc_raise(&type_TypeError, "argument must be str, not %T", v);
        return NULL;
    }
    return str_utf8(v, NULL);
}

static Value no_such(Ref name)
{
    return import_error(&type_ImportError, name, VALUE_ABSENT, "No such frozen object named %S", name);
}

NATIVE(imp_extension_suffixes_m) { return list_new(0); }
NATIVE(imp_lock_held_m) { return value_from_bool(lock_depth > 0); }
NATIVE(imp_acquire_lock_m)
{
    lock_depth++;
    return VALUE_NONE;
}
NATIVE(imp_release_lock_m)
{
    if (lock_depth <= 0)
        return exc_raise(&type_RuntimeError, "not holding the import lock");
    lock_depth--;
    return VALUE_NONE;
}

/* 1: can be made; -1: can not be made again (sys, builtins); 0: no built-in module. */
NATIVE(imp_is_builtin_m)
{
    const char *name = name_text(a[0]);
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
    const char *text = name_text(name);
    if (value_is_absent(module)) {
        const BuiltinModule *row = text == NULL ? NULL : import_builtin_find(text);
        module = text == NULL ? VALUE_ERROR : row == NULL ? VALUE_NONE : row->init();
    }
    value_drop(name);
    return module;
}
NATIVE(imp_exec_builtin_m) { return value_from_int(0); }

/* ---- Python modules inside the binary ---- */
static const EmbeddedModule *embedded_named(Ref name)
{
    const char *text = name_text(name);
    return text == NULL ? NULL : import_embedded_find(text);
}
NATIVE(imp_is_frozen_m)
{
    const EmbeddedModule *row = embedded_named(a[0]);
    return row == NULL && exc_pending() ? VALUE_ERROR : value_from_bool(row != NULL);
}
NATIVE(imp_is_frozen_package_m)
{
    const EmbeddedModule *row = embedded_named(a[0]);
    if (row == NULL)
        return exc_pending() ? VALUE_ERROR : no_such(a[0]);
    return value_from_bool(row->is_package);
}
NATIVE(imp_get_frozen_object_m)
{
    const EmbeddedModule *row = embedded_named(a[0]);
    if (row == NULL)
        return exc_pending() ? VALUE_ERROR : no_such(a[0]);
    return import_code_of_embedded(row);
}
NATIVE(imp_find_frozen_m)
{
    const EmbeddedModule *row = embedded_named(a[0]);
    if (row == NULL)
        return exc_pending() ? VALUE_ERROR : VALUE_NONE;
    Value items[3] = {VALUE_NONE, value_from_bool(row->is_package), str_from_cstr(row->name)};
    return tuple_from_values(items, 3);
}
NATIVE(imp_frozen_names_m)
{
    Value list = list_new(embedded_modules_count);
    for (unsigned i = 0; i < embedded_modules_count && !value_is_error(list); i++)
        if (list_append_owned(list, str_from_cstr(embedded_modules[i].name))) {
            value_drop(list);
            return VALUE_ERROR;
        }
    return list;
}
NATIVE(imp_init_frozen_m) { return import_absolute(a[0]); }

/* ---- code objects and caches ---- */
/* A cached code object learns where its file is now; so do the code objects inside it. */
static void fix_filename(Code *code, Ref old, Ref new)
{
    if (c_stack_check("")) {
        exc_clear();
        return;
    }
    if (!str_equal(code->filename, old))
        return;
    value_replace(&code->filename, value_dup(new));
    for (uint32_t i = 0; i < code->n_constants; i++)
        if (value_has_type(code->constants[i], &type_code))
            fix_filename(VALUE_AS(Code, code->constants[i]), old, new);
}
NATIVE(imp_fix_co_filename_m)
{
    if (!value_has_type(a[0], &type_code) || !value_is_exact_str(a[1]))
        return exc_raise(&type_TypeError, "_fix_co_filename() needs a code object and a str");
    Code *code = VALUE_AS(Code, a[0]);
    if (!str_equal(code->filename, a[1])) {
        Value old = value_dup(code->filename);
        fix_filename(code, old, a[1]);
        value_drop(old);
    }
    return VALUE_NONE;
}

/* PEP 552: the hash of a source file, keyed; 8 bytes. */
NATIVE(imp_source_hash_m)
{
    uint64_t key;
    Buffer view;
    key = int_as_u64_mask(a[0]);
    if (buffer_get(a[1], &view, BUFFER_SIMPLE))
        return VALUE_ERROR;
    uint64_t h = key ^ 0xCBF29CE484222325ull;
    const unsigned char *p = view.data;
    for (int64_t i = 0; i < view.byte_len; i++) {
        h = (h ^ p[i]) * 0x100000001B3ull;
        h ^= h >> 29;
    }
    buffer_release(&view);
    return bytes_new(&h, 8);
}
NATIVE(imp_cache_path_magic_m) { return bytes_new(import_cache_magic, 4); }

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
    {"is_frozen(name, /)", imp_is_frozen_m, "Return whether the module is inside the binary."},
    {"is_frozen_package(name, /)", imp_is_frozen_package_m, "Return whether the module inside the binary is a package."},
    {"get_frozen_object(name, data=None, /)", imp_get_frozen_object_m, "Return the code of a module inside the binary."},
    {"find_frozen(name, /, *, withdata=False)", imp_find_frozen_m, "Return (None, is_package, name), or None."},
    {"_frozen_module_names()", imp_frozen_names_m, "Return the names of the modules inside the binary."},
    {"init_frozen(name, /)", imp_init_frozen_m, "Import a module inside the binary."},
    {"_fix_co_filename(code, path, /)", imp_fix_co_filename_m, "Change the file name in a code object."},
    {"source_hash(key, source)", imp_source_hash_m, "Return the hash of a source file."},
    {"create_dynamic(spec, file=None, /)", imp_create_dynamic_m, "Raise ImportError: CPython's extensions do not load."},
    {"exec_dynamic(mod, /)", imp_exec_dynamic_m, "Never reached."},
    {"_override_frozen_modules_for_tests(override, /)", imp_override_m, ""},
    {"_override_multi_interp_extensions_check(override, /)", imp_override_m, ""},
    {"_weft_magic()", imp_cache_path_magic_m, "Return the magic number of cache files."},
    {0},
};

Value module__imp_init(void)
{
    Value module = module_new("_imp", "What importlib asks of the interpreter.", functions);
    if (value_is_ok(module) && (module_add_str(module, "check_hash_based_pycs", "default") ||
                                module_add_int(module, "pyc_magic_number_token", 0x0A0D5701))) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
