/* tests/unit/test_lexer.c -- tokens, positions and errors, without a parser. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "lexer/lexer.h"

typedef struct Lexed {
    Arena arena;
    Lexer lexer;
} Lexed;

static Lexed *lex(const char *text)
{
    Lexed *x = malloc(sizeof *x);
    size_t n = strlen(text);
    arena_init(&x->arena);
    char *padded = arena_zalloc(&x->arena, n + 32);
    memcpy(padded, text, n);
    assert_int_equal(lexer_init(&x->lexer, &x->arena, padded, n), 0);
    lexer_run(&x->lexer);
    return x;
}

static void done(Lexed *x)
{
    lexer_free(&x->lexer);
    arena_free(&x->arena);
    free(x);
}

/* The kinds of all tokens, as their texts with spaces between. */
static void assert_tokens(const char *text, const char *expected)
{
    Lexed *x = lex(text);
    char got[512] = "";
    for (uint32_t i = 0; i < x->lexer.n_tokens; i++) {
        if (i > 0)
            strcat(got, " ");
        const Token *t = &x->lexer.tokens[i];
        switch ((int)t->kind) {
        case TOKEN_NAME:
        case TOKEN_NUMBER:
        case TOKEN_STRING:
        case TOKEN_FSTRING_START:
        case TOKEN_FSTRING_MIDDLE:
        case TOKEN_FSTRING_END:
            strncat(got, x->lexer.text + t->start, t->end - t->start);
            break;
        case TOKEN_NEWLINE: strcat(got, "NL"); break;
        case TOKEN_INDENT: strcat(got, ">>"); break;
        case TOKEN_DEDENT: strcat(got, "<<"); break;
        case TOKEN_END: strcat(got, "END"); break;
        case TOKEN_ERROR: strcat(got, "ERROR"); break;
        default: strcat(got, token_text(t->kind)); break;
        }
    }
    assert_string_equal(got, expected);
    done(x);
}

static void assert_error(const char *text, uint32_t line, int offset, const char *message)
{
    Lexed *x = lex(text);
    assert_string_equal(x->lexer.error.message, message);
    assert_int_equal(x->lexer.error.line, line);
    assert_int_equal(x->lexer.error.offset, offset);
    done(x);
}

static void reads_operators(void **state)
{
    (void)state;
    assert_tokens("a**=b//c->d...e:=f!=g\n", "a **= b // c -> d ... e := f != g NL END");
    assert_tokens("x.y.1\n", "x . y .1 NL END");
}

static void reads_blocks(void **state)
{
    (void)state;
    assert_tokens("if a:\n  b\n\n  # note\n\n  c\nd\n",
                  "if a : NL >> b NL c NL << d NL END");
    assert_tokens("if a:\n  if b:\n    c\n", "if a : NL >> if b : NL >> c NL << << END");
    assert_tokens("(a\n  b)\n", "( a b ) NL END");
    assert_tokens("a \\\n  b\n", "a b NL END");
}

static void reads_fstrings(void **state)
{
    (void)state;
    assert_tokens("f'a{b!r:>{c}}d'\n", "f' a { b ! r : > { c } } d ' NL END");
    assert_tokens("f'{x['y']}'\n", "f' { x [ 'y' ] } ' NL END");
    assert_tokens("f'{{a}}'\n", "f' {{a}} ' NL END");
    assert_tokens("f'{a:=1}'\n", "f' { a : =1 } ' NL END");
}

static void knows_keywords(void **state)
{
    (void)state;
    Lexed *x = lex("match None matches nonlocal\n");
    assert_int_equal(x->lexer.tokens[0].kind, TOKEN_NAME);
    assert_int_equal(x->lexer.tokens[0].name, TOKEN_MATCH - FIRST_KEYWORD + 1);
    assert_int_equal(x->lexer.tokens[1].kind, TOKEN_NONE);
    assert_int_equal(x->lexer.tokens[2].kind, TOKEN_NAME);
    assert_int_equal(x->lexer.tokens[3].kind, TOKEN_NONLOCAL);
    done(x);
}

static void reports_errors(void **state)
{
    (void)state;
    assert_error("x = 0o8\n", 1, 7, "invalid digit '8' in octal literal");
    assert_error("1__0\n", 1, 2, "invalid decimal literal");
    assert_error("x = 'abc\n", 1, 5, "unterminated string literal (detected at line 1)");
    assert_error("a\n(]\n", 2, 2,
                 "closing parenthesis ']' does not match opening parenthesis '('");
    assert_error("if x:\n    y\n  z\n", 3, 4,
                 "unindent does not match any outer indentation level");
    assert_error("f'}'\n", 1, 3, "f-string: single '}' is not allowed");
}

static void bounds_nesting(void **state)
{
    (void)state;
    char text[300];
    memset(text, '(', sizeof text);
    text[299] = 0;
    assert_error(text, 1, MAX_BRACKETS + 1, "too many nested parentheses");
}

static void detects_encodings(void **state)
{
    (void)state;
    char name[64];
    int line;
    const char *text = "#!/usr/bin/python\n# -*- coding: Latin_1 -*-\n";
    encoding_detect(text, strlen(text), name, &line);
    assert_string_equal(name, "iso-8859-1");
    assert_int_equal(line, 2);
    Utf8Error error;
    assert_true(encoding_check_utf8("a\xC3\xA9", 3, &error));
    assert_false(encoding_check_utf8("abcdefgh\xff", 9, &error));
    assert_int_equal(error.position, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_operators), cmocka_unit_test(reads_blocks),
        cmocka_unit_test(reads_fstrings),  cmocka_unit_test(knows_keywords),
        cmocka_unit_test(reports_errors),  cmocka_unit_test(bounds_nesting),
        cmocka_unit_test(detects_encodings),
    };
    return cmocka_run_group_tests_name("lexer", tests, NULL, NULL);
}
