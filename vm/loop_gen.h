/* vm/loop_gen.h -- part of run() in vm/loop.c: yield, delegation, awaiting, and what happens when a generator's
 * frame is over.  The chain of delegating generators is explained in vm/gen.h. */
/* For the call instruction at pc, of three words: go on in the parked generator. Takes sent. */
#define RESUME_PARKED(generator, sent)                                \
    do {                                                              \
        Gen *resumed = (generator);                                   \
        resumed->frame.back = frame;                                  \
        resumed->frame.give = GIVE_SEND;                              \
        resumed->frame.advance = 3;                                   \
        const Instr *resumed_at = gen_enter_ready(t, resumed, (sent)); \
        frame = &resumed->frame;                                      \
        SWITCH_FRAME_AT(resumed_at);                                  \
        DISPATCH();                                                   \
    } while (0)

do_YIELD: {
    return_value = TAKE_B();
    Gen *g = gen_of_frame(frame);
    if (UNLIKELY(pc->flags & FLAG_ASYNC)) {
        if (frame->give == GIVE_DELEGATOR)
            goto yield_to_awaiter;
        g->frame.marks.ag_yielded = true; /* its awaitable tells it from what the body awaits */
    }
    if (UNLIKELY(gen_is_member(g)) || UNLIKELY(dispatch != labels) || UNLIKELY(eventlog_on))
        goto yield_value;
    SAVE();
    g->frame.state = GEN_PARKED;
    t->handled--;
    t->recursion_left++;
    uint8_t give = frame->give, advance = frame->advance;
    frame = frame->back;
    if (LIKELY(give == GIVE_ITERATION)) {
        SWITCH_FRAME_AT(frame->pc);
        SET_A(return_value);
        FOR_NEXT();
    }
    if (give == GIVE_C) {
        t->frame = frame;
        *out = return_value;
        return STEP_YIELD;
    }
    SWITCH_FRAME_AT(frame->pc);
    if (UNLIKELY(give == GIVE_CLOSE))
        goto close_ignored;
    obj_drop(g); /* the call instruction's reference */
    SET_A(return_value);
    NEXT(advance);
}
yield_value: { /* suspend `frame` at pc and give return_value to whoever resumed the root */
    SAVE();
    if (UNLIKELY(t->hooks_on) && trace_yield(frame, return_value) < 0) {
        value_drop(return_value);
        goto error;
    }
    Gen *g = gen_of_frame(frame);
    EVENTLOG(EVENT_YIELD, g, gen_is_member(g) ? gen_root(g) : NULL, frame->code, frame_line(frame), return_value);
    Gen *root = gen_is_member(g) ? gen_root(g) : g;
    root->frame.state = GEN_SUSPENDED;
    t->handled--;
    t->recursion_left++;
    uint8_t give = root->frame.give, advance = root->frame.advance;
    frame = root->frame.back;
    if (give == GIVE_ITERATION) {
        LOAD_FRAME();
        SET_A(return_value);
        FOR_NEXT();
    }
    if (give == GIVE_C) {
        t->frame = frame;
        *out = return_value;
        return STEP_YIELD;
    }
    LOAD_FRAME();
    if (UNLIKELY(give == GIVE_CLOSE))
        goto close_ignored;
    obj_drop(root);
    SET_A(return_value);
    NEXT(advance);
}
yield_to_awaiter: { /* `yield` in an async generator that DELEGATE awaits in place: return_value is the await's value */
    SAVE();
    if (UNLIKELY(t->hooks_on) && trace_yield_to_awaiter(frame, return_value) < 0) {
        value_drop(return_value);
        goto error;
    }
    Gen *g = gen_of_frame(frame);
    EVENTLOG(EVENT_YIELD, g, NULL, frame->code, frame_line(frame), return_value);
    frame = frame->back;
    gen_leave_chain(t, g);
    g->frame.state = GEN_PARKED;
    g->frame.marks.ag_running = false;
    LOAD_FRAME();
    value_drop(registers[pc->c]);
    obj_drop(g);
    SET_A(return_value);
    NEXT(2);
}
close_ignored: { /* the generator yielded return_value to the CALL_METHOD at pc, which closes it */
    Value generator = registers[pc->b + 1];
    exc_raise(&type_RuntimeError, "%s ignored GeneratorExit", gen_kind(VALUE_AS(Gen, generator)));
    Value exc = exc_take();
    value_drop(return_value);
    value_drop(generator);
    exc_restore(exc);
    goto error;
}

/* Forms of calls that resumed a generator the last time; when this one is not as plain, the generic form again.
 * The generator's reference is dropped when it gives something back. */
do_CALL_SEND: {
    SAFEPOINT();
    Ref callable = registers[pc->b];
    if (LIKELY(value_has_type(callable, &type_native)) && LIKELY(dispatch == labels)) {
        const Native *native = VALUE_AS(Native, callable);
        if (LIKELY(native->method->flags & METHOD_RESUMES) && LIKELY(gen_is_parked(native->self))) {
            Gen *g = VALUE_AS(Gen, native->self);
            SAVE();
            obj_hold(g);
            value_drop(callable);
            RESUME_PARKED(g, registers[pc->b + 1]);
        }
    }
    INSTR->op = OP_CALL;
    goto do_CALL;
}
do_CALL_NEXT: {
    SAFEPOINT();
    Ref callable = registers[pc->b];
    if (LIKELY(value_has_type(callable, &type_native)) && LIKELY(dispatch == labels)
        && LIKELY(VALUE_AS(Native, callable)->method->flags & METHOD_ADVANCES)
        && LIKELY(gen_is_parked(registers[pc->b + 1])) && !value_has_type(registers[pc->b + 1], &type_coroutine)) {
        SAVE();
        value_drop(callable);
        RESUME_PARKED(VALUE_AS(Gen, registers[pc->b + 1]), VALUE_NONE);
    }
    INSTR->op = OP_CALL;
    goto do_CALL;
}
do_CALL_METHOD_SEND: {
    SAFEPOINT();
    Ref callable = registers[pc->b];
    if (LIKELY(value_has_type(callable, &type_method_descr)) && LIKELY(dispatch == labels)
        && LIKELY(VALUE_AS(MethodDescr, callable)->method->flags & METHOD_RESUMES)
        && LIKELY(gen_is_parked(registers[pc->b + 1]))) {
        SAVE();
        value_drop(callable);
        RESUME_PARKED(VALUE_AS(Gen, registers[pc->b + 1]), registers[pc->b + 2]);
    }
    INSTR->op = OP_CALL_METHOD;
    goto do_CALL_METHOD;
}
call_drive: { /* g.send(v), g.throw(e), g.close(): in place when g stands simply; from the label `call` */
    uint32_t flags = VALUE_AS(MethodDescr, call_callable)->method->flags;
    if (flags & METHOD_RESUMES) {
        if (call_n_args == 2 && gen_can_enter(call_args[0], call_args[1])) {
            if (pc->op == OP_CALL_METHOD)
                INSTR->op = OP_CALL_METHOD_SEND;
            call_sent = call_args[1];
            goto call_send;
        }
    } else if (call_n_args > 0 && gen_is_parked(call_args[0]) && LIKELY(dispatch == labels)) {
        if (flags & METHOD_THROWS) {
            if (call_n_args == 2 && value_has_flag(call_args[1], TYPE_SUB_EXC)) {
                call_sent = call_args[1];
                goto call_throw;
            }
        } else if (call_n_args == 1 && gen_stands_in_try(VALUE_AS(Gen, call_args[0]))) {
            call_sent = gen_exit_new();
            if (LIKELY(value_is_ok(call_sent)))
                goto call_throw;
            exc_clear();
        }
    }
    goto call_method_descr;
}
call_throw: { /* raise call_sent where the parked generator call_args[0] stands */
    Gen *g = VALUE_AS(Gen, call_args[0]);
    bool closes = call_n_args == 1;
    value_drop(call_callable);
    exc_restore(call_sent);
    if (value_is_obj(g->handled)) /* what is handled inside is its context; what the caller handles is not */
        exc_chain_to(running->exc, g->handled);
    Frame *f = gen_enter_throw(g);
    f->back = frame;
    f->give = closes ? GIVE_CLOSE : GIVE_SEND;
    f->advance = 3;
    frame = f;
    LOAD_FRAME();
    goto error;
}
call_send: { /* g.send(v), next(g): resume g in place; its reference is dropped when it gives something back */
    Gen *g = VALUE_AS(Gen, call_args[0]);
    value_drop(call_callable);
    g->frame.back = frame;
    g->frame.give = GIVE_SEND;
    g->frame.advance = 3;
    if (LIKELY(gen_is_ready(g)) && LIKELY(dispatch == labels)) {
        const Instr *start = gen_enter_ready(t, g, call_sent);
        frame = &g->frame;
        SWITCH_FRAME_AT(start);
        DISPATCH();
    }
    frame = gen_enter(g, call_sent);
    LOAD_FRAME();
    DISPATCH();
}

do_DELEGATE: {
    SAVE();
    Ref it = registers[pc->b];
    if (LIKELY(value_is_gen(it))) {
        Gen *g = VALUE_AS(Gen, it);
        if (LIKELY(g->frame.state == GEN_CREATED) && LIKELY(dispatch == labels) && LIKELY(!eventlog_on)) {
            gen_link_fresh(t, gen_of_frame(frame), g);
            g->frame.advance = 2;
            frame = &g->frame;
            SWITCH_FRAME_AT(frame->pc);
            DISPATCH();
        }
        if (UNLIKELY(g->frame.state == GEN_DONE) && g->base.type == &type_async_generator) {
            asyncgen_ended(g);
            goto error;
        }
        int status = g->frame.state <= GEN_SUSPENDED && !gen_is_member(g) ? 0 : gen_check_delegate(g);
        if (status == 0) {
            Value sent = registers[pc->c];
            registers[pc->c] = VALUE_NONE;
            frame = gen_link(gen_of_frame(frame), g, sent);
            g->frame.advance = 2;
            LOAD_FRAME();
            DISPATCH();
        }
        FAIL_IF(status < 0);
        value_drop(registers[pc->c]); /* a finished generator returns None at once */
        value_drop(registers[pc->b]);
        SET_A(VALUE_NONE);
        NEXT(2);
    }
    if (value_has_type(it, &type_asyncgen_asend) && dispatch == labels
        && asyncgen_take_send(it, &registers[pc->b], &registers[pc->c]))
        goto do_DELEGATE;
    Value sent = registers[pc->c];
    registers[pc->c] = VALUE_NONE;
    Value v;
    Step step = iter_send(it, sent, &v);
    value_drop(sent);
    if (step == STEP_YIELD) {
        return_value = v;
        goto yield_value; /* resumed here again, with what is sent in R[c] */
    }
    FAIL_IF(step == STEP_RAISE);
    value_drop(registers[pc->b]);
    if (UNLIKELY(t->hooks_on))
        trace_delegate_end(frame, v);
    SET_A(v);
    NEXT(2);
}
do_END_ASYNC_FOR: {
    SAVE();
    Value exc = registers[pc->c];
    value_drop(registers[pc->b]);
    if (value_is_instance(exc, &type_StopAsyncIteration)) {
        value_drop(exc);
        NEXT(1);
    }
    exc_restore(exc);
    goto unwind;
}

return_from_generator: { /* return_value is what the generator's body returned */
    Gen *g = gen_of_frame(frame);
    EVENTLOG(EVENT_RETURN, g, NULL, frame->code, frame_line(frame), return_value);
    int depth = (int)frame->code->depths[pc - frame->code->words];
    uint8_t give = frame->give, advance = frame->advance;
    frame = frame->back;
    if (give == GIVE_DELEGATOR)
        gen_leave_chain(t, g);
    else
        gen_leave(t, g);
    t->frame = frame; /* what dies now may run Python, which must not find the finished frame */
    if (give == GIVE_C) {
        gen_over(g, depth);
        *out = return_value;
        return STEP_RETURN;
    }
    if (UNLIKELY(give == GIVE_DELEGATOR) && g->base.type == &type_async_generator) {
        gen_over(g, depth);
        LOAD_FRAME();
        value_drop(return_value);
        asyncgen_ended(g);
        goto error;
    }
    /* The receiver gives up its reference: mostly the last one. */
    if (LIKELY(gen_is_unshared(g)))
        gen_bury(g, depth);
    else {
        gen_over(g, depth);
        obj_drop(g);
    }
    LOAD_FRAME();
    switch ((Give)give) {
    case GIVE_ITERATION:
        value_drop(return_value);
        NEXT(2 + CACHE->jump);
    case GIVE_DELEGATOR:
        value_drop(registers[pc->c]);
        if (UNLIKELY(t->hooks_on))
            trace_delegate_end(frame, return_value);
        SET_A(return_value);
        NEXT(advance);
    case GIVE_CLOSE:
        SET_A(return_value);
        NEXT(advance);
    case GIVE_SEND:
        exc_raise_stop_iteration(return_value);
        goto error;
    case GIVE_C:
    case GIVE_VALUE:
    case GIVE_INIT:
    case GIVE_NEXT:
        break;
    }
    __builtin_unreachable();
}
