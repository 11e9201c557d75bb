/* stdlib/resource/resource.c -- the resource module: limits of processes and what they used. */
#include "stdlib/resource/resource.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/tuple.h"
#include <errno.h>
#include <unistd.h>

Value module_resource_init(void);

static int resource_argument(Ref v, int *resource)
{
    if (int_as_i32(v, resource))
        return -1;
    if (*resource < 0 || *resource >= RLIMIT_NLIMITS)
        return exc_raise_int(&type_ValueError, "invalid resource specified");
    return 0;
}

static Value limits_value(const struct rlimit *limits)
{
    return tuple_of2_owned(int_new((int64_t)limits->rlim_cur), int_new((int64_t)limits->rlim_max));
}

static int one_limit(Ref v, rlim_t *out)
{
    int64_t limit;
    if (int_as_i64(v, &limit))
        return -1;
    *out = (rlim_t)limit; /* -1 is RLIM_INFINITY */
    return 0;
}

/* (soft, hard), or any iterable of two. */
static int limits_argument(Ref v, struct rlimit *out)
{
    Value pair = tuple_from_iterable(v);
    if (value_is_error(pair))
        return -1;
    int failed = tuple_len(pair) != 2 ? exc_raise_int(&type_ValueError, "expected a tuple of 2 integers")
               : one_limit(tuple_at(pair, 0), &out->rlim_cur) || one_limit(tuple_at(pair, 1), &out->rlim_max);
    value_drop(pair);
    return failed ? -1 : 0;
}

COLD static Value limit_error(void)
{
    if (errno == EINVAL)
        return exc_raise(&type_ValueError, "current limit exceeds maximum limit");
    return exc_raise_errno(&type_OSError, errno, VALUE_ABSENT);
}

NATIVE(resource_getrlimit_m)
{
    int resource;
    struct rlimit limits;
    if (resource_argument(a[0], &resource))
        return VALUE_ERROR;
    if (getrlimit((__rlimit_resource_t)resource, &limits))
        return exc_raise_errno(&type_OSError, errno, VALUE_ABSENT);
    return limits_value(&limits);
}

NATIVE(resource_setrlimit_m)
{
    int resource;
    struct rlimit limits;
    if (resource_argument(a[0], &resource) || limits_argument(a[1], &limits))
        return VALUE_ERROR;
    if (setrlimit((__rlimit_resource_t)resource, &limits) == 0)
        return VALUE_NONE;
    return errno == EPERM ? exc_raise(&type_ValueError, "not allowed to raise maximum limit") : limit_error();
}

NATIVE(resource_prlimit_m)
{
    int pid, resource;
    struct rlimit limits, old;
    bool set = !value_is_none(a[2]);
    if (int_as_i32(a[0], &pid) || resource_argument(a[1], &resource) || (set && limits_argument(a[2], &limits)))
        return VALUE_ERROR;
    if (prlimit(pid, (__rlimit_resource_t)resource, set ? &limits : NULL, &old))
        return limit_error();
    return limits_value(&old);
}

NATIVE(resource_getrusage_m)
{
    int who;
    struct rusage usage;
    if (int_as_i32(a[0], &who))
        return VALUE_ERROR;
    if (getrusage((__rusage_who_t)who, &usage) == 0)
        return usage_new(&usage);
    return errno == EINVAL ? exc_raise(&type_ValueError, "invalid who parameter")
                           : exc_raise_errno(&type_OSError, errno, VALUE_ABSENT);
}

NATIVE(resource_getpagesize_m) { return int_new(sysconf(_SC_PAGESIZE)); }

static const Method resource_functions[] = {
    {"getrusage(who, /)", resource_getrusage_m, NULL},
    {"getrlimit(resource, /)", resource_getrlimit_m, NULL},
    {"prlimit(pid, resource, limits=None, /)", resource_prlimit_m, NULL},
    {"setrlimit(resource, limits, /)", resource_setrlimit_m, NULL},
    {"getpagesize()", resource_getpagesize_m, NULL},
    {0},
};

Value module_resource_init(void)
{
#define CONSTANT(name) {#name, (int64_t)name}
    static const struct { const char *name; int64_t value; } constants[] = {
        CONSTANT(RLIMIT_CPU), CONSTANT(RLIMIT_FSIZE), CONSTANT(RLIMIT_DATA), CONSTANT(RLIMIT_STACK), CONSTANT(RLIMIT_CORE),
        CONSTANT(RLIMIT_NOFILE), CONSTANT(RLIMIT_OFILE), CONSTANT(RLIMIT_AS), CONSTANT(RLIMIT_RSS),
        CONSTANT(RLIMIT_NPROC), CONSTANT(RLIMIT_MEMLOCK), CONSTANT(RLIMIT_MSGQUEUE), CONSTANT(RLIMIT_NICE),
        CONSTANT(RLIMIT_RTPRIO), CONSTANT(RLIMIT_RTTIME), CONSTANT(RLIMIT_SIGPENDING), CONSTANT(RUSAGE_SELF),
        CONSTANT(RUSAGE_CHILDREN), CONSTANT(RUSAGE_THREAD), CONSTANT(RLIM_INFINITY),
    };
#undef CONSTANT
    Value module = module_new("resource", NULL, resource_functions);
    if (value_is_error(module))
        return VALUE_ERROR;
    if (usage_type() == NULL || module_add(module, "error", value_dup_obj(&type_OSError))
        || module_add(module, "struct_rusage", value_dup_obj(usage_type())))
        goto fail;
    for (size_t i = 0; i < N_ELEMENTS(constants); i++)
        if (module_add_int(module, constants[i].name, constants[i].value))
            goto fail;
    return module;
fail:
    value_drop(module);
    return VALUE_ERROR;
}
