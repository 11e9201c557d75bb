/* stdlib/dis/_opcode.c -- the `_opcode` module: the instruction table (vm/opcodes.def) as Python sees it.
 *
 * The instructions are weft's own, so only what opcode.py, dis.py and inspect ask for is here; instructions() is the
 * table itself. */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/code.h"

Value module__opcode_init(void);

typedef struct Row { const char *formula, *meaning; } Row;
static const Row rows[] = {
#define OP(name, operands, n_cache, formula, meaning) {formula, meaning},
#include "vm/opcodes.def"
#include "vm/specialised.def"
#undef OP
};

/* ---- the table ---- */
/* (name, operands, number of cache words, formula, meaning, name of the generic form) */
static Value instruction_row(int op)
{
    Value items[6] = {str_from_cstr(op_names[op]), str_from_cstr(op_operands[op]), value_from_int(op_n_cache[op]),
                      str_from_cstr(rows[op].formula), str_from_cstr(rows[op].meaning),
                      str_from_cstr(op_names[code_generic_op((uint8_t)op)])};
    return tuple_from_values(items, 6);
}

NATIVE(opcode_instructions)
{
    Value list = list_new(N_OPS);
    for (int op = 0; op < N_OPS && !value_is_error(list); op++) {
        Value row = instruction_row(op);
        if (value_is_error(row) || list_append_owned(list, row)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}

NATIVE(opcode_special_methods)
{
    static const char *const names[] = {[SPECIAL_ENTER] = "__enter__", [SPECIAL_EXIT] = "__exit__",
                                        [SPECIAL_AENTER] = "__aenter__", [SPECIAL_AEXIT] = "__aexit__"};
    Value list = list_new(N_ELEMENTS(names));
    for (size_t i = 0; i < N_ELEMENTS(names) && !value_is_error(list); i++)
        if (list_append_owned(list, str_from_cstr(names[i]))) {
            value_drop(list);
            return VALUE_ERROR;
        }
    return list;
}

/* Names of the intrinsics that take so many arguments, at their numbers; others are None. */
static Value intrinsics_of(int n_wanted)
{
    static const struct { const char *name; int n; } all[] = {
#define INTRINSIC(name, n) {"INTRINSIC_" #name, n},
#include "vm/intrinsics.def"
#undef INTRINSIC
    };
    Value list = list_new(N_ELEMENTS(all));
    for (size_t i = 0; i < N_ELEMENTS(all) && !value_is_error(list); i++) {
        bool fits = n_wanted == 1 ? all[i].n == 1 : all[i].n > 1;
        if (list_append_owned(list, fits ? str_from_cstr(all[i].name) : VALUE_NONE)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}

NATIVE(opcode_intrinsic1) { return intrinsics_of(1); }
NATIVE(opcode_intrinsic2) { return intrinsics_of(2); }

/* What the registers in front of the temporaries are called; ".x" where the compiler made one for itself. */
NATIVE(opcode_registers)
{
    if (!value_has_type(a[0], &type_code))
        return exc_raise(&type_TypeError, "registers() argument must be a code object, not %T", a[0]);
    const Code *code = VALUE_AS(Code, a[0]);
    Value list = list_new(code->n_locals);
    for (int i = 0; i < code->n_locals && !value_is_error(list); i++) {
        Ref name = tuple_at(code->local_names, i);
        bool hidden = code->local_kinds[i] & LOCAL_HIDDEN && !(str_len(name) > 0 && str_at(name, 0) == '.');
        Value shown = hidden ? str_format(".%U", name) : value_dup(name);
        if (value_is_error(shown) || list_append_owned(list, shown)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}

/* ---- questions about one instruction ---- */
static int opcode_of(Ref v, int64_t *out)
{
    int wide;
    if (int_as_i32(v, &wide))
        return -1;
    *out = wide;
    return 0;
}

static bool is_opcode(int64_t op) { return op >= 0 && op < N_OPS; }

/* Has the instruction an operand of one of these formats? */
static Value has_operand(Ref v, const char *formats)
{
    int64_t op;
    if (opcode_of(v, &op))
        return VALUE_ERROR;
    return value_from_bool(is_opcode(op) && strpbrk(op_operands[op], formats) != NULL);
}

static Value name_contains(Ref v, const char *part)
{
    int64_t op;
    if (opcode_of(v, &op))
        return VALUE_ERROR;
    return value_from_bool(is_opcode(op) && strstr(op_names[op], part) != NULL);
}

NATIVE(opcode_is_valid)
{
    int64_t op;
    return opcode_of(a[0], &op) ? VALUE_ERROR : value_from_bool(is_opcode(op));
}
NATIVE(opcode_has_arg) { return has_operand(a[0], "wrtknmKjJN"); }
NATIVE(opcode_has_const) { return has_operand(a[0], "rKN"); }
NATIVE(opcode_has_name) { return has_operand(a[0], "m"); }
NATIVE(opcode_has_jump)
{
    int64_t op;
    if (opcode_of(a[0], &op))
        return VALUE_ERROR;
    if (is_opcode(op) && code_generic_op((uint8_t)op) == OP_FOR_ITER)
        return VALUE_TRUE;
    return has_operand(a[0], "jJ");
}
NATIVE(opcode_has_free) { return name_contains(a[0], "FREE"); }
NATIVE(opcode_has_local) { return has_operand(a[0], "wrk"); }
NATIVE(opcode_has_exc) { return name_contains(a[0], "HANDLED"); }

/* Registers have no stack: what an instruction consumes depends on its operands, not on its name. */
NATIVE(opcode_stack_effect)
{
    int64_t op;
    if (opcode_of(a[0], &op))
        return VALUE_ERROR;
    if (!value_is_none(a[2]) && !value_is_bool(a[2]))
        return exc_raise(&type_ValueError, "stack_effect: jump must be False, True or None");
    return is_opcode(op) ? value_from_int(0) : exc_raise(&type_ValueError, "invalid opcode or oparg");
}

NATIVE(opcode_nothing) { return VALUE_NONE; }
NATIVE(opcode_executor)
{
    return exc_raise(&type_RuntimeError, "Executors are not available in this build");
}
NATIVE(opcode_nb_ops) { return list_new(0); }

static const Method opcode_functions[] = {
    {"stack_effect(opcode, oparg=None, /, *, jump=None)", opcode_stack_effect,
     "Always 0: instructions work on registers, not on a stack."},
    {"is_valid(opcode)", opcode_is_valid, "Is this the number of an instruction?"},
    {"has_arg(opcode)", opcode_has_arg, "Does the instruction have operands?"},
    {"has_const(opcode)", opcode_has_const, "Can the instruction read a constant?"},
    {"has_name(opcode)", opcode_has_name, "Does the instruction use a name?"},
    {"has_jump(opcode)", opcode_has_jump, "Can the instruction jump?"},
    {"has_free(opcode)", opcode_has_free, "Does the instruction use a free variable?"},
    {"has_local(opcode)", opcode_has_local, "Can the instruction use a local variable?"},
    {"has_exc(opcode)", opcode_has_exc, "Does the instruction change the exception being handled?"},
    {"get_specialization_stats()", opcode_nothing, "None: nothing is counted."},
    {"get_nb_ops()", opcode_nb_ops, "An empty list: every operator is an instruction of its own."},
    {"get_intrinsic1_descs()", opcode_intrinsic1, "Names of the intrinsics with one argument."},
    {"get_intrinsic2_descs()", opcode_intrinsic2, "Names of the intrinsics with more arguments."},
    {"get_executor(code, offset)", opcode_executor, "There is no second interpreter: raises RuntimeError."},
    {"instructions()", opcode_instructions,
     "The instruction table: (name, operands, cache words, formula, meaning, generic name) of each opcode."},
    {"registers(code)", opcode_registers, "Names of a code object's registers in front of the temporaries."},
    {"special_methods()", opcode_special_methods, "The dunder names that LOAD_SPECIAL looks up, by number."},
    {0},
};

Value module__opcode_init(void)
{
    Value m = module_new("_opcode", "Opcode support module.", opcode_functions);
    if (value_is_error(m) || module_add_int(m, "ENABLE_SPECIALIZATION", 1)) {
        value_drop(m);
        return VALUE_ERROR;
    }
    return m;
}
