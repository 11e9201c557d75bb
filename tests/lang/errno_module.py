# errno: names and errorcode.
import errno
print(errno.ENOENT, errno.errorcode[2], errno.EAGAIN == errno.EWOULDBLOCK, errno.errorcode[errno.EAGAIN])
print(errno.EPERM, errno.EDOM, errno.EOPNOTSUPP == errno.ENOTSUP, errno.errorcode[errno.ENOTSUP], errno.errorcode[errno.EDEADLK])
print(sorted(n for n in dir(errno) if n.startswith('E'))[:10], len(errno.errorcode) > 100)
