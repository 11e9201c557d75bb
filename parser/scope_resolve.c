/* parser/scope_resolve.c -- what each name of each block means, once all blocks are
 * known.
 *
 * A name that a block does not bind is looked for outwards.  Classes are skipped (their
 * names are not visible from inside), except that the class itself owns __class__ and
 * __classdict__.  When a function is found to own the name, the name becomes a cell
 * there and every function in between passes it on as a free variable.
 *
 * An inlined comprehension runs in the frame of its parent.  What it does not bind is
 * therefore entered in the parent as well and resolved there; it stays NAME_UNRESOLVED
 * in the comprehension, which tells scope_resolve() to look further out. */
#include "parser/scope_build.h"

#include "runtime/exc.h"
#include "runtime/str.h"
#include <stdlib.h>
#include <string.h>

static bool binds(const Symbol *symbol)
{
    return symbol && (symbol->flags & SYMBOL_BOUND)
        && !(symbol->flags & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL));
}

/* ---- inlined comprehensions --------------------------------------------------------- */

/* Innermost first: enter what an inlined comprehension does not bind in its parent. */
static bool lend_names(Builder *b, Scope *s)
{
    for (Scope *child = s->first_child; child; child = child->next_sibling)
        if (!lend_names(b, child))
            return false;
    if (!s->is_inlined || s->parent->kind == SCOPE_CLASS)
        return true;
    for (int i = 0; i < s->n_symbols; i++)
        if (!binds(s->symbols[i]) && !scope_enter(b, s->parent, s->symbols[i]->name))
            return false;
    return true;
}

/* Are its unbound names those of the parent? */
static bool borrows(const Scope *s)
{
    return s->is_inlined && s->parent->kind != SCOPE_CLASS;
}

/* ---- owners ----------------------------------------------------------------------------- */

/* Does a class have this name as a cell of its own for the blocks inside it? */
static bool class_owns(const Builder *b, const Scope *s, Ref name)
{
    return s->kind == SCOPE_CLASS
        && (value_is(name, b->name_class) || value_is(name, b->name_classdict));
}

/* The enclosing block whose variable `name` is, from the parent of s outwards; NULL when
 * it is global. */
static Scope *find_owner(const Builder *b, const Scope *s, Ref name)
{
    for (Scope *outer = s->parent; outer; outer = outer->parent) {
        if (class_owns(b, outer, name))
            return outer;
        if (!scope_is_function(outer) || outer->kind == SCOPE_ANNOTATION)
            continue;
        const Symbol *symbol = scope_lookup(outer, name);
        if (symbol && (symbol->flags & SYMBOL_GLOBAL))
            return NULL;
        if (binds(symbol))
            return outer;
    }
    return NULL;
}

/* Pass the variable of `owner` down to s through every block in between. */
static bool thread_free(Builder *b, Scope *s, Scope *owner, Ref name)
{
    for (Scope *between = s->parent; between != owner; between = between->parent) {
        if (borrows(between))
            continue;
        Symbol *symbol = scope_enter(b, between, name);
        if (!symbol)
            return false;
        if (between->kind == SCOPE_CLASS
            && (symbol->flags & (SYMBOL_BOUND | SYMBOL_GLOBAL))) {
            if (!(symbol->flags & SYMBOL_NONLOCAL))
                symbol->flags |= SYMBOL_FREE_CLASS;
            continue;
        }
        symbol->resolution = NAME_FREE;
        between->has_child_free = true;
    }
    if (owner->kind == SCOPE_CLASS) {
        *(value_is(name, b->name_class) ? &owner->needs_class_cell
                                        : &owner->needs_classdict) = true;
        return true;
    }
    Symbol *owned = scope_enter(b, owner, name);
    if (!owned)
        return false;
    owned->resolution = NAME_CELL;
    if (owner->is_inlined)
        owned->flags |= SYMBOL_COMP_CELL;
    return true;
}

static bool make_free(Builder *b, Scope *s, Symbol *symbol, Scope *owner)
{
    if (s->kind == SCOPE_ANNOTATION) { /* never runs: leave its owners alone */
        symbol->resolution = NAME_FREE;
        return true;
    }
    symbol->resolution = NAME_FREE;
    s->has_free = true;
    return thread_free(b, s, owner, symbol->name);
}

/* ---- one name ------------------------------------------------------------------------------ */

static Span directive_span(const Symbol *symbol)
{
    return (Span){symbol->lineno, symbol->col_offset, symbol->end_lineno,
                  symbol->end_col_offset};
}

static bool resolve_nonlocal(Builder *b, Scope *s, Symbol *symbol)
{
    Span at = directive_span(symbol);
    if (s->kind == SCOPE_MODULE)
        return scope_fail(b, at, "nonlocal declaration not allowed at module level");
    Scope *owner = find_owner(b, s, symbol->name);
    if (!owner)
        return scope_fail_name(b, at, "no binding for nonlocal '", symbol->name, "' found");
    const Symbol *owned = scope_lookup(owner, symbol->name);
    if (owned && (owned->flags & SYMBOL_TYPE_PARAM))
        return scope_fail_name(b, at, "nonlocal binding not allowed for type parameter '",
                               symbol->name, "'");
    if (borrows(s)) /* the parent has the name too, as its own or as nonlocal */
        return true;
    return make_free(b, s, symbol, owner);
}

/* A name in an annotation scope of a class that the class binds: it is looked up in the
 * class at run time, and outside the class only among the globals. */
static bool resolve_in_class(const Scope *s, Symbol *symbol)
{
    const Scope *outer = s->parent;
    while (outer->kind != SCOPE_CLASS && outer->see_class)
        outer = outer->parent;
    if (outer->kind != SCOPE_CLASS)
        return false;
    const Symbol *in_class = scope_lookup(outer, symbol->name);
    if (in_class && (in_class->flags & SYMBOL_GLOBAL)) {
        symbol->resolution = NAME_GLOBAL_EXPLICIT;
        return true;
    }
    if (!binds(in_class))
        return false;
    symbol->resolution = NAME_GLOBAL_IMPLICIT;
    return true;
}

static bool resolve_name(Builder *b, Scope *s, Symbol *symbol)
{
    uint32_t flags = symbol->flags;
    if ((flags & SYMBOL_GLOBAL) && (flags & SYMBOL_NONLOCAL))
        return scope_fail_name(b, directive_span(symbol), "name '", symbol->name,
                               "' is nonlocal and global");
    if (flags & SYMBOL_GLOBAL) {
        symbol->resolution = NAME_GLOBAL_EXPLICIT;
        return true;
    }
    if (flags & SYMBOL_NONLOCAL)
        return resolve_nonlocal(b, s, symbol);
    if (flags & SYMBOL_BOUND) {
        if (symbol->resolution == NAME_UNRESOLVED)
            symbol->resolution = NAME_LOCAL;
        return true;
    }
    if (borrows(s) || symbol->resolution != NAME_UNRESOLVED)
        return true;
    if (s->see_class && scope_is_function(s) && resolve_in_class(s, symbol))
        return true;
    Scope *owner = find_owner(b, s, symbol->name);
    if (owner)
        return make_free(b, s, symbol, owner);
    symbol->resolution = NAME_GLOBAL_IMPLICIT;
    return true;
}

/* Outer blocks first: an inner one may turn a local into a cell later, and may add free
 * names to blocks that are done. */
static bool resolve_block(Builder *b, Scope *s)
{
    for (int i = 0; i < s->n_symbols; i++)
        if (!resolve_name(b, s, s->symbols[i]))
            return false;
    for (Scope *child = s->first_child; child; child = child->next_sibling)
        if (!resolve_block(b, child))
            return false;
    return true;
}

/* ---- lists ------------------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
    return str_compare(*(const Ref *)a, *(const Ref *)b);
}

static bool is_cell(const Symbol *symbol)
{
    return symbol->resolution == NAME_CELL;
}

static bool is_free(const Symbol *symbol)
{
    return symbol->resolution == NAME_FREE || (symbol->flags & SYMBOL_FREE_CLASS);
}

/* The wanted symbols' names after `extra` others, sorted. */
static Ref *collect(Builder *b, const Scope *s, bool (*wanted)(const Symbol *),
                    const Ref *extra, int n_extra, int *n)
{
    *n = n_extra;
    for (int i = 0; i < s->n_symbols; i++)
        *n += wanted(s->symbols[i]);
    if (*n == 0)
        return NULL;
    Ref *names = arena_alloc(b->arena, (size_t)*n * sizeof *names);
    if (!names) {
        scope_fail_memory(b);
        return NULL;
    }
    int at = 0;
    for (; at < n_extra; at++)
        names[at] = extra[at];
    for (int i = 0; i < s->n_symbols; i++)
        if (wanted(s->symbols[i]))
            names[at++] = s->symbols[i]->name;
    qsort(names, (size_t)*n, sizeof *names, compare_names);
    return names;
}

static bool make_lists(Builder *b, Scope *s)
{
    Ref own[2];
    int n_own = 0;
    if (s->needs_class_cell)
        own[n_own++] = b->name_class;
    if (s->needs_classdict)
        own[n_own++] = b->name_classdict;
    s->cells = collect(b, s, is_cell, own, n_own, &s->n_cells);
    s->frees = collect(b, s, is_free, NULL, 0, &s->n_frees);
    for (Scope *child = s->first_child; child && !b->failed; child = child->next_sibling)
        make_lists(b, child);
    return !b->failed;
}

bool scope_resolve_all(Builder *b)
{
    Scope *module = b->table->module;
    return lend_names(b, module) && resolve_block(b, module) && make_lists(b, module);
}
