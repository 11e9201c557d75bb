# startswith and endswith with tuples and ranges.
s = "hello world"
print(s.startswith("hell"), s.startswith(("x", "he")), s.startswith("world", 6), s.startswith("", 11), s.startswith("", 12), s.startswith(()))
print(s.endswith("ld"), s.endswith(("x", "rld")), s.endswith("hello", 0, 5), s.endswith("hello", None, -6), s.endswith("", 5, 3), s.endswith("€"))
print("€uro".startswith("€"), "a€".endswith("€"), "abc".startswith("abcd"))
for bad in (1, ("a", 1), ["h"]):
    try:
        print(s.startswith(bad))
    except TypeError as e:
        print(e)
try:
    s.endswith(b"d")
except TypeError as e:
    print(e)
