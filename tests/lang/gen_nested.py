# Local names in a generator expression and nested generators keep to themselves.
fs = [(lambda i=i: (j for j in range(i)))() for i in range(4)]
print([list(f) for f in fs])
def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)
print(list(tree(4)))
g = (x for x in (y * 2 for y in range(5)) if x % 4 == 0)
print(list(g))
