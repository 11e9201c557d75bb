/* runtime/str_percent.c -- str % args: printf-style formatting. */
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/str_chars.h"
#include "runtime/tuple.h"

typedef struct Formatting {
    const Str *format;
    Ref format_value;
    int64_t at;           /* next character of the format */
    Ref args;             /* the right operand */
    int64_t n_args;       /* of a tuple, -1: a single one */
    int64_t next_arg;
    bool args_is_mapping;
    Value from_mapping;   /* what the last %(key) gave; ABSENT when none */
    StrBuilder out;
} Formatting;

typedef struct Directive {
    bool left, plus, space, alternate, zero;
    int64_t width, precision; /* precision -1: none */
    uint32_t code;
} Directive;

static int next_argument(Formatting *f, Ref *out)
{
    if (f->n_args < 0 && f->next_arg == 0) {
        f->next_arg = 1;
        *out = value_is_absent(f->from_mapping) ? f->args : f->from_mapping;
        return 0;
    }
    if (f->next_arg < f->n_args) {
        *out = tuple_at(f->args, f->next_arg++);
        return 0;
    }
    exc_raise(&type_TypeError, "not enough arguments for format string");
    return -1;
}

/* ---- reading a directive ---- */

static bool at_end(const Formatting *f) { return f->at >= f->format->len; }
static uint32_t peek(const Formatting *f) { return at_end(f) ? 0 : char_at(f->format->data, f->format->kind, f->at); }

/* "(key)": look it up.  Parentheses in the key nest. */
static int read_key(Formatting *f)
{
    if (!f->args_is_mapping)
        return exc_raise_int(&type_TypeError, "format requires a mapping");
    int64_t start = ++f->at, open = 1;
    for (; !at_end(f); f->at++) {
        uint32_t c = peek(f);
        open += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (open == 0)
            break;
    }
    if (open > 0)
        return exc_raise_int(&type_ValueError, "incomplete format key");
    Value key = str_slice(f->format_value, start, f->at++);
    if (value_is_error(key))
        return -1;
    Value v = object_subscript(f->args, key);
    value_drop(key);
    if (value_is_error(v))
        return -1;
    value_replace(&f->from_mapping, v);
    f->n_args = -1;
    f->next_arg = 0;
    return 0;
}

/* A width or precision: digits or '*'. Leaves *out alone when there is neither. */
static int read_size(Formatting *f, int64_t *out, int64_t most, const char *c_type, const char *too_big)
{
    if (peek(f) == '*') {
        Ref v;
        f->at++;
        if (next_argument(f, &v))
            return -1;
        if (!value_is_any_int(v))
            return exc_raise_int(&type_TypeError, "* wants int");
        int64_t size = int_as_i64_clip(v);
        if (size >= most || size <= -most)
            return exc_raise_int(&type_OverflowError, "Python int too large to convert to C %s", c_type);
        *out = size;
        return 0;
    }
    for (bool first = true; peek(f) >= '0' && peek(f) <= '9'; f->at++, first = false) {
        int64_t digit = (int64_t)peek(f) - '0', so_far = first ? 0 : *out;
        if (so_far > (INT64_MAX - digit) / 10)
            return exc_raise_int(&type_ValueError, "%s", too_big);
        *out = so_far * 10 + digit;
    }
    return 0;
}

static void read_flags(Formatting *f, Directive *d)
{
    for (;; f->at++) {
        switch (peek(f)) {
        case '-': d->left = true; break;
        case '+': d->plus = true; break;
        case ' ': d->space = true; break;
        case '#': d->alternate = true; break;
        case '0': d->zero = true; break;
        default: return;
        }
    }
}

static int read_directive(Formatting *f, Directive *d)
{
    *d = (Directive){.precision = -1};
    if (peek(f) == '(' && read_key(f))
        return -1;
    read_flags(f, d);
    if (read_size(f, &d->width, INT64_MAX, "ssize_t", "width too big"))
        return -1;
    if (d->width < 0) { /* only '*' can say so */
        d->left = true;
        d->width = -d->width;
    }
    if (peek(f) == '.') {
        f->at++;
        d->precision = 0;
        if (read_size(f, &d->precision, INT32_MAX + 1ll, "int", "precision too big"))
            return -1;
        if (d->precision < 0)
            d->precision = 0;
        if (d->precision > INT32_MAX)
            return exc_raise_int(&type_ValueError, "precision too big");
    }
    if (peek(f) == 'h' || peek(f) == 'l' || peek(f) == 'L')
        f->at++;
    if (at_end(f))
        return exc_raise_int(&type_ValueError, "incomplete format");
    d->code = peek(f);
    f->at++;
    return 0;
}

/* ---- writing ---- */

/* Text of n characters of s, padded with spaces. */
static void put_text(Formatting *f, const Directive *d, Ref s, int64_t n)
{
    int64_t room = d->width > n ? d->width - n : 0;
    if (!d->left)
        str_builder_repeat(&f->out, ' ', room);
    str_builder_slice(&f->out, s, 0, n);
    if (d->left)
        str_builder_repeat(&f->out, ' ', room);
}

/* A number: sign and prefix, zeros or spaces, digits. */
static void put_number(Formatting *f, const Directive *d, const char *sign, const char *prefix, int64_t n_zeros,
                       const char *digits, size_t n_digits, bool zero_pad)
{
    int64_t n = (int64_t)(strlen(sign) + strlen(prefix) + n_digits) + n_zeros;
    int64_t room = d->width > n ? d->width - n : 0;
    if (!d->left && !zero_pad)
        str_builder_repeat(&f->out, ' ', room);
    str_builder_cstr(&f->out, sign);
    str_builder_cstr(&f->out, prefix);
    if (!d->left && zero_pad)
        str_builder_repeat(&f->out, '0', room);
    str_builder_repeat(&f->out, '0', n_zeros);
    str_builder_ascii(&f->out, digits, n_digits);
    if (d->left)
        str_builder_repeat(&f->out, ' ', room);
}

static const char *sign_text(const Directive *d, bool negative)
{
    return negative ? "-" : d->plus ? "+" : d->space ? " " : "";
}

static int number_required(const Directive *d, Ref v, const char *kind)
{
    return exc_raise_int(&type_TypeError, "%%%c format: %s is required, not %T", (int)d->code, kind, v);
}

/* The operand of an integer code as an int: new reference. */
static Value integer_operand(const Directive *d, Ref v)
{
    if (value_is_any_int(v))
        return value_dup(v);
    const Type *type = value_type(v);
    bool hex_like = d->code == 'x' || d->code == 'X' || d->code == 'o';
    Value i = VALUE_ERROR;
    if (hex_like ? type->index != NULL : type->index != NULL || type->to_int != NULL) {
        i = hex_like ? object_index(v) : object_to_int(v);
        if (!value_is_error(i) || !exc_pending_is(&type_TypeError))
            return i;
        exc_clear();
    }
    number_required(d, v, hex_like ? "an integer" : "a real number");
    return VALUE_ERROR;
}

static int put_integer(Formatting *f, const Directive *d, Ref v)
{
    Value i = integer_operand(d, v);
    if (value_is_error(i))
        return -1;
    int base = d->code == 'o' ? 8 : d->code == 'x' || d->code == 'X' ? 16 : 10;
    Value text = int_to_str(i, base, false);
    value_drop(i);
    if (value_is_error(text))
        return -1;
    const char *digits = VALUE_AS(Str, text)->data;
    bool negative = *digits == '-';
    size_t n = (size_t)str_len(text) - negative;
    digits += negative;
    char *upper = NULL;
    if (d->code == 'X') {
        upper = mem_alloc_or_raise(n + 1);
        if (upper == NULL) {
            value_drop(text);
            return -1;
        }
        for (size_t k = 0; k < n; k++)
            upper[k] = (char)(digits[k] >= 'a' ? digits[k] - 32 : digits[k]);
        digits = upper;
    }
    const char *prefix = !d->alternate || base == 10 ? "" : d->code == 'o' ? "0o" : d->code == 'x' ? "0x" : "0X";
    int64_t n_zeros = d->precision > (int64_t)n ? d->precision - (int64_t)n : 0;
    put_number(f, d, sign_text(d, negative), prefix, n_zeros, digits, n, d->zero);
    mem_free(upper);
    value_drop(text);
    return 0;
}

static int put_float(Formatting *f, const Directive *d, Ref v)
{
    double x;
    if (float_from_value(v, &x))
        return -1;
    size_t n;
    char *text = float_format_code(x, (char)d->code, d->precision < 0 ? 6 : (int)d->precision, d->alternate, &n);
    if (text == NULL)
        return -1;
    bool negative = *text == '-';
    put_number(f, d, sign_text(d, negative), "", 0, text + negative, n - negative, d->zero);
    mem_free(text);
    return 0;
}

static int put_char(Formatting *f, const Directive *d, Ref v)
{
    Value c;
    if (value_is_str(v)) {
        if (str_len(v) != 1)
            return exc_raise_int(&type_TypeError, "%%c requires int or char");
        c = value_dup(v);
    } else {
        if (value_type(v)->index == NULL && !value_is_any_int(v))
            return exc_raise_int(&type_TypeError, "%%c requires int or char");
        int64_t code;
        if (object_as_index(v, &code, true))
            return -1;
        if (code < 0 || code > 0x10FFFF)
            return exc_raise_int(&type_OverflowError, "%%c arg not in range(0x110000)");
        c = str_from_char((uint32_t)code);
        if (value_is_error(c))
            return -1;
    }
    put_text(f, d, c, 1);
    value_drop(c);
    return 0;
}

static int put_object(Formatting *f, const Directive *d, Ref v)
{
    Value text = d->code == 's' ? object_str(v) : d->code == 'r' ? object_repr(v) : object_ascii(v);
    if (value_is_error(text))
        return -1;
    int64_t n = str_len(text);
    put_text(f, d, text, d->precision >= 0 && d->precision < n ? d->precision : n);
    value_drop(text);
    return 0;
}

static int unsupported(const Formatting *f, const Directive *d)
{
    int shown = d->code > 31 && d->code < 127 ? (int)d->code : '?';
    return exc_raise_int(&type_ValueError, "unsupported format character '%c' (0x%x) at index %zd", shown, d->code,
                         (size_t)(f->at - 1));
}

static int put_directive(Formatting *f, const Directive *d)
{
    Ref v;
    if (next_argument(f, &v))
        return -1;
    switch (d->code) {
    case 's': case 'r': case 'a':
        return put_object(f, d, v);
    case 'd': case 'i': case 'u': case 'o': case 'x': case 'X':
        return put_integer(f, d, v);
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G':
        return put_float(f, d, v);
    case 'c':
        return put_char(f, d, v);
    default:
        return unsupported(f, d);
    }
}

static void put_small_int(StrBuilder *b, int64_t i)
{
    char text[24], *p = text + sizeof text;
    uint64_t rest = i < 0 ? -(uint64_t)i : (uint64_t)i;
    do
        *--p = (char)('0' + rest % 10);
    while ((rest /= 10) != 0);
    if (i < 0)
        *--p = '-';
    str_builder_ascii(b, p, (size_t)(text + sizeof text - p));
}

/* A bare %s of a str or int, or %d of an int: false when it is something else. */
static bool put_commonest(Formatting *f, uint32_t code, Ref v)
{
    if (value_is_int(v) && (code == 'd' || code == 's'))
        put_small_int(&f->out, value_as_int(v));
    else if (value_is_exact_str(v) && code == 's')
        str_builder_str(&f->out, v);
    else
        return false;
    return true;
}

static int run(Formatting *f)
{
    const Str *s = f->format;
    while (!at_end(f)) {
        int64_t next = chars_index(chars_from(s, f->at), s->kind, s->len - f->at, '%');
        int64_t end = next < 0 ? s->len : f->at + next;
        str_builder_slice(&f->out, f->format_value, f->at, end);
        f->at = end + 1;
        if (next < 0)
            break;
        Directive d;
        if (at_end(f))
            return exc_raise_int(&type_ValueError, "incomplete format");
        if (peek(f) == '%') {
            str_builder_char(&f->out, '%');
            f->at++;
            continue;
        }
        if (f->n_args > f->next_arg && put_commonest(f, peek(f), tuple_at(f->args, f->next_arg))) {
            f->next_arg++;
            f->at++;
            continue;
        }
        if (read_directive(f, &d) || put_directive(f, &d))
            return -1;
    }
    if (f->n_args >= 0 ? f->next_arg < f->n_args : f->next_arg == 0 && !f->args_is_mapping)
        return exc_raise_int(&type_TypeError, "not all arguments converted during string formatting");
    return 0;
}

Value str_percent(Ref format, Ref args)
{
    Formatting f = {.format = VALUE_AS(Str, format), .format_value = format, .args = args,
                    .n_args = value_is_tuple(args) ? tuple_len(args) : -1, .from_mapping = VALUE_ABSENT};
    f.args_is_mapping = value_type(args)->subscript != NULL && !value_is_tuple(args) && !value_is_str(args);
    str_builder_init(&f.out);
    int failed = run(&f);
    value_drop(f.from_mapping);
    if (!failed)
        return str_builder_finish(&f.out);
    str_builder_free(&f.out);
    return VALUE_ERROR;
}
