/* vm/code_marshal.c -- code objects as bytes: what runtime/marshal.c writes, and marshal_read.c reads, behind the type byte.
 *
 *     fingerprint, counts, words, handlers, depths, local kinds, positions, then values, constants, names
 *
 * The words are what the compiler wrote: specialised forms go back to their generic ones.  The fingerprint keeps out what
 * another instruction set wrote; whoever forges the rest is believed, as the reference believes its .pyc files. */
#include "runtime/exc.h"
#include "runtime/marshal_private.h"
#include "runtime/mem.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/callback.h"
#include "vm/code.h"

enum { CODE_FORMAT = 1, N_COUNTS = 14 };

uint32_t vm_code_fingerprint(void)
{
    static uint32_t fingerprint;
    if (fingerprint == 0) {
        uint32_t h = 2166136261u ^ CODE_FORMAT ^ (uint32_t)sizeof(Code) << 8;
        for (int op = 0; op < N_OPS; op++)
            for (const char *text = op_names[op], *end = text + strlen(text) + 1; text < end; text++)
                h = (h ^ (uint8_t)*text ^ op_n_cache[op]) * 16777619u;
        fingerprint = h | 1;
    }
    return fingerprint;
}

static void write_words(MarshalWriter *w, const Code *code)
{
    uint8_t op = OP_NOP;
    for (uint32_t i = 0, n = 0; i < code->n_words; i++, n--) {
        Instr word = code_generic_word(code, i, n > 0, op);
        if (n == 0) {
            op = word.op;
            n = op_n_cache[op] + 1u;
        }
        marshal_write_bytes(w, &word, sizeof word);
    }
}

/* ---- writing ---- */

void vm_code_write(MarshalWriter *w, Ref v)
{
    const Code *code = VALUE_AS(Code, v);
    marshal_write_u32(w, vm_code_fingerprint());
    const uint32_t counts[] = {
        code->n_words, code->n_constants, code->n_names, code->n_handlers, (uint32_t)code->n_locals,
        code->positions_len, (uint32_t)code->n_args, (uint32_t)code->n_posonly, (uint32_t)code->n_kwonly, code->flags,
        (uint32_t)code->n_params, (uint32_t)code->n_registers, (uint32_t)code->n_free, (uint32_t)code->first_line,
    };
    for (size_t i = 0; i < N_ELEMENTS(counts); i++)
        marshal_write_u32(w, counts[i]);
    write_words(w, code);
    marshal_write_bytes(w, code->handlers, code->n_handlers * sizeof(Handler));
    marshal_write_bytes(w, code->depths, code->n_words * sizeof(uint16_t));
    marshal_write_bytes(w, code->local_kinds, (size_t)code->n_locals);
    marshal_write_bytes(w, code->positions, code->positions_len);
    const Ref values[] = {code->local_names, code->free_names, code->name, code->qualname, code->filename,
                          code->docstring};
    for (size_t i = 0; i < N_ELEMENTS(values); i++)
        marshal_write_value(w, values[i]);
    marshal_write_items(w, code->constants, code->n_constants);
    marshal_write_items(w, code->names, code->n_names);
}

/* ---- reading ---- */

static int read_code_tables(MarshalReader *r, Code *code, const uint32_t *n)
{
    const struct { void *to; size_t len; } tables[] = {
        {code->words, (size_t)n[0] * sizeof(Instr)}, {code->handlers, (size_t)n[3] * sizeof(Handler)},
        {code->depths, (size_t)n[0] * sizeof(uint16_t)}, {code->local_kinds, n[4]},
    };
    for (size_t i = 0; i < N_ELEMENTS(tables); i++) {
        const unsigned char *p = marshal_take(r, tables[i].len);
        if (p == NULL)
            return -1;
        memcpy(tables[i].to, p, tables[i].len);
    }
    const unsigned char *p = marshal_take(r, n[5]);
    if (p == NULL || (code->positions = mem_alloc_or_raise(n[5] + 1)) == NULL)
        return -1;
    memcpy(code->positions, p, n[5]);
    code->positions_len = n[5];
    return 0;
}

static int read_code_values(MarshalReader *r, Code *code, const uint32_t *n)
{
    Value *fields[] = {&code->local_names, &code->free_names, &code->name, &code->qualname, &code->filename,
                       &code->docstring};
    for (size_t i = 0; i < N_ELEMENTS(fields); i++) {
        Value v = marshal_read_object(r);
        bool right = i < 2 ? value_is_exact_tuple(v) : i < 5 ? value_is_exact_str(v) : true;
        if (value_is_ok(v) && !right) {
            value_drop(v);
            marshal_bad_data("code object");
            return -1;
        }
        if (value_is_error(v))
            return -1;
        *fields[i] = v;
    }
    for (uint32_t i = 0; i < n[1]; i++) {
        Value v = marshal_read_value(r);
        if (value_is_error(v))
            return -1;
        code->constants[code->n_constants++] = v;
    }
    for (uint32_t i = 0; i < n[2]; i++) {
        Value v = marshal_read_object(r);
        if (value_is_ok(v) && !value_is_exact_str(v)) {
            value_drop(v);
            marshal_bad_data("code object");
            return -1;
        }
        if (value_is_error(v))
            return -1;
        code->names[code->n_names++] = str_intern(v);
    }
    return 0;
}

Value vm_code_read(MarshalReader *r)
{
    uint32_t n[N_COUNTS];
    int32_t fingerprint;
    if (marshal_read_i32(r, &fingerprint))
        return VALUE_ERROR;
    if ((uint32_t)fingerprint != vm_code_fingerprint())
        return marshal_bad_data("code object of another version");
    for (int i = 0; i < N_COUNTS; i++) {
        int32_t v;
        if (marshal_read_i32(r, &v))
            return VALUE_ERROR;
        n[i] = (uint32_t)v;
    }
    size_t left = (size_t)(r->end - r->p);
    if ((size_t)n[0] * sizeof(Instr) > left || n[1] > left || n[2] > left || (size_t)n[3] * sizeof(Handler) > left ||
        n[4] > left || n[5] > left)
        return marshal_too_short();
    Code *code = code_alloc(n[0], n[1], n[2], n[3], n[4]);
    if (code == NULL)
        return VALUE_ERROR;
    Value v = value_from_obj(code);
    code->n_args = (int)n[6];
    code->n_posonly = (int)n[7];
    code->n_kwonly = (int)n[8];
    code->flags = n[9];
    code->n_params = (int)n[10];
    code->n_registers = (int)n[11];
    code->n_free = (int)n[12];
    code->first_line = (int)n[13];
    code_settle_calls(code);
    if (read_code_tables(r, code, n) || read_code_values(r, code, n)) {
        value_drop(v);
        return VALUE_ERROR;
    }
    return v;
}

/* ---- where its file is ---- */

static void rename_file(Code *code, Ref old, Ref new)
{
    if (c_stack_check("")) {
        exc_clear();
        return;
    }
    if (!str_equal(code->filename, old))
        return;
    value_replace(&code->filename, value_dup(new));
    for (uint32_t i = 0; i < code->n_constants; i++)
        if (value_has_type(code->constants[i], &type_code))
            rename_file(VALUE_AS(Code, code->constants[i]), old, new);
}

void vm_code_set_filename(Ref code, Ref path)
{
    if (str_equal(VALUE_AS(Code, code)->filename, path))
        return;
    Value old = value_dup(VALUE_AS(Code, code)->filename);
    rename_file(VALUE_AS(Code, code), old, path);
    value_drop(old);
}
