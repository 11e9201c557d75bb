# Comparing ints with floats is exact.
big = 2**53
print(big + 1 == float(big), big + 1 > float(big), big == float(big), 10**400 > float('inf'), -10**400 > float('-inf'))
print(10**23 == 1e23, 10**22 == 1e22, 3 < 3.5, 4 > 3.5, 2**1000 + 1 > 2.0**1000, 2**1000 == 2.0**1000)
nan = float('nan')
print(1 == nan, 1 < nan, 10**400 > nan, nan != 10**400)
