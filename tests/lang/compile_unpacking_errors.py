# Wrong numbers of values and what cannot be iterated.
def attempt(f):
    try: f()
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
def few(): a, b, c = 1, 2
def one(): a, b = [1]
def star(): a, *b, c = 1,
def number(): a, b = 5
def nested(): a, (b, c) = 1, (2,)
for f in few, one, star, number, nested: attempt(f)
