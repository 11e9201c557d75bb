/* stdlib/pwd/pwd.c -- the user database. */
#include "runtime/exc.h"
#include "runtime/gil.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/bytes.h"
#include "runtime/tuple.h"
#include "stdlib/posix/fspath.h"
#include <errno.h>
#include <pwd.h>

Value module_pwd_init(void);
static Type *struct_passwd;

static Value text(const char *p) { return p == NULL ? VALUE_NONE : str_decode_fs(p, strlen(p)); }

static Value entry(const struct passwd *p)
{
    Value items[] = {text(p->pw_name), text(p->pw_passwd), int_new_u64(p->pw_uid), int_new_u64(p->pw_gid),
                     text(p->pw_gecos), text(p->pw_dir), text(p->pw_shell)};
    return structseq_new(struct_passwd, items);
}

NATIVE(pwd_getpwuid_m)
{
    int64_t uid = -1;
    Value index = object_index(a[0]);
    if (value_is_error(index))
        return VALUE_ERROR;
    int failed = int_as_i64(index, &uid);
    struct passwd p, *found = NULL;
    char buffer[16384];
    if (failed) {
        exc_clear();
    } else if (uid >= -1 && uid <= UINT32_MAX) {
        gil_release();
        getpwuid_r((uid_t)uid, &p, buffer, sizeof buffer, &found);
        gil_acquire();
    }
    Value result = found == NULL ? exc_raise(&type_KeyError, "getpwuid(): uid not found: %S", index) : entry(found);
    value_drop(index);
    return result;
}

NATIVE(pwd_getpwnam_m)
{
    if (!value_is_str(a[0]))
        return exc_raise(&type_TypeError, "getpwnam() argument must be str, not %T", a[0]);
    Value name = fspath_encode(a[0]);
    if (value_is_error(name))
        return VALUE_ERROR;
    struct passwd p, *found = NULL;
    char buffer[16384];
    gil_release();
    getpwnam_r(bytes_data(name), &p, buffer, sizeof buffer, &found);
    gil_acquire();
    value_drop(name);
    return found == NULL ? exc_raise(&type_KeyError, "getpwnam(): name not found: %R", a[0]) : entry(found);
}

NATIVE(pwd_getpwall_m)
{
    Value list = list_new(0);
    setpwent();
    for (struct passwd *p; !value_is_error(list) && (p = getpwent()) != NULL;)
        if (list_append_owned(list, entry(p))) {
            value_drop(list);
            list = VALUE_ERROR;
        }
    endpwent();
    return list;
}

static const Method functions[] = {
    {"getpwuid(uidobj, /)", pwd_getpwuid_m, "Return the entry of a user id."},
    {"getpwnam(name, /)", pwd_getpwnam_m, "Return the entry of a user name."},
    {"getpwall()", pwd_getpwall_m, "Return all entries."},
    {0},
};

Value module_pwd_init(void)
{
    static const StructSeqField fields[] = {
        {"pw_name", "user name"}, {"pw_passwd", "password"}, {"pw_uid", "user id"}, {"pw_gid", "group id"},
        {"pw_gecos", "real name"}, {"pw_dir", "home directory"}, {"pw_shell", "shell program"},
    };
    if (struct_passwd == NULL)
        struct_passwd = structseq_type_new("pwd", "struct_passwd", "An entry of the user database.", fields, 7, 7);
    Value module = struct_passwd == NULL ? VALUE_ERROR : module_new("pwd", "The user database.", functions);
    if (value_is_ok(module) && module_add(module, "struct_passwd", value_dup_obj(struct_passwd))) {
        value_drop(module);
        return VALUE_ERROR;
    }
    return module;
}
