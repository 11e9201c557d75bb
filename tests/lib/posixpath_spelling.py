# os.path functions that look at nothing but the spelling.
import os.path


def show(name, *args):
    try:
        print(name, args, "->", repr(getattr(os.path, name)(*args)))
    except Exception as error:
        print(name, args, "->", repr(error))


class Path:
    def __fspath__(self):
        return "path/like.txt"

    def __repr__(self):
        return "Path()"


for path in ("", "/", "//", "///", "a", "a/", "/a", "//a", "///a/b//", "a/b.c", "a.b/c", ".profile", "..x", "a/..b.c", "a.", "...", b"/x/y.z",
             "a/../..//b/./c", "/../a", "../../a/..", "\ud800/../x", "n\0l/a", Path(), 1, None):
    for name in "split", "splitext", "splitdrive", "splitroot", "basename", "dirname", "normpath", "isabs", "normcase":
        show(name, path)
for args in (("a",), ("a", "b"), ("a/", "b"), ("a", "/b"), ("", "b"), ("a", ""), ("", ""), ("a", "", "b/", "c"), (b"a", b"b"),
             ("a", b"b"), (b"a", "b"), ("a", 1), (1, "a"), ("a", ["x"], b"c"), (Path(), "x"), ()):
    show("join", *args)
for paths in ([], ["/a/b", "/a/c"], ["/a/./b/", "/a//b/c"], ["a", "/a"], ["a/b", "a/bc"], ["", "a"], [b"a", "a"], [1], ["/", "/x"]):
    show("commonpath", paths)
    show("commonprefix", paths)
os.chdir("/")
for args in (("/a/b", "/a/c"), ("/a", "/"), ("/", "/a/b"), ("a",), (".",), ("",), ("a", b"b"), ("x", "x"), ("/a/../b", "/c"), (1,)):
    show("relpath", *args)
for path in "", "a", "/x/..", b"y", "//z":
    show("abspath", path)
