/* stdlib/json/json.h -- what the files of _json share.
 *
 *     scan.c      Scanner: text -> objects           encode.c    Encoder: objects -> text
 *     string.c    JSON strings, both ways             _json.c     the module */
#ifndef STDLIB_JSON_H
#define STDLIB_JSON_H
#include "runtime/exc.h"
#include "runtime/object.h"
#include "runtime/str.h"
#include "runtime/str_chars.h"

/* Raise json.decoder.JSONDecodeError(message, text, position). */
Value json_raise(const char *message, Ref text, int64_t position) COLD;

/* The string whose text begins at `start`, behind its quote; *end is past the closing one. */
Value json_read_string(Ref text, int64_t start, bool strict, int64_t *end);
/* How many of the n bytes stand for themselves in a JSON string: up to a quote, a backslash, a control character (when
 * `strict`) or, when `ascii`, the first byte that is not printable ASCII. */
int64_t json_plain_run(const uint8_t *p, int64_t n, bool strict, bool ascii);
/* Append s in quotes; `ascii`: escape what is not ASCII. */
void json_write_string(StrBuilder *b, Ref s, bool ascii);

/* _json.encode_basestring_ascii and _json.encode_basestring, which an Encoder recognises. */
Value json_encode_ascii_m(Ref self, const Ref *a, size_t n, Ref kwnames);
Value json_encode_m(Ref self, const Ref *a, size_t n, Ref kwnames);
int json_check_text(Ref v) MUST_CHECK; /* TypeError unless a str */

extern Type type_json_scanner, type_json_encoder;
#endif
