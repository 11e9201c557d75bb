"""Where generators, coroutines and asynchronous generators stand, and their local variables."""
from ._predicates import isasyncgen, isgenerator

__name__ = "inspect"  # whose functions these are

GEN_CREATED = "GEN_CREATED"      # not started
GEN_RUNNING = "GEN_RUNNING"      # being executed
GEN_SUSPENDED = "GEN_SUSPENDED"  # at a yield
GEN_CLOSED = "GEN_CLOSED"        # finished

CORO_CREATED = "CORO_CREATED"
CORO_RUNNING = "CORO_RUNNING"
CORO_SUSPENDED = "CORO_SUSPENDED"
CORO_CLOSED = "CORO_CLOSED"

AGEN_CREATED = "AGEN_CREATED"
AGEN_RUNNING = "AGEN_RUNNING"
AGEN_SUSPENDED = "AGEN_SUSPENDED"
AGEN_CLOSED = "AGEN_CLOSED"


def _state(kind, is_running, is_suspended, frame):
    if is_running:
        return f"{kind}_RUNNING"
    if is_suspended:
        return f"{kind}_SUSPENDED"
    return f"{kind}_CLOSED" if frame is None else f"{kind}_CREATED"


def getgeneratorstate(generator):
    """GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED or GEN_CLOSED."""
    return _state("GEN", generator.gi_running, generator.gi_suspended, generator.gi_frame)


def getcoroutinestate(coroutine):
    """CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED or CORO_CLOSED."""
    return _state("CORO", coroutine.cr_running, coroutine.cr_suspended, coroutine.cr_frame)


def getasyncgenstate(agen):
    """AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED or AGEN_CLOSED."""
    return _state("AGEN", agen.ag_running, agen.ag_suspended, agen.ag_frame)


def _frame_locals(frame):
    return frame.f_locals if frame is not None else {}


def getgeneratorlocals(generator):
    """The local variables of a generator by name; empty once it is closed."""
    if not isgenerator(generator):
        raise TypeError("{!r} is not a Python generator".format(generator))
    return _frame_locals(generator.gi_frame)


def getcoroutinelocals(coroutine):
    """The local variables of a coroutine by name; empty once it is closed."""
    return _frame_locals(getattr(coroutine, "cr_frame", None))


def getasyncgenlocals(agen):
    """The local variables of an asynchronous generator by name; empty once it is closed."""
    if not isasyncgen(agen):
        raise TypeError(f"{agen!r} is not a Python async generator")
    return _frame_locals(agen.ag_frame)
