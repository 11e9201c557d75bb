# At the end of a program finalisers run from the module's names downwards, so a file left open keeps what was written.
import os
import sys


class Node:
    def __init__(self, name, below=None):
        self.name, self.below = name, below

    def __del__(self):
        print("del", self.name, callable(function))


class Cyclic(Node):
    def __init__(self, name, below=None):
        super().__init__(name, below)
        self.me = self


F = Cyclic("wrapper", Cyclic("buffer", Cyclic("raw")))
G = Node("other wrapper", Node("other buffer", Node("other raw")))


def function():
    return F


path = f"/tmp/exit_order_{os.getpid()}"
if os.fork() == 0:
    del F, G
    left_open = open(path, "w")
    left_open.write("x" * 100)
    sys.exit()
os.wait()
print(os.path.getsize(path))
os.unlink(path)
