/* vm/loop_call.h -- part of run() in vm/loop.c: calls, returns, making functions.
 *
 * Both call instructions come down to `args` (n_args owned words in a row), `callable` (owned) and how far
 * the caller goes on; Python functions then push a frame, classes with a Python __init__ too, everything
 * else is called as C. */
do_MAKE_FUNCTION: {
    SAVE();
    Value v = op_make_function(frame, constants[pc->b], registers + pc->a, pc->c);
    FAIL_IF(value_is_error(v));
    registers[pc->a] = v;
    NEXT(1);
}
do_LOAD_BUILD_CLASS: {
    SAVE();
    Value v = function_builtin(frame->function, NAME(__build_class__));
    if (value_is_absent(v)) {
        exc_raise_name(NAME(__build_class__), "__build_class__ not found");
        goto error;
    }
    FAIL_IF(value_is_error(v));
    SET_A(v);
    NEXT(1);
}

do_CALL_METHOD: {
    Value *args = registers + pc->b + 1;
    size_t n_args = pc->c + 1u;
    if (value_is_absent(args[0])) { /* already bound */
        args++;
        n_args--;
    }
    Value callable = registers[pc->b];
    SAFEPOINT();
    call_args = args;
    call_n_args = n_args;
    call_callable = callable;
    goto call;
}
do_CALL_METHOD_NATIVE: {
    Value *parts = registers + pc->b;
    size_t n = pc->c + 1u;
    SAFEPOINT();
    if (UNLIKELY(!value_has_type(parts[0], &type_method_descr)) || UNLIKELY(!method_descr_fits(parts[0], parts + 1, n))) {
        specialise_missed(INSTR, OP_CALL_METHOD);
        goto do_CALL_METHOD;
    }
    SAVE();
    Obj *descr = value_as_obj(parts[0]);
    Value v = ((MethodDescr *)descr)->method->function(parts[1], parts + 2, n - 1, VALUE_ABSENT);
    drop_values(parts + 1, n);
    obj_drop(descr);
    LOOK_FOR_HOOKS();
    RESULT(v, 3);
}
do_CALL:
    SAFEPOINT();
    call_callable = registers[pc->b];
    call_args = registers + pc->b + 1;
    call_n_args = pc->c;
call: {
    SAVE();
    if (LIKELY(value_is_obj(call_callable))) {
        Type *type = value_as_obj(call_callable)->type;
        if (type == &type_function) {
            Function *function = VALUE_AS(Function, call_callable);
            Code *code = function->code;
            if (LIKELY(code->plain_args == (int32_t)call_n_args)) {
                Frame *f = push_simple(t, function, code, 3);
                if (UNLIKELY(f == NULL))
                    goto call_too_deep;
                move_values(f->registers, call_args, call_n_args);
                for (int i = (int)call_n_args; i < code->n_locals; i++)
                    f->registers[i] = VALUE_ABSENT;
                f->back = frame;
                frame = f;
                goto start_frame;
            }
            if (code->flags & CODE_ANY_GENERATOR && code->simple_args && (size_t)code->n_args == call_n_args) {
                Value g = gen_new_simple(function, call_args, call_n_args);
                RESULT(g, 3);
            }
            goto call_bind_function;
        }
        if (type == &type_native) {
            Native *native = VALUE_AS(Native, call_callable);
            if (native->method->flags & METHOD_RESUMES && call_n_args == 1
                && gen_can_enter(native->self, call_args[0])) { /* send = g.send; send(v) */
                if (pc->op == OP_CALL)
                    INSTR->op = OP_CALL_SEND;
                call_sent = call_args[0];
                call_args[0] = value_dup(native->self);
                goto call_send;
            }
            if (native->method->flags & METHOD_ADVANCES && call_n_args == 1
                && gen_can_enter(call_args[0], VALUE_NONE) && !value_has_type(call_args[0], &type_coroutine)) {
                if (pc->op == OP_CALL)
                    INSTR->op = OP_CALL_NEXT;
                call_sent = VALUE_NONE;
                goto call_send;
            }
            Value v = native_call_exact(call_callable, call_args, call_n_args);
            drop_values(call_args, call_n_args);
            value_drop(call_callable);
            LOOK_FOR_HOOKS();
            RESULT(v, 3);
        }
        if (type == &type_method_descr) {
            if (VALUE_AS(MethodDescr, call_callable)->method->flags & METHOD_DRIVES)
                goto call_drive;
            if (pc->op == OP_CALL_METHOD && call_n_args == pc->c + 1u && CACHE->low < SPECIALISE_TRIES
                && method_descr_fits(call_callable, call_args, call_n_args))
                INSTR->op = OP_CALL_METHOD_NATIVE;
        call_method_descr:;
            Value v = method_descr_call_exact(call_callable, call_args, call_n_args);
            drop_values(call_args, call_n_args);
            value_drop(call_callable);
            RESULT(v, 3);
        }
        if (type == &type_bound_method) {
            BoundMethod *method = VALUE_AS(BoundMethod, call_callable);
            if (value_has_type(method->function, &type_function))
                goto call_bound_method;
        }
        if (type->call == type_type.call && call_has_python_init(value_as_type(call_callable)))
            goto call_init;
    }
    Value v = object_call(call_callable, call_args, call_n_args, VALUE_ABSENT);
    drop_values(call_args, call_n_args);
    value_drop(call_callable);
    LOOK_FOR_HOOKS();
    RESULT(v, 3);
}
call_too_deep:
    drop_values(call_args, call_n_args);
    value_drop(call_callable);
    thread_recursion_error("");
    goto error;

call_bind_function: { /* defaults, *args, wrong counts */
    Function *function = VALUE_AS(Function, call_callable);
    Frame *f = call_frame(function, call_args, call_n_args, VALUE_ABSENT);
    drop_values(call_args, call_n_args);
    value_drop(call_callable);
    FAIL_IF(f == NULL);
    if (f->code->flags & CODE_ANY_GENERATOR)
        RESULT(gen_from_frame(f), 3);
    ENTER_FRAME(f, 3);
}
call_bound_method: {
    BoundMethod *method = VALUE_AS(BoundMethod, call_callable);
    Function *function = VALUE_AS(Function, method->function);
    Code *code = function->code;
    if (LIKELY(code->plain_args == (int32_t)call_n_args + 1)) {
        Frame *f = push_simple(t, function, code, 3);
        if (UNLIKELY(f == NULL))
            goto call_too_deep;
        obj_hold(function);
        f->registers[0] = value_dup(method->self);
        move_values(f->registers + 1, call_args, call_n_args);
        for (int i = (int)call_n_args + 1; i < code->n_locals; i++)
            f->registers[i] = VALUE_ABSENT;
        value_drop(call_callable);
        f->back = frame;
        frame = f;
        goto start_frame;
    }
    Frame *f = call_frame_with_self(function, method->self, call_args, call_n_args);
    drop_values(call_args, call_n_args);
    value_drop(call_callable);
    FAIL_IF(f == NULL);
    if (f->code->flags & CODE_ANY_GENERATOR)
        RESULT(gen_from_frame(f), 3);
    ENTER_FRAME(f, 3);
}
call_init: { /* the class has a Python __init__ and object.__new__ */
    Type *class = value_as_type(call_callable);
    Value instance = call_instance(class);
    if (UNLIKELY(value_is_error(instance))) {
        drop_values(call_args, call_n_args);
        value_drop(call_callable);
        goto error;
    }
    Function *init = VALUE_AS(Function, class->init_cache);
    Code *code = init->code;
    if (LIKELY(code->plain_args == (int32_t)call_n_args + 1)) {
        Frame *f = push_simple(t, init, code, 3);
        if (UNLIKELY(f == NULL)) {
            value_drop(instance);
            goto call_too_deep;
        }
        obj_hold(init);
        f->registers[0] = instance;
        move_values(f->registers + 1, call_args, call_n_args);
        for (int i = (int)call_n_args + 1; i < code->n_locals; i++)
            f->registers[i] = VALUE_ABSENT;
        value_drop(call_callable); /* the instance holds its class */
        f->give = GIVE_INIT;
        f->back = frame;
        registers[pc->b] = value_dup(instance);
        frame = f;
        goto start_frame;
    }
    Frame *f = call_frame_with_self(init, instance, call_args, call_n_args);
    drop_values(call_args, call_n_args);
    if (UNLIKELY(f == NULL)) {
        value_drop(instance);
        value_drop(call_callable);
        goto error;
    }
    value_drop(call_callable); /* the instance holds its class */
    f->give = GIVE_INIT;
    f->advance = 3;
    f->back = frame;
    /* The instance waits in the caller's first call register, which is above its live temporaries. */
    registers[pc->b] = instance;
    frame = f;
    goto start_frame;
}

do_CALL_KW:
    call_callable = registers[pc->b];
    call_args = registers + pc->b + 1;
    call_n_args = pc->c;
    goto call_kw;
do_CALL_METHOD_KW:
    call_callable = registers[pc->b];
    call_args = registers + pc->b + 1;
    call_n_args = pc->c + 1u;
    if (value_is_absent(call_args[0])) {
        call_args++;
        call_n_args--;
    }
call_kw: {
    SAFEPOINT();
    SAVE();
    Ref kwnames = constants[CACHE->low];
    size_t n_positional = call_n_args - (size_t)tuple_len(kwnames);
    if (value_has_type(call_callable, &type_function)) {
        Function *function = VALUE_AS(Function, call_callable);
        Frame *f = call_frame(function, call_args, n_positional, kwnames);
        drop_values(call_args, call_n_args);
        value_drop(call_callable);
        FAIL_IF(f == NULL);
        if (f->code->flags & CODE_ANY_GENERATOR)
            RESULT(gen_from_frame(f), 2);
        ENTER_FRAME(f, 2);
    }
    Value v = object_call(call_callable, call_args, n_positional, kwnames);
    drop_values(call_args, call_n_args);
    value_drop(call_callable);
    LOOK_FOR_HOOKS();
    RESULT(v, 2);
}
do_CALL_EX: {
    SAFEPOINT();
    SAVE();
    Value *parts = registers + pc->b;
    Ref kwargs = pc->c ? parts[2] : VALUE_ABSENT;
    if (value_has_type(parts[0], &type_function) && value_is_exact_tuple(parts[1])
        && (!pc->c || dict_len(kwargs) == 0)) {
        Tuple *args = VALUE_AS(Tuple, parts[1]);
        Frame *f = call_frame(VALUE_AS(Function, parts[0]), args->items, (size_t)args->len, VALUE_ABSENT);
        drop_values(parts, 2u + pc->c);
        FAIL_IF(f == NULL);
        if (f->code->flags & CODE_ANY_GENERATOR)
            RESULT(gen_from_frame(f), 1);
        ENTER_FRAME(f, 1);
    }
    Value v = op_call_ex(parts[0], parts[1], kwargs);
    drop_values(parts, 2u + pc->c);
    LOOK_FOR_HOOKS();
    RESULT(v, 1);
}

watched_call: { /* any call instruction, while there is a profile function: it hears of functions in C */
    Value *parts = registers + pc->b, *args = parts + 1;
    int op = code_generic_op(pc->op);
    bool is_ex = op == OP_CALL_EX, with_keywords = op == OP_CALL_KW || op == OP_CALL_METHOD_KW;
    bool is_method = op == OP_CALL_METHOD || op == OP_CALL_METHOD_KW;
    size_t n_parts = is_ex ? 2u + pc->c : 1u + is_method + pc->c, n = is_ex ? 0 : n_parts - 1;
    if (is_method && value_is_absent(args[0])) {
        args++;
        n--;
    }
    SAFEPOINT();
    SAVE();
    Value watched, v = VALUE_ERROR;
    int told = trace_c_begin(frame, parts[0], n > 0 ? args[0] : VALUE_ABSENT, &watched);
    if (told == 0)
        goto *labels[pc->op];
    if (told > 0 && is_ex)
        v = trace_c_end(frame, watched, op_call_ex(parts[0], parts[1], pc->c ? parts[2] : VALUE_ABSENT));
    else if (told > 0) {
        Ref kwnames = with_keywords ? constants[CACHE->low] : VALUE_ABSENT;
        size_t n_keywords = with_keywords ? (size_t)tuple_len(kwnames) : 0;
        v = trace_c_end(frame, watched, object_call(parts[0], args, n - n_keywords, kwnames));
    }
    drop_values(parts, n_parts);
    LOOK_FOR_HOOKS();
    RESULT(v, 1 + op_n_cache[op]);
}

start_frame: /* `frame` is new, its back and give are set */
    LOAD_FRAME();
    if (UNLIKELY(t->hooks_on))
        FAIL_IF(trace_call(frame) < 0);
    DISPATCH();

do_RETURN: {
    return_value = TAKE_B();
    if (UNLIKELY(t->hooks_on)) {
        SAVE();
        if (trace_return(frame, return_value) < 0) {
            value_drop(return_value);
            goto error;
        }
    }
    if (frame->marks.is_generator) {
        SAVE();
        goto return_from_generator;
    }
    Frame *back = frame->back;
    t->frame = back; /* what dies now may run Python, which must not find this frame */
    if (LIKELY(frame->watcher == 0)) {
        size_t n = (size_t)frame->code->n_locals + pc->c;
        for (size_t i = 0; i < n; i++)
            value_drop(registers[i]);
        obj_drop(frame->function);
        t->frames_top = (char *)frame;
        t->recursion_left++;
    } else {
        SAVE();
        frame_leave(frame, pc->c);
    }
    uint8_t give = frame->give, advance = frame->advance;
    frame = back;
    if (LIKELY(give == GIVE_VALUE)) {
        LOAD_FRAME();
        SET_A(return_value);
        NEXT(advance);
    }
    if (give == GIVE_C) {
        *out = return_value;
        return STEP_RETURN;
    }
    LOAD_FRAME();
    if (give == GIVE_NEXT) {
        SET_A(return_value);
        FOR_NEXT();
    }
    Value instance = registers[pc->b]; /* GIVE_INIT */
    if (UNLIKELY(!value_is_none(return_value))) {
        exc_raise(&type_TypeError, "__init__() should return None, not '%T'", return_value);
        value_drop(return_value);
        value_drop(instance);
        goto error;
    }
    SET_A(instance);
    NEXT(advance);
}
