/* vm/callback.c -- the VM's side of vm/callback.h, except compiling (vm/compile.c). */
#include "vm/callback.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/module.h"
#include "runtime/tuple.h"
#include "vm/gen.h"
#include "vm/ops.h"

/* Run code in its own frame; code with CODE_NAMESPACE gets the namespace in register 0. */
Value vm_exec(Ref code_value, Ref globals, Ref locals)
{
    if (c_stack_check(""))
        return VALUE_ERROR;
    Code *code = VALUE_AS(Code, code_value);
    Value made = function_new(code, globals);
    if (value_is_error(made))
        return made;
    if (code->n_free > 0 && value_is_absent(VALUE_AS(Function, made)->closure)) {
        value_drop(made);
        return exc_raise(&type_TypeError, "code object requires a closure of exactly length %d", code->n_free);
    }
    Frame *f = frame_push(VALUE_AS(Function, made));
    if (f == NULL)
        return VALUE_ERROR;
    if (code->flags & CODE_NAMESPACE)
        f->registers[0] = value_dup(value_is_absent(locals) ? globals : locals);
    if (code->flags & CODE_ANY_GENERATOR)
        return gen_from_frame(f);
    f->back = running->frame;
    f->give = GIVE_C;
    Value v;
    return vm_run(f, &v) == STEP_RETURN ? v : VALUE_ERROR;
}

Frame *vm_frame_caller(int depth)
{
    Frame *f = running->frame;
    while (f != NULL && depth-- > 0)
        f = f->back;
    return f;
}

Value vm_frame_object(Frame *f) { return frame_object(f); }
Ref vm_frame_globals(Frame *f) { return f->function->globals; }
Ref vm_frame_code(Frame *f) { return value_from_obj(f->code); }
int vm_frame_line(Frame *f) { return frame_line(f); }
const void *vm_frame_generator(Frame *f) { return f->marks.is_generator ? gen_of_frame(f) : NULL; }

void vm_code_names(const void *code, Ref *qualname, Ref *filename)
{
    *qualname = ((const Code *)code)->qualname;
    *filename = ((const Code *)code)->filename;
}

Value vm_frame_locals(Frame *f)
{
    if (frame_in_namespace(f))
        return value_dup(f->registers[0]);
    return frame_locals_snapshot(f);
}

Ref vm_globals(void)
{
    return running->frame == NULL ? module_builtins_dict : running->frame->function->globals;
}

Ref vm_builtins(void)
{
    return running->frame == NULL ? module_builtins_dict : function_builtins(running->frame->function);
}

/* Register 0, or what its cell holds once MAKE_CELL has run. */
static Ref first_argument(Frame *f)
{
    Ref v = f->registers[0];
    if (f->code->local_kinds[0] & LOCAL_CELL && value_has_type(v, &type_cell))
        return VALUE_AS(Cell, v)->value;
    return v;
}

int vm_frame_super(Frame *f, Value *class_out, Value *object_out)
{
    Code *code = f->code;
    if (code->n_args == 0)
        return exc_raise_int(&type_RuntimeError, "super(): no arguments");
    Ref object = first_argument(f);
    if (value_is_absent(object))
        return exc_raise_int(&type_RuntimeError, "super(): arg[0] deleted");
    for (int i = 0; i < code->n_free; i++) {
        if (!value_is(tuple_at(code->free_names, i), NAME(__class__)))
            continue;
        Ref class = VALUE_AS(Cell, tuple_at(f->function->closure, i))->value;
        if (value_is_absent(class))
            return exc_raise_int(&type_RuntimeError, "super(): empty __class__ cell");
        if (!value_is_type(class))
            return exc_raise_int(&type_RuntimeError, "super(): __class__ is not a type (%T)", class);
        *class_out = value_dup(class);
        *object_out = value_dup(object);
        return 0;
    }
    return exc_raise_int(&type_RuntimeError, "super(): __class__ cell not found");
}

void vm_code_position(Ref code, int last_instruction, int *line, int *end_line, int *col, int *end_col)
{
    Position p = code_position(VALUE_AS(Code, code), (uint32_t)last_instruction);
    *line = p.line;
    *end_line = p.end_line;
    *col = p.column;
    *end_col = p.end_column;
}
