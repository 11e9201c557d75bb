# A cycle of any length is found, and deep data does not take the square of its depth.
import json

for length in (1, 2, 63, 64, 65, 66, 1000, 3000):
    start = inner = []
    for i in range(length - 1):
        inner.append({"key": []} if i % 3 == 0 else [])
        inner = inner[0]["key"] if i % 3 == 0 else inner[0]
    inner.append(start)
    for value in (start, {"before": [[start]]}):
        try:
            json.dumps(value)
        except ValueError as e:
            print(length, e)

deep = []
for i in range(200_000):
    deep = [deep]
try:
    json.dumps(deep)
except RecursionError as e:
    print(type(e).__name__)
