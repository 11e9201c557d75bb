# Counts and widths must be ints that fit.
for f in (lambda: "a".split(maxsplit=1 << 70), lambda: "a".rsplit(None, -(1 << 70)), lambda: "a".replace("a", "b", 1 << 70), lambda: "a".center(1 << 70), lambda: "a".zfill(-(1 << 70)),
          lambda: "a".split(maxsplit=1.5), lambda: "a".ljust("x"), lambda: "a".find("a", 1 << 70), lambda: "a".find("a", -(1 << 70)), lambda: "a".count("a", 1.5), lambda: format("a", "\0")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class I:
    def __index__(self):
        return 3
print("a,b,c,d".split(",", I()), "x".rjust(I(), "-"), "abcabc".find("a", I()), "abc"[I():], "ab" * I())
