# A finaliser may bring garbage back; it runs only once.
import gc
class Lazarus:
    def __del__(self):
        global saved
        saved = self
        print('del')
x = Lazarus()
x.me = x
del x
gc.collect()
print(saved.me is saved, gc.is_finalized(saved))
del saved
print(gc.collect() >= 1)
class Plain:
    def __del__(self):
        global back
        back = self
        print('del plain')
Plain()
print(gc.is_finalized(back))
del back
