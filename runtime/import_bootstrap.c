/* runtime/import_bootstrap.c -- setting the import system up, and handing its Python face over to importlib.
 *
 * A program that imports importlib gets stdlib/importlib/_bootstrap.py and _bootstrap_external.py, run as
 * _frozen_importlib and _frozen_importlib_external.  From then on new modules have importlib's specs and
 * loaders, sys.meta_path holds its finders, and the search itself stays in C as long as nobody changes sys.meta_path
 * or sys.path_hooks.  stdlib/importlib/_handover.py does the Python part. */
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/import_private.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/tuple.h"
#include "runtime/str.h"
#include "runtime/traceback.h"
#include "vm/callback.h"
#include <stdio.h>
#include <string.h>

Value module__frozen_importlib_init(void);
Value module__frozen_importlib_external_init(void);

static enum { IMPORTLIB_ABSENT, IMPORTLIB_LOADING, IMPORTLIB_LOADED } importlib_state;
static Value make_spec;            /* _handover.make_spec */
static Value own_import_function = {0x02}; /* builtins.__import__ as we made it */

bool import_is_own_function(Ref function) { return value_is(function, own_import_function); }

/* Tracebacks show the lines of modules inside the binary: "<weft>/json/decoder.py". */
static Value embedded_source_text(Ref filename)
{
    static const char prefix[] = "<weft>/";
    size_t len;
    const char *name = value_is_str(filename) ? str_utf8(filename, &len) : NULL;
    if (name == NULL || strncmp(name, prefix, sizeof prefix - 1)) {
        if (name == NULL && exc_pending())
            exc_clear();
        return VALUE_ABSENT;
    }
    for (unsigned i = 0; i < embedded_modules_count; i++)
        if (!strcmp(embedded_modules[i].file, name + sizeof prefix - 1))
            return str_from_utf8((const char *)embedded_modules[i].source, embedded_modules[i].size);
    return VALUE_ABSENT;
}

int import_init(void)
{
    traceback_embedded_source = embedded_source_text;
    Type *types[] = {&type_module_spec, &type_builtin_importer, &type_frozen_importer, &type_path_finder,
                     &type_source_loader};
    for (size_t i = 0; i < N_ELEMENTS(types); i++)
        if (type_ready(types[i]))
            return -1;
    Ref finders[3] = {value_from_obj(&type_builtin_importer), value_from_obj(&type_frozen_importer),
                      value_from_obj(&type_path_finder)};
    import_set_default_finders(finders[0], finders[1], finders[2]);
    Value meta_path = list_new(3), hooks = list_new(0), cache = dict_new();
    int result = -1;
    if (value_is_error(meta_path) || value_is_error(hooks) || value_is_error(cache))
        goto done;
    for (int i = 0; i < 3; i++)
        if (list_append(meta_path, finders[i]))
            goto done;
    if (sys_set("meta_path", meta_path) || sys_set("path_hooks", hooks) || sys_set("path_importer_cache", cache))
        goto done;
    own_import_function = value_dup(dict_get_str(module_builtins_dict, NAME(__import__)));
    result = 0;
done:
    value_drop(meta_path);
    value_drop(hooks);
    value_drop(cache);
    return result;
}

/* ---- taking importlib in ---- */
/* Run a module inside the binary under another name: importlib itself is not imported yet. */
static Value run_embedded(const char *name, const char *module_name, const char *code_name)
{
    Value module = module_new(module_name, NULL, NULL), key = str_intern_cstr(module_name);
    Value code = VALUE_ERROR, filename = str_from_cstr(code_name), result = VALUE_ERROR;
    const EmbeddedModule *row = import_embedded_find(name);
    if (row == NULL)
        exc_raise(&type_ImportError, "%s is not inside the binary", name);
    else if (value_is_ok(module) && value_is_ok(key) && value_is_ok(filename))
        code = import_code_of_embedded(row);
    if (value_is_ok(code)) {
        vm_code_set_filename(code, filename);
        if (!dict_set(module_dict(module), NAME(__builtins__), module_builtins_dict) &&
            !dict_set(sys_modules, key, module))
            result = vm_exec(code, module_dict(module), VALUE_ABSENT);
    }
    value_drop(key);
    value_drop(code);
    value_drop(filename);
    value_drop(result);
    if (!value_is_error(result))
        return module;
    value_drop(module);
    return VALUE_ERROR;
}

static int take_over(Ref bootstrap, Ref external)
{
    Value glue = run_embedded("importlib._handover", "_weft_importlib", "<frozen importlib._handover>");
    if (value_is_error(glue))
        return -1;
    int result = -1;
    Value function = object_getattr_cstr(glue, "take_over");
    Value native_import = import_attr("_imp", "_weft_import");
    Value finders = VALUE_ERROR;
    if (!value_is_error(function) && !value_is_error(native_import)) {
        Value set_finders = object_getattr_cstr(glue, "make_spec");
        if (!value_is_error(set_finders)) {
            make_spec = set_finders;
            importlib_state = IMPORTLIB_LOADED;
            finders = object_call3(function, bootstrap, external, native_import);
        }
    }
    /* (builtin, frozen, path finder, hook, ...): the hooks are in sys.path_hooks already when listed there. */
    if (!value_is_error(finders)) {
        import_set_default_finders(tuple_at(finders, 0), tuple_at(finders, 1), tuple_at(finders, 2));
        result = 0;
        for (int64_t i = 3; result == 0 && i < tuple_len(finders); i++)
            result = import_add_default_hook(tuple_at(finders, i));
    }
    value_drop(finders);
    value_drop(function);
    value_drop(native_import);
    value_drop(glue);
    return result;
}

int import_bootstrap_importlib(void)
{
    if (importlib_state != IMPORTLIB_ABSENT)
        return 0;
    importlib_state = IMPORTLIB_LOADING;
    Value bootstrap = run_embedded("importlib._bootstrap", "_frozen_importlib", "<frozen importlib._bootstrap>");
    Value external = VALUE_ERROR;
    int result = -1;
    if (!value_is_error(bootstrap))
        external = run_embedded("importlib._bootstrap_external", "_frozen_importlib_external",
                                "<frozen importlib._bootstrap_external>");
    if (!value_is_error(external))
        result = take_over(bootstrap, external);
    if (result)
        importlib_state = IMPORTLIB_ABSENT;
    value_drop(bootstrap);
    value_drop(external);
    return result;
}

bool import_has_importlib(void) { return importlib_state == IMPORTLIB_LOADED; }

Value import_spec_by_importlib(Ref name, const Found *found)
{
    Ref args[5] = {
        value_from_int(found->kind), name, value_is_absent(found->path) ? VALUE_NONE : found->path,
        value_is_absent(found->search) ? VALUE_NONE : found->search, value_from_bool(found->is_package),
    };
    return object_call(make_spec, args, 5, VALUE_ABSENT);
}

static Value bootstrapped(const char *name)
{
    if (import_bootstrap_importlib())
        return VALUE_ERROR;
    Ref module = dict_get_cstr(sys_modules, name);
    return value_is_absent(module) ? exc_raise(&type_ImportError, "importlib is being loaded") : value_dup(module);
}
Value module__frozen_importlib_init(void) { return bootstrapped("_frozen_importlib"); }
Value module__frozen_importlib_external_init(void) { return bootstrapped("_frozen_importlib_external"); }
