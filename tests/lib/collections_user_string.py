# UserString: methods of str that make a string make one of the class.
from collections import UserString


class Mine(UserString):
    pass


s = Mine("Hello World")
for name, args in (("upper", ()), ("lower", ()), ("title", ()), ("swapcase", ()), ("capitalize", ()), ("casefold", ()),
                   ("center", (15, "*")), ("ljust", (13,)), ("rjust", (13, ".")), ("zfill", (14,)), ("strip", ("Hd",)),
                   ("lstrip", ("H",)), ("rstrip", ("d",)), ("replace", (UserString("l"), "L", 2)), ("expandtabs", (4,)),
                   ("removeprefix", (UserString("He"),)), ("removesuffix", ("ld",)), ("translate", ({72: "J"},)),
                   ("split", ()), ("rsplit", (None, 1)), ("splitlines", ()), ("partition", (" ",)), ("rpartition", ("o",)),
                   ("join", (["a", "b"],)), ("format", (1,)), ("encode", ()), ("encode", (None, None)), ("find", (UserString("o"),)),
                   ("rfind", ("o", 0, 5)), ("index", ("W",)), ("rindex", ("o",)), ("count", (UserString("l"),)),
                   ("startswith", ("He",)), ("endswith", (("x", "ld"),)), ("isalpha", ()), ("istitle", ()), ("isupper", ())):
    result = getattr(s, name)(*args)
    print(name, type(result).__name__, repr(result))
print(type(s[1:3]).__name__, s[1:3], s[0] + "x", "x" + s, s * 2, s + 5, 5 + s, s % (), "%s!" % s, Mine("%d") % 3)
print(s == "Hello World", s == UserString("Hello World"), s < "I", "Hello" <= s, hash(s) == hash("Hello World"), len(s))
print("World" in s, UserString("World") in s, int(UserString("12")), float(Mine("1.5")), complex(Mine("1j")), {s: 1}["Hello World"])
print(repr(Mine(15)), str(Mine(s)), Mine("{x}").format_map({"x": s}), Mine.maketrans("a", "b"), list(Mine("ab")))
for action in (lambda: s < 5, lambda: s.index("zz"), lambda: s.join([1]), lambda: 5 in s, lambda: UserString(), lambda: s * "x",
               lambda: s.index(UserString("o")), lambda: s.startswith(UserString("H"))):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
