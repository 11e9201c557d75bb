# OSError chooses its subclass by errno, and only when called directly.
import errno
for name in ('ENOENT', 'EEXIST', 'EACCES', 'EPERM', 'EAGAIN', 'EPIPE', 'ECHILD', 'EINTR', 'EISDIR', 'ENOTDIR',
             'ESRCH', 'ETIMEDOUT', 'ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'ESHUTDOWN', 'EINVAL'):
    print(name, type(OSError(getattr(errno, name), 'text')).__name__)
class Mine(OSError):
    pass
print(type(Mine(2, 'x')), type(FileNotFoundError(13, 'x')), type(OSError(2)), type(OSError('2', 'x')))
print(IOError is OSError, EnvironmentError is OSError)
