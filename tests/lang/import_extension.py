# weft only
# An extension module built for another interpreter is named in the error.
import posix, sys
root = '/tmp/weft_extension_%d' % posix.getpid()
posix.mkdir(root)
open(root + '/fast.cpython-313-x86_64-linux-gnu.so', 'w').close()
sys.path.insert(0, root)
try:
    import fast
except ImportError as e:
    print(type(e).__name__, str(e).replace(root, 'ROOT'), e.name)
# A folder of its name, of stubs say, does not stand in for it.
posix.mkdir(root + '/slow')
open(root + '/slow.abi3.so', 'w').close()
try:
    import slow
except ImportError as e:
    print(type(e).__name__, str(e).replace(root, 'ROOT'), e.name)
posix.unlink(root + '/slow.abi3.so')
posix.rmdir(root + '/slow')
posix.unlink(root + '/fast.cpython-313-x86_64-linux-gnu.so')
posix.rmdir(root)
