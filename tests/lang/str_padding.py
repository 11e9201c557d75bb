# center, ljust, rjust, zfill, expandtabs.
for w in range(0, 8):
    print(repr("ab".center(w)), repr("abc".center(w, "*")), repr("ab".ljust(w, "€")), repr("ab".rjust(w, ".")))
print("42".zfill(5), "-42".zfill(5), "+42".zfill(6), "".zfill(3), "abc".zfill(2), "€".zfill(3), "-".zfill(3))
print(repr("a\tb\tc".expandtabs()), repr("a\tb".expandtabs(4)), repr("ab\tc\n\td".expandtabs(3)), repr("a\tb".expandtabs(0)), repr("a\tb".expandtabs(-1)), repr("\t".expandtabs(tabsize=2)))
for args in ((5, "ab"), (5, ""), (5, 1), ("a",)):
    try:
        "x".center(*args)
    except TypeError as e:
        print(e)
