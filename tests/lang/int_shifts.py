# Shifts of any size; right shifts round down; huge counts.
for a in (1, -1, 5, -5, 2**70 + 1, -2**70 - 1):
    for n in (0, 1, 3, 49, 63, 64, 65, 128, 200):
        print(a, n, a << n, a >> n)
print(5 >> 10**30, -5 >> 10**30, 0 << 10**30)
for f in (lambda: 1 << -1, lambda: 1 >> -1, lambda: 1 << 10**30):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
