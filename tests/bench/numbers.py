# Loops over ints and floats: collatz, a sieve, the Mandelbrot set.
def collatz(limit):
    longest = 0
    for start in range(1, limit):
        n, steps = start, 0
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        longest = max(longest, steps)
    return longest


def sieve(n):
    flags = [True] * n
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            for j in range(i * i, n, i):
                flags[j] = False
    return sum(flags)


def mandelbrot(size):
    inside = 0
    for row in range(size):
        for column in range(size):
            c = complex(column * 3 / size - 2, row * 2 / size - 1)
            z = 0j
            for _ in range(30):
                z = z * z + c
                if abs(z) > 2:
                    break
            else:
                inside += 1
    return inside


collatz(10_000)
sieve(500_000)
mandelbrot(80)
