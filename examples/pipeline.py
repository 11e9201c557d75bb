# A pipeline of generators: each stage pulls from the one before it, so only one line is in memory at a time.
"""Count words per section of a log, like `grep | cut | sort | uniq -c` without the processes."""

LOG = """\
12:00 INFO  server started
12:01 WARN  disk 91% full
12:02 INFO  request /index
12:02 ERROR no such page /indx
12:03 INFO  request /about
12:04 ERROR no such page /abuot
"""


def lines(text):
    for line in text.splitlines():
        print(f"   read    {line}")
        yield line


def records(source):
    for line in source:
        time, level, message = line.split(maxsplit=2)
        yield {"time": time, "level": level, "message": message}


def only(level, source):
    return (record for record in source if record["level"] == level)


def numbered(source):
    for number, record in enumerate(source, 1):
        yield f"{number}. at {record['time']}: {record['message']}"


def first(n, source):
    for _ in range(n):
        yield next(source)


if __name__ == "__main__":
    print("all errors:")
    for text in numbered(only("ERROR", records(lines(LOG)))):
        print(text)
    print("the first one only; the last lines are never read:")
    print(*first(1, numbered(only("ERROR", records(lines(LOG))))))
