/* stdlib/io/newline_decoder.c -- IncrementalNewlineDecoder: universal newlines on top of another decoder. */
#include "runtime/bytes.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "stdlib/io/io.h"

typedef struct NewlineDecoder {
    Obj base;
    Value decoder, errors;   /* ABSENT before __init__ */
    NewlineState state;
} NewlineDecoder;

static NewlineDecoder *as_decoder(Ref v) { return VALUE_AS(NewlineDecoder, v); }

static Value decoder_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    NewlineDecoder *d = object_alloc_instance(type, 0);
    if (d == NULL)
        return VALUE_ERROR;
    d->decoder = d->errors = VALUE_ABSENT;
    gc_track(d);
    return value_from_obj(d);
}

static int decoder_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[3];
    if (args_bind(&spec, "IncrementalNewlineDecoder(decoder, translate, errors='strict')", args, n_args, kwnames, a))
        return -1;
    int translate = value_truth(a[1]);
    if (translate < 0)
        return -1;
    NewlineDecoder *d = as_decoder(self);
    value_replace(&d->decoder, value_dup(a[0]));
    value_replace(&d->errors, value_dup(a[2]));
    d->state = (NewlineState){.translate = translate};
    return 0;
}

static void decoder_dealloc(Obj *o)
{
    gc_untrack(o);
    value_clear(&((NewlineDecoder *)o)->decoder);
    value_clear(&((NewlineDecoder *)o)->errors);
    object_free(o);
}
static int decoder_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((NewlineDecoder *)o)->decoder);
    GC_VISIT(((NewlineDecoder *)o)->errors);
    return 0;
}

static int check_ready(NewlineDecoder *d)
{
    return value_is_absent(d->decoder)
               ? exc_raise_int(&type_ValueError, "IncrementalNewlineDecoder.__init__() not called") : 0;
}

NATIVE(decoder_decode_m)
{
    NewlineDecoder *d = as_decoder(self);
    int final = value_truth(a[1]);
    if (final < 0 || check_ready(d))
        return VALUE_ERROR;
    Value text;
    if (value_is_none(d->decoder)) {
        text = value_dup(a[0]);
    } else {
        Value name = str_intern_cstr("decode");
        Ref args[2] = {a[0], value_from_bool(final)};
        text = object_call_method(d->decoder, name, args, 2);
        value_drop(name);
    }
    if (value_is_ok(text) && !value_is_str(text)) {
        exc_raise(&type_TypeError, "decoder should return a string result, not '%T'", text);
        value_drop(text);
        return VALUE_ERROR;
    }
    return newline_translate(&d->state, text, final);
}

NATIVE(decoder_getstate_m)
{
    NewlineDecoder *d = as_decoder(self);
    if (check_ready(d))
        return VALUE_ERROR;
    uint64_t flags = 0;
    Value held = VALUE_ERROR;
    if (value_is_none(d->decoder)) {
        held = bytes_empty();
    } else {
        Value name = str_intern_cstr("getstate");
        Value state = object_call_method0(d->decoder, name);
        value_drop(name);
        if (value_is_error(state))
            return VALUE_ERROR;
        if (!value_is_tuple(state)) {
            value_drop(state);
            return exc_raise(&type_TypeError, "illegal decoder state");
        }
        if (tuple_len(state) != 2 || int_as_u64(tuple_at(state, 1), &flags)) {
            value_drop(state);
            return exc_pending() ? VALUE_ERROR : exc_raise(&type_TypeError, "illegal decoder state");
        }
        held = value_dup(tuple_at(state, 0));
        value_drop(state);
    }
    Value items[2] = {held, int_new_u64(flags << 1 | d->state.pending_cr)};
    return tuple_from_values(items, 2);
}

NATIVE(decoder_setstate_m)
{
    NewlineDecoder *d = as_decoder(self);
    if (check_ready(d))
        return VALUE_ERROR;
    if (!value_is_tuple(a[0]))
        return exc_raise(&type_TypeError, "state argument must be a tuple");
    uint64_t flags;
    if (tuple_len(a[0]) != 2)
        return exc_raise(&type_TypeError, "setstate(): illegal state argument");
    if (int_as_u64(tuple_at(a[0], 1), &flags))
        return VALUE_ERROR;
    d->state.pending_cr = flags & 1;
    if (value_is_none(d->decoder))
        return VALUE_NONE;
    Value number = int_new_u64(flags >> 1), state = tuple_of2(tuple_at(a[0], 0), number);
    value_drop(number);
    Value name = str_intern_cstr("setstate");
    Value result = object_call_method1(d->decoder, name, state);
    value_drop(name);
    value_drop(state);
    return result;
}

NATIVE(decoder_reset_m)
{
    NewlineDecoder *d = as_decoder(self);
    if (check_ready(d))
        return VALUE_ERROR;
    d->state.seen = 0;
    d->state.pending_cr = false;
    if (value_is_none(d->decoder))
        return VALUE_NONE;
    Value name = str_intern_cstr("reset");
    Value result = object_call_method0(d->decoder, name);
    value_drop(name);
    return result;
}

static Value get_newlines(Ref self)
{
    return check_ready(as_decoder(self)) ? VALUE_ERROR : newline_seen(as_decoder(self)->state.seen);
}

static const Method decoder_methods[] = {
    {"decode(input, final=False)", decoder_decode_m, "Decode and translate newlines."},
    {"getstate()", decoder_getstate_m, "Return the state: (bytes held back, flags)."},
    {"setstate(state, /)", decoder_setstate_m, "Restore a state."},
    {"reset()", decoder_reset_m, "Start afresh."},
    {0},
};
static const Getter decoder_getters[] = {{"newlines", get_newlines, NULL, "Line endings seen so far."}, {0}};
static const Member decoder_members[] = {{"errors", MEMBER_VALUE, offsetof(NewlineDecoder, errors)}, {0}};

Type type_newline_decoder = {
    .base = STATIC_OBJ(&type_type), .name = "IncrementalNewlineDecoder", .module = "_io",
    .basic_size = sizeof(NewlineDecoder), .flags = TYPE_BASETYPE | TYPE_GC,
    .doc = "IncrementalNewlineDecoder(decoder, translate, errors='strict')\n--\n\nDecoder that translates \\r and \\r\\n to \\n.", .new = decoder_new, .init = decoder_init,
    .dealloc = decoder_dealloc, .traverse = decoder_traverse, .methods = decoder_methods, .getters = decoder_getters,
    .members = decoder_members,
};
