/* stdlib/posix/posix_process.c -- processes: ids, signals, fork, wait, priorities, scheduling. */
#include "runtime/bytes.h"
#include "runtime/import.h"
#include "runtime/list.h"
#include "runtime/set.h"
#include "runtime/tuple.h"
#include "stdlib/posix/posix.h"
#include "stdlib/resource/resource.h"
#include "stdlib/sys/sys.h"
#include "vm/callback.h"
#include <pty.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#define GET_ID(function, call) \
    NATIVE(function) { return int_new((int64_t)call()); }
GET_ID(posix_getpid_m, getpid)
GET_ID(posix_getppid_m, getppid)
GET_ID(posix_getpgrp_m, getpgrp)

NATIVE(posix_exit_m)
{
    int status;
    if (int_as_i32(a[0], &status))
        return VALUE_ERROR;
    _exit(status);
}
NATIVE(posix_abort_m) { abort(); }

NATIVE(posix_kill_m)
{
    int pid, number;
    if (int_as_i32(a[0], &pid) || int_as_i32(a[1], &number))
        return VALUE_ERROR;
    if (kill(pid, number))
        return posix_error();
    return gil_safepoint() ? VALUE_ERROR : VALUE_NONE;
}
NATIVE(posix_killpg_m)
{
    int group, number;
    if (int_as_i32(a[0], &group) || int_as_i32(a[1], &number))
        return VALUE_ERROR;
    return killpg(group, number) ? posix_error() : VALUE_NONE;
}

/* ---- fork ---- */
static Value fork_hooks[3] = {{0x02}, {0x02}, {0x02}}; /* lists: before, after in parent, after in child */
enum { HOOK_BEFORE, HOOK_PARENT, HOOK_CHILD };

static void run_fork_hooks(int which)
{
    if (value_is_absent(fork_hooks[which]))
        return;
    Value hooks = list_from_iterable(fork_hooks[which]);
    if (value_is_error(hooks)) {
        exc_clear();
        return;
    }
    int64_t n = list_len(hooks);
    for (int64_t i = 0; i < n; i++) { /* before: last registered first */
        Ref hook = list_at(hooks, which == HOOK_BEFORE ? n - 1 - i : i);
        Value result = object_call0(hook);
        if (value_is_error(result))
            exc_unraisable("Exception ignored in fork hook", hook);
        value_drop(result);
    }
    value_drop(hooks);
}

void posix_before_fork(void);
void posix_after_fork(pid_t pid);
void posix_before_fork(void) { run_fork_hooks(HOOK_BEFORE); }
void posix_after_fork(pid_t pid)
{
    if (pid == 0) {
        gil_after_fork();
        import_after_fork();
    }
    run_fork_hooks(pid == 0 ? HOOK_CHILD : HOOK_PARENT);
}

NATIVE(posix_register_at_fork_m)
{
    if (value_is_absent(a[0]) && value_is_absent(a[1]) && value_is_absent(a[2]))
        return exc_raise(&type_TypeError, "At least one argument is required.");
    static const int places[3] = {HOOK_BEFORE, HOOK_CHILD, HOOK_PARENT};
    static const char *const names[3] = {"before", "after_in_child", "after_in_parent"};
    for (int i = 0; i < 3; i++)
        if (!value_is_absent(a[i]) && !object_is_callable(a[i]))
            return exc_raise(&type_TypeError, "'%s' must be callable, not %T", names[i], a[i]);
    for (int i = 0; i < 3; i++) {
        Value *list = &fork_hooks[places[i]];
        if (value_is_absent(a[i]))
            continue;
        if (value_is_absent(*list)) {
            Value made = list_new(1);
            if (value_is_error(made))
                return VALUE_ERROR;
            *list = made;
        }
        if (list_append(*list, a[i]))
            return VALUE_ERROR;
    }
    return VALUE_NONE;
}

/* A child of a dying interpreter would find half of it gone. */
static int check_alive(const char *what)
{
    return sys_finalizing ? exc_raise_int(&type_PythonFinalizationError, "can't %s at interpreter shutdown", what) : 0;
}

NATIVE(posix_fork_m)
{
    if (check_alive("fork"))
        return VALUE_ERROR;
    posix_before_fork();
    pid_t pid = fork();
    int error = errno;
    posix_after_fork(pid);
    errno = error;
    return pid < 0 ? posix_error() : value_from_int(pid);
}

NATIVE(posix_forkpty_m)
{
    int master = -1;
    if (check_alive("fork"))
        return VALUE_ERROR;
    posix_before_fork();
    pid_t pid = forkpty(&master, NULL, NULL, NULL);
    int error = errno;
    posix_after_fork(pid);
    errno = error;
    return pid < 0 ? posix_error() : tuple_of2(value_from_int(pid), value_from_int(master));
}

/* ---- wait ---- */
static Value wait_result(pid_t pid, int status)
{
    return pid < 0 ? posix_error() : tuple_of2(value_from_int(pid), value_from_int(status));
}
NATIVE(posix_wait_m)
{
    pid_t pid;
    int status = 0;
    SYSTEM_CALL(pid, wait(&status));
    return wait_result(pid, status);
}
NATIVE(posix_waitpid_m)
{
    int which, options, status = 0;
    pid_t pid;
    if (int_as_i32(a[0], &which) || int_as_i32(a[1], &options))
        return VALUE_ERROR;
    SYSTEM_CALL(pid, waitpid(which, &status, options));
    return wait_result(pid, status);
}

static Value wait4_result(pid_t pid, int status, const struct rusage *usage)
{
    if (pid < 0)
        return posix_error();
    Value used = usage_new(usage);
    if (value_is_error(used))
        return VALUE_ERROR;
    Value result = tuple_of3(value_from_int(pid), value_from_int(status), used);
    value_drop(used);
    return result;
}
NATIVE(posix_wait3_m)
{
    int options, status = 0;
    pid_t pid;
    struct rusage usage = {0};
    if (int_as_i32(a[0], &options))
        return VALUE_ERROR;
    SYSTEM_CALL(pid, wait3(&status, options, &usage));
    return wait4_result(pid, status, &usage);
}
NATIVE(posix_wait4_m)
{
    int which, options, status = 0;
    pid_t pid;
    struct rusage usage = {0};
    if (int_as_i32(a[0], &which) || int_as_i32(a[1], &options))
        return VALUE_ERROR;
    SYSTEM_CALL(pid, wait4(which, &status, options, &usage));
    return wait4_result(pid, status, &usage);
}
static Type *waitid_type;
NATIVE(posix_waitid_m)
{
    int kind, id, options, result;
    siginfo_t info = {0};
    if (int_as_i32(a[0], &kind) || int_as_i32(a[1], &id) || int_as_i32(a[2], &options))
        return VALUE_ERROR;
    SYSTEM_CALL(result, waitid((idtype_t)kind, (id_t)id, &info, options));
    if (result)
        return posix_error();
    if (info.si_pid == 0)
        return VALUE_NONE;
    Value items[] = {value_from_int(info.si_pid), value_from_int(info.si_uid), value_from_int(info.si_signo),
                     value_from_int(info.si_status), value_from_int(info.si_code)};
    return structseq_new(waitid_type, items);
}
NATIVE(posix_pidfd_open_m)
{
    int pid, flags;
    if (int_as_i32(a[0], &pid) || int_as_i32(a[1], &flags))
        return VALUE_ERROR;
    long fd = syscall(SYS_pidfd_open, pid, flags);
    return fd < 0 ? posix_error() : value_from_int(fd);
}

/* What a status word means. */
#define STATUS(function, macro, convert)        \
    NATIVE(function)                            \
    {                                           \
        int status;                             \
        if (int_as_i32(a[0], &status))          \
            return VALUE_ERROR;                 \
        return convert(macro(status));          \
    }
STATUS(posix_wcoredump_m, WCOREDUMP, value_from_bool)
STATUS(posix_wifcontinued_m, WIFCONTINUED, value_from_bool)
STATUS(posix_wifstopped_m, WIFSTOPPED, value_from_bool)
STATUS(posix_wifsignaled_m, WIFSIGNALED, value_from_bool)
STATUS(posix_wifexited_m, WIFEXITED, value_from_bool)
STATUS(posix_wexitstatus_m, WEXITSTATUS, value_from_int)
STATUS(posix_wtermsig_m, WTERMSIG, value_from_int)
STATUS(posix_wstopsig_m, WSTOPSIG, value_from_int)
NATIVE(posix_waitstatus_to_exitcode_m)
{
    int status;
    if (int_as_i32(a[0], &status))
        return VALUE_ERROR;
    if (WIFEXITED(status))
        return value_from_int(WEXITSTATUS(status));
    if (WIFSIGNALED(status))
        return value_from_int(-WTERMSIG(status));
    if (WIFSTOPPED(status))
        return exc_raise(&type_ValueError, "process stopped by delivery of signal %d", WSTOPSIG(status));
    return exc_raise(&type_ValueError, "invalid wait status: %d", status);
}

/* ---- groups and sessions ---- */
NATIVE(posix_getpgid_m)
{
    int pid;
    if (int_as_i32(a[0], &pid))
        return VALUE_ERROR;
    pid_t group = getpgid(pid);
    return group < 0 ? posix_error() : value_from_int(group);
}
NATIVE(posix_setpgid_m)
{
    int pid, group;
    if (int_as_i32(a[0], &pid) || int_as_i32(a[1], &group))
        return VALUE_ERROR;
    RETURN_SIMPLE(setpgid(pid, group));
}
NATIVE(posix_setpgrp_m) { RETURN_SIMPLE(setpgrp()); }
NATIVE(posix_getsid_m)
{
    int pid;
    if (int_as_i32(a[0], &pid))
        return VALUE_ERROR;
    pid_t session = getsid(pid);
    return session < 0 ? posix_error() : value_from_int(session);
}
NATIVE(posix_setsid_m) { RETURN_SIMPLE(setsid()); }

/* ---- priorities and scheduling ---- */
NATIVE(posix_nice_m)
{
    int increment;
    if (int_as_i32(a[0], &increment))
        return VALUE_ERROR;
    errno = 0;
    int value = nice(increment);
    return value == -1 && errno ? posix_error() : value_from_int(value);
}
NATIVE(posix_getpriority_m)
{
    int which, who;
    if (int_as_i32(a[0], &which) || int_as_i32(a[1], &who))
        return VALUE_ERROR;
    errno = 0;
    int value = getpriority((__priority_which_t)which, (id_t)who);
    return errno ? posix_error() : value_from_int(value);
}
NATIVE(posix_setpriority_m)
{
    int which, who, value;
    if (int_as_i32(a[0], &which) || int_as_i32(a[1], &who) || int_as_i32(a[2], &value))
        return VALUE_ERROR;
    RETURN_SIMPLE(setpriority((__priority_which_t)which, (id_t)who, value));
}
NATIVE(posix_sched_yield_m)
{
    gil_release();
    int result = sched_yield();
    gil_acquire();
    RETURN_SIMPLE(result);
}
NATIVE(posix_sched_get_priority_max_m)
{
    int policy;
    if (int_as_i32(a[0], &policy))
        return VALUE_ERROR;
    int value = sched_get_priority_max(policy);
    return value < 0 ? posix_error() : value_from_int(value);
}
NATIVE(posix_sched_get_priority_min_m)
{
    int policy;
    if (int_as_i32(a[0], &policy))
        return VALUE_ERROR;
    int value = sched_get_priority_min(policy);
    return value < 0 ? posix_error() : value_from_int(value);
}
NATIVE(posix_sched_getscheduler_m)
{
    int pid;
    if (int_as_i32(a[0], &pid))
        return VALUE_ERROR;
    int policy = sched_getscheduler(pid);
    return policy < 0 ? posix_error() : value_from_int(policy);
}
/* ---- os.sched_param: one field ---- */
static Type *sched_param_type;
int posix_sched_param(Ref v, struct sched_param *out)
{
    if (!value_is_instance(v, sched_param_type))
        return exc_raise_int(&type_TypeError, "must have a sched_param object");
    return int_as_i32(tuple_at(v, 0), &out->sched_priority);
}
static Value sched_param_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    static Spec *spec;
    Value a[1];
    if (args_bind(&spec, "sched_param(sched_priority)", args, n_args, kwnames, a))
        return VALUE_ERROR;
    Value items[1] = {value_dup(a[0])};
    return structseq_new(type, items);
}
NATIVE(posix_sched_getparam_m)
{
    int pid;
    struct sched_param param;
    if (int_as_i32(a[0], &pid))
        return VALUE_ERROR;
    if (sched_getparam(pid, &param))
        return posix_error();
    Value items[1] = {value_from_int(param.sched_priority)};
    return structseq_new(sched_param_type, items);
}
NATIVE(posix_sched_setparam_m)
{
    int pid;
    struct sched_param param;
    if (int_as_i32(a[0], &pid) || posix_sched_param(a[1], &param))
        return VALUE_ERROR;
    RETURN_SIMPLE(sched_setparam(pid, &param));
}
NATIVE(posix_sched_setscheduler_m)
{
    int pid, policy;
    struct sched_param param;
    if (int_as_i32(a[0], &pid) || int_as_i32(a[1], &policy) || posix_sched_param(a[2], &param))
        return VALUE_ERROR;
    RETURN_SIMPLE(sched_setscheduler(pid, policy, &param));
}
NATIVE(posix_sched_rr_get_interval_m)
{
    int pid;
    struct timespec interval;
    if (int_as_i32(a[0], &pid))
        return VALUE_ERROR;
    if (sched_rr_get_interval(pid, &interval))
        return posix_error();
    return value_from_double((double)interval.tv_sec + 1e-9 * (double)interval.tv_nsec);
}
int posix_add_process(Ref module)
{
    static const StructSeqField sched_param_fields[] = {{"sched_priority", "the scheduling priority"}};
    static const StructSeqField waitid_fields[] = {{"si_pid", ""}, {"si_uid", ""}, {"si_signo", ""}, {"si_status", ""},
                                                   {"si_code", ""}};
    if (sched_param_type == NULL) {
        sched_param_type = structseq_type_new("posix", "sched_param", "Scheduling parameters.", sched_param_fields, 1, 1);
        waitid_type = structseq_type_new("posix", "waitid_result", "Result of waitid().", waitid_fields, 5, 5);
        if (sched_param_type == NULL || waitid_type == NULL)
            return -1;
        sched_param_type->new = sched_param_new;
    }
    return module_add(module, "sched_param", value_dup_obj(sched_param_type)) ||
           module_add(module, "waitid_result", value_dup_obj(waitid_type));
}

NATIVE(posix_sched_getaffinity_m)
{
    int pid;
    cpu_set_t set;
    if (int_as_i32(a[0], &pid))
        return VALUE_ERROR;
    if (sched_getaffinity(pid, sizeof set, &set))
        return posix_error();
    Value result = set_new(VALUE_ABSENT);
    for (int i = 0; i < CPU_SETSIZE && !value_is_error(result); i++)
        if (CPU_ISSET(i, &set) && set_add(result, value_from_int(i))) {
            value_drop(result);
            return VALUE_ERROR;
        }
    return result;
}
NATIVE(posix_sched_setaffinity_m)
{
    int pid;
    cpu_set_t set;
    CPU_ZERO(&set);
    if (int_as_i32(a[0], &pid))
        return VALUE_ERROR;
    Value it = object_iter(a[1]);
    if (value_is_error(it))
        return VALUE_ERROR;
    for (;;) {
        Value item = iter_next(it);
        if (value_is_absent(item))
            break;
        int cpu = 0;
        int failed = value_is_error(item) || int_as_i32(item, &cpu);
        value_drop(item);
        if (!failed && cpu < 0)
            failed = exc_raise_int(&type_ValueError, "negative CPU number");
        if (failed) {
            value_drop(it);
            return VALUE_ERROR;
        }
        if (cpu < CPU_SETSIZE)
            CPU_SET(cpu, &set);
    }
    value_drop(it);
    RETURN_SIMPLE(sched_setaffinity(pid, sizeof set, &set));
}

const Method posix_process_functions[] = {
    {"getpid()", posix_getpid_m, "Return the process id."},
    {"getppid()", posix_getppid_m, "Return the parent's process id."},
    {"getpgrp()", posix_getpgrp_m, "Return the process group."},
    {"getpgid(pid)", posix_getpgid_m, "Return the process group of a process."},
    {"setpgid(pid, pgrp, /)", posix_setpgid_m, "Set the process group of a process."},
    {"setpgrp()", posix_setpgrp_m, "Become the leader of a process group."},
    {"getsid(pid, /)", posix_getsid_m, "Return the session of a process."},
    {"setsid()", posix_setsid_m, "Start a session."},
    {"_exit(status)", posix_exit_m, "Exit at once, without cleaning up."},
    {"abort()", posix_abort_m, "Abort at once."},
    {"kill(pid, signal, /)", posix_kill_m, "Send a signal to a process."},
    {"killpg(pgid, signal, /)", posix_killpg_m, "Send a signal to a process group."},
    {"register_at_fork(*, before=<absent>, after_in_child=<absent>, after_in_parent=<absent>)",
     posix_register_at_fork_m, "Register functions to be called around fork()."},
    {"fork()", posix_fork_m, "Make a child process: 0 in the child, its id in the parent."},
    {"forkpty()", posix_forkpty_m, "fork() with a new pseudo-terminal: (pid, master)."},
    {"wait()", posix_wait_m, "Wait for a child: (pid, status)."},
    {"waitpid(pid, options, /)", posix_waitpid_m, "Wait for a certain child: (pid, status)."},
    {"wait3(options)", posix_wait3_m, "Wait for a child: (pid, status, rusage)."},
    {"wait4(pid, options)", posix_wait4_m, "Wait for a certain child: (pid, status, rusage)."},
    {"waitid(idtype, id, options, /)", posix_waitid_m, "Wait for a child, with more choice."},
    {"pidfd_open(pid, flags=0)", posix_pidfd_open_m, "Return a descriptor that stands for a process."},
    {"WCOREDUMP(status, /)", posix_wcoredump_m, "Did it dump core?"},
    {"WIFCONTINUED(status)", posix_wifcontinued_m, "Was it continued?"},
    {"WIFSTOPPED(status)", posix_wifstopped_m, "Was it stopped?"},
    {"WIFSIGNALED(status)", posix_wifsignaled_m, "Was it ended by a signal?"},
    {"WIFEXITED(status)", posix_wifexited_m, "Did it exit?"},
    {"WEXITSTATUS(status)", posix_wexitstatus_m, "Its exit status."},
    {"WTERMSIG(status)", posix_wtermsig_m, "The signal that ended it."},
    {"WSTOPSIG(status)", posix_wstopsig_m, "The signal that stopped it."},
    {"waitstatus_to_exitcode(status)", posix_waitstatus_to_exitcode_m, "Convert a status to an exit code."},
    {"nice(increment, /)", posix_nice_m, "Add to the niceness and return it."},
    {"getpriority(which, who)", posix_getpriority_m, "Return a scheduling priority."},
    {"setpriority(which, who, priority)", posix_setpriority_m, "Set a scheduling priority."},
    {"sched_yield()", posix_sched_yield_m, "Give up the processor."},
    {"sched_get_priority_max(policy)", posix_sched_get_priority_max_m, "Return the highest priority of a policy."},
    {"sched_get_priority_min(policy)", posix_sched_get_priority_min_m, "Return the lowest priority of a policy."},
    {"sched_getscheduler(pid, /)", posix_sched_getscheduler_m, "Return the policy of a process."},
    {"sched_getparam(pid, /)", posix_sched_getparam_m, "Return the scheduling parameters of a process."},
    {"sched_setparam(pid, param, /)", posix_sched_setparam_m, "Set the scheduling parameters of a process."},
    {"sched_setscheduler(pid, policy, param, /)", posix_sched_setscheduler_m, "Set the policy of a process."},
    {"sched_rr_get_interval(pid, /)", posix_sched_rr_get_interval_m, "Return the round-robin interval in seconds."},
    {"sched_getaffinity(pid, /)", posix_sched_getaffinity_m, "Return the processors a process may use."},
    {"sched_setaffinity(pid, mask, /)", posix_sched_setaffinity_m, "Set the processors a process may use."},
    {0},
};
