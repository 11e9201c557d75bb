# replace: counts, empty patterns, changes of width.
print("aXbXc".replace("X", "--"), "aXbXc".replace("X", ""), "aXbXc".replace("X", "-", 1))
print("abc".replace("", "-"), "abc".replace("", "-", 2), "".replace("", "x"), "".replace("", "x", 0))
print("abc".replace("b", "€"), "a€c".replace("€", "b").isascii(), "a€€c".replace("€", "b", 1))
print("aaa".replace("a", "b", 2), "aaa".replace("aa", "b"), "aaa".replace("x", "b"), "abc".replace("c", "d", count=1))
print("éa".replace("é", "e").isascii(), "mississippi".replace("iss", "ISS", -1))
s = "abc"
print(s.replace("x", "y") is s)
try:
    s.replace(1, "a")
except TypeError as e:
    print(e)
try:
    s.replace("a", 1)
except TypeError as e:
    print(e)
