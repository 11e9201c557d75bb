/* stdlib/posix/posix_user.c -- users and groups. */
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/bytes.h"
#include "runtime/tuple.h"
#include "stdlib/posix/posix.h"
#include <grp.h>

#define GET_ID(function, call) \
    NATIVE(function) { return int_new((int64_t)call()); }
GET_ID(posix_getuid_m, getuid)
GET_ID(posix_geteuid_m, geteuid)
GET_ID(posix_getgid_m, getgid)
GET_ID(posix_getegid_m, getegid)

static int id_of(Ref v, uint32_t *out)
{
    int64_t id;
    *out = 0;
    if (int_as_i64(v, &id))
        return -1;
    if (id < -1 || id > UINT32_MAX)
        return exc_raise_int(&type_OverflowError, id > 0 ? "uid is greater than maximum" : "uid is less than minimum");
    *out = (uint32_t)id;
    return 0;
}
#define SET_ID(function, call)                              \
    NATIVE(function)                                        \
    {                                                       \
        uint32_t id;                                        \
        if (id_of(a[0], &id))                               \
            return VALUE_ERROR;                             \
        RETURN_SIMPLE(call(id));                            \
    }
SET_ID(posix_setuid_m, setuid)
SET_ID(posix_seteuid_m, seteuid)
SET_ID(posix_setgid_m, setgid)
SET_ID(posix_setegid_m, setegid)
#define SET_IDS(function, call)                             \
    NATIVE(function)                                        \
    {                                                       \
        uint32_t real, effective;                           \
        if (id_of(a[0], &real) || id_of(a[1], &effective))  \
            return VALUE_ERROR;                             \
        RETURN_SIMPLE(call(real, effective));               \
    }
SET_IDS(posix_setreuid_m, setreuid)
SET_IDS(posix_setregid_m, setregid)
NATIVE(posix_setresuid_m)
{
    uint32_t ids[3];
    if (id_of(a[0], &ids[0]) || id_of(a[1], &ids[1]) || id_of(a[2], &ids[2]))
        return VALUE_ERROR;
    RETURN_SIMPLE(setresuid(ids[0], ids[1], ids[2]));
}
NATIVE(posix_setresgid_m)
{
    uint32_t ids[3];
    if (id_of(a[0], &ids[0]) || id_of(a[1], &ids[1]) || id_of(a[2], &ids[2]))
        return VALUE_ERROR;
    RETURN_SIMPLE(setresgid(ids[0], ids[1], ids[2]));
}
NATIVE(posix_getresuid_m)
{
    uid_t r, e, s;
    return getresuid(&r, &e, &s) ? posix_error() : tuple_of3(value_from_int(r), value_from_int(e), value_from_int(s));
}
NATIVE(posix_getresgid_m)
{
    gid_t r, e, s;
    return getresgid(&r, &e, &s) ? posix_error() : tuple_of3(value_from_int(r), value_from_int(e), value_from_int(s));
}

static Value group_list(const gid_t *groups, int n)
{
    Value list = list_new(n);
    for (int i = 0; i < n && !value_is_error(list); i++)
        if (list_append_owned(list, value_from_int(groups[i]))) {
            value_drop(list);
            return VALUE_ERROR;
        }
    return list;
}
NATIVE(posix_getgroups_m)
{
    gid_t groups[4096];
    int count = getgroups((int)N_ELEMENTS(groups), groups);
    return count < 0 ? posix_error() : group_list(groups, count);
}
NATIVE(posix_setgroups_m)
{
    Value list = list_from_iterable(a[0]);
    if (value_is_error(list))
        return VALUE_ERROR;
    gid_t groups[4096];
    size_t count = 0;
    int failed = list_len(list) > (int64_t)N_ELEMENTS(groups) ? exc_raise_int(&type_ValueError, "too many groups") : 0;
    for (; !failed && count < (size_t)list_len(list); count++)
        failed = id_of(list_at(list, (int64_t)count), &groups[count]);
    value_drop(list);
    if (failed)
        return VALUE_ERROR;
    RETURN_SIMPLE(setgroups(count, groups));
}
NATIVE(posix_getgrouplist_m)
{
    uint32_t base;
    Value name = fspath_encode(a[0]);
    if (value_is_error(name) || id_of(a[1], &base))
        return VALUE_ERROR;
    gid_t groups[4096];
    int count = (int)N_ELEMENTS(groups);
    int result = getgrouplist(bytes_data(name), base, groups, &count);
    value_drop(name);
    return result < 0 ? posix_error() : group_list(groups, count);
}
NATIVE(posix_initgroups_m)
{
    uint32_t base;
    Value name = fspath_encode(a[0]);
    if (value_is_error(name) || id_of(a[1], &base))
        return VALUE_ERROR;
    int result = initgroups(bytes_data(name), base);
    value_drop(name);
    RETURN_SIMPLE(result);
}
NATIVE(posix_getlogin_m)
{
    char name[256];
    int error = getlogin_r(name, sizeof name);
    errno = error;
    return error ? posix_error() : str_decode_fs(name, strlen(name));
}

const Method posix_user_functions[] = {
    {"getuid()", posix_getuid_m, "Return the real user id."},
    {"geteuid()", posix_geteuid_m, "Return the effective user id."},
    {"getgid()", posix_getgid_m, "Return the real group id."},
    {"getegid()", posix_getegid_m, "Return the effective group id."},
    {"setuid(uid, /)", posix_setuid_m, "Set the user id."},
    {"seteuid(euid, /)", posix_seteuid_m, "Set the effective user id."},
    {"setgid(gid, /)", posix_setgid_m, "Set the group id."},
    {"setegid(egid, /)", posix_setegid_m, "Set the effective group id."},
    {"setreuid(ruid, euid, /)", posix_setreuid_m, "Set real and effective user ids."},
    {"setregid(rgid, egid, /)", posix_setregid_m, "Set real and effective group ids."},
    {"setresuid(ruid, euid, suid, /)", posix_setresuid_m, "Set real, effective and saved user ids."},
    {"setresgid(rgid, egid, sgid, /)", posix_setresgid_m, "Set real, effective and saved group ids."},
    {"getresuid()", posix_getresuid_m, "Return real, effective and saved user ids."},
    {"getresgid()", posix_getresgid_m, "Return real, effective and saved group ids."},
    {"getgroups()", posix_getgroups_m, "Return the supplemental groups."},
    {"setgroups(groups, /)", posix_setgroups_m, "Set the supplemental groups."},
    {"getgrouplist(user, group, /)", posix_getgrouplist_m, "Return the groups of a user."},
    {"initgroups(username, gid, /)", posix_initgroups_m, "Set the groups of a user."},
    {"getlogin()", posix_getlogin_m, "Return the login name."},
    {0},
};
