/* vm/loop_number.h -- part of run() in vm/loop.c: operators and comparisons.
 *
 * Inline ints and doubles are answered here, and teach the place the form of vm/loop_typed.h that fits; everything else
 * goes to vm/ops_number.c. */
#define LEARN(form)                                                   \
    do {                                                              \
        if (UNLIKELY(CACHE->low < SPECIALISE_TRIES))                  \
            specialise_number(INSTR, OP_##form, READ_C());            \
    } while (0)
#define SLOW_BINARY(op, words)                                        \
    do {                                                              \
        SAVE();                                                       \
        RESULT(op_binary(pc, op, READ_B(), READ_C()), words);         \
    } while (0)

do_ADD: {
    Ref b = READ_B(), c = READ_C();
    int64_t sum;
    if (LIKELY(value_are_ints(b, c)) && LIKELY(!__builtin_add_overflow(INT_BITS(b), INT_BITS(c), &sum))) {
        LEARN(ADD_INT);
        SET_A(INT_FROM_BITS(sum));
        NEXT(2);
    }
    if (both_doubles(b, c)) {
        LEARN(ADD_FLOAT);
        SET_A(value_from_double(value_as_double(b) + value_as_double(c)));
        NEXT(2);
    }
    /* s = s + t and s += t: let the string grow in place when this local is its only holder. */
    if (KIND_B == OPERAND_LOCAL && KIND_A == OPERAND_LOCAL && pc->a == pc->b && value_is_exact_str(b)
        && value_is_exact_str(c) && !value_is(b, c)) {
        SAVE();
        registers[pc->a] = VALUE_ABSENT;
        Value s = str_append(b, c);
        CONSUME_C();
        FAIL_IF(value_is_error(s));
        registers[pc->a] = s;
        NEXT(2);
    }
    SLOW_BINARY(BINARY_ADD, 2);
}
do_SUB: {
    Ref b = READ_B(), c = READ_C();
    int64_t difference;
    if (LIKELY(value_are_ints(b, c))
        && LIKELY(!__builtin_sub_overflow(INT_BITS(b), INT_BITS(c), &difference))) {
        LEARN(SUB_INT);
        SET_A(INT_FROM_BITS(difference));
        NEXT(2);
    }
    if (both_doubles(b, c)) {
        LEARN(SUB_FLOAT);
        SET_A(value_from_double(value_as_double(b) - value_as_double(c)));
        NEXT(2);
    }
    SLOW_BINARY(BINARY_SUB, 2);
}
do_MUL: {
    Ref b = READ_B(), c = READ_C();
    int64_t product;
    if (LIKELY(value_are_ints(b, c))
        && LIKELY(!__builtin_mul_overflow(INT_BITS(b), value_as_int(c), &product))) {
        LEARN(MUL_INT);
        SET_A(INT_FROM_BITS(product));
        NEXT(2);
    }
    if (both_doubles(b, c)) {
        LEARN(MUL_FLOAT);
        SET_A(value_from_double(value_as_double(b) * value_as_double(c)));
        NEXT(2);
    }
    SLOW_BINARY(BINARY_MUL, 2);
}
do_DIV: {
    Ref b = READ_B(), c = READ_C();
    if (both_doubles(b, c)) {
        double divisor = value_as_double(c);
        if (LIKELY(divisor != 0)) {
            LEARN(DIV_FLOAT);
            SET_A(value_from_double(value_as_double(b) / divisor));
            NEXT(2);
        }
    } else if (value_are_ints(b, c) && value_as_int(c) != 0) {
        /* 50-bit ints are exact doubles, so one division rounds correctly */
        SET_A(value_from_double((double)value_as_int(b) / (double)value_as_int(c)));
        NEXT(2);
    }
    SLOW_BINARY(BINARY_DIV, 2);
}
do_FLOORDIV: {
    Ref b = READ_B(), c = READ_C();
    if (LIKELY(value_are_ints(b, c)) && LIKELY(value_as_int(c) > 0)) {
        SET_A(value_from_int(floor_div(value_as_int(b), value_as_int(c))));
        NEXT(2);
    }
    SLOW_BINARY(BINARY_FLOORDIV, 2);
}
do_MOD: {
    Ref b = READ_B(), c = READ_C();
    if (LIKELY(value_are_ints(b, c)) && LIKELY(value_as_int(c) != 0)) {
        int64_t n = value_as_int(b), d = value_as_int(c);
        if (LIKELY((uint64_t)(n | d) <= UINT32_MAX)) { /* 32-bit division is several times quicker */
            SET_A(value_from_int((int64_t)((uint32_t)n % (uint32_t)d)));
            NEXT(2);
        }
        SET_A(value_from_int(floor_mod(n, d)));
        NEXT(2);
    }
    SLOW_BINARY(BINARY_MOD, 2);
}
do_POW:
    SLOW_BINARY(BINARY_POW, 2);
do_MATMUL:
    SLOW_BINARY(BINARY_MATMUL, 1);
do_LSHIFT: {
    Ref b = READ_B(), c = READ_C();
    if (LIKELY(value_are_ints(b, c)) && (uint64_t)value_as_int(c) < 49) {
        int64_t shifted = (int64_t)((uint64_t)value_as_int(b) << value_as_int(c));
        if (int_fits_inline(shifted) && shifted >> value_as_int(c) == value_as_int(b)) {
            SET_A(value_from_int(shifted));
            NEXT(2);
        }
    }
    SLOW_BINARY(BINARY_LSHIFT, 2);
}
do_RSHIFT: {
    Ref b = READ_B(), c = READ_C();
    if (LIKELY(value_are_ints(b, c)) && (uint64_t)value_as_int(c) < 64) {
        SET_A(value_from_int(value_as_int(b) >> value_as_int(c)));
        NEXT(2);
    }
    SLOW_BINARY(BINARY_RSHIFT, 2);
}
do_AND: {
    Ref b = READ_B(), c = READ_C();
    if (LIKELY(value_are_ints(b, c))) {
        SET_A(VALUE_OF_BITS(b.bits & c.bits));
        NEXT(2);
    }
    SLOW_BINARY(BINARY_AND, 2);
}
do_OR: {
    Ref b = READ_B(), c = READ_C();
    if (LIKELY(value_are_ints(b, c))) {
        SET_A(VALUE_OF_BITS(b.bits | c.bits));
        NEXT(2);
    }
    SLOW_BINARY(BINARY_OR, 2);
}
do_XOR: {
    Ref b = READ_B(), c = READ_C();
    if (LIKELY(value_are_ints(b, c))) {
        SET_A(VALUE_OF_BITS((b.bits ^ c.bits) | VALUE_INT_TAG));
        NEXT(2);
    }
    SLOW_BINARY(BINARY_XOR, 2);
}
do_NEGATIVE: {
    Ref b = READ_B();
    if (value_is_int(b) && LIKELY(value_as_int(b) != INT_INLINE_MIN)) {
        SET_A(value_from_int(-value_as_int(b)));
        NEXT(1);
    }
    if (value_is_double(b)) {
        SET_A(value_from_double(-value_as_double(b)));
        NEXT(1);
    }
    SAVE();
    Value held = TAKE_B();
    Value v = object_negative(held);
    value_drop(held);
    RESULT(v, 1);
}
do_POSITIVE: {
    SAVE();
    Value held = TAKE_B();
    Value v = object_positive(held);
    value_drop(held);
    RESULT(v, 1);
}
do_INVERT: {
    SAVE();
    Value held = TAKE_B();
    Value v = object_invert(held);
    value_drop(held);
    RESULT(v, 1);
}
do_NOT: {
    SAVE();
    Value held = TAKE_B();
    int truth = value_truth(held);
    value_drop(held);
    FAIL_IF(truth < 0);
    SET_A(value_from_bool(!truth));
    NEXT(1);
}

#define IS_EQUALITY(op) ((op) == CMP_EQ || (op) == CMP_NE)
#define COMPARE(NAME, symbol)                                         \
    do_##NAME: {                                                      \
        Ref b = READ_B(), c = READ_C();                               \
        if (LIKELY(value_are_ints(b, c))) {                           \
            SET_A(value_from_bool(INT_BITS(b) symbol INT_BITS(c)));  \
            NEXT(2);                                                  \
        }                                                             \
        if (both_doubles(b, c)) {                                     \
            SET_A(value_from_bool(value_as_double(b) symbol value_as_double(c))); \
            NEXT(2);                                                  \
        }                                                             \
        SAVE();                                                       \
        RESULT(op_compare(pc, CMP_##NAME, b, c), 2);                  \
    }                                                                 \
    do_TEST_##NAME: {                                                 \
        Ref b = READ_B(), c = READ_C();                               \
        bool holds;                                                   \
        if (LIKELY(value_are_ints(b, c))) {                           \
            LEARN(TEST_##NAME##_INT);                                 \
            holds = INT_BITS(b) symbol INT_BITS(c);                   \
        } else if (both_doubles(b, c))                                  \
            holds = value_as_double(b) symbol value_as_double(c);     \
        else if (IS_EQUALITY(CMP_##NAME) && value_is_exact_str(b) && value_is_exact_str(c)) { \
            if (CMP_##NAME == CMP_EQ && UNLIKELY(CACHE->low < SPECIALISE_TRIES)) \
                specialise_str_test(INSTR, c);                        \
            holds = same_text(b, c) == (CMP_##NAME == CMP_EQ);        \
            CONSUME_B();                                              \
            CONSUME_C();                                              \
        } else {                                                      \
            SAVE();                                                   \
            int test = op_compare_test(pc, CMP_##NAME, b, c);         \
            FAIL_IF(test < 0);                                        \
            holds = test;                                             \
        }                                                             \
        JUMP_WHEN(holds == ((pc->flags & FLAG_IF_TRUE) != 0), 2, JUMP_A()); \
    }
COMPARE(LT, <)
COMPARE(LE, <=)
COMPARE(EQ, ==)
COMPARE(NE, !=)
COMPARE(GT, >)
COMPARE(GE, >=)
#undef COMPARE
#undef IS_EQUALITY
#undef LEARN
#include "vm/loop_typed.h"

do_IS: {
    bool same = value_is(READ_B(), READ_C());
    CONSUME_B();
    CONSUME_C();
    SET_A(value_from_bool(same != ((pc->flags & FLAG_NEGATE) != 0)));
    NEXT(1);
}
do_TEST_IS: {
    bool same = value_is(READ_B(), READ_C());
    CONSUME_B();
    CONSUME_C();
    JUMP_WHEN(same == ((pc->flags & FLAG_IF_TRUE) != 0), 1, JUMP_A());
}
do_IN: {
    SAVE();
    int test = op_contains_test(pc, READ_B(), READ_C());
    FAIL_IF(test < 0);
    SET_A(value_from_bool(test != ((pc->flags & FLAG_NEGATE) != 0)));
    NEXT(1);
}
do_TEST_IN: {
    SAVE();
    int test = op_contains_test(pc, READ_B(), READ_C());
    FAIL_IF(test < 0);
    JUMP_WHEN(test == ((pc->flags & FLAG_IF_TRUE) != 0), 1, JUMP_A());
}
