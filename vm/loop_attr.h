/* vm/loop_attr.h -- part of run() in vm/loop.c: attributes, methods, subscripts.
 *
 * Forms that rely on a shape read their object straight from a register: constants have no shape. */
/* One of several types that come here; now and then the cache turns to the latest. */
#define TAKE_TURN(r)                                                  \
    do {                                                              \
        if (specialise_countdown(CACHE))                              \
            specialise_as_remembered(INSTR, r);                       \
    } while (0)
do_LOAD_ATTR: {
    Ref o = READ_B();
    const Remembered *r = specialise_remembered(OP_LOAD_ATTR, o, frame->code->names[pc->c]);
    if (r != NULL) {
        TAKE_TURN(r);
        Value v = value_dup(r->op == OP_LOAD_ATTR_SHAPE ? remembered_attrs(r, o)->values[remembered_slot(r)]
                                                        : VALUE_OF_BITS(r->what));
        SAVE();
        CONSUME_B();
        SET_A(v);
        NEXT(4);
    }
    SAVE();
    Value held = TAKE_B();
    Value v = op_load_attr(INSTR, held, frame->code->names[pc->c]);
    value_drop(held);
    RESULT(v, 4);
}
do_LOAD_ATTR_SHAPE: {
    Ref o = registers[pc->b];
    Attrs *attrs = cached_attrs(o, CACHE);
    if (UNLIKELY(attrs == NULL))
        goto do_LOAD_ATTR;
    Value v = value_dup(attrs->values[cached_slot(CACHE)]);
    CONSUME_B();
    SET_A(v);
    NEXT(4);
}
do_LOAD_ATTR_SHAPE_LOCAL: {
    Attrs *attrs = cached_attrs(registers[pc->b], CACHE);
    if (UNLIKELY(attrs == NULL))
        goto do_LOAD_ATTR;
    registers[pc->a] = value_dup(attrs->values[cached_slot(CACHE)]);
    NEXT(4);
}
do_LOAD_ATTR_SHAPE_TEMP: {
    Ref o = registers[pc->b];
    Attrs *attrs = cached_attrs(o, CACHE);
    if (UNLIKELY(attrs == NULL))
        goto do_LOAD_ATTR;
    Value v = value_dup(attrs->values[cached_slot(CACHE)]);
    SAVE();
    obj_drop(value_as_obj(o));
    registers[pc->a] = v;
    NEXT(4);
}
do_LOAD_ATTR_SLOT: {
    Ref o = READ_B();
    if (UNLIKELY(!value_is_obj(o) || value_as_obj(o)->type->version != CACHE[0].low))
        goto do_LOAD_ATTR;
    Value v = *(Value *)(void *)((char *)value_as_obj(o) + CACHE[1].low);
    if (UNLIKELY(value_is_absent(v)))
        goto do_LOAD_ATTR;
    value_dup(v);
    CONSUME_B();
    SET_A(v);
    NEXT(4);
}
do_LOAD_ATTR_CLASS: { /* a plain value found on the type, not shadowed by the shape */
    Ref o = registers[pc->b];
    if (UNLIKELY(cached_attrs(o, CACHE) == NULL))
        goto do_LOAD_ATTR;
    Value v = value_dup(VALUE_OF_BITS(CACHE[1].word));
    CONSUME_B();
    SET_A(v);
    NEXT(4);
}
do_LOAD_ATTR_MODULE: {
    Ref o = READ_B();
    if (UNLIKELY(!value_has_type(o, &type_module)))
        goto do_LOAD_ATTR;
    const Dict *d = VALUE_AS(Dict, module_dict(o));
    if (UNLIKELY(d->keys_version != CACHE[0].low))
        goto do_LOAD_ATTR;
    Value v = value_dup(((StrEntry *)d->entries)[CACHE[1].low].value);
    CONSUME_B();
    SET_A(v);
    NEXT(4);
}
do_LOAD_ATTR_TYPE: { /* o is a class at this version */
    Ref o = READ_B();
    if (UNLIKELY(!value_is_type(o) || value_as_type(o)->version != CACHE[0].low))
        goto do_LOAD_ATTR;
    Value v = value_dup(VALUE_OF_BITS(CACHE[1].word));
    CONSUME_B();
    SET_A(v);
    NEXT(4);
}
do_LOAD_ATTR_PROPERTY: { /* getter is a Python function of one parameter */
    Ref o = READ_B();
    if (UNLIKELY(!value_is_obj(o) || value_as_obj(o)->type->version != CACHE[0].low))
        goto do_LOAD_ATTR;
    Function *getter = VALUE_AS(Function, VALUE_OF_BITS(CACHE[1].word));
    SAVE();
    Value self = TAKE_B();
    obj_hold(getter);
    Frame *f = push_simple(t, getter, getter->code, 4);
    if (UNLIKELY(f == NULL)) {
        value_drop(self);
        obj_drop(getter);
        thread_recursion_error("");
        goto error;
    }
    f->registers[0] = self;
    for (int i = 1; i < getter->code->n_locals; i++)
        f->registers[i] = VALUE_ABSENT;
    f->back = frame;
    frame = f;
    goto start_frame;
}
do_STORE_ATTR: {
    const Remembered *r = specialise_remembered(OP_STORE_ATTR, READ_B(), frame->code->names[pc->c]);
    SAVE();
    if (r != NULL) {
        TAKE_TURN(r);
        Value v = TAKE_A();
        value_replace(&remembered_attrs(r, READ_B())->values[remembered_slot(r)], v);
        CONSUME_B();
        NEXT(4);
    }
    Value held = TAKE_B();
    Value v = TAKE_A();
    int result = op_store_attr(INSTR, held, frame->code->names[pc->c], v);
    value_drop(v);
    value_drop(held);
    FAIL_IF(result);
    NEXT(4);
}
do_STORE_ATTR_SHAPE: { /* the attribute exists in this shape */
    Ref o = registers[pc->b];
    Attrs *attrs = cached_attrs(o, CACHE);
    if (UNLIKELY(attrs == NULL))
        goto do_STORE_ATTR;
    SAVE();
    Value v = TAKE_A();
    value_replace(&attrs->values[cached_slot(CACHE)], v);
    CONSUME_B();
    NEXT(4);
}
do_STORE_ATTR_ADD: { /* the attribute moves the object to the child shape; there is room for the value */
    Ref o = registers[pc->b];
    Attrs *attrs = cached_attrs(o, CACHE);
    if (UNLIKELY(attrs == NULL) || UNLIKELY(attrs->shape->n >= attrs->capacity))
        goto do_STORE_ATTR;
    Value v = TAKE_A();
    attrs->values[attrs->shape->n] = v;
    attrs->shape = (Shape *)(uintptr_t)CACHE[1].word;
    SAVE();
    CONSUME_B();
    NEXT(4);
}
do_STORE_ATTR_SLOT: {
    Ref o = READ_B();
    if (UNLIKELY(!value_is_obj(o) || value_as_obj(o)->type->version != CACHE[0].low))
        goto do_STORE_ATTR;
    SAVE();
    Value v = TAKE_A();
    value_replace((Value *)(void *)((char *)value_as_obj(o) + CACHE[1].low), v);
    CONSUME_B();
    NEXT(4);
}
do_DELETE_ATTR: {
    SAVE();
    Value held = TAKE_B();
    int result = object_setattr(held, frame->code->names[pc->c], VALUE_ABSENT);
    value_drop(held);
    FAIL_IF(result);
    NEXT(1);
}
do_LOAD_METHOD: {
    const Remembered *r = specialise_remembered(OP_LOAD_METHOD, READ_B(), frame->code->names[pc->c]);
    Value held = TAKE_B();
    if (r != NULL) {
        TAKE_TURN(r);
        registers[pc->a] = value_dup(VALUE_OF_BITS(r->what));
        registers[pc->a + 1] = held;
        NEXT(4);
    }
    SAVE();
    Value self;
    Value v = op_load_method(INSTR, held, frame->code->names[pc->c], &self);
    if (value_is_error(v)) {
        value_drop(held);
        goto error;
    }
    registers[pc->a] = v;
    if (value_is_absent(self))
        value_drop(held);
    else
        self = held;
    registers[pc->a + 1] = self;
    NEXT(4);
}
do_LOAD_METHOD_TYPE: { /* a method of the type; instances have no attributes of their own */
    Ref o = READ_B();
    if (UNLIKELY(value_type(o)->version != CACHE[0].low))
        goto do_LOAD_METHOD;
    Value self = TAKE_B();
    registers[pc->a] = value_dup(VALUE_OF_BITS(CACHE[1].word));
    registers[pc->a + 1] = self;
    NEXT(4);
}
do_LOAD_METHOD_TYPE_LOCAL: {
    Ref o = registers[pc->b];
    if (UNLIKELY(!value_is_obj(o)) || UNLIKELY(value_as_obj(o)->type->version != CACHE[0].low))
        goto do_LOAD_METHOD;
    Value *found = &registers[pc->a];
    found[0] = value_dup_obj((Obj *)(uintptr_t)CACHE[1].word);
    found[1] = value_dup_obj(value_as_obj(o));
    NEXT(4);
}
do_LOAD_METHOD_SHAPE: { /* a method of the type; this shape does not shadow it */
    Ref o = registers[pc->b];
    if (UNLIKELY(cached_attrs(o, CACHE) == NULL))
        goto do_LOAD_METHOD;
    Value self = TAKE_B();
    registers[pc->a] = value_dup(VALUE_OF_BITS(CACHE[1].word));
    registers[pc->a + 1] = self;
    NEXT(4);
}
do_LOAD_METHOD_SHAPE_LOCAL: {
    Ref o = registers[pc->b];
    if (UNLIKELY(cached_attrs(o, CACHE) == NULL))
        goto do_LOAD_METHOD;
    Value *found = &registers[pc->a];
    found[0] = value_dup_obj((Obj *)(uintptr_t)CACHE[1].word);
    found[1] = value_dup_obj(value_as_obj(o));
    NEXT(4);
}
do_LOAD_METHOD_MODULE: {
    Ref o = READ_B();
    if (UNLIKELY(!value_has_type(o, &type_module)))
        goto do_LOAD_METHOD;
    const Dict *d = VALUE_AS(Dict, module_dict(o));
    if (UNLIKELY(d->keys_version != CACHE[0].low))
        goto do_LOAD_METHOD;
    Value v = value_dup(((StrEntry *)d->entries)[CACHE[1].low].value);
    CONSUME_B();
    registers[pc->a] = v;
    registers[pc->a + 1] = VALUE_ABSENT;
    NEXT(4);
}
do_LOAD_SUPER_ATTR:
    SAVE();
    RESULT(op_super(frame, registers + pc->b, frame->code->names[pc->c], pc->flags & FLAG_6, NULL), 2);
do_LOAD_SUPER_METHOD: {
    SAVE();
    Value self;
    Value v = op_super(frame, registers + pc->b, frame->code->names[pc->c], pc->flags & FLAG_6, &self);
    FAIL_IF(value_is_error(v));
    registers[pc->a] = v;
    registers[pc->a + 1] = self;
    NEXT(2);
}
/* R[a] = o[key] when the int key is within bounds. */
#define SEQUENCE_ITEM(length_of, item_at)                             \
    do {                                                              \
        int64_t i = value_as_int(key), len = length_of(o);            \
        i += i < 0 ? len : 0;                                         \
        if (LIKELY((uint64_t)i < (uint64_t)len)) {                    \
            Value v = value_dup(item_at(o, i));                       \
            SAVE();                                                   \
            CONSUME_B();                                              \
            SET_A(v);                                                 \
            NEXT(2);                                                  \
        }                                                             \
    } while (0)
do_LOAD_SUBSCR: {
    Ref o = READ_B(), key = READ_C();
    if (LIKELY(value_is_obj(o))) {
        Type *type = value_as_obj(o)->type;
        if (type == &type_list && value_is_int(key)) {
            if (UNLIKELY(CACHE->low < SPECIALISE_TRIES))
                specialise_item_load(INSTR, key);
            SEQUENCE_ITEM(list_len, list_at);
        } else if (type == &type_tuple && value_is_int(key)) {
            if (KIND_C == OPERAND_CONST && UNLIKELY(CACHE->low < SPECIALISE_TRIES))
                specialise_item_load(INSTR, key);
            SEQUENCE_ITEM(tuple_len, tuple_at);
        } else if (type == &type_str && value_is_int(key)) {
            if (KIND_C != OPERAND_CONST && UNLIKELY(CACHE->low < SPECIALISE_TRIES))
                specialise_char_load(INSTR);
            int64_t i = value_as_int(key);
            i += i < 0 ? str_len(o) : 0;
            if (LIKELY((uint64_t)i < (uint64_t)str_len(o))) {
                SAVE();
                Value v = str_char_at(o, i);
                CONSUME_B();
                RESULT(v, 2);
            }
        } else if (type == &type_dict) {
            SAVE();
            Value held = TAKE_B();
            Ref found = value_is_exact_str(key) ? dict_get_str(held, key) : dict_get(held, key);
            if (LIKELY(value_is_ok(found))) {
                value_dup(found);
                value_drop(held);
                CONSUME_C();
                SET_A(found);
                NEXT(2);
            }
            if (value_is_absent(found))
                exc_raise_key(key);
            value_drop(held);
            CONSUME_C();
            goto error;
        }
    }
    SAVE();
    Value held = TAKE_B(), held_key = TAKE_C();
    Value v = object_subscript(held, held_key);
    value_drop(held);
    value_drop(held_key);
    RESULT(v, 2);
}
do_LOAD_SUBSCR_LIST: {
    const Value *slot = list_slot(registers, pc);
    if (UNLIKELY(slot == NULL)) {
        specialise_missed(INSTR, OP_LOAD_SUBSCR);
        goto do_LOAD_SUBSCR;
    }
    registers[pc->a] = value_dup(*slot);
    NEXT(2);
}
do_LOAD_SUBSCR_LIST_TEMP: {
    const Value *slot = list_slot(registers, pc);
    if (UNLIKELY(slot == NULL)) {
        specialise_missed(INSTR, OP_LOAD_SUBSCR);
        goto do_LOAD_SUBSCR;
    }
    Obj *list = value_as_obj(registers[pc->b]);
    Value item = value_dup(*slot);
    SAVE();
    obj_drop(list);
    registers[pc->a] = item;
    NEXT(2);
}
do_LOAD_SUBSCR_STR: {
    Ref s = registers[pc->b], key = registers[pc->c];
    if (UNLIKELY(!value_has_type(s, &type_str)) || UNLIKELY(!value_is_int(key))
        || UNLIKELY((uint64_t)value_as_int(key) >= (uint64_t)str_len(s))) {
        specialise_missed(INSTR, OP_LOAD_SUBSCR);
        goto do_LOAD_SUBSCR;
    }
    SAVE();
    Value v = str_char_at(s, value_as_int(key));
    FAIL_IF(value_is_error(v));
    registers[pc->a] = v;
    NEXT(2);
}
do_LOAD_SUBSCR_ITEM: {
    Ref o = registers[pc->b];
    uint64_t i = CACHE->word;
    if (value_is_exact_tuple(o) && LIKELY(i < (uint64_t)tuple_len(o)))
        registers[pc->a] = value_dup(tuple_at(o, (int64_t)i));
    else if (value_has_type(o, &type_list) && LIKELY(i < (uint64_t)list_len(o)))
        registers[pc->a] = value_dup(list_at(o, (int64_t)i));
    else {
        specialise_missed(INSTR, OP_LOAD_SUBSCR);
        goto do_LOAD_SUBSCR;
    }
    NEXT(2);
}
do_STORE_SUBSCR_LIST: {
    Value *slot = list_slot(registers, pc);
    if (UNLIKELY(slot == NULL)) {
        specialise_missed(INSTR, OP_STORE_SUBSCR);
        goto do_STORE_SUBSCR;
    }
    SAVE();
    Value v = TAKE_A();
    value_replace(slot, v);
    NEXT(2);
}
do_STORE_SUBSCR: {
    Ref o = READ_B(), key = READ_C();
    if (LIKELY(value_is_obj(o))) {
        Type *type = value_as_obj(o)->type;
        if (type == &type_list && value_is_int(key)) {
            if (UNLIKELY(CACHE->low < SPECIALISE_TRIES))
                specialise_list_store(INSTR);
            int64_t i = value_as_int(key), len = list_len(o);
            if (i < 0)
                i += len;
            if (LIKELY((uint64_t)i < (uint64_t)len)) {
                SAVE();
                Value v = TAKE_A();
                value_replace(&VALUE_AS(List, o)->items[i], v);
                CONSUME_B();
                NEXT(2);
            }
        }
    }
    SAVE();
    Value held = TAKE_B(), held_key = TAKE_C(), v = TAKE_A();
    int result = value_has_type(held, &type_dict) ? dict_set(held, held_key, v)
                                                  : object_set_subscript(held, held_key, v);
    value_drop(v);
    value_drop(held_key);
    value_drop(held);
    FAIL_IF(result);
    NEXT(2);
}
do_DELETE_SUBSCR: {
    SAVE();
    Value held = TAKE_B(), held_key = TAKE_C();
    int result = object_set_subscript(held, held_key, VALUE_ABSENT);
    value_drop(held_key);
    value_drop(held);
    FAIL_IF(result);
    NEXT(1);
}
do_LOAD_SLICE: {
    SAVE();
    Value held = TAKE_B();
    Value *bounds = registers + pc->c;
    Value v = op_load_slice(held, bounds[0], bounds[1]);
    value_drop(held);
    drop_values(bounds, 2);
    RESULT(v, 1);
}
do_STORE_SLICE: {
    SAVE();
    Value held = TAKE_B(), v = TAKE_A();
    Value *bounds = registers + pc->c;
    int result = op_store_slice(held, bounds[0], bounds[1], v);
    value_drop(v);
    value_drop(held);
    drop_values(bounds, 2);
    FAIL_IF(result);
    NEXT(1);
}
do_BUILD_SLICE: {
    SAVE();
    Value *parts = registers + pc->b;
    Value v = slice_new(parts[0], parts[1], pc->c == 3 ? parts[2] : VALUE_NONE);
    drop_values(parts, pc->c);
    RESULT(v, 1);
}
