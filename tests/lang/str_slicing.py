# Slices of a str, with steps and out of range ends.
s = "abcdefgh"
print(s[2:5], s[:-1], s[-3:], s[::2], s[::-1], s[5:2], s[100:], s[-100:3])
print(s[6:1:-2], s[slice(None, None, 3)], repr(s[3:3]))
t = "aé€😀b"
print(t[::-1], t[1:4], t[3], t[-2], len(t))
print(s[True], s[-1])
for bad in (10, -9, 1 << 70):
    try:
        s[bad]
    except IndexError as e:
        print(type(e).__name__, e)
try:
    s["x"]
except TypeError as e:
    print(e)
try:
    s[::0]
except ValueError as e:
    print(e)
