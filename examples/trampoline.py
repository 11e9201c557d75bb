# A trampoline for coroutines: recursion without a stack, and an event loop in twenty lines.
"""`await` needs no library: an awaitable yields a request, whoever drives the outermost coroutine answers it."""


class Call:
    """Ask the trampoline to run another coroutine and to hand us its result."""
    def __init__(self, coroutine):
        self.coroutine = coroutine

    def __await__(self):
        return (yield self.coroutine)


def bounce(coroutine):
    """Run a coroutine and all it calls; the stack is a list, so depth costs memory only."""
    stack, send, value = [coroutine], True, None
    while stack:
        try:
            request = stack[-1].send(value) if send else stack[-1].throw(value)
        except StopIteration as stop:
            stack.pop()
            send, value = True, stop.value
        except Exception as error:
            stack.pop()
            send, value = False, error
        else:
            stack.append(request)
            send, value = True, None
    if not send:
        raise value
    return value


async def total(n):
    return n + await Call(total(n - 1)) if n else 0


async def is_even(n):
    return True if n == 0 else await Call(is_odd(n - 1))


async def is_odd(n):
    return False if n == 0 else await Call(is_even(n - 1))


async def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return await Call(ackermann(m - 1, 1))
    return await Call(ackermann(m - 1, await Call(ackermann(m, n - 1))))


async def fails(depth):
    if depth == 0:
        raise LookupError("nothing down here")
    return await Call(fails(depth - 1))


async def guarded():
    try:
        await Call(fails(1_000))
    except LookupError as error:
        return f"caught through 1,000 frames: {error}"


if __name__ == "__main__":
    print("1 + ... + 50,000 =", bounce(total(50_000)))
    print("100,001 is even:", bounce(is_even(100_001)))
    print("ackermann(2, 9) =", bounce(ackermann(2, 9)))
    print(bounce(guarded()))
