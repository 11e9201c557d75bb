/* runtime/codec.h -- text <-> bytes: utf-8/16/32, latin-1, ascii and every error handler; others through the codecs registry. */
#ifndef RUNTIME_CODEC_H
#define RUNTIME_CODEC_H
#include "runtime/object.h"
/* encoding and errors: C strings as Python spells them; NULL: utf-8, strict. */
Value codec_decode(const char *p, size_t n, const char *encoding, const char *errors);
Value codec_encode(Ref str, const char *encoding, const char *errors);     /* bytes */
Value codec_decode_utf8(const char *p, size_t n, const char *errors);
/* Incremental: *consumed bytes; `final` false leaves an incomplete tail unread. */
Value codec_decode_utf8_partial(const char *p, size_t n, const char *errors, bool final, size_t *consumed);
/* Make UnicodeEncodeError / UnicodeDecodeError pending about [start, end); return VALUE_ERROR. */
Value codec_raise_encode(const char *encoding, Ref str, int64_t start, int64_t end, const char *reason);
Value codec_raise_decode(const char *encoding, const char *p, size_t n, int64_t start, int64_t end, const char *reason);
#endif
