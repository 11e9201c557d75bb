# Keys of many kinds in one dict: equal ones meet, whatever table they are in, and __eq__ is only asked when it must be.
class Noisy:
    def __init__(self, h):
        self.h = h
    def __hash__(self):
        return self.h
    def __eq__(self, other):
        print("eq", type(other).__name__)
        return False

d = {}
for i, k in enumerate(["a", 1, (1, "a"), 2.0, True, ("a", (1, 2)), b"a", None, (1.0, "a"), 2]):
    d[k] = i
print(d)
print((True, "a") in d, ("a", (1, 2)) in d, ("a", (1, 3)) in d, "b" in d, 1.0 in d)
d[Noisy(hash((5, 6)))] = 1
d[(5, 6)] = 2
print((5, 6) in d, len(d))
s = {1, "a", (1, 2), (1, "b")}
print((1.0, 2) in s, (True, "b") in s, ("b", 1) in s)
e = {1: [], "k": 2}
e[("t", tuple([e]) and "u")] = 4
print(sorted(map(str, e)))
s = "\u00e9t\u00e9,;"
print(s.strip(",;"), "..a.b..".strip("."), "xyxay".strip("xy"), "aaa".strip("a"), "\x00a\x00".strip("\x00"), "a\x7f".strip("\x7f"))
first, *rest = (1, 2, 3)
*init, last = [1]
print(first, rest, init, last)
try:
    a, *b, c = (1,)
except ValueError as error:
    print(error)
a, *b, c = iter("xyz")
print(a, b, c)
t = "h\u00e9"
print(t[1], t[-2], "a" in t, "\u00e9" in t, "" in t, "\x00" in "a\x00")
