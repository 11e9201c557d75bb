/* stdlib/posix/posix_terminal.c -- terminals and pseudo-terminals. */
#include "runtime/tuple.h"
#include "stdlib/posix/posix.h"
#include <pty.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <utmp.h>

NATIVE(posix_isatty_m)
{
    int fd;
    return int_as_i32(a[0], &fd) ? VALUE_ERROR : value_from_bool(isatty(fd));
}
NATIVE(posix_ttyname_m)
{
    int fd;
    char name[256];
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    int error = ttyname_r(fd, name, sizeof name);
    errno = error;
    return error ? posix_error() : str_decode_fs(name, strlen(name));
}
static Type *terminal_size_type;

NATIVE(posix_get_terminal_size_m)
{
    int fd;
    struct winsize size;
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    if (ioctl(fd, TIOCGWINSZ, &size))
        return posix_error();
    Value items[2] = {value_from_int(size.ws_col), value_from_int(size.ws_row)};
    return structseq_new(terminal_size_type, items);
}

int posix_add_terminal(Ref module)
{
    static const StructSeqField fields[] = {
        {"columns", "width of the terminal window in characters"}, {"lines", "height of the terminal window in characters"},
    };
    if (terminal_size_type == NULL)
        terminal_size_type = structseq_type_new("os", "terminal_size", "(columns, lines) of a terminal.", fields, 2, 2);
    return terminal_size_type == NULL ? -1 : module_add(module, "terminal_size", value_dup_obj(terminal_size_type));
}

NATIVE(posix_ctermid_m) { return str_from_cstr("/dev/tty"); }
NATIVE(posix_device_encoding_m)
{
    int fd;
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    return isatty(fd) ? str_from_cstr("UTF-8") : VALUE_NONE;
}
NATIVE(posix_openpty_m)
{
    int fds[2] = {posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC), -1};
    char name[128];
    if (fds[0] < 0 || grantpt(fds[0]) || unlockpt(fds[0]) || ptsname_r(fds[0], name, sizeof name) ||
        (fds[1] = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)) < 0) {
        if (fds[0] >= 0)
            close(fds[0]);
        return posix_error();
    }
    return posix_descriptor_pair(fds);
}
NATIVE(posix_tcgetpgrp_m)
{
    int fd;
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    pid_t group = tcgetpgrp(fd);
    return group < 0 ? posix_error() : value_from_int(group);
}
NATIVE(posix_tcsetpgrp_m)
{
    int fd, group;
    if (int_as_i32(a[0], &fd) || int_as_i32(a[1], &group))
        return VALUE_ERROR;
    RETURN_SIMPLE(tcsetpgrp(fd, group));
}

/* ---- pseudo-terminals, step by step ---- */
NATIVE(posix_posix_openpt_m)
{
    int flags;
    if (int_as_i32(a[0], &flags))
        return VALUE_ERROR;
    /* Not inherited by child processes, as every descriptor (PEP 446); the flag is not for posix_openpt() everywhere. */
    int fd = posix_openpt(flags);
    if (fd < 0 || fcntl(fd, F_SETFD, FD_CLOEXEC))
        return posix_error();
    return value_from_int(fd);
}
NATIVE(posix_grantpt_m)
{
    int fd;
    if (posix_fd(a[0], &fd))
        return VALUE_ERROR;
    RETURN_SIMPLE(grantpt(fd));
}
NATIVE(posix_unlockpt_m)
{
    int fd;
    if (posix_fd(a[0], &fd))
        return VALUE_ERROR;
    RETURN_SIMPLE(unlockpt(fd));
}
NATIVE(posix_ptsname_m)
{
    int fd;
    char name[256];
    if (posix_fd(a[0], &fd))
        return VALUE_ERROR;
    int error = ptsname_r(fd, name, sizeof name);
    errno = error;
    return error ? posix_error() : str_decode_fs(name, strlen(name));
}
NATIVE(posix_login_tty_m)
{
    int fd;
    if (posix_fd(a[0], &fd))
        return VALUE_ERROR;
    RETURN_SIMPLE(login_tty(fd));
}

const Method posix_terminal_functions[] = {
    {"isatty(fd, /)", posix_isatty_m, "Is the descriptor a terminal?"},
    {"ttyname(fd, /)", posix_ttyname_m, "Return the name of the terminal."},
    {"get_terminal_size(fd=1, /)", posix_get_terminal_size_m, "Return (columns, lines) of the terminal."},
    {"ctermid()", posix_ctermid_m, "Return the name of the controlling terminal."},
    {"device_encoding(fd)", posix_device_encoding_m, "Return the encoding of a terminal, or None."},
    {"openpty()", posix_openpty_m, "Open a pseudo-terminal: (master, slave)."},
    {"tcgetpgrp(fd, /)", posix_tcgetpgrp_m, "Return the foreground process group of a terminal."},
    {"tcsetpgrp(fd, pgid, /)", posix_tcsetpgrp_m, "Set the foreground process group of a terminal."},
    {"posix_openpt(oflag, /)", posix_posix_openpt_m, "Open the master of a new pseudo-terminal."},
    {"grantpt(fd, /)", posix_grantpt_m, "Let the user use the slave of a pseudo-terminal."},
    {"unlockpt(fd, /)", posix_unlockpt_m, "Let the slave of a pseudo-terminal be opened."},
    {"ptsname(fd, /)", posix_ptsname_m, "Return the name of the slave of a pseudo-terminal."},
    {"login_tty(fd, /)", posix_login_tty_m, "Start a session on a terminal: it becomes standard input, output and error."},
    {0},
};
