# The project's own benchmarks, side by side: `make bench`, or run.py INTERPRETER [PATTERN...].
"""Every file beside this one is a benchmark: it runs for a while and prints nothing that matters. Each is run in turn by the
interpreter and by every CPython that is found; the best of three runs counts, start-up included. Lower ratios are better."""
import os
import sys
import time

ROUNDS = int(os.environ.get("ROUNDS", "3"))


def run_once(interpreter, script):
    """Seconds, or None if it failed."""
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        try:
            os.execvp(interpreter, [interpreter, script])
        except OSError:
            os._exit(127)
    status = os.waitpid(pid, 0)[1]
    return None if status else time.perf_counter() - start


def others():
    """CPythons on the PATH: (name, path)."""
    for name in "python3.11", "python3.12", "python3.13", "python3":
        for directory in ["/usr/bin"] + os.environ.get("PATH", "").split(":"):
            path = os.path.join(directory, name)
            if os.access(path, os.X_OK) and run_once(path, os.devnull) is not None:
                yield name, path
                break


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    weft, patterns = sys.argv[1], sys.argv[2:]
    rivals, seen = [], set()
    for name, path in others():
        if os.path.realpath(path) not in seen:
            seen.add(os.path.realpath(path))
            rivals.append((name, path))
    print("%-22s %9s" % ("seconds (best of %d)" % ROUNDS, "weft"), *["%16s" % name for name, _ in rivals])
    logs = {name: [] for name, _ in rivals}
    for file in sorted(os.listdir(here)):
        name = file[:-3]
        if not file.endswith(".py") or file == "run.py" or patterns and not any(p in name for p in patterns):
            continue
        best = {}
        for _ in range(ROUNDS):      # in turn, so that a busy moment of the machine hits all alike
            for who, path in [("weft", weft)] + rivals:
                seconds = run_once(path, os.path.join(here, file))
                if seconds is not None:
                    best[who] = min(seconds, best.get(who, seconds))
        cells = ["%9.3f" % best["weft"] if "weft" in best else "   failed"]
        for who, _ in rivals:
            if who in best and "weft" in best:
                ratio = best["weft"] / best[who]
                logs[who].append(ratio)
                cells.append("%8.3f (%5.2f)" % (best[who], ratio))
            else:
                cells.append("%16s" % "-")
        print("%-22s" % name, *cells, flush=True)
    means = []
    for who, _ in rivals:
        product = 1.0
        for ratio in logs[who]:
            product *= ratio
        means.append("%8s (%5.2f)" % ("", product ** (1 / len(logs[who])) if logs[who] else 0))
    print("%-22s %9s" % ("geometric mean", ""), *means)
    print("in brackets: weft's time divided by theirs")


main()
