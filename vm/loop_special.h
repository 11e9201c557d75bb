/* vm/loop_special.h -- part of run() in vm/loop.c: special methods that protocols of the language call.
 *
 * Written in Python, __iter__, __next__, __await__, __anext__, __exit__ push a frame or make their generator right here,
 * without entering the loop again; in C, and in every unusual case, they are called through the type's slot. */

/* R[a] = the generator, coroutine or async generator that `function` (borrowed) makes for operand b. */
#define MAKE_GENERATOR_OF_B(function)                                 \
    do {                                                              \
        Value maker_self = TAKE_B();                                  \
        obj_hold(function);                                           \
        RESULT(gen_new_simple((function), &maker_self, 1), 1);        \
    } while (0)

do_GET_ITER: {
    SAVE();
    Ref o = READ_B();
    if (value_has_type(o, &type_generator)) {
        Value it = TAKE_B();
        SET_A(it);
        NEXT(1);
    }
    Function *maker = call_special_generator(o, NAME(__iter__), CODE_GENERATOR, 0);
    if (maker != NULL)
        MAKE_GENERATOR_OF_B(maker);
    Value it = object_iter(o);
    CONSUME_B();
    RESULT(it, 1);
}
do_GET_DELEGATE: {
    SAVE();
    Ref o = READ_B();
    if (value_has_type(o, &type_generator)) {
        Value it = TAKE_B();
        SET_A(it);
        NEXT(1);
    }
    Function *maker = call_special_generator(o, NAME(__iter__), CODE_GENERATOR, 0);
    if (maker != NULL)
        MAKE_GENERATOR_OF_B(maker);
    Value held = TAKE_B();
    Value it = coro_get_delegate(held, frame->code);
    value_drop(held);
    RESULT(it, 1);
}
do_GET_AWAITABLE: {
    SAVE();
    Ref o = READ_B();
    if (value_has_type(o, &type_coroutine) && VALUE_AS(Gen, o)->frame.state == GEN_CREATED) {
        Value it = TAKE_B();
        SET_A(it);
        NEXT(1);
    }
    Function *maker = call_special_generator(o, NAME(__await__), CODE_GENERATOR, CODE_ITERABLE_COROUTINE);
    if (maker != NULL)
        MAKE_GENERATOR_OF_B(maker);
    Value held = TAKE_B();
    Value it = coro_get_awaitable(held, pc->c);
    value_drop(held);
    RESULT(it, 1);
}
do_GET_AITER: {
    SAVE();
    Value held = TAKE_B();
    Value it = coro_get_aiter(held);
    value_drop(held);
    RESULT(it, 1);
}
do_GET_ANEXT: {
    SAVE();
    Ref aiter = registers[pc->b];
    if (value_has_type(aiter, &type_async_generator) && dispatch == labels) {
        FAIL_IF(asyncgen_init_hooks(VALUE_AS(Gen, aiter)));
        if (asyncgen_begin(VALUE_AS(Gen, aiter)))
            RESULT(value_dup(aiter), 1); /* DELEGATE resumes it in place: no awaitable is made */
    }
    Function *maker = call_special_generator(aiter, NAME(__anext__), CODE_COROUTINE, 0);
    if (maker != NULL) {
        Value self = value_dup(aiter);
        obj_hold(maker);
        RESULT(gen_new_simple(maker, &self, 1), 1);
    }
    RESULT(coro_get_anext(aiter), 1);
}
do_FOR_ITER_PYTHON: { /* __next__ is a Python function: push its frame */
    SAFEPOINT();
    Ref it = registers[pc->b];
    if (UNLIKELY(value_as_obj(it)->type->next != type_slot_next))
        goto do_FOR_ITER;
    Function *function = call_special_function(it, NAME(__next__), 1);
    if (UNLIKELY(function == NULL) || UNLIKELY(function->code->plain_args != 1))
        goto for_iter_slot;
    SAVE();
    Frame *f = push_simple(t, function, function->code, 2);
    if (UNLIKELY(f == NULL)) {
        thread_recursion_error("");
        goto error;
    }
    obj_hold(function);
    f->give = GIVE_NEXT;
    f->registers[0] = value_dup(it);
    for (int i = 1; i < function->code->n_locals; i++)
        f->registers[i] = VALUE_ABSENT;
    f->back = frame;
    frame = f;
    goto start_frame;
}
do_LOAD_SPECIAL: {
    SAVE();
    Value held = TAKE_B();
    Value found[2];
    int result = op_load_special(held, (SpecialMethod)pc->c, found);
    if (UNLIKELY(result)) {
        value_drop(held);
        goto error;
    }
    registers[pc->a] = found[0];
    if (LIKELY(!value_is_absent(found[1])))
        found[1] = held;
    else
        value_drop(held);
    registers[pc->a + 1] = found[1];
    NEXT(1);
}
do_WITH_EXCEPT: {
    SAVE();
    Value exit = registers[pc->b], self = registers[pc->b + 1], exc = registers[pc->c];
    if (LIKELY(value_has_type(exit, &type_function)) && LIKELY(!value_is_absent(self))
        && VALUE_AS(Function, exit)->code->simple_args && VALUE_AS(Function, exit)->code->n_args == 4) {
        Function *function = VALUE_AS(Function, exit);
        Value args[4] = {self, value_from_obj(value_as_obj(exc)->type), exc, exc_traceback(exc)};
        if (value_is_absent(args[3]))
            args[3] = VALUE_NONE;
        for (int i = 0; i < 4; i++)
            value_dup(args[i]);
        obj_hold(function);
        if (function->code->flags & CODE_ANY_GENERATOR)
            RESULT(gen_new_simple(function, args, 4), 1);
        Frame *f = push_simple(t, function, function->code, 1);
        if (UNLIKELY(f == NULL)) {
            drop_values(args, 4);
            obj_drop(function);
            thread_recursion_error("");
            goto error;
        }
        move_values(f->registers, args, 4);
        for (int i = 4; i < function->code->n_locals; i++)
            f->registers[i] = VALUE_ABSENT;
        f->back = frame;
        frame = f;
        goto start_frame;
    }
    RESULT(op_with_except(exit, self, exc), 1);
}
