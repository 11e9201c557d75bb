/* vm/compile_function.c -- def, lambda and what they need: defaults, annotations, closures, decorators. */
#include "vm/compiler.h"

/* ---- making the function object ---- */
static int code_constant(Compiler *c, Code *code)
{
    Operand k = constant_owned(c, code ? value_from_obj(code) : VALUE_ERROR);
    if (k.index >= 65536)
        syntax_error(c, &c->u->pos, "too many constants in one code object");
    return k.index;
}

/* `which`: the MAKE_FUNCTION bits whose temporaries are already pushed. Takes code. */
Operand make_function(Compiler *c, Code *code, const Scope *scope, int which, int want)
{
    int k = code_constant(c, code);
    if (scope->n_frees && !c->failed) {
        for (int i = 0; i < scope->n_frees; i++)
            name_cell(c, scope->frees[i], WANT_TEMP);
        emit_run(c, OP_BUILD_TUPLE, scope->n_frees, scope->n_frees, WANT_TEMP);
        which |= 8;
    }
    pop(c, __builtin_popcount((unsigned)which));
    Operand f = emit_value(c, OP_MAKE_FUNCTION, 0, number(k), number(which), WANT_TEMP);
    return emit_move(c, f, want);
}

static int default_bits(const Arguments *args)
{
    int which = args->defaults->n ? 1 : 0;
    for (int i = 0; i < args->kw_defaults->n; i++)
        if (args->kw_defaults->items[i])
            which |= 2;
    return which;
}

static void push_positional_defaults(Compiler *c, const ExprSeq *defaults)
{
    bool all_constant = true;
    for (int i = 0; i < defaults->n && all_constant; i++)
        all_constant = !value_is_absent(fold(c, defaults->items[i]));
    if (!all_constant) {
        compile_sequence(c, OP_BUILD_TUPLE, defaults, WANT_TEMP);
        return;
    }
    Value t = tuple_new(defaults->n);
    for (int i = 0; i < defaults->n && !value_is_error(t); i++)
        VALUE_AS(Tuple, t)->items[i] = value_dup(defaults->items[i]->as.Constant.value);
    load_constant(c, constant_keep(c, t), WANT_TEMP);
}

int compile_defaults(Compiler *c, const Arguments *args)
{
    int which = default_bits(args);
    Position pos = c->u->pos;
    if (which & 1)
        push_positional_defaults(c, args->defaults);
    if (which & 2) {
        int n = 0;
        for (int i = 0; i < args->kw_defaults->n; i++) {
            if (!args->kw_defaults->items[i])
                continue;
            load_constant(c, name_mangle(c, args->kwonlyargs->items[i]->arg), WANT_TEMP);
            compile_expr(c, args->kw_defaults->items[i], WANT_TEMP);
            n++;
        }
        c->u->pos = pos;
        emit_run(c, OP_BUILD_MAP, 2 * n, n, WANT_TEMP);
    }
    c->u->pos = pos;
    return which;
}

/* ---- annotations ---- */
Operand compile_annotation(Compiler *c, const Expr *annotation, int want)
{
    if (c->future & FUTURE_ANNOTATIONS)
        return load_constant(c, constant_keep(c, ast_unparse_expr(annotation)), want);
    Expr *e = (Expr *)(uintptr_t)annotation;
    if (e->kind != EXPR_STARRED)
        return compile_expr(c, e, want);
    Operand v = compile_expr(c, e->as.Starred.value, WANT_TEMP); /* *args: *Ts */
    return emit_value(c, OP_UNPACK, 0, v, number(1), WANT_TEMP);
}

static int push_annotation(Compiler *c, Ref name, const Expr *annotation)
{
    if (!annotation)
        return 0;
    load_constant(c, name_mangle(c, name), WANT_TEMP);
    compile_annotation(c, annotation, WANT_TEMP);
    return 1;
}

static int push_annotations(Compiler *c, const ArgSeq *args)
{
    int n = 0;
    for (int i = 0; i < args->n; i++)
        n += push_annotation(c, args->items[i]->arg, args->items[i]->annotation);
    return n;
}

int compile_annotations(Compiler *c, const Arguments *args, const Expr *returns)
{
    Position pos = c->u->pos;
    int n = push_annotations(c, args->args) + push_annotations(c, args->posonlyargs);
    if (args->vararg)
        n += push_annotation(c, args->vararg->arg, args->vararg->annotation);
    n += push_annotations(c, args->kwonlyargs);
    if (args->kwarg)
        n += push_annotation(c, args->kwarg->arg, args->kwarg->annotation);
    n += push_annotation(c, constant_keep(c, str_intern_cstr("return")), returns);
    c->u->pos = pos;
    if (n == 0)
        return 0;
    emit_run(c, OP_BUILD_TUPLE, 2 * n, 2 * n, WANT_TEMP);
    return 4;
}

/* ---- the body ---- */
void set_arguments(Compiler *c, const Arguments *args)
{
    Unit *u = c->u;
    u->n_posonly = args->posonlyargs->n;
    u->n_args = args->posonlyargs->n + args->args->n;
    u->n_kwonly = args->kwonlyargs->n;
    if (args->vararg)
        u->flags |= CODE_VARARGS;
    if (args->kwarg)
        u->flags |= CODE_VARKEYWORDS;
}

static StmtSeq *rest_of_body(Compiler *c, const StmtSeq *body)
{
    StmtSeq *rest = arena_alloc(c->arena, sizeof(StmtSeq) + (size_t)body->n * sizeof(Stmt *));
    if (!rest) {
        c->failed = true;
        return NULL;
    }
    rest->n = body->n - 1;
    for (int i = 1; i < body->n; i++)
        rest->items[i - 1] = body->items[i];
    return rest;
}

static void compile_statements(Compiler *c, const StmtSeq *body)
{
    Unit *u = c->u;
    bool has_docstring = body->n && body->items[0]->kind == STMT_EXPR
                         && body->items[0]->as.Expr.value->kind == EXPR_CONSTANT
                         && value_is_exact_str(body->items[0]->as.Expr.value->as.Constant.value);
    if (has_docstring) {
        u->docstring = docstring_of(c, body);
        if (!value_is_absent(u->docstring)) {
            constant(c, u->docstring);
            u->flags |= CODE_HAS_DOCSTRING;
        }
        body = rest_of_body(c, body);
    }
    if (value_is_absent(u->docstring))
        constant(c, VALUE_NONE); /* co_consts[0] is the docstring or None */
    if (c->failed)
        return;
    collect_deleted(c, body);
    unit_emit_cells(c);
    compile_body(c, body);
    at_nowhere(c);
    emit_return(c, load_constant(c, VALUE_NONE, WANT_ANY));
}

Code *compile_function_body(Compiler *c, const void *node, const Arguments *args, const StmtSeq *body,
                            const Expr *value, Ref name, int first_line)
{
    const Scope *scope = scope_find(c->scopes, node, SCOPE_PART_BODY);
    Unit *u = unit_enter(c, scope, name, first_line);
    if (!u)
        return NULL;
    set_arguments(c, args);
    u->pos = (Position){first_line, first_line, 0, 0};
    if (body)
        compile_statements(c, body);
    else {
        constant(c, VALUE_NONE);
        unit_emit_cells(c);
        Expr *e = (Expr *)(uintptr_t)value;
        Operand v = compile_expr(c, e, WANT_ANY);
        at(c, e);
        emit_return(c, v);
    }
    return unit_leave(c);
}

Operand compile_lambda(Compiler *c, Expr *e, int want)
{
    int which = compile_defaults(c, e->as.Lambda.args);
    Ref name = constant_keep(c, str_intern(str_from_cstr("<lambda>")));
    Code *code = compile_function_body(c, e, e->as.Lambda.args, NULL, e->as.Lambda.body, name, e->lineno);
    at(c, e);
    return make_function(c, code, scope_find(c->scopes, e, SCOPE_PART_BODY), which, want);
}

/* ---- def ---- */
typedef struct Definition {
    Ref name;
    const Arguments *args;
    const StmtSeq *body;
    const ExprSeq *decorators;
    const Expr *returns;
    const TypeParamSeq *type_params;
} Definition;

static Definition definition_of(const Stmt *s)
{
    if (s->kind == STMT_FUNCTIONDEF)
        return (Definition){s->as.FunctionDef.name, s->as.FunctionDef.args, s->as.FunctionDef.body,
                            s->as.FunctionDef.decorator_list, s->as.FunctionDef.returns,
                            s->as.FunctionDef.type_params};
    return (Definition){s->as.AsyncFunctionDef.name, s->as.AsyncFunctionDef.args, s->as.AsyncFunctionDef.body,
                        s->as.AsyncFunctionDef.decorator_list, s->as.AsyncFunctionDef.returns,
                        s->as.AsyncFunctionDef.type_params};
}

/* Load a name that only the compiler knows, if the scope has it. */
static void push_hidden(Compiler *c, const char *name)
{
    name_load(c, constant_keep(c, str_intern_cstr(name)), WANT_TEMP);
}

/* The function "<generic parameters of f>": makes the type parameters, then f, and returns it. */
static Code *compile_generic_function(Compiler *c, Stmt *s, const Definition *d, int first_line)
{
    const Scope *scope = scope_find(c->scopes, s, SCOPE_PART_TYPE_PARAMS);
    Value name = str_format("<generic parameters of %U>", d->name);
    Unit *u = unit_enter(c, scope, constant_keep(c, name), first_line);
    if (!u)
        return NULL;
    int bits = default_bits(d->args);
    u->n_args = (bits & 1) + (bits >> 1 & 1);
    at_stmt(c, s);
    unit_emit_cells(c);
    compile_type_params(c, d->type_params);
    int which = bits;
    if (bits & 1)
        push_hidden(c, ".defaults");
    if (bits & 2)
        push_hidden(c, ".kwdefaults");
    at_stmt(c, s);
    which |= compile_annotations(c, d->args, d->returns);
    Code *code = compile_function_body(c, s, d->args, d->body, NULL, d->name, first_line);
    at_stmt(c, s);
    make_function(c, code, scope_find(c->scopes, s, SCOPE_PART_BODY), which, WANT_TEMP);
    /* [type params, function]: the intrinsic wants them the other way round */
    int base = c->u->depth - 2;
    emit_shuffle(c, base + 2, base);
    emit_shuffle(c, base, base + 1);
    emit_shuffle(c, base + 1, base + 2);
    emit_run(c, OP_INTRINSIC, 2, INTRINSIC_SET_FUNCTION_TYPE_PARAMS, WANT_TEMP);
    emit_return(c, temp(c->u->depth - 1));
    return unit_leave(c);
}

static void push_function(Compiler *c, Stmt *s, const Definition *d, int first_line)
{
    if (d->type_params->n) {
        Code *code = compile_generic_function(c, s, d, first_line);
        at_stmt(c, s);
        make_function(c, code, scope_find(c->scopes, s, SCOPE_PART_TYPE_PARAMS), 0, WANT_TEMP);
        int n = __builtin_popcount((unsigned)compile_defaults(c, d->args));
        emit_call(c, OP_CALL, n, n + 1, WANT_TEMP);
        return;
    }
    int which = compile_defaults(c, d->args);
    which |= compile_annotations(c, d->args, d->returns);
    Code *code = compile_function_body(c, s, d->args, d->body, NULL, d->name, first_line);
    at_stmt(c, s);
    make_function(c, code, scope_find(c->scopes, s, SCOPE_PART_BODY), which, WANT_TEMP);
}

void push_decorators(Compiler *c, const ExprSeq *decorators)
{
    for (int i = 0; i < decorators->n; i++)
        compile_expr(c, decorators->items[i], WANT_TEMP);
}

void call_decorators(Compiler *c, const ExprSeq *decorators)
{
    for (int i = decorators->n - 1; i >= 0; i--) {
        at(c, decorators->items[i]);
        emit_call(c, OP_CALL, 1, 2, WANT_TEMP);
    }
}

void compile_function(Compiler *c, Stmt *s)
{
    Definition d = definition_of(s);
    int first_line = d.decorators->n ? d.decorators->items[0]->lineno : s->lineno;
    push_decorators(c, d.decorators);
    at_stmt(c, s);
    push_function(c, s, &d, first_line);
    call_decorators(c, d.decorators);
    at_stmt(c, s);
    name_store(c, d.name, temp(c->u->depth - 1));
}
