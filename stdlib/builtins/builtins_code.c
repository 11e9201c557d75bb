/* stdlib/builtins/builtins_code.c -- the builtins that make and run code: compile, eval, exec, __import__,
 * and the namespaces they run in.
 *
 * The machine behind them is reached through vm/callback.h. */
#include "runtime/bytes.h"
#include "runtime/cmdline.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/import.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "stdlib/ast/ast_convert.h"
#include "stdlib/ast/ast_types.h"
#include "stdlib/builtins/builtins.h"
#include "stdlib/posix/fspath.h"
#include "vm/callback.h"
#include "vm/code.h"
#include "vm/function.h"

/* Bits of compile()'s flags, as the ast and codeop modules know them. */
enum {
    COMPILE_DONT_IMPLY_DEDENT = 0x200, COMPILE_ONLY_AST = 0x400, COMPILE_TYPE_COMMENTS = 0x1000,
    COMPILE_TOP_LEVEL_AWAIT = 0x2000, COMPILE_ALLOW_INCOMPLETE = 0x4000, COMPILE_OPTIMIZED_AST = 0x8000 | COMPILE_ONLY_AST,
    COMPILE_FUTURES = 0x10 | 0x20000 | 0x40000 | 0x80000 | 0x100000 | 0x200000 | 0x400000 | 0x800000 | 0x1000000,
    COMPILE_FUTURE_BARRY = 0x400000,
    COMPILE_KNOWN = COMPILE_FUTURES | COMPILE_DONT_IMPLY_DEDENT | COMPILE_OPTIMIZED_AST | COMPILE_TYPE_COMMENTS |
                    COMPILE_TOP_LEVEL_AWAIT | COMPILE_ALLOW_INCOMPLETE,
};

static Frame *calling_frame(void) { return vm_frame_caller(0); }

/* The future flags of the code that calls us. */
static int inherited_flags(void)
{
    Frame *frame = calling_frame();
    if (frame == NULL)
        return 0;
    return (int)(VALUE_AS(Code, vm_frame_code(frame))->flags & COMPILE_FUTURES);
}

/* compile() accepts str, bytes and whatever has a buffer; the compiler gets str or bytes. */
static Value source_text(Ref source, const char *function, const char *what)
{
    if (value_is_str(source) || value_is_bytes(source))
        return value_dup(source);
    Buffer view;
    if (buffer_get(source, &view, BUFFER_SIMPLE)) {
        if (!exc_pending_is(&type_TypeError))
            return VALUE_ERROR;
        exc_clear();
        return exc_raise(&type_TypeError, "%s() arg 1 must be a %s object", function, what);
    }
    Value bytes = bytes_new(view.data, (size_t)view.byte_len);
    buffer_release(&view);
    return bytes;
}

static int check_source_nul(Ref source)
{
    bool has_nul;
    if (value_is_str(source)) {
        size_t len;
        const char *text = str_utf8(source, &len);
        if (text == NULL)
            return -1;
        has_nul = memchr(text, 0, len) != NULL;
    } else {
        has_nul = memchr(bytes_data(source), 0, (size_t)bytes_len(source)) != NULL;
    }
    return has_nul ? exc_raise_int(&type_SyntaxError, "source code string cannot contain null bytes") : 0;
}

/* Instances of ast.AST.  Before anybody asked for the classes there are none. */
static bool is_syntax_tree(Ref source)
{
    return !value_is_absent(ast_types.ast) && value_is_instance(source, value_as_type(ast_types.ast));
}

/* compile(tree): the tree itself when a tree is asked for. */
static Value compile_tree(Ref tree, Ref filename, const char *mode, int flags, int optimise)
{
    if ((flags & COMPILE_OPTIMIZED_AST) == COMPILE_ONLY_AST)
        return value_dup(tree);
    return ast_compile_object(tree, filename, mode, flags, optimise);
}

static Value compile_text(Ref given, Ref filename, const char *mode, int flags, int optimise)
{
    Value source = source_text(given, "compile", "string, bytes or AST"), result = VALUE_ERROR;
    if (value_is_error(source))
        return VALUE_ERROR;
    if (!check_source_nul(source))
        result = flags & COMPILE_ONLY_AST ? ast_parse_text(source, filename, mode, flags, optimise)
                                          : vm_compile(source, filename, mode, flags, optimise);
    value_drop(source);
    return result;
}

static Value compile_to_file(const Ref *a, Ref filename);
NATIVE(builtin_compile)
{
    Value filename = fspath_decode(a[1]);
    if (value_is_error(filename))
        return VALUE_ERROR;
    Value code = compile_to_file(a, filename);
    value_drop(filename);
    return code;
}

static Value compile_to_file(const Ref *a, Ref filename)
{
    int64_t flags, optimise;
    if (!value_is_str(a[2]))
        return exc_raise(&type_TypeError, "compile() argument 'mode' must be str, not %T", a[2]);
    if (int_as_i64(a[3], &flags) || int_as_i64(a[5], &optimise))
        return VALUE_ERROR;
    int dont_inherit = value_truth(a[4]);
    if (dont_inherit < 0)
        return VALUE_ERROR;
    if (flags & ~(int64_t)COMPILE_KNOWN)
        return exc_raise(&type_ValueError, "compile(): unrecognised flags");
    if (optimise < -1 || optimise > 2)
        return exc_raise(&type_ValueError, "compile(): invalid optimize value");
    if (!dont_inherit)
        flags |= inherited_flags();
    const char *mode = str_utf8_lossy(a[2]);
    bool function_type = !strcmp(mode, "func_type");
    if (strcmp(mode, "exec") && strcmp(mode, "eval") && strcmp(mode, "single") && !function_type)
        return exc_raise(&type_ValueError, flags & COMPILE_ONLY_AST
                             ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
                             : "compile() mode must be 'exec', 'eval' or 'single'");
    if (function_type && !(flags & COMPILE_ONLY_AST))
        return exc_raise(&type_ValueError, "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
    char mode_copy[16];
    strcpy(mode_copy, mode);
    if (optimise == -1)
        optimise = cmdline.optimise;
    return is_syntax_tree(a[0]) ? compile_tree(a[0], filename, mode_copy, (int)flags, (int)optimise)
                                : compile_text(a[0], filename, mode_copy, (int)flags, (int)optimise);
}

/* ---- eval, exec ---- */
/* The namespaces to run in: what was given, else the caller's. Both owned on success. */
static int choose_namespaces(const char *function, Ref given_globals, Ref given_locals, Value *globals, Value *locals)
{
    bool is_eval = !strcmp(function, "eval"), maps = value_type(given_locals)->subscript != NULL;
    if (is_eval && !value_is_none(given_locals) && !maps)
        return exc_raise_int(&type_TypeError, "locals must be a mapping");
    if (!value_is_none(given_globals) && !value_is_dict(given_globals)) {
        if (!is_eval)
            return exc_raise_int(&type_TypeError, "exec() globals must be a dict, not %T", given_globals);
        return exc_raise_int(&type_TypeError, value_type(given_globals)->subscript != NULL
                                 ? "globals must be a real dict; try eval(code, {}, mapping)" : "globals must be a dict");
    }
    if (!value_is_none(given_locals) && !maps)
        return exc_raise_int(&type_TypeError, "locals must be a mapping or None, not %T", given_locals);
    if (value_is_none(given_globals)) {
        *globals = value_dup(vm_globals());
        if (value_is_none(given_locals)) {
            Frame *frame = calling_frame();
            *locals = frame == NULL ? value_dup(*globals) : vm_frame_locals(frame);
        } else {
            *locals = value_dup(given_locals);
        }
    } else {
        *globals = value_dup(given_globals);
        *locals = value_dup(value_is_none(given_locals) ? given_globals : given_locals);
    }
    if (value_is_error(*locals)) {
        value_drop(*globals);
        return -1;
    }
    if (value_is_absent(dict_get_str(*globals, NAME(__builtins__))) &&
        dict_set(*globals, NAME(__builtins__), vm_builtins())) {
        value_drop(*globals);
        value_drop(*locals);
        return -1;
    }
    return 0;
}

/* exec(code, closure=cells): bind the cells through a throw-away function. */
static Value run_with_closure(Ref code, Ref globals, Ref closure)
{
    Value function = function_new(VALUE_AS(Code, code), globals);
    if (value_is_error(function))
        return VALUE_ERROR;
    value_replace(&VALUE_AS(Function, function)->closure, value_dup(closure));
    Value result = object_call0(function);
    value_drop(function);
    return result;
}

static Value run_code(const char *function, Ref code, Ref globals, Ref locals, Ref closure)
{
    int n_free = VALUE_AS(Code, code)->n_free;
    if (value_is_none(closure)) {
        if (n_free > 0)
            return exc_raise(&type_TypeError, !strcmp(function, "exec")
                                 ? "code object requires a closure of exactly length %d"
                                 : "code object passed to eval() may not contain free variables", n_free);
        return vm_exec(code, globals, locals);
    }
    if (n_free == 0)
        return exc_raise(&type_TypeError, "cannot use a closure with this code object");
    bool fits = value_is_exact_tuple(closure) && tuple_len(closure) == n_free;
    for (int64_t i = 0; fits && i < n_free; i++)
        fits = value_has_type(tuple_at(closure, i), &type_cell);
    if (!fits)
        return exc_raise(&type_TypeError, "code object requires a closure of exactly length %d", n_free);
    return run_with_closure(code, globals, closure);
}

/* Leading blanks are no indentation in an expression: skip them. */
static Value skip_blanks(Value source /* taken */)
{
    if (!value_is_str(source))
        return source;
    int64_t i = 0, len = str_len(source);
    while (i < len && (str_at(source, i) == ' ' || str_at(source, i) == '\t'))
        i++;
    if (i == 0)
        return source;
    Value rest = str_slice(source, i, len);
    value_drop(source);
    return rest;
}

static Value run_source(const char *function, Ref source, Ref globals, Ref locals)
{
    bool is_eval = !strcmp(function, "eval");
    Value text = source_text(source, function, "string, bytes or code");
    if (value_is_error(text))
        return VALUE_ERROR;
    if (check_source_nul(text)) {
        value_drop(text);
        return VALUE_ERROR;
    }
    if (is_eval)
        text = skip_blanks(text);
    if (value_is_error(text))
        return VALUE_ERROR;
    Value filename = str_intern_cstr("<string>");
    Value code = vm_compile(text, filename, is_eval ? "eval" : "exec", inherited_flags(), cmdline.optimise);
    value_drop(filename);
    value_drop(text);
    if (value_is_error(code))
        return VALUE_ERROR;
    Value result = vm_exec(code, globals, locals);
    value_drop(code);
    return result;
}

static Value eval_or_exec(const char *function, Ref source, Ref given_globals, Ref given_locals, Ref closure)
{
    Value globals = VALUE_ABSENT, locals = VALUE_ABSENT;
    if (choose_namespaces(function, given_globals, given_locals, &globals, &locals))
        return VALUE_ERROR;
    Value result;
    if (value_has_type(source, &type_code))
        result = run_code(function, source, globals, locals, closure);
    else if (!value_is_none(closure))
        result = exc_raise(&type_TypeError, "closure argument can only be used with a code object");
    else
        result = run_source(function, source, globals, locals);
    value_drop(globals);
    value_drop(locals);
    return result;
}

NATIVE(builtin_eval) { return eval_or_exec("eval", a[0], a[1], a[2], VALUE_NONE); }

NATIVE(builtin_exec)
{
    Value result = eval_or_exec("exec", a[0], a[1], a[2], a[3]);
    if (value_is_error(result))
        return VALUE_ERROR;
    value_drop(result);
    return VALUE_NONE;
}

NATIVE(builtin_globals)
{
    if (calling_frame() == NULL)
        return exc_raise(&type_SystemError, "globals do not exist");
    return value_dup(vm_globals());
}

NATIVE(builtin_locals)
{
    Frame *frame = calling_frame();
    if (frame == NULL)
        return exc_raise(&type_SystemError, "locals do not exist");
    return vm_frame_locals(frame);
}

/* ---- import ---- */
NATIVE(builtin_import)
{
    int64_t level;
    if (int_as_i64(a[4], &level))
        return VALUE_ERROR;
    return import_name(a[0], value_is_dict(a[1]) ? a[1] : VALUE_ABSENT, a[3], level);
}

NATIVE(builtin_breakpoint)
{
    Value hook = value_dup(sys_get("breakpointhook"));
    if (value_is_absent(hook))
        return exc_raise(&type_RuntimeError, "lost sys.breakpointhook");
    Value result = object_call(hook, a, n, kwnames);
    value_drop(hook);
    return result;
}

const Method builtins_code_functions[] = {
    {"__import__(name, globals=None, locals=None, fromlist=(), level=0)", builtin_import,
     "Import a module: what the import statement calls."},
    {"breakpoint(*args, **kws)", builtin_breakpoint, "Call sys.breakpointhook(*args, **kws).", METHOD_RAW},
    {"compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
     builtin_compile, "Compile source into a code object that exec() or eval() can run."},
    {"eval(source, /, globals=None, locals=None)", builtin_eval,
     "Evaluate an expression in the given namespaces and return its value."},
    {"exec(source, /, globals=None, locals=None, *, closure=None)", builtin_exec,
     "Execute source or a code object in the given namespaces."},
    {"globals()", builtin_globals, "Return the dictionary of the current module's variables."},
    {"locals()", builtin_locals, "Return a dictionary of the current scope's variables."},
    {0},
};
