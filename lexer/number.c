/* lexer/number.c -- numeric literals and everything that can be wrong with them.
 *
 * Only the span and its kind are found here; parser/literal.c makes the value. */
#include "lexer/lex.h"

#include <string.h>

static bool is_digit(char c)
{
    return char_is((unsigned char)c, CHAR_DIGIT);
}

/* May a number be followed directly by this text, with a warning?  1if 2else 3. */
static bool starts_operator_keyword(const char *p)
{
    static const char *const words[] = {"and", "else", "for", "if", "in", "is", "not",
                                        "or"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(p, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

/* Check what stands right after a number of this kind. */
static bool check_end(Lexer *l, const char *kind, int *flags)
{
    if (starts_operator_keyword(l->p)) {
        *flags |= NUMBER_BEFORE_KEYWORD;
        return true;
    }
    unsigned char c = (unsigned char)*l->p;
    if (!l->lenient && c < 0x80 && char_is(c, CHAR_NAME))
        return lexer_fail_here(l, "invalid %s literal", kind);
    return true;
}

/* Digits with single underscores between them; l->p is at the first digit. */
static bool scan_decimal_digits(Lexer *l, int *flags)
{
    for (;;) {
        while (is_digit(*l->p))
            l->p++;
        if (*l->p != '_')
            return true;
        *flags |= NUMBER_UNDERSCORES;
        l->p++;
        if (!is_digit(*l->p))
            return lexer_fail_here(l, "invalid decimal literal");
    }
}

static bool is_digit_of_base(char c, int base)
{
    if (base == 16)
        return char_is((unsigned char)c, CHAR_HEX);
    return c >= '0' && c < '0' + base;
}

/* 0x, 0o, 0b: l->p is after the letter. */
static bool scan_prefixed(Lexer *l, int base, const char *kind, int *flags)
{
    *flags |= NUMBER_PREFIXED;
    do {
        if (*l->p == '_') {
            *flags |= NUMBER_UNDERSCORES;
            l->p++;
        }
        if (!is_digit_of_base(*l->p, base)) {
            if (is_digit(*l->p)) {
                l->p++;
                return lexer_fail_here(l, "invalid digit '%c' in %s literal", l->p[-1],
                                       kind);
            }
            return lexer_fail_here(l, "invalid %s literal", kind);
        }
        while (is_digit_of_base(*l->p, base))
            l->p++;
    } while (*l->p == '_');
    if (is_digit(*l->p)) {
        l->p++;
        return lexer_fail_here(l, "invalid digit '%c' in %s literal", l->p[-1], kind);
    }
    return check_end(l, kind, flags);
}

/* Zeros, then perhaps digits that make it wrong unless a fraction follows. */
static bool scan_leading_zeros(Lexer *l, const char *start, int *flags)
{
    while (*l->p == '0' || *l->p == '_') {
        if (*l->p == '_') {
            *flags |= NUMBER_UNDERSCORES;
            if (!is_digit(l->p[1])) {
                l->p++;
                return lexer_fail_here(l, "invalid decimal literal");
            }
        }
        l->p++;
    }
    const char *zeros_end = l->p;
    if (is_digit(*l->p) && !scan_decimal_digits(l, flags))
        return false;
    char c = *l->p;
    bool is_float = c == '.' || c == 'e' || c == 'E' || c == 'j' || c == 'J';
    if (zeros_end == l->p || is_float || l->lenient)
        return true;
    int32_t offset = (int32_t)(start - l->line_start) + 1;
    return lexer_fail(l, LEX_SYNTAX_ERROR, offset,
                      (int32_t)(zeros_end - l->line_start) + 1,
                      "leading zeros in decimal integer literals are not permitted; "
                      "use an 0o prefix for octal integers");
}

static bool scan_exponent(Lexer *l, int *flags, bool *found)
{
    const char *e = l->p;
    const char *digits = e + 1;
    *found = false;
    if (*digits == '+' || *digits == '-') {
        digits++;
        if (!is_digit(*digits)) {
            l->p = digits;
            return lexer_fail_here(l, "invalid decimal literal");
        }
    } else if (!is_digit(*digits)) {
        return true; /* 1else: the e is not ours */
    }
    l->p = digits;
    *flags |= NUMBER_FLOAT;
    *found = true;
    return scan_decimal_digits(l, flags);
}

/* The part after the integer digits: fraction, exponent, j. */
static bool scan_fraction(Lexer *l, int *flags)
{
    if (*l->p == '.') {
        *flags |= NUMBER_FLOAT;
        l->p++;
        if (is_digit(*l->p) && !scan_decimal_digits(l, flags))
            return false;
    }
    if ((*l->p | 0x20) == 'e') {
        bool found;
        if (!scan_exponent(l, flags, &found))
            return false;
        if (!found)
            return check_end(l, "decimal", flags);
    }
    if ((*l->p | 0x20) == 'j') {
        *flags |= NUMBER_IMAGINARY;
        l->p++;
        return check_end(l, "imaginary", flags);
    }
    return check_end(l, "decimal", flags);
}

/* The base that the letter after 0 announces, 0 if none. */
static int prefix_base(char letter)
{
    switch (letter | 0x20) {
    case 'x': return 16;
    case 'o': return 8;
    case 'b': return 2;
    default: return 0;
    }
}

static bool scan_digits(Lexer *l, const char *start, int *flags)
{
    int base = *start == '0' ? prefix_base(start[1]) : 0;
    if (base) {
        l->p = start + 2;
        const char *kind = base == 16 ? "hexadecimal" : base == 8 ? "octal" : "binary";
        return scan_prefixed(l, base, kind, flags);
    }
    if (*start == '0' && !scan_leading_zeros(l, start, flags))
        return false;
    if (*start != '.' && *start != '0' && !scan_decimal_digits(l, flags))
        return false;
    return scan_fraction(l, flags);
}

bool number_scan(Lexer *l)
{
    const char *start = l->p;
    int flags = 0;
    if (!scan_digits(l, start, &flags))
        return false;
    Token *t = lexer_push(l, TOKEN_NUMBER, start, l->p);
    if (!t)
        return false;
    t->flags = (uint8_t)flags;
    return true;
}
