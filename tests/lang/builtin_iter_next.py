# iter() and next() in all their forms.
print(next(iter([])  , 'none'), next(iter('ab')), list(iter(iter([1, 2, 0, 3]).__next__, 0)))
def values():
    yield 1
    return 'end'
g = values()
print(next(g))
for _ in range(2):
    try:
        next(g)
    except StopIteration as e:
        print(repr(e), e.value)
for call in (lambda: next(5), lambda: iter(5), lambda: iter(5, 0), lambda: next(), lambda: iter(1, 2, 3)):
    try:
        call()
    except TypeError as e:
        print(e)
