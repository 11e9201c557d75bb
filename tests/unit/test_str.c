/* tests/unit/test_str.c -- str without an interpreter: widths, builder, interning, searching, hashing, UTF-8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include "runtime/hash.h"
#include "runtime/str_chars.h"
#include "runtime/unicode.h"

static Value text(const char *utf8) { return str_from_cstr(utf8); }

static void assert_text(Value v, const char *utf8)
{
    assert_string_equal(str_utf8(v, NULL), utf8);
    value_drop(v);
}

static void narrowest_width(UNUSED void **state)
{
    const char *samples[] = {"abc", "abc\xC3\xA9", "abc\xE2\x82\xAC", "abc\xF0\x9F\x98\x80"};
    const int kinds[] = {1, 1, 2, 4};
    for (int i = 0; i < 4; i++) {
        Value v = text(samples[i]);
        assert_int_equal(VALUE_AS(Str, v)->kind, kinds[i]);
        assert_int_equal(VALUE_AS(Str, v)->ascii, i == 0);
        Value head = str_slice(v, 0, 3); /* without the wide character it is narrow again */
        assert_true(VALUE_AS(Str, head)->ascii);
        value_drop(head);
        assert_text(v, samples[i]);
    }
}

static void append_in_place(UNUSED void **state)
{
    Value s = str_concat(text("ab"), text("cd"));
    Value e = text("\xC3\xA9");
    for (int i = 0; i < 2000; i++)
        s = str_append(s, i % 2 ? e : str_char_at(e, 0));
    assert_int_equal(str_len(s), 2004);
    assert_int_equal(str_at(s, 2003), 0xE9);
    size_t n;
    str_utf8(s, &n);
    assert_int_equal(n, 4 + 4000);
    s = str_append(s, text("x"));
    str_utf8(s, &n);
    assert_int_equal(n, 4 + 4001); /* the cached UTF-8 was not kept */
    s = str_append(s, text("\xF0\x9F\x98\x80"));
    assert_int_equal(VALUE_AS(Str, s)->kind, 4);
    value_drop(s);
}

static void append_leaves_others_alone(UNUSED void **state)
{
    Value a = str_concat(text("ab"), text("cd"));
    Value other = value_dup(a);
    Value b = str_append(a, text("!"));
    assert_text(other, "abcd");
    assert_text(b, "abcd!");
}

static void builder_widens(UNUSED void **state)
{
    StrBuilder b;
    str_builder_init(&b);
    for (int i = 0; i < 200; i++)
        str_builder_char(&b, 'a');
    str_builder_char(&b, 0x20AC);
    str_builder_repeat(&b, 0x1F600, 3);
    str_builder_ascii(&b, "end", 3);
    Value v = str_builder_finish(&b);
    assert_int_equal(str_len(v), 207);
    assert_int_equal(str_at(v, 200), 0x20AC);
    assert_int_equal(str_at(v, 203), 0x1F600);
    assert_int_equal(str_at(v, 206), 'd');
    value_drop(v);
}

static void intern_is_one(UNUSED void **state)
{
    Value a = str_intern(str_concat(text("inter"), text("ned"))), b = str_intern_cstr("interned");
    assert_true(value_is(a, b));
    value_drop(a);
    value_drop(b);
    Value many[3000];
    for (int i = 0; i < 3000; i++) {
        char name[16];
        snprintf(name, sizeof name, "name%d", i);
        many[i] = str_intern_cstr(name);
    }
    for (int i = 0; i < 3000; i++) {
        char name[16];
        snprintf(name, sizeof name, "name%d", i);
        Value again = str_intern_cstr(name);
        assert_true(value_is(again, many[i]));
        value_drop(again);
        value_drop(many[i]);
    }
}

static void finds(UNUSED void **state)
{
    Value s = text("abcabc\xE2\x82\xAC" "abc"), abc = text("abc"), euro = text("\xE2\x82\xAC"), b = text("b");
    assert_int_equal(str_find(s, abc, 0, 10), 0);
    assert_int_equal(str_find(s, abc, 1, 10), 3);
    assert_int_equal(str_find(s, abc, 4, 10), 7);
    assert_int_equal(str_rfind(s, abc, 0, 10), 7);
    assert_int_equal(str_rfind(s, abc, 0, 9), 3);
    assert_int_equal(str_find(s, euro, 0, 10), 6);
    assert_int_equal(str_count(s, b, 0, 10, INT64_MAX), 3);
    assert_int_equal(str_count(s, abc, 0, 10, 2), 2);
    assert_text(str_replace(s, abc, b, -1), "bb\xE2\x82\xAC" "b");
    assert_text(str_replace(s, euro, b, -1), "abcabcbabc");
    assert_text(str_replace(abc, b, euro, -1), "a\xE2\x82\xAC" "c");
}

/* A fixed seed gives the hashes that other implementations of the algorithm give. */
static void seeded_hash(UNUSED void **state)
{
    assert_int_equal(hash_init("0"), 0);
    assert_int_equal(hash_bytes("abc", 3), -4594863902769663758ll);
    assert_int_equal(hash_init("42"), 0);
    assert_int_equal(hash_bytes("abc", 3), 3869580338025362921ll);
    assert_int_equal(hash_init("nonsense"), -1);
    assert_int_equal(hash_bytes("", 0), 0);
}

static void case_mappings(UNUSED void **state)
{
    uint32_t out[3];
    assert_int_equal(unicode_upper(0xDF, out), 2);
    assert_int_equal(out[0], 'S');
    assert_int_equal(unicode_lower(0x130, out), 2);
    assert_int_equal(unicode_simple_lower(0x130), 'i');
    assert_int_equal(unicode_fold(0x1E9E, out), 2);
    assert_int_equal(unicode_decimal(0x665), 5);
    assert_text(str_lower(text("\xCE\x91\xCE\xA3")), "\xCE\xB1\xCF\x82"); /* the final sigma */
}

static void normal_forms(UNUSED void **state)
{
    assert_text(unicode_normalise(text("e\xCC\x81"), UNICODE_NFC), "\xC3\xA9");
    assert_text(unicode_normalise(text("\xC3\xA9"), UNICODE_NFD), "e\xCC\x81");
    assert_text(unicode_normalise(text("\xEF\xAC\x81"), UNICODE_NFKC), "fi");
    assert_text(unicode_normalise(text("\xED\x95\x9C"), UNICODE_NFD), "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB");
}

static void names(UNUSED void **state)
{
    uint32_t found[4];
    char name[UNICODE_NAME_MAX];
    for (uint32_t c = 0; c < 0x110000; c++) {
        if (!unicode_name(c, name))
            continue;
        assert_int_equal(unicode_lookup(name, strlen(name), false, found), 1);
        assert_int_equal(found[0], c);
    }
    assert_int_equal(unicode_lookup("line feed", 9, false, found), 1);
    assert_int_equal(found[0], '\n');
    assert_int_equal(unicode_lookup("KEYCAP DIGIT ONE", 16, true, found), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(narrowest_width), cmocka_unit_test(append_in_place), cmocka_unit_test(append_leaves_others_alone),
        cmocka_unit_test(builder_widens), cmocka_unit_test(intern_is_one), cmocka_unit_test(finds),
        cmocka_unit_test(case_mappings), cmocka_unit_test(normal_forms), cmocka_unit_test(names),
        cmocka_unit_test(seeded_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
