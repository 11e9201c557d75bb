/* stdlib/io/buffered.h -- between the files of the buffered streams. */
#ifndef IO_BUFFERED_H
#define IO_BUFFERED_H
#include "stdlib/io/io.h"

Buffered *as_buffered(Ref v);
/* Take the stream for this thread: 0, -1 (RuntimeError when it is inside already, or a signal's exception). */
int buffered_enter(Ref self) MUST_CHECK;
void buffered_leave(Ref self);
int buffered_check_ready(Ref self) MUST_CHECK;              /* initialised and not detached */
int buffered_is_closed(Ref self);                           /* 1, 0, -1 */
int buffered_check_open(Ref self, const char *action) MUST_CHECK; /* "read of closed file" */
int64_t buffered_raw_read(Ref self, char *p, int64_t n);    /* count, 0 end, -1 error, -2 would block */
int64_t buffered_raw_write(Ref self, const char *p, int64_t n);
int64_t buffered_raw_seek(Ref self, int64_t target, int whence);
int64_t buffered_raw_tell(Ref self);
int buffered_drop_read_ahead(Ref self) MUST_CHECK;
int buffered_flush_writes(Ref self) MUST_CHECK;
int buffered_flush_and_rewind(Ref self) MUST_CHECK;
int buffered_would_block(int64_t written) COLD;             /* raises, -1 */

Value buffered_next(Ref self);
Value buffered_repr(Ref self);
extern const Method buffered_reader_methods[], buffered_writer_methods[], buffered_random_methods[];
extern const Getter buffered_getters[];
extern const Member buffered_members[];

/* buffered_read.c */
Value buffered_read_m(Ref self, const Ref *a, size_t n, Ref kwnames);
Value buffered_read1_m(Ref self, const Ref *a, size_t n, Ref kwnames);
Value buffered_readinto_m(Ref self, const Ref *a, size_t n, Ref kwnames);
Value buffered_readinto1_m(Ref self, const Ref *a, size_t n, Ref kwnames);
Value buffered_readline_m(Ref self, const Ref *a, size_t n, Ref kwnames);
Value buffered_peek_m(Ref self, const Ref *a, size_t n, Ref kwnames);
/* buffered_write.c */
Value buffered_write_m(Ref self, const Ref *a, size_t n, Ref kwnames);
#endif
