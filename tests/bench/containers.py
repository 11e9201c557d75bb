# Lists, dicts, sets and strings as programs use them: counting words, sorting, grouping, joining.
state = 7


def dice(n):
    global state
    state = (state * 1103515245 + 12345) % 2147483648
    return state // 65536 % n


words = ["".join("abcdefghi"[dice(9)] for _ in range(3)) for _ in range(60_000)]

counts = {}
for word in words:
    counts[word] = counts.get(word, 0) + 1
ranking = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
groups = {}
for word in words:
    groups.setdefault(word[0], set()).add(word)
lines = [f"{word:>5}: {n:04d}" for word, n in ranking]
text = "\n".join(lines)
back = {key.strip(): int(value) for key, value in (line.split(":") for line in text.splitlines())}
assert back == counts
matrix = [[i * j for j in range(150)] for i in range(150)]
for _ in range(10):
    matrix = [list(row) for row in zip(*matrix)]
sum(x for row in matrix for x in row)
