/* stdlib/io/rwpair.c -- BufferedRWPair: a reader and a writer over two raw streams, seen as one. */
#include "runtime/exc.h"
#include "runtime/str.h"
#include "stdlib/io/io.h"

typedef struct RWPair {
    IoBase io;
    Value reader, writer;
} RWPair;

static RWPair *as_pair(Ref v) { return VALUE_AS(RWPair, v); }

static Value pair_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    RWPair *p = io_alloc(type);
    if (p == NULL)
        return VALUE_ERROR;
    p->reader = p->writer = VALUE_ABSENT;
    gc_track(p);
    return value_from_obj(p);
}

static int pair_init(Ref self, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[3];
    if (args_bind(&spec, "BufferedRWPair(reader, writer, buffer_size=8192, /)", args, n_args, kwnames, a))
        return -1;
    if (io_check_ability(a[0], NAME(readable), "File or stream is not readable.") ||
        io_check_ability(a[1], NAME(writable), "File or stream is not writable."))
        return -1;
    Value reader = object_call2(value_from_obj(&type_buffered_reader), a[0], a[2]);
    if (value_is_error(reader))
        return -1;
    Value writer = object_call2(value_from_obj(&type_buffered_writer), a[1], a[2]);
    if (value_is_error(writer)) {
        value_drop(reader);
        return -1;
    }
    value_replace(&as_pair(self)->reader, reader);
    value_replace(&as_pair(self)->writer, writer);
    return 0;
}

static void pair_dealloc(Obj *o)
{
    gc_untrack(o);
    value_clear(&((RWPair *)o)->reader);
    value_clear(&((RWPair *)o)->writer);
    value_clear(&((RWPair *)o)->io.dict);
    object_free(o);
}
static int pair_traverse(Obj *o, GcVisit visit, void *arg)
{
    GC_VISIT(((RWPair *)o)->reader);
    GC_VISIT(((RWPair *)o)->writer);
    GC_VISIT(((RWPair *)o)->io.dict);
    return 0;
}
static void pair_clear(Obj *o)
{
    value_clear(&((RWPair *)o)->reader);
    value_clear(&((RWPair *)o)->writer);
    value_clear(&((RWPair *)o)->io.dict);
}
static int pair_finalize(Ref self)
{
    return value_is_absent(as_pair(self)->writer) ? 0 : io_finalize(self);
}

static Value forward(Value *target, const char *method, const Ref *args, size_t n)
{
    if (value_is_absent(*target))
        return exc_raise(&type_ValueError, "I/O operation on uninitialized object");
    Value held = value_dup(*target), name = str_intern_cstr(method);
    Value result = object_call_method(held, name, args, n);
    value_drop(name);
    value_drop(held);
    return result;
}
#define FORWARD(function, target, method) \
    NATIVE(function) { return forward(&as_pair(self)->target, method, a, n); }
FORWARD(pair_read_m, reader, "read")
FORWARD(pair_peek_m, reader, "peek")
FORWARD(pair_read1_m, reader, "read1")
FORWARD(pair_readinto_m, reader, "readinto")
FORWARD(pair_readinto1_m, reader, "readinto1")
FORWARD(pair_write_m, writer, "write")
FORWARD(pair_flush_m, writer, "flush")
FORWARD(pair_readable_m, reader, "readable")
FORWARD(pair_writable_m, writer, "writable")

NATIVE(pair_close_m)
{
    value_drop(forward(&as_pair(self)->writer, "close", NULL, 0));
    Value first_error = exc_take();
    return io_close_result(first_error, forward(&as_pair(self)->reader, "close", NULL, 0));
}

NATIVE(pair_isatty_m)
{
    Value answer = forward(&as_pair(self)->writer, "isatty", NULL, 0);
    if (!value_is_false(answer))
        return answer;
    return forward(&as_pair(self)->reader, "isatty", NULL, 0);
}

static Value get_closed(Ref self)
{
    if (value_is_absent(as_pair(self)->writer))
        return exc_raise(&type_RuntimeError, "the BufferedRWPair object is being garbage-collected");
    return object_getattr_cstr(as_pair(self)->writer, "closed");
}

static const Method pair_methods[] = {
    {"read(size=-1, /)", pair_read_m, "Read from the reader.", METHOD_RAW},
    {"peek(size=0, /)", pair_peek_m, "Peek into the reader.", METHOD_RAW},
    {"read1(size=-1, /)", pair_read1_m, "Read from the reader.", METHOD_RAW},
    {"readinto(buffer, /)", pair_readinto_m, "Read from the reader."},
    {"readinto1(buffer, /)", pair_readinto1_m, "Read from the reader."},
    {"write(buffer, /)", pair_write_m, "Write to the writer."},
    {"flush()", pair_flush_m, "Flush the writer."},
    {"readable()", pair_readable_m, "Ask the reader."},
    {"writable()", pair_writable_m, "Ask the writer."},
    {"close()", pair_close_m, "Close both."},
    {"isatty()", pair_isatty_m, "Ask both."},
    {0},
};
static const Getter pair_getters[] = {{"closed", get_closed, NULL, "Whether the writer is closed."}, {0}};

Type type_buffered_rwpair = {
    .base = STATIC_OBJ(&type_type), .name = "BufferedRWPair", .module = "_io", .basic_size = sizeof(RWPair),
    .flags = TYPE_BASETYPE | TYPE_GC | TYPE_WEAKREF, .super_type = &type_buffered_io_base,
    .dict_offset = offsetof(IoBase, dict), .doc = "BufferedRWPair(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)\n--\n\n"
        "A buffered reader and writer over two raw streams.",
    .new = pair_new, .init = pair_init, .dealloc = pair_dealloc, .traverse = pair_traverse, .clear = pair_clear,
    .finalize = pair_finalize, .methods = pair_methods, .getters = pair_getters,
};
