# Quotients round down and remainders take the divisor's sign, at every size.
for a in (7, -7, 0, 10**30 + 7, -10**30 - 7):
    for b in (2, -2, 7, 10**9, -10**15, 10**25, -10**25, 10**31, -10**31):
        q, r = divmod(a, b)
        assert (a // b, a % b) == (q, r) and q * b + r == a and (r == 0 or (r < 0) == (b < 0))
        print(a, b, q, r)
