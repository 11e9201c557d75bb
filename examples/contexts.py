# Context managers from generators: what stands before yield enters, what stands behind it leaves.
from contextlib import ExitStack, contextmanager, suppress

depth = 0


@contextmanager
def step(name):
    global depth
    print("  " * depth + f"begin {name}")
    depth += 1
    try:
        yield name.upper()
    except KeyError as error:
        print("  " * depth + f"{name} handles {error!r}")
    finally:
        depth -= 1
        print("  " * depth + f"end {name}")


@contextmanager
def transaction(accounts):
    """All or nothing."""
    before = dict(accounts)
    try:
        yield accounts
    except BaseException:
        accounts.clear()
        accounts.update(before)
        raise


def transfer(accounts, source, target, amount):
    with transaction(accounts):
        accounts[target] += amount
        accounts[source] -= amount
        if accounts[source] < 0:
            raise ValueError(f"{source} has not enough")


@step("decorated")
def decorated():
    print("  " * depth + "a context manager is also a decorator")


if __name__ == "__main__":
    with step("outer") as outer, step("inner"):
        print("  " * depth + f"inside {outer}")
        {}["missing"]
    decorated()

    accounts = {"ada": 100, "bob": 20}
    transfer(accounts, "ada", "bob", 30)
    print(accounts)
    with suppress(ValueError):
        transfer(accounts, "bob", "ada", 500)
    print("after a failure:", accounts)

    with ExitStack() as stack:
        for name in "first", "second", "third":
            stack.enter_context(step(name))
        print("  " * depth + "three at once")
