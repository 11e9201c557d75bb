# Lines of files, of loaders and of modules that are gone; what changed is noticed.
import linecache
import os

directory = f"/tmp/weft-test-{os.getpid()}"
os.mkdir(directory)
try:
    path = os.path.join(directory, "a.py")
    with open(path, "wb") as file:
        file.write(b"# coding: latin-1\r\nx = '\xe9'\r\nlast")
    print(linecache.getlines(path), linecache.getline(path, 2), [linecache.getline(path, n) for n in (0, 4, -1)])
    with open(path, "w") as file:
        file.write("new\n")
    print(linecache.getline(path, 1))
    linecache.checkcache(path)
    print(linecache.getline(path, 1), len(linecache.cache[path]))
    for content in b"", b"\xff = 1\n", b"# coding: no-such\n", b"a\x0cb\n\n":
        with open(path, "wb") as file:
            file.write(content)
        print(linecache.updatecache(path))
    os.unlink(path)
    linecache.checkcache()
    print(path in linecache.cache, linecache.getlines(path))
finally:
    os.rmdir(directory)


class Loader:
    def get_source(self, name):
        if name == "missing":
            raise ImportError
        return "source of " + name + "\nline" if name != "none" else None


for name in "module", "missing", "none":
    namespace = {"__name__": name, "__loader__": Loader()}
    print(linecache.lazycache("no/file/" + name, namespace), linecache.lazycache("no/file/" + name, namespace),
          linecache.getlines("no/file/" + name))
print(linecache.lazycache("<string>", namespace), linecache.lazycache("", namespace), linecache.lazycache("x", {}))
linecache.cache["<typed>"] = (4, None, ["a\n"], "<typed>")
linecache.checkcache()
print(linecache.getline("<typed>", 1), linecache.getline("<nothing>", 1))
