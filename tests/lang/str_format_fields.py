# str.format: numbering, names, attributes, items, conversions, nesting.
class P:
    x = 5
    d = {"k": "v", "0": "zero"}
print("{} {}".format(1, 2), "{0} {1} {0}".format("a", "b"), "{a} {b}".format(a=1, b="x"), "{0.x} {0.d[k]} {1[0]} {1[-1]}".format(P, {0: "i", "-1": "s"}))
print("{!r} {!s} {!a}".format("é", "é", "é"), "{:>5}|{:<5}|{:^5}".format("a", "b", "c"), "{:{}}".format("x", 4) + "|", "{:{w}.{p}}".format("abcdef", w=8, p=3) + "|")
print("{{}} {{{}}}".format(1), "{[a]}".format({"a": 1}), "{0[a b]}".format({"a b": 2}), "{.x!r:>3}".format(P), "{a}".format_map({"a": 3}))
class D(dict):
    def __missing__(self, k):
        return "<" + k + ">"
print("{x} {y}".format_map(D(x=1)))
class F:
    def __format__(self, spec):
        return "F(" + spec + ")"
print("{:abc} {}".format(F(), F()), format(F(), "q"))
for fmt, args, kw in [("{}", (), {}), ("{a}", (), {}), ("{0}{}", (1, 2), {}), ("{}{0}", (1, 2), {}), ("{", (), {}), ("}", (), {}), ("{0", (1,), {}), ("{0!x}", (1,), {}), ("{0!}", (1,), {}), ("{0!r", (1,), {}),
                      ("{a.}", (), {"a": 1}), ("{a[}", (), {"a": 1}), ("{a[]}", (), {"a": 1}), ("{a[0]x}", (), {"a": [1]}), ("{:{:{}}}", (1, 2, 3), {}), ("{0:{", (1,), {}), ("{0!rs}", (1,), {}), ("{a{}}", (1,), {}), ("{99999999999999999999}", (1,), {}),
                      ("{0.nope}", (1,), {}), ("{0[k]}", ({},), {}), ("{:5d}", ("x",), {}), ("{5}", (1,), {})]:
    try:
        print(fmt.format(*args, **kw))
    except Exception as e:
        print(fmt, type(e).__name__, e)
try:
    "{}".format_map({})
except ValueError as e:
    print(e)
