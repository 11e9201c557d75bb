/* vm/compile.c -- the compiler's front: a module's tree in, its code object out.
 *
 * Where to read on: vm/compiler.h (the Unit and how operands, temporaries and failure work), compile_expr.c and
 * compile_stmt.c (the tree walk), compile_name.c (where names live), compile_try.c and compile_block.c
 * (handlers, leaving blocks), compile_assemble.c (words and tables), code_verify.c (what must hold in the end). */
#include "vm/compiler.h"
#include "runtime/list.h"
#include "vm/callback.h"

/* ---- units ---- */
static bool is_function_name_base(const Unit *u)
{
    ScopeKind kind = u->scope->kind;
    return kind == SCOPE_FUNCTION || kind == SCOPE_LAMBDA || kind == SCOPE_TYPE_ALIAS;
}

static bool is_explicit_global(const Unit *outer, Ref name)
{
    const Symbol *sym = scope_lookup(outer->scope, name);
    return sym && sym->resolution == NAME_GLOBAL_EXPLICIT;
}

static bool is_type_parameter_scope(const Unit *u)
{
    return u->scope->kind == SCOPE_TYPE_PARAMS || u->scope->kind == SCOPE_TYPE_VARIABLE;
}

/* "f.<locals>.g", "C.method": the path of definitions, the innermost type parameter scope left out. */
static Ref qualified_name(Compiler *c, Unit *u)
{
    Unit *outer = u->outer;
    if (outer && is_type_parameter_scope(outer) && !is_type_parameter_scope(u))
        outer = outer->outer;
    if (!outer || outer->scope->kind == SCOPE_MODULE)
        return u->name;
    if ((u->scope->kind == SCOPE_FUNCTION || u->scope->kind == SCOPE_CLASS)
        && is_explicit_global(outer, name_mangle(c, u->name)))
        return u->name;
    Value q = str_format(is_function_name_base(outer) ? "%U.<locals>.%U" : "%U.%U", outer->qualname, u->name);
    return constant_keep(c, q);
}

static uint32_t scope_flags(const Compiler *c, const Scope *s)
{
    uint32_t flags = 0;
    if (s->kind == SCOPE_MODULE || s->kind == SCOPE_CLASS)
        flags = CODE_NAMESPACE;
    else {
        flags = CODE_OPTIMIZED | CODE_NEWLOCALS;
        if (s->is_nested)
            flags |= CODE_NESTED;
        if (s->is_generator)
            flags |= s->is_coroutine ? CODE_ASYNC_GENERATOR : CODE_GENERATOR;
        else if (s->is_coroutine)
            flags |= CODE_COROUTINE;
        if (s->is_method)
            flags |= CODE_METHOD;
    }
    if (s->kind == SCOPE_MODULE && c->scopes->module_is_coroutine)
        flags |= CODE_COROUTINE;
    if (c->future & FUTURE_ANNOTATIONS)
        flags |= CODE_FUTURE_ANNOTATIONS;
    return flags;
}

static Unit *take_unit(Compiler *c)
{
    Unit *u = c->spare_units;
    if (!u) {
        u = mem_alloc_zeroed(sizeof *u);
        if (!u)
            exc_raise_memory();
        return u;
    }
    c->spare_units = u->outer;
    Unit kept = *u;
    memset(u, 0, sizeof *u);
    u->ins = kept.ins;
    u->ins_capacity = kept.ins_capacity;
    u->labels = kept.labels;
    u->labels_capacity = kept.labels_capacity;
    u->handlers = kept.handlers;
    u->handlers_capacity = kept.handlers_capacity;
    u->constants = kept.constants;
    u->constants_capacity = kept.constants_capacity;
    u->names = kept.names;
    u->names_capacity = kept.names_capacity;
    u->constant_index = kept.constant_index;
    u->name_index = kept.name_index;
    u->local_names = kept.local_names;
    u->local_kinds = kept.local_kinds;
    u->free_hidden = kept.free_hidden;
    u->locals_capacity = kept.locals_capacity;
    u->static_attributes = kept.static_attributes;
    u->static_capacity = kept.static_capacity;
    return u;
}

static void reset_table(IndexTable *t)
{
    if (t->used)
        memset(t->keys, 0, (size_t)t->size * sizeof *t->keys);
    t->used = 0;
}

static void free_unit(Unit *u)
{
    mem_free(u->ins);
    mem_free(u->labels);
    mem_free(u->handlers);
    mem_free(u->constants);
    mem_free(u->names);
    mem_free(u->constant_index.keys);
    mem_free(u->constant_index.values);
    mem_free(u->name_index.keys);
    mem_free(u->name_index.values);
    mem_free(u->local_names);
    mem_free(u->local_kinds);
    mem_free(u->free_hidden);
    mem_free(u->static_attributes);
    mem_free(u);
}

Unit *unit_enter(Compiler *c, const Scope *scope, Ref name, int first_line)
{
    Unit *u = c->failed ? NULL : take_unit(c);
    if (!u) {
        c->failed = true;
        return NULL;
    }
    u->outer = c->u;
    u->scope = u->current = scope;
    u->is_namespace = scope->kind == SCOPE_MODULE || scope->kind == SCOPE_CLASS;
    u->is_function = !u->is_namespace;
    u->handler = -1;
    u->reachable = true;
    u->name = name;
    u->first_line = first_line;
    u->docstring = VALUE_ABSENT;
    u->flags = scope_flags(c, scope);
    u->pos = (Position){first_line, first_line, 0, 0};
    u->qualname = qualified_name(c, u);
    c->u = u;
    unit_layout_locals(c);
    return u;
}

Code *unit_leave(Compiler *c)
{
    Unit *u = c->u;
    Code *code = assemble(c);
    c->u = u->outer;
    u->outer = c->spare_units;
    reset_table(&u->constant_index);
    reset_table(&u->name_index);
    c->spare_units = u;
    return code;
}

/* ---- docstrings, without the indentation they share ---- */
static bool is_docstring(const Stmt *s)
{
    return s->kind == STMT_EXPR && s->as.Expr.value->kind == EXPR_CONSTANT
           && value_is_exact_str(s->as.Expr.value->as.Constant.value);
}

static Value expand_tabs(Ref doc)
{
    StrBuilder b;
    str_builder_init(&b);
    int64_t column = 0;
    for (int64_t i = 0; i < str_len(doc); i++) {
        uint32_t ch = str_at(doc, i);
        if (ch == '\t') {
            int64_t stop = column + 8 - column % 8;
            for (; column < stop; column++)
                str_builder_char(&b, ' ');
            continue;
        }
        str_builder_char(&b, ch);
        column = ch == '\n' || ch == '\r' ? 0 : column + 1;
    }
    return str_builder_finish(&b);
}

/* Fewest spaces before any line but the first that has something on it; 0 when there is none. */
static int64_t shared_margin(Ref doc)
{
    int64_t margin = INT64_MAX, len = str_len(doc), i = 0;
    while (i < len && str_at(doc, i) != '\n')
        i++;
    while (i < len) {
        int64_t start = ++i;
        while (i < len && str_at(doc, i) == ' ')
            i++;
        if (i < len && str_at(doc, i) != '\n' && i - start < margin)
            margin = i - start;
        while (i < len && str_at(doc, i) != '\n')
            i++;
    }
    return margin == INT64_MAX ? 0 : margin;
}

static Value without_margin(Ref doc)
{
    int64_t margin = shared_margin(doc), len = str_len(doc), i = 0;
    if (margin == 0 && (len == 0 || str_at(doc, 0) != ' '))
        return value_dup(doc);
    StrBuilder b;
    str_builder_init(&b);
    while (i < len && str_at(doc, i) == ' ')
        i++;
    while (i < len) {
        while (i < len) {
            uint32_t ch = str_at(doc, i++);
            str_builder_char(&b, ch);
            if (ch == '\n')
                break;
        }
        for (int64_t k = 0; k < margin && i < len && str_at(doc, i) == ' '; k++)
            i++;
    }
    return str_builder_finish(&b);
}

Ref docstring_of(Compiler *c, const StmtSeq *body)
{
    if (body->n == 0 || !is_docstring(body->items[0]) || c->optimise >= 2 || c->failed)
        return VALUE_ABSENT;
    Ref doc = body->items[0]->as.Expr.value->as.Constant.value;
    Value expanded = str_find(doc, constant_keep(c, str_from_char('\t')), 0, str_len(doc)) >= 0
                         ? expand_tabs(doc) : value_dup(doc);
    if (value_is_error(expanded)) {
        c->failed = true;
        return VALUE_ABSENT;
    }
    Value clean = without_margin(expanded);
    value_drop(expanded);
    return constant_keep(c, clean);
}

/* ---- modules ---- */
static void compile_module_body(Compiler *c, const Mod *mod)
{
    switch (mod->kind) {
    case MOD_MODULE: {
        const StmtSeq *body = mod->as.Module.body;
        if (body->n)
            c->u->pos = (Position){0, 0, 0, 0};
        compile_namespace_body(c, body);
        break;
    }
    case MOD_INTERACTIVE: {
        const StmtSeq *body = mod->as.Interactive.body;
        for (int i = 0; i < body->n; i++)
            if (body->items[i]->kind == STMT_ANNASSIGN) {
                emit(c, OP_SETUP_ANNOTATIONS, none(), none(), none());
                break;
            }
        compile_body(c, body);
        break;
    }
    case MOD_EXPRESSION: {
        Operand v = compile_expr(c, mod->as.Expression.body, WANT_ANY);
        at(c, mod->as.Expression.body);
        emit_return(c, v);
        return;
    }
    case MOD_FUNCTIONTYPE:
        if (!c->failed)
            exc_raise(&type_TypeError, "cannot compile a function type");
        c->failed = true;
        return;
    }
    at_nowhere(c);
    emit_return(c, load_constant(c, VALUE_NONE, WANT_ANY));
}

static Code *compile_tree(Compiler *c, Mod *mod, const char *text, size_t len)
{
    int scope_flags_wanted = (c->flags & PARSE_TOP_LEVEL_AWAIT ? SCOPE_TOP_LEVEL_AWAIT : 0)
                             | (c->flags & PARSE_NO_WARNINGS ? SCOPE_NO_WARNINGS : 0);
    c->scopes = scope_build(c->arena, mod, c->filename, c->flags & FUTURE_ALL, scope_flags_wanted, text, len);
    if (!c->scopes)
        return NULL;
    c->future = c->scopes->future;
    Ref name = arena_own(c->arena, str_intern(str_from_cstr("<module>")));
    Code *code = NULL;
    if (!value_is_error(name) && unit_enter(c, c->scopes->module, name, 1)) {
        compile_module_body(c, mod);
        code = unit_leave(c);
    }
    return code;
}

static Code *compile_in_arena(Arena *arena, Mod *mod, Ref filename, int flags, int optimise, const char *text,
                              size_t len)
{
    Compiler c = {.arena = arena, .filename = filename, .flags = flags, .optimise = optimise,
                  .interactive = mod->kind == MOD_INTERACTIVE,
                  .no_walrus = text && !memmem(text, len, ":=", 2)};
    Code *code = compile_tree(&c, mod, text, len);
    while (c.u) { /* a unit whose compilation failed */
        Unit *u = c.u;
        c.u = u->outer;
        free_unit(u);
    }
    while (c.spare_units) {
        Unit *u = c.spare_units;
        c.spare_units = u->outer;
        free_unit(u);
    }
    mem_free(c.pool);
    return code;
}

Code *compile_module(Mod *mod, Ref filename, ParseMode mode, int flags, int optimise)
{
    Arena arena;
    arena_init(&arena);
    Code *code = compile_in_arena(&arena, mod, filename, flags, optimise, NULL, 0);
    Value pending = exc_take();
    arena_free(&arena); /* may run Python */
    exc_restore(pending);
    return code;
}

Value compile_source(const char *text, size_t len, Ref filename, ParseMode mode, int flags, int optimise)
{
    Arena arena;
    arena_init(&arena);
    Value result = VALUE_ERROR;
    Mod *mod = parse_source(&arena, text, len, filename, mode, flags);
    if (mod) {
        Code *code = compile_in_arena(&arena, mod, filename, flags, optimise, text, len);
        if (code)
            result = value_from_obj(code);
    }
    Value pending = exc_take();
    arena_free(&arena); /* may run Python */
    exc_restore(pending);
    return result;
}

/* ---- compile() ---- */
enum { PYCF_DONT_IMPLY_DEDENT = 0x200, PYCF_TYPE_COMMENTS = 0x1000, PYCF_TOP_LEVEL_AWAIT = 0x2000,
       PYCF_ALLOW_INCOMPLETE = 0x4000 };

static int parse_flags(int flags)
{
    int result = flags & FUTURE_ALL;
    if (flags & PYCF_DONT_IMPLY_DEDENT)
        result |= PARSE_DONT_IMPLY_DEDENT;
    if (flags & PYCF_TYPE_COMMENTS)
        result |= PARSE_TYPE_COMMENTS;
    if (flags & PYCF_TOP_LEVEL_AWAIT)
        result |= PARSE_TOP_LEVEL_AWAIT;
    if (flags & PYCF_ALLOW_INCOMPLETE)
        result |= PARSE_ALLOW_INCOMPLETE;
    if (flags & VM_COMPILE_SCRIPT)
        result |= PARSE_SCRIPT;
    if (flags & FUTURE_BARRY_AS_BDFL)
        result |= PARSE_BARRY_AS_FLUFL;
    return result;
}

static int parse_mode(const char *mode, ParseMode *out)
{
    if (strcmp(mode, "exec") == 0)
        *out = PARSE_EXEC;
    else if (strcmp(mode, "eval") == 0)
        *out = PARSE_EVAL;
    else if (strcmp(mode, "single") == 0)
        *out = PARSE_SINGLE;
    else if (strcmp(mode, "func_type") == 0)
        *out = PARSE_FUNC_TYPE;
    else
        return exc_raise_int(&type_ValueError, "compile() mode must be 'exec', 'eval' or 'single'");
    return 0;
}

Value vm_compile(Ref source, Ref filename, const char *mode, int flags, int optimise)
{
    ParseMode parse = PARSE_EXEC;
    if (parse_mode(mode, &parse))
        return VALUE_ERROR;
    int wanted = parse_flags(flags);
    const char *text;
    size_t len;
    if (value_is_str(source)) {
        text = str_utf8(source, &len);
        if (!text)
            return VALUE_ERROR;
        wanted |= PARSE_IS_UTF8;
    } else {
        text = bytes_data(source);
        len = (size_t)bytes_len(source);
    }
    if (memchr(text, 0, len))
        return exc_raise(&type_SyntaxError, "source code string cannot contain null bytes");
    return compile_source(text, len, filename, parse, wanted, optimise < 0 ? 0 : optimise);
}
