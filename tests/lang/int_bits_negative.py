# and, or, xor of negative numbers are those of endless two's complement.
numbers = (0, 1, -1, 5, -6, 2**63, -2**63, 2**64 - 1, -2**64, 2**100 + 12345, -2**100 - 12345)
for a in numbers:
    for b in numbers:
        print(a & b, a | b, a ^ b)
    print(~a)
