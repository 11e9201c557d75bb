/* parser/scope_visit_stmt.c -- the walk over statements and patterns, and over a whole tree. */
#include "parser/scope_build.h"

#include "runtime/str.h"

static bool visit_pattern(Builder *b, const Pattern *pattern);

/* ---- patterns ------------------------------------------------------------------------------------ */

static bool visit_patterns(Builder *b, const PatternSeq *seq)
{
    for (int i = 0; i < seq->n; i++)
        if (!visit_pattern(b, seq->items[i]))
            return false;
    return true;
}

static bool bind_pattern_name(Builder *b, Ref name, const Pattern *at)
{
    return value_is_absent(name)
        || (check_name(b, name, CTX_STORE, SPAN(at))
            && scope_define(b, name, SYMBOL_ASSIGNED, SPAN(at)));
}

static bool visit_pattern_inner(Builder *b, const Pattern *m)
{
    switch (m->kind) {
    case PATTERN_MATCHVALUE: return scope_visit_expr(b, m->as.MatchValue.value);
    case PATTERN_MATCHSINGLETON: return true;
    case PATTERN_MATCHSEQUENCE: return visit_patterns(b, m->as.MatchSequence.patterns);
    case PATTERN_MATCHMAPPING:
        return scope_visit_all(b, m->as.MatchMapping.keys)
            && visit_patterns(b, m->as.MatchMapping.patterns)
            && bind_pattern_name(b, m->as.MatchMapping.rest, m);
    case PATTERN_MATCHCLASS:
        return scope_visit_expr(b, m->as.MatchClass.cls)
            && visit_patterns(b, m->as.MatchClass.patterns)
            && visit_patterns(b, m->as.MatchClass.kwd_patterns);
    case PATTERN_MATCHSTAR: return bind_pattern_name(b, m->as.MatchStar.name, m);
    case PATTERN_MATCHAS:
        return (!m->as.MatchAs.pattern || visit_pattern(b, m->as.MatchAs.pattern))
            && bind_pattern_name(b, m->as.MatchAs.name, m);
    case PATTERN_MATCHOR: return visit_patterns(b, m->as.MatchOr.patterns);
    }
    return true;
}

static bool visit_pattern(Builder *b, const Pattern *pattern)
{
    bool ok = scope_enter_node(b) && visit_pattern_inner(b, pattern);
    scope_leave_node(b);
    return ok;
}

static bool visit_match(Builder *b, const Stmt *s)
{
    if (!scope_visit_expr(b, s->as.Match.subject))
        return false;
    for (int i = 0; i < s->as.Match.cases->n; i++) {
        const MatchCase *c = s->as.Match.cases->items[i];
        if (!visit_pattern(b, c->pattern) || !scope_visit_optional(b, c->guard)
            || !scope_visit_block(b, c->body))
            return false;
    }
    return check_match(b, s);
}

/* ---- statements ---------------------------------------------------------------------------------- */

static bool visit_annotated(Builder *b, const Stmt *s)
{
    const struct AnnAssignFields *a = &s->as.AnnAssign;
    if (a->target->kind == EXPR_NAME) {
        Ref name = a->target->as.Name.id;
        Ref mangled = scope_mangle_here(b, name);
        const Symbol *known = b->failed ? NULL : scope_lookup(b->cur, mangled);
        uint32_t declared = known ? known->flags & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL) : 0;
        if (declared && b->cur->kind != SCOPE_MODULE && a->simple)
            return scope_fail_name(b, SPAN(s), "annotated name '", name,
                                   declared & SYMBOL_GLOBAL ? "' can't be global"
                                                            : "' can't be nonlocal");
        uint32_t flags = a->simple ? SYMBOL_ANNOTATED | SYMBOL_ASSIGNED
            : a->value ? SYMBOL_ASSIGNED : 0;
        if (b->failed || !check_name(b, name, CTX_STORE, a->value ? SPAN(a->target) : SPAN(s))
            || (flags && !scope_define(b, name, flags, SPAN(a->target))))
            return false;
    } else if (!scope_visit_expr(b, a->target)) {
        return false;
    }
    return scope_visit_annotation(b, a->annotation) && scope_visit_optional(b, a->value);
}

/* The body of a loop, with its else, which is outside again. */
static bool visit_loop(Builder *b, const StmtSeq *body, const StmtSeq *orelse)
{
    Flow outer = b->flow;
    b->flow.in_loop = true;
    b->flow.star_in_loop = false;
    bool ok = scope_visit_block(b, body);
    b->flow = outer;
    return ok && scope_visit_block(b, orelse);
}

/* For and AsyncFor, With and AsyncWith: the same fields in the same places. */
static bool visit_for(Builder *b, const Stmt *s)
{
    const struct ForFields *f = &s->as.For;
    return scope_visit_expr(b, f->target) && scope_visit_expr(b, f->iter)
        && visit_loop(b, f->body, f->orelse);
}

static bool visit_with(Builder *b, const Stmt *s)
{
    const struct WithFields *w = &s->as.With;
    for (int i = 0; i < w->items->n; i++)
        if (!scope_visit_expr(b, w->items->items[i]->context_expr)
            || !scope_visit_optional(b, w->items->items[i]->optional_vars))
            return false;
    return scope_visit_block(b, w->body);
}

static bool visit_handler(Builder *b, const ExceptHandler *h, bool is_star)
{
    if (!scope_visit_optional(b, h->type))
        return false;
    if (!value_is_absent(h->name)
        && (!check_name(b, h->name, CTX_STORE, SPAN(h))
            || !scope_define(b, h->name, SYMBOL_ASSIGNED, SPAN(h))))
        return false;
    Flow outer = b->flow;
    if (is_star)
        b->flow.star_in_loop = b->flow.in_except_star = true;
    bool ok = scope_visit_block(b, h->body);
    b->flow = outer;
    return ok;
}

/* Try and TryStar have the same fields in the same places. */
static bool visit_try(Builder *b, const Stmt *s)
{
    const struct TryFields *t = &s->as.Try;
    bool is_star = s->kind == STMT_TRYSTAR;
    if (!scope_visit_block(b, t->body))
        return false;
    for (int i = 0; i < t->handlers->n; i++)
        if (!visit_handler(b, t->handlers->items[i], is_star))
            return false;
    return (is_star || check_handlers(b, t->handlers)) && scope_visit_block(b, t->orelse)
        && scope_visit_block(b, t->finalbody);
}

/* import a.b binds a; import a.b as c binds c. */
static bool visit_alias(Builder *b, const Stmt *s, const Alias *a)
{
    Ref bound = value_is_absent(a->asname) ? a->name : a->asname;
    size_t n;
    const char *text = str_utf8(bound, &n);
    if (!text)
        return scope_fail_memory(b);
    if (n == 1 && *text == '*') {
        b->cur->has_import_star = true;
        return b->cur->kind == SCOPE_MODULE
            || scope_fail(b, SPAN(a), "import * only allowed at module level");
    }
    size_t first = 0;
    while (first < n && text[first] != '.')
        first++;
    if (first < n) {
        Value head = str_from_utf8(text, first);
        bound = arena_own(b->arena, value_is_error(head) ? head : str_intern(head));
        if (value_is_error(bound))
            return scope_fail_memory(b);
    }
    return check_name(b, bound, CTX_STORE, SPAN(s))
        && scope_define(b, bound, SYMBOL_IMPORTED, SPAN(a));
}

static bool visit_aliases(Builder *b, const Stmt *s, const AliasSeq *names)
{
    for (int i = 0; i < names->n; i++)
        if (!visit_alias(b, s, names->items[i]))
            return false;
    return true;
}

static bool visit_return(Builder *b, const Stmt *s)
{
    if (!check_return(b, s) || !scope_visit_optional(b, s->as.Return.value))
        return false;
    if (s->as.Return.value) {
        b->cur->has_return_value = true;
        if (!b->value_return)
            b->value_return = s;
    }
    return true;
}

static bool visit_import_from(Builder *b, const Stmt *s)
{
    return check_future_import(b, s) && visit_aliases(b, s, s->as.ImportFrom.names);
}

static bool visit_stmt_inner(Builder *b, const Stmt *s)
{
    switch (s->kind) {
    case STMT_FUNCTIONDEF:
    case STMT_ASYNCFUNCTIONDEF: return scope_visit_function(b, s);
    case STMT_CLASSDEF: return scope_visit_class(b, s);
    case STMT_RETURN: return visit_return(b, s);
    case STMT_DELETE: return scope_visit_all(b, s->as.Delete.targets);
    case STMT_ASSIGN:
        return scope_visit_all(b, s->as.Assign.targets) && scope_visit_expr(b, s->as.Assign.value);
    case STMT_TYPEALIAS: return scope_visit_type_alias(b, s);
    case STMT_AUGASSIGN:
        return scope_visit_expr(b, s->as.AugAssign.target)
            && scope_visit_expr(b, s->as.AugAssign.value);
    case STMT_ANNASSIGN: return visit_annotated(b, s);
    case STMT_FOR: return visit_for(b, s);
    case STMT_ASYNCFOR:
        return check_async_statement(b, s, "'async for' outside async function")
            && visit_for(b, s);
    case STMT_WHILE:
        return scope_visit_expr(b, s->as.While.test)
            && visit_loop(b, s->as.While.body, s->as.While.orelse);
    case STMT_IF:
        return scope_visit_expr(b, s->as.If.test) && scope_visit_block(b, s->as.If.body)
            && scope_visit_block(b, s->as.If.orelse);
    case STMT_WITH: return visit_with(b, s);
    case STMT_ASYNCWITH:
        return check_async_statement(b, s, "'async with' outside async function")
            && visit_with(b, s);
    case STMT_MATCH: return visit_match(b, s);
    case STMT_RAISE:
        return scope_visit_optional(b, s->as.Raise.exc) && scope_visit_optional(b, s->as.Raise.cause);
    case STMT_TRY:
    case STMT_TRYSTAR: return visit_try(b, s);
    case STMT_ASSERT:
        return check_assert_warning(b, s) && scope_visit_expr(b, s->as.Assert.test)
            && scope_visit_optional(b, s->as.Assert.msg);
    case STMT_IMPORT: return visit_aliases(b, s, s->as.Import.names);
    case STMT_IMPORTFROM: return visit_import_from(b, s);
    case STMT_GLOBAL: return scope_declare(b, s->as.Global.names, true, SPAN(s));
    case STMT_NONLOCAL: return scope_declare(b, s->as.Nonlocal.names, false, SPAN(s));
    case STMT_EXPR: return scope_visit_expr(b, s->as.Expr.value);
    case STMT_PASS: return true;
    case STMT_BREAK:
    case STMT_CONTINUE: return check_break(b, s);
    }
    return true;
}

bool scope_visit_block(Builder *b, const StmtSeq *body)
{
    for (int i = 0; i < body->n; i++) {
        bool ok = scope_enter_node(b) && visit_stmt_inner(b, body->items[i]);
        scope_leave_node(b);
        if (!ok)
            return false;
    }
    return true;
}

/* ---- the whole tree -------------------------------------------------------------------------------- */

static bool visit_mod(Builder *b, const Mod *mod)
{
    switch (mod->kind) {
    case MOD_MODULE:
        b->cur->has_docstring = scope_has_docstring(mod->as.Module.body);
        return check_collect_futures(b, mod->as.Module.body)
            && scope_visit_block(b, mod->as.Module.body);
    case MOD_INTERACTIVE:
        return check_collect_futures(b, mod->as.Interactive.body)
            && scope_visit_block(b, mod->as.Interactive.body);
    case MOD_EXPRESSION: return scope_visit_expr(b, mod->as.Expression.body);
    case MOD_FUNCTIONTYPE: return true;
    }
    return true;
}

ScopeTable *scope_build(Arena *arena, const Mod *mod, Ref filename, int inherited_future,
                        int flags, const char *text, size_t text_len)
{
    ScopeTable *table = arena_zalloc(arena, sizeof *table);
    if (!table)
        return NULL;
    table->future = inherited_future;
    Builder b = {.arena = arena, .table = table, .filename = filename, .flags = flags,
                 .text = text, .text_len = text_len};
    b.name_class = scope_own_name(&b, "__class__");
    b.name_classdict = scope_own_name(&b, "__classdict__");
    b.name_super = scope_own_name(&b, "super");
    Ref name = scope_own_name(&b, "<module>");
    if (b.failed)
        return NULL;
    table->module = scope_open(&b, SCOPE_MODULE, SCOPE_PART_BODY, mod, name, (Span){0});
    if (!table->module || !visit_mod(&b, mod) || !scope_resolve_all(&b))
        return NULL;
    table->module_is_coroutine = table->module->is_coroutine;
    return table;
}
