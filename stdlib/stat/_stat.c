/* stdlib/stat/_stat.c -- the bits of st_mode, for the stat module. */
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include <sys/stat.h>

Value module__stat_init(void);

static int mode_argument(Ref v, unsigned *out)
{
    int64_t mode;
    if (!value_is_any_int(v) && value_type(v)->index == NULL)
        return exc_raise_int(&type_TypeError, "'%T' object cannot be interpreted as an integer", v);
    Value index = object_index(v);
    if (value_is_error(index))
        return -1;
    int failed = int_as_i64(index, &mode);
    value_drop(index);
    if (failed)
        return -1;
    if (mode < 0 || mode > UINT32_MAX)
        return exc_raise_int(&type_OverflowError, mode < 0 ? "can't convert negative value to unsigned int"
                                                           : "mode out of range");
    *out = (unsigned)mode;
    return 0;
}

#define TEST(function, macro)                                                              \
    NATIVE(function)                                                                       \
    {                                                                                      \
        unsigned mode;                                                                     \
        return mode_argument(a[0], &mode) ? VALUE_ERROR : value_from_bool(macro(mode));    \
    }
TEST(stat_isdir_m, S_ISDIR)
TEST(stat_ischr_m, S_ISCHR)
TEST(stat_isblk_m, S_ISBLK)
TEST(stat_isreg_m, S_ISREG)
TEST(stat_isfifo_m, S_ISFIFO)
TEST(stat_islnk_m, S_ISLNK)
TEST(stat_issock_m, S_ISSOCK)
NATIVE(stat_no_m)
{
    unsigned mode;
    return mode_argument(a[0], &mode) ? VALUE_ERROR : VALUE_FALSE;
}
NATIVE(stat_imode_m)
{
    unsigned mode;
    return mode_argument(a[0], &mode) ? VALUE_ERROR : value_from_int(mode & 07777);
}
NATIVE(stat_ifmt_m)
{
    unsigned mode;
    return mode_argument(a[0], &mode) ? VALUE_ERROR : value_from_int(mode & S_IFMT);
}

static char kind_letter(unsigned mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG: return '-';
    case S_IFDIR: return 'd';
    case S_IFLNK: return 'l';
    case S_IFBLK: return 'b';
    case S_IFCHR: return 'c';
    case S_IFIFO: return 'p';
    case S_IFSOCK: return 's';
    default: return '?';
    }
}

NATIVE(stat_filemode_m)
{
    unsigned mode;
    if (mode_argument(a[0], &mode))
        return VALUE_ERROR;
    char text[10];
    text[0] = kind_letter(mode);
    for (int i = 0; i < 9; i++)
        text[1 + i] = mode & (0400u >> i) ? "rwx"[i % 3] : '-';
    if (mode & S_ISUID)
        text[3] = mode & 0100 ? 's' : 'S';
    if (mode & S_ISGID)
        text[6] = mode & 0010 ? 's' : 'S';
    if (mode & S_ISVTX)
        text[9] = mode & 0001 ? 't' : 'T';
    return str_from_ascii(text, 10);
}

static const Method functions[] = {
    {"S_ISDIR(mode, /)", stat_isdir_m, "A directory?"},
    {"S_ISCHR(mode, /)", stat_ischr_m, "A character device?"},
    {"S_ISBLK(mode, /)", stat_isblk_m, "A block device?"},
    {"S_ISREG(mode, /)", stat_isreg_m, "A regular file?"},
    {"S_ISFIFO(mode, /)", stat_isfifo_m, "A named pipe?"},
    {"S_ISLNK(mode, /)", stat_islnk_m, "A symbolic link?"},
    {"S_ISSOCK(mode, /)", stat_issock_m, "A socket?"},
    {"S_ISDOOR(mode, /)", stat_no_m, "A door? No."},
    {"S_ISPORT(mode, /)", stat_no_m, "An event port? No."},
    {"S_ISWHT(mode, /)", stat_no_m, "A whiteout? No."},
    {"S_IMODE(mode, /)", stat_imode_m, "The part that chmod() can set."},
    {"S_IFMT(mode, /)", stat_ifmt_m, "The part that tells the kind of file."},
    {"filemode(mode, /)", stat_filemode_m, "The mode as ls shows it: '-rwxrwxrwx'."},
    {0},
};

#define C(name) {#name, name}
static const struct { const char *name; int64_t value; } constants[] = {
    C(S_IFDIR), C(S_IFCHR), C(S_IFBLK), C(S_IFREG), C(S_IFIFO), C(S_IFLNK), C(S_IFSOCK), {"S_IFDOOR", 0},
    {"S_IFPORT", 0}, {"S_IFWHT", 0}, C(S_ISUID), C(S_ISGID), C(S_ISVTX), {"S_ENFMT", S_ISGID}, {"S_IREAD", S_IRUSR},
    {"S_IWRITE", S_IWUSR}, {"S_IEXEC", S_IXUSR}, C(S_IRWXU), C(S_IRUSR), C(S_IWUSR), C(S_IXUSR), C(S_IRWXG),
    C(S_IRGRP), C(S_IWGRP), C(S_IXGRP), C(S_IRWXO), C(S_IROTH), C(S_IWOTH), C(S_IXOTH), {"UF_SETTABLE", 0xFFFF},
    {"UF_NODUMP", 1}, {"UF_IMMUTABLE", 2}, {"UF_APPEND", 4}, {"UF_OPAQUE", 8}, {"UF_NOUNLINK", 0x10},
    {"UF_COMPRESSED", 0x20}, {"UF_TRACKED", 0x40}, {"UF_DATAVAULT", 0x80}, {"UF_HIDDEN", 0x8000},
    {"SF_SETTABLE", 0xFFFF0000}, {"SF_ARCHIVED", 0x10000}, {"SF_IMMUTABLE", 0x20000}, {"SF_APPEND", 0x40000},
    {"SF_NOUNLINK", 0x100000}, {"SF_SNAPSHOT", 0x200000}, {"SF_FIRMLINK", 0x800000}, {"SF_DATALESS", 0x40000000},
    {"SF_RESTRICTED", 0x80000}, {"SF_SUPPORTED", 0x9F0000}, {"SF_SYNTHETIC", 0xC0000000}, {"ST_MODE", 0},
    {"ST_INO", 1}, {"ST_DEV", 2}, {"ST_NLINK", 3}, {"ST_UID", 4}, {"ST_GID", 5}, {"ST_SIZE", 6}, {"ST_ATIME", 7},
    {"ST_MTIME", 8}, {"ST_CTIME", 9}, {"FILE_ATTRIBUTE_ARCHIVE", 32}, {"FILE_ATTRIBUTE_COMPRESSED", 2048},
    {"FILE_ATTRIBUTE_DEVICE", 64}, {"FILE_ATTRIBUTE_DIRECTORY", 16}, {"FILE_ATTRIBUTE_ENCRYPTED", 16384},
    {"FILE_ATTRIBUTE_HIDDEN", 2}, {"FILE_ATTRIBUTE_INTEGRITY_STREAM", 32768}, {"FILE_ATTRIBUTE_NORMAL", 128},
    {"FILE_ATTRIBUTE_NOT_CONTENT_INDEXED", 8192}, {"FILE_ATTRIBUTE_NO_SCRUB_DATA", 131072},
    {"FILE_ATTRIBUTE_OFFLINE", 4096}, {"FILE_ATTRIBUTE_READONLY", 1}, {"FILE_ATTRIBUTE_REPARSE_POINT", 1024},
    {"FILE_ATTRIBUTE_SPARSE_FILE", 512}, {"FILE_ATTRIBUTE_SYSTEM", 4}, {"FILE_ATTRIBUTE_TEMPORARY", 256},
    {"FILE_ATTRIBUTE_VIRTUAL", 65536},
};

Value module__stat_init(void)
{
    Value module = module_new("_stat", "The bits of st_mode.", functions);
    for (size_t i = 0; i < N_ELEMENTS(constants) && !value_is_error(module); i++)
        if (module_add_int(module, constants[i].name, constants[i].value)) {
            value_drop(module);
            return VALUE_ERROR;
        }
    return module;
}
