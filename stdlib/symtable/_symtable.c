/* stdlib/symtable/_symtable.c -- the `_symtable` module: parser/scope.h's tables as Python objects.
 *
 * Comprehensions that run in their parent's frame have no table of their own: their names and inner blocks count as
 * the parent's. */
#include "parser/parser.h"
#include "parser/scope.h"
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "stdlib/posix/fspath.h"

Value module__symtable_init(void);

/* Bits of a symbol's number, and where the resolution is in it. */
enum {
    DEF_GLOBAL = 1, DEF_LOCAL = 2, DEF_PARAM = 4, DEF_NONLOCAL = 8, USE = 16, DEF_FREE = 32, DEF_FREE_CLASS = 64,
    DEF_IMPORT = 128, DEF_ANNOT = 256, DEF_COMP_ITER = 512, DEF_TYPE_PARAM = 1024, DEF_COMP_CELL = 2048,
    DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT | DEF_TYPE_PARAM,
    SCOPE_OFF = 12, SCOPE_MASK = 15,
    LOCAL = 1, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, FREE, CELL,
};
enum { TYPE_FUNCTION, TYPE_CLASS, TYPE_MODULE, TYPE_ANNOTATION, TYPE_TYPE_ALIAS, TYPE_TYPE_PARAMETERS,
       TYPE_TYPE_VARIABLE };

typedef struct Entry {
    Obj base;
    Value id, name, symbols, varnames, children, type, nested, lineno;
} Entry;
static Type type_entry;

/* ---- symbols ---- */
static int resolution_number(NameResolution resolution)
{
    switch (resolution) {
    case NAME_UNRESOLVED: return 0;
    case NAME_LOCAL: return LOCAL;
    case NAME_CELL: return CELL;
    case NAME_FREE: return FREE;
    case NAME_GLOBAL_EXPLICIT: return GLOBAL_EXPLICIT;
    case NAME_GLOBAL_IMPLICIT: return GLOBAL_IMPLICIT;
    }
    return 0;
}

static int symbol_number(const Symbol *s)
{
    static const struct { uint32_t ours; int theirs; } bits[] = {
        {SYMBOL_ASSIGNED, DEF_LOCAL}, {SYMBOL_PARAM, DEF_PARAM}, {SYMBOL_USED, USE}, {SYMBOL_GLOBAL, DEF_GLOBAL},
        {SYMBOL_NONLOCAL, DEF_NONLOCAL}, {SYMBOL_IMPORTED, DEF_IMPORT}, {SYMBOL_ANNOTATED, DEF_ANNOT},
        {SYMBOL_COMP_ITER, DEF_COMP_ITER}, {SYMBOL_TYPE_PARAM, DEF_TYPE_PARAM}, {SYMBOL_FREE_CLASS, DEF_FREE_CLASS},
        {SYMBOL_COMP_CELL, DEF_COMP_CELL},
    };
    int number = resolution_number(s->resolution) << SCOPE_OFF;
    for (size_t i = 0; i < N_ELEMENTS(bits); i++)
        if (s->flags & bits[i].ours)
            number |= bits[i].theirs;
    return number;
}

static int add_symbols(Ref symbols, const Scope *scope, bool inlined)
{
    for (int i = 0; i < scope->n_symbols; i++) {
        const Symbol *s = scope->symbols[i];
        if (inlined && (s->flags & SYMBOL_PARAM || !value_is_absent(dict_get_str(symbols, s->name))))
            continue;
        if (dict_set(symbols, s->name, value_from_int(symbol_number(s))))
            return -1;
    }
    for (int i = 0; i < scope->n_frees; i++)
        if (value_is_absent(dict_get_str(symbols, scope->frees[i]))
            && dict_set(symbols, scope->frees[i], value_from_int(FREE << SCOPE_OFF)))
            return -1;
    for (const Scope *child = scope->first_child; child != NULL; child = child->next_sibling)
        if (child->is_inlined && add_symbols(symbols, child, true))
            return -1;
    return 0;
}

/* ---- tables ---- */
static int type_number(const Scope *scope)
{
    switch (scope->kind) {
    case SCOPE_MODULE: return TYPE_MODULE;
    case SCOPE_CLASS: return TYPE_CLASS;
    case SCOPE_FUNCTION: case SCOPE_LAMBDA: case SCOPE_COMPREHENSION: return TYPE_FUNCTION;
    case SCOPE_TYPE_PARAMS: return TYPE_TYPE_PARAMETERS;
    case SCOPE_TYPE_ALIAS: return TYPE_TYPE_ALIAS;
    case SCOPE_TYPE_VARIABLE: return TYPE_TYPE_VARIABLE;
    case SCOPE_ANNOTATION: return TYPE_ANNOTATION;
    }
    return TYPE_FUNCTION;
}

/* "top" for a module, "lambda" for "<lambda>". */
static Value table_name(const Scope *scope)
{
    if (scope->kind == SCOPE_MODULE)
        return str_intern_cstr("top");
    int64_t len = str_len(scope->name);
    if (len > 2 && str_at(scope->name, 0) == '<')
        return str_slice(scope->name, 1, len - 1);
    return value_dup(scope->name);
}

static Value parameter_names(const Scope *scope)
{
    Value list = list_new(scope->n_params);
    for (int i = 0; i < scope->n_params && !value_is_error(list); i++)
        if (list_append(list, scope->symbols[i]->name)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    return list;
}

static Value new_entry(const Scope *scope);

static int add_children(Ref list, const Scope *scope)
{
    for (const Scope *child = scope->first_child; child != NULL; child = child->next_sibling) {
        if (child->is_inlined) {
            if (add_children(list, child))
                return -1;
            continue;
        }
        Value entry = new_entry(child);
        if (value_is_error(entry) || list_append_owned(list, entry))
            return -1;
    }
    return 0;
}

static Value new_entry(const Scope *scope)
{
    if (c_stack_check(""))
        return VALUE_ERROR;
    Entry *e = object_alloc(&type_entry);
    if (e == NULL)
        return VALUE_ERROR;
    e->id = value_from_int((int64_t)(uintptr_t)scope);
    e->name = table_name(scope);
    e->symbols = dict_new();
    e->varnames = parameter_names(scope);
    e->children = list_new(0);
    e->type = value_from_int(type_number(scope));
    e->nested = value_from_int(scope->is_nested);
    e->lineno = value_from_int(scope->kind == SCOPE_MODULE ? 0 : scope->lineno);
    Value self = value_from_obj(e);
    gc_track(e);
    if (value_is_error(e->name) || value_is_error(e->symbols) || value_is_error(e->varnames)
        || value_is_error(e->children) || add_symbols(e->symbols, scope, false) || add_children(e->children, scope)) {
        value_drop(self);
        return VALUE_ERROR;
    }
    return self;
}

/* ---- the type ---- */
static void entry_dealloc(Obj *o)
{
    Entry *e = (Entry *)o;
    gc_untrack(o);
    value_drop(e->name);
    value_drop(e->symbols);
    value_drop(e->varnames);
    value_drop(e->children);
    object_free(o);
}

static int entry_traverse(Obj *o, GcVisit visit, void *arg)
{
    Entry *e = (Entry *)o;
    GC_VISIT(e->symbols);
    GC_VISIT(e->varnames);
    GC_VISIT(e->children);
    return 0;
}

static void entry_clear(Obj *o)
{
    value_clear(&((Entry *)o)->children);
}

static Value entry_repr(Ref self)
{
    Entry *e = VALUE_AS(Entry, self);
    return str_format("<symtable entry %U(%S), line %S>", e->name, e->id, e->lineno);
}

static const Member entry_members[] = {
    {"id", MEMBER_VALUE, offsetof(Entry, id), true, NULL},
    {"name", MEMBER_VALUE, offsetof(Entry, name), true, NULL},
    {"symbols", MEMBER_VALUE, offsetof(Entry, symbols), true, NULL},
    {"varnames", MEMBER_VALUE, offsetof(Entry, varnames), true, NULL},
    {"children", MEMBER_VALUE, offsetof(Entry, children), true, NULL},
    {"type", MEMBER_VALUE, offsetof(Entry, type), true, NULL},
    {"nested", MEMBER_VALUE, offsetof(Entry, nested), true, NULL},
    {"lineno", MEMBER_VALUE, offsetof(Entry, lineno), true, NULL},
    {0},
};

static Type type_entry = {
    .base = STATIC_OBJ(&type_type), .name = "symtable entry", .basic_size = sizeof(Entry),
    .flags = TYPE_GC | TYPE_NO_NEW, .members = entry_members, .dealloc = entry_dealloc, .traverse = entry_traverse,
    .clear = entry_clear, .repr = entry_repr,
};

/* ---- the module ---- */
static Value tables_of(Ref source, Ref filename, ParseMode mode)
{
    size_t len;
    bool is_text = value_is_str(source);
    if (!is_text && !value_is_bytes(source))
        return exc_raise(&type_TypeError, "symtable() arg 1 must be a string or bytes object");
    const char *text = is_text ? str_utf8(source, &len) : bytes_data(source);
    if (text == NULL)
        return VALUE_ERROR;
    if (!is_text)
        len = (size_t)bytes_len(source);
    Arena arena;
    arena_init(&arena);
    Value result = VALUE_ERROR;
    Mod *mod = parse_source(&arena, text, len, filename, mode, is_text ? PARSE_IS_UTF8 : 0);
    ScopeTable *table = mod == NULL ? NULL : scope_build(&arena, mod, filename, 0, 0, text, len);
    if (table != NULL)
        result = new_entry(table->module);
    Value pending = exc_take();
    arena_free(&arena);
    exc_restore(pending);
    return result;
}

NATIVE(symtable_symtable)
{
    if (!value_is_str(a[2]))
        return exc_raise(&type_TypeError, "symtable() argument 3 must be str, not %T", a[2]);
    ParseMode mode = PARSE_EXEC;
    if (str_equals_cstr(a[2], "eval"))
        mode = PARSE_EVAL;
    else if (str_equals_cstr(a[2], "single"))
        mode = PARSE_SINGLE;
    else if (!str_equals_cstr(a[2], "exec"))
        return exc_raise(&type_ValueError, "symtable() arg 3 must be 'exec' or 'eval' or 'single'");
    Value filename = fspath_decode(a[1]);
    if (value_is_error(filename))
        return VALUE_ERROR;
    Value result = tables_of(a[0], filename, mode);
    value_drop(filename);
    return result;
}

static const Method symtable_functions[] = {
    {"symtable(source, filename, startstr, /)", symtable_symtable,
     "Return symbol and scope dictionaries used internally by compiler."},
    {0},
};

static const struct { const char *name; int value; } constants[] = {
    {"USE", USE}, {"DEF_GLOBAL", DEF_GLOBAL}, {"DEF_NONLOCAL", DEF_NONLOCAL}, {"DEF_LOCAL", DEF_LOCAL},
    {"DEF_PARAM", DEF_PARAM}, {"DEF_FREE", DEF_FREE}, {"DEF_FREE_CLASS", DEF_FREE_CLASS}, {"DEF_IMPORT", DEF_IMPORT},
    {"DEF_BOUND", DEF_LOCAL | DEF_PARAM | DEF_IMPORT}, {"DEF_ANNOT", DEF_ANNOT}, {"TYPE_FUNCTION", TYPE_FUNCTION},
    {"TYPE_CLASS", TYPE_CLASS}, {"TYPE_MODULE", TYPE_MODULE}, {"TYPE_ANNOTATION", TYPE_ANNOTATION},
    {"TYPE_TYPE_ALIAS", TYPE_TYPE_ALIAS}, {"TYPE_TYPE_PARAMETERS", TYPE_TYPE_PARAMETERS},
    {"TYPE_TYPE_VARIABLE", TYPE_TYPE_VARIABLE}, {"LOCAL", LOCAL}, {"GLOBAL_EXPLICIT", GLOBAL_EXPLICIT},
    {"GLOBAL_IMPLICIT", GLOBAL_IMPLICIT}, {"FREE", FREE}, {"CELL", CELL}, {"SCOPE_OFF", SCOPE_OFF},
    {"SCOPE_MASK", SCOPE_MASK},
};

Value module__symtable_init(void)
{
    Value m = module_new("_symtable", NULL, symtable_functions);
    int failed = value_is_error(m) || type_ready(&type_entry);
    for (size_t i = 0; i < N_ELEMENTS(constants) && !failed; i++)
        failed = module_add_int(m, constants[i].name, constants[i].value);
    if (!failed)
        return m;
    value_drop(m);
    return VALUE_ERROR;
}
