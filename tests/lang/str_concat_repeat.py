# + and *, in place too.
s = "ab"
t = s
s += "cd"
print(s, t, "x" * 3, 3 * "ab", "ab" * 0, "ab" * -1, "é" * 3, "a" + "€" + "😀")
parts = ""
for i in range(1000):
    parts += str(i % 10)
print(len(parts), parts[:12], parts[-3:])
for f in (lambda: "a" + 1, lambda: 1 + "a", lambda: "a" * "b", lambda: "a" * 1.5, lambda: "a" - "b"):
    try:
        f()
    except TypeError as e:
        print(e)
try:
    "ab" * (1 << 62)
except (MemoryError, OverflowError) as e:
    print(type(e).__name__)
