# str(): of objects, of bytes with an encoding, of subclasses.
print(repr(str()), str(1), str(None), str(b"ab"), str(b"caf\xc3\xa9", "utf-8"), str(b"\xff", "latin-1"), str(b"a\xff", errors="replace"), str(object=5), str(bytearray(b"x"), "ascii"))
class S(str):
    def __new__(cls, text):
        self = super().__new__(cls, text)
        self.extra = text * 2
        return self
s = S("ab")
print(s, s.extra, type(s).__name__, type(s + "c").__name__, type(s.upper()).__name__, s == "ab", hash(s) == hash("ab"), {s: 1}["ab"], type(str(s)).__name__, type(s[:]).__name__)
class R:
    def __str__(self):
        return s
print(type(str(R())).__name__)
for f in (lambda: str("a", "b"), lambda: str(1, "b"), lambda: str(b"a", 1), lambda: str(b"a", "nope"), lambda: str(1, 2, 3, 4), lambda: str(x=1)):
    try:
        f()
    except (TypeError, LookupError) as e:
        print(type(e).__name__, e)
class Bad:
    def __str__(self):
        return 1
try:
    str(Bad())
except TypeError as e:
    print(e)
