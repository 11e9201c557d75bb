/* vm/loop_exception.h -- part of run() in vm/loop.c: handlers and raising. */
do_PUSH_HANDLED: {
    Value exc = registers[pc->a];
    registers[pc->a + 1] = t->handled->exc; /* moved */
    t->handled->exc = value_dup(exc);
    NEXT(1);
}
do_POP_HANDLED: {
    SAVE();
    value_replace(&t->handled->exc, registers[pc->a + 1]);
    value_drop(registers[pc->a]);
    NEXT(1);
}
do_EXC_MATCH: {
    SAVE();
    int matches = op_exc_match(registers[pc->b], READ_C());
    CONSUME_C();
    FAIL_IF(matches < 0);
    SET_A(value_from_bool(matches));
    NEXT(1);
}
do_EXC_GROUP_MATCH: {
    SAVE();
    Value v = op_exc_group_match(&registers[pc->b], READ_C());
    CONSUME_C();
    RESULT(v, 1);
}
do_EXC_GROUP_RERAISE: {
    SAVE();
    Value v = op_exc_group_reraise(registers[pc->b], READ_C());
    value_drop(registers[pc->b]);
    CONSUME_C();
    RESULT(v, 1);
}
do_RAISE: {
    SAVE();
    int n = pc->flags >> 6;
    if (n == 0) {
        FAIL_IF(op_raise_bare());
        goto unwind; /* its traceback has this frame already */
    }
    Value exc = TAKE_B();
    Value cause = n == 2 ? TAKE_C() : VALUE_ABSENT;
    op_raise(exc, cause);
    value_drop(exc);
    value_drop(cause);
    goto error;
}
do_RERAISE:
    SAVE();
    exc_restore(TAKE_B());
    goto unwind;
do_WITH_EXCEPT: {
    SAVE();
    RESULT(op_with_except(registers[pc->b], registers[pc->b + 1], registers[pc->c]), 1);
}
do_ASSERT_FAIL:
    SAVE();
    if (pc->flags & FLAG_NO_MESSAGE)
        op_assert_fail(VALUE_ABSENT);
    else {
        Value message = TAKE_B();
        op_assert_fail(message);
        value_drop(message);
    }
    goto error;
