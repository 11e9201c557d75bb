# Directories: mkdir, listdir, scandir, links, rmdir.
import posix
root = '/tmp/weft_directory_%d' % posix.getpid()
posix.mkdir(root)
posix.mkdir(root + '/sub')
open(root + '/file', 'w').close()
posix.symlink('file', root + '/link')
print(sorted(posix.listdir(root)), sorted(posix.listdir(root.encode())), posix.readlink(root + '/link'))
with posix.scandir(root) as entries:
    for e in sorted(entries, key=lambda e: e.name):
        print(e.name, e.is_dir(), e.is_file(), e.is_file(follow_symlinks=False), e.is_symlink(), e.path == root + '/' + e.name, e)
print(posix.access(root, posix.R_OK), posix.access(root + '/none', posix.F_OK))
try:
    posix.rmdir(root)
except OSError as e:
    print(e.errno, e.filename == root)
for name in ('file', 'link'):
    posix.remove(root + '/' + name)
posix.rmdir(root + '/sub')
posix.rmdir(root)
print(posix._path_normpath('/a//b/../c/./d/..'), posix._path_normpath('../x/../..'), posix._path_normpath('//a'), posix._path_normpath(''))
