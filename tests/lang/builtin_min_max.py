# min() and max(): keys, defaults, ties, errors.
print(max(3, 1, 2), min('b', 'a'), max([1, 5, 3], key=lambda x: -x), min([], default='none'), max([(1, 'b'), (1, 'a')]))
print(max(1, True), min(1, 1.0), max([2.0, 2]), max('abc', default=0))
for call in (lambda: max([]), lambda: max(), lambda: max(1), lambda: min(1, 2, default=3), lambda: max(1, 'a'), lambda: min([1], foo=2)):
    try:
        call()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
