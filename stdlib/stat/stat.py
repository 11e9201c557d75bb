"""What os.stat() and friends return, taken apart: the fields of the tuple, file types and permissions in st_mode, flags."""

# Where the fields stand in the result of os.stat() taken as a tuple.
ST_MODE = 0
ST_INO = 1
ST_DEV = 2
ST_NLINK = 3
ST_UID = 4
ST_GID = 5
ST_SIZE = 6
ST_ATIME = 7
ST_MTIME = 8
ST_CTIME = 9

# File types, as S_IFMT(st_mode) has them.
S_IFIFO = 0o010000
S_IFCHR = 0o020000
S_IFDIR = 0o040000
S_IFBLK = 0o060000
S_IFREG = 0o100000
S_IFLNK = 0o120000
S_IFSOCK = 0o140000
# Types that other systems have: no mode is one of them.
S_IFDOOR = 0
S_IFPORT = 0
S_IFWHT = 0

_TYPE_BITS = 0o170000
_PERMISSION_BITS = 0o7777


def S_IMODE(mode, /):
    """The permission bits of a mode: what os.chmod() can set."""
    return mode & _PERMISSION_BITS


def S_IFMT(mode, /):
    """The file type of a mode: one of the S_IF constants."""
    return mode & _TYPE_BITS


def S_ISDIR(mode, /):
    """Is it a directory?"""
    return mode & _TYPE_BITS == S_IFDIR


def S_ISCHR(mode, /):
    """Is it a character device?"""
    return mode & _TYPE_BITS == S_IFCHR


def S_ISBLK(mode, /):
    """Is it a block device?"""
    return mode & _TYPE_BITS == S_IFBLK


def S_ISREG(mode, /):
    """Is it a regular file?"""
    return mode & _TYPE_BITS == S_IFREG


def S_ISFIFO(mode, /):
    """Is it a named pipe?"""
    return mode & _TYPE_BITS == S_IFIFO


def S_ISLNK(mode, /):
    """Is it a symbolic link?"""
    return mode & _TYPE_BITS == S_IFLNK


def S_ISSOCK(mode, /):
    """Is it a socket?"""
    return mode & _TYPE_BITS == S_IFSOCK


def S_ISDOOR(mode, /):
    """Is it a door (Solaris)? Never here."""
    return False


def S_ISPORT(mode, /):
    """Is it an event port (Solaris)? Never here."""
    return False


def S_ISWHT(mode, /):
    """Is it a whiteout (BSD)? Never here."""
    return False


# Permissions; S_I + R/W/X + USR/GRP/OTH, and the older spellings for the user's.
S_ISUID = 0o4000
S_ISGID = 0o2000
S_ENFMT = S_ISGID
S_ISVTX = 0o1000
S_IREAD = 0o0400
S_IWRITE = 0o0200
S_IEXEC = 0o0100
S_IRWXU = 0o0700
S_IRUSR = 0o0400
S_IWUSR = 0o0200
S_IXUSR = 0o0100
S_IRWXG = 0o0070
S_IRGRP = 0o0040
S_IWGRP = 0o0020
S_IXGRP = 0o0010
S_IRWXO = 0o0007
S_IROTH = 0o0004
S_IWOTH = 0o0002
S_IXOTH = 0o0001

_TYPE_LETTERS = {S_IFLNK: "l", S_IFSOCK: "s", S_IFREG: "-", S_IFBLK: "b", S_IFDIR: "d", S_IFCHR: "c", S_IFIFO: "p"}
# For user, group and others: the bit that turns x into a letter of its own (set-uid, set-gid, sticky), and that letter.
_SPECIAL = ((S_ISUID, "s"), (S_ISGID, "s"), (S_ISVTX, "t"))


def filemode(mode, /):
    """A mode as `ls -l` shows it: -rwxr-xr-x."""
    letters = [_TYPE_LETTERS.get(mode & _TYPE_BITS, "?")]
    for shift, (special_bit, special_letter) in zip((6, 3, 0), _SPECIAL):
        triple = mode >> shift
        executable = triple & 1
        letters.append("r" if triple & 4 else "-")
        letters.append("w" if triple & 2 else "-")
        if mode & special_bit:
            letters.append(special_letter if executable else special_letter.upper())
        else:
            letters.append("x" if executable else "-")
    return "".join(letters)


# Flags of os.chflags() (BSD, macOS): UF_ the owner may set, SF_ the superuser.
UF_SETTABLE = 0x0000ffff
UF_NODUMP = 0x00000001
UF_IMMUTABLE = 0x00000002
UF_APPEND = 0x00000004
UF_OPAQUE = 0x00000008
UF_NOUNLINK = 0x00000010
UF_COMPRESSED = 0x00000020
UF_TRACKED = 0x00000040
UF_DATAVAULT = 0x00000080
UF_HIDDEN = 0x00008000
SF_SETTABLE = 0xffff0000
SF_ARCHIVED = 0x00010000
SF_IMMUTABLE = 0x00020000
SF_APPEND = 0x00040000
SF_RESTRICTED = 0x00080000
SF_NOUNLINK = 0x00100000
SF_SNAPSHOT = 0x00200000
SF_FIRMLINK = 0x00800000
SF_DATALESS = 0x40000000

# Bits of st_file_attributes (Windows).
FILE_ATTRIBUTE_READONLY = 0x00001
FILE_ATTRIBUTE_HIDDEN = 0x00002
FILE_ATTRIBUTE_SYSTEM = 0x00004
FILE_ATTRIBUTE_DIRECTORY = 0x00010
FILE_ATTRIBUTE_ARCHIVE = 0x00020
FILE_ATTRIBUTE_DEVICE = 0x00040
FILE_ATTRIBUTE_NORMAL = 0x00080
FILE_ATTRIBUTE_TEMPORARY = 0x00100
FILE_ATTRIBUTE_SPARSE_FILE = 0x00200
FILE_ATTRIBUTE_REPARSE_POINT = 0x00400
FILE_ATTRIBUTE_COMPRESSED = 0x00800
FILE_ATTRIBUTE_OFFLINE = 0x01000
FILE_ATTRIBUTE_NOT_CONTENT_INDEXED = 0x02000
FILE_ATTRIBUTE_ENCRYPTED = 0x04000
FILE_ATTRIBUTE_INTEGRITY_STREAM = 0x08000
FILE_ATTRIBUTE_VIRTUAL = 0x10000
FILE_ATTRIBUTE_NO_SCRUB_DATA = 0x20000
