# translate and maketrans.
print("hello".translate({104: "J", 101: None, 108: 76}), "abc".translate({97: "€", 98: 0x1F600}), "abc".translate({}))
print("hello".translate(str.maketrans("el", "ip")), "hello".translate(str.maketrans("e", "a", "l")), "x".translate({120: "long text"}))
print(str.maketrans({"a": 1, 98: "x"}), str.maketrans("ab", "cd", "e"))
class Table:
    def __getitem__(self, c):
        if c == 98:
            raise LookupError
        return chr(c).upper()
print("abc".translate(Table()))
for f in (lambda: "a".translate({97: []}), lambda: "a".translate({97: 1 << 30}), lambda: str.maketrans(1), lambda: str.maketrans({"ab": 1}), lambda: str.maketrans({1.5: 1}),
          lambda: str.maketrans("a", "bc"), lambda: str.maketrans(1, "bc"), lambda: str.maketrans("a", 1), lambda: "a".translate(5)):
    try:
        f()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
