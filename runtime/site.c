/* runtime/site.c -- exit, quit, help, copyright, credits, license: small objects whose repr is advice. */
#include "runtime/site.h"
#include "runtime/cmdline.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/module.h"
#include "runtime/str.h"

/* exit and quit */
typedef struct Quitter { Obj base; const char *name; } Quitter;

static Value quitter_repr(Ref self)
{
    return str_format("Use %s() or Ctrl-D (i.e. EOF) to exit", VALUE_AS(Quitter, self)->name);
}

static Value quitter_call(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[1];
    if (args_bind(&spec, "__call__(code=None)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    /* As site does: sys.stdin is closed, so that an interactive loop ends too. */
    Value in = value_dup(sys_get("stdin"));
    if (!value_is_absent(in) && !value_is_none(in)) {
        Value closed = object_call_method0(in, NAME(close));
        if (value_is_error(closed))
            exc_clear();
        value_drop(closed);
    }
    value_drop(in);
    return exc_raise_value(&type_SystemExit, a[0]);
}

static Value get_quitter_name(Ref self) { return str_intern_cstr(VALUE_AS(Quitter, self)->name); }
static const Getter quitter_getters[] = {{"name", get_quitter_name}, {0}};
static void plain_dealloc(Obj *o) { object_free(o); }

static Type type_quitter = {
    .base = STATIC_OBJ(&type_type), .name = "Quitter", .module = "_sitebuiltins", .basic_size = sizeof(Quitter),
    .flags = TYPE_NO_NEW, .repr = quitter_repr, .call = quitter_call, .dealloc = plain_dealloc,
    .getters = quitter_getters,
};

/* copyright, credits, license: calling prints the text, the repr is the text. */
typedef struct Printer { Obj base; const char *text; } Printer;
static Value printer_repr(Ref self) { return str_from_cstr(VALUE_AS(Printer, self)->text); }

static Value printer_call(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    if (args_no_keywords("__call__", kwnames) || args_count("__call__", n_args, 0, 0))
        return VALUE_ERROR;
    Value print = object_getattr_cstr(dict_get_cstr(sys_modules, "builtins"), "print");
    if (value_is_error(print))
        return VALUE_ERROR;
    Value text = printer_repr(self), result = object_call1(print, text);
    value_drop(text);
    value_drop(print);
    return result;
}
static Type type_printer = {
    .base = STATIC_OBJ(&type_type), .name = "_Printer", .module = "_sitebuiltins", .basic_size = sizeof(Printer),
    .flags = TYPE_NO_NEW, .repr = printer_repr, .call = printer_call, .dealloc = plain_dealloc,
};

/* help: pydoc, when somebody asks. */
static Value helper_repr(Ref self)
{
    return str_from_cstr("Type help() for interactive help, or help(object) for help about object.");
}
static Value helper_call(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    Value help = import_attr("pydoc", "help");
    if (value_is_error(help))
        return VALUE_ERROR;
    Value result = object_call(help, args, n_args, kwnames);
    value_drop(help);
    return result;
}
static Type type_helper = {
    .base = STATIC_OBJ(&type_type), .name = "_Helper", .module = "_sitebuiltins", .basic_size = sizeof(Obj),
    .flags = TYPE_NO_NEW, .repr = helper_repr, .call = helper_call, .dealloc = plain_dealloc,
};

static const char license_text[] = "See the LICENSE file that comes with weft.";

static int add(const char *name, void *object)
{
    if (object == NULL)
        return -1;
    Value v = value_from_obj(object);
    int result = dict_set_cstr(module_builtins_dict, name, v);
    value_drop(v);
    return result;
}

static int add_quitter(const char *name)
{
    Quitter *q = object_alloc(&type_quitter);
    if (q != NULL)
        q->name = name;
    return add(name, q);
}

static int add_printer(const char *name, const char *text)
{
    Printer *p = object_alloc(&type_printer);
    if (p != NULL)
        p->text = text;
    return add(name, p);
}

int site_add_builtins(void)
{
    if (cmdline.no_site)
        return 0;
    if (type_ready(&type_quitter) || type_ready(&type_printer) || type_ready(&type_helper))
        return -1;
    return add_quitter("exit") || add_quitter("quit") || add("help", object_alloc(&type_helper)) ||
           add_printer("copyright", "Copyright (c) the authors of weft.") ||
           add_printer("credits", "weft is built on GMP, libuv, mimalloc, PCRE2 and readline.") ||
           add_printer("license", license_text);
}
