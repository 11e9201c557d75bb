# sum() is exact for ints, compensated for floats, and leaves text to join().
print(sum([]), sum([1, 2], 10), sum([2 ** 62] * 4), sum([True, False, True]), sum([], False) is False)
print(sum([0.1] * 10), sum([1e16, 1.0, -1e16]), sum([1, 2.5, 3]), sum([1e308, 1e308]), sum([2, 1j]))
print(sum([[1], [2]], []), sum((i for i in range(5)), start=0.5))
for arguments in ((['a'], ''), ([b'a'], b''), ([None],), (5,)):
    try:
        sum(*arguments)
    except TypeError as e:
        print(e)
