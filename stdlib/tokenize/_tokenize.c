/* stdlib/tokenize/_tokenize.c -- the `_tokenize` module: TokenizerIter, which tokenize.py is a face of.
 *
 * The first step reads all lines and makes all tokens (token_list.c); an error in the text is raised when its place is
 * reached, so who stops earlier never sees it. */
#include "runtime/bytes.h"
#include "runtime/codec.h"
#include "runtime/exc.h"
#include "runtime/iter.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "stdlib/tokenize/token_list.h"

Value module__tokenize_init(void);

typedef struct Tokenizer {
    Obj base;
    Value readline;        /* ABSENT once read to the end */
    Value encoding;        /* str, or None: lines are str */
    Value tokens;          /* list, or ABSENT before the first step */
    Value error;           /* what to raise behind them, or ABSENT */
    int64_t next;
    bool extra;
} Tokenizer;
static Type type_tokenizer;

/* ---- reading ---- */
static Value line_text(Ref line, Ref encoding)
{
    if (value_is_none(encoding)) {
        if (value_is_str(line))
            return value_dup(line);
        return exc_raise(&type_TypeError, "readline() returned a non-string object");
    }
    if (!value_is_bytes(line))
        return exc_raise(&type_TypeError, "readline() returned a non-bytes object");
    return codec_decode(bytes_data(line), (size_t)bytes_len(line), str_utf8_lossy(encoding), "replace");
}

/* The next line; ABSENT at the end, which an empty line or StopIteration says. */
static Value read_line(Tokenizer *t)
{
    Value line = object_call0(t->readline);
    if (value_is_error(line)) {
        if (!exc_pending_is(&type_StopIteration))
            return VALUE_ERROR;
        exc_clear();
        return VALUE_ABSENT;
    }
    Value text = line_text(line, t->encoding);
    value_drop(line);
    if (value_is_error(text) || str_len(text) > 0)
        return text;
    value_drop(text);
    return VALUE_ABSENT;
}

static Value read_source(Tokenizer *t)
{
    StrBuilder b;
    str_builder_init(&b);
    for (;;) {
        Value line = read_line(t);
        if (value_is_error(line)) {
            str_builder_free(&b);
            return VALUE_ERROR;
        }
        if (value_is_absent(line))
            return str_builder_finish(&b);
        str_builder_str(&b, line);
        value_drop(line);
    }
}

static int read_tokens(Tokenizer *t)
{
    Value source = read_source(t), tokens = VALUE_ERROR, error = VALUE_ABSENT;
    if (!value_is_error(source))
        tokens = list_new(0);
    int failed = value_is_error(tokens) || token_list_fill(tokens, source, t->extra, &error);
    value_drop(source);
    if (failed) {
        value_drop(tokens);
        return -1;
    }
    value_replace(&t->tokens, tokens);
    value_replace(&t->error, error);
    value_clear(&t->readline);
    return 0;
}

/* ---- the iterator ---- */
static Value tokenizer_next(Ref self)
{
    Tokenizer *t = VALUE_AS(Tokenizer, self);
    if (value_is_absent(t->tokens)) {
        if (value_is_absent(t->readline))
            return VALUE_ABSENT;
        Value held = value_dup(self);
        int failed = read_tokens(t);
        value_drop(held);
        if (failed)
            return VALUE_ERROR;
    }
    if (t->next < list_len(t->tokens))
        return value_dup(list_at(t->tokens, t->next++));
    if (value_is_absent(t->error))
        return VALUE_ABSENT;
    Value error = t->error;
    t->error = VALUE_ABSENT;
    exc_raise_object(error);
    value_drop(error);
    return VALUE_ERROR;
}

static Value tokenizer_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[3];
    if (args_bind(&spec, "tokenizeriter(readline, /, *, encoding=None, extra_tokens)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    if (!value_is_none(a[1]) && !value_is_str(a[1]))
        return exc_raise(&type_TypeError, "tokenizeriter() argument 'encoding' must be str, not %T", a[1]);
    int extra = value_truth(a[2]);
    Tokenizer *t = extra < 0 ? NULL : object_alloc_instance(type, 0);
    if (t == NULL)
        return VALUE_ERROR;
    t->readline = value_dup(a[0]);
    t->encoding = value_dup(a[1]);
    t->tokens = t->error = VALUE_ABSENT;
    t->next = 0;
    t->extra = extra;
    if (!gc_is_tracked(&t->base))
        gc_track(t);
    return value_from_obj(t);
}

static void tokenizer_dealloc(Obj *o)
{
    Tokenizer *t = (Tokenizer *)o;
    gc_untrack(o);
    value_drop(t->readline);
    value_drop(t->encoding);
    value_drop(t->tokens);
    value_drop(t->error);
    object_free(o);
}

static int tokenizer_traverse(Obj *o, GcVisit visit, void *arg)
{
    Tokenizer *t = (Tokenizer *)o;
    GC_VISIT(t->readline);
    GC_VISIT(t->tokens);
    GC_VISIT(t->error);
    return 0;
}

static void tokenizer_clear(Obj *o)
{
    value_clear(&((Tokenizer *)o)->readline);
    value_clear(&((Tokenizer *)o)->error);
}

static Type type_tokenizer = {
    .base = STATIC_OBJ(&type_type), .name = "TokenizerIter", .module = "_tokenize",
    .basic_size = sizeof(Tokenizer), .flags = TYPE_BASETYPE | TYPE_GC, .new = tokenizer_new,
    .dealloc = tokenizer_dealloc, .traverse = tokenizer_traverse, .clear = tokenizer_clear,
    .iter = iterator_self, .next = tokenizer_next,
};

Value module__tokenize_init(void)
{
    Value m = module_new("_tokenize", NULL, NULL);
    if (!value_is_error(m) && module_add_type(m, &type_tokenizer)) {
        value_drop(m);
        return VALUE_ERROR;
    }
    return m;
}
