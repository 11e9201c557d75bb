/* stdlib/errno/errno.c -- the module errno: names of system errors and errorcode, the way back. */
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include <errno.h>

/* Where two names share a number, the later row gives errorcode its answer. */
static const struct { const char *name; int number; } rows[] = {
#define ROW(name) {#name, name},
    ROW(ENODEV) ROW(ENOCSI) ROW(EHOSTUNREACH) ROW(ENOMSG) ROW(EL2HLT) ROW(EL2NSYNC) ROW(ENOTBLK) ROW(ENOSYS)
    ROW(EPIPE) ROW(EINVAL) ROW(EADV) ROW(EINTR) ROW(ETIMEDOUT) ROW(ENOTEMPTY) ROW(EWOULDBLOCK) ROW(EAGAIN)
    ROW(EBADF) ROW(EAFNOSUPPORT) ROW(EREMOTEIO) ROW(EDOM) ROW(ENOLINK) ROW(ENODATA) ROW(EBADR) ROW(EISNAM)
    ROW(EPROTOTYPE) ROW(ESRMNT) ROW(ENOTNAM) ROW(EMEDIUMTYPE) ROW(ESRCH) ROW(ENOTUNIQ) ROW(EBADSLT) ROW(ESHUTDOWN)
    ROW(EXDEV) ROW(ELIBSCN) ROW(ENETDOWN) ROW(ENOTSOCK) ROW(EXFULL) ROW(EUCLEAN) ROW(EACCES) ROW(EOPNOTSUPP)
    ROW(ENOTSUP) ROW(ECONNRESET) ROW(ENOTCONN) ROW(EADDRINUSE) ROW(EMULTIHOP) ROW(EOVERFLOW) ROW(EMFILE)
    ROW(EDEADLK) ROW(EDEADLOCK) ROW(EUSERS) ROW(ENAMETOOLONG) ROW(EPROTONOSUPPORT) ROW(ETIME) ROW(EFAULT)
    ROW(EADDRNOTAVAIL) ROW(EDQUOT) ROW(ENOPROTOOPT) ROW(ENOENT) ROW(ELIBACC) ROW(EDOTDOT) ROW(EILSEQ)
    ROW(EPROTO) ROW(ESPIPE) ROW(ECHILD) ROW(EKEYREVOKED) ROW(EREMCHG) ROW(EKEYEXPIRED) ROW(EBADMSG) ROW(ELNRNG)
    ROW(ENOANO) ROW(EHOSTDOWN) ROW(ENOKEY) ROW(EKEYREJECTED) ROW(ENOSPC) ROW(EMSGSIZE) ROW(ENETRESET) ROW(EBUSY)
    ROW(ENOTTY) ROW(EUNATCH) ROW(EROFS) ROW(ECONNREFUSED) ROW(ENFILE) ROW(ENOTDIR) ROW(ESOCKTNOSUPPORT)
    ROW(ECANCELED) ROW(EISCONN) ROW(EPERM) ROW(ELOOP) ROW(ECONNABORTED) ROW(EBADRQC) ROW(EIDRM) ROW(ENOMEDIUM)
    ROW(EINPROGRESS) ROW(ENOPKG) ROW(ENONET) ROW(ESTRPIPE) ROW(ENOLCK) ROW(ENAVAIL) ROW(EDESTADDRREQ) ROW(EIO)
    ROW(ERANGE) ROW(ENOTRECOVERABLE) ROW(EEXIST) ROW(EMLINK) ROW(ENOEXEC) ROW(ENETUNREACH) ROW(ENOMEM)
    ROW(ECHRNG) ROW(ENXIO) ROW(EL3HLT) ROW(ERESTART) ROW(E2BIG) ROW(ENOSTR) ROW(EBFONT) ROW(EFBIG) ROW(EISDIR)
    ROW(ELIBEXEC) ROW(ESTALE) ROW(ENOSR) ROW(ECOMM) ROW(ELIBBAD) ROW(EREMOTE) ROW(EL3RST) ROW(EALREADY)
    ROW(EBADE) ROW(EBADFD) ROW(EINVAL) ROW(ELIBMAX) ROW(EOWNERDEAD) ROW(EPFNOSUPPORT) ROW(ERFKILL) ROW(ENOBUFS)
    ROW(ETOOMANYREFS) ROW(ETXTBSY) ROW(EHWPOISON)
#undef ROW
};

Value module_errno_init(void);
Value module_errno_init(void)
{
    Value module = module_new("errno", "Names of the errors of the operating system, and errorcode: number -> name.",
                              NULL);
    Value codes = dict_new();
    int failed = value_is_error(module) || value_is_error(codes);
    for (size_t i = 0; i < N_ELEMENTS(rows) && !failed; i++) {
        Value name = str_intern_cstr(rows[i].name), number = int_new(rows[i].number);
        failed = value_is_error(name) || dict_set(codes, number, name) ||
                 dict_set(module_dict(module), name, number);
        value_drop(name);
    }
    if (failed || module_add(module, "errorcode", value_dup(codes))) {
        value_drop(module);
        module = VALUE_ERROR;
    }
    value_drop(codes);
    return module;
}
