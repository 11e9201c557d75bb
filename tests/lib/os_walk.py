# os.walk and os.fwalk: both orders, pruning, links, errors, trees deeper than the recursion limit.
import os
import sys


def make(path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    open(path, "w").close()


def show(walk, **options):
    top = options.pop("top", "tree")
    for root, dirs, files, *fd in walk(top, **options):
        dirs.sort()
        print(" ", root, dirs, sorted(files), *(sorted(os.listdir(fd[0])) == sorted(dirs + files) for fd in [fd] if fd))


for path in "tree/one", "tree/a/two", "tree/a/deep/three", "tree/b/four", "elsewhere/five":
    make(path)
os.symlink("../elsewhere", "tree/link")
os.symlink("nowhere", "tree/dangling")
for walk, follow in (os.walk, "followlinks"), (os.fwalk, "follow_symlinks"):
    print(walk.__name__)
    show(walk)
    print(" following")
    show(walk, **{follow: True})
    print(" bottom-up")
    print(" ", sorted((root, sorted(dirs), sorted(files)) for root, dirs, files, *_ in walk("tree", topdown=False)))
    print(" pruned")
    for root, dirs, *_ in walk("tree"):
        dirs[:] = [name for name in dirs if name == "b"]
        print(" ", root)
    errors = []
    for root, dirs, *_ in walk("tree", onerror=errors.append):
        if root == "tree":
            dirs[:] = ["gone"]
    print(" ", errors)
print(list(os.walk("nowhere")), list(os.walk("tree/one")), list(os.fwalk("tree/one")))
show(os.walk, top=b"tree/a")
show(os.fwalk, top=b"tree/a")
os.makedirs("x/" * 300)
sys.setrecursionlimit(150)
print(sum(1 for _ in os.walk("x")), sum(1 for _ in os.walk("x", topdown=False)))
walk = os.fwalk("tree")
descriptor = next(walk)[3]
walk.close()
try:
    os.fstat(descriptor)
except OSError as error:
    print(error)
