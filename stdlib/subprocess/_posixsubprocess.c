/* stdlib/subprocess/_posixsubprocess.c -- fork_exec(): the child's side of subprocess.Popen.
 *
 * Between fork and exec the child may only make system calls: other threads' locks stay locked for ever in it, and
 * after vfork() it even shares our memory.  So everything is converted to C beforehand, into one Plan, and the child
 * reads that.  Only with a preexec_fn does it run Python, after a real fork().
 *
 * What goes wrong in the child travels to the parent through errpipe_write as "Type:errno in hex:message". */
#include "runtime/bytes.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/tuple.h"
#include "stdlib/posix/posix.h"
#include <grp.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>

Value module__posixsubprocess_init(void);
void posix_before_fork(void);
void posix_after_fork(pid_t pid);

/* The parameters of fork_exec, in order. */
enum {
    ARGS, EXECUTABLES, CLOSE_FDS, FDS_TO_KEEP, CWD, ENV, P2C_READ, P2C_WRITE, C2P_READ, C2P_WRITE, ERR_READ, ERR_WRITE,
    ERRPIPE_READ, ERRPIPE_WRITE, RESTORE_SIGNALS, NEW_SESSION, PROCESS_GROUP, GID, GROUPS, UID, UMASK, PREEXEC,
    ALLOW_VFORK
};

typedef struct Strings { char **items; Value owner; } Strings; /* NULL-terminated; items NULL: none given */

typedef struct Plan {
    Strings args, executables, env;
    Value cwd;               /* bytes or ABSENT */
    int *keep;               /* descriptors to leave open, ascending */
    int64_t n_keep;
    int p2c_read, p2c_write, c2p_read, c2p_write, err_read, err_write, errpipe_read, errpipe_write;
    int process_group, umask; /* -1: leave alone */
    bool close_fds, restore_signals, new_session, set_groups, set_gid, set_uid;
    gid_t gid, *groups;
    int64_t n_groups;
    uid_t uid;
    Ref preexec;             /* None or a callable */
    sigset_t *mask;          /* the mask to take up again before exec; NULL: leave it */
} Plan;

/* ---- converting ---- */
static void strings_free(Strings *s)
{
    mem_free(s->items);
    value_drop(s->owner);
}

/* A sequence of str or bytes (or None when `optional`) as C strings. */
static int strings_from(Ref sequence, bool optional, Strings *out)
{
    if (optional && value_is_none(sequence))
        return 0;
    Value given = list_from_iterable(sequence);
    if (value_is_error(given))
        return -1;
    int64_t n = list_len(given);
    out->owner = list_new(n);
    out->items = value_is_error(out->owner) ? NULL : mem_alloc_array_or_raise((size_t)n + 1, sizeof(char *));
    int r = out->items == NULL ? -1 : 0;
    for (int64_t i = 0; r == 0 && i < n; i++) {
        Value item = i < list_len(given) ? fspath_encode(list_at(given, i)) : VALUE_ERROR;
        if (value_is_error(item)) {
            r = exc_pending() ? -1 : exc_raise_int(&type_RuntimeError, "args changed during iteration");
            break;
        }
        out->items[i] = VALUE_AS(Bytes, item)->data;
        r = list_append_owned(out->owner, item);
    }
    if (r == 0)
        out->items[n] = NULL;
    value_drop(given);
    return r;
}

static int keep_from(Ref tuple, Plan *p)
{
    if (!value_is_tuple(tuple))
        return exc_raise_int(&type_TypeError, "fork_exec() argument 4 must be tuple, not %T", tuple);
    p->n_keep = tuple_len(tuple);
    p->keep = mem_alloc_array_or_raise((size_t)p->n_keep + 1, sizeof(int));
    if (p->keep == NULL)
        return -1;
    for (int64_t i = 0; i < p->n_keep; i++) {
        Ref item = tuple_at(tuple, i);
        int64_t fd = value_is_int(item) ? value_as_int(item) : -1;
        if (fd < 0 || fd > INT32_MAX || (i > 0 && fd <= p->keep[i - 1]))
            return exc_raise_int(&type_ValueError, "bad value(s) in fds_to_keep");
        p->keep[i] = (int)fd;
    }
    return 0;
}

static int id_from(Ref v, const char *what, bool *set, uint32_t *id)
{
    int64_t number;
    if (value_is_none(v))
        return 0;
    if (!value_is_instance(v, &type_int) || int_as_i64(v, &number) || number < 0 || number > UINT32_MAX) {
        exc_clear();
        return exc_raise_int(&type_ValueError, "invalid %s", what);
    }
    *set = true;
    *id = (uint32_t)number;
    return 0;
}

static int groups_from(Ref v, Plan *p)
{
    if (value_is_none(v))
        return 0;
    if (!value_is_list(v) && !value_is_tuple(v))
        return exc_raise_int(&type_TypeError, "setgroups argument must be a sequence");
    Value list = list_from_iterable(v);
    if (value_is_error(list))
        return -1;
    p->set_groups = true;
    p->n_groups = list_len(list);
    p->groups = mem_alloc_array_or_raise((size_t)p->n_groups + 1, sizeof(gid_t));
    int r = p->groups == NULL ? -1 : 0;
    if (r == 0 && p->n_groups > 65536)
        r = exc_raise_int(&type_ValueError, "too many extra_groups");
    for (int64_t i = 0; r == 0 && i < p->n_groups; i++) {
        bool set = false;
        r = value_is_instance(list_at(list, i), &type_int)
                ? id_from(list_at(list, i), "group id", &set, &p->groups[i])
                : exc_raise_int(&type_TypeError, "groups must be integers");
    }
    value_drop(list);
    return r;
}

static int flags_from(const Ref *a, Plan *p)
{
    int close_fds = value_truth(a[CLOSE_FDS]);
    int restore = close_fds < 0 ? -1 : value_truth(a[RESTORE_SIGNALS]);
    int session = restore < 0 ? -1 : value_truth(a[NEW_SESSION]);
    if (session < 0)
        return -1;
    p->close_fds = close_fds;
    p->restore_signals = restore;
    p->new_session = session;
    return 0;
}

static int plan_from(const Ref *a, Plan *p)
{
    struct { int parameter; int *field; } ints[] = {
        {P2C_READ, &p->p2c_read}, {P2C_WRITE, &p->p2c_write}, {C2P_READ, &p->c2p_read}, {C2P_WRITE, &p->c2p_write},
        {ERR_READ, &p->err_read}, {ERR_WRITE, &p->err_write}, {ERRPIPE_READ, &p->errpipe_read},
        {ERRPIPE_WRITE, &p->errpipe_write}, {PROCESS_GROUP, &p->process_group}, {UMASK, &p->umask},
    };
    for (size_t i = 0; i < N_ELEMENTS(ints); i++)
        if (int_as_i32(a[ints[i].parameter], ints[i].field))
            return -1;
    if (flags_from(a, p))
        return -1;
    if (p->close_fds && p->errpipe_write < 3)
        return exc_raise_int(&type_ValueError, "errpipe_write must be >= 3");
    if (keep_from(a[FDS_TO_KEEP], p) || strings_from(a[EXECUTABLES], false, &p->executables) ||
        strings_from(a[ARGS], true, &p->args) || strings_from(a[ENV], true, &p->env))
        return -1;
    if (!value_is_none(a[CWD])) {
        Value cwd = fspath_encode(a[CWD]);
        if (value_is_error(cwd))
            return -1;
        p->cwd = cwd;
    }
    if (groups_from(a[GROUPS], p) || id_from(a[GID], "group id", &p->set_gid, &p->gid) ||
        id_from(a[UID], "user id", &p->set_uid, &p->uid))
        return -1;
    p->preexec = a[PREEXEC];
    return 0;
}

static void plan_free(Plan *p)
{
    strings_free(&p->args);
    strings_free(&p->executables);
    strings_free(&p->env);
    value_drop(p->cwd);
    mem_free(p->keep);
    mem_free(p->groups);
}

/* ---- in the child: system calls only ---- */
static int set_inheritable(int fd)
{
    int flags = fcntl(fd, F_GETFD);
    return flags < 0 ? -1 : fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC);
}

/* fd becomes the child's `standard` descriptor. */
static int take_standard(int fd, int standard)
{
    if (fd == standard)
        return set_inheritable(fd);
    return fd < 0 ? 0 : dup2(fd, standard) < 0 ? -1 : 0;
}

static int move_above_standard(int *fd, int standard)
{
    while (*fd >= 0 && *fd < standard)
        if ((*fd = dup(*fd)) < 0)
            return -1;
    return 0;
}

static int connect_streams(Plan *p)
{
    int ours[] = {p->p2c_write, p->c2p_read, p->err_read};
    for (int i = 0; i < 3; i++)
        if (ours[i] >= 0)
            close(ours[i]);
    close(p->errpipe_read);
    for (int64_t i = 0; i < p->n_keep; i++)
        if (p->keep[i] != p->errpipe_write)
            set_inheritable(p->keep[i]);
    if (move_above_standard(&p->c2p_write, 1) || move_above_standard(&p->err_write, 2))
        return -1;
    if (take_standard(p->p2c_read, 0) || take_standard(p->c2p_write, 1) || take_standard(p->err_write, 2))
        return -1;
    return 0;
}

/* Before signals may come again in a child that shares our memory: none of our handlers may be left. */
static void take_mask_again(const sigset_t *mask)
{
    for (int i = 1; i < NSIG; i++) {
        struct sigaction action;
        if (sigaction(i, NULL, &action) == 0 && action.sa_handler != SIG_IGN && action.sa_handler != SIG_DFL)
            signal(i, SIG_DFL);
    }
    pthread_sigmask(SIG_SETMASK, mask, NULL);
}

static int change_identity(const Plan *p)
{
    if (p->umask >= 0)
        umask((mode_t)p->umask);
    if (p->restore_signals) {
        signal(SIGPIPE, SIG_DFL);
        signal(SIGXFSZ, SIG_DFL);
    }
    if (p->mask != NULL)
        take_mask_again(p->mask);
    if (p->new_session && setsid() < 0)
        return -1;
    if (p->process_group >= 0 && setpgid(0, p->process_group) < 0)
        return -1;
    /* The raw calls: the library's would tell other threads, which are not here. */
    if (p->set_groups && syscall(SYS_setgroups, (size_t)p->n_groups, p->groups) < 0)
        return -1;
    if (p->set_gid && syscall(SYS_setregid, p->gid, p->gid) < 0)
        return -1;
    if (p->set_uid && syscall(SYS_setreuid, p->uid, p->uid) < 0)
        return -1;
    return 0;
}

static void close_between(unsigned from, unsigned to)
{
    if (from > to)
        return;
    if (syscall(SYS_close_range, from, to, 0) == 0)
        return;
    long limit = sysconf(_SC_OPEN_MAX);
    for (unsigned fd = from; fd <= to && (long)fd < limit; fd++)
        close((int)fd);
}

static void close_others(const Plan *p)
{
    unsigned next = 3;
    for (int64_t i = 0; i < p->n_keep; i++) {
        if ((unsigned)p->keep[i] < next)
            continue;
        close_between(next, (unsigned)p->keep[i] - 1);
        next = (unsigned)p->keep[i] + 1;
    }
    close_between(next, ~0u);
}

static void execute(const Plan *p)
{
    int error = 0;
    for (char **name = p->executables.items; *name != NULL; name++) {
        if (p->env.items != NULL)
            execve(*name, p->args.items, p->env.items);
        else
            execv(*name, p->args.items);
        if (errno != ENOENT && errno != ENOTDIR && error == 0)
            error = errno;
    }
    if (error)
        errno = error;
}

static void report(int fd, const char *text)
{
    ssize_t written = write(fd, text, strlen(text));
    (void)written;
}

static void report_errno(int fd, int error, const char *where)
{
    char digits[16], *end = digits + sizeof digits - 1, *p = end;
    *p = 0;
    for (unsigned e = (unsigned)error; e != 0; e >>= 4)
        *--p = "0123456789ABCDEF"[e & 15];
    report(fd, "OSError:");
    report(fd, p);
    report(fd, ":");
    report(fd, where);
}

static bool run_preexec(const Plan *p)
{
    if (value_is_none(p->preexec))
        return true;
    Value result = object_call0(p->preexec);
    if (!value_is_error(result)) {
        value_drop(result);
        return true;
    }
    exc_clear();
    report(p->errpipe_write, "SubprocessError:0:Exception occurred in preexec_fn.");
    return false;
}

static _Noreturn void child(Plan *p)
{
    const char *where = "noexec";
    if (connect_streams(p))
        goto failed;
    if (!value_is_absent(p->cwd) && chdir(bytes_data(p->cwd)) < 0) {
        where = "noexec:chdir";
        goto failed;
    }
    if (change_identity(p))
        goto failed;
    if (!run_preexec(p))
        _exit(255);
    if (p->close_fds)
        close_others(p);
    where = "";
    execute(p);
failed:
    report_errno(p->errpipe_write, errno, where);
    _exit(255);
}

/* ---- in the parent ---- */
/* A function of its own: what vfork()'s child does to the stack of this frame must not matter to anybody. */
static NOINLINE pid_t start_child(Plan *p, bool share_memory)
{
    pid_t pid = share_memory ? vfork() : fork();
    if (pid != 0)
        return pid;
    if (!value_is_none(p->preexec))
        posix_after_fork(0);
    child(p);
}

static pid_t start(Plan *p, bool allow_vfork)
{
    bool runs_python = !value_is_none(p->preexec);
    /* Signal handlers in a child that shares our memory would act on our data: none may run there. */
    bool share_memory = allow_vfork && !runs_python && !p->set_uid && !p->set_gid && !p->set_groups;
    sigset_t all, mask;
    if (share_memory) {
        sigfillset(&all);
        pthread_sigmask(SIG_BLOCK, &all, &mask);
        p->mask = &mask;
    }
    if (runs_python)
        posix_before_fork();
    pid_t pid = start_child(p, share_memory);
    int error = errno;
    if (runs_python)
        posix_after_fork(pid);
    if (share_memory)
        pthread_sigmask(SIG_SETMASK, &mask, NULL);
    p->mask = NULL;
    errno = error;
    return pid;
}

NATIVE(fork_exec_m)
{
    Plan plan = {.args.owner = VALUE_ABSENT, .executables.owner = VALUE_ABSENT, .env.owner = VALUE_ABSENT,
                 .cwd = VALUE_ABSENT, .process_group = -1, .umask = -1, .preexec = VALUE_NONE};
    Value result = VALUE_ERROR;
    int allow_vfork = value_truth(a[ALLOW_VFORK]);
    if (allow_vfork >= 0 && plan_from(a, &plan) == 0) {
        pid_t pid = start(&plan, allow_vfork);
        result = pid < 0 ? posix_error() : value_from_int(pid);
    }
    plan_free(&plan);
    return result;
}

static const Method functions[] = {
    {"fork_exec(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, "
     "errwrite, errpipe_read, errpipe_write, restore_signals, call_setsid, pgid_to_set, gid, extra_groups, uid, "
     "child_umask, preexec_fn, allow_vfork, /)", fork_exec_m,
     "Spawn a fresh new child process: fork, close what is not to be passed on, exec the first of\n"
     "executable_list that exists. Returns the child's process id."},
    {0},
};

Value module__posixsubprocess_init(void)
{
    return module_new("_posixsubprocess", "A POSIX helper for the subprocess module.", functions);
}
