/* stdlib/struct/struct_format.c -- compiling format strings. */
#include "stdlib/struct/struct_internal.h"
#include "runtime/exc.h"
#include "runtime/mem.h"

/* Bytes of an item by its character: native, standard (0: not allowed); alignment is the native size. */
static const struct { char code; uint8_t native, standard; } sizes[] = {
    {'x', 1, 1}, {'b', 1, 1}, {'B', 1, 1}, {'c', 1, 1}, {'s', 1, 1}, {'p', 1, 1}, {'?', 1, 1},
    {'h', 2, 2}, {'H', 2, 2}, {'i', 4, 4}, {'I', 4, 4}, {'l', 8, 4}, {'L', 8, 4}, {'q', 8, 8}, {'Q', 8, 8},
    {'n', 8, 0}, {'N', 8, 0}, {'P', 8, 0}, {'e', 2, 2}, {'f', 4, 4}, {'d', 8, 8},
};

static int size_of(char code, bool native)
{
    for (size_t i = 0; i < N_ELEMENTS(sizes); i++)
        if (sizes[i].code == code)
            return native ? sizes[i].native : sizes[i].standard;
    return 0;
}

static bool is_space(char c) { return c == ' ' || (c >= 9 && c <= 13); }

/* The byte order character at p, if any. */
static const char *take_order(const char *p, const char *end, StructFormat *f, bool *aligned)
{
    f->big = false;
    f->native = true;
    *aligned = true;
    if (p == end || !strchr("@=<>!", *p))
        return p;
    f->native = *aligned = *p == '@';
    f->big = *p == '>' || *p == '!';
    return p + 1;
}

static int too_long(void) { return exc_raise_int(STRUCT_ERROR, "total struct size too long"); }

/* A count, 1 when there is none. NULL on error. */
static const char *take_repeat(const char *p, const char *end, int64_t *repeat)
{
    *repeat = 1;
    if (*p < '0' || *p > '9')
        return p;
    *repeat = 0;
    for (; p < end && *p >= '0' && *p <= '9'; p++)
        if (__builtin_mul_overflow(*repeat, 10, repeat) || __builtin_add_overflow(*repeat, *p - '0', repeat)) {
            too_long();
            return NULL;
        }
    if (p == end) {
        exc_raise(STRUCT_ERROR, "repeat count given without format specifier");
        return NULL;
    }
    return p;
}

/* Account for one run and store it in f->codes. */
static int add_code(StructFormat *f, char code, int64_t repeat, bool aligned)
{
    int size = size_of(code, f->native);
    if (size == 0)
        return exc_raise_int(STRUCT_ERROR, "bad char in struct format");
    if (aligned && size > 1) {
        if (f->size > INT64_MAX - size)
            return too_long();
        f->size = (f->size + size - 1) / size * size;
    }
    int64_t bytes;
    if (__builtin_mul_overflow(repeat, (int64_t)size, &bytes) || bytes > INT64_MAX - f->size)
        return too_long();
    if (code != 'x' && (repeat || code == 's' || code == 'p')) {
        f->codes[f->n_codes++] = (StructCode){code, (uint8_t)size, f->size, repeat};
        if (__builtin_add_overflow(f->n_values, code == 's' || code == 'p' ? 1 : repeat, &f->n_values))
            return too_long();
    }
    f->size += bytes;
    return 0;
}

int struct_compile(const char *text, size_t len, StructFormat *f)
{
    bool aligned;
    memset(f, 0, sizeof *f);
    f->codes = mem_alloc_array_or_raise(len + 1, sizeof *f->codes);
    if (f->codes == NULL)
        return -1;
    const char *end = text + len, *p = take_order(text, end, f, &aligned);
    while (p < end) {
        int64_t repeat;
        if (is_space(*p)) {
            p++;
            continue;
        }
        p = take_repeat(p, end, &repeat);
        if (p == NULL || add_code(f, *p, repeat, aligned)) {
            mem_free(f->codes);
            f->codes = NULL;
            return -1;
        }
        p++;
    }
    return 0;
}
