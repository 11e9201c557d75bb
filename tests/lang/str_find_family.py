# find, rfind, index, rindex, count with their ranges.
s = "the cat sat on the mat"
print(s.find("the"), s.find("the", 1), s.rfind("the"), s.rfind("the", 0, 10), s.find("dog"))
print(s.find(""), s.find("", 5), s.find("", 22), s.find("", 23), s.rfind(""), s.rfind("", 3, 9))
print(s.index("cat"), s.rindex("at"), s.count("at"), s.count(""), s.count("t", 5), s.count("at", -6))
print(s.find("t", None, None), s.find("t", -3, -1), s.count("x", 100))
print("aaaa".count("aa"), "aaaa".rfind("aa"), "ab€ab€".find("€"), "ab€ab€".rfind("€a"), "abc".find("€"))
print("€€x".find("x"), "😀é😀".find("é"), "😀é😀".count("😀"))
for f in (s.index, s.rindex):
    try:
        f("dog")
    except ValueError as e:
        print(e)
for args in ((), (1,), ("a", "b"), ("a", 1, 2, 3)):
    try:
        s.find(*args)
    except TypeError as e:
        print(e)
