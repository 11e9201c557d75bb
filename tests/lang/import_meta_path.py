# A program's own finder is asked in its turn.
import sys
class Finder:
    @staticmethod
    def find_spec(name, path, target=None):
        if name.startswith('magic'):
            print('asked for', name, path)
        return None
sys.meta_path.insert(0, Finder)
try:
    import magic_module
except ModuleNotFoundError as e:
    print(e)
sys.meta_path.remove(Finder)
import math
print(math.floor(2.5))
