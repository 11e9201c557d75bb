/* runtime/int_text.c -- ints as text in bases 2, 8, 10 and 16. */
#include "runtime/int_internal.h"
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "runtime/str.h"

int64_t int_max_str_digits = 4300;

static const char two_digits[] =
    "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
    "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

/* Decimal digits of u, ending before `end`; returns where they start. */
static char *write_decimal(char *end, uint64_t u)
{
    while (u >= 100) {
        end -= 2;
        memcpy(end, two_digits + u % 100 * 2, 2);
        u /= 100;
    }
    if (u >= 10) {
        end -= 2;
        memcpy(end, two_digits + u * 2, 2);
    } else
        *--end = (char)('0' + u);
    return end;
}

static Value small_to_decimal(int64_t i)
{
    char text[24], *end = text + sizeof text;
    if (i >= 0 && i < 10)
        return str_from_char('0' + (uint32_t)i);
    char *start = write_decimal(end, i < 0 ? 0 - (uint64_t)i : (uint64_t)i);
    if (i < 0)
        *--start = '-';
    return str_from_ascii(start, (size_t)(end - start));
}

static int check_digit_limit(size_t digits)
{
    if (int_max_str_digits > 0 && (int64_t)digits > int_max_str_digits)
        return exc_raise_int(&type_ValueError,
            "Exceeds the limit (%lld digits) for integer string conversion; "
            "use sys.set_int_max_str_digits() to increase the limit", (long long)int_max_str_digits);
    return 0;
}

/* Turn digit values into characters, skipping leading zeros; returns how many were skipped. */
static size_t digits_to_text(unsigned char *digits, size_t n)
{
    size_t skip = 0;
    while (skip + 1 < n && digits[skip] == 0)
        skip++;
    for (size_t i = skip; i < n; i++)
        digits[i] = (unsigned char)("0123456789abcdefghijklmnopqrstuvwxyz"[digits[i]]);
    return skip;
}

static size_t get_digits(unsigned char *out, const IntView *view, int base)
{
    if ((base & (base - 1)) == 0) /* GMP leaves the limbs alone for powers of two */
        return mpn_get_str(out, base, (mp_limb_t *)(uintptr_t)view->limbs, view->n);
    mp_limb_t *copy = int_claim_room((double)view->n) ? NULL : mem_alloc_array_or_raise((size_t)view->n + 1, sizeof *copy);
    if (copy == NULL)
        return 0;
    memcpy(copy, view->limbs, (size_t)view->n * sizeof *copy);
    size_t n = mpn_get_str(out, base, copy, view->n);
    mem_free(copy);
    return n;
}

static Value large_to_str(Ref v, int base, bool prefix)
{
    IntView view;
    int_look(v, &view);
    if (view.n == 0)
        return str_from_cstr(!prefix ? "0" : base == 16 ? "0x0" : base == 8 ? "0o0" : "0b0");
    mpz_t z;
    mpz_roinit_n(z, view.limbs, view.n);
    size_t room = mpz_sizeinbase(z, base) + 1;
    /* An estimate far above the limit need not be computed first: that is what the limit is for. */
    if (base == 10 && room > 2000 && (int64_t)room > int_max_str_digits + 3 && check_digit_limit(room))
        return VALUE_ERROR;
    unsigned char *text = mem_alloc_or_raise(room + 4);
    if (text == NULL)
        return VALUE_ERROR;
    unsigned char *digits = text + 3;
    size_t n = get_digits(digits, &view, base);
    if (n == 0) {
        mem_free(text);
        return VALUE_ERROR;
    }
    size_t skip = digits_to_text(digits, n);
    digits += skip;
    n -= skip;
    if (base == 10 && check_digit_limit(n)) {
        mem_free(text);
        return VALUE_ERROR;
    }
    unsigned char *start = digits;
    if (prefix) {
        *--start = base == 16 ? 'x' : base == 8 ? 'o' : 'b';
        *--start = '0';
    }
    if (view.negative)
        *--start = '-';
    Value s = str_from_ascii((char *)start, (size_t)(digits + n - start));
    mem_free(text);
    return s;
}

/* Bases 2, 8, 16 of a machine word. */
static Value small_to_power_base(int64_t i, int base, bool prefix)
{
    char text[72], *end = text + sizeof text, *p = end;
    uint64_t u = i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
    int shift = base == 16 ? 4 : base == 8 ? 3 : 1;
    do
        *--p = "0123456789abcdef"[u & (uint64_t)(base - 1)];
    while (u >>= shift);
    if (prefix) {
        *--p = base == 16 ? 'x' : base == 8 ? 'o' : 'b';
        *--p = '0';
    }
    if (i < 0)
        *--p = '-';
    return str_from_ascii(p, (size_t)(end - p));
}

Value int_to_str(Ref v, int base, bool prefix)
{
    int64_t i;
    if (int_peek(v, &i)) {
        if (base == 10)
            return small_to_decimal(i);
        return small_to_power_base(i, base, prefix);
    }
    return large_to_str(v, base, prefix && base != 10);
}
