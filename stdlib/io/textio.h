/* stdlib/io/textio.h -- TextIOWrapper: what print() and start-up call directly. */
#ifndef IO_TEXTIO_H
#define IO_TEXTIO_H
#include "runtime/object.h"

extern Type type_text_io;
/* TextIOWrapper(buffer, encoding, errors, newline, line_buffering, write_through); newline NULL: universal. */
Value textio_new(Ref buffer, const char *encoding, const char *errors, const char *newline, bool line_buffering,
                 bool write_through);
/* f.write(text) for an exact TextIOWrapper and an exact str. 0 or -1. */
int textio_write(Ref file, Ref text) MUST_CHECK;
int textio_write_ascii(Ref file, const char *p, size_t n) MUST_CHECK;
int textio_flush(Ref file) MUST_CHECK;
void textio_set_mode(Ref file, Ref mode);
/* An exact TextIOWrapper whose methods nobody has overridden on the instance. */
bool textio_is_plain(Ref file);
#endif
