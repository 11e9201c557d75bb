/* stdlib/ast/ast_validate.c -- statements of a tree made by hand: is it one the parser could have made?
 *
 * The compiler relies on what is checked here: bodies are not empty, targets can be assigned to, lists that go
 * together have one length.  Expressions are in ast_validate_expr.c, patterns in ast_validate_pattern.c. */
#include "stdlib/ast/ast_validate.h"

static int check_body(const StmtSeq *body, const char *owner)
{
    return ast_check_not_empty(body->n, "body", owner) || ast_check_stmts(body) ? -1 : 0;
}

static int check_targets(const ExprSeq *targets, ExprContext context)
{
    return ast_check_not_empty(targets->n, "targets", context == CTX_DEL ? "Delete" : "Assign")
        || ast_check_exprs(targets, context, false) ? -1 : 0;
}

/* ---- definitions ---- */
static int check_type_param(const TypeParam *p)
{
    if (AST_CHECK_POSITION(p))
        return -1;
    switch (p->kind) {
    case TYPE_PARAM_TYPEVAR:
        return ast_check_name(p->as.TypeVar.name) || ast_check_opt(p->as.TypeVar.bound)
            || ast_check_opt(p->as.TypeVar.default_value) ? -1 : 0;
    case TYPE_PARAM_PARAMSPEC:
        return ast_check_name(p->as.ParamSpec.name) || ast_check_opt(p->as.ParamSpec.default_value) ? -1 : 0;
    case TYPE_PARAM_TYPEVARTUPLE:
        return ast_check_name(p->as.TypeVarTuple.name) || ast_check_opt(p->as.TypeVarTuple.default_value) ? -1 : 0;
    }
    return exc_raise_int(&type_SystemError, "unexpected type_param");
}

static int check_type_params(const TypeParamSeq *params)
{
    for (int i = 0; i < params->n; i++)
        if (params->items[i] == NULL)
            return exc_raise_int(&type_ValueError, "None disallowed in type parameter list");
        else if (check_type_param(params->items[i]))
            return -1;
    return 0;
}

static int check_function(const struct FunctionDefFields *f, const char *owner)
{
    return check_body(f->body, owner) || check_type_params(f->type_params) || ast_check_arguments(f->args)
        || ast_check_exprs(f->decorator_list, CTX_LOAD, false) || ast_check_opt(f->returns) ? -1 : 0;
}

static int check_class(const struct ClassDefFields *c)
{
    return check_body(c->body, "ClassDef") || check_type_params(c->type_params)
        || ast_check_exprs(c->bases, CTX_LOAD, false) || ast_check_keywords(c->keywords)
        || ast_check_exprs(c->decorator_list, CTX_LOAD, false) ? -1 : 0;
}

static int check_type_alias(const struct TypeAliasFields *a)
{
    if (a->name->kind != EXPR_NAME)
        return exc_raise_int(&type_TypeError, "TypeAlias with non-Name name");
    return ast_check_expr(a->name, CTX_STORE) || check_type_params(a->type_params) || ast_check_load(a->value) ? -1 : 0;
}

/* ---- blocks ---- */
static int check_for(const struct ForFields *f, const char *owner)
{
    return ast_check_expr(f->target, CTX_STORE) || ast_check_load(f->iter) || check_body(f->body, owner)
        || ast_check_stmts(f->orelse) ? -1 : 0;
}

static int check_with(const struct WithFields *w, const char *owner)
{
    if (ast_check_not_empty(w->items->n, "items", owner))
        return -1;
    for (int i = 0; i < w->items->n; i++) {
        const WithItem *item = w->items->items[i];
        if (ast_check_load(item->context_expr)
            || (item->optional_vars != NULL && ast_check_expr(item->optional_vars, CTX_STORE)))
            return -1;
    }
    return check_body(w->body, owner);
}

static int check_match(const struct MatchFields *m)
{
    if (ast_check_load(m->subject) || ast_check_not_empty(m->cases->n, "cases", "Match"))
        return -1;
    for (int i = 0; i < m->cases->n; i++) {
        const MatchCase *c = m->cases->items[i];
        if (ast_check_pattern(c->pattern, false) || ast_check_opt(c->guard) || check_body(c->body, "match_case"))
            return -1;
    }
    return 0;
}

static int check_handlers(const ExceptHandlerSeq *handlers, const char *owner)
{
    for (int i = 0; i < handlers->n; i++) {
        const ExceptHandler *h = handlers->items[i];
        if (h == NULL)
            return exc_raise_int(&type_ValueError, "None disallowed in handler list");
        if (AST_CHECK_POSITION(h) || ast_check_opt(h->type) || check_body(h->body, owner))
            return -1;
    }
    return 0;
}

static int check_try(const struct TryFields *t, const char *owner, const char *handler_owner)
{
    if (check_body(t->body, owner))
        return -1;
    if (t->handlers->n == 0 && t->finalbody->n == 0)
        return exc_raise_int(&type_ValueError, "%s has neither except handlers nor finalbody", owner);
    if (t->handlers->n == 0 && t->orelse->n > 0)
        return exc_raise_int(&type_ValueError, "%s has orelse but no except handlers", owner);
    if (check_handlers(t->handlers, handler_owner) || ast_check_stmts(t->finalbody) || ast_check_stmts(t->orelse))
        return -1;
    for (int i = 0; i < t->handlers->n && !strcmp(owner, "TryStar"); i++)
        if (t->handlers->items[i]->type == NULL)
            return exc_raise_int(&type_ValueError, "TryStar handler without a type");
    return 0;
}

/* ---- statements ---- */
/* Only one thing can be assigned to here: the compiler relies on it. */
static int check_single_target(const Expr *target, const char *what)
{
    int number = target->kind == EXPR_TUPLE ? 26 : target->kind == EXPR_LIST ? 25 : target->kind == EXPR_STARRED ? 23 : 0;
    return number ? exc_raise_int(&type_SystemError, "invalid node type (%d) for %s assignment", number, what) : 0;
}

/* A starred target stands in a tuple or list, and is never deleted. */
static int check_starred(const ExprSeq *targets, ExprContext context)
{
    for (int i = 0; i < targets->n; i++)
        if (targets->items[i]->kind == EXPR_STARRED)
            return exc_raise_int(&type_SyntaxError, context == CTX_DEL ? "can't use starred expression here"
                                 : "starred assignment target must be in a list or tuple");
    return 0;
}

static int check_annotated(const struct AnnAssignFields *a)
{
    if (a->target->kind != EXPR_NAME && a->simple)
        return exc_raise_int(&type_TypeError, "AnnAssign with simple non-Name target");
    return ast_check_expr(a->target, CTX_STORE) || check_single_target(a->target, "annotated")
        || ast_check_opt(a->value) || ast_check_load(a->annotation) ? -1 : 0;
}

static int check_raise(const struct RaiseFields *r)
{
    if (r->exc == NULL)
        return r->cause ? exc_raise_int(&type_ValueError, "Raise with cause but no exception") : 0;
    return ast_check_load(r->exc) || ast_check_opt(r->cause) ? -1 : 0;
}

static int check_aliases(const AliasSeq *names, const char *owner)
{
    if (ast_check_not_empty(names->n, "names", owner))
        return -1;
    for (int i = 0; i < names->n; i++)
        if (names->items[i] == NULL)
            return exc_raise_int(&type_ValueError, "None disallowed in alias list");
    return 0;
}

static int check_import_from(const struct ImportFromFields *f)
{
    if (f->level < 0)
        return exc_raise_int(&type_ValueError, "Negative ImportFrom level");
    return check_aliases(f->names, "ImportFrom");
}

static int check_names(const IdentifierSeq *names, const char *owner)
{
    if (ast_check_not_empty(names->n, "names", owner))
        return -1;
    for (int i = 0; i < names->n; i++)
        if (value_is_absent(names->items[i]))
            return exc_raise_int(&type_ValueError, "None disallowed in names list");
    return 0;
}

static int check_stmt(const Stmt *s)
{
    if (c_stack_check(" during compilation") || AST_CHECK_POSITION(s))
        return -1;
    switch (s->kind) {
    case STMT_FUNCTIONDEF: return check_function(&s->as.FunctionDef, "FunctionDef");
    case STMT_ASYNCFUNCTIONDEF: return check_function((const void *)&s->as.AsyncFunctionDef, "AsyncFunctionDef");
    case STMT_CLASSDEF: return check_class(&s->as.ClassDef);
    case STMT_RETURN: return ast_check_opt(s->as.Return.value);
    case STMT_DELETE:
        return check_targets(s->as.Delete.targets, CTX_DEL) || check_starred(s->as.Delete.targets, CTX_DEL) ? -1 : 0;
    case STMT_ASSIGN:
        return check_targets(s->as.Assign.targets, CTX_STORE) || check_starred(s->as.Assign.targets, CTX_STORE) || ast_check_load(s->as.Assign.value) ? -1 : 0;
    case STMT_TYPEALIAS: return check_type_alias(&s->as.TypeAlias);
    case STMT_AUGASSIGN:
        return ast_check_expr(s->as.AugAssign.target, CTX_STORE)
            || check_single_target(s->as.AugAssign.target, "augmented") || ast_check_load(s->as.AugAssign.value) ? -1 : 0;
    case STMT_ANNASSIGN: return check_annotated(&s->as.AnnAssign);
    case STMT_FOR: return check_for(&s->as.For, "For");
    case STMT_ASYNCFOR: return check_for((const void *)&s->as.AsyncFor, "AsyncFor");
    case STMT_WHILE:
        return ast_check_load(s->as.While.test) || check_body(s->as.While.body, "While")
            || ast_check_stmts(s->as.While.orelse) ? -1 : 0;
    case STMT_IF:
        return ast_check_load(s->as.If.test) || check_body(s->as.If.body, "If") || ast_check_stmts(s->as.If.orelse)
                   ? -1 : 0;
    case STMT_WITH: return check_with(&s->as.With, "With");
    case STMT_ASYNCWITH: return check_with((const void *)&s->as.AsyncWith, "AsyncWith");
    case STMT_MATCH: return check_match(&s->as.Match);
    case STMT_RAISE: return check_raise(&s->as.Raise);
    case STMT_TRY: return check_try(&s->as.Try, "Try", "ExceptHandler");
    case STMT_TRYSTAR: return check_try((const void *)&s->as.TryStar, "TryStar", "ExceptHandler");
    case STMT_ASSERT: return ast_check_load(s->as.Assert.test) || ast_check_opt(s->as.Assert.msg) ? -1 : 0;
    case STMT_IMPORT: return check_aliases(s->as.Import.names, "Import");
    case STMT_IMPORTFROM: return check_import_from(&s->as.ImportFrom);
    case STMT_GLOBAL: return check_names(s->as.Global.names, "Global");
    case STMT_NONLOCAL: return check_names(s->as.Nonlocal.names, "Nonlocal");
    case STMT_EXPR: return ast_check_load(s->as.Expr.value);
    case STMT_PASS: case STMT_BREAK: case STMT_CONTINUE: return 0;
    }
    return exc_raise_int(&type_SystemError, "unexpected statement");
}

int ast_check_stmts(const StmtSeq *stmts)
{
    for (int i = 0; i < stmts->n; i++) {
        if (stmts->items[i] == NULL)
            return exc_raise_int(&type_ValueError, "None disallowed in statement list");
        if (check_stmt(stmts->items[i]))
            return -1;
    }
    return 0;
}

int ast_validate(const Mod *mod)
{
    switch (mod->kind) {
    case MOD_MODULE: return ast_check_stmts(mod->as.Module.body);
    case MOD_INTERACTIVE: return ast_check_stmts(mod->as.Interactive.body);
    case MOD_EXPRESSION: return ast_check_load(mod->as.Expression.body);
    case MOD_FUNCTIONTYPE:
        return ast_check_exprs(mod->as.FunctionType.argtypes, CTX_LOAD, false)
            || ast_check_load(mod->as.FunctionType.returns) ? -1 : 0;
    }
    return exc_raise_int(&type_SystemError, "impossible module node");
}
