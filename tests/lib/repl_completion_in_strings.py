# The Tab key: the methods of a literal keep the literal, and a string that is being typed is left alone.
# weft only
import os
import select
import sys


def typed(text):
    """What the interactive interpreter prints for the entry, a Tab in it, between two marks."""
    pid, terminal = os.forkpty()
    if pid == 0:
        environment = dict(os.environ, TERM="xterm", NO_COLOR="1", WEFT_HISTORY="/dev/null")
        os.execve(sys.executable, [sys.executable, "-q"], environment)
    output = b""
    # Ctrl-D waits for the second prompt: between two entries the terminal is not the editor's.
    for mark, wanted, answer in ((b"", b">>> ", text), (b"\x02", b">>> ", "\x04"), (b"\x02", None, "")):
        while wanted is None or wanted not in (output.partition(mark)[2] if mark else output):
            if not select.select([terminal], [], [], 20)[0]:
                raise TimeoutError(output)
            try:
                output += os.read(terminal, 4096)
            except OSError:  # the interpreter has gone
                break
        if answer:
            os.write(terminal, answer.encode())
    os.close(terminal)
    os.waitpid(pid, 0)
    return output.partition(b"\x01")[2].partition(b"\x02")[0].decode()


for entry in (r'"abc".uppe\t)', r'"ab\tz"', r"'x y'.titl\t)", r'{"abc": 1}["a\tbc"]', r'globals\t)["__name__"]'):
    entry = entry.replace(r"\t", "\t")
    print(typed(f'print(chr(1), end=""); print({entry}, end=chr(2))\n'))
