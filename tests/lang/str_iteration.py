# Iterating, its length hint, pickling state.
it = iter("aé€")
print(it.__length_hint__(), next(it), it.__length_hint__(), list(it), it.__length_hint__(), list(it))
print([c for c in "xyz"], list(reversed("abc")), list(enumerate("ab")), list(zip("ab", "cd")), set("aab") == {"a", "b"}, max("hello"), sorted("hello"))
a, b = "xy"
print(a, b, *"pq")
it = iter("abcd")
next(it)
it.__setstate__(3)
print(next(it))
it = iter("abc")
next(it)
f, args, state = it.__reduce__()
print(f is iter, args, state)
try:
    a, b = "xyz"
except ValueError as e:
    print(e)
