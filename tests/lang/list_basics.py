# Making, indexing, comparing and showing lists.
print([], [1], [1, 'a', 2.5, None, (), [[]]])
print(list(), list('abc'), list((1, 2)), list(range(4)), list({1: 2, 3: 4}))
a = [1, 2, 3, 4, 5]
print(a[0], a[-1], a[True], len(a), 3 in a, 9 in a, 2.0 in a)
print([1, 2] < [1, 3], [1, 2] < [1, 2, 0], [] < [1], [1] == [1.0], [2] != [2], [3] >= [2, 9], [1, 2] > [1])
print([1] + [2, 3], [1, 2] * 3, 2 * [0], [1] * -1, [None] * 0)
b = a
b += (6, 7)
print(a is b, a)
b *= 2
print(len(a))
b *= 0
print(a)
try:
    [].__hash__()
except TypeError as e:
    print(e)
try:
    hash([1])
except TypeError as e:
    print(e)
