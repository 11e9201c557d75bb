/* stdlib/posix/posix_information.c -- about the machine: uname, environment, limits, times, entropy. */
#include "runtime/bytes.h"
#include "runtime/cmdline.h"
#include "runtime/dict.h"
#include "runtime/tuple.h"
#include "stdlib/posix/posix.h"
#include <sched.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/sysinfo.h>
#include <sys/times.h>
#include <sys/utsname.h>

NATIVE(posix_strerror_m)
{
    int code;
    if (int_as_i32(a[0], &code))
        return VALUE_ERROR;
    const char *text = strerror(code);
    return str_decode_fs(text, strlen(text));
}

static Type *uname_type, *times_type;
NATIVE(posix_uname_m)
{
    struct utsname u;
    if (uname(&u))
        return posix_error();
    Value items[] = {str_decode_fs(u.sysname, strlen(u.sysname)), str_decode_fs(u.nodename, strlen(u.nodename)),
                     str_decode_fs(u.release, strlen(u.release)), str_decode_fs(u.version, strlen(u.version)),
                     str_decode_fs(u.machine, strlen(u.machine))};
    return structseq_new(uname_type, items);
}
NATIVE(posix_times_m)
{
    struct tms t;
    clock_t elapsed = times(&t);
    double tick = (double)sysconf(_SC_CLK_TCK);
    Value items[] = {value_from_double((double)t.tms_utime / tick), value_from_double((double)t.tms_stime / tick),
                     value_from_double((double)t.tms_cutime / tick), value_from_double((double)t.tms_cstime / tick),
                     value_from_double((double)elapsed / tick)};
    return structseq_new(times_type, items);
}
NATIVE(posix_getloadavg_m)
{
    double averages[3];
    if (getloadavg(averages, 3) != 3)
        return exc_raise(&type_OSError, "Load averages are unobtainable");
    return tuple_of3(value_from_double(averages[0]), value_from_double(averages[1]), value_from_double(averages[2]));
}
NATIVE(posix_cpu_count_m)
{
    long n_cpus = cmdline_cpu_count() > 0 ? cmdline_cpu_count() : sysconf(_SC_NPROCESSORS_ONLN);
    return n_cpus < 1 ? VALUE_NONE : value_from_int(n_cpus);
}

/* ---- environment ---- */
NATIVE(posix_putenv_m)
{
    Value name = fspath_encode(a[0]), value = value_is_error(name) ? VALUE_ERROR : fspath_encode(a[1]);
    if (value_is_error(value)) {
        value_drop(name);
        return VALUE_ERROR;
    }
    Value result = VALUE_NONE;
    if (strchr(bytes_data(name), '=') != NULL)
        result = exc_raise(&type_ValueError, "illegal environment variable name");
    else if (setenv(bytes_data(name), bytes_data(value), 1))
        result = posix_error();
    value_drop(name);
    value_drop(value);
    return result;
}
NATIVE(posix_unsetenv_m)
{
    Value name = fspath_encode(a[0]);
    if (value_is_error(name))
        return VALUE_ERROR;
    Value result = unsetenv(bytes_data(name)) ? posix_error() : VALUE_NONE;
    value_drop(name);
    return result;
}

/* ---- entropy ---- */
static Value random_bytes(int64_t size, unsigned flags)
{
    if (size < 0)
        return exc_raise(&type_ValueError, "negative argument not allowed");
    Value bytes = bytes_new(NULL, (size_t)size);
    if (value_is_error(bytes))
        return VALUE_ERROR;
    char *p = VALUE_AS(Bytes, bytes)->data;
    for (int64_t done = 0; done < size;) {
        ssize_t got;
        SYSTEM_CALL(got, getrandom(p + done, (size_t)(size - done), flags));
        if (got < 0) {
            value_drop(bytes);
            return posix_error();
        }
        done += got;
        if (flags)
            return bytes_truncate(bytes, (size_t)done);
    }
    return bytes;
}
NATIVE(posix_urandom_m)
{
    int64_t size;
    return object_as_index(a[0], &size, false) ? VALUE_ERROR : random_bytes(size, 0);
}
NATIVE(posix_getrandom_m)
{
    int64_t size;
    int flags;
    if (object_as_index(a[0], &size, false) || int_as_i32(a[1], &flags))
        return VALUE_ERROR;
    if (size < 0) {
        errno = EINVAL;
        return posix_error();
    }
    return random_bytes(size, (unsigned)flags);
}

/* ---- configuration ---- */
typedef struct Setting { const char *name; int value; } Setting;
#define SC(name) {"SC_" #name, _SC_##name}
static const Setting sysconf_names[] = {
    SC(ARG_MAX), SC(CHILD_MAX), SC(CLK_TCK), SC(HOST_NAME_MAX), SC(IOV_MAX), SC(LOGIN_NAME_MAX), SC(NGROUPS_MAX),
    SC(NPROCESSORS_CONF), SC(NPROCESSORS_ONLN), SC(OPEN_MAX), SC(PAGESIZE), SC(PAGE_SIZE), SC(PHYS_PAGES),
    SC(AVPHYS_PAGES), SC(STREAM_MAX), SC(SYMLOOP_MAX), SC(TTY_NAME_MAX), SC(TZNAME_MAX), SC(VERSION), SC(LINE_MAX),
    SC(RE_DUP_MAX), SC(SEM_NSEMS_MAX), SC(SEM_VALUE_MAX), SC(SIGQUEUE_MAX), SC(THREADS), SC(MONOTONIC_CLOCK),
    SC(GETPW_R_SIZE_MAX), SC(GETGR_R_SIZE_MAX),
};
#define PC(name) {"PC_" #name, _PC_##name}
static const Setting pathconf_names[] = {
    PC(LINK_MAX), PC(MAX_CANON), PC(MAX_INPUT), PC(NAME_MAX), PC(PATH_MAX), PC(PIPE_BUF), PC(CHOWN_RESTRICTED),
    PC(NO_TRUNC), PC(VDISABLE), PC(SYNC_IO), PC(ASYNC_IO), PC(PRIO_IO), PC(FILESIZEBITS), PC(REC_INCR_XFER_SIZE),
    PC(REC_MAX_XFER_SIZE), PC(REC_MIN_XFER_SIZE), PC(REC_XFER_ALIGN), PC(ALLOC_SIZE_MIN), PC(SYMLINK_MAX),
};
static const Setting confstr_names[] = {
    {"CS_PATH", _CS_PATH}, {"CS_GNU_LIBC_VERSION", _CS_GNU_LIBC_VERSION},
    {"CS_GNU_LIBPTHREAD_VERSION", _CS_GNU_LIBPTHREAD_VERSION},
};

static int setting_argument(Ref v, const Setting *table, size_t n, int *out)
{
    if (!value_is_str(v)) {
        if (value_is_any_int(v))
            return int_as_i32(v, out);
        return exc_raise_int(&type_TypeError, "configuration names must be strings or integers");
    }
    for (size_t i = 0; i < n; i++)
        if (str_equals_cstr(v, table[i].name)) {
            *out = table[i].value;
            return 0;
        }
    return exc_raise_int(&type_ValueError, "unrecognized configuration name");
}
NATIVE(posix_sysconf_m)
{
    int name;
    if (setting_argument(a[0], sysconf_names, N_ELEMENTS(sysconf_names), &name))
        return VALUE_ERROR;
    errno = 0;
    long value = sysconf(name);
    return value == -1 && errno ? posix_error() : int_new(value);
}
NATIVE(posix_pathconf_m)
{
    int name;
    PathArg p;
    if (setting_argument(a[1], pathconf_names, N_ELEMENTS(pathconf_names), &name) ||
        path_arg(a[0], "pathconf", "path", true, false, &p))
        return VALUE_ERROR;
    errno = 0;
    long value = p.name == NULL ? fpathconf(p.fd, name) : pathconf(p.name, name);
    Value v = value == -1 && errno ? posix_path_error(&p) : int_new(value);
    path_arg_clear(&p);
    return v;
}
NATIVE(posix_confstr_m)
{
    int name;
    char text[512];
    if (setting_argument(a[0], confstr_names, N_ELEMENTS(confstr_names), &name))
        return VALUE_ERROR;
    errno = 0;
    size_t len = confstr(name, text, sizeof text);
    if (len == 0)
        return errno ? posix_error() : VALUE_NONE;
    return str_decode_fs(text, len - 1);
}

static Value settings_dict(const Setting *table, size_t n)
{
    Value dict = dict_new();
    for (size_t i = 0; i < n && !value_is_error(dict); i++)
        if (dict_set_cstr(dict, table[i].name, value_from_int(table[i].value))) {
            value_drop(dict);
            return VALUE_ERROR;
        }
    return dict;
}

int posix_add_information(Ref module)
{
    static const StructSeqField uname_fields[] = {
        {"sysname", "operating system name"}, {"nodename", "name of machine on network"},
        {"release", "operating system release"}, {"version", "operating system version"},
        {"machine", "hardware identifier"},
    };
    static const StructSeqField times_fields[] = {
        {"user", "user time"}, {"system", "system time"}, {"children_user", "user time of children"},
        {"children_system", "system time of children"}, {"elapsed", "elapsed time since an arbitrary point in the past"},
    };
    if (uname_type == NULL) {
        uname_type = structseq_type_new("posix", "uname_result", "The names of the system.", uname_fields, 5, 5);
        times_type = structseq_type_new("posix", "times_result", "Times used.", times_fields, 5, 5);
    }
    if (uname_type == NULL || times_type == NULL)
        return -1;
    return module_add(module, "uname_result", value_dup_obj(uname_type)) ||
           module_add(module, "times_result", value_dup_obj(times_type)) ||
           module_add(module, "sysconf_names", settings_dict(sysconf_names, N_ELEMENTS(sysconf_names))) ||
           module_add(module, "pathconf_names", settings_dict(pathconf_names, N_ELEMENTS(pathconf_names))) ||
           module_add(module, "confstr_names", settings_dict(confstr_names, N_ELEMENTS(confstr_names)));
}

const Method posix_information_functions[] = {
    {"strerror(code, /)", posix_strerror_m, "Return the message of an error code."},
    {"uname()", posix_uname_m, "Return the names of the system."},
    {"times()", posix_times_m, "Return the times used by this process and its children."},
    {"getloadavg()", posix_getloadavg_m, "Return the load averages of the last 1, 5 and 15 minutes."},
    {"cpu_count()", posix_cpu_count_m, "Return the number of processors, or None."},
    {"putenv(name, value, /)", posix_putenv_m, "Set an environment variable."},
    {"unsetenv(name, /)", posix_unsetenv_m, "Delete an environment variable."},
    {"urandom(size, /)", posix_urandom_m, "Return random bytes fit for cryptography."},
    {"getrandom(size, flags=0)", posix_getrandom_m, "Return random bytes."},
    {"sysconf(name, /)", posix_sysconf_m, "Return a system setting."},
    {"pathconf(path, name)", posix_pathconf_m, "Return a setting of a file."},
    {"fpathconf(fd, name, /)", posix_pathconf_m, "Return a setting of an open file."},
    {"confstr(name, /)", posix_confstr_m, "Return a system setting that is text."},
    {0},
};
