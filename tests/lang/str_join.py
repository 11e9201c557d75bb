# join: lists, tuples, iterators, generators, one item, errors.
print(",".join(["a", "b", "c"]), "".join(("x", "y")), "-".join("abc"), "|".join(str(i) for i in range(4)), ",".join([]), ",".join(["one"]))
print("€".join(["a", "b"]), ", ".join({"k": 1, "l": 2}), "".join(["a", "é", "€", "😀"]))
class S(str):
    pass
print(type(",".join([S("x")])).__name__)
for bad in ([1], ["a", None], 5, ["a", b"b"]):
    try:
        ",".join(bad)
    except TypeError as e:
        print(e)
