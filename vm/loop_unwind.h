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
    if (frame->pc->op == OP_RERAISE && code_line(code, word) < 0)
        traceback_stand_at_origin(frame);
    if (UNLIKELY(t->hooks_on))
        trace_return(frame, VALUE_ABSENT);

    Value exc = exc_take();
    uint8_t give = frame->give;
    Frame *back = frame->back;
    Gen *g = NULL;
    if (frame->is_generator) {
        g = gen_of_frame(frame);
        EVENTLOG(EVENT_RAISE, g, NULL, code, frame_line(frame), exc);
        gen_unlink(g);
        t->frame = back;
        exc = gen_translate_exception(g, exc); /* PEP 479 */
        gen_over(g, (int)depth);
    } else {
        t->frame = back; /* what dies now may run Python, which must not find this frame */
        frame_leave(frame, (int)depth);
    }
    exc_restore(exc);
    frame = back;
    if (give == GIVE_C)
        return STEP_RAISE;
    LOAD_FRAME();
    if (give == GIVE_INIT) {
        exc = exc_take();
        value_drop(registers[pc->b]);
        exc_restore(exc);
    } else if (give == GIVE_SEND) {
        exc = exc_take();
        obj_drop((Obj *)g);
        exc_restore(exc);
    }
    goto error;
}
