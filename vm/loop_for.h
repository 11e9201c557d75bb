/* vm/loop_for.h -- part of run() in vm/loop.c: FOR_ITER and its forms.
 *
 * R[b] is the iterator; the cache word holds the jumps to take when it is exhausted and with an item.  At the end
 * of a loop the latter is the back-edge, so every form begins with a safepoint.  Forms for one kind of iterator
 * test the type and fall back to the generic instruction, which picks a form again. */
#define FOR_NEXT() NEXT(2 + CACHE->jump_next)
#define FOR_END()                                                     \
    do {                                                              \
        SAVE();                                                       \
        const Instr *for_end = pc + 2 + CACHE->jump;                  \
        value_drop(registers[pc->b]);                                 \
        pc = for_end;                                                 \
        DISPATCH();                                                   \
    } while (0)

do_FOR_ITER: {
    SAFEPOINT();
    Ref it = registers[pc->b];
    Type *type = value_as_obj(it)->type;
    if (type == &type_range_iterator)
        INSTR->op = OP_FOR_ITER_RANGE;
    else if (type == &type_list_iterator)
        INSTR->op = OP_FOR_ITER_LIST;
    else if (type == &type_tuple_iterator)
        INSTR->op = OP_FOR_ITER_TUPLE;
    else if (type == &type_generator)
        INSTR->op = OP_FOR_ITER_GENERATOR;
    else if (type->next == type_slot_next && call_special_function(it, NAME(__next__), 1))
        INSTR->op = OP_FOR_ITER_PYTHON;
    else {
    for_iter_slot:
        SAVE();
        Value v = iter_next(registers[pc->b]);
        if (LIKELY(value_is_ok(v))) {
            SET_A(v);
            FOR_NEXT();
        }
        FAIL_IF(value_is_error(v));
        FOR_END();
    }
    goto *labels[pc->op];
}
do_FOR_ITER_RANGE: {
    SAFEPOINT();
    Ref it = registers[pc->b];
    if (UNLIKELY(value_as_obj(it)->type != &type_range_iterator))
        goto do_FOR_ITER;
    RangeIter *range = VALUE_AS(RangeIter, it);
    if (UNLIKELY(range->n_left <= 0))
        FOR_END();
    int64_t i = range->next;
    range->n_left--;
    range->next = (int64_t)((uint64_t)i + (uint64_t)range->step);
    Value v = LIKELY(int_fits_inline(i)) ? value_from_int(i) : int_new_slow(i);
    FAIL_IF(value_is_error(v));
    SET_A(v);
    FOR_NEXT();
}
do_FOR_ITER_LIST: {
    SAFEPOINT();
    Ref it = registers[pc->b];
    if (UNLIKELY(value_as_obj(it)->type != &type_list_iterator))
        goto do_FOR_ITER;
    ListIter *iter = VALUE_AS(ListIter, it);
    if (UNLIKELY(value_is_absent(iter->list)))
        FOR_END();
    if (LIKELY(iter->index < list_len(iter->list))) {
        Value v = value_dup(list_at(iter->list, iter->index++));
        SET_A(v);
        FOR_NEXT();
    }
    value_clear(&iter->list);
    FOR_END();
}
do_FOR_ITER_TUPLE: {
    SAFEPOINT();
    Ref it = registers[pc->b];
    if (UNLIKELY(value_as_obj(it)->type != &type_tuple_iterator))
        goto do_FOR_ITER;
    SAVE();
    Value v = type_tuple_iterator.next(it);
    if (LIKELY(value_is_ok(v))) {
        SET_A(v);
        FOR_NEXT();
    }
    FOR_END();
}
do_FOR_ITER_GENERATOR: {
    SAFEPOINT();
    Ref it = registers[pc->b];
    if (UNLIKELY(value_as_obj(it)->type != &type_generator))
        goto do_FOR_ITER;
    Gen *g = VALUE_AS(Gen, it);
    SAVE();
    if (LIKELY(gen_is_ready(g)) && LIKELY(dispatch == labels) && LIKELY(t->recursion_left > 0)) {
        const Instr *start = gen_enter_ready(t, g, VALUE_NONE);
        g->frame.back = frame;
        g->frame.give = GIVE_ITERATION;
        g->frame.advance = 2;
        frame = &g->frame;
        SWITCH_FRAME_AT(start);
        DISPATCH();
    }
    int status = gen_check_resume(g, VALUE_NONE);
    if (status > 0)
        FOR_END();
    FAIL_IF(status < 0);
    if (t->recursion_left <= 0) {
        thread_recursion_error("");
        goto error;
    }
    Frame *f = gen_enter(g, VALUE_NONE);
    g->frame.back = frame;
    g->frame.give = GIVE_ITERATION;
    g->frame.advance = 2;
    frame = f;
    LOAD_FRAME();
    DISPATCH();
}
