/* stdlib/signal/_signal.c -- Python handlers of signals.
 *
 * runtime/signal.c notes a signal and asks python_handler() here in the main thread at its next safepoint.
 * handlers[] holds what getsignal() answers: SIG_DFL, SIG_IGN, a callable, or None for a handler that was not
 * installed by Python.  Waiting for signals: signal_wait.c; timers: signal_timer.c. */
#include "runtime/signal.h"
#include "runtime/float.h"
#include "runtime/str.h"
#include "stdlib/signal/signals.h"
#include "vm/callback.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

Value module__signal_init(void);

static Value handlers[NSIG]; /* bits 0 until the module is made */
static Value default_int_handler;

Value signal_error(void) { return exc_raise_errno(&type_OSError, errno, VALUE_ABSENT); }

int signal_number(Ref v, int *out)
{
    if (int_as_i32(v, out))
        return -1;
    return *out < 1 || *out >= NSIG ? exc_raise_int(&type_ValueError, "signal number out of range") : 0;
}

static bool is_system_choice(Ref handler) /* SIG_DFL, SIG_IGN or None */
{
    return !value_is_obj(handler);
}

/* signal_python_hook: run the handler of a signal that came. */
static int python_handler(int number)
{
    if (is_system_choice(handlers[number]))
        return value_is_none(handlers[number]) ? 0 : 1;
    Value handler = value_dup(handlers[number]); /* it may install another */
    Frame *frame = vm_frame_caller(0);
    Value frame_object = frame == NULL ? VALUE_NONE : vm_frame_object(frame);
    Value result = VALUE_ERROR;
    if (value_is_ok(frame_object))
        result = object_call2(handler, value_from_int(number), frame_object);
    value_drop(frame_object);
    value_drop(handler);
    value_drop(result);
    return value_is_error(result) ? -1 : 1;
}

static bool same_int(Ref v, intptr_t number) { return value_is_int(v) && value_as_int(v) == number; }

NATIVE(signal_signal_m)
{
    int number;
    if (!running->is_main)
        return exc_raise(&type_ValueError, "signal only works in main thread of the main interpreter");
    if (signal_number(a[0], &number))
        return VALUE_ERROR;
    void (*function)(int) = signal_note;
    if (same_int(a[1], (intptr_t)SIG_DFL))
        function = SIG_DFL;
    else if (same_int(a[1], (intptr_t)SIG_IGN))
        function = SIG_IGN;
    else if (!object_is_callable(a[1]))
        return exc_raise(&type_TypeError,
                         "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
    if (gil_safepoint()) /* what has come already is for the old handler */
        return VALUE_ERROR;
    struct sigaction action = {.sa_handler = function};
    sigemptyset(&action.sa_mask);
    if (sigaction(number, &action, NULL) < 0)
        return signal_error();
    Value old = handlers[number];
    handlers[number] = function == signal_note ? value_dup(a[1]) : value_from_int((intptr_t)function);
    return old;
}

NATIVE(signal_getsignal_m)
{
    int number;
    return signal_number(a[0], &number) ? VALUE_ERROR : value_dup(handlers[number]);
}

NATIVE(signal_default_int_handler_m)
{
    int number;
    if (int_as_i32(a[0], &number))
        return VALUE_ERROR;
    return exc_raise_none(&type_KeyboardInterrupt);
}
static const Method default_int_handler_method = {
    "default_int_handler(signalnum, frame, /)", signal_default_int_handler_m,
    "The default handler for SIGINT installed by Python.\n\nIt raises KeyboardInterrupt."};

NATIVE(signal_raise_signal_m)
{
    int number;
    if (int_as_i32(a[0], &number))
        return VALUE_ERROR;
    gil_release();
    int r = raise(number);
    gil_acquire();
    if (r)
        return signal_error();
    return gil_safepoint() ? VALUE_ERROR : VALUE_NONE;
}

NATIVE(signal_strsignal_m)
{
    int number;
    if (signal_number(a[0], &number))
        return VALUE_ERROR;
    const char *text = strsignal(number);
    if (text == NULL || strstr(text, "Unknown signal") != NULL)
        return VALUE_NONE;
    return str_decode_fs(text, strlen(text));
}

NATIVE(signal_siginterrupt_m)
{
    int number, flag;
    if (signal_number(a[0], &number) || int_as_i32(a[1], &flag))
        return VALUE_ERROR;
    struct sigaction action;
    if (sigaction(number, NULL, &action) < 0)
        return signal_error();
    action.sa_flags = flag ? action.sa_flags & ~SA_RESTART : action.sa_flags | SA_RESTART;
    return sigaction(number, &action, NULL) < 0 ? signal_error() : VALUE_NONE;
}

/* The wakeup descriptor must not block: the C handler writes to it. */
static int check_wakeup_fd(int fd)
{
    struct stat st;
    int flags = fstat(fd, &st) < 0 ? -1 : fcntl(fd, F_GETFL);
    if (flags < 0) {
        signal_error();
        return -1;
    }
    return flags & O_NONBLOCK ? 0 : exc_raise_int(&type_ValueError, "the fd %d must be in non-blocking mode", fd);
}

NATIVE(signal_set_wakeup_fd_m)
{
    int fd;
    if (int_as_i32(a[0], &fd))
        return VALUE_ERROR;
    if (!running->is_main)
        return exc_raise(&type_ValueError, "set_wakeup_fd only works in main thread of the main interpreter");
    if (fd != -1 && check_wakeup_fd(fd))
        return VALUE_ERROR;
    int old = signal_wakeup_fd;
    signal_wakeup_fd = fd;
    return value_from_int(old);
}

static const Method functions[] = {
    {"signal(signalnum, handler, /)", signal_signal_m,
     "Set the action for the given signal.\n\n"
     "The action can be SIG_DFL, SIG_IGN, or a callable Python object.\n"
     "The previous action is returned.  See getsignal() for possible return values."},
    {"getsignal(signalnum, /)", signal_getsignal_m,
     "Return the current action for the given signal: SIG_IGN, SIG_DFL, None if an unknown handler is in effect,\n"
     "anything else is the callable Python object used as a handler."},
    {"raise_signal(signalnum, /)", signal_raise_signal_m, "Send a signal to the executing process."},
    {"strsignal(signalnum, /)", signal_strsignal_m,
     "Return the system description of the given signal, None for signals it does not know."},
    {"siginterrupt(signalnum, flag, /)", signal_siginterrupt_m,
     "Change system call restart behaviour: with a true flag, the signal interrupts system calls."},
    {"set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)", signal_set_wakeup_fd_m,
     "Sets the fd to be written to (with the signal number) when a signal comes in.\n\n"
     "A library can use this to wakeup select or poll.\nThe previous fd or -1 is returned.\n\n"
     "The fd must be non-blocking."},
    {0},
};

/* What the process began with. */
static void read_handlers(void)
{
    for (int i = 0; i < NSIG; i++) {
        struct sigaction action;
        handlers[i] = VALUE_NONE;
        if (i == 0 || sigaction(i, NULL, &action) < 0)
            continue;
        if (action.sa_handler == SIG_DFL || action.sa_handler == SIG_IGN)
            handlers[i] = value_from_int((intptr_t)action.sa_handler);
        else if (i == SIGINT && action.sa_handler == signal_note)
            handlers[i] = value_dup(default_int_handler);
    }
}

Value module__signal_init(void)
{
    Value module = module_new("_signal", "Signals, as the signal module has them.", functions);
    if (value_is_error(module))
        return VALUE_ERROR;
    default_int_handler = native_new(&default_int_handler_method, VALUE_ABSENT, VALUE_ABSENT);
    if (value_is_error(default_int_handler) ||
        module_add(module, "default_int_handler", value_dup(default_int_handler)) ||
        module_add_functions(module, signal_wait_functions) || module_add_functions(module, signal_timer_functions) ||
        signal_add_wait(module) || signal_add_timer(module) || signal_add_constants(module)) {
        value_drop(module);
        return VALUE_ERROR;
    }
    read_handlers();
    signal_python_hook = python_handler;
    return module;
}
