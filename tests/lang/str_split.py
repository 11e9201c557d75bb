# split and rsplit: by white space, by a separator, with a limit.
print("  a b  c ".split(), "  a b  c ".split(None, 1), "  a b  c ".rsplit(None, 1), "".split(), " ".split())
print("a,b,,c".split(","), "a,b,,c".split(",", 1), "a,b,,c".rsplit(",", 1), "".split(","), ",".split(","))
print("a<>b<>c".split("<>"), "a<>b<>c".rsplit("<>", 1), "a<>b".split("<>", 0), "abc".split("€"))
print("a\u2003b\u00a0c\x1fd".split(), "x€y€z".split("€"), "x€y€z".rsplit("€", 1), "a b c".split(maxsplit=1))
print("a b c".split(sep=" ", maxsplit=1), "aaa".split("a"), "aaa".rsplit("aa"))
for bad in ("", 1):
    try:
        "abc".split(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
