/* tests/unit/test_machine.c -- the machine under the objects: memory, argument binding, collector, lock, parking.
 *
 * Link with every object of the interpreter but main.o. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include "runtime/clock.h"
#include "runtime/exc.h"
#include "runtime/gc.h"
#include "runtime/gil.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/park.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/weakref.h"
#include <pthread.h>
#include <unistd.h>

/* ---- memory ---- */

static void sized_blocks(UNUSED void **state)
{
    enum { N = 5000 };
    static char *blocks[N];
    for (int i = 0; i < N; i++) {
        size_t size = (size_t)(i % 600);
        blocks[i] = mem_alloc_sized(size);
        assert_non_null(blocks[i]);
        assert_int_equal((uintptr_t)blocks[i] % 8, 0);
        memset(blocks[i], i & 0xFF, size);
    }
    for (int i = 0; i < N; i++) {
        size_t size = (size_t)(i % 600);
        for (size_t k = 0; k < size; k++)
            assert_int_equal((unsigned char)blocks[i][k], i & 0xFF);
        mem_free_sized(blocks[i], size);
    }
    mem_trim();
}

static void refused_sizes(UNUSED void **state)
{
    assert_null(mem_alloc(SIZE_MAX));
    assert_null(mem_alloc_array_or_raise(SIZE_MAX / 2, 16));
    assert_true(exc_pending_is(&type_MemoryError));
    exc_clear();
    mem_fail_after = 2;
    void *first = mem_alloc(8);
    assert_non_null(first);
    assert_null(mem_alloc(8));
    void *third = mem_alloc(8);
    assert_non_null(third);
    mem_free(first);
    mem_free(third);
}

/* ---- arguments ---- */

NATIVE(give_back) { return tuple_from_refs(a, (int64_t)n); }
static const Method functions[] = {
    {"mixed(a, b=5, /, c='x', *, d=None)", give_back, "doc"},
    {"none()", give_back},
    {"one(x, /)", give_back},
    {"some(x, y=1, /)", give_back},
    {"rest(*args, z=1)", give_back},
    {0},
};

static void expect(Value v, const char *wanted) /* takes v: its repr, or the text of the exception */
{
    Value text;
    if (value_is_error(v)) {
        Value exc = exc_take();
        text = object_str(exc);
        value_drop(exc);
    } else {
        text = object_repr(v);
        value_drop(v);
    }
    assert_string_equal(str_utf8(text, NULL), wanted);
    value_drop(text);
}

static Value call(Ref module, const char *name, size_t n, const char *keyword)
{
    Ref args[8];
    for (int i = 0; i < 8; i++)
        args[i] = value_from_int(i);
    Value f = object_getattr_cstr(module, name);
    Value names = VALUE_ABSENT;
    if (keyword) {
        Value k = str_intern_cstr(keyword);
        names = tuple_of1(k);
        value_drop(k);
    }
    Value result = object_call(f, args, n, names);
    value_drop(names);
    value_drop(f);
    return result;
}

static void binding(UNUSED void **state)
{
    Value m = module_new("m", NULL, functions);
    expect(call(m, "mixed", 1, NULL), "(0, 5, 'x', None)");
    expect(call(m, "mixed", 1, "d"), "(0, 5, 'x', 1)");
    expect(call(m, "mixed", 3, NULL), "(0, 1, 2, None)");
    expect(call(m, "mixed", 0, NULL), "mixed() takes at least 1 positional argument (0 given)");
    expect(call(m, "mixed", 4, NULL), "mixed() takes at most 3 positional arguments (4 given)");
    expect(call(m, "mixed", 6, NULL), "mixed() takes at most 4 arguments (6 given)");
    expect(call(m, "mixed", 3, "c"), "argument for mixed() given by name ('c') and position (3)");
    expect(call(m, "mixed", 1, "quite"), "mixed() got an unexpected keyword argument 'quite'");
    expect(call(m, "none", 1, NULL), "m.none() takes no arguments (1 given)");
    expect(call(m, "one", 0, NULL), "m.one() takes exactly one argument (0 given)");
    expect(call(m, "one", 1, "x"), "m.one() takes no keyword arguments");
    expect(call(m, "some", 3, NULL), "some expected at most 2 arguments, got 3");
    expect(call(m, "rest", 3, "z"), "((0, 1, 2), 3)");
    value_drop(m);
}

/* ---- collector ---- */

static void cycles(UNUSED void **state)
{
    gc_collect(2);
    for (int i = 0; i < 10000; i++) {
        Value l = list_new(1);
        assert_int_equal(list_append(l, l), 0);
        value_drop(l);
    }
    assert_int_equal(gc_collect(2), 10000);
    assert_int_equal(gc_collect(2), 0);
}

static void held_cycles_survive(UNUSED void **state)
{
    Value outer = list_new(1), inner = list_new(1);
    assert_int_equal(list_append(inner, outer) | list_append(outer, inner), 0);
    value_drop(inner);
    for (int g = 0; g < 3; g++)
        assert_int_equal(gc_collect(g), 0);
    assert_int_equal(list_len(list_at(outer, 0)), 1);
    value_drop(outer);
    assert_int_equal(gc_collect(2), 2);
}

/* ---- the lock ---- */

static volatile long counter;

static void count_to(long n)
{
    for (long i = 0; i < n; i++) {
        long seen = counter;
        counter = seen + 1;
        if (running->breaker)
            assert_int_equal(gil_safepoint(), 0);
    }
}

static void *counting_thread(UNUSED void *arg)
{
    Thread *t = calloc(1, sizeof *t);
    if (thread_init(t, 1 << 16))
        abort();
    gil_adopt(t);
    gil_acquire();
    thread_register(t);
    count_to(1000000);
    for (int i = 0; i < 50; i++) {
        gil_release();
        usleep(10);
        gil_acquire();
        count_to(1000);
    }
    thread_unregister(t);
    gil_release();
    free(t);
    return NULL;
}

static void threads_take_turns(UNUSED void **state)
{
    pthread_t threads[3];
    counter = 0;
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, counting_thread, NULL);
    count_to(1000000);
    gil_release();
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    gil_acquire();
    assert_int_equal(counter, 4000000 + 3 * 50 * 1000);
    assert_ptr_equal(running, &main_thread);
}

static void parking(UNUSED void **state)
{
    Parker p = {0};
    park_wake(&p); /* before the wait: kept */
    assert_int_equal(park_wait(&p, CLOCK_FOREVER, "test", NULL), PARK_WOKEN);
    int64_t start = clock_monotonic_ns();
    assert_int_equal(park_wait(&p, clock_deadline(5000000), "test", NULL), PARK_TIMEOUT);
    assert_true(clock_monotonic_ns() - start >= 5000000);
    assert_int_equal(park_sleep_until(clock_deadline(1000000)), 0);
}

/* ---- weak references ---- */

static void weak_references(UNUSED void **state)
{
    Value set = object_call0(value_from_obj(&type_module)); /* fails: a name is missing */
    assert_true(value_is_error(set));
    exc_clear();
    Value m = module_new("referent", NULL, NULL);
    Value a = weakref_new(m, VALUE_NONE), b = weakref_new(m, VALUE_NONE);
    assert_true(value_is(a, b));
    assert_int_equal(weakref_count(m), 1);
    value_drop(m);
    assert_true(value_is_absent(weakref_get(a)));
    value_drop(a);
    value_drop(b);
}

static int start(UNUSED void **state)
{
    gil_init();
    if (thread_init_main() || runtime_init())
        return -1;
    return exc_init();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sized_blocks),
        cmocka_unit_test(refused_sizes),
        cmocka_unit_test(binding),
        cmocka_unit_test(cycles),
        cmocka_unit_test(held_cycles_survive),
        cmocka_unit_test(threads_take_turns),
        cmocka_unit_test(parking),
        cmocka_unit_test(weak_references),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
