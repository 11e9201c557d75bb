# and, or, not and conditional expressions as values and as conditions.
def test(a, b):
    if a and b: return "both"
    elif a or b: return "one"
    elif not (a or b): return "none"
print([test(a, b) for a in (0, 1) for b in (0, 1)])
x = 5
print(x if x > 3 else -x, x and 0, x or 7, 0 or [] or "z", 1 and "" and 3, not x)
y = x and x or 2
x = x or 3
print(x, y, None is None, x is not None, 3 if not x else 4)
print([a or b and c for a in (0, 1) for b in (0, 2) for c in (0, 3)])
