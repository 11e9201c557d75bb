# else, break, continue and nested loops.
def f(n):
    for i in range(3):
        if i == n: break
        if i == 1: continue
        print("i", i)
    else: return "else"
    return "break"
print(f(0), f(2), f(5))
n = 0
while True:
    n += 1
    if n % 2: continue
    if n > 6: break
else: print("never")
print(n)
while n > 0: n -= 3
else: print("done", n)
def nested():
    for a in range(3):
        for b in range(3):
            if b == 2: break
            if a == b: continue
            yield a, b
        else: print("no")
print(list(nested()))
def found(rows):
    for row in rows:
        for x in row:
            if x: return x
print(found([[0], [0, 7]]), found([]))
for x, (y, *z) in [(1, (2, 3, 4)), (5, (6,))]: print(x, y, z)
for i in (): pass
for d in [{}]: d["k"] = 1
for d["j"] in "ab": pass
print(d)
