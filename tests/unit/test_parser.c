/* tests/unit/test_parser.c -- trees, scopes and syntax errors, seen from C.
 *
 * What programs mean is tested from Python (tests/lang); here are the contracts that the
 * compiler builds on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "parser/parser.h"
#include "parser/scope.h"
#include "runtime/exc.h"
#include "runtime/object.h"
#include "runtime/str.h"
#include "runtime/thread.h"

static Arena arena;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    if (exc_pending())
        exc_clear();
    arena_free(&arena);
    return 0;
}

static Ref name(const char *ascii)
{
    return arena_own(&arena, str_intern_cstr(ascii));
}

static Mod *parse(const char *text)
{
    return parse_source(&arena, text, strlen(text), name("test"), PARSE_EXEC, PARSE_IS_UTF8);
}

static Stmt *first(const char *text)
{
    Mod *mod = parse(text);
    assert_non_null(mod);
    return mod->as.Module.body->items[0];
}

static ScopeTable *scopes(const char *text)
{
    Mod *mod = parse(text);
    assert_non_null(mod);
    return scope_build(&arena, mod, name("test"), 0, 0, NULL, 0);
}

static NameResolution resolution(const Scope *s, const char *ascii)
{
    const Symbol *symbol = scope_resolve(s, name(ascii), NULL);
    return symbol ? symbol->resolution : NAME_UNRESOLVED;
}

static void binds_operators(void **state)
{
    (void)state;
    Expr *e = first("a - b - c ** -d\n")->as.Expr.value;
    assert_int_equal(e->as.BinOp.op, OPERATOR_SUB);
    assert_int_equal(e->as.BinOp.left->as.BinOp.op, OPERATOR_SUB);
    assert_int_equal(e->as.BinOp.right->as.BinOp.op, OPERATOR_POW);
    assert_int_equal(e->end_col_offset, 15);
}

static void sequences_are_never_null(void **state)
{
    (void)state;
    Stmt *s = first("def f(): pass\n");
    assert_int_equal(s->as.FunctionDef.args->kw_defaults->n, 0);
    assert_int_equal(s->as.FunctionDef.type_params->n, 0);
    assert_null(s->as.FunctionDef.returns);
}

static void sorts_parameters(void **state)
{
    (void)state;
    Arguments *a = first("def f(a, b=1, /, c=2, *d, e, g=3, **h): pass\n")
                       ->as.FunctionDef.args;
    assert_int_equal(a->posonlyargs->n, 2);
    assert_int_equal(a->args->n, 1);
    assert_int_equal(a->defaults->n, 2);
    assert_int_equal(a->kwonlyargs->n, 2);
    assert_null(a->kw_defaults->items[0]);
    assert_non_null(a->kw_defaults->items[1]);
}

static void long_chains_do_not_recurse(void **state)
{
    (void)state;
    size_t n = 100000;
    char *text = malloc(2 * n + 2);
    for (size_t i = 0; i < n; i++)
        memcpy(text + 2 * i, i + 1 < n ? "1+" : "1\n", 2);
    text[2 * n] = 0;
    Mod *mod = parse(text);
    assert_non_null(mod);
    assert_null(scope_build(&arena, mod, name("test"), 0, 0, NULL, 0));
    assert_true(exc_pending_is(&type_RecursionError));
    free(text);
}

static void tables_describe_nodes(void **state)
{
    (void)state;
    const AstClass *class_ = ast_class(AST_BinOp);
    assert_string_equal(class_->name, "BinOp");
    assert_string_equal(class_->base, "expr");
    assert_int_equal(class_->n_fields, 3);
    assert_string_equal(class_->fields[1].name, "op");
    assert_string_equal(ast_enum_name(FIELD_operator, OPERATOR_FLOORDIV), "FloorDiv");
    assert_null(ast_enum_name(FIELD_cmpop, 99));
}

static void makes_cells(void **state)
{
    (void)state;
    ScopeTable *t = scopes("def f(a, b):\n"
                           "    c = 1\n"
                           "    def g():\n"
                           "        return a + c + d\n"
                           "    return g\n");
    Scope *f = t->module->first_child, *g = f->first_child;
    assert_int_equal(f->n_params, 2);
    assert_int_equal(resolution(f, "a"), NAME_CELL);
    assert_int_equal(resolution(f, "b"), NAME_LOCAL);
    assert_int_equal(f->n_cells, 2);
    assert_int_equal(resolution(g, "c"), NAME_FREE);
    assert_int_equal(resolution(g, "d"), NAME_GLOBAL_IMPLICIT);
    assert_int_equal(g->n_frees, 2);
}

static void inlines_comprehensions(void **state)
{
    (void)state;
    ScopeTable *t = scopes("def f(a):\n    return [x + a for x in a]\n");
    Scope *f = t->module->first_child, *comp = f->first_child;
    const Scope *owner;
    assert_true(comp->is_inlined);
    assert_int_equal(resolution(comp, "x"), NAME_LOCAL);
    assert_int_equal(scope_resolve(comp, name("a"), &owner)->resolution, NAME_LOCAL);
    assert_ptr_equal(owner, f);
}

static void finds_class_cells(void **state)
{
    (void)state;
    ScopeTable *t = scopes("class C:\n    def __m(self): super()\n");
    Scope *c = t->module->first_child;
    assert_true(c->needs_class_cell);
    assert_int_equal(c->n_cells, 1);
    assert_int_equal(resolution(c->first_child, "__class__"), NAME_FREE);
    assert_non_null(scope_lookup(c, name("_C__m")));
}

static void rejects(const char *text)
{
    Mod *mod = parse(text);
    if (mod)
        assert_null(scope_build(&arena, mod, name("test"), 0, 0, NULL, 0));
    assert_true(exc_pending_is(&type_SyntaxError));
    exc_clear();
}

static void rejects_wrong_programs(void **state)
{
    (void)state;
    rejects("f(a=1, b)\n");
    rejects("if x = 1: pass\n");
    rejects("return\n");
    rejects("def f(a, a): pass\n");
    rejects("def f():\n    x = 1\n    global x\n");
    rejects("x = (1,\n");
    rejects("f'{a b}'\n");
    rejects("match x:\n  case a | 1: pass\n");
}

static void knows_what_is_incomplete(void **state)
{
    (void)state;
    assert_int_equal(parse_status("x = 1", 5), PARSE_COMPLETE);
    assert_int_equal(parse_status("if x:", 5), PARSE_INCOMPLETE);
    assert_int_equal(parse_status("if x:\n  y", 9), PARSE_INCOMPLETE);
    assert_int_equal(parse_status("if x:\n  y\n", 10), PARSE_COMPLETE);
    assert_int_equal(parse_status("(1,", 3), PARSE_INCOMPLETE);
    assert_int_equal(parse_status("'''a", 4), PARSE_INCOMPLETE);
    assert_int_equal(parse_status("x y", 3), PARSE_WRONG);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    if (thread_init_main() || runtime_init())
        return 2;
    const struct CMUnitTest tests[] = {
        TEST(binds_operators),        TEST(sequences_are_never_null),
        TEST(sorts_parameters),       TEST(long_chains_do_not_recurse),
        TEST(tables_describe_nodes),  TEST(makes_cells),
        TEST(inlines_comprehensions), TEST(finds_class_cells),
        TEST(rejects_wrong_programs), TEST(knows_what_is_incomplete),
    };
    return cmocka_run_group_tests_name("parser", tests, NULL, NULL);
}
