# A finaliser that runs at the very end may import; sys stays the one there was.
# weft only: elsewhere the import is refused
import os
import sys


class Last:
    def __del__(self):
        try:
            import keyword
        except ImportError:
            pass
        print("printed after an import", "sys" in sys.modules, sys.modules["sys"] is sys)


last = Last()
