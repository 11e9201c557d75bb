# Comparing strs by code points, and with others.
print("a" < "b", "a" < "aa", "é" > "z", "€" < "😀", "\uffff" < "\U00010000", "abc" == "abc", "abc" != "abd", "" < "a", "a" <= "a", "b" >= "a€")
print("a" == 1, "a" != b"a", sorted(["b", "😀", "a", "é", "", "ab", "€"]))
for f in (lambda: "a" < 1, lambda: None > "a"):
    try:
        f()
    except TypeError as e:
        print(e)
print("a".__lt__("b"), "a".__lt__(1), "a".__eq__(1), hash("abc") == hash("ab" + "c"), hash("") == 0)
