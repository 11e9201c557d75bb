# -X trace=FILE writes who resumed whom, where it stood, what was sent and yielded, as JSON lines.
# weft only
import json
import os
import sys

PROGRAM = """\
def leaf():
    got = yield "from leaf"
    return got * 2

def root():
    try:
        value = yield from leaf()
        yield value
    except KeyError:
        pass

def main():
    g = root()
    next(g)
    g.send(21)
    try:
        g.throw(KeyError("k"))
    except StopIteration:
        pass
    h = leaf()
    h.close()
    for _ in leaf():
        break

main()
"""

with open("program.py", "w") as file:
    file.write(PROGRAM)
os.system(f"{sys.executable} -S -X trace=events.json program.py")
with open("events.json") as file:
    events = [json.loads(line) for line in file]
names = {}
last = 0
for e in events:
    assert e["t"] >= last and e["thread"] >= 0
    last = e["t"]
    if not e.get("file", "program.py").endswith("program.py"):
        continue
    if "id" not in e or (e["id"] not in names and e["kind"] != "create"):
        continue
    names.setdefault(e["id"], f"{e.get('name')}#{len(names) + 1}")
    by = e.get("by", {})
    who = names.get(by.get("id"), by.get("name", ""))
    print(e["kind"], names[e["id"]], e.get("line", ""), e.get("value", ""), f"by {who}:{by['line']}" if by else "",
          *[f"{key} {names[e[key]]}" for key in ("root", "innermost") if key in e])
