/* stdlib/io/textio_private.h -- the layout of TextIOWrapper, for the textio*.c files. */
#ifndef IO_TEXTIO_PRIVATE_H
#define IO_TEXTIO_PRIVATE_H
#include "stdlib/io/io.h"

/* Encodings we handle without the codecs module. */
typedef enum TextCodec { CODEC_UTF8, CODEC_ASCII, CODEC_LATIN1, CODEC_OTHER } TextCodec;

typedef struct TextIO {
    IoBase io;
    Value buffer;            /* ABSENT when detached */
    Value encoding, errors;  /* str, as given */
    Value newline;           /* the argument: None or str */
    Value mode;              /* what open() was given; ABSENT */
    bool ok, detached, finalizing;
    bool line_buffering, write_through;
    bool seekable, telling, has_read1;
    bool translate_reads;    /* \r and \r\n become \n */
    bool universal_reads;    /* \r, \n and \r\n end a line */
    char write_newline[3];   /* what \n is written as; "" as it is */
    TextCodec codec;
    const char *errors_text; /* of `errors`, NULL for strict */
    Value encoder, decoder;  /* CODEC_OTHER: codec objects; ABSENT until there is a use */
    bool can_decode, can_encode;

    /* reading */
    NewlineState newlines;
    char undecoded[8];       /* UTF-8: the beginning of a character that goes on in the next chunk */
    int n_undecoded;
    Value decoded;           /* str: the chunk being read; ABSENT */
    int64_t decoded_used;    /* characters of it already given out */
    double bytes_per_char;   /* of the last chunk, a guess for how much to read */
    Value snapshot_input;    /* bytes the chunk was decoded from; ABSENT: tell() must not look */
    Value snapshot_flags;    /* state of the decoder before them: int */

    /* writing */
    char *pending;           /* encoded, not yet given to the buffer */
    size_t pending_len, pending_capacity;
    int64_t chunk_size;
} TextIO;

TextIO *as_text(Ref v);
int text_check_ready(Ref self) MUST_CHECK;   /* initialised, not detached */
int text_check_open(Ref self) MUST_CHECK;
int text_write_pending(Ref self) MUST_CHECK; /* hand what is pending to the buffer */
int text_flush_all(Ref self) MUST_CHECK;     /* self.flush(), through overrides */
/* Forget the chunk and the snapshot. */
void text_forget_chunk(TextIO *t);
/* Decode more input with the current state; a new str. */
Value text_decode(TextIO *t, const char *p, size_t n, bool final);
/* The decoder's state: (bytes it holds back, flags), owned; 0 or -1. */
int text_decoder_state(TextIO *t, Value *held, Value *flags) MUST_CHECK;
int text_set_decoder_state(TextIO *t, const char *held, size_t n, Ref flags) MUST_CHECK;
int text_reset_decoder(TextIO *t) MUST_CHECK;
int text_reset_encoder(TextIO *t, bool at_start) MUST_CHECK;
int text_start_encoder(TextIO *t) MUST_CHECK;
Value text_encode(TextIO *t, Ref text);      /* bytes */
int text_set_newline(TextIO *t, Ref newline) MUST_CHECK;
int text_set_codec(Ref self, Ref encoding, Ref errors) MUST_CHECK;

Value textio_next(Ref self);
Value textio_read_m(Ref self, const Ref *a, size_t n, Ref kwnames);
Value textio_readline_m(Ref self, const Ref *a, size_t n, Ref kwnames);
Value textio_seek_m(Ref self, const Ref *a, size_t n, Ref kwnames);
Value textio_tell_m(Ref self, const Ref *a, size_t n, Ref kwnames);
Value textio_truncate_m(Ref self, const Ref *a, size_t n, Ref kwnames);
Value textio_reconfigure_m(Ref self, const Ref *a, size_t n, Ref kwnames);
#endif
