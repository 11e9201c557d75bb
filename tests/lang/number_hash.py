# Equal numbers have equal hashes across int, bool, float and complex.
for i in (0, 1, -1, -2, 2**31, 2**61 - 1, 2**61, -2**61, 2**62 + 1, 10**20, 2**1000):
    print(hash(i))
    assert hash(i) == hash(complex(i) if i < 2**53 else i) and (float(i) != i or hash(float(i)) == hash(i))
for d in (0.5, -0.25, 1e300, -1e-300, 5e-324, 0.1, float('inf'), float('-inf'), 2.5**40):
    print(hash(d), hash(complex(d, 0)) == hash(d))
print(hash(1 + 2j), hash(True), hash(-1.0), hash(1j))
