# Packages, submodules, relative imports and namespaces, from files made on the spot.
import posix, sys
root = '/tmp/weft_package_%d' % posix.getpid()
def write(name, text):
    with open(root + '/' + name, 'w') as f:
        f.write(text)
for d in ('', '/pack', '/pack/sub', '/space'):
    posix.mkdir(root + d)
write('pack/__init__.py', 'value = 1\n')
write('pack/sub/__init__.py', 'from .. import value\nfrom . import leaf\nfrom .leaf import name as leaf_name\n')
write('pack/sub/leaf.py', 'name = __name__\npackage = __package__\n')
write('space/inner.py', 'where = __spec__.parent\n')
write('bad.py', 'first = 1\nraise ValueError("broken")\n')
write('star.py', '__all__ = ["shown", "_too"]\nshown = 1\n_too = 2\nhidden = 3\n')
write('ring1.py', 'import ring2\nfrom ring2 import late\n')
write('ring2.py', 'from ring1 import anything\nlate = 1\n')
sys.path.insert(0, root)
sys.dont_write_bytecode = True
import pack.sub
print(pack.value, pack.sub.leaf_name, pack.sub.leaf.package, pack.__path__ == [root + '/pack'])
import space.inner
print(space.inner.where, space.__spec__.origin, repr(space)[:40].replace(root, 'ROOT'))
for statement in ('import bad', 'import ring1', 'import pack.nothing', 'import pack.sub.leaf.deeper', 'from pack import nothing'):
    try:
        exec(statement)
    except Exception as e:
        print(statement, '->', type(e).__name__, str(e).replace(root, 'ROOT'))
print('bad' in sys.modules, 'ring1' in sys.modules)
names = {}
exec('from star import *', names)
print(sorted(k for k in names if not k.startswith('__')))
print(__import__('pack.sub').__name__, __import__('pack.sub', fromlist=['x']).__name__)
for name in ('pack/sub/leaf.py', 'pack/sub/__init__.py', 'pack/__init__.py', 'space/inner.py', 'bad.py', 'star.py', 'ring1.py', 'ring2.py'):
    posix.unlink(root + '/' + name)
for d in ('/pack/sub', '/pack', '/space', ''):
    posix.rmdir(root + d)
