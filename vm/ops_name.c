/* vm/ops_name.c -- names: globals, builtins, namespaces, cells, imports. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/import.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/ops.h"

/* ---- unbound names ---- */

Value op_unbound_local(const Code *code, int local)
{
    Ref name = tuple_at(code->local_names, local);
    exc_raise(&type_UnboundLocalError, "cannot access local variable '%U' where it is not associated with a value",
              name);
    return VALUE_ERROR;
}

Value op_unbound_cell(const Code *code, int local)
{
    return op_unbound_local(code, local);
}

Value op_unbound_free(const Code *code, int index)
{
    Ref name = tuple_at(code->free_names, index);
    return exc_raise_name(name, "cannot access free variable '%U' where it is not associated with a value in "
                          "enclosing scope", name);
}

static Value raise_undefined(Ref name) { return exc_raise_name(name, "name '%U' is not defined", name); }

/* ---- globals ---- */

/* ABSENT when the namespace does not have the name. */
static Value lookup_namespace(Ref namespace, Ref name)
{
    if (LIKELY(value_is_exact_dict(namespace))) {
        Ref v = dict_get_str(namespace, name);
        return value_is_absent(v) ? v : value_dup(v);
    }
    Value v = object_subscript(namespace, name);
    if (value_is_error(v) && exc_pending_is(&type_KeyError)) {
        exc_clear();
        return VALUE_ABSENT;
    }
    return v;
}

static Value lookup_global(Frame *f, Ref name)
{
    Value v = lookup_namespace(f->function->globals, name);
    if (!value_is_absent(v))
        return v;
    Value builtin = function_builtin(f->function, name);
    return value_is_absent(builtin) ? raise_undefined(name) : builtin;
}

/* Remember where the name is, when its dict has str keys only (always, for globals). */
static void specialise_global(Frame *f, Instr *in, Ref name)
{
    Dict *globals = VALUE_AS(Dict, f->function->globals), *builtins = VALUE_AS(Dict, f->function->builtins);
    if (!globals->str_keys || !value_is_exact_dict(f->function->globals))
        return;
    int64_t entry = dict_find_str(globals, name);
    if (entry >= 0) {
        in[1].low = dict_assign_version(globals);
        if (in[1].low == 0)
            return;
        in[2].low = (uint32_t)entry;
        in->op = OP_LOAD_GLOBAL_MODULE;
        return;
    }
    if (!builtins->str_keys || (entry = dict_find_str(builtins, name)) < 0)
        return;
    in[1].low = dict_assign_version(globals);
    in[1].high = dict_assign_version(builtins);
    if (in[1].low == 0 || in[1].high == 0)
        return;
    in[2].low = (uint32_t)entry;
    in->op = OP_LOAD_GLOBAL_BUILTIN;
}

Value op_load_global(Frame *f, Instr *in)
{
    Ref name = f->code->names[in->b];
    Value v = lookup_global(f, name);
    in->op = OP_LOAD_GLOBAL;
    if (!value_is_error(v))
        specialise_global(f, in, name);
    return v;
}

static void specialise_store_global(Frame *f, Instr *in, Ref name)
{
    in->op = OP_STORE_GLOBAL;
    Dict *globals = VALUE_AS(Dict, f->function->globals);
    if (!globals->str_keys || !value_is_exact_dict(f->function->globals))
        return;
    int64_t entry = dict_find_str(globals, name);
    if (entry < 0 || dict_assign_version(globals) == 0)
        return;
    in[1].low = globals->keys_version;
    in[2].low = (uint32_t)entry;
    in->op = OP_STORE_GLOBAL_MODULE;
}

/* v ABSENT: delete. */
int op_store_global(Frame *f, Instr *in, Ref v)
{
    Ref globals = f->function->globals, name = f->code->names[in->a];
    if (!value_is_absent(v)) {
        int result = dict_set(globals, name, v);
        if (result == 0)
            specialise_store_global(f, in, name);
        return result;
    }
    int deleted = dict_delete(globals, name);
    if (deleted == 0)
        raise_undefined(name);
    return deleted > 0 ? 0 : -1;
}

/* ---- namespaces of module and class bodies ---- */

Value op_load_name(Frame *f, Ref name)
{
    Value v = lookup_namespace(f->registers[0], name);
    return value_is_absent(v) ? lookup_global(f, name) : v;
}

int op_store_name(Frame *f, Ref name, Ref v)
{
    Ref namespace = f->registers[0];
    if (!value_is_absent(v))
        return value_is_exact_dict(namespace) ? dict_set(namespace, name, v)
                                              : object_set_subscript(namespace, name, v);
    if (value_is_exact_dict(namespace)) {
        int deleted = dict_delete(namespace, name);
        if (deleted == 0)
            raise_undefined(name);
        return deleted > 0 ? 0 : -1;
    }
    int result = object_set_subscript(namespace, name, VALUE_ABSENT);
    if (result && exc_pending_is(&type_KeyError)) {
        exc_clear();
        raise_undefined(name);
    }
    return result;
}

/* cell: where to look second; ABSENT: globals.  free_index < 0: the cell is a local one. */
Value op_load_name_or(Frame *f, Ref namespace, Ref name, Ref cell, int free_index)
{
    Value v = lookup_namespace(namespace, name);
    if (!value_is_absent(v))
        return v;
    if (value_is_absent(cell))
        return lookup_global(f, name);
    v = VALUE_AS(Cell, cell)->value;
    if (!value_is_absent(v))
        return value_dup(v);
    return free_index < 0 ? exc_raise(&type_UnboundLocalError, "cannot access local variable '%U' where it is "
                                      "not associated with a value", name)
                          : op_unbound_free(f->code, free_index);
}

/* ---- imports ---- */

/* Builtins that are no dict: their __import__ is asked as it is. */
static Value import_through_mapping(Frame *f, Ref name, Ref namespace, Ref fromlist, Ref level)
{
    Value function = function_builtin(f->function, NAME(__import__));
    if (!value_is_ok(function))
        return value_is_error(function) ? function : exc_raise(&type_ImportError, "__import__ not found");
    Ref args[] = {name, f->function->globals, namespace, fromlist, level};
    Value v = object_call(function, args, N_ELEMENTS(args), VALUE_ABSENT);
    value_drop(function);
    return v;
}

Value op_import_name(Frame *f, Ref name, Ref level, Ref fromlist)
{
    bool has_namespace = f->code->flags & CODE_NAMESPACE;
    Value namespace = has_namespace ? value_dup(f->registers[0]) : VALUE_NONE;
    Value v = VALUE_AS(Dict, f->function->builtins)->str_keys
        ? import_name_hooked(name, f->function->globals, namespace, fromlist, value_as_int(level),
                             f->function->builtins)
        : import_through_mapping(f, name, namespace, fromlist, level);
    value_drop(namespace);
    return v;
}
