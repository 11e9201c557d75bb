/* vm/loop_exception.h -- part of run() in vm/loop.c: handlers and raising. */
do_PUSH_HANDLED: {
    Value exc = registers[pc->a];
    registers[pc->a + 1] = **t->handled; /* moved */
    **t->handled = value_dup(exc);
    NEXT(1);
}
do_POP_HANDLED: {
    SAVE();
    value_replace(*t->handled, registers[pc->a + 1]);
    value_drop(registers[pc->a]);
    NEXT(1);
}
do_EXC_MATCH: {
    SAVE();
    Ref pattern = READ_C();
    Type *type = value_as_obj(registers[pc->b])->type;
    int matches;
    if (LIKELY(value_is_type(pattern)) && LIKELY(value_as_type(pattern)->flags & TYPE_SUB_EXC))
        matches = type == value_as_type(pattern) || type_is_subtype(type, value_as_type(pattern));
    else
        matches = op_exc_match(registers[pc->b], pattern);
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
