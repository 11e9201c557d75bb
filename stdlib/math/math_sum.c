/* stdlib/math/math_sum.c -- math: sums, products and norms over sequences. */
#include "stdlib/math/math_internal.h"
#include "runtime/exc.h"
#include "runtime/float.h"
#include "runtime/int_internal.h"
#include "runtime/mem.h"
#include "runtime/tuple.h"
#include <float.h>
#include <math.h>

/* ---- exact sums ---- */

void sum_init(ExactSum *s)
{
    s->partials = s->fixed;
    s->capacity = N_ELEMENTS(s->fixed);
    s->n = 0;
    s->special = s->infinities = 0.0;
}

void sum_free(ExactSum *s)
{
    if (s->partials != s->fixed)
        mem_free(s->partials);
}

static int make_room(ExactSum *s)
{
    size_t capacity = s->capacity * 2;
    double *wider = s->partials == s->fixed ? mem_alloc_or_raise(capacity * sizeof *wider)
                                            : mem_realloc_or_raise(s->partials, capacity * sizeof *wider);
    if (wider == NULL)
        return -1;
    if (s->partials == s->fixed)
        memcpy(wider, s->fixed, sizeof s->fixed);
    s->partials = wider;
    s->capacity = capacity;
    return 0;
}

int sum_add(ExactSum *s, double x)
{
    double added = x;
    size_t kept = 0;
    for (size_t i = 0; i < s->n; i++) {
        double y = s->partials[i];
        if (fabs(x) < fabs(y)) {
            double swap = x;
            x = y;
            y = swap;
        }
        double high = x + y, low = y - (high - x); /* high + low is x + y exactly */
        if (low != 0.0)
            s->partials[kept++] = low;
        x = high;
    }
    s->n = kept;
    if (x == 0.0)
        return 0;
    if (!isfinite(x)) {
        if (isfinite(added))
            return exc_raise_int(&type_OverflowError, "intermediate overflow in fsum");
        if (isinf(added))
            s->infinities += added;
        s->special += added;
        s->n = 0; /* what was finite no longer matters */
        return 0;
    }
    if (s->n == s->capacity && make_room(s))
        return -1;
    s->partials[s->n++] = x;
    return 0;
}

int sum_result(ExactSum *s, double *out)
{
    if (s->special != 0.0) {
        if (isnan(s->infinities))
            return exc_raise_int(&type_ValueError, "-inf + inf in fsum");
        *out = s->special;
        return 0;
    }
    double high = 0.0, low = 0.0;
    size_t i = s->n;
    if (i > 0) {
        high = s->partials[--i];
        while (i > 0) {
            double x = high, y = s->partials[--i];
            high = x + y;
            low = y - (high - x);
            if (low != 0.0)
                break;
        }
        /* Rounding half to even was decided by `low` alone; smaller partials of its sign tip the balance. */
        if (i > 0 && ((low < 0.0 && s->partials[i - 1] < 0.0) || (low > 0.0 && s->partials[i - 1] > 0.0))) {
            double doubled = low * 2.0, nudged = high + doubled;
            if (doubled == nudged - high)
                high = nudged;
        }
    }
    *out = high;
    return 0;
}

MATH_NATIVE(math_fsum_m)
{
    Value it = object_iter(a[0]);
    if (value_is_error(it))
        return it;
    ExactSum sum;
    sum_init(&sum);
    Value item, result = VALUE_ERROR;
    while (!value_is_absent(item = iter_next(it))) {
        double d;
        if (value_is_error(item))
            goto done;
        int status = float_from_value(item, &d);
        value_drop(item);
        if (status || sum_add(&sum, d))
            goto done;
    }
    double total;
    if (sum_result(&sum, &total) == 0)
        result = value_from_double_bits_safe(total);
done:
    sum_free(&sum);
    value_drop(it);
    return result;
}

/* ---- products ---- */

MATH_NATIVE(math_prod_m)
{
    Value it = object_iter(a[0]);
    if (value_is_error(it))
        return it;
    Value product = value_dup(a[1]), item;
    while (!value_is_absent(item = iter_next(it))) {
        if (value_is_error(item)) {
            value_drop(product);
            product = VALUE_ERROR;
            break;
        }
        if (value_is_double(product) && value_is_double(item))
            product = value_from_double_bits_safe(value_as_double(product) * value_as_double(item));
        else
            value_replace(&product, object_binary(BINARY_MUL, product, item));
        value_drop(item);
        if (value_is_error(product))
            break;
    }
    value_drop(it);
    return product;
}

/* ---- sumprod ---- */

/* Sums of products by kind: ints and floats have exact accumulators that are flushed into `total` when
 * another kind turns up. */
typedef struct SumProduct {
    Value total;      /* what was flushed; int 0 at first */
    Value int_total;
    ExactSum float_total;
    bool ints_on, int_used, float_used;
} SumProduct;

static int add_to(Value *total, Value addend /* takes */)
{
    if (value_is_error(addend))
        return -1;
    value_replace(total, object_binary(BINARY_ADD, *total, addend));
    value_drop(addend);
    return value_is_error(*total) ? -1 : 0;
}

static int flush_ints(SumProduct *s)
{
    s->ints_on = false;
    if (!s->int_used)
        return 0;
    s->int_used = false;
    Value part = s->int_total;
    s->int_total = value_from_int(0);
    return add_to(&s->total, part);
}

static int flush_floats(SumProduct *s)
{
    if (!s->float_used)
        return 0;
    double d;
    s->float_used = false;
    if (sum_result(&s->float_total, &d)) {
        exc_clear();
        d = NAN; /* inf - inf, as adding one by one would give */
    }
    sum_free(&s->float_total);
    sum_init(&s->float_total);
    return add_to(&s->total, value_from_double_bits_safe(d));
}

/* x * y to the exact float sum: 0, -1, or 1 when a product is beyond what can be split exactly. */
static int add_float_product(SumProduct *s, double x, double y)
{
    double high = x * y;
    if (!isfinite(high) || (high != 0.0 && fabs(high) < 0x1p-960)) {
        if (isfinite(high) || !isfinite(x) || !isfinite(y)) {
            s->float_used = true;
            return sum_add(&s->float_total, high);
        }
        return 1;
    }
    s->float_used = true;
    if (sum_add(&s->float_total, high) || sum_add(&s->float_total, fma(x, y, -high)))
        return -1;
    return 0;
}

static bool exact_number(Ref v) { return value_is_double(v) || value_is_int(v) || value_has_type(v, &type_int); }

static int add_product(SumProduct *s, Ref p, Ref q)
{
    bool p_float = value_is_double(p), q_float = value_is_double(q);
    if (s->ints_on && !p_float && !q_float && exact_number(p) && exact_number(q)) {
        s->int_used = true;
        Value product = int_binary(BINARY_MUL, p, q);
        if (value_is_error(product))
            return -1;
        value_replace(&s->int_total, int_binary(BINARY_ADD, s->int_total, product));
        value_drop(product);
        return value_is_error(s->int_total) ? -1 : 0;
    }
    if (flush_ints(s))
        return -1;
    double x, y;
    if ((p_float || q_float) && exact_number(p) && exact_number(q)) {
        if (float_from_value(p, &x) || float_from_value(q, &y))
            exc_clear(); /* an int too large: the plain way will say so */
        else {
            int status = add_float_product(s, x, y);
            if (status < 0 && exc_pending_is(&type_OverflowError)) {
                exc_clear();
                status = 1;
            }
            if (status <= 0)
                return status;
        }
    }
    if (flush_floats(s))
        return -1;
    return add_to(&s->total, object_binary(BINARY_MUL, p, q));
}

MATH_NATIVE(math_sumprod_m)
{
    SumProduct s = {.total = value_from_int(0), .int_total = value_from_int(0), .ints_on = true};
    sum_init(&s.float_total);
    Value result = VALUE_ERROR, q_it = VALUE_ABSENT, p = VALUE_ABSENT, q = VALUE_ABSENT;
    Value p_it = object_iter(a[0]);
    if (value_is_error(p_it) || value_is_error(q_it = object_iter(a[1])))
        goto done;
    for (;;) {
        p = iter_next(p_it);
        if (value_is_error(p) || value_is_error(q = iter_next(q_it)))
            goto done;
        if (value_is_absent(p) != value_is_absent(q)) {
            exc_raise(&type_ValueError, "Inputs are not the same length");
            goto done;
        }
        if (value_is_absent(p))
            break;
        if (add_product(&s, p, q))
            goto done;
        value_clear(&p);
        value_clear(&q);
    }
    if (flush_ints(&s) || flush_floats(&s))
        goto done;
    result = value_dup(s.total);
done:
    value_drop(p);
    value_drop(q);
    value_drop(p_it);
    value_drop(q_it);
    value_drop(s.total);
    value_drop(s.int_total);
    sum_free(&s.float_total);
    return result;
}

/* ---- norms ---- */

/* The root of the sum of squares of n magnitudes whose largest is max, with about one rounding: scaled by a
 * power of two, squared exactly in two doubles each, and the root corrected once by its residue. */
static double vector_norm(double *x, size_t n, double max, bool any_nan)
{
    if (isinf(max))
        return max;
    if (any_nan)
        return NAN;
    if (max == 0.0 || n <= 1)
        return max;
    int exponent;
    frexp(max, &exponent);
    if (exponent < -1000) { /* subnormal: bring them up first */
        double factor = 0x1p200;
        for (size_t i = 0; i < n; i++)
            x[i] *= factor;
        return vector_norm(x, n, max * factor, false) / factor;
    }
    double scale = ldexp(1.0, -exponent), sum = 0.0, lost = 0.0;
    for (size_t i = 0; i < n; i++) {
        double y = x[i] * scale, square = y * y;
        lost += fma(y, y, -square);
        double wider = sum + square;
        lost += fabs(sum) >= square ? (sum - wider) + square : (square - wider) + sum;
        sum = wider;
    }
    double root = sqrt(sum + lost);
    double residue = (sum - root * root) - fma(root, root, -(root * root)) + lost;
    root += residue / (2.0 * root);
    return root / scale;
}

typedef struct Coordinates { double *x; double fixed[16]; size_t n; double max; bool nan; } Coordinates;

static int coordinates_init(Coordinates *c, int64_t n)
{
    c->x = c->fixed;
    c->n = 0;
    c->max = 0.0;
    c->nan = false;
    if ((size_t)n > N_ELEMENTS(c->fixed))
        c->x = mem_alloc_array_or_raise((size_t)n, sizeof *c->x);
    return c->x ? 0 : -1;
}

static void add_coordinate(Coordinates *c, double d)
{
    d = fabs(d);
    c->x[c->n++] = d;
    c->nan |= isnan(d);
    if (d > c->max)
        c->max = d;
}

static Value finish_norm(Coordinates *c, bool failed)
{
    Value v = failed ? VALUE_ERROR : value_from_double_bits_safe(vector_norm(c->x, c->n, c->max, c->nan));
    if (c->x != c->fixed)
        mem_free(c->x);
    return v;
}

MATH_NATIVE(math_hypot_m)
{
    Coordinates c;
    if (args_no_keywords("math.hypot", kwnames) || coordinates_init(&c, (int64_t)n))
        return VALUE_ERROR;
    bool failed = false;
    for (size_t i = 0; i < n && !failed; i++) {
        double d;
        failed = float_from_value(a[i], &d) != 0;
        if (!failed)
            add_coordinate(&c, d);
    }
    return finish_norm(&c, failed);
}

MATH_NATIVE(math_dist_m)
{
    Value p = value_is_tuple(a[0]) ? value_dup(a[0]) : tuple_from_iterable(a[0]);
    if (value_is_error(p))
        return p;
    Value q = value_is_tuple(a[1]) ? value_dup(a[1]) : tuple_from_iterable(a[1]);
    Value result = VALUE_ERROR;
    Coordinates c;
    if (value_is_error(q))
        goto done;
    if (tuple_len(p) != tuple_len(q)) {
        exc_raise(&type_ValueError, "both points must have the same number of dimensions");
        goto done;
    }
    if (coordinates_init(&c, tuple_len(p)))
        goto done;
    bool failed = false;
    for (int64_t i = 0; i < tuple_len(p) && !failed; i++) {
        double x, y;
        failed = float_from_value(tuple_at(p, i), &x) || float_from_value(tuple_at(q, i), &y);
        if (!failed)
            add_coordinate(&c, x - y);
    }
    result = finish_norm(&c, failed);
done:
    value_drop(p);
    value_drop(q);
    return result;
}
