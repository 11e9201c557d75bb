/* vm/callback.h -- the one header of vm/ that runtime/ may include: how objects look up into the machine. */
#ifndef VM_CALLBACK_H
#define VM_CALLBACK_H
#include "runtime/object.h"
typedef struct Frame Frame;
/* ---- running code ---- */
#define VM_COMPILE_SCRIPT 0x40000000 /* a flag beside those of compile(): it is the program's file */
Value vm_compile(Ref source /* str or bytes */, Ref filename, const char *mode, int flags, int optimise); /* code object */
Value vm_exec(Ref code, Ref globals, Ref locals_or_absent);   /* module-like code; returns its value */
/* ---- code objects, for files of them ---- */
struct MarshalWriter;
struct MarshalReader;
void vm_code_write(struct MarshalWriter *w, Ref code);
Value vm_code_read(struct MarshalReader *r);
/* Names the instruction set and the layout of code objects: when they change, old cache files are compiled anew. */
uint32_t vm_code_fingerprint(void);
void vm_code_set_filename(Ref code, Ref path); /* co_filename, in the code objects inside it as well */
/* ---- frames, for tracebacks, warnings, super(), locals() ---- */
Frame *vm_frame_caller(int depth);          /* 0: innermost Python frame; NULL past the end */
Value vm_frame_object(Frame *f);            /* the Python-visible frame */
Ref vm_frame_globals(Frame *f);
Ref vm_frame_code(Frame *f);
int vm_frame_line(Frame *f);
const void *vm_frame_generator(Frame *f);    /* the generator whose frame it is, or NULL */
void vm_code_names(const void *code, Ref *qualname, Ref *filename);
Value vm_frame_locals(Frame *f);            /* what locals() returns */
/* super() without arguments: the class cell and first argument of frame f; -1 RuntimeError. */
int vm_frame_super(Frame *f, Value *class_out, Value *object_out);
/* Dicts of the innermost frame, or builtins' when nothing runs. */
Ref vm_globals(void);
Ref vm_builtins(void);
/* Code positions of a traceback entry: line and columns (0-based bytes, -1 unknown). */
void vm_code_position(Ref code, int last_instruction, int *line, int *end_line, int *col, int *end_col);
/* traceback objects are made by the VM: {frame, lasti, lineno, next} */
extern Type type_traceback, type_frame, type_code, type_function, type_generator, type_coroutine, type_async_generator, type_cell;
Value traceback_new(Ref next_or_none, Ref frame, int last_instruction, int line);
struct Exc;
void traceback_settle(struct Exc *e);       /* make the entry that is still to be made */
void traceback_forget(struct Exc *e);       /* no such entry is to be made any more */
Ref traceback_next(Ref tb); Ref traceback_frame(Ref tb); int traceback_line(Ref tb); int traceback_lasti(Ref tb);
Step gen_resume(Ref gen, Ref sent, Value *out);
/* What is being handled in the generator with this cell, or in those that delegate to it; ABSENT. */
Ref vm_chain_handles(const Value *cell);
bool gen_is_awaitable(Ref gen);             /* a generator of a types.coroutine() function */
#endif
