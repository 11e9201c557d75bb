# A function that dies in a cycle leaves the cells it shared with a running frame alone.
import gc
def outer():
    kept = ['kept']
    class C:
        def f(self): return kept
    del C
    def g(): return kept, g
    del g
    gc.collect()
    print(kept)
outer()
