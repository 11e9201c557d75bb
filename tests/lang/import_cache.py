# weft only
# Compiled code is cached under our own tag and refreshed when the source changes.
import posix, sys
root = '/tmp/weft_cache_%d' % posix.getpid()
posix.mkdir(root)
sys.path.insert(0, root)
sys.dont_write_bytecode = False
def write(text):
    with open(root + '/cached.py', 'w') as f:
        f.write(text)
write('def f(a, b=2, *c, d, **e):\n    return [a, b, c, d, e, (x for x in "ab"), {1, 2} == {2, 1}, 1.5, 2j, 2 ** 100, ...]\n')
import cached
print(posix.listdir(root + '/__pycache__'), cached.__cached__ == root + '/__pycache__/cached.weft-313.pyc')
first = cached.f(1, d=4)[:5]
del sys.modules['cached']
import cached
print(first, cached.f(1, d=4)[:5], cached.f(1, d=4)[6:])
write('changed = True\nmore = "than before"\n')
del sys.modules['cached']
import cached
print(cached.changed)
posix.unlink(root + '/__pycache__/cached.weft-313.pyc')
posix.rmdir(root + '/__pycache__')
posix.unlink(root + '/cached.py')
posix.rmdir(root)
