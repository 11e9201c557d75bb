# weft only: search by forking paused generators.
"""`copy.copy(generator)` gives a second generator that stands at the same yield with the same locals. A search then
writes one path as straight code; choose() is a yield, and every choice is a copy that goes its own way."""
import copy


def solutions(program):
    """Run a program that yields lists of choices; yield what it returns on each path that does not fail."""
    start = program()
    paths = [(start, None)]
    while paths:
        path, choice = paths.pop()
        try:
            choices = path.send(choice)
        except StopIteration as stop:
            yield stop.value
            continue
        for choice in reversed(choices):
            paths.append((copy.copy(path), choice))


def queens(n):
    def program():
        columns = ()
        for row in range(n):
            free = [column for column in range(n)
                    if all(column != other and abs(column - other) != row - y for y, other in enumerate(columns))]
            columns += ((yield free),)      # no free column: this path ends here
        return columns
    return program


def money():
    """SEND + MORE = MONEY, digit by digit from the right; carry is an ordinary local."""
    digits, carry = {}, 0
    for letters in ("DEY", "NRE", "EON", "SMO"):
        for letter in letters:
            if letter not in digits:
                digit = yield [d for d in range(10) if d not in digits.values() and (d or letter not in "SM")]
                digits = digits | {letter: digit}    # a new dict: other forks keep theirs
        a, b, c = (digits[letter] for letter in letters)
        carry, rest = divmod(a + b + carry, 10)
        if rest != c:
            yield []
    if carry != digits["M"]:
        yield []
    return digits


if __name__ == "__main__":
    found = list(solutions(queens(6)))
    print(len(found), "ways to place 6 queens; the first:")
    for column in found[0]:
        print("  " + ". " * column + "Q " + ". " * (5 - column))
    print("8 queens:", sum(1 for _ in solutions(queens(8))), "ways")
    digits = next(solutions(money))
    number = lambda word: int("".join(str(digits[letter]) for letter in word))
    print(number("SEND"), "+", number("MORE"), "=", number("MONEY"))
