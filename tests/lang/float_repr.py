# repr of floats: the shortest text that reads back.
for d in (0.0, -0.0, 1.0, 0.1, 1/3, 1e15, 1e16, 123456789012345680.0, 1e22, 1e23, 1e-4, 1e-5, 0.00012345, 5e-324, 2.2250738585072014e-308,
          1.7976931348623157e308, float('inf'), float('-inf'), float('nan'), 9007199254740993.0, 100.0, 1e100, 4.35, 0.3, 2.5e-7, 1.5e300 * 1e10):
    print(d, repr(d), str(-d))
