# Powers: small, large, negative exponents, and with a modulus.
for b, e in ((2, 10), (2, 100), (-3, 5), (0, 0), (1, 10**30), (-1, 10**30 + 1), (-1, 10**30), (0, 10**30), (10, 40), (7, -2), (2, -1074)):
    print(b, e, b ** e)
for b, e, m in ((3, 200, 7), (3, -1, 7), (3, 5, -7), (-3, 5, 7), (10, 10**20, 10**9 + 7), (2, 10**30, 10**30 + 57), (5, 0, 1), (38, -1, 97), (2, 3, 2**70), (2, -3, -2**70 + 1)):
    print(pow(b, e, m))
for args in ((2, -1, 4), (2, 1, 0)):
    try:
        print(pow(*args))
    except ValueError as e:
        print(e)
