/* stdlib/posix/posix_exec.c -- other programs: execv, execve, posix_spawn, system. */
#include "runtime/bytes.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/tuple.h"
#include "stdlib/posix/posix.h"
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>

/* A NULL-terminated array of C strings and what keeps them alive. */
typedef struct StringArray { char **items; Value owner; } StringArray;

static void strings_clear(StringArray *s)
{
    mem_free(s->items);
    value_drop(s->owner);
}

/* items: a list of bytes, taken. */
static int strings_of_bytes(Value list /* taken */, StringArray *out)
{
    int64_t n = list_len(list);
    out->owner = list;
    out->items = mem_alloc_array_or_raise((size_t)n + 1, sizeof(char *));
    if (out->items == NULL) {
        value_drop(list);
        return -1;
    }
    for (int64_t i = 0; i < n; i++)
        out->items[i] = VALUE_AS(Bytes, list_at(list, i))->data;
    out->items[n] = NULL;
    return 0;
}

/* `argument` says in errors what argv is: "execve: argv" */
static int argument_strings(const char *argument, Ref argv, StringArray *out)
{
    if (!value_is_list(argv) && !value_is_tuple(argv))
        return exc_raise_int(&type_TypeError, "%s must be a tuple or list", argument);
    Value items = list_from_iterable(argv), bytes = list_new(0);
    int result = value_is_error(items) || value_is_error(bytes) ? -1 : 0;
    if (result == 0 && list_len(items) == 0)
        result = exc_raise_int(&type_ValueError, "%s must not be empty", argument);
    for (int64_t i = 0; result == 0 && i < list_len(items); i++) {
        Value item = fspath_encode(list_at(items, i));
        if (value_is_ok(item) && i == 0 && bytes_len(item) == 0) {
            value_drop(item);
            result = exc_raise_int(&type_ValueError, "%s first element cannot be empty", argument);
            break;
        }
        result = value_is_error(item) ? -1 : list_append_owned(bytes, item);
    }
    value_drop(items);
    if (result) {
        value_drop(bytes);
        return -1;
    }
    return strings_of_bytes(bytes, out);
}

static int environment_strings(const char *function, Ref mapping, StringArray *out)
{
    Value keys = object_call_method0(mapping, NAME(keys));
    if (value_is_error(keys)) {
        exc_clear();
        return exc_raise_int(&type_TypeError, "%s: environment must be a mapping object", function);
    }
    Value key_list = list_from_iterable(keys), bytes = list_new(0);
    value_drop(keys);
    int result = value_is_error(key_list) || value_is_error(bytes) ? -1 : 0;
    for (int64_t i = 0; result == 0 && i < list_len(key_list); i++) {
        Value value = object_subscript(mapping, list_at(key_list, i));
        Value k = value_is_error(value) ? VALUE_ERROR : fspath_encode(list_at(key_list, i));
        Value v = value_is_error(k) ? VALUE_ERROR : fspath_encode(value);
        value_drop(value);
        result = value_is_error(v) ? -1 : 0;
        if (result == 0 && (bytes_len(k) == 0 || memchr(bytes_data(k), '=', (size_t)bytes_len(k)) != NULL))
            result = exc_raise_int(&type_ValueError, "illegal environment variable name");
        if (result == 0) {
            Value line = bytes_new(NULL, (size_t)(bytes_len(k) + bytes_len(v) + 1));
            if (value_is_error(line)) {
                result = -1;
            } else {
                char *p = VALUE_AS(Bytes, line)->data;
                memcpy(p, bytes_data(k), (size_t)bytes_len(k));
                p[bytes_len(k)] = '=';
                memcpy(p + bytes_len(k) + 1, bytes_data(v), (size_t)bytes_len(v));
                result = list_append_owned(bytes, line);
            }
        }
        value_drop(k);
        value_drop(v);
    }
    value_drop(key_list);
    if (result) {
        value_drop(bytes);
        return -1;
    }
    return strings_of_bytes(bytes, out);
}

NATIVE(posix_execv_m)
{
    PathArg p;
    StringArray argv;
    if (path_arg(a[0], "execv", "path", false, false, &p))
        return VALUE_ERROR;
    if (argument_strings("execv() arg 2", a[1], &argv)) {
        path_arg_clear(&p);
        return VALUE_ERROR;
    }
    execv(p.name, argv.items);
    Value v = posix_path_error(&p);
    strings_clear(&argv);
    path_arg_clear(&p);
    return v;
}

NATIVE(posix_execve_m)
{
    PathArg p;
    StringArray argv, env;
    if (path_arg(a[0], "execve", "path", true, false, &p))
        return VALUE_ERROR;
    if (argument_strings("execve: argv", a[1], &argv)) {
        path_arg_clear(&p);
        return VALUE_ERROR;
    }
    if (environment_strings("execve", a[2], &env)) {
        strings_clear(&argv);
        path_arg_clear(&p);
        return VALUE_ERROR;
    }
    if (p.name == NULL)
        fexecve(p.fd, argv.items, env.items);
    else
        execve(p.name, argv.items, env.items);
    Value v = posix_path_error(&p);
    strings_clear(&argv);
    strings_clear(&env);
    path_arg_clear(&p);
    return v;
}

/* ---- posix_spawn ---- */
static int add_file_action(posix_spawn_file_actions_t *actions, Ref action, Value keep)
{
    int kind, fd, to, flags, mode, error;
    if (!value_is_tuple(action) || tuple_len(action) == 0)
        return exc_raise_int(&type_TypeError, "Each file_actions element must be a non-empty tuple");
    if (int_as_i32(tuple_at(action, 0), &kind))
        return -1;
    if (kind < 0 || kind > 3)
        return exc_raise_int(&type_TypeError, "Unknown file_actions identifier");
    static const int sizes[] = {5, 2, 3, 2};
    if (tuple_len(action) != sizes[kind])
        return exc_raise_int(&type_TypeError, "A file_action tuple of this kind must have %d elements", sizes[kind]);
    if (int_as_i32(tuple_at(action, 1), &fd))
        return -1;
    switch (kind) {
    case 0: { /* open */
        if (int_as_i32(tuple_at(action, 3), &flags) || int_as_i32(tuple_at(action, 4), &mode))
            return -1;
        Value path = fspath_encode(tuple_at(action, 2));
        if (value_is_error(path) || list_append(keep, path)) {
            value_drop(path);
            return -1;
        }
        error = posix_spawn_file_actions_addopen(actions, fd, bytes_data(path), flags, (mode_t)mode);
        value_drop(path);
        break;
    }
    case 1: error = posix_spawn_file_actions_addclose(actions, fd); break;
    case 2:
        if (int_as_i32(tuple_at(action, 2), &to))
            return -1;
        error = posix_spawn_file_actions_adddup2(actions, fd, to);
        break;
    case 3: error = posix_spawn_file_actions_addclosefrom_np(actions, fd); break;
    default: return -1;
    }
    errno = error;
    if (error)
        posix_error();
    return error ? -1 : 0;
}

static int signal_set_of(Ref iterable, sigset_t *set)
{
    sigemptyset(set);
    Value list = list_from_iterable(iterable);
    if (value_is_error(list))
        return -1;
    int result = 0;
    for (int64_t i = 0; result == 0 && i < list_len(list); i++) {
        int number;
        result = int_as_i32(list_at(list, i), &number);
        if (result == 0 && (number < 1 || number >= NSIG || sigaddset(set, number)))
            result = exc_raise_int(&type_ValueError, "signal number %d out of range [1; %d]", number, NSIG - 1);
    }
    value_drop(list);
    return result;
}

static int spawn_attributes(posix_spawnattr_t *attributes, const Ref *a)
{
    short flags = 0;
    int group;
    sigset_t set;
    if (!value_is_none(a[4])) {
        if (int_as_i32(a[4], &group))
            return -1;
        posix_spawnattr_setpgroup(attributes, group);
        flags |= POSIX_SPAWN_SETPGROUP;
    }
    int reset_ids = value_truth(a[5]), new_session = value_truth(a[6]);
    if (reset_ids < 0 || new_session < 0)
        return -1;
    if (reset_ids)
        flags |= POSIX_SPAWN_RESETIDS;
    if (new_session)
        flags |= POSIX_SPAWN_SETSID;
    if (!value_is_none(a[7])) {
        if (signal_set_of(a[7], &set))
            return -1;
        posix_spawnattr_setsigmask(attributes, &set);
        flags |= POSIX_SPAWN_SETSIGMASK;
    }
    if (!value_is_none(a[8])) {
        if (signal_set_of(a[8], &set))
            return -1;
        posix_spawnattr_setsigdefault(attributes, &set);
        flags |= POSIX_SPAWN_SETSIGDEF;
    }
    if (!value_is_none(a[9])) {
        int policy;
        struct sched_param param;
        if (!value_is_tuple(a[9]) || tuple_len(a[9]) != 2)
            return exc_raise_int(&type_TypeError, "scheduler must be a tuple of two items");
        if (!value_is_none(tuple_at(a[9], 0))) {
            if (int_as_i32(tuple_at(a[9], 0), &policy))
                return -1;
            posix_spawnattr_setschedpolicy(attributes, policy);
            flags |= POSIX_SPAWN_SETSCHEDULER;
        }
        if (posix_sched_param(tuple_at(a[9], 1), &param))
            return -1;
        posix_spawnattr_setschedparam(attributes, &param);
        flags |= POSIX_SPAWN_SETSCHEDPARAM;
    }
    posix_spawnattr_setflags(attributes, flags);
    return 0;
}

static Value spawn(const char *function, const Ref *a, bool search_path)
{
    PathArg p;
    StringArray argv, env = {.owner = VALUE_ABSENT};
    if (path_arg(a[0], function, "path", false, false, &p))
        return VALUE_ERROR;
    Value result = VALUE_ERROR, keep = list_new(0);
    if (argument_strings(search_path ? "posix_spawnp: argv" : "posix_spawn: argv", a[1], &argv)) {
        path_arg_clear(&p);
        value_drop(keep);
        return VALUE_ERROR;
    }
    bool own_env = value_is_none(a[2]);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    if (!own_env && environment_strings(function, a[2], &env))
        goto done;
    if (!value_is_none(a[3])) {
        Value list = list_from_iterable(a[3]);
        int failed = value_is_error(list);
        for (int64_t i = 0; !failed && i < list_len(list); i++)
            failed = add_file_action(&actions, list_at(list, i), keep);
        value_drop(list);
        if (failed)
            goto done;
    }
    if (spawn_attributes(&attributes, a))
        goto done;
    pid_t pid;
    int error = (search_path ? posix_spawnp : posix_spawn)(&pid, p.name, &actions, &attributes, argv.items,
                                                           own_env ? environ : env.items);
    errno = error;
    result = error ? posix_path_error(&p) : value_from_int(pid);
done:
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    strings_clear(&argv);
    if (!own_env && !value_is_absent(env.owner))
        strings_clear(&env);
    value_drop(keep);
    path_arg_clear(&p);
    return result;
}
NATIVE(posix_posix_spawn_m) { return spawn("posix_spawn", a, false); }
NATIVE(posix_posix_spawnp_m) { return spawn("posix_spawnp", a, true); }

NATIVE(posix_system_m)
{
    Value command = fspath_encode(a[0]);
    if (value_is_error(command))
        return VALUE_ERROR;
    gil_release();
    int status = system(bytes_data(command));
    gil_acquire();
    value_drop(command);
    return value_from_int(status);
}

#define SPAWN_PARAMETERS                                                                                      \
    "(path, argv, env, /, *, file_actions=None, setpgroup=None, resetids=False, setsid=False, setsigmask=None, " \
    "setsigdef=None, scheduler=None)"
const Method posix_exec_functions[] = {
    {"execv(path, argv, /)", posix_execv_m, "Become another program."},
    {"execve(path, argv, env)", posix_execve_m, "Become another program, with an environment."},
    {"posix_spawn" SPAWN_PARAMETERS, posix_posix_spawn_m, "Start another program."},
    {"posix_spawnp" SPAWN_PARAMETERS, posix_posix_spawnp_m, "Start another program, found on PATH."},
    {"system(command)", posix_system_m, "Run a shell command and return its status."},
    {0},
};
