# abs, divmod, pow, round, bin, oct, hex, chr, ord.
print(abs(-3), abs(-2.5), abs(3 + 4j), divmod(-7, 3), divmod(7.5, 2), pow(2, 10), pow(2, -1), pow(3, 4, 5), pow(2, -1, 7))
print(round(2.5), round(3.5), round(2.675, 2), round(1234, -2), round(-0.5), round(2.5, None), round(number=7.9))
print(bin(-5), oct(8), hex(255), hex(2 ** 70), chr(65), chr(0x1F600) == '\U0001f600', ord('a'), ord(b'a'), ord(bytearray(b'b')))
for call in (lambda: chr(-1), lambda: chr(0x110000), lambda: chr('a'), lambda: ord('ab'), lambda: ord(5), lambda: hex('a'), lambda: round('a'),
             lambda: divmod(1, 0), lambda: pow(2, 3, 0), lambda: abs('a'), lambda: pow(2.0, 3, 5)):
    try:
        call()
    except (TypeError, ValueError, ZeroDivisionError) as e:
        print(type(e).__name__, e)
