/* parser/scope.c -- the tables themselves: blocks by node, symbols by name, mangling,
 * and the statements that declare names.
 *
 * scope_visit*.c walk the tree and call scope_define(); scope_resolve.c then decides
 * what each name means. */
#include "parser/scope_build.h"

#include "parser/parser.h"
#include "runtime/exc.h"
#include "runtime/str.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- errors --------------------------------------------------------------------------- */

bool scope_fail_memory(Builder *b)
{
    b->failed = true;
    return false;
}

/* One line of the text, with its newline; NULL when there is no text. */
static const char *find_line(const Builder *b, int lineno, size_t *n)
{
    const char *p = b->text, *end = b->text + b->text_len;
    *n = 0;
    if (!p)
        return NULL;
    for (int line = 1; line < lineno; line++) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        if (!newline)
            return NULL;
        p = newline + 1;
    }
    const char *newline = memchr(p, '\n', (size_t)(end - p));
    *n = (size_t)((newline ? newline + 1 : end) - p);
    return p;
}

bool scope_fail(Builder *b, Span at, const char *message)
{
    size_t n;
    const char *line = find_line(b, at.lineno, &n);
    exc_raise_syntax(&type_SyntaxError, b->filename, message, at.lineno,
                     at.col_offset + 1, at.end_lineno, at.end_col_offset + 1, line, n);
    b->failed = true;
    return false;
}

bool scope_fail_name(Builder *b, Span at, const char *before, Ref name,
                     const char *after)
{
    char message[320];
    size_t n;
    const char *text = str_utf8(name, &n);
    if (!text)
        return scope_fail_memory(b);
    snprintf(message, sizeof message, "%s%.*s%s", before, n > 200 ? 200 : (int)n, text,
             after);
    return scope_fail(b, at, message);
}

bool scope_warn(Builder *b, Span at, const char *fmt, ...)
{
    char message[256];
    va_list args;
    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    if (!parse_warn_hook || (b->flags & SCOPE_NO_WARNINGS)
        || parse_warn_hook(b->filename, at.lineno, message) == 0)
        return true;
    if (!exc_pending_is(&type_SyntaxWarning))
        return scope_fail_memory(b);
    exc_clear();
    return scope_fail(b, at, message);
}

/* ---- blocks by node --------------------------------------------------------------------- */

static uint32_t hash_node(const void *node, ScopePart part)
{
    uint64_t bits = ((uint64_t)(uintptr_t)node >> 3) + part;
    return (uint32_t)((bits * 0x9E3779B97F4A7C15ull) >> 32);
}

static void place(ScopeTable *t, Scope *s)
{
    uint32_t mask = (uint32_t)t->by_node_size - 1;
    uint32_t i = hash_node(s->node, s->part) & mask;
    while (t->by_node[i])
        i = (i + 1) & mask;
    t->by_node[i] = s;
}

static bool grow_blocks(Builder *b)
{
    ScopeTable *t = b->table;
    Scope **old = t->by_node;
    int old_size = t->by_node_size;
    t->by_node_size = old_size ? old_size * 4 : 32;
    t->by_node = arena_zalloc(b->arena, (size_t)t->by_node_size * sizeof(Scope *));
    if (!t->by_node)
        return scope_fail_memory(b);
    for (int i = 0; i < old_size; i++)
        if (old[i])
            place(t, old[i]);
    return true;
}

Scope *scope_find(const ScopeTable *table, const void *node, ScopePart part)
{
    uint32_t mask = (uint32_t)table->by_node_size - 1;
    uint32_t i = hash_node(node, part) & mask;
    while (table->by_node[i]) {
        Scope *s = table->by_node[i];
        if (s->node == node && s->part == part)
            return s;
        i = (i + 1) & mask;
    }
    return NULL;
}

static bool parent_is_nested(const Scope *parent)
{
    return parent && (parent->is_nested || scope_is_function(parent));
}

static void inherit_mangling(Scope *s)
{
    const Stmt *class_ = s->node;
    if (s->kind == SCOPE_CLASS) {
        s->class_name = s->name;
    } else if (s->kind == SCOPE_TYPE_PARAMS && class_->kind == STMT_CLASSDEF) {
        s->class_name = s->name;
        s->mangle_only = class_->as.ClassDef.type_params;
    } else if (s->parent) {
        s->class_name = s->parent->class_name;
        s->mangle_only = s->parent->mangle_only;
    }
}

Scope *scope_open(Builder *b, ScopeKind kind, ScopePart part, const void *node, Ref name,
                  Span at)
{
    ScopeTable *t = b->table;
    if (t->n_scopes * 2 >= t->by_node_size && !grow_blocks(b))
        return NULL;
    Scope *s = arena_zalloc(b->arena, sizeof *s);
    if (!s) {
        scope_fail_memory(b);
        return NULL;
    }
    Scope *parent = b->cur;
    s->kind = kind;
    s->part = part;
    s->node = node;
    s->name = name;
    s->parent = parent;
    s->class_name = VALUE_ABSENT;
    inherit_mangling(s);
    s->lineno = at.lineno;
    s->col_offset = at.col_offset;
    s->end_lineno = at.end_lineno;
    s->end_col_offset = at.end_col_offset;
    s->is_nested = parent_is_nested(parent);
    s->is_method = kind == SCOPE_FUNCTION && parent
        && (parent->kind == SCOPE_CLASS
            || (parent->kind == SCOPE_TYPE_PARAMS && parent->see_class));
    if (parent) {
        *(parent->last_child ? &parent->last_child->next_sibling
                             : &parent->first_child) = s;
        parent->last_child = s;
    }
    t->n_scopes++;
    place(t, s);
    b->cur = s;
    return s;
}

void scope_close(Builder *b)
{
    b->cur = b->cur->parent;
}

/* ---- symbols by name ---------------------------------------------------------------------- */

static uint32_t hash_name(Ref name)
{
    return (uint32_t)((name.bits * 0x9E3779B97F4A7C15ull) >> 40);
}

const Symbol *scope_lookup(const Scope *s, Ref name)
{
    if (!s->table)
        return NULL;
    uint32_t mask = (uint32_t)s->table_size - 1;
    for (uint32_t i = hash_name(name) & mask; s->table[i]; i = (i + 1) & mask)
        if (value_is(s->table[i]->name, name))
            return s->table[i];
    return NULL;
}

static void place_symbol(Scope *s, Symbol *symbol)
{
    uint32_t mask = (uint32_t)s->table_size - 1;
    uint32_t i = hash_name(symbol->name) & mask;
    while (s->table[i])
        i = (i + 1) & mask;
    s->table[i] = symbol;
}

/* The list of symbols is half as long as the hash table over it. */
static bool grow_symbols(Builder *b, Scope *s)
{
    int size = s->table_size ? s->table_size * 2 : 8;
    Symbol **table = arena_zalloc(b->arena, (size_t)size * sizeof *table);
    Symbol **symbols = arena_alloc(b->arena, (size_t)(size / 2) * sizeof *symbols);
    if (!table || !symbols)
        return scope_fail_memory(b);
    if (s->n_symbols)
        memcpy(symbols, s->symbols, (size_t)s->n_symbols * sizeof *symbols);
    s->symbols = symbols;
    s->table = table;
    s->table_size = size;
    for (int i = 0; i < s->n_symbols; i++)
        place_symbol(s, symbols[i]);
    return true;
}

Symbol *scope_enter(Builder *b, Scope *s, Ref mangled)
{
    const Symbol *known = scope_lookup(s, mangled);
    if (known)
        return s->symbols[known->index];
    if (s->n_symbols * 2 >= s->table_size && !grow_symbols(b, s))
        return NULL;
    Symbol *symbol = arena_zalloc(b->arena, sizeof *symbol);
    if (!symbol) {
        scope_fail_memory(b);
        return NULL;
    }
    symbol->name = mangled;
    symbol->index = s->n_symbols;
    s->symbols[s->n_symbols++] = symbol;
    place_symbol(s, symbol);
    return symbol;
}

const Symbol *scope_resolve(const Scope *s, Ref name, const Scope **owner)
{
    const Symbol *symbol = scope_lookup(s, name);
    /* In a class, an inlined comprehension's names skip the class, so there (and only
     * there) its own entries are resolved for themselves. */
    while (s->is_inlined && (!symbol || symbol->resolution == NAME_UNRESOLVED)) {
        s = s->parent;
        symbol = scope_lookup(s, name);
    }
    if (owner)
        *owner = s;
    return symbol;
}

/* ---- mangling --------------------------------------------------------------------------------- */

/* __name, not __name__, and no dots (import __a.b). */
static bool is_private(const char *name, size_t n)
{
    return n > 2 && name[0] == '_' && name[1] == '_'
        && !(name[n - 1] == '_' && name[n - 2] == '_') && !memchr(name, '.', n);
}

static bool is_among(const TypeParamSeq *params, Ref name)
{
    for (int i = 0; i < params->n; i++) {
        /* every kind of type parameter starts with its name */
        if (value_is(params->items[i]->as.TypeVar.name, name))
            return true;
    }
    return false;
}

Ref scope_mangle(Arena *arena, const Scope *s, Ref name)
{
    if (value_is_absent(s->class_name) || str_len(name) < 3 || str_at(name, 1) != '_'
        || str_at(name, 0) != '_')
        return name;
    size_t n, class_len;
    const char *text = str_utf8(name, &n);
    const char *class_text = str_utf8(s->class_name, &class_len);
    if (!text || !class_text)
        return VALUE_ERROR;
    if (!is_private(text, n) || (s->mangle_only && !is_among(s->mangle_only, name)))
        return name;
    while (class_len > 0 && *class_text == '_') {
        class_text++;
        class_len--;
    }
    if (class_len == 0)
        return name;
    char *mangled = arena_alloc(arena, n + class_len + 2);
    if (!mangled)
        return VALUE_ERROR;
    mangled[0] = '_';
    memcpy(mangled + 1, class_text, class_len);
    memcpy(mangled + 1 + class_len, text, n);
    Value value = str_from_utf8(mangled, 1 + class_len + n);
    return arena_own(arena, value_is_error(value) ? value : str_intern(value));
}

Ref scope_mangle_here(Builder *b, Ref name)
{
    Ref mangled = scope_mangle(b->arena, b->cur, name);
    if (value_is_error(mangled))
        scope_fail_memory(b);
    return mangled;
}

/* ---- definitions ---------------------------------------------------------------------------------- */

static bool check_duplicate(Builder *b, Ref name, uint32_t old, uint32_t new, Span at)
{
    if (old & new & SYMBOL_PARAM)
        return scope_fail_name(b, at, "duplicate argument '", name,
                               "' in function definition");
    if (old & new & SYMBOL_TYPE_PARAM)
        return scope_fail_name(b, at, "duplicate type parameter '", name, "'");
    return true;
}

bool scope_define(Builder *b, Ref name, uint32_t flags, Span at)
{
    Ref mangled = scope_mangle_here(b, name);
    Symbol *symbol = b->failed ? NULL : scope_enter(b, b->cur, mangled);
    if (!symbol || !check_duplicate(b, name, symbol->flags, flags, at))
        return false;
    if (b->comp_target && (flags & SYMBOL_ASSIGNED)) {
        /* [j := i for j in x]: the walrus already made j the function's own */
        if (symbol->flags & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL))
            return scope_fail_name(b, at, "comprehension inner loop cannot rebind "
                                   "assignment expression target '", name, "'");
        flags |= SYMBOL_COMP_ITER;
    }
    if (flags & SYMBOL_PARAM)
        b->cur->n_params++;
    symbol->flags |= flags;
    return true;
}

/* Why this use of a name before its global or nonlocal statement is wrong. */
static bool fail_declaration(Builder *b, Ref name, uint32_t flags, bool global, Span at)
{
    const char *kind = global ? "global" : "nonlocal";
    char after[64];
    const char *fmt = flags & SYMBOL_PARAM ? "' is parameter and %s"
        : flags & SYMBOL_USED ? "' is used prior to %s declaration"
        : flags & SYMBOL_ANNOTATED ? "' can't be %s"
        : "' is assigned to before %s declaration";
    snprintf(after, sizeof after, fmt, kind);
    bool annotated = (flags & SYMBOL_ANNOTATED)
        && !(flags & (SYMBOL_PARAM | SYMBOL_USED));
    return scope_fail_name(b, at, annotated ? "annotated name '" : "name '", name, after);
}

/* Errors point at the first declaration of a name. */
static void set_directive(Symbol *symbol, Span at)
{
    if (symbol->lineno > 0)
        return;
    symbol->lineno = at.lineno;
    symbol->col_offset = at.col_offset;
    symbol->end_lineno = at.end_lineno;
    symbol->end_col_offset = at.end_col_offset;
}

bool scope_declare(Builder *b, const IdentifierSeq *names, bool global, Span at)
{
    const uint32_t used = SYMBOL_PARAM | SYMBOL_ASSIGNED | SYMBOL_USED | SYMBOL_ANNOTATED
        | SYMBOL_IMPORTED;
    for (int i = 0; i < names->n; i++) {
        Ref mangled = scope_mangle_here(b, names->items[i]);
        if (b->failed)
            return false;
        const Symbol *known = scope_lookup(b->cur, mangled);
        if (known && (known->flags & used & ~(uint32_t)SYMBOL_IMPORTED))
            return fail_declaration(b, names->items[i], known->flags, global, at);
        Symbol *symbol = scope_enter(b, b->cur, mangled);
        if (!symbol)
            return false;
        symbol->flags |= global ? SYMBOL_GLOBAL : SYMBOL_NONLOCAL;
        set_directive(symbol, at);
        /* With exec(text, globals, locals) it matters to the module's own code too. */
        Symbol *outermost = global ? scope_enter(b, b->table->module, mangled) : symbol;
        if (!outermost)
            return false;
        outermost->flags |= global ? SYMBOL_GLOBAL : 0;
    }
    return true;
}

static bool fail_walrus_block(Builder *b, const Scope *s, Span at)
{
    const char *place = s->kind == SCOPE_CLASS ? "a class body"
        : s->kind == SCOPE_TYPE_VARIABLE ? "a TypeVar bound"
        : s->kind == SCOPE_TYPE_ALIAS ? "a type alias" : "the definition of a generic";
    char message[128];
    snprintf(message, sizeof message, "assignment expression within a comprehension "
             "cannot be used %s %s", s->kind == SCOPE_TYPE_PARAMS ? "within" : "in", place);
    return scope_fail(b, at, message);
}

/* A walrus inside comprehensions binds its target in the block around them all. */
bool scope_bind_walrus(Builder *b, const Expr *target)
{
    Span at = SPAN(target);
    Ref name = target->as.Name.id;
    Ref mangled = scope_mangle_here(b, name);
    if (b->failed)
        return false;
    for (Scope *s = b->cur; s; s = s->parent) {
        const Symbol *known = scope_lookup(s, mangled);
        if (s->kind == SCOPE_COMPREHENSION) {
            if (known && (known->flags & SYMBOL_COMP_ITER))
                return scope_fail_name(b, at, "assignment expression cannot rebind "
                                       "comprehension iteration variable '", name, "'");
            continue;
        }
        bool module = s->kind == SCOPE_MODULE;
        if (!module && s->kind != SCOPE_FUNCTION && s->kind != SCOPE_LAMBDA)
            return fail_walrus_block(b, s, at);
        Symbol *here = scope_enter(b, b->cur, mangled);
        Symbol *there = scope_enter(b, s, mangled);
        if (!here || !there)
            return false;
        bool global = module || (there->flags & SYMBOL_GLOBAL);
        here->flags |= global ? SYMBOL_GLOBAL : SYMBOL_NONLOCAL;
        set_directive(here, at);
        there->flags |= module ? SYMBOL_GLOBAL : SYMBOL_ASSIGNED;
        return true;
    }
    return true;
}
