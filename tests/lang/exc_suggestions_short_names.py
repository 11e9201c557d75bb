# Names of one or two letters get suggestions too.
from _suggestions import _generate_suggestions as closest

print(closest(["b", "xx"], "B"))
print(closest(["bar", "foo"], "ba"))
print(closest(["c"], "b"))
print(closest(["ab", "aB"], "AB"))
for wrong in ((("a",), "a"), ([1], "a"), (["a"], 1)):
    try:
        closest(*wrong)
    except TypeError as error:
        print(error)
