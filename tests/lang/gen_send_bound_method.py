# A send method kept in a variable resumes its generator like g.send(v) does, from anywhere.
def echo():
    got = None
    while True:
        got = yield got
        if got == "stop":
            return "stopped"


g = echo()
send = g.send
try:
    send(1)
except TypeError as error:
    print(error)
send(None)
print([send(i) for i in range(3)], send([4]))
try:
    send("stop")
except StopIteration as stop:
    print("value", stop.value)
try:
    send(5)
except StopIteration as stop:
    print("done", stop.value)


def unused():
    for i in range(3):
        yield i


class Noisy:
    def __del__(self):
        print("released")


send = unused().send
print(send(None), send(Noisy()), send(None))


def inner():
    try:
        me_send(None)
    except ValueError as error:
        yield str(error)


me = inner()
me_send = me.send
print(me_send(None))


async def job():
    return 7


coroutine = job()
run = coroutine.send
try:
    run(None)
except StopIteration as stop:
    print(stop.value)
try:
    run(None)
except RuntimeError as error:
    print(error)
