/* parser/scope.h -- symbol tables: what every name in every block means.
 *
 * scope_build() walks a tree once, checks every rule that needs context (return
 * outside function, global after use, ...), then decides for each name of each block
 * where it lives.  The compiler asks:
 *
 *     Scope *s = scope_find(table, node, SCOPE_PART_BODY);
 *     const Symbol *sym = scope_resolve(s, scope_mangle(arena, s, name), NULL);
 *     switch (sym->resolution) { case NAME_LOCAL: ...
 *
 * Everything lives in the arena of the tree. */
#ifndef PARSER_SCOPE_H
#define PARSER_SCOPE_H

#include "parser/ast.h"

typedef enum ScopeKind {
    SCOPE_MODULE,
    SCOPE_CLASS,
    SCOPE_FUNCTION,      /* def and async def */
    SCOPE_LAMBDA,
    SCOPE_COMPREHENSION, /* list, set, dict, generator: see node's kind */
    /* PEP 695: blocks that behave like functions, run at once or lazily, and, inside a
     * class, see its names (see_class below) */
    SCOPE_TYPE_PARAMS,   /* [T] of a def, class or type statement */
    SCOPE_TYPE_ALIAS,    /* the value of a type statement */
    SCOPE_TYPE_VARIABLE, /* a bound or a default of a type parameter */
    /* Annotations under `from __future__ import annotations`: never run, so their
     * names influence nobody.  The compiler need not look at these. */
    SCOPE_ANNOTATION,
} ScopeKind;

/* Which of the blocks of one node.  The node is the Mod, Stmt, Expr or TypeParam. */
typedef enum ScopePart {
    SCOPE_PART_BODY,        /* Mod, FunctionDef, ClassDef, Lambda, comprehensions;
                               the value of a TypeAlias */
    SCOPE_PART_TYPE_PARAMS, /* FunctionDef, ClassDef, TypeAlias with type_params */
    SCOPE_PART_BOUND,       /* TypeVar.bound */
    SCOPE_PART_DEFAULT,     /* default_value of a type parameter */
    SCOPE_PART_ANNOTATION,
} ScopePart;

typedef enum NameResolution {
    NAME_UNRESOLVED,
    NAME_LOCAL,           /* bound here.  In a class or module: a name of its namespace
                             dict (and in a module it is what others call global) */
    NAME_CELL,            /* bound here and used by an inner block */
    NAME_FREE,            /* a cell of an enclosing function.  In a class body: look in
                             the class namespace first, then in the cell */
    NAME_GLOBAL_EXPLICIT, /* `global x` says so */
    NAME_GLOBAL_IMPLICIT, /* not bound in any enclosing function: globals, builtins */
} NameResolution;

/* Bits of Symbol.flags: how the block itself uses the name. */
enum {
    SYMBOL_ASSIGNED = 1,    /* bound by assignment, del, def, class, for, with, ... */
    SYMBOL_PARAM = 2,
    SYMBOL_USED = 4,        /* loaded */
    SYMBOL_GLOBAL = 8,      /* in a global statement */
    SYMBOL_NONLOCAL = 16,   /* in a nonlocal statement */
    SYMBOL_IMPORTED = 32,
    SYMBOL_ANNOTATED = 64,
    SYMBOL_COMP_ITER = 128, /* an iteration variable of this comprehension */
    SYMBOL_TYPE_PARAM = 256,
    SYMBOL_FREE_CLASS = 512, /* class body: the name is bound here, and an inner function
                                uses the enclosing function's variable of that name,
                                which therefore passes through (it is in `frees`) */
    SYMBOL_COMP_CELL = 1024, /* a cell only because an inlined comprehension's variable
                                of that name is captured */
    SYMBOL_BOUND = SYMBOL_ASSIGNED | SYMBOL_PARAM | SYMBOL_IMPORTED | SYMBOL_TYPE_PARAM,
};

typedef struct Symbol {
    Ref name;              /* interned, already mangled */
    NameResolution resolution;
    uint32_t flags;
    int32_t index;         /* place in Scope.symbols */
    int32_t lineno, col_offset, end_lineno, end_col_offset; /* of its directive */
} Symbol;

typedef struct Scope Scope;
struct Scope {
    ScopeKind kind;
    ScopePart part;
    const void *node;        /* what it belongs to */
    Ref name;                /* "f", "C", "<lambda>", "<listcomp>", "<module>"; for type
                                parameter blocks the name of the def or class */
    Scope *parent;           /* NULL for the module */
    Scope *first_child;      /* in source order */
    Scope *last_child;
    Scope *next_sibling;
    Ref class_name;          /* innermost class, for mangling; VALUE_ABSENT */
    const TypeParamSeq *mangle_only; /* in the head of a generic class only the names of
                                        its type parameters are mangled; else NULL */
    int32_t lineno, col_offset, end_lineno, end_col_offset;

    Symbol **symbols;        /* in order of first appearance: parameters first, as
                                co_varnames has them (positional-only, positional,
                                keyword-only, *args, **kwargs) */
    int32_t n_symbols;
    int32_t n_params;
    Ref *cells;              /* NAME_CELL names, sorted, as CPython orders them; with
                                __class__ and __classdict__ of a class that needs them
                                (which need not be among its symbols) */
    int32_t n_cells;
    Ref *frees;              /* NAME_FREE names and SYMBOL_FREE_CLASS ones, sorted */
    int32_t n_frees;

    bool is_generator;       /* contains yield (or is a generator expression) */
    bool is_coroutine;       /* async def, or an asynchronous comprehension */
    bool has_varargs, has_varkeywords;
    bool has_return_value;   /* return with a value */
    bool is_nested;          /* inside a function */
    bool is_method;          /* a function right inside a class */
    bool has_docstring;
    bool has_import_star;
    bool needs_class_cell;   /* class: an inner function uses super() or __class__ */
    bool needs_classdict;    /* class: an annotation scope inside sees its names */
    bool see_class;          /* annotation scope or comprehension directly in a class */
    bool is_inlined;         /* comprehension run in its parent's frame (PEP 709): names
                                it binds are hidden variables of the frame, all others
                                resolve as in the parent */
    bool has_free, has_child_free;

    /* private: open addressing over symbols, by name bits */
    Symbol **table;
    int32_t table_size;
};

/* compile()'s __future__ bits that still mean something. */
enum {
    FUTURE_BARRY_AS_BDFL = 0x400000,
    FUTURE_GENERATOR_STOP = 0x800000,
    FUTURE_ANNOTATIONS = 0x1000000,
    FUTURE_ALL = 0x20000 | 0x40000 | 0x80000 | 0x100000 | 0x200000 | 0x400000 | 0x800000
                 | 0x1000000 /* the old ones are accepted and change nothing */
};

/* Bits of scope_build's flags. */
enum {
    SCOPE_TOP_LEVEL_AWAIT = 1, /* await, async for, ... are fine in the module block */
    SCOPE_NO_INLINE = 2,       /* treat every comprehension as a function of its own */
    SCOPE_NO_WARNINGS = 4,
};

typedef struct ScopeTable {
    Scope *module;
    int future;               /* FUTURE_* asked for by the text or inherited */
    bool module_is_coroutine; /* top-level await was used */

    /* private: open addressing over blocks, by (node, part) */
    Scope **by_node;
    int32_t by_node_size, n_scopes;
} ScopeTable;

/* Build the tables of a whole tree.  inherited_future: FUTURE_* bits from compile()'s
 * flags.  text (UTF-8, may be NULL) is only used to quote the line in a SyntaxError.
 * NULL with SyntaxError, RecursionError or MemoryError pending. */
ScopeTable *scope_build(Arena *arena, const Mod *mod, Ref filename, int inherited_future,
                        int flags, const char *text, size_t text_len);

/* The block of a node; never NULL for a node that opens one.  O(1). */
Scope *scope_find(const ScopeTable *table, const void *node, ScopePart part);

/* The block's own entry for a (mangled) name, or NULL when it does not mention it. */
const Symbol *scope_lookup(const Scope *s, Ref name);

/* What a (mangled) name means to code in this block: its own entry, or, in an inlined
 * comprehension that does not bind the name, that of the block it runs in.  NULL when
 * the tree does not mention the name here.  *owner, when asked, is the block found. */
const Symbol *scope_resolve(const Scope *s, Ref name, const Scope **owner);

/* __spam inside class Ham becomes _Ham__spam; other names come back as they are.
 * The result is interned and belongs to the arena (or to `name`); VALUE_ERROR with
 * MemoryError pending. */
Ref scope_mangle(Arena *arena, const Scope *s, Ref name);

#endif
