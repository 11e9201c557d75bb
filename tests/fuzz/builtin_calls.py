# Call every builtin function, type and method with odd values: the worst answer is an exception, never a crash.
#
#     weft tests/fuzz/builtin_calls.py [SEED [CALLS_EACH [SECONDS]]]
#
# Each group (a type, a module) runs in child processes. A child that dies by a signal is reported with the call it was at:
# it writes every call into a shared log before it makes it. The last line is "N passed, N failed"; N counts groups.
import os
import sys
import time

MODULES = """builtins _io _functools _collections _operator itertools math cmath _struct _random binascii array
    _bisect _heapq _codecs _weakref _string _contextvars _typing _sre re unicodedata marshal errno _json
    _abc _ast _datetime _sha1 _sha2 _sha3 _md5 _blake2 _symtable _tokenize _opcode zlib types functools operator collections string""".split()

# What would stop, flood or leave the fuzzer rather than test a binding of arguments.
SKIPPED = set("""input breakpoint exit quit help open print license credits copyright __build_class__ exec eval
    compile __import__ open_code FileIO _exit __debug__ globals locals vars set_trace kill
    count repeat cycle BytesWarning unraisablehook BufferedRandom""".split())


class Odd:
    """Answers every protocol wrongly."""
    def __len__(self): return -1
    def __index__(self): raise KeyError("index")
    def __hash__(self): raise ValueError("hash")
    def __eq__(self, other): raise ArithmeticError("eq")
    def __iter__(self): return 5
    def __repr__(self): return 7
    def __bool__(self): raise TypeError("bool")
    def __getattr__(self, name): raise RuntimeError(name)


class Sub(int): pass
class Text(str): pass
class Items(list): pass


class Shrinking(list):
    """Empties itself when somebody looks."""
    def __eq__(self, other): self.clear(); return True
    def __lt__(self, other): self.clear(); return True
    def __hash__(self): return 1
    def __index__(self): self.clear(); return 1


def generator():
    yield 1
    yield 2


def endless():
    while True:
        yield 0


def make_values():
    nested = []
    nested.append(nested)
    loop = {}
    loop[1] = loop
    done = generator()
    list(done)
    return [
        None, True, False, 0, 1, -1, 2, 7, 255, 256, -129, 1 << 31, 1 << 47, -(1 << 49), (1 << 63) - 1, 1 << 63, -(1 << 64), 1 << 200,
        0.0, -0.0, 1.5, 1e308, float("inf"), float("nan"), 1j, complex("nan+infj"),
        "", "a", "abc", "\x00", "\ud800", "é", "\U0001f600 text", "%s %d {} {0}", "utf-8", "strict", "x" * 300, Text("sub"),
        b"", b"a", b"\xff\x00", bytearray(b"abc"), bytearray(), memoryview(b"abcdef"), memoryview(bytearray(8))[::2],
        (), (1,), (1, "a", None), [], [1, 2, 3], ["a", "b"], nested, Items([3, 1]), {}, {"a": 1}, {1: 2, None: 3}, loop,
        set(), {1, 2}, frozenset("ab"), range(0), range(10), range(-(1 << 70), 1 << 70, 1 << 68), slice(None), slice(1, -5, -2), slice("a", 2.0, []),
        int, str, list, dict, type, object, type(None), BaseException, ValueError, Odd, Sub, Odd(), Sub(5), Shrinking([1, 2, 3]),
        len, print, lambda: 0, lambda *a, **k: a, lambda x: x, generator, generator(), done, iter([1, 2]), iter({}), reversed([1]),
        ValueError("v"), StopIteration(3), KeyError(), ExceptionGroup("g", [OSError(2, "x")]), NotImplemented, ..., sys, property(len),
        classmethod(len), staticmethod(len), super(Sub, Sub(1)), zip([1], "a"), map(len, ["a"]), enumerate([]), object(), list[int], int | str,
    ]


class Dice:
    def __init__(self, seed): self.state = seed * 2654435761 % (1 << 64) or 1

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self.state >> 33) % n


KEYWORDS = ["key", "default", "sep", "end", "reverse", "encoding", "errors", "maxsplit", "start", "step", "strict", "initial", "x", "base"]


def describe(value):
    try:
        return repr(value)[:60]
    except BaseException:
        return "<%s>" % type(value).__name__


def one_call(dice, name, function, receiver, log):
    values = make_values()
    arguments = [values[dice.below(len(values))] for _ in range([0, 1, 1, 1, 2, 2, 3, 4][dice.below(8)])]
    keywords = {}
    if dice.below(5) == 0:
        keywords = {KEYWORDS[dice.below(len(KEYWORDS))]: values[dice.below(len(values))]}
    if receiver is not None:
        arguments.insert(0, receiver())
    # Sizes that would honestly take all memory or all day are no bug.
    huge = [a for a in arguments if type(a) is int and abs(a) > 1 << 20]
    if huge and (name.split(".")[-1] in HUNGRY):
        return
    line = "%s(%s%s)" % (name, ", ".join([describe(a) for a in arguments]), ", **" + describe(keywords) if keywords else "")
    os.pwrite(log, line.encode("utf-8", "backslashreplace")[:500].ljust(500), 0)
    try:
        result = function(*arguments, **keywords)
        if type(result) is not type:
            repr(result) if not hasattr(type(result), "__next__") else next(result, None)
    except MemoryError:
        pass
    except (SystemExit, KeyboardInterrupt, GeneratorExit, Exception):
        pass


HUNGRY = set("""__mul__ __rmul__ __imul__ bytes bytearray zfill center ljust rjust expandtabs range pow __pow__ __rpow__ __lshift__ __rlshift__
    factorial comb perm to_bytes product combinations permutations combinations_with_replacement tee mul imul lshift
    ilshift pow ipow ldexp islice sum deque batched round list tuple set sorted truncate seek getrandbits randbytes min max all any
    join extend update __init__ __new__ ceil floor lcm""".split())
ENDLESS = set("""__class__ __init_subclass__ __subclasshook__ __reduce__ __del__ mro""".split())


def receivers_of(kind):
    """Functions that make instances of a type, as far as they can be guessed."""
    samples = [v for v in make_values() if type(v) is kind]
    makers = [lambda i=i: [v for v in make_values() if type(v) is kind][i] for i in range(len(samples))]
    if not makers:
        for arguments in ((), ([1, 2],), (1,), (b"abc",), (len,), ("a", "b"), (len, [1]), ("i", [1])):
            try:
                kind(*arguments)
            except BaseException:
                continue
            makers.append(lambda arguments=arguments: kind(*arguments))
            break
    return makers


def targets_of(module_name):
    try:
        module = __import__(module_name)
    except ImportError:
        return
    for name in sorted(vars(module)):
        value = getattr(module, name, None)
        if name in SKIPPED or not callable(value) or (isinstance(value, type) and issubclass(value, SystemExit)):
            continue
        yield "%s.%s" % (module_name, name), value, None
        if not isinstance(value, type):
            continue
        makers = receivers_of(value)
        if not makers:
            continue
        for attribute in sorted(dir(value)):
            if attribute in ENDLESS or attribute in SKIPPED and module_name != "itertools":
                continue
            method = getattr(value, attribute, None)
            if callable(method):
                for maker in makers[:3]:
                    yield "%s.%s.%s" % (module_name, name, attribute), method, maker


def child(module_name, seed, rounds, deadline, log, skip):
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    sys.unraisablehook = lambda *_: None
    number = calls = 0
    for name, function, receiver in targets_of(module_name):
        number += 1
        if number <= skip:
            continue
        os.pwrite(log, b"%12d" % number, 512)
        dice = Dice(seed + number)
        for _ in range(rounds):
            one_call(dice, name, function, receiver, log)
        calls += rounds
        os.pwrite(log, b"%12d" % calls, 524)
        if time.time() > deadline:
            break
    os._exit(0)


def wait_for(pid, log):
    """The child's status, or None if one call lasted ten seconds."""
    seen, since = None, time.time()
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return status
        now = os.pread(log, 540, 0)
        if now != seen:
            seen, since = now, time.time()
        if time.time() - since > 10:
            os.kill(pid, 9)
            os.waitpid(pid, 0)
            return None
        time.sleep(0.01)


n_calls = []


def fuzz(module_name, seed, rounds, deadline, log):
    """Crashes found; after one the next child goes on behind the function that crashed."""
    skip, crashes = 0, 0
    while crashes < 20 and time.time() < deadline:
        os.pwrite(log, b" " * 540, 0)
        pid = os.fork()
        if pid == 0:
            child(module_name, seed, rounds, deadline, log, skip)
        status = wait_for(pid, log)
        n_calls.append(int(os.pread(log, 12, 524).strip() or b"0"))
        if status == 0:
            return crashes
        text = os.pread(log, 500, 0).decode("utf-8", "replace").strip()
        if status is None:
            print("slow:", text)   # more than ten seconds: not a crash, but worth a look
        else:
            crashes += 1
            print("CRASH (%s): %s" % ("signal %d" % (status & 127) if status & 127 else "status %d" % (status >> 8), text))
        sys.stdout.flush()
        skip = int(os.pread(log, 12, 512) or b"0")
    return crashes


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 1e9
    os.chdir("/")
    log = os.open("/tmp/weft-fuzz-%d" % os.getpid(), os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    os.unlink("/tmp/weft-fuzz-%d" % os.getpid())
    deadline = time.time() + seconds
    names = sys.argv[4:] or MODULES
    passed = failed = 0
    for module_name in names:
        if fuzz(module_name, seed, rounds, deadline, log):
            failed += 1
        else:
            passed += 1
    print(sum(n_calls), "calls")
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(failed > 0)


main()
