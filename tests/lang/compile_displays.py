# Long displays, unpackings and order of evaluation.
def v(x):
    print(x, end=" ")
    return x
d = {v(1): v(2), **{3: v(4)}, v(5): v(6)}
print(d)
print([*range(3), v(7), *"ab"], (*[1], 2), {*[1, 2], 3} == {1, 2, 3}, [*[]], {**{}})
long = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, len("abc")]
print(len(long), long[-1])
big = {i: i for i in range(3)} | {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7, "h": 8, "i": 9, "j": 10, "k": 11, "l": 12, "m": 13, "n": 14, "o": 15, "p": 16, "q": 17, "r": 18, "s": 19}
print(len(big), list(big)[:4], big["s"])
a = b = [1, 2, 3]
c = [1, 2, 3]
print(a is b, a is c, a == c)
