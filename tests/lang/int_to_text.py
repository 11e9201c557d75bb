# Decimal, binary, octal and hexadecimal text of ints of all sizes.
for i in (0, 9, 10, 99, 100, -1, -128, 2**49, 2**64, -2**64, 10**18, 10**19, 10**50, -3**80):
    print(i, repr(i), bin(i), oct(i), hex(i))
