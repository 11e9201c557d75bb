# Folded constants keep type, sign and identity rules.
print(1 - 1.0, -0.0, 0.0, 2 ** 10, "ab" * 3, (1, 2) * 2, b"a" + b"b", not 1, ~5, -(-3))
print((1, 1.0, True), (0.0, -0.0), {1: "a", 1.0: "b", True: "c"})
def f(): return 1, 1.0, True, 0.0, -0.0, 1j, (1, 2.0), (1.0, 2)
print(f())
try: 1 / 0
except ZeroDivisionError as e: print(e)
try: 1 << -1
except ValueError as e: print(e)
print("x" in {"x", "y"}, 3 in [1, 2, 3], 3 not in (1, 2), len(str(2 ** 1000)))
if 0: print("never")
while 0: print("never")
if __debug__: print("debug")
print("abc"[1], (1, 2, 3)[-1], [*"ab"], "%s" % 5)
