# Mutated programs through compile(): the worst answer is a SyntaxError, never a crash.
#
#     weft tests/fuzz/mutate.py DIRECTORY [SEED [SECONDS]]
#
# Programs of DIRECTORY are cut, spliced and sprinkled with pieces of syntax. A child process compiles them (and runs
# nothing); before each it puts the program into a shared file, so a crash leaves its cause behind. The
# last line is "N passed, N failed"; N counts programs, a crash is a failure.
import os
import sys
import time

PIECES = """( ) [ ] { } : ; , . -> := = == != < > << >> ** * // / % @ & | ^ ~ \\ \n \n\t \t " ' \"\"\" ''' f" f' rb" {x!r:>{w}} }}
    yield await async def class lambda return with match case type if else elif for in is not while try except except*
    finally raise import from global nonlocal del pass break continue assert and or None True False *a **k 0x 1e 1_0 0b2 1j
    _ # \x0c \r \x00 \xff é € 😀 print self __class__ super() @property async\x20for yield\x20from type\x20X[T]=int
    [T:int=str,*A,**K] case\x20{**r}: as e t" """.split(" ")


class Dice:
    def __init__(self, seed): self.state = seed * 2654435761 % (1 << 64) or 1

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self.state >> 33) % n


def mutate(dice, programs):
    text = programs[dice.below(len(programs))]
    start = dice.below(len(text) + 1)
    text = text[start:start + 50 + dice.below(1500)] if dice.below(4) else text[:3000]
    for _ in range(1 + dice.below(6)):
        at = dice.below(len(text) + 1)
        how = dice.below(6)
        if how < 3:
            text = text[:at] + PIECES[dice.below(len(PIECES))] + text[at:]
        elif how == 3:
            text = text[:at] + text[at + dice.below(20):]
        elif how == 4:
            other = programs[dice.below(len(programs))]
            begin = dice.below(len(other) + 1)
            text = text[:at] + other[begin:begin + dice.below(200)] + text[at:]
        else:
            text = text[:at] + PIECES[dice.below(len(PIECES))] * (1 << dice.below(12)) + text[at:]
    return text


def compile_one(text, mode):
    try:
        compile(text, "<fuzz>", mode)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        pass


def child(programs, seed, deadline, log, counter):
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 2)
    dice = Dice(seed)
    n = 0
    while time.time() < deadline:
        text = mutate(dice, programs)
        source = text.encode("utf-8", "surrogatepass")
        os.ftruncate(log, 0)
        os.pwrite(log, source, 0)
        compile_one(source if dice.below(3) else text, ["exec", "exec", "exec", "single", "eval"][dice.below(5)])
        n += 1
        if n % 64 == 0:
            os.pwrite(counter, b"%12d" % n, 0)
    os.pwrite(counter, b"%12d" % n, 0)
    os._exit(0)


def main():
    directory = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    deadline = time.time() + (float(sys.argv[3]) if len(sys.argv) > 3 else 30)
    programs = []
    for name in sorted(os.listdir(directory)):
        if name.endswith(".py"):
            with open(os.path.join(directory, name), encoding="utf-8", errors="replace") as file:
                programs.append(file.read())
    path = "/tmp/weft-mutate-%d" % os.getpid()
    log = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    counter = os.open(path + ".n", os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    os.unlink(path + ".n")
    passed = failed = 0
    while time.time() < deadline and failed < 10:
        os.pwrite(counter, b"%12d" % 0, 0)
        pid = os.fork()
        if pid == 0:
            child(programs, seed, deadline, log, counter)
        status = os.waitpid(pid, 0)[1]
        passed += int(os.pread(counter, 12, 0))
        if status:
            failed += 1
            kept = path + ".crash%d.py" % failed
            with open(kept, "wb") as file:
                file.write(os.pread(log, 1 << 20, 0))
            print("CRASH, status %d: the program is in %s" % (status, kept))
        seed += 1
    os.unlink(path)
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(failed > 0)


main()
