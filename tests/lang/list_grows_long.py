# Lists that grow and shrink across the sizes at which their items move to another kind of memory.
STEPS = (60, 70, 1000, 130_000, 131_072, 131_080, 200_000, 400_000, 140_000, 100_000, 131_073, 10, 300_000, 0)

items = []
for n in STEPS:
    if n > len(items):
        items.extend(range(len(items), n))
    else:
        del items[n:]
    print(len(items), sum(items), items[-1:])

grown = []
for i in range(300_000):
    grown.append(i)
print(sum(grown), grown == list(range(300_000)))
while len(grown) > 5:
    grown.pop()
print(grown)

doubled = [1, 2] * 100_000
doubled *= 2
doubled.sort()
print(len(doubled), doubled[0], doubled[-1], doubled.count(1))
doubled[10:-10] = []
print(len(doubled))
doubled.clear()
print(doubled)
