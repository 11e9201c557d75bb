# While a chain is being closed, its outer members count as executing: they cannot be closed or resumed from inside.
def inner(act):
    try:
        yield 1
    finally:
        try:
            act()
        except ValueError as error:
            print("refused:", error)


def middle(act):
    yield from inner(act)


def outer(act):
    yield from middle(act)


chain = outer(lambda: chain.close())
next(chain)
chain.close()
print(list(chain))

chain = outer(lambda: next(chain))
next(chain)
try:
    chain.throw(GeneratorExit)
except GeneratorExit:
    print("thrown through")

chain = outer(lambda: print(chain.gi_running, chain.gi_suspended))
next(chain)
chain.close()


def unprotected():
    try:
        yield 1
    finally:
        chain.close()


def around():
    yield from unprotected()


chain = around()
next(chain)
try:
    chain.close()
except ValueError as error:
    print(error, repr(error.__context__))
print(list(chain))


async def waiting():
    async def step():
        try:
            await Pause()
        finally:
            whole.close()
    await step()


class Pause:
    def __await__(self):
        yield "paused"


whole = waiting()
print(whole.send(None))
try:
    whole.close()
except ValueError as error:
    print(error)
