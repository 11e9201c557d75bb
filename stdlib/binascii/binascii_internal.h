/* stdlib/binascii/binascii_internal.h -- what the files of binascii share. */
#ifndef STDLIB_BINASCII_INTERNAL_H
#define STDLIB_BINASCII_INTERNAL_H
#include "runtime/bytes.h"

extern Value binascii_error, binascii_incomplete;
#define BINASCII_ERROR value_as_type(binascii_error)

/* An argument that is bytes-like; for decoders, ASCII text as well. Release with buffer_release(). */
int binascii_text(Ref v, Buffer *out) MUST_CHECK;

#define BINASCII_NATIVE(name) \
    Value name(UNUSED Ref self, UNUSED const Ref *a, UNUSED size_t n, UNUSED Ref kwnames)
BINASCII_NATIVE(binascii_a2b_base64_m); /* binascii_base64.c */
BINASCII_NATIVE(binascii_b2a_base64_m);
BINASCII_NATIVE(binascii_a2b_qp_m);     /* binascii_text.c */
BINASCII_NATIVE(binascii_b2a_qp_m);
BINASCII_NATIVE(binascii_a2b_uu_m);
BINASCII_NATIVE(binascii_b2a_uu_m);
#endif
