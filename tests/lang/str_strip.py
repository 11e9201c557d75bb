# strip, lstrip, rstrip, removeprefix, removesuffix.
print(repr("  a b ".strip()), repr("  a ".lstrip()), repr("  a ".rstrip()), repr("\u3000x\x85".strip()))
print("xxaxx".strip("x"), "abcba".strip("ab"), "abcba".lstrip("a"), "abcba".rstrip("ab"), "a€€".rstrip("€"), "abc".strip(None), "abc".strip(""))
print("prefix-x".removeprefix("prefix-"), "x.py".removesuffix(".py"), "abc".removeprefix("x"), "abc".removesuffix(""), "abc".removesuffix("abcd"))
s = "same"
print(s.strip() is s, s.removeprefix("x") is s)
for f, arg in ((s.strip, 1), (s.lstrip, 1), (s.removeprefix, 1), (s.removesuffix, None)):
    try:
        f(arg)
    except TypeError as e:
        print(e)
