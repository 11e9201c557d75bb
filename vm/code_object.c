/* vm/code_object.c -- the Python face of code objects: co_* attributes, comparison, replace().
 *
 * Offsets that Python sees are bytes: eight to a word.  co_positions() has an entry for every two bytes, because
 * callers divide tb_lasti by two, as they do for CPython. */
#include "runtime/cmdline.h"
#include "runtime/bytes.h"
#include "runtime/complex.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/code.h"

#define CODE(self) VALUE_AS(Code, self)
enum { ENTRIES_PER_WORD = 4 };

/* ---- attributes ---- */
static Value get_argcount(Ref self) { return value_from_int(CODE(self)->n_args); }
static Value get_posonlyargcount(Ref self) { return value_from_int(CODE(self)->n_posonly); }
static Value get_kwonlyargcount(Ref self) { return value_from_int(CODE(self)->n_kwonly); }
static Value get_stacksize(Ref self) { return value_from_int(CODE(self)->n_registers - CODE(self)->n_locals + 1); }
static Value get_firstlineno(Ref self) { return value_from_int(CODE(self)->first_line); }
static Value get_name(Ref self) { return value_dup(CODE(self)->name); }
static Value get_qualname(Ref self) { return value_dup(CODE(self)->qualname); }
static Value get_filename(Ref self) { return value_dup(CODE(self)->filename); }
static Value get_freevars(Ref self) { return value_dup(CODE(self)->free_names); }
/* Bits that 3.13 does not know stay hidden. */
static Value get_flags(Ref self)
{
    return value_from_int(CODE(self)->flags & ~(uint32_t)(CODE_NAMESPACE | CODE_HAS_DOCSTRING | CODE_METHOD));
}
static Value get_names(Ref self) { return tuple_from_refs(CODE(self)->names, CODE(self)->n_names); }
static Value get_consts(Ref self) { return tuple_from_refs(CODE(self)->constants, CODE(self)->n_constants); }
static Value get_lnotab(Ref self) { return bytes_empty(); }

static Value select_locals(const Code *code, bool (*wanted)(const Code *, int))
{
    const Value *names = VALUE_AS(Tuple, code->local_names)->items;
    Value t = tuple_new(code->n_locals);
    if (value_is_error(t))
        return t;
    int64_t n = 0;
    for (int i = 0; i < code->n_locals; i++)
        if (wanted(code, i))
            VALUE_AS(Tuple, t)->items[n++] = value_dup(names[i]);
    Value result = tuple_from_refs(VALUE_AS(Tuple, t)->items, n);
    while (n > 0)
        value_clear(&VALUE_AS(Tuple, t)->items[--n]);
    value_drop(t);
    return result;
}

/* A comprehension's variable may have a name that is there already. */
static bool is_repeated(const Code *code, int i)
{
    if (!(code->local_kinds[i] & LOCAL_COMPREHENSION))
        return false;
    const Value *names = VALUE_AS(Tuple, code->local_names)->items;
    for (int k = 0; k < i; k++)
        if (value_is(names[k], names[i]) && !((code->local_kinds[k] ^ code->local_kinds[i]) & (LOCAL_CELL | LOCAL_HIDDEN)))
            return true;
    return false;
}

static bool is_variable(const Code *code, int i)
{
    return i < code->n_params || (!(code->local_kinds[i] & (LOCAL_CELL | LOCAL_HIDDEN)) && !is_repeated(code, i));
}

static bool is_cell(const Code *code, int i)
{
    return (code->local_kinds[i] & LOCAL_CELL) != 0 && !is_repeated(code, i);
}

static Value get_varnames(Ref self) { return select_locals(CODE(self), is_variable); }
static Value get_cellvars(Ref self) { return select_locals(CODE(self), is_cell); }

static Value get_nlocals(Ref self)
{
    int n = 0;
    for (int i = 0; i < CODE(self)->n_locals; i++)
        n += is_variable(CODE(self), i);
    return value_from_int(n);
}

/* The words as the compiler wrote them. */
static Value get_code(Ref self)
{
    const Code *code = CODE(self);
    Value b = bytes_new(NULL, (size_t)code->n_words * sizeof(Instr));
    if (value_is_error(b))
        return b;
    Instr *words = (Instr *)(void *)VALUE_AS(Bytes, b)->data;
    uint8_t op = OP_NOP;
    for (uint32_t i = 0, n = 0; i < code->n_words; i++, n--) {
        bool is_cache = n > 0;
        Instr in = code_generic_word(code, i, is_cache, op);
        if (!is_cache) {
            op = in.op;
            n = op_n_cache[op] + 1u;
        }
        memcpy((char *)words + (size_t)i * sizeof in, &in, sizeof in);
    }
    return b;
}

static Value get_linetable(Ref self)
{
    return bytes_new(CODE(self)->positions, CODE(self)->positions_len);
}

static Value get_exceptiontable(Ref self)
{
    return bytes_new(CODE(self)->handlers, (size_t)CODE(self)->n_handlers * sizeof(Handler));
}

static const Getter code_getters[] = {
    {"co_argcount", get_argcount, NULL, NULL},
    {"co_posonlyargcount", get_posonlyargcount, NULL, NULL},
    {"co_kwonlyargcount", get_kwonlyargcount, NULL, NULL},
    {"co_stacksize", get_stacksize, NULL, NULL},
    {"co_flags", get_flags, NULL, NULL},
    {"co_names", get_names, NULL, NULL},
    {"co_filename", get_filename, NULL, NULL},
    {"co_name", get_name, NULL, NULL},
    {"co_qualname", get_qualname, NULL, NULL},
    {"co_firstlineno", get_firstlineno, NULL, NULL},
    {"co_linetable", get_linetable, NULL, NULL},
    {"co_exceptiontable", get_exceptiontable, NULL, NULL},
    {"co_lnotab", get_lnotab, NULL, NULL},
    {"co_code", get_code, NULL, NULL},
    {"_co_code_adaptive", get_code, NULL, NULL},
    {"co_consts", get_consts, NULL, NULL},
    {"co_nlocals", get_nlocals, NULL, NULL},
    {"co_varnames", get_varnames, NULL, NULL},
    {"co_cellvars", get_cellvars, NULL, NULL},
    {"co_freevars", get_freevars, NULL, NULL},
    {0},
};

/* ---- co_positions() and co_lines() ---- */
static Value number_or_none(int n)
{
    return n < 0 ? VALUE_NONE : value_from_int(n);
}

static Value iterate(Value list)
{
    if (value_is_error(list))
        return list;
    Value it = object_iter(list);
    value_drop(list);
    return it;
}

NATIVE(code_positions_m)
{
    Value list = list_new((int64_t)CODE(self)->n_words * ENTRIES_PER_WORD);
    CodePositions walk;
    code_positions_start(CODE(self), &walk);
    while (!value_is_error(list) && code_positions_next(&walk)) {
        Position p = walk.position;
        Value entry = tuple_new(4);
        if (value_is_error(entry)) {
            value_drop(list);
            return entry;
        }
        bool lines_only = cmdline.no_debug_ranges;
        int parts[4] = {p.line, p.end_line, lines_only ? -1 : p.column, lines_only ? -1 : p.end_column};
        for (int i = 0; i < 4; i++)
            VALUE_AS(Tuple, entry)->items[i] = number_or_none(parts[i]);
        for (uint32_t i = 0; i < walk.n_words * ENTRIES_PER_WORD; i++)
            if (list_append(list, entry)) {
                value_drop(entry);
                value_drop(list);
                return VALUE_ERROR;
            }
        value_drop(entry);
    }
    return iterate(list);
}

static int append_line(Ref list, uint32_t start, uint32_t end, int line)
{
    Value entry = tuple_of3(value_from_int((int64_t)start * (int64_t)sizeof(Instr)),
                            value_from_int((int64_t)end * (int64_t)sizeof(Instr)), number_or_none(line));
    if (value_is_error(entry))
        return -1;
    return list_append_owned(list, entry);
}

/* The line of the definition belongs to entering the code, before its first instruction: f_lasti is there while a
 * trace function is told of a call. */
static int append_entry_line(Ref list, const Code *code)
{
    Value entry = tuple_of3(value_from_int(-(int)sizeof(Instr)), value_from_int(0),
                            value_from_int(code_entry_line(code)));
    return value_is_error(entry) ? -1 : list_append_owned(list, entry);
}

NATIVE(code_lines_m)
{
    Value list = list_new(0);
    if (!value_is_error(list) && append_entry_line(list, CODE(self))) {
        value_drop(list);
        return VALUE_ERROR;
    }
    CodePositions walk;
    uint32_t start = 0;
    int line = -1;
    code_positions_start(CODE(self), &walk);
    while (!value_is_error(list) && code_positions_next(&walk)) {
        if (walk.word > 0 && walk.position.line == line)
            continue;
        if (walk.word > 0 && append_line(list, start, walk.word, line)) {
            value_drop(list);
            return VALUE_ERROR;
        }
        start = walk.word;
        line = walk.position.line;
    }
    if (!value_is_error(list) && append_line(list, start, CODE(self)->n_words, line)) {
        value_drop(list);
        return VALUE_ERROR;
    }
    return iterate(list);
}

NATIVE(code_varname_m)
{
    int i;
    if (int_as_i32(a[0], &i))
        return VALUE_ERROR;
    if (i < 0 || i >= CODE(self)->n_locals)
        return exc_raise(&type_IndexError, "tuple index out of range");
    return value_dup(tuple_at(CODE(self)->local_names, i));
}

NATIVE(code_disassemble_m) { return code_disassemble(CODE(self)); }

/* ---- comparison: by content, constants by type as well ---- */
static int code_equal(const Code *x, const Code *y);

static int constants_equal(Ref a, Ref b)
{
    if (value_is(a, b))
        return 1;
    if (value_type(a) != value_type(b) || !value_is_obj(a))
        return 0;
    if (c_stack_check(" in comparison"))
        return -1;
    if (value_has_type(a, &type_code))
        return code_equal(CODE(a), CODE(b));
    if (value_is_exact_tuple(a)) {
        int same = tuple_len(a) == tuple_len(b);
        for (int64_t i = 0; same > 0 && i < tuple_len(a); i++)
            same = constants_equal(tuple_at(a, i), tuple_at(b, i));
        return same;
    }
    if (value_has_type(a, &type_complex)) /* tells -0.0 from 0.0 */
        return memcmp(&VALUE_AS(Complex, a)->real, &VALUE_AS(Complex, b)->real, 2 * sizeof(double)) == 0;
    return object_compare_bool(a, b, CMP_EQ);
}

static int words_equal(const Code *x, const Code *y)
{
    if (x->n_words != y->n_words)
        return 0;
    uint8_t op = OP_NOP;
    for (uint32_t i = 0, n = 0; i < x->n_words; i++, n--) {
        Instr p = code_generic_word(x, i, n > 0, op), q = code_generic_word(y, i, n > 0, op);
        if (p.word != q.word)
            return 0;
        if (n == 0) {
            op = p.op;
            n = op_n_cache[op] + 1u;
        }
    }
    return 1;
}

static int code_equal(const Code *x, const Code *y)
{
    if (x == y)
        return 1;
    if (x->n_args != y->n_args || x->n_posonly != y->n_posonly || x->n_kwonly != y->n_kwonly
        || x->flags != y->flags || x->first_line != y->first_line || x->n_constants != y->n_constants
        || x->n_names != y->n_names || x->n_handlers != y->n_handlers || x->positions_len != y->positions_len
        || !str_equal(x->name, y->name) || !words_equal(x, y)
        || memcmp(x->positions, y->positions, x->positions_len) != 0)
        return 0;
    int same = constants_equal(x->local_names, y->local_names);
    if (same > 0)
        same = constants_equal(x->free_names, y->free_names);
    for (uint32_t i = 0; same > 0 && i < x->n_names; i++)
        same = str_equal(x->names[i], y->names[i]);
    for (uint32_t i = 0; same > 0 && i < x->n_constants; i++)
        same = constants_equal(x->constants[i], y->constants[i]);
    return same;
}

static Value code_compare(Ref a, Ref b, CompareOp op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !value_has_type(a, &type_code) || !value_has_type(b, &type_code))
        return VALUE_NOT_IMPLEMENTED;
    int same = code_equal(CODE(a), CODE(b));
    return same < 0 ? VALUE_ERROR : value_from_bool(same == (op == CMP_EQ));
}

static int64_t code_hash(Ref self)
{
    const Code *code = CODE(self);
    uint64_t h = (uint64_t)str_hash(code->name);
    uint64_t parts[] = {code->n_words, (uint64_t)code->first_line, (uint64_t)code->n_args, code->flags,
                        code->n_constants, code->n_names};
    for (size_t i = 0; i < N_ELEMENTS(parts); i++)
        h = (h ^ parts[i]) * 0x100000001B3ull;
    for (uint32_t i = 0; i < code->n_names; i++)
        h = (h ^ (uint64_t)str_hash(code->names[i])) * 0x100000001B3ull;
    for (uint32_t i = 0; i < code->n_constants; i++) {
        Ref k = code->constants[i];
        uint64_t part = value_is_obj(k) ? value_is_exact_str(k) ? (uint64_t)str_hash(k) : 7 : k.bits;
        h = (h ^ part) * 0x100000001B3ull;
    }
    int64_t result = (int64_t)(h ^ h >> 29);
    return result == -1 ? -2 : result;
}

static Value code_repr(Ref self)
{
    const Code *code = CODE(self);
    return str_format("<code object %U at %p, file \"%U\", line %d>", code->name, (const void *)code, code->filename,
                      code->first_line);
}

/* ---- replace() ---- */
static Code *copy_code(const Code *code, uint32_t n_constants)
{
    Code *copy = code_alloc(code->n_words, n_constants, code->n_names, code->n_handlers, (uint32_t)code->n_locals);
    if (!copy)
        return NULL;
    copy->positions = mem_alloc_or_raise(code->positions_len);
    if (!copy->positions) {
        obj_drop(copy);
        return NULL;
    }
    uint8_t op = OP_NOP;
    for (uint32_t i = 0, n = 0; i < code->n_words; i++, n--) {
        copy->words[i] = code_generic_word(code, i, n > 0, op);
        if (n == 0) {
            op = copy->words[i].op;
            n = op_n_cache[op] + 1u;
        }
    }
    memcpy(copy->depths, code->depths, code->n_words * sizeof *code->depths);
    memcpy(copy->handlers, code->handlers, code->n_handlers * sizeof *code->handlers);
    memcpy(copy->local_kinds, code->local_kinds, (size_t)code->n_locals);
    memcpy(copy->positions, code->positions, code->positions_len);
    copy->positions_len = code->positions_len;
    for (uint32_t i = 0; i < code->n_names; i++)
        copy->names[copy->n_names++] = value_dup(code->names[i]);
    copy->n_args = code->n_args;
    copy->n_posonly = code->n_posonly;
    copy->n_kwonly = code->n_kwonly;
    copy->flags = code->flags;
    copy->n_params = code->n_params;
    copy->n_registers = code->n_registers;
    copy->n_free = code->n_free;
    copy->first_line = code->first_line;
    code_settle_calls(copy);
    copy->docstring = value_dup(code->docstring);
    return copy;
}

/* May `after` stand where the instructions expect `before`? They rely on code objects and on tuples of names. */
static bool constant_fits(Ref before, Ref after)
{
    if (value_has_type(before, &type_code))
        return value_has_type(after, &type_code) && CODE(after)->n_free == CODE(before)->n_free;
    if (!value_is_exact_tuple(before))
        return true;
    if (!value_is_exact_tuple(after) || tuple_len(before) != tuple_len(after))
        return false;
    for (int64_t i = 0; i < tuple_len(before); i++)
        if (value_is_str(tuple_at(before, i)) && !value_is_str(tuple_at(after, i)))
            return false;
    return true;
}

static int fill_constants(Code *copy, const Code *code, Ref constants)
{
    if (value_is_absent(constants)) {
        for (uint32_t i = 0; i < code->n_constants; i++)
            copy->constants[copy->n_constants++] = value_dup(code->constants[i]);
        return 0;
    }
    for (int64_t i = 0; i < tuple_len(constants); i++) {
        Ref v = tuple_at(constants, i);
        if (i < (int64_t)code->n_constants && !constant_fits(code->constants[i], v))
            return exc_raise_int(&type_ValueError, "code: co_consts does not fit the instructions");
        copy->constants[copy->n_constants++] = value_dup(v);
    }
    if (code->flags & CODE_HAS_DOCSTRING && tuple_len(constants))
        value_replace(&copy->docstring, value_dup(tuple_at(constants, 0)));
    return 0;
}

/* Another first line moves all lines: only the checkpoints hold absolute ones. */
static void shift_lines(Code *code, int delta)
{
    uint32_t n;
    PositionCheckpoint *points = code_checkpoints(code, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (points[i].before.line < 0)
            continue;
        points[i].before.line += delta;
        points[i].before.end_line += delta;
    }
    code->first_line += delta;
}

enum { R_NAME, R_QUALNAME, R_FILENAME, R_FIRSTLINENO, R_FLAGS, R_CONSTS, R_VARNAMES, R_FREEVARS, R_CELLVARS,
       R_NAMES, R_CODE, R_ARGCOUNT, R_POSONLY, R_KWONLY, R_NLOCALS, R_STACKSIZE, R_LINETABLE, R_EXCEPTIONTABLE,
       N_REPLACE };

static const char replace_signature[] =
    "replace(*, co_name=<absent>, co_qualname=<absent>, co_filename=<absent>, co_firstlineno=<absent>, "
    "co_flags=<absent>, co_consts=<absent>, co_varnames=<absent>, co_freevars=<absent>, co_cellvars=<absent>, "
    "co_names=<absent>, co_code=<absent>, co_argcount=<absent>, co_posonlyargcount=<absent>, "
    "co_kwonlyargcount=<absent>, co_nlocals=<absent>, co_stacksize=<absent>, co_linetable=<absent>, "
    "co_exceptiontable=<absent>)";

/* What the instructions depend on may be given, but only as it is. */
static int check_unchanged(Ref self, const Ref *a)
{
    static const struct { int index; Value (*get)(Ref); const char *name; } fixed[] = {
        {R_CODE, get_code, "co_code"}, {R_ARGCOUNT, get_argcount, "co_argcount"},
        {R_POSONLY, get_posonlyargcount, "co_posonlyargcount"}, {R_KWONLY, get_kwonlyargcount, "co_kwonlyargcount"},
        {R_NLOCALS, get_nlocals, "co_nlocals"}, {R_CELLVARS, get_cellvars, "co_cellvars"},
    };
    for (size_t i = 0; i < N_ELEMENTS(fixed); i++) {
        if (value_is_absent(a[fixed[i].index]))
            continue;
        Value now = fixed[i].get(self);
        int same = value_is_error(now) ? -1 : object_compare_bool(now, a[fixed[i].index], CMP_EQ);
        value_drop(now);
        if (same < 0)
            return -1;
        if (!same)
            return exc_raise_int(&type_ValueError, "code: %s cannot be replaced", fixed[i].name);
    }
    return 0;
}

static int replace_str(Value *field, Ref v, const char *what)
{
    if (value_is_absent(v))
        return 0;
    if (!value_is_str(v))
        return exc_raise_int(&type_TypeError, "replace() argument '%s' must be str, not %T", what, v);
    value_replace(field, value_dup(v));
    return 0;
}

/* Other names for the variables: as many as there are. */
static int replace_names(Code *copy, Ref varnames)
{
    Value names = tuple_from_refs(VALUE_AS(Tuple, copy->local_names)->items, copy->n_locals);
    if (value_is_error(names))
        return -1;
    int64_t n = 0;
    for (int i = 0; i < copy->n_locals; i++) {
        if (!is_variable(copy, i))
            continue;
        if (n < tuple_len(varnames))
            value_replace(&VALUE_AS(Tuple, names)->items[i], str_intern(value_dup(tuple_at(varnames, n))));
        n++;
    }
    value_replace(&copy->local_names, names);
    if (n != tuple_len(varnames))
        return exc_raise_int(&type_ValueError, "code: co_nlocals != len(co_varnames)");
    return 0;
}

static int check_name_tuple(Ref v, const char *what)
{
    if (!value_is_exact_tuple(v))
        return exc_raise_int(&type_TypeError, "replace() argument '%s' must be tuple, not %T", what, v);
    for (int64_t i = 0; i < tuple_len(v); i++)
        if (!value_is_exact_str(tuple_at(v, i)))
            return exc_raise_int(&type_TypeError, "name tuples must contain only strings, not '%T'",
                                 tuple_at(v, i));
    return 0;
}

static int replace_tuples(Code *copy, const Ref *a)
{
    if (!value_is_absent(a[R_VARNAMES])
        && (check_name_tuple(a[R_VARNAMES], "co_varnames") || replace_names(copy, a[R_VARNAMES])))
        return -1;
    if (!value_is_absent(a[R_FREEVARS])) {
        if (check_name_tuple(a[R_FREEVARS], "co_freevars"))
            return -1;
        if (tuple_len(a[R_FREEVARS]) != copy->n_free)
            return exc_raise_int(&type_ValueError, "code: co_freevars cannot change its length");
        value_replace(&copy->free_names, value_dup(a[R_FREEVARS]));
    }
    if (value_is_absent(a[R_NAMES]))
        return 0;
    if (check_name_tuple(a[R_NAMES], "co_names"))
        return -1;
    if (tuple_len(a[R_NAMES]) < copy->n_names)
        return exc_raise_int(&type_ValueError, "code: co_names does not fit the instructions");
    for (uint32_t i = 0; i < copy->n_names; i++)
        value_replace(&copy->names[i], str_intern(value_dup(tuple_at(a[R_NAMES], i))));
    return 0;
}

static int replace_fields(Code *copy, const Ref *a)
{
    if (replace_str(&copy->name, a[R_NAME], "co_name") || replace_str(&copy->qualname, a[R_QUALNAME], "co_qualname")
        || replace_str(&copy->filename, a[R_FILENAME], "co_filename") || replace_tuples(copy, a))
        return -1;
    int number;
    if (!value_is_absent(a[R_FIRSTLINENO])) {
        if (int_as_i32(a[R_FIRSTLINENO], &number))
            return -1;
        shift_lines(copy, number - copy->first_line);
    }
    if (!value_is_absent(a[R_FLAGS])) {
        if (int_as_i32(a[R_FLAGS], &number))
            return -1;
        /* The kind of frame is built into the instructions; the rest is free. */
        uint32_t fixed = CODE_NAMESPACE | CODE_VARARGS | CODE_VARKEYWORDS | CODE_ANY_GENERATOR | CODE_OPTIMIZED
                         | CODE_NEWLOCALS | CODE_HAS_DOCSTRING | CODE_METHOD;
        copy->flags = (copy->flags & fixed) | ((uint32_t)number & ~fixed);
    }
    return 0;
}

NATIVE(code_replace_m)
{
    const Code *code = CODE(self);
    if (!value_is_absent(a[R_CONSTS]) && !value_is_exact_tuple(a[R_CONSTS]))
        return exc_raise(&type_TypeError, "replace() argument 'co_consts' must be tuple, not %T", a[R_CONSTS]);
    if (!value_is_absent(a[R_CONSTS]) && tuple_len(a[R_CONSTS]) < code->n_constants)
        return exc_raise(&type_ValueError, "code: co_consts does not fit the instructions");
    if (check_unchanged(self, a))
        return VALUE_ERROR;
    Code *copy = copy_code(code, value_is_absent(a[R_CONSTS]) ? code->n_constants
                                                              : (uint32_t)tuple_len(a[R_CONSTS]));
    if (!copy)
        return VALUE_ERROR;
    copy->name = value_dup(code->name);
    copy->qualname = value_dup(code->qualname);
    copy->filename = value_dup(code->filename);
    copy->local_names = value_dup(code->local_names);
    copy->free_names = value_dup(code->free_names);
    if (fill_constants(copy, code, a[R_CONSTS]) || replace_fields(copy, a)) {
        obj_drop(copy);
        return VALUE_ERROR;
    }
    return value_from_obj(copy);
}

static Value code_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    return exc_raise(&type_TypeError, "code objects cannot be made from parts; use compile() or code.replace()");
}

static const Method code_methods[] = {
    {"co_positions()", code_positions_m, "An iterator over (line, end line, column, end column)."},
    {"co_lines()", code_lines_m, "An iterator over (start offset, end offset, line)."},
    {replace_signature, code_replace_m, "Return a copy with new values for the given attributes."},
    {"__replace__(*, co_name=<absent>, co_qualname=<absent>, co_filename=<absent>, co_firstlineno=<absent>, "
     "co_flags=<absent>, co_consts=<absent>, co_varnames=<absent>, co_freevars=<absent>, co_cellvars=<absent>, "
     "co_names=<absent>, co_code=<absent>, co_argcount=<absent>, co_posonlyargcount=<absent>, "
     "co_kwonlyargcount=<absent>, co_nlocals=<absent>, co_stacksize=<absent>, co_linetable=<absent>, "
     "co_exceptiontable=<absent>)", code_replace_m, "The same as replace()."},
    {"_varname_from_oparg(oparg)", code_varname_m, "The name of a local register."},
    {"_disassemble()", code_disassemble_m, "The instructions as text."},
    {0},
};

Type type_code = {
    .base = STATIC_OBJ(&type_type), .name = "code", .basic_size = sizeof(Code), .flags = TYPE_WEAKREF,
    .doc = "Create a code object.  Not for mere mortals.", .dealloc = code_dealloc, .new = code_new,
    .repr = code_repr, .compare = code_compare, .hash = code_hash, .getters = code_getters,
    .methods = code_methods,
};
