/* stdlib/io/io.h -- what the files of the _io module share.
 *
 *     _IOBase
 *       _RawIOBase ------- FileIO
 *       _BufferedIOBase -- BytesIO, BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair
 *       _TextIOBase ------ TextIOWrapper, StringIO
 *
 * Between layers we call Python methods, except when the layer below is exactly one of our own types and nobody
 * has put attributes on the instance: then C functions are called directly. */
#ifndef IO_IO_H
#define IO_IO_H
#include "runtime/object.h"
#include "runtime/thread.h"

#define IO_BUFFER_SIZE 8192   /* io.DEFAULT_BUFFER_SIZE */

/* The head of every stream: the instance's own attributes. */
typedef struct IoBase {
    Obj base;
    Value dict;
} IoBase;

extern Type type_io_base, type_raw_io_base, type_buffered_io_base, type_text_io_base;
extern Type type_file_io, type_bytes_io, type_string_io, type_buffered_reader, type_buffered_writer,
    type_buffered_random, type_buffered_rwpair, type_text_io, type_newline_decoder;

/* ---- iobase.c ---- */
/* Allocate a stream with dict ABSENT; the caller sets the other fields, then tracks it. */
void *io_alloc(Type *type);
/* ValueError "I/O operation on closed file." when self.closed is true. 0 or -1. */
int io_check_closed(Ref self) MUST_CHECK;
int io_is_closed(Ref self);                       /* 1, 0, -1: self.closed */
/* io.UnsupportedOperation(message). Returns VALUE_ERROR. */
Value io_unsupported(const char *message) COLD;
extern Type *type_unsupported_operation;
/* self.method() must be true: readable, writable, seekable; UnsupportedOperation with the message otherwise. */
int io_check_ability(Ref self, Ref method, const char *message) MUST_CHECK;
/* The optional size argument of read() and readline(): None is -1. */
int io_size_argument(Ref v, int64_t *out) MUST_CHECK;
/* A view of what a read can fill; "<what> must be read-write bytes-like object, not T". 0 or -1. */
int io_buffer_to_fill(Ref v, Buffer *view, const char *what) MUST_CHECK;
/* What closing in two steps comes to: the later error, in the context of the earlier one.  Takes both. */
Value io_close_result(Value first_error_or_absent, Value second_result);
/* inner._dealloc_warn(source): a file is closed by nobody but the collector. */
void io_dealloc_warn(Ref inner, Ref source);
Value io_call(Ref o, Ref method);                 /* o.method() */
/* The finaliser of streams: close() what is open, without noise. */
int io_finalize(Ref self);
/* Close by calling close(); used by dealloc. */
Value io_base_readline(Ref self, int64_t limit);
/* Was an exception caused by EINTR? Then clear it, run signal handlers: 1 try again, 0 no, -1 handler raised. */
int io_retry_interrupted(void);
/* "file" attributes for repr: self.name as repr text, ABSENT when there is none. */
Value io_name_or_absent(Ref self);
/* "_io." before the names of our own types in a repr; classes made in Python go without. */
static inline const char *io_type_prefix(Ref self) { return value_type(self)->flags & TYPE_HEAP ? "" : "_io."; }
/* Does nobody override anything on this exact built-in instance? */
static inline bool io_is_plain(Ref o, const Type *type)
{
    return value_has_type(o, type) && value_is_absent(VALUE_AS(IoBase, o)->dict);
}

/* ---- fileio.c ---- */
typedef struct FileIO {
    IoBase io;
    Value name;               /* as given; ABSENT before */
    int fd;                   /* -1: closed */
    bool created, readable, writable, appending, close_fd, finalizing;
    int8_t seekable;          /* 1, 0, -1 not known yet */
    int64_t block_size;
} FileIO;
Value fileio_from_fd(int fd, const char *mode, Ref name, bool close_fd); /* mode "rb" or "wb" */
/* Bytes read; 0 at the end, -1 with an exception, -2 when it would block. */
int64_t fileio_read_into(Ref file, void *p, size_t n);
int64_t fileio_write_from(Ref file, const void *p, size_t n);
int64_t fileio_seek(Ref file, int64_t offset, int whence); /* -1 OSError */
void fileio_warn_unclosed(Ref file, Ref source);
extern Value file_opener_flags;

/* ---- buffered.c ---- */
typedef struct IoWaiter IoWaiter;
typedef struct Buffered {
    IoBase io;
    Value raw;                /* ABSENT when detached or not initialised */
    bool ok, detached, readable, writable, finalizing;
    int64_t raw_pos;          /* where raw stands; -1 not known */
    char *data;               /* buffer_size bytes: read-ahead, or what is to be written */
    int64_t buffer_size;
    int64_t read_pos, read_end; /* unread bytes are data[read_pos..read_end) */
    int64_t write_len;        /* unwritten bytes are data[0..write_len); only when nothing is unread */
    Thread *owner;            /* the thread inside, NULL when free */
    IoWaiter *waiters;
} Buffered;
Value buffered_new(Type *type, Ref raw, int64_t buffer_size);
/* write(): 0, -1. Plain BufferedWriter or BufferedRandom only. */
int buffered_write_bytes(Ref self, const char *p, size_t n);
int buffered_flush(Ref self);
Value buffered_read1(Ref self, int64_t n);        /* plain readers */
static inline bool io_is_plain_writer(Ref o)
{
    return io_is_plain(o, &type_buffered_writer) || io_is_plain(o, &type_buffered_random);
}
static inline bool io_is_plain_reader(Ref o)
{
    return io_is_plain(o, &type_buffered_reader) || io_is_plain(o, &type_buffered_random);
}

/* ---- newline.c: universal newlines ---- */
enum { NEWLINE_CR = 1, NEWLINE_LF = 2, NEWLINE_CRLF = 4 };
typedef struct NewlineState { bool pending_cr, translate; uint8_t seen; } NewlineState;
/* Translate decoded text (taken); a CR at the end waits for what follows unless final. */
Value newline_translate(NewlineState *state, Value text, bool final);
Value newline_seen(uint8_t seen);                 /* None, a str or a tuple: the `newlines` attribute */
/* Where the first line ends in text[start..len): the index behind its newline; -1 when it goes on.
 * *consumed: how far a search for more need not look again. universal: \r, \n, \r\n; translated: \n; else nl. */
int64_t newline_find(Ref text, int64_t start, bool translated, bool universal, Ref nl, int64_t *consumed);

/* ---- io_open.c ---- */
Value io_open(Ref file, const char *mode, int64_t buffering, Ref encoding, Ref errors, Ref newline, bool close_fd,
              Ref opener);
extern const Method io_functions[];
/* ---- textio.c ---- */
#include "stdlib/io/textio.h"
#endif
