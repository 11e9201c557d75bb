# Every kind of pattern, with captures and guards.
class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return "P"
def m(v):
    match v:
        case 0 | 1: return "small"
        case -1: return "neg"
        case "a" | "b" as s: return "str " + s
        case None: return "none"
        case True: return "true"
        case []: return "empty"
        case [x]: return f"one {x}"
        case [1, y, *rest]: return f"1 {y} {rest}"
        case [x, *_, z] if x == z: return f"ends {x}"
        case (a, [b, c]): return f"nest {a} {b} {c}"
        case {"k": v2, **rest}: return f"map {v2} {rest}"
        case {"z": 1 | 2 as q}: return f"z {q}"
        case {}: return "anymap"
        case P(1, y=yy): return f"P1 {yy}"
        case P(x, P(y, z)): return f"PP {x} {y} {z}"
        case P(): return "P"
        case int(n) | float(n): return f"num {n}"
        case [P(x=a) | (a, _), *_]: return f"alt {a}"
        case str(): return "str"
        case _: return "other"
for v in [0, 1, -1, "a", None, True, [], [5], [1, 2, 3, 4], [7, 8, 7], [3, [4, 5]], {"k": 1, "j": 2}, {"z": 2},
          {"z": 3}, P(1, 2), P(3, P(4, 5)), P(3, 4), 42, 2.5, [P(9, 9), 1, 2], [(4, 5), 1, 2], "zz", {1}, b"x",
          range(3)]:
    print(v, m(v))
