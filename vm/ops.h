/* vm/ops.h -- the out-of-line halves of instructions.  Unless said otherwise operands are borrowed, results
 * owned, VALUE_ERROR or -1 means an exception is pending, and anything may run Python. */
#ifndef VM_OPS_H
#define VM_OPS_H
#include "vm/frame.h"

/* ops_number.c: b and c as read by the loop; temporaries among them are consumed, locals are held meanwhile. */
Value op_binary(const Instr *in, BinaryOp op, Value b, Value c);
Value op_compare(const Instr *in, CompareOp op, Value b, Value c);
int op_compare_test(const Instr *in, CompareOp op, Value b, Value c); /* 1, 0, -1 */
int op_contains_test(const Instr *in, Value b, Value c);

/* ops_name.c */
Value op_load_global(Frame *f, Instr *in);              /* and specialises */
Value op_load_name(Frame *f, Ref name);
int op_store_name(Frame *f, Ref name, Ref v);           /* v ABSENT: delete */
int op_store_global(Frame *f, Instr *in, Ref v);
Value op_load_name_or(Frame *f, Ref namespace, Ref name, Ref cell, int free_index);
Value op_unbound_local(const Code *code, int local);    /* raises UnboundLocalError */
Value op_unbound_free(const Code *code, int index);     /* raises NameError */
Value op_unbound_cell(const Code *code, int local);
Value op_import_name(Frame *f, Ref name, Ref level, Ref fromlist);

/* ops_build.c */
Value op_build_map(Value *items, size_t n_pairs);       /* takes items, also on error */
Value op_build_set(Value *items, size_t n);             /* takes items */
int op_dict_update(Ref dict, Ref other);
int op_dict_merge(Ref dict, Ref other, Ref callable);
/* What follows * is iterable? Otherwise TypeError naming the callable (ABSENT: a display). */
int op_check_star_argument(Ref iterable, Ref callable);
int op_list_extend(Ref list, Ref iterable, Ref callable_or_absent);
Value op_format(Ref v, int conversion, Ref spec_or_absent);
int op_unpack(Ref v, Value *out, size_t n);
/* Is the UNPACK at `in` followed by nothing but the moves of its values to locals, on its own line? */
bool op_unpack_feeds_locals(const Code *code, const Instr *in);
int op_unpack_star(Ref v, Value *out, size_t before, size_t after);
Value op_make_function(Frame *f, Ref code, Value *parts, int which); /* takes parts */
Value op_load_slice(Ref o, Ref start, Ref stop);
int op_store_slice(Ref o, Ref start, Ref stop, Ref v);
Value op_interpolation(Value *parts, int conversion);   /* takes parts */
Value op_template(Value *parts);                        /* takes parts */

/* ops_with.c */
int op_load_special(Ref o, SpecialMethod which, Value out[2]);
Value op_with_except(Ref exit, Ref self, Ref exc);
/* ops_super.c */
Value op_super(Frame *f, Value *parts, Ref name, bool zero_argument, Value *self_out /* NULL: attribute */);

/* ops_exception.c */
int op_exc_match(Ref exc, Ref pattern);
Value op_exc_group_match(Value *exc, Ref pattern);
Value op_exc_group_reraise(Ref list, Ref original);
void op_raise(Ref exc, Ref cause_or_absent);
int op_raise_bare(void);                /* 0: the handled exception is pending again */
void op_assert_fail(Ref message_or_absent);

/* ops_match.c */
Value op_match_keys(Ref subject, Ref keys);
Value op_match_class(Ref subject, Ref class, Ref names, int n_positional);

Value op_intrinsic(Frame *f, int which, Value *args);   /* takes args */
Value op_call_ex(Ref f, Ref args, Ref kwargs_or_absent);
int op_print_expr(Ref v);
int op_setup_annotations(Ref namespace);

/* attribute access with inline caches: specialise.c */
Value op_load_attr(Instr *in, Ref o, Ref name);
int op_store_attr(Instr *in, Ref o, Ref name, Ref v);
Value op_load_method(Instr *in, Ref o, Ref name, Value *self_out);

/* hooks: trace.c */
/* Line and opcode events of the instruction at pc, which becomes f->pc; -1 exception. */
int trace_instruction(Frame *f, const Instr *pc);
int trace_call(Frame *f);
int trace_resume(Frame *f);                             /* call events of a resumed generator's chain */
int trace_yield(Frame *f, Ref v);                       /* return events of a suspending chain */
int trace_yield_to_awaiter(Frame *f, Ref v);            /* of one async generator, awaited in place */
int trace_delegate_end(Frame *f, Ref v);                /* `yield from` or `await` in f has its value */
int trace_return(Frame *f, Ref v);                      /* v ABSENT: unwinding */
void trace_exception(Frame *f);
/* A profile function hears of calls of C functions.  `first` is the first argument, ABSENT when there is none.  1: told, the
 * function (owned) goes to trace_c_end(); 0: nobody listens, or it is Python; -1 exception. */
int trace_c_begin(Frame *f, Ref callable, Ref first, Value *function_out);
/* Takes function and result; what the call comes to. */
Value trace_c_end(Frame *f, Value function, Value result);

/* traceback.c: add this frame to the pending exception. */
void traceback_here(Frame *f);
/* A frame that the pending exception leaves through cleanup code stands where that was raised in it. */
void traceback_stand_at_origin(Frame *f, Ref exc);
#endif
