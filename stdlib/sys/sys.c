/* stdlib/sys/sys.c -- the sys module put together, and C's access to it. */
#include "stdlib/sys/sys.h"
#include "runtime/cmdline.h"
#include "runtime/exc.h"
#include "runtime/import.h"
#include "runtime/list.h"
#include "runtime/str.h"

Value module_sys_init(void);
Ref sys_dict = {0x02};
Ref sys_modules = {0x02};
bool sys_finalizing;

Ref sys_get(const char *name)
{
    return value_is_absent(sys_dict) ? VALUE_ABSENT : dict_get_cstr(sys_dict, name);
}

int sys_set(const char *name, Ref v)
{
    return dict_set_cstr(sys_dict, name, v);
}

static int add_warn_options(Ref module)
{
    Value list = list_new(cmdline.n_warnings);
    if (value_is_error(list))
        return -1;
    for (int i = 0; i < cmdline.n_warnings; i++)
        if (list_append_owned(list, str_decode_fs(cmdline.warnings[i], strlen(cmdline.warnings[i])))) {
            value_drop(list);
            return -1;
        }
    return module_add(module, "warnoptions", list);
}

static int add_x_options(Ref module)
{
    Value dict = dict_new();
    if (value_is_error(dict))
        return -1;
    for (int i = 0; i < cmdline.n_x_options; i++) {
        const char *option = cmdline.x_options[i], *equals = strchr(option, '=');
        size_t len = equals == NULL ? strlen(option) : (size_t)(equals - option);
        Value key = str_decode_fs(option, len);
        Value value = equals == NULL ? VALUE_TRUE : str_decode_fs(equals + 1, strlen(equals + 1));
        int failed = value_is_error(key) || value_is_error(value) || dict_set(dict, key, value);
        value_drop(key);
        value_drop(value);
        if (failed) {
            value_drop(dict);
            return -1;
        }
    }
    return module_add(module, "_xoptions", dict);
}

/* -X pycache_prefix=DIR or PYTHONPYCACHEPREFIX; an empty one is none. */
static Value cache_prefix(void)
{
    const char *prefix = cmdline_x_option("pycache_prefix");
    if (prefix == NULL)
        prefix = cmdline_environment("PYTHONPYCACHEPREFIX");
    return prefix == NULL || !*prefix ? VALUE_NONE : str_decode_fs(prefix, strlen(prefix));
}

Value module_sys_init(void)
{
    Value module = module_new("sys", "The interpreter's variables and the functions that look at it closely.", NULL);
    if (value_is_error(module))
        return VALUE_ERROR;
    sys_dict = module_dict(module);
    Value modules = dict_new();
    if (module_add(module, "modules", modules))
        goto fail;
    sys_modules = value_dup(modules); /* the import statement keeps its dict when a program rebinds the name */
    if (module_add_functions(module, sys_functions) || module_add_functions(module, sys_hook_functions) || sys_add_info(module) ||
        sys_add_hooks(module) || sys_add_paths(module) || add_warn_options(module) || add_x_options(module) ||
        sys_add_stdlib_names(module) || module_add(module, "builtin_module_names", import_builtin_names()) ||
        module_add(module, "dont_write_bytecode", value_from_bool(cmdline.dont_write_bytecode)) ||
        module_add(module, "pycache_prefix", cache_prefix()))
        goto fail;
    return module;
fail:
    value_drop(module);
    return VALUE_ERROR;
}
