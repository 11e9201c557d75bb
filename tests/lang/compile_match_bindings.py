# Names are bound only after the pattern matched, and before the guard.
def f(v):
    match v:
        case x if x > 10: pass
        case x: x = -x
    return x
print(f(20), f(5))
def g(v):
    match v:
        case (1, x) | (x, 1): return x
        case {"a": [x, {"b": y}], **r}: return x, y, r
        case complex(real=r, imag=i): return r, i
    return "none"
print(g((1, 2)), g((3, 1)), g({"a": [1, {"b": 2}], "c": 3}), g(1 + 2j), g(5))
def loop():
    for v in [1, "q", [2], 3]:
        match v:
            case int(): continue
            case str(): print("s")
            case [z]: return z
print(loop())
match (1, 2, 3):
    case [a, 5, b]: print("no")
    case [_, *mid, _]: print(mid)
try: a
except NameError as e: print(e)
v = 1
match v:
    case v: print(v)
