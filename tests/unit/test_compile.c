/* tests/unit/test_compile.c -- code objects: the checker accepts them, constants, positions, handlers, far jumps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "runtime/exc.h"
#include "runtime/object.h"
#include "runtime/str.h"
#include "runtime/thread.h"
#include "vm/compile.h"

static void verify_all(const Code *code)
{
    const char *fault = code_verify(code);
    if (fault)
        print_error("%s\n", fault);
    assert_null(fault);
    for (uint32_t i = 0; i < code->n_constants; i++)
        if (value_has_type(code->constants[i], &type_code))
            verify_all(VALUE_AS(Code, code->constants[i]));
}

static Code *compile_text(const char *text)
{
    Value filename = str_from_cstr("<test>");
    Value code = compile_source(text, strlen(text), filename, PARSE_EXEC, PARSE_IS_UTF8, 0);
    value_drop(filename);
    assert_false(value_is_error(code));
    verify_all(VALUE_AS(Code, code));
    return VALUE_AS(Code, code);
}

/* The first function of a module. */
static const Code *function_of(const Code *module)
{
    for (uint32_t i = 0; i < module->n_constants; i++)
        if (value_has_type(module->constants[i], &type_code))
            return VALUE_AS(Code, module->constants[i]);
    fail();
    return NULL;
}

static int count_op(const Code *code, Op op)
{
    int n = 0;
    for (uint32_t i = 0; i < code->n_words; i += 1u + op_n_cache[code->words[i].op])
        n += code->words[i].op == op;
    return n;
}

static void statements_verify(void **state)
{
    static const char *const texts[] = {
        "", "pass", "[], e = 'T!'", "x = 1", "a, b = b, a", "for i in x:\n  if i: break\n  continue\nelse: y",
        "def f():\n for i in x:\n  try: return g(i)\n  finally: h()\n",
        "def f():\n with a as b, c: return d(b)\n",
        "async def f():\n async with a as b:\n  async for c in d: await e(c)\n  else: return [x async for x in y]\n",
        "def f():\n try: a()\n except B as e: c()\n except D: return 1\n else: e()\n finally: g()\n",
        "def f():\n try: a()\n except* B as e: c()\n",
        "class A(B, metaclass=C):\n x: int = 1\n def f(self): return super().f(__class__)\n",
        "match x:\n case [1, *_, {'k': v, **r}] | (v, r): pass\n case A(b=1 | 2 as q) if q: pass\n",
        "def f[T: int = str](x: T) -> T: return x\ntype A[*Ts] = tuple[*Ts]\nclass G[**P]: pass\n",
        "f(a, *b, c, d=1, **e, g=2)", "x[a:b] += y", "x = a() < b() < c()", "lambda a, *b, c=1, **d: (yield)",
        "x = [lambda: (i, j) for i in a for j in b(i) if i < j]", "print(f'{a!r:>{w}}{b=}')",
    };
    for (size_t i = 0; i < N_ELEMENTS(texts); i++)
        obj_drop(compile_text(texts[i]));
}

static void locals_are_read_in_place(void **state)
{
    Code *module = compile_text("def f(a, b):\n    c = a + b * 2\n    return c\n");
    const Code *f = function_of(module);
    assert_int_equal(count_op(f, OP_MOVE), 0);
    assert_int_equal(count_op(f, OP_CHECK_LOCAL), 0);
    assert_int_equal(f->n_registers - f->n_locals, 1);
    obj_drop(module);
}

static void unset_locals_are_checked_once(void **state)
{
    Code *module = compile_text("def f(a):\n    if a: b = 1\n    return b + b\n");
    assert_int_equal(count_op(function_of(module), OP_CHECK_LOCAL), 1);
    obj_drop(module);
}

static void conditions_make_no_bools(void **state)
{
    Code *module = compile_text("def f(a, b):\n    if a is not None and not (a < b or a == 3): g()\n");
    const Code *f = function_of(module);
    assert_int_equal(count_op(f, OP_LT) + count_op(f, OP_EQ) + count_op(f, OP_IS) + count_op(f, OP_NOT), 0);
    assert_int_equal(count_op(f, OP_TEST_LT) + count_op(f, OP_TEST_EQ) + count_op(f, OP_JUMP_IF_NONE), 3);
    obj_drop(module);
}

static void constants_differ_by_type(void **state)
{
    Code *module = compile_text("def f(): return g(1, 1.0, True, 0.0, -0.0, 'a', b'a', (1,), (1.0,), 1, 'a')\n");
    assert_int_equal(function_of(module)->n_constants, 10); /* and None first, where no docstring is */
    obj_drop(module);
}

static void dead_code_is_dropped(void **state)
{
    Code *module = compile_text("def f():\n    return 1\n    g(2)\n    while 1: pass\n");
    const Code *f = function_of(module);
    assert_int_equal(count_op(f, OP_CALL), 0);
    assert_int_equal(f->n_names, 0);
    obj_drop(module);
}

static void far_tests_still_jump(void **state)
{
    size_t n = 9000;
    char *text = malloc(64 + n * 16), *p = text;
    p += sprintf(p, "def f(a, b):\n    while a < b:\n");
    for (size_t i = 0; i < n; i++)
        p += sprintf(p, "        g(a)\n");
    Code *module = compile_text(text);
    const Code *f = function_of(module);
    assert_true(f->n_words > 32768);
    assert_int_equal(count_op(f, OP_TEST_LT), 0);
    assert_int_equal(count_op(f, OP_LT), 2); /* before the loop and at its end */
    obj_drop(module);
    free(text);
}

static void positions_are_kept(void **state)
{
    Code *module = compile_text("x = 1\n\n\ny = (a +\n     bb)\n");
    bool found = false;
    for (uint32_t i = 0; i < module->n_words; i += 1u + op_n_cache[module->words[i].op]) {
        Position p = code_position(module, i);
        if (module->words[i].op != OP_ADD)
            continue;
        found = true;
        assert_int_equal(p.line, 4);
        assert_int_equal(p.end_line, 5);
        assert_int_equal(p.column, 5);
        assert_int_equal(p.end_column, 7);
    }
    assert_true(found);
    obj_drop(module);
}

static void handlers_are_found(void **state)
{
    Code *module = compile_text("try:\n    a()\nexcept B:\n    c()\n");
    assert_true(module->n_handlers > 0);
    for (uint32_t i = 0; i < module->n_words; i += 1u + op_n_cache[module->words[i].op]) {
        const Handler *h = code_find_handler(module, i);
        if (module->words[i].op == OP_CALL && code_line(module, i) == 2) {
            assert_non_null(h);
            assert_int_equal(module->words[h->target].op, OP_PUSH_HANDLED);
        }
    }
    obj_drop(module);
}

static void errors_are_syntax_errors(void **state)
{
    static const char *const texts[] = {"break\n", "def f():\n  class A:\n    return 1\n", "case = 1\nmatch 1:\n  case x: pass\n  case 2: pass\n"};
    Value filename = str_from_cstr("<test>");
    for (size_t i = 0; i < N_ELEMENTS(texts); i++) {
        Value code = compile_source(texts[i], strlen(texts[i]), filename, PARSE_EXEC, PARSE_IS_UTF8, 0);
        assert_true(value_is_error(code));
        assert_true(exc_pending_is(&type_SyntaxError));
        exc_clear();
    }
    value_drop(filename);
}

int main(void)
{
    if (thread_init_main() || runtime_init())
        return 2;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_verify), cmocka_unit_test(locals_are_read_in_place),
        cmocka_unit_test(unset_locals_are_checked_once), cmocka_unit_test(conditions_make_no_bools),
        cmocka_unit_test(constants_differ_by_type), cmocka_unit_test(dead_code_is_dropped),
        cmocka_unit_test(far_tests_still_jump), cmocka_unit_test(positions_are_kept),
        cmocka_unit_test(handlers_are_found), cmocka_unit_test(errors_are_syntax_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
