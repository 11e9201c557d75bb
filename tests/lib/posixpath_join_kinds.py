# os.path.join of all kinds of arguments: every combination of odd parts, subclasses, path-likes, mixtures.
import itertools
from os.path import join

parts = ["", "a", "/", "//", "a/", "/b", "b//", "ä", "\u1234/", "\U0001f600"]
for combination in itertools.product(parts, repeat=2):
    joined = join(*combination)
    print(ascii(joined), joined.encode() == join(*[part.encode() for part in combination]))
print(ascii([join(*combination) for combination in itertools.product(["", "x", "y/", "/z"], repeat=3)]))


class Text(str):
    def __add__(self, other):
        return "added " + other


class Path:
    def __fspath__(self):
        return "p/"


text = Text("t")
print(join(text, "y"), join(text) is text, join(Path(), "y"), join("y", Path()), join(b"y", b"/z"))
for bad in (Path(), b"y"), ("a", None), (b"a", "/b"), ("a", b"/b"), (1,), ("a", 1), ("a", "/b", b"c"):
    try:
        print(join(*bad))
    except TypeError as error:
        print(error)
