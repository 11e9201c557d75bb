/* vm/gen_copy.c -- copy.copy(generator): a fork of a suspended computation (README, differences to CPython).
 *
 * The copy stands where the original stands.  Locals are shared references; the iterators of running `for` loops
 * and the generators it delegates to are copied with it, so that the two go on independently. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "vm/gen.h"

/* A loop iterator on the temporaries: a copy that goes on by itself, or the same one when it cannot be copied
 * (a file, say). */
static Value fork_iterator(Ref it)
{
    if (!value_is_obj(it)) /* a number, or the exception that a handler put aside when there was none */
        return it;
    if (!object_is_iterator(it))
        return value_dup(it);
    Value copy = import_attr("copy", "copy");
    if (value_is_error(copy))
        return copy;
    Value forked = object_call1(copy, it);
    value_drop(copy);
    if (value_is_error(forked) && exc_pending_is(&type_TypeError)) {
        exc_clear();
        return value_dup(it);
    }
    return forked;
}

static Gen *clone_object(const Gen *g, int depth)
{
    const Code *code = g->frame.code;
    size_t size = offsetof(Gen, frame) + frame_size(code);
    Gen *copy = mem_alloc_sized(size);
    if (copy == NULL) {
        exc_raise_memory();
        return NULL;
    }
    memcpy(copy, g, size);
    copy->base = (Obj){1, 0, g->base.type};
    copy->chain = copy;
    copy->frame.marks.is_member = false;
    copy->frame.watcher = 0;
    copy->frame.back = NULL;
    value_dup(copy->handled);
    value_dup(copy->extra);
    obj_hold(copy->frame.function);
    for (int i = 0; i < code->n_locals + depth; i++)
        value_dup(copy->frame.registers[i]);
    return copy;
}

/* Captured variables are shared by design of closures: the copy gets cells of its own with the same contents. */
static int fork_cells(Gen *copy)
{
    const Code *code = copy->frame.code;
    for (int i = 0; i < code->n_locals; i++) {
        Value *slot = &copy->frame.registers[i];
        if (!(code->local_kinds[i] & LOCAL_CELL) || !value_has_type(*slot, &type_cell))
            continue;
        Value cell = cell_new(VALUE_AS(Cell, *slot)->value);
        if (value_is_error(cell))
            return -1;
        value_replace(slot, cell);
    }
    return 0;
}

Value gen_copy_m(Ref self, const Ref *a, size_t n, Ref kwnames)
{
    Gen *g = VALUE_AS(Gen, self);
    if (gen_is_running(g))
        return exc_raise(&type_ValueError, "cannot copy a running %s", gen_kind(g));
    if (g->frame.state == GEN_DONE)
        return value_dup(self);
    int depth = gen_depth(g);
    Gen *copy = clone_object(g, depth);
    if (copy == NULL)
        return VALUE_ERROR;
    gc_track(copy);
    Value *temporaries = copy->frame.registers + copy->frame.code->n_locals;
    for (int i = 0; i < depth; i++) {
        Value forked = fork_iterator(temporaries[i]);
        if (value_is_error(forked))
            goto fail;
        value_replace(&temporaries[i], forked);
    }
    if (fork_cells(copy))
        goto fail;
    return value_from_obj(copy);
fail:
    value_drop(value_from_obj(copy));
    return VALUE_ERROR;
}
