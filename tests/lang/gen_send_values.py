# send() gives the yield its value; the first send must be None.
def echo():
    got = None
    while True:
        got = yield ("got", got)
        if got == "stop":
            return "stopped"
g = echo()
try:
    g.send(1)
except TypeError as e:
    print(e)
print(next(g), g.send(5), g.send([1, 2]))
try:
    g.send("stop")
except StopIteration as e:
    print("value", e.value)
try:
    next(g)
except StopIteration as e:
    print("value", e.value)
