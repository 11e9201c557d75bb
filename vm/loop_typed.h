/* vm/loop_typed.h -- part of run() in vm/loop.c: arithmetic and tests whose operands have proved to be two inline ints or two
 * doubles, with nothing left to decode.  Operand b is a register.  A row has four forms in this order (enum TypedForm):
 *
 *     NAME               c is a register; the result replaces nothing that must be released
 *     NAME_CONST         c is a constant: the cache word holds it as the form wants it
 *     NAME_LOCAL, NAME_CONST_LOCAL   the result goes to a local whose old value is released
 *
 * A temporary is consumed by not being looked at again: neither kind of number is counted.  An operand of another
 * kind sends the instruction back to its generic body (specialise_number() has chosen the form, and counts). */
#define TYPED_MISS(GENERIC)                                           \
    do {                                                              \
        specialise_missed(INSTR, OP_##GENERIC);                \
        goto do_##GENERIC;                                            \
    } while (0)
#define SET_PLAIN(v)                                                  \
    do {                                                              \
        registers[pc->a] = (v);                                       \
        NEXT(2);                                                      \
    } while (0)
#define SET_LOCAL(v)                                                  \
    do {                                                              \
        Value set_old = registers[pc->a];                             \
        registers[pc->a] = (v);                                       \
        if (UNLIKELY(value_is_obj(set_old))) {                        \
            SAVE();                                                   \
            value_drop(set_old);                                      \
        }                                                             \
        NEXT(2);                                                      \
    } while (0)

#define INT_FORM(NAME, GENERIC, OVERFLOWS, SET)                       \
    do_##NAME: {                                                      \
        Ref b = registers[pc->b], c = registers[pc->c];               \
        int64_t bits;                                                 \
        if (UNLIKELY(!value_are_ints(b, c)) || UNLIKELY(OVERFLOWS(INT_BITS(b), INT_BITS(c), &bits))) \
            TYPED_MISS(GENERIC);                                      \
        SET(INT_FROM_BITS(bits));                                     \
    }
#define INT_CONST_FORM(NAME, GENERIC, OVERFLOWS, SET)                 \
    do_##NAME: {                                                      \
        Ref b = registers[pc->b];                                     \
        int64_t bits;                                                 \
        if (UNLIKELY(!value_is_int(b)) || UNLIKELY(OVERFLOWS(INT_BITS(b), (int64_t)CACHE->word, &bits))) \
            TYPED_MISS(GENERIC);                                      \
        SET(INT_FROM_BITS(bits));                                     \
    }
#define INT_FORMS(GENERIC, OVERFLOWS)                                 \
    INT_FORM(GENERIC##_INT, GENERIC, OVERFLOWS, SET_PLAIN)            \
    INT_CONST_FORM(GENERIC##_INT_CONST, GENERIC, OVERFLOWS, SET_PLAIN) \
    INT_FORM(GENERIC##_INT_LOCAL, GENERIC, OVERFLOWS, SET_LOCAL)      \
    INT_CONST_FORM(GENERIC##_INT_CONST_LOCAL, GENERIC, OVERFLOWS, SET_LOCAL)
/* Of numbers shifted up by as many bits as their tag has, so that the machine's overflow is ours. */
#define ADD_OVERFLOWS(b, c, bits) __builtin_add_overflow(b, c, bits)
#define SUB_OVERFLOWS(b, c, bits) __builtin_sub_overflow(b, c, bits)
#define MUL_OVERFLOWS(b, c, bits) __builtin_mul_overflow(b, (c) >> (64 - INT_INLINE_BITS), bits)
INT_FORMS(ADD, ADD_OVERFLOWS)
INT_FORMS(SUB, SUB_OVERFLOWS)
INT_FORMS(MUL, MUL_OVERFLOWS)

#define FLOAT_FORM(NAME, GENERIC, symbol, SET, refuses)               \
    do_##NAME: {                                                      \
        Ref b = registers[pc->b], c = registers[pc->c];               \
        if (UNLIKELY(!value_is_double(b)) || UNLIKELY(!value_is_double(c)) || UNLIKELY(refuses)) \
            TYPED_MISS(GENERIC);                                      \
        SET(value_from_double(value_as_double(b) symbol value_as_double(c))); \
    }
#define FLOAT_CONST_FORM(NAME, GENERIC, symbol, SET)                  \
    do_##NAME: {                                                      \
        Ref b = registers[pc->b];                                     \
        if (UNLIKELY(!value_is_double(b)))                            \
            TYPED_MISS(GENERIC);                                      \
        SET(value_from_double(value_as_double(b) symbol CACHE->number)); \
    }
#define FLOAT_FORMS(GENERIC, symbol, refuses)                         \
    FLOAT_FORM(GENERIC##_FLOAT, GENERIC, symbol, SET_PLAIN, refuses)  \
    FLOAT_CONST_FORM(GENERIC##_FLOAT_CONST, GENERIC, symbol, SET_PLAIN) \
    FLOAT_FORM(GENERIC##_FLOAT_LOCAL, GENERIC, symbol, SET_LOCAL, refuses) \
    FLOAT_CONST_FORM(GENERIC##_FLOAT_CONST_LOCAL, GENERIC, symbol, SET_LOCAL)
FLOAT_FORMS(ADD, +, false)
FLOAT_FORMS(SUB, -, false)
FLOAT_FORMS(MUL, *, false)
FLOAT_FORMS(DIV, /, value_as_double(c) == 0)

/* Tests of two ints: _ELSE jumps when the relation does not hold, the other when it does. */
#define INT_TEST(NAME, GENERIC, symbol)                               \
    do_##NAME: {                                                      \
        Ref b = registers[pc->b], c = registers[pc->c];               \
        if (UNLIKELY(!value_are_ints(b, c)))                          \
            TYPED_MISS(GENERIC);                                      \
        JUMP_WHEN(INT_BITS(b) symbol INT_BITS(c), 2, JUMP_A());       \
    }
#define INT_CONST_TEST(NAME, GENERIC, symbol)                         \
    do_##NAME: {                                                      \
        Ref b = registers[pc->b];                                     \
        if (UNLIKELY(!value_is_int(b)))                               \
            TYPED_MISS(GENERIC);                                      \
        JUMP_WHEN(INT_BITS(b) symbol (int64_t)CACHE->word, 2, JUMP_A()); \
    }
#define INT_TESTS(GENERIC, symbol, opposite)                          \
    INT_TEST(GENERIC##_INT, GENERIC, symbol)                          \
    INT_CONST_TEST(GENERIC##_INT_CONST, GENERIC, symbol)              \
    INT_TEST(GENERIC##_INT_ELSE, GENERIC, opposite)                   \
    INT_CONST_TEST(GENERIC##_INT_CONST_ELSE, GENERIC, opposite)
INT_TESTS(TEST_LT, <, >=)
INT_TESTS(TEST_LE, <=, >)
INT_TESTS(TEST_EQ, ==, !=)
INT_TESTS(TEST_NE, !=, ==)
INT_TESTS(TEST_GT, >, <=)
INT_TESTS(TEST_GE, >=, <)

/* Names compared with names: one address each. */
#define STR_TEST(NAME, jumps_when)                                    \
    do_##NAME: {                                                      \
        Ref b = registers[pc->b], c = constants[pc->c];               \
        if (!value_is(b, c) && (UNLIKELY(!value_is_exact_str(b)) || UNLIKELY(!str_is_interned(b)))) \
            TYPED_MISS(TEST_EQ);                                      \
        JUMP_WHEN(value_is(b, c) == jumps_when, 2, JUMP_A());         \
    }
STR_TEST(TEST_EQ_STR, true)
STR_TEST(TEST_EQ_STR_ELSE, false)
#undef STR_TEST

#undef INT_TESTS
#undef INT_CONST_TEST
#undef INT_TEST
#undef FLOAT_FORMS
#undef FLOAT_CONST_FORM
#undef FLOAT_FORM
#undef INT_FORMS
#undef INT_CONST_FORM
#undef INT_FORM
