# int / int is rounded once, correctly, whatever the sizes.
for a, b in ((1, 3), (2**53 + 1, 1), (10**400, 10**399), (10**23, 1), (1, 10**400), (2**1074, 2**2148), (3, 2**1075),
             (-7, 10**320), (2**60 + 1, 2**7 + 1), (10**308 * 17, 10), (9007199254740993, 2), (0, -5)):
    print(a / b)
try:
    10**400 / 3
except OverflowError as e:
    print(e)
