/* vm/loop_unwind.h -- the end of run() in vm/loop.c: an exception is pending and frame->pc stands at the instruction that
 * raised it, its temporaries consumed.  Either a handler of this frame takes it, or the frame is over and its receiver
 * raises it in turn. */
error: {
    traceback_here(frame);
    if (UNLIKELY(t->hooks_on))
        trace_exception(frame);
}
unwind: {
    uint32_t word = frame_word(frame);
    Code *code = frame->code;
    uint32_t depth = code->depths[word];
    registers = frame->registers;
    const Handler *handler = code_find_handler(code, word);
    if (handler != NULL) {
        Value exc = exc_take();
        Value *temporaries = registers + code->n_locals;
        for (uint32_t i = depth; i > handler->depth; i--)
            value_drop(temporaries[i - 1]);
        temporaries[handler->depth] = exc;
        frame->pc = code->words + handler->target;
        LOAD_FRAME();
        DISPATCH();
    }

    Value exc = exc_take();
    uint8_t give = frame->give;
    Frame *back = frame->back;
    Gen *g = NULL;
    if (frame->marks.is_generator) {
        g = gen_of_frame(frame);
        if ((give == GIVE_CLOSE || g->frame.marks.closing) && gen_is_last_exit(exc))
            exc_drop_traceback(VALUE_AS(Exc, exc)); /* who closes will not look at it */
    }
    if (frame->watcher != 0 && frame->pc->op == OP_RERAISE && code_line(code, word) < 0)
        traceback_stand_at_origin(frame, exc);
    if (UNLIKELY(t->hooks_on)) {
        exc_restore(exc);
        trace_return(frame, VALUE_ABSENT);
        exc = exc_take();
    }
    t->frame = back; /* what dies now may run Python, which must not find this frame */
    if (g != NULL) {
        EVENTLOG(EVENT_RAISE, g, NULL, code, frame_line(frame), exc);
        gen_unlink(g);
        exc = gen_translate_exception(g, exc); /* PEP 479 */
        if (give == GIVE_DELEGATOR && g->base.type == &type_async_generator)
            asyncgen_failed(g, exc);
        gen_over(g, (int)depth);
    } else {
        if (give == GIVE_NEXT && value_has_type(exc, &type_StopIteration) && value_as_obj(exc)->refcount == 1)
            exc_drop_traceback(VALUE_AS(Exc, exc)); /* the loop will not look at it */
        frame_leave(frame, (int)depth);
    }
    frame = back;
    if (give == GIVE_C) {
        exc_restore(exc);
        return STEP_RAISE;
    }
    LOAD_FRAME();
    if (give == GIVE_INIT)
        value_drop(registers[pc->b]);
    else if (give == GIVE_SEND)
        obj_drop(g);
    else if (give == GIVE_NEXT && value_is_instance(exc, &type_StopIteration)) {
        value_drop(exc);
        FOR_END();
    }
    else if (give == GIVE_CLOSE) {
        obj_drop(g);
        if (value_is_instance(exc, &type_GeneratorExit) || value_is_instance(exc, &type_StopIteration)) {
            value_drop(exc);
            SET_A(VALUE_NONE);
            NEXT(3);
        }
    }
    exc_restore(exc);
    goto error;
}
