# The operator in, with its error.
print("a" in "abc", "" in "", "bc" in "abc", "x" in "abc", "€" in "abc", "é" in "café", "abc" in "ab")
try:
    1 in "abc"
except TypeError as e:
    print(e)
try:
    None in "abc"
except TypeError as e:
    print(e)
